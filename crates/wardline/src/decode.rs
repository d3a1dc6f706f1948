//! Bytes to text: byte order marks, UTF-16, broken UTF-8, and what is no text at all.
//!
//! A file of a known language is always analysed, whatever its bytes look like: a NUL in a comment must not hide a file from its rules.

use std::borrow::Cow;
use wardline_base::SkipReason;

/// Bytes looked at to tell text from binary data.
const PROBE: usize = 8 * 1024;

/// A text, and whether bytes had to be repaired to read it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'b> {
    /// The text, without byte order mark.
    pub text: Cow<'b, str>,
    /// What was wrong with the encoding, if anything.
    pub repaired: Option<&'static str>,
}

/// Decodes a file. `is_code` says that its name belongs to a language.
///
/// # Errors
/// The reason why the file is not analysed.
pub fn decode(bytes: &[u8], is_code: bool) -> Result<Decoded<'_>, SkipReason> {
    if bytes.starts_with(b"version https://git-lfs.github.com/spec/") {
        return Err(SkipReason::LfsPointer);
    }
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Ok(utf8(rest));
    }
    match bytes {
        [0xff, 0xfe, rest @ ..] => return Ok(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => return Ok(utf16(rest, u16::from_be_bytes)),
        _ => {}
    }
    let probe = &bytes[..bytes.len().min(PROBE)];
    if !probe.contains(&0) {
        return Ok(utf8(bytes));
    }
    if let Some(order) = unmarked_utf16(probe) {
        return Ok(utf16(bytes, order));
    }
    if is_code { Ok(Decoded { repaired: Some("holds NUL bytes"), ..utf8(bytes) }) } else { Err(SkipReason::Binary) }
}

fn utf8(bytes: &[u8]) -> Decoded<'_> {
    let text = String::from_utf8_lossy(bytes);
    let repaired = matches!(text, Cow::Owned(_)).then_some("is not valid UTF-8");
    Decoded { text, repaired }
}

fn utf16(bytes: &[u8], order: fn([u8; 2]) -> u16) -> Decoded<'static> {
    let units = bytes.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
    let mut broken = bytes.len() % 2 == 1;
    let text = char::decode_utf16(units)
        .map(|unit| {
            unit.unwrap_or_else(|_| {
                broken = true;
                char::REPLACEMENT_CHARACTER
            })
        })
        .collect::<String>();
    Decoded { text: text.into(), repaired: broken.then_some("is not valid UTF-16") }
}

/// Text in UTF-16 without a mark: nearly every other byte is zero.
fn unmarked_utf16(probe: &[u8]) -> Option<fn([u8; 2]) -> u16> {
    let pairs = probe.chunks_exact(2).len();
    if pairs < 2 {
        return None;
    }
    let zeros = |odd: usize| probe.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 8 && even == 0 {
        Some(u16::from_le_bytes)
    } else if even * 10 > pairs * 8 && odd == 0 {
        Some(u16::from_be_bytes)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], is_code: bool, expected: Result<(&str, bool), SkipReason>) {
        let found = decode(bytes, is_code).map(|d| (d.text.into_owned(), d.repaired.is_some()));
        assert_eq!(found, expected.map(|(t, r)| (t.to_owned(), r)), "{bytes:?}");
    }

    #[test]
    fn every_encoding_has_an_answer() {
        check(b"", true, Ok(("", false)));
        check(b"\xef\xbb\xbfx", true, Ok(("x", false)));
        check(b"\xff\xfex\0y\0", true, Ok(("xy", false)));
        check(b"\xfe\xff\0x\0y", true, Ok(("xy", false)));
        check(b"x\0 \0=\0 \x001\0", true, Ok(("x = 1", false)));
        check(b"a\xffb", true, Ok(("a\u{fffd}b", true)));
        check(b"a\0b", true, Ok(("a\0b", true)));
        check(b"a\0b", false, Err(SkipReason::Binary));
        check(b"\xff\xfex\0y", true, Ok(("x", true)));
        check(b"version https://git-lfs.github.com/spec/v1\noid", true, Err(SkipReason::LfsPointer));
    }
}
