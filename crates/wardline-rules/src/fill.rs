//! Messages and replacements with the code that metavariables stand for filled in.
//!
//! A message takes the code as it is. A replacement has to be code again: its later lines are indented like the match, a string keeps the
//! quotes that it was written with, and a list whose `$...X` is empty keeps no comma for it.

use crate::evaluate::Range;
use crate::matcher::Bound;
use crate::scan::MAX_QUOTE;
use std::borrow::Cow;
use wardline_base::Span;

/// What the metavariables of a range stand for, by name.
pub(crate) fn metavariables(names: &[String], range: &Range, text: &str) -> Vec<(String, String)> {
    let mut out: Vec<(String, String)> = names
        .iter()
        .zip(&range.bindings)
        .filter_map(|(name, bound)| {
            let code = &text[bound.as_ref()?.span().range()];
            Some((name.clone(), code[..code.floor_char_boundary(MAX_QUOTE)].to_owned()))
        })
        .collect();
    out.sort();
    out
}

/// Puts the code that metavariables stand for into a text; longer names first, so that `$XS` is not taken for `$X`.
pub(crate) fn fill(template: &str, metavariables: &[(String, String)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let found =
            metavariables.iter().filter(|(name, _)| rest.starts_with(name.as_str())).max_by_key(|(name, _)| name.len());
        match found {
            Some((name, value)) => {
                out.push_str(value);
                rest = &rest[name.len()..];
            }
            None => {
                out.push('$');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// The code to put in the place of a range.
pub(crate) fn replacement(template: &str, names: &[String], range: &Range, text: &str) -> String {
    let template = aligned(template, &text[..range.span.start as usize]);
    let mut out = String::with_capacity(template.len());
    let mut rest = template.as_ref();
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let bound = names.iter().zip(&range.bindings).filter_map(|(name, bound)| Some((name, (*bound)?)));
        let found = bound.filter(|(name, _)| rest.starts_with(name.as_str())).max_by_key(|(name, _)| name.len());
        let Some((name, bound)) = found else {
            out.push('$');
            rest = &rest[1..];
            continue;
        };
        rest = &rest[name.len()..];
        if let Some(literal) = literal_around(bound, text)
            && let Some(quote) = rest.chars().next().filter(|q| is_quote(*q))
            && out.ends_with(quote)
        {
            out.pop();
            out.push_str(&text[literal.range()]);
            rest = &rest[quote.len_utf8()..];
        } else if bound.span().is_empty() && name.starts_with("$...") {
            rest = without_comma(&mut out, rest);
        } else {
            out.push_str(&text[bound.span().range()]);
        }
    }
    out.push_str(rest);
    out
}

/// A replacement with its later lines indented as far as what it replaces starts on its line, given the text before that.
fn aligned<'t>(template: &'t str, before: &str) -> Cow<'t, str> {
    if !template.contains('\n') {
        return Cow::Borrowed(template);
    }
    let line = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
    let indent: String = line.chars().map(|c| if c == '\t' { c } else { ' ' }).collect();
    let mut out = String::with_capacity(template.len() + 2 * indent.len());
    for (i, line) in template.split('\n').enumerate() {
        if i > 0 {
            out.push('\n');
            if !line.trim().is_empty() {
                out.push_str(&indent);
            }
        }
        out.push_str(line);
    }
    Cow::Owned(out)
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '`')
}

/// The string literal whose content a metavariable stands for: its quotes, one or three of them, and what stands before them.
fn literal_around(bound: Bound, text: &str) -> Option<Span> {
    let Bound::Text(content) = bound else { return None };
    let (before, after) = (&text[..content.start as usize], &text[content.end as usize..]);
    let quote = before.chars().next_back().filter(|q| is_quote(*q) && after.starts_with(*q))?;
    let three: String = [quote; 3].iter().collect();
    let length = if before.ends_with(&three) && after.starts_with(&three) { 3 } else { 1 };
    let word = before[..before.len() - length].trim_end_matches(|c: char| c.is_ascii_alphanumeric() || c == '_');
    // A prefix is a letter or two; a longer word right before a string is something else.
    let prefix = before.len() - length - word.len();
    let start = before.len() - length - if prefix <= 2 { prefix } else { 0 };
    Some(Span::new(start as u32, content.end + length as u32))
}

/// What follows an element of a list that is empty: the comma behind it goes too, or else the one before.
fn without_comma<'t>(out: &mut String, rest: &'t str) -> &'t str {
    if let Some(behind) = rest.trim_start().strip_prefix(',') {
        return behind.trim_start_matches(' ');
    }
    let kept = out.trim_end();
    if let Some(kept) = kept.strip_suffix(',') {
        out.truncate(kept.len());
    }
    rest
}
