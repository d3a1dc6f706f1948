//! Kotlin's types: names with type arguments, which the grammar writes as one flat list of parts.

use crate::braces::member_chain;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};

pub(super) fn is_type(kind: &str) -> bool {
    matches!(kind, "user_type" | "nullable_type" | "not_nullable_type" | "parenthesized_type" | "function_type")
}

/// The first child that is a type.
pub(super) fn type_in(l: &Lower<'_>, id: CstId) -> Option<CstId> {
    l.named(id).find(|c| is_type(l.kind(*c)))
}

/// `a.b.C<T>`; a metavariable stands for a type of any structure.
pub(super) fn named(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.is_hole(id) {
        return l.leaf(id, K::Name, role);
    }
    l.node(id, K::Type, role, |l| parts(l, id));
}

fn parts(l: &mut Lower<'_>, id: CstId) {
    name(l, id, R::Item);
    if let Some(arguments) = l.named(id).filter(|c| l.kind(*c) == "type_arguments").last() {
        l.lower(arguments, R::TypeArgs);
    }
}

/// The name of a type without its type arguments, as an expression.
pub(super) fn name(l: &mut Lower<'_>, id: CstId, role: Role) {
    let names: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "type_identifier").collect();
    member_chain(l, &names, role);
}

/// A dotted name as an expression.
pub(super) fn dotted(l: &mut Lower<'_>, id: CstId, role: Role) {
    let names: Vec<CstId> = l.named(id).collect();
    member_chain(l, &names, role);
}

/// A super class with the arguments of its constructor.
pub(super) fn constructor(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Type, role, |l| {
        if let Some(class) = l.child_of_kind(id, "user_type") {
            parts(l, class);
        }
        if let Some(arguments) = l.child_of_kind(id, "value_arguments") {
            l.lower(arguments, R::Args);
        }
    });
}

/// A type argument; `*` is one of its own.
pub(super) fn projection(l: &mut Lower<'_>, id: CstId, role: Role) {
    match type_in(l, id) {
        Some(ty) => l.lower(ty, role),
        None => {
            l.literal(l.cst_node(id).span, K::Type, role, "*");
        }
    }
}

pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Param, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "type_identifier" => l.leaf(child, K::Ident, R::Name),
                "type_parameter_modifiers" => l.lower(child, R::Attr),
                _ => l.lower(child, R::Type),
            }
        }
    });
}
