//! A YAML document as written: values with their places, nothing of a rule yet.
//!
//! The rule reader works on this tree rather than on serde structs, because one run must report every mistake of a file, a mistake in
//! one rule must not hide the next rule, and ids of controls such as `5.10` must not become the number 5.1. Anchors, aliases and merge
//! keys are resolved here, within limits; the place of an alias is that of what it stands for.

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_saphyr::options::{DuplicateKeyPolicy, NonFiniteFloatPolicy};
use serde_saphyr::{Location, Spanned};
use std::borrow::Cow;
use std::fmt;

/// A place in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// 1-based.
    pub(crate) line: u32,
    /// 1-based, in Unicode scalar values.
    pub(crate) column: u32,
    /// Byte range in the document; for a list or a map only its start counts.
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// The place of what has none.
pub(crate) const START: Place = Place { line: 1, column: 1, start: 0, end: 0 };

/// A value with its place.
#[derive(Debug)]
pub(crate) struct Node<'s> {
    pub(crate) value: Value<'s>,
    pub(crate) at: Place,
}

/// What a node holds.
#[derive(Debug)]
pub(crate) enum Value<'s> {
    Null,
    Bool(bool),
    /// What it says is in the document, in the writer's spelling.
    Number,
    Text(Cow<'s, str>),
    List(Vec<Node<'s>>),
    /// Keys and values in order; repeated keys are still there.
    Map(Vec<(Node<'s>, Node<'s>)>),
}

/// Why a document cannot be read.
pub(crate) struct SyntaxError {
    pub(crate) at: Place,
    pub(crate) message: String,
    pub(crate) help: &'static str,
}

/// Most levels of lists and maps in each other; formulas of some thirty operators deep fit.
const MAX_DEPTH: usize = 96;

/// Most values that aliases may stand for in a file of this many bytes. Generated files share parts between rules by the thousand; a
/// bomb multiplies by powers of ten.
const fn max_aliased(bytes: usize) -> usize {
    100_000 + bytes / 2
}

/// Reads a document. A byte order mark at the start is no part of it.
pub(crate) fn load(text: &str) -> Result<Node<'_>, SyntaxError> {
    // A document in memory cannot have more events than a few for each byte, so only what aliases multiply needs a limit of its own.
    let aliased = max_aliased(text.len());
    let events = text.len().saturating_mul(4).saturating_add(aliased).saturating_add(64);
    let options = serde_saphyr::options! {
        budget: serde_saphyr::budget! {
            max_events: events,
            max_nodes: events,
            max_depth: MAX_DEPTH,
            flow_nesting_limit: MAX_DEPTH,
            max_aliases: aliased,
            max_anchors: aliased,
            max_merge_keys: aliased,
            max_recorded_anchor_events: events,
            max_total_scalar_bytes: text.len().saturating_mul(2).saturating_add(16 << 20),
            enforce_alias_anchor_ratio: false,
        },
        alias_limits: serde_saphyr::alias_limits! { max_total_replayed_events: aliased },
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        non_finite_float_policy: NonFiniteFloatPolicy::PassThrough,
        strict_booleans: true,
        emit_comments: false,
        with_snippet: false,
    };
    serde_saphyr::from_str_with_options(text, options).map_err(|error| syntax_error(text, &error))
}

impl<'de> Deserialize<'de> for Node<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<Value<'_>>::deserialize(deserializer)?;
        Ok(Self { value: spanned.value, at: place(spanned.defined) })
    }
}

impl<'de> Deserialize<'de> for Value<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

struct ValueVisitor;

impl<'de> Visitor<'de> for ValueVisitor {
    type Value = Value<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a number, a list or a map")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value<'de>, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<Value<'de>, E> {
        Ok(Value::Number)
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<Value<'de>, E> {
        Ok(Value::Number)
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<Value<'de>, E> {
        Ok(Value::Number)
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<Value<'de>, E> {
        Ok(Value::Number)
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<Value<'de>, E> {
        Ok(Value::Number)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text.to_owned())))
    }

    fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Borrowed(text)))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Value<'de>, E> {
        Ok(Value::Text(Cow::Owned(text)))
    }

    fn visit_unit<E: Error>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value<'de>, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value<'de>, A::Error> {
        let mut map = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            map.push(entry);
        }
        Ok(Value::Map(map))
    }
}

fn place(location: Location) -> Place {
    let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).max(1);
    let bytes = |n: Option<_>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
    let start = bytes(location.span().byte_offset());
    let end = start + bytes(location.span().byte_len());
    Place { line: number(location.line()), column: number(location.column()), start, end }
}

/// The parser's error in our form. Its texts are kept where they speak of YAML, and replaced where they speak to programmers.
fn syntax_error(text: &str, error: &serde_saphyr::Error) -> SyntaxError {
    use serde_saphyr::Error as Yaml;
    let error = error.without_snippet();
    let at = error.location().map_or(START, |location| with_offset(text, place(location)));
    let cause = match error {
        Yaml::AliasError { error, .. } => error.without_snippet(),
        error => error,
    };
    let (message, help) = match cause {
        Yaml::MultipleDocuments { .. } => (
            "the file holds more than one YAML document".to_owned(),
            "remove the `---` line, or put each document into a file of its own",
        ),
        Yaml::AliasReplayLimitExceeded { .. }
        | Yaml::AliasExpansionLimitExceeded { .. }
        | Yaml::AliasReplayStackDepthExceeded { .. } => (
            "the aliases of this file stand for too many values".to_owned(),
            "write out some of the repeated parts, or split the file",
        ),
        Yaml::Budget { .. } => (
            "the file is nested too deeply, or too large to be a rule file".to_owned(),
            "flatten the formula, or split the file",
        ),
        other => {
            let message = other.to_string();
            let message = message.lines().next().unwrap_or_default();
            let message = message.rsplit_once(" at line ").map_or(message, |(message, _)| message);
            (format!("this is not valid YAML: {message}"), help_for(message))
        }
    };
    SyntaxError { at, message, help }
}

/// What to do about the slips that are common in rule files.
fn help_for(message: &str) -> &'static str {
    if message.contains("tabs") {
        "indent with spaces"
    } else if message.contains("mapping values are not allowed") {
        "put the text between quotes, or write it as a block after `|`; a pattern with `: ` in it needs that"
    } else if message.contains("unclosed") {
        "close it, or put the text between quotes"
    } else if message.contains("anchor") {
        "define the anchor with `&name` before its first `*name`; a text that starts with `*` or `&` needs quotes"
    } else {
        "check indentation and quotes here and on the line above"
    }
}

/// The place with its byte offset, which errors of the parser do not always have.
fn with_offset(text: &str, at: Place) -> Place {
    if at.start > 0 {
        return at;
    }
    let start = text.split_inclusive('\n').take(at.line as usize - 1).map(str::len).sum::<usize>();
    let line = text.get(start..).unwrap_or_default();
    let column = line.char_indices().nth(at.column as usize - 1).map_or(line.len(), |(offset, _)| offset);
    Place { start: start + column, end: start + column, ..at }
}
