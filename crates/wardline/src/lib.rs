//! The tool: everything that touches files, git, threads and the terminal.
//!
//! A library beside the binary, so that benchmarks and generated documentation run the same code as users do.
#![expect(clippy::disallowed_methods, reason = "this crate is the one place that touches files and the environment")]

pub mod decode;
pub mod scan;
pub mod walk;
