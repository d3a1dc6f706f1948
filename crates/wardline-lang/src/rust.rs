//! Rust: blocks whose last expression is their value, patterns, paths, macros whose arguments are expressions.
//!
//! The value of a function's body is an implicit `Return`, so that `return e` and a last `e` are the same to a rule; a metavariable or
//! any other last expression of a pattern stays an expression statement, which matches both. Names in patterns are shaped like the
//! expressions that make what they take apart: `Some(x)` is a call, `T { a, .. }` a record.
//!
//! Left to become `Other`: `macro_definition`, `macro_rule`, `token_tree`, `token_tree_pattern`, `token_repetition`,
//! `token_repetition_pattern`, `token_binding_pattern` and `fragment_specifier`, whose tokens have no shape until a macro is expanded.

mod declarations;
mod flow;
mod imports;
mod macros;
mod types;

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::{FieldRoles, Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{NodeKind, Role};
use declarations as declare;
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "rust",
    aliases: &["rs"],
    extensions: &["rs"],
    file_names: &[],
    grammar: || tree_sitter_rust::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            // A quote character as a literal opens no string, and other apostrophes are lifetimes more often than not.
            quotes: &[
                ("//", "\n", false),
                ("/*", "*/", false),
                ("r##\"", "\"##", false),
                ("r#\"", "\"#", false),
                ("r\"", "\"", false),
                ("'\"'", "", false),
                ("'\\\"'", "", false),
                ("\"", "\"", true),
            ],
            statement_forms: &["@;", "@", "const @: WL_T = 0;"],
            item_forms: &["@", "@: WL_T", "@ => {}"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::NameFirst,
            meta_prefix: "",
        },
        templates: &[
            Template::single("const WL_C: WL_T = (\n", "\n);"),
            // Inside a loop the last expression is no function's value.
            Template::new("loop {\n", "\n}"),
            // What ends in a `;` that the pattern leaves out ends outside of the pattern's text.
            Template::header("loop {\n", "\n;}"),
            Template::new("", "\n"),
            Template::header("loop {\n", " { } }"),
            Template::new("const WL_C: WL_T = match WL_V {\n", "\n};"),
            Template::new("const WL_C: WL_T = WL_S {\n", "\n};"),
            Template::new("struct WL_S {\n", "\n}"),
            Template::new("impl WL_S {\n", "\n}"),
        ],
        type_template: Template::new("type WL_W = ", ";"),
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

const OPERANDS: FieldRoles = &[("left", R::Left), ("right", R::Right)];

const TABLE: &[Row] = &[
    ("source_file", Custom(flow::program)),
    ("shebang", Drop),
    ("line_comment", Drop),
    ("block_comment", Drop),
    ("doc_comment", Drop),
    ("inner_doc_comment_marker", Drop),
    ("outer_doc_comment_marker", Drop),
    ("parenthesized_expression", Inline),
    // Names and literals.
    ("identifier", Custom(identifier)),
    ("field_identifier", Custom(identifier)),
    ("shorthand_field_identifier", Custom(identifier)),
    ("metavariable", Custom(identifier)),
    ("self", Custom(identifier)),
    ("super", Custom(identifier)),
    ("crate", Custom(identifier)),
    ("_", Custom(identifier)),
    ("scoped_identifier", Node(K::Member, &[("path", R::Object), ("name", R::Name)])),
    ("integer_literal", Custom(number)),
    ("float_literal", Custom(number)),
    ("negative_literal", Word(K::Unary, "-", &[("", R::Operand)])),
    ("boolean_literal", Leaf(K::Bool)),
    ("char_literal", Custom(character)),
    ("string_literal", Custom(string)),
    ("raw_string_literal", Custom(string)),
    ("string_content", Leaf(K::StrPart)),
    ("escape_sequence", Leaf(K::StrPart)),
    ("unit_expression", Node(K::Tuple, &[])),
    // Expressions.
    ("binary_expression", Op(K::BinOp, "operator", OPERANDS)),
    ("unary_expression", Custom(unary)),
    ("reference_expression", Custom(reference)),
    ("try_expression", Word(K::Unary, "?", &[("", R::Operand)])),
    ("await_expression", Node(K::Await, &[("", R::Operand)])),
    ("field_expression", Custom(field_access)),
    ("index_expression", Custom(index)),
    ("range_expression", Custom(range)),
    ("call_expression", Custom(call)),
    ("generic_function", Custom(generic_function)),
    ("arguments", Custom(arguments)),
    ("array_expression", Custom(array)),
    ("tuple_expression", Custom(tuple)),
    ("struct_expression", Custom(record)),
    ("field_initializer", Node(K::Pair, &[("field", R::Key), ("value", R::Value)])),
    ("shorthand_field_initializer", Custom(shorthand)),
    ("base_field_initializer", Word(K::Spread, "..", &[("", R::Operand)])),
    ("field_initializer_list", Inline),
    ("assignment_expression", Custom(assignment)),
    ("compound_assignment_expr", Custom(augmented)),
    ("type_cast_expression", Node(K::Cast, &[("value", R::Operand), ("type", R::Type)])),
    ("closure_expression", Custom(declare::closure)),
    ("macro_invocation", Custom(macros::invocation)),
    ("return_expression", Node(K::Return, &[("", R::Operand)])),
    ("yield_expression", Node(K::Yield, &[("", R::Operand)])),
    ("break_expression", Custom(flow::jump)),
    ("continue_expression", Custom(flow::jump)),
    ("let_condition", Custom(flow::let_condition)),
    ("let_chain", Custom(flow::let_chain)),
    // Blocks and control flow, as statements and as values.
    ("block", Custom(|l, id, role| flow::block(l, id, role, false))),
    ("unsafe_block", Custom(|l, id, role| flow::prefixed_block(l, id, role, false))),
    ("try_block", Custom(|l, id, role| flow::prefixed_block(l, id, role, false))),
    ("const_block", Custom(|l, id, role| flow::prefixed_block(l, id, role, false))),
    ("async_block", Custom(declare::lazy_block)),
    ("gen_block", Custom(declare::lazy_block)),
    ("expression_statement", Custom(|l, id, role| flow::statement(l, id, role, false))),
    ("empty_statement", Drop),
    ("label", Custom(flow::label)),
    ("if_expression", Custom(|l, id, role| flow::if_expression(l, id, role, false))),
    ("else_clause", Inline),
    ("match_expression", Custom(|l, id, role| flow::match_expression(l, id, role, false))),
    ("match_block", Inline),
    ("match_arm", Custom(|l, id, role| flow::arm(l, id, role, false))),
    ("match_pattern", Inline),
    ("while_expression", Custom(flow::repetition)),
    ("loop_expression", Custom(flow::repetition)),
    ("for_expression", Custom(flow::repetition)),
    // Patterns.
    ("tuple_pattern", Custom(tuple)),
    ("slice_pattern", Custom(array)),
    ("tuple_struct_pattern", Custom(call)),
    ("struct_pattern", Custom(record)),
    ("field_pattern", Custom(field_pattern)),
    ("remaining_field_pattern", Word(K::Spread, "..", &[])),
    ("mut_pattern", Inline),
    ("ref_pattern", Inline),
    ("mutable_specifier", Drop),
    ("reference_pattern", Word(K::Unary, "&", &[("", R::Operand)])),
    ("captured_pattern", Custom(captured)),
    ("or_pattern", Custom(alternatives)),
    ("range_pattern", Custom(range)),
    ("generic_pattern", Custom(generic_function)),
    // Types.
    ("type_identifier", Custom(types::named)),
    ("primitive_type", Custom(types::named)),
    ("scoped_type_identifier", Custom(types::named)),
    ("generic_type", Custom(types::named)),
    ("generic_type_with_turbofish", Custom(types::named)),
    ("type_arguments", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_binding", Node(K::KwArg, &[("name", R::Name), ("type", R::Value)])),
    ("reference_type", Word(K::Type, "reference", &[("type", R::Item)])),
    ("pointer_type", Word(K::Type, "pointer", &[("type", R::Item)])),
    ("array_type", Word(K::Type, "array", &[("element", R::Item)])),
    ("tuple_type", Word(K::Type, "tuple", &[("", R::Item)])),
    ("unit_type", Word(K::Type, "tuple", &[])),
    ("never_type", Word(K::Type, "never", &[])),
    (
        "function_type",
        Word(K::Type, "function", &[("trait", R::Item), ("parameters", R::Params), ("return_type", R::ReturnType)]),
    ),
    ("dynamic_type", Word(K::Type, "dyn", &[("trait", R::Item)])),
    ("abstract_type", Word(K::Type, "impl", &[("trait", R::Item)])),
    ("bounded_type", Word(K::Type, "bounds", &[("", R::Item)])),
    ("removed_trait_bound", Word(K::Type, "?", &[("", R::Item)])),
    ("higher_ranked_trait_bound", Custom(types::higher_ranked)),
    ("bracketed_type", Inline),
    ("qualified_type", Word(K::Type, "as", &[("type", R::Item), ("alias", R::Item)])),
    ("lifetime", Drop),
    ("for_lifetimes", Drop),
    ("use_bounds", Drop),
    ("type_parameters", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameter", Custom(types::parameter)),
    ("const_parameter", Node(K::Param, &[("name", R::Name), ("type", R::Type), ("value", R::Default)])),
    ("lifetime_parameter", Drop),
    ("trait_bounds", Inline),
    ("where_clause", Inline),
    ("where_predicate", Word(K::Type, "where", &[("left", R::Item), ("bounds", R::Item)])),
    // Declarations.
    ("attribute_item", Custom(declare::lone_attribute)),
    ("inner_attribute_item", Custom(declare::lone_attribute)),
    ("attribute", Inline),
    ("visibility_modifier", Leaf(K::Modifier)),
    ("function_modifiers", Custom(declare::function_modifiers)),
    ("extern_modifier", Leaf(K::Modifier)),
    ("function_item", Custom(declare::function)),
    ("function_signature_item", Custom(declare::function)),
    ("parameters", Custom(declare::parameters)),
    ("closure_parameters", Custom(declare::parameters)),
    ("parameter", Custom(declare::parameter)),
    ("self_parameter", Custom(declare::self_parameter)),
    ("variadic_parameter", Word(K::Param, "...", &[("pattern", R::Name)])),
    ("let_declaration", Custom(declare::variable)),
    ("const_item", Custom(declare::variable)),
    ("static_item", Custom(declare::variable)),
    ("struct_item", Custom(declare::class)),
    ("union_item", Custom(declare::class)),
    ("enum_item", Custom(declare::class)),
    ("trait_item", Custom(declare::class)),
    ("impl_item", Custom(declare::class)),
    ("type_item", Custom(declare::class)),
    ("associated_type", Custom(declare::class)),
    ("declaration_list", Node(K::ClassBody, &[("", R::Item)])),
    ("field_declaration_list", Node(K::ClassBody, &[("", R::Item)])),
    ("ordered_field_declaration_list", Custom(declare::ordered_fields)),
    ("field_declaration", Custom(declare::field)),
    ("enum_variant_list", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_variant", Custom(declare::variant)),
    ("mod_item", Custom(declare::module)),
    ("foreign_mod_item", Custom(declare::foreign_module)),
    ("extern_crate_declaration", Custom(imports::extern_crate)),
    ("use_declaration", Custom(imports::declaration)),
    ("use_list", Inline),
    ("scoped_use_list", Inline),
    ("use_as_clause", Inline),
    ("use_wildcard", Inline),
];

/// An identifier names something where it stands, or is to be resolved, which its role tells.
fn identifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if matches!(role, R::Name | R::Label | R::Alias | R::Key) { K::Ident } else { K::Name };
    l.leaf(id, kind, role);
}

/// A number without the suffix that says its type.
fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    let suffix = text.rfind(['u', 'i']).or_else(|| text.rfind('f').filter(|_| !text.starts_with("0x")));
    let digits = match suffix {
        Some(at) if text[at + 1..].bytes().all(|b| b.is_ascii_digit()) || text[at + 1..] == *"size" => &text[..at],
        _ => text,
    };
    let word = crate::literal::number(digits);
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

fn character(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id).trim_start_matches('b');
    let content = text.strip_prefix('\'').unwrap_or(text);
    l.leaf_word(l.cst_node(id).span, K::Char, role, content.strip_suffix('\'').unwrap_or(content));
}

/// A string literal of any kind. Prefixes and the `#` of raw strings do not count.
fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    let content = &l.text[string_content(l, id).range()];
    let out = l.open(id, K::Str, role);
    l.set_word(out, content);
    l.close(out);
}

/// The bytes between the quotes of a string literal.
fn string_content(l: &Lower<'_>, id: CstId) -> Span {
    let (text, span) = (l.text_of(id), l.cst_node(id).span);
    let start = text.find('"').map_or(0, |i| i + 1);
    let end = text.rfind('"').unwrap_or(text.len()).max(start);
    Span::new(span.start + start as u32, span.start + end as u32)
}

/// The children that are written, `_` among them, without the attributes and labels before them.
fn items(l: &Lower<'_>, id: CstId) -> Vec<CstId> {
    let is_item = |c: &CstId| {
        let node = l.cst_node(*c);
        let kind = l.kind(*c);
        (node.named && !node.extra && !matches!(kind, "attribute_item" | "label" | "mutable_specifier")) || kind == "_"
    };
    l.cst.children(id).filter(is_item).collect()
}

fn lower_items(l: &mut Lower<'_>, id: CstId, role: Role) {
    items(l, id).iter().for_each(|i| l.lower(*i, role));
}

/// The first child that is an operator or keyword, `_` aside.
fn token(l: &Lower<'_>, id: CstId) -> &'static str {
    l.cst.children(id).find(|c| !l.cst_node(*c).named && l.kind(*c) != "_").map_or("", |c| l.kind(c))
}

fn unary(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Unary, role);
    l.set_word(out, token(l, id));
    lower_items(l, id, R::Operand);
    l.close(out);
}

fn reference(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Unary, role);
    l.set_word(out, if l.child_of_kind(id, "mutable_specifier").is_some() { "&mut" } else { "&" });
    l.lower_field(id, "value", R::Operand);
    l.close(out);
}

fn field_access(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Member, role, |l| {
        l.lower_field(id, "value", R::Object);
        if let Some(name) = l.field(id, "field") {
            l.leaf(name, K::Ident, R::Name);
        }
    });
}

fn index(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Index, role, |l| {
        for (item, role) in items(l, id).into_iter().zip([R::Object, R::Item]) {
            l.lower(item, role);
        }
    });
}

/// `a..b`, `..=b` and the like: an operator one of whose sides may be missing.
fn range(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::BinOp, role);
    let children: Vec<CstId> = l.cst.children(id).collect();
    let mut side = R::Left;
    for child in children {
        if l.cst_node(child).named {
            l.lower(child, side);
        } else {
            l.set_word(out, l.kind(child));
            side = R::Right;
        }
    }
    l.close(out);
}

/// A call, or the pattern of what such a call makes.
fn call(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Call, role, |l| {
        let Some(function) = l.field(id, "function").or_else(|| l.field(id, "type")) else { return };
        l.lower(function, R::Callee);
        if matches!(l.kind(function), "generic_function" | "generic_type") {
            l.lower_field(function, "type_arguments", R::TypeArgs);
        }
        match l.field(id, "arguments") {
            Some(list) => l.lower(list, R::Args),
            None => {
                let span = Span::new(l.cst_node(function).span.end, l.cst_node(id).span.end);
                l.node_span(span, K::Args, R::Args, |l| {
                    items(l, id).iter().filter(|i| **i != function).for_each(|i| l.lower(*i, R::Item));
                });
            }
        }
    });
}

/// The type arguments belong to the call, which lowers them.
fn generic_function(l: &mut Lower<'_>, id: CstId, role: Role) {
    let function = l.field(id, "function").or_else(|| l.named(id).next());
    if let Some(function) = function {
        l.lower(function, role);
    }
}

fn arguments(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Args, role, |l| lower_items(l, id, R::Item));
}

/// `[a, b]`, or `[value; count]`, which its symbol tells apart. The braces of an object in `json!` were parsed as brackets.
fn array(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if l.text_of(id).starts_with('{') { K::Dict } else { K::List };
    let out = l.open(id, kind, role);
    if l.field(id, "length").is_some() {
        l.set_word(out, "repeat");
    }
    lower_items(l, id, R::Item);
    l.close(out);
}

fn tuple(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Tuple, role, |l| lower_items(l, id, R::Item));
}

/// `T { a: b, ..c }` as a value or as a pattern.
fn record(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Record, role, |l| {
        let name = l.field(id, "name").or_else(|| l.field(id, "type"));
        if let Some(name) = name {
            l.lower(name, R::Type);
        }
        items(l, id).iter().filter(|i| Some(**i) != name).for_each(|i| l.lower(*i, R::Item));
    });
}

/// `T { a }` is `T { a: a }`.
fn shorthand(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(name) = l.child_of_kind(id, "identifier") else { return };
    if l.is_ellipsis(name) {
        return l.leaf(name, K::Ident, role);
    }
    l.node(id, K::Pair, role, |l| {
        l.leaf(name, K::Ident, R::Key);
        l.leaf(name, K::Name, R::Value);
    });
}

fn field_pattern(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(name) = l.field(id, "name") else { return };
    if l.is_ellipsis(name) {
        return l.leaf(name, K::Ident, role);
    }
    l.node(id, K::Pair, role, |l| {
        l.leaf(name, K::Ident, R::Key);
        match l.field(id, "pattern") {
            Some(pattern) => l.lower(pattern, R::Value),
            None => l.leaf(name, K::Name, R::Value),
        }
    });
}

/// `name @ pattern`.
fn captured(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, "@");
    for (item, role) in items(l, id).into_iter().zip([R::Left, R::Right]) {
        l.lower(item, role);
    }
    l.close(out);
}

/// `a | b`: alternatives of a case are patterns of it, others an operator.
fn alternatives(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts = items(l, id);
    let [left, right] = parts.as_slice() else { return parts.iter().for_each(|p| l.lower(*p, role)) };
    if matches!(l.parent_kind(id), "match_pattern" | "or_pattern") && role == R::Item {
        return parts.iter().for_each(|p| l.lower(*p, role));
    }
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, "|");
    l.lower(*left, R::Left);
    l.lower(*right, R::Right);
    l.close(out);
}

/// An assignment; where the file has `:`, a pair of an object in `json!`.
fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let is_pair = l.child_of_kind(id, "=").is_some_and(|t| l.text_of(t) == ":");
    let (kind, roles) = if is_pair { (K::Pair, [R::Key, R::Value]) } else { (K::Assign, [R::Target, R::Value]) };
    l.node(id, kind, role, |l| {
        l.lower_field(id, "left", roles[0]);
        l.lower_field(id, "right", roles[1]);
    });
}

fn augmented(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::AugAssign, role);
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}
