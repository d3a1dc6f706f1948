//! Apex: Java without packages, with queries, statements that change the database, properties and triggers.
//!
//! The grammar is made from Java's, so most rows are the functions of [`crate::java`]. Upper and lower case are the same in Apex: names
//! are in lower case in the tree. A query is a `Directive` whose clauses are `Attr`s, so that a pattern of a query names the clauses that
//! it cares for; every kind of clause that needs nothing else is lowered by [`queries::clause`]. Left to become `Other`: `java_type`,
//! `java_field_access`, `version_expression` and `version_number`, which only old managed packages use, and `inferred_parameters`, which
//! the grammar has left over from Java.

mod queries;

use crate::cst::CstId;
use crate::java;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Folded, Inline, Leaf, Node, Op, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle, reserved_length};
use crate::tree::{Flags, NodeId, NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "apex",
    aliases: &[],
    extensions: &["cls", "trigger", "apex"],
    file_names: &[],
    grammar: || tree_sitter_sfapex::apex::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("'''", "'''", false), ("'", "'", true), ("//", "\n", false), ("/*", "*/", false)],
            statement_forms: &["WL_T @;", "@;", "when @ { }"],
            item_forms: &["@", "WL_T @", "@ = 0", "@;;", "@ => 0"],
            parameter_form: 1,
            pair_form: 2,
            has_spread: false,
            typed: TypedStyle::TypeFirst,
            meta_prefix: "",
        },
        // Statements stand in a method, because the grammar takes `A<B> c` at the start of a file for comparisons.
        templates: &[
            Template::single("class WL_C { void WL_M() { Object WL_F = (\n", "\n); } }")
                .unless(starts_with_declaration),
            Template::new("class WL_C { void WL_M() {\n", "\n} }").rewritten(readable_sharing),
            Template::new("class WL_C { void WL_M() { try { WL_F(); }\n", "\n} }"),
            Template::new("class WL_C {\n", "\n}"),
            Template::new("", "\n"),
            Template::header("class WL_C { void WL_M() {\n", "\nfinally { } } }"),
            Template::header("", "\n{ }").rewritten(readable_sharing),
            Template::header("class WL_C {\n", "\n{ } }"),
            Template::header("class WL_C { void WL_M() {\n", "\n{ } } }"),
            Template::header("class WL_C { void WL_M() {\n", "; } }"),
            Template::new("", "\nclass WL_C { }"),
        ],
        type_template: Template::new("class WL_C { ", " WL_F; }"),
    },
    traits: Traits {
        resolves_imports: false,
        assignment_declares: false,
        literal_strings: false,
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
    ("parser_output", Node(K::Program, &[("", R::Item)])),
    ("line_comment", Drop),
    ("block_comment", Drop),
    ("parenthesized_expression", Inline),
    // Names and literals.
    ("identifier", Folded(identifier)),
    ("this", Custom(java::identifier)),
    ("super", Custom(java::identifier)),
    ("boolean", Leaf(K::Bool)),
    ("null_literal", Word(K::Null, "", &[])),
    ("int", Custom(java::number)),
    ("decimal", Custom(java::number)),
    ("decimal_floating_point_literal", Custom(java::number)),
    ("string_literal", Custom(string)),
    ("multi_line_string_literal", Custom(string)),
    // Expressions.
    ("class_literal", Inline),
    ("field_access", Custom(field_access)),
    ("safe_navigation_operator", Drop),
    ("array_access", Node(K::Index, &[("array", R::Object), ("index", R::Item)])),
    ("method_invocation", Custom(invocation)),
    ("explicit_constructor_invocation", Custom(java::constructor_call)),
    ("argument_list", Custom(arguments)),
    ("object_creation_expression", Custom(java::creation)),
    ("array_creation_expression", Custom(java::array_creation)),
    ("map_creation_expression", Node(K::New, &[("type", R::Type), ("value", R::Value)])),
    ("dimensions_expr", Custom(java::dimension)),
    ("dimensions", Drop),
    ("array_initializer", Node(K::List, &[("", R::Item)])),
    ("map_initializer", Node(K::Dict, &[("", R::Item)])),
    ("map_key_initializer", Custom(pair)),
    ("assignment_expression", Custom(java::assignment)),
    ("assignment_operator", Drop),
    ("binary_expression", Custom(binary)),
    ("instanceof_expression", Custom(java::instance_of)),
    ("unary_expression", Op(K::Unary, "operator", &[("operand", R::Operand)])),
    ("update_expression", Custom(update)),
    ("update_operator", Drop),
    (
        "ternary_expression",
        Node(K::Ternary, &[("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)]),
    ),
    ("cast_expression", Node(K::Cast, &[("type", R::Type), ("value", R::Operand)])),
    ("dml_expression", Custom(dml)),
    ("dml_type", Drop),
    ("dml_security_mode", Leaf(K::Modifier)),
    // Types.
    ("type_identifier", Custom(java::types::type_of)),
    ("boolean_type", Custom(java::types::type_of)),
    ("void_type", Custom(java::types::type_of)),
    ("scoped_type_identifier", Custom(java::types::type_of)),
    ("generic_type", Custom(java::types::type_of)),
    ("array_type", Custom(java::types::type_of)),
    ("annotated_type", Custom(java::types::type_of)),
    ("type_arguments", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameters", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameter", Custom(java::types::type_parameter)),
    ("type_bound", Inline),
    // Declarations.
    ("modifiers", Custom(java::declarations::modifiers)),
    ("modifier", Custom(modifier)),
    ("annotation", Custom(annotation)),
    ("annotation_argument_list", Node(K::Args, &[("value", R::Item), ("", R::Item)])),
    ("annotation_key_value", Node(K::KwArg, &[("key", R::Name), ("value", R::Value)])),
    ("element_value_array_initializer", Node(K::List, &[("", R::Item)])),
    ("scoped_identifier", Node(K::Member, &[("scope", R::Object), ("name", R::Name)])),
    ("class_declaration", Word(K::Class, "class", java::CLASS)),
    ("interface_declaration", Word(K::Class, "interface", java::CLASS)),
    ("enum_declaration", Word(K::Class, "enum", java::CLASS)),
    ("trigger_declaration", Custom(trigger)),
    ("trigger_event", Custom(modifier)),
    ("trigger_body", Inline),
    ("superclass", Inline),
    ("interfaces", Inline),
    ("extends_interfaces", Inline),
    ("type_list", Inline),
    ("class_body", Node(K::ClassBody, &[("", R::Item)])),
    ("interface_body", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_body", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_constant", Custom(java::declarations::enum_constant)),
    ("field_declaration", Custom(java::declarations::declaration)),
    ("constant_declaration", Custom(java::declarations::declaration)),
    ("local_variable_declaration", Custom(java::declarations::declaration)),
    ("accessor_list", Inline),
    ("accessor_declaration", Custom(accessor)),
    ("method_declaration", Custom(java::declarations::method)),
    ("constructor_declaration", Custom(java::declarations::method)),
    ("static_initializer", Custom(java::declarations::initializer)),
    ("formal_parameters", Node(K::Params, &[("", R::Item)])),
    ("formal_parameter", Custom(parameter)),
    // Statements.
    ("block", Custom(java::statements::block)),
    ("constructor_body", Node(K::Block, &[("", R::Item)])),
    ("expression_statement", Custom(java::statements::expression_statement)),
    ("if_statement", Custom(java::statements::if_statement)),
    ("while_statement", Custom(java::statements::loop_statement)),
    ("do_statement", Custom(java::statements::loop_statement)),
    ("for_statement", Custom(java::statements::loop_statement)),
    ("enhanced_for_statement", Custom(java::statements::for_each)),
    ("switch_expression", Custom(switch)),
    ("switch_block", Inline),
    ("switch_rule", Custom(case)),
    ("switch_label", Inline),
    ("when_sobject_type", Custom(binding)),
    ("try_statement", Custom(java::statements::try_statement)),
    ("catch_clause", Custom(catch)),
    ("finally_clause", Custom(java::statements::finally)),
    ("run_as_statement", Word(K::With, "system.runas", &[("user", R::Item), ("", R::Body)])),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("throw_statement", Node(K::Throw, &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[("", R::Label)])),
    ("continue_statement", Node(K::Continue, &[("", R::Label)])),
    // Queries.
    ("query_expression", Custom(queries::query)),
    ("soql_query_body", Custom(queries::soql)),
    ("sosl_query_body", Custom(queries::sosl)),
    ("subquery", Inline),
    ("select_clause", Custom(queries::clause)),
    ("from_clause", Custom(queries::clause)),
    ("where_clause", Custom(queries::clause)),
    ("with_clause", Custom(queries::clause)),
    ("having_clause", Custom(queries::clause)),
    ("group_by_clause", Custom(queries::clause)),
    ("order_by_clause", Custom(queries::clause)),
    ("limit_clause", Custom(queries::clause)),
    ("offset_clause", Custom(queries::clause)),
    ("for_clause", Custom(queries::clause)),
    ("update_clause", Custom(queries::clause)),
    ("using_clause", Custom(queries::clause)),
    ("all_rows_clause", Custom(queries::clause)),
    ("find_clause", Custom(queries::clause)),
    ("in_clause", Custom(queries::clause)),
    ("returning_clause", Custom(queries::clause)),
    ("sosl_using_clause", Custom(queries::clause)),
    ("field_identifier", Inline),
    ("storage_identifier", Inline),
    ("storage_alias", Inline),
    ("selected_fields", Inline),
    ("field_list", Inline),
    ("dotted_identifier", Leaf(K::Ident)),
    ("count_expression", Custom(queries::function)),
    ("function_expression", Custom(queries::function)),
    ("geo_location_type", Inline),
    ("alias_expression", Inline),
    ("order_expression", Inline),
    ("order_direction", Leaf(K::Modifier)),
    ("order_null_direction", Leaf(K::Modifier)),
    ("and_expression", Custom(queries::combination)),
    ("or_expression", Custom(queries::combination)),
    ("not_expression", Word(K::Unary, "not", &[("", R::Operand)])),
    ("comparison_expression", Custom(queries::comparison)),
    ("value_comparison_operator", Drop),
    ("set_comparison_operator", Drop),
    ("comparable_list", Node(K::List, &[("", R::Item)])),
    ("bound_apex_expression", Word(K::Unary, ":", &[("", R::Operand)])),
    ("date", Leaf(K::Num)),
    ("date_time", Leaf(K::Num)),
    ("currency_literal", Leaf(K::Num)),
    ("date_literal", Leaf(K::Name)),
    ("date_literal_with_param", Custom(queries::clause)),
    ("fields_expression", Custom(queries::clause)),
    ("fields_type", Leaf(K::Name)),
    ("type_of_clause", Custom(queries::clause)),
    ("when_expression", Custom(queries::clause)),
    ("else_expression", Custom(queries::clause)),
    ("for_type", Leaf(K::Name)),
    ("in_type", Leaf(K::Name)),
    ("update_type", Leaf(K::Name)),
    ("sobject_return", Custom(queries::returned)),
    ("term", Leaf(K::Str)),
    ("term_separator_start", Drop),
    ("term_separator_end", Drop),
    ("with_type", Custom(queries::word_or_children)),
    ("with_user_id_type", Inline),
    ("with_record_visibility_expression", Custom(queries::clause)),
    ("with_record_visibility_param", Inline),
    ("with_data_cat_expression", Custom(queries::clause)),
    ("with_data_cat_filter", Inline),
    ("with_data_cat_filter_type", Leaf(K::Modifier)),
    ("with_division_expression", Inline),
    ("with_highlight", Leaf(K::Name)),
    ("with_metadata_expression", Inline),
    ("with_network_expression", Inline),
    ("with_pricebook_expression", Inline),
    ("with_snippet_expression", Inline),
    ("with_spell_correction_expression", Inline),
    ("using_scope_clause", Inline),
    ("using_scope_type", Leaf(K::Name)),
    ("using_lookup_clause", Inline),
    ("using_lookup_bind_clause", Inline),
    ("using_lookup_bind_expression", Node(K::Pair, &[("field", R::Key), ("bound_value", R::Value)])),
    ("using_listview_clause", Inline),
    ("using_phrase_search", Leaf(K::Name)),
    ("using_advanced_search", Leaf(K::Name)),
];

/// Whether a pattern starts with a modifier or annotation, which an expression never does.
fn starts_with_declaration(pattern: &str) -> bool {
    pattern.starts_with('@') || pattern.starts_with("System.runAs")
}

/// `$X sharing` stands for one of the modifiers that end in this word; an annotation of two names may stand in its place.
fn readable_sharing(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 2);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let length = reserved_length(rest).filter(|n| rest[*n..].trim_start().starts_with("sharing "));
        if let Some(length) = length {
            out.extend(["@", &rest[..length], ".sharing"]);
            rest = rest[length..].trim_start().trim_start_matches("sharing");
        } else {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        }
    }
    out
}

/// An annotation; the dummy of [`readable_sharing`] is the metavariable in it.
fn annotation(l: &mut Lower<'_>, id: CstId, role: Role) {
    let name = l.field(id, "name").filter(|n| l.holes.is_some() && l.kind(*n) == "scoped_identifier");
    match name.and_then(|n| l.field(n, "scope").filter(|_| l.text_of(n).ends_with(".sharing"))) {
        Some(word) => l.leaf(word, K::Modifier, role),
        None => java::declarations::annotation(l, id, role),
    }
}

/// A name; those of a query's objects and fields are no names of the program around it.
fn identifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    if queries::names_data(l.parent_kind(id)) {
        l.leaf(id, K::Ident, role);
    } else {
        java::identifier(l, id, role);
    }
}

/// The content of a string in single quotes, or in three of them.
fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    let quotes = if text.starts_with("'''") && text.len() >= 6 { 3 } else { 1 };
    let content = text.get(quotes..text.len().saturating_sub(quotes)).unwrap_or("");
    l.literal(l.cst_node(id).span, K::Str, role, content);
}

fn field_access(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Member, role, |l| l.fields(id, &[("object", R::Object), ("field", R::Name)]));
    optional(l, id, out);
}

fn invocation(l: &mut Lower<'_>, id: CstId, role: Role) {
    let before = l.tree.len() as u32;
    java::invocation(l, id, role);
    // The member that is called is the first node in the call.
    optional(l, id, NodeId(before + 1));
}

/// `a?.b`.
fn optional(l: &mut Lower<'_>, id: CstId, member: NodeId) {
    if l.child_of_kind(id, "safe_navigation_operator").is_some() {
        l.add_flags(member, Flags::OPTIONAL);
    }
}

/// Arguments; what `new T(Name = value)` gives to the fields of an object are keyword arguments.
fn arguments(l: &mut Lower<'_>, id: CstId, role: Role) {
    let creates = l.parent_kind(id) == "object_creation_expression";
    l.node(id, K::Args, role, |l| {
        for argument in l.named(id) {
            if creates && l.kind(argument) == "assignment_expression" {
                l.node(argument, K::KwArg, R::Item, |l| {
                    l.lower_field(argument, "left", R::Name);
                    l.lower_field(argument, "right", R::Value);
                });
            } else {
                l.lower(argument, R::Item);
            }
        }
    });
}

fn pair(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Pair, role, |l| {
        l.named(id).zip([R::Key, R::Value]).for_each(|(part, role)| l.lower(part, role));
    });
}

/// `<>` is another way to write `!=`.
fn binary(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    let word: String = operator.split_whitespace().collect();
    let out = l.node(id, K::BinOp, role, |l| {
        l.lower_field(id, "left", R::Left);
        l.lower_field(id, "right", R::Right);
    });
    l.set_word(out, if word == "<>" { "!=" } else { &word });
}

fn update(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.field(id, "operator");
    let out = l.node(id, K::Unary, role, |l| l.lower_field(id, "operand", R::Operand));
    if let Some(operator) = operator {
        l.set_word(out, l.text_of(operator));
        if l.cst_node(operator).span.start > l.cst_node(id).span.start {
            l.add_flags(out, Flags::POSTFIX);
        }
    }
}

/// `insert x`, `upsert x Key__c`, `merge a b`: what is changed is the operand, the rest may be left out.
fn dml(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = l.child_of_kind(id, "dml_type").map_or("", |t| l.text_of(t)).to_ascii_lowercase();
    let out = l.node(id, K::Unary, role, |l| {
        if let Some(mode) = l.child_of_kind(id, "dml_security_mode") {
            l.lower(mode, R::Attr);
        }
        l.lower_field(id, "target", R::Operand);
        l.lower_field(id, "merge_with", R::Extra);
        l.lower_field(id, "upsert_key", R::Extra);
    });
    l.set_word(out, &word);
}

/// A modifier or event, which may be two words.
fn modifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = l.text_of(id).split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_lowercase();
    l.leaf_word(l.cst_node(id).span, K::Modifier, role, &word);
}

/// `trigger T on Account (before insert) { … }`: the object is the parent, the events are modifiers.
fn trigger(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Class, role);
    l.set_word(out, "trigger");
    l.lower_field(id, "name", R::Name);
    if let Some(object) = l.field(id, "object") {
        java::types::type_of(l, object, R::Parent);
    }
    for event in l.named(id) {
        if l.kind(event) == "trigger_event" {
            l.lower(event, R::Attr);
        }
    }
    l.lower_field(id, "body", R::Body);
    l.close(out);
}

/// `get` or `set` of a property, with what it does.
fn accessor(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.field(id, "body").is_none() {
        return;
    }
    let out = l.node(id, K::Func, role, |l| {
        java::declarations::modifiers_of(l, id);
        if let Some(name) = l.field(id, "accessor") {
            l.leaf(name, K::Ident, R::Name);
        }
        l.lower_field(id, "body", R::Body);
    });
    l.add_flags(out, Flags::METHOD);
}

fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Param, role, |l| {
        java::declarations::modifiers_of(l, id);
        if let Some(ty) = l.field(id, "type") {
            java::types::declared_type(l, ty, java::types::dimensions_of(l, id), R::Type);
        }
        l.lower_field(id, "name", R::Name);
    });
}

fn switch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Switch, role, |l| l.fields(id, &[("condition", R::Cond), ("body", R::Item)]));
}

/// `when a, b { … }`; the default case has no patterns.
fn case(l: &mut Lower<'_>, id: CstId, role: Role) {
    let label = l.child_of_kind(id, "switch_label");
    let block = l.child_of_kind(id, "block");
    // The dummy case of a pattern's ellipsis.
    if let Some(only) = label.and_then(|label| l.named(label).next()).filter(|only| l.is_ellipsis(*only)) {
        return l.leaf(only, K::Name, role);
    }
    l.node(id, K::Case, role, |l| {
        if let Some(label) = label {
            l.children(label, R::Item);
        }
        if let Some(block) = block {
            l.lower(block, R::Body);
        }
    });
}

/// `when T x` declares a variable.
fn binding(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Assign, role, |l| {
        l.named(id).zip([R::Type, R::Target]).for_each(|(part, role)| l.lower(part, role));
    });
    l.add_flags(out, Flags::DECLARES);
}

/// `catch (T e)`; in a pattern, `catch (...)` says nothing about what is caught.
fn catch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Catch, role, |l| {
        let caught = l.child_of_kind(id, "formal_parameter");
        let name = caught.and_then(|c| l.field(c, "name"));
        if let Some(caught) = caught.filter(|_| !name.is_some_and(|n| l.is_ellipsis(n))) {
            l.lower_field(caught, "type", R::Type);
            l.lower_field(caught, "name", R::Name);
        }
        l.lower_field(id, "body", R::Body);
    });
}

/// The place after the last byte of a node.
fn end_of(l: &Lower<'_>, id: CstId) -> Span {
    let end = l.cst_node(id).span.end;
    Span::new(end, end)
}
