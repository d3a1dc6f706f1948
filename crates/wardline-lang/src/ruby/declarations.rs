//! Methods, parameters, classes, modules and assignments.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::ruby::statements;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// `def name(…)` and `def self.name(…)`, the object of which is a modifier.
pub(super) fn method(l: &mut Lower<'_>, id: CstId, role: Role) {
    let end = l.cst_node(id).span.end;
    let out = l.node(id, K::Func, role, |l| {
        if let Some(object) = l.field(id, "object") {
            l.leaf(object, K::Modifier, R::Attr);
        }
        let name = l.field(id, "name");
        if let Some(name) = name {
            l.leaf(name, K::Ident, R::Name);
        }
        match l.field(id, "parameters") {
            Some(parameters) => self::parameters(l, parameters, R::Params),
            None => no_parameters(l, name.map_or(end, |n| l.cst_node(n).span.end)),
        }
        let body = l.field(id, "body");
        let out = match body.filter(|b| l.kind(*b) != "body_statement") {
            Some(value) => statements::single_body(l, value),
            None => statements::body(l, body, end, R::Body),
        };
        statements::return_value(l, out);
    });
    let around = CstId(l.cst_node(CstId(l.cst_node(id).parent)).parent);
    if matches!(l.kind(around), "class" | "module" | "singleton_class") {
        l.add_flags(out, Flags::METHOD);
    }
}

pub(super) fn no_parameters(l: &mut Lower<'_>, at: u32) {
    l.node_span(Span::new(at, at), K::Params, R::Params, |_| {});
}

/// The parameters of a method, lambda or block; variables that a block declares beside them are none.
pub(super) fn parameters(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Params, role, |l| {
        let is_local = |c: CstId| l.grammar.field_name(l.cst_node(c).field) == "locals";
        let parameters: Vec<CstId> = l.named(id).filter(|c| !is_local(*c)).collect();
        parameters.into_iter().for_each(|p| parameter(l, p, R::Item));
    });
}

/// A parameter in any of its forms: `a`, `a = 1`, `a:`, `*a`, `**a`, `&a`, `(a, b)`, `...`.
pub(super) fn parameter(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = match l.kind(id) {
        "splat_parameter" => "*",
        "hash_splat_parameter" => "**",
        "hash_splat_nil" => "**nil",
        "block_parameter" => "&",
        "forward_parameter" => "...",
        _ => "",
    };
    let out = l.open(id, K::Param, role);
    if !word.is_empty() {
        l.set_word(out, word);
    }
    match l.kind(id) {
        "identifier" => l.leaf(id, K::Ident, R::Name),
        "destructured_parameter" => {
            l.node(id, K::Tuple, R::Target, |l| l.children(id, R::Item));
        }
        _ => {
            if let Some(name) = l.field(id, "name") {
                l.leaf(name, K::Ident, R::Name);
            }
            l.lower_field(id, "value", R::Default);
        }
    }
    l.close(out);
}

/// `class`, `module` and `class << self`.
pub(super) fn class(l: &mut Lower<'_>, id: CstId, role: Role) {
    let end = l.cst_node(id).span.end;
    let out = l.open(id, K::Class, role);
    let kind = l.kind(id);
    l.set_word(out, if kind == "singleton_class" { "class <<" } else { kind });
    if let Some(name) = l.field(id, "name") {
        match l.kind(name) {
            "constant" => l.leaf(name, K::Ident, R::Name),
            _ => l.lower(name, R::Name),
        }
    }
    l.lower_field(id, "value", R::Object);
    l.lower_field(id, "superclass", R::Parent);
    statements::body(l, l.field(id, "body"), end, R::Body);
    l.close(out);
}

/// `a = 1`; as a statement, `a, b = 1, 2` is one assignment each.
pub(super) fn assignment(l: &mut Lower<'_>, id: CstId, role: Role) {
    let (Some(left), Some(right)) = (l.field(id, "left"), l.field(id, "right")) else { return l.children(id, role) };
    let targets: Vec<CstId> = l.named(left).collect();
    let values: Vec<CstId> = l.named(right).collect();
    let is_plain =
        |c: &CstId| !matches!(l.kind(*c), "rest_assignment" | "destructured_left_assignment" | "splat_argument");
    let pairs = l.kind(left) == "left_assignment_list"
        && l.kind(right) == "right_assignment_list"
        && targets.len() == values.len()
        && is_statement(l, id)
        && targets.iter().chain(&values).all(is_plain);
    if !pairs {
        l.node(id, K::Assign, role, |l| {
            l.lower(left, R::Target);
            l.lower(right, R::Value);
        });
        return;
    }
    for (i, (target, value)) in targets.iter().zip(&values).enumerate() {
        let start = if i == 0 { l.cst_node(id).span.start } else { l.cst_node(*target).span.start };
        l.node_span(Span::new(start, l.cst_node(*value).span.end), K::Assign, role, |l| {
            l.lower(*target, R::Target);
            l.lower(*value, R::Value);
        });
    }
}

/// Whether an assignment stands in a list of statements, where it may become several.
fn is_statement(l: &Lower<'_>, id: CstId) -> bool {
    matches!(
        l.parent_kind(id),
        "program" | "body_statement" | "block_body" | "then" | "else" | "ensure" | "do" | "begin"
    )
}

pub(super) fn augmented(l: &mut Lower<'_>, id: CstId, role: Role) {
    let operator = l.field(id, "operator").map_or("", |o| l.text_of(o)).trim_end_matches('=');
    let out = l.open(id, K::AugAssign, role);
    l.set_word(out, operator);
    l.lower_field(id, "left", R::Target);
    l.lower_field(id, "right", R::Value);
    l.close(out);
}
