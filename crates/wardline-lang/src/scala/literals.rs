//! Scala's literals. `s"…"` and its kin without interpolation are strings; any other interpolator is a function that is called with one.

use crate::cst::CstId;
use crate::literal::template_text;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// A number; the grammar takes a minus sign for a part of it.
pub(super) fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let (span, text) = (l.cst_node(id).span, l.text_of(id));
    let Some(digits) = text.strip_prefix('-') else {
        let word = crate::literal::number(text);
        l.leaf_word(span, K::Num, role, &word);
        return;
    };
    let word = crate::literal::number(digits);
    let out = l.open(id, K::Unary, role);
    l.set_word(out, "-");
    l.leaf_word(Span::new(span.start + 1, span.end), K::Num, R::Operand, &word);
    l.close(out);
}

pub(super) fn character(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    let content = text.strip_prefix('\'').unwrap_or(text);
    l.leaf_word(l.cst_node(id).span, K::Char, role, content.strip_suffix('\'').unwrap_or(content));
}

pub(super) fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    let content = content_span(l, id);
    l.literal(l.cst_node(id).span, K::Str, role, &l.text[content.range()]);
}

/// What stands between the quotes.
fn content_span(l: &Lower<'_>, id: CstId) -> Span {
    let (span, text) = (l.cst_node(id).span, l.text_of(id));
    let quotes = if text.len() >= 6 && text.starts_with("\"\"\"") && text.ends_with("\"\"\"") { 3 } else { 1 };
    if text.len() < 2 * quotes as usize {
        return Span::new(span.end, span.end);
    }
    Span::new(span.start + quotes, span.end - quotes)
}

/// The interpolators of the standard library that give a string.
const STRING_MAKERS: &[&str] = &["s", "f", "raw"];

pub(super) fn interpolated(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(string) = l.child_of_kind(id, "interpolated_string") else { return };
    let maker = l.field(id, "interpolator").filter(|i| !STRING_MAKERS.contains(&l.text_of(*i)));
    let whole = l.cst_node(id).span;
    match maker {
        None => template(l, string, whole, role),
        Some(maker) => {
            let own = l.cst_node(string).span;
            l.node(id, K::Call, role, |l| {
                l.lower(maker, R::Callee);
                l.node_span(own, K::Args, R::Args, |l| template(l, string, own, R::Item));
            });
        }
    }
}

/// A string with its pieces; in a pattern it is a template even without interpolation, because the target may have some.
fn template(l: &mut Lower<'_>, string: CstId, whole: Span, role: Role) {
    let content = content_span(l, string);
    let parts: Vec<CstId> = l.named(string).filter(|c| l.kind(*c) == "interpolation").collect();
    if parts.is_empty() && l.holes.is_none() {
        l.literal(whole, K::Str, role, &l.text[content.range()]);
        return;
    }
    l.node_span(whole, K::Template, role, |l| {
        let mut at = content.start;
        for part in parts {
            let span = l.cst_node(part).span;
            template_text(l, Span::new(at, span.start));
            interpolation(l, part);
            at = span.end;
        }
        template_text(l, Span::new(at, content.end));
    });
}

/// `$x` and `${ … }`; braces around one expression are only brackets.
fn interpolation(l: &mut Lower<'_>, id: CstId) {
    let Some(inner) = l.named(id).next() else { return };
    let within = super::items(l, inner);
    match within.as_slice() {
        [only] if l.kind(inner) == "block" => l.lower(*only, R::Item),
        _ => l.lower(inner, R::Item),
    }
}
