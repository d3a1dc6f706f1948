//! `metavariable-analysis`: does a text look random, and can a regular expression be made to hang?
//!
//! Both are estimates of our own. Randomness is measured in bits: each character costs the more the less it follows from the one before
//! it in words and names, and what costs much in all and on average is a key or token. An expression hangs where it repeats something
//! that can match the same text in several ways, so that a backtracking engine tries all of them.

use regex_syntax::hir::{Hir, HirKind};
use wardline_rulefile::Analyzer;

/// Whether a text, quotes aside, is what the analyzer looks for.
pub(crate) fn applies(analyzer: Analyzer, text: &str) -> bool {
    match analyzer {
        Analyzer::Entropy => is_random(text.trim_matches(['"', '\'', '`'])),
        Analyzer::Redos => hangs(text.trim_matches(['"', '\'', '`', '/'])),
    }
}

/// Bits that a random text has at least: eight characters of a password that no dictionary holds, or a number of a dozen digits.
const MIN_BITS: f64 = 38.0;
/// Bits for each character on average; running text has two to three.
const MIN_RATE: f64 = 3.0;
/// The same for letters alone, which may be a name in camel case.
const MIN_RATE_OF_LETTERS: f64 = 3.2;

fn is_random(text: &str) -> bool {
    let mut previous = None;
    let mut bits = 0.0;
    let mut count = 0u32;
    for c in text.chars() {
        bits += cost(previous, c);
        previous = Some(c);
        count += 1;
    }
    let letters = !text.contains(|c: char| c.is_ascii_digit());
    let rate = if letters { MIN_RATE_OF_LETTERS } else { MIN_RATE };
    bits >= MIN_BITS && bits / f64::from(count.max(1)) >= rate
}

/// How surprising a character is after another, in bits.
fn cost(previous: Option<char>, c: char) -> f64 {
    let Some(p) = previous else { return 4.0 };
    let is_separator = |c: char| matches!(c, ' ' | '_' | '-' | '.' | '/' | ':' | ',');
    match (p, c) {
        _ if is_separator(c) || is_separator(p) => 2.0,
        _ if p == c => 1.0,
        _ if p.is_ascii_alphabetic() && c.is_ascii_alphabetic() => {
            let turns = p.is_ascii_lowercase() && c.is_ascii_uppercase();
            let common = is_common(p.to_ascii_lowercase(), c.to_ascii_lowercase());
            if turns {
                4.5
            } else if common {
                2.2
            } else {
                6.0
            }
        }
        _ if p.is_ascii_digit() && c.is_ascii_digit() => 3.4,
        _ => 6.0,
    }
}

/// For each letter, those that follow it often in English words.
const FOLLOWERS: [&str; 26] = [
    "bcdfgilmnprstuvwy",
    "aeiloruy",
    "aehiklortuy",
    "aeiorsudv",
    "acdefglmnprstvwxy",
    "aefilorut",
    "aehiloruns",
    "aeioutry",
    "acdefglmnoprstvz",
    "aeou",
    "aeinsy",
    "adefilmoptuvy",
    "abeimnopsuy",
    "acdefgiknostuy",
    "bcdfgiklmnoprstuvwxy",
    "aehiloprstuy",
    "u",
    "acdefgiklmnorstuvy",
    "aceihklmnopqstuwy",
    "acehilorstuwy",
    "abcdegilmnprst",
    "aeiouy",
    "aehinorsl",
    "aceipty",
    "aeioslmnpt",
    "aeiozy",
];

fn is_common(p: char, c: char) -> bool {
    FOLLOWERS.get((p as usize).wrapping_sub('a' as usize)).is_some_and(|followers| followers.contains(c))
}

/// An expression, as written or as a string literal spells it: with its backslashes doubled.
fn hangs(expression: &str) -> bool {
    let may_hang = |text: &str| {
        let parsed = regex_syntax::ParserBuilder::new().utf8(false).build().parse(&without_possessives(text));
        parsed.is_ok_and(|hir| repeats_ambiguously(&hir))
    };
    may_hang(expression) || (expression.contains(r"\\") && may_hang(&expression.replace(r"\\", r"\")))
}

/// The expression with every possessive repetition done once: what `x++` has matched is never divided in another way.
fn without_possessives(expression: &str) -> String {
    let mut out = String::with_capacity(expression.len());
    // Where the quantifier right before this character starts in `out`, and whether the character stands in brackets.
    let (mut quantifier, mut in_class) = (None, false);
    let mut rest = expression.chars();
    while let Some(c) = rest.next() {
        let before = quantifier.take();
        match c {
            '\\' => {
                out.push(c);
                out.extend(rest.next());
                continue;
            }
            '+' if !in_class && before.is_some() => {
                out.truncate(before.unwrap_or(out.len()));
                out.push_str("{1}");
                continue;
            }
            '*' | '+' | '?' if !in_class && before.is_none() => quantifier = Some(out.len()),
            '}' if !in_class => quantifier = out.rfind('{'),
            '[' => in_class = true,
            ']' => in_class = false,
            _ => {}
        }
        out.push(c);
    }
    out
}

fn repeats_ambiguously(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Repetition(r) => {
            (r.max.is_none_or(|max| max > 10) && is_ambiguous(&r.sub)) || repeats_ambiguously(&r.sub)
        }
        HirKind::Capture(group) => repeats_ambiguously(&group.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().any(repeats_ambiguously),
        _ => false,
    }
}

/// Whether repetitions of this can divide one text in several ways: it is itself a repetition with nothing needed around it, or two of
/// its alternatives start alike.
fn is_ambiguous(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Repetition(r) => r.max.is_none_or(|max| max > 1) && r.min != r.max.unwrap_or(u32::MAX),
        HirKind::Capture(group) => is_ambiguous(&group.sub),
        HirKind::Concat(parts) => {
            let needed = parts.iter().filter(|p| p.properties().minimum_len() != Some(0)).count();
            let alone = |p: &Hir| needed <= usize::from(p.properties().minimum_len() != Some(0));
            // What follows may also be more of the same: `x+x`, and round again.
            let runs_on = |i: usize| starts_alike(&parts[i], &parts[(i + 1) % parts.len()]);
            (0..parts.len()).any(|i| is_ambiguous(&parts[i]) && (alone(&parts[i]) || runs_on(i)))
        }
        HirKind::Alternation(parts) => {
            parts.iter().any(is_ambiguous)
                || (0..parts.len()).any(|i| parts[i + 1..].iter().any(|other| starts_alike(&parts[i], other)))
        }
        _ => false,
    }
}

/// Whether both can start with the same character.
fn starts_alike(a: &Hir, b: &Hir) -> bool {
    match (first_class(a), first_class(b)) {
        (Some(a), Some(b)) => {
            let mut both = a;
            both.intersect(&b);
            both.ranges().iter().next().is_some()
        }
        _ => false,
    }
}

fn first_class(hir: &Hir) -> Option<regex_syntax::hir::ClassUnicode> {
    use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange};
    match hir.kind() {
        HirKind::Literal(literal) => {
            let first = std::str::from_utf8(&literal.0).ok()?.chars().next()?;
            Some(ClassUnicode::new([ClassUnicodeRange::new(first, first)]))
        }
        HirKind::Class(Class::Unicode(class)) => Some(class.clone()),
        HirKind::Repetition(r) => first_class(&r.sub),
        HirKind::Capture(group) => first_class(&group.sub),
        HirKind::Concat(parts) => parts.first().and_then(first_class),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_look_random_and_words_do_not() {
        for text in ["\"f8Kq2ZxPw7LmTd9R\"", "'9f86d081884c7d659a2feaa0c55ad015'", "xK4-9fQz_Lw2Tq8vB1nM"] {
            assert!(applies(Analyzer::Entropy, text), "{text}");
        }
        let plain = [
            "\"patient record\"",
            "\"administrator\"",
            "'changeme'",
            "\"12345678\"",
            "\"clinic-portal.example.org\"",
            "_fnNodeToColumnIndex",
            "\"\"",
        ];
        for text in plain {
            assert!(!applies(Analyzer::Entropy, text), "{text}");
        }
    }

    #[test]
    fn expressions_that_hang_are_told_from_others() {
        for text in
            ["(a+)+$", "^(([a-z])+.?)+[A-Z]$", "(\\w\\d?|x)*b", "(x+x+)+y", "/(\\d*)*z/", r"(_\\w+)*;", "(a{2,})*b"]
        {
            assert!(applies(Analyzer::Redos, text), "{text}");
        }
        for text in [
            "^[a-z]+$",
            "(ab)+",
            "(a+b)+",
            "([0-9]{3}-)+",
            "(foo|bar)*",
            "((",
            "(a++)+$",
            "((hop )+)++$",
            "(a{2,}+)*b",
            "[*+]+",
        ] {
            assert!(!applies(Analyzer::Redos, text), "{text}");
        }
    }
}
