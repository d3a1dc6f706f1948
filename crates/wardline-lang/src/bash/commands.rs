//! Simple commands, assignments, redirections, and the operators between commands.
//!
//! Redirections and the variables that are set for one command are attributes, so that patterns may leave them out.

use super::{arithmetic, compound, words};
use crate::cst::CstId;
use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

/// A script.
pub(super) fn program(l: &mut Lower<'_>, id: CstId, role: R) {
    l.node(id, K::Program, role, |l| list(l, id, R::Item));
}

/// All statements below a node, with what runs in the background marked as such.
pub(super) fn list(l: &mut Lower<'_>, id: CstId, role: R) {
    let children: Vec<CstId> = l.cst.children(id).filter(|c| !l.cst_node(*c).extra).collect();
    statements(l, &children, role);
}

/// The statements among some siblings.
pub(super) fn statements(l: &mut Lower<'_>, children: &[CstId], role: R) {
    for (i, child) in children.iter().enumerate() {
        if !l.cst_node(*child).named {
            continue;
        }
        match children.get(i + 1).filter(|next| l.kind(**next) == "&") {
            Some(ampersand) => background(l, *child, *ampersand, role),
            None => l.lower(*child, role),
        }
    }
}

fn background(l: &mut Lower<'_>, id: CstId, ampersand: CstId, role: R) {
    let span = l.cst_node(id).span.cover(l.cst_node(ampersand).span);
    l.node_span(span, K::ExprStmt, role, |l| {
        operation(l, span, l.cst_node(ampersand).span, R::Operand, |l| expression(l, id, R::Item));
    });
}

/// A call whose word is an operator, so that no pattern of a command's words means it.
fn operation(l: &mut Lower<'_>, span: Span, operator: Span, role: R, operands: impl FnOnce(&mut Lower<'_>)) {
    let word = &l.text[operator.range()];
    // `a |& b` is `a 2>&1 | b`.
    let word = if word == "|&" { "|" } else { word };
    let out = l.node_span(span, K::Call, role, |l| {
        l.node_span(span, K::Args, R::Args, operands);
    });
    l.set_word(out, word);
}

/// A command where a list of commands has it.
pub(super) fn statement(l: &mut Lower<'_>, id: CstId, role: R) {
    let cuts = swallowed_lines(l, id);
    if !cuts.is_empty() {
        return separate_lines(l, id, &cuts, role);
    }
    match l.kind(id) {
        "variable_assignment" => assignment(l, id, role),
        "declaration_command" if declares(l, id) => declaration(l, id, role),
        "compound_statement" if !compound::is_arithmetic(l, id) => compound::block(l, id, role),
        "redirected_statement" if l.field(id, "body").is_some_and(|b| is_structure(l, b)) => {
            expression(l, id, role);
        }
        "command" if l.field(id, "name").is_none() && named_kinds(l, id, "variable_assignment") => l.children(id, role),
        _ => {
            l.node(id, K::ExprStmt, role, |l| expression(l, id, R::Operand));
        }
    }
}

/// Whether a node is a statement by itself.
fn is_structure(l: &Lower<'_>, id: CstId) -> bool {
    matches!(
        l.kind(id),
        "compound_statement"
            | "if_statement"
            | "for_statement"
            | "c_style_for_statement"
            | "while_statement"
            | "case_statement"
            | "function_definition"
            | "variable_assignment"
            | "variable_assignments"
    )
}

fn named_kinds(l: &Lower<'_>, id: CstId, kind: &str) -> bool {
    l.named(id).all(|c| l.kind(c) == kind)
}

/// Where commands start that the grammar takes for words of the command on the line before, as it does in some long pipelines and after
/// several assignments on one line.
pub(super) fn swallowed_lines(l: &Lower<'_>, id: CstId) -> Vec<u32> {
    let mut cuts = Vec::new();
    collect_cuts(l, id, &mut cuts);
    cuts
}

fn collect_cuts(l: &Lower<'_>, id: CstId, cuts: &mut Vec<u32>) {
    let kind = l.kind(id);
    if !matches!(kind, "command" | "redirected_statement" | "pipeline" | "list" | "negated_command") {
        return;
    }
    let children: Vec<CstId> = l.named(id).collect();
    for (i, child) in children.iter().enumerate() {
        let before = i.checked_sub(1).map(|b| children[b]).filter(|b| l.kind(*b) != "heredoc_redirect");
        if let Some(before) = before
            && (kind == "command" || l.kind(*child) == "file_redirect")
            && ends_line(&l.text[l.cst_node(before).span.end as usize..l.cst_node(*child).span.start as usize])
        {
            cuts.push(l.cst_node(*child).span.start);
        }
        collect_cuts(l, *child, cuts);
    }
}

/// Whether there is an end of a line in a text that no backslash escapes.
fn ends_line(gap: &str) -> bool {
    gap.match_indices('\n').any(|(i, _)| !gap[..i].trim_end_matches('\r').ends_with('\\'))
}

/// Parses each of the lines that were taken for one command.
fn separate_lines(l: &mut Lower<'_>, id: CstId, cuts: &[u32], role: R) {
    let span = l.cst_node(id).span;
    let starts = std::iter::once(span.start).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain([span.end]);
    for (start, end) in starts.zip(ends).filter(|(start, end)| start < end) {
        let piece = Span::new(start, end);
        let text = &l.text[piece.range()];
        if !l.embedded(text, start, |l| list(l, CstId(0), role)) {
            l.literal(piece, K::Other, role, text);
        }
    }
}

/// A command where its value or status is used.
pub(super) fn expression(l: &mut Lower<'_>, id: CstId, role: R) {
    redirected(l, id, role, &[]);
}

/// The same with redirections that stand after it.
fn redirected(l: &mut Lower<'_>, id: CstId, role: R, redirects: &[CstId]) {
    if l.cst_node(id).missing {
        return;
    }
    let span = with_ends(l, l.cst_node(id).span, redirects);
    match l.kind(id) {
        "command" | "unset_command" => command(l, id, span, role, redirects),
        "declaration_command" if !declares(l, id) => command(l, id, span, role, redirects),
        "pipeline" | "list" => chain(l, id, role, redirects),
        "redirected_statement" => with_redirects(l, id, role, redirects),
        kind => {
            let before = l.tree.len();
            match kind {
                "negated_command" => negation(l, id, role),
                "subshell" => compound::subshell(l, id, role),
                "test_command" => arithmetic::test(l, id, role),
                "compound_statement" if compound::is_arithmetic(l, id) => {
                    arithmetic::double_parentheses(l, id, "(())", role);
                }
                _ => l.lower(id, role),
            }
            if before < l.tree.len() && !redirects.is_empty() {
                l.append(before, |l| redirects.iter().for_each(|r| redirect(l, *r, R::Attr)));
            }
        }
    }
}

/// A span that reaches to the end of redirections. A here-document's text is a part of its redirection, so what stands between its mark
/// and its text lies within both.
fn with_ends(l: &Lower<'_>, span: Span, redirects: &[CstId]) -> Span {
    let ends = redirects.iter().map(|r| l.cst_node(*r).span.end);
    Span::new(span.start, ends.chain([span.end]).max().unwrap_or(span.end))
}

fn negation(l: &mut Lower<'_>, id: CstId, role: R) {
    let out = l.node(id, K::Unary, role, |l| {
        if let Some(inner) = l.named(id).next() {
            expression(l, inner, R::Operand);
        }
    });
    l.set_word(out, "!");
}

/// `a | b`, `a && b`, `a || b`, grouped to the left. Redirections after it are the last command's.
fn chain(l: &mut Lower<'_>, id: CstId, role: R, redirects: &[CstId]) {
    let commands: Vec<CstId> = l.named(id).collect();
    let operators: Vec<Span> = l
        .cst
        .children(id)
        .filter(|c| !l.cst_node(*c).named && !l.cst_node(*c).extra)
        .map(|c| l.cst_node(c).span)
        .collect();
    grouped(l, &commands, &operators, role, redirects);
}

fn grouped(l: &mut Lower<'_>, commands: &[CstId], operators: &[Span], role: R, redirects: &[CstId]) {
    let Some((last, before)) = commands.split_last() else { return };
    let (Some(operator), Some(first)) = (operators.get(before.len().wrapping_sub(1)), before.first()) else {
        return redirected(l, *last, role, redirects);
    };
    let span = with_ends(l, l.cst_node(*first).span.cover(l.cst_node(*last).span), redirects);
    operation(l, span, *operator, role, |l| {
        grouped(l, before, &operators[..before.len() - 1], R::Item, &[]);
        redirected(l, *last, R::Item, redirects);
    });
}

/// A command with redirections. What follows `<<EOF` on its line is a part of the redirection to the grammar.
fn with_redirects(l: &mut Lower<'_>, id: CstId, role: R, outer: &[CstId]) {
    let body = l.field(id, "body");
    let mut redirects: Vec<CstId> = l.named(id).filter(|c| Some(*c) != body).collect();
    let inner = |r: &CstId| l.named(*r).filter(|c| l.kind(*c).ends_with("_redirect")).collect::<Vec<_>>();
    redirects.extend(redirects.iter().flat_map(inner).collect::<Vec<_>>());
    let rest = redirects.iter().find_map(|r| continuation(l, *r));
    if rest.is_none() {
        redirects.extend_from_slice(outer);
    }
    let span = l.cst_node(id).span;
    match (body, rest) {
        (Some(body), Some((operator, commands))) => {
            operation(l, span, l.cst_node(operator).span, role, |l| {
                redirected(l, body, R::Item, &redirects);
                commands.iter().for_each(|c| redirected(l, *c, R::Item, outer));
            });
        }
        (Some(body), None) => redirected(l, body, role, &redirects),
        (None, _) => {
            l.node(id, K::Call, role, |l| redirects.iter().for_each(|r| redirect(l, *r, R::Attr)));
        }
    }
}

/// The operator and the commands that follow a here-document's mark on its line.
fn continuation(l: &Lower<'_>, id: CstId) -> Option<(CstId, Vec<CstId>)> {
    if let Some(pipeline) = l.child_of_kind(id, "pipeline") {
        let operator = l.cst.children(pipeline).find(|c| !l.cst_node(*c).named)?;
        return Some((operator, l.named(pipeline).collect()));
    }
    Some((l.field(id, "operator")?, vec![l.field(id, "right")?]))
}

/// `> file`: its word is the operator, with the descriptor before it.
pub(super) fn redirect(l: &mut Lower<'_>, id: CstId, role: R) {
    let descriptor = l.field(id, "descriptor").map_or("", |d| l.text_of(d));
    let operator = l.cst.children(id).find(|c| !l.cst_node(*c).named).map_or("", |c| l.text_of(c));
    let word = [descriptor, operator].concat();
    let role = if role == R::Item { R::Extra } else { role };
    let out = l.node(id, K::Other, role, |l| {
        if let Some(body) = l.child_of_kind(id, "heredoc_body") {
            let content = l.cst_node(body).span;
            let content =
                if l.text_of(body).ends_with('\n') { Span::new(content.start, content.end - 1) } else { content };
            return words::text_with_expansions(l, content, &[body], R::Item);
        }
        let is_target = |c: &CstId| !matches!(l.kind(*c), "file_descriptor" | "heredoc_start");
        let targets: Vec<CstId> = l.named(id).filter(is_target).collect();
        targets.iter().for_each(|t| words::word(l, *t, R::Item));
    });
    l.set_word(out, &word);
}

/// A call of all words of a command; a placeholder that is all of it stands for any command.
fn command(l: &mut Lower<'_>, id: CstId, span: Span, role: R, redirects: &[CstId]) {
    let parts = l.named(id).filter(|c| l.cst_node(*c).span.start >= span.start);
    let is_setting = |c: &CstId| matches!(l.kind(*c), "variable_assignment" | "file_redirect" | "herestring_redirect");
    let (mut settings, mut words): (Vec<CstId>, Vec<CstId>) = parts.partition(is_setting);
    words.retain(|w| !l.cst_node(*w).missing);
    settings.extend_from_slice(redirects);
    let keyword = keyword(l, id);
    if let ([only], None, true) = (words.as_slice(), keyword, settings.is_empty())
        && stands_alone(l, id, *only)
    {
        return words::word(l, *only, role);
    }
    l.node_span(span, K::Call, role, |l| {
        settings.iter().for_each(|s| setting(l, *s));
        let spans = words.iter().map(|w| l.cst_node(*w).span).chain(keyword);
        let Some(covered) = spans.reduce(Span::cover) else { return };
        l.node_span(covered, K::Args, R::Args, |l| {
            if let Some(keyword) = keyword {
                l.literal(keyword, K::Str, R::Item, &l.text[keyword.range()]);
            }
            words.iter().for_each(|w| words::word(l, *w, R::Item));
        });
    });
}

/// The first word of a command that the grammar has a keyword for: `export`, `unset`.
fn keyword(l: &Lower<'_>, id: CstId) -> Option<Span> {
    if l.kind(id) == "command" {
        return None;
    }
    l.cst.children(id).next().filter(|c| !l.cst_node(*c).named).map(|c| l.cst_node(c).span)
}

/// Whether the only word of a command stands for it: a placeholder, or a pattern that is nothing but a word, which means the word
/// wherever it is.
fn stands_alone(l: &Lower<'_>, id: CstId, word: CstId) -> bool {
    if l.holes.is_none() {
        return false;
    }
    let text = l.text_of(word);
    let is_hole = l.is_hole(word) || text == "..." || words::deep(l, word).is_some();
    let parent = crate::cst::CstId(l.cst_node(id).parent);
    let is_pattern = l.kind(parent) == "program" && l.named(parent).count() == 1;
    is_hole || words::is_in_deep(l, id) || (is_pattern && l.text.trim_end().ends_with(l.text_of(id)))
}

/// A variable that is set for one command is like a keyword argument of it.
fn setting(l: &mut Lower<'_>, id: CstId) {
    if l.kind(id) != "variable_assignment" {
        return redirect(l, id, R::Attr);
    }
    l.node(id, K::KwArg, R::Attr, |l| {
        if let Some(name) = l.field(id, "name") {
            l.leaf(name, K::Ident, R::Name);
        }
        value(l, id);
    });
}

fn value(l: &mut Lower<'_>, id: CstId) {
    match l.field(id, "value") {
        Some(value) => words::word(l, value, R::Value),
        None => {
            let end = l.cst_node(id).span.end;
            l.literal(Span::new(end, end), K::Str, R::Value, "");
        }
    }
}

/// `name=value`, `name+=value`, `name[index]=value`.
pub(super) fn assignment(l: &mut Lower<'_>, id: CstId, role: R) {
    declared(l, id, l.cst_node(id).span, role, Flags::empty());
}

fn declared(l: &mut Lower<'_>, id: CstId, span: Span, role: R, flags: Flags) {
    let adds = l.has_token(id, "+=");
    let kind = if adds { K::AugAssign } else { K::Assign };
    let out = l.node_span(span, kind, role, |l| {
        l.lower_field(id, "name", R::Target);
        value(l, id);
    });
    if adds {
        l.set_word(out, "+");
    } else {
        l.add_flags(out, flags);
    }
}

/// Whether a declaration gives some variable a value.
fn declares(l: &Lower<'_>, id: CstId) -> bool {
    l.child_of_kind(id, "variable_assignment").is_some()
}

/// `declare -r a=1 b=2`: its assignments; what else it says is left out, and a pattern of it means any assignment.
fn declaration(l: &mut Lower<'_>, id: CstId, role: R) {
    let whole = l.cst_node(id).span;
    let keyword = keyword(l, id).map_or("", |k| &l.text[k.range()]);
    let mut flags = if keyword == "export" { Flags::empty() } else { Flags::DECLARES };
    let options = || l.named(id).filter(|c| l.kind(*c) == "word").map(|c| l.text_of(c));
    if keyword == "readonly" || options().any(|o| o.starts_with('-') && o.contains('r')) {
        flags = flags.with(Flags::CONSTANT);
    }
    if l.holes.is_some() {
        flags = Flags::empty();
    }
    let assignments: Vec<CstId> = l.named(id).filter(|c| l.kind(*c) == "variable_assignment").collect();
    for (i, assignment) in assignments.iter().enumerate() {
        let own = l.cst_node(*assignment).span;
        let span = if i == 0 { Span::new(whole.start, own.end) } else { own };
        declared(l, *assignment, span, role, flags);
    }
}
