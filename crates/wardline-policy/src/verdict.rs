//! What was decided, and why.
//!
//! A verdict holds everything a report prints about the decision, so that no report decides anything again.

use crate::{Date, ExitStatus, ProfileInForce, Source};
use std::fmt;
use std::sync::Arc;
use wardline_base::{FileStatus, LedgerEntry, Severity, SkipReason};

/// What the policy does about one finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Action {
    /// It is on record and nothing else.
    Record,
    /// It is shown as a warning.
    Warn,
    /// It fails the gate.
    Block,
}

impl Action {
    /// Reads the name used in policies and reports.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Record, Self::Warn, Self::Block].into_iter().find(|known| known.name() == name)
    }

    /// The lower-case name used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Warn => "warn",
            Self::Block => "block",
        }
    }
}

/// Whether a finding was there before the change under test.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// Nobody asked: the tree was looked at without a base.
    Undetermined,
    /// The change brings it.
    New,
    /// The base has it too.
    Existing,
}

impl Status {
    /// Reads the name used in policies and reports.
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Undetermined, Self::New, Self::Existing].into_iter().find(|known| known.name() == name)
    }

    /// The lower-case name used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Undetermined => "undetermined",
            Self::New => "new",
            Self::Existing => "existing",
        }
    }
}

/// How the decision came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// Nothing is against it.
    Pass,
    /// At least one finding blocks.
    Blocked,
    /// Too much was left unread to say; findings may block as well.
    Incomplete,
    /// There was no file to look at.
    Nothing,
}

impl Outcome {
    /// The lower-case name used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Blocked => "blocked",
            Self::Incomplete => "incomplete",
            Self::Nothing => "nothing-to-scan",
        }
    }

    /// How the process ends if nothing worse happened.
    pub const fn exit_status(self) -> ExitStatus {
        match self {
            Self::Pass => ExitStatus::Pass,
            Self::Blocked => ExitStatus::Blocked,
            Self::Incomplete => ExitStatus::Incomplete,
            Self::Nothing => ExitStatus::Nothing,
        }
    }
}

/// One cause of the outcome and the setting that makes it one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// What is the case, in one line.
    pub message: String,
    /// The setting with its value, such as `block.severity: high`.
    pub setting: String,
    /// Where that setting is written.
    pub source: Source,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}, {})", self.message, self.setting, self.source)
    }
}

/// Percentage of a file's bytes that lie in parse errors, rounded up to one decimal, so that a few bytes of a large file do not read as
/// none and a file just over a limit does not read as one that keeps it.
pub fn error_percent(error_bytes: u32, total_bytes: u32) -> f64 {
    (f64::from(error_bytes) * 1000.0 / f64::from(total_bytes.max(1))).ceil() / 10.0
}

/// The coverage ledger in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LedgerSummary {
    /// Files of the tree; the sum of the other counts.
    pub files: usize,
    /// Files of which all was looked at.
    pub analysed: usize,
    /// Files of which a part could not be understood.
    pub partial: usize,
    /// Bytes inside parse errors, over all partial files.
    pub error_bytes: u64,
    /// Bytes of all partial files.
    pub partial_bytes: u64,
    /// Files not looked at by reason, in the order of [`SkipReason::ALL`], without zeros.
    pub skipped: Vec<(SkipReason, usize)>,
}

impl LedgerSummary {
    /// Counts a ledger.
    pub fn of(ledger: &[LedgerEntry]) -> Self {
        let mut out = Self { files: ledger.len(), ..Self::default() };
        let mut skipped = SkipReason::ALL.map(|reason| (reason, 0));
        for entry in ledger {
            match entry.status {
                FileStatus::Analysed => out.analysed += 1,
                FileStatus::Partial { error_bytes, total_bytes } => {
                    out.partial += 1;
                    out.error_bytes += u64::from(error_bytes);
                    out.partial_bytes += u64::from(total_bytes);
                }
                FileStatus::Skipped(reason) => {
                    skipped.iter_mut().filter(|(r, _)| *r == reason).for_each(|(_, count)| *count += 1);
                }
            }
        }
        out.skipped = skipped.into_iter().filter(|(_, count)| *count > 0).collect();
        out
    }

    /// Files not looked at, for any reason.
    pub fn skipped_files(&self) -> usize {
        self.skipped.iter().map(|(_, count)| count).sum()
    }
}

/// What was decided about one finding beside its action.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Judged {
    /// The setting that decided, with its value, such as `decisions.phi-in-logs: block`.
    pub setting: String,
    /// Where that setting is written.
    pub source: Source,
    /// Who answers for the file.
    pub owner: Option<Arc<str>>,
    /// The day it was first seen, if somebody knows.
    pub first_seen: Option<Date>,
    /// The day by which it must be gone, if a clock runs for it.
    pub due: Option<Date>,
    /// Whether that day is over and nobody waived the finding.
    pub overdue: bool,
}

/// A decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// How it came out.
    pub outcome: Outcome,
    /// What the policy does about each finding, by the finding's index.
    pub actions: Vec<Action>,
    /// What was decided about each finding beside its action, by the finding's index.
    pub judged: Vec<Judged>,
    /// The waiver that each finding is excepted by, as an index into the register, by the finding's index.
    pub waived: Vec<Option<usize>>,
    /// Whether each finding is new, by the finding's index.
    pub statuses: Vec<Status>,
    /// What brought the outcome about, findings first; empty for a pass.
    pub reasons: Vec<Reason>,
    /// How many matches of violation and absence rules there are of each severity, by the severity's place in [`Severity::ALL`].
    pub severities: [usize; 5],
    /// The coverage ledger in numbers; `None` if the findings came without one.
    pub ledger: Option<LedgerSummary>,
    /// The day the decision was made for.
    pub date: Date,
    /// The profile of the policy that was in force, if one was.
    pub profile: Option<ProfileInForce>,
}

impl Verdict {
    /// How the process ends if nothing worse happened.
    pub const fn exit_status(&self) -> ExitStatus {
        self.outcome.exit_status()
    }

    /// How many findings get this action.
    pub fn count(&self, action: Action) -> usize {
        self.actions.iter().filter(|a| **a == action).count()
    }

    /// How many findings have this status.
    pub fn with_status(&self, status: Status) -> usize {
        self.statuses.iter().filter(|s| **s == status).count()
    }

    /// How many findings a waiver in force is about.
    pub fn excepted(&self) -> usize {
        self.waived.iter().flatten().count()
    }

    /// How many findings are past the day by which they had to be gone.
    pub fn overdue(&self) -> usize {
        self.judged.iter().filter(|judged| judged.overdue).count()
    }

    /// How many matches of violation and absence rules have this severity.
    pub fn of_severity(&self, severity: Severity) -> usize {
        Severity::ALL.iter().position(|s| *s == severity).map_or(0, |i| self.severities[i])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_never_flatter() {
        for (part, whole, shown) in [
            (0, 10, "0"),
            (1, 1000, "0.1"),
            (1, 4_000_000_000, "0.1"),
            (1, 3, "33.4"),
            (2001, 10_000, "20.1"),
            (300, 1000, "30"),
        ] {
            assert_eq!(error_percent(part, whole).to_string(), shown, "{part} of {whole}");
        }
    }
}
