//! All matches of one pattern in a file, or below a node of it.
//!
//! Candidates come from the file's index by the pattern's root kind, and by the called name where there is one; nothing else of the tree
//! is visited.

use crate::file::SourceTree;
use crate::matcher::{Bindings, Matcher, Nodes, is_expression};
use crate::pattern::Pattern;
use rustc_hash::FxHashSet;
use std::ops::Range;
use wardline_base::Span;
use wardline_lang::{Flags, NodeId, NodeKind, Role, Symbol};
use wardline_rulefile::Options;

/// A place where a pattern matches.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Match {
    pub(crate) span: Span,
    /// Where the shortest range ends that the pattern matches from here: before the end of `span` if it ends in `...`.
    pub(crate) least_end: u32,
    pub(crate) bindings: Bindings,
}

/// What a search may use and where it looks.
#[derive(Clone)]
pub(crate) struct Search<'a> {
    pub(crate) file: &'a SourceTree,
    pub(crate) text: &'a str,
    pub(crate) options: &'a Options,
    /// The nodes that may match.
    pub(crate) nodes: Range<u32>,
    /// What the metavariables are bound to beforehand.
    pub(crate) env: Bindings,
}

/// The matches of a pattern, each once, in order; and whether the step budget ran out.
pub(crate) fn find(pattern: &Pattern, search: &Search<'_>) -> (Vec<Match>, bool) {
    if pattern.must.iter().any(|n| search.file.symbol(pattern, *n) == Symbol::ABSENT) {
        return (Vec::new(), false);
    }
    let mut matcher = Matcher::new(pattern, search.file, search.text, search.options, search.env.clone());
    let mut found = Found::default();
    let root = pattern.kind(NodeId::ROOT);
    match root {
        NodeKind::Statements => find_runs(&mut matcher, search, &mut found),
        NodeKind::Call => find_calls(&mut matcher, search, &mut found),
        _ if pattern.bare_meta().is_some()
            || matches!(root, NodeKind::TypedMeta | NodeKind::Deep | NodeKind::ChainEllipsis) =>
        {
            for id in search.nodes.clone().map(NodeId) {
                if (is_expression(search.file.tree.node(id).kind) && !is_part_of_name(search.file, id))
                    || (root == NodeKind::Ellipsis && is_statement(search.file, id))
                {
                    try_at(&mut matcher, id, &mut found);
                }
            }
        }
        _ => {
            for kind in target_kinds(root) {
                try_all(&mut matcher, search, search.file.of_kind(*kind), &mut found);
            }
            // The name of a member or a declaration is searched for only where it is what a metavariable stands for.
            if root == NodeKind::Name && is_single_word(search) {
                try_at(&mut matcher, NodeId(search.nodes.start), &mut found);
            }
        }
    }
    // A word alone may be asked of what a metavariable stands for, where it is no expression or no command.
    let first = NodeId(search.nodes.start);
    let asks_of_word = match root {
        NodeKind::Name => search.file.tree.node(first).kind == NodeKind::Ident,
        NodeKind::Call => {
            pattern.tree.node(NodeId::ROOT).flags.has(Flags::IMPLICIT)
                && matches!(search.file.tree.node(first).kind, NodeKind::Str | NodeKind::Name)
        }
        _ => false,
    };
    if asks_of_word && first != NodeId::ROOT && !search.nodes.is_empty() {
        try_at(&mut matcher, first, &mut found);
    }
    let exhausted = matcher.exhausted();
    found.matches.sort_by_key(|m| (m.span.start, m.span.end));
    (found.matches, exhausted)
}

/// Whether a search is of nothing but one identifier that is no expression.
fn is_single_word(search: &Search<'_>) -> bool {
    search.nodes.len() == 1 && search.file.tree.node(NodeId(search.nodes.start)).kind == NodeKind::Ident
}

/// Whether a pattern matches a node.
pub(crate) fn matches_at(pattern: &Pattern, search: &Search<'_>, node: NodeId) -> bool {
    let mut matcher = Matcher::new(pattern, search.file, search.text, search.options, search.env.clone());
    matcher.node(NodeId::ROOT, node, &mut |_| true)
}

/// Ways to match at one place that are kept; a pattern with more of them says nothing by any one.
const MAX_WAYS: usize = 1_000;
/// Matches of one pattern in one file that are kept, which bounds the memory of a search.
const MAX_MATCHES: usize = 500_000;

#[derive(Default)]
struct Found {
    matches: Vec<Match>,
    /// How many there were before the place that is looked at.
    before: usize,
}

impl Found {
    /// Adds a match; `true` if there are too many.
    fn add(&mut self, found: Match) -> bool {
        self.matches.push(found);
        self.matches.len() - self.before >= MAX_WAYS || self.matches.len() >= MAX_MATCHES
    }

    /// Ends a place: drops its repeated matches.
    fn settle(&mut self) {
        if self.matches.len() - self.before > 1 {
            let mut seen = FxHashSet::default();
            let tail: Vec<Match> = self.matches.drain(self.before..).filter(|m| seen.insert(m.clone())).collect();
            self.matches.extend(tail);
        }
        self.before = self.matches.len();
    }
}

/// The kinds of nodes that a pattern with this root kind can match.
fn target_kinds(root: NodeKind) -> &'static [NodeKind] {
    use NodeKind as K;
    match root {
        K::Name => &[K::Name],
        K::Member => &[K::Member, K::Name],
        // A name stands for its known value.
        K::StrAny => &[K::Str, K::Name, K::Member, K::BinOp, K::Template, K::Ternary],
        K::StrMeta | K::Str => &[K::Str, K::Name, K::Member, K::BinOp, K::Template],
        K::Num => &[K::Num, K::Name, K::Member],
        K::Bool => &[K::Bool, K::Name, K::Member],
        K::StrRegex => &[K::Str, K::StrPart, K::Template, K::BinOp, K::Name, K::Member],
        K::ImportModule | K::ImportFrom => &[K::ImportModule, K::ImportFrom, K::ImportAll, K::Assign],
        K::List => &[K::List, K::Comprehension],
        K::Dict | K::Set => &[K::Dict, K::Set, K::Comprehension, K::Record],
        K::Template => &[K::Template, K::BinOp, K::Str],
        K::For => &[K::For, K::ForEach],
        K::ExprStmt => &[K::ExprStmt, K::Assign, K::AugAssign, K::Return],
        _ => {
            const SINGLE: &[[NodeKind; 1]] = &single();
            &SINGLE[root as usize]
        }
    }
}

/// Each kind alone, for borrowing one of them for ever.
const fn single() -> [[NodeKind; 1]; NodeKind::COUNT] {
    let mut out = [[NodeKind::Other; 1]; NodeKind::COUNT];
    let mut i = 0;
    while i < NodeKind::COUNT {
        out[i] = [NodeKind::ALL[i]];
        i += 1;
    }
    out
}

fn try_all(matcher: &mut Matcher<'_>, search: &Search<'_>, nodes: &[NodeId], found: &mut Found) {
    let first = nodes.partition_point(|n| n.0 < search.nodes.start);
    for id in nodes[first..].iter().take_while(|n| n.0 < search.nodes.end) {
        try_at(matcher, *id, found);
    }
}

fn find_calls(matcher: &mut Matcher<'_>, search: &Search<'_>, found: &mut Found) {
    match matcher.pattern.head {
        Some(head) => {
            let word = search.file.symbols.lookup(matcher.pattern.symbols.text(head));
            let calls: Nodes = search.file.calls_of(word).filter(|c| search.nodes.contains(&c.0)).collect();
            calls.iter().for_each(|c| try_at(matcher, *c, found));
        }
        None => try_all(matcher, search, search.file.of_kind(NodeKind::Call), found),
    }
    if matcher.pattern.calls_anything(NodeId::ROOT) {
        try_all(matcher, search, search.file.of_kind(NodeKind::Macro), found);
    }
    if search.options.attr_expr {
        try_all(matcher, search, search.file.of_kind(NodeKind::Attr), found);
    }
}

fn try_at(matcher: &mut Matcher<'_>, id: NodeId, found: &mut Found) {
    let span = matcher.file.tree.node(id).span;
    let stopped = matcher
        .node(NodeId::ROOT, id, &mut |m| found.add(Match { span, least_end: span.end, bindings: m.env.clone() }));
    found.settle();
    if stopped {
        matcher.exhaust();
    }
}

/// Runs of statements: every list of statements, from every place in it.
fn find_runs(matcher: &mut Matcher<'_>, search: &Search<'_>, found: &mut Found) {
    let ps: Nodes = matcher.pattern.tree.children_as(NodeId::ROOT, Role::Item).collect();
    let Some(first) = ps.first().copied() else { return };
    let leads = matcher.pattern.kind(first) == NodeKind::Ellipsis;
    for kind in [NodeKind::Program, NodeKind::Block, NodeKind::ClassBody, NodeKind::Case] {
        for list in search.file.of_kind(kind).iter().filter(|n| search.nodes.contains(&n.0)) {
            let ts: Nodes = search.file.tree.children_as(*list, Role::Item).collect();
            let starts = if leads { 1.min(ts.len()) } else { ts.len() };
            for i in 0..starts {
                if leads || can_start(matcher, first, ts[i]) {
                    find_run(matcher, &ps, &ts[i..], found);
                }
            }
        }
    }
    // What a metavariable stands for may be a statement, which is a list of one.
    let is_part = !search.nodes.is_empty() && NodeId(search.nodes.start) != NodeId::ROOT;
    if let Some(only) = is_part.then(|| statement_at(search.file, NodeId(search.nodes.start))).flatten() {
        find_run(matcher, &ps, &[only], found);
    }
}

/// The statement that consists of this node and nothing else.
fn statement_at(file: &SourceTree, id: NodeId) -> Option<NodeId> {
    let span = file.tree.node(id).span;
    let same = |n: &NodeId| file.tree.node(*n).span == span;
    std::iter::once(id).chain(file.tree.ancestors(id).take_while(same)).find(|n| is_statement(file, *n))
}

fn find_run(matcher: &mut Matcher<'_>, ps: &[NodeId], ts: &[NodeId], found: &mut Found) {
    let stopped = matcher.statements(ps, ts, true, &mut |m| match m.matched {
        Some(span) => {
            let least_end = m.least_end.unwrap_or(span.end);
            found.add(Match { span, least_end, bindings: m.env.clone() })
        }
        None => false,
    });
    found.settle();
    if stopped {
        matcher.exhaust();
    }
}

/// Whether the first statement of a run matches here at all, so that nothing else need be tried.
fn can_start(matcher: &mut Matcher<'_>, first: NodeId, at: NodeId) -> bool {
    let mut starts = false;
    matcher.statement(first, at, &mut |_| {
        starts = true;
        true
    });
    starts
}

/// Whether a node stands in a list of statements or members.
fn is_statement(file: &SourceTree, id: NodeId) -> bool {
    use NodeKind as K;
    let node = file.tree.node(id);
    let lists = matches!(file.tree.node(node.parent).kind, K::Program | K::Block | K::ClassBody | K::Case);
    node.role == Role::Item && lists && node.kind != K::Modifier
}

/// Whether a node that may be an expression is none here: a part of a name's or string's spelling, a type, a declaration.
fn is_part_of_name(file: &SourceTree, id: NodeId) -> bool {
    let node = file.tree.node(id);
    let is_declaration = node.kind == NodeKind::Func && !node.flags.has(Flags::LAMBDA);
    // With a value a declaration is an assignment too.
    let declares = |id: NodeId| {
        let assign = file.tree.node(id);
        assign.kind == NodeKind::Assign
            && assign.flags.has(Flags::DECLARES)
            && file.tree.child(id, Role::Value).is_none()
    };
    let names_variable = node.kind == NodeKind::Name && node.role == Role::Target && declares(node.parent);
    let names_type = node.kind == NodeKind::Name && file.tree.node(node.parent).kind == NodeKind::Type;
    matches!(node.kind, NodeKind::StrPart | NodeKind::Ident)
        || is_declaration
        || declares(id)
        || names_variable
        || names_type
}
