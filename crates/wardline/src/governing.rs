//! Findings about the files that govern the gate itself: policy, rules, waivers, baseline.
//!
//! The gate takes them from a commit that the change cannot write, so that such a change has no effect on its own verdict. It is shown, so
//! that whoever reviews it does not miss that it has one on all later verdicts.

use crate::git::{Change, Entry, Git};
use crate::trusted::GOVERNING;
use std::path::PathBuf;
use wardline_base::{Confidence, ControlRef, Finding, Line, LineColumn, Location, RuleInfo, RuleKind, Severity, Span};
use wardline_policy::{WAIVERS_PATH, Waiver, WaiverIssue};
use wardline_rules::fingerprint;

/// The name of the rule.
const ID: &str = "gate.change.governing-file";

/// What reports need to know of the rule.
pub(crate) fn info() -> RuleInfo {
    let control = |framework: &str, control: &str| ControlRef { framework: framework.into(), control: control.into() };
    RuleInfo {
        id: ID.into(),
        title: "Change of a file that governs the gate".to_owned(),
        message: "This change adds, removes or rewrites a file that decides what the gate lets through. It has no effect on this verdict, \
                  which was made with the files of the protected branch, but on every verdict after the merge. Have someone review it who \
                  answers for the protection of patient data, and keep such changes apart from changes of code."
            .to_owned(),
        severity: Severity::Medium,
        confidence: Some(Confidence::High),
        kind: RuleKind::Violation,
        cwe: vec![284],
        controls: vec![
            control("hipaa", "164.308(a)(8)"),
            control("iso27799", "5.36"),
            control("iso27799", "8.32"),
        ],
        data_level: None,
        references: Vec::new(),
        languages: Vec::new(),
        tags: vec!["gate".to_owned()],
        redact: false,
    }
}

/// What reports need to know of the rule about waivers with this issue.
pub(crate) fn waiver_info(issue: WaiverIssue) -> RuleInfo {
    let title = match issue {
        WaiverIssue::Expired => "A waiver has run out",
        WaiverIssue::TooLong => "A waiver is for longer than the policy allows",
        WaiverIssue::SelfApproved => "A waiver was approved by its owner",
        WaiverIssue::NotYet => "A waiver is not in force yet",
        WaiverIssue::Unused => "A waiver is not needed",
        WaiverIssue::Refused => "A waiver is for a rule that the policy lets nobody waive",
    };
    RuleInfo {
        id: format!("gate.waiver.{}", issue.name()).into(),
        title: title.to_owned(),
        message: format!(
            "{title}. A waiver lets a risk to patient data stay for a time, so it must be approved by somebody else than who asked for it, \
             end, and be gone when it is not needed. Mend the findings, or renew or remove the waiver."
        ),
        severity: issue.severity(),
        tags: vec!["gate".to_owned(), "waiver".to_owned()],
        ..info()
    }
}

/// Findings about the waivers of the register, with the rules they need; `first` is the index that the first of those rules will have.
pub(crate) fn waivers(
    issues: &[(usize, WaiverIssue)],
    waivers: &[Waiver],
    first: u32,
) -> (Vec<RuleInfo>, Vec<Finding>) {
    let kinds: Vec<WaiverIssue> = WaiverIssue::ALL.into_iter().filter(|i| issues.iter().any(|(_, k)| k == i)).collect();
    let finding = |(index, issue): &(usize, WaiverIssue)| {
        let waiver = &waivers[*index];
        let info = waiver_info(*issue);
        let (fingerprint, content) = fingerprint(&info.id, &waiver.id, 1);
        let rule = first + kinds.iter().position(|k| k == issue).map_or(0, |at| at as u32);
        Finding {
            rule,
            location: Location { path: WAIVERS_PATH.into(), span: Span::new(0, 0), start: waiver.at, end: waiver.at },
            message: format!(
                "{}: `{}` of {}, approved by {}, from {} to {}. It has no effect on this verdict.",
                info.title, waiver.id, waiver.owner, waiver.approver, waiver.created, waiver.expires
            ),
            severity: issue.severity(),
            fingerprint,
            content,
            snippet: String::new(),
            metavariables: Vec::new(),
            line_hash: String::new(),
            fix: None,
            trace: Vec::new(),
        }
    };
    let findings = issues.iter().map(finding).collect();
    (kinds.into_iter().map(waiver_info).collect(), findings)
}

/// One finding for each governing file that differs from the base: all below `.wardline/`, and rule files of the repository that the
/// command line names. `rule` is the index that the rule will have.
pub(crate) fn touched(git: &Git, changes: &[Change], config: &[PathBuf], rule: u32) -> Vec<Finding> {
    let named: Vec<String> = config.iter().filter_map(|path| git.locate(path)).collect();
    let governs = |entry: &&Entry| -> bool {
        let path = git.below_top(&entry.path);
        let below = |folder: &String| {
            path.strip_prefix(folder.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        entry.path.starts_with(GOVERNING) || named.iter().any(below)
    };
    let finding = |change: &Change| match (change.old.as_ref().filter(governs), change.new.as_ref().filter(governs)) {
        (Some(_), Some(entry)) => Some(finding(rule, entry, "rewrites")),
        (None, Some(entry)) => Some(finding(rule, entry, "adds")),
        (Some(entry), None) => Some(finding(rule, entry, "removes")),
        (None, None) => None,
    };
    changes.iter().filter_map(finding).collect()
}

fn finding(rule: u32, entry: &Entry, what: &str) -> Finding {
    let start = LineColumn { line: Line::from_zero_based(0), column: 1 };
    let (fingerprint, content) = fingerprint(ID, &format!("{what} {} {}", entry.path, entry.blob), 1);
    Finding {
        rule,
        location: Location { path: entry.path.clone(), span: Span::new(0, 0), start, end: start },
        message: format!(
            "The change {what} `{}`, which governs the gate. This verdict does not depend on it, later ones will: have it reviewed by \
             someone who answers for the protection of patient data.",
            entry.path
        ),
        snippet: String::new(),
        severity: Severity::Medium,
        metavariables: Vec::new(),
        fingerprint,
        content,
        line_hash: String::new(),
        fix: None,
        trace: Vec::new(),
    }
}
