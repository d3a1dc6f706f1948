//! Does this pattern node match this tree node, and with which bindings?
//!
//! The matcher runs in continuation-passing style: a successful comparison calls what remains to be compared, so that every way of
//! matching is enumerated depth-first without building lists of intermediate results. A continuation returns `true` to stop the search.
//! Recursion is as deep as the pattern, never as deep as the file. All work is counted in steps, and a search that exceeds its budget
//! stops and says so.

use crate::file::SourceTree;
use crate::pattern::{ANONYMOUS, MetaId, Pattern};
use crate::same::equal;
use smallvec::SmallVec;
use wardline_base::Span;
use wardline_flow::{Constant, evaluate};
use wardline_lang::{Flags, Node, NodeId, NodeKind, Role, Symbol, Tree};
use wardline_rulefile::Options;

/// Comparisons that one pattern may use on one file.
pub(crate) const STEP_BUDGET: u64 = 20_000_000;
/// Names that are followed to what they stand for, one behind the other.
const MAX_NAMES: u8 = 8;

/// What a metavariable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Bound {
    /// A node.
    Node(NodeId, Span),
    /// A run of siblings, from the first to the last; `None` for an empty run.
    Run(Option<(NodeId, NodeId)>, Span),
    /// Text that is no node of its own: the content of a string, a group of a regular expression.
    Text(Span),
    /// The content of a string that an expression is known to have, though it is not written as one literal.
    Known(NodeId, Span),
    /// What an imported name is called at home: the module that it comes from, or its name there.
    Home(NodeId, HomePart, Span),
}

/// A part of what an imported name is called at home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum HomePart {
    Module,
    Name,
}

impl Bound {
    pub(crate) fn span(self) -> Span {
        match self {
            Self::Node(_, span)
            | Self::Run(_, span)
            | Self::Text(span)
            | Self::Known(_, span)
            | Self::Home(_, _, span) => span,
        }
    }
}

/// What the metavariables of a rule stand for, by number.
pub(crate) type Bindings = SmallVec<[Option<Bound>; 8]>;

/// What remains to be compared; `true` stops the search.
pub(crate) type Next<'k, 'a> = &'k mut dyn FnMut(&mut Matcher<'a>) -> bool;

/// Children of a node that are compared as a list.
pub(crate) type Nodes = SmallVec<[NodeId; 12]>;

/// Matches one pattern against one file.
pub(crate) struct Matcher<'a> {
    pub(crate) pattern: &'a Pattern,
    pub(crate) file: &'a SourceTree,
    pub(crate) text: &'a str,
    pub(crate) options: &'a Options,
    /// The pattern's words as words of the file.
    pub(crate) words: SmallVec<[Symbol; 24]>,
    pub(crate) env: Bindings,
    /// The bytes of the statements that a run of statements has matched so far.
    pub(crate) matched: Option<Span>,
    /// Where the shortest range ends, if the run of statements ends in `...`.
    pub(crate) least_end: Option<u32>,
    pub(crate) steps: u64,
    /// How many names were followed to reach what is being compared.
    names_followed: u8,
}

impl<'a> Matcher<'a> {
    pub(crate) fn new(
        pattern: &'a Pattern,
        file: &'a SourceTree,
        text: &'a str,
        options: &'a Options,
        env: Bindings,
    ) -> Self {
        let words = pattern.tree.ids().map(|id| file.symbol(pattern, id)).collect();
        Self {
            pattern,
            file,
            text,
            options,
            words,
            env,
            matched: None,
            least_end: None,
            steps: STEP_BUDGET,
            names_followed: 0,
        }
    }

    /// Whether the step budget ran out.
    pub(crate) fn exhausted(&self) -> bool {
        self.steps == 0
    }

    /// Ends the search as if the step budget had run out.
    pub(crate) fn exhaust(&mut self) {
        self.steps = 0;
    }

    /// Compares a pattern node with a tree node.
    pub(crate) fn node(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        if self.steps == 0 {
            return true;
        }
        self.steps -= 1;
        if self.options.symbolic_propagation && p != NodeId::ROOT && self.through_name(p, t, k) {
            return true;
        }
        let (pattern, target) = (*self.pattern.tree.node(p), *self.file.tree.node(t));
        match pattern.kind {
            NodeKind::Meta => self.bind_node(p, t, k),
            NodeKind::Ellipsis => k(self),
            NodeKind::MetaEllipsis => self.bind(p, Bound::Run(Some((t, t)), target.span), k),
            NodeKind::TypedMeta => self.typed(p, t, k),
            NodeKind::Deep => self.deep(p, t, k),
            NodeKind::StrAny | NodeKind::StrMeta | NodeKind::StrRegex => self.string(p, t, k),
            NodeKind::Str | NodeKind::Num | NodeKind::Bool | NodeKind::Char => self.literal(p, t, k),
            NodeKind::Null if target.kind != NodeKind::Null => self.literal(p, t, k),
            NodeKind::Name => self.is_name(p, t) && k(self),
            NodeKind::Ident => {
                matches!(target.kind, NodeKind::Ident | NodeKind::Name)
                    && self.words[p.index()] == target.sym
                    && k(self)
            }
            NodeKind::Member => self.member(p, t, k),
            NodeKind::ChainEllipsis => self.chain(p, t, k),
            NodeKind::ExprStmt => self.expression_statement(p, t, k),
            // A block of its own kind, such as that of a `finally`, says so in its symbol.
            NodeKind::Block if pattern.sym != Symbol::NONE && self.words[p.index()] != target.sym => false,
            // `for (...) {...}` asks for the braces, `if (...) {...}` does not: Semgrep makes this difference, and rules count on it.
            NodeKind::Block if self.is_loop_in_braces(p) && target.flags.has(Flags::IMPLICIT) => false,
            NodeKind::Statements | NodeKind::Block => self.block(p, t, k),
            NodeKind::Path if target.kind == NodeKind::Path => self.path(p, t, k),
            NodeKind::Call if target.kind == NodeKind::Attr && self.options.attr_expr => self.children(p, t, k),
            NodeKind::Call if target.kind == NodeKind::Macro => {
                self.pattern.calls_anything(p) && self.children(p, t, k)
            }
            NodeKind::Call if pattern.flags.has(Flags::IMPLICIT) => match target.kind {
                NodeKind::Call if self.pattern.is_open_command(p) => self.open_command(p, t, k),
                NodeKind::Call if self.words[p.index()] == target.sym => self.children(p, t, k),
                NodeKind::Str | NodeKind::Name if p == NodeId::ROOT => match self.pattern.tree.child(p, Role::Callee) {
                    Some(word) => self.command_word(word, t, k),
                    None => false,
                },
                _ => false,
            },
            NodeKind::BinOp => self.operation(p, t, k),
            // `x++` and `++x` are not the same, in languages whose trees tell.
            NodeKind::Unary
                if target.kind == NodeKind::Unary
                    && pattern.flags.has(Flags::POSTFIX) != target.flags.has(Flags::POSTFIX) =>
            {
                false
            }
            NodeKind::Assign => self.assign(p, t, k),
            NodeKind::Func => self.function(p, t, k),
            // A parameter without a name is one that has none.
            NodeKind::Param if self.is_unnamed_parameter(p) && self.file.tree.child(t, Role::Name).is_some() => false,
            NodeKind::Regex => self.regex_literal(p, t, k),
            NodeKind::Template => self.template(p, t, k),
            NodeKind::StrPart => {
                matches!(target.kind, NodeKind::StrPart | NodeKind::Str)
                    && self.words[p.index()] == target.sym
                    && k(self)
            }
            NodeKind::ImportModule | NodeKind::ImportFrom | NodeKind::ImportAll => self.import(p, t, k),
            NodeKind::Path if target.kind == NodeKind::Path => self.path(p, t, k),
            NodeKind::For if target.kind == NodeKind::ForEach => self.any_loop(p, t, k),
            NodeKind::List | NodeKind::Dict | NodeKind::Set if self.is_open(p) => self.any_collection(p, t, k),
            _ if target.kind == NodeKind::Cast && pattern.kind != NodeKind::Cast => self.through_cast(p, t, k),
            kind if kind == target.kind && self.words[p.index()] == target.sym => self.children(p, t, k),
            _ => false,
        }
    }

    /// What a name stands for, as if it were written in the name's place.
    fn through_name(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let node = self.file.tree.node(t);
        let is_ready = matches!(node.kind, NodeKind::Name | NodeKind::Member)
            && !matches!(self.pattern.kind(p), NodeKind::Ellipsis | NodeKind::Deep)
            && node.role != Role::Target
            && self.names_followed < MAX_NAMES;
        let Some(value) = Some(t).filter(|_| is_ready).and_then(|t| self.defining(t)) else { return false };
        self.names_followed += 1;
        let before = self.names_followed - 1;
        let stop = self.node(p, value, &mut |m| {
            let inside = std::mem::replace(&mut m.names_followed, before);
            let stop = k(m);
            m.names_followed = inside;
            stop
        });
        self.names_followed = before;
        stop
    }

    /// A cast does not hide what is cast.
    pub(crate) fn through_cast(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        match self.file.tree.child(t, Role::Operand) {
            Some(inner) => self.node(p, inner, k),
            None => false,
        }
    }

    /// Compares the children of two nodes, role by role.
    pub(crate) fn children(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let mut roles: SmallVec<[Role; 8]> = SmallVec::new();
        for child in self.pattern.tree.children(p) {
            let role = self.pattern.tree.node(child).role;
            if !roles.contains(&role) {
                roles.push(role);
            }
        }
        // A decorator without arguments is one with none.
        let has_args = self.pattern.kind(p) == NodeKind::Attr
            && self.file.tree.child(t, Role::Args).is_some_and(|a| self.file.tree.child(a, Role::Item).is_some());
        if has_args && !roles.contains(&Role::Args) {
            return false;
        }
        let closed = self.pattern.kind(p) == NodeKind::Xml && !self.options.xml_attrs_implicit_ellipsis;
        let needed: &[Role] =
            if closed { &[Role::Item, Role::Operand, Role::Attr] } else { &[Role::Item, Role::Operand] };
        for &role in needed {
            if !roles.contains(&role) && self.file.tree.child(t, role).is_some() {
                roles.push(role);
            }
        }
        self.roles(p, t, &roles, k)
    }

    /// Compares the children of the first role, then those of the rest.
    pub(crate) fn roles(&mut self, p: NodeId, t: NodeId, roles: &[Role], k: Next<'_, 'a>) -> bool {
        let Some((role, rest)) = roles.split_first() else { return k(self) };
        let mut then = |m: &mut Self| m.roles(p, t, rest, k);
        if is_list(self.pattern.kind(p), *role) {
            return self.list_role(p, t, *role, &mut then);
        }
        let mut ps = self.pattern.tree.children_as(p, *role);
        let (Some(pc), more) = (ps.next(), ps.next().is_some()) else { return false };
        if more {
            return self.list_role(p, t, *role, &mut then);
        }
        match self.file.tree.child(t, *role) {
            Some(tc) => self.node(pc, tc, &mut then),
            // `$X = ...` asks for some value.
            None if self.pattern.kind(pc) == NodeKind::Ellipsis => *role != Role::Value && then(self),
            // So is one that a call is compared with.
            None if *role == Role::Args
                && (self.pattern.kind(p) == NodeKind::Attr || self.file.tree.node(t).kind == NodeKind::Attr) =>
            {
                let ps: Nodes = self.pattern.tree.children_as(pc, Role::Item).collect();
                self.arguments(&ps, &[], &mut then)
            }
            None => false,
        }
    }

    /// Binds a metavariable to a node, or compares with what it is bound to.
    pub(crate) fn bind_node(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let node = self.file.tree.node(t);
        // In a string, `{$X}` is code, but PHP's `$X` may be text.
        if node.kind == NodeKind::StrPart && !self.pattern.tree.node(p).flags.has(Flags::IN_STRING) {
            return false;
        }
        // A type comes first among arguments, and so does what stands for it: `make($TYPE, ...)`.
        let is_first = |tree: &Tree, id: NodeId| tree.child(tree.node(id).parent, Role::Item) == Some(id);
        if node.kind == NodeKind::Type
            && self.is_argument(p)
            && is_first(&self.file.tree, t)
            && !is_first(&self.pattern.tree, p)
        {
            return false;
        }
        // An argument by position is none by name.
        if node.kind == NodeKind::KwArg && self.is_argument(p) {
            return false;
        }
        // An implicit wrapper has no text of its own to stand for.
        if node.kind == NodeKind::ExprStmt
            && self.pattern.tree.node(p).role != Role::Item
            && let Some(inner) = self.file.tree.child(t, Role::Operand)
        {
            return self.bind(p, Bound::Node(inner, self.file.tree.node(inner).span), k);
        }
        // A type that is only a name is that name, so that a class and its uses as a type are the same.
        let inner = if node.kind == NodeKind::Type && self.file.tree.child(t, Role::TypeArgs).is_none() {
            self.plain_type(t)
        } else {
            None
        };
        let bound = inner.unwrap_or(t);
        let mut span = self.file.tree.node(bound).span;
        // The mark behind a macro's name is part of what it is called.
        if node.role == Role::Callee
            && self.file.tree.node(node.parent).kind == NodeKind::Macro
            && self.text[span.end as usize..].starts_with('!')
        {
            span.end += 1;
        }
        self.bind(p, Bound::Node(bound, span), k)
    }

    /// Whether a node of the pattern is an argument of a call.
    fn is_argument(&self, p: NodeId) -> bool {
        let node = self.pattern.tree.node(p);
        node.role == Role::Item && self.pattern.kind(node.parent) == NodeKind::Args
    }

    /// Binds the metavariable of pattern node `p`.
    pub(crate) fn bind(&mut self, p: NodeId, value: Bound, k: Next<'_, 'a>) -> bool {
        match self.pattern.meta(p) {
            Some(meta) => self.bind_meta(meta, value, k),
            None => k(self),
        }
    }

    fn bind_meta(&mut self, meta: MetaId, value: Bound, k: Next<'_, 'a>) -> bool {
        if meta == ANONYMOUS {
            return k(self);
        }
        let slot = meta as usize;
        match self.env[slot] {
            Some(bound) => (equal(self.file, self.text, bound, value) || self.equal_values(bound, value)) && k(self),
            None if !self.admits(meta, value) => false,
            None => {
                self.env[slot] = Some(value);
                let stop = k(self);
                self.env[slot] = None;
                stop
            }
        }
    }

    /// Whether the rule can accept what a metavariable is about to stand for.
    fn admits(&self, meta: MetaId, value: Bound) -> bool {
        let Bound::Node(node, span) = value else { return true };
        // Code that is equal to this may be written otherwise, and its text may be the one that is asked; a single word is the same
        // everywhere, and a metavariable alone is nowhere else.
        let is_word = matches!(self.file.tree.node(node).kind, NodeKind::Name | NodeKind::Ident);
        let mut guards = self.pattern.guards.iter().filter(|g| g.meta == meta);
        (!is_word && self.pattern.bare_meta().is_none())
            || guards.all(|g| g.search.regex.is_match(&self.text[span.range()]).unwrap_or(true))
    }

    /// Whether two expressions have the same known value.
    fn equal_values(&self, a: Bound, b: Bound) -> bool {
        let (Bound::Node(a, _), Bound::Node(b, _)) = (a, b) else { return false };
        self.constant(a).is_some_and(|value| value != Constant::AnyStr && self.constant(b) == Some(value))
    }

    fn member(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        match self.file.tree.node(t).kind {
            NodeKind::Member
                if self.pattern.tree.node(p).flags.has(Flags::OPTIONAL)
                    && !self.file.tree.node(t).flags.has(Flags::OPTIONAL) =>
            {
                false
            }
            NodeKind::Member => self.children(p, t, k),
            NodeKind::Name if self.is_imported_as(p, t) => k(self),
            NodeKind::Name => self.imported_member(p, t, k),
            NodeKind::Type => match self.plain_type(t) {
                Some(inner) => self.node(p, inner, k),
                None => false,
            },
            NodeKind::Cast => self.through_cast(p, t, k),
            _ => false,
        }
    }

    /// `$X. ... .f`: the object is what remains after any number of members and calls. Where nothing follows, as in `$X. ...`, a
    /// name alone is no chain.
    fn chain(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let Some(object) = self.pattern.tree.child(p, Role::Object) else { return k(self) };
        let is_link = |kind| matches!(kind, NodeKind::Call | NodeKind::Member | NodeKind::Index);
        let goes_on = matches!(self.pattern.tree.node(p).role, Role::Object | Role::Callee);
        let from_start = goes_on || is_link(self.file.tree.node(t).kind);
        let mut at = Some(t);
        let mut names = 0..MAX_NAMES;
        while let Some(here) = at {
            if (from_start || here != t) && self.node(object, here, k) {
                return true;
            }
            let tree = &self.file.tree;
            at = match tree.node(here).kind {
                NodeKind::Call => tree.child(here, Role::Callee),
                NodeKind::Name if self.options.symbolic_propagation => names.next().and_then(|_| self.defining(here)),
                NodeKind::Member | NodeKind::Index => tree.child(here, Role::Object),
                // Operators behind their operand, Rust's `?` and `.await`, are links of the chain.
                NodeKind::Unary | NodeKind::Await => {
                    tree.child(here, Role::Operand).filter(|o| tree.node(*o).span.start == tree.node(here).span.start)
                }
                _ => None,
            };
        }
        false
    }

    /// `<... e ...>`: the node itself or any expression below it.
    fn deep(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let Some(inner) = self.pattern.tree.child(p, Role::Operand) else { return k(self) };
        let (mut id, end) = (t, self.file.tree.node(t).end_node);
        while id < end {
            let node = *self.file.tree.node(id);
            if is_expression(node.kind) && self.node(inner, id, k) {
                return true;
            }
            if self.options.symbolic_propagation && self.deep_in_value(p, id, k) {
                return true;
            }
            id = if self.holds_statements(id) { node.end_node } else { NodeId(id.0 + 1) };
        }
        false
    }

    /// Whether a block of the pattern is the body of a loop and written in braces.
    fn is_loop_in_braces(&self, p: NodeId) -> bool {
        use NodeKind as K;
        let (tree, node) = (&self.pattern.tree, self.pattern.tree.node(p));
        node.role == Role::Body
            && !node.flags.has(Flags::IMPLICIT)
            && matches!(tree.node(node.parent).kind, K::For | K::ForEach | K::While | K::DoWhile)
    }

    /// Whether code runs at another time than the expression that it is written in: the statements of a function, the members of a class.
    fn holds_statements(&self, t: NodeId) -> bool {
        let tree = &self.file.tree;
        match tree.node(t).kind {
            NodeKind::Func => tree.child(t, Role::Body).is_some_and(|b| {
                let body = tree.node(b);
                body.kind == NodeKind::Block && !body.flags.has(Flags::IMPLICIT)
            }),
            NodeKind::ClassBody => true,
            _ => false,
        }
    }

    /// Searches below what a name stands for.
    fn deep_in_value(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let is_ready = self.file.tree.node(t).kind == NodeKind::Name && self.names_followed < MAX_NAMES;
        let Some(value) = Some(t).filter(|_| is_ready).and_then(|t| self.defining(t)) else { return false };
        self.names_followed += 1;
        let stop = self.deep(p, value, k);
        self.names_followed -= 1;
        stop
    }

    fn operation(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let target = self.file.tree.node(t);
        if target.kind == NodeKind::Cast {
            return self.through_cast(p, t, k);
        }
        if target.kind != NodeKind::BinOp || target.sym != self.words[p.index()] {
            return false;
        }
        // A part of a chain is not found by itself.
        let is_whole = p == NodeId::ROOT || self.pattern.kind(self.pattern.tree.node(p).parent) == NodeKind::Deep;
        if is_whole && target.flags.has(Flags::IMPLICIT) {
            return false;
        }
        let operator = self.pattern.word(p);
        if self.options.ac_matching && crate::sequence::is_associative(operator) {
            return self.associative(p, t, k);
        }
        if self.children(p, t, k) {
            return true;
        }
        if let Some(right) = self.pattern.tree.child(p, Role::Right)
            && self.pattern.kind(right) == NodeKind::Ellipsis
            && let (Some(left), Some(deeper)) =
                (self.pattern.tree.child(p, Role::Left), self.file.tree.child(t, Role::Left))
        {
            // `a + ...` reaches the start of a chain of additions.
            return self.node(left, deeper, k) || self.node(p, deeper, k);
        }
        if self.options.symmetric_eq && matches!(operator, "==" | "!=" | "===" | "!==") {
            return self.swapped(p, t, k);
        }
        false
    }

    fn swapped(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let (pt, tt) = (&self.pattern.tree, &self.file.tree);
        let (Some(pl), Some(pr)) = (pt.child(p, Role::Left), pt.child(p, Role::Right)) else { return false };
        let (Some(tl), Some(tr)) = (tt.child(t, Role::Left), tt.child(t, Role::Right)) else { return false };
        self.node(pl, tr, &mut |m| m.node(pr, tl, k))
    }

    /// An assignment pattern matches declarations; a declaration pattern matches only them.
    fn assign(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let (pattern, target) = (self.pattern.tree.node(p), self.file.tree.node(t));
        let declares = target.flags.has(Flags::DECLARES);
        if target.kind != NodeKind::Assign
            || (pattern.flags.has(Flags::DECLARES) && !declares)
            || (declares && !pattern.flags.has(Flags::DECLARES) && !self.options.vardef_assign)
            || (pattern.flags.has(Flags::DECLARES) && !self.options.let_is_var && !same_age(pattern, target))
        {
            return false;
        }
        self.children(p, t, k)
    }

    fn function(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let (pattern, target) = (self.pattern.tree.node(p), self.file.tree.node(t));
        if target.kind != NodeKind::Func {
            return false;
        }
        // A named function written where an expression may stand is the same as a declaration.
        let is_lambda = pattern.flags.has(Flags::LAMBDA) && self.pattern.tree.child(p, Role::Name).is_none();
        if is_lambda && !target.flags.has(Flags::LAMBDA) {
            return false;
        }
        if !self.options.arrow_is_function && !same_age(pattern, target) {
            return false;
        }
        let unnamed =
            (pattern.flags.has(Flags::LAMBDA) || self.is_argument(p)) && self.file.tree.child(t, Role::Name).is_none();
        let may_be_unnamed = |name: NodeId| self.pattern.kind(name) == NodeKind::Meta;
        if unnamed && self.pattern.tree.child(p, Role::Name).is_some_and(may_be_unnamed) {
            // `g(function $F(...) {...})` takes a function whether it has a name or not.
            let mut roles: SmallVec<[Role; 8]> =
                self.pattern.tree.children(p).map(|c| self.pattern.tree.node(c).role).collect();
            roles.retain(|role| *role != Role::Name);
            roles.dedup();
            return self.roles(p, t, &roles, k);
        }
        self.children(p, t, k)
    }

    /// Whether a parameter of the pattern is nothing but a type.
    fn is_unnamed_parameter(&self, p: NodeId) -> bool {
        let mut children = self.pattern.tree.children(p);
        let first = children.next().map(|c| self.pattern.tree.node(c).role);
        first == Some(Role::Type) && children.next().is_none()
    }

    /// `for (...) body` is any loop with such a body.
    fn any_loop(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let tree = &self.pattern.tree;
        let is_open =
            tree.children(p).all(|c| tree.node(c).role == Role::Body || tree.node(c).kind == NodeKind::Ellipsis);
        is_open && self.roles(p, t, &[Role::Body], k)
    }

    /// The known value of an expression, if the rule wants values.
    pub(crate) fn constant(&self, t: NodeId) -> Option<Constant<'a>> {
        if !self.options.constant_propagation {
            return None;
        }
        evaluate(&self.file.tree, &self.file.symbols, &self.file.names, t)
    }
}

/// Whether both are the newer of two spellings, or both the older.
fn same_age(a: &Node, b: &Node) -> bool {
    a.flags.has(Flags::NEWER) == b.flags.has(Flags::NEWER)
}

/// Whether the children of a role are compared as a list even where the pattern has one or none.
pub(crate) fn is_list(kind: NodeKind, role: Role) -> bool {
    match role {
        Role::Item | Role::Attr | Role::Parent | Role::Interface | Role::Handler | Role::Label => true,
        Role::Type => kind == NodeKind::Catch,
        Role::Operand => {
            !matches!(kind, NodeKind::ExprStmt | NodeKind::Spread | NodeKind::Unary | NodeKind::Cast | NodeKind::Deep)
        }
        _ => false,
    }
}

/// Whether a node of this kind is an expression, so that searches inside expressions visit it.
pub(crate) fn is_expression(kind: NodeKind) -> bool {
    use NodeKind as K;
    !matches!(
        kind,
        K::Program
            | K::Block
            | K::ClassBody
            | K::ExprStmt
            | K::Ident
            | K::Args
            | K::Params
            | K::Param
            | K::StrPart
            | K::Attr
            | K::Modifier
            | K::If
            | K::While
            | K::DoWhile
            | K::For
            | K::ForEach
            | K::Switch
            | K::Case
            | K::Try
            | K::Catch
            | K::With
            | K::Return
            | K::Throw
            | K::Break
            | K::Continue
            | K::ImportModule
            | K::ImportFrom
            | K::ImportItem
            | K::ImportAll
            | K::Path
            | K::Package
            | K::Type
            | K::TypeArgs
            | K::Class
            | K::CompClause
    )
}
