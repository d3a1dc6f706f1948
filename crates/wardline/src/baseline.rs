//! The baseline: which findings were there when the gate came, and since when each is known.
//!
//! A change can write the file, so the file on disk counts only if someone signed it who may; else it is read from the commit that the
//! policy comes from. What a change adds to it is a finding, and a finding about specially protected health data is never in it.

use crate::failure::{Failure, Outcome};
use crate::files;
use crate::gate_rules::{CONTROLS, GateFindings, GateRule, top};
use crate::git::{Commit, Git, Side};
use crate::keys::{MAX_KEYS, SIGNERS_PATH, Signer, Trust, check, public_key, refused, signers};
use crate::trusted::Trusted;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use wardline_base::{FileStatus, Finding, Fingerprint, LedgerEntry, RuleInfo, Severity};
use wardline_evidence::{
    BaselineEntry, BaselineRecord, Drift, MAX_EVIDENCE, Namespace, drift, merged, open_baseline, read_baseline, sha256,
};
use wardline_policy::{Date, matches};

/// Where a repository keeps its baseline, relative to its root.
pub(crate) const BASELINE_PATH: &str = ".wardline/baseline.json";
/// The sensitivity of data whose findings are never listed (45 CFR 164.514; 42 CFR Part 2).
const NEVER_LISTED: u8 = 4;

/// A baseline that counts.
pub(crate) struct Baseline {
    pub(crate) entries: Vec<BaselineEntry>,
    path: String,
    commit: Option<String>,
    digest: String,
    pub(crate) signers: Vec<Signer>,
}

static GROWN: GateRule = GateRule {
    id: "gate.baseline.grown",
    title: "The baseline was made larger or dated anew",
    message: "The baseline lists findings that were there when the gate came, so that only new ones block. It may only shrink: what is \
              added to it would pass from then on without anybody answering for the patient data at risk. Mend the findings, or waive \
              them with a reason and an end.",
    severity: Severity::High,
    cwe: &[284],
    controls: CONTROLS,
    tag: "baseline",
};

/// Where to look for a baseline and whom to believe.
pub(crate) struct Place<'a> {
    pub(crate) root: &'a Path,
    /// The file that was named, if one was.
    pub(crate) named: Option<&'a Path>,
    /// The key that was named, if one was.
    pub(crate) key: Option<&'a Path>,
    pub(crate) today: Date,
}

impl Place<'_> {
    pub(crate) fn path(&self) -> PathBuf {
        self.named.map_or_else(|| self.root.join(BASELINE_PATH), Path::to_owned)
    }

    fn shown(&self) -> String {
        self.named.map_or(BASELINE_PATH.to_owned(), |path| path.display().to_string())
    }

    /// Whose signatures count: the named key's, else those of the signers that the trusted source lists, if it lists any.
    fn trust(&self, trusted: &Trusted<'_>) -> Outcome<Option<Trust>> {
        if let Some(path) = self.key {
            return Ok(Some(Trust::Keys(vec![public_key(path)?])));
        }
        let read = trusted.bytes("the list of signers", &self.root.join(SIGNERS_PATH), MAX_KEYS)?;
        read.map(|(bytes, _)| signers(SIGNERS_PATH, bytes).map(Trust::Signers)).transpose()
    }
}

/// The baseline that counts: that of the trusted commit, else one on disk that someone signed who may.
///
/// # Errors
/// When it is there and does not count (exit code 7), or was named and is not there.
pub(crate) fn load(place: &Place<'_>, trusted: &Trusted<'_>) -> Outcome<Option<Baseline>> {
    let path = place.path();
    if let Some((bytes, commit)) = trusted.bytes("the baseline", &path, MAX_EVIDENCE as u64)? {
        return read(place, trusted, &bytes, commit).map(Some);
    }
    if place.named.is_some() {
        let message = format!("the baseline `{}` is not where the gate takes it from", path.display());
        return Err(Failure::usage(message, "check the spelling, or merge it into the protected branch first"));
    }
    // The first baseline of a repository comes in a change. A signature that the protected branch asks for is enough for it to count.
    match (trusted, files::read("the baseline", &path, MAX_EVIDENCE as u64)) {
        (Trusted::Commit(..), Ok(bytes)) => Ok(read(place, trusted, &bytes, None).ok()),
        _ => Ok(None),
    }
}

fn read(place: &Place<'_>, trusted: &Trusted<'_>, bytes: &[u8], commit: Option<&Commit>) -> Outcome<Baseline> {
    let shown = place.shown();
    let unusable = |error: wardline_evidence::ReadError| {
        refused(
            format!("the baseline `{shown}` cannot be used: {error}"),
            "write it again with `wardline baseline write`",
        )
    };
    let (envelope, payload) = open_baseline(bytes).map_err(unusable)?;
    let trust = place.trust(trusted)?;
    let signers = match (&envelope, trust, commit) {
        // The commit vouches for what nobody is asked to sign.
        (_, None, Some(_)) | (None, Some(Trust::Signers(_)), Some(_)) => Vec::new(),
        (Some(envelope), Some(trust), _) => {
            let dated = |payload: &[u8]| Date::parse(&read_baseline(payload).ok()?.predicate.date);
            let checked = check(envelope, &trust, Namespace::Baseline, place.today, dated);
            checked.map_err(|(error, help)| refused(format!("the baseline `{shown}` does not count: {error}"), help))?.1
        }
        (Some(_), None, None) => {
            let message = format!("the baseline `{shown}` is signed, and nothing says whose signature counts");
            let help = format!("name the key with `--baseline-key`, or list it in {SIGNERS_PATH}");
            return Err(refused(message, help));
        }
        (None, ..) => {
            let message = format!("the baseline `{shown}` is not signed, and no commit vouches for it");
            let help =
                "judge with `--base` or `--policy-ref`, or sign it with `wardline baseline write --sign-key KEY`";
            return Err(refused(message, help));
        }
    };
    let statement = read_baseline(&payload).map_err(unusable)?;
    let mut entries = statement.predicate.entries;
    entries.sort();
    let commit = commit.map(|commit| commit.id.to_string());
    Ok(Baseline { entries, path: shown, commit, digest: sha256(bytes), signers })
}

impl Baseline {
    /// For the verdict: `first_seen` are the days of the findings that it lists.
    pub(crate) fn record(&self, first_seen: &[Date]) -> BaselineRecord {
        BaselineRecord {
            path: self.path.clone(),
            commit: self.commit.clone(),
            digest: self.digest.clone(),
            signers: self.signers.iter().map(|signer| signer.key.clone()).collect(),
            listed: self.entries.iter().map(|entry| entry.count).sum(),
            matched: first_seen.len(),
            oldest: first_seen.iter().min().map(Date::to_string),
        }
    }
}

/// Whether a finding may be in a baseline at all.
pub(crate) fn may_be_listed(finding: &Finding, infos: &[RuleInfo]) -> bool {
    infos.get(finding.rule as usize).is_some_and(|info| {
        info.kind.can_block() && info.data_level < Some(NEVER_LISTED) && !info.id.starts_with("gate.")
    })
}

/// Which files a run looked at.
pub(crate) struct Looked<'a> {
    statuses: Option<FxHashMap<&'a str, &'a FileStatus>>,
    root: &'a Path,
}

impl<'a> Looked<'a> {
    pub(crate) fn at(ledger: Option<&'a [LedgerEntry]>, root: &'a Path) -> Self {
        let statuses = ledger.map(|ledger| ledger.iter().map(|entry| (&*entry.path, &entry.status)).collect());
        Self { statuses, root }
    }

    /// Whether what is listed for a file can have been found, there or where it moved to: the file was looked at, or is gone. What is
    /// listed for a file that nobody looked at must not excuse a copy of it elsewhere.
    pub(crate) fn knows(&self, path: &str) -> bool {
        let Some(statuses) = &self.statuses else { return true };
        match statuses.get(path) {
            Some(status) => !matches!(status, FileStatus::Skipped(_)),
            None => self.root.join(path).symlink_metadata().is_err(),
        }
    }
}

/// For each finding, the place of the entry that lists it. Entries are counted: each takes as many findings as it says.
pub(crate) fn listed(
    findings: &[Finding],
    infos: &[RuleInfo],
    entries: &[BaselineEntry],
    looked: &Looked<'_>,
) -> Vec<Option<usize>> {
    let mut base: Vec<(&str, Fingerprint)> = Vec::new();
    let mut owners: Vec<usize> = Vec::new();
    for (index, entry) in entries.iter().enumerate().filter(|(_, entry)| looked.knows(&entry.path)) {
        let content = Fingerprint(u128::from_str_radix(&entry.content, 16).unwrap_or_default());
        let most = entry.count.min(findings.len());
        base.extend(std::iter::repeat_n((entry.path.as_str(), content), most));
        owners.extend(std::iter::repeat_n(index, most));
    }
    let eligible: Vec<usize> = (0..findings.len()).filter(|index| may_be_listed(&findings[*index], infos)).collect();
    let current: Vec<(&str, Fingerprint)> =
        eligible.iter().map(|index| (&*findings[*index].location.path, findings[*index].content)).collect();
    let mut out = vec![None; findings.len()];
    for (index, found) in eligible.into_iter().zip(matches(&current, &base)) {
        out[index] = found.map(|place| owners[place]);
    }
    out
}

/// The day since when each finding is known, by the entry that lists it.
pub(crate) fn days(
    findings: &[Finding],
    infos: &[RuleInfo],
    baseline: &Baseline,
    looked: &Looked<'_>,
) -> Vec<Option<Date>> {
    let day = |index: usize| Date::parse(&baseline.entries[index].first_seen);
    listed(findings, infos, &baseline.entries, looked).into_iter().map(|index| index.and_then(day)).collect()
}

/// Says what the change does to the baseline: entries that it adds, days that it changes, or a file that cannot be read. A change that
/// merely is behind the protected branch adds nothing.
///
/// # Errors
/// When git cannot read a version of the file.
pub(crate) fn grown(
    place: &Place<'_>,
    (git, commit): (&Git, &Commit),
    side: Side,
    used: Option<&Baseline>,
    out: &mut GateFindings,
) -> Outcome<()> {
    let path = place.path();
    let Some(located) = git.locate(&path) else { return Ok(()) };
    let Some(changed) = changed(git, &path, side)? else { return Ok(()) };
    let mut sources = vec![git.file(commit, &located)?];
    sources.push(git.merge_base(commit).ok().map(|base| git.file(&base, &located)).transpose()?.flatten());
    // It is as it was, or counts by its own signature.
    let is_first = sources.iter().all(Option::is_none) && used.is_some();
    if is_first || sources.iter().flatten().any(|bytes| *bytes == changed) {
        return Ok(());
    }
    let relative = path.strip_prefix(place.root).map_or(located, |path| path.to_string_lossy().replace('\\', "/"));
    let entries = |bytes: &[u8]| {
        let (_, payload) = open_baseline(bytes)?;
        read_baseline(&payload).map(|statement| statement.predicate.entries)
    };
    let mut say = |message: String| {
        out.add(&GROWN, &relative, top(), &message.clone(), message);
    };
    let now = match entries(&changed) {
        Ok(entries) => entries,
        Err(error) => {
            say(format!("The change makes the baseline a file that cannot be used: {error}."));
            return Ok(());
        }
    };
    let before: Vec<Vec<BaselineEntry>> = sources.iter().flatten().filter_map(|bytes| entries(bytes).ok()).collect();
    let before = merged(&before.iter().map(Vec::as_slice).collect::<Vec<_>>());
    let (mut added, mut redated) = (Vec::new(), Vec::new());
    for drift in drift(&before, &now) {
        match drift {
            Drift::Added(entry) => added.push(entry),
            Drift::Redated(entry) => redated.push(entry),
        }
    }
    if !added.is_empty() {
        let what = examples(&added);
        say(format!("The change adds findings to the baseline, which may only shrink: {what}. Mend or waive them."));
    }
    if !redated.is_empty() {
        let what = examples(&redated);
        say(format!("The change says another day since when findings are known: {what}. Put the old days back."));
    }
    Ok(())
}

/// The file as the change has it; nothing if it has none.
fn changed(git: &Git, path: &Path, side: Side) -> Outcome<Option<Vec<u8>>> {
    match side {
        // What is there and cannot be read is no baseline, and the finding will say so.
        Side::WorkTree if path.symlink_metadata().is_ok() => {
            Ok(Some(files::read("the baseline", path, MAX_EVIDENCE as u64).unwrap_or_default()))
        }
        Side::WorkTree => Ok(None),
        Side::Index => {
            let Some(located) = git.locate(path) else { return Ok(None) };
            let entry = git.index()?.into_iter().find(|entry| git.below_top(&entry.path) == located);
            entry.map(|entry| git.blob(entry.blob)).transpose()
        }
    }
}

fn examples(entries: &[BaselineEntry]) -> String {
    const SHOWN: usize = 5;
    let count: usize = entries.iter().map(|entry| entry.count).sum();
    let mut shown: Vec<String> =
        entries.iter().take(SHOWN).map(|e| crate::frame::visible(&format!("{} in {}", e.rule, e.path))).collect();
    if entries.len() > SHOWN {
        shown.push("…".to_owned());
    }
    format!("{count} ({})", shown.join(", "))
}
