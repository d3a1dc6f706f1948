//! The patterns of `case … in`.
//!
//! Structures are shaped like the expressions that make them; a name that a pattern gives a value is a `Param`, which declares it.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::ruby::statements;
use crate::tree::{NodeKind as K, Role, Role as R};

/// `in pattern if guard`.
pub(super) fn clause(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Case, role, |l| {
        if let Some(pattern) = l.field(id, "pattern") {
            if l.kind(pattern) == "alternative_pattern" {
                l.named(pattern).for_each(|p| bound(l, p, R::Item));
            } else {
                bound(l, pattern, R::Item);
            }
        }
        l.lower_field(id, "guard", R::Cond);
        statements::body(l, l.field(id, "body"), l.cst_node(id).span.end, R::Body);
    });
}

/// A pattern; a bare name is bound by it.
fn bound(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.kind(id) == "identifier" && !l.is_hole(id) {
        l.node(id, K::Param, role, |l| l.leaf(id, K::Ident, R::Name));
    } else {
        l.lower(id, role);
    }
}

/// `[a, *b]` and `Point(x, y)`.
pub(super) fn sequence(l: &mut Lower<'_>, id: CstId, role: Role) {
    let class = l.field(id, "class");
    let items = |l: &mut Lower<'_>| l.named(id).filter(|c| Some(*c) != class).for_each(|c| bound(l, c, R::Item));
    match class {
        None => {
            l.node(id, K::List, role, items);
        }
        Some(class) => {
            l.node(id, K::Call, role, |l| {
                l.lower(class, R::Callee);
                l.node(id, K::Args, R::Args, items);
            });
        }
    }
}

/// `{name:, age: 1}`, with or without a class before it.
pub(super) fn hash(l: &mut Lower<'_>, id: CstId, role: Role) {
    let class = l.field(id, "class");
    l.node(id, K::Record, role, |l| {
        l.lower_field(id, "class", R::Type);
        l.named(id).filter(|c| Some(*c) != class).for_each(|c| l.lower(c, R::Item));
    });
}

/// `name: pattern`; without a pattern it binds the name.
pub(super) fn keyword(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Pair, role, |l| {
        l.lower_field(id, "key", R::Key);
        match (l.field(id, "value"), l.field(id, "key")) {
            (Some(value), _) => bound(l, value, R::Value),
            (None, Some(key)) => drop(l.node(key, K::Param, R::Value, |l| l.leaf(key, K::Ident, R::Name))),
            (None, None) => {}
        }
    });
}

/// `pattern => name`.
pub(super) fn named(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Param, role, |l| {
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
        l.lower_field(id, "value", R::Type);
    });
}
