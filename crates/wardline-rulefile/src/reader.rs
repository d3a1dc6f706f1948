//! What all parts of the rule reader share: the list of mistakes, and values taken out of nodes with their places.
//!
//! A reading function that finds a mistake notes it and returns nothing, and its caller goes on with the next key. So all mistakes of a
//! rule are found in one run, and whether the rule is good is the question whether any was noted meanwhile.

use crate::error::{quoted, snippet};
use crate::keys::Keys;
use crate::node::{Node, Place, Value};
use crate::words::{advice, nearest};
use crate::{RuleError, RuleErrorKind, Text};
use std::borrow::Cow;
use std::fmt::Display;

/// Reads nodes of one file.
pub(crate) struct Reader<'a> {
    pub(crate) path: &'a str,
    pub(crate) source: &'a str,
    /// Id of the rule that is being read.
    pub(crate) rule: Option<String>,
    pub(crate) errors: Vec<RuleError>,
    /// Keys that misspelt ones of the rule probably stand for: one slip is not reported as an unknown key and a missing one.
    suggested: Vec<&'static str>,
}

/// A key of a map and what it holds.
pub(crate) struct Field<'n> {
    pub(crate) key: Cow<'n, str>,
    pub(crate) key_at: Place,
    pub(crate) value: &'n Node<'n>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(path: &'a str, source: &'a str) -> Self {
        Self { path, source, rule: None, errors: Vec::new(), suggested: Vec::new() }
    }

    pub(crate) fn invalid(&mut self, at: Place, message: impl Into<String>, help: impl Into<String>) {
        self.note(RuleErrorKind::Invalid, at, message.into(), help.into());
    }

    pub(crate) fn unsupported(&mut self, at: Place, what: &dyn Display, help: &str) {
        self.note(RuleErrorKind::Unsupported, at, format!("{what} is not supported yet"), help.to_owned());
    }

    fn note(&mut self, kind: RuleErrorKind, at: Place, message: String, help: String) {
        let (snippet, caret) = snippet(self.source, at.start);
        let (path, rule) = (self.path.to_owned(), self.rule.clone());
        self.errors.push(RuleError {
            kind,
            path,
            line: at.line,
            column: at.column,
            rule,
            message,
            help,
            snippet,
            caret,
        });
    }

    /// What a node says if it is a single value: text, or a number or truth value as it is spelled.
    pub(crate) fn spelling<'n>(&self, node: &'n Node<'n>) -> Option<Cow<'n, str>>
    where
        'a: 'n,
    {
        match &node.value {
            Value::Text(text) => Some(Cow::Borrowed(text)),
            Value::Bool(_) | Value::Number => Some(Cow::Borrowed(self.source.get(node.at.start..node.at.end)?)),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// A text that is not empty.
    pub(crate) fn text(&mut self, node: &Node<'_>, what: &dyn Display) -> Option<Text> {
        let text = self.any_text(node, what)?;
        if text.text.trim().is_empty() {
            self.invalid(node.at, format!("{what} is empty"), format!("write a text for {what}, or remove the key"));
            return None;
        }
        Some(text)
    }

    /// A text, empty ones included. The line break that ends a block is no part of it.
    pub(crate) fn any_text(&mut self, node: &Node<'_>, what: &dyn Display) -> Option<Text> {
        let Some(text) = self.spelling(node).map(Cow::into_owned) else {
            self.wrong_type(node, what, "a text");
            return None;
        };
        let (line, column) = self.start_of(node.at, &text);
        let end = text.strip_suffix('\n').unwrap_or(&text).len();
        Some(Text { text: text[..end].to_owned(), line, column })
    }

    /// Line and column of the first character of a text whose YAML form is at `at`.
    fn start_of(&self, at: Place, text: &str) -> (u32, u32) {
        let written = self.source.get(at.start..at.end).unwrap_or_default();
        let first_line = written.lines().next().unwrap_or_default();
        if written.starts_with(['"', '\'']) && !text.starts_with(first_line) {
            return (at.line, at.column + 1);
        }
        // The parser places a block at its first line that is not blank; the blank ones before it are text too.
        let blank = text.bytes().take_while(|byte| *byte == b'\n').count();
        let is_block = !written.starts_with(['"', '\'']) || text.starts_with(first_line);
        let blank = if is_block { u32::try_from(blank).unwrap_or(0) } else { 0 };
        (at.line.saturating_sub(blank).max(1), at.column)
    }

    /// `true` or `false`.
    pub(crate) fn boolean(&mut self, node: &Node<'_>, what: &dyn Display) -> Option<bool> {
        match (&node.value, self.spelling(node).as_deref()) {
            (Value::Bool(value), _) => Some(*value),
            // Rules that were JSON once have them between quotes.
            (Value::Text(_), Some("true")) => Some(true),
            (Value::Text(_), Some("false")) => Some(false),
            _ => {
                self.wrong_type(node, what, "`true` or `false`");
                None
            }
        }
    }

    /// A whole number within a range.
    pub(crate) fn integer(&mut self, node: &Node<'_>, what: &dyn Display, least: u32, most: u32) -> Option<u32> {
        let number = self.spelling(node).and_then(|text| text.trim().parse::<u32>().ok());
        let number = number.filter(|number| (least..=most).contains(number));
        if number.is_none() {
            self.wrong_type(node, what, &format!("a whole number from {least} to {most}"));
        }
        number
    }

    /// A list with at least one item.
    pub(crate) fn list<'n>(&mut self, node: &'n Node<'n>, what: &dyn Display) -> Option<&'n [Node<'n>]> {
        match &node.value {
            Value::List(items) if items.is_empty() => {
                self.invalid(
                    node.at,
                    format!("{what} is an empty list"),
                    format!("add an item to {what}, or remove the key"),
                );
                None
            }
            Value::List(items) => Some(items),
            _ => {
                self.wrong_type(node, what, "a list");
                None
            }
        }
    }

    /// A list of texts that are not empty.
    pub(crate) fn texts(&mut self, node: &Node<'_>, what: &dyn Display) -> Option<Vec<Text>> {
        let items = self.list(node, what)?;
        let item = format_args!("an item of {what}");
        let texts: Vec<Option<Text>> = items.iter().map(|node| self.text(node, &item)).collect();
        texts.into_iter().collect()
    }

    /// The items of a list, or the value alone where one is given without a list. An empty list is nothing.
    pub(crate) fn one_or_more<'n>(node: &'n Node<'n>) -> &'n [Node<'n>] {
        match &node.value {
            Value::List(items) => items,
            _ => std::slice::from_ref(node),
        }
    }

    /// The fields of a map, each key once. Keys that are not known are noted and left out.
    pub(crate) fn fields<'n>(&mut self, node: &'n Node<'n>, what: &dyn Display, keys: &Keys) -> Option<Vec<Field<'n>>>
    where
        'a: 'n,
    {
        let mut fields = self.all_fields(node, what)?;
        fields.retain(|field| {
            let is_known = keys.knows(&field.key);
            if let Some((key, help)) = keys.unsupported.iter().find(|(key, _)| *key == field.key) {
                self.unsupported(field.key_at, &quoted(key), help);
            } else if !is_known {
                let message = format!("unknown key {} in {what}", quoted(&field.key));
                self.invalid(field.key_at, message, advice(&field.key, &keys.names()));
                self.suggested.extend(nearest(&field.key, &keys.names()));
            }
            is_known
        });
        Some(fields)
    }

    /// The fields of a map whatever their keys, each key once.
    pub(crate) fn all_fields<'n>(&mut self, node: &'n Node<'n>, what: &dyn Display) -> Option<Vec<Field<'n>>>
    where
        'a: 'n,
    {
        let Value::Map(entries) = &node.value else {
            self.wrong_type(node, what, "a map of keys and values");
            return None;
        };
        let mut fields: Vec<Field<'n>> = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match self.spelling(key) {
                Some(name) => fields.push(Field { key: name, key_at: key.at, value }),
                None => self.invalid(key.at, format!("a key of {what} is no text"), "write the key as a word"),
            }
        }
        self.refuse_repeated(&mut fields, what);
        Some(fields)
    }

    /// Starts a rule. `id` is known before anything else is read, so that all mistakes of the rule can name it.
    pub(crate) fn start_rule(&mut self, id: Option<String>) {
        self.rule = id;
        self.suggested.clear();
    }

    /// Notes that a map lacks a key.
    pub(crate) fn missing(&mut self, key: &str, map: &Node<'_>, what: &dyn Display) {
        if !self.suggested.contains(&key) {
            self.invalid(map.at, format!("{what} has no `{key}`"), format!("add `{key}:`"));
        }
    }

    /// A text that a map must have.
    pub(crate) fn required(
        &mut self,
        fields: &[Field<'_>],
        key: &str,
        map: &Node<'_>,
        what: &dyn Display,
    ) -> Option<Text> {
        let node = value(fields, key);
        if node.is_none() {
            self.missing(key, map, what);
        }
        self.text(node?, &quoted(key))
    }

    /// Notes a word that is none of the known ones.
    pub(crate) fn unknown_word(&mut self, at: Place, what: &str, word: &str, known: &[&str]) {
        self.invalid(at, format!("unknown {what} {}", quoted(word)), advice(word, known));
    }

    /// Notes keys that are given more than once, and leaves the first of each.
    fn refuse_repeated(&mut self, fields: &mut Vec<Field<'_>>, what: &dyn Display) {
        let mut order: Vec<usize> = (0..fields.len()).collect();
        order.sort_by(|a, b| fields[*a].key.cmp(&fields[*b].key));
        let mut repeated: Vec<usize> = Vec::new();
        for pair in order.chunk_by(|a, b| fields[*a].key == fields[*b].key) {
            let first = &fields[pair[0]];
            for again in &pair[1..] {
                let message = format!("the key {} is given twice in {what}", quoted(&first.key));
                let help = format!("remove one of them; the first is on line {}", first.key_at.line);
                self.invalid(fields[*again].key_at, message, help);
                repeated.push(*again);
            }
        }
        if !repeated.is_empty() {
            repeated.sort_unstable();
            let mut index = 0..;
            fields.retain(|_| index.next().is_none_or(|index| repeated.binary_search(&index).is_err()));
        }
    }

    /// Notes that a node is of another type than it should be.
    pub(crate) fn wrong_type(&mut self, node: &Node<'_>, what: &dyn Display, expected: &str) {
        let found = match &node.value {
            Value::Null => "nothing",
            Value::List(_) => "a list",
            Value::Map(_) => "a map",
            Value::Bool(_) | Value::Number | Value::Text(_) => {
                let found = self.spelling(node).unwrap_or_default();
                return self.invalid(node.at, format!("{what} is {}", quoted(&found)), format!("write {expected}"));
            }
        };
        let help = match (&node.value, expected) {
            (Value::Null, "a text") => {
                "write a text after the colon; a text that YAML reads as nothing, such as `null` or `#…`, needs quotes"
            }
            (Value::Map(_), "a text") => {
                "put the text between quotes, or write it as a block after `|`, if it has a colon in it"
            }
            _ => "",
        };
        let help = if help.is_empty() { format!("write {expected}") } else { help.to_owned() };
        self.invalid(node.at, format!("{what} is {found}, not {expected}"), help);
    }
}

/// The value of a key, if the map has it.
pub(crate) fn value<'n>(fields: &[Field<'n>], key: &str) -> Option<&'n Node<'n>> {
    fields.iter().find(|field| field.key == key).map(|field| field.value)
}
