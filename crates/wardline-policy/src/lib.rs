//! Decides: findings, the coverage ledger and a policy go in, a verdict and an exit code come out.
//!
//! Nothing here reads a file, a clock or the environment. A verdict is a function of its inputs and a date, so that an auditor who has
//! the same inputs gets the same verdict, and so that every way in which a gate could be weakened is visible in a signature.

mod codeowners;
mod compare;
mod date;
mod decide;
mod exit;
mod file;
mod inline;
mod policy;
mod problem;
mod verdict;
mod waiver;
mod yaml;

pub use codeowners::{CODEOWNERS_PATHS, CodeOwners};
pub use compare::existing;
pub use date::Date;
pub use decide::{Input, decide};
pub use exit::ExitStatus;
pub use file::{LedgerFile, PolicyFile, ThresholdFile, Written};
pub use inline::{Candidate, INLINE_COMMENT, Malformed, Mark, read_inline};
pub use policy::{LedgerLimits, POLICY_PATH, Policy, Setting, Source, Threshold};
pub use problem::{Problem, Problems};
pub use verdict::{Action, LedgerSummary, Outcome, Reason, Status, Verdict, error_percent};
pub use waiver::{Occasion, WAIVERS_PATH, Waiver, WaiverIssue, WaiverKind, read_waivers, waiver_issues};
