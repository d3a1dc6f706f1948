//! What a scan says: findings, and what is known of the rules behind them.
//!
//! A finding cannot be built without its location, and names its rule by index into the scan's rule list, so that reports need no
//! look-ups by string and two reports of one scan cannot disagree about a rule.

use crate::{Confidence, LineColumn, Severity, Span};
use std::sync::Arc;

/// The name of a rule, unique in a scan, such as `inj.sql.python.dbapi-format`.
pub type RuleId = Arc<str>;

/// A control of a catalogue, as a rule names it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ControlRef {
    /// Id of the framework: `iso27799`, `hipaa`, …
    pub framework: Arc<str>,
    /// Id of the control in that framework: `8.28`, `164.312(a)(2)(iv)`, …
    pub control: Arc<str>,
}

/// What a match of a rule means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleKind {
    /// A match is something wrong.
    #[default]
    Violation,
    /// A match is proof that a control is implemented.
    Evidence,
    /// A match is a place where something that must be there is missing.
    Absence,
    /// A match is an item of an inventory, neither good nor bad.
    Inventory,
}

impl RuleKind {
    /// Reads the lower-case name used in rules.
    pub fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "violation" => Self::Violation,
            "evidence" => Self::Evidence,
            "absence" => Self::Absence,
            "inventory" => Self::Inventory,
            _ => return None,
        })
    }

    /// The lower-case name used in rules and reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Violation => "violation",
            Self::Evidence => "evidence",
            Self::Absence => "absence",
            Self::Inventory => "inventory",
        }
    }

    /// Whether a match can fail a build.
    pub const fn can_block(self) -> bool {
        matches!(self, Self::Violation | Self::Absence)
    }
}

/// What reports and policies need to know of a rule.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    /// The rule's name.
    pub id: RuleId,
    /// One line that names the problem; the id's last part in words where the rule gives none.
    pub title: String,
    /// The message as written, with metavariables.
    pub message: String,
    /// How bad a match is.
    pub severity: Severity,
    /// How sure the rule is, if it says.
    pub confidence: Option<Confidence>,
    /// What a match means.
    pub kind: RuleKind,
    /// CWE numbers, ascending: `[89]` for CWE-89.
    pub cwe: Vec<u32>,
    /// Controls the rule proves or breaks, sorted.
    pub controls: Vec<ControlRef>,
    /// The sensitivity of the data at stake, 0 (none) to 4 (specially protected health data), if the rule says.
    pub data_level: Option<u8>,
    /// Links for further reading.
    pub references: Vec<String>,
    /// Names of the languages the rule is for.
    pub languages: Vec<&'static str>,
    /// Free tags of the rule, sorted: category, technology, OWASP ids.
    pub tags: Vec<String>,
    /// Whether the finding's text is a secret or patient data that no report may print.
    pub redact: bool,
}

/// A place in a file of the scanned tree.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Location {
    /// Path relative to the root of the scan, with `/` between parts.
    pub path: Arc<str>,
    /// The bytes.
    pub span: Span,
    /// Where the range starts.
    pub start: LineColumn,
    /// Where the range ends (the place after its last character).
    pub end: LineColumn,
}

/// The identity of a finding across commits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fingerprint(pub u128);

impl std::fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

/// A replacement of bytes that mends a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// The bytes to replace, in the file of the finding.
    pub span: Span,
    /// Where the replaced range starts.
    pub start: LineColumn,
    /// Where the replaced range ends.
    pub end: LineColumn,
    /// What to put there.
    pub replacement: String,
}

/// A step of a data flow (SARIF 2.1.0 §3.38 `threadFlowLocation`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceStep {
    /// Where the data is at this step.
    pub location: Location,
    /// The source text of the step.
    pub snippet: String,
    /// What happens here: `source`, `passes through`, `sink`.
    pub note: String,
}

/// A match of a rule at a place.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Index into the scan's list of [`RuleInfo`].
    pub rule: u32,
    /// Where.
    pub location: Location,
    /// The rule's message with the matched code filled in.
    pub message: String,
    /// The whole lines of the location, without the last line break; empty where the rule redacts.
    pub snippet: String,
    /// How bad this finding is; the rule's severity unless the place changes it.
    pub severity: Severity,
    /// What the rule's metavariables stand for, by name with the `$`, in order of name; empty where the rule redacts.
    pub metavariables: Vec<(String, String)>,
    /// Our identity of the finding: rule, normalised text and count among equals, so that it survives moves and renames.
    pub fingerprint: Fingerprint,
    /// Rule and normalised text alone: equal for every copy of the same code. Two versions of a tree are compared by it, in which the
    /// count among equals of a file changes when another one moves in.
    pub content: Fingerprint,
    /// GitHub's `primaryLocationLineHash` of the start line, with its `:n` suffix.
    pub line_hash: String,
    /// How to mend it, if the rule knows.
    pub fix: Option<Fix>,
    /// How the data came here, source first; empty for rules that do not follow data.
    pub trace: Vec<TraceStep>,
}
