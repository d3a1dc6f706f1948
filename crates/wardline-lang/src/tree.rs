//! The compact tree that every language is lowered into, for source text and for patterns alike.
//!
//! Nodes lie in one flat vector in pre-order, so the subtree of a node is a slice, "search below here" is a linear scan, and no child
//! lists are allocated. What a child is to its parent is said by a [`Role`], not by its position, so that a pattern without a return
//! type or an `else` can be compared with code that has one.

use crate::symbols::Symbol;
use wardline_base::Span;

/// Index of a node in its [`Tree`]. The root is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub u32);

impl NodeId {
    /// The root of every tree.
    pub const ROOT: Self = Self(0);

    /// The place in a vector that runs beside the tree's nodes.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}

macro_rules! node_kinds {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// What a node is, in words that fit every language.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum NodeKind { $($(#[$doc])* $name,)* }

        impl NodeKind {
            /// Every kind, in order of its number.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
            /// How many kinds there are.
            pub const COUNT: usize = Self::ALL.len();

            /// The kind's name, for debugging output and documentation.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => stringify!($name),)* }
            }
        }
    };
}

node_kinds! {
    /// A whole file: a list of statements.
    Program,
    /// A list of statements, with or without braces.
    Block,
    /// The members of a class, interface, enum or similar, which patterns match in any order.
    ClassBody,
    /// An expression used as a statement; its expression is its `Operand`.
    ExprStmt,
    /// An identifier that names something where it stands: a declared name, a member's or a keyword argument's name.
    Ident,
    /// An identifier used as an expression or type, to be resolved.
    Name,
    /// `Object . Name`.
    Member,
    /// `Object [ Item… ]`.
    Index,
    /// `Callee Args`.
    Call,
    /// `new Type Args`, with an optional anonymous-class `Body`.
    New,
    /// The arguments of a call: `Item`s in order, keyword arguments in any order.
    Args,
    /// A keyword argument: `Name = Value`.
    KwArg,
    /// `*Operand`, `**Operand`, `...Operand` inside a call, list or record; `sym` is the operator.
    Spread,
    /// A string literal without interpolation; `sym` is its content as written between the quotes.
    Str,
    /// A string with interpolation: `Item`s that are `StrPart`s or expressions. `sym` is the content as written where the language takes
    /// it for a literal all the same, as Rust does a format string.
    Template,
    /// A literal piece of a `Template`; `sym` is its text.
    StrPart,
    /// A character literal; `sym` is its content.
    Char,
    /// A number; `sym` is its value in normal form.
    Num,
    /// `true` or `false`; `sym` says which, in lower case.
    Bool,
    /// `null`, `None`, `nil`.
    Null,
    /// A regular expression literal; `sym` is the expression.
    Regex,
    /// `Left op Right`; `sym` is the operator.
    BinOp,
    /// `op Operand` or `Operand op`; `sym` is the operator.
    Unary,
    /// `Cond ? Then : Else`.
    Ternary,
    /// `Target = Value` and every kind of variable declaration, which differ in [`Flags::DECLARES`], `Type` and `Attr`s.
    Assign,
    /// `Target op= Value`; `sym` is the operator without `=`.
    AugAssign,
    /// A function, method, constructor, lambda or arrow.
    Func,
    /// The parameters of a function.
    Params,
    /// One parameter: `Name`, `Type`, `Default`, `Attr`s; a destructuring one has `Target` in place of `Name`.
    Param,
    /// A class, interface, struct, enum, trait or record declaration; `sym` is the keyword.
    Class,
    /// A decorator, annotation or attribute: `Callee` and, if it has any, `Args`.
    Attr,
    /// A keyword such as `static`, `public`, `async`; `sym` is the word.
    Modifier,
    /// `if (Cond) Then else Else`.
    If,
    /// `while (Cond) Body`.
    While,
    /// `do Body while (Cond)`.
    DoWhile,
    /// `for (Init; Cond; Update) Body`.
    For,
    /// `for (Target in Iter) Body`.
    ForEach,
    /// `switch (Cond) { Item… }`, `match`.
    Switch,
    /// A case: `Item` patterns (none for the default case), an optional guard `Cond`, a `Body`.
    Case,
    /// `try Body`, `Handler`s, `Else`, `Finally`.
    Try,
    /// `catch (Param) Body`.
    Catch,
    /// `with (Item…) Body`, `using`, `synchronized`, try-with-resources.
    With,
    /// `return Operand`.
    Return,
    /// `throw Operand`, `raise`.
    Throw,
    /// `break Label`.
    Break,
    /// `continue Label`.
    Continue,
    /// `yield Operand`; `sym` is `from` or `*` for delegation.
    Yield,
    /// `await Operand`.
    Await,
    /// `assert Operand`.
    Assert,
    /// `delete Operand`, `del`.
    Delete,
    /// `global`, `nonlocal`: `Item`s.
    ScopeDecl,
    /// `go Operand`, `defer Operand`, `emit Operand`; `sym` is the keyword.
    Spawn,
    /// `Label: Body`.
    Labeled,
    /// `import Path as Alias`.
    ImportModule,
    /// `from Path import Item…`.
    ImportFrom,
    /// One name of an `ImportFrom`: `Name`, `Alias`.
    ImportItem,
    /// `from Path import *`, `using Path;`.
    ImportAll,
    /// A dotted or slashed path of an import: `Item` identifiers.
    Path,
    /// `package Path`, `namespace Path Body`, `module`.
    Package,
    /// `(Type) Operand`.
    Cast,
    /// `[…]`: a list or array.
    List,
    /// `(…, …)`: a tuple.
    Tuple,
    /// `{a, b}`: a set.
    Set,
    /// A dictionary, map or composite literal: `Item`s in any order; extra ones need `...` in the pattern.
    Dict,
    /// A record or object literal: `Item`s in any order; a pattern may leave some out.
    Record,
    /// `Key: Value` in a `Dict` or `Record`; HCL's attributes and YAML's and JSON's members too.
    Pair,
    /// A comprehension: `Body` and `Item` clauses; `sym` is `list`, `set`, `dict` or `generator`.
    Comprehension,
    /// A clause of a comprehension: `Target`, `Iter`, or `Cond`.
    CompClause,
    /// A slice: `Left`, `Right`, `Step`.
    Slice,
    /// A type as written: `Name` or `Member` with `TypeArgs`, or a structure such as pointer or array in `sym`.
    Type,
    /// Type arguments or parameters.
    TypeArgs,
    /// An element of XML, HTML or JSX: `Name`, `Attr` children of kind `XmlAttr`, `Item` children.
    Xml,
    /// An attribute of an element: `Name`, `Value`.
    XmlAttr,
    /// Text between elements; `sym` is the text without the white space around it.
    XmlText,
    /// A block of a configuration language, such as HCL's `resource "a" "b" { … }`: `Name`, labels as `Item`s, `Body`. Also a Dockerfile instruction.
    Directive,
    /// A macro call whose arguments were parsed as expressions: `Callee`, `Args`.
    Macro,
    /// Anything else: `sym` is the grammar's own name, children are `Item`s in order.
    Other,
    /// Pattern: `...` where the target may have anything.
    Ellipsis,
    /// Pattern: `$X`; `sym` is the name with its `$`.
    Meta,
    /// Pattern: `$...X`; `sym` is the name, as `$...X`.
    MetaEllipsis,
    /// Pattern: `<... Operand ...>`.
    Deep,
    /// Pattern: `(Type $X)`; `sym` is the name, `Type` the type.
    TypedMeta,
    /// Pattern: `"..."`, any string.
    StrAny,
    /// Pattern: `"$X"`, the content of a string; `sym` is the name.
    StrMeta,
    /// Pattern: `"=~/re/flags"`; `sym` is the text between the quotes.
    StrRegex,
    /// Pattern: `Object . ... . Name`, any number of members and calls between.
    ChainEllipsis,
    /// Pattern: several statements, matched as a run inside a block.
    Statements,
}

/// What a child is to its parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Role {
    /// The root, which has no parent.
    Root,
    /// An element of a list. A pattern must account for every item of the target.
    Item,
    /// The operand of a keyword or operator. Absent in the pattern means absent in the target.
    Operand,
    /// What is called.
    Callee,
    /// The arguments.
    Args,
    /// What a member or element is taken of.
    Object,
    /// The name that is declared or selected.
    Name,
    /// The key of a pair.
    Key,
    /// A value that is assigned, passed or paired.
    Value,
    /// What is assigned to.
    Target,
    /// A condition or discriminant.
    Cond,
    /// What happens if the condition holds.
    Then,
    /// What happens otherwise.
    Else,
    /// The statements of a construct.
    Body,
    /// A type.
    Type,
    /// Type arguments or parameters.
    TypeArgs,
    /// The parameters.
    Params,
    /// The type of what a function returns.
    ReturnType,
    /// A decorator, annotation or modifier: patterns name some of them, in any order.
    Attr,
    /// A super class.
    Parent,
    /// An interface.
    Interface,
    /// The first part of a `for` header.
    Init,
    /// The last part of a `for` header.
    Update,
    /// What is iterated over.
    Iter,
    /// The left operand.
    Left,
    /// The right operand.
    Right,
    /// The step of a slice.
    Step,
    /// A `catch` clause.
    Handler,
    /// A `finally` block.
    Finally,
    /// The default value of a parameter.
    Default,
    /// A label of a statement or directive.
    Label,
    /// The local name of an import.
    Alias,
    /// The path of an import or package.
    Path,
    /// Anything the language's table has no word for: compared only where the pattern has it.
    Extra,
}

impl Role {
    /// Whether the target may have children of this role only where the pattern has them too.
    pub const fn is_strict(self) -> bool {
        matches!(self, Self::Item | Self::Operand)
    }
}

/// Facts about a node that its kind does not tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(u16);

impl Flags {
    /// An `Assign` that declares its target.
    pub const DECLARES: Self = Self(1);
    /// A `Func` that is an expression: lambda, arrow, anonymous function.
    pub const LAMBDA: Self = Self(1 << 1);
    /// A `Func` that is a member of a class.
    pub const METHOD: Self = Self(1 << 2);
    /// Made by the lowering, not written in the text.
    pub const IMPLICIT: Self = Self(1 << 3);
    /// Lies in a part of the text that the parser could not understand.
    pub const IN_ERROR: Self = Self(1 << 4);
    /// An `Assign` whose target can never be assigned again: `const`, `final`, `readonly`.
    pub const CONSTANT: Self = Self(1 << 5);
    /// An optional access: `?.`.
    pub const OPTIONAL: Self = Self(1 << 7);
    /// An `Assign` that is a class's or struct's field.
    pub const FIELD: Self = Self(1 << 8);
    /// A declaration pattern without its body: `class $C extends T`, `function f(...)`.
    pub const HEADER: Self = Self(1 << 9);
    /// A `Pair` or attribute whose key is computed: `[expr]: value`.
    pub const COMPUTED: Self = Self(1 << 10);
    /// An import that binds no name: `import "m"`.
    pub const UNBOUND: Self = Self(1 << 11);
    /// A metavariable between the quotes of a string with interpolation, which stands for a piece of text as well as for code.
    pub const IN_STRING: Self = Self(1 << 12);
    /// A `Func` in which variables from outside mean nothing unless it says so. Variables are the names that start with a sigil.
    pub const CLOSED: Self = Self(1 << 13);

    /// A `Str` or `Template` that is written as several literals beside each other.
    pub const IN_PARTS: Self = Self(1 << 14);
    /// The newer of two spellings: `let` or `const` rather than `var`, an arrow rather than a function.
    pub const NEWER: Self = Self(1 << 15);
    /// A `Unary` whose operator stands behind its operand, and which has that operator as a prefix too: `x++`.
    pub const POSTFIX: Self = Self(1 << 12);

    /// No flag.
    pub const fn empty() -> Self {
        Self(0)
    }

    /// Both sets of flags.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all flags of `other` are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

/// One node. The children of a node follow it: the first is the next node, each further one starts where the last one's subtree ends.
#[derive(Clone, Copy, Debug)]
pub struct Node {
    /// What it is.
    pub kind: NodeKind,
    /// What it is to its parent.
    pub role: Role,
    /// Facts its kind does not tell.
    pub flags: Flags,
    /// Its identifier, operator or literal value; [`Symbol::NONE`] where it has none.
    pub sym: Symbol,
    /// Its parent; the root is its own parent.
    pub parent: NodeId,
    /// The first node after its subtree.
    pub end_node: NodeId,
    /// Its bytes, first to last token.
    pub span: Span,
}

const _: () = assert!(size_of::<Node>() == 24, "the matcher's cache footprint depends on small nodes");

/// A file, or a pattern, as a flat tree.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether there is no node at all (nothing was parsed).
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The node with this id.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.index()]
    }

    /// All nodes, in pre-order.
    pub fn nodes(&self) -> &[Node] {
        &self.nodes
    }

    /// All node ids, in pre-order.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len() as u32).map(NodeId)
    }

    /// The children of a node, in order.
    pub fn children(&self, id: NodeId) -> Children<'_> {
        Children { tree: self, next: id.0 + 1, end: self.node(id).end_node.0 }
    }

    /// The children of a node that have this role, in order.
    pub fn children_as(&self, id: NodeId, role: Role) -> impl Iterator<Item = NodeId> + Clone + '_ {
        self.children(id).filter(move |c| self.node(*c).role == role)
    }

    /// The first child of this role.
    pub fn child(&self, id: NodeId, role: Role) -> Option<NodeId> {
        self.children(id).find(|c| self.node(*c).role == role)
    }

    /// The node and everything below it, in pre-order.
    pub fn subtree(&self, id: NodeId) -> impl Iterator<Item = NodeId> + use<> {
        (id.0..self.node(id).end_node.0).map(NodeId)
    }

    /// The parent, or `None` for the root.
    pub fn parent(&self, id: NodeId) -> Option<NodeId> {
        (id != NodeId::ROOT).then(|| self.node(id).parent)
    }

    /// The nodes above this one, nearest first.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> + '_ {
        std::iter::successors(self.parent(id), |n| self.parent(*n))
    }

    /// Whether `inner` is `outer` or lies below it.
    pub fn is_within(&self, inner: NodeId, outer: NodeId) -> bool {
        outer.0 <= inner.0 && inner.0 < self.node(outer).end_node.0
    }

    /// The tree as indented lines, for tests and for `search --explain`.
    pub fn dump(&self, symbols: &crate::Symbols) -> String {
        use std::fmt::Write;
        let mut out = String::new();
        for id in self.ids() {
            let node = self.node(id);
            let depth = self.ancestors(id).count();
            let _ = write!(out, "{:depth$}{}:{}", "", format_args!("{:?}", node.role), node.kind.name());
            if node.sym != Symbol::NONE {
                let _ = write!(out, " {:?}", symbols.text(node.sym));
            }
            out.push('\n');
        }
        out
    }

    pub(crate) fn push(&mut self, node: Node) -> NodeId {
        self.nodes.push(node);
        NodeId(self.nodes.len() as u32 - 1)
    }

    pub(crate) fn node_mut(&mut self, id: NodeId) -> &mut Node {
        &mut self.nodes[id.index()]
    }

    pub(crate) fn clear(&mut self) {
        self.nodes.clear();
    }
}

/// Iterator over the children of a node.
#[derive(Clone)]
pub struct Children<'t> {
    tree: &'t Tree,
    next: u32,
    end: u32,
}

impl Iterator for Children<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        if self.next >= self.end {
            return None;
        }
        let id = NodeId(self.next);
        self.next = self.tree.node(id).end_node.0;
        Some(id)
    }
}
