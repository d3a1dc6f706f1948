//! Members, elements of arrays, assignments, operators.

use super::names::folded;
use super::strings::{is_braced, is_in_string};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// Whether a member is selected with `?->`.
pub(super) fn is_nullsafe(l: &Lower<'_>, id: CstId) -> bool {
    l.kind(id).starts_with("nullsafe_")
}

/// `$o->x`, `$o?->x`, `A::$x`, and what is called in `$o->m()` and `A::m()`.
pub(super) fn member(l: &mut Lower<'_>, id: CstId, role: R) {
    let (object, scope) = (l.field(id, "object"), l.field(id, "scope"));
    let name = l.field(id, "name");
    let whole = l.cst_node(id).span;
    let end = name.map_or(whole.end, |n| l.cst_node(n).span.end);
    let span = Span::new(whole.start, end);
    let out = l.node_span(span, K::Member, role, |l| {
        if let Some(object) = object {
            l.lower(object, R::Object);
        }
        if let Some(scope) = scope {
            folded(l, scope, R::Object);
        }
        match name {
            // The value of the variable is the member's name; in `A::$x` the variable itself is the member.
            Some(name) if l.kind(name) == "variable_name" && l.kind(id) != "scoped_property_access_expression" => {
                l.leaf(name, K::Name, R::Name);
            }
            Some(name) => l.lower(name, R::Name),
            None => {}
        }
    });
    if is_nullsafe(l, id) {
        l.add_flags(out, Flags::OPTIONAL);
    }
}

/// `A::B`
pub(super) fn constant(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Member, role, |l| {
        for (part, role) in l.named(id).zip([R::Object, R::Name]) {
            if role == R::Object {
                folded(l, part, role);
            } else {
                l.lower(part, role);
            }
        }
    });
}

/// `$a[e]`; in a string, the name in `"$a[key]"` is a string.
pub(super) fn subscript(l: &mut Lower<'_>, id: CstId, role: R) {
    let is_bare = is_in_string(l, id) && !is_braced(l, id);
    l.node(id, K::Index, role, |l| {
        let mut role = R::Object;
        for part in l.named(id) {
            if is_bare && l.kind(part) == "name" && !l.is_hole(part) {
                l.literal(l.cst_node(part).span, K::Str, role, l.text_of(part));
            } else {
                l.lower(part, role);
            }
            role = R::Item;
        }
    });
}

/// `e`, `k => e`, `&$v`, `...$e` in an array; `$k => $v` of a `foreach`.
pub(super) fn element(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    match parts.as_slice() {
        [key, value] => pair(l, *key, *value, role),
        _ => l.children(id, role),
    }
}

fn pair(l: &mut Lower<'_>, key: CstId, value: CstId, role: R) {
    let span = l.cst_node(key).span.cover(l.cst_node(value).span);
    l.node_span(span, K::Pair, role, |l| {
        l.lower(key, R::Key);
        l.lower(value, R::Value);
    });
}

/// `list($a, 'k' => $b) = …` and `[$a, $b] = …`.
pub(super) fn list(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::List, role, |l| {
        let parts: Vec<CstId> = l.cst.children(id).filter(|c| l.cst_node(*c).named || l.kind(*c) == "=>").collect();
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            match (parts.get(at + 1), parts.get(at + 2)) {
                (Some(arrow), Some(value)) if l.kind(*arrow) == "=>" => {
                    pair(l, *part, *value, R::Item);
                    at += 3;
                }
                _ => {
                    l.lower(*part, R::Item);
                    at += 1;
                }
            }
        }
    });
}

/// `$a = &$b`
pub(super) fn reference_assignment(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Assign, role, |l| {
        l.lower_field(id, "left", R::Target);
        if let Some(value) = l.field(id, "right") {
            let out = l.node(value, K::Unary, R::Value, |l| l.lower(value, R::Operand));
            l.set_word(out, "&");
        }
    });
}

pub(super) fn augmented(l: &mut Lower<'_>, id: CstId, role: R) {
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    let out = l.node(id, K::AugAssign, role, |l| l.fields(id, &[("left", R::Target), ("right", R::Value)]));
    l.set_word(out, operator.strip_suffix('=').unwrap_or(operator));
}

/// Operators that differ only in how they bind are the same: `and` and `&&`, `<>` and `!=`.
pub(super) fn binary(l: &mut Lower<'_>, id: CstId, role: R) {
    let operator = match l.field(id, "operator").map_or("", |o| l.kind(o)) {
        "and" => "&&",
        "or" => "||",
        "<>" => "!=",
        operator => operator,
    };
    let out = l.node(id, K::BinOp, role, |l| {
        l.lower_field(id, "left", R::Left);
        match l.field(id, "right") {
            Some(right) if operator == "instanceof" => folded(l, right, R::Right),
            Some(right) => l.lower(right, R::Right),
            None => {}
        }
    });
    l.set_word(out, operator);
}

/// `-e`, `!e`, `++$i`, `$i++`.
pub(super) fn unary(l: &mut Lower<'_>, id: CstId, role: R) {
    let first = l.cst.children(id).find(|c| !l.cst_node(*c).named);
    let operator = l.field(id, "operator").or(first).map_or("", |o| l.text_of(o));
    let out = l.node(id, K::Unary, role, |l| l.children(id, R::Operand));
    l.set_word(out, operator);
}

/// A cast to a number or truth value makes another value; one to a string or object does not hide what is cast.
pub(super) fn cast(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = l.field(id, "type").map_or("", |t| l.text_of(t)).to_ascii_lowercase();
    let operator = match word.as_str() {
        "int" | "integer" => Some("(int)"),
        "float" | "double" | "real" => Some("(float)"),
        "bool" | "boolean" => Some("(bool)"),
        "unset" => Some("(unset)"),
        _ => None,
    };
    if let Some(operator) = operator {
        let out = l.node(id, K::Unary, role, |l| l.lower_field(id, "value", R::Operand));
        l.set_word(out, operator);
        return;
    }
    l.node(id, K::Cast, role, |l| l.fields(id, &[("type", R::Type), ("value", R::Operand)]));
}

pub(super) fn yield_expression(l: &mut Lower<'_>, id: CstId, role: R) {
    let is_delegation = l.has_token(id, "yield from");
    let out = l.node(id, K::Yield, role, |l| l.children(id, R::Operand));
    if is_delegation {
        l.set_word(out, "from");
    }
}
