//! `gate --from`: a decision on a report is the decision on the tree.

use crate::tool::{RULE, folder, json, portal, run, write};
use serde_json::Value;
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
