//! Reads SARIF, ours and other tools', as something to decide on.
//!
//! Our own full profile gives back exactly what a verdict depends on. Of other tools' files we take what the standard lets them say, and
//! where it leaves doubt we read it as bad news: a run without results did not look, a suppression in the code under test is no waiver,
//! a failed run is a gap. What cannot be read is an error with its place, never an empty report.

use super::properties::{ArtifactProperties, NotificationProperties, ResultProperties, RuleProperties};
use super::read_foreign as foreign;
use super::read_model::{ArtifactLocation, Location, Log, Message, Notification, Properties, Region, Run, SarifResult};
use crate::{TOOL_NAME, uri};
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use wardline_base::{
    Confidence, ControlRef, FileStatus, Finding, Fingerprint, Fix, LedgerEntry, Line, LineColumn, Location as Place,
    Notice, NoticeKind, RuleInfo, RuleKind, Severity, SkipReason, Span, TraceStep,
};

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
    /// The names of the tools, in the order of the runs.
    pub tools: Vec<String>,
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

/// Reads a SARIF 2.1.0 file. `languages` are the names that rules and ledgers may use; others are left out.
///
/// # Errors
///
/// If the bytes are no JSON, no SARIF 2.1.0, hold no run, keep results in other files, or contradict themselves.
pub fn read(bytes: &[u8], languages: &[&'static str]) -> Result<Imported, ReadErrors> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let log: Log = serde_json::from_slice(bytes).map_err(|error| {
        let place = format!("line {} column {}", error.line(), error.column());
        let help = if error.is_eof() { "the file is cut off; write it again" } else { "the file is no SARIF 2.1.0" };
        ReadErrors(vec![ReadError { place, message: format!("cannot be read: {error}"), help: help.to_owned() }])
    })?;
    let mut reader =
        Reader { languages, out: Imported { execution_successful: true, ..Imported::default() }, errors: vec![] };
    match log.version.as_deref() {
        Some("2.1.0") => {}
        Some(other) => reader.error("version", format!("SARIF {other} is not read"), "convert the file to SARIF 2.1.0"),
        None => reader.error("version", "there is no version", "hand in a SARIF 2.1.0 file"),
    }
    let runs = log.runs.unwrap_or_default();
    if runs.is_empty() {
        reader.error("runs", "the file holds no run, so it says nothing", "hand in the file of a finished analysis");
    }
    for (index, run) in runs.into_iter().enumerate() {
        reader.run(run, &format!("runs[{index}]"));
    }
    if reader.errors.is_empty() { Ok(reader.out) } else { Err(ReadErrors(reader.errors)) }
}

struct Reader<'l> {
    languages: &'l [&'static str],
    out: Imported,
    errors: Vec<ReadError>,
}

/// What is known of the run that results belong to.
struct Context {
    place: String,
    tool: String,
    ours: bool,
    /// Index into the infos of each of our rules; `None` for one that could not be read.
    rules: Vec<Option<u32>>,
    /// Path of each artifact.
    artifacts: Vec<Arc<str>>,
}

impl Reader<'_> {
    fn error(&mut self, place: impl Into<String>, message: impl Into<String>, help: &str) {
        const MOST: usize = 100;
        if self.errors.len() < MOST {
            self.errors.push(ReadError { place: place.into(), message: message.into(), help: help.to_owned() });
        }
    }

    fn run(&mut self, run: Run, place: &str) {
        let driver = run.tool.as_ref().and_then(|tool| tool.driver.as_ref());
        let Some(tool) = driver.and_then(|d| d.name.clone()) else {
            return self.error(
                format!("{place}.tool.driver.name"),
                "the run names no tool",
                "hand in a SARIF 2.1.0 file",
            );
        };
        let external = run.external_property_file_references.as_ref().and_then(|files| files.get("results"));
        if external.is_some_and(|files| files.as_array().is_none_or(|files| !files.is_empty())) {
            let help = "put the results into the file itself";
            self.error(format!("{place}.externalPropertyFileReferences"), "results are kept in other files", help);
        }
        let format = run.properties.as_ref().and_then(|p| p.get("wardline/format"));
        let ours = tool == TOOL_NAME && format.is_some();
        if ours && format.and_then(Value::as_u64) != Some(1) {
            let help = "use the version of the tool that wrote it";
            self.error(format!("{place}.properties"), "the file is of a newer version of the tool", help);
        }
        self.out.tools.push(tool.clone());
        let artifacts = run.artifacts.iter().flatten().map(|a| path(a.location.as_ref(), &[])).collect();
        let mut context = Context { place: place.to_owned(), tool, ours, rules: Vec::new(), artifacts };
        self.invocations(&run, &context);
        if ours {
            self.whole(&run, place);
            self.ledger(&run, &context);
            context.rules = self.rules(&run, place);
        }
        match &run.results {
            Some(results) if ours => self.results(results, &context),
            Some(results) => self.foreign(&run, results, &context),
            None => self.gap(format!("{} says that it looked for no results (no `results`)", context.tool)),
        }
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

    fn invocations(&mut self, run: &Run, context: &Context) {
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
                    self.out.notices.extend(foreign::notice(notification, &context.tool, &context.artifacts));
                }
            }
        }
    }

    fn notice(&mut self, notification: &Notification, place: &str, context: &Context) {
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
            path: location_path(notification.locations.as_deref(), &context.artifacts),
            span: properties.span.map(span),
            message: text(notification.message.as_ref()),
        });
    }

    fn ledger(&mut self, run: &Run, context: &Context) {
        let Some(artifacts) = &run.artifacts else { return };
        let mut entries = Vec::with_capacity(artifacts.len());
        for (index, artifact) in artifacts.iter().enumerate() {
            let place = format!("{}.artifacts[{index}].properties", context.place);
            let Some(properties) = self.bag::<ArtifactProperties<'static>>(artifact.properties.as_ref(), &place) else {
                continue;
            };
            match status(&properties) {
                Some(status) => entries.push(LedgerEntry {
                    path: context.artifacts[index].clone(),
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

    fn rules(&mut self, run: &Run, place: &str) -> Vec<Option<u32>> {
        let rules = run.tool.as_ref().and_then(|t| t.driver.as_ref()).and_then(|d| d.rules.as_ref());
        let mut out = Vec::new();
        for (index, rule) in rules.into_iter().flatten().enumerate() {
            let place = format!("{place}.tool.driver.rules[{index}]");
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

    fn results(&mut self, results: &[SarifResult], context: &Context) {
        for (index, result) in results.iter().enumerate() {
            let place = || format!("{}.results[{index}]", context.place);
            let rule = result.rule_index.and_then(|i| usize::try_from(i).ok()).and_then(|i| context.rules.get(i));
            let Some(Some(rule)) = rule.copied() else {
                self.error(format!("{}.ruleIndex", place()), "the result names no rule of the file", SAME_VERSION);
                continue;
            };
            let Some(properties) = self.bag::<ResultProperties<'static>>(result.properties.as_ref(), &place()) else {
                continue;
            };
            let Some(severity) = Severity::parse(&properties.severity) else {
                self.error(format!("{}.properties", place()), "the result's severity cannot be read", SAME_VERSION);
                continue;
            };
            let mut finding = finding(result, rule, severity, &context.artifacts);
            if let Some(bytes) = properties.span {
                finding.location.span = span(bytes);
            }
            self.out.findings.push(finding);
        }
    }

    fn foreign(&mut self, run: &Run, results: &[SarifResult], context: &Context) {
        let mut rules: BTreeMap<(String, RuleKind), u32> = BTreeMap::new();
        let mut equals: BTreeMap<Fingerprint, u128> = BTreeMap::new();
        for result in results.iter().filter(|r| r.baseline_state.as_deref() != Some("absent")) {
            let (rule, severity) = foreign::rule(run, result);
            let key = (rule.id.to_string(), rule.kind);
            let index = *rules.entry(key).or_insert(self.out.infos.len() as u32);
            if index as usize == self.out.infos.len() {
                self.out.infos.push(rule);
            }
            let mut finding = finding(result, index, severity, &context.artifacts);
            let info = &self.out.infos[index as usize];
            if finding.message.is_empty() {
                finding.message = foreign::message(run, result).unwrap_or_else(|| info.title.clone());
            }
            if finding.fingerprint == Fingerprint::default() {
                let first = foreign::fingerprint(&context.tool, info, &finding);
                let count = equals.entry(first).or_default();
                finding.fingerprint = Fingerprint(first.0.wrapping_add(*count));
                *count += 1;
            }
            self.out.findings.push(finding);
        }
    }

    /// A property bag as one of ours; `None` after telling what is wrong.
    fn bag<T: DeserializeOwned>(&mut self, bag: Option<&Properties>, place: &str) -> Option<T> {
        match serde_json::from_value(Value::Object(bag.cloned().unwrap_or_default())) {
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

/// The path behind an artifact's location; `.`, the root of the tree, where there is none.
pub(super) fn path(location: Option<&ArtifactLocation>, artifacts: &[Arc<str>]) -> Arc<str> {
    let Some(location) = location else { return ".".into() };
    if let Some(uri) = location.uri.as_deref().filter(|uri| !uri.is_empty()) {
        return uri::decode(uri.strip_prefix("./").unwrap_or(uri)).into();
    }
    let artifact = location.index.and_then(|i| usize::try_from(i).ok()).and_then(|i| artifacts.get(i));
    artifact.cloned().unwrap_or_else(|| ".".into())
}

/// The path of the first location, if there is one.
pub(super) fn location_path(locations: Option<&[Location]>, artifacts: &[Arc<str>]) -> Option<Arc<str>> {
    let location = locations?.first()?.physical_location.as_ref()?.artifact_location.as_ref()?;
    Some(path(Some(location), artifacts))
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

fn place(location: Option<&Location>, artifacts: &[Arc<str>]) -> Place {
    let physical = location.and_then(|l| l.physical_location.as_ref());
    let (start, end) = ends(physical.and_then(|p| p.region.as_ref()));
    let path = path(physical.and_then(|p| p.artifact_location.as_ref()), artifacts);
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

fn finding(result: &SarifResult, rule: u32, severity: Severity, artifacts: &[Arc<str>]) -> Finding {
    let location = result.locations.as_ref().and_then(|l| l.first());
    let prints = result.partial_fingerprints.as_ref();
    let print = |name: &str| prints.and_then(|p| p.get(name)).and_then(Value::as_str);
    let fingerprint =
        print("wardline/v1").and_then(|hex| u128::from_str_radix(hex, 16).ok()).map(Fingerprint).unwrap_or_default();
    Finding {
        rule,
        location: place(location, artifacts),
        message: text(result.message.as_ref()),
        snippet: snippet(location),
        severity,
        metavariables: Vec::new(),
        fingerprint,
        content: fingerprint,
        line_hash: print("primaryLocationLineHash").unwrap_or_default().to_owned(),
        fix: fix(result),
        trace: trace(result, artifacts),
    }
}

fn fix(result: &SarifResult) -> Option<Fix> {
    let changes = result.fixes.as_ref()?.first()?.artifact_changes.as_ref()?;
    let replacements = changes.first()?.replacements.as_ref()?;
    // A fix of several places cannot be said in one of ours, and half of it would be wrong.
    let ([_], [replacement]) = (changes.as_slice(), replacements.as_slice()) else { return None };
    let (start, end) = ends(Some(replacement.deleted_region.as_ref()?));
    let inserted = replacement.inserted_content.as_ref().and_then(|c| c.text.clone()).unwrap_or_default();
    Some(Fix { span: Span::default(), start, end, replacement: inserted })
}

fn trace(result: &SarifResult, artifacts: &[Arc<str>]) -> Vec<TraceStep> {
    let flow = result.code_flows.as_ref().and_then(|flows| flows.first());
    let thread = flow.and_then(|f| f.thread_flows.as_ref()).and_then(|threads| threads.first());
    let steps = thread.and_then(|t| t.locations.as_ref());
    let step = |step: &super::read_model::ThreadFlowLocation| {
        let location = step.location.as_ref();
        let region = location.and_then(|l| l.physical_location.as_ref()).and_then(|p| p.region.as_ref());
        TraceStep {
            location: place(location, artifacts),
            snippet: region_text(region).unwrap_or_default().to_owned(),
            note: text(location.and_then(|l| l.message.as_ref())),
        }
    };
    steps.into_iter().flatten().map(step).collect()
}
