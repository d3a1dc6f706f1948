//! Scala 2 and 3: everything is an expression, blocks and cases may be arguments, interpolators give strings their meaning.
//!
//! A list of statements is a list whether braces or indentation make it one. The value of a function's body is an implicit `Return`, so
//! that `return e` and a last `e` are the same to a rule; the last expression of a pattern stays an expression statement, which matches
//! both. Words between two operands are calls of a member (`a map f`), signs between them are operators. Several parameter lists are
//! one list of parameters. What takes values apart is shaped like what puts them together: `case P(x)` holds a call.
//!
//! Left to become `Other`: `xml_processing_instruction` and `xml_cdata`; the capture sets of an experiment (`capture_set`, `capture_ref`,
//! `capture_variable`) and clauses without code (`derives_clause`, `uses_clause`) are left out.

mod declarations;
mod expressions;
mod imports;
mod literals;
mod patterns;
mod statements;
mod types;

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Word};
use crate::lower::{FieldRoles, Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle, reserved_length};
use crate::tree::{NodeKind, Role};

pub(crate) static DEFINITION: Definition = Definition {
    name: "scala",
    aliases: &[],
    extensions: &["scala", "sc", "sbt"],
    file_names: &[],
    grammar: || tree_sitter_scala::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            // A quote character as a literal opens no string, and other apostrophes are symbols more often than not.
            quotes: &[
                ("//", "\n", false),
                ("/*", "*/", false),
                ("${", "}", false),
                ("\"\"\"", "\"\"\"", false),
                ("'\"'", "", false),
                ("'\\\"'", "", false),
                ("\"", "\"", true),
            ],
            statement_forms: &["@", "case @ => WL_S"],
            item_forms: &["@", "@ : WL_T", "@ <- WL_S", "case @ => WL_S"],
            parameter_form: 1,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::NameFirst,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "\n").rewritten(spaced),
            // Annotations, modifiers and other beginnings of a declaration.
            Template::header("", "\nclass WL_C").rewritten(spaced),
            Template::header("", " { }").rewritten(spaced),
            // `catch { … }` alone would be a call.
            Template::header("try { }\n", "\n").rewritten(spaced).eager(|p| p.starts_with("catch")),
            Template::new("WL_V match {\n", "\n}").rewritten(spaced),
            Template::header("", " = WL_V").rewritten(spaced),
            Template::header("if (WL_V) { }\n", "\n").rewritten(spaced),
        ],
        type_template: Template::new("type WL_W = ", "\n"),
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
    ("compilation_unit", Custom(statements::program)),
    ("comment", Drop),
    ("block_comment", Drop),
    ("using_directive", Drop),
    ("end_marker", Drop),
    ("parenthesized_expression", Inline),
    // Names and literals.
    ("identifier", Custom(identifier)),
    ("operator_identifier", Custom(identifier)),
    ("wildcard", Custom(identifier)),
    ("stable_identifier", Custom(types::stable)),
    ("integer_literal", Custom(literals::number)),
    ("floating_point_literal", Custom(literals::number)),
    ("boolean_literal", Leaf(K::Bool)),
    ("null_literal", Word(K::Null, "", &[])),
    ("character_literal", Custom(literals::character)),
    ("string", Custom(literals::string)),
    ("interpolated_string_expression", Custom(literals::interpolated)),
    ("unit", Node(K::Tuple, &[])),
    // Expressions.
    ("field_expression", Node(K::Member, &[("value", R::Object), ("field", R::Name)])),
    ("postfix_expression", Custom(expressions::postfix)),
    ("call_expression", Custom(expressions::call)),
    ("generic_function", Custom(expressions::generic)),
    ("arguments", Node(K::Args, ITEMS)),
    ("vararg", Custom(expressions::vararg)),
    ("colon_argument", Custom(expressions::colon_argument)),
    ("infix_expression", Custom(expressions::infix)),
    ("prefix_expression", Custom(expressions::prefix)),
    ("assignment_expression", Custom(expressions::assignment)),
    ("ascription_expression", Custom(expressions::ascription)),
    ("tuple_expression", Node(K::Tuple, ITEMS)),
    ("lambda_expression", Custom(expressions::lambda)),
    ("method_value", Custom(expressions::method_value)),
    ("instance_expression", Custom(expressions::instance)),
    ("case_block", Custom(expressions::cases)),
    ("indented_cases", Custom(expressions::cases)),
    ("quote_expression", Word(K::Unary, "'", &[("", R::Operand)])),
    ("splice_expression", Word(K::Unary, "$", &[("", R::Operand)])),
    ("macro_body", Inline),
    ("xml_expression", Inline),
    ("xml_element", Custom(expressions::element)),
    ("xml_attribute", Node(K::XmlAttr, &[("key", R::Name), ("value", R::Value)])),
    ("xml_name", Leaf(K::Ident)),
    ("xml_string", Custom(literals::string)),
    ("xml_text", Custom(expressions::element_text)),
    ("xml_comment", Drop),
    // Patterns.
    ("case_class_pattern", Custom(patterns::extractor)),
    ("infix_pattern", Custom(patterns::infix)),
    ("tuple_pattern", Node(K::Tuple, ITEMS)),
    ("named_tuple_pattern", Node(K::Tuple, ITEMS)),
    ("named_pattern", Custom(patterns::named)),
    ("typed_pattern", Custom(patterns::typed)),
    ("alternative_pattern", Custom(patterns::alternative)),
    ("capture_pattern", Word(K::BinOp, "@", &[("name", R::Left), ("pattern", R::Right)])),
    ("repeat_pattern", Word(K::Spread, "*", &[("pattern", R::Operand)])),
    ("given_pattern", Word(K::Type, "given", &[("type", R::Item)])),
    ("xml_pattern", Node(K::Xml, &[("name", R::Name), ("", R::Item)])),
    // Types.
    ("type_identifier", Custom(types::named)),
    ("stable_type_identifier", Custom(types::named)),
    ("generic_type", Custom(types::named)),
    ("projected_type", Custom(types::named)),
    ("applied_constructor_type", Custom(types::named)),
    ("singleton_type", Word(K::Type, "singleton", ITEMS)),
    ("compound_type", Word(K::Type, "with", &[("base", R::Item), ("extra", R::Item), ("", R::Body)])),
    ("infix_type", Custom(types::infix)),
    ("tuple_type", Word(K::Type, "tuple", ITEMS)),
    ("named_tuple_type", Word(K::Type, "tuple", ITEMS)),
    ("name_and_type", Node(K::Param, &[("name", R::Name), ("type", R::Type)])),
    ("function_type", Word(K::Type, "function", &[("parameter_types", R::Item), ("return_type", R::Item)])),
    ("parameter_types", Custom(types::inline)),
    ("lazy_parameter_type", Word(K::Type, "=>", &[("type", R::Item)])),
    ("repeated_parameter_type", Word(K::Type, "*", &[("type", R::Item)])),
    ("literal_type", Node(K::Type, ITEMS)),
    ("annotated_type", Custom(types::annotated)),
    ("capturing_type", Custom(types::annotated)),
    ("existential_type", Word(K::Type, "forSome", &[("type", R::Item), ("", R::Extra)])),
    ("structural_type", Custom(types::structural)),
    ("refinement", Custom(declarations::body)),
    ("match_type", Word(K::Type, "match", ITEMS)),
    ("type_case_clause", Custom(types::case)),
    ("type_lambda", Word(K::Type, "lambda", &[("return_type", R::Item)])),
    ("type_arguments", Node(K::TypeArgs, ITEMS)),
    ("named_type_argument", Node(K::KwArg, &[("name", R::Name), ("type", R::Value)])),
    ("type_parameters", Custom(types::parameters)),
    ("covariant_type_parameter", Custom(types::parameter)),
    ("contravariant_type_parameter", Custom(types::parameter)),
    ("upper_bound", Word(K::Type, "<:", &[("type", R::Item)])),
    ("lower_bound", Word(K::Type, ">:", &[("type", R::Item)])),
    ("view_bound", Word(K::Type, "<%", &[("type", R::Item)])),
    ("context_bound", Word(K::Type, ":", &[("type", R::Item)])),
    ("capture_set", Drop),
    ("capture_ref", Drop),
    ("capture_variable", Drop),
    // Declarations.
    ("package_clause", Custom(declarations::package)),
    ("import_declaration", Custom(imports::declaration)),
    ("export_declaration", Custom(imports::declaration)),
    ("class_definition", Custom(declarations::class)),
    ("object_definition", Custom(declarations::class)),
    ("trait_definition", Custom(declarations::class)),
    ("enum_definition", Custom(declarations::class)),
    ("package_object", Custom(declarations::class)),
    ("given_definition", Custom(declarations::given)),
    ("extension_definition", Custom(declarations::extension)),
    ("full_enum_case", Custom(declarations::class)),
    ("simple_enum_case", Custom(declarations::class)),
    ("enum_case_definitions", Inline),
    ("template_body", Custom(declarations::body)),
    ("with_template_body", Custom(declarations::body)),
    ("enum_body", Custom(declarations::body)),
    ("early_defs", Custom(declarations::body)),
    ("self_type", Drop),
    ("derives_clause", Drop),
    ("uses_clause", Drop),
    ("annotation", Node(K::Attr, &[("name", R::Callee), ("arguments", R::Args)])),
    ("modifiers", Drop),
    ("access_modifier", Drop),
    ("inline_modifier", Drop),
    ("erased_modifier", Drop),
    ("consume_modifier", Drop),
    ("tracked_modifier", Drop),
    ("opaque_modifier", Drop),
    ("val_definition", Custom(declarations::variable)),
    ("var_definition", Custom(declarations::variable)),
    ("val_declaration", Custom(declarations::variable)),
    ("var_declaration", Custom(declarations::variable)),
    ("type_definition", Custom(declarations::type_alias)),
    ("function_definition", Custom(declarations::function)),
    ("function_declaration", Custom(declarations::function)),
    ("parameter", Custom(declarations::parameter)),
    ("class_parameter", Custom(declarations::parameter)),
    ("binding", Custom(declarations::parameter)),
    // Statements.
    ("block", Custom(statements::block)),
    ("indented_block", Custom(statements::block)),
    ("if_expression", Custom(statements::if_expression)),
    ("match_expression", Custom(statements::match_expression)),
    ("case_clause", Custom(statements::case)),
    ("try_expression", Custom(statements::try_expression)),
    ("for_expression", Custom(statements::for_expression)),
    ("while_expression", Custom(statements::loop_expression)),
    ("do_while_expression", Custom(statements::loop_expression)),
    ("return_expression", Node(K::Return, &[("", R::Operand)])),
    ("throw_expression", Node(K::Throw, &[("", R::Operand)])),
];

fn identifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if matches!(role, R::Name | R::Label | R::Alias) { K::Ident } else { K::Name };
    l.leaf(id, kind, role);
}

/// The named children that are neither comments nor end markers.
fn items(l: &Lower<'_>, id: CstId) -> Vec<CstId> {
    l.named(id).filter(|c| l.kind(*c) != "end_marker").collect()
}

/// The children in a grammar field, tokens left out.
fn all_in(l: &Lower<'_>, id: CstId, field: &str) -> Vec<CstId> {
    l.named(id).filter(|c| l.grammar.field_name(l.cst_node(*c).field) == field).collect()
}

/// The text of a pattern in the words of the grammar. Scala takes signs after an underscore for a part of the name, so a metavariable's
/// identifier and a sign are set apart. In `$KEYWORD $NAME = value` the first stands for `val` or `var`, which a pattern may leave out.
fn spaced(pattern: &str) -> String {
    const SIGNS: &str = ":+-*/%<>=!&|^~?#@\\";
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    let mut quoted = false;
    while let Some(c) = rest.chars().next() {
        quoted ^= c == '"' && !out.ends_with('\\');
        let name = reserved_length(rest).filter(|_| !quoted);
        let length = name.unwrap_or(c.len_utf8());
        let after = &rest[length..];
        if name.is_some() && is_keyword_before(after) {
            out.extend(std::iter::repeat_n(' ', length));
        } else {
            out.push_str(&rest[..length]);
        }
        if name.is_some() && after.starts_with(|c| SIGNS.contains(c)) {
            out.push(' ');
        }
        rest = after;
    }
    out
}

/// Whether a metavariable and `=` follow on the line.
fn is_keyword_before(after: &str) -> bool {
    let name = after.trim_start_matches(' ');
    let Some(length) = reserved_length(name).filter(|_| name.len() < after.len()) else { return false };
    let sign = name[length..].trim_start_matches(' ');
    sign.starts_with('=') && !sign.starts_with("==") && !sign.starts_with("=>")
}
