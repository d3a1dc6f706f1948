//! The preprocessor: includes are imports, macros are what their text makes when it is parsed, branches all stay.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// `#include <a.h>` and `#include "a.h"`, which differ. The keyword is a modifier, so that a pattern of an include matches no `using`.
pub(super) fn include(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open(id, K::ImportModule, role);
    if l.holes.is_none() {
        // An include binds no name.
        l.add_flags(out, Flags::UNBOUND);
    }
    if let Some(word) = l.cst.children(id).next() {
        l.literal(l.cst_node(word).span, K::Modifier, R::Attr, "#include");
    }
    if let Some(path) = l.field(id, "path") {
        let start = l.cst_node(id).span.start;
        l.set_span(out, Span::new(start, l.cst_node(path).span.end));
        l.node(path, K::Path, R::Path, |l| l.lower(path, R::Item));
    }
    l.close(out);
}

/// The code in the branches, without the conditions. What `#if 0` switches off is no code.
pub(super) fn branches(l: &mut Lower<'_>, id: CstId, role: R) {
    let off = l.field(id, "condition").is_some_and(|c| l.text_of(c) == "0");
    for child in l.named(id) {
        match l.grammar.field_name(l.cst_node(child).field) {
            "condition" | "name" => {}
            "alternative" => l.lower(child, role),
            _ if off => {}
            _ => l.lower(child, role),
        }
    }
}

/// `#define NAME value`: a constant with the keyword as a modifier. It is no declaration of its own, so that a macro which the branches of
/// the preprocessor define differently has several definitions and no known value.
pub(super) fn constant(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(name) = l.field(id, "name") else { return };
    let out = l.open_span(line(l, id), K::Assign, role);
    l.add_flags(out, Flags::CONSTANT);
    keyword(l, id);
    l.leaf(name, K::Name, R::Target);
    if let Some(value) = l.field(id, "value") {
        expression(l, value, R::Value);
    }
    l.close(out);
}

/// `#define NAME(a, b) text`: a function that returns the text, or consists of it.
pub(super) fn function(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(name) = l.field(id, "name") else { return };
    let out = l.open_span(line(l, id), K::Func, role);
    keyword(l, id);
    l.leaf(name, K::Ident, R::Name);
    if let Some(list) = l.field(id, "parameters") {
        l.node(list, K::Params, R::Params, |l| {
            for parameter in l.named(list) {
                l.node(parameter, K::Param, R::Item, |l| l.leaf(parameter, K::Ident, R::Name));
            }
        });
    }
    if let Some(value) = l.field(id, "value") {
        body(l, value);
    }
    l.close(out);
}

/// A directive without its line end.
fn line(l: &Lower<'_>, id: CstId) -> Span {
    let span = l.cst_node(id).span;
    Span::new(span.start, span.start + l.text_of(id).trim_end().len() as u32)
}

fn keyword(l: &mut Lower<'_>, id: CstId) {
    if let Some(word) = l.cst.children(id).next() {
        l.literal(l.cst_node(word).span, K::Modifier, R::Attr, "#define");
    }
}

/// Parses a macro's text between `prefix` and `suffix`, and lowers it with `fill`.
fn parsed(l: &mut Lower<'_>, value: CstId, (prefix, suffix): (&str, &str), fill: impl FnOnce(&mut Lower<'_>)) -> bool {
    let start = l.cst_node(value).span.start;
    let Some(start) = start.checked_sub(prefix.len() as u32) else { return false };
    let text = [prefix, l.text_of(value), suffix].concat();
    l.embedded(&text, start, fill)
}

fn find(l: &Lower<'_>, kind: &str) -> Option<CstId> {
    (0..l.cst.nodes.len() as u32).map(CstId).find(|c| l.kind(*c) == kind)
}

/// Around a macro's text, what makes an expression of it.
const EXPRESSION: (&str, &str) = ("int x=", "\n;");
/// Around a macro's text, what makes statements of it.
const STATEMENTS: (&str, &str) = ("void f(){", "\n;}");

fn expression(l: &mut Lower<'_>, value: CstId, role: R) -> bool {
    parsed(l, value, EXPRESSION, |l| {
        if let Some(inner) = find(l, "init_declarator").and_then(|d| l.field(d, "value")) {
            l.lower(inner, role);
        }
    })
}

fn body(l: &mut Lower<'_>, value: CstId) {
    let span = l.cst_node(value).span;
    let out = l.open_span(span, K::Block, R::Body);
    l.add_flags(out, Flags::IMPLICIT);
    let is_expression = parsed(l, value, EXPRESSION, |l| {
        let inner = find(l, "init_declarator").and_then(|d| l.field(d, "value"));
        if let Some(inner) = inner {
            let out = l.node(inner, K::Return, R::Item, |l| l.lower(inner, R::Operand));
            l.add_flags(out, Flags::IMPLICIT);
        }
    });
    if !is_expression {
        parsed(l, value, STATEMENTS, |l| {
            if let Some(list) = find(l, "compound_statement") {
                l.children(list, R::Item);
            }
        });
    }
    l.close(out);
}

/// `#pragma once`, `#error text` and their like: the word and the text after it.
pub(super) fn directive(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.open_span(line(l, id), K::Directive, role);
    if let Some(word) = l.field(id, "directive") {
        let name: String = l.text_of(word).split_whitespace().collect();
        l.literal(l.cst_node(word).span, K::Ident, R::Name, &name);
    }
    if let Some(argument) = l.field(id, "argument") {
        l.leaf_word(l.cst_node(argument).span, K::Str, R::Item, l.text_of(argument).trim());
    }
    l.close(out);
}
