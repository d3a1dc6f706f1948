//! Files of several tools at once: what counts once, what each field of other people's SARIF means, and what is no pass.

use crate::import::{foreign, import};
use crate::sample::{LANGUAGES, Sample};
use serde_json::{Value, json};
use wardline_base::{FileStatus, RuleKind, Severity, SkipReason};
use wardline_report::Format;
use wardline_report::sarif::{Imported, merge, read};

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
