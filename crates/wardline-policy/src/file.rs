//! The policy file as it was written: every value with its place, nothing judged yet but its type.
//!
//! Reading and resolving are two steps, because a policy will come to be made of several files; what a value means is decided once, in
//! [`crate::Policy`], and an error there can still point at the text.

use crate::Date;
use crate::problem::{Place, Reader, did_you_mean};
use crate::yaml::{self, Node, Value};
use std::sync::Arc;
use wardline_base::LineColumn;

/// A value of the file and where it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written<T> {
    /// The value.
    pub value: T,
    /// Where it starts.
    pub at: LineColumn,
    /// Its length in characters; at least 1.
    pub width: u32,
}

impl<T> Written<T> {
    const fn new(value: T, place: Place) -> Self {
        Self { value, at: place.at, width: place.width }
    }

    pub(crate) const fn place(&self) -> Place {
        Place { at: self.at, width: self.width }
    }
}

/// A policy file, version 1.
///
/// ```yaml
/// version: 1
/// block:                    # what fails the gate
///   severity: high          # this bad or worse: info, low, medium, high, critical; none blocks nothing
///   confidence: low         # and the rule at least this sure: low, medium, high
/// warn:                     # what is shown as a warning; same keys
///   severity: medium
///   confidence: low
/// existing: warn            # the most that comes of a finding that the base of a change has too: record, warn, block
/// waivers:
///   max_days: 180           # from the first day to the last
/// ledger:                   # how much of the tree may be left unread
///   required: false         # whether a report without a ledger (another tool's) counts as incomplete
///   max_error_percent: 20   # of the bytes of one file inside parse errors, 0 to 100
///   allow_skipped: [no-language, binary, excluded]
///   allow_notices: [encoding, parse]
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyFile {
    /// The file's name, for messages.
    pub path: Arc<str>,
    /// Version of the format; only 1 exists.
    pub version: Option<Written<i64>>,
    /// What fails the gate.
    pub block: ThresholdFile,
    /// What is shown as a warning.
    pub warn: ThresholdFile,
    /// The most that comes of a finding which the base has too.
    pub existing: Option<Written<String>>,
    /// For how many days a waiver may be given.
    pub max_waiver_days: Option<Written<i64>>,
    /// How much of the tree may be left unread.
    pub ledger: LedgerFile,
}

/// From where on findings are acted upon, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ThresholdFile {
    /// Name of the lowest severity, or `none`.
    pub severity: Option<Written<String>>,
    /// Name of the lowest confidence.
    pub confidence: Option<Written<String>>,
}

/// What the coverage ledger may hold, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerFile {
    /// Whether an import without a ledger counts as incomplete.
    pub required: Option<Written<bool>>,
    /// Percentage of a file's bytes that may lie in parse errors.
    pub max_error_percent: Option<Written<i64>>,
    /// All reasons for which a file may be skipped; replaces the default.
    pub allow_skipped: Option<Written<Vec<Written<String>>>>,
    /// All kinds of notices that leave the analysis complete; replaces the default.
    pub allow_notices: Option<Written<Vec<Written<String>>>>,
}

const TOP: [&str; 6] = ["block", "existing", "ledger", "version", "waivers", "warn"];
const WAIVERS: [&str; 1] = ["max_days"];
const THRESHOLD: [&str; 2] = ["confidence", "severity"];
const LEDGER: [&str; 4] = ["allow_notices", "allow_skipped", "max_error_percent", "required"];

impl PolicyFile {
    /// Reads what can be read and notes the rest as problems.
    pub(crate) fn read(source: &str, reader: &mut Reader<'_>) -> Self {
        let mut file = Self { path: reader.path.clone(), ..Self::default() };
        let Some(root) = yaml::read(source, reader) else { return file };
        let root_place = root.place;
        let before = reader.count();
        for (key, node) in entries(root, "the policy", &TOP, reader) {
            match key {
                "version" => file.version = integer(node, "version", reader),
                "block" => file.block = threshold(node, "block", reader),
                "warn" => file.warn = threshold(node, "warn", reader),
                "existing" => file.existing = text(node, "existing", reader),
                "waivers" => {
                    for (_, node) in entries(node, "waivers", &WAIVERS, reader) {
                        file.max_waiver_days = integer(node, "waivers.max_days", reader);
                    }
                }
                _ => file.ledger = ledger(node, reader),
            }
        }
        if file.version.is_none() && reader.count() == before {
            let help = "begin the file with `version: 1`";
            reader.problem(root_place, "the policy does not say which version of the format it is written in", help);
        }
        file
    }
}

fn threshold(node: Node, name: &str, reader: &mut Reader<'_>) -> ThresholdFile {
    let mut out = ThresholdFile::default();
    for (key, node) in entries(node, name, &THRESHOLD, reader) {
        match key {
            "severity" => out.severity = text(node, &format!("{name}.severity"), reader),
            _ => out.confidence = text(node, &format!("{name}.confidence"), reader),
        }
    }
    out
}

fn ledger(node: Node, reader: &mut Reader<'_>) -> LedgerFile {
    let mut out = LedgerFile::default();
    for (key, node) in entries(node, "ledger", &LEDGER, reader) {
        match key {
            "required" => out.required = boolean(node, "ledger.required", reader),
            "max_error_percent" => out.max_error_percent = integer(node, "ledger.max_error_percent", reader),
            "allow_skipped" => out.allow_skipped = texts(node, "ledger.allow_skipped", reader),
            _ => out.allow_notices = texts(node, "ledger.allow_notices", reader),
        }
    }
    out
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
