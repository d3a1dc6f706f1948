//! Literals: prefixes and suffixes do not count, neighbouring strings are one.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};

pub(super) fn number(l: &mut Lower<'_>, id: CstId, role: R) {
    let text = l.text_of(id).replace('\'', "");
    let word = crate::literal::number(&text);
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

/// `true`, and `TRUE` as the headers of many projects define it.
pub(super) fn boolean(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = l.text_of(id).to_ascii_lowercase();
    l.leaf_word(l.cst_node(id).span, K::Bool, role, &word);
}

pub(super) fn character(l: &mut Lower<'_>, id: CstId, role: R) {
    let content = between(l.text_of(id), '\'');
    l.literal(l.cst_node(id).span, K::Char, role, content);
}

pub(super) fn string(l: &mut Lower<'_>, id: CstId, role: R) {
    l.literal(l.cst_node(id).span, K::Str, role, content(l, id));
}

/// What stands between the first and the last quote.
fn between(text: &str, quote: char) -> &str {
    let inner = text.split_once(quote).map_or(text, |(_, rest)| rest);
    inner.strip_suffix(quote).unwrap_or(inner)
}

/// The content of a string literal as written, without prefix, quotes and the delimiter of a raw one.
fn content<'a>(l: &Lower<'a>, id: CstId) -> &'a str {
    match l.kind(id) {
        "raw_string_literal" => l.child_of_kind(id, "raw_string_content").map_or("", |c| l.text_of(c)),
        _ => between(l.text_of(id), '"'),
    }
}

/// Neighbouring literals are one string. With macros among them it is a template that still is a literal, as the macros are strings.
pub(super) fn joined(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    let is_literal = |l: &Lower<'_>, part: CstId| l.kind(part).ends_with("string_literal");
    let text: String = parts.iter().map(|p| if is_literal(l, *p) { content(l, *p) } else { l.text_of(*p) }).collect();
    if parts.iter().all(|p| is_literal(l, *p)) {
        l.literal(l.cst_node(id).span, K::Str, role, &text);
        return;
    }
    let out = l.open(id, K::Template, role);
    l.set_word(out, &text);
    for part in parts {
        if is_literal(l, part) {
            l.literal(l.cst_node(part).span, K::StrPart, R::Item, content(l, part));
        } else {
            l.lower(part, R::Item);
        }
    }
    l.close(out);
}
