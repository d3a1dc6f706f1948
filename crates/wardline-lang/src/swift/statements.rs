//! Swift's statements. Conditions are lists of expressions and declarations, joined as by `&&`.
//!
//! The grammar writes a label, and sometimes the word `throw`, beside the statement that it belongs to; lists of statements put them
//! together again.

use super::patterns::{Names, parts_as};
use super::types;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(super) fn program(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Program, role, |l| statements(l, id, R::Item, false));
}

/// A list of statements where no block is around it, as in text with errors.
pub(super) fn list(l: &mut Lower<'_>, id: CstId, role: Role) {
    statements(l, id, role, false);
}

/// Statements with what belongs to each. `is_result`: a single expression is what the function around it returns.
fn statements(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let children: Vec<CstId> = l.named(id).collect();
    let is_result = is_result && children.len() == 1;
    let mut prefix: Option<CstId> = None;
    for child in children {
        let Some(before) = prefix.take() else {
            if matches!(l.kind(child), "statement_label" | "throw_keyword") {
                prefix = Some(child);
            } else {
                statement(l, child, role, is_result);
            }
            continue;
        };
        let span = l.cst_node(before).span.cover(l.cst_node(child).span);
        if l.kind(before) == "throw_keyword" {
            l.node_span(span, K::Throw, role, |l| l.lower(child, R::Operand));
            continue;
        }
        l.node_span(span, K::Labeled, role, |l| {
            let start = l.cst_node(before).span.start;
            let word = l.text_of(before).trim_end_matches(':').trim_end();
            l.leaf_word(Span::new(start, start + word.len() as u32), K::Ident, R::Label, word);
            let out = l.node(child, K::Block, R::Body, |l| statement(l, child, R::Item, false));
            l.add_flags(out, Flags::IMPLICIT);
        });
    }
}

fn statement(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let kind = l.kind(id);
    let is_own = l.cst_node(id).error
        || kind.ends_with("_declaration")
        || kind.ends_with("_statement")
        || matches!(kind, "assignment" | "directive" | "diagnostic" | "shebang_line" | "attribute");
    if is_own {
        return l.lower(id, role);
    }
    let kind = if is_result && l.holes.is_none() { K::Return } else { K::ExprStmt };
    let out = l.node(id, kind, role, |l| l.lower(id, R::Operand));
    if kind == K::Return {
        l.add_flags(out, Flags::IMPLICIT);
    }
}

/// The first braces in `id` with the statements between them.
pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let parts: Vec<CstId> = l.cst.children(id).collect();
    braces(l, &parts, l.cst_node(id).span, role, is_result);
}

/// The same among these nodes; without braces, as in a tree with errors, an empty block.
fn braces(l: &mut Lower<'_>, parts: &[CstId], whole: Span, role: Role, is_result: bool) {
    let open = parts.iter().position(|p| l.kind(*p) == "{");
    let close = parts.iter().position(|p| l.kind(*p) == "}");
    let start = open.map_or(whole.end, |o| l.cst_node(parts[o]).span.start);
    let end = close.map_or(whole.end, |c| l.cst_node(parts[c]).span.end);
    l.node_span(Span::new(start, end.max(start)), K::Block, role, |l| {
        let inner = parts[open.unwrap_or(0)..close.unwrap_or(parts.len()).max(open.unwrap_or(0))].iter();
        inner.filter(|p| l.kind(**p) == "statements").copied().collect::<Vec<_>>().iter().for_each(|p| {
            statements(l, *p, R::Item, is_result);
        });
    });
}

/// The body of a function of which nothing else is known.
pub(super) fn function_body(l: &mut Lower<'_>, id: CstId, role: Role) {
    block(l, id, role, false);
}

/// `if` and `guard`, which has only what happens otherwise and whose names hold for the statements after it.
pub(super) fn if_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.cst.children(id).filter(|c| !l.cst_node(*c).extra).collect();
    let is_guard = l.kind(id) == "guard_statement";
    let open = parts.iter().position(|p| matches!(l.kind(*p), "{" | "else")).unwrap_or(parts.len());
    let otherwise = parts.iter().position(|p| l.kind(*p) == "else").unwrap_or(parts.len());
    let whole = l.cst_node(id).span;
    let out = l.open(id, K::If, role);
    if is_guard {
        l.set_word(out, "guard");
    }
    conditions(l, parts.get(1..open).unwrap_or(&[]));
    if !is_guard {
        braces(l, &parts[open..otherwise], whole, R::Then, false);
    }
    match parts.get(otherwise + 1) {
        Some(next) if l.kind(*next) == "if_statement" => l.lower(*next, R::Else),
        Some(_) => braces(l, &parts[otherwise..], whole, R::Else, false),
        None => {}
    }
    l.close(out);
}

/// The conditions that these tokens are, divided by commas, joined to one.
fn conditions(l: &mut Lower<'_>, parts: &[CstId]) {
    let groups: Vec<Vec<CstId>> = split(l, parts, ",");
    joined(l, &groups, R::Cond);
}

fn split(l: &Lower<'_>, parts: &[CstId], word: &str) -> Vec<Vec<CstId>> {
    // Parentheses in a pattern are tokens of this list too, and the commas in them divide nothing.
    let mut groups = vec![Vec::new()];
    let mut depth = 0;
    for part in parts {
        let kind = if l.cst_node(*part).named { "" } else { l.kind(*part) };
        depth += i32::from(kind == "(") - i32::from(kind == ")");
        if kind == word && depth == 0 {
            groups.push(Vec::new());
        } else if let Some(last) = groups.last_mut() {
            last.push(*part);
        }
    }
    groups.retain(|g| !g.is_empty());
    groups
}

fn joined(l: &mut Lower<'_>, groups: &[Vec<CstId>], role: Role) {
    match groups {
        [] => {}
        [only] => condition(l, only, role),
        [rest @ .., last] => {
            let span = span_of(l, &rest[0]).cover(span_of(l, last));
            let out = l.open_span(span, K::BinOp, role);
            l.set_word(out, "&&");
            joined(l, rest, R::Left);
            condition(l, last, R::Right);
            l.close(out);
        }
    }
}

fn span_of(l: &Lower<'_>, parts: &[CstId]) -> Span {
    let spans = parts.iter().map(|p| l.cst_node(*p).span);
    spans.reduce(Span::cover).unwrap_or_default()
}

/// An expression, `let x = e`, `let x` or `case p = e`.
fn condition(l: &mut Lower<'_>, parts: &[CstId], role: Role) {
    let declares = parts.first().is_some_and(|p| matches!(l.kind(*p), "value_binding_pattern" | "case"));
    if !declares {
        return parts.iter().filter(|p| l.cst.node(**p).named).for_each(|p| l.lower(*p, role));
    }
    let sign = parts.iter().position(|p| !l.cst_node(*p).named && l.kind(*p) == "=");
    let target = &parts[..sign.unwrap_or(parts.len())];
    let out = l.open_span(span_of(l, parts), K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    for part in target.iter().filter(|p| l.cst.node(**p).named) {
        match l.kind(*part) {
            "value_binding_pattern" => l.leaf(*part, K::Modifier, R::Attr),
            "type_annotation" => l.lower(*part, R::Type),
            _ => {}
        }
    }
    let skipped = |k: &str| matches!(k, "value_binding_pattern" | "type_annotation" | "case");
    let pattern: Vec<CstId> = target.iter().copied().filter(|p| !skipped(l.kind(*p))).collect();
    parts_as(l, &pattern, R::Target, false, Names::Plain);
    if let Some(value) = sign.and_then(|s| parts.get(s + 1)) {
        l.lower(*value, R::Value);
    }
    l.close(out);
}

pub(super) fn switch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Switch, role, |l| l.fields(id, &[("expr", R::Cond), ("", R::Item)]));
}

/// A case; `default` is the one without patterns.
pub(super) fn switch_entry(l: &mut Lower<'_>, id: CstId, role: Role) {
    // The line end after the last statement belongs to the grammar's nodes, but is no token.
    let last = l.cst.children(id).last().unwrap_or(id);
    let last = l.cst.children(last).last().filter(|_| l.kind(last) == "statements").unwrap_or(last);
    let end = l.cst_node(last).span.end;
    let whole = Span::new(l.cst_node(id).span.start, end);
    l.node_span(whole, K::Case, role, |l| {
        let mut body: Option<CstId> = None;
        for child in l.named(id) {
            match l.kind(child) {
                "switch_pattern" => l.lower(child, R::Item),
                "statements" => body = Some(child),
                "modifiers" => l.lower(child, R::Attr),
                "default_keyword" | "where_keyword" => {}
                _ => l.lower(child, R::Cond),
            }
        }
        let span = body.map_or(Span::new(end, end), |b| Span::new(l.cst_node(b).span.start, end));
        let out = l.node_span(span, K::Block, R::Body, |l| {
            body.into_iter().for_each(|b| statements(l, b, R::Item, false));
        });
        l.add_flags(out, Flags::IMPLICIT);
    });
}

pub(super) fn for_each(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::ForEach, role);
    l.add_flags(out, Flags::DECLARES);
    l.lower_field(id, "item", R::Target);
    l.child_of_kind(id, "type_annotation").into_iter().for_each(|t| l.lower(t, R::Type));
    l.lower_field(id, "collection", R::Iter);
    l.child_of_kind(id, "where_clause").into_iter().for_each(|w| l.lower(w, R::Cond));
    block(l, id, R::Body, false);
    l.close(out);
}

/// `while` and `repeat … while`.
pub(super) fn repetition(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.cst.children(id).filter(|c| !l.cst_node(*c).extra).collect();
    let word = parts.iter().position(|p| !l.cst_node(*p).named && l.kind(*p) == "while").unwrap_or(0);
    if l.kind(id) == "while_statement" {
        let open = parts.iter().position(|p| l.kind(*p) == "{").unwrap_or(parts.len());
        l.node(id, K::While, role, |l| {
            conditions(l, parts.get(word + 1..open).unwrap_or(&[]));
            block(l, id, R::Body, false);
        });
    } else {
        l.node(id, K::DoWhile, role, |l| {
            block(l, id, R::Body, false);
            conditions(l, parts.get(word + 1..).unwrap_or(&[]));
        });
    }
}

/// `do` with what catches its errors; without that, a block.
pub(super) fn do_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let handlers: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "catch_block").collect();
    if handlers.is_empty() {
        return block(l, id, role, false);
    }
    l.node(id, K::Try, role, |l| {
        block(l, id, R::Body, false);
        handlers.iter().for_each(|h| l.lower(*h, R::Handler));
    });
}

/// `catch`, `catch let e as T`, `catch T.a`.
pub(super) fn catch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Catch, role, |l| {
        if let Some(error) = l.field(id, "error") {
            caught(l, error);
        }
        block(l, id, R::Body, false);
    });
}

/// What is caught: a name, a type or both, or a pattern. In a pattern of a rule, an ellipsis says nothing about it.
fn caught(l: &mut Lower<'_>, id: CstId) {
    let has_type = l.has_token(id, "as") || l.has_token(id, "is");
    if has_type {
        types::type_in(l, id).into_iter().for_each(|ty| l.lower(ty, R::Type));
    }
    let inner = l.child_of_kind(id, "pattern").filter(|_| has_type).unwrap_or(id);
    match l.child_of_kind(inner, "simple_identifier") {
        Some(name) if l.is_ellipsis(name) => {}
        Some(name) if l.child_of_kind(inner, "value_binding_pattern").is_some() => l.leaf(name, K::Ident, R::Name),
        _ if !has_type => l.lower(id, R::Type),
        _ => {}
    }
}

/// `return`, `throw`, `break` and `continue`, the last two with a label.
pub(super) fn transfer(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = l.cst.children(id).next().map_or("", |c| l.text_of(c));
    let kind = match word {
        "throw" => K::Throw,
        "break" => K::Break,
        "continue" => K::Continue,
        "yield" => K::Yield,
        _ => K::Return,
    };
    let result = if matches!(kind, K::Break | K::Continue) { R::Label } else { R::Operand };
    l.node(id, kind, role, |l| l.children(id, result));
}
