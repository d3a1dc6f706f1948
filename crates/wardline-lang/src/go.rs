//! Go: packages by path, receivers, composite literals, short declarations, several results.
//!
//! Every name of a `var`, `const`, `type` or `import` group becomes a declaration of its own, because rules are written about one of
//! them. A composite literal is a [`NodeKind::Dict`] with its type, so that keyed fields match in any order.

mod declarations;

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{Flags, NodeKind, Role};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "go",
    aliases: &["golang"],
    extensions: &["go"],
    file_names: &[],
    grammar: || tree_sitter_go::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[
                ("//", "\n", false),
                ("/*", "*/", false),
                ("`", "`", false),
                ("\"", "\"", true),
                ("'", "'", true),
            ],
            statement_forms: &["@", "@ \"\"", "case @:"],
            item_forms: &[DOTS],
            parameter_form: 0,
            pair_form: 0,
            has_spread: true,
            typed: TypedStyle::NameFirst,
            meta_prefix: "",
        },
        templates: &[
            // An element of a literal is an expression, a braced literal without a type, or `key: value`; as statements the latter two
            // would be a block and a label.
            Template::single("var WL_WRAP = WL_TYPE{", "\n}\n").unless(is_method_declaration).rewritten(end_cases),
            Template::single("type WL_WRAP interface {\n", "\n}\n").eager(is_method),
            Template::new("", "\n").rewritten(end_cases),
            Template::header("", " {\n}\n").rewritten(end_cases),
        ],
        type_template: Template::new("var WL_WRAP ", "\n"),
    },
    traits: Traits {
        resolves_imports: true,
        assignment_declares: false,
        literal_strings: false,
        words: WordForm::Exact,
        quoted: true,
        certain: &["if", "switch", "go", "defer", "select", "==", "!="],
        packages: true,
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

/// An ellipsis that is not alone on its line, marked by a comment so that [`end_cases`] finds it.
const DOTS: &str = "@/**/";

/// Adds the colon that `case ...` lacks.
fn end_cases(pattern: &str) -> String {
    let mut parts = pattern.split("/**/");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let before = out.trim_end_matches(|c: char| c.is_alphanumeric() || c == '_');
        let is_case = before.len() < out.len() && before.trim_end().ends_with("case");
        if is_case && !part.trim_start_matches([' ', '\t']).starts_with([':', ',', '<', '=']) {
            out.push(':');
        }
        out.push_str(part);
    }
    out
}

/// Whether a pattern declares a method, `func (r T) name(`, which could be a conversion to a function's type too.
fn is_method_declaration(pattern: &str) -> bool {
    let after_receiver =
        pattern.strip_prefix("func").and_then(|p| p.trim_start().strip_prefix('(')).and_then(|p| p.split_once(')'));
    let Some((_, rest)) = after_receiver else { return false };
    let name = rest.trim_start();
    let after_name = name.trim_start_matches(|c: char| c.is_alphanumeric() || c == '_');
    after_name.len() < name.len() && after_name.starts_with('(')
}

/// Whether a pattern is a method of an interface: a call to the grammar, but for the result that follows on the same line.
fn is_method(pattern: &str) -> bool {
    let line = pattern.trim_end();
    let (Some(open), Some(close)) = (line.find('('), line.rfind(')')) else { return false };
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let result = line[close + 1..].trim();
    open > 0
        && line[..open].chars().all(is_word)
        && !result.is_empty()
        && result.chars().all(|c| is_word(c) || c == '.')
}

use NodeKind as K;
use Role as R;

const TABLE: &[Row] = &[
    ("source_file", Node(K::Program, &[("", R::Item)])),
    ("package_clause", Custom(declarations::package)),
    ("import_declaration", Custom(declarations::imports)),
    ("comment", Drop),
    ("empty_statement", Drop),
    // Statements.
    ("block", Node(K::Block, &[("", R::Item)])),
    ("statement_list", Inline),
    ("expression_statement", Node(K::ExprStmt, &[("", R::Operand)])),
    ("send_statement", Custom(send)),
    ("receive_statement", Custom(receive)),
    ("inc_statement", Custom(step)),
    ("dec_statement", Custom(step)),
    ("assignment_statement", Custom(assignment)),
    ("short_var_declaration", Custom(short_declaration)),
    ("var_declaration", Custom(variables)),
    ("const_declaration", Custom(variables)),
    ("type_declaration", Custom(declarations::types)),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("go_statement", Word(K::Spawn, "go", &[("", R::Operand)])),
    ("defer_statement", Word(K::Spawn, "defer", &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[("", R::Label)])),
    ("continue_statement", Node(K::Continue, &[("", R::Label)])),
    ("goto_statement", Word(K::Other, "goto", &[("", R::Item)])),
    ("fallthrough_statement", Word(K::Other, "fallthrough", &[])),
    ("labeled_statement", Custom(labeled)),
    (
        "if_statement",
        Node(
            K::If,
            &[("initializer", R::Init), ("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)],
        ),
    ),
    ("for_statement", Custom(for_statement)),
    ("expression_switch_statement", Node(K::Switch, &[("initializer", R::Init), ("value", R::Cond), ("", R::Item)])),
    ("type_switch_statement", Custom(type_switch)),
    ("select_statement", Word(K::Switch, "select", &[("", R::Item)])),
    ("expression_case", Custom(case)),
    ("type_case", Custom(case)),
    ("communication_case", Custom(case)),
    ("default_case", Custom(case)),
    // Functions.
    ("function_declaration", Custom(declarations::function)),
    ("method_declaration", Custom(declarations::function)),
    ("method_elem", Custom(declarations::function)),
    ("func_literal", Custom(declarations::function)),
    ("parameter_list", Custom(declarations::parameters)),
    ("type_parameter_list", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameter_declaration", Custom(declarations::parameter)),
    ("parameter_declaration", Custom(declarations::parameter)),
    ("variadic_parameter_declaration", Custom(declarations::parameter)),
    // Expressions.
    ("identifier", Leaf(K::Name)),
    ("blank_identifier", Leaf(K::Name)),
    ("package_identifier", Leaf(K::Name)),
    ("field_identifier", Leaf(K::Ident)),
    ("label_name", Leaf(K::Ident)),
    ("iota", Leaf(K::Name)),
    ("int_literal", Custom(number)),
    ("float_literal", Custom(number)),
    ("imaginary_literal", Custom(number)),
    ("true", Word(K::Bool, "true", &[])),
    ("false", Word(K::Bool, "false", &[])),
    ("nil", Word(K::Null, "", &[])),
    ("interpreted_string_literal", Custom(string)),
    ("raw_string_literal", Custom(string)),
    ("rune_literal", Custom(rune)),
    ("parenthesized_expression", Inline),
    ("expression_list", Custom(expression_list)),
    ("selector_expression", Node(K::Member, &[("operand", R::Object), ("field", R::Name)])),
    ("index_expression", Node(K::Index, &[("operand", R::Object), ("index", R::Item)])),
    ("slice_expression", Custom(slice)),
    (
        "call_expression",
        Node(K::Call, &[("function", R::Callee), ("type_arguments", R::TypeArgs), ("arguments", R::Args)]),
    ),
    ("argument_list", Node(K::Args, &[("", R::Item)])),
    ("variadic_argument", Word(K::Spread, "...", &[("", R::Operand)])),
    ("unary_expression", Op(K::Unary, "operator", &[("operand", R::Operand)])),
    ("binary_expression", Op(K::BinOp, "operator", &[("left", R::Left), ("right", R::Right)])),
    ("type_conversion_expression", Node(K::Cast, &[("type", R::Type), ("operand", R::Operand)])),
    ("type_assertion_expression", Word(K::Cast, "assert", &[("operand", R::Operand), ("type", R::Type)])),
    ("type_instantiation_expression", Node(K::Index, &[("type", R::Object), ("", R::Item)])),
    ("composite_literal", Custom(composite)),
    ("literal_value", Custom(literal_value)),
    ("literal_element", Inline),
    ("keyed_element", Custom(keyed)),
    // Types.
    ("type_identifier", Custom(declarations::type_name)),
    ("qualified_type", Custom(declarations::type_name)),
    ("generic_type", Custom(declarations::generic_type)),
    ("type_arguments", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_elem", Custom(declarations::type_union)),
    ("type_constraint", Custom(declarations::type_union)),
    ("parenthesized_type", Inline),
    ("pointer_type", Word(K::Type, "pointer", &[("", R::Item)])),
    ("slice_type", Word(K::Type, "slice", &[("element", R::Item)])),
    ("array_type", Word(K::Type, "array", &[("length", R::Item), ("element", R::Item)])),
    ("implicit_length_array_type", Word(K::Type, "array", &[("element", R::Item)])),
    ("map_type", Word(K::Type, "map", &[("key", R::Item), ("value", R::Item)])),
    ("channel_type", Word(K::Type, "chan", &[("value", R::Item)])),
    ("negated_type", Word(K::Type, "~", &[("", R::Item)])),
    ("function_type", Custom(declarations::function_type)),
    ("struct_type", Custom(declarations::structure)),
    ("interface_type", Custom(declarations::structure)),
    ("field_declaration_list", Node(K::ClassBody, &[("", R::Item)])),
    ("field_declaration", Custom(declarations::field)),
];

/// What placeholder of a pattern stands here, if one does.
fn hole(l: &Lower<'_>, id: CstId) -> Option<NodeKind> {
    l.holes.and_then(|h| h.hole(l.text_of(id))).map(|h| h.kind)
}

// ---- literals -----------------------------------------------------------------------------------------------------------------------

fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

/// The bytes between the quotes.
fn content_span(l: &Lower<'_>, id: CstId) -> Span {
    l.undelimited(id)
}

fn quoted(l: &mut Lower<'_>, id: CstId, kind: NodeKind, role: Role) {
    let content = &l.text[content_span(l, id).range()];
    let out = l.open(id, kind, role);
    l.set_word(out, content);
    l.close(out);
}

fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    quoted(l, id, K::Str, role);
}

fn rune(l: &mut Lower<'_>, id: CstId, role: Role) {
    quoted(l, id, K::Char, role);
}

/// A composite literal. Identifier keys of a map are expressions; of anything else they are names of fields.
fn composite(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Dict, role, |l| {
        l.lower_field(id, "type", R::Type);
        if let Some(body) = l.field(id, "body") {
            l.children(body, R::Item);
        }
    });
}

/// `{…}` inside a composite literal whose type says what it is.
fn literal_value(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Dict, role, |l| l.children(id, R::Item));
}

fn keyed(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Pair, role, |l| {
        if let Some(key) = l.field(id, "key") {
            let only = l.named(key).next().unwrap_or(key);
            if l.kind(only) == "identifier" && !is_in_map(l, id) {
                l.leaf(only, K::Ident, R::Key);
            } else {
                l.lower(key, R::Key);
            }
        }
        l.lower_field(id, "value", R::Value);
    });
}

/// Whether an element belongs directly to a literal of a map, slice or array type.
fn is_in_map(l: &Lower<'_>, element: CstId) -> bool {
    let literal = CstId(l.cst_node(CstId(l.cst_node(element).parent)).parent);
    l.kind(literal) == "composite_literal"
        && l.field(literal, "type").is_some_and(|t| {
            matches!(l.kind(t), "map_type" | "slice_type" | "array_type" | "implicit_length_array_type")
        })
}

// ---- expressions --------------------------------------------------------------------------------------------------------------------

/// One expression as it is, several as a tuple.
fn expression_list(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.named(id).count() == 1 {
        l.children(id, role);
    } else {
        l.node(id, K::Tuple, role, |l| l.children(id, R::Item));
    }
}

fn slice(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Index, role, |l| {
        l.lower_field(id, "operand", R::Object);
        let bounds = [("start", R::Left), ("end", R::Right), ("capacity", R::Step)];
        let span =
            bounds.iter().filter_map(|(field, _)| l.field(id, field)).map(|c| l.cst_node(c).span).reduce(Span::cover);
        let end = l.cst_node(id).span.end.saturating_sub(1);
        l.node_span(span.unwrap_or(Span::new(end, end)), K::Slice, R::Item, |l| {
            bounds.iter().for_each(|(field, role)| l.lower_field(id, field, *role));
        });
    });
}

// ---- statements ---------------------------------------------------------------------------------------------------------------------

fn send(l: &mut Lower<'_>, id: CstId, role: Role) {
    let fill = |l: &mut Lower<'_>, role| {
        let out = l.open(id, K::BinOp, role);
        l.set_word(out, "<-");
        l.lower_field(id, "channel", R::Left);
        l.lower_field(id, "value", R::Right);
        l.close(out);
    };
    if l.kind(CstId(l.cst_node(id).parent)) == "communication_case" {
        fill(l, role);
    } else {
        l.node(id, K::ExprStmt, role, |l| fill(l, R::Operand));
    }
}

/// `v := <-ch` of a `select`; without a left side the expression alone.
fn receive(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.field(id, "left").is_some() {
        pair_up(l, id, role, l.has_token(id, ":="));
    } else {
        l.lower_field(id, "right", role);
    }
}

fn step(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = if l.kind(id) == "inc_statement" { "++" } else { "--" };
    l.node(id, K::ExprStmt, role, |l| {
        let out = l.open(id, K::Unary, R::Operand);
        l.set_word(out, operator);
        l.children(id, R::Operand);
        l.close(out);
    });
}

fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.field(id, "operator").map_or("=", |o| l.text_of(o)).trim_end_matches('=');
    if operator.is_empty() {
        return pair_up(l, id, role, false);
    }
    let out = l.open(id, K::AugAssign, role);
    l.set_word(out, operator);
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}

fn short_declaration(l: &mut Lower<'_>, id: CstId, role: Role) {
    pair_up(l, id, role, true);
}

fn pair_up(l: &mut Lower<'_>, id: CstId, role: Role, declares: bool) {
    let out = l.node(id, K::Assign, role, |l| {
        l.lower_field(id, "left", R::Target);
        l.lower_field(id, "right", R::Value);
    });
    if declares {
        l.add_flags(out, Flags::DECLARES);
    }
}

/// `var` and `const`, alone or in a group.
fn variables(l: &mut Lower<'_>, id: CstId, role: Role) {
    let flags = if l.kind(id) == "const_declaration" { Flags::DECLARES.with(Flags::CONSTANT) } else { Flags::DECLARES };
    let group = l.child_of_kind(id, "var_spec_list").unwrap_or(id);
    let specs: Vec<CstId> = l.named(group).collect();
    // A parenthesis ends a group; without one the keyword belongs to the only line.
    let is_group = specs.last().is_none_or(|s| l.cst_node(*s).span.end < l.cst_node(id).span.end);
    for spec in specs {
        let span = l.cst_node(if is_group { spec } else { id }).span;
        variable(l, spec, span, role, flags);
    }
}

/// One line of a declaration: a node for each name, unless one call gives the values of all.
fn variable(l: &mut Lower<'_>, spec: CstId, span: Span, role: Role, flags: Flags) {
    let names: Vec<CstId> = l.named(spec).filter(|c| l.grammar.field_name(l.cst_node(*c).field) == "name").collect();
    let values: Vec<CstId> = l.field(spec, "value").map(|v| l.named(v).collect()).unwrap_or_default();
    if names.len() > 1 && values.len() == 1 {
        let names_span = l.cst_node(names[0]).span.cover(l.cst_node(names[names.len() - 1]).span);
        let out = l.node_span(span, K::Assign, role, |l| {
            l.node_span(names_span, K::Tuple, R::Target, |l| names.iter().for_each(|n| l.lower(*n, R::Item)));
            l.lower_field(spec, "type", R::Type);
            l.lower(values[0], R::Value);
        });
        return l.add_flags(out, flags);
    }
    for (i, name) in names.iter().enumerate() {
        let span = if i == 0 { span } else { Span::new(l.cst_node(*name).span.start, span.end) };
        let out = l.node_span(span, K::Assign, role, |l| {
            l.lower(*name, R::Target);
            l.lower_field(spec, "type", R::Type);
            if let Some(value) = values.get(i) {
                l.lower(*value, R::Value);
            }
        });
        l.add_flags(out, flags);
    }
}

fn labeled(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Labeled, role, |l| {
        let label = l.field(id, "label");
        l.lower_field(id, "label", R::Label);
        if let Some(statement) = l.named(id).find(|c| Some(*c) != label) {
            l.block(statement, false, R::Body);
        }
    });
}

fn for_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let header = l.named(id).next().filter(|c| l.kind(*c) != "block");
    match header.map(|h| (h, l.kind(h))) {
        Some((clause, "range_clause")) => l.node(id, K::ForEach, role, |l| {
            l.fields(clause, &[("left", R::Target), ("right", R::Iter)]);
            l.lower_field(id, "body", R::Body);
        }),
        header => l.node(id, K::For, role, |l| {
            match header {
                Some((clause, "for_clause")) => {
                    l.fields(clause, &[("initializer", R::Init), ("condition", R::Cond), ("update", R::Update)])
                }
                Some((condition, _)) => l.lower(condition, R::Cond),
                None => {}
            }
            l.lower_field(id, "body", R::Body);
        }),
    };
}

/// `switch y := x.(type)` declares `y` in its discriminant.
fn type_switch(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Switch, role);
    l.set_word(out, "type");
    l.lower_field(id, "initializer", R::Init);
    match (l.field(id, "alias"), l.field(id, "value")) {
        (Some(alias), Some(value)) => {
            let span = l.cst_node(alias).span.cover(l.cst_node(value).span);
            let declared = l.node_span(span, K::Assign, R::Cond, |l| {
                l.lower(alias, R::Target);
                l.lower(value, R::Value);
            });
            l.add_flags(declared, Flags::DECLARES);
        }
        _ => l.lower_field(id, "value", R::Cond),
    }
    for case in l.named(id) {
        if matches!(l.kind(case), "type_case" | "default_case") {
            l.lower(case, R::Item);
        }
    }
    l.close(out);
}

fn case(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Case, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "expression_list" => l.children(child, R::Item),
                "statement_list" => {}
                _ => l.lower(child, R::Item),
            }
        }
        let end = l.cst_node(id).span.end;
        let body = l.child_of_kind(id, "statement_list");
        let span = body.map_or(Span::new(end, end), |b| l.cst_node(b).span);
        let out = l.node_span(span, K::Block, R::Body, |l| {
            if let Some(body) = body {
                l.children(body, R::Item);
            }
        });
        l.add_flags(out, Flags::IMPLICIT);
    });
}
