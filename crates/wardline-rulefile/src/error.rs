//! A mistake in a rule file, with the place and the next step.
//!
//! The offending line is part of the error, so that whoever prints it needs no access to the file again. Text of the file is cut and
//! cleaned when the error is made: a rule file of one line has lines of megabytes, and control characters would reach a terminal.

use std::fmt;

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum RuleErrorKind {
    /// The file says what Semgrep's syntax knows and this version does not do yet.
    Unsupported,
    /// The file is wrong.
    Invalid,
}

/// A mistake in a rule file. It displays as a compiler would print it: place and message, the line with a caret, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct RuleError {
    /// What kind of mistake it is.
    pub kind: RuleErrorKind,
    /// Path of the file, as the caller gave it.
    pub path: String,
    /// 1-based line in the file.
    pub line: u32,
    /// 1-based column in the file, in Unicode scalar values.
    pub column: u32,
    /// Id of the rule, where the mistake is in a rule that has one.
    pub rule: Option<String>,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The line, or the part of it around the place, without control characters.
    pub snippet: String,
    /// Number of characters of `snippet` before the place.
    pub caret: u32,
}

impl fmt::Display for RuleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let number = self.line.to_string();
        let (gutter, indent) = (number.len(), self.caret as usize);
        writeln!(f, "{}:{}:{}: error: {}", self.path, self.line, self.column, self.message)?;
        writeln!(f, " {number} | {}", self.snippet)?;
        writeln!(f, " {:gutter$} | {:indent$}^", "", "")?;
        write!(f, "help: {}", self.help)
    }
}

/// Most characters of a line that an error shows.
const WINDOW: usize = 120;

/// The part of the line around byte `offset` of `source`, and the number of its characters before `offset`. It looks no further than it
/// shows, because a file of one line may have thousands of mistakes.
pub(crate) fn snippet(source: &str, offset: usize) -> (String, u32) {
    let in_line = |c: &char| !matches!(c, '\n' | '\r' | '\u{feff}');
    let (before, after) = source.split_at(floor_char_boundary(source, offset));
    let mut left: Vec<char> = before.chars().rev().take_while(in_line).take(WINDOW + 1).collect();
    let right: Vec<char> = after.chars().take_while(in_line).take(WINDOW + 1).collect();
    let kept = if left.len() + right.len() <= WINDOW { left.len() } else { left.len().min(WINDOW / 3) };
    let start = if kept < left.len() { "…" } else { "" };
    left.truncate(kept);
    let room = WINDOW - kept;
    let end = if right.len() > room { "…" } else { "" };
    let shown: String = left.iter().rev().chain(right.iter().take(room)).map(|c| printable(*c)).collect();
    let caret = kept + start.chars().count();
    (format!("{start}{}{end}", shown.trim_end()), u32::try_from(caret).unwrap_or(u32::MAX))
}

/// A word of the file as messages show it: in quotes, short and printable.
pub(crate) struct Quoted<'w>(&'w str);

pub(crate) fn quoted(word: &str) -> Quoted<'_> {
    Quoted(word)
}

impl fmt::Display for Quoted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const LONGEST: usize = 60;
        let end = if self.0.chars().nth(LONGEST).is_some() { "…" } else { "" };
        let shown: String = self.0.chars().take(LONGEST).map(printable).collect();
        write!(f, "`{shown}{end}`")
    }
}

fn printable(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' => ' ',
        // Marks of direction would show a line in another order than it has.
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}
