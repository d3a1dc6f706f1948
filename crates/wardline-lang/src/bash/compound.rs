//! Groups, loops, conditions, functions.
//!
//! Conditions are lists of commands, so they are blocks like bodies.

use super::{arithmetic, commands, words};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// `((…))`, which the grammar takes for a group.
pub(super) fn is_arithmetic(l: &Lower<'_>, id: CstId) -> bool {
    l.text_of(id).starts_with("((")
}

/// `{ …; }`.
pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Block, role, |l| commands::list(l, id, R::Item));
}

/// `( … )`: its commands run in a shell of their own.
pub(super) fn subshell(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Unary, role, |l| block(l, id, R::Operand));
    l.set_word(out, "()");
}

/// The commands of a node as a block without braces.
pub(super) fn body(l: &mut Lower<'_>, id: CstId, role: R) {
    let children: Vec<CstId> = l.cst.children(id).filter(|c| !l.cst_node(*c).extra).collect();
    implicit(l, &children, l.cst_node(id).span, role);
}

fn implicit(l: &mut Lower<'_>, children: &[CstId], around: Span, role: R) {
    let spans = children.iter().filter(|c| l.cst_node(**c).named).map(|c| l.cst_node(*c).span);
    let covered = spans.reduce(Span::cover).unwrap_or(Span::new(around.start, around.start));
    let out = l.node_span(covered, K::Block, role, |l| commands::statements(l, children, R::Item));
    l.add_flags(out, Flags::IMPLICIT);
}

/// The children in the field of the condition, separators included.
fn condition(l: &mut Lower<'_>, id: CstId) {
    let field = |c: &CstId| l.grammar.field_name(l.cst_node(*c).field) == "condition";
    let children: Vec<CstId> = l.cst.children(id).filter(field).collect();
    implicit(l, &children, l.cst_node(id).span, R::Cond);
}

pub(super) fn while_loop(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::While, role, |l| {
        if l.has_token(id, "until") {
            let out = l.node(id, K::Unary, R::Cond, |l| {
                let before = l.tree.len();
                condition(l, id);
                l.set_role(before, R::Operand);
            });
            l.set_word(out, "!");
        } else {
            condition(l, id);
        }
        l.lower_field(id, "body", R::Body);
    });
}

/// `for name in words`; without words they are the script's arguments. `select` is a loop of its own sort.
pub(super) fn for_each(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::ForEach, role, |l| {
        l.lower_field(id, "variable", R::Target);
        let is_value = |c: &CstId| l.grammar.field_name(l.cst_node(*c).field) == "value" && l.cst_node(*c).named;
        let values: Vec<CstId> = l.cst.children(id).filter(is_value).collect();
        if let Some(covered) = values.iter().map(|v| l.cst_node(*v).span).reduce(Span::cover) {
            l.node_span(covered, K::List, R::Iter, |l| values.iter().for_each(|v| words::word(l, *v, R::Item)));
        }
        l.lower_field(id, "body", R::Body);
    });
    if l.has_token(id, "select") {
        l.set_word(out, "select");
    }
}

/// `for ((i = 0; i < 3; i++))`.
pub(super) fn c_style_for(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::For, role, |l| {
        for (field, role) in [("initializer", R::Init), ("condition", R::Cond), ("update", R::Update)] {
            if let Some(part) = l.field(id, field) {
                arithmetic::arithmetic(l, part, role);
            }
        }
        match l.field(id, "body") {
            Some(braces) if l.kind(braces) == "compound_statement" => block(l, braces, R::Body),
            Some(group) => body(l, group, R::Body),
            None => {}
        }
    });
}

/// `if`, and `elif` as an `if` in the place of the `else`.
pub(super) fn conditional(l: &mut Lower<'_>, id: CstId, role: R) {
    let is_alternative = |c: &CstId| matches!(l.kind(*c), "elif_clause" | "else_clause");
    let alternatives: Vec<CstId> = l.cst.children(id).filter(is_alternative).collect();
    if_chain(l, id, role, &alternatives);
}

fn if_chain(l: &mut Lower<'_>, id: CstId, role: R, alternatives: &[CstId]) {
    let end = alternatives.last().copied().unwrap_or(id);
    let children: Vec<CstId> =
        l.cst.children(id).filter(|c| !l.cst_node(*c).extra && !l.kind(*c).ends_with("_clause")).collect();
    let then = children.iter().position(|c| l.kind(*c) == "then").unwrap_or(children.len());
    let span = l.cst_node(id).span;
    l.node_span(span.cover(l.cst_node(end).span), K::If, role, |l| {
        implicit(l, &children[..then], span, R::Cond);
        implicit(l, &children[then..], span, R::Then);
        match alternatives {
            [] => {}
            [next, rest @ ..] if l.kind(*next) == "elif_clause" => if_chain(l, *next, R::Else, rest),
            [next, ..] => body(l, *next, R::Else),
        }
    });
}

pub(super) fn case(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Switch, role, |l| {
        if let Some(value) = l.field(id, "value") {
            words::word(l, value, R::Cond);
        }
        let items: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "case_item").collect();
        items.iter().for_each(|i| l.lower(*i, R::Item));
    });
}

pub(super) fn case_item(l: &mut Lower<'_>, id: CstId, role: R) {
    let is_value = |c: &CstId| l.grammar.field_name(l.cst_node(*c).field) == "value" && l.cst_node(*c).named;
    let (values, rest): (Vec<CstId>, Vec<CstId>) =
        l.cst.children(id).filter(|c| !l.cst_node(*c).extra).partition(is_value);
    l.node(id, K::Case, role, |l| {
        values.iter().for_each(|v| words::word(l, *v, R::Item));
        implicit(l, &rest, l.cst_node(id).span, R::Body);
    });
}

/// A function has no parameters of its own: it takes words as a script does.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Func, role, |l| {
        if let Some(redirect) = l.field(id, "redirect") {
            commands::redirect(l, redirect, R::Attr);
        }
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
        match l.field(id, "body") {
            Some(braces) if l.kind(braces) == "compound_statement" && !is_arithmetic(l, braces) => {
                block(l, braces, R::Body);
            }
            Some(other) => {
                let span = l.cst_node(other).span;
                implicit(l, &[other], span, R::Body);
            }
            None => {}
        }
    });
}
