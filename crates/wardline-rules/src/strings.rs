//! Strings and other literals: by value, with what is known of names and concatenations.

use crate::matcher::{Bound, Matcher, Next};
use crate::pattern::Extra;
use wardline_base::Span;
use wardline_flow::Constant;
use wardline_lang::{NodeId, NodeKind, Role};

impl<'a> Matcher<'a> {
    /// A literal of the pattern: the same value, written or known.
    pub(crate) fn literal(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let (pattern, target) = (self.pattern.tree.node(p), self.file.tree.node(t));
        if pattern.kind == target.kind {
            return self.words[p.index()] == target.sym && k(self);
        }
        if target.kind == NodeKind::Cast {
            return self.through_cast(p, t, k);
        }
        let word = self.pattern.word(p);
        let is_same = match self.constant(t) {
            Some(Constant::Str(s)) => pattern.kind == NodeKind::Str && s == word,
            Some(Constant::Num(n)) => pattern.kind == NodeKind::Num && n == word,
            Some(Constant::Bool(b)) => pattern.kind == NodeKind::Bool && (word == "true") == b,
            None => false,
        };
        is_same && k(self)
    }

    /// `"..."`, `"$X"` and `"=~/re/"`.
    pub(crate) fn string(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let target = *self.file.tree.node(t);
        match target.kind {
            NodeKind::Str | NodeKind::Char | NodeKind::XmlText | NodeKind::StrPart => {}
            NodeKind::Ident if self.pattern.kind(p) == NodeKind::StrAny => return k(self),
            NodeKind::Ident if self.pattern.kind(p) == NodeKind::StrRegex => {
                let word = self.file.symbols.text(target.sym);
                return self.string_matches(p, word) && k(self);
            }
            NodeKind::Cast => return self.through_cast(p, t, k),
            NodeKind::Ternary if self.pattern.kind(p) == NodeKind::StrAny => {
                let branches = (self.file.tree.child(t, Role::Then), self.file.tree.child(t, Role::Else));
                let (Some(then), Some(other)) = branches else { return false };
                return self.node(p, then, &mut |m| m.node(p, other, k));
            }
            _ => return self.known_string(p, t, k),
        }
        match self.pattern.kind(p) {
            NodeKind::StrMeta => {
                let content = self.content_span(t);
                self.bind(p, Bound::Text(content), k)
            }
            NodeKind::StrRegex => {
                let content = self.file.symbols.text(target.sym);
                self.string_matches(p, content) && k(self)
            }
            _ => k(self),
        }
    }

    /// An expression that is no string literal but has a known string value.
    fn known_string(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let Some(Constant::Str(value)) = self.constant(t) else { return false };
        match self.pattern.kind(p) {
            NodeKind::StrMeta => {
                let span = self.literal_behind(t).map_or(self.file.tree.node(t).span, |s| self.content_span(s));
                self.bind(p, Bound::Text(span), k)
            }
            NodeKind::StrRegex => self.string_matches(p, &value) && k(self),
            _ => k(self),
        }
    }

    fn string_matches(&self, p: NodeId, content: &str) -> bool {
        match &self.pattern.extra[p.index()] {
            Extra::Regex(regex) => regex.is_match(content).unwrap_or(false),
            _ => false,
        }
    }

    /// The string literal that a name with one definition stands for.
    fn literal_behind(&self, t: NodeId) -> Option<NodeId> {
        let tree = &self.file.tree;
        let mut at = t;
        for _ in 0..16 {
            match tree.node(at).kind {
                NodeKind::Str => return Some(at),
                NodeKind::Name => {
                    let binding = self.file.names.get(self.file.names.binding(at)?);
                    at = tree.child(*binding.definitions.first()?, Role::Value)?;
                }
                _ => return None,
            }
        }
        None
    }

    /// The bytes of a string's content, without prefix and quotes.
    pub(crate) fn content_span(&self, t: NodeId) -> Span {
        let node = self.file.tree.node(t);
        let content = self.file.symbols.text(node.sym);
        let written = &self.text[node.span.range()];
        // Searching from the first quote keeps a prefix such as `b` from being taken for the content.
        let from = written.find(['"', '\'', '`']).map_or(0, |i| i + 1);
        match written.get(from..).and_then(|w| w.find(content)) {
            Some(at) if !content.is_empty() => {
                let start = node.span.start + (from + at) as u32;
                Span::new(start, start + content.len() as u32)
            }
            _ if content.is_empty() => {
                let at = node.span.start + from.min(written.len()) as u32;
                Span::new(at, at)
            }
            _ => match written.find(content) {
                Some(at) => Span::new(node.span.start + at as u32, node.span.start + (at + content.len()) as u32),
                None => node.span,
            },
        }
    }

    /// An interpolated pattern against a string without interpolation: only if the pattern asks for no expression.
    pub(crate) fn template_of_string(&mut self, p: NodeId, _t: NodeId, k: Next<'_, 'a>) -> bool {
        let mut parts = self.pattern.tree.children(p).map(|c| self.pattern.kind(c));
        let only_dots = parts.next().is_none_or(|k| k == NodeKind::Ellipsis) && parts.next().is_none();
        only_dots && k(self)
    }

    /// A regular expression literal, or a name that stands for one: `/.../` for any, `/$X/` for its text.
    pub(crate) fn regex_literal(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let tree = &self.file.tree;
        let literal = match tree.node(t).kind {
            NodeKind::Regex => Some(t),
            NodeKind::Name if self.options.constant_propagation => self.definition(t).filter(|d| tree.node(*d).kind == NodeKind::Regex),
            _ => None,
        };
        let Some(t) = literal else { return false };
        let mut then = |m: &mut Self| m.children(p, t, k);
        match self.pattern.extra[p.index()] {
            Extra::Meta(_) => self.bind(p, Bound::Text(self.content_span(t)), &mut then),
            _ => (self.pattern.word(p) == "..." || self.words[p.index()] == tree.node(t).sym) && then(self),
        }
    }

    /// The one value that a name is ever given.
    fn definition(&self, t: NodeId) -> Option<NodeId> {
        let binding = self.file.names.get(self.file.names.binding(t)?);
        let [only] = binding.definitions.as_slice() else { return None };
        (!binding.reassigned).then(|| self.file.tree.child(*only, Role::Value)).flatten()
    }
}
