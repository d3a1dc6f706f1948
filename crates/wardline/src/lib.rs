//! The tool: everything that touches files, git, threads and the terminal.
//!
//! A library beside the binary, so that benchmarks and generated documentation run the same code as users do.
#![expect(clippy::disallowed_methods, reason = "this crate is the one place that touches files and the environment")]

pub mod args;
mod baseline;
mod change;
pub mod clock;
mod commands;
mod config;
pub mod decode;
mod environment;
mod failure;
mod files;
mod fixes;
mod fixture;
mod frame;
mod freeze;
mod gate_rules;
mod git;
mod governing;
mod import;
mod keys;
mod output;
pub mod pack;
mod panics;
mod progress;
mod register;
mod rule_test;
mod rules_digest;
pub mod scan;
mod survey;
mod table;
mod taxonomies;
mod terminal;
mod timer;
mod tree_hash;
mod trusted;
mod vcs;
mod verdict_file;
pub mod walk;

pub use commands::{generated_docs, run};
pub use failure::{Failure, Outcome};
