//! What a pattern's text needs so that the grammar reads it as meant.
//!
//! Placeholders are constants, which stand nearly everywhere; only parameters must be written in lower case.

use crate::placeholder::reserved_length;

/// Whether a pattern is an entry of a hash, `:key => value`, `"key" => value` or `key: value`.
pub(super) fn is_pair(pattern: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '?' | '!');
    let (key, rest) = match pattern.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let Some(end) = pattern[1..].find(quote) else { return false };
            pattern.split_at(end + 2)
        }
        Some(':') => pattern.split_at(1 + pattern[1..].find(|c| !is_word(c)).unwrap_or(pattern.len() - 1)),
        _ => pattern.split_at(pattern.find(|c| !is_word(c)).unwrap_or(pattern.len())),
    };
    let names = !key.starts_with(':') && !key.is_empty() && rest.starts_with(':') && !rest.starts_with("::");
    names || rest.trim_start().starts_with("=>")
}

/// Whether a pattern is a clause of a `begin`.
pub(super) fn is_rescue(pattern: &str) -> bool {
    starts_with_word(pattern, "rescue")
}

/// Whether a pattern is a clause of a `case`.
pub(super) fn is_when(pattern: &str) -> bool {
    starts_with_word(pattern, "when")
}

fn starts_with_word(pattern: &str, word: &str) -> bool {
    pattern.strip_prefix(word).is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

/// The text with the placeholders among parameters made lower-case names, by an underscore before them, and without parentheses around
/// all of it, which are no part of what is meant.
pub(super) fn readable(text: &str) -> String {
    let text = &without_parentheses(text);
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    while at < text.len() {
        let (open, close) = parameters_at(text, at);
        out.push_str(&text[at..open]);
        let mut rest = &text[open..close];
        while let Some(c) = rest.chars().next() {
            let reserved = reserved_length(rest).filter(|_| !out.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
            if reserved.is_some() {
                out.push('_');
            }
            let length = reserved.unwrap_or(c.len_utf8());
            out.push_str(&rest[..length]);
            rest = &rest[length..];
        }
        at = close;
    }
    out
}

/// The text with blanks for the parentheses that it stands in.
fn without_parentheses(text: &str) -> String {
    let inner = text.trim().strip_prefix('(').and_then(|t| t.strip_suffix(')'));
    let mut depth = 0;
    let closes_early = inner.is_none_or(|inner| {
        inner.chars().any(|c| {
            depth += i32::from(c == '(') - i32::from(c == ')');
            depth < 0
        })
    });
    match inner.filter(|_| !closes_early) {
        Some(inner) => [" ", inner, " "].concat(),
        None => text.to_owned(),
    }
}

/// Where the next parameters from `at` on are: behind `def`, `->`, or between bars behind an opening brace or `do`.
fn parameters_at(text: &str, at: usize) -> (usize, usize) {
    let rest = &text[at..];
    let ends = |from: usize, close: &[char]| text[from..].find(close).map_or(text.len(), |i| from + i);
    let word = |w: &str| {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '.' | ':'));
        rest.match_indices(w)
            .map(|(i, _)| at + i)
            .find(|i| !is_word(text[..*i].chars().next_back()) && text[i + w.len()..].starts_with([' ', '|']))
    };
    let bars = |from: usize| {
        let open = from + text[from..].find('|')?;
        text[from..open].trim().is_empty().then(|| (open + 1, ends(open + 1, &['|'])))
    };
    let method = word("def").map(|i| (i + 3, ends(i + 3, &[')', '\n'])));
    let lambda = rest.find("->").map(|i| (at + i + 2, ends(at + i + 2, &['{', '\n'])));
    let brace = rest.match_indices('{').find_map(|(i, _)| bars(at + i + 1));
    let block = rest.match_indices("do").find_map(|(i, _)| bars(at + i + 2));
    let none = (text.len(), text.len());
    [method, lambda, brace, block].into_iter().flatten().min().unwrap_or(none)
}
