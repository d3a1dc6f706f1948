//! Files that are written in several languages: which bytes are in which.
//!
//! A template is one file, and its findings must point into it, so no text is cut out of it. A [`Region`] names the bytes of one language;
//! they are parsed where they stand, all of them as one program, because what one piece declares another uses. What stands between two
//! pieces is a delimiter such as `%>`: the parser sees a `;` or a bracket in its place, so that each piece is a statement. Where a page
//! shows a value, the value is the argument of a call of [`ESCAPED`] or [`RAW`], so that one rule finds unescaped output in all templates.

mod directives;
mod markup;
mod razor;
mod svelte;

use crate::language::Language;
use crate::parser::Parser;
use crate::symbols::Symbols;
use crate::tree::{NodeId, NodeKind, Tree};
use std::borrow::Cow;
use wardline_base::Span;

/// The name of the call that stands for showing a value with its markup escaped.
pub const ESCAPED: &str = "escaped_output";
/// The name of the call that stands for showing a value as it is.
pub const RAW: &str = "raw_output";

/// The bytes of a file that are written in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// The language.
    pub language: Language,
    /// What is read, in order and apart from each other; the whole file if empty.
    ranges: Vec<Span>,
    /// What the parser sees in place of single bytes, in order of place.
    overlay: Vec<(u32, u8)>,
    /// The names of the calls that stand in place of delimiters.
    names: Vec<(Span, &'static str)>,
}

impl Region {
    /// A region of these bytes, which must be in order, apart from each other and at boundaries of characters.
    pub fn new(language: Language, ranges: Vec<Span>) -> Self {
        Self { language, ranges, overlay: Vec::new(), names: Vec::new() }
    }

    /// The bytes that are read; empty for the whole file.
    pub fn ranges(&self) -> &[Span] {
        &self.ranges
    }

    /// How many bytes of a text are read.
    pub fn len(&self, text: &str) -> u32 {
        if self.ranges.is_empty() { text.len() as u32 } else { self.ranges.iter().map(|r| r.len()).sum() }
    }

    /// Whether nothing of a text is read.
    pub fn is_empty(&self, text: &str) -> bool {
        self.len(text) == 0
    }

    /// Adds a piece, with what the parser sees before and after it. Pieces without anything to read are left out.
    fn piece(&mut self, text: &str, piece: &Piece) {
        let (open, close) = (piece.open.as_bytes(), piece.close.as_bytes());
        let last = self.ranges.last().map_or(0, |last| last.end);
        // The first byte may have been taken for the delimiter of the piece before.
        let start = if open.is_empty() {
            piece.code.start.max(last)
        } else {
            piece.code.start.saturating_sub(open.len() as u32)
        };
        let end = (piece.code.end as usize + close.len()).min(text.len()) as u32;
        let is_free = last <= start && start < end;
        let opens = open.is_empty() || start + open.len() as u32 == piece.code.start;
        let fits = opens && end == piece.code.end + close.len() as u32;
        let is_text = text.is_char_boundary(start as usize) && text.is_char_boundary(end as usize);
        if !is_free || !fits || !is_text || text[piece.code.range()].trim().is_empty() {
            return;
        }
        match self.ranges.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = end,
            None => self.ranges.push(Span::new(start, end)),
        }
        for (at, bytes) in [(start, open), (piece.code.end, close)] {
            self.overlay.extend(bytes.iter().enumerate().map(|(i, b)| (at + i as u32, *b)));
        }
        if let (Some(name), Some(at)) = (piece.name, piece.open.rfind(CALL)) {
            let at = start + at as u32;
            self.names.push((Span::new(at, at + 1), name));
        }
    }

    /// Hides bytes from the parser: they look like a name, or like white space.
    fn hide(&mut self, span: Span, with: u8) {
        self.overlay.extend((span.start..span.end).map(|at| (at, with)));
    }

    /// Hides the code of other regions that stands in this one; its delimiters are of this one.
    fn hide_within(&mut self, code: &[Self]) {
        for (region, span) in code.iter().flat_map(|c| c.ranges.iter().map(move |r| (c, *r))) {
            let delimiter = region.overlay.binary_search_by_key(&(span.end - 1), |(at, _)| *at).is_ok();
            let at = self.ranges.partition_point(|r| r.end < span.end);
            if self.ranges.get(at).is_some_and(|r| r.contains(span)) {
                self.hide(Span::new(span.start, span.end - u32::from(delimiter)), b'_');
            }
        }
        self.overlay.sort_by_key(|(at, _)| *at);
    }

    /// The text as the parser sees it.
    pub(crate) fn overlaid<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let blanks = self.ranges.len() > MAX_RANGES;
        if self.overlay.is_empty() && !blanks {
            return Cow::Borrowed(text);
        }
        let mut bytes = text.as_bytes().to_vec();
        if blanks {
            let mut at = 0;
            for range in self.ranges.iter().map(|r| r.range()).chain(std::iter::once(text.len()..text.len())) {
                bytes[at..range.start].iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
                at = range.end;
            }
        }
        for (at, byte) in &self.overlay {
            bytes[*at as usize] = *byte;
        }
        String::from_utf8(bytes).map_or(Cow::Borrowed(text), Cow::Owned)
    }

    /// The ranges as the parser wants them.
    pub(crate) fn included(&self, text: &str) -> Vec<tree_sitter::Range> {
        let mut at = (0, tree_sitter::Point::new(0, 0));
        let mut point = |offset: u32| {
            let passed = &text.as_bytes()[at.0..offset as usize];
            let lines = passed.iter().filter(|b| **b == b'\n').count();
            let tail = passed.iter().rev().take_while(|b| **b != b'\n').count();
            let column = if lines == 0 { at.1.column + tail } else { tail };
            at = (offset as usize, tree_sitter::Point::new(at.1.row + lines, column));
            at.1
        };
        let range = |r: &Span| tree_sitter::Range {
            start_byte: r.start as usize,
            end_byte: r.end as usize,
            start_point: point(r.start),
            end_point: point(r.end),
        };
        if self.ranges.len() > MAX_RANGES { Vec::new() } else { self.ranges.iter().map(range).collect() }
    }

    /// Gives the calls that stand in place of delimiters their names.
    pub(crate) fn name_calls(&self, tree: &mut Tree, symbols: &mut Symbols) {
        if self.names.is_empty() {
            return;
        }
        for id in (0..tree.len() as u32).map(NodeId) {
            let node = *tree.node(id);
            let named = self.names.binary_search_by_key(&node.span, |(span, _)| *span);
            if let (NodeKind::Name | NodeKind::Ident, Ok(i)) = (node.kind, named) {
                tree.node_mut(id).sym = symbols.intern(self.names[i].1);
            }
        }
    }
}

/// Ranges that the parser is given. It looks through all of them for every token, so that of more than these the bytes between them are
/// blanked instead.
const MAX_RANGES: usize = 500;

/// The letter in the opening of a piece that stands for the name of the call around it.
const CALL: char = 'a';

/// Code between delimiters.
struct Piece {
    code: Span,
    /// What the parser sees in place of the bytes before the code; as many bytes as it has.
    open: Cow<'static, str>,
    /// The same for the bytes behind it.
    close: &'static str,
    name: Option<&'static str>,
}

impl Piece {
    fn new(code: Span, open: &'static str, close: &'static str) -> Self {
        Self { code, open: Cow::Borrowed(open), close, name: None }
    }

    fn named(self, name: &'static str) -> Self {
        Self { name: Some(name), ..self }
    }
}

/// The sorts of templates, by the ends of their files' names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// A page with scripts and styles.
    Page,
    /// A component of Vue.
    Vue,
    /// A component of Svelte.
    Svelte,
    /// A page with C# behind `@`.
    Razor,
    /// Code of a language between `<%` and `%>`.
    Directives(&'static str),
}

impl Kind {
    fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path).to_ascii_lowercase();
        Some(match name.rsplit_once('.')?.1 {
            "html" | "htm" | "xhtml" => Self::Page,
            "vue" => Self::Vue,
            "svelte" => Self::Svelte,
            "cshtml" | "razor" => Self::Razor,
            "erb" | "rhtml" => Self::Directives("ruby"),
            "ejs" => Self::Directives("javascript"),
            "jsp" | "jspf" | "jspx" | "tag" => Self::Directives("java"),
            _ => return None,
        })
    }

    /// Whether what stands around the code is HTML: `a.js.erb` is JavaScript.
    fn is_markup(self, path: &str) -> bool {
        let stem = path.rsplit('/').next().unwrap_or(path).rsplit_once('.').map_or("", |(stem, _)| stem);
        let inner = stem.rsplit_once('.').map(|(_, inner)| inner.to_ascii_lowercase());
        !matches!(self, Self::Directives(_)) || inner.is_none_or(|i| matches!(i.as_str(), "html" | "htm" | "xhtml"))
    }
}

/// The languages that a file of this name may be written in, that of the page first, as far as this build has them; empty if it is no
/// template. Which of them a file holds is what [`Parser::regions`] says.
pub fn template_languages(path: &str) -> Vec<Language> {
    const SCRIPTS: [&str; 4] = ["javascript", "typescript", "tsx", "css"];
    let Some(kind) = Kind::of(path) else { return Vec::new() };
    let page = kind.is_markup(path).then_some("html");
    let code = match kind {
        Kind::Directives(language) => Some(language),
        Kind::Razor => Some("csharp"),
        Kind::Page | Kind::Vue | Kind::Svelte => None,
    };
    let scripts = SCRIPTS.into_iter().filter(|l| page.is_some() && Some(*l) != code);
    page.into_iter().chain(code).chain(scripts).filter_map(Language::from_name).collect()
}

impl Parser {
    /// The regions of a template, each to be parsed by [`Parser::parse_region`]; none for other files. Languages that this build does not
    /// have are left out, and so are regions without code.
    pub fn regions(&mut self, path: &str, text: &str) -> Vec<Region> {
        let Some(kind) = Kind::of(path) else { return Vec::new() };
        let mut regions = match kind {
            Kind::Page => self.page(text, text, false),
            Kind::Vue => self.page(text, text, true),
            Kind::Svelte => svelte::regions(text),
            Kind::Razor => razor::regions(text),
            Kind::Directives(language) => directives::regions(text, language),
        };
        if matches!(kind, Kind::Razor | Kind::Directives(_)) && kind.is_markup(path) {
            regions.extend(self.page_around(text, &regions));
        }
        regions.retain(|r| !r.is_empty(text));
        regions
    }

    /// The regions of the page that code stands in, whose signs the parser of the page does not see.
    fn page_around(&mut self, text: &str, code: &[Region]) -> Vec<Region> {
        let mut page = Region::new(Language::Html, Vec::new());
        for region in code {
            // What the other parser sees as delimiters is of the page.
            let is_code = |at: u32| region.overlay.binary_search_by_key(&at, |(at, _)| *at).is_err();
            let is_sign = |at: &u32| b"<>&\"'=/".contains(&text.as_bytes()[*at as usize]) && is_code(*at);
            let signs = region.ranges.iter().flat_map(|r| r.start..r.end).filter(is_sign);
            page.overlay.extend(signs.map(|at| (at, b'_')));
        }
        let mut regions = self.page(text, &page.overlaid(text), false);
        if let Some((first, others)) = regions.split_first_mut() {
            first.overlay = page.overlay;
            others.iter_mut().for_each(|r| r.hide_within(code));
        }
        regions
    }
}

/// A region for a language that may not be in this build, filled by `fill`; none if it stays empty.
fn region(language: Option<Language>, fill: impl FnOnce(&mut Region)) -> Option<Region> {
    let mut region = Region::new(language?, Vec::new());
    fill(&mut region);
    (!region.ranges.is_empty()).then_some(region)
}

#[cfg(test)]
mod tests {
    use super::{Parser, Region};

    /// The text as the parser of a region sees it, with `.` for what it does not.
    pub(in crate::regions) fn seen(region: &Region, text: &str) -> String {
        let overlaid = region.overlaid(text);
        let is_read = |at: usize| region.ranges.iter().any(|r| r.range().contains(&at));
        overlaid.char_indices().map(|(at, c)| if is_read(at) { c } else { '.' }).collect()
    }

    fn check(path: &str, text: &str, language: &str, expected: &str) {
        let regions = Parser::new().regions(path, text);
        let region = regions.iter().find(|r| r.language.name() == language);
        assert_eq!(region.map(|r| seen(r, text)).as_deref(), Some(expected), "{path}");
    }

    #[test]
    fn delimiters_become_what_parses() {
        check("a.vue", "<p :b=\"c\" @d='e'>{{ f }}</p>", "javascript", ".....;(c);..;{e};a( f );....");
        check(
            "a.vue",
            "<p v-html=\"x\" v-for='y in z' /><script>q</script>",
            "javascript",
            "........;a(x);..........;(z);..........q;........",
        );
        check("a.svelte", "<p>{@html x}{y}</p>{#if z}", "javascript", "...;a    (x);y;........;z;");
        check("a.ejs", "<% if (a) { %>b<%= c -%><%- d %>", "javascript", ".. if (a) { \n.. a( c );. a( d );");
        check("a.cshtml", "<p>@A.B(c).</p>@{ d; <b>@e</b> }", "csharp", "...!A.B(c);.....{ d; ...!e;... }");
        check(
            "a.html",
            "<script>a</script><script type='text/x'>b</script>",
            "javascript",
            "........a;........................................",
        );
    }

    #[test]
    fn code_of_servers_in_scripts_is_hidden() {
        check(
            "a.html",
            "<script>a = <%= b %>; {% c %}</script>",
            "javascript",
            "........a = ________;        ;........",
        );
        check("a.cshtml", "<script>a = @B.C;</script>", "javascript", "........a = ____;;........");
    }
}
