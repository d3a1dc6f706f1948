//! A grammar and a language's lowering table joined: what to do with each node kind, by number.
//!
//! Tables are written with the grammar's node names and resolved once per process, so that lowering a node is one array look-up. A name
//! that the grammar does not have is a mistake in the table; the test `every_table_name_is_in_its_grammar` finds it.

use crate::lower::{Action, Row};

/// A grammar with its resolved table.
pub(crate) struct Grammar {
    pub(crate) language: &'static tree_sitter::Language,
    actions: Vec<Action>,
    names: Vec<&'static str>,
    fields: Vec<&'static str>,
    punctuation: Vec<bool>,
    named: Vec<bool>,
}

/// Tokens that carry no meaning once the tree stands. Brackets and separators only: everything else may be an operator or keyword.
const PUNCTUATION: [&str; 9] = ["(", ")", "[", "]", "{", "}", ",", ";", "."];

impl Grammar {
    pub(crate) fn new(language: tree_sitter::Language, table: &'static [Row], keep: &[&str]) -> Self {
        // A grammar lives as long as the process; leaking it once lets its names be borrowed for ever.
        let language: &'static tree_sitter::Language = Box::leak(Box::new(language));
        let count = language.node_kind_count() as u16;
        let names: Vec<&'static str> = (0..count).map(|i| language.node_kind_for_id(i).unwrap_or("")).collect();
        let fields = (0..=language.field_count() as u16).map(|i| language.field_name_for_id(i).unwrap_or("")).collect();
        let actions = (0..count).map(|i| action(language, table, i, names[i as usize])).collect();
        let punctuation = (0..count)
            .map(|i| {
                let name = names[i as usize];
                !language.node_kind_is_named(i) && PUNCTUATION.contains(&name) && !keep.contains(&name)
            })
            .collect();
        // A keyword that is an expression by itself is treated like a named node: `this` where the grammar has no node for it.
        let is_expression = |name: &str| keep.contains(&name) && name.bytes().all(|b| b.is_ascii_alphabetic());
        let named = (0..count).map(|i| language.node_kind_is_named(i) || is_expression(names[i as usize])).collect();
        Self { language, actions, names, fields, punctuation, named }
    }

    pub(crate) fn action(&self, kind: u16) -> Action {
        self.actions.get(kind as usize).copied().unwrap_or(Action::Inline)
    }

    /// The grammar's name of a node kind; `ERROR` for error nodes.
    pub(crate) fn kind_name(&self, kind: u16) -> &'static str {
        self.names.get(kind as usize).copied().unwrap_or("ERROR")
    }

    pub(crate) fn field_name(&self, field: u16) -> &'static str {
        self.fields.get(field as usize).copied().unwrap_or("")
    }

    /// Whether nodes of this kind are more than a keyword or operator. Error nodes are.
    pub(crate) fn is_named(&self, kind: u16) -> bool {
        self.named.get(kind as usize).copied().unwrap_or(true)
    }

    /// Whether nodes of this kind are errors: theirs is the one kind that no grammar lists.
    pub(crate) fn is_error(&self, kind: u16) -> bool {
        kind as usize >= self.names.len()
    }

    pub(crate) fn is_punctuation(&self, kind: u16) -> bool {
        self.punctuation.get(kind as usize).copied().unwrap_or(false)
    }
}

fn action(language: &tree_sitter::Language, table: &'static [Row], kind: u16, name: &str) -> Action {
    match table.iter().find(|row| row.0 == name) {
        Some(row) => row.1,
        None if language.node_kind_is_named(kind) => Action::Other,
        None => Action::Drop,
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::lower::Action;

    /// A misspelt name would never be met, and the node it means would become `Other` without anyone noticing.
    #[test]
    fn every_table_name_is_in_its_grammar() {
        let mut wrong = Vec::new();
        for language in Language::ALL {
            let table = language.definition().table;
            // Languages of one family share a table; a name may belong to only one of them.
            let same = |l: &&Language| l.definition().table.iter().map(|r| r.0).eq(table.iter().map(|r| r.0));
            let family = Language::ALL.iter().filter(same);
            let names: Vec<&str> = family.clone().flat_map(|l| l.grammar().names.iter().copied()).collect();
            let known: Vec<&str> = family.flat_map(|l| l.grammar().fields.iter().copied()).collect();
            for (kind, action) in table {
                if !names.contains(kind) {
                    wrong.push(format!("{}: node {kind}", language.name()));
                }
                let fields = match action {
                    Action::Node(_, fields) | Action::Word(_, _, fields) | Action::Op(_, _, fields) => *fields,
                    _ => &[],
                };
                for (field, _) in fields.iter().filter(|(field, _)| !known.contains(field)) {
                    wrong.push(format!("{}: field {field} of {kind}", language.name()));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
