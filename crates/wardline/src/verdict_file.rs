//! The verdict as a file: what was decided, on what and by what, for a deploy job to check and an auditor to keep.
//!
//! It is written last, because it names the reports by their digests. The key is read and the tree named before anything is scanned, so
//! that a run that cannot sign fails at once; and the tree is named again after the scan, so that nobody signs what was not judged.

use crate::args::GateArgs;
use crate::config::Files;
use crate::failure::{Failure, Outcome};
use crate::git::{Commit, Side};
use crate::keys::{refused, signing_key};
use crate::output::{Sink, Target, write_file};
use crate::tree_hash::{self, JudgedTree};
use crate::vcs;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wardline_base::{Finding, Severity};
use wardline_evidence::{
    BaseRecord, BaselineRecord, CountsRecord, FileRecord, LedgerRecord, PolicyRecord, PrivateKey, ReasonRecord,
    RulesRecord, Statement, Subject, ToolRecord, TreeRecord, TreeSource, VERDICT_TYPE, VerdictPredicate, WaiverRecord,
    sha256, sha256_hex, sign,
};
use wardline_policy::{Action, ExitStatus, LedgerSummary, Status, Verdict, Waiver};
use wardline_report::sarif::Import;
use wardline_report::{TOOL_NAME, repository_uri};

/// A verdict that is to be written.
pub(crate) struct Request {
    path: PathBuf,
    key: Option<PrivateKey>,
    root: PathBuf,
    side: Side,
    /// Nothing where a report is judged and no tree.
    tree: Option<JudgedTree>,
    whole: bool,
}

/// What a run noted of its input for the verdict.
#[derive(Default)]
pub(crate) struct Noted {
    pub(crate) base: Option<BaseRecord>,
    pub(crate) rules: Option<RulesRecord>,
    /// The files of other analyses that were judged, beside the tree or alone.
    pub(crate) imports: Vec<FileRecord>,
}

/// What a verdict is made of.
pub(crate) struct Facts<'a> {
    pub(crate) verdict: &'a Verdict,
    pub(crate) findings: &'a [Finding],
    pub(crate) waivers: &'a [Waiver],
    pub(crate) noted: &'a Noted,
    pub(crate) policy: PolicyRecord,
    pub(crate) baseline: Option<BaselineRecord>,
    pub(crate) sinks: &'a [Sink],
    pub(crate) status: ExitStatus,
}

impl Request {
    /// What was asked for, with the key and the tree as it is now; nothing without `--verdict`.
    ///
    /// # Errors
    /// When the place is taken by a report, the key cannot be used, or the tree has no digest.
    pub(crate) fn prepare(args: &GateArgs, files: &Files, sinks: &[Sink]) -> Outcome<Option<Self>> {
        let Some(path) = args.verdict.clone() else { return Ok(None) };
        let same = |other: &PathBuf| std::path::absolute(other).ok() == std::path::absolute(&path).ok();
        let is_report = |sink: &Sink| matches!(&sink.target, Target::File(other) if same(other));
        if path.as_os_str() == "-" || sinks.iter().any(is_report) {
            let message = format!("the verdict needs a file of its own, and `{}` is none", path.display());
            return Err(Failure::usage(message, "name another file after `--verdict`"));
        }
        let key = args.sign_key.as_deref().map(signing_key).transpose()?;
        let side = if args.staged { Side::Index } else { Side::WorkTree };
        let tree = (args.from.is_empty() || args.with_scan).then(|| tree_hash::of(&files.root, side)).transpose()?;
        let limits = [args.files.include.len(), args.files.exclude.len(), args.rules.lang.len()];
        let whole = !args.compares() && limits == [0; 3] && files.paths == [files.root.clone()];
        Ok(Some(Self { path, key, root: files.root.clone(), side, tree, whole }))
    }

    /// Makes sure that the tree is still the one that was named before the scan.
    ///
    /// # Errors
    /// When it is another.
    pub(crate) fn still_the_same(&self) -> Outcome<()> {
        let Some(tree) = &self.tree else { return Ok(()) };
        if tree_hash::of(&self.root, self.side)? == *tree {
            return Ok(());
        }
        Err(refused("the tree was changed while it was judged", "run the gate again when nothing writes to the tree"))
    }

    /// Writes the verdict, signed if there is a key.
    ///
    /// # Errors
    /// When a report cannot be read again, or the place cannot be written.
    pub(crate) fn write(&self, facts: Facts<'_>) -> Outcome<()> {
        let statement = Statement::new(self.subjects(facts.noted), VERDICT_TYPE, self.predicate(facts)?);
        let bytes = match &self.key {
            Some(key) => sign(&statement.to_bytes(), key),
            None => statement.to_pretty(),
        };
        write_file(&self.path, |out| out.write_all(&bytes))
    }

    /// What the verdict is about: the tree, or the files of other analyses where nothing else was judged.
    fn subjects(&self, noted: &Noted) -> Vec<Subject> {
        let of_file = |file: &FileRecord| {
            let digest = file.digest.trim_start_matches("sha256:").to_owned();
            Subject { name: file.name.clone(), digest: BTreeMap::from([("sha256".to_owned(), digest)]) }
        };
        match &self.tree {
            Some(tree) => vec![subject(&self.root, tree)],
            None => noted.imports.iter().map(of_file).collect(),
        }
    }

    fn predicate(&self, facts: Facts<'_>) -> Outcome<VerdictPredicate> {
        let verdict = facts.verdict;
        let reason = |reason: &wardline_policy::Reason| ReasonRecord {
            message: reason.message.clone(),
            setting: reason.setting.clone(),
            source: reason.source.to_string(),
        };
        let tree = match &self.tree {
            Some(tree) => TreeRecord { source: tree.source, folder: tree.folder.clone(), whole: self.whole },
            None => TreeRecord { source: TreeSource::Report, folder: String::new(), whole: false },
        };
        Ok(VerdictPredicate {
            version: 1,
            tool: ToolRecord { name: TOOL_NAME.to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
            date: verdict.date.to_string(),
            outcome: verdict.outcome.name().to_owned(),
            exit_code: facts.status.code(),
            reasons: verdict.reasons.iter().map(reason).collect(),
            tree,
            base: facts.noted.base.clone(),
            policy: facts.policy,
            rules: facts.noted.rules.clone(),
            controls: controls_digest(),
            advisories: None,
            ledger: verdict.ledger.as_ref().map(ledger),
            baseline: facts.baseline,
            findings: counts(verdict, facts.findings),
            waivers: waivers(verdict, facts.waivers),
            imports: facts.noted.imports.clone(),
            reports: reports(facts.sinks)?,
        })
    }
}

/// A file of another analysis, for the record.
pub(crate) fn import_record(import: &Import) -> FileRecord {
    let name =
        Path::new(&import.file).file_name().map_or(import.file.clone(), |name| name.to_string_lossy().into_owned());
    FileRecord { name, digest: format!("sha256:{}", import.sha256) }
}

/// A tree as the subject of a statement: the repository by its address without credentials, or the folder's name.
pub(crate) fn subject(root: &Path, tree: &JudgedTree) -> Subject {
    let remote = (tree.source != TreeSource::Files).then(|| vcs::of(root)?.repository).flatten();
    let folder = || root.file_name().map_or_else(|| "tree".to_owned(), |name| name.to_string_lossy().into_owned());
    let mut digest = BTreeMap::from([("gitTree".to_owned(), tree.id.clone())]);
    // A commit is named only where all of it is what the statement is about.
    if let Some(commit) = tree.commit.as_ref().filter(|_| tree.folder.is_empty()) {
        digest.insert("gitCommit".to_owned(), commit.clone());
    }
    Subject { name: remote.and_then(|remote| repository_uri(&remote)).unwrap_or_else(folder), digest }
}

/// What a change was compared with, for the record.
pub(crate) fn base_record(name: Option<&str>, tip: Option<&Commit>, base: Option<&Commit>) -> BaseRecord {
    let id = |commit: &Commit| commit.id.to_string();
    BaseRecord { reference: name.unwrap_or("HEAD").to_owned(), commit: tip.map(id), merge_base: base.map(id) }
}

/// The rules that were loaded, where their digest was asked for.
pub(crate) fn rules_record(digest: Option<&str>, count: usize) -> Option<RulesRecord> {
    digest.map(|digest| RulesRecord { count, digest: digest.to_owned() })
}

/// Digest over the names and texts of the catalogues of controls.
fn controls_digest() -> String {
    let part = |(name, text): &(&str, &str)| format!("{} {name}\n", sha256_hex(text.as_bytes()));
    sha256(wardline_controls::SOURCES.iter().map(part).collect::<String>().as_bytes())
}

fn ledger(summary: &LedgerSummary) -> LedgerRecord {
    LedgerRecord {
        files: summary.files,
        analysed: summary.analysed,
        partial: summary.partial,
        skipped: summary.skipped.iter().map(|(reason, count)| (reason.name().to_owned(), *count)).collect(),
    }
}

fn counts(verdict: &Verdict, findings: &[Finding]) -> CountsRecord {
    let status = |status: Status| verdict.statuses.iter().filter(|s| **s == status).count();
    let mut lines: Vec<String> = findings
        .iter()
        .zip(&verdict.actions)
        .map(|(finding, action)| format!("{} {}\n", finding.fingerprint, action.name()))
        .collect();
    lines.sort_unstable();
    let statuses = [Status::New, Status::Existing, Status::Undetermined];
    let actions = [Action::Block, Action::Warn, Action::Record];
    CountsRecord {
        total: findings.len(),
        severity: Severity::ALL.map(|s| (s.name().to_owned(), verdict.of_severity(s))).into(),
        status: statuses.map(|s| (s.name().to_owned(), status(s))).into(),
        action: actions.map(|a| (a.name().to_owned(), verdict.count(a))).into(),
        waived: verdict.waived.iter().flatten().count(),
        digest: sha256(lines.concat().as_bytes()),
    }
}

fn waivers(verdict: &Verdict, waivers: &[Waiver]) -> Vec<WaiverRecord> {
    let used = |index: &usize| verdict.waived.contains(&Some(*index));
    let record =
        |index: usize| WaiverRecord { id: waivers[index].id.to_string(), expires: waivers[index].expires.to_string() };
    (0..waivers.len()).filter(used).map(record).collect()
}

/// The reports of this run that are files, in order of name. What went into a pipe cannot be read again.
fn reports(sinks: &[Sink]) -> Outcome<Vec<FileRecord>> {
    let mut records = Vec::new();
    for sink in sinks {
        let Target::File(path) = &sink.target else { continue };
        if path.is_file() {
            records.push(file_record(
                path,
                &std::fs::read(path).map_err(|e| Failure::unreadable("the report", path, &e))?,
            ));
        }
    }
    records.sort_by(|a, b| (&a.name, &a.digest).cmp(&(&b.name, &b.digest)));
    Ok(records)
}

/// A file by its name and digest.
pub(crate) fn file_record(path: &Path, bytes: &[u8]) -> FileRecord {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    FileRecord { name, digest: sha256(bytes) }
}
