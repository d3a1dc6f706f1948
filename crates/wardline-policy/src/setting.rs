//! A value in force and who says so.
//!
//! The source of each value travels into the verdict, so that "blocked" can always be answered with the line that says so.

use crate::file::Written;
use crate::problem::Reader;
use std::fmt;
use std::sync::Arc;
use wardline_base::LineColumn;

/// Where a setting's value comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// Nobody set it.
    #[default]
    BuiltIn,
    /// A policy file sets it.
    File {
        /// The file, as the caller named it.
        path: Arc<str>,
        /// Where the value is written.
        at: LineColumn,
    },
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BuiltIn => f.write_str("built-in default"),
            Self::File { path, at } => write!(f, "{path}:{}:{}", at.line.get(), at.column),
        }
    }
}

impl Source {
    pub(crate) fn of(at: LineColumn, reader: &Reader<'_>) -> Self {
        Self::File { path: reader.path.clone(), at }
    }
}

/// A value in force and where it comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Setting<T> {
    /// The value.
    pub value: T,
    /// Who says so.
    pub source: Source,
}

impl<T> Setting<T> {
    pub(crate) const fn built_in(value: T) -> Self {
        Self { value, source: Source::BuiltIn }
    }

    /// The value at the place of what was written.
    pub(crate) fn at<W>(written: &Written<W>, value: T, reader: &Reader<'_>) -> Self {
        Self { value, source: Source::of(written.at, reader) }
    }
}
