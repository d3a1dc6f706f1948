//! Kotlin's classes, functions, properties, imports and annotations.
//!
//! A property is an assignment with its accessors as extra children; `val` and `var` are modifiers, as a pattern that says one of them
//! means it. A class always has parameters, so that a pattern with any number of them matches a class without a constructor.

use super::{statements, types};
use crate::braces::return_block;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(super) fn package(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Package, role, |l| {
        if let Some(name) = l.child_of_kind(id, "identifier") {
            let parts: Vec<CstId> = l.named(name).collect();
            path(l, &parts);
        }
    });
}

fn path(l: &mut Lower<'_>, parts: &[CstId]) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
    l.node_span(span, K::Path, R::Path, |l| parts.iter().for_each(|p| l.leaf(*p, K::Ident, R::Item)));
}

/// `import a.b.C` is item `C` of path `a.b`, and a single name is a module. In a pattern it is a module too, because the pattern may name a
/// package above what is imported; a single metavariable is any import.
pub(super) fn import(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut parts: Vec<CstId> = Vec::new();
    if let Some(name) = l.child_of_kind(id, "identifier") {
        parts.extend(l.named(name));
    }
    let kind = match parts.len() {
        _ if l.child_of_kind(id, "wildcard_import").is_some() => K::ImportAll,
        0 | 1 if l.holes.is_none() => K::ImportModule,
        parts if parts > 1 && l.holes.is_some() => K::ImportModule,
        _ => K::ImportFrom,
    };
    // The line end belongs to the grammar's node, but is no token.
    let last = l.named(id).last().map_or(l.cst_node(id).span, |c| l.cst_node(c).span);
    let span = Span::new(l.cst_node(id).span.start, last.end);
    l.node_span(span, kind, role, |l| {
        let item = if kind == K::ImportFrom && parts.len() > 1 { parts.pop() } else { None };
        path(l, &parts);
        let alias = l.child_of_kind(id, "import_alias");
        match item {
            Some(item) => {
                let whole = alias.map_or(l.cst_node(item).span, |a| l.cst_node(item).span.cover(l.cst_node(a).span));
                l.node_span(whole, K::ImportItem, R::Item, |l| {
                    l.leaf(item, K::Ident, R::Name);
                    alias.into_iter().for_each(|a| l.lower(a, R::Alias));
                });
            }
            None => alias.into_iter().for_each(|a| l.lower(a, R::Alias)),
        }
    });
}

pub(super) fn modifiers(l: &mut Lower<'_>, id: CstId, _role: Role) {
    l.children(id, R::Attr);
}

/// One attribute for each annotation. Every one has arguments, so that a pattern without any does not match those with some.
pub(super) fn annotation(l: &mut Lower<'_>, id: CstId, role: Role) {
    let named: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) != "use_site_target").collect();
    let whole = l.cst_node(id).span;
    for (index, child) in named.iter().enumerate() {
        let own = l.cst_node(*child).span;
        let span = Span::new(if index == 0 { whole.start } else { own.start }, own.end);
        l.node_span(span, K::Attr, role, |l| {
            let class = if l.kind(*child) == "user_type" { Some(*child) } else { l.child_of_kind(*child, "user_type") };
            if let Some(class) = class {
                types::name(l, class, R::Callee);
            }
            match l.child_of_kind(*child, "value_arguments") {
                Some(arguments) => l.lower(arguments, R::Args),
                None => {
                    l.node_span(Span::new(own.end, own.end), K::Args, R::Args, |_| {});
                }
            }
        });
    }
}

/// The keyword token of `id` with this text as a modifier.
fn keyword(l: &mut Lower<'_>, id: CstId, word: &str) {
    if let Some(token) = l.child_of_kind(id, word) {
        l.leaf(token, K::Modifier, R::Attr);
    }
}

/// Classes, interfaces, enums, objects and companions.
pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = ["interface", "enum", "object", "class"].into_iter().find(|w| l.has_token(id, w)).unwrap_or("class");
    let out = l.open(id, K::Class, role);
    l.set_word(out, word);
    keyword(l, id, "companion");
    keyword(l, id, "fun");
    for child in l.named(id) {
        match l.kind(child) {
            "type_identifier" => {
                l.leaf(child, K::Ident, R::Name);
                let has_parameters = l.child_of_kind(id, "primary_constructor").is_some();
                if word == "class" && !has_parameters && l.holes.is_none() {
                    let end = l.cst_node(child).span.end;
                    let params = l.node_span(Span::new(end, end), K::Params, R::Params, |_| {});
                    l.add_flags(params, Flags::IMPLICIT);
                }
            }
            "type_parameters" => l.lower(child, R::TypeArgs),
            "primary_constructor" => l.lower(child, R::Params),
            "delegation_specifier" => l.lower(child, R::Parent),
            "class_body" | "enum_class_body" => l.lower(child, R::Body),
            _ => l.lower(child, R::Attr),
        }
    }
    l.close(out);
}

/// `typealias A = B`: a class that is another one.
pub(super) fn alias(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Class, role);
    l.set_word(out, "typealias");
    for child in l.named(id) {
        let role = match l.kind(child) {
            "type_identifier" => R::Name,
            "type_parameters" => R::TypeArgs,
            "modifiers" => R::Attr,
            _ => R::Parent,
        };
        l.lower(child, role);
    }
    l.close(out);
}

/// Members, each property with the accessors that the grammar leaves beside it.
pub(super) fn class_body(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::ClassBody, role, |l| {
        let members: Vec<CstId> = l.named(id).collect();
        let mut at = 0;
        while at < members.len() {
            let accessors = accessors_after(l, &members[at..]);
            if l.kind(members[at]) == "property_declaration" {
                property_with(l, &members[at..=at + accessors], R::Item);
            } else {
                l.lower(members[at], R::Item);
            }
            at += 1 + accessors;
        }
    });
}

/// How many accessors stand right behind a property.
pub(super) fn accessors_after(l: &Lower<'_>, list: &[CstId]) -> usize {
    let is_property = list.first().is_some_and(|p| l.kind(*p) == "property_declaration");
    let accessors = || list.iter().skip(1).take_while(|c| matches!(l.kind(**c), "getter" | "setter"));
    if is_property { accessors().count() } else { 0 }
}

/// A constant of an enum is a field; its arguments and body are those of an object that is made.
pub(super) fn enum_entry(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
    let mut parts: Vec<CstId> = Vec::new();
    for child in l.named(id) {
        match l.kind(child) {
            "simple_identifier" => l.leaf(child, K::Name, R::Target),
            "value_arguments" | "class_body" => parts.push(child),
            _ => l.lower(child, R::Attr),
        }
    }
    if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
        let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
        l.node_span(span, K::New, R::Value, |l| {
            parts.iter().for_each(|p| l.lower(*p, if l.kind(*p) == "class_body" { R::Body } else { R::Args }));
        });
    }
    l.close(out);
}

/// Parameters of the class; modifiers and annotations of the constructor stand beside them.
pub(super) fn primary_constructor(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(list) = l.child_of_kind(id, "modifiers") {
        l.children(list, R::Extra);
    }
    l.node(id, K::Params, role, |l| {
        for child in l.named(id).filter(|c| l.kind(*c) != "modifiers").collect::<Vec<_>>() {
            l.lower(child, R::Item);
        }
    });
}

pub(super) fn class_parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    let name = l.child_of_kind(id, "simple_identifier");
    l.node(id, K::Param, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "modifiers" | "binding_pattern_kind" => l.lower(child, R::Attr),
                "simple_identifier" if Some(child) == name => l.leaf(child, K::Ident, R::Name),
                "type_modifiers" => {}
                kind if types::is_type(kind) => parameter_type(l, child),
                _ => l.lower(child, R::Default),
            }
        }
    });
}

/// The type of a parameter; the dummy one that a pattern's ellipsis needed says nothing.
fn parameter_type(l: &mut Lower<'_>, id: CstId) {
    if l.text_of(id) != "WL_T" {
        l.lower(id, R::Type);
    }
}

/// `Interface by object`: a super type, with what implements it.
pub(super) fn delegation(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    let [ty, object, ..] = parts.as_slice() else { return l.children(id, role) };
    l.lower(*ty, role);
    l.lower(*object, R::Extra);
}

/// A property without accessors beside it, or a destructuring.
pub(super) fn property(l: &mut Lower<'_>, id: CstId, role: Role) {
    property_with(l, &[id], role);
}

/// A property, and the accessors that stand beside it.
pub(super) fn property_with(l: &mut Lower<'_>, list: &[CstId], role: Role) {
    let [id, accessors @ ..] = list else { return };
    let whole = accessors.last().map_or(l.cst_node(*id).span, |a| l.cst_node(*id).span.cover(l.cst_node(*a).span));
    let out = l.open_span(whole, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    if matches!(l.parent_kind(*id), "class_body" | "enum_class_body") {
        l.add_flags(out, Flags::FIELD);
    }
    if l.child_of_kind(*id, "binding_pattern_kind").is_some_and(|b| l.text_of(b) == "val") {
        l.add_flags(out, Flags::CONSTANT);
    }
    for child in l.named(*id) {
        match l.kind(child) {
            "modifiers" | "binding_pattern_kind" => l.lower(child, R::Attr),
            "variable_declaration" => target_and_type(l, child),
            "multi_variable_declaration" => l.lower(child, R::Target),
            "type_parameters" | "receiver_type" | "property_delegate" | "getter" | "setter" => l.lower(child, R::Extra),
            _ => l.lower(child, R::Value),
        }
    }
    accessors.iter().for_each(|a| l.lower(*a, R::Extra));
    l.close(out);
}

/// The declared name as a target, and its type.
pub(super) fn target_and_type(l: &mut Lower<'_>, id: CstId) {
    for child in l.named(id) {
        match l.kind(child) {
            "simple_identifier" => l.leaf(child, K::Name, R::Target),
            kind if types::is_type(kind) => parameter_type(l, child),
            _ => {}
        }
    }
}

/// The name and type of a lambda's parameter.
pub(super) fn name_and_type(l: &mut Lower<'_>, id: CstId) {
    for child in l.named(id) {
        match l.kind(child) {
            "simple_identifier" => l.leaf(child, K::Ident, R::Name),
            kind if types::is_type(kind) => parameter_type(l, child),
            _ => {}
        }
    }
}

/// One name of a destructuring; `val a = b` takes the property `b`.
pub(super) fn variable(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(name) = l.child_of_kind(id, "simple_identifier") {
        l.leaf(name, K::Name, role);
    }
}

/// Functions, constructors, initializers, accessors and functions without a name.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = l.kind(id);
    let out = l.open(id, K::Func, role);
    match kind {
        "anonymous_function" => l.add_flags(out, Flags::LAMBDA),
        "function_declaration" if !matches!(l.parent_kind(id), "class_body" | "enum_class_body") => {}
        _ => l.add_flags(out, Flags::METHOD),
    }
    let word = match kind {
        "getter" => "get",
        "setter" => "set",
        "anonymous_initializer" => "init",
        _ => "constructor",
    };
    for child in l.cst.children(id) {
        match l.kind(child) {
            _ if l.cst_node(child).extra => {}
            "modifiers" => l.lower(child, R::Attr),
            "type_parameters" => l.lower(child, R::TypeArgs),
            "receiver_type" | "constructor_delegation_call" => l.lower(child, R::Extra),
            "simple_identifier" => l.leaf(child, K::Ident, R::Name),
            "function_value_parameters" => l.lower(child, R::Params),
            "parameter_with_optional_type" => {
                l.node(child, K::Params, R::Params, |l| l.lower(child, R::Item));
            }
            "function_body" => l.lower(child, R::Body),
            "{" => statements::block(l, id, R::Body, false),
            token if token == word => l.leaf(child, K::Ident, R::Name),
            kind if types::is_type(kind) => l.lower(child, R::ReturnType),
            _ => {}
        }
    }
    l.close(out);
}

/// A block, or the one expression that is returned.
pub(super) fn function_body(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.named(id).find(|c| l.kind(*c) != "statements") {
        Some(expression) if l.child_of_kind(id, "{").is_none() => return_block(l, expression),
        _ => statements::block(l, id, role, false),
    }
}

/// `this(…)` or `super(…)` before the body of a constructor.
pub(super) fn delegation_call(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Call, role, |l| {
        if let Some(callee) = l.cst.children(id).find(|c| !l.cst_node(*c).named) {
            l.leaf(callee, K::Name, R::Callee);
        }
        if let Some(arguments) = l.child_of_kind(id, "value_arguments") {
            l.lower(arguments, R::Args);
        }
    });
}

/// Parameters, for which the grammar has modifiers, the parameter and its default value side by side.
pub(super) fn parameters(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    let is_start = |l: &Lower<'_>, i: usize| match l.kind(parts[i]) {
        "parameter_modifiers" => true,
        "parameter" => i == 0 || l.kind(parts[i - 1]) != "parameter_modifiers",
        _ => i == 0,
    };
    l.node(id, K::Params, role, |l| {
        let mut at = 0;
        while at < parts.len() {
            let end = (at + 1..parts.len()).find(|i| is_start(l, *i)).unwrap_or(parts.len());
            let span = l.cst_node(parts[at]).span.cover(l.cst_node(parts[end - 1]).span);
            l.node_span(span, K::Param, R::Item, |l| {
                for part in &parts[at..end] {
                    match l.kind(*part) {
                        "parameter_modifiers" => l.lower(*part, R::Attr),
                        "parameter" => name_and_type(l, *part),
                        _ => l.lower(*part, R::Default),
                    }
                }
            });
            at = end;
        }
    });
}

pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Param, role, |l| {
        if let Some(list) = l.child_of_kind(id, "parameter_modifiers") {
            l.lower(list, R::Attr);
        }
        name_and_type(l, id);
    });
}
