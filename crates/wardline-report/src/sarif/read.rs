//! Reads SARIF, ours and other tools', as something to decide on.
//!
//! Our own full profile gives back exactly what a verdict depends on. Of other tools' files we take what the standard lets them say, and
//! where it leaves doubt we read it as bad news: a run without results did not look, a suppression in the code under test is no waiver,
//! a failed run is a gap. What cannot be read is an error with its place, never an empty report.

use super::import::ImportedRun;
use super::properties::{ArtifactProperties, NotificationProperties, ResultProperties, RuleProperties};
use super::read_bounded::{Properties, refill};
use super::read_foreign as foreign;
use super::read_model::{Invocation, Location, Log, Message, Notification, Region, Run, SarifResult};
use super::read_paths::Places;
use super::read_results::each_result;
use crate::TOOL_NAME;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::fmt;
use std::sync::Arc;
use wardline_base::{
    Confidence, ControlRef, FileStatus, Finding, Fingerprint, Fix, LedgerEntry, Line, LineColumn, Location as Place,
    Notice, NoticeKind, RuleInfo, RuleKind, Severity, SkipReason, Span, TraceStep,
};
use wardline_policy::Date;

/// What a SARIF file says.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The rules, by the index that findings name.
    pub infos: Vec<RuleInfo>,
    /// What was found, in the order of the file.
    pub findings: Vec<Finding>,
    /// What became of each file; `None` if no run says, as with other tools.
    pub ledger: Option<Vec<LedgerEntry>>,
    /// What went wrong while looking.
    pub notices: Vec<Notice>,
    /// Whether every run says that its tool ran to its end.
    pub execution_successful: bool,
    /// The runs, in the order of the file.
    pub runs: Vec<ImportedRun>,
    /// The run that each rule is of, by the same index as the rules.
    pub run_of: Vec<u32>,
}

/// One thing that keeps a file from being read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}; {help}")]
pub struct ReadError {
    /// Line and column of broken JSON, or the path to the value, such as `runs[0].results[3].ruleIndex`.
    pub place: String,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub help: String,
}

/// Everything that keeps a file from being read, at most a hundred.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadErrors(pub Vec<ReadError>);

impl fmt::Display for ReadErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, error) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            f.write_str(&crate::escape::one_line(&error.to_string()))?;
        }
        Ok(())
    }
}

impl std::error::Error for ReadErrors {}

/// The most values that a file may hold beside its results.
const VALUES: usize = 4_000_000;

/// Reads a SARIF 2.1.0 file. `languages` are the names that rules and ledgers may use; others are left out. `roots` are the absolute paths
/// of the root of the tree, with `/` between parts and none at the end: what lies below them is read as a path of the tree.
///
/// # Errors
///
/// If the bytes are no JSON, no SARIF 2.1.0, hold no run, keep results in other files, hold more than any tool writes, or contradict
/// themselves.
pub fn read(bytes: &[u8], languages: &[&'static str], roots: &[String]) -> Result<Imported, ReadErrors> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    refill(VALUES);
    let log: Log = serde_json::from_slice(bytes).map_err(|error| broken(&error, bytes))?;
    let out = Imported { execution_successful: true, ..Imported::default() };
    let mut reader = Reader { languages, out, errors: vec![] };
    match log.version.as_deref() {
        Some("2.1.0") => {}
        Some(other) => reader.error("version", format!("SARIF {other} is not read"), "convert the file to SARIF 2.1.0"),
        None => reader.error("version", "there is no version", "hand in a SARIF 2.1.0 file"),
    }
    let runs = log.runs.as_deref().unwrap_or_default();
    if runs.is_empty() {
        reader.error("runs", "the file holds no run, so it says nothing", "hand in the file of a finished analysis");
    }
    let mut contexts: Vec<Context<'_>> = Vec::new();
    for (index, run) in runs.iter().enumerate() {
        match reader.run(run, format!("runs[{index}]"), roots) {
            Some(context) => contexts.push(context),
            None => break,
        }
    }
    if reader.errors.is_empty() {
        each_result(bytes, &mut |run, index, result| reader.result(&mut contexts[run], index, &result))
            .map_err(|error| broken(&error, bytes))?;
        contexts.into_iter().for_each(|context| reader.out.notices.extend(context.foreign.gaps()));
    }
    if reader.errors.is_empty() { Ok(reader.out) } else { Err(ReadErrors(reader.errors)) }
}

/// What keeps a file from being parsed.
fn broken(error: &serde_json::Error, bytes: &[u8]) -> ReadErrors {
    let place = format!("line {} column {}", error.line(), error.column());
    let help = if matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..]) {
        "the file is UTF-16; save it as UTF-8"
    } else if error.is_eof() {
        "the file is cut off; write it again"
    } else {
        "the file is no SARIF 2.1.0"
    };
    ReadErrors(vec![ReadError { place, message: format!("cannot be read: {error}"), help: help.to_owned() }])
}

struct Reader<'l> {
    languages: &'l [&'static str],
    out: Imported,
    errors: Vec<ReadError>,
}

/// What is known of the run that results belong to.
struct Context<'r> {
    place: String,
    /// Index of the run.
    run: u32,
    tool: &'r str,
    ours: bool,
    /// Index into the infos of each of our rules; `None` for one that could not be read.
    rules: Vec<Option<u32>>,
    places: Places<'r>,
    foreign: foreign::Results<'r>,
}

impl Reader<'_> {
    fn error(&mut self, place: impl Into<String>, message: impl Into<String>, help: &str) {
        const MOST: usize = 100;
        if self.errors.len() < MOST {
            self.errors.push(ReadError { place: place.into(), message: message.into(), help: help.to_owned() });
        }
    }

    /// Everything of a run but its results; nothing if it says too little to know them by.
    fn run<'r>(&mut self, run: &'r Run, place: String, roots: &'r [String]) -> Option<Context<'r>> {
        let driver = run.tool.as_ref().and_then(|tool| tool.driver.as_ref());
        let Some(tool) = driver.and_then(|d| d.name.as_deref()).filter(|name| !name.trim().is_empty()) else {
            self.error(format!("{place}.tool.driver.name"), "the run names no tool", "hand in a SARIF 2.1.0 file");
            return None;
        };
        let external = run.external_property_file_references.iter().flat_map(|files| files.iter());
        for (key, file) in external.filter(|(_, file)| file.is_there) {
            let name = file.uri.as_deref().unwrap_or("another file");
            let message = format!("the `{key}` are kept in `{name}`");
            let help = "have the tool write one file that holds everything";
            self.error(format!("{place}.externalPropertyFileReferences"), message, help);
        }
        let format = run.properties.as_ref().and_then(|p| p.get("wardline/format"));
        let ours = tool == TOOL_NAME && format.is_some();
        if ours && format.and_then(Value::as_u64) != Some(1) {
            let help = "use the version of the tool that wrote it";
            self.error(format!("{place}.properties"), "the file is of a newer version of the tool", help);
        }
        let version = driver.and_then(|d| d.semantic_version.clone().or_else(|| d.version.clone()));
        let index = self.out.runs.len() as u32;
        self.out.runs.push(ImportedRun {
            tool: tool.into(),
            version,
            date: date(run, ours),
            ours,
            ..Default::default()
        });
        let artifacts = run.artifacts.iter().flatten().map(|a| a.location.as_ref());
        let places = Places::new(ours, roots, run.original_uri_base_ids.as_ref(), artifacts);
        let foreign = foreign::Results::new(run, tool);
        let mut context = Context { place, run: index, tool, ours, rules: Vec::new(), places, foreign };
        self.invocations(run, &context);
        if ours {
            self.whole(run, &context.place);
            self.ledger(run, &context);
            context.rules = self.rules(run, &context);
        }
        match &run.results {
            None => self.gap(format!("{tool} says that it looked for no results (no `results`)")),
            Some(results) if results.0 == 0 && !ours && !says_that_it_ran(run) => self.gap(format!(
                "{tool} reports no results, and neither that it ran (`invocations` with executionSuccessful: true) nor what it \
                 looked for (`rules`)"
            )),
            Some(_) => {}
        }
        Some(context)
    }

    /// What every file of ours has; without it something was cut out, and what is left would look better than it was.
    fn whole(&mut self, run: &Run, place: &str) {
        let summary = run.properties.as_ref().and_then(|p| p.get("wardline/ledger"));
        let files = summary.map(|ledger| ledger.get("files").and_then(Value::as_u64).unwrap_or(u64::MAX));
        let ended = run.invocations.iter().flatten().any(|i| i.execution_successful.is_some());
        if files != run.artifacts.as_ref().map(|artifacts| artifacts.len() as u64) {
            self.error(format!("{place}.artifacts"), "the file is not whole", SAME_VERSION);
        }
        if !ended {
            self.error(format!("{place}.invocations"), "the file is not whole", SAME_VERSION);
        }
    }

    fn gap(&mut self, message: String) {
        self.out.notices.push(Notice { kind: NoticeKind::Import, path: None, span: None, message });
    }

    fn invocations(&mut self, run: &Run, context: &Context<'_>) {
        for (index, invocation) in run.invocations.iter().flatten().enumerate() {
            let failed = invocation.execution_successful == Some(false);
            self.out.execution_successful &= !failed;
            // Our own incomplete analyses tell of their gaps one by one, and the policy decides on those again.
            let told = context.ours && invocation.exit_code == Some(3);
            if failed && !told {
                self.gap(format!("{} says that its run failed (executionSuccessful: false)", context.tool));
            }
            let execution = invocation.tool_execution_notifications.iter().flatten();
            let configuration = invocation.tool_configuration_notifications.iter().flatten();
            let place = format!("{}.invocations[{index}]", context.place);
            for notification in execution.chain(configuration) {
                if context.ours {
                    self.notice(notification, &place, context);
                } else {
                    self.out.notices.extend(foreign::notice(notification, context.tool, &context.places));
                }
            }
        }
    }

    fn notice(&mut self, notification: &Notification, place: &str, context: &Context<'_>) {
        let Some(properties) = self.bag::<NotificationProperties>(notification.properties.as_ref(), place) else {
            return;
        };
        // Notifications without the property repeat the ledger.
        let Some(name) = properties.notice else { return };
        let Some(kind) = KINDS.into_iter().find(|kind| kind.name() == name) else {
            return self.error(place, format!("`{name}` is no kind of notice"), SAME_VERSION);
        };
        self.out.notices.push(Notice {
            kind,
            path: location_path(notification.locations.as_deref(), &context.places),
            span: properties.span.map(span),
            message: text(notification.message.as_ref()),
        });
    }

    fn ledger(&mut self, run: &Run, context: &Context<'_>) {
        let Some(artifacts) = &run.artifacts else { return };
        let mut entries = Vec::with_capacity(artifacts.len());
        for (index, artifact) in artifacts.iter().enumerate() {
            let place = format!("{}.artifacts[{index}].properties", context.place);
            let Some(properties) = self.bag::<ArtifactProperties<'static>>(artifact.properties.as_ref(), &place) else {
                continue;
            };
            match status(&properties) {
                Some(status) => entries.push(LedgerEntry {
                    path: context.places.artifact(index),
                    language: properties.language.and_then(|name| self.language(&name)),
                    status,
                }),
                None => self.error(place, "the file's line of the ledger cannot be read", SAME_VERSION),
            }
        }
        self.out.ledger.get_or_insert_default().extend(entries);
    }

    fn language(&self, name: &str) -> Option<&'static str> {
        self.languages.iter().copied().find(|known| *known == name)
    }

    fn rules(&mut self, run: &Run, context: &Context<'_>) -> Vec<Option<u32>> {
        let rules = run.tool.as_ref().and_then(|t| t.driver.as_ref()).and_then(|d| d.rules.as_ref());
        let mut out = Vec::new();
        for (index, rule) in rules.into_iter().flatten().enumerate() {
            let place = format!("{}.tool.driver.rules[{index}]", context.place);
            let Some(properties) = self.bag::<RuleProperties<'static>>(rule.properties.as_ref(), &place) else {
                out.push(None);
                continue;
            };
            let (severity, kind) = (Severity::parse(&properties.severity), RuleKind::parse(&properties.kind));
            let confidence = properties.confidence.as_deref().map(Confidence::parse);
            let (Some(id), Some(severity), Some(kind), None | Some(Some(_))) = (&rule.id, severity, kind, confidence)
            else {
                self.error(place, "the rule's id, severity, kind or confidence cannot be read", SAME_VERSION);
                out.push(None);
                continue;
            };
            let strings = |list: Vec<std::borrow::Cow<'_, str>>| list.into_iter().map(String::from).collect::<Vec<_>>();
            out.push(Some(self.out.infos.len() as u32));
            self.out.run_of.push(context.run);
            self.out.infos.push(RuleInfo {
                id: id.as_str().into(),
                title: rule.short_description.as_ref().and_then(|m| m.text.clone()).unwrap_or_default(),
                message: rule.full_description.as_ref().and_then(|m| m.text.clone()).unwrap_or_default(),
                severity,
                confidence: confidence.flatten(),
                kind,
                cwe: properties.cwe,
                controls: properties
                    .controls
                    .into_iter()
                    .map(|c| ControlRef { framework: c.framework.as_ref().into(), control: c.control.as_ref().into() })
                    .collect(),
                data_level: properties.data_level,
                references: strings(properties.references),
                languages: properties.languages.iter().filter_map(|name| self.language(name)).collect(),
                tags: strings(properties.own_tags),
                redact: properties.redact,
            });
        }
        out
    }

    fn result(&mut self, context: &mut Context<'_>, index: usize, result: &SarifResult) {
        let run = &mut self.out.runs[context.run as usize];
        run.results += 1;
        run.suppressed += usize::from(result.suppressions.as_ref().is_some_and(|list| list.0 > 0));
        if context.ours {
            self.own_result(context, index, result);
            return;
        }
        run.unchanged += usize::from(result.baseline_state.as_deref() == Some("unchanged"));
        if result.baseline_state.as_deref() == Some("absent") {
            run.absent += 1;
            return;
        }
        run.findings += 1;
        let rule = context.foreign.rule(result, &mut self.out.infos);
        self.out.run_of.resize(self.out.infos.len(), context.run);
        let place = || format!("{}.results[{index}]", context.place);
        let resolved = context.places.resolve(artifact_location(result));
        context.foreign.check(result, &self.out.infos[rule as usize], &resolved, place);
        let mut finding = finding(result, rule, context.foreign.severity(result), &context.places);
        context.foreign.complete(result, &self.out.infos[rule as usize], &mut finding);
        self.out.findings.push(finding);
    }

    fn own_result(&mut self, context: &Context<'_>, index: usize, result: &SarifResult) {
        let place = || format!("{}.results[{index}]", context.place);
        let rule = result.rule_index.and_then(|i| usize::try_from(i).ok()).and_then(|i| context.rules.get(i));
        let Some(Some(rule)) = rule.copied() else {
            return self.error(format!("{}.ruleIndex", place()), "the result names no rule of the file", SAME_VERSION);
        };
        let Some(properties) = self.bag::<ResultProperties<'static>>(result.properties.as_ref(), &place()) else {
            return;
        };
        let Some(severity) = Severity::parse(&properties.severity) else {
            return self.error(format!("{}.properties", place()), "the result's severity cannot be read", SAME_VERSION);
        };
        let mut finding = finding(result, rule, severity, &context.places);
        let print = result.partial_fingerprints.as_ref().and_then(|prints| prints.get("wardline/v1"));
        let print = print.and_then(|hex| u128::from_str_radix(hex, 16).ok()).map(Fingerprint).unwrap_or_default();
        (finding.fingerprint, finding.content) = (print, print);
        if let Some(bytes) = properties.span {
            finding.location.span = span(bytes);
        }
        self.out.runs[context.run as usize].findings += 1;
        self.out.findings.push(finding);
    }

    /// A property bag as one of ours; `None` after telling what is wrong.
    fn bag<T: DeserializeOwned>(&mut self, bag: Option<&Properties>, place: &str) -> Option<T> {
        match serde_json::from_value(Value::Object(bag.cloned().unwrap_or_default().0)) {
            Ok(properties) => Some(properties),
            Err(error) => {
                self.error(place, format!("the properties cannot be read: {error}"), SAME_VERSION);
                None
            }
        }
    }
}

const SAME_VERSION: &str = "the file was changed or is of another version of the tool; write it again";
const KINDS: [NoticeKind; 7] = [
    NoticeKind::Read,
    NoticeKind::Encoding,
    NoticeKind::Parse,
    NoticeKind::Budget,
    NoticeKind::Internal,
    NoticeKind::Rule,
    NoticeKind::Import,
];

fn status(properties: &ArtifactProperties<'_>) -> Option<FileStatus> {
    Some(match &*properties.status {
        "analysed" => FileStatus::Analysed,
        "partial" => FileStatus::Partial { error_bytes: properties.error_bytes?, total_bytes: properties.total_bytes? },
        "skipped" => {
            let name = properties.skip_reason.as_deref()?;
            FileStatus::Skipped(SkipReason::ALL.into_iter().find(|reason| reason.name() == name)?)
        }
        _ => return None,
    })
}

fn span([start, end]: [u32; 2]) -> Span {
    Span::new(start, end.max(start))
}

/// The text of a message, with the escapes of embedded links undone.
pub(super) fn text(message: Option<&Message>) -> String {
    message.and_then(|m| m.text.as_deref()).unwrap_or_default().replace("\\](", "](")
}

/// The day a run ended on, else the one it started on; of several invocations the oldest. Our own files say which day was decided for.
fn date(run: &Run, ours: bool) -> Option<Date> {
    let day = |text: &str| Date::parse(text.get(..10)?);
    if ours {
        let verdict = run.properties.as_ref()?.get("wardline/verdict")?;
        return day(verdict.get("date")?.as_str()?);
    }
    let of = |invocation: &Invocation| {
        let end = invocation.end_time_utc.as_deref().and_then(day);
        end.or_else(|| invocation.start_time_utc.as_deref().and_then(day))
    };
    run.invocations.iter().flatten().filter_map(of).min()
}

/// Whether a run without results says that it looked for some.
fn says_that_it_ran(run: &Run) -> bool {
    let ended = |invocation: &Invocation| invocation.execution_successful == Some(true);
    let tool = run.tool.as_ref();
    let mut components = tool.into_iter().flat_map(|t| t.driver.iter().chain(t.extensions.iter().flatten()));
    run.invocations.iter().flatten().any(ended) || components.any(|c| c.rules.as_ref().is_some_and(|r| !r.is_empty()))
}

/// The place of a result's first location.
fn artifact_location(result: &SarifResult) -> Option<&super::read_model::ArtifactLocation> {
    result.locations.as_ref()?.first()?.physical_location.as_ref()?.artifact_location.as_ref()
}

/// The path of the first location, if there is one.
pub(super) fn location_path(locations: Option<&[Location]>, places: &Places<'_>) -> Option<Arc<str>> {
    let location = locations?.first()?.physical_location.as_ref()?.artifact_location.as_ref()?;
    Some(places.resolve(Some(location)).path)
}

fn number(value: Option<i64>) -> Option<u32> {
    value.and_then(|n| u32::try_from(n).ok()).filter(|n| *n > 0)
}

/// Start and end of a region (§3.30.5 to §3.30.8, with their defaults).
fn ends(region: Option<&Region>) -> (LineColumn, LineColumn) {
    let line = number(region.and_then(|r| r.start_line)).unwrap_or(1);
    let at = |line: u32, column| LineColumn { line: Line::from_zero_based(line - 1), column };
    let start = at(line, number(region.and_then(|r| r.start_column)).unwrap_or(1));
    let end_line = number(region.and_then(|r| r.end_line)).unwrap_or(line).max(line);
    let end = at(end_line, number(region.and_then(|r| r.end_column)).unwrap_or(start.column));
    (start, end.max(start))
}

fn place(location: Option<&Location>, places: &Places<'_>) -> Place {
    let physical = location.and_then(|l| l.physical_location.as_ref());
    let (start, end) = ends(physical.and_then(|p| p.region.as_ref()));
    let path = places.resolve(physical.and_then(|p| p.artifact_location.as_ref())).path;
    Place { path, span: Span::default(), start, end }
}

fn region_text(region: Option<&Region>) -> Option<&str> {
    region?.snippet.as_ref()?.text.as_deref()
}

/// The whole lines of the location: the context where it starts on the same line, else the region itself.
fn snippet(location: Option<&Location>) -> String {
    let Some(physical) = location.and_then(|l| l.physical_location.as_ref()) else { return String::new() };
    let start = |region: Option<&Region>| number(region.and_then(|r| r.start_line));
    let (region, context) = (physical.region.as_ref(), physical.context_region.as_ref());
    let lines = region_text(context).filter(|_| start(context) == start(region));
    // A region's own text is whole lines only if it starts in the first column.
    let whole = number(region.and_then(|r| r.start_column)).unwrap_or(1) == 1;
    let text = lines.or_else(|| region_text(region).filter(|_| whole)).unwrap_or_default();
    text.strip_suffix('\n').unwrap_or(text).to_owned()
}

fn finding(result: &SarifResult, rule: u32, severity: Severity, places: &Places<'_>) -> Finding {
    let location = result.locations.as_ref().and_then(|l| l.first());
    let line_hash = result.partial_fingerprints.as_ref().and_then(|prints| prints.get("primaryLocationLineHash"));
    Finding {
        rule,
        location: place(location, places),
        message: text(result.message.as_ref()),
        snippet: snippet(location),
        severity,
        metavariables: Vec::new(),
        fingerprint: Fingerprint::default(),
        content: Fingerprint::default(),
        line_hash: line_hash.cloned().unwrap_or_default(),
        fix: fix(result),
        trace: trace(result, places),
    }
}

fn fix(result: &SarifResult) -> Option<Fix> {
    let changes = result.fixes.as_ref()?.first()?.artifact_changes.as_ref()?;
    let replacements = changes.first()?.replacements.as_ref()?;
    // A fix of several places cannot be said in one of ours, and half of it would be wrong.
    let ([_], [replacement]) = (&changes[..], &replacements[..]) else { return None };
    let (start, end) = ends(Some(replacement.deleted_region.as_ref()?));
    let inserted = replacement.inserted_content.as_ref().and_then(|c| c.text.clone()).unwrap_or_default();
    Some(Fix { span: Span::default(), start, end, replacement: inserted })
}

fn trace(result: &SarifResult, places: &Places<'_>) -> Vec<TraceStep> {
    let flow = result.code_flows.as_ref().and_then(|flows| flows.first());
    let thread = flow.and_then(|f| f.thread_flows.as_ref()).and_then(|threads| threads.first());
    let steps = thread.and_then(|t| t.locations.as_ref());
    let step = |step: &super::read_model::ThreadFlowLocation| {
        let location = step.location.as_ref();
        let region = location.and_then(|l| l.physical_location.as_ref()).and_then(|p| p.region.as_ref());
        TraceStep {
            location: place(location, places),
            snippet: region_text(region).unwrap_or_default().to_owned(),
            note: text(location.and_then(|l| l.message.as_ref())),
        }
    };
    steps.into_iter().flatten().map(step).collect()
}
