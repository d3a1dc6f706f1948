//! JSON: objects are records whose members a pattern may leave out; a single member is a pattern of its own.
//!
//! Comments parse, and so does what people write where no JSON is allowed: trailing commas, bare words, single quotes and template
//! code are masked for the grammar, because each would cost the object that it stands in. Every named node of the grammar is in the table
//! or is a part of a string.

use crate::data::{MARK, Place, Rewriting};
use crate::language::{Definition, Traits, WordForm};
use crate::literal;
use crate::lower::Action::{Custom, Drop, Node, Word};
use crate::lower::Row;
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind as K, Role as R};
use std::borrow::Cow;

pub(crate) static DEFINITION: Definition = Definition {
    name: "json",
    aliases: &["jsonc"],
    extensions: &["json", "jsonc", "webmanifest"],
    file_names: &[],
    grammar: || tree_sitter_json::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("//", "\n", false), ("/*", "*/", false), ("\"", "\"", true)],
            statement_forms: &["@"],
            item_forms: &["@"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::single("", "\n").rewritten(quote_placeholders),
            Template::single("{", "\n}").rewritten(quote_placeholders),
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
    mask: Some(mask),
};

const TABLE: &[Row] = &[
    ("document", Node(K::Program, &[("", R::Item)])),
    ("object", Node(K::Record, &[("", R::Item)])),
    ("pair", Node(K::Pair, &[("key", R::Key), ("value", R::Value)])),
    ("array", Custom(|l, id, role| l.list_or_deep(id, role))),
    ("string", Custom(|l, id, role| l.quoted_text(id, role))),
    (
        "number",
        Custom(|l, id, role| {
            let (span, text) = (l.cst_node(id).span, l.text_of(id));
            l.literal(span, K::Num, role, &literal::number(text));
        }),
    ),
    ("true", Word(K::Bool, "true", &[])),
    ("false", Word(K::Bool, "false", &[])),
    ("null", Word(K::Null, "", &[])),
    ("comment", Drop),
];

/// JSON has no bare words, so placeholders outside of strings become strings, and members where members stand.
fn quote_placeholders(pattern: &str) -> String {
    Rewriting::new(pattern).run(|word, place| match place {
        Place::Element => format!("\"{MARK}{word}\""),
        Place::Member => format!("\"{MARK}{word}\": 0"),
    })
}

/// The text with what is no JSON masked, byte for byte as long as it was.
pub(crate) fn mask(text: &str) -> Cow<'_, str> {
    let bytes = text.as_bytes();
    let mut out: Option<Vec<u8>> = None;
    let mut at = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    while at < bytes.len() {
        let rest = &text[at..];
        let (length, masked) = match bytes[at] {
            b'"' => (string_length(rest, b'"'), None),
            b'\'' => masked_quotes(rest),
            b'/' if rest.starts_with("//") => (rest.find('\n').unwrap_or(rest.len()), None),
            b'/' if rest.starts_with("/*") => (rest.find("*/").map_or(rest.len(), |i| i + 2), None),
            b',' if closes(&rest[1..]) => (1, Some(vec![b' '])),
            b'{' if rest.starts_with("{{") && line(rest).contains("}}") => {
                masked_word(rest, rest.find("}}").map_or(1, |i| i + 2))
            }
            b'$' if rest.starts_with("${") && line(rest).contains('}') => {
                masked_word(rest, rest.find('}').map_or(2, |i| i + 1))
            }
            b'{' | b'}' | b'[' | b']' | b':' | b',' => (1, None),
            b if b.is_ascii_whitespace() => (1, None),
            _ => {
                let length = rest.find(|c: char| c.is_whitespace() || "{}[]:,\"'".contains(c)).unwrap_or(rest.len());
                masked_word(rest, length)
            }
        };
        if let Some(masked) = masked {
            out.get_or_insert_with(|| bytes.to_vec())[at..at + length].copy_from_slice(&masked);
        }
        at += length;
        while !text.is_char_boundary(at) {
            at += 1;
        }
    }
    out.and_then(|o| String::from_utf8(o).ok()).map_or(Cow::Borrowed(text), Cow::Owned)
}

fn line(text: &str) -> &str {
    // Code in a template is short; looking further at each of its beginnings would be quadratic.
    let text = &text[..text.floor_char_boundary(1_000)];
    &text[..text.find('\n').unwrap_or(text.len())]
}

/// The length of a string, up to the end of its line if it is not closed.
fn string_length(text: &str, quote: u8) -> usize {
    let mut escaped = false;
    for (i, b) in text.bytes().enumerate().skip(1) {
        match b {
            b'\n' => return i,
            b if b == quote && !escaped => return i + 1,
            b => escaped = b == b'\\' && !escaped,
        }
    }
    text.len()
}

/// A string in single quotes as one in double quotes.
fn masked_quotes(text: &str) -> (usize, Option<Vec<u8>>) {
    let length = string_length(text, b'\'');
    let mut masked: Vec<u8> =
        text.as_bytes()[..length].iter().map(|b| if matches!(b, b'"' | b'\\') { b'_' } else { *b }).collect();
    if length < 2 || masked[length - 1] != b'\'' {
        return (length, None);
    }
    (masked[0], masked[length - 1]) = (b'"', b'"');
    (length, Some(masked))
}

/// A bare word as a string; the words and numbers of JSON stay.
fn masked_word(text: &str, length: usize) -> (usize, Option<Vec<u8>>) {
    let is_number = |w: &str| {
        w.starts_with(|c: char| c == '-' || c.is_ascii_digit()) && w.bytes().all(|b| b"0123456789+-.eE".contains(&b))
    };
    match &text[..length] {
        "true" | "false" | "null" => (length, None),
        word if is_number(word) => (length, None),
        word if word.len() < 2 => (length, Some(vec![b'0'; length])),
        _ => {
            let mut masked = vec![b'_'; length];
            (masked[0], masked[length - 1]) = (b'"', b'"');
            (length, Some(masked))
        }
    }
}

/// Whether the next thing that is no comment closes an object or array.
fn closes(text: &str) -> bool {
    let mut rest = text.trim_start();
    loop {
        let comment = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |i| i + 2)
        } else {
            return rest.starts_with(['}', ']']);
        };
        rest = rest[comment..].trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::mask;

    #[test]
    fn what_is_no_json_is_masked_in_its_length() {
        let check = |text: &str, expected: &str| assert_eq!(mask(text), expected);
        check("{\"a\": [1, true, \"x, ]\"]} // b,}", "{\"a\": [1, true, \"x, ]\"]} // b,}");
        check("{\"a\": foo, b: 'c\"', }", "{\"a\": \"_\", 0: \"c_\"  }");
        check("[1.25, -2e-3, 0x1f]", "[1.25, -2e-3, \"__\"]");
        check("[1, /* a */ ]", "[1  /* a */ ]");
        check("{\"a\": ${B}, \"c\": {{ d }}}", "{\"a\": \"__\", \"c\": \"_____\"}");
        check("{\"a\": \"b", "{\"a\": \"b");
    }
}
