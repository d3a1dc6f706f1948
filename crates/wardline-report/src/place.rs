//! Finds a finding's place inside the lines it carries.
//!
//! Findings hold their whole lines and a range in lines and columns; formats need the range as bytes of those lines.

use std::ops::Range;
use wardline_base::{LineColumn, Location};

/// The bytes of `snippet`, the whole lines of `location`, that the location covers. Positions past the end are the end.
pub(crate) fn range_in(snippet: &str, location: &Location) -> Range<usize> {
    let start = offset_in(snippet, location.start, location);
    start..offset_in(snippet, location.end, location).max(start)
}

/// The byte of `snippet` at a position, where the snippet's first line is the first line of `location`.
pub(crate) fn offset_in(snippet: &str, at: LineColumn, location: &Location) -> usize {
    let skip = at.line.get().saturating_sub(location.start.line.get()) as usize;
    let mut start = 0;
    for _ in 0..skip {
        match snippet[start..].find('\n') {
            Some(length) => start += length + 1,
            None => return snippet.len(),
        }
    }
    let column = (at.column as usize).saturating_sub(1);
    let line = snippet[start..].split('\n').next().unwrap_or_default();
    start + line.char_indices().nth(column).map_or(line.len(), |(offset, _)| offset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use wardline_base::{Line, Span};

    fn check(snippet: &str, start: (u32, u32), end: (u32, u32), expected: &str) {
        let at = |(line, column): (u32, u32)| LineColumn { line: Line::from_zero_based(line - 1), column };
        let location = Location { path: "a".into(), span: Span::new(0, 0), start: at(start), end: at(end) };
        assert_eq!(&snippet[range_in(snippet, &location)], expected, "{snippet:?} {start:?} {end:?}");
    }

    #[test]
    fn the_range_is_the_matched_text() {
        check("let x = 1;", (7, 5), (7, 6), "x");
        check("ä = ö + ü", (1, 5), (1, 6), "ö");
        check("f(\n  a,\n  b)", (3, 1), (5, 5), "f(\n  a,\n  b)");
        check("f(\r\n  a)", (3, 1), (4, 4), "f(\r\n  a");
        check("f(a)", (3, 1), (4, 1), "f(a)");
        check("", (3, 4), (3, 9), "");
        check("abc", (1, 9), (1, 2), "");
    }
}
