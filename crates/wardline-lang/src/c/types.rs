//! Names and types, which share their nodes where a name is qualified or has template arguments.

use super::declarators::declared_type;
use crate::braces::member_chain;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};

/// Whether a child in this role is a type.
fn is_type(role: R) -> bool {
    matches!(role, R::Type | R::ReturnType | R::Parent)
}

/// A simple name: a declared name, a type or an expression, whichever its role asks for.
pub(super) fn identifier(l: &mut Lower<'_>, id: CstId, role: R) {
    match role {
        R::Name | R::Label | R::Alias | R::Key => l.leaf(id, K::Ident, role),
        // A metavariable stands for a type of any structure.
        _ if is_type(role) && !l.is_hole(id) => {
            l.node(id, K::Type, role, |l| l.leaf(id, K::Name, R::Item));
        }
        _ => l.leaf(id, K::Name, role),
    }
}

/// A type in a role that does not say that it is one.
pub(super) fn of(l: &mut Lower<'_>, id: CstId, role: R) {
    if let "struct_specifier" | "class_specifier" | "union_specifier" | "enum_specifier" = l.kind(id) {
        return elaborated(l, id, role);
    }
    let before = l.tree.len();
    l.lower(id, R::Type);
    l.set_role(before, role);
}

/// `struct S` as a type is `S`; without a name, it is the keyword.
fn elaborated(l: &mut Lower<'_>, id: CstId, role: R) {
    match l.field(id, "name") {
        Some(name) => of(l, name, role),
        None => {
            let keyword = l.cst.children(id).next().map_or(id, |c| c);
            let out = l.node(keyword, K::Type, role, |_| {});
            l.set_word(out, l.text_of(keyword));
        }
    }
}

/// The type that a node wraps: `typename T::x`.
pub(super) fn inner(l: &mut Lower<'_>, id: CstId, role: R) {
    if let Some(inner) = l.named(id).next() {
        of(l, inner, role);
    }
}

/// `unsigned long int` and its other spellings, in one order and without what goes without saying.
pub(super) fn sized(l: &mut Lower<'_>, id: CstId, role: R) {
    let words: Vec<&str> = l.text_of(id).split_whitespace().collect();
    let longs = words.iter().filter(|w| **w == "long").count();
    let is_short = words.contains(&"short");
    let base = words.iter().find(|w| !matches!(**w, "signed" | "unsigned" | "long" | "short" | "int" | "const"));
    let mut out: Vec<&str> = Vec::new();
    out.extend(words.contains(&"unsigned").then_some("unsigned"));
    out.extend((words.contains(&"signed") && base == Some(&"char")).then_some("signed"));
    out.extend(std::iter::repeat_n("long", longs));
    out.extend(is_short.then_some("short"));
    out.extend(base);
    if base.is_none() && longs == 0 && !is_short {
        out.push("int");
    }
    let name = out.join(" ");
    let span = l.cst_node(id).span;
    if is_type(role) {
        l.node_span(span, K::Type, role, |l| {
            l.leaf_word(span, K::Name, R::Item, &name);
        });
    } else {
        l.leaf_word(span, K::Name, role, &name);
    }
}

/// The identifiers of a qualified name; template arguments do not count, nor does a leading `::`.
pub(super) fn name_parts(l: &Lower<'_>, id: CstId, parts: &mut Vec<CstId>) {
    match l.kind(id) {
        "qualified_identifier" | "nested_namespace_specifier" => {
            l.named(id).for_each(|part| name_parts(l, part, parts));
        }
        "template_type" | "template_function" | "template_method" => {
            parts.push(l.field(id, "name").unwrap_or(id));
        }
        "dependent_name" | "dependent_type" => l.named(id).for_each(|part| name_parts(l, part, parts)),
        "template_argument_list" | "decltype" => {}
        _ => parts.push(id),
    }
}

/// The template arguments of the last part of a name.
pub(super) fn arguments_of(l: &Lower<'_>, id: CstId) -> Option<CstId> {
    match l.kind(id) {
        "qualified_identifier" => l.named(id).last().and_then(|last| arguments_of(l, last)),
        "dependent_name" => l.named(id).next().and_then(|inner| arguments_of(l, inner)),
        _ => l.field(id, "arguments").filter(|a| l.kind(*a) == "template_argument_list"),
    }
}

/// `a::b::c` as a type or as an expression.
pub(super) fn qualified(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut parts = Vec::new();
    name_parts(l, id, &mut parts);
    if !is_type(role) {
        return member_chain(l, &parts, role);
    }
    l.node(id, K::Type, role, |l| {
        member_chain(l, &parts, R::Item);
        if let Some(list) = arguments_of(l, id) {
            l.lower(list, R::TypeArgs);
        }
    });
}

/// `name<T>` as a type; where it is called, selected or declared, only its name.
pub(super) fn template_name(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.field(id, "name").unwrap_or(id);
    if !is_type(role) && l.kind(id) != "template_type" {
        return identifier(l, name, role);
    }
    l.node(id, K::Type, role, |l| {
        l.leaf(name, K::Name, R::Item);
        if let Some(list) = arguments_of(l, id) {
            l.lower(list, R::TypeArgs);
        }
    });
}

/// `~T` and `operator ==`, as names without white space.
pub(super) fn spelled_name(l: &mut Lower<'_>, id: CstId, role: R) {
    let name: String = l.text_of(id).split_whitespace().collect();
    l.leaf_word(l.cst_node(id).span, K::Ident, role, &name);
}

/// Template arguments: types and values.
pub(super) fn arguments(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::TypeArgs, role, |l| l.children(id, R::Item));
}

/// `NAME(T)` where a type stands: the type that a macro wraps.
pub(super) fn macro_type(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Type, role, |l| {
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Name, R::Item);
        }
        if let Some(ty) = l.field(id, "type") {
            l.node(ty, K::TypeArgs, R::TypeArgs, |l| l.lower(ty, R::Item));
        }
    });
}

/// A parameter of a template that is a type.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Param, role, |l| {
        for child in l.named(id) {
            match (l.grammar.field_name(l.cst_node(child).field), l.kind(child)) {
                ("default_type", _) => declared_type(l, child, &[], R::Default),
                ("parameters", _) => {}
                (_, "type_identifier") => l.leaf(child, K::Ident, R::Name),
                _ => parameter(l, child, R::Extra),
            }
        }
    });
}
