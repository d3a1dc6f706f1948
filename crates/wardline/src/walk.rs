//! Which files there are under a root, and what is to be done with each.
//!
//! Nothing is left out silently: whatever is not read has an entry in the ledger. Files that git tracks are always read, whatever an
//! ignore file says, because ignore files are part of the change under test; untracked files are read unless git ignores them. Symbolic
//! links are never followed.

use git2::Repository;
use globset::{Glob, GlobSet, GlobSetBuilder};
use rustc_hash::FxHashSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wardline_base::{FileStatus, LedgerEntry, Notice, NoticeKind, SkipReason};

/// A file to read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Candidate {
    /// Path relative to the root, with `/` between parts.
    pub relative: Arc<str>,
    /// Where its bytes are.
    pub content: Content,
    /// Size in bytes.
    pub size: u64,
}

impl Candidate {
    /// The file on disk, if that is where its bytes are.
    pub fn on_disk(&self) -> Option<&Path> {
        match &self.content {
            Content::Disk(path) => Some(path),
            Content::Blob(_) => None,
        }
    }
}

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// In the file of this path.
    Disk(PathBuf),
    /// In a blob of the repository of [`Walk::objects`].
    Blob(git2::Oid),
}

/// What a walk found.
#[derive(Debug, Default)]
pub struct Walk {
    /// Files to read, in order of their relative path.
    pub files: Vec<Candidate>,
    /// Everything that is not read.
    pub skipped: Vec<LedgerEntry>,
    /// What could not be looked at.
    pub notices: Vec<Notice>,
    /// The repository that blobs are read from, by its folder.
    pub objects: Option<PathBuf>,
}

/// What the caller leaves out.
#[derive(Debug, Default)]
pub struct Filter {
    include: Option<GlobSet>,
    exclude: Option<GlobSet>,
}

impl Filter {
    /// Compiles `--include` and `--exclude` patterns.
    ///
    /// # Errors
    /// When a pattern is not a valid glob.
    pub fn new(include: &[String], exclude: &[String]) -> anyhow::Result<Self> {
        Ok(Self { include: globs(include)?, exclude: globs(exclude)? })
    }

    pub(crate) fn admits(&self, path: &str) -> bool {
        self.include.as_ref().is_none_or(|g| g.is_match(path))
            && !self.exclude.as_ref().is_some_and(|g| g.is_match(path))
    }
}

fn globs(patterns: &[String]) -> anyhow::Result<Option<GlobSet>> {
    if patterns.is_empty() {
        return Ok(None);
    }
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let body = pattern.trim_start_matches("./").trim_end_matches('/');
        for form in [body.to_owned(), format!("**/{body}"), format!("{body}/**"), format!("**/{body}/**")] {
            set.add(
                Glob::new(&form)
                    .map_err(|e| anyhow::anyhow!("`{pattern}` is not a valid path pattern: {}", e.kind()))?,
            );
        }
    }
    Ok(Some(set.build()?))
}

/// Walks `paths`, which lie under `root` or are it.
pub fn walk(root: &Path, paths: &[PathBuf], filter: &Filter) -> Walk {
    let mut walker = Walker { root, git: Git::open(root), filter, out: Walk::default() };
    for path in paths {
        walker.path(path);
    }
    let Walk { files, skipped, notices, objects: _ } = &mut walker.out;
    files.sort();
    files.dedup();
    skipped.sort_by(|a, b| a.path.cmp(&b.path));
    skipped.dedup();
    notices.sort_by(|a, b| (&a.path, &a.message).cmp(&(&b.path, &b.message)));
    walker.out
}

/// What git knows of the tree.
struct Git {
    repository: Repository,
    /// The work tree, without symbolic links in its path.
    top: PathBuf,
    /// Tracked files, relative to `top`, and the folders above them.
    tracked: FxHashSet<Vec<u8>>,
    submodules: FxHashSet<Vec<u8>>,
}

impl Git {
    fn open(root: &Path) -> Option<Self> {
        let repository = Repository::discover(root).ok()?;
        let top = repository.workdir()?.canonicalize().ok()?;
        let index = repository.index().ok()?;
        let (mut tracked, mut submodules) = (FxHashSet::default(), FxHashSet::default());
        for entry in index.iter() {
            if entry.mode == 0o160_000 {
                submodules.insert(entry.path.clone());
            }
            let mut end = entry.path.len();
            while tracked.insert(entry.path[..end].to_vec()) {
                match entry.path[..end].iter().rposition(|b| *b == b'/') {
                    Some(slash) => end = slash,
                    None => break,
                }
            }
        }
        // A folder without a tracked file is not this repository's content at all (a build's output, a test's scratch folder): its own
        // ignore rules still apply.
        Some(Self { repository, top, tracked, submodules })
    }

    fn key(&self, path: &Path) -> Option<Vec<u8>> {
        let relative = path.strip_prefix(&self.top).ok()?;
        Some(relative.to_string_lossy().replace('\\', "/").into_bytes())
    }

    fn is_ignored(&self, path: &Path) -> bool {
        self.key(path).is_some_and(|k| !self.tracked.contains(&k))
            && self.repository.is_path_ignored(path).unwrap_or(false)
    }

    fn is_submodule(&self, path: &Path) -> bool {
        self.key(path).is_some_and(|k| self.submodules.contains(&k))
    }
}

struct Walker<'a> {
    root: &'a Path,
    git: Option<Git>,
    filter: &'a Filter,
    out: Walk,
}

impl Walker<'_> {
    fn path(&mut self, path: &Path) {
        let mut entries =
            walkdir::WalkDir::new(path).follow_links(false).follow_root_links(false).sort_by_file_name().into_iter();
        while let Some(entry) = entries.next() {
            match entry {
                Ok(entry) => {
                    if !self.entry(&entry) && entry.file_type().is_dir() {
                        entries.skip_current_dir();
                    }
                }
                Err(error) => self.unreadable(&error),
            }
        }
    }

    /// Files an entry; `false` if a folder is not to be entered.
    fn entry(&mut self, entry: &walkdir::DirEntry) -> bool {
        let (path, kind) = (entry.path(), entry.file_type());
        if entry.depth() > 0 {
            if entry.file_name() == ".git" {
                return false;
            }
            if self.git.as_ref().is_some_and(|g| g.is_submodule(path)) {
                self.skip(path, SkipReason::Submodule);
                return false;
            }
            if self.git.as_ref().is_some_and(|g| g.is_ignored(path)) {
                self.skip(path, SkipReason::Ignored);
                return false;
            }
        }
        if kind.is_dir() {
            return true;
        }
        let relative = self.relative(path);
        if !self.filter.admits(&relative) {
            self.skip(path, SkipReason::Excluded);
        } else if kind.is_symlink() {
            self.symbolic_link(path);
        } else if !kind.is_file() {
            self.skip(path, SkipReason::SpecialFile);
        } else {
            match entry.metadata() {
                Ok(data) => self.out.files.push(Candidate {
                    relative,
                    content: Content::Disk(path.to_owned()),
                    size: data.len(),
                }),
                Err(error) => self.unreadable(&error),
            }
        }
        true
    }

    fn symbolic_link(&mut self, path: &Path) {
        let root = self.root.canonicalize();
        let inside = matches!((path.canonicalize(), root), (Ok(target), Ok(root)) if target.starts_with(&root) && (target.is_file() || target.is_dir()));
        self.skip(path, if inside { SkipReason::InternalLink } else { SkipReason::SymbolicLink });
    }

    fn relative(&self, path: &Path) -> Arc<str> {
        let relative = path.strip_prefix(self.root).unwrap_or(path);
        Arc::from(relative.to_string_lossy().replace('\\', "/"))
    }

    fn skip(&mut self, path: &Path, reason: SkipReason) {
        let path = self.relative(path);
        self.out.skipped.push(LedgerEntry { path, language: None, status: FileStatus::Skipped(reason) });
    }

    fn unreadable(&mut self, error: &walkdir::Error) {
        let path = error.path().map(|p| self.relative(p));
        let what = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
        if let Some(path) = &path {
            self.out.skipped.push(LedgerEntry {
                path: path.clone(),
                language: None,
                status: FileStatus::Skipped(SkipReason::Unreadable),
            });
        }
        self.out.notices.push(Notice {
            kind: NoticeKind::Read,
            path,
            span: None,
            message: format!("cannot be read: {what}; give the scan permission to read it, or exclude it"),
        });
    }
}
