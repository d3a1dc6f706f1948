//! Dart's statements.

use super::{all_in, all_of, expressions};
use crate::braces::body;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// Assignments and `throw` are statements by themselves.
pub(super) fn expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(inner) = l.named(id).next() else { return };
    if matches!(l.kind(inner), "assignment_expression" | "pattern_assignment" | "throw_expression") {
        let before = l.tree.len();
        l.lower(inner, role);
        if l.tree.len() > before {
            l.set_span(NodeId(before as u32), l.cst_node(id).span);
        }
        return;
    }
    l.node(id, K::ExprStmt, role, |l| l.children(id, R::Operand));
}

/// `if (x case p when c)` compares with a pattern; the guard is an extra.
pub(super) fn if_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::If, role, |l| {
        let (condition, pattern) = (l.field(id, "condition"), all_in(l, id, ""));
        match (condition, pattern.first()) {
            (Some(value), Some(pattern)) if l.has_token(id, "case") => {
                let span = l.cst_node(value).span.cover(l.cst_node(*pattern).span);
                let out = l.open_span(span, K::BinOp, R::Cond);
                l.set_word(out, "case");
                l.lower(value, R::Left);
                l.lower(*pattern, R::Right);
                l.close(out);
            }
            (Some(value), _) => l.lower(value, R::Cond),
            _ => {}
        }
        l.lower_field(id, "guard", R::Extra);
        body(l, id, "consequence", "block", R::Then);
        match l.field(id, "alternative") {
            Some(next) if l.kind(next) == "if_statement" => l.lower(next, R::Else),
            Some(other) => l.block(other, l.kind(other) == "block", R::Else),
            None => {}
        }
    });
}

pub(super) fn while_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if l.kind(id) == "while_statement" { K::While } else { K::DoWhile };
    l.node(id, kind, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, "body", "block", R::Body);
    });
}

/// All forms of `for`, in a collection too.
pub(super) fn for_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let is_each = l.has_token(id, "in");
    let out = l.open(id, if is_each { K::ForEach } else { K::For }, role);
    if is_each {
        for_each(l, id, out);
    } else {
        for role in [("init", R::Init), ("condition", R::Cond), ("update", R::Update)] {
            all_in(l, id, role.0).iter().for_each(|c| l.lower(*c, role.1));
        }
    }
    body(l, id, "body", "block", R::Body);
    l.close(out);
}

fn for_each(l: &mut Lower<'_>, id: CstId, out: NodeId) {
    if let Some(word) = l.cst.children(id).find(|c| l.kind(*c) == "await") {
        l.leaf(word, K::Modifier, R::Attr);
    }
    let value = l.field(id, "value");
    match l.field(id, "name") {
        Some(name) => {
            l.add_flags(out, Flags::DECLARES);
            l.lower(name, R::Target);
            if let Some(ty) = l.child_of_kind(id, "type") {
                l.lower(ty, R::Type);
            }
        }
        None => {
            let target = all_in(l, id, "").into_iter().find(|c| !matches!(l.kind(*c), "annotation" | "type"));
            if let Some(target) = target {
                l.lower(target, R::Target);
            }
        }
    }
    if let Some(value) = value {
        l.lower(value, R::Iter);
    }
}

/// A statement or an expression.
pub(super) fn switch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Switch, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        all_in(l, id, "body").iter().for_each(|b| l.lower(*b, R::Item));
    });
}

/// The patterns of a case, its guard, and its statements or its value.
pub(super) fn case(l: &mut Lower<'_>, id: CstId, role: Role) {
    let guard = l.field(id, "guard");
    let parts: Vec<CstId> = l.named(id).filter(|c| Some(*c) != guard && l.kind(*c) != "label").collect();
    let split = match l.kind(id) {
        "switch_expression_case" => parts.len().saturating_sub(1),
        "switch_statement_default" => 0,
        _ => parts.iter().position(|p| is_statement(l.kind(*p))).unwrap_or(parts.len()),
    };
    let (patterns, statements) = parts.split_at(split);
    if let ([only], []) = (patterns, statements)
        && l.is_ellipsis(*only)
    {
        return l.leaf(*only, K::Name, role);
    }
    let out = l.node(id, K::Case, role, |l| {
        patterns.iter().for_each(|p| l.lower(*p, R::Item));
        if let Some(guard) = guard {
            l.lower(guard, R::Cond);
        }
        let end = l.cst_node(id).span.end;
        let span = statements.iter().map(|s| l.cst_node(*s).span).reduce(Span::cover).unwrap_or(Span::new(end, end));
        let block = l.node_span(span, K::Block, R::Body, |l| {
            for statement in statements {
                if is_statement(l.kind(*statement)) {
                    l.lower(*statement, R::Item);
                } else {
                    l.node(*statement, K::ExprStmt, R::Item, |l| l.lower(*statement, R::Operand));
                }
            }
        });
        l.add_flags(block, Flags::IMPLICIT);
    });
    l.add_flags(out, Flags::DECLARES);
}

fn is_statement(kind: &str) -> bool {
    kind.ends_with("_statement") || kind.starts_with("local_") || kind == "block"
}

/// `on T catch (e, s) { … }`: the type and the names stand before the block of a handler.
pub(super) fn try_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Try, role, |l| {
        l.lower_field(id, "body", R::Body);
        let main = l.field(id, "body");
        let mut before: Vec<CstId> = Vec::new();
        let start_of_handler = |l: &Lower<'_>, first: CstId| {
            let on = l.cst.children(id).filter(|c| l.kind(*c) == "on" && c.0 < first.0).last();
            let is_type = l.kind(first) == "type";
            on.filter(|_| is_type).map_or(l.cst_node(first).span.start, |on| l.cst_node(on).span.start)
        };
        for part in l.named(id).filter(|p| Some(*p) != main) {
            match l.kind(part) {
                "type" | "catch_clause" => before.push(part),
                "block" => {
                    let first = before.first().copied().unwrap_or(part);
                    let span = Span::new(start_of_handler(l, first), l.cst_node(part).span.end);
                    handler(l, span, &before, part);
                    before.clear();
                }
                "finally_clause" => finally(l, part),
                _ => l.lower(part, R::Extra),
            }
        }
    });
}

fn handler(l: &mut Lower<'_>, span: Span, before: &[CstId], block: CstId) {
    let out = l.node_span(span, K::Catch, R::Handler, |l| {
        for part in before {
            if l.kind(*part) != "catch_clause" {
                l.lower(*part, R::Type);
                continue;
            }
            match l.field(*part, "exception") {
                Some(name) if !l.is_ellipsis(name) => l.lower(name, R::Name),
                _ => {}
            }
            if let Some(trace) = l.field(*part, "stack_trace") {
                l.node(trace, K::Param, R::Extra, |l| l.lower(trace, R::Name));
            }
        }
        l.lower(block, R::Body);
    });
    l.add_flags(out, Flags::DECLARES);
}

/// The block of a `finally` starts with the keyword and has it as symbol, so that a pattern of it alone matches no other block.
fn finally(l: &mut Lower<'_>, id: CstId) {
    let out = l.open(id, K::Block, R::Finally);
    l.set_word(out, "finally");
    all_of(l, id, "block").iter().for_each(|b| l.children(*b, R::Item));
    l.close(out);
}

pub(super) fn labeled(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    let Some((statement, labels)) = parts.split_last() else { return };
    l.node(id, K::Labeled, role, |l| {
        labels.iter().for_each(|name| l.lower(*name, R::Label));
        l.block(*statement, l.kind(*statement) == "block", R::Body);
    });
}

/// The body of a function: a block, or an expression that is its result.
pub(super) fn function_body(l: &mut Lower<'_>, id: CstId) {
    let inner = l.named(id).find(|c| !matches!(l.kind(*c), "native"));
    match inner {
        Some(block) if l.kind(block) == "block" => l.lower(block, R::Body),
        Some(value) => crate::braces::return_block(l, value),
        None => {}
    }
}

/// Targets of a declaration that takes a value apart.
pub(super) fn destructuring(l: &mut Lower<'_>, id: CstId, whole: Span, role: Role) {
    let out = l.open_span(whole, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    super::declarations::keywords(l, id);
    let parts: Vec<CstId> = l.named(id).collect();
    if let [target, .., value] = parts.as_slice() {
        match l.kind(*target) {
            "object_pattern" => expressions::object_pattern(l, *target, R::Target),
            _ => l.lower(*target, R::Target),
        }
        l.lower(*value, R::Value);
    }
    l.close(out);
}
