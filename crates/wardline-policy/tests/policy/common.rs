//! Rules and findings for tests.

use wardline_base::{
    Confidence, ControlRef, Finding, Fingerprint, Line, LineColumn, Location, RuleInfo, RuleKind, Severity, Span,
};
use wardline_policy::{Date, Policy};

pub(crate) fn date(text: &str) -> Date {
    Date::parse(text).unwrap_or_else(|| panic!("{text} is no day"))
}

pub(crate) fn today() -> Date {
    date("2026-11-22")
}

/// The policy with these lines after the version.
pub(crate) fn policy(rest: &str) -> Policy {
    Policy::read("p.yaml", &format!("version: 1\n{rest}")).unwrap_or_else(|problems| panic!("{rest}\n{problems}"))
}

pub(crate) fn rule(id: &str) -> RuleInfo {
    RuleInfo {
        id: id.into(),
        title: "A title".to_owned(),
        message: String::new(),
        severity: Severity::High,
        confidence: None,
        kind: RuleKind::Violation,
        cwe: vec![532],
        controls: vec![ControlRef { framework: "hipaa".into(), control: "164.312(b)".into() }],
        data_level: None,
        references: vec![],
        languages: vec![],
        tags: vec![],
        redact: false,
    }
}

pub(crate) fn sure(id: &str, confidence: Confidence) -> RuleInfo {
    RuleInfo { confidence: Some(confidence), ..rule(id) }
}

pub(crate) fn finding(rule: u32, severity: Severity, path: &str) -> Finding {
    let at = LineColumn { line: Line::from_zero_based(6), column: 1 };
    Finding {
        rule,
        location: Location { path: path.into(), span: Span::new(0, 1), start: at, end: at },
        message: "What is wrong.".to_owned(),
        snippet: String::new(),
        severity,
        metavariables: vec![],
        fingerprint: Fingerprint(7),
        content: Fingerprint(7),
        line_hash: String::new(),
        fix: None,
        trace: vec![],
    }
}
