//! Imports, in whatever form they are written.
//!
//! What counts is which name is brought in: `import a.b`, `from a import b` and `from a.b import c` all satisfy the pattern `import a.b`,
//! and a pattern that names several things asks for each of them among those imported.

use crate::matcher::{Bound, Matcher, Next, Nodes};
use wardline_lang::{Flags, NodeId, NodeKind, Role};

impl<'a> Matcher<'a> {
    /// Compares an import of the pattern with one of the file.
    pub(crate) fn import(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        if self.file.tree.node(t).kind == NodeKind::Assign {
            return self.required(p, t, k);
        }
        if !matches!(self.file.tree.node(t).kind, NodeKind::ImportModule | NodeKind::ImportFrom | NodeKind::ImportAll) {
            return false;
        }
        if self.pattern.tree.node(p).flags.has(Flags::UNBOUND) {
            return self.any_import_of(p, t, k);
        }
        // `import static` asks for its modifier.
        self.list_role(p, t, Role::Attr, &mut |m| match m.pattern.kind(p) {
            NodeKind::ImportFrom => m.import_from(p, t, k),
            kind => m.import_module(kind, p, t, k),
        })
    }

    fn import_module(&mut self, kind: NodeKind, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let target = self.file.tree.node(t).kind;
        let wanted = self.parts_of(true, p);
        if let [only] = wanted.as_slice()
            && matches!(self.pattern.kind(*only), NodeKind::Meta | NodeKind::Ellipsis)
        {
            let Some(path) = self.file.tree.child(t, Role::Path) else { return false };
            // A path of one part stands without the quotes around it.
            let mut parts = self.file.tree.children_as(path, Role::Item);
            let path = parts.next().filter(|_| parts.next().is_none()).unwrap_or(path);
            return kind == target && self.node(*only, path, &mut |m| m.alias(p, t, k));
        }
        if kind == NodeKind::ImportAll && target != NodeKind::ImportAll {
            return false;
        }
        let path = self.parts_of(false, t);
        let has_alias = self.pattern.tree.child(p, Role::Alias).is_some();
        if has_alias && target == NodeKind::ImportFrom && wanted.len() == path.len() {
            return false;
        }
        if target != NodeKind::ImportFrom {
            return self.prefix(&wanted, &path, &mut |m| m.alias(p, t, k));
        }
        let items: Nodes = self.file.tree.children_as(t, Role::Item).collect();
        items.iter().any(|item| {
            let mut full = path.clone();
            full.extend(self.file.tree.child(*item, Role::Name));
            // A name for the whole module is no name for a part of it.
            let fits = wanted.len() == full.len() || self.pattern.tree.child(p, Role::Alias).is_none();
            fits && self.prefix(&wanted, &full, &mut |m| m.alias(p, *item, k))
        })
    }

    /// An alias in the pattern must be there.
    fn alias(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        match (self.pattern.tree.child(p, Role::Alias), self.file.tree.child(t, Role::Alias)) {
            (None, _) => k(self),
            (Some(wanted), Some(alias)) => self.node(wanted, alias, k),
            (Some(_), None) => false,
        }
    }

    fn import_from(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let wanted: Nodes = self
            .pattern
            .tree
            .children_as(p, Role::Item)
            .filter(|i| self.pattern.kind(*i) == NodeKind::ImportItem)
            .collect();
        if let [item] = wanted.as_slice()
            && self.parts_of(true, p).is_empty()
            && let Some(name) =
                self.pattern.tree.child(*item, Role::Name).filter(|n| self.pattern.kind(*n) == NodeKind::Meta)
            && let Some(path) = self.file.tree.child(t, Role::Path)
            && self.file.tree.node(t).kind != NodeKind::ImportAll
        {
            // `import $X` stands for the whole path.
            let last = self.file.tree.children_as(t, Role::Item).last().unwrap_or(path);
            let span = self.file.tree.node(path).span.cover(self.file.tree.node(last).span);
            return self.bind(name, Bound::Text(span), k);
        }
        if self.file.tree.node(t).kind != NodeKind::ImportFrom {
            return self.whole_of(p, &wanted, t, k);
        }
        let (pp, tp) = (self.pattern.tree.child(p, Role::Path), self.file.tree.child(t, Role::Path));
        let (Some(pp), Some(tp)) = (pp, tp) else { return false };
        let items: Nodes = self.file.tree.children_as(t, Role::Item).collect();
        if self.is_part_of(pp, tp) {
            return self.unordered(&wanted, &items, true, k);
        }
        let whole = self.pattern.tree.child(pp, Role::Item).filter(|only| self.pattern.kind(*only) == NodeKind::Meta);
        if let (true, Some(meta), Some(last)) = (wanted.is_empty(), whole, items.last()) {
            // The metavariable stands for all that is imported, path and item.
            let span = self.file.tree.node(tp).span.cover(self.file.tree.node(*last).span);
            return self.bind(meta, Bound::Text(span), k);
        }
        self.path(pp, tp, &mut |m| m.unordered(&wanted, &items, true, k)) || self.above(p, &wanted, t, k)
    }

    /// `from a import b` against `from a.b.c import d`.
    fn above(&mut self, p: NodeId, wanted: &[NodeId], t: NodeId, k: Next<'_, 'a>) -> bool {
        let [item] = wanted else { return false };
        let mut parts = self.parts_of(true, p);
        let path = self.parts_of(false, t);
        let is_plain = self.pattern.tree.child(*item, Role::Alias).is_none();
        parts.extend(self.pattern.tree.child(*item, Role::Name));
        is_plain && parts.len() > 1 && parts.len() <= path.len() && self.prefix(&parts, &path, k)
    }

    /// `from a import b` against `import a.b` and against everything from `a.b`.
    fn whole_of(&mut self, p: NodeId, wanted: &[NodeId], t: NodeId, k: Next<'_, 'a>) -> bool {
        let [item] = wanted else { return false };
        let mut parts = self.parts_of(true, p);
        parts.extend(self.pattern.tree.child(*item, Role::Name));
        let path = self.parts_of(false, t);
        let fits = match self.file.tree.node(t).kind {
            NodeKind::ImportModule => path.len() > 1,
            kind => kind == NodeKind::ImportAll && self.pattern.tree.child(*item, Role::Alias).is_none(),
        };
        fits && self.prefix(&parts, &path, k)
    }

    /// Whole paths: part by part, or a metavariable for all of it.
    pub(crate) fn path(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let ps: Nodes = self.pattern.tree.children_as(p, Role::Item).collect();
        let ts: Nodes = self.file.tree.children_as(t, Role::Item).collect();
        match ps.as_slice() {
            [only] if ts.len() != 1 && self.pattern.kind(*only) == NodeKind::Meta => self.node(*only, t, k),
            _ => self.list(&ps, &ts, k),
        }
    }

    fn parts_of(&self, of_pattern: bool, import: NodeId) -> Nodes {
        let tree = if of_pattern { &self.pattern.tree } else { &self.file.tree };
        tree.child(import, Role::Path).map(|p| tree.children_as(p, Role::Item).collect()).unwrap_or_default()
    }

    /// Whether a path written with slashes is above another: `net` of `net/http`.
    fn is_parent_path(&self, p: NodeId, t: NodeId) -> bool {
        let (wanted, path) = (self.pattern.word(p), self.file.symbols.text(self.file.tree.node(t).sym));
        self.pattern.kind(p) == NodeKind::Ident && path.strip_prefix(wanted).is_some_and(|rest| rest.starts_with('/'))
    }

    /// The pattern's parts are the first of the target's.
    fn prefix(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'a>) -> bool {
        match (ps.split_first(), ts.split_first()) {
            (None, _) => k(self),
            (Some((p, [])), Some((t, _))) if self.is_parent_path(*p, *t) => k(self),
            (Some((p, ps)), Some((t, ts))) => self.node(*p, *t, &mut |m| m.prefix(ps, ts, k)),
            (Some(_), None) => false,
        }
    }
}
