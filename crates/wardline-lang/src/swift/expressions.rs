//! Swift's expressions: calls with labelled arguments and closures behind them, optional chains, strings with code in them.

use super::{operators, statements, types};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(super) fn identifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if matches!(role, R::Name | R::Label | R::Alias) { K::Ident } else { K::Name };
    l.leaf(id, kind, role);
}

pub(super) fn number(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

pub(super) fn regex(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    l.literal(l.cst_node(id).span, K::Regex, role, text.trim_matches('#').trim_matches('/'));
}

/// A string of any form; with code in it, a template.
pub(super) fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    let hashes = text.len() - text.trim_start_matches('#').len();
    let bare = text.get(hashes..text.len() - hashes).unwrap_or("");
    let quotes = if bare.starts_with("\"\"\"") && bare.len() >= 6 { 3 } else { 1 } + hashes;
    let whole = l.cst_node(id).span;
    let inner = Span::new(whole.start + quotes as u32, whole.end.saturating_sub(quotes as u32));
    let is_code = |k: &str| matches!(k, "interpolated_expression" | "raw_str_interpolation");
    if inner.start > inner.end || !l.named(id).any(|c| is_code(l.kind(c))) {
        let content = if inner.start > inner.end { "" } else { &l.text[inner.range()] };
        l.literal(whole, K::Str, role, content);
        return;
    }
    l.node(id, K::Template, role, |l| {
        // What lies between the pieces of code is text, escapes included.
        let mut text: Option<Span> = None;
        for child in l.named(id) {
            let span = l.cst_node(child).span;
            if is_code(l.kind(child)) {
                text.take().into_iter().for_each(|t| text_part(l, t, inner));
                l.lower(child, R::Item);
            } else {
                text = Some(text.map_or(span, |t| t.cover(span)));
            }
        }
        text.into_iter().for_each(|t| text_part(l, t, inner));
    });
}

/// A piece of text, without the quotes that the grammar counts to it in raw strings.
fn text_part(l: &mut Lower<'_>, span: Span, inner: Span) {
    let span = Span::new(span.start.max(inner.start), span.end.min(inner.end));
    if span.start < span.end {
        l.literal(span, K::StrPart, R::Item, &l.text[span.range()]);
    }
}

pub(super) fn dictionary(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Dict, role, |l| {
        let parts: Vec<CstId> = l.named(id).collect();
        for pair in parts.chunks(2) {
            match pair {
                [key, value] => {
                    let span = l.cst_node(*key).span.cover(l.cst_node(*value).span);
                    l.node_span(span, K::Pair, R::Item, |l| {
                        l.lower(*key, R::Key);
                        l.lower(*value, R::Value);
                    });
                }
                _ => pair.iter().for_each(|p| l.lower(*p, R::Item)),
            }
        }
    });
}

/// A type where an expression stands: a plain or qualified name is that name.
pub(super) fn type_as_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.kind(id) {
        "user_type" => types::name(l, id, role),
        _ => l.lower(id, role),
    }
}

/// `a.b` and `a?.b`.
pub(super) fn member(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Member, role);
    if l.has_token(id, "?") {
        l.add_flags(out, Flags::OPTIONAL);
    }
    for child in l.named(id) {
        if l.kind(child) == "navigation_suffix" {
            l.named(child).collect::<Vec<_>>().iter().for_each(|n| l.leaf(*n, K::Ident, R::Name));
        } else {
            type_as_expression(l, child, R::Object);
        }
    }
    l.close(out);
}

/// A call or, with brackets, an element; closures behind the parentheses are its last arguments.
pub(super) fn call(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    let [callee, .., suffix] = parts.as_slice() else { return l.children(id, role) };
    let list = l.child_of_kind(*suffix, "value_arguments");
    if let Some(list) = list.filter(|list| l.text_of(*list).starts_with('[')) {
        l.node(id, K::Index, role, |l| {
            l.lower(*callee, R::Object);
            l.children(list, R::Item);
        });
        return;
    }
    l.node(id, K::Call, role, |l| {
        type_as_expression(l, *callee, R::Callee);
        if l.kind(*callee) == "user_type" {
            types::arguments(l, *callee);
        }
        l.node(*suffix, K::Args, R::Args, |l| {
            list.into_iter().for_each(|list| l.children(list, R::Item));
            closures(l, *suffix);
        });
    });
}

/// The closures of a call; all but the first have a label.
fn closures(l: &mut Lower<'_>, suffix: CstId) {
    let mut label: Option<CstId> = None;
    for part in l.named(suffix) {
        match (l.kind(part), label) {
            ("simple_identifier", _) => label = Some(part),
            ("lambda_literal", Some(name)) => {
                let span = l.cst_node(name).span.cover(l.cst_node(part).span);
                l.node_span(span, K::KwArg, R::Item, |l| {
                    l.leaf(name, K::Ident, R::Name);
                    l.lower(part, R::Value);
                });
            }
            ("lambda_literal", None) => l.lower(part, R::Item),
            _ => {}
        }
    }
}

/// An argument: `value`, `label: value`, or the labels of a function that is only named.
pub(super) fn argument(l: &mut Lower<'_>, id: CstId, role: Role) {
    match (l.field(id, "name"), l.field(id, "value")) {
        (Some(name), Some(value)) => {
            l.node(id, K::KwArg, role, |l| {
                l.named(name).for_each(|n| l.leaf(n, K::Ident, R::Name));
                passed(l, value, R::Value);
            });
        }
        (None, Some(value)) => passed(l, value, role),
        _ => {
            let labels = l.named(id).filter(|c| l.kind(*c) == "value_argument_label").collect::<Vec<_>>();
            labels.iter().for_each(|c| l.leaf(*c, K::Ident, role));
        }
    }
}

/// A value that is passed; an operator alone is a function with that name.
fn passed(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.cst_node(id).named { l.lower(id, role) } else { l.leaf(id, K::Name, role) }
}

/// A closure; if it is a single expression, that is what it returns.
pub(super) fn closure(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::LAMBDA);
    l.named(id).filter(|c| l.kind(*c) == "attribute").collect::<Vec<_>>().iter().for_each(|a| l.lower(*a, R::Attr));
    l.lower_field(id, "captures", R::Extra);
    if let Some(signature) = l.child_of_kind(id, "lambda_function_type") {
        if let Some(list) = l.child_of_kind(signature, "lambda_function_type_parameters") {
            l.node(list, K::Params, R::Params, |l| l.children(list, R::Item));
        }
        types::type_in(l, signature).into_iter().for_each(|ty| l.lower(ty, R::ReturnType));
    }
    statements::block(l, id, R::Body, true);
    l.close(out);
}

/// `[weak self]` and `[name = value]`.
pub(super) fn capture(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    l.child_of_kind(id, "ownership_modifier").into_iter().for_each(|m| l.lower(m, R::Attr));
    l.lower_field(id, "name", R::Target);
    l.lower_field(id, "value", R::Value);
    l.close(out);
}

/// `(a, b: c)`; around one value, parentheses say nothing.
pub(super) fn tuple(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    if let [only] = parts.as_slice() {
        return l.lower(*only, role);
    }
    l.node(id, K::Tuple, role, |l| {
        let mut label: Option<CstId> = None;
        for part in parts {
            if l.grammar.field_name(l.cst_node(part).field) == "name" {
                label = Some(part);
            } else if let Some(name) = label.take() {
                let span = l.cst_node(name).span.cover(l.cst_node(part).span);
                l.node_span(span, K::KwArg, R::Item, |l| {
                    l.leaf(name, K::Ident, R::Name);
                    l.lower(part, R::Value);
                });
            } else {
                l.lower(part, R::Item);
            }
        }
    });
}

/// The start of `\Type.a.b`. Where the type is left out, an empty name stands for it, so that a metavariable has something to be.
pub(super) fn key_path(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Unary, role);
    l.set_word(out, "\\");
    let end = l.cst_node(id).span.end;
    if l.named(id).next().is_none() {
        l.literal(Span::new(end, end), K::Name, R::Operand, "");
    }
    l.children(id, R::Operand);
    l.close(out);
}

/// `#selector(…)`, `#keyPath(…)`, `#available(…)`, `#macro(…)`: calls of what the word names.
pub(super) fn hash_call(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '#' | '_');
    let length = text.find(|c: char| !is_word(c)).unwrap_or(text.len());
    let whole = l.cst_node(id).span;
    let name = Span::new(whole.start, whole.start + length as u32);
    l.node(id, K::Call, role, |l| {
        l.literal(name, K::Name, R::Callee, &text[..length]);
        l.node_span(Span::new(name.end, whole.end), K::Args, R::Args, |l| {
            for child in l.named(id).filter(|c| l.cst.node(*c).span.start >= name.end).collect::<Vec<_>>() {
                match l.kind(child) {
                    "call_suffix" => {
                        l.child_of_kind(child, "value_arguments")
                            .into_iter()
                            .for_each(|list| l.children(list, R::Item));
                        closures(l, child);
                    }
                    "type_parameters" => l.lower(child, R::TypeArgs),
                    _ => l.lower(child, R::Item),
                }
            }
        });
    });
}

/// An operator as a value. Between operands it is the symbol of the operation, and no node.
pub(super) fn operator(l: &mut Lower<'_>, id: CstId, role: Role) {
    if role != R::Extra {
        l.leaf(id, K::Name, role);
    }
}

/// An operator before its operand; `.name` is a member of a type that is left out.
pub(super) fn prefix(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.field(id, "operation").map_or("", |o| l.text_of(o));
    if operator == "." {
        l.node(id, K::Member, role, |l| {
            l.field(id, "target").into_iter().for_each(|n| l.leaf(n, K::Ident, R::Name));
        });
        return;
    }
    match l.field(id, "target") {
        Some(target) if operators::is_binary(l, target) => operators::binary(l, id, role),
        _ => unary(l, id, role, operator),
    }
}

/// What an operator makes of the one operand that it has.
fn unary(l: &mut Lower<'_>, id: CstId, role: Role, operator: &str) {
    let out = l.open(id, K::Unary, role);
    l.set_word(out, operator);
    l.lower_field(id, "target", R::Operand);
    l.close(out);
}

/// `x!`, which is not the same as `!x`.
pub(super) fn postfix(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.field(id, "operation").map_or("", |o| l.text_of(o));
    unary(l, id, role, if operator == "!" { "unwrap" } else { operator });
}

/// `try`, `try?` and `try!` hand the value of their operand on, as a cast does.
pub(super) fn try_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Cast, role);
    let operator = l.child_of_kind(id, "try_operator").map_or("try", |o| l.text_of(o));
    l.set_word(out, operator);
    l.lower_field(id, "expr", R::Operand);
    l.close(out);
}

pub(super) fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.field(id, "operator").map_or("=", |o| l.text_of(o));
    let kind = if operator == "=" { K::Assign } else { K::AugAssign };
    let out = l.open(id, kind, role);
    l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
    l.lower_field(id, "target", R::Target);
    l.lower_field(id, "result", R::Value);
    l.close(out);
}
