//! SARIF 2.1.0: the full profile for auditors and for `gate --from`, a profile for each other reader, and a check of any file.
//!
//! A file is written as it is made. The full profile holds everything a verdict depends on, so that deciding on the file and deciding on
//! the tree cannot differ. What other readers need, and why each property is there, is in docs/sarif.md.

mod import;
mod lint;
mod model;
mod profile;
mod properties;
mod read;
mod read_bounded;
mod read_foreign;
mod read_model;
mod read_paths;
mod read_results;
mod rules;
mod size;
mod write;

pub(crate) use import::ImportRecord;
pub use import::{Import, ImportedRun, merge};
pub use lint::{Effect, Problem, lint};
pub use profile::Profile;
pub use read::{Imported, ReadError, ReadErrors, read};
pub(crate) use write::write;

use wardline_base::{RuleKind, Severity};

/// §3.27.10 `result.level`; what is not wrong has the level `none`.
const fn level(kind: RuleKind, severity: Severity) -> &'static str {
    match (kind.can_block(), severity) {
        (false, _) => "none",
        (_, Severity::Critical | Severity::High) => "error",
        (_, Severity::Medium) => "warning",
        (_, Severity::Low | Severity::Info) => "note",
    }
}

/// §3.27.9 `result.kind`.
const fn kind(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Violation | RuleKind::Absence => "fail",
        RuleKind::Evidence => "pass",
        RuleKind::Inventory => "informational",
    }
}

/// GitHub's `security-severity`: a number of CVSS's scale in the middle of the level's range. It has none for `info`, so that readers
/// fall back to the level.
const fn security_severity(severity: Severity) -> Option<&'static str> {
    match severity {
        Severity::Critical => Some("9.5"),
        Severity::High => Some("8.0"),
        Severity::Medium => Some("5.5"),
        Severity::Low => Some("2.5"),
        Severity::Info => None,
    }
}

/// The level of a number on that scale, after GitHub's ranges.
fn of_security_severity(number: f64) -> Option<Severity> {
    match number {
        n if n >= 9.0 => Some(Severity::Critical),
        n if n >= 7.0 => Some(Severity::High),
        n if n >= 4.0 => Some(Severity::Medium),
        n if n > 0.0 => Some(Severity::Low),
        0.0 => Some(Severity::Info),
        _ => None,
    }
}
