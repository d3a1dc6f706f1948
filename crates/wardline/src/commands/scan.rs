//! `wardline scan`: look and report, never block.

use super::Invocation;
use super::report::{Facts, nothing, with_lost_rules, write_reports};
use crate::args::{RuleArgs, ScanArgs};
use crate::config::{Files, selection, sinks};
use crate::failure::{Failure, Outcome};
use crate::pack::{self, Loaded};
use crate::scan::ScanResult;
use crate::terminal::to_stdout;
use crate::timer::Timer;
use crate::{clock, progress, walk};
use wardline_policy::{Date, ExitStatus};

/// Runs the command.
pub(super) fn scan(args: &ScanArgs, invocation: &Invocation<'_>) -> Outcome {
    let mut timer = Timer::start();
    let files = Files::resolve(&args.files)?;
    let sinks = sinks(&args.output, invocation.command())?;
    let today = args.now.unwrap_or_else(clock::today);
    let loaded = load(&args.rules, today, invocation, &mut timer)?;
    let result = look(&files, &loaded, invocation, &mut timer)?;
    let status = if nothing(&result.ledger) { ExitStatus::Nothing } else { ExitStatus::Pass };
    let status = with_lost_rules(status, &result.notices);
    let facts = Facts {
        infos: loaded.set.infos(),
        findings: &result.findings,
        ledger: Some(&result.ledger),
        notices: &result.notices,
        decision: None,
        status,
        category: &args.output.category,
        root: &files.root,
    };
    // Fixes come last: a report describes the files as they were scanned.
    let written = if args.fix && args.dry_run { Ok(()) } else { write_reports(&facts, &sinks, invocation) };
    timer.phase("report");
    if args.fix {
        mend(&files, &result, args.dry_run, invocation)?;
    }
    if files.time {
        invocation.terminal.stderr(&timer.lines());
    }
    if status == ExitStatus::Nothing {
        invocation.terminal.note("note: nothing was scanned; name a path that holds files some rule is for");
    }
    written.map(|()| status)
}

/// Makes the fixes, or shows them as a diff.
fn mend(files: &Files, result: &ScanResult, dry_run: bool, invocation: &Invocation<'_>) -> Outcome<()> {
    let fixed = crate::fixes::fix(&files.root, &result.findings, dry_run)?;
    for refused in &fixed.refused {
        invocation.terminal.note(&format!("note: {refused}"));
    }
    if dry_run {
        to_stdout(|out| out.write_all(fixed.diff.as_bytes()))
            .map_err(|error| Failure::internal(format!("stdout cannot be written: {error}")))?;
    }
    let (verb, noun) = (if dry_run { "would make" } else { "made" }, if fixed.fixes == 1 { "fix" } else { "fixes" });
    let files = format!("{} {}", fixed.files, if fixed.files == 1 { "file" } else { "files" });
    invocation.terminal.note(&format!("{verb} {} {noun} in {files}", fixed.fixes));
    Ok(())
}

/// Loads rules, which take `today` for today, and prints what is wrong with them.
pub(super) fn load(args: &RuleArgs, today: Date, invocation: &Invocation<'_>, timer: &mut Timer) -> Outcome<Loaded> {
    let mut loaded = pack::load(&selection(args)?)?;
    loaded.set.set_today(clock::days(today));
    for problem in &loaded.problems {
        invocation.terminal.stderr(&format!("{problem}\n"));
    }
    if !loaded.problems.is_empty() {
        let count = loaded.problems.len();
        let noun = if count == 1 { "mistake in a rule" } else { "mistakes in rules" };
        invocation.terminal.error(&format!("{count} {noun}; the rules without mistakes run, and the exit code is 2"));
    }
    for skipped in &loaded.skipped {
        invocation.terminal.note(&format!("note: {skipped}"));
    }
    timer.phase("rules");
    Ok(loaded)
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
