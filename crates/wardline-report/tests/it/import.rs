//! SARIF in: our own file decides as the tree did, and other tools' files are read for what they say.

use crate::sample::{LANGUAGES, Sample};
use serde_json::{Value, json};
use wardline_base::{Confidence, FileStatus, NoticeKind, RuleKind, Severity, SkipReason};
use wardline_policy::{ExitStatus, Policy, Verdict};
use wardline_report::Format;
use wardline_report::sarif::{Imported, merge, read};

fn import(file: &[u8]) -> Imported {
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

fn foreign(run: Value) -> Imported {
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

/// A file of one run of a tool.
fn file(tool: &str, results: Value) -> Value {
    json!({"version": "2.1.0", "runs": [{
        "tool": {"driver": {"name": tool, "rules": [{"id": "r"}]}},
        "invocations": [{"executionSuccessful": true, "endTimeUtc": "2026-11-20T10:00:00Z"}],
        "results": results,
    }]})
}

/// A result of rule `r` at a line of a file.
fn at(path: &str, line: u32, rest: Value) -> Value {
    let mut result = json!({"ruleId": "r", "message": {"text": "m"}, "level": "warning", "locations": [
        {"physicalLocation": {"artifactLocation": {"uri": path}, "region": {"startLine": line}}}]});
    result.as_object_mut().expect("an object").extend(rest.as_object().expect("an object").clone());
    result
}

/// The findings of several files made one: path, line, severity.
fn merged(files: &[Value]) -> (Imported, Vec<String>) {
    let all = merge(files.iter().map(|file| import(file.to_string().as_bytes())).collect());
    let show =
        |f: &wardline_base::Finding| format!("{}:{} {}", f.location.path, f.location.start.line.get(), f.severity);
    let shown = all.findings.iter().map(show).collect();
    (all, shown)
}

#[test]
fn a_finding_counts_once_however_often_it_is_handed_in() {
    let print = |value: &str| json!({"partialFingerprints": {"primaryLocationLineHash": value}});
    let whole = |value: &str| json!({"fingerprints": {"id/v1": value}});
    let none = json!({});
    for (name, files, expected) in [
        (
            "twice",
            vec![file("A", json!([at("a", 1, none.clone())])), file("A", json!([at("a", 1, none.clone())]))],
            &["a:1 medium"][..],
        ),
        (
            "other tool",
            vec![file("A", json!([at("a", 1, none.clone())])), file("B", json!([at("a", 1, none.clone())]))],
            &["a:1 medium", "a:1 medium"],
        ),
        (
            "other line",
            vec![file("A", json!([at("a", 1, none.clone())])), file("A", json!([at("a", 2, none.clone())]))],
            &["a:1 medium", "a:2 medium"],
        ),
        (
            "moved",
            vec![
                file("A", json!([at("a", 1, print("39fa2ee980eb94b0:1"))])),
                file("A", json!([at("a", 5, print("39fa2ee980eb94b0:1"))])),
            ],
            &["a:1 medium"],
        ),
        (
            "same line in two files",
            vec![file("A", json!([at("a", 1, print("39fa2ee980eb94b0:1")), at("b", 1, print("39fa2ee980eb94b0:1"))]))],
            &["a:1 medium", "b:1 medium"],
        ),
        (
            "equal in one run",
            vec![
                file("A", json!([at("a", 1, none.clone()), at("a", 1, none.clone())])),
                file("A", json!([at("a", 1, none.clone())])),
            ],
            &["a:1 medium", "a:1 medium"],
        ),
        (
            "the worse counts",
            vec![
                file("A", json!([at("a", 1, json!({"level": "note"}))])),
                file("A", json!([at("a", 1, json!({"level": "error"}))])),
            ],
            &["a:1 high"],
        ),
        (
            "a pass hides nothing",
            vec![
                file("A", json!([at("a", 1, json!({"kind": "pass", "level": "none"}))])),
                file("A", json!([at("a", 1, none.clone())])),
            ],
            &["a:1 info", "a:1 medium"],
        ),
        (
            "no identity",
            vec![
                file("A", json!([at("a", 1, whole("requires login"))])),
                file("A", json!([at("a", 9, whole("requires login"))])),
            ],
            &["a:1 medium", "a:9 medium"],
        ),
        (
            "sorted",
            vec![
                file("A", json!([at("b", 1, none.clone()), at("a", 7, none.clone()), at("a", 3, none.clone())])),
                file("B", json!([at("a", 5, none.clone())])),
            ],
            &["a:3 medium", "a:5 medium", "a:7 medium", "b:1 medium"],
        ),
    ] {
        assert_eq!(merged(&files).1, expected, "{name}");
    }
    let twice = file("A", json!([at("a", 1, none.clone()), at("b", 1, none.clone())]));
    let (all, _) = merged(&[twice.clone(), twice.clone()]);
    assert_eq!((all.runs[0].findings, all.runs[0].duplicates), (2, 0));
    assert_eq!((all.runs[1].findings, all.runs[1].duplicates, all.infos.len()), (2, 2, 1));
    let two_runs = json!({"version": "2.1.0", "runs": [twice["runs"][0], twice["runs"][0]]});
    assert_eq!(merged(&[two_runs]).1.len(), 2, "two runs of one file");
}

#[test]
fn our_own_file_counts_once_beside_the_scan() {
    let sample = Sample { notices: vec![], ..Sample::full() };
    let own = || import(&sample.write(Format::SARIF));
    let both = merge(vec![own(), own()]);
    assert_eq!((both.findings.len(), both.infos.len()), (sample.findings.len(), sample.infos.len()));
    let mut sorted = sample.ledger.clone().expect("a ledger");
    sorted.sort_by(|a, b| a.path.cmp(&b.path));
    assert_eq!(both.ledger, Some(sorted));
    let mut other = own();
    let entries = other.ledger.as_mut().expect("a ledger");
    entries[0].status = FileStatus::Skipped(SkipReason::Unreadable);
    entries[3].status = FileStatus::Skipped(SkipReason::Excluded);
    let ledger = merge(vec![own(), other]).ledger.expect("a ledger");
    assert_eq!(ledger[0].status, FileStatus::Skipped(SkipReason::Unreadable), "what hides a finding is kept");
    assert_eq!(ledger[3].status, FileStatus::Analysed, "what somebody looked at was looked at");
}

#[test]
fn weaknesses_are_read_from_wherever_a_tool_puts_them() {
    let run = |rule: Value, result: Value| {
        let mut descriptor = json!({"id": "r"});
        descriptor.as_object_mut().expect("an object").extend(rule.as_object().expect("an object").clone());
        foreign(json!({
            "tool": {"driver": {"name": "other", "rules": [descriptor]}},
            "taxonomies": [{"name": "OWASP", "taxa": [{"id": "79"}]}, {"name": "cwe", "guid": "AB-1", "taxa": [{"id": "22"}, {"id": "CWE-79"}]}],
            "results": [at("a", 1, result)],
        }))
    };
    let none = || json!({});
    let relation = |target: Value| json!({"relationships": [{"target": target}]});
    for (rule, result, expected) in [
        (none(), none(), &[][..]),
        (
            json!({"properties": {"tags": ["security", "external/cwe/cwe-089", "CWE-79: Scripting", "OWASP-A03:2021"]}}),
            none(),
            &[79, 89],
        ),
        (json!({"properties": {"cwe": ["CWE-611", 20, "22"]}}), none(), &[20, 22, 611]),
        (json!({"properties": {"cwe": "CWE-611: XML"}}), none(), &[611]),
        (json!({"properties": {"cwe": 798.5}}), none(), &[]),
        (relation(json!({"id": "22", "toolComponent": {"name": "CWE"}})), none(), &[22]),
        (relation(json!({"id": "22", "toolComponent": {"name": "OWASP"}})), none(), &[]),
        (relation(json!({"index": 1, "toolComponent": {"index": 1}})), none(), &[79]),
        (relation(json!({"id": "22", "toolComponent": {"guid": "ab-1"}})), none(), &[22]),
        (none(), json!({"taxa": [{"id": "CWE-502", "toolComponent": {"name": "CWE"}}]}), &[502]),
        (none(), json!({"properties": {"cweId": 352}}), &[352]),
        (none(), json!({"ruleId": "CWE-401/leak"}), &[401]),
    ] {
        let imported = run(rule.clone(), result.clone());
        assert_eq!(imported.infos[0].cwe, expected, "{rule} {result}");
        assert!(imported.infos[0].tags.contains(&"tool:other".to_owned()));
    }
}

#[test]
fn severity_is_the_score_then_the_level_then_the_rank() {
    for (rule, result, expected) in [
        (
            json!({"properties": {"security-severity": "9.1"}}),
            json!({"level": "note", "rank": 1.0}),
            Severity::Critical,
        ),
        (
            json!({"properties": {"security-severity": "2.0"}}),
            json!({"properties": {"security-severity": 7.5}}),
            Severity::High,
        ),
        (json!({"properties": {"security-severity": "NaN"}}), json!({"level": "error"}), Severity::High),
        (json!({"properties": {"security-severity": "-4"}}), json!({"level": "error"}), Severity::High),
        (json!({"properties": {"security-severity": {"a": []}}}), json!({"level": "error"}), Severity::High),
        (json!({"properties": {"security-severity": "inf"}}), json!({"level": "note"}), Severity::Critical),
        (json!({"defaultConfiguration": {"level": "error"}}), json!({"level": null, "rank": 5.0}), Severity::High),
        (json!({}), json!({"level": null, "rank": 95.0}), Severity::Critical),
        (json!({}), json!({"level": null, "rank": -1.0}), Severity::Medium),
        (json!({}), json!({"level": null, "rank": 1e300}), Severity::Medium),
        (json!({"defaultConfiguration": {"rank": 70.0}}), json!({"level": null}), Severity::High),
        (
            json!({"defaultConfiguration": {"level": "error"}}),
            json!({"kind": "review", "level": "none"}),
            Severity::High,
        ),
        (json!({}), json!({"kind": "open", "level": "none"}), Severity::Medium),
        (json!({}), json!({"level": "apocalyptic"}), Severity::Medium),
    ] {
        let mut descriptor = json!({"id": "r"});
        descriptor.as_object_mut().expect("an object").extend(rule.as_object().expect("an object").clone());
        let run =
            json!({"tool": {"driver": {"name": "t", "rules": [descriptor]}}, "results": [at("a", 1, result.clone())]});
        assert_eq!(foreign(run).findings[0].severity, expected, "{rule} {result}");
    }
    let bad = foreign(
        json!({"tool": {"driver": {"name": "t"}}, "results": [at("a", 1, json!({"kind": "pass", "level": "error"}))]}),
    );
    assert_eq!(bad.infos[0].kind, RuleKind::Violation, "a pass of level error is no pass");
}

#[test]
fn results_that_say_too_little_are_gaps_and_count() {
    for (result, expected) in [
        (at("a", 1, json!({})), None),
        (at("a", 1, json!({"ruleId": null})), Some("t: 1 result names no rule, the first at runs[0].results[0]")),
        (at("a", 1, json!({"locations": []})), Some("t: 1 result names no file, the first at runs[0].results[0]")),
        (at("a", 1, json!({"locations": [], "kind": "pass", "level": "none"})), None),
        (at("../b", 1, json!({})), Some("t: 1 result lies outside of the root, the first in `../b`")),
        (
            at("file:///etc/passwd", 1, json!({})),
            Some("t: 1 result lies outside of the root, the first in `/etc/passwd`"),
        ),
        (at("https://app.example.org/login", 1, json!({})), None),
    ] {
        let imported = foreign(json!({"tool": {"driver": {"name": "t"}}, "results": [result]}));
        assert_eq!(imported.findings.len(), 1, "{result}");
        let gaps: Vec<&str> = imported.notices.iter().map(|n| n.message.as_str()).collect();
        assert_eq!(gaps.len(), usize::from(expected.is_some()), "{result}: {gaps:?}");
        assert!(gaps.iter().all(|gap| gap.starts_with(expected.unwrap_or_default())), "{result}: {gaps:?}");
    }
}

#[test]
fn dates_and_versions_are_read() {
    let check = |invocations: Value, expected: Option<&str>| {
        let run = json!({"tool": {"driver": {"name": "t", "version": "7"}}, "invocations": invocations, "results": []});
        let run = foreign(run).runs.remove(0);
        assert_eq!(
            (run.date.map(|d| d.to_string()).as_deref(), run.version.as_deref()),
            (expected, Some("7")),
            "{invocations}"
        );
    };
    check(
        json!([{"endTimeUtc": "2026-11-20T10:00:00.000Z", "startTimeUtc": "2026-11-19T10:00:00Z"}]),
        Some("2026-11-20"),
    );
    check(json!([{"startTimeUtc": "2026-11-19T10:00:00Z"}]), Some("2026-11-19"));
    check(json!([{"endTimeUtc": "2026-11-20T10:00:00Z"}, {"endTimeUtc": "2025-01-02T10:00:00Z"}]), Some("2025-01-02"));
    check(json!([{"endTimeUtc": "yesterday"}, {"endTimeUtc": "2026-13-41T00:00:00Z"}, {}]), None);
    check(json!(null), None);
    let own = import(&Sample::full().write(Format::SARIF));
    assert_eq!(own.runs[0].date.map(|d| d.to_string()).as_deref(), Some("2026-11-22"));
}

/// What finds secrets must not carry them into our reports.
#[test]
fn secrets_of_other_tools_are_redacted() {
    let found = |tool: &str, id: &str| {
        let run = json!({"tool": {"driver": {"name": tool}}, "results": [at("a", 1, json!({"ruleId": id}))]});
        foreign(run).infos[0].redact
    };
    assert!(found("gitleaks", "generic-api-key"));
    assert!(found("Trivy", "aws-secret-key"));
    assert!(found("x", "CWE-798"));
    assert!(!found("CodeQL", "py/sql-injection"));
}

/// Small files must not become large in memory, and large ones must be read in bounded time.
#[test]
fn hostile_files_are_errors_or_bounded() {
    let run =
        |inside: &str| format!(r#"{{"version":"2.1.0","runs":[{{"tool":{{"driver":{{"name":"x"}}}},{inside}}}]}}"#);
    let many = |item: &str, count: usize| vec![item; count].join(",");
    for (name, inside, expected) in [
        ("key twice", r#""results":[],"results":[{}]"#.to_owned(), "duplicate field `results`"),
        ("property twice", r#""properties":{"a":1,"a":2}"#.to_owned(), "duplicate key `a`"),
        (
            "property of a result twice",
            r#""results":[{"properties":{"security-severity":"9","security-severity":"1"}}]"#.to_owned(),
            "duplicate key",
        ),
        ("deep", format!(r#""results":[{{"locations":{}"#, "[".repeat(100_000)), "expected value"),
        (
            "deep property",
            format!(r#""results":[{{"properties":{{"a":{}{}}}}}]"#, "[".repeat(1000), "]".repeat(1000)),
            "recursion limit",
        ),
        ("no number", r#""results":[{"rank":NaN}]"#.to_owned(), "expected value"),
        ("large number", r#""results":[{"rank":1e999}]"#.to_owned(), "number out of range"),
        ("large line", r#""results":[{"ruleIndex":99999999999999999999}]"#.to_owned(), "invalid type: floating point"),
        ("empty artifacts", format!(r#""artifacts":[{}]"#, many("{}", 4_000_001)), "more values here"),
        ("empty locations", format!(r#""results":[{{"locations":[{}]}}]"#, many("{}", 200_001)), "more values here"),
        ("values", format!(r#""results":[{{"properties":{{"a":[{}]}}}}]"#, many("0", 200_001)), "more values here"),
        ("results", format!(r#""results":[{}]"#, many("{}", 1_000_001)), "more than 1000000 results"),
    ] {
        let errors = read(run(&inside).as_bytes(), &LANGUAGES, &[]).expect_err(name).to_string();
        assert!(errors.contains(expected), "{name}: {errors}");
        assert!(errors.len() < 1000, "{name}");
    }
    let million = run(&format!(
        r#""results":[{}]"#,
        many(r#"{"ruleId":"r","locations":[{"physicalLocation":{"artifactLocation":{"uri":"a"}}}]}"#, 1_000_000)
    ));
    let imported = read(million.as_bytes(), &LANGUAGES, &[]).expect("it is SARIF");
    assert_eq!((imported.findings.len(), imported.infos.len()), (1_000_000, 1));
}

#[test]
fn a_file_in_utf_16_says_so() {
    let utf16: Vec<u8> = [0xfeff_u16].into_iter().chain("{}".encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let errors = read(&utf16, &LANGUAGES, &[]).expect_err("an error").to_string();
    assert!(errors.contains("the file is UTF-16; save it as UTF-8"), "{errors}");
}

/// Files in the shape of each tool's: where it puts rules, places, identities and weaknesses. All content is made up.
#[test]
#[expect(clippy::too_many_lines, reason = "a table with one file for each tool")]
fn each_tool_is_understood() {
    let region = |line: u32| json!({"startLine": line, "startColumn": 3, "endColumn": 9});
    let place = |uri: &str, line: u32| json!([{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region(line)}}]);
    let based = |uri: &str, base: &str, line: u32| json!([{"physicalLocation": {"artifactLocation": {"uri": uri, "uriBaseId": base}, "region": region(line)}}]);
    let roots = ["/ci/job".to_owned()];
    for (name, run, expected) in [
        (
            "CodeQL",
            json!({
            "tool": {"driver": {"name": "CodeQL", "semanticVersion": "2.19.0"}, "extensions": [{"name": "example/java-queries", "rules": [
                {"id": "java/example", "defaultConfiguration": {"enabled": true, "level": "error"}, "properties": {
                    "tags": ["security", "external/cwe/cwe-022"], "precision": "high", "security-severity": "7.5"}}]}]},
            "invocations": [{"executionSuccessful": true}], "originalUriBaseIds": {"%SRCROOT%": {"uri": "file:///ci/job/"}},
            "artifacts": [{"location": {"uri": "src/A.java", "uriBaseId": "%SRCROOT%", "index": 0}}],
            "results": [{"ruleId": "java/example", "rule": {"id": "java/example", "index": 0, "toolComponent": {"index": 0}},
                "message": {"text": "This [value](1) is used."}, "partialFingerprints": {"primaryLocationLineHash": "39fa2ee980eb94b0:1"},
                "locations": based("src/A.java", "%SRCROOT%", 4)}]}),
            "src/A.java:4 high [22] open 0",
        ),
        (
            "Semgrep",
            json!({
            "tool": {"driver": {"name": "Semgrep OSS", "rules": [{"id": "example.rule", "defaultConfiguration": {"level": "warning"},
                "properties": {"precision": "very-high", "tags": ["CWE-95: Example", "HIGH CONFIDENCE", "security"]}}]}},
            "invocations": [{"executionSuccessful": true, "toolExecutionNotifications": []}],
            "results": [{"ruleId": "example.rule", "fingerprints": {"matchBasedId/v1": "requires login"}, "message": {"text": "m"},
                "properties": {}, "locations": based("app/a.py", "%SRCROOT%", 7)}]}),
            "app/a.py:7 medium [95] open 0",
        ),
        (
            "Trivy",
            json!({
            "tool": {"driver": {"name": "Trivy", "version": "0.60.0", "rules": [{"id": "CVE-2020-0001", "name": "LanguageSpecificPackageVulnerability",
                "defaultConfiguration": {"level": "error"}, "properties": {"precision": "very-high", "security-severity": "9.8",
                "tags": ["vulnerability", "security", "CRITICAL"]}}]}},
            "originalUriBaseIds": {"ROOTPATH": {"uri": "file:///"}},
            "results": [{"ruleId": "CVE-2020-0001", "ruleIndex": 0, "level": "error", "message": {"text": "Package: example"},
                "locations": based("web/package-lock.json", "ROOTPATH", 1)}]}),
            "web/package-lock.json:1 critical [] open 0",
        ),
        (
            "ZAP converter",
            json!({
            "tool": {"driver": {"name": "ZAP", "supportedTaxonomies": [{"name": "CWE"}], "rules": [{"id": "10038",
                "relationships": [{"target": {"id": "693", "toolComponent": {"name": "CWE"}}, "kinds": ["superset"]}]}]}},
            "taxonomies": [{"name": "CWE", "taxa": [{"id": "693"}]}],
            "results": [{"ruleId": "10038", "ruleIndex": 0, "level": "warning", "message": {"text": "m"},
                "locations": place("https://portal.example.org/login", 1)}]}),
            "https://portal.example.org/login:1 medium [693] open 0",
        ),
        (
            "gitleaks",
            json!({
            "tool": {"driver": {"name": "gitleaks", "semanticVersion": "v8.0.0", "rules": [{"id": "example-key"}]}},
            "results": [{"ruleId": "example-key", "message": {"text": "m"}, "partialFingerprints": {"commitSha": "0123456789abcdef", "email": "", "date": ""},
                "locations": [{"physicalLocation": {"artifactLocation": {"uri": "conf/a.env"}, "region": {"startLine": 2, "snippet": {"text": "EXAMPLE"}}}}]}]}),
            "conf/a.env:2 medium [] redacted 0",
        ),
        (
            "ESLint",
            json!({
            "tool": {"driver": {"name": "ESLint", "rules": [{"id": "no-example", "properties": {"category": "x"}}]}},
            "artifacts": [{"location": {"uri": "file:///ci/job/web/a.js"}}],
            "results": [{"level": "error", "ruleId": "no-example", "ruleIndex": 0, "message": {"text": "m"},
                "locations": [{"physicalLocation": {"artifactLocation": {"index": 0}, "region": region(3)}}]}]}),
            "web/a.js:3 high [] open 0",
        ),
        (
            "Roslyn",
            json!({
            "tool": {"driver": {"name": "Microsoft (R) Visual C# Compiler", "rules": [{"id": "CA0001", "defaultConfiguration": {"level": "note"}}]}},
            "invocations": [{"executionSuccessful": true, "ruleConfigurationOverrides": [
                {"descriptor": {"id": "CA0001", "index": 0}, "configuration": {"level": "error"}}]}],
            "results": [{"ruleId": "CA0001", "ruleIndex": 0, "message": {"text": "m"}, "suppressions": [{"kind": "inSource"}],
                "locations": place("file:///ci/job/Program.cs", 12)}]}),
            "Program.cs:12 high [] open 0",
        ),
        (
            "SpotBugs",
            json!({
            "tool": {"driver": {"name": "SpotBugs", "rules": [{"id": "EXAMPLE_BUG", "relationships": [
                {"target": {"id": "89", "toolComponent": {"name": "CWE", "guid": "b8c54a32-de19-51d2-9a08-f0abfbaa7310"}}}]}]}},
            "invocations": [{"executionSuccessful": true, "exitCode": 1}], "taxonomies": [{"name": "CWE", "guid": "B8C54A32-DE19-51D2-9A08-F0ABFBAA7310"}],
            "originalUriBaseIds": {"SRC_0": {"uri": "file:///ci/job/src/main/java/"}},
            "results": [{"ruleId": "EXAMPLE_BUG", "ruleIndex": 0, "message": {"id": "default", "text": "m"}, "level": "error",
                "locations": based("org/A.java", "SRC_0", 9)}]}),
            "src/main/java/org/A.java:9 high [89] open 0",
        ),
        (
            "Windows",
            json!({
            "tool": {"driver": {"name": "PREfast"}},
            "results": [{"ruleId": "C0001", "message": {"text": "m"}, "locations": place("src\\a b.c", 5)}]}),
            "src/a b.c:5 medium [] open 0",
        ),
        (
            "Snyk",
            json!({
            "tool": {"driver": {"name": "SnykCode", "rules": [{"id": "js/Example", "properties": {"cwe": ["CWE-23"], "precision": "very-high"}}]}},
            "results": [{"ruleId": "js/Example", "ruleIndex": 0, "level": "note", "fingerprints": {"0": "aaaabbbbcccc", "1": "1111.2222.3333"},
                "message": {"text": "m", "markdown": "**m**", "arguments": ["[x](0)"]}, "locations": based("a.js", "%SRCROOT%", 1)}]}),
            "a.js:1 low [23] open 0",
        ),
    ] {
        let file = json!({"version": "2.1.0", "runs": [run]}).to_string();
        let imported = read(file.as_bytes(), &LANGUAGES, &roots).unwrap_or_else(|errors| panic!("{name}: {errors}"));
        let (finding, info) = (&imported.findings[0], &imported.infos[0]);
        let shown = format!(
            "{}:{} {} {:?} {} {}",
            finding.location.path,
            finding.location.start.line.get(),
            finding.severity,
            info.cwe,
            if info.redact { "redacted" } else { "open" },
            imported.notices.len(),
        );
        assert_eq!(shown, expected, "{name}");
    }
}
