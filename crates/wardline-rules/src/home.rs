//! Names and the modules they come from: an imported name is also what its module calls it.

use crate::matcher::{Bound, HomePart, Matcher, Next};
use crate::pattern::Extra;
use wardline_lang::{NodeId, NodeKind, Role, Symbol};

impl<'a> Matcher<'a> {
    /// Whether a name of the pattern means what the tree node means: the word itself, or its name at home.
    pub(crate) fn is_name(&self, p: NodeId, t: NodeId) -> bool {
        let target = self.file.tree.node(t);
        match target.kind {
            NodeKind::Name | NodeKind::Ident => self.words[p.index()] == target.sym || self.is_imported_as(p, t),
            NodeKind::Type => self.plain_type(t).is_some_and(|inner| self.is_name(p, inner)),
            _ => false,
        }
    }

    /// Whether the dotted name at `p` is what the imported name at `t` is called at home.
    pub(crate) fn is_imported_as(&self, p: NodeId, t: NodeId) -> bool {
        let Extra::Dotted(parts) = &self.pattern.extra[p.index()] else { return false };
        let word = |i: usize| self.file.symbols.lookup(self.pattern.symbols.text(parts[i]));
        if let Some(path) = self.file.names.import_path(t) {
            return path.len() == parts.len() && path.iter().enumerate().all(|(i, s)| word(i) == *s);
        }
        let last = parts.len() - 1;
        last > 0
            && self.file.names.binding(t).is_none()
            && word(last) == self.file.tree.node(t).sym
            && self
                .file
                .names
                .wildcards()
                .iter()
                .any(|w| w.len() == last && w.iter().enumerate().all(|(i, s)| word(i) == *s))
    }

    /// An imported name is a member of its module: `module.$X` is any name from there, `$X.name` the name from any module.
    pub(crate) fn imported_member(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let (pattern, file) = (self.pattern, self.file);
        let Some([home @ .., last]) = file.names.import_path(t).filter(|path| path.len() > 1) else { return false };
        let (Some(object), Some(name)) = (pattern.tree.child(p, Role::Object), pattern.tree.child(p, Role::Name))
        else {
            return false;
        };
        let is_any = pattern.kind(name) == NodeKind::Meta;
        let span = file.tree.node(t).span;
        if !is_any && (pattern.kind(name) != NodeKind::Ident || self.words[name.index()] != *last) {
            return false;
        }
        let mut then = |m: &mut Self| if is_any { m.bind(name, Bound::Home(t, HomePart::Name, span), k) } else { k(m) };
        match &pattern.extra[object.index()] {
            Extra::Meta(_) if pattern.kind(object) == NodeKind::Meta => {
                self.bind(object, Bound::Home(t, HomePart::Module, span), &mut then)
            }
            Extra::Dotted(parts) => {
                let word = |part: &Symbol| file.symbols.lookup(pattern.symbols.text(*part));
                parts.len() == home.len() && parts.iter().zip(home).all(|(p, s)| word(p) == *s) && then(self)
            }
            _ => false,
        }
    }
}
