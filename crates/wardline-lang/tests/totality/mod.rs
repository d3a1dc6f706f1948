//! Lowering is total: whatever text it gets, there is a tree.

use wardline_lang::{Language, NodeId, NodeKind, Parser, Symbols, Tree};

/// Lowers every beginning of a text: whatever is cut off, the root is a program and no node ends after its parent.
pub(crate) fn every_beginning_is_lowered(language: Language, source: &str) {
    let (mut parser, mut tree, mut symbols) = (Parser::new(), Tree::default(), Symbols::default());
    for end in (0..=source.len()).filter(|i| source.is_char_boundary(*i)) {
        let text = &source[..end];
        parser.parse(language, text, &mut tree, &mut symbols);
        assert!(tree.is_empty() || tree.node(NodeId::ROOT).kind == NodeKind::Program, "{text}");
        for id in tree.ids().skip(1) {
            let (node, parent) = (tree.node(id), tree.node(tree.node(id).parent));
            let fits = node.span.start <= node.span.end && node.span.end <= parent.span.end;
            assert!(fits, "{} in {} of {text:?}", node.kind.name(), parent.kind.name());
        }
    }
}
