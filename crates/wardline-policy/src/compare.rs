//! Which findings were there before: the findings of two versions of the changed files, compared.
//!
//! A finding is the same one if its rule and its code are, wherever the code is now. Equal findings are counted and not merely looked up:
//! a second copy of code that was there once is a new finding. Code that moved to another file is known again by what the old file lost.

use rustc_hash::FxHashMap;
use std::sync::Arc;
use wardline_base::{Finding, Fingerprint};

/// For each of the findings of a change, whether the base has it too. `base` are the findings of the base in the files that the change
/// touches, `renamed` the old and new paths of those with another name now. Of equal findings in one file the later ones are the new ones.
pub fn existing(current: &[Finding], base: &[Finding], renamed: &[(Arc<str>, Arc<str>)]) -> Vec<bool> {
    let names: FxHashMap<&str, &Arc<str>> = renamed.iter().map(|(old, new)| (&**old, new)).collect();
    let mut left: FxHashMap<(&str, Fingerprint), usize> = FxHashMap::default();
    for finding in base {
        let path = &*finding.location.path;
        *left.entry((names.get(path).map_or(path, |new| &**new), finding.content)).or_default() += 1;
    }
    let mut out: Vec<bool> = current
        .iter()
        .map(|finding| {
            let count = left.get_mut(&(&*finding.location.path, finding.content)).filter(|count| **count > 0);
            count.map(|count| *count -= 1).is_some()
        })
        .collect();
    let mut moved: FxHashMap<Fingerprint, usize> = FxHashMap::default();
    for finding in base {
        *moved.entry(finding.content).or_default() += 1;
    }
    for (finding, _) in current.iter().zip(&out).filter(|(_, existing)| **existing) {
        moved.entry(finding.content).and_modify(|count| *count -= 1);
    }
    for (finding, existing) in current.iter().zip(&mut out).filter(|(_, existing)| !**existing) {
        if let Some(count) = moved.get_mut(&finding.content).filter(|count| **count > 0) {
            *count -= 1;
            *existing = true;
        }
    }
    out
}
