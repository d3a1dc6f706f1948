//! Rules from files, and the pack that is built into the tool.
//!
//! Rules of the user are compiled at once, so that every mistake is on the screen before the scan; the rules in the tool were compiled by
//! its tests and are compiled again only when a file needs them. A mistake costs the rule it is in and no other, and always the exit
//! code: a gate that runs with fewer rules than it was given must not look like a pass.

use crate::failure::{Failure, Outcome};
use crate::files::read_text;
use crate::frame::frame;
use crate::register;
use crate::rules_digest;
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use wardline_base::{Notice, NoticeKind};
use wardline_lang::Language;
use wardline_policy::{ParameterUse, Parameters};
use wardline_rulefile::{LANGUAGE_VERSION, Pack, ParameterPlace, RuleFile, Text, decode, fill_parameters, parse};
use wardline_rules::{RuleProblem, RuleSet};

/// What the build script made of `rules/`.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/rules.pack"));

/// Largest rule file that is read, in bytes.
pub(crate) const MAX_RULE_FILE: u64 = 4 << 20;

/// The texts of its files: path, line break, length in bytes, line break, text.
static SOURCES: &str = include_str!(concat!(env!("OUT_DIR"), "/rules.sources"));

/// The text of a built-in rule file.
pub(crate) fn builtin_source(path: &str) -> Option<&'static str> {
    let mut rest = SOURCES;
    while let Some((name, after)) = rest.split_once('\n') {
        let (length, after) = after.split_once('\n')?;
        let (text, after) = after.split_at_checked(length.parse().ok()?)?;
        if name == path {
            return Some(text);
        }
        rest = after;
    }
    None
}

/// The pack that is built into the tool.
pub fn embedded() -> Pack {
    decode(EMBEDDED).expect("the pack was written by the build script of this very build")
}

/// A rule file as read.
pub struct Source {
    /// Path as the user named it.
    pub path: String,
    /// Its text.
    pub text: String,
}

/// Rules ready for a scan, and what is wrong with the others.
pub struct Loaded {
    /// The rules.
    pub set: RuleSet,
    /// Each mistake, for printing.
    pub problems: Vec<String>,
    /// Each rule or file that was lost by a mistake, for the report.
    pub notices: Vec<Notice>,
    /// Rules that are for other versions of the rule language, in words.
    pub skipped: Vec<String>,
    /// The files that rules were read from, in order; none for the built-in rules.
    pub sources: Vec<Source>,
    /// The digest of the rules before values are written into them, if it was asked for.
    pub digest: Option<String>,
}

/// Reads the rule files behind the paths that were named, each once.
///
/// # Errors
/// When a file or folder is not there, cannot be read, or holds no rule file.
pub(crate) fn read_all(paths: &[PathBuf]) -> Outcome<Vec<Source>> {
    let read = |path: PathBuf| {
        let text = read_text("the rule file", &path, MAX_RULE_FILE)?;
        Ok(Source { path: path.to_string_lossy().replace('\\', "/"), text })
    };
    distinct_files(paths)?.into_iter().map(read).collect()
}

/// Which rules to load.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Files and folders; empty for the built-in rules alone.
    pub config: Vec<PathBuf>,
    /// The built-in rules besides those.
    pub with_builtin: bool,
    /// Only rules for these languages; empty for all.
    pub languages: Vec<Option<Language>>,
    /// Besides, as the last one, the rule that finds comments which name waivers.
    pub with_comments: bool,
    /// What rules read as `${name}`.
    pub parameters: Parameters,
    /// Whether to compute the digest of the rules.
    pub wants_digest: bool,
}

/// Loads rules.
///
/// # Errors
/// When a file or folder that was named is not there, cannot be read, or holds no rule file. Mistakes in rules are no errors here.
pub fn load(selection: &Selection) -> Outcome<Loaded> {
    load_for(selection, &|_| true)
}

/// Loads rules and compiles those for text and for the languages that are wanted. A mistake in a pattern of another language shows when
/// such a file turns up after all.
///
/// # Errors
/// Those of [`load`].
pub fn load_for(selection: &Selection, wanted: &dyn Fn(Language) -> bool) -> Outcome<Loaded> {
    Ok(load_sources(read_all(&selection.config)?, selection, wanted))
}

/// Loads rules from texts that were read before.
pub(crate) fn load_sources(sources: Vec<Source>, selection: &Selection, wanted: &dyn Fn(Language) -> bool) -> Loaded {
    let mut reading = Reading::default();
    let mut files: Vec<RuleFile> = sources.into_iter().map(|source| reading.read(source)).collect();
    reading.skip_other_versions(&mut files);
    reading.drop_duplicates(&mut files);
    if selection.config.is_empty() {
        files = builtin();
    } else if selection.with_builtin {
        files = with_builtin(files);
    }
    keep_languages(&mut files, &selection.languages);
    let digest = selection.wants_digest.then(|| rules_digest::of(&files));
    let mut unfilled = fill(&mut files, &selection.parameters);
    if selection.with_comments {
        files.push(reading.read(register::comment_rule()));
    }
    let (mut set, mut problems) = RuleSet::new(files);
    if selection.with_comments {
        set.set_last_aside();
    }
    problems.append(&mut unfilled);
    if !selection.config.is_empty() {
        problems.extend(set.compile_for(wanted));
    }
    problems.sort_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
    for problem in &problems {
        reading.rule_problem(problem);
    }
    let Reading { sources, problems, notices, skipped } = reading;
    Loaded { set, problems, notices, skipped, sources, digest }
}

/// Writes the values of parameters into rules. A rule with a mistake in it is left out, and the mistake says so.
pub(crate) fn fill(files: &mut [RuleFile], parameters: &Parameters) -> Vec<RuleProblem> {
    let value = |name: &str, place: ParameterPlace| {
        parameters.text(
            name,
            match place {
                ParameterPlace::Comparison => ParameterUse::Comparison,
                ParameterPlace::Regex => ParameterUse::Regex,
                ParameterPlace::Message => ParameterUse::Message,
            },
        )
    };
    let mut out = Vec::new();
    for file in files {
        let path = &file.path;
        file.rules.retain_mut(|rule| {
            let problems = fill_parameters(rule, &value);
            let is_filled = problems.is_empty();
            let problem = |(at, message): (Text, String)| RuleProblem {
                path: path.clone(),
                rule: rule.id.text.clone(),
                line: at.line,
                column: at.column,
                message,
            };
            out.extend(problems.into_iter().map(problem));
            is_filled
        });
    }
    out
}

/// The built-in rules without those for languages that this version does not parse; the tests count them.
fn builtin() -> Vec<RuleFile> {
    let mut files = embedded().files;
    for file in &mut files {
        for rule in &mut file.rules {
            rule.languages.retain(|name| is_language(&name.text));
        }
        file.rules.retain(|rule| !rule.languages.is_empty());
    }
    files
}

/// Whether a name under `languages:` of a rule is known.
pub(crate) fn is_language(name: &str) -> bool {
    matches!(name, "regex" | "none" | "generic") || Language::from_name(name).is_some()
}

/// The user's rules and those built-in ones that have no namesake among them.
fn with_builtin(own: Vec<RuleFile>) -> Vec<RuleFile> {
    let ids: FxHashSet<String> = own.iter().flat_map(|f| &f.rules).map(|r| r.id.text.clone()).collect();
    let mut files = builtin();
    for file in &mut files {
        file.rules.retain(|rule| !ids.contains(&rule.id.text));
    }
    files.extend(own);
    files
}

/// Leaves out rules for other languages, and the other languages of the rules that stay. Names that are not known stay, for their error.
fn keep_languages(files: &mut [RuleFile], languages: &[Option<Language>]) {
    if languages.is_empty() {
        return;
    }
    let wanted = |name: &str| match name {
        "regex" | "none" | "generic" => languages.contains(&None),
        name => {
            let meant = Language::all_of_name(name);
            meant.is_empty() || meant.iter().any(|l| languages.contains(&Some(*l)))
        }
    };
    for file in files {
        for rule in &mut file.rules {
            rule.languages.retain(|name| wanted(&name.text));
        }
        file.rules.retain(|rule| !rule.languages.is_empty());
    }
}

/// The rule files behind the paths that were named, each once.
pub(crate) fn distinct_files(paths: &[PathBuf]) -> Outcome<Vec<PathBuf>> {
    let mut seen = FxHashSet::default();
    let mut files = Vec::new();
    for path in paths {
        for file in rule_files(path)? {
            if seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())) {
                files.push(file);
            }
        }
    }
    Ok(files)
}

/// The rule files behind a path: itself, or all in the folder, in order. Files named `*.test.yaml` are examples, and hidden folders are
/// not entered.
///
/// # Errors
/// When the path is not there, cannot be read, or is a folder without rule files.
pub fn rule_files(path: &Path) -> Outcome<Vec<PathBuf>> {
    let data = std::fs::metadata(path).map_err(|error| Failure::unreadable("the rule file or folder", path, &error))?;
    if !data.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let hidden = |e: &walkdir::DirEntry| e.depth() > 0 && e.file_name().to_string_lossy().starts_with('.');
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(|e| !hidden(e)) {
        let entry = entry.map_err(|error| {
            let place = error.path().unwrap_or(path).to_owned();
            Failure::unreadable("the rule folder", &place, &error.into())
        })?;
        if entry.file_type().is_dir() || !is_rule_file(entry.path()) {
            continue;
        }
        if !entry.path().is_file() {
            let message = format!("`{}` is no file that rules can be read from", entry.path().display());
            return Err(Failure::usage(message, "remove it from the folder, or mend the link"));
        }
        files.push(entry.into_path());
    }
    if files.is_empty() {
        let message = format!("the folder `{}` holds no rule file", path.display());
        return Err(Failure::usage(message, "name a folder with `.yaml` files that start with `rules:`"));
    }
    Ok(files)
}

/// Whether a file of a rule folder holds rules, by its name.
pub fn is_rule_file(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let stem = name.strip_suffix(".yaml").or_else(|| name.strip_suffix(".yml"));
    stem.is_some_and(|stem| !stem.ends_with(".test"))
}

/// Rule files as they are read, with all that is wrong with them.
#[derive(Default)]
struct Reading {
    sources: Vec<Source>,
    problems: Vec<String>,
    notices: Vec<Notice>,
    skipped: Vec<String>,
}

impl Reading {
    fn read(&mut self, source: Source) -> RuleFile {
        let parsed = parse(&source.path, &source.text);
        for error in &parsed.errors {
            let rule = error.rule.as_ref().map(|id| format!("rule {id}: ")).unwrap_or_default();
            self.notice(format!(
                "{}:{}:{}: {rule}{}; {}",
                error.path, error.line, error.column, error.message, error.help
            ));
            self.problems.push(error.to_string());
        }
        self.sources.push(source);
        parsed.file
    }

    fn notice(&mut self, message: String) {
        self.notices.push(Notice { kind: NoticeKind::Rule, path: None, span: None, message });
    }

    fn rule_problem(&mut self, problem: &RuleProblem) {
        let RuleProblem { path, rule, line, column, message } = problem;
        let text = self.sources.iter().find(|s| s.path == *path).map_or("", |s| &s.text);
        self.problems
            .push(format!("{path}:{line}:{column}: error: rule {rule}: {message}{}", frame(text, *line, *column)));
        self.notice(format!("{path}:{line}:{column}: rule {rule}: {message}"));
    }

    /// Leaves out rules that are for other versions of the rule language. That is no mistake: such files often hold a rule for each range
    /// of versions.
    fn skip_other_versions(&mut self, files: &mut [RuleFile]) {
        for file in files {
            let path = file.path.clone();
            file.rules.retain(|rule| {
                let is_for_us = rule.versions.contain(LANGUAGE_VERSION);
                if !is_for_us {
                    let (major, minor, patch) = LANGUAGE_VERSION;
                    let message = format!(
                        "rule {} was skipped: by its `min-version` or `max-version` it is not for version \
                         {major}.{minor}.{patch} of the rule language",
                        rule.id.text
                    );
                    self.skipped.push(format!("{path}:{}: {message}", rule.id.line));
                }
                is_for_us
            });
        }
    }

    /// Keeps the first of the rules that share an id.
    fn drop_duplicates(&mut self, files: &mut [RuleFile]) {
        let mut first: FxHashMap<String, (String, u32)> = FxHashMap::default();
        for file in files {
            let path = file.path.clone();
            file.rules.retain(|rule| {
                let Some((other, line)) = first.get(&rule.id.text) else {
                    first.insert(rule.id.text.clone(), (path.clone(), rule.id.line));
                    return true;
                };
                self.rule_problem(&RuleProblem {
                    path: path.clone(),
                    rule: rule.id.text.clone(),
                    line: rule.id.line,
                    column: rule.id.column,
                    message: format!("the id is used already, at {other}:{line}; give each rule an id of its own"),
                });
                false
            });
        }
    }
}
