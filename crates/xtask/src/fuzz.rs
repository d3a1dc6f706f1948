//! `cargo xtask fuzz`: broken versions of real files through the parser and all built-in rules.
//!
//! Grammars are foreign code in C, and nothing catches what stops the process. So a child process does the work and writes down each text
//! before it reads it; if the child dies, the parent shows the text. Mutations come from a seed: the same command finds the same again.

use anyhow::{Context, Result, bail, ensure};
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::time::Instant;
use wardline::clock::thread_time;
use wardline::decode::decode;
use wardline::pack::{Selection, load};
use wardline::walk::{Filter, walk};
use wardline_lang::Language;
use wardline_rules::Scanner;

/// Longer files are cut here, in bytes, so that many are tried.
const MOST: usize = 32 << 10;
/// A text that takes longer is shown, in seconds.
const SLOW: u64 = 3;
/// What is put into texts: what opens and closes things in most languages.
const PIECES: [&str; 28] = [
    "(", ")", "{", "}", "[", "]", "<", ">", "\"", "'", "`", "\"\"\"", "${", "#{", "{{", "<%", "<!--", "<<A\n", "\\",
    "\n", "\r", "\t", "\0", "\u{feff}", "é", "//", "/*", "  ",
];

thread_local! {
    /// Where the last panic was.
    static PLACE: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Starts a child that does all rounds, and looks at how it ends.
pub(crate) fn fuzz(corpus: &[PathBuf], rounds: u32, seed: u64) -> Result<()> {
    let last = std::env::temp_dir().join(format!("wardline-fuzz-{}.txt", std::process::id()));
    let status = Command::new(std::env::current_exe()?)
        .args(["mutate", "--rounds", &rounds.to_string(), "--seed", &seed.to_string(), "--last"])
        .arg(&last)
        .args(corpus)
        .status()?;
    if !status.success() {
        bail!("{status}; the text it was reading is in {}", last.display());
    }
    std::fs::remove_file(&last).context("the child wrote its last text")
}

/// The child: mutates files and scans them.
pub(crate) fn mutate(corpus: &[PathBuf], rounds: u32, seed: u64, last: &Path) -> Result<()> {
    let rules = load(&Selection::default()).map_err(|failure| anyhow::anyhow!("{failure}"))?.set;
    let files = files(corpus)?;
    let mut random = Random(seed.max(1));
    let fresh = || Scanner::new(&rules).with_clock(thread_time);
    let mut scanner = fresh();
    let (mut found, mut bytes) = (0u64, 0u64);
    let mut panics: BTreeMap<String, u32> = BTreeMap::new();
    std::panic::set_hook(Box::new(|info| {
        PLACE.set(info.location().map_or_else(String::new, ToString::to_string));
    }));
    for round in 0..rounds {
        let of_language = &files[random.below(files.len())];
        let (path, language, text) = &of_language[random.below(of_language.len())];
        let text = mutated(text, &mut random);
        std::fs::write(last, format!("{path} {}\n{text}", language.name()))?;
        let start = Instant::now();
        let result = catch_unwind(AssertUnwindSafe(|| scanner.scan(path, &text, Some(*language))));
        let Ok(result) = result else {
            let place = PLACE.with_borrow(Clone::clone);
            let count = panics.entry(place.clone()).or_insert(0u32);
            *count += 1;
            if *count == 1 {
                let saved = last.with_extension(format!("{round}.txt"));
                std::fs::copy(last, &saved)?;
                println!("round {round}: a panic at {place}, on a version of {path}: {}", saved.display());
            }
            scanner = fresh();
            continue;
        };
        if start.elapsed().as_secs() >= SLOW {
            let (seconds, saved) = (start.elapsed().as_secs_f64(), last.with_extension(format!("{round}.txt")));
            std::fs::copy(last, &saved)?;
            println!("round {round}: {seconds:.1} s for {} bytes of {path}: {}", text.len(), saved.display());
        }
        found += result.findings.len() as u64;
        bytes += text.len() as u64;
    }
    println!("{rounds} texts in {} languages, {bytes} bytes, {found} findings", files.len());
    for (place, count) in &panics {
        println!("{count} panics at {place}");
    }
    ensure!(panics.is_empty(), "the engine must not panic on any text");
    Ok(())
}

type File = (Arc<str>, Language, String);

/// The files, by language: those with few files are tried as often as the others.
fn files(corpus: &[PathBuf]) -> Result<Vec<Vec<File>>> {
    let mut files: Vec<File> = Vec::new();
    for folder in corpus {
        let folder = folder.canonicalize().with_context(|| format!("`{}` is not there", folder.display()))?;
        for file in walk(&folder, std::slice::from_ref(&folder), &Filter::default()).files {
            let (Some(language), Some(path)) = (Language::of_file(&file.relative, ""), file.on_disk()) else {
                continue;
            };
            let content = std::fs::read(path)?;
            if let Ok(decoded) = decode(&content, true) {
                let end = decoded.text.floor_char_boundary(MOST);
                files.push((file.relative.clone(), language, decoded.text[..end].to_owned()));
            }
        }
    }
    if files.is_empty() {
        bail!("no file of a known language is there");
    }
    files.sort_by(|a, b| (a.1.name(), &a.0).cmp(&(b.1.name(), &b.0)));
    Ok(files.chunk_by(|a, b| a.1 == b.1).map(<[File]>::to_vec).collect())
}

/// A version of a text with up to eight things done to it.
fn mutated(text: &str, random: &mut Random) -> String {
    let mut text = text.to_owned();
    for _ in 0..=random.below(8) {
        let (a, b) = (random.place(&text), random.place(&text));
        let (start, end) = (a.min(b), a.max(b).min(text.floor_char_boundary(a.min(b) + 200)));
        match random.below(6) {
            0 => text.replace_range(start..end, ""),
            1 => text.truncate(end),
            2 => text.insert_str(start, &text[start..end].repeat(1 + random.below(40))),
            3 => {
                let piece = PIECES[random.below(PIECES.len())];
                text.insert_str(start, &piece.repeat(1 + random.below(3) * random.below(2_000)));
            }
            4 => text.replace_range(start..end, PIECES[random.below(PIECES.len())]),
            _ => {
                let moved = text[start..end].to_owned();
                let to = random.place(&text);
                text.insert_str(to, &moved);
            }
        }
    }
    text
}

/// Xorshift (Marsaglia 2003): good enough to be different each time and the same for a seed.
struct Random(u64);

impl Random {
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % most.max(1) as u64) as usize
    }

    fn place(&mut self, text: &str) -> usize {
        text.floor_char_boundary(self.below(text.len() + 1))
    }
}
