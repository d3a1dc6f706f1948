//! C#'s literals. All ways to write a string come out alike, with interpolations as a template.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

pub(super) fn number(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

pub(super) fn character(l: &mut Lower<'_>, id: CstId, role: R) {
    let text = l.text_of(id);
    let content = text.strip_prefix('\'').unwrap_or(text);
    l.leaf_word(l.cst_node(id).span, K::Char, role, content.strip_suffix('\'').unwrap_or(content));
}

/// `"…"`, `@"…"`, `"""…"""`, each also with `u8` behind it.
pub(super) fn string(l: &mut Lower<'_>, id: CstId, role: R) {
    let text = l.text_of(id);
    let is_verbatim = text.starts_with('@');
    let text = text.trim_start_matches('@');
    let text = &text[..text.rfind('"').map_or(text.len(), |i| i + 1)];
    let opening = text.bytes().take_while(|b| *b == b'"').count();
    // A raw literal has as many quotes at its start as at its end; two are an empty string.
    let quotes = if opening >= 3 && !is_verbatim { opening.min(text.len() / 2) } else { opening.min(1) };
    let content = text.get(quotes..text.len().saturating_sub(quotes)).unwrap_or("");
    let content = if is_verbatim { content.replace("\"\"", "\"") } else { content.to_owned() };
    let out = l.open(id, K::Str, role);
    l.set_word(out, &content);
    l.close(out);
}

/// `$"…"`; without interpolations it is a plain string.
pub(super) fn interpolated(l: &mut Lower<'_>, id: CstId, role: R) {
    let has_parts = l.child_of_kind(id, "interpolation").is_some();
    let mut text: Option<Span> = None;
    let parts: Vec<CstId> = l.named(id).collect();
    if l.holes.is_some() && !has_parts && parts.iter().any(|p| l.text_of(*p) == "...") {
        return any_interpolated(l, id, role);
    }
    let out = l.open(id, if has_parts { K::Template } else { K::Str }, role);
    for part in parts {
        match l.kind(part) {
            "string_content" | "escape_sequence" => {
                let span = l.cst_node(part).span;
                text = Some(text.map_or(span, |t| t.cover(span)));
            }
            "interpolation" => {
                text_part(l, text.take());
                l.lower(part, R::Item);
            }
            _ => {}
        }
    }
    if has_parts {
        text_part(l, text);
    } else {
        l.set_word(out, text.map_or("", |t| &l.text[t.range()]));
    }
    l.close(out);
}

/// `$"..."` of a pattern: any string that is written so, with interpolations or without.
fn any_interpolated(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    l.node(id, K::Template, role, |l| {
        let dots = l.open_span(span, K::Ellipsis, R::Item);
        l.close(dots);
    });
}

fn text_part(l: &mut Lower<'_>, span: Option<Span>) {
    if let Some(span) = span {
        let out = l.open_span(span, K::StrPart, R::Item);
        l.set_word(out, &l.text[span.range()]);
        l.close(out);
    }
}

/// The expression of `{expression,width:format}`.
pub(super) fn interpolation(l: &mut Lower<'_>, id: CstId, role: R) {
    let is_syntax = |kind: &str| kind.starts_with("interpolation_");
    if let Some(inner) = l.named(id).find(|c| !is_syntax(l.kind(*c))) {
        l.lower(inner, role);
    }
}
