//! Calls, their arguments and the blocks they are given.
//!
//! Symbols as keys of arguments are keyword arguments, in whichever spelling; other keys stay pairs.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::ruby::{declarations, literals, statements};
use crate::tree::{Flags, NodeKind as K, Role, Role as R};
use wardline_base::Span;

/// `f x`, `a.f(x)`, `a.f`, `a.(x)`, each with or without a block.
pub(super) fn call(l: &mut Lower<'_>, id: CstId, role: Role) {
    let arguments = l.field(id, "arguments");
    let block = l.field(id, "block");
    let Some(block) = block else {
        return match taken_by_ellipsis(l, arguments) {
            Some((ellipsis, block)) => with_block(l, id, block, role, |l, span| {
                l.node_span(span, K::Call, R::Callee, |l| {
                    callee(l, id, R::Callee);
                    l.node(ellipsis, K::Args, R::Args, |l| l.leaf(ellipsis, K::Ident, R::Item));
                });
            }),
            None => without_block(l, id, l.cst_node(id).span, arguments, role),
        };
    };
    with_block(l, id, block, role, |l, span| {
        l.node_span(span, K::Call, R::Callee, |l| call_parts(l, id, arguments));
    });
}

/// In a pattern, the block of `f ... { }` that the grammar gives to the ellipsis.
fn taken_by_ellipsis(l: &Lower<'_>, arguments: Option<CstId>) -> Option<(CstId, CstId)> {
    l.holes?;
    let last = l.named(arguments?).last().filter(|c| l.kind(*c) == "call")?;
    let name = l.field(last, "method").filter(|m| l.is_ellipsis(*m))?;
    let is_bare = l.field(last, "receiver").is_none() && l.field(last, "arguments").is_none();
    is_bare.then(|| l.field(last, "block").map(|block| (name, block))).flatten()
}

/// The call that hands `block` to the call that `inner` lowers, whose span it is given.
fn with_block(l: &mut Lower<'_>, id: CstId, block: CstId, role: Role, inner: impl FnOnce(&mut Lower<'_>, Span)) {
    let span = l.cst_node(id).span;
    l.node(id, K::Call, role, |l| {
        let end = l.text[span.start as usize..l.cst_node(block).span.start as usize].trim_end().len() as u32;
        inner(l, Span::new(span.start, span.start + end));
        l.node(block, K::Args, R::Args, |l| self::block(l, block, R::Item));
    });
}

fn without_block(l: &mut Lower<'_>, id: CstId, span: Span, arguments: Option<CstId>, role: Role) {
    match arguments {
        None => callee(l, id, role),
        Some(_) => {
            l.node_span(span, K::Call, role, |l| call_parts(l, id, arguments));
        }
    }
}

fn call_parts(l: &mut Lower<'_>, id: CstId, arguments: Option<CstId>) {
    callee(l, id, R::Callee);
    match arguments {
        Some(arguments) => self::arguments(l, arguments, R::Args),
        None => empty_arguments(l, l.field(id, "method").map_or(l.cst_node(id).span.end, |m| l.cst_node(m).span.end)),
    }
}

/// The arguments of a call that is written without any.
pub(super) fn empty_arguments(l: &mut Lower<'_>, at: u32) {
    l.node_span(Span::new(at, at), K::Args, R::Args, |_| {});
}

fn callee(l: &mut Lower<'_>, id: CstId, role: Role) {
    match (l.field(id, "receiver"), l.field(id, "method")) {
        (Some(receiver), Some(method)) => {
            let span = l.cst_node(receiver).span.cover(l.cst_node(method).span);
            let out = l.node_span(span, K::Member, role, |l| {
                l.lower(receiver, R::Object);
                l.leaf(method, K::Ident, R::Name);
            });
            if l.has_token(id, "&.") {
                l.add_flags(out, Flags::OPTIONAL);
            }
        }
        (Some(only), None) | (None, Some(only)) => l.lower(only, role),
        (None, None) => {}
    }
}

/// The arguments of a call, with or without parentheses.
pub(super) fn arguments(l: &mut Lower<'_>, id: CstId, role: Role) {
    l.node(id, K::Args, role, |l| {
        for argument in l.named(id) {
            match symbol_key(l, argument) {
                Some(key) => keyword(l, argument, key),
                None => l.lower(argument, R::Item),
            }
        }
    });
}

/// The key of `key: value` or `:key => value`.
fn symbol_key(l: &Lower<'_>, argument: CstId) -> Option<CstId> {
    let key = l.field(argument, "key").filter(|_| l.kind(argument) == "pair")?;
    let before_colon = l.kind(key) == "string" && l.has_token(argument, ":");
    (before_colon || literals::plain_symbol(l, key).is_some()).then_some(key)
}

fn keyword(l: &mut Lower<'_>, argument: CstId, key: CstId) {
    l.node(argument, K::KwArg, R::Item, |l| {
        let span = literals::content_span(l, key);
        l.leaf_word(span, K::Ident, R::Name, &l.text[span.range()]);
        value(l, argument, key);
    });
}

/// The value of a pair; `x:` alone means `x: x`.
fn value(l: &mut Lower<'_>, pair: CstId, key: CstId) {
    match l.field(pair, "value") {
        Some(value) => l.lower(value, R::Value),
        None => l.leaf(key, K::Name, R::Value),
    }
}

/// An entry of a hash. A string before a colon is a symbol.
pub(super) fn pair(l: &mut Lower<'_>, id: CstId, role: Role) {
    let Some(key) = l.field(id, "key") else { return l.children(id, role) };
    l.node(id, K::Pair, role, |l| {
        if l.kind(key) == "string" && l.has_token(id, ":") {
            literals::symbol(l, key, R::Key);
        } else {
            l.lower(key, R::Key);
        }
        value(l, id, key);
    });
}

/// A block or a lambda: a function without a name.
pub(super) fn block(l: &mut Lower<'_>, id: CstId, role: Role) {
    // The block of a lambda holds its body.
    let holder = l.field(id, "body").filter(|b| matches!(l.kind(*b), "block" | "do_block")).unwrap_or(id);
    let out = l.node(id, K::Func, role, |l| {
        match l.field(id, "parameters") {
            Some(parameters) => declarations::parameters(l, parameters, R::Params),
            None => declarations::no_parameters(l, l.cst_node(id).span.start),
        }
        let end = l.cst_node(id).span.end.saturating_sub(1);
        let body = statements::body(l, l.field(holder, "body"), end, R::Body);
        statements::return_value(l, body);
    });
    l.add_flags(out, Flags::LAMBDA);
}
