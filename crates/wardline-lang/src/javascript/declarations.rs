//! Variables, functions, classes and their members.
//!
//! What stands around a declaration (`export`, `declare`, decorators before them) belongs to it: its attributes and its span are taken
//! from the statements above it in the concrete tree.

use super::expressions::{content_span, key, modifiers, no_arguments, string_as_ident};
use super::types;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// The `export` and `declare` statements around a declaration, outermost first.
fn wrappers(l: &Lower<'_>, id: CstId) -> Vec<CstId> {
    let parent = |c: CstId| CstId(l.cst_node(c).parent);
    let is_wrapper = |c: &CstId| matches!(l.kind(*c), "export_statement" | "ambient_declaration");
    let mut found: Vec<CstId> =
        std::iter::successors(Some(parent(id)), |c| Some(parent(*c))).take_while(is_wrapper).collect();
    found.reverse();
    found
}

/// Keywords of the statements around a declaration.
pub(crate) const WRAPPER_WORDS: &[&str] = &["export", "default", "declare"];

/// The decorators and keywords around and before a declaration.
pub(crate) fn outer_attributes(l: &mut Lower<'_>, id: CstId) {
    for wrapper in wrappers(l, id) {
        decorators(l, wrapper);
        modifiers(l, wrapper, WRAPPER_WORDS);
    }
    decorators(l, id);
}

fn outer_span(l: &Lower<'_>, id: CstId) -> Span {
    wrappers(l, id).first().map_or(l.cst_node(id).span, |w| l.cst_node(*w).span)
}

fn decorators(l: &mut Lower<'_>, id: CstId) {
    let found: Vec<CstId> = l.cst.children(id).filter(|c| l.kind(*c) == "decorator").collect();
    found.iter().for_each(|d| l.lower(*d, R::Attr));
}

/// A decorator without arguments has an empty list of them, as a call without arguments has.
pub(crate) fn decorator(l: &mut Lower<'_>, id: CstId, _role: R) {
    l.node(id, K::Attr, R::Attr, |l| {
        let Some(inner) = l.named(id).next() else { return };
        if l.kind(inner) == "call_expression" {
            l.fields(inner, &[("function", R::Callee), ("arguments", R::Args)]);
        } else {
            l.lower(inner, R::Callee);
            no_arguments(l, inner);
        }
    });
}

/// Keywords of a member or function.
fn keywords(l: &mut Lower<'_>, id: CstId) {
    modifiers(l, id, KEYWORDS);
}

const KEYWORDS: &[&str] = &[
    "accessibility_modifier",
    "override_modifier",
    "static",
    "async",
    "get",
    "set",
    "*",
    "readonly",
    "abstract",
    "declare",
    "accessor",
];

/// `const a = 1, b = 2;` is two declarations; the first starts with the keyword, the last ends with the semicolon.
pub(crate) fn variables(l: &mut Lower<'_>, id: CstId, role: R) {
    let whole = outer_span(l, id);
    let all: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "variable_declarator").collect();
    let is_const = l.has_token(id, "const");
    for (i, declarator) in all.iter().enumerate() {
        let own = l.cst_node(*declarator).span;
        let start = if i == 0 { whole.start } else { own.start };
        let end = if i + 1 == all.len() { whole.end } else { own.end };
        let out = l.node_span(Span::new(start, end), K::Assign, role, |l| {
            outer_attributes(l, id);
            modifiers(l, id, &["const"]);
            l.lower_field(*declarator, "name", R::Target);
            l.lower_field(*declarator, "type", R::Type);
            l.lower_field(*declarator, "value", R::Value);
        });
        l.add_flags(out, if is_const { Flags::DECLARES.with(Flags::CONSTANT) } else { Flags::DECLARES });
        if l.kind(id) == "lexical_declaration" {
            l.add_flags(out, Flags::NEWER);
        }
    }
}

/// A function in any of its forms but the arrow: declaration, expression, method, signature. A pattern of a named function parses as
/// an expression but means declarations too.
pub(crate) fn function(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node_span(outer_span(l, id), K::Func, role, |l| function_parts(l, id));
    let named_pattern = l.holes.is_some() && l.field(id, "name").is_some();
    match l.kind(id) {
        "function_expression" | "generator_function" if named_pattern => {}
        "function_expression" | "generator_function" => l.add_flags(out, Flags::LAMBDA),
        "function_declaration" | "generator_function_declaration" | "function_signature" => {}
        _ => l.add_flags(out, Flags::METHOD),
    }
}

fn function_parts(l: &mut Lower<'_>, id: CstId) {
    outer_attributes(l, id);
    keywords(l, id);
    match l.field(id, "name") {
        Some(name) if l.kind(name) == "identifier" => l.leaf(name, K::Ident, R::Name),
        Some(name) => {
            key(l, name, R::Name);
        }
        None if l.kind(id) == "construct_signature" => {
            l.leaf_word(l.cst_node(id).span, K::Ident, R::Name, "new");
        }
        None => {}
    }
    l.lower_field(id, "type_parameters", R::TypeArgs);
    l.lower_field(id, "parameters", R::Params);
    l.lower_field(id, "return_type", R::ReturnType);
    l.lower_field(id, "type", R::ReturnType);
    l.lower_field(id, "body", R::Body);
}

/// An arrow; an expression as body is a block that returns it.
pub(crate) fn arrow(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Func, role, |l| {
        keywords(l, id);
        l.lower_field(id, "type_parameters", R::TypeArgs);
        if let Some(only) = l.field(id, "parameter") {
            l.node(only, K::Params, R::Params, |l| parameter(l, only, R::Item));
        }
        l.lower_field(id, "parameters", R::Params);
        l.lower_field(id, "return_type", R::ReturnType);
        match l.field(id, "body") {
            Some(body) if l.kind(body) == "statement_block" => l.lower(body, R::Body),
            Some(body) => return_block(l, body),
            None => {}
        }
    });
    l.add_flags(out, Flags::LAMBDA.with(Flags::NEWER));
}

fn return_block(l: &mut Lower<'_>, body: CstId) {
    let out = l.node(body, K::Block, R::Body, |l| {
        let inner = l.node(body, K::Return, R::Item, |l| l.lower(body, R::Operand));
        l.add_flags(inner, Flags::IMPLICIT);
    });
    l.add_flags(out, Flags::IMPLICIT);
}

pub(crate) fn parameters(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Params, role, |l| l.children(id, R::Item));
}

/// A parameter in any of its forms: `x`, `x?: T`, `x = 1`, `...x`, `{ x }`, `private x: T`.
pub(crate) fn parameter(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.field(id, "pattern").or_else(|| l.field(id, "name")).unwrap_or(id);
    let out = l.open(id, K::Param, role);
    if name != id {
        decorators(l, id);
        keywords(l, id);
    }
    match l.kind(name) {
        "identifier" | "this" => l.leaf(name, K::Ident, R::Name),
        "rest_pattern" => {
            l.set_word(out, "...");
            match l.named(name).next() {
                Some(inner) if l.kind(inner) == "identifier" => l.leaf(inner, K::Ident, R::Name),
                Some(inner) => l.lower(inner, R::Target),
                None => {}
            }
        }
        _ if name == id => l.children(id, R::Extra),
        _ => l.lower(name, R::Target),
    }
    if name != id {
        l.lower_field(id, "type", R::Type);
        l.lower_field(id, "value", R::Default);
    }
    l.close(out);
}

/// A class, interface or enum.
pub(crate) fn class(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = match l.kind(id) {
        "interface_declaration" => "interface",
        "enum_declaration" => "enum",
        _ => "class",
    };
    let out = l.node_span(outer_span(l, id), K::Class, role, |l| {
        outer_attributes(l, id);
        modifiers(l, id, &["abstract", "const"]);
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
        l.lower_field(id, "type_parameters", R::TypeArgs);
        if let Some(heritage) = l.child_of_kind(id, "class_heritage") {
            l.named(heritage).for_each(|clause| parents(l, clause));
        }
        if let Some(clause) = l.child_of_kind(id, "extends_type_clause") {
            l.children(clause, R::Parent);
        }
        l.lower_field(id, "body", R::Body);
    });
    l.set_word(out, word);
}

fn parents(l: &mut Lower<'_>, clause: CstId) {
    if l.kind(clause) != "extends_clause" {
        return l.children(clause, R::Interface);
    }
    let parts: Vec<CstId> = l.named(clause).collect();
    for (i, part) in parts.iter().enumerate() {
        if l.kind(*part) != "type_arguments" {
            let arguments = parts.get(i + 1).copied().filter(|p| l.kind(*p) == "type_arguments");
            types::of_expression(l, *part, arguments, R::Parent);
        }
    }
}

/// Decorators of a method stand before it as its siblings; its span starts with the first.
pub(crate) fn class_body(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::ClassBody, role, |l| {
        let mut pending: Vec<CstId> = Vec::new();
        for member in l.named(id) {
            if l.kind(member) == "decorator" {
                pending.push(member);
            } else {
                decorated_member(l, member, &pending);
                pending.clear();
            }
        }
        pending.iter().for_each(|d| l.lower(*d, R::Item));
    });
}

fn decorated_member(l: &mut Lower<'_>, member: CstId, pending: &[CstId]) {
    let Some(first) = pending.first() else { return l.lower(member, R::Item) };
    let span = l.cst_node(*first).span.cover(l.cst_node(member).span);
    let out = l.node_span(span, K::Func, R::Item, |l| {
        pending.iter().for_each(|d| l.lower(*d, R::Attr));
        function_parts(l, member);
    });
    l.add_flags(out, Flags::METHOD);
}

/// A field of a class, a property of an interface or object type.
pub(crate) fn field(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut computed = false;
    let out = l.node(id, K::Assign, role, |l| {
        decorators(l, id);
        keywords(l, id);
        computed = member_name(l, id);
        l.lower_field(id, "type", R::Type);
        l.lower_field(id, "value", R::Value);
    });
    let flags = Flags::DECLARES.with(Flags::FIELD);
    let flags = if l.has_token(id, "readonly") { flags.with(Flags::CONSTANT) } else { flags };
    l.add_flags(out, if computed { flags.with(Flags::COMPUTED) } else { flags });
}

/// The name of a field is a target like a variable's. Says whether it is computed.
fn member_name(l: &mut Lower<'_>, id: CstId) -> bool {
    let Some(name) = l.field(id, "name") else { return false };
    match l.kind(name) {
        "property_identifier" | "private_property_identifier" => {
            l.leaf(name, K::Name, R::Target);
            false
        }
        _ => key(l, name, R::Target),
    }
}

pub(crate) fn enum_body(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::ClassBody, role, |l| {
        for member in l.named(id) {
            enum_member(l, member, R::Item);
        }
    });
}

/// `A` or `A = 1` in an enum.
pub(crate) fn enum_member(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Assign, role, |l| {
        let name = l.field(id, "name").unwrap_or(id);
        match l.kind(name) {
            "property_identifier" => l.leaf(name, K::Name, R::Target),
            "string" => string_as_ident(l, name, l.cst_node(name).span, R::Target),
            _ => l.lower(name, R::Target),
        }
        l.lower_field(id, "value", R::Value);
    });
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
}

pub(crate) fn static_block(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Block, role, |l| {
        keywords(l, id);
        if let Some(body) = l.field(id, "body") {
            l.children(body, R::Item);
        }
    });
}

pub(crate) fn type_alias(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node_span(outer_span(l, id), K::Class, role, |l| {
        outer_attributes(l, id);
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
        l.lower_field(id, "type_parameters", R::TypeArgs);
        l.lower_field(id, "value", R::Type);
    });
    l.set_word(out, "type");
}

/// `namespace a.b { … }`, `declare module "m" { … }`
pub(crate) fn namespace(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node_span(outer_span(l, id), K::Package, role, |l| {
        outer_attributes(l, id);
        if let Some(name) = l.field(id, "name") {
            l.node(name, K::Path, R::Path, |l| path_items(l, name));
        }
        l.lower_field(id, "body", R::Body);
    });
}

fn path_items(l: &mut Lower<'_>, id: CstId) {
    match l.kind(id) {
        "string" => string_as_ident(l, id, content_span(l, id), R::Item),
        "nested_identifier" | "member_expression" => l.named(id).for_each(|part| path_items(l, part)),
        _ => l.leaf(id, K::Ident, R::Item),
    }
}
