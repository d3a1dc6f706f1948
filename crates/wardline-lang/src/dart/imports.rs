//! Dart's libraries. An import without a prefix or a list of names binds no name that the file tells.

use super::all_of;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// `library a.b;`
pub(super) fn library(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Package, role, |l| {
        if let Some(names) = l.child_of_kind(id, "dotted_identifier_list") {
            l.node(names, K::Path, R::Path, |l| {
                l.named(names).for_each(|n| l.leaf(n, K::Ident, R::Item));
            });
        }
    });
}

/// `import 'uri' as p show a, b;` and `export 'uri';`
pub(super) fn import(l: &mut Lower<'_>, id: CstId, role: Role) {
    let specification = l.child_of_kind(id, "import_specification").unwrap_or(id);
    let names: Vec<CstId> = all_of(l, specification, "combinator")
        .into_iter()
        .filter(|c| l.has_token(*c, "show"))
        .flat_map(|c| l.named(c))
        .collect();
    let alias = l.field(specification, "alias");
    let from = !names.is_empty() && alias.is_none();
    let out = l.open(id, if from { K::ImportFrom } else { K::ImportModule }, role);
    if !from && alias.is_none() {
        l.add_flags(out, Flags::UNBOUND);
    }
    if l.kind(id) == "library_export" {
        let start = l.cst_node(id).span.start;
        l.leaf_word(Span::new(start, start + 6), K::Modifier, R::Attr, "export");
    }
    if let Some(uri) = l.field(specification, "uri") {
        path(l, uri);
    }
    if let Some(alias) = alias {
        l.leaf(alias, K::Ident, R::Alias);
    }
    if from {
        for name in names {
            l.node(name, K::ImportItem, R::Item, |l| l.leaf(name, K::Ident, R::Name));
        }
    }
    l.close(out);
}

/// The URI as one word.
fn path(l: &mut Lower<'_>, uri: CstId) {
    let text = l.text_of(uri);
    let (span, quote) = (l.cst_node(uri).span, text.find(['\'', '"']).unwrap_or(0));
    let content = text[quote..].trim_start_matches(['\'', '"']);
    let content = &content[..content.find(['\'', '"']).unwrap_or(content.len())];
    let start = span.start + text.find(content).unwrap_or(0) as u32;
    l.node_span(span, K::Path, R::Path, |l| {
        l.leaf_word(Span::new(start, start + content.len() as u32), K::Ident, R::Item, content);
    });
}
