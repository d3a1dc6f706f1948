//! Scala's definitions. Annotations before a definition and those of a primary constructor are alike attributes of it.

use super::statements::{list, value_block};
use super::{all_in, imports, items, types};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// Keywords of a definition that patterns may ask for.
const KEYWORDS: &[&str] = &["case", "val", "var", "given", "implicit", "using"];

/// Annotations, modifiers and keywords, in order.
fn attributes(l: &mut Lower<'_>, id: CstId) {
    let children: Vec<CstId> = l.cst.children(id).collect();
    for child in children {
        match l.kind(child) {
            "annotation" => l.lower(child, R::Attr),
            "modifiers" => {
                let words: Vec<CstId> = l.cst.children(child).collect();
                words.iter().for_each(|w| modifier(l, *w));
            }
            kind if kind.ends_with("_modifier") || KEYWORDS.contains(&kind) => modifier(l, child),
            _ => {}
        }
    }
}

/// A modifier; `private[a]` is `private`.
fn modifier(l: &mut Lower<'_>, id: CstId) {
    let (span, text) = (l.cst_node(id).span, l.text_of(id));
    let length = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    l.leaf_word(Span::new(span.start, span.start + length as u32), K::Modifier, R::Attr, &text[..length]);
}

/// Whether a definition is a member of a class and not of a package.
fn is_member(l: &Lower<'_>, id: CstId) -> bool {
    let parent = CstId(l.cst_node(id).parent);
    matches!(l.kind(parent), "enum_body" | "with_template_body" | "early_defs")
        || (l.kind(parent) == "template_body" && l.parent_kind(parent) != "package_clause")
}

/// `package a.b`, with a body or without.
pub(super) fn package(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Package, role, |l| {
        if let Some(name) = l.field(id, "name") {
            imports::path(l, &items(l, name), l.cst_node(name).span);
        }
        if let Some(body) = l.field(id, "body") {
            l.node(body, K::Block, R::Body, |l| list(l, &items(l, body), false));
        }
    });
}

/// A class, object, trait, enum or a case of one.
pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = match l.kind(id) {
        "object_definition" | "package_object" => "object",
        "trait_definition" => "trait",
        "enum_definition" => "enum",
        "full_enum_case" | "simple_enum_case" => "case",
        _ => "class",
    };
    let out = l.open(id, K::Class, role);
    l.set_word(out, word);
    attributes(l, id);
    l.lower_field(id, "name", R::Name);
    l.lower_field(id, "type_parameters", R::TypeArgs);
    let lists = all_in(l, id, "class_parameters");
    if !lists.is_empty() {
        parameters(l, &lists, l.cst_node(id).span);
    }
    if let Some(clause) = l.field(id, "extend") {
        parents(l, clause);
    }
    all_in(l, id, "body").iter().for_each(|b| body(l, *b, R::Body));
    l.close(out);
}

/// `extends A(x) with B`: each is a parent; its arguments are part of it.
fn parents(l: &mut Lower<'_>, clause: CstId) {
    let mut all: Vec<(CstId, Vec<CstId>)> = Vec::new();
    for child in items(l, clause) {
        match (l.kind(child), all.last_mut()) {
            ("arguments", Some((_, arguments))) => arguments.push(child),
            ("compound_type", _) => all.extend(items(l, child).into_iter().map(|t| (t, Vec::new()))),
            _ => all.push((child, Vec::new())),
        }
    }
    for (ty, arguments) in all {
        match arguments.first() {
            Some(list) if !l.is_hole(ty) => {
                l.node_span(l.cst_node(ty).span.cover(l.cst_node(*list).span), K::Type, R::Parent, |l| {
                    types::parts(l, ty);
                    l.lower(*list, R::Args);
                });
            }
            _ => l.lower(ty, R::Parent),
        }
    }
}

/// The members of a class.
pub(super) fn body(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::ClassBody, role, |l| list(l, &items(l, id), false));
}

/// Several lists of parameters as one.
fn parameters(l: &mut Lower<'_>, lists: &[CstId], whole: Span) {
    let span = lists.iter().map(|p| l.cst_node(*p).span).reduce(Span::cover);
    let span = span.unwrap_or(Span::new(whole.end, whole.end));
    l.node_span(span, K::Params, R::Params, |l| {
        for list in lists {
            for item in items(l, *list) {
                match l.kind(item) {
                    "parameter" | "class_parameter" => parameter(l, item, R::Item),
                    kind if kind.ends_with("_modifier") => {}
                    _ if l.cst_node(item).error || l.is_hole(item) => l.lower(item, R::Item),
                    _ => {
                        l.node(item, K::Param, R::Item, |l| l.lower(item, R::Type));
                    }
                }
            }
        }
    });
}

pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Param, role, |l| {
        attributes(l, id);
        match l.field(id, "name") {
            Some(name) => l.lower(name, R::Name),
            None => {
                if let Some(wildcard) = l.child_of_kind(id, "wildcard") {
                    l.lower(wildcard, R::Name);
                }
            }
        }
        l.lower_field(id, "type", R::Type);
        l.lower_field(id, "default_value", R::Default);
    });
}

/// `def f[T](x: T)(implicit y: U): V = e`.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Func, role);
    if is_member(l, id) {
        l.add_flags(out, Flags::METHOD);
    }
    attributes(l, id);
    l.lower_field(id, "name", R::Name);
    let (generic, lists): (Vec<CstId>, Vec<CstId>) =
        all_in(l, id, "parameters").into_iter().partition(|p| l.kind(*p) == "type_parameters");
    generic.iter().for_each(|t| l.lower(*t, R::TypeArgs));
    let after = l.field(id, "name").map_or(l.cst_node(id).span, |n| l.cst_node(n).span);
    parameters(l, &lists, after);
    l.lower_field(id, "return_type", R::ReturnType);
    if let Some(body) = l.field(id, "body") {
        value_block(l, body, R::Body, true);
    }
    l.close(out);
}

/// `val p: T = e` and its kin; `val a, b = e` is two declarations, of which the first starts with the keyword and the last ends with the
/// value.
pub(super) fn variable(l: &mut Lower<'_>, id: CstId, role: Role) {
    let targets = match l.field(id, "pattern") {
        Some(list) if l.kind(list) == "identifiers" => items(l, list),
        Some(pattern) => vec![pattern],
        None => all_in(l, id, "name"),
    };
    let mut flags = Flags::DECLARES;
    if l.kind(id).starts_with("val") {
        flags = flags.with(Flags::CONSTANT);
    }
    if is_member(l, id) {
        flags = flags.with(Flags::FIELD);
    }
    let whole = l.cst_node(id).span;
    for (i, target) in targets.iter().enumerate() {
        let out = crate::braces::open_declarator(l, whole, l.cst_node(*target).span, i, targets.len(), role);
        l.add_flags(out, flags);
        attributes(l, id);
        l.lower(*target, R::Target);
        l.lower_field(id, "type", R::Type);
        l.lower_field(id, "value", R::Value);
        l.close(out);
    }
}

/// `type T = U`.
pub(super) fn type_alias(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Class, role);
    l.set_word(out, "type");
    attributes(l, id);
    l.lower_field(id, "name", R::Name);
    l.lower_field(id, "type_parameters", R::TypeArgs);
    l.lower_field(id, "type", R::Type);
    l.close(out);
}

/// `given x: T = e` is a value, `given x: T with …` a class with members.
pub(super) fn given(l: &mut Lower<'_>, id: CstId, role: Role) {
    let body_of = l.field(id, "body").filter(|b| l.kind(*b).ends_with("template_body"));
    let types: Vec<CstId> = all_in(l, id, "return_type").into_iter().filter(|t| l.kind(*t) != "arguments").collect();
    let out = l.open(id, if body_of.is_some() { K::Class } else { K::Assign }, role);
    if body_of.is_some() {
        l.set_word(out, "given");
    } else {
        l.add_flags(out, Flags::DECLARES.with(Flags::CONSTANT));
    }
    attributes(l, id);
    l.lower_field(id, "name", if body_of.is_some() { R::Name } else { R::Target });
    for ty in types {
        l.lower(ty, if body_of.is_some() { R::Parent } else { R::Type });
    }
    match body_of {
        Some(members) => body(l, members, R::Body),
        None => l.lower_field(id, "body", R::Value),
    }
    l.close(out);
}

/// `extension (x: T) …` gives a type more members.
pub(super) fn extension(l: &mut Lower<'_>, id: CstId, role: Role) {
    let members = all_in(l, id, "body");
    let out = l.open(id, K::Class, role);
    l.set_word(out, "extension");
    l.lower_field(id, "type_parameters", R::TypeArgs);
    parameters(l, &all_in(l, id, "parameters"), l.cst_node(id).span);
    if let (Some(first), Some(last)) = (members.first(), members.last()) {
        let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
        l.node_span(span, K::ClassBody, R::Body, |l| list(l, &members, false));
    }
    l.close(out);
}
