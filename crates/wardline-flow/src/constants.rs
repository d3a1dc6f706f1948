//! What an expression must evaluate to, where that is plain to see.
//!
//! A name stands for what the assignments that reach it give it, if they all give the same, or strings. A name that its function does not
//! assign stands for its only definition elsewhere. No claimed value is contradicted by some run of the program, as far as calls and
//! references to a variable are what they seem.

use crate::changes;
use crate::names::{BindingId, Names};
use crate::reach::{self, Reaching};
use std::borrow::Cow;
use std::cell::Cell;
use wardline_lang::{Flags, NodeId, NodeKind, Role, Symbols, Tree};

/// How many definitions and operators deep a value is followed.
const MAX_DEPTH: u32 = 32;
/// Expressions that are looked at for one value.
const MAX_STEPS: u32 = 2_000;

/// A value known before the program runs.
#[derive(Clone, Debug, PartialEq)]
pub enum Constant<'t> {
    /// A string with this content, as written in its literal.
    Str(Cow<'t, str>),
    /// A number, in normal form.
    Num(Cow<'t, str>),
    /// A truth value.
    Bool(bool),
    /// A string that is computed from constants, whatever its content.
    AnyStr,
    /// Null, nil, None.
    Null,
}

/// The value of the expression at `node`, if it has a known one.
pub fn evaluate<'t>(tree: &'t Tree, symbols: &'t Symbols, names: &'t Names, node: NodeId) -> Option<Constant<'t>> {
    let steps = Cell::new(MAX_STEPS);
    Evaluator { tree, symbols, names, steps: &steps }.value(node, MAX_DEPTH)
}

/// The one expression that the name at `node` stands for, if exactly one assignment gives its value.
pub fn defining(tree: &Tree, symbols: &Symbols, names: &Names, node: NodeId) -> Option<NodeId> {
    let bound = names.binding(node)?;
    let value = match reach::reaching(tree, symbols, names, node) {
        Reaching::Unknown => return None,
        Reaching::Outside => tree.child(outer_definition(tree, symbols, names, bound, node)?, Role::Value)?,
        Reaching::Values(values) => only_origin(tree, symbols, names, values)?,
    };
    (!matches!(tree.node(value).kind, NodeKind::AugAssign | NodeKind::Func | NodeKind::Class)).then_some(value)
}

/// The one expression that all of these values come from. A call that changes an object leaves it the same object.
fn only_origin(tree: &Tree, symbols: &Symbols, names: &Names, mut values: Vec<NodeId>) -> Option<NodeId> {
    let mut origin = None;
    let mut next = 0;
    while let Some(value) = values.get(next).copied() {
        next += 1;
        if tree.node(value).kind == NodeKind::ExprStmt {
            let (name, _) = changes::changed(tree, symbols, tree.child(value, Role::Operand)?)?;
            let before = match reach::reaching(tree, symbols, names, name) {
                Reaching::Unknown => return None,
                Reaching::Values(before) => before,
                Reaching::Outside => {
                    let definition = outer_definition(tree, symbols, names, names.binding(name)?, name)?;
                    vec![tree.child(definition, Role::Value)?]
                }
            };
            for value in before {
                if !values.contains(&value) {
                    values.push(value);
                }
            }
        } else if origin.replace(value).is_some_and(|other| other != value) {
            return None;
        }
    }
    origin
}

/// The assignment that gives a name its value everywhere, as seen from a function that does not assign it.
fn outer_definition(tree: &Tree, symbols: &Symbols, names: &Names, bound: BindingId, id: NodeId) -> Option<NodeId> {
    let binding = names.get(bound);
    let [definition] = binding.definitions.as_slice() else { return None };
    if binding.reassigned || tree.is_within(id, *definition) {
        return None;
    }
    let target = tree.child(*definition, Role::Target)?;
    // Settings and constants of classes are bound by other means than their target, and hold from anywhere.
    if names.binding(target) != Some(bound) {
        return Some(*definition);
    }
    let declaration = tree.node(binding.declaration);
    let is_field = declaration.kind == NodeKind::Assign && declaration.flags.has(Flags::FIELD);
    if is_field && !declaration.flags.has(Flags::CONSTANT) && is_open_to_others(tree, symbols, binding.declaration) {
        return None;
    }
    let (here, there) = (reach::unit_of(tree, id), reach::unit_of(tree, *definition));
    let is_seen = match there == here {
        true => is_field && *definition == binding.declaration,
        false => tree.is_within(here, there) || (is_field && is_only_constructor(tree, symbols, there)),
    };
    is_seen.then_some(*definition)
}

/// Whether code of other files may assign a field.
fn is_open_to_others(tree: &Tree, symbols: &Symbols, field: NodeId) -> bool {
    let mut modifiers = tree.children_as(field, Role::Attr).filter(|a| tree.node(*a).kind == NodeKind::Modifier);
    modifiers.any(|m| matches!(symbols.text(tree.node(m).sym), "public" | "protected" | "internal"))
}

/// Whether every object or class is made by way of this function.
fn is_only_constructor(tree: &Tree, symbols: &Symbols, function: NodeId) -> bool {
    let Some(class) = tree.ancestors(function).find(|a| tree.node(*a).kind == NodeKind::Class) else { return false };
    let Some(body) = tree.child(class, Role::Body) else { return false };
    let word = |id: NodeId| tree.child(id, Role::Name).map(|n| symbols.text(tree.node(n).sym));
    let is_constructor = |f: NodeId| word(f) == word(class) || word(f) == Some("constructor");
    let is_initializer = matches!(word(function), Some("<clinit>" | "<init>"));
    let functions = tree.children_as(body, Role::Item).filter(|f| tree.node(*f).kind == NodeKind::Func);
    is_initializer || (is_constructor(function) && functions.filter(|f| is_constructor(*f)).count() == 1)
}

#[derive(Clone, Copy)]
struct Evaluator<'t, 's> {
    tree: &'t Tree,
    symbols: &'t Symbols,
    names: &'t Names,
    steps: &'s Cell<u32>,
}

impl<'t> Evaluator<'t, '_> {
    fn value(self, id: NodeId, depth: u32) -> Option<Constant<'t>> {
        let depth = depth.checked_sub(1)?;
        self.steps.set(self.steps.get().checked_sub(1)?);
        let node = self.tree.node(id);
        match node.kind {
            NodeKind::Null => Some(Constant::Null),
            NodeKind::Ternary => self.join(&[Role::Then, Role::Else].map(|r| self.tree.child(id, r)), depth),
            NodeKind::AugAssign => {
                let (target, value) = (self.tree.child(id, Role::Target)?, self.tree.child(id, Role::Value)?);
                self.operation(self.symbols.text(node.sym), target, value, depth)
            }
            NodeKind::ExprStmt => self.changed(id, depth),
            NodeKind::Str | NodeKind::Char => Some(Constant::Str(self.symbols.text(node.sym).into())),
            NodeKind::Num => Some(Constant::Num(self.symbols.text(node.sym).into())),
            NodeKind::Bool => Some(Constant::Bool(self.symbols.text(node.sym) == "true")),
            NodeKind::Name | NodeKind::Member => self.name(id, depth),
            NodeKind::Template => self.template(id, depth),
            NodeKind::BinOp => {
                let (left, right) = (self.tree.child(id, Role::Left)?, self.tree.child(id, Role::Right)?);
                self.operation(self.symbols.text(node.sym), left, right, depth)
            }
            NodeKind::Unary if self.symbols.text(node.sym) == "-" => {
                match self.value(self.tree.child(id, Role::Operand)?, depth)? {
                    Constant::Num(n) => Some(Constant::Num(format!("-{n}").into())),
                    _ => None,
                }
            }
            // An expansion has its variable's value.
            NodeKind::Unary if self.symbols.text(node.sym) == "$" => {
                self.value(self.tree.child(id, Role::Operand)?, depth)
            }
            NodeKind::Cast => self.value(self.tree.child(id, Role::Operand)?, depth),
            NodeKind::Call => self.call(id, depth),
            _ => None,
        }
    }

    /// Functions that make a string of strings: PHP's `escapeshellarg`, whatever its name is used for elsewhere, and Java's
    /// `String.format`.
    fn call(self, id: NodeId, depth: u32) -> Option<Constant<'t>> {
        let callee = self.tree.child(id, Role::Callee)?;
        let word = |n: NodeId| self.symbols.text(self.tree.node(n).sym);
        let is_known = match self.tree.node(callee).kind {
            NodeKind::Name => word(callee) == "escapeshellarg",
            NodeKind::Member => {
                let object = self.tree.child(callee, Role::Object)?;
                let class = match self.tree.node(object).kind {
                    NodeKind::Name => object,
                    NodeKind::Member => self.tree.child(object, Role::Name)?,
                    _ => return None,
                };
                word(class) == "String" && word(self.tree.child(callee, Role::Name)?) == "format"
            }
            _ => false,
        };
        let mut arguments = self.tree.children_as(self.tree.child(id, Role::Args).filter(|_| is_known)?, Role::Item);
        arguments.all(|a| self.value(a, depth).is_some()).then_some(Constant::AnyStr)
    }

    fn name(self, id: NodeId, depth: u32) -> Option<Constant<'t>> {
        let bound = self.names.binding(id)?;
        let definition = match reach::reaching(self.tree, self.symbols, self.names, id) {
            Reaching::Unknown => return None,
            Reaching::Values(values) => {
                let values: Vec<Option<NodeId>> = values.into_iter().map(Some).collect();
                return self.join(&values, depth);
            }
            Reaching::Outside => outer_definition(self.tree, self.symbols, self.names, bound, id)?,
        };
        let value = self.value(self.tree.child(definition, Role::Value)?, depth)?;
        let mut changes = changes::seen(self.tree, self.names, bound, id, definition).peekable();
        match value {
            Constant::Str(_) | Constant::AnyStr if changes.peek().is_some() => {
                changes.all(|c| c.by_literals).then_some(Constant::AnyStr)
            }
            value => Some(value),
        }
    }

    /// The value of all of these expressions: the same, or some string.
    fn join(self, expressions: &[Option<NodeId>], depth: u32) -> Option<Constant<'t>> {
        let mut values = expressions.iter().map(|e| self.value((*e)?, depth));
        let first = values.next()??;
        values.try_fold(first, |a, b| {
            let b = b?;
            let is_string = |c: &Constant<'_>| matches!(c, Constant::Str(_) | Constant::AnyStr);
            match a == b {
                true => Some(a),
                false => (is_string(&a) && is_string(&b)).then_some(Constant::AnyStr),
            }
        })
    }

    /// The value of a name after a statement that changes it in place.
    fn changed(self, statement: NodeId, depth: u32) -> Option<Constant<'t>> {
        let expression = self.tree.child(statement, Role::Operand)?;
        let (name, by_literals) = changes::changed(self.tree, self.symbols, expression)?;
        match self.value(name, depth)? {
            Constant::Str(_) | Constant::AnyStr => by_literals.then_some(Constant::AnyStr),
            other => Some(other),
        }
    }

    /// `a or "b"`: one of the two. Of `c and "a" or "b"` the middle one counts, as the idiom means a choice.
    fn either(self, left: NodeId, right: NodeId, depth: u32) -> Option<Constant<'t>> {
        let node = self.tree.node(left);
        let is_idiom = node.kind == NodeKind::BinOp && matches!(self.symbols.text(node.sym), "and" | "&&");
        let left = if is_idiom { self.tree.child(left, Role::Right)? } else { left };
        self.join(&[Some(left), Some(right)], depth)
    }

    fn template(self, id: NodeId, depth: u32) -> Option<Constant<'t>> {
        let mut out = String::new();
        for part in self.tree.children_as(id, Role::Item) {
            if self.tree.node(part).kind == NodeKind::StrPart {
                out.push_str(self.symbols.text(self.tree.node(part).sym));
                continue;
            }
            match self.value(part, depth)? {
                Constant::Str(s) | Constant::Num(s) => out.push_str(&s),
                Constant::AnyStr => return Some(Constant::AnyStr),
                Constant::Bool(_) | Constant::Null => return None,
            }
        }
        Some(Constant::Str(out.into()))
    }

    fn operation(self, operator: &str, left: NodeId, right: NodeId, depth: u32) -> Option<Constant<'t>> {
        if matches!(operator, "or" | "||" | "??") {
            return self.either(left, right, depth);
        }
        let left = self.value(left, depth);
        if operator == "*" && matches!(left, Some(Constant::Str(_) | Constant::AnyStr)) {
            return Some(Constant::AnyStr);
        }
        let (left, right) = (left?, self.value(right, depth)?);
        match (operator, left, right) {
            ("%", Constant::Str(_) | Constant::AnyStr, _) => Some(Constant::AnyStr),
            ("+" | "." | "..", Constant::Str(a), Constant::Str(b)) => Some(Constant::Str(format!("{a}{b}").into())),
            ("+" | ".", Constant::Str(a), Constant::Num(b)) | ("+" | ".", Constant::Num(a), Constant::Str(b))
                if operator == "." || self.names.joins_numbers =>
            {
                Some(Constant::Str(format!("{a}{b}").into()))
            }
            ("+" | "." | "..", Constant::Str(_) | Constant::AnyStr, Constant::AnyStr)
            | ("+" | "." | "..", Constant::AnyStr, Constant::Str(_)) => Some(Constant::AnyStr),
            ("*", Constant::Num(_), Constant::Str(_)) => Some(Constant::AnyStr),
            (operator, Constant::Num(a), Constant::Num(b)) => arithmetic(operator, a.parse().ok()?, b.parse().ok()?),
            _ => None,
        }
    }
}

fn arithmetic<'t>(operator: &str, a: i128, b: i128) -> Option<Constant<'t>> {
    let value = match operator {
        "+" => a.checked_add(b)?,
        "-" => a.checked_sub(b)?,
        "*" => a.checked_mul(b)?,
        "/" | "//" => a.checked_div(b)?,
        "%" => a.checked_rem(b)?,
        "<<" => a.checked_shl(u32::try_from(b).ok()?)?,
        _ => return None,
    };
    Some(Constant::Num(value.to_string().into()))
}
