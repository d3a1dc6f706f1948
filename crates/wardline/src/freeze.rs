//! Findings about changes of paths in a freeze window of the policy.
//!
//! They are made where a change is judged, because only there it is known what changes. Old and new path of a renamed file count both:
//! moving a file out of a frozen folder is a change of it.

use crate::git::{Change, Entry};
use std::collections::BTreeMap;
use std::sync::Arc;
use wardline_base::{Confidence, ControlRef, Finding, Line, LineColumn, Location, RuleInfo, RuleKind, Severity, Span};
use wardline_policy::{Date, FREEZE_RULE, FreezeWindow, Policy};
use wardline_rules::fingerprint;

/// What reports need to know of the rule.
pub(crate) fn info() -> RuleInfo {
    let control = |framework: &str, control: &str| ControlRef { framework: framework.into(), control: control.into() };
    RuleInfo {
        id: FREEZE_RULE.into(),
        title: "Change in a freeze window".to_owned(),
        message: "This change touches a path that the policy keeps still for some days. Wait until the window is over, or have the change \
                  allowed in the policy or by a waiver that names who answers for it."
            .to_owned(),
        severity: Severity::High,
        confidence: Some(Confidence::High),
        kind: RuleKind::Violation,
        cwe: Vec::new(),
        controls: vec![control("hipaa", "164.308(a)(6)(ii)"), control("iso27799", "8.32")],
        data_level: None,
        references: Vec::new(),
        languages: Vec::new(),
        tags: vec!["gate".to_owned(), "freeze".to_owned()],
        redact: false,
    }
}

/// One finding for each path that changes in a window. `rule` is the index that the rule will have.
pub(crate) fn frozen(policy: &Policy, changes: &[Change], today: Date, rule: u32) -> Vec<Finding> {
    let entries = changes.iter().flat_map(|change| change.old.iter().chain(&change.new));
    let paths: BTreeMap<&str, &Entry> = entries.map(|entry| (&*entry.path, entry)).collect();
    let finding = |(path, entry): (&str, &Entry)| Some(finding(policy.frozen(path, today)?, &entry.path, rule));
    paths.into_iter().filter_map(finding).collect()
}

fn finding(window: &FreezeWindow, path: &Arc<str>, rule: u32) -> Finding {
    let start = LineColumn { line: Line::from_zero_based(0), column: 1 };
    let (fingerprint, content) = fingerprint(FREEZE_RULE, &format!("{} {path}", window.id), 1);
    let incident = window.incident.as_ref().map_or(String::new(), |incident| format!(" Incident: {incident}."));
    Finding {
        rule,
        location: Location { path: path.clone(), span: Span::new(0, 0), start, end: start },
        message: format!(
            "The change touches `{path}`, which `{}` keeps still from {} to {}: {}.{incident}",
            window.id,
            window.from,
            window.until,
            window.reason.trim_end_matches('.')
        ),
        snippet: String::new(),
        severity: Severity::High,
        metavariables: Vec::new(),
        fingerprint,
        content,
        line_hash: String::new(),
        fix: None,
        trace: Vec::new(),
    }
}
