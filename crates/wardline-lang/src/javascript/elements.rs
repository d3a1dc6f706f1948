//! Elements in JavaScript. An element without content is the same whether it closes itself or not.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

pub(crate) fn element(l: &mut Lower<'_>, id: CstId, role: R) {
    let open = l.field(id, "open_tag").unwrap_or(id);
    l.node(id, K::Xml, role, |l| {
        if let Some(name) = l.field(open, "name") {
            match l.kind(name) {
                "identifier" => l.leaf(name, K::Ident, R::Name),
                _ => l.lower(name, R::Name),
            }
        }
        l.lower_field(open, "type_arguments", R::TypeArgs);
        let attributes: Vec<CstId> =
            l.named(open).filter(|c| matches!(l.kind(*c), "jsx_attribute" | "jsx_expression")).collect();
        if open != id || l.kind(id) == "jsx_self_closing_element" {
            attributes.iter().for_each(|a| l.lower(*a, R::Attr));
        }
        if open != id {
            let content: Vec<CstId> = l.named(id).filter(|c| *c != open).collect();
            content.iter().for_each(|c| l.lower(*c, R::Item));
        }
    });
}

pub(crate) fn attribute(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::XmlAttr, role, |l| {
        let parts: Vec<CstId> = l.named(id).collect();
        for (part, role) in parts.into_iter().zip([R::Name, R::Value]) {
            l.lower(part, role);
        }
    });
}

/// Text between elements, without the white space around it; what is only white space is no text.
pub(crate) fn text(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let text = &l.text[span.range()];
    let start = span.start + (text.len() - text.trim_start().len()) as u32;
    let trimmed = text.trim();
    // An ellipsis on a line of its own was written out as a statement, with a `;`.
    let hole = trimmed.strip_suffix(';').unwrap_or(trimmed);
    let is_hole = l.holes.is_some_and(|h| h.hole(hole).is_some());
    if !trimmed.is_empty() {
        let span = Span::new(start, start + trimmed.len() as u32);
        l.leaf_word(span, K::XmlText, role, if is_hole { hole } else { trimmed });
    }
}
