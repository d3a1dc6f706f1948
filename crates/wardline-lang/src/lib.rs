//! Source text to a compact tree, for every language; patterns take the same way.
//!
//! Only this crate names tree-sitter. A text becomes tree-sitter's tree, that becomes a flat copy, and one driver lowers the copy by the
//! language's table into the tree that all analysis runs on (design: one lowering for code and patterns, so that the two can never
//! disagree about the shape of a construct). Parsing never fails; what was not understood is counted.

mod braces;
mod csharp;
mod cst;
mod data;
mod dockerfile;

mod go;
mod grammar;
mod java;
mod javascript;
mod json;
mod language;
mod literal;
mod lower;
mod parser;
mod pattern;
mod placeholder;
mod python;
mod rust;
mod shell;

mod symbols;
mod terraform;
mod tree;
mod tsx;
mod typescript;
mod yaml;

pub use language::{Language, Traits};
pub use parser::{ParseReport, Parser};
pub use pattern::{PatternError, PatternTree};
pub use placeholder::is_metavariable;
pub use symbols::{Symbol, Symbols};
pub use tree::{Children, Flags, Node, NodeId, NodeKind, Role, Tree};
