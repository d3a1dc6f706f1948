//! The digest of rules, by which a policy says which rules must be loaded and a verdict which ones were.
//!
//! It covers all that every rule says, and neither the order of rules nor where they are written: it changes when, and only when, a rule
//! does. Values of parameters are no part of it: they are the policy's own.

use serde_json::Value;
use std::fmt::Write;
use wardline_evidence::{sha256, sha256_hex};
use wardline_rulefile::RuleFile;

/// `sha256:` and 64 digits.
pub(crate) fn of(files: &[RuleFile]) -> String {
    let digest = |rule| {
        let value = serde_json::to_value(rule).expect("a rule holds nothing that JSON cannot say");
        let mut text = String::new();
        canonical(&value, &mut text);
        sha256_hex(text.as_bytes())
    };
    let mut digests: Vec<String> = files.iter().flat_map(|file| &file.rules).map(digest).collect();
    digests.sort_unstable();
    sha256(digests.join("\n").as_bytes())
}

/// Writes a value with its keys sorted, without the places that texts of rule files carry.
fn canonical(value: &Value, out: &mut String) {
    match value {
        Value::Object(map) => {
            let is_text = map.len() == 3 && ["text", "line", "column"].iter().all(|key| map.contains_key(*key));
            let mut keys: Vec<&String> = map.keys().filter(|key| !is_text || *key == "text").collect();
            keys.sort_unstable();
            out.push('{');
            for key in keys {
                write!(out, "{}:", Value::String(key.clone())).expect("a string takes all that is written");
                canonical(&map[key], out);
                out.push(',');
            }
            out.push('}');
        }
        Value::Array(items) => {
            out.push('[');
            for item in items {
                canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        other => write!(out, "{other}").expect("a string takes all that is written"),
    }
}
