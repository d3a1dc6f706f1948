//! Regular expressions of rules: linear-time where possible, with look-around and back-references where a rule needs them.
//!
//! Rules are written for PCRE. The `regex` crate takes most of them as they are; braces that start no quantifier, `\Z` and repeated
//! look-arounds are put in a form it knows; what is left goes to a backtracking engine with a step limit, and running into that limit is reported, never hidden.

use crate::regex_words::Relaxed;
use std::ops::Range;

/// Backtracking steps that one search may use.
const BACKTRACK_LIMIT: usize = 1_000_000;

/// A compiled expression.
#[derive(Debug)]
pub(crate) enum Regex {
    Linear(regex::Regex),
    Backtracking(Box<Backtracking>),
}

/// An expression for the backtracking engine.
#[derive(Debug)]
pub(crate) struct Backtracking {
    regex: fancy_regex::Regex,
    /// The same, matching only where the search starts.
    anchored: Option<fancy_regex::Regex>,
    /// A linear expression that matches wherever the other does, so that the slow engine runs only where there may be a match.
    relaxed: Option<regex::Regex>,
}

impl Backtracking {
    fn may_match(&self, text: &str, from: usize) -> bool {
        self.relaxed.as_ref().is_none_or(|r| r.is_match_at(text, from))
    }

    /// All matches. The linear form finds the places where one may start, and the expression itself is tried there only; if those are
    /// many, it is faster to let it search by itself.
    fn find_all(&self, text: &str) -> Result<Vec<Captured>, OutOfSteps> {
        let names: Vec<Option<&str>> = self.regex.capture_names().collect();
        let (mut out, mut at, mut misses) = (Vec::new(), 0, 0);
        while let (Some(relaxed), Some(anchored)) = (&self.relaxed, &self.anchored)
            && misses < MAX_MISSES
        {
            let Some(place) = (at <= text.len()).then(|| relaxed.find_at(text, at)).flatten() else { return Ok(out) };
            match anchored.captures_from_pos(text, place.start()).map_err(|_| OutOfSteps)? {
                Some(found) => {
                    let whole = found.get(0).map_or(place.range(), |m| m.range());
                    at = next_char(text, whole.end.max(place.start() + 1));
                    out.push(captured(&names, found.len(), |i| found.get(i).map(|m| m.range())));
                }
                None => {
                    misses += 1;
                    at = next_char(text, place.start() + 1);
                }
            }
        }
        while at <= text.len() {
            let Some(found) = self.regex.captures_from_pos(text, at).map_err(|_| OutOfSteps)? else { break };
            let whole = found.get(0).map_or(at..at, |m| m.range());
            at = next_char(text, whole.end.max(at + 1));
            out.push(captured(&names, found.len(), |i| found.get(i).map(|m| m.range())));
        }
        Ok(out)
    }

    fn find_within(&self, text: &str, ranges: &[Range<usize>]) -> Result<Vec<Captured>, OutOfSteps> {
        let names: Vec<Option<&str>> = self.regex.capture_names().collect();
        let mut out = Vec::new();
        for range in ranges {
            let (line, mut at) = (&text[..range.end], range.start);
            while at <= range.end && self.may_match(line, at) {
                let Some(found) = self.regex.captures_from_pos(line, at).map_err(|_| OutOfSteps)? else { break };
                let whole = found.get(0).map_or(at..at, |m| m.range());
                at = next_char(line, whole.end.max(at + 1));
                out.push(captured(&names, found.len(), |i| found.get(i).map(|m| m.range())));
            }
        }
        Ok(out)
    }
}

/// A match: the whole range, and the groups with their names.
#[derive(Debug)]
pub(crate) struct Captured {
    pub(crate) whole: Range<usize>,
    /// Group number, name if it has one, range.
    pub(crate) groups: Vec<(usize, Option<String>, Range<usize>)>,
}

/// The step limit was reached.
#[derive(Debug)]
pub(crate) struct OutOfSteps;

impl Regex {
    /// Compiles an expression that matches only where the text starts; `^` and `$` match at the ends of the text.
    pub(crate) fn at_start(pattern: &str) -> Result<Self, String> {
        // The group would end in a comment of the verbose mode, which is rare enough to do without.
        let anchored = format!("\\A(?:{pattern})");
        let is_verbose = pattern.starts_with("(?") && pattern[..pattern.find(')').unwrap_or(0)].contains('x');
        if is_verbose { Self::new(pattern, false) } else { Self::new(&anchored, false) }
    }

    /// Compiles an expression; `^` and `$` match at lines if `multi_line`.
    pub(crate) fn new(pattern: &str, multi_line: bool) -> Result<Self, String> {
        let pattern = &angle_brackets(pattern);
        let normal = normalize(pattern);
        let ascii = ascii_boundaries(pattern);
        let linear = |p: &str| regex::RegexBuilder::new(p).multi_line(multi_line).size_limit(32 << 20).build();
        let compiled = linear(&ascii)
            .or_else(|_| linear(pattern))
            .or_else(|_| linear(&ascii_boundaries(&normal)))
            .or_else(|_| linear(&normal));
        if let Ok(compiled) = compiled {
            return Ok(Self::Linear(compiled));
        }
        let flagged = |p: &str| if multi_line { format!("(?m){p}") } else { p.to_owned() };
        let backtracking =
            |p: &str| fancy_regex::RegexBuilder::new(&flagged(p)).backtrack_limit(BACKTRACK_LIMIT).build();
        backtracking(pattern)
            .or_else(|_| backtracking(&normal))
            .map(|regex| {
                let relaxed = Relaxed::of(&normal).and_then(|r| linear(&ascii_boundaries(&r.regex)).ok());
                let anchored = backtracking(&format!("\\G(?:{normal})")).ok();
                Self::Backtracking(Box::new(Backtracking { regex, anchored, relaxed }))
            })
            .map_err(|e| e.to_string())
    }

    /// The names of the groups, by number; the whole match is group 0.
    pub(crate) fn group_names(&self) -> Vec<Option<String>> {
        match self {
            Self::Linear(r) => r.capture_names().map(|n| n.map(str::to_owned)).collect(),
            Self::Backtracking(r) => r.regex.capture_names().map(|n| n.map(str::to_owned)).collect(),
        }
    }

    /// All matches in a text, in order.
    pub(crate) fn find_all(&self, text: &str) -> Result<Vec<Captured>, OutOfSteps> {
        match self {
            Self::Linear(r) => {
                let names: Vec<Option<&str>> = r.capture_names().collect();
                Ok(r.find_iter(text).filter_map(|m| captures(r, &names, text, m.start())).collect())
            }
            Self::Backtracking(r) => r.find_all(text),
        }
    }

    /// All matches within the given ranges of a text, in order; what stands around a range is seen by look-behind, its end is the end
    /// of a line.
    pub(crate) fn find_within(&self, text: &str, ranges: &[Range<usize>]) -> Result<Vec<Captured>, OutOfSteps> {
        let r = match self {
            Self::Linear(r) => r,
            Self::Backtracking(r) => return r.find_within(text, ranges),
        };
        let names: Vec<Option<&str>> = r.capture_names().collect();
        let mut out = Vec::new();
        for range in ranges {
            let (line, mut at) = (&text[..range.end], range.start);
            while let Some(found) = (at <= line.len()).then(|| r.find_at(line, at)).flatten() {
                at = next_char(line, found.end().max(at + 1));
                out.extend(captures(r, &names, line, found.start()));
            }
        }
        Ok(out)
    }

    /// The first match.
    pub(crate) fn first(&self, text: &str) -> Result<Option<Captured>, OutOfSteps> {
        match self {
            Self::Linear(r) => {
                let names: Vec<Option<&str>> = r.capture_names().collect();
                Ok(r.find(text).and_then(|m| captures(r, &names, text, m.start())))
            }
            Self::Backtracking(r) if !r.may_match(text, 0) => Ok(None),
            Self::Backtracking(r) => {
                let names: Vec<Option<&str>> = r.regex.capture_names().collect();
                let found = r.regex.captures(text).map_err(|_| OutOfSteps)?;
                Ok(found.map(|c| captured(&names, c.len(), |i| c.get(i).map(|m| m.range()))))
            }
        }
    }

    /// Whether the expression matches somewhere.
    pub(crate) fn is_match(&self, text: &str) -> Result<bool, OutOfSteps> {
        match self {
            Self::Linear(r) => Ok(r.is_match(text)),
            Self::Backtracking(r) if !r.may_match(text, 0) => Ok(false),
            Self::Backtracking(r) => r.regex.is_match(text).map_err(|_| OutOfSteps),
        }
    }
}

/// Places in a text that the linear form of an expression may offer in vain.
const MAX_MISSES: usize = 500;

/// The first place from `at` on where a character starts.
fn next_char(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

/// The groups of the match that starts at `start`. Finding is much faster than capturing, so groups are looked for only where there is
/// a match and the expression has some.
fn captures(regex: &regex::Regex, names: &[Option<&str>], text: &str, start: usize) -> Option<Captured> {
    if names.len() == 1 {
        return regex.find_at(text, start).map(|m| Captured { whole: m.range(), groups: Vec::new() });
    }
    regex.captures_at(text, start).map(|c| captured(names, c.len(), |i| c.get(i).map(|m| m.range())))
}

fn captured(names: &[Option<&str>], count: usize, group: impl Fn(usize) -> Option<Range<usize>>) -> Captured {
    let groups = (1..count).filter_map(|i| Some((i, names[i].map(str::to_owned), group(i)?)));
    Captured { whole: group(0).unwrap_or(0..0), groups: groups.collect() }
}

/// Escaped angle brackets are those characters to PCRE, but boundaries of words to the `regex` crate.
fn angle_brackets(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut letters = pattern.chars();
    while let Some(c) = letters.next() {
        match (c, if c == '\\' { letters.next() } else { None }) {
            ('\\', Some(bracket @ ('<' | '>'))) => out.push(bracket),
            (c, escaped) => out.extend(std::iter::once(c).chain(escaped)),
        }
    }
    out
}

/// Word boundaries as PCRE has them, of ASCII words: with Unicode words the fast engines cannot be used on text that is not ASCII.
fn ascii_boundaries(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut in_class = false;
    let mut letters = pattern.chars();
    while let Some(c) = letters.next() {
        match (c, in_class) {
            ('\\', _) => match letters.next() {
                Some('b') if !in_class => out.push_str("(?-u:\\b)"),
                Some('B') if !in_class => out.push_str("(?-u:\\B)"),
                Some(e) => out.extend(['\\', e]),
                None => out.push('\\'),
            },
            ('[', false) => {
                in_class = true;
                out.push('[');
            }
            (']', true) => {
                in_class = false;
                out.push(']');
            }
            _ => out.push(c),
        }
    }
    out
}

/// Puts what PCRE allows and Rust does not into a form that both know: a brace that starts no quantifier, `\Z`, and look-arounds with a
/// quantifier.
fn normalize(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut in_class = false;
    // Groups: where they start in the output, and whether they look around.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let length = c.len_utf8();
        if c == '\\' {
            let escaped = rest[1..].chars().next();
            match escaped {
                Some('Z') => out.push_str("\\n?\\z"),
                Some(e) if e.is_ascii_punctuation() || e.is_ascii_alphanumeric() => out.extend(['\\', e]),
                Some(e) => out.push(e),
                None => out.push_str("\\\\"),
            }
            rest = &rest[1 + escaped.map_or(0, char::len_utf8)..];
            continue;
        }
        match c {
            '[' if in_class => out.push_str("\\["),
            '[' => {
                in_class = true;
                out.push('[');
            }
            ']' => {
                in_class = false;
                out.push(']');
            }
            '(' if !in_class => {
                open.push((out.len(), is_look_around(rest)));
                out.push('(');
            }
            ')' if !in_class => {
                out.push(')');
                if let Some((start, true)) = open.pop()
                    && let Some((quantifier, is_optional)) = quantifier(&rest[1..])
                {
                    // Looking around once more tells nothing new.
                    if is_optional {
                        out.insert_str(start, "(?:");
                        out.push_str("|)");
                    }
                    rest = &rest[1 + quantifier..];
                    continue;
                }
            }
            '{' if !in_class && !starts_quantifier(rest) => out.push_str("\\{"),
            '}' if !in_class && !ends_quantifier(&out) => out.push_str("\\}"),
            _ => out.push(c),
        }
        rest = &rest[length..];
    }
    out
}

/// Whether a text starts with a group that looks ahead or behind.
fn is_look_around(rest: &str) -> bool {
    ["(?=", "(?!", "(?<=", "(?<!"].iter().any(|start| rest.starts_with(start))
}

/// The length of the quantifier that a text starts with, and whether it allows for no repetition at all.
fn quantifier(rest: &str) -> Option<(usize, bool)> {
    let (length, is_optional) = match rest.as_bytes().first()? {
        b'*' | b'?' => (1, true),
        b'+' => (1, false),
        b'{' if starts_quantifier(rest) => {
            (rest.find('}')? + 1, rest[1..].trim_start_matches('0').starts_with([',', '}']))
        }
        _ => return None,
    };
    Some((length + usize::from(rest[length..].starts_with(['?', '+'])), is_optional))
}

/// Whether `{…` is `{n}`, `{n,}` or `{n,m}`.
fn starts_quantifier(rest: &str) -> bool {
    let Some(end) = rest.find('}') else { return false };
    let inner = &rest[1..end];
    let (low, high) = inner.split_once(',').unwrap_or((inner, ""));
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    !low.is_empty() && digits(low) && digits(high)
}

/// Whether a quantifier is open at the end of what was written.
fn ends_quantifier(out: &str) -> bool {
    let is_open = |i: usize| !out[..i].ends_with('\\') && !out[i..].contains('}');
    out.rfind('{').is_some_and(|i| is_open(i) && starts_quantifier(&format!("{}}}", &out[i..])))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, text: &str, expected: &[&str]) {
        let regex = Regex::new(pattern, true).unwrap();
        let found: Vec<&str> = regex.find_all(text).unwrap().into_iter().map(|c| &text[c.whole]).collect();
        assert_eq!(found, expected, "{pattern}");
    }

    #[test]
    fn pcre_forms_are_understood() {
        check("a{2}", "aaa", &["aa"]);
        check(r"\$\{\{ x }}", "${{ x }}", &["${{ x }}"]);
        check("{{ .* }}", "{{ y }}", &["{{ y }}"]);
        check(r"(?<!b)a", "ba a", &["a"]);
        check(r"(a)\1", "aa", &["aa"]);
        check(r"(?=a){2,4}\w(?!c)+?\w", "ab ac ad", &["ab", "ad"]);
        check(r"(?=(z))?\w", "a", &["a"]);
        check("^b", "a\nb", &["b"]);
        check(r"end\Z", "end", &["end"]);
        check(r"a{2}(}?)", "aa}", &["aa}"]);
        check(r"a(?!b)\w", "abé acé ad", &["ac", "ad"]);
        check(r"(\w)\1", &format!("{}xx", "ab ".repeat(700)), &["xx"]);
        check(r"(?=a)|z", "éaz", &["", "z"]);
        check(r"a\->\<b\>\\>", r"a-><b>\>", &[r"a-><b>\>"]);
    }
}
