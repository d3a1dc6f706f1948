//! What the grammar of Kotlin has no words for, rewritten in place: the text keeps its length, and the tree keeps the original words.
//!
//! Two things of everyday code are concerned: an annotation before the type of a function, `@Composable () -> Unit`, whose parentheses the
//! grammar takes for arguments, and the members of a class on one line, `class A { val x = 1 }`, which it wants to end in a line end or `;`.

use std::borrow::Cow;

/// The text as the grammar can read it.
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    let mut out: Option<Vec<u8>> = None;
    annotations(text, &mut |at, byte| out.get_or_insert_with(|| text.as_bytes().to_vec())[at] = byte);
    bodies(text, &mut |at, byte| out.get_or_insert_with(|| text.as_bytes().to_vec())[at] = byte);
    // Only ASCII bytes were put in the place of ASCII bytes.
    out.and_then(|bytes| String::from_utf8(bytes).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Blanks annotations in types that stand before an opening parenthesis, with white space between.
fn annotations(text: &str, put: &mut dyn FnMut(usize, u8)) {
    for (at, _) in text.match_indices('@') {
        let name = text[at + 1..].bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.')).count();
        let rest = &text[at + 1 + name..];
        let in_type = text[..at].trim_end().ends_with([':', '<', '(', ',', '>', '=']);
        if name > 0 && in_type && rest.starts_with([' ', '\n']) && rest.trim_start().starts_with('(') {
            (at..=at + name).for_each(|i| put(i, b' '));
        }
    }
}

/// Ends the members that stand on one line with the braces around them.
fn bodies(text: &str, put: &mut dyn FnMut(usize, u8)) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let declares = |word: &str| line.find(word).is_some_and(|at| line[at..].contains('{'));
        if ["class ", "interface ", "object "].into_iter().any(declares) {
            line_ends(line, start, put);
        }
        start += line.len();
    }
}

fn line_ends(line: &str, start: usize, put: &mut dyn FnMut(usize, u8)) {
    let bytes = line.as_bytes();
    let mut in_string = false;
    let mut last = b'{';
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'"' if at == 0 || bytes[at - 1] != b'\\' => in_string = !in_string,
            b'}' if !in_string && at > 0 && bytes[at - 1] == b' ' && !matches!(last, b'{' | b';' | b',' | b'>') => {
                put(start + at - 1, b';');
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = *byte;
        }
    }
}
