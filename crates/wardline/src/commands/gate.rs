//! `wardline gate`: what the policy says about a tree, about reports made before, or about both.
//!
//! All ways end in the same pure decision, and the exit code is the verdict's in every output format.

use super::Invocation;
use super::gather::{Gathered, Run, gather};
use super::report::{Facts, with_lost_rules, write_reports};
use crate::args::GateArgs;
use crate::baseline::{self, Baseline};
use crate::config::{Files, sinks};
use crate::failure::{Failure, Outcome};
use crate::gate_rules::GateFindings;
use crate::git::{Git, Side};
use crate::output::{Sink, Target};
use crate::timer::Timer;
use crate::trusted::Trusted;
use crate::verdict_file::{self, Request};
use crate::{clock, environment, register, vcs};
use clap::parser::ValueSource;
use wardline_policy::{Date, ExitStatus, Input, Mark, Occasion, Policy, Verdict, Waiver, decide};
use wardline_report::Format;

/// Runs the command.
pub(super) fn gate(args: &GateArgs, invocation: &Invocation<'_>) -> Outcome {
    let mut timer = Timer::start();
    refuse(args, invocation)?;
    let files = Files::resolve(&args.files)?;
    let sinks = sinks(&args.output, invocation.command())?;
    let policy_ref = policy_ref(args, invocation);
    let needs_git = args.compares() || policy_ref.is_some();
    let git = needs_git.then(|| Git::open(&files.root, WANTS_GIT)).transpose()?;
    let trusted = trusted(policy_ref.as_deref(), git.as_ref())?;
    let branch = judged_branch(args, policy_ref.as_deref(), git.as_ref(), &files);
    let policy = trusted.policy(args.policy.as_deref(), &files.root)?;
    let policy = policy
        .for_run(args.profile.as_deref(), branch.as_deref())
        .map_err(|unknown| Failure::usage(unknown.to_string(), unknown.help()))?;
    let today = args.now.unwrap_or_else(clock::today);
    let run = Run { args, files: &files, git: git.as_ref(), trusted: &trusted, policy: &policy, today, invocation };
    let request = Request::prepare(args, &files, &sinks)?;
    let place = baseline::Place {
        root: &files.root,
        named: args.baseline.as_deref(),
        key: args.baseline_key.as_deref(),
        today,
    };
    let baseline = baseline::load(&place, &trusted)?;
    let (waivers, code_owners) = (trusted.waivers(&files.root)?, trusted.owners(&files.root, &invocation.terminal)?);
    let mut facts = gather(&run, &mut timer)?;
    rules_wanted(&policy, &facts)?;
    tell_freeze(args, &policy, today, invocation);
    with_growth(&mut facts, args, &trusted, &place, baseline.as_ref())?;
    let marks = with_waivers(&mut facts, &waivers, &policy, today);
    let listed = with_baseline(&mut facts, baseline.as_ref(), &files, today);
    let owners = facts.owners(&code_owners);
    request.as_ref().map_or(Ok(()), Request::still_the_same)?;
    let input = Input {
        infos: &facts.infos,
        findings: &facts.findings,
        ledger: facts.ledger.as_deref(),
        notices: &facts.notices,
        existing: facts.existing.as_deref(),
        waivers: &waivers,
        authors: &facts.authors,
        marks: &marks,
        first_seen: &facts.first_seen,
        owners: &owners,
        branch: branch.as_deref(),
    };
    let verdict = decide(&input, &policy, today);
    let status = with_lost_rules(verdict.outcome.exit_status(), &facts.notices);
    // What the command line demands of the age of a file no policy takes back.
    let status = if facts.too_old { status.or_worse(ExitStatus::Incomplete) } else { status };
    let reported = Facts {
        infos: input.infos,
        findings: input.findings,
        ledger: input.ledger,
        notices: input.notices,
        decision: Some((&verdict, &policy)),
        waivers: &waivers,
        imports: &facts.imports,
        status,
        category: &args.output.category,
        root: &files.root,
    };
    let written = write_reports(&reported, &sinks, invocation).and_then(|()| {
        let Some(request) = &request else { return Ok(()) };
        request.write(verdict_file::Facts {
            verdict: &verdict,
            findings: &facts.findings,
            waivers: &waivers,
            noted: &facts.noted,
            policy: trusted.policy_record(args.policy.as_deref(), &files.root)?,
            baseline: baseline.as_ref().map(|baseline| baseline.record(&listed)),
            sinks: &sinks,
            status,
        })
    });
    timer.phase("report");
    if files.time {
        invocation.terminal.stderr(&timer.lines());
    }
    tell(&verdict, &sinks, invocation);
    match written {
        Ok(()) => Ok(status),
        Err(failure) => Err(Failure { status: failure.status.or_worse(status), ..failure }),
    }
}

/// What cannot be decided on together.
fn refuse(args: &GateArgs, invocation: &Invocation<'_>) -> Outcome<()> {
    if args.from.is_empty() {
        return Ok(());
    }
    if args.compares() {
        let option = if args.base.is_some() { "--base" } else { "--staged" };
        return Err(Failure::usage(
            format!("`{option}` cannot judge the files of `--from`: they say where findings are, and not since when"),
            format!(
                "run the gate twice: `wardline gate {option} …` for the change, and `wardline gate --policy-ref REF --from FILE` for what \
                 other tools found"
            ),
        ));
    }
    let scans = ["paths", "include", "exclude", "jobs", "config", "with_builtin", "lang"];
    let typed = |id: &&str| invocation.command().value_source(id) == Some(ValueSource::CommandLine);
    if let Some(id) = scans.into_iter().find(typed).filter(|_| !args.with_scan) {
        let shown = if id == "paths" { "a PATH".to_owned() } else { format!("`--{}`", id.replace('_', "-")) };
        let message = format!("{shown} says what to scan, and with `--from` alone nothing is scanned");
        return Err(Failure::usage(message, "add `--with-scan` to scan too, or leave it out"));
    }
    if args.from.iter().filter(|path| path.as_os_str() == "-").count() > 1 {
        return Err(Failure::usage("`--from -` is given twice, and stdin can be read once", "name files"));
    }
    Ok(())
}

const WANTS_GIT: &str = "a gate with --base, --staged or --policy-ref, or for a pull request in a pipeline,";

/// The name for the files on disk, where a commit is asked for.
const WORK_TREE: &str = "worktree";

/// The commit that policy and rules come from: the one that was named for it, else the tip of the base's branch, else in a pipeline the
/// tip of the branch that the pull request is for. Nothing for the files on disk.
fn policy_ref(args: &GateArgs, invocation: &Invocation<'_>) -> Option<String> {
    if args.policy_ref.as_deref() == Some(WORK_TREE) {
        invocation
            .terminal
            .note("note: policy, rules and waivers are those of the work tree, which a change under test can write");
        return None;
    }
    args.policy_ref.clone().or_else(|| args.base.clone()).or_else(|| {
        let (variable, name) = environment::protected_branch()?;
        let text = format!("note: policy, rules and waivers are those of {name}, the branch that {variable} names");
        invocation.terminal.note(&text);
        Some(name)
    })
}

/// Where policy and rules come from. It is the tip and not the merge base, so that a branch from an old commit does not bring an older and
/// weaker policy back.
fn trusted<'g>(name: Option<&str>, git: Option<&'g Git>) -> Outcome<Trusted<'g>> {
    match (git, name) {
        (Some(git), Some(name)) => Ok(Trusted::Commit(git, git.commit(name)?)),
        _ => Ok(Trusted::Disk),
    }
}

/// The branch that is judged against: that of `--base`, else the one that the policy comes from, else the one that is checked out. Whoever
/// writes a change names its branch, so where another one is known that name must not choose a profile.
fn judged_branch(args: &GateArgs, policy_ref: Option<&str>, git: Option<&Git>, files: &Files) -> Option<String> {
    match (args.base.as_deref().or(policy_ref), git) {
        (Some(name), Some(git)) => git.branch_of(name),
        _ => vcs::of(&files.root).and_then(|vcs| vcs.branch),
    }
}

/// Adds what is the matter with waivers and with the comments that name them, and gives the comments back.
fn with_waivers(facts: &mut Gathered, waivers: &[Waiver], policy: &Policy, today: Date) -> Vec<Mark> {
    let mut own = GateFindings::after(facts.infos.len());
    let marks = register::comments(&facts.comments, &facts.findings, &mut own);
    let occasion = Occasion { today, authors: &facts.authors, marks: &marks };
    let found = (facts.findings.as_slice(), facts.infos.as_slice());
    register::issues(waivers, found, policy, (&occasion, facts.existing.is_none()), &mut own);
    register::marks(waivers, found, policy, &occasion, &mut own);
    if let Some(proposed) = &facts.proposed {
        register::proposals(waivers, proposed, &mut own);
    }
    facts.add(own);
    marks
}

/// Adds what is the matter with the baseline that the change brings.
fn with_growth(
    facts: &mut Gathered,
    args: &GateArgs,
    trusted: &Trusted<'_>,
    place: &baseline::Place<'_>,
    used: Option<&Baseline>,
) -> Outcome<()> {
    let Trusted::Commit(git, commit) = trusted else { return Ok(()) };
    let side = if args.staged { Side::Index } else { Side::WorkTree };
    let mut own = GateFindings::after(facts.infos.len());
    baseline::grown(place, (git, commit), side, used, &mut own)?;
    facts.add(own);
    Ok(())
}

/// Marks findings that the baseline lists as existing, and notes since when each finding is known. The days of those listed come back.
fn with_baseline(facts: &mut Gathered, baseline: Option<&Baseline>, files: &Files, today: Date) -> Vec<Date> {
    let in_base = facts.existing.take();
    let of_base = |index: usize| in_base.as_ref().is_some_and(|existing| existing[index]);
    let days = match baseline {
        Some(baseline) => {
            let looked = baseline::Looked::at(facts.ledger.as_deref(), &files.root);
            baseline::days(&facts.findings, &facts.infos, baseline, &looked)
        }
        None => vec![None; facts.findings.len()],
    };
    // Nobody knows since when a finding is there that only the base of the change has.
    let first_seen = |(index, day): (usize, &Option<Date>)| day.or_else(|| (!of_base(index)).then_some(today));
    facts.first_seen = days.iter().enumerate().map(first_seen).collect();
    if baseline.is_some() || in_base.is_some() {
        facts.existing = Some(days.iter().enumerate().map(|(index, day)| day.is_some() || of_base(index)).collect());
    }
    days.into_iter().flatten().collect()
}

/// Stops where rules are missing that the policy wants: a pack that lost rules is no pass.
fn rules_wanted(policy: &Policy, facts: &Gathered) -> Outcome<()> {
    let wanted = &policy.rules;
    let missing: Vec<String> =
        wanted.missing(&facts.infos).into_iter().map(|(pattern, source)| format!("`{pattern}` ({source})")).collect();
    if !missing.is_empty() {
        let message = format!("no loaded rule is one of those that the policy requires: {}", missing.join(", "));
        return Err(Failure::usage(message, "load the rules with --config, or mend rules.required in the policy"));
    }
    let Some(pack) = &wanted.pack else { return Ok(()) };
    match &facts.digest {
        Some(digest) if *digest == pack.value => Ok(()),
        Some(digest) => Err(Failure::usage(
            format!(
                "the loaded rules are not those that the policy names: {digest} is not {} ({})",
                pack.value, pack.source
            ),
            "use the version of the rules that the policy was written for, or change rules.pack with a review of what changed",
        )),
        None => Err(Failure::usage(
            format!(
                "the policy names the loaded rules by their digest ({}), and a report does not say what it was made with",
                pack.source
            ),
            "run the gate on the tree, or decide on the report with a policy without rules.pack",
        )),
    }
}

/// Says that windows were not judged where nobody knows what changes.
fn tell_freeze(args: &GateArgs, policy: &Policy, today: Date, invocation: &Invocation<'_>) {
    let open: Vec<&str> =
        policy.freeze.iter().filter(|w| (w.from..=w.until).contains(&today)).map(|w| &*w.id).collect();
    if !args.compares() && !open.is_empty() {
        let text = format!(
            "note: the freeze {} is not judged, because only --base or --staged tells what changes",
            open.join(", ")
        );
        invocation.terminal.note(&text);
    }
}

/// Says the verdict on stderr where no report on stdout says it to a person.
fn tell(verdict: &Verdict, sinks: &[Sink], invocation: &Invocation<'_>) {
    if sinks.contains(&Sink { format: Format::Text, target: Target::Stdout }) {
        return;
    }
    for reason in &verdict.reasons {
        invocation.terminal.note(&format!("reason: {reason}"));
    }
    invocation.terminal.note(&format!("gate: {}", verdict.outcome.name()));
}
