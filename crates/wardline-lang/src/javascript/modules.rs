//! Imports and exports. `export` is transparent: the declaration after it is lowered as if it stood alone, with `export` as a modifier
//! and the span of the whole statement.

use super::declarations::{WRAPPER_WORDS, outer_attributes};
use super::expressions::{content_span, modifiers, string_as_ident};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// An import with a default name and names in braces is one `ImportFrom`; one of the whole module is an `ImportModule`, also beside it.
pub(crate) fn import(l: &mut Lower<'_>, id: CstId, role: R) {
    if let Some(clause) = l.child_of_kind(id, "import_require_clause") {
        return import_require(l, id, clause, role);
    }
    let source = l.field(id, "source");
    let Some(clause) = l.child_of_kind(id, "import_clause") else { return whole_module(l, id, source, None, role) };
    let namespace = l.child_of_kind(clause, "namespace_import");
    let default = l.child_of_kind(clause, "identifier");
    let names = l.child_of_kind(clause, "named_imports");
    if default.is_some() || names.is_some() {
        l.node(id, K::ImportFrom, role, |l| {
            path(l, source);
            if let Some(default) = default {
                default_import(l, default);
            }
            if let Some(names) = names {
                l.named(names).for_each(|n| specifier(l, n));
            }
        });
    }
    if let Some(namespace) = namespace {
        whole_module(l, id, source, l.named(namespace).next(), role);
    }
}

/// `import x = require("m")` is `const x = require("m")`, which matching takes for an import in any case.
fn import_require(l: &mut Lower<'_>, id: CstId, clause: CstId, role: R) {
    let whole = l.cst_node(clause).span;
    let out = l.node(id, K::Assign, role, |l| {
        outer_attributes(l, id);
        if let Some(name) = l.named(clause).next() {
            l.leaf(name, K::Name, R::Target);
        }
        let word = l.child_of_kind(clause, "require").map_or(whole, |w| l.cst_node(w).span);
        l.node_span(Span::new(word.start, whole.end), K::Call, R::Value, |l| {
            l.leaf_word(word, K::Name, R::Callee, "require");
            let source = l.field(clause, "source");
            let span = source.map_or(Span::new(whole.end, whole.end), |s| l.cst_node(s).span);
            l.node_span(span, K::Args, R::Args, |l| source.into_iter().for_each(|s| l.lower(s, R::Item)));
        });
    });
    l.add_flags(out, Flags::DECLARES.with(Flags::CONSTANT));
}

fn whole_module(l: &mut Lower<'_>, id: CstId, source: Option<CstId>, alias: Option<CstId>, role: R) {
    let out = l.node(id, K::ImportModule, role, |l| {
        outer_attributes(l, id);
        path(l, source);
        if let Some(alias) = alias {
            l.leaf(alias, K::Ident, R::Alias);
        }
    });
    if alias.is_none() {
        l.add_flags(out, Flags::UNBOUND);
    }
}

/// A module's name is one identifier, whatever its slashes and dots; its span is what stands between the quotes.
fn path(l: &mut Lower<'_>, source: Option<CstId>) {
    if let Some(source) = source {
        l.node(source, K::Path, R::Path, |l| string_as_ident(l, source, content_span(l, source), R::Item));
    }
}

/// `import x from` takes what the module calls `default`.
fn default_import(l: &mut Lower<'_>, name: CstId) {
    if l.holes.is_some_and(|h| h.hole(l.text_of(name)).is_some_and(|h| h.kind == K::Ellipsis)) {
        return l.leaf(name, K::Ident, R::Item);
    }
    l.node(name, K::ImportItem, R::Item, |l| {
        l.leaf_word(l.cst_node(name).span, K::Ident, R::Name, "default");
        l.leaf(name, K::Ident, R::Alias);
    });
}

fn specifier(l: &mut Lower<'_>, id: CstId) {
    l.node(id, K::ImportItem, R::Item, |l| {
        match l.field(id, "name") {
            Some(name) if l.kind(name) == "string" => string_as_ident(l, name, l.cst_node(name).span, R::Name),
            Some(name) => l.leaf(name, K::Ident, R::Name),
            None => {}
        }
        if let Some(alias) = l.field(id, "alias") {
            l.leaf(alias, K::Ident, R::Alias);
        }
    });
}

/// `import a = b.c` gives a name to a member of a namespace.
pub(crate) fn import_alias(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    let out = l.node(id, K::Assign, role, |l| {
        outer_attributes(l, id);
        for (part, role) in parts.iter().zip([R::Target, R::Value]) {
            l.lower(*part, role);
        }
    });
    l.add_flags(out, Flags::DECLARES.with(Flags::CONSTANT));
}

pub(crate) fn export(l: &mut Lower<'_>, id: CstId, role: R) {
    if let Some(declaration) = l.field(id, "declaration") {
        return l.lower(declaration, role);
    }
    if let Some(value) = l.field(id, "value") {
        return export_value(l, id, value, role);
    }
    let source = l.field(id, "source");
    let clause = l.child_of_kind(id, "export_clause");
    let namespace = l.child_of_kind(id, "namespace_export");
    match (source, clause, namespace) {
        (Some(_), None, Some(namespace)) => export_module(l, id, source, Some(namespace), role),
        (Some(_), None, None) => export_module(l, id, source, None, role),
        (_, Some(clause), _) => export_names(l, id, source, clause, role),
        _ => {
            l.node(id, K::ExprStmt, role, |l| {
                modifiers(l, id, WRAPPER_WORDS);
                l.children(id, R::Operand);
            });
        }
    }
}

/// `export default e`: a function or class is a declaration, anything else an expression statement.
fn export_value(l: &mut Lower<'_>, id: CstId, value: CstId, role: R) {
    if matches!(l.kind(value), "function_expression" | "generator_function" | "class") {
        return l.lower(value, role);
    }
    l.node(id, K::ExprStmt, role, |l| {
        modifiers(l, id, WRAPPER_WORDS);
        l.lower(value, R::Operand);
    });
}

/// `export * from "m"`, `export * as n from "m"`
fn export_module(l: &mut Lower<'_>, id: CstId, source: Option<CstId>, alias: Option<CstId>, role: R) {
    let kind = if alias.is_some() { K::ImportModule } else { K::ImportAll };
    l.node(id, kind, role, |l| {
        modifiers(l, id, WRAPPER_WORDS);
        path(l, source);
        if let Some(alias) = alias.and_then(|a| l.named(a).next()) {
            l.leaf(alias, K::Ident, R::Alias);
        }
    });
}

/// `export { a, b as c } from "m"` is an import too; without a module its names are uses.
fn export_names(l: &mut Lower<'_>, id: CstId, source: Option<CstId>, clause: CstId, role: R) {
    let kind = if source.is_some() { K::ImportFrom } else { K::Other };
    let out = l.node(id, kind, role, |l| {
        modifiers(l, id, WRAPPER_WORDS);
        path(l, source);
        for name in l.named(clause) {
            if source.is_some() {
                specifier(l, name);
            } else {
                l.node(name, K::ImportItem, R::Item, |l| l.fields(name, &[("name", R::Name), ("alias", R::Alias)]));
            }
        }
    });
    if kind == K::Other {
        l.set_word(out, "export");
    }
}
