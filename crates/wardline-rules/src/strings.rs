//! Strings and other literals: by value, with what is known of names and concatenations.

use crate::matcher::{Bound, Matcher, Next, Nodes};
use crate::pattern::Extra;
use wardline_base::Span;
use wardline_flow::{Constant, defining};
use wardline_lang::{Flags, NodeId, NodeKind, Role, Symbol};

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
        if target.kind == NodeKind::Str && self.file.reads_strings_as_values {
            // Terraform reads the one for the other.
            let text = self.file.symbols.text(target.sym);
            let same_number = || word.parse::<f64>().is_ok_and(|n| text.parse() == Ok(n));
            return (word == text || (pattern.kind == NodeKind::Num && same_number())) && k(self);
        }
        // A value that is not written is empty text to YAML.
        if target.kind == NodeKind::Null && target.flags.has(Flags::IMPLICIT) {
            return pattern.kind == NodeKind::Str && word.is_empty() && k(self);
        }
        let is_same = match self.constant(t) {
            Some(Constant::Str(s)) => s == word && (pattern.kind == NodeKind::Str || self.file.reads_strings_as_values),
            Some(Constant::Num(n)) => pattern.kind == NodeKind::Num && n == word,
            Some(Constant::Bool(b)) => pattern.kind == NodeKind::Bool && (word == "true") == b,
            Some(Constant::Null) => pattern.kind == NodeKind::Null,
            Some(Constant::AnyStr) | None => false,
        };
        is_same && k(self)
    }

    /// `"..."`, `"$X"` and `"=~/re/"`.
    pub(crate) fn string(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let target = *self.file.tree.node(t);
        if self.pattern.tree.node(p).flags.has(Flags::IN_PARTS) && !target.flags.has(Flags::IN_PARTS) {
            return false;
        }
        let is_any_in_parts =
            self.pattern.kind(p) == NodeKind::StrAny && self.pattern.tree.node(p).flags.has(Flags::IN_PARTS);
        match target.kind {
            NodeKind::Str | NodeKind::Char | NodeKind::XmlText => {}
            NodeKind::Template if is_any_in_parts => return k(self),
            // A format string that captures names is still a literal.
            NodeKind::Template if target.sym != Symbol::NONE => {}
            NodeKind::StrPart if self.pattern.kind(p) != NodeKind::StrAny => {}
            NodeKind::Ident if self.pattern.kind(p) == NodeKind::StrAny => return k(self),
            NodeKind::Ternary if self.pattern.kind(p) == NodeKind::StrAny => {
                let branches = (self.file.tree.child(t, Role::Then), self.file.tree.child(t, Role::Else));
                let (Some(then), Some(other)) = branches else { return false };
                return self.node(p, then, &mut |m| m.node(p, other, k));
            }
            NodeKind::Ident if self.pattern.kind(p) == NodeKind::StrRegex => {
                let word = self.file.symbols.text(target.sym);
                return self.string_matches(p, word) && k(self);
            }
            NodeKind::Cast => return self.through_cast(p, t, k),
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
        let value = match self.constant(t) {
            Some(Constant::Str(value)) => value,
            Some(Constant::AnyStr) => return self.pattern.kind(p) == NodeKind::StrAny && k(self),
            _ => return false,
        };
        match self.pattern.kind(p) {
            NodeKind::StrMeta => {
                let bound = match self.literal_behind(t) {
                    Some(literal) => Bound::Text(self.content_span(literal)),
                    None => Bound::Known(t, self.file.tree.node(t).span),
                };
                self.bind(p, bound, k)
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
                NodeKind::Name | NodeKind::Member => at = self.defining(at)?,
                _ => return None,
            }
        }
        None
    }

    /// The bytes of a string's content, without prefix and quotes.
    pub(crate) fn content_span(&self, t: NodeId) -> Span {
        crate::values::content_span(self.file, self.text, t)
    }

    /// An interpolated string: its pieces in order, those of concatenated strings included.
    pub(crate) fn template(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let target = self.file.tree.node(t);
        let ts = match target.kind {
            NodeKind::Cast => return self.through_cast(p, t, k),
            // A template of nothing but `...` is any string that is written as one, whatever it interpolates.
            NodeKind::Str => return self.is_open(p) && self.may_interpolate(t) && k(self),
            // Several literals are written as what the first of them is.
            NodeKind::Template if target.flags.has(Flags::IN_PARTS) && self.is_open(p) && !self.may_interpolate(t) => {
                return false;
            }
            NodeKind::Template => self.pieces(t),
            NodeKind::BinOp if self.file.symbols.text(target.sym) == "+" => self.pieces(t),
            _ => return false,
        };
        let holds_template = target.kind == NodeKind::Template
            || self.file.tree.subtree(t).any(|n| self.file.tree.node(n).kind == NodeKind::Template);
        let ps: Nodes = self.pattern.tree.children_as(p, Role::Item).collect();
        holds_template && self.list(&ps, &ts, k)
    }

    /// Whether a string is written in a way that lets it interpolate: between backquotes, or behind a prefix such as `f`, `s` or `$`.
    fn may_interpolate(&self, t: NodeId) -> bool {
        let span = self.file.tree.node(t).span;
        let written = &self.text[span.range()];
        // A prefix of the program's own making, as in Scala, is a call's name right before the literal.
        let is_tagged = self.text[..span.start as usize].ends_with(|c: char| c.is_alphanumeric());
        let prefix = &written[..written.find(['"', '\'', '`']).unwrap_or(0)];
        is_tagged || written.starts_with('`') || prefix.contains(|c: char| !"rRbBuULl8@".contains(c))
    }

    /// The pieces that a string is put together from.
    fn pieces(&self, t: NodeId) -> Nodes {
        let mut out = Nodes::new();
        self.collect_pieces(t, &mut out);
        out
    }

    fn collect_pieces(&self, t: NodeId, out: &mut Nodes) {
        let tree = &self.file.tree;
        let node = tree.node(t);
        match node.kind {
            NodeKind::Template => out.extend(tree.children_as(t, Role::Item)),
            NodeKind::BinOp if self.file.symbols.text(node.sym) == "+" => {
                [Role::Left, Role::Right]
                    .into_iter()
                    .filter_map(|r| tree.child(t, r))
                    .for_each(|c| self.collect_pieces(c, out));
            }
            _ => out.push(t),
        }
    }

    /// A regular expression literal, or a name that stands for one: `/.../` for any, `/$X/` for its text.
    pub(crate) fn regex_literal(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let tree = &self.file.tree;
        let literal = match tree.node(t).kind {
            NodeKind::Regex => Some(t),
            NodeKind::Name if self.options.constant_propagation => {
                self.defining(t).filter(|d| tree.node(*d).kind == NodeKind::Regex)
            }
            _ => None,
        };
        let Some(t) = literal else { return false };
        let mut then = |m: &mut Self| m.children(p, t, k);
        match self.pattern.extra[p.index()] {
            Extra::Meta(_) => self.bind(p, Bound::Text(self.content_span(t)), &mut then),
            _ => (self.pattern.word(p) == "..." || self.words[p.index()] == tree.node(t).sym) && then(self),
        }
    }

    /// The expression that a name stands for.
    pub(crate) fn defining(&self, t: NodeId) -> Option<NodeId> {
        defining(&self.file.tree, &self.file.symbols, &self.file.names, t)
    }

    /// Whether a collection of the pattern is `[...]` or `{...}`.
    pub(crate) fn is_open(&self, p: NodeId) -> bool {
        let mut children = self.pattern.tree.children(p);
        children.next().is_some_and(|c| self.pattern.kind(c) == NodeKind::Ellipsis) && children.next().is_none()
    }

    /// `[...]` is any list, comprehensions included; `{...}` any dictionary or set.
    pub(crate) fn any_collection(&mut self, p: NodeId, t: NodeId, k: Next<'_, 'a>) -> bool {
        let target = self.file.tree.node(t);
        let braces = self.pattern.kind(p) != NodeKind::List;
        let fits = match target.kind {
            NodeKind::Comprehension => {
                (self.file.symbols.text(target.sym) != "list") == braces
                    && self.file.symbols.text(target.sym) != "generator"
            }
            NodeKind::Dict | NodeKind::Set | NodeKind::Record => braces,
            kind => kind == self.pattern.kind(p),
        };
        fits && k(self)
    }
}
