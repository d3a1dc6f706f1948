//! Dart's calls, operators, cascades and patterns.

use super::types;
use crate::braces::member_chain;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// `f(x)`, `f<T>(x)`, and `f<T>` without arguments.
pub(super) fn call(l: &mut Lower<'_>, id: CstId, role: Role) {
    let function = l.field(id, "function");
    let generic = function.filter(|f| l.kind(*f) == "instantiation_expression");
    l.node(id, K::Call, role, |l| {
        match (generic, function) {
            (Some(generic), _) => {
                l.lower_field(generic, "function", R::Callee);
                l.lower_field(generic, "type_arguments", R::TypeArgs);
            }
            (None, Some(function)) => l.lower(function, R::Callee),
            _ => {}
        }
        l.lower_field(id, "type_arguments", R::TypeArgs);
        l.lower_field(id, "arguments", R::Args);
    });
}

/// `new a.C.name(x)` is `a.C.name(x)`.
pub(super) fn creation(l: &mut Lower<'_>, id: CstId, role: Role) {
    let ty = l.field(id, "type");
    let mut names = ty.map_or(Vec::new(), |t| if l.kind(t) == "type" { types::names(l, t) } else { vec![t] });
    names.extend(l.field(id, "constructor").filter(|c| l.text_of(*c) != "new"));
    let holder = ty.filter(|t| l.kind(*t) == "type").unwrap_or(id);
    l.node(id, K::Call, role, |l| {
        member_chain(l, &names, R::Callee);
        if let Some(arguments) = l.child_of_kind(holder, "type_arguments") {
            l.lower(arguments, R::TypeArgs);
        }
        l.lower_field(id, "arguments", R::Args);
    });
}

/// `C.new`.
pub(super) fn tear_off(l: &mut Lower<'_>, id: CstId, role: Role) {
    let end = l.cst_node(id).span.end;
    let names = types::names(l, id);
    l.node(id, K::Member, role, |l| {
        member_chain(l, &names, R::Object);
        l.leaf_word(Span::new(end.saturating_sub(3), end), K::Ident, R::Name, "new");
    });
}

/// `.name(x)`, a member of the type that is expected.
pub(super) fn shorthand(l: &mut Lower<'_>, id: CstId, role: Role) {
    let name = l.child_of_kind(id, "identifier");
    match l.child_of_kind(id, "arguments") {
        Some(arguments) => {
            l.node(id, K::Call, role, |l| {
                if let Some(name) = name {
                    l.lower(name, R::Callee);
                }
                l.lower(arguments, R::Args);
            });
        }
        None => l.children(id, role),
    }
}

/// `name: value`; without a name, the value.
pub(super) fn named_argument(l: &mut Lower<'_>, id: CstId, role: Role) {
    let label = l.child_of_kind(id, "label");
    let value = l.named(id).find(|c| Some(*c) != label);
    let name = label.and_then(|label| l.named(label).next());
    match (name, value) {
        // The dummy value of `...` where a name must stand.
        (Some(name), _) if l.is_ellipsis(name) => l.leaf(name, K::Name, role),
        (Some(name), Some(value)) => {
            l.node(id, K::KwArg, role, |l| {
                l.lower(name, R::Name);
                l.lower(value, R::Value);
            });
        }
        _ => l.children(id, role),
    }
}

/// `a?.b` and `a?[b]`.
pub(super) fn null_aware(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if l.field(id, "property").is_some() { K::Member } else { K::Index };
    let out = l.node(id, kind, role, |l| {
        l.lower_field(id, "object", R::Object);
        l.lower_field(id, "property", R::Name);
        l.lower_field(id, "index", R::Item);
    });
    l.add_flags(out, Flags::OPTIONAL);
}

/// What stands left of `=`, or before `++`.
pub(super) fn assignable(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.field(id, "property").is_some() {
        l.node(id, K::Member, role, |l| l.fields(id, &[("object", R::Object), ("property", R::Name)]));
    } else if l.field(id, "index").is_some() {
        l.node(id, K::Index, role, |l| l.fields(id, &[("object", R::Object), ("index", R::Item)]));
    } else {
        l.children(id, role);
    }
}

/// The operator written between two nodes.
fn operator_between<'a>(l: &Lower<'a>, left: Span, right: Span) -> &'a str {
    let gap = l.text[left.end as usize..(right.start as usize).max(left.end as usize)].trim();
    gap.split_whitespace().next().unwrap_or("")
}

pub(super) fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let (Some(left), Some(right)) = (l.field(id, "left"), l.field(id, "right")) else { return };
    let operator = operator_between(l, l.cst_node(left).span, l.cst_node(right).span);
    let out = l.open(id, if operator == "=" { K::Assign } else { K::AugAssign }, role);
    l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
    l.lower(left, R::Target);
    l.lower(right, R::Value);
    l.close(out);
}

/// `(a, b) = e`.
pub(super) fn pattern_assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    if let [target, .., value] = parts.as_slice() {
        l.node(id, K::Assign, role, |l| {
            l.lower(*target, R::Target);
            l.lower(*value, R::Value);
        });
    }
}

/// Operands of one level, grouped from the left.
pub(super) fn binary(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operands: Vec<CstId> = l.named(id).filter(|c| !l.kind(*c).ends_with("_operator")).collect();
    let whole = l.cst_node(id).span;
    grouped(l, &operands, whole, role);
}

fn grouped(l: &mut Lower<'_>, operands: &[CstId], whole: Span, role: Role) {
    match operands {
        [] => {}
        [only] => l.lower(*only, role),
        [rest @ .., last] => {
            let before = l.cst_node(rest[rest.len() - 1]).span;
            let operator = operator_between(l, before, l.cst_node(*last).span);
            let out = l.open_span(whole, K::BinOp, role);
            l.set_word(out, operator);
            grouped(l, rest, Span::new(whole.start, before.end), R::Left);
            l.lower(*last, R::Right);
            l.close(out);
        }
    }
}

/// `-x`, `!x`, `x++`; an `await` stands below one without an operator.
pub(super) fn unary(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(operator) = l.field(id, "operator") else { return l.children(id, role) };
    let out = l.open(id, K::Unary, role);
    l.set_word(out, l.text_of(operator));
    l.children(id, R::Operand);
    l.close(out);
}

pub(super) fn conditional(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Ternary, role, |l| {
        l.fields(id, &[("", R::Cond), ("consequence", R::Then), ("alternative", R::Else)]);
    });
}

/// `e as T`.
pub(super) fn cast(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Cast, role, |l| {
        let parts: Vec<CstId> = l.named(id).collect();
        for part in parts {
            l.lower(part, if l.kind(part) == "type_cast" { R::Type } else { R::Operand });
        }
    });
}

/// `e is T` and `e is! T`.
pub(super) fn test(l: &mut Lower<'_>, id: CstId, role: Role) {
    let tests = l.child_of_kind(id, "type_test");
    let operator = tests.and_then(|t| l.child_of_kind(t, "is_operator")).map_or("is", |o| l.text_of(o));
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, if operator.ends_with('!') { "is!" } else { "is" });
    let parts: Vec<CstId> = l.named(id).collect();
    for part in parts {
        l.lower(part, if Some(part) == tests { R::Right } else { R::Left });
    }
    l.close(out);
}

/// `o..a()..b = c`: each section is a member of what is before it.
pub(super) fn cascade(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    sections(l, &parts, role);
}

fn sections(l: &mut Lower<'_>, parts: &[CstId], role: Role) {
    let Some((last, before)) = parts.split_last() else { return };
    if before.is_empty() {
        return l.lower(*last, role);
    }
    let span = l.cst_node(parts[0]).span.cover(l.cst_node(*last).span);
    let inner: Vec<CstId> = l.named(*last).collect();
    match inner.as_slice() {
        [target, value, ..] => {
            let operator = operator_between(l, l.cst_node(*target).span, l.cst_node(*value).span);
            let out = l.open_span(span, if operator == "=" { K::Assign } else { K::AugAssign }, role);
            l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
            section(l, *target, before, R::Target);
            l.lower(*value, R::Value);
            l.close(out);
        }
        [only] => section(l, *only, before, role),
        [] => sections(l, before, role),
    }
}

/// A piece of a section, taken of what the sections before it give.
fn section(l: &mut Lower<'_>, id: CstId, before: &[CstId], role: Role) {
    let own = l.cst_node(id).span;
    let span = before.first().map_or(own, |f| l.cst_node(*f).span.cover(own));
    let object = |l: &mut Lower<'_>, field: &str, role: Role| match l.field(id, field) {
        Some(inner) => section(l, inner, before, role),
        None => sections(l, before, role),
    };
    match l.kind(id) {
        "cascade_call_expression" => {
            l.node_span(span, K::Call, role, |l| {
                match l.field(id, "property") {
                    Some(name) => {
                        let callee = span.start.min(own.start);
                        l.node_span(Span::new(callee, l.cst_node(name).span.end), K::Member, R::Callee, |l| {
                            sections(l, before, R::Object);
                            l.lower(name, R::Name);
                        });
                    }
                    None => object(l, "function", R::Callee),
                }
                l.lower_field(id, "type_arguments", R::TypeArgs);
                l.lower_field(id, "arguments", R::Args);
            });
        }
        "cascade_member_expression" | "cascade_null_aware_member_expression" => {
            l.node_span(span, K::Member, role, |l| {
                object(l, "object", R::Object);
                l.lower_field(id, "property", R::Name);
            });
        }
        "cascade_index_expression" | "cascade_null_aware_index_expression" => {
            l.node_span(span, K::Index, role, |l| {
                object(l, "object", R::Object);
                l.lower_field(id, "index", R::Item);
            });
        }
        "cascade_null_assertion_expression" => object(l, "value", role),
        _ => {
            let is_index = l.text_of(id).starts_with('[');
            l.node_span(span, if is_index { K::Index } else { K::Member }, role, |l| {
                sections(l, before, R::Object);
                l.children(id, if is_index { R::Item } else { R::Name });
            });
        }
    }
}

/// `var x` and `T x` in a pattern.
pub(super) fn variable_pattern(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(ty) = l.child_of_kind(id, "type") else { return l.lower_field(id, "name", as_target(role)) };
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    l.lower_field(id, "name", R::Target);
    l.lower(ty, R::Type);
    l.close(out);
}

fn as_target(role: Role) -> Role {
    if role == R::Name { R::Target } else { role }
}

/// `P(a: b)` is a call of `P`.
pub(super) fn object_pattern(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    let names = parts.iter().take_while(|p| l.kind(**p) == "type_identifier").count();
    let rest: Vec<CstId> = parts[names..].iter().copied().filter(|p| l.kind(*p) != "type_arguments").collect();
    let end = l.cst_node(id).span.end;
    l.node(id, K::Call, role, |l| {
        member_chain(l, &parts[..names], R::Callee);
        let start = rest.first().map_or(end, |r| l.cst_node(*r).span.start);
        l.node_span(Span::new(start, end), K::Args, R::Args, |l| fields(l, &rest));
    });
}

/// `(a, b: c)`.
pub(super) fn record_pattern(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    l.node(id, K::Tuple, role, |l| fields(l, &parts));
}

/// Patterns, some of them with a label before them.
fn fields(l: &mut Lower<'_>, mut parts: &[CstId]) {
    while let Some((first, rest)) = parts.split_first() {
        parts = rest;
        match rest.split_first().filter(|_| l.kind(*first) == "label") {
            Some((value, others)) => {
                l.node_span(l.cst_node(*first).span.cover(l.cst_node(*value).span), K::KwArg, R::Item, |l| {
                    l.lower(*first, R::Name);
                    l.lower(*value, R::Value);
                });
                parts = others;
            }
            None => l.lower(*first, R::Item),
        }
    }
}
