//! Swift's classes, functions, properties, imports and attributes.
//!
//! A property is an assignment with its accessors as extra children; `let` and `var` are modifiers, as a pattern that says one of them
//! means it.

use super::{statements, types};
use crate::braces::open_declarator;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// `import M` brings in all names of a module, `import struct M.T` one of them.
pub(super) fn import(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut parts: Vec<CstId> = Vec::new();
    if let Some(name) = l.child_of_kind(id, "identifier") {
        parts.extend(l.named(name));
    }
    let words = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"];
    let one = words.into_iter().find_map(|w| l.child_of_kind(id, w)).filter(|_| parts.len() > 1);
    l.node(id, if one.is_some() { K::ImportFrom } else { K::ImportAll }, role, |l| {
        l.child_of_kind(id, "modifiers").into_iter().for_each(|m| l.lower(m, R::Attr));
        let item = if one.is_some() { parts.pop() } else { None };
        if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
            let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
            l.node_span(span, K::Path, R::Path, |l| parts.iter().for_each(|p| l.leaf(*p, K::Ident, R::Item)));
        }
        if let Some(item) = item {
            l.node(item, K::ImportItem, R::Item, |l| l.leaf(item, K::Ident, R::Name));
        }
    });
}

pub(super) fn modifiers(l: &mut Lower<'_>, id: CstId, _role: Role) {
    l.children(id, R::Attr);
}

/// Every attribute has arguments, so that a pattern without any does not match those with some.
pub(super) fn attribute(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Attr, role, |l| {
        let mut parts = l.named(id);
        let Some(name) = parts.next() else { return };
        super::expressions::type_as_expression(l, name, R::Callee);
        let (start, end) = (l.cst_node(name).span.end, l.cst_node(id).span.end);
        l.node_span(Span::new(start, end), K::Args, R::Args, |l| parts.for_each(|p| l.lower(p, R::Item)));
    });
}

/// Attributes and modifiers of a declaration, wherever the grammar puts them.
fn attributes(l: &mut Lower<'_>, id: CstId) {
    for child in l.named(id) {
        let kind = l.kind(child);
        if matches!(kind, "modifiers" | "attribute" | "throws") || kind.ends_with("_modifier") {
            l.lower(child, R::Attr);
        }
    }
    for word in ["async", "indirect", "class"] {
        if l.kind(id) != "class_declaration" || word == "indirect" {
            keyword(l, id, word);
        }
    }
}

/// The keyword token of `id` with this text as a modifier.
fn keyword(l: &mut Lower<'_>, id: CstId, word: &str) {
    if let Some(token) = l.child_of_kind(id, word).filter(|t| !l.cst_node(*t).named) {
        l.leaf(token, K::Modifier, R::Attr);
    }
}

/// Whether a declaration is a member of a class.
pub(super) fn is_member(l: &Lower<'_>, id: CstId) -> bool {
    matches!(l.parent_kind(id), "class_body" | "enum_class_body" | "protocol_body")
}

/// Classes, structures, extensions, actors, enumerations and protocols.
pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = l.field(id, "declaration_kind").map_or("class", |k| l.text_of(k));
    let out = l.open(id, K::Class, role);
    l.set_word(out, if matches!(word, "struct" | "extension" | "actor") { "class" } else { word });
    attributes(l, id);
    if word != l.symbols.text(l.tree.node(out).sym) {
        keyword(l, id, word);
    }
    for child in l.named(id) {
        match (l.grammar.field_name(l.cst_node(child).field), l.kind(child)) {
            ("name", "user_type") => types::name(l, child, R::Name),
            ("name", _) => l.leaf(child, K::Ident, R::Name),
            ("body", _) => l.lower(child, R::Body),
            (_, "type_parameters") => l.lower(child, R::TypeArgs),
            (_, "inheritance_specifier") => l.lower(child, R::Parent),
            _ => {}
        }
    }
    l.close(out);
}

/// `typealias A = B` and `associatedtype A`: a class that is another one.
pub(super) fn alias(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Class, role);
    l.set_word(out, "typealias");
    attributes(l, id);
    for child in l.named(id) {
        match l.kind(child) {
            "type_identifier" => l.leaf(child, K::Ident, R::Name),
            "type_parameters" => l.lower(child, R::TypeArgs),
            kind if types::is_type(kind) => l.lower(child, R::Parent),
            _ => {}
        }
    }
    l.close(out);
}

/// The constants of a `case` in an enumeration: a field each, with its raw value and the types of what it holds.
pub(super) fn enum_entry(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) != "modifiers").collect();
    let starts: Vec<usize> =
        (0..parts.len()).filter(|i| l.grammar.field_name(l.cst_node(parts[*i]).field) == "name").collect();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(parts.len());
        let own = l.cst_node(parts[*start]).span.cover(l.cst_node(parts[end - 1]).span);
        let out = open_declarator(l, l.cst_node(id).span, own, index, starts.len(), role);
        l.add_flags(out, Flags::FIELD.with(Flags::CONSTANT));
        l.child_of_kind(id, "modifiers").into_iter().for_each(|m| l.lower(m, R::Attr));
        l.leaf(parts[*start], K::Name, R::Target);
        for part in &parts[start + 1..end] {
            l.lower(*part, if l.kind(*part) == "enum_type_parameters" { R::Extra } else { R::Value });
        }
        l.close(out);
    }
}

/// The types of the values that a constant of an enumeration holds.
pub(super) fn enum_values(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::TypeArgs, role, |l| {
        l.named(id)
            .filter(|c| types::is_type(l.kind(*c)))
            .collect::<Vec<_>>()
            .iter()
            .for_each(|t| l.lower(*t, R::Item));
    });
}

/// A declaration of variables, local or fields: one assignment for each.
pub(super) fn property(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    let starts: Vec<usize> = (0..parts.len()).filter(|i| l.kind(parts[*i]) == "pattern").collect();
    let mutability = l
        .child_of_kind(id, "value_binding_pattern")
        .or_else(|| l.child_of_kind(id, "pattern").and_then(|p| l.child_of_kind(p, "value_binding_pattern")));
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(parts.len());
        let own = l.cst_node(parts[*start]).span.cover(l.cst_node(parts[end - 1]).span);
        let out = open_declarator(l, l.cst_node(id).span, own, index, starts.len(), role);
        if is_member(l, id) {
            l.add_flags(out, Flags::FIELD);
        }
        if mutability.is_some_and(|m| l.text_of(m).ends_with("let")) {
            l.add_flags(out, Flags::CONSTANT);
        }
        attributes(l, id);
        mutability.into_iter().for_each(|m| l.lower(m, R::Attr));
        l.lower(parts[*start], R::Target);
        for part in &parts[start + 1..end] {
            match l.kind(*part) {
                "type_annotation" => l.lower(*part, R::Type),
                "computed_property" | "willset_didset_block" => l.lower(*part, R::Extra),
                "type_constraints" | "protocol_property_requirements" => {}
                _ => l.lower(*part, R::Value),
            }
        }
        l.close(out);
    }
}

/// The accessors of a computed property; statements alone are those of its getter.
pub(super) fn accessors(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.named(id).any(|c| l.kind(c).starts_with("computed_")) {
        return l.children(id, role);
    }
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::METHOD.with(Flags::IMPLICIT));
    let start = l.cst_node(id).span.start;
    l.leaf_word(Span::new(start, start), K::Ident, R::Name, "get");
    statements::block(l, id, R::Body, true);
    l.close(out);
}

/// `get`, `set`, `willSet` and the like. The parameter that is not written has its usual name.
pub(super) fn accessor(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::METHOD);
    attributes(l, id);
    let name = l.cst.children(id).find(|c| l.kind(*c).ends_with("_specifier") || l.kind(*c).ends_with("Set"));
    // What follows the word in its node says how it is called.
    let name = name.map(|n| l.cst.children(n).next().unwrap_or(n));
    if let Some(name) = name {
        l.leaf(name, K::Ident, R::Name);
    }
    let parameter = match l.kind(id) {
        "computed_setter" | "willset_clause" => Some("newValue"),
        "didset_clause" => Some("oldValue"),
        _ => None,
    };
    if let Some(word) = parameter {
        let written = l.child_of_kind(id, "simple_identifier");
        let end = name.map_or(l.cst_node(id).span.start, |n| l.cst_node(n).span.end);
        let span = written.map_or(Span::new(end, end), |w| l.cst_node(w).span);
        let word = written.map_or(word, |w| l.text_of(w));
        l.node_span(span, K::Params, R::Params, |l| {
            l.node_span(span, K::Param, R::Item, |l| {
                l.leaf_word(span, K::Ident, R::Name, word);
            });
        });
    }
    statements::block(l, id, R::Body, l.kind(id) == "computed_getter");
    l.close(out);
}

/// Functions, initializers and subscripts.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = l.kind(id);
    let out = l.open(id, K::Func, role);
    if kind != "function_declaration" || is_member(l, id) {
        l.add_flags(out, Flags::METHOD);
    }
    attributes_of_function(l, id);
    let word = kind.split('_').next().unwrap_or(kind);
    let name = l.field(id, "name").filter(|n| !types::is_type(l.kind(*n))).or_else(|| l.child_of_kind(id, word));
    name.into_iter().for_each(|n| l.leaf(n, K::Ident, R::Name));
    l.child_of_kind(id, "type_parameters").into_iter().for_each(|t| l.lower(t, R::TypeArgs));
    if kind != "deinit_declaration" {
        parameters(l, id);
    }
    let result = types::type_in(l, id);
    result.into_iter().for_each(|t| l.lower(t, R::ReturnType));
    match (l.child_of_kind(id, "computed_property"), l.field(id, "body")) {
        (Some(accessors), _) if l.named(accessors).any(|c| l.kind(c).starts_with("computed_")) => {
            l.lower(accessors, R::Extra);
        }
        // A function with a result may leave out the word `return`.
        (Some(body), _) | (None, Some(body)) => statements::block(l, body, R::Body, result.is_some()),
        (None, None) => {}
    }
    l.close(out);
}

/// Attributes of a function are those before its name; others belong to parameters.
fn attributes_of_function(l: &mut Lower<'_>, id: CstId) {
    let first = l.child_of_kind(id, "parameter").map_or(l.cst_node(id).span.end, |p| l.cst_node(p).span.start);
    let open = l.child_of_kind(id, "(").map_or(first, |p| l.cst_node(p).span.start);
    for child in l.named(id) {
        let kind = l.kind(child);
        let is_own = l.cst_node(child).span.start < open || kind == "throws";
        if is_own && (matches!(kind, "modifiers" | "attribute" | "throws") || kind.ends_with("_modifier")) {
            l.lower(child, R::Attr);
        }
    }
    keyword(l, id, "class");
    keyword(l, id, "async");
}

/// Parameters, for which the grammar has attributes, the parameter and its default value side by side.
fn parameters(l: &mut Lower<'_>, id: CstId) {
    let open = l.child_of_kind(id, "(").map_or(l.cst_node(id).span.end, |p| l.cst_node(p).span.start);
    let is_part = |l: &Lower<'_>, c: CstId| {
        let field = l.grammar.field_name(l.cst_node(c).field);
        let kind = l.kind(c);
        kind == "parameter" || field == "default_value" || (kind == "attribute" && l.cst_node(c).span.start > open)
    };
    let parts: Vec<CstId> = l.named(id).filter(|c| is_part(l, *c)).collect();
    let end = l.cst.children(id).find(|c| l.kind(*c) == ")").or_else(|| parts.last().copied());
    let end = end.map_or(open + 2, |e| l.cst_node(e).span.end).min(l.cst_node(id).span.end);
    l.node_span(Span::new(open, end.max(open)), K::Params, R::Params, |l| {
        let mut at = 0;
        while at < parts.len() {
            let parameter = (at..parts.len()).find(|i| l.kind(parts[*i]) == "parameter").unwrap_or(at);
            let has_default =
                parts.get(parameter + 1).is_some_and(|p| l.grammar.field_name(l.cst_node(*p).field) == "default_value");
            let next = parameter + 1 + usize::from(has_default);
            let span = l.cst_node(parts[at]).span.cover(l.cst_node(parts[next - 1]).span);
            l.node_span(span, K::Param, R::Item, |l| {
                for part in &parts[at..next] {
                    match l.kind(*part) {
                        "attribute" => l.lower(*part, R::Attr),
                        "parameter" => parameter_parts(l, *part),
                        _ => l.lower(*part, R::Default),
                    }
                }
            });
            at = next;
        }
    });
}

pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Param, role, |l| parameter_parts(l, id));
}

/// The label that callers write, the name that the body uses, and the type.
fn parameter_parts(l: &mut Lower<'_>, id: CstId) {
    for child in l.named(id) {
        match (l.grammar.field_name(l.cst_node(child).field), l.kind(child)) {
            ("external_name", _) => l.leaf(child, K::Ident, R::Label),
            (_, "parameter_modifiers") => l.lower(child, R::Attr),
            (_, "simple_identifier" | "self_expression") => l.leaf(child, K::Ident, R::Name),
            (_, kind) if types::is_type(kind) => types::declared(l, child, R::Type),
            _ => {}
        }
    }
}
