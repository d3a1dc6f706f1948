//! Arithmetic and tests, the two small languages inside of the shell: operators with operands.
//!
//! In arithmetic a bare word is a variable; in a test it is a word like those of commands.

use super::words;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

/// `((…))` and `$((…))`.
pub(super) fn double_parentheses(l: &mut Lower<'_>, id: CstId, word: &str, role: R) {
    let out = l.node(id, K::Unary, role, |l| {
        let inner: Vec<CstId> = l.named(id).collect();
        inner.iter().for_each(|c| arithmetic(l, *c, R::Operand));
    });
    l.set_word(out, word);
}

/// `[[ … ]]` and `[ … ]`: a call whose word is the opening bracket.
pub(super) fn test(l: &mut Lower<'_>, id: CstId, role: R) {
    let written = l.text_of(id);
    let bracket = ["[[", "((", "["].into_iter().find(|b| written.starts_with(b)).unwrap_or("[");
    if bracket == "((" {
        return double_parentheses(l, id, "(())", role);
    }
    let span = l.cst_node(id).span;
    let inner: Vec<CstId> = l.named(id).collect();
    let open = Span::new(span.start, span.start + bracket.len() as u32);
    let out = l.node(id, K::Call, role, |l| {
        let covered = inner.iter().map(|c| l.cst_node(*c).span).reduce(Span::cover);
        l.node_span(covered.unwrap_or(Span::new(open.end, open.end)), K::Args, R::Args, |l| {
            inner.iter().for_each(|c| expression(l, *c, R::Item));
        });
    });
    l.set_word(out, bracket);
}

/// An operand or operation of a test.
pub(super) fn expression(l: &mut Lower<'_>, id: CstId, role: R) {
    operation(l, id, role, Sort::Test);
}

/// An operand or operation of arithmetic.
pub(super) fn arithmetic(l: &mut Lower<'_>, id: CstId, role: R) {
    match l.kind(id) {
        "word" | "variable_name" => l.leaf(id, K::Name, role),
        "number" if l.named(id).next().is_none() => {
            let word = crate::literal::number(l.text_of(id));
            l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
        }
        "variable_assignment" => {
            l.node(id, K::Assign, role, |l| {
                for (field, role) in [("name", R::Target), ("value", R::Value)] {
                    if let Some(side) = l.field(id, field) {
                        arithmetic(l, side, role);
                    }
                }
            });
        }
        _ => operation(l, id, role, Sort::Arithmetic),
    }
}

/// Which of the two languages an operation belongs to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Test,
    Arithmetic,
}

fn operand(l: &mut Lower<'_>, id: CstId, role: R, sort: Sort) {
    match sort {
        Sort::Test => expression(l, id, role),
        Sort::Arithmetic => arithmetic(l, id, role),
    }
}

fn operation(l: &mut Lower<'_>, id: CstId, role: R, sort: Sort) {
    match l.kind(id) {
        "binary_expression" => binary(l, id, role, sort),
        "unary_expression" | "postfix_expression" => {
            let word = l.field(id, "operator").map_or("", |o| l.text_of(o));
            let out = l.node(id, K::Unary, role, |l| operands(l, id, R::Operand, sort));
            l.set_word(out, word);
        }
        "ternary_expression" => {
            l.node(id, K::Ternary, role, |l| {
                for (field, role) in [("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)] {
                    if let Some(part) = l.field(id, field) {
                        operand(l, part, role, sort);
                    }
                }
            });
        }
        "subscript" => subscript(l, id, role),
        "parenthesized_expression" => operands(l, id, role, sort),
        _ => words::word(l, id, role),
    }
}

fn operands(l: &mut Lower<'_>, id: CstId, role: R, sort: Sort) {
    let operator = l.field(id, "operator");
    let inner: Vec<CstId> = l.named(id).filter(|c| Some(*c) != operator).collect();
    inner.iter().for_each(|c| operand(l, *c, role, sort));
}

/// `a op b`; `a = b` and `a += b` assign in arithmetic, and compare in a test.
fn binary(l: &mut Lower<'_>, id: CstId, role: R, sort: Sort) {
    let operator = l.field(id, "operator");
    let word = operator.map_or("", |o| l.text_of(o));
    let assigns = sort == Sort::Arithmetic && word.ends_with('=') && !matches!(word, "==" | "!=" | "<=" | ">=");
    let (kind, left, right) = match word {
        "=" if assigns => (K::Assign, R::Target, R::Value),
        _ if assigns => (K::AugAssign, R::Target, R::Value),
        _ => (K::BinOp, R::Left, R::Right),
    };
    let out = l.node(id, kind, role, |l| {
        let sides: Vec<CstId> = l.named(id).filter(|c| Some(*c) != operator).collect();
        for (side, role) in sides.iter().zip([left, right]) {
            operand(l, *side, role, sort);
        }
    });
    match kind {
        K::Assign => {}
        K::AugAssign => l.set_word(out, word.trim_end_matches('=')),
        _ => l.set_word(out, word),
    }
}

/// `name[index]`.
fn subscript(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Index, role, |l| {
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Name, R::Object);
        }
        if let Some(index) = l.field(id, "index") {
            arithmetic_or_word(l, index, R::Item);
        }
    });
}

/// An index is arithmetic, or a word such as `@` and the key of an associative array.
fn arithmetic_or_word(l: &mut Lower<'_>, id: CstId, role: R) {
    match l.kind(id) {
        "binary_expression" | "unary_expression" => arithmetic(l, id, role),
        _ => words::word(l, id, role),
    }
}
