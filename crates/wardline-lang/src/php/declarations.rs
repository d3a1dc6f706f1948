//! Functions, classes and their members, constants, static variables.

use super::names::{Sort, class as class_name, folded, identifier, parts};
use crate::braces::{open_declarator, return_block};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};

/// A keyword of a declaration, in lower case.
pub(super) fn modifier(l: &mut Lower<'_>, id: CstId, _role: R) {
    let word = l.text_of(id).to_ascii_lowercase();
    l.leaf_word(l.cst_node(id).span, K::Modifier, R::Attr, &word);
}

/// `#[A(…)]`; one that is alone in its brackets starts and ends with them.
pub(super) fn attribute(l: &mut Lower<'_>, id: CstId, _role: R) {
    let group = CstId(l.cst_node(id).parent);
    let is_alone = l.kind(group) == "attribute_group" && l.named(group).count() == 1;
    l.node(if is_alone { group } else { id }, K::Attr, R::Attr, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "arguments" => l.lower(child, R::Args),
                _ => folded(l, child, R::Callee),
            }
        }
    });
}

/// Functions, methods, closures, arrow functions and the hooks of properties.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = l.kind(id);
    let out = l.node(id, K::Func, role, |l| {
        for child in l.named(id) {
            match (l.kind(child), l.grammar.field_name(l.cst_node(child).field)) {
                (_, "parameters") => l.lower(child, R::Params),
                (_, "return_type") => l.lower(child, R::ReturnType),
                ("compound_statement", _) => l.lower(child, R::Body),
                (_, "body") => return_block(l, child),
                ("name", _) if kind == "function_definition" => {
                    identifier(l, child, K::Ident, R::Name, Sort::Folded);
                }
                ("name", _) => l.leaf(child, K::Ident, R::Name),
                // What a closure takes from around it.
                ("anonymous_function_use_clause", _) => l.lower(child, R::Extra),
                _ => l.lower(child, R::Attr),
            }
        }
    });
    match kind {
        "anonymous_function" | "arrow_function" => l.add_flags(out, Flags::LAMBDA),
        "function_definition" => l.add_flags(out, Flags::CLOSED),
        _ => l.add_flags(out, Flags::METHOD.with(Flags::CLOSED)),
    }
}

/// A parameter; one with a visibility is a property too.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Param, role, |l| {
        for child in l.named(id) {
            match (l.kind(child), l.grammar.field_name(l.cst_node(child).field)) {
                ("by_ref", "name") => l.children(child, R::Name),
                (_, "name") => l.lower(child, R::Name),
                (_, "type") => l.lower(child, R::Type),
                (_, "default_value") => l.lower(child, R::Default),
                ("property_hook_list", _) => l.lower(child, R::Extra),
                _ => l.lower(child, R::Attr),
            }
        }
    });
    if l.kind(id) == "variadic_parameter" {
        l.set_word(out, "...");
    }
}

/// A class, interface, trait or enum.
pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Class, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "name" => identifier(l, child, K::Ident, R::Name, Sort::Folded),
                "base_clause" => l.lower(child, R::Parent),
                "class_interface_clause" => l.lower(child, R::Interface),
                "primitive_type" => l.lower(child, R::Type),
                "declaration_list" | "enum_declaration_list" => l.lower(child, R::Body),
                _ => l.lower(child, R::Attr),
            }
        }
    });
    l.set_word(out, l.kind(id).strip_suffix("_declaration").unwrap_or("class"));
}

/// The names after `extends` and `implements`.
pub(super) fn parents(l: &mut Lower<'_>, id: CstId, role: R) {
    l.named(id).for_each(|name| class_name(l, name, role));
}

/// `case A;` and `case A = 1;` of an enum.
pub(super) fn enum_case(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Assign, role, |l| {
        l.lower_field(id, "attributes", R::Attr);
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Target);
        }
        l.lower_field(id, "value", R::Value);
    });
    l.add_flags(out, Flags::DECLARES.with(Flags::FIELD).with(Flags::CONSTANT));
}

/// Constants, properties and static variables: a declaration for each name.
pub(super) fn variables(l: &mut Lower<'_>, id: CstId, role: R) {
    const ELEMENTS: &[&str] = &["const_element", "property_element", "static_variable_declaration"];
    let whole = l.cst_node(id).span;
    let (elements, others): (Vec<CstId>, Vec<CstId>) = l.named(id).partition(|c| ELEMENTS.contains(&l.kind(*c)));
    let is_constant = l.kind(id) == "const_declaration" || l.child_of_kind(id, "readonly_modifier").is_some();
    let is_field = matches!(l.parent_kind(id), "declaration_list" | "enum_declaration_list");
    for (i, element) in elements.iter().enumerate() {
        let out = open_declarator(l, whole, l.cst_node(*element).span, i, elements.len(), role);
        if is_constant {
            l.add_flags(out, Flags::CONSTANT);
        }
        if is_field {
            l.add_flags(out, Flags::FIELD);
        }
        keywords(l, id);
        for other in &others {
            match (l.kind(*other), l.grammar.field_name(l.cst_node(*other).field)) {
                (_, "type") => l.lower(*other, R::Type),
                ("property_hook_list", _) => {}
                _ => l.lower(*other, R::Attr),
            }
        }
        for (part, role) in l.named(*element).zip([R::Target, R::Value]) {
            match l.kind(part) {
                // No name of the class's methods stands for a field: they are reached as members only, by what is written here.
                _ if role == R::Target && is_field => l.leaf(part, K::Ident, role),
                "name" if role == R::Target => identifier(l, part, K::Name, role, Sort::Constant),
                _ => l.lower(part, role),
            }
        }
        if let Some(hooks) = l.child_of_kind(id, "property_hook_list") {
            l.lower(hooks, R::Extra);
        }
        l.close(out);
    }
}

/// The keyword that tells constants and static variables from other declarations.
fn keywords(l: &mut Lower<'_>, id: CstId) {
    let word = match l.kind(id) {
        "const_declaration" => "const",
        "function_static_declaration" => "static",
        _ => return,
    };
    if let Some(token) = l.cst.children(id).find(|c| !l.cst_node(*c).named && l.kind(*c) == word) {
        l.leaf_word(l.cst_node(token).span, K::Modifier, R::Attr, word);
    }
}

/// `use A, B { … }` in a class takes the members of traits.
pub(super) fn traits(l: &mut Lower<'_>, id: CstId, role: R) {
    let only: Vec<CstId> = l.named(id).collect();
    if let [name] = only.as_slice()
        && l.is_ellipsis(*name)
    {
        return l.leaf(*name, K::Name, role);
    }
    let out = l.node(id, K::Other, role, |l| {
        for child in only {
            match l.kind(child) {
                "use_list" => l.lower(child, R::Extra),
                _ if parts(l, child).is_empty() => l.lower(child, R::Extra),
                _ => class_name(l, child, R::Item),
            }
        }
    });
    l.set_word(out, "use");
}
