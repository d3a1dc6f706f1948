//! Generic mode: patterns over text of any kind, by words and punctuation.
//!
//! A text is a row of words (letters, digits, `_`) and single other characters. Deeper lines and what stands in matching brackets of one
//! line form lists within lists. A pattern is such a row too, its lists made by indentation alone: its words go into the lists of the text
//! as if they were not there, but not out of the one that it starts in, and an indented part of it must be the whole of a list. `...` skips
//! up to ten lines, `$X` is one word, `$...X` is what `...` skips. Lists are intervals of one flat row, so that going through them costs
//! nothing.

use crate::matcher::{Bindings, Bound};
use crate::pattern::{ANONYMOUS, MetaId, MetaNames};
use rustc_hash::FxHashMap;
use smallvec::SmallVec;
use std::cell::OnceCell;
use std::collections::hash_map::Entry;
use wardline_base::Span;
use wardline_rulefile::{CommentStyle, Options};

/// Steps that one pattern may use on one text.
const STEP_BUDGET: u64 = 5_000_000;

/// A word or character, with its place.
#[derive(Clone, Copy, Debug)]
struct Token {
    span: Span,
    line: u32,
    /// Its first byte, which tells most tokens apart.
    first: u8,
}

/// A text, split into words.
#[derive(Debug, Default)]
pub(crate) struct Words {
    tokens: Vec<Token>,
    /// Tokens by their first byte, in order, and where those of each byte start; one more than there are bytes.
    by_first: Vec<u32>,
    starts: Vec<u32>,
    /// First tokens and indentations of the lines.
    rows: Vec<(u32, u32)>,
    /// Few patterns ask for lists.
    lists: OnceCell<Lists>,
}

/// The lists of a text.
#[derive(Debug)]
struct Lists {
    /// First token and token after the last, sorted; the outer of two that start together comes first.
    spans: Vec<(u32, u32)>,
    /// For each token, where the innermost list that holds it ends.
    ends: Vec<u32>,
}

/// A part of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Word(String),
    Meta(MetaId),
    /// One or more ellipses in a row.
    Dots(u32),
    MetaDots(MetaId),
    List(Vec<Part>),
}

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct GenericPattern {
    parts: Vec<Part>,
}

/// A place where a pattern matches.
#[derive(Debug)]
pub(crate) struct GenericMatch {
    pub(crate) span: Span,
    pub(crate) bindings: Bindings,
}

impl Words {
    /// Splits a text; comments of the given style are left out.
    pub(crate) fn read(text: &str, comments: CommentStyle) -> Self {
        let spans = split(text, comments);
        let mut lines = LineWalk { text: text.as_bytes(), at: 0, line: 0, start: 0 };
        let mut tokens = Vec::with_capacity(spans.len());
        let mut rows: Vec<(u32, u32)> = Vec::new();
        for span in spans {
            let line = lines.to(span.start as usize);
            if tokens.last().is_none_or(|t: &Token| t.line != line) {
                rows.push((tokens.len() as u32, lines.indent(span.start as usize)));
            }
            tokens.push(Token { span, line, first: text.as_bytes()[span.start as usize] });
        }
        let (by_first, starts) = by_first(&tokens);
        Self { tokens, by_first, starts, rows, lists: OnceCell::new() }
    }

    /// The tokens that start with this byte, in order.
    fn starting_with(&self, byte: u8) -> &[u32] {
        let byte = usize::from(byte);
        &self.by_first[self.starts[byte] as usize..self.starts[byte + 1] as usize]
    }

    fn lists(&self, text: &str) -> &Lists {
        self.lists.get_or_init(|| {
            let mut found = brackets(text, &self.tokens);
            indents(&self.rows, self.tokens.len() as u32, &mut found);
            found.sort_unstable_by_key(|(start, end)| (*start, std::cmp::Reverse(*end)));
            found.dedup();
            let spans = nested(found);
            let ends = ends(&spans, self.tokens.len());
            Lists { spans, ends }
        })
    }

    fn lists_at<'w>(&'w self, text: &str, token: usize) -> impl Iterator<Item = usize> + use<'w> {
        let lists = &self.lists(text).spans;
        let first = lists.partition_point(|(start, _)| (*start as usize) < token);
        lists[first..].iter().take_while(move |(start, _)| *start as usize == token).map(|(_, end)| *end as usize)
    }
}

/// The indices of tokens grouped by their first byte, and where each group starts.
fn by_first(tokens: &[Token]) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; 257];
    tokens.iter().for_each(|t| starts[usize::from(t.first) + 1] += 1);
    for byte in 0..256 {
        starts[byte + 1] += starts[byte];
    }
    let mut next = starts.clone();
    let mut order = vec![0u32; tokens.len()];
    for (index, token) in (0..).zip(tokens) {
        let place = &mut next[usize::from(token.first)];
        order[*place as usize] = index;
        *place += 1;
    }
    (order, starts)
}

/// Follows line numbers from token to token.
struct LineWalk<'t> {
    text: &'t [u8],
    at: usize,
    line: u32,
    start: usize,
}

impl LineWalk<'_> {
    fn to(&mut self, place: usize) -> u32 {
        while self.at < place {
            if self.text[self.at] == b'\n' {
                self.line += 1;
                self.start = self.at + 1;
            }
            self.at += 1;
        }
        self.line
    }

    /// Columns before a place on this line; a tab counts to the next multiple of eight.
    fn indent(&self, place: usize) -> u32 {
        self.text[self.start..place]
            .iter()
            .fold(0, |column, b| if *b == b'\t' { (column / 8 + 1) * 8 } else { column + 1 })
    }
}

fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The places of words and other characters.
fn split(text: &str, comments: CommentStyle) -> Vec<Span> {
    let mut out = Vec::with_capacity(text.len() / 4);
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let length = if let Some(length) = comment(rest, comments) {
            length
        } else if is_word(c) {
            let length = rest.bytes().take_while(|b| is_word(*b as char)).count();
            out.push(Span::new(at as u32, (at + length) as u32));
            length
        } else {
            if !c.is_whitespace() {
                out.push(Span::new(at as u32, (at + c.len_utf8()) as u32));
            }
            c.len_utf8()
        };
        at += length;
    }
    out
}

/// The length of the comment that a text starts with.
fn comment(rest: &str, style: CommentStyle) -> Option<usize> {
    let line = |rest: &str| rest.find('\n').unwrap_or(rest.len());
    let block = |rest: &str| rest.find("*/").map_or(rest.len(), |i| i + 2);
    match style {
        CommentStyle::None => None,
        CommentStyle::Shell => rest.starts_with('#').then(|| line(rest)),
        CommentStyle::C => rest.starts_with("/*").then(|| block(rest)),
        CommentStyle::Cpp if rest.starts_with("//") => Some(line(rest)),
        CommentStyle::Cpp => rest.starts_with("/*").then(|| block(rest)),
    }
}

/// Where the innermost list around each token ends.
fn ends(lists: &[(u32, u32)], count: usize) -> Vec<u32> {
    let mut open: Vec<u32> = Vec::new();
    let mut starting = lists.iter().peekable();
    let end_of = |token: u32| {
        while open.pop_if(|end| *end <= token).is_some() {}
        while let Some((_, end)) = starting.next_if(|(start, _)| *start == token) {
            open.push(*end);
        }
        open.last().copied().unwrap_or(count as u32)
    };
    (0..count as u32).map(end_of).collect()
}

/// What stands between matching brackets of a line. A bracket without a partner is a character like any other.
fn brackets(text: &str, tokens: &[Token]) -> Vec<(u32, u32)> {
    let (mut out, mut open) = (Vec::new(), Vec::<(u8, u32)>::new());
    let mut line = 0;
    for (i, token) in tokens.iter().enumerate() {
        if token.line != line {
            line = token.line;
            open.clear();
        }
        let close = match text.as_bytes()[token.span.start as usize] {
            b'(' => {
                open.push((b')', i as u32));
                continue;
            }
            b'[' => {
                open.push((b']', i as u32));
                continue;
            }
            b'{' => {
                open.push((b'}', i as u32));
                continue;
            }
            close @ (b')' | b']' | b'}') => close,
            _ => continue,
        };
        if let Some(partner) = open.iter().rposition(|(expected, _)| *expected == close) {
            let start = open[partner].1 + 1;
            open.truncate(partner);
            if start < i as u32 {
                out.push((start, i as u32));
            }
        }
    }
    out
}

/// Runs of lines that are deeper than the line before them. `rows` are first tokens and indentations of lines.
fn indents(rows: &[(u32, u32)], count: u32, out: &mut Vec<(u32, u32)>) {
    // Open runs: the indentation of the line before, and where the run started.
    let mut open: Vec<(u32, u32)> = Vec::new();
    for pair in rows.windows(2) {
        let ((_, before), (start, indent)) = (pair[0], pair[1]);
        while let Some((_, first)) = open.pop_if(|(outer, _)| *outer >= indent) {
            out.push((first, start));
        }
        if indent > before {
            open.push((before, start));
        }
    }
    out.extend(open.into_iter().map(|(_, first)| (first, count)));
}

/// Lists that lie within each other or apart; of two that overlap otherwise the later one is dropped.
fn nested(lists: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    let mut open: Vec<u32> = Vec::new();
    let mut out = Vec::with_capacity(lists.len());
    for (start, end) in lists {
        while open.pop_if(|outer| *outer <= start).is_some() {}
        if open.last().is_none_or(|outer| end <= *outer) {
            open.push(end);
            out.push((start, end));
        }
    }
    out
}

impl GenericPattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// If there is nothing in it to look for.
    pub(crate) fn compile(text: &str, metas: &mut MetaNames) -> Result<Self, String> {
        let mut rows: Vec<(u32, Vec<Part>)> = Vec::new();
        for line in text.lines().filter(|l| !l.trim().is_empty()) {
            let walk = LineWalk { text: line.as_bytes(), at: 0, line: 0, start: 0 };
            let indent = walk.indent(line.len() - line.trim_start().len());
            rows.push((indent, row(line, metas)));
        }
        let mut parts = Vec::new();
        let least = rows.iter().map(|(indent, _)| *indent).min().unwrap_or(0);
        // The first line may be indented less than the others only by how the rule file is written.
        if let Some(first) = rows.first_mut() {
            first.0 = least;
        }
        let mut rest = rows.into_iter().peekable();
        block(&mut rest, least, &mut parts);
        if matches!(parts.first(), Some(Part::Dots(_))) {
            parts.remove(0);
        }
        if parts.is_empty() {
            return Err("this pattern matches everything; say what to look for".into());
        }
        Ok(Self { parts })
    }

    /// The metavariables that the pattern binds.
    pub(crate) fn metas(&self) -> Vec<MetaId> {
        fn collect(parts: &[Part], out: &mut Vec<MetaId>) {
            for part in parts {
                match part {
                    Part::Meta(meta) | Part::MetaDots(meta) => out.push(*meta),
                    Part::List(inner) => collect(inner, out),
                    Part::Word(_) | Part::Dots(_) => {}
                }
            }
        }
        let mut out = Vec::new();
        collect(&self.parts, &mut out);
        out
    }

    /// Words that a text must hold for the pattern to match.
    pub(crate) fn words(&self) -> Vec<&str> {
        fn collect<'p>(parts: &'p [Part], out: &mut Vec<&'p str>) {
            for part in parts {
                match part {
                    Part::Word(word) => out.push(word),
                    Part::List(inner) => collect(inner, out),
                    _ => {}
                }
            }
        }
        let mut out = Vec::new();
        collect(&self.parts, &mut out);
        out
    }

    /// The tokens that a word of the pattern may be which stands at a fixed distance from the start, and that distance. Of several words
    /// the one with the fewest tokens is taken; without one, a match may start anywhere.
    fn candidates<'w>(&self, words: &'w Words) -> (usize, Option<&'w [u32]>) {
        let fixed = self.parts.iter().take_while(|p| matches!(p, Part::Word(_) | Part::Meta(_))).enumerate();
        let lists = fixed.filter_map(|(offset, part)| match part {
            Part::Word(word) => Some((offset, words.starting_with(word.as_bytes()[0]))),
            _ => None,
        });
        let fewest = lists.min_by_key(|(_, tokens)| tokens.len());
        fewest.map_or((0, None), |(offset, tokens)| (offset, Some(tokens)))
    }

    /// Of matches that end together, the shortest is meant; where an ellipsis only reaches for what follows, the longest.
    fn keeps_longest(&self) -> bool {
        matches!(self.parts.last(), Some(Part::Dots(_) | Part::MetaDots(_)))
    }

    /// The matches in a text, at most one for each start and end; and whether the step budget ran out.
    pub(crate) fn find(
        &self,
        text: &str,
        words: &Words,
        options: &Options,
        env: &Bindings,
    ) -> (Vec<GenericMatch>, bool) {
        let mut search =
            Search { text, words, max_span: options.generic_ellipsis_max_span, env: env.clone(), steps: STEP_BUDGET };
        let count = words.tokens.len();
        let mut out: Vec<GenericMatch> = Vec::new();
        let mut by_end: FxHashMap<usize, usize> = FxHashMap::default();
        let keeps_longest = self.keeps_longest();
        let (offset, candidates) = self.candidates(words);
        let all = candidates.map_or(count, <[u32]>::len);
        for index in 0..all {
            let place = candidates.map_or(index, |tokens| tokens[index] as usize);
            let Some(start) = place.checked_sub(offset) else { continue };
            if !search.may_start(&self.parts, start) {
                continue;
            }
            let mut found = None;
            let limit = words.lists(text).ends[start] as usize;
            search.parts(&self.parts, start, start, limit, false, &mut |s, end| {
                found = Some((end, s.env.clone()));
                true
            });
            if let Some((end, bindings)) = found.filter(|(end, _)| *end > start) {
                let span = words.tokens[start].span.cover(words.tokens[end - 1].span);
                match by_end.entry(end) {
                    Entry::Occupied(_) if keeps_longest => {}
                    Entry::Occupied(known) => out[*known.get()] = GenericMatch { span, bindings },
                    Entry::Vacant(place) => {
                        place.insert(out.len());
                        out.push(GenericMatch { span, bindings });
                    }
                }
            }
            if search.steps == 0 {
                return (out, true);
            }
        }
        (out, false)
    }
}

/// Takes the lines of one list: deeper lines form a list of their own.
fn block(rows: &mut std::iter::Peekable<std::vec::IntoIter<(u32, Vec<Part>)>>, indent: u32, out: &mut Vec<Part>) {
    while let Some((deeper, _)) = rows.peek() {
        let deeper = *deeper;
        if deeper < indent {
            return;
        }
        if deeper > indent {
            let mut inner = Vec::new();
            block(rows, deeper, &mut inner);
            out.push(Part::List(inner));
        } else if let Some((_, parts)) = rows.next() {
            for part in parts {
                // Ellipses in a row are one that may skip as much as all of them.
                match (out.last_mut(), part) {
                    (Some(Part::Dots(count)), Part::Dots(more)) => *count += more,
                    (_, part) => out.push(part),
                }
            }
        }
    }
}

/// The parts of a line.
fn row(line: &str, metas: &mut MetaNames) -> Vec<Part> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = line[at..].chars().next() {
        let rest = &line[at..];
        let length = if let Some(length) = wardline_lang::metavariable_length(rest) {
            let meta = metas.intern(&rest[..length]);
            out.push(if rest.starts_with("$...") { Part::MetaDots(meta) } else { Part::Meta(meta) });
            length
        } else if rest.starts_with("...") {
            out.push(Part::Dots(1));
            3
        } else if is_word(c) {
            let length = rest.bytes().take_while(|b| is_word(*b as char)).count();
            out.push(Part::Word(rest[..length].to_owned()));
            length
        } else {
            if !c.is_whitespace() {
                out.push(Part::Word(c.to_string()));
            }
            c.len_utf8()
        };
        at += length;
    }
    out
}

struct Search<'a> {
    text: &'a str,
    words: &'a Words,
    max_span: u32,
    env: Bindings,
    steps: u64,
}

/// What is done with a match that ends before a token; `true` stops the search.
type Done<'k, 'a> = &'k mut dyn FnMut(&mut Search<'a>, usize) -> bool;

impl<'a> Search<'a> {
    fn written(&self, token: usize) -> &'a str {
        &self.text[self.words.tokens[token].span.range()]
    }

    /// Whether a token is this word.
    fn is(&self, token: usize, word: &str) -> bool {
        let known = &self.words.tokens[token];
        known.first == word.as_bytes()[0] && known.span.len() as usize == word.len() && self.written(token) == word
    }

    /// Whether the parts of fixed length that a pattern starts with fit here, so that nothing else need be tried.
    fn may_start(&self, parts: &[Part], token: usize) -> bool {
        for (part, at) in parts.iter().zip(token..) {
            let fits = match part {
                Part::List(_) => at == token && self.words.lists_at(self.text, at).next().is_some(),
                Part::Dots(_) | Part::MetaDots(_) => true,
                _ if at >= self.words.tokens.len() => false,
                Part::Word(word) => self.is(at, word),
                Part::Meta(_) => is_word(char::from(self.words.tokens[at].first)),
            };
            if !matches!(part, Part::Word(_) | Part::Meta(_)) || !fits {
                return fits || (matches!(part, Part::List(_)) && at > token);
            }
        }
        true
    }

    /// Matches parts from token `at` on; `first` is where the whole match started. The list that `limit` ends must be used up if `whole`.
    fn parts(
        &mut self,
        parts: &[Part],
        first: usize,
        at: usize,
        limit: usize,
        whole: bool,
        done: Done<'_, 'a>,
    ) -> bool {
        if self.steps == 0 {
            return true;
        }
        self.steps -= 1;
        let Some((part, rest)) = parts.split_first() else {
            return (!whole || at == limit) && done(self, at);
        };
        match part {
            Part::Word(word) => at < limit && self.is(at, word) && self.parts(rest, first, at + 1, limit, whole, done),
            Part::Meta(meta) => {
                at < limit
                    && self.written(at).starts_with(is_word)
                    && self.bind(*meta, self.words.tokens[at].span, &mut |s| {
                        s.parts(rest, first, at + 1, limit, whole, &mut *done)
                    })
            }
            Part::List(inner) => {
                let words = self.words;
                let ends: SmallVec<[usize; 4]> = words.lists_at(self.text, at).filter(|end| *end <= limit).collect();
                // An indented `...` alone is any list, however long.
                let is_any = matches!(inner.as_slice(), [Part::Dots(_)]);
                ends.into_iter().any(|end| {
                    if is_any {
                        return self.parts(rest, first, end, limit, whole, done);
                    }
                    self.parts(inner, first, at, end, true, &mut |s, reached| {
                        s.parts(rest, first, reached, limit, whole, &mut *done)
                    })
                })
            }
            Part::Dots(count) => {
                let lines = self.max_span.saturating_mul(*count);
                self.skip(rest, first, at, limit, whole, (None, lines), done)
            }
            Part::MetaDots(meta) => self.skip(rest, first, at, limit, whole, (Some(*meta), self.max_span), done),
        }
    }

    /// An ellipsis, which skips some number of lines: as few tokens as possible, but at the end of a pattern as many as there are in the
    /// list.
    #[expect(clippy::too_many_arguments, reason = "the state of a match, passed on unchanged")]
    fn skip(
        &mut self,
        rest: &[Part],
        first: usize,
        at: usize,
        limit: usize,
        whole: bool,
        (meta, max_span): (Option<MetaId>, u32),
        done: Done<'_, 'a>,
    ) -> bool {
        let words: &'a Words = self.words;
        let tokens = &words.tokens;
        let from_line = if at > first { tokens[at - 1].line } else { tokens.get(at).map_or(0, |t| t.line) };
        let near = |to: usize| to == at || tokens[to - 1].line - from_line <= max_span;
        if rest.is_empty() && !whole {
            // What ends a pattern reaches as far as it can, so that a pattern and its negation can have one range.
            let last = at + tokens[at..limit].partition_point(|t| t.line - from_line <= max_span);
            return self.skipped(meta, at, last, &mut |s| done(s, last));
        }
        if let Some(Part::Word(word)) = rest.first() {
            // Only places of the word that follows are tried.
            let places = words.starting_with(word.as_bytes()[0]);
            let from = places.partition_point(|place| (*place as usize) < at);
            let near = |to: &usize| *to < limit && tokens[*to].line - from_line <= max_span;
            return places[from..].iter().map(|place| *place as usize).take_while(near).any(|to| {
                self.is(to, word)
                    && self.skipped(meta, at, to, &mut |s| s.parts(rest, first, to, limit, whole, &mut *done))
            });
        }
        let mut to = at;
        while near(to) && (to == limit || tokens[to].line - from_line <= max_span) {
            if self.skipped(meta, at, to, &mut |s| s.parts(rest, first, to, limit, whole, &mut *done)) {
                return true;
            }
            if to == limit {
                break;
            }
            to += 1;
        }
        false
    }

    /// Binds what an ellipsis skipped, if it has a name.
    fn skipped(
        &mut self,
        meta: Option<MetaId>,
        from: usize,
        to: usize,
        then: &mut dyn FnMut(&mut Self) -> bool,
    ) -> bool {
        let tokens = &self.words.tokens;
        let span = match (tokens.get(from), to.checked_sub(1).and_then(|i| tokens.get(i))) {
            (Some(start), Some(end)) if from < to => {
                // White space before it belongs to it, so that conditions can tell `a:b` from `a: b`.
                let before = from.checked_sub(1).map_or(start.span.start, |i| tokens[i].span.end);
                Span::new(before, end.span.end)
            }
            (Some(start), _) => Span::new(start.span.start, start.span.start),
            _ => Span::new(self.text.len() as u32, self.text.len() as u32),
        };
        match meta {
            Some(meta) => self.bind(meta, span, then),
            None => then(self),
        }
    }

    fn bind(&mut self, meta: MetaId, span: Span, then: &mut dyn FnMut(&mut Self) -> bool) -> bool {
        if meta == ANONYMOUS {
            return then(self);
        }
        let slot = meta as usize;
        if let Some(bound) = self.env[slot] {
            return self.text[bound.span().range()].trim() == self.text[span.range()].trim() && then(self);
        }
        self.env[slot] = Some(Bound::Text(span));
        let stop = then(self);
        self.env[slot] = None;
        stop
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_with(pattern: &str, text: &str, options: &Options, expected: &[&str]) {
        let mut metas = MetaNames::default();
        let pattern = GenericPattern::compile(pattern, &mut metas).unwrap();
        let words = Words::read(text, options.generic_comment_style);
        let env = Bindings::from_elem(None, metas.len());
        let (found, exhausted) = pattern.find(text, &words, options, &env);
        let found: Vec<&str> = found.iter().map(|m| &text[m.span.range()]).collect();
        assert_eq!((found.as_slice(), exhausted), (expected, false), "{text}");
    }

    fn check(pattern: &str, text: &str, expected: &[&str]) {
        check_with(pattern, text, &Options::default(), expected);
    }

    #[test]
    fn words_and_punctuation() {
        check("listen 80", "listen 80;\nlisten  80 ;\nlisten 8080;", &["listen 80", "listen  80"]);
        check("a.b", "a . b a.c", &["a . b"]);
        check("proxy_pass http://$HOST", "proxy_pass http://records:80;", &["proxy_pass http://records"]);
        check("$X = $X", "a = a\na = b", &["a = a"]);
    }

    #[test]
    fn ellipses_skip_lines_but_not_many() {
        check("a ... b", "a x b", &["a x b"]);
        let far = format!("a\n{}b", "x\n".repeat(12));
        check("a ... b", &far, &[]);
        check("a\n...\n...\nb", &far, &[&far]);
        // Many of them cost no more than one.
        let dots = "...\n".repeat(20);
        let text = "a\n".repeat(100);
        check(&format!("a\n{dots}b\n{dots}c"), &text, &[]);
        let none = Options { generic_ellipsis_max_span: 0, ..Options::default() };
        check_with("a ... b", "a\nb\na b", &none, &["a b"]);
        check("f(...)", "f(g(1))", &["f(g(1)"]);
        check("f(\n  ...\n)", "f(g(1))", &["f(g(1))"]);
        check("user ...", "user a\n  b\nuser c", &["user a\n  b\nuser c"]);
        check("user ...", "x\n  user a\n    b\nc", &["user a\n    b"]);
        check("user ... ;", "user user a; b;", &["user a;"]);
    }

    #[test]
    fn indented_parts_are_whole_lists() {
        check("if x\n  y", "if x\n  y\nif x y", &["if x\n  y"]);
        let long = format!("if x\n{}", "  y\n".repeat(30));
        check("if x\n  ...", &long, &[long.trim_end()]);
        check("if x\n  y\n  ...", &long, &[]);
        check("if x\n  ...\n  z", &format!("{long}  z\n"), &[]);
        check(
            "server {\n  ...\n  listen 80;\n  ...\n}",
            "server {\n  a;\n  b { c }\n  listen 80;\n}",
            &["server {\n  a;\n  b { c }\n  listen 80;\n}"],
        );
        check("a b", "a\n  b", &["a\n  b"]);
    }

    #[test]
    fn a_match_stays_in_the_list_that_it_starts_in() {
        check("a ... b", "x\n  a\nb", &[]);
        check("a ... b", "(a) b\n(a (c b))", &["a (c b"]);
        check("a ... b", "x(a\n) b", &["a\n) b"]);
    }

    #[test]
    fn comments_are_left_out_by_option() {
        let style = |generic_comment_style| Options { generic_comment_style, ..Options::default() };
        check_with("a b", "a // c\nb", &style(CommentStyle::Cpp), &["a // c\nb"]);
        check_with("a b", "a # c\nb", &style(CommentStyle::Shell), &["a # c\nb"]);
        check_with("a b", "a /* c */ b", &style(CommentStyle::C), &["a /* c */ b"]);
        check("a b", "a # c\nb", &[]);
    }
}
