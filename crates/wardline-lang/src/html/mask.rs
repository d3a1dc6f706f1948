//! The parts of a page that are no HTML, masked byte for byte.
//!
//! Browsers take `a < b`, `a > b` and `a & b` for text, and pages that a server fills in hold code between `{{ }}`, `<% %>` or `<? ?>`,
//! whose quotes and angle brackets are not the page's. Only these characters are replaced; all others stay, so that names and values
//! around them are read as they are.

use std::borrow::Cow;

/// How code of templates opens and closes.
const CODE: &[(&str, &str)] = &[("{{", "}}"), ("{%", "%}"), ("<%", "%>"), ("<?", "?>")];

/// The elements whose content is not markup.
const RAW: &[&str] = &["script", "style"];

/// The text as the grammar reads it.
pub(super) fn mask(text: &str) -> Cow<'_, str> {
    let mut masked = Masked { text, out: None, unclosed: [false; CODE.len()] };
    let mut at = 0;
    while let Some(found) = text[at..].find(['<', '>', '&', '{']) {
        at = masked.in_text(at + found);
    }
    masked.out.and_then(|o| String::from_utf8(o).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

struct Masked<'t> {
    text: &'t str,
    out: Option<Vec<u8>>,
    /// Which sorts of code are not closed in the rest of the text, so that it is not searched again and again.
    unclosed: [bool; CODE.len()],
}

impl Masked<'_> {
    /// What a character between elements begins; the end of that.
    fn in_text(&mut self, at: usize) -> usize {
        let rest = &self.text[at..];
        if let Some(end) = self.code(at) {
            return end;
        }
        if rest.starts_with("<!--") {
            return self.after(at, "-->");
        }
        match rest.as_bytes() {
            [b'<', b'!' | b'/', ..] => self.after(at, ">"),
            [b'<', next, ..] if next.is_ascii_alphabetic() => self.tag(at),
            [b'&', ..] if is_reference(rest) => at + 1,
            [b'{', ..] => at + 1,
            _ => {
                self.replace(at, at + 1);
                at + 1
            }
        }
    }

    /// A start tag; of elements whose content is no markup, that too.
    fn tag(&mut self, start: usize) -> usize {
        let mut at = start + 1;
        let mut quote = None;
        while let Some(c) = self.text[at..].chars().next() {
            if let Some(end) = self.code(at) {
                at = end;
                continue;
            }
            match quote {
                Some(open) if open == c => quote = None,
                Some(_) => {}
                // A quote that does not follow a `=` opens nothing.
                None if matches!(c, '"' | '\'') && self.text[..at].trim_end().ends_with('=') => quote = Some(c),
                None if c == '>' => return self.raw(start, at + 1),
                None => {}
            }
            at += c.len_utf8();
        }
        at
    }

    /// The end of a raw element's content, or `at` for other elements.
    fn raw(&self, start: usize, at: usize) -> usize {
        let name = &self.text[start + 1..];
        let length = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(name.len());
        let Some(name) = RAW.iter().find(|r| r.eq_ignore_ascii_case(&name[..length])) else { return at };
        let closes = |i: &usize| {
            let end = self.text.get(i + 2..i + 2 + name.len());
            self.text[*i..].starts_with("</") && end.is_some_and(|e| e.eq_ignore_ascii_case(name))
        };
        self.text[at..].match_indices("</").map(|(i, _)| at + i).find(closes).unwrap_or(self.text.len())
    }

    /// Masks the code of a template that starts here; its end.
    fn code(&mut self, at: usize) -> Option<usize> {
        let rest = &self.text[at..];
        let sort = CODE.iter().position(|(open, _)| rest.starts_with(open)).filter(|sort| !self.unclosed[*sort])?;
        let (open, close) = CODE[sort];
        let length = rest[open.len()..].find(close);
        self.unclosed[sort] = length.is_none();
        let end = at + open.len() + length? + close.len();
        self.replace(at, end);
        Some(end)
    }

    /// Replaces the characters that mean something to the grammar.
    fn replace(&mut self, start: usize, end: usize) {
        for i in start..end {
            if b"<>&\"'=/".contains(&self.text.as_bytes()[i]) {
                self.out.get_or_insert_with(|| self.text.as_bytes().to_vec())[i] = b'_';
            }
        }
    }

    fn after(&self, at: usize, close: &str) -> usize {
        self.text[at..].find(close).map_or(self.text.len(), |i| at + i + close.len())
    }
}

/// Whether a text starts with a character reference.
fn is_reference(text: &str) -> bool {
    let name = text[1..].trim_start_matches('#');
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && (name.len() < text.len() - 1 || name[length..].starts_with(';')) && length <= 30
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn what_is_no_html_is_masked_in_its_length() {
        let check = |text: &str, expected: &str| assert_eq!(mask(text), expected);
        check("<a b='>'>x</a>", "<a b='>'>x</a>");
        check("<p>a < b > c & d &amp; &#233; é</p>", "<p>a _ b _ c _ d &amp; &#233; é</p>");
        check("<script>if (a < b && c) {}</script> < ", "<script>if (a < b && c) {}</script> _ ");
        check(
            "<a href=\"{{ f(\"x\") }}\" <% if (a > b) { %>c<% } %>>",
            "<a href=\"{{ f(_x_) }}\" _% if (a _ b) { %_c_% } %_>",
        );
        check("<!-- a < b --><!DOCTYPE html><p>'</p>", "<!-- a < b --><!DOCTYPE html><p>'</p>");
        check("<?php echo '<b>'; ?><b", "_?php echo __b__; ?_<b");
    }
}
