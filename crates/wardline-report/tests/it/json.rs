//! Our own JSON: what docs/outputs.md promises, what the schema says and what is written are one and the same.

use crate::sample::Sample;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use wardline_base::{NoticeKind, Severity, SkipReason};
use wardline_policy::ExitStatus;
use wardline_report::Format;

const SCHEMA: &str = include_str!("../../../../docs/report.schema.json");

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

/// All paths that the schema describes.
fn described(schema: &Value, prefix: &str, out: &mut BTreeSet<String>) {
    let root: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let references = std::iter::once(schema).chain(schema["anyOf"].as_array().into_iter().flatten());
    for part in references {
        let part = part["$ref"].as_str().map_or(part, |to| root.pointer(&to[1..]).expect("it leads somewhere"));
        for (key, property) in part["properties"].as_object().into_iter().flatten() {
            let path = format!("{prefix}.{key}");
            described(property, &path, out);
            out.insert(path);
        }
        if part["items"].is_object() {
            described(&part["items"], &format!("{prefix}[]"), out);
        }
    }
}

/// The keys of this object are names of severities, documented as a list.
fn is_severity(path: &str) -> bool {
    path.starts_with(".verdict.severities.")
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
    written.retain(|path| !is_severity(path) && !path.starts_with(".ledger.summary.skipped."));
    assert_eq!(written, documented);
    let mut in_schema = BTreeSet::new();
    described(&serde_json::from_str(SCHEMA).expect("the schema is JSON"), "", &mut in_schema);
    in_schema.retain(|path| !is_severity(path));
    assert_eq!(in_schema, documented);
}

fn check(file: &[u8]) {
    let value: Value = serde_json::from_slice(file).expect("valid JSON");
    let validator = jsonschema::validator_for(&serde_json::from_str(SCHEMA).expect("JSON")).expect("it is a schema");
    let errors: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[test]
fn every_report_keeps_to_the_schema() {
    check(&Sample::full().write(Format::Json));
    check(&Sample::clean().write(Format::Json));
    check(&crate::hostile::hostile().write(Format::Json));
    check(&Sample::full().write_with(None, ExitStatus::Pass, Format::Json));
    check(&Sample { ledger: None, ..Sample::full() }.write(Format::Json));
    let mut wrong = json(&Sample::full());
    wrong["findings"][0]["severity"] = json!("mild");
    let validator = jsonschema::validator_for(&serde_json::from_str(SCHEMA).expect("JSON")).expect("it is a schema");
    assert!(!validator.is_valid(&wrong), "the schema sees what is wrong");
}

#[test]
fn the_schema_knows_every_name() {
    let schema: Value = serde_json::from_str(SCHEMA).expect("JSON");
    let names = |pointer: &str| -> Vec<String> {
        let list = schema.pointer(pointer).unwrap_or_else(|| panic!("{pointer} is there"));
        list.as_array().expect("a list").iter().filter_map(Value::as_str).map(str::to_owned).collect()
    };
    let severities: Vec<&str> = Severity::ALL.iter().rev().map(|s| s.name()).collect();
    assert_eq!(names("/properties/findings/items/properties/severity/enum"), severities);
    let reasons = SkipReason::ALL.map(SkipReason::name);
    assert_eq!(names("/properties/ledger/properties/entries/items/properties/reason/enum"), reasons);
    use NoticeKind::{Budget, Encoding, Import, Internal, Parse, Read, Rule};
    let kinds = [Read, Encoding, Parse, Budget, Internal, Rule, Import].map(NoticeKind::name);
    assert_eq!(names("/properties/notices/items/properties/kind/enum"), kinds);
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
    assert_eq!(value["ledger"]["summary"]["files"], 18);
}

#[test]
fn a_scan_has_no_verdict() {
    let file = Sample::full().write_with(None, ExitStatus::Pass, Format::Json);
    let value: Value = serde_json::from_slice(&file).expect("valid JSON");
    assert_eq!((&value["verdict"], &value["policy"], &value["exit_code"]), (&Value::Null, &Value::Null, &0.into()));
    assert_eq!(value["findings"][0]["action"], Value::Null);
}
