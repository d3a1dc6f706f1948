//! Byte ranges and line/column positions.
//!
//! Lines are a type of their own, 1-based by construction, so that an off-by-one between a parser's 0-based rows and a report's
//! 1-based lines is a compile error and not a wrong annotation in somebody's pull request.

use std::num::NonZeroU32;

/// A half-open range of bytes, `start..end`, in one source file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte of the range.
    pub start: u32,
    /// First byte after the range; never less than `start`.
    pub end: u32,
}

impl Span {
    /// The range `start..end`.
    pub const fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// Length in bytes.
    pub const fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether the range holds no byte.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies within this range; equal ranges contain each other.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The common part of both ranges, if they share at least one byte or one of them is empty and inside the other.
    pub fn intersect(self, other: Self) -> Option<Self> {
        let (start, end) = (self.start.max(other.start), self.end.min(other.end));
        (start <= end).then_some(Self { start, end })
    }

    /// The smallest range that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The range as an index into the bytes or text of the file.
    pub const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// A 1-based line number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Line(NonZeroU32);

impl Line {
    /// The line with this 0-based index.
    pub const fn from_zero_based(index: u32) -> Self {
        match NonZeroU32::new(index.saturating_add(1)) {
            Some(n) => Self(n),
            None => Self(NonZeroU32::MIN),
        }
    }

    /// The 1-based number.
    pub const fn get(self) -> u32 {
        self.0.get()
    }

    /// The 0-based index.
    pub const fn to_zero_based(self) -> u32 {
        self.0.get() - 1
    }
}

/// A place in a text: 1-based line, 1-based column in Unicode scalar values (SARIF `columnKind: unicodeCodePoints`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line.
    pub line: Line,
    /// The column, 1-based.
    pub column: u32,
}

/// The line starts of one text, for turning byte offsets into lines and columns.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
}

impl LineIndex {
    /// Index the lines of `text`; a line ends after `\n`, so `\r\n` needs no care and a lone `\r` ends no line.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1));
        Self { starts }
    }

    /// Number of lines; a text that ends in a newline has an empty last line.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    /// The line that holds the byte at `offset`.
    pub fn line(&self, offset: u32) -> Line {
        Line::from_zero_based(self.starts.partition_point(|s| *s <= offset).saturating_sub(1) as u32)
    }

    /// Line and column of `offset` in `text`, which must be the indexed text. An offset past the end is the end.
    pub fn line_column(&self, text: &str, offset: u32) -> LineColumn {
        let offset = floor_char_boundary(text, offset as usize);
        let line = self.line(offset as u32);
        let start = self.starts[line.to_zero_based() as usize] as usize;
        LineColumn { line, column: text[start..offset].chars().count() as u32 + 1 }
    }

    /// The bytes of a line without its line break.
    pub fn line_span(&self, text: &str, line: Line) -> Span {
        let index = (line.to_zero_based() as usize).min(self.starts.len() - 1);
        let start = self.starts[index];
        let end = self.starts.get(index + 1).map_or(text.len() as u32, |next| next - 1);
        let end = if end > start && text.as_bytes()[end as usize - 1] == b'\r' { end - 1 } else { end };
        Span { start, end: end.max(start) }
    }
}

/// The largest character boundary of `text` that is not past `offset`.
fn floor_char_boundary(text: &str, offset: usize) -> usize {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, offset: u32, expected: (u32, u32)) {
        let at = LineIndex::new(text).line_column(text, offset);
        assert_eq!((at.line.get(), at.column), expected, "{text:?} at {offset}");
    }

    #[test]
    fn lines_and_columns_are_one_based() {
        check("", 0, (1, 1));
        check("ab\ncd", 0, (1, 1));
        check("ab\ncd", 2, (1, 3));
        check("ab\ncd", 3, (2, 1));
        check("ab\r\ncd", 4, (2, 1));
        check("äb", 2, (1, 2));
        check("äb", 99, (1, 3));
        check("a\n", 2, (2, 1));
    }

    #[test]
    fn line_span_leaves_out_the_line_break() {
        let text = "ab\r\ncd\n";
        let index = LineIndex::new(text);
        let lines: Vec<&str> =
            (0..index.line_count()).map(|i| &text[index.line_span(text, Line::from_zero_based(i)).range()]).collect();
        assert_eq!(lines, ["ab", "cd", ""]);
    }
}
