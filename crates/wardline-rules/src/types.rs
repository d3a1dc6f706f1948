//! The type of an expression, as far as a file's own declarations tell.

use crate::file::SourceTree;
use wardline_lang::{NodeId, NodeKind, Role};

/// A type.
pub(crate) enum TypeRef {
    /// As written somewhere in the file.
    Node(NodeId),
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
        NodeKind::Str | NodeKind::Template => Some(TypeRef::Builtin(STRING)),
        NodeKind::Num if file.symbols.text(node.sym).contains('.') => Some(TypeRef::Builtin(FLOAT)),
        NodeKind::Num => Some(TypeRef::Builtin(INTEGER)),
        NodeKind::Bool => Some(TypeRef::Builtin(BOOLEAN)),
        NodeKind::Char => Some(TypeRef::Builtin(CHARACTER)),
        NodeKind::New | NodeKind::Cast => tree.child(id, Role::Type).map(TypeRef::Node),
        NodeKind::Await => typed(file, tree.child(id, Role::Operand)?, depth),
        NodeKind::BinOp => operation(file, id, depth),
        NodeKind::Dict | NodeKind::Record => tree.child(id, Role::Type).map(TypeRef::Node),
        NodeKind::Unary if file.symbols.text(node.sym) == "&" => typed(file, tree.child(id, Role::Operand)?, depth),
        NodeKind::Unary if matches!(file.symbols.text(node.sym), "!" | "not") => Some(TypeRef::Builtin(BOOLEAN)),
        NodeKind::Name | NodeKind::Ident => declared(file, id, depth),
        NodeKind::Member => field(file, id),
        _ => None,
    }
}

/// The declared type of a name, or the type of the one value it is given.
fn declared(file: &SourceTree, id: NodeId, depth: u32) -> Option<TypeRef> {
    let binding = file.names.get(file.names.binding(id)?);
    let declaration = binding.declaration;
    if let Some(known) = file.tree.child(declaration, Role::Type) {
        let is_inferred = file.tree.node(known).kind == NodeKind::Type && matches!(type_word(file, known), "var" | "let" | "auto" | "val");
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
        .map(TypeRef::Node)
}

fn operation(file: &SourceTree, id: NodeId, depth: u32) -> Option<TypeRef> {
    let operator = file.symbols.text(file.tree.node(id).sym);
    if matches!(operator, "==" | "!=" | "<" | ">" | "<=" | ">=" | "&&" | "||" | "===" | "!==" | "and" | "or") {
        return Some(TypeRef::Builtin(BOOLEAN));
    }
    let left = file.tree.child(id, Role::Left).and_then(|l| typed(file, l, depth));
    let right = file.tree.child(id, Role::Right).and_then(|r| typed(file, r, depth));
    match (left, right) {
        (Some(TypeRef::Builtin(STRING)), _) | (_, Some(TypeRef::Builtin(STRING))) if operator == "+" => Some(TypeRef::Builtin(STRING)),
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
