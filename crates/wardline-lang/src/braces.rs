//! What the lowerings of Java and C# have in common: bodies, lambdas, array types and declarators.
//!
//! The two grammars name their nodes differently but build them alike, so these helpers take concrete nodes and leave the names of
//! node kinds to the language.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind, Role};
use wardline_base::Span;

/// Lowers the statement in a grammar field as a block. The empty statement is no node of its own; it becomes an empty block, so that a
/// loop without a body still has one.
pub(crate) fn body(l: &mut Lower<'_>, id: CstId, field: &str, block: &str, role: Role) {
    match l.field(id, field) {
        Some(body) => l.block(body, l.kind(body) == block, role),
        None => {
            let end = l.cst_node(id).span.end;
            let out = l.node_span(Span::new(end, end), NodeKind::Block, role, |_| {});
            l.add_flags(out, Flags::IMPLICIT);
        }
    }
}

/// The body of an expression lambda or expression-bodied member: a block that returns the expression.
pub(crate) fn return_block(l: &mut Lower<'_>, body: CstId) {
    let out = l.node(body, NodeKind::Block, Role::Body, |l| {
        let inner = l.node(body, NodeKind::Return, Role::Item, |l| l.lower(body, Role::Operand));
        l.add_flags(inner, Flags::IMPLICIT);
    });
    l.add_flags(out, Flags::IMPLICIT);
}

/// The parameter list of a lambda with a single bare parameter.
pub(crate) fn bare_parameter(l: &mut Lower<'_>, id: CstId) {
    l.node(id, NodeKind::Params, Role::Params, |l| {
        l.node(id, NodeKind::Param, Role::Item, |l| l.leaf(id, NodeKind::Ident, Role::Name));
    });
}

/// Wraps what `inner` lowers in `depth` array types.
pub(crate) fn array_type(
    l: &mut Lower<'_>,
    span: Span,
    depth: usize,
    role: Role,
    inner: &dyn Fn(&mut Lower<'_>, Role),
) {
    if depth == 0 {
        return inner(l, role);
    }
    let out = l.open_span(span, NodeKind::Type, role);
    l.set_word(out, "array");
    array_type(l, span, depth - 1, Role::Item, inner);
    l.close(out);
}

/// Opens the declaration of the `index`-th of `count` declarators: the first one starts with the whole declaration, the last one ends
/// with it.
pub(crate) fn open_declarator(
    l: &mut Lower<'_>,
    whole: Span,
    declarator: Span,
    index: usize,
    count: usize,
    role: Role,
) -> NodeId {
    let start = if index == 0 { whole.start } else { declarator.start };
    let end = if index + 1 == count { whole.end } else { declarator.end };
    let out = l.open_span(Span::new(start, end), NodeKind::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    out
}

/// A dotted name as a `Member` chain of the given identifiers.
pub(crate) fn member_chain(l: &mut Lower<'_>, parts: &[CstId], role: Role) {
    match parts {
        [] => {}
        [only] => l.leaf(*only, if role == Role::Name { NodeKind::Ident } else { NodeKind::Name }, role),
        [object @ .., last] => {
            let span = l.cst_node(parts[0]).span.cover(l.cst_node(*last).span);
            l.node_span(span, NodeKind::Member, role, |l| {
                member_chain(l, object, Role::Object);
                l.leaf(*last, NodeKind::Ident, Role::Name);
            });
        }
    }
}
