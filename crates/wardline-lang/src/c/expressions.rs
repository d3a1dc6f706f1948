//! Expressions: members through pointers, calls with template arguments, initialisers in braces, `new` and `delete`.

use super::{declarators, types};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// `a.b`, and `a->b` as the member of what `a` points at, so that it is the same as `(*a).b`. `this->b` is `this.b`.
pub(super) fn member(l: &mut Lower<'_>, id: CstId, role: R) {
    let object = l.field(id, "argument");
    let through_pointer = l.has_token(id, "->") && object.is_some_and(|o| l.kind(o) != "this");
    l.node(id, K::Member, role, |l| {
        if let Some(object) = object {
            if through_pointer {
                let out = l.node(object, K::Unary, R::Object, |l| l.lower(object, R::Operand));
                l.set_word(out, "*");
                l.add_flags(out, Flags::IMPLICIT);
            } else {
                l.lower(object, R::Object);
            }
        }
        let mut parts = Vec::new();
        if let Some(field) = l.field(id, "field") {
            types::name_parts(l, field, &mut parts);
        }
        if let Some(name) = parts.last() {
            l.lower(*name, R::Name);
        }
    });
}

const CASTS: &[&str] = &["static_cast", "const_cast", "dynamic_cast", "reinterpret_cast"];

/// A call with its template arguments; `static_cast<T>(x)` and its like are casts with the keyword as symbol.
pub(super) fn call(l: &mut Lower<'_>, id: CstId, role: R) {
    let function = l.field(id, "function");
    let arguments = function.and_then(|f| match l.kind(f) {
        "field_expression" => l.field(f, "field").and_then(|n| types::arguments_of(l, n)),
        _ => types::arguments_of(l, f),
    });
    let name = function.and_then(|f| l.field(f, "name")).map_or("", |n| l.text_of(n));
    let values = l.field(id, "arguments");
    if let (Some(arguments), Some(values), true) = (arguments, values, CASTS.contains(&name)) {
        let out = l.open(id, K::Cast, role);
        l.set_word(out, name);
        l.children(arguments, R::Type);
        l.children(values, R::Operand);
        return l.close(out);
    }
    l.node(id, K::Call, role, |l| {
        if let Some(function) = function {
            l.lower(function, R::Callee);
        }
        if let Some(arguments) = arguments {
            l.lower(arguments, R::TypeArgs);
        }
        if let Some(values) = values {
            l.lower(values, R::Args);
        }
    });
}

pub(super) fn assignment(l: &mut Lower<'_>, id: CstId, role: R) {
    let operator = l.field(id, "operator").map_or("=", |o| l.text_of(o));
    let out = l.open(id, if operator == "=" { K::Assign } else { K::AugAssign }, role);
    l.set_word(
        out,
        match operator {
            "and_eq" => "&",
            "or_eq" => "|",
            "xor_eq" => "^",
            _ => operator.strip_suffix('=').unwrap_or(operator),
        },
    );
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}

/// An operator by its sign, where C++ has a word for it too.
fn sign(operator: &str) -> &str {
    match operator {
        "and" => "&&",
        "or" => "||",
        "not" => "!",
        "not_eq" => "!=",
        "bitand" => "&",
        "bitor" => "|",
        "xor" => "^",
        "compl" => "~",
        _ => operator,
    }
}

pub(super) fn binary(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::BinOp, role);
    l.set_word(out, l.field(id, "operator").map_or("", |o| sign(l.text_of(o))));
    l.lower_field(id, "left", R::Left);
    l.lower_field(id, "right", R::Right);
    l.close(out);
}

pub(super) fn unary(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Unary, role);
    l.set_word(out, l.field(id, "operator").map_or("", |o| sign(l.text_of(o))));
    l.lower_field(id, "argument", R::Operand);
    l.close(out);
    let is_update = l.kind(id) == "update_expression";
    if is_update && l.field(id, "operator").is_some_and(|o| l.cst_node(o).span.start > l.cst_node(id).span.start) {
        l.add_flags(out, Flags::POSTFIX);
    }
}

/// `a, b, c` as one list.
pub(super) fn sequence(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Other, role);
    l.set_word(out, "sequence");
    each_of_sequence(l, id, R::Item);
    l.close(out);
}

/// Lowers the parts of `a, b, c`, or a single expression, beside each other.
pub(super) fn each_of_sequence(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.kind(id) == "comma_expression" {
        for part in l.named(id) {
            each_of_sequence(l, part, role);
        }
    } else {
        l.lower(id, role);
    }
}

/// `sizeof x`, `sizeof(T)`, `_Alignof(T)`, `offsetof(T, m)`: calls of the keyword.
pub(super) fn keyword_call(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(keyword) = l.cst.children(id).find(|c| !l.cst_node(*c).named) else { return l.children(id, role) };
    let start = l.cst_node(keyword).span.end;
    l.node(id, K::Call, role, |l| {
        l.leaf_word(l.cst_node(keyword).span, K::Name, R::Callee, l.text_of(keyword));
        l.node_span(Span::new(start, l.cst_node(id).span.end), K::Args, R::Args, |l| {
            for argument in l.named(id) {
                match l.kind(argument) {
                    "type_descriptor" => declarators::descriptor(l, argument, R::Item),
                    "field_identifier" => l.leaf(argument, K::Name, R::Item),
                    _ => l.lower(argument, R::Item),
                }
            }
        });
    });
}

/// `asm("…" : … : …)`: a call with the text and the operands as arguments.
pub(super) fn assembly(l: &mut Lower<'_>, id: CstId, role: R) {
    let whole = l.cst_node(id).span;
    let keyword = l.cst.children(id).next().map_or(whole, |k| l.cst_node(k).span);
    l.node(id, K::Call, role, |l| {
        l.leaf_word(keyword, K::Name, R::Callee, "asm");
        l.node_span(Span::new(keyword.end, whole.end), K::Args, R::Args, |l| l.children(id, R::Item));
    });
}

/// `{ .a = 1 }` is a record, `{ [0] = 1 }` a dictionary, `{ 1, 2 }` a list; `T{…}` and `(T){…}` are those of a type. In a pattern,
/// `= {...}` is any value.
pub(super) fn literal(l: &mut Lower<'_>, id: CstId, role: R) {
    let list = l.field(id, "value").unwrap_or(id);
    let items: Vec<CstId> = l.named(list).collect();
    if let [only] = items.as_slice()
        && role == R::Value
        && l.is_ellipsis(*only)
    {
        return l.lower(*only, role);
    }
    let designator = items.iter().find_map(|i| l.field(*i, "designator")).map_or("", |d| l.kind(d));
    let kind = match designator {
        "" => K::List,
        "field_designator" | "field_identifier" => K::Record,
        _ => K::Dict,
    };
    l.node(id, kind, role, |l| {
        if let Some(ty) = l.field(id, "type") {
            types::of(l, ty, R::Type);
        }
        items.iter().for_each(|item| l.lower(*item, R::Item));
    });
}

/// `.a = 1`; of `.a.b = 1`, the key is the last part.
pub(super) fn pair(l: &mut Lower<'_>, id: CstId, role: R) {
    let designator = l.named(id).filter(|c| l.grammar.field_name(l.cst_node(*c).field) == "designator").last();
    l.node(id, K::Pair, role, |l| {
        if let Some(designator) = designator {
            l.lower(designator, R::Key);
        }
        l.lower_field(id, "value", R::Value);
    });
}

/// `new (place) T(…)` and `new T[n]`. Arguments that are left out of an object are empty ones.
pub(super) fn creation(l: &mut Lower<'_>, id: CstId, role: R) {
    let size = l.field(id, "declarator").and_then(|d| l.field(d, "length"));
    l.node(id, K::New, role, |l| {
        if let Some(place) = l.field(id, "placement") {
            l.children(place, R::Extra);
        }
        let ty = l.field(id, "type");
        if let Some(ty) = ty {
            match size {
                Some(size) => {
                    let out = l.open_span(l.cst_node(ty).span, K::Type, R::Type);
                    l.set_word(out, "array");
                    types::of(l, ty, R::Item);
                    l.lower(size, R::Item);
                    l.close(out);
                }
                None => types::of(l, ty, R::Type),
            }
        }
        match l.field(id, "arguments") {
            Some(list) if l.kind(list) == "initializer_list" => l.lower(list, R::Value),
            Some(list) => l.lower(list, R::Args),
            None => {}
        }
    });
}

/// `delete x`; of `delete[] x`, the brackets are a modifier.
pub(super) fn deletion(l: &mut Lower<'_>, id: CstId, role: R) {
    let start = l.cst_node(id).span.start;
    l.node(id, K::Delete, role, |l| {
        let Some(operand) = l.named(id).next() else { return };
        let between = Span::new(start, l.cst_node(operand).span.start);
        if l.text[between.range()].contains('[') {
            l.literal(between, K::Modifier, R::Attr, "[]");
        }
        l.lower(operand, R::Operand);
    });
}
