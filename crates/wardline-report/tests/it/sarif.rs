//! SARIF, judged by the published schema and by another implementation's reader.

use crate::sample::Sample;
use serde_json::Value;
use wardline_policy::ExitStatus;
use wardline_report::Format;

const SCHEMA: &str = include_str!("../../../../tests/schemas/sarif-2.1.0.json");

pub(crate) fn validate(file: &[u8]) -> Value {
    let value: Value = serde_json::from_slice(file).expect("SARIF is JSON");
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    let validator = jsonschema::options().should_validate_formats(true).build(&schema).expect("the schema is a schema");
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    value
}

fn full() -> Value {
    validate(&Sample::full().write(Format::SARIF))
}

/// The value at a JSON pointer of the first run.
fn at<'v>(log: &'v Value, pointer: &str) -> &'v Value {
    log.pointer(&format!("/runs/0{pointer}")).unwrap_or_else(|| panic!("{pointer} is there"))
}

#[test]
fn every_report_is_valid() {
    full();
    validate(&Sample::clean().write(Format::SARIF));
    let scan = Sample::full().write_with(None, ExitStatus::Pass, Format::SARIF);
    assert_eq!(at(&validate(&scan), "/invocations/0/exitCode"), 0);
    let foreign = Sample { ledger: None, ..Sample::full() };
    assert_eq!(validate(&foreign.write(Format::SARIF)).pointer("/runs/0/artifacts"), None);
}

#[test]
fn the_validator_sees_what_is_wrong() {
    let mut log = full();
    log["runs"][0]["results"][0]["level"] = "fatal".into();
    let schema: Value = serde_json::from_str(SCHEMA).expect("the schema is JSON");
    assert!(!jsonschema::validator_for(&schema).expect("the schema is a schema").is_valid(&log));
}

#[test]
fn another_implementation_reads_it() {
    let log: serde_sarif::sarif::Sarif =
        serde_json::from_slice(&Sample::full().write(Format::SARIF)).expect("serde-sarif reads it");
    let run = &log.runs[0];
    let results = run.results.as_ref().expect("results");
    assert_eq!(results.len(), 6);
    assert_eq!(results[0].rule_id.as_deref(), Some("inj.sql.python.dbapi-format"));
    assert_eq!(run.tool.driver.rules.as_ref().map(Vec::len), Some(5));
    assert_eq!(run.taxonomies.as_ref().map(Vec::len), Some(4));
}

#[test]
fn same_input_same_bytes() {
    assert_eq!(Sample::full().write(Format::SARIF), Sample::full().write(Format::SARIF));
}

#[test]
fn rules_point_at_taxa_that_are_there_and_cwe_comes_last() {
    let log = full();
    let mut seen = 0;
    for rule in at(&log, "/tool/driver/rules").as_array().expect("a list") {
        let relationships = rule["relationships"].as_array().cloned().unwrap_or_default();
        for relationship in &relationships {
            let target = &relationship["target"];
            let component = at(&log, &format!("/taxonomies/{}", target["toolComponent"]["index"]));
            assert_eq!(component["name"], target["toolComponent"]["name"]);
            assert_eq!(component["taxa"][target["index"].as_u64().expect("an index") as usize]["id"], target["id"]);
            seen += 1;
        }
        let cwe = |r: &Value| r["target"]["toolComponent"]["name"] == "CWE";
        assert!(relationships.is_sorted_by_key(cwe), "{relationships:?}");
    }
    assert_eq!(seen, 9);
    let names: Vec<&Value> =
        at(&log, "/taxonomies").as_array().expect("a list").iter().map(|taxonomy| &taxonomy["name"]).collect();
    assert_eq!(names, ["ISO 27799", "CWE", "HIPAA", "local"], "given order, then what no catalogue describes");
    let iso: Vec<&Value> =
        at(&log, "/taxonomies/0/taxa").as_array().expect("a list").iter().map(|taxon| &taxon["id"]).collect();
    assert_eq!(iso, ["8.15", "8.28"], "entries that no rule names are left out");
}

#[test]
fn properties_that_readers_act_on() {
    let log = full();
    for (pointer, expected) in [
        ("/columnKind", "unicodeCodePoints"),
        ("/automationDetails/id", "wardline/backend/"),
        ("/invocations/0/commandLine", "wardline gate --format sarif 'src dir'"),
        ("/versionControlProvenance/0/repositoryUri", "https://git.example.org/clinic/portal.git"),
        ("/tool/driver/rules/0/name", "InjSqlPythonDbapiFormat"),
        ("/tool/driver/fullName", "Wardline 0.1.0"),
        ("/tool/driver/rules/2/helpUri", "https://cwe.mitre.org/data/definitions/778.html"),
        ("/tool/driver/rules/0/properties/security-severity", "9.5"),
        ("/tool/driver/rules/0/properties/precision", "high"),
        ("/tool/driver/rules/0/properties/problem.severity", "error"),
        ("/tool/driver/rules/0/properties/tags/0", "security"),
        ("/tool/driver/rules/0/properties/tags/1", "external/cwe/cwe-089"),
        ("/tool/driver/rules/0/defaultConfiguration/level", "error"),
        ("/tool/driver/rules/1/defaultConfiguration/level", "none"),
        ("/results/0/level", "error"),
        ("/results/0/kind", "fail"),
        ("/results/0/locations/0/physicalLocation/artifactLocation/uri", "src/a%20b/%C3%BC%2520.py"),
        ("/results/0/locations/0/physicalLocation/region/snippet/text", "cursor.execute(query)"),
        ("/results/0/fixes/0/description/text", "Replace the marked code with 'query, (name,)'."),
        ("/results/0/codeFlows/0/threadFlows/0/locations/2/location/message/text", "sink"),
        ("/results/0/properties/wardline~1action", "block"),
        ("/results/1/level", "warning"),
        ("/results/1/message/text", "see [the page\\](https://evil.example.org) of {0}"),
        ("/results/2/kind", "pass"),
        ("/results/2/level", "none"),
        ("/results/5/kind", "informational"),
        ("/properties/wardline~1verdict/outcome", "incomplete"),
    ] {
        assert_eq!(at(&log, pointer), expected, "{pointer}");
    }
    assert_eq!(
        at(&log, "/results/1").get("rank"),
        Some(&55.0.into()),
        "a finding that differs from its rule has a rank"
    );
    assert_eq!(at(&log, "/results/0").get("rank"), None);
    assert_eq!(at(&log, "/invocations/0/executionSuccessful"), false);
    assert_eq!(at(&log, "/originalUriBaseIds/%SRCROOT%").get("uri"), None, "no path of the machine");
}

#[test]
fn the_context_is_more_than_the_region() {
    let log = full();
    let physical = |i: usize| at(&log, &format!("/results/{i}/locations/0/physicalLocation"));
    let context = &physical(0)["contextRegion"];
    assert_eq!(context["snippet"]["text"], "    cursor.execute(query)  # ü");
    assert_eq!((&context["startLine"], &context["endLine"]), (&3.into(), &3.into()));
    assert_eq!(physical(1)["contextRegion"]["endLine"], 6);
    assert_eq!(physical(4)["region"]["snippet"]["text"], "export {}");
    assert_eq!(physical(4).get("contextRegion"), None, "a whole line has no wider context");
}

#[test]
fn what_a_rule_redacts_is_nowhere_in_the_file() {
    for format in Format::ALL {
        let mut sample = Sample::full();
        sample.findings[3].fix = sample.findings[0].fix.clone();
        sample.findings[3].fix.as_mut().expect("a fix").replacement = "EXAMPLE-NOT-A-SECRET".into();
        let step = wardline_base::TraceStep {
            location: sample.findings[3].location.clone(),
            snippet: "EXAMPLE-NOT-A-SECRET".into(),
            note: "source".into(),
        };
        sample.findings[3].trace = vec![step];
        let file = String::from_utf8(sample.write(format)).expect("UTF-8");
        assert!(file.contains("A password is in the code"), "{format:?}");
        assert!(!file.contains("NOT-A-SECRET"), "{format:?}");
    }
}

#[test]
fn every_gap_is_a_notification() {
    let log = full();
    let execution = at(&log, "/invocations/0/toolExecutionNotifications").as_array().expect("a list");
    let descriptors = at(&log, "/tool/driver/notifications");
    for notification in execution {
        let descriptor = &notification["descriptor"];
        assert_eq!(descriptors[descriptor["index"].as_u64().expect("an index") as usize]["id"], descriptor["id"]);
    }
    let texts: Vec<&str> = execution.iter().filter_map(|n| n["message"]["text"].as_str()).collect();
    for expected in [
        "300 of 1000 bytes (30%) could not be parsed.",
        "The file was not analysed: too-large.",
        "2 files were not analysed: binary.",
        "What a notice of kind budget says.",
    ] {
        assert!(texts.contains(&expected), "{expected}: {texts:#?}");
    }
    assert_eq!(at(&log, "/invocations/0/toolConfigurationNotifications").as_array().map(Vec::len), Some(2));
}
