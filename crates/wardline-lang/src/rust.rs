//! Rust: blocks whose last expression is their value, patterns, paths, macros whose arguments are expressions.
//!
//! The value of a function's body is an implicit `Return`, so that `return e` and a last `e` are the same to a rule; a metavariable or
//! any other last expression of a pattern stays an expression statement, which matches both. Names in patterns are shaped like the
//! expressions that make what they take apart: `Some(x)` is a call, `T { a, .. }` a record.
//!
//! Left to become `Other`: `macro_definition`, `macro_rule`, `token_tree`, `token_tree_pattern`, `token_repetition`,
//! `token_repetition_pattern`, `token_binding_pattern` and `fragment_specifier`, whose tokens have no shape until a macro is expanded.

mod declarations;
mod imports;
mod macros;
mod types;

use crate::cst::CstId;
use crate::language::{Definition, Traits};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::{FieldRoles, Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{Flags, NodeId, NodeKind, Role};
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
            has_spread: false,
            typed: TypedStyle::NameFirst,
            meta_prefix: "",
        },
        templates: &[
            Template::single("const WL_C: WL_T = (\n", "\n);"),
            // Inside a loop the last expression is no function's value.
            Template::new("loop {\n", "\n}"),
            Template::new("loop {\n", "\n;}"),
            Template::new("", "\n"),
            Template::header("loop {\n", " { } }"),
            Template::new("const WL_C: WL_T = match WL_V {\n", "\n};"),
            Template::new("const WL_C: WL_T = WL_S {\n", "\n};"),
            Template::new("struct WL_S {\n", "\n}"),
            Template::new("impl WL_S {\n", "\n}"),
        ],
        type_template: Template::new("type WL_W = ", ";"),
    },
    traits: Traits { resolves_imports: true, assignment_declares: false, literal_strings: false, words_required: true, packages: false },
};

use NodeKind as K;
use Role as R;

const OPERANDS: FieldRoles = &[("left", R::Left), ("right", R::Right)];

const TABLE: &[Row] = &[
    ("source_file", Custom(program)),
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
    ("break_expression", Custom(jump)),
    ("continue_expression", Custom(jump)),
    ("let_condition", Custom(let_condition)),
    ("let_chain", Custom(let_chain)),
    // Blocks and control flow, as statements and as values.
    ("block", Custom(|l, id, role| block(l, id, role, false))),
    ("unsafe_block", Custom(|l, id, role| prefixed_block(l, id, role, false))),
    ("try_block", Custom(|l, id, role| prefixed_block(l, id, role, false))),
    ("const_block", Custom(|l, id, role| prefixed_block(l, id, role, false))),
    ("async_block", Custom(declare::lazy_block)),
    ("gen_block", Custom(declare::lazy_block)),
    ("expression_statement", Custom(|l, id, role| statement(l, id, role, false))),
    ("empty_statement", Drop),
    ("label", Custom(label)),
    ("if_expression", Custom(|l, id, role| if_expression(l, id, role, false))),
    ("else_clause", Inline),
    ("match_expression", Custom(|l, id, role| match_expression(l, id, role, false))),
    ("match_block", Inline),
    ("match_arm", Custom(|l, id, role| arm(l, id, role, false))),
    ("match_pattern", Inline),
    ("while_expression", Custom(repetition)),
    ("loop_expression", Custom(repetition)),
    ("for_expression", Custom(repetition)),
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

fn program(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Program, role, |l| statements(l, id, false));
}

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

/// `let p = e` as a condition declares what is in the pattern.
fn let_condition(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    l.lower_field(id, "pattern", R::Target);
    l.lower_field(id, "value", R::Value);
    l.close(out);
}

fn let_chain(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts = items(l, id);
    conjunction(l, &parts, role);
}

fn conjunction(l: &mut Lower<'_>, parts: &[CstId], role: Role) {
    match parts {
        [] => {}
        [only] => l.lower(*only, role),
        [rest @ .., last] => {
            let out = l.open_span(l.cst_node(parts[0]).span.cover(l.cst_node(*last).span), K::BinOp, role);
            l.set_word(out, "&&");
            conjunction(l, rest, R::Left);
            l.lower(*last, R::Right);
            l.close(out);
        }
    }
}

/// Braces around statements. `is_result`: the value of the block is the result of the function around it.
fn block(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::Block, role, |l| statements(l, id, is_result));
}

/// The statements in `id`, the last of which may be an expression that is the value of them all.
fn statements(l: &mut Lower<'_>, id: CstId, is_result: bool) {
    let children: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) != "label").collect();
    for (i, child) in children.iter().enumerate() {
        if is_declaration(l.kind(*child)) || l.cst_node(*child).error {
            l.lower(*child, R::Item);
        } else {
            statement(l, *child, R::Item, is_result && i + 1 == children.len());
        }
    }
}

fn is_declaration(kind: &str) -> bool {
    kind.ends_with("_item")
        || kind.ends_with("_declaration")
        || matches!(kind, "macro_definition" | "associated_type" | "empty_statement" | "shebang")
}

/// An expression as a statement, with or without its `;`. What controls the flow is a statement by itself.
fn statement(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let inner = if l.kind(id) == "expression_statement" { l.named(id).next().unwrap_or(id) } else { id };
    let is_result = is_result && !l.text_of(id).ends_with(';');
    let before = l.tree.len();
    match l.kind(inner) {
        "if_expression" => if_expression(l, inner, role, is_result),
        "match_expression" => match_expression(l, inner, role, is_result),
        "block" => block(l, inner, role, is_result),
        "unsafe_block" | "try_block" | "const_block" => prefixed_block(l, inner, role, is_result),
        "while_expression"
        | "loop_expression"
        | "for_expression"
        | "return_expression"
        | "break_expression"
        | "continue_expression"
        | "assignment_expression"
        | "compound_assignment_expr" => l.lower(inner, role),
        _ => return expression_statement(l, id, inner, role, is_result),
    }
    if l.tree.len() > before {
        l.set_span(NodeId(before as u32), l.cst_node(id).span);
    }
}

fn expression_statement(l: &mut Lower<'_>, id: CstId, inner: CstId, role: Role, is_result: bool) {
    let is_pattern = l.holes.is_some();
    let kind = if is_result && !is_pattern { K::Return } else { K::ExprStmt };
    let out = declare::open(l, id, kind, role);
    if kind == K::Return {
        l.add_flags(out, Flags::IMPLICIT);
    }
    l.lower(inner, R::Operand);
    l.close(out);
}

/// An expression where a block may stand: the body of a closure or of a match arm.
fn value_block(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    if l.kind(id) == "block" {
        return block(l, id, role, is_result);
    }
    let out = l.node(id, K::Block, role, |l| statement(l, id, R::Item, is_result));
    l.add_flags(out, Flags::IMPLICIT);
}

/// `unsafe { … }` and other blocks with a keyword before them.
fn prefixed_block(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let out = l.open(id, K::With, role);
    l.set_word(out, token(l, id));
    if let Some(body) = l.child_of_kind(id, "block") {
        block(l, body, R::Body, is_result);
    }
    l.close(out);
}

fn if_expression(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        if let Some(then) = l.field(id, "consequence") {
            block(l, then, R::Then, is_result);
        }
        let alternative = l.field(id, "alternative").and_then(|e| l.named(e).next());
        match alternative {
            Some(next) if l.kind(next) == "if_expression" => if_expression(l, next, R::Else, is_result),
            Some(otherwise) => value_block(l, otherwise, R::Else, is_result),
            None => {}
        }
    });
}

fn match_expression(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    l.node(id, K::Switch, role, |l| {
        l.lower_field(id, "value", R::Cond);
        let Some(list) = l.field(id, "body") else { return };
        let arms: Vec<CstId> = l.named(list).collect();
        arms.iter().for_each(|a| {
            if l.kind(*a) == "match_arm" { arm(l, *a, R::Item, is_result) } else { l.lower(*a, R::Item) }
        });
    });
}

/// `patterns if guard => value`; `_` alone is the case without patterns.
fn arm(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let out = l.node(id, K::Case, role, |l| {
        let attributes: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "attribute_item").collect();
        attributes.iter().for_each(|a| declare::attribute(l, *a, R::Attr));
        if let Some(pattern) = l.field(id, "pattern") {
            let guard = l.field(pattern, "condition");
            let parts: Vec<CstId> = l.named(pattern).filter(|p| Some(*p) != guard).collect();
            parts.iter().for_each(|p| l.lower(*p, R::Item));
            l.lower_field(pattern, "condition", R::Cond);
        }
        if let Some(value) = l.field(id, "value") {
            value_block(l, value, R::Body, is_result);
        }
    });
    l.add_flags(out, Flags::DECLARES);
}

/// `while`, `loop` and `for`, with what a label names around it.
fn repetition(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.child_of_kind(id, "label") {
        Some(name) => {
            l.node(id, K::Labeled, role, |l| {
                l.lower(name, R::Label);
                let end = l.cst_node(id).span.end;
                let start = l
                    .cst
                    .children(id)
                    .find(|c| !matches!(l.kind(*c), "label" | ":"))
                    .map_or(end, |c| l.cst_node(c).span.start);
                let out = l.node_span(Span::new(start, end), K::Block, R::Body, |l| {
                    unlabeled(l, id, Span::new(start, end), R::Item)
                });
                l.add_flags(out, Flags::IMPLICIT);
            });
        }
        None => unlabeled(l, id, l.cst_node(id).span, role),
    }
}

fn unlabeled(l: &mut Lower<'_>, id: CstId, span: Span, role: Role) {
    let kind = if l.kind(id) == "for_expression" { K::ForEach } else { K::While };
    let out = l.open_span(span, kind, role);
    match l.kind(id) {
        "loop_expression" => l.set_word(out, "loop"),
        "for_expression" => l.add_flags(out, Flags::DECLARES),
        _ => {}
    }
    l.lower_field(id, "condition", R::Cond);
    l.lower_field(id, "pattern", R::Target);
    l.lower_field(id, "value", R::Iter);
    l.lower_field(id, "body", R::Body);
    l.close(out);
}

fn label(l: &mut Lower<'_>, id: CstId, _role: Role) {
    l.children(id, R::Label);
}

/// `break 'label value` and `continue 'label`.
fn jump(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if l.kind(id) == "break_expression" { K::Break } else { K::Continue };
    l.node(id, kind, role, |l| l.children(id, R::Operand));
}
