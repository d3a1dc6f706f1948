//! Literals and collections.
//!
//! An atom is a name with its colon, so that `:ok` is neither the string `"ok"` nor the variable `ok`.

use super::bare;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

pub(super) fn number(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

/// `?a`.
pub(super) fn character(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = l.text_of(id).trim_start_matches('?');
    l.literal(l.cst_node(id).span, K::Char, role, word);
}

pub(super) fn boolean(l: &mut Lower<'_>, id: CstId, role: R) {
    l.literal(l.cst_node(id).span, K::Bool, role, l.text_of(id));
}

/// `:name`, `:"name"`.
pub(super) fn atom(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let word = l.text_of(id).trim_start_matches(':').trim_matches('"');
    match bare(l, word) {
        hole if hole != word => l.leaf_word(span, K::Name, role, hole),
        _ => l.literal(span, K::Name, role, &format!(":{word}")),
    };
}

/// The bytes between the quotes.
fn content(l: &Lower<'_>, id: CstId) -> Span {
    let span = l.cst_node(id).span;
    let start = l.field(id, "quoted_start").map_or(span.start, |q| l.cst_node(q).span.end);
    let end = l.field(id, "quoted_end").map_or(span.end, |q| l.cst_node(q).span.start);
    Span::new(start, end.max(start))
}

/// Text of a string; in a pattern without the `_` before placeholders.
fn text(l: &Lower<'_>, span: Span) -> String {
    let written = &l.text[span.range()];
    if l.holes.is_some() { written.replace("_WL_", "WL_") } else { written.to_owned() }
}

pub(super) fn string(l: &mut Lower<'_>, id: CstId, role: R) {
    let content = content(l, id);
    let parts: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "interpolation").collect();
    if parts.is_empty() {
        let word = text(l, content);
        l.literal(l.cst_node(id).span, K::Str, role, &word);
        return;
    }
    l.node(id, K::Template, role, |l| {
        let mut at = content.start;
        for part in parts {
            let span = l.cst_node(part).span;
            piece(l, Span::new(at, span.start));
            l.children(part, R::Item);
            at = span.end;
        }
        piece(l, Span::new(at, content.end));
    });
}

fn piece(l: &mut Lower<'_>, span: Span) {
    if !span.is_empty() {
        let word = text(l, span);
        l.literal(span, K::StrPart, R::Item, &word);
    }
}

/// `~r/…/` is a regular expression; other sigils are strings.
pub(super) fn sigil(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.child_of_kind(id, "sigil_name").map_or("", |n| l.text_of(n));
    if !name.eq_ignore_ascii_case("r") {
        return string(l, id, role);
    }
    let word = text(l, content(l, id));
    l.literal(l.cst_node(id).span, K::Regex, role, &word);
}

/// `[a, b]`, or `[key: value]`, whose pairs are in any order.
pub(super) fn list(l: &mut Lower<'_>, id: CstId, role: R) {
    match l.child_of_kind(id, "keywords") {
        Some(_) => l.node(id, K::Dict, role, |l| map_content(l, id, R::Item)),
        None => l.node(id, K::List, role, |l| l.children(id, R::Item)),
    };
}

/// `%{…}`; `%Name{…}` is a record of that type.
pub(super) fn map(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.child_of_kind(id, "struct");
    l.node(id, if name.is_some() { K::Record } else { K::Dict }, role, |l| {
        if let Some(name) = name {
            l.node(name, K::Type, R::Type, |l| l.children(name, R::Item));
        }
        if let Some(content) = l.child_of_kind(id, "map_content") {
            map_content(l, content, R::Item);
        }
    });
}

/// The pairs and other elements of a map. `map | key: value` takes the pairs of the map along.
pub(super) fn map_content(l: &mut Lower<'_>, id: CstId, role: R) {
    for child in l.named(id).collect::<Vec<_>>() {
        match l.kind(child) {
            "keywords" => l.named(child).collect::<Vec<_>>().iter().for_each(|p| pair(l, *p, role)),
            "binary_operator" if l.field(child, "operator").is_some_and(|o| l.text_of(o) == "|") => {
                if let Some(map) = l.field(child, "left") {
                    let out = l.node(map, K::Spread, role, |l| l.lower(map, R::Operand));
                    l.set_word(out, "|");
                }
                match l.field(child, "right") {
                    Some(right) if l.kind(right) == "keywords" => {
                        l.named(right).collect::<Vec<_>>().iter().for_each(|p| pair(l, *p, role));
                    }
                    right => right.into_iter().for_each(|r| l.lower(r, role)),
                }
            }
            _ => l.lower(child, role),
        }
    }
}

/// The key of `key: value`, without its colon and quotes.
fn key(l: &Lower<'_>, id: CstId) -> Option<(Span, String)> {
    let key = l.field(id, "key")?;
    let written = l.text_of(key).trim_end().trim_end_matches(':');
    let span = l.cst_node(key).span;
    let span = Span::new(span.start, span.start + written.len() as u32);
    Some((span, bare(l, written.trim_matches('"')).to_owned()))
}

fn pair(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Pair, role, |l| {
        if let Some((span, word)) = key(l, id) {
            let is_hole = l.hole_kind(&word).is_some();
            let word = if is_hole { word } else { format!(":{word}") };
            l.leaf_word(span, K::Name, R::Key, &word);
        }
        l.lower_field(id, "value", R::Value);
    });
}

/// `key: value` among the arguments of a call.
pub(super) fn keyword_argument(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::KwArg, role, |l| {
        if let Some((span, word)) = key(l, id) {
            l.leaf_word(span, K::Ident, R::Name, &word);
        }
        l.lower_field(id, "value", R::Value);
    });
}
