//! What an expression must evaluate to, where that is plain to see.
//!
//! A name with exactly one definition stands for the value of that definition. This is the flow-insensitive tier: it never claims a
//! value that some run of the program contradicts, but gives up on names that are assigned twice.

use crate::changes;
use crate::names::Names;
use std::borrow::Cow;
use wardline_lang::{NodeId, NodeKind, Role, Symbols, Tree};

/// How many definitions and operators deep a value is followed.
const MAX_DEPTH: u32 = 32;

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
}

/// The value of the expression at `node`, if it has a known one.
pub fn evaluate<'t>(tree: &'t Tree, symbols: &'t Symbols, names: &'t Names, node: NodeId) -> Option<Constant<'t>> {
    Evaluator { tree, symbols, names }.value(node, MAX_DEPTH)
}

#[derive(Clone, Copy)]
struct Evaluator<'t> {
    tree: &'t Tree,
    symbols: &'t Symbols,
    names: &'t Names,
}

impl<'t> Evaluator<'t> {
    fn value(self, id: NodeId, depth: u32) -> Option<Constant<'t>> {
        let depth = depth.checked_sub(1)?;
        let node = self.tree.node(id);
        match node.kind {
            NodeKind::Str | NodeKind::Char => Some(Constant::Str(self.symbols.text(node.sym).into())),
            NodeKind::Num => Some(Constant::Num(self.symbols.text(node.sym).into())),
            NodeKind::Bool => Some(Constant::Bool(self.symbols.text(node.sym) == "true")),
            NodeKind::Name | NodeKind::Member => self.name(id, depth),
            NodeKind::Template => self.template(id, depth),
            NodeKind::BinOp => self.operation(id, depth),
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

    /// Functions of PHP that make a string of a string, whatever their name is used for elsewhere.
    fn call(self, id: NodeId, depth: u32) -> Option<Constant<'t>> {
        let callee = self.tree.node(self.tree.child(id, Role::Callee)?);
        let is_known = callee.kind == NodeKind::Name && self.symbols.text(callee.sym) == "escapeshellarg";
        let argument = self.tree.child(self.tree.child(id, Role::Args).filter(|_| is_known)?, Role::Item)?;
        self.value(argument, depth).map(|_| Constant::AnyStr)
    }

    fn name(self, id: NodeId, depth: u32) -> Option<Constant<'t>> {
        let bound = self.names.binding(id)?;
        let binding = self.names.get(bound);
        let [definition] = binding.definitions.as_slice() else { return None };
        if binding.reassigned || self.tree.is_within(id, *definition) {
            return None;
        }
        let value = self.value(self.tree.child(*definition, Role::Value)?, depth)?;
        let mut changes = changes::seen(self.tree, self.names, bound, id, *definition).peekable();
        match value {
            Constant::Str(_) | Constant::AnyStr if changes.peek().is_some() => {
                changes.all(|c| c.by_literals).then_some(Constant::AnyStr)
            }
            value => Some(value),
        }
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
                Constant::Bool(_) => return None,
            }
        }
        Some(Constant::Str(out.into()))
    }

    fn operation(self, id: NodeId, depth: u32) -> Option<Constant<'t>> {
        let operator = self.symbols.text(self.tree.node(id).sym);
        let left = self.value(self.tree.child(id, Role::Left)?, depth)?;
        if operator == "%" && matches!(left, Constant::Str(_) | Constant::AnyStr) {
            return self.value(self.tree.child(id, Role::Right)?, depth).map(|_| Constant::AnyStr);
        }
        let right = self.value(self.tree.child(id, Role::Right)?, depth)?;
        match (operator, left, right) {
            ("+" | "." | "..", Constant::Str(a), Constant::Str(b)) => Some(Constant::Str(format!("{a}{b}").into())),
            ("+" | "." | "..", Constant::Str(_) | Constant::AnyStr, Constant::AnyStr)
            | ("+" | "." | "..", Constant::AnyStr, Constant::Str(_)) => Some(Constant::AnyStr),
            ("*", Constant::Str(_), Constant::Num(_)) | ("*", Constant::Num(_), Constant::Str(_)) => {
                Some(Constant::AnyStr)
            }
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
