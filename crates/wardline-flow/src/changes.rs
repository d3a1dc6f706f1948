//! Strings that are changed in place, so that a name does not keep the value it was given: Ruby's `a << b` and `a.concat(b)`.
//!
//! Only statements count, whose own value nobody uses: where strings cannot be changed, such a statement does not occur. A use that runs
//! before the change still sees the value, as far as the order of the text, loops and closures tell.

use crate::names::{BindingId, Names};
use wardline_lang::{NodeId, NodeKind, Role, Symbols, Tree};

/// Methods that change the string they are called on. Ruby's other ones end in `!`.
const METHODS: &[&str] = &["append", "clear", "concat", "insert", "prepend", "replace"];

/// A statement that changes what a name stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change {
    at: NodeId,
    /// Whether literals alone are put in, so that the string stays a known one.
    pub(crate) by_literals: bool,
}

/// Notes the changes of all names.
pub(crate) fn resolve(tree: &Tree, symbols: &Symbols, names: &mut Names) {
    let is_statement = |n: &NodeId| matches!(tree.node(*n).kind, NodeKind::ExprStmt | NodeKind::Return);
    for statement in tree.ids().filter(is_statement) {
        let Some((name, by_literals)) = tree.child(statement, Role::Operand).and_then(|e| changed(tree, symbols, e))
        else {
            continue;
        };
        if let Some(binding) = names.binding(name) {
            names.change(binding, Change { at: statement, by_literals });
        }
    }
}

/// The name that an expression changes, and whether by literals alone.
pub(crate) fn changed(tree: &Tree, symbols: &Symbols, expression: NodeId) -> Option<(NodeId, bool)> {
    let node = tree.node(expression);
    let is_literal = |n: NodeId| matches!(tree.node(n).kind, NodeKind::Str | NodeKind::Num | NodeKind::Char);
    match node.kind {
        NodeKind::BinOp if symbols.text(node.sym) == "<<" => {
            let left = tree.child(expression, Role::Left)?;
            let by_literal = tree.child(expression, Role::Right).is_some_and(is_literal);
            if tree.node(left).kind == NodeKind::Name {
                return Some((left, by_literal));
            }
            changed(tree, symbols, left).map(|(name, by_literals)| (name, by_literals && by_literal))
        }
        NodeKind::Call => {
            let callee = tree.child(expression, Role::Callee).filter(|c| tree.node(*c).kind == NodeKind::Member)?;
            let object = tree.child(callee, Role::Object).filter(|o| tree.node(*o).kind == NodeKind::Name)?;
            let method = symbols.text(tree.node(tree.child(callee, Role::Name)?).sym);
            let args = tree.child(expression, Role::Args)?;
            (METHODS.contains(&method) || method.ends_with('!'))
                .then(|| (object, tree.children_as(args, Role::Item).all(is_literal)))
        }
        _ => None,
    }
}

/// Whether what happens at `change` may have happened when `used` runs, given that the name got its value at `definition`.
fn may_precede(tree: &Tree, change: &Change, used: NodeId, definition: NodeId) -> bool {
    use NodeKind as K;
    let repeats = |outer: NodeId| match tree.node(outer).kind {
        K::Func => true,
        K::While | K::DoWhile | K::For | K::ForEach => tree.is_within(change.at, outer),
        _ => false,
    };
    tree.node(change.at).end_node <= used
        || tree.ancestors(used).take_while(|outer| !tree.is_within(definition, *outer)).any(repeats)
}

/// The changes of a binding that a use of it may see.
pub(crate) fn seen<'n>(
    tree: &'n Tree,
    names: &'n Names,
    binding: BindingId,
    used: NodeId,
    definition: NodeId,
) -> impl Iterator<Item = &'n Change> {
    names.changes(binding).iter().filter(move |c| may_precede(tree, c, used, definition))
}
