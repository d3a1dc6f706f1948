//! Fields by way of their object: `this.x` stands for the field `x` of the class around it.

use crate::names::Names;
use rustc_hash::FxHashMap;
use wardline_lang::{Flags, NodeId, NodeKind, Role, Symbol, Symbols, Tree};

/// Binds every `this.x` to the field, and notes where it gets a value.
pub(crate) fn resolve(tree: &Tree, symbols: &Symbols, names: &mut Names) {
    let this = symbols.lookup("this");
    if this == Symbol::ABSENT {
        return;
    }
    for class in tree.ids().filter(|id| tree.node(*id).kind == NodeKind::Class) {
        let Some(body) = tree.child(class, Role::Body) else { continue };
        let is_field = |f: &NodeId| tree.node(*f).kind == NodeKind::Assign && tree.node(*f).flags.has(Flags::FIELD);
        let fields: FxHashMap<Symbol, _> = tree
            .children_as(body, Role::Item)
            .filter(is_field)
            .filter_map(|f| tree.child(f, Role::Target))
            .filter_map(|t| Some((tree.node(t).sym, names.binding(t)?)))
            .collect();
        if fields.is_empty() {
            continue;
        }
        for id in tree.subtree(body).filter(|id| tree.node(*id).kind == NodeKind::Member) {
            let (Some(object), Some(name)) = (tree.child(id, Role::Object), tree.child(id, Role::Name)) else {
                continue;
            };
            let object = tree.node(object);
            if object.kind == NodeKind::Name
                && object.sym == this
                && let Some(field) = fields.get(&tree.node(name).sym)
            {
                names.bind_member(tree, symbols, id, *field);
            }
        }
    }
}
