//! JavaScript, and the table and functions that TypeScript and TSX share with it.
//!
//! All three have one table and one pattern spec: TypeScript's grammars are supersets of JavaScript's and of each other but for `<T>x`
//! casts (TypeScript only) and elements (TSX only). A pattern is parsed once, as TSX first and as TypeScript second, and its tree serves
//! all three, because the words of the tree are the same.

mod declarations;
mod elements;
mod expressions;
mod modules;
mod statements;
mod types;

use crate::language::{Definition, Language, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::Row;
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind as K, Role as R};

pub(crate) static DEFINITION: Definition =
    definition("javascript", &["js", "jsx", "node"], &["js", "jsx", "mjs", "cjs"], || {
        tree_sitter_typescript::LANGUAGE_TSX.into()
    });

/// What the languages of the family have in common.
pub(crate) const fn definition(
    name: &'static str,
    aliases: &'static [&'static str],
    extensions: &'static [&'static str],
    grammar: fn() -> tree_sitter::Language,
) -> Definition {
    Definition {
        name,
        aliases,
        extensions,
        file_names: &[],
        grammar,
        table: TABLE,
        keep: &[],
        pattern: PATTERN,
        traits: Traits {
            resolves_imports: true,
            assignment_declares: false,
            literal_strings: false,
            words: WordForm::Exact,
            quoted: true,
            certain: &["if", "switch", "try", "catch", "throw", "===", "!=="],
            packages: false,
        },
        includes: &[],
        shares_patterns: &[Language::JavaScript, Language::TypeScript, Language::Tsx],
        mask: None,
    }
}

const PATTERN: PatternSpec = PatternSpec {
    text: PatternText {
        quotes: &[
            ("//", "\n", false),
            ("/*", "*/", false),
            ("`", "`", true),
            ("\"", "\"", true),
            ("'", "'", true),
            ("${", "}", false),
        ],
        statement_forms: &["@;", "case @:"],
        item_forms: &["@", "@;", "{@}", "@;;"],
        parameter_form: 0,
        pair_form: 0,
        has_spread: true,
        typed: TypedStyle::NameFirst,
        meta_prefix: "",
    },
    templates: &[
        // An expression, in brackets so that nothing else parses there; of `{` and `key: value` the object reading comes first.
        EXPRESSION.eager(starts_with_brace),
        STATEMENT,
        Template::new("({", "\n})").parsed_as(Language::Tsx).eager(starts_with_key).unless(starts_with_keyword),
        MEMBER,
        Template::header("", " {}\n").parsed_as(Language::Tsx),
        Template::header("class WL_WRAP {\n", " {}\n}").parsed_as(Language::Tsx).unless(starts_with_keyword),
        Template::new("", "\nclass WL_WRAP {}\n").parsed_as(Language::Tsx),
        Template::new("try {} ", "\n").parsed_as(Language::Tsx),
        Template::new("switch (WL_WRAP) {\n", "\n}").parsed_as(Language::Tsx),
        EXPRESSION.rewritten(complete),
        STATEMENT.rewritten(complete),
        STATEMENT.rewritten(declared),
        EXPRESSION.parsed_as(Language::TypeScript),
        STATEMENT.parsed_as(Language::TypeScript),
        MEMBER.parsed_as(Language::TypeScript),
    ],
    type_template: Template::new("let WL_WRAP: ", ";\n"),
};

const EXPRESSION: Template = Template::single("[", "\n]").parsed_as(Language::Tsx).unless(starts_with_keyword);
const STATEMENT: Template = Template::new("", "\n").parsed_as(Language::Tsx);
const MEMBER: Template = Template::new("class WL_WRAP {\n", "\n}").parsed_as(Language::Tsx).unless(starts_with_keyword);

/// Whether a pattern is a statement or a part of one, whose keyword would pass as the name of a function or method.
fn starts_with_keyword(pattern: &str) -> bool {
    const WORDS: &[&str] = &[
        "if", "for", "while", "do", "switch", "case", "try", "catch", "finally", "with", "return", "throw", "const",
        "let", "var",
    ];
    let end = pattern.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(pattern.len());
    WORDS.contains(&&pattern[..end]) && !pattern[end..].trim_start().starts_with(':')
}

fn starts_with_brace(pattern: &str) -> bool {
    pattern.starts_with('{')
}

/// Whether a pattern looks like one field of an object: `key: …`, which would otherwise be a labelled statement.
fn starts_with_key(pattern: &str) -> bool {
    let end = pattern.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').unwrap_or(pattern.len());
    end > 0 && &pattern[..end] != "default" && pattern[end..].trim_start().starts_with(':')
}

/// `{ $X } = $Y` among statements is a declaration that leaves its keyword out.
fn declared(body: &str) -> String {
    if starts_with_brace(body.trim_start()) { format!("var {body}") } else { body.to_owned() }
}

/// Metavariables where the grammar wants a string or an element's attribute value: `from $X`, `<a href=$X>`.
fn complete(body: &str) -> String {
    let mut out = String::new();
    let mut rest = body;
    while let Some(at) = rest.find("WL_") {
        let length = 3 + rest[at + 3..].bytes().take_while(u8::is_ascii_digit).count() + 1;
        let (before, word) = (&rest[..at], rest.get(at..at + length).unwrap_or(&rest[at..]));
        out.push_str(before);
        let is_attribute =
            before.strip_suffix('=').is_some_and(|b| b.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
        match () {
            () if is_attribute => out.extend(["{", word, "}"]),
            () if before.trim_end().ends_with(" from") => out.extend(["\"", word, "\""]),
            () => out.push_str(word),
        }
        rest = &rest[at + word.len()..];
    }
    out + rest
}

/// Every named node kind of both grammars is here but for two sorts. The parts of class heads, declarations, imports and exports
/// (`class_heritage`, `variable_declarator`, `import_clause`, …) are read by the function of the whole. These become `Other`:
/// `debugger_statement`, `index_signature`, `mapped_type_clause`, `import_attribute`, `html_character_reference`.
const TABLE: &[Row] = &[
    ("program", Node(K::Program, &[("", R::Item)])),
    ("hash_bang_line", Drop),
    ("comment", Drop),
    ("html_comment", Drop),
    ("empty_statement", Custom(statements::empty_statement)),
    ("statement_block", Node(K::Block, &[("", R::Item)])),
    ("expression_statement", Custom(statements::expression_statement)),
    ("parenthesized_expression", Custom(expressions::parenthesized)),
    ("sequence_expression", Word(K::Other, "sequence", &[("", R::Item)])),
    // Names and literals.
    ("identifier", Leaf(K::Name)),
    ("shorthand_property_identifier", Custom(expressions::shorthand)),
    ("shorthand_property_identifier_pattern", Custom(expressions::shorthand)),
    ("property_identifier", Leaf(K::Ident)),
    ("private_property_identifier", Leaf(K::Ident)),
    ("statement_identifier", Leaf(K::Ident)),
    ("this", Leaf(K::Name)),
    ("super", Leaf(K::Name)),
    ("import", Leaf(K::Name)),
    ("undefined", Leaf(K::Name)),
    ("meta_property", Leaf(K::Name)),
    ("null", Word(K::Null, "", &[])),
    ("true", Word(K::Bool, "true", &[])),
    ("false", Word(K::Bool, "false", &[])),
    ("number", Custom(expressions::number)),
    ("string", Custom(expressions::string)),
    ("template_string", Custom(expressions::template)),
    ("template_substitution", Inline),
    ("string_fragment", Drop),
    ("escape_sequence", Drop),
    ("regex", Custom(expressions::regex)),
    ("regex_pattern", Drop),
    ("regex_flags", Drop),
    // Expressions.
    ("member_expression", Custom(expressions::member)),
    ("optional_chain", Drop),
    ("nested_identifier", Custom(expressions::member)),
    ("subscript_expression", Custom(expressions::subscript)),
    ("call_expression", Custom(expressions::call)),
    ("arguments", Node(K::Args, &[("", R::Item)])),
    ("new_expression", Custom(expressions::new)),
    ("instantiation_expression", Custom(expressions::instantiation)),
    ("spread_element", Word(K::Spread, "...", &[("", R::Operand)])),
    ("rest_pattern", Word(K::Spread, "...", &[("", R::Operand)])),
    ("array", Node(K::List, &[("", R::Item)])),
    ("array_pattern", Node(K::List, &[("", R::Item)])),
    ("object", Node(K::Record, &[("", R::Item)])),
    ("object_pattern", Node(K::Record, &[("", R::Item)])),
    ("pair", Custom(expressions::pair)),
    ("pair_pattern", Custom(expressions::pair)),
    ("object_assignment_pattern", Custom(expressions::shorthand_with_default)),
    ("assignment_pattern", Node(K::Assign, &[("left", R::Target), ("right", R::Value)])),
    ("computed_property_name", Inline),
    ("binary_expression", Op(K::BinOp, "operator", &[("left", R::Left), ("right", R::Right)])),
    ("unary_expression", Custom(expressions::unary)),
    ("update_expression", Op(K::Unary, "operator", &[("argument", R::Operand)])),
    (
        "ternary_expression",
        Node(K::Ternary, &[("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)]),
    ),
    ("assignment_expression", Node(K::Assign, &[("left", R::Target), ("right", R::Value)])),
    ("augmented_assignment_expression", Custom(expressions::augmented)),
    ("await_expression", Node(K::Await, &[("", R::Operand)])),
    ("yield_expression", Custom(expressions::yield_expression)),
    ("as_expression", Custom(types::cast)),
    ("satisfies_expression", Custom(types::cast)),
    ("type_assertion", Custom(types::cast)),
    ("non_null_expression", Word(K::Cast, "!", &[("", R::Operand)])),
    ("arrow_function", Custom(declarations::arrow)),
    ("function_expression", Custom(declarations::function)),
    ("generator_function", Custom(declarations::function)),
    ("class", Custom(declarations::class)),
    // Elements.
    ("jsx_element", Custom(elements::element)),
    ("jsx_self_closing_element", Custom(elements::element)),
    ("jsx_opening_element", Drop),
    ("jsx_closing_element", Drop),
    ("jsx_attribute", Custom(elements::attribute)),
    ("jsx_expression", Inline),
    ("jsx_namespace_name", Leaf(K::Ident)),
    ("jsx_text", Custom(elements::text)),
    // Declarations.
    ("lexical_declaration", Custom(declarations::variables)),
    ("variable_declaration", Custom(declarations::variables)),
    ("function_declaration", Custom(declarations::function)),
    ("generator_function_declaration", Custom(declarations::function)),
    ("function_signature", Custom(declarations::function)),
    ("formal_parameters", Custom(declarations::parameters)),
    ("required_parameter", Custom(declarations::parameter)),
    ("optional_parameter", Custom(declarations::parameter)),
    ("class_declaration", Custom(declarations::class)),
    ("abstract_class_declaration", Custom(declarations::class)),
    ("interface_declaration", Custom(declarations::class)),
    ("enum_declaration", Custom(declarations::class)),
    ("method_definition", Custom(declarations::function)),
    ("method_signature", Custom(declarations::function)),
    ("abstract_method_signature", Custom(declarations::function)),
    ("call_signature", Custom(declarations::function)),
    ("construct_signature", Custom(declarations::function)),
    ("public_field_definition", Custom(declarations::field)),
    ("property_signature", Custom(declarations::field)),
    ("class_static_block", Custom(declarations::static_block)),
    ("class_body", Custom(declarations::class_body)),
    ("interface_body", Custom(declarations::class_body)),
    ("enum_body", Custom(declarations::enum_body)),
    ("enum_assignment", Custom(declarations::enum_member)),
    ("decorator", Custom(declarations::decorator)),
    ("type_alias_declaration", Custom(declarations::type_alias)),
    ("internal_module", Custom(declarations::namespace)),
    ("module", Custom(declarations::namespace)),
    ("ambient_declaration", Inline),
    ("accessibility_modifier", Leaf(K::Modifier)),
    ("override_modifier", Leaf(K::Modifier)),
    // Modules.
    ("import_statement", Custom(modules::import)),
    ("import_alias", Custom(modules::import_alias)),
    ("export_statement", Custom(modules::export)),
    // Statements.
    ("if_statement", Custom(statements::if_statement)),
    ("switch_statement", Node(K::Switch, &[("value", R::Cond), ("body", R::Item)])),
    ("switch_body", Inline),
    ("switch_case", Custom(statements::case)),
    ("switch_default", Custom(statements::case)),
    ("for_statement", Custom(statements::for_statement)),
    ("for_in_statement", Custom(statements::for_in)),
    ("while_statement", Custom(statements::while_statement)),
    ("do_statement", Custom(statements::while_statement)),
    ("with_statement", Custom(statements::with)),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("throw_statement", Node(K::Throw, &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[("label", R::Label)])),
    ("continue_statement", Node(K::Continue, &[("label", R::Label)])),
    ("labeled_statement", Node(K::Labeled, &[("label", R::Label), ("body", R::Body)])),
    ("try_statement", Node(K::Try, &[("body", R::Body), ("handler", R::Handler), ("finalizer", R::Finally)])),
    ("catch_clause", Custom(statements::catch)),
    ("finally_clause", Custom(statements::finally)),
    // Types.
    ("type_annotation", Inline),
    ("asserts_annotation", Inline),
    ("type_predicate_annotation", Inline),
    ("opting_type_annotation", Inline),
    ("omitting_type_annotation", Inline),
    ("adding_type_annotation", Inline),
    ("parenthesized_type", Inline),
    ("constraint", Inline),
    ("default_type", Inline),
    ("type_identifier", Custom(types::named)),
    ("predefined_type", Custom(types::named)),
    ("this_type", Custom(types::named)),
    ("existential_type", Custom(types::named)),
    ("nested_type_identifier", Custom(types::nested)),
    ("generic_type", Custom(types::generic)),
    ("type_arguments", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameters", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameter", Custom(types::parameter)),
    ("union_type", Custom(types::joined)),
    ("intersection_type", Custom(types::joined)),
    ("literal_type", Node(K::Type, &[("", R::Item)])),
    ("array_type", Word(K::Type, "array", &[("", R::Item)])),
    ("tuple_type", Word(K::Type, "tuple", &[("", R::Item)])),
    ("optional_type", Word(K::Type, "optional", &[("", R::Item)])),
    ("rest_type", Word(K::Type, "rest", &[("", R::Item)])),
    ("readonly_type", Word(K::Type, "readonly", &[("", R::Item)])),
    ("flow_maybe_type", Word(K::Type, "nullable", &[("", R::Item)])),
    ("object_type", Word(K::Type, "object", &[("", R::Item)])),
    (
        "function_type",
        Word(
            K::Type,
            "function",
            &[("parameters", R::Params), ("return_type", R::ReturnType), ("type_parameters", R::TypeArgs)],
        ),
    ),
    (
        "constructor_type",
        Word(
            K::Type,
            "constructor",
            &[("parameters", R::Params), ("type", R::ReturnType), ("type_parameters", R::TypeArgs)],
        ),
    ),
    (
        "conditional_type",
        Word(
            K::Type,
            "conditional",
            &[("left", R::Item), ("right", R::Item), ("consequence", R::Item), ("alternative", R::Item)],
        ),
    ),
    ("infer_type", Word(K::Type, "infer", &[("", R::Item)])),
    ("lookup_type", Word(K::Type, "lookup", &[("", R::Item)])),
    ("index_type_query", Word(K::Type, "keyof", &[("", R::Item)])),
    ("type_query", Word(K::Type, "typeof", &[("", R::Item)])),
    ("type_predicate", Word(K::Type, "is", &[("name", R::Item), ("type", R::Item)])),
    ("asserts", Word(K::Type, "asserts", &[("", R::Item)])),
    ("template_literal_type", Custom(expressions::template)),
    ("template_type", Inline),
];
