//! Pages and Vue components: HTML with scripts and styles in it, and in Vue with expressions in attributes and text.
//!
//! The HTML is the whole file. All scripts of one language are one program, because the scripts of a page share their names and the parts
//! of a component do. In Vue, `v-html` shows its value as it is and `{{ }}` with its markup escaped.

use super::{ESCAPED, Piece, RAW, Region, directives, region};
use crate::cst::{Cst, CstId};
use crate::language::Language;
use crate::parser::Parser;
use wardline_base::Span;

/// A piece of a page in another language.
struct Found {
    language: &'static str,
    piece: Piece,
}

impl Parser {
    /// The regions of a page, of which the parser of HTML sees `page`, as long as `text`.
    pub(super) fn page(&mut self, text: &str, page: &str, is_vue: bool) -> Vec<Region> {
        let cst = self.concrete(Language::Html, page);
        let mut found = Vec::new();
        let page = Page { text, cst, is_vue };
        (0..cst.nodes.len() as u32).for_each(|i| page.visit(CstId(i), &mut found));
        // The expressions of a component see the names of its script, so they are read as its language.
        let script = found.iter().map(|f| f.language).find(|l| !matches!(*l, "css" | "")).unwrap_or("javascript");
        found.iter_mut().filter(|f| f.language.is_empty()).for_each(|f| f.language = script);
        let mut regions = vec![Region::new(Language::Html, Vec::new())];
        for language in ["javascript", "typescript", "tsx", "css"] {
            let pieces: Vec<&Piece> = found.iter().filter(|f| f.language == language).map(|f| &f.piece).collect();
            regions.extend(region(Language::from_name(language), |region| {
                pieces.iter().for_each(|p| region.piece(text, p));
                hide_code(region, text);
            }));
        }
        regions
    }
}

struct Page<'t> {
    text: &'t str,
    cst: &'t Cst,
    is_vue: bool,
}

impl Page<'_> {
    fn kind(&self, id: CstId) -> &'static str {
        Language::Html.grammar().kind_name(self.cst.node(id).kind)
    }

    fn child(&self, id: CstId, kind: &str) -> Option<CstId> {
        self.cst.children(id).find(|c| self.kind(*c) == kind)
    }

    fn text_of(&self, id: CstId) -> &str {
        &self.text[self.cst.node(id).span.range()]
    }

    fn visit(&self, id: CstId, found: &mut Vec<Found>) {
        match self.kind(id) {
            "script_element" => self.raw(id, self.script_language(id), found),
            "style_element" => self.raw(id, self.style_language(id), found),
            "attribute" if self.is_vue => self.attribute(id, found),
            "text" if self.is_vue => self.interpolations(self.cst.node(id).span, found),
            _ => {}
        }
    }

    /// The content of a script or style element, up to the `<` that follows it.
    fn raw(&self, id: CstId, language: Option<&'static str>, found: &mut Vec<Found>) {
        let Some((language, raw)) = language.zip(self.child(id, "raw_text")) else { return };
        let close = if language == "css" { " " } else { ";" };
        found.push(Found { language, piece: Piece::new(self.cst.node(raw).span, "", close) });
    }

    /// The value of an attribute of an element's start tag, in lower case.
    fn attribute_of(&self, id: CstId, name: &str) -> Option<String> {
        let tag = self.child(id, "start_tag")?;
        let is_wanted = |a: &CstId| {
            self.kind(*a) == "attribute"
                && self.child(*a, "attribute_name").is_some_and(|n| self.text_of(n).eq_ignore_ascii_case(name))
        };
        let attribute = self.cst.children(tag).find(is_wanted)?;
        let value = self.text_of(attribute).split_once('=').map_or("", |(_, value)| value);
        Some(value.trim().trim_matches(['"', '\'']).to_ascii_lowercase())
    }

    fn script_language(&self, id: CstId) -> Option<&'static str> {
        if let Some(lang) = self.attribute_of(id, "lang") {
            return script_of(&lang);
        }
        script_of(self.attribute_of(id, "type").as_deref().unwrap_or(""))
    }

    fn style_language(&self, id: CstId) -> Option<&'static str> {
        let lang = self.attribute_of(id, "lang").unwrap_or_default();
        matches!(lang.as_str(), "" | "css" | "postcss").then_some("css")
    }

    /// A directive of Vue: `:name="expression"`, `@event="statements"`, `v-name="expression"`.
    fn attribute(&self, id: CstId, found: &mut Vec<Found>) {
        let (Some(name), Some(quoted)) = (self.child(id, "attribute_name"), self.child(id, "quoted_attribute_value"))
        else {
            return;
        };
        let (name, value) = (self.text_of(name), self.cst.node(quoted).span);
        let mut code = Span::new(value.start + 1, value.end - 1);
        let mut piece = |code, open: &'static str, close| {
            found.push(Found { language: "", piece: Piece::new(code, open, close) });
        };
        match name {
            _ if name.starts_with("v-slot") || name.starts_with('#') => {}
            "v-html" => {
                found.push(Found { language: "", piece: Piece::new(code, ";a(", ");").named(RAW) });
            }
            "v-for" => {
                let written = &self.text[code.range()];
                let after = [" in ", " of "].iter().find_map(|word| written.find(word).map(|i| i + word.len()));
                code.start += after.unwrap_or(0) as u32;
                piece(code, ";(", ");");
            }
            _ if name.starts_with('@') || name.starts_with("v-on:") => piece(code, ";{", "};"),
            _ if name.starts_with(':') || name.starts_with("v-") => piece(code, ";(", ");"),
            _ => {}
        }
    }

    /// The `{{ expressions }}` in a text.
    fn interpolations(&self, span: Span, found: &mut Vec<Found>) {
        let mut at = span.start as usize;
        while let Some(start) = self.text[at..span.end as usize].find("{{").map(|i| at + i) {
            let Some(length) = self.text[start..span.end as usize].find("}}") else { return };
            let code = Span::new(start as u32 + 2, (start + length) as u32);
            found.push(Found { language: "", piece: Piece::new(code, "a(", ");").named(ESCAPED) });
            at = (start + length + 2).min(span.end as usize);
        }
    }
}

/// The language of a script by its `lang` or `type`; none for data and for languages that are not read.
fn script_of(word: &str) -> Option<&'static str> {
    match word {
        ""
        | "module"
        | "js"
        | "javascript"
        | "text/javascript"
        | "application/javascript"
        | "application/ecmascript"
        | "text/ecmascript"
        | "jsx"
        | "text/babel"
        | "text/jsx" => Some("javascript"),
        "ts" | "typescript" | "text/typescript" => Some("typescript"),
        "tsx" => Some("tsx"),
        _ => None,
    }
}

/// Hides the code of a server's templates in a script: what shows a value looks like a name, everything else like white space.
fn hide_code(region: &mut Region, text: &str) {
    let spans = directives::directives(text).chain(between(text, "{%", "%}"));
    for span in spans {
        let before = region.ranges.partition_point(|r| r.end < span.end);
        let is_inside = region.ranges.get(before).is_some_and(|r| r.contains(span));
        let shows = text[span.range()].starts_with("<%=") || text[span.range()].starts_with("<%-");
        if is_inside {
            region.hide(span, if shows { b'_' } else { b' ' });
        }
    }
    region.overlay.sort_by_key(|(at, _)| *at);
}

/// The bytes between two delimiters, the delimiters included.
fn between<'t>(text: &'t str, open: &'static str, close: &'static str) -> impl Iterator<Item = Span> + 't {
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text.get(at..)?.find(open)?;
        at = start + text[start..].find(close)? + close.len();
        Some(Span::new(start as u32, at as u32))
    })
}
