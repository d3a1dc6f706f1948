//! HTML: elements as JavaScript has them, with the names of elements and attributes in lower case.
//!
//! What a script or style element holds is its text; a rule reads it in its own language. Text that is no HTML, such as `a < b` and the
//! code of templates, is masked for the grammar, because each would cost the element that it stands in. Every named node of the grammar
//! is in the table or is a part of an element.

mod mask;

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop};
use crate::lower::{Lower, Row};
use crate::markup::{Element, Style, starts_with_attribute};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle, reserved_length};
use crate::tree::{NodeKind as K, Role as R};

pub(crate) static DEFINITION: Definition = Definition {
    name: "html",
    aliases: &["htm", "vue"],
    extensions: &["html", "htm", "xhtml"],
    file_names: &[],
    grammar: || tree_sitter_html::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("<!--", "-->", false), ("\"", "\"", false), ("'", "'", false)],
            statement_forms: &["@"],
            item_forms: &["@"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "\n").rewritten(hyphenate),
            Template::single("<wl ", "\n></wl>").eager(starts_with_attribute),
            Template::header("", "</script>"),
            Template::header("", "</style>"),
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
    mask: Some(mask::mask),
};

const TABLE: &[Row] = &[
    ("document", Custom(document)),
    ("doctype", Custom(|l, id, role| l.markup_declaration(id, role))),
    ("element", Custom(element)),
    ("script_element", Custom(element)),
    ("style_element", Custom(element)),
    ("attribute", Custom(attribute)),
    ("text", Custom(|l, id, role| l.markup_text(l.cst_node(id).span, role))),
    ("entity", Custom(|l, id, role| l.markup_text(l.cst_node(id).span, role))),
    ("raw_text", Custom(|l, id, role| l.markup_text(l.cst_node(id).span, role))),
    ("erroneous_end_tag", Drop),
    ("comment", Drop),
];

const STYLE: Style = Style { folds_case: true, is_text: |kind| matches!(kind, "text" | "entity" | "raw_text") };

/// Names of elements have no underscores, so placeholders among them are written with hyphens.
fn hyphenate(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find("WL_") {
        let length = reserved_length(&rest[at..]).unwrap_or(1);
        let (before, word) = (&rest[..at], &rest[at..at + length]);
        out.push_str(before);
        match before.ends_with('<') || before.ends_with("</") {
            true => out.push_str(&word.replace('_', "-")),
            false => out.push_str(word),
        }
        rest = &rest[at + length..];
    }
    out + rest
}

fn document(l: &mut Lower<'_>, id: CstId, role: R) {
    let content: Vec<CstId> = l.named(id).collect();
    l.node(id, K::Program, role, |l| l.markup_content(&content, R::Item, STYLE));
}

fn element(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut parts = Element::default();
    for part in l.named(id) {
        match l.kind(part) {
            "start_tag" | "self_closing_tag" => {
                parts.name = l.child_of_kind(part, "tag_name");
                parts.attributes = l.named(part).filter(|c| l.kind(*c) != "tag_name").collect();
            }
            "end_tag" => {}
            _ => parts.content.push(part),
        }
    }
    l.markup_element(id, role, &parts, STYLE);
}

fn attribute(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    l.node(id, K::XmlAttr, role, |l| {
        for part in parts {
            match l.kind(part) {
                "attribute_name" => l.markup_name(part, STYLE),
                _ => l.markup_value(part, R::Value),
            }
        }
    });
}
