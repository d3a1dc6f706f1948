//! C#'s statements. `using`, `lock` and `fixed` are scopes of what they hold.

use crate::braces::body;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role as R};
use wardline_base::Span;

/// Assignments are statements by themselves.
pub(super) fn expression_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    match l.named(id).next() {
        Some(inner) if l.kind(inner) == "assignment_expression" => {
            let out = NodeId(l.tree.len() as u32);
            l.lower(inner, role);
            l.set_span(out, l.cst_node(id).span);
        }
        _ => {
            l.node(id, K::ExprStmt, role, |l| l.children(id, R::Operand));
        }
    }
}

pub(super) fn if_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, "consequence", "block", R::Then);
        match l.field(id, "alternative") {
            Some(next) if l.kind(next) == "if_statement" => l.lower(next, R::Else),
            Some(_) => body(l, id, "alternative", "block", R::Else),
            None => {}
        }
    });
}

pub(super) fn loop_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = match l.kind(id) {
        "while_statement" => K::While,
        "do_statement" => K::DoWhile,
        _ => K::For,
    };
    l.node(id, kind, role, |l| {
        for child in l.named(id) {
            match l.grammar.field_name(l.cst_node(child).field) {
                "initializer" => l.lower(child, R::Init),
                "condition" => l.lower(child, R::Cond),
                "update" => l.lower(child, R::Update),
                _ => {}
            }
        }
        body(l, id, "body", "block", R::Body);
    });
}

pub(super) fn for_each(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::ForEach, role);
    l.add_flags(out, Flags::DECLARES);
    if let Some(token) = l.cst.children(id).find(|c| l.kind(*c) == "await") {
        l.leaf(token, K::Modifier, R::Attr);
    }
    l.lower_field(id, "type", R::Type);
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Iter);
    body(l, id, "body", "block", R::Body);
    l.close(out);
}

pub(super) fn labeled(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Labeled, role, |l| {
        let mut parts = l.named(id);
        if let Some(label) = parts.next() {
            l.lower(label, R::Label);
        }
        if let Some(statement) = parts.next() {
            l.block(statement, l.kind(statement) == "block", R::Body);
        }
    });
}

/// Labels that fall through to the next one are labels of one case.
pub(super) fn switch_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Switch, role, |l| {
        l.lower_field(id, "value", R::Cond);
        let Some(list) = l.field(id, "body") else { return };
        let sections: Vec<CstId> = l.named(list).collect();
        let mut labels: Vec<CstId> = Vec::new();
        for (index, section) in sections.iter().enumerate() {
            labels.push(*section);
            let is_ellipsis = label_of(l, *section).is_some_and(|c| l.is_ellipsis(c));
            if is_ellipsis || !statements_of(l, *section).is_empty() || index + 1 == sections.len() {
                case(l, &labels);
                labels.clear();
            }
        }
    });
}

/// The pattern of a section's label; `None` for `default`.
fn label_of(l: &Lower<'_>, section: CstId) -> Option<CstId> {
    l.cst.children(section).take_while(|c| l.kind(*c) != ":").find(|c| l.cst_node(*c).named)
}

fn statements_of(l: &Lower<'_>, section: CstId) -> Vec<CstId> {
    l.cst
        .children(section)
        .skip_while(|c| l.kind(*c) != ":")
        .filter(|c| l.cst_node(*c).named && !l.cst_node(*c).extra)
        .collect()
}

/// One case from its sections, of which only the last has statements.
fn case(l: &mut Lower<'_>, sections: &[CstId]) {
    let (Some(first), Some(last)) = (sections.first(), sections.last()) else { return };
    let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
    l.node_span(span, K::Case, R::Item, |l| {
        for section in sections {
            match label_of(l, *section) {
                Some(label) => l.lower(label, R::Item),
                None if sections.len() > 1 => {
                    l.leaf_word(l.cst_node(*section).span, K::Other, R::Item, "default");
                }
                None => {}
            }
            if let Some(guard) = l.child_of_kind(*section, "when_clause") {
                l.lower(guard, R::Cond);
            }
        }
        let statements = statements_of(l, *last);
        let span = match (statements.first(), statements.last()) {
            (Some(first), Some(last)) => l.cst_node(*first).span.cover(l.cst_node(*last).span),
            _ => Span::new(span.end, span.end),
        };
        let out = l.node_span(span, K::Block, R::Body, |l| statements.iter().for_each(|s| l.lower(*s, R::Item)));
        l.add_flags(out, Flags::IMPLICIT);
    });
}

/// `x switch { p => e, … }`.
pub(super) fn switch_expression(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Switch, role, |l| {
        for part in l.named(id) {
            let role = if l.kind(part) == "switch_expression_arm" { R::Item } else { R::Cond };
            l.lower(part, role);
        }
    });
}

/// An arm yields its expression; `_` is the default.
pub(super) fn arm(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Case, role, |l| {
        let parts: Vec<CstId> = l.named(id).collect();
        let last = parts.len().saturating_sub(1);
        for (index, part) in parts.iter().enumerate() {
            match l.kind(*part) {
                "when_clause" => l.lower(*part, R::Cond),
                "throw_expression" if index == last => l.block(*part, false, R::Body),
                _ if index == last => yields(l, *part),
                "discard" => {}
                _ => l.lower(*part, R::Item),
            }
        }
    });
}

fn yields(l: &mut Lower<'_>, value: CstId) {
    let out = l.node(value, K::Block, R::Body, |l| {
        let out = l.node(value, K::Yield, R::Item, |l| l.lower(value, R::Operand));
        l.add_flags(out, Flags::IMPLICIT);
    });
    l.add_flags(out, Flags::IMPLICIT);
}

/// `catch (T e) when (c)`.
pub(super) fn catch(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Catch, role, |l| {
        let declaration = l.child_of_kind(id, "catch_declaration");
        let is_any = declaration.and_then(|d| l.named(d).last()).is_some_and(|last| l.is_ellipsis(last));
        if let Some(declaration) = declaration.filter(|_| !is_any) {
            l.fields(declaration, &[("type", R::Type), ("name", R::Name)]);
        }
        if let Some(filter) = l.child_of_kind(id, "catch_filter_clause") {
            l.lower(filter, R::Cond);
        }
        l.lower_field(id, "body", R::Body);
    });
}

/// As in Java, the block of a `finally` starts with the keyword and has it as symbol.
pub(super) fn finally(l: &mut Lower<'_>, id: CstId, _role: R) {
    let out = l.open(id, K::Block, R::Finally);
    l.set_word(out, "finally");
    if let Some(block) = l.child_of_kind(id, "block") {
        l.children(block, R::Item);
    }
    l.close(out);
}

/// `using (…) …`, `lock (…) …`, `fixed (…) …`.
pub(super) fn scope(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::With, role);
    match l.kind(id) {
        "lock_statement" => l.set_word(out, "lock"),
        "fixed_statement" => l.set_word(out, "fixed"),
        _ => {}
    }
    let parts: Vec<CstId> = l.named(id).collect();
    let last = parts.len().saturating_sub(1);
    for (index, part) in parts.iter().enumerate() {
        if index == last && index > 0 {
            l.block(*part, l.kind(*part) == "block", R::Body);
        } else {
            l.lower(*part, R::Item);
        }
    }
    l.close(out);
}

/// `yield return e` and `yield break`.
pub(super) fn yield_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Yield, role);
    if l.has_token(id, "break") {
        l.set_word(out, "break");
    }
    l.children(id, R::Operand);
    l.close(out);
}
