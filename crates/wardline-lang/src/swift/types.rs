//! Swift's types. The grammar puts most of them into a field called `name`, so they are told by their kinds.

use crate::braces::member_chain;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};

pub(super) fn is_type(kind: &str) -> bool {
    matches!(
        kind,
        "user_type"
            | "optional_type"
            | "array_type"
            | "bracket_qualified_type"
            | "dictionary_type"
            | "tuple_type"
            | "function_type"
            | "opaque_type"
            | "existential_type"
            | "protocol_composition_type"
            | "metatype"
    )
}

/// The last child that is a type.
pub(super) fn type_in(l: &Lower<'_>, id: CstId) -> Option<CstId> {
    l.named(id).filter(|c| is_type(l.kind(*c))).last()
}

/// Lowers a type; the dummy one that a pattern's ellipsis needed says nothing.
pub(super) fn declared(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.text_of(id) != "WL_T" {
        l.lower(id, role);
    }
}

/// `a.B<T>`; a metavariable stands for a type of any structure.
pub(super) fn named(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.is_hole(id) {
        return l.leaf(id, K::Name, role);
    }
    l.node(id, K::Type, role, |l| {
        name(l, id, R::Item);
        arguments(l, id);
    });
}

/// The name of a type without its type arguments, as an expression.
pub(super) fn name(l: &mut Lower<'_>, id: CstId, role: Role) {
    let names: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "type_identifier").collect();
    member_chain(l, &names, role);
}

pub(super) fn arguments(l: &mut Lower<'_>, id: CstId) {
    if let Some(list) = l.named(id).filter(|c| l.kind(*c) == "type_arguments").last() {
        l.lower(list, R::TypeArgs);
    }
}

/// A dotted name as an expression.
pub(super) fn dotted(l: &mut Lower<'_>, id: CstId, role: Role) {
    let names: Vec<CstId> = l.named(id).collect();
    member_chain(l, &names, role);
}

/// `(A, B)`; around one type, parentheses say nothing.
pub(super) fn tuple(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.named(id).count() == 1 && l.parent_kind(id) != "function_type" {
        return l.children(id, role);
    }
    let out = l.open(id, K::Type, role);
    l.set_word(out, "tuple");
    l.children(id, R::Item);
    l.close(out);
}

/// An element of a tuple type; its label is not part of the type.
pub(super) fn tuple_item(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(ty) = type_in(l, id) {
        l.lower(ty, role);
    }
}

/// `: T`, and `: T!`, which is `T` to whoever uses it.
pub(super) fn annotation(l: &mut Lower<'_>, id: CstId, _role: Role) {
    if let Some(ty) = type_in(l, id) {
        declared(l, ty, R::Type);
    }
}

pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Param, role, |l| {
        if let Some(name) = l.child_of_kind(id, "type_identifier") {
            l.leaf(name, K::Ident, R::Name);
        }
        if let Some(bound) = type_in(l, id) {
            l.lower(bound, R::Type);
        }
    });
}
