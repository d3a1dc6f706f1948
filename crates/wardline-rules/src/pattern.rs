//! A pattern ready to be matched: its tree, with metavariables numbered and string expressions compiled.

use crate::formula::TextSearch;
use crate::regexes::Regex;
use rustc_hash::FxHashMap;
use std::sync::{Arc, Mutex};
use wardline_base::Span;
use wardline_lang::{Language, NodeId, NodeKind, Parser, PatternTree, Role, Symbol, Symbols, Tree};

/// A number for a metavariable within one rule.
pub(crate) type MetaId = u16;

/// Stands for `$_`, which binds nothing.
pub(crate) const ANONYMOUS: MetaId = MetaId::MAX;

/// The metavariables of a rule, numbered as they are met.
#[derive(Clone, Debug, Default)]
pub(crate) struct MetaNames {
    names: Vec<String>,
}

impl MetaNames {
    /// The number of a metavariable, new or not.
    pub(crate) fn intern(&mut self, name: &str) -> MetaId {
        if name == "$_" {
            return ANONYMOUS;
        }
        self.names.iter().position(|n| n == name).unwrap_or_else(|| {
            self.names.push(name.to_owned());
            self.names.len() - 1
        }) as MetaId
    }

    pub(crate) fn lookup(&self, name: &str) -> Option<MetaId> {
        self.names.iter().position(|n| n == name).map(|i| i as MetaId)
    }

    pub(crate) fn names(&self) -> &[String] {
        &self.names
    }

    pub(crate) fn len(&self) -> usize {
        self.names.len()
    }
}

/// What a pattern node needs besides its tree node.
#[derive(Debug)]
pub(crate) enum Extra {
    Nothing,
    Meta(MetaId),
    Regex(Regex),
    /// The parts of a dotted name: `os.path.join` as words of the pattern.
    Dotted(Vec<Symbol>),
}

/// A compiled pattern.
#[derive(Debug)]
pub(crate) struct Pattern {
    pub(crate) tree: Tree,
    pub(crate) symbols: Symbols,
    pub(crate) extra: Vec<Extra>,
    /// A call's head word that every match must have, for finding candidates.
    pub(crate) head: Option<Symbol>,
    /// For each node, the number of its word among the words of all patterns.
    pub(crate) words: Vec<WordId>,
    /// Nodes whose words a file must hold for the pattern to match in it.
    pub(crate) must: Vec<NodeId>,
    /// Expressions that the rule asks of what metavariables stand for, so that a binding that fails one is given up at once.
    pub(crate) guards: Vec<Guard>,
}

/// An expression that what a metavariable stands for has to match.
#[derive(Clone, Debug)]
pub(crate) struct Guard {
    pub(crate) meta: MetaId,
    pub(crate) search: Arc<TextSearch>,
}

/// The number of a word among the words of all patterns.
pub(crate) type WordId = u32;

/// The words of all patterns of a rule set, numbered, so that a file looks each of them up once and not once for each pattern.
#[derive(Debug, Default)]
pub(crate) struct WordTable {
    ids: Mutex<FxHashMap<String, WordId>>,
}

impl WordTable {
    /// The number of each word.
    fn number<'w>(&self, words: impl Iterator<Item = &'w str>) -> Vec<WordId> {
        let mut ids = self.ids.lock().expect("numbering words does not panic");
        words
            .map(|word| match ids.get(word) {
                Some(id) => *id,
                None => {
                    let id = ids.len() as WordId;
                    ids.insert(word.to_owned(), id);
                    id
                }
            })
            .collect()
    }
}

/// Why a pattern could not be compiled: bytes of its text, and the message.
pub(crate) type PatternProblem = (Span, String);

impl Pattern {
    /// Compiles a pattern of a language.
    pub(crate) fn compile(
        parser: &mut Parser,
        language: Language,
        text: &str,
        metas: &mut MetaNames,
        table: &WordTable,
    ) -> Result<Self, PatternProblem> {
        let PatternTree { tree, symbols } =
            PatternTree::parse(parser, language, text).map_err(|e| (e.span, e.message))?;
        let mut extra = Vec::with_capacity(tree.len());
        for id in tree.ids() {
            extra.push(
                extra_of(&tree, &symbols, id, metas).map_err(|message| (Span::new(0, text.len() as u32), message))?,
            );
        }
        let head = call_head(&tree);
        let words = table.number(tree.nodes().iter().map(|n| symbols.text(n.sym)));
        let must = must_words(&tree);
        Ok(Self { tree, symbols, extra, head, words, must, guards: Vec::new() })
    }

    pub(crate) fn kind(&self, id: NodeId) -> NodeKind {
        self.tree.node(id).kind
    }

    pub(crate) fn word(&self, id: NodeId) -> &str {
        self.symbols.text(self.tree.node(id).sym)
    }

    pub(crate) fn meta(&self, id: NodeId) -> Option<MetaId> {
        match self.extra[id.index()] {
            Extra::Meta(meta) => Some(meta),
            _ => None,
        }
    }

    /// Whether a node is `$F(…)`, which calls of macros match too.
    pub(crate) fn calls_anything(&self, id: NodeId) -> bool {
        self.kind(id) == NodeKind::Call
            && self.tree.child(id, Role::Callee).is_some_and(|c| self.kind(c) == NodeKind::Meta)
    }

    /// Whether a node is a command whose first words are `...`.
    pub(crate) fn is_open_command(&self, id: NodeId) -> bool {
        self.tree.child(id, Role::Callee).is_some_and(|c| self.kind(c) == NodeKind::Ellipsis)
    }

    /// Whether the pattern is a metavariable or ellipsis alone, which is never searched for but only tested.
    pub(crate) fn bare_meta(&self) -> Option<MetaId> {
        match self.kind(NodeId::ROOT) {
            NodeKind::Meta => self.meta(NodeId::ROOT),
            NodeKind::Ellipsis => Some(ANONYMOUS),
            _ => None,
        }
    }
}

fn extra_of(tree: &Tree, symbols: &Symbols, id: NodeId, metas: &mut MetaNames) -> Result<Extra, String> {
    let node = tree.node(id);
    let word = symbols.text(node.sym);
    Ok(match node.kind {
        NodeKind::Meta | NodeKind::MetaEllipsis | NodeKind::TypedMeta | NodeKind::StrMeta => {
            Extra::Meta(metas.intern(word))
        }
        NodeKind::Regex if wardline_lang::is_metavariable(word) => Extra::Meta(metas.intern(word)),
        NodeKind::StrRegex => Extra::Regex(string_regex(word)?),
        NodeKind::Name | NodeKind::Member => dotted(tree, id).map_or(Extra::Nothing, Extra::Dotted),
        _ => Extra::Nothing,
    })
}

/// Compiles `=~/expression/flags`.
fn string_regex(word: &str) -> Result<Regex, String> {
    let body = word.strip_prefix("=~/").unwrap_or(word);
    let (expression, flags) =
        body.rsplit_once('/').ok_or_else(|| format!("`{word}` lacks its closing `/`; write \"=~/expression/\""))?;
    let known: String = flags.chars().filter(|c| "imsx".contains(*c)).collect();
    let expression = if known.is_empty() { expression.to_owned() } else { format!("(?{known}){expression}") };
    Regex::new(&expression, false).map_err(|e| format!("the expression in `{word}` is not valid: {e}"))
}

/// The parts of a dotted name, if the node is nothing but one.
pub(crate) fn dotted(tree: &Tree, id: NodeId) -> Option<Vec<Symbol>> {
    let node = tree.node(id);
    match node.kind {
        NodeKind::Name => Some(vec![node.sym]),
        NodeKind::Member => {
            let name = tree.node(tree.child(id, Role::Name)?);
            let mut parts = dotted(tree, tree.child(id, Role::Object)?)?;
            (name.kind == NodeKind::Ident).then(|| parts.push(name.sym))?;
            Some(parts)
        }
        _ => None,
    }
}

/// The names of members that are selected anywhere in a pattern: no equivalence replaces them by other words.
fn must_words(tree: &Tree) -> Vec<NodeId> {
    let selected = |id: &NodeId| {
        let node = tree.node(*id);
        let parent = tree.node(node.parent);
        node.kind == NodeKind::Ident && node.role == Role::Name && parent.kind == NodeKind::Member
    };
    let in_type = |id: NodeId| {
        std::iter::successors(Some(id), |n| (*n != NodeId::ROOT).then(|| tree.node(*n).parent))
            .any(|n| matches!(tree.node(n).kind, NodeKind::Type | NodeKind::TypedMeta | NodeKind::Path))
    };
    tree.ids().filter(|id| selected(id) && !in_type(*id)).collect()
}

/// The word that what a root call calls must end in, at home if an import renames it.
fn call_head(tree: &Tree) -> Option<Symbol> {
    if tree.node(NodeId::ROOT).kind != NodeKind::Call {
        return None;
    }
    let callee = tree.child(NodeId::ROOT, Role::Callee)?;
    let name = match tree.node(callee).kind {
        NodeKind::Name => callee,
        NodeKind::Member => tree.child(callee, Role::Name)?,
        _ => return None,
    };
    matches!(tree.node(name).kind, NodeKind::Name | NodeKind::Ident).then_some(tree.node(name).sym)
}
