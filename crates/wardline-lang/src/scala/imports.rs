//! Scala's imports: each path of a declaration is an import of its own, and so is a wildcard beside named members.

use super::items;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// A path as far as its members, and the members.
#[derive(Default)]
struct Import {
    path: Vec<CstId>,
    /// A name and what it is called here.
    members: Vec<(CstId, Option<CstId>)>,
    wildcard: Option<CstId>,
}

/// `import a.b.C, d.{e => f, _}`. The first import spans the declaration, each further one what it has of its own.
pub(super) fn declaration(l: &mut Lower<'_>, id: CstId, role: Role) {
    let mut whole = Some(l.cst_node(id).span);
    for import in &collect(l, id) {
        if !import.members.is_empty() {
            members(l, import, whole.take(), role);
        }
        if let Some(wildcard) = import.wildcard {
            let span = whole.take().unwrap_or_else(|| cover(l, &import.path, l.cst_node(wildcard).span));
            l.node_span(span, K::ImportAll, role, |l| path(l, &import.path, span));
        }
    }
}

/// The imports of a declaration. What separates two of them is a comma between the names of their paths.
fn collect(l: &Lower<'_>, id: CstId) -> Vec<Import> {
    let mut out: Vec<Import> = Vec::new();
    let mut end = None;
    for child in items(l, id) {
        let span = l.cst_node(child).span;
        if end.is_none_or(|end: u32| l.text[end as usize..span.start as usize].contains(',')) {
            out.push(Import::default());
        }
        end = Some(span.end);
        let import = out.last_mut().expect("the first name starts an import");
        match l.kind(child) {
            "identifier" | "operator_identifier" => import.path.push(child),
            "namespace_wildcard" => import.wildcard = Some(child),
            "namespace_selectors" => selectors(l, child, import),
            _ => select(l, child, import),
        }
    }
    for import in &mut out {
        if import.members.is_empty() && import.wildcard.is_none() {
            import.members.extend(import.path.pop().map(|name| (name, None)));
        }
    }
    out
}

fn selectors(l: &Lower<'_>, id: CstId, import: &mut Import) {
    for child in items(l, id) {
        match l.kind(child) {
            "namespace_wildcard" => import.wildcard = Some(child),
            "identifier" | "operator_identifier" => import.members.push((child, None)),
            _ => select(l, child, import),
        }
    }
}

/// `a => b` and `a as b`; `a => _` leaves `a` out.
fn select(l: &Lower<'_>, id: CstId, import: &mut Import) {
    if let (Some(name), Some(alias)) = (l.field(id, "name"), l.field(id, "alias"))
        && l.kind(alias) != "wildcard"
    {
        import.members.push((name, Some(alias)));
    }
}

fn members(l: &mut Lower<'_>, import: &Import, whole: Option<Span>, role: Role) {
    let mut ends = import.members.iter().map(|(name, alias)| l.cst_node(alias.unwrap_or(*name)).span);
    let last = ends.next_back().expect("an import of members has some");
    let span = whole.unwrap_or_else(|| cover(l, &import.path, last));
    let is_module =
        import.path.is_empty() && import.members.iter().all(|(name, alias)| alias.is_none() && !l.is_hole(*name));
    let kind = if is_module { K::ImportModule } else { K::ImportFrom };
    l.node_span(span, kind, role, |l| {
        if is_module {
            let names: Vec<CstId> = import.members.iter().map(|(name, _)| *name).collect();
            return path(l, &names, span);
        }
        path(l, &import.path, span);
        for (name, alias) in &import.members {
            let own = l.cst_node(*name).span;
            let span = alias.map_or(own, |a| own.cover(l.cst_node(a).span));
            l.node_span(span, K::ImportItem, R::Item, |l| {
                l.leaf(*name, K::Ident, R::Name);
                if let Some(alias) = alias {
                    l.leaf(*alias, K::Ident, R::Alias);
                }
            });
        }
    });
}

fn cover(l: &Lower<'_>, path: &[CstId], last: Span) -> Span {
    path.first().map_or(last, |first| l.cst_node(*first).span.cover(last))
}

pub(super) fn path(l: &mut Lower<'_>, parts: &[CstId], whole: Span) {
    let own = parts.iter().map(|p| l.cst_node(*p).span).reduce(Span::cover);
    let span = own.unwrap_or(Span::new(whole.start, whole.start));
    l.node_span(span, K::Path, R::Path, |l| parts.iter().for_each(|p| l.leaf(*p, K::Ident, R::Item)));
}
