//! Scala's calls, operators and functions without names.

use super::statements::{implicit_block, value_block};
use super::{items, types};
use crate::braces::bare_parameter;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// `f(x)`, `f[T](x)`, `f { … }`; `C.apply(x)` makes an object as `new C(x)` does.
pub(super) fn call(l: &mut Lower<'_>, id: CstId, role: Role) {
    let (Some(function), arguments) = (l.field(id, "function"), l.field(id, "arguments")) else { return };
    if let Some(class) = applied_class(l, function) {
        l.node(id, K::New, role, |l| {
            l.node(class, K::Type, R::Type, |l| l.leaf(class, K::Name, R::Item));
            argument(l, arguments);
        });
        return;
    }
    l.node(id, K::Call, role, |l| {
        if l.kind(function) == "generic_function" {
            l.lower_field(function, "function", R::Callee);
            l.lower_field(function, "type_arguments", R::TypeArgs);
        } else {
            l.lower(function, R::Callee);
        }
        argument(l, arguments);
    });
}

/// The class in `C.apply`.
fn applied_class(l: &Lower<'_>, function: CstId) -> Option<CstId> {
    let (class, name) = (l.field(function, "value")?, l.field(function, "field")?);
    let is_class = l.kind(class) == "identifier"
        && !l.is_hole(class)
        && l.text_of(class).starts_with(char::is_uppercase)
        && l.text_of(name) == "apply";
    is_class.then_some(class)
}

/// Arguments in parentheses, or a block or cases as the only one.
fn argument(l: &mut Lower<'_>, arguments: Option<CstId>) {
    let Some(list) = arguments else { return };
    if l.kind(list) == "arguments" {
        return l.lower(list, R::Args);
    }
    l.node(list, K::Args, R::Args, |l| {
        let within = items(l, list);
        match within.as_slice() {
            // `{ x => … }` is the function that it holds.
            [only] if l.kind(list) == "block" && l.kind(*only) == "lambda_expression" => l.lower(*only, R::Item),
            _ => l.lower(list, R::Item),
        }
    });
}

/// `f: x =>` and a body by indentation.
pub(super) fn colon_argument(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts = items(l, id);
    let Some((body, start)) = parts.split_last() else { return };
    if l.kind(*body) == "indented_cases" {
        return l.lower(*body, role);
    }
    let Some(first) = start.first() else { return l.lower(*body, role) };
    let out = l.node_span(l.cst_node(*first).span.cover(l.cst_node(*body).span), K::Func, role, |l| {
        lambda_parameters(l, start);
        value_block(l, *body, R::Body, true);
    });
    l.add_flags(out, Flags::LAMBDA);
}

/// `f[T]` without arguments. `x.asInstanceOf[T]` is a cast.
pub(super) fn generic(l: &mut Lower<'_>, id: CstId, role: Role) {
    let (Some(function), Some(arguments)) = (l.field(id, "function"), l.field(id, "type_arguments")) else { return };
    let cast = l.field(function, "field").is_some_and(|f| l.text_of(f) == "asInstanceOf");
    if let (true, Some(object)) = (cast, l.field(function, "value")) {
        l.node(id, K::Cast, role, |l| {
            l.lower(object, R::Operand);
            l.children(arguments, R::Type);
        });
        return;
    }
    l.node(id, K::Call, role, |l| {
        l.lower(function, R::Callee);
        l.lower(arguments, R::TypeArgs);
    });
}

/// `xs: _*` and `xs*` hand over the elements.
pub(super) fn vararg(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Spread, role);
    l.set_word(out, "*");
    if let Some(inner) = l.named(id).find(|c| l.kind(*c) != "wildcard") {
        l.lower(inner, R::Operand);
    }
    l.close(out);
}

/// `a f` without arguments is `a.f`.
pub(super) fn postfix(l: &mut Lower<'_>, id: CstId, role: Role) {
    let parts = items(l, id);
    l.node(id, K::Member, role, |l| {
        if let [object, .., name] = parts.as_slice() {
            l.lower(*object, R::Object);
            l.lower(*name, R::Name);
        }
    });
}

/// The operator of `a += b` without its `=`.
pub(super) fn compound_operator<'a>(l: &Lower<'a>, id: CstId) -> Option<&'a str> {
    let operator = l.text_of(l.field(id, "operator")?);
    let is_sign = !operator.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '=' | '`'));
    operator.strip_suffix('=').filter(|_| is_sign && !matches!(operator, "<=" | ">=" | "!="))
}

/// An operator between its operands, or a member that is called with one.
pub(super) fn infix(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(operator) = l.field(id, "operator") else { return };
    if let Some(word) = compound_operator(l, id) {
        let out = l.open(id, K::AugAssign, role);
        l.set_word(out, word);
        l.lower_field(id, "left", R::Target);
        l.lower_field(id, "right", R::Value);
        l.close(out);
    } else if l.kind(operator) == "identifier" {
        infix_call(l, id, operator, role);
    } else {
        let out = l.open(id, K::BinOp, role);
        l.set_word(out, l.text_of(operator));
        l.lower_field(id, "left", R::Left);
        l.lower_field(id, "right", R::Right);
        l.close(out);
    }
}

fn infix_call(l: &mut Lower<'_>, id: CstId, operator: CstId, role: Role) {
    let (left, right) = (l.field(id, "left"), l.field(id, "right"));
    l.node(id, K::Call, role, |l| {
        if let Some(left) = left {
            let span = l.cst_node(left).span.cover(l.cst_node(operator).span);
            l.node_span(span, K::Member, R::Callee, |l| {
                l.lower(left, R::Object);
                l.lower(operator, R::Name);
            });
        }
        match right {
            Some(list) if matches!(l.kind(list), "tuple_expression" | "unit") => {
                l.node(list, K::Args, R::Args, |l| l.children(list, R::Item));
            }
            Some(block) if matches!(l.kind(block), "block" | "case_block") => argument(l, right),
            Some(only) => {
                l.node(only, K::Args, R::Args, |l| l.lower(only, R::Item));
            }
            None => {}
        }
    });
}

pub(super) fn prefix(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.text_of(id).chars().next().unwrap_or(' ');
    let out = l.open(id, K::Unary, role);
    l.set_word(out, operator.encode_utf8(&mut [0; 4]));
    l.children(id, R::Operand);
    l.close(out);
}

/// `x = e`; as an argument it names a parameter.
pub(super) fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let is_argument = role == R::Item && l.parent_kind(id) == "arguments";
    let (kind, target) = if is_argument { (K::KwArg, R::Name) } else { (K::Assign, R::Target) };
    l.node(id, kind, role, |l| {
        l.lower_field(id, "left", target);
        l.lower_field(id, "right", R::Value);
    });
}

/// `e: T`; in a pattern, `$X: T` asks for something of that type.
pub(super) fn ascription(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(inner) = l.named(id).next() else { return };
    if l.is_ellipsis(inner) {
        return l.lower(inner, role);
    }
    let ty = l.field(id, "type").or_else(|| l.field(id, "return_type"));
    let meta = l.holes.and_then(|h| h.hole(l.text_of(inner))).filter(|h| h.kind == K::Meta);
    match ty {
        Some(ty) if meta.is_some() => {
            let out = l.open(id, K::TypedMeta, role);
            l.set_word(out, meta.map_or("", |m| &m.word));
            l.lower(ty, R::Type);
            l.close(out);
        }
        Some(ty) if l.text_of(ty) == "_*" => {
            let out = l.open(id, K::Spread, role);
            l.set_word(out, "*");
            l.lower(inner, R::Operand);
            l.close(out);
        }
        Some(ty) => {
            l.node(id, K::Cast, role, |l| {
                l.lower(inner, R::Operand);
                l.lower(ty, R::Type);
            });
        }
        // `e: @annotation` is `e`.
        None => l.lower(inner, role),
    }
}

/// `f _` is `f`.
pub(super) fn method_value(l: &mut Lower<'_>, id: CstId, role: Role) {
    if let Some(function) = l.named(id).next() {
        l.lower(function, role);
    }
}

/// `(x: T, y) => e`.
pub(super) fn lambda(l: &mut Lower<'_>, id: CstId, role: Role) {
    let (parameters, body): (Vec<CstId>, Vec<CstId>) =
        items(l, id).into_iter().partition(|c| !l.grammar.field_name(l.cst_node(*c).field).is_empty());
    let end = l.cst_node(id).span.end;
    let out = l.node(id, K::Func, role, |l| {
        lambda_parameters(l, &parameters);
        match body.as_slice() {
            [only] => value_block(l, *only, R::Body, true),
            all => implicit_block(l, all, Span::new(end, end), R::Body, true),
        }
    });
    l.add_flags(out, Flags::LAMBDA);
}

/// A list of bindings, or one name with or without a type.
fn lambda_parameters(l: &mut Lower<'_>, parts: &[CstId]) {
    match parts {
        [list, ..] if l.kind(*list) == "bindings" => {
            l.node(*list, K::Params, R::Params, |l| l.children(*list, R::Item));
        }
        [generic, rest @ ..] if l.kind(*generic) == "type_parameters" => {
            l.lower(*generic, R::TypeArgs);
            lambda_parameters(l, rest);
        }
        [name] => bare_parameter(l, *name),
        [name, ty, ..] => {
            let span = l.cst_node(*name).span.cover(l.cst_node(*ty).span);
            l.node_span(span, K::Params, R::Params, |l| {
                l.node_span(span, K::Param, R::Item, |l| {
                    l.leaf(*name, K::Ident, R::Name);
                    l.lower(*ty, R::Type);
                });
            });
        }
        [] => {}
    }
}

/// `{ case p => e }` is a function that takes its argument apart.
pub(super) fn cases(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Func, role, |l| {
        let body = l.node(id, K::Block, R::Body, |l| {
            l.node(id, K::Switch, R::Item, |l| super::statements::cases(l, id, true));
        });
        l.add_flags(body, Flags::IMPLICIT);
    });
    l.add_flags(out, Flags::LAMBDA);
}

/// `new T(…) with U { … }`; without parentheses there are no arguments.
pub(super) fn instance(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::New, role, |l| {
        let (mut types, mut lists, mut bodies) = (Vec::new(), Vec::new(), Vec::new());
        for child in items(l, id) {
            match l.kind(child) {
                "arguments" => lists.push(child),
                "template_body" => bodies.push(child),
                "early_defs" => {}
                "compound_type" => types.extend(items(l, child)),
                _ => types.push(child),
            }
        }
        if let Some((first, others)) = types.split_first() {
            created(l, *first, &mut lists);
            others.iter().for_each(|t| l.lower(*t, R::Interface));
        }
        let end = l.cst_node(id).span.end;
        let span = lists.iter().map(|a| l.cst_node(*a).span).reduce(Span::cover).unwrap_or(Span::new(end, end));
        l.node_span(span, K::Args, R::Args, |l| lists.iter().for_each(|a| l.children(*a, R::Item)));
        bodies.iter().for_each(|b| l.lower(*b, R::Body));
    });
}

/// The type that is made; arguments that the grammar has below it are those of the call.
fn created(l: &mut Lower<'_>, id: CstId, lists: &mut Vec<CstId>) {
    if l.kind(id) != "applied_constructor_type" {
        return l.lower(id, R::Type);
    }
    for child in items(l, id) {
        if l.kind(child) == "arguments" { lists.push(child) } else { types::named(l, child, R::Type) }
    }
}

pub(super) fn element(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Xml, role, |l| {
        l.lower_field(id, "name", R::Name);
        for child in items(l, id) {
            match l.kind(child) {
                "xml_name" => {}
                "xml_attribute" => l.lower(child, R::Attr),
                _ => l.lower(child, R::Item),
            }
        }
    });
}

pub(super) fn element_text(l: &mut Lower<'_>, id: CstId, role: Role) {
    let text = l.text_of(id).trim();
    if !text.is_empty() {
        l.literal(l.cst_node(id).span, K::XmlText, role, text);
    }
}
