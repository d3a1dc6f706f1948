//! Statements, in braces and in the form with a colon and `endif`.

use super::calls::keyword_call;
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role as R};
use wardline_base::Span;

/// Assignments and `throw` are statements by themselves; after `<?=` the expression is printed.
pub(super) fn expression_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(inner) = l.named(id).next() else { return };
    let span = l.cst_node(id).span;
    if l.text[..span.start as usize].trim_end().ends_with("<?=") {
        let printed = l.cst_node(inner).span;
        l.node(id, K::ExprStmt, role, |l| {
            l.node_span(printed, K::Call, R::Operand, |l| {
                let start = Span::new(printed.start, printed.start);
                let word = l.literal(start, K::Name, R::Callee, "echo");
                l.add_flags(word, Flags::IMPLICIT);
                l.node_span(printed, K::Args, R::Args, |l| l.lower(inner, R::Item));
            });
        });
        return;
    }
    match l.kind(inner) {
        "assignment_expression"
        | "reference_assignment_expression"
        | "augmented_assignment_expression"
        | "throw_expression" => {
            let out = NodeId(l.tree.len() as u32);
            l.lower(inner, role);
            if out.index() < l.tree.len() {
                l.set_span(out, span);
            }
        }
        _ => {
            l.node(id, K::ExprStmt, role, |l| l.children(id, R::Operand));
        }
    }
}

/// `echo a, b;`, `exit(1);`, `unset($a);`: an expression statement of a call.
pub(super) fn call_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let text = l.text_of(id).trim_end_matches(|c: char| c == ';' || c.is_whitespace());
    let call = Span::new(span.start, span.start + text.len() as u32);
    l.node(id, K::ExprStmt, role, |l| keyword_call(l, id, call, R::Operand));
}

/// The children of a field.
fn in_field(l: &Lower<'_>, id: CstId, field: &str) -> Vec<CstId> {
    l.named(id).filter(|c| l.grammar.field_name(l.cst_node(*c).field) == field).collect()
}

/// The body of a control structure. Between a colon and `endfor` several statements are its children.
fn body(l: &mut Lower<'_>, id: CstId, role: R) {
    let statements = in_field(l, id, "body");
    match statements.as_slice() {
        [only] => l.block(*only, matches!(l.kind(*only), "compound_statement" | "colon_block"), role),
        _ => {
            let end = l.cst_node(id).span.end;
            let start = statements.first().map_or(end, |s| l.cst_node(*s).span.start);
            let stop = statements.last().map_or(end, |s| l.cst_node(*s).span.end);
            let out = l.node_span(Span::new(start, stop), K::Block, role, |l| {
                statements.iter().for_each(|s| l.lower(*s, R::Item));
            });
            l.add_flags(out, Flags::IMPLICIT);
        }
    }
}

/// `if` with its `elseif`s, each of which is the `else` of what comes before it.
pub(super) fn if_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let clauses = in_field(l, id, "alternative");
    branch(l, id, &clauses, l.cst_node(id).span.end, role);
}

fn branch(l: &mut Lower<'_>, id: CstId, clauses: &[CstId], end: u32, role: R) {
    let span = Span::new(l.cst_node(id).span.start, end);
    l.node_span(span, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, R::Then);
        match clauses.split_first() {
            Some((next, rest)) if l.kind(*next) == "else_if_clause" => {
                let last = l.cst_node(*rest.last().unwrap_or(next)).span.end;
                branch(l, *next, rest, last, R::Else);
            }
            Some((next, _)) => l.lower(*next, R::Else),
            None => {}
        }
    });
}

/// `else if` is an `if` in the place of the block.
pub(super) fn else_clause(l: &mut Lower<'_>, id: CstId, role: R) {
    match l.field(id, "body") {
        Some(next) if l.kind(next) == "if_statement" => l.lower(next, role),
        _ => body(l, id, role),
    }
}

pub(super) fn while_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let kind = if l.kind(id) == "do_statement" { K::DoWhile } else { K::While };
    l.node(id, kind, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        body(l, id, R::Body);
    });
}

pub(super) fn for_statement(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::For, role, |l| {
        l.lower_field(id, "initialize", R::Init);
        l.lower_field(id, "condition", R::Cond);
        l.lower_field(id, "update", R::Update);
        body(l, id, R::Body);
    });
}

/// `foreach ($list as $key => $value)`, whose target is a pair.
pub(super) fn foreach(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::ForEach, role, |l| {
        let parts = in_field(l, id, "");
        if let Some(target) = parts.get(1) {
            l.lower(*target, R::Target);
        }
        if let Some(iterated) = parts.first() {
            l.lower(*iterated, R::Iter);
        }
        body(l, id, R::Body);
    });
    l.add_flags(out, Flags::DECLARES);
}

/// A case of a `switch`.
pub(super) fn case(l: &mut Lower<'_>, id: CstId, role: R) {
    let value = l.field(id, "value");
    let statements: Vec<CstId> = l.named(id).filter(|c| Some(*c) != value).collect();
    let end = l.cst_node(id).span.end;
    let start = statements.first().map_or(end, |s| l.cst_node(*s).span.start);
    l.node(id, K::Case, role, |l| {
        if let Some(value) = value {
            l.lower(value, R::Item);
        }
        let out = l.node_span(Span::new(start, end), K::Block, R::Body, |l| {
            statements.iter().for_each(|s| l.lower(*s, R::Item));
        });
        l.add_flags(out, Flags::IMPLICIT);
    });
}

/// A case of a `match`, whose value is yielded.
pub(super) fn arm(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Case, role, |l| {
        l.lower_field(id, "conditional_expressions", R::Item);
        let Some(value) = l.field(id, "return_expression") else { return };
        let out = l.node(value, K::Block, R::Body, |l| {
            let inner = l.node(value, K::Yield, R::Item, |l| l.lower(value, R::Operand));
            l.add_flags(inner, Flags::IMPLICIT);
        });
        l.add_flags(out, Flags::IMPLICIT);
    });
}

/// `catch (A | B $e)`. In a pattern, `catch (...)` says nothing about what is caught.
pub(super) fn catch(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Catch, role, |l| {
        if let Some(types) = l.field(id, "type").filter(|t| !l.is_ellipsis(*t)) {
            l.lower(types, R::Type);
        }
        l.lower_field(id, "name", R::Name);
        l.lower_field(id, "body", R::Body);
    });
}

/// The block of a `finally` starts with the keyword and has it as symbol, so that a pattern of it alone matches no other block.
pub(super) fn finally(l: &mut Lower<'_>, id: CstId, _role: R) {
    let out = l.node(id, K::Block, R::Finally, |l| {
        if let Some(block) = l.field(id, "body") {
            l.children(block, R::Item);
        }
    });
    l.set_word(out, "finally");
}
