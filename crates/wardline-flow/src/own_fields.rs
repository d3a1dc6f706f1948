//! Fields by way of their object or class: `this.x` and `Class.x` stand for the field `x` of the class around them.

use crate::names::Names;
use rustc_hash::FxHashMap;
use wardline_lang::{Flags, NodeId, NodeKind, Role, Symbol, Symbols, Tree};

/// Binds every `this.x` and `Class.x` to the field, and notes where it gets a value.
pub(crate) fn resolve(tree: &Tree, symbols: &Symbols, names: &mut Names) {
    let this = symbols.lookup("this");
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
        let own = tree.child(class, Role::Name).map_or(Symbol::ABSENT, |name| tree.node(name).sym);
        let is_own = |symbol: Symbol| symbol != Symbol::ABSENT && (symbol == this || symbol == own);
        for id in tree.subtree(body).filter(|id| tree.node(*id).kind == NodeKind::Member) {
            let (Some(object), Some(name)) = (tree.child(id, Role::Object), tree.child(id, Role::Name)) else {
                continue;
            };
            let object = tree.node(object);
            if object.kind == NodeKind::Name
                && is_own(object.sym)
                && let Some(field) = fields.get(&tree.node(name).sym)
            {
                names.bind_member(tree, symbols, id, *field);
            }
        }
    }
}
