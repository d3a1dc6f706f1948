//! Real git repositories for tests.

use crate::tool::{Said, folder, json, run, write};
use git2::{IndexAddOption, Oid, Repository, RepositoryInitOptions, Signature};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;

/// A repository whose branch `main` has one commit with these files, and whose branch `work` is checked out.
pub(crate) struct Repo {
    pub(crate) folder: TempDir,
    pub(crate) git: Repository,
}

impl Repo {
    pub(crate) fn new(files: &[(&str, &str)]) -> Self {
        let folder = folder(files);
        let git = Repository::init_opts(folder.path(), RepositoryInitOptions::new().initial_head("main")).unwrap();
        let repo = Self { folder, git };
        repo.commit();
        repo.branch("work");
        repo
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn write(&self, path: &str, text: &str) {
        write(self.path(), path, text.as_bytes());
    }

    pub(crate) fn remove(&self, path: &str) {
        std::fs::remove_file(self.path().join(path)).unwrap();
    }

    pub(crate) fn stage(&self) {
        let mut index = self.git.index().unwrap();
        index.add_all(["*"], IndexAddOption::FORCE, None).unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
    }

    /// Commits everything, on top of `HEAD` and maybe another commit.
    pub(crate) fn commit_with(&self, other: Option<Oid>) -> Oid {
        self.commit_message(other, "change")
    }

    /// Commits everything with this message.
    pub(crate) fn commit_as(&self, message: &str) -> Oid {
        self.commit_message(None, message)
    }

    fn commit_message(&self, other: Option<Oid>, message: &str) -> Oid {
        self.stage();
        let tree = self.git.find_tree(self.git.index().unwrap().write_tree().unwrap()).unwrap();
        let who = Signature::now("Sam Example", "sam@example.org").unwrap();
        let head = self.git.head().ok().map(|head| head.peel_to_commit().unwrap());
        let other = other.map(|id| self.git.find_commit(id).unwrap());
        let parents: Vec<_> = head.iter().chain(&other).collect();
        self.git.commit(Some("HEAD"), &who, &who, message, &tree, &parents).unwrap()
    }

    pub(crate) fn commit(&self) -> Oid {
        self.commit_with(None)
    }

    /// Makes a branch at `HEAD` and checks it out.
    pub(crate) fn branch(&self, name: &str) {
        let head = self.git.head().unwrap().peel_to_commit().unwrap();
        self.git.branch(name, &head, false).unwrap();
        self.checkout(name);
    }

    pub(crate) fn checkout(&self, name: &str) {
        self.git.set_head(&format!("refs/heads/{name}")).unwrap();
        self.git.checkout_head(Some(git2::build::CheckoutBuilder::new().force().remove_untracked(true))).unwrap();
    }

    pub(crate) fn gate(&self, arguments: &[&str]) -> Said {
        run(self.path(), &[&["gate", "--config", "rules.yaml"], arguments].concat())
    }

    pub(crate) fn report(&self, arguments: &[&str]) -> (i32, Value) {
        json(self.path(), &[&["gate", "--config", "rules.yaml"], arguments].concat())
    }
}

/// The findings of a report: path, line, status, action.
pub(crate) fn findings(report: &Value) -> Vec<String> {
    let show =
        |f: &Value| format!("{}:{} {} {}", f["path"], f["start"]["line"], f["status"], f["action"]).replace('"', "");
    report["findings"].as_array().unwrap().iter().map(show).collect()
}
