//! Dart's types. A question mark behind one is left out, so that a pattern need not know what may be null.

use crate::braces::member_chain;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};

pub(super) fn of(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.is_hole(id) {
        return l.leaf(id, K::Name, role);
    }
    let names = names(l, id);
    match names.as_slice() {
        [] => l.children(id, role),
        _ => {
            l.node(id, K::Type, role, |l| {
                member_chain(l, &names, R::Item);
                if let Some(arguments) = l.child_of_kind(id, "type_arguments") {
                    l.lower(arguments, R::TypeArgs);
                }
            });
        }
    }
}

/// The parts of a type's name.
pub(super) fn names(l: &Lower<'_>, id: CstId) -> Vec<CstId> {
    l.named(id).filter(|c| matches!(l.kind(*c), "type_identifier" | "void_type")).collect()
}

/// A type's name where the grammar has no type around it.
pub(super) fn identifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    match role {
        R::Name => l.leaf(id, K::Ident, role),
        R::Type | R::Parent | R::Interface | R::ReturnType if !l.is_hole(id) => {
            l.node(id, K::Type, role, |l| l.leaf(id, K::Name, R::Item));
        }
        _ => l.leaf(id, K::Name, role),
    }
}

/// `a.b` of an annotation or a constructor.
pub(super) fn qualified(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    member_chain(l, &parts, role);
}

/// `T extends Bound`.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Type, role, |l| {
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Name, R::Item);
        }
        l.lower_field(id, "bound", R::Extra);
    });
}
