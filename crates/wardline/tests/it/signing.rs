//! Keys and repositories for the tests of verdicts and baselines.
//!
//! Keys are made from fixed seeds when a test runs, so that no private key lies in the repository.

use crate::tool::{folder, write};
use data_encoding::BASE64;
use git2::{IndexAddOption, Oid, Repository, RepositoryInitOptions, Signature};
use serde_json::Value;
use std::path::Path;
use tempfile::TempDir;
use wardline_evidence::PrivateKey;

/// A private key as PKCS#8 in PEM (RFC 8410 §7): what is before the seed is the same for every key.
pub(crate) fn private_key(seed: u8) -> String {
    let head = [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
    let label = ["PRIVATE", "KEY"].join(" ");
    format!("-----BEGIN {label}-----\n{}\n-----END {label}-----\n", BASE64.encode(&[&head[..], &[seed; 32]].concat()))
}

/// Its public half as a line of OpenSSH.
pub(crate) fn public_key(seed: u8) -> String {
    PrivateKey::from_seed([seed; 32]).public().line()
}

/// The name of the key.
pub(crate) fn key_id(seed: u8) -> String {
    PrivateKey::from_seed([seed; 32]).public().id()
}

/// A folder outside of the tree with two pairs of keys: `ci` and `other`, `ci.pub` and `other.pub`.
pub(crate) fn keys() -> TempDir {
    folder(&[
        ("ci", &private_key(1)),
        ("ci.pub", &public_key(1)),
        ("other", &private_key(2)),
        ("other.pub", &public_key(2)),
    ])
}

/// A repository whose branch `main` has one commit with these files, and whose branch `work` is checked out.
pub(crate) struct Repo {
    folder: TempDir,
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

    pub(crate) fn stage(&self) -> Oid {
        let mut index = self.git.index().unwrap();
        index.add_all(["*"], IndexAddOption::FORCE, None).unwrap();
        index.update_all(["*"], None).unwrap();
        index.write().unwrap();
        index.write_tree().unwrap()
    }

    /// Commits everything. Always at the same moment, so that the same content is the same commit.
    pub(crate) fn commit(&self) -> Oid {
        let tree = self.git.find_tree(self.stage()).unwrap();
        let who = Signature::new("Sam Example", "sam@example.org", &git2::Time::new(1_790_000_000, 0)).unwrap();
        let head = self.git.head().ok().map(|head| head.peel_to_commit().unwrap());
        let parents: Vec<_> = head.iter().collect();
        self.git.commit(Some("HEAD"), &who, &who, "change", &tree, &parents).unwrap()
    }

    /// Makes a branch at `HEAD` and checks it out.
    pub(crate) fn branch(&self, name: &str) {
        let head = self.git.head().unwrap().peel_to_commit().unwrap();
        self.git.branch(name, &head, true).unwrap();
        self.checkout(name);
    }

    pub(crate) fn checkout(&self, name: &str) {
        self.git.set_head(&format!("refs/heads/{name}")).unwrap();
        self.git.checkout_head(Some(git2::build::CheckoutBuilder::new().force().remove_untracked(true))).unwrap();
    }
}

/// The statement in an envelope, whoever signed it.
pub(crate) fn payload(envelope: &[u8]) -> Value {
    let envelope: Value = serde_json::from_slice(envelope).unwrap();
    serde_json::from_slice(&BASE64.decode(envelope["payload"].as_str().unwrap().as_bytes()).unwrap()).unwrap()
}
