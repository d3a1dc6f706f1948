//! The baseline: findings that were there when the gate came, each with the day since when it is known.
//!
//! It may only shrink. So everything here compares two of them as counted sets: of what, how often, since when. An entry is known again
//! by rule and code wherever the code is now, because moving a file is not a new finding.

use crate::{Envelope, Statement, StatementError};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// The type of predicate.
pub const BASELINE_TYPE: &str = "urn:wardline:baseline:1";

/// The most findings that one entry stands for: no tree has more, and sums of it cannot overflow.
const MAX_COUNT: usize = 1_000_000;

/// The predicate of a baseline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselinePredicate {
    /// Version of this record; 1.
    pub version: u32,
    /// The day it was written.
    pub date: String,
    /// Its entries, in order.
    pub entries: Vec<BaselineEntry>,
}

/// Findings of one rule with the same code in one file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BaselineEntry {
    /// The file, relative to the root.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// Fingerprint of rule and code, 32 hexadecimal digits.
    pub content: String,
    /// The day since when they are known, such as `2026-11-22`.
    pub first_seen: String,
    /// How many there are; at least 1.
    pub count: usize,
    /// How bad they are.
    pub severity: String,
}

/// Why bytes are no baseline.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{0}")]
pub struct ReadError(String);

/// Reads the statement of a baseline, as a payload or without an envelope.
///
/// # Errors
/// When it is none, or an entry is not what it must be.
pub fn read_baseline(bytes: &[u8]) -> Result<Statement<BaselinePredicate>, ReadError> {
    let statement = Statement::<BaselinePredicate>::read(bytes, BASELINE_TYPE)
        .map_err(|error: StatementError| ReadError(error.to_string()))?;
    let predicate = &statement.predicate;
    if predicate.version != 1 {
        return Err(ReadError(format!("version {} of the baseline is not known", predicate.version)));
    }
    for (number, entry) in predicate.entries.iter().enumerate() {
        let hex = entry.content.len() == 32 && entry.content.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let what = match entry {
            _ if !hex => "content",
            _ if wardline_policy::Date::parse(&entry.first_seen).is_none() => "first_seen",
            _ if !(1..=MAX_COUNT).contains(&entry.count) => "count",
            _ => continue,
        };
        return Err(ReadError(format!("entry {number} has a `{what}` that is none")));
    }
    Ok(statement)
}

/// The payload of a file that is an envelope or a bare statement; with the envelope if there is one. Nobody has checked it.
///
/// # Errors
/// When it is neither.
pub fn open_baseline(bytes: &[u8]) -> Result<(Option<Envelope>, Vec<u8>), ReadError> {
    match Envelope::read(bytes) {
        Ok(envelope) => {
            let payload = envelope.unverified_payload().to_vec();
            Ok((Some(envelope), payload))
        }
        Err(crate::EnvelopeError::Unsigned) => Ok((None, bytes.to_vec())),
        Err(error) => Err(ReadError(error.to_string())),
    }
}

/// How one baseline differs from another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Drift {
    /// It lists findings that the other does not.
    Added(BaselineEntry),
    /// It says another day since when findings are known.
    Redated(BaselineEntry),
}

/// What `changed` has beyond `trusted`: findings that are not listed there, or with another day. One drift an entry, in order.
pub fn drift(trusted: &[BaselineEntry], changed: &[BaselineEntry]) -> Vec<Drift> {
    let mut exact: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut listed: BTreeMap<&str, usize> = BTreeMap::new();
    for entry in trusted {
        *exact.entry((&entry.content, &entry.first_seen)).or_default() += entry.count;
        *listed.entry(&entry.content).or_default() += entry.count;
    }
    let mut sorted: Vec<&BaselineEntry> = changed.iter().collect();
    sorted.sort();
    // Entries that are the same take their share first, so that an added copy is not taken for a redated one.
    let mut left = Vec::new();
    for entry in sorted {
        let same = exact.get_mut(&(entry.content.as_str(), entry.first_seen.as_str()));
        let taken = same.map_or(0, |count| {
            let taken = entry.count.min(*count);
            *count -= taken;
            taken
        });
        listed.entry(&entry.content).and_modify(|count| *count -= taken);
        if taken < entry.count {
            left.push((entry, entry.count - taken));
        }
    }
    let mut out = Vec::new();
    for (entry, more) in left {
        let room = listed.get_mut(entry.content.as_str());
        let redated = room.map_or(0, |room| {
            let redated = more.min(*room);
            *room -= redated;
            redated
        });
        let part = |count| BaselineEntry { count, ..entry.clone() };
        out.extend((redated > 0).then(|| Drift::Redated(part(redated))));
        out.extend((more > redated).then(|| Drift::Added(part(more - redated))));
    }
    out
}

/// Entries of several baselines of which a change may have started: of each finding as many as the one has that has most.
pub fn merged(all: &[&[BaselineEntry]]) -> Vec<BaselineEntry> {
    let mut most: BTreeMap<(&str, &str), (usize, &BaselineEntry)> = BTreeMap::new();
    for entries in all {
        let mut counts: BTreeMap<(&str, &str), (usize, &BaselineEntry)> = BTreeMap::new();
        for entry in *entries {
            counts.entry((&entry.content, &entry.first_seen)).or_insert((0, entry)).0 += entry.count;
        }
        for (key, (count, entry)) in counts {
            let slot = most.entry(key).or_insert((0, entry));
            slot.0 = slot.0.max(count);
        }
    }
    most.into_values().map(|(count, entry)| BaselineEntry { count, ..entry.clone() }).collect()
}
