//! Where an ellipsis has a line of its own in a pattern of YAML, the lines around it tell what it stands for: items, pairs, or a value.

use crate::data::{Place, Rewriting};
use crate::placeholder::reserved_length;

/// A line of a pattern: where it starts, where its dashes stand, and what follows them.
struct Line<'t> {
    text: &'t str,
    dashes: Vec<usize>,
    /// The column of the content behind the dashes.
    column: usize,
    content: &'t str,
    in_scalar: bool,
}

impl<'t> Line<'t> {
    fn new(text: &'t str) -> Self {
        let mut column = text.len() - text.trim_start_matches(' ').len();
        let mut dashes = Vec::new();
        while text[column..].starts_with("- ") || &text[column..] == "-" {
            dashes.push(column);
            column += 1;
            column += text[column..].len() - text[column..].trim_start_matches(' ').len();
        }
        let rest = &text[column..];
        let content = rest.find(" #").map_or(rest, |i| &rest[..i]).trim_end();
        Self { text, dashes, column, content, in_scalar: false }
    }

    fn is_blank(&self) -> bool {
        self.in_scalar || (self.content.is_empty() && self.dashes.is_empty()) || self.content.starts_with('#')
    }

    fn start(&self) -> usize {
        self.dashes.first().copied().unwrap_or(self.column)
    }

    fn is_placeholder(&self) -> bool {
        reserved_length(self.content) == Some(self.content.len())
    }
}

/// What the entries of a block are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Entries {
    Items,
    Pairs,
}

/// Writes a placeholder that has a line of its own as an entry of the block that it stands in, and `<... e ...>` as a list.
pub(super) fn place(pattern: &str) -> String {
    let pattern = Rewriting::new(pattern)
        .run(|word, place| if place == Place::Member { format!("{word}: 0") } else { word.to_owned() });
    let mut lines: Vec<Line<'_>> = pattern.split('\n').map(Line::new).collect();
    mark_scalars(&mut lines);
    let mut out = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let entries = (!line.is_blank() && line.is_placeholder()).then(|| entries_around(&lines, i)).flatten();
        let before = &line.text[..line.column];
        out.push(match entries {
            Some(Entries::Items) => format!("{before}- {}", line.content),
            Some(Entries::Pairs) => format!("{before}{}: 0", line.content),
            None => line.text.to_owned(),
        });
    }
    out.join("\n")
}

/// Marks the lines that are text below a `|` or `>`.
fn mark_scalars(lines: &mut [Line<'_>]) {
    let mut header: Option<usize> = None;
    for line in lines {
        if line.content.is_empty() && line.dashes.is_empty() {
            continue;
        }
        line.in_scalar = header.is_some_and(|column| line.start() > column);
        if !line.in_scalar {
            let word = line.content.rsplit([' ', ':']).next().unwrap_or("");
            let is_header =
                word.starts_with(['|', '>']) && word[1..].chars().all(|c| matches!(c, '+' | '-' | '0'..='9'));
            // Below `- |` the text is deeper than the dash, below `k: |` deeper than the key.
            let parent = if line.content == word { line.dashes.last().copied().unwrap_or(0) } else { line.column };
            header = is_header.then_some(parent);
        }
    }
}

/// What stands in the block of a placeholder's line: the next entry tells, else the one before.
fn entries_around(lines: &[Line<'_>], at: usize) -> Option<Entries> {
    let column = lines[at].column;
    for line in lines[at + 1..].iter().filter(|l| !l.is_blank() && l.start() <= column) {
        if line.start() < column {
            break;
        }
        if !line.dashes.is_empty() {
            return Some(Entries::Items);
        }
        if !line.is_placeholder() {
            return Some(Entries::Pairs);
        }
    }
    if !lines[at].dashes.is_empty() {
        return None;
    }
    let mut before = None;
    let mut between = false;
    for line in lines[..at].iter().rev().filter(|l| !l.is_blank() && l.start() <= column) {
        let entry = if line.dashes.contains(&column) {
            Some(Entries::Items)
        } else if line.column == column && !line.is_placeholder() {
            Some(Entries::Pairs)
        } else {
            None
        };
        between |= line.start() == column && line.is_placeholder();
        match (before, entry) {
            (None, Some(Entries::Pairs)) => return entry,
            (None, _) => before = entry,
            // A sequence at the column of its key: what follows the items is one if an ellipsis stands among them already.
            (Some(_), Some(Entries::Pairs)) => return Some(if between { Entries::Items } else { Entries::Pairs }),
            _ => {}
        }
        if line.start() < column {
            break;
        }
    }
    before
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, expected: &str) {
        assert_eq!(place(&pattern.replace("...", "WL_0_")), expected.replace("...", "WL_0_"));
    }

    #[test]
    fn ellipses_take_the_form_of_their_neighbours() {
        check("a:\n  ...", "a:\n  ...");
        check("a:\n  ...\n  b: 1\n...", "a:\n  ...: 0\n  b: 1\n...: 0");
        check("a:\n  ...\n  - b\n  ...", "a:\n  - ...\n  - b\n  - ...");
        check("a:\n...\n- b\n...", "a:\n- ...\n- b\n- ...");
        check("kind: X\nitems:\n- b\n...", "kind: X\nitems:\n- b\n...: 0");
        check("- ...\n  a: 1\n  ...", "- ...: 0\n  a: 1\n  ...: 0");
        check("- ...\n  - a\n  ...", "- - ...\n  - a\n  - ...");
        check("- a: 1\n  ...", "- a: 1\n  ...: 0");
        check("- ...", "- ...");
        check("a: |\n  ...\n  b: 1", "a: |\n  ...\n  b: 1");
        check("a: ... # b\n...", "a: ... # b\n...: 0");
        check("a: [..., b]\nc: {..., d: 1}", "a: [..., b]\nc: {...: 0, d: 1}");
    }
}
