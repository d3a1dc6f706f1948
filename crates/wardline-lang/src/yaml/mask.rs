//! Templates in YAML: Helm charts, Ansible and Salt are read with the template's code masked.
//!
//! `{{ … }}` and `{% … %}` are no YAML, and one of them would cost the whole file. The grammar gets a text of the same length in which a
//! line of nothing but such code is empty and code beside other text is a word; lowering reads the original, so rules see values as
//! they are written.

use std::borrow::Cow;

/// The text with template code masked, byte for byte as long as it was.
pub(crate) fn mask(text: &str) -> Cow<'_, str> {
    if !text.contains("{{") && !text.contains("{%") {
        return Cow::Borrowed(text);
    }
    let mut out = text.as_bytes().to_vec();
    let mut at = 0;
    // The line of the last piece, and whether it holds nothing else: asked once for each line.
    let (mut line, mut only_code) = (0..0, false);
    while let Some((start, end)) = next_code(text, at) {
        if !(line.contains(&start) && end <= line.end) {
            let line_start = text[..start].rfind('\n').map_or(0, |i| i + 1);
            let line_end = text[end..].find('\n').map_or(text.len(), |i| end + i);
            (line, only_code) = (line_start..line_end, is_only_code(&text[line_start..line_end]));
        }
        let filler = if only_code || text[start..end].contains('\n') { b' ' } else { b'x' };
        out[start..end].iter_mut().filter(|b| !matches!(b, b'\n' | b'\r')).for_each(|b| *b = filler);
        at = end;
    }
    String::from_utf8(out).map_or(Cow::Borrowed(text), Cow::Owned)
}

/// Where the next piece of template code lies. Only comments reach over the end of a line.
fn next_code(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    // Up to where no end of each sort was found, so that nothing is searched twice.
    let (mut braces, mut percents) = (0, 0);
    loop {
        let start = at + text[at..].find('{').filter(|_| at < text.len())?;
        let rest = &text[start..];
        let (close, searched) = match rest.as_bytes().get(1) {
            Some(b'{') => ("}}", &mut braces),
            Some(b'%') => ("%}", &mut percents),
            _ => {
                at = start + 1;
                continue;
            }
        };
        at = start + 2;
        let is_comment = rest[2..].trim_start_matches(['-', ' ']).starts_with("/*");
        if start < *searched && !is_comment {
            continue;
        }
        let reach = if is_comment { rest } else { &rest[..rest.find('\n').unwrap_or(rest.len())] };
        if let Some(length) = reach[2..].find(close) {
            return Some((start, start + 2 + length + close.len()));
        }
        *searched = start + reach.len();
    }
}

/// Whether a line holds template code and nothing else.
fn is_only_code(line: &str) -> bool {
    let mut rest = line.trim();
    while !rest.is_empty() {
        match next_code(rest, 0) {
            Some((0, end)) => rest = rest[end..].trim_start(),
            _ => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn template_code_is_masked_in_its_length() {
        let check = |text: &str, expected: &str| assert_eq!(mask(text), expected);
        check("a: {b: {c: 1}}", "a: {b: {c: 1}}");
        check("{{- if x }}\na: 1\n{{- end }}\n", "           \na: 1\n          \n");
        check("a: {{ x }}-b", "a: xxxxxxx-b");
        check("a: \"{{ x | q \"y\" }}\"", "a: \"xxxxxxxxxxxxxxx\"");
        check("{{/* a\nb */}}\nc: 1", "      \n      \nc: 1");
        check("{% for a in b %}{{ a }}\nc: {{ open", "                       \nc: {{ open");
        check("a: {{ ü }}", "a: xxxxxxxx");
    }
}
