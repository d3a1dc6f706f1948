//! Expressions of Solidity, put together by the language's own precedence.
//!
//! In the grammar, what follows an operand (`[…]`, `{…}`, `(…)`, `.name`) has no precedence over operators before it: `a == b[c]` comes
//! as `(a == b)[c]`, and what follows is then wrong too. So the operands and operators of an expression are written in a row, in which
//! both readings look the same, and read again by precedence climbing. Parentheses are operands, so the row ends at them.

use super::{arguments_of, types};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// A part of an expression, as written.
#[derive(Clone, Copy)]
enum Part {
    Operand(CstId),
    /// The operator before an operand.
    Prefix(CstId),
    /// The operator between two operands.
    Infix(CstId),
    /// The node that ends in what follows an operand.
    Postfix(CstId),
}

/// An expression as it is meant.
pub(super) enum Expression {
    Operand(CstId),
    Prefix(CstId, Box<Expression>),
    Postfix(CstId, Box<Expression>),
    Infix(CstId, Box<Expression>, Box<Expression>),
    Ternary(Box<[Expression; 3]>),
}

use Expression as E;

pub(super) fn expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    match read(l, id) {
        Ok(expression) => emit(l, &expression, role),
        // Odd pieces of a text that does not parse.
        Err(parts) => parts.into_iter().for_each(|p| l.lower(p, role)),
    }
}

/// The expression at `id`, or its operands where they do not make one.
pub(super) fn read(l: &Lower<'_>, id: CstId) -> Result<Expression, Vec<CstId>> {
    let mut parts = Vec::new();
    flatten(l, id, &mut parts);
    let mut reader = Reader { l, parts: &parts, at: 0 };
    let found = reader.climb(0);
    let complete = reader.at == parts.len();
    let operands = |parts: &[Part]| {
        let operand = |p: &Part| if let Part::Operand(id) = p { Some(*id) } else { None };
        parts.iter().filter_map(operand).collect()
    };
    found.filter(|_| complete).ok_or_else(|| operands(&parts))
}

/// Whether an expression assigns, so that it is a statement by itself.
pub(super) fn assigns(l: &Lower<'_>, expression: &Expression) -> bool {
    matches!(expression, E::Infix(operator, ..) if precedence(l.text_of(*operator)) == Some(ASSIGNMENT))
}

/// Writes the parts of an expression in a row.
fn flatten(l: &Lower<'_>, id: CstId, out: &mut Vec<Part>) {
    let postfix = |field: &str, out: &mut Vec<Part>| {
        if let Some(object) = l.field(id, field) {
            flatten(l, object, out);
            out.push(Part::Postfix(id));
        }
    };
    match l.kind(id) {
        "expression" => l.named(id).for_each(|c| flatten(l, c, out)),
        "member_expression" => postfix("object", out),
        "array_access" | "slice_access" => postfix("base", out),
        "struct_expression" => postfix("type", out),
        "call_expression" => postfix("function", out),
        "update_expression" if !starts_with_operator(l, id) => postfix("argument", out),
        "binary_expression"
        | "ternary_expression"
        | "assignment_expression"
        | "augmented_assignment_expression"
        | "unary_expression"
        | "update_expression" => {
            let cst = l.cst;
            for child in cst.children(id).filter(|c| !cst.node(*c).extra) {
                match out.last() {
                    _ if cst.node(child).named => flatten(l, child, out),
                    Some(Part::Operand(_) | Part::Postfix(_)) => out.push(Part::Infix(child)),
                    _ => out.push(Part::Prefix(child)),
                }
            }
        }
        _ => out.push(Part::Operand(id)),
    }
}

fn starts_with_operator(l: &Lower<'_>, id: CstId) -> bool {
    l.cst.children(id).next().is_some_and(|c| !l.cst_node(c).named)
}

const ASSIGNMENT: u8 = 0;
const TERNARY: u8 = 0;

/// How tightly an operator between two operands binds.
fn precedence(operator: &str) -> Option<u8> {
    Some(match operator {
        "?" => return None,
        "||" => 1,
        "&&" => 2,
        "==" | "!=" => 3,
        "<" | ">" | "<=" | ">=" => 4,
        "|" => 5,
        "^" => 6,
        "&" => 7,
        "<<" | ">>" => 8,
        "+" | "-" => 9,
        "*" | "/" | "%" => 10,
        "**" => 11,
        _ if operator.ends_with('=') => ASSIGNMENT,
        _ => return None,
    })
}

struct Reader<'a, 'l> {
    l: &'a Lower<'l>,
    parts: &'a [Part],
    at: usize,
}

impl Reader<'_, '_> {
    /// Reads operands joined by operators that bind at least as tightly as `least`.
    fn climb(&mut self, least: u8) -> Option<Expression> {
        let mut left = self.operand()?;
        while let Some(Part::Infix(operator)) = self.parts.get(self.at).copied() {
            let word = self.l.text_of(operator);
            match precedence(word) {
                Some(level) if level >= least => {
                    self.at += 1;
                    // Assignments and powers group from the right.
                    let right = self.climb(if level == ASSIGNMENT || word == "**" { level } else { level + 1 })?;
                    left = E::Infix(operator, Box::new(left), Box::new(right));
                }
                None if word == "?" && least == TERNARY => {
                    self.at += 1;
                    let then = self.climb(TERNARY)?;
                    self.at += 1;
                    let otherwise = self.climb(TERNARY)?;
                    left = E::Ternary(Box::new([left, then, otherwise]));
                }
                _ => break,
            }
        }
        Some(left)
    }

    /// An operand with what stands before and behind it.
    fn operand(&mut self) -> Option<Expression> {
        let part = *self.parts.get(self.at)?;
        self.at += 1;
        match part {
            Part::Prefix(operator) => Some(E::Prefix(operator, Box::new(self.operand()?))),
            Part::Operand(id) => {
                let mut out = E::Operand(id);
                while let Some(Part::Postfix(node)) = self.parts.get(self.at).copied() {
                    self.at += 1;
                    out = E::Postfix(node, Box::new(out));
                }
                Some(out)
            }
            Part::Infix(_) | Part::Postfix(_) => None,
        }
    }
}

fn span_of(l: &Lower<'_>, expression: &Expression) -> Span {
    match expression {
        E::Operand(id) => l.cst_node(*id).span,
        E::Prefix(operator, inner) => l.cst_node(*operator).span.cover(span_of(l, inner)),
        E::Postfix(node, inner) => Span::new(span_of(l, inner).start, l.cst_node(*node).span.end),
        E::Infix(_, left, right) => span_of(l, left).cover(span_of(l, right)),
        E::Ternary(parts) => span_of(l, &parts[0]).cover(span_of(l, &parts[2])),
    }
}

pub(super) fn emit(l: &mut Lower<'_>, expression: &Expression, role: Role) {
    let span = span_of(l, expression);
    match expression {
        E::Operand(id) => l.lower(*id, role),
        E::Prefix(operator, inner) => {
            let word = l.text_of(*operator);
            let kind = if word == "delete" { K::Delete } else { K::Unary };
            let out = l.node_span(span, kind, role, |l| emit(l, inner, R::Operand));
            if kind == K::Unary {
                l.set_word(out, word);
            }
        }
        E::Postfix(node, inner) => postfix(l, *node, span, inner, role),
        E::Infix(operator, left, right) => {
            let word = l.text_of(*operator);
            let assigns = precedence(word) == Some(ASSIGNMENT);
            let (kind, roles) = match word {
                "=" => (K::Assign, [R::Target, R::Value]),
                _ if assigns => (K::AugAssign, [R::Target, R::Value]),
                _ => (K::BinOp, [R::Left, R::Right]),
            };
            let out = l.node_span(span, kind, role, |l| {
                emit(l, left, roles[0]);
                emit(l, right, roles[1]);
            });
            let word = if assigns { word.trim_end_matches('=') } else { word };
            l.set_word(out, word);
        }
        E::Ternary(parts) => {
            l.node_span(span, K::Ternary, role, |l| {
                parts.iter().zip([R::Cond, R::Then, R::Else]).for_each(|(part, role)| emit(l, part, role));
            });
        }
    }
}

/// What the node at `node` adds to the expression `object` before it.
fn postfix(l: &mut Lower<'_>, node: CstId, span: Span, object: &Expression, role: Role) {
    match l.kind(node) {
        "member_expression" => {
            l.node_span(span, K::Member, role, |l| {
                emit(l, object, R::Object);
                l.lower_field(node, "property", R::Name);
            });
        }
        "array_access" => {
            l.node_span(span, K::Index, role, |l| {
                emit(l, object, R::Object);
                l.lower_field(node, "index", R::Item);
            });
        }
        "slice_access" => {
            l.node_span(span, K::Index, role, |l| {
                emit(l, object, R::Object);
                let bounds = Span::new(span_of(l, object).end, span.end);
                l.node_span(bounds, K::Slice, R::Item, |l| {
                    l.lower_field(node, "from", R::Left);
                    l.lower_field(node, "to", R::Right);
                });
            });
        }
        "update_expression" => {
            let word = l.field(node, "operator").map_or("", |o| l.text_of(o));
            let out = l.node_span(span, K::Unary, role, |l| emit(l, object, R::Operand));
            l.set_word(out, word);
            l.add_flags(out, Flags::POSTFIX);
        }
        _ => call(l, node, span, object, role),
    }
}

/// A call or its options; a call of `new T` or `new T{…}` is that creation, with its arguments.
fn call(l: &mut Lower<'_>, node: CstId, span: Span, callee: &Expression, role: Role) {
    let is_call = l.kind(node) == "call_expression";
    let (created, options_of_created) = match callee {
        E::Operand(id) => (Some(*id), None),
        E::Postfix(options, inner) if l.kind(*options) == "struct_expression" => match **inner {
            E::Operand(id) => (Some(id), Some(*options)),
            _ => (None, None),
        },
        _ => (None, None),
    };
    if let Some(created) = created.filter(|c| is_call && l.kind(*c) == "new_expression") {
        l.node_span(span, K::New, role, |l| {
            l.lower_field(created, "name", R::Type);
            if let Some(node) = options_of_created {
                options(l, node, span, R::Extra);
            }
            arguments_of(l, node, R::Args);
        });
        return;
    }
    l.node_span(span, K::Call, role, |l| {
        emit(l, callee, R::Callee);
        if is_call {
            arguments_of(l, node, R::Args);
        } else {
            let list = Span::new(span_of(l, callee).end, span.end);
            l.node_span(list, K::Args, R::Args, |l| options(l, node, list, R::Item));
        }
    });
}

/// `{value: v, gas: g}` behind what is called.
fn options(l: &mut Lower<'_>, node: CstId, span: Span, role: Role) {
    let pairs: Vec<CstId> = l.named(node).filter(|c| l.kind(*c) == "struct_field_assignment").collect();
    let first = pairs.first().map_or(span, |p| l.cst_node(*p).span);
    let last = pairs.last().map_or(span, |p| l.cst_node(*p).span);
    l.node_span(first.cover(last), K::Record, role, |l| pairs.iter().for_each(|p| l.lower(*p, R::Item)));
}

/// `new T` that is not called; with arguments in the grammar's own node.
pub(super) fn creation(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::New, role, |l| {
        if let Some(name) = l.field(id, "name") {
            types::type_of(l, name, R::Type);
        }
        if super::groups(l, id).is_empty() {
            return;
        }
        arguments_of(l, id, R::Args);
    });
}
