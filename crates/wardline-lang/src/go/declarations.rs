//! What Go declares: functions, types, packages and imports.
//!
//! The grammar reads an ellipsis among parameters, fields or imports as a name or type; it is emitted as what it stands for.

use super::{content_span, hole, string};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

// ---- functions ----------------------------------------------------------------------------------------------------------------------

pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Func, role, |l| {
        if let Some(receiver) = l.field(id, "receiver") {
            l.children(receiver, R::Extra);
        }
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
        l.lower_field(id, "type_parameters", R::TypeArgs);
        l.lower_field(id, "parameters", R::Params);
        result(l, id);
        l.lower_field(id, "body", R::Body);
    });
    match l.kind(id) {
        "func_literal" => l.add_flags(out, Flags::LAMBDA),
        "function_declaration" => {}
        _ => l.add_flags(out, Flags::METHOD),
    }
}

pub(super) fn function_type(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Type, role);
    l.set_word(out, "func");
    l.lower_field(id, "parameters", R::Params);
    if l.field(id, "result").is_some() {
        result(l, id);
    } else {
        // A type without a result differs from one with a result, and `func(...) $T` means both.
        let end = l.cst_node(id).span.end;
        let none = l.open_span(Span::new(end, end), K::Type, R::ReturnType);
        l.set_word(none, "tuple");
        l.add_flags(none, Flags::IMPLICIT);
        l.close(none);
    }
    l.close(out);
}

/// What a function returns: the type, or a tuple of types. Named results are variables too, declared where the function begins.
fn result(l: &mut Lower<'_>, id: CstId) {
    let Some(result) = l.field(id, "result") else { return };
    if l.kind(result) != "parameter_list" {
        return l.lower(result, R::ReturnType);
    }
    let declarations: Vec<CstId> = l.named(result).collect();
    let types: Vec<CstId> = declarations
        .iter()
        .flat_map(|d| std::iter::repeat_n(l.field(*d, "type"), names_of(l, *d).len().max(1)))
        .flatten()
        .collect();
    if let [only] = types.as_slice() {
        l.lower(*only, R::ReturnType);
    } else {
        let out = l.open(result, K::Type, R::ReturnType);
        l.set_word(out, "tuple");
        types.iter().for_each(|t| l.lower(*t, R::Item));
        l.close(out);
    }
    for declaration in declarations {
        if !names_of(l, declaration).is_empty() {
            parameter(l, declaration, R::Init);
        }
    }
}

fn names_of(l: &Lower<'_>, declaration: CstId) -> Vec<CstId> {
    l.named(declaration).filter(|c| l.grammar.field_name(l.cst_node(*c).field) == "name").collect()
}

pub(super) fn parameters(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Params, role, |l| l.children(id, R::Item));
}

/// `a, b T` is two parameters; an ellipsis before a name is read as a name by the grammar, and one at the end as a type.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: R) {
    let names = names_of(l, id);
    let Some(kind) = l.field(id, "type") else { return };
    let is_variadic = l.kind(id) == "variadic_parameter_declaration";
    if names.is_empty() {
        if l.is_ellipsis(kind) {
            return l.leaf(kind, K::Name, role);
        }
        let out = l.node(id, K::Param, role, |l| l.lower(kind, R::Type));
        if is_variadic {
            l.set_word(out, "...");
        }
        return;
    }
    let last = names.len() - 1;
    for (i, name) in names.into_iter().enumerate() {
        if l.is_ellipsis(name) {
            l.leaf(name, K::Name, role);
            continue;
        }
        let span = l.cst_node(name).span;
        let span = if i == last { Span::new(span.start, l.cst_node(id).span.end) } else { span };
        let out = l.node_span(span, K::Param, role, |l| {
            l.leaf(name, K::Ident, R::Name);
            l.lower(kind, R::Type);
        });
        if is_variadic {
            l.set_word(out, "...");
        }
    }
}

// ---- types --------------------------------------------------------------------------------------------------------------------------

/// A name as a type; a metavariable stands for any type, so it has no node around it.
pub(super) fn type_name(l: &mut Lower<'_>, id: CstId, role: R) {
    if hole(l, id).is_some() {
        return l.leaf(id, K::Name, role);
    }
    l.node(id, K::Type, role, |l| type_word(l, id, R::Item));
}

fn type_word(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.kind(id) != "qualified_type" {
        return l.leaf(id, K::Name, role);
    }
    l.node(id, K::Member, role, |l| {
        l.lower_field(id, "package", R::Object);
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
    });
}

pub(super) fn generic_type(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Type, role, |l| {
        if let Some(name) = l.field(id, "type") {
            type_word(l, name, R::Item);
        }
        l.lower_field(id, "type_arguments", R::TypeArgs);
    });
}

/// `A | B` in a constraint; one alone is itself.
pub(super) fn type_union(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.named(id).count() == 1 {
        return l.children(id, role);
    }
    let out = l.open(id, K::Type, role);
    l.set_word(out, "union");
    l.children(id, R::Item);
    l.close(out);
}

pub(super) fn types(l: &mut Lower<'_>, id: CstId, role: R) {
    let specs: Vec<CstId> = l.named(id).collect();
    let is_group = specs.last().is_none_or(|s| l.cst_node(*s).span.end < l.cst_node(id).span.end);
    for spec in specs {
        let span = l.cst_node(if is_group { spec } else { id }).span;
        let out = l.open_span(span, K::Class, role);
        if let Some(name) = l.field(spec, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
        l.lower_field(spec, "type_parameters", R::TypeArgs);
        match l.field(spec, "type").map(|t| (t, l.kind(t))) {
            Some((body, "struct_type")) => {
                l.set_word(out, "struct");
                l.children(body, R::Body);
            }
            Some((body, "interface_type")) => {
                l.set_word(out, "interface");
                l.node(body, K::ClassBody, R::Body, |l| l.children(body, R::Item));
            }
            Some((other, _)) => {
                l.set_word(out, "type");
                l.lower(other, R::Type);
            }
            None => {}
        }
        l.close(out);
    }
}

/// A structure or interface that has no name.
pub(super) fn structure(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Type, role);
    if l.kind(id) == "struct_type" {
        l.set_word(out, "struct");
        l.children(id, R::Body);
    } else {
        l.set_word(out, "interface");
        l.node(id, K::ClassBody, R::Body, |l| l.children(id, R::Item));
    }
    l.close(out);
}

/// A field for each name; an embedded type is a field without one.
pub(super) fn field(l: &mut Lower<'_>, id: CstId, role: R) {
    let names = names_of(l, id);
    let Some(kind) = l.field(id, "type") else { return };
    if names.is_empty() && l.is_ellipsis(kind) {
        return l.leaf(kind, K::Name, role);
    }
    for i in 0..names.len().max(1) {
        let span = l.cst_node(id).span;
        let name = names.get(i).copied();
        let start = name.filter(|_| i > 0).map_or(span.start, |n| l.cst_node(n).span.start);
        let out = l.node_span(Span::new(start, span.end), K::Assign, role, |l| {
            if let Some(name) = name {
                l.leaf(name, K::Name, R::Target);
            }
            if l.has_token(id, "*") {
                let out = l.open(kind, K::Type, R::Type);
                l.set_word(out, "pointer");
                l.lower(kind, R::Item);
                l.close(out);
            } else {
                l.lower(kind, R::Type);
            }
            l.lower_field(id, "tag", R::Extra);
        });
        l.add_flags(out, Flags::DECLARES.with(Flags::FIELD));
    }
}

// ---- files --------------------------------------------------------------------------------------------------------------------------

pub(super) fn package(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Package, role, |l| {
        if let Some(name) = l.child_of_kind(id, "package_identifier") {
            l.node(name, K::Path, R::Path, |l| l.leaf(name, K::Ident, R::Item));
        }
    });
}

/// Every import of a group is an import of its own that starts at the keyword, as if it were written alone.
pub(super) fn imports(l: &mut Lower<'_>, id: CstId, role: R) {
    let group = l.child_of_kind(id, "import_spec_list").unwrap_or(id);
    let start = l.cst_node(id).span.start;
    for spec in l.named(group) {
        let name = l.field(spec, "name");
        // The grammar takes an ellipsis above a path for the path's name.
        let (dots, name) = match name {
            Some(name) if l.is_ellipsis(name) => (Some(name), None),
            _ => (None, name),
        };
        if let Some(dots) = dots {
            l.leaf(dots, K::Ident, role);
            if l.field(spec, "path").is_none_or(|path| content_span(l, path).is_empty()) {
                continue;
            }
        }
        l.node_span(Span::new(start, l.cst_node(spec).span.end), K::ImportModule, role, |l| {
            if let Some(path) = l.field(spec, "path") {
                module_path(l, path);
            }
            if let Some(name) = name {
                l.leaf(name, K::Ident, R::Alias);
            }
        });
    }
}

/// The path of an import is one identifier, whatever its slashes and dots; a pattern may have any string or an expression there.
fn module_path(l: &mut Lower<'_>, path: CstId) {
    let span = content_span(l, path);
    let content = &l.text[span.range()];
    l.node(path, K::Path, R::Path, |l| {
        if l.holes.is_some() && (content == "..." || content.starts_with("=~/")) {
            return string(l, path, R::Item);
        }
        l.leaf_word(span, K::Ident, R::Item, content);
    });
}
