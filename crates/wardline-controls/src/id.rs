//! Ids of controls as people write them: one comparable key for all spellings, natural order, nearest known id.
//!
//! `164.312(a)(2)(iv)`, `§ 164.312 (a)(2)(iv)` and `164.312a2iv` differ only in characters that carry no meaning, so ids are compared
//! by a key without them. That two controls of a catalogue never share a key is checked when the catalogue is read.

use std::cmp::{Ordering, Reverse};

/// The id in lower case, reduced to letters, digits, `.`, `:` and `-`.
pub(crate) fn key(id: &str) -> String {
    id.chars().filter(|c| c.is_alphanumeric() || matches!(c, '.' | ':' | '-')).flat_map(char::to_lowercase).collect()
}

/// Orders ids as a reader counts them: `5.2` before `5.10`, `164.308(a)(1)(ii)(A)` before `164.308(a)(1)(ii)(B)`, and the third
/// bracket of a citation as a roman number (45 CFR paragraphs run (a), (1), (i), (A)).
///
/// ```
/// let mut ids = ["5.10", "5.2", "27001:6.1.3"];
/// ids.sort_by(|a, b| wardline_controls::natural_order(a, b));
/// assert_eq!(ids, ["5.2", "5.10", "27001:6.1.3"]);
/// ```
pub fn natural_order(a: &str, b: &str) -> Ordering {
    parts(a).cmp(&parts(b)).then_with(|| a.cmp(b))
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Part<'a> {
    Number(u64),
    Text(&'a str),
}

/// The depth of brackets, counted from the section, at which paragraphs of the Code of Federal Regulations have roman numbers.
const ROMAN_DEPTH: usize = 3;

fn parts(id: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut depth = 0;
    let mut rest = id;
    while let Some(first) = rest.chars().next() {
        let same = |c: char| {
            if first.is_ascii_digit() {
                c.is_ascii_digit()
            } else {
                c.is_alphabetic() == first.is_alphabetic() && !c.is_ascii_digit()
            }
        };
        let end = rest.find(|c| !same(c)).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        if first.is_ascii_digit() {
            // A number too long for 64 bits is no id that any framework uses; it sorts last.
            parts.push(Part::Number(run.parse().unwrap_or(u64::MAX)));
        } else if first.is_alphabetic() {
            let roman = if depth == ROMAN_DEPTH { roman(run) } else { None };
            parts.push(roman.map_or(Part::Text(run), Part::Number));
        } else {
            depth += run.matches('(').count();
        }
        rest = after;
    }
    parts
}

/// The value of a lower-case roman number made of i, v and x.
fn roman(text: &str) -> Option<u64> {
    let digits: Option<Vec<u64>> = text
        .chars()
        .map(|c| match c {
            'i' => Some(1),
            'v' => Some(5),
            'x' => Some(10),
            _ => None,
        })
        .collect();
    let digits = digits?;
    let value = |(i, digit): (usize, &u64)| {
        if digits.get(i + 1).is_some_and(|next| next > digit) { -(*digit as i64) } else { *digit as i64 }
    };
    u64::try_from(digits.iter().enumerate().map(value).sum::<i64>()).ok()
}

/// The candidate with the fewest edits from `word`, if few enough that it is a likely slip. Of equals, the one that starts most like
/// `word`, since slips are rarer in the part that one looks up by.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (word.chars().count() / 3).max(2);
    let common = |candidate: &str| word.chars().zip(candidate.chars()).take_while(|(a, b)| a == b).count();
    candidates
        .into_iter()
        .map(|candidate| (edits(word, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= limit && *distance < candidate.chars().count())
        .min_by_key(|(distance, candidate)| (*distance, Reverse(common(candidate))))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_as_readers_count() {
        let sorted = [
            "5.2",
            "5.10",
            "8.35",
            "164.306(a)",
            "164.308(a)(1)(i)",
            "164.308(a)(1)(ii)(A)",
            "164.308(a)(1)(ii)(B)",
            "164.308(a)(1)(v)",
            "164.308(a)(1)(ix)",
            "164.308(a)(2)",
            "164.308(b)(1)",
            "164.310(i)",
            "164.310(x)",
            "164.318",
            "27001:6.1.3",
            "27001:10.2",
            "nprm2025:mfa-required",
        ];
        assert!(sorted.is_sorted_by(|a, b| natural_order(a, b) == Ordering::Less));
    }

    #[test]
    fn nearest_is_a_likely_slip_or_nothing() {
        let check =
            |word, expected| assert_eq!(nearest(word, ["automated", "evidence", "5.17", "5.1"]), expected, "{word}");
        check("automatd", Some("automated"));
        check("evidense", Some("evidence"));
        check("5.18", Some("5.17"));
        check("5.170", Some("5.17"));
        check("something else", None);
        check("", None);
    }
}
