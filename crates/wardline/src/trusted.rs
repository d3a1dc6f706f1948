//! Where the gate takes its policy and the project's rules from: the files on disk, or a commit that the change under test cannot write.
//!
//! A path that lies in the repository is read from the commit, never from the work tree; a path outside of it is the platform's own and is
//! read from disk. What the change does to the files that govern it is shown as findings.

use crate::failure::{Failure, Outcome};
use crate::files;
use crate::frame::visible;
use crate::git::{Commit, Git};
use crate::pack::{self, Source};
use crate::terminal::Terminal;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use wardline_evidence::{PolicyRecord, sha256};
use wardline_policy::{CODEOWNERS_PATHS, CodeOwners, POLICY_PATH, Policy, WAIVERS_PATH, Waiver, read_waivers};

/// Where a repository keeps what governs its gate, relative to its root.
pub(crate) const GOVERNING: &str = ".wardline/";

/// Largest policy or register that is read, in bytes.
const MAX_GOVERNING: u64 = 1 << 20;

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
        let default = root.join(POLICY_PATH);
        let read = self.text("the policy", named.unwrap_or(&default))?;
        let Some((shown, text)) = read else {
            return match (named, self) {
                (None, _) => Ok(Policy::built_in()),
                (Some(path), Self::Commit(_, commit)) => Err(missing("the policy", &path.to_string_lossy(), commit)),
                (Some(path), Self::Disk) => Err(Failure::unreadable("the policy", path, &ErrorKind::NotFound.into())),
            };
        };
        let shown = if named.is_none() && matches!(self, Self::Disk) { POLICY_PATH.to_owned() } else { shown };
        Policy::read(&shown, &text)
            .map_err(|problems| Failure::usage(format!("the policy cannot be applied\n{problems}"), ""))
    }

    /// The register of waivers of the repository, and the name of its file; none if there is no such file.
    ///
    /// # Errors
    /// When it cannot be read or has mistakes.
    pub(crate) fn waivers(&self, root: &Path) -> Outcome<Vec<Waiver>> {
        let Some((shown, text)) = self.text("the register of waivers", &root.join(WAIVERS_PATH))? else {
            return Ok(Vec::new());
        };
        let shown = if matches!(self, Self::Disk) { WAIVERS_PATH.to_owned() } else { shown };
        read_waivers(&shown, &text)
            .map_err(|problems| Failure::usage(format!("the waivers cannot be applied\n{problems}"), ""))
    }

    /// Whose the paths of the repository are; what CODEOWNERS says in vain is noted.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub(crate) fn owners(&self, root: &Path, terminal: &Terminal) -> Outcome<CodeOwners> {
        for path in CODEOWNERS_PATHS {
            let Some((shown, text)) = self.text("the list of owners", &root.join(path))? else { continue };
            let shown = if matches!(self, Self::Disk) { path.to_owned() } else { shown };
            let (owners, mistakes) = CodeOwners::read(&text);
            for (line, mistake) in mistakes {
                terminal.note(&format!("note: {}:{}: {}", visible(&shown), line.get(), visible(&mistake)));
            }
            return Ok(owners);
        }
        Ok(CodeOwners::default())
    }

    /// The name and text of a file; nothing if it is not there. A link that leads nowhere is there, and cannot be read.
    fn text(&self, what: &str, path: &Path) -> Outcome<Option<(String, String)>> {
        if let Self::Commit(git, commit) = self
            && let Some(path) = git.locate(path)
        {
            let text = git.file(commit, &path)?.map(|bytes| utf8(bytes, &path, commit)).transpose()?;
            return Ok(text.map(|text| (format!("{}:{path}", commit.name), text)));
        }
        if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            return Ok(None);
        }
        let text = files::read_text(what, path, MAX_GOVERNING)?;
        Ok(Some((path.to_string_lossy().into_owned(), text)))
    }

    /// The bytes of a file, and the commit that has it; no commit for a file on disk, and nothing if it is not there.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn bytes(&self, what: &str, path: &Path, limit: u64) -> Outcome<Option<(Vec<u8>, Option<&Commit>)>> {
        if let Self::Commit(git, commit) = self
            && let Some(path) = git.locate(path)
        {
            return Ok(git.file(commit, &path)?.map(|bytes| (bytes, Some(commit))));
        }
        if path.symlink_metadata().is_err_and(|error| error.kind() == ErrorKind::NotFound) {
            return Ok(None);
        }
        Ok(Some((files::read(what, path, limit)?, None)))
    }

    /// What a verdict says of the policy: its file as it was named, the commit that has it, and the digest of its text.
    ///
    /// # Errors
    /// When it cannot be read.
    pub(crate) fn policy_record(&self, named: Option<&Path>, root: &Path) -> Outcome<PolicyRecord> {
        let default = root.join(POLICY_PATH);
        let path = named.unwrap_or(&default);
        let Some((bytes, commit)) = self.bytes("the policy", path, MAX_GOVERNING)? else {
            return Ok(PolicyRecord { path: None, commit: None, digest: "built-in".to_owned() });
        };
        let shown = named.map_or_else(|| POLICY_PATH.to_owned(), |path| path.to_string_lossy().replace('\\', "/"));
        let commit = commit.map(|commit| commit.id.to_string());
        Ok(PolicyRecord { path: Some(shown), commit, digest: sha256(&bytes) })
    }

    /// The rule files behind the paths that were named.
    ///
    /// # Errors
    /// When one is not there or cannot be read.
    pub(crate) fn rules(&self, named: &[PathBuf]) -> Outcome<Vec<Source>> {
        let Self::Commit(git, commit) = self else { return pack::read_all(named) };
        let mut sources = Vec::new();
        for path in named {
            let Some(path) = git.locate(path) else {
                sources.extend(pack::read_all(std::slice::from_ref(path))?);
                continue;
            };
            let before = sources.len();
            for entry in git.files_below(commit, &path)? {
                let hidden = entry.path[path.len()..].split('/').any(|part| part.starts_with('.'));
                if !hidden && pack::is_rule_file(Path::new(&*entry.path)) {
                    let text = utf8(git.blob(entry.blob)?, &entry.path, commit)?;
                    sources.push(Source { path: entry.path.to_string(), text });
                }
            }
            if sources.len() == before
                && let Some(bytes) = git.file(commit, &path)?
            {
                let text = utf8(bytes, &path, commit)?;
                sources.push(Source { path: path.clone(), text });
            }
            if sources.len() == before {
                return Err(missing("the rule file or folder", &path, commit));
            }
        }
        Ok(sources)
    }
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
