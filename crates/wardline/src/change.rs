//! The files that a change touches, as they are and as they were.
//!
//! Only those are scanned: a file that is the same as in the base, by its content, has the same findings. Both versions go through the same
//! rules, so that a rule that is new or better does not make old code look like new mistakes.

use crate::config::Files;
use crate::failure::Outcome;
use crate::git::{Change, Commit, Entry, Git, LINK, SUBMODULE, Side};
use crate::walk::{self, Candidate, Content, Filter, Walk};
use rustc_hash::FxHashSet;
use std::sync::Arc;
use wardline_base::{FileStatus, LedgerEntry, SkipReason};

/// What is to be compared.
pub(crate) struct Comparison {
    /// The files that the change touches, as they are; those it leaves alone are in the ledger as unchanged.
    pub(crate) current: Walk,
    /// The same files as they were.
    pub(crate) base: Walk,
    /// Old and new paths of files with another name now.
    pub(crate) renamed: Vec<(Arc<str>, Arc<str>)>,
    /// All that differs below the root, looked at or not.
    pub(crate) changes: Vec<Change>,
}

/// Finds what differs between a commit (nothing: an empty tree) and the work tree or the index.
///
/// # Errors
/// When git cannot compare them.
pub(crate) fn compare(files: &Files, git: &Git, base: Option<&Commit>, side: Side) -> Outcome<Comparison> {
    let changes = git.changes(base, side)?;
    let wanted = |path: &str| files.paths.iter().any(|wanted| files.root.join(path).starts_with(wanted));
    let touches = |change: &Change| change.old.iter().chain(&change.new).any(|entry| wanted(&entry.path));
    let looked_at: Vec<&Change> = changes.iter().filter(|change| touches(change)).collect();
    let renamed = looked_at.iter().filter_map(|change| {
        let (old, new) = (change.old.as_ref()?, change.new.as_ref()?);
        (old.path != new.path).then(|| (old.path.clone(), new.path.clone()))
    });
    let renamed = renamed.collect();
    let old: Vec<&Entry> = looked_at.iter().filter_map(|change| change.old.as_ref()).collect();
    let new: Vec<&Entry> =
        looked_at.iter().filter_map(|change| change.new.as_ref()).filter(|e| wanted(&e.path)).collect();
    let mut current = match side {
        Side::Index => blobs(git, &new, &files.filter)?,
        Side::WorkTree => {
            let paths: Vec<_> = new.iter().map(|entry| files.root.join(&*entry.path)).collect();
            walk::walk(&files.root, &paths, &files.filter)
        }
    };
    let changed: FxHashSet<&str> = new.iter().map(|entry| &*entry.path).collect();
    for entry in git.index()?.into_iter().filter(|e| wanted(&e.path) && !changed.contains(&*e.path)) {
        let reason = match entry.mode {
            _ if !files.filter.admits(&entry.path) => SkipReason::Excluded,
            // What it holds is not here, changed or not.
            SUBMODULE => SkipReason::Submodule,
            _ => SkipReason::Unchanged,
        };
        current.skipped.push(LedgerEntry { path: entry.path, language: None, status: FileStatus::Skipped(reason) });
    }
    let base = blobs(git, &old, &files.filter)?;
    Ok(Comparison { current, base, renamed, changes })
}

/// The content of a file of the change; nothing if it cannot be read, or is no regular file.
pub(crate) fn read(files: &Files, git: &Git, entry: &Entry, side: Side) -> Option<Vec<u8>> {
    match side {
        _ if entry.mode == LINK || entry.mode == SUBMODULE => None,
        Side::Index => git.blob(entry.blob).ok(),
        Side::WorkTree => std::fs::read(files.root.join(&*entry.path)).ok(),
    }
}

/// Files to be read from blobs.
fn blobs(git: &Git, entries: &[&Entry], filter: &Filter) -> Outcome<Walk> {
    let mut walk = Walk { objects: Some(git.folder()), ..Walk::default() };
    for entry in entries {
        let skipped = match entry.mode {
            _ if !filter.admits(&entry.path) => Some(SkipReason::Excluded),
            LINK => Some(SkipReason::SymbolicLink),
            SUBMODULE => Some(SkipReason::Submodule),
            _ => None,
        };
        match skipped {
            Some(reason) => walk.skipped.push(LedgerEntry {
                path: entry.path.clone(),
                language: None,
                status: FileStatus::Skipped(reason),
            }),
            None => walk.files.push(Candidate {
                relative: entry.path.clone(),
                content: Content::Blob(entry.blob),
                size: git.size(entry.blob)?,
            }),
        }
    }
    walk.files.sort();
    Ok(walk)
}
