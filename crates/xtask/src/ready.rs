//! `cargo xtask ready`: what continuous integration checks, in the same words.
//!
//! All steps run even if one fails, because whoever waits for minutes wants to know everything that is wrong.

use anyhow::{Result, bail, ensure};
use std::collections::BTreeSet;
use std::process::Command;

/// A check that prints what it finds.
type Step = fn() -> Result<()>;

/// Runs every step and fails if one of them failed.
pub(crate) fn ready() -> Result<()> {
    let steps: [(&str, Step); 5] = [
        ("format", || cargo(&["fmt", "--all", "--check"], &[])),
        ("lints", || cargo(&["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"], &[])),
        ("tests", tests),
        ("documentation", || {
            cargo(&["doc", "--workspace", "--no-deps", "--quiet"], &[("RUSTDOCFLAGS", "-D warnings")])
        }),
        ("one tree-sitter", one_tree_sitter),
    ];
    let mut failed = Vec::new();
    for (name, step) in steps {
        println!("== {name}");
        if let Err(error) = step() {
            eprintln!("{error:#}");
            failed.push(name);
        }
    }
    ensure!(failed.is_empty(), "not ready: {}", failed.join(", "));
    println!("ready");
    Ok(())
}

fn cargo(arguments: &[&str], environment: &[(&str, &str)]) -> Result<()> {
    let status = Command::new(env!("CARGO")).args(arguments).envs(environment.iter().copied()).status()?;
    ensure!(status.success(), "`cargo {}` failed", arguments.join(" "));
    Ok(())
}

/// The tests by nextest where it is installed, which does not run those in documentation.
fn tests() -> Result<()> {
    let has_nextest =
        Command::new(env!("CARGO")).args(["nextest", "--version"]).output().is_ok_and(|out| out.status.success());
    if has_nextest {
        cargo(&["nextest", "run", "--workspace"], &[])?;
        cargo(&["test", "--workspace", "--doc"], &[])
    } else {
        cargo(&["test", "--workspace"], &[])
    }
}

/// Two versions of the tree-sitter library in one program would give each grammar its own idea of a node.
fn one_tree_sitter() -> Result<()> {
    let output =
        Command::new(env!("CARGO")).args(["tree", "--workspace", "--prefix", "none", "--format", "{p}"]).output()?;
    ensure!(output.status.success(), "`cargo tree` failed: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout)?;
    let versions: BTreeSet<&str> = text.lines().filter(|line| line.starts_with("tree-sitter v")).collect();
    match versions.len() {
        1 => Ok(()),
        0 => bail!("`cargo tree` names no tree-sitter; mend the check"),
        _ => bail!("several versions of tree-sitter: {}", versions.into_iter().collect::<Vec<_>>().join(", ")),
    }
}
