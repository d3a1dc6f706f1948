//! The formats beside text, JSON and SARIF, each read back by another's parser or held to its publisher's schema.

use crate::hostile::hostile;
use crate::sample::{Sample, finding};
use serde_json::Value;
use std::collections::BTreeSet;
use wardline_base::Severity;
use wardline_policy::ExitStatus;
use wardline_report::Format;

fn text(sample: &Sample, format: Format) -> String {
    String::from_utf8(sample.write(format)).expect("UTF-8")
}

fn scan(sample: &Sample, format: Format) -> String {
    String::from_utf8(sample.write_with(None, ExitStatus::Pass, format)).expect("UTF-8")
}

/// The sample with so many findings of every severity, the lowest first.
fn flood(each: usize) -> Sample {
    let mut sample = Sample::full();
    let code = "danger(patient)\n";
    sample.findings = Severity::ALL
        .into_iter()
        .flat_map(|severity| (0..each).map(move |_| finding(0, severity, "src/a.py", code, "danger(patient)")))
        .collect();
    sample
}

/// Checks a document against a schema and gives it back.
fn check_schema(schema: &str, document: &str) -> Value {
    let value: Value = serde_json::from_str(document).expect("JSON");
    let validator = jsonschema::validator_for(&serde_json::from_str(schema).expect("JSON")).expect("it is a schema");
    let errors: Vec<String> = validator.iter_errors(&value).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    value
}

/// Reads a report of JUnit's; gives tests, failures, errors and skipped of each suite, after checking them against its cases.
fn check_junit(document: &str) -> Vec<(String, [usize; 4])> {
    let tree = roxmltree::Document::parse(document).unwrap_or_else(|e| panic!("{e}\n{document}"));
    let root = tree.root_element();
    let number = |node: roxmltree::Node<'_, '_>, name: &str| node.attribute(name).expect(name).parse().expect(name);
    let totals = |node| ["tests", "failures", "errors", "skipped"].map(|name| number(node, name));
    let mut suites = Vec::new();
    for suite in root.children().filter(|node| node.has_tag_name("testsuite")) {
        let cases: Vec<_> = suite.children().filter(|node| node.has_tag_name("testcase")).collect();
        let with =
            |name: &str| cases.iter().filter(|case| case.children().any(|child| child.has_tag_name(name))).count();
        assert_eq!(totals(suite), [cases.len(), with("failure"), with("error"), with("skipped")]);
        assert!(cases.iter().all(|case| case.attribute("classname").is_some() && case.attribute("name").is_some()));
        suites.push((suite.attribute("name").expect("a name").to_owned(), totals(suite)));
    }
    let sum = suites.iter().fold([0; 4], |sum, (_, t)| [sum[0] + t[0], sum[1] + t[1], sum[2] + t[2], sum[3] + t[3]]);
    assert_eq!(totals(root), sum);
    suites
}

#[test]
fn junit() {
    let suites = |gate: &str, first: [usize; 4], findings, coverage| {
        vec![
            (format!("wardline.{gate}"), first),
            ("wardline.findings".to_owned(), findings),
            ("wardline.coverage".to_owned(), coverage),
        ]
    };
    let full = Sample::full();
    assert_eq!(
        check_junit(&text(&full, Format::Junit)),
        suites("gate", [1, 0, 1, 0], [4, 2, 0, 0], [15, 0, 0, 15]),
        "incomplete is an error, what blocks is a failure, gaps are skipped"
    );
    let whole = Sample { notices: vec![], ledger: Sample::clean().ledger, ..Sample::full() };
    assert_eq!(check_junit(&text(&whole, Format::Junit)), suites("gate", [1, 1, 0, 0], [4, 2, 0, 0], [0; 4]));
    assert_eq!(check_junit(&text(&Sample::clean(), Format::Junit)), suites("gate", [1, 0, 0, 0], [0; 4], [0; 4]));
    assert_eq!(
        check_junit(&scan(&whole, Format::Junit)),
        suites("scan", [1, 0, 0, 0], [4, 4, 0, 0], [0; 4]),
        "nothing is decided, so everything is shown as a failure"
    );
    check_junit(&text(&hostile(), Format::Junit));
    let document = text(&full, Format::Junit);
    let tree = roxmltree::Document::parse(&document).expect("XML");
    let case = tree.descendants().find(|n| n.attribute("line") == Some("3")).expect("the first finding");
    assert_eq!(case.attribute("classname"), Some("inj.sql.python.dbapi-format"));
    assert_eq!(case.attribute("file"), Some("src/a b/ü%20.py"));
    let failure = case.first_element_child().expect("a failure");
    assert_eq!(failure.attribute("type"), Some("critical"));
    assert!(failure.text().expect("text").contains("  |     cursor.execute(query)  # ü"), "{document}");
}

#[test]
fn gitlab_code_quality() {
    let schema = include_str!("../schemas/gitlab-code-quality.json");
    let issues = check_schema(schema, &text(&Sample::full(), Format::Gitlab));
    let shown: Vec<_> = issues
        .as_array()
        .expect("a list")
        .iter()
        .map(|i| (i["severity"].as_str(), i["location"]["path"].as_str(), i["location"]["lines"]["begin"].as_u64()))
        .collect();
    let path = Some("src/a b/ü%20.py");
    assert_eq!(
        shown,
        [
            (Some("blocker"), path, Some(3)),
            (Some("critical"), Some("src/settings.ts"), Some(1)),
            (Some("major"), path, Some(4)),
            (Some("major"), Some("src/settings.ts"), Some(1)),
        ],
        "the worst first, without evidence and inventory"
    );
    assert_eq!(check_schema(schema, &text(&Sample::clean(), Format::Gitlab)), Value::Array(vec![]));
    check_schema(schema, &text(&hostile(), Format::Gitlab));
    let many = check_schema(schema, &text(&flood(20), Format::Gitlab));
    let prints: BTreeSet<&str> =
        many.as_array().expect("a list").iter().filter_map(|i| i["fingerprint"].as_str()).collect();
    assert_eq!(prints.len(), 100, "GitLab takes issues with one fingerprint for one issue");
}

#[test]
fn gitlab_sast() {
    let schema = include_str!("../schemas/gitlab-sast.json");
    let check = |document: &str| check_schema(schema, document);
    let report = check(&text(&Sample::full(), Format::GitlabSast));
    for (pointer, expected) in [
        ("/scan/start_time", "2026-11-22T00:00:00"),
        ("/scan/status", "failure"),
        ("/scan/messages/0/level", "fatal"),
        ("/vulnerabilities/0/severity", "Critical"),
        ("/vulnerabilities/0/name", "SQL query built from text"),
        ("/vulnerabilities/0/identifiers/0/value", "inj.sql.python.dbapi-format"),
        ("/vulnerabilities/0/identifiers/1/name", "CWE-89"),
        ("/vulnerabilities/0/identifiers/3/type", "hipaa"),
        ("/vulnerabilities/0/identifiers/3/name", "HIPAA 164.312(a)(1)"),
        ("/vulnerabilities/0/identifiers/4/name", "ISO 27799 8.28"),
        ("/vulnerabilities/0/details/code_flows/items/0/1/node_type", "propagation"),
        ("/vulnerabilities/0/details/code_flows/items/0/2/node_type", "sink"),
    ] {
        assert_eq!(report.pointer(pointer), Some(&expected.into()), "{pointer}");
    }
    let messages = report["scan"]["messages"].as_array().expect("a list");
    assert!(messages.iter().any(|m| m["value"] == "src/broken.py: 30% could not be parsed"), "{messages:#?}");
    assert_eq!(check(&text(&Sample::clean(), Format::GitlabSast))["scan"]["status"], "success");
    check(&scan(&Sample::full(), Format::GitlabSast));
    check(&text(&hostile(), Format::GitlabSast));
    let mut odd = Sample::full();
    odd.infos[0].title = "x".repeat(2_000);
    odd.infos[0].references = vec!["javascript:alert(1)".into(), String::new()];
    odd.findings[0].trace[0].location.path = "".into();
    odd.infos[0].tags = vec![];
    check(&text(&odd, Format::GitlabSast));
    let many = check(&text(&flood(20), Format::GitlabSast));
    let ids: BTreeSet<&str> =
        many["vulnerabilities"].as_array().expect("a list").iter().filter_map(|v| v["id"].as_str()).collect();
    assert_eq!(ids.len(), 100);
}

#[test]
fn markdown() {
    let document = text(&Sample::full(), Format::Markdown);
    for line in [
        "## ⚠️ Wardline: gate incomplete (exit code 3)",
        "| critical | 1 | 1 | 0 | 0 |",
        "| medium | 2 | 0 | 2 | 0 |",
        "Coverage: 18 files, 2 analysed, 2 partial, 14 skipped.",
        "- <code>src/broken.py&#58; 30&#37; could not be parsed</code>",
    ] {
        assert!(document.lines().any(|l| l == line), "{line}\n{document}");
    }
    assert!(document.contains("| critical | <code>src/a b/ü&#37;20.py&#58;3</code> |"), "{document}");
    assert_eq!(text(&Sample::clean(), Format::Markdown).lines().next(), Some("## ✅ Wardline: gate passed"));
    assert!(scan(&Sample::full(), Format::Markdown).contains("| severity | findings |\n|---|---:|\n| critical | 1 |"));
    let mut many = flood(2_000);
    for finding in &mut many.findings {
        finding.message = "`<&>`".repeat(1_000);
        finding.location.path = "[]".repeat(1_000).into();
    }
    let document = text(&many, Format::Markdown);
    assert!(document.chars().count() < 65_536, "{}", document.len());
    assert!(
        document.contains(" more findings are not listed; these are the worst.")
            && !document.contains("| low | <code>")
    );
}

#[test]
fn csv() {
    for sample in [Sample::full(), Sample::clean(), hostile(), flood(3)] {
        let document = sample.write(Format::Csv);
        let mut reader = csv::ReaderBuilder::new().flexible(false).from_reader(&document[..]);
        assert_eq!(reader.headers().expect("a header").len(), 16);
        let rows: Vec<csv::StringRecord> =
            reader.records().map(|row| row.expect("as many cells as the header")).collect();
        assert_eq!(rows.len(), sample.findings.len());
        for cell in rows.iter().flatten() {
            assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    let mut sample = Sample::full();
    sample.findings[0].message = "=HYPERLINK(\"https://e.example.org\", \"a\")".into();
    let document = text(&sample, Format::Csv);
    let rows: Vec<&str> = document.split("\r\n").collect();
    assert_eq!(
        rows[1],
        "\"critical\",\"block\",\"inj.sql.python.dbapi-format\",\"SQL query built from text\",\"violation\",\"high\",\
         \"src/a b/ü%20.py\",3,5,3,26,\"'=HYPERLINK(\"\"https://e.example.org\"\", \"\"a\"\")\",\"CWE-89 CWE-943\",\
         \"hipaa 164.312(a)(1); iso27799 8.28\",3,\"000000000000000000000000feed0560\""
    );
    assert_eq!(rows.last(), Some(&""), "the last line ends too");
}

#[test]
fn github_annotations() {
    let whole = Sample { notices: vec![], ledger: Sample::clean().ledger, ..Sample::full() };
    let expected = "\
::error file=src/a b/ü%2520.py,line=3,col=5,endColumn=25,title=critical%3A SQL query built from text (inj.sql.python.dbapi-format)::What rule 0 says of `cursor.execute(query)`
::error file=src/settings.ts,line=1,col=7,endColumn=26,title=high%3A Title of sec.any.password (sec.any.password)::A password is in the code
::warning file=src/a b/ü%2520.py,line=4,endLine=6,title=medium%3A SQL query built from text (inj.sql.python.dbapi-format)::see [the page](https://evil.example.org) of {0}
::warning file=src/settings.ts,line=1,col=1,endColumn=9,title=medium%3A Title of log.audit.any.missing (log.audit.any.missing)::What rule 2 says of `export {}`
Wardline: gate blocked (exit code 1); findings by level: 2 error, 2 warning, 0 notice
";
    assert_eq!(text(&whole, Format::Github), expected);
    assert_eq!(
        text(&Sample::clean(), Format::Github),
        "Wardline: gate passed; findings by level: 0 error, 0 warning, 0 notice\n"
    );
    let incomplete = text(&Sample::full(), Format::Github);
    assert!(incomplete.starts_with("::error title=Wardline::gate incomplete (exit code 3)%0A"), "{incomplete}");
    for document in [text(&flood(500), Format::Github), scan(&flood(11), Format::Github)] {
        for level in ["error", "warning", "notice"] {
            let lines: Vec<&str> = document.lines().filter(|l| l.starts_with(&format!("::{level} "))).collect();
            assert_eq!(lines.len(), 10, "{document}");
            assert!(lines[9].contains("more at this level are not shown here"), "{document}");
        }
        assert!(!document.contains("title=high"), "the critical ones come first: {document}");
    }
}
