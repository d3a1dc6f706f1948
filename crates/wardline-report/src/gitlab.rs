//! GitLab's Code Quality report (<https://docs.gitlab.com/ci/testing/code_quality/>): the part of Code Climate's format that it reads.
//!
//! It is a list of findings and has no place for anything else, so an empty one says nothing about coverage; that is the exit code's part.

use crate::digest::Unique;
use crate::escape::cut;
use crate::stream::{Items, write_json};
use crate::{Report, TOOL_NAME};
use serde::Serialize;
use std::cell::RefCell;
use std::io;
use wardline_base::Severity;

/// Characters of a description.
const DESCRIPTION: usize = 2_000;

#[derive(Serialize)]
struct Issue<'a> {
    r#type: &'static str,
    engine_name: &'static str,
    check_name: &'a str,
    categories: [&'static str; 1],
    description: String,
    fingerprint: String,
    severity: &'static str,
    location: Location<'a>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: &'a str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Writes the findings that name something wrong, the worst first.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let (order, unique) = (report.ranked(), RefCell::new(Unique::default()));
    let issues = Items(|| {
        order.iter().map(|index| {
            let finding = &report.findings[*index];
            // GitLab takes findings with one fingerprint for one finding.
            let fingerprint = match unique.borrow_mut().seen(finding.fingerprint) {
                0 => finding.fingerprint.to_string(),
                before => format!("{}-{}", finding.fingerprint, before + 1),
            };
            let title = format!("{}: {}", report.title(finding), report.message(finding));
            let description = if finding.message.is_empty() { report.title(finding).to_owned() } else { title };
            Issue {
                r#type: "issue",
                engine_name: TOOL_NAME,
                check_name: &report.info(finding).id,
                categories: ["Security"],
                description: cut(&description, DESCRIPTION).into_owned(),
                fingerprint,
                severity: severity(finding.severity),
                location: Location {
                    path: &finding.location.path,
                    lines: Lines { begin: finding.location.start.line.get(), end: finding.location.end.line.get() },
                },
            }
        })
    });
    write_json(&issues, out)
}

/// Code Climate's five words.
const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "blocker",
        Severity::High => "critical",
        Severity::Medium => "major",
        Severity::Low => "minor",
        Severity::Info => "info",
    }
}
