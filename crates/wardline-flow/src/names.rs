//! Which declaration or import a name stands for.
//!
//! One walk over the tree with a table indexed by symbol: entering a scope remembers what its declarations hide, leaving it puts that
//! back. That is enough to tell two variables of the same name apart and to know what an imported name is called at home; types and
//! inheritance are not looked at.

use crate::changes::Change;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use wardline_lang::{Flags, NodeId, NodeKind, Role, Symbol, Symbols, Traits, Tree};

/// A declaration that names of a file refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BindingId(u32);

/// What a binding is.
#[derive(Clone, Debug)]
pub struct Binding {
    /// The node that declares it: a `Param`, `Assign`, `Func`, `Class`, an import or the name itself.
    pub declaration: NodeId,
    /// For imports, the path at home: `["os", "path"]`.
    pub import: Option<Box<[Symbol]>>,
    /// The assignments that give it a value, in order.
    pub definitions: Vec<NodeId>,
    /// Whether it gets values in a way that is not an assignment: loop variable, parameter, augmented assignment, deletion.
    pub reassigned: bool,
}

/// The names of one file.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// For each node, 0 or one more than the index of its binding.
    of_node: Vec<u32>,
    bindings: Vec<Binding>,
    /// Modules whose every name is imported.
    wildcards: Vec<Box<[Symbol]>>,
    /// Statements that change what a name stands for in place.
    changes: FxHashMap<u32, Vec<Change>>,
    /// The values that reach the uses of names, as far as somebody asked.
    pub(crate) reach: RefCell<crate::reach::Memo>,
    /// Bindings that functions reach by `global` or `nonlocal`, and may change at any time.
    pub(crate) shared: FxHashSet<BindingId>,
    /// Whether `"a" + 1` is a string; where assigning declares, it is an error.
    pub(crate) joins_numbers: bool,
}

impl Names {
    /// Resolves the names of a tree. `symbols` gains the parts of import paths.
    pub fn resolve(tree: &Tree, symbols: &mut Symbols, traits: Traits) -> Self {
        let joins_numbers = !traits.assignment_declares;
        let names = Self { of_node: vec![0; tree.len()], joins_numbers, ..Self::default() };
        let mut resolver = Resolver {
            tree,
            symbols,
            traits,
            names,
            current: FxHashMap::default(),
            hidden: Vec::new(),
            scopes: Vec::new(),
        };
        resolver.run();
        crate::changes::resolve(tree, resolver.symbols, &mut resolver.names);
        let mut names = resolver.names;
        crate::settings::resolve(tree, symbols, &mut names);
        crate::class_constants::resolve(tree, symbols, &mut names);
        crate::own_fields::resolve(tree, symbols, &mut names);
        names
    }

    /// Says that a member is a field, which an assignment to the member gives a value too.
    pub(crate) fn bind_member(&mut self, tree: &Tree, symbols: &Symbols, member: NodeId, field: BindingId) {
        self.of_node[member.index()] = field.0 + 1;
        let binding = &mut self.bindings[field.0 as usize];
        let (role, parent) = (tree.node(member).role, tree.node(member).parent);
        match tree.node(parent).kind {
            NodeKind::Assign if role == Role::Target => binding.definitions.push(parent),
            NodeKind::AugAssign if role == Role::Target => binding.reassigned = true,
            NodeKind::Unary if matches!(symbols.text(tree.node(parent).sym), "++" | "--" | "&" | "&mut") => {
                binding.reassigned = true;
            }
            _ => {}
        }
    }

    /// Adds a binding; the answer is for [`Names::define`] and [`Names::bind_node`].
    pub(crate) fn push(&mut self, binding: Binding) -> u32 {
        self.bindings.push(binding);
        self.bindings.len() as u32 - 1
    }

    /// Adds an assignment that gives a binding a value.
    pub(crate) fn define(&mut self, binding: u32, assign: NodeId) {
        self.bindings[binding as usize].definitions.push(assign);
    }

    /// Says what a node stands for.
    pub(crate) fn bind_node(&mut self, node: NodeId, binding: u32) {
        self.of_node[node.index()] = binding + 1;
    }

    /// The binding of a name or of a declared identifier, if it has one in this file.
    pub fn binding(&self, node: NodeId) -> Option<BindingId> {
        self.of_node.get(node.index()).and_then(|i| i.checked_sub(1)).map(BindingId)
    }

    /// What a binding is.
    pub fn get(&self, id: BindingId) -> &Binding {
        &self.bindings[id.0 as usize]
    }

    /// Notes that a statement changes what a binding stands for.
    pub(crate) fn change(&mut self, id: BindingId, change: Change) {
        self.changes.entry(id.0).or_default().push(change);
    }

    /// The statements that change what a binding stands for, in order.
    pub(crate) fn changes(&self, id: BindingId) -> &[Change] {
        self.changes.get(&id.0).map_or(&[], Vec::as_slice)
    }

    /// The path at home of an imported name.
    pub fn import_path(&self, node: NodeId) -> Option<&[Symbol]> {
        self.binding(node).and_then(|b| self.get(b).import.as_deref())
    }

    /// Modules from which everything is imported, in order.
    pub fn wildcards(&self) -> &[Box<[Symbol]>] {
        &self.wildcards
    }
}

struct Scope {
    end: NodeId,
    /// Length of `hidden` when the scope was entered.
    hidden: usize,
    is_function: bool,
    /// For a function that does not see the variables around it, how many bindings there were when it was entered.
    closed: Option<u32>,
}

struct Resolver<'a> {
    tree: &'a Tree,
    symbols: &'a mut Symbols,
    traits: Traits,
    names: Names,
    current: FxHashMap<Symbol, u32>,
    /// What declarations hid: the symbol and its binding before, with the depth of the scope that declared it.
    hidden: Vec<(Symbol, u32)>,
    scopes: Vec<Scope>,
}

impl Resolver<'_> {
    fn run(&mut self) {
        for id in self.tree.ids() {
            while self.scopes.last().is_some_and(|s| s.end <= id) {
                self.leave();
            }
            self.visit(id);
        }
    }

    fn visit(&mut self, id: NodeId) {
        let node = *self.tree.node(id);
        match node.kind {
            NodeKind::Program => {
                self.enter(id, false);
                self.hoist(id);
            }
            NodeKind::Func => {
                if let Some(name) = self.tree.child(id, Role::Name)
                    && self.names.binding(name).is_none()
                    && !node.flags.has(Flags::METHOD)
                {
                    self.declare(name, id, None);
                }
                // Where assigning declares, a closure assigns to the variables around it: Ruby's blocks.
                self.enter(id, !(self.traits.assignment_declares && node.flags.has(Flags::LAMBDA)));
            }
            NodeKind::Class => {
                if let Some(name) = self.tree.child(id, Role::Name)
                    && self.names.binding(name).is_none()
                {
                    self.declare(name, id, None);
                }
                self.enter(id, false);
                self.hoist_fields(id);
            }
            NodeKind::Block | NodeKind::For | NodeKind::ForEach | NodeKind::Catch
                if !self.traits.assignment_declares =>
            {
                self.enter(id, false)
            }
            NodeKind::If | NodeKind::While if self.condition_declares(id) => self.enter(id, false),
            NodeKind::Case if node.flags.has(Flags::DECLARES) => self.case(id),
            NodeKind::Block => self.hoist(id),
            NodeKind::Param => self.parameter(id),
            NodeKind::Assign => self.assign(id),
            NodeKind::AugAssign | NodeKind::Delete | NodeKind::Unary => self.reassign(id),
            NodeKind::ForEach | NodeKind::CompClause => self.loop_targets(id),
            NodeKind::ScopeDecl => self.open_variables(id),
            NodeKind::Catch => {
                if let Some(name) = self.tree.child(id, Role::Name) {
                    self.declare_all(name, id);
                }
            }
            NodeKind::ImportModule | NodeKind::ImportFrom | NodeKind::ImportAll => self.import(id),
            NodeKind::Name => self.use_name(id),
            _ => {}
        }
    }

    fn enter(&mut self, id: NodeId, is_function: bool) {
        let end = self.tree.node(id).end_node;
        let is_closed = self.tree.node(id).flags.has(Flags::CLOSED);
        let closed = is_closed.then_some(self.names.bindings.len() as u32);
        self.scopes.push(Scope { end, hidden: self.hidden.len(), is_function, closed });
        if self.tree.node(id).kind == NodeKind::ForEach {
            self.loop_targets(id);
        }
        if self.tree.node(id).kind == NodeKind::Catch
            && let Some(name) = self.tree.child(id, Role::Name)
        {
            self.declare_all(name, id);
        }
        if self.tree.node(id).kind == NodeKind::Block {
            self.hoist(id);
        }
    }

    /// Whether a condition is, or is joined from, declarations, which hold where the condition does: Rust's `if let`. What a `guard`
    /// declares holds in the statements after it.
    fn condition_declares(&self, id: NodeId) -> bool {
        if self.symbols.text(self.tree.node(id).sym) == "guard" {
            return false;
        }
        let Some(condition) = self.tree.child(id, Role::Cond) else { return false };
        let declares =
            |n: &NodeId| self.tree.node(*n).kind == NodeKind::Assign && self.tree.node(*n).flags.has(Flags::DECLARES);
        let joined =
            self.tree.node(condition).kind == NodeKind::BinOp && self.tree.children(condition).any(|c| declares(&c));
        !self.traits.assignment_declares && (joined || declares(&condition))
    }

    /// A case whose patterns declare the names in them.
    fn case(&mut self, id: NodeId) {
        self.enter(id, false);
        let patterns: Vec<NodeId> = self.tree.children_as(id, Role::Item).collect();
        patterns.iter().for_each(|p| self.declare_targets(*p, id));
    }

    /// The names of a declared value mean what they meant before the declaration hides it: `let x = x.trim();`.
    fn resolve_before(&mut self, target: NodeId, value: NodeId) {
        let known = |n: NodeId| {
            self.tree.node(n).kind == NodeKind::Name && self.current.get(&self.tree.node(n).sym).is_some_and(|b| *b > 0)
        };
        let hidden: Vec<Symbol> =
            self.tree.subtree(target).filter(|n| known(*n)).map(|n| self.tree.node(n).sym).collect();
        let mut at = value;
        while !hidden.is_empty() && at < self.tree.node(value).end_node {
            let node = self.tree.node(at);
            if matches!(node.kind, NodeKind::Func | NodeKind::Block | NodeKind::Class) {
                at = node.end_node;
                continue;
            }
            if node.kind == NodeKind::Name && hidden.contains(&node.sym) {
                self.use_name(at);
            }
            at = NodeId(at.0 + 1);
        }
    }

    /// Whether a name belongs to a type that a pattern spells out, and is not declared by it.
    fn is_in_type(&self, id: NodeId) -> bool {
        self.tree.parent(id).is_some_and(|p| self.tree.node(p).kind == NodeKind::Type)
    }

    fn leave(&mut self) {
        let scope = self.scopes.pop().expect("a scope is left only after it was entered");
        for (symbol, before) in self.hidden.drain(scope.hidden..).rev() {
            self.current.insert(symbol, before);
        }
    }

    /// Functions and classes of a list of statements may be used before they are declared.
    fn hoist(&mut self, list: NodeId) {
        for item in self.tree.children_as(list, Role::Item) {
            if matches!(self.tree.node(item).kind, NodeKind::Func | NodeKind::Class)
                && let Some(name) = self.tree.child(item, Role::Name)
            {
                self.declare(name, item, None);
            }
        }
    }

    /// Fields may be used in members that stand before them.
    fn hoist_fields(&mut self, class: NodeId) {
        if self.traits.assignment_declares {
            return;
        }
        let Some(body) = self.tree.child(class, Role::Body) else { return };
        for item in self.tree.children_as(body, Role::Item) {
            if self.tree.node(item).kind == NodeKind::Assign
                && let Some(target) = self.tree.child(item, Role::Target)
                && self.tree.node(target).kind == NodeKind::Name
            {
                let binding = self.declare(target, item, None);
                self.define(binding, item);
            }
        }
    }

    fn define(&mut self, binding: BindingId, assign: NodeId) {
        let entry = &mut self.names.bindings[binding.0 as usize];
        if self.tree.child(assign, Role::Value).is_some() && !entry.definitions.contains(&assign) {
            entry.definitions.push(assign);
        }
    }

    /// Binds the identifier at `name` in the innermost scope.
    fn declare(&mut self, name: NodeId, declaration: NodeId, import: Option<Box<[Symbol]>>) -> BindingId {
        let id = self.names.bindings.len() as u32;
        self.names.bindings.push(Binding { declaration, import, definitions: Vec::new(), reassigned: false });
        self.names.of_node[name.index()] = id + 1;
        self.bind(self.tree.node(name).sym, id + 1);
        BindingId(id)
    }

    fn bind(&mut self, symbol: Symbol, binding: u32) {
        let before = self.current.insert(symbol, binding).unwrap_or(0);
        self.hidden.push((symbol, before));
    }

    /// Declares every name of a pattern, such as the names of a destructuring.
    fn declare_all(&mut self, pattern: NodeId, declaration: NodeId) {
        for id in self.tree.subtree(pattern) {
            if matches!(self.tree.node(id).kind, NodeKind::Name | NodeKind::Ident)
                && !matches!(self.tree.node(id).role, Role::Key | Role::Default | Role::Object | Role::Callee)
                && !self.is_in_type(id)
                && self.names.binding(id).is_none()
            {
                let binding = self.declare(id, declaration, None);
                self.names.bindings[binding.0 as usize].reassigned = true;
            }
        }
    }

    fn parameter(&mut self, id: NodeId) {
        let name = self.tree.child(id, Role::Name).or_else(|| self.tree.child(id, Role::Target));
        if let Some(name) = name {
            self.declare_all(name, id);
        }
    }

    fn assign(&mut self, id: NodeId) {
        let Some(target) = self.tree.child(id, Role::Target) else { return };
        if let Some(module) = required_module(self.tree, self.symbols, id) {
            self.require(id, target, self.tree.node(module).sym);
        }
        let node = self.tree.node(target);
        let declares = self.tree.node(id).flags.has(Flags::DECLARES);
        if let Some(value) = self.tree.child(id, Role::Value).filter(|_| declares) {
            self.resolve_before(target, value);
        }
        if node.kind != NodeKind::Name {
            if let Some(module) = self.required_module(id).filter(|_| node.kind == NodeKind::Record) {
                self.import_fields(target, module);
            }
            if declares || (self.traits.assignment_declares && matches!(node.kind, NodeKind::Tuple | NodeKind::List)) {
                self.declare_targets(target, id);
            }
            return;
        }
        if self.names.binding(target).is_some() {
            return;
        }
        let known = self.visible(node.sym);
        let fresh = declares || known == 0 || (self.traits.assignment_declares && self.is_outside_function(known));
        let binding = if fresh {
            self.declare(target, id, None)
        } else {
            self.names.of_node[target.index()] = known;
            BindingId(known - 1)
        };
        self.define(binding, id);
        if let Some(module) = self.required_module(id) {
            self.names.bindings[binding.0 as usize].import = Some(Box::new([module]));
        }
    }

    /// The module of `x = require("module")`.
    fn required_module(&self, assign: NodeId) -> Option<Symbol> {
        let call = self.tree.child(assign, Role::Value).filter(|v| self.tree.node(*v).kind == NodeKind::Call)?;
        let callee = self.tree.node(self.tree.child(call, Role::Callee)?);
        let module = self.tree.node(self.tree.child(self.tree.child(call, Role::Args)?, Role::Item)?);
        (callee.kind == NodeKind::Name && module.kind == NodeKind::Str && self.symbols.text(callee.sym) == "require")
            .then_some(module.sym)
    }

    /// `const { a, b: c } = require("module")` imports by destructuring.
    fn import_fields(&mut self, record: NodeId, module: Symbol) {
        let pairs: Vec<NodeId> = self.tree.children_as(record, Role::Item).collect();
        for pair in pairs {
            if let (Some(key), Some(value)) = (self.tree.child(pair, Role::Key), self.tree.child(pair, Role::Value))
                && self.tree.node(value).kind == NodeKind::Name
            {
                let home = Box::new([module, self.tree.node(key).sym]);
                self.declare(value, pair, Some(home));
            }
        }
    }

    /// `const x = require("m")` and `const { a, b: c } = require("m")` bind as imports do.
    fn require(&mut self, id: NodeId, target: NodeId, module: Symbol) {
        if self.tree.node(target).kind == NodeKind::Name {
            let binding = self.declare(target, id, Some(Box::new([module])));
            self.define(binding, id);
        }
        let pairs: Vec<NodeId> =
            self.tree.children_as(target, Role::Item).filter(|i| self.tree.node(*i).kind == NodeKind::Pair).collect();
        for pair in pairs {
            if let (Some(key), Some(value)) = (self.tree.child(pair, Role::Key), self.tree.child(pair, Role::Value))
                && self.tree.node(value).kind == NodeKind::Name
            {
                self.declare(value, id, Some(Box::new([module, self.tree.node(key).sym])));
            }
        }
    }

    /// Whether a binding belongs to a scope outside the innermost function, so that assigning declares a new one.
    fn is_outside_function(&self, binding: u32) -> bool {
        let Some(function) = self.scopes.iter().rev().find(|s| s.is_function) else { return false };
        !self.hidden[function.hidden..].iter().any(|(symbol, _)| self.current.get(symbol) == Some(&binding))
    }

    fn declare_targets(&mut self, pattern: NodeId, declaration: NodeId) {
        for id in self.tree.subtree(pattern) {
            let node = self.tree.node(id);
            let is_target =
                node.kind == NodeKind::Name && !matches!(node.role, Role::Object | Role::Default | Role::Callee);
            if is_target && !self.is_in_type(id) && self.names.binding(id).is_none() {
                let binding = self.declare(id, declaration, None);
                self.names.bindings[binding.0 as usize].reassigned = true;
            }
        }
    }

    /// An assignment that changes a value without giving a new one.
    fn reassign(&mut self, id: NodeId) {
        if self.tree.node(id).kind == NodeKind::Unary
            && !matches!(self.symbols.text(self.tree.node(id).sym), "++" | "--" | "&" | "&mut")
        {
            return;
        }
        for role in [Role::Target, Role::Operand] {
            if let Some(target) = self.tree.child(id, role)
                && let Some(binding) = Some(self.visible(self.tree.node(target).sym)).filter(|b| *b > 0)
                && self.tree.node(target).kind == NodeKind::Name
            {
                let binding = &mut self.names.bindings[binding as usize - 1];
                // A reference to what cannot change changes nothing.
                binding.reassigned |= !self.tree.node(binding.declaration).flags.has(Flags::CONSTANT);
            }
        }
    }

    fn loop_targets(&mut self, id: NodeId) {
        if let Some(target) = self.tree.child(id, Role::Target) {
            for name in self.tree.subtree(target) {
                if self.tree.node(name).kind == NodeKind::Name && self.names.binding(name).is_none() {
                    let binding = self.declare(name, id, None);
                    self.names.bindings[binding.0 as usize].reassigned = true;
                }
            }
        }
    }

    fn use_name(&mut self, id: NodeId) {
        if self.names.of_node[id.index()] == 0 {
            self.names.of_node[id.index()] = self.visible(self.tree.node(id).sym);
        }
    }

    /// One more than the binding that a word stands for here, 0 for none.
    fn visible(&self, symbol: Symbol) -> u32 {
        let known = self.current.get(&symbol).copied().unwrap_or(0);
        let closed = self.scopes.iter().rev().find_map(|s| s.closed);
        let is_hidden = closed.is_some_and(|first| known <= first) && self.is_variable(symbol);
        if is_hidden { 0 } else { known }
    }

    fn is_variable(&self, symbol: Symbol) -> bool {
        self.symbols.text(symbol).starts_with('$')
    }

    /// `global $x` makes a variable of elsewhere visible in a closed function; both may change its value at any time.
    fn open_variables(&mut self, id: NodeId) {
        for name in self.tree.children_as(id, Role::Item) {
            let symbol = self.tree.node(name).sym;
            if let Some(outer) = self.current.get(&symbol).copied().and_then(|known| known.checked_sub(1)) {
                self.names.bindings[outer as usize].reassigned = true;
                self.names.shared.insert(BindingId(outer));
            }
            if self.tree.node(name).kind == NodeKind::Name && self.is_variable(symbol) {
                let binding = self.declare(name, id, None);
                self.names.bindings[binding.0 as usize].reassigned = true;
            }
        }
    }

    fn import(&mut self, id: NodeId) {
        let path = self.path(id);
        match self.tree.node(id).kind {
            NodeKind::ImportAll => {
                // What a function imports stays in the function.
                if self.tree.parent(id) == Some(NodeId::ROOT) {
                    self.names.wildcards.push(path.into_boxed_slice());
                }
            }
            NodeKind::ImportModule if self.tree.node(id).flags.has(Flags::UNBOUND) => {}
            NodeKind::ImportModule => match self.tree.child(id, Role::Alias) {
                Some(alias) => {
                    let home = match path.as_slice() {
                        [only] => vec![self.package(*only)],
                        _ => path,
                    };
                    self.declare(alias, id, Some(home.into_boxed_slice()));
                }
                None => self.import_module(id, &path),
            },
            _ => {
                let items: Vec<NodeId> = self.tree.children_as(id, Role::Item).collect();
                for item in items {
                    let Some(name) = self.tree.child(item, Role::Name) else { continue };
                    let local = self.tree.child(item, Role::Alias).unwrap_or(name);
                    // What JavaScript calls `default` is used like the module itself.
                    let own = Some(self.tree.node(name).sym).filter(|s| self.symbols.text(*s) != "default");
                    let home = path.iter().copied().chain(own).collect();
                    self.declare(local, item, Some(home));
                }
            }
        }
    }

    /// `import a.b` binds `a`; `import "net/url"` binds `url`, which is also what its path ends in.
    fn import_module(&mut self, id: NodeId, path: &[Symbol]) {
        let Some(first) = self.tree.child(id, Role::Path).and_then(|p| self.tree.child(p, Role::Item)) else { return };
        let word = self.symbols.text(path[0]).to_owned();
        match word.rsplit_once('/').filter(|_| self.traits.packages) {
            Some(_) => {
                let local = self.symbols.intern(&package_name(&word));
                self.names.bindings.push(Binding {
                    declaration: id,
                    import: Some(Box::new([local])),
                    definitions: Vec::new(),
                    reassigned: false,
                });
                let binding = self.names.bindings.len() as u32;
                self.names.of_node[first.index()] = binding;
                self.bind(local, binding);
            }
            None => {
                self.declare(first, id, Some(Box::new([path[0]])));
            }
        }
    }

    /// The name of a package at home, for paths that are written with slashes.
    fn package(&mut self, path: Symbol) -> Symbol {
        let word = self.symbols.text(path);
        if !self.traits.packages || !word.contains('/') {
            return path;
        }
        let name = package_name(word);
        self.symbols.intern(&name)
    }

    fn path(&self, import: NodeId) -> Vec<Symbol> {
        let path = self.tree.child(import, Role::Path);
        path.map(|p| self.tree.children_as(p, Role::Item).map(|i| self.tree.node(i).sym).collect()).unwrap_or_default()
    }
}

/// The string that names the module in `x = require("m")`, if the assignment is one.
pub fn required_module(tree: &Tree, symbols: &Symbols, assign: NodeId) -> Option<NodeId> {
    let call = tree.child(assign, Role::Value).filter(|v| tree.node(*v).kind == NodeKind::Call)?;
    let callee = tree.node(tree.child(call, Role::Callee)?);
    let module = tree.child(tree.child(call, Role::Args)?, Role::Item)?;
    let is_require = callee.kind == NodeKind::Name && symbols.text(callee.sym) == "require";
    (is_require && tree.node(assign).flags.has(Flags::DECLARES) && tree.node(module).kind == NodeKind::Str)
        .then_some(module)
}

/// The name that a Go import path is used by: its last part, without a version.
fn package_name(path: &str) -> String {
    let mut parts = path.rsplit('/');
    let is_version =
        |p: &str| p.strip_prefix('v').is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let last = parts.find(|p| !is_version(p)).unwrap_or(path);
    let name = last.split_once(".v").map_or(last, |(name, _)| name);
    name.strip_prefix("go-").or_else(|| name.strip_suffix("-go")).unwrap_or(name).to_owned()
}
