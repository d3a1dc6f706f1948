//! Solidity: contracts with modifiers and events, call options, tuples, inline assembly.
//!
//! The grammar lets `[…]`, `{…}` and `(…)` behind an operator take the whole operation for their object, so expressions are read as
//! rows of operands and operators and put together anew ([`operators`]); no row of the table needs to know. A call with options,
//! `a.call{value: v}(d)`, is a call of a call whose only argument is a record. A modifier that a function is guarded by is an `Attr`,
//! as an annotation is elsewhere; words such as `public` are `Modifier`s. No node is left to become `Other`.

mod declarations;
mod operators;
mod statements;
mod types;
mod yul;

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "solidity",
    aliases: &["sol"],
    extensions: &["sol"],
    file_names: &[],
    grammar: || tree_sitter_solidity::LANGUAGE.into(),
    table: TABLE,
    keep: &["(", ")", ","],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("\"", "\"", true), ("'", "'", true), ("//", "\n", false), ("/*", "*/", false)],
            statement_forms: &["WL_T @;", "@;", "WL_T constant @ = 0;"],
            item_forms: &["@", "@: 0", "@;;", "@;"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "").eager(statements::is_pragma).rewritten(statements::readable_pragma),
            Template::single("contract WL_C { uint WL_F = (\n", "\n); }").unless(statements::starts_with_keyword),
            Template::new("contract WL_C { function WL_M() {\n", "\n} }").unless(statements::starts_with_declaration),
            Template::new("contract WL_C { function WL_M() { try WL_X() { }\n", "\n} }"),
            Template::header("contract WL_C { function WL_M() {\n", ";} }").unless(statements::starts_with_declaration),
            Template::new("contract WL_C {\n", "\n}"),
            Template::new("", "\n"),
            Template::header("contract WL_C {\n", "\n{ } }"),
            Template::header("", "\n{ }"),
            Template::header("contract WL_C { function WL_M() {\n", "\n{ } } }"),
            Template::header("contract WL_C { function WL_M() {\n", "\ncatch { } } }"),
            Template::new("contract WL_C { function WL_M() { assembly {\n", "\n} } }"),
        ],
        type_template: Template::new("contract WL_C { ", " WL_F; }"),
    },
    traits: Traits {
        resolves_imports: true,
        assignment_declares: false,
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

const TABLE: &[Row] = &[
    ("source_file", Node(K::Program, &[("", R::Item)])),
    ("comment", Drop),
    ("statement", Inline),
    // Names and literals.
    ("identifier", Custom(identifier)),
    ("number_literal", Custom(number)),
    ("number_unit", Drop),
    ("boolean_literal", Leaf(K::Bool)),
    ("true", Leaf(K::Bool)),
    ("false", Leaf(K::Bool)),
    ("string", Custom(string)),
    ("string_literal", Custom(string)),
    ("unicode_string_literal", Custom(string)),
    ("hex_string_literal", Leaf(K::Str)),
    // Expressions. Those with operators are reached through `expression` only.
    ("expression", Custom(operators::expression)),
    ("binary_expression", Custom(operators::expression)),
    ("unary_expression", Custom(operators::expression)),
    ("update_expression", Custom(operators::expression)),
    ("ternary_expression", Custom(operators::expression)),
    ("assignment_expression", Custom(operators::expression)),
    ("augmented_assignment_expression", Custom(operators::expression)),
    ("member_expression", Custom(operators::expression)),
    ("array_access", Custom(operators::expression)),
    ("slice_access", Custom(operators::expression)),
    ("struct_expression", Custom(operators::expression)),
    ("call_expression", Custom(operators::expression)),
    ("parenthesized_expression", Inline),
    ("type_cast_expression", Custom(conversion)),
    ("payable_conversion_expression", Custom(conversion)),
    ("meta_type_expression", Custom(conversion)),
    ("new_expression", Custom(operators::creation)),
    ("tuple_expression", Custom(tuple)),
    ("inline_array_expression", Node(K::List, &[("", R::Item)])),
    ("call_argument", Custom(argument)),
    ("call_struct_argument", Custom(pair)),
    ("struct_field_assignment", Custom(pair)),
    ("revert_arguments", Custom(arguments)),
    // Types.
    ("type_name", Custom(types::type_of)),
    ("primitive_type", Custom(types::name_of_type)),
    ("user_defined_type", Custom(types::name_of_type)),
    ("type_alias", Custom(types::name_of_type)),
    ("any_source_type", Custom(types::name_of_type)),
    // Declarations.
    ("pragma_directive", Custom(statements::pragma)),
    ("solidity_pragma_token", Inline),
    ("solidity_version", Drop),
    ("solidity_version_comparison_operator", Drop),
    ("any_pragma_token", Inline),
    ("pragma_value", Drop),
    ("import_directive", Custom(declarations::import)),
    ("contract_declaration", Custom(declarations::contract)),
    ("interface_declaration", Custom(declarations::contract)),
    ("library_declaration", Custom(declarations::contract)),
    ("inheritance_specifier", Custom(declarations::parent)),
    ("layout_specifier", Inline),
    ("contract_body", Node(K::ClassBody, &[("", R::Item)])),
    ("struct_declaration", Word(K::Class, "struct", &[("name", R::Name), ("body", R::Body)])),
    ("struct_body", Node(K::ClassBody, &[("", R::Item)])),
    ("struct_member", Custom(declarations::field)),
    ("enum_declaration", Word(K::Class, "enum", &[("name", R::Name), ("body", R::Body)])),
    ("enum_body", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_value", Custom(declarations::enum_value)),
    ("user_defined_type_definition", Word(K::Class, "type", &[("name", R::Name), ("", R::Parent)])),
    ("event_definition", Custom(declarations::signature)),
    ("error_declaration", Custom(declarations::signature)),
    ("using_directive", Custom(declarations::using)),
    ("using_alias", Inline),
    ("user_definable_operator", Drop),
    ("state_variable_declaration", Custom(declarations::field)),
    ("constant_variable_declaration", Custom(declarations::field)),
    ("variable_declaration", Custom(declarations::variable)),
    ("variable_declaration_tuple", Custom(tuple)),
    ("function_definition", Custom(declarations::function)),
    ("constructor_definition", Custom(declarations::function)),
    ("fallback_receive_definition", Custom(declarations::function)),
    ("modifier_definition", Custom(declarations::function)),
    ("function_body", Node(K::Block, &[("", R::Item)])),
    ("return_type_definition", Custom(declarations::returned)),
    ("parameter", Custom(declarations::parameter)),
    ("return_parameter", Custom(declarations::parameter)),
    ("event_parameter", Custom(declarations::parameter)),
    ("error_parameter", Custom(declarations::parameter)),
    ("modifier_invocation", Custom(declarations::invocation)),
    ("visibility", Leaf(K::Modifier)),
    ("state_mutability", Leaf(K::Modifier)),
    ("state_location", Leaf(K::Modifier)),
    ("virtual", Leaf(K::Modifier)),
    ("immutable", Leaf(K::Modifier)),
    ("override_specifier", Word(K::Modifier, "override", &[("", R::Extra)])),
    // Statements.
    ("block_statement", Custom(statements::block)),
    ("unchecked", Drop),
    ("expression_statement", Custom(statements::expression_statement)),
    ("variable_declaration_statement", Custom(statements::declaration)),
    ("if_statement", Custom(statements::if_statement)),
    ("for_statement", Custom(statements::for_statement)),
    ("while_statement", Custom(statements::while_statement)),
    ("do_while_statement", Custom(statements::while_statement)),
    ("continue_statement", Node(K::Continue, &[])),
    ("break_statement", Node(K::Break, &[])),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("emit_statement", Custom(statements::emit)),
    ("revert_statement", Custom(statements::revert)),
    ("try_statement", Custom(statements::try_statement)),
    ("catch_clause", Custom(statements::catch)),
    // Inline assembly.
    ("assembly_statement", Custom(yul::assembly)),
    ("assembly_flags", Inline),
    ("yul_block", Custom(yul::block)),
    ("yul_variable_declaration", Custom(yul::declaration)),
    ("yul_assignment", Custom(yul::assignment)),
    ("yul_function_call", Custom(yul::call)),
    ("yul_evm_builtin", Leaf(K::Name)),
    ("yul_if_statement", Custom(yul::if_statement)),
    ("yul_for_statement", Custom(yul::for_statement)),
    ("yul_switch_statement", Custom(yul::switch)),
    ("yul_function_definition", Custom(yul::function)),
    ("yul_label", Node(K::Labeled, &[("", R::Label)])),
    ("yul_leave", Node(K::Return, &[])),
    ("yul_break", Node(K::Break, &[])),
    ("yul_continue", Node(K::Continue, &[])),
    ("yul_identifier", Inline),
    ("yul_path", Custom(yul::path)),
    ("yul_decimal_number", Custom(number)),
    ("yul_hex_number", Custom(number)),
    ("yul_boolean", Leaf(K::Bool)),
    ("yul_string_literal", Inline),
    ("yul_hex_string_literal", Leaf(K::Str)),
];

fn identifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if matches!(role, R::Name | R::Label | R::Alias | R::Key) { K::Ident } else { K::Name };
    l.leaf(id, kind, role);
}

/// A number; one with a unit, such as `2 days`, is not the plain number.
fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    let digits = text.split_whitespace().next().unwrap_or(text);
    let unit = l.child_of_kind(id, "number_unit").map(|u| l.text_of(u));
    let value = crate::literal::number(digits.trim_end_matches(unit.unwrap_or("")));
    let word = unit.map_or_else(|| value.to_string(), |unit| format!("{value} {unit}"));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

/// Literals beside each other are one string.
fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut parts: Vec<&str> = l.named(id).filter(|c| l.kind(*c) == "string").map(|c| content(l.text_of(c))).collect();
    if parts.is_empty() {
        parts.push(content(l.text_of(id)));
    }
    l.literal(l.cst_node(id).span, K::Str, role, &parts.concat());
}

/// What stands between the quotes of a string.
fn content(text: &str) -> &str {
    let start = text.find(['"', '\'']).unwrap_or(0);
    text.get(start + 1..text.len().saturating_sub(1)).unwrap_or("")
}

/// A list in parentheses among the children of a node.
struct Group {
    span: Span,
    elements: Vec<CstId>,
}

/// The lists in parentheses among the children of a node, in order; one that is not closed ends with its last element.
fn groups(l: &Lower<'_>, id: CstId) -> Vec<Group> {
    let mut out: Vec<Group> = Vec::new();
    let mut open = false;
    for child in l.cst.children(id) {
        let node = l.cst_node(child);
        match (l.kind(child), out.last_mut().filter(|_| open)) {
            ("(", _) => {
                out.push(Group { span: node.span, elements: Vec::new() });
                open = true;
            }
            (")", Some(group)) => {
                group.span = group.span.cover(node.span);
                open = false;
            }
            (_, Some(group)) if node.named && !node.extra => {
                group.span = group.span.cover(node.span);
                group.elements.push(child);
            }
            _ => {}
        }
    }
    out
}

/// Lowers a list in parentheses as a node of its own.
fn list(l: &mut Lower<'_>, group: &Group, kind: K, role: Role) {
    l.node_span(group.span, kind, role, |l| group.elements.iter().for_each(|e| l.lower(*e, R::Item)));
}

/// The arguments among the children of a node.
fn arguments_of(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(group) = groups(l, id).last() {
        list(l, group, K::Args, role);
    }
}

fn arguments(l: &mut Lower<'_>, id: CstId, role: Role) {
    arguments_of(l, id, role);
}

/// `uint8(x)`, `payable(x)` and `type(T)` are calls of the word before the parenthesis.
fn conversion(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(word) = l.cst.children(id).next() else { return };
    l.node(id, K::Call, role, |l| {
        if l.cst_node(word).named {
            l.lower(word, R::Callee);
        } else {
            l.leaf(word, K::Name, R::Callee);
        }
        arguments_of(l, id, R::Args);
    });
}

/// An argument; `f({a: 1})` gives its arguments by name, as one record.
fn argument(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.named(id).next() {
        Some(value) if l.kind(value) != "call_struct_argument" => l.lower(value, role),
        _ => {
            l.node(id, K::Record, role, |l| l.children(id, R::Item));
        }
    }
}

fn pair(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Pair, role, |l| l.fields(id, &[("name", R::Key), ("value", R::Value)]));
}

/// A tuple; a place that is left out, as in `(, x)`, is a name without a word. A tuple of one thing in parentheses is that thing.
fn tuple(l: &mut Lower<'_>, id: CstId, role: Role) {
    let cst = l.cst;
    let has_comma = cst.children(id).any(|c| l.kind(c) == ",");
    if !has_comma && l.kind(id) == "tuple_expression" && l.named(id).count() == 1 {
        return l.children(id, role);
    }
    l.node(id, K::Tuple, role, |l| {
        let mut filled = false;
        for child in cst.children(id) {
            let node = cst.node(child);
            match l.kind(child) {
                // The comma or parenthesis after an empty place.
                "," | ")" if !filled && has_comma => {
                    l.literal(Span::new(node.span.start, node.span.start), K::Name, R::Item, "");
                }
                "," => filled = false,
                _ if node.named && !node.extra => {
                    l.lower(child, R::Item);
                    filled = true;
                }
                _ => {}
            }
            filled &= l.kind(child) != ",";
        }
    });
}
