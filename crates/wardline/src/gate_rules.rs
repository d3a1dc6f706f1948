//! The gate's own rules: what it reports about the change and about the files that govern it, rather than about code.
//!
//! They are findings like all others, so that policy, reports and reviewers treat them alike. Each rule is a constant here and becomes one
//! of the run's rules only if it has something to say.

use wardline_base::{Confidence, ControlRef, Finding, Line, LineColumn, Location, RuleInfo, RuleKind, Severity, Span};
use wardline_rules::fingerprint;

/// What most of the rules are about: periodic evaluation, compliance with rules for information security, change management.
pub(crate) const CONTROLS: &[(&str, &str)] = &[("hipaa", "164.308(a)(8)"), ("iso27799", "5.36"), ("iso27799", "8.32")];

/// A rule of the gate itself.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct GateRule {
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    /// What is wrong, why it matters for patient data, and what to do.
    pub(crate) message: &'static str,
    pub(crate) severity: Severity,
    pub(crate) cwe: &'static [u32],
    /// Framework and id of each control, sorted.
    pub(crate) controls: &'static [(&'static str, &'static str)],
    pub(crate) tag: &'static str,
}

impl GateRule {
    fn info(&self) -> RuleInfo {
        let control =
            |(framework, id): &(&str, &str)| ControlRef { framework: (*framework).into(), control: (*id).into() };
        RuleInfo {
            id: self.id.into(),
            title: self.title.to_owned(),
            message: self.message.to_owned(),
            severity: self.severity,
            confidence: Some(Confidence::High),
            kind: RuleKind::Violation,
            cwe: self.cwe.to_vec(),
            controls: self.controls.iter().map(control).collect(),
            data_level: None,
            references: Vec::new(),
            languages: Vec::new(),
            tags: vec!["gate".to_owned(), self.tag.to_owned()],
            redact: false,
        }
    }
}

/// Findings of the gate's own rules, with the rules they need.
#[derive(Debug)]
pub(crate) struct GateFindings {
    /// The index that the first of `infos` will have.
    first: u32,
    used: Vec<&'static GateRule>,
    pub(crate) findings: Vec<Finding>,
}

impl GateFindings {
    /// None yet; `rules` is the number of rules that the run has without them.
    pub(crate) fn after(rules: usize) -> Self {
        Self { first: rules as u32, used: Vec::new(), findings: Vec::new() }
    }

    /// Adds one, of the rule's severity. `key` is what makes it the same finding in another run.
    pub(crate) fn add(
        &mut self,
        rule: &'static GateRule,
        path: &str,
        at: LineColumn,
        key: &str,
        message: String,
    ) -> &mut Finding {
        let place = self.used.iter().position(|used| *used == rule).unwrap_or_else(|| {
            self.used.push(rule);
            self.used.len() - 1
        });
        let (fingerprint, content) = fingerprint(rule.id, key, 1);
        self.findings.push(Finding {
            rule: self.first + place as u32,
            location: Location { path: path.into(), span: Span::new(0, 0), start: at, end: at },
            message,
            snippet: String::new(),
            severity: rule.severity,
            metavariables: Vec::new(),
            fingerprint,
            content,
            line_hash: String::new(),
            fix: None,
            trace: Vec::new(),
        });
        self.findings.last_mut().expect("one was added right now")
    }

    /// The rules that were used, in the order of their indices.
    pub(crate) fn infos(&self) -> impl Iterator<Item = RuleInfo> {
        self.used.iter().map(|rule| rule.info())
    }
}

/// The place of a file as a whole.
pub(crate) fn top() -> LineColumn {
    LineColumn { line: Line::from_zero_based(0), column: 1 }
}
