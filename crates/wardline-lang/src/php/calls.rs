//! Calls in all their forms: functions, methods, `new`, and keywords that act like functions.

use super::expressions::{is_nullsafe, member};
use super::names::folded;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// `f(…)`
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Call, role, |l| {
        if let Some(callee) = l.field(id, "function") {
            folded(l, callee, R::Callee);
        }
        l.lower_field(id, "arguments", R::Args);
    });
}

/// `$o->m(…)`, `$o?->m(…)`, `A::m(…)`.
pub(super) fn method(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Call, role, |l| {
        member(l, id, R::Callee);
        l.lower_field(id, "arguments", R::Args);
    });
    if is_nullsafe(l, id) {
        l.add_flags(out, Flags::OPTIONAL);
    }
}

/// One argument, perhaps with the name of its parameter.
pub(super) fn argument(l: &mut Lower<'_>, id: CstId, role: R) {
    let name = l.field(id, "name");
    let value = l.named(id).filter(|c| Some(*c) != name && l.kind(*c) != "reference_modifier").last();
    match (name, value) {
        (Some(name), Some(value)) => {
            l.node(id, K::KwArg, role, |l| {
                l.leaf(name, K::Ident, R::Name);
                l.lower(value, R::Value);
            });
        }
        (_, Some(value)) => l.lower(value, role),
        _ => {}
    }
}

/// `new A(…)`, and `new class(…) extends B { … }`, which has no type of its own.
pub(super) fn creation(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::New, role, |l| {
        let own = l.child_of_kind(id, "anonymous_class");
        let mut has_arguments = false;
        for child in l.named(own.unwrap_or(id)) {
            match l.kind(child) {
                "arguments" => {
                    has_arguments = true;
                    l.lower(child, R::Args);
                }
                "base_clause" | "class_interface_clause" => l.lower(child, R::Parent),
                "declaration_list" => l.lower(child, R::Body),
                _ if own.is_some() => l.lower(child, R::Attr),
                // Any expression may stand here, and so patterns of expressions find the names of classes too.
                _ => folded(l, child, R::Type),
            }
        }
        if !has_arguments {
            no_arguments(l, id);
        }
    });
}

/// The empty arguments of a call without parentheses.
pub(super) fn no_arguments(l: &mut Lower<'_>, id: CstId) {
    let end = l.cst_node(id).span.end;
    let out = l.node_span(Span::new(end, end), K::Args, R::Args, |_| {});
    l.add_flags(out, Flags::IMPLICIT);
}

/// `include e`, `print e`, `clone e`: a call of the keyword.
pub(super) fn keyword(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    keyword_call(l, id, span, role);
}

/// A call of the keyword that a construct starts with; what follows is its arguments.
pub(super) fn keyword_call(l: &mut Lower<'_>, id: CstId, span: Span, role: R) {
    l.node_span(span, K::Call, role, |l| {
        let text = &l.text[span.range()];
        let length = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len()) as u32;
        let word = Span::new(span.start, span.start + length);
        l.leaf_word(word, K::Name, R::Callee, &l.text[word.range()].to_ascii_lowercase());
        let arguments: Vec<CstId> = l.named(id).collect();
        match (arguments.first(), arguments.last()) {
            (Some(only), _) if l.kind(*only) == "arguments" => l.lower(*only, R::Args),
            (Some(first), Some(last)) => {
                let inner = l.cst_node(*first).span.cover(l.cst_node(*last).span);
                l.node_span(inner, K::Args, R::Args, |l| l.children(id, R::Item));
            }
            _ => no_arguments(l, id),
        }
    });
}
