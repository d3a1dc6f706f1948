//! Java: declarations with types before names, annotations, anonymous classes, both forms of `switch`.
//!
//! Identifiers are `Ident` where they name something and `Name` where they are looked up, which their role tells, so most rows need no
//! function. Left to become `Other`: the directives of `module-info.java` (`module_declaration`, `module_body`, `requires_…`,
//! `exports_…`, `opens_…`, `uses_…` and `provides_module_directive`, `requires_modifier`), which no rule looks into.

use crate::braces::{array_type, bare_parameter, body, member_chain, open_declarator, return_block};
use crate::cst::CstId;
use crate::language::{Definition, Traits};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::{FieldRoles, Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{Flags, NodeKind, Role};
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
            quotes: &[("\"\"\"", "\"\"\"", true), ("\"", "\"", true), ("'", "'", true), ("//", "\n", false), ("/*", "*/", false)],
            statement_forms: &["WL_T @;", "@;", "case @:"],
            item_forms: &["@", "WL_T @", "@ = 0", "@;;"],
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
    traits: Traits { resolves_imports: true, assignment_declares: false, literal_strings: false, words_required: true, packages: false },
};

use NodeKind as K;
use Role as R;

const CLASS: FieldRoles = &[
    ("name", R::Name),
    ("type_parameters", R::TypeArgs),
    ("parameters", R::Params),
    ("superclass", R::Parent),
    ("interfaces", R::Interface),
    ("body", R::Body),
    ("", R::Parent),
];

const FUNCTION: FieldRoles = &[
    ("type_parameters", R::TypeArgs),
    ("name", R::Name),
    ("parameters", R::Params),
    ("value", R::Default),
    ("body", R::Body),
    ("", R::Attr),
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
    ("ternary_expression", Node(K::Ternary, &[("condition", R::Cond), ("consequence", R::Then), ("alternative", R::Else)])),
    ("cast_expression", Node(K::Cast, &[("type", R::Type), ("value", R::Operand)])),
    ("lambda_expression", Custom(lambda)),
    ("inferred_parameters", Custom(inferred_parameters)),
    ("record_pattern", Custom(record_pattern)),
    ("record_pattern_body", Inline),
    ("record_pattern_component", Custom(binding)),
    ("type_pattern", Custom(binding)),
    ("pattern", Inline),
    // Types.
    ("type_identifier", Custom(type_of)),
    ("integral_type", Custom(type_of)),
    ("floating_point_type", Custom(type_of)),
    ("boolean_type", Custom(type_of)),
    ("void_type", Custom(type_of)),
    ("scoped_type_identifier", Custom(type_of)),
    ("generic_type", Custom(type_of)),
    ("array_type", Custom(type_of)),
    ("annotated_type", Custom(type_of)),
    ("type_arguments", Node(K::TypeArgs, &[("", R::Item)])),
    ("wildcard", Word(K::Type, "?", &[("", R::Item)])),
    ("type_parameters", Node(K::TypeArgs, &[("", R::Item)])),
    ("type_parameter", Custom(type_parameter)),
    ("type_bound", Inline),
    ("catch_type", Custom(catch_type)),
    // Declarations.
    ("package_declaration", Custom(package)),
    ("import_declaration", Custom(import)),
    ("modifiers", Custom(modifiers)),
    ("annotation", Node(K::Attr, &[("name", R::Callee), ("arguments", R::Args)])),
    ("marker_annotation", Node(K::Attr, &[("name", R::Callee)])),
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
    ("enum_constant", Custom(enum_constant)),
    ("field_declaration", Custom(declaration)),
    ("constant_declaration", Custom(declaration)),
    ("local_variable_declaration", Custom(declaration)),
    ("method_declaration", Custom(method)),
    ("constructor_declaration", Custom(method)),
    ("compact_constructor_declaration", Custom(method)),
    ("annotation_type_element_declaration", Custom(method)),
    ("static_initializer", Custom(initializer)),
    ("throws", Custom(throws)),
    ("formal_parameters", Node(K::Params, &[("", R::Item)])),
    ("formal_parameter", Custom(parameter)),
    ("spread_parameter", Custom(parameter)),
    ("receiver_parameter", Drop),
    // Statements.
    ("block", Custom(block)),
    ("constructor_body", Node(K::Block, &[("", R::Item)])),
    ("expression_statement", Custom(expression_statement)),
    ("if_statement", Custom(if_statement)),
    ("while_statement", Custom(loop_statement)),
    ("do_statement", Custom(loop_statement)),
    ("for_statement", Custom(loop_statement)),
    ("enhanced_for_statement", Custom(for_each)),
    ("labeled_statement", Custom(labeled)),
    ("switch_expression", Custom(switch)),
    ("switch_block", Inline),
    ("switch_block_statement_group", Inline),
    ("switch_rule", Inline),
    ("switch_label", Custom(switch_label)),
    ("guard", Inline),
    ("try_statement", Custom(try_statement)),
    ("try_with_resources_statement", Custom(try_with_resources)),
    ("resource_specification", Inline),
    ("resource", Custom(resource)),
    ("catch_clause", Custom(catch)),
    ("catch_formal_parameter", Inline),
    ("finally_clause", Custom(finally)),
    ("synchronized_statement", Custom(synchronized)),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("throw_statement", Node(K::Throw, &[("", R::Operand)])),
    ("yield_statement", Node(K::Yield, &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[("", R::Label)])),
    ("continue_statement", Node(K::Continue, &[("", R::Label)])),
    ("assert_statement", Node(K::Assert, &[("", R::Item)])),
];

fn identifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if matches!(role, R::Name | R::Label | R::Alias) { K::Ident } else { K::Name };
    l.leaf(id, kind, role);
}

fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
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

/// A type where an expression stands: a plain or qualified name is that name.
fn type_as_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.kind(id) {
        "type_identifier" => l.leaf(id, K::Name, role),
        "scoped_type_identifier" => type_name(l, id, role),
        _ => l.lower(id, role),
    }
}

fn invocation(l: &mut Lower<'_>, id: CstId, role: Role) {
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
fn constructor_call(l: &mut Lower<'_>, id: CstId, role: Role) {
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
fn creation(l: &mut Lower<'_>, id: CstId, role: Role) {
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
fn array_creation(l: &mut Lower<'_>, id: CstId, role: Role) {
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

fn dimension(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(size) = l.named(id).find(|c| !is_annotation(l, *c)) {
        l.lower(size, role);
    }
}

fn is_annotation(l: &Lower<'_>, id: CstId) -> bool {
    matches!(l.kind(id), "annotation" | "marker_annotation")
}

/// How many array dimensions a node of the grammar stands for.
fn dimension_count(l: &Lower<'_>, id: CstId) -> usize {
    match l.kind(id) {
        "dimensions" => l.text_of(id).matches('[').count(),
        "dimensions_expr" => 1,
        _ => 0,
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

fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.field(id, "operator").map_or("=", |o| l.text_of(o));
    let kind = if operator == "=" { K::Assign } else { K::AugAssign };
    let out = l.open(id, kind, role);
    l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}

/// `x instanceof T`; a variable that it binds is declared beside it.
fn instance_of(l: &mut Lower<'_>, id: CstId, role: Role) {
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

/// Any type as written.
fn type_of(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.is_ellipsis(id) {
        return l.leaf(id, K::Name, role);
    }
    match l.kind(id) {
        "array_type" => {
            let depth = l.field(id, "dimensions").map_or(0, |d| dimension_count(l, d));
            if let Some(element) = l.field(id, "element") {
                array_type(l, l.cst_node(id).span, depth, role, &|l, role| l.lower(element, role));
            }
        }
        "annotated_type" => {
            if let Some(inner) = l.named(id).find(|c| !is_annotation(l, *c)) {
                l.lower(inner, role);
            }
        }
        "generic_type" => {
            l.node(id, K::Type, role, |l| {
                for child in l.named(id) {
                    match l.kind(child) {
                        "type_arguments" => l.lower(child, R::TypeArgs),
                        _ => type_name(l, child, R::Item),
                    }
                }
            });
        }
        _ => {
            l.node(id, K::Type, role, |l| type_name(l, id, R::Item));
        }
    }
}

/// The name of a type as a `Name` or, qualified, a `Member` chain; type arguments inside it do not count.
fn type_name(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut parts = Vec::new();
    name_parts(l, id, &mut parts);
    member_chain(l, &parts, role);
}

fn name_parts(l: &Lower<'_>, id: CstId, parts: &mut Vec<CstId>) {
    match l.kind(id) {
        "scoped_type_identifier" | "scoped_identifier" | "generic_type" => {
            l.named(id).filter(|c| l.kind(*c) != "type_arguments" && !is_annotation(l, *c)).for_each(|c| name_parts(l, c, parts));
        }
        _ => parts.push(id),
    }
}

/// The type of a declaration, with the dimensions that follow its name. `var` says nothing and is left out, and so is the dummy type of
/// a pattern's parameter.
fn declared_type(l: &mut Lower<'_>, ty: CstId, dimensions: usize, role: Role) {
    if !matches!(l.text_of(ty), "var" | "WL_T") {
        array_type(l, l.cst_node(ty).span, dimensions, role, &|l, role| l.lower(ty, role));
    }
}

fn dimensions_of(l: &Lower<'_>, id: CstId) -> usize {
    l.field(id, "dimensions").map_or(0, |d| dimension_count(l, d))
}

fn type_parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Param, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "type_identifier" => l.leaf(child, K::Ident, R::Name),
                "type_bound" => l.lower(child, R::Type),
                _ => l.lower(child, R::Attr),
            }
        }
    });
}

/// `A | B` in a `catch` is one type.
fn catch_type(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.named(id).count() == 1 {
        return l.children(id, role);
    }
    let out = l.open(id, K::Type, role);
    l.set_word(out, "union");
    l.children(id, R::Item);
    l.close(out);
}

fn package(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Package, role, |l| {
        for child in l.named(id) {
            if is_annotation(l, child) {
                l.lower(child, R::Attr);
            } else {
                let mut parts = Vec::new();
                name_parts(l, child, &mut parts);
                path(l, &parts);
            }
        }
    });
}

fn path(l: &mut Lower<'_>, parts: &[CstId]) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
    l.node_span(span, K::Path, R::Path, |l| parts.iter().for_each(|p| l.leaf(*p, K::Ident, R::Item)));
}

/// `import a.b.C` is item `C` of path `a.b`; a single name is a module.
fn import(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut parts = Vec::new();
    if let Some(name) = l.named(id).find(|c| l.kind(*c) != "asterisk") {
        name_parts(l, name, &mut parts);
    }
    let kind = match parts.len() {
        _ if l.child_of_kind(id, "asterisk").is_some() => K::ImportAll,
        0 | 1 => K::ImportModule,
        _ => K::ImportFrom,
    };
    l.node(id, kind, role, |l| {
        keyword(l, id, "static");
        let item = if kind == K::ImportFrom { parts.pop() } else { None };
        path(l, &parts);
        if let Some(item) = item {
            l.node(item, K::ImportItem, R::Item, |l| l.leaf(item, K::Ident, R::Name));
        }
    });
}

/// The keyword token of `id` with this text as a modifier.
fn keyword(l: &mut Lower<'_>, id: CstId, word: &str) {
    if let Some(token) = l.cst.children(id).find(|c| !l.cst_node(*c).named && l.kind(*c) == word) {
        l.leaf(token, K::Modifier, R::Attr);
    }
}

fn modifiers(l: &mut Lower<'_>, id: CstId, _role: Role) {
    let parts: Vec<CstId> = l.cst.children(id).collect();
    for part in parts {
        if l.cst_node(part).named {
            l.lower(part, R::Attr);
        } else {
            l.leaf(part, K::Modifier, R::Attr);
        }
    }
}

fn modifiers_of(l: &mut Lower<'_>, id: CstId) {
    if let Some(list) = l.child_of_kind(id, "modifiers") {
        modifiers(l, list, R::Attr);
    }
}

/// A constant of an enum is a field; its arguments and body are those of an object that is made.
fn enum_constant(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
    modifiers_of(l, id);
    l.lower_field(id, "name", R::Target);
    let parts: Vec<CstId> = ["arguments", "body"].iter().filter_map(|f| l.field(id, f)).collect();
    if let (Some(first), Some(last)) = (parts.first(), parts.last()) {
        let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
        l.node_span(span, K::New, R::Value, |l| {
            l.lower_field(id, "arguments", R::Args);
            l.lower_field(id, "body", R::Body);
        });
    }
    l.close(out);
}

/// A declaration of variables, local or fields: one assignment each.
fn declaration(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = l.kind(id);
    let declarators: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "variable_declarator").collect();
    let list = l.child_of_kind(id, "modifiers");
    let constant = kind == "constant_declaration" || list.is_some_and(|m| l.has_token(m, "final"));
    for (index, declarator) in declarators.iter().enumerate() {
        let (whole, own) = (l.cst_node(id).span, l.cst_node(*declarator).span);
        let out = open_declarator(l, whole, own, index, declarators.len(), role);
        if kind != "local_variable_declaration" {
            l.add_flags(out, Flags::FIELD);
        }
        if constant {
            l.add_flags(out, Flags::CONSTANT);
        }
        modifiers_of(l, id);
        if let Some(ty) = l.field(id, "type") {
            declared_type(l, ty, dimensions_of(l, *declarator), R::Type);
        }
        l.lower_field(*declarator, "name", R::Target);
        l.lower_field(*declarator, "value", R::Value);
        l.close(out);
    }
}

/// Methods, constructors and the elements of annotation types.
fn method(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::METHOD);
    for child in l.named(id) {
        let field = l.grammar.field_name(l.cst_node(child).field);
        match field {
            "type" => array_type(l, l.cst_node(child).span, dimensions_of(l, id), R::ReturnType, &|l, role| l.lower(child, role)),
            "dimensions" => {}
            _ => l.lower(child, FUNCTION.iter().find(|(f, _)| *f == field).map_or(R::Extra, |(_, role)| *role)),
        }
    }
    l.close(out);
}

/// An initializer is a method with the name that the virtual machine gives it.
fn initializer(l: &mut Lower<'_>, id: CstId, role: Role) {
    let is_static = l.kind(id) == "static_initializer";
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::METHOD);
    keyword(l, id, "static");
    let start = l.cst_node(id).span.start;
    l.leaf_word(Span::new(start, start), K::Ident, R::Name, if is_static { "<clinit>" } else { "<init>" });
    let body = if is_static { l.child_of_kind(id, "block") } else { Some(id) };
    if let Some(body) = body {
        l.node(body, K::Block, R::Body, |l| l.children(body, R::Item));
    }
    l.close(out);
}

fn block(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.parent_kind(id) == "class_body" || l.parent_kind(id) == "enum_body_declarations" {
        initializer(l, id, role);
    } else {
        l.node(id, K::Block, role, |l| l.children(id, R::Item));
    }
}

fn throws(l: &mut Lower<'_>, id: CstId, _role: Role) {
    l.children(id, R::Extra);
}

/// `T x` and `T... x`, whose symbol is `...`.
fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Param, role);
    let declarator = l.child_of_kind(id, "variable_declarator");
    if l.kind(id) == "spread_parameter" {
        l.set_word(out, "...");
    }
    for child in l.named(id) {
        match l.kind(child) {
            "modifiers" | "annotation" | "marker_annotation" => l.lower(child, R::Attr),
            "variable_declarator" => l.lower_field(child, "name", R::Name),
            "identifier" | "underscore_pattern" => l.lower(child, R::Name),
            "dimensions" => {}
            _ => declared_type(l, child, dimensions_of(l, declarator.unwrap_or(id)), R::Type),
        }
    }
    l.close(out);
}

/// Assignments are statements by themselves, and so is a `switch` followed by `;`.
fn expression_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.named(id).next() {
        Some(inner) if l.kind(inner) == "assignment_expression" => {
            let before = l.tree.len();
            l.lower(inner, role);
            l.set_span(crate::tree::NodeId(before as u32), l.cst_node(id).span);
        }
        Some(inner) if l.kind(inner) == "switch_expression" => l.lower(inner, role),
        _ => {
            l.node(id, K::ExprStmt, role, |l| l.children(id, R::Operand));
        }
    }
}

fn if_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, "consequence", "block", R::Then);
        match l.field(id, "alternative") {
            Some(next) if l.kind(next) == "if_statement" => l.lower(next, R::Else),
            Some(_) => body(l, id, "alternative", "block", R::Else),
            None => {}
        }
    });
}

fn loop_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = match l.kind(id) {
        "while_statement" => K::While,
        "do_statement" => K::DoWhile,
        _ => K::For,
    };
    l.node(id, kind, role, |l| {
        for child in l.named(id) {
            match l.grammar.field_name(l.cst_node(child).field) {
                "init" => l.lower(child, R::Init),
                "condition" => l.lower(child, R::Cond),
                "update" => l.lower(child, R::Update),
                _ => {}
            }
        }
        body(l, id, "body", "block", R::Body);
    });
}

fn for_each(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::ForEach, role);
    l.add_flags(out, Flags::DECLARES);
    modifiers_of(l, id);
    if let Some(ty) = l.field(id, "type") {
        declared_type(l, ty, dimensions_of(l, id), R::Type);
    }
    l.lower_field(id, "name", R::Target);
    l.lower_field(id, "value", R::Iter);
    body(l, id, "body", "block", R::Body);
    l.close(out);
}

fn labeled(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Labeled, role, |l| {
        let mut parts = l.named(id);
        if let Some(label) = parts.next() {
            l.lower(label, R::Label);
        }
        if let Some(statement) = parts.next() {
            l.block(statement, l.kind(statement) == "block", R::Body);
        }
    });
}

/// `switch` as statement and as expression. Labels that fall through to the next one are labels of one case.
fn switch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Switch, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        let Some(list) = l.field(id, "body") else { return };
        let mut labels: Vec<CstId> = Vec::new();
        let arms: Vec<CstId> = l.named(list).collect();
        for (index, arm) in arms.iter().enumerate() {
            let (own, statements): (Vec<CstId>, Vec<CstId>) = l.named(*arm).partition(|c| l.kind(*c) == "switch_label");
            labels.extend(own);
            let is_rule = l.kind(*arm) == "switch_rule";
            let is_ellipsis = labels.last().and_then(|last| l.named(*last).next()).is_some_and(|c| l.is_ellipsis(c));
            if is_rule || is_ellipsis || !statements.is_empty() || index + 1 == arms.len() {
                case(l, *arm, &labels, &statements, is_rule && is_value(l, id));
                labels.clear();
            }
        }
    });
}

/// Whether a `switch` stands where its value is used.
fn is_value(l: &Lower<'_>, id: CstId) -> bool {
    !matches!(
        l.parent_kind(id),
        "block" | "constructor_body" | "switch_block_statement_group" | "switch_rule" | "program" | "expression_statement" | "labeled_statement" | "if_statement" | "while_statement"
            | "do_statement" | "for_statement" | "enhanced_for_statement"
    )
}

fn case(l: &mut Lower<'_>, arm: CstId, labels: &[CstId], statements: &[CstId], is_value: bool) {
    let end = l.cst_node(arm).span;
    let span = labels.first().map_or(end, |f| l.cst_node(*f).span.cover(end));
    l.node_span(span, K::Case, R::Item, |l| {
        let several = labels.len() > 1;
        for label in labels {
            if l.named(*label).next().is_some() {
                l.lower(*label, R::Item);
            } else if several {
                l.leaf_word(l.cst_node(*label).span, K::Other, R::Item, "default");
            }
        }
        match statements {
            [block] if l.kind(*block) == "block" => l.lower(*block, R::Body),
            _ => case_body(l, end, statements, is_value),
        }
    });
}

fn case_body(l: &mut Lower<'_>, arm: Span, statements: &[CstId], is_value: bool) {
    let span = match (statements.first(), statements.last()) {
        (Some(first), Some(last)) => l.cst_node(*first).span.cover(l.cst_node(*last).span),
        _ => Span::new(arm.end, arm.end),
    };
    let out = l.node_span(span, K::Block, R::Body, |l| match statements {
        [value] if is_value && l.kind(*value) == "expression_statement" => {
            let out = l.node(*value, K::Yield, R::Item, |l| l.children(*value, R::Operand));
            l.add_flags(out, Flags::IMPLICIT);
        }
        _ => statements.iter().for_each(|s| l.lower(*s, R::Item)),
    });
    l.add_flags(out, Flags::IMPLICIT);
}

fn switch_label(l: &mut Lower<'_>, id: CstId, role: Role) {
    for child in l.named(id) {
        match (l.kind(child), l.text_of(child)) {
            ("guard", _) => l.lower(child, R::Cond),
            ("identifier", "default") => {
                l.leaf_word(l.cst_node(child).span, K::Other, role, "default");
            }
            _ => l.lower(child, role),
        }
    }
}

fn try_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Try, role, |l| l.fields(id, &[("body", R::Body), ("", R::Handler)]));
}

/// A `try` inside the scope of its resources.
fn try_with_resources(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::With, role, |l| {
        l.lower_field(id, "resources", R::Item);
        let out = l.node(id, K::Block, R::Body, |l| {
            l.node(id, K::Try, R::Item, |l| {
                l.lower_field(id, "body", R::Body);
                let cst = l.cst;
                for clause in l.named(id).filter(|c| cst.node(*c).field == 0) {
                    l.lower(clause, R::Handler);
                }
            });
        });
        l.add_flags(out, Flags::IMPLICIT);
    });
}

fn resource(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.field(id, "value").is_none() {
        return l.children(id, role);
    }
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    modifiers_of(l, id);
    if let Some(ty) = l.field(id, "type") {
        declared_type(l, ty, dimensions_of(l, id), R::Type);
    }
    l.lower_field(id, "name", R::Target);
    l.lower_field(id, "value", R::Value);
    l.close(out);
}

/// `catch (T e)`. In a pattern, `catch (...)` says nothing about what is caught.
fn catch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Catch, role, |l| {
        let caught = l.child_of_kind(id, "catch_formal_parameter");
        let name = caught.and_then(|c| l.field(c, "name"));
        if let Some(caught) = caught.filter(|_| !name.is_some_and(|n| l.is_ellipsis(n))) {
            l.fields(caught, &[("name", R::Name), ("", R::Type)]);
        }
        l.lower_field(id, "body", R::Body);
    });
}

/// The block of a `finally` starts with the keyword and has it as symbol, so that a pattern of it alone matches no other block.
fn finally(l: &mut Lower<'_>, id: CstId, _role: Role) {
    let out = l.open(id, K::Block, R::Finally);
    l.set_word(out, "finally");
    if let Some(block) = l.child_of_kind(id, "block") {
        l.children(block, R::Item);
    }
    l.close(out);
}

fn synchronized(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::With, role);
    l.set_word(out, "synchronized");
    l.fields(id, &[("", R::Item), ("body", R::Body)]);
    l.close(out);
}
