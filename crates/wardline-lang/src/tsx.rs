//! TypeScript with elements. Everything is JavaScript's, which is parsed by the same grammar.

use crate::javascript::definition;
use crate::language::Definition;

pub(crate) static DEFINITION: Definition =
    definition("tsx", &[], &["tsx"], || tree_sitter_typescript::LANGUAGE_TSX.into());
