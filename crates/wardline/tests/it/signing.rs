//! Keys and signed files for the tests of verdicts and baselines.
//!
//! Keys are made from fixed seeds when a test runs, so that no private key lies in the repository.

use crate::repo::Repo;
use crate::tool::folder;
use data_encoding::BASE64;
use serde_json::Value;
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

/// The tree of all files of a repository, which are staged for it.
pub(crate) fn staged_tree(repo: &Repo) -> String {
    repo.stage();
    repo.git.index().unwrap().write_tree().unwrap().to_string()
}

/// The statement in an envelope, whoever signed it.
pub(crate) fn payload(envelope: &[u8]) -> Value {
    let envelope: Value = serde_json::from_slice(envelope).unwrap();
    serde_json::from_slice(&BASE64.decode(envelope["payload"].as_str().unwrap().as_bytes()).unwrap()).unwrap()
}
