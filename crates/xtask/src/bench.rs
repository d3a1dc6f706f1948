//! `cargo xtask bench`: what a scan costs beside the least that any scan of its kind must do.
//!
//! The least is reading every file and parsing it with tree-sitter, on one thread. Both are measured as CPU time (user and system) of a
//! child process, by `getrusage` of the children that have ended: it counts all threads, has microseconds, and other load on the
//! machine disturbs it less than a clock. `nix` is the safe form of that call.

use anyhow::{Context, Result, ensure};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use wardline::decode::decode;
use wardline::walk::{Filter, walk};
use wardline_lang::{Language, Parser};

/// A file as small as a pre-commit hook may see.
const SMALL: &str = "import hashlib\n\n\ndef digest(text):\n    return hashlib.sha256(text.encode()).hexdigest()\n";

/// Builds for release, measures every folder, and prints a table.
pub(crate) fn bench(corpus: &[PathBuf], runs: usize) -> Result<()> {
    let status = Command::new(env!("CARGO"))
        .args(["build", "--release", "--quiet", "-p", "wardline", "-p", "xtask"])
        .status()?;
    ensure!(status.success(), "the build for release failed");
    let tool = release_binary("wardline")?;
    let helper = release_binary("xtask")?;
    println!("{:<32} {:>10} {:>10} {:>7}", "corpus", "parse ms", "scan ms", "ratio");
    for folder in corpus {
        let folder = folder.canonicalize().with_context(|| format!("`{}` is not there", folder.display()))?;
        let parse = median(runs, || cpu(Command::new(&helper).arg("parse").arg(&folder)))?;
        let scan = median(runs, || cpu(Command::new(&tool).args(["scan", "-q", "-j", "1"]).arg(&folder)))?;
        let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
        println!("{name:<32} {parse:>10.1} {scan:>10.1} {:>7.2}", scan / parse);
    }
    let scratch = std::env::temp_dir().join(format!("wardline-bench-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    std::fs::write(scratch.join("small.py"), SMALL)?;
    let start = median(runs.max(11), || cpu(Command::new(&tool).args(["scan", "-q"]).arg(&scratch)));
    std::fs::remove_dir_all(&scratch)?;
    println!("{:<32} {:>10} {:>10.1}", "one small Python file", "", start?);
    Ok(())
}

/// The binary of the build for release, beside the one that runs.
fn release_binary(name: &str) -> Result<PathBuf> {
    let own = std::env::current_exe()?;
    let target = own.parent().and_then(Path::parent).context("a binary built by cargo lies two folders deep")?;
    Ok(target.join("release").join(name).with_extension(std::env::consts::EXE_EXTENSION))
}

fn median(runs: usize, mut measure: impl FnMut() -> Result<f64>) -> Result<f64> {
    let mut times = (0..runs).map(|_| measure()).collect::<Result<Vec<f64>>>()?;
    times.sort_by(f64::total_cmp);
    Ok(times[times.len() / 2])
}

/// CPU milliseconds of a command, its output thrown away.
fn cpu(command: &mut Command) -> Result<f64> {
    let before = children()?;
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    ensure!(status.success(), "{command:?} ended with {status}");
    Ok((children()? - before) as f64 / 1000.0)
}

/// CPU microseconds of all children that have ended.
#[cfg(unix)]
fn children() -> Result<i64> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    Ok(usage.user_time().num_microseconds() + usage.system_time().num_microseconds())
}

/// Other systems count differently, and numbers that cannot be compared are worse than none.
#[cfg(not(unix))]
fn children() -> Result<i64> {
    anyhow::bail!("the benchmark needs `getrusage`; run it on Linux or macOS")
}

/// Reads and parses every file of a known language, one after the other, as the floor of the benchmark.
pub(crate) fn parse(folder: &Path) -> Result<()> {
    let found = walk(folder, &[folder.to_owned()], &Filter::default());
    let mut parser = Parser::new();
    let (mut files, mut bytes) = (0u64, 0usize);
    for file in &found.files {
        let (Some(language), Some(path)) = (Language::of_file(&file.relative, ""), file.on_disk()) else { continue };
        let content = std::fs::read(path)?;
        if let Ok(decoded) = decode(&content, true) {
            bytes += parser.parse_only(language, &decoded.text);
            files += 1;
        }
    }
    println!("{files} files, {bytes} bytes");
    Ok(())
}
