//! What a decision is made on, and the three ways to it: a scan, a scan of what changes beside what was, and files of other analyses.

use super::Invocation;
use super::scan::{load_sources, look, walk};
use crate::args::GateArgs;
use crate::change::{self, Comparison};
use crate::config::{Files, selection};
use crate::failure::{Failure, Outcome};
use crate::gate_rules::GateFindings;
use crate::git::{Entry, Git, Side};
use crate::pack::{Loaded, Selection};
use crate::timer::Timer;
use crate::trusted::Trusted;
use crate::verdict_file::{Noted, base_record, import_record, rules_record};
use crate::walk::Walk;
use crate::{freeze, governing, import, register};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use wardline_base::{Finding, LedgerEntry, Notice, RuleInfo};
use wardline_policy::{CodeOwners, Date, Policy, Waiver, existing};
use wardline_report::sarif::{Import, Imported, ImportedRun};
use wardline_report::{TOOL_NAME, sarif};

/// What a run looks at, and by what.
#[derive(Clone, Copy)]
pub(super) struct Run<'r> {
    pub(super) args: &'r GateArgs,
    pub(super) files: &'r Files,
    /// The repository, if the run needs one.
    pub(super) git: Option<&'r Git>,
    pub(super) trusted: &'r Trusted<'r>,
    pub(super) policy: &'r Policy,
    pub(super) today: Date,
    pub(super) invocation: &'r Invocation<'r>,
}

/// What a decision is made on, however it came.
#[derive(Default)]
pub(super) struct Gathered {
    pub(super) infos: Vec<RuleInfo>,
    pub(super) findings: Vec<Finding>,
    pub(super) ledger: Option<Vec<LedgerEntry>>,
    pub(super) notices: Vec<Notice>,
    /// For each finding, whether the base or the baseline has it too; nothing without one.
    pub(super) existing: Option<Vec<bool>>,
    /// The comments that name waivers; they are no findings.
    pub(super) comments: Vec<Finding>,
    /// Whoever wrote the change; empty without one.
    pub(super) authors: Vec<String>,
    /// The register that the change would put in the place of the trusted one.
    pub(super) proposed: Option<Vec<Waiver>>,
    /// The day since when each finding is known, if somebody knows.
    pub(super) first_seen: Vec<Option<Date>>,
    /// The digest of the loaded rules, if somebody asks for it.
    pub(super) digest: Option<String>,
    pub(super) noted: Noted,
    pub(super) imports: Vec<Import>,
    /// Whether a file is older than the command line allows.
    pub(super) too_old: bool,
}

impl Gathered {
    /// Adds findings of the gate's own rules at their places. They are news whatever the base has.
    pub(super) fn add(&mut self, own: GateFindings) {
        self.infos.extend(own.infos());
        let known = self.existing.take();
        let old = known.clone().unwrap_or_else(|| vec![false; self.findings.len()]);
        let new = own.findings.into_iter().map(|finding| (finding, false));
        let mut all: Vec<(Finding, bool)> =
            std::mem::take(&mut self.findings).into_iter().zip(old).chain(new).collect();
        let place = |f: &Finding| (f.location.path.clone(), f.location.start.line);
        all.sort_by_cached_key(|(finding, _)| place(finding));
        let existing;
        (self.findings, existing) = all.into_iter().unzip();
        self.existing = known.map(|_| existing);
    }

    /// Whose each finding is; several owners of a path stand side by side.
    pub(super) fn owners(&self, owners: &CodeOwners) -> Vec<Option<Arc<str>>> {
        let mut known: FxHashMap<&str, Option<Arc<str>>> = FxHashMap::default();
        let of =
            |path: &str| Some(owners.of(path)).filter(|found| !found.is_empty()).map(|found| found.join(" ").into());
        self.findings
            .iter()
            .map(|f| known.entry(&f.location.path).or_insert_with_key(|path| of(path)).clone())
            .collect()
    }
}

/// Gathers it in the way that the command line asks for.
pub(super) fn gather(run: &Run<'_>, timer: &mut Timer) -> Outcome<Gathered> {
    match run.git {
        Some(git) if run.args.compares() => changed(run, git, timer),
        _ if run.args.from.is_empty() => scanned(run, timer),
        _ => imported(run, timer),
    }
}

/// Loads the rules for some files, with the one that finds comments about waivers.
fn rules(run: &Run<'_>, walks: &[&Walk], timer: &mut Timer) -> Outcome<Loaded> {
    let chosen = selection(&run.args.rules)?;
    let selection = Selection { with_comments: true, wants_digest: run.args.verdict.is_some(), ..chosen };
    let sources = run.trusted.rules(&run.args.rules.config)?;
    let mut loaded = load_sources(sources, selection, run.policy, walks, run.invocation, timer)?;
    loaded.set.set_today(run.today.days());
    Ok(loaded)
}

/// Scans the tree.
fn scanned(run: &Run<'_>, timer: &mut Timer) -> Outcome<Gathered> {
    let walk = walk(run.files, timer);
    let loaded = rules(run, &[&walk], timer)?;
    let mut result = look(walk, run.files, &loaded, run.invocation, timer)?;
    let mut infos = loaded.set.infos().to_vec();
    let comments = register::take_comments(&mut infos, &mut result.findings);
    let noted = Noted { rules: rules_record(loaded.digest.as_deref(), infos.len()), ..Noted::default() };
    Ok(Gathered {
        infos,
        findings: result.findings,
        ledger: Some(result.ledger),
        notices: result.notices,
        comments,
        digest: loaded.digest,
        noted,
        ..Gathered::default()
    })
}

/// Scans what the change touches, as it is and as it was.
fn changed(run: &Run<'_>, git: &Git, timer: &mut Timer) -> Outcome<Gathered> {
    let Run { args, files, .. } = *run;
    let base = match &args.base {
        Some(name) => Some(git.merge_base(&git.commit(name)?)?),
        None => git.head()?,
    };
    let side = if args.staged { Side::Index } else { Side::WorkTree };
    let Comparison { current, base: before, renamed, changes } = change::compare(files, git, base.as_ref(), side)?;
    timer.phase("compare");
    let loaded = rules(run, &[&current, &before], timer)?;
    let mut result = look(current, files, &loaded, run.invocation, timer)?;
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
        freeze::frozen(run.policy, &changes, run.today, &mut own);
        governing::proposed_waivers(&changes, &read)
    } else {
        None
    };
    let tip = args.base.as_ref().map(|name| git.commit(name)).transpose()?;
    let noted = Noted {
        base: Some(base_record(args.base.as_deref(), tip.as_ref(), base.as_ref())),
        rules: rules_record(loaded.digest.as_deref(), infos.len()),
        imports: Vec::new(),
    };
    let mut gathered = Gathered {
        infos,
        findings: result.findings,
        ledger: Some(result.ledger),
        notices: result.notices,
        existing: Some(existing),
        comments,
        authors: git.authors(base.as_ref(), side)?,
        proposed,
        digest: loaded.digest,
        noted,
        ..Gathered::default()
    };
    gathered.add(own);
    Ok(gathered)
}

/// Reads the files of other analyses, and scans beside them if that was asked for.
fn imported(run: &Run<'_>, timer: &mut Timer) -> Outcome<Gathered> {
    let Run { args, files, today, .. } = *run;
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
    let (mut comments, mut noted, mut digest) = (Vec::new(), Noted::default(), None);
    if args.with_scan {
        let mut scan = scanned(run, timer)?;
        comments = std::mem::take(&mut scan.comments);
        noted = std::mem::take(&mut scan.noted);
        digest = scan.digest.take();
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
    noted.imports = imports.iter().map(import_record).collect();
    let ledger = all.ledger;
    Ok(Gathered { infos, findings, ledger, notices, imports, too_old, comments, noted, digest, ..Gathered::default() })
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
