//! PHP: variables with a sigil, names with namespaces, strings with interpolation, statements that act like calls.
//!
//! A variable keeps its `$` in the tree, so that it is never mistaken for a constant or function of the same name. Patterns have no
//! `<?php`; their metavariables become variables, and [`names::as_names`] takes the sigil off where the grammar wants a plain name.
//! The names of functions and classes are in lower case in the tree, because any case means the same; those of methods stay as written.
//! Left to become `Other`: `declare_statement`, `declare_directive`, `use_as_clause`, `use_instead_of_clause`,
//! `argument_placeholder`. The text outside of `<?php … ?>` is left out; what `<?= … ?>` prints is an `echo`.

mod calls;
mod declarations;
mod expressions;
mod names;
mod statements;
mod strings;

use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Word};
use crate::lower::Row;
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind as K, Role as R};
use std::borrow::Cow;

pub(crate) static DEFINITION: Definition = Definition {
    name: "php",
    aliases: &[],
    extensions: &["php", "phtml", "php3", "php4", "php5", "php7", "php8"],
    file_names: &[],
    grammar: || tree_sitter_php::LANGUAGE_PHP.into(),
    table: TABLE,
    keep: &["."],
    pattern: PATTERN,
    traits: Traits {
        resolves_imports: true,
        assignment_declares: true,
        literal_strings: false,
        words: WordForm::Loose,
        quoted: false,
        certain: &[],
        packages: false,
    },
    includes: &[],
    shares_patterns: &[],
    mask: Some(without_xml_declarations),
};

/// What `<?xml` starts is text where short tags are off, as they should be; the grammar takes it for code.
fn without_xml_declarations(text: &str) -> Cow<'_, str> {
    const DECLARATION: &str = "<?xml";
    if text.contains(DECLARATION) { text.replace(DECLARATION, "     ").into() } else { text.into() }
}

const PATTERN: PatternSpec = PatternSpec {
    text: PatternText {
        quotes: &[
            // The start of an attribute, which would otherwise be taken for a comment.
            ("#[", "", false),
            ("//", "\n", false),
            ("#", "\n", false),
            ("/*", "*/", false),
            ("\"", "\"", true),
            ("'", "'", true),
            ("`", "`", true),
            ("{", "}", false),
        ],
        statement_forms: &["$@;", "var $@;", "case @:", "use @;"],
        item_forms: &["$@", "@", "@;;", "@ => 0", "$@ as $@"],
        parameter_form: 0,
        pair_form: 0,
        has_spread: true,
        typed: TypedStyle::TypeFirst,
        meta_prefix: "$",
    },
    templates: &[
        Template::single("<?php (", "\n);").rewritten(names::as_names).unless(starts_statement),
        Template::new("<?php\n", "\n").rewritten(names::as_names),
        MEMBER,
        // Headers and parts of statements.
        Template::header("<?php\n", "\n{ }").rewritten(names::as_names),
        Template::header("<?php class WL_C {\n", "\n{ } }").rewritten(names::as_names),
        Template::header("<?php\n", "\n;").rewritten(names::as_names),
        Template::header("<?php class WL_C {\n", "\n; }").rewritten(names::as_names),
        Template::new("<?php\n", "\nclass WL_C { }").rewritten(names::as_names),
        Template::header("<?php\n", "\nfinally { }").rewritten(names::as_names),
        Template::new("<?php try { }\n", "\n").rewritten(names::as_names),
        Template::new("<?php switch (WL_C) {\n", "\n}").rewritten(names::as_names),
        Template::single("<?php [", "\n];").rewritten(names::as_names),
    ],
    type_template: Template::new("<?php function WL_C(", " $WL_F) { }"),
};

const MEMBER: Template = Template::new("<?php class WL_C {\n", "\n}").rewritten(names::as_names);

/// Whether a pattern starts with a keyword of a statement, which the grammar would take for the name of a function.
fn starts_statement(pattern: &str) -> bool {
    const WORDS: &[&str] =
        &["if", "elseif", "else", "for", "foreach", "while", "do", "switch", "catch", "return", "declare"];
    let end = pattern.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(pattern.len());
    WORDS.iter().any(|word| pattern[..end].eq_ignore_ascii_case(word))
}

const TABLE: &[Row] = &[
    ("program", Node(K::Program, &[("", R::Item)])),
    ("php_tag", Drop),
    ("php_end_tag", Drop),
    ("text", Drop),
    ("text_interpolation", Drop),
    ("comment", Drop),
    ("empty_statement", Drop),
    ("parenthesized_expression", Inline),
    // Names.
    ("name", Custom(names::name)),
    ("qualified_name", Custom(names::qualified)),
    ("relative_name", Custom(names::qualified)),
    ("namespace_name", Custom(names::path)),
    ("relative_scope", Custom(names::lower_case)),
    ("variable_name", Custom(names::variable)),
    ("dynamic_variable_name", Custom(names::dynamic_variable)),
    // Literals.
    ("boolean", Custom(strings::boolean)),
    ("null", Word(K::Null, "", &[])),
    ("integer", Custom(strings::number)),
    ("float", Custom(strings::number)),
    ("string", Custom(strings::quoted)),
    ("encapsed_string", Custom(strings::quoted)),
    ("heredoc", Custom(strings::document)),
    ("nowdoc", Custom(strings::document)),
    ("heredoc_body", Inline),
    ("nowdoc_body", Inline),
    ("nowdoc_string", Leaf(K::StrPart)),
    ("string_content", Leaf(K::StrPart)),
    ("escape_sequence", Leaf(K::StrPart)),
    ("shell_command_expression", Custom(strings::shell_command)),
    ("array_creation_expression", Node(K::List, &[("", R::Item)])),
    ("array_element_initializer", Custom(expressions::element)),
    ("list_literal", Custom(expressions::list)),
    ("pair", Custom(expressions::element)),
    // Expressions.
    ("function_call_expression", Custom(calls::function)),
    ("scoped_call_expression", Custom(calls::method)),
    ("member_call_expression", Custom(calls::method)),
    ("nullsafe_member_call_expression", Custom(calls::method)),
    ("arguments", Node(K::Args, &[("", R::Item)])),
    ("argument", Custom(calls::argument)),
    ("variadic_unpacking", Word(K::Spread, "...", &[("", R::Operand)])),
    ("variadic_placeholder", Word(K::Other, "...", &[])),
    ("object_creation_expression", Custom(calls::creation)),
    ("anonymous_class", Inline),
    ("clone_expression", Custom(calls::keyword)),
    ("print_intrinsic", Custom(calls::keyword)),
    ("include_expression", Custom(calls::keyword)),
    ("include_once_expression", Custom(calls::keyword)),
    ("require_expression", Custom(calls::keyword)),
    ("require_once_expression", Custom(calls::keyword)),
    ("member_access_expression", Custom(expressions::member)),
    ("nullsafe_member_access_expression", Custom(expressions::member)),
    ("scoped_property_access_expression", Custom(expressions::member)),
    ("class_constant_access_expression", Custom(expressions::constant)),
    ("subscript_expression", Custom(expressions::subscript)),
    ("assignment_expression", Node(K::Assign, &[("left", R::Target), ("right", R::Value)])),
    ("reference_assignment_expression", Custom(expressions::reference_assignment)),
    ("augmented_assignment_expression", Custom(expressions::augmented)),
    ("binary_expression", Custom(expressions::binary)),
    ("unary_op_expression", Custom(expressions::unary)),
    ("update_expression", Custom(expressions::unary)),
    ("error_suppression_expression", Word(K::Cast, "@", &[("", R::Operand)])),
    ("by_ref", Word(K::Unary, "&", &[("", R::Operand)])),
    ("cast_expression", Custom(expressions::cast)),
    (
        "conditional_expression",
        Node(K::Ternary, &[("condition", R::Cond), ("body", R::Then), ("alternative", R::Else)]),
    ),
    ("sequence_expression", Inline),
    ("yield_expression", Custom(expressions::yield_expression)),
    ("throw_expression", Node(K::Throw, &[("", R::Operand)])),
    ("match_expression", Node(K::Switch, &[("condition", R::Cond), ("body", R::Item)])),
    ("match_block", Inline),
    ("match_conditional_expression", Custom(statements::arm)),
    ("match_default_expression", Custom(statements::arm)),
    ("match_condition_list", Inline),
    ("anonymous_function", Custom(declarations::function)),
    ("arrow_function", Custom(declarations::function)),
    ("anonymous_function_use_clause", Inline),
    // Types.
    ("named_type", Custom(names::named_type)),
    ("primitive_type", Custom(names::primitive_type)),
    ("bottom_type", Custom(names::primitive_type)),
    ("cast_type", Custom(names::primitive_type)),
    ("optional_type", Word(K::Type, "nullable", &[("", R::Item)])),
    ("union_type", Word(K::Type, "union", &[("", R::Item)])),
    ("intersection_type", Word(K::Type, "intersection", &[("", R::Item)])),
    ("disjunctive_normal_form_type", Word(K::Type, "union", &[("", R::Item)])),
    ("type_list", Custom(names::caught_types)),
    // Declarations.
    ("namespace_definition", Node(K::Package, &[("name", R::Path), ("body", R::Body)])),
    ("namespace_use_declaration", Custom(names::import)),
    ("attribute_list", Inline),
    ("attribute_group", Inline),
    ("attribute", Custom(declarations::attribute)),
    ("visibility_modifier", Custom(declarations::modifier)),
    ("static_modifier", Custom(declarations::modifier)),
    ("final_modifier", Custom(declarations::modifier)),
    ("abstract_modifier", Custom(declarations::modifier)),
    ("readonly_modifier", Custom(declarations::modifier)),
    ("reference_modifier", Custom(declarations::modifier)),
    ("var_modifier", Drop),
    ("function_definition", Custom(declarations::function)),
    ("method_declaration", Custom(declarations::function)),
    ("formal_parameters", Node(K::Params, &[("", R::Item)])),
    ("simple_parameter", Custom(declarations::parameter)),
    ("variadic_parameter", Custom(declarations::parameter)),
    ("property_promotion_parameter", Custom(declarations::parameter)),
    ("class_declaration", Custom(declarations::class)),
    ("interface_declaration", Custom(declarations::class)),
    ("trait_declaration", Custom(declarations::class)),
    ("enum_declaration", Custom(declarations::class)),
    ("base_clause", Custom(declarations::parents)),
    ("class_interface_clause", Custom(declarations::parents)),
    ("declaration_list", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_declaration_list", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_case", Custom(declarations::enum_case)),
    ("const_declaration", Custom(declarations::variables)),
    ("property_declaration", Custom(declarations::variables)),
    ("property_hook_list", Inline),
    ("property_hook", Custom(declarations::function)),
    ("use_declaration", Custom(declarations::traits)),
    ("use_list", Inline),
    ("function_static_declaration", Custom(declarations::variables)),
    ("global_declaration", Word(K::ScopeDecl, "global", &[("", R::Item)])),
    // Statements.
    ("compound_statement", Node(K::Block, &[("", R::Item)])),
    ("colon_block", Node(K::Block, &[("", R::Item)])),
    ("expression_statement", Custom(statements::expression_statement)),
    ("echo_statement", Custom(statements::call_statement)),
    ("exit_statement", Custom(statements::call_statement)),
    ("unset_statement", Custom(statements::call_statement)),
    ("if_statement", Custom(statements::if_statement)),
    ("else_if_clause", Custom(statements::if_statement)),
    ("else_clause", Custom(statements::else_clause)),
    ("while_statement", Custom(statements::while_statement)),
    ("do_statement", Custom(statements::while_statement)),
    ("for_statement", Custom(statements::for_statement)),
    ("foreach_statement", Custom(statements::foreach)),
    ("switch_statement", Node(K::Switch, &[("condition", R::Cond), ("body", R::Item)])),
    ("switch_block", Inline),
    ("case_statement", Custom(statements::case)),
    ("default_statement", Custom(statements::case)),
    ("try_statement", Node(K::Try, &[("body", R::Body), ("", R::Handler)])),
    ("catch_clause", Custom(statements::catch)),
    ("finally_clause", Custom(statements::finally)),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[("", R::Label)])),
    ("continue_statement", Node(K::Continue, &[("", R::Label)])),
    ("goto_statement", Word(K::Other, "goto", &[("", R::Label)])),
    ("named_label_statement", Node(K::Labeled, &[("", R::Label)])),
];
