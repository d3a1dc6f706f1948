//! Scala's types: names with arguments, and what is built from types by signs.

use super::items;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};

/// A type that is a name, a path, one of them with type arguments, or one with constructor arguments.
pub(super) fn named(l: &mut Lower<'_>, id: CstId, role: Role) {
    if role == R::Name {
        return l.leaf(id, K::Ident, role);
    }
    if l.is_hole(id) || role == R::Callee {
        return name(l, id, role);
    }
    l.node(id, K::Type, role, |l| parts(l, id));
}

/// The content of a type node: its name, type arguments and constructor arguments.
pub(super) fn parts(l: &mut Lower<'_>, id: CstId) {
    match l.kind(id) {
        "generic_type" => {
            if let Some(base) = l.field(id, "type") {
                name(l, base, R::Item);
            }
            l.lower_field(id, "type_arguments", R::TypeArgs);
        }
        "applied_constructor_type" => {
            for child in items(l, id) {
                if l.kind(child) == "arguments" { l.lower(child, R::Args) } else { parts(l, child) }
            }
        }
        _ => name(l, id, R::Item),
    }
}

/// A name or path without arguments, as an expression spells it.
pub(super) fn name(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.kind(id) {
        "stable_type_identifier" => stable(l, id, role),
        "projected_type" => {
            let out = l.open(id, K::Member, role);
            l.set_word(out, "#");
            if let Some(base) = l.field(id, "type") {
                name(l, base, R::Object);
            }
            l.lower_field(id, "selector", R::Name);
            l.close(out);
        }
        "generic_type" => {
            if let Some(base) = l.field(id, "type") {
                name(l, base, role);
            }
        }
        "type_identifier" | "identifier" | "operator_identifier" => l.leaf(id, K::Name, role),
        _ => l.lower(id, role),
    }
}

/// `a.b.C`, whose children are what is before the last dot and the last name.
pub(super) fn stable(l: &mut Lower<'_>, id: CstId, role: Role) {
    let all = items(l, id);
    l.node(id, K::Member, role, |l| {
        if let [object, .., name] = all.as_slice() {
            l.lower(*object, R::Object);
            l.leaf(*name, K::Ident, R::Name);
        }
    });
}

pub(super) fn infix(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Type, role);
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    l.set_word(out, operator);
    l.lower_field(id, "left", R::Item);
    l.lower_field(id, "right", R::Item);
    l.close(out);
}

pub(super) fn inline(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.children(id, role);
}

/// The type below annotations and capture sets.
pub(super) fn annotated(l: &mut Lower<'_>, id: CstId, role: Role) {
    let inner = l.named(id).find(|c| !matches!(l.kind(*c), "annotation" | "capture_set"));
    if let Some(inner) = inner {
        l.lower(inner, role);
    }
}

/// `{ def m: T }` as a type.
pub(super) fn structural(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Type, role);
    l.set_word(out, "structural");
    super::declarations::body(l, id, R::Body);
    l.close(out);
}

/// A case of a match type.
pub(super) fn case(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Case, role, |l| {
        for child in items(l, id) {
            let is_result = matches!(l.grammar.field_name(l.cst_node(child).field), "return_type" | "body");
            l.lower(child, if is_result { R::Body } else { R::Item });
        }
    });
}

/// `[A, B <: C]`: each name is a type of its own, with its bounds as extras.
pub(super) fn parameters(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::TypeArgs, role, |l| {
        let all = items(l, id);
        for (i, child) in all.iter().enumerate() {
            match l.grammar.field_name(l.cst_node(*child).field) {
                "name" => one(l, *child, &all[i + 1..]),
                "" if l.kind(*child) != "annotation" => l.lower(*child, R::Item),
                _ => {}
            }
        }
    });
}

/// A type parameter with the bounds that follow it.
fn one(l: &mut Lower<'_>, name: CstId, after: &[CstId]) {
    if l.is_hole(name) {
        return l.leaf(name, K::Name, R::Item);
    }
    let bounds = after.iter().take_while(|c| l.grammar.field_name(l.cst_node(**c).field) == "bound");
    let bounds: Vec<CstId> = bounds.copied().collect();
    let span = bounds.last().map_or(l.cst_node(name).span, |b| l.cst_node(name).span.cover(l.cst_node(*b).span));
    l.node_span(span, K::Type, R::Item, |l| {
        l.leaf(name, K::Name, R::Item);
        bounds.iter().for_each(|b| l.lower(*b, R::Extra));
    });
}

/// `+A` and `-A`.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Type, role, |l| {
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Name, R::Item);
        }
        super::all_in(l, id, "bound").iter().for_each(|b| l.lower(*b, R::Extra));
    });
}
