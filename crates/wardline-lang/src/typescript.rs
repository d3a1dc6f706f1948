//! TypeScript without elements, where `<T>x` is a cast. Everything else is JavaScript's.

use crate::javascript::definition;
use crate::language::{Definition, Language};

pub(crate) static DEFINITION: Definition = Definition {
    includes: &[Language::Tsx],
    ..definition("typescript", &["ts"], &["ts", "mts", "cts"], || tree_sitter_typescript::LANGUAGE_TYPESCRIPT.into())
};
