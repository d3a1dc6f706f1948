//! Formulas over one file: ranges, their intersections, conditions, focus.
//!
//! The semantics are those of Semgrep's rule language: a conjunction keeps the smaller of two nested ranges whose metavariables agree, an
//! inside-range never becomes a result of its own, negations remove equal or contained ranges. Evaluation is lazy: what can only remove
//! or narrow is not looked for until there is something to remove or narrow.

pub(crate) mod explain;

use crate::comparison::Value;
use crate::file::SourceTree;
use crate::find::{Search, find, matches_at};
use crate::formula::{Condition, Conjunction, Formula, TextSearch};
use crate::generic::{GenericMatch, GenericPattern, Words};
use crate::matcher::{Bindings, Bound};
use crate::pattern::{MetaId, MetaNames, Pattern};
use crate::prefilter::{Found, Prefilter};
use crate::same::equal;
use crate::values::{implied_text, text_of};
use rustc_hash::FxHashSet;
use std::rc::Rc;
use wardline_base::Span;
use wardline_lang::{NodeKind, Parser};
use wardline_rulefile::{CommentStyle, Options};

/// What a range came from, which decides how it joins others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RangeKind {
    Plain,
    /// A run of statements that ends in `...`: ranges that end anywhere from this byte on match too.
    Open(u32),
    Inside,
    Regex,
}

/// A part of the file that satisfies a formula.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Range {
    pub(crate) span: Span,
    pub(crate) bindings: Bindings,
    pub(crate) kind: RangeKind,
    /// The replacement of the part that the range came from, if that part has one of its own.
    pub(crate) fix: Option<u16>,
}

/// One file and one rule, while its formula is evaluated.
pub(crate) struct Evaluation<'a> {
    /// Absent for text that is not parsed.
    pub(crate) file: Option<&'a SourceTree>,
    pub(crate) text: &'a str,
    pub(crate) options: &'a Options,
    pub(crate) metas: &'a MetaNames,
    pub(crate) parser: &'a mut Parser,
    /// The day that rules see as today, in days since 1970-01-01.
    pub(crate) today: Option<i64>,
    /// What the prefilter found in the text.
    pub(crate) words: Option<(&'a Prefilter, &'a Found)>,
    /// The text split into words, from the first generic pattern on.
    pub(crate) generic: &'a mut Option<(CommentStyle, Rc<Words>)>,
    /// What went wrong, in the order it did; each makes the result incomplete.
    pub(crate) gaps: Vec<&'static str>,
}

/// What bindings and places a nested formula starts with.
#[derive(Clone)]
pub(crate) struct Scope {
    /// The bytes to look at.
    pub(crate) span: Span,
    pub(crate) env: Bindings,
}

const PATTERN_STEPS: &str = "a pattern needed more than its budget of comparison steps";
const REGEX_STEPS: &str = "a regular expression needed more than its budget of backtracking steps";

impl Evaluation<'_> {
    /// The ranges that satisfy a formula, each once.
    pub(crate) fn run(&mut self, formula: &Formula) -> Vec<Range> {
        let scope = Scope { span: Span::new(0, self.text.len() as u32), env: self.empty() };
        let mut seen = FxHashSet::default();
        let mut ranges = self.formula(formula, &scope);
        ranges.retain(|r| seen.insert((r.span, r.bindings.clone(), r.fix)));
        ranges
    }

    fn empty(&self) -> Bindings {
        Bindings::from_elem(None, self.metas.len())
    }

    fn formula(&mut self, formula: &Formula, scope: &Scope) -> Vec<Range> {
        match formula {
            Formula::Pattern(pattern) => self.pattern(pattern, scope),
            Formula::Generic(pattern) => self.generic(pattern, scope),
            Formula::Regex(search) => self.regex(search, scope),
            Formula::Or(parts) => parts.iter().flat_map(|p| self.formula(p, scope)).collect(),
            Formula::Inside(inner) => {
                let mut ranges = self.formula(inner, scope);
                ranges.iter_mut().for_each(|r| r.kind = RangeKind::Inside);
                ranges
            }
            Formula::Anywhere(inner) => {
                let whole = Scope { span: Span::new(0, self.text.len() as u32), env: scope.env.clone() };
                let mut ranges = self.formula(inner, &whole);
                ranges.iter_mut().for_each(|r| (r.kind, r.span) = (RangeKind::Inside, whole.span));
                ranges
            }
            Formula::Marked { inner, meta, fix } => {
                let mut ranges = self.formula(inner, scope);
                for range in &mut ranges {
                    range.fix = fix.or(range.fix);
                    let slot = meta.and_then(|meta| range.bindings.get_mut(meta as usize));
                    if let Some(slot) = slot {
                        *slot = Some(Bound::Text(range.span));
                    }
                }
                ranges
            }
            Formula::And(conjunction) => self.conjunction(conjunction, scope),
            // A negation alone is about the range that it is asked of; rule files where that is the file are refused when they are read.
            Formula::Not(inner) => {
                let whole = self.whole(scope);
                let removers = self.formula(inner, scope);
                if removers.iter().any(|n| self.removes(n, &whole)) { Vec::new() } else { vec![whole] }
            }
        }
    }

    fn pattern(&mut self, pattern: &Pattern, scope: &Scope) -> Vec<Range> {
        let Some(file) = self.file else { return Vec::new() };
        let whole = scope.span.start == 0 && scope.span.end as usize == self.text.len();
        let nodes = if whole { 0..file.tree.len() as u32 } else { file.nodes_within(scope.span) };
        let search = Search { file, text: self.text, options: self.options, nodes, env: scope.env.clone() };
        let (mut matches, exhausted) = find(pattern, &search);
        if exhausted {
            self.gaps.push(PATTERN_STEPS);
        }
        if !whole {
            matches.retain(|m| scope.span.contains(m.span));
        }
        matches
            .into_iter()
            .map(|m| {
                let kind = if m.least_end < m.span.end { RangeKind::Open(m.least_end) } else { RangeKind::Plain };
                Range { span: m.span, bindings: m.bindings, kind, fix: None }
            })
            .collect()
    }

    fn generic(&mut self, pattern: &GenericPattern, scope: &Scope) -> Vec<Range> {
        let Some(text) = self.text.get(scope.span.range()) else { return Vec::new() };
        let style = self.options.generic_comment_style;
        let whole = text.len() == self.text.len();
        let read = || Rc::new(Words::read(text, style));
        let words = match &self.generic {
            Some((known, words)) if whole && *known == style => words.clone(),
            _ => read(),
        };
        if whole {
            *self.generic = Some((style, words.clone()));
        }
        // Places of a part of the text count from its start.
        let base = scope.span.start;
        let shift = |b: Option<Bound>, by: &dyn Fn(u32) -> u32| {
            b.map(|b| Bound::Text(Span::new(by(b.span().start), by(b.span().end))))
        };
        let inside = |b: &Bound| scope.span.contains(b.span());
        let env: Bindings =
            scope.env.iter().map(|b| if whole { *b } else { shift(b.filter(inside), &|at| at - base) }).collect();
        let (found, exhausted) = pattern.find(text, &words, self.options, &env);
        if exhausted {
            self.gaps.push(PATTERN_STEPS);
        }
        let range = |m: GenericMatch| {
            let moved = m
                .bindings
                .iter()
                .zip(&scope.env)
                .map(|(b, outer)| if whole { *b } else { outer.or(shift(*b, &|at| at + base)) });
            Range {
                span: Span::new(m.span.start + base, m.span.end + base),
                bindings: moved.collect(),
                kind: RangeKind::Plain,
                fix: None,
            }
        };
        found.into_iter().map(range).collect()
    }

    fn regex(&mut self, search: &TextSearch, scope: &Scope) -> Vec<Range> {
        self.regex_in(search, scope, None)
    }

    /// The matches of an expression, in the given lines only if there are some given.
    fn regex_in(
        &mut self,
        search: &TextSearch,
        scope: &Scope,
        lines: Option<Vec<std::ops::Range<usize>>>,
    ) -> Vec<Range> {
        let Some(text) = self.text.get(scope.span.range()) else { return Vec::new() };
        let whole = text.len() == self.text.len();
        let lines = lines.filter(|_| whole);
        let known =
            || self.words.filter(|_| whole).and_then(|(prefilter, found)| prefilter.lines(&search.source, found, text));
        let found = match lines.or_else(known) {
            Some(lines) => search.regex.find_within(text, &lines),
            None => search.regex.find_all(text),
        };
        let Ok(found) = found else {
            self.gaps.push(REGEX_STEPS);
            return Vec::new();
        };
        let base = scope.span.start;
        let span = |r: &std::ops::Range<usize>| Span::new(base + r.start as u32, base + r.end as u32);
        found
            .iter()
            .map(|captured| {
                let mut bindings = scope.env.clone();
                for (group, _, range) in &captured.groups {
                    if let Some(slot) = search.groups.get(*group).and_then(|m| bindings.get_mut(*m as usize)) {
                        *slot = Some(Bound::Text(span(range)));
                    }
                }
                Range { span: span(&captured.whole), bindings, kind: RangeKind::Regex, fix: None }
            })
            .collect()
    }

    fn conjunction(&mut self, and: &Conjunction, scope: &Scope) -> Vec<Range> {
        let Some(mut ranges) = self.positive(and, scope) else { return Vec::new() };
        for negative in &and.not {
            if ranges.is_empty() {
                return ranges;
            }
            let removers = match negative {
                // Only what lies in the lines of a range can contain it or be contained.
                Formula::Regex(search) if search.within_line => {
                    let lines = lines_of(self.text, ranges.iter().map(|r| r.span));
                    self.regex_in(search, scope, Some(lines))
                }
                _ => self.formula(negative, scope),
            };
            ranges.retain(|r| !removers.iter().any(|n| self.removes(n, r)));
        }
        let mut ranges = self.conditions(&and.conditions, ranges);
        for focus in &and.focus {
            ranges = ranges.iter().flat_map(|r| focused(r, focus)).collect();
        }
        ranges
    }

    /// The ranges that meet all conditions, each once for every way it does.
    fn conditions(&mut self, conditions: &[Condition], ranges: Vec<Range>) -> Vec<Range> {
        let nested = conditions.iter().filter(|c| matches!(c, Condition::Pattern { .. })).count();
        let mut met = Vec::with_capacity(ranges.len());
        for range in ranges {
            // What one nested formula binds is no demand on the next.
            let env = (nested > 1).then(|| range.bindings.clone());
            let mut ways = vec![range];
            for condition in conditions {
                ways = ways.into_iter().flat_map(|r| self.condition(condition, r, env.as_ref())).collect();
            }
            met.extend(ways);
        }
        met
    }

    /// The ranges of the positive parts; `None` as soon as one part has none.
    fn positive(&mut self, and: &Conjunction, scope: &Scope) -> Option<Vec<Range>> {
        let mut ranges: Option<Vec<Range>> = None;
        for part in and.plain.iter().chain(&and.inside) {
            let found = self.formula(part, scope);
            let joined = match ranges {
                None => found,
                Some(before) => self.intersect(&before, &found),
            };
            if joined.is_empty() {
                return None;
            }
            ranges = Some(joined);
        }
        if ranges.is_none() && and.bare.is_empty() {
            // Inside of a metavariable-pattern there may be negations and conditions only.
            return Some(vec![self.whole(scope)]);
        }
        for pattern in &and.bare {
            let inside = ranges.unwrap_or_else(|| vec![self.whole(scope)]);
            ranges = Some(inside.iter().flat_map(|r| self.bare(pattern, r)).collect());
        }
        ranges.filter(|r| !r.is_empty())
    }

    /// The range that a formula is asked of.
    fn whole(&self, scope: &Scope) -> Range {
        Range { span: scope.span, bindings: scope.env.clone(), kind: RangeKind::Inside, fix: None }
    }

    /// A metavariable alone: the expressions inside a range, or the range itself where it is one.
    fn bare(&mut self, pattern: &Pattern, range: &Range) -> Vec<Range> {
        let scope = Scope { span: range.span, env: range.bindings.clone() };
        self.pattern(pattern, &scope)
    }

    fn intersect(&self, left: &[Range], right: &[Range]) -> Vec<Range> {
        let mut out = Vec::new();
        let mut seen = FxHashSet::default();
        for u in left {
            for v in right {
                for (inner, outer) in [(u, v), (v, u)] {
                    if let Some(joined) = self.join(inner, outer)
                        && seen.insert(joined.clone())
                    {
                        out.push(joined);
                    }
                }
            }
        }
        out
    }

    /// The inner range with both ranges' bindings, if it lies in the outer one and the bindings agree.
    fn join(&self, inner: &Range, outer: &Range) -> Option<Range> {
        if !outer.span.contains(inner.span) || (inner.kind == RangeKind::Inside && outer.kind != RangeKind::Inside) {
            return None;
        }
        let bindings = self.union(&inner.bindings, &outer.bindings)?;
        Some(Range { span: inner.span, bindings, kind: inner.kind, fix: inner.fix.or(outer.fix) })
    }

    /// Both sets of bindings, if they agree on what both bind.
    fn union(&self, a: &Bindings, b: &Bindings) -> Option<Bindings> {
        a.iter()
            .zip(b)
            .enumerate()
            .map(|(meta, pair)| match pair {
                (Some(x), Some(y)) if self.agree(meta, *x, *y) => Some(Some(*x)),
                (Some(_), Some(_)) => None,
                (x, y) => Some(x.or(*y)),
            })
            .collect()
    }

    fn agree(&self, meta: usize, a: Bound, b: Bound) -> bool {
        // Numbered groups of different expressions have nothing to do with each other.
        let is_group = self.metas.names()[meta][1..].starts_with(|c: char| c.is_ascii_digit());
        is_group
            || match self.file {
                Some(file) => equal(file, self.text, a, b),
                None => self.text[a.span().range()] == self.text[b.span().range()],
            }
    }

    fn removes(&self, negative: &Range, range: &Range) -> bool {
        let hits = match negative.kind {
            RangeKind::Plain => negative.span == range.span,
            RangeKind::Open(least) => {
                negative.span.start == range.span.start && (least..=negative.span.end).contains(&range.span.end)
            }
            RangeKind::Inside => negative.span.contains(range.span),
            RangeKind::Regex => negative.span.contains(range.span) || range.span.contains(negative.span),
        };
        hits && self.union(&negative.bindings, &range.bindings).is_some()
    }

    /// The range if it meets a condition, once for each way it does. `env` is what nested formulas start with, if not with the range's
    /// bindings.
    fn condition(&mut self, condition: &Condition, range: Range, env: Option<&Bindings>) -> Vec<Range> {
        match condition {
            Condition::Regex { meta, search, constant_propagation } => {
                self.regex_condition(*meta, search, *constant_propagation, range)
            }
            Condition::Pattern { meta, language, content_only, formula } => {
                let Some(bound) = range.bindings.get(*meta as usize).copied().flatten() else { return Vec::new() };
                // What is not written in its place is read by itself.
                let own = implied_text(self.file, bound).and(self.file).and_then(|file| file.language);
                let nested = match language.or(own) {
                    Some(language) => self.in_language(language, bound, formula, &range),
                    None => {
                        let span = self.looked_at(bound, *content_only);
                        let env = env.unwrap_or(&range.bindings).clone();
                        self.formula(formula, &Scope { span, env })
                    }
                };
                let mut seen = FxHashSet::default();
                let kept = nested.into_iter().filter_map(|n| {
                    let bindings = match env {
                        Some(_) => range.bindings.iter().zip(&n.bindings).map(|(a, b)| a.or(*b)).collect(),
                        None => self.union(&range.bindings, &n.bindings)?,
                    };
                    seen.insert(bindings.clone()).then(|| Range { bindings, ..range.clone() })
                });
                kept.collect()
            }
            Condition::Type { meta, types } => {
                let holds = types.iter().any(|pattern| self.has_type(pattern, *meta, &range));
                if holds { vec![range] } else { Vec::new() }
            }
            Condition::Analysis { meta, analyzer } => {
                let bound = range.bindings.get(*meta as usize).copied().flatten();
                let text = bound.map(|b| text_of(self.file, self.text, b));
                let holds = text.is_some_and(|text| crate::analysis::applies(*analyzer, &text));
                if holds { vec![range] } else { Vec::new() }
            }
            Condition::Comparison { comparison, meta, strip, base } => {
                let value = |name: &str| {
                    if name == crate::comparison::TODAY {
                        return self.today.map(|day| Value::Int(i128::from(day)));
                    }
                    let id = self.metas.lookup(name)?;
                    let bound = range.bindings.get(id as usize).copied().flatten()?;
                    let special = *meta == Some(id);
                    crate::values::value_of(
                        self.file,
                        self.text,
                        bound,
                        special && *strip,
                        if special { *base } else { None },
                    )
                };
                if comparison.eval(&value) == Some(true) { vec![range] } else { Vec::new() }
            }
        }
    }

    /// The bytes that a formula about a binding looks at: all, or what is between the quotes of a string.
    fn looked_at(&self, bound: Bound, content_only: bool) -> Span {
        match (self.file, bound) {
            (Some(file), Bound::Node(node, _)) if content_only && file.tree.node(node).kind == NodeKind::Str => {
                let span = crate::values::content_span(file, self.text, node);
                let literal = &self.text[file.tree.node(node).span.range()];
                // The line break that ends a block of YAML belongs to the string, unless its header says otherwise.
                let header = literal.strip_prefix('|').and_then(|block| block.lines().next());
                let is_ended = header.is_some_and(|header| !header.contains('-'))
                    && self.text[span.end as usize..].starts_with('\n');
                Span::new(span.start, span.end + u32::from(is_ended))
            }
            _ => bound.span(),
        }
    }

    /// Whether what a metavariable stands for has a type.
    fn has_type(&mut self, pattern: &Pattern, meta: MetaId, range: &Range) -> bool {
        let Some(Bound::Node(node, _)) = range.bindings.get(meta as usize).copied().flatten() else { return false };
        let Some(file) = self.file else { return false };
        let search = Search { file, text: self.text, options: self.options, nodes: 0..0, env: range.bindings.clone() };
        matches_at(pattern, &search, node)
    }

    fn regex_condition(&mut self, meta: MetaId, search: &TextSearch, constant: bool, mut range: Range) -> Vec<Range> {
        let Some(bound) = range.bindings.get(meta as usize).copied().flatten() else { return Vec::new() };
        let implied = implied_text(self.file, bound);
        let known = implied.or_else(|| constant.then(|| crate::values::known_text(self.file, bound)).flatten());
        let text = known.as_deref().unwrap_or(&self.text[bound.span().range()]);
        match search.regex.first(text) {
            Err(_) => {
                self.gaps.push(REGEX_STEPS);
                Vec::new()
            }
            Ok(Some(captured)) if captured.whole.start == 0 => {
                for (group, name, found) in captured.groups.iter().filter(|_| known.is_none()) {
                    let Some(slot) = search.groups.get(*group).and_then(|m| range.bindings.get_mut(*m as usize)) else {
                        continue;
                    };
                    let start = bound.span().start;
                    if name.is_some() || slot.is_none() {
                        *slot = Some(Bound::Text(Span::new(start + found.start as u32, start + found.end as u32)));
                    }
                }
                vec![range]
            }
            Ok(_) => Vec::new(),
        }
    }

    /// A formula on the text of a binding, read in another language. Bindings made there do not come back: their places are not places
    /// of this file.
    fn in_language(
        &mut self,
        language: wardline_lang::Language,
        bound: Bound,
        formula: &Formula,
        range: &Range,
    ) -> Vec<Range> {
        let mut text = crate::values::content(self.file, self.text, bound);
        // A piece of PHP is code, though it does not say so.
        if language.name() == "php" && !text.contains("<?") {
            text = format!("<?php {text}").into();
        }
        let mut inner = SourceTree::default();
        inner.load(self.parser, language, &text);
        let mut nested = Evaluation {
            file: Some(&inner),
            text: &text,
            options: self.options,
            metas: self.metas,
            parser: self.parser,
            today: self.today,
            words: None,
            generic: &mut None,
            gaps: Vec::new(),
        };
        let scope = Scope { span: Span::new(0, text.len() as u32), env: nested.empty() };
        let found = !nested.formula(formula, &scope).is_empty();
        let gaps = nested.gaps;
        self.gaps.extend(gaps);
        if found { vec![range.clone()] } else { Vec::new() }
    }
}

/// The lines that the spans lie in, without their ends, in order and each once.
fn lines_of(text: &str, spans: impl Iterator<Item = Span>) -> Vec<std::ops::Range<usize>> {
    let mut lines: Vec<std::ops::Range<usize>> = spans
        .map(|span| {
            let (start, end) = (span.start as usize, span.end as usize);
            let first = text[..start].rfind('\n').map_or(0, |i| i + 1);
            first..text[end..].find('\n').map_or(text.len(), |i| end + i)
        })
        .collect();
    lines.sort_unstable_by_key(|line| (line.start, line.end));
    let mut out: Vec<std::ops::Range<usize>> = Vec::with_capacity(lines.len());
    for line in lines {
        match out.last_mut() {
            Some(last) if line.start <= last.end => last.end = last.end.max(line.end),
            _ => out.push(line),
        }
    }
    out
}

/// The places of the focused metavariables in a range; none for those that are not bound.
fn focused(range: &Range, metas: &[MetaId]) -> Vec<Range> {
    metas
        .iter()
        .filter_map(|m| {
            let bound = range.bindings.get(*m as usize).copied().flatten()?;
            let span = range.span.intersect(bound.span())?;
            Some(Range { span, bindings: range.bindings.clone(), kind: RangeKind::Plain, fix: range.fix })
        })
        .collect()
}
