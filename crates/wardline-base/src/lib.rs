//! The words that all other crates share: positions, severities, findings, notices.
//!
//! This crate holds values only: nothing here reads a file, a clock or the environment, and nothing here depends on another crate, so
//! that every crate of the workspace can speak about a finding without pulling in the engine that made it.

mod finding;
mod line_hash;
mod notice;
mod severity;
mod span;

pub use finding::{ControlRef, Finding, Fingerprint, Fix, Location, RuleId, RuleInfo, RuleKind, TraceStep};
pub use line_hash::line_hashes;
pub use notice::{FileStatus, LedgerEntry, Notice, NoticeKind, SkipReason};
pub use severity::{Confidence, Severity};
pub use span::{Line, LineColumn, LineIndex, Span};
