//! C#: attributes, properties, initializers, both kinds of `switch`, patterns, queries.
//!
//! The grammar has one node for an identifier as expression and as type, so an identifier becomes what its role asks for. Preprocessor
//! lines vanish and all their branches stay. Left to become `Other`: `goto_statement`.

mod declarations;
mod expressions;
mod literals;
mod statements;
mod types;

use crate::language::{Definition, Traits};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::Row;
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind as K, Role as R};

pub(crate) static DEFINITION: Definition = Definition {
    name: "csharp",
    aliases: &["c#", "cs"],
    extensions: &["cs", "csx"],
    file_names: &[],
    grammar: || tree_sitter_c_sharp::LANGUAGE.into(),
    table: TABLE,
    keep: &["this", "base"],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[
                ("\"\"\"", "\"\"\"", false),
                ("@\"", "\"", false),
                ("\"", "\"", true),
                ("'", "'", true),
                ("//", "\n", false),
                ("/*", "*/", false),
                ("{", "}", false),
            ],
            statement_forms: &["WL_T @;", "case @:"],
            item_forms: &["@", "WL_T @", "@ => 0", "@;;", "WL_S(@)"],
            has_spread: false,
            typed: TypedStyle::TypeFirst,
            meta_prefix: "",
        },
        templates: &[
            Template::new("object WL_F = (\n", "\n);"),
            Template::header("try { }\n", ""),
            Template::header("", "\nfinally { }"),
            Template::new("", "\n"),
            Template::new("class WL_C {\n", "\n}").unless(starts_statement),
            Template::header("", ";"),
            // Attributes look like lists.
            Template::new("", "\nclass WL_C { }").eager(|pattern| pattern.starts_with('[')),
            Template::header("", "\n{ }"),
            Template::header("class WL_C {\n", "\n{ } }").unless(starts_statement),
        ],
        type_template: Template::new("", " WL_F;"),
    },
    traits: Traits { resolves_imports: true, assignment_declares: false, literal_strings: false, words_required: true, packages: false },
};

/// Whether a pattern starts with a keyword of a statement, which the grammar would take for the name of a constructor.
fn starts_statement(pattern: &str) -> bool {
    let end = pattern.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(pattern.len());
    matches!(
        &pattern[..end],
        "for"
            | "foreach"
            | "while"
            | "do"
            | "if"
            | "switch"
            | "using"
            | "lock"
            | "fixed"
            | "try"
            | "catch"
            | "finally"
            | "return"
            | "throw"
            | "yield"
    )
}

const TABLE: &[Row] = &[
    ("compilation_unit", Node(K::Program, &[("", R::Item)])),
    ("global_statement", Inline),
    ("comment", Drop),
    ("shebang_directive", Drop),
    ("extern_alias_directive", Drop),
    // The preprocessor: the lines go, what stands between them stays.
    ("preproc_if", Custom(declarations::branches)),
    ("preproc_elif", Custom(declarations::branches)),
    ("preproc_else", Inline),
    ("preproc_if_in_attribute_list", Custom(declarations::branches)),
    ("preproc_arg", Drop),
    ("preproc_define", Drop),
    ("preproc_undef", Drop),
    ("preproc_error", Drop),
    ("preproc_warning", Drop),
    ("preproc_line", Drop),
    ("preproc_nullable", Drop),
    ("preproc_pragma", Drop),
    ("preproc_region", Drop),
    ("preproc_endregion", Drop),
    // Names and literals.
    ("identifier", Custom(types::identifier)),
    ("this", Custom(types::identifier)),
    ("base", Custom(types::identifier)),
    ("discard", Leaf(K::Name)),
    ("boolean_literal", Leaf(K::Bool)),
    ("null_literal", Word(K::Null, "", &[])),
    ("integer_literal", Custom(literals::number)),
    ("real_literal", Custom(literals::number)),
    ("character_literal", Custom(literals::character)),
    ("string_literal", Custom(literals::string)),
    ("verbatim_string_literal", Custom(literals::string)),
    ("raw_string_literal", Custom(literals::string)),
    ("interpolated_string_expression", Custom(literals::interpolated)),
    ("interpolation", Custom(literals::interpolation)),
    // Types.
    ("predefined_type", Custom(types::identifier)),
    ("qualified_name", Custom(types::qualified)),
    ("alias_qualified_name", Custom(types::qualified)),
    ("generic_name", Custom(types::generic)),
    ("array_type", Custom(types::array)),
    ("nullable_type", Custom(types::structure)),
    ("pointer_type", Custom(types::structure)),
    ("function_pointer_type", Word(K::Type, "function", &[("returns", R::ReturnType)])),
    ("function_pointer_parameter", Node(K::Param, &[("type", R::Type)])),
    ("calling_convention", Drop),
    ("tuple_type", Word(K::Type, "tuple", &[("", R::Item)])),
    ("tuple_element", Custom(types::tuple_element)),
    ("implicit_type", Drop),
    ("ref_type", Custom(types::inner)),
    ("scoped_type", Custom(types::inner)),
    ("type_argument_list", Custom(types::arguments)),
    ("type_parameter_list", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameter", Custom(declarations::type_parameter)),
    ("type_parameter_constraints_clause", Custom(declarations::constraints)),
    ("type_parameter_constraint", Custom(types::inner)),
    ("constructor_constraint", Drop),
    // Expressions.
    ("parenthesized_expression", Inline),
    ("member_access_expression", Custom(expressions::member)),
    ("conditional_access_expression", Custom(expressions::optional)),
    ("element_access_expression", Node(K::Index, &[("expression", R::Object), ("subscript", R::Item)])),
    ("bracketed_argument_list", Inline),
    ("element_binding_expression", Inline),
    ("invocation_expression", Custom(expressions::invocation)),
    ("argument_list", Node(K::Args, &[("", R::Item)])),
    ("argument", Custom(expressions::argument)),
    ("declaration_expression", Custom(expressions::declaration_expression)),
    ("object_creation_expression", Custom(expressions::creation)),
    ("implicit_object_creation_expression", Custom(expressions::creation)),
    ("array_creation_expression", Custom(expressions::creation)),
    ("stackalloc_expression", Custom(expressions::creation)),
    ("implicit_array_creation_expression", Inline),
    ("implicit_stackalloc_expression", Inline),
    ("anonymous_object_creation_expression", Custom(expressions::anonymous_object)),
    ("initializer_expression", Custom(expressions::initializer)),
    ("with_initializer", Custom(expressions::anonymous_object)),
    ("with_expression", Custom(expressions::with_expression)),
    ("collection_expression", Node(K::List, &[("", R::Item)])),
    ("collection_element", Inline),
    ("expression_element", Inline),
    ("spread_element", Word(K::Spread, "..", &[("", R::Operand)])),
    ("tuple_expression", Node(K::Tuple, &[("", R::Item)])),
    ("tuple_pattern", Node(K::Tuple, &[("name", R::Item), ("", R::Item)])),
    ("parenthesized_variable_designation", Node(K::Tuple, &[("name", R::Item), ("", R::Item)])),
    ("assignment_expression", Custom(expressions::assignment)),
    ("binary_expression", Op(K::BinOp, "operator", &[("left", R::Left), ("right", R::Right)])),
    ("unary_expression", Op(K::Unary, "operator", &[("argument", R::Operand)])),
    ("prefix_unary_expression", Custom(expressions::unary)),
    ("postfix_unary_expression", Custom(expressions::unary)),
    (
        "conditional_expression",
        Node(K::Ternary, &[("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)]),
    ),
    ("cast_expression", Node(K::Cast, &[("type", R::Type), ("value", R::Operand)])),
    ("as_expression", Node(K::Cast, &[("right", R::Type), ("left", R::Operand)])),
    ("is_expression", Custom(expressions::is_expression)),
    ("is_pattern_expression", Custom(expressions::is_expression)),
    ("range_expression", Custom(expressions::range)),
    ("ref_expression", Word(K::Unary, "&", &[("", R::Operand)])),
    ("await_expression", Node(K::Await, &[("", R::Operand)])),
    ("throw_expression", Node(K::Throw, &[("", R::Operand)])),
    ("checked_expression", Inline),
    ("typeof_expression", Custom(expressions::keyword_call)),
    ("sizeof_expression", Custom(expressions::keyword_call)),
    ("default_expression", Custom(expressions::keyword_call)),
    ("makeref_expression", Custom(expressions::keyword_call)),
    ("reftype_expression", Custom(expressions::keyword_call)),
    ("refvalue_expression", Custom(expressions::keyword_call)),
    ("lambda_expression", Custom(declarations::lambda)),
    ("anonymous_method_expression", Custom(declarations::lambda)),
    ("query_expression", Word(K::Comprehension, "query", &[("", R::Item)])),
    ("from_clause", Custom(expressions::from_clause)),
    ("where_clause", Node(K::CompClause, &[("", R::Cond)])),
    ("let_clause", Custom(expressions::let_clause)),
    ("join_clause", Word(K::CompClause, "join", &[("type", R::Type), ("", R::Item)])),
    ("join_into_clause", Inline),
    ("order_by_clause", Word(K::CompClause, "orderby", &[("", R::Item)])),
    ("group_clause", Word(K::CompClause, "group", &[("", R::Item)])),
    ("select_clause", Word(K::CompClause, "select", &[("", R::Item)])),
    // Patterns.
    ("constant_pattern", Inline),
    ("parenthesized_pattern", Inline),
    ("declaration_pattern", Custom(expressions::declaration_expression)),
    ("var_pattern", Custom(expressions::declaration_expression)),
    ("type_pattern", Custom(types::inner)),
    ("and_pattern", Op(K::BinOp, "operator", &[("left", R::Left), ("right", R::Right)])),
    ("or_pattern", Op(K::BinOp, "operator", &[("left", R::Left), ("right", R::Right)])),
    ("negated_pattern", Word(K::Unary, "not", &[("", R::Operand)])),
    ("relational_pattern", Custom(expressions::unary)),
    ("recursive_pattern", Custom(expressions::recursive_pattern)),
    ("property_pattern_clause", Inline),
    ("positional_pattern_clause", Inline),
    ("subpattern", Custom(expressions::subpattern)),
    ("list_pattern", Node(K::List, &[("name", R::Extra), ("", R::Item)])),
    // Declarations.
    ("using_directive", Custom(declarations::using)),
    ("namespace_declaration", Custom(declarations::namespace)),
    ("file_scoped_namespace_declaration", Custom(declarations::namespace)),
    ("attribute_list", Custom(declarations::attributes)),
    ("global_attribute", Custom(declarations::attributes)),
    ("attribute_target_specifier", Drop),
    ("attribute_argument_list", Node(K::Args, &[("", R::Item)])),
    ("attribute_argument", Custom(expressions::argument)),
    ("modifier", Leaf(K::Modifier)),
    ("class_declaration", Custom(declarations::class)),
    ("struct_declaration", Custom(declarations::class)),
    ("interface_declaration", Custom(declarations::class)),
    ("record_declaration", Custom(declarations::class)),
    ("enum_declaration", Custom(declarations::class)),
    ("base_list", Custom(declarations::bases)),
    ("primary_constructor_base_type", Custom(types::inner)),
    ("declaration_list", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_member_declaration_list", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_member_declaration", Custom(declarations::enum_member)),
    ("field_declaration", Custom(declarations::variables)),
    ("event_field_declaration", Custom(declarations::variables)),
    ("local_declaration_statement", Custom(declarations::variables)),
    ("variable_declaration", Custom(declarations::variables)),
    ("property_declaration", Custom(declarations::property)),
    ("event_declaration", Custom(declarations::property)),
    ("indexer_declaration", Custom(declarations::function)),
    ("accessor_list", Inline),
    ("accessor_declaration", Custom(declarations::accessor)),
    ("method_declaration", Custom(declarations::function)),
    ("constructor_declaration", Custom(declarations::function)),
    ("destructor_declaration", Custom(declarations::function)),
    ("operator_declaration", Custom(declarations::function)),
    ("conversion_operator_declaration", Custom(declarations::function)),
    ("delegate_declaration", Custom(declarations::function)),
    ("local_function_statement", Custom(declarations::function)),
    ("constructor_initializer", Custom(declarations::constructor_initializer)),
    ("explicit_interface_specifier", Custom(types::inner)),
    ("parameter_list", Custom(declarations::parameters)),
    ("bracketed_parameter_list", Custom(declarations::parameters)),
    ("parameter", Custom(declarations::parameter)),
    ("implicit_parameter", Leaf(K::Name)),
    // Statements.
    ("block", Node(K::Block, &[("", R::Item)])),
    ("empty_statement", Drop),
    ("expression_statement", Custom(statements::expression_statement)),
    ("if_statement", Custom(statements::if_statement)),
    ("while_statement", Custom(statements::loop_statement)),
    ("do_statement", Custom(statements::loop_statement)),
    ("for_statement", Custom(statements::loop_statement)),
    ("foreach_statement", Custom(statements::for_each)),
    ("labeled_statement", Custom(statements::labeled)),
    ("goto_statement", Word(K::Other, "goto", &[("", R::Label)])),
    ("switch_statement", Custom(statements::switch_statement)),
    ("switch_expression", Custom(statements::switch_expression)),
    ("switch_body", Inline),
    ("switch_section", Inline),
    ("switch_expression_arm", Custom(statements::arm)),
    ("when_clause", Inline),
    ("try_statement", Node(K::Try, &[("body", R::Body), ("", R::Handler)])),
    ("catch_clause", Custom(statements::catch)),
    ("catch_declaration", Inline),
    ("catch_filter_clause", Inline),
    ("finally_clause", Custom(statements::finally)),
    ("using_statement", Custom(statements::scope)),
    ("lock_statement", Custom(statements::scope)),
    ("fixed_statement", Custom(statements::scope)),
    ("checked_statement", Inline),
    ("unsafe_statement", Inline),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("throw_statement", Node(K::Throw, &[("", R::Operand)])),
    ("yield_statement", Custom(statements::yield_statement)),
    ("break_statement", Node(K::Break, &[])),
    ("continue_statement", Node(K::Continue, &[])),
];
