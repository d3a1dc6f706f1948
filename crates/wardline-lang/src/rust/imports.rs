//! `use` trees: each group of names under one path becomes an import of its own.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// Names that come from one path.
struct Import {
    path: Vec<CstId>,
    /// A name and what it is called here; none for `*`.
    items: Vec<(CstId, Option<CstId>)>,
    span: Span,
}

/// `use a::b::{c as d, e::*};` is `from a.b import c as d` and `from a.b.e import *`. The first one spans the declaration's start.
pub(super) fn declaration(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(argument) = l.field(id, "argument") else { return };
    let mut imports = Vec::new();
    collect(l, argument, &[], &mut imports);
    let (whole, count) = (l.cst_node(id).span, imports.len());
    for (i, import) in imports.iter().enumerate() {
        let start = if i == 0 { whole.start } else { import.span.start };
        let end = if i + 1 == count { whole.end } else { import.span.end };
        emit(l, import, Span::new(start, end), (i == 0).then_some(id), role);
    }
}

fn emit(l: &mut Lower<'_>, import: &Import, span: Span, declaration: Option<CstId>, role: Role) {
    let kind = match import.items.as_slice() {
        [] => K::ImportAll,
        // In a pattern, a metavariable alone stands for any path.
        [(name, _)] if import.path.is_empty() && !l.is_hole(*name) => K::ImportModule,
        _ => K::ImportFrom,
    };
    let out = match declaration {
        Some(id) => super::declare::open(l, id, kind, role),
        None => l.open_span(span, kind, role),
    };
    let start = l.tree.node(out).span.start;
    l.set_span(out, Span::new(start, span.end));
    if let Some(visibility) = declaration.and_then(|d| l.child_of_kind(d, "visibility_modifier")) {
        l.lower(visibility, R::Attr);
    }
    if let (K::ImportModule, [(name, alias)]) = (kind, import.items.as_slice()) {
        path(l, &[*name], l.cst_node(*name).span);
        named(l, *alias);
    } else {
        path(l, &import.path, Span::new(import.span.start, import.span.start));
        for (name, alias) in &import.items {
            let span = alias.map_or(l.cst_node(*name).span, |a| l.cst_node(*name).span.cover(l.cst_node(a).span));
            l.node_span(span, K::ImportItem, R::Item, |l| {
                l.leaf(*name, K::Ident, R::Name);
                named(l, *alias);
            });
        }
    }
    l.close(out);
}

fn named(l: &mut Lower<'_>, alias: Option<CstId>) {
    if let Some(alias) = alias {
        l.leaf(alias, K::Ident, R::Alias);
    }
}

fn path(l: &mut Lower<'_>, parts: &[CstId], empty: Span) {
    let span = match parts {
        [] => empty,
        [first, .., last] => l.cst_node(*first).span.cover(l.cst_node(*last).span),
        [only] => l.cst_node(*only).span,
    };
    l.node_span(span, K::Path, R::Path, |l| parts.iter().for_each(|p| l.leaf(*p, K::Ident, R::Item)));
}

/// Adds what the `use` tree at `id` imports under the path `before`.
fn collect(l: &Lower<'_>, id: CstId, before: &[CstId], out: &mut Vec<Import>) {
    let span = l.cst_node(id).span;
    match l.kind(id) {
        "use_list" => list(l, id, before, out),
        "scoped_use_list" => {
            let path = joined(l, before, l.field(id, "path"));
            if let Some(inner) = l.field(id, "list") {
                list(l, inner, &path, out);
            }
        }
        "use_wildcard" => out.push(Import { path: joined(l, before, l.named(id).next()), items: Vec::new(), span }),
        "use_as_clause" => single(l, joined(l, before, l.field(id, "path")), l.field(id, "alias"), span, out),
        _ => single(l, joined(l, before, Some(id)), None, span, out),
    }
}

/// One name by its whole path; `self` at its end is the module that the path names.
fn single(l: &Lower<'_>, mut path: Vec<CstId>, alias: Option<CstId>, span: Span, out: &mut Vec<Import>) {
    if path.len() > 1 && path.last().is_some_and(|p| l.kind(*p) == "self") {
        path.pop();
    }
    let Some(name) = path.pop() else { return };
    match out.last_mut() {
        Some(last) if last.path == path && !last.items.is_empty() && !path.is_empty() => {
            last.items.push((name, alias));
            last.span = last.span.cover(span);
        }
        _ => out.push(Import { path, items: vec![(name, alias)], span }),
    }
}

/// The plain names of a list first, as one import, then what has a path of its own.
fn list(l: &Lower<'_>, id: CstId, before: &[CstId], out: &mut Vec<Import>) {
    let is_plain = |c: &CstId| match l.kind(*c) {
        "use_as_clause" => l.field(*c, "path").is_some_and(|p| l.kind(p) == "identifier"),
        kind => kind == "identifier",
    };
    let (plain, nested): (Vec<CstId>, Vec<CstId>) = l.named(id).partition(is_plain);
    plain.iter().chain(&nested).for_each(|c| collect(l, *c, before, out));
}

/// The segments of a path, after those that the lists around it start with.
fn joined(l: &Lower<'_>, before: &[CstId], path: Option<CstId>) -> Vec<CstId> {
    let mut parts = before.to_vec();
    if let Some(path) = path {
        segments(l, path, &mut parts);
    }
    parts
}

fn segments(l: &Lower<'_>, id: CstId, out: &mut Vec<CstId>) {
    if l.kind(id) == "scoped_identifier" {
        if let Some(path) = l.field(id, "path") {
            segments(l, path, out);
        }
        out.extend(l.field(id, "name"));
    } else {
        out.push(id);
    }
}

/// `extern crate a as b;`.
pub(super) fn extern_crate(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = super::declare::open(l, id, K::ImportModule, role);
    if let Some(name) = l.field(id, "name") {
        path(l, &[name], l.cst_node(name).span);
    }
    named(l, l.field(id, "alias"));
    l.close(out);
}
