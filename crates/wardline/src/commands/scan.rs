//! `wardline scan`: look and report, never block.

use super::Invocation;
use super::report::{Facts, nothing, with_lost_rules, write_reports};
use crate::args::ScanArgs;
use crate::config::{Files, selection, sinks};
use crate::failure::{Failure, Outcome};
use crate::pack::{self, Loaded, Source};
use crate::scan::ScanResult;
use crate::terminal::to_stdout;
use crate::timer::Timer;
use crate::trusted::Trusted;
use crate::walk::Walk;
use crate::{clock, progress, walk};
use std::collections::BTreeSet;
use std::path::Path;
use wardline_lang::{Language, template_languages};
use wardline_policy::{ExitStatus, Policy};

/// Runs the command.
pub(super) fn scan(args: &ScanArgs, invocation: &Invocation<'_>) -> Outcome {
    let mut timer = Timer::start();
    let files = Files::resolve(&args.files)?;
    let sinks = sinks(&args.output, invocation.command())?;
    let walk = walk(&files, &mut timer);
    let policy = policy_on_disk(&files.root)?;
    let mut loaded = load_sources(
        pack::read_all(&args.rules.config)?,
        selection(&args.rules)?,
        &policy,
        &[&walk],
        invocation,
        &mut timer,
    )?;
    loaded.set.set_today(args.now.unwrap_or_else(clock::today).days());
    let result = look(walk, &files, &loaded, invocation, &mut timer)?;
    let status = if nothing(&result.ledger) { ExitStatus::Nothing } else { ExitStatus::Pass };
    let status = with_lost_rules(status, &result.notices);
    let facts = Facts {
        infos: loaded.set.infos(),
        findings: &result.findings,
        ledger: Some(&result.ledger),
        notices: &result.notices,
        decision: None,
        waivers: &[],
        imports: &[],
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

/// Finds the files to look at.
pub(super) fn walk(files: &Files, timer: &mut Timer) -> Walk {
    let walk = walk::walk(&files.root, &files.paths, &files.filter);
    timer.phase("walk");
    walk
}

/// The policy of a tree as its files have it, with the profile that it names itself: what only looks takes values of rules from it.
pub(super) fn policy_on_disk(root: &Path) -> Outcome<Policy> {
    let policy = Trusted::Disk.policy(None, root)?;
    policy.for_run(None, None).map_err(|unknown| Failure::usage(unknown.to_string(), unknown.help()))
}

/// Loads rules from texts that were read before, for the files of some walks, with the values of a policy, and prints what is wrong with them.
pub(super) fn load_sources(
    sources: Vec<Source>,
    selection: pack::Selection,
    policy: &Policy,
    walks: &[&Walk],
    invocation: &Invocation<'_>,
    timer: &mut Timer,
) -> Outcome<Loaded> {
    let mut selection = selection;
    selection.parameters = policy.parameters.clone();
    selection.wants_digest |= policy.rules.pack.is_some();
    let present: BTreeSet<Language> = walks.iter().flat_map(|walk| languages(walk)).collect();
    let loaded = pack::load_sources(sources, &selection, &|language| present.contains(&language));
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

/// The languages of the files, as far as their names tell.
fn languages(walk: &Walk) -> BTreeSet<Language> {
    let of = |path: &str| template_languages(path).into_iter().chain(Language::of_file(path, ""));
    walk.files.iter().flat_map(|file| of(&file.relative)).collect()
}

/// Scans; notices about rules are among the result's.
pub(super) fn look(
    walk: Walk,
    files: &Files,
    loaded: &Loaded,
    invocation: &Invocation<'_>,
    timer: &mut Timer,
) -> Outcome<ScanResult> {
    let bar = progress::files(walk.files.len(), &invocation.terminal);
    let result = crate::scan::scan(&loaded.set, walk, files.jobs, &|| bar.inc(1));
    bar.finish_and_clear();
    let mut result = result.map_err(|error| Failure::internal(format!("the scan cannot start: {error}")))?;
    result.notices.splice(0..0, loaded.notices.iter().cloned());
    timer.phase("scan");
    Ok(result)
}
