//! `gate --from`: a decision on a report is the decision on the tree.

use crate::tool::{RULE, folder, json, portal, run, strings, write};
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json as value};
use std::io::Write;
use std::path::Path;

/// The gate on the tree and the gate on the report of a scan or gate must agree.
fn check(tree: &Path, arguments: &[&str], expected: i32) {
    let out = folder(&[]);
    let file = out.path().join("findings.sarif");
    let file = file.to_str().unwrap();
    let (code, direct) = json(tree, &[&["gate"], arguments].concat());
    assert_eq!(code, expected, "{arguments:?}: {direct}");
    for command in ["scan", "gate"] {
        // A scan knows no policy.
        let end = arguments.iter().position(|a| *a == "--policy" && command == "scan").unwrap_or(arguments.len());
        run(tree, &[&[command], &arguments[..end], &["--format", "sarif", "-o", file]].concat());
        let policy: Vec<&str> = arguments.iter().skip_while(|a| **a != "--policy").take(2).copied().collect();
        let (code, imported) = json(tree, &[&["gate", "--from", file], policy.as_slice()].concat());
        assert_eq!(code, expected, "{command} {arguments:?}: {imported}");
        assert_eq!(imported["verdict"]["outcome"], direct["verdict"]["outcome"]);
        let facts = |report: &Value| -> Vec<Value> {
            let findings = report["findings"].as_array().unwrap();
            findings
                .iter()
                .map(|f| {
                    serde_json::json!([f["rule"], f["path"], f["start"], f["severity"], f["action"], f["fingerprint"]])
                })
                .collect()
        };
        assert_eq!(facts(&imported), facts(&direct), "{command}");
        if expected != 2 {
            assert_eq!(imported["verdict"]["reasons"], direct["verdict"]["reasons"], "{command}");
            assert_eq!(imported["ledger"], direct["ledger"], "{command}");
        }
    }
}

#[test]
fn the_verdict_is_the_same() {
    let tree = folder(&[
        ("rule.yaml", RULE),
        (
            "broken.yaml",
            "rules:\n  - id: b\n    languages: [python]\n    severity: HIGH\n    message: m\n    pattern: 'f(('\n",
        ),
        ("critical.yaml", "version: 1\nblock:\n  severity: critical\n"),
        ("flawed/a.py", "danger(1)\n"),
        ("clean/a.py", "x = 1\n"),
        ("partial/a.py", "def f(:\n  ((( danger(1) ))]\n"),
    ]);
    check(tree.path(), &["-c", "rule.yaml", "flawed"], 1);
    check(tree.path(), &["-c", "rule.yaml", "flawed", "--policy", "critical.yaml"], 0);
    check(tree.path(), &["-c", "rule.yaml", "clean"], 0);
    check(tree.path(), &["-c", "rule.yaml", "partial"], 3);
    check(tree.path(), &["-c", "rule.yaml", "critical.yaml"], 5);
    check(tree.path(), &["-c", "rule.yaml", "-c", "broken.yaml", "flawed"], 2);
    check(&portal(), &[], 1);
}

#[test]
fn what_is_no_report_is_an_error_that_says_why() {
    let cases: &[(&str, &[u8], &str)] = &[
        ("empty", b"", "cut off"),
        ("no JSON", b"findings: none", "cannot be read"),
        ("cut off", br#"{"version": "2.1.0", "runs": ["#, "cut off"),
        ("no run", br#"{"version": "2.1.0", "runs": []}"#, "runs"),
        ("old", br#"{"version": "1.0.0", "runs": [{"tool": {"driver": {"name": "x"}}}]}"#, "version"),
        ("broken UTF-8", b"{\"version\": \"\xff\"}", "cannot be read"),
    ];
    for (name, bytes, expected) in cases {
        let tree = folder(&[]);
        write(tree.path(), "in.sarif", bytes);
        let said = run(tree.path(), &["gate", "--from", "in.sarif"]);
        assert_eq!(said.code, 2, "{name}: {said:?}");
        assert!(said.stderr.contains("in.sarif") && said.stderr.contains(expected), "{name}: {said:?}");
    }
    let said = run(folder(&[]).path(), &["gate", "--from", "missing.sarif"]);
    assert_eq!(said.code, 2, "{said:?}");
}

/// A file as another tool writes it, with one result of this level at line 2 of `app.py`.
fn other(tool: &str, level: &str, date: &str) -> Value {
    value!({"version": "2.1.0", "runs": [{
        "tool": {"driver": {"name": tool, "version": "1.2", "rules": [
            {"id": "py/x", "properties": {"tags": ["external/cwe/cwe-319"]}, "shortDescription": {"text": "A flaw"}}]}},
        "invocations": [{"executionSuccessful": true, "endTimeUtc": format!("{date}T10:00:00Z")}],
        "results": [{"ruleId": "py/x", "ruleIndex": 0, "level": level, "message": {"text": "bad"}, "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": "app.py"}, "region": {"startLine": 2}}}]}],
    }]})
}

fn packed(text: &str) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(text.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn several_files_and_the_scan_are_decided_together() {
    let tree = folder(&[("rule.yaml", RULE), ("app.py", "x = 1\ny = 2\n"), ("b.py", "danger(1)\n")]);
    write(tree.path(), "a.sarif", other("Alpha", "warning", "2026-11-20").to_string().as_bytes());
    let marked = format!("\u{feff}{}", other("Beta", "error", "2026-11-21"));
    write(tree.path(), "b.sarif.gz", &packed(&marked));
    let files = ["gate", "--from", "a.sarif", "--from", "b.sarif.gz", "--from", "a.sarif"];
    let (code, report) = json(tree.path(), &files);
    assert_eq!((code, strings(&report["findings"], "action")), (1, vec!["warn", "block"]), "{report:#}");
    assert_eq!(report["ledger"], Value::Null);
    assert_eq!(report["findings"][0]["snippet"], "y = 2", "the tree has the line");
    assert_eq!(
        report["rules"][0]["controls"][0],
        value!({"framework": "hipaa", "control": "164.312(e)(1)"}),
        "{report:#}"
    );
    let runs: Vec<&Value> = report["imports"].as_array().unwrap().iter().map(|import| &import["runs"][0]).collect();
    assert_eq!(
        runs[1],
        &value!({"tool": "Beta", "version": "1.2", "date": "2026-11-21", "results": 1, "findings": 1,
        "duplicates": 0, "suppressed": 0, "unchanged": 0, "absent": 0})
    );
    assert_eq!(
        (&runs[2]["duplicates"], &report["imports"][0]["sha256"]),
        (&value!(1), &report["imports"][2]["sha256"])
    );

    let scan = ["--with-scan", "--config", "rule.yaml", "app.py", "b.py"];
    let (code, report) = json(tree.path(), &[&files[..], &scan].concat());
    assert_eq!((code, strings(&report["findings"], "rule")), (1, vec!["py/x", "py/x", "test.danger"]), "{report:#}");
    assert_eq!(report["ledger"]["summary"]["analysed"], 2);

    let own = ["scan", "--config", "rule.yaml", "app.py", "b.py", "-o", "own.sarif"];
    assert_eq!(run(tree.path(), &own).code, 0);
    let (_, report) = json(tree.path(), &[&["gate", "--from", "own.sarif"], &scan[..]].concat());
    assert_eq!(strings(&report["findings"], "rule"), ["test.danger"], "a scan and its own report count once");

    let said = run(tree.path(), &files);
    assert!(said.stdout.contains("Imported  a.sarif: Alpha 1.2, 2026-11-20, 1 results (sha256 "), "{said:?}");
    let said = run(tree.path(), &[&files[..], &["--format", "sarif"]].concat());
    let sarif: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(sarif["runs"][0]["properties"]["wardline/imports"][1]["file"], "b.sarif.gz");
}

#[test]
fn a_suppression_of_another_tool_is_none_and_a_waiver_is() {
    let mut file = other("Alpha", "error", "2026-11-20");
    file["runs"][0]["results"][0]["suppressions"] = value!([{"kind": "external", "status": "accepted"}]);
    file["runs"][0]["results"][0]["baselineState"] = value!("unchanged");
    let waiver = "version: 1\nwaivers:\n  - {id: W-1, rule: py/x, paths: [app.py], kind: false-positive, reason: Wrong., owner: '@a', \
                  approver: '@b', created: 2026-11-01, expires: 2026-12-01}\n";
    let tree = folder(&[("app.py", "x = 1\n")]);
    write(tree.path(), "a.sarif", file.to_string().as_bytes());
    let gate = ["gate", "--from", "a.sarif", "--now", "2026-11-22"];
    let (code, report) = json(tree.path(), &gate);
    assert_eq!((code, &report["imports"][0]["runs"][0]["suppressed"]), (1, &value!(1)), "{report:#}");
    write(tree.path(), ".wardline/waivers.yaml", waiver.as_bytes());
    let (code, report) = json(tree.path(), &gate);
    assert_eq!((code, &report["findings"][0]["waiver"]), (0, &value!("W-1")), "{report:#}");
}

#[test]
fn old_files_are_no_pass() {
    let check = |date: &str, most: &str, policy: &str, code: i32, expected: &str| {
        let mut file = other("Alpha", "note", date);
        if date.is_empty() {
            file["runs"][0]["invocations"][0]["endTimeUtc"] = Value::Null;
        }
        let tree = folder(&[("a.sarif", &file.to_string()), (".wardline/policy.yaml", policy), ("app.py", "\n")]);
        let said = run(tree.path(), &["gate", "--from", "a.sarif", "--now", "2026-11-22", "--from-max-age", most]);
        assert_eq!(said.code, code, "{date} {most}: {said:?}");
        let flat = said.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(expected), "{date} {most}: {flat}");
    };
    check("2026-11-20", "2", "version: 1\n", 0, "PASS");
    check("2026-11-23", "2", "version: 1\n", 0, "PASS");
    check(
        "2026-11-19",
        "2",
        "version: 1\n",
        3,
        "a.sarif: Alpha ran on 2026-11-19, 3 days ago, and --from-max-age allows 2 days",
    );
    check("2026-11-24", "2", "version: 1\n", 3, "is still to come");
    check("", "2", "version: 1\n", 3, "does not say when it ran");
    check("2026-11-19", "2", "version: 1\nledger: {allow_notices: [import]}\n", 3, "exit code 3");
}

#[test]
fn what_cannot_go_together_says_what_to_do() {
    let tree = folder(&[("a.sarif", &other("Alpha", "note", "2026-11-20").to_string())]);
    for (arguments, expected) in [
        (&["--base", "main"][..], "run the gate twice: `wardline gate --base …` for the change"),
        (&["--staged"], "run the gate twice: `wardline gate --staged …`"),
        (&["--base", "main", "--with-scan"], "run the gate twice"),
        (&["--exclude", "x"], "add `--with-scan` to scan too"),
        (&["."], "a PATH says what to scan"),
    ] {
        let said = run(tree.path(), &[&["gate", "--from", "a.sarif"], arguments].concat());
        assert_eq!(said.code, 2, "{arguments:?}: {said:?}");
        assert!(said.stderr.contains(expected), "{arguments:?}: {said:?}");
    }
    let said = run(tree.path(), &["gate", "--with-scan"]);
    assert_eq!(said.code, 2, "{said:?}");
}

#[test]
fn every_bad_file_is_named_and_damaged_gzip_is_one() {
    let tree = folder(&[("a.sarif", "{"), ("b.sarif", "[]")]);
    let whole = packed(&other("Alpha", "note", "2026-11-20").to_string());
    write(tree.path(), "c.gz", &whole[..whole.len() / 2]);
    let said = run(tree.path(), &["gate", "--from", "a.sarif", "--from", "b.sarif"]);
    assert!(said.code == 2 && said.stderr.contains("`a.sarif`") && said.stderr.contains("`b.sarif`"), "{said:?}");
    let said = run(tree.path(), &["gate", "--from", "c.gz"]);
    assert!(said.code == 2 && said.stderr.contains("looks like gzip and may be cut off"), "{said:?}");
    // 300 MB of spaces are 300 kB packed.
    write(tree.path(), "bomb.gz", &packed(&" ".repeat(300 << 20)));
    let said = run(tree.path(), &["gate", "--from", "bomb.gz"]);
    assert!(said.code == 2 && said.stderr.contains("over the limit"), "{said:?}");
}

/// Lines of the tree are read for the report; not of secrets, and not of what only looks like the tree.
#[cfg(unix)]
#[test]
fn only_lines_of_the_tree_are_shown() {
    let outside = folder(&[("app.py", "outside\n")]);
    let tree = folder(&[("real.py", "a\nshown\n"), ("keys.py", "a\nhidden\n")]);
    std::os::unix::fs::symlink(outside.path().join("app.py"), tree.path().join("linked.py")).unwrap();
    let mut file = other("Alpha", "warning", "2026-11-20");
    let result = |uri: &str, rule: &str| {
        value!({"ruleId": rule, "message": {"text": "m"}, "locations": [
            {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": {"startLine": 2}}}]})
    };
    let absolute = format!("file://{}/real.py", tree.path().canonicalize().unwrap().display());
    file["runs"][0]["results"] = value!([
        result("linked.py", "x"),
        result("keys.py", "hardcoded-secret"),
        result(&absolute, "x"),
        result("gone.py", "x"),
    ]);
    write(tree.path(), "a.sarif", file.to_string().as_bytes());
    let (code, report) = json(tree.path(), &["gate", "--from", "a.sarif"]);
    let shown: Vec<(&str, &Value)> = strings(&report["findings"], "path")
        .into_iter()
        .zip(report["findings"].as_array().unwrap().iter().map(|f| &f["snippet"]))
        .collect();
    let none = &Value::Null;
    assert_eq!(
        shown,
        [("gone.py", none), ("keys.py", none), ("linked.py", none), ("real.py", &value!("shown"))],
        "{code}"
    );
}

#[test]
fn what_says_nothing_is_no_pass() {
    for (run, code) in [
        (value!({"tool": {"driver": {"name": "t"}}, "results": []}), 3),
        (value!({"tool": {"driver": {"name": "t", "rules": []}}, "results": [], "invocations": [{}]}), 3),
        (value!({"tool": {"driver": {"name": "t"}}}), 3),
        (value!({"tool": {"driver": {"name": "t", "rules": [{"id": "r"}]}}, "results": []}), 0),
        (value!({"tool": {"driver": {"name": "t"}}, "results": [], "invocations": [{"executionSuccessful": true}]}), 0),
        (
            value!({"tool": {"driver": {"name": "t", "rules": [{"id": "r"}]}}, "results": [], "invocations": [{"executionSuccessful": false}]}),
            3,
        ),
        (value!({"tool": {"driver": {"name": " "}}, "results": []}), 2),
    ] {
        let tree =
            folder(&[("a.sarif", &value!({"version": "2.1.0", "runs": [run]}).to_string()), ("a.py", "x = 1\n")]);
        let said = run_alone(tree.path());
        assert_eq!(said, code, "{run}");
        let said = self::run(tree.path(), &["gate", "--with-scan", "--from", "a.sarif"]);
        assert_eq!(said.code, code, "a clean scan beside it changes nothing: {said:?}");
    }
}

fn run_alone(tree: &Path) -> i32 {
    run(tree, &["gate", "--from", "a.sarif"]).code
}

#[test]
fn what_is_the_matter_with_waivers_is_told_once() {
    let waivers = "version: 1\nwaivers:\n  - {id: W-1, rule: x, paths: [app.py], kind: false-positive, reason: Wrong., owner: '@a', \
                   approver: '@b', created: 2026-11-01, expires: 2026-12-01}\n";
    let tree = folder(&[("app.py", "x = 1\n"), (".wardline/waivers.yaml", waivers)]);
    let gate = ["gate", "--now", "2026-11-22"];
    let (_, direct) = json(tree.path(), &gate);
    assert_eq!(strings(&direct["findings"], "rule"), ["gate.waiver.unused"]);
    run(tree.path(), &[&gate[..], &["-o", "own.sarif"]].concat());
    let (_, again) = json(tree.path(), &[&gate[..], &["--from", "own.sarif"]].concat());
    assert_eq!(strings(&again["findings"], "rule"), ["gate.waiver.unused"]);
}
