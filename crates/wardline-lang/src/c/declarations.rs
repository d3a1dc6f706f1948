//! Declarations: variables, fields and prototypes, classes, namespaces, `using`.

use super::declarators::{self, Declarator, Layer, declared_type};
use super::{functions, types};
use crate::braces::open_declarator;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role as R};
use wardline_base::Span;

/// The modifiers and attributes among the children of a node.
pub(super) fn modifiers(l: &mut Lower<'_>, id: CstId) {
    let children: Vec<CstId> = l.cst.children(id).collect();
    for child in children {
        match l.kind(child) {
            "storage_class_specifier"
            | "type_qualifier"
            | "virtual_specifier"
            | "explicit_function_specifier"
            | "noexcept"
            | "virtual"
            | "inline"
            | "ms_declspec_modifier" => l.leaf(child, K::Modifier, R::Attr),
            "attribute_specifier" | "attribute_declaration" => l.lower(child, R::Attr),
            _ => {}
        }
    }
}

/// The `template<…>` around a declaration.
pub(super) fn template_of(l: &Lower<'_>, id: CstId) -> Option<CstId> {
    (l.parent_kind(id) == "template_declaration").then(|| CstId(l.cst_node(id).parent))
}

/// The declaration inside `template<…>`, which looks for its parameters itself.
pub(super) fn template(l: &mut Lower<'_>, id: CstId, role: R) {
    let parameters = l.field(id, "parameters");
    for part in l.named(id).filter(|c| Some(*c) != parameters) {
        l.lower(part, role);
    }
}

fn is_class(l: &Lower<'_>, id: CstId) -> bool {
    matches!(l.kind(id), "struct_specifier" | "class_specifier" | "union_specifier" | "enum_specifier")
}

/// A declaration of variables, fields or functions: one node each. A class that is defined in it comes first.
pub(super) fn declaration(l: &mut Lower<'_>, id: CstId, role: R) {
    let field = |c: &CstId| l.grammar.field_name(l.cst_node(*c).field);
    let all: Vec<CstId> = l.named(id).filter(|c| field(c) == "declarator").collect();
    let ty = l.field(id, "type");
    if let Some(ty) = ty {
        if is_class(l, ty) && (all.is_empty() || l.field(ty, "body").is_some()) {
            l.lower(ty, role);
        } else if all.is_empty() {
            // Without a declarator, a pattern has a member or `...` here.
            l.leaf(ty, K::Name, role);
        }
    }
    for (index, node) in all.iter().enumerate() {
        let own = Span::new(l.cst_node(*node).span.start, end_of(l, id, *node, all.get(index + 1).copied()));
        let declarator = declarators::read(l, Some(*node));
        match declarator.function() {
            Some(function) if !constructs(l, id, function) => {
                let whole = l.cst_node(id).span;
                let start = if index == 0 { whole.start } else { own.start };
                let end = if index + 1 == all.len() { whole.end } else { own.end };
                functions::function(l, id, &declarator, Span::new(start, end), role);
            }
            function => variable(l, id, (*node, &declarator, function), (own, index, all.len()), role),
        }
    }
}

/// Where the text of a declarator ends, its default value included.
fn end_of(l: &Lower<'_>, id: CstId, node: CstId, next: Option<CstId>) -> u32 {
    let value = default_of(l, id, node, next);
    value.map_or(l.cst_node(node).span.end, |v| l.cst_node(v).span.end)
}

/// The value that the grammar has beside the declarator `node`, before the next one.
fn default_of(l: &Lower<'_>, id: CstId, node: CstId, next: Option<CstId>) -> Option<CstId> {
    l.named(id)
        .filter(|c| matches!(l.grammar.field_name(l.cst_node(*c).field), "default_value" | "value"))
        .find(|c| *c > node && next.is_none_or(|n| *c < n))
}

/// Whether what looks like a prototype inside a function calls a constructor: `T x(y);`. C has none, and in a pattern `T $X(...)` is a
/// prototype.
fn constructs(l: &Lower<'_>, id: CstId, function: CstId) -> bool {
    let has_constructors = || l.grammar.language.id_for_node_kind("class_specifier", true) != 0;
    let Some(list) = l.field(function, "parameters") else { return false };
    let mut parameters = l.named(list).peekable();
    let is_name = |p: CstId| {
        let ty = l.field(p, "type").filter(|t| !l.is_hole(*t)).map_or("", |t| l.kind(t));
        l.field(p, "declarator").is_none() && matches!(ty, "type_identifier" | "qualified_identifier")
    };
    let in_body = matches!(l.parent_kind(id), "compound_statement" | "case_statement");
    let has_class = l
        .field(id, "type")
        .is_some_and(|t| matches!(l.kind(t), "type_identifier" | "qualified_identifier" | "template_type"));
    in_body && has_class && parameters.peek().is_some() && parameters.all(is_name) && has_constructors()
}

/// One variable or field. `own` is the declarator's text, its place among how many.
fn variable(
    l: &mut Lower<'_>,
    id: CstId,
    (node, declarator, constructor): (CstId, &Declarator, Option<CstId>),
    (own, index, count): (Span, usize, usize),
    role: R,
) {
    let template = template_of(l, id);
    let whole = l.cst_node(template.unwrap_or(id)).span;
    let out = open_declarator(l, whole, own, index, count, role);
    let is_field = l.kind(id) == "field_declaration";
    if is_field {
        l.add_flags(out, Flags::FIELD);
    }
    let is_const = l.named(id).any(|c| l.kind(c) == "type_qualifier" && matches!(l.text_of(c), "const" | "constexpr"));
    if declarators::is_fixed(l, &declarator.layers, is_const) {
        l.add_flags(out, Flags::CONSTANT);
    }
    modifiers(l, id);
    if let Some(ty) = l.field(id, "type") {
        let layers =
            if constructor.is_some() { &declarator.layers[..declarator.layers.len() - 1] } else { &declarator.layers };
        declared_type(l, ty, layers, R::Type);
    }
    if let Some(name) = declarator.name {
        target(l, name);
    }
    let next = l.named(id).find(|c| *c > node && l.grammar.field_name(l.cst_node(*c).field) == "declarator");
    let value = l.field(node, "value").or_else(|| default_of(l, id, node, next));
    match (constructor, value) {
        (Some(function), _) => constructor_arguments(l, function),
        // `T x(1)` makes an object of the declared type.
        (None, Some(list)) if l.kind(list) == "argument_list" => {
            l.node(list, K::New, R::Value, |l| l.lower(list, R::Args));
        }
        (None, Some(value)) => l.lower(value, R::Value),
        (None, None) => {}
    }
    l.close(out);
}

/// What the grammar took for types of parameters are names that a constructor is called with.
fn constructor_arguments(l: &mut Lower<'_>, function: CstId) {
    let Some(list) = l.field(function, "parameters") else { return };
    l.node(list, K::New, R::Value, |l| {
        l.node(list, K::Args, R::Args, |l| {
            for parameter in l.named(list) {
                if let Some(name) = l.field(parameter, "type") {
                    l.lower(name, R::Item);
                }
            }
        });
    });
}

/// A declared name, or the names of `auto [a, b]`.
pub(super) fn target(l: &mut Lower<'_>, name: CstId) {
    match l.kind(name) {
        "structured_binding_declarator" => {
            l.node(name, K::Tuple, R::Target, |l| l.children(name, R::Item));
        }
        "field_identifier" | "type_identifier" | "primitive_type" => l.leaf(name, K::Name, R::Target),
        _ => l.lower(name, R::Target),
    }
}

/// Classes, structures, unions and enumerations, defined or only announced.
pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: R) {
    class_named(l, id, None, role);
}

fn class_named(l: &mut Lower<'_>, id: CstId, name: Option<CstId>, role: R) {
    let template = template_of(l, id);
    let span = l.cst_node(template.unwrap_or(id)).span;
    let out = l.open_span(span, K::Class, role);
    l.set_word(out, l.kind(id).strip_suffix("_specifier").unwrap_or("struct"));
    modifiers(l, id);
    if let Some(list) = template.and_then(|t| l.field(t, "parameters")) {
        l.lower(list, R::TypeArgs);
    }
    if let Some(name) = l.field(id, "name").or(name) {
        let mut parts = Vec::new();
        types::name_parts(l, name, &mut parts);
        if let Some((last, scope)) = parts.split_last() {
            crate::braces::member_chain(l, scope, R::Extra);
            l.lower(*last, R::Name);
        }
        if let Some(list) = types::arguments_of(l, name) {
            l.lower(list, R::TypeArgs);
        }
    }
    if let Some(list) = l.child_of_kind(id, "base_class_clause") {
        l.lower(list, R::Parent);
    }
    if let Some(base) = l.field(id, "base").or_else(|| l.field(id, "underlying_type")) {
        types::of(l, base, R::Parent);
    }
    l.lower_field(id, "body", R::Body);
    l.close(out);
}

pub(super) fn bases(l: &mut Lower<'_>, id: CstId, _role: R) {
    let is_word = |c: &CstId| matches!(l.kind(*c), "access_specifier" | "attribute_declaration");
    let list: Vec<CstId> = l.named(id).filter(|c| !is_word(c)).collect();
    list.iter().for_each(|base| l.lower(*base, R::Parent));
}

pub(super) fn enumerator(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
    l.lower_field(id, "name", R::Target);
    l.lower_field(id, "value", R::Value);
    l.close(out);
}

/// `typedef struct { … } S;` is a structure called `S`; other names of types are classes of their own sort.
pub(super) fn type_definition(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(ty) = l.field(id, "type") else { return l.children(id, role) };
    let field = |c: &CstId| l.grammar.field_name(l.cst_node(*c).field);
    let all: Vec<Declarator> =
        l.named(id).filter(|c| field(c) == "declarator").map(|c| declarators::read(l, Some(c))).collect();
    let mut named = None;
    if is_class(l, ty) && l.field(ty, "body").is_some() {
        let direct = all.iter().find(|d| d.layers.is_empty()).and_then(|d| d.name);
        named = direct.filter(|_| l.field(ty, "name").is_none());
        let before = NodeId(l.tree.len() as u32);
        class_named(l, ty, named, role);
        l.set_span(before, l.cst_node(id).span);
    }
    for declarator in all.iter().filter(|d| named.is_none() || d.name != named) {
        let Some(name) = declarator.name else { continue };
        named_type(l, id, name, ty, &declarator.layers, role);
    }
}

/// `using T = U;`.
pub(super) fn alias(l: &mut Lower<'_>, id: CstId, role: R) {
    let (Some(name), Some(descriptor)) = (l.field(id, "name"), l.field(id, "type")) else { return };
    let declarator = declarators::read(l, l.field(descriptor, "declarator"));
    let ty = l.field(descriptor, "type").unwrap_or(descriptor);
    named_type(l, template_of(l, id).unwrap_or(id), name, ty, &declarator.layers, role);
}

fn named_type(l: &mut Lower<'_>, id: CstId, name: CstId, ty: CstId, layers: &[Layer], role: R) {
    let out = l.open(id, K::Class, role);
    l.set_word(out, "typedef");
    l.leaf(name, K::Ident, R::Name);
    declared_type(l, ty, layers, R::Type);
    l.close(out);
}

/// A friend that is declared here is a declaration; one that is only named says nothing.
pub(super) fn friend(l: &mut Lower<'_>, id: CstId, role: R) {
    for part in l.named(id) {
        if matches!(l.kind(part), "declaration" | "function_definition") {
            l.lower(part, role);
        }
    }
}

pub(super) fn namespace(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Package, role, |l| {
        if let Some(name) = l.field(id, "name") {
            path(l, name);
        }
        l.lower_field(id, "body", R::Body);
    });
}

/// A qualified name as a path.
fn path(l: &mut Lower<'_>, name: CstId) {
    let mut parts = Vec::new();
    types::name_parts(l, name, &mut parts);
    l.node(name, K::Path, R::Path, |l| parts.iter().for_each(|p| l.leaf(*p, K::Ident, R::Item)));
}

pub(super) fn namespace_alias(l: &mut Lower<'_>, id: CstId, role: R) {
    let alias = l.field(id, "name");
    l.node(id, K::ImportModule, role, |l| {
        if let Some(name) = l.named(id).find(|c| Some(*c) != alias) {
            path(l, name);
        }
        if let Some(alias) = alias {
            l.leaf(alias, K::Ident, R::Alias);
        }
    });
}

/// `using namespace a::b;` brings in all of it, `using a::b;` one name.
pub(super) fn using(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(name) = l.named(id).next() else { return };
    if l.has_token(id, "namespace") {
        l.node(id, K::ImportAll, role, |l| path(l, name));
        return;
    }
    let mut parts = Vec::new();
    types::name_parts(l, name, &mut parts);
    let Some((last, scope)) = parts.split_last() else { return };
    l.node(id, K::ImportFrom, role, |l| {
        let span = scope.iter().map(|p| l.cst_node(*p).span).reduce(Span::cover).unwrap_or(l.cst_node(*last).span);
        l.node_span(span, K::Path, R::Path, |l| scope.iter().for_each(|p| l.leaf(*p, K::Ident, R::Item)));
        l.node(*last, K::ImportItem, R::Item, |l| l.leaf(*last, K::Ident, R::Name));
    });
}

/// `extern "C"` says nothing about what it holds.
pub(super) fn linkage(l: &mut Lower<'_>, id: CstId, role: R) {
    match l.field(id, "body") {
        Some(list) if l.kind(list) == "declaration_list" => l.children(list, role),
        Some(body) => l.lower(body, role),
        None => {}
    }
}

/// `__attribute__((…))`.
pub(super) fn gnu_attribute(l: &mut Lower<'_>, id: CstId, role: R) {
    let keyword = l.cst.children(id).find(|c| !l.cst_node(*c).named);
    l.node(id, K::Attr, role, |l| {
        if let Some(keyword) = keyword {
            l.leaf(keyword, K::Name, R::Callee);
        }
        if let Some(list) = l.named(id).next() {
            l.lower(list, R::Args);
        }
    });
}

/// `[[a::b(1)]]`.
pub(super) fn attribute(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = ["prefix", "name"].iter().filter_map(|f| l.field(id, f)).collect();
    let end = l.cst_node(id).span.end;
    l.node(id, K::Attr, role, |l| {
        crate::braces::member_chain(l, &parts, R::Callee);
        match l.child_of_kind(id, "argument_list") {
            Some(list) => l.lower(list, R::Args),
            None => {
                l.node_span(Span::new(end, end), K::Args, R::Args, |_| {});
            }
        }
    });
}
