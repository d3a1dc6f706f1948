//! Our own JSON: the properties that docs/outputs.md promises are there, and no others.

use crate::sample::Sample;
use serde_json::Value;
use std::collections::BTreeSet;
use wardline_policy::ExitStatus;
use wardline_report::Format;

fn json(sample: &Sample) -> Value {
    serde_json::from_slice(&sample.write(Format::Json)).expect("valid JSON")
}

/// All paths of a value, with `[]` for the items of a list.
fn paths(value: &Value, prefix: &str, out: &mut BTreeSet<String>) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                let path = format!("{prefix}.{key}");
                paths(value, &path, out);
                out.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{prefix}[]"), out)),
        _ => {}
    }
}

#[test]
fn every_property_is_documented_and_every_documented_one_is_there() {
    let docs = include_str!("../../../../docs/outputs.md");
    let documented: BTreeSet<String> = docs
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`').map(|(path, _)| path))
        .filter(|path| path.starts_with('.'))
        .map(str::to_owned)
        .collect();
    let mut written = BTreeSet::new();
    paths(&json(&Sample::full()), "", &mut written);
    // The keys of these two are names of severities and reasons, documented as lists.
    written.retain(|path| !path.starts_with(".verdict.severities.") && !path.starts_with(".ledger.summary.skipped."));
    assert_eq!(written, documented);
}

#[test]
fn facts_are_there() {
    let value = json(&Sample::full());
    for (pointer, expected) in [
        ("/schema", "wardline/1"),
        ("/verdict/outcome", "incomplete"),
        ("/verdict/date", "2026-11-22"),
        ("/policy/block/confidence/source", ".wardline/policy.yaml:2:37"),
        ("/source/repository", "https://git.example.org/clinic/portal.git"),
        ("/findings/0/path", "src/a b/ü%20.py"),
        ("/findings/0/action", "block"),
        ("/findings/2/action", "record"),
        ("/ledger/entries/1/status", "partial"),
    ] {
        assert_eq!(value.pointer(pointer), Some(&expected.into()), "{pointer}");
    }
    assert_eq!(value["exit_code"], 3);
    assert_eq!(value["policy"]["warn"]["severity"]["source"], Value::Null);
    assert_eq!(value["verdict"]["severities"]["critical"], 1);
    assert_eq!(value["findings"][3]["snippet"], Value::Null);
    assert_eq!(value["ledger"]["summary"]["files"], 17);
}

#[test]
fn a_scan_has_no_verdict() {
    let file = Sample::full().write_with(None, ExitStatus::Pass, Format::Json);
    let value: Value = serde_json::from_slice(&file).expect("valid JSON");
    assert_eq!((&value["verdict"], &value["policy"], &value["exit_code"]), (&Value::Null, &Value::Null, &0.into()));
    assert_eq!(value["findings"][0]["action"], Value::Null);
}
