//! C#'s names and types, which share their nodes in the grammar.

use crate::braces::{array_type, member_chain};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};

/// Whether a child in this role is a type.
fn is_type(role: R) -> bool {
    matches!(role, R::Type | R::ReturnType | R::Parent | R::Interface)
}

/// A simple name: a declared name, a type or an expression, whichever its role asks for.
pub(super) fn identifier(l: &mut Lower<'_>, id: CstId, role: R) {
    match role {
        R::Name | R::Label | R::Alias => l.leaf(id, K::Ident, role),
        // A metavariable stands for a type of any structure.
        _ if is_type(role) && !l.is_hole(id) => {
            l.node(id, K::Type, role, |l| l.leaf(id, K::Name, R::Item));
        }
        _ => l.leaf(id, K::Name, role),
    }
}

/// `A.B.C`, as a type or as an expression.
pub(super) fn qualified(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut parts = Vec::new();
    name_parts(l, id, &mut parts);
    if !is_type(role) {
        return member_chain(l, &parts, role);
    }
    l.node(id, K::Type, role, |l| {
        member_chain(l, &parts, R::Item);
        let last = l.field(id, "name").filter(|n| l.kind(*n) == "generic_name");
        if let Some(list) = last.and_then(|n| l.child_of_kind(n, "type_argument_list")) {
            l.lower(list, R::TypeArgs);
        }
    });
}

/// The identifiers of a dotted name; type arguments do not count, nor does `global::`.
pub(super) fn name_parts(l: &Lower<'_>, id: CstId, parts: &mut Vec<CstId>) {
    match l.kind(id) {
        "qualified_name" | "alias_qualified_name" | "generic_name" | "explicit_interface_specifier" => {
            let is_global = |c: CstId| l.kind(id) == "alias_qualified_name" && l.text_of(c) == "global";
            for part in l.named(id).filter(|c| l.kind(*c) != "type_argument_list" && !is_global(*c)) {
                name_parts(l, part, parts);
            }
        }
        _ => parts.push(id),
    }
}

/// `Name<T>`, as a type; where it is called or selected, only its name.
pub(super) fn generic(l: &mut Lower<'_>, id: CstId, role: R) {
    if matches!(role, R::Callee | R::Name) {
        let name = l.child_of_kind(id, "identifier").unwrap_or(id);
        return identifier(l, name, role);
    }
    l.node(id, K::Type, role, |l| {
        if let Some(name) = l.child_of_kind(id, "identifier") {
            l.leaf(name, K::Name, R::Item);
        }
        if let Some(list) = l.child_of_kind(id, "type_argument_list") {
            l.lower(list, R::TypeArgs);
        }
    });
}

pub(super) fn array(l: &mut Lower<'_>, id: CstId, role: R) {
    if let Some(element) = l.field(id, "type") {
        array_type(l, l.cst_node(id).span, 1, role, &|l, role| of(l, element, role));
    }
}

/// `T?` and `T*`.
pub(super) fn structure(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Type, role);
    l.set_word(out, l.kind(id).strip_suffix("_type").unwrap_or(""));
    if let Some(inner) = l.field(id, "type") {
        of(l, inner, R::Item);
    }
    l.close(out);
}

/// A type in a role that does not say that it is one.
pub(super) fn of(l: &mut Lower<'_>, id: CstId, role: R) {
    let before = l.tree.len();
    l.lower(id, R::Type);
    l.set_role(before, role);
}

/// The type that a node wraps.
pub(super) fn inner(l: &mut Lower<'_>, id: CstId, role: R) {
    if let Some(inner) = l.field(id, "type").or_else(|| l.named(id).next()) {
        of(l, inner, role);
    }
}

pub(super) fn tuple_element(l: &mut Lower<'_>, id: CstId, role: R) {
    inner(l, id, role);
}

pub(super) fn arguments(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::TypeArgs, role, |l| {
        for argument in l.named(id) {
            of(l, argument, R::Item);
        }
    });
}
