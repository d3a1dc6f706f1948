//! Constants of classes: `self::X`, `static::X` and `this.X` stand for the constant of the class around them.
//!
//! Like Terraform's named values they are found by the shape of the tree, a member of `self` and a field that is constant; languages
//! that reach constants by other words pay only for the look.

use crate::names::{Binding, Names};
use rustc_hash::FxHashMap;
use wardline_lang::{Flags, NodeId, NodeKind, Role, Symbol, Symbols, Tree};

/// Binds every `self::X` and `this.X` to the constant `X` of its class.
pub(crate) fn resolve(tree: &Tree, symbols: &Symbols, names: &mut Names) {
    let own = ["self", "static", "this"].map(|word| symbols.lookup(word));
    if own.iter().all(|word| *word == Symbol::ABSENT) {
        return;
    }
    for class in tree.ids().filter(|id| tree.node(*id).kind == NodeKind::Class) {
        let Some(body) = tree.child(class, Role::Body) else { continue };
        let mut constants: FxHashMap<Symbol, u32> = FxHashMap::default();
        for field in tree.children_as(body, Role::Item) {
            let target = tree.child(field, Role::Target).map(|t| tree.node(t));
            if let Some(target) =
                target.filter(|t| matches!(t.kind, NodeKind::Name | NodeKind::Ident) && is_constant(tree, field))
            {
                let binding = Binding { declaration: field, import: None, definitions: vec![field], reassigned: false };
                constants.insert(target.sym, names.push(binding));
            }
        }
        if !constants.is_empty() {
            bind_members(tree, body, &own, &constants, names);
        }
    }
}

fn is_constant(tree: &Tree, field: NodeId) -> bool {
    let node = tree.node(field);
    node.kind == NodeKind::Assign && node.flags.has(Flags::CONSTANT.with(Flags::FIELD))
}

fn bind_members(tree: &Tree, body: NodeId, own: &[Symbol], constants: &FxHashMap<Symbol, u32>, names: &mut Names) {
    let mut at = body;
    while at < tree.node(body).end_node {
        let id = at;
        // A class inside has members of its own.
        at = if tree.node(id).kind == NodeKind::Class { tree.node(id).end_node } else { NodeId(id.0 + 1) };
        if tree.node(id).kind != NodeKind::Member {
            continue;
        }
        let (Some(object), Some(name)) = (tree.child(id, Role::Object), tree.child(id, Role::Name)) else { continue };
        let object = tree.node(object);
        if object.kind == NodeKind::Name
            && own.contains(&object.sym)
            && let Some(binding) = constants.get(&tree.node(name).sym)
        {
            names.bind_node(id, *binding);
        }
    }
}
