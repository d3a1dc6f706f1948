//! Read-only access to the git repository of the scanned tree: references, merge bases, changes, and files as commits and the index have
//! them.
//!
//! Nothing is checked out and nothing is written. Whatever the gate trusts is read from objects here, because a pull request can write
//! every file of the work tree but not the history of the protected branch. All failures name the git command that mends them and end with
//! exit code 6.

use crate::environment;
use crate::failure::{Failure, Outcome};
use git2::{Delta, DiffFindOptions, DiffOptions, ErrorCode, ObjectType, Oid, Repository, TreeWalkMode, TreeWalkResult};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use wardline_policy::ExitStatus;

/// Mode of a symbolic link in a tree or an index.
pub(crate) const LINK: u32 = 0o120_000;
/// Mode of a submodule in a tree or an index.
pub(crate) const SUBMODULE: u32 = 0o160_000;

/// The repository that holds the root of a scan.
pub(crate) struct Git {
    repository: Repository,
    /// The top of the work tree, without symbolic links.
    top: PathBuf,
    /// From the top of the work tree to the root of the scan, with `/` after each part; empty if they are the same.
    prefix: String,
}

/// A commit to read from, with the name it was asked for by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Commit {
    pub(crate) id: Oid,
    pub(crate) name: String,
}

/// A file as a commit or the index has it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    /// Path relative to the root of the scan, with `/` between parts.
    pub(crate) path: Arc<str>,
    pub(crate) blob: Oid,
    pub(crate) mode: u32,
}

/// A file that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Change {
    /// The file as it was; nothing for one that was added.
    pub(crate) old: Option<Entry>,
    /// The file as it is; nothing for one that was deleted. In the work tree it has no blob yet.
    pub(crate) new: Option<Entry>,
}

/// What a base is compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// The files on disk.
    WorkTree,
    /// The index: what the next commit will hold.
    Index,
}

impl Git {
    /// Opens the repository that holds a folder.
    ///
    /// # Errors
    /// When there is none, or it has no work tree.
    pub(crate) fn open(root: &Path, what_for: &str) -> Outcome<Self> {
        let repository = Repository::discover(root).map_err(|error| {
            let message = format!("{what_for} needs a git repository, and `{}` is in none", root.display());
            let help = match error.code() {
                ErrorCode::NotFound => "run the command in a clone of the repository".to_owned(),
                ErrorCode::Owner => format!(
                    "git does not trust the folder's owner: run `git config --global --add safe.directory {}`",
                    root.display()
                ),
                _ => format!("git says: {}", error.message()),
            };
            reference(message, help)
        })?;
        let top = repository.workdir().and_then(|top| top.canonicalize().ok());
        let found = top.and_then(|top| {
            let rest = root.strip_prefix(&top).ok()?.to_owned();
            Some((top, rest))
        });
        let Some((top, rest)) = found else {
            let message = format!("{what_for} needs a work tree, and the repository of `{}` is bare", root.display());
            return Err(reference(message, "clone it without `--bare`"));
        };
        use_index_of_hook(&repository, &top)?;
        let parts: Vec<String> = rest.iter().map(|part| part.to_string_lossy().into_owned() + "/").collect();
        Ok(Self { repository, top, prefix: parts.concat() })
    }

    /// The path from the top of the work tree, with `/` between parts, of a path from the root of the scan.
    pub(crate) fn below_top(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// The path from the top of the work tree, with `/` between parts, of a path that somebody typed; nothing if it leads elsewhere. It is
    /// judged as it was typed, for what links below the top mean is up to whoever writes the tree.
    pub(crate) fn locate(&self, path: &Path) -> Option<String> {
        let absolute = std::path::absolute(path).ok()?;
        let above: Vec<&Path> = absolute.ancestors().collect();
        let top = above.into_iter().rev().find(|above| above.canonicalize().is_ok_and(|real| real == self.top))?;
        let mut parts: Vec<String> = Vec::new();
        for part in absolute.strip_prefix(top).ok()?.components() {
            match part {
                Component::ParentDir => drop(parts.pop()?),
                part => parts.push(part.as_os_str().to_string_lossy().into_owned()),
            }
        }
        Some(parts.join("/"))
    }

    /// The folder with the objects, for other threads to open.
    pub(crate) fn folder(&self) -> PathBuf {
        self.repository.path().to_owned()
    }

    /// The commit that a name stands for.
    ///
    /// # Errors
    /// When there is no such name here, or it is no commit.
    pub(crate) fn commit(&self, name: &str) -> Outcome<Commit> {
        let object = self.repository.revparse_single(name).and_then(|object| object.peel(ObjectType::Commit));
        let object = object.map_err(|error| {
            let shallow = if self.repository.is_shallow() { " (this clone is shallow)" } else { "" };
            let message = format!("git knows no commit `{name}` here{shallow}: {}", error.message());
            reference(message, self.how_to_fetch(name))
        })?;
        Ok(Commit { id: object.id(), name: name.to_owned() })
    }

    /// The branch that a reference stands for, without the name of a remote: `main` for `origin/main`. Nothing for a bare commit id.
    pub(crate) fn branch_of(&self, name: &str) -> Option<String> {
        let name = name.strip_prefix("refs/heads/").or_else(|| name.strip_prefix("refs/remotes/")).unwrap_or(name);
        let remotes = self.repository.remotes().ok();
        let remotes = remotes.iter().flat_map(|remotes| remotes.iter().flatten().flatten());
        let mut rests = remotes.filter_map(|remote| name.strip_prefix(remote)?.strip_prefix('/'));
        let rest = rests.next().or_else(|| name.strip_prefix("origin/")).unwrap_or(name);
        (!rest.is_empty() && Oid::from_str(rest).is_err() && rest != "HEAD").then(|| rest.to_owned())
    }

    /// The commit that is checked out; nothing before the first one.
    ///
    /// # Errors
    /// When the repository is damaged.
    pub(crate) fn head(&self) -> Outcome<Option<Commit>> {
        match self.repository.head().and_then(|head| head.peel_to_commit()) {
            Ok(commit) => Ok(Some(Commit { id: commit.id(), name: "HEAD".to_owned() })),
            Err(error) if matches!(error.code(), ErrorCode::UnbornBranch | ErrorCode::NotFound) => Ok(None),
            Err(error) => Err(reference(format!("HEAD cannot be read: {}", error.message()), "run `git fsck`")),
        }
    }

    /// The commit from which what is checked out and another commit went apart. Of several, as after merges in both directions, it is the
    /// newest, and of those the one with the least id.
    ///
    /// # Errors
    /// When they have no common commit here, as in a shallow clone.
    pub(crate) fn merge_base(&self, other: &Commit) -> Outcome<Commit> {
        let Some(head) = self.head()? else { return Ok(other.clone()) };
        let bases = self.repository.merge_bases(head.id, other.id);
        let mut bases: Vec<(i64, Oid)> = bases
            .iter()
            .flat_map(|bases| bases.iter())
            .map(|id| (self.repository.find_commit(*id).map_or(i64::MIN, |commit| commit.time().seconds()), *id))
            .collect();
        bases.sort_by_key(|(time, id)| (std::cmp::Reverse(*time), *id));
        match bases.first() {
            Some((_, id)) => Ok(Commit { id: *id, name: format!("merge base of HEAD and {}", other.name) }),
            None => {
                let why = if self.repository.is_shallow() { "this clone is shallow" } else { "they share no history" };
                let message = format!("HEAD and `{}` have no common commit here: {why}", other.name);
                Err(reference(message, self.how_to_fetch(&other.name)))
            }
        }
    }

    fn how_to_fetch(&self, name: &str) -> String {
        let remotes = self.repository.remotes().ok();
        let known = |remote: &str| remotes.iter().flat_map(|all| all.iter()).flatten().flatten().any(|r| r == remote);
        let (remote, branch) = match name.split_once('/') {
            Some((remote, branch)) if known(remote) => (remote, branch),
            _ => ("origin", name.trim_start_matches("refs/heads/")),
        };
        let unshallow = if self.repository.is_shallow() { " --unshallow" } else { "" };
        format!(
            "run `git fetch{unshallow} {remote} {branch}:refs/remotes/{remote}/{branch}`, or let the CI check out the whole history"
        )
    }

    /// A file of a commit, by its path from the top of the work tree; nothing if the commit has no such file.
    ///
    /// # Errors
    /// When the commit's tree or the file's content is not here, as in a partial clone.
    pub(crate) fn file(&self, commit: &Commit, path: &str) -> Outcome<Option<Vec<u8>>> {
        let tree = self.tree(commit)?;
        match tree.get_path(Path::new(path)) {
            Ok(entry) if entry.kind() == Some(ObjectType::Blob) && entry.filemode() as u32 != LINK => {
                self.blob(entry.id()).map(Some)
            }
            Ok(_) => {
                Err(reference(format!("`{path}` is no regular file in {}", commit.name), "commit it there as a file"))
            }
            Err(error) if is_absent(&error) => Ok(None),
            Err(error) => Err(damaged(commit, &error)),
        }
    }

    /// The regular files of a commit below a folder, by their paths from the top of the work tree, in order; none without the folder.
    ///
    /// # Errors
    /// When the commit's tree is not here.
    pub(crate) fn files_below(&self, commit: &Commit, folder: &str) -> Outcome<Vec<Entry>> {
        let tree = self.tree(commit)?;
        let entry = match tree.get_path(Path::new(folder)) {
            Ok(entry) if entry.kind() == Some(ObjectType::Tree) => entry,
            Ok(_) => return Ok(Vec::new()),
            Err(error) if is_absent(&error) => return Ok(Vec::new()),
            Err(error) => return Err(damaged(commit, &error)),
        };
        let below = self.repository.find_tree(entry.id()).map_err(|error| damaged(commit, &error))?;
        let mut found = Vec::new();
        let walked = below.walk(TreeWalkMode::PreOrder, |parents, entry| {
            if entry.kind() == Some(ObjectType::Blob) {
                let name = String::from_utf8_lossy(entry.name_bytes());
                let path = format!("{}/{parents}{name}", folder.trim_end_matches('/'));
                found.push(Entry { path: path.into(), blob: entry.id(), mode: entry.filemode() as u32 });
            }
            TreeWalkResult::Ok
        });
        walked.map_err(|error| damaged(commit, &error))?;
        found.sort();
        Ok(found)
    }

    fn tree(&self, commit: &Commit) -> Outcome<git2::Tree<'_>> {
        let tree = self.repository.find_commit(commit.id).and_then(|commit| commit.tree());
        tree.map_err(|error| damaged(commit, &error))
    }

    /// The content of a blob.
    ///
    /// # Errors
    /// When it is not here, as in a partial clone.
    pub(crate) fn blob(&self, id: Oid) -> Outcome<Vec<u8>> {
        blob(&self.repository, id).map_err(|error| {
            let message = format!("the content {id} is not in this clone: {}", error.message());
            reference(message, "clone without `--filter`, or run `git fetch --refetch`")
        })
    }

    /// The size of a blob in bytes.
    ///
    /// # Errors
    /// When it is not here.
    pub(crate) fn size(&self, id: Oid) -> Outcome<u64> {
        let header = self.repository.odb().and_then(|odb| odb.read_header(id));
        header.map(|(size, _)| size as u64).map_err(|error| {
            let message = format!("the content {id} is not in this clone: {}", error.message());
            reference(message, "clone without `--filter`, or run `git fetch --refetch`")
        })
    }

    /// What differs between a commit (nothing: an empty tree) and the work tree or the index, below the root of the scan, in order of
    /// path. Renamed files are one change.
    ///
    /// # Errors
    /// When the commit's tree or the index cannot be read.
    pub(crate) fn changes(&self, base: Option<&Commit>, side: Side) -> Outcome<Vec<Change>> {
        let tree = base.map(|commit| self.tree(commit)).transpose()?;
        let mut options = DiffOptions::new();
        options.ignore_submodules(true).include_typechange(true).include_typechange_trees(true);
        if !self.prefix.is_empty() {
            options.pathspec(self.prefix.trim_end_matches('/')).disable_pathspec_match(true);
        }
        if side == Side::WorkTree {
            options.include_untracked(true).recurse_untracked_dirs(true);
        }
        let diff = match side {
            Side::WorkTree => self.repository.diff_tree_to_workdir_with_index(tree.as_ref(), Some(&mut options)),
            Side::Index => self.repository.diff_tree_to_index(tree.as_ref(), None, Some(&mut options)),
        };
        let failed = |error: git2::Error| {
            reference(format!("git cannot compare the trees: {}", error.message()), "run `git fsck` and `git status`")
        };
        let mut diff = diff.map_err(failed)?;
        let mut find = DiffFindOptions::new();
        find.renames(true).for_untracked(side == Side::WorkTree).rename_limit(1000);
        diff.find_similar(Some(&mut find)).map_err(failed)?;
        let mut changes: Vec<Change> = diff.deltas().map(|delta| self.change(&delta)).collect();
        changes.retain(|change| change.old.is_some() || change.new.is_some());
        let path = |change: &Change| change.new.as_ref().or(change.old.as_ref()).map(|entry| entry.path.clone());
        changes.sort_by_key(path);
        Ok(changes)
    }

    fn change(&self, delta: &git2::DiffDelta<'_>) -> Change {
        let entry = |file: git2::DiffFile<'_>| {
            let path = String::from_utf8_lossy(file.path_bytes()?).into_owned();
            let relative = path.strip_prefix(&self.prefix)?;
            Some(Entry { path: relative.into(), blob: file.id(), mode: file.mode().into() })
        };
        let (old, new) = (entry(delta.old_file()), entry(delta.new_file()));
        match delta.status() {
            Delta::Added | Delta::Untracked | Delta::Copied => Change { old: None, new },
            Delta::Deleted => Change { old, new: None },
            Delta::Unmodified | Delta::Ignored => Change { old: None, new: None },
            _ => Change { old, new },
        }
    }

    /// Names and mail addresses of whoever wrote what lies between a base and what is to be judged; sorted, each once. What is staged is by
    /// the user of git's settings, who is otherwise whoever happens to look.
    ///
    /// # Errors
    /// When the history cannot be read.
    pub(crate) fn authors(&self, base: Option<&Commit>, side: Side) -> Outcome<Vec<String>> {
        let mut found = Vec::new();
        if side == Side::Index
            && let Ok(user) = self.repository.signature()
        {
            found.extend([user.name(), user.email()].into_iter().flatten().map(str::to_owned));
        }
        let failed = |error: git2::Error| {
            reference(format!("the history cannot be read: {}", error.message()), "run `git fsck`")
        };
        if let (Some(head), Some(base)) = (self.head()?, base) {
            let mut walk = self.repository.revwalk().map_err(failed)?;
            walk.push(head.id).and_then(|()| walk.hide(base.id)).map_err(failed)?;
            for id in walk {
                let commit = id.and_then(|id| self.repository.find_commit(id)).map_err(failed)?;
                let author = commit.author();
                found.extend([author.name(), author.email()].into_iter().flatten().map(str::to_owned));
                found.extend(co_authors(&String::from_utf8_lossy(commit.message_bytes())));
            }
        }
        found.retain(|name| !name.trim().is_empty());
        found.sort();
        found.dedup();
        Ok(found)
    }

    /// The files of the index below the root of the scan, in order of path.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub(crate) fn index(&self) -> Outcome<Vec<Entry>> {
        let index = self
            .repository
            .index()
            .map_err(|error| reference(format!("the index cannot be read: {}", error.message()), "run `git status`"))?;
        let mut entries: Vec<Entry> = index
            .iter()
            .filter_map(|entry| {
                let path = String::from_utf8_lossy(&entry.path).into_owned();
                Some(Entry { path: path.strip_prefix(&self.prefix)?.into(), blob: entry.id, mode: entry.mode })
            })
            .collect();
        entries.sort();
        Ok(entries)
    }
}

/// In a hook git may be about to commit another index than the repository's own, and says so in the environment.
fn use_index_of_hook(repository: &Repository, top: &Path) -> Outcome<()> {
    let Some(path) = environment::index_file() else { return Ok(()) };
    let opened = git2::Index::open(&top.join(&path)).and_then(|mut index| repository.set_index(&mut index));
    opened.map_err(|error| {
        let message =
            format!("the index `{}` that GIT_INDEX_FILE names cannot be read: {}", path.display(), error.message());
        reference(message, "run the command in the hook that git started, or unset GIT_INDEX_FILE")
    })
}

/// The content of a blob, for threads that opened the repository themselves.
pub(crate) fn blob(repository: &Repository, id: Oid) -> Result<Vec<u8>, git2::Error> {
    Ok(repository.find_blob(id)?.content().to_vec())
}

/// Names and mail addresses in the trailers `Co-authored-by: Name <mail>` of a message.
fn co_authors(message: &str) -> Vec<String> {
    const TRAILER: &str = "co-authored-by:";
    let mut found = Vec::new();
    for line in
        message.lines().filter(|line| line.get(..TRAILER.len()).is_some_and(|t| t.eq_ignore_ascii_case(TRAILER)))
    {
        let (name, mail) = line[TRAILER.len()..].split_once('<').unwrap_or((&line[TRAILER.len()..], ""));
        found.extend([name.trim().to_owned(), mail.trim_end().trim_end_matches('>').to_owned()]);
    }
    found
}

fn reference(message: impl Into<String>, help: impl Into<String>) -> Failure {
    Failure { status: ExitStatus::Reference, message: message.into(), help: help.into() }
}

/// Whether a tree has no such entry, rather than that the tree is not here: a policy that cannot be read must not look like none.
fn is_absent(error: &git2::Error) -> bool {
    error.code() == ErrorCode::NotFound && error.class() == git2::ErrorClass::Tree
}

fn damaged(commit: &Commit, error: &git2::Error) -> Failure {
    let message = format!("the files of {} cannot be read: {}", commit.name, error.message());
    reference(message, "fetch the commit again, or run `git fsck`")
}
