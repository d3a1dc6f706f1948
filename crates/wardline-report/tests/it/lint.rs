//! The check of SARIF files: what each reader refuses, drops or shows wrong, at which place.

use serde_json::{Value, json};
use wardline_report::sarif::{Effect, Profile, lint};

use Effect::{Dropped, Refused, Wrong};
use Profile::{Ado, DefectDojo, Full, Github, Gitlab, Sonar};

/// A file that every reader takes.
fn good() -> Value {
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {"name": "other", "rules": [{
                "id": "r",
                "shortDescription": {"text": "Short"},
                "defaultConfiguration": {"level": "error"},
                "properties": {"security-severity": "8.0", "tags": ["external/cwe/cwe-089"]},
                "relationships": [{"target": {"id": "CWE-89"}}],
            }]}},
            "results": [{
                "ruleId": "r", "ruleIndex": 0, "level": "error", "message": {"text": "m"},
                "partialFingerprints": {"primaryLocationLineHash": "1:1"},
                "locations": [{"physicalLocation": {
                    "artifactLocation": {"uri": "a.py"}, "region": {"startLine": 1},
                }}],
            }],
        }],
    })
}

/// Sets a value at a pointer, and says what each reader does.
fn check(pointer: &str, value: Value, expected: &[(Profile, Effect, &str, &str)]) {
    let mut log = good();
    let (parent, key) = pointer.rsplit_once('/').unwrap_or(("", pointer));
    match log.pointer_mut(parent).unwrap_or_else(|| panic!("{parent} is there")) {
        Value::Object(object) if value == json!("<gone>") => drop(object.remove(key)),
        Value::Object(object) => drop(object.insert(key.to_owned(), value.clone())),
        Value::Array(items) => items[key.parse::<usize>().expect("an index")] = value.clone(),
        other => panic!("{other} has no {key}"),
    }
    let problems = lint(log.to_string().as_bytes(), &Profile::ALL).unwrap_or_else(|e| panic!("{e}"));
    let mut shown: Vec<_> =
        problems.iter().map(|p| (p.reader, p.effect, p.check, p.pointer.as_str())).collect::<Vec<_>>();
    let mut expected = expected.to_vec();
    shown.sort_unstable();
    expected.sort_unstable();
    assert_eq!(shown, expected, "{pointer} = {value:.80}\n{problems:#?}");
    for problem in problems {
        let place = problem.pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
        let known = problem.reader == Full || log.pointer(place).is_some() || log.pointer(&problem.pointer).is_some();
        assert!(known, "{problem}");
    }
}

fn gone() -> Value {
    json!("<gone>")
}

#[test]
fn a_good_file_pleases_all() {
    check("/version", json!("2.1.0"), &[]);
}

#[test]
fn files_and_runs() {
    let version = [(Github, Refused), (Gitlab, Refused), (Ado, Refused), (Sonar, Refused), (Full, Refused)]
        .map(|(reader, effect)| (reader, effect, if reader == Full { "unreadable" } else { "version" }, "/version"));
    check("/version", json!("2.0.0"), &version);
    check("/$schema", gone(), &[(Ado, Refused, "schema", "/$schema")]);
    let none = [(Github, Refused), (Gitlab, Refused), (Ado, Refused), (DefectDojo, Refused), (Sonar, Refused)]
        .map(|(reader, effect)| (reader, effect, "no-runs", "/runs"));
    check("/runs", gone(), &[&none[..], &[(Full, Refused, "unreadable", "/runs")]].concat());
    let empty = none.map(|(reader, _, check, pointer)| (reader, Dropped, check, pointer));
    check("/runs", json!([]), &[&empty[..], &[(Full, Refused, "unreadable", "/runs")]].concat());
    let run = good()["runs"][0].clone();
    let apart = |n: usize| {
        let mut run = run.clone();
        run["automationDetails"] = json!({"id": format!("part/{n}/")});
        run
    };
    check("/runs", (0..20).map(apart).collect(), &[]);
    check("/runs", (0..21).map(apart).collect(), &[(Github, Refused, "runs-limit", "/runs")]);
    check("/runs", json!([run, run]), &[(Github, Refused, "category", "/runs/1")]);
    let at = "/runs/0/results";
    check(at, gone(), &[(Github, Refused, "no-results", at), (Ado, Refused, "no-results", at)]);
    let at = "/runs/0/tool/driver/name";
    let unnamed = [Github, Gitlab, Ado, DefectDojo, Sonar].map(|reader| (reader, Refused, "tool-name", at));
    check(at, gone(), &[&unnamed[..], &[(Full, Refused, "unreadable", at)]].concat());
    let many: Vec<Value> = (0..101).map(|n| json!({"name": format!("e{n}")})).collect();
    check("/runs/0/tool/extensions", many.into(), &[(Github, Refused, "extensions-limit", "/runs/0/tool/extensions")]);
}

#[test]
fn rules() {
    let at = "/runs/0/tool/driver/rules/0/properties/tags";
    let tags = |n: usize| json!((0..n).map(|i| format!("external/cwe/cwe-{i}")).collect::<Vec<_>>());
    check(at, tags(10), &[]);
    check(at, tags(11), &[(Github, Dropped, "tags-kept", at)]);
    check(at, tags(21), &[(Github, Refused, "tags-limit", at)]);
    check(at, json!(["security"]), &[(Gitlab, Dropped, "weakness", "/runs/0/tool/driver/rules/0/relationships")]);
    let at = "/runs/0/tool/driver/rules/0/relationships";
    check(at, gone(), &[]);
    check(at, json!([]), &[(DefectDojo, Dropped, "weakness", at)]);
    check(at, json!([{"target": {"id": "8.28"}}]), &[(DefectDojo, Dropped, "weakness", at)]);
    let two = json!([{"target": {"id": "CWE-20"}}, {"target": {"id": "CWE-89"}}]);
    check(at, two, &[(DefectDojo, Dropped, "weaknesses", at)]);
    check(
        at,
        json!([{"target": {"index": 3}}, {"target": {"id": "CWE-89"}}]),
        &[(DefectDojo, Refused, "relationship-id", at)],
    );
    let at = "/runs/0/tool/driver/rules/0/properties/security-severity";
    check(at, gone(), &[]);
    check(at, json!(8.0), &[(Github, Refused, "severity-type", at)]);
    check(at, json!("High"), &[(Github, Refused, "severity-type", at), (DefectDojo, Refused, "severity-type", at)]);
    check(at, json!(null), &[(Github, Refused, "severity-type", at), (DefectDojo, Refused, "severity-type", at)]);
    let level = "/runs/0/results/0/level";
    let zero = [
        (Github, Wrong, "severity-range", at),
        (DefectDojo, Wrong, "severity-range", at),
        (Github, Wrong, "severity", level),
        (DefectDojo, Wrong, "severity", level),
    ];
    check(at, json!("0.0"), &zero);
    let at = "/runs/0/tool/driver/rules/0/shortDescription/text";
    check(at, json!("x".repeat(1_024)), &[]);
    check(at, json!("x".repeat(1_025)), &[(Github, Dropped, "text-limit", at)]);
}

#[test]
fn results() {
    let at = "/runs/0/results/0/ruleId";
    let unnamed = [
        (Gitlab, Dropped, "rule-of-result", at),
        (Gitlab, Refused, "unusable-results", "/runs/0/results"),
        (Ado, Refused, "rule-of-result", at),
        (Sonar, Refused, "rule-of-result", at),
    ];
    check(at, gone(), &unnamed);
    let at = "/runs/0/results/0/locations";
    let nowhere = [
        (Github, Refused, "no-location", at),
        (Ado, Refused, "no-location", at),
        (Gitlab, Dropped, "no-location", at),
        (Gitlab, Refused, "unusable-results", "/runs/0/results"),
    ];
    check(at, gone(), &nowhere);
    check(at, json!([]), &nowhere);
    let place = good()["runs"][0]["results"][0]["locations"][0].clone();
    check(at, json!([place, place]), &[(Github, Dropped, "locations", at), (Sonar, Dropped, "locations", at)]);
    check(at, json!(vec![place; 1_001]), &[(Github, Refused, "locations-limit", at)]);
    let at = "/runs/0/results/0/locations/0/physicalLocation/artifactLocation/uri";
    check(at, json!("file:///srv/a.py"), &[(Github, Wrong, "absolute-uri", at)]);
    let at = "/runs/0/results/0/kind";
    let kind = [(DefectDojo, Dropped, "kind", at), (Github, Wrong, "kind", at), (Sonar, Wrong, "kind", at)];
    check(at, json!("pass"), &kind);
    check(at, json!("fail"), &[]);
    let at = "/runs/0/results/0/suppressions";
    let hidden = [(Github, Wrong, "suppression", at), (Gitlab, Dropped, "suppression", at)];
    check(at, json!([{"kind": "inSource"}]), &hidden);
    check(at, json!([{"kind": "external", "status": "accepted"}]), &hidden);
    check(at, json!([{"kind": "external", "status": "underReview"}]), &[]);
    check(at, json!([]), &[]);
    let at = "/runs/0/results/0/fixes";
    let crash = "/runs/0/results/0/fixes/1/description";
    check(
        at,
        json!([{"description": {"text": "d"}}, {"artifactChanges": []}]),
        &[(DefectDojo, Refused, "fix-description", crash)],
    );
    let at = "/runs/0/results/0/rank";
    check(at, json!(80.0), &[]);
    check(at, json!(20.0), &[(Gitlab, Wrong, "rank", at)]);
    let at = "/runs/0/results/0/level";
    let lowered = [(Sonar, Wrong, "level", at), (Github, Wrong, "severity", at), (DefectDojo, Wrong, "severity", at)];
    check(at, json!("note"), &lowered);
    let at = "/runs/0/results/0/partialFingerprints";
    check(at, gone(), &[(Github, Wrong, "fingerprint", at)]);
    let at = "/runs/0/results/0/message/text";
    let silent = [(Ado, Refused, "message", at), (Sonar, Refused, "message", at), (Github, Wrong, "message", at)];
    check("/runs/0/results/0/message", json!({"id": "default"}), &silent);
}

#[test]
fn limits_by_number() {
    let result = good()["runs"][0]["results"][0].clone();
    let at = "/runs/0/results";
    check(at, json!(vec![result.clone(); 5_000]), &[]);
    check(at, json!(vec![result.clone(); 5_001]), &[(Github, Dropped, "results-kept", at)]);
    check(at, json!(vec![result.clone(); 25_001]), &[(Github, Refused, "results-limit", at)]);
    let mut half = vec![result.clone(); 4];
    for result in &mut half[..2] {
        result.as_object_mut().expect("an object").remove("locations");
    }
    let nowhere = [
        (Github, Refused, "no-location", "/runs/0/results/0/locations"),
        (Ado, Refused, "no-location", "/runs/0/results/0/locations"),
        (Gitlab, Dropped, "no-location", "/runs/0/results/0/locations"),
    ];
    check(at, json!(half), &nowhere);
    let at = "/runs/0/results/0/codeFlows";
    let flow = |n: usize| json!([{"threadFlows": [{"locations": vec![json!({}); n]}]}]);
    check(at, flow(1_000), &[]);
    check(at, flow(1_001), &[(Github, Dropped, "flow-kept", at)]);
    check(at, flow(10_001), &[(Github, Refused, "flow-limit", at)]);
    let rules: Vec<Value> = (0..25_001).map(|n| json!({"id": format!("r{n}")})).collect();
    let mut rules = json!(rules);
    rules[0] = good()["runs"][0]["tool"]["driver"]["rules"][0].clone();
    let at = "/runs/0/tool/driver/rules";
    check(at, rules, &[(Github, Refused, "rules-limit", at)]);
}

#[test]
fn bytes() {
    let good = good().to_string();
    let marked = format!("\u{feff}{good}");
    let problems = lint(marked.as_bytes(), &Profile::ALL).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(problems.iter().map(|p| (p.reader, p.check)).collect::<Vec<_>>(), [(Github, "byte-order-mark")]);
    for (bytes, expected) in [
        (&b"{"[..], "line 1 column 1: cannot be read"),
        (b"[]", "line 1 column 1: the file is no JSON object"),
        (b"", "line 1 column 0: cannot be read"),
    ] {
        let errors = lint(bytes, &Profile::ALL).expect_err("an error").to_string();
        assert!(errors.starts_with(expected), "{errors}");
    }
    let mut large = good.into_bytes();
    large.resize(11_000_000, b' ');
    assert_eq!(lint(&large, &[Github]).unwrap_or_else(|e| panic!("{e}")), [], "what counts is the size after gzip");
    let mut state = 1u64;
    let noise: String = (0..1_500_000)
        .map(|_| {
            state = state.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(1);
            format!("{:016x}", state ^ (state >> 29))
        })
        .collect();
    let mut log: Value = serde_json::from_slice(&large).expect("JSON");
    log["properties"] = json!({"noise": noise});
    let problems = lint(log.to_string().as_bytes(), &[Github]).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(problems.iter().map(|p| (p.effect, p.check)).collect::<Vec<_>>(), [(Refused, "size-limit")]);
}

#[test]
fn one_slip_in_many_results_is_one_problem() {
    let mut log = good();
    let mut result = log["runs"][0]["results"][0].clone();
    result["kind"] = json!("pass");
    log["runs"][0]["results"] = json!(vec![result; 1_000]);
    let problems = lint(log.to_string().as_bytes(), &[DefectDojo]).unwrap_or_else(|e| panic!("{e}"));
    assert_eq!(problems.len(), 1);
    assert_eq!((problems[0].count, problems[0].pointer.as_str()), (1_000, "/runs/0/results/0/kind"));
    assert_eq!(
        problems[0].to_string(),
        "defectdojo drops [kind] /runs/0/results/0/kind: the result is of kind `pass`; keep it for an auditor's file \
         (999 more places)"
    );
}

#[test]
fn every_check_is_documented() {
    let sources = [
        include_str!("../../src/sarif/lint/mod.rs"),
        include_str!("../../src/sarif/lint/rules.rs"),
        include_str!("../../src/sarif/lint/results.rs"),
    ];
    let named = |marker: &'static str| sources.into_iter().flat_map(move |source| source.split(marker).skip(1));
    let mut checks: Vec<&str> = ["Refused, \"", "Dropped, \"", "Wrong, \""]
        .into_iter()
        .flat_map(named)
        .map(|rest| rest.split_once('"').expect("a name ends").0)
        .collect();
    checks.sort_unstable();
    checks.dedup();
    assert!(checks.len() > 30, "{checks:?}");
    let docs = include_str!("../../../../docs/sarif.md");
    let table = docs.split("| check | reader: effect |").nth(1).expect("the table is there");
    let table = table.split("\n## ").next().expect("a table ends");
    let mut documented: Vec<&str> = table
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split(" | ").next())
        .flat_map(|cell| cell.split("`, `"))
        .map(|name| name.trim_matches('`'))
        .collect();
    documented.sort_unstable();
    assert_eq!(documented, checks);
}
