//! The digest of rules, by which a policy says which rules must be loaded.
//!
//! It covers every rule with its place in its file, and does not depend on the order or the names of files. Values of parameters are no
//! part of it: they are the policy's own.

use sha2::{Digest, Sha256};
use wardline_rulefile::{Pack, RuleFile, encode};

/// `sha256:` and 64 digits.
pub(crate) fn of(files: &[RuleFile]) -> String {
    let rules = files.iter().flat_map(|file| &file.rules);
    let mut digests: Vec<[u8; 32]> = rules
        .map(|rule| {
            let file = RuleFile { path: String::new(), rules: vec![rule.clone()] };
            Sha256::digest(encode(&Pack { digest: String::new(), files: vec![file] })).into()
        })
        .collect();
    digests.sort_unstable();
    let mut all = Sha256::new();
    digests.iter().for_each(|digest| all.update(digest));
    let hex: String = all.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sha256:{hex}")
}
