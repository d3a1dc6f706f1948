//! Typed metavariables: `(Connection $C)`, and what makes two types the same.
//!
//! A type that is not known matches no type, so that a rule that asks for one stays silent where nothing is declared.

use crate::matcher::{Bound, Matcher, Next};
use crate::pattern::{ANONYMOUS, Pattern};
use wardline_lang::{NodeId, NodeKind, Role, Symbol};

impl<'a> Matcher<'a> {
    /// The name that a type consists of, type arguments aside.
    pub(crate) fn plain_type(&self, t: NodeId) -> Option<NodeId> {
        let node = self.file.tree.node(t);
        let mut items = self.file.tree.children_as(t, Role::Item);
        (node.sym == Symbol::NONE).then(|| items.next().filter(|_| items.next().is_none())).flatten()
    }

    /// A typed metavariable: the type of the expression must be known and match.
    pub(crate) fn typed(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let span = self.file.tree.node(t).span;
        let Some(wanted) = self.pattern.tree.child(p, Role::Type) else { return self.bind(p, Bound::Node(t, span), k) };
        let mut then = |m: &mut Self| m.bind(p, Bound::Node(t, span), k);
        match crate::types::type_of(self.file, t) {
            Some(crate::types::TypeRef::Node(known)) => {
                let known = self.referred(wanted, known);
                self.type_matches(wanted, known, &mut then)
            }
            Some(crate::types::TypeRef::Pointer(pointed)) => {
                let pattern = self.pattern.tree.node(wanted);
                match self
                    .pattern
                    .tree
                    .child(wanted, Role::Item)
                    .filter(|_| self.pattern.symbols.text(pattern.sym) == "pointer")
                {
                    Some(inner) => self.type_matches(inner, pointed, &mut then),
                    None => self.pattern.kind(wanted) == NodeKind::Meta && self.node(wanted, pointed, &mut then),
                }
            }
            Some(crate::types::TypeRef::CharPointer) => self.points_at_char(wanted) && then(self),
            // Null tells nothing about what a metavariable for the type stands for.
            Some(crate::types::TypeRef::NullPointer) => self.pointed_type(wanted).is_some() && then(self),
            Some(crate::types::TypeRef::Builtin(names)) => {
                self.simple_type(wanted).is_some_and(|word| names.contains(&word)) && then(self)
            }
            // A class is taken for an object of itself, as in a call of its static methods.
            None => self.type_matches(wanted, t, &mut then),
        }
    }

    /// What a reference of C++ refers to, unless the pattern asks for a reference.
    fn referred(&self, wanted: NodeId, known: NodeId) -> NodeId {
        let is_reference = self.file.symbols.text(self.file.tree.node(known).sym) == "reference";
        let inner = self.file.tree.child(known, Role::Item);
        let asks = self.pattern.word(wanted) == "reference";
        inner.filter(|_| is_reference && !asks && self.file.has_pointer_literals).unwrap_or(known)
    }

    /// What a type of the pattern points at, if it is a pointer; a metavariable for a whole type may be one.
    fn pointed_type(&self, wanted: NodeId) -> Option<NodeId> {
        match self.pattern.kind(wanted) {
            NodeKind::Meta => Some(wanted),
            _ if self.pattern.word(wanted) == "pointer" => self.pattern.tree.child(wanted, Role::Item),
            _ => None,
        }
    }

    /// Whether a type of the pattern is a pointer to characters. A string literal binds no metavariable, as it spells out no type.
    fn points_at_char(&self, wanted: NodeId) -> bool {
        let Some(pointed) = self.pointed_type(wanted) else { return false };
        if self.pattern.kind(pointed) != NodeKind::Meta {
            return self.simple_type(pointed) == Some("char");
        }
        let bound = self.pattern.meta(pointed).filter(|m| *m != ANONYMOUS).and_then(|m| self.env[m as usize]);
        bound.is_none_or(|bound| &self.text[bound.span().range()] == "char")
    }

    /// Compares a type of the pattern with a type of the file.
    pub(crate) fn type_matches(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        if self.same_builtin(p, t) {
            return k(self);
        }
        let unwrap = |m: &Self, t: NodeId| m.plain_type(t).unwrap_or(t);
        let inner = if self.pattern.kind(p) == NodeKind::Type && self.pattern.tree.child(p, Role::TypeArgs).is_none() {
            let mut items = self.pattern.tree.children_as(p, Role::Item);
            let first = items.next();
            if self.pattern.tree.node(p).sym == Symbol::NONE && items.next().is_none() { first.unwrap_or(p) } else { p }
        } else {
            p
        };
        if self.pattern.kind(inner) == NodeKind::Type {
            self.node(inner, t, k)
        } else {
            self.node(inner, unwrap(self, t), k)
        }
    }

    /// The word of a type of the pattern that is a single name.
    fn simple_type(&self, p: NodeId) -> Option<&'a str> {
        let pattern: &'a Pattern = self.pattern;
        let mut names =
            pattern.tree.subtree(p).filter(|n| matches!(pattern.kind(*n), NodeKind::Name | NodeKind::Ident));
        let first = names.next()?;
        (names.next().is_none()).then(|| pattern.word(first))
    }

    /// Whether two types are the same to the language: a primitive and its box, `String` and `java.lang.String`.
    fn same_builtin(&self, mut p: NodeId, mut t: NodeId) -> bool {
        let tree = &self.file.tree;
        // A pointer to it, or an array of it, is another type.
        loop {
            let (wanted, known) = (self.pattern.tree.node(p), tree.node(t));
            let structure = |kind, sym| kind == NodeKind::Type && sym != Symbol::NONE;
            match (structure(wanted.kind, wanted.sym), structure(known.kind, known.sym)) {
                (false, false) => break,
                (true, true) if self.words[p.index()] == known.sym => {}
                _ => return false,
            }
            let mut parts = self.pattern.tree.children_as(p, Role::Item);
            let (Some(inner_p), Some(inner_t)) = (parts.next(), tree.child(t, Role::Item)) else { return false };
            // An array of a certain size is no built-in type.
            if parts.next().is_some() {
                return false;
            }
            (p, t) = (inner_p, inner_t);
        }
        let Some(wanted) = self.simple_type(p) else { return false };
        let known = tree.subtree(t).filter(|n| matches!(tree.node(*n).kind, NodeKind::Name | NodeKind::Ident)).last();
        known.is_some_and(|n| crate::types::same_builtin(wanted, self.file.symbols.text(tree.node(n).sym)))
    }
}
