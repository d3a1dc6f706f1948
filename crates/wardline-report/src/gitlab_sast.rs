//! GitLab's SAST report, schema 15.2.1
//! (<https://gitlab.com/gitlab-org/security-products/security-report-schemas>).
//!
//! GitLab refuses a whole report for one value that breaks the schema, so every limit of the schema is kept here: lengths, non-empty
//! texts, forms of links and times. It renders descriptions as Markdown; text from the tree is put where Markdown means nothing.

use crate::digest::Unique;
use crate::escape::cut;
use crate::markdown::literal;
use crate::stream::{Items, write_json};
use crate::{Report, TOOL_NAME, uri};
use serde::Serialize;
use std::cell::RefCell;
use std::io;
use wardline_base::{Finding, Fingerprint, RuleInfo, Severity, TraceStep};
use wardline_policy::ExitStatus;

const VERSION: &str = "15.2.1";
const SCHEMA: &str = "https://gitlab.com/gitlab-org/security-products/security-report-schemas/-/raw/v15.2.1/dist/\
                      sast-report-format.json";
/// Characters of a vulnerability's name.
const NAME: usize = 255;
/// Characters of a message in a description; the schema allows a million, but a page of code helps nobody.
const MESSAGE: usize = 4_000;
/// Identifiers that GitLab keeps.
const IDENTIFIERS: usize = 20;
/// Messages about the scan that are listed one by one.
const MESSAGES: usize = 100;

#[derive(Serialize)]
struct Document<'a, V> {
    version: &'static str,
    schema: &'static str,
    scan: Scan<'a>,
    vulnerabilities: V,
}

#[derive(Serialize)]
struct Scan<'a> {
    analyzer: Tool<'a>,
    scanner: Tool<'a>,
    r#type: &'static str,
    start_time: String,
    end_time: String,
    status: &'static str,
    messages: Vec<Message>,
}

#[derive(Clone, Serialize)]
struct Tool<'a> {
    id: &'static str,
    name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    vendor: Vendor,
    version: &'a str,
}

#[derive(Clone, Serialize)]
struct Vendor {
    name: &'static str,
}

#[derive(Serialize)]
struct Message {
    level: &'static str,
    value: String,
}

#[derive(Serialize)]
struct Vulnerability<'a> {
    id: String,
    name: String,
    description: String,
    severity: &'static str,
    identifiers: Vec<Identifier>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<Link<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<Details<'a>>,
    location: Location<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    raw_source_code_extract: Option<&'a str>,
}

#[derive(Serialize)]
struct Identifier {
    r#type: String,
    name: String,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Link<'a> {
    url: &'a str,
}

#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    start_line: u32,
    end_line: u32,
}

#[derive(Serialize)]
struct Details<'a> {
    code_flows: CodeFlows<'a>,
}

#[derive(Serialize)]
struct CodeFlows<'a> {
    name: &'static str,
    r#type: &'static str,
    items: [Vec<FlowNode<'a>>; 1],
}

#[derive(Serialize)]
struct FlowNode<'a> {
    r#type: &'static str,
    node_type: &'static str,
    file_location: FileLocation<'a>,
}

#[derive(Serialize)]
struct FileLocation<'a> {
    r#type: &'static str,
    file_name: &'a str,
    line_start: u32,
    line_end: u32,
}

/// Writes the findings that name something wrong, the worst first.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let (order, unique) = (report.ranked(), RefCell::new(Unique::default()));
    let tool = Tool {
        id: "wardline",
        name: TOOL_NAME,
        url: uri::web(report.information_uri),
        vendor: Vendor { name: TOOL_NAME },
        version: report.version,
    };
    let time = format!("{}T00:00:00", report.date);
    let whole = matches!(report.exit_status, ExitStatus::Pass | ExitStatus::Blocked | ExitStatus::Nothing);
    let document = Document {
        version: VERSION,
        schema: SCHEMA,
        scan: Scan {
            analyzer: tool.clone(),
            scanner: tool,
            r#type: "sast",
            start_time: time.clone(),
            end_time: time,
            status: if whole { "success" } else { "failure" },
            messages: messages(report, whole),
        },
        vulnerabilities: Items(|| {
            order.iter().map(|index| {
                let finding = &report.findings[*index];
                vulnerability(report, finding, unique.borrow_mut().seen(finding.fingerprint))
            })
        }),
    };
    write_json(&document, out)
}

/// The gaps of the analysis; the first message says that it failed, if it did.
fn messages(report: &Report<'_>, whole: bool) -> Vec<Message> {
    let failed = (!whole).then(|| Message { level: "fatal", value: report.decision() });
    let mut gaps = report.gaps();
    let listed: Vec<Message> = gaps
        .by_ref()
        .take(MESSAGES)
        .map(|gap| Message { level: "warn", value: cut(&gap, MESSAGE).into_owned() })
        .collect();
    let more = gaps.count();
    let more = (more > 0).then(|| Message { level: "warn", value: format!("{more} more gaps are not listed.") });
    failed.into_iter().chain(listed).chain(more).collect()
}

fn vulnerability<'a>(report: &'a Report<'a>, finding: &'a Finding, before: u32) -> Vulnerability<'a> {
    let info = report.info(finding);
    let links = info.references.iter().filter_map(|link| uri::web(link)).map(|url| Link { url });
    Vulnerability {
        id: uuid(finding.fingerprint, before),
        name: cut(report.title(finding), NAME).into_owned(),
        description: literal(&cut(report.message(finding), MESSAGE)),
        severity: severity(finding.severity),
        identifiers: identifiers(report, info),
        links: links.collect(),
        details: has_flow(finding).then(|| Details { code_flows: code_flows(&finding.trace) }),
        location: Location {
            file: &finding.location.path,
            start_line: finding.location.start.line.get(),
            end_line: finding.location.end.line.get(),
        },
        raw_source_code_extract: Some(finding.snippet.as_str()).filter(|code| !code.is_empty() && !info.redact),
    }
}

/// The first identifier is the one GitLab tracks by: the rule. Weaknesses and controls follow.
fn identifiers(report: &Report<'_>, info: &RuleInfo) -> Vec<Identifier> {
    let framework = |id: &str| report.taxonomies.iter().find(|taxonomy| taxonomy.id == id).map(|t| t.name.clone());
    let or_unnamed = |text: &str| if text.is_empty() { "unnamed".to_owned() } else { text.to_owned() };
    let rule = Identifier {
        r#type: "wardline_rule_id".to_owned(),
        name: or_unnamed(&info.id),
        value: or_unnamed(&info.id),
        url: None,
    };
    let weaknesses = info.cwe.iter().map(|number| Identifier {
        r#type: "cwe".to_owned(),
        name: format!("CWE-{number}"),
        value: number.to_string(),
        url: Some(format!("https://cwe.mitre.org/data/definitions/{number}.html")),
    });
    let controls = info.controls.iter().map(|control| Identifier {
        r#type: or_unnamed(&control.framework),
        name: format!(
            "{} {}",
            framework(&control.framework).unwrap_or_else(|| control.framework.to_string()),
            control.control
        ),
        value: or_unnamed(&control.control),
        url: None,
    });
    std::iter::once(rule).chain(weaknesses).chain(controls).take(IDENTIFIERS).collect()
}

/// The schema wants a name for the file of every step, which a report of another tool may not have.
fn has_flow(finding: &Finding) -> bool {
    !finding.trace.is_empty() && finding.trace.iter().all(|step| !step.location.path.is_empty())
}

fn code_flows(trace: &[TraceStep]) -> CodeFlows<'_> {
    let last = trace.len() - 1;
    let node = |(index, step)| match index {
        0 => node("source", step),
        index if index == last => node("sink", step),
        _ => node("propagation", step),
    };
    CodeFlows { name: "Data flow", r#type: "code-flows", items: [trace.iter().enumerate().map(node).collect()] }
}

fn node<'a>(node_type: &'static str, step: &'a TraceStep) -> FlowNode<'a> {
    let file_location = FileLocation {
        r#type: "file-location",
        file_name: &step.location.path,
        line_start: step.location.start.line.get(),
        line_end: step.location.end.line.get(),
    };
    FlowNode { r#type: "code-flow-node", node_type, file_location }
}

/// A UUID of version 8 (RFC 9562), made of the fingerprint, so that a finding keeps it between runs.
fn uuid(fingerprint: Fingerprint, before: u32) -> String {
    let bits = fingerprint.0.wrapping_add(u128::from(before)) & !(0xf << 76) & !(0x3 << 62) | (0x8 << 76) | (0x2 << 62);
    let hex = format!("{bits:032x}");
    format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "Critical",
        Severity::High => "High",
        Severity::Medium => "Medium",
        Severity::Low => "Low",
        Severity::Info => "Info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_of_version_8_and_differ() {
        assert_eq!(uuid(Fingerprint(0), 0), "00000000-0000-8000-8000-000000000000");
        assert_eq!(uuid(Fingerprint(u128::MAX), 0), "ffffffff-ffff-8fff-bfff-ffffffffffff");
        assert_ne!(uuid(Fingerprint(7), 0), uuid(Fingerprint(7), 1));
    }
}
