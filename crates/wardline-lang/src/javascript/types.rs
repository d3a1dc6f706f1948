//! Types of TypeScript. A named type is `Type{Item: Name, TypeArgs}`; others carry the word for their structure.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

/// A type that is one name; a metavariable stands for the type itself, whatever its structure.
pub(crate) fn named(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.holes.is_some_and(|h| h.hole(l.text_of(id)).is_some()) {
        return l.leaf(id, K::Name, role);
    }
    l.node(id, K::Type, role, |l| l.leaf(id, K::Name, R::Item));
}

/// `a.b.C`
pub(crate) fn nested(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Type, role, |l| qualified(l, id));
}

fn qualified(l: &mut Lower<'_>, id: CstId) {
    if l.kind(id) != "nested_type_identifier" {
        return l.leaf(id, K::Name, R::Item);
    }
    l.node(id, K::Member, R::Item, |l| {
        l.lower_field(id, "module", R::Object);
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
    });
}

/// `C<T>`
pub(crate) fn generic(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Type, role, |l| {
        if let Some(name) = l.field(id, "name") {
            qualified(l, name);
        }
        l.lower_field(id, "type_arguments", R::TypeArgs);
    });
}

/// An expression that names a class, after `new` or `extends`, with the type arguments that follow it.
pub(crate) fn of_expression(l: &mut Lower<'_>, id: CstId, arguments: Option<CstId>, role: R) {
    if arguments.is_none() && l.holes.is_some_and(|h| h.hole(l.text_of(id)).is_some()) {
        return l.leaf(id, K::Name, role);
    }
    let span = arguments.map_or(l.cst_node(id).span, |a| l.cst_node(id).span.cover(l.cst_node(a).span));
    l.node_span(span, K::Type, role, |l| {
        l.lower(id, R::Item);
        if let Some(arguments) = arguments {
            l.lower(arguments, R::TypeArgs);
        }
    });
}

/// `T extends C = D` among type parameters.
pub(crate) fn parameter(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Type, role, |l| {
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Name, R::Item);
        }
        l.lower_field(id, "constraint", R::Extra);
        l.lower_field(id, "value", R::Extra);
    });
}

/// `A | B | C` and `A & B & C` are one list each.
pub(crate) fn joined(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = l.kind(id);
    let out = l.node(id, K::Type, role, |l| members(l, id, kind));
    l.set_word(out, kind.strip_suffix("_type").unwrap_or(kind));
}

fn members(l: &mut Lower<'_>, id: CstId, kind: &str) {
    for child in l.named(id) {
        if l.kind(child) == kind {
            members(l, child, kind);
        } else {
            l.lower(child, R::Item);
        }
    }
}

/// `e as T`, `<T>e`, `e satisfies T`.
pub(crate) fn cast(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    let span = l.cst_node(id).span;
    let out = l.node(id, K::Cast, role, |l| match parts.as_slice() {
        [ty, operand] if l.kind(id) == "type_assertion" => {
            l.children(*ty, R::Type);
            l.lower(*operand, R::Operand);
        }
        [operand, ty] => {
            l.lower(*operand, R::Operand);
            l.lower(*ty, R::Type);
        }
        [operand] => {
            l.lower(*operand, R::Operand);
            let word = Span::new(span.end.saturating_sub(5).max(span.start), span.end);
            l.node_span(word, K::Type, R::Type, |l| {
                l.leaf_word(word, K::Name, R::Item, "const");
            });
        }
        _ => {}
    });
    if l.kind(id) == "satisfies_expression" {
        l.set_word(out, "satisfies");
    }
}
