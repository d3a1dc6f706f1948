//! YAML: mappings are dictionaries, sequences lists, plain scalars typed as readers of YAML 1.1 type them.
//!
//! An alias is lowered as what it stands for, with the spans of its anchor, so that rules see through it and report a place once. A tag
//! is a call of the tag on its value; tags of the core schema only say what the value is anyway and vanish, except that `!!str` makes a
//! string. Every named node of the grammar is in the table or is a part of one that is.

mod ellipses;
mod mask;

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::literal;
use crate::lower::Action::{Custom, Drop, Node};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{Flags, NodeId, NodeKind as K, Role as R};
use wardline_base::Span;

pub(crate) use mask::mask;

pub(crate) static DEFINITION: Definition = Definition {
    name: "yaml",
    aliases: &["yml"],
    extensions: &["yaml", "yml"],
    file_names: &[],
    grammar: || tree_sitter_yaml::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("# ", "\n", false), ("\"", "\"", true), ("'", "'", false)],
            statement_forms: &["@"],
            item_forms: &["@"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[Template::new("", "\n").rewritten(ellipses::place)],
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
    ("stream", Node(K::Program, &[("", R::Item)])),
    ("document", Custom(document)),
    ("block_node", Custom(tagged)),
    ("flow_node", Custom(tagged)),
    ("block_mapping", Custom(|l, id, role| block(l, id, K::Dict, role))),
    ("flow_mapping", Custom(flow_mapping)),
    ("block_mapping_pair", Custom(pair)),
    ("flow_pair", Custom(flow_pair)),
    ("block_sequence", Custom(|l, id, role| block(l, id, K::List, role))),
    ("block_sequence_item", Custom(item)),
    ("flow_sequence", Custom(|l, id, role| l.list_or_deep(id, role))),
    ("plain_scalar", Custom(plain)),
    ("double_quote_scalar", Custom(quoted)),
    ("single_quote_scalar", Custom(quoted)),
    ("block_scalar", Custom(block_scalar)),
    ("alias", Custom(alias)),
    ("anchor", Drop),
    ("tag", Drop),
    ("comment", Drop),
    ("yaml_directive", Drop),
    ("tag_directive", Drop),
    ("reserved_directive", Drop),
];

/// Nodes that aliases may add to a tree: some hundred times what real files need, and a bound on files that are all aliases of aliases.
const MAX_ALIASED: usize = 100_000;

/// How deep in the tree an alias is still replaced, which bounds how deep aliases of aliases go.
const MAX_ALIAS_DEPTH: usize = 200;

/// A document is its value. A pattern of one entry is that entry, in whatever mapping or sequence it stands.
fn document(l: &mut Lower<'_>, id: CstId, role: R) {
    l.anchors.clear();
    if l.holes.is_some()
        && let Some(only) = only_entry(l, id)
    {
        let here = NodeId(l.tree.len() as u32);
        let whole = match l.kind(only) {
            "block_sequence_item" => Some(tokens(l, only)),
            "flow_pair" => Some(tokens(l, id)),
            _ => None,
        };
        l.lower(only, role);
        if let Some(whole) = whole.filter(|_| here.index() < l.tree.len()) {
            // An item's value starts behind the dash, a pair in braces behind the brace; the pattern does not.
            l.set_span(here, whole);
        }
        return;
    }
    l.children(id, role);
}

/// The one entry of the mapping or block sequence that a document consists of: `{a: b}` is the same as `a: b`.
fn only_entry(l: &Lower<'_>, document: CstId) -> Option<CstId> {
    let node = l.child_of_kind(document, "block_node").or_else(|| l.child_of_kind(document, "flow_node"))?;
    let mut parts = l.named(node);
    let block = parts.next().filter(|b| matches!(l.kind(*b), "block_mapping" | "block_sequence" | "flow_mapping"))?;
    let mut entries = l.named(block);
    let is_entry = |e: &CstId| matches!(l.kind(*e), "block_mapping_pair" | "block_sequence_item" | "flow_pair");
    let only = entries.next().filter(is_entry)?;
    (entries.next().is_none() && parts.next().is_none()).then_some(only)
}

/// A value with its tag and anchor.
fn tagged(l: &mut Lower<'_>, id: CstId, role: R) {
    if let Some(name) = l.child_of_kind(id, "anchor").map(|a| l.text_of(a)) {
        lower_tagged(l, id, role);
        l.anchors.insert(name.trim_start_matches('&'), id);
    } else {
        lower_tagged(l, id, role);
    }
}

fn lower_tagged(l: &mut Lower<'_>, id: CstId, role: R) {
    let value = l.named(id).find(|c| !matches!(l.kind(*c), "tag" | "anchor"));
    let tag = l.child_of_kind(id, "tag");
    let Some(name) = tag.map(|t| l.text_of(t)) else {
        match value {
            Some(value) => l.lower(value, role),
            None => null(l, l.cst_node(id).span, role),
        }
        return;
    };
    match (name, value) {
        ("!!str", Some(value)) if l.kind(value) == "plain_scalar" => l.leaf(value, K::Str, role),
        (
            "!!str" | "!!int" | "!!float" | "!!bool" | "!!null" | "!!map" | "!!seq" | "!!set" | "!!omap"
            | "!!timestamp" | "!",
            Some(value),
        ) => {
            l.lower(value, role);
        }
        _ => {
            let tag_span = tag.map_or_else(Span::default, |t| l.cst_node(t).span);
            l.node_span(tokens(l, id), K::Call, role, |l| {
                let word = name.strip_prefix('!').unwrap_or(name);
                l.leaf_word(tag_span, K::Name, R::Callee, word);
                let span = value.map_or(Span::new(tag_span.end, tag_span.end), |v| tokens(l, v));
                l.node_span(span, K::Args, R::Args, |l| {
                    if let Some(value) = value {
                        l.lower(value, R::Item);
                    }
                });
            });
        }
    }
}

/// The span of a node without the white space and comments that the grammar counts to the end of a block.
fn tokens(l: &Lower<'_>, id: CstId) -> Span {
    let mut last = id;
    while l.kind(last).starts_with("block_") && l.kind(last) != "block_scalar" {
        let Some(child) = l.cst.children(last).filter(|c| !l.cst_node(*c).extra).last() else { break };
        last = child;
    }
    let (span, end) = (l.cst_node(id).span, l.cst_node(last).span);
    let length = l.text[end.range()].trim_end().len() as u32;
    Span::new(span.start, (end.start + length).max(span.start))
}

fn block(l: &mut Lower<'_>, id: CstId, kind: K, role: R) {
    l.node_span(tokens(l, id), kind, role, |l| l.children(id, R::Item));
}

fn pair(l: &mut Lower<'_>, id: CstId, role: R) {
    let (key, value) = (l.field(id, "key"), l.field(id, "value"));
    let node = tokens(l, id);
    l.node_span(node, K::Pair, role, |l| {
        match key {
            Some(key) => self::key(l, key, R::Key),
            None => null(l, Span::new(node.start, node.start), R::Key),
        }
        match value {
            Some(value) => l.lower(value, R::Value),
            None => null(l, Span::new(node.end, node.end), R::Value),
        }
    });
}

/// A pair in a flow sequence is a mapping of its own: `[a: 1]`.
fn flow_pair(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.parent_kind(id) == "flow_sequence" {
        l.node(id, K::Dict, role, |l| pair(l, id, R::Item));
    } else {
        pair(l, id, role);
    }
}

/// Keys are strings whatever they look like: `on:` is no truth value.
fn key(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut parts = l.named(id);
    match (parts.next(), parts.next()) {
        (Some(only), None) if l.kind(only) == "plain_scalar" => l.leaf(only, K::Str, role),
        _ => l.lower(id, role),
    }
}

/// A key without a value is a pair too, unless it stands for an ellipsis.
fn flow_mapping(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Dict, role, |l| {
        for child in l.named(id) {
            if l.kind(child) != "flow_node" || l.is_ellipsis(child) {
                l.lower(child, R::Item);
                continue;
            }
            let span = l.cst_node(child).span;
            l.node(child, K::Pair, R::Item, |l| {
                key(l, child, R::Key);
                null(l, Span::new(span.end, span.end), R::Value);
            });
        }
    });
}

fn item(l: &mut Lower<'_>, id: CstId, role: R) {
    match l.named(id).next() {
        Some(value) => l.lower(value, role),
        None => null(l, tokens(l, id), role),
    }
}

/// The value that is not written.
fn null(l: &mut Lower<'_>, span: Span, role: R) {
    let out = l.literal(span, K::Null, role, "");
    l.add_flags(out, Flags::IMPLICIT);
}

fn plain(l: &mut Lower<'_>, id: CstId, role: R) {
    let (span, text) = (l.cst_node(id).span, l.text_of(id));
    let kind = l.named(id).next().map_or("", |c| l.kind(c));
    match (kind, text) {
        ("integer_scalar" | "float_scalar", _) => l.literal(span, K::Num, role, &literal::number(text)),
        ("null_scalar", _) => l.literal(span, K::Null, role, ""),
        _ => match truth(text) {
            Some(word) => l.literal(span, K::Bool, role, word),
            None => l.leaf_word(span, K::Str, role, text),
        },
    };
}

/// The truth value that a plain scalar is. Most tools still read the words of YAML 1.1, so `privileged: yes` must not pass.
fn truth(text: &str) -> Option<&'static str> {
    match text {
        "true" | "True" | "TRUE" | "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some("true"),
        "false" | "False" | "FALSE" | "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some("false"),
        _ => None,
    }
}

fn quoted(l: &mut Lower<'_>, id: CstId, role: R) {
    let (span, written) = (l.cst_node(id).span, l.text_of(id));
    let content = written.get(1..written.len().saturating_sub(1)).unwrap_or("");
    // A regular expression in a pattern is kept away from the grammar, but its quotes are YAML's.
    let expression = l.holes.and_then(|h| h.hole(content)).filter(|h| h.kind == K::StrRegex).map(|h| &h.word);
    let content = expression.map_or(content, String::as_str);
    if written.starts_with('"') && content.contains('\\') {
        l.literal(span, K::Str, role, &unescaped(content));
    } else {
        l.literal(span, K::Str, role, content);
    }
}

/// What stands in double quotes, with the escapes replaced that have one letter; others stay as written.
fn unescaped(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut letters = content.chars();
    while let Some(c) = letters.next() {
        if c != '\\' {
            out.push(c);
            continue;
        }
        match letters.next() {
            Some('n') => out.push('\n'),
            Some('r') => out.push('\r'),
            Some('t') => out.push('\t'),
            Some(same @ ('"' | '\\' | '/' | ' ')) => out.push(same),
            Some(other) => out.extend(['\\', other]),
            None => out.push('\\'),
        }
    }
    out
}

/// The text below a `|` as written, from its first to its last character that is no white space; below a `>`, lines are joined.
fn block_scalar(l: &mut Lower<'_>, id: CstId, role: R) {
    let (span, written) = (l.cst_node(id).span, l.text_of(id));
    let body = written.find('\n').map_or("", |i| written[i..].trim());
    let end = span.start + written.trim_end().len() as u32;
    let span = Span::new(span.start, end);
    if written.starts_with('>') && body.contains('\n') {
        l.literal(span, K::Str, role, &folded(body));
    } else {
        l.literal(span, K::Str, role, body);
    }
}

/// Lines joined by spaces, except that an empty line ends one.
fn folded(body: &str) -> String {
    let mut out = String::with_capacity(body.len());
    for line in body.lines().map(str::trim) {
        if line.is_empty() {
            out.push('\n');
            continue;
        }
        if !out.is_empty() && !out.ends_with('\n') {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

/// What the alias stands for, as long as aliases have not made the tree too big.
fn alias(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.text_of(id).trim_start_matches('*');
    let target = l.anchors.get(name).copied();
    match target {
        // Going back in the text only, an anchor that is set again inside of itself cannot lead in a circle.
        Some(target)
            if target < id && l.depth() < MAX_ALIAS_DEPTH && l.tree.len() < l.cst.nodes.len() + MAX_ALIASED =>
        {
            lower_tagged(l, target, role);
        }
        _ => {
            l.leaf_word(l.cst_node(id).span, K::Name, role, name);
        }
    }
}
