//! Texts to trees: the tree-sitter parsers, kept and reused, and the limits that make parsing safe.

use crate::cst::{Cst, MAX_DEPTH};
use crate::language::Language;
use crate::lower::Lower;
use crate::placeholder::Holes;
use crate::symbols::Symbols;
use crate::tree::Tree;
use std::ops::ControlFlow;
use tree_sitter::{ParseOptions, ParseState};
use wardline_base::Span;

/// Calls of the parser's progress hook that any text may use, whatever its size. The hook is called after a fixed number of parser
/// operations, so the budget counts steps and not seconds.
const FREE_STEPS: u64 = 20_000;
/// Further steps for each byte: a hundred times what ordinary code needs.
const STEPS_PER_BYTE: u64 = 4;

/// What the grammar did not understand of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParseReport {
    /// Bytes inside syntax errors or nested too deep.
    pub error_bytes: u32,
    /// The first such place.
    pub first_error: Option<Span>,
    /// Whether something lies deeper than [`Parser::MAX_DEPTH`] levels.
    pub too_deep: bool,
    /// Whether the parser's step budget ran out, so that there is no tree at all.
    pub gave_up: bool,
}

/// Parses texts of all languages, one at a time. Each worker has its own.
#[derive(Default)]
pub struct Parser {
    inner: tree_sitter::Parser,
    current: Option<Language>,
    cst: Cst,
}

impl Parser {
    /// Levels of nesting that are analysed.
    pub const MAX_DEPTH: u32 = MAX_DEPTH;

    /// A parser.
    pub fn new() -> Self {
        Self::default()
    }

    /// Parses a text into `tree`, whose words go into `symbols`; both are cleared first. Never fails: what could not be understood is in
    /// the report, and the rest is in the tree.
    pub fn parse(&mut self, language: Language, text: &str, tree: &mut Tree, symbols: &mut Symbols) -> ParseReport {
        symbols.clear();
        tree.clear();
        let complete = self.read(language, text);
        Lower::new(&self.cst, text, language.grammar(), tree, symbols, None).run();
        ParseReport {
            error_bytes: if complete { self.cst.error_bytes.min(text.len() as u32) } else { text.len() as u32 },
            first_error: self.cst.first_error,
            too_deep: self.cst.too_deep,
            gave_up: !complete,
        }
    }

    /// Parses a region of a text, as [`Parser::parse`] does a whole one. Spans are those of the whole text.
    #[cfg(feature = "templates")]
    pub fn parse_region(
        &mut self,
        region: &crate::regions::Region,
        text: &str,
        tree: &mut Tree,
        symbols: &mut Symbols,
    ) -> ParseReport {
        symbols.clear();
        tree.clear();
        self.inner.set_included_ranges(&region.included(text)).expect("the ranges of a region are in order and apart");
        let complete = self.read(region.language, &region.overlaid(text));
        self.inner.set_included_ranges(&[]).expect("no ranges are the whole text");
        Lower::new(&self.cst, text, region.language.grammar(), tree, symbols, None).run();
        region.name_calls(tree, symbols);
        let bytes = region.len(text);
        ParseReport {
            error_bytes: if complete { self.cst.error_bytes.min(bytes) } else { bytes },
            first_error: self.cst.first_error,
            too_deep: self.cst.too_deep,
            gave_up: !complete,
        }
    }

    /// The concrete syntax tree of a text.
    #[cfg(feature = "templates")]
    pub(crate) fn concrete(&mut self, language: Language, text: &str) -> &Cst {
        self.read(language, text);
        &self.cst
    }

    /// Runs the tree-sitter parser alone and says how many bytes were read: the floor that benchmarks compare a scan with.
    pub fn parse_only(&mut self, language: Language, text: &str) -> usize {
        self.select(language);
        self.inner.parse(text, None).map_or(0, |t| t.root_node().end_byte())
    }

    /// How many bytes of a text are syntax errors, without lowering it.
    pub(crate) fn syntax_errors(&mut self, language: Language, text: &str) -> u32 {
        if self.read(language, text) { self.cst.error_bytes } else { u32::MAX }
    }

    /// The first syntax error of the last text.
    pub(crate) fn first_error(&self) -> Option<Span> {
        self.cst.first_error
    }

    pub(crate) fn lower_pattern(
        &mut self,
        language: Language,
        text: &str,
        holes: &Holes,
        tree: &mut Tree,
        symbols: &mut Symbols,
    ) {
        symbols.clear();
        self.read(language, text);
        Lower::new(&self.cst, text, language.grammar(), tree, symbols, Some(holes)).run();
    }

    fn select(&mut self, language: Language) {
        if self.current != Some(language) {
            self.inner
                .set_language(language.grammar().language)
                .expect("every linked grammar has an ABI that the core accepts");
            self.current = Some(language);
        }
    }

    /// Fills the concrete tree; `false` if the step budget ran out.
    fn read(&mut self, language: Language, text: &str) -> bool {
        self.select(language);
        match parse_bounded(&mut self.inner, &language.readable(text)) {
            Some(tree) => self.cst.fill(&mut tree.walk(), language.grammar(), MAX_DEPTH),
            None => self.cst = Cst::default(),
        }
        !self.cst.nodes.is_empty()
    }
}

/// Parses a text within the step budget; `None` if that ran out.
pub(crate) fn parse_bounded(parser: &mut tree_sitter::Parser, text: &str) -> Option<tree_sitter::Tree> {
    let mut steps = FREE_STEPS + STEPS_PER_BYTE * text.len() as u64;
    let mut stop = |_: &ParseState| {
        steps = steps.saturating_sub(1);
        if steps == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let bytes = text.as_bytes();
    let options = ParseOptions::new().progress_callback(&mut stop);
    let parsed = parser.parse_with_options(&mut |at, _| bytes.get(at..).unwrap_or_default(), None, Some(options));
    if parsed.is_none() {
        parser.reset();
    }
    parsed
}
