//! Expressions: literals in normal form, members, calls, objects.

use super::types;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role as R};
use std::borrow::Cow;
use wardline_base::Span;

/// Parentheses vanish; `(x: T)`, a cast in Flow, is one here.
pub(crate) fn parenthesized(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.field(id, "type").is_some() {
        l.node(id, K::Cast, role, |l| l.fields(id, &[("", R::Operand), ("type", R::Type)]));
    } else {
        l.children(id, role);
    }
}

/// JavaScript has one type of number: `1.0` is `1`.
pub(crate) fn number(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = crate::literal::number(l.text_of(id));
    let whole = word.parse::<f64>().ok().filter(|v| word.contains('.') && v.fract() == 0.0 && v.abs() < 1e15);
    let word: Cow<'_, str> = whole.map_or(word, |v| format!("{v:.0}").into());
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

pub(crate) fn string(l: &mut Lower<'_>, id: CstId, role: R) {
    let content = &l.text[content_span(l, id).range()];
    let out = l.open(id, K::Str, role);
    l.set_word(out, content);
    l.close(out);
}

/// The bytes between the one-character delimiters of a string, template or regular expression.
pub(crate) fn content_span(l: &Lower<'_>, id: CstId) -> Span {
    l.undelimited(id)
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
pub(crate) fn template(l: &mut Lower<'_>, id: CstId, role: R) {
    let content = content_span(l, id);
    let parts: Vec<CstId> =
        l.named(id).filter(|c| matches!(l.kind(*c), "template_substitution" | "template_type")).collect();
    let is_open = l.holes.is_some_and(|h| h.restore(&l.text[content.range()]).contains("..."));
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
    // The last substitution of a template without an end goes beyond its content.
    if span.start < span.end {
        let text = &l.text[span.range()];
        let out = l.open_span(span, K::StrPart, R::Item);
        l.set_word(out, text);
        l.close(out);
    }
}

pub(crate) fn regex(l: &mut Lower<'_>, id: CstId, role: R) {
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

pub(crate) fn member(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Member, role, |l| {
        l.lower_field(id, "object", R::Object);
        l.lower_field(id, "property", R::Name);
    });
    optional(l, id, out);
}

pub(crate) fn subscript(l: &mut Lower<'_>, id: CstId, role: R) {
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
pub(crate) fn call(l: &mut Lower<'_>, id: CstId, role: R) {
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
pub(crate) fn new(l: &mut Lower<'_>, id: CstId, role: R) {
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
pub(crate) fn instantiation(l: &mut Lower<'_>, id: CstId, role: R) {
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

pub(crate) fn pair(l: &mut Lower<'_>, id: CstId, role: R) {
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
pub(crate) fn shorthand(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Pair, role, |l| {
        l.leaf(id, K::Ident, R::Key);
        l.leaf(id, K::Name, R::Value);
    });
}

/// `{ x = 1 }` in a pattern is `{ x: x = 1 }`.
pub(crate) fn shorthand_with_default(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(left) = l.field(id, "left") else { return };
    l.node(id, K::Pair, role, |l| {
        l.leaf(left, K::Ident, R::Key);
        l.node(id, K::Assign, R::Value, |l| {
            l.leaf(left, K::Name, R::Target);
            l.lower_field(id, "right", R::Value);
        });
    });
}

pub(crate) fn unary(l: &mut Lower<'_>, id: CstId, role: R) {
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    let kind = if operator == "delete" { K::Delete } else { K::Unary };
    let out = l.open(id, kind, role);
    if kind == K::Unary {
        l.set_word(out, operator);
    }
    l.lower_field(id, "argument", R::Operand);
    l.close(out);
}

pub(crate) fn augmented(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::AugAssign, role);
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}

pub(crate) fn yield_expression(l: &mut Lower<'_>, id: CstId, role: R) {
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
