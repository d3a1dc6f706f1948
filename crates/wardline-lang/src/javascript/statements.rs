//! Statements. Bodies are blocks, with or without braces.

use super::expressions::modifiers;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role as R};
use wardline_base::Span;

/// `;` alone is no statement, but a pattern that ends in one, such as `for (...) {...};`, asks for it.
pub(crate) fn empty_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let is_top = l.kind(CstId(l.cst_node(id).parent)) == "program";
    if l.holes.is_some() && is_top && !follows_expression(l, id) {
        l.leaf_word(l.cst_node(id).span, K::Other, role, "empty");
    }
}

/// Whether the `;` may come from an ellipsis that was written out with one of its own.
fn follows_expression(l: &Lower<'_>, id: CstId) -> bool {
    let siblings = l.named(CstId(l.cst_node(id).parent));
    siblings.take_while(|s| *s != id).last().is_none_or(|s| l.kind(s) == "expression_statement")
}

pub(crate) fn expression_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(inner) = l.named(id).next() else { return };
    let span = l.cst_node(id).span;
    match l.kind(inner) {
        "assignment_expression" | "augmented_assignment_expression" | "internal_module" => {
            let out = NodeId(l.tree.len() as u32);
            l.lower(inner, role);
            if out.index() < l.tree.len() {
                l.set_span(out, span);
            }
        }
        _ => {
            l.node(id, K::ExprStmt, role, |l| l.children(id, R::Operand));
        }
    }
}

/// The body of a control structure.
fn body(l: &mut Lower<'_>, id: CstId, field: &str, role: R) {
    if let Some(body) = l.field(id, field) {
        l.block(body, l.kind(body) == "statement_block", role);
    }
}

pub(crate) fn if_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, "consequence", R::Then);
        let Some(other) = l.field(id, "alternative").and_then(|a| l.named(a).next()) else { return };
        match l.kind(other) {
            "if_statement" => l.lower(other, R::Else),
            kind => l.block(other, kind == "statement_block", R::Else),
        }
    });
}

pub(crate) fn while_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = if l.kind(id) == "do_statement" { K::DoWhile } else { K::While };
    l.node(id, kind, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, "body", R::Body);
    });
}

pub(crate) fn for_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::For, role, |l| {
        l.lower_field(id, "initializer", R::Init);
        l.lower_field(id, "condition", R::Cond);
        l.lower_field(id, "increment", R::Update);
        body(l, id, "body", R::Body);
    });
}

pub(crate) fn for_in(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::ForEach, role, |l| {
        modifiers(l, id, &["await"]);
        l.lower_field(id, "left", R::Target);
        l.lower_field(id, "right", R::Iter);
        body(l, id, "body", R::Body);
    });
    if let Some(operator) = l.field(id, "operator") {
        l.set_word(out, l.text_of(operator));
    }
    if l.field(id, "kind").is_some() {
        l.add_flags(out, Flags::DECLARES);
    }
}

pub(crate) fn with(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::With, role, |l| {
        l.lower_field(id, "object", R::Item);
        body(l, id, "body", R::Body);
    });
}

pub(crate) fn case(l: &mut Lower<'_>, id: CstId, role: R) {
    let statements: Vec<CstId> = l.named(id).filter(|c| Some(*c) != l.field(id, "value")).collect();
    let end = l.cst_node(id).span.end;
    let start = statements.first().map_or(end, |s| l.cst_node(*s).span.start);
    l.node(id, K::Case, role, |l| {
        l.lower_field(id, "value", R::Item);
        let out = l.node_span(Span::new(start, end), K::Block, R::Body, |l| {
            statements.iter().for_each(|s| l.lower(*s, R::Item))
        });
        l.add_flags(out, Flags::IMPLICIT);
    });
}

/// `catch {}` binds a name that nobody wrote, so that `catch ($E) {}` matches it.
pub(crate) fn catch(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Catch, role, |l| {
        let start = l.cst_node(id).span.start;
        match l.field(id, "parameter") {
            Some(name) if l.kind(name) == "identifier" => l.leaf(name, K::Ident, R::Name),
            Some(name) => l.lower(name, R::Name),
            None => {
                let out = l.node_span(Span::new(start, start), K::Ident, R::Name, |_| {});
                l.add_flags(out, Flags::IMPLICIT);
            }
        }
        l.lower_field(id, "type", R::Type);
        l.lower_field(id, "body", R::Body);
    });
}

/// The block of a `finally` has the keyword as symbol and in its span, so that `finally { ... }` alone can be a pattern.
pub(crate) fn finally(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Block, role, |l| {
        if let Some(body) = l.field(id, "body") {
            l.children(body, R::Item);
        }
    });
    l.set_word(out, "finally");
}
