//! Macro calls whose arguments are expressions, which the grammar leaves as a tree of tokens.
//!
//! The tokens are parsed again as the arguments of a call, by the same grammar, so that an expression has one shape inside and outside
//! of macros. What is not Rust there but usual (`%x` and `target: "x"` of logging macros, the braces of `json!`) is first replaced by
//! characters of the same length that are, so that every position stays the file's. Arguments that still do not parse stay tokens.

use super::items;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// Macros that take a format string, and the first argument that may be it.
const FORMATTING: &[(&str, usize)] = &[
    ("anyhow", 0),
    ("assert", 1),
    ("assert_eq", 2),
    ("assert_ne", 2),
    ("bail", 0),
    ("debug", 0),
    ("debug_assert", 1),
    ("debug_assert_eq", 2),
    ("debug_assert_ne", 2),
    ("ensure", 1),
    ("eprint", 0),
    ("eprintln", 0),
    ("error", 0),
    ("event", 1),
    ("eyre", 0),
    ("format", 0),
    ("format_args", 0),
    ("info", 0),
    ("log", 1),
    ("panic", 0),
    ("print", 0),
    ("println", 0),
    ("todo", 0),
    ("trace", 0),
    ("unimplemented", 0),
    ("unreachable", 0),
    ("warn", 0),
    ("write", 1),
    ("writeln", 1),
];

/// `name!(arguments)`.
pub(super) fn invocation(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Macro, role, |l| {
        let Some(name) = l.field(id, "macro") else { return };
        l.lower(name, R::Callee);
        if let Some(tokens) = l.child_of_kind(id, "token_tree") {
            let path = l.text_of(name);
            arguments(l, tokens, path.rsplit("::").next().unwrap_or(path).trim());
        }
    });
}

/// The arguments of a macro or, with an empty name, of an attribute: expressions where they parse as such, else tokens.
pub(super) fn arguments(l: &mut Lower<'_>, tokens: CstId, name: &str) {
    l.node(tokens, K::Args, R::Args, |l| {
        if !parsed(l, tokens, name) {
            l.children(tokens, R::Item);
        }
    });
}

fn parsed(l: &mut Lower<'_>, tokens: CstId, name: &str) -> bool {
    let outer = l.text_of(tokens);
    let format = FORMATTING.iter().find(|(known, _)| *known == name).map(|(_, first)| *first);
    if outer.len() < 2
        || (outer.starts_with('{') && format.is_none() && !matches!(name, "vec" | "json" | "dbg" | "matches"))
    {
        return false;
    }
    let start = l.cst_node(tokens).span.start + 1;
    let mut text = outer.as_bytes()[1..outer.len() - 1].to_vec();
    match name {
        "vec" if separators(l, tokens).iter().any(|(_, mark)| *mark == b';') => list(l, "[", text, start),
        "matches" | "assert_matches" => matching(l, tokens, text, start),
        _ => {
            replace(l, tokens, name == "json", start, &mut text);
            call(l, text, start, format)
        }
    }
}

/// The text between a macro's brackets with `before` and `after` around it, and where it starts in the file.
fn wrapped(before: &str, text: Vec<u8>, after: &str, start: u32) -> Option<(String, u32)> {
    let text = String::from_utf8(text).ok()?;
    Some(([before, &text, after].concat(), start.checked_sub(before.len() as u32)?))
}

/// Lowers the arguments as those of a call.
fn call(l: &mut Lower<'_>, text: Vec<u8>, start: u32, format: Option<usize>) -> bool {
    let Some((text, start)) = wrapped("w(", text, ");", start) else { return false };
    l.embedded(&text, start, |l| {
        let list = find(l, "arguments");
        let mut format = format;
        for (place, item) in list.map(|list| items(l, list)).unwrap_or_default().into_iter().enumerate() {
            match l.kind(item) {
                "assignment_expression" => named(l, item),
                "string_literal" | "raw_string_literal" if format.is_some_and(|first| place >= first) => {
                    format = None;
                    format_string(l, item);
                }
                _ => l.lower(item, R::Item),
            }
        }
    })
}

/// Lowers `value; count`.
fn list(l: &mut Lower<'_>, open: &str, text: Vec<u8>, start: u32) -> bool {
    let Some((text, start)) = wrapped(open, text, "];", start) else { return false };
    l.embedded(&text, start, |l| {
        if let Some(list) = find(l, "array_expression") {
            l.lower(list, R::Item);
        }
    })
}

/// Lowers `value, pattern if guard` as the parts of a `match`.
fn matching(l: &mut Lower<'_>, tokens: CstId, mut text: Vec<u8>, start: u32) -> bool {
    let marks = separators(l, tokens);
    let last = l.named(tokens).last().map_or(0, |c| l.cst_node(c).span.end);
    for (i, (at, _)) in marks.iter().enumerate() {
        match i {
            0 => text[(at - start) as usize] = b'{',
            _ if *at >= last => text[(at - start) as usize] = b' ',
            _ => {}
        }
    }
    let Some((text, start)) = wrapped("match ", text, "=>()}", start) else { return false };
    l.embedded(&text, start, |l| {
        let Some(whole) = find(l, "match_expression") else { return };
        l.lower_field(whole, "value", R::Item);
        if let Some(pattern) = find(l, "match_pattern") {
            let guard = l.field(pattern, "condition");
            let parts: Vec<CstId> = l.named(pattern).filter(|p| Some(*p) != guard).collect();
            parts.iter().for_each(|p| l.lower(*p, R::Item));
            l.lower_field(pattern, "condition", R::Cond);
        }
    })
}

/// The first node of a kind in the text that was parsed again, which is the outermost one.
fn find(l: &Lower<'_>, kind: &str) -> Option<CstId> {
    (0..l.cst.nodes.len() as u32).map(CstId).find(|id| l.kind(*id) == kind)
}

/// `name = value`.
fn named(l: &mut Lower<'_>, id: CstId) {
    l.node(id, K::KwArg, R::Item, |l| {
        if let Some(name) = l.field(id, "left") {
            l.leaf_word(l.cst_node(name).span, K::Ident, R::Name, l.text_of(name).trim_matches('"'));
        }
        l.lower_field(id, "right", R::Value);
    });
}

/// The places of the commas and semicolons between the tokens of a tree, not those of the trees in it.
fn separators(l: &Lower<'_>, tokens: CstId) -> Vec<(u32, u8)> {
    let whole = l.cst_node(tokens).span;
    let mut out = Vec::new();
    let mut from = whole.start + 1;
    let ends =
        l.cst.children(tokens).map(|c| l.cst_node(c).span).chain([Span::new(whole.end.saturating_sub(1), whole.end)]);
    for next in ends {
        let gap = &l.text.as_bytes()[from as usize..next.start.max(from) as usize];
        out.extend(
            gap.iter()
                .copied()
                .enumerate()
                .filter(|(_, b)| matches!(b, b',' | b';'))
                .map(|(i, b)| (from + i as u32, b)),
        );
        from = next.end;
    }
    out
}

/// Replaces what is no Rust between the brackets of `tokens` in `text`, whose first byte is byte `start` of the file.
fn replace(l: &Lower<'_>, tokens: CstId, is_json: bool, start: u32, text: &mut [u8]) {
    let at = |place: u32| (place - start) as usize;
    let mut marks = separators(l, tokens).into_iter().peekable();
    let (mut is_first, mut is_key) = (true, false);
    for child in l.cst.children(tokens).filter(|c| !l.cst_node(*c).extra) {
        let span = l.cst_node(child).span;
        while let Some((place, mark)) = marks.next_if(|(place, _)| *place < span.start) {
            if mark == b';' {
                text[at(place)] = b',';
            }
            (is_first, is_key) = (true, false);
        }
        match l.kind(child) {
            ":" if is_key => {
                text[at(span.start)] = b'=';
                (is_first, is_key) = (true, false);
            }
            "=" => (is_first, is_key) = (true, false),
            "%" | "?" if is_first && !is_json => text[at(span.start)] = b' ',
            kind => {
                if kind == "token_tree" && is_json && is_first {
                    if l.text_of(child).starts_with('{') {
                        (text[at(span.start)], text[at(span.end) - 1]) = (b'[', b']');
                    }
                    replace(l, child, true, start, text);
                }
                is_key = is_first && (kind == "identifier" || is_json);
                is_first = false;
            }
        }
    }
}

/// A format string: a template of its text and the names that it captures, such as `{name}` or `{name:?}`; without any, a string.
fn format_string(l: &mut Lower<'_>, id: CstId) {
    let content = super::string_content(l, id);
    let is_raw = l.kind(id) == "raw_string_literal";
    let captures = captures(&l.text[content.range()], is_raw);
    if captures.is_empty() {
        return l.lower(id, R::Item);
    }
    l.node(id, K::Template, R::Item, |l| {
        let mut from = content.start;
        for (braces, name) in captures {
            let place = |span: Span| Span::new(content.start + span.start, content.start + span.end);
            text_part(l, Span::new(from, place(braces).start));
            l.leaf_word(place(name), K::Name, R::Item, &l.text[place(name).range()]);
            from = place(braces).end;
        }
        text_part(l, Span::new(from, content.end));
    });
}

fn text_part(l: &mut Lower<'_>, span: Span) {
    if !span.is_empty() {
        let out = l.open_span(span, K::StrPart, R::Item);
        l.set_word(out, &l.text[span.range()]);
        l.close(out);
    }
}

/// The captured names in the content of a format string: the bytes with braces, and those of the name.
fn captures(content: &str, is_raw: bool) -> Vec<(Span, Span)> {
    let bytes = content.as_bytes();
    let mut out = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        match (bytes[at], bytes.get(at + 1)) {
            // `\u{e9}` is a character.
            (b'\\', Some(b'u')) if !is_raw => at = content[at..].find('}').map_or(bytes.len(), |i| at + i + 1),
            (b'\\', _) if !is_raw => at += 2,
            (b'{', Some(b'{')) => at += 2,
            (b'{', _) => {
                let Some(length) = content[at..].find('}') else { return out };
                let inner = &content[at + 1..at + length];
                let name = &inner[..inner.find(':').unwrap_or(inner.len())];
                let word = name.trim();
                let is_name = word.starts_with(|c: char| c.is_alphabetic() || c == '_')
                    && word.chars().all(|c| c.is_alphanumeric() || c == '_');
                if is_name {
                    let start = at + 1 + (name.len() - name.trim_start().len());
                    let span = |from: usize, to: usize| Span::new(from as u32, to as u32);
                    out.push((span(at, at + length + 1), span(start, start + word.len())));
                }
                at += length + 1;
            }
            _ => at += 1,
        }
    }
    out
}
