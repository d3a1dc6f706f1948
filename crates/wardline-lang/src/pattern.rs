//! From the text of a pattern to its tree.
//!
//! A pattern is tried in a language's templates in order (as it is, as an expression, as a class member, …), with the forms of its
//! ellipses chosen so that the grammar finds no error. The first template that parses cleanly wins; the nodes in its hole are the
//! pattern. Then the tree is put in pattern form: reserved identifiers, dummy wrappers and strings become placeholder nodes.

use crate::language::{Language, is_comment};
use crate::parser::Parser;
use crate::placeholder::{
    Holes, PatternText, Substituted, hole_span, metavariable_length, parenthesize_typed, substitute,
};
use crate::symbols::{Symbol, Symbols};
use crate::tree::{Flags, Node, NodeId, NodeKind, Role, Tree};
use wardline_base::Span;

/// A wrapper that makes a fragment parsable.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Template {
    pub(crate) prefix: &'static str,
    pub(crate) suffix: &'static str,
    /// Whether the suffix is a body that the pattern does not have: a header such as `class $C extends T`.
    pub(crate) header: bool,
    /// Whether the pattern must be one node here: an expression and not a list of them.
    single: bool,
    /// For which patterns all forms of ellipses are tried here before any other template, because another would parse them wrongly.
    eager: Option<fn(&str) -> bool>,
    /// For which patterns it is not tried, because the grammar would take a keyword for a name.
    unless: Option<fn(&str) -> bool>,
    /// Changes the text to be parsed where the grammar allows no identifier in a metavariable's place.
    rewrite: Option<fn(&str) -> String>,
    /// The language whose grammar parses it, where that is not the pattern's.
    language: Option<Language>,
}

impl Template {
    pub(crate) const fn new(prefix: &'static str, suffix: &'static str) -> Self {
        Self { prefix, suffix, header: false, single: false, eager: None, unless: None, rewrite: None, language: None }
    }

    pub(crate) const fn header(prefix: &'static str, suffix: &'static str) -> Self {
        Self { header: true, ..Self::new(prefix, suffix) }
    }

    /// A template for patterns that are one node.
    pub(crate) const fn single(prefix: &'static str, suffix: &'static str) -> Self {
        Self { single: true, ..Self::new(prefix, suffix) }
    }

    /// The same, tried before all others on patterns that `applies` accepts.
    pub(crate) const fn eager(self, applies: fn(&str) -> bool) -> Self {
        Self { eager: Some(applies), ..self }
    }

    /// The same, but not for patterns that `applies` accepts.
    pub(crate) const fn unless(self, applies: fn(&str) -> bool) -> Self {
        Self { unless: Some(applies), ..self }
    }

    /// The same, with the text changed by `rewrite`.
    pub(crate) const fn rewritten(self, rewrite: fn(&str) -> String) -> Self {
        Self { rewrite: Some(rewrite), ..self }
    }

    /// The same, parsed by the grammar of another language of the family.
    pub(crate) const fn parsed_as(self, language: Language) -> Self {
        Self { language: Some(language), ..self }
    }
}

/// What a language says about its patterns.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternSpec {
    pub(crate) text: PatternText,
    /// Tried in order.
    pub(crate) templates: &'static [Template],
    /// Makes a type parsable; the type is the first [`Role::Type`] child in the hole.
    pub(crate) type_template: Template,
}

/// A pattern of one language, parsed.
#[derive(Clone, Debug)]
pub struct PatternTree {
    /// The nodes; the root is the pattern itself, or [`NodeKind::Statements`] for several.
    pub tree: Tree,
    /// The words of the tree.
    pub symbols: Symbols,
}

/// Why a pattern is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PatternError {
    /// The bytes of the pattern's text that the grammar did not understand, as far as they can be told.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: String,
}

impl PatternTree {
    /// Parses a pattern.
    ///
    /// # Errors
    /// When no template of the language yields a tree without syntax errors.
    pub fn parse(parser: &mut Parser, language: Language, pattern: &str) -> Result<Self, PatternError> {
        let spec = language.pattern_spec();
        let trimmed = pattern.trim_matches(['\n', '\r']).trim_end();
        if trimmed.trim().is_empty() {
            return Err(PatternError {
                span: Span::new(0, 0),
                message: "the pattern is empty; write the code to look for".into(),
            });
        }
        let mut substituted = substitute(trimmed, &spec.text);
        let mut attempt = Attempt {
            parser,
            language,
            spec,
            substituted: &substituted,
            tree: Tree::default(),
            symbols: Symbols::default(),
        };
        let mut found = attempt.find();
        let (mut tree, mut symbols) = (attempt.tree, attempt.symbols);
        if found.is_none()
            && let Some(typed) = parenthesize_typed(trimmed, &spec.text)
        {
            substituted = substitute(&typed, &spec.text);
            attempt = Attempt { parser, language, spec, substituted: &substituted, tree, symbols };
            found = attempt.find();
            (tree, symbols) = (attempt.tree, attempt.symbols);
        }
        let Some(found) = found else {
            return Err(Attempt { parser, language, spec, substituted: &substituted, tree, symbols }.error(trimmed));
        };
        let mut normal = Normalizer {
            parser,
            language,
            holes: &substituted.holes,
            from: &tree,
            words: &symbols,
            to: Tree::default(),
            symbols: Symbols::default(),
            open: Vec::new(),
        };
        normal.root(&found);
        Ok(Self { tree: normal.to, symbols: normal.symbols })
    }
}

/// The nodes that a template's hole held.
struct Found {
    tops: Vec<NodeId>,
    /// For a header, where the pattern's own text ends.
    header: Option<u32>,
    statement: bool,
}

struct Attempt<'a> {
    parser: &'a mut Parser,
    language: Language,
    spec: &'a PatternSpec,
    substituted: &'a Substituted,
    tree: Tree,
    symbols: Symbols,
}

impl Attempt<'_> {
    fn find(&mut self) -> Option<Found> {
        let none = vec![0; self.substituted.ellipses()];
        let likely = self.substituted.likely(&self.spec.text);
        let pattern = self.substituted.render(&self.spec.text, &none);
        let start = pattern[leading_comments(&pattern, &self.spec.text)..].to_owned();
        let spec = self.spec;
        let templates = || spec.templates.iter().filter(|t| !t.unless.is_some_and(|applies| applies(&start)));
        for template in templates().filter(|t| t.eager.is_some_and(|applies| applies(&start))) {
            if let Some(found) = self.with_forms(template, &none) {
                return Some(found);
            }
        }
        for forms in if likely == none { vec![&none] } else { vec![&likely, &none] } {
            for template in templates() {
                if self.errors(template, forms) == 0
                    && let Some(found) = self.extract(template, forms)
                {
                    return Some(found);
                }
            }
        }
        if none.is_empty() {
            return None;
        }
        templates().find_map(|template| self.with_forms(template, &none))
    }

    /// The pattern in this template, in whatever forms of its ellipses parse.
    fn with_forms(&mut self, template: &Template, none: &[usize]) -> Option<Found> {
        let choices =
            if self.errors(template, none) == 0 { none.to_vec() } else { self.descend(template, none.len())? };
        self.extract(template, &choices)
    }

    /// The text that is parsed, and where the pattern stands in it.
    fn wrap(&self, template: &Template, choices: &[usize]) -> (String, Span) {
        let body = self.substituted.render(&self.spec.text, choices);
        let body = template.rewrite.map_or(body.clone(), |rewrite| rewrite(&body));
        ([template.prefix, &body, template.suffix].concat(), hole_span(template.prefix, &body))
    }

    /// Looks for forms of the ellipses without an error, one ellipsis at a time.
    fn descend(&mut self, template: &Template, count: usize) -> Option<Vec<usize>> {
        let mut choices = vec![0; count];
        let mut best = self.errors(template, &choices);
        let brackets = self.substituted.brackets();
        for (i, bracket) in brackets.iter().enumerate() {
            if brackets[..i].contains(bracket) {
                continue;
            }
            for form in 1..Substituted::form_count(&self.spec.text) {
                let same = |(c, b): (&usize, &usize)| if b == bracket { form } else { *c };
                let tried: Vec<usize> = choices.iter().zip(&brackets).map(same).collect();
                let errors = self.errors(template, &tried);
                if errors < best {
                    (best, choices) = (errors, tried);
                }
                if best == 0 {
                    return Some(choices);
                }
            }
        }
        for _round in 0..2 {
            for i in 0..count {
                for form in 0..Substituted::form_count(&self.spec.text) {
                    let kept = std::mem::replace(&mut choices[i], form);
                    let errors = self.errors(template, &choices);
                    if errors < best {
                        best = errors;
                    } else {
                        choices[i] = kept;
                    }
                    if best == 0 {
                        return Some(choices);
                    }
                }
            }
        }
        None
    }

    fn errors(&mut self, template: &Template, choices: &[usize]) -> u32 {
        let (text, _) = self.wrap(template, choices);
        self.parser.syntax_errors(template.language.unwrap_or(self.language), &text)
    }

    /// Lowers the wrapped pattern and takes the nodes in the hole.
    fn extract(&mut self, template: &Template, choices: &[usize]) -> Option<Found> {
        let (text, hole) = self.wrap(template, choices);
        let language = template.language.unwrap_or(self.language);
        self.parser.lower_pattern(language, &text, &self.substituted.holes, &mut self.tree, &mut self.symbols);
        let body = &text[hole.range()];
        let within = if template.header { Span::new(hole.start, text.len() as u32) } else { hole };
        let tops = tops_within(&self.tree, within);
        let covered = tops.iter().map(|t| self.tree.node(*t).span).reduce(Span::cover)?;
        let lead = leading_comments(body, &self.spec.text) as u32;
        // The nodes must account for the pattern's text: its first token belongs to one of them.
        let accounted = covered.start <= hole.start + lead && (tops.len() == 1 || !template.single);
        let header = template.header.then_some(hole.end);
        accounted.then(|| Found { statement: body.trim_end().ends_with(';'), tops, header })
    }

    fn error(&mut self, pattern: &str) -> PatternError {
        let place = (0..self.spec.templates.len())
            .map(|i| {
                let template = self.spec.templates[i];
                let errors = self.errors(&template, &vec![0; self.substituted.ellipses()]);
                (
                    errors,
                    self.parser.first_error().unwrap_or_default().start.saturating_sub(template.prefix.len() as u32),
                )
            })
            .min_by_key(|(errors, _)| *errors)
            .map_or(0, |(_, at)| at);
        let at = (0..=(place as usize).min(pattern.len())).rev().find(|i| pattern.is_char_boundary(*i)).unwrap_or(0);
        let end = pattern[at..].find('\n').map_or(pattern.len(), |i| at + i);
        PatternError {
            span: Span::new(at as u32, end as u32),
            message: format!(
                "this is not a pattern of {}: the code around `{}` does not parse; check brackets and what stands beside `...`",
                self.language.name(),
                pattern[at..end].chars().take(40).collect::<String>().trim()
            ),
        }
    }
}

/// The length of the white space and comments that a pattern starts with.
fn leading_comments(body: &str, spec: &PatternText) -> usize {
    let mut rest = body.trim_start();
    let comments = || spec.quotes.iter().filter(|quote| is_comment(quote));
    while let Some((open, close, _)) = comments().find(|(open, ..)| rest.starts_with(open)) {
        let Some(end) = rest[open.len()..].find(close) else { break };
        rest = rest[open.len() + end + close.len()..].trim_start();
    }
    body.len() - rest.len()
}

/// The outermost nodes within `hole`, the lists of statements around the pattern looked through.
fn tops_within(tree: &Tree, hole: Span) -> Vec<NodeId> {
    let mut tops = Vec::new();
    let mut at = 0;
    while at < tree.len() {
        let id = NodeId(at as u32);
        let node = tree.node(id);
        let is_list =
            node.kind == NodeKind::Program || (node.kind == NodeKind::Block && node.flags.has(Flags::IMPLICIT));
        if !is_list && hole.contains(node.span) && !node.span.is_empty() {
            tops.push(id);
            at = node.end_node.index();
        } else {
            at += 1;
        }
    }
    tops
}

/// Copies the pattern's nodes into a tree of their own, in pattern form.
struct Normalizer<'a> {
    parser: &'a mut Parser,
    language: Language,
    holes: &'a Holes,
    from: &'a Tree,
    words: &'a Symbols,
    to: Tree,
    symbols: Symbols,
    open: Vec<NodeId>,
}

impl Normalizer<'_> {
    fn root(&mut self, found: &Found) {
        let is_assignment = |id: NodeId| {
            let node = self.from.node(id);
            matches!(node.kind, NodeKind::Assign | NodeKind::AugAssign) && !node.flags.has(Flags::DECLARES)
        };
        // With its terminator an assignment is a statement, of which the tree has no node.
        let is_run = |only: NodeId| found.statement && is_assignment(only);
        if let Some(only) = found.tops.first().filter(|only| found.tops.len() == 1 && !is_run(**only)) {
            let node = self.from.node(*only);
            let bare =
                node.kind == NodeKind::ExprStmt && !found.statement && self.from.child(*only, Role::Attr).is_none();
            let expression = bare.then(|| self.from.child(*only, Role::Operand)).flatten();
            self.copy(expression.unwrap_or(*only), Role::Root, found.header);
        } else {
            let span = Span::new(0, 0);
            self.open(Node { kind: NodeKind::Statements, ..leaf(Role::Root, span) }, Symbol::NONE);
            for top in &found.tops {
                self.copy(*top, Role::Item, None);
            }
            self.close();
        }
    }

    /// Copies a node; of a header, only the children that start before `header`, where the pattern's own text ends.
    fn copy(&mut self, id: NodeId, role: Role, header: Option<u32>) {
        let node = *self.from.node(id);
        if let Some(ellipsis) = self.collapses_to_ellipsis(id) {
            let inner = *self.from.node(ellipsis);
            let word = self.words.text(inner.sym).to_owned();
            self.leaf(inner.kind, role, node.span, &word);
            return;
        }
        match node.kind {
            NodeKind::Call if self.kind_of(id, Role::Callee) == Some(NodeKind::Deep) => self.deep(id, role),
            NodeKind::Call if self.is_open_chain(id) => {
                self.from.children_as(id, Role::Callee).for_each(|callee| self.copy(callee, role, None));
            }
            NodeKind::Call if self.is_dummy_call(id) => {
                let args = self
                    .from
                    .child(id, Role::Args)
                    .map(|args| self.from.children_as(args, Role::Item).collect::<Vec<_>>());
                args.into_iter().flatten().for_each(|item| self.copy(item, role, None));
            }
            NodeKind::Member if self.kind_of(id, Role::Name) == Some(NodeKind::Ellipsis) => {
                self.open(Node { kind: NodeKind::ChainEllipsis, ..leaf(role, node.span) }, Symbol::NONE);
                for object in self.from.children_as(id, Role::Object) {
                    self.copy(object, Role::Object, None);
                }
                self.close();
            }
            NodeKind::Other if self.words.text(node.sym) == "..." => self.leaf(NodeKind::Ellipsis, role, node.span, ""),
            NodeKind::Str => self.string(&node, role),
            NodeKind::StrPart => self.string_part(&node, role),
            NodeKind::TypedMeta => self.typed(id, role),
            _ => self.plain(id, role, header),
        }
    }

    fn plain(&mut self, id: NodeId, role: Role, header: Option<u32>) {
        let node = *self.from.node(id);
        let flags = if header.is_some() { node.flags.with(Flags::HEADER) } else { node.flags };
        let word = self.holes.restore(self.words.text(node.sym)).into_owned();
        let sym = self.symbols.intern(&word);
        self.open(Node { role, flags, ..node }, sym);
        for child in self.from.children(id) {
            let inner = *self.from.node(child);
            if header.is_none_or(|end| inner.span.start < end) {
                self.copy(child, inner.role, None);
            }
        }
        self.close();
    }

    /// The ellipsis that a node only wraps because it needed a dummy declaration around it to parse.
    fn collapses_to_ellipsis(&self, id: NodeId) -> Option<NodeId> {
        let wrapped = match self.from.node(id).kind {
            NodeKind::ExprStmt | NodeKind::Spread => Role::Operand,
            NodeKind::Param
            | NodeKind::KwArg
            | NodeKind::XmlAttr
            | NodeKind::Directive
            | NodeKind::ImportItem
            | NodeKind::Func => Role::Name,
            NodeKind::Pair => Role::Key,
            NodeKind::Assign => Role::Target,
            NodeKind::Attr => Role::Callee,
            NodeKind::Case | NodeKind::Type => Role::Item,
            _ => return None,
        };
        let mut children = self.from.children_as(id, wrapped);
        let (first, second) = (children.next()?, children.next());
        let ellipsis = match self.from.node(first).kind {
            NodeKind::Ellipsis | NodeKind::MetaEllipsis => Some(first),
            NodeKind::ExprStmt => self.collapses_to_ellipsis(first),
            _ => None,
        };
        let is_dummy = match self.from.node(id).kind {
            NodeKind::Func => self.from.child(id, Role::ReturnType).is_some(),
            // `... = e` is an assignment to anything.
            NodeKind::Assign => {
                self.from.child(id, Role::Value).is_none_or(|v| self.words.text(self.from.node(v).sym) == "0")
            }
            _ => true,
        };
        ellipsis.filter(|_| second.is_none() && is_dummy)
    }

    /// Whether a call only makes a statement of a metavariable, for grammars in which a name alone is none.
    fn is_dummy_call(&self, id: NodeId) -> bool {
        let callee = self.from.child(id, Role::Callee);
        callee.is_some_and(|c| self.words.text(self.from.node(c).sym) == "WL_S")
    }

    /// Whether a call is `$X. ...()`, whose parentheses only make a statement of it.
    fn is_open_chain(&self, id: NodeId) -> bool {
        let callee = self.from.child(id, Role::Callee);
        callee.is_some_and(|c| {
            self.from.node(c).kind == NodeKind::Member && self.kind_of(c, Role::Name) == Some(NodeKind::Ellipsis)
        })
    }

    fn kind_of(&self, id: NodeId, role: Role) -> Option<NodeKind> {
        self.from.child(id, role).map(|c| self.from.node(c).kind)
    }

    fn deep(&mut self, id: NodeId, role: Role) {
        let node = *self.from.node(id);
        self.open(Node { kind: NodeKind::Deep, ..leaf(role, node.span) }, Symbol::NONE);
        if let Some(args) = self.from.child(id, Role::Args) {
            for item in self.from.children_as(args, Role::Item) {
                self.copy(item, Role::Operand, None);
            }
        }
        self.close();
    }

    fn string(&mut self, node: &Node, role: Role) {
        let text = self.holes.restore(self.words.text(node.sym)).into_owned();
        let kind = if text == "..." {
            NodeKind::StrAny
        } else if metavariable_length(&text) == Some(text.len()) {
            NodeKind::StrMeta
        } else if text.starts_with("=~/") {
            NodeKind::StrRegex
        } else {
            NodeKind::Str
        };
        self.leaf(kind, role, node.span, &text);
        if kind == NodeKind::StrAny && node.flags.has(Flags::IN_PARTS) {
            let last = self.to.len() as u32 - 1;
            self.to.node_mut(NodeId(last)).flags = node.flags;
        }
    }

    /// A piece of a template: `...` in it stands for any number of pieces, and a piece that is a metavariable for any one text.
    fn string_part(&mut self, node: &Node, role: Role) {
        let text = self.holes.restore(self.words.text(node.sym)).into_owned();
        let mut rest = text.as_str();
        while !rest.is_empty() {
            let length = metavariable_length(rest).filter(|_| rest.starts_with("$..."));
            let next = rest.find("...").map_or(rest.len(), |i| if rest[..i].ends_with('$') { i - 1 } else { i });
            let (kind, length) = match length {
                Some(length) => (NodeKind::MetaEllipsis, length),
                None if rest.starts_with("...") => (NodeKind::Ellipsis, 3),
                None if metavariable_length(&rest[..next]) == Some(next) => (NodeKind::StrMeta, next),
                None => (NodeKind::StrPart, next.max(1)),
            };
            let word = if kind == NodeKind::Ellipsis { "" } else { &rest[..length] };
            self.leaf(kind, role, node.span, word);
            rest = &rest[length..];
        }
    }

    fn typed(&mut self, id: NodeId, role: Role) {
        let node = *self.from.node(id);
        let word = self.words.text(node.sym).to_owned();
        let hole = self.holes.typed(&word);
        self.open(Node { kind: NodeKind::TypedMeta, ..leaf(role, node.span) }, Symbol::NONE);
        let sym = self.symbols.intern(&word);
        let out = *self.open.last().expect("the node was just opened");
        self.to.node_mut(out).sym = sym;
        match hole {
            Some(type_text) => self.type_of(&type_text),
            // A language in which `x: T` is an expression has the type in the tree.
            None => self.from.children_as(id, Role::Type).for_each(|ty| self.copy(ty, Role::Type, None)),
        }
        self.close();
    }

    /// Parses a type and copies it below the open node.
    fn type_of(&mut self, type_text: &str) {
        let template = self.language.pattern_spec().type_template;
        let substituted = substitute(type_text, &self.language.pattern_spec().text);
        let body = substituted.render(&self.language.pattern_spec().text, &vec![0; substituted.ellipses()]);
        let text = [template.prefix, &body, template.suffix].concat();
        let (mut tree, mut words) = (Tree::default(), Symbols::default());
        self.parser.lower_pattern(self.language, &text, &substituted.holes, &mut tree, &mut words);
        let tops = tops_within(&tree, hole_span(template.prefix, &body));
        let mut inner = Normalizer {
            parser: self.parser,
            language: self.language,
            holes: &substituted.holes,
            from: &tree,
            words: &words,
            to: std::mem::take(&mut self.to),
            symbols: std::mem::take(&mut self.symbols),
            open: std::mem::take(&mut self.open),
        };
        if let Some(top) = tops.first() {
            inner.copy(*top, Role::Type, None);
        }
        (self.to, self.symbols, self.open) = (inner.to, inner.symbols, inner.open);
    }

    fn leaf(&mut self, kind: NodeKind, role: Role, span: Span, word: &str) {
        let sym = self.symbols.intern(word);
        self.open(Node { kind, ..leaf(role, span) }, sym);
        self.close();
    }

    fn open(&mut self, node: Node, sym: Symbol) {
        let here = NodeId(self.to.len() as u32);
        let parent = self.open.last().copied().unwrap_or(here);
        let id = self.to.push(Node { sym, parent, end_node: NodeId(here.0 + 1), ..node });
        self.open.push(id);
    }

    fn close(&mut self) {
        let id = self.open.pop().expect("every close has its open");
        self.to.node_mut(id).end_node = NodeId(self.to.len() as u32);
    }
}

fn leaf(role: Role, span: Span) -> Node {
    Node {
        kind: NodeKind::Other,
        role,
        flags: Flags::empty(),
        sym: Symbol::NONE,
        parent: NodeId::ROOT,
        end_node: NodeId::ROOT,
        span,
    }
}
