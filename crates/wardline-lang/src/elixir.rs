//! Elixir: the grammar knows only calls, so what is a definition, a condition or a module is told by the name that is called.
//!
//! `do: value` is the same as a `do` block. Aliases are imports, so that a name is what it is at home. Placeholders are written with a
//! `_` before them, because an upper-case word can be no function's name.

mod definitions;
mod flow;
mod literals;

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Node, Op, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle, reserved_length};
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "elixir",
    aliases: &["ex"],
    extensions: &["ex", "exs"],
    file_names: &[],
    grammar: || tree_sitter_elixir::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[
                ("\"\"\"", "\"\"\"", true),
                ("# ", "\n", false),
                ("#{", "}", false),
                ("\"", "\"", true),
                ("'", "'", true),
            ],
            statement_forms: &["@"],
            item_forms: &["@", "@: 0", "@ -> 0"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "\n").rewritten(as_variables),
            Template::new("%{", "}\n").rewritten(as_variables),
            Template::header("", "\nend\n").rewritten(as_variables),
            Template::new("case wl_wrap do\n", "\nend\n").rewritten(as_variables),
        ],
        type_template: Template::new("", "\n"),
    },
    traits: Traits {
        resolves_imports: true,
        assignment_declares: true,
        literal_strings: false,
        words: WordForm::Exact,
        quoted: false,
        certain: &[],
        packages: false,
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

/// What is not here is lowered by the node around it: `do_block` and the blocks in it, `struct`, `interpolation`, `quoted_content`,
/// `escape_sequence`, `sigil_name`, `sigil_modifiers`, `keyword`, `quoted_keyword`.
const TABLE: &[Row] = &[
    ("source", Custom(source)),
    ("body", Custom(flow::block)),
    ("block", Custom(parentheses)),
    ("comment", Drop),
    ("identifier", Custom(|l, id, role| name(l, id, K::Name, role))),
    ("operator_identifier", Custom(|l, id, role| name(l, id, K::Name, role))),
    ("alias", Custom(module_name)),
    ("atom", Custom(literals::atom)),
    ("quoted_atom", Custom(literals::atom)),
    ("integer", Custom(literals::number)),
    ("float", Custom(literals::number)),
    ("char", Custom(literals::character)),
    ("boolean", Custom(literals::boolean)),
    ("nil", Word(K::Null, "", &[])),
    ("string", Custom(literals::string)),
    ("charlist", Custom(literals::string)),
    ("sigil", Custom(literals::sigil)),
    ("list", Custom(literals::list)),
    ("tuple", Node(K::Tuple, &[("", R::Item)])),
    ("bitstring", Word(K::List, "<<>>", &[("", R::Item)])),
    ("map", Custom(literals::map)),
    ("map_content", Custom(literals::map_content)),
    ("keywords", Inline),
    ("pair", Custom(literals::keyword_argument)),
    ("arguments", Node(K::Args, &[("", R::Item)])),
    ("call", Custom(call)),
    ("dot", Custom(dot)),
    ("access_call", Node(K::Index, &[("target", R::Object), ("key", R::Item)])),
    ("binary_operator", Custom(binary)),
    ("unary_operator", Op(K::Unary, "operator", &[("operand", R::Operand)])),
    ("anonymous_function", Custom(definitions::lambda)),
    ("stab_clause", Custom(flow::clause)),
];

/// Writes placeholders with a `_` before them.
fn as_variables(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let hole = reserved_length(rest);
        if hole.is_some() {
            out.push('_');
        }
        let length = hole.unwrap_or(c.len_utf8());
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out
}

/// A word without the `_` that [`as_variables`] put before a placeholder.
fn bare<'t>(l: &Lower<'_>, word: &'t str) -> &'t str {
    word.strip_prefix('_').filter(|w| l.hole_kind(w).is_some()).unwrap_or(word)
}

fn name(l: &mut Lower<'_>, id: CstId, kind: K, role: R) {
    let word = bare(l, l.text_of(id));
    l.leaf_word(l.cst_node(id).span, kind, role, word);
}

/// `A.B.C`: members of members.
fn module_name(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let parts: Vec<&str> = l.text_of(id).split('.').collect();
    module_parts(l, span.start, &parts, role);
}

fn module_parts(l: &mut Lower<'_>, start: u32, parts: &[&str], role: R) {
    let end = start + (parts.iter().map(|p| p.len()).sum::<usize>() + parts.len().saturating_sub(1)) as u32;
    match parts {
        [] => {}
        [only] => {
            l.leaf_word(Span::new(start, end), K::Name, role, only.trim());
        }
        [object @ .., last] => {
            l.node_span(Span::new(start, end), K::Member, role, |l| {
                module_parts(l, start, object, R::Object);
                l.leaf_word(Span::new(end - last.len() as u32, end), K::Ident, R::Name, last.trim());
            });
        }
    }
}

fn source(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Program, role, |l| {
        let children: Vec<CstId> = l.named(id).collect();
        children.iter().for_each(|c| flow::statement(l, *c, R::Item));
    });
}

/// `(a; b)` is a block, `(a)` is `a`.
fn parentheses(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut inner = l.named(id);
    match (inner.next(), inner.next()) {
        (Some(only), None) => l.lower(only, role),
        _ => flow::block(l, id, role),
    }
}

/// `a.b` selects; `f.(x)` calls `f`.
fn dot(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(right) = l.field(id, "right") else { return l.lower_field(id, "left", role) };
    l.node(id, K::Member, role, |l| {
        l.lower_field(id, "left", R::Object);
        if matches!(l.kind(right), "identifier" | "operator_identifier" | "alias") {
            name(l, right, K::Ident, R::Name);
        } else {
            l.lower(right, R::Name);
        }
    });
}

fn binary(l: &mut Lower<'_>, id: CstId, role: R) {
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    let (kind, left, right) = match operator {
        "=" => (K::Assign, R::Target, R::Value),
        "=>" => (K::Pair, R::Key, R::Value),
        _ => (K::BinOp, R::Left, R::Right),
    };
    let out = l.node(id, kind, role, |l| {
        l.lower_field(id, "left", left);
        l.lower_field(id, "right", right);
    });
    if kind == K::BinOp {
        l.set_word(out, operator);
    }
}

/// A call, or what is written like one.
fn call(l: &mut Lower<'_>, id: CstId, role: R) {
    let target = l.field(id, "target");
    let word = target.filter(|t| l.kind(*t) == "identifier").map_or("", |t| l.text_of(t));
    let has_parts = l.child_of_kind(id, "arguments").is_some() || l.child_of_kind(id, "do_block").is_some();
    match word {
        "def" | "defp" | "defmacro" | "defmacrop" | "defguard" | "defguardp" | "defdelegate" => {
            definitions::function(l, id, word, role);
        }
        "defmodule" | "defprotocol" | "defimpl" => definitions::module(l, id, word, role),
        "alias" | "import" if definitions::is_import(l, id) => definitions::import(l, id, word, role),
        "if" | "unless" => flow::conditional(l, id, word, role),
        "case" | "cond" | "receive" => flow::switch(l, id, word, role),
        "try" => flow::try_block(l, id, role),
        _ if !has_parts => l.lower_field(id, "target", role),
        _ => plain_call(l, id, role),
    }
}

fn plain_call(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Call, role, |l| {
        l.lower_field(id, "target", R::Callee);
        let items = items(l, id);
        let end = l.field(id, "target").map_or(l.cst_node(id).span.end, |t| l.cst_node(t).span.end);
        let span = l.child_of_kind(id, "arguments").map_or(Span::new(end, end), |a| l.cst_node(a).span);
        l.node_span(span, K::Args, R::Args, |l| items.iter().for_each(|i| l.lower(*i, R::Item)));
        flow::sections(l, id);
    });
}

/// The arguments of a call without those that are blocks: `do: …`.
fn items(l: &Lower<'_>, id: CstId) -> Vec<CstId> {
    let arguments = l.child_of_kind(id, "arguments");
    let all = arguments.into_iter().flat_map(|a| l.named(a));
    let flat = all.flat_map(|a| if l.kind(a) == "keywords" { l.named(a).collect() } else { vec![a] });
    flat.filter(|a| flow::section_of_pair(l, *a).is_none()).collect()
}
