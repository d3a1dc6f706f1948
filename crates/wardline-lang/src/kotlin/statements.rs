//! Kotlin's statements. Control flow may be an expression too and has the same shape in both places.
//!
//! The grammar writes labels and annotations of a statement beside it, so lists of statements put them together again.

use super::{declarations, types};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

pub(super) fn program(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Program, role, |l| statements(l, id, R::Item, false));
}

/// A list of statements where no block is around it, as in text with errors.
pub(super) fn list(l: &mut Lower<'_>, id: CstId, role: Role) {
    statements(l, id, role, false);
}

/// Statements with what belongs to each. `is_result`: the last one, if an expression, is what a lambda returns.
fn statements(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let children: Vec<CstId> = l.named(id).collect();
    let mut prefix: Vec<CstId> = Vec::new();
    let mut at = 0;
    while let Some(child) = children.get(at) {
        let accessors = declarations::accessors_after(l, &children[at..]);
        match l.kind(*child) {
            "label" | "annotation" if at + 1 < children.len() => prefix.push(*child),
            "property_declaration" => declarations::property_with(l, &children[at..=at + accessors], role),
            _ => {
                statement(l, *child, &prefix, role, is_result && at + 1 == children.len());
                prefix.clear();
            }
        }
        at += 1 + accessors;
    }
}

/// A statement with the labels and annotations before it.
fn statement(l: &mut Lower<'_>, id: CstId, prefix: &[CstId], role: Role, is_result: bool) {
    match prefix {
        [first, rest @ ..] if l.kind(*first) == "label" => {
            let span = l.cst_node(*first).span.cover(l.cst_node(id).span);
            l.node_span(span, K::Labeled, role, |l| {
                label(l, *first);
                let inner =
                    rest.first().map_or(l.cst_node(id).span, |r| l.cst_node(*r).span.cover(l.cst_node(id).span));
                let out = l.node_span(inner, K::Block, R::Body, |l| statement(l, id, rest, R::Item, is_result));
                l.add_flags(out, Flags::IMPLICIT);
            });
        }
        _ if is_own_statement(l, id) => l.lower(id, role),
        _ => {
            let span = prefix.first().map_or(l.cst_node(id).span, |p| l.cst_node(*p).span.cover(l.cst_node(id).span));
            let kind = if is_result && l.holes.is_none() { K::Return } else { K::ExprStmt };
            let out = l.open_span(span, kind, role);
            if kind == K::Return {
                l.add_flags(out, Flags::IMPLICIT);
            }
            prefix.iter().for_each(|p| l.lower(*p, R::Attr));
            l.lower(id, R::Operand);
            l.close(out);
        }
    }
}

/// Whether a node is a statement by itself, not an expression that is used as one.
fn is_own_statement(l: &Lower<'_>, id: CstId) -> bool {
    let kind = l.kind(id);
    l.cst_node(id).error
        || kind.ends_with("_declaration")
        || kind.ends_with("_statement")
        || matches!(
            kind,
            "assignment"
                | "if_expression"
                | "when_expression"
                | "try_expression"
                | "jump_expression"
                | "getter"
                | "setter"
                | "type_alias"
                | "import_list"
                | "package_header"
                | "file_annotation"
                | "annotation"
                | "shebang_line"
                | "companion_object"
                | "anonymous_initializer"
                | "secondary_constructor"
        )
}

/// A label without its `@`.
fn label(l: &mut Lower<'_>, id: CstId) {
    let span = l.cst_node(id).span;
    let word = l.text_of(id);
    let name = word.strip_suffix('@').unwrap_or(word);
    l.leaf_word(Span::new(span.start, span.start + name.len() as u32), K::Ident, R::Label, name);
}

/// The braces in `id` with the statements between them.
pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: Role, is_result: bool) {
    let open = l.child_of_kind(id, "{").map_or(l.cst_node(id).span, |b| l.cst_node(b).span);
    let close = l.child_of_kind(id, "}").map_or(l.cst_node(id).span, |b| l.cst_node(b).span);
    l.node_span(open.cover(close), K::Block, role, |l| block_items(l, id, is_result));
}

/// The same as the members of a class.
pub(super) fn members(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::ClassBody, role, |l| block_items(l, id, false));
}

fn block_items(l: &mut Lower<'_>, id: CstId, is_result: bool) {
    if let Some(list) = l.child_of_kind(id, "statements") {
        statements(l, list, R::Item, is_result);
    }
}

/// What a condition or loop governs: a block, or a statement that becomes one.
pub(super) fn body(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.child_of_kind(id, "{").is_some() {
        return block(l, id, role, false);
    }
    let out = l.node(id, K::Block, role, |l| statements(l, id, R::Item, false));
    l.add_flags(out, Flags::IMPLICIT);
}

/// The body in `id`; an empty block where only a `;` stands.
fn body_of(l: &mut Lower<'_>, id: CstId, role: Role) {
    match l.child_of_kind(id, "control_structure_body") {
        Some(inner) => body(l, inner, role),
        None => {
            let end = l.cst_node(id).span.end;
            let out = l.node_span(Span::new(end, end), K::Block, role, |_| {});
            l.add_flags(out, Flags::IMPLICIT);
        }
    }
}

pub(super) fn if_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        l.lower_field(id, "consequence", R::Then);
        let Some(otherwise) = l.field(id, "alternative") else { return };
        match l.named(otherwise).next() {
            Some(next) if l.kind(next) == "if_expression" => l.lower(next, R::Else),
            _ => l.lower(otherwise, R::Else),
        }
    });
}

pub(super) fn when(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Switch, role, |l| {
        for child in l.named(id) {
            l.lower(child, if l.kind(child) == "when_subject" { R::Cond } else { R::Item });
        }
    });
}

/// What is looked at; `val x = e` declares a name for it.
pub(super) fn when_subject(l: &mut Lower<'_>, id: CstId, role: Role) {
    let declared = l.child_of_kind(id, "variable_declaration");
    let Some(value) = l.named(id).filter(|c| l.kind(*c) != "annotation" && Some(*c) != declared).last() else { return };
    let Some(declared) = declared else { return l.lower(value, role) };
    let out = l.open(id, K::Assign, role);
    l.add_flags(out, Flags::DECLARES.with(Flags::CONSTANT));
    declarations::target_and_type(l, declared);
    l.lower(value, R::Value);
    l.close(out);
}

/// A case; `else` is the one without patterns.
pub(super) fn when_entry(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Case, role, |l| {
        for child in l.named(id) {
            match l.kind(child) {
                "when_condition" => l.lower(child, R::Item),
                "guard_condition" => l.lower(child, R::Cond),
                "control_structure_body" => body(l, child, R::Body),
                _ => {}
            }
        }
    });
}

/// `is T` and `in e` without a left side.
pub(super) fn test(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::Unary, role);
    let operator: String = l.cst.children(id).filter(|c| !l.cst_node(*c).named).map(|c| l.text_of(c)).collect();
    l.set_word(out, &operator);
    l.children(id, R::Operand);
    l.close(out);
}

pub(super) fn try_expression(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Try, role, |l| {
        block(l, id, R::Body, false);
        for child in l.named(id).filter(|c| l.kind(*c) != "statements").collect::<Vec<_>>() {
            l.lower(child, R::Handler);
        }
    });
}

pub(super) fn catch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Catch, role, |l| {
        let name = l.child_of_kind(id, "simple_identifier");
        // In a pattern, `catch (...)` says nothing about what is caught.
        if !name.is_some_and(|n| l.is_ellipsis(n)) {
            if let Some(ty) = types::type_in(l, id) {
                l.lower(ty, R::Type);
            }
            if let Some(name) = name {
                l.lower(name, R::Name);
            }
        }
        block(l, id, R::Body, false);
    });
}

/// The block of a `finally` has the keyword as symbol, so that a pattern of it alone matches no other block.
pub(super) fn finally(l: &mut Lower<'_>, id: CstId, _role: Role) {
    let out = l.open(id, K::Block, R::Finally);
    l.set_word(out, "finally");
    block_items(l, id, false);
    l.close(out);
}

/// `return`, `throw`, `break` and `continue`, all but `throw` with a label.
pub(super) fn jump(l: &mut Lower<'_>, id: CstId, role: Role) {
    let word = l.cst.children(id).find(|c| !l.cst_node(*c).named).map_or("", |c| l.text_of(c));
    let kind = match word.trim_end_matches('@') {
        "throw" => K::Throw,
        "break" => K::Break,
        "continue" => K::Continue,
        _ => K::Return,
    };
    l.node(id, kind, role, |l| {
        for child in l.named(id) {
            if l.kind(child) == "label" {
                label(l, child);
            } else {
                l.lower(child, R::Operand);
            }
        }
    });
}

pub(super) fn for_each(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.open(id, K::ForEach, role);
    l.add_flags(out, Flags::DECLARES);
    for child in l.named(id) {
        match l.kind(child) {
            "variable_declaration" => declarations::target_and_type(l, child),
            "multi_variable_declaration" => l.lower(child, R::Target),
            "annotation" => l.lower(child, R::Attr),
            "control_structure_body" => {}
            _ => l.lower(child, R::Iter),
        }
    }
    body_of(l, id, R::Body);
    l.close(out);
}

/// `while` and `do … while`.
pub(super) fn repetition(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if l.kind(id) == "while_statement" { K::While } else { K::DoWhile };
    let out = l.open(id, kind, role);
    let condition: Option<CstId> = l.named(id).find(|c| l.kind(*c) != "control_structure_body");
    if kind == K::While {
        condition.into_iter().for_each(|c| l.lower(c, R::Cond));
        body_of(l, id, R::Body);
    } else {
        body_of(l, id, R::Body);
        condition.into_iter().for_each(|c| l.lower(c, R::Cond));
    }
    l.close(out);
}
