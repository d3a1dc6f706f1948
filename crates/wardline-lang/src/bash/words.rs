//! Words: literals, expansions, substitutions, and what is glued together from them.

use super::{arithmetic, commands};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::placeholder::reserved_length;
use crate::tree::{NodeKind as K, Role as R};
use wardline_base::Span;

/// A piece of a word or of a string in quotes.
enum Part {
    /// Literal text without its quotes.
    Text(String, Span),
    /// Anything else, by its node.
    Node(CstId),
    /// A placeholder, or `...` in code within a string, which placeholders do not reach.
    Hole(Span),
}

/// A word of a command. Quotes around literal text make no difference.
pub(super) fn word(l: &mut Lower<'_>, id: CstId, role: R) {
    if l.cst_node(id).missing {
        return;
    }
    let span = l.cst_node(id).span;
    match l.kind(id) {
        "command_name" | "translated_string" => match l.named(id).next() {
            Some(inner) => word(l, inner, role),
            None => l.leaf(id, K::Str, role),
        },
        "word" | "number" | "extglob_pattern" | "regex" | "string_content" | "brace_expression" | "concatenation" => {
            glued(l, id, role)
        }
        "string" => text_with_expansions(l, quoted(l, span), &[id], role),
        "raw_string" => drop(l.literal(span, K::Str, role, &l.text[quoted(l, span).range()])),
        "ansi_c_string" => {
            let inner = quoted(l, Span::new(span.end - l.text_of(id).trim_start_matches('$').len() as u32, span.end));
            l.literal(span, K::Str, role, &l.text[inner.range()]);
        }
        "variable_name" | "special_variable_name" => l.leaf(id, K::Str, role),
        "simple_expansion" => simple_expansion(l, id, role),
        "expansion" => expansion(l, id, role),
        "command_substitution" => command_substitution(l, id, role),
        "process_substitution" => substitution(l, id, if l.has_token(id, "<(") { "<()" } else { ">()" }, role),
        "arithmetic_expansion" => arithmetic::double_parentheses(l, id, "$(())", role),
        _ => l.lower(id, role),
    }
}

/// The bytes between the quotes, as far as there are any: an unfinished script may lack the closing one.
fn quoted(l: &Lower<'_>, span: Span) -> Span {
    let is_quote = ['"', '\''];
    let written = &l.text[span.range()];
    let inner = written.strip_prefix(is_quote).unwrap_or(written);
    let length = inner.strip_suffix(is_quote).unwrap_or(inner).len() as u32;
    let start = span.end - inner.len() as u32;
    Span::new(start, start + length)
}

/// A variable's name where it is one.
pub(super) fn variable(l: &mut Lower<'_>, id: CstId, role: R) {
    l.leaf(id, K::Name, role);
}

/// A word that is one literal, or a call that concatenates its pieces. A string in quotes with expansions is one piece.
fn glued(l: &mut Lower<'_>, id: CstId, role: R) {
    let span = l.cst_node(id).span;
    let mut parts = Vec::new();
    collect_word(l, id, &mut parts);
    match parts.as_slice() {
        [] => drop(l.literal(span, K::Str, role, "")),
        [only] => part(l, only, span, role),
        _ => {
            let out = l.node(id, K::Call, role, |l| {
                l.node(id, K::Args, R::Args, |l| parts.iter().for_each(|p| part_in_place(l, p, R::Item)));
            });
            l.set_word(out, "+");
        }
    }
}

fn part_in_place(l: &mut Lower<'_>, part: &Part, role: R) {
    let span = match part {
        Part::Text(_, span) | Part::Hole(span) => *span,
        Part::Node(id) => l.cst_node(*id).span,
    };
    self::part(l, part, span, role);
}

fn part(l: &mut Lower<'_>, part: &Part, span: Span, role: R) {
    match part {
        Part::Text(text, _) => drop(l.literal(span, K::Str, role, text)),
        Part::Hole(at) => hole(l, *at, role),
        Part::Node(id) => word(l, *id, role),
    }
}

fn hole(l: &mut Lower<'_>, at: Span, role: R) {
    // The pattern side takes this for an ellipsis.
    let kind = if &l.text[at.range()] == "..." { K::Other } else { K::Str };
    l.leaf_word(at, kind, role, &l.text[at.range()]);
}

/// The pieces of a word: its text with what the grammar has nodes for in between.
fn collect_word(l: &Lower<'_>, id: CstId, parts: &mut Vec<Part>) {
    let mut at = l.cst_node(id).span.start;
    for child in l.named(id) {
        let span = l.cst_node(child).span;
        bare_text(l, Span::new(at, span.start.max(at)), parts);
        match l.kind(child) {
            "word" | "number" | "brace_expression" | "concatenation"
                if l.cst_node(id).kind != l.cst_node(child).kind =>
            {
                collect_word(l, child, parts);
            }
            "raw_string" => text(parts, &l.text[quoted(l, span).range()], span),
            "string" if l.named(child).all(|c| l.kind(c) == "string_content") => {
                text_in_quotes(l, child, span, parts);
            }
            _ => parts.push(Part::Node(child)),
        }
        at = span.end;
    }
    bare_text(l, Span::new(at, l.cst_node(id).span.end.max(at)), parts);
}

/// A string in double quotes without expansions, which in a pattern may hold placeholders.
fn text_in_quotes(l: &Lower<'_>, id: CstId, span: Span, parts: &mut Vec<Part>) {
    let written = &l.text[quoted(l, span).range()];
    if l.holes.is_some() && (has_hole(l, written) || written == "...") {
        parts.push(Part::Node(id));
    } else {
        text(parts, written, span);
    }
}

fn text(parts: &mut Vec<Part>, text: &str, span: Span) {
    match parts.last_mut() {
        Some(Part::Text(before, covered)) => {
            before.push_str(text);
            *covered = covered.cover(span);
        }
        _ => parts.push(Part::Text(text.to_owned(), span)),
    }
}

/// Text outside of quotes. An ellipsis that is a part of it, as in `./...`, is text too.
fn bare_text(l: &Lower<'_>, span: Span, parts: &mut Vec<Part>) {
    if span.is_empty() {
        return;
    }
    if l.holes.is_none() {
        return text(parts, &l.text[span.range()], span);
    }
    if &l.text[span.range()] == "..." {
        return parts.push(Part::Hole(span));
    }
    for (piece, is_hole) in pieces(l, span) {
        let is_glued = piece != span && l.hole_kind(&l.text[piece.range()]) == Some(K::Ellipsis);
        if is_hole && is_glued {
            text(parts, "...", piece);
        } else if is_hole {
            parts.push(Part::Hole(piece));
        } else {
            text(parts, &l.text[piece.range()], piece);
        }
    }
}

/// The text of a pattern cut at its placeholders.
fn pieces(l: &Lower<'_>, span: Span) -> Vec<(Span, bool)> {
    let mut out: Vec<(Span, bool)> = Vec::new();
    let mut at = span.start;
    while at < span.end {
        let rest = &l.text[at as usize..span.end as usize];
        let hole = reserved_length(rest).filter(|length| l.hole_kind(&rest[..*length]).is_some());
        let length = hole.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8)) as u32;
        match out.last_mut() {
            Some((before, false)) if hole.is_none() => before.end += length,
            _ => out.push((Span::new(at, at + length), hole.is_some())),
        }
        at += length;
    }
    out
}

fn has_hole(l: &Lower<'_>, text: &str) -> bool {
    (0..text.len())
        .filter(|i| text.is_char_boundary(*i))
        .any(|i| reserved_length(&text[i..]).is_some_and(|length| l.hole_kind(&text[i..i + length]).is_some()))
}

/// What stands in double quotes or in a here-document: a literal, or a template of its text and its expansions.
pub(super) fn text_with_expansions(l: &mut Lower<'_>, span: Span, nodes: &[CstId], role: R) {
    let is_text = |c: &CstId| matches!(l.kind(*c), "string_content" | "heredoc_content" | "string");
    let inner: Vec<CstId> = nodes.iter().flat_map(|n| l.named(*n)).filter(|c| !is_text(c)).collect();
    let around = nodes.first().map_or(span, |n| l.cst_node(*n).span);
    let written = &l.text[span.range()];
    let is_open = l.holes.is_some() && written == "...";
    if inner.is_empty() && !is_open && !(l.holes.is_some() && has_hole(l, written)) {
        l.literal(around, K::Str, role, written);
        return;
    }
    l.node_span(around, K::Template, role, |l| {
        let mut at = span.start;
        for child in inner {
            let here = l.cst_node(child).span;
            string_text(l, Span::new(at, here.start.max(at)));
            word(l, child, R::Item);
            at = here.end;
        }
        string_text(l, Span::new(at, span.end.max(at)));
        if is_open {
            // `"..."` asks for a string with an expansion in it; the second ellipsis keeps it from meaning any string.
            l.literal(Span::new(span.end, span.end), K::Ellipsis, R::Item, "");
        }
    });
}

fn string_text(l: &mut Lower<'_>, span: Span) {
    if l.holes.is_none() {
        if !span.is_empty() {
            l.literal(span, K::StrPart, R::Item, &l.text[span.range()]);
        }
        return;
    }
    for (piece, is_hole) in pieces(l, span) {
        if is_hole {
            hole(l, piece, R::Item);
        } else {
            l.literal(piece, K::StrPart, R::Item, &l.text[piece.range()]);
        }
    }
}

/// `$name`.
fn simple_expansion(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Unary, role, |l| {
        if let Some(name) = l.named(id).next() {
            variable(l, name, R::Operand);
        }
    });
    l.set_word(out, "$");
}

/// `${name}` and its forms: defaults and what is cut or replaced are compared only where a pattern has them.
fn expansion(l: &mut Lower<'_>, id: CstId, role: R) {
    let parts: Vec<CstId> = l.named(id).collect();
    let first = l
        .field(id, "operator")
        .filter(|o| parts.first().is_none_or(|p| l.cst_node(*o).span.start < l.cst_node(*p).span.start));
    let sort = match first.map_or("", |o| l.text_of(o)) {
        "#" => "${#}",
        "!" => "${!}",
        _ => "$",
    };
    let has_default = |text: &str| text.trim_start_matches(':').starts_with(['-', '=', '+']);
    let operator = l
        .cst
        .children(id)
        .filter(|c| Some(*c) != first && l.grammar.field_name(l.cst_node(*c).field) == "operator")
        .map(|c| l.text_of(c))
        .next();
    let out = l.node(id, K::Unary, role, |l| {
        for (i, part) in parts.iter().enumerate() {
            match i {
                0 if l.kind(*part) == "subscript" => arithmetic::expression(l, *part, R::Operand),
                0 => l.leaf(*part, K::Name, R::Operand),
                _ if operator.is_some_and(has_default) => word(l, *part, R::Default),
                _ => word(l, *part, R::Extra),
            }
        }
    });
    l.set_word(out, sort);
}

/// What stands in `<... …>`: the placeholder, when a command substitution is one, see [`super::deep_as_substitution`].
pub(super) fn deep(l: &Lower<'_>, id: CstId) -> Option<CstId> {
    let id = if l.kind(id) == "command_name" { l.named(id).next()? } else { id };
    let first = l.named(id).next().filter(|_| l.kind(id) == "command_substitution")?;
    (l.hole_kind(l.text_of(first)) == Some(K::Deep)).then_some(first)
}

/// Whether a command is what `<... …>` looks for.
pub(super) fn is_in_deep(l: &Lower<'_>, id: CstId) -> bool {
    deep(l, CstId(l.cst_node(id).parent)).is_some()
}

/// `$(…)` and `` `…` ``.
fn command_substitution(l: &mut Lower<'_>, id: CstId, role: R) {
    let Some(callee) = deep(l, id) else { return substitution(l, id, "$()", role) };
    let span = l.cst_node(callee).span;
    let inner: Vec<CstId> = l.named(id).skip(1).collect();
    l.node(id, K::Call, role, |l| {
        l.leaf_word(span, K::Name, R::Callee, &l.text[span.range()]);
        l.node(id, K::Args, R::Args, |l| inner.iter().for_each(|c| commands::expression(l, *c, R::Item)));
    });
}

/// The output of commands: of one command itself, of several as a block.
fn substitution(l: &mut Lower<'_>, id: CstId, word: &str, role: R) {
    let out = l.node(id, K::Unary, role, |l| {
        if let Some(redirect) = l.field(id, "redirect") {
            return commands::redirect(l, redirect, R::Attr);
        }
        let inner: Vec<CstId> = l.named(id).collect();
        match inner.as_slice() {
            [only] if !l.has_token(id, "&") && commands::swallowed_lines(l, *only).is_empty() => {
                commands::expression(l, *only, R::Operand)
            }
            _ => super::compound::body(l, id, R::Operand),
        }
    });
    l.set_word(out, word);
}
