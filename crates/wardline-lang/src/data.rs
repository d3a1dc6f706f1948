//! What the data languages share: placeholders where a grammar takes only strings, and `<... ...>` where it has no calls.
//!
//! Neither YAML nor JSON has an expression that could wrap another, so `<... e ...>` is written as a list whose first element is the
//! placeholder. JSON has no bare words either: a placeholder outside of quotes is put into quotes behind [`MARK`], which tells it from
//! `"$X"`, the content of a string.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::placeholder::reserved_length;
use crate::tree::{NodeKind, Role};
use wardline_base::Span;

/// Stands before a placeholder that was quoted to make it parsable.
pub(crate) const MARK: char = '@';

/// A text that is rewritten for a grammar, character by character, outside of its strings.
pub(crate) struct Rewriting<'t> {
    text: &'t str,
    at: usize,
    out: String,
    /// The brackets that are open; `D` is a `<...` that is written as a list.
    brackets: Vec<char>,
}

impl<'t> Rewriting<'t> {
    pub(crate) fn new(text: &'t str) -> Self {
        Self { text, at: 0, out: String::with_capacity(text.len() + 16), brackets: Vec::new() }
    }

    /// The text with each placeholder outside of strings replaced by what `write` gives for it and the innermost open bracket.
    pub(crate) fn run(mut self, write: impl Fn(&str, Place) -> String) -> String {
        while let Some(c) = self.text[self.at..].chars().next() {
            let rest = &self.text[self.at..];
            if let Some(length) = reserved_length(rest) {
                let word = &rest[..length];
                let follows = rest[length..].trim_start().chars().next();
                self.at += length;
                if follows == Some('(') {
                    self.at += self.text[self.at..].find('(').map_or(0, |i| i + 1);
                    self.brackets.push('D');
                    self.out.push('[');
                    self.out.push_str(&write(word, Place::Element));
                    self.out.push(',');
                } else {
                    let is_member = self.brackets.last() == Some(&'{')
                        && self.out.trim_end().ends_with(['{', ','])
                        && follows != Some(':');
                    self.out.push_str(&write(word, if is_member { Place::Member } else { Place::Element }));
                }
                continue;
            }
            match c {
                '"' => {
                    self.string();
                    continue;
                }
                '{' | '[' | '(' => self.brackets.push(c),
                '}' | ']' => drop(self.brackets.pop()),
                ')' if self.brackets.pop() == Some('D') => {
                    self.out.push(']');
                    self.at += 1;
                    continue;
                }
                _ => {}
            }
            self.out.push(c);
            self.at += c.len_utf8();
        }
        self.out
    }

    /// Copies a string up to its closing quote, or to the end of the text.
    fn string(&mut self) {
        let start = self.at;
        let mut escaped = false;
        for (i, c) in self.text[start..].char_indices().skip(1) {
            if c == '"' && !escaped {
                self.at = start + i + 1;
                self.out.push_str(&self.text[start..self.at]);
                return;
            }
            escaped = c == '\\' && !escaped;
        }
        self.out.push_str(&self.text[start..]);
        self.at = self.text.len();
    }
}

/// Where a placeholder stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// As a value, an element or a key.
    Element,
    /// Between the members of an object, where a key and a value are wanted.
    Member,
}

impl Lower<'_> {
    /// The content of a string in quotes as a [`NodeKind::Str`], or the placeholder that was quoted to make it parsable.
    pub(crate) fn quoted_text(&mut self, id: CstId, role: Role) {
        let span = self.cst_node(id).span;
        let written = self.text_of(id);
        let content = written.get(1..written.len().saturating_sub(1)).unwrap_or("");
        if !written.starts_with(['"', '\'']) {
            // A word that was masked as a string.
            let kind = if role == Role::Key { NodeKind::Str } else { NodeKind::Name };
            self.leaf_word(span, kind, role, written);
            return;
        }
        match content.strip_prefix(MARK).filter(|c| self.hole_kind(c).is_some()) {
            Some(word) => self.leaf_word(span, NodeKind::Str, role, word),
            None => self.literal(span, NodeKind::Str, role, content),
        };
    }

    /// A file of keys and values: one record. A pattern of one entry is that entry, in whatever record it stands.
    pub(crate) fn record_document(&mut self, id: CstId, role: Role) {
        let entries: Vec<CstId> = self.named(id).collect();
        let span = |l: &Self, e: &CstId| l.cst_node(*e).span;
        self.node(id, NodeKind::Program, role, |l| match entries.as_slice() {
            [] => {}
            [only] if l.holes.is_some() => l.lower(*only, Role::Item),
            [first, ..] => {
                let whole = entries.last().map_or(span(l, first), |last| span(l, first).cover(span(l, last)));
                l.node_span(whole, NodeKind::Record, Role::Item, |l| {
                    entries.iter().for_each(|e| l.lower(*e, Role::Item));
                });
            }
        });
    }

    /// A list of values; one that starts with the placeholder of `<... e ...>` is that.
    pub(crate) fn list_or_deep(&mut self, id: CstId, role: Role) {
        let mut items = self.named(id);
        let first = items.next().map(|i| (i, self.text_of(i).trim_matches(['"', MARK])));
        let Some((first, word)) = first.filter(|(_, word)| self.hole_kind(word) == Some(NodeKind::Deep)) else {
            self.node(id, NodeKind::List, role, |l| l.children(id, Role::Item));
            return;
        };
        let span: Span = self.cst_node(first).span;
        self.node(id, NodeKind::Call, role, |l| {
            l.leaf_word(span, NodeKind::Name, Role::Callee, word);
            l.node(id, NodeKind::Args, Role::Args, |l| items.for_each(|i| l.lower(i, Role::Item)));
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_written_by_their_place() {
        let check = |text: &str, expected: &str| {
            let write =
                |word: &str, place| if place == Place::Member { format!("<{word}>") } else { format!("'{word}'") };
            assert_eq!(Rewriting::new(text).run(write), expected);
        };
        check("{ WL_0_, \"a\": WL_1_ }", "{ <WL_0_>, \"a\": 'WL_1_' }");
        check("{WL_0_: [WL_1_, \"WL_1_\"]}", "{'WL_0_': ['WL_1_', \"WL_1_\"]}");
        check("\"a\": WL_0_( 42 )", "\"a\": ['WL_0_', 42 ]");
    }
}
