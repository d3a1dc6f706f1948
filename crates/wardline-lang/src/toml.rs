//! TOML: tables and dotted keys are records in records, however they are written.
//!
//! `[a.b]`, `a.b = { … }` and `a = { b = { … } }` become the same shape, so that one pattern matches all of them; a table that is written
//! in two places stays two entries. Every named node of the grammar is in the table or is a part of a string.

use crate::cst::CstId;
use crate::data::MARK;
use crate::language::{Definition, Traits, WordForm};
use crate::literal;
use crate::lower::Action::{Custom, Drop, Leaf, Node};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle, reserved_length};
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "toml",
    aliases: &[],
    extensions: &["toml"],
    file_names: &["cargo.lock", "poetry.lock", "uv.lock", "pdm.lock", "gopkg.lock", "pipfile"],
    grammar: || tree_sitter_toml_ng::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[
                ("#", "\n", false),
                ("\"\"\"", "\"\"\"", true),
                ("'''", "'''", false),
                ("\"", "\"", true),
                ("'", "'", false),
            ],
            statement_forms: &["@"],
            item_forms: &["@"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "\n").rewritten(place),
            // A value alone.
            Template::single("wl = ", "\n")
                .rewritten(|pattern| place(&format!("={pattern}"))[1..].to_owned())
                .eager(|pattern| reserved_length(pattern) == Some(pattern.len())),
        ],
        type_template: Template::new("", "\n"),
    },
    traits: Traits {
        resolves_imports: false,
        assignment_declares: true,
        literal_strings: true,
        words: WordForm::Loose,
        quoted: false,
        certain: &[],
        packages: false,
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

const TABLE: &[Row] = &[
    ("document", Custom(|l, id, role| l.record_document(id, role))),
    ("table", Custom(|l, id, role| table(l, id, K::Record, role))),
    ("table_array_element", Custom(|l, id, role| table(l, id, K::List, role))),
    ("pair", Custom(pair)),
    ("inline_table", Node(K::Record, &[("", R::Item)])),
    ("array", Custom(|l, id, role| l.list_or_deep(id, role))),
    ("string", Custom(string)),
    ("integer", Custom(number)),
    ("float", Custom(number)),
    ("boolean", Leaf(K::Bool)),
    ("offset_date_time", Leaf(K::Str)),
    ("local_date_time", Leaf(K::Str)),
    ("local_date", Leaf(K::Str)),
    ("local_time", Leaf(K::Str)),
    ("comment", Drop),
];

/// The parts of a key, outermost first.
fn keys(l: &Lower<'_>, id: CstId, out: &mut Vec<CstId>) {
    match l.kind(id) {
        "dotted_key" => l.named(id).for_each(|part| keys(l, part, out)),
        _ => out.push(id),
    }
}

/// `a.b = value`: a pair for each part of the key, each within the one before.
fn pair(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    let Some((key, value)) = parts.split_first() else { return };
    let mut path = Vec::new();
    keys(l, *key, &mut path);
    let span = l.cst_node(id).span;
    nested(l, &path, span, role, &mut |l| value.iter().for_each(|v| l.lower(*v, R::Value)));
}

/// `[a.b]` or `[[a.b]]` with the pairs below it.
fn table(l: &mut Lower<'_>, id: CstId, kind: K, role: R) {
    let (pairs, key): (Vec<CstId>, Vec<CstId>) = l.named(id).partition(|c| l.kind(*c) == "pair");
    let mut path = Vec::new();
    key.iter().for_each(|k| keys(l, *k, &mut path));
    let whole = l.cst_node(id).span;
    let span = Span::new(whole.start, whole.start + l.text[whole.range()].trim_end().len() as u32);
    let content = match (pairs.first(), pairs.last()) {
        (Some(first), Some(last)) => l.cst_node(*first).span.cover(l.cst_node(*last).span),
        _ => Span::new(span.end, span.end),
    };
    nested(l, &path, span, role, &mut |l| {
        let record = |l: &mut Lower<'_>, role| {
            l.node_span(content, K::Record, role, |l| pairs.iter().for_each(|p| l.lower(*p, R::Item)));
        };
        if kind == K::List {
            l.node_span(content, K::List, R::Value, |l| record(l, R::Item));
        } else {
            record(l, R::Value);
        }
    });
}

/// The pairs of a dotted key, with what `value` lowers in the innermost.
fn nested(l: &mut Lower<'_>, path: &[CstId], span: Span, role: R, value: &mut dyn FnMut(&mut Lower<'_>)) {
    let Some((key, rest)) = path.split_first() else { return };
    l.node_span(span, K::Pair, role, |l| {
        self::key(l, *key);
        match rest.first().map(|next| Span::new(l.cst_node(*next).span.start, span.end)) {
            Some(inner) => {
                l.node_span(inner, K::Record, R::Value, |l| nested(l, rest, inner, R::Item, value));
            }
            None => value(l),
        }
    });
}

fn key(l: &mut Lower<'_>, id: CstId) {
    if l.kind(id) == "quoted_key" {
        l.quoted_text(id, R::Key);
    } else {
        l.leaf(id, K::Str, R::Key);
    }
}

fn string(l: &mut Lower<'_>, id: CstId, role: R) {
    let (span, written) = (l.cst_node(id).span, l.text_of(id));
    let block = ["\"\"\"", "'''"].into_iter().find_map(|quote| written.strip_prefix(quote)?.strip_suffix(quote));
    match block {
        // The line break behind the opening quotes is no part of the string.
        Some(content) => drop(l.literal(span, K::Str, role, content.trim_start_matches('\r').trim_start_matches('\n'))),
        None => l.quoted_text(id, role),
    }
}

fn number(l: &mut Lower<'_>, id: CstId, role: R) {
    let (span, text) = (l.cst_node(id).span, l.text_of(id));
    l.literal(span, K::Num, role, &literal::number(text));
}

/// A pattern with its placeholders as TOML: strings where values stand, pairs where pairs stand, lists for `<... ...>`.
fn place(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut brackets: Vec<char> = Vec::new();
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let length = reserved_length(rest).unwrap_or_else(|| string_length(rest));
        let word = &rest[..length];
        rest = &rest[length..];
        if reserved_length(word) == Some(length) {
            let opens_deep = rest.strip_prefix('(');
            match opens_deep {
                Some(inner) => {
                    brackets.push('D');
                    out.push_str(&format!("[\"{MARK}{word}\","));
                    rest = inner;
                }
                None => out.push_str(&placed(word, &out, rest, brackets.last())),
            }
            continue;
        }
        match c {
            '[' | '{' => brackets.push(c),
            ']' | '}' => drop(brackets.pop()),
            ')' if brackets.last() == Some(&'D') => {
                brackets.pop();
                out.push(']');
                continue;
            }
            _ => {}
        }
        out.push_str(word);
    }
    out
}

/// A placeholder as its place wants it.
fn placed(word: &str, before: &str, after: &str, bracket: Option<&char>) -> String {
    let line = &before[before.rfind('\n').map_or(0, |i| i + 1)..];
    let is_header = bracket == Some(&'[') && line.trim_start().starts_with('[');
    let names = after.trim_start_matches(' ').starts_with(['=', '.']) || line.ends_with('.');
    let opens = before.trim_end().ends_with(['{', ',']) || (bracket.is_none() && line.trim().is_empty());
    match bracket {
        _ if is_header || names => word.to_owned(),
        None | Some('{') if opens => format!("{word} = 0"),
        _ => format!("\"{MARK}{word}\""),
    }
}

/// The length of the string that a text starts with, or of its first character.
fn string_length(text: &str) -> usize {
    let first = text.chars().next().map_or(0, char::len_utf8);
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| text.starts_with(quote));
    let Some(quote) = quote else { return first };
    let mut at = quote.len();
    while at < text.len() && !text[at..].starts_with(quote) {
        let escapes = quote.starts_with('"') && text[at..].starts_with('\\');
        at += usize::from(escapes);
        at += text[at..].chars().next().map_or(0, char::len_utf8);
    }
    (at + quote.len()).min(text.len())
}
