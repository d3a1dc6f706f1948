//! Values as they were written, each with its place, nothing judged yet but the type.
//!
//! What a value means is decided later, and an error there can still point at the text.

use crate::Date;
use crate::problem::{Place, Reader, did_you_mean};
use crate::yaml::{Node, Value};
use wardline_base::LineColumn;

/// A value of the file and where it was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Written<T> {
    /// The value.
    pub(crate) value: T,
    /// Where it starts.
    pub(crate) at: LineColumn,
    /// Its length in characters; at least 1.
    pub(crate) width: u32,
}

impl<T> Written<T> {
    pub(crate) const fn new(value: T, place: Place) -> Self {
        Self { value, at: place.at, width: place.width }
    }

    pub(crate) const fn place(&self) -> Place {
        Place { at: self.at, width: self.width }
    }
}

/// The entries of a mapping whose keys are known; every other key is a problem.
pub(crate) fn entries<'k>(node: Node, name: &str, known: &[&'k str], reader: &mut Reader<'_>) -> Vec<(&'k str, Node)> {
    let pairs = match node.value {
        Value::Mapping(pairs) => pairs,
        other => {
            let help = format!("write a mapping with the keys {}", known.join(", "));
            reader.problem(node.place, format!("{name} must be a mapping, and this is {}", other.kind()), help);
            return Vec::new();
        }
    };
    let mut out = Vec::new();
    for (key, place, value) in pairs {
        match known.iter().find(|k| **k == key) {
            Some(known) => out.push((*known, value)),
            None => reader.problem(place, format!("unknown key `{key}` in {name}"), did_you_mean(&key, known)),
        }
    }
    out
}

fn wrong(node: &Node, name: &str, wanted: &str, help: &str, reader: &mut Reader<'_>) {
    reader.problem(node.place, format!("{name} must be {wanted}, and this is {}", node.value.kind()), help);
}

pub(crate) fn integer(node: Node, name: &str, reader: &mut Reader<'_>) -> Option<Written<i64>> {
    if let Value::Integer(value) = node.value {
        return Some(Written::new(value, node.place));
    }
    wrong(&node, name, "a whole number", "write digits without quotes", reader);
    None
}

pub(crate) fn boolean(node: Node, name: &str, reader: &mut Reader<'_>) -> Option<Written<bool>> {
    if let Value::Bool(value) = node.value {
        return Some(Written::new(value, node.place));
    }
    wrong(&node, name, "true or false", "write `true` or `false` without quotes", reader);
    None
}

pub(crate) fn text(node: Node, name: &str, reader: &mut Reader<'_>) -> Option<Written<String>> {
    if let Value::Text(value) = node.value {
        return Some(Written::new(value, node.place));
    }
    wrong(&node, name, "a text", "write text, in quotes if it looks like a number", reader);
    None
}

pub(crate) fn texts(node: Node, name: &str, reader: &mut Reader<'_>) -> Option<Written<Vec<Written<String>>>> {
    let place = node.place;
    if let Value::Sequence(items) = node.value {
        let items = items.into_iter().filter_map(|item| text(item, &format!("an item of {name}"), reader)).collect();
        return Some(Written::new(items, place));
    }
    wrong(&node, name, "a list", "write names in brackets: `[one, two]`; `[]` is the empty list", reader);
    None
}

/// A value that must be there.
pub(crate) fn require<T>(
    found: Option<Written<T>>,
    key: &str,
    owner: &str,
    place: Place,
    reader: &mut Reader<'_>,
) -> Option<Written<T>> {
    if found.is_none() {
        reader.problem(place, format!("{owner} needs `{key}`"), format!("add `{key}:` with its value"));
    }
    found
}

/// A day of the calendar.
pub(crate) fn date(written: &Written<String>, reader: &mut Reader<'_>) -> Option<Date> {
    let date = Date::parse(&written.value);
    if date.is_none() {
        let message = format!("`{}` is no day of the calendar", written.value);
        reader.problem(written.place(), message, "write it as 2026-11-22");
    }
    date
}
