//! What the markup languages share: elements, attributes and the text between them, in the shapes that elements in JavaScript have.
//!
//! Text and character references beside each other are one piece of text, so that `Tom &amp; Jerry` is compared as it is written. In a
//! pattern, a placeholder that stands apart in text is an item of its own.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

/// What an element consists of; where a part is missing, nothing is lowered.
#[derive(Default)]
pub(crate) struct Element {
    pub(crate) name: Option<CstId>,
    pub(crate) attributes: Vec<CstId>,
    pub(crate) content: Vec<CstId>,
}

/// How a language writes names, and which of its nodes are text.
#[derive(Clone, Copy)]
pub(crate) struct Style {
    /// Whether names are the same in any case.
    pub(crate) folds_case: bool,
    pub(crate) is_text: fn(&str) -> bool,
}

impl Lower<'_> {
    /// An element, from its first to its last character that is no white space.
    pub(crate) fn markup_element(&mut self, id: CstId, role: R, element: &Element, style: Style) {
        let span = self.cst_node(id).span;
        let length = self.text[span.range()].trim_end().len() as u32;
        self.node_span(Span::new(span.start, span.start + length), K::Xml, role, |l| {
            if let Some(name) = element.name {
                l.markup_name(name, style);
            }
            element.attributes.iter().for_each(|a| l.lower(*a, R::Attr));
            l.markup_content(&element.content, R::Item, style);
        });
    }

    /// The name of an element or attribute.
    pub(crate) fn markup_name(&mut self, id: CstId, style: Style) {
        let (span, written) = (self.cst_node(id).span, self.text_of(id));
        let unhyphenated = written.replace('-', "_");
        if self.hole_kind(&unhyphenated).is_some() {
            self.leaf_word(span, K::Ident, R::Name, &unhyphenated);
        } else if style.folds_case && written.bytes().any(|b| b.is_ascii_uppercase()) {
            self.leaf_word(span, K::Ident, R::Name, &written.to_ascii_lowercase());
        } else {
            self.leaf_word(span, K::Ident, R::Name, written);
        }
    }

    /// What stands between the tags of an element, or in a whole document.
    pub(crate) fn markup_content(&mut self, content: &[CstId], role: R, style: Style) {
        let mut text: Option<Span> = None;
        for id in content {
            let span = self.cst_node(*id).span;
            let is_text = (style.is_text)(self.kind(*id));
            // A comment between two pieces of text parts them.
            let goes_on = |t: &Span| is_text && self.text[t.end as usize..span.start as usize].trim().is_empty();
            if let Some(before) = text.filter(goes_on) {
                text = Some(before.cover(span));
                continue;
            }
            if let Some(before) = text.take() {
                self.markup_text(before, role);
            }
            if is_text {
                text = Some(span);
            } else {
                self.lower(*id, role);
            }
        }
        if let Some(span) = text {
            self.markup_text(span, role);
        }
    }

    /// A piece of text without the white space around it; what is only white space is no text.
    pub(crate) fn markup_text(&mut self, span: Span, role: R) {
        let written = &self.text[span.range()];
        let mut at = span.start + (written.len() - written.trim_start().len()) as u32;
        let mut rest = written.trim();
        while let Some((start, length)) = self.hole_in(rest) {
            self.plain_text(at, rest[..start].trim_end(), role);
            let from = at + start as u32;
            self.leaf_word(Span::new(from, from + length as u32), K::XmlText, role, &rest[start..start + length]);
            let after = rest[start + length..].trim_start();
            at += (rest.len() - after.len()) as u32;
            rest = after;
        }
        self.plain_text(at, rest, role);
    }

    fn plain_text(&mut self, at: u32, text: &str, role: R) {
        if !text.is_empty() {
            self.literal(Span::new(at, at + text.len() as u32), K::XmlText, role, text);
        }
    }

    /// Where in a text a placeholder stands between white space, and its length.
    fn hole_in(&self, text: &str) -> Option<(usize, usize)> {
        self.holes?;
        let start_of = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
        let word = text.split_whitespace().find(|w| self.hole_kind(w).is_some())?;
        Some((start_of(word), word.len()))
    }

    /// An attribute's value: the content of the quotes, or the word that stands there without them.
    pub(crate) fn markup_value(&mut self, id: CstId, role: R) {
        let (span, written) = (self.cst_node(id).span, self.text_of(id));
        if written.starts_with(['"', '\'']) {
            self.literal(span, K::Str, role, written.get(1..written.len() - 1).unwrap_or(""));
        } else {
            self.leaf_word(span, K::Str, role, written);
        }
    }

    /// A declaration such as `<!DOCTYPE html>` or `<?php … ?>`: its keyword as name, and the rest as a piece of text.
    pub(crate) fn markup_declaration(&mut self, id: CstId, role: R) {
        let (span, written) = (self.cst_node(id).span, self.text_of(id));
        let inner = written.trim_start_matches(['<', '!', '?']).trim_end_matches(['>', '?']);
        let start = span.start + (written.find(inner).unwrap_or(0)) as u32;
        let length = inner.find(|c: char| c.is_whitespace()).unwrap_or(inner.len());
        self.node(id, K::Directive, role, |l| {
            let name = Span::new(start, start + length as u32);
            l.leaf_word(name, K::Ident, R::Name, &inner[..length].to_ascii_lowercase());
            l.markup_text(Span::new(name.end, start + inner.len() as u32), R::Item);
        });
    }
}

/// Whether a pattern is one attribute of an element: `name=…`.
pub(crate) fn starts_with_attribute(pattern: &str) -> bool {
    let ends_name = |c: char| c.is_whitespace() || "<>\"'/=&;,()".contains(c);
    let name = pattern.find(ends_name).unwrap_or(pattern.len());
    name > 0 && pattern[name..].trim_start().starts_with('=')
}
