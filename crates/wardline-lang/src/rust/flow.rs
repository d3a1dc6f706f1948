//! Rust's blocks and control flow. Whether the value of a block is the result of the function around it is handed down to its last
//! expression, through `if`, `match` and nested blocks.

use super::{declarations, items, token};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(super) fn program(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Program, role, |l| statements(l, id, false));
}

/// `let p = e` as a condition declares what is in the pattern.
pub(super) fn let_condition(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    l.lower_field(id, "pattern", R::Target);
    l.lower_field(id, "value", R::Value);
    l.close(out);
}

pub(super) fn let_chain(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts = items(l, id);
    conjunction(l, &parts, role);
}

fn conjunction(l: &mut Lower<'_>, parts: &[CstId], role: Role) {
    match parts {
        [] => {}
        [only] => l.lower(*only, role),
        [rest @ .., last] => {
            let out = l.open_span(l.cst_node(parts[0]).span.cover(l.cst_node(*last).span), K::BinOp, role);
            l.set_word(out, "&&");
            conjunction(l, rest, R::Left);
            l.lower(*last, R::Right);
            l.close(out);
        }
    }
}

/// Braces around statements. `is_result`: the value of the block is the result of the function around it.
pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::Block, role, |l| statements(l, id, is_result));
}

/// The statements in `id`, the last of which may be an expression that is the value of them all.
pub(super) fn statements(l: &mut Lower<'_>, id: CstId, is_result: bool) {
    let children: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) != "label").collect();
    for (i, child) in children.iter().enumerate() {
        if is_declaration(l.kind(*child)) || l.cst_node(*child).error {
            l.lower(*child, R::Item);
        } else {
            statement(l, *child, R::Item, is_result && i + 1 == children.len());
        }
    }
}

fn is_declaration(kind: &str) -> bool {
    kind.ends_with("_item")
        || kind.ends_with("_declaration")
        || matches!(kind, "macro_definition" | "associated_type" | "empty_statement" | "shebang")
}

/// An expression as a statement, with or without its `;`. What controls the flow is a statement by itself.
pub(super) fn statement(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let inner = if l.kind(id) == "expression_statement" { l.named(id).next() } else { Some(id) };
    let Some(inner) = inner else { return };
    let is_result = is_result && !l.text_of(id).ends_with(';');
    let before = l.tree.len();
    match l.kind(inner) {
        "if_expression" => if_expression(l, inner, role, is_result),
        "match_expression" => match_expression(l, inner, role, is_result),
        "block" => block(l, inner, role, is_result),
        "unsafe_block" | "try_block" | "const_block" => prefixed_block(l, inner, role, is_result),
        "while_expression"
        | "loop_expression"
        | "for_expression"
        | "return_expression"
        | "break_expression"
        | "continue_expression"
        | "assignment_expression"
        | "compound_assignment_expr" => l.lower(inner, role),
        _ => return expression_statement(l, id, inner, role, is_result),
    }
    if l.tree.len() > before {
        l.set_span(NodeId(before as u32), l.cst_node(id).span);
    }
}

fn expression_statement(l: &mut Lower<'_>, id: CstId, inner: CstId, role: Role, is_result: bool) {
    let is_pattern = l.holes.is_some();
    let kind = if is_result && !is_pattern { K::Return } else { K::ExprStmt };
    let out = declarations::open(l, id, kind, role);
    if kind == K::Return {
        l.add_flags(out, Flags::IMPLICIT);
    }
    l.lower(inner, R::Operand);
    l.close(out);
}

/// An expression where a block may stand: the body of a closure or of a match arm.
pub(super) fn value_block(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    if l.kind(id) == "block" {
        return block(l, id, role, is_result);
    }
    let out = l.node(id, K::Block, role, |l| statement(l, id, R::Item, is_result));
    l.add_flags(out, Flags::IMPLICIT);
}

/// `unsafe { … }` and other blocks with a keyword before them.
pub(super) fn prefixed_block(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let out = l.open(id, K::With, role);
    l.set_word(out, token(l, id));
    if let Some(body) = l.child_of_kind(id, "block") {
        block(l, body, R::Body, is_result);
    }
    l.close(out);
}

pub(super) fn if_expression(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        if let Some(then) = l.field(id, "consequence") {
            block(l, then, R::Then, is_result);
        }
        let alternative = l.field(id, "alternative").and_then(|e| l.named(e).next());
        match alternative {
            Some(next) if l.kind(next) == "if_expression" => if_expression(l, next, R::Else, is_result),
            Some(otherwise) => value_block(l, otherwise, R::Else, is_result),
            None => {}
        }
    });
}

pub(super) fn match_expression(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::Switch, role, |l| {
        l.lower_field(id, "value", R::Cond);
        let Some(list) = l.field(id, "body") else { return };
        let arms: Vec<CstId> = l.named(list).collect();
        arms.iter().for_each(|a| {
            if l.kind(*a) == "match_arm" { arm(l, *a, R::Item, is_result) } else { l.lower(*a, R::Item) }
        });
    });
}

/// `patterns if guard => value`; `_` alone is the case without patterns.
pub(super) fn arm(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let out = l.node(id, K::Case, role, |l| {
        let attributes: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "attribute_item").collect();
        attributes.iter().for_each(|a| declarations::attribute(l, *a, R::Attr));
        if let Some(pattern) = l.field(id, "pattern") {
            let guard = l.field(pattern, "condition");
            let parts: Vec<CstId> = l.named(pattern).filter(|p| Some(*p) != guard).collect();
            parts.iter().for_each(|p| l.lower(*p, R::Item));
            l.lower_field(pattern, "condition", R::Cond);
        }
        if let Some(value) = l.field(id, "value") {
            value_block(l, value, R::Body, is_result);
        }
    });
    l.add_flags(out, Flags::DECLARES);
}

/// `while`, `loop` and `for`, with what a label names around it.
pub(super) fn repetition(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.child_of_kind(id, "label") {
        Some(name) => {
            l.node(id, K::Labeled, role, |l| {
                l.lower(name, R::Label);
                let end = l.cst_node(id).span.end;
                let start = l
                    .cst
                    .children(id)
                    .find(|c| !matches!(l.kind(*c), "label" | ":"))
                    .map_or(end, |c| l.cst_node(c).span.start);
                let out = l.node_span(Span::new(start, end), K::Block, R::Body, |l| {
                    unlabeled(l, id, Span::new(start, end), R::Item)
                });
                l.add_flags(out, Flags::IMPLICIT);
            });
        }
        None => unlabeled(l, id, l.cst_node(id).span, role),
    }
}

fn unlabeled(l: &mut Lower<'_>, id: CstId, span: Span, role: Role) {
    let kind = if l.kind(id) == "for_expression" { K::ForEach } else { K::While };
    let out = l.open_span(span, kind, role);
    match l.kind(id) {
        "loop_expression" => l.set_word(out, "loop"),
        "for_expression" => l.add_flags(out, Flags::DECLARES),
        _ => {}
    }
    l.lower_field(id, "condition", R::Cond);
    l.lower_field(id, "pattern", R::Target);
    l.lower_field(id, "value", R::Iter);
    l.lower_field(id, "body", R::Body);
    l.close(out);
}

pub(super) fn label(l: &mut Lower<'_>, id: CstId, _role: Role) {
    l.children(id, R::Label);
}

/// `break 'label value` and `continue 'label`.
pub(super) fn jump(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if l.kind(id) == "break_expression" { K::Break } else { K::Continue };
    l.node(id, kind, role, |l| l.children(id, R::Operand));
}
