//! Svelte components: scripts, styles, and expressions in braces.
//!
//! The grammar of Svelte says where expressions are; the HTML is the whole file with what is in braces hidden.

use super::{Piece, RAW, Region, region};
use crate::language::Language;
use tree_sitter::Node;
use wardline_base::Span;

pub(super) fn regions(text: &str) -> Vec<Region> {
    let mut parser = tree_sitter::Parser::new();
    parser
        .set_language(&tree_sitter_svelte_ng::LANGUAGE.into())
        .expect("every linked grammar has an ABI that the core accepts");
    let cut = crate::guard::cut(Language::Html, text);
    let readable = cut.as_ref().map_or(text, |cut| &cut.text);
    let Some(tree) = crate::parser::parse_bounded(&mut parser, readable, None) else { return Vec::new() };
    let mut component =
        Component { text, script: "javascript", code: Vec::new(), styles: Vec::new(), braces: Vec::new() };
    // The nodes above the cursor, each with the child that was visited last; asking a node for its parent would search from the root.
    let mut cursor = tree.walk();
    let mut above: Vec<(Node<'_>, Option<Node<'_>>)> = Vec::new();
    loop {
        let node = cursor.node();
        if let Some((parent, before)) = above.last_mut() {
            component.visit(node, *parent, before.replace(node));
        }
        if cursor.goto_first_child() {
            above.push((node, None));
            continue;
        }
        while !cursor.goto_next_sibling() {
            above.pop();
            if !cursor.goto_parent() {
                return component.regions();
            }
        }
    }
}

struct Component<'t> {
    text: &'t str,
    script: &'static str,
    code: Vec<Piece>,
    styles: Vec<Piece>,
    braces: Vec<Span>,
}

impl Component<'_> {
    fn visit(&mut self, node: Node<'_>, parent: Node<'_>, before: Option<Node<'_>>) {
        let span = Span::new(node.start_byte() as u32, node.end_byte() as u32);
        match (node.kind(), parent.kind()) {
            ("raw_text", "script_element") => self.script(before, span),
            ("raw_text", "style_element") => self.styles.push(Piece::new(span, "", " ")),
            ("svelte_raw_text", _) => {
                self.braces.push(span);
                self.expression(parent, before, span);
            }
            _ => {}
        }
    }

    fn script(&mut self, tag: Option<Node<'_>>, span: Span) {
        let tag = tag.map_or("", |tag| &self.text[tag.byte_range()]);
        if ["lang=\"ts\"", "lang='ts'", "lang=ts", "lang=\"typescript\""].iter().any(|lang| tag.contains(lang)) {
            self.script = "typescript";
        }
        self.code.push(Piece::new(span, "", ";"));
    }

    /// An expression in braces; what only declares names for a block is none.
    fn expression(&mut self, parent: Node<'_>, before: Option<Node<'_>>, mut span: Span) {
        let written = &self.text[span.range()];
        let kind = parent.kind();
        if kind == "html_tag" {
            // `{@html ` in its length.
            const OPEN: &str = ";a    (";
            if span.start as usize - parent.start_byte() == OPEN.len() {
                return self.code.push(Piece::new(span, OPEN, ")").named(RAW));
            }
        }
        let names = before.is_some_and(|p| p.kind() == "as" || p.kind() == ",");
        if names || written.starts_with("...") || matches!(kind, "then_start" | "catch_start" | "snippet_start") {
            return;
        }
        if kind == "await_start" {
            let length = written.find(" then ").or_else(|| written.find(" catch "));
            span.end = length.map_or(span.end, |l| span.start + l as u32);
        }
        self.code.push(Piece::new(span, ";", ";"));
    }

    fn regions(mut self) -> Vec<Region> {
        let text = self.text;
        let mut page = Region::new(Language::Html, Vec::new());
        for span in &self.braces {
            let hidden = (span.start..span.end).filter(|i| b"<>&\"'=/ \t\r\n".contains(&text.as_bytes()[*i as usize]));
            page.overlay.extend(hidden.map(|at| (at, b'_')));
        }
        self.code.sort_by_key(|p| p.code.start);
        let code = region(Language::from_name(self.script), |r| self.code.iter().for_each(|p| r.piece(text, p)));
        let styles = region(Language::from_name("css"), |r| self.styles.iter().for_each(|p| r.piece(text, p)));
        std::iter::once(page).chain(code).chain(styles).collect()
    }
}
