//! Where the scanned tree comes from, as git knows it, for reports.

use git2::Repository;
use std::path::Path;
use wardline_report::Vcs;

/// Commit, branch and remote of the repository that holds `root`; nothing if there is none.
pub(crate) fn of(root: &Path) -> Option<Vcs> {
    let repository = Repository::discover(root).ok()?;
    let head = repository.head().ok();
    let revision = head.as_ref().and_then(|h| h.peel_to_commit().ok()).map(|c| c.id().to_string());
    let branch = head.as_ref().filter(|h| h.is_branch()).and_then(|h| h.shorthand().ok()).map(str::to_owned);
    let url = repository.find_remote("origin").ok().and_then(|r| r.url().ok().map(str::to_owned));
    Some(Vcs { repository: url, revision, branch })
}
