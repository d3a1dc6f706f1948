//! JavaScript, and the table and functions that TypeScript and TSX share with it.
//!
//! All three have one table and one pattern spec: TypeScript's grammars are supersets of JavaScript's and of each other but for `<T>x`
//! casts (TypeScript only) and elements (TSX only). A pattern is parsed once, as TSX first and as TypeScript second, and its tree serves
//! all three, because the words of the tree are the same.

mod declarations;
mod elements;
mod modules;
mod types;

use crate::cst::CstId;
use crate::language::{Definition, Language, Traits};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{Flags, NodeId, NodeKind as K, Role as R};
use std::borrow::Cow;
use wardline_base::Span;

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
            words_required: true,
            packages: false,
        },
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

/// Every named node kind of both grammars is here, but for these, which become `Other`: `debugger_statement`, `export_clause` without a
/// module, `index_signature`, `mapped_type_clause`, `import_attribute`, `html_character_reference` outside of elements.
const TABLE: &[Row] = &[
    ("program", Node(K::Program, &[("", R::Item)])),
    ("hash_bang_line", Drop),
    ("comment", Drop),
    ("html_comment", Drop),
    ("empty_statement", Custom(empty_statement)),
    ("statement_block", Node(K::Block, &[("", R::Item)])),
    ("expression_statement", Custom(expression_statement)),
    ("parenthesized_expression", Custom(parenthesized)),
    ("sequence_expression", Word(K::Other, "sequence", &[("", R::Item)])),
    // Names and literals.
    ("identifier", Leaf(K::Name)),
    ("shorthand_property_identifier", Custom(shorthand)),
    ("shorthand_property_identifier_pattern", Custom(shorthand)),
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
    ("number", Custom(number)),
    ("string", Custom(string)),
    ("template_string", Custom(template)),
    ("template_substitution", Inline),
    ("string_fragment", Drop),
    ("escape_sequence", Drop),
    ("regex", Custom(regex)),
    ("regex_pattern", Drop),
    ("regex_flags", Drop),
    // Expressions.
    ("member_expression", Custom(member)),
    ("optional_chain", Drop),
    ("nested_identifier", Custom(member)),
    ("subscript_expression", Custom(subscript)),
    ("call_expression", Custom(call)),
    ("arguments", Node(K::Args, &[("", R::Item)])),
    ("new_expression", Custom(new)),
    ("instantiation_expression", Custom(instantiation)),
    ("spread_element", Word(K::Spread, "...", &[("", R::Operand)])),
    ("rest_pattern", Word(K::Spread, "...", &[("", R::Operand)])),
    ("array", Node(K::List, &[("", R::Item)])),
    ("array_pattern", Node(K::List, &[("", R::Item)])),
    ("object", Node(K::Record, &[("", R::Item)])),
    ("object_pattern", Node(K::Record, &[("", R::Item)])),
    ("pair", Custom(pair)),
    ("pair_pattern", Custom(pair)),
    ("object_assignment_pattern", Custom(shorthand_with_default)),
    ("assignment_pattern", Node(K::Assign, &[("left", R::Target), ("right", R::Value)])),
    ("computed_property_name", Inline),
    ("binary_expression", Op(K::BinOp, "operator", &[("left", R::Left), ("right", R::Right)])),
    ("unary_expression", Custom(unary)),
    ("update_expression", Op(K::Unary, "operator", &[("argument", R::Operand)])),
    (
        "ternary_expression",
        Node(K::Ternary, &[("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)]),
    ),
    ("assignment_expression", Node(K::Assign, &[("left", R::Target), ("right", R::Value)])),
    ("augmented_assignment_expression", Custom(augmented)),
    ("await_expression", Node(K::Await, &[("", R::Operand)])),
    ("yield_expression", Custom(yield_expression)),
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
    ("if_statement", Custom(if_statement)),
    ("switch_statement", Node(K::Switch, &[("value", R::Cond), ("body", R::Item)])),
    ("switch_body", Inline),
    ("switch_case", Custom(case)),
    ("switch_default", Custom(case)),
    ("for_statement", Custom(for_statement)),
    ("for_in_statement", Custom(for_in)),
    ("while_statement", Custom(while_statement)),
    ("do_statement", Custom(while_statement)),
    ("with_statement", Custom(with)),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("throw_statement", Node(K::Throw, &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[("label", R::Label)])),
    ("continue_statement", Node(K::Continue, &[("label", R::Label)])),
    ("labeled_statement", Node(K::Labeled, &[("label", R::Label), ("body", R::Body)])),
    ("try_statement", Node(K::Try, &[("body", R::Body), ("handler", R::Handler), ("finalizer", R::Finally)])),
    ("catch_clause", Custom(catch)),
    ("finally_clause", Custom(finally)),
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
    ("template_literal_type", Custom(template)),
    ("template_type", Inline),
];

/// `;` alone is no statement, but a pattern that ends in one, such as `for (...) {...};`, asks for it.
fn empty_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.holes.is_some() && role == R::Item && l.cst_node(id).span.start > 0 && !follows_expression(l, id) {
        l.leaf_word(l.cst_node(id).span, K::Other, role, "empty");
    }
}

fn follows_expression(l: &Lower<'_>, id: CstId) -> bool {
    let siblings = l.named(CstId(l.cst_node(id).parent));
    siblings.take_while(|s| *s != id).last().is_none_or(|s| l.kind(s) == "expression_statement")
}

fn expression_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(inner) = l.named(id).next() else { return };
    let span = l.cst_node(id).span;
    match l.kind(inner) {
        "assignment_expression" | "augmented_assignment_expression" | "internal_module" => {
            let out = NodeId(l.tree.len() as u32);
            l.lower(inner, role);
            if out.index() < l.tree.len() {
                l.set_span(out, span);
            }
        }
        _ => {
            l.node(id, K::ExprStmt, role, |l| l.children(id, R::Operand));
        }
    }
}

/// Parentheses vanish; `(x: T)`, a cast in Flow, is one here.
fn parenthesized(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.field(id, "type").is_some() {
        l.node(id, K::Cast, role, |l| l.fields(id, &[("", R::Operand), ("type", R::Type)]));
    } else {
        l.children(id, role);
    }
}

/// JavaScript has one type of number: `1.0` is `1`.
fn number(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = crate::literal::number(l.text_of(id));
    let whole = word.parse::<f64>().ok().filter(|v| word.contains('.') && v.fract() == 0.0 && v.abs() < 1e15);
    let word: Cow<'_, str> = whole.map_or(word, |v| format!("{v:.0}").into());
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

fn string(l: &mut Lower<'_>, id: CstId, role: R) {
    let content = &l.text[content_span(l, id).range()];
    let out = l.open(id, K::Str, role);
    l.set_word(out, content);
    l.close(out);
}

/// The bytes between the one-character delimiters of a string, template or regular expression.
pub(crate) fn content_span(l: &Lower<'_>, id: CstId) -> Span {
    let span = l.cst_node(id).span;
    if span.len() < 2 { span } else { Span::new(span.start + 1, span.end - 1) }
}

/// A string where the tree has an identifier: a key, a module's name. In a pattern it may be any string or a regular expression.
pub(crate) fn string_as_ident(l: &mut Lower<'_>, id: CstId, span: Span, role: R) {
    let content = &l.text[content_span(l, id).range()];
    if l.holes.is_some() && (content == "..." || content.starts_with("=~/")) {
        return string(l, id, role);
    }
    l.leaf_word(span, K::Ident, role, content);
}

/// A template without substitutions is a string; in a pattern, `...` in it may stand for substitutions too.
fn template(l: &mut Lower<'_>, id: CstId, role: R) {
    let content = content_span(l, id);
    let parts: Vec<CstId> =
        l.named(id).filter(|c| matches!(l.kind(*c), "template_substitution" | "template_type")).collect();
    let is_open = l.holes.is_some() && l.text[content.range()].contains("...");
    if parts.is_empty() && !is_open {
        return string(l, id, role);
    }
    l.node(id, K::Template, role, |l| {
        let mut at = content.start;
        for part in parts {
            let span = l.cst_node(part).span;
            text_part(l, Span::new(at, span.start));
            l.lower(part, R::Item);
            at = span.end;
        }
        text_part(l, Span::new(at, content.end));
    });
}

fn text_part(l: &mut Lower<'_>, span: Span) {
    if !span.is_empty() {
        let text = &l.text[span.range()];
        let out = l.open_span(span, K::StrPart, R::Item);
        l.set_word(out, text);
        l.close(out);
    }
}

fn regex(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Regex, role, |l| {
        let out = NodeId(l.tree.len() as u32 - 1);
        if let Some(pattern) = l.field(id, "pattern") {
            l.set_word(out, l.text_of(pattern));
        }
        if let Some(flags) = l.field(id, "flags") {
            l.leaf(flags, K::Modifier, R::Attr);
        }
    });
}

/// Marks the node made last at this place as `?.`, if it is.
fn optional(l: &mut Lower<'_>, id: CstId, out: NodeId) {
    if l.child_of_kind(id, "optional_chain").is_some() || l.has_token(id, "?.") {
        l.add_flags(out, Flags::OPTIONAL);
    }
}

fn member(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Member, role, |l| {
        l.lower_field(id, "object", R::Object);
        l.lower_field(id, "property", R::Name);
    });
    optional(l, id, out);
}

fn subscript(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Index, role, |l| {
        l.lower_field(id, "object", R::Object);
        match l.field(id, "index") {
            // `a[string]` parses with a type as index.
            Some(index) if l.kind(index) == "predefined_type" => l.leaf(index, K::Name, R::Item),
            Some(index) => l.lower(index, R::Item),
            None => {}
        }
    });
    optional(l, id, out);
}

/// A call; one with a template in place of the arguments carries a backquote as its symbol, so that it is not mistaken for a call with
/// a template as argument.
fn call(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Call, role, |l| {
        l.lower_field(id, "function", R::Callee);
        l.lower_field(id, "type_arguments", R::TypeArgs);
        match l.field(id, "arguments") {
            Some(args) if l.kind(args) == "template_string" => {
                l.node(args, K::Args, R::Args, |l| l.lower(args, R::Item));
            }
            Some(args) => l.lower(args, R::Args),
            None => {}
        }
    });
    if l.field(id, "arguments").is_some_and(|a| l.kind(a) == "template_string") {
        l.set_word(out, "`");
    }
    optional(l, id, out);
}

/// `new T` has no arguments, like `new T()`.
fn new(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::New, role, |l| {
        let arguments = l.field(id, "type_arguments");
        if let Some(class) = l.field(id, "constructor") {
            types::of_expression(l, class, arguments, R::Type);
        }
        match l.field(id, "arguments") {
            Some(args) => l.lower(args, R::Args),
            None => no_arguments(l, id),
        }
    });
}

/// The empty arguments of a call without parentheses.
pub(crate) fn no_arguments(l: &mut Lower<'_>, id: CstId) {
    let end = l.cst_node(id).span.end;
    let out = l.node_span(Span::new(end, end), K::Args, R::Args, |_| {});
    l.add_flags(out, Flags::IMPLICIT);
}

/// `f<T>` without a call is `f`.
fn instantiation(l: &mut Lower<'_>, id: CstId, role: R) {
    if let Some(inner) = l.named(id).next() {
        l.lower(inner, role);
    }
}

/// The key of a pair, method or field: names, strings and numbers compare equal. Says whether it is computed.
pub(crate) fn key(l: &mut Lower<'_>, id: CstId, role: R) -> bool {
    match l.kind(id) {
        "string" => string_as_ident(l, id, l.cst_node(id).span, role),
        "computed_property_name" => l.children(id, role),
        _ => l.lower(id, role),
    }
    l.kind(id) == "computed_property_name"
}

fn pair(l: &mut Lower<'_>, id: CstId, role: R) {
    let mut computed = false;
    let out = l.node(id, K::Pair, role, |l| {
        if let Some(name) = l.field(id, "key") {
            computed = key(l, name, R::Key);
        }
        l.lower_field(id, "value", R::Value);
    });
    if computed {
        l.add_flags(out, Flags::COMPUTED);
    }
}

/// `{ x }` is `{ x: x }`.
fn shorthand(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Pair, role, |l| {
        l.leaf(id, K::Ident, R::Key);
        l.leaf(id, K::Name, R::Value);
    });
}

/// `{ x = 1 }` in a pattern is `{ x: x = 1 }`.
fn shorthand_with_default(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(left) = l.field(id, "left") else { return };
    l.node(id, K::Pair, role, |l| {
        l.leaf(left, K::Ident, R::Key);
        l.node(id, K::Assign, R::Value, |l| {
            l.leaf(left, K::Name, R::Target);
            l.lower_field(id, "right", R::Value);
        });
    });
}

fn unary(l: &mut Lower<'_>, id: CstId, role: R) {
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    let kind = if operator == "delete" { K::Delete } else { K::Unary };
    let out = l.open(id, kind, role);
    if kind == K::Unary {
        l.set_word(out, operator);
    }
    l.lower_field(id, "argument", R::Operand);
    l.close(out);
}

fn augmented(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::AugAssign, role);
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}

fn yield_expression(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Yield, role);
    if l.has_token(id, "*") {
        l.set_word(out, "*");
    }
    l.children(id, R::Operand);
    l.close(out);
}

/// Those children that are one of these keywords (or nodes that hold one), as modifiers.
pub(crate) fn modifiers(l: &mut Lower<'_>, id: CstId, words: &[&str]) {
    for child in l.cst.children(id) {
        if words.contains(&l.kind(child)) {
            l.leaf(child, K::Modifier, R::Attr);
        }
    }
}

/// The body of a control structure.
fn body(l: &mut Lower<'_>, id: CstId, field: &str, role: R) {
    if let Some(body) = l.field(id, field) {
        l.block(body, l.kind(body) == "statement_block", role);
    }
}

fn if_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, "consequence", R::Then);
        let Some(other) = l.field(id, "alternative").and_then(|a| l.named(a).next()) else { return };
        match l.kind(other) {
            "if_statement" => l.lower(other, R::Else),
            kind => l.block(other, kind == "statement_block", R::Else),
        }
    });
}

fn while_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = if l.kind(id) == "do_statement" { K::DoWhile } else { K::While };
    l.node(id, kind, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, "body", R::Body);
    });
}

fn for_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::For, role, |l| {
        l.lower_field(id, "initializer", R::Init);
        l.lower_field(id, "condition", R::Cond);
        l.lower_field(id, "increment", R::Update);
        body(l, id, "body", R::Body);
    });
}

fn for_in(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::ForEach, role, |l| {
        modifiers(l, id, &["await"]);
        l.lower_field(id, "left", R::Target);
        l.lower_field(id, "right", R::Iter);
        body(l, id, "body", R::Body);
    });
    if let Some(operator) = l.field(id, "operator") {
        l.set_word(out, l.text_of(operator));
    }
    if l.field(id, "kind").is_some() {
        l.add_flags(out, Flags::DECLARES);
    }
}

fn with(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::With, role, |l| {
        l.lower_field(id, "object", R::Item);
        body(l, id, "body", R::Body);
    });
}

fn case(l: &mut Lower<'_>, id: CstId, role: R) {
    let statements: Vec<CstId> = l.named(id).filter(|c| Some(*c) != l.field(id, "value")).collect();
    let end = l.cst_node(id).span.end;
    let start = statements.first().map_or(end, |s| l.cst_node(*s).span.start);
    l.node(id, K::Case, role, |l| {
        l.lower_field(id, "value", R::Item);
        let out = l.node_span(Span::new(start, end), K::Block, R::Body, |l| {
            statements.iter().for_each(|s| l.lower(*s, R::Item))
        });
        l.add_flags(out, Flags::IMPLICIT);
    });
}

/// `catch {}` binds a name that nobody wrote, so that `catch ($E) {}` matches it.
fn catch(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Catch, role, |l| {
        let start = l.cst_node(id).span.start;
        match l.field(id, "parameter") {
            Some(name) if l.kind(name) == "identifier" => l.leaf(name, K::Ident, R::Name),
            Some(name) => l.lower(name, R::Name),
            None => {
                let out = l.node_span(Span::new(start, start), K::Ident, R::Name, |_| {});
                l.add_flags(out, Flags::IMPLICIT);
            }
        }
        l.lower_field(id, "type", R::Type);
        l.lower_field(id, "body", R::Body);
    });
}

/// The block of a `finally` has the keyword as symbol and in its span, so that `finally { ... }` alone can be a pattern.
fn finally(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Block, role, |l| {
        if let Some(body) = l.field(id, "body") {
            l.children(body, R::Item);
        }
    });
    l.set_word(out, "finally");
}
