//! What a word of the shell is made of, and its node.
//!
//! Quotes that hold no expansion make no difference: `a`, `"a"` and `'a'` are one string. A word with an expansion in it is a template of
//! its pieces; an expansion alone is itself, and in double quotes a template of one piece.

use super::read::{continuation, piece};
use crate::lower::Lower;
use crate::placeholder::reserved_length;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

/// Nodes that may be open around a command in a command, which is read anew for each of them; deeper ones are text.
const MAX_OPEN: usize = 200;

/// A piece of a word.
enum Part {
    /// Literal text, without its quotes.
    Text(String, Span),
    /// `$NAME` or `${NAME…}`: where the name stands, and where the default value does.
    Expansion(Span, Span, Option<Span>),
    /// `$(…)`, `` `…` `` or `<(…)`: where the commands stand.
    Commands(Span, Span),
    /// A placeholder.
    Hole(Span),
}

/// What `"..."` in a pattern means.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Dots {
    /// Any string.
    AnyString,
    /// A string with an expansion in it, as Semgrep has it for commands: without one, quotes make no difference there.
    Interpolated,
}

struct Parts {
    list: Vec<Part>,
    /// Whether some of it stands in double quotes.
    quoted: bool,
}

impl Parts {
    fn text(&mut self, text: &str, span: Span) {
        match self.list.last_mut() {
            Some(Part::Text(before, covered)) => {
                before.push_str(text);
                *covered = covered.cover(span);
            }
            _ => self.list.push(Part::Text(text.to_owned(), span)),
        }
    }
}

impl Lower<'_> {
    /// Lowers a word; literal ones become nodes of the given kind.
    pub(super) fn emit_word(&mut self, span: Span, literal: K, role: R, dots: Dots) {
        let mut parts = Parts { list: Vec::new(), quoted: false };
        self.read_parts(span, false, &mut parts);
        match parts.list.as_slice() {
            [] => {
                self.literal(span, K::Str, role, "");
            }
            [Part::Text(text, _)] if !(parts.quoted && self.holes.is_some() && text.contains("...")) => {
                let text = text.clone();
                self.literal(span, literal, role, &text);
            }
            [Part::Hole(at)] if !parts.quoted => {
                let word = &self.text[at.range()];
                self.leaf_word(span, literal, role, word);
            }
            [only @ (Part::Expansion(..) | Part::Commands(..))] if !parts.quoted => self.emit_part(only, role),
            list => {
                let out = self.open_span(span, K::Template, role);
                list.iter().for_each(|p| self.emit_part(p, R::Item));
                if dots == Dots::Interpolated && matches!(list, [Part::Text(text, _)] if text == "...") {
                    // The second `...` keeps the matcher from reading the template as any string.
                    self.literal(Span::new(span.end, span.end), K::Ellipsis, R::Item, "");
                }
                self.close(out);
            }
        }
    }

    fn emit_part(&mut self, part: &Part, role: R) {
        if let Part::Expansion(span, ..) | Part::Commands(span, _) = part
            && self.depth() > MAX_OPEN
        {
            self.literal(*span, K::StrPart, role, &self.text[span.range()]);
            return;
        }
        match part {
            Part::Text(text, span) => {
                self.literal(*span, K::StrPart, role, text);
            }
            Part::Hole(span) => {
                self.leaf_word(*span, K::Name, role, &self.text[span.range()]);
            }
            Part::Expansion(span, name, default) => {
                let out = self.open_span(*span, K::Unary, role);
                self.set_word(out, "$");
                self.leaf_word(*name, K::Name, R::Operand, &self.text[name.range()]);
                if let Some(default) = default {
                    self.emit_word(*default, K::Str, R::Default, Dots::AnyString);
                }
                self.close(out);
            }
            Part::Commands(span, inner) => {
                let out = self.open_span(*span, K::Unary, role);
                self.set_word(out, "$()");
                self.shell_commands(*inner, R::Operand);
                self.close(out);
            }
        }
    }

    fn read_parts(&self, span: Span, in_quotes: bool, parts: &mut Parts) {
        let (mut at, end) = (span.start as usize, span.end as usize);
        while at < end {
            let rest = &self.text[at..end];
            let here = |from: usize, to: usize| Span::new((at + from) as u32, (at + to) as u32);
            if let Some(length) = self.hole_length(rest) {
                let is_glued = !in_quotes
                    && rest.len() + at - span.start as usize != length
                    && self.is_ellipsis_word(&rest[..length]);
                if is_glued {
                    // `./...` is a path and no ellipsis.
                    parts.text("...", here(0, length));
                } else {
                    parts.list.push(Part::Hole(here(0, length)));
                }
                at += length;
                continue;
            }
            if let Some(length) = continuation(rest) {
                at += length;
                continue;
            }
            let length = if rest.starts_with(['<', '>']) && rest[1..].starts_with('(') {
                rest.len()
            } else {
                piece(rest).clamp(1, rest.len())
            };
            let written = &rest[..length];
            match written.as_bytes()[0] {
                b'\'' if length > 1 && !in_quotes => parts.text(&written[1..length - 1], here(1, length - 1)),
                b'\'' if in_quotes => {
                    parts.text("'", here(0, 1));
                    at += 1;
                    continue;
                }
                b'"' if length > 1 && !in_quotes => {
                    parts.quoted = true;
                    parts.text("", here(1, 1));
                    self.read_parts(here(1, length - 1), true, parts);
                    if matches!(parts.list.as_slice(), [Part::Text(text, _), _, ..] if text.is_empty()) {
                        parts.list.remove(0);
                    }
                }
                b'$' if length > 1 => parts.list.push(dollar(written, here(0, length))),
                b'`' if length > 1 => parts.list.push(Part::Commands(here(0, length), here(1, length - 1))),
                b'<' | b'>' if length > 1 => parts.list.push(Part::Commands(here(0, length), here(2, length - 1))),
                _ => parts.text(written, here(0, length)),
            }
            at += length;
        }
    }

    /// The length of the placeholder that `text` starts with; before one that could not stand bare, the pattern has a `$`.
    fn hole_length(&self, text: &str) -> Option<usize> {
        self.holes?;
        let bare = text.strip_prefix('$').unwrap_or(text);
        reserved_length(bare).map(|length| length + text.len() - bare.len())
    }

    fn is_ellipsis_word(&self, word: &str) -> bool {
        self.hole_kind(word) == Some(K::Ellipsis)
    }
}

/// `$NAME`, `${NAME…}`, `$(…)`.
fn dollar(written: &str, span: Span) -> Part {
    let inner = |from: usize, to: usize| Span::new(span.start + from as u32, span.start + to.max(from) as u32);
    let closed = |close: char| written.len() - usize::from(written.ends_with(close));
    match written.as_bytes()[1] {
        b'(' => Part::Commands(span, inner(2, closed(')'))),
        b'{' => {
            let body = &written[2..closed('}')];
            let name = body.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
            let after = &body[name..];
            let operator = after.bytes().take_while(|b| matches!(b, b':' | b'-' | b'+' | b'?' | b'=')).count();
            let default = (operator > 0 && name > 0).then(|| inner(2 + name + operator, 2 + body.len()));
            Part::Expansion(span, inner(2, 2 + if name > 0 { name } else { body.len() }), default)
        }
        _ => Part::Expansion(span, inner(1, written.len()), None),
    }
}
