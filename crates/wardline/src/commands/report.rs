//! From facts to reports: what `scan` and `gate` do alike at their end.

use super::Invocation;
use crate::failure::Outcome;
use crate::output::{Sink, write_all};
use crate::{clock, taxonomies, vcs};
use std::path::Path;
use wardline_base::{FileStatus, Finding, LedgerEntry, Notice, NoticeKind, RuleInfo};
use wardline_policy::{Date, ExitStatus, Policy, Verdict, Waiver};
use wardline_report::sarif::Import;
use wardline_report::{Format, Report};

/// What a report is made of.
pub(super) struct Facts<'a> {
    pub(super) infos: &'a [RuleInfo],
    pub(super) findings: &'a [Finding],
    pub(super) ledger: Option<&'a [LedgerEntry]>,
    pub(super) notices: &'a [Notice],
    pub(super) decision: Option<(&'a Verdict, &'a Policy)>,
    pub(super) waivers: &'a [Waiver],
    pub(super) imports: &'a [Import],
    pub(super) status: ExitStatus,
    pub(super) category: &'a str,
    /// Root of the tree, where git is asked for the commit.
    pub(super) root: &'a Path,
}

/// Writes every report that was asked for.
pub(super) fn write_reports(facts: &Facts<'_>, sinks: &[Sink], invocation: &Invocation<'_>) -> Outcome<()> {
    let is_sarif = sinks.iter().any(|sink| matches!(sink.format, Format::Sarif(_)));
    let taxonomies = if is_sarif { taxonomies::of(facts.infos) } else { taxonomies::names() };
    let wants_source = sinks.iter().any(|sink| sink.format != Format::Text);
    let vcs = wants_source.then(|| vcs::of(facts.root)).flatten();
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        information_uri: "",
        infos: facts.infos,
        findings: facts.findings,
        ledger: facts.ledger,
        notices: facts.notices,
        verdict: facts.decision.map(|(verdict, _)| verdict),
        policy: facts.decision.map(|(_, policy)| policy),
        waivers: facts.waivers,
        imports: facts.imports,
        taxonomies: &taxonomies,
        vcs: vcs.as_ref(),
        arguments: &invocation.arguments,
        exit_status: facts.status,
        date: date(facts, invocation),
        category: facts.category,
        text: invocation.terminal.text_options(false),
    };
    write_all(&report, sinks, &invocation.terminal)
}

/// The day that was decided for, or that was typed, or the clock's.
fn date(facts: &Facts<'_>, invocation: &Invocation<'_>) -> Date {
    let typed = || invocation.command().try_get_one::<Date>("now").ok().flatten().copied();
    facts.decision.map(|(verdict, _)| verdict.date).or_else(typed).unwrap_or_else(clock::today)
}

/// Whether no file was looked at.
pub(super) fn nothing(ledger: &[LedgerEntry]) -> bool {
    ledger.iter().all(|entry| matches!(entry.status, FileStatus::Skipped(_)))
}

/// What lost rules do to the exit code. A notice about a rule and no file is one that was lost when rules were loaded, so that a decision
/// on a report comes to the same code as the one on the tree.
pub(super) fn with_lost_rules(status: ExitStatus, notices: &[Notice]) -> ExitStatus {
    let lost = notices.iter().any(|notice| notice.kind == NoticeKind::Rule && notice.path.is_none());
    if lost { status.or_worse(ExitStatus::Usage) } else { status }
}
