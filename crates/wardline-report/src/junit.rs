//! JUnit's XML, as test panels of build servers read it.
//!
//! A finding is a test case that fails if the policy blocks it; the decision itself is a test case too, so that an analysis that did not
//! finish is an error in the panel and never a list of green tests, and so that no report is empty, which some servers take for a fault.

use crate::Report;
use crate::escape::one_line;
use std::io::{self, Write};
use wardline_base::Finding;
use wardline_policy::{Action, ExitStatus};

/// How a test case ended.
enum Ending {
    Passed(Vec<String>),
    Failed(Vec<String>),
    Error(Vec<String>),
    Skipped(String),
}

/// A test case: class, name, file with line, ending.
struct Case {
    class: String,
    name: String,
    place: Option<(String, u32)>,
    ending: Ending,
}

/// Writes the suites `gate` (or `scan`), `findings` and `coverage`.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let suites = [
        (if report.verdict.is_some() { "gate" } else { "scan" }, vec![decision(report)]),
        ("findings", report.ranked().into_iter().map(|index| finding(report, index)).collect()),
        ("coverage", report.gaps().map(gap).collect::<Vec<Case>>()),
    ];
    writeln!(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    let all = Totals::of(suites.iter().flat_map(|(_, cases)| cases));
    writeln!(out, "<testsuites name=\"{}\" {all}>", crate::TOOL_NAME)?;
    for (name, cases) in &suites {
        suite(name, cases, out)?;
    }
    writeln!(out, "</testsuites>")
}

fn decision(report: &Report<'_>) -> Case {
    let reasons = report.verdict.iter().flat_map(|verdict| &verdict.reasons).map(ToString::to_string);
    let lines: Vec<String> = std::iter::once(report.decision()).chain(reasons).collect();
    let ending = match report.exit_status {
        ExitStatus::Pass => Ending::Passed(lines),
        ExitStatus::Blocked => Ending::Failed(lines),
        _ => Ending::Error(lines),
    };
    let name = if report.verdict.is_some() { "decision" } else { "finished" };
    Case { class: "wardline".to_owned(), name: name.to_owned(), place: None, ending }
}

/// Without a decision every finding fails, because nothing says that it may stay.
fn finding(report: &Report<'_>, index: usize) -> Case {
    let finding = &report.findings[index];
    let (path, start) = (&finding.location.path, finding.location.start);
    let lines = details(report, finding);
    let ending = match report.action(index) {
        None | Some(Action::Block) => Ending::Failed(lines),
        Some(Action::Warn | Action::Record) => Ending::Passed(lines),
    };
    Case {
        class: report.info(finding).id.to_string(),
        name: format!("{path}:{}:{}: {}", start.line.get(), start.column, report.title(finding)),
        place: Some((path.to_string(), start.line.get())),
        ending,
    }
}

/// The first line is what a panel shows in its list.
fn details(report: &Report<'_>, finding: &Finding) -> Vec<String> {
    let info = report.info(finding);
    let (path, start) = (&finding.location.path, finding.location.start);
    let mut lines = vec![
        format!("{}: {}", finding.severity, report.message(finding)),
        format!("at {path}:{}:{}", start.line.get(), start.column),
    ];
    if !info.redact {
        lines.extend(finding.snippet.lines().take(12).map(|line| format!("  | {line}")));
    }
    let controls = info.controls.iter().map(|c| format!("{} {}", c.framework, c.control));
    let controls: Vec<String> = controls.chain(info.cwe.iter().map(|number| format!("CWE-{number}"))).collect();
    if !controls.is_empty() {
        lines.push(format!("controls: {}", controls.join(", ")));
    }
    lines.push(format!("fingerprint: {}", finding.fingerprint));
    lines
}

fn gap(line: String) -> Case {
    let (name, message) = line.split_once(": ").map_or(("analysis", line.as_str()), |(path, message)| (path, message));
    Case {
        class: "wardline.coverage".to_owned(),
        name: name.to_owned(),
        place: None,
        ending: Ending::Skipped(message.to_owned()),
    }
}

#[derive(Default)]
struct Totals {
    tests: usize,
    failures: usize,
    errors: usize,
    skipped: usize,
}

impl Totals {
    fn of<'c>(cases: impl IntoIterator<Item = &'c Case>) -> Self {
        let mut out = Self::default();
        for case in cases {
            out.tests += 1;
            match case.ending {
                Ending::Passed(_) => {}
                Ending::Failed(_) => out.failures += 1,
                Ending::Error(_) => out.errors += 1,
                Ending::Skipped(_) => out.skipped += 1,
            }
        }
        out
    }
}

impl std::fmt::Display for Totals {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { tests, failures, errors, skipped } = self;
        write!(f, "tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\" skipped=\"{skipped}\" time=\"0\"")
    }
}

fn suite(name: &str, cases: &[Case], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "  <testsuite name=\"wardline.{name}\" {}>", Totals::of(cases))?;
    for Case { class, name, place, ending } in cases {
        write!(out, "    <testcase classname=\"{}\" name=\"{}\" time=\"0\"", xml(class), xml(name))?;
        if let Some((file, line)) = place {
            write!(out, " file=\"{}\" line=\"{line}\"", xml(file))?;
        }
        match ending {
            Ending::Passed(lines) => {
                writeln!(out, ">\n      <system-out>{}</system-out>\n    </testcase>", body(lines))?;
            }
            Ending::Failed(lines) => problem("failure", lines, out)?,
            Ending::Error(lines) => problem("error", lines, out)?,
            Ending::Skipped(message) => {
                writeln!(out, ">\n      <skipped message=\"{}\"/>\n    </testcase>", xml(message))?;
            }
        }
    }
    writeln!(out, "  </testsuite>")
}

fn problem(element: &str, lines: &[String], out: &mut dyn Write) -> io::Result<()> {
    let message = xml(lines.first().map_or("", String::as_str));
    let kind = message.split(':').next().unwrap_or_default();
    writeln!(
        out,
        ">\n      <{element} type=\"{kind}\" message=\"{message}\">{}</{element}>\n    </testcase>",
        body(lines)
    )
}

fn body(lines: &[String]) -> String {
    lines.iter().map(|line| xml(line)).collect::<Vec<_>>().join("\n")
}

/// Text for an attribute or an element, on one line. XML 1.0 has no way at all to write most control characters and the two last of
/// the plane.
fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in one_line(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::xml;

    #[test]
    fn no_text_ends_its_element() {
        assert_eq!(xml("</a>]]>&\"'\u{0}\u{ffff}\n"), "&lt;/a&gt;]]&gt;&amp;&quot;&apos;\u{2400}\u{fffd} ");
    }
}
