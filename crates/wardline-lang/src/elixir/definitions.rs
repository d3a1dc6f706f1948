//! Functions, modules, and imports.

use super::{bare, flow, items, name};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// `def name(parameters) when guard do … end`. All but plain `def` have their keyword as modifier.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, word: &str, role: R) {
    let head = items(l, id).first().copied();
    let is_guarded = |h: &CstId| l.field(*h, "operator").is_some_and(|o| l.text_of(o) == "when");
    let guard = head.filter(is_guarded).and_then(|h| l.field(h, "right"));
    let head = head.filter(is_guarded).map_or(head, |h| l.field(h, "left"));
    let out = l.node(id, K::Func, role, |l| {
        if word != "def" {
            let start = l.cst_node(id).span.start;
            l.literal(Span::new(start, start + word.len() as u32), K::Modifier, R::Attr, word);
        }
        if let Some(head) = head {
            signature(l, head);
        }
        if let Some(guard) = guard {
            l.lower(guard, R::Cond);
        }
        flow::sections(l, id);
    });
    l.add_flags(out, Flags::METHOD);
}

fn signature(l: &mut Lower<'_>, head: CstId) {
    let target = l.field(head, "target").filter(|_| l.kind(head) == "call");
    match target.filter(|t| l.kind(*t) == "identifier") {
        Some(target) => name(l, target, K::Ident, R::Name),
        None if l.kind(head) == "identifier" => name(l, head, K::Ident, R::Name),
        None => return l.lower(head, R::Extra),
    }
    let end = l.cst_node(head).span.end;
    let arguments = l.child_of_kind(head, "arguments");
    let span = arguments.map_or(Span::new(end, end), |a| l.cst_node(a).span);
    let parts: Vec<CstId> = arguments.map_or(Vec::new(), |a| l.named(a).collect());
    parameters(l, span, &parts);
}

fn parameters(l: &mut Lower<'_>, span: Span, parts: &[CstId]) {
    l.node_span(span, K::Params, R::Params, |l| {
        for part in parts {
            let is_default = l.field(*part, "operator").is_some_and(|o| l.text_of(o) == "\\\\");
            let target = l.field(*part, "left").filter(|_| is_default).unwrap_or(*part);
            l.node(*part, K::Param, R::Item, |l| {
                if l.kind(target) == "identifier" {
                    name(l, target, K::Ident, R::Name);
                } else {
                    l.lower(target, R::Target);
                }
                if is_default {
                    l.lower_field(*part, "right", R::Default);
                }
            });
        }
    });
}

/// `fn a, b -> … end`; with several clauses a function that switches.
pub(super) fn lambda(l: &mut Lower<'_>, id: CstId, role: R) {
    let clauses: Vec<CstId> = l.named(id).collect();
    let span = l.cst_node(id).span;
    let out = l.node(id, K::Func, role, |l| match clauses.as_slice() {
        [only] if l.kind(*only) == "stab_clause" => {
            let (parts, guard) = flow::head(l, *only);
            let start = l.cst_node(*only).span.start;
            let covered = parts.iter().map(|p| l.cst_node(*p).span).reduce(Span::cover);
            parameters(l, covered.unwrap_or(Span::new(start, start)), &parts);
            if let Some(guard) = guard {
                l.lower(guard, R::Cond);
            }
            l.lower_field(*only, "right", R::Body);
        }
        _ => {
            let body = l.node_span(span, K::Block, R::Body, |l| {
                l.node_span(span, K::Switch, R::Item, |l| clauses.iter().for_each(|c| l.lower(*c, R::Item)));
            });
            l.add_flags(body, Flags::IMPLICIT);
        }
    });
    l.add_flags(out, Flags::LAMBDA);
}

/// `defmodule Name do … end`.
pub(super) fn module(l: &mut Lower<'_>, id: CstId, word: &str, role: R) {
    let parts = items(l, id);
    let out = l.node(id, K::Class, role, |l| {
        for (i, part) in parts.iter().enumerate() {
            match (i, l.kind(*part)) {
                (0, "identifier" | "alias") => name(l, *part, K::Ident, R::Name),
                _ => l.lower(*part, R::Extra),
            }
        }
        for (_, body) in flow::sections_of(l, id) {
            let members: Vec<CstId> = l.named(body).collect();
            l.node(body, K::ClassBody, R::Body, |l| members.iter().for_each(|m| flow::statement(l, *m, R::Item)));
        }
    });
    l.set_word(out, word.trim_start_matches("def"));
}

/// Whether a call of `alias` or `import` names a module.
pub(super) fn is_import(l: &Lower<'_>, id: CstId) -> bool {
    items(l, id).first().is_some_and(|m| match l.kind(*m) {
        "alias" => true,
        "identifier" => l.hole_kind(bare(l, l.text_of(*m))).is_some(),
        "dot" => l.field(*m, "right").is_some_and(|r| l.kind(r) == "tuple"),
        _ => false,
    })
}

/// `import A.B` takes all names of a module, `alias A.B` the name `B`, `alias A.{B, C}` several.
pub(super) fn import(l: &mut Lower<'_>, id: CstId, word: &str, role: R) {
    let parts = items(l, id);
    let Some((module, options)) = parts.split_first() else { return };
    let written = l.text_of(*module);
    let start = l.cst_node(*module).span.start;
    let several = l.field(*module, "right").filter(|_| l.kind(*module) == "dot");
    let (home, last) = match written.rsplit_once('.').filter(|_| several.is_none()) {
        Some((home, last)) if word == "alias" => (home, Some(last)),
        _ => (written, None),
    };
    let kind = match (word, several, last) {
        ("import", ..) => K::ImportAll,
        (_, None, None) => K::ImportModule,
        _ => K::ImportFrom,
    };
    let renamed = options.iter().find(|o| l.field(**o, "key").is_some_and(|k| l.text_of(k).trim() == "as:"));
    let alias = renamed.and_then(|o| l.field(*o, "value"));
    l.node(id, kind, role, |l| {
        let home = if several.is_some() { home.split(".{").next().unwrap_or(home) } else { home };
        path(l, start, home);
        let item = |l: &mut Lower<'_>, span: Span, word: &str| {
            l.node_span(span, K::ImportItem, R::Item, |l| {
                l.leaf_word(span, K::Ident, R::Name, word);
                alias.into_iter().for_each(|a| name(l, a, K::Ident, R::Alias));
            });
        };
        if let Some(last) = last {
            let end = l.cst_node(*module).span.end;
            item(l, Span::new(end - last.len() as u32, end), last);
        }
        for name in several.into_iter().flat_map(|t| l.named(t)).collect::<Vec<_>>() {
            item(l, l.cst_node(name).span, bare(l, l.text_of(name)));
        }
        if kind == K::ImportModule {
            alias.into_iter().for_each(|a| name(l, a, K::Ident, R::Alias));
        }
        options.iter().filter(|o| Some(*o) != renamed).for_each(|o| l.lower(*o, R::Extra));
    });
}

fn path(l: &mut Lower<'_>, start: u32, written: &str) {
    let span = Span::new(start, start + written.len() as u32);
    l.node_span(span, K::Path, R::Path, |l| {
        let mut at = start;
        for part in written.split('.') {
            let end = at + part.len() as u32;
            l.leaf_word(Span::new(at, end), K::Ident, R::Item, bare(l, part));
            at = end + 1;
        }
    });
}
