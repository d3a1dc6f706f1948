//! `wardline gate`: what the policy says about a tree, or about a report made before.
//!
//! Both ways end in the same pure decision, and the exit code is the verdict's in every output format.

use super::Invocation;
use super::report::{Facts, with_lost_rules, write_reports};
use super::scan::{load_sources, look, walk};
use crate::args::GateArgs;
use crate::baseline::{self, Baseline};
use crate::change::{self, Comparison};
use crate::config::{Files, sinks};
use crate::failure::{Failure, Outcome};
use crate::git::{Git, Side};
use crate::output::{Sink, Target};
use crate::timer::Timer;
use crate::trusted::Trusted;
use crate::verdict_file::{self, Noted, Request, base_record, file_record, rules_record};
use crate::{clock, files, governing};
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
    let policy = trusted.policy(args.policy.as_deref(), &files.root)?;
    let today = args.now.unwrap_or_else(clock::today);
    let request = Request::prepare(args, &files, &sinks)?;
    let place = baseline::Place {
        root: &files.root,
        named: args.baseline.as_deref(),
        key: args.baseline_key.as_deref(),
        today,
    };
    let baseline = baseline::load(&place, &trusted)?;
    let facts = match (&args.from, &git) {
        (Some(path), _) => imported(path, &mut timer)?,
        (None, Some(git)) if args.compares() => changed(args, git, &trusted, today, &files, invocation, &mut timer)?,
        (None, _) => scanned(args, &trusted, today, &files, invocation, &mut timer)?,
    };
    let waivers = trusted.waivers(&files.root)?;
    let facts = with_waivers(facts, &waivers, &policy, today);
    let facts = with_growth(facts, args, &trusted, &place, baseline.as_ref())?;
    let (facts, listed) = with_baseline(facts, baseline.as_ref(), &files, today);
    request.as_ref().map_or(Ok(()), Request::still_the_same)?;
    let input = Input {
        infos: &facts.infos,
        findings: &facts.findings,
        ledger: facts.ledger.as_deref(),
        notices: &facts.notices,
        existing: facts.existing.as_deref(),
        waivers: &waivers,
    };
    let verdict = decide(&input, &policy, today);
    let status = with_lost_rules(verdict.outcome.exit_status(), &facts.notices);
    let reported = Facts {
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

/// Adds what is the matter with the baseline that the change brings.
fn with_growth(
    mut facts: Gathered,
    args: &GateArgs,
    trusted: &Trusted<'_>,
    place: &baseline::Place<'_>,
    used: Option<&Baseline>,
) -> Outcome<Gathered> {
    let Trusted::Commit(git, commit) = trusted else { return Ok(facts) };
    let side = if args.staged { Side::Index } else { Side::WorkTree };
    let findings = baseline::grown(place, (git, commit), side, used, facts.infos.len() as u32)?;
    facts.infos.extend((!findings.is_empty()).then(baseline::grown_info));
    for finding in findings {
        let at = facts.findings.partition_point(|f| f.location.path <= finding.location.path);
        if let Some(existing) = &mut facts.existing {
            existing.insert(at, false);
        }
        facts.findings.insert(at, finding);
    }
    Ok(facts)
}

/// Marks findings that the baseline lists as existing, and notes since when each finding is known. Also says the days of those listed.
fn with_baseline(
    mut facts: Gathered,
    baseline: Option<&Baseline>,
    files: &Files,
    today: Date,
) -> (Gathered, Vec<Date>) {
    let in_base = facts.existing.clone();
    let of_base = |index: usize| in_base.as_ref().is_some_and(|existing| existing[index]);
    let days = baseline.map(|baseline| {
        let looked = baseline::Looked::at(facts.ledger.as_deref(), &files.root);
        baseline::days(&facts.findings, &facts.infos, baseline, &looked)
    });
    let listed = days.iter().flatten().flatten().copied().collect();
    let count = facts.findings.len();
    let days = days.unwrap_or_else(|| vec![None; count]);
    if baseline.is_some() {
        facts.existing = Some(days.iter().enumerate().map(|(index, day)| day.is_some() || of_base(index)).collect());
    }
    // Nobody knows since when a finding is there that only the base of the change has.
    let first_seen = |(index, day): (usize, &Option<Date>)| day.or_else(|| (!of_base(index)).then_some(today));
    facts.first_seen = days.iter().enumerate().map(first_seen).collect();
    (facts, listed)
}

/// What a decision is made on, however it came.
struct Gathered {
    infos: Vec<RuleInfo>,
    findings: Vec<Finding>,
    ledger: Option<Vec<LedgerEntry>>,
    notices: Vec<Notice>,
    existing: Option<Vec<bool>>,
    /// The day since when each finding is known, if somebody knows.
    first_seen: Vec<Option<Date>>,
    noted: Noted,
}

fn scanned(
    args: &GateArgs,
    trusted: &Trusted<'_>,
    today: Date,
    files: &Files,
    invocation: &Invocation<'_>,
    timer: &mut Timer,
) -> Outcome<Gathered> {
    let walk = walk(files, timer);
    let sources = trusted.rules(&args.rules.config)?;
    let mut loaded = load_sources(sources, &args.rules, &[&walk], invocation, timer)?;
    loaded.set.set_today(today.days());
    let result = look(walk, files, &loaded, invocation, timer)?;
    let noted = Noted { rules: args.verdict.is_some().then(|| rules_record(&loaded.set)), ..Noted::default() };
    Ok(Gathered {
        noted,
        first_seen: Vec::new(),
        infos: loaded.set.infos().to_vec(),
        findings: result.findings,
        ledger: Some(result.ledger),
        notices: result.notices,
        existing: None,
    })
}

/// Scans what the change touches, as it is and as it was.
fn changed(
    args: &GateArgs,
    git: &Git,
    trusted: &Trusted<'_>,
    today: Date,
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
    let mut loaded = load_sources(sources, &args.rules, &[&current, &before], invocation, timer)?;
    loaded.set.set_today(today.days());
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
        result.findings.sort_by(|a, b| a.location.path.cmp(&b.location.path));
    }
    let existing = existing(&result.findings, &before.findings, &renamed);
    let tip = args.base.as_ref().map(|name| git.commit(name)).transpose()?;
    let noted = Noted {
        base: Some(base_record(args.base.as_deref(), tip.as_ref(), base.as_ref())),
        rules: args.verdict.is_some().then(|| rules_record(&loaded.set)),
        report: None,
    };
    Ok(Gathered {
        noted,
        first_seen: Vec::new(),
        infos,
        findings: result.findings,
        ledger: Some(result.ledger),
        notices: result.notices,
        existing: Some(existing),
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
        noted: Noted { report: Some(file_record(path, &bytes)), ..Noted::default() },
        first_seen: Vec::new(),
        infos: imported.infos,
        findings: imported.findings,
        ledger: imported.ledger,
        notices: imported.notices,
        existing: None,
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
