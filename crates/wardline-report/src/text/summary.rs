//! The end of the text report: what was found, how much was looked at, what is decided.
//!
//! It answers in a few lines what a person asks first, and names the files that were not read, because a gate that says nothing of its
//! gaps invites trust it has not earned.

use super::{Paint, wrap};
use crate::Report;
use crate::escape::one_line;
use crate::sarif::ImportedRun;
use std::io::{self, Write};
use wardline_base::{FileStatus, LedgerEntry, Notice, RuleKind, Severity};
use wardline_policy::{Action, LedgerSummary, Outcome, Status, Verdict, error_percent};

/// The most files or notices that are listed one by one.
const MOST: usize = 20;

pub(super) fn write(report: &Report<'_>, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    findings(report, paint, out)?;
    imports(report, paint, out)?;
    if let Some(ledger) = report.ledger {
        coverage(ledger, report.text.width.max(40), paint, out)?;
    } else {
        writeln!(out, "{}  unknown: the findings came without a coverage ledger", paint.bold("Coverage"))?;
    }
    notices(report.notices, paint, out)?;
    if let Some(verdict) = report.verdict {
        gate(report, verdict, paint, out)?;
    }
    Ok(())
}

fn findings(report: &Report<'_>, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let (mut severities, mut evidence, mut inventory) = ([0usize; 5], 0usize, 0usize);
    for finding in report.findings {
        match report.info(finding).kind {
            RuleKind::Evidence => evidence += 1,
            RuleKind::Inventory => inventory += 1,
            RuleKind::Violation | RuleKind::Absence => {
                severities[Severity::ALL.iter().position(|s| *s == finding.severity).unwrap_or_default()] += 1;
            }
        }
    }
    let levels = Severity::ALL.into_iter().zip(severities).rev().filter(|(_, count)| *count > 0);
    let levels: Vec<String> = levels.map(|(severity, count)| format!("{count} {severity}")).collect();
    let levels = if levels.is_empty() { "none".to_owned() } else { levels.join(", ") };
    write!(out, "{}  {levels}", paint.bold("Findings"))?;
    let extra = [(evidence, "evidence"), (inventory, "inventory")];
    for (count, name) in extra.into_iter().filter(|(count, _)| *count > 0) {
        write!(out, " · {count} {name}")?;
    }
    writeln!(out)
}

/// One line for each file that findings came from.
fn imports(report: &Report<'_>, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    for import in report.imports {
        let runs: Vec<String> = import.runs.iter().map(imported).collect();
        let line = format!("{}: {} (sha256 {}…)", import.file, runs.join("; "), &import.sha256[..12]);
        let lines = wrap(&one_line(&line), report.text.width.max(40).saturating_sub(10)).join("\n          ");
        writeln!(out, "{}  {lines}", paint.bold("Imported"))?;
    }
    Ok(())
}

fn imported(run: &ImportedRun) -> String {
    let version = run.version.as_deref().map_or(String::new(), |version| format!(" {version}"));
    let date = run.date.map_or("no date".to_owned(), |date| date.to_string());
    let mut text = format!("{}{version}, {date}, {} results", run.tool, run.results);
    let counts = [
        (run.absent, "gone"),
        (run.duplicates, "counted already"),
        (run.suppressed, "suppressed there"),
        (run.unchanged, "unchanged there"),
    ];
    for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
        text.push_str(&format!(", {count} {what}"));
    }
    text
}

fn coverage(ledger: &[LedgerEntry], width: usize, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let summary = LedgerSummary::of(ledger);
    let noun = if summary.files == 1 { "file" } else { "files" };
    let mut text = format!("{} {noun}: {} analysed", summary.files, summary.analysed);
    if summary.partial > 0 {
        let share = summary.error_bytes as f64 * 100.0 / summary.partial_bytes.max(1) as f64;
        text.push_str(&format!(", {} partial ({share:.1}% of their bytes not understood)", summary.partial));
    }
    if summary.skipped_files() > 0 {
        let reasons: Vec<String> =
            summary.skipped.iter().map(|(reason, count)| format!("{count} {}", reason.name())).collect();
        text.push_str(&format!(", {} skipped ({})", summary.skipped_files(), reasons.join(", ")));
    }
    let lines = wrap(&text, width.saturating_sub(10)).join("\n          ");
    writeln!(out, "{}  {lines}", paint.bold("Coverage"))?;
    let line = |entry: &LedgerEntry| match entry.status {
        FileStatus::Partial { error_bytes, total_bytes } => {
            Some(format!("partial, {}% not understood", error_percent(error_bytes, total_bytes)))
        }
        FileStatus::Skipped(reason) if reason.is_gap() => Some(format!("skipped, {}", reason.name())),
        _ => None,
    };
    let gaps = ledger.iter().filter_map(|entry| Some((entry, line(entry)?)));
    listed(gaps.map(|(entry, what)| format!("{}: {what}", entry.path)), out)
}

fn notices(notices: &[Notice], paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    if notices.is_empty() {
        return Ok(());
    }
    writeln!(out, "{}   {}", paint.bold("Notices"), notices.len())?;
    let line = |notice: &Notice| match &notice.path {
        Some(path) => format!("{}: {path}: {}", notice.kind.name(), notice.message),
        None => format!("{}: {}", notice.kind.name(), notice.message),
    };
    listed(notices.iter().map(line), out)
}

fn listed(lines: impl Iterator<Item = String>, out: &mut dyn Write) -> io::Result<()> {
    let mut more = 0usize;
    for (index, line) in lines.enumerate() {
        if index < MOST {
            writeln!(out, "  - {}", one_line(&line))?;
        } else {
            more += 1;
        }
    }
    if more > 0 { writeln!(out, "  - and {more} more") } else { Ok(()) }
}

fn gate(report: &Report<'_>, verdict: &Verdict, paint: Paint, out: &mut dyn Write) -> io::Result<()> {
    let width = report.text.width.max(40);
    if !verdict.reasons.is_empty() {
        writeln!(out, "{}", paint.bold("Reasons"))?;
    }
    for reason in &verdict.reasons {
        let lines = wrap(&one_line(&reason.to_string()), width.saturating_sub(4));
        writeln!(out, "  - {}", lines.join("\n    "))?;
    }
    // The process may end with a worse code than the verdict's: rules that could not be read are not the policy's to weigh.
    let status = report.exit_status;
    let (blocking, warnings) = (verdict.count(Action::Block), verdict.count(Action::Warn));
    let mut counts = format!("{blocking} blocking, {warnings} {}", if warnings == 1 { "warning" } else { "warnings" });
    let more = [
        (verdict.with_status(Status::New), "new"),
        (verdict.with_status(Status::Existing), "existing"),
        (verdict.excepted(), "waived"),
        (verdict.overdue(), "overdue"),
    ];
    for (count, name) in more.into_iter().filter(|(count, _)| *count > 0) {
        counts.push_str(&format!(", {count} {name}"));
    }
    if let Some(profile) = &verdict.profile {
        let phase = profile.phase.as_ref().map(|phase| format!(", phase {phase}")).unwrap_or_default();
        let line = format!("{}{phase}, chosen by {}", profile.name, profile.chosen_by);
        writeln!(out, "{}   {}", paint.bold("Profile"), one_line(&line))?;
    }
    let word = match verdict.outcome {
        Outcome::Pass => paint.good("PASS"),
        Outcome::Blocked => paint.bad("BLOCKED"),
        Outcome::Incomplete => paint.bad("INCOMPLETE"),
        Outcome::Nothing => paint.unsure("NOTHING TO SCAN"),
    };
    writeln!(out, "{}      {word} · {counts} · exit code {}", paint.bold("Gate"), status.code())
}
