//! Names: variables, functions, classes, namespaces, and what `use` brings in.
//!
//! A name with namespaces is a `Member` chain, as dotted names of other languages are, so that imports resolve it; a leading `\` adds
//! nothing to it. Functions, classes and namespaces may be written in any case, so their names are in lower case.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

/// What a name is known to stand for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    /// A function, class or namespace.
    Folded,
    /// A constant, or, in a pattern that is a name alone, anything. Only what is written without small letters keeps its case.
    Constant,
}

/// Takes the sigil off metavariables where the grammar wants a name: `class $X`, `extends $X`, `catch ($E $X)`, `#[$A]`, `f($KEY: 1)`.
/// Also replaces the tag that some patterns start with.
pub(super) fn as_names(body: &str) -> String {
    let tags = [("<?php", "     "), ("<?=", "echo ")];
    let tag = tags.iter().find(|(tag, _)| body.trim_start().starts_with(tag));
    let body = tag.map_or(body.to_owned(), |(tag, code)| body.replacen(tag, code, 1));
    let mut out = String::with_capacity(body.len());
    let (mut quote, mut escaped) = (None, false);
    for (at, c) in body.char_indices() {
        let length = metavariable(&body[at..]).filter(|_| quote.is_none());
        if length.is_some_and(|length| is_name(&out, &body[at + length..])) {
            continue;
        }
        match quote {
            Some(open) if c == open && !escaped => quote = None,
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
        out.push(c);
    }
    out
}

/// The length of the reserved variable that a text starts with.
fn metavariable(text: &str) -> Option<usize> {
    crate::placeholder::reserved_length(text.strip_prefix('$')?).map(|length| length + 1)
}

/// Whether what stands between these texts is a name and no variable.
fn is_name(before: &str, after: &str) -> bool {
    const WORDS: &[&str] = &[
        "function",
        "class",
        "interface",
        "trait",
        "enum",
        "extends",
        "implements",
        "goto",
        "namespace",
        "use",
        "const",
        "insteadof",
    ];
    let trimmed = before.trim_end();
    let word = &trimmed[trimmed.rfind(|c: char| !c.is_alphanumeric() && c != '_').map_or(0, |i| i + 1)..];
    let is_spaced = trimmed.len() < before.len();
    let next = after.trim_start();
    let types_next = next.len() < after.len() && (next.starts_with(['$', '&']) || next.starts_with("..."));
    let is_type = types_next && next.strip_prefix('&').is_none_or(|n| n.starts_with('$'));
    let is_caught = next.starts_with(')') && trimmed.strip_suffix('(').is_some_and(|b| b.trim_end().ends_with("catch"));
    let is_argument = trimmed.ends_with(['(', ',']) && next.starts_with(':') && !next.starts_with("::");
    let returns = trimmed.strip_suffix(':').is_some_and(|b| b.trim_end().ends_with(')'));
    (is_spaced && WORDS.contains(&word)) || is_type || is_caught || is_argument || returns || trimmed.ends_with("#[")
}

/// The identifiers that a name consists of, without its separators.
pub(super) fn parts(l: &Lower<'_>, id: CstId) -> Vec<CstId> {
    if l.kind(id) == "name" {
        return vec![id];
    }
    l.named(id).flat_map(|part| parts(l, part)).collect()
}

/// An identifier in the case that its sort asks for.
pub(super) fn identifier(l: &mut Lower<'_>, id: CstId, kind: K, role: R, sort: Sort) {
    let text = l.text_of(id);
    let keeps_case = sort == Sort::Constant && !text.bytes().any(|b| b.is_ascii_lowercase());
    if keeps_case || l.is_hole(id) {
        return l.leaf(id, kind, role);
    }
    l.leaf_word(l.cst_node(id).span, kind, role, &text.to_ascii_lowercase());
}

/// A name as a `Name` or, with namespaces, a `Member` chain.
pub(super) fn chain(l: &mut Lower<'_>, parts: &[CstId], role: R, sort: Sort) {
    match parts {
        [] => {}
        [only] => identifier(l, *only, K::Name, role, sort),
        [object @ .., last] => {
            let span = l.cst_node(parts[0]).span.cover(l.cst_node(*last).span);
            l.node_span(span, K::Member, role, |l| {
                chain(l, object, R::Object, Sort::Folded);
                identifier(l, *last, K::Ident, R::Name, sort);
            });
        }
    }
}

/// A name where an expression stands: a constant, or `exit` and `die` without parentheses, which are calls. What stands in the braces of
/// `A::{…}` is a name to the grammar too.
pub(super) fn name(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.named(id).next().is_some() {
        return l.children(id, role);
    }
    let text = l.text_of(id);
    match role {
        R::Name | R::Label | R::Alias => l.leaf(id, K::Ident, role),
        _ if text.eq_ignore_ascii_case("die") || text.eq_ignore_ascii_case("exit") => {
            l.node(id, K::Call, role, |l| {
                identifier(l, id, K::Name, R::Callee, Sort::Folded);
                super::calls::no_arguments(l, id);
            });
        }
        _ => identifier(l, id, K::Name, role, Sort::Constant),
    }
}

pub(super) fn qualified(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts = parts(l, id);
    chain(l, &parts, role, Sort::Constant);
}

/// A name that is known to be a function's or class's; any other expression as it is.
pub(super) fn folded(l: &mut Lower<'_>, id: CstId, role: R) {
    if matches!(l.kind(id), "name" | "qualified_name" | "relative_name") {
        let parts = parts(l, id);
        chain(l, &parts, role, Sort::Folded);
    } else {
        l.lower(id, role);
    }
}

/// `self`, `parent`, `static`.
pub(super) fn lower_case(l: &mut Lower<'_>, id: CstId, role: R) {
    identifier(l, id, K::Name, role, Sort::Folded);
}

pub(super) fn variable(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = if matches!(role, R::Name | R::Label) { K::Ident } else { K::Name };
    l.leaf(id, kind, role);
}

/// `$$x` and `${e}`, which no table of names resolves; in a string `"${x}"` is `$x`, and `"${x['k']}"` an element of it.
pub(super) fn dynamic_variable(l: &mut Lower<'_>, id: CstId, role: R) {
    let inner = l.named(id).next().filter(|_| super::strings::is_in_string(l, id));
    let array = inner.filter(|i| l.kind(*i) == "subscript_expression");
    match (inner, array.and_then(|a| l.named(a).next())) {
        (Some(name), _) if l.kind(name) == "name" => plain_variable(l, l.cst_node(id).span, name, role),
        (_, Some(name)) if l.kind(name) == "name" => {
            l.node(id, K::Index, role, |l| {
                plain_variable(l, l.cst_node(name).span, name, R::Object);
                let indices = array.map(|a| l.named(a).skip(1));
                indices.into_iter().flatten().for_each(|index| l.lower(index, R::Item));
            });
        }
        _ => {
            let out = l.node(id, K::Other, role, |l| l.children(id, R::Item));
            l.set_word(out, "$$");
        }
    }
}

/// A variable that is written without its sigil.
fn plain_variable(l: &mut Lower<'_>, span: Span, name: CstId, role: R) {
    l.literal(span, K::Name, role, &["$", l.text_of(name)].concat());
}

/// The name of a namespace.
pub(super) fn path(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts = parts(l, id);
    l.node(id, K::Path, role, |l| parts.iter().for_each(|p| identifier(l, *p, K::Ident, R::Item, Sort::Folded)));
}

/// A class where only a class may stand: after `extends`, in types.
pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.is_hole(id) {
        return l.leaf(id, K::Name, role);
    }
    l.node(id, K::Type, role, |l| folded(l, id, R::Item));
}

pub(super) fn named_type(l: &mut Lower<'_>, id: CstId, role: R) {
    if let Some(inner) = l.named(id).next() {
        class(l, inner, role);
    }
}

pub(super) fn primitive_type(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Type, role, |l| lower_case(l, id, R::Item));
}

/// `A | B` in a `catch` is one type.
pub(super) fn caught_types(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.named(id).count() == 1 {
        return l.children(id, role);
    }
    let out = l.node(id, K::Type, role, |l| l.children(id, R::Item));
    l.set_word(out, "union");
}

/// `use A\B, A\C as D;` and `use A\{B, C as D};`: an import for each, or one for a group of plain names.
pub(super) fn import(l: &mut Lower<'_>, id: CstId, role: R) {
    let prefix: Vec<CstId> = l.child_of_kind(id, "namespace_name").map(|p| parts(l, p)).unwrap_or_default();
    let list = l.field(id, "body").unwrap_or(id);
    let clauses: Vec<CstId> = l.named(list).filter(|c| l.kind(*c) == "namespace_use_clause").collect();
    let is_plain = |c: &CstId| l.field(*c, "type").is_none() && clause_parts(l, *c).len() == 1;
    let sort = |l: &Lower<'_>, c: CstId| {
        let word = l.field(id, "type").or_else(|| l.field(c, "type"));
        if word.is_some_and(|w| l.kind(w) == "const") { Sort::Constant } else { Sort::Folded }
    };
    if list != id && clauses.iter().all(is_plain) {
        l.node(id, K::ImportFrom, role, |l| {
            import_path(l, &prefix, l.cst_node(id).span);
            clauses.iter().for_each(|c| item(l, *c, sort(l, *c)));
        });
        return;
    }
    let whole = l.cst_node(id).span;
    for (i, clause) in clauses.iter().enumerate() {
        let own = l.cst_node(*clause).span;
        let start = if i == 0 { whole.start } else { own.start };
        let end = if i + 1 == clauses.len() { whole.end } else { own.end };
        let mut path = prefix.clone();
        path.extend(clause_parts(l, *clause));
        path.pop();
        l.node_span(Span::new(start, end), K::ImportFrom, role, |l| {
            import_path(l, &path, own);
            item(l, *clause, sort(l, *clause));
        });
    }
}

/// The parts of the name that a clause of `use` brings in.
fn clause_parts(l: &Lower<'_>, clause: CstId) -> Vec<CstId> {
    let name = l.named(clause).find(|c| Some(*c) != l.field(clause, "alias") && Some(*c) != l.field(clause, "type"));
    name.map(|n| parts(l, n)).unwrap_or_default()
}

/// The namespace of an import, which may be empty.
fn import_path(l: &mut Lower<'_>, parts: &[CstId], place: Span) {
    let span = match (parts.first(), parts.last()) {
        (Some(first), Some(last)) => l.cst_node(*first).span.cover(l.cst_node(*last).span),
        _ => Span::new(place.start, place.start),
    };
    l.node_span(span, K::Path, R::Path, |l| {
        parts.iter().for_each(|p| identifier(l, *p, K::Ident, R::Item, Sort::Folded));
    });
}

fn item(l: &mut Lower<'_>, clause: CstId, sort: Sort) {
    let Some(name) = clause_parts(l, clause).pop() else { return };
    l.node(clause, K::ImportItem, R::Item, |l| {
        identifier(l, name, K::Ident, R::Name, sort);
        if let Some(alias) = l.field(clause, "alias") {
            identifier(l, alias, K::Ident, R::Alias, sort);
        }
    });
}
