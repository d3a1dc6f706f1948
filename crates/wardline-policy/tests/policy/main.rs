//! The policy format and the decisions made by it.
#![expect(clippy::type_complexity, reason = "tables of cases are read, not passed around")]

mod common;
mod decisions;
mod format;
mod monotone;
