//! What a verdict says: the decision of the gate, and everything that went into it, by digest.
//!
//! It holds no time of day, no path of the machine and nothing of the source code, so that the same input gives the same bytes and the
//! file can be kept for years beside things that may not. Fields are only added within a version; `docs/evidence.md` describes them.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The type of predicate. It is a name and no address, because a verdict must be readable when no site answers.
pub const VERDICT_TYPE: &str = "urn:wardline:verdict:1";

/// The predicate of a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VerdictPredicate {
    /// Version of this record; 1.
    pub version: u32,
    /// Who decided.
    pub tool: ToolRecord,
    /// The day that was decided for, such as `2026-11-22`.
    pub date: String,
    /// `pass`, `blocked`, `incomplete` or `nothing-to-scan`.
    pub outcome: String,
    /// The exit code of the run, 0 to 7.
    pub exit_code: u8,
    /// What brought the outcome about; empty for a pass.
    pub reasons: Vec<ReasonRecord>,
    /// What was judged.
    pub tree: TreeRecord,
    /// What a change was compared with; `None` if all was judged as it is.
    pub base: Option<BaseRecord>,
    /// What it was decided by.
    pub policy: PolicyRecord,
    /// The rules that were loaded; `None` where a report was judged.
    pub rules: Option<RulesRecord>,
    /// Digest of the catalogues of controls.
    pub controls: String,
    /// The snapshot of advisories that was used; there is none yet.
    pub advisories: Option<FileRecord>,
    /// What became of the files; `None` if the findings came without a ledger.
    pub ledger: Option<LedgerRecord>,
    /// The baseline that was used, if one was.
    pub baseline: Option<BaselineRecord>,
    /// Findings in numbers.
    pub findings: CountsRecord,
    /// Waivers that excepted a finding, in the order of the register.
    pub waivers: Vec<WaiverRecord>,
    /// SARIF files of other analyses that were judged too.
    pub imports: Vec<FileRecord>,
    /// Report files of the same run.
    pub reports: Vec<FileRecord>,
}

/// The tool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToolRecord {
    /// `Wardline`.
    pub name: String,
    /// Its version.
    pub version: String,
}

/// A cause of the outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonRecord {
    /// What is the case.
    pub message: String,
    /// The setting that makes it a reason.
    pub setting: String,
    /// Where that is written.
    pub source: String,
}

/// Where the judged tree came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TreeSource {
    /// The work tree, and it was the same as the commit that is checked out.
    Commit,
    /// The work tree: the tracked files as they were on disk, other than in the commit.
    WorkTree,
    /// What was staged.
    Index,
    /// A folder that is in no repository.
    Files,
    /// No tree: a report that was made before.
    Report,
}

/// What was judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeRecord {
    /// Where it came from.
    pub source: TreeSource,
    /// The folder of the repository that the subject's digest is of; empty for all of it.
    pub folder: String,
    /// Whether all of it was judged: false if paths, `--include` or `--exclude` left some out, or only a change was looked at.
    pub whole: bool,
}

/// What a change was compared with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaseRecord {
    /// The name that was given.
    pub reference: String,
    /// The commit that it stood for.
    pub commit: Option<String>,
    /// The commit that was compared with.
    pub merge_base: Option<String>,
}

/// The policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyRecord {
    /// Its file; `None` for the built-in policy.
    pub path: Option<String>,
    /// The commit that it was read from; `None` if from disk.
    pub commit: Option<String>,
    /// Digest of its text, `sha256:…`, or `built-in`.
    pub digest: String,
}

/// The rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RulesRecord {
    /// How many there are.
    pub count: usize,
    /// Digest over what they say, in no order and without their places in files.
    pub digest: String,
}

/// The coverage ledger in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerRecord {
    /// Files of the tree.
    pub files: usize,
    /// Files of which all was looked at.
    pub analysed: usize,
    /// Files of which a part could not be understood.
    pub partial: usize,
    /// Files that were not looked at, by reason.
    pub skipped: BTreeMap<String, usize>,
}

/// A baseline that was used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BaselineRecord {
    /// Its file.
    pub path: String,
    /// The commit that it was read from; `None` if from disk.
    pub commit: Option<String>,
    /// Digest of the file, `sha256:…`.
    pub digest: String,
    /// Keys that have signed it and may; empty for one that the commit vouches for.
    pub signers: Vec<String>,
    /// Findings that it lists.
    pub listed: usize,
    /// Findings of this run that it lists.
    pub matched: usize,
    /// The day since when the oldest of those is known.
    pub oldest: Option<String>,
}

/// Findings in numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CountsRecord {
    /// All findings, of rules of every kind.
    pub total: usize,
    /// Violations and absences by severity.
    pub severity: BTreeMap<String, usize>,
    /// By `new`, `existing` and `undetermined`.
    pub status: BTreeMap<String, usize>,
    /// By `block`, `warn` and `record`.
    pub action: BTreeMap<String, usize>,
    /// Findings that a waiver excepts.
    pub waived: usize,
    /// Digest over fingerprint and action of each, sorted.
    pub digest: String,
}

/// A waiver that excepted a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaiverRecord {
    /// Its name in the register.
    pub id: String,
    /// Its last day.
    pub expires: String,
}

/// A file by its digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// Its name, without folders.
    pub name: String,
    /// Digest of its content, `sha256:…`.
    pub digest: String,
}
