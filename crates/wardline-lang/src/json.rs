//! JSON: objects are records whose members a pattern may leave out; a single member is a pattern of its own.
//!
//! Comments parse; trailing commas and bare words are syntax errors that cost no more than themselves. Every named node of the grammar is
//! in the table or is a part of a string.

use crate::data::{MARK, Place, Rewriting};
use crate::language::{Definition, Traits};
use crate::literal;
use crate::lower::Action::{Custom, Drop, Node, Word};
use crate::lower::Row;
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind as K, Role as R};

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
        words_required: true,
        packages: false,
    },
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
