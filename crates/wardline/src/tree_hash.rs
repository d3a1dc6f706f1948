//! The tree that is judged, named as git names it: by the id of its tree object.
//!
//! It is computed anew and not taken from `HEAD`, because what is judged is what lies on disk. Whoever has a checkout can compute it again
//! with git alone (`git write-tree` after `git add -u`). New objects live in memory only: the repository is not written to.

use crate::failure::{Failure, Outcome};
use crate::git::Side;
use git2::{Delta, DiffOptions, ErrorCode, Index, ObjectType, Oid, Repository};
use std::path::Path;
use wardline_evidence::TreeSource;
use wardline_policy::ExitStatus;

/// A tree and where it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct JudgedTree {
    /// The id of the tree object, 40 hexadecimal digits.
    pub(crate) id: String,
    pub(crate) source: TreeSource,
    /// The commit that is checked out, if it has this very tree.
    pub(crate) commit: Option<String>,
    /// The folder of the repository whose tree it is; empty for all of it.
    pub(crate) folder: String,
}

/// The tree below a folder: the tracked files as they are on disk, or what is staged; in no repository, all files.
///
/// # Errors
/// When git cannot say, or a file cannot be read.
pub(crate) fn of(root: &Path, side: Side) -> Outcome<JudgedTree> {
    let Some((repository, folder)) = open(root)? else {
        let tree = files(root)?.unwrap_or(hash(ObjectType::Tree, b"")?);
        return Ok(JudgedTree { id: tree.to_string(), source: TreeSource::Files, commit: None, folder: String::new() });
    };
    let odb = repository.odb().map_err(|error| failed(&error))?;
    odb.add_new_mempack_backend(i32::MAX).map_err(|error| failed(&error))?;
    let mut index = repository.index().map_err(|error| failed(&error))?;
    if side == Side::WorkTree {
        as_on_disk(&repository, &mut index)?;
    }
    let whole = index.write_tree_to(&repository).map_err(|error| failed(&error))?;
    let head = repository.head().and_then(|head| head.peel_to_commit()).ok();
    let commit = head.filter(|commit| commit.tree_id() == whole).map(|commit| commit.id().to_string());
    let source = match (side, &commit) {
        (Side::Index, _) => TreeSource::Index,
        (Side::WorkTree, Some(_)) => TreeSource::Commit,
        (Side::WorkTree, None) => TreeSource::WorkTree,
    };
    Ok(JudgedTree { id: below(&repository, whole, &folder)?, source, commit, folder })
}

/// The tree of a commit below the folder that `root` is in its repository.
///
/// # Errors
/// When the commit's tree is not here or has no such folder.
pub(crate) fn of_commit(root: &Path, commit: Oid) -> Outcome<JudgedTree> {
    let Some((repository, folder)) = open(root)? else { return Err(failed(&git2::Error::from_str("no repository"))) };
    let whole = repository.find_commit(commit).map_err(|error| failed(&error))?.tree_id();
    let id = below(&repository, whole, &folder)?;
    Ok(JudgedTree { id, source: TreeSource::Commit, commit: Some(commit.to_string()), folder })
}

/// The repository of a folder and the folder's path in it; nothing if git tracks nothing there.
fn open(root: &Path) -> Outcome<Option<(Repository, String)>> {
    let repository = match Repository::discover(root) {
        Ok(repository) => repository,
        Err(error) if error.code() == ErrorCode::NotFound => return Ok(None),
        Err(error) => return Err(failed(&error)),
    };
    let top = repository.workdir().and_then(|top| top.canonicalize().ok());
    let Some(rest) = top.and_then(|top| root.strip_prefix(top).ok().map(Path::to_owned)) else { return Ok(None) };
    let parts: Vec<String> = rest.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    let folder = parts.join("/");
    let prefix = format!("{folder}/");
    let index = repository.index().map_err(|error| failed(&error))?;
    let tracks = folder.is_empty() || index.iter().any(|entry| entry.path.starts_with(prefix.as_bytes()));
    Ok(tracks.then_some((repository, folder)))
}

/// Puts the tracked files as they are on disk into an index that is never written. What git's cache knows to be unchanged is not read.
fn as_on_disk(repository: &Repository, index: &mut Index) -> Outcome<()> {
    let mut options = DiffOptions::new();
    options.ignore_submodules(true).include_typechange(true);
    let diff = repository.diff_index_to_workdir(Some(index), Some(&mut options)).map_err(|error| failed(&error))?;
    let mut paths: Vec<(Vec<u8>, bool)> = Vec::new();
    for delta in diff.deltas() {
        let path = delta.old_file().path_bytes().or(delta.new_file().path_bytes()).unwrap_or_default().to_vec();
        paths.push((path, delta.status() == Delta::Conflicted));
    }
    // Of these the index says that git need not look, so the cache says nothing about them.
    let unseen = index.iter().filter(|entry| entry.mode != crate::git::SUBMODULE && is_unseen(entry));
    paths.extend(unseen.map(|entry| (entry.path, false)));
    let top = repository.workdir().unwrap_or(Path::new("")).to_owned();
    for (path, conflicted) in paths {
        let path = native(&path);
        let kind = top.join(&path).symlink_metadata().map(|data| data.file_type());
        let done = match kind {
            Ok(kind) if kind.is_file() || kind.is_symlink() => index.add_path(&path),
            _ if conflicted => index.conflict_remove(&path),
            _ => index.remove_path(&path),
        };
        done.map_err(|error| unreadable(&path, error.message()))?;
    }
    Ok(())
}

/// Whether `git update-index --assume-unchanged` or a sparse checkout keeps git from looking at the file.
fn is_unseen(entry: &git2::IndexEntry) -> bool {
    const ASSUME_UNCHANGED: u16 = 0x8000;
    const SKIP_WORKTREE: u16 = 1 << 14;
    entry.flags & ASSUME_UNCHANGED != 0 || entry.flags_extended & SKIP_WORKTREE != 0
}

/// A path of the index as the system writes it.
fn native(path: &[u8]) -> std::path::PathBuf {
    #[cfg(unix)]
    {
        use std::os::unix::ffi::OsStrExt;
        std::ffi::OsStr::from_bytes(path).into()
    }
    #[cfg(not(unix))]
    {
        String::from_utf8_lossy(path).into_owned().into()
    }
}

fn below(repository: &Repository, tree: Oid, folder: &str) -> Outcome<String> {
    if folder.is_empty() {
        return Ok(tree.to_string());
    }
    let tree = repository.find_tree(tree).map_err(|error| failed(&error))?;
    match tree.get_path(Path::new(folder)) {
        Ok(entry) if entry.kind() == Some(ObjectType::Tree) => Ok(entry.id().to_string()),
        // All of its files are gone.
        _ => hash(ObjectType::Tree, b"").map(|id| id.to_string()),
    }
}

/// The tree of all files below a folder that is in no repository; nothing if there is no file. Links are entries and not followed.
fn files(folder: &Path) -> Outcome<Option<Oid>> {
    let cannot = |error: std::io::Error| unreadable(folder, &error.to_string());
    let mut entries: Vec<(Vec<u8>, &str, Vec<u8>, Oid)> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let entry = entry.map_err(cannot)?;
        let (path, name) = (entry.path(), entry.file_name().as_encoded_bytes().to_vec());
        let kind = entry.file_type().map_err(cannot)?;
        if name == b".git" {
            continue;
        }
        if kind.is_dir() {
            // Git sorts a folder as if its name ended with a slash.
            let order = [&name[..], b"/"].concat();
            entries.extend(files(&path)?.map(|id| (order, "40000", name, id)));
        } else if kind.is_symlink() {
            let target = std::fs::read_link(&path).map_err(|error| unreadable(&path, &error.to_string()))?;
            let id = hash(ObjectType::Blob, target.as_os_str().as_encoded_bytes())?;
            entries.push((name.clone(), "120000", name, id));
        } else if kind.is_file() {
            let id = Oid::hash_file(ObjectType::Blob, &path).map_err(|error| unreadable(&path, error.message()))?;
            let mode = if is_executable(&entry) { "100755" } else { "100644" };
            entries.push((name.clone(), mode, name, id));
        }
    }
    if entries.is_empty() {
        return Ok(None);
    }
    entries.sort();
    let mut object = Vec::new();
    for (_, mode, name, id) in entries {
        object.extend([mode.as_bytes(), b" ", &name, b"\0", id.as_bytes()].concat());
    }
    hash(ObjectType::Tree, &object).map(Some)
}

#[cfg(unix)]
fn is_executable(entry: &std::fs::DirEntry) -> bool {
    use std::os::unix::fs::PermissionsExt;
    entry.metadata().is_ok_and(|data| data.permissions().mode() & 0o100 != 0)
}

#[cfg(not(unix))]
fn is_executable(_: &std::fs::DirEntry) -> bool {
    false
}

fn hash(kind: ObjectType, bytes: &[u8]) -> Outcome<Oid> {
    Oid::hash_object(kind, bytes).map_err(|error| failed(&error))
}

fn unreadable(path: &Path, error: &str) -> Failure {
    let message = format!("the tree has no digest: `{}` cannot be read: {error}", path.display());
    let help = "give the command permission to read it, or remove it".to_owned();
    Failure { status: ExitStatus::Evidence, message, help }
}

fn failed(error: &git2::Error) -> Failure {
    let message = format!("git cannot say which tree this is: {}", error.message());
    let help = match error.code() {
        ErrorCode::Unmerged => "resolve the conflicts and stage the files",
        _ => "run `git status` and `git fsck`",
    };
    Failure { status: ExitStatus::Reference, message, help: help.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::process::Command;
    use tempfile::TempDir;

    /// Runs git itself, which is what the ids are compared with.
    fn git(folder: &Path, arguments: &[&str]) -> String {
        let output = Command::new("git")
            .args(["-c", "user.name=Sam Example", "-c", "user.email=sam@example.org", "-c", "core.autocrlf=false"])
            .args(arguments)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .current_dir(folder)
            .output()
            .expect("tests need git");
        assert!(output.status.success(), "git {arguments:?}: {output:?}");
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    fn write(folder: &Path, path: &str, text: &str) {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// What git says of the tree: the id with all tracked files staged, in an index of its own.
    fn expected(folder: &Path) -> String {
        let (index, copy) = (folder.join(".git/index"), folder.join(".git/index.saved"));
        std::fs::copy(&index, &copy).unwrap();
        git(folder, &["add", "-u"]);
        let id = git(folder, &["write-tree"]);
        std::fs::rename(copy, index).unwrap();
        id
    }

    fn objects(folder: &Path) -> usize {
        walkdir::WalkDir::new(folder.join(".git/objects")).into_iter().count()
    }

    fn repository() -> (TempDir, std::path::PathBuf) {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        git(&root, &["init", "-q", "-b", "main"]);
        for (path, text) in [("a.py", "x = 1\n"), ("sub/b.py", "y = 1\n"), ("sub.txt", ""), ("sub-a/c", "c\n")] {
            write(&root, path, text);
        }
        git(&root, &["add", "."]);
        git(&root, &["commit", "-q", "-m", "first"]);
        (folder, root)
    }

    #[test]
    fn the_tree_is_the_one_that_git_would_write() {
        let (_folder, root) = repository();
        let head = git(&root, &["rev-parse", "HEAD"]);
        let clean = of(&root, Side::WorkTree).unwrap();
        assert_eq!((&clean.id, clean.source), (&git(&root, &["rev-parse", "HEAD^{tree}"]), TreeSource::Commit));
        assert_eq!(clean.commit, Some(head));
        let sub = of(&root.join("sub"), Side::WorkTree).unwrap();
        assert_eq!((sub.id, sub.folder.as_str()), (git(&root, &["rev-parse", "HEAD:sub"]), "sub"));
        write(&root, "untracked.py", "z = 1\n");
        assert_eq!(of(&root, Side::WorkTree).unwrap(), clean, "untracked files are no part of it");
        type Change = (&'static str, fn(&Path));
        let changes: [Change; 8] = [
            ("edited", |root| write(root, "a.py", "x = 2\n")),
            ("same length, at once", |root| write(root, "a.py", "x = 3\n")),
            ("deleted", |root| std::fs::remove_file(root.join("sub/b.py")).unwrap()),
            ("staged", |root| {
                write(root, "new.py", "n\n");
                git(root, &["add", "new.py"]);
            }),
            ("staged, then edited", |root| write(root, "new.py", "more\n")),
            ("line ends", |root| {
                write(root, ".gitattributes", "*.txt text eol=crlf\n");
                write(root, "sub.txt", "one\r\ntwo\r\n");
            }),
            ("hidden from git", |root| {
                git(root, &["update-index", "--assume-unchanged", "sub-a/c"]);
                write(root, "sub-a/c", "other\n");
            }),
            ("all gone", |root| {
                for name in ["a.py", "new.py", "sub.txt", "sub-a/c"] {
                    std::fs::remove_file(root.join(name)).unwrap();
                }
            }),
        ];
        for (what, change) in changes {
            change(&root);
            let staged = git(&root, &["write-tree"]);
            let before = objects(&root);
            let found = of(&root, Side::WorkTree).unwrap();
            let index = of(&root, Side::Index).unwrap();
            assert_eq!(objects(&root), before, "{what}: nothing is written");
            assert_eq!((index.id, index.source), (staged, TreeSource::Index), "{what}");
            git(&root, &["update-index", "--no-assume-unchanged", "sub-a/c"]);
            assert_eq!((found.id, found.source, found.commit), (expected(&root), TreeSource::WorkTree, None), "{what}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_without_git_has_the_tree_that_git_would_give_it() {
        let folder = TempDir::new().unwrap();
        let root = folder.path().canonicalize().unwrap();
        assert_eq!(of(&root, Side::WorkTree).unwrap().id, "4b825dc642cb6eb9a060e54bf8d69288fbee4904", "the empty tree");
        for (path, text) in [("b/x", "1"), ("b.py", "2"), ("b-c/y", "3"), ("a/deep/z", ""), ("run.sh", "#!/bin/sh\n")] {
            write(&root, path, text);
        }
        std::fs::create_dir(root.join("empty")).unwrap();
        std::os::unix::fs::symlink("../elsewhere", root.join("link")).unwrap();
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(root.join("run.sh"), std::fs::Permissions::from_mode(0o755)).unwrap();
        let ours = of(&root, Side::WorkTree).unwrap();
        assert_eq!((ours.source, ours.commit.as_deref()), (TreeSource::Files, None));
        git(&root, &["init", "-q"]);
        git(&root, &["add", "."]);
        assert_eq!(ours.id, git(&root, &["write-tree"]));
    }
}
