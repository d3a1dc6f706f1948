//! Statements. Conditions may declare, labels that fall through are labels of one case.

use super::{declarators, expressions};
use crate::braces::body;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role as R};
use wardline_base::Span;

const BLOCK: &str = "compound_statement";

/// Assignments are statements by themselves; `;` alone is none.
pub(super) fn expression_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    match l.named(id).next() {
        Some(inner) if l.kind(inner) == "assignment_expression" => {
            let out = NodeId(l.tree.len() as u32);
            l.lower(inner, role);
            l.set_span(out, l.cst_node(id).span);
        }
        Some(_) => {
            l.node(id, K::ExprStmt, role, |l| l.children(id, R::Operand));
        }
        None => {}
    }
}

/// `[[likely]] f();`: the attributes say nothing that rules look for.
pub(super) fn attributed(l: &mut Lower<'_>, id: CstId, role: R) {
    for part in l.named(id) {
        if l.kind(part) != "attribute_declaration" {
            l.lower(part, role);
        }
    }
}

pub(super) fn if_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, "consequence", BLOCK, R::Then);
        let next = l.field(id, "alternative").and_then(|clause| l.named(clause).next());
        match next {
            Some(next) if l.kind(next) == "if_statement" => l.lower(next, R::Else),
            Some(next) => l.block(next, l.kind(next) == BLOCK, R::Else),
            None => {}
        }
    });
}

/// `(init; value)`.
pub(super) fn condition(l: &mut Lower<'_>, id: CstId, role: R) {
    l.lower_field(id, "initializer", R::Init);
    l.lower_field(id, "value", role);
}

pub(super) fn loop_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = match l.kind(id) {
        "while_statement" => K::While,
        "do_statement" => K::DoWhile,
        _ => K::For,
    };
    l.node(id, kind, role, |l| {
        for (field, role) in [("initializer", R::Init), ("condition", R::Cond), ("update", R::Update)] {
            match l.field(id, field) {
                Some(part) if role == R::Cond => l.lower(part, role),
                Some(part) => expressions::each_of_sequence(l, part, role),
                None => {}
            }
        }
        body(l, id, "body", BLOCK, R::Body);
    });
}

/// `for (T x : xs)`.
pub(super) fn for_range(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::ForEach, role);
    l.add_flags(out, Flags::DECLARES);
    l.lower_field(id, "initializer", R::Init);
    super::declarations::modifiers(l, id);
    let declarator = declarators::read(l, l.field(id, "declarator"));
    if let Some(ty) = l.field(id, "type") {
        declarators::declared_type(l, ty, &declarator.layers, R::Type);
    }
    if let Some(name) = declarator.name {
        super::declarations::target(l, name);
    }
    l.lower_field(id, "right", R::Iter);
    body(l, id, "body", BLOCK, R::Body);
    l.close(out);
}

pub(super) fn labeled(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Labeled, role, |l| {
        let label = l.field(id, "label");
        if let Some(label) = label {
            l.lower(label, R::Label);
        }
        if let Some(statement) = l.named(id).find(|c| Some(*c) != label) {
            l.block(statement, l.kind(statement) == BLOCK, R::Body);
        }
    });
}

pub(super) fn switch(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Switch, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        let Some(list) = l.field(id, "body") else { return };
        let arms: Vec<CstId> = l.named(list).collect();
        let mut labels: Vec<CstId> = Vec::new();
        for (index, arm) in arms.iter().enumerate() {
            if l.kind(*arm) != "case_statement" {
                l.lower(*arm, R::Item);
                continue;
            }
            labels.push(*arm);
            let next = arms.get(index + 1).filter(|n| l.kind(**n) == "case_statement");
            let falls_through = statements_of(l, *arm).is_empty() && next.is_some();
            if !falls_through || l.field(*arm, "value").is_some_and(|v| l.is_ellipsis(v)) {
                case(l, &labels, *arm);
                labels.clear();
            }
        }
    });
}

/// The statements after a label.
fn statements_of(l: &Lower<'_>, arm: CstId) -> Vec<CstId> {
    let value = l.field(arm, "value");
    l.named(arm).filter(|c| Some(*c) != value).collect()
}

/// `case` outside of a `switch`'s own block, or alone in a pattern.
pub(super) fn lone_case(l: &mut Lower<'_>, id: CstId, _role: R) {
    case(l, &[id], id);
}

fn case(l: &mut Lower<'_>, labels: &[CstId], arm: CstId) {
    let end = l.cst_node(arm).span;
    let span = labels.first().map_or(end, |f| l.cst_node(*f).span.cover(end));
    l.node_span(span, K::Case, R::Item, |l| {
        for label in labels {
            match l.field(*label, "value") {
                Some(value) => l.lower(value, R::Item),
                None if labels.len() > 1 => {
                    l.leaf_word(l.cst_node(*label).span, K::Other, R::Item, "default");
                }
                None => {}
            }
        }
        let statements = statements_of(l, arm);
        match statements.as_slice() {
            [block] if l.kind(*block) == BLOCK => l.lower(*block, R::Body),
            _ => {
                let span = match (statements.first(), statements.last()) {
                    (Some(first), Some(last)) => l.cst_node(*first).span.cover(l.cst_node(*last).span),
                    _ => Span::new(end.end, end.end),
                };
                let out = l.node_span(span, K::Block, R::Body, |l| {
                    statements.iter().for_each(|s| l.lower(*s, R::Item));
                });
                l.add_flags(out, Flags::IMPLICIT);
            }
        }
    });
}

pub(super) fn try_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Try, role, |l| {
        for part in l.named(id) {
            match l.kind(part) {
                BLOCK => l.lower(part, R::Body),
                "field_initializer_list" => l.lower(part, R::Extra),
                _ => l.lower(part, R::Handler),
            }
        }
    });
}

/// `catch (T &e)` and `catch (...)`, which catches everything; in a pattern, it says nothing about what is caught.
pub(super) fn catch(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Catch, role, |l| {
        let caught = l.field(id, "parameters").and_then(|list| l.child_of_kind(list, "parameter_declaration"));
        if let Some(caught) = caught {
            let declarator = declarators::read(l, l.field(caught, "declarator"));
            let is_any = [declarator.name, l.field(caught, "type")].into_iter().flatten().any(|n| l.is_ellipsis(n));
            if let Some(ty) = l.field(caught, "type").filter(|_| !is_any) {
                declarators::declared_type(l, ty, &declarator.layers, R::Type);
            }
            if let Some(name) = declarator.name.filter(|_| !is_any) {
                l.lower(name, R::Name);
            }
        }
        l.lower_field(id, "body", R::Body);
    });
}

/// As in other languages, a block with the keyword as its symbol.
pub(super) fn finally(l: &mut Lower<'_>, id: CstId, _role: R) {
    let out = l.open(id, K::Block, R::Finally);
    l.set_word(out, "finally");
    if let Some(block) = l.field(id, "body") {
        l.children(block, R::Item);
    }
    l.close(out);
}
