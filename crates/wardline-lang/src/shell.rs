//! The shell commands inside of other languages, as far as words, operators and compound commands go.
//!
//! A command is a call of its first word; `a && b`, `a || b` and `a | b` are calls of the operator, grouped to the left, so that a search
//! inside of calls finds every command of a chain. Lists of commands are blocks. What this reader does not know (functions' arguments,
//! arithmetic, brace expansion) stays words; it never fails. A full grammar of the shell can take its place without changing these
//! shapes.

mod emit;
mod read;
mod word;

use crate::lower::Lower;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

impl Lower<'_> {
    /// Lowers the commands in these bytes as one block.
    pub(crate) fn shell_script(&mut self, span: Span, role: R) {
        let commands = read::Reader::new(self.text, span).script();
        let covered = commands.iter().map(|c| c.span).reduce(Span::cover).unwrap_or(Span::new(span.start, span.start));
        let block = self.node_span(covered, K::Block, role, |l| {
            // A pattern of some commands means them wherever they stand in a script.
            let around = l.holes.is_some();
            if around {
                l.literal(Span::new(covered.start, covered.start), K::Ellipsis, R::Item, "");
            }
            commands.iter().for_each(|c| l.shell_statement(c));
            if around {
                l.literal(Span::new(covered.end, covered.end), K::Ellipsis, R::Item, "");
            }
        });
        self.add_flags(block, Flags::IMPLICIT);
    }

    /// Lowers these bytes as one word outside of commands: a string, a string with expansions in it, an expansion, or a placeholder.
    pub(crate) fn shell_word(&mut self, span: Span, role: R) {
        self.emit_word(span, K::Str, role, word::Dots::AnyString);
    }
}
