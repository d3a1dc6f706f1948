//! Comments in code that name a waiver: `wardline:ignore RULE WAIVER`.
//!
//! A comment gives nothing away by itself. It says which finding a waiver of the register is for, and the register lies where the change
//! cannot write it. The grammar is exact and everything near it is a mistake, because a comment that looks as if it did something and does
//! nothing is as bad as one that mutes by accident.

use std::sync::Arc;
use wardline_base::{Line, LineColumn};

/// A regular expression for whatever may be meant as such a comment, up to the end of the line.
pub const INLINE_COMMENT: &str =
    r"(?i)\bwardline[ \t]?[:=_-][ \t]*(?:ignore|disable|allow|suppress|skip|accept|off)\b[^\r\n]*";

/// How the comment begins.
const KEYWORD: &str = "wardline:ignore";

/// What may close a comment behind the waiver's id.
const CLOSERS: [&str; 8] = ["*/", "*/}", "-->", "--%>", "%>", "#}", "}}", "*)"];

/// A comment that names a waiver.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// The file, relative to the root.
    pub path: Arc<str>,
    /// The line whose findings are meant: the comment's own, or the next that is not such a comment if it stands alone.
    pub line: Line,
    /// The rule that it names.
    pub rule: String,
    /// The waiver that it names.
    pub waiver: String,
    /// Where the comment is.
    pub at: LineColumn,
}

/// What is wrong with such a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Malformed {
    /// The file, relative to the root.
    pub path: Arc<str>,
    /// Where the comment is.
    pub at: LineColumn,
    /// What is wrong with it.
    pub why: &'static str,
}

/// A place that [`INLINE_COMMENT`] matches.
#[derive(Clone, Debug)]
pub struct Candidate<'a> {
    /// The file, relative to the root.
    pub path: &'a Arc<str>,
    /// Where the match starts.
    pub at: LineColumn,
    /// The whole line.
    pub line: &'a str,
}

/// Reads candidates, which are in the order of their places. Marks come in the order of the lines that they mean.
pub fn read_inline(candidates: &[Candidate<'_>]) -> (Vec<Mark>, Vec<Malformed>) {
    let mut marks: Vec<(Mark, bool)> = Vec::new();
    let mut malformed = Vec::new();
    for candidate in candidates {
        let start = candidate.line.char_indices().nth(candidate.at.column as usize - 1).map_or(0, |(index, _)| index);
        let (before, text) = candidate.line.split_at(start);
        let path = candidate.path.clone();
        match parse(text) {
            Ok((rule, waiver)) => {
                let alone = !before.contains(char::is_alphanumeric);
                let (rule, waiver) = (rule.to_owned(), waiver.to_owned());
                marks.push((Mark { path, line: candidate.at.line, rule, waiver, at: candidate.at }, alone));
            }
            Err(why) => malformed.push(Malformed { path, at: candidate.at, why }),
        }
    }
    // From the last one on, so that comments one below the other mean the same line.
    for index in (0..marks.len()).rev() {
        let (mark, alone) = &marks[index];
        if *alone {
            let next = Line::from_zero_based(mark.line.get());
            let below = marks[index + 1..].iter().find(|(m, alone)| *alone && m.path == mark.path && m.at.line == next);
            marks[index].0.line = below.map_or(next, |(below, _)| below.line);
        }
    }
    let mut marks: Vec<Mark> = marks.into_iter().map(|(mark, _)| mark).collect();
    marks.sort_by(|a, b| (&a.path, a.line, a.at).cmp(&(&b.path, b.line, b.at)));
    (marks, malformed)
}

/// Of marks in order, as [`read_inline`] gives them, those that mean this line.
pub(crate) fn marks_at<'m>(marks: &'m [Mark], path: &str, line: Line) -> &'m [Mark] {
    let start = marks.partition_point(|mark| (&*mark.path, mark.line) < (path, line));
    let count = marks[start..].partition_point(|mark| (&*mark.path, mark.line) == (path, line));
    &marks[start..start + count]
}

/// The rule and the waiver that a comment names.
fn parse(text: &str) -> Result<(&str, &str), &'static str> {
    let Some(rest) = text.strip_prefix(KEYWORD) else {
        return Err("it does not begin with `wardline:ignore`, letter for letter");
    };
    let rest = rest.strip_prefix(' ').ok_or("one space must follow `wardline:ignore`, then the rule's id")?;
    let (rule, rest) =
        rest.split_once(' ').ok_or("it names no waiver: write the id from the register behind the rule's")?;
    let is_id = |id: &str| !id.is_empty() && id.chars().all(|c| c.is_ascii_alphanumeric() || "-_.".contains(c));
    if !is_id(rule) {
        return Err("it names no rule: exactly one space, then the rule's id");
    }
    let (waiver, closer) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let (waiver, closer) = match CLOSERS.iter().find_map(|c| waiver.strip_suffix(c)) {
        Some(waiver) if closer.trim().is_empty() => (waiver, ""),
        _ => (waiver, closer.trim()),
    };
    if !is_id(waiver) {
        return Err("it names no waiver: exactly one space, then the id from the register");
    }
    if !closer.is_empty() && !CLOSERS.contains(&closer) {
        return Err("nothing may follow the waiver's id; the reason is in the register");
    }
    Ok((rule, waiver))
}
