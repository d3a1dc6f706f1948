//! Terraform's named values: `local.x` and `var.x` stand for what the same file says they are.
//!
//! They are found by the shape of the tree, blocks called `locals` and `variable`, so no other language pays for them. A variable stands
//! for its default, as a value that a deployment gets unless somebody says otherwise.

use crate::names::{Binding, Names};
use rustc_hash::FxHashMap;
use wardline_lang::{NodeId, NodeKind, Role, Symbol, Symbols, Tree};

/// Binds every `local.x` and `var.x` to the attributes that define it.
pub(crate) fn resolve(tree: &Tree, symbols: &Symbols, names: &mut Names) {
    let blocks = tree.children(NodeId::ROOT).filter(|b| tree.node(*b).kind == NodeKind::Directive);
    let mut values: FxHashMap<(&str, Symbol), u32> = FxHashMap::default();
    for block in blocks {
        for (space, name, attribute) in definitions(tree, symbols, block) {
            let binding = *values.entry((space, name)).or_insert_with(|| {
                names.push(Binding { declaration: attribute, import: None, definitions: Vec::new(), reassigned: false })
            });
            names.define(binding, attribute);
        }
    }
    if values.is_empty() {
        return;
    }
    for id in tree.ids().filter(|id| tree.node(*id).kind == NodeKind::Member) {
        let (Some(object), Some(name)) = (tree.child(id, Role::Object), tree.child(id, Role::Name)) else { continue };
        let space = tree.node(object);
        if space.kind == NodeKind::Name
            && let Some(binding) = values.get(&(symbols.text(space.sym), tree.node(name).sym))
        {
            names.bind_node(id, *binding);
        }
    }
}

/// What a block defines: name space, name and the attribute that holds the value.
fn definitions(tree: &Tree, symbols: &Symbols, block: NodeId) -> Vec<(&'static str, Symbol, NodeId)> {
    let word = |id: NodeId| symbols.text(tree.node(id).sym);
    let Some(body) = tree.child(block, Role::Body) else { return Vec::new() };
    let target = |attribute: NodeId| tree.child(attribute, Role::Target);
    let attributes = tree.children_as(body, Role::Item).filter(|a| tree.node(*a).kind == NodeKind::Assign);
    match tree.child(block, Role::Name).map(word) {
        Some("locals") => attributes.filter_map(|a| Some(("local", tree.node(target(a)?).sym, a))).collect(),
        Some("variable") => {
            let Some(label) = tree.child(block, Role::Item) else { return Vec::new() };
            let is_default = |a: &NodeId| target(*a).is_some_and(|t| word(t) == "default");
            attributes.filter(is_default).map(|a| ("var", tree.node(label).sym, a)).collect()
        }
        _ => Vec::new(),
    }
}
