//! The type of an expression, as far as a file's own declarations tell.

use crate::file::SourceTree;
use wardline_lang::{NodeId, NodeKind, Role};

/// A type.
pub(crate) enum TypeRef {
    /// As written somewhere in the file.
    Node(NodeId),
    /// A pointer to a type as written.
    Pointer(NodeId),
    /// A pointer to characters, as a string literal of C is.
    CharPointer,
    /// A pointer to anything: null.
    NullPointer,
    /// Of a literal; the names that languages have for it.
    Builtin(&'static [&'static str]),
}

const STRING: &[&str] = &["String", "string", "str"];
const INTEGER: &[&str] = &["int", "Integer", "number", "Int"];
const FLOAT: &[&str] = &["float", "double", "Float", "Double", "number", "float64", "decimal"];
const BOOLEAN: &[&str] = &["boolean", "bool", "Boolean"];
const CHARACTER: &[&str] = &["char", "Character", "rune"];

/// Names of one type, by which a language's primitive and its box or alias go.
const SAME: &[&[&str]] = &[
    &["String", "string", "str"],
    &["int", "Integer", "Int"],
    &["long", "Long"],
    &["boolean", "Boolean", "bool"],
    &["char", "Character"],
    &["double", "Double"],
    &["float", "Float"],
];

/// Whether two names are names of one built-in type.
pub(crate) fn same_builtin(a: &str, b: &str) -> bool {
    SAME.iter().any(|names| names.contains(&a) && names.contains(&b))
}

/// Definitions that are followed to find a type.
const MAX_DEPTH: u32 = 8;

/// The type of the expression at `id`, if the file says it.
pub(crate) fn type_of(file: &SourceTree, id: NodeId) -> Option<TypeRef> {
    typed(file, id, MAX_DEPTH)
}

fn typed(file: &SourceTree, id: NodeId, depth: u32) -> Option<TypeRef> {
    let depth = depth.checked_sub(1)?;
    let tree = &file.tree;
    let node = tree.node(id);
    match node.kind {
        NodeKind::Str | NodeKind::Template if file.has_pointer_literals => Some(TypeRef::CharPointer),
        NodeKind::Null if file.has_pointer_literals => Some(TypeRef::NullPointer),
        NodeKind::Str | NodeKind::Template => Some(TypeRef::Builtin(STRING)),
        NodeKind::Num if file.has_one_number_type || file.symbols.text(node.sym).contains('.') => {
            Some(TypeRef::Builtin(FLOAT))
        }
        NodeKind::Num => Some(TypeRef::Builtin(INTEGER)),
        NodeKind::Bool => Some(TypeRef::Builtin(BOOLEAN)),
        NodeKind::Char => Some(TypeRef::Builtin(CHARACTER)),
        NodeKind::New | NodeKind::Cast => tree.child(id, Role::Type).map(TypeRef::Node),
        NodeKind::Await => typed(file, tree.child(id, Role::Operand)?, depth),
        NodeKind::BinOp => operation(file, id, depth),
        NodeKind::Dict | NodeKind::Record => tree.child(id, Role::Type).map(TypeRef::Node),
        NodeKind::Unary if file.symbols.text(node.sym) == "&" => {
            match typed(file, tree.child(id, Role::Operand)?, depth)? {
                TypeRef::Node(pointed) => Some(TypeRef::Pointer(pointed)),
                other => Some(other),
            }
        }
        // What a pointer points at.
        NodeKind::Unary if file.symbols.text(node.sym) == "*" => {
            match typed(file, tree.child(id, Role::Operand)?, depth)? {
                TypeRef::Pointer(pointed) => Some(TypeRef::Node(pointed)),
                TypeRef::CharPointer => Some(TypeRef::Builtin(CHARACTER)),
                TypeRef::Node(known) if file.symbols.text(tree.node(known).sym) == "pointer" => {
                    tree.child(known, Role::Item).map(TypeRef::Node)
                }
                _ => None,
            }
        }
        NodeKind::Unary if matches!(file.symbols.text(node.sym), "!" | "not") => Some(TypeRef::Builtin(BOOLEAN)),
        NodeKind::Name | NodeKind::Ident => declared(file, id, depth),
        NodeKind::Member => field(file, id),
        NodeKind::Ternary => {
            let branch = |role| tree.child(id, role).and_then(|b| typed(file, b, depth));
            branch(Role::Then).or_else(|| branch(Role::Else))
        }
        NodeKind::Call => allocated(file, id).or_else(|| result(file, id, depth)),
        _ => None,
    }
}

/// Methods that return a truth value on whatever type of the standard libraries has them.
const TESTS: &[&str] = &[
    "equals",
    "equalsIgnoreCase",
    "isEmpty",
    "isBlank",
    "contains",
    "containsKey",
    "startsWith",
    "endsWith",
    "matches",
    "hasNext",
    "Equals",
    "Contains",
    "ContainsKey",
    "StartsWith",
    "EndsWith",
];

/// What a method of the standard library returns. `get` of a generic container returns its last type argument.
fn result(file: &SourceTree, id: NodeId, depth: u32) -> Option<TypeRef> {
    let tree = &file.tree;
    let callee = tree.child(id, Role::Callee).filter(|c| tree.node(*c).kind == NodeKind::Member)?;
    let name = file.symbols.text(tree.node(tree.child(callee, Role::Name)?).sym);
    match name {
        "size" | "length" => Some(TypeRef::Builtin(INTEGER)),
        "get" => {
            let TypeRef::Node(container) = typed(file, tree.child(callee, Role::Object)?, depth)? else { return None };
            tree.children_as(tree.child(container, Role::TypeArgs)?, Role::Item).last().map(TypeRef::Node)
        }
        _ => TESTS.contains(&name).then_some(TypeRef::Builtin(BOOLEAN)),
    }
}

/// What Go's `new(T)` and `make(T, …)` give.
fn allocated(file: &SourceTree, call: NodeId) -> Option<TypeRef> {
    let tree = &file.tree;
    let callee = tree.child(call, Role::Callee).map(|c| file.symbols.text(tree.node(c).sym))?;
    let kind =
        tree.child(tree.child(call, Role::Args)?, Role::Item).filter(|a| tree.node(*a).kind == NodeKind::Type)?;
    match callee {
        "new" => Some(TypeRef::Pointer(kind)),
        "make" => Some(TypeRef::Node(kind)),
        _ => None,
    }
}

/// The declared type of a name, or the type of the one value it is given.
fn declared(file: &SourceTree, id: NodeId, depth: u32) -> Option<TypeRef> {
    let binding = file.names.get(file.names.binding(id)?);
    let declaration = binding.declaration;
    if let Some(known) = file.tree.child(declaration, Role::Type) {
        let is_inferred = file.tree.node(known).kind == NodeKind::Type
            && matches!(type_word(file, known), "var" | "let" | "auto" | "val");
        if !is_inferred {
            return Some(TypeRef::Node(known));
        }
    }
    let value = binding.definitions.iter().find_map(|d| file.tree.child(*d, Role::Value))?;
    (!file.tree.is_within(id, value)).then(|| typed(file, value, depth)).flatten()
}

/// `this.x` has the type of the field `x`.
fn field(file: &SourceTree, id: NodeId) -> Option<TypeRef> {
    let object = file.tree.child(id, Role::Object)?;
    let name = file.tree.node(file.tree.child(id, Role::Name)?).sym;
    if !matches!(file.symbols.text(file.tree.node(object).sym), "this" | "self") {
        return None;
    }
    file.of_kind(NodeKind::Assign)
        .iter()
        .filter(|a| file.tree.node(**a).flags.has(wardline_lang::Flags::FIELD))
        .find(|a| file.tree.child(**a, Role::Target).is_some_and(|t| file.tree.node(t).sym == name))
        .and_then(|a| file.tree.child(*a, Role::Type))
        .or_else(|| constructor_parameter(file, id, name))
        .map(TypeRef::Node)
}

/// The type of a constructor's parameter of this name that is a field too: `constructor(private x: T)`, and any parameter where a
/// decorator of the class lets a framework inject it.
fn constructor_parameter(file: &SourceTree, id: NodeId, name: wardline_lang::Symbol) -> Option<NodeId> {
    let tree = &file.tree;
    let own_class = tree.ancestors(id).find(|a| tree.node(*a).kind == NodeKind::Class);
    let is_constructor = |param: NodeId| {
        let function = tree.ancestors(param).nth(1).filter(|f| tree.node(*f).kind == NodeKind::Func);
        let name = function.and_then(|f| tree.child(f, Role::Name));
        let class = function.and_then(|f| tree.ancestors(f).nth(1));
        let injected =
            class.and_then(|c| tree.child(c, Role::Attr)).is_some_and(|a| tree.node(a).kind == NodeKind::Attr);
        let is_field = injected || tree.child(param, Role::Attr).is_some();
        is_field && class == own_class && name.is_some_and(|n| file.symbols.text(tree.node(n).sym) == "constructor")
    };
    let named = |param: &&NodeId| tree.child(**param, Role::Name).is_some_and(|n| tree.node(n).sym == name);
    let found = file.of_kind(NodeKind::Param).iter().filter(named).find(|p| is_constructor(**p))?;
    tree.child(*found, Role::Type)
}

fn operation(file: &SourceTree, id: NodeId, depth: u32) -> Option<TypeRef> {
    let operator = file.symbols.text(file.tree.node(id).sym);
    if matches!(operator, "==" | "!=" | "<" | ">" | "<=" | ">=" | "&&" | "||" | "===" | "!==" | "and" | "or") {
        return Some(TypeRef::Builtin(BOOLEAN));
    }
    let left = file.tree.child(id, Role::Left).and_then(|l| typed(file, l, depth));
    let right = file.tree.child(id, Role::Right).and_then(|r| typed(file, r, depth));
    match (left, right) {
        (Some(TypeRef::Builtin(STRING)), _) | (_, Some(TypeRef::Builtin(STRING))) if operator == "+" => {
            Some(TypeRef::Builtin(STRING))
        }
        (Some(TypeRef::Builtin(BOOLEAN)), _) | (_, Some(TypeRef::Builtin(BOOLEAN))) => Some(TypeRef::Builtin(BOOLEAN)),
        (Some(a), Some(_)) => Some(a),
        _ => None,
    }
}

fn type_word(file: &SourceTree, id: NodeId) -> &str {
    file.tree
        .subtree(id)
        .find(|n| file.tree.node(*n).kind == NodeKind::Name)
        .map_or("", |n| file.symbols.text(file.tree.node(n).sym))
}
