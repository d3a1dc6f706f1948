//! Functions, their parameters, lambdas.

use super::declarations::{modifiers, template_of};
use super::declarators::{self, Declarator, declared_type};
use super::types;
use crate::braces::member_chain;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// A function with its body, or declared as defaulted, deleted or pure.
pub(super) fn definition(l: &mut Lower<'_>, id: CstId, role: R) {
    let declarator = declarators::read(l, l.field(id, "declarator"));
    function(l, id, &declarator, l.cst_node(id).span, role);
}

/// A function that `id` declares or defines with this declarator.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, declarator: &Declarator, span: Span, role: R) {
    let template = template_of(l, id);
    let whole = template.map_or(span, |t| l.cst_node(t).span);
    let out = l.open_span(whole, K::Func, role);
    let own = declarator.function();
    if is_member(l, template.unwrap_or(id)) || declarator.name.is_some_and(|n| l.kind(n) == "qualified_identifier") {
        l.add_flags(out, Flags::METHOD);
    }
    modifiers(l, id);
    if let Some(own) = own {
        modifiers(l, own);
    }
    if let Some(list) = template.and_then(|t| l.field(t, "parameters")) {
        l.lower(list, R::TypeArgs);
    }
    let trailing = own.and_then(|f| l.child_of_kind(f, "trailing_return_type"));
    match (trailing, l.field(id, "type")) {
        (Some(trailing), _) => l.lower(trailing, R::ReturnType),
        (None, Some(ty)) => {
            let rest = declarator.layers.split_last().map_or(&[][..], |(_, rest)| rest);
            declared_type(l, ty, rest, R::ReturnType);
        }
        (None, None) => {}
    }
    if let Some(name) = declarator.name {
        function_name(l, name);
    }
    if let Some(list) = own.and_then(|f| l.field(f, "parameters")) {
        l.lower(list, R::Params);
    }
    for part in l.named(id) {
        match l.kind(part) {
            "field_initializer_list" => l.lower(part, R::Extra),
            "default_method_clause" | "delete_method_clause" | "pure_virtual_clause" => l.lower(part, R::Attr),
            _ => {}
        }
    }
    l.lower_field(id, "body", R::Body);
    l.close(out);
}

/// Whether a declaration stands among the members of a class, in whatever branch of the preprocessor.
fn is_member(l: &Lower<'_>, id: CstId) -> bool {
    let mut at = id;
    loop {
        match l.parent_kind(at) {
            "field_declaration_list" => return true,
            kind if kind.starts_with("preproc_") => at = CstId(l.cst_node(at).parent),
            _ => return false,
        }
    }
}

/// The name of a function; of a qualified one its last part, with the class or namespace beside it.
fn function_name(l: &mut Lower<'_>, name: CstId) {
    match l.kind(name) {
        "qualified_identifier" => {
            let mut parts = Vec::new();
            types::name_parts(l, name, &mut parts);
            if let Some((last, scope)) = parts.split_last() {
                member_chain(l, scope, R::Extra);
                last_name(l, *last);
            }
        }
        _ => last_name(l, name),
    }
}

/// The name of a destructor is that of its class, with `~` as a modifier.
fn last_name(l: &mut Lower<'_>, name: CstId) {
    match l.kind(name) {
        "operator_cast" => conversion(l, name),
        "destructor_name" => {
            let start = l.cst_node(name).span.start;
            l.literal(Span::new(start, start + 1), K::Modifier, R::Attr, "~");
            l.children(name, R::Name);
        }
        _ => l.lower(name, R::Name),
    }
}

/// `operator T()`.
fn conversion(l: &mut Lower<'_>, id: CstId) {
    if let Some(ty) = l.field(id, "type") {
        let name = format!("operator {}", l.text_of(ty));
        l.leaf_word(l.cst_node(id).span, K::Ident, R::Name, &name);
        types::of(l, ty, R::ReturnType);
    }
}

/// `(void)` is the same as `()`.
pub(super) fn parameters(l: &mut Lower<'_>, id: CstId, role: R) {
    let list: Vec<CstId> = l.named(id).collect();
    l.node(id, K::Params, role, |l| match list.as_slice() {
        [only] if l.text_of(*only) == "void" => {}
        _ => {
            for parameter in list {
                // Parameters of the old style have no type here.
                if l.kind(parameter) == "identifier" && !l.is_hole(parameter) {
                    l.node(parameter, K::Param, R::Item, |l| l.leaf(parameter, K::Ident, R::Name));
                } else {
                    l.lower(parameter, R::Item);
                }
            }
        }
    });
}

/// `const T *x = d`. A metavariable alone in a pattern is the parameter's name.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: R) {
    let declarator = declarators::read(l, l.field(id, "declarator"));
    let ty = l.field(id, "type");
    if let (Some(ty), None) = (ty, l.field(id, "declarator"))
        && l.is_hole(ty)
        && l.named(id).count() == 1
    {
        if l.is_ellipsis(ty) {
            l.leaf(ty, K::Name, role);
        } else {
            l.node(id, K::Param, role, |l| l.leaf(ty, K::Ident, R::Name));
        }
        return;
    }
    let out = l.open(id, K::Param, role);
    if declarator.is_pack || l.kind(id) == "variadic_parameter_declaration" {
        l.set_word(out, "...");
    }
    modifiers(l, id);
    if let Some(ty) = ty {
        declared_type(l, ty, &declarator.layers, R::Type);
    }
    if let Some(name) = declarator.name {
        l.lower(name, R::Name);
    }
    l.lower_field(id, "default_value", R::Default);
    l.close(out);
}

/// `: a(1), B{x}` after a constructor's parameters, as calls.
pub(super) fn initializers(l: &mut Lower<'_>, id: CstId, role: R) {
    for initializer in l.named(id) {
        let mut parts = l.named(initializer);
        let (Some(name), Some(values)) = (parts.next(), parts.next()) else { continue };
        l.node(initializer, K::Call, role, |l| {
            match l.kind(name) {
                "field_identifier" => l.leaf(name, K::Name, R::Callee),
                _ => l.lower(name, R::Callee),
            }
            l.node(values, K::Args, R::Args, |l| l.children(values, R::Item));
        });
    }
}

/// `= default`, `= delete`, `= 0`: the word as a modifier.
pub(super) fn clause(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = l.text_of(id).trim_start_matches('=').trim().trim_end_matches(';').trim_end();
    l.literal(l.cst_node(id).span, K::Modifier, role, word);
}

/// `[x](T y) -> R { … }`; what is captured under a new name is declared beside the parameters.
pub(super) fn lambda(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Func, role);
    l.add_flags(out, Flags::LAMBDA);
    if let Some(list) = l.field(id, "captures") {
        for capture in l.named(list) {
            if l.kind(capture) == "lambda_capture_initializer" {
                l.lower(capture, R::Extra);
            }
        }
    }
    l.lower_field(id, "template_parameters", R::TypeArgs);
    if let Some(declarator) = l.field(id, "declarator") {
        modifiers(l, declarator);
        if let Some(ty) = l.child_of_kind(declarator, "trailing_return_type") {
            l.lower(ty, R::ReturnType);
        }
        l.lower_field(declarator, "parameters", R::Params);
    }
    l.lower_field(id, "body", R::Body);
    l.close(out);
}

pub(super) fn capture(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES);
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}
