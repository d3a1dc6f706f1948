//! `wardline gate`: what the policy says about a tree, or about a report made before.
//!
//! Both ways end in the same pure decision, and the exit code is the verdict's in every output format.

use super::Invocation;
use super::report::{Facts, with_lost_rules, write_reports};
use super::scan::{load_sources, look, walk};
use crate::args::GateArgs;
use crate::baseline::{self, Baseline};
use crate::change::{self, Comparison};
use crate::config::{Files, selection, sinks};
use crate::failure::{Failure, Outcome};
use crate::gate_rules::GateFindings;
use crate::git::{Entry, Git, Side};
use crate::output::{Sink, Target};
use crate::pack::Selection;
use crate::timer::Timer;
use crate::trusted::Trusted;
use crate::verdict_file::{self, Noted, Request, base_record, file_record, rules_record};
use crate::{clock, files, governing, register};
use std::path::Path;
use wardline_base::{Finding, LedgerEntry, Notice, RuleInfo};
use wardline_lang::Language;
use wardline_policy::{Date, Input, Mark, Occasion, Policy, Verdict, Waiver, decide, existing};
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
    let mut facts = facts;
    let waivers = trusted.waivers(&files.root)?;
    with_growth(&mut facts, args, &trusted, &place, baseline.as_ref())?;
    let marks = with_waivers(&mut facts, &waivers, &policy, today);
    let listed = with_baseline(&mut facts, baseline.as_ref(), &files, today);
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

/// Adds what is the matter with waivers and with the comments that name them, and gives the comments back.
fn with_waivers(facts: &mut Gathered, waivers: &[Waiver], policy: &Policy, today: Date) -> Vec<Mark> {
    let mut own = GateFindings::after(facts.infos.len());
    let marks = register::comments(&facts.comments, &mut own);
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

/// What a decision is made on, however it came.
struct Gathered {
    infos: Vec<RuleInfo>,
    findings: Vec<Finding>,
    ledger: Option<Vec<LedgerEntry>>,
    notices: Vec<Notice>,
    existing: Option<Vec<bool>>,
    /// The comments that name waivers; they are no findings.
    comments: Vec<Finding>,
    /// Whoever wrote the change; empty without one.
    authors: Vec<String>,
    /// The register that the change would put in the place of the trusted one.
    proposed: Option<Vec<Waiver>>,
    /// The day since when each finding is known, if somebody knows.
    first_seen: Vec<Option<Date>>,
    noted: Noted,
}

impl Gathered {
    /// Adds findings of the gate's own rules at their places. They are news whatever the base has.
    fn add(&mut self, own: GateFindings) {
        self.infos.extend(own.infos());
        for finding in own.findings {
            let place = |f: &Finding| (f.location.path.clone(), f.location.start.line);
            let at = self.findings.partition_point(|f| place(f) <= place(&finding));
            if let Some(existing) = &mut self.existing {
                existing.insert(at, false);
            }
            self.findings.insert(at, finding);
        }
    }
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
    let mut loaded = load_sources(sources, &with_comments(args)?, &[&walk], invocation, timer)?;
    loaded.set.set_today(today.days());
    let mut result = look(walk, files, &loaded, invocation, timer)?;
    let mut infos = loaded.set.infos().to_vec();
    let comments = register::take_comments(&mut infos, &mut result.findings);
    let noted =
        Noted { rules: args.verdict.is_some().then(|| rules_record(&loaded.set, infos.len())), ..Noted::default() };
    Ok(Gathered {
        noted,
        first_seen: Vec::new(),
        infos,
        findings: result.findings,
        ledger: Some(result.ledger),
        notices: result.notices,
        existing: None,
        comments,
        authors: Vec::new(),
        proposed: None,
    })
}

/// The rules of the command line, with the one that finds comments about waivers.
fn with_comments(args: &GateArgs) -> Outcome<Selection> {
    Ok(Selection { with_comments: true, ..selection(&args.rules)? })
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
    let mut loaded = load_sources(sources, &with_comments(args)?, &[&current, &before], invocation, timer)?;
    loaded.set.set_today(today.days());
    let mut result = look(current, files, &loaded, invocation, timer)?;
    let before = crate::scan::scan(&loaded.set, before, files.jobs, &|| ())
        .map_err(|error| Failure::internal(format!("the scan of the base cannot start: {error}")))?;
    timer.phase("base");
    let mut infos = loaded.set.infos().to_vec();
    let comments = register::take_comments(&mut infos, &mut result.findings);
    let existing = existing(&result.findings, &before.findings, &renamed);
    let mut own = GateFindings::after(infos.len());
    let read = |entry: &Entry| change::read(files, git, entry, side);
    // Before the first commit there is nothing that governs.
    let proposed = if base.is_some() {
        governing::touched(git, &changes, &args.rules.config, &mut own);
        governing::unreadable(&changes, &read, &mut own);
        governing::parse_errors(&result.ledger, &before.ledger, &renamed, &mut own);
        governing::proposed_waivers(&changes, &read)
    } else {
        None
    };
    let tip = args.base.as_ref().map(|name| git.commit(name)).transpose()?;
    let noted = Noted {
        base: Some(base_record(args.base.as_deref(), tip.as_ref(), base.as_ref())),
        rules: args.verdict.is_some().then(|| rules_record(&loaded.set, infos.len())),
        report: None,
    };
    let mut gathered = Gathered {
        noted,
        first_seen: Vec::new(),
        infos,
        findings: result.findings,
        ledger: Some(result.ledger),
        notices: result.notices,
        existing: Some(existing),
        comments,
        authors: git.authors(base.as_ref())?,
        proposed,
    };
    gathered.add(own);
    Ok(gathered)
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
        comments: Vec::new(),
        authors: Vec::new(),
        proposed: None,
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
