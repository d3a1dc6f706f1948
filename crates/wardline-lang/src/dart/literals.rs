//! Dart's literals: strings in all their quotes, with and without interpolation, and collections.

use crate::cst::CstId;
use crate::literal::template_text;
use crate::lower::Lower;
use crate::placeholder::is_metavariable;
use crate::tree::{NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(super) fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

/// One or several strings beside each other; with interpolation, a template.
pub(super) fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<(CstId, Span)> = l.named(id).map(|p| (p, content(l, p))).collect();
    let has_code = parts.iter().any(|(p, _)| l.child_of_kind(*p, "template_substitution").is_some());
    let text: String = parts.iter().map(|(_, content)| &l.text[content.range()]).collect();
    let restored = l.holes.map(|h| h.restore(&text).into_owned()).filter(|t| !is_metavariable(t) && t.contains('$'));
    // In a pattern, a metavariable beside other text is an interpolation.
    if !has_code && restored.is_none_or(|t| t.starts_with("=~/")) {
        l.literal(l.cst_node(id).span, K::Str, role, &text);
        return;
    }
    l.node(id, K::Template, role, |l| {
        for (part, content) in parts {
            let mut at = content.start;
            let codes: Vec<CstId> = l.named(part).filter(|c| l.kind(*c) == "template_substitution").collect();
            for code in codes {
                let span = l.cst_node(code).span;
                template_text(l, Span::new(at, span.start.max(at)));
                l.children(code, R::Item);
                at = span.end;
            }
            template_text(l, Span::new(at, content.end.max(at)));
        }
    });
}

/// What stands between the quotes.
fn content(l: &Lower<'_>, id: CstId) -> Span {
    let (span, text) = (l.cst_node(id).span, l.text_of(id));
    let prefix = u32::from(text.starts_with('r'));
    let quotes = if l.kind(id).ends_with("multiple") { 3 } else { 1 };
    if span.len() < prefix + 2 * quotes {
        return Span::new(span.end, span.end);
    }
    Span::new(span.start + prefix + quotes, span.end - quotes)
}

/// `#name`.
pub(super) fn symbol(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Unary, role);
    l.set_word(out, "#");
    l.children(id, R::Operand);
    l.close(out);
}

pub(super) fn list(l: &mut Lower<'_>, id: CstId, role: Role) {
    collection(l, id, K::List, role);
}

/// Braces with pairs in them, or with nothing, are a map.
pub(super) fn set_or_map(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut elements = l.named(id).filter(|c| l.kind(*c) != "type_arguments").peekable();
    let is_empty = elements.peek().is_none();
    let has_pairs = elements.any(|e| l.kind(e).ends_with("map_element") || (l.is_ellipsis(e)));
    collection(l, id, if is_empty || has_pairs { K::Dict } else { K::Set }, role);
}

fn collection(l: &mut Lower<'_>, id: CstId, kind: K, role: Role) {
    l.node(id, kind, role, |l| {
        let children: Vec<CstId> = l.named(id).collect();
        for child in children {
            l.lower(child, if l.kind(child) == "type_arguments" { R::TypeArgs } else { R::Item });
        }
    });
}

/// `(a, b: c)`.
pub(super) fn record(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Tuple, role, |l| l.children(id, R::Item));
}

pub(super) fn record_field(l: &mut Lower<'_>, id: CstId, role: Role) {
    super::expressions::named_argument(l, id, role);
}
