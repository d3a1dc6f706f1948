//! Why a formula finds what it finds: how many places each part matched, and how many were left after it.
//!
//! It is an evaluation of its own beside the usual one, with the same joins and tests, so that scans pay nothing for it. It looks at
//! every part, even when nothing is left to remove, and it takes patterns without guards, so that a condition is seen to do its work.

use super::{Condition, Conjunction, Evaluation, Formula, Range, Scope, focused};
use crate::file::SourceTree;
use crate::ruleset::{Form, RuleEntry};
use crate::scan::Scanner;
use rustc_hash::FxHashSet;
use std::rc::Rc;
use wardline_base::Span;
use wardline_lang::{Language, template_languages};
use wardline_rulefile as written;

/// What a part of a formula did in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The operator, by its classic name, such as `pattern-not-inside`.
    pub operator: &'static str,
    /// What it is about: the pattern, the expression, the metavariable.
    pub subject: String,
    /// 1-based line in the rule file; 0 where the part has no text of its own.
    pub line: u32,
    /// Places that the part matched by itself; nothing for conditions, which look at the places that are there.
    pub matched: Option<usize>,
    /// Places before the part did its work, where it works on those of other parts.
    pub before: Option<usize>,
    /// Places after it.
    pub left: usize,
    /// Its own parts, in the order in which they work.
    pub parts: Vec<Step>,
}

/// What the formula of a rule did in one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// Index of the rule.
    pub rule: u32,
    /// The language that the file or a region of it was read in; nothing for text.
    pub language: Option<Language>,
    /// The whole formula.
    pub step: Step,
}

impl Scanner<'_> {
    /// Explains every rule on a file, `paths:` of the rules aside. `language` is as in [`Scanner::scan`].
    pub fn explain(&mut self, path: &str, text: &str, language: Option<Language>) -> Vec<Explanation> {
        let is_template = language.is_some() && !template_languages(path).is_empty();
        let regions = if is_template { self.parser.regions(path, text) } else { Vec::new() };
        let mut out = Vec::new();
        for region in &regions {
            self.file.load_region(&mut self.parser, region, text);
            self.explain_all(Some(region.language), text, &mut out);
        }
        if let Some(language) = language.filter(|_| regions.is_empty()) {
            self.file.load(&mut self.parser, language, text);
            self.explain_all(Some(language), text, &mut out);
        }
        self.explain_all(None, text, &mut out);
        out
    }

    fn explain_all(&mut self, language: Option<Language>, text: &str, out: &mut Vec<Explanation>) {
        let rules = self.rules;
        for (index, entry) in (0..).zip(&rules.entries) {
            if !entry.languages().any(|l| l == language) {
                continue;
            }
            let form = entry.compile(language, &mut self.parser, &rules.words, false);
            if let Some(step) = self.explain_rule(entry, &form, language, text) {
                out.push(Explanation { rule: index, language, step });
            }
        }
    }

    fn explain_rule(&mut self, entry: &RuleEntry, form: &Form, language: Option<Language>, text: &str) -> Option<Step> {
        let formula = form.formula.as_ref()?;
        let file: Option<&SourceTree> = language.is_some().then_some(&self.file);
        let mut evaluation = Evaluation {
            file,
            text,
            options: &entry.rule.options,
            metas: &form.metas,
            parser: &mut self.parser,
            today: self.rules.today,
            words: None,
            generic: &mut None::<(written::CommentStyle, Rc<_>)>,
            gaps: Vec::new(),
        };
        let scope = Scope { span: Span::new(0, text.len() as u32), env: evaluation.empty() };
        let (_, step) = evaluation.explain(&entry.rule.formula, formula, &scope);
        Some(step)
    }
}

impl Evaluation<'_> {
    /// The ranges of a formula, as the usual evaluation has them, and how they came about.
    fn explain(&mut self, source: &written::Formula, formula: &Formula, scope: &Scope) -> (Vec<Range>, Step) {
        let (operator, subject, line) = describe(source);
        let mut parts = Vec::new();
        let ranges = match (source, formula) {
            (written::Formula::And { parts: sources, conditions, .. }, Formula::And(and)) => {
                self.explain_and(sources, conditions, and, scope, &mut parts)
            }
            (written::Formula::Or(sources), Formula::Or(alternatives)) => {
                let mut all = Vec::new();
                for (source, alternative) in sources.iter().zip(alternatives) {
                    let (found, step) = self.explain(source, alternative, scope);
                    all.extend(found);
                    parts.push(step);
                }
                all
            }
            (written::Formula::Inside(source) | written::Formula::Anywhere(source), formula) => {
                if let (Formula::Inside(inner) | Formula::Anywhere(inner), true) = (formula, is_nested(source)) {
                    parts.push(self.explain(source, inner, scope).1);
                }
                self.formula(formula, scope)
            }
            (written::Formula::Marked { formula: source, .. }, Formula::Marked { inner, .. }) => {
                let step = self.explain(source, inner, scope).1;
                return (self.formula(formula, scope), step);
            }
            _ => self.formula(formula, scope),
        };
        let count = places(&ranges);
        (ranges, Step { operator, subject, line, matched: Some(count), before: None, left: count, parts })
    }

    fn explain_and(
        &mut self,
        sources: &[written::Formula],
        conditions: &[written::Condition],
        and: &Conjunction,
        scope: &Scope,
        steps: &mut Vec<Step>,
    ) -> Vec<Range> {
        let parts = Sorted::of(sources, and);
        let mut ranges: Option<Vec<Range>> = None;
        for (source, part) in parts.plain.iter().zip(&and.plain).chain(parts.inside.iter().zip(&and.inside)) {
            let (found, step) = self.explain(source, part, scope);
            let before = ranges.as_ref().map(|r| places(r));
            let joined = match ranges {
                None => found,
                Some(others) => self.intersect(&others, &found),
            };
            steps.push(Step { before, left: places(&joined), ..step });
            ranges = Some(joined);
        }
        for (source, pattern) in parts.bare.iter().zip(&and.bare) {
            let before = ranges.as_ref().map(|r| places(r));
            let inside = ranges.unwrap_or_else(|| vec![self.whole(scope)]);
            let found: Vec<Range> = inside.iter().flat_map(|r| self.bare(pattern, r)).collect();
            let (operator, subject, line) = describe(source);
            let left = places(&found);
            steps.push(Step { operator, subject, line, matched: Some(left), before, left, parts: Vec::new() });
            ranges = Some(found);
        }
        let mut ranges = ranges.unwrap_or_else(|| vec![self.whole(scope)]);
        for (source, negative) in parts.not.iter().zip(&and.not) {
            let before = places(&ranges);
            let (removers, step) = match source {
                written::Formula::Not(inner) => self.explain(inner, negative, scope),
                other => self.explain(other, negative, scope),
            };
            ranges.retain(|r| !removers.iter().any(|n| self.removes(n, r)));
            let (operator, subject, line) = describe(source);
            steps.push(Step { operator, subject, line, before: Some(before), left: places(&ranges), ..step });
        }
        let all = ranges.clone();
        for (upto, (source, condition)) in (1..).zip(conditions.iter().zip(&and.conditions)) {
            let mut step = self.explain_condition(source, condition, &ranges);
            ranges = self.conditions(&and.conditions[..upto], all.clone());
            step.left = places(&ranges);
            steps.push(step);
        }
        for focus in &and.focus {
            let before = places(&ranges);
            ranges = ranges.iter().flat_map(|r| focused(r, focus)).collect();
            let names = focus.iter().map(|m| self.metas.names().get(*m as usize).map_or("$_", String::as_str));
            let subject = names.collect::<Vec<_>>().join(", ");
            steps.push(condition_step("focus-metavariable", subject, 0, before, places(&ranges)));
        }
        ranges
    }

    fn explain_condition(&mut self, source: &written::Condition, condition: &Condition, ranges: &[Range]) -> Step {
        let before = places(ranges);
        let mut inner: Option<Step> = None;
        if let (
            written::Condition::Pattern { formula: source, .. },
            Condition::Pattern { meta, language: None, content_only, formula },
        ) = (source, condition)
        {
            for range in ranges {
                let Some(bound) = range.bindings.get(*meta as usize).copied().flatten() else { continue };
                let span = self.looked_at(bound, *content_only);
                let scope = Scope { span, env: range.bindings.clone() };
                let step = self.explain(source, formula, &scope).1;
                match &mut inner {
                    Some(sum) => sum.add(&step),
                    None => inner = Some(step),
                }
            }
        }
        let (operator, subject, line) = describe_condition(source);
        let mut step = condition_step(operator, subject, line, before, before);
        step.parts.extend(inner);
        step
    }
}

impl Step {
    /// Adds the numbers of the same part on another range.
    fn add(&mut self, other: &Self) {
        let sum = |a: Option<usize>, b: Option<usize>| a.map(|a| a + b.unwrap_or(0)).or(b);
        self.matched = sum(self.matched, other.matched);
        self.before = sum(self.before, other.before);
        self.left += other.left;
        self.parts.iter_mut().zip(&other.parts).for_each(|(mine, part)| mine.add(part));
    }
}

fn condition_step(operator: &'static str, subject: String, line: u32, before: usize, left: usize) -> Step {
    Step { operator, subject, line, matched: None, before: Some(before), left, parts: Vec::new() }
}

/// How many places there are, however many ways to bind metavariables each has.
fn places(ranges: &[Range]) -> usize {
    ranges.iter().map(|r| r.span).collect::<FxHashSet<_>>().len()
}

/// The parts of a conjunction as written, sorted as the compiled one has them.
#[derive(Default)]
struct Sorted<'f> {
    plain: Vec<&'f written::Formula>,
    inside: Vec<&'f written::Formula>,
    bare: Vec<&'f written::Formula>,
    not: Vec<&'f written::Formula>,
}

impl<'f> Sorted<'f> {
    fn of(sources: &'f [written::Formula], and: &Conjunction) -> Self {
        let mut out = Self::default();
        for (index, source) in sources.iter().enumerate() {
            match source {
                _ if and.bare_parts.contains(&index) => out.bare.push(source),
                written::Formula::Inside(_) | written::Formula::Anywhere(_) => out.inside.push(source),
                written::Formula::Not(_) => out.not.push(source),
                _ => out.plain.push(source),
            }
        }
        out
    }
}

fn is_nested(formula: &written::Formula) -> bool {
    !matches!(formula, written::Formula::Pattern(_) | written::Formula::Regex(_))
}

/// The classic name of a formula's operator, what it is about, and its line.
fn describe(formula: &written::Formula) -> (&'static str, String, u32) {
    use written::Formula as F;
    let named = |text: &written::Text, name| (name, text.text.clone(), text.line);
    let nested = |inner: &F, name| match inner {
        F::Pattern(text) | F::Regex(text) => named(text, name),
        other => (name, String::new(), line_of(other)),
    };
    match formula {
        F::Pattern(text) => named(text, "pattern"),
        F::Regex(text) => named(text, "pattern-regex"),
        F::And { .. } => ("patterns", String::new(), line_of(formula)),
        F::Or(_) => ("pattern-either", String::new(), line_of(formula)),
        F::Inside(inner) => nested(inner, "pattern-inside"),
        F::Anywhere(inner) => nested(inner, "anywhere"),
        F::Marked { formula, .. } => describe(formula),
        F::Not(inner) => match &**inner {
            F::Inside(inner) => nested(inner, "pattern-not-inside"),
            F::Regex(text) => named(text, "pattern-not-regex"),
            inner => nested(inner, "pattern-not"),
        },
    }
}

/// The line of the first text of a formula; 0 if it has none.
fn line_of(formula: &written::Formula) -> u32 {
    use written::Formula as F;
    match formula {
        F::Pattern(text) | F::Regex(text) => text.line,
        F::And { parts, .. } | F::Or(parts) => parts.iter().map(line_of).find(|line| *line > 0).unwrap_or(0),
        F::Inside(inner) | F::Anywhere(inner) | F::Not(inner) | F::Marked { formula: inner, .. } => line_of(inner),
    }
}

fn describe_condition(condition: &written::Condition) -> (&'static str, String, u32) {
    use written::Condition as C;
    match condition {
        C::Regex { metavariable, regex, .. } => {
            ("metavariable-regex", format!("{metavariable} =~ {}", regex.text), regex.line)
        }
        C::Pattern { metavariable, formula, .. } => ("metavariable-pattern", metavariable.clone(), line_of(formula)),
        C::Comparison { comparison, .. } => ("metavariable-comparison", comparison.text.clone(), comparison.line),
        C::Type { metavariable, types } => {
            let names: Vec<&str> = types.iter().map(|t| t.text.as_str()).collect();
            let subject = format!("{metavariable}: {}", names.join(" or "));
            ("metavariable-type", subject, types.first().map_or(0, |t| t.line))
        }
        C::Analysis { metavariable, analyzer } => {
            let name = match analyzer {
                written::Analyzer::Entropy => "entropy",
                written::Analyzer::Redos => "redos",
            };
            ("metavariable-analysis", format!("{metavariable}: {name}"), 0)
        }
    }
}
