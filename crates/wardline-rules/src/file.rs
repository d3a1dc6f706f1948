//! One file as the matcher sees it: text, tree, words, names, and an index of nodes by kind.

use crate::pattern::Pattern;
use std::cell::RefCell;
use wardline_base::Span;
use wardline_flow::Names;
use wardline_lang::{Language, NodeId, NodeKind, ParseReport, Parser, Region, Role, Symbol, Symbols, Tree};

/// A parsed file with everything that matching needs. Reused from file to file by a worker.
#[derive(Default)]
pub(crate) struct SourceTree {
    pub(crate) tree: Tree,
    pub(crate) symbols: Symbols,
    pub(crate) names: Names,
    /// The language of the file; none before one is loaded.
    pub(crate) language: Option<Language>,
    /// Whether string literals and null are pointers.
    pub(crate) has_pointer_literals: bool,
    /// Whether whole and fractional numbers are of one type.
    pub(crate) has_one_number_type: bool,
    /// Whether a string stands for the number or truth value that it spells.
    pub(crate) reads_strings_as_values: bool,
    /// Node ids grouped by kind, in order within each kind.
    by_kind: Vec<NodeId>,
    /// Where each kind's group starts in `by_kind`; one longer than the number of kinds.
    starts: Vec<u32>,
    /// Calls by the last part of what they call, sorted.
    calls: Vec<(Symbol, NodeId)>,
    /// The symbols of the patterns' words that were looked up in this file so far.
    known: RefCell<Vec<Option<Symbol>>>,
}

impl SourceTree {
    /// Parses a text and resolves its names.
    pub(crate) fn load(&mut self, parser: &mut Parser, language: Language, text: &str) -> ParseReport {
        let report = parser.parse(language, text, &mut self.tree, &mut self.symbols);
        self.finish(language);
        report
    }

    /// Parses the code of one language in a file of several, and resolves its names.
    pub(crate) fn load_region(&mut self, parser: &mut Parser, region: &Region, text: &str) -> ParseReport {
        let report = parser.parse_region(region, text, &mut self.tree, &mut self.symbols);
        self.finish(region.language);
        report
    }

    fn finish(&mut self, language: Language) {
        self.known.get_mut().clear();
        self.language = Some(language);
        self.has_pointer_literals = language.has_pointer_literals();
        self.has_one_number_type = language.has_one_number_type();
        self.reads_strings_as_values = language.reads_strings_as_values();
        self.names = Names::resolve(&self.tree, &mut self.symbols, language.traits());
        self.index();
    }

    /// Counting sort of the nodes by kind, and the calls by head symbol.
    fn index(&mut self) {
        self.starts.clear();
        self.starts.resize(NodeKind::COUNT + 1, 0);
        for node in self.tree.nodes() {
            self.starts[node.kind as usize + 1] += 1;
        }
        for i in 1..self.starts.len() {
            self.starts[i] += self.starts[i - 1];
        }
        let mut next = self.starts.clone();
        self.by_kind.clear();
        self.by_kind.resize(self.tree.len(), NodeId::ROOT);
        for (i, node) in self.tree.nodes().iter().enumerate() {
            let slot = &mut next[node.kind as usize];
            self.by_kind[*slot as usize] = NodeId(i as u32);
            *slot += 1;
        }
        self.calls.clear();
        for i in self.starts[NodeKind::Call as usize]..self.starts[NodeKind::Call as usize + 1] {
            let id = self.by_kind[i as usize];
            let head = head_symbol(&self.tree, id);
            self.calls.push((head, id));
            let home = self
                .tree
                .child(id, Role::Callee)
                .and_then(|c| self.names.import_path(c))
                .and_then(|p| p.last().copied());
            if let Some(home) = home.filter(|h| *h != head) {
                self.calls.push((home, id));
            }
        }
        self.calls.sort_unstable();
    }

    /// The symbol in this file of the word of a pattern's node.
    pub(crate) fn symbol(&self, pattern: &Pattern, node: NodeId) -> Symbol {
        let word = pattern.words[node.index()] as usize;
        let mut known = self.known.borrow_mut();
        if known.len() <= word {
            known.resize(word + 1, None);
        }
        *known[word].get_or_insert_with(|| self.symbols.lookup(pattern.word(node)))
    }

    /// The nodes among which are all that lie within `span`: the smallest subtree that covers it.
    pub(crate) fn nodes_within(&self, span: Span) -> std::ops::Range<u32> {
        let mut at = NodeId::ROOT;
        while let Some(inner) = self.tree.children(at).find(|c| self.tree.node(*c).span.contains(span)) {
            at = inner;
        }
        at.0..self.tree.node(at).end_node.0
    }

    /// The nodes of a kind, in pre-order.
    pub(crate) fn of_kind(&self, kind: NodeKind) -> &[NodeId] {
        &self.by_kind[self.starts[kind as usize] as usize..self.starts[kind as usize + 1] as usize]
    }

    /// The calls whose callee's last part is this word, in pre-order.
    pub(crate) fn calls_of(&self, head: Symbol) -> impl Iterator<Item = NodeId> + '_ {
        let start = self.calls.partition_point(|(s, _)| *s < head);
        self.calls[start..].iter().take_while(move |(s, _)| *s == head).map(|(_, id)| *id)
    }
}

/// The last part of what a call calls: `execute` of `db.cursor().execute(q)`; `NONE` if it has no name.
pub(crate) fn head_symbol(tree: &Tree, call: NodeId) -> Symbol {
    let Some(callee) = tree.child(call, Role::Callee) else { return Symbol::NONE };
    match tree.node(callee).kind {
        NodeKind::Name => tree.node(callee).sym,
        NodeKind::Member => tree
            .child(callee, Role::Name)
            .filter(|n| tree.node(*n).kind == NodeKind::Ident)
            .map_or(Symbol::NONE, |n| tree.node(n).sym),
        _ => Symbol::NONE,
    }
}
