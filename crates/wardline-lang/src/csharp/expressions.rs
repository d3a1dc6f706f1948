//! C#'s expressions, and the patterns of `is` and `switch`.

use super::types;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

pub(super) fn member(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Member, role, |l| {
        l.lower_field(id, "expression", R::Object);
        l.lower_field(id, "name", R::Name);
    });
}

/// `a?.b` and `a?[b]`.
pub(super) fn optional(l: &mut Lower<'_>, id: CstId, role: R) {
    let access = l.named(id).find(|c| matches!(l.kind(*c), "member_binding_expression" | "element_binding_expression"));
    let Some(access) = access else { return l.children(id, role) };
    let is_member = l.kind(access) == "member_binding_expression";
    let out = l.node(id, if is_member { K::Member } else { K::Index }, role, |l| {
        l.lower_field(id, "condition", R::Object);
        if is_member {
            l.lower_field(access, "name", R::Name);
        } else {
            l.children(access, R::Item);
        }
    });
    l.add_flags(out, Flags::OPTIONAL);
}

/// A call; the type arguments of what is called belong to the call.
pub(super) fn invocation(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Call, role, |l| {
        let function = l.field(id, "function");
        l.lower_field(id, "function", R::Callee);
        let name = function.map(|f| l.field(f, "name").unwrap_or(f)).filter(|n| l.kind(*n) == "generic_name");
        if let Some(list) = name.and_then(|n| l.child_of_kind(n, "type_argument_list")) {
            l.lower(list, R::TypeArgs);
        }
        l.lower_field(id, "arguments", R::Args);
    });
}

/// An argument of a call or attribute: `x`, `name: x`, `Name = x`, `ref x`, `out var x`. What is passed by reference can change, as
/// what `&` is taken of in other languages can.
pub(super) fn argument(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.field(id, "name");
    let Some(value) = l.named(id).find(|c| Some(*c) != name) else { return l.children(id, role) };
    let by_reference =
        ["ref", "out", "in"].iter().any(|word| l.has_token(id, word)) && l.kind(value) != "declaration_expression";
    let pass = |l: &mut Lower<'_>, role| {
        if by_reference {
            let out = l.open(id, K::Unary, role);
            l.set_word(out, "&");
            l.lower(value, R::Operand);
            l.close(out);
        } else {
            l.lower(value, role);
        }
    };
    match name {
        Some(name) => {
            l.node(id, K::KwArg, role, |l| {
                l.lower(name, R::Name);
                pass(l, R::Value);
            });
        }
        None => pass(l, role),
    }
}

/// `T x`, `var x` and `var (a, b)` where an expression or pattern stands.
pub(super) fn declaration_expression(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    l.fields(id, &[("type", R::Type), ("name", R::Target), ("", R::Target)]);
    l.close(out);
}

/// `new T(…) {…}`, `new(…)`, `new T[n] {…}`. Arguments that are left out are empty ones.
pub(super) fn creation(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::New, role, |l| {
        let ty = l.field(id, "type");
        let sizes: Vec<CstId> = ty.map(|t| array_sizes(l, t)).unwrap_or_default();
        if let Some(ty) = ty {
            l.lower(ty, R::Type);
        }
        match (l.child_of_kind(id, "argument_list"), ty) {
            (Some(list), _) => l.lower(list, R::Args),
            (None, Some(ty)) if l.kind(ty) == "array_type" => {
                if !sizes.is_empty() {
                    l.node(ty, K::Args, R::Args, |l| sizes.iter().for_each(|s| l.lower(*s, R::Item)));
                }
            }
            (None, ty) => {
                let end = ty.map_or(l.cst_node(id).span.end, |t| l.cst_node(t).span.end);
                l.node_span(Span::new(end, end), K::Args, R::Args, |_| {});
            }
        }
        if let Some(list) = l.child_of_kind(id, "initializer_expression").filter(|list| !is_any(l, *list)) {
            l.lower(list, R::Value);
        }
    });
}

/// Whether an initializer of a pattern is only `...`.
fn is_any(l: &Lower<'_>, list: CstId) -> bool {
    let mut items = l.named(list);
    items.next().is_some_and(|only| l.is_ellipsis(only)) && items.next().is_none()
}

fn array_sizes(l: &Lower<'_>, ty: CstId) -> Vec<CstId> {
    l.field(ty, "rank").map(|rank| l.named(rank).collect()).unwrap_or_default()
}

/// `{ A = 1 }` is a record, `{ ["a"] = 1 }` and `{ { "a", 1 } }` a dictionary, anything else a list.
pub(super) fn initializer(l: &mut Lower<'_>, id: CstId, role: R) {
    let items: Vec<CstId> = l.named(id).collect();
    let is_pair = |l: &Lower<'_>, item: CstId, left: &str| {
        l.kind(item) == "assignment_expression" && l.field(item, "left").is_some_and(|f| l.kind(f) == left)
    };
    let is_nested = |l: &Lower<'_>, item: CstId| l.kind(item) == "initializer_expression" && l.named(item).count() == 2;
    let kind = if items.iter().any(|i| is_pair(l, *i, "identifier")) {
        K::Record
    } else if role == R::Value && items.iter().any(|i| is_pair(l, *i, "element_binding_expression") || is_nested(l, *i))
    {
        K::Dict
    } else {
        K::List
    };
    l.node(id, kind, role, |l| {
        for item in items {
            match l.kind(item) {
                "assignment_expression" if kind == K::Record => field(l, item),
                "assignment_expression" if kind != K::List => {
                    pair(l, item, l.field(item, "left"), l.field(item, "right"))
                }
                "initializer_expression" if kind == K::Dict && is_nested(l, item) => {
                    let mut parts = l.named(item);
                    pair(l, item, parts.next(), parts.next());
                }
                _ => l.lower(item, R::Item),
            }
        }
    });
}

/// `A = 1` in an initializer is an assignment, to a member and not to a variable.
fn field(l: &mut Lower<'_>, id: CstId) {
    l.node(id, K::Assign, R::Item, |l| {
        match l.field(id, "left") {
            Some(name) if l.kind(name) == "identifier" => l.leaf(name, K::Ident, R::Target),
            Some(other) => l.lower(other, R::Target),
            None => {}
        }
        l.lower_field(id, "right", R::Value);
    });
}

fn pair(l: &mut Lower<'_>, id: CstId, key: Option<CstId>, value: Option<CstId>) {
    l.node(id, K::Pair, R::Item, |l| {
        match key {
            Some(key) if l.kind(key) == "identifier" => l.leaf(key, K::Ident, R::Key),
            Some(key) => l.lower(key, R::Key),
            None => {}
        }
        if let Some(value) = value {
            l.lower(value, R::Value);
        }
    });
}

/// `new { A = 1, b.C }` and the part of `x with { A = 1 }` in braces. The grammar has names and values side by side.
pub(super) fn anonymous_object(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Record, role, |l| {
        let parts: Vec<CstId> = l.cst.children(id).filter(|c| l.cst_node(*c).named || l.kind(*c) == "=").collect();
        let mut at = 0;
        while let Some(part) = parts.get(at).copied() {
            let value = parts.get(at + 2).copied().filter(|_| parts.get(at + 1).is_some_and(|t| l.kind(*t) == "="));
            match value {
                Some(value) => {
                    let span = l.cst_node(part).span.cover(l.cst_node(value).span);
                    l.node_span(span, K::Pair, R::Item, |l| {
                        l.leaf(part, K::Ident, R::Key);
                        l.lower(value, R::Value);
                    });
                    at += 3;
                }
                None => {
                    implied_pair(l, part);
                    at += 1;
                }
            }
        }
    });
}

/// `b.C` in an anonymous object is its member `C`.
fn implied_pair(l: &mut Lower<'_>, value: CstId) {
    if l.is_ellipsis(value) {
        return l.lower(value, R::Item);
    }
    l.node(value, K::Pair, R::Item, |l| {
        let name = l.field(value, "name").unwrap_or(value);
        l.leaf(name, K::Ident, R::Key);
        l.lower(value, R::Value);
    });
}

pub(super) fn with_expression(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, "with");
    for part in l.named(id) {
        let role = if l.kind(part) == "with_initializer" { R::Right } else { R::Left };
        l.lower(part, role);
    }
    l.close(out);
}

pub(super) fn assignment(l: &mut Lower<'_>, id: CstId, role: R) {
    let operator = l.field(id, "operator").map_or("=", |o| l.text_of(o));
    let out = l.open(id, if operator == "=" { K::Assign } else { K::AugAssign }, role);
    l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}

/// Operators before or behind their operand, and `> 3` in a pattern. `x!` is `x`.
pub(super) fn unary(l: &mut Lower<'_>, id: CstId, role: R) {
    let operator = l.cst.children(id).find(|c| !l.cst_node(*c).named).map_or("", |c| l.kind(c));
    if operator.is_empty() || (operator == "!" && l.kind(id) == "postfix_unary_expression") {
        return l.children(id, role);
    }
    let out = l.open(id, K::Unary, role);
    l.set_word(out, operator);
    l.children(id, R::Operand);
    l.close(out);
}

/// `x is pattern`. Of `x is T y`, the type is the right side and the declaration stands beside it.
pub(super) fn is_expression(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, "is");
    let left = l.field(id, "left").or_else(|| l.field(id, "expression"));
    if let Some(left) = left {
        l.lower(left, R::Left);
    }
    if let Some(ty) = l.field(id, "right") {
        types::of(l, ty, R::Right);
    }
    match l.field(id, "pattern") {
        Some(pattern) if l.kind(pattern) == "declaration_pattern" => {
            if let Some(ty) = l.field(pattern, "type") {
                types::of(l, ty, R::Right);
            }
            l.lower(pattern, R::Extra);
        }
        Some(pattern) => l.lower(pattern, R::Right),
        None => {}
    }
    l.close(out);
}

/// `{ A: p }` is a record, `(p, q)` a tuple; both may have a type and a name.
pub(super) fn recursive_pattern(l: &mut Lower<'_>, id: CstId, role: R) {
    let is_tuple = l.child_of_kind(id, "positional_pattern_clause").is_some();
    l.node(id, if is_tuple { K::Tuple } else { K::Record }, role, |l| {
        l.lower_field(id, "type", R::Type);
        for clause in l.named(id) {
            if l.cst_node(clause).field == 0 {
                l.lower(clause, R::Item);
            }
        }
        if let Some(name) = l.field(id, "name") {
            let out = l.open(name, K::Assign, R::Extra);
            l.add_flags(out, Flags::DECLARES);
            l.lower_field(id, "type", R::Type);
            l.lower(name, R::Target);
            l.close(out);
        }
    });
}

pub(super) fn subpattern(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    match parts.as_slice() {
        [key, value] => pair(l, id, Some(*key), Some(*value)),
        _ => l.children(id, role),
    }
}

pub(super) fn range(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Slice, role, |l| {
        let mut part = R::Left;
        let children: Vec<CstId> = l.cst.children(id).collect();
        for child in children {
            if l.cst_node(child).named {
                l.lower(child, part);
            } else {
                part = R::Right;
            }
        }
    });
}

/// `typeof(T)`, `sizeof(T)`, `default(T)`: calls of the keyword.
pub(super) fn keyword_call(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let Some(keyword) = l.cst.children(id).find(|c| !l.cst_node(*c).named) else { return l.children(id, role) };
    if l.named(id).next().is_none() {
        return l.leaf(keyword, K::Name, role);
    }
    l.node(id, K::Call, role, |l| {
        l.leaf(keyword, K::Name, R::Callee);
        let start = l.cst_node(keyword).span.end;
        l.node_span(Span::new(start, span.end), K::Args, R::Args, |l| {
            for argument in l.named(id) {
                if l.grammar.field_name(l.cst_node(argument).field) == "type" {
                    types::of(l, argument, R::Item);
                } else {
                    l.lower(argument, R::Item);
                }
            }
        });
    });
}

/// `from T x in e`.
pub(super) fn from_clause(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::CompClause, role, |l| l.fields(id, &[("type", R::Type), ("name", R::Target), ("", R::Iter)]));
}

/// `let x = e`.
pub(super) fn let_clause(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::CompClause, role, |l| {
        for (part, role) in l.named(id).zip([R::Target, R::Value]) {
            l.lower(part, role);
        }
    });
}
