//! Literals: numbers and truth values in normal form, strings with and without interpolation, shell commands.

use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeId, NodeKind as K, Role as R};
use wardline_base::Span;

pub(super) fn boolean(l: &mut Lower<'_>, id: CstId, role: R) {
    l.leaf_word(l.cst_node(id).span, K::Bool, role, &l.text_of(id).to_ascii_lowercase());
}

pub(super) fn number(l: &mut Lower<'_>, id: CstId, role: R) {
    let word = crate::literal::number(l.text_of(id));
    l.leaf_word(l.cst_node(id).span, K::Num, role, &word);
}

/// A piece of a string.
#[derive(Clone, Copy)]
enum Piece {
    /// Text, escapes included.
    Text(Span),
    Code(CstId),
}

/// Whether a node is a piece of a string.
pub(super) fn is_in_string(l: &Lower<'_>, id: CstId) -> bool {
    matches!(l.parent_kind(id), "encapsed_string" | "heredoc_body" | "shell_command_expression")
}

/// Whether a piece of a string is in braces.
pub(super) fn is_braced(l: &Lower<'_>, part: CstId) -> bool {
    l.text[..l.cst_node(part).span.start as usize].ends_with('{')
}

/// The pieces of a string whose parts are children of `id`; neighbouring texts are one. Ends of lines belong to the text around them,
/// though the grammar has no node for them.
fn pieces(l: &Lower<'_>, id: CstId) -> Vec<Piece> {
    let mut out: Vec<Piece> = Vec::new();
    let mut at = l.named(id).next().map_or(0, |first| l.cst_node(first).span.start);
    for part in l.named(id) {
        let span = l.cst_node(part).span;
        let is_text = matches!(l.kind(part), "string_content" | "escape_sequence" | "nowdoc_string");
        let braces = u32::from(!is_text && is_braced(l, part));
        let end = if is_text { span.end } else { span.start.saturating_sub(braces).max(at) };
        match out.last_mut() {
            _ if at == end => {}
            Some(Piece::Text(before)) => before.end = end,
            _ => out.push(Piece::Text(Span::new(at, end))),
        }
        at = span.end + braces;
        if !is_text {
            out.push(Piece::Code(part));
        }
    }
    out
}

/// Whether a piece of a pattern's string is a metavariable without braces.
fn is_bare_metavariable(l: &Lower<'_>, part: CstId) -> bool {
    l.is_hole(part) && !is_braced(l, part)
}

/// `'…'` and `"…"`, with a `b` before them or not.
pub(super) fn quoted(l: &mut Lower<'_>, id: CstId, role: R) {
    let text = l.text_of(id);
    let open = text.find(['"', '\'']).map_or(0, |i| i + 1);
    let content = text.get(open..text.len().saturating_sub(1)).unwrap_or("");
    let pieces = if l.kind(id) == "string" { Vec::new() } else { pieces(l, id) };
    string(l, id, &pieces, content, role);
}

/// Heredocs and nowdocs.
pub(super) fn document(l: &mut Lower<'_>, id: CstId, role: R) {
    let pieces = l.field(id, "value").map(|value| pieces(l, value)).unwrap_or_default();
    let content = match pieces.as_slice() {
        [Piece::Text(only)] => &l.text[only.range()],
        _ => "",
    };
    string(l, id, &pieces, content, role);
}

/// A string is a template if there is code in it. A pattern that is one metavariable in quotes stands for any literal.
fn string(l: &mut Lower<'_>, id: CstId, pieces: &[Piece], content: &str, role: R) {
    let is_literal = match pieces {
        [Piece::Code(only)] => is_bare_metavariable(l, *only),
        _ => pieces.iter().all(|p| matches!(p, Piece::Text(_))),
    };
    if is_literal {
        l.literal(l.cst_node(id).span, K::Str, role, content);
    } else {
        l.node(id, K::Template, role, |l| template(l, pieces));
    }
}

/// In a pattern, `$X` among text stands for text or for code, `{$X}` for code.
fn template(l: &mut Lower<'_>, pieces: &[Piece]) {
    for piece in pieces {
        match *piece {
            Piece::Text(span) => {
                l.literal(span, K::StrPart, R::Item, &l.text[span.range()]);
            }
            Piece::Code(part) => {
                let out = NodeId(l.tree.len() as u32);
                l.lower(part, R::Item);
                if is_bare_metavariable(l, part) {
                    l.add_flags(out, Flags::IN_STRING);
                }
            }
        }
    }
}

/// `` `command` `` is a call of the backquote with a template as its argument.
pub(super) fn shell_command(l: &mut Lower<'_>, id: CstId, role: R) {
    let pieces = pieces(l, id);
    let span = l.cst_node(id).span;
    l.node(id, K::Call, role, |l| {
        l.leaf_word(Span::new(span.start, span.start + 1), K::Name, R::Callee, "`");
        l.node(id, K::Args, R::Args, |l| {
            l.node(id, K::Template, R::Item, |l| template(l, &pieces));
        });
    });
}
