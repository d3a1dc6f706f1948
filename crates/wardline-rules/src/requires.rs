//! The ways in which JavaScript takes names from a module besides `import … from`.
//!
//! `import { a } from "m"` also means `const { a } = require("m")`, `import "m"` means every import of the module, and a module's name
//! stands for what lies below it. Other languages have none of these forms, so nothing here changes for them.

use crate::matcher::{Matcher, Next, Nodes};
use wardline_lang::{Flags, NodeId, NodeKind, Role};

impl<'a> Matcher<'a> {
    /// `import "m"` as a pattern: the module or a part of it, whatever is taken from it.
    pub(crate) fn any_import_of(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let (Some(wanted), Some(path)) = (self.pattern.tree.child(p, Role::Path), self.file.tree.child(t, Role::Path))
        else {
            return false;
        };
        if self.is_part_of(wanted, path) { k(self) } else { self.node(wanted, path, k) }
    }

    /// Whether a path of one string lies below a path of the pattern: `"m/part"` below `"m"`.
    pub(crate) fn is_part_of(&self, wanted: NodeId, path: NodeId) -> bool {
        let mut items = self.file.tree.children_as(path, Role::Item);
        let only = items.next().filter(|_| items.next().is_none());
        matches!((self.only_item(wanted), only), (Some(p), Some(t)) if self.is_below(p, t))
    }

    fn only_item(&self, path: NodeId) -> Option<NodeId> {
        let mut items = self.pattern.tree.children_as(path, Role::Item);
        items.next().filter(|_| items.next().is_none())
    }

    fn is_below(&self, p: NodeId, t: NodeId) -> bool {
        let word = self.file.symbols.text(self.file.tree.node(t).sym);
        self.pattern.kind(p) == NodeKind::Ident
            && word.strip_prefix(self.pattern.word(p)).is_some_and(|rest| rest.starts_with('/'))
    }

    /// `const x = require("m")`
    pub(crate) fn required(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let tree = &self.file.tree;
        let (Some(module), Some(target)) =
            (wardline_flow::required_module(tree, &self.file.symbols, t), tree.child(t, Role::Target))
        else {
            return false;
        };
        let Some(wanted) = self.pattern.tree.child(p, Role::Path).and_then(|path| self.only_item(path)) else {
            return false;
        };
        let whole = tree.node(target).kind == NodeKind::Name;
        let pattern = *self.pattern.tree.node(p);
        let mut rest = |m: &mut Self| match pattern.kind {
            _ if pattern.flags.has(Flags::UNBOUND) => k(m),
            NodeKind::ImportModule => match m.pattern.tree.child(p, Role::Alias) {
                Some(alias) => whole && m.node(alias, target, k),
                None => k(m),
            },
            _ if whole => false,
            _ => {
                let items: Nodes = m.pattern.tree.children_as(p, Role::Item).collect();
                m.required_names(&items, target, k)
            }
        };
        if pattern.flags.has(Flags::UNBOUND) && self.is_below(wanted, module) {
            return rest(self);
        }
        match self.pattern.kind(wanted) {
            NodeKind::Ident => self.words[wanted.index()] == tree.node(module).sym && rest(self),
            _ => self.node(wanted, module, &mut rest),
        }
    }

    /// The names of an import against the keys of a destructuring pattern.
    fn required_names(&mut self, items: &[NodeId], record: NodeId, k: Next<'_, 'a>) -> bool {
        let Some((item, rest)) = items.split_first() else { return k(self) };
        if self.pattern.kind(*item) != NodeKind::ImportItem {
            return self.required_names(rest, record, k);
        }
        let Some(name) = self.pattern.tree.child(*item, Role::Name) else { return false };
        let alias = self.pattern.tree.child(*item, Role::Alias);
        let pairs: Nodes = self
            .file
            .tree
            .children_as(record, Role::Item)
            .filter(|i| self.file.tree.node(*i).kind == NodeKind::Pair)
            .collect();
        pairs.iter().any(|pair| {
            let (Some(key), value) = (self.file.tree.child(*pair, Role::Key), self.file.tree.child(*pair, Role::Value))
            else {
                return false;
            };
            self.node(name, key, &mut |m| match (alias, value) {
                (Some(alias), Some(value)) => m.node(alias, value, &mut |m| m.required_names(rest, record, k)),
                (Some(_), None) => false,
                (None, _) => m.required_names(rest, record, k),
            })
        })
    }
}
