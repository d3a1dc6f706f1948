//! All files through all rules, in parallel, with an account of every file.
//!
//! Files are read, decoded, parsed and matched by one worker each and nothing of them is kept but findings, notices and a ledger entry.
//! The results are put in order once at the end, so that the number of threads never shows.

use crate::clock::thread_time;
use crate::decode::decode;
use crate::walk::{Candidate, Content, Walk};
use crate::{git, panics};
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use wardline_base::{FileStatus, Finding, LedgerEntry, Notice, NoticeKind, SkipReason};
use wardline_lang::{Language, template_languages};
use wardline_rules::{RuleSet, Scanner};

/// Stack of a worker: enough for the deepest tree that is analysed, in a build without optimisation.
const STACK: usize = 256 << 20;

/// Files of so many bytes are worth a place at the start of the queue.
const LARGE: u64 = 128 << 10;

/// Larger files are not parsed, only searched as text.
pub const MAX_PARSED: u64 = 16 << 20;
/// Larger files are not read.
pub const MAX_READ: u64 = 256 << 20;

/// Everything a scan found.
#[derive(Debug, Default)]
pub struct ScanResult {
    /// By path, then place, then rule.
    pub findings: Vec<Finding>,
    /// By path.
    pub notices: Vec<Notice>,
    /// By path.
    pub ledger: Vec<LedgerEntry>,
}

/// Scans the files of a walk with `jobs` threads (0: one for each core). `tick` is called once for each file that is done.
///
/// # Errors
/// When the threads cannot be started.
pub fn scan(rules: &RuleSet, walk: Walk, jobs: usize, tick: &(dyn Fn() + Sync)) -> anyhow::Result<ScanResult> {
    let pool = pool(jobs)?;
    // Large files first, each taken by whoever is free, so that no thread is left alone with one at the end; the others by path, because
    // neighbours are of one language and its tables stay at hand.
    let mut order: Vec<usize> = (0..walk.files.len()).collect();
    order.sort_by_key(|index| {
        let size = walk.files[*index].size;
        (std::cmp::Reverse(if size < LARGE { 0 } else { size }), *index)
    });
    let next = AtomicUsize::new(0);
    let mut results: Vec<(usize, FileOutcome)> = pool
        .broadcast(|_| {
            let mut worker = Worker { scanner: scanner(rules), objects: walk.objects.as_deref(), repository: None };
            let mut done = Vec::new();
            while let Some(index) = order.get(next.fetch_add(1, Ordering::Relaxed)) {
                done.push((*index, worker.scan_file(rules, &walk.files[*index])));
                tick();
            }
            done
        })
        .into_iter()
        .flatten()
        .collect();
    results.sort_unstable_by_key(|(index, _)| *index);
    let mut all = ScanResult { findings: Vec::new(), notices: walk.notices, ledger: walk.skipped };
    for (_, outcome) in results {
        all.findings.extend(outcome.findings);
        all.notices.extend(outcome.notices);
        all.ledger.push(outcome.entry);
    }
    all.ledger.sort_by(|a, b| a.path.cmp(&b.path));
    all.notices.sort_by(|a, b| (&a.path, a.span, &a.message).cmp(&(&b.path, b.span, &b.message)));
    // A rule that cannot run says so for each file it should have looked at.
    all.notices.dedup();
    Ok(all)
}

/// Threads with room for the deepest tree; 0 stands for one for each core.
///
/// # Errors
/// When the threads cannot be started.
pub(crate) fn pool(jobs: usize) -> Result<rayon::ThreadPool, rayon::ThreadPoolBuildError> {
    rayon::ThreadPoolBuilder::new().num_threads(jobs).stack_size(STACK).build()
}

struct FileOutcome {
    findings: Vec<Finding>,
    notices: Vec<Notice>,
    entry: LedgerEntry,
}

impl FileOutcome {
    fn skipped(
        file: &Candidate,
        language: Option<Language>,
        reason: SkipReason,
        notice: Option<(NoticeKind, String)>,
    ) -> Self {
        let notice =
            notice.map(|(kind, message)| Notice { kind, path: Some(file.relative.clone()), span: None, message });
        Self {
            findings: Vec::new(),
            notices: notice.into_iter().collect(),
            entry: LedgerEntry {
                path: file.relative.clone(),
                language: language.map(Language::name),
                status: FileStatus::Skipped(reason),
            },
        }
    }
}

fn scanner(rules: &RuleSet) -> Scanner<'_> {
    Scanner::new(rules).with_clock(thread_time)
}

/// What one thread works with.
struct Worker<'r> {
    scanner: Scanner<'r>,
    objects: Option<&'r Path>,
    /// Opened when the first blob is read.
    repository: Option<git2::Repository>,
}

impl<'r> Worker<'r> {
    /// Scans one file; a panic becomes a notice, and the scanner that saw it is replaced.
    fn scan_file(&mut self, rules: &'r RuleSet, file: &Candidate) -> FileOutcome {
        panics::catch(|| self.read_and_scan(rules, file)).unwrap_or_else(|cause| {
            self.scanner = scanner(rules);
            let message =
                format!("the analysis of this file failed inside Wardline: {cause}; please report it with the file");
            FileOutcome::skipped(file, None, SkipReason::InternalError, Some((NoticeKind::Internal, message)))
        })
    }

    fn read_and_scan(&mut self, rules: &RuleSet, file: &Candidate) -> FileOutcome {
        panics::on_request(&file.relative);
        let by_name =
            Language::of_file(&file.relative, "").or_else(|| template_languages(&file.relative).first().copied());
        if file.size > MAX_READ {
            let message =
                format!("{} bytes is over the limit of {MAX_READ} for reading; exclude it or split it", file.size);
            return FileOutcome::skipped(file, by_name, SkipReason::TooLarge, Some((NoticeKind::Read, message)));
        }
        let bytes = match self.read(file) {
            Ok(bytes) => bytes,
            Err((error, help)) => {
                let message = format!("cannot be read: {error}; {help}");
                return FileOutcome::skipped(file, by_name, SkipReason::Unreadable, Some((NoticeKind::Read, message)));
            }
        };
        let decoded = match decode(&bytes, by_name.is_some()) {
            Ok(decoded) => decoded,
            Err(reason) => return FileOutcome::skipped(file, by_name, reason, None),
        };
        let first_line = decoded.text.lines().next().unwrap_or("");
        let language = by_name.or_else(|| Language::of_file(&file.relative, first_line));
        analyse(rules, &mut self.scanner, file, &decoded.text, language, decoded.repaired)
    }

    /// The bytes of a file; else what is wrong and what to do.
    fn read(&mut self, file: &Candidate) -> Result<Vec<u8>, (String, &'static str)> {
        match (&file.content, self.objects) {
            (Content::Disk(path), _) => {
                read(path).map_err(|e| (e.to_string(), "give the scan permission to read it, or exclude it"))
            }
            (Content::Blob(id), Some(objects)) => {
                let failed = |e: git2::Error| (e.message().to_owned(), "fetch the commit with all its content");
                let repository = match self.repository.take() {
                    Some(repository) => repository,
                    None => git2::Repository::open(objects).map_err(failed)?,
                };
                git::blob(self.repository.insert(repository), *id).map_err(failed)
            }
            (Content::Blob(_), None) => Err(("the walk names no repository".to_owned(), "please report this")),
        }
    }
}

/// Reads a file whole. A file that grows without end while it is read is cut off at the limit.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path)?;
    bytes.reserve_exact(file.metadata().map_or(0, |data| data.len().min(MAX_READ) as usize));
    file.take(MAX_READ).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn analyse(
    rules: &RuleSet,
    scanner: &mut Scanner<'_>,
    file: &Candidate,
    text: &str,
    language: Option<Language>,
    repaired: Option<&str>,
) -> FileOutcome {
    let mut languages = template_languages(&file.relative);
    languages.extend(language);
    let has_rules = rules.has_rules_for(None) || languages.iter().any(|l| rules.has_rules_for(Some(*l)));
    if !has_rules {
        return FileOutcome::skipped(file, language, SkipReason::NoLanguage, None);
    }
    let too_large = text.len() as u64 > MAX_PARSED;
    let mut result = scanner.scan(&file.relative, text, language.filter(|_| !too_large));
    if let Some(what) = repaired {
        let message = format!("the text {what}; what could not be read was replaced and the rest analysed");
        result.notices.push(Notice {
            kind: NoticeKind::Encoding,
            path: Some(file.relative.clone()),
            span: None,
            message,
        });
    }
    if too_large && language.is_some() {
        let message =
            format!("{} bytes is over the limit of {MAX_PARSED} for parsing; only text rules looked at it", text.len());
        result.notices.push(Notice {
            kind: NoticeKind::Budget,
            path: Some(file.relative.clone()),
            span: None,
            message,
        });
        result.status = FileStatus::Partial { error_bytes: text.len() as u32, total_bytes: text.len() as u32 };
    }
    FileOutcome {
        findings: result.findings,
        notices: result.notices,
        entry: LedgerEntry {
            path: file.relative.clone(),
            language: language.map(Language::name),
            status: result.status,
        },
    }
}
