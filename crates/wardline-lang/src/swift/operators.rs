//! Swift's operators, grouped by their precedence.
//!
//! The grammar groups a chain of operators as it pleases: `a == b && c` becomes `a == (b && c)`, and `!a == b` becomes `!(a == b)`. So a
//! chain is taken apart into operands and operators, which are put together as the standard library ranks them.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// An operand, with the operators that stand right before it.
struct Operand {
    prefixes: Vec<CstId>,
    node: CstId,
}

/// Operands, and the operators between them.
#[derive(Default)]
struct Chain<'a> {
    operands: Vec<Operand>,
    operators: Vec<&'a str>,
}

/// The rank of an operator, higher for one that binds tighter; those that a program declares lie above assignments only.
fn rank(operator: &str) -> u8 {
    match operator {
        "<<" | ">>" | "&<<" | "&>>" => 9,
        "*" | "/" | "%" | "&" | "&*" => 8,
        "+" | "-" | "|" | "^" | "&+" | "&-" => 7,
        "..." | "..<" => 6,
        "is" => 5,
        "??" => 4,
        "<" | "<=" | ">" | ">=" | "==" | "!=" | "===" | "!==" | "~=" => 3,
        "&&" => 2,
        "||" => 1,
        _ => 0,
    }
}

/// The fields of the operands of a node with two of them.
fn fields(kind: &str) -> Option<(&'static str, &'static str)> {
    match kind {
        "additive_expression"
        | "multiplicative_expression"
        | "bitwise_operation"
        | "comparison_expression"
        | "equality_expression"
        | "conjunction_expression"
        | "disjunction_expression"
        | "infix_expression" => Some(("lhs", "rhs")),
        "nil_coalescing_expression" => Some(("value", "if_nil")),
        "range_expression" => Some(("start", "end")),
        "check_expression" => Some(("target", "name")),
        _ => None,
    }
}

/// Whether a node is an operator between two operands.
pub(super) fn is_binary(l: &Lower<'_>, id: CstId) -> bool {
    fields(l.kind(id)).is_some()
}

/// A chain of operators, as a whole.
pub(super) fn binary(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut chain = Chain::default();
    flatten(l, id, &mut chain);
    group(l, &chain.operands, &chain.operators, role);
}

fn flatten<'a>(l: &Lower<'a>, id: CstId, chain: &mut Chain<'a>) {
    if let Some((left, right)) = fields(l.kind(id)) {
        let before = chain.operands.len();
        l.field(id, left).into_iter().for_each(|c| flatten(l, c, chain));
        let (middle, at) = (chain.operands.len(), chain.operators.len());
        l.field(id, right).into_iter().for_each(|c| flatten(l, c, chain));
        // A tree with errors may lack an operand, and then the operator divides nothing.
        if middle > before && chain.operands.len() > middle {
            let between = l.field(id, "op").or_else(|| l.child_of_kind(id, "??"));
            chain.operators.insert(at, between.map_or("", |o| l.text_of(o)));
        }
        return;
    }
    let first = chain.operands.len();
    match l.field(id, "target").filter(|t| l.kind(id) == "prefix_expression" && fields(l.kind(*t)).is_some()) {
        Some(target) => {
            flatten(l, target, chain);
            chain.operands.get_mut(first).into_iter().for_each(|o| o.prefixes.insert(0, id));
        }
        None => chain.operands.push(Operand { prefixes: Vec::new(), node: id }),
    }
}

fn span_of(l: &Lower<'_>, operand: &Operand) -> Span {
    let own = l.cst_node(operand.node).span;
    operand.prefixes.first().map_or(own, |p| Span::new(l.cst_node(*p).span.start, own.end))
}

/// Splits at the operator that binds least; of equal ones the last, but the first of `??`, which groups to the right.
fn group(l: &mut Lower<'_>, operands: &[Operand], operators: &[&str], role: Role) {
    let (Some(first), Some(last)) = (operands.first(), operands.last()) else { return };
    let Some(lowest) = operators.iter().map(|o| rank(o)).min() else { return operand(l, first, &first.prefixes, role) };
    let is_lowest = |o: &&str| rank(o) == lowest;
    let at = match operators.iter().position(&is_lowest) {
        Some(at) if operators[at] == "??" => at,
        _ => operators.iter().rposition(is_lowest).unwrap_or(0),
    };
    let out = l.open_span(span_of(l, first).cover(span_of(l, last)), K::BinOp, role);
    l.set_word(out, operators[at]);
    group(l, &operands[..=at], &operators[..at], R::Left);
    group(l, &operands[at + 1..], &operators[at + 1..], R::Right);
    l.close(out);
}

fn operand(l: &mut Lower<'_>, operand_of: &Operand, prefixes: &[CstId], role: Role) {
    let [prefix, rest @ ..] = prefixes else { return l.lower(operand_of.node, role) };
    let span = Span::new(l.cst_node(*prefix).span.start, l.cst_node(operand_of.node).span.end);
    let out = l.open_span(span, K::Unary, role);
    l.set_word(out, l.field(*prefix, "operation").map_or("", |o| l.text_of(o)));
    operand(l, operand_of, rest, R::Operand);
    l.close(out);
}
