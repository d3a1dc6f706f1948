//! Property files: a record of strings.
//!
//! A key is one word with its dots, a value the text up to the end of its last line, without quotes around all of it, because many readers
//! drop them. Every named node of the grammar is in the table or is a part of a key or value.

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "properties",
    aliases: &["java-properties"],
    extensions: &["properties"],
    file_names: &[],
    grammar: || tree_sitter_properties::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("# ", "\n", false), ("\"", "\"", false)],
            statement_forms: &["@"],
            item_forms: &["@"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[Template::new("", "\n").rewritten(|pattern| pattern.trim_start().to_owned())],
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

const TABLE: &[Row] =
    &[("file", Custom(|l, id, role| l.record_document(id, role))), ("property", Custom(property)), ("comment", Drop)];

fn property(l: &mut Lower<'_>, id: CstId, role: R) {
    let (key, value) = (l.child_of_kind(id, "key"), l.child_of_kind(id, "value"));
    // A placeholder on a line of its own stands for whole entries.
    if let Some(hole) = key.filter(|k| value.is_none() && l.is_hole(*k)) {
        return l.leaf(hole, K::Str, role);
    }
    let span = l.cst_node(id).span;
    let length = l.text[span.range()].trim_end().len() as u32;
    l.node_span(Span::new(span.start, span.start + length), K::Pair, role, |l| {
        if let Some(key) = key {
            l.leaf(key, K::Str, R::Key);
        }
        match value {
            Some(value) => self::value(l, value),
            None => drop(l.literal(Span::new(span.start + length, span.start + length), K::Str, R::Value, "")),
        }
    });
}

fn value(l: &mut Lower<'_>, id: CstId) {
    let (start, written) = (l.cst_node(id).span.start, l.text_of(id).trim_end());
    let span = Span::new(start, start + written.len() as u32);
    match written.strip_prefix('"').and_then(|w| w.strip_suffix('"')) {
        Some(content) => l.literal(span, K::Str, R::Value, content),
        None => l.leaf_word(span, K::Str, R::Value, written),
    };
}
