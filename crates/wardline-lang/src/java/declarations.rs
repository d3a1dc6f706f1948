//! Java's packages, imports, fields, methods, annotations and modifiers.
//!
//! A declaration of several variables is one assignment each, as patterns name them one by one.

use super::types::{declared_type, dimensions_of, is_annotation, name_parts};
use crate::braces::{array_type, open_declarator};
use crate::cst::CstId;
use crate::lower::{FieldRoles, Lower};
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

const FUNCTION: FieldRoles = &[
    ("type_parameters", R::TypeArgs),
    ("name", R::Name),
    ("parameters", R::Params),
    ("value", R::Default),
    ("body", R::Body),
    ("", R::Attr),
];

pub(crate) fn package(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Package, role, |l| {
        for child in l.named(id) {
            if is_annotation(l, child) {
                l.lower(child, R::Attr);
            } else {
                let mut parts = Vec::new();
                name_parts(l, child, &mut parts);
                path(l, &parts);
            }
        }
    });
}

pub(crate) fn path(l: &mut Lower<'_>, parts: &[CstId]) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
    l.node_span(span, K::Path, R::Path, |l| parts.iter().for_each(|p| l.leaf(*p, K::Ident, R::Item)));
}

/// `import a.b.C` is item `C` of path `a.b`; a single name is a module, and a single metavariable of a pattern any import.
pub(crate) fn import(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut parts = Vec::new();
    if let Some(name) = l.named(id).find(|c| l.kind(*c) != "asterisk") {
        name_parts(l, name, &mut parts);
    }
    let kind = match parts.len() {
        _ if l.child_of_kind(id, "asterisk").is_some() => K::ImportAll,
        0 | 1 if !parts.iter().any(|p| l.hole_kind(l.text_of(*p)).is_some()) => K::ImportModule,
        _ => K::ImportFrom,
    };
    l.node(id, kind, role, |l| {
        keyword(l, id, "static");
        let item = if kind == K::ImportFrom && parts.len() > 1 { parts.pop() } else { None };
        path(l, &parts);
        if let Some(item) = item {
            l.node(item, K::ImportItem, R::Item, |l| l.leaf(item, K::Ident, R::Name));
        }
    });
}

/// The keyword token of `id` with this text as a modifier.
pub(crate) fn keyword(l: &mut Lower<'_>, id: CstId, word: &str) {
    if let Some(token) = l.cst.children(id).find(|c| !l.cst_node(*c).named && l.kind(*c) == word) {
        l.leaf(token, K::Modifier, R::Attr);
    }
}

pub(crate) fn modifiers(l: &mut Lower<'_>, id: CstId, _role: Role) {
    let parts: Vec<CstId> = l.cst.children(id).collect();
    for part in parts {
        if l.cst_node(part).named {
            l.lower(part, R::Attr);
        } else {
            l.leaf(part, K::Modifier, R::Attr);
        }
    }
}

pub(crate) fn modifiers_of(l: &mut Lower<'_>, id: CstId) {
    if let Some(list) = l.child_of_kind(id, "modifiers") {
        modifiers(l, list, R::Attr);
    }
}

/// Every annotation has arguments, so that a pattern without any does not match those with some.
pub(crate) fn annotation(l: &mut Lower<'_>, id: CstId, role: Role) {
    let end = l.cst_node(id).span.end;
    l.node(id, K::Attr, role, |l| {
        l.lower_field(id, "name", R::Callee);
        match l.field(id, "arguments") {
            Some(arguments) => l.lower(arguments, R::Args),
            None => {
                l.node_span(Span::new(end, end), K::Args, R::Args, |_| {});
            }
        }
    });
}

/// A constant of an enum is a field; its arguments and body are those of an object that is made.
pub(crate) fn enum_constant(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
    modifiers_of(l, id);
    l.lower_field(id, "name", R::Target);
    let parts: Vec<CstId> = ["arguments", "body"].iter().filter_map(|f| l.field(id, f)).collect();
    if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
        let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
        l.node_span(span, K::New, R::Value, |l| {
            l.lower_field(id, "arguments", R::Args);
            l.lower_field(id, "body", R::Body);
        });
    }
    l.close(out);
}

/// Whether `final` is among modifiers; in Apex each is a node of its own.
fn is_final(l: &Lower<'_>, modifiers: CstId) -> bool {
    l.has_token(modifiers, "final") || l.named(modifiers).any(|m| l.child_of_kind(m, "final").is_some())
}

/// A declaration of variables, local or fields: one assignment each.
pub(crate) fn declaration(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = l.kind(id);
    let declarators: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "variable_declarator").collect();
    let list = l.child_of_kind(id, "modifiers");
    let constant = kind == "constant_declaration" || list.is_some_and(|m| is_final(l, m));
    for (index, declarator) in declarators.iter().enumerate() {
        let (whole, own) = (l.cst_node(id).span, l.cst_node(*declarator).span);
        let out = open_declarator(l, whole, own, index, declarators.len(), role);
        if kind != "local_variable_declaration" {
            l.add_flags(out, Flags::FIELD);
        }
        if constant {
            l.add_flags(out, Flags::CONSTANT);
        }
        modifiers_of(l, id);
        if let Some(ty) = l.field(id, "type") {
            declared_type(l, ty, dimensions_of(l, *declarator), R::Type);
        }
        l.lower_field(*declarator, "name", R::Target);
        l.lower_field(*declarator, "value", R::Value);
        // What a property's accessors do, in Apex.
        if let Some(accessors) = l.child_of_kind(id, "accessor_list").filter(|_| index == 0) {
            l.children(accessors, R::Extra);
        }
        l.close(out);
    }
}

/// Methods, constructors and the elements of annotation types.
pub(crate) fn method(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::METHOD);
    for child in l.named(id) {
        let field = l.grammar.field_name(l.cst_node(child).field);
        match field {
            "type" => array_type(l, l.cst_node(child).span, dimensions_of(l, id), R::ReturnType, &|l, role| {
                l.lower(child, role)
            }),
            "dimensions" => {}
            _ => l.lower(child, FUNCTION.iter().find(|(f, _)| *f == field).map_or(R::Extra, |(_, role)| *role)),
        }
    }
    l.close(out);
}

/// An initializer is a method with the name that the virtual machine gives it.
pub(crate) fn initializer(l: &mut Lower<'_>, id: CstId, role: Role) {
    let is_static = l.kind(id) == "static_initializer";
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::METHOD);
    keyword(l, id, "static");
    let start = l.cst_node(id).span.start;
    l.leaf_word(Span::new(start, start), K::Ident, R::Name, if is_static { "<clinit>" } else { "<init>" });
    let body = if is_static { l.child_of_kind(id, "block") } else { Some(id) };
    if let Some(body) = body {
        l.node(body, K::Block, R::Body, |l| l.children(body, R::Item));
    }
    l.close(out);
}

pub(crate) fn throws(l: &mut Lower<'_>, id: CstId, _role: Role) {
    l.children(id, R::Extra);
}

/// `T x` and `T... x`, whose symbol is `...`.
pub(crate) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Param, role);
    let declarator = l.child_of_kind(id, "variable_declarator");
    if l.kind(id) == "spread_parameter" {
        l.set_word(out, "...");
    }
    for child in l.named(id) {
        match l.kind(child) {
            "modifiers" | "annotation" | "marker_annotation" => l.lower(child, R::Attr),
            "variable_declarator" => l.lower_field(child, "name", R::Name),
            "identifier" | "underscore_pattern" => l.lower(child, R::Name),
            "dimensions" => {}
            _ => declared_type(l, child, dimensions_of(l, declarator.unwrap_or(id)), R::Type),
        }
    }
    l.close(out);
}
