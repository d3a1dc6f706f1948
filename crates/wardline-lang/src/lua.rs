//! Lua: every table is a dictionary, a method call a member's call, and an assignment of several values one assignment for each name.

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Op, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "lua",
    aliases: &["luajit"],
    extensions: &["lua", "rockspec"],
    file_names: &[],
    grammar: || tree_sitter_lua::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[
                ("--[[", "]]", false),
                ("--", "\n", false),
                ("[[", "]]", false),
                ("\"", "\"", true),
                ("'", "'", true),
            ],
            statement_forms: &["WL_S(@)"],
            item_forms: &["@", "@ = 0"],
            parameter_form: 0,
            pair_form: 0,
            has_spread: false,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "\n"),
            Template::single("WL_WRAP = ", "\n"),
            Template::header("", "\nend\n"),
            Template::header("", " then end\n"),
            Template::header("", " do end\n"),
            Template::new("WL_WRAP = {\n", "\n}"),
        ],
        type_template: Template::new("WL_WRAP = ", "\n"),
    },
    traits: Traits {
        resolves_imports: true,
        assignment_declares: true,
        literal_strings: false,
        words: WordForm::Exact,
        quoted: false,
        certain: &[],
        packages: false,
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

/// What is not here is lowered by the node around it: `arguments` of strings and tables, `for_generic_clause`, `for_numeric_clause`,
/// `elseif_statement`, `else_statement`, `attribute`, `string_content`, `escape_sequence`, `comment_content`.
const TABLE: &[Row] = &[
    ("chunk", Node(K::Program, &[("", R::Item), ("local_declaration", R::Item)])),
    ("block", Node(K::Block, &[("", R::Item), ("local_declaration", R::Item)])),
    ("hash_bang_line", Drop),
    ("comment", Drop),
    ("empty_statement", Drop),
    ("identifier", Leaf(K::Name)),
    ("vararg_expression", Leaf(K::Name)),
    ("number", Custom(number)),
    ("string", Custom(string)),
    ("true", Word(K::Bool, "true", &[])),
    ("false", Word(K::Bool, "false", &[])),
    ("nil", Word(K::Null, "", &[])),
    ("parenthesized_expression", Inline),
    ("expression_list", Inline),
    ("variable_list", Inline),
    ("binary_expression", Op(K::BinOp, "operator", &[("left", R::Left), ("right", R::Right)])),
    ("unary_expression", Op(K::Unary, "operator", &[("operand", R::Operand)])),
    ("dot_index_expression", Custom(member)),
    ("method_index_expression", Custom(member)),
    ("bracket_index_expression", Node(K::Index, &[("table", R::Object), ("field", R::Item)])),
    ("function_call", Custom(call)),
    ("arguments", Node(K::Args, &[("", R::Item)])),
    ("table_constructor", Node(K::Dict, &[("", R::Item)])),
    ("field", Custom(field)),
    ("function_definition", Custom(lambda)),
    ("function_declaration", Custom(function)),
    ("parameters", Custom(parameters)),
    ("assignment_statement", Custom(|l, id, role| assignment(l, id, l.cst_node(id).span, Flags::empty(), role))),
    ("variable_declaration", Custom(declaration)),
    ("if_statement", Custom(conditional)),
    ("while_statement", Node(K::While, &[("condition", R::Cond), ("body", R::Body)])),
    ("repeat_statement", Custom(repeat)),
    ("for_statement", Custom(for_loop)),
    ("do_statement", Custom(|l, id, role| body(l, id, "body", role))),
    ("return_statement", Node(K::Return, &[("", R::Operand)])),
    ("break_statement", Node(K::Break, &[])),
    ("goto_statement", Word(K::Other, "goto", &[("", R::Item)])),
    ("label_statement", Node(K::Labeled, &[("", R::Label)])),
];

fn number(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

/// A string in quotes or in long brackets.
fn string(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let start = l.field(id, "start").map_or(span.start, |t| l.cst_node(t).span.end);
    let end = l.field(id, "end").map_or(span.end, |t| l.cst_node(t).span.start);
    l.literal(span, K::Str, role, &l.text[Span::new(start, end.max(start)).range()]);
}

/// `a.b`, and `a:b` of a method.
fn member(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Member, role, |l| {
        l.lower_field(id, "table", R::Object);
        if let Some(name) = l.field(id, "field").or_else(|| l.field(id, "method")) {
            l.leaf(name, K::Ident, R::Name);
        }
    });
}

/// A call is a statement where a list of statements has it. In a pattern `WL_S(…)` only makes a statement of a placeholder.
fn call(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.field(id, "name");
    if l.holes.is_some() && name.is_some_and(|n| l.text_of(n) == "WL_S") {
        return l.field(id, "arguments").into_iter().for_each(|a| l.children(a, role));
    }
    let expression = |l: &mut Lower<'_>, role: R| {
        l.node(id, K::Call, role, |l| {
            l.lower_field(id, "name", R::Callee);
            l.lower_field(id, "arguments", R::Args);
        });
    };
    if matches!(l.parent_kind(id), "chunk" | "block") {
        l.node(id, K::ExprStmt, role, |l| expression(l, R::Operand));
    } else {
        expression(l, role);
    }
}

/// `name = value`, `[key] = value`, or an element without a key. A name is the string of its letters.
fn field(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(name) = l.field(id, "name") else { return l.lower_field(id, "value", role) };
    l.node(id, K::Pair, role, |l| {
        if l.text_of(id).starts_with('[') {
            l.lower(name, R::Key);
        } else {
            l.leaf(name, K::Str, R::Key);
        }
        l.lower_field(id, "value", R::Value);
    });
}

/// The block of a field, which the grammar leaves out where it is empty.
fn body(l: &mut Lower<'_>, id: CstId, field: &str, role: R) {
    match l.field(id, field) {
        Some(block) => l.lower(block, role),
        None => {
            let end = l.cst_node(id).span.end;
            let out = l.node_span(Span::new(end, end), K::Block, role, |_| {});
            l.add_flags(out, Flags::IMPLICIT);
        }
    }
}

fn lambda(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Func, role, |l| {
        l.lower_field(id, "parameters", R::Params);
        body(l, id, "body", R::Body);
    });
    l.add_flags(out, Flags::LAMBDA);
}

/// `function a.b:c(…)` declares `c`; what it is a member of is compared only where a pattern has it.
fn function(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.field(id, "name");
    let is_method = name.is_some_and(|n| l.kind(n) == "method_index_expression");
    let out = l.node(id, K::Func, role, |l| {
        local(l, id);
        if let Some(name) = name {
            let last = l.field(name, "field").or_else(|| l.field(name, "method"));
            l.leaf(last.unwrap_or(name), K::Ident, R::Name);
            l.lower_field(name, "table", R::Extra);
        }
        l.lower_field(id, "parameters", R::Params);
        body(l, id, "body", R::Body);
    });
    if is_method {
        l.add_flags(out, Flags::METHOD);
    }
}

fn local(l: &mut Lower<'_>, id: CstId) {
    if l.has_token(id, "local") {
        let start = l.cst_node(id).span.start;
        l.literal(Span::new(start, start + 5), K::Modifier, R::Attr, "local");
    }
}

fn parameters(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Params, role, |l| {
        let names: Vec<CstId> = l.named(id).collect();
        for name in names {
            l.node(name, K::Param, R::Item, |l| l.leaf(name, K::Ident, R::Name));
        }
    });
}

/// `local a, b = 1, 2`.
fn declaration(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    match l.child_of_kind(id, "assignment_statement") {
        Some(inner) => assignment(l, inner, span, Flags::DECLARES, role),
        None => {
            if let Some(names) = l.child_of_kind(id, "variable_list") {
                assign_each(l, names, None, span, Flags::DECLARES, role);
            }
        }
    }
}

fn assignment(l: &mut Lower<'_>, id: CstId, span: Span, flags: Flags, role: R) {
    if let Some(names) = l.child_of_kind(id, "variable_list") {
        assign_each(l, names, l.child_of_kind(id, "expression_list"), span, flags, role);
    }
}

/// One assignment for each name; the first spans the whole statement, because a call may give several values.
fn assign_each(l: &mut Lower<'_>, names: CstId, values: Option<CstId>, span: Span, flags: Flags, role: R) {
    let mut values = values.into_iter().flat_map(|v| l.named(v).collect::<Vec<_>>()).collect::<Vec<_>>().into_iter();
    let targets: Vec<CstId> = l.named(names).collect();
    let mut first = true;
    for (i, target) in targets.iter().enumerate() {
        if l.kind(*target) == "attribute" {
            continue;
        }
        let attribute = targets.get(i + 1).filter(|a| l.kind(**a) == "attribute");
        let word = attribute.and_then(|a| l.named(*a).next());
        let value = values.next();
        let last = value.or(attribute.copied()).unwrap_or(*target);
        let own = l.cst_node(*target).span.cover(l.cst_node(last).span);
        let out = l.node_span(if first { span } else { own }, K::Assign, role, |l| {
            if let Some(word) = word {
                l.leaf(word, K::Modifier, R::Attr);
            }
            l.lower(*target, R::Target);
            if let Some(value) = value {
                l.lower(value, R::Value);
            }
        });
        let is_constant = word.is_some_and(|w| l.text_of(w) == "const");
        l.add_flags(out, if is_constant { flags.with(Flags::CONSTANT) } else { flags });
        first = false;
    }
}

/// `elseif` is an `if` in the place of the `else`.
fn conditional(l: &mut Lower<'_>, id: CstId, role: R) {
    let is_alternative = |c: &CstId| matches!(l.kind(*c), "elseif_statement" | "else_statement");
    let alternatives: Vec<CstId> = l.named(id).filter(is_alternative).collect();
    if_chain(l, id, role, &alternatives);
}

fn if_chain(l: &mut Lower<'_>, id: CstId, role: R, alternatives: &[CstId]) {
    let end = alternatives.last().copied().unwrap_or(id);
    l.node_span(l.cst_node(id).span.cover(l.cst_node(end).span), K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, "consequence", R::Then);
        match alternatives {
            [] => {}
            [next, rest @ ..] if l.kind(*next) == "elseif_statement" => if_chain(l, *next, R::Else, rest),
            [next, ..] => body(l, *next, "body", R::Else),
        }
    });
}

fn condition_and_body(l: &mut Lower<'_>, id: CstId) {
    l.lower_field(id, "condition", R::Cond);
    body(l, id, "body", R::Body);
}

/// `repeat … until …` goes on while its condition does not hold.
fn repeat(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::DoWhile, role, |l| condition_and_body(l, id));
    l.set_word(out, "until");
}

fn for_loop(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(clause) = l.field(id, "clause") else { return l.other(id, role) };
    if l.kind(clause) == "for_numeric_clause" {
        l.node(id, K::For, role, |l| {
            let out = l.node(clause, K::Assign, R::Init, |l| {
                l.lower_field(clause, "name", R::Target);
                l.lower_field(clause, "start", R::Value);
            });
            l.add_flags(out, Flags::DECLARES);
            l.lower_field(clause, "end", R::Cond);
            l.lower_field(clause, "step", R::Update);
            body(l, id, "body", R::Body);
        });
        return;
    }
    l.node(id, K::ForEach, role, |l| {
        for (list, role) in [("variable_list", R::Target), ("expression_list", R::Iter)] {
            if let Some(list) = l.child_of_kind(clause, list) {
                one_or_tuple(l, list, role);
            }
        }
        body(l, id, "body", R::Body);
    });
}

fn one_or_tuple(l: &mut Lower<'_>, list: CstId, role: R) {
    let items: Vec<CstId> = l.named(list).collect();
    match items.as_slice() {
        [only] => l.lower(*only, role),
        _ => {
            l.node(list, K::Tuple, role, |l| items.iter().for_each(|i| l.lower(*i, R::Item)));
        }
    }
}
