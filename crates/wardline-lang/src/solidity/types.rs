//! Types of Solidity.
//!
//! A type is a `Type` around a name, or one with a word for its structure. Where a type's name stands in an expression, as in
//! `address(x)`, it is a plain name.

use super::{groups, list};
use crate::braces::member_chain;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};

pub(super) fn type_of(l: &mut Lower<'_>, id: CstId, role: Role) {
    // A metavariable stands for a type of any structure.
    if l.is_hole(id) {
        return l.leaf(id, K::Name, role);
    }
    if l.has_token(id, "mapping") {
        return mapping(l, id, role);
    }
    if l.has_token(id, "function") {
        return function(l, id, role);
    }
    let parts: Vec<CstId> = l.named(id).collect();
    match parts.first() {
        Some(element) if l.kind(*element) == "type_name" => {
            let out = l.open(id, K::Type, role);
            // A size is part of the type: `T[n]` is no `T[]`.
            l.set_word(out, if parts.len() > 1 { "sized array" } else { "array" });
            parts.iter().for_each(|p| l.lower(*p, R::Item));
            l.close(out);
        }
        _ => l.children(id, role),
    }
}

/// `mapping(K => V)`; the names that say what the keys and values are may be left out.
fn mapping(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Type, role);
    l.set_word(out, "mapping");
    for (field, role) in
        [("key_type", R::Item), ("key_identifier", R::Extra), ("value_type", R::Item), ("value_identifier", R::Extra)]
    {
        l.lower_field(id, field, role);
    }
    l.close(out);
}

/// `function(T) external returns (U)`.
fn function(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Type, role);
    l.set_word(out, "function");
    let lists = groups(l, id);
    if let Some(parameters) = lists.first() {
        list(l, parameters, K::Params, R::Params);
    }
    for word in l.named(id) {
        if matches!(l.kind(word), "visibility" | "state_mutability") {
            l.lower(word, R::Attr);
        }
    }
    if let Some(returned) = lists.get(1) {
        list(l, returned, K::Params, R::ReturnType);
    }
    l.close(out);
}

/// The name of a type: in an expression that name, elsewhere a type.
pub(super) fn name_of_type(l: &mut Lower<'_>, id: CstId, role: Role) {
    let in_expression = matches!(l.parent_kind(id), "expression" | "type_cast_expression");
    if in_expression || l.is_hole(id) {
        return name(l, id, role);
    }
    l.node(id, K::Type, role, |l| name(l, id, R::Item));
}

fn name(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts: Vec<CstId> = l.named(id).collect();
    if !parts.is_empty() {
        return member_chain(l, &parts, role);
    }
    // `address payable` is one name, however far apart its words are.
    let word = l.text_of(id).split_whitespace().collect::<Vec<_>>().join(" ");
    l.leaf_word(l.cst_node(id).span, K::Name, role, &word);
}
