//! C++: everything is C's, whose grammar it extends; the table holds the rows of both.

use crate::c::{HEADERS, PATTERN, definition};
use crate::language::Definition;

pub(crate) static DEFINITION: Definition = definition(
    "cpp",
    &["c++"],
    &["cpp", "cc", "cxx", "c++", "hpp", "hh", "hxx", "h++", "ipp", "tpp", "inl", "ino"],
    || tree_sitter_cpp::LANGUAGE.into(),
    HEADERS,
    PATTERN,
);
