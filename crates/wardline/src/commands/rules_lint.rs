//! Warnings of `wardline rules validate`: rules that compile and most likely do not do what their author wants.
//!
//! The engine finds slips in formulas; here they get the best place in the file, and what only files can tell is added: whether a rule
//! has an example beside it.

use crate::decode::decode;
use crate::fixture::{Expect, beside, marks};
use crate::frame::frame;
use crate::pack::Loaded;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use wardline_rules::{Lint, Wanted};

/// A likely slip, with its place in a rule file. In order of place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Warning {
    pub(super) path: String,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) message: String,
    pub(super) help: String,
}

impl Warning {
    /// As a compiler would print it; `text` is that of the file.
    pub(super) fn shown(&self, text: &str) -> String {
        let Self { path, line, column, message, help } = self;
        format!("{path}:{line}:{column}: warning: {message}{}\nhelp: {help}", frame(text, *line, *column))
    }
}

/// The likely slips in rules that were read from files.
pub(super) fn lints(loaded: &Loaded) -> Vec<Warning> {
    let text = |path: &str| loaded.sources.iter().find(|s| s.path == path).map_or("", |s| s.text.as_str());
    let mut warnings: Vec<Warning> =
        loaded.set.lints().into_iter().map(|lint| placed(text(&lint.path), loaded, lint)).collect();
    for source in &loaded.sources {
        let tested = tested(Path::new(&source.path));
        for (index, _) in (0..).zip(loaded.set.infos()) {
            let (rule, path) = loaded.set.rule(index);
            if path == source.path && !tested.contains(&rule.id.text) {
                warnings.push(Warning {
                    path: path.to_owned(),
                    line: rule.id.line,
                    column: rule.id.column,
                    message: format!("rule {} has no example beside it that it must find", rule.id.text),
                    help: format!("write one into a file of the same name, below a comment `ruleid: {}`", rule.id.text),
                });
            }
        }
    }
    warnings
}

fn placed(text: &str, loaded: &Loaded, lint: Lint) -> Warning {
    let ids = (0..loaded.set.infos().len() as u32).map(|index| loaded.set.rule(index));
    let mut starts: Vec<u32> = ids.clone().filter(|(_, path)| *path == lint.path).map(|(r, _)| r.id.line).collect();
    starts.sort_unstable();
    let id_line = ids.into_iter().find(|(r, _)| r.id.text == lint.rule).map_or(1, |(r, _)| r.id.line);
    let next = starts.iter().copied().find(|line| *line > id_line).unwrap_or(u32::MAX);
    let found = lint.wanted.and_then(|wanted| place_of(text, &wanted, id_line, next));
    let (line, column) = found.unwrap_or((lint.line, lint.column));
    Warning { path: lint.path, line, column, message: format!("rule {}: {}", lint.rule, lint.message), help: lint.help }
}

/// Line and column of a word below a key, from the line of a rule's id to that of the next.
fn place_of(text: &str, wanted: &Wanted, from: u32, to: u32) -> Option<(u32, u32)> {
    let key = format!("{}:", wanted.key);
    let lines = (1..).zip(text.lines()).skip_while(|(number, _)| *number < from).take_while(|(number, _)| *number < to);
    let mut below = lines.skip_while(|(_, line)| !line.trim_start_matches([' ', '-']).starts_with(&key));
    below.find_map(|(number, line)| {
        let at = line.find(&wanted.word)?;
        Some((number, line[..at].chars().count() as u32 + 1))
    })
}

/// The rules that an example beside a rule file wants found. A file that cannot be read has none.
fn tested(rule_file: &Path) -> BTreeSet<String> {
    let folder = rule_file.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|file| file.is_file());
    files.sort();
    let mut found = BTreeSet::new();
    for (example, _) in beside(rule_file, &files).examples {
        let bytes = std::fs::read(&example).unwrap_or_default();
        let text = decode(&bytes, true).map(|decoded| decoded.text.into_owned()).unwrap_or_default();
        let wanted = marks(&text).into_iter().filter(|m| matches!(m.expect, Expect::Found | Expect::TodoFound));
        found.extend(wanted.map(|mark| mark.rule));
    }
    found
}
