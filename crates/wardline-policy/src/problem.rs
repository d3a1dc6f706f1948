//! What is wrong with a file that a person wrote, shown so that they can mend it.
//!
//! All problems of a file are collected: a person who mends one at a time over five pipeline runs will switch the gate off.

use std::fmt;
use std::sync::Arc;
use wardline_base::{Line, LineColumn};

/// One thing that is wrong, where, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The file, as the caller named it.
    pub path: Arc<str>,
    /// Where the wrong text starts.
    pub at: LineColumn,
    /// Length of the wrong text in characters; at least 1.
    pub width: u32,
    /// The line of the file that holds it, without its line break.
    pub line: String,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub help: String,
}

/// The longest line of a file that is shown whole, in characters.
const SHOWN_WIDTH: usize = 160;

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (line, column) = (self.at.line.get(), self.at.column);
        writeln!(f, "{}:{line}:{column}: {}", visible(&self.path), visible(&self.message))?;
        let number = line.to_string();
        let before = (column as usize).saturating_sub(1).min(self.line.chars().count());
        // A long line is shown from a little before the wrong text, so that the mark under it stays on the screen.
        let from = if before + self.width as usize > SHOWN_WIDTH { before.saturating_sub(20) } else { 0 };
        let shown: String = self.line.chars().skip(from).take(SHOWN_WIDTH).map(one_column).collect();
        writeln!(f, "  {number} | {shown}")?;
        let marks = (self.width as usize).clamp(1, SHOWN_WIDTH - (before - from).min(SHOWN_WIDTH - 1));
        writeln!(
            f,
            "  {:blank$} | {:indent$}{}",
            "",
            "",
            "^".repeat(marks),
            blank = number.len(),
            indent = before - from
        )?;
        write!(f, "  {}", visible(&self.help))
    }
}

/// Every problem of one or more files, in the order of the text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            if index > 0 {
                f.write_str("\n\n")?;
            }
            problem.fmt(f)?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// A place in a file under reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Where the text starts.
    pub(crate) at: LineColumn,
    /// Its length in characters; at least 1.
    pub(crate) width: u32,
}

impl Place {
    /// The start of a file.
    pub(crate) const START: Self = Self { at: LineColumn { line: Line::from_zero_based(0), column: 1 }, width: 1 };
}

/// The file under reading, and what was found wrong with it so far.
pub(crate) struct Reader<'a> {
    pub(crate) path: Arc<str>,
    lines: Vec<&'a str>,
    problems: Vec<Problem>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(path: &str, text: &'a str) -> Self {
        Self { path: path.into(), lines: text.lines().collect(), problems: Vec::new() }
    }

    /// Notes a problem and goes on.
    pub(crate) fn problem(&mut self, place: Place, message: impl Into<String>, help: impl Into<String>) {
        let line = self.line(place);
        self.problems.push(Problem {
            path: self.path.clone(),
            at: place.at,
            width: place.width.max(1),
            line: line.to_owned(),
            message: message.into(),
            help: help.into(),
        });
    }

    /// The line of the file that holds a place.
    pub(crate) fn line(&self, place: Place) -> &'a str {
        self.lines.get(place.at.line.to_zero_based() as usize).copied().unwrap_or_default()
    }

    /// How many problems were found so far.
    pub(crate) const fn count(&self) -> usize {
        self.problems.len()
    }

    /// All problems in the order of the text.
    pub(crate) fn finish(mut self) -> Problems {
        self.problems.sort_by_key(|p| p.at);
        Problems(self.problems)
    }
}

/// The text with control and formatting characters made visible, so that a file cannot speak to the reader's terminal.
pub(crate) fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if one_column(c) == c { out.push(c) } else { out.extend(c.escape_unicode()) }
    }
    out
}

/// The character, or a replacement of the same width where it could move the cursor or reorder the text.
fn one_column(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    }
}

/// The known name that is nearest to what was written, if one is near enough to be meant.
pub(crate) fn nearest<'n>(written: &str, known: &[&'n str]) -> Option<&'n str> {
    let written = written.to_lowercase();
    known
        .iter()
        .map(|name| (edit_distance(&written, name), *name))
        .min()
        .filter(|(distance, name)| *distance <= (name.len() / 2).max(2))
        .map(|(_, name)| name)
}

/// Help that names the nearest known name, or all of them where none is near.
pub(crate) fn did_you_mean(written: &str, known: &[&str]) -> String {
    match nearest(written, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("write one of: {}", known.join(", ")),
    }
}

/// Levenshtein's distance, with a swap of neighbours counted as one step.
fn edit_distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().take(64).collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let change = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[i - 1][j] + 1).min(row[j - 1] + 1).min(rows[i - 1][j - 1] + change);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[i - 2][j - 2] + 1);
            }
            row.push(best);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_name_is_the_one_meant() {
        let known = ["block", "ledger", "version", "warn"];
        for (written, expected) in
            [("blok", Some("block")), ("Ledger", Some("ledger")), ("wran", Some("warn")), ("exclusions", None)]
        {
            assert_eq!(nearest(written, &known), expected, "{written}");
        }
    }

    #[test]
    fn a_problem_shows_its_place_and_no_control_characters() {
        let mut reader = Reader::new("p.yaml", "a: 1\nb: \u{1b}[31mred\n");
        let at = LineColumn { line: Line::from_zero_based(1), column: 4 };
        reader.problem(Place { at, width: 8 }, "bad \u{7}", "write good");
        let shown = reader.finish().to_string();
        assert_eq!(shown, "p.yaml:2:4: bad \\u{7}\n  2 | b: \u{fffd}[31mred\n    |    ^^^^^^^^\n  write good");
    }

    #[test]
    fn a_long_line_is_cut_around_the_problem() {
        let text = "x".repeat(5000);
        let mut reader = Reader::new("p.yaml", &text);
        let at = LineColumn { line: Line::from_zero_based(0), column: 4000 };
        reader.problem(Place { at, width: 900 }, "bad", "write good");
        let shown = reader.finish().to_string();
        assert!(shown.lines().all(|line| line.chars().count() <= SHOWN_WIDTH + 8), "{shown}");
        assert!(shown.contains('^'), "{shown}");
    }
}
