//! The one driver that turns a concrete syntax tree of any language into the compact [`Tree`].
//!
//! A language is a table from the grammar's node names to [`Action`]s; what a table cannot say is a small function. What the table does
//! not name becomes [`NodeKind::Other`] with its children, so lowering is total and a new language is useful on its first day. Patterns
//! go through the same driver: an identifier in the reserved namespace becomes a placeholder node.

use crate::cst::{Cst, CstId, CstNode};
use crate::grammar::Grammar;
use crate::placeholder::{Hole, Holes};
use crate::symbols::{Symbol, Symbols};
use crate::tree::{Flags, Node, NodeId, NodeKind, Role, Tree};
use rustc_hash::FxHashMap;
use wardline_base::Span;

/// A row of a language's table: the grammar's name of a node, and what to do with it.
pub(crate) type Row = (&'static str, Action);

/// Which role the children of a grammar field play; `""` stands for named children without a field.
pub(crate) type FieldRoles = &'static [(&'static str, Role)];

/// What to do with a node of the concrete syntax tree.
#[derive(Clone, Copy)]
pub(crate) enum Action {
    /// Leave it out with everything below it.
    Drop,
    /// Its children take its place and its role.
    Inline,
    /// A node without children whose symbol is its text.
    Leaf(NodeKind),
    /// A node with the children that the fields name; children of other fields become [`Role::Extra`].
    Node(NodeKind, FieldRoles),
    /// The same, with the text of this field as symbol: operators.
    Op(NodeKind, &'static str, FieldRoles),
    /// The same, with this fixed symbol.
    Word(NodeKind, &'static str, FieldRoles),
    /// A function of the language.
    Custom(fn(&mut Lower<'_>, CstId, Role)),
    /// A function for the identifiers of a language in which upper and lower case are the same: all its names, and the keywords that
    /// become modifiers, are in lower case in the tree.
    Folded(fn(&mut Lower<'_>, CstId, Role)),
    /// [`NodeKind::Other`].
    Other,
}

/// The state of lowering one text.
pub(crate) struct Lower<'a> {
    pub(crate) cst: &'a Cst,
    pub(crate) text: &'a str,
    pub(crate) grammar: &'a Grammar,
    pub(crate) tree: &'a mut Tree,
    pub(crate) symbols: &'a mut Symbols,
    /// The placeholders, when the text is a pattern.
    pub(crate) holes: Option<&'a Holes>,
    /// Nodes that later ones refer to by name: YAML's anchors.
    pub(crate) anchors: FxHashMap<&'a str, CstId>,
    open: Vec<NodeId>,
    errors_open: u32,
    /// For pieces of the text that are parsed again; made when the first is met.
    parser: Option<tree_sitter::Parser>,
    /// How many such pieces are open around this one.
    embedded: u32,
}

/// Pieces within pieces that are parsed again, and levels of nesting in each: together they bound the recursion.
const MAX_EMBEDDED: u32 = 8;
const MAX_EMBEDDED_DEPTH: u32 = 200;

impl<'a> Lower<'a> {
    pub(crate) fn new(
        cst: &'a Cst,
        text: &'a str,
        grammar: &'a Grammar,
        tree: &'a mut Tree,
        symbols: &'a mut Symbols,
        holes: Option<&'a Holes>,
    ) -> Self {
        tree.clear();
        Self {
            cst,
            text,
            grammar,
            tree,
            symbols,
            holes,
            anchors: FxHashMap::default(),
            open: Vec::with_capacity(64),
            errors_open: 0,
            parser: None,
            embedded: 0,
        }
    }

    /// Lowers the whole text.
    pub(crate) fn run(mut self) {
        if self.cst.nodes.is_empty() {
            // The parser gave up. Whoever looks at the tree finds a root in it all the same.
            let root = self.open_span(Span::new(0, self.text.len() as u32), NodeKind::Program, Role::Root);
            return self.close(root);
        }
        self.lower(CstId(0), Role::Root);
        if self.tree.is_empty() || self.tree.node(NodeId::ROOT).end_node.index() != self.tree.len() {
            // The grammar's root did not become one node (a whole-file ERROR): its children get a root of their own.
            self.tree.clear();
            let root = self.open(CstId(0), NodeKind::Program, Role::Root);
            self.children(CstId(0), Role::Item);
            self.close(root);
        }
        // The root stands for the whole text, white space and comments at its ends included.
        self.tree.node_mut(NodeId::ROOT).span = Span::new(0, self.text.len() as u32);
    }

    /// Lowers a node by the language's table.
    pub(crate) fn lower(&mut self, id: CstId, role: Role) {
        let node = *self.cst.node(id);
        if node.error {
            self.errors_open += 1;
            self.children(id, role);
            self.errors_open -= 1;
            return;
        }
        if node.missing || (node.extra && matches!(self.grammar.action(node.kind), Action::Other)) {
            return;
        }
        match self.grammar.action(node.kind) {
            Action::Drop => {}
            Action::Inline => self.children(id, role),
            Action::Leaf(kind) => self.leaf(id, kind, role),
            Action::Node(kind, fields) => self.by_fields(id, kind, role, fields, Symbol::NONE),
            Action::Op(kind, field, fields) => {
                let text = self.field(id, field).map_or("", |f| self.text_of(f));
                let sym = self.symbols.intern(text);
                self.by_fields(id, kind, role, fields, sym);
            }
            Action::Word(kind, word, fields) => {
                let sym = self.symbols.intern(word);
                self.by_fields(id, kind, role, fields, sym);
            }
            Action::Custom(function) | Action::Folded(function) => function(self, id, role),
            Action::Other => self.other(id, role),
        }
    }

    fn by_fields(&mut self, id: CstId, kind: NodeKind, role: Role, fields: FieldRoles, sym: Symbol) {
        let out = self.open(id, kind, role);
        self.tree.node_mut(out).sym = sym;
        self.fields(id, fields);
        self.close(out);
    }

    /// Lowers the named children of `id` in the roles that `fields` gives them.
    pub(crate) fn fields(&mut self, id: CstId, fields: FieldRoles) {
        for child in self.cst.children(id) {
            let node = self.cst.node(child);
            if !node.named {
                continue;
            }
            let name = self.grammar.field_name(node.field);
            let role = fields.iter().find(|(f, _)| *f == name).map_or(Role::Extra, |(_, role)| *role);
            self.lower(child, role);
        }
    }

    /// Lowers all named children in one role.
    pub(crate) fn children(&mut self, id: CstId, role: Role) {
        for child in self.cst.children(id) {
            if self.cst.node(child).named {
                self.lower(child, role);
            }
        }
    }

    /// Lowers the child of a field, if there is one.
    pub(crate) fn lower_field(&mut self, id: CstId, field: &str, role: Role) {
        if let Some(child) = self.field(id, field) {
            self.lower(child, role);
        }
    }

    /// A node of a kind that the table does not know.
    pub(crate) fn other(&mut self, id: CstId, role: Role) {
        let is_leaf = !self.cst.children(id).any(|c| self.cst.node(c).named);
        let word = if is_leaf { self.text_of(id) } else { self.grammar.kind_name(self.cst.node(id).kind) };
        if is_leaf && self.placeholder(id, NodeKind::Name, role) {
            return;
        }
        let out = self.open(id, NodeKind::Other, role);
        self.tree.node_mut(out).sym = if self.grammar.folds_case {
            self.symbols.intern(&word.to_ascii_lowercase())
        } else {
            self.symbols.intern(word)
        };
        self.children(id, Role::Item);
        self.close(out);
    }

    /// Opens a node that spans the concrete node `id`. Every `open` needs its `close`.
    pub(crate) fn open(&mut self, id: CstId, kind: NodeKind, role: Role) -> NodeId {
        let span = self.cst.node(id).span;
        self.open_span(span, kind, role)
    }

    /// Opens a node with a span of its own.
    pub(crate) fn open_span(&mut self, span: Span, kind: NodeKind, role: Role) -> NodeId {
        let here = NodeId(self.tree.len() as u32);
        let parent = self.open.last().copied().unwrap_or(here);
        let flags = if self.errors_open > 0 { Flags::IN_ERROR } else { Flags::empty() };
        let id =
            self.tree.push(Node { kind, role, flags, sym: Symbol::NONE, parent, end_node: NodeId(here.0 + 1), span });
        self.open.push(id);
        id
    }

    /// Closes the innermost open node, which must be `id`.
    pub(crate) fn close(&mut self, id: NodeId) {
        let popped = self.open.pop();
        debug_assert_eq!(popped, Some(id), "nodes close in the order they were opened");
        self.tree.node_mut(id).end_node = NodeId(self.tree.len() as u32);
    }

    /// How many nodes are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// Opens, fills and closes a node.
    pub(crate) fn node(&mut self, id: CstId, kind: NodeKind, role: Role, fill: impl FnOnce(&mut Self)) -> NodeId {
        let out = self.open(id, kind, role);
        fill(self);
        self.close(out);
        out
    }

    /// The same with a span of its own.
    pub(crate) fn node_span(&mut self, span: Span, kind: NodeKind, role: Role, fill: impl FnOnce(&mut Self)) -> NodeId {
        let out = self.open_span(span, kind, role);
        fill(self);
        self.close(out);
        out
    }

    /// A node without children whose symbol is the text of `id`, or the placeholder that stands there.
    pub(crate) fn leaf(&mut self, id: CstId, kind: NodeKind, role: Role) {
        if self.placeholder(id, kind, role) {
            return;
        }
        let folds = self.grammar.folds_case
            && matches!(kind, NodeKind::Name | NodeKind::Ident | NodeKind::Modifier | NodeKind::Bool);
        let (span, text) = (self.cst.node(id).span, self.text_of(id));
        if folds {
            self.leaf_word(span, kind, role, &text.to_ascii_lowercase());
        } else {
            self.leaf_word(span, kind, role, text);
        }
    }

    /// A node without children with this span and word; a word in the reserved namespace becomes its placeholder.
    pub(crate) fn leaf_word(&mut self, span: Span, kind: NodeKind, role: Role, word: &str) -> NodeId {
        if let Some(hole) = self.holes.and_then(|h| h.hole(word)) {
            return self.emit_hole(span, hole, role);
        }
        let out = self.open_span(span, kind, role);
        self.tree.node_mut(out).sym = self.symbols.intern(word);
        self.close(out);
        out
    }

    /// Emits the placeholder that the text of `id` names, if it names one.
    fn placeholder(&mut self, id: CstId, _kind: NodeKind, role: Role) -> bool {
        let Some(hole) = self.holes.and_then(|h| h.hole(self.text_of(id))) else { return false };
        self.emit_hole(self.cst.node(id).span, hole, role);
        true
    }

    fn emit_hole(&mut self, span: Span, hole: &Hole, role: Role) -> NodeId {
        let out = self.open_span(span, hole.kind, role);
        self.tree.node_mut(out).sym = self.symbols.intern(&hole.word);
        self.close(out);
        out
    }

    /// Whether a word is a placeholder, and of which kind.
    pub(crate) fn hole_kind(&self, word: &str) -> Option<NodeKind> {
        self.holes.and_then(|h| h.hole(word)).map(|h| h.kind)
    }

    /// A node without children with this span and word, for text that is never a placeholder by itself, such as what stands in quotes.
    pub(crate) fn literal(&mut self, span: Span, kind: NodeKind, role: Role, word: &str) -> NodeId {
        let out = self.open_span(span, kind, role);
        self.set_word(out, word);
        self.close(out);
        out
    }

    /// Sets the symbol of a node.
    pub(crate) fn set_word(&mut self, id: NodeId, word: &str) {
        self.tree.node_mut(id).sym = self.symbols.intern(word);
    }

    /// Adds flags to a node.
    pub(crate) fn add_flags(&mut self, id: NodeId, flags: Flags) {
        let node = self.tree.node_mut(id);
        node.flags = node.flags.with(flags);
    }

    /// Sets the span of a node, for those whose tokens are not exactly one concrete node's.
    pub(crate) fn set_span(&mut self, id: NodeId, span: Span) {
        self.tree.node_mut(id).span = span;
    }

    /// Widens all open nodes to text that belongs to them but lies behind them, such as that of a heredoc.
    pub(crate) fn widen_open(&mut self, span: Span) {
        for id in &self.open {
            let node = self.tree.node_mut(*id);
            node.span = node.span.cover(span);
        }
    }

    /// Changes the role of the node that was just lowered at `index`, where a function knows it only afterwards.
    pub(crate) fn set_role(&mut self, index: usize, role: Role) {
        if index < self.tree.len() {
            self.tree.node_mut(NodeId(index as u32)).role = role;
        }
    }

    /// Changes the kind of the node that was just lowered at `index`, unless it is a placeholder.
    pub(crate) fn set_kind(&mut self, index: usize, kind: NodeKind) {
        if self.tree.nodes().get(index).is_some_and(|node| node.kind == NodeKind::Name) {
            self.tree.node_mut(NodeId(index as u32)).kind = kind;
        }
    }

    /// Adds children to the node at `index`, which was lowered last, so that its subtree ends where the tree does.
    pub(crate) fn append(&mut self, index: usize, fill: impl FnOnce(&mut Self)) {
        let id = NodeId(index as u32);
        debug_assert_eq!(self.tree.node(id).end_node.index(), self.tree.len(), "only the last subtree can grow");
        self.open.push(id);
        fill(self);
        self.close(id);
        let last = self.tree.nodes()[index..].iter().map(|n| n.span.end).max().unwrap_or(0);
        let span = self.tree.node(id).span;
        self.set_span(id, Span::new(span.start, span.end.max(last)));
    }

    /// The node of the concrete syntax tree.
    pub(crate) fn cst_node(&self, id: CstId) -> &'a CstNode {
        self.cst.node(id)
    }

    /// The grammar's name of a concrete node's kind.
    pub(crate) fn kind(&self, id: CstId) -> &'static str {
        self.grammar.kind_name(self.cst.node(id).kind)
    }

    /// The source text of a concrete node.
    pub(crate) fn text_of(&self, id: CstId) -> &'a str {
        &self.text[self.cst.node(id).span.range()]
    }

    /// The bytes between the first and the last character of a concrete node, which are its delimiters unless the text is broken: then any
    /// characters may stand there.
    pub(crate) fn undelimited(&self, id: CstId) -> Span {
        let (span, text) = (self.cst.node(id).span, self.text_of(id));
        let mut chars = text.char_indices();
        let (Some((_, first)), Some((last, _))) = (chars.next(), chars.next_back()) else { return span };
        Span::new(span.start + first.len_utf8() as u32, span.start + last as u32)
    }

    /// The first child in this grammar field.
    pub(crate) fn field(&self, id: CstId, field: &str) -> Option<CstId> {
        self.cst.children(id).find(|c| {
            let f = self.cst.node(*c).field;
            f != 0 && self.grammar.field_name(f) == field
        })
    }

    /// The named children that are not comments.
    pub(crate) fn named(&self, id: CstId) -> impl Iterator<Item = CstId> + Clone + use<'a> {
        let cst = self.cst;
        cst.children(id).filter(move |c| cst.node(*c).named && !cst.node(*c).extra)
    }

    /// The first child of this grammar kind.
    pub(crate) fn child_of_kind(&self, id: CstId, kind: &str) -> Option<CstId> {
        self.cst.children(id).find(|c| self.kind(*c) == kind)
    }

    /// Whether there is a child with exactly this text: a keyword or operator.
    pub(crate) fn has_token(&self, id: CstId, token: &str) -> bool {
        self.cst.children(id).any(|c| !self.cst.node(c).named && self.kind(c) == token)
    }

    /// Whether a pattern has a placeholder here.
    pub(crate) fn is_hole(&self, id: CstId) -> bool {
        self.holes.is_some_and(|h| h.hole(self.text_of(id)).is_some())
    }

    /// Whether a pattern has `...` or `$...X` here.
    pub(crate) fn is_ellipsis(&self, id: CstId) -> bool {
        let hole = self.holes.and_then(|h| h.hole(self.text_of(id)));
        hole.is_some_and(|h| matches!(h.kind, NodeKind::Ellipsis | NodeKind::MetaEllipsis))
    }

    /// The grammar's name of the kind of a concrete node's parent.
    pub(crate) fn parent_kind(&self, id: CstId) -> &'static str {
        self.kind(CstId(self.cst.node(id).parent))
    }

    /// A list of statements around `id`: a braced block as it is, a single statement with a block made around it.
    pub(crate) fn block(&mut self, id: CstId, is_block: bool, role: Role) {
        if is_block {
            self.node(id, NodeKind::Block, role, |l| l.children(id, Role::Item));
        } else {
            let out = self.node(id, NodeKind::Block, role, |l| l.lower(id, Role::Item));
            self.add_flags(out, Flags::IMPLICIT);
        }
    }
    /// Parses a piece of the text that the grammar left unparsed, written as `text`, and lowers it with `fill` below the open node.
    ///
    /// Byte 0 of `text` stands for byte `start` of the file, and what `fill` lowers must lie at the same place and be the same text in
    /// both; around it, `text` may have what makes it parsable. Returns `false`, with nothing lowered, where `text` has a syntax error or
    /// is nested too deep.
    pub(crate) fn embedded(&mut self, text: &str, start: u32, fill: impl FnOnce(&mut Lower<'_>)) -> bool {
        if self.embedded >= MAX_EMBEDDED {
            return false;
        }
        let mut parser = self.parser.take().unwrap_or_default();
        parser.set_language(self.grammar.language).expect("the grammar parsed the text around this piece");
        let mut cst = Cst::default();
        if let Some(tree) = crate::parser::parse_bounded(&mut parser, text, None) {
            cst.fill(&mut tree.walk(), self.grammar, MAX_EMBEDDED_DEPTH);
        }
        let understood = !cst.nodes.is_empty() && cst.error_bytes == 0 && !cst.too_deep;
        if understood {
            cst.nodes.iter_mut().for_each(|n| n.span = Span::new(n.span.start + start, n.span.end + start));
            let mut inner = Lower {
                cst: &cst,
                text: self.text,
                grammar: self.grammar,
                tree: &mut *self.tree,
                symbols: &mut *self.symbols,
                holes: self.holes,
                anchors: FxHashMap::default(),
                open: std::mem::take(&mut self.open),
                errors_open: self.errors_open,
                parser: Some(parser),
                embedded: self.embedded + 1,
            };
            fill(&mut inner);
            (self.open, self.parser) = (inner.open, inner.parser);
        } else {
            self.parser = Some(parser);
        }
        understood
    }
}
