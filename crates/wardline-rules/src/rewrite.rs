//! `fix-regex`: a replacement within the matched text.
//!
//! Replacements are written as Python's `re.sub` has them (`\1`, `\g<1>`, `\g<name>`), because that is what rule authors know.

use crate::regexes::Regex;
use wardline_rulefile::FixRegex;

/// A compiled `fix-regex`.
#[derive(Debug)]
pub(crate) struct Rewrite {
    regex: Regex,
    names: Vec<Option<String>>,
    replacement: String,
    count: usize,
}

impl Rewrite {
    /// Compiles the expression; the error says what is wrong with it.
    pub(crate) fn compile(fix: &FixRegex) -> Result<Self, String> {
        let regex = Regex::new(&fix.regex.text, false)?;
        let names = regex.group_names();
        let count = fix.count.map_or(usize::MAX, |n| n as usize);
        Ok(Self { regex, names, replacement: fix.replacement.clone(), count })
    }

    /// The text after the replacement; `None` if the expression is not found in it or gives up.
    pub(crate) fn apply(&self, text: &str) -> Option<String> {
        let found = self.regex.find_all(text).ok()?;
        if found.is_empty() {
            return None;
        }
        let (mut out, mut from) = (String::with_capacity(text.len()), 0);
        for captured in found.iter().take(self.count) {
            out.push_str(&text[from..captured.whole.start]);
            let group = |name: &str| {
                let number = match name.parse::<usize>() {
                    Ok(number) => number,
                    Err(_) => self.names.iter().position(|n| n.as_deref() == Some(name))?,
                };
                let range = captured.groups.iter().find(|(i, ..)| *i == number).map(|(.., range)| range.clone());
                Some(&text[if number == 0 { captured.whole.clone() } else { range? }])
            };
            expand(&self.replacement, &group, &mut out);
            from = captured.whole.end;
        }
        out.push_str(&text[from..]);
        Some(out)
    }
}

/// Writes a replacement with its groups filled in; a group that took no part is empty.
fn expand<'t>(template: &str, group: &dyn Fn(&str) -> Option<&'t str>, out: &mut String) {
    let mut rest = template;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let named = rest.strip_prefix("g<").and_then(|r| r.split_once('>'));
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count().min(2);
        match (named, rest.chars().next()) {
            (Some((name, after)), _) => {
                out.push_str(group(name).unwrap_or(""));
                rest = after;
            }
            _ if digits > 0 => {
                out.push_str(group(&rest[..digits]).unwrap_or(""));
                rest = &rest[digits..];
            }
            (None, Some('n')) => {
                out.push('\n');
                rest = &rest[1..];
            }
            (None, Some('t')) => {
                out.push('\t');
                rest = &rest[1..];
            }
            (None, Some('\\')) => {
                out.push('\\');
                rest = &rest[1..];
            }
            _ => out.push('\\'),
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;
    use wardline_rulefile::Text;

    fn check(regex: &str, replacement: &str, count: Option<u32>, text: &str, expected: Option<&str>) {
        let regex = Text { text: regex.into(), line: 1, column: 1 };
        let rewrite = Rewrite::compile(&FixRegex { regex, replacement: replacement.into(), count }).unwrap();
        assert_eq!(rewrite.apply(text).as_deref(), expected);
    }

    #[test]
    fn replacements_are_pythons() {
        check("a", "b", None, "aXa", Some("bXb"));
        check("a", "b", Some(1), "aXa", Some("bXa"));
        check("(x)(y)?", r"\2<\1>\\", None, "x", Some(r"<x>\"));
        check("(?P<n>x)", r"\g<n>\g<1>\g<0>", None, "x", Some("xxx"));
        check("q", "b", None, "aXa", None);
        check(r"(.*)\)", r"\1, timeout=5)", Some(1), "get(u)", Some("get(u, timeout=5)"));
    }
}
