//! Our own JSON, schema `wardline/1`, for scripts that want facts without SARIF's weight.
//!
//! docs/outputs.md documents every property. A property is never removed and never changes its meaning within one schema name; new ones
//! may be added, so readers must ignore what they do not know.

use crate::policy_record::{PolicyRecord, policy};
use crate::record::{LedgerRecord, VerdictRecord};
use crate::sarif::ImportRecord;
use crate::stream::{Items, write_json};
use crate::{Report, TOOL_NAME, uri};
use serde::Serialize;
use std::io;
use wardline_base::{FileStatus, Finding, Fix, LedgerEntry, LineColumn, Notice, RuleInfo, TraceStep};
use wardline_policy::{Judged, LedgerSummary};

/// Writes the report as one JSON object.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let value = Document {
        schema: "wardline/1",
        tool: Tool { name: TOOL_NAME, version: report.version },
        exit_code: report.exit_status.code(),
        source: report.vcs.map(|vcs| Source {
            repository: vcs.repository.as_deref().and_then(uri::repository),
            revision: vcs.revision.as_deref(),
            branch: vcs.branch.as_deref(),
        }),
        verdict: report.verdict.map(VerdictRecord::new),
        policy: report.policy.map(policy),
        imports: report.imports.iter().map(ImportRecord::new).collect(),
        ledger: report.ledger.map(|ledger| Ledger {
            summary: LedgerRecord::new(&LedgerSummary::of(ledger)),
            entries: Items(|| ledger.iter().map(entry)),
        }),
        notices: Items(|| report.notices.iter().map(notice)),
        rules: Items(|| report.infos.iter().map(rule)),
        findings: Items(|| report.findings.iter().enumerate().map(|(index, f)| finding(report, index, f))),
    };
    write_json(&value, out)
}

#[derive(Serialize)]
struct Document<'a, L, N, R, F> {
    schema: &'static str,
    tool: Tool<'a>,
    exit_code: u8,
    source: Option<Source<'a>>,
    verdict: Option<VerdictRecord<'a>>,
    policy: Option<PolicyRecord<'a>>,
    imports: Vec<ImportRecord<'a>>,
    ledger: Option<L>,
    notices: N,
    rules: R,
    findings: F,
}

#[derive(Serialize)]
struct Tool<'a> {
    name: &'static str,
    version: &'a str,
}

#[derive(Serialize)]
struct Source<'a> {
    repository: Option<String>,
    revision: Option<&'a str>,
    branch: Option<&'a str>,
}

#[derive(Serialize)]
struct Ledger<E> {
    summary: LedgerRecord,
    entries: E,
}

#[derive(Serialize)]
struct Entry<'a> {
    path: &'a str,
    language: Option<&'static str>,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_bytes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    total_bytes: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

fn entry(entry: &LedgerEntry) -> Entry<'_> {
    let (status, bytes, reason) = match entry.status {
        FileStatus::Analysed => ("analysed", None, None),
        FileStatus::Partial { error_bytes, total_bytes } => ("partial", Some((error_bytes, total_bytes)), None),
        FileStatus::Skipped(reason) => ("skipped", None, Some(reason.name())),
    };
    Entry {
        path: &entry.path,
        language: entry.language,
        status,
        error_bytes: bytes.map(|(error, _)| error),
        total_bytes: bytes.map(|(_, total)| total),
        reason,
    }
}

#[derive(Serialize)]
struct NoticeRecord<'a> {
    kind: &'static str,
    gap: bool,
    path: Option<&'a str>,
    span: Option<[u32; 2]>,
    message: &'a str,
}

fn notice(notice: &Notice) -> NoticeRecord<'_> {
    NoticeRecord {
        kind: notice.kind.name(),
        gap: notice.kind.is_gap(),
        path: notice.path.as_deref(),
        span: notice.span.map(|span| [span.start, span.end]),
        message: &notice.message,
    }
}

#[derive(Serialize)]
struct Rule<'a> {
    id: &'a str,
    title: &'a str,
    message: &'a str,
    severity: &'static str,
    confidence: Option<&'static str>,
    kind: &'static str,
    cwe: &'a [u32],
    controls: Vec<Control<'a>>,
    data_level: Option<u8>,
    references: &'a [String],
    languages: &'a [&'static str],
    tags: &'a [String],
    redact: bool,
}

#[derive(Serialize)]
struct Control<'a> {
    framework: &'a str,
    control: &'a str,
}

fn rule(info: &RuleInfo) -> Rule<'_> {
    let controls = info.controls.iter().map(|c| Control { framework: &c.framework, control: &c.control });
    Rule {
        id: &info.id,
        title: &info.title,
        message: &info.message,
        severity: info.severity.name(),
        confidence: info.confidence.map(|c| c.name()),
        kind: info.kind.name(),
        cwe: &info.cwe,
        controls: controls.collect(),
        data_level: info.data_level,
        references: &info.references,
        languages: &info.languages,
        tags: &info.tags,
        redact: info.redact,
    }
}

#[derive(Serialize)]
struct FindingRecord<'a> {
    rule: &'a str,
    severity: &'static str,
    action: Option<&'static str>,
    status: Option<&'static str>,
    waiver: Option<&'a str>,
    decided_by: Option<DeciderRecord<'a>>,
    owner: Option<&'a str>,
    first_seen: Option<String>,
    due: Option<String>,
    overdue: bool,
    message: &'a str,
    path: &'a str,
    start: Position,
    end: Position,
    span: [u32; 2],
    snippet: Option<&'a str>,
    fingerprint: String,
    line_hash: &'a str,
    metavariables: Vec<Metavariable<'a>>,
    fix: Option<FixRecord<'a>>,
    trace: Vec<Step<'a>>,
}

/// The setting that decided about a finding.
#[derive(Serialize)]
struct DeciderRecord<'a> {
    setting: &'a str,
    source: String,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Metavariable<'a> {
    name: &'a str,
    value: &'a str,
}

#[derive(Serialize)]
struct FixRecord<'a> {
    start: Position,
    end: Position,
    span: [u32; 2],
    replacement: &'a str,
}

#[derive(Serialize)]
struct Step<'a> {
    path: &'a str,
    start: Position,
    end: Position,
    note: &'a str,
    snippet: Option<&'a str>,
}

const fn position(at: LineColumn) -> Position {
    Position { line: at.line.get(), column: at.column }
}

/// Code of a finding whose rule redacts is left out here too, in case whoever made the finding forgot.
fn finding<'a>(report: &Report<'a>, index: usize, finding: &'a Finding) -> FindingRecord<'a> {
    let info = report.info(finding);
    let open = !info.redact;
    let code = |text: &'a str| Some(text).filter(|text| open && !text.is_empty());
    let metavariables = finding.metavariables.iter().filter(|_| open);
    let fix = |fix: &'a Fix| FixRecord {
        start: position(fix.start),
        end: position(fix.end),
        span: [fix.span.start, fix.span.end],
        replacement: &fix.replacement,
    };
    let step = |step: &'a TraceStep| Step {
        path: &step.location.path,
        start: position(step.location.start),
        end: position(step.location.end),
        note: &step.note,
        snippet: code(&step.snippet),
    };
    let judged = report.judged(index);
    let decider = |judged: &'a Judged| DeciderRecord { setting: &judged.setting, source: judged.source.to_string() };
    FindingRecord {
        rule: &info.id,
        severity: finding.severity.name(),
        action: report.action(index).map(|action| action.name()),
        status: report.status(index).map(|status| status.name()),
        waiver: report.waiver(index).map(|waiver| &*waiver.id),
        decided_by: judged.map(decider),
        owner: judged.and_then(|judged| judged.owner.as_deref()),
        first_seen: judged.and_then(|judged| judged.first_seen).map(|day| day.to_string()),
        due: judged.and_then(|judged| judged.due).map(|day| day.to_string()),
        overdue: judged.is_some_and(|judged| judged.overdue),
        message: &finding.message,
        path: &finding.location.path,
        start: position(finding.location.start),
        end: position(finding.location.end),
        span: [finding.location.span.start, finding.location.span.end],
        snippet: code(&finding.snippet),
        fingerprint: finding.fingerprint.to_string(),
        line_hash: &finding.line_hash,
        metavariables: metavariables.map(|(name, value)| Metavariable { name, value }).collect(),
        fix: finding.fix.as_ref().filter(|_| open).map(fix),
        trace: finding.trace.iter().map(step).collect(),
    }
}
