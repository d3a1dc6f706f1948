//! Razor: C# behind `@` in HTML.
//!
//! There is no grammar for it, so a small reader finds what is C#: blocks, statements with markup in their braces, and expressions, which
//! end where Razor lets them end. All of it is one program. An expression that is shown stands in it as an operand of `!`, the one prefix
//! that fits in the place of the `@` and makes a statement of any expression.

use super::{Piece, Region, region};
use crate::language::Language;
use std::borrow::Cow;
use wardline_base::Span;

pub(super) fn regions(text: &str) -> Vec<Region> {
    let mut reader = Reader { text, at: 0, depth: 0, spare: 8 * text.len(), pieces: Vec::new() };
    reader.markup(Until::End);
    let code = region(Language::from_name("csharp"), |r| reader.pieces.iter().for_each(|p| r.piece(text, p)));
    code.into_iter().collect()
}

/// Levels of code in markup in code that are read.
const MAX_DEPTH: u32 = 60;
/// Bytes that an expression's brackets may hold.
const MAX_BRACKETS: usize = 4_000;

/// Characters that a string on one line may have.
const MAX_STRING: usize = 500;

/// Words behind `@` whose statement has a block.
const STATEMENTS: &[&str] = &["if", "for", "foreach", "while", "switch", "lock", "using", "do", "try"];
/// Words behind `@` that are no code.
const DIRECTIVES: &[&str] = &[
    "model",
    "inherits",
    "namespace",
    "page",
    "layout",
    "attribute",
    "implements",
    "addTagHelper",
    "removeTagHelper",
    "tagHelperPrefix",
    "typeparam",
    "preservewhitespace",
    "rendermode",
    "section",
];
/// Elements that have no end tag.
const VOID: &[&str] =
    &["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

/// Where markup ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    End,
    /// Where the element that it starts with is closed.
    Element,
    /// At the end of the line.
    Line,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    depth: u32,
    /// Bytes that may still be read for the ends of brackets, so that brackets that never close do not cost their square.
    spare: usize,
    pieces: Vec<Piece>,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn step(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    fn skip_past(&mut self, close: &str) {
        self.at = self.rest().find(close).map_or(self.text.len(), |i| self.at + i + close.len());
    }

    fn markup(&mut self, until: Until) {
        let mut open = 0;
        while let Some(c) = self.rest().chars().next() {
            match c {
                '@' => self.transition(),
                '\n' if until == Until::Line => return,
                '<' if until == Until::Element => {
                    open += self.tag();
                    if open <= 0 {
                        return;
                    }
                }
                _ => self.step(),
            }
        }
    }

    /// Reads a tag up to its `>`; how many elements it opens.
    fn tag(&mut self) -> i32 {
        if self.rest().starts_with("<!--") {
            self.skip_past("-->");
            return 0;
        }
        let closes = self.rest().starts_with("</");
        let name = self.rest().trim_start_matches(['<', '/']);
        let name = name[..name.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(name.len())].to_lowercase();
        let mut quote = None;
        self.step();
        while let Some(c) = self.rest().chars().next() {
            match quote {
                _ if c == '@' => {
                    self.transition();
                    continue;
                }
                Some(open) if open == c => quote = None,
                None if matches!(c, '"' | '\'') => quote = Some(c),
                None if c == '>' => break,
                _ => {}
            }
            self.step();
        }
        let is_empty = self.text[..self.at].ends_with('/') || VOID.contains(&name.as_str());
        self.step();
        if closes { -1 } else { i32::from(!is_empty) }
    }

    /// What an `@` in markup begins.
    fn transition(&mut self) {
        let at = self.at;
        let follows_word = self.text[..at].ends_with(char::is_alphanumeric);
        self.at += 1;
        let rest = self.rest();
        if follows_word || self.depth >= MAX_DEPTH {
            return;
        }
        if rest.starts_with('@') {
            self.at += 1;
        } else if rest.starts_with('*') {
            self.skip_past("*@");
        } else if rest.starts_with('{') {
            self.code(Cow::Borrowed(""), None);
        } else if rest.starts_with('(') {
            self.shown(at);
        } else if let Some(word) = word(rest).map(str::to_owned) {
            self.worded(at, &word);
        }
    }

    fn worded(&mut self, at: usize, word: &str) {
        let after = self.rest()[word.len()..].trim_start();
        let line = self.rest().find('\n').unwrap_or(self.rest().len());
        match word {
            "using" if !after.starts_with('(') => self.line(0, line),
            "inject" => self.line(word.len(), line),
            "code" | "functions" if after.starts_with('{') => self.members(at),
            _ if DIRECTIVES.contains(&word) => self.at += line,
            _ if STATEMENTS.contains(&word) => self.code(Cow::Borrowed(""), None),
            _ => self.shown(at),
        }
    }

    /// A directive that is a declaration, in place of whose line end stands a `;`.
    fn line(&mut self, from: usize, to: usize) {
        let carriage = usize::from(self.rest()[..to].ends_with('\r'));
        let code = Span::new((self.at + from) as u32, (self.at + to - carriage) as u32);
        self.pieces.push(Piece::new(code, "", ";"));
        self.at += to;
    }

    /// `@code { members }`, as a class in its place if there is room for that.
    fn members(&mut self, at: usize) {
        let brace = self.at + self.rest().find('{').unwrap_or(0);
        let room = brace + 1 - at.saturating_sub(1);
        self.at = brace;
        match room.checked_sub("class a{".len()) {
            Some(spare) if at > 0 => {
                self.at += 1;
                self.code(Cow::Owned(format!("class a{}{{", " ".repeat(spare))), Some("Page"));
            }
            _ => self.code(Cow::Borrowed(""), None),
        }
    }

    /// An expression that is shown: what is in parentheses, or a chain of names, calls and indexes.
    fn shown(&mut self, at: usize) {
        let start = self.at;
        let mut end = start;
        if let Some(after) = self.rest().strip_prefix("await ") {
            end = self.text.len() - after.len();
        }
        end += word(&self.text[end..]).map_or(0, str::len);
        let text = self.text;
        loop {
            let rest = &text[end..];
            let dot = ["!.", "?.", "."].into_iter().find(|dot| rest.starts_with(dot));
            let member = dot.and_then(|dot| word(&rest[dot.len()..]).map(|word| dot.len() + word.len()));
            let opens = rest.starts_with(['(', '[']) && self.spare >= MAX_BRACKETS.min(rest.len());
            let length = member.or_else(|| {
                let length = if opens { brackets(rest) } else { None };
                self.spare = self.spare.saturating_sub(if opens { length.unwrap_or(MAX_BRACKETS) } else { 0 });
                length
            });
            match length {
                Some(length) => end += length,
                None => break,
            }
        }
        if end > start {
            // The byte behind it may be needed as what it is, or be a part of a character.
            let is_free = self.text[end..].starts_with(|c: char| c.is_ascii() && !matches!(c, '@' | '}'));
            let close = if is_free { ";" } else { "" };
            debug_assert_eq!(at + 1, start, "the `@` stands before the expression");
            self.pieces.push(Piece::new(Span::new(start as u32, end as u32), "!", close));
            self.at = end;
        }
    }

    /// A statement or block up to its closing brace, with the markup in it read as such.
    fn code(&mut self, open: Cow<'static, str>, name: Option<&'static str>) {
        self.depth += 1;
        let mut braces = i32::from(name.is_some());
        let mut start = self.at;
        let mut opening = Some((open, name));
        let mut emit = |r: &mut Self, start: usize| {
            let (open, name) = opening.take().unwrap_or_default();
            r.pieces.push(Piece { code: Span::new(start as u32, r.at as u32), open, close: "", name });
        };
        let mut last = '{';
        while let Some(c) = self.rest().chars().next() {
            let starts_statement = braces > 0 && matches!(last, '{' | '}' | ';');
            let is_markup = c == '<' && self.rest()[1..].starts_with(|n: char| n.is_alphabetic());
            if starts_statement && (is_markup || c == '@') {
                emit(self, start);
                self.nested();
                start = self.at;
                last = ';';
                continue;
            }
            if let Some(length) = literal(self.rest()) {
                self.at += length;
                last = '"';
                continue;
            }
            self.step();
            braces += i32::from(c == '{') - i32::from(c == '}');
            last = if c.is_whitespace() { last } else { c };
            if c == '}' && braces <= 0 && !continues(self.rest()) {
                break;
            }
        }
        emit(self, start);
        self.depth -= 1;
    }

    /// Markup among statements.
    fn nested(&mut self) {
        if self.rest().starts_with("@:") {
            self.at += 2;
            self.markup(Until::Line);
        } else if self.rest().starts_with('@') {
            self.transition();
        } else {
            self.markup(Until::Element);
        }
    }
}

/// The name that a text starts with.
fn word(text: &str) -> Option<&str> {
    let starts = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    let length = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    starts.then(|| &text[..length])
}

/// The length of the string, character or comment that a text starts with; what is not closed goes up to the end of the text.
fn literal(text: &str) -> Option<usize> {
    let to = |from: usize, close: &str| Some(text[from..].find(close).map_or(text.len(), |i| from + i + close.len()));
    if let Some(open) = ["@\"", "$@\"", "@$\""].into_iter().find(|open| text.starts_with(open)) {
        return to(open.len(), "\"");
    }
    match text.as_bytes() {
        [b'/', b'/', ..] => to(2, "\n"),
        [b'/', b'*', ..] => to(2, "*/"),
        [quote @ (b'"' | b'\''), ..] => {
            let mut escaped = false;
            for (i, c) in text.char_indices().skip(1).take(MAX_STRING) {
                match c {
                    '\n' => return None,
                    _ if c == char::from(*quote) && !escaped => return Some(i + 1),
                    _ => escaped = c == '\\' && !escaped,
                }
            }
            None
        }
        _ => None,
    }
}

/// The length of the brackets that a text starts with, up to the one that closes the first.
fn brackets(text: &str) -> Option<usize> {
    let (mut at, mut open) = (0, 0);
    while at < text.len().min(MAX_BRACKETS) {
        let rest = &text[at..];
        if let Some(length) = literal(rest) {
            at += length;
            continue;
        }
        let c = rest.chars().next()?;
        open += i32::from(matches!(c, '(' | '[' | '{')) - i32::from(matches!(c, ')' | ']' | '}'));
        at += c.len_utf8();
        if open == 0 {
            return Some(at);
        }
    }
    None
}

/// Whether a statement goes on behind its closing brace.
fn continues(text: &str) -> bool {
    let text = text.trim_start();
    word(text).is_some_and(|w| matches!(w, "else" | "catch" | "finally"))
        || text.strip_prefix("while").is_some_and(|t| t.trim_start().starts_with('('))
}
