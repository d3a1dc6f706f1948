//! Statements, blocks, and the calls that are control flow.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// An expression in a list of expressions. What is a statement in other languages stands by itself.
pub(super) fn statement(l: &mut Lower<'_>, id: CstId, role: R) {
    if is_statement(l, id) {
        l.lower(id, role);
    } else {
        l.node(id, K::ExprStmt, role, |l| l.lower(id, R::Operand));
    }
}

fn is_statement(l: &Lower<'_>, id: CstId) -> bool {
    match l.kind(id) {
        "binary_operator" => l.field(id, "operator").is_some_and(|o| l.text_of(o) == "="),
        "call" => match l.field(id, "target").map_or("", |t| l.text_of(t)) {
            "alias" | "import" => super::definitions::is_import(l, id),
            word => word.starts_with("def") || STRUCTURES.contains(&word),
        },
        _ => false,
    }
}

const STRUCTURES: &[&str] = &["if", "unless", "case", "cond", "receive", "try"];

/// The expressions of a node.
pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: R) {
    let children: Vec<CstId> = l.named(id).filter(|c| !is_section(l.kind(*c))).collect();
    let spans = children.iter().map(|c| l.cst_node(*c).span);
    let around = l.cst_node(id).span;
    let span = spans.reduce(Span::cover).unwrap_or(Span::new(around.start, around.start));
    let out = l.node_span(span, K::Block, role, |l| children.iter().for_each(|c| statement(l, *c, R::Item)));
    l.add_flags(out, Flags::IMPLICIT);
}

fn is_section(kind: &str) -> bool {
    matches!(kind, "else_block" | "rescue_block" | "catch_block" | "after_block")
}

/// Which block an argument is: `do: …`, `else: …`.
pub(super) fn section_of_pair(l: &Lower<'_>, id: CstId) -> Option<&'static str> {
    let key = l.field(id, "key").filter(|_| l.kind(id) == "pair").map(|k| l.text_of(k))?;
    let known = [("do:", "do_block"), ("else:", "else_block"), ("rescue:", "rescue_block")];
    let known = known.iter().chain(&[("catch:", "catch_block"), ("after:", "after_block")]);
    known.into_iter().find(|(word, _)| key.trim() == *word).map(|(_, section)| *section)
}

/// The blocks of a call, with what they are: those of its `do … end`, and those written as arguments.
pub(super) fn sections_of(l: &Lower<'_>, id: CstId) -> Vec<(&'static str, CstId)> {
    let mut out = Vec::new();
    let arguments = l.child_of_kind(id, "arguments");
    let keywords = arguments.and_then(|a| l.child_of_kind(a, "keywords"));
    for pair in keywords.into_iter().flat_map(|k| l.named(k)) {
        if let (Some(section), Some(value)) = (section_of_pair(l, pair), l.field(pair, "value")) {
            out.push((section, value));
        }
    }
    if let Some(block) = l.child_of_kind(id, "do_block") {
        out.push(("do_block", block));
        out.extend(l.named(block).filter(|c| is_section(l.kind(*c))).map(|c| (l.kind(c), c)));
    }
    out
}

/// A block, or the one expression that is written in the place of one.
fn section(l: &mut Lower<'_>, id: CstId, role: R) {
    if is_section(l.kind(id)) || matches!(l.kind(id), "do_block" | "block") {
        return block(l, id, role);
    }
    let out = l.node(id, K::Block, role, |l| statement(l, id, R::Item));
    l.add_flags(out, Flags::IMPLICIT);
}

/// The blocks of a call as its body, its handlers and its other branches.
pub(super) fn sections(l: &mut Lower<'_>, id: CstId) {
    for (kind, part) in sections_of(l, id) {
        match kind {
            "do_block" => section(l, part, R::Body),
            "else_block" => section(l, part, R::Else),
            "after_block" => section(l, part, R::Finally),
            _ => l.named(part).collect::<Vec<_>>().iter().for_each(|c| handler(l, *c)),
        }
    }
}

/// A clause of `rescue` or `catch`.
fn handler(l: &mut Lower<'_>, id: CstId) {
    if l.kind(id) != "stab_clause" {
        return l.lower(id, R::Handler);
    }
    l.node(id, K::Catch, R::Handler, |l| {
        let left = l.field(id, "left");
        for part in left.into_iter().flat_map(|a| l.named(a)).collect::<Vec<_>>() {
            let is_typed = l.field(part, "operator").is_some_and(|o| l.text_of(o) == "in");
            if let (true, Some(name), Some(types)) = (is_typed, l.field(part, "left"), l.field(part, "right")) {
                super::name(l, name, K::Ident, R::Name);
                if l.kind(types) == "list" { l.children(types, R::Type) } else { l.lower(types, R::Type) }
            } else {
                l.lower(part, R::Extra);
            }
        }
        l.lower_field(id, "right", R::Body);
    });
}

/// `if`, `unless`.
pub(super) fn conditional(l: &mut Lower<'_>, id: CstId, word: &str, role: R) {
    let condition = super::items(l, id).first().copied();
    l.node(id, K::If, role, |l| {
        if let Some(condition) = condition {
            if word == "unless" {
                let out = l.node(condition, K::Unary, R::Cond, |l| l.lower(condition, R::Operand));
                l.set_word(out, "not");
            } else {
                l.lower(condition, R::Cond);
            }
        }
        for (kind, part) in sections_of(l, id) {
            section(l, part, if kind == "do_block" { R::Then } else { R::Else });
        }
    });
}

/// `case`, `cond`, `receive`.
pub(super) fn switch(l: &mut Lower<'_>, id: CstId, word: &str, role: R) {
    let subject = super::items(l, id).first().copied();
    let out = l.node(id, K::Switch, role, |l| {
        if let Some(subject) = subject {
            l.lower(subject, R::Cond);
        }
        for (kind, part) in sections_of(l, id) {
            match kind {
                "do_block" => {
                    let clauses: Vec<CstId> = l.named(part).filter(|c| !is_section(l.kind(*c))).collect();
                    clauses.iter().for_each(|c| l.lower(*c, R::Item));
                }
                _ => section(l, part, R::Finally),
            }
        }
    });
    if word != "case" {
        l.set_word(out, word);
    }
}

pub(super) fn try_block(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Try, role, |l| sections(l, id));
}

/// `pattern when guard -> body`.
pub(super) fn clause(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Case, role, |l| {
        let (patterns, guard) = head(l, id);
        patterns.iter().for_each(|p| l.lower(*p, R::Item));
        if let Some(guard) = guard {
            l.lower(guard, R::Cond);
        }
        l.lower_field(id, "right", R::Body);
    });
}

/// What a clause matches, and its guard.
pub(super) fn head(l: &Lower<'_>, id: CstId) -> (Vec<CstId>, Option<CstId>) {
    let Some(left) = l.field(id, "left") else { return (Vec::new(), None) };
    if l.kind(left) != "binary_operator" {
        return (l.named(left).collect(), None);
    }
    let patterns = l.field(left, "left").map_or(Vec::new(), |p| l.named(p).collect());
    (patterns, l.field(left, "right"))
}
