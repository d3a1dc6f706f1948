//! Lists: arguments, statements, members, attributes.
//!
//! What may be left out, reordered or skipped differs by what the list is a list of; one function for each sort of list, chosen by the
//! kind of the parent and the role of the children.

use crate::matcher::{Bound, Matcher, Next, Nodes};
use smallvec::SmallVec;
use wardline_base::Span;
use wardline_lang::{Flags, NodeId, NodeKind, Role, Symbol};

impl<'a> Matcher<'a> {
    /// Compares all children of one role.
    pub(crate) fn list_role(&mut self, p: NodeId, t: NodeId, role: Role, k: Next<'_, 'a>) -> bool {
        let ps: Nodes = self.pattern.tree.children_as(p, role).collect();
        let ts: Nodes = self.file.tree.children_as(t, role).collect();
        match (self.pattern.kind(p), role) {
            (NodeKind::Xml, Role::Attr) => {
                let less_is_ok = self.options.xml_attrs_implicit_ellipsis || self.has_ellipsis(&ps);
                self.unordered(&ps, &ts, less_is_ok, k)
            }
            (_, Role::Attr) if self.options.decorators_order_matters => {
                let is_keyword = |kind| kind == NodeKind::Modifier;
                let (words, attrs): (Nodes, Nodes) =
                    ps.iter().copied().partition(|p| is_keyword(self.pattern.kind(*p)));
                let (others, decorators): (Nodes, Nodes) =
                    ts.iter().copied().partition(|t| is_keyword(self.file.tree.node(*t).kind));
                self.in_order(&attrs, &decorators, &mut |m| m.unordered(&words, &others, true, k))
            }
            (_, Role::Attr | Role::Interface | Role::Parent) => self.unordered(&ps, &ts, true, k),
            (NodeKind::Args, _) => self.arguments(&ps, &ts, k),
            (NodeKind::Record, Role::Item) => {
                let less_is_ok = self.options.implicit_ellipsis || self.has_ellipsis(&ps);
                self.unordered(&ps, &ts, less_is_ok, k)
            }
            // Elements without keys, as of a Go slice, are in order.
            (NodeKind::Dict, Role::Item) if !self.has_keys(&ps) => self.list(&ps, &ts, k),
            (NodeKind::Dict | NodeKind::Set, Role::Item) => self.unordered(&ps, &ts, self.has_ellipsis(&ps), k),
            // An element pattern without content matches any content.
            (NodeKind::Xml, Role::Item) if ps.is_empty() => {
                (self.options.xml_singleton_loose_matching || ts.is_empty()) && k(self)
            }
            (NodeKind::Xml, Role::Item) if !self.options.xml_children_ordered => {
                self.unordered(&ps, &ts, self.has_ellipsis(&ps), k)
            }
            (NodeKind::ClassBody | NodeKind::Switch, Role::Item) | (NodeKind::Try, Role::Handler) => {
                self.unordered(&ps, &ts, true, k)
            }
            (NodeKind::Block | NodeKind::Program, Role::Item) => self.statements(&ps, &ts, false, k),
            _ => self.list(&ps, &ts, k),
        }
    }

    fn has_ellipsis(&self, ps: &[NodeId]) -> bool {
        ps.iter().any(|p| matches!(self.pattern.kind(*p), NodeKind::Ellipsis | NodeKind::MetaEllipsis))
    }

    fn has_keys(&self, ps: &[NodeId]) -> bool {
        ps.iter().any(|p| matches!(self.pattern.kind(*p), NodeKind::Pair | NodeKind::Spread))
    }

    /// An ordered list in which `...` stands for any number of elements.
    pub(crate) fn list(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'a>) -> bool {
        let Some((p, rest)) = ps.split_first() else { return ts.is_empty() && k(self) };
        match self.pattern.kind(*p) {
            NodeKind::Ellipsis if rest.is_empty() => k(self),
            NodeKind::Ellipsis => self.skips(rest, ts).any_of(|i| self.list(rest, &ts[i..], k)),
            NodeKind::MetaEllipsis => {
                (0..=ts.len()).rev().any(|i| self.bind(*p, self.run_of(&ts[..i]), &mut |m| m.list(rest, &ts[i..], k)))
            }
            _ => match ts.split_first() {
                Some((t, others)) => self.node(*p, *t, &mut |m| m.list(rest, others, k)),
                None => false,
            },
        }
    }

    /// How many elements a `...` may skip: up to where what remains of the pattern needs the rest.
    fn skips(&self, rest: &[NodeId], ts: &[NodeId]) -> Skips {
        let needed = rest
            .iter()
            .filter(|p| !matches!(self.pattern.kind(**p), NodeKind::Ellipsis | NodeKind::MetaEllipsis))
            .count();
        let exact = rest.len() == needed;
        let last = ts.len().checked_sub(needed);
        Skips { first: if exact { last.unwrap_or(0) } else { 0 }, last }
    }

    fn run_of(&self, ts: &[NodeId]) -> Bound {
        let tree = &self.file.tree;
        match (ts.first(), ts.last()) {
            (Some(first), Some(last)) => {
                Bound::Run(Some((*first, *last)), tree.node(*first).span.cover(tree.node(*last).span))
            }
            _ => Bound::Run(None, Span::default()),
        }
    }

    /// Arguments: keyword arguments in any order, the others in order, `...` for any of what remains.
    pub(crate) fn arguments(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'a>) -> bool {
        let keyword = ps.iter().position(|p| self.pattern.kind(*p) == NodeKind::KwArg);
        let Some(at) = keyword else { return self.list(ps, ts, k) };
        // What stands before and behind a keyword argument is told apart by `$...X`.
        if ps.iter().any(|p| self.pattern.kind(*p) == NodeKind::MetaEllipsis) {
            let mut in_order = false;
            let stop = self.list(ps, ts, &mut |m| {
                in_order = true;
                k(m)
            });
            if in_order {
                return stop;
            }
        }
        let others: Nodes = ps.iter().enumerate().filter(|(i, _)| *i != at).map(|(_, p)| *p).collect();
        for (i, t) in ts.iter().enumerate() {
            if self.file.tree.node(*t).kind != NodeKind::KwArg {
                continue;
            }
            let left: Nodes = ts.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, t)| *t).collect();
            if self.node(ps[at], *t, &mut |m| m.arguments(&others, &left, k)) {
                return true;
            }
        }
        false
    }

    /// Every element of the pattern matches an element of its own; others may remain if `less_is_ok`.
    pub(crate) fn unordered(&mut self, ps: &[NodeId], ts: &[NodeId], less_is_ok: bool, k: Next<'_, 'a>) -> bool {
        let wanted: Nodes = ps.iter().copied().filter(|p| self.pattern.kind(*p) != NodeKind::Ellipsis).collect();
        if wanted.len() > ts.len() || (!less_is_ok && wanted.len() < ts.len()) {
            let rest = wanted.iter().any(|p| self.pattern.kind(*p) == NodeKind::MetaEllipsis);
            if !rest {
                return false;
            }
        }
        self.assign_each(&wanted, ts, &[], k)
    }

    /// Every element of the pattern matches an element of its own, in order; others may stand between.
    fn in_order(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'a>) -> bool {
        let Some((p, rest)) = ps.split_first() else { return k(self) };
        if self.pattern.kind(*p) == NodeKind::Ellipsis {
            return self.in_order(rest, ts, k);
        }
        (0..ts.len()).any(|i| self.node(*p, ts[i], &mut |m| m.in_order(rest, &ts[i + 1..], k)))
    }

    /// `taken` are the elements that others have already.
    fn assign_each(&mut self, ps: &[NodeId], ts: &[NodeId], taken: &[usize], k: Next<'_, 'a>) -> bool {
        let Some((p, rest)) = ps.split_first() else { return k(self) };
        if self.pattern.kind(*p) == NodeKind::MetaEllipsis {
            if rest.is_empty() {
                let left = ts.iter().enumerate().filter(|(i, _)| !taken.contains(i)).map(|(_, t)| *t);
                return self.bind(*p, self.run_of(&left.collect::<Nodes>()), k);
            }
            let moved: Nodes = rest.iter().copied().chain([*p]).collect();
            return self.assign_each(&moved, ts, taken, k);
        }
        let known = self.known_key(*p);
        let mut now: SmallVec<[usize; 8]> = taken.iter().copied().collect();
        for (i, t) in ts.iter().enumerate() {
            if taken.contains(&i) || known.is_some_and(|key| self.has_other_key(*t, key, i)) {
                continue;
            }
            now.push(i);
            if self.member_or_nested(*p, *t, &mut |m| m.assign_each(rest, ts, &now, k)) {
                return true;
            }
            now.pop();
        }
        false
    }

    /// The literal that the key of a pair is bound to already.
    fn known_key(&self, p: NodeId) -> Option<NodeId> {
        let key = self.pattern.tree.child(p, Role::Key)?;
        let meta = self.pattern.meta(key).filter(|_| self.pattern.kind(key) == NodeKind::Meta)?;
        match self.env.get(meta as usize).copied().flatten()? {
            Bound::Node(bound, _) if is_literal(self.file.tree.node(bound).kind) => Some(bound),
            _ => None,
        }
    }

    /// Whether the key of a pair is another literal than this. A look at a word is no comparison worth a step; sixty-four are.
    fn has_other_key(&mut self, t: NodeId, known: NodeId, index: usize) -> bool {
        if index.is_multiple_of(64) {
            self.steps = self.steps.saturating_sub(1);
        }
        let tree = &self.file.tree;
        let (known, key) = (tree.node(known), tree.child(t, Role::Key).map(|key| tree.node(key)));
        key.is_some_and(|key| is_literal(key.kind) && (key.kind != known.kind || key.sym != known.sym))
    }

    /// A member; or, as a block of a configuration is an expression statement, such a block inside of one.
    fn member_or_nested(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        if self.node(p, t, k) {
            return true;
        }
        let tree = &self.file.tree;
        let are_blocks = tree.node(t).kind == NodeKind::Directive && self.pattern.kind(p) == NodeKind::Directive;
        if !are_blocks || !self.options.implicit_deep_exprstmt {
            return false;
        }
        let Some(body) = tree.child(t, Role::Body) else { return false };
        tree.children_as(body, Role::Item).any(|inner| self.member_or_nested(p, inner, k))
    }

    /// The words of a command that starts with `...`: it stands for some of them, or for none.
    pub(crate) fn open_command(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let words = |tree: &wardline_lang::Tree, call| -> Nodes {
            tree.child(call, Role::Args).map_or_else(Nodes::new, |args| tree.children_as(args, Role::Item).collect())
        };
        let mut ps: Nodes = words(&self.pattern.tree, p);
        let ts: Nodes = words(&self.file.tree, t);
        let callees = (self.pattern.tree.child(p, Role::Callee), self.file.tree.child(t, Role::Callee));
        let (Some(dots), Some(command)) = callees else { return false };
        if let Some((first, rest)) = ps.split_first()
            && self.command_word(*first, command, &mut |m| m.list(rest, &ts, k))
        {
            return true;
        }
        ps.insert(0, dots);
        self.list(&ps, &ts, k)
    }

    /// A word of the pattern where the file has the name of a command, or the other way round.
    pub(crate) fn command_word(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let is_word = |kind| matches!(kind, NodeKind::Str | NodeKind::Name);
        if is_word(self.pattern.kind(p)) && is_word(self.file.tree.node(t).kind) {
            return self.words[p.index()] == self.file.tree.node(t).sym && k(self);
        }
        self.pattern.kind(p) != NodeKind::Ellipsis && self.node(p, t, k)
    }

    /// A braced list of statements.
    pub(crate) fn block(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let target = self.file.tree.node(t);
        let kind = target.kind;
        if self.pattern.tree.node(p).sym != Symbol::NONE && self.words[p.index()] != target.sym {
            return false;
        }
        let ps: Nodes = self.pattern.tree.children_as(p, Role::Item).collect();
        // A metavariable for a statement stands for all of a block, but not for nothing; in braces, only for the one statement in it.
        let is_empty = kind == NodeKind::Block && self.file.tree.child(t, Role::Item).is_none();
        let in_braces = kind == NodeKind::Block
            && !self.pattern.tree.node(p).flags.has(Flags::IMPLICIT)
            && self.text[target.span.range()].starts_with('{');
        if let [only] = ps.as_slice()
            && !(is_empty || in_braces)
            && let Some(meta) = self.lone_meta(*only)
        {
            return self.node(meta, t, k);
        }
        if matches!(kind, NodeKind::Block | NodeKind::Program | NodeKind::ClassBody) {
            let ts: Nodes = self.file.tree.children_as(t, Role::Item).collect();
            return self.statements(&ps, &ts, false, k);
        }
        match ps.as_slice() {
            [only] => self.node(*only, t, k),
            _ => false,
        }
    }

    /// A run of statements. From the first `...` on, statements may follow the run, and nested blocks are searched too.
    pub(crate) fn statements(&mut self, ps: &[NodeId], ts: &[NodeId], less_is_ok: bool, k: Next<'_, 'a>) -> bool {
        let Some((p, rest)) = ps.split_first() else { return (ts.is_empty() || less_is_ok) && k(self) };
        if self.pattern.kind(*p) == NodeKind::Ellipsis {
            if self.run(ps, ts, true, k) {
                return true;
            }
            if rest.is_empty() || !self.options.go_deeper_stmt {
                return false;
            }
            let flat = self.flattened(ts);
            return flat.as_slice() != ts && self.run(ps, &flat, true, k);
        }
        if self.pattern.kind(*p) == NodeKind::MetaEllipsis {
            return self.run(ps, ts, less_is_ok, k);
        }
        match ts.split_first() {
            Some((t, others)) => {
                self.statement(*p, *t, &mut |m| m.matching(&[*t], &mut |m| m.statements(rest, others, less_is_ok, k)))
            }
            None => false,
        }
    }

    fn run(&mut self, ps: &[NodeId], ts: &[NodeId], less_is_ok: bool, k: Next<'_, 'a>) -> bool {
        let Some((p, rest)) = ps.split_first() else { return (ts.is_empty() || less_is_ok) && k(self) };
        match self.pattern.kind(*p) {
            NodeKind::Ellipsis if rest.is_empty() => {
                let is_last_of_all = self.pattern.tree.node(*p).parent == NodeId::ROOT;
                let before = self.least_end;
                if is_last_of_all {
                    self.least_end = self.matched.map(|span| span.end);
                }
                let stop = self.matching(ts, k);
                self.least_end = before;
                stop
            }
            NodeKind::Ellipsis => {
                (0..=ts.len()).any(|i| self.matching(&ts[..i], &mut |m| m.run(rest, &ts[i..], less_is_ok, k)))
            }
            NodeKind::MetaEllipsis => (0..=ts.len()).rev().any(|i| {
                let bound = self.run_of(&ts[..i]);
                self.matching(&ts[..i], &mut |m| m.bind(*p, bound, &mut |m| m.run(rest, &ts[i..], false, k)))
            }),
            _ => match ts.split_first() {
                Some((t, others)) => {
                    self.statement(*p, *t, &mut |m| m.matching(&[*t], &mut |m| m.run(rest, others, less_is_ok, k)))
                }
                None => false,
            },
        }
    }

    /// One statement of a run. Like a call, an assignment may stand inside of the statement: `f(x = 1)`, `new T { x = 1 }`.
    pub(crate) fn statement(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        if self.node(p, t, k) {
            return true;
        }
        let is_assignment = self.pattern.kind(p) == NodeKind::Assign
            && !self.pattern.tree.node(p).flags.has(Flags::DECLARES)
            && self.options.implicit_deep_exprstmt
            && self.options.go_deeper_expr;
        let tree = &self.file.tree;
        let Some(place) = Some(t).filter(|_| is_assignment).and_then(|t| self.place_of_value(t)) else { return false };
        tree.subtree(place).any(|n| tree.node(n).kind == NodeKind::Assign)
            && self.implicit_deep(p, place, is_evaluated_fully(tree, t), k)
    }

    /// Where the value of a statement goes.
    fn place_of_value(&self, t: NodeId) -> Option<NodeId> {
        let tree = &self.file.tree;
        match tree.node(t).kind {
            NodeKind::ExprStmt | NodeKind::Return => tree.child(t, Role::Operand),
            NodeKind::Assign | NodeKind::AugAssign => tree.child(t, Role::Value),
            _ => None,
        }
    }

    /// Goes on with these statements added to the range that was matched.
    fn matching(&mut self, ts: &[NodeId], k: Next<'_, 'a>) -> bool {
        let before = self.matched;
        for t in [ts.first(), ts.last()].into_iter().flatten() {
            let span = self.file.tree.node(*t).span;
            self.matched = Some(self.matched.map_or(span, |m| m.cover(span)));
        }
        let stop = k(self);
        self.matched = before;
        stop
    }

    /// The statements with all statements nested in them, in order.
    fn flattened(&self, ts: &[NodeId]) -> Nodes {
        let mut out = Nodes::new();
        ts.iter().for_each(|t| self.flatten(*t, &mut out));
        out
    }

    fn flatten(&self, t: NodeId, out: &mut Nodes) {
        let tree = &self.file.tree;
        out.push(t);
        for id in tree.subtree(t).skip(1) {
            let node = tree.node(id);
            let in_list = node.role == Role::Item
                && matches!(tree.node(node.parent).kind, NodeKind::Block | NodeKind::ClassBody | NodeKind::Case);
            if (in_list && node.kind != NodeKind::Block) || (node.role == Role::Else && node.kind == NodeKind::If) {
                out.push(id);
            }
        }
    }

    /// The metavariable that a statement consists of.
    fn lone_meta(&self, p: NodeId) -> Option<NodeId> {
        match self.pattern.kind(p) {
            NodeKind::Meta => Some(p),
            NodeKind::ExprStmt => {
                self.pattern.tree.child(p, Role::Operand).filter(|o| self.pattern.kind(*o) == NodeKind::Meta)
            }
            _ => None,
        }
    }

    /// An expression statement matches the same expression in the places of a statement where its value goes, too.
    pub(crate) fn expression_statement(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let Some(wanted) = self.pattern.tree.child(p, Role::Operand) else { return false };
        let tree = &self.file.tree;
        match self.pattern.kind(wanted) {
            // A metavariable as a statement stands for any statement.
            NodeKind::Meta if tree.node(t).kind != NodeKind::ExprStmt => return self.node(wanted, t, k),
            // The terminator belongs to the statement.
            NodeKind::Meta if self.is_terminated(t) => return self.bind(wanted, Bound::Node(t, tree.node(t).span), k),
            NodeKind::Deep => return self.deep_statement(wanted, t, k),
            _ => {}
        }
        let Some(place) = self.place_of_value(t) else { return false };
        let is_statement = tree.node(t).kind == NodeKind::ExprStmt;
        let searches = self.options.implicit_deep_exprstmt
            && self.options.go_deeper_expr
            && !matches!(self.pattern.kind(wanted), NodeKind::Meta | NodeKind::Ellipsis | NodeKind::Deep);
        if is_statement && !searches {
            return self.node(wanted, place, k);
        }
        searches && self.implicit_deep(wanted, place, is_evaluated_fully(tree, t), k)
    }

    /// Whether an expression statement is written with something behind its expression.
    fn is_terminated(&self, t: NodeId) -> bool {
        let tree = &self.file.tree;
        tree.child(t, Role::Operand).is_some_and(|inner| tree.node(inner).span.end < tree.node(t).span.end)
    }

    /// `<... e ...>;`: the expressions of the statement itself, not those of the statements and members in it.
    fn deep_statement(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let tree = &self.file.tree;
        let node = tree.node(t);
        if matches!(node.kind, NodeKind::Func | NodeKind::Class | NodeKind::Block | NodeKind::Try | NodeKind::With) {
            return false;
        }
        let declares = node.kind == NodeKind::Assign && node.flags.has(Flags::DECLARES);
        let is_own = |role: Role| match role {
            Role::Body | Role::Then | Role::Else | Role::Attr | Role::Type => false,
            Role::Item => node.kind != NodeKind::Switch,
            _ => !declares || role == Role::Value,
        };
        let own: Nodes = tree.children(t).filter(|c| is_own(tree.node(*c).role)).collect();
        own.iter().any(|c| self.node(p, *c, k))
    }

    /// The expression, or one that its value comes from: called objects, arguments, elements, right-hand sides.
    /// `fully` looks into created objects and the branches of conditional expressions too.
    fn implicit_deep(&mut self, p: NodeId, t: NodeId, fully: bool, k: Next<'_, 'a>) -> bool {
        if self.node(p, t, k) {
            return true;
        }
        let tree = &self.file.tree;
        let goes_on = |kind| {
            use NodeKind as K;
            matches!(
                kind,
                K::Call
                    | K::Macro
                    | K::Args
                    | K::KwArg
                    | K::Member
                    | K::Await
                    | K::Yield
                    | K::Assign
                    | K::List
                    | K::Tuple
                    | K::Set
                    | K::Dict
                    | K::Record
                    | K::Pair
                    | K::Template
                    | K::Cast
                    | K::Spread
                    | K::BinOp
            )
        };
        // Rust's `?` hands the value of its operand on, and so does a shell's substitution of a command's output.
        let is_try = tree.node(t).kind == NodeKind::Unary
            && matches!(self.file.symbols.text(tree.node(t).sym), "?" | "$()" | "<()" | ">()");
        let more = fully && matches!(tree.node(t).kind, NodeKind::New | NodeKind::Ternary | NodeKind::Unary);
        if !is_try && !more && !goes_on(tree.node(t).kind) {
            return false;
        }
        let children: Nodes = tree
            .children(t)
            .filter(|c| {
                matches!(
                    tree.node(*c).role,
                    Role::Callee
                        | Role::Args
                        | Role::Item
                        | Role::Object
                        | Role::Value
                        | Role::Operand
                        | Role::Left
                        | Role::Right
                        | Role::Cond
                        | Role::Then
                        | Role::Else
                )
            })
            .collect();
        children.iter().any(|c| self.implicit_deep(p, *c, fully, k))
    }

    /// Operands of an associative operator, however they are grouped.
    pub(crate) fn associative(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let (mut ps, mut ts) = (Nodes::new(), Nodes::new());
        operands(&self.pattern.tree, p, &mut ps);
        operands(&self.file.tree, t, &mut ts);
        if self.options.commutative_boolop || matches!(self.pattern.word(p), "&" | "|" | "^") {
            return self.unordered(&ps, &ts, true, k);
        }
        self.grouped(&ps, &ts, k)
    }

    /// Operands in order; a metavariable may stand for several neighbouring ones.
    fn grouped(&mut self, ps: &[NodeId], ts: &[NodeId], k: Next<'_, 'a>) -> bool {
        let Some((p, rest)) = ps.split_first() else { return ts.is_empty() && k(self) };
        match self.pattern.kind(*p) {
            NodeKind::Ellipsis => (0..=ts.len()).any(|i| self.grouped(rest, &ts[i..], k)),
            NodeKind::Meta => {
                let spare = ts.len().saturating_sub(rest.len());
                let one = ts.first().is_some_and(|t| self.node(*p, *t, &mut |m| m.grouped(rest, &ts[1..], k)));
                one || (2..=spare).any(|i| self.bind(*p, self.run_of(&ts[..i]), &mut |m| m.grouped(rest, &ts[i..], k)))
            }
            _ => match ts.split_first() {
                Some((t, others)) => self.node(*p, *t, &mut |m| m.grouped(rest, others, k)),
                None => false,
            },
        }
    }
}

/// Whether the value of a statement is searched in all its parts: that of a declaration or a return.
fn is_evaluated_fully(tree: &wardline_lang::Tree, statement: NodeId) -> bool {
    let node = tree.node(statement);
    node.kind == NodeKind::Return || (node.kind == NodeKind::Assign && node.flags.has(Flags::DECLARES))
}

/// Whether `(a op b) op c` and `a op (b op c)` are the same to a pattern.
pub(crate) fn is_associative(operator: &str) -> bool {
    // A dot is an operator only where it joins strings.
    matches!(operator, "and" | "or" | "&&" | "||" | "&" | "|" | "^" | ".")
}

fn operands(tree: &wardline_lang::Tree, id: NodeId, out: &mut Nodes) {
    let node = tree.node(id);
    for role in [Role::Left, Role::Right] {
        let Some(child) = tree.child(id, role) else { continue };
        if tree.node(child).kind == NodeKind::BinOp && tree.node(child).sym == node.sym {
            operands(tree, child, out);
        } else {
            out.push(child);
        }
    }
}

/// The numbers of elements that a `...` may skip.
struct Skips {
    first: usize,
    last: Option<usize>,
}

impl Skips {
    fn any_of(self, mut try_at: impl FnMut(usize) -> bool) -> bool {
        self.last.is_some_and(|last| (self.first..=last).any(&mut try_at))
    }
}

/// Whether a node is a literal, whose word says all of its value.
fn is_literal(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Str | NodeKind::Num)
}
