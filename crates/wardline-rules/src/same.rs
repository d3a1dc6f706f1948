//! When two bindings of one metavariable stand for the same code.
//!
//! Shape and words must be equal, and names must mean the same declaration: two variables that are only called alike differ.

use crate::file::SourceTree;
use crate::matcher::Bound;
use crate::values::text_of;
use wardline_base::Span;
use wardline_lang::{NodeId, NodeKind, Role};

/// Whether two bindings stand for the same code.
pub(crate) fn equal(file: &SourceTree, text: &str, a: Bound, b: Bound) -> bool {
    match (a, b) {
        (Bound::Node(x, _), Bound::Node(y, _)) => same_code(file, text, uncast(file, x), uncast(file, y)),
        (Bound::Run(Some(x), _), Bound::Run(Some(y), _)) => x == y || text[a.span().range()] == text[b.span().range()],
        (Bound::Run(x, _), Bound::Run(y, _)) => x == y,
        _ => text_of(Some(file), text, a) == text_of(Some(file), text, b),
    }
}

/// What is cast, if the node is a cast; the expression of a statement that is nothing else.
fn uncast(file: &SourceTree, id: NodeId) -> NodeId {
    let is_wrapper = matches!(file.tree.node(id).kind, NodeKind::Cast | NodeKind::ExprStmt);
    let inner = file.tree.child(id, Role::Operand).filter(|_| is_wrapper);
    inner.map_or(id, |inner| uncast(file, inner))
}

/// Whether two subtrees are the same code: equal shape and words, and names that mean the same declaration.
fn same_code(file: &SourceTree, text: &str, a: NodeId, b: NodeId) -> bool {
    let tree = &file.tree;
    if a == b {
        return true;
    }
    let size = |n: NodeId| tree.node(n).end_node.0 - n.0;
    if size(a) != size(b) {
        return false;
    }
    (0..size(a)).all(|i| {
        let (x, y) = (NodeId(a.0 + i), NodeId(b.0 + i));
        let (nx, ny) = (tree.node(x), tree.node(y));
        let is_name = |k: NodeKind| matches!(k, NodeKind::Name | NodeKind::Ident);
        nx.sym == ny.sym
            && (nx.kind == ny.kind || (is_name(nx.kind) && is_name(ny.kind)))
            && (i == 0 || nx.role == ny.role)
            && same_binding(file, x, y)
            && (nx.kind != NodeKind::Str || string_prefix(text, nx.span) == string_prefix(text, ny.span))
    })
}

/// What stands before the quotes of a string: `b`, `r`, `@`.
fn string_prefix(text: &str, span: Span) -> &str {
    let written = &text[span.range()];
    &written[..written.find(['"', '\'', '`']).unwrap_or(0)]
}

/// Whether two names are those of functions defined beside each other, the later one in the place of the earlier, or of methods, which
/// are called by their name alone.
fn defines_again(file: &SourceTree, a: NodeId, b: NodeId) -> bool {
    let list_around = |id: NodeId| {
        let node = file.tree.node(id);
        let is_name = node.role == Role::Name && file.tree.node(node.parent).kind == NodeKind::Func;
        is_name.then(|| file.tree.node(node.parent).parent)
    };
    let is_class = |list: NodeId| file.tree.node(list).kind == NodeKind::ClassBody;
    match (list_around(a), list_around(b)) {
        (Some(a), Some(b)) => a == b || (is_class(a) && is_class(b)),
        _ => false,
    }
}

/// Names that both have a declaration must have the same one.
fn same_binding(file: &SourceTree, a: NodeId, b: NodeId) -> bool {
    match (file.names.binding(a), file.names.binding(b)) {
        (Some(x), Some(y)) => x == y || defines_again(file, a, b),
        _ => true,
    }
}
