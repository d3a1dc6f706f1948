//! SARIF files that a gate decides on: read from disk, unpacked, dated, and put beside what our own scan found.
//!
//! What a file says comes from the report crate, which touches nothing; what needs the machine is added here: the digest of the bytes, the
//! lines of the tree that a file did not bring, and the age of the analysis. Every mistake in every file is told at once.

use crate::failure::{Failure, Outcome};
use crate::{decode, files};
use flate2::read::MultiGzDecoder;
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use wardline_base::{Finding, Notice, NoticeKind, RuleInfo};
use wardline_controls::Catalogs;
use wardline_lang::Language;
use wardline_policy::Date;
use wardline_report::sarif::{self, Import, Imported, ImportedRun};

/// Largest SARIF file that is read, in bytes, also after unpacking.
const MAX_SARIF: u64 = 256 << 20;
/// Largest file of the tree that lines are read from, in bytes.
const MAX_SOURCE: u64 = 8 << 20;
/// The most lines and bytes of a finding's code.
const MAX_SNIPPET: (usize, usize) = (20, 16 * 1024);
const WHAT: &str = "the SARIF file";

/// The files, and what they say.
pub(crate) struct Loaded {
    pub(crate) imports: Vec<Import>,
    pub(crate) parts: Vec<Imported>,
}

/// Reads the files; `roots` are the absolute paths of the root of the tree.
///
/// # Errors
/// When one cannot be read or is no SARIF.
pub(crate) fn load(paths: &[PathBuf], roots: &[String]) -> Outcome<Loaded> {
    let languages: Vec<&'static str> = Language::ALL.iter().map(|l| l.name()).chain(["regex"]).collect();
    let mut loaded = Loaded { imports: Vec::new(), parts: Vec::new() };
    let mut mistakes = Vec::new();
    for path in paths {
        let name = path.display().to_string();
        let packed = if name == "-" {
            files::read_limited(WHAT, "-", std::io::stdin().lock(), MAX_SARIF)?
        } else {
            files::read(WHAT, path, MAX_SARIF)?
        };
        let sha256 = Sha256::digest(&packed).iter().map(|byte| format!("{byte:02x}")).collect();
        let bytes = unpacked(&name, packed)?;
        match sarif::read(&bytes, &languages, roots) {
            Ok(part) => {
                loaded.imports.push(Import { file: name, sha256, runs: Vec::new() });
                loaded.parts.push(with_controls(without_register(part)));
            }
            Err(errors) => mistakes.push(format!("{WHAT} `{name}` cannot be used:\n{errors}")),
        }
    }
    if mistakes.is_empty() { Ok(loaded) } else { Err(Failure::usage(mistakes.join("\n"), "")) }
}

/// The bytes of a file that may be packed with gzip, whatever its name.
fn unpacked(name: &str, bytes: Vec<u8>) -> Outcome<Vec<u8>> {
    if !bytes.starts_with(b"\x1f\x8b") {
        return Ok(bytes);
    }
    let cut = |failure: Failure| Failure {
        help: "the file looks like gzip and may be cut off; write it again".to_owned(),
        ..failure
    };
    files::read_limited(WHAT, name, MultiGzDecoder::new(&bytes[..]), MAX_SARIF).map_err(cut)
}

/// What the register alone says of a waiver, and is decided anew on every run. What a change does to the register is not among it.
const OF_REGISTER: [&str; 5] = [
    "gate.waiver.expired",
    "gate.waiver.not-yet-valid",
    "gate.waiver.self-approved",
    "gate.waiver.too-long",
    "gate.waiver.unused",
];

/// Our own reports tell what was the matter with waivers when they were made. What is decided anew must not be told twice.
fn without_register(mut part: Imported) -> Imported {
    let (infos, runs, run_of) = (&part.infos, &part.runs, &part.run_of);
    part.findings.retain(|finding| {
        let rule = finding.rule as usize;
        !(runs[run_of[rule] as usize].ours && OF_REGISTER.contains(&&*infos[rule].id))
    });
    part
}

/// Rules of other tools speak of weaknesses; our catalogues say which controls those are against.
fn with_controls(mut part: Imported) -> Imported {
    for (info, run) in part.infos.iter_mut().zip(&part.run_of) {
        if !part.runs[*run as usize].ours && !info.cwe.is_empty() {
            info.controls = Catalogs::embedded().controls_against(&info.cwe);
            info.controls.sort();
        }
    }
    part
}

/// What a demand on age finds wrong with the runs of a file.
pub(crate) fn too_old(import: &Import, most: u32, today: Date) -> Vec<Notice> {
    let what = |run: &ImportedRun| match run.date {
        None => Some("does not say when it ran".to_owned()),
        // A day is given to clocks and zones that differ.
        Some(date) if date.days() > today.days() + 1 => {
            Some(format!("says that it ran on {date}, which is still to come"))
        }
        Some(date) => {
            let age = today.days() - date.days();
            (age > i64::from(most)).then(|| format!("ran on {date}, {age} days ago"))
        }
    };
    let notice = |run: &ImportedRun| {
        let message = format!(
            "{}: {} {}, and --from-max-age allows {most} {}; run it again",
            import.file,
            run.tool,
            what(run)?,
            if most == 1 { "day" } else { "days" }
        );
        Some(Notice { kind: NoticeKind::Import, path: None, span: None, message })
    };
    import.runs.iter().filter_map(notice).collect()
}

/// Reads the lines of findings that came without them from the tree. What a finding of a secret points at is never read.
pub(crate) fn add_snippets(root: &Path, infos: &[RuleInfo], findings: &mut [Finding]) {
    let mut last: Option<(String, Option<String>)> = None;
    for finding in findings.iter_mut() {
        let redact = infos.get(finding.rule as usize).is_none_or(|info| info.redact);
        if redact || !finding.snippet.is_empty() {
            continue;
        }
        let path = finding.location.path.to_string();
        if last.as_ref().is_none_or(|(known, _)| *known != path) {
            let text = text_of(root, &path);
            last = Some((path, text));
        }
        if let Some((_, Some(text))) = &last {
            finding.snippet = lines(text, finding.location.start.line.get(), finding.location.end.line.get());
        }
    }
}

/// The text of a file of the tree; nothing if it is none, or a link leads out of the tree.
fn text_of(root: &Path, path: &str) -> Option<String> {
    let real = root.join(path).canonicalize().ok().filter(|real| real.starts_with(root) && real.is_file())?;
    let bytes = files::read("the file", &real, MAX_SOURCE).ok()?;
    decode::decode(&bytes, true).ok().map(|decoded| decoded.text.into_owned())
}

fn lines(text: &str, first: u32, last: u32) -> String {
    let count = (last.saturating_sub(first) as usize + 1).min(MAX_SNIPPET.0);
    let lines: Vec<&str> = text.lines().skip(first as usize - 1).take(count).collect();
    let snippet = lines.join("\n");
    if snippet.len() > MAX_SNIPPET.1 { String::new() } else { snippet }
}
