//! `wardline gate`: what the policy says about a tree, about reports made before, or about both.
//!
//! All ways end in the same pure decision, and the exit code is the verdict's in every output format.

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
use crate::verdict_file::{self, Noted, Request, base_record, rules_record};
use crate::{clock, environment, governing, import, register};
use clap::parser::ValueSource;
use wardline_base::{Finding, LedgerEntry, Notice, RuleInfo};
use wardline_policy::{Date, ExitStatus, Input, Mark, Occasion, Policy, Verdict, Waiver, decide, existing};
use wardline_report::sarif::{Import, Imported, ImportedRun};
use wardline_report::{Format, TOOL_NAME, sarif};

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
    let facts = match &git {
        Some(git) if args.compares() => changed(args, git, &trusted, today, &files, invocation, &mut timer)?,
        _ if args.from.is_empty() => scanned(args, &trusted, today, &files, invocation, &mut timer)?,
        _ => imported(args, &trusted, today, &files, invocation, &mut timer)?,
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
#[derive(Default)]
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
    imports: Vec<Import>,
    /// Whether a file is older than the command line allows.
    too_old: bool,
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
        comments,
        ..Gathered::default()
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
        imports: Vec::new(),
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
        ..Gathered::default()
    };
    gathered.add(own);
    Ok(gathered)
}

/// Reads the files of other analyses, and scans beside them if that was asked for.
fn imported(
    args: &GateArgs,
    trusted: &Trusted<'_>,
    today: Date,
    files: &Files,
    invocation: &Invocation<'_>,
    timer: &mut Timer,
) -> Outcome<Gathered> {
    let typed = args.files.root.clone().unwrap_or_else(|| ".".into());
    let roots: Vec<String> = std::path::absolute(typed)
        .into_iter()
        .chain([files.root.clone()])
        .map(|root| root.to_string_lossy().replace('\\', "/").trim_end_matches('/').to_owned())
        .collect();
    // Files come first: a slip in one of them should not wait for a scan.
    let loaded = import::load(&args.from, &roots)?;
    timer.phase("import");
    let (mut imports, mut parts) = (loaded.imports, loaded.parts);
    let counts: Vec<usize> = parts.iter().map(|part| part.runs.len()).collect();
    let (mut comments, mut noted) = (Vec::new(), Noted::default());
    if args.with_scan {
        let mut scan = scanned(args, trusted, today, files, invocation, timer)?;
        comments = std::mem::take(&mut scan.comments);
        noted = std::mem::take(&mut scan.noted);
        parts.insert(0, own(scan));
    }
    let all = sarif::merge(parts);
    let mut runs = all.runs.into_iter().skip(usize::from(args.with_scan));
    for (import, count) in imports.iter_mut().zip(counts) {
        import.runs = runs.by_ref().take(count).collect();
    }
    let old: Vec<Notice> = match args.from_max_age {
        Some(most) => imports.iter().flat_map(|import| import::too_old(import, most, today)).collect(),
        None => Vec::new(),
    };
    let too_old = !old.is_empty();
    let (infos, mut findings, mut notices) = (all.infos, all.findings, all.notices);
    notices.extend(old);
    import::add_snippets(&files.root, &infos, &mut findings);
    noted.imports = imports.iter().map(verdict_file::import_record).collect();
    let ledger = all.ledger;
    Ok(Gathered { infos, findings, ledger, notices, imports, too_old, comments, noted, ..Gathered::default() })
}

/// Our own scan as one more analysis.
fn own(scan: Gathered) -> Imported {
    let run = ImportedRun { tool: TOOL_NAME.into(), ours: true, ..ImportedRun::default() };
    Imported {
        run_of: vec![0; scan.infos.len()],
        infos: scan.infos,
        findings: scan.findings,
        ledger: scan.ledger,
        notices: scan.notices,
        execution_successful: true,
        runs: vec![run],
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
