//! Rules against the examples beside them.
//!
//! The engine is the same as a scan's, only that `paths:` of a rule is ignored: an example has the rule's name, not the name of a file
//! that the rule is about.

use crate::decode::decode;
use crate::fixes::apply;
use crate::fixture::{Expect, Mark, beside, marks};
use rustc_hash::FxHashSet;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use wardline_base::Finding;
use wardline_lang::{Language, template_languages};
use wardline_rulefile::{Paths, RuleFile};
use wardline_rules::{RuleSet, Scanner};

/// What came of the tests of one rule file.
#[derive(Debug, Default)]
pub(crate) struct FileOutcome {
    /// Path of the rule file.
    pub(crate) path: String,
    /// What came of each of its rules, by id.
    pub(crate) rules: BTreeMap<String, RuleOutcome>,
    /// Whether each example is, after all fixes, what it should be.
    pub(crate) fixes: Vec<FixOutcome>,
    /// Rules with a fix and no `.fixed` file.
    pub(crate) unproven_fixes: Vec<String>,
    /// What kept tests from running, for printing.
    pub(crate) errors: Vec<String>,
    /// Ids that comments name and the file does not have, with the place of the comment.
    pub(crate) strangers: Vec<(String, String)>,
}

/// What came of the tests of a rule.
#[derive(Debug, Default)]
pub(crate) struct RuleOutcome {
    /// Names of the rule's languages.
    pub(crate) languages: Vec<String>,
    /// Whether the rule is for languages that are not parsed only, and was not tested.
    pub(crate) skipped: bool,
    /// What came of each example.
    pub(crate) examples: Vec<ExampleOutcome>,
    /// How many lines the comments want found.
    pub(crate) expected: usize,
}

/// A rule on an example.
#[derive(Debug)]
pub(crate) struct ExampleOutcome {
    /// Path of the example.
    pub(crate) path: String,
    /// Lines that must be found.
    pub(crate) expected: BTreeSet<u32>,
    /// Lines that were found and count.
    pub(crate) reported: BTreeSet<u32>,
    /// What is wrong, by line.
    pub(crate) faults: Vec<Fault>,
    /// How many `todo` marks hold already.
    pub(crate) todo_done: usize,
}

/// A line that is not as it should be.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The line.
    pub(crate) line: u32,
    /// What is wrong with it.
    pub(crate) message: String,
    /// Its text.
    pub(crate) snippet: String,
}

/// An example after all fixes.
#[derive(Debug)]
pub(crate) struct FixOutcome {
    /// Path of the file that says what is expected.
    pub(crate) path: String,
    /// The first line that differs: number, expected, found.
    pub(crate) difference: Option<(u32, String, String)>,
}

/// Tests the rules of one file.
pub(crate) fn test(mut file: RuleFile) -> FileOutcome {
    let path = PathBuf::from(&file.path);
    let mut out = FileOutcome { path: file.path.clone(), ..FileOutcome::default() };
    for rule in &mut file.rules {
        rule.paths = Paths::default();
        let languages: Vec<String> = rule.languages.iter().map(|l| l.text.clone()).collect();
        let skipped = !languages.iter().any(|l| crate::pack::is_language(l));
        rule.languages.retain(|l| crate::pack::is_language(&l.text));
        out.rules.insert(rule.id.text.clone(), RuleOutcome { languages, skipped, ..RuleOutcome::default() });
    }
    file.rules.retain(|rule| !rule.languages.is_empty());
    let with_fix: Vec<String> =
        file.rules.iter().filter(|r| r.fix.is_some() || r.fix_regex.is_some()).map(|r| r.id.text.clone()).collect();
    let (set, mut problems) = RuleSet::new(vec![file]);
    problems.extend(set.compile_all());
    for problem in problems {
        out.errors.push(format!(
            "{}:{}:{}: rule {}: {}",
            problem.path, problem.line, problem.column, problem.rule, problem.message
        ));
    }
    let folder = match folder_of(&path) {
        Ok(folder) => folder,
        Err(error) => {
            out.errors.push(format!("{}: the folder cannot be read: {error}", path.display()));
            return out;
        }
    };
    let examples = beside(&path, &folder).examples;
    for (example, fixed) in &examples {
        run_example(&set, example, fixed.as_deref(), &mut out);
    }
    if examples.iter().all(|(_, fixed)| fixed.is_none()) {
        out.unproven_fixes = with_fix;
    }
    out
}

fn folder_of(path: &Path) -> std::io::Result<Vec<PathBuf>> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.retain(|file| file.is_file());
    files.sort();
    Ok(files)
}

fn run_example(set: &RuleSet, example: &Path, fixed: Option<&Path>, out: &mut FileOutcome) {
    let name = example.to_string_lossy().replace('\\', "/");
    let text = match read(example) {
        Ok(text) => text,
        Err(error) => return out.errors.push(format!("{name}: {error}")),
    };
    let language = language_of(set, &name, &text);
    let result = Scanner::new(set).scan(&Arc::from(name.as_str()), &text, language);
    let marks = marks(&text);
    for mark in &marks {
        if !out.rules.contains_key(&mark.rule) {
            out.strangers.push((mark.rule.clone(), format!("{name}:{}", mark.comment)));
        }
    }
    for (id, rule) in out.rules.iter_mut().filter(|(_, rule)| !rule.skipped) {
        let found = result.findings.iter().filter(|f| set.infos()[f.rule as usize].id.as_ref() == id.as_str());
        let found: BTreeSet<u32> = found.map(|f| f.location.start.line.get()).collect();
        let outcome = judge(&name, &text, &found, marks.iter().filter(|m| m.rule == *id));
        rule.expected += outcome.expected.len();
        rule.examples.push(outcome);
    }
    if let Some(fixed) = fixed {
        match read(fixed) {
            Ok(expected) => out.fixes.push(FixOutcome {
                path: fixed.to_string_lossy().replace('\\', "/"),
                difference: first_difference(&expected, &after_fixes(&text, &result.findings)),
            }),
            Err(error) => out.errors.push(format!("{}: {error}", fixed.display())),
        }
    }
}

fn read(path: &Path) -> Result<String, String> {
    let bytes = std::fs::read(path).map_err(|error| format!("cannot be read: {error}"))?;
    decode(&bytes, true)
        .map(|decoded| decoded.text.into_owned())
        .map_err(|reason| format!("cannot be read: {}", reason.name()))
}

/// The language to read an example in: its own if some rule is for it, else the first of the rules.
fn language_of(set: &RuleSet, name: &str, text: &str) -> Option<Language> {
    let of_rules = || set.infos().iter().flat_map(|i| &i.languages).filter_map(|l| Language::from_name(l));
    let own = Language::of_file(name, text.lines().next().unwrap_or_default());
    // A template is read piece by piece, in whatever language it is asked for.
    let template = template_languages(name).first().copied();
    own.filter(|own| of_rules().any(|l| l == *own)).or(template).or_else(|| of_rules().next())
}

fn judge<'m>(path: &str, text: &str, found: &BTreeSet<u32>, marks: impl Iterator<Item = &'m Mark>) -> ExampleOutcome {
    let (mut expected, mut clean, mut todo, mut todo_done) =
        (BTreeSet::new(), BTreeSet::new(), FxHashSet::default(), 0);
    for mark in marks {
        match mark.expect {
            Expect::Found => expected.insert(mark.line),
            Expect::NotFound => clean.insert(mark.line),
            Expect::TodoFound | Expect::TodoNotFound => {
                todo_done += usize::from(found.contains(&mark.line) == (mark.expect == Expect::TodoFound));
                todo.insert(mark.line)
            }
        };
    }
    let line_text = |line: u32| text.lines().nth(line as usize - 1).unwrap_or_default().to_owned();
    let fault = |line: u32, message: &str| Fault { line, message: message.to_owned(), snippet: line_text(line) };
    let missing = expected
        .difference(found)
        .map(|line| fault(*line, "missing: `ruleid` says that this line is found, and it is not"));
    let extra = found.iter().filter(|line| !expected.contains(line) && !todo.contains(line)).map(|line| {
        let why = if clean.contains(line) { "`ok` says that it must not be" } else { "no comment expects it" };
        fault(*line, &format!("extra: this line is found, and {why}"))
    });
    let mut faults: Vec<Fault> = missing.chain(extra).collect();
    faults.sort_by_key(|fault| fault.line);
    let reported = found.iter().copied().filter(|line| !todo.contains(line)).collect();
    ExampleOutcome { path: path.to_owned(), expected, reported, faults, todo_done }
}

fn after_fixes(text: &str, findings: &[Finding]) -> String {
    apply(text, &findings.iter().filter_map(|finding| finding.fix.as_ref()).collect::<Vec<_>>()).0
}

/// The first line in which two texts differ; line breaks count as equal, and so does one at the end.
fn first_difference(expected: &str, found: &str) -> Option<(u32, String, String)> {
    let (mut expected, mut found) = (expected.lines(), found.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (expected.next(), found.next()) {
            (None, None) => return None,
            (a, b) if a == b => {}
            (a, b) => {
                let shown = |line: Option<&str>| line.map_or_else(|| "(end of file)".to_owned(), str::to_owned);
                return Some((number, shown(a), shown(b)));
            }
        }
    }
}
