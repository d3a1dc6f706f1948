//! C: declarators, preprocessor lines, designated initialisers. C++ shares the table and its functions, see [`crate::cpp`].
//!
//! A declarator is read from the type towards the name and turned inside out, so that `char *a[3]` is an array of pointers whichever
//! language's declaration it stands in. Preprocessor branches all stay, but for `#if 0`; a macro is the constant or function that its
//! text makes when it is parsed, because its body runs wherever the macro is used.
//!
//! Left to become `Other`: `goto_statement`, `generic_expression`, `comma_expression`, `seh_leave_statement`, and the concepts of C++
//! (`concept_definition`, `requires_expression`, `requirement_seq`, `simple_`, `type_` and `compound_requirement`, `constraint_…`), which
//! no rule looks into. Declarators have no rows, as their declarations read them; in text with errors they may stand alone.

mod declarations;
mod declarators;
mod expressions;
mod functions;
mod literals;
mod mask;
mod preprocessor;
mod statements;
mod types;

use crate::language::{Definition, Language, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::{FieldRoles, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind as K, Role as R};

pub(crate) static DEFINITION: Definition =
    definition("c", &[], &["c", "h"], || tree_sitter_c::LANGUAGE.into(), HEADERS, C_PATTERN);

/// The language of files ending in `.h`, which a rule for either language means too.
pub(crate) const HEADERS: &[Language] = &[
    #[cfg(feature = "cpp")]
    Language::CHeader,
];

/// What the languages of the family have in common.
pub(crate) const fn definition(
    name: &'static str,
    aliases: &'static [&'static str],
    extensions: &'static [&'static str],
    grammar: fn() -> tree_sitter::Language,
    headers: &'static [Language],
    pattern: PatternSpec,
) -> Definition {
    Definition {
        name,
        aliases,
        extensions,
        file_names: &[],
        grammar,
        table: TABLE,
        keep: &[],
        pattern,
        traits: Traits {
            resolves_imports: true,
            assignment_declares: false,
            literal_strings: false,
            packages: false,
            words: WordForm::Exact,
            quoted: false,
            // `!=` may be written `not_eq`.
            certain: &["if", "switch", "=="],
        },
        includes: headers,
        shares_patterns: headers,
        mask: Some(mask::readable),
    }
}

pub(crate) const PATTERN: PatternSpec = PatternSpec {
    text: PatternText {
        quotes: &[("\"", "\"", true), ("'", "'", true), ("//", "\n", false), ("/*", "*/", false)],
        statement_forms: &["@;", "WL_T @;", "case @:"],
        item_forms: &["@", "WL_T @", "@;;"],
        parameter_form: 1,
        pair_form: 0,
        has_spread: false,
        typed: TypedStyle::TypeFirst,
        meta_prefix: "",
    },
    templates: TEMPLATES,
    // A cast, because the size of an array stands behind the name in a declaration.
    type_template: Template::new("int WL_G = (", ") WL_F;"),
};

/// In C files, rules that are written for both languages have patterns that only the grammar of C++ knows.
#[cfg(feature = "cpp")]
const C_PATTERN: PatternSpec = PatternSpec {
    templates: &[
        EXPRESSION,
        STATEMENTS,
        TOP_LEVEL,
        UNTERMINATED,
        STATEMENT_HEADER,
        HEADER,
        CLASS_HEADER,
        MEMBERS,
        EXPRESSION.parsed_as(Language::Cpp).eager(is_cpp),
        STATEMENTS.parsed_as(Language::Cpp).eager(is_cpp),
        TOP_LEVEL.parsed_as(Language::Cpp),
    ],
    ..PATTERN
};
#[cfg(not(feature = "cpp"))]
const C_PATTERN: PatternSpec = PATTERN;

const EXPRESSION: Template = Template::single("int WL_V = (\n", "\n);").unless(starts_statement);
const STATEMENTS: Template = Template::new("void WL_F() {\n", "\n}").unless(starts_clause);
const TOP_LEVEL: Template = Template::new("", "\n").unless(starts_clause);
const UNTERMINATED: Template = Template::header("void WL_F() {\n", ";}").unless(starts_statement);
const STATEMENT_HEADER: Template = Template::header("void WL_F() {\n", "\n{ } }").unless(starts_clause);
const HEADER: Template = Template::header("", "\n{ }").unless(starts_statement);
const CLASS_HEADER: Template = Template::header("", "\n{ };").unless(starts_statement);
const MEMBERS: Template = Template::new("struct WL_C {\n", "\n};").unless(starts_statement);

const TEMPLATES: &[Template] = &[
    EXPRESSION,
    STATEMENTS,
    TOP_LEVEL,
    Template::header("void WL_F() {\n", "\ncatch (...) { } }").unless(starts_clause),
    Template::new("void WL_F() { try { }\n", "\n}"),
    Template::header("void WL_F() { try { }\n", "\n{ } }"),
    UNTERMINATED,
    STATEMENT_HEADER,
    HEADER,
    CLASS_HEADER,
    MEMBERS.eager(starts_access).rewritten(without_access),
];

/// The word that a pattern starts with.
fn first_word(pattern: &str) -> &str {
    &pattern[..pattern.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(pattern.len())]
}

/// Whether a pattern starts with a keyword of a statement, which the grammar would take for the name of a function.
fn starts_statement(pattern: &str) -> bool {
    starts_clause(pattern) || matches!(first_word(pattern), "if" | "for" | "while" | "do" | "switch" | "try")
}

/// Whether a pattern starts with a part of a statement.
fn starts_clause(pattern: &str) -> bool {
    first_word(pattern) == "catch"
}

/// Whether a pattern starts with `public:` or its like, which would be a label outside of a class.
fn starts_access(pattern: &str) -> bool {
    matches!(first_word(pattern), "public" | "protected" | "private")
}

/// A pattern without the `public:` that it starts with.
fn without_access(pattern: &str) -> String {
    let start = pattern.trim_start();
    match start.split_once(':') {
        Some((word, rest)) if starts_access(start) && word.trim_end() == first_word(start) => {
            [&" ".repeat(pattern.len() - rest.len()), rest].concat()
        }
        _ => pattern.to_owned(),
    }
}

/// Whether a pattern starts with a keyword of C++, which would be a type in C, or qualifies a name.
#[cfg(feature = "cpp")]
fn is_cpp(pattern: &str) -> bool {
    matches!(first_word(pattern), "delete" | "new" | "throw") || pattern.contains("::")
}

const OPERANDS: FieldRoles = &[("left", R::Left), ("right", R::Right)];

/// The rows of both grammars.
const TABLE: &[Row] = &[
    ("translation_unit", Node(K::Program, &[("", R::Item)])),
    ("comment", Drop),
    // The preprocessor.
    ("preproc_include", Custom(preprocessor::include)),
    ("preproc_def", Custom(preprocessor::constant)),
    ("preproc_function_def", Custom(preprocessor::function)),
    ("preproc_call", Custom(preprocessor::directive)),
    ("preproc_if", Custom(preprocessor::branches)),
    ("preproc_ifdef", Custom(preprocessor::branches)),
    ("preproc_elif", Custom(preprocessor::branches)),
    ("preproc_elifdef", Custom(preprocessor::branches)),
    ("preproc_else", Inline),
    ("preproc_arg", Drop),
    ("preproc_directive", Drop),
    ("preproc_params", Drop),
    ("preproc_defined", Drop),
    // No string, so that `"..."` does not match it.
    ("system_lib_string", Leaf(K::Name)),
    // Names and literals.
    ("identifier", Custom(types::identifier)),
    ("field_identifier", Leaf(K::Ident)),
    ("statement_identifier", Leaf(K::Ident)),
    ("namespace_identifier", Custom(types::identifier)),
    ("qualified_identifier", Custom(types::qualified)),
    ("nested_namespace_specifier", Custom(types::qualified)),
    ("destructor_name", Custom(types::spelled_name)),
    ("operator_name", Custom(types::spelled_name)),
    ("dependent_name", Inline),
    ("template_function", Custom(types::template_name)),
    ("template_method", Custom(types::template_name)),
    ("this", Leaf(K::Name)),
    ("true", Custom(literals::boolean)),
    ("false", Custom(literals::boolean)),
    ("null", Word(K::Null, "", &[])),
    ("number_literal", Custom(literals::number)),
    ("char_literal", Custom(literals::character)),
    ("character", Drop),
    ("escape_sequence", Drop),
    ("string_literal", Custom(literals::string)),
    ("raw_string_literal", Custom(literals::string)),
    ("string_content", Drop),
    ("raw_string_content", Drop),
    ("raw_string_delimiter", Drop),
    ("concatenated_string", Custom(literals::joined)),
    ("user_defined_literal", Inline),
    ("literal_suffix", Drop),
    // Types.
    ("type_identifier", Custom(types::identifier)),
    ("primitive_type", Custom(types::identifier)),
    ("sized_type_specifier", Custom(types::sized)),
    ("auto", Custom(types::identifier)),
    ("placeholder_type_specifier", Custom(types::identifier)),
    ("template_type", Custom(types::template_name)),
    ("dependent_type", Custom(types::inner)),
    ("decltype", Word(K::Type, "decltype", &[("", R::Item)])),
    ("macro_type_specifier", Custom(types::macro_type)),
    ("type_descriptor", Custom(declarators::descriptor)),
    ("template_argument_list", Custom(types::arguments)),
    ("template_parameter_list", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameter_declaration", Custom(types::parameter)),
    ("optional_type_parameter_declaration", Custom(types::parameter)),
    ("variadic_type_parameter_declaration", Custom(types::parameter)),
    ("template_template_parameter_declaration", Custom(types::parameter)),
    ("trailing_return_type", Inline),
    // Expressions.
    ("parenthesized_expression", Inline),
    ("extension_expression", Inline),
    ("field_expression", Custom(expressions::member)),
    ("subscript_expression", Node(K::Index, &[("argument", R::Object), ("index", R::Item), ("indices", R::Item)])),
    ("subscript_argument_list", Inline),
    ("call_expression", Custom(expressions::call)),
    ("argument_list", Node(K::Args, &[("", R::Item)])),
    ("assignment_expression", Custom(expressions::assignment)),
    ("binary_expression", Custom(expressions::binary)),
    ("fold_expression", Op(K::BinOp, "operator", OPERANDS)),
    ("unary_expression", Custom(expressions::unary)),
    ("pointer_expression", Custom(expressions::unary)),
    ("update_expression", Custom(expressions::unary)),
    (
        "conditional_expression",
        Node(K::Ternary, &[("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)]),
    ),
    ("cast_expression", Node(K::Cast, &[("type", R::Type), ("value", R::Operand)])),
    ("comma_expression", Custom(expressions::sequence)),
    ("sizeof_expression", Custom(expressions::keyword_call)),
    ("alignof_expression", Custom(expressions::keyword_call)),
    ("offsetof_expression", Custom(expressions::keyword_call)),
    ("generic_expression", Word(K::Other, "_Generic", &[("", R::Item)])),
    ("gnu_asm_expression", Custom(expressions::assembly)),
    ("gnu_asm_qualifier", Drop),
    ("gnu_asm_output_operand_list", Inline),
    ("gnu_asm_input_operand_list", Inline),
    ("gnu_asm_output_operand", Node(K::KwArg, &[("constraint", R::Name), ("value", R::Value)])),
    ("gnu_asm_input_operand", Node(K::KwArg, &[("constraint", R::Name), ("value", R::Value)])),
    ("gnu_asm_clobber_list", Drop),
    ("gnu_asm_goto_list", Drop),
    ("compound_literal_expression", Custom(expressions::literal)),
    ("initializer_list", Custom(expressions::literal)),
    ("initializer_pair", Custom(expressions::pair)),
    ("field_designator", Inline),
    ("subscript_designator", Inline),
    ("subscript_range_designator", Word(K::Slice, "", &[("start", R::Left), ("end", R::Right)])),
    ("new_expression", Custom(expressions::creation)),
    ("new_declarator", Drop),
    ("delete_expression", Custom(expressions::deletion)),
    ("lambda_expression", Custom(functions::lambda)),
    ("lambda_capture_specifier", Inline),
    ("lambda_default_capture", Drop),
    ("lambda_capture_initializer", Custom(functions::capture)),
    ("parameter_pack_expansion", Word(K::Spread, "...", &[("pattern", R::Operand)])),
    ("co_await_expression", Node(K::Await, &[("argument", R::Operand)])),
    ("requires_clause", Drop),
    // Declarations.
    ("declaration", Custom(declarations::declaration)),
    ("field_declaration", Custom(declarations::declaration)),
    ("type_definition", Custom(declarations::type_definition)),
    ("alias_declaration", Custom(declarations::alias)),
    ("struct_specifier", Custom(declarations::class)),
    ("class_specifier", Custom(declarations::class)),
    ("union_specifier", Custom(declarations::class)),
    ("enum_specifier", Custom(declarations::class)),
    ("field_declaration_list", Node(K::ClassBody, &[("", R::Item)])),
    ("enumerator_list", Node(K::ClassBody, &[("", R::Item)])),
    ("enumerator", Custom(declarations::enumerator)),
    ("base_class_clause", Custom(declarations::bases)),
    ("access_specifier", Drop),
    ("friend_declaration", Custom(declarations::friend)),
    ("bitfield_clause", Drop),
    ("function_definition", Custom(functions::definition)),
    ("parameter_list", Custom(functions::parameters)),
    ("parameter_declaration", Custom(functions::parameter)),
    ("optional_parameter_declaration", Custom(functions::parameter)),
    ("variadic_parameter_declaration", Custom(functions::parameter)),
    ("variadic_parameter", Word(K::Param, "...", &[])),
    ("field_initializer_list", Custom(functions::initializers)),
    ("template_declaration", Custom(declarations::template)),
    ("template_instantiation", Custom(declarations::declaration)),
    ("namespace_definition", Custom(declarations::namespace)),
    ("namespace_alias_definition", Custom(declarations::namespace_alias)),
    ("using_declaration", Custom(declarations::using)),
    ("linkage_specification", Custom(declarations::linkage)),
    ("declaration_list", Node(K::Block, &[("", R::Item)])),
    ("static_assert_declaration", Node(K::Assert, &[("condition", R::Item), ("message", R::Item)])),
    ("storage_class_specifier", Leaf(K::Modifier)),
    ("type_qualifier", Leaf(K::Modifier)),
    ("virtual_specifier", Leaf(K::Modifier)),
    ("explicit_function_specifier", Leaf(K::Modifier)),
    ("noexcept", Leaf(K::Modifier)),
    ("ref_qualifier", Drop),
    ("throw_specifier", Drop),
    ("alignas_qualifier", Drop),
    ("attribute_specifier", Custom(declarations::gnu_attribute)),
    ("attribute_declaration", Inline),
    ("attribute", Custom(declarations::attribute)),
    ("default_method_clause", Custom(functions::clause)),
    ("delete_method_clause", Custom(functions::clause)),
    ("pure_virtual_clause", Custom(functions::clause)),
    ("ms_declspec_modifier", Leaf(K::Modifier)),
    ("ms_call_modifier", Drop),
    ("ms_based_modifier", Drop),
    ("ms_pointer_modifier", Drop),
    // Statements.
    ("compound_statement", Node(K::Block, &[("", R::Item)])),
    ("expression_statement", Custom(statements::expression_statement)),
    ("attributed_statement", Custom(statements::attributed)),
    ("init_statement", Inline),
    ("if_statement", Custom(statements::if_statement)),
    ("else_clause", Inline),
    ("condition_clause", Custom(statements::condition)),
    ("while_statement", Custom(statements::loop_statement)),
    ("do_statement", Custom(statements::loop_statement)),
    ("for_statement", Custom(statements::loop_statement)),
    ("for_range_loop", Custom(statements::for_range)),
    ("labeled_statement", Custom(statements::labeled)),
    ("goto_statement", Word(K::Other, "goto", &[("label", R::Label)])),
    ("switch_statement", Custom(statements::switch)),
    ("case_statement", Custom(statements::lone_case)),
    ("try_statement", Custom(statements::try_statement)),
    ("catch_clause", Custom(statements::catch)),
    ("seh_try_statement", Custom(statements::try_statement)),
    ("seh_except_clause", Node(K::Catch, &[("filter", R::Cond), ("body", R::Body)])),
    ("seh_finally_clause", Custom(statements::finally)),
    ("seh_leave_statement", Word(K::Other, "__leave", &[])),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("co_return_statement", Node(K::Return, &[("", R::Operand)])),
    ("co_yield_statement", Node(K::Yield, &[("", R::Operand)])),
    ("throw_statement", Node(K::Throw, &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[])),
    ("continue_statement", Node(K::Continue, &[])),
];
