//! Which findings were there before: the findings of two versions of the changed files, compared.
//!
//! A finding is the same one if its rule and its code are, wherever the code is now. Equal findings are counted and not merely looked up:
//! a second copy of code that was there once is a new finding. Code that moved to another file is known again by what the old file lost.

use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::Arc;
use wardline_base::{Finding, Fingerprint};

/// A place in the tree and what is there: the path of a file, and the fingerprint of rule and code.
pub type Content<'a> = (&'a str, Fingerprint);

/// For each of the findings of a change, whether the base has it too. `base` are the findings of the base in the files that the change
/// touches, `renamed` the old and new paths of those with another name now. Of equal findings in one file the later ones are the new ones.
pub fn existing(current: &[Finding], base: &[Finding], renamed: &[(Arc<str>, Arc<str>)]) -> Vec<bool> {
    let names: FxHashMap<&str, &Arc<str>> = renamed.iter().map(|(old, new)| (&**old, new)).collect();
    let content = |finding: &Finding| finding.content;
    let current: Vec<Content<'_>> = current.iter().map(|f| (&*f.location.path, content(f))).collect();
    let base: Vec<Content<'_>> = base
        .iter()
        .map(|f| {
            let path = &*f.location.path;
            (names.get(path).map_or(path, |new| &**new), content(f))
        })
        .collect();
    matches(&current, &base).iter().map(Option::is_some).collect()
}

/// For each of the current contents, the place of the one of the base that it is. Each of the base is taken once: first by those in the
/// file of the same path, then by any others, in order.
pub fn matches(current: &[Content<'_>], base: &[Content<'_>]) -> Vec<Option<usize>> {
    let mut by_path: FxHashMap<Content<'_>, VecDeque<usize>> = FxHashMap::default();
    for (index, content) in base.iter().enumerate() {
        by_path.entry(*content).or_default().push_back(index);
    }
    let mut out: Vec<Option<usize>> =
        current.iter().map(|content| by_path.get_mut(content).and_then(VecDeque::pop_front)).collect();
    let mut taken = vec![false; base.len()];
    out.iter().flatten().for_each(|index| taken[*index] = true);
    let mut moved: FxHashMap<Fingerprint, VecDeque<usize>> = FxHashMap::default();
    for (index, (_, fingerprint)) in base.iter().enumerate().filter(|(index, _)| !taken[*index]) {
        moved.entry(*fingerprint).or_default().push_back(index);
    }
    for ((_, fingerprint), found) in current.iter().zip(&mut out).filter(|(_, found)| found.is_none()) {
        *found = moved.get_mut(fingerprint).and_then(VecDeque::pop_front);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Contents as `path:letter`, one a word.
    fn contents(text: &str) -> Vec<Content<'_>> {
        let words = text.split_whitespace().filter_map(|word| word.split_once(':'));
        words.map(|(path, letter)| (path, Fingerprint(letter.as_bytes()[0].into()))).collect()
    }

    #[test]
    fn each_of_the_base_is_taken_once_and_where_it_was_first() {
        for (current, base, expected) in [
            ("x:a y:a", "y:a", vec![None, Some(0)]),
            ("x:a x:a", "x:a x:a", vec![Some(0), Some(1)]),
            ("x:a x:a", "x:a", vec![Some(0), None]),
            ("x:a", "y:a z:a", vec![Some(0)]),
            ("x:a y:b z:a", "z:a q:a w:b", vec![Some(1), Some(2), Some(0)]),
            ("x:a", "x:b", vec![None]),
            ("", "x:b", vec![]),
        ] {
            assert_eq!(matches(&contents(current), &contents(base)), expected, "{current} / {base}");
        }
    }
}
