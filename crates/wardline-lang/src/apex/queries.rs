//! Queries in Apex: SOQL and SOSL.
//!
//! A query and each of its clauses is a `Directive` with a name: `soql`, `select`, `from`. Clauses are `Attr`s of their query, because
//! a pattern of a query should match one with more clauses.

use super::end_of;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// The query in brackets, which are part of it.
pub(super) fn query(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.named(id).next() {
        Some(body) if l.kind(body) == "sosl_query_body" => whole(l, id, body, "sosl", role),
        Some(body) => whole(l, id, body, "soql", role),
        None => {}
    }
}

pub(super) fn soql(l: &mut Lower<'_>, id: CstId, role: Role) {
    whole(l, id, id, "soql", role);
}

pub(super) fn sosl(l: &mut Lower<'_>, id: CstId, role: Role) {
    whole(l, id, id, "sosl", role);
}

fn whole(l: &mut Lower<'_>, place: CstId, body: CstId, word: &str, role: Role) {
    let start = l.cst_node(place).span.start;
    l.node(place, K::Directive, role, |l| {
        l.leaf_word(Span::new(start, start), K::Ident, R::Name, word);
        l.children(body, R::Attr);
    });
}

/// A clause, or another construct that is a word with things behind it. Its name is that of the grammar's node.
pub(super) fn clause(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = l.kind(id);
    let word = kind.strip_suffix("_clause").or_else(|| kind.strip_suffix("_expression")).unwrap_or(kind);
    let start = l.cst_node(id).span.start;
    l.node(id, K::Directive, role, |l| {
        l.leaf_word(Span::new(start, start), K::Ident, R::Name, word);
        // `HAVING` belongs to `GROUP BY`, and like other clauses it may be left out.
        for child in l.named(id) {
            l.lower(child, if l.kind(child).ends_with("_clause") { R::Attr } else { R::Item });
        }
    });
}

/// An object that a search returns, with its fields and clauses.
pub(super) fn returned(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Directive, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "identifier" => l.lower(child, R::Name),
                kind if kind.ends_with("_clause") => l.lower(child, R::Attr),
                _ => l.lower(child, R::Item),
            }
        }
    });
}

/// Whether identifiers below a node of this kind name objects and fields of the database.
pub(super) fn names_data(parent: &str) -> bool {
    matches!(
        parent,
        "field_identifier"
            | "storage_identifier"
            | "storage_alias"
            | "alias_expression"
            | "field_list"
            | "type_of_clause"
            | "when_expression"
            | "with_data_cat_filter"
            | "using_listview_clause"
    )
}

/// `COUNT()`, `MAX(a)`.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    let name = l.field(id, "function_name");
    let after = name.map_or(end_of(l, id), |n| l.cst_node(n).span);
    l.node(id, K::Call, role, |l| {
        if let Some(name) = name {
            l.leaf(name, K::Name, R::Callee);
        }
        l.node_span(Span::new(after.end, l.cst_node(id).span.end), K::Args, R::Args, |l| {
            for argument in l.named(id) {
                if Some(argument) != name {
                    l.lower(argument, R::Item);
                }
            }
        });
    });
}

/// `a AND b AND c`, grouped from the left.
pub(super) fn combination(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = if l.kind(id) == "and_expression" { "and" } else { "or" };
    let parts: Vec<CstId> = l.named(id).collect();
    combine(l, &parts, word, role);
}

fn combine(l: &mut Lower<'_>, parts: &[CstId], word: &str, role: Role) {
    match parts {
        [] => {}
        [only] => l.lower(*only, role),
        [before @ .., last] => {
            let span = l.cst_node(parts[0]).span.cover(l.cst_node(*last).span);
            let out = l.node_span(span, K::BinOp, role, |l| {
                combine(l, before, word, R::Left);
                l.lower(*last, R::Right);
            });
            l.set_word(out, word);
        }
    }
}

/// `field = value`, `field IN :list`. An ellipsis of a pattern is compared with nothing.
pub(super) fn comparison(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    if let Some(open) = parts.first().filter(|p| l.is_ellipsis(**p)) {
        return l.leaf(*open, K::Name, role);
    }
    let is_operator = |l: &Lower<'_>, part: CstId| l.kind(part).ends_with("_comparison_operator");
    let operator = parts.iter().find(|p| is_operator(l, **p)).map_or("", |o| l.text_of(*o));
    let word = operator.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let operands: Vec<CstId> = parts.into_iter().filter(|p| !is_operator(l, *p)).collect();
    let out = l.node(id, K::BinOp, role, |l| {
        operands.into_iter().zip([R::Left, R::Right]).for_each(|(part, role)| l.lower(part, role));
    });
    l.set_word(out, if word == "<>" { "!=" } else { &word });
}

/// A word such as `SECURITY_ENFORCED`, or what stands in its place.
pub(super) fn word_or_children(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.named(id).next().is_some() {
        l.children(id, role);
    } else {
        l.leaf(id, K::Name, role);
    }
}
