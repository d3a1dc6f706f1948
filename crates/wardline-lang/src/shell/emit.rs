//! Commands that were read become tree nodes.

use super::read::{Command, Form, Reader, assigned};
use super::word::Dots;
use crate::lower::Lower;
use crate::placeholder::reserved_length;
use crate::tree::{Flags, NodeKind as K, Role as R};
use wardline_base::Span;

impl Lower<'_> {
    /// Commands as a block, or as the one expression that they are.
    pub(super) fn shell_commands(&mut self, span: Span, role: R) {
        let commands = Reader::new(self.text, span).script();
        match commands.as_slice() {
            [only] if matches!(only.form, Form::Simple { .. } | Form::Chain { .. }) => self.expression(only, role),
            list => self.block_of(list, span, role),
        }
    }

    fn block_of(&mut self, commands: &[Command], around: Span, role: R) {
        let covered =
            commands.iter().map(|c| c.span).reduce(Span::cover).unwrap_or(Span::new(around.start, around.start));
        let out = self.node_span(covered, K::Block, role, |l| commands.iter().for_each(|c| l.shell_statement(c)));
        self.add_flags(out, Flags::IMPLICIT);
    }

    /// A command in a list of commands.
    pub(super) fn shell_statement(&mut self, command: &Command) {
        let is_assignment =
            matches!(&command.form, Form::Simple { assigns, words, .. } if words.is_empty() && assigns.len() == 1);
        match command.form {
            Form::Simple { .. } if is_assignment => self.expression(command, R::Item),
            Form::Simple { .. } | Form::Chain { .. } | Form::Not(_) => {
                self.node_span(command.span, K::ExprStmt, R::Item, |l| l.expression(command, R::Operand));
            }
            _ => self.expression(command, R::Item),
        }
    }

    fn expression(&mut self, command: &Command, role: R) {
        let span = command.span;
        match &command.form {
            Form::Simple { assigns, words, redirects } => self.simple(span, assigns, words, redirects, role),
            Form::Chain { operator, left, right } => {
                let word = self.text[operator.range()].to_owned();
                self.node_span(span, K::Call, role, |l| {
                    l.literal(*operator, K::Name, R::Callee, &word);
                    l.node_span(span, K::Args, R::Args, |l| {
                        l.expression(left, R::Item);
                        l.expression(right, R::Item);
                    });
                });
            }
            Form::Not(inner) => {
                let out = self.node_span(span, K::Unary, role, |l| l.expression(inner, R::Operand));
                self.set_word(out, "!");
            }
            Form::Group(body) => self.block_of(body, span, role),
            Form::If { arms, otherwise } => self.conditional(span, arms, otherwise.as_deref(), role),
            Form::For { name, items, body } => {
                self.node_span(span, K::ForEach, role, |l| {
                    if let Some(name) = name {
                        l.emit_word(*name, K::Name, R::Target, Dots::Interpolated);
                    }
                    let covered =
                        items.iter().copied().reduce(Span::cover).unwrap_or(Span::new(span.start, span.start));
                    l.node_span(covered, K::List, R::Iter, |l| items.iter().for_each(|i| l.argument(*i, R::Item)));
                    l.block_of(body, span, R::Body);
                });
            }
            Form::While { cond, body } => {
                self.node_span(span, K::While, role, |l| {
                    l.block_of(cond, span, R::Cond);
                    l.block_of(body, span, R::Body);
                });
            }
            Form::Case { subject, arms } => {
                self.node_span(span, K::Switch, role, |l| {
                    if let Some(subject) = subject {
                        l.argument(*subject, R::Cond);
                    }
                    arms.iter().for_each(|(patterns, body)| l.case_arm(patterns, body, span));
                });
            }
            Form::Function { name, body } => {
                self.node_span(span, K::Func, role, |l| {
                    l.emit_word(*name, K::Ident, R::Name, Dots::Interpolated);
                    l.block_of(body, span, R::Body);
                });
            }
        }
    }

    fn case_arm(&mut self, patterns: &[Span], body: &[Command], around: Span) {
        let covered = patterns.iter().copied().chain(body.iter().map(|c| c.span)).reduce(Span::cover).unwrap_or(around);
        self.node_span(covered, K::Case, R::Item, |l| {
            patterns.iter().for_each(|p| l.argument(*p, R::Item));
            l.block_of(body, covered, R::Body);
        });
    }

    fn conditional(
        &mut self,
        span: Span,
        arms: &[(Vec<Command>, Vec<Command>)],
        otherwise: Option<&[Command]>,
        role: R,
    ) {
        let Some(((cond, then), rest)) = arms.split_first() else { return };
        self.node_span(span, K::If, role, |l| {
            l.block_of(cond, span, R::Cond);
            l.block_of(then, span, R::Then);
            if !rest.is_empty() {
                let start = rest[0].0.first().map_or(span.start, |c| c.span.start);
                l.conditional(Span::new(start, span.end), rest, otherwise, R::Else);
            } else if let Some(body) = otherwise {
                l.block_of(body, span, R::Else);
            }
        });
    }

    /// A call of the first word; assignments and redirections are attributes, so that patterns may leave them out.
    fn simple(&mut self, span: Span, assigns: &[Span], words: &[Span], redirects: &[(Span, Span)], role: R) {
        if let ([only], [], []) = (assigns, words, redirects) {
            return self.assignment(*only, role);
        }
        if let ([], [only], []) = (assigns, words, redirects) {
            let word = &self.text[only.range()];
            if reserved_length(word) == Some(word.len()) && self.hole_kind(word).is_some() {
                self.leaf_word(*only, K::Name, role, word);
                return;
            }
            if let Some(length) = reserved_length(word).filter(|l| self.hole_kind(&word[..*l]) == Some(K::Deep)) {
                return self.deep(*only, length, role);
            }
        }
        let out = self.node_span(span, K::Call, role, |l| {
            assigns.iter().for_each(|a| l.assignment(*a, R::Attr));
            for (operator, target) in redirects {
                let out = l.node_span(operator.cover(*target), K::Other, R::Attr, |l| l.argument(*target, R::Item));
                l.set_word(out, &l.text[operator.range()]);
            }
            let Some((first, rest)) = words.split_first() else { return };
            l.emit_word(*first, K::Name, R::Callee, Dots::Interpolated);
            let covered = rest.iter().copied().reduce(Span::cover).unwrap_or(Span::new(first.end, first.end));
            l.node_span(covered, K::Args, R::Args, |l| rest.iter().for_each(|w| l.argument(*w, R::Item)));
        });
        // In a pattern a word alone may be any word, and `...` before a word is no command.
        let is_ellipsis = |word: &Span| self.hole_kind(&self.text[word.range()]) == Some(K::Ellipsis);
        if self.holes.is_some() && (words.len() == 1 || words.first().is_some_and(is_ellipsis)) {
            self.add_flags(out, Flags::IMPLICIT);
        }
    }

    /// A word of a command.
    fn argument(&mut self, word: Span, role: R) {
        self.emit_word(word, K::Str, role, Dots::Interpolated);
    }

    fn assignment(&mut self, word: Span, role: R) {
        let value = assigned(&self.text[word.range()]).unwrap_or(0) as u32;
        let name = Span::new(word.start, word.start + value.saturating_sub(1));
        self.node_span(word, K::Assign, role, |l| {
            l.leaf_word(name, K::Name, R::Target, &l.text[name.range()]);
            l.argument(Span::new(word.start + value, word.end), R::Value);
        });
    }

    /// `<... command ...>`, which the pattern's text has as `placeholder( command )`.
    fn deep(&mut self, word: Span, length: usize, role: R) {
        let callee = Span::new(word.start, word.start + length as u32);
        let inner = Span::new(callee.end + 1, word.end.saturating_sub(1).max(callee.end + 1));
        self.node_span(word, K::Call, role, |l| {
            l.leaf_word(callee, K::Name, R::Callee, &l.text[callee.range()]);
            l.node_span(inner, K::Args, R::Args, |l| l.shell_commands(inner, R::Item));
        });
    }
}
