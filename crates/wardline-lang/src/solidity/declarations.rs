//! What Solidity declares: imports, contracts, functions, modifiers, events, errors and variables.
//!
//! An event or error is a class with parameters and no body, so that a pattern of a function is never one of them.

use super::{Group, arguments_of, groups, list, types};
use crate::braces::member_chain;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// `import "a";` takes every name of a file, `import "a" as B;` and `import * as B from "a";` name it, and braces choose from it.
pub(super) fn import(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<(&str, CstId)> = l
        .named(id)
        .filter_map(|c| match l.grammar.field_name(l.cst_node(c).field) {
            field @ ("import_name" | "alias") => Some((field, c)),
            _ => None,
        })
        .collect();
    let kind = match parts.first() {
        Some(("import_name", _)) => K::ImportFrom,
        Some(_) => K::ImportModule,
        None => K::ImportAll,
    };
    l.node(id, kind, role, |l| {
        if let Some(source) = l.field(id, "source") {
            let span = l.cst_node(source).span;
            let inner = Span::new(span.start + 1, span.end.saturating_sub(1).max(span.start + 1));
            let word = super::content(l.text_of(source));
            l.node(source, K::Path, R::Path, |l| {
                if l.holes.is_some() && word == "..." {
                    l.literal(inner, K::Str, R::Item, word);
                } else {
                    l.leaf_word(inner, K::Ident, R::Item, word);
                }
            });
        }
        for (index, (field, part)) in parts.iter().enumerate() {
            let alias = parts.get(index + 1).filter(|(field, _)| *field == "alias").map(|(_, alias)| *alias);
            match *field {
                "import_name" => import_item(l, *part, alias),
                _ if kind == K::ImportModule => l.leaf(*part, K::Ident, R::Alias),
                _ => {}
            }
        }
    });
}

fn import_item(l: &mut Lower<'_>, name: CstId, alias: Option<CstId>) {
    let span = alias.map_or(l.cst_node(name).span, |a| l.cst_node(name).span.cover(l.cst_node(a).span));
    l.node_span(span, K::ImportItem, R::Item, |l| {
        l.leaf(name, K::Ident, R::Name);
        if let Some(alias) = alias {
            l.leaf(alias, K::Ident, R::Alias);
        }
    });
}

/// The keyword tokens of `id` with these texts as modifiers.
fn keywords(l: &mut Lower<'_>, id: CstId, words: &[&str]) {
    let tokens: Vec<CstId> =
        l.cst.children(id).filter(|c| !l.cst_node(*c).named && words.contains(&l.kind(*c))).collect();
    tokens.into_iter().for_each(|t| l.leaf(t, K::Modifier, R::Attr));
}

pub(super) fn contract(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = l.kind(id).trim_end_matches("_declaration");
    let out = l.open(id, K::Class, role);
    l.set_word(out, word);
    keywords(l, id, &["abstract"]);
    l.fields(id, &[("name", R::Name), ("body", R::Body), ("", R::Parent)]);
    l.close(out);
}

/// A parent; what its constructor is given may be left out.
pub(super) fn parent(l: &mut Lower<'_>, id: CstId, role: Role) {
    // What `layout at` gives is no parent.
    let Some(name) = l.field(id, "ancestor") else { return l.children(id, R::Extra) };
    if l.is_hole(name) && groups(l, id).is_empty() {
        return l.leaf(name, K::Name, role);
    }
    l.node(id, K::Type, role, |l| {
        let parts: Vec<CstId> = l.named(name).collect();
        member_chain(l, &parts, R::Item);
        arguments_of(l, id, R::Args);
    });
}

/// `using L for T;` and `using {f, g} for T global;`.
pub(super) fn using(l: &mut Lower<'_>, id: CstId, role: Role) {
    let start = l.cst_node(id).span.start;
    l.node(id, K::Directive, role, |l| {
        keywords(l, id, &["global"]);
        l.leaf_word(Span::new(start, start + "using".len() as u32), K::Ident, R::Name, "using");
        l.fields(id, &[("", R::Item), ("source", R::Type)]);
    });
}

pub(super) fn enum_value(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Assign, role, |l| l.leaf(id, K::Name, R::Target));
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
}

/// An event or error.
pub(super) fn signature(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = if l.kind(id) == "event_definition" { "event" } else { "error" };
    let out = l.open(id, K::Class, role);
    l.set_word(out, word);
    keywords(l, id, &["anonymous"]);
    l.lower_field(id, "name", R::Name);
    if let Some(parameters) = groups(l, id).first() {
        list(l, parameters, K::Params, R::Params);
    }
    l.close(out);
}

/// A state variable, a constant of a file or a member of a struct.
pub(super) fn field(l: &mut Lower<'_>, id: CstId, role: Role) {
    let constant = l.has_token(id, "constant");
    let out = l.open(id, K::Assign, role);
    let flags = if constant { Flags::FIELD.with(Flags::CONSTANT) } else { Flags::FIELD };
    l.add_flags(out, Flags::DECLARES.with(flags));
    keywords(l, id, &["constant"]);
    let words: Vec<CstId> = l
        .named(id)
        .filter(|c| matches!(l.kind(*c), "visibility" | "override_specifier" | "immutable" | "state_location"))
        .collect();
    words.into_iter().for_each(|w| l.lower(w, R::Attr));
    typed(l, id);
    l.lower_field(id, "name", R::Target);
    l.lower_field(id, "value", R::Value);
    l.close(out);
}

/// A variable of a statement or tuple, without its value.
pub(super) fn variable(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Assign, role, |l| variable_parts(l, id));
    l.add_flags(out, Flags::DECLARES);
}

pub(super) fn variable_parts(l: &mut Lower<'_>, id: CstId) {
    keywords(l, id, &["memory", "storage", "calldata"]);
    typed(l, id);
    l.lower_field(id, "name", R::Target);
}

/// The type of a declaration; the dummy type of a pattern's ellipsis is left out, and so is `var`, which says nothing.
fn typed(l: &mut Lower<'_>, id: CstId) {
    if let Some(ty) = l.field(id, "type").filter(|t| !matches!(l.text_of(*t), "WL_T" | "var")) {
        types::type_of(l, ty, R::Type);
    }
}

/// Functions, constructors, modifiers and the functions that receive ether. Those without a name have their keyword for one.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Func, role);
    if l.parent_kind(id) == "contract_body" {
        l.add_flags(out, Flags::METHOD);
    }
    if l.kind(id) == "modifier_definition" {
        keywords(l, id, &["modifier"]);
    }
    match l.field(id, "name") {
        Some(name) => l.lower(name, R::Name),
        None => keyword_as_name(l, id),
    }
    let lists = groups(l, id);
    if let Some(parameters) = lists.first() {
        list(l, parameters, K::Params, R::Params);
    }
    keywords(l, id, &["payable", "internal", "public"]);
    let inside = |span: Span, group: &Group| group.span.contains(span);
    for child in l.named(id) {
        match l.kind(child) {
            "visibility" | "state_mutability" | "virtual" | "override_specifier" | "modifier_invocation" => {
                l.lower(child, R::Attr);
            }
            "return_type_definition" => l.lower(child, R::ReturnType),
            "function_body" => l.lower(child, R::Body),
            _ if lists.iter().any(|g| inside(l.cst_node(child).span, g)) => {}
            "identifier" => {}
            _ => l.lower(child, R::Extra),
        }
    }
    if let Some(returned) = lists.get(1) {
        list(l, returned, K::Params, R::ReturnType);
    }
    l.close(out);
}

/// A function without a name is what later versions of the language call `fallback`.
fn keyword_as_name(l: &mut Lower<'_>, id: CstId) {
    let Some(token) = l.cst.children(id).next() else { return };
    let word = if l.kind(token) == "function" { "fallback" } else { l.kind(token) };
    l.leaf_word(l.cst_node(token).span, K::Ident, R::Name, word);
}

pub(super) fn returned(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(types) = groups(l, id).first() {
        list(l, types, K::Params, role);
    }
}

/// A parameter; a metavariable that is all of one names it, except among the types that are returned.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    let bare = l.is_hole(id);
    if bare && l.is_ellipsis(id) {
        return l.leaf(id, K::Name, role);
    }
    l.node(id, K::Param, role, |l| {
        if bare && l.parent_kind(id) != "return_type_definition" {
            return l.leaf(id, K::Ident, R::Name);
        }
        keywords(l, id, &["memory", "storage", "calldata", "indexed"]);
        typed(l, id);
        l.lower_field(id, "name", R::Name);
    });
}

/// A modifier that guards a function, or a parent that a constructor calls.
pub(super) fn invocation(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Attr, role, |l| {
        let parts: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "identifier").collect();
        member_chain(l, &parts, R::Callee);
        arguments_of(l, id, R::Args);
    });
}
