//! What came of a file that was read: whose it is, how old, how much it holds, and several of them made one.
//!
//! A file that two pipelines hand in, or that holds one analysis twice, must not count twice; a file that was left out or is a year old
//! must be seen to be. So reports name every file with its digest, and say what was not counted.

use super::read::Imported;
use serde::Serialize;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use wardline_base::{FileStatus, Finding, Fingerprint, LedgerEntry, RuleInfo, RuleKind};
use wardline_policy::Date;

/// A file that findings came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// The file as it was named.
    pub file: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// Its runs.
    pub runs: Vec<ImportedRun>,
}

/// One run (§3.14) of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportedRun {
    /// Name of the tool.
    pub tool: Arc<str>,
    /// Its version, if the file says.
    pub version: Option<String>,
    /// The day the tool ended on, else the one it started on, if the file says.
    pub date: Option<Date>,
    /// Whether it is a full report of ours, of which everything comes back.
    pub ours: bool,
    /// Results in the run.
    pub results: usize,
    /// Results that count, among them those that another run or file has too.
    pub findings: usize,
    /// Findings that were counted with another run or file.
    pub duplicates: usize,
    /// Results that the tool calls suppressed. They count all the same.
    pub suppressed: usize,
    /// Results that the tool calls unchanged since its own baseline. They count all the same.
    pub unchanged: usize,
    /// Results that the tool says are gone. They do not count.
    pub absent: usize,
}

/// What makes two findings one: tool, rule, kind, path and fingerprint.
type Identity = (Arc<str>, Arc<str>, RuleKind, Arc<str>, Fingerprint);

/// Makes one of several. A finding of the same tool, rule and identity in the same file counts once, with the worse of its severities;
/// of a file that several ledgers speak of, what hides the most is kept.
///
/// The runs of all parts are in the result, in order.
pub fn merge(parts: Vec<Imported>) -> Imported {
    let several = parts.len() > 1;
    let mut out = Imported { execution_successful: true, ..Imported::default() };
    let mut rules: HashMap<(Arc<str>, [u8; 32]), u32> = HashMap::new();
    let mut seen: HashMap<Identity, usize> = HashMap::new();
    for part in parts {
        let first_run = out.runs.len() as u32;
        out.runs.extend(part.runs);
        let mut index_of = Vec::with_capacity(part.infos.len());
        for (info, run) in part.infos.into_iter().zip(part.run_of) {
            let run = first_run + run;
            let index = add_rule(&mut out, &mut rules, info, run, several);
            index_of.push((index, run));
        }
        for mut finding in part.findings {
            let (rule, run) = index_of[finding.rule as usize];
            finding.rule = rule;
            let info = &out.infos[rule as usize];
            let tool = out.runs[run as usize].tool.clone();
            let key = (tool, info.id.clone(), info.kind, finding.location.path.clone(), finding.fingerprint);
            match seen.get(&key) {
                Some(first) => {
                    unite(&mut out.findings[*first], finding);
                    out.runs[run as usize].duplicates += 1;
                }
                None => {
                    seen.insert(key, out.findings.len());
                    out.findings.push(finding);
                }
            }
        }
        out.notices.extend(part.notices);
        out.execution_successful &= part.execution_successful;
        out.ledger = match (out.ledger.take(), part.ledger) {
            (Some(a), Some(b)) => Some(united(a, b)),
            (a, b) => a.or(b),
        };
    }
    out.findings.sort_by(|a, b| {
        let key = |f: &Finding| (f.location.start, f.location.end);
        a.location
            .path
            .cmp(&b.location.path)
            .then_with(|| if several { key(a).cmp(&key(b)) } else { key(a).0.cmp(&key(b).0) })
    });
    out
}

/// The index of a rule; of several files one that says the same of a rule is not listed again.
fn add_rule(
    out: &mut Imported,
    rules: &mut HashMap<(Arc<str>, [u8; 32]), u32>,
    info: RuleInfo,
    run: u32,
    several: bool,
) -> u32 {
    let new = out.infos.len() as u32;
    if several {
        let key = (out.runs[run as usize].tool.clone(), Sha256::digest(format!("{info:?}")).into());
        if let Some(index) = rules.get(&key) {
            return *index;
        }
        rules.insert(key, new);
    }
    out.infos.push(info);
    out.run_of.push(run);
    new
}

/// Keeps the worse severity and whatever one of the two says.
fn unite(kept: &mut Finding, other: Finding) {
    kept.severity = kept.severity.max(other.severity);
    if kept.snippet.is_empty() {
        kept.snippet = other.snippet;
    }
    if kept.trace.is_empty() {
        kept.trace = other.trace;
    }
}

fn united(a: Vec<LedgerEntry>, b: Vec<LedgerEntry>) -> Vec<LedgerEntry> {
    let mut by_path: BTreeMap<Arc<str>, LedgerEntry> = BTreeMap::new();
    for entry in a.into_iter().chain(b) {
        let kept = by_path.get(&entry.path).is_some_and(|kept| hides(kept.status) >= hides(entry.status));
        if !kept {
            by_path.insert(entry.path.clone(), entry);
        }
    }
    by_path.into_values().collect()
}

/// How much a file's line of a ledger may hide. What one analysis left out on purpose and another looked at was looked at.
fn hides(status: FileStatus) -> (u8, u64) {
    match status {
        FileStatus::Skipped(reason) if reason.is_gap() => (3, 0),
        FileStatus::Partial { error_bytes, total_bytes } => {
            (2, u64::from(error_bytes) * 1_000_000 / u64::from(total_bytes.max(1)))
        }
        FileStatus::Analysed => (1, 0),
        FileStatus::Skipped(_) => (0, 0),
    }
}

/// A file, as both machine formats print it.
#[derive(Serialize)]
pub(crate) struct ImportRecord<'a> {
    file: &'a str,
    sha256: &'a str,
    runs: Vec<RunRecord<'a>>,
}

#[derive(Serialize)]
struct RunRecord<'a> {
    tool: &'a str,
    version: Option<&'a str>,
    date: Option<String>,
    results: usize,
    findings: usize,
    duplicates: usize,
    suppressed: usize,
    unchanged: usize,
    absent: usize,
}

impl<'a> ImportRecord<'a> {
    pub(crate) fn new(import: &'a Import) -> Self {
        let run = |run: &'a ImportedRun| RunRecord {
            tool: &run.tool,
            version: run.version.as_deref(),
            date: run.date.map(|date| date.to_string()),
            results: run.results,
            findings: run.findings,
            duplicates: run.duplicates,
            suppressed: run.suppressed,
            unchanged: run.unchanged,
            absent: run.absent,
        };
        Self { file: &import.file, sha256: &import.sha256, runs: import.runs.iter().map(run).collect() }
    }
}
