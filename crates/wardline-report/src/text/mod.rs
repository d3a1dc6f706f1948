//! Text for a person: findings by file, then a summary that ends in the verdict.
//!
//! The verdict is the last line, because that is where a terminal and a build log leave the eye. Nothing from the scanned tree reaches
//! the terminal unescaped, and colour is the caller's choice.

mod frame;
mod summary;

use crate::{Report, escape::one_line};
use frame::Frames;
use std::io;

/// Writes the report.
pub(crate) fn write(report: &Report<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let paint = Paint(report.text.colour);
    let frames = Frames::new(report, paint);
    let mut from = 0;
    while let Some(first) = report.findings.get(from) {
        let path = &first.location.path;
        let count = report.findings[from..].iter().take_while(|f| f.location.path == *path).count();
        let noun = if count == 1 { "finding" } else { "findings" };
        writeln!(out, "{} ({count} {noun})\n", paint.bold(&one_line(path)))?;
        for index in from..from + count {
            writeln!(out, "{}\n", frames.render(index))?;
        }
        from += count;
    }
    summary::write(report, paint, out)
}

/// Puts text between ANSI codes, if colour is wanted.
#[derive(Clone, Copy)]
struct Paint(bool);

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    fn bold(self, text: &str) -> String {
        self.with("1", text)
    }

    fn good(self, text: &str) -> String {
        self.with("1;32", text)
    }

    fn bad(self, text: &str) -> String {
        self.with("1;31", text)
    }

    fn unsure(self, text: &str) -> String {
        self.with("1;33", text)
    }
}

/// Breaks text at spaces into lines of at most `width` characters; a longer word stays whole.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut length = 0;
    for word in text.split_whitespace() {
        let letters = word.chars().count();
        match lines.last_mut() {
            Some(line) if length + 1 + letters <= width => {
                line.push(' ');
                line.push_str(word);
                length += 1 + letters;
            }
            _ => {
                lines.push(word.to_owned());
                length = letters;
            }
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_broken_at_spaces() {
        assert_eq!(wrap("one two  three\nfour", 8), ["one two", "three", "four"]);
        assert_eq!(wrap("averylongword a", 4), ["averylongword", "a"]);
        assert!(wrap(" ", 4).is_empty());
    }
}
