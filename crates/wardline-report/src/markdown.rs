//! A summary in Markdown, for a comment on a merge request or the page of a job.
//!
//! Who renders it is unknown, and each renderer adds its own: HTML, links, images, mentions that send mail, references to issues, emoji,
//! formulas. So all text that comes from the tree or the rules stands in a `<code>` element with its punctuation as character
//! references: the first keeps the filters that run after Markdown away, the second leaves Markdown itself nothing to read.

use crate::Report;
use crate::escape::{cut, one_line};
use std::fmt::Write as _;
use std::io::{self, Write};
use wardline_base::{Finding, Severity};
use wardline_policy::{Action, LedgerSummary, Outcome};

/// Findings that are listed, and the bytes they may take: a comment on GitHub holds 65,536 characters.
const FINDINGS: (usize, usize) = (50, 40_000);
/// Gaps that are listed, and their bytes.
const GAPS: (usize, usize) = (20, 10_000);
/// Reasons that are listed, and their bytes.
const REASONS: (usize, usize) = (20, 10_000);
/// Characters of a message, a title and a path.
const MESSAGE: usize = 240;
const TITLE: usize = 100;
const PATH: usize = 160;

/// Writes the decision with its reasons, counts, the worst findings and the gaps.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    head(report, out)?;
    counts(report, out)?;
    findings(report, out)?;
    gaps(report, out)
}

fn head(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mark = match (report.exit_status.code(), report.verdict.map(|verdict| verdict.outcome)) {
        (0, _) => "✅",
        (1, _) | (_, Some(Outcome::Blocked)) => "⛔",
        _ => "⚠️",
    };
    writeln!(out, "## {mark} Wardline: {}\n", report.decision())?;
    let reasons = report.verdict.iter().flat_map(|verdict| &verdict.reasons);
    let rows = reasons.map(|reason| format!("- {}\n", literal(&cut(&reason.to_string(), MESSAGE))));
    let (listed, more) = within(rows, REASONS);
    if more > 0 {
        writeln!(out, "{listed}- and {more} more")?;
    } else {
        write!(out, "{listed}")?;
    }
    if listed.is_empty() { Ok(()) } else { writeln!(out) }
}

/// As many rows as there is room for, and how many are left.
fn within(rows: impl Iterator<Item = String>, (most, bytes): (usize, usize)) -> (String, usize) {
    let (mut out, mut more) = (String::new(), 0);
    for (index, row) in rows.enumerate() {
        if more > 0 || index >= most || out.len() + row.len() > bytes {
            more += 1;
        } else {
            out.push_str(&row);
        }
    }
    (out, more)
}

fn counts(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let order = report.ranked();
    let decided = report.verdict.is_some();
    let actions = [(Action::Block, "blocking"), (Action::Warn, "warnings"), (Action::Record, "on record")];
    let head: String = actions.iter().filter(|_| decided).map(|(_, name)| format!(" {name} |")).collect();
    writeln!(out, "| severity | findings |{head}\n|---|---:|{}", "---:|".repeat(if decided { 3 } else { 0 }))?;
    for severity in Severity::ALL.into_iter().rev() {
        let of: Vec<usize> = order.iter().copied().filter(|i| report.findings[*i].severity == severity).collect();
        write!(out, "| {severity} | {} |", of.len())?;
        for (action, _) in actions.iter().filter(|_| decided) {
            write!(out, " {} |", of.iter().filter(|i| report.action(**i) == Some(*action)).count())?;
        }
        writeln!(out)?;
    }
    match report.ledger.map(LedgerSummary::of) {
        Some(ledger) => writeln!(
            out,
            "\nCoverage: {} files, {} analysed, {} partial, {} skipped.\n",
            ledger.files,
            ledger.analysed,
            ledger.partial,
            ledger.skipped_files()
        ),
        None => writeln!(out, "\nCoverage: unknown; the findings came without a coverage ledger.\n"),
    }
}

fn findings(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let order = report.ranked();
    if order.is_empty() {
        return writeln!(out, "No findings.");
    }
    writeln!(out, "| severity | place | finding | rule |\n|---|---|---|---|")?;
    let (listed, more) = within(order.iter().map(|index| row(report, &report.findings[*index])), FINDINGS);
    write!(out, "{listed}")?;
    if more > 0 { writeln!(out, "\n{more} more findings are not listed; these are the worst.") } else { Ok(()) }
}

fn row(report: &Report<'_>, finding: &Finding) -> String {
    let place = format!("{}:{}", cut(&finding.location.path, PATH), finding.location.start.line.get());
    let title = literal(&cut(report.title(finding), TITLE));
    let message = match report.message(finding) {
        message if message == report.title(finding) => String::new(),
        message => format!("<br>{}", literal(&cut(message, MESSAGE))),
    };
    let rule = literal(&cut(&report.info(finding).id, TITLE));
    format!("| {} | {} | {title}{message} | {rule} |\n", finding.severity, literal(&place))
}

fn gaps(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let rows = report.gaps().map(|gap| format!("- {}\n", literal(&cut(&gap, MESSAGE))));
    let (listed, more) = within(rows, GAPS);
    if listed.is_empty() && more == 0 {
        return Ok(());
    }
    write!(out, "\n### Not analysed or not wholly\n\n{listed}")?;
    if more > 0 { writeln!(out, "- and {more} more") } else { Ok(()) }
}

/// Text as code in which no character means anything to Markdown or HTML. It stands on one line and may stand in a table.
pub(crate) fn literal(text: &str) -> String {
    let mut out = String::from("<code>");
    let mut before = ' ';
    for c in one_line(text).chars() {
        // A dot makes a link only after `www`.
        let plain = c.is_ascii_alphanumeric()
            || matches!(c, ' ' | '-' | '/' | ',')
            || (c == '.' && !matches!(before, 'w' | 'W'));
        if plain || !c.is_ascii() {
            out.push(c);
        } else {
            write!(out, "&#{};", u32::from(c)).expect("writing to a string does not fail");
        }
        before = c;
    }
    out.push_str("</code>");
    out
}

#[cfg(test)]
mod tests {
    use super::literal;

    #[test]
    fn nothing_is_markup() {
        for (text, expected) in [
            ("src/app.py, line 3", "src/app.py, line 3"),
            ("[a](b)", "&#91;a&#93;&#40;b&#41;"),
            ("a|`b`", "a&#124;&#96;b&#96;"),
            ("<b>&amp;", "&#60;b&#62;&#38;amp&#59;"),
            ("@a #1 !1 $x$", "&#64;a &#35;1 &#33;1 &#36;x&#36;"),
            ("www.x", "www&#46;x"),
            ("a\n- b", "a - b"),
        ] {
            assert_eq!(literal(text), format!("<code>{expected}</code>"));
        }
    }
}
