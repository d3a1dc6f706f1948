//! Makes text from the scanned tree harmless for a terminal.
//!
//! A file's name or content can hold escape sequences that recolour, hide or rewrite what a person reads in a build log, and characters
//! that reorder it. Each such character becomes one visible character, so that columns stay right.

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

/// The text in one line that a terminal prints as it is; as many characters as before.
pub(crate) fn one_line(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_unsafe) { Cow::Owned(text.chars().map(shown).collect()) } else { Cow::Borrowed(text) }
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
}
