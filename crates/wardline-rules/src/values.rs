//! What a binding is worth: its text, its known value, its content.

use crate::comparison::Value;
use crate::file::SourceTree;
use crate::matcher::{Bound, HomePart};
use std::borrow::Cow;
use wardline_base::Span;
use wardline_flow::{Constant, evaluate};
use wardline_lang::{NodeId, NodeKind};

/// The value that a comparison sees: the known value of an expression, else its text.
pub(crate) fn value_of(
    file: Option<&SourceTree>,
    text: &str,
    bound: Bound,
    strip: bool,
    base: Option<u32>,
) -> Option<Value> {
    let written = &*text_of(file, text, bound);
    if strip || base.is_some() {
        let bare = written.trim_matches(['"', '\'', '`']);
        let digits = bare.trim_start_matches("0x").trim_start_matches("0o");
        return i128::from_str_radix(if base.is_some() { digits } else { bare }, base.unwrap_or(10))
            .ok()
            .map(Value::Int);
    }
    let known = match (file, bound) {
        (Some(file), Bound::Node(id, _)) => evaluate(&file.tree, &file.symbols, &file.names, id),
        _ => None,
    };
    let is_zero = |file: &SourceTree, id| file.has_pointer_literals && file.tree.node(id).kind == NodeKind::Null;
    if let (Some(file), Bound::Node(id, _)) = (file, bound)
        && is_zero(file, id)
    {
        // To C, null is 0.
        return Some(Value::Int(0));
    }
    Some(match known {
        Some(Constant::Num(n)) => number(&n).unwrap_or_else(|| Value::Str(n.into_owned())),
        Some(Constant::Str(s)) => Value::Str(s.into_owned()),
        Some(Constant::Bool(b)) => Value::Bool(b),
        Some(Constant::AnyStr | Constant::Null) | None => {
            number(written).unwrap_or_else(|| Value::Str(written.to_owned()))
        }
    })
}

fn number(text: &str) -> Option<Value> {
    text.parse().map(Value::Int).ok().or_else(|| text.parse().map(Value::Float).ok())
}

/// The known text of an expression.
pub(crate) fn known_text(file: Option<&SourceTree>, bound: Bound) -> Option<String> {
    let (Some(file), Bound::Node(id, _)) = (file, bound) else { return None };
    match evaluate(&file.tree, &file.symbols, &file.names, id)? {
        Constant::Str(s) | Constant::Num(s) => Some(s.into_owned()),
        Constant::Bool(b) => Some(b.to_string()),
        Constant::AnyStr | Constant::Null => None,
    }
}

/// The text of a binding: what is written, known, or said at home.
pub(crate) fn text_of<'t>(file: Option<&SourceTree>, text: &'t str, bound: Bound) -> Cow<'t, str> {
    implied_text(file, bound).map_or(Cow::Borrowed(&text[bound.span().range()]), Cow::Owned)
}

/// The text of a binding that is not written in its place.
pub(crate) fn implied_text(file: Option<&SourceTree>, bound: Bound) -> Option<String> {
    match (file?, bound) {
        (file, Bound::Known(id, _)) => match evaluate(&file.tree, &file.symbols, &file.names, id)? {
            Constant::Str(content) => Some(content.into_owned()),
            _ => None,
        },
        (file, Bound::Home(id, part, _)) => {
            let (name, module) = file.names.import_path(id)?.split_last()?;
            let words: Vec<&str> = match part {
                HomePart::Module => module.iter().map(|word| file.symbols.text(*word)).collect(),
                HomePart::Name => vec![file.symbols.text(*name)],
            };
            Some(words.join("."))
        }
        _ => None,
    }
}

/// The bytes of a string's content, without prefix and quotes.
pub(crate) fn content_span(file: &SourceTree, text: &str, t: NodeId) -> Span {
    let node = file.tree.node(t);
    let content = file.symbols.text(node.sym);
    let written = &text[node.span.range()];
    // Searching from the first quote keeps a prefix such as `b` from being taken for the content.
    let from = written.find(['"', '\'', '`']).map_or(0, |i| i + 1);
    match written.get(from..).and_then(|w| w.find(content)) {
        Some(at) if !content.is_empty() => {
            let start = node.span.start + (from + at) as u32;
            Span::new(start, start + content.len() as u32)
        }
        _ if content.is_empty() => {
            let at = node.span.start + from.min(written.len()) as u32;
            Span::new(at, at)
        }
        _ => match written.find(content) {
            Some(at) => Span::new(node.span.start + at as u32, node.span.start + (at + content.len()) as u32),
            None => node.span,
        },
    }
}

/// The text to read in another language: what a string holds, else what is written.
pub(crate) fn content<'t>(file: Option<&SourceTree>, text: &'t str, bound: Bound) -> Cow<'t, str> {
    if let (Some(file), Bound::Node(id, _)) = (file, bound)
        && file.tree.node(id).kind == NodeKind::Str
    {
        let written = &text[file.tree.node(id).span.range()];
        let content = || file.symbols.text(file.tree.node(id).sym).to_owned();
        return Cow::Owned(block_content(written).unwrap_or_else(content));
    }
    text_of(file, text, bound)
}

/// What a block of YAML below a `|` holds: its lines without the indentation that they share, and the break at its end.
fn block_content(written: &str) -> Option<String> {
    let (header, body) = written.strip_prefix('|')?.split_once('\n')?;
    let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let shared = body.lines().filter(|line| !line.trim().is_empty()).map(indent).min().unwrap_or(0);
    let lines: Vec<&str> = body.lines().map(|line| line.get(shared..).unwrap_or("")).collect();
    let end = if header.contains('-') { "" } else { "\n" };
    Some(lines.join("\n").trim_end().to_owned() + end)
}
