//! Workflow commands that GitHub shows as annotations at the lines of a pull request.
//!
//! GitHub shows ten of each level for a step and drops the rest without a word. So the worst come first, and where there are more than
//! ten the tenth says how many are not shown.

use crate::Report;
use crate::escape::{cut, one_line};
use std::io::{self, Write};
use wardline_base::{Finding, Severity};
use wardline_policy::{Action, Outcome};

/// How many annotations of a level GitHub shows for a step.
const SHOWN: usize = 10;
/// Characters of a message that are printed.
const MESSAGE: usize = 1_000;
const LEVELS: [&str; 3] = ["error", "warning", "notice"];

/// Writes the annotations, and a last line for the log.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut levels: [Vec<usize>; 3] = [vec![], vec![], vec![]];
    for index in report.ranked() {
        levels[level(report, index)].push(index);
    }
    let alarm = alarm(report);
    for (place, (name, indices)) in LEVELS.into_iter().zip(&levels).enumerate() {
        let alarm = alarm.as_deref().filter(|_| place == 0);
        if let Some(alarm) = alarm {
            writeln!(out, "::{name} title=Wardline::{}", data(alarm))?;
        }
        let room = SHOWN - usize::from(alarm.is_some());
        let shown = if indices.len() > room { room - 1 } else { indices.len() };
        for index in &indices[..shown] {
            annotation(report, name, &report.findings[*index], out)?;
        }
        if shown < indices.len() {
            let more = indices.len() - shown;
            writeln!(
                out,
                "::{name} title=Wardline::{more} more at this level are not shown here; see the full report"
            )?;
        }
    }
    let counts: Vec<String> = LEVELS.iter().zip(&levels).map(|(name, list)| format!("{} {name}", list.len())).collect();
    writeln!(out, "Wardline: {}; findings by level: {}", report.decision(), counts.join(", "))
}

/// What the findings do not say: that the analysis is not whole.
fn alarm(report: &Report<'_>) -> Option<String> {
    let outcome = report.verdict.map(|verdict| verdict.outcome);
    let told = matches!(outcome, None | Some(Outcome::Pass | Outcome::Blocked)) && report.exit_status.code() <= 1;
    (!told).then(|| {
        let reasons = report.verdict.iter().flat_map(|verdict| &verdict.reasons).map(ToString::to_string);
        let lines: Vec<String> = std::iter::once(report.decision()).chain(reasons).collect();
        lines.join("\n")
    })
}

/// The level by what the policy does about the finding, or by its severity where nothing is decided.
fn level(report: &Report<'_>, index: usize) -> usize {
    match (report.action(index), report.findings[index].severity) {
        (Some(Action::Block), _) | (None, Severity::Critical | Severity::High) => 0,
        (Some(Action::Warn), _) | (None, Severity::Medium) => 1,
        (Some(Action::Record), _) | (None, Severity::Low | Severity::Info) => 2,
    }
}

fn annotation(report: &Report<'_>, name: &str, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
    let (start, end) = (finding.location.start, finding.location.end);
    write!(out, "::{name} file={},line={}", property(&finding.location.path), start.line.get())?;
    if start.line == end.line {
        // Columns of annotations count the last character, ours are the place after it.
        write!(out, ",col={},endColumn={}", start.column, end.column.saturating_sub(1).max(start.column))?;
    } else {
        write!(out, ",endLine={}", end.line.get())?;
    }
    let title = format!("{}: {} ({})", finding.severity, report.title(finding), report.info(finding).id);
    writeln!(out, ",title={}::{}", property(&cut(&title, 200)), data(report.message(finding)))
}

/// The text of a command, escaped as GitHub's toolkit does.
fn data(text: &str) -> String {
    let lines: Vec<_> = text.lines().map(one_line).collect();
    cut(&lines.join("\n"), MESSAGE).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// The value of a command's property, escaped as GitHub's toolkit does.
fn property(text: &str) -> String {
    one_line(text).replace('%', "%25").replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_special_is_escaped() {
        assert_eq!(data("50%\r\na: b, c"), "50%25%0Aa: b, c");
        assert_eq!(property("50%: a, b\n::x"), "50%25%3A a%2C b \u{a789}%3Ax");
    }
}
