//! Lists of statements, branches, loops, rescues, jumps, and what a method's body returns.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::ruby::{calls, patterns};
use crate::tree::{Flags, NodeId, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// The statements of a concrete node as items of the open node.
pub(super) fn list(l: &mut Lower<'_>, id: CstId) {
    for child in l.named(id) {
        statement(l, child);
    }
}

/// One statement. Expressions get an `ExprStmt` around them.
fn statement(l: &mut Lower<'_>, id: CstId) {
    match l.kind(id) {
        "parenthesized_statements" if l.named(id).count() == 1 => list(l, id),
        "identifier" if !l.is_hole(id) => name_statement(l, id),
        "empty_statement"
        | "assignment"
        | "operator_assignment"
        | "if"
        | "unless"
        | "if_modifier"
        | "unless_modifier"
        | "while"
        | "until"
        | "while_modifier"
        | "until_modifier"
        | "for"
        | "case"
        | "case_match"
        | "begin"
        | "begin_block"
        | "end_block"
        | "rescue_modifier"
        | "return"
        | "break"
        | "next"
        | "redo"
        | "retry"
        | "undef"
        | "alias"
        | "method"
        | "singleton_method"
        | "class"
        | "module"
        | "singleton_class"
        | "uninterpreted"
        | "parenthesized_statements" => l.lower(id, R::Item),
        _ if l.cst_node(id).error => l.lower(id, R::Item),
        _ => {
            l.node(id, K::ExprStmt, R::Item, |l| l.lower(id, R::Operand));
        }
    }
}

/// How many concrete nodes before a name are looked through for its assignment.
const LOCAL_REACH: u32 = 1_024;

/// A name alone is a call unless it is a local variable. In a pattern it stays a name, which such calls match too.
fn name_statement(l: &mut Lower<'_>, id: CstId) {
    l.node(id, K::ExprStmt, R::Item, |l| {
        if l.holes.is_some() || is_local(l, id) {
            return l.lower(id, R::Operand);
        }
        l.node(id, K::Call, R::Operand, |l| {
            l.lower(id, R::Callee);
            calls::empty_arguments(l, l.cst_node(id).span.end);
        });
    });
}

/// Whether a name is a parameter around it or is given a value not far before it in the same method.
fn is_local(l: &Lower<'_>, id: CstId) -> bool {
    let (name, length) = (l.text_of(id), l.cst_node(id).span.len());
    let is_same = |c: CstId| {
        let node = l.cst_node(c);
        node.span.len() == length && l.kind(c) == "identifier" && l.text_of(c) == name
    };
    let mut scope = id;
    loop {
        scope = CstId(l.cst_node(scope).parent);
        let kind = l.kind(scope);
        if matches!(kind, "method" | "singleton_method" | "lambda" | "block" | "do_block")
            && let Some(parameters) = l.field(scope, "parameters")
            && (parameters.0..l.cst_node(parameters).end_node).any(|i| is_same(CstId(i)))
        {
            return true;
        }
        if scope.0 == 0 || matches!(kind, "method" | "singleton_method" | "class" | "module" | "singleton_class") {
            break;
        }
    }
    let is_assigned = |c: CstId| {
        let parent = CstId(l.cst_node(c).parent);
        match l.kind(parent) {
            "assignment" | "operator_assignment" => l.field(parent, "left") == Some(c),
            "left_assignment_list" | "rest_assignment" | "destructured_left_assignment" | "exception_variable" => true,
            "for" => l.field(parent, "pattern") == Some(c),
            _ => false,
        }
    };
    let first = scope.0.max(id.0.saturating_sub(LOCAL_REACH));
    (first..id.0).map(CstId).any(|c| is_same(c) && is_assigned(c))
}

/// The bytes from the first to the last statement.
fn extent(l: &Lower<'_>, id: CstId) -> Option<Span> {
    l.named(id).map(|c| l.cst_node(c).span).reduce(Span::cover)
}

/// A list of statements as a block.
pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: Role) {
    body(l, Some(id), l.cst_node(id).span.end, role);
}

/// A block of the statements of `id`, empty at `end` if there are none; rescues among them make one `Try` of it all.
pub(super) fn body(l: &mut Lower<'_>, id: Option<CstId>, end: u32, role: Role) -> NodeId {
    let span = id.and_then(|id| extent(l, id)).unwrap_or(Span::new(end, end));
    let out = l.open_span(span, K::Block, role);
    if id.is_none() {
        l.add_flags(out, Flags::IMPLICIT);
    }
    if let Some(id) = id {
        if rescues(l, id) { attempt(l, id, span, R::Item) } else { list(l, id) }
    }
    l.close(out);
    out
}

fn is_clause(kind: &str) -> bool {
    matches!(kind, "rescue" | "else" | "ensure")
}

fn rescues(l: &Lower<'_>, id: CstId) -> bool {
    l.named(id).any(|c| is_clause(l.kind(c)))
}

/// The statements of `id` up to its first clause, and the clauses.
fn attempt(l: &mut Lower<'_>, id: CstId, span: Span, role: Role) {
    l.node_span(span, K::Try, role, |l| {
        let tried: Vec<CstId> = l.named(id).filter(|c| !is_clause(l.kind(*c))).collect();
        let extent = tried.iter().map(|c| l.cst_node(*c).span).reduce(Span::cover);
        l.node_span(extent.unwrap_or(Span::new(span.start, span.start)), K::Block, R::Body, |l| {
            tried.iter().for_each(|c| statement(l, *c));
        });
        for clause in l.named(id) {
            match l.kind(clause) {
                "rescue" => rescue(l, clause, R::Handler),
                "else" => block(l, clause, R::Else),
                "ensure" => block(l, clause, R::Finally),
                _ => {}
            }
        }
    });
}

pub(super) fn begin(l: &mut Lower<'_>, id: CstId, role: Role) {
    if rescues(l, id) {
        attempt(l, id, l.cst_node(id).span, role);
    } else {
        l.node(id, K::Block, role, |l| list(l, id));
    }
}

/// `rescue A, B => e`.
pub(super) fn rescue(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Catch, role, |l| {
        l.lower_field(id, "exceptions", R::Type);
        if let Some(variable) = l.field(id, "variable") {
            match l.named(variable).next() {
                Some(name) if l.kind(name) == "identifier" => l.leaf(name, K::Ident, R::Name),
                _ => l.lower(variable, R::Name),
            }
        }
        body(l, l.field(id, "body"), l.cst_node(id).span.end, R::Body);
    });
}

/// `a rescue b`.
pub(super) fn rescue_modifier(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Try, role, |l| {
        single(l, l.field(id, "body"), R::Body);
        if let Some(handler) = l.field(id, "handler") {
            l.node(handler, K::Catch, R::Handler, |l| single(l, Some(handler), R::Body));
        }
    });
}

/// One statement as a block.
fn single(l: &mut Lower<'_>, id: Option<CstId>, role: Role) {
    let Some(id) = id else { return };
    let out = l.node(id, K::Block, role, |l| statement(l, id));
    l.add_flags(out, Flags::IMPLICIT);
}

/// The body of a method written as `= expression`.
pub(super) fn single_body(l: &mut Lower<'_>, id: CstId) -> NodeId {
    let out = NodeId(l.tree.len() as u32);
    single(l, Some(id), R::Body);
    out
}

/// `(a; b)` is a block, `(a)` just `a`.
pub(super) fn parenthesized(l: &mut Lower<'_>, id: CstId, role: Role) {
    if l.named(id).count() == 1 {
        return l.children(id, role);
    }
    l.node(id, K::Block, role, |l| list(l, id));
}

/// The condition, or for `unless` and `until` its opposite.
fn test(l: &mut Lower<'_>, id: CstId) {
    let Some(condition) = l.field(id, "condition") else { return };
    if matches!(l.kind(id), "unless" | "unless_modifier" | "until" | "until_modifier") {
        let out = l.open(condition, K::Unary, R::Cond);
        l.set_word(out, "!");
        l.lower(condition, R::Operand);
        l.close(out);
    } else {
        l.lower(condition, R::Cond);
    }
}

/// `if`, `elsif`, `unless` and their modifiers.
pub(super) fn condition(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::If, role, |l| {
        test(l, id);
        if l.kind(id).ends_with("_modifier") {
            return single(l, l.field(id, "body"), R::Then);
        }
        let end = l.field(id, "condition").map_or(l.cst_node(id).span.end, |c| l.cst_node(c).span.end);
        body(l, l.field(id, "consequence"), end, R::Then);
        l.lower_field(id, "alternative", R::Else);
    });
}

/// `while`, `until` and their modifiers, which run a `begin … end` before they test.
pub(super) fn repetition(l: &mut Lower<'_>, id: CstId, role: Role) {
    let statement = l.field(id, "body");
    let is_modifier = l.kind(id).ends_with("_modifier");
    let runs_first = is_modifier && statement.is_some_and(|b| l.kind(b) == "begin");
    l.node(id, if runs_first { K::DoWhile } else { K::While }, role, |l| {
        test(l, id);
        if is_modifier && !runs_first {
            single(l, statement, R::Body);
        } else {
            body(l, statement, l.cst_node(id).span.end, R::Body);
        }
    });
}

pub(super) fn for_each(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::ForEach, role, |l| {
        l.lower_field(id, "pattern", R::Target);
        l.lower_field(id, "value", R::Iter);
        body(l, l.field(id, "body"), l.cst_node(id).span.end, R::Body);
    });
}

/// `case` with `when` or `in` clauses.
pub(super) fn case(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Switch, role, |l| {
        l.lower_field(id, "value", R::Cond);
        let value = l.field(id, "value");
        for clause in l.named(id).filter(|c| Some(*c) != value) {
            match l.kind(clause) {
                "else" => {
                    l.node(clause, K::Case, R::Item, |l| block(l, clause, R::Body));
                }
                "in_clause" => patterns::clause(l, clause, R::Item),
                _ => l.lower(clause, R::Item),
            }
        }
    });
}

pub(super) fn when(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Case, role, |l| {
        let body = l.field(id, "body");
        for pattern in l.named(id).filter(|c| Some(*c) != body) {
            l.lower(pattern, R::Item);
        }
        self::body(l, body, l.cst_node(id).span.end, R::Body);
    });
}

/// `return`, `break`, `next` and `yield`: several values are a tuple.
pub(super) fn jump(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = match l.kind(id) {
        "return" => K::Return,
        "break" => K::Break,
        "next" => K::Continue,
        _ => K::Yield,
    };
    l.node(id, kind, role, |l| {
        let Some(values) = l.child_of_kind(id, "argument_list") else { return };
        if l.named(values).count() == 1 {
            l.children(values, R::Operand);
        } else {
            l.node(values, K::Tuple, R::Operand, |l| l.children(values, R::Item));
        }
    });
}

/// Makes the expressions that a body ends in, in every branch, what it returns. A pattern's stay statements, which match returns too.
pub(super) fn return_value(l: &mut Lower<'_>, id: NodeId) {
    if l.holes.is_some() {
        return;
    }
    let node = *l.tree.node(id);
    let below: Vec<NodeId> = match node.kind {
        K::ExprStmt => {
            l.tree.node_mut(id).kind = K::Return;
            return l.add_flags(id, Flags::IMPLICIT);
        }
        K::Block => l.tree.children_as(id, R::Item).last().into_iter().collect(),
        K::If | K::Switch | K::Case | K::Try | K::Catch => {
            // The value of a `begin` with an `else` is that of the `else`.
            let has_else = node.kind == K::Try && l.tree.child(id, R::Else).is_some();
            let is_branch = |role| match role {
                R::Then | R::Else | R::Handler => true,
                R::Item => node.kind == K::Switch,
                R::Body => !has_else,
                _ => false,
            };
            l.tree.children(id).filter(|c| is_branch(l.tree.node(*c).role)).collect()
        }
        _ => return,
    };
    below.into_iter().for_each(|n| return_value(l, n));
}
