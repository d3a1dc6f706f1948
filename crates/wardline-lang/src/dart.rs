//! Dart: constructors that are called with or without `new`, cascades, named arguments, strings with interpolation.
//!
//! `new C(x)`, `const C(x)` and `C(x)` are the same call. A cascade `o..a()..b()` has the shape of the chain `o.a().b()`, so that a
//! pattern of a member finds it in both. `x!` is `x`. What takes values apart is shaped like what puts them together: `case P(a: b)`
//! holds a call.
//!
//! Left to become `Other`: `native`, `primary_constructor` and its body, which are experiments. Parts of a library (`part_directive`,
//! `part_of_directive`) are left out.

mod declarations;
mod expressions;
mod imports;
mod literals;
mod statements;
mod types;

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Word};
use crate::lower::{FieldRoles, Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind, Role};

pub(crate) static DEFINITION: Definition = Definition {
    name: "dart",
    aliases: &[],
    extensions: &["dart"],
    file_names: &[],
    grammar: || tree_sitter_dart::LANGUAGE.into(),
    table: TABLE,
    keep: &["this", "super"],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[
                ("//", "\n", false),
                ("/*", "*/", false),
                ("${", "}", false),
                ("'''", "'''", true),
                ("\"\"\"", "\"\"\"", true),
                ("r'", "'", false),
                ("r\"", "\"", false),
                ("'", "'", true),
                ("\"", "\"", true),
            ],
            statement_forms: &["@;", "var @;", "case @:"],
            item_forms: &["@", "@: 0", "@;;"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: true,
            typed: TypedStyle::TypeFirst,
            meta_prefix: "",
        },
        templates: &[
            Template::single("var WL_F = (\n", "\n);"),
            Template::new("void WL_F() {\n", "\n}"),
            Template::new("class WL_C {\n", "\n}"),
            Template::new("", "\n"),
            // What ends in a `;` that the pattern leaves out ends outside of the pattern's text.
            Template::header("void WL_F() {\n", ";}"),
            Template::header("", " { }"),
            Template::header("", ";"),
            Template::header("void WL_F() {\n", " { } }"),
            Template::header("void WL_F() { try { }\n", "\n}"),
            Template::header("class WL_C {\n", " { } }"),
            Template::header("", "\nclass WL_C { }"),
            Template::new("void WL_F() { switch (WL_V) {\n", "\n} }"),
        ],
        type_template: Template::new("class WL_C { ", " WL_F; }"),
    },
    traits: Traits {
        resolves_imports: true,
        assignment_declares: false,
        literal_strings: false,
        words: WordForm::Exact,
        quoted: true,
        certain: &[],
        packages: false,
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

use NodeKind as K;
use Role as R;

const ITEMS: FieldRoles = &[("", R::Item)];

const TABLE: &[Row] = &[
    ("source_file", Node(K::Program, ITEMS)),
    ("script_tag", Drop),
    ("comment", Drop),
    ("block_comment", Drop),
    ("documentation_comment", Drop),
    ("documentation_block_comment", Drop),
    ("parenthesized_expression", Inline),
    // Names and literals.
    ("identifier", Custom(identifier)),
    ("identifier_dollar_escaped", Custom(identifier)),
    ("this", Custom(identifier)),
    ("super", Custom(identifier)),
    ("qualified_name", Custom(types::qualified)),
    ("true", Leaf(K::Bool)),
    ("false", Leaf(K::Bool)),
    ("null_literal", Word(K::Null, "", &[])),
    ("decimal_integer_literal", Custom(literals::number)),
    ("hex_integer_literal", Custom(literals::number)),
    ("decimal_floating_point_literal", Custom(literals::number)),
    ("string_literal", Custom(literals::string)),
    ("symbol_literal", Custom(literals::symbol)),
    ("list_literal", Custom(literals::list)),
    ("set_or_map_literal", Custom(literals::set_or_map)),
    ("map_element", Node(K::Pair, &[("key", R::Key), ("value", R::Value)])),
    ("null_aware_map_element", Node(K::Pair, &[("key", R::Key), ("value", R::Value)])),
    ("null_aware_expression_element", Inline),
    ("spread_element", Word(K::Spread, "...", &[("value", R::Operand)])),
    ("if_element", Node(K::Ternary, &[("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)])),
    ("for_element", Custom(statements::for_statement)),
    ("record_literal", Custom(literals::record)),
    ("record_field", Custom(literals::record_field)),
    // Expressions.
    ("member_expression", Node(K::Member, &[("object", R::Object), ("property", R::Name)])),
    ("null_aware_member_expression", Custom(expressions::null_aware)),
    ("index_expression", Node(K::Index, &[("object", R::Object), ("index", R::Item)])),
    ("null_aware_index_expression", Custom(expressions::null_aware)),
    ("null_assertion_expression", Inline),
    ("assignable_expression", Custom(expressions::assignable)),
    ("call_expression", Custom(expressions::call)),
    ("instantiation_expression", Custom(expressions::call)),
    ("constructor_invocation", Custom(expressions::creation)),
    ("new_expression", Custom(expressions::creation)),
    ("const_object_expression", Custom(expressions::creation)),
    ("constructor_tearoff", Custom(expressions::tear_off)),
    ("static_member_shorthand", Custom(expressions::shorthand)),
    ("arguments", Node(K::Args, ITEMS)),
    ("named_argument", Custom(expressions::named_argument)),
    ("label", Inline),
    ("assignment_expression", Custom(expressions::assignment)),
    ("pattern_assignment", Custom(expressions::pattern_assignment)),
    ("additive_expression", Custom(expressions::binary)),
    ("multiplicative_expression", Custom(expressions::binary)),
    ("shift_expression", Custom(expressions::binary)),
    ("bitwise_and_expression", Custom(expressions::binary)),
    ("bitwise_or_expression", Custom(expressions::binary)),
    ("bitwise_xor_expression", Custom(expressions::binary)),
    ("relational_expression", Custom(expressions::binary)),
    ("equality_expression", Custom(expressions::binary)),
    ("logical_and_expression", Custom(expressions::binary)),
    ("logical_or_expression", Custom(expressions::binary)),
    ("if_null_expression", Custom(expressions::binary)),
    ("unary_expression", Custom(expressions::unary)),
    ("postfix_expression", Custom(expressions::unary)),
    ("await_expression", Node(K::Await, &[("", R::Operand)])),
    ("conditional_expression", Custom(expressions::conditional)),
    ("type_cast_expression", Custom(expressions::cast)),
    ("type_cast", Inline),
    ("type_test_expression", Custom(expressions::test)),
    ("type_test", Inline),
    ("is_operator", Drop),
    ("throw_expression", Node(K::Throw, &[("value", R::Operand)])),
    ("cascade", Custom(expressions::cascade)),
    ("function_expression", Custom(declarations::lambda)),
    ("switch_expression", Custom(statements::switch)),
    ("additive_operator", Drop),
    ("multiplicative_operator", Drop),
    ("shift_operator", Drop),
    ("bitwise_operator", Drop),
    ("relational_operator", Drop),
    ("equality_operator", Drop),
    ("prefix_operator", Drop),
    ("negation_operator", Drop),
    ("increment_operator", Drop),
    // Patterns.
    ("constant_pattern", Inline),
    ("cast_pattern", Inline),
    ("null_check_pattern", Inline),
    ("null_assert_pattern", Inline),
    ("rest_pattern", Word(K::Spread, "...", &[("", R::Operand)])),
    ("variable_pattern", Custom(expressions::variable_pattern)),
    ("record_pattern", Custom(expressions::record_pattern)),
    ("list_pattern", Node(K::List, ITEMS)),
    ("map_pattern", Node(K::Dict, ITEMS)),
    ("object_pattern", Custom(expressions::object_pattern)),
    // Types.
    ("type", Custom(types::of)),
    ("type_identifier", Custom(types::identifier)),
    ("void_type", Custom(types::identifier)),
    ("function_type", Word(K::Type, "function", ITEMS)),
    ("parameter_type_list", Inline),
    ("normal_parameter_type", Inline),
    ("optional_parameter_types", Inline),
    ("optional_positional_parameter_types", Inline),
    ("named_parameter_types", Inline),
    ("typed_identifier", Node(K::Param, &[("name", R::Name), ("type", R::Type)])),
    ("record_type", Word(K::Type, "tuple", ITEMS)),
    ("record_type_field", Node(K::Param, &[("name", R::Name), ("type", R::Type)])),
    ("record_type_named_field", Inline),
    ("type_arguments", Node(K::TypeArgs, ITEMS)),
    ("type_parameters", Node(K::TypeArgs, ITEMS)),
    ("type_parameter", Custom(types::parameter)),
    ("variance_modifier", Drop),
    // Declarations.
    ("library_name", Custom(imports::library)),
    ("import_or_export", Inline),
    ("library_import", Custom(imports::import)),
    ("library_export", Custom(imports::import)),
    ("part_directive", Drop),
    ("part_of_directive", Drop),
    ("annotation", Custom(declarations::annotation)),
    ("annotation_arguments", Node(K::Args, ITEMS)),
    ("annotation_open_paren", Drop),
    ("class_declaration", Custom(declarations::class)),
    ("mixin_declaration", Custom(declarations::class)),
    ("enum_declaration", Custom(declarations::class)),
    ("extension_declaration", Custom(declarations::class)),
    ("extension_type_declaration", Custom(declarations::class)),
    ("class_body", Node(K::ClassBody, ITEMS)),
    ("extension_body", Node(K::ClassBody, ITEMS)),
    ("enum_body", Node(K::ClassBody, ITEMS)),
    ("extension_type_representation", Custom(declarations::representation)),
    ("enum_entry", Custom(declarations::enum_entry)),
    ("type_alias", Custom(declarations::type_alias)),
    ("member_declaration", Custom(declarations::member)),
    ("function_declaration", Custom(declarations::function)),
    ("local_function_declaration", Custom(declarations::function)),
    ("getter_declaration", Custom(declarations::function)),
    ("setter_declaration", Custom(declarations::function)),
    ("external_function_declaration", Custom(declarations::function)),
    ("external_getter_declaration", Custom(declarations::function)),
    ("external_setter_declaration", Custom(declarations::function)),
    ("formal_parameter_list", Custom(declarations::parameters)),
    ("initializers", Inline),
    ("initializer_list_entry", Custom(declarations::initializer)),
    ("redirection", Custom(declarations::initializer)),
    ("field_initializer", Node(K::Assign, &[("name", R::Target), ("value", R::Value)])),
    ("assertion", Node(K::Assert, ITEMS)),
    ("top_level_variable_declaration", Custom(declarations::variables)),
    ("external_variable_declaration", Custom(declarations::variables)),
    ("local_variable_declaration", Custom(declarations::local)),
    // Statements.
    ("block", Node(K::Block, ITEMS)),
    ("expression_statement", Custom(statements::expression)),
    ("empty_statement", Drop),
    ("if_statement", Custom(statements::if_statement)),
    ("for_statement", Custom(statements::for_statement)),
    ("while_statement", Custom(statements::while_statement)),
    ("do_statement", Custom(statements::while_statement)),
    ("switch_statement", Custom(statements::switch)),
    ("switch_block", Inline),
    ("switch_statement_case", Custom(statements::case)),
    ("switch_statement_default", Custom(statements::case)),
    ("switch_expression_case", Custom(statements::case)),
    ("try_statement", Custom(statements::try_statement)),
    ("labeled_statement", Custom(statements::labeled)),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("rethrow_statement", Node(K::Throw, &[])),
    ("assert_statement", Inline),
    ("yield_statement", Node(K::Yield, &[("", R::Operand)])),
    ("yield_each_statement", Word(K::Yield, "*", &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[("", R::Label)])),
    ("continue_statement", Node(K::Continue, &[("", R::Label)])),
];

fn identifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if matches!(role, R::Name | R::Label | R::Alias) { K::Ident } else { K::Name };
    l.leaf(id, kind, role);
}

/// The children in a grammar field, tokens left out.
fn all_in(l: &Lower<'_>, id: CstId, field: &str) -> Vec<CstId> {
    l.named(id).filter(|c| l.grammar.field_name(l.cst_node(*c).field) == field).collect()
}

/// The children of a kind.
fn all_of(l: &Lower<'_>, id: CstId, kind: &str) -> Vec<CstId> {
    l.named(id).filter(|c| l.kind(*c) == kind).collect()
}
