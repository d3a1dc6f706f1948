//! Rust's types: paths with type arguments. Lifetimes are left out, so that a pattern need not name them.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};

/// A type that is a name, a path or one of them with type arguments.
pub(super) fn named(l: &mut Lower<'_>, id: CstId, role: Role) {
    if role == R::Name {
        return l.leaf(id, K::Ident, role);
    }
    if l.is_hole(id) || matches!(role, R::Callee) {
        return name(l, id, role);
    }
    l.node(id, K::Type, role, |l| match l.field(id, "type_arguments") {
        Some(arguments) => {
            if let Some(base) = l.field(id, "type") {
                name(l, base, R::Item);
            }
            l.lower(arguments, R::TypeArgs);
        }
        None => name(l, id, R::Item),
    });
}

/// A name or path without type arguments, as an expression spells it.
fn name(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.kind(id) {
        "scoped_type_identifier" | "scoped_identifier" => {
            l.node(id, K::Member, role, |l| {
                l.lower_field(id, "path", R::Object);
                l.lower_field(id, "name", R::Name);
            });
        }
        "generic_type" | "generic_type_with_turbofish" => {
            if let Some(base) = l.field(id, "type") {
                name(l, base, role);
            }
        }
        _ => l.leaf(id, K::Name, role),
    }
}

/// `T: Bound = Default`.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Type, role, |l| {
        if let Some(parameter) = l.field(id, "name") {
            l.leaf(parameter, K::Name, R::Item);
        }
        l.lower_field(id, "bounds", R::Extra);
        l.lower_field(id, "default_type", R::Default);
    });
}

/// `for<'a> T` is `T`.
pub(super) fn higher_ranked(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.lower_field(id, "type", role);
}
