//! A rule's formula, compiled: the tree of operators with patterns and expressions ready to run.

use crate::comparison::Comparison;
use crate::generic::GenericPattern;
use crate::pattern::{Guard, MetaId, MetaNames, Pattern, WordTable};
use crate::regex_words::RegexWords;
use crate::regexes::Regex;
use std::sync::Arc;
use wardline_lang::{Language, Parser};
use wardline_rulefile as written;

/// A compiled formula.
#[derive(Debug)]
pub(crate) enum Formula {
    Pattern(Box<Pattern>),
    Generic(GenericPattern),
    Regex(TextSearch),
    And(Conjunction),
    Or(Vec<Formula>),
    Inside(Box<Formula>),
    Anywhere(Box<Formula>),
    Not(Box<Formula>),
    /// A part whose ranges are named or have a replacement of their own.
    Marked {
        inner: Box<Formula>,
        meta: Option<MetaId>,
        /// The index among the rule's replacements.
        fix: Option<u16>,
    },
}

impl Formula {
    /// Adds an expression that every range of this formula will be asked for anyway.
    fn guard(&mut self, guard: &Guard) {
        match self {
            Self::Pattern(pattern) => pattern.guards.push(guard.clone()),
            Self::Or(parts) => parts.iter_mut().for_each(|p| p.guard(guard)),
            Self::Inside(inner) | Self::Marked { inner, .. } => inner.guard(guard),
            Self::And(and) => and.plain.iter_mut().chain(&mut and.inside).for_each(|p| p.guard(guard)),
            Self::Generic(_) | Self::Regex(_) | Self::Not(_) | Self::Anywhere(_) => {}
        }
    }
}

/// `patterns:`, its parts sorted by what they do.
#[derive(Debug, Default)]
pub(crate) struct Conjunction {
    /// Parts that yield the ranges.
    pub(crate) plain: Vec<Formula>,
    /// `pattern-inside`s, which only narrow them.
    pub(crate) inside: Vec<Formula>,
    /// Metavariables alone, evaluated inside what the others found.
    pub(crate) bare: Vec<Pattern>,
    /// Which parts, as written, those are.
    pub(crate) bare_parts: Vec<usize>,
    /// What removes ranges.
    pub(crate) not: Vec<Formula>,
    pub(crate) conditions: Vec<Condition>,
    pub(crate) focus: Vec<Vec<MetaId>>,
}

/// A regular expression over the text, with the metavariables that its groups bind.
#[derive(Debug)]
pub(crate) struct TextSearch {
    /// The expression as written.
    pub(crate) source: String,
    pub(crate) regex: Regex,
    /// Whether every match lies within a line.
    pub(crate) within_line: bool,
    /// By group number: `$1`, or `$NAME` for a named group.
    pub(crate) groups: Vec<MetaId>,
}

/// A compiled condition.
#[derive(Debug)]
pub(crate) enum Condition {
    Regex {
        meta: MetaId,
        search: Arc<TextSearch>,
        constant_propagation: bool,
    },
    Pattern {
        meta: MetaId,
        language: Option<Language>,
        /// Whether a string is looked at without its quotes, because the language of the formula has none.
        content_only: bool,
        formula: Formula,
    },
    Comparison {
        comparison: Comparison,
        meta: Option<MetaId>,
        strip: bool,
        base: Option<u32>,
    },
    /// The patterns are typed metavariables.
    Type {
        meta: MetaId,
        types: Vec<Pattern>,
    },
    Analysis {
        meta: MetaId,
        analyzer: written::Analyzer,
    },
}

/// A text of a rule that cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    /// 1-based line and column in the rule file.
    pub(crate) line: u32,
    pub(crate) column: u32,
    pub(crate) message: String,
}

/// Compiles formulas for one language.
pub(crate) struct Compiler<'a> {
    pub(crate) parser: &'a mut Parser,
    /// `None` for rules that only search text.
    pub(crate) language: Option<Language>,
    /// Whether patterns are of generic mode.
    pub(crate) generic: bool,
    pub(crate) metas: &'a mut MetaNames,
    pub(crate) words: &'a WordTable,
    /// Whether patterns give up bindings that a condition beside them would refuse. It changes no result, only how early.
    pub(crate) guarded: bool,
    /// Replacements of parts of the formula.
    pub(crate) fixes: Vec<String>,
    pub(crate) problems: Vec<Problem>,
}

impl Compiler<'_> {
    /// Compiles a formula; what cannot be compiled is left out and noted in `problems`.
    pub(crate) fn formula(&mut self, formula: &written::Formula) -> Option<Formula> {
        match formula {
            written::Formula::Pattern(text) if self.generic => self.generic_pattern(text).map(Formula::Generic),
            // Where no language is named, a pattern is an expression too.
            written::Formula::Pattern(text) if self.language.is_none() => self.regex(text, true).map(Formula::Regex),
            written::Formula::Pattern(text) => self.pattern(text).map(|p| Formula::Pattern(Box::new(p))),
            written::Formula::Regex(text) => self.regex(text, true).map(Formula::Regex),
            written::Formula::Or(parts) => self.all(parts).map(Formula::Or),
            written::Formula::Inside(inner) => Some(Formula::Inside(Box::new(self.formula(inner)?))),
            written::Formula::Anywhere(inner) => Some(Formula::Anywhere(Box::new(self.formula(inner)?))),
            written::Formula::Not(inner) => Some(Formula::Not(Box::new(self.formula(inner)?))),
            written::Formula::Marked { formula, name, fix } => {
                let inner = Box::new(self.formula(formula)?);
                let meta = name.as_ref().map(|name| self.metas.intern(name));
                let fix = fix.as_ref().map(|fix| {
                    self.fixes.push(fix.text.clone());
                    (self.fixes.len() - 1) as u16
                });
                Some(Formula::Marked { inner, meta, fix })
            }
            written::Formula::And { parts, conditions, focus } => {
                self.conjunction(parts, conditions, focus).map(Formula::And)
            }
        }
    }

    fn all(&mut self, parts: &[written::Formula]) -> Option<Vec<Formula>> {
        let compiled: Vec<Option<Formula>> = parts.iter().map(|p| self.formula(p)).collect();
        compiled.into_iter().collect()
    }

    fn conjunction(
        &mut self,
        parts: &[written::Formula],
        conditions: &[written::Condition],
        focus: &[Vec<String>],
    ) -> Option<Conjunction> {
        let mut out = Conjunction::default();
        for (index, part) in self.all(parts)?.into_iter().enumerate() {
            match part {
                Formula::Pattern(p) if p.bare_meta().is_some() => {
                    out.bare.push(*p);
                    out.bare_parts.push(index);
                }
                Formula::Inside(_) | Formula::Anywhere(_) => out.inside.push(part),
                Formula::Not(inner) => out.not.push(*inner),
                _ => out.plain.push(part),
            }
        }
        for condition in conditions {
            out.conditions.push(self.condition(condition)?);
        }
        for condition in out.conditions.iter().filter(|_| self.guarded) {
            if let Condition::Regex { meta, search, constant_propagation: false } = condition {
                let guard = Guard { meta: *meta, search: search.clone() };
                out.bare.iter_mut().for_each(|p| p.guards.push(guard.clone()));
                out.plain.iter_mut().chain(&mut out.inside).for_each(|f| f.guard(&guard));
            }
        }
        out.focus = focus.iter().map(|names| names.iter().map(|n| self.metas.intern(n)).collect()).collect();
        Some(out)
    }

    fn generic_pattern(&mut self, text: &written::Text) -> Option<GenericPattern> {
        GenericPattern::compile(&text.text, self.metas).map_err(|message| self.problem(text, 0, message)).ok()
    }

    fn pattern(&mut self, text: &written::Text) -> Option<Pattern> {
        let language = self.language?;
        match Pattern::compile(self.parser, language, &text.text, self.metas, self.words) {
            Ok(pattern) => Some(pattern),
            Err((span, message)) => {
                self.problem(text, span.start as usize, message);
                None
            }
        }
    }

    /// An expression over the whole text, or over what a metavariable stands for, where it has to match from the start.
    fn regex(&mut self, text: &written::Text, in_text: bool) -> Option<TextSearch> {
        match if in_text { Regex::new(&text.text, true) } else { Regex::at_start(&text.text) } {
            Ok(regex) => {
                let groups = regex.group_names().into_iter().enumerate();
                let groups = groups.map(|(i, name)| match name {
                    Some(name) => self.metas.intern(&format!("${name}")),
                    None => self.metas.intern(&format!("${i}")),
                });
                let groups = groups.collect();
                let within_line = in_text && RegexWords::of(&text.text).is_some_and(|words| words.within_line);
                Some(TextSearch { source: text.text.clone(), regex, within_line, groups })
            }
            Err(message) => {
                self.problem(text, 0, format!("this is not a valid regular expression: {message}"));
                None
            }
        }
    }

    fn condition(&mut self, condition: &written::Condition) -> Option<Condition> {
        match condition {
            written::Condition::Regex { metavariable, regex, constant_propagation } => Some(Condition::Regex {
                meta: self.metas.intern(metavariable),
                search: Arc::new(self.regex(regex, false)?),
                constant_propagation: *constant_propagation,
            }),
            written::Condition::Pattern { metavariable, language, formula } => {
                let inner = self.nested(language.as_ref(), formula)?;
                Some(Condition::Pattern {
                    meta: self.metas.intern(metavariable),
                    content_only: language.is_some() && inner.0.is_none(),
                    language: inner.0,
                    formula: inner.1,
                })
            }
            written::Condition::Type { metavariable, types } => {
                let types = types.iter().map(|t| self.type_pattern(t)).collect::<Option<Vec<_>>>()?;
                Some(Condition::Type { meta: self.metas.intern(metavariable), types })
            }
            written::Condition::Analysis { metavariable, analyzer } => {
                Some(Condition::Analysis { meta: self.metas.intern(metavariable), analyzer: *analyzer })
            }
            written::Condition::Comparison { metavariable, comparison, strip, base } => {
                match Comparison::parse(&comparison.text) {
                    Ok(parsed) => Some(Condition::Comparison {
                        comparison: parsed,
                        meta: metavariable.as_ref().map(|m| self.metas.intern(m)),
                        strip: *strip,
                        base: *base,
                    }),
                    Err((offset, message)) => {
                        self.problem(comparison, offset, message);
                        None
                    }
                }
            }
        }
    }

    /// A pattern that matches what has this type.
    fn type_pattern(&mut self, text: &written::Text) -> Option<Pattern> {
        let Some(typed) = self.language.and_then(|l| l.typed_metavariable(&text.text)) else {
            self.problem(text, 0, "types are not known in this language; use another condition".into());
            return None;
        };
        self.pattern(&written::Text { text: typed, ..text.clone() })
    }

    /// The formula of a metavariable-pattern, in its own language if it names one.
    fn nested(
        &mut self,
        language: Option<&written::Text>,
        formula: &written::Formula,
    ) -> Option<(Option<Language>, Formula)> {
        let Some(name) = language else { return Some((None, self.formula(formula)?)) };
        let outer = (self.language, self.generic);
        self.generic = false;
        let inner = match crate::languages::resolve(&name.text) {
            Some(crate::languages::Target::Parsed(languages)) => languages.first().copied(),
            Some(crate::languages::Target::Text) => None,
            Some(crate::languages::Target::Generic) => {
                self.generic = true;
                None
            }
            None => {
                self.problem(
                    name,
                    0,
                    format!("`{}` is not a language that can be searched; `rules validate` lists them", name.text),
                );
                return None;
            }
        };
        self.language = inner;
        let compiled = self.formula(formula);
        (self.language, self.generic) = outer;
        Some((inner, compiled?))
    }

    /// Notes a problem at a byte offset of a text of the rule.
    fn problem(&mut self, text: &written::Text, offset: usize, message: String) {
        let before = text.text.get(..offset).unwrap_or("");
        let lines = before.matches('\n').count() as u32;
        let last = before.rsplit('\n').next().unwrap_or("").chars().count() as u32;
        // Later lines of a block scalar are indented like its first one.
        self.problems.push(Problem { line: text.line + lines, column: text.column + last, message });
    }
}
