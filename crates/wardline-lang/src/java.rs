//! Java: declarations with types before names, annotations, anonymous classes, both forms of `switch`.
//!
//! Identifiers are `Ident` where they name something and `Name` where they are looked up, which their role tells, so most rows need no
//! function. Left to become `Other`: the directives of `module-info.java` (`module_declaration`, `module_body`, `requires_…`,
//! `exports_…`, `opens_…`, `uses_…` and `provides_module_directive`, `requires_modifier`), which no rule looks into.

pub(crate) mod declarations;
pub(crate) mod statements;
pub(crate) mod types;

use crate::braces::{array_type, bare_parameter, return_block};
use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::{FieldRoles, Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{Flags, NodeKind, Role};
use types::{declared_type, dimension_count, is_annotation, type_as_expression, type_of};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "java",
    aliases: &[],
    extensions: &["java"],
    file_names: &[],
    grammar: || tree_sitter_java::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[
                ("\"\"\"", "\"\"\"", true),
                ("\"", "\"", true),
                ("'", "'", true),
                ("//", "\n", false),
                ("/*", "*/", false),
            ],
            statement_forms: &["WL_T @;", "@;", "case @:"],
            item_forms: &["@", "WL_T @", "@ = 0", "@;;"],
            parameter_form: 1,
            pair_form: 2,
            has_spread: false,
            typed: TypedStyle::TypeFirst,
            meta_prefix: "",
        },
        templates: &[
            Template::new("class WL_C { Object WL_F = (\n", "\n); }"),
            Template::new("class WL_C { WL_C() {\n", "\n} }"),
            // A member of a class may be a bare name and a block, so `try { … }` and `finally { … }` come before it.
            Template::header("class WL_C { WL_C() {\n", "\nfinally { } } }"),
            Template::new("class WL_C { WL_C() { try { }\n", "\n} }"),
            Template::new("class WL_C {\n", "\n}"),
            Template::header("class WL_C { WL_C() {\n", ";} }"),
            Template::new("", "\nclass WL_C {}"),
            Template::header("", "\n{ }"),
            Template::header("class WL_C {\n", "\n{ } }"),
            Template::header("class WL_C { WL_C() {\n", "\n{ } } }"),
            Template::new("", "\n"),
        ],
        type_template: Template::new("class WL_C { ", " WL_F; }"),
    },
    traits: Traits {
        resolves_imports: true,
        assignment_declares: false,
        literal_strings: false,
        words: WordForm::Exact,
        quoted: true,
        certain: &["if", "switch", "try", "catch", "throw", "synchronized", "instanceof", "==", "!="],
        packages: false,
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

use NodeKind as K;
use Role as R;

pub(crate) const CLASS: FieldRoles = &[
    ("name", R::Name),
    ("type_parameters", R::TypeArgs),
    ("parameters", R::Params),
    ("superclass", R::Parent),
    ("interfaces", R::Interface),
    ("body", R::Body),
    ("", R::Parent),
];

const TABLE: &[Row] = &[
    ("program", Node(K::Program, &[("", R::Item)])),
    ("line_comment", Drop),
    ("block_comment", Drop),
    ("parenthesized_expression", Inline),
    // Names and literals.
    ("identifier", Custom(identifier)),
    ("underscore_pattern", Custom(identifier)),
    ("this", Custom(identifier)),
    ("super", Custom(identifier)),
    ("true", Leaf(K::Bool)),
    ("false", Leaf(K::Bool)),
    ("null_literal", Word(K::Null, "", &[])),
    ("decimal_integer_literal", Custom(number)),
    ("hex_integer_literal", Custom(number)),
    ("octal_integer_literal", Custom(number)),
    ("binary_integer_literal", Custom(number)),
    ("decimal_floating_point_literal", Custom(number)),
    ("hex_floating_point_literal", Custom(number)),
    ("character_literal", Custom(character)),
    ("string_literal", Custom(string)),
    ("string_fragment", Leaf(K::StrPart)),
    ("multiline_string_fragment", Leaf(K::StrPart)),
    ("escape_sequence", Leaf(K::StrPart)),
    ("string_interpolation", Inline),
    ("template_expression", Custom(template_expression)),
    ("class_literal", Custom(class_literal)),
    // Expressions.
    ("field_access", Node(K::Member, &[("object", R::Object), ("field", R::Name)])),
    ("scoped_identifier", Node(K::Member, &[("scope", R::Object), ("name", R::Name)])),
    ("array_access", Node(K::Index, &[("array", R::Object), ("index", R::Item)])),
    ("method_invocation", Custom(invocation)),
    ("explicit_constructor_invocation", Custom(constructor_call)),
    ("argument_list", Node(K::Args, &[("", R::Item)])),
    ("object_creation_expression", Custom(creation)),
    ("array_creation_expression", Custom(array_creation)),
    ("dimensions_expr", Custom(dimension)),
    ("dimensions", Drop),
    ("array_initializer", Node(K::List, &[("", R::Item)])),
    ("method_reference", Custom(method_reference)),
    ("assignment_expression", Custom(assignment)),
    ("binary_expression", Op(K::BinOp, "operator", &[("left", R::Left), ("right", R::Right)])),
    ("instanceof_expression", Custom(instance_of)),
    ("unary_expression", Op(K::Unary, "operator", &[("operand", R::Operand)])),
    ("update_expression", Custom(update)),
    (
        "ternary_expression",
        Node(K::Ternary, &[("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)]),
    ),
    ("cast_expression", Node(K::Cast, &[("type", R::Type), ("value", R::Operand)])),
    ("lambda_expression", Custom(lambda)),
    ("inferred_parameters", Custom(inferred_parameters)),
    ("record_pattern", Custom(record_pattern)),
    ("record_pattern_body", Inline),
    ("record_pattern_component", Custom(binding)),
    ("type_pattern", Custom(binding)),
    ("pattern", Inline),
    // Types.
    ("type_identifier", Custom(types::type_of)),
    ("integral_type", Custom(types::type_of)),
    ("floating_point_type", Custom(types::type_of)),
    ("boolean_type", Custom(types::type_of)),
    ("void_type", Custom(types::type_of)),
    ("scoped_type_identifier", Custom(types::type_of)),
    ("generic_type", Custom(types::type_of)),
    ("array_type", Custom(types::type_of)),
    ("annotated_type", Custom(types::type_of)),
    ("type_arguments", Node(K::TypeArgs, &[("", R::Item)])),
    ("wildcard", Word(K::Type, "?", &[("", R::Item)])),
    ("type_parameters", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameter", Custom(types::type_parameter)),
    ("type_bound", Inline),
    ("catch_type", Custom(types::catch_type)),
    // Declarations.
    ("package_declaration", Custom(declarations::package)),
    ("import_declaration", Custom(declarations::import)),
    ("modifiers", Custom(declarations::modifiers)),
    ("annotation", Custom(declarations::annotation)),
    ("marker_annotation", Custom(declarations::annotation)),
    ("annotation_argument_list", Node(K::Args, &[("", R::Item)])),
    ("element_value_pair", Node(K::KwArg, &[("key", R::Name), ("value", R::Value)])),
    ("element_value_array_initializer", Node(K::List, &[("", R::Item)])),
    ("class_declaration", Word(K::Class, "class", CLASS)),
    ("interface_declaration", Word(K::Class, "interface", CLASS)),
    ("enum_declaration", Word(K::Class, "enum", CLASS)),
    ("record_declaration", Word(K::Class, "record", CLASS)),
    ("annotation_type_declaration", Word(K::Class, "@interface", CLASS)),
    ("superclass", Inline),
    ("super_interfaces", Inline),
    ("extends_interfaces", Inline),
    ("permits", Inline),
    ("type_list", Inline),
    ("class_body", Node(K::ClassBody, &[("", R::Item)])),
    ("interface_body", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_body", Node(K::ClassBody, &[("", R::Item)])),
    ("annotation_type_body", Node(K::ClassBody, &[("", R::Item)])),
    ("enum_body_declarations", Inline),
    ("enum_constant", Custom(declarations::enum_constant)),
    ("field_declaration", Custom(declarations::declaration)),
    ("constant_declaration", Custom(declarations::declaration)),
    ("local_variable_declaration", Custom(declarations::declaration)),
    ("method_declaration", Custom(declarations::method)),
    ("constructor_declaration", Custom(declarations::method)),
    ("compact_constructor_declaration", Custom(declarations::method)),
    ("annotation_type_element_declaration", Custom(declarations::method)),
    ("static_initializer", Custom(declarations::initializer)),
    ("throws", Custom(declarations::throws)),
    ("formal_parameters", Node(K::Params, &[("", R::Item)])),
    ("formal_parameter", Custom(declarations::parameter)),
    ("spread_parameter", Custom(declarations::parameter)),
    ("receiver_parameter", Drop),
    // Statements.
    ("block", Custom(statements::block)),
    ("constructor_body", Node(K::Block, &[("", R::Item)])),
    ("expression_statement", Custom(statements::expression_statement)),
    ("if_statement", Custom(statements::if_statement)),
    ("while_statement", Custom(statements::loop_statement)),
    ("do_statement", Custom(statements::loop_statement)),
    ("for_statement", Custom(statements::loop_statement)),
    ("enhanced_for_statement", Custom(statements::for_each)),
    ("labeled_statement", Custom(statements::labeled)),
    ("switch_expression", Custom(statements::switch)),
    ("switch_block", Inline),
    ("switch_block_statement_group", Inline),
    ("switch_rule", Inline),
    ("switch_label", Custom(statements::switch_label)),
    ("guard", Inline),
    ("try_statement", Custom(statements::try_statement)),
    ("try_with_resources_statement", Custom(statements::try_with_resources)),
    ("resource_specification", Inline),
    ("resource", Custom(statements::resource)),
    ("catch_clause", Custom(statements::catch)),
    ("catch_formal_parameter", Inline),
    ("finally_clause", Custom(statements::finally)),
    ("synchronized_statement", Custom(statements::synchronized)),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("throw_statement", Node(K::Throw, &[("", R::Operand)])),
    ("yield_statement", Node(K::Yield, &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[("", R::Label)])),
    ("continue_statement", Node(K::Continue, &[("", R::Label)])),
    ("assert_statement", Node(K::Assert, &[("", R::Item)])),
];

pub(crate) fn identifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if matches!(role, R::Name | R::Label | R::Alias) { K::Ident } else { K::Name };
    l.leaf(id, kind, role);
}

pub(crate) fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

fn character(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    let content = text.strip_prefix('\'').unwrap_or(text);
    l.leaf_word(l.cst_node(id).span, K::Char, role, content.strip_suffix('\'').unwrap_or(content));
}

/// A string or text block; with `\{…}` in it, a template.
fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.child_of_kind(id, "string_interpolation").is_some() {
        l.node(id, K::Template, role, |l| l.children(id, R::Item));
        return;
    }
    let text = l.text_of(id);
    let quotes = if text.starts_with("\"\"\"") && text.len() >= 6 { "\"\"\"" } else { "\"" };
    let content = text.strip_prefix(quotes).unwrap_or(text);
    let out = l.open(id, K::Str, role);
    l.set_word(out, content.strip_suffix(quotes).unwrap_or(content));
    l.close(out);
}

fn template_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.lower_field(id, "template_argument", role);
}

/// `A.class`, as a member of the class.
fn class_literal(l: &mut Lower<'_>, id: CstId, role: Role) {
    let end = l.cst_node(id).span.end;
    l.node(id, K::Member, role, |l| {
        if let Some(ty) = l.named(id).next() {
            type_as_expression(l, ty, R::Object);
        }
        l.leaf_word(Span::new(end.saturating_sub(5), end), K::Ident, R::Name, "class");
    });
}

pub(crate) fn invocation(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Call, role, |l| {
        callee(l, id);
        l.lower_field(id, "type_arguments", R::TypeArgs);
        l.lower_field(id, "arguments", R::Args);
    });
}

/// `name` or `object.name`, and `Outer.super.name`.
fn callee(l: &mut Lower<'_>, id: CstId) {
    let Some(name) = l.field(id, "name") else { return };
    let Some(object) = l.field(id, "object") else { return l.lower(name, R::Callee) };
    let start = l.cst_node(object).span;
    l.node_span(start.cover(l.cst_node(name).span), K::Member, R::Callee, |l| {
        match l.child_of_kind(id, "super").filter(|s| *s != object) {
            Some(parent) => {
                l.node_span(start.cover(l.cst_node(parent).span), K::Member, R::Object, |l| {
                    l.lower(object, R::Object);
                    l.lower(parent, R::Name);
                });
            }
            None => l.lower(object, R::Object),
        }
        l.lower(name, R::Name);
    });
}

/// `this(…);` and `super(…);` as statements that call the name.
pub(crate) fn constructor_call(l: &mut Lower<'_>, id: CstId, role: Role) {
    let whole = l.cst_node(id).span;
    let end = l.field(id, "arguments").map_or(whole.end, |a| l.cst_node(a).span.end);
    l.node(id, K::ExprStmt, role, |l| {
        l.node_span(Span::new(whole.start, end), K::Call, R::Operand, |l| {
            l.lower_field(id, "constructor", R::Callee);
            l.lower_field(id, "arguments", R::Args);
        });
    });
}

/// `new T(…) { … }`; the outer object of `o.new T()` is an extra.
pub(crate) fn creation(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::New, role, |l| {
        for child in l.named(id) {
            let role = match (l.kind(child), l.grammar.field_name(l.cst_node(child).field)) {
                ("class_body", _) => R::Body,
                ("annotation" | "marker_annotation", _) => R::Attr,
                (_, "type") => R::Type,
                (_, "arguments") => R::Args,
                _ => R::Extra,
            };
            l.lower(child, role);
        }
    });
}

/// `new T[n]` has its sizes as arguments, `new T[] {…}` its elements as value.
pub(crate) fn array_creation(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    let dimensions = parts.iter().map(|p| dimension_count(l, *p)).sum();
    let sizes: Vec<CstId> = parts.into_iter().filter(|p| l.kind(*p) == "dimensions_expr").collect();
    l.node(id, K::New, role, |l| {
        if let Some(element) = l.field(id, "type") {
            array_type(l, l.cst_node(element).span, dimensions, R::Type, &|l, role| l.lower(element, role));
        }
        if let [first, ..] = sizes.as_slice() {
            let span = l.cst_node(*first).span.cover(l.cst_node(sizes[sizes.len() - 1]).span);
            l.node_span(span, K::Args, R::Args, |l| sizes.iter().for_each(|s| l.lower(*s, R::Item)));
        }
        l.lower_field(id, "value", R::Value);
    });
}

pub(crate) fn dimension(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(size) = l.named(id).find(|c| !is_annotation(l, *c)) {
        l.lower(size, role);
    }
}

/// `T::name` and `T::new`: a member with `::` as its symbol.
fn method_reference(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Member, role);
    l.set_word(out, "::");
    let parts: Vec<CstId> = l.named(id).filter(|p| l.kind(*p) != "type_arguments").collect();
    if let Some(object) = parts.first() {
        type_as_expression(l, *object, R::Object);
    }
    match parts.get(1) {
        Some(name) => l.lower(*name, R::Name),
        None => {
            let end = l.cst_node(id).span.end;
            l.leaf_word(Span::new(end.saturating_sub(3), end), K::Ident, R::Name, "new");
        }
    }
    l.close(out);
}

pub(crate) fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.field(id, "operator").map_or("=", |o| l.text_of(o));
    let kind = if operator == "=" { K::Assign } else { K::AugAssign };
    let out = l.open(id, kind, role);
    l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}

/// `x instanceof T`; a variable that it binds is declared beside it.
pub(crate) fn instance_of(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, "instanceof");
    l.lower_field(id, "left", R::Left);
    l.lower_field(id, "right", R::Right);
    l.lower_field(id, "pattern", R::Right);
    if let (Some(ty), Some(name)) = (l.field(id, "right"), l.field(id, "name")) {
        declare(l, l.cst_node(ty).span.cover(l.cst_node(name).span), ty, name, R::Extra);
    }
    l.close(out);
}

/// A variable that a pattern binds, with its type.
fn declare(l: &mut Lower<'_>, span: Span, ty: CstId, name: CstId, role: Role) {
    let out = l.open_span(span, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    declared_type(l, ty, 0, R::Type);
    l.lower(name, R::Target);
    l.close(out);
}

/// `T x` in a pattern.
fn binding(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut parts = l.named(id);
    match (parts.next(), parts.next()) {
        (Some(ty), Some(name)) => declare(l, l.cst_node(id).span, ty, name, role),
        (Some(only), None) => l.lower(only, role),
        _ => {}
    }
}

/// `T(A a, B b)`: a tuple that has a type.
fn record_pattern(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Tuple, role, |l| {
        for child in l.named(id) {
            if l.kind(child) == "record_pattern_body" {
                l.lower(child, R::Item);
            } else {
                type_of(l, child, R::Type);
            }
        }
    });
}

fn update(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = if l.has_token(id, "++") { "++" } else { "--" };
    let out = l.open(id, K::Unary, role);
    l.set_word(out, operator);
    l.children(id, R::Operand);
    l.close(out);
}

fn lambda(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Func, role, |l| {
        match l.field(id, "parameters") {
            Some(only) if l.kind(only) == "identifier" => bare_parameter(l, only),
            Some(list) => l.lower(list, R::Params),
            None => {}
        }
        match l.field(id, "body") {
            Some(block) if l.kind(block) == "block" => l.lower(block, R::Body),
            Some(expression) => return_block(l, expression),
            None => {}
        }
    });
    l.add_flags(out, Flags::LAMBDA);
}

fn inferred_parameters(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Params, role, |l| {
        for name in l.named(id) {
            l.node(name, K::Param, R::Item, |l| l.leaf(name, K::Ident, R::Name));
        }
    });
}
