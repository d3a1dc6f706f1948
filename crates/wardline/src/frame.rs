//! The line of a file that a message is about, with a mark under the place.

use wardline_base::LineColumn;

/// Most characters of a line that are shown.
const WINDOW: usize = 120;
/// Most lines of a range that are shown.
const MOST_LINES: usize = 10;

/// A line break, the line with its number, and a caret under the column; nothing if the text has no such line. `line` and `column` are
/// 1-based, columns count characters. Control characters do not reach the terminal.
pub(crate) fn frame(text: &str, line: u32, column: u32) -> String {
    let Some(content) = text.lines().nth(line.saturating_sub(1) as usize) else { return String::new() };
    marked(content, line, column, "^")
}

fn printable(c: char) -> char {
    match c {
        '\t' => ' ',
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => char::REPLACEMENT_CHARACTER,
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Like [`frame`], for a range: `lines` are the whole lines of it, and what lies in the range on one line is underlined.
pub(crate) fn span_frame(lines: &str, start: LineColumn, end: LineColumn) -> String {
    if start.line == end.line {
        let width = (end.column - start.column).clamp(1, WINDOW as u32) as usize;
        return marked(lines, start.line.get(), start.column, &"^".repeat(width));
    }
    let first = start.line.get();
    let gutter = end.line.get().to_string().len();
    let shown = lines.lines().take(MOST_LINES).zip(first..).map(|(line, number)| {
        let line: String = line.chars().take(WINDOW).map(printable).collect();
        format!("\n {number:>gutter$} | {}", line.trim_end())
    });
    let mut out: String = shown.collect();
    if lines.lines().count() > MOST_LINES {
        out.push_str(&format!("\n {:gutter$} | …", ""));
    }
    out
}

fn marked(content: &str, line: u32, column: u32, mark: &str) -> String {
    let before = (column.saturating_sub(1) as usize).min(content.chars().count());
    let hidden = if before >= WINDOW { before - WINDOW / 3 } else { 0 };
    let shown: String = content.chars().skip(hidden).take(WINDOW).map(printable).collect();
    let number = line.to_string();
    let (gutter, indent) = (number.len(), before - hidden);
    format!("\n {number} | {}\n {:gutter$} | {:indent$}{mark}", shown.trim_end(), "", "")
}

/// A text on one line without control characters, for messages that quote what somebody else wrote.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(printable).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_under_the_place() {
        assert_eq!(frame("a\n\tbc\n", 2, 3), "\n 2 |  bc\n   |   ^");
        assert_eq!(frame("a\n", 5, 1), "");
        assert_eq!(frame("\u{1b}[2J", 1, 1), "\n 1 | \u{fffd}[2J\n   | ^");
        let long = frame(&"x".repeat(500), 1, 400);
        assert!(long.lines().all(|l| l.chars().count() <= WINDOW + 5), "{long}");
    }
}
