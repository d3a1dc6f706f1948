//! `wardline scan`: look and report, never block.

use super::Invocation;
use crate::args::ScanArgs;
use crate::config::{Files, selection, sinks};
use crate::failure::{Failure, Outcome};
use crate::output::{Sink, write_all};
use crate::pack::{self, Loaded};
use crate::scan::ScanResult;
use crate::timer::Timer;
use crate::{progress, taxonomies, vcs, walk};
use wardline_base::{FileStatus, LedgerEntry};
use wardline_policy::{ExitStatus, Policy, Verdict};
use wardline_report::{Format, Report};

/// Runs the command.
pub(super) fn scan(args: &ScanArgs, invocation: &Invocation<'_>) -> Outcome {
    let mut timer = Timer::start();
    let files = Files::resolve(&args.files)?;
    let sinks = sinks(&args.output, invocation.command())?;
    let loaded = pack::load(&selection(&args.rules)?)?;
    print_problems(&loaded, invocation);
    timer.phase("rules");
    let result = look(&files, &loaded, invocation, &mut timer)?;
    let mut status = if nothing(&result.ledger) { ExitStatus::Nothing } else { ExitStatus::Pass };
    if !loaded.problems.is_empty() {
        status = status.or_worse(ExitStatus::Usage);
    }
    let facts = Facts {
        loaded: &loaded,
        result: &result,
        files: &files,
        category: &args.output.category,
        decision: None,
        status,
    };
    let written = write_reports(&facts, &sinks, invocation);
    timer.phase("report");
    if files.time {
        invocation.terminal.stderr(&timer.lines());
    }
    written?;
    Ok(status)
}

/// Prints what is wrong with the rules.
pub(super) fn print_problems(loaded: &Loaded, invocation: &Invocation<'_>) {
    for problem in &loaded.problems {
        invocation.terminal.stderr(&format!("{problem}\n"));
    }
}

/// Walks and scans; notices about rules are among the result's.
pub(super) fn look(
    files: &Files,
    loaded: &Loaded,
    invocation: &Invocation<'_>,
    timer: &mut Timer,
) -> Outcome<ScanResult> {
    let walk = walk::walk(&files.root, &files.paths, &files.filter);
    timer.phase("walk");
    let bar = progress::files(walk.files.len(), &invocation.terminal);
    let result = crate::scan::scan(&loaded.set, walk, files.jobs, &|| bar.inc(1));
    bar.finish_and_clear();
    let mut result = result.map_err(|error| Failure::internal(format!("the scan cannot start: {error}")))?;
    result.notices.splice(0..0, loaded.notices.iter().cloned());
    timer.phase("scan");
    Ok(result)
}

/// Whether no file was looked at.
pub(super) fn nothing(ledger: &[LedgerEntry]) -> bool {
    ledger.iter().all(|entry| matches!(entry.status, FileStatus::Skipped(_)))
}

/// What a report is made of.
pub(super) struct Facts<'a> {
    pub(super) loaded: &'a Loaded,
    pub(super) result: &'a ScanResult,
    pub(super) files: &'a Files,
    pub(super) category: &'a str,
    pub(super) decision: Option<(&'a Verdict, &'a Policy)>,
    pub(super) status: ExitStatus,
}

/// Writes every report that was asked for.
pub(super) fn write_reports(facts: &Facts<'_>, sinks: &[Sink], invocation: &Invocation<'_>) -> Outcome<()> {
    let infos = facts.loaded.set.infos();
    let wants_titles = sinks.iter().any(|s| s.format == Format::Sarif) || !facts.result.findings.is_empty();
    let taxonomies = if wants_titles { taxonomies::of(infos) } else { Vec::new() };
    let vcs = sinks.iter().any(|s| s.format == Format::Sarif).then(|| vcs::of(&facts.files.root)).flatten();
    let report = Report {
        version: env!("CARGO_PKG_VERSION"),
        information_uri: "",
        infos,
        findings: &facts.result.findings,
        ledger: Some(&facts.result.ledger),
        notices: &facts.result.notices,
        verdict: facts.decision.map(|(verdict, _)| verdict),
        policy: facts.decision.map(|(_, policy)| policy),
        taxonomies: &taxonomies,
        vcs: vcs.as_ref(),
        arguments: &invocation.arguments,
        exit_status: facts.status,
        category: facts.category,
        text: invocation.terminal.text_options(false),
    };
    write_all(&report, sinks, &invocation.terminal)
}
