//! Writes a report in the shape of a profile.
//!
//! Nothing depends on the machine: paths are relative to a base that has no URI, and there are no times. Where a profile limits the size
//! of the file, the file is written until it fits, with fewer of the least severe results each time, and says what was left out.

use super::ImportRecord;
use super::model::{
    Artifact, ArtifactChange, ArtifactContent, ArtifactLocation, CodeFlow, Fix, Invocation, Location, Log, Message,
    MultiformatMessageString, Notification, PartialFingerprints, PhysicalLocation, Region, Replacement,
    ReportingConfiguration, ReportingDescriptor, ReportingDescriptorReference, Run, RunAutomationDetails, SarifResult,
    Suppression, ThreadFlow, ThreadFlowLocation, Tool, ToolComponent, UriBases, VersionControlDetails,
};
use super::profile::{Profile, Selection, Shape};
use super::properties::{ArtifactProperties, NotificationProperties, ResultProperties, RunProperties};
use super::rules::{Taxonomies, descriptor, rule_id};
use super::size::zipped_size;
use super::{kind, level, security_severity};
use crate::escape::cut;
use crate::place::range_in;
use crate::record::{LedgerRecord, VerdictRecord};
use crate::stream::{Items, write_json};
use crate::{Report, TOOL_NAME, uri};
use std::borrow::Cow;
use std::collections::HashMap;
use std::io;
use wardline_base::{
    FileStatus, Finding, LedgerEntry, LineColumn, Location as Place, Notice, NoticeKind, RuleInfo, Severity,
    SkipReason, TraceStep,
};
use wardline_policy::{Date, ExitStatus, LedgerSummary, Status, error_percent};

/// Name of the base of all relative URIs, as GitHub and others spell it.
pub(super) const ROOT: &str = "%SRCROOT%";
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// The kinds of notices, in the order of their descriptors.
const NOTICE_KINDS: [NoticeKind; 7] = [
    NoticeKind::Read,
    NoticeKind::Encoding,
    NoticeKind::Parse,
    NoticeKind::Budget,
    NoticeKind::Internal,
    NoticeKind::Rule,
    NoticeKind::Import,
];
const PARTIAL: usize = NOTICE_KINDS.len();
const SKIPPED: usize = PARTIAL + 1;
const TRUNCATED: usize = SKIPPED + 1;

/// What the gate knows of a finding beyond what SARIF has a place for.
fn result_properties<'a>(report: &Report<'a>, index: usize, finding: &Finding) -> ResultProperties<'a> {
    let judged = report.judged(index);
    let day = |day: Option<Date>| day.map(|day| day.to_string().into());
    ResultProperties {
        severity: finding.severity.name().into(),
        action: report.action(index).map(|action| action.name().into()),
        decided_by: judged.map(|judged| judged.setting.as_str().into()),
        decided_at: judged.map(|judged| judged.source.to_string().into()),
        owner: judged.and_then(|judged| judged.owner.as_deref()).map(Into::into),
        first_seen: day(judged.and_then(|judged| judged.first_seen)),
        due: day(judged.and_then(|judged| judged.due)),
        overdue: judged.is_some_and(|judged| judged.overdue),
        span: Some([finding.location.span.start, finding.location.span.end]),
    }
}

/// Writes the report as one SARIF log with one run.
pub(crate) fn write(report: &Report<'_>, profile: Profile, out: &mut dyn io::Write) -> io::Result<()> {
    let shape = profile.shape();
    let mut selection = Selection::new(report, &shape);
    while let Some(limit) = shape.zipped {
        let size = zipped_size(|counter| document(report, profile, &selection, counter))?;
        let kept = selection.findings.len();
        if size <= limit {
            break;
        }
        if kept == 0 {
            let message = format!("without any result the file would have {size} bytes of {limit} after gzip");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, message));
        }
        // What is not results takes room too, and the least severe may be the longest, so this may need to be done again.
        let share = kept as f64 * limit as f64 / size as f64 * 0.95;
        selection.keep(report, &shape, (share as usize).min(kept - 1));
    }
    document(report, profile, &selection, out)
}

fn document(report: &Report<'_>, profile: Profile, selection: &Selection, out: &mut dyn io::Write) -> io::Result<()> {
    let shape = profile.shape();
    let taxonomies = Taxonomies::new(report.infos, report.taxonomies, shape.relationships);
    let ledger = report.ledger.filter(|_| shape.own);
    let places = Places::new(ledger);
    let writer = Writer { report, shape: &shape, selection, places: &places };
    let results = Items(|| selection.findings.iter().map(|index| writer.result(*index)));
    let run = Run {
        tool: Tool { driver: driver(report, &shape, selection, &taxonomies) },
        invocations: [writer.invocation(profile)],
        automation_details: RunAutomationDetails { id: automation_id(report.category) },
        version_control_provenance: provenance(report),
        original_uri_base_ids: UriBases {
            root: ArtifactLocation {
                description: Some(Message::plain("The root of the scanned tree.")),
                ..ArtifactLocation::default()
            },
        },
        column_kind: "unicodeCodePoints",
        default_encoding: "utf-8",
        artifacts: ledger.map(|ledger| Items(move || ledger.iter().map(artifact))),
        taxonomies: taxonomies.components(),
        results,
        properties: shape.own.then(|| RunProperties {
            format: 1,
            verdict: report.verdict.map(VerdictRecord::new),
            imports: report.imports.iter().map(ImportRecord::new).collect(),
            ledger: report.ledger.map(|ledger| LedgerRecord::new(&LedgerSummary::of(ledger))),
        }),
    };
    write_json(&Log { schema: SCHEMA, version: "2.1.0", runs: [run] }, out)
}

/// What is needed to write any part of the run.
struct Writer<'a, 'w> {
    report: &'w Report<'a>,
    shape: &'w Shape,
    selection: &'w Selection,
    places: &'w Places<'a>,
}

/// The place of each file in the list of artifacts, for look-up only.
struct Places<'a>(HashMap<&'a str, usize>);

impl<'a> Places<'a> {
    fn new(ledger: Option<&'a [LedgerEntry]>) -> Self {
        Self(ledger.unwrap_or_default().iter().enumerate().map(|(index, entry)| (&*entry.path, index)).collect())
    }

    fn location<'p>(&self, path: &'p str) -> ArtifactLocation<'p> {
        ArtifactLocation { index: self.0.get(path).copied(), ..location(path) }
    }
}

fn location(path: &str) -> ArtifactLocation<'_> {
    ArtifactLocation { uri: Some(uri::encode(path)), uri_base_id: Some(ROOT), ..ArtifactLocation::default() }
}

/// §3.17.3: a category and, after the slash, nothing, because the run itself has no name of its own.
fn automation_id(category: &str) -> String {
    let category = category.trim_matches('/');
    if category.is_empty() { "wardline/".to_owned() } else { format!("wardline/{category}/") }
}

fn driver<'a>(
    report: &Report<'a>,
    shape: &Shape,
    selection: &Selection,
    taxonomies: &Taxonomies<'a>,
) -> ToolComponent<'a> {
    let rule =
        |(index, severity): &(u32, Severity)| descriptor(&report.infos[*index as usize], *severity, shape, taxonomies);
    ToolComponent {
        name: TOOL_NAME.into(),
        organization: TOOL_NAME,
        full_name: Some(format!("{TOOL_NAME} {}", report.version)),
        short_description: Some(MultiformatMessageString::text(
            "Policy-as-code gate for the source code of healthcare software.",
        )),
        version: report.version,
        semantic_version: report.version,
        information_uri: uri::web(report.information_uri).unwrap_or_default(),
        supported_taxonomies: taxonomies.references(),
        notifications: notification_descriptors(),
        rules: Some(selection.rules.iter().map(rule).collect()),
        ..ToolComponent::default()
    }
}

/// §3.19.24: the kinds of notifications, in the order that their references count on.
fn notification_descriptors() -> Vec<ReportingDescriptor<'static>> {
    let notices = NOTICE_KINDS.into_iter().map(|kind| (notice_id(kind), describe(kind), notice_level(kind)));
    let partial = ("wardline/ledger/partial".to_owned(), PARTIAL_FILE, "warning");
    let skipped = ("wardline/ledger/skipped".to_owned(), SKIPPED_FILE, "warning");
    let truncated = ("wardline/report/truncated".to_owned(), TRUNCATED_REPORT, "error");
    let descriptor = |(id, (name, text, help), level): (String, Description, _)| ReportingDescriptor {
        id: id.into(),
        name: Some(name.to_owned()),
        short_description: Some(MultiformatMessageString::text(text)),
        full_description: Some(MultiformatMessageString::text(text)),
        help: Some(MultiformatMessageString::text(help)),
        default_configuration: Some(ReportingConfiguration { level }),
        ..ReportingDescriptor::default()
    };
    notices.chain([partial, skipped, truncated]).map(descriptor).collect()
}

fn notice_id(kind: NoticeKind) -> String {
    format!("wardline/notice/{}", kind.name())
}

/// A name, what it means and what to do about it.
type Description = (&'static str, &'static str, &'static str);

const fn describe(kind: NoticeKind) -> Description {
    match kind {
        NoticeKind::Read => (
            "UnreadableFile",
            "A file or folder could not be read.",
            "Let the account that runs the scan read it, or leave it out by name.",
        ),
        NoticeKind::Encoding => (
            "RepairedEncoding",
            "Text is not valid in its encoding and was repaired for reading.",
            "Save the file as UTF-8.",
        ),
        NoticeKind::Parse => (
            "UnparsedText",
            "Part of the text could not be parsed.",
            "Mend the syntax, or raise the policy's limit if the file is a template.",
        ),
        NoticeKind::Budget => (
            "ExhaustedBudget",
            "A step budget ran out, so that matches may be missing.",
            "Split the file, or have a person review it.",
        ),
        NoticeKind::Internal => (
            "InternalError",
            "The analysis of a file failed inside the tool.",
            "Report it with the file, if it may be shown, and have a person review the file.",
        ),
        NoticeKind::Rule => (
            "InapplicableRule",
            "A rule cannot do what it says on this input.",
            "Mend the rule, or take it out of the scan.",
        ),
        NoticeKind::Import => (
            "IncompleteImport",
            "The tool whose report was read did not finish its analysis.",
            "Run that tool again and hand in its whole report.",
        ),
    }
}

const PARTIAL_FILE: Description = (
    "PartialFile",
    "Part of a file could not be parsed and was not searched.",
    "Mend the syntax, or raise the policy's limit if the file is a template.",
);
const SKIPPED_FILE: Description = (
    "SkippedFile",
    "A file was not analysed.",
    "See the reason; allow it in the policy only if the file needs no analysis.",
);

const TRUNCATED_REPORT: Description = (
    "TruncatedReport",
    "The report leaves out results, because its reader takes no more.",
    "Read the rest in a report of another format, or scan parts of the tree under a category each.",
);

const fn notice_level(kind: NoticeKind) -> &'static str {
    if kind.is_gap() { "error" } else { "warning" }
}

impl<'a> Writer<'a, '_> {
    fn invocation(&self, profile: Profile) -> Invocation<'a> {
        let report = self.report;
        let (configuration, execution): (Vec<&Notice>, _) =
            report.notices.iter().partition(|n| n.kind == NoticeKind::Rule);
        let notices = execution.into_iter().map(|n| notice(n, self.places));
        let notices = notices.chain(ledger_notifications(report.ledger, self.places)).collect();
        let mut execution = self.limited(notices);
        execution.extend(self.truncation(profile));
        Invocation {
            command_line: (!report.arguments.is_empty()).then(|| command_line(report.arguments)),
            arguments: report.arguments,
            execution_successful: matches!(
                report.exit_status,
                ExitStatus::Pass | ExitStatus::Blocked | ExitStatus::Nothing
            ),
            exit_code: report.exit_status.code(),
            exit_code_description: report.exit_status.meaning(),
            tool_execution_notifications: execution,
            tool_configuration_notifications: self
                .limited(configuration.into_iter().map(|n| notice(n, self.places)).collect()),
        }
    }

    /// As many notifications as the shape has room for; the last one counts the others.
    fn limited(&self, mut all: Vec<Notification<'a>>) -> Vec<Notification<'a>> {
        let most = self.shape.notifications;
        if all.len() > most {
            let message = format!("{} more notifications are left out.", all.len() - (most - 1));
            all.truncate(most - 1);
            all.push(self.left_out(message));
        }
        all
    }

    /// Says how many results were left out.
    fn truncation(&self, profile: Profile) -> Option<Notification<'a>> {
        let (lost, kept) = (self.selection.lost(), self.selection.findings.len());
        let by_severity = Severity::ALL.into_iter().zip(self.selection.left_out).rev();
        let by_severity =
            by_severity.filter(|(_, count)| *count > 0).map(|(severity, count)| format!("{count} {severity}"));
        let by_severity = by_severity.collect::<Vec<_>>().join(", ");
        let message = format!(
            "{lost} of {} results are left out, the least severe ones ({by_severity}): the limits of the profile {} hold {kept}.",
            lost + kept,
            profile.name()
        );
        (lost > 0).then(|| self.left_out(message))
    }

    fn left_out(&self, message: String) -> Notification<'a> {
        Notification {
            descriptor: reference("wardline/report/truncated", TRUNCATED),
            level: "error",
            message: Message::plain(message),
            locations: Vec::new(),
            properties: None,
        }
    }
}

/// The command as a POSIX shell would take it.
fn command_line(arguments: &[String]) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_./=:,@%+".contains(&b);
    let mut out = "wardline".to_owned();
    for argument in arguments {
        out.push(' ');
        if !argument.is_empty() && argument.bytes().all(plain) {
            out.push_str(argument);
        } else {
            out.push_str(&format!("'{}'", argument.replace('\'', "'\\''")));
        }
    }
    out
}

fn notice<'a>(notice: &'a Notice, places: &Places<'_>) -> Notification<'a> {
    let index = NOTICE_KINDS.iter().position(|kind| *kind == notice.kind).expect("the list holds every kind");
    let properties = NotificationProperties {
        notice: Some(notice.kind.name().into()),
        span: notice.span.map(|span| [span.start, span.end]),
    };
    Notification {
        descriptor: reference(notice_id(notice.kind), index),
        level: notice_level(notice.kind),
        message: Message::plain(&notice.message),
        locations: notice.path.as_deref().map(|path| whole_file(path, places)).into_iter().collect(),
        properties: Some(properties),
    }
}

fn reference(id: impl Into<Cow<'static, str>>, index: usize) -> ReportingDescriptorReference<'static> {
    ReportingDescriptorReference { id: id.into(), index, tool_component: None }
}

fn whole_file<'a>(path: &'a str, places: &Places<'_>) -> Location<'a> {
    let physical_location =
        PhysicalLocation { artifact_location: places.location(path), region: None, context_region: None };
    Location { physical_location, message: None }
}

/// The ledger's partial files and those skipped although a rule might apply, one notification each. Files that hold no code are counted
/// and not listed: the artifacts list them, and a tree may have very many.
fn ledger_notifications<'a>(ledger: Option<&'a [LedgerEntry]>, places: &Places<'_>) -> Vec<Notification<'a>> {
    let ledger = ledger.unwrap_or_default();
    let mut out = Vec::new();
    for entry in ledger {
        let (id, index, level, message) = match entry.status {
            FileStatus::Partial { error_bytes, total_bytes } => {
                let percent = error_percent(error_bytes, total_bytes);
                let message = format!("{error_bytes} of {total_bytes} bytes ({percent}%) could not be parsed.");
                ("wardline/ledger/partial", PARTIAL, "warning", message)
            }
            FileStatus::Skipped(reason) if reason.is_gap() => {
                ("wardline/ledger/skipped", SKIPPED, "error", format!("The file was not analysed: {}.", reason.name()))
            }
            _ => continue,
        };
        out.push(Notification {
            descriptor: reference(id, index),
            level,
            message: Message::plain(message),
            locations: vec![whole_file(&entry.path, places)],
            properties: None,
        });
    }
    let summary = LedgerSummary::of(ledger);
    for (reason, count) in summary.skipped.into_iter().filter(|(reason, _)| !reason.is_gap()) {
        let verb = if count == 1 { "file was" } else { "files were" };
        let message = Message::plain(format!("{count} {verb} not analysed: {}.", reason.name()));
        let descriptor = reference("wardline/ledger/skipped", SKIPPED);
        out.push(Notification { descriptor, level: "note", message, locations: Vec::new(), properties: None });
    }
    out
}

fn provenance<'a>(report: &Report<'a>) -> Vec<VersionControlDetails<'a>> {
    let details = report.vcs.and_then(|vcs| {
        let mapped_to = ArtifactLocation { uri_base_id: Some(ROOT), ..ArtifactLocation::default() };
        Some(VersionControlDetails {
            repository_uri: uri::repository(vcs.repository.as_deref()?)?,
            revision_id: vcs.revision.as_deref(),
            branch: vcs.branch.as_deref(),
            mapped_to,
        })
    });
    details.into_iter().collect()
}

fn artifact(entry: &LedgerEntry) -> Artifact<'_> {
    let mut properties =
        ArtifactProperties { language: entry.language.map(Cow::from), ..ArtifactProperties::default() };
    properties.status = match entry.status {
        FileStatus::Analysed => "analysed",
        FileStatus::Partial { error_bytes, total_bytes } => {
            properties.error_bytes = Some(error_bytes);
            properties.total_bytes = Some(total_bytes);
            properties.error_percent = Some(error_percent(error_bytes, total_bytes));
            "partial"
        }
        FileStatus::Skipped(reason) => {
            properties.skip_reason = Some(SkipReason::name(reason).into());
            "skipped"
        }
    }
    .into();
    Artifact { location: location(&entry.path), roles: ["analysisTarget"], source_language: entry.language, properties }
}

impl<'a> Writer<'a, '_> {
    fn result(&self, index: usize) -> SarifResult<'a> {
        let (report, shape) = (self.report, self.shape);
        let finding: &'a Finding = &report.findings[index];
        let info = report.info(finding);
        let differs = shape.rank && info.kind.can_block() && finding.severity != info.severity;
        let rank = security_severity(finding.severity).and_then(|n| n.parse::<f32>().ok()).unwrap_or(0.0) * 10.0;
        let message: &'a str = if finding.message.is_empty() { &info.id } else { &finding.message };
        let severity = if shape.rule_severity { finding.severity } else { info.severity };
        SarifResult {
            rule_id: rule_id(info, severity),
            rule_index: self.selection.rule_index(report, finding),
            kind: kind(info.kind),
            level: level(info.kind, finding.severity),
            message: Message::plain(cut(message, shape.message)),
            locations: [self.primary_location(finding, info)],
            partial_fingerprints: PartialFingerprints {
                primary_location_line_hash: &finding.line_hash,
                wardline: finding.fingerprint.to_string(),
            },
            code_flows: (!finding.trace.is_empty()).then(|| [self.code_flow(finding, info)]),
            fixes: finding.fix.as_ref().filter(|_| shape.fixes && !info.redact).map(|fix| {
                let replacements = [Replacement {
                    deleted_region: region(fix.start, fix.end, None),
                    inserted_content: ArtifactContent { text: fix.replacement.as_str().into() },
                }];
                let artifact_location = self.places.location(&finding.location.path);
                let description = Message::plain(fix_description(&fix.replacement));
                [Fix { description, artifact_changes: [ArtifactChange { artifact_location, replacements }] }]
            }),
            // The scale of `security-severity` belongs to the rule; where the finding differs, GitLab's rank says so.
            rank: differs.then_some(rank),
            suppressions: report.waiver(index).map(|waiver| {
                [Suppression {
                    kind: "external",
                    status: "accepted",
                    justification: format!(
                        "{}: {} ({}; owner {}, approved by {}, until {})",
                        waiver.id,
                        waiver.reason,
                        waiver.kind.name(),
                        waiver.owner,
                        waiver.approver,
                        waiver.expires
                    )
                    .into(),
                }]
            }),
            baseline_state: report.status(index).filter(|_| shape.own).map(|status| match status {
                Status::New | Status::Undetermined => "new",
                Status::Existing => "unchanged",
            }),
            properties: shape.own.then(|| result_properties(report, index, finding)),
        }
    }

    fn primary_location(&self, finding: &'a Finding, info: &RuleInfo) -> Location<'a> {
        let place = &finding.location;
        let allowed = |lines: &&str| !lines.is_empty() && !info.redact && self.shape.snippets.allow(lines);
        let lines = Some(finding.snippet.as_str()).filter(allowed);
        let matched = lines.map(|lines| &lines[range_in(lines, place)]);
        // §3.29.5: the context must be more than the region, and it must hold all of it.
        let context_region = lines.filter(|lines| matched != Some(*lines)).and_then(|lines| {
            let end_line = place.start.line.get().saturating_add(lines.matches('\n').count() as u32);
            (end_line >= place.end.line.get()).then(|| Region {
                start_line: place.start.line.get(),
                start_column: None,
                end_line,
                end_column: None,
                snippet: Some(ArtifactContent { text: lines.into() }),
            })
        });
        let physical_location = PhysicalLocation {
            artifact_location: self.places.location(&place.path),
            region: Some(region(place.start, place.end, matched)),
            context_region,
        };
        Location { physical_location, message: None }
    }

    /// The steps from the source on and those up to the sink; what is left out lies between.
    fn code_flow(&self, finding: &'a Finding, info: &RuleInfo) -> CodeFlow<'a> {
        let (all, half) = (finding.trace.len(), self.shape.steps / 2);
        let kept = |index: usize| all <= self.shape.steps || index < half || index >= all - half;
        let step = |(index, step): (usize, &'a TraceStep)| ThreadFlowLocation {
            location: self.step_location(step, info),
            execution_order: index + 1,
            importance: if index == 0 || index == all - 1 { "essential" } else { "important" },
        };
        let steps = finding.trace.iter().enumerate().filter(|(index, _)| kept(*index));
        CodeFlow { thread_flows: [ThreadFlow { locations: steps.map(step).collect() }] }
    }

    fn step_location(&self, step: &'a TraceStep, info: &RuleInfo) -> Location<'a> {
        let Place { path, start, end, .. } = &step.location;
        let allowed = |text: &&str| !text.is_empty() && !info.redact && self.shape.snippets.allow(text);
        let physical_location = PhysicalLocation {
            artifact_location: self.places.location(path),
            region: Some(region(*start, *end, Some(step.snippet.as_str()).filter(allowed))),
            context_region: None,
        };
        Location { physical_location, message: Some(Message::plain(cut(&step.note, self.shape.message))) }
    }
}

/// What a fix does, in one line; some readers show nothing else of it, and DefectDojo fails without it.
fn fix_description(replacement: &str) -> String {
    let mut lines = replacement.lines();
    match (lines.next(), lines.next()) {
        (None, _) => "Remove the marked code.".to_owned(),
        (Some(line), None) if line.chars().count() <= 80 => format!("Replace the marked code with '{}'.", line.trim()),
        _ => "Replace the marked code as shown.".to_owned(),
    }
}

fn region(start: LineColumn, end: LineColumn, snippet: Option<&str>) -> Region<'_> {
    Region {
        start_line: start.line.get(),
        start_column: Some(start.column),
        end_line: end.line.get(),
        end_column: Some(end.column),
        snippet: snippet.map(|text| ArtifactContent { text: text.into() }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use wardline_base::RuleKind;

    #[test]
    fn commands_can_be_run_again() {
        let arguments = ["gate", "a b", "it's", "", "--format=sarif"].map(str::to_owned);
        assert_eq!(command_line(&arguments), r"wardline gate 'a b' 'it'\''s' '' --format=sarif");
    }

    #[test]
    fn the_tool_and_its_kinds_agree() {
        let descriptors = notification_descriptors();
        for (index, kind) in NOTICE_KINDS.into_iter().enumerate() {
            assert_eq!(descriptors[index].id, notice_id(kind));
        }
        assert_eq!(descriptors[PARTIAL].id, "wardline/ledger/partial");
        assert_eq!(descriptors[SKIPPED].id, "wardline/ledger/skipped");
        assert_eq!(descriptors[TRUNCATED].id, "wardline/report/truncated");
        assert_eq!((kind(RuleKind::Evidence), kind(RuleKind::Absence)), ("pass", "fail"));
    }
}
