//! Source text to a compact tree, for every language; patterns take the same way.
//!
//! Only this crate names tree-sitter. A text becomes tree-sitter's tree, that becomes a flat copy, and one driver lowers the copy by the
//! language's table into the tree that all analysis runs on (design: one lowering for code and patterns, so that the two can never
//! disagree about the shape of a construct). Parsing never fails; what was not understood is counted.

#![cfg_attr(not(feature = "default"), allow(dead_code, reason = "languages that are left out use helpers too"))]

#[cfg(feature = "apex")]
mod apex;
#[cfg(feature = "bash")]
mod bash;
mod braces;
#[cfg(feature = "c")]
mod c;
#[cfg(feature = "cpp")]
mod c_header;
#[cfg(feature = "cpp")]
mod cpp;
#[cfg(feature = "csharp")]
mod csharp;
#[cfg(feature = "css")]
mod css;
mod cst;
#[cfg(feature = "dart")]
mod dart;
mod data;
#[cfg(feature = "dockerfile")]
mod dockerfile;
#[cfg(feature = "elixir")]
mod elixir;
#[cfg(feature = "go")]
mod go;
mod grammar;
mod guard;
#[cfg(feature = "html")]
mod html;
#[cfg(feature = "java")]
mod java;
#[cfg(feature = "javascript")]
mod javascript;
#[cfg(feature = "json")]
mod json;
#[cfg(feature = "kotlin")]
mod kotlin;
mod language;
mod literal;
mod lower;
#[cfg(feature = "lua")]
mod lua;
#[cfg(any(feature = "html", feature = "xml"))]
mod markup;
mod parser;
mod pattern;
#[cfg(feature = "php")]
mod php;
mod placeholder;
#[cfg(feature = "properties")]
mod properties;
#[cfg(feature = "python")]
mod python;
#[cfg(feature = "templates")]
mod regions;
#[cfg(not(feature = "templates"))]
#[path = "no_regions.rs"]
mod regions;
#[cfg(feature = "ruby")]
mod ruby;
#[cfg(feature = "rust")]
mod rust;
#[cfg(feature = "scala")]
mod scala;
#[cfg(feature = "dockerfile")]
mod shell;
#[cfg(feature = "solidity")]
mod solidity;
#[cfg(feature = "sql")]
mod sql;
#[cfg(feature = "swift")]
mod swift;
mod symbols;
#[cfg(feature = "terraform")]
mod terraform;
#[cfg(feature = "toml")]
mod toml;
mod tree;
#[cfg(feature = "javascript")]
mod tsx;
#[cfg(feature = "javascript")]
mod typescript;
#[cfg(feature = "xml")]
mod xml;
#[cfg(feature = "yaml")]
mod yaml;

pub use language::{Language, Traits, WordForm};
pub use parser::{Clock, ParseReport, Parser};
pub use pattern::{PatternError, PatternTree};
pub use placeholder::{is_metavariable, metavariable_length};
pub use regions::{ESCAPED, RAW, Region, template_languages};
pub use symbols::{Symbol, Symbols};
pub use tree::{Children, Flags, Node, NodeId, NodeKind, Role, Tree};
