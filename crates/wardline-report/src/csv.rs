//! Findings as a table, RFC 4180, for a spreadsheet.
//!
//! A spreadsheet runs what looks like a formula, and a file name or a line of code can look like one. Such a cell gets an apostrophe
//! before it, which every spreadsheet takes for "this is text". All text is quoted, so that a reader with another separator splits no
//! cell, and stands in one line.

use crate::Report;
use crate::escape::one_line;
use std::io::{self, Write};

const HEADER: &str = "severity,action,rule,title,kind,confidence,path,start_line,start_column,end_line,end_column,message,cwe,controls,\
                      data_level,fingerprint\r\n";

/// Writes a header and one line for each finding, in the order of the report.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all(HEADER.as_bytes())?;
    for (index, finding) in report.findings.iter().enumerate() {
        let info = report.info(finding);
        let (start, end) = (finding.location.start, finding.location.end);
        let cwe: Vec<String> = info.cwe.iter().map(|number| format!("CWE-{number}")).collect();
        let controls: Vec<String> = info.controls.iter().map(|c| format!("{} {}", c.framework, c.control)).collect();
        let cells = [
            cell(finding.severity.name()),
            cell(report.action(index).map_or("", |action| action.name())),
            cell(&info.id),
            cell(&info.title),
            cell(info.kind.name()),
            cell(info.confidence.map_or("", |confidence| confidence.name())),
            cell(&finding.location.path),
            start.line.get().to_string(),
            start.column.to_string(),
            end.line.get().to_string(),
            end.column.to_string(),
            cell(&finding.message),
            cell(&cwe.join(" ")),
            cell(&controls.join("; ")),
            info.data_level.map_or_else(String::new, |level| level.to_string()),
            cell(&finding.fingerprint.to_string()),
        ];
        write!(out, "{}\r\n", cells.join(","))?;
    }
    Ok(())
}

/// A quoted cell that no spreadsheet runs.
fn cell(text: &str) -> String {
    let text = one_line(text);
    // The last four are what Japanese input turns the others into; Excel takes them alike.
    let is_formula = text.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    format!("\"{}{}\"", if is_formula { "'" } else { "" }, text.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::cell;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, expected) in [
            ("plain, with comma", r#""plain, with comma""#),
            ("say \"so\"", r#""say ""so""""#),
            ("=1+1", r#""'=1+1""#),
            ("+1", r#""'+1""#),
            ("-1", r#""'-1""#),
            ("@SUM(A1)", r#""'@SUM(A1)""#),
            ("\t=1", r#""' =1""#),
            ("\r\n=1", r#""'  =1""#),
            ("＝1", r#""'＝1""#),
            ("a=1;=2", r#""a=1;=2""#),
            ("", r#""""#),
        ] {
            assert_eq!(cell(text), expected);
        }
    }
}
