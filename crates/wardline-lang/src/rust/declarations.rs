//! Rust's declarations. The attributes before one are part of it: its node starts with the first of them.

use super::{items, macros, statements, value_block};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role, Role as R};

/// Opens a node for a declaration or statement, with the attributes that stand before it.
pub(super) fn open(l: &mut Lower<'_>, id: CstId, kind: K, role: Role) -> NodeId {
    let attributes = attributes_of(l, id);
    let own = l.cst_node(id).span;
    let span = attributes.first().map_or(own, |a| l.cst_node(*a).span.cover(own));
    let out = l.open_span(span, kind, role);
    attributes.iter().for_each(|a| attribute(l, *a, R::Attr));
    out
}

/// The attributes directly before a node, in order.
fn attributes_of(l: &Lower<'_>, id: CstId) -> Vec<CstId> {
    let mut out = Vec::new();
    let mut at = id;
    while let Some(before) = previous(l, at) {
        match l.kind(before) {
            "attribute_item" => out.push(before),
            "line_comment" | "block_comment" | "visibility_modifier" => {}
            _ => break,
        }
        at = before;
    }
    out.reverse();
    out
}

/// The sibling before a node.
fn previous(l: &Lower<'_>, id: CstId) -> Option<CstId> {
    let parent = l.cst_node(id).parent;
    let mut at = id.0.checked_sub(1)?;
    while at != parent {
        let above = l.cst_node(CstId(at)).parent;
        if above == parent {
            return Some(CstId(at));
        }
        at = above;
    }
    None
}

/// `#[path(args)]`, `#[path = value]`.
pub(super) fn attribute(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Attr, role, |l| {
        let Some(inner) = l.child_of_kind(id, "attribute") else { return };
        if let Some(path) = l.named(inner).next() {
            l.lower(path, R::Callee);
        }
        if let Some(arguments) = l.field(inner, "arguments") {
            macros::arguments(l, arguments, "");
        }
        l.lower_field(inner, "value", R::Value);
    });
}

/// An attribute of the file or block around it, or one without anything that it belongs to, as in patterns. All others are lowered
/// with what follows them.
pub(super) fn lone_attribute(l: &mut Lower<'_>, id: CstId, role: Role) {
    let end = l.cst_node(id).end_node;
    let has_next = end < l.cst_node(CstId(l.cst_node(id).parent)).end_node;
    if !has_next || l.kind(id) == "inner_attribute_item" {
        attribute(l, id, role);
    }
}

fn keyword(l: &mut Lower<'_>, id: CstId, word: &str) {
    if let Some(token) = l.cst.children(id).find(|c| l.kind(*c) == word) {
        l.leaf(token, K::Modifier, R::Attr);
    }
}

fn visibility(l: &mut Lower<'_>, id: CstId) {
    if let Some(found) = l.child_of_kind(id, "visibility_modifier") {
        l.lower(found, R::Attr);
    }
}

pub(super) fn function_modifiers(l: &mut Lower<'_>, id: CstId, _role: Role) {
    let words: Vec<CstId> = l.cst.children(id).collect();
    words.iter().for_each(|w| l.leaf(*w, K::Modifier, R::Attr));
}

pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = open(l, id, K::Func, role);
    if l.parent_kind(id) == "declaration_list" {
        let owner = CstId(l.cst_node(CstId(l.cst_node(id).parent)).parent);
        if matches!(l.kind(owner), "impl_item" | "trait_item") {
            l.add_flags(out, Flags::METHOD);
        }
    }
    visibility(l, id);
    if let Some(modifiers) = l.child_of_kind(id, "function_modifiers") {
        l.lower(modifiers, R::Attr);
    }
    if let Some(name) = l.field(id, "name") {
        l.leaf(name, K::Ident, R::Name);
    }
    l.lower_field(id, "type_parameters", R::TypeArgs);
    l.lower_field(id, "parameters", R::Params);
    l.lower_field(id, "return_type", R::ReturnType);
    if let Some(clause) = l.child_of_kind(id, "where_clause") {
        l.lower(clause, R::Extra);
    }
    if let Some(body) = l.field(id, "body") {
        value_block(l, body, R::Body, true);
    }
    l.close(out);
}

/// `|x| e`, whose body's value is its result.
pub(super) fn closure(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::LAMBDA);
    ["async", "move"].iter().for_each(|word| keyword(l, id, word));
    l.lower_field(id, "parameters", R::Params);
    l.lower_field(id, "return_type", R::ReturnType);
    if let Some(body) = l.field(id, "body") {
        value_block(l, body, R::Body, true);
    }
    l.close(out);
}

/// `async { … }` runs when it is polled, as a closure does when it is called.
pub(super) fn lazy_block(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::LAMBDA);
    ["async", "gen", "move"].iter().for_each(|word| keyword(l, id, word));
    if let Some(body) = l.child_of_kind(id, "block") {
        value_block(l, body, R::Body, true);
    }
    l.close(out);
}

pub(super) fn parameters(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Params, role, |l| {
        for item in items(l, id) {
            match l.kind(item) {
                "parameter" | "self_parameter" | "variadic_parameter" => l.lower(item, R::Item),
                _ if l.is_hole(item) => l.leaf(item, K::Ident, R::Item),
                _ => bare_parameter(l, item, id),
            }
        }
    });
}

/// A pattern in a closure's list, a type alone in another.
fn bare_parameter(l: &mut Lower<'_>, id: CstId, list: CstId) {
    let out = open(l, id, K::Param, R::Item);
    if l.kind(list) == "closure_parameters" {
        pattern(l, id);
    } else {
        l.lower(id, R::Type);
    }
    l.close(out);
}

/// The name or pattern of a parameter.
fn pattern(l: &mut Lower<'_>, id: CstId) {
    if matches!(l.kind(id), "identifier" | "self" | "_") {
        l.leaf(id, K::Ident, R::Name);
    } else {
        l.lower(id, R::Target);
    }
}

pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = open(l, id, K::Param, role);
    keyword(l, id, "mutable_specifier");
    if let Some(name) = l.field(id, "pattern") {
        pattern(l, name);
    }
    l.lower_field(id, "type", R::Type);
    l.close(out);
}

pub(super) fn self_parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = open(l, id, K::Param, role);
    ["&", "mutable_specifier"].iter().for_each(|word| keyword(l, id, word));
    if let Some(name) = l.child_of_kind(id, "self") {
        l.leaf(name, K::Ident, R::Name);
    }
    l.close(out);
}

/// `let`, `const` and `static`. What is not `mut` is never assigned again.
pub(super) fn variable(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = open(l, id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    let is_mutable = l.child_of_kind(id, "mutable_specifier").is_some();
    let is_named = l.field(id, "name").or_else(|| l.field(id, "pattern")).is_some_and(|p| l.kind(p) == "identifier");
    if !is_mutable && is_named && l.field(id, "value").is_some() {
        l.add_flags(out, Flags::CONSTANT);
    }
    visibility(l, id);
    ["const", "static", "mutable_specifier"].iter().for_each(|word| keyword(l, id, word));
    match l.field(id, "name") {
        Some(name) => l.leaf(name, K::Name, R::Target),
        None => l.lower_field(id, "pattern", R::Target),
    }
    l.lower_field(id, "type", R::Type);
    l.lower_field(id, "value", R::Value);
    l.lower_field(id, "alternative", R::Else);
    l.close(out);
}

/// Types, traits and their implementations. The symbol of the node is the keyword.
pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = l.kind(id);
    let out = open(l, id, K::Class, role);
    l.set_word(out, if kind == "associated_type" { "type" } else { kind.trim_end_matches("_item") });
    visibility(l, id);
    ["unsafe", "!"].iter().for_each(|word| keyword(l, id, word));
    let name = l.field(id, "name");
    if let Some(name) = name {
        l.leaf(name, K::Ident, R::Name);
    }
    l.lower_field(id, "type_parameters", R::TypeArgs);
    l.lower_field(id, "trait", R::Interface);
    l.lower_field(id, "type", R::Type);
    l.lower_field(id, "bounds", R::Parent);
    if let Some(clause) = l.child_of_kind(id, "where_clause") {
        l.lower(clause, R::Extra);
    }
    l.lower_field(id, "body", R::Body);
    l.close(out);
}

pub(super) fn field(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = open(l, id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD));
    visibility(l, id);
    if let Some(name) = l.field(id, "name") {
        l.leaf(name, K::Name, R::Target);
    }
    l.lower_field(id, "type", R::Type);
    l.close(out);
}

/// The fields of a tuple struct are named by their place.
pub(super) fn ordered_fields(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::ClassBody, role, |l| {
        let types: Vec<CstId> =
            l.named(id).filter(|c| !matches!(l.kind(*c), "visibility_modifier" | "attribute_item")).collect();
        for (place, ty) in types.iter().enumerate() {
            if l.is_ellipsis(*ty) {
                l.leaf(*ty, K::Name, R::Item);
                continue;
            }
            let out = open(l, *ty, K::Assign, R::Item);
            l.add_flags(out, Flags::DECLARES.with(Flags::FIELD));
            if let Some(public) = previous(l, *ty).filter(|p| l.kind(*p) == "visibility_modifier") {
                l.set_span(out, l.cst_node(public).span.cover(l.tree.node(out).span));
                l.lower(public, R::Attr);
            }
            l.leaf_word(l.cst_node(*ty).span, K::Name, R::Target, &place.to_string());
            l.lower(*ty, R::Type);
            l.close(out);
        }
    });
}

/// A variant is a constant of its enum; one with fields is a type in it.
pub(super) fn variant(l: &mut Lower<'_>, id: CstId, role: Role) {
    let body = l.field(id, "body");
    let out = open(l, id, if body.is_some() { K::Class } else { K::Assign }, role);
    if body.is_some() {
        l.set_word(out, "variant");
    } else {
        l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
    }
    if let Some(name) = l.field(id, "name") {
        let (kind, role) = if body.is_some() { (K::Ident, R::Name) } else { (K::Name, R::Target) };
        l.leaf(name, kind, role);
    }
    l.lower_field(id, "value", R::Value);
    l.lower_field(id, "body", R::Body);
    l.close(out);
}

pub(super) fn module(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = open(l, id, K::Package, role);
    visibility(l, id);
    if let Some(name) = l.field(id, "name") {
        l.node(name, K::Path, R::Path, |l| l.leaf(name, K::Ident, R::Item));
    }
    if let Some(body) = l.field(id, "body") {
        l.node(body, K::Block, R::Body, |l| statements(l, body, false));
    }
    l.close(out);
}

/// `extern "C" { … }`.
pub(super) fn foreign_module(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = open(l, id, K::With, role);
    l.set_word(out, "extern");
    visibility(l, id);
    if let Some(body) = l.field(id, "body") {
        l.node(body, K::Block, R::Body, |l| statements(l, body, false));
    }
    l.close(out);
}
