//! Swift's patterns: of `case`, of `for`, of declarations of several names.
//!
//! The grammar gives the tokens of a pattern as one flat list, with or without a node around them. A name that a `let` in a `switch`
//! binds is a declaration where it stands; elsewhere the construct around the pattern declares its names.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// What names in a pattern are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Names {
    /// Names to be looked up, or those that the construct around the pattern declares.
    Plain,
    /// Names that a `let` or `var` before them declares.
    Bound,
}

/// `let` or `var`.
pub(super) fn keyword(l: &mut Lower<'_>, id: CstId, _role: Role) {
    l.leaf(id, K::Modifier, R::Attr);
}

pub(super) fn pattern(l: &mut Lower<'_>, id: CstId, role: Role) {
    let in_switch = l.parent_kind(id) == "switch_pattern";
    pattern_as(l, id, role, in_switch, Names::Plain);
}

fn pattern_as(l: &mut Lower<'_>, id: CstId, role: Role, in_switch: bool, names: Names) {
    let parts: Vec<CstId> = l.cst.children(id).filter(|c| !l.cst_node(*c).extra).collect();
    parts_as(l, &parts, role, in_switch, names);
}

/// A pattern whose tokens are these.
pub(super) fn parts_as(l: &mut Lower<'_>, parts: &[CstId], role: Role, in_switch: bool, names: Names) {
    let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
    let span = l.cst_node(*first).span.cover(l.cst_node(*last).span);
    let has = |l: &Lower<'_>, word: &str| parts.iter().any(|p| !l.cst_node(*p).named && l.kind(*p) == word);
    let binds = parts.iter().any(|p| l.kind(*p) == "value_binding_pattern");
    let names = if binds && in_switch { Names::Bound } else { names };
    let named: Vec<CstId> =
        parts.iter().copied().filter(|p| l.cst_node(*p).named && l.kind(*p) != "value_binding_pattern").collect();
    if has(l, "is") {
        let out = l.open_span(span, K::Unary, role);
        l.set_word(out, "is");
        named.iter().for_each(|p| l.lower(*p, R::Operand));
        l.close(out);
    } else if has(l, "as") && named.len() == 2 {
        l.node_span(span, K::Cast, role, |l| {
            one(l, named[0], R::Operand, in_switch, names);
            l.lower(named[1], R::Type);
        });
    } else if has(l, ".") {
        enum_case(l, parts, span, role, in_switch, names);
    } else if has(l, "(") {
        l.node_span(span, K::Tuple, role, |l| elements(l, parts, in_switch, names));
    } else if let [only, ..] = named.as_slice() {
        one(l, *only, role, in_switch, names);
    }
}

/// A pattern, name or expression within a pattern.
fn one(l: &mut Lower<'_>, id: CstId, role: Role, in_switch: bool, names: Names) {
    match l.kind(id) {
        "pattern" => pattern_as(l, id, role, in_switch, names),
        "simple_identifier" if names == Names::Bound => {
            let out = l.open(id, K::Assign, role);
            l.add_flags(out, Flags::DECLARES);
            l.leaf(id, K::Name, R::Target);
            l.close(out);
        }
        "simple_identifier" => l.leaf(id, K::Name, role),
        _ => l.lower(id, role),
    }
}

/// `.name(a, b: c)` and `Type.name`: a member, called where it has values.
fn enum_case(l: &mut Lower<'_>, parts: &[CstId], span: Span, role: Role, in_switch: bool, names: Names) {
    let dot = parts.iter().rposition(|p| l.kind(*p) == ".").unwrap_or(0);
    let Some(name) = parts.get(dot + 1) else { return };
    let values = parts.iter().position(|p| l.kind(*p) == "(");
    let object = parts[..dot].iter().copied().find(|p| l.cst_node(*p).named && l.kind(*p) != "value_binding_pattern");
    let start = object.map_or(l.cst_node(parts[dot]).span, |o| l.cst_node(o).span);
    let member = start.cover(l.cst_node(*name).span);
    let selected = |l: &mut Lower<'_>, role| {
        l.node_span(member, K::Member, role, |l| {
            object.into_iter().for_each(|o| super::expressions::type_as_expression(l, o, R::Object));
            l.leaf(*name, K::Ident, R::Name);
        });
    };
    let Some(values) = values else { return selected(l, role) };
    l.node_span(span, K::Call, role, |l| {
        selected(l, R::Callee);
        let open = l.cst_node(parts[values]).span;
        l.node_span(Span::new(open.start, span.end), K::Args, R::Args, |l| {
            elements(l, &parts[values..], in_switch, names);
        });
    });
}

/// What stands between parentheses: patterns, some of them with a label.
fn elements(l: &mut Lower<'_>, parts: &[CstId], in_switch: bool, names: Names) {
    let (cst, grammar) = (l.cst, l.grammar);
    for group in parts.split(|p| grammar.kind_name(cst.node(*p).kind) == ",") {
        let label = group.iter().position(|p| l.kind(*p) == ":").filter(|at| *at > 0).map(|at| group[at - 1]);
        let value = group.iter().copied().rfind(|p| l.cst_node(*p).named && Some(*p) != label);
        match (label, value) {
            (Some(label), Some(value)) => {
                let span = l.cst_node(label).span.cover(l.cst_node(value).span);
                l.node_span(span, K::KwArg, R::Item, |l| {
                    l.leaf(label, K::Ident, R::Name);
                    one(l, value, R::Value, in_switch, names);
                });
            }
            (None, Some(value)) => one(l, value, R::Item, in_switch, names),
            _ => {}
        }
    }
}
