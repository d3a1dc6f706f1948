//! Which values reach a use of a name, on every path through the function around it.
//!
//! One walk over the statements of a function, or of a file outside its functions, keeps for each name the expressions that its value may
//! come from: branches join, what a loop or `switch` assigns is unknown after it, and code behind a `return` or `throw` joins nothing. The
//! walk happens when somebody first asks about a name in the function, and is remembered with the file. Branches undo and repeat only
//! what they changed, so the work is that of the function's size times how deep it nests.

use crate::changes;
use crate::names::{BindingId, Names};
use rustc_hash::{FxHashMap, FxHashSet};
use wardline_lang::{Flags, NodeId, NodeKind as K, Role, Symbols, Tree};

/// How deep code may nest; what lies deeper makes what it assigns unknown.
const MAX_DEPTH: u32 = 200;
/// Expressions that one value may come from before it is taken for unknown.
const MAX_VALUES: usize = 8;

/// What is known of the value of a name where it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reaching {
    /// It is not given a value in the function around it, as far as the paths to the use go.
    Outside,
    /// It may have a value that no single expression gives.
    Unknown,
    /// It has the value of one of these expressions.
    Values(Vec<NodeId>),
}

/// What was found out about a file so far.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memo {
    at: FxHashMap<NodeId, State>,
    walked: FxHashSet<NodeId>,
    sets: Vec<Vec<NodeId>>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Unknown,
    One(NodeId),
    Several(u32),
}

/// The values that reach the use of a name at `id`.
pub(crate) fn reaching(tree: &Tree, symbols: &Symbols, names: &Names, id: NodeId) -> Reaching {
    let mut memo = names.reach.borrow_mut();
    if !memo.at.contains_key(&id) {
        let unit = unit_of(tree, id);
        if memo.walked.insert(unit) {
            Walker::new(tree, symbols, names, unit, &mut memo).run();
        }
    }
    match memo.at.get(&id) {
        None => Reaching::Outside,
        Some(State::Unknown) => Reaching::Unknown,
        Some(State::One(value)) => Reaching::Values(vec![*value]),
        Some(State::Several(set)) => Reaching::Values(memo.sets[*set as usize].clone()),
    }
}

/// The function that a node runs in, or the root. Decorators run where the function is declared.
pub(crate) fn unit_of(tree: &Tree, id: NodeId) -> NodeId {
    let mut role = tree.node(id).role;
    for outer in tree.ancestors(id) {
        let node = tree.node(outer);
        if node.kind == K::Func && role != Role::Attr {
            return outer;
        }
        role = node.role;
    }
    NodeId::ROOT
}

/// The names that one node gives a value, apart from those that its children do.
fn assigned(tree: &Tree, symbols: &Symbols, names: &Names, id: NodeId, mut each: impl FnMut(BindingId)) {
    given(tree, symbols, names, id, &mut each);
    changed_in_place(tree, symbols, names, id).into_iter().for_each(each);
}

/// The name whose object a statement changes, which stays the same object.
fn changed_in_place(tree: &Tree, symbols: &Symbols, names: &Names, id: NodeId) -> Option<BindingId> {
    let expression = tree.child(id, Role::Operand).filter(|_| tree.node(id).kind == K::ExprStmt)?;
    changes::changed(tree, symbols, expression).and_then(|(name, _)| names.binding(name))
}

/// The names that one node gives another value.
fn given(tree: &Tree, symbols: &Symbols, names: &Names, id: NodeId, mut each: impl FnMut(BindingId)) {
    let mut target = |target: NodeId| {
        if matches!(tree.node(target).kind, K::Index | K::Call | K::Unary) {
            return;
        }
        tree.subtree(target).filter_map(|n| names.binding(n)).for_each(&mut each);
    };
    let node = tree.node(id);
    match node.kind {
        K::Assign | K::AugAssign | K::ForEach | K::CompClause => {
            tree.children_as(id, Role::Target).for_each(&mut target);
        }
        K::Delete => tree.children(id).for_each(&mut target),
        K::Unary if is_change(symbols.text(node.sym)) => tree.children_as(id, Role::Operand).for_each(&mut target),
        _ => {}
    }
}

/// Whether an operator may change what its operand holds, at once or later.
fn is_change(operator: &str) -> bool {
    matches!(operator, "++" | "--" | "&" | "&mut")
}

/// Whether anything in the code may throw. What has no word of its own may, unless it holds nothing, as `pass` does.
fn can_throw(tree: &Tree, code: NodeId) -> bool {
    tree.subtree(code).any(|n| match tree.node(n).kind {
        K::Call | K::New | K::Macro | K::Throw | K::Yield | K::Await | K::Assert | K::With | K::Spawn => true,
        K::Other => tree.children(n).next().is_some(),
        _ => false,
    })
}

/// Whether a part of a `try` in this role is what its handlers are for.
fn is_tried(role: Role) -> bool {
    !matches!(role, Role::Handler | Role::Else | Role::Finally)
}

/// The parts of a `try` that its handlers are for.
fn bodies_of(tree: &Tree, attempt: NodeId) -> impl Iterator<Item = NodeId> + '_ {
    tree.children(attempt).filter(|c| is_tried(tree.node(*c).role))
}

/// What a path changed, by binding, and whether its end is never reached.
type Path = (Vec<(BindingId, State)>, bool);

struct Walker<'t> {
    tree: &'t Tree,
    symbols: &'t Symbols,
    names: &'t Names,
    unit: NodeId,
    memo: &'t mut Memo,
    env: FxHashMap<BindingId, State>,
    /// What changes replaced, for undoing them.
    log: Vec<(BindingId, Option<State>)>,
    /// Names that functions inside this one assign, at any time.
    escaped: FxHashSet<BindingId>,
    has_goto: bool,
    dead: bool,
    depth: u32,
}

impl<'t> Walker<'t> {
    fn new(tree: &'t Tree, symbols: &'t Symbols, names: &'t Names, unit: NodeId, memo: &'t mut Memo) -> Self {
        Self {
            tree,
            symbols,
            names,
            unit,
            memo,
            env: FxHashMap::default(),
            log: Vec::new(),
            escaped: FxHashSet::default(),
            has_goto: false,
            dead: false,
            depth: 0,
        }
    }

    fn run(&mut self) {
        let mut inner_end = self.unit;
        for id in self.tree.subtree(self.unit).skip(1) {
            let node = self.tree.node(id);
            if node.kind == K::Func && id >= inner_end {
                inner_end = node.end_node;
            }
            if id < inner_end {
                assigned(self.tree, self.symbols, self.names, id, |b| {
                    self.escaped.insert(b);
                });
            } else if node.kind == K::Other && self.symbols.text(node.sym) == "goto" {
                self.has_goto = true;
            }
        }
        let tree = self.tree;
        tree.children(self.unit).filter(|c| tree.node(*c).role != Role::Attr).for_each(|c| self.walk(c));
    }

    fn walk(&mut self, id: NodeId) {
        if self.depth >= MAX_DEPTH {
            return self.forget(id);
        }
        self.depth += 1;
        self.visit(id);
        self.depth -= 1;
    }

    fn visit(&mut self, id: NodeId) {
        let node = self.tree.node(id);
        match node.kind {
            K::Func => self.each(id, |r| r == Role::Attr),
            K::Assign => self.assign(id),
            K::AugAssign => {
                self.each(id, |_| true);
                self.define(self.tree.child(id, Role::Target), Some(id));
            }
            K::Unary if is_change(self.symbols.text(node.sym)) => self.reference(id),
            K::Delete => {
                self.each(id, |_| true);
                self.forget(id);
            }
            K::BinOp if matches!(self.symbols.text(node.sym), "&&" | "||" | "and" | "or" | "??" | "?:") => {
                self.each(id, |r| r != Role::Right);
                self.branch(&[self.tree.child(id, Role::Right), None]);
            }
            K::If | K::Ternary => {
                self.each(id, |r| !matches!(r, Role::Then | Role::Else));
                self.branch(&[self.tree.child(id, Role::Then), self.tree.child(id, Role::Else)]);
            }
            K::While | K::DoWhile | K::For | K::ForEach | K::Comprehension => self.repeat(id),
            K::Case => self.region(id),
            K::Labeled => self.labeled(id),
            K::Try => self.attempt(id),
            K::Break | K::Continue | K::Return | K::Throw => {
                self.each(id, |_| true);
                self.dead = true;
            }
            K::ExprStmt => {
                self.each(id, |_| true);
                let changed = self.tree.child(id, Role::Operand);
                if let Some((name, _)) = changed.and_then(|e| changes::changed(self.tree, self.symbols, e)) {
                    self.define(Some(name), Some(id));
                }
            }
            K::Name | K::Member => {
                self.record(id);
                self.each(id, |_| true);
            }
            _ => self.each(id, |_| true),
        }
    }

    /// Walks the children of some roles, in order.
    fn each(&mut self, id: NodeId, wanted: impl Fn(Role) -> bool) {
        let tree = self.tree;
        tree.children(id).filter(|c| wanted(tree.node(*c).role)).for_each(|c| self.walk(c));
    }

    fn record(&mut self, id: NodeId) {
        if !self.dead
            && let Some(state) = self.names.binding(id).and_then(|b| self.env.get(&b))
        {
            self.memo.at.insert(id, *state);
        }
    }

    fn set(&mut self, binding: BindingId, state: State) {
        let is_lost = self.escaped.contains(&binding) || self.names.shared.contains(&binding);
        let state = if is_lost { State::Unknown } else { state };
        let before = self.env.insert(binding, state);
        self.log.push((binding, before));
    }

    fn assign(&mut self, id: NodeId) {
        self.each(id, |r| r != Role::Target);
        let target = self.tree.child(id, Role::Target);
        if let Some(target) = target.filter(|t| self.tree.node(*t).kind != K::Name) {
            self.each(target, |_| true);
        }
        self.define(target, self.tree.child(id, Role::Value));
    }

    /// Gives a target a value, or an unknown one.
    fn define(&mut self, target: Option<NodeId>, value: Option<NodeId>) {
        let Some(target) = target else { return };
        let tree = self.tree;
        match tree.node(target).kind {
            K::Name | K::Ident | K::Member => {
                if let Some(binding) = self.names.binding(target) {
                    self.set(binding, value.map_or(State::Unknown, State::One));
                }
            }
            K::Index | K::Call | K::Unary => {}
            kind => {
                let value = value.filter(|v| {
                    let parts = |n| tree.children_as(n, Role::Item);
                    matches!(kind, K::Tuple | K::List)
                        && matches!(tree.node(*v).kind, K::Tuple | K::List)
                        && parts(*v).count() == parts(target).count()
                        && parts(*v).chain(parts(target)).all(|p| tree.node(p).kind != K::Spread)
                });
                let mut values = value.map(|v| tree.children_as(v, Role::Item)).into_iter().flatten();
                for part in tree.children(target) {
                    self.define(Some(part), values.next());
                }
            }
        }
    }

    /// `&x` and `x++`: the value is lost, unless it never changes.
    fn reference(&mut self, id: NodeId) {
        self.each(id, |_| true);
        let operand = self.tree.child(id, Role::Operand);
        let binding = operand.and_then(|o| self.names.binding(o)).map(|b| (b, self.names.get(b)));
        if let Some((binding, known)) = binding
            && !self.tree.node(known.declaration).flags.has(Flags::CONSTANT)
        {
            self.set(binding, State::Unknown);
        }
    }

    /// Makes everything unknown that the code assigns; what it changes in place may be changed or not.
    fn forget(&mut self, code: NodeId) {
        let ids = self.reachable(code);
        for id in ids.iter().copied() {
            given(self.tree, self.symbols, self.names, id, |b| {
                if self.env.get(&b) != Some(&State::Unknown) {
                    let before = self.env.insert(b, State::Unknown);
                    self.log.push((b, before));
                }
            });
        }
        for id in ids {
            let Some(b) = changed_in_place(self.tree, self.symbols, self.names, id) else { continue };
            let state = match self.env.get(&b) {
                Some(state) => self.memo.join(*state, State::One(id)),
                None => State::Unknown,
            };
            let before = self.env.insert(b, state);
            self.log.push((b, before));
        }
    }

    /// The nodes of some code without the handlers of what cannot throw.
    fn reachable(&self, code: NodeId) -> Vec<NodeId> {
        let (mut ids, mut id) = (Vec::new(), code);
        let end = self.tree.node(code).end_node;
        while id < end {
            let node = self.tree.node(id);
            let is_idle = node.role == Role::Handler
                && self.tree.node(node.parent).kind == K::Try
                && !bodies_of(self.tree, node.parent).any(|b| can_throw(self.tree, b));
            if is_idle {
                id = node.end_node;
            } else {
                ids.push(id);
                id = NodeId(id.0 + 1);
            }
        }
        ids
    }

    /// Undoes the changes since `mark`, and says what they were.
    fn rewind(&mut self, mark: usize) -> Vec<(BindingId, State)> {
        let mut changed: Vec<BindingId> = self.log[mark..].iter().map(|(b, _)| *b).collect();
        changed.sort_unstable();
        changed.dedup();
        let states = changed.into_iter().filter_map(|b| Some((b, *self.env.get(&b)?))).collect();
        for (binding, before) in self.log.drain(mark..).rev() {
            match before {
                Some(state) => self.env.insert(binding, state),
                None => self.env.remove(&binding),
            };
        }
        states
    }

    /// Walks alternatives from the same start and joins their ends.
    fn branch(&mut self, ways: &[Option<NodeId>]) {
        let dead = self.dead;
        let mut paths = Vec::with_capacity(ways.len());
        for way in ways {
            let mark = self.log.len();
            self.dead = dead;
            if let Some(code) = way {
                self.walk(*code);
            }
            paths.push((self.rewind(mark), self.dead));
        }
        self.join(paths);
    }

    fn join(&mut self, mut paths: Vec<Path>) {
        paths.retain(|(_, dead)| !dead);
        self.dead = paths.is_empty();
        let mut changed: Vec<BindingId> = paths.iter().flat_map(|(p, _)| p.iter().map(|(b, _)| *b)).collect();
        changed.sort_unstable();
        changed.dedup();
        for binding in changed {
            let before = self.env.get(&binding).copied();
            let ends = paths.iter().map(|(p, _)| match p.binary_search_by_key(&binding, |(b, _)| *b) {
                Ok(at) => Some(p[at].1),
                Err(_) => before,
            });
            let state = ends.reduce(|a, b| Some(self.memo.join(a?, b?))).flatten();
            self.set(binding, state.unwrap_or(State::Unknown));
        }
    }

    /// Code that runs any number of times.
    fn repeat(&mut self, id: NodeId) {
        let dead = self.dead;
        let is_first = |r| matches!(r, Role::Init | Role::Iter | Role::Attr | Role::Type);
        let is_last = |r| matches!(r, Role::Else);
        self.each(id, is_first);
        self.forget(id);
        let (kind, tree) = (self.tree.node(id).kind, self.tree);
        if kind == K::Comprehension {
            self.each(id, |r| r != Role::Body);
        }
        self.each(id, |r| r == Role::Cond && kind != K::DoWhile);
        self.each(id, |r| !is_first(r) && !is_last(r) && !matches!(r, Role::Cond | Role::Target | Role::Update));
        self.each(id, |r| r == Role::Update || (r == Role::Cond && kind == K::DoWhile));
        self.forget(id);
        self.dead = dead;
        if let Some(code) = tree.child(id, Role::Else) {
            self.branch(&[Some(code), None]);
        }
    }

    /// Code of which any part may be left out, seen from its end.
    fn region(&mut self, id: NodeId) {
        let dead = self.dead;
        self.each(id, |_| true);
        self.dead = dead;
        self.forget(id);
    }

    fn labeled(&mut self, id: NodeId) {
        if self.has_goto {
            self.dead = false;
            self.forget(self.unit);
        }
        let tree = self.tree;
        match tree.subtree(id).any(|n| matches!(tree.node(n).kind, K::Break | K::Continue)) {
            true => self.region(id),
            false => self.each(id, |_| true),
        }
    }

    fn attempt(&mut self, id: NodeId) {
        let (tree, dead) = (self.tree, self.dead);
        let bodies: Vec<NodeId> = bodies_of(tree, id).collect();
        let throws = bodies.iter().any(|b| can_throw(tree, *b));
        let mark = self.log.len();
        self.each(id, is_tried);
        self.each(id, |r| r == Role::Else);
        let mut paths = vec![(self.rewind(mark), self.dead)];
        for handler in tree.children_as(id, Role::Handler) {
            self.dead = dead || !throws;
            bodies.iter().for_each(|b| self.forget(*b));
            self.walk(handler);
            paths.push((self.rewind(mark), self.dead));
        }
        self.join(paths);
        if let Some(last) = tree.child(id, Role::Finally) {
            self.finish(id, last, dead);
        }
    }

    /// A `finally` runs after any part of the `try`, but goes on only from its end.
    fn finish(&mut self, id: NodeId, last: NodeId, dead: bool) {
        let joined = std::mem::replace(&mut self.dead, dead);
        let mark = self.log.len();
        let tree = self.tree;
        tree.children(id).filter(|c| *c != last).for_each(|c| self.forget(c));
        self.walk(last);
        let states = self.rewind(mark);
        let mut own = FxHashSet::default();
        for n in tree.subtree(last) {
            assigned(tree, self.symbols, self.names, n, |b| {
                own.insert(b);
            });
        }
        self.dead |= joined;
        states.into_iter().filter(|(b, _)| own.contains(b)).for_each(|(b, s)| self.set(b, s));
    }
}

impl Memo {
    fn join(&mut self, a: State, b: State) -> State {
        if a == b {
            return a;
        }
        let mut all: Vec<NodeId> = Vec::new();
        for state in [a, b] {
            match state {
                State::Unknown => return State::Unknown,
                State::One(value) => all.push(value),
                State::Several(set) => all.extend(&self.sets[set as usize]),
            }
        }
        all.sort_unstable();
        all.dedup();
        if all.len() > MAX_VALUES {
            return State::Unknown;
        }
        self.sets.push(all);
        State::Several(self.sets.len() as u32 - 1)
    }
}
