//! Scala's blocks and control flow. Whether the value of a block is the result of the function around it is handed down to its last
//! expression, through `if`, `match`, `try` and nested blocks.

use super::{all_in, items};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(super) fn program(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Program, role, |l| list(l, &items(l, id), false));
    trim_ends(l);
}

/// The grammar lets what ends by indentation reach up to the next token; nodes end with their own last one.
fn trim_ends(l: &mut Lower<'_>) {
    let comments: Vec<Span> =
        l.cst.nodes.iter().filter(|n| l.grammar.kind_name(n.kind).ends_with("comment")).map(|n| n.span).collect();
    let trimmed = |span: Span| {
        let mut end = span.end;
        loop {
            end = span.start + l.text[span.start as usize..end as usize].trim_end().len() as u32;
            match comments.binary_search_by_key(&end, |c| c.end) {
                Ok(at) if comments[at].start > span.start => end = comments[at].start,
                _ => return Span::new(span.start, end),
            }
        }
    };
    for id in l.tree.ids() {
        let node = l.tree.node(id);
        if !matches!(node.kind, K::StrPart | K::XmlText) {
            let span = trimmed(node.span);
            l.tree.node_mut(id).span = span;
        }
    }
}

pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: Role) {
    block_of(l, id, role, false);
}

/// Statements in braces or by indentation. `is_result`: the value of the block is the result of the function around it.
fn block_of(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::Block, role, |l| list(l, &items(l, id), is_result));
}

/// Statements, the last of which may be an expression that is the value of them all.
pub(super) fn list(l: &mut Lower<'_>, all: &[CstId], is_result: bool) {
    for (i, child) in all.iter().enumerate() {
        statement(l, *child, R::Item, is_result && i + 1 == all.len());
    }
}

/// An expression or definition as a statement. What controls the flow is a statement by itself.
pub(super) fn statement(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let kind = l.kind(id);
    if l.cst_node(id).error || is_declaration(kind) {
        return l.lower(id, role);
    }
    match kind {
        "block" => block_of(l, id, role, is_result),
        "if_expression" => if_of(l, id, role, is_result),
        "match_expression" => match_of(l, id, role, is_result),
        "try_expression" => try_of(l, id, role, is_result),
        "for_expression"
        | "while_expression"
        | "do_while_expression"
        | "return_expression"
        | "throw_expression"
        | "assignment_expression" => l.lower(id, role),
        "infix_expression" if super::expressions::compound_operator(l, id).is_some() => l.lower(id, role),
        _ => {
            let is_return = is_result && l.holes.is_none();
            let out = l.open(id, if is_return { K::Return } else { K::ExprStmt }, role);
            if is_return {
                l.add_flags(out, Flags::IMPLICIT);
            }
            l.lower(id, R::Operand);
            l.close(out);
        }
    }
}

fn is_declaration(kind: &str) -> bool {
    kind.ends_with("_definition")
        || kind.ends_with("_declaration")
        || matches!(
            kind,
            "package_clause"
                | "package_object"
                | "enum_case_definitions"
                | "self_type"
                | "case_clause"
                | "comment"
                | "block_comment"
                | "using_directive"
        )
}

/// An expression where a block may stand: a body, a branch, a case.
pub(super) fn value_block(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    if matches!(l.kind(id), "block" | "indented_block") {
        return block_of(l, id, role, is_result);
    }
    implicit_block(l, &[id], l.cst_node(id).span, role, is_result);
}

/// A block around statements that have no braces of their own.
pub(super) fn implicit_block(l: &mut Lower<'_>, all: &[CstId], empty: Span, role: Role, is_result: bool) {
    let span = all.iter().map(|c| l.cst_node(*c).span).reduce(Span::cover).unwrap_or(empty);
    let out = l.node_span(span, K::Block, role, |l| list(l, all, is_result));
    l.add_flags(out, Flags::IMPLICIT);
}

pub(super) fn if_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    if_of(l, id, role, false);
}

fn if_of(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::If, role, |l| {
        all_in(l, id, "condition").iter().for_each(|c| condition(l, *c));
        if let Some(then) = l.field(id, "consequence") {
            value_block(l, then, R::Then, is_result);
        }
        match l.field(id, "alternative") {
            Some(next) if l.kind(next) == "if_expression" => if_of(l, next, R::Else, is_result),
            Some(otherwise) => value_block(l, otherwise, R::Else, is_result),
            None => {}
        }
    });
}

fn condition(l: &mut Lower<'_>, id: CstId) {
    l.lower(id, R::Cond);
}

pub(super) fn match_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    match_of(l, id, role, false);
}

fn match_of(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::Switch, role, |l| {
        l.lower_field(id, "value", R::Cond);
        if let Some(body) = l.field(id, "body") {
            cases(l, body, is_result);
        }
    });
}

pub(super) fn cases(l: &mut Lower<'_>, id: CstId, is_result: bool) {
    for child in items(l, id) {
        if l.kind(child) == "case_clause" { case_of(l, child, R::Item, is_result) } else { l.lower(child, R::Item) }
    }
}

pub(super) fn case(l: &mut Lower<'_>, id: CstId, role: Role) {
    case_of(l, id, role, false);
}

fn case_of(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let out = l.node(id, K::Case, role, |l| {
        l.lower_field(id, "pattern", R::Item);
        case_rest(l, id, is_result);
    });
    l.add_flags(out, Flags::DECLARES);
}

/// The guard and the body of a case.
fn case_rest(l: &mut Lower<'_>, id: CstId, is_result: bool) {
    guard(l, id);
    let end = l.cst_node(id).span.end;
    implicit_block(l, &all_in(l, id, "body"), Span::new(end, end), R::Body, is_result);
}

fn guard(l: &mut Lower<'_>, id: CstId) {
    if let Some(guard) = l.child_of_kind(id, "guard") {
        l.lower_field(guard, "condition", R::Cond);
    }
}

pub(super) fn try_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    try_of(l, id, role, false);
}

fn try_of(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::Try, role, |l| {
        if let Some(body) = l.field(id, "body") {
            value_block(l, body, R::Body, is_result);
        }
        if let Some(clause) = l.child_of_kind(id, "catch_clause") {
            handlers(l, clause, is_result);
        }
        if let Some(clause) = l.child_of_kind(id, "finally_clause") {
            finally(l, clause);
        }
    });
}

/// Each case of a `catch` is a handler, and so is an expression that handles.
fn handlers(l: &mut Lower<'_>, id: CstId, is_result: bool) {
    if l.field(id, "pattern").is_some() {
        return handler(l, id, is_result);
    }
    for body in items(l, id) {
        match l.kind(body) {
            "case_block" | "indented_cases" => {
                for child in items(l, body) {
                    if l.kind(child) == "case_clause" {
                        handler(l, child, is_result);
                    } else {
                        l.lower(child, R::Handler);
                    }
                }
            }
            // A pattern's `catch { ... }`.
            "block" => l.children(body, R::Handler),
            _ => l.lower(body, R::Handler),
        }
    }
}

fn handler(l: &mut Lower<'_>, id: CstId, is_result: bool) {
    let pattern = l.field(id, "pattern");
    if let Some(only) = pattern.filter(|p| l.is_ellipsis(*p)) {
        return l.leaf(only, K::Name, R::Handler);
    }
    // A pattern of handlers alone starts with the keyword.
    let clause = CstId(l.cst_node(CstId(l.cst_node(id).parent)).parent);
    let is_first = l.named(CstId(l.cst_node(id).parent)).next() == Some(id) && l.kind(clause) == "catch_clause";
    let own = l.cst_node(id).span;
    let span = if l.holes.is_some() && is_first { l.cst_node(clause).span.cover(own) } else { own };
    let out = l.node_span(span, K::Catch, R::Handler, |l| {
        match pattern {
            Some(typed) if l.kind(typed) == "typed_pattern" => {
                l.lower_field(typed, "pattern", R::Name);
                l.lower_field(typed, "type", R::Type);
            }
            Some(other) => l.lower(other, R::Name),
            None => {}
        }
        case_rest(l, id, is_result);
    });
    l.add_flags(out, Flags::DECLARES);
}

/// The block of a `finally` starts with the keyword and has it as symbol, so that a pattern of it alone matches no other block.
fn finally(l: &mut Lower<'_>, id: CstId) {
    let out = l.open(id, K::Block, R::Finally);
    l.set_word(out, "finally");
    for body in items(l, id) {
        if matches!(l.kind(body), "block" | "indented_block") {
            list(l, &items(l, body), false);
        } else {
            statement(l, body, R::Item, false);
        }
    }
    l.close(out);
}

/// Generators, definitions and guards, then what is done or, after `yield`, given for each.
pub(super) fn for_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    let gives = l.has_token(id, "yield");
    let out = l.open(id, K::ForEach, role);
    l.add_flags(out, Flags::DECLARES);
    for list in all_in(l, id, "enumerators") {
        enumerators(l, list);
    }
    match l.field(id, "body") {
        Some(body) if gives => {
            let span = l.cst_node(body).span;
            let block = l.node_span(span, K::Block, R::Body, |l| {
                l.node_span(span, K::Yield, R::Item, |l| l.lower(body, R::Operand));
            });
            l.add_flags(block, Flags::IMPLICIT);
        }
        Some(body) => value_block(l, body, R::Body, false),
        None => {}
    }
    l.close(out);
}

/// A guard belongs to the generator before it.
fn enumerators(l: &mut Lower<'_>, list: CstId) {
    let all = items(l, list);
    let is_guard = |l: &Lower<'_>, id: CstId| l.kind(id) == "enumerator" && l.named(id).all(|c| l.kind(c) == "guard");
    let mut at = 0;
    while at < all.len() {
        let first = all[at];
        at += 1;
        let mut guards = Vec::new();
        while at < all.len() && is_guard(l, all[at]) {
            guards.push(all[at]);
            at += 1;
        }
        enumerator(l, first, &guards);
    }
}

fn enumerator(l: &mut Lower<'_>, id: CstId, guards: &[CstId]) {
    let parts: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) != "guard").collect();
    if let Some(only) = parts.first().filter(|p| l.is_ellipsis(**p)) {
        return l.leaf(*only, K::Name, R::Item);
    }
    let span = guards.last().map_or(l.cst_node(id).span, |g| l.cst_node(id).span.cover(l.cst_node(*g).span));
    let defines = l.has_token(id, "=");
    let out = l.open_span(span, if defines { K::Assign } else { K::CompClause }, R::Item);
    if defines {
        l.add_flags(out, Flags::DECLARES);
    }
    let value = if defines { R::Value } else { R::Iter };
    for (part, role) in parts.iter().zip([R::Target, value]) {
        l.lower(*part, role);
    }
    let inner: Vec<CstId> =
        [id].iter().chain(guards).flat_map(|e| l.named(*e)).filter(|c| l.kind(*c) == "guard").collect();
    inner.iter().for_each(|g| l.lower_field(*g, "condition", R::Cond));
    l.close(out);
}

/// `while` and `do`.
pub(super) fn loop_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if l.kind(id) == "while_expression" { K::While } else { K::DoWhile };
    l.node(id, kind, role, |l| {
        let conditions = all_in(l, id, "condition");
        conditions.iter().for_each(|c| condition(l, *c));
        if let Some(body) = l.field(id, "body") {
            value_block(l, body, R::Body, false);
        }
    });
}
