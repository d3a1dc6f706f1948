//! SARIF in: our own file decides as the tree did, and other tools' files are read for what they say.

use crate::sample::{LANGUAGES, Sample};
use serde_json::{Value, json};
use wardline_base::{Confidence, FileStatus, NoticeKind, RuleKind, Severity, SkipReason};
use wardline_policy::{ExitStatus, Policy, Verdict};
use wardline_report::Format;
use wardline_report::sarif::{Imported, merge, read};

pub(crate) fn import(file: &[u8]) -> Imported {
    read(file, &LANGUAGES, &[]).unwrap_or_else(|errors| panic!("{errors}"))
}

/// The sample as it comes back out of its own SARIF file.
fn again(sample: &Sample) -> Sample {
    let imported = import(&sample.write(Format::SARIF));
    Sample {
        infos: imported.infos,
        findings: imported.findings,
        ledger: imported.ledger,
        notices: imported.notices,
        policy: sample.policy.clone(),
        ..Sample::full()
    }
}

fn check_same(sample: &Sample, what: &str) -> Verdict {
    let (before, after) = (sample.verdict(), again(sample).verdict());
    assert_eq!(before, after, "{what}");
    before
}

#[test]
fn our_own_file_decides_as_the_tree_did() {
    assert_eq!(check_same(&Sample::full(), "full").exit_status(), ExitStatus::Incomplete);
    assert_eq!(check_same(&Sample::clean(), "clean").exit_status(), ExitStatus::Pass);
    let whole = || {
        let mut sample = Sample { notices: vec![], ..Sample::full() };
        sample.ledger.as_mut().expect("a ledger").truncate(1);
        sample
    };
    assert_eq!(check_same(&whole(), "findings alone").exit_status(), ExitStatus::Blocked);
    let nothing = Sample { ledger: Some(vec![]), ..Sample::clean() };
    assert_eq!(check_same(&nothing, "nothing").exit_status(), ExitStatus::Nothing);
    check_same(&Sample { ledger: None, ..whole() }, "no ledger");
    let full = Sample::full();
    for index in 0..full.findings.len() {
        check_same(&Sample { findings: vec![full.findings[index].clone()], ..whole() }, "one finding");
    }
    for notice in &full.notices {
        check_same(&Sample { notices: vec![notice.clone()], ..whole() }, "one notice");
    }
    for entry in full.ledger.iter().flatten() {
        let verdict = check_same(&Sample { ledger: Some(vec![entry.clone()]), ..Sample::clean() }, "one file");
        assert_eq!(verdict.ledger.map(|l| l.files), Some(1));
    }
}

#[test]
fn our_own_file_gives_everything_back() {
    let (before, after) = (Sample::full(), again(&Sample::full()));
    assert_eq!(before.ledger, after.ledger);
    for (a, b) in before.infos.iter().zip(&after.infos) {
        assert_eq!(format!("{a:?}"), format!("{b:?}"));
    }
    for (a, b) in before.findings.iter().zip(&after.findings) {
        assert_eq!((a.rule, &a.location, &a.message, a.severity), (b.rule, &b.location, &b.message, b.severity));
        assert_eq!((a.fingerprint, &a.line_hash, a.trace.len()), (b.fingerprint, &b.line_hash, b.trace.len()));
        let redacted = before.infos[a.rule as usize].redact;
        assert_eq!(if redacted { "" } else { &a.snippet }, b.snippet);
        assert_eq!(
            a.fix.as_ref().map(|f| (f.start, f.end, &f.replacement)),
            b.fix.as_ref().map(|f| (f.start, f.end, &f.replacement))
        );
    }
    let key = |n: &wardline_base::Notice| format!("{n:?}");
    let (mut a, mut b): (Vec<_>, Vec<_>) =
        (before.notices.iter().map(key).collect(), after.notices.iter().map(key).collect());
    a.sort();
    b.sort();
    assert_eq!(a, b);
    let twice = again(&again(&before)).verdict();
    assert_eq!(twice, before.verdict(), "and again");
}

#[test]
fn a_failed_run_of_ours_is_a_gap() {
    let sample = Sample::clean();
    for status in [ExitStatus::Usage, ExitStatus::Internal, ExitStatus::Reference, ExitStatus::Evidence] {
        let imported = import(&sample.write_with(None, status, Format::SARIF));
        assert!(!imported.execution_successful);
        assert_eq!(imported.notices[0].kind, NoticeKind::Import, "{status:?}");
    }
}

/// `expected` is what each error must start with.
fn check_error(file: &[u8], expected: &[&str]) {
    let errors = read(file, &LANGUAGES, &[]).expect_err("an error").0;
    let shown: Vec<String> = errors.iter().map(ToString::to_string).collect();
    assert_eq!(shown.len(), expected.len(), "{shown:#?}");
    for (shown, expected) in shown.iter().zip(expected) {
        assert!(shown.starts_with(expected), "{shown} does not start with {expected}");
    }
}

#[test]
fn what_cannot_be_read_is_an_error_with_its_place() {
    let file = Sample::full().write(Format::SARIF);
    check_error(&file[..file.len() / 2], &["line 1 column"]);
    check_error(b"", &["line 1 column 0: cannot be read: EOF"]);
    check_error(b"<sarif/>", &["line 1 column 1: cannot be read"]);
    check_error(b"{}", &["version: there is no version", "runs: the file holds no run"]);
    check_error(br#"{"version":"2.1.0","runs":[]}"#, &["runs: the file holds no run"]);
    check_error(
        br#"{"version":"1.0.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[]}]}"#,
        &["version: SARIF 1.0.0"],
    );
    check_error(
        br#"{"version":"2.1.0","runs":[{"results":[]}]}"#,
        &["runs[0].tool.driver.name: the run names no tool"],
    );
    check_error(br#"{"version":"2.1.0","runs":[{"tool":7}]}"#, &["line 1 column 36: cannot be read: invalid type"]);
    let deep = format!(r#"{{"version":"2.1.0","runs":[{{"properties":{{"x":{}"#, "[".repeat(100_000));
    check_error(deep.as_bytes(), &["line 1 column 170: cannot be read: recursion limit exceeded"]);
    let external = json!({"version": "2.1.0", "runs": [{
        "tool": {"driver": {"name": "x"}},
        "externalPropertyFileReferences": {"results": [{"location": {"uri": "results.json"}}]},
    }]});
    check_error(
        external.to_string().as_bytes(),
        &["runs[0].externalPropertyFileReferences: the `results` are kept in `results.json`"],
    );
}

/// Every prefix of a file must be an error: half a report must never be a smaller report.
#[test]
fn no_truncated_file_is_read() {
    let file = Sample::full().write(Format::SARIF);
    for length in (0..file.len() - 2).step_by(97) {
        assert!(read(&file[..length], &LANGUAGES, &[]).is_err(), "{length} of {}", file.len());
    }
}

#[test]
fn a_changed_file_of_ours_is_an_error() {
    let file: Value = serde_json::from_slice(&Sample::full().write(Format::SARIF)).expect("JSON");
    for (pointer, value, expected) in [
        ("/runs/0/results/0/ruleIndex", json!(99), "runs[0].results[0].ruleIndex"),
        ("/runs/0/results/1/properties/wardline~1severity", json!("mild"), "runs[0].results[1].properties"),
        ("/runs/0/results/1/properties", json!({}), "runs[0].results[1].properties"),
        ("/runs/0/tool/driver/rules/3/properties/wardline~1kind", json!("nothing"), "runs[0].tool.driver.rules[3]"),
        ("/runs/0/artifacts/1/properties/wardline~1status", json!("fine"), "runs[0].artifacts[1].properties"),
        ("/runs/0/artifacts/1/properties", json!({}), "runs[0].artifacts[1].properties"),
        ("/runs/0/properties/wardline~1format", json!(2), "runs[0].properties: the file is of a newer version"),
        ("/runs/0/artifacts", json!(null), "runs[0].artifacts: the file is not whole"),
        ("/runs/0/artifacts", json!([]), "runs[0].artifacts: the file is not whole"),
        ("/runs/0/invocations", json!([]), "runs[0].invocations: the file is not whole"),
        ("/runs/0/invocations/0/executionSuccessful", json!(null), "runs[0].invocations: the file is not whole"),
    ] {
        let mut changed = file.clone();
        *changed.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer} is there")) = value;
        let errors = read(changed.to_string().as_bytes(), &LANGUAGES, &[]).expect_err(pointer);
        assert!(errors.0[0].to_string().starts_with(expected), "{pointer}: {errors}");
    }
}

pub(crate) fn foreign(run: Value) -> Imported {
    import(json!({"version": "2.1.0", "runs": [run]}).to_string().as_bytes())
}

#[test]
fn other_tools_severities_and_weaknesses_are_understood() {
    let rule = |properties: Value, level: &str| {
        json!({"tool": {"driver": {"name": "other", "rules": [{
            "id": "r", "shortDescription": {"text": "Short"},
            "defaultConfiguration": {"level": level}, "properties": properties,
            "relationships": [{"target": {"id": "22", "toolComponent": {"name": "CWE"}}}],
        }]}}, "results": [{"ruleId": "r", "message": {"text": "m"}}]})
    };
    for (properties, level, severity, confidence) in [
        (json!({}), "error", Severity::High, None),
        (json!({}), "note", Severity::Low, None),
        (json!({}), "none", Severity::Info, None),
        (json!({}), "warning", Severity::Medium, None),
        (
            json!({"security-severity": "9.8", "precision": "very-high"}),
            "note",
            Severity::Critical,
            Some(Confidence::High),
        ),
        (json!({"security-severity": 7.0, "precision": "medium"}), "note", Severity::High, Some(Confidence::Medium)),
        (json!({"security-severity": "0.0"}), "error", Severity::Info, None),
        (json!({"security-severity": "bad"}), "error", Severity::High, None),
    ] {
        let imported = foreign(rule(properties.clone(), level));
        assert_eq!(imported.findings[0].severity, severity, "{properties} {level}");
        assert_eq!((imported.infos[0].confidence, &imported.infos[0].cwe[..]), (confidence, &[22][..]));
        assert_eq!(imported.ledger, None);
    }
    let tagged = foreign(rule(json!({"tags": ["external/cwe/cwe-089", "CWE-79: Scripting", 7]}), "error"));
    assert_eq!(tagged.infos[0].cwe, [22, 79, 89]);
}

#[test]
fn rules_are_found_where_other_tools_keep_them() {
    let imported = foreign(json!({
        "tool": {
            "driver": {"name": "other", "rules": [{"id": "a", "messageStrings": {"d": {"text": "{0} is {{bad}} {1}"}}}]},
            "extensions": [{"name": "pack", "rules": [{"id": "b", "defaultConfiguration": {"level": "error"}}]}],
        },
        "artifacts": [{"location": {"uri": "src/x%20y.c"}}],
        "results": [
            {"ruleId": "a/part", "message": {"id": "d", "arguments": ["this"]}, "locations": [
                {"physicalLocation": {"artifactLocation": {"index": 0}, "region": {"startLine": 3}}}]},
            {"rule": {"index": 0, "toolComponent": {"index": 0}}, "message": {"text": "m"}},
            {"ruleId": "c", "message": {"text": "m"}, "kind": "pass", "suppressions": [{"kind": "inSource"}]},
            {"ruleId": "c", "message": {"text": "m"}, "level": "error", "suppressions": [{"kind": "inSource"}]},
            {"ruleId": "c", "message": {"text": "gone"}, "baselineState": "absent"},
        ],
    }));
    let run = &imported.runs[0];
    assert_eq!((run.results, run.findings, run.suppressed, run.absent), (5, 4, 2, 1));
    let shown: Vec<_> = imported
        .findings
        .iter()
        .map(|f| {
            (&*imported.infos[f.rule as usize].id, imported.infos[f.rule as usize].kind, f.severity, &*f.location.path)
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("a/part", RuleKind::Violation, Severity::Medium, "src/x y.c"),
            ("b", RuleKind::Violation, Severity::High, "."),
            ("c", RuleKind::Evidence, Severity::Medium, "."),
            ("c", RuleKind::Violation, Severity::High, "."),
        ],
        "a suppression in the code is no waiver; a result that is gone is no finding"
    );
    assert_eq!(imported.findings[0].message, "this is {bad} {1}");
    assert_eq!(imported.findings[0].location.start.line.get(), 3);
    assert_ne!(imported.findings[2].fingerprint, imported.findings[3].fingerprint);
}

#[test]
fn other_tools_failures_are_gaps() {
    let run = |rest: Value| {
        let mut run = json!({"tool": {"driver": {"name": "other"}}, "results": []});
        run.as_object_mut().expect("an object").extend(rest.as_object().expect("an object").clone());
        foreign(run)
    };
    let gaps = |imported: &Imported| imported.notices.iter().filter(|n| n.kind.is_gap()).count();
    let note = |level: &str| json!([{"level": level, "message": {"text": "t"}}]);
    for (rest, expected) in [
        (json!({}), 1),
        (json!({"tool": {"driver": {"name": "other", "rules": []}}}), 1),
        (json!({"tool": {"driver": {"name": "other", "rules": [{"id": "r"}]}}}), 0),
        (json!({"tool": {"driver": {"name": "other"}, "extensions": [{"name": "x", "rules": [{"id": "r"}]}]}}), 0),
        (json!({"results": null}), 1),
        (json!({"invocations": [{"executionSuccessful": true}]}), 0),
        (json!({"invocations": [{"executionSuccessful": false}]}), 2),
        (json!({"invocations": [{"executionSuccessful": false, "exitCode": 3}]}), 2),
        (json!({"invocations": [{"executionSuccessful": true, "toolExecutionNotifications": note("error")}]}), 1),
        (json!({"invocations": [{"executionSuccessful": true, "toolConfigurationNotifications": note("error")}]}), 1),
        (json!({"invocations": [{"executionSuccessful": true, "toolExecutionNotifications": note("warning")}]}), 0),
    ] {
        let imported = run(rest.clone());
        assert_eq!(gaps(&imported), expected, "{rest}");
        assert_eq!(imported.execution_successful, !rest.to_string().contains("false"));
        let sample = Sample { notices: imported.notices, ledger: None, policy: Policy::built_in(), ..Sample::clean() };
        let status = if expected == 0 { ExitStatus::Pass } else { ExitStatus::Incomplete };
        assert_eq!(sample.verdict().exit_status(), status, "{rest}");
    }
}

#[test]
fn ledger_lines_come_back_one_by_one() {
    let imported = import(&Sample::full().write(Format::SARIF));
    let ledger = imported.ledger.expect("a ledger");
    assert_eq!(ledger[1].status, FileStatus::Partial { error_bytes: 300, total_bytes: 1000 });
    assert_eq!((ledger[1].language, &*ledger[0].path), (Some("python"), "src/a b/ü%20.py"));
    for reason in SkipReason::ALL {
        assert!(ledger.iter().any(|e| e.status == FileStatus::Skipped(reason)), "{reason:?}");
    }
}

/// Places that no text has must neither panic here nor in any format that prints them.
#[test]
fn odd_places_do_no_harm() {
    let numbers = [json!(null), json!(-1), json!(0), json!(1), json!(3), json!(i64::from(u32::MAX)), json!(i64::MAX)];
    let mut results = Vec::new();
    for line in &numbers {
        for column in &numbers {
            for end in &numbers {
                let region = json!({"startLine": line, "startColumn": column, "endLine": end, "endColumn": column,
                    "snippet": {"text": "é\n"}});
                let context = json!({"startLine": line, "snippet": {"text": "one\ntwo\nthree\n"}});
                let location = json!({"physicalLocation": {
                    "artifactLocation": {"uri": "a", "index": column}, "region": region, "contextRegion": context}});
                let replacement = json!({"deletedRegion": region, "insertedContent": {"text": "x\ny"}});
                results.push(json!({
                    "ruleId": "r", "ruleIndex": column, "message": {"text": "m"}, "locations": [location],
                    "fixes": [{"artifactChanges": [{"replacements": [replacement]}]}],
                    "codeFlows": [{"threadFlows": [{"locations": [{"location": location}]}]}],
                }));
            }
        }
    }
    let count = results.len();
    let imported = foreign(json!({"tool": {"driver": {"name": "other"}}, "results": results}));
    assert_eq!(imported.findings.len(), count);
    let imported = merge(vec![imported]);
    let sample = Sample { infos: imported.infos, findings: imported.findings, ledger: None, ..Sample::clean() };
    crate::sarif::validate(&sample.write(Format::SARIF));
    assert_eq!(again(&sample).verdict(), sample.verdict());
    for format in Format::ALL {
        assert!(!sample.write(format).is_empty());
    }
}

/// Damaged files are an error or a report, never a panic; bytes are drawn from a fixed seed.
#[test]
fn damaged_files_do_not_panic() {
    let file = Sample::full().write(Format::SARIF);
    let (mut seed, mut refused) = (0x5eed_u64, 0);
    let mut next = |n: usize| {
        seed ^= seed << 13;
        seed ^= seed >> 7;
        seed ^= seed << 17;
        (seed % n as u64) as usize
    };
    for _ in 0..1500 {
        let mut damaged = file.clone();
        for _ in 0..=next(3) {
            let at = next(damaged.len());
            damaged[at] = b"\"{}[]:,0-9eatn\\ \x00\xff"[next(18)];
        }
        refused += usize::from(read(&damaged, &LANGUAGES, &[]).is_err());
    }
    assert!(refused > 500, "{refused}");
}
