//! Trees as one line, for tests: `Kind word(Role=Kind …, …)`, with the role `Item` left out.

use wardline_lang::{Language, NodeId, NodeKind, Parser, PatternTree, Role, Symbol, Symbols, Tree};

/// The statements of a text, which must parse without errors and without unknown nodes.
pub(crate) fn of_source(language: Language, source: &str) -> String {
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    let report = Parser::new().parse(language, source, &mut tree, &mut symbols);
    assert_eq!(report.error_bytes, 0, "syntax errors in {source}");
    of_tree(&tree, &symbols)
}

/// The statements of a tree.
pub(crate) fn of_tree(tree: &Tree, symbols: &Symbols) -> String {
    let items: Vec<String> = tree.children(NodeId::ROOT).map(|c| shape(tree, symbols, c)).collect();
    items.join("; ")
}

/// A pattern, or why it is none.
pub(crate) fn of_pattern(language: Language, pattern: &str) -> String {
    match PatternTree::parse(&mut Parser::new(), language, pattern) {
        Ok(found) => shape(&found.tree, &found.symbols, NodeId::ROOT),
        Err(error) => error.message,
    }
}

fn shape(tree: &Tree, symbols: &Symbols, id: NodeId) -> String {
    let node = tree.node(id);
    let role = match node.role {
        Role::Item | Role::Root => String::new(),
        role => format!("{role:?}="),
    };
    let word = if node.sym == Symbol::NONE { String::new() } else { format!(" {}", symbols.text(node.sym)) };
    let children: Vec<String> = tree.children(id).map(|c| shape(tree, symbols, c)).collect();
    let list = if children.is_empty() { String::new() } else { format!("({})", children.join(", ")) };
    let kind = if node.kind == NodeKind::Other { "Other!" } else { node.kind.name() };
    format!("{role}{kind}{word}{list}")
}

/// Compares all cases and shows every difference at once.
pub(crate) fn check(found: impl Fn(&str) -> String, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(text, expected)| (text, found(text), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(text, found, expected)| format!("{text}\n   found: {found}\nexpected: {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
