//! SQL: names and keywords have no case, what a query may do without is compared only where the pattern has it.
//!
//! One grammar stands for all dialects. It leaves what it does not know as errors within the file, around which the other statements
//! are lowered as ever; keywords stay in the tree as words, so that kinds of statements without a row here are told apart all the same.

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Folded, Inline, Leaf, Node, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "sql",
    aliases: &["postgresql", "mysql", "tsql", "plsql"],
    extensions: &["sql", "ddl", "dml", "psql", "pgsql"],
    file_names: &[],
    grammar: || tree_sitter_sequel::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[
                ("--", "\n", false),
                ("/*", "*/", false),
                ("'", "'", false),
                ("\"", "\"", false),
                ("`", "`", false),
            ],
            statement_forms: &["SELECT @;", "SELECT @", "@", "@ int"],
            item_forms: &["@", "@ int", "@ = 0"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "\n"),
            Template::new("", "\n;\n"),
            Template::single("SELECT ", "\n"),
            Template::single("SELECT a FROM b ", "\n"),
            Template::new("CREATE TABLE wl_t (\n", "\n)"),
            Template::single("ALTER TABLE wl_t ", "\n"),
        ],
        type_template: Template::new("CREATE TABLE wl_t (a ", "\n)"),
    },
    traits: Traits {
        resolves_imports: false,
        assignment_declares: false,
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

/// What is not here becomes a node of the grammar's own name with its parts in order.
const TABLE: &[Row] = &[
    ("program", Node(K::Program, &[("", R::Item)])),
    ("block", Node(K::Block, &[("", R::Item)])),
    ("transaction", Node(K::Block, &[("", R::Item)])),
    ("statement", Custom(statement)),
    ("comment", Drop),
    ("marginalia", Drop),
    ("keyword_as", Drop),
    ("keyword_column", Drop),
    ("keyword_inner", Drop),
    ("keyword_into", Drop),
    ("keyword_outer", Drop),
    ("keyword_begin", Drop),
    ("keyword_end", Drop),
    ("keyword_true", Word(K::Bool, "true", &[])),
    ("keyword_false", Word(K::Bool, "false", &[])),
    ("keyword_null", Word(K::Null, "", &[])),
    ("identifier", Folded(identifier)),
    ("object_reference", Custom(dotted)),
    ("field", Custom(dotted)),
    ("all_fields", Leaf(K::Name)),
    ("parameter", Leaf(K::Name)),
    ("literal", Custom(literal)),
    ("select", Custom(parts)),
    ("select_expression", Inline),
    ("from", Custom(parts)),
    ("insert", Custom(parts)),
    ("update", Custom(parts)),
    ("delete", Custom(parts)),
    ("create_table", Custom(parts)),
    ("create_view", Custom(parts)),
    ("drop_table", Custom(parts)),
    ("drop_view", Custom(parts)),
    ("alter_table", Custom(parts)),
    ("column", Inline),
    ("column_definition", Custom(column)),
    ("term", Custom(aliased)),
    ("relation", Custom(aliased)),
    ("assignment", Node(K::Assign, &[("left", R::Target), ("right", R::Value)])),
    ("binary_expression", Custom(operation)),
    ("unary_expression", Custom(operation)),
    ("parenthesized_expression", Inline),
    ("invocation", Custom(call)),
    ("list", Node(K::Tuple, &[("", R::Item)])),
];

/// A statement that is one node is that node; one of several has them as its parts.
fn statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut named = l.named(id);
    match (named.next(), named.next()) {
        (Some(only), None) => {
            match l.named(only).last().filter(|part| l.kind(only) == "select" && l.is_ellipsis(*part)) {
                // A query that only made an ellipsis parsable.
                Some(ellipsis) => l.leaf(ellipsis, K::Name, role),
                None => l.lower(only, role),
            }
        }
        _ => parts(l, id, role),
    }
}

/// A part of a statement, in which conditions, orders and limits may be left out by a pattern.
fn parts(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = l.kind(id);
    let out = l.node(id, K::Other, role, |l| {
        for part in l.named(id) {
            let own = l.kind(part).strip_prefix("keyword_") == Some(kind);
            if !own {
                l.lower(part, if is_optional(l.kind(part)) { R::Extra } else { R::Item });
            }
        }
    });
    l.set_word(out, kind);
}

fn is_optional(kind: &str) -> bool {
    matches!(
        kind,
        "where"
            | "group_by"
            | "order_by"
            | "limit"
            | "window_clause"
            | "returning"
            | "join"
            | "cross_join"
            | "table_option"
            | "index_hint"
            | "keyword_if"
            | "keyword_not"
            | "keyword_exists"
    )
}

/// A name, without its quotes; what starts with `@` is a variable and keeps that.
fn identifier(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let written = l.text_of(id);
    let word = written.trim_matches(['"', '`', '[', ']']);
    if word.starts_with("WL_") {
        l.leaf_word(span, K::Name, role, word);
    } else {
        l.leaf_word(span, K::Name, role, &word.to_ascii_lowercase());
    }
}

/// `schema.table`, `table.column`, or a name alone.
fn dotted(l: &mut Lower<'_>, id: CstId, role: R) {
    let names: Vec<CstId> = l.named(id).collect();
    member(l, &names, role);
}

fn member(l: &mut Lower<'_>, names: &[CstId], role: R) {
    match names {
        [] => {}
        [only] => l.lower(*only, role),
        [before @ .., last] => {
            let start = l.cst_node(before[0]).span;
            let span = start.cover(l.cst_node(*last).span);
            l.node_span(span, K::Member, role, |l| {
                member(l, before, R::Object);
                let index = l.tree.len();
                l.lower(*last, R::Name);
                l.set_kind(index, K::Ident);
            });
        }
    }
}

/// A number, a string, or a word for a value.
fn literal(l: &mut Lower<'_>, id: CstId, role: R) {
    let (span, written) = (l.cst_node(id).span, l.text_of(id));
    if l.named(id).next().is_some() {
        return l.children(id, role);
    }
    // In double quotes stands a name, in standard SQL at least.
    if written.starts_with('"') {
        return identifier(l, id, role);
    }
    match written.find('\'').filter(|at| *at < 3 && written.len() > at + 1) {
        Some(open) => {
            let inner = &written[open + 1..];
            let word = inner.strip_suffix('\'').unwrap_or(inner).replace("''", "'");
            l.literal(span, K::Str, role, &word);
        }
        None => {
            l.leaf_word(span, K::Num, role, &crate::literal::number(written));
        }
    }
}

/// A column with its type; what else is said of it may be left out by a pattern.
fn column(l: &mut Lower<'_>, id: CstId, role: R) {
    // A column that only made an ellipsis parsable.
    if let Some(name) = l.field(id, "name").filter(|name| l.is_ellipsis(*name)) {
        return l.leaf(name, K::Name, role);
    }
    let out =
        l.node(id, K::Other, role, |l| l.fields(id, &[("name", R::Item), ("type", R::Item), ("custom_type", R::Item)]));
    l.set_word(out, "column_definition");
}

/// A value or a table with the name it is given for the query.
fn aliased(l: &mut Lower<'_>, id: CstId, role: R) {
    for part in l.named(id) {
        let is_alias = l.field(id, "alias") == Some(part);
        l.lower(part, if is_alias { R::Alias } else { role });
    }
}

fn operation(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = if l.field(id, "operand").is_some() { K::Unary } else { K::BinOp };
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    let word = operator.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    let operands = [("left", R::Left), ("right", R::Right), ("operand", R::Operand)];
    let out = l.node(id, kind, role, |l| {
        for (field, role) in operands {
            l.lower_field(id, field, role);
        }
    });
    l.set_word(out, if word == "<>" { "!=" } else { &word });
}

/// A call of a function.
fn call(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut named = l.named(id);
    let Some(callee) = named.next() else { return };
    let span = l.cst_node(id).span;
    let open = Span::new(l.cst_node(callee).span.end, span.end);
    l.node(id, K::Call, role, |l| {
        l.lower(callee, R::Callee);
        l.node_span(open, K::Args, R::Args, |l| named.for_each(|argument| l.lower(argument, R::Item)));
    });
}
