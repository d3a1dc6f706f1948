//! What the short formats share: the findings that matter in the order that matters, and the gaps in words.
//!
//! A reader that shows only the first part of a report must get the worst part, so that a flood of small findings cannot push a large
//! one out of sight.

use crate::Report;
use std::cmp::Reverse;
use std::collections::HashMap;
use wardline_base::{FileStatus, Finding, Fingerprint};
use wardline_policy::{Outcome, error_percent};

impl Report<'_> {
    /// Indices of the findings that name something wrong: the most severe first, among those what blocks, then the order of the report.
    pub(crate) fn ranked(&self) -> Vec<usize> {
        let wrong = |index: &usize| self.info(&self.findings[*index]).kind.can_block() && self.waiver(*index).is_none();
        let mut order: Vec<usize> = (0..self.findings.len()).filter(wrong).collect();
        order.sort_by_key(|index| (Reverse(self.findings[*index].severity), Reverse(self.action(*index))));
        order
    }

    /// The title of a finding's rule, or its id where it has none.
    pub(crate) fn title(&self, finding: &Finding) -> &str {
        let info = self.info(finding);
        if info.title.is_empty() { &info.id } else { &info.title }
    }

    /// What a finding says, or the title of its rule where it says nothing.
    pub(crate) fn message<'m>(&'m self, finding: &'m Finding) -> &'m str {
        if finding.message.is_empty() { self.title(finding) } else { &finding.message }
    }

    /// What may have hidden a finding, one line each: files that were not read or not wholly understood, and notices.
    pub(crate) fn gaps(&self) -> impl Iterator<Item = String> {
        let files = self.ledger.unwrap_or_default().iter().filter_map(|entry| match entry.status {
            FileStatus::Partial { error_bytes, total_bytes } => {
                Some(format!("{}: {}% could not be parsed", entry.path, error_percent(error_bytes, total_bytes)))
            }
            FileStatus::Skipped(reason) if reason.is_gap() => {
                Some(format!("{}: not analysed, {}", entry.path, reason.name()))
            }
            _ => None,
        });
        let notices = self.notices.iter().filter(|notice| notice.kind.is_gap()).map(|notice| match &notice.path {
            Some(path) => format!("{path}: {}", notice.message),
            None => notice.message.clone(),
        });
        files.chain(notices)
    }

    /// The decision in a few words, with the exit code; what a scan says that decides nothing.
    pub(crate) fn decision(&self) -> String {
        let code = self.exit_status.code();
        match self.verdict.map(|verdict| verdict.outcome) {
            Some(Outcome::Pass) if code == 0 => "gate passed".to_owned(),
            Some(Outcome::Pass) | None if code != 0 => format!("{} (exit code {code})", self.exit_status.meaning()),
            Some(Outcome::Blocked) => format!("gate blocked (exit code {code})"),
            Some(Outcome::Incomplete) => format!("gate incomplete (exit code {code})"),
            Some(Outcome::Nothing) => format!("nothing to scan (exit code {code})"),
            Some(Outcome::Pass) | None => "scan finished".to_owned(),
        }
    }
}

/// Tells findings of one fingerprint apart, which a file of another tool can hold: the first keeps it, the others get their count.
#[derive(Default)]
pub(crate) struct Unique(HashMap<Fingerprint, u32>);

impl Unique {
    /// How many findings with this fingerprint came before.
    pub(crate) fn seen(&mut self, fingerprint: Fingerprint) -> u32 {
        let count = self.0.entry(fingerprint).or_insert(0);
        *count += 1;
        *count - 1
    }
}
