//! The tool: everything that touches files, git, threads and the terminal.
//!
//! A library beside the binary, so that benchmarks and generated documentation run the same code as users do.
#![expect(clippy::disallowed_methods, reason = "this crate is the one place that touches files and the environment")]

pub mod args;
mod change;
mod clock;
mod commands;
mod config;
pub mod decode;
mod failure;
mod files;
mod fixes;
mod fixture;
mod frame;
mod freeze;
mod git;
mod governing;
mod output;
pub mod pack;
mod panics;
mod progress;
mod rule_test;
mod rules_digest;
pub mod scan;
mod table;
mod taxonomies;
mod terminal;
mod timer;
mod trusted;
mod vcs;
pub mod walk;

pub use commands::{generated_docs, run};
pub use failure::{Failure, Outcome};
