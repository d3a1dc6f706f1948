//! Where the gate takes its policy and the project's rules from: the files on disk, or a commit that the change under test cannot write.
//!
//! A path that lies in the repository is read from the commit, never from the work tree; a path outside of it is the platform's own and is
//! read from disk. What the change does to the files that govern it is shown as findings.

use crate::failure::{Failure, Outcome};
use crate::files;
use crate::git::{Commit, Git};
use crate::pack::{self, Source};
use std::path::{Path, PathBuf};
use wardline_policy::{POLICY_PATH, Policy, WAIVERS_PATH, Waiver, read_waivers};

/// Where a repository keeps what governs its gate, relative to its root.
pub(crate) const GOVERNING: &str = ".wardline/";

/// Largest policy file that is read, in bytes.
const MAX_POLICY: u64 = 1 << 20;

/// The source of what governs the gate.
pub(crate) enum Trusted<'g> {
    /// The files on disk.
    Disk,
    /// A commit.
    Commit(&'g Git, Commit),
}

impl Trusted<'_> {
    /// The policy that was named, that of the tree, or the built-in one.
    ///
    /// # Errors
    /// When it is not there, cannot be read, or has mistakes.
    pub(crate) fn policy(&self, named: Option<&Path>, root: &Path) -> Outcome<Policy> {
        let (shown, text) = match self {
            Self::Commit(git, commit) => match named.map(|path| inside(path, root)) {
                Some(None) => (None, named.map(|path| files::read_text("the policy", path, MAX_POLICY)).transpose()?),
                relative => {
                    let relative = relative.flatten();
                    let path = relative.as_deref().unwrap_or(POLICY_PATH);
                    let text = git.file(commit, path)?.map(|bytes| utf8(bytes, path, commit)).transpose()?;
                    if text.is_none() && named.is_some() {
                        return Err(missing("the policy", path, commit));
                    }
                    (Some(format!("{}:{path}", commit.name)), text)
                }
            },
            Self::Disk => (None, on_disk(named, root)?),
        };
        let Some(text) = text else { return Ok(Policy::built_in()) };
        let shown = shown.unwrap_or_else(|| {
            named.map_or_else(|| POLICY_PATH.to_owned(), |path| path.to_string_lossy().into_owned())
        });
        Policy::read(&shown, &text)
            .map_err(|problems| Failure::usage(format!("the policy cannot be applied\n{problems}"), ""))
    }

    /// The register of waivers of the repository, and the name of its file; none if there is no such file.
    ///
    /// # Errors
    /// When it cannot be read or has mistakes.
    pub(crate) fn waivers(&self, root: &Path) -> Outcome<Vec<Waiver>> {
        let (shown, text) = match self {
            Self::Commit(git, commit) => {
                let text =
                    git.file(commit, WAIVERS_PATH)?.map(|bytes| utf8(bytes, WAIVERS_PATH, commit)).transpose()?;
                (format!("{}:{WAIVERS_PATH}", commit.name), text)
            }
            Self::Disk => {
                let path = root.join(WAIVERS_PATH);
                let is_there = path.symlink_metadata().is_ok();
                let text =
                    is_there.then(|| files::read_text("the register of waivers", &path, MAX_POLICY)).transpose()?;
                (WAIVERS_PATH.to_owned(), text)
            }
        };
        let Some(text) = text else { return Ok(Vec::new()) };
        read_waivers(&shown, &text)
            .map_err(|problems| Failure::usage(format!("the waivers cannot be applied\n{problems}"), ""))
    }

    /// The rule files behind the paths that were named.
    ///
    /// # Errors
    /// When one is not there or cannot be read.
    pub(crate) fn rules(&self, named: &[PathBuf], root: &Path) -> Outcome<Vec<Source>> {
        let Self::Commit(git, commit) = self else { return pack::read_all(named) };
        let mut sources = Vec::new();
        for path in named {
            let Some(relative) = inside(path, root) else {
                sources.extend(pack::read_all(std::slice::from_ref(path))?);
                continue;
            };
            let before = sources.len();
            if is_folder(git, commit, &relative)? {
                for entry in git.files_below(commit, &relative)? {
                    let hidden = entry.path[relative.len()..].split('/').any(|part| part.starts_with('.'));
                    if !hidden && pack::is_rule_file(Path::new(&*entry.path)) {
                        let text = utf8(git.blob(entry.blob)?, &entry.path, commit)?;
                        sources.push(Source { path: entry.path.to_string(), text });
                    }
                }
            } else if let Some(bytes) = git.file(commit, &relative)? {
                let text = utf8(bytes, &relative, commit)?;
                sources.push(Source { path: relative.clone(), text });
            }
            if sources.len() == before {
                return Err(missing("the rule file or folder", &relative, commit));
            }
        }
        Ok(sources)
    }
}

fn is_folder(git: &Git, commit: &Commit, path: &str) -> Outcome<bool> {
    Ok(!git.files_below(commit, path)?.is_empty())
}

/// The path from the root of the scan, with `/` between parts, if it lies below it. A path that is not there is taken as it was typed.
pub(crate) fn inside(path: &Path, root: &Path) -> Option<String> {
    let absolute = std::path::absolute(path).ok()?;
    // The file may be gone from the work tree, which is part of the change: only the folders above it must be found.
    let known = absolute.ancestors().find_map(|above| Some((above, above.canonicalize().ok()?)));
    let (above, real) = known?;
    let full = real.join(absolute.strip_prefix(above).ok()?);
    let relative = full.strip_prefix(root).ok()?;
    let parts: Vec<String> = relative.iter().map(|part| part.to_string_lossy().into_owned()).collect();
    Some(parts.join("/"))
}

/// The text of the policy on disk; nothing if the tree has none.
fn on_disk(named: Option<&Path>, root: &Path) -> Outcome<Option<String>> {
    let default = root.join(POLICY_PATH);
    let path = match named {
        Some(path) => path,
        // Whatever is there must be read: a link that leads nowhere is no policy of the tree's own choice.
        None if default.symlink_metadata().is_ok() => default.as_path(),
        None => return Ok(None),
    };
    if named.is_none() && !path.is_file() {
        let message = format!("the policy `{POLICY_PATH}` is no regular file");
        return Err(Failure::usage(message, "write the policy there, or name one with --policy"));
    }
    files::read_text("the policy", path, MAX_POLICY).map(Some)
}

fn utf8(bytes: Vec<u8>, path: &str, commit: &Commit) -> Outcome<String> {
    String::from_utf8(bytes).map_err(|_| {
        Failure::usage(
            format!("`{path}` in {} is not valid UTF-8", commit.name),
            "save the file as UTF-8 and commit it",
        )
    })
}

fn missing(what: &str, path: &str, commit: &Commit) -> Failure {
    let message = format!("{what} `{path}` is not in {}, from which the gate takes it", commit.name);
    Failure::usage(message, "merge it there first, or name a file outside of the repository")
}
