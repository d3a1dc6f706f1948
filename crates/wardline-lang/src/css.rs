//! CSS: a rule is a directive with its selectors as items, its declarations are pairs, an at-rule is a directive with its keyword as name.
//!
//! Selectors and the conditions of at-rules are kept as they are written, one word each, because rules ask for what is loaded and set, not
//! for what is selected. A declaration's value is a list even where it is one, so that `... url($U) ...` matches it with and without
//! neighbours. Every named node of the grammar is in the table, or is a part of a selector, a condition or a string.

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle, reserved_length};
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "css",
    aliases: &[],
    extensions: &["css"],
    file_names: &[],
    grammar: || tree_sitter_css::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("/*", "*/", false), ("\"", "\"", true), ("'", "'", true)],
            statement_forms: &["@: 0;", "@ {}"],
            item_forms: &["@"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::single("wl { wl: wl ", "\n}").eager(|pattern| !pattern.contains([':', '{', '@', ';'])),
            Template::new("wl { wl: 0; ", "\n}").rewritten(values),
            Template::new("", "\n").rewritten(values),
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
    ("stylesheet", Node(K::Program, &[("", R::Item)])),
    ("rule_set", Custom(statement)),
    ("keyframe_block", Custom(statement)),
    ("at_rule", Custom(statement)),
    ("charset_statement", Custom(statement)),
    ("import_statement", Custom(statement)),
    ("keyframes_statement", Custom(statement)),
    ("media_statement", Custom(statement)),
    ("namespace_statement", Custom(statement)),
    ("scope_statement", Custom(statement)),
    ("supports_statement", Custom(statement)),
    ("postcss_statement", Custom(statement)),
    ("block", Node(K::Record, &[("", R::Item)])),
    ("keyframe_block_list", Node(K::Record, &[("", R::Item)])),
    ("declaration", Custom(declaration)),
    ("call_expression", Custom(call)),
    ("binary_expression", Custom(operation)),
    ("parenthesized_value", Inline),
    ("grid_value", Node(K::List, &[("", R::Item)])),
    ("string_value", Custom(|l, id, role| l.quoted_text(id, role))),
    ("integer_value", Leaf(K::Num)),
    ("float_value", Leaf(K::Num)),
    ("plain_value", Leaf(K::Name)),
    ("color_value", Leaf(K::Name)),
    ("important", Leaf(K::Modifier)),
    ("important_value", Leaf(K::Modifier)),
    ("comment", Drop),
    ("js_comment", Drop),
];

/// Ellipses behind a colon are values, though they look like statements there.
fn values(pattern: &str) -> String {
    const STATEMENT: &str = ": 0;";
    let mut out = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some(at) = rest.find("WL_") {
        let length = reserved_length(&rest[at..]).unwrap_or(1);
        out.push_str(&rest[..at]);
        let is_value = out.trim_end().ends_with(':');
        out.push_str(&rest[at..at + length]);
        rest = &rest[at + length..];
        if is_value && let Some(after) = rest.strip_prefix(STATEMENT) {
            out.push_str(if after.trim_start().starts_with(';') { "" } else { ";" });
            rest = after;
        }
    }
    out + rest
}

/// A rule or at-rule: `selectors { … }`, `@keyword values { … }`.
fn statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let (span, written) = (l.cst_node(id).span, l.text_of(id));
    let parts: Vec<CstId> = l.named(id).collect();
    let is_body = |l: &Lower<'_>, part: CstId| matches!(l.kind(part), "block" | "keyframe_block_list");
    // A rule that only made an ellipsis parsable.
    if let [only, ..] = parts.as_slice()
        && l.is_ellipsis(*only)
    {
        return l.leaf(*only, K::Name, role);
    }
    l.node(id, K::Directive, role, |l| {
        if let Some(rest) = written.strip_prefix('@') {
            let length = rest.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_').unwrap_or(rest.len());
            let name = Span::new(span.start, span.start + 1 + length as u32);
            l.leaf_word(name, K::Ident, R::Name, &rest[..length].to_ascii_lowercase());
        }
        for part in parts {
            match l.kind(part) {
                "at_keyword" => {}
                "selectors" => l.named(part).for_each(|selector| word(l, selector)),
                "call_expression" | "string_value" => l.lower(part, R::Item),
                _ if is_body(l, part) => l.lower(part, R::Body),
                _ => word(l, part),
            }
        }
    });
}

/// A selector or condition as one word, with single spaces.
fn word(l: &mut Lower<'_>, id: CstId) {
    let word = l.text_of(id).split_whitespace().collect::<Vec<_>>().join(" ");
    l.leaf_word(l.cst_node(id).span, K::Name, R::Item, &word);
}

fn declaration(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut parts = l.named(id);
    let Some(name) = parts.next() else { return };
    let (flags, values): (Vec<CstId>, Vec<CstId>) = parts.partition(|p| l.kind(*p) == "important");
    l.node(id, K::Pair, role, |l| {
        flags.iter().for_each(|f| l.lower(*f, R::Attr));
        let written = l.text_of(name);
        let key =
            if written.starts_with("--") || l.is_hole(name) { written.into() } else { written.to_ascii_lowercase() };
        l.leaf_word(l.cst_node(name).span, K::Str, R::Key, &key);
        match values.as_slice() {
            // A placeholder alone stands for the whole value.
            [only] if l.is_hole(*only) => l.lower(*only, R::Value),
            [first, .., last] => list(l, l.cst_node(*first).span.cover(l.cst_node(*last).span), &values),
            [only] => list(l, l.cst_node(*only).span, &values),
            [] => {}
        }
    });
}

fn list(l: &mut Lower<'_>, span: Span, values: &[CstId]) {
    l.node_span(span, K::List, R::Value, |l| values.iter().for_each(|v| l.lower(*v, R::Item)));
}

/// A call; what `url()` holds is a string with quotes and without.
fn call(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.child_of_kind(id, "function_name");
    let is_url = name.is_some_and(|n| l.text_of(n).eq_ignore_ascii_case("url"));
    l.node(id, K::Call, role, |l| {
        if let Some(name) = name {
            let written = l.text_of(name);
            let word = if l.is_hole(name) { written.to_owned() } else { written.to_ascii_lowercase() };
            l.leaf_word(l.cst_node(name).span, K::Name, R::Callee, &word);
        }
        let Some(arguments) = l.child_of_kind(id, "arguments") else { return };
        l.node(arguments, K::Args, R::Args, |l| {
            for argument in l.named(arguments) {
                match l.kind(argument) {
                    "plain_value" if is_url => l.leaf(argument, K::Str, R::Item),
                    _ => l.lower(argument, R::Item),
                }
            }
        });
    });
}

fn operation(l: &mut Lower<'_>, id: CstId, role: R) {
    let operator = l.cst.children(id).find(|c| !l.cst_node(*c).named).map_or("", |c| l.text_of(c));
    let out = l.node(id, K::BinOp, role, |l| {
        for (part, role) in l.named(id).zip([R::Left, R::Right]) {
            l.lower(part, role);
        }
    });
    l.set_word(out, operator);
}
