//! Headers ending in `.h`, which C and C++ share: parsed by the grammar of C++, which takes what C headers hold too.

use crate::c::{PATTERN, definition};
use crate::language::Definition;

pub(crate) static DEFINITION: Definition =
    definition("c-header", &[], &["h"], || tree_sitter_cpp::LANGUAGE.into(), &[], PATTERN);
