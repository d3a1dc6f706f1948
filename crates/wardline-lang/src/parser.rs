//! Texts to trees: the tree-sitter parsers, kept and reused, and the limits that make parsing safe.

use crate::cst::{Cst, MAX_DEPTH};
use crate::guard;
use crate::language::Language;
use crate::lower::Lower;
use crate::placeholder::Holes;
use crate::symbols::Symbols;
use crate::tree::Tree;
use std::cell::Cell;
use std::ops::ControlFlow;
use std::time::Duration;
use tree_sitter::{ParseOptions, ParseState};
use wardline_base::Span;

/// Calls of the parser's progress hook that any text may use, whatever its size. The hook is called after a fixed number of parser
/// operations, so the budget counts steps and not seconds.
const FREE_STEPS: u64 = 2_000;
/// Bytes that earn one further step. Ordinary code needs a step for 37 to 200 bytes.
const BYTES_PER_STEP: u64 = 15;
/// Steps that one counts for once there was an error: recovery does more in each. Real files with errors need one for 170 bytes or more.
const ERROR_STEPS: u64 = 3;
/// Steps that no text may exceed: those of ordinary code of the largest size that is parsed.
const MAX_STEPS: u64 = 600_000;
/// CPU time that parsing any text may take.
const FREE_TIME: Duration = Duration::from_secs(2);
/// Further time for each byte. The slowest real file known takes a quarter of this, ordinary code a twentieth.
const TIME_PER_BYTE: Duration = Duration::from_micros(4);
/// Steps between two looks at the clock, which costs as much as a few bytes of parsing, while steps are fast.
const STEPS_PER_LOOK: u32 = 16;
/// A step that takes longer than this is slow; ordinary ones take a fiftieth.
const SLOW_STEP: Duration = Duration::from_millis(1);
/// Bytes that the lexer gets at once.
const PIECE: usize = 512;
/// Pieces that any text may ask for, whatever its size.
const FREE_READS: u64 = 20_000;
/// Further pieces for each piece of the text. Ordinary code is read two to six times.
const READS_PER_PIECE: u64 = 100;

/// A clock of the CPU time of the thread, counted from anywhere.
pub type Clock = fn() -> Duration;

/// What the grammar did not understand of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ParseReport {
    /// Bytes inside syntax errors or nested too deep.
    pub error_bytes: u32,
    /// The first such place.
    pub first_error: Option<Span>,
    /// Whether something lies deeper than [`Parser::MAX_DEPTH`] levels.
    pub too_deep: bool,
    /// Whether the parser's budget ran out, so that there is no tree at all.
    pub gave_up: bool,
}

/// Parses texts of all languages, one at a time. Each worker has its own.
#[derive(Default)]
pub struct Parser {
    inner: tree_sitter::Parser,
    current: Option<Language>,
    cst: Cst,
    clock: Option<Clock>,
}

impl Parser {
    /// Levels of nesting that are analysed.
    pub const MAX_DEPTH: u32 = MAX_DEPTH;

    /// A parser.
    pub fn new() -> Self {
        Self::default()
    }

    /// Lets the parser give up texts that take far longer than any real one. A step costs the more the more readings of a text are open at
    /// once and the more an error leaves open, without bound, and no hook tells by how much; only a clock can.
    pub fn set_clock(&mut self, clock: Clock) {
        self.clock = Some(clock);
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
        let readable = language.readable(text);
        let cut = guard::cut(language, &readable);
        match parse_bounded(&mut self.inner, cut.as_ref().map_or(&readable, |cut| &cut.text), self.clock) {
            Some(tree) => self.cst.fill(&mut tree.walk(), language.grammar(), MAX_DEPTH),
            None => self.cst = Cst::default(),
        }
        if let Some(cut) = cut.filter(|_| !self.cst.nodes.is_empty()) {
            self.cst.too_deep = true;
            self.cst.mark_error(cut.first, cut.bytes);
        }
        !self.cst.nodes.is_empty()
    }
}

/// Looks at a clock now and then.
struct Watch {
    clock: Clock,
    end: Duration,
    last: Cell<Duration>,
    /// Steps since the last look, and whether the last ones were slow.
    steps: Cell<u32>,
    slow: Cell<bool>,
}

impl Watch {
    fn new(clock: Clock, bytes: usize) -> Self {
        let now = clock();
        let end = now + FREE_TIME + TIME_PER_BYTE * u32::try_from(bytes).unwrap_or(u32::MAX);
        Self { clock, end, last: Cell::new(now), steps: Cell::new(0), slow: Cell::new(false) }
    }

    /// Counts a step; whether time is up.
    fn is_over(&self) -> bool {
        let steps = self.steps.get() + 1;
        self.steps.set(steps);
        if steps < STEPS_PER_LOOK && !self.slow.get() {
            return false;
        }
        let now = (self.clock)();
        self.slow.set(now.saturating_sub(self.last.get()) > SLOW_STEP * steps);
        self.steps.set(0);
        self.last.set(now);
        now > self.end
    }
}

/// Parses a text within the budget; `None` if that ran out.
///
/// The grammar gets the text in small pieces. A token that looks far ahead, or a scanner that reads the rest of the text again and again,
/// asks for each piece anew, so that the work of the lexer, of which the parser's own hook says nothing, is counted too. Once the budget
/// is spent the text ends for the lexer, and at its next step the parser stops.
pub(crate) fn parse_bounded(
    parser: &mut tree_sitter::Parser,
    text: &str,
    clock: Option<Clock>,
) -> Option<tree_sitter::Tree> {
    let bytes = text.as_bytes();
    let steps = Cell::new((FREE_STEPS + bytes.len() as u64 / BYTES_PER_STEP).min(MAX_STEPS));
    let reads = Cell::new(FREE_READS + READS_PER_PIECE * (bytes.len() / PIECE) as u64);
    let watch = clock.map(|clock| Watch::new(clock, bytes.len()));
    let mut stop = |state: &ParseState| {
        if watch.as_ref().is_some_and(Watch::is_over) {
            return ControlFlow::Break(());
        }
        steps.set(steps.get().saturating_sub(if state.has_error() { ERROR_STEPS } else { 1 }));
        if steps.get() == 0 || reads.get() == 0 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let mut read = |at: usize, _| {
        reads.set(reads.get().saturating_sub(1));
        // A piece never ends within a character: the lexer would ask again, and must not be told then that the text has ended.
        let end = if reads.get() == 0 { 0 } else { text.floor_char_boundary(at.saturating_add(PIECE)) };
        bytes.get(at..end).unwrap_or_default()
    };
    let parsed = parser.parse_with_options(&mut read, None, Some(ParseOptions::new().progress_callback(&mut stop)));
    let parsed = parsed.filter(|_| reads.get() > 0);
    if parsed.is_none() {
        parser.reset();
    }
    parsed
}
