//! JSON that is written as it is made.
//!
//! A run can have 100,000 findings; each is turned into its format's struct, written and dropped. Characters that a terminal or a build
//! agent could obey are written as `\u` escapes, which means the same to every JSON reader and nothing to them.

use crate::escape::{is_log_command, is_unsafe};
use serde::{Serialize, Serializer};
use serde_json::ser::Formatter;
use std::io;

/// A list whose items are made while it is written.
pub(crate) struct Items<F>(pub(crate) F);

impl<F, I> Serialize for Items<F>
where
    F: Fn() -> I,
    I: Iterator<Item: Serialize>,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

/// A mapping in a given order.
pub(crate) struct Entries<'a, V>(pub(crate) Vec<(&'a str, V)>);

impl<V: Serialize> Serialize for Entries<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(k, v)| (k, v)))
    }
}

/// Writes one JSON document and a line break.
pub(crate) fn write_json<T: Serialize>(value: &T, out: &mut dyn io::Write) -> io::Result<()> {
    let mut serializer = serde_json::Serializer::with_formatter(&mut *out, Visible);
    value.serialize(&mut serializer)?;
    out.write_all(b"\n")
}

/// Compact JSON in which control and formatting characters outside ASCII are escaped too.
struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + io::Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        if fragment.bytes().all(|b| b < 0x7f) && !fragment.contains("##") {
            return writer.write_all(fragment.as_bytes());
        }
        let mut from = 0;
        let obeyed = |(at, c): &(usize, char)| is_unsafe(*c) || (*c == '#' && is_log_command(&fragment[*at..]));
        for (at, c) in fragment.char_indices().filter(obeyed) {
            writer.write_all(&fragment.as_bytes()[from..at])?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            from = at + c.len_utf8();
        }
        writer.write_all(&fragment.as_bytes()[from..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_character_survives_and_none_is_obeyed() {
        let text: String = (0..=0x10_ffff).filter_map(char::from_u32).chain("##[error]##vso[x] ## a".chars()).collect();
        let mut out = Vec::new();
        write_json(&text, &mut out).expect("memory takes all");
        let json = String::from_utf8(out).expect("JSON is UTF-8");
        assert!(!json.trim_end().chars().any(is_unsafe));
        assert!(!json.contains("##[") && !json.contains("##vso[") && json.contains("## a"));
        assert_eq!(serde_json::from_str::<String>(&json).expect("valid JSON"), text);
    }
}
