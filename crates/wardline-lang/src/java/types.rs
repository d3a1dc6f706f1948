//! Java's types: names with type arguments, arrays with their dimensions before or after the name.

use crate::braces::{array_type, member_chain};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};

/// A type where an expression stands: a plain or qualified name is that name.
pub(crate) fn type_as_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.kind(id) {
        "type_identifier" => l.leaf(id, K::Name, role),
        "scoped_type_identifier" => type_name(l, id, role),
        _ => l.lower(id, role),
    }
}

pub(crate) fn is_annotation(l: &Lower<'_>, id: CstId) -> bool {
    matches!(l.kind(id), "annotation" | "marker_annotation")
}

/// How many array dimensions a node of the grammar stands for.
pub(crate) fn dimension_count(l: &Lower<'_>, id: CstId) -> usize {
    match l.kind(id) {
        "dimensions" => l.text_of(id).matches('[').count(),
        "dimensions_expr" => 1,
        _ => 0,
    }
}

/// Any type as written.
pub(crate) fn type_of(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.kind(id) {
        "array_type" => {
            let depth = l.field(id, "dimensions").map_or(0, |d| dimension_count(l, d));
            if let Some(element) = l.field(id, "element") {
                array_type(l, l.cst_node(id).span, depth, role, &|l, role| l.lower(element, role));
            }
        }
        "annotated_type" => {
            if let Some(inner) = l.named(id).find(|c| !is_annotation(l, *c)) {
                l.lower(inner, role);
            }
        }
        "generic_type" => {
            l.node(id, K::Type, role, |l| {
                for child in l.named(id) {
                    match l.kind(child) {
                        "type_arguments" => l.lower(child, R::TypeArgs),
                        _ => type_name(l, child, R::Item),
                    }
                }
            });
        }
        // A metavariable stands for a type of any structure.
        _ if l.is_hole(id) => l.leaf(id, K::Name, role),
        _ => {
            l.node(id, K::Type, role, |l| type_name(l, id, R::Item));
        }
    }
}

/// The name of a type as a `Name` or, qualified, a `Member` chain; type arguments inside it do not count.
pub(crate) fn type_name(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut parts = Vec::new();
    name_parts(l, id, &mut parts);
    member_chain(l, &parts, role);
}

pub(crate) fn name_parts(l: &Lower<'_>, id: CstId, parts: &mut Vec<CstId>) {
    match l.kind(id) {
        "scoped_type_identifier" | "scoped_identifier" | "generic_type" => {
            l.named(id)
                .filter(|c| l.kind(*c) != "type_arguments" && !is_annotation(l, *c))
                .for_each(|c| name_parts(l, c, parts));
        }
        _ => parts.push(id),
    }
}

/// The type of a declaration, with the dimensions that follow its name. `var` says nothing and is left out, and so is the dummy type of
/// a pattern's parameter.
pub(crate) fn declared_type(l: &mut Lower<'_>, ty: CstId, dimensions: usize, role: Role) {
    if !matches!(l.text_of(ty), "var" | "WL_T") {
        array_type(l, l.cst_node(ty).span, dimensions, role, &|l, role| l.lower(ty, role));
    }
}

pub(crate) fn dimensions_of(l: &Lower<'_>, id: CstId) -> usize {
    l.field(id, "dimensions").map_or(0, |d| dimension_count(l, d))
}

pub(crate) fn type_parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Param, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "type_identifier" => l.leaf(child, K::Ident, R::Name),
                "type_bound" => l.lower(child, R::Type),
                _ => l.lower(child, R::Attr),
            }
        }
    });
}

/// `A | B` in a `catch` is one type.
pub(crate) fn catch_type(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.named(id).count() == 1 {
        return l.children(id, role);
    }
    let out = l.open(id, K::Type, role);
    l.set_word(out, "union");
    l.children(id, R::Item);
    l.close(out);
}
