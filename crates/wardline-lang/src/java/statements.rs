//! Java's statements.
//!
//! Both forms of `switch` come out alike, and `try` with resources is a `try` inside the scope of its resources.

use super::declarations::{initializer, modifiers_of};
use super::types::{declared_type, dimensions_of};
use crate::braces::body;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(crate) fn block(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.parent_kind(id) == "class_body" || l.parent_kind(id) == "enum_body_declarations" {
        initializer(l, id, role);
    } else {
        l.node(id, K::Block, role, |l| l.children(id, R::Item));
    }
}

/// Assignments are statements by themselves, and so is a `switch` followed by `;`.
pub(crate) fn expression_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.named(id).next() {
        Some(inner) if l.kind(inner) == "assignment_expression" => {
            let before = l.tree.len();
            l.lower(inner, role);
            l.set_span(NodeId(before as u32), l.cst_node(id).span);
        }
        Some(inner) if l.kind(inner) == "switch_expression" => l.lower(inner, role),
        _ => {
            l.node(id, K::ExprStmt, role, |l| l.children(id, R::Operand));
        }
    }
}

pub(crate) fn if_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
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

pub(crate) fn loop_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = match l.kind(id) {
        "while_statement" => K::While,
        "do_statement" => K::DoWhile,
        _ => K::For,
    };
    l.node(id, kind, role, |l| {
        for child in l.named(id) {
            match l.grammar.field_name(l.cst_node(child).field) {
                "init" => l.lower(child, R::Init),
                "condition" => l.lower(child, R::Cond),
                "update" => l.lower(child, R::Update),
                _ => {}
            }
        }
        body(l, id, "body", "block", R::Body);
    });
}

pub(crate) fn for_each(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::ForEach, role);
    l.add_flags(out, Flags::DECLARES);
    modifiers_of(l, id);
    if let Some(ty) = l.field(id, "type") {
        declared_type(l, ty, dimensions_of(l, id), R::Type);
    }
    l.lower_field(id, "name", R::Target);
    l.lower_field(id, "value", R::Iter);
    body(l, id, "body", "block", R::Body);
    l.close(out);
}

pub(crate) fn labeled(l: &mut Lower<'_>, id: CstId, role: Role) {
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

/// `switch` as statement and as expression. Labels that fall through to the next one are labels of one case.
pub(crate) fn switch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Switch, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        let Some(list) = l.field(id, "body") else { return };
        let mut labels: Vec<CstId> = Vec::new();
        let arms: Vec<CstId> = l.named(list).collect();
        for (index, arm) in arms.iter().enumerate() {
            let (own, statements): (Vec<CstId>, Vec<CstId>) = l.named(*arm).partition(|c| l.kind(*c) == "switch_label");
            labels.extend(own);
            let is_rule = l.kind(*arm) == "switch_rule";
            let is_ellipsis = labels.last().and_then(|last| l.named(*last).next()).is_some_and(|c| l.is_ellipsis(c));
            if is_rule || is_ellipsis || !statements.is_empty() || index + 1 == arms.len() {
                case(l, *arm, &labels, &statements, is_rule && is_value(l, id));
                labels.clear();
            }
        }
    });
}

/// Whether a `switch` stands where its value is used.
pub(crate) fn is_value(l: &Lower<'_>, id: CstId) -> bool {
    !matches!(
        l.parent_kind(id),
        "block"
            | "constructor_body"
            | "switch_block_statement_group"
            | "switch_rule"
            | "program"
            | "expression_statement"
            | "labeled_statement"
            | "if_statement"
            | "while_statement"
            | "do_statement"
            | "for_statement"
            | "enhanced_for_statement"
    )
}

pub(crate) fn case(l: &mut Lower<'_>, arm: CstId, labels: &[CstId], statements: &[CstId], is_value: bool) {
    let end = l.cst_node(arm).span;
    let span = labels.first().map_or(end, |f| l.cst_node(*f).span.cover(end));
    l.node_span(span, K::Case, R::Item, |l| {
        let several = labels.len() > 1;
        for label in labels {
            if l.named(*label).next().is_some() {
                l.lower(*label, R::Item);
            } else if several {
                l.leaf_word(l.cst_node(*label).span, K::Other, R::Item, "default");
            }
        }
        match statements {
            [block] if l.kind(*block) == "block" => l.lower(*block, R::Body),
            _ => case_body(l, end, statements, is_value),
        }
    });
}

pub(crate) fn case_body(l: &mut Lower<'_>, arm: Span, statements: &[CstId], is_value: bool) {
    let span = match (statements.first(), statements.last()) {
        (Some(first), Some(last)) => l.cst_node(*first).span.cover(l.cst_node(*last).span),
        _ => Span::new(arm.end, arm.end),
    };
    let out = l.node_span(span, K::Block, R::Body, |l| match statements {
        [value] if is_value && l.kind(*value) == "expression_statement" => {
            let out = l.node(*value, K::Yield, R::Item, |l| l.children(*value, R::Operand));
            l.add_flags(out, Flags::IMPLICIT);
        }
        _ => statements.iter().for_each(|s| l.lower(*s, R::Item)),
    });
    l.add_flags(out, Flags::IMPLICIT);
}

pub(crate) fn switch_label(l: &mut Lower<'_>, id: CstId, role: Role) {
    for child in l.named(id) {
        match (l.kind(child), l.text_of(child)) {
            ("guard", _) => l.lower(child, R::Cond),
            ("identifier", "default") => {
                l.leaf_word(l.cst_node(child).span, K::Other, role, "default");
            }
            _ => l.lower(child, role),
        }
    }
}

pub(crate) fn try_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Try, role, |l| l.fields(id, &[("body", R::Body), ("", R::Handler)]));
}

/// A `try` inside the scope of its resources.
pub(crate) fn try_with_resources(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::With, role, |l| {
        l.lower_field(id, "resources", R::Item);
        let out = l.node(id, K::Block, R::Body, |l| {
            l.node(id, K::Try, R::Item, |l| {
                l.lower_field(id, "body", R::Body);
                let cst = l.cst;
                for clause in l.named(id).filter(|c| cst.node(*c).field == 0) {
                    l.lower(clause, R::Handler);
                }
            });
        });
        l.add_flags(out, Flags::IMPLICIT);
    });
}

pub(crate) fn resource(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.field(id, "value").is_none() {
        return l.children(id, role);
    }
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    modifiers_of(l, id);
    if let Some(ty) = l.field(id, "type") {
        declared_type(l, ty, dimensions_of(l, id), R::Type);
    }
    l.lower_field(id, "name", R::Target);
    l.lower_field(id, "value", R::Value);
    l.close(out);
}

/// `catch (T e)`. In a pattern, `catch (...)` says nothing about what is caught.
pub(crate) fn catch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Catch, role, |l| {
        let caught = l.child_of_kind(id, "catch_formal_parameter");
        let name = caught.and_then(|c| l.field(c, "name"));
        if let Some(caught) = caught.filter(|_| !name.is_some_and(|n| l.is_ellipsis(n))) {
            l.fields(caught, &[("name", R::Name), ("", R::Type)]);
        }
        l.lower_field(id, "body", R::Body);
    });
}

/// The block of a `finally` starts with the keyword and has it as symbol, so that a pattern of it alone matches no other block.
pub(crate) fn finally(l: &mut Lower<'_>, id: CstId, _role: Role) {
    let out = l.open(id, K::Block, R::Finally);
    l.set_word(out, "finally");
    if let Some(block) = l.child_of_kind(id, "block") {
        l.children(block, R::Item);
    }
    l.close(out);
}

pub(crate) fn synchronized(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::With, role);
    l.set_word(out, "synchronized");
    l.fields(id, &[("", R::Item), ("body", R::Body)]);
    l.close(out);
}
