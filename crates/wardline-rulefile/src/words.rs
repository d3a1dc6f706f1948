//! The nearest known word, for advice on slips.

use crate::error::quoted;
use std::cmp::Reverse;

/// Names the nearest known word, or all of them.
pub(crate) fn advice(word: &str, known: &[&str]) -> String {
    match nearest(word, known) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("use one of: {}", known.join(", ")),
    }
}

/// The candidate with the fewest edits from `word`, if few enough that it is a likely slip. Of equals, the one that starts most like
/// `word`, since slips are rarer in the part that one reads first.
pub(crate) fn nearest<'k>(word: &str, candidates: &[&'k str]) -> Option<&'k str> {
    // No known word is longer, and the distance of a text of megabytes would take minutes.
    const LONGEST: usize = 60;
    let length = word.chars().take(LONGEST + 1).count();
    if length > LONGEST {
        return None;
    }
    let word = word.to_ascii_lowercase().replace('_', "-");
    let plain = |candidate: &str| candidate.to_ascii_lowercase().replace('_', "-");
    let common = |candidate: &str| word.chars().zip(candidate.chars()).take_while(|(a, b)| a == b).count();
    candidates
        .iter()
        .map(|candidate| (edits(&word, &plain(candidate)), *candidate))
        .filter(|(distance, candidate)| *distance <= (length / 3).max(2) && *distance < candidate.chars().count())
        .min_by_key(|(distance, candidate)| (*distance, Reverse(common(&plain(candidate)))))
        .map(|(_, candidate)| candidate)
}

/// Levenshtein's distance in characters.
fn edits(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

/// `` `a`, `b` and `c` ``.
pub(crate) fn listed(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word).to_string()).collect();
    match words.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} and {last}", others.join(", ")),
        None => String::new(),
    }
}
