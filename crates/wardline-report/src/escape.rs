//! Makes text from the scanned tree harmless for a terminal and for the pipeline that reads a log.
//!
//! A file's name or content can hold escape sequences that recolour, hide or rewrite what a person reads in a build log, characters that
//! reorder it, and commands that a build agent obeys when it meets them in the output of a step. Each such character becomes one visible
//! character, so that columns stay right.

use std::borrow::Cow;

/// Whether the character could move the cursor, change the terminal's state, or reorder or hide text.
pub(crate) const fn is_unsafe(c: char) -> bool {
    c.is_ascii_control() || matches!(c, '\u{80}'..='\u{9f}') || is_invisible(c)
}

/// Formatting characters without a width: zero-width spaces and joiners, line separators, bidirectional controls, tags.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
    )
}

/// The character to show for `c`, itself where that is safe: a picture for a control character, a space for a tab or line break.
const fn shown(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => ' ',
        '\u{0}'..='\u{1f}' => match char::from_u32(0x2400 + c as u32) {
            Some(picture) => picture,
            None => '\u{fffd}',
        },
        '\u{7f}' => '\u{2421}',
        c if is_unsafe(c) => '\u{fffd}',
        c => c,
    }
}

/// Whether a build agent takes what starts here for a command wherever it stands in a line: `##[…]` (GitHub), `##vso[…]` (Azure
/// Pipelines), `##teamcity[…]`.
pub(crate) fn is_log_command(rest: &str) -> bool {
    let letters = |rest: &str| rest.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('[');
    rest.strip_prefix("##").is_some_and(letters)
}

/// Whether GitHub takes what starts at this byte for a command if it comes to stand first in a line: `::error …`. Text may be broken
/// into lines at any white space later, so every word counts.
fn is_line_command(text: &str, at: usize) -> bool {
    let first = || text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || is_unsafe(c));
    let named = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic());
    text[at..].strip_prefix("::").is_some_and(named) && first()
}

/// A character that looks like the first one of a command and starts none.
pub(crate) const fn lookalike(c: char) -> char {
    match c {
        '#' => '\u{ff03}',
        _ => '\u{a789}',
    }
}

/// The text in one line that a terminal prints as it is and no build agent obeys; as many characters as before.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    let harmless = !text.contains("##") && !text.contains("::") && !text.chars().any(is_unsafe);
    if harmless {
        return Cow::Borrowed(text);
    }
    let visible = |(at, c): (usize, char)| match c {
        '#' if is_log_command(&text[at..]) => lookalike(c),
        ':' if is_line_command(text, at) => lookalike(c),
        c => shown(c),
    };
    Cow::Owned(text.char_indices().map(visible).collect())
}

/// At most `limit` characters of the text, the last of them an ellipsis if it was cut.
pub(crate) fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    let Some((end, _)) = text.char_indices().nth(limit) else { return Cow::Borrowed(text) };
    let kept = text[..end].char_indices().next_back().map_or(0, |(at, _)| at);
    Cow::Owned(format!("{}…", &text[..kept]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_unsafe_gets_through_and_the_length_stays() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let text = format!("a{c}b");
            let line = one_line(&text);
            assert_eq!(line.chars().count(), 3, "{c:?}");
            assert!(!line.chars().any(|c| is_unsafe(c) || c.is_control()), "{c:?}");
        }
        assert_eq!(one_line("\u{1b}[31m\tx\u{202e}\n"), "\u{241b}[31m x\u{fffd} ");
        assert!(matches!(one_line("plain ä"), Cow::Borrowed(_)));
    }

    #[test]
    fn no_build_agent_finds_a_command() {
        for (text, expected) in [
            ("::error::x", "\u{a789}:error::x"),
            ("a\n::add-mask::x ::y", "a \u{a789}:add-mask::x \u{a789}:y"),
            ("std::fs and a::b", "std::fs and a::b"),
            ("x ##[error] ##vso[task.x]", "x \u{ff03}#[error] \u{ff03}#vso[task.x]"),
            ("###teamcity[a] ## Title #[derive]", "#\u{ff03}#teamcity[a] ## Title #[derive]"),
        ] {
            assert_eq!(one_line(text), expected);
        }
    }

    #[test]
    fn what_is_too_long_ends_in_an_ellipsis() {
        for (text, limit, expected) in
            [("äöü", 3, "äöü"), ("äöü", 2, "ä…"), ("äöü", 1, "…"), ("", 0, ""), ("a", 0, "…")]
        {
            assert_eq!(cut(text, limit), expected, "{text} {limit}");
        }
    }
}
