//! Checks any SARIF file for what its readers will refuse, drop or show wrong.
//!
//! The standard allows far more than any reader takes, and most readers say nothing about what they leave out. Each check here is a
//! published limit or the behaviour of a reader's own code; what is only suspected is not checked. The same slip in ten thousand results
//! is one problem with a count.

mod results;
mod rules;

use super::profile::{Profile, github};
use super::size::zipped_size;
use super::{ReadError, ReadErrors, read};
use crate::escape::{cut, one_line};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What a reader does about a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// It takes nothing of the file.
    Refused,
    /// It leaves the part out.
    Dropped,
    /// It shows something that is not so.
    Wrong,
}

impl Effect {
    /// The word used in reports.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Refused => "refuses",
            Self::Dropped => "drops",
            Self::Wrong => "shows wrong",
        }
    }
}

/// Something that a reader will not take as it was meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Whose reader; the full profile stands for Wardline's own, `gate --from`.
    pub reader: Profile,
    /// What the reader does.
    pub effect: Effect,
    /// Name of the check, such as `results-limit`.
    pub check: &'static str,
    /// JSON pointer (RFC 6901) to the first place.
    pub pointer: String,
    /// How many places there are.
    pub count: usize,
    /// What is the case at the first place.
    pub message: String,
    /// What to do.
    pub help: &'static str,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { reader, effect, check, pointer, count, message, help } = self;
        let place = if pointer.is_empty() { "the file" } else { pointer };
        let text = format!("{} {} [{check}] {place}: {message}; {help}", reader.name(), effect.name());
        f.write_str(&text)?;
        if *count > 1 { write!(f, " ({} more places)", count - 1) } else { Ok(()) }
    }
}

/// Says for each reader what it will not take as it was meant: what is refused first, then what is dropped or shown wrong.
///
/// # Errors
///
/// If the bytes are no JSON object.
pub fn lint(bytes: &[u8], readers: &[Profile]) -> Result<Vec<Problem>, ReadErrors> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let broken = |place: String, message: String| {
        ReadErrors(vec![ReadError { place, message, help: "hand in a SARIF 2.1.0 file".to_owned() }])
    };
    let log: Value = serde_json::from_slice(text).map_err(|error| {
        broken(format!("line {} column {}", error.line(), error.column()), format!("cannot be read: {error}"))
    })?;
    if !log.is_object() {
        return Err(broken("line 1 column 1".to_owned(), "the file is no JSON object".to_owned()));
    }
    let mut found = Found { readers: readers.iter().copied().collect(), problems: BTreeMap::new() };
    file(bytes, text.len() < bytes.len(), &mut found);
    own_reader(bytes, &mut found);
    check_log(&log, &mut found);
    let mut problems: Vec<Problem> = found.problems.into_values().collect();
    problems.sort_by(|a, b| (a.reader, a.effect, a.check).cmp(&(b.reader, b.effect, b.check)));
    Ok(problems)
}

/// Characters of a message; it may quote the file.
const MESSAGE: usize = 500;
/// The readers that are not Wardline itself.
const ALL: [Profile; 5] = [Profile::Github, Profile::Gitlab, Profile::Ado, Profile::DefectDojo, Profile::Sonar];

/// What was found so far, one problem for each reader and check.
struct Found {
    readers: BTreeSet<Profile>,
    problems: BTreeMap<(Profile, &'static str), Problem>,
}

impl Found {
    /// Adds a place to a problem of the readers that were asked about.
    fn add(
        &mut self,
        readers: &[Profile],
        (effect, check): (Effect, &'static str),
        pointer: &str,
        message: impl FnOnce() -> String,
        help: &'static str,
    ) {
        let mut message = Some(message);
        let mut text = None;
        for reader in readers.iter().copied().filter(|reader| self.readers.contains(reader)).collect::<Vec<_>>() {
            if let Some(problem) = self.problems.get_mut(&(reader, check)) {
                problem.count += 1;
                continue;
            }
            let text = text.get_or_insert_with(|| {
                let text = message.take().map(|message| message()).unwrap_or_default();
                cut(&one_line(&text), MESSAGE).into_owned()
            });
            let text = text.clone();
            let pointer = pointer.to_owned();
            let problem = Problem { reader, effect, check, pointer, count: 1, message: text, help };
            self.problems.insert((reader, check), problem);
        }
    }
}

fn file(bytes: &[u8], has_mark: bool, found: &mut Found) {
    use Effect::Refused;
    if has_mark {
        let message = || "the file starts with a byte order mark".to_owned();
        found.add(&[Profile::Github], (Refused, "byte-order-mark"), "", message, "save it as UTF-8 without one");
    }
    if found.readers.contains(&Profile::Github) && bytes.len() > github::UPLOAD {
        let size = zipped_size(|out| out.write_all(bytes)).unwrap_or(usize::MAX);
        if size > github::UPLOAD {
            let message = || format!("the file has {size} bytes after gzip, {} are taken", github::UPLOAD);
            let help = "leave out snippets and taxonomies, or split it by category";
            found.add(&[Profile::Github], (Refused, "size-limit"), "", message, help);
        }
    }
}

/// What `gate --from` says of the file.
fn own_reader(bytes: &[u8], found: &mut Found) {
    if !found.readers.contains(&Profile::Full) {
        return;
    }
    for error in read(bytes, &[], &[]).err().into_iter().flat_map(|errors| errors.0) {
        let pointer = format!("/{}", error.place.replace(['.', '['], "/").replace(']', ""));
        let message = || format!("{}: {}", error.message, error.help);
        found.add(&[Profile::Full], (Effect::Refused, "unreadable"), &pointer, message, "see docs/sarif.md");
    }
}

fn check_log(log: &Value, found: &mut Found) {
    use Effect::{Dropped, Refused};
    const READERS: [Profile; 4] = [Profile::Github, Profile::Gitlab, Profile::Ado, Profile::Sonar];
    if log["version"] != "2.1.0" {
        let message = || format!("the version is {}", log["version"]);
        found.add(&READERS, (Refused, "version"), "/version", message, "write SARIF 2.1.0");
    }
    if !log["$schema"].as_str().is_some_and(|schema| schema.contains("2.1.0")) {
        let message = || "no schema of SARIF 2.1.0 is named (ADO1011)".to_owned();
        let help = "set $schema to the address of the standard's schema";
        found.add(&[Profile::Ado], (Refused, "schema"), "/$schema", message, help);
    }
    let Some(runs) = log["runs"].as_array() else {
        let message = || "there is no list of runs".to_owned();
        return found.add(&ALL, (Refused, "no-runs"), "/runs", message, "write the run of the analysis, even if empty");
    };
    if runs.is_empty() {
        let message = || "there is no run, so the file says nothing".to_owned();
        found.add(&ALL, (Dropped, "no-runs"), "/runs", message, "write the run of the analysis, even if empty");
    }
    if runs.len() > github::RUNS {
        let message = || format!("there are {} runs, {} are taken", runs.len(), github::RUNS);
        found.add(&[Profile::Github], (Refused, "runs-limit"), "/runs", message, "split the file");
    }
    let mut categories = BTreeSet::new();
    for (index, run) in runs.iter().enumerate() {
        let at = format!("/runs/{index}");
        let category = (text(&run["tool"]["driver"]["name"]), text(&run["automationDetails"]["id"]));
        if !categories.insert(category) {
            let message = || "two runs are of one tool and one category".to_owned();
            let help = "give each run an automationDetails.id of its own, or upload them apart";
            found.add(&[Profile::Github], (Refused, "category"), &at, message, help);
        }
        check_run(run, &at, found);
    }
}

fn check_run(run: &Value, at: &str, found: &mut Found) {
    use Effect::{Dropped, Refused};
    if run["tool"]["driver"]["name"].as_str().is_none_or(str::is_empty) {
        let message = || "the run does not name its tool".to_owned();
        found.add(&ALL, (Refused, "tool-name"), &format!("{at}/tool/driver/name"), message, "set the name");
    }
    if run["externalPropertyFileReferences"].as_object().is_some_and(|files| !files.is_empty()) {
        let message = || "parts of the run are kept in other files".to_owned();
        let place = format!("{at}/externalPropertyFileReferences");
        found.add(&ALL, (Dropped, "external-files"), &place, message, "put them into this file");
    }
    let extensions = run["tool"]["extensions"].as_array().map_or(&[][..], Vec::as_slice);
    if extensions.len() > github::EXTENSIONS {
        let message = || format!("there are {} extensions, {} are taken", extensions.len(), github::EXTENSIONS);
        let place = format!("{at}/tool/extensions");
        found.add(&[Profile::Github], (Refused, "extensions-limit"), &place, message, "merge them");
    }
    let rules = rules::Rules::new(run, at);
    rules.check(found);
    let Some(results) = run["results"].as_array() else {
        let message = || "the run has no list of results".to_owned();
        let place = format!("{at}/results");
        let readers = [Profile::Github, Profile::Ado];
        return found.add(
            &readers,
            (Refused, "no-results"),
            &place,
            message,
            "write an empty list if nothing was found",
        );
    };
    results::check(results, &rules, &format!("{at}/results"), found);
}

/// A text, or an empty one.
fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
