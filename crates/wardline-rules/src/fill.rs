//! Messages and replacements with the code that metavariables stand for filled in.
//!
//! A message takes the code as it is. A replacement has to be code again: its later lines are indented like the match, a string keeps the
//! quotes that it was written with, a list whose `$...X` is empty keeps no comma for it, and an operation that becomes an operand is put in
//! parentheses.

use crate::evaluate::Range;
use crate::file::SourceTree;
use crate::matcher::Bound;
use std::borrow::Cow;
use wardline_base::Span;
use wardline_lang::{NodeId, NodeKind, Role};

/// What the metavariables of a range stand for, by name.
pub(crate) fn metavariables<'t>(names: &[String], range: &Range, text: &'t str) -> Vec<(String, &'t str)> {
    let mut out: Vec<(String, &str)> = names
        .iter()
        .zip(&range.bindings)
        .filter_map(|(name, bound)| Some((name.clone(), &text[bound.as_ref()?.span().range()])))
        .collect();
    out.sort();
    out
}

/// Puts the code that metavariables stand for into a text; longer names first, so that `$XS` is not taken for `$X`.
pub(crate) fn fill(template: &str, metavariables: &[(String, &str)]) -> String {
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
pub(crate) fn replacement(
    template: &str,
    names: &[String],
    range: &Range,
    file: Option<&SourceTree>,
    text: &str,
) -> String {
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
            let code = &text[bound.span().range()];
            let is_weak = file.is_some_and(|file| is_operation(file, bound));
            if is_weak && (ends_in_operator(&out) || starts_with_operator(rest)) {
                out.extend(["(", code, ")"]);
            } else {
                out.push_str(code);
            }
        }
    }
    out.push_str(rest);
    let is_operand = file.is_some_and(|file| is_operand(file, range.span, text));
    if is_operand && holds_operator(&template) { format!("({out})") } else { out }
}

/// Whether a metavariable stands for code that an operator beside it would take apart.
fn is_operation(file: &SourceTree, bound: Bound) -> bool {
    matches!(bound, Bound::Node(id, _) if matches!(file.tree.node(id).kind, NodeKind::BinOp | NodeKind::Ternary))
}

/// Words that are operators in one language or another.
const OPERATORS: &[&str] = &["and", "or", "not", "is", "in", "as", "await", "instanceof"];

/// Whether code ends in an operator that takes what follows as its operand.
fn ends_in_operator(code: &str) -> bool {
    let code = code.trim_end();
    let word = code.rsplit(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    let is_arrow = code.ends_with("->") || code.ends_with("=>");
    let compares = ["==", "!=", "<=", ">="].iter().any(|operator| code.ends_with(operator));
    compares || OPERATORS.contains(&word) || (!is_arrow && code.ends_with(|c| "+-*/%&|^<>!~".contains(c)))
}

/// Whether code starts with an operator that takes what precedes it as its operand. Members, calls and elements are right beside it.
fn starts_with_operator(code: &str) -> bool {
    if code.starts_with(['.', '[', '(']) {
        return true;
    }
    let code = code.trim_start();
    let word = code.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or("");
    let is_other = ["->", "//", "/*"].iter().any(|other| code.starts_with(other));
    let compares = code.starts_with("==") || code.starts_with("!=");
    compares || OPERATORS.contains(&word) || (!is_other && code.starts_with(|c| "+-*/%&|^<>".contains(c)))
}

/// Whether what is replaced is the operand of something that would take an operation apart.
fn is_operand(file: &SourceTree, span: Span, text: &str) -> bool {
    let tree = &file.tree;
    let node = tree.node(NodeId(file.nodes_within(span).start));
    let in_parentheses = text[..span.start as usize].ends_with('(') && text[span.end as usize..].starts_with(')');
    let takes_operand = match tree.node(node.parent).kind {
        NodeKind::BinOp | NodeKind::Unary | NodeKind::Await => true,
        NodeKind::Member | NodeKind::Index => node.role == Role::Object,
        NodeKind::Call => node.role == Role::Callee,
        _ => false,
    };
    node.span == span && takes_operand && !in_parentheses
}

/// Whether a replacement is an operation: an operator between blanks, outside of brackets and quotes.
fn holds_operator(template: &str) -> bool {
    let (mut depth, mut quote) = (0_i32, None);
    let mut before = ' ';
    for (at, c) in template.char_indices() {
        match (quote, c) {
            (Some(open), _) if c == open => quote = None,
            (Some(_), _) => {}
            (None, _) if is_quote(c) => quote = Some(c),
            (None, '(' | '[' | '{') => depth += 1,
            (None, ')' | ']' | '}') => depth -= 1,
            _ if depth == 0 && before == ' ' && at > 0 => {
                let word = template[at..].split(' ').next().unwrap_or("");
                let is_symbol = word.chars().all(|c| "+-*/%&|^<>=!?".contains(c)) && !matches!(word, "=" | "=>" | "->");
                if !word.is_empty() && (is_symbol || OPERATORS.contains(&word)) {
                    return true;
                }
            }
            _ => {}
        }
        before = c;
    }
    false
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
