//! `wardline gate`: what the policy says about a tree, or about a report made before.
//!
//! Both ways end in the same pure decision, and the exit code is the verdict's in every output format.

use super::Invocation;
use super::report::{Facts, with_lost_rules, write_reports};
use super::scan::{load_sources, look, walk};
use crate::args::GateArgs;
use crate::change::{self, Comparison};
use crate::config::{Files, sinks};
use crate::failure::{Failure, Outcome};
use crate::git::{Git, Side};
use crate::output::{Sink, Target};
use crate::timer::Timer;
use crate::trusted::Trusted;
use crate::{clock, files, freeze, governing, vcs};
use std::path::Path;
use wardline_base::{Finding, LedgerEntry, Notice, RuleInfo};
use wardline_lang::Language;
use wardline_policy::{Date, Input, Policy, Verdict, WAIVERS_PATH, Waiver, decide, existing, waiver_issues};
use wardline_report::{Format, sarif};

/// Largest SARIF file that is read, in bytes.
const MAX_SARIF: u64 = 1 << 30;

/// Runs the command.
pub(super) fn gate(args: &GateArgs, invocation: &Invocation<'_>) -> Outcome {
    let mut timer = Timer::start();
    let files = Files::resolve(&args.files)?;
    let sinks = sinks(&args.output, invocation.command())?;
    let git =
        args.needs_git().then(|| Git::open(&files.root, "a gate with --base, --staged or --policy-ref")).transpose()?;
    let trusted = trusted(args, git.as_ref())?;
    let branch = judged_branch(args, git.as_ref(), &files);
    let policy = trusted.policy(args.policy.as_deref(), &files.root)?;
    let policy = policy
        .for_run(args.profile.as_deref(), branch.as_deref())
        .map_err(|unknown| Failure::usage(unknown.to_string(), unknown.help()))?;
    let today = args.now.unwrap_or_else(clock::today);
    let given = Given { policy: &policy, today };
    let facts = match (&args.from, &git) {
        (Some(path), _) => imported(path, &mut timer)?,
        (None, Some(git)) if args.compares() => changed(args, git, &trusted, given, &files, invocation, &mut timer)?,
        (None, _) => scanned(args, &trusted, given, &files, invocation, &mut timer)?,
    };
    rules_wanted(&policy, &facts)?;
    tell_freeze(args, &policy, today, invocation);
    let waivers = trusted.waivers(&files.root)?;
    let facts = with_waivers(facts, &waivers, &policy, today);
    let input = Input {
        infos: &facts.infos,
        findings: &facts.findings,
        ledger: facts.ledger.as_deref(),
        notices: &facts.notices,
        existing: facts.existing.as_deref(),
        waivers: &waivers,
        branch: branch.as_deref(),
        ..Input::default()
    };
    let verdict = decide(&input, &policy, today);
    let status = with_lost_rules(verdict.outcome.exit_status(), &facts.notices);
    let facts = Facts {
        infos: input.infos,
        findings: input.findings,
        ledger: input.ledger,
        notices: input.notices,
        decision: Some((&verdict, &policy)),
        waivers: &waivers,
        status,
        category: &args.output.category,
        root: &files.root,
    };
    let written = write_reports(&facts, &sinks, invocation);
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

/// Where policy and rules come from: the commit that was named for it, else the tip of the base's branch, else the files on disk. It is
/// the tip and not the merge base, so that a branch from an old commit does not bring an older and weaker policy back.
fn trusted<'g>(args: &GateArgs, git: Option<&'g Git>) -> Outcome<Trusted<'g>> {
    match (git, args.policy_ref.as_ref().or(args.base.as_ref())) {
        (Some(git), Some(name)) => Ok(Trusted::Commit(git, git.commit(name)?)),
        _ => Ok(Trusted::Disk),
    }
}

/// Adds what is the matter with waivers.
fn with_waivers(mut facts: Gathered, waivers: &[Waiver], policy: &Policy, today: Date) -> Gathered {
    let all = facts.existing.is_none();
    let issues = waiver_issues(waivers, &facts.findings, &facts.infos, policy, (today, all));
    let (infos, findings) = governing::waivers(&issues, waivers, facts.infos.len() as u32);
    facts.infos.extend(infos);
    let at = facts.findings.partition_point(|f| *f.location.path < *WAIVERS_PATH);
    if let Some(existing) = &mut facts.existing {
        // A waiver that has run out is news whoever notices it.
        existing.splice(at..at, findings.iter().map(|_| false));
    }
    facts.findings.splice(at..at, findings);
    facts
}

/// What is known before anything is looked at.
#[derive(Clone, Copy)]
struct Given<'p> {
    policy: &'p Policy,
    today: Date,
}

/// The branch that is judged against: that of `--base`, else the one that is checked out.
fn judged_branch(args: &GateArgs, git: Option<&Git>, files: &Files) -> Option<String> {
    match (&args.base, git) {
        (Some(base), Some(git)) => git.branch_of(base),
        _ => vcs::of(&files.root).and_then(|vcs| vcs.branch),
    }
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

/// What a decision is made on, however it came.
struct Gathered {
    infos: Vec<RuleInfo>,
    findings: Vec<Finding>,
    ledger: Option<Vec<LedgerEntry>>,
    notices: Vec<Notice>,
    existing: Option<Vec<bool>>,
    /// The digest of the loaded rules, if the policy asks for it.
    digest: Option<String>,
}

fn scanned(
    args: &GateArgs,
    trusted: &Trusted<'_>,
    given: Given<'_>,
    files: &Files,
    invocation: &Invocation<'_>,
    timer: &mut Timer,
) -> Outcome<Gathered> {
    let walk = walk(files, timer);
    let sources = trusted.rules(&args.rules.config)?;
    let mut loaded = load_sources(sources, &args.rules, given.policy, &[&walk], invocation, timer)?;
    loaded.set.set_today(given.today.days());
    let result = look(walk, files, &loaded, invocation, timer)?;
    Ok(Gathered {
        infos: loaded.set.infos().to_vec(),
        findings: result.findings,
        ledger: Some(result.ledger),
        notices: result.notices,
        existing: None,
        digest: loaded.digest,
    })
}

/// Scans what the change touches, as it is and as it was.
fn changed(
    args: &GateArgs,
    git: &Git,
    trusted: &Trusted<'_>,
    given: Given<'_>,
    files: &Files,
    invocation: &Invocation<'_>,
    timer: &mut Timer,
) -> Outcome<Gathered> {
    let base = match &args.base {
        Some(name) => Some(git.merge_base(&git.commit(name)?)?),
        None => git.head()?,
    };
    let side = if args.staged { Side::Index } else { Side::WorkTree };
    let Comparison { current, base: before, renamed, changes } = change::compare(files, git, base.as_ref(), side)?;
    timer.phase("compare");
    let sources = trusted.rules(&args.rules.config)?;
    let mut loaded = load_sources(sources, &args.rules, given.policy, &[&current, &before], invocation, timer)?;
    loaded.set.set_today(given.today.days());
    let mut result = look(current, files, &loaded, invocation, timer)?;
    let before = crate::scan::scan(&loaded.set, before, files.jobs, &|| ())
        .map_err(|error| Failure::internal(format!("the scan of the base cannot start: {error}")))?;
    timer.phase("base");
    let mut infos = loaded.set.infos().to_vec();
    // Before the first commit there is nothing that governs.
    if base.is_some() {
        let touched = governing::touched(git, &changes, &args.rules.config, infos.len() as u32);
        infos.extend((!touched.is_empty()).then(governing::info));
        result.findings.extend(touched);
        let frozen = freeze::frozen(given.policy, &changes, given.today, infos.len() as u32);
        infos.extend((!frozen.is_empty()).then(freeze::info));
        result.findings.extend(frozen);
        result.findings.sort_by(|a, b| a.location.path.cmp(&b.location.path));
    }
    let existing = existing(&result.findings, &before.findings, &renamed);
    Ok(Gathered {
        infos,
        findings: result.findings,
        ledger: Some(result.ledger),
        notices: result.notices,
        existing: Some(existing),
        digest: loaded.digest,
    })
}

fn imported(path: &Path, timer: &mut Timer) -> Outcome<Gathered> {
    const WHAT: &str = "the SARIF file";
    let bytes = if path.as_os_str() == "-" {
        files::read_limited(WHAT, "-", std::io::stdin().lock(), MAX_SARIF)?
    } else {
        files::read(WHAT, path, MAX_SARIF)?
    };
    let languages: Vec<&'static str> = Language::ALL.iter().map(|l| l.name()).chain(["regex"]).collect();
    let imported = sarif::read(&bytes, &languages)
        .map_err(|errors| Failure::usage(format!("{WHAT} `{}` cannot be used:\n{errors}", path.display()), ""))?;
    timer.phase("import");
    Ok(Gathered {
        infos: imported.infos,
        findings: imported.findings,
        ledger: imported.ledger,
        notices: imported.notices,
        existing: None,
        digest: None,
    })
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
