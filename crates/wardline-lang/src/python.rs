//! Python: indentation blocks, decorators, f-strings, comprehensions, comparison chains.

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{Flags, NodeKind, Role};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "python",
    aliases: &["py", "python2", "python3"],
    extensions: &["py", "pyi", "pyw"],
    file_names: &["sconstruct", "sconscript", "wscript"],
    grammar: || tree_sitter_python::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[("\"\"\"", "\"\"\"", true), ("'''", "'''", true), ("\"", "\"", true), ("'", "'", true)],
            statement_forms: &["@"],
            item_forms: &["@", "**@", "*@"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::NameFirst,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "\n"),
            Template::header("", "\n    WL_BODY\n"),
            Template::header("", ": WL_BODY\n"),
            Template::new("", "\ndef WL_BODY(): pass\n"),
            Template::new("try:\n    pass\n", "\n"),
            Template::new("WL_WRAP = ", "\n"),
        ],
        type_template: Template::new("WL_WRAP: ", "\n"),
    },
    traits: Traits {
        resolves_imports: true,
        assignment_declares: true,
        literal_strings: false,
        words: WordForm::Exact,
        quoted: true,
        certain: &["except", "raise", "assert", "yield"],
        packages: false,
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

use NodeKind as K;
use Role as R;

const TABLE: &[Row] = &[
    ("module", Node(K::Program, &[("", R::Item)])),
    ("block", Node(K::Block, &[("", R::Item)])),
    ("expression_statement", Custom(expression_statement)),
    ("parenthesized_expression", Inline),
    ("comment", Drop),
    ("line_continuation", Drop),
    ("identifier", Leaf(K::Name)),
    ("integer", Custom(number)),
    ("float", Custom(number)),
    ("true", Word(K::Bool, "true", &[])),
    ("false", Word(K::Bool, "false", &[])),
    ("none", Word(K::Null, "", &[])),
    ("ellipsis", Word(K::Other, "...", &[])),
    ("string", Custom(string)),
    ("concatenated_string", Custom(concatenated)),
    ("interpolation", Custom(interpolation)),
    ("attribute", Custom(attribute)),
    ("subscript", Custom(subscript)),
    ("slice", Custom(slice)),
    ("call", Node(K::Call, &[("function", R::Callee), ("arguments", R::Args)])),
    ("argument_list", Node(K::Args, &[("", R::Item)])),
    ("keyword_argument", Custom(keyword_argument)),
    ("list_splat", Word(K::Spread, "*", &[("", R::Operand)])),
    ("dictionary_splat", Word(K::Spread, "**", &[("", R::Operand)])),
    ("list_splat_pattern", Word(K::Spread, "*", &[("", R::Operand)])),
    ("dictionary_splat_pattern", Word(K::Spread, "**", &[("", R::Operand)])),
    ("binary_operator", Op(K::BinOp, "operator", &[("left", R::Left), ("right", R::Right)])),
    ("boolean_operator", Custom(boolean)),
    ("comparison_operator", Custom(comparison)),
    ("not_operator", Word(K::Unary, "not", &[("argument", R::Operand)])),
    ("unary_operator", Op(K::Unary, "operator", &[("argument", R::Operand)])),
    ("conditional_expression", Custom(conditional)),
    ("named_expression", Node(K::Assign, &[("name", R::Target), ("value", R::Value)])),
    ("await", Node(K::Await, &[("", R::Operand)])),
    ("yield", Custom(yield_expression)),
    ("list", Node(K::List, &[("", R::Item)])),
    ("list_pattern", Node(K::List, &[("", R::Item)])),
    ("tuple", Node(K::Tuple, &[("", R::Item)])),
    ("tuple_pattern", Node(K::Tuple, &[("", R::Item)])),
    ("pattern_list", Node(K::Tuple, &[("", R::Item)])),
    ("expression_list", Node(K::Tuple, &[("", R::Item)])),
    ("set", Node(K::Set, &[("", R::Item)])),
    ("dictionary", Node(K::Dict, &[("", R::Item)])),
    ("pair", Node(K::Pair, &[("key", R::Key), ("value", R::Value)])),
    ("list_comprehension", Word(K::Comprehension, "list", &[("body", R::Body), ("", R::Item)])),
    ("set_comprehension", Word(K::Comprehension, "set", &[("body", R::Body), ("", R::Item)])),
    ("dictionary_comprehension", Word(K::Comprehension, "dict", &[("body", R::Body), ("", R::Item)])),
    ("generator_expression", Custom(generator)),
    ("for_in_clause", Node(K::CompClause, &[("left", R::Target), ("right", R::Iter)])),
    ("if_clause", Node(K::CompClause, &[("", R::Cond)])),
    ("lambda", Custom(lambda)),
    ("lambda_parameters", Node(K::Params, &[("", R::Item)])),
    ("parameters", Custom(parameters)),
    ("default_parameter", Custom(parameter)),
    ("typed_parameter", Custom(parameter)),
    ("typed_default_parameter", Custom(parameter)),
    ("keyword_separator", Word(K::Param, "*", &[])),
    ("positional_separator", Word(K::Param, "/", &[])),
    ("assignment", Custom(assignment)),
    ("augmented_assignment", Custom(augmented)),
    ("function_definition", Custom(function)),
    ("class_definition", Custom(class)),
    ("decorated_definition", Custom(decorated)),
    ("type", Custom(type_annotation)),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("raise_statement", Node(K::Throw, &[("", R::Operand)])),
    ("pass_statement", Word(K::Other, "pass", &[])),
    ("break_statement", Node(K::Break, &[])),
    ("continue_statement", Node(K::Continue, &[])),
    ("delete_statement", Node(K::Delete, &[("", R::Operand)])),
    ("assert_statement", Node(K::Assert, &[("", R::Item)])),
    ("global_statement", Word(K::ScopeDecl, "global", &[("", R::Item)])),
    ("nonlocal_statement", Word(K::ScopeDecl, "nonlocal", &[("", R::Item)])),
    ("if_statement", Custom(if_statement)),
    ("elif_clause", Custom(if_statement)),
    ("while_statement", Node(K::While, &[("condition", R::Cond), ("body", R::Body), ("alternative", R::Else)])),
    (
        "for_statement",
        Node(K::ForEach, &[("left", R::Target), ("right", R::Iter), ("body", R::Body), ("alternative", R::Else)]),
    ),
    ("else_clause", Custom(else_clause)),
    ("try_statement", Node(K::Try, &[("body", R::Body), ("", R::Handler)])),
    ("except_clause", Custom(except)),
    ("finally_clause", Custom(finally)),
    ("with_statement", Custom(with)),
    ("with_item", Custom(with_item)),
    ("match_statement", Node(K::Switch, &[("subject", R::Cond), ("body", R::Body)])),
    ("case_clause", Node(K::Case, &[("", R::Item), ("guard", R::Cond), ("consequence", R::Body)])),
    ("case_pattern", Inline),
    ("import_statement", Custom(import)),
    ("import_from_statement", Custom(import_from)),
    ("future_import_statement", Custom(import_from)),
    ("print_statement", Custom(print_statement)),
];

fn expression_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut inner = l.named(id);
    let only = inner.next().filter(|_| inner.next().is_none());
    if only.is_some_and(|c| matches!(l.kind(c), "assignment" | "augmented_assignment")) {
        return l.children(id, role);
    }
    l.node(id, K::ExprStmt, role, |l| match only {
        Some(_) => l.children(id, R::Operand),
        None => {
            l.node(id, K::Tuple, R::Operand, |l| l.children(id, R::Item));
        }
    });
}

fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

/// A string literal, or a template if it is an f-string with interpolations. Prefixes do not count.
fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    if is_f_string(l, id) {
        l.node(id, K::Template, role, |l| string_parts(l, id));
    } else {
        let content = &l.text[content_span(l, id).range()];
        let out = l.open(id, K::Str, role);
        l.set_word(out, content);
        l.close(out);
    }
}

/// Whether a literal is an f-string; one without interpolations is still no plain string to a pattern.
fn is_f_string(l: &Lower<'_>, id: CstId) -> bool {
    let start = l.child_of_kind(id, "string_start").map_or("", |c| l.text_of(c));
    start.contains(['f', 'F']) || l.child_of_kind(id, "interpolation").is_some()
}

/// The bytes between the quotes of a string.
fn content_span(l: &Lower<'_>, id: CstId) -> Span {
    let whole = l.cst_node(id).span;
    let start = l.child_of_kind(id, "string_start").map_or(whole.start, |c| l.cst_node(c).span.end);
    let end = l.child_of_kind(id, "string_end").map_or(whole.end, |c| l.cst_node(c).span.start);
    Span::new(start, end.max(start))
}

fn string_parts(l: &mut Lower<'_>, id: CstId) {
    let content = content_span(l, id);
    let mut at = content.start;
    let parts: Vec<CstId> = l.cst.children(id).filter(|c| l.kind(*c) == "interpolation").collect();
    for part in parts {
        let span = l.cst_node(part).span;
        text_part(l, Span::new(at, span.start));
        l.lower(part, R::Item);
        at = span.end;
    }
    text_part(l, Span::new(at, content.end));
}

fn text_part(l: &mut Lower<'_>, span: Span) {
    if !span.is_empty() {
        let text = &l.text[span.range()];
        let out = l.open_span(span, K::StrPart, R::Item);
        l.set_word(out, text);
        l.close(out);
    }
}

fn interpolation(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.lower_field(id, "expression", role);
}

/// Adjacent literals are one literal; with an f-string among them, one template.
fn concatenated(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    if parts.iter().any(|p| is_f_string(l, *p)) {
        let out = l.node(id, K::Template, role, |l| parts.iter().for_each(|p| string_parts(l, *p)));
        l.add_flags(out, Flags::IN_PARTS);
    } else {
        let mut pieces = parts.iter().map(|p| &l.text[content_span(l, *p).range()]);
        // `"..." "..."` is any literal that is written in parts.
        let is_any = l.holes.is_some() && pieces.clone().all(|piece| piece == "...");
        let content = if is_any { "...".to_owned() } else { pieces.by_ref().collect() };
        let out = l.open(id, K::Str, role);
        l.add_flags(out, Flags::IN_PARTS);
        l.set_word(out, &content);
        l.close(out);
    }
}

fn attribute(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Member, role, |l| {
        l.lower_field(id, "object", R::Object);
        if let Some(name) = l.field(id, "attribute") {
            l.leaf(name, K::Ident, R::Name);
        }
    });
}

/// `x[1, 2]` has one index, a tuple.
fn subscript(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Index, role, |l| {
        l.lower_field(id, "value", R::Object);
        let object = l.field(id, "value");
        let indexes: Vec<CstId> = l.named(id).filter(|c| Some(*c) != object).collect();
        match indexes.as_slice() {
            [first, .., last] => {
                let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
                l.node_span(span, K::Tuple, R::Item, |l| indexes.iter().for_each(|i| l.lower(*i, R::Item)));
            }
            _ => indexes.iter().for_each(|i| l.lower(*i, R::Item)),
        }
    });
}

fn slice(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Slice, role, |l| {
        let mut part = 0;
        let children: Vec<CstId> = l.cst.children(id).collect();
        for child in children {
            if l.kind(child) == ":" {
                part += 1;
            } else if l.cst_node(child).named {
                l.lower(child, [R::Left, R::Right, R::Step][part.min(2)]);
            }
        }
    });
}

fn keyword_argument(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::KwArg, role, |l| {
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
        l.lower_field(id, "value", R::Value);
    });
}

/// `a < b < c` is `(a < b) < c` as far as matching goes.
fn comparison(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut operands = Vec::new();
    let mut operators: Vec<String> = Vec::new();
    let mut operator_open = false;
    for child in l.cst.children(id).collect::<Vec<_>>() {
        if l.cst_node(child).named {
            operands.push(child);
            operator_open = false;
        } else if operator_open {
            let last = operators.last_mut().expect("an operator is open");
            *last = format!("{last} {}", l.text_of(child));
        } else {
            operators.push(l.text_of(child).split_whitespace().collect::<Vec<_>>().join(" "));
            operator_open = true;
        }
    }
    comparison_chain(l, &operands, &operators, role);
}

fn comparison_chain(l: &mut Lower<'_>, operands: &[CstId], operators: &[String], role: Role) {
    let ([first, .., last], Some(operator)) = (operands, operators.last()) else {
        return operands.iter().for_each(|o| l.lower(*o, role));
    };
    let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
    let out = l.open_span(span, K::BinOp, role);
    l.set_word(out, operator);
    match operands {
        [left, right] => {
            l.lower(*left, R::Left);
            l.lower(*right, R::Right);
        }
        _ => {
            comparison_chain(l, &operands[..operands.len() - 1], &operators[..operators.len() - 1], R::Left);
            l.lower(*last, R::Right);
        }
    }
    l.close(out);
}

fn conditional(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Ternary, role, |l| {
        for (child, role) in l.named(id).zip([R::Then, R::Cond, R::Else]) {
            l.lower(child, role);
        }
    });
}

fn yield_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Yield, role);
    if l.has_token(id, "from") {
        l.set_word(out, "from");
    }
    l.children(id, R::Operand);
    l.close(out);
}

/// `f(x for x in y)` parses with the generator as the argument list itself.
fn generator(l: &mut Lower<'_>, id: CstId, role: Role) {
    let fill = |l: &mut Lower<'_>| {
        let role = if role == R::Args { R::Item } else { role };
        let out = l.open(id, K::Comprehension, role);
        l.set_word(out, "generator");
        l.fields(id, &[("body", R::Body), ("", R::Item)]);
        l.close(out);
    };
    if role == R::Args {
        l.node(id, K::Args, role, fill);
    } else {
        fill(l);
    }
}

/// `a or b or c` is one operation; that the grammar nests the first two is nothing that is written.
fn boolean(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = operator(l, id);
    let parent = CstId(l.cst_node(id).parent);
    let is_link = role == R::Left && l.parent_kind(id) == "boolean_operator" && operator(l, parent) == word;
    let out = l.node(id, K::BinOp, role, |l| l.fields(id, &[("left", R::Left), ("right", R::Right)]));
    l.set_word(out, word);
    if is_link {
        l.add_flags(out, Flags::IMPLICIT);
    }
}

fn operator<'a>(l: &Lower<'a>, id: CstId) -> &'a str {
    l.field(id, "operator").map_or("", |o| l.text_of(o))
}

/// The `else` of a `try` lies beside its handlers.
fn else_clause(l: &mut Lower<'_>, id: CstId, role: Role) {
    let role = if l.parent_kind(id) == "try_statement" { R::Else } else { role };
    l.children(id, role);
}

fn lambda(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Func, role, |l| {
        match l.field(id, "parameters") {
            Some(params) => parameters(l, params, R::Params),
            None => {
                let start = l.cst_node(id).span.start;
                l.node_span(Span::new(start, start), K::Params, R::Params, |_| {});
            }
        }
        if let Some(body) = l.field(id, "body") {
            return_block(l, body);
        }
    });
    l.add_flags(out, Flags::LAMBDA);
}

/// The body of a lambda: a block that returns the expression.
fn return_block(l: &mut Lower<'_>, body: CstId) {
    let out = l.node(body, K::Block, R::Body, |l| {
        let inner = l.node(body, K::Return, R::Item, |l| l.lower(body, R::Operand));
        l.add_flags(inner, Flags::IMPLICIT);
    });
    l.add_flags(out, Flags::IMPLICIT);
}

fn parameters(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Params, role, |l| {
        for child in l.named(id) {
            parameter(l, child, R::Item);
        }
    });
}

/// A parameter in any of its forms: `x`, `x=1`, `x: T`, `*args`.
fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    if matches!(l.kind(id), "keyword_separator" | "positional_separator") {
        return l.lower(id, role);
    }
    let out = l.open(id, K::Param, role);
    let name = match l.kind(id) {
        "typed_parameter" => l.named(id).next().unwrap_or(id),
        "default_parameter" | "typed_default_parameter" => l.field(id, "name").unwrap_or(id),
        _ => id,
    };
    match l.kind(name) {
        "identifier" => l.leaf(name, K::Ident, R::Name),
        "list_splat_pattern" | "dictionary_splat_pattern" => {
            let stars = if l.kind(name).starts_with("list") { "*" } else { "**" };
            l.set_word(out, stars);
            if let Some(inner) = l.named(name).next() {
                l.leaf(inner, K::Ident, R::Name);
            }
        }
        _ => l.lower(name, R::Target),
    }
    if name != id {
        l.lower_field(id, "type", R::Type);
        l.lower_field(id, "value", R::Default);
    }
    l.close(out);
}

fn type_annotation(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Type, role, |l| l.children(id, R::Item));
}

/// `a = b = c` nests to the right; `a: T` without a value is a declaration.
fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Assign, role, |l| {
        l.lower_field(id, "left", R::Target);
        l.lower_field(id, "type", R::Type);
        l.lower_field(id, "right", R::Value);
    });
}

fn augmented(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::AugAssign, role);
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o)).trim_end_matches('=');
    l.set_word(out, operator);
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}

fn decorated(l: &mut Lower<'_>, id: CstId, role: Role) {
    let decorators: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "decorator").collect();
    let Some(definition) = l.field(id, "definition") else { return l.children(id, role) };
    if l.kind(definition) == "class_definition" {
        class_with(l, definition, role, &decorators);
    } else {
        function_with(l, definition, role, &decorators);
    }
}

fn decorator(l: &mut Lower<'_>, id: CstId) {
    l.node(id, K::Attr, R::Attr, |l| {
        let Some(inner) = l.named(id).next() else { return };
        if l.kind(inner) == "call" {
            l.fields(inner, &[("function", R::Callee), ("arguments", R::Args)]);
        } else {
            l.lower(inner, R::Callee);
        }
    });
}

fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    function_with(l, id, role, &[]);
}

fn function_with(l: &mut Lower<'_>, id: CstId, role: Role, decorators: &[CstId]) {
    let out = l.open(id, K::Func, role);
    decorators.iter().for_each(|d| decorator(l, *d));
    if l.has_token(id, "async") {
        l.leaf_word(Span::new(l.cst_node(id).span.start, l.cst_node(id).span.start + 5), K::Modifier, R::Attr, "async");
    }
    if let Some(name) = l.field(id, "name") {
        l.leaf(name, K::Ident, R::Name);
    }
    if let Some(params) = l.field(id, "parameters") {
        parameters(l, params, R::Params);
    }
    l.lower_field(id, "return_type", R::ReturnType);
    l.lower_field(id, "body", R::Body);
    l.close(out);
    widen(l, out, id, decorators);
}

/// A decorated definition starts with its first decorator.
fn widen(l: &mut Lower<'_>, out: crate::tree::NodeId, id: CstId, decorators: &[CstId]) {
    if let Some(first) = decorators.first() {
        l.set_span(out, l.cst_node(*first).span.cover(l.cst_node(id).span));
    }
}

fn class(l: &mut Lower<'_>, id: CstId, role: Role) {
    class_with(l, id, role, &[]);
}

fn class_with(l: &mut Lower<'_>, id: CstId, role: Role, decorators: &[CstId]) {
    let out = l.open(id, K::Class, role);
    l.set_word(out, "class");
    decorators.iter().for_each(|d| decorator(l, *d));
    if let Some(name) = l.field(id, "name") {
        l.leaf(name, K::Ident, R::Name);
    }
    if let Some(parents) = l.field(id, "superclasses") {
        l.children(parents, R::Parent);
    }
    if let Some(body) = l.field(id, "body") {
        l.node(body, K::ClassBody, R::Body, |l| l.children(body, R::Item));
    }
    l.close(out);
    widen(l, out, id, decorators);
}

/// `elif` is an `if` in the place of the `else`.
fn if_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let alternatives: Vec<CstId> =
        l.cst.children(id).filter(|c| matches!(l.kind(*c), "elif_clause" | "else_clause")).collect();
    if_chain(l, id, role, &alternatives);
}

fn if_chain(l: &mut Lower<'_>, id: CstId, role: Role, alternatives: &[CstId]) {
    let end = alternatives.last().copied().unwrap_or(id);
    let span = l.cst_node(id).span.cover(l.cst_node(end).span);
    l.node_span(span, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        l.lower_field(id, "consequence", R::Then);
        match alternatives {
            [] => {}
            [next, rest @ ..] if l.kind(*next) == "elif_clause" => if_chain(l, *next, R::Else, rest),
            [next, ..] => l.lower(*next, R::Else),
        }
    });
}

fn except(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Catch, role, |l| {
        let children: Vec<CstId> = l.named(id).collect();
        for child in children {
            match l.kind(child) {
                "block" => l.lower(child, R::Body),
                "as_pattern" => l.fields(child, &[("", R::Type), ("alias", R::Name)]),
                "tuple" => l.children(child, R::Type),
                _ => l.lower(child, R::Type),
            }
        }
    });
}

fn finally(l: &mut Lower<'_>, id: CstId, _role: Role) {
    l.children(id, R::Finally);
}

fn with(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::With, role, |l| {
        if let Some(clause) = l.child_of_kind(id, "with_clause") {
            let items: Vec<CstId> = l.named(clause).collect();
            items.iter().for_each(|i| with_item(l, *i, R::Item));
        }
        l.lower_field(id, "body", R::Body);
    });
}

/// `with e as x` assigns `e` to `x`.
fn with_item(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(value) = l.field(id, "value") else { return l.children(id, role) };
    let alias = l.field(value, "alias").filter(|_| l.kind(value) == "as_pattern");
    match alias {
        Some(alias) => {
            l.node(id, K::Assign, role, |l| {
                l.children(alias, R::Target);
                if let Some(value) = l.named(value).next() {
                    l.lower(value, R::Value);
                }
            });
        }
        None => l.lower(value, role),
    }
}

/// `import a.b as c, d` is one import each.
fn import(l: &mut Lower<'_>, id: CstId, role: Role) {
    let names: Vec<CstId> = l.named(id).collect();
    let alone = names.len() == 1;
    for name in names {
        let span = if alone { l.cst_node(id).span } else { l.cst_node(name).span };
        l.node_span(span, K::ImportModule, role, |l| {
            path(l, l.field(name, "name").unwrap_or(name));
            if let Some(alias) = l.field(name, "alias") {
                l.leaf(alias, K::Ident, R::Alias);
            }
        });
    }
}

fn path(l: &mut Lower<'_>, id: CstId) {
    l.node(id, K::Path, R::Path, |l| {
        let parts: Vec<CstId> = l.named(id).collect();
        if parts.is_empty() {
            l.leaf(id, K::Ident, R::Item);
        }
        for part in parts {
            match l.kind(part) {
                "dotted_name" => l.named(part).for_each(|p| l.leaf(p, K::Ident, R::Item)),
                _ => l.leaf(part, K::Ident, R::Item),
            }
        }
    });
}

fn import_from(l: &mut Lower<'_>, id: CstId, role: Role) {
    let wildcard = l.child_of_kind(id, "wildcard_import").is_some();
    let kind = if wildcard { K::ImportAll } else { K::ImportFrom };
    l.node(id, kind, role, |l| {
        let module = l.field(id, "module_name");
        match module {
            Some(module) => path(l, module),
            None => {
                let span = l.cst_node(id).span;
                l.node_span(Span::new(span.start, span.start), K::Path, R::Path, |l| {
                    l.leaf_word(Span::new(span.start, span.start), K::Ident, R::Item, "__future__");
                });
            }
        }
        let names: Vec<CstId> = l.named(id).filter(|c| Some(*c) != module && l.kind(*c) != "wildcard_import").collect();
        for name in names {
            l.node(name, K::ImportItem, R::Item, |l| {
                l.leaf(l.field(name, "name").unwrap_or(name), K::Ident, R::Name);
                if let Some(alias) = l.field(name, "alias") {
                    l.leaf(alias, K::Ident, R::Alias);
                }
            });
        }
    });
}

/// Python 2's `print x` is a call.
fn print_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let start = l.cst_node(id).span.start;
    l.node(id, K::ExprStmt, role, |l| {
        l.node(id, K::Call, R::Operand, |l| {
            l.leaf_word(Span::new(start, start + 5), K::Name, R::Callee, "print");
            l.node(id, K::Args, R::Args, |l| l.children(id, R::Item));
        });
    });
}
