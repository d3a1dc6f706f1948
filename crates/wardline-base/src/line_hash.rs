//! GitHub code scanning's `primaryLocationLineHash`.
//!
//! GitHub keeps an alert's identity by this hash and no other, so we compute theirs rather than one of our own: a rolling hash
//! (multiplier 37, modulo 2^64) over the 100 UTF-16 code units that start at a line, spaces and tabs left out and line breaks
//! counted as `\n`, printed in hexadecimal with `:n` for the n-th line of the file that has this hash. The algorithm is the published
//! one of the `codeql-action` repository (`src/fingerprints.ts`).

use std::collections::HashMap;

const BLOCK: usize = 100;
const MULTIPLIER: u64 = 37;
/// Stands for the end of the file in the published algorithm.
const END_OF_FILE: u16 = 65535;
const NO_LINE: u32 = u32::MAX;

/// The hashes of all lines of `text`, in order; index 0 is line 1.
pub fn line_hashes(text: &str) -> Vec<String> {
    let mut state = Rolling::default();
    for unit in text.encode_utf16() {
        state.character(unit);
    }
    state.character(END_OF_FILE);
    for _ in 0..BLOCK {
        state.emit_current();
        state.push(0);
    }
    state.hashes
}

struct Rolling {
    window: [u16; BLOCK],
    /// The line that starts at each place of the window, or `NO_LINE`.
    lines: [u32; BLOCK],
    at: usize,
    hash: u64,
    first_factor: u64,
    line_start: bool,
    after_return: bool,
    next_line: u32,
    hashes: Vec<String>,
    seen: HashMap<u64, u32>,
}

impl Default for Rolling {
    fn default() -> Self {
        Self {
            window: [0; BLOCK],
            lines: [NO_LINE; BLOCK],
            at: 0,
            hash: 0,
            first_factor: MULTIPLIER.wrapping_pow(BLOCK as u32),
            line_start: true,
            after_return: false,
            next_line: 0,
            hashes: Vec::new(),
            seen: HashMap::new(),
        }
    }
}

impl Rolling {
    fn character(&mut self, unit: u16) {
        const RETURN: u16 = b'\r' as u16;
        const FEED: u16 = b'\n' as u16;
        if unit == u16::from(b' ') || unit == u16::from(b'\t') || (self.after_return && unit == FEED) {
            self.after_return = false;
            return;
        }
        self.after_return = unit == RETURN;
        let unit = if unit == RETURN { FEED } else { unit };
        self.emit_current();
        if self.line_start {
            self.line_start = false;
            self.lines[self.at] = self.next_line;
            self.next_line += 1;
        }
        self.line_start = unit == FEED;
        self.push(unit);
    }

    /// Prints the hash of the line whose first character is about to leave the window.
    fn emit_current(&mut self) {
        if self.lines[self.at] != NO_LINE {
            let count = self.seen.entry(self.hash).or_insert(0);
            *count += 1;
            self.hashes.push(format!("{:x}:{count}", self.hash));
            self.lines[self.at] = NO_LINE;
        }
    }

    fn push(&mut self, unit: u16) {
        let leaving = std::mem::replace(&mut self.window[self.at], unit);
        self.hash = self
            .hash
            .wrapping_mul(MULTIPLIER)
            .wrapping_add(u64::from(unit))
            .wrapping_sub(self.first_factor.wrapping_mul(u64::from(leaving)));
        self.at = (self.at + 1) % BLOCK;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The definition, written the slow way: the sum of unit × 37^(99-i) over the first 100 units of the rest of the file.
    fn slow(text: &str) -> Vec<String> {
        let normal = text.replace("\r\n", "\n").replace('\r', "\n").replace([' ', '\t'], "");
        let mut units: Vec<u64> = normal.encode_utf16().map(u64::from).collect();
        units.push(u64::from(END_OF_FILE));
        let starts = std::iter::once(0).chain((0..units.len() - 1).filter(|i| units[*i] == 10).map(|i| i + 1));
        let mut seen = HashMap::new();
        starts
            .map(|start| {
                let hash = (0..BLOCK).fold(0u64, |h, i| {
                    h.wrapping_mul(MULTIPLIER).wrapping_add(units.get(start + i).copied().unwrap_or(0))
                });
                let count = seen.entry(hash).and_modify(|n| *n += 1).or_insert(1);
                format!("{hash:x}:{count}")
            })
            .collect()
    }

    #[test]
    fn agrees_with_the_definition() {
        let long = "let patient = lookup(record);\n".repeat(40);
        for text in ["", " ", "\n", "a", "a\n", "a\r\nb", "x = 1\n\ty = 2\r\n\r\nz", "ä\u{1F600}\n", long.as_str()] {
            assert_eq!(line_hashes(text), slow(text), "{text:?}");
        }
    }

    #[test]
    fn equal_lines_are_counted() {
        let hashes = line_hashes(&"same\n".repeat(200));
        assert!(hashes[0].ends_with(":1") && hashes[1].ends_with(":2"), "{:?}", &hashes[..2]);
    }
}
