//! Literals in normal form, so that `0x10`, `16` and `1_6` compare equal.

use crate::lower::Lower;
use crate::placeholder::reserved_length;
use crate::tree::{NodeKind, Role};
use std::borrow::Cow;
use wardline_base::Span;

/// A number's value as text: integers in decimal, floats without `_`, suffixes or trailing zeros. What is no number stays as it is.
pub(crate) fn number(text: &str) -> Cow<'_, str> {
    if text.len() < 20 && text.bytes().all(|b| b.is_ascii_digit()) && (text == "0" || !text.starts_with('0')) {
        return Cow::Borrowed(text);
    }
    let plain: String = text.chars().filter(|c| *c != '_').collect::<String>().to_ascii_lowercase();
    let radix = |prefix: &str, radix: u32| {
        let digits = plain.strip_prefix(prefix)?.trim_end_matches(['l', 'n', 'u']);
        u128::from_str_radix(digits, radix).ok()
    };
    let value = radix("0x", 16).or_else(|| radix("0o", 8)).or_else(|| radix("0b", 2));
    if let Some(value) = value {
        return Cow::Owned(value.to_string());
    }
    let digits = plain.trim_end_matches(['l', 'n', 'u']);
    if digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()) {
        return Cow::Owned(
            u128::from_str_radix(digits, 8)
                .map_or_else(|_| digits.trim_start_matches('0').to_owned(), |v| v.to_string()),
        );
    }
    if let Ok(value) = digits.parse::<u128>() {
        return Cow::Owned(value.to_string());
    }
    let float = plain.trim_end_matches(['f', 'd', 'm', 'j']);
    match float.parse::<f64>() {
        Ok(value) if float.contains(['.', 'e']) || float.len() < plain.len() => Cow::Owned(format!("{value:?}")),
        _ => Cow::Owned(plain),
    }
}

/// A literal piece of a template, for languages in whose strings `$x` is an interpolation: in a pattern, so is `$X`.
pub(crate) fn template_text(l: &mut Lower<'_>, piece: Span) {
    let source = l.text;
    let (mut at, mut from) = (piece.start, piece.start);
    while l.holes.is_some() && at < piece.end {
        let rest = &source[at as usize..piece.end as usize];
        match reserved_length(rest).filter(|n| l.hole_kind(&rest[..*n]) == Some(NodeKind::Meta)) {
            Some(length) => {
                literal_piece(l, Span::new(from, at));
                let next = at + length as u32;
                l.leaf_word(Span::new(at, next), NodeKind::Name, Role::Item, &rest[..length]);
                (at, from) = (next, next);
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8) as u32,
        }
    }
    literal_piece(l, Span::new(from, piece.end));
}

fn literal_piece(l: &mut Lower<'_>, span: Span) {
    if !span.is_empty() {
        l.literal(span, NodeKind::StrPart, Role::Item, &l.text[span.range()]);
    }
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn equal_values_have_equal_text() {
        for (text, expected) in [
            ("16", "16"),
            ("0x10", "16"),
            ("0o20", "16"),
            ("1_6", "16"),
            ("020", "16"),
            ("10L", "10"),
            ("1.50", "1.5"),
            ("1e3", "1000.0"),
            ("0", "0"),
        ] {
            assert_eq!(number(text), expected);
        }
    }
}
