//! A mistake in a catalogue, with the place and the next step.
//!
//! The offending line is part of the error, so that whoever prints it needs no access to the file again.

use wardline_base::{Line, LineColumn};

/// A mistake in a catalogue. It displays as `file:line:column: message`, the line itself, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file}:{}:{}: {message}\n    | {source_line}\n    = {help}", .at.line.get(), .at.column)]
pub struct CatalogError {
    /// Name of the catalogue as the caller gave it.
    pub file: String,
    /// Where in the file.
    pub at: LineColumn,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The text of the line, without indentation.
    pub source_line: String,
}

/// Collects the mistakes of one catalogue.
pub(crate) struct Errors<'a> {
    pub(crate) file: &'a str,
    pub(crate) text: &'a str,
    pub(crate) found: Vec<CatalogError>,
}

impl<'a> Errors<'a> {
    pub(crate) fn new(file: &'a str, text: &'a str) -> Self {
        Self { file, text, found: Vec::new() }
    }

    pub(crate) fn add(&mut self, at: LineColumn, message: impl Into<String>, help: impl Into<String>) {
        let line = self.text.lines().nth(at.line.to_zero_based() as usize).unwrap_or_default();
        self.found.push(CatalogError {
            file: self.file.to_owned(),
            at,
            message: message.into(),
            help: help.into(),
            source_line: line.trim().to_owned(),
        });
    }
}

/// The place of a YAML node; the start of the file where the parser knows none.
pub(crate) fn place(location: serde_saphyr::Location) -> LineColumn {
    let number = |n: u64| u32::try_from(n).unwrap_or(u32::MAX).max(1);
    LineColumn { line: Line::from_zero_based(number(location.line()) - 1), column: number(location.column()) }
}
