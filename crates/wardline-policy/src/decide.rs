//! The gate: a pure function of what was found, how much was looked at, the policy and the day.
//!
//! It fails closed: a finding whose rule is not known blocks as if the rule were sure, a condition that cannot be evaluated blocks, and a
//! ledger without a readable file is never a pass. Only rules about something wrong or missing can block; evidence and inventory never do.

use crate::gaps::gaps;
use crate::judge::Judge;
use crate::{Date, LedgerSummary, Mark, Occasion, Outcome, Policy, Reason, Source, Status, Verdict, Waiver};
use std::sync::Arc;
use wardline_base::{Finding, LedgerEntry, Notice, RuleInfo, SkipReason};

/// What a decision is made on. Lists by finding may be shorter than the findings: what is missing in them is not known.
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
    /// For each finding, the day it was first seen.
    pub first_seen: &'a [Option<Date>],
    /// For each finding, who answers for its file; the scope's owner stands in where nobody does.
    pub owners: &'a [Option<Arc<str>>],
    /// The branch that is judged against, for conditions.
    pub branch: Option<&'a str>,
}

/// Decides. `today` is the day the decision is for; whatever runs out compares with it. `policy` is one that [`Policy::for_run`] made.
pub fn decide(input: &Input<'_>, policy: &Policy, today: Date) -> Verdict {
    let statuses = statuses(input);
    let waived = waived(input, policy, today);
    let ledger = input.ledger.map(LedgerSummary::of);
    let judge = Judge { input, policy, today, statuses: &statuses, waived: &waived, ledger: ledger.as_ref() };
    let mut judgement = judge.findings();
    let mut reasons = std::mem::take(&mut judgement.reasons);
    reasons.extend(judge.conditions(&judgement));
    let blocked = !reasons.is_empty();
    let gaps = gaps(input, policy);
    let incomplete = !gaps.is_empty();
    reasons.extend(gaps);
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
    Verdict {
        outcome,
        actions: judgement.actions,
        judged: judgement.judged,
        waived,
        statuses,
        reasons,
        severities: judgement.severities,
        ledger,
        date: today,
        profile: policy.profile.clone(),
    }
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
        if info.is_some_and(|info| policy.rules.is_unsuppressible(&info.id)) {
            return None;
        }
        in_force.iter().find(|(_, waiver)| waiver.covers(finding, info, &occasion)).map(|(index, _)| *index)
    };
    input.findings.iter().map(of).collect()
}
