//! C#'s namespaces, classes, members, attributes and functions.
//!
//! A property is a field that also has functions: those of its accessors that are written, as extra children.

use super::types;
use crate::braces::{bare_parameter, open_declarator, return_block};
use crate::cst::CstId;
use crate::lower::{FieldRoles, Lower};
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// Lowers the parts of a declaration: those in fields by their roles, the others by what they are.
fn parts(l: &mut Lower<'_>, id: CstId, fields: FieldRoles) {
    for child in l.named(id) {
        let field = l.grammar.field_name(l.cst_node(child).field);
        let role = match (fields.iter().find(|(f, _)| *f == field), l.kind(child)) {
            (Some((_, role)), _) => *role,
            (None, "attribute_list" | "modifier" | "preproc_if_in_attribute_list") => R::Attr,
            (None, "base_list") => R::Parent,
            (None, "parameter_list") => R::Params,
            (None, "type_parameter_list") => R::TypeArgs,
            (
                None,
                "explicit_interface_specifier" | "constructor_initializer" | "type_parameter_constraints_clause",
            ) => R::Extra,
            _ => continue,
        };
        match l.kind(child) {
            "arrow_expression_clause" => arrow(l, child),
            _ => l.lower(child, role),
        }
    }
}

/// `=> e` as a body. An assignment there is meant as a statement.
fn arrow(l: &mut Lower<'_>, id: CstId) {
    match l.named(id).next() {
        Some(value) if l.kind(value) == "assignment_expression" => l.block(value, false, R::Body),
        Some(value) => return_block(l, value),
        None => {}
    }
}

/// The code in the branches of `#if`, without the conditions.
pub(super) fn branches(l: &mut Lower<'_>, id: CstId, role: R) {
    let condition = l.field(id, "condition");
    for child in l.named(id).filter(|c| Some(*c) != condition) {
        l.lower(child, role);
    }
}

/// `using A.B;` brings in all of a namespace, `using X = A.B;` one thing under another name.
pub(super) fn using(l: &mut Lower<'_>, id: CstId, role: R) {
    let alias = l.field(id, "name");
    let kind = if alias.is_some() { K::ImportModule } else { K::ImportAll };
    l.node(id, kind, role, |l| {
        for word in ["static", "global"] {
            if let Some(token) = l.cst.children(id).find(|c| l.kind(*c) == word && !l.cst_node(*c).named) {
                l.leaf(token, K::Modifier, R::Attr);
            }
        }
        if let Some(name) = l.named(id).find(|c| Some(*c) != alias) {
            path(l, name);
        }
        if let Some(alias) = alias {
            l.lower(alias, R::Alias);
        }
    });
}

fn path(l: &mut Lower<'_>, name: CstId) {
    let mut parts = Vec::new();
    types::name_parts(l, name, &mut parts);
    l.node(name, K::Path, R::Path, |l| parts.iter().for_each(|p| l.leaf(*p, K::Ident, R::Item)));
}

pub(super) fn namespace(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Package, role, |l| {
        if let Some(name) = l.field(id, "name") {
            path(l, name);
        }
        if let Some(body) = l.field(id, "body") {
            l.node(body, K::Block, R::Body, |l| l.children(body, R::Item));
        }
    });
}

/// `[A, B(1)]`: the brackets belong to the first and the last of them.
pub(super) fn attributes(l: &mut Lower<'_>, id: CstId, role: R) {
    let whole = l.cst_node(id).span;
    let list: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "attribute").collect();
    for (index, attribute) in list.iter().enumerate() {
        let own = l.cst_node(*attribute).span;
        let start = if index == 0 { whole.start } else { own.start };
        let end = if index + 1 == list.len() { whole.end } else { own.end };
        l.node_span(Span::new(start, end), K::Attr, role, |l| {
            l.lower_field(*attribute, "name", R::Callee);
            match l.child_of_kind(*attribute, "attribute_argument_list") {
                Some(arguments) => l.lower(arguments, R::Args),
                // As in Java: a pattern without arguments does not match an attribute with some.
                None => {
                    l.node_span(Span::new(own.end, own.end), K::Args, R::Args, |_| {});
                }
            }
        });
    }
}

pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = l.kind(id).strip_suffix("_declaration").unwrap_or("class");
    let out = l.open(id, K::Class, role);
    l.set_word(out, word);
    parts(l, id, &[("name", R::Name), ("type_parameters", R::TypeArgs), ("body", R::Body)]);
    l.close(out);
}

/// Base class and interfaces look alike in the text, so all are parents.
pub(super) fn bases(l: &mut Lower<'_>, id: CstId, _role: R) {
    for base in l.named(id) {
        let role = if l.kind(base) == "argument_list" { R::Extra } else { R::Parent };
        l.lower(base, role);
    }
}

pub(super) fn type_parameter(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Param, role, |l| parts(l, id, &[("name", R::Name)]));
}

/// `where T : A, B`: the types that are asked for.
pub(super) fn constraints(l: &mut Lower<'_>, id: CstId, role: R) {
    for part in l.named(id) {
        if l.kind(part) == "type_parameter_constraint" {
            l.lower(part, role);
        }
    }
}

pub(super) fn enum_member(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
    parts(l, id, &[("name", R::Target), ("value", R::Value)]);
    l.close(out);
}

/// Fields, events and local variables: one assignment for each declarator.
pub(super) fn variables(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = l.kind(id);
    let list = if kind == "variable_declaration" { Some(id) } else { l.child_of_kind(id, "variable_declaration") };
    let Some(list) = list else { return };
    let mut flags = Flags::empty();
    if kind.ends_with("field_declaration") {
        flags = flags.with(Flags::FIELD);
    }
    let constant = |c: &CstId| l.kind(*c) == "modifier" && matches!(l.text_of(*c), "const" | "readonly");
    if l.named(id).any(|c| constant(&c)) {
        flags = flags.with(Flags::CONSTANT);
    }
    let declarators: Vec<CstId> = l.named(list).filter(|c| l.kind(*c) == "variable_declarator").collect();
    for (index, declarator) in declarators.iter().enumerate() {
        let (whole, own) = (l.cst_node(id).span, l.cst_node(*declarator).span);
        let out = open_declarator(l, whole, own, index, declarators.len(), role);
        l.add_flags(out, flags);
        if list != id {
            words(l, id);
            parts(l, id, &[]);
        }
        l.lower_field(list, "type", R::Type);
        declarator_parts(l, *declarator);
        l.close(out);
    }
}

/// `using` and `event` before a declaration are modifiers of it.
fn words(l: &mut Lower<'_>, id: CstId) {
    for word in ["await", "using", "event", "delegate"] {
        if let Some(token) = l.cst.children(id).find(|c| !l.cst_node(*c).named && l.kind(*c) == word) {
            l.leaf(token, K::Modifier, R::Attr);
        }
    }
}

fn declarator_parts(l: &mut Lower<'_>, id: CstId) {
    let name = l.field(id, "name");
    for part in l.named(id) {
        match l.kind(part) {
            "tuple_pattern" => l.lower(part, R::Target),
            "bracketed_argument_list" => l.lower(part, R::Extra),
            _ if Some(part) == name => l.lower(part, R::Target),
            _ => l.lower(part, R::Value),
        }
    }
}

/// A property or event with accessors.
pub(super) fn property(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD));
    words(l, id);
    let value = l.field(id, "value").filter(|v| l.kind(*v) == "arrow_expression_clause");
    for child in l.named(id).filter(|c| Some(*c) != value) {
        match (l.grammar.field_name(l.cst_node(child).field), l.kind(child)) {
            ("type", _) => l.lower(child, R::Type),
            ("name", _) => l.lower(child, R::Target),
            ("value", _) => l.lower(child, R::Value),
            ("accessors", _) | (_, "explicit_interface_specifier") => l.lower(child, R::Extra),
            (_, "attribute_list" | "modifier" | "preproc_if_in_attribute_list") => l.lower(child, R::Attr),
            _ => {}
        }
    }
    if let Some(getter) = value {
        let out = l.open(getter, K::Func, R::Extra);
        l.add_flags(out, Flags::METHOD.with(Flags::IMPLICIT));
        let start = l.cst_node(getter).span.start;
        l.leaf_word(Span::new(start, start), K::Ident, R::Name, "get");
        arrow(l, getter);
        l.close(out);
    }
    l.close(out);
}

/// `get`, `set`, `init`, `add`, `remove`; all but the first have a parameter `value` that is not written.
pub(super) fn accessor(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::METHOD);
    for part in l.named(id).filter(|c| matches!(l.kind(*c), "attribute_list" | "modifier")).collect::<Vec<_>>() {
        l.lower(part, R::Attr);
    }
    if let Some(name) = l.field(id, "name") {
        l.leaf(name, K::Ident, R::Name);
        let end = Span::new(l.cst_node(name).span.end, l.cst_node(name).span.end);
        if l.text_of(name) != "get" {
            l.node_span(end, K::Params, R::Params, |l| {
                l.node_span(end, K::Param, R::Item, |l| {
                    l.leaf_word(end, K::Ident, R::Name, "value");
                });
            });
        }
    }
    body(l, id);
    l.close(out);
}

/// The body of a function, in either form.
fn body(l: &mut Lower<'_>, id: CstId) {
    match l.field(id, "body") {
        Some(clause) if l.kind(clause) == "arrow_expression_clause" => arrow(l, clause),
        Some(block) => l.lower(block, R::Body),
        None => {}
    }
}

const FUNCTION: FieldRoles = &[
    ("returns", R::ReturnType),
    ("type", R::ReturnType),
    ("name", R::Name),
    ("type_parameters", R::TypeArgs),
    ("parameters", R::Params),
    ("accessors", R::Extra),
    ("value", R::Body),
    ("body", R::Body),
];

/// Methods, constructors, operators, indexers, delegates and local functions.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = l.kind(id);
    let out = l.open(id, K::Func, role);
    if !matches!(kind, "local_function_statement" | "delegate_declaration") {
        l.add_flags(out, Flags::METHOD);
    }
    words(l, id);
    match kind {
        "destructor_declaration" => special_name(l, id, "~", "Finalize"),
        "indexer_declaration" => special_name(l, id, "this", "this[]"),
        "conversion_operator_declaration" => special_name(l, id, "operator", "operator"),
        "operator_declaration" => {
            let operator = l.field(id, "operator").map_or("", |o| l.text_of(o)).to_owned();
            special_name(l, id, "operator", &operator);
        }
        _ => {}
    }
    let fields = if kind == "destructor_declaration" { &FUNCTION[4..] } else { FUNCTION };
    parts(l, id, fields);
    l.close(out);
}

/// The name of a function that the language spells with a keyword.
fn special_name(l: &mut Lower<'_>, id: CstId, token: &str, name: &str) {
    if let Some(token) = l.cst.children(id).find(|c| l.kind(*c) == token) {
        l.leaf_word(l.cst_node(token).span, K::Ident, R::Name, name);
    }
}

/// `: base(…)` and `: this(…)`, as calls.
pub(super) fn constructor_initializer(l: &mut Lower<'_>, id: CstId, role: R) {
    let target = l.cst.children(id).find(|c| matches!(l.kind(*c), "base" | "this"));
    let (Some(target), Some(list)) = (target, l.child_of_kind(id, "argument_list")) else { return };
    let span = l.cst_node(target).span.cover(l.cst_node(list).span);
    l.node_span(span, K::Call, role, |l| {
        l.lower(target, R::Callee);
        l.lower(list, R::Args);
    });
}

pub(super) fn lambda(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::LAMBDA);
    for child in l.named(id) {
        match (l.grammar.field_name(l.cst_node(child).field), l.kind(child)) {
            ("parameters", "implicit_parameter") => bare_parameter(l, child),
            ("parameters", _) => l.lower(child, R::Params),
            ("type", _) => l.lower(child, R::ReturnType),
            (_, "block") => l.lower(child, R::Body),
            ("body", _) => return_block(l, child),
            _ => l.lower(child, R::Attr),
        }
    }
    l.close(out);
}

/// A parameter list. The grammar gives `params T[] x` no node of its own.
pub(super) fn parameters(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Params, role, |l| {
        for child in l.named(id) {
            match l.grammar.field_name(l.cst_node(child).field) {
                "type" => rest_parameter(l, id, child),
                "name" => {}
                _ => l.lower(child, R::Item),
            }
        }
    });
}

fn rest_parameter(l: &mut Lower<'_>, list: CstId, ty: CstId) {
    let end = l.field(list, "name").unwrap_or(ty);
    let out = l.open_span(l.cst_node(ty).span.cover(l.cst_node(end).span), K::Param, R::Item);
    l.set_word(out, "params");
    l.lower(ty, R::Type);
    l.lower_field(list, "name", R::Name);
    l.close(out);
}

/// `[A] ref T x = d`; the dummy type of a pattern's parameter is left out.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Param, role, |l| {
        for child in l.named(id) {
            match (l.grammar.field_name(l.cst_node(child).field), l.kind(child)) {
                ("type", _) if l.text_of(child) == "WL_T" => {}
                ("type", _) => l.lower(child, R::Type),
                ("name", _) => l.lower(child, R::Name),
                (_, "attribute_list" | "modifier" | "preproc_if_in_attribute_list") => l.lower(child, R::Attr),
                _ => l.lower(child, R::Default),
            }
        }
    });
}
