//! Inline assembly: Yul, a language of its own with calls, variables, `if`, `for` and `switch`.
//!
//! It becomes the same nodes as Solidity, inside of `With assembly`, so that `delegatecall(...)` is found there too.

use super::{Group, groups, list};
use crate::braces::member_chain;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(super) fn assembly(l: &mut Lower<'_>, id: CstId, role: Role) {
    let whole = l.cst_node(id).span;
    let out = l.open(id, K::With, role);
    l.set_word(out, "assembly");
    let flags = l.child_of_kind(id, "assembly_flags");
    if let Some(flags) = flags {
        l.lower(flags, R::Extra);
    }
    let from = flags.map_or(whole.start, |f| l.cst_node(f).span.end);
    let start = l.text[from as usize..whole.end as usize].find('{').map_or(from, |i| from + i as u32);
    l.node_span(Span::new(start, whole.end), K::Block, R::Body, |l| statements(l, id, R::Item));
    l.close(out);
}

pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Block, role, |l| statements(l, id, R::Item));
}

/// Calls are statements here. The grammar cuts `a, b := f()` after each comma; the pieces are put together.
fn statements(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut targets: Vec<CstId> = Vec::new();
    for child in l.named(id) {
        match l.kind(child) {
            "assembly_flags" => {}
            "yul_assignment" if !assigns(l, child) && l.has_token(child, ",") => {
                targets.extend(l.named(child));
            }
            "yul_assignment" => {
                assign(l, child, &targets, role);
                targets.clear();
            }
            "yul_function_call" => {
                l.node(child, K::ExprStmt, role, |l| l.lower(child, R::Operand));
            }
            _ => l.lower(child, role),
        }
    }
    targets.into_iter().for_each(|t| l.lower(t, role));
}

fn assigns(l: &Lower<'_>, id: CstId) -> bool {
    l.has_token(id, ":=") || l.has_token(id, "=")
}

pub(super) fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    assign(l, id, &[], role);
}

/// An assignment with the targets that stand before it; a name alone is one only in a pattern or in text that does not parse.
fn assign(l: &mut Lower<'_>, id: CstId, before: &[CstId], role: Role) {
    let mut parts: Vec<CstId> = before.iter().copied().chain(l.named(id)).collect();
    let value = if assigns(l, id) { parts.pop() } else { None };
    let (Some(value), Some(first)) = (value, parts.first()) else {
        parts.iter().for_each(|p| {
            l.node(*p, K::ExprStmt, role, |l| l.lower(*p, R::Operand));
        });
        return;
    };
    l.node_span(l.cst_node(*first).span.cover(l.cst_node(id).span), K::Assign, role, |l| {
        target(l, &parts);
        l.lower(value, R::Value);
    });
}

/// One target, or a tuple of several.
fn target(l: &mut Lower<'_>, parts: &[CstId]) {
    match parts {
        [] => {}
        [only] => l.lower(*only, R::Target),
        [first, .., last] => {
            let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
            l.node_span(span, K::Tuple, R::Target, |l| parts.iter().for_each(|p| l.lower(*p, R::Item)));
        }
    }
}

pub(super) fn declaration(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Assign, role, |l| {
        let names: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "yul_identifier").collect();
        target(l, &names);
        l.lower_field(id, "right", R::Value);
    });
    l.add_flags(out, Flags::DECLARES);
}

/// A name, or one with `.slot` or `.offset` behind it.
pub(super) fn path(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    member_chain(l, &parts, role);
}

pub(super) fn call(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Call, role, |l| {
        l.lower_field(id, "function", R::Callee);
        let end = l.cst_node(id).span.end;
        let none = Group { span: Span::new(end, end), elements: Vec::new() };
        list(l, groups(l, id).last().unwrap_or(&none), K::Args, R::Args);
    });
}

pub(super) fn if_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::If, role, |l| {
        for child in l.named(id) {
            l.lower(child, if l.kind(child) == "yul_block" { R::Then } else { R::Cond });
        }
    });
}

/// `for { init } condition { update } { body }`.
pub(super) fn for_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::For, role, |l| {
        for (part, role) in l.named(id).zip([R::Init, R::Cond, R::Update, R::Body]) {
            match role {
                R::Init | R::Update => statements(l, part, role),
                _ => l.lower(part, role),
            }
        }
    });
}

pub(super) fn switch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Switch, role, |l| {
        let cst = l.cst;
        let (mut keyword, mut value): (Option<CstId>, Option<CstId>) = (None, None);
        for child in cst.children(id).filter(|c| !cst.node(*c).extra) {
            match (l.kind(child), keyword) {
                ("case" | "default", _) => (keyword, value) = (Some(child), None),
                ("switch", _) => {}
                (_, None) => l.lower(child, R::Cond),
                ("yul_block", Some(start)) => {
                    let span = cst.node(start).span.cover(cst.node(child).span);
                    l.node_span(span, K::Case, R::Item, |l| {
                        value.into_iter().for_each(|v| l.lower(v, R::Item));
                        l.lower(child, R::Body);
                    });
                }
                _ => value = Some(child),
            }
        }
    });
}

/// A function of assembly code; what it returns are variables.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Func, role, |l| {
        let parameters = groups(l, id);
        let (first, rest): (Vec<CstId>, Vec<CstId>) =
            l.named(id).partition(|c| parameters.first().is_none_or(|g| l.cst_node(*c).span.end <= g.span.start));
        first.iter().for_each(|name| l.leaf(*name, K::Ident, R::Name));
        for group in &parameters {
            l.node_span(group.span, K::Params, R::Params, |l| group.elements.iter().for_each(|e| parameter(l, *e)));
        }
        let returned: Vec<CstId> = rest
            .iter()
            .copied()
            .filter(|c| l.kind(*c) == "yul_identifier" && parameters.iter().all(|g| !g.elements.contains(c)))
            .collect();
        if let (Some(start), Some(end)) = (returned.first(), returned.last()) {
            let span = l.cst_node(*start).span.cover(l.cst_node(*end).span);
            l.node_span(span, K::Params, R::ReturnType, |l| returned.iter().for_each(|e| parameter(l, *e)));
        }
        rest.iter()
            .filter(|c| l.kind(**c) == "yul_block")
            .copied()
            .collect::<Vec<_>>()
            .into_iter()
            .for_each(|b| l.lower(b, R::Body));
    });
}

fn parameter(l: &mut Lower<'_>, id: CstId) {
    l.node(id, K::Param, R::Item, |l| l.leaf(id, K::Ident, R::Name));
}
