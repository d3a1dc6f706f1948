//! What makes an analysis incomplete: files and parts of files that nobody looked at, and what went wrong while looking.

use crate::decide::Input;
use crate::limits::NOTICE_KINDS;
use crate::{Policy, Reason, Setting, error_percent};
use std::fmt::Display;
use wardline_base::{FileStatus, LedgerEntry, Notice, SkipReason};

/// Everything that makes the analysis incomplete, by the setting that says so.
pub(crate) fn gaps(input: &Input<'_>, policy: &Policy) -> Vec<Reason> {
    let limits = &policy.ledger;
    let mut reasons = Vec::new();
    match input.ledger {
        Some(ledger) => ledger_gaps(ledger, policy, &mut reasons),
        None if limits.required.value => {
            let message = "the findings came without a coverage ledger".to_owned();
            reasons.push(reason(message, "ledger.required", true, &limits.required));
        }
        None => {}
    }
    for kind in NOTICE_KINDS.into_iter().filter(|k| !limits.allow_notices.value.contains(k)) {
        let notices: Vec<&Notice> = input.notices.iter().filter(|n| n.kind == kind).collect();
        if !notices.is_empty() {
            let which = examples(&notices, |n| {
                let message = n.message.trim_end_matches('.');
                n.path.as_ref().map_or(message.to_owned(), |path| format!("{path}: {message}"))
            });
            let noun = if notices.len() == 1 { "notice" } else { "notices" };
            let message = format!("{} {} {noun}: {which}", notices.len(), kind.name());
            let allowed = list(limits.allow_notices.value.iter().map(|k| k.name()));
            reasons.push(reason(message, "ledger.allow_notices", allowed, &limits.allow_notices));
        }
    }
    reasons
}

fn ledger_gaps(ledger: &[LedgerEntry], policy: &Policy, reasons: &mut Vec<Reason>) {
    let limits = &policy.ledger;
    for why in SkipReason::ALL.into_iter().filter(|r| !limits.allow_skipped.value.contains(r)) {
        let skipped: Vec<&LedgerEntry> = ledger.iter().filter(|e| e.status == FileStatus::Skipped(why)).collect();
        if !skipped.is_empty() {
            let which = examples(&skipped, |e| e.path.to_string());
            let message = format!("{} skipped as {}: {which}", files(skipped.len()), why.name());
            let allowed = list(limits.allow_skipped.value.iter().map(|r| r.name()));
            reasons.push(reason(message, "ledger.allow_skipped", allowed, &limits.allow_skipped));
        }
    }
    let over: Vec<(&LedgerEntry, f64)> = ledger
        .iter()
        .filter_map(|entry| match entry.status {
            FileStatus::Partial { error_bytes, total_bytes } if limits.exceeded_by(error_bytes, total_bytes) => {
                Some((entry, error_percent(error_bytes, total_bytes)))
            }
            _ => None,
        })
        .collect();
    if !over.is_empty() {
        let which = examples(&over, |(entry, percent)| format!("{} ({percent}%)", entry.path));
        let message = format!("{} with more parse errors than allowed: {which}", files(over.len()));
        let setting = &limits.max_error_percent;
        reasons.push(reason(message, "ledger.max_error_percent", setting.value, setting));
    }
}

fn files(count: usize) -> String {
    format!("{count} {}", if count == 1 { "file" } else { "files" })
}

/// The first three, and how many more there are.
fn examples<T>(items: &[T], name: impl Fn(&T) -> String) -> String {
    const SHOWN: usize = 3;
    let shown = items.iter().take(SHOWN).map(name).collect::<Vec<_>>().join(", ");
    match items.len().saturating_sub(SHOWN) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

fn list<'n>(names: impl Iterator<Item = &'n str>) -> String {
    format!("[{}]", names.collect::<Vec<_>>().join(", "))
}

fn reason<T>(message: String, name: &str, value: impl Display, setting: &Setting<T>) -> Reason {
    Reason { message, setting: format!("{name}: {value}"), source: setting.source.clone() }
}
