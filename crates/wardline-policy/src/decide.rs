//! The gate: a pure function of what was found, how much was looked at, the policy and the day.
//!
//! It fails closed: a finding whose rule is not known blocks as if the rule were sure, and a ledger without a readable file is never a
//! pass. Only rules about something wrong or missing can block; evidence and inventory never do.

use crate::policy::NOTICE_KINDS;
use crate::{
    Action, Date, LedgerSummary, Mark, Occasion, Outcome, Policy, Reason, Setting, Source, Status, Verdict, Waiver,
    error_percent,
};
use std::fmt::Display;
use wardline_base::{FileStatus, Finding, LedgerEntry, Notice, RuleInfo, RuleKind, Severity, SkipReason};

/// What a decision is made on.
#[derive(Clone, Copy, Debug, Default)]
pub struct Input<'a> {
    /// The rules, by the index that findings name.
    pub infos: &'a [RuleInfo],
    /// What was found.
    pub findings: &'a [Finding],
    /// What became of each file; `None` for a report of another tool, which does not say.
    pub ledger: Option<&'a [LedgerEntry]>,
    /// What went wrong while looking.
    pub notices: &'a [Notice],
    /// For each finding, whether the base of the change has it too; `None` without a base.
    pub existing: Option<&'a [bool]>,
    /// The register of waivers.
    pub waivers: &'a [Waiver],
    /// Names and mail addresses of whoever wrote the change; empty if there is none.
    pub authors: &'a [String],
    /// The comments in the code that name waivers.
    pub marks: &'a [Mark],
}

/// Decides. `today` is the day the decision is for; rules of the policy that run out compare with it.
pub fn decide(input: &Input<'_>, policy: &Policy, today: Date) -> Verdict {
    let statuses = statuses(input);
    let waived = waived(input, policy, today);
    let (actions, severities, mut reasons) = judge_findings(input, &statuses, &waived, policy);
    let blocked = !reasons.is_empty();
    let gaps = gaps(input, policy);
    let incomplete = !gaps.is_empty();
    reasons.extend(gaps);
    let ledger = input.ledger.map(LedgerSummary::of);
    let unchanged = |l: &LedgerSummary| l.skipped.iter().any(|(reason, _)| *reason == SkipReason::Unchanged);
    let nothing = ledger.as_ref().is_some_and(|l| l.analysed + l.partial == 0 && !unchanged(l));
    let outcome = match (incomplete, blocked, nothing) {
        (true, ..) => Outcome::Incomplete,
        (_, true, _) => Outcome::Blocked,
        (.., true) => Outcome::Nothing,
        _ => Outcome::Pass,
    };
    if outcome == Outcome::Nothing {
        let message = "no file was analysed; name a path that holds code some rule applies to".to_owned();
        let setting = "an empty scan is never a pass".to_owned();
        reasons.push(Reason { message, setting, source: Source::BuiltIn });
    }
    Verdict { outcome, actions, waived, statuses, reasons, severities, ledger, date: today }
}

/// A finding that the comparison does not speak of is new: a gate that does not know must not be lenient.
fn statuses(input: &Input<'_>) -> Vec<Status> {
    let status = |index: usize| match input.existing {
        None => Status::Undetermined,
        Some(existing) if existing.get(index).copied().unwrap_or(false) => Status::Existing,
        Some(_) => Status::New,
    };
    (0..input.findings.len()).map(status).collect()
}

/// The first waiver in force that is about each finding.
fn waived(input: &Input<'_>, policy: &Policy, today: Date) -> Vec<Option<usize>> {
    let occasion = Occasion { today, authors: input.authors, marks: input.marks };
    let in_force: Vec<(usize, &Waiver)> =
        input.waivers.iter().enumerate().filter(|(_, waiver)| waiver.invalid(policy, &occasion).is_none()).collect();
    let of = |finding: &Finding| {
        let info = input.infos.get(finding.rule as usize);
        in_force.iter().find(|(_, waiver)| waiver.covers(finding, info, &occasion)).map(|(index, _)| *index)
    };
    input.findings.iter().map(of).collect()
}

fn judge_findings(
    input: &Input<'_>,
    statuses: &[Status],
    waived: &[Option<usize>],
    policy: &Policy,
) -> (Vec<Action>, [usize; 5], Vec<Reason>) {
    let (mut severities, mut blocking) = ([0; 5], [0; 5]);
    let mut actions = Vec::with_capacity(input.findings.len());
    for ((finding, status), waiver) in input.findings.iter().zip(statuses).zip(waived) {
        let most = match (waiver, status) {
            (Some(_), _) => Action::Record,
            (None, Status::Existing) => policy.existing.value,
            (None, Status::New | Status::Undetermined) => Action::Block,
        };
        let info = input.infos.get(finding.rule as usize);
        let action = match info.map_or(RuleKind::Violation, |i| i.kind) {
            kind if !kind.can_block() => Action::Record,
            _ => {
                let level = Severity::ALL.iter().position(|s| *s == finding.severity).unwrap_or_default();
                let confidence = info.and_then(|i| i.confidence);
                severities[level] += 1;
                let action = if policy.block.holds(finding.severity, confidence) {
                    Action::Block
                } else if policy.warn.holds(finding.severity, confidence) {
                    Action::Warn
                } else {
                    Action::Record
                };
                blocking[level] += usize::from(action.min(most) == Action::Block);
                action.min(most)
            }
        };
        actions.push(action);
    }
    let mut reasons = Vec::new();
    // One reason a severity, worst first: a person mends them in this order, and 10,000 findings must not become 10,000 reasons.
    for (severity, count) in Severity::ALL.into_iter().zip(blocking).rev().filter(|(_, count)| *count > 0) {
        let lowest = policy.block.severity.value.map_or("none", Severity::name);
        let noun = if count == 1 { "finding" } else { "findings" };
        reasons.push(reason(format!("{count} {severity} {noun}"), "block.severity", lowest, &policy.block.severity));
    }
    (actions, severities, reasons)
}

/// Everything that makes the analysis incomplete, by the setting that says so.
fn gaps(input: &Input<'_>, policy: &Policy) -> Vec<Reason> {
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
