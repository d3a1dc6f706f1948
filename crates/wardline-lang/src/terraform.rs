//! Terraform and other HCL: blocks, attributes, objects, templates.
//!
//! The body of a block is a [`NodeKind::Record`], as an object is: attributes and nested blocks match in any order, and a pattern names
//! those it is about. The grammar lists `a.b[0].c` flat, as one expression with suffixes; here it becomes a chain, as in other languages.

use crate::cst::CstId;
use crate::language::{Definition, Traits, WordForm};
use crate::lower::Action::{Custom, Drop, Inline, Leaf, Node, Word};
use crate::lower::{Lower, Row};
use crate::pattern::{PatternSpec, Template};
use crate::placeholder::{PatternText, TypedStyle};
use crate::tree::{Flags, NodeKind, Role};
use wardline_base::Span;

pub(crate) static DEFINITION: Definition = Definition {
    name: "terraform",
    aliases: &["tf", "hcl"],
    extensions: &["tf", "tfvars", "hcl"],
    file_names: &[],
    grammar: || tree_sitter_hcl::LANGUAGE.into(),
    table: TABLE,
    keep: &[],
    pattern: PatternSpec {
        text: PatternText {
            quotes: &[
                ("#", "\n", false),
                ("//", "\n", false),
                ("/*", "*/", false),
                ("\"", "\"", true),
                ("${", "}", false),
            ],
            statement_forms: &[DOTS],
            item_forms: &[DOTS],
            parameter_form: 0,
            pair_form: 0,
            has_spread: true,
            typed: TypedStyle::None,
            meta_prefix: "",
        },
        templates: &[
            Template::new("", "\n").rewritten(place_dots),
            Template::single("WL_WRAP = ", "\n").rewritten(place_dots),
            Template::new("WL_WRAP = {\n", "\n}\n").rewritten(place_dots),
            Template::header("", " {\n}\n").rewritten(place_dots),
        ],
        type_template: Template::new("WL_WRAP = ", "\n"),
    },
    traits: Traits {
        resolves_imports: false,
        assignment_declares: false,
        literal_strings: true,
        words: WordForm::Loose,
        quoted: false,
        certain: &[],
        packages: false,
    },
    includes: &[],
    shares_patterns: &[],
    mask: None,
};

use NodeKind as K;
use Role as R;

/// An ellipsis, marked by a comment so that [`place_dots`] finds it.
const DOTS: &str = "@/**/";

/// Makes an ellipsis among attributes an attribute. The grammar would take a bare name before a nested block for that block's type, so
/// trying forms until one parses is not enough.
fn place_dots(pattern: &str) -> String {
    let mut out = String::with_capacity(pattern.len() + 16);
    let mut open: Vec<char> = Vec::new();
    let mut in_string = false;
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if let Some(after) = rest.strip_prefix("/**/").filter(|_| !in_string) {
            if is_attribute(&out, after, open.last()) {
                out.push_str(" = 0");
            }
            rest = after;
            continue;
        }
        match c {
            '"' if !out.ends_with('\\') => in_string = !in_string,
            '(' | '[' | '{' if !in_string => open.push(c),
            ')' | ']' | '}' if !in_string => {
                open.pop();
            }
            _ => {}
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// Whether the name that `before` ends in stands where an attribute may: not in a list, after an operator or among a block's labels.
fn is_attribute(before: &str, after: &str, bracket: Option<&char>) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let before = before.trim_end_matches(is_word);
    let previous = before.trim_end_matches([' ', '\t']).chars().next_back();
    let is_operand =
        before.trim_end().ends_with(['=', '?', ':', '+', '-', '*', '/', '%', '<', '>', '&', '|', '!', '.']);
    let is_label = previous.is_some_and(|c| is_word(c) || c == '"') && after.trim_start().starts_with(['{', '"']);
    matches!(bracket, None | Some('{')) && !is_operand && !is_label
}

const TABLE: &[Row] = &[
    ("config_file", Node(K::Program, &[("", R::Item)])),
    ("body", Inline),
    ("comment", Drop),
    ("block", Custom(block)),
    ("attribute", Custom(attribute)),
    ("identifier", Leaf(K::Name)),
    // Expressions.
    ("expression", Custom(expression)),
    ("literal_value", Inline),
    ("collection_value", Inline),
    ("template_expr", Inline),
    ("variable_expr", Inline),
    ("operation", Custom(operation)),
    ("for_expr", Inline),
    ("numeric_lit", Custom(number)),
    ("bool_lit", Leaf(K::Bool)),
    ("null_lit", Word(K::Null, "", &[])),
    ("string_lit", Custom(template)),
    ("quoted_template", Custom(template)),
    ("heredoc_template", Custom(template)),
    ("conditional", Custom(conditional)),
    ("function_call", Custom(call)),
    ("tuple", Node(K::List, &[("", R::Item)])),
    ("object", Node(K::Record, &[("", R::Item)])),
    ("object_elem", Custom(pair)),
    ("for_tuple_expr", Custom(comprehension)),
    ("for_object_expr", Custom(comprehension)),
    ("for_intro", Custom(clause)),
    ("for_cond", Node(K::CompClause, &[("", R::Cond)])),
    // Parts of templates.
    ("template_if", Custom(template_if)),
    ("template_for", Custom(template_for)),
    ("template_interpolation", Inline),
    ("template_directive", Inline),
    ("template_literal", Custom(template_part)),
    ("template_if_intro", Drop),
    ("template_for_start", Custom(clause)),
    ("template_else_intro", Drop),
    ("template_if_end", Drop),
    ("template_for_end", Drop),
    ("template_interpolation_start", Drop),
    ("template_interpolation_end", Drop),
    ("template_directive_start", Drop),
    ("template_directive_end", Drop),
    ("quoted_template_start", Drop),
    ("quoted_template_end", Drop),
    ("heredoc_start", Drop),
    ("heredoc_identifier", Drop),
    ("strip_marker", Drop),
    ("tuple_start", Drop),
    ("tuple_end", Drop),
    ("object_start", Drop),
    ("object_end", Drop),
    ("block_start", Drop),
    ("block_end", Drop),
    ("ellipsis", Drop),
    // Suffixes are lowered by the expression that they belong to.
    ("get_attr", Drop),
    ("index", Drop),
    ("splat", Drop),
];

/// A block: its type is the name (an expression, so that a pattern may be a type alone), its labels are items because a pattern must
/// have all of them.
fn block(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Directive, role, |l| {
        let mut head = true;
        for child in l.named(id) {
            match l.kind(child) {
                "identifier" => {
                    let (kind, role) = if head { (K::Name, R::Name) } else { (K::Ident, R::Item) };
                    l.leaf(child, kind, role);
                    head = false;
                }
                "string_lit" => l.lower(child, R::Item),
                "block_start" => braces(l, id, child),
                _ => {}
            }
        }
    });
}

fn braces(l: &mut Lower<'_>, block: CstId, open: CstId) {
    let span = Span::new(l.cst_node(open).span.start, l.cst_node(block).span.end);
    l.node_span(span, K::Record, R::Body, |l| {
        if let Some(body) = l.child_of_kind(block, "body") {
            l.children(body, R::Item);
        }
    });
}

/// `k = v` of a block. The name is no variable: `count` here and in `count.index` are two things.
fn attribute(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Assign, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "identifier" => l.leaf(child, K::Ident, R::Target),
                _ => l.lower(child, R::Value),
            }
        }
    });
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD));
}

/// `k = v` or `k : v` of an object, which is the same as an attribute. A quoted key is the same as a bare one; one in parentheses is an
/// expression.
fn pair(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(key) = l.field(id, "key") else { return l.children(id, role) };
    let is_computed = l.text_of(key).starts_with('(');
    let out = l.open(id, if is_computed { K::Pair } else { K::Assign }, role);
    if is_computed {
        l.add_flags(out, Flags::COMPUTED);
        l.lower(key, R::Key);
    } else {
        l.add_flags(out, Flags::DECLARES.with(Flags::FIELD));
        plain_key(l, key);
    }
    l.lower_field(id, "val", R::Value);
    l.close(out);
}

fn plain_key(l: &mut Lower<'_>, key: CstId) {
    let inner = only_child(l, key);
    match inner.map(|i| (i, l.kind(i))) {
        Some((name, "identifier")) => l.leaf(name, K::Ident, R::Target),
        Some((string, "string_lit")) => {
            let content = &l.text[content_span(l, string).range()];
            if l.holes.is_some() && (content == "..." || content.starts_with("=~/")) {
                l.lower(key, R::Target);
            } else {
                l.leaf_word(l.cst_node(string).span, K::Ident, R::Target, content);
            }
        }
        _ => l.lower(key, R::Target),
    }
}

/// The innermost node that is all there is of an expression.
fn only_child(l: &Lower<'_>, id: CstId) -> Option<CstId> {
    let mut at = id;
    while matches!(l.kind(at), "expression" | "variable_expr" | "literal_value") {
        let mut children = l.named(at);
        at = children.next()?;
        if children.next().is_some() {
            return None;
        }
    }
    Some(at)
}

// ---- expressions --------------------------------------------------------------------------------------------------------------------

fn expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    operand(l, &parts, role);
}

/// An expression and the suffixes after it.
fn operand(l: &mut Lower<'_>, parts: &[CstId], role: Role) {
    let mut flat: Vec<CstId> = Vec::with_capacity(parts.len());
    for part in parts {
        flat.push(*part);
        // What follows a splat lies inside of it.
        if l.kind(*part) == "splat" {
            flat.extend(l.named(*part).flat_map(|s| l.named(s)));
        }
    }
    chain(l, &flat, role);
}

fn chain(l: &mut Lower<'_>, parts: &[CstId], role: Role) {
    if let [first, suffixes @ ..] = parts
        && l.kind(*first) == "operation"
    {
        // The grammar hangs the suffixes of an operation's last operand on the operation; a real suffix of one needs parentheses.
        return operation_with(l, *first, suffixes, role);
    }
    let ([first, .., last], [rest @ .., _]) = (parts, parts) else {
        return parts.iter().for_each(|p| l.lower(*p, role));
    };
    let suffix = *last;
    let end = if l.kind(suffix) == "splat" { splat_end(l, suffix) } else { l.cst_node(suffix).span.end };
    let span = Span::new(l.cst_node(*first).span.start, end);
    if l.kind(suffix) == "get_attr" {
        l.node_span(span, K::Member, role, |l| {
            chain(l, rest, R::Object);
            if let Some(name) = l.named(suffix).next() {
                l.leaf(name, K::Ident, R::Name);
            }
        });
        return;
    }
    l.node_span(span, K::Index, role, |l| {
        chain(l, rest, R::Object);
        match l.named(suffix).next().map(|i| (i, l.kind(i))) {
            Some((index, "legacy_index")) => {
                let word = l.text_of(index).trim_start_matches('.');
                l.leaf_word(l.cst_node(index).span, K::Num, R::Item, word);
            }
            Some((index, "new_index")) => l.children(index, R::Item),
            _ => {
                let out = l.open_span(Span::new(end - 1, end), K::Spread, R::Item);
                l.set_word(out, "*");
                l.close(out);
            }
        }
    });
}

/// Where the `.*` or `[*]` of a splat ends; what it is followed by is inside the same concrete node.
fn splat_end(l: &Lower<'_>, splat: CstId) -> u32 {
    let inner = l.named(splat).next().unwrap_or(splat);
    let token = l.cst.children(inner).find(|c| !l.cst_node(*c).named);
    token.map_or(l.cst_node(splat).span.end, |t| l.cst_node(t).span.end)
}

fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

fn operation(l: &mut Lower<'_>, id: CstId, role: Role) {
    operation_with(l, id, &[], role);
}

/// A unary or binary operation whose last operand has further suffixes. The grammar lists operands and their suffixes flat, with the
/// operator between or before them.
fn operation_with(l: &mut Lower<'_>, id: CstId, suffixes: &[CstId], role: Role) {
    let Some(inner) = l.named(id).next() else { return };
    let Some(operator) = l.cst.children(inner).find(|c| !l.cst_node(*c).named) else { return l.children(inner, role) };
    let at = l.cst_node(operator).span.start;
    let (left, mut right): (Vec<CstId>, Vec<CstId>) = l.named(inner).partition(|c| l.cst_node(*c).span.start < at);
    right.extend_from_slice(suffixes);
    let end = suffixes.last().map_or(l.cst_node(inner).span, |s| l.cst_node(*s).span);
    let kind = if left.is_empty() { K::Unary } else { K::BinOp };
    let out = l.open_span(l.cst_node(inner).span.cover(end), kind, role);
    l.set_word(out, l.text_of(operator));
    if left.is_empty() {
        operand(l, &right, R::Operand);
    } else {
        operand(l, &left, R::Left);
        operand(l, &right, R::Right);
    }
    l.close(out);
}

fn conditional(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Ternary, role, |l| {
        for (child, role) in l.named(id).zip([R::Cond, R::Then, R::Else]) {
            l.lower(child, role);
        }
    });
}

fn call(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Call, role, |l| {
        let name = l.child_of_kind(id, "identifier");
        let start = name.map_or(l.cst_node(id).span.start, |n| l.cst_node(n).span.end);
        if let Some(name) = name {
            l.lower(name, R::Callee);
        }
        l.node_span(Span::new(start, l.cst_node(id).span.end), K::Args, R::Args, |l| {
            let Some(arguments) = l.child_of_kind(id, "function_arguments") else { return };
            let all: Vec<CstId> = l.named(arguments).collect();
            for (i, argument) in all.iter().enumerate() {
                match all.get(i + 1).filter(|next| l.kind(**next) == "ellipsis") {
                    Some(dots) => {
                        let span = l.cst_node(*argument).span.cover(l.cst_node(*dots).span);
                        let out = l.open_span(span, K::Spread, R::Item);
                        l.set_word(out, "...");
                        l.lower(*argument, R::Operand);
                        l.close(out);
                    }
                    None => l.lower(*argument, R::Item),
                }
            }
        });
    });
}

/// `[for x in y : e if c]` and `{for k, v in y : k => v if c}`.
fn comprehension(l: &mut Lower<'_>, id: CstId, role: Role) {
    let is_object = l.kind(id) == "for_object_expr";
    let out = l.open(id, K::Comprehension, role);
    l.set_word(out, if is_object { "dict" } else { "list" });
    let bodies: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "expression").collect();
    for child in l.named(id) {
        if matches!(l.kind(child), "for_intro" | "for_cond") {
            l.lower(child, R::Item);
        }
    }
    match bodies.as_slice() {
        [key, value] => {
            let span = l.cst_node(*key).span.cover(l.cst_node(*value).span);
            l.node_span(span, K::Pair, R::Body, |l| {
                l.lower(*key, R::Key);
                l.lower(*value, R::Value);
            });
        }
        _ => bodies.iter().for_each(|b| l.lower(*b, R::Body)),
    }
    l.close(out);
}

/// `for k, v in e`.
fn clause(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::CompClause, role, |l| {
        let targets: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "identifier").collect();
        match targets.as_slice() {
            [first, .., last] => {
                let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
                l.node_span(span, K::Tuple, R::Target, |l| targets.iter().for_each(|t| l.lower(*t, R::Item)));
            }
            _ => targets.iter().for_each(|t| l.lower(*t, R::Target)),
        }
        if let Some(iterated) = l.child_of_kind(id, "expression") {
            l.lower(iterated, R::Iter);
        }
    });
}

// ---- strings ------------------------------------------------------------------------------------------------------------------------

/// A string without interpolation is a literal, quoted or not.
fn template(l: &mut Lower<'_>, id: CstId, role: Role) {
    let content = content_span(l, id);
    let is_code = |l: &Lower<'_>, c: &CstId| matches!(l.kind(*c), "template_interpolation" | "template_directive");
    let parts: Vec<CstId> = l.named(id).filter(|c| is_code(l, c)).collect();
    if parts.is_empty() {
        let out = l.open(id, K::Str, role);
        l.set_word(out, &l.text[content.range()]);
        return l.close(out);
    }
    l.node(id, K::Template, role, |l| {
        let mut at = content.start;
        for part in parts {
            let span = l.cst_node(part).span;
            text_part(l, Span::new(at, span.start), R::Item);
            l.lower(part, R::Item);
            at = span.end;
        }
        text_part(l, Span::new(at, content.end.max(at)), R::Item);
    });
}

/// The bytes between the quotes, or between the lines that delimit a heredoc.
fn content_span(l: &Lower<'_>, id: CstId) -> Span {
    let whole = l.cst_node(id).span;
    if l.kind(id) != "heredoc_template" {
        return l.undelimited(id);
    }
    let text = &l.text[whole.range()];
    let start = text.find('\n').map_or(text.len(), |i| i + 1);
    let end = text.trim_end().rfind('\n').map_or(start, |i| i + 1).max(start);
    Span::new(whole.start + start as u32, whole.start + end as u32)
}

fn text_part(l: &mut Lower<'_>, span: Span, role: Role) {
    // A part of a template without an end may reach beyond its content.
    if span.start < span.end {
        let text = &l.text[span.range()];
        let out = l.open_span(span, K::StrPart, role);
        l.set_word(out, text);
        l.close(out);
    }
}

fn template_part(l: &mut Lower<'_>, id: CstId, role: Role) {
    text_part(l, l.cst_node(id).span, role);
}

/// `%{ if c }a%{ else }b%{ endif }` chooses between two templates.
fn template_if(l: &mut Lower<'_>, id: CstId, role: Role) {
    let children: Vec<CstId> = l.named(id).collect();
    let otherwise = children.iter().position(|c| l.kind(*c) == "template_else_intro");
    let (then, otherwise) = children.split_at(otherwise.unwrap_or(children.len()));
    l.node(id, K::Ternary, role, |l| {
        for (parts, role) in [(then, R::Then), (otherwise, R::Else)] {
            if let Some(intro) = parts.first().filter(|p| l.kind(**p) == "template_if_intro") {
                l.children(*intro, R::Cond);
            }
            template_run(l, parts, role);
        }
    });
}

/// `%{ for x in xs }a%{ endfor }` makes a template for each element.
fn template_for(l: &mut Lower<'_>, id: CstId, role: Role) {
    let children: Vec<CstId> = l.named(id).collect();
    let out = l.open(id, K::Comprehension, role);
    l.set_word(out, "list");
    if let Some(start) = children.first() {
        l.lower(*start, R::Item);
    }
    template_run(l, &children, R::Body);
    l.close(out);
}

/// Those of `parts` that are text or code, as a template of their own.
fn template_run(l: &mut Lower<'_>, parts: &[CstId], role: Role) {
    let is_part = |l: &Lower<'_>, c: &CstId| {
        matches!(l.kind(*c), "template_literal" | "template_interpolation" | "template_directive")
    };
    let parts: Vec<CstId> = parts.iter().copied().filter(|c| is_part(l, c)).collect();
    if let [first, .., last] | [first @ last] = parts.as_slice() {
        let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
        l.node_span(span, K::Template, role, |l| parts.iter().for_each(|p| l.lower(*p, R::Item)));
    }
}
