//! The policy as it is applied: every setting has a value and knows where it came from.
//!
//! The source of each value travels into the verdict, so that "blocked" can always be answered with the line that says so.

use crate::Action;
use crate::file::{PolicyFile, ThresholdFile, Written};
use crate::problem::{Problems, Reader, did_you_mean};
use std::fmt;
use std::sync::Arc;
use wardline_base::{Confidence, LineColumn, NoticeKind, Severity, SkipReason};

/// Where a repository keeps its policy, relative to its root.
pub const POLICY_PATH: &str = ".wardline/policy.yaml";

/// Where a setting's value comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Nobody set it.
    #[default]
    BuiltIn,
    /// A policy file sets it.
    File {
        /// The file, as the caller named it.
        path: Arc<str>,
        /// Where the value is written.
        at: LineColumn,
    },
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("built-in default"),
            Self::File { path, at } => write!(f, "{path}:{}:{}", at.line.get(), at.column),
        }
    }
}

/// A value in force and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Who says so.
    pub source: Source,
}

impl<T> Setting<T> {
    const fn built_in(value: T) -> Self {
        Self { value, source: Source::BuiltIn }
    }
}

/// From where on findings are acted upon: both conditions must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The lowest severity; `None` acts on nothing.
    pub severity: Setting<Option<Severity>>,
    /// The lowest confidence; a rule that states none counts as `high`, so that saying nothing never weakens a gate.
    pub confidence: Setting<Confidence>,
}

impl Threshold {
    const fn built_in(severity: Severity) -> Self {
        Self { severity: Setting::built_in(Some(severity)), confidence: Setting::built_in(Confidence::Low) }
    }

    /// Whether a finding of this severity, by a rule of this confidence, is acted upon.
    pub fn holds(&self, severity: Severity, confidence: Option<Confidence>) -> bool {
        self.severity.value.is_some_and(|lowest| severity >= lowest)
            && confidence.unwrap_or(Confidence::High) >= self.confidence.value
    }
}

/// How much of the tree may be left unread before the analysis counts as incomplete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLimits {
    /// Whether a report without a ledger, such as another tool's, counts as incomplete. Default: no.
    pub required: Setting<bool>,
    /// Percentage of one file's bytes that may lie in parse errors, 0 to 100. Default: 20.
    pub max_error_percent: Setting<u8>,
    /// All reasons for which a file may be skipped. Default: those that hide no code from a rule.
    pub allow_skipped: Setting<Vec<SkipReason>>,
    /// All kinds of notices that leave the analysis complete. Default: those that hide no finding beyond what the ledger counts.
    pub allow_notices: Setting<Vec<NoticeKind>>,
}

impl LedgerLimits {
    fn built_in() -> Self {
        Self {
            required: Setting::built_in(false),
            max_error_percent: Setting::built_in(20),
            allow_skipped: Setting::built_in(SkipReason::ALL.into_iter().filter(|r| !r.is_gap()).collect()),
            allow_notices: Setting::built_in(NOTICE_KINDS.into_iter().filter(|k| !k.is_gap()).collect()),
        }
    }

    /// Whether so many bytes in parse errors are more than one file may have. A file without bytes that reports errors is.
    pub fn exceeded_by(&self, error_bytes: u32, total_bytes: u32) -> bool {
        u64::from(error_bytes) * 100 > u64::from(self.max_error_percent.value) * u64::from(total_bytes)
    }
}

/// All kinds of notices, in the order of reports.
pub(crate) const NOTICE_KINDS: [NoticeKind; 7] = [
    NoticeKind::Read,
    NoticeKind::Encoding,
    NoticeKind::Parse,
    NoticeKind::Budget,
    NoticeKind::Internal,
    NoticeKind::Rule,
    NoticeKind::Import,
];

/// What a verdict is decided by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    /// The file it was read from, if any.
    pub path: Option<Arc<str>>,
    /// What fails the gate. Default: severity high, confidence low.
    pub block: Threshold,
    /// What is shown as a warning. Default: severity medium, confidence low.
    pub warn: Threshold,
    /// The most that comes of a finding which the base of the change has too. Default: a warning.
    pub existing: Setting<Action>,
    /// For how many days a waiver may be given, from its first to its last. Default: 180.
    pub max_waiver_days: Setting<u16>,
    /// How much of the tree may be left unread.
    pub ledger: LedgerLimits,
}

impl Default for Policy {
    fn default() -> Self {
        Self::built_in()
    }
}

impl Policy {
    /// The policy of a repository that has written none.
    pub fn built_in() -> Self {
        Self {
            path: None,
            block: Threshold::built_in(Severity::High),
            warn: Threshold::built_in(Severity::Medium),
            existing: Setting::built_in(Action::Warn),
            max_waiver_days: Setting::built_in(180),
            ledger: LedgerLimits::built_in(),
        }
    }

    /// Reads the text of a policy file; `path` is its name in messages.
    ///
    /// # Errors
    ///
    /// All problems of the file, in the order of its text.
    pub fn read(path: &str, text: &str) -> Result<Self, Problems> {
        let mut reader = Reader::new(path, text);
        let file = PolicyFile::read(text, &mut reader);
        let policy = Self::resolve(&file, &mut reader);
        let problems = reader.finish();
        if problems.0.is_empty() { Ok(policy) } else { Err(problems) }
    }

    fn resolve(file: &PolicyFile, reader: &mut Reader<'_>) -> Self {
        let mut policy = Self { path: Some(file.path.clone()), ..Self::built_in() };
        if let Some(version) = file.version.as_ref().filter(|v| v.value != 1) {
            let message = format!("version {} of the policy format is not known", version.value);
            reader.problem(version.place(), message, "write `version: 1`");
        }
        resolve_threshold(&file.block, &mut policy.block, "block", reader);
        resolve_threshold(&file.warn, &mut policy.warn, "warn", reader);
        if let Some(written) = &file.existing {
            let known = [Action::Record, Action::Warn, Action::Block].map(|a| (a.name(), a));
            match known.iter().find(|(name, _)| *name == written.value) {
                Some((_, action)) => policy.existing = set(written, *action, reader),
                None => {
                    let message = format!("`{}` is nothing that can be done about existing findings", written.value);
                    reader.problem(written.place(), message, did_you_mean(&written.value, &known.map(|(n, _)| n)));
                }
            }
        }
        if let Some(days) = &file.max_waiver_days {
            match u16::try_from(days.value) {
                Ok(value @ 1..=3650) => policy.max_waiver_days = set(days, value, reader),
                _ => reader.problem(days.place(), format!("{} is no number of days", days.value), "write 1 to 3650"),
            }
        }
        let (written, limits) = (&file.ledger, &mut policy.ledger);
        if let Some(required) = &written.required {
            limits.required = set(required, required.value, reader);
        }
        if let Some(percent) = &written.max_error_percent {
            match u8::try_from(percent.value) {
                Ok(value @ 0..=100) => limits.max_error_percent = set(percent, value, reader),
                _ => reader.problem(
                    percent.place(),
                    format!("{} is no percentage", percent.value),
                    "write a whole number from 0 to 100",
                ),
            }
        }
        if let Some(list) = &written.allow_skipped {
            let reasons = SkipReason::ALL.map(|r| (r.name(), r));
            let value = names(list, &reasons, SkipReason::InternalError, "ledger.allow_skipped", reader);
            limits.allow_skipped = set(list, value, reader);
        }
        if let Some(list) = &written.allow_notices {
            let kinds = NOTICE_KINDS.map(|k| (k.name(), k));
            let value = names(list, &kinds, NoticeKind::Internal, "ledger.allow_notices", reader);
            limits.allow_notices = set(list, value, reader);
        }
        policy
    }
}

fn set<W, T>(written: &Written<W>, value: T, reader: &Reader<'_>) -> Setting<T> {
    Setting { value, source: Source::File { path: reader.path.clone(), at: written.at } }
}

fn resolve_threshold(file: &ThresholdFile, threshold: &mut Threshold, name: &str, reader: &mut Reader<'_>) {
    if let Some(written) = &file.severity {
        match (written.value.as_str(), Severity::parse(&written.value)) {
            ("none", _) => threshold.severity = set(written, None, reader),
            (_, Some(severity)) => threshold.severity = set(written, Some(severity), reader),
            (other, None) => {
                let known = ["info", "low", "medium", "high", "critical", "none"];
                let message = format!("`{other}` is no severity for {name}.severity");
                reader.problem(written.place(), message, did_you_mean(other, &known));
            }
        }
    }
    if let Some(written) = &file.confidence {
        match Confidence::parse(&written.value) {
            Some(confidence) => threshold.confidence = set(written, confidence, reader),
            None => {
                let message = format!("`{}` is no confidence for {name}.confidence", written.value);
                reader.problem(written.place(), message, did_you_mean(&written.value, &["low", "medium", "high"]));
            }
        }
    }
}

/// Reads a list of names. One of them can never be allowed: an error of the tool itself must not look like a clean scan.
fn names<T: Copy + Ord>(
    list: &Written<Vec<Written<String>>>,
    known: &[(&str, T)],
    never: T,
    setting: &str,
    reader: &mut Reader<'_>,
) -> Vec<T> {
    let mut out = Vec::new();
    for item in &list.value {
        match known.iter().find(|(name, _)| *name == item.value) {
            Some((name, value)) if *value == never => {
                let message = format!("`{name}` cannot be allowed: an error of the tool is never a pass");
                reader.problem(item.place(), message, "remove it from the list");
            }
            Some((_, value)) => out.push(*value),
            None => {
                let names: Vec<&str> = known.iter().filter(|(_, v)| *v != never).map(|(n, _)| *n).collect();
                let message = format!("`{}` is not known to {setting}", item.value);
                reader.problem(item.place(), message, did_you_mean(&item.value, &names));
            }
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}
