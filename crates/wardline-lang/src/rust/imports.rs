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

/// `use a::b::{c as d, e::*};` is `from a.b import c as d` and `from a.b.e import *`. The first one spans the declaration, each further
/// one what it has of its own.
pub(super) fn declaration(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(argument) = l.field(id, "argument") else { return };
    let mut imports = Vec::new();
    collect(l, argument, &[], &mut imports);
    for (i, import) in imports.iter().enumerate() {
        emit(l, import, (i == 0).then_some(id), role);
    }
}

fn emit(l: &mut Lower<'_>, import: &Import, declaration: Option<CstId>, role: Role) {
    let kind = match import.items.as_slice() {
        [] => K::ImportAll,
        // In a pattern, a metavariable alone stands for any path.
        [(name, _)] if import.path.is_empty() && !l.is_hole(*name) => K::ImportModule,
        _ => K::ImportFrom,
    };
    let out = match declaration {
        Some(id) => super::declare::open(l, id, kind, role),
        None => l.open_span(import.span, kind, role),
    };
    let whole = l.tree.node(out).span;
    if let Some(visibility) = declaration.and_then(|d| l.child_of_kind(d, "visibility_modifier")) {
        l.lower(visibility, R::Attr);
    }
    if let (K::ImportModule, [(name, alias)]) = (kind, import.items.as_slice()) {
        path(l, &[*name], whole);
        named(l, *alias);
    } else {
        path(l, &import.path, whole);
        for (name, alias) in &import.items {
            // `a::{self}` imports `a`, which stands before the list.
            let own = Some(l.cst_node(*name).span).filter(|s| whole.contains(*s)).unwrap_or(import.span);
            let span = alias.map_or(own, |a| own.cover(l.cst_node(a).span));
            l.node_span(span, K::ImportItem, R::Item, |l| {
                l.leaf_word(own, K::Ident, R::Name, l.text_of(*name));
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

/// The segments of a path. Those that a list around the import starts with have no place in it.
fn path(l: &mut Lower<'_>, parts: &[CstId], import: Span) {
    let nowhere = Span::new(import.start, import.start);
    let place = |l: &Lower<'_>, part: CstId| Some(l.cst_node(part).span).filter(|s| import.contains(*s));
    let span = parts.iter().filter_map(|p| place(l, *p)).reduce(Span::cover).unwrap_or(nowhere);
    l.node_span(span, K::Path, R::Path, |l| {
        for part in parts {
            l.leaf_word(place(l, *part).unwrap_or(Span::new(span.start, span.start)), K::Ident, R::Item, l.text_of(*part));
        }
    });
}

/// Adds what the `use` tree at `id` imports under the path `before`.
fn collect(l: &Lower<'_>, id: CstId, before: &[CstId], out: &mut Vec<Import>) {
    let span = l.cst_node(id).span;
    match l.kind(id) {
        "use_list" => list(l, id, before, span, out),
        "scoped_use_list" => {
            let path = joined(l, before, l.field(id, "path"));
            if let Some(inner) = l.field(id, "list") {
                list(l, inner, &path, span, out);
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
    if let Some(name) = path.pop() {
        out.push(Import { path, items: vec![(name, alias)], span });
    }
}

/// The plain names of a list first, as one import, then what has a path of its own.
fn list(l: &Lower<'_>, id: CstId, before: &[CstId], whole: Span, out: &mut Vec<Import>) {
    let plain = |c: CstId| match l.kind(c) {
        "identifier" => Some((c, None)),
        "use_as_clause" => l.field(c, "path").filter(|p| l.kind(*p) == "identifier").map(|p| (p, l.field(c, "alias"))),
        _ => None,
    };
    let items: Vec<_> = l.named(id).filter_map(plain).collect();
    if before.is_empty() {
        items.iter().for_each(|(name, alias)| single(l, vec![*name], *alias, l.cst_node(*name).span, out));
    } else if !items.is_empty() {
        out.push(Import { path: before.to_vec(), items, span: whole });
    }
    l.named(id).filter(|c| plain(*c).is_none()).for_each(|c| collect(l, c, before, out));
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
        path(l, &[name], l.cst_node(id).span);
    }
    named(l, l.field(id, "alias"));
    l.close(out);
}
