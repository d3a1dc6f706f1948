//! The decision and the ledger in numbers, as both machine formats print them.
//!
//! The two formats share these structs because an auditor compares them; everything else is a struct of one format.

use crate::stream::Entries;
use serde::Serialize;
use wardline_base::Severity;
use wardline_policy::{Action, LedgerSummary, Source, Status, Verdict};

/// A verdict.
#[derive(Serialize)]
pub(crate) struct VerdictRecord<'a> {
    outcome: &'static str,
    exit_code: u8,
    date: String,
    blocking: usize,
    warnings: usize,
    recorded: usize,
    new: usize,
    existing: usize,
    waived: usize,
    overdue: usize,
    profile: Option<&'a str>,
    phase: Option<&'a str>,
    severities: Entries<'a, usize>,
    reasons: Vec<ReasonRecord<'a>>,
}

#[derive(Serialize)]
struct ReasonRecord<'a> {
    message: &'a str,
    setting: &'a str,
    source: String,
}

impl<'a> VerdictRecord<'a> {
    pub(crate) fn new(verdict: &'a Verdict) -> Self {
        let severities = Severity::ALL.into_iter().rev().map(|s| (s.name(), verdict.of_severity(s))).collect();
        let reasons = verdict.reasons.iter().map(|reason| ReasonRecord {
            message: &reason.message,
            setting: &reason.setting,
            source: reason.source.to_string(),
        });
        Self {
            outcome: verdict.outcome.name(),
            exit_code: verdict.exit_status().code(),
            date: verdict.date.to_string(),
            blocking: verdict.count(Action::Block),
            warnings: verdict.count(Action::Warn),
            recorded: verdict.count(Action::Record),
            new: verdict.with_status(Status::New),
            existing: verdict.with_status(Status::Existing),
            waived: verdict.excepted(),
            overdue: verdict.overdue(),
            profile: verdict.profile.as_ref().map(|profile| &*profile.name),
            phase: verdict.profile.as_ref().and_then(|profile| profile.phase.as_deref()),
            severities: Entries(severities),
            reasons: reasons.collect(),
        }
    }
}

/// The coverage ledger in numbers.
#[derive(Serialize)]
pub(crate) struct LedgerRecord {
    files: usize,
    analysed: usize,
    partial: usize,
    skipped: Entries<'static, usize>,
    error_bytes: u64,
    partial_bytes: u64,
}

impl LedgerRecord {
    pub(crate) fn new(summary: &LedgerSummary) -> Self {
        Self {
            files: summary.files,
            analysed: summary.analysed,
            partial: summary.partial,
            skipped: Entries(summary.skipped.iter().map(|(reason, count)| (reason.name(), *count)).collect()),
            error_bytes: summary.error_bytes,
            partial_bytes: summary.partial_bytes,
        }
    }
}

/// Where a setting is written, or nothing for a built-in default.
pub(crate) fn source(source: &Source) -> Option<String> {
    matches!(source, Source::File { .. }).then(|| source.to_string())
}
