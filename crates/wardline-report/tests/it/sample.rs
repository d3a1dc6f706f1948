//! One report that uses everything a report can hold. All names and values in it are made up.

use wardline_base::{
    Confidence, ControlRef, FileStatus, Finding, Fingerprint, Fix, LedgerEntry, Line, LineColumn, LineIndex, Location,
    Notice, NoticeKind, RuleInfo, RuleKind, Severity, SkipReason, Span, TraceStep, line_hashes,
};
use wardline_policy::{Date, ExitStatus, Input, Policy, Verdict, decide};
use wardline_report::sarif::{Import, ImportedRun};
use wardline_report::{Format, Report, Taxon, Taxonomy, TextOptions, Vcs, write};

/// The languages that files and rules of the sample have.
pub(crate) const LANGUAGES: [&str; 2] = ["python", "typescript"];

pub(crate) const CODE: &str = "def find(cursor, name):\n\tquery = \"select * from patient where name = '%s'\" % name\n    \
                               cursor.execute(query)  # ü\n    return cursor.fetchall(\n        name,\n    )\n";

/// Everything a report borrows.
pub(crate) struct Sample {
    pub(crate) infos: Vec<RuleInfo>,
    pub(crate) findings: Vec<Finding>,
    pub(crate) ledger: Option<Vec<LedgerEntry>>,
    pub(crate) notices: Vec<Notice>,
    pub(crate) policy: Policy,
    pub(crate) taxonomies: Vec<Taxonomy>,
    pub(crate) vcs: Vcs,
    pub(crate) arguments: Vec<String>,
    pub(crate) imports: Vec<Import>,
    pub(crate) text: TextOptions,
}

impl Sample {
    /// The report of nothing found in one file.
    pub(crate) fn clean() -> Self {
        let entry = LedgerEntry { path: "a.py".into(), language: Some("python"), status: FileStatus::Analysed };
        Self {
            infos: vec![],
            findings: vec![],
            ledger: Some(vec![entry]),
            notices: vec![],
            policy: Policy::built_in(),
            taxonomies: vec![],
            vcs: Vcs::default(),
            arguments: vec![],
            imports: vec![],
            text: TextOptions::default(),
        }
    }

    /// A report with everything in it.
    pub(crate) fn full() -> Self {
        let policy = "version: 1\nblock: {severity: high, confidence: medium}\nledger: {max_error_percent: 10}\n\
            profiles: {release: {phase: release, branches: [main]}}\nsla: {critical: 7}\n\
            scope: [{paths: [\"legacy/**\"], level: 3, owner: \"@legacy\"}]\n\
            decisions: [{id: old, paths: [\"legacy/**\"], then: warn}]\n\
            freeze: [{id: F, paths: [\"legacy/**\"], from: 2026-12-20, until: 2027-01-03, reason: Year-end close.}]\n\
            conditions: [{id: small, assert: \"findings.size() < 1000\"}]\n";
        let policy = Policy::read(".wardline/policy.yaml", policy).expect("a valid policy");
        Self {
            infos: infos(),
            findings: findings(),
            ledger: Some(ledger()),
            notices: notices(),
            policy: policy.for_run(None, Some("main")).expect("no profile was named"),
            taxonomies: taxonomies(),
            vcs: Vcs {
                repository: Some("https://bot:EXAMPLE@git.example.org/clinic/portal.git".into()),
                revision: Some("0123456789abcdef0123456789abcdef01234567".into()),
                branch: Some("main".into()),
            },
            arguments: ["gate", "--format", "sarif", "src dir"].map(str::to_owned).to_vec(),
            imports: vec![Import {
                file: "codeql.sarif".into(),
                sha256: "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff".into(),
                runs: vec![ImportedRun {
                    tool: "CodeQL".into(),
                    version: Some("2.19.0".into()),
                    date: Some(today()),
                    results: 3,
                    findings: 2,
                    absent: 1,
                    ..ImportedRun::default()
                }],
            }],
            text: TextOptions::default(),
        }
    }

    pub(crate) fn verdict(&self) -> Verdict {
        let (infos, findings, notices) = (&self.infos[..], &self.findings[..], &self.notices[..]);
        decide(
            &Input { infos, findings, ledger: self.ledger.as_deref(), notices, ..Input::default() },
            &self.policy,
            today(),
        )
    }

    /// The report with its verdict, as bytes.
    pub(crate) fn write(&self, format: Format) -> Vec<u8> {
        let verdict = self.verdict();
        self.write_with(Some(&verdict), verdict.exit_status(), format)
    }

    pub(crate) fn write_with(&self, verdict: Option<&Verdict>, exit_status: ExitStatus, format: Format) -> Vec<u8> {
        let report = Report {
            version: "0.1.0",
            information_uri: "https://wardline.example.org/",
            infos: &self.infos,
            findings: &self.findings,
            ledger: self.ledger.as_deref(),
            notices: &self.notices,
            verdict,
            policy: verdict.map(|_| &self.policy),
            waivers: &[],
            imports: &self.imports,
            taxonomies: &self.taxonomies,
            vcs: Some(&self.vcs),
            arguments: &self.arguments,
            exit_status,
            date: today(),
            category: "backend",
            text: self.text,
        };
        let mut out = Vec::new();
        write(&report, format, &mut out).expect("memory takes all");
        out
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8(self.write(Format::Text)).expect("text is UTF-8")
    }
}

pub(crate) fn today() -> Date {
    Date::new(2026, 11, 22).expect("a day of the calendar")
}

pub(crate) fn info(id: &str, kind: RuleKind, severity: Severity) -> RuleInfo {
    RuleInfo {
        id: id.into(),
        title: format!("Title of {id}"),
        message: format!("Message of {id} with $X"),
        severity,
        confidence: None,
        kind,
        cwe: vec![],
        controls: vec![],
        data_level: None,
        references: vec![],
        languages: vec!["python"],
        tags: vec![],
        redact: false,
    }
}

fn control(framework: &str, control: &str) -> ControlRef {
    ControlRef { framework: framework.into(), control: control.into() }
}

fn infos() -> Vec<RuleInfo> {
    vec![
        RuleInfo {
            title: "SQL query built from text".into(),
            message: "The query is built from text. Pass $X as a parameter: `execute(query, (value,))`.".into(),
            confidence: Some(Confidence::High),
            cwe: vec![89, 943],
            controls: vec![control("hipaa", "164.312(a)(1)"), control("iso27799", "8.28")],
            data_level: Some(3),
            references: vec![
                "https://cheatsheetseries.owasp.org/cheatsheets/Query_Parameterization_Cheat_Sheet.html".into(),
            ],
            tags: vec!["owasp-a03".into(), "python".into()],
            ..info("inj.sql.python.dbapi-format", RuleKind::Violation, Severity::Critical)
        },
        RuleInfo {
            confidence: Some(Confidence::Medium),
            controls: vec![control("iso27799", "8.15")],
            ..info("log.audit.python.access-logged", RuleKind::Evidence, Severity::Info)
        },
        RuleInfo {
            confidence: Some(Confidence::Low),
            cwe: vec![778],
            controls: vec![control("iso27799", "8.15"), control("local", "L-1")],
            references: vec!["not a link".into()],
            ..info("log.audit.any.missing", RuleKind::Absence, Severity::Medium)
        },
        info("inv.any.endpoint", RuleKind::Inventory, Severity::Info),
        RuleInfo { cwe: vec![798], redact: true, ..info("sec.any.password", RuleKind::Violation, Severity::High) },
    ]
}

/// A finding of `rule` on the bytes of `text` in `code`.
pub(crate) fn finding(rule: u32, severity: Severity, path: &str, code: &str, text: &str) -> Finding {
    let location = location(path, code, text);
    let index = LineIndex::new(code);
    let lines = index.line_span(code, location.start.line).cover(index.line_span(code, location.end.line));
    Finding {
        rule,
        message: format!("What rule {rule} says of `{text}`"),
        snippet: code[lines.range()].to_owned(),
        severity,
        metavariables: vec![("$X".into(), text.into())],
        fingerprint: Fingerprint(0xfeed_0000 + u128::from(location.span.start) * 16 + u128::from(rule)),
        content: Fingerprint(0xc0de_0000 + u128::from(location.span.start) * 16 + u128::from(rule)),
        line_hash: line_hashes(code)[location.start.line.to_zero_based() as usize].clone(),
        fix: None,
        trace: vec![],
        location,
    }
}

pub(crate) fn location(path: &str, code: &str, text: &str) -> Location {
    let start = code.find(text).unwrap_or_else(|| panic!("{text:?} is in the code")) as u32;
    let (span, index) = (Span::new(start, start + text.len() as u32), LineIndex::new(code));
    let (start, end) = (index.line_column(code, span.start), index.line_column(code, span.end));
    Location { path: path.into(), span, start, end }
}

fn findings() -> Vec<Finding> {
    let path = "src/a b/ü%20.py";
    let step = |text: &str, note: &str| TraceStep {
        location: location(path, CODE, text),
        snippet: text.into(),
        note: note.into(),
    };
    let mut injection = finding(0, Severity::Critical, path, CODE, "cursor.execute(query)");
    injection.trace = vec![step("name", "source"), step("% name", "passes through"), step("query)", "sink")];
    let place = location(path, CODE, "query)  # ü");
    let end = LineColumn { column: place.start.column + 5, ..place.start };
    let span = Span::new(place.span.start, place.span.start + 5);
    injection.fix = Some(Fix { span, start: place.start, end, replacement: "query, (name,)".into() });
    let mut lowered = finding(0, Severity::Medium, path, CODE, "cursor.fetchall(\n        name,\n    )");
    lowered.message = "see [the page](https://evil.example.org) of {0}".into();
    let mut secret =
        finding(4, Severity::High, "src/settings.ts", "key = EXAMPLE-NOT-A-SECRET\n", "EXAMPLE-NOT-A-SECRET");
    secret.message = "A password is in the code".into();
    let whole = finding(2, Severity::Medium, "src/settings.ts", "export {}", "export {}");
    vec![
        injection,
        lowered,
        finding(1, Severity::Info, path, CODE, "return"),
        secret,
        whole,
        finding(3, Severity::Info, "src/settings.ts", "a\n", "a"),
    ]
}

fn ledger() -> Vec<LedgerEntry> {
    let entry = |path: &str, language, status| LedgerEntry { path: path.into(), language, status };
    let mut out = vec![
        entry("src/a b/ü%20.py", Some("python"), FileStatus::Analysed),
        entry("src/broken.py", Some("python"), FileStatus::Partial { error_bytes: 300, total_bytes: 1000 }),
        entry("src/nearly.py", Some("python"), FileStatus::Partial { error_bytes: 1, total_bytes: 90_000 }),
        entry("src/settings.ts", Some("typescript"), FileStatus::Analysed),
    ];
    let skipped = SkipReason::ALL.map(|r| entry(&format!("z/{}", r.name()), None, FileStatus::Skipped(r)));
    out.extend(skipped);
    out.push(entry("z/z.bin", None, FileStatus::Skipped(SkipReason::Binary)));
    out
}

fn notices() -> Vec<Notice> {
    use NoticeKind::{Budget, Encoding, Import, Internal, Parse, Read, Rule};
    let mut out: Vec<Notice> = [Read, Encoding, Parse, Budget, Internal, Rule, Import]
        .into_iter()
        .map(|kind| Notice {
            kind,
            path: Some("src/broken.py".into()),
            span: Some(Span::new(3, 9)),
            message: format!("What a notice of kind {} says.", kind.name()),
        })
        .collect();
    out.push(Notice { kind: Rule, path: None, span: None, message: "A rule was [left](out) here.".into() });
    out
}

fn taxonomies() -> Vec<Taxonomy> {
    let taxon = |id: &str, name: &str| Taxon { id: id.into(), name: name.into(), short: format!("About {name}.") };
    let taxonomy = |id: &str, name: &str, taxa| Taxonomy {
        id: id.into(),
        name: name.into(),
        version: "1".into(),
        organization: "Publisher".into(),
        taxa,
    };
    vec![
        taxonomy(
            "iso27799",
            "ISO 27799",
            vec![taxon("5.1", "Unused"), taxon("8.15", "Logging"), taxon("8.28", "Secure coding")],
        ),
        taxonomy("cwe", "CWE", vec![taxon("CWE-89", "SQL Injection")]),
        taxonomy("hipaa", "HIPAA", vec![taxon("164.312(a)(1)", "Access control")]),
    ]
}

/// The start of a line, for places that no code stands for.
pub(crate) fn at(line: u32, column: u32) -> LineColumn {
    LineColumn { line: Line::from_zero_based(line - 1), column }
}
