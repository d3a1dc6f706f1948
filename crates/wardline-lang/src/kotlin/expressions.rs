//! Kotlin's expressions: chains of members, calls with lambdas behind them, strings with code in them.
//!
//! An infix call `a f b` is the call `a.f(b)` that it stands for.

use super::{declarations, statements, types};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::placeholder::{reserved_length, reserved_start};
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

pub(super) fn character(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    let content = text.strip_prefix('\'').unwrap_or(text);
    l.literal(l.cst_node(id).span, K::Char, role, content.strip_suffix('\'').unwrap_or(content));
}

/// A string of either form. With code in it, a template.
pub(super) fn string(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id);
    let quotes = if text.starts_with("\"\"\"") && text.len() >= 6 { "\"\"\"" } else { "\"" };
    let content = text.strip_prefix(quotes).unwrap_or(text);
    let content = content.strip_suffix(quotes).unwrap_or(content);
    let has_code = l.named(id).any(|c| l.kind(c) != "string_content");
    // A metavariable that is only a part of a pattern's string stands for code, as its `$` says.
    let has_metavariable =
        l.holes.is_some() && reserved_start(content).is_some() && reserved_length(content) != Some(content.len());
    if !has_code && !has_metavariable {
        l.literal(l.cst_node(id).span, K::Str, role, content);
        return;
    }
    l.node(id, K::Template, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "string_content" if l.holes.is_some() => text_of_pattern(l, l.cst_node(child).span),
                _ => l.lower(child, R::Item),
            }
        }
    });
}

/// Text of a pattern's template, with the metavariables in it.
fn text_of_pattern(l: &mut Lower<'_>, span: Span) {
    let mut at = span.start;
    while at < span.end {
        let rest = &l.text[at as usize..span.end as usize];
        let next = reserved_start(rest).unwrap_or(rest.len());
        let length = match reserved_length(rest) {
            Some(length) if next == 0 => length,
            _ => next.max(1),
        } as u32;
        let here = Span::new(at, at + length);
        if next == 0 {
            l.leaf_word(here, K::Name, R::Item, &rest[..length as usize]);
        } else {
            l.literal(here, K::StrPart, R::Item, &rest[..length as usize]);
        }
        at += length;
    }
}

/// A primary expression and what follows it: members, elements, operators.
pub(super) fn chain(l: &mut Lower<'_>, id: CstId, role: Role) {
    let cst = l.cst;
    let parts: Vec<CstId> = cst.children(id).filter(|c| !cst.node(*c).extra).collect();
    links(l, &parts, role);
}

fn links(l: &mut Lower<'_>, parts: &[CstId], role: Role) {
    let (last, rest) = match parts {
        [] => return,
        [only] => return l.lower(*only, role),
        [rest @ .., last] => (*last, rest),
    };
    let span = l.cst_node(rest[0]).span.cover(l.cst_node(last).span);
    match l.kind(last) {
        "navigation_suffix" => {
            let out = l.open_span(span, K::Member, role);
            if l.has_token(last, "?.") {
                l.add_flags(out, Flags::OPTIONAL);
            } else if l.has_token(last, "::") {
                l.set_word(out, "::");
            }
            links(l, rest, R::Object);
            selected(l, last);
            l.close(out);
        }
        "indexing_suffix" => {
            l.node_span(span, K::Index, role, |l| {
                links(l, rest, R::Object);
                l.children(last, R::Item);
            });
        }
        operator => {
            let out = l.open_span(span, K::Unary, role);
            l.set_word(out, operator);
            links(l, rest, R::Operand);
            l.close(out);
        }
    }
}

/// The name behind `.`, `?.` or `::`, which may be the word `class`.
fn selected(l: &mut Lower<'_>, suffix: CstId) {
    let name = l.named(suffix).filter(|c| l.kind(*c) != "type_arguments").last();
    match (name, l.child_of_kind(suffix, "class")) {
        (Some(name), _) => l.lower(name, R::Name),
        (None, Some(word)) => l.leaf(word, K::Ident, R::Name),
        (None, None) => {}
    }
}

/// `A::b`, `::b` and `A::class`.
pub(super) fn reference(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Member, role);
    l.set_word(out, "::");
    let word = l.child_of_kind(id, "class");
    let mut names = l.named(id);
    let first = names.next();
    match (first, names.next()) {
        (Some(object), Some(name)) => {
            l.leaf(object, K::Name, R::Object);
            l.lower(name, R::Name);
        }
        (Some(object), None) if word.is_some() => l.leaf(object, K::Name, R::Object),
        (Some(name), None) => l.lower(name, R::Name),
        _ => {}
    }
    if let Some(word) = word {
        l.leaf(word, K::Ident, R::Name);
    }
    l.close(out);
}

/// A call; the lambda behind its parentheses is its last argument.
pub(super) fn call(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut parts = l.named(id);
    let (Some(callee), Some(suffix)) = (parts.next(), parts.next()) else { return l.children(id, role) };
    if l.kind(callee) == "object_literal" && l.child_of_kind(callee, "class_body").is_none() {
        return object_with(l, id, callee, l.child_of_kind(suffix, "annotated_lambda"), role);
    }
    l.node(id, K::Call, role, |l| {
        l.lower(callee, R::Callee);
        if let Some(types) = l.child_of_kind(suffix, "type_arguments") {
            l.lower(types, R::TypeArgs);
        }
        let list = l.child_of_kind(suffix, "value_arguments");
        match (list, l.child_of_kind(suffix, "annotated_lambda")) {
            (Some(list), None) => l.lower(list, R::Args),
            (list, Some(last)) => {
                let end = l.cst_node(last).span;
                let span = list.map_or(end, |list| l.cst_node(list).span.cover(end));
                l.node_span(span, K::Args, R::Args, |l| {
                    if let Some(list) = list {
                        l.children(list, R::Item);
                    }
                    l.lower(last, R::Item);
                });
            }
            (None, None) => {}
        }
    });
}

/// An argument: `value`, `name = value`, `*values`.
pub(super) fn argument(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) != "annotation").collect();
    match parts.as_slice() {
        [name, value] if l.has_token(id, "=") => {
            l.node(id, K::KwArg, role, |l| {
                l.leaf(*name, K::Ident, R::Name);
                l.lower(*value, R::Value);
            });
        }
        [value] if l.has_token(id, "*") => {
            let out = l.open(id, K::Spread, role);
            l.set_word(out, "*");
            l.lower(*value, R::Operand);
            l.close(out);
        }
        _ => parts.iter().for_each(|p| l.lower(*p, role)),
    }
}

pub(super) fn annotated_lambda(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(lambda) = l.child_of_kind(id, "lambda_literal") {
        l.lower(lambda, role);
    }
}

/// A lambda, whose last expression is what it returns.
pub(super) fn lambda(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::LAMBDA);
    if let Some(list) = l.child_of_kind(id, "lambda_parameters") {
        l.node(list, K::Params, R::Params, |l| {
            l.named(list).filter(|c| !types::is_type(l.kind(*c))).collect::<Vec<_>>().iter().for_each(|p| {
                l.node(*p, K::Param, R::Item, |l| match l.kind(*p) {
                    "variable_declaration" => declarations::name_and_type(l, *p),
                    _ => l.lower(*p, R::Target),
                });
            });
        });
    }
    statements::block(l, id, R::Body, true);
    l.close(out);
}

/// `object : T() { … }`: a class without a name, of which an object is made.
pub(super) fn object(l: &mut Lower<'_>, id: CstId, role: Role) {
    object_with(l, id, id, l.child_of_kind(id, "class_body"), role);
}

/// An object whose members stand in `body`, which the grammar takes for a lambda behind the object where it can.
fn object_with(l: &mut Lower<'_>, id: CstId, object: CstId, body: Option<CstId>, role: Role) {
    l.node(id, K::New, role, |l| {
        let parents = l.named(object).filter(|c| l.kind(*c) == "delegation_specifier").collect::<Vec<_>>();
        for (index, parent) in parents.iter().enumerate() {
            l.lower(*parent, if index == 0 { R::Type } else { R::Interface });
        }
        let Some(body) = body else { return };
        match l.child_of_kind(body, "lambda_literal") {
            Some(lambda) => statements::members(l, lambda, R::Body),
            None => l.lower(body, R::Body),
        }
    });
}

/// An operator before its operand; annotations and labels of expressions say nothing about their value.
pub(super) fn prefix(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = operator(l, id);
    let Some(operand) = l.named(id).last() else { return };
    if operator.is_empty() || l.named(id).count() > 1 {
        return l.lower(operand, role);
    }
    let out = l.open(id, K::Unary, role);
    l.set_word(out, &operator);
    l.lower(operand, R::Operand);
    l.close(out);
}

/// What the tokens between the operands say: `!in` is two of them.
fn operator(l: &Lower<'_>, id: CstId) -> String {
    l.cst.children(id).filter(|c| !l.cst_node(*c).named).map(|c| l.text_of(c)).collect()
}

pub(super) fn cast(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    l.node(id, K::Cast, role, |l| {
        for (index, part) in parts.iter().enumerate() {
            l.lower(*part, if index == 0 { R::Operand } else { R::Type });
        }
    });
}

pub(super) fn binary(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, &operator(l, id));
    for (index, part) in l.named(id).enumerate() {
        l.lower(part, if index == 0 { R::Left } else { R::Right });
    }
    l.close(out);
}

pub(super) fn infix(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    let [left, name, right] = parts.as_slice() else { return l.children(id, role) };
    let callee = l.cst_node(*left).span.cover(l.cst_node(*name).span);
    l.node(id, K::Call, role, |l| {
        l.node_span(callee, K::Member, R::Callee, |l| {
            l.lower(*left, R::Object);
            l.leaf(*name, K::Ident, R::Name);
        });
        l.node(*right, K::Args, R::Args, |l| l.lower(*right, R::Item));
    });
}

pub(super) fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = operator(l, id);
    let kind = if operator == "=" { K::Assign } else { K::AugAssign };
    let out = l.open(id, kind, role);
    l.set_word(out, operator.strip_suffix('=').unwrap_or(&operator));
    for (index, part) in l.named(id).enumerate() {
        l.lower(part, if index == 0 { R::Target } else { R::Value });
    }
    l.close(out);
}
