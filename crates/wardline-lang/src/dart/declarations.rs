//! Dart's declarations. What the grammar spreads over a member, its declaration and its signature is one node.

use super::{all_in, all_of, statements};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// Keywords that patterns may ask for.
const KEYWORDS: &[&str] = &[
    "abstract",
    "async",
    "async*",
    "base",
    "const",
    "covariant",
    "external",
    "factory",
    "final",
    "get",
    "interface",
    "late",
    "operator",
    "required",
    "sealed",
    "set",
    "static",
    "sync*",
];

/// The keywords of a node.
pub(super) fn keywords(l: &mut Lower<'_>, id: CstId) {
    let words: Vec<CstId> = l.cst.children(id).collect();
    for word in words {
        if KEYWORDS.contains(&l.kind(word)) {
            l.leaf(word, K::Modifier, R::Attr);
        }
    }
}

fn annotations(l: &mut Lower<'_>, id: CstId) {
    all_of(l, id, "annotation").iter().for_each(|a| l.lower(*a, R::Attr));
}

/// `@a.B(c)`; one without arguments has an empty list of them.
pub(super) fn annotation(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Attr, role, |l| {
        l.lower_field(id, "name", R::Callee);
        let end = l.cst_node(id).span.end;
        match l.child_of_kind(id, "annotation_arguments") {
            Some(arguments) => l.lower(arguments, R::Args),
            None => {
                l.node_span(Span::new(end, end), K::Args, R::Args, |_| {});
            }
        }
    });
}

pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = l.kind(id).split('_').next().unwrap_or("class");
    let out = l.open(id, K::Class, role);
    l.set_word(out, word);
    annotations(l, id);
    keywords(l, id);
    let alias = l.child_of_kind(id, "mixin_application_class");
    let name = l.field(id, "name").or_else(|| alias.and_then(|a| l.child_of_kind(a, "identifier")));
    if let Some(name) = name {
        l.lower(if l.kind(name) == "identifier" { name } else { l.named(name).next().unwrap_or(name) }, R::Name);
    }
    l.lower_field(id, "type_parameters", R::TypeArgs);
    l.lower_field(id, "class", R::Type);
    if let Some(parent) = l.field(id, "superclass") {
        parents(l, parent);
    }
    if let Some(application) = alias.and_then(|a| l.child_of_kind(a, "mixin_application")) {
        parents(l, application);
    }
    let clauses: Vec<CstId> = l.named(id).filter(|c| matches!(l.kind(*c), "interfaces" | "mixins")).collect();
    clauses.iter().for_each(|c| l.children(*c, R::Interface));
    let plain: Vec<CstId> = all_of(l, id, "type").into_iter().filter(|t| l.cst_node(*t).field == 0).collect();
    plain.iter().for_each(|t| l.lower(*t, R::Parent));
    l.lower_field(id, "representation", R::Params);
    l.lower_field(id, "body", R::Body);
    l.close(out);
}

/// The super class, and the mixins and interfaces written beside it.
fn parents(l: &mut Lower<'_>, id: CstId) {
    let parts: Vec<CstId> = l.named(id).collect();
    for part in parts {
        match l.kind(part) {
            "mixins" | "interfaces" => l.children(part, R::Interface),
            _ => l.lower(part, R::Parent),
        }
    }
}

/// The one field of an extension type.
pub(super) fn representation(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Params, role, |l| {
        l.node(id, K::Param, R::Item, |l| {
            l.lower_field(id, "name", R::Name);
            l.lower_field(id, "type", R::Type);
        });
    });
}

/// A value of an enumeration, made by its constructor.
pub(super) fn enum_entry(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
    annotations(l, id);
    l.lower_field(id, "name", R::Target);
    if let Some(arguments) = l.child_of_kind(id, "arguments") {
        l.node(arguments, K::New, R::Value, |l| l.lower(arguments, R::Args));
    }
    l.close(out);
}

/// `typedef T = U;` and `typedef R f(x);`
pub(super) fn type_alias(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Class, role);
    l.set_word(out, "type");
    annotations(l, id);
    let parts: Vec<CstId> = l.named(id).collect();
    for part in parts {
        match l.kind(part) {
            "type_identifier" => l.lower(part, R::Name),
            "type_parameters" => l.lower(part, R::TypeArgs),
            "type" => l.lower(part, R::Type),
            "formal_parameter_list" => l.lower(part, R::Params),
            _ => {}
        }
    }
    l.close(out);
}

/// A member of a class with what stands around its declaration.
pub(super) fn member(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(inner) = l.named(id).find(|c| matches!(l.kind(*c), "declaration" | "method_declaration")) else {
        return l.children(id, role);
    };
    let holders = [id, inner];
    if signature(l, inner).is_some() {
        let out = function_in(l, &holders, role);
        l.add_flags(out, Flags::METHOD);
    } else {
        variables_in(l, &holders, Flags::FIELD, role);
    }
}

/// The signature of a function, below a `method_signature` or not.
fn signature(l: &Lower<'_>, id: CstId) -> Option<CstId> {
    let found = l.named(id).find(|c| l.kind(*c).ends_with("_signature"))?;
    if l.kind(found) == "method_signature" { signature(l, found) } else { Some(found) }
}

pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    function_in(l, &[id], role);
}

/// A function whose parts lie in these nodes, the outermost first.
fn function_in(l: &mut Lower<'_>, holders: &[CstId], role: Role) -> NodeId {
    let (whole, inner) = (holders[0], holders[holders.len() - 1]);
    let out = l.open(whole, K::Func, role);
    holders.iter().for_each(|h| annotations(l, *h));
    holders.iter().for_each(|h| keywords(l, *h));
    let outer = l.child_of_kind(inner, "method_signature");
    if let Some(outer) = outer {
        keywords(l, outer);
    }
    let body = l.child_of_kind(inner, "function_body");
    if let Some(body) = body {
        keywords(l, body);
    }
    if let Some(signature) = signature(l, inner) {
        parts(l, signature);
    }
    for holder in [Some(inner), outer].into_iter().flatten() {
        for kind in ["initializers", "redirection"] {
            all_of(l, holder, kind).iter().for_each(|i| l.lower(*i, R::Init));
        }
    }
    if let Some(body) = body {
        statements::function_body(l, body);
    }
    l.close(out);
    out
}

/// Name, parameters and result; a constructor with a name of its own goes by that.
fn parts(l: &mut Lower<'_>, signature: CstId) {
    keywords(l, signature);
    let name = all_in(l, signature, "name").last().copied().or_else(|| l.field(signature, "operator"));
    if let Some(name) = name {
        l.leaf(name, K::Ident, R::Name);
    }
    let lists = all_in(l, signature, "parameters");
    for list in &lists {
        l.lower(*list, if l.kind(*list) == "type_parameters" { R::TypeArgs } else { R::Params });
    }
    l.lower_field(signature, "return_type", R::ReturnType);
}

/// A function without a name.
pub(super) fn lambda(l: &mut Lower<'_>, id: CstId, role: Role) {
    let body = l.field(id, "body");
    let out = l.node(id, K::Func, role, |l| {
        if let Some(body) = body {
            keywords(l, body);
        }
        for list in all_in(l, id, "parameters") {
            l.lower(list, if l.kind(list) == "type_parameters" { R::TypeArgs } else { R::Params });
        }
        if let Some(body) = body {
            statements::function_body(l, body);
        }
    });
    l.add_flags(out, Flags::LAMBDA);
}

/// Positional, optional and named parameters as one list.
pub(super) fn parameters(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Params, role, |l| parameters_of(l, id));
}

fn parameters_of(l: &mut Lower<'_>, id: CstId) {
    let all: Vec<CstId> = l.cst.children(id).collect();
    let mut required = None;
    for (i, child) in all.iter().enumerate() {
        match l.kind(*child) {
            "required" => required = Some(*child),
            "formal_parameter" => {
                let next = all[i + 1..].iter().find(|c| l.cst_node(**c).named);
                let value = next.filter(|v| l.grammar.field_name(l.cst_node(**v).field) == "default_value");
                parameter(l, *child, required.take(), value.copied());
            }
            "optional_formal_parameters" => parameters_of(l, *child),
            _ => {}
        }
    }
}

/// `required T x = e`, `this.x`, `super.x`.
fn parameter(l: &mut Lower<'_>, id: CstId, required: Option<CstId>, value: Option<CstId>) {
    let own = l.cst_node(id).span;
    let start = required.map_or(own.start, |r| l.cst_node(r).span.start);
    let end = value.map_or(own.end, |v| l.cst_node(v).span.end);
    let inner = l.named(id).find(|c| l.kind(*c).ends_with("_formal_parameter")).unwrap_or(id);
    let bare = l.child_of_kind(inner, "identifier");
    l.node_span(Span::new(start, end), K::Param, R::Item, |l| {
        annotations(l, id);
        if let Some(required) = required {
            l.leaf(required, K::Modifier, R::Attr);
        }
        keywords(l, id);
        if let Some(name) = l.field(inner, "name").or(bare) {
            l.lower(name, R::Name);
        }
        if let Some(ty) = l.child_of_kind(inner, "type") {
            l.lower(ty, R::Type);
        }
        if let Some(value) = value {
            l.lower(value, R::Default);
        }
    });
}

/// `x = e`, `super.name(…)`, `assert(…)` before the body of a constructor.
pub(super) fn initializer(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(arguments) = l.child_of_kind(id, "arguments") else { return l.children(id, role) };
    l.node(id, K::Call, role, |l| {
        let callee = l.cst.children(id).find(|c| matches!(l.kind(*c), "super" | "this"));
        if let Some(callee) = callee {
            l.leaf(callee, K::Name, R::Callee);
        }
        l.lower(arguments, R::Args);
    });
}

/// Variables outside of functions.
pub(super) fn variables(l: &mut Lower<'_>, id: CstId, role: Role) {
    variables_in(l, &[id], Flags::empty(), role);
}

/// Variables in a function.
pub(super) fn local(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(pattern) = l.child_of_kind(id, "pattern_variable_declaration") {
        return statements::destructuring(l, pattern, l.cst_node(id).span, role);
    }
    if let Some(inner) = l.child_of_kind(id, "initialized_variable_declaration") {
        variables_in(l, &[id, inner], Flags::empty(), role);
    }
}

/// Names with their values, in whichever of the grammar's lists they stand.
fn declarators(l: &Lower<'_>, id: CstId) -> Vec<(CstId, Option<CstId>)> {
    let mut out = Vec::new();
    if let Some(name) = l.field(id, "name") {
        out.push((name, l.field(id, "value")));
    }
    for child in l.named(id) {
        match l.kind(child) {
            "initialized_identifier_list"
            | "static_final_declaration_list"
            | "initialized_identifier"
            | "static_final_declaration" => out.extend(declarators(l, child)),
            "identifier_list" => out.extend(l.named(child).map(|n| (n, None))),
            _ => {}
        }
    }
    out
}

/// Several variables are several declarations; the first one starts with the whole, the last one ends with it.
fn variables_in(l: &mut Lower<'_>, holders: &[CstId], flags: Flags, role: Role) {
    let (whole, inner) = (l.cst_node(holders[0]).span, holders[holders.len() - 1]);
    let all = declarators(l, inner);
    // A pattern's `...` as a member is the type of a variable without a name.
    if let Some(ellipsis) = l.child_of_kind(inner, "type").filter(|t| l.is_ellipsis(*t)) {
        return l.leaf(ellipsis, K::Name, role);
    }
    let is_constant = holders.iter().any(|h| l.has_token(*h, "final") || l.has_token(*h, "const"));
    let flags = if is_constant { flags.with(Flags::CONSTANT) } else { flags };
    for (i, (name, value)) in all.iter().enumerate() {
        let own = value.map_or(l.cst_node(*name).span, |v| l.cst_node(*name).span.cover(l.cst_node(v).span));
        let out = crate::braces::open_declarator(l, whole, own, i, all.len(), role);
        l.add_flags(out, flags);
        for holder in holders {
            annotations(l, *holder);
            keywords(l, *holder);
        }
        l.lower(*name, R::Target);
        match (l.child_of_kind(inner, "type"), value.and_then(|v| made_class(l, v))) {
            (Some(ty), _) => l.lower(ty, R::Type),
            (None, Some(class)) if l.holes.is_none() => {
                let ty = l.node(class, K::Type, R::Type, |l| l.leaf(class, K::Name, R::Item));
                l.add_flags(ty, Flags::IMPLICIT);
            }
            _ => {}
        }
        if let Some(value) = value {
            l.lower(*value, R::Value);
        }
        l.close(out);
    }
}

/// The class whose constructor gives a value: a variable without a written type is of it, and only the case of the name tells.
fn made_class(l: &Lower<'_>, value: CstId) -> Option<CstId> {
    let class = match l.kind(value) {
        "call_expression" => {
            let function = l.field(value, "function")?;
            if l.kind(function) == "instantiation_expression" { l.field(function, "function")? } else { function }
        }
        "new_expression" | "const_object_expression" => {
            let names = super::types::names(l, l.field(value, "type")?);
            names.first().copied().filter(|_| names.len() == 1 && l.field(value, "constructor").is_none())?
        }
        _ => return None,
    };
    let is_name = matches!(l.kind(class), "identifier" | "type_identifier");
    (is_name && l.text_of(class).trim_start_matches('_').starts_with(char::is_uppercase)).then_some(class)
}
