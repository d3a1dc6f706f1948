//! Chores of the repository that are no part of the product: `cargo xtask ready`, `cargo xtask docs`, `cargo xtask bench` and
//! `cargo xtask fuzz`.
//!
//! They are Rust and not shell, so that they run where the product builds and share its code: the benchmark reads files as the scan does.
#![expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "chores start processes, read files and talk to a person"
)]

mod bench;
mod fuzz;
mod ready;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Chores of the repository.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Everything that must hold before a merge: format, lints, tests, documentation, one tree-sitter.
    Ready,
    /// Write the generated pages and schemas of docs/.
    Docs,
    /// CPU time of a scan against that of reading and parsing alone, and of the start.
    Bench {
        /// Folders to scan; repeatable.
        #[arg(long, value_name = "DIR", required = true, num_args = 1..)]
        corpus: Vec<PathBuf>,
        /// How often each is measured; the median counts.
        #[arg(long, value_name = "N", default_value = "5", value_parser = clap::value_parser!(u8).range(1..))]
        runs: u8,
    },
    /// Broken versions of real files through the parser and all built-in rules, until something dies.
    Fuzz {
        /// Folders with files to break; repeatable.
        #[arg(long, value_name = "DIR", required = true, num_args = 1..)]
        corpus: Vec<PathBuf>,
        /// How many texts are tried.
        #[arg(long, value_name = "N", default_value = "10000")]
        rounds: u32,
        /// The same seed breaks the same files in the same way.
        #[arg(long, value_name = "N", default_value = "1")]
        seed: u64,
    },
    /// Does the work of `fuzz`.
    #[command(hide = true)]
    Mutate {
        /// The folders.
        corpus: Vec<PathBuf>,
        /// How many texts are tried.
        #[arg(long)]
        rounds: u32,
        /// The seed.
        #[arg(long)]
        seed: u64,
        /// File for the text that is being read.
        #[arg(long)]
        last: PathBuf,
    },
    /// Reads and parses every file of a folder and prints what it was; `bench` starts it.
    #[command(hide = true)]
    Parse {
        /// The folder.
        folder: PathBuf,
    },
}

fn main() -> ExitCode {
    let result = match Cli::parse().chore {
        Chore::Ready => ready::ready(),
        Chore::Docs => docs(),
        Chore::Bench { corpus, runs } => bench::bench(&corpus, runs.into()),
        Chore::Fuzz { corpus, rounds, seed } => fuzz::fuzz(&corpus, rounds, seed),
        Chore::Mutate { corpus, rounds, seed, last } => fuzz::mutate(&corpus, rounds, seed, &last),
        Chore::Parse { folder } => bench::parse(&folder),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Writes the generated pages and schemas of `docs/`.
fn docs() -> anyhow::Result<()> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for (path, text) in wardline::generated_docs() {
        std::fs::write(root.join(path), text)?;
        println!("{path}");
    }
    Ok(())
}
