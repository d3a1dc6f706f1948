//! Strings of all sorts, symbols, regular expressions and commands in backquotes.
//!
//! What a string holds is the text between its delimiters as written; the text of a heredoc lies behind the line that starts it.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// How many concrete nodes are looked through for the text of a heredoc, which bounds the work on a text of nothing but heredocs.
const HEREDOC_REACH: u32 = 4_096;

/// `?a`, a string of one character.
pub(super) fn character(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    l.literal(l.cst_node(id).span, K::Str, role, text.strip_prefix('?').unwrap_or(text));
}

/// `"…"`, `'…'`, `%q(…)` and an element of `%w[…]`.
pub(super) fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.kind(id) == "bare_string" && l.is_ellipsis(id) {
        return l.leaf(id, K::Str, role);
    }
    pieces_or_text(l, l.cst_node(id).span, &[id], role);
}

/// `"a" "b"` is one string.
pub(super) fn chained(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    pieces_or_text(l, l.cst_node(id).span, &parts, role);
}

pub(super) fn heredoc(l: &mut Lower<'_>, id: CstId, role: Role) {
    let span = l.cst_node(id).span;
    match heredoc_body(l, id) {
        Some(body) => {
            let span = span.cover(l.cst_node(body).span);
            l.widen_open(span);
            pieces_or_text(l, span, &[body], role);
        }
        None => drop(l.literal(span, K::Str, role, "")),
    }
}

/// The text of a heredoc: of those begun on one line, the first has the first text behind it.
fn heredoc_body(l: &Lower<'_>, id: CstId) -> Option<CstId> {
    let line = l.text[..l.cst_node(id).span.start as usize].rfind('\n').map_or(0, |i| i as u32 + 1);
    let nodes = &l.cst.nodes;
    let first = id.0.saturating_sub(HEREDOC_REACH);
    let earlier = (first..id.0)
        .filter(|i| nodes[*i as usize].span.start >= line && l.kind(CstId(*i)) == "heredoc_beginning")
        .count();
    let last = (id.0 + HEREDOC_REACH).min(nodes.len() as u32);
    (id.0..last).map(CstId).filter(|c| l.kind(*c) == "heredoc_body").nth(earlier)
}

/// A string, or a template if some of the parts have code in them.
fn pieces_or_text(l: &mut Lower<'_>, span: Span, parts: &[CstId], role: Role) {
    if parts.iter().any(|p| l.child_of_kind(*p, "interpolation").is_some()) {
        l.node_span(span, K::Template, role, |l| parts.iter().for_each(|p| pieces(l, *p)));
        return;
    }
    let text = l.text;
    match parts {
        [only] => drop(l.literal(span, K::Str, role, &text[content_span(l, *only).range()])),
        _ => {
            let content: String = parts.iter().map(|p| &text[content_span(l, *p).range()]).collect();
            l.literal(span, K::Str, role, &content);
        }
    }
}

/// The literal pieces and the code of a string, neighbouring pieces joined.
fn pieces(l: &mut Lower<'_>, id: CstId) {
    let mut open: Option<Span> = None;
    let whole = content_span(l, id);
    for part in l.named(id) {
        let span = l.cst_node(part).span;
        match l.kind(part) {
            "interpolation" => {
                piece(l, open.take());
                l.children(part, R::Item);
            }
            "heredoc_end" => {}
            // The line break before the text of a heredoc is none of it.
            _ => open = Some(open.map_or(Span::new(span.start.max(whole.start), span.end), |o| o.cover(span))),
        }
    }
    piece(l, open);
}

fn piece(l: &mut Lower<'_>, span: Option<Span>) {
    if let Some(span) = span.filter(|s| !s.is_empty()) {
        l.literal(span, K::StrPart, R::Item, &l.text[span.range()]);
    }
}

/// The bytes between the delimiters of a string, symbol or regular expression.
pub(super) fn content_span(l: &Lower<'_>, id: CstId) -> Span {
    let span = l.cst_node(id).span;
    match l.kind(id) {
        "simple_symbol" => return Span::new((span.start + 1).min(span.end), span.end),
        "heredoc_body" => {
            let start = span.start + u32::from(l.text_of(id).starts_with('\n'));
            let end = l.child_of_kind(id, "heredoc_end").map_or(span.end, |e| l.cst_node(e).span.start);
            return Span::new(start.min(end), end);
        }
        _ => {}
    }
    let mut parts = l.named(id).map(|p| l.cst_node(p).span);
    match parts.next() {
        Some(first) => parts.fold(first, Span::cover),
        None if matches!(l.kind(id), "string" | "delimited_symbol" | "regex" | "subshell") => {
            // The closing delimiter is one character; the opening one may have more.
            let at = span.end.saturating_sub(1).max(span.start);
            Span::new(at, at)
        }
        None => span,
    }
}

/// The name of a symbol without code in it.
pub(super) fn plain_symbol(l: &Lower<'_>, id: CstId) -> Option<Span> {
    let is_symbol = matches!(l.kind(id), "simple_symbol" | "hash_key_symbol" | "delimited_symbol" | "bare_symbol");
    let has_code = l.child_of_kind(id, "interpolation").is_some();
    (is_symbol && !has_code).then(|| content_span(l, id))
}

/// `:name`, `:"name"`, an element of `%i[…]`, `name` before a colon.
pub(super) fn symbol(l: &mut Lower<'_>, id: CstId, role: Role) {
    if matches!(l.kind(id), "bare_symbol" | "hash_key_symbol") && l.is_ellipsis(id) {
        return l.leaf(id, K::Ident, role);
    }
    let out = l.open(id, K::Unary, role);
    l.set_word(out, ":");
    if l.child_of_kind(id, "interpolation").is_some() {
        l.node(id, K::Template, R::Operand, |l| pieces(l, id));
    } else {
        let span = content_span(l, id);
        l.leaf_word(span, K::Ident, R::Operand, &l.text[span.range()]);
    }
    l.close(out);
}

/// `/…/`. With code in it, its operand is a template; `/.../` of a pattern allows for that.
pub(super) fn regex(l: &mut Lower<'_>, id: CstId, role: Role) {
    let content = &l.text[content_span(l, id).range()];
    let out = l.open(id, K::Regex, role);
    if l.child_of_kind(id, "interpolation").is_some() {
        l.node(id, K::Template, R::Operand, |l| pieces(l, id));
    } else {
        l.set_word(out, content);
        if l.hole_kind(content) == Some(K::Ellipsis) {
            l.literal(l.cst_node(id).span, K::Ellipsis, R::Operand, "");
        }
    }
    l.close(out);
}

/// A command in backquotes, which is always put together from pieces.
pub(super) fn subshell(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Unary, role);
    l.set_word(out, "`");
    l.node(id, K::Template, R::Operand, |l| pieces(l, id));
    l.close(out);
}
