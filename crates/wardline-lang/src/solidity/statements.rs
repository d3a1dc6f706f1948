//! Solidity's statements, and its pragmas.

use super::{arguments_of, declarations, groups, list, operators};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// A version in a pragma is no expression, so a pattern with a metavariable in it is read as a pragma of another name, of which the
/// grammar takes any text.
pub(super) fn is_pragma(pattern: &str) -> bool {
    pattern.starts_with("pragma ")
}

pub(super) fn readable_pragma(pattern: &str) -> String {
    pattern.replacen("solidity", "Solidity", 1)
}

/// Whether a pattern starts with a word that begins a statement, but that the grammar takes for a name in an expression.
pub(super) fn starts_with_keyword(pattern: &str) -> bool {
    let word = pattern.split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or("");
    matches!(word, "for" | "while" | "do" | "if" | "try" | "catch" | "unchecked" | "assembly" | "return" | "emit")
}

/// Whether a pattern starts like a declaration of these kinds, whose keyword the grammar takes for the type of a variable.
pub(super) fn starts_with_declaration(pattern: &str) -> bool {
    const KEYWORDS: [&str; 10] =
        ["contract", "interface", "library", "struct", "enum", "function", "modifier", "event", "error", "abstract"];
    let mut words = pattern.split_whitespace();
    let (first, second) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    KEYWORDS.contains(&first) && second.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '_'))
}

/// The words of a pragma: its name, then what it asks for, a comparison with its operator.
pub(super) fn pragma(l: &mut Lower<'_>, id: CstId, role: Role) {
    let whole = l.cst_node(id).span;
    let text = l.text_of(id);
    l.node(id, K::Directive, role, |l| {
        let mut comparison: Option<(&str, Span)> = None;
        for (index, (at, word)) in words(text).into_iter().enumerate() {
            let start = whole.start + at as u32;
            let span = Span::new(start, start + word.len() as u32);
            match (index, comparison.take()) {
                (0, _) => drop(l.leaf_word(span, K::Ident, R::Name, "pragma")),
                (1, _) => drop(l.leaf_word(span, K::Name, R::Item, &word.to_ascii_lowercase())),
                _ if word.starts_with(COMPARISON) => comparison = Some((word, span)),
                (_, Some((operator, from))) => {
                    let out = l.node_span(from.cover(span), K::Unary, R::Item, |l| {
                        l.leaf_word(span, K::Num, R::Operand, word);
                    });
                    l.set_word(out, operator);
                }
                (_, None) => drop(l.leaf_word(span, K::Num, R::Item, word)),
            }
        }
    });
}

const COMPARISON: [char; 5] = ['<', '>', '=', '^', '~'];

/// The words of a text and where they stand; comparison signs are words of their own.
fn words(text: &str) -> Vec<(usize, &str)> {
    let class = |c: char| match c {
        _ if c.is_whitespace() || c == ';' => 0,
        _ if COMPARISON.contains(&c) => 1,
        _ => 2,
    };
    let mut out = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let next = text[at + c.len_utf8()..].chars().next();
        if next.is_none_or(|n| class(n) != class(c)) {
            if class(c) > 0 {
                out.push((start, &text[start..at + c.len_utf8()]));
            }
            start = at + c.len_utf8();
        }
    }
    out
}

/// A block; `unchecked { … }` is a block inside of `unchecked`.
pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(word) = l.child_of_kind(id, "unchecked") else {
        l.node(id, K::Block, role, |l| l.children(id, R::Item));
        return;
    };
    let end = l.cst_node(id).span.end;
    let out = l.open(id, K::With, role);
    l.set_word(out, "unchecked");
    let after = Span::new(l.cst_node(word).span.end, end);
    let inner = l.text[after.range()].find('{').map_or(after, |i| Span::new(after.start + i as u32, end));
    l.node_span(inner, K::Block, R::Body, |l| l.children(id, R::Item));
    l.close(out);
}

/// The statement that a `statement` node wraps.
fn inner(l: &Lower<'_>, id: CstId) -> CstId {
    if l.kind(id) == "statement" { l.named(id).next().unwrap_or(id) } else { id }
}

fn body(l: &mut Lower<'_>, statement: CstId, role: Role) {
    let statement = inner(l, statement);
    let is_block = l.kind(statement) == "block_statement" && l.child_of_kind(statement, "unchecked").is_none();
    l.block(statement, is_block, role);
}

/// Assignments are statements by themselves.
pub(super) fn expression_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(expression) = l.named(id).next() else { return };
    match operators::read(l, expression) {
        Ok(found) if operators::assigns(l, &found) => {
            let before = l.tree.len();
            operators::emit(l, &found, role);
            l.set_span(NodeId(before as u32), l.cst_node(id).span);
        }
        Ok(found) => {
            l.node(id, K::ExprStmt, role, |l| operators::emit(l, &found, R::Operand));
        }
        Err(_) => l.lower(expression, role),
    }
}

pub(super) fn declaration(l: &mut Lower<'_>, id: CstId, role: Role) {
    let out = l.node(id, K::Assign, role, |l| {
        match l.named(id).next() {
            Some(one) if l.kind(one) == "variable_declaration" => declarations::variable_parts(l, one),
            Some(tuple) => l.lower(tuple, R::Target),
            None => {}
        }
        l.lower_field(id, "value", R::Value);
    });
    l.add_flags(out, Flags::DECLARES);
}

pub(super) fn if_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::If, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        let branches: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "statement").collect();
        if let Some(then) = branches.first() {
            body(l, *then, R::Then);
        }
        match branches.get(1).map(|b| inner(l, *b)) {
            Some(next) if l.kind(next) == "if_statement" => l.lower(next, R::Else),
            Some(other) => body(l, other, R::Else),
            None => {}
        }
    });
}

pub(super) fn for_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::For, role, |l| {
        for child in l.named(id) {
            match l.grammar.field_name(l.cst_node(child).field) {
                "initial" => l.lower(child, R::Init),
                // The grammar takes the condition with its `;` for a statement.
                "condition" => match l.named(child).next() {
                    Some(condition) if l.kind(child) == "expression_statement" => l.lower(condition, R::Cond),
                    _ => l.lower(child, R::Cond),
                },
                "update" => l.lower(child, R::Update),
                "body" => body(l, child, R::Body),
                _ => {}
            }
        }
    });
}

pub(super) fn while_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    let kind = if l.kind(id) == "while_statement" { K::While } else { K::DoWhile };
    l.node(id, kind, role, |l| {
        l.lower_field(id, "condition", R::Cond);
        if let Some(statement) = l.field(id, "body") {
            body(l, statement, R::Body);
        }
    });
}

/// The call that `emit` or `revert` is followed by.
fn raised(l: &mut Lower<'_>, name: CstId, arguments: CstId) {
    let end = groups(l, arguments).last().map_or(l.cst_node(name).span, |g| g.span);
    l.node_span(l.cst_node(name).span.cover(end), K::Call, R::Operand, |l| {
        l.lower(name, R::Callee);
        arguments_of(l, arguments, R::Args);
    });
}

/// An event is called, so that a pattern of the call finds it.
pub(super) fn emit(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(name) = l.field(id, "name") else { return };
    let out = l.node(id, K::Spawn, role, |l| raised(l, name, id));
    l.set_word(out, "emit");
}

/// `revert E(…);` throws; `revert("…");` calls the function of this name, whose argument the grammar takes for an error in parentheses.
pub(super) fn revert(l: &mut Lower<'_>, id: CstId, role: Role) {
    let arguments = l.child_of_kind(id, "revert_arguments");
    let error = l.field(id, "error");
    let in_parentheses = |e: &CstId| l.text_of(*e).starts_with('(');
    if let Some((error, arguments)) = error.zip(arguments) {
        l.node(id, K::Throw, role, |l| raised(l, error, arguments));
        return;
    }
    if let Some(error) = error.filter(|e| !in_parentheses(e)) {
        l.node(id, K::Throw, role, |l| l.lower(error, R::Operand));
        return;
    }
    let whole = l.cst_node(id).span;
    let word = Span::new(whole.start, (whole.start + "revert".len() as u32).min(whole.end));
    let list_span = arguments.or(error).map(|a| l.cst_node(a).span);
    l.node(id, K::ExprStmt, role, |l| {
        l.node_span(list_span.map_or(word, |s| word.cover(s)), K::Call, R::Operand, |l| {
            l.leaf_word(word, K::Name, R::Callee, "revert");
            let span = list_span.unwrap_or(Span::new(word.end, word.end));
            l.node_span(span, K::Args, R::Args, |l| {
                if let Some(list) = arguments {
                    l.children(list, R::Item);
                } else if let Some(error) = error {
                    reverted(l, error);
                }
            });
        });
    });
}

/// What stands in the parentheses behind `revert`: one expression, or a tuple of several.
fn reverted(l: &mut Lower<'_>, error: CstId) {
    match l.named(error).next() {
        Some(tuple) if l.kind(tuple) == "tuple_expression" => l.children(tuple, R::Item),
        _ => l.lower(error, R::Item),
    }
}

/// `try call returns (…) { … } catch { … }`; the call is the operand, so that a pattern must have the same.
pub(super) fn try_statement(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Try, role, |l| {
        l.lower_field(id, "attempt", R::Operand);
        if let Some(returned) = groups(l, id).first() {
            list(l, returned, K::Params, R::Params);
        }
        for child in l.named(id) {
            match l.kind(child) {
                "block_statement" => l.lower(child, R::Body),
                "catch_clause" => l.lower(child, R::Handler),
                _ => {}
            }
        }
    });
}

/// `catch Error(string memory e) { … }`: the word before the parameters is the type of what is caught.
pub(super) fn catch(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Catch, role, |l| {
        if let Some(kind) = l.child_of_kind(id, "identifier") {
            l.node(kind, K::Type, R::Type, |l| l.lower(kind, R::Item));
        }
        if let Some(parameters) = groups(l, id).first() {
            list(l, parameters, K::Params, R::Params);
        }
        l.lower_field(id, "body", R::Body);
    });
}
