//! What takes values apart: in cases, in declarations and in generators. Shapes are those of the expressions that put values together.

use super::{all_in, items, types};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};

/// `P(a, b)` is a call of `P`.
pub(super) fn extractor(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(ty) = l.field(id, "type") else { return };
    let arguments = all_in(l, id, "pattern");
    let own = l.cst_node(ty).span;
    let span = wardline_base::Span::new(own.end, l.cst_node(id).span.end);
    l.node(id, K::Call, role, |l| {
        types::name(l, ty, R::Callee);
        l.lower_field(id, "type_arguments", R::TypeArgs);
        l.node_span(span, K::Args, R::Args, |l| arguments.iter().for_each(|a| l.lower(*a, R::Item)));
    });
}

/// `head :: tail`.
pub(super) fn infix(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::BinOp, role);
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o));
    l.set_word(out, operator);
    l.lower_field(id, "left", R::Left);
    l.lower_field(id, "right", R::Right);
    l.close(out);
}

/// `name = pattern` in an extractor.
pub(super) fn named(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts = items(l, id);
    match parts.as_slice() {
        [name, value] => {
            l.node(id, K::KwArg, role, |l| {
                l.lower(*name, R::Name);
                l.lower(*value, R::Value);
            });
        }
        _ => l.children(id, role),
    }
}

/// `x: T` declares `x`.
pub(super) fn typed(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    l.lower_field(id, "pattern", R::Target);
    l.lower_field(id, "type", R::Type);
    l.close(out);
}

/// `a | b`: in a case, patterns beside each other.
pub(super) fn alternative(l: &mut Lower<'_>, id: CstId, role: Role) {
    if role == R::Item && l.parent_kind(id) == "case_clause" {
        return l.children(id, role);
    }
    let parts = items(l, id);
    if let [left, .., right] = parts.as_slice() {
        let out = l.open(id, K::BinOp, role);
        l.set_word(out, "|");
        l.lower(*left, R::Left);
        l.lower(*right, R::Right);
        l.close(out);
    }
}
