//! The concrete syntax tree of tree-sitter, copied into one flat vector.
//!
//! Copying costs one cursor walk and buys a lot: lowering then runs on plain indices without calls into C, can look at any child or
//! parent for free, and the parser's own tree is dropped at once. Punctuation is left out on the way; keywords and operators stay.

use crate::grammar::Grammar;
use tree_sitter::TreeCursor;
use wardline_base::Span;

/// Levels of nesting that are kept; what lies deeper is reported as not analysed. Real code stays below 500, generated chains of
/// operators below 3,000; recursion over the tree is bounded by this.
pub(crate) const MAX_DEPTH: u32 = 3_000;

/// Index of a node in its [`Cst`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CstId(pub(crate) u32);

#[derive(Clone, Copy, Debug)]
pub(crate) struct CstNode {
    pub(crate) kind: u16,
    /// The grammar's field id, 0 for none.
    pub(crate) field: u16,
    pub(crate) named: bool,
    pub(crate) error: bool,
    pub(crate) missing: bool,
    pub(crate) extra: bool,
    pub(crate) parent: u32,
    pub(crate) end_node: u32,
    pub(crate) span: Span,
}

/// A flat concrete syntax tree in pre-order.
#[derive(Debug, Default)]
pub(crate) struct Cst {
    pub(crate) nodes: Vec<CstNode>,
    /// Bytes of outermost `ERROR` nodes and of subtrees that lie too deep.
    pub(crate) error_bytes: u32,
    /// The first place that could not be parsed.
    pub(crate) first_error: Option<Span>,
    /// Whether a subtree was cut because it lies too deep.
    pub(crate) too_deep: bool,
}

impl Cst {
    /// Copies the tree under `cursor`, which must stand on the root, down to `max_depth` levels.
    pub(crate) fn fill(&mut self, cursor: &mut TreeCursor<'_>, grammar: &Grammar, max_depth: u32) {
        self.nodes.clear();
        (self.error_bytes, self.first_error, self.too_deep) = (0, None, false);
        let mut open: Vec<u32> = Vec::with_capacity(64);
        let mut errors_open = 0u32;
        loop {
            let keep = self.visit(cursor, grammar, &open, errors_open, max_depth);
            if keep && (open.len() as u32) < max_depth && cursor.goto_first_child() {
                let id = self.nodes.len() as u32 - 1;
                errors_open += u32::from(self.nodes[id as usize].error);
                open.push(id);
                continue;
            }
            while !cursor.goto_next_sibling() {
                let Some(closed) = open.pop() else { return };
                errors_open -= u32::from(self.nodes[closed as usize].error);
                let end = self.nodes.len() as u32;
                self.nodes[closed as usize].end_node = end;
                if !cursor.goto_parent() {
                    return;
                }
            }
        }
    }

    /// Copies the node under the cursor; `false` if it is left out with everything below it.
    fn visit(
        &mut self,
        cursor: &TreeCursor<'_>,
        grammar: &Grammar,
        open: &[u32],
        errors_open: u32,
        max_depth: u32,
    ) -> bool {
        let node = cursor.node();
        let kind = node.kind_id();
        let span = Span::new(node.start_byte() as u32, node.end_byte() as u32);
        // Every question to the node is a call into C: what the kind or the span answers is not asked.
        let error = grammar.is_error(kind);
        // A token that the grammar does not show may be missing in a node that is left empty.
        let is_hollow = |n: &tree_sitter::Node<'_>| !error && n.child_count() == 0 && n.has_error();
        let missing = span.is_empty() && (node.is_missing() || is_hollow(&node));
        if grammar.is_punctuation(kind) && !missing {
            return false;
        }
        let id = self.nodes.len() as u32;
        if (error && errors_open == 0) || missing {
            self.mark_error(span, span.len().max(1));
        } else if open.len() as u32 == max_depth && node.child_count() > 0 {
            self.too_deep = true;
            self.mark_error(span, span.len());
        }
        self.nodes.push(CstNode {
            kind,
            field: cursor.field_id().map_or(0, |f| f.get()),
            named: grammar.is_named(kind),
            error,
            missing,
            extra: !error && node.is_extra(),
            parent: open.last().copied().unwrap_or(0),
            end_node: id + 1,
            span,
        });
        true
    }

    /// Counts bytes that could not be parsed.
    pub(crate) fn mark_error(&mut self, span: Span, bytes: u32) {
        self.error_bytes += bytes;
        self.first_error.get_or_insert(span);
    }

    pub(crate) fn node(&self, id: CstId) -> &CstNode {
        &self.nodes[id.0 as usize]
    }

    /// All children, keywords and operators included.
    pub(crate) fn children(&self, id: CstId) -> impl Iterator<Item = CstId> + Clone + '_ {
        let end = self.node(id).end_node;
        let first = (id.0 + 1 < end).then_some(CstId(id.0 + 1));
        std::iter::successors(first, move |c| {
            let next = self.node(*c).end_node;
            (next < end).then_some(CstId(next))
        })
    }
}
