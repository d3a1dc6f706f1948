//! Literals in normal form, so that `0x10`, `16` and `1_6` compare equal.

use std::borrow::Cow;

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
