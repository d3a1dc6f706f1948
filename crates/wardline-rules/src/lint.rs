//! What is most likely a slip in a rule although it compiles: metavariables that nothing binds, and rules that match nearly everything.
//!
//! It works on the compiled form, because only that knows which metavariables a pattern really has. A lint speaks only where no language
//! of the rule could make it wrong, so that a rule without slips never has to be bent for it.

use crate::formula::{Condition, Conjunction, Formula, TextSearch};
use crate::pattern::{ANONYMOUS, Extra, MetaId, MetaNames, Pattern};
use crate::ruleset::{RuleEntry, RuleSet};
use std::collections::BTreeSet;
use wardline_lang::{NodeId, NodeKind, Parser, Role, metavariable_length};
use wardline_rulefile as written;

/// A likely slip in a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lint {
    /// The rule file.
    pub path: String,
    /// The rule.
    pub rule: String,
    /// 1-based line in the file.
    pub line: u32,
    /// 1-based column in the file.
    pub column: u32,
    /// A better place than line and column, for who has the text of the file.
    pub wanted: Option<Wanted>,
    /// What is odd.
    pub message: String,
    /// What to do.
    pub help: String,
}

/// A word in the value of a key of the rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// The key, such as `message`.
    pub key: &'static str,
    /// The word, such as `$X`.
    pub word: String,
}

impl RuleSet {
    /// The likely slips in all rules, in order of the rules.
    pub fn lints(&self) -> Vec<Lint> {
        let mut parser = Parser::new();
        self.entries.iter().flat_map(|entry| self.lints_of(entry, &mut parser)).collect()
    }

    fn lints_of(&self, entry: &RuleEntry, parser: &mut Parser) -> Vec<Lint> {
        let mut bound = BTreeSet::new();
        let mut common: Option<Vec<Lint>> = None;
        for language in entry.languages() {
            let Some(form) = entry.form(language, parser, &self.words) else { continue };
            // What does not compile is a mistake already.
            let Some(formula) = &form.formula else { return Vec::new() };
            let mut linter = Linter { entry, metas: &form.metas, lints: Vec::new() };
            let binds = linter.formula(&entry.rule.formula, formula, &BTreeSet::new());
            bound.extend(binds.iter().filter_map(|m| form.metas.names().get(*m as usize).cloned()));
            if matches_nearly_everything(formula) {
                let at = first_text(&entry.rule.formula).unwrap_or(&entry.rule.id);
                let message = "the rule matches nearly everything".to_owned();
                linter.add(at, None, message, "name what to look for, or narrow it with a condition under `patterns`");
            }
            let found = linter.lints;
            common = Some(match common {
                Some(before) => before.into_iter().filter(|lint| found.contains(lint)).collect(),
                None => found,
            });
        }
        let mut lints = common.unwrap_or_default();
        lints.extend(unbound_in_texts(entry, &bound));
        lints
    }
}

/// Metavariables in the message and the fix that nothing binds.
fn unbound_in_texts(entry: &RuleEntry, bound: &BTreeSet<String>) -> Vec<Lint> {
    let rule = &entry.rule;
    let texts = [("message", Some((&rule.message, &rule.id))), ("fix", rule.fix.as_ref().map(|fix| (&fix.text, fix)))];
    let mut linter = Linter { entry, metas: &MetaNames::default(), lints: Vec::new() };
    for (key, (text, at)) in texts.into_iter().filter_map(|(key, text)| Some((key, text?))) {
        for name in metavariables(text) {
            // `$XS` where `$X` is bound is filled in as far as it goes.
            if !bound.iter().any(|b| name.starts_with(b.as_str())) {
                let wanted = Wanted { key, word: name.clone() };
                let message = format!("`{name}` in the {key} is bound by no part that finds something");
                let help = "use a metavariable of a pattern, or write the text without `$`";
                linter.add(at, Some(wanted), message, help);
            }
        }
    }
    linter.lints
}

/// The metavariables that a text names, each once; numbers after a `$` may be prices and do not count.
fn metavariables(text: &str) -> BTreeSet<String> {
    let starts = text.match_indices('$').map(|(at, _)| &text[at..]);
    let names = starts.filter_map(|rest| metavariable_length(rest).map(|length| rest[..length].to_owned()));
    names.filter(|name| name != "$_" && !name[1..].starts_with(|c: char| c.is_ascii_digit())).collect()
}

struct Linter<'e> {
    entry: &'e RuleEntry,
    metas: &'e MetaNames,
    lints: Vec<Lint>,
}

/// Metavariables by number.
type Metas = BTreeSet<MetaId>;

impl Linter<'_> {
    fn add(&mut self, at: &written::Text, wanted: Option<Wanted>, message: String, help: &str) {
        let (path, rule) = (self.entry.path.clone(), self.entry.rule.id.text.clone());
        let (line, column, help) = (at.line, at.column, help.to_owned());
        self.lints.push(Lint { path, rule, line, column, wanted, message, help });
    }

    /// The metavariables that a formula may bind, `outer` being bound around it.
    fn formula(&mut self, source: &written::Formula, formula: &Formula, outer: &Metas) -> Metas {
        use written::Formula as W;
        match (source, formula) {
            (_, Formula::Pattern(pattern)) => pattern_metas(pattern),
            (_, Formula::Generic(pattern)) => pattern.metas().into_iter().collect(),
            (_, Formula::Regex(search)) => groups(search),
            (W::Or(sources), Formula::Or(parts)) => {
                sources.iter().zip(parts).flat_map(|(source, part)| self.formula(source, part, outer)).collect()
            }
            (W::Inside(source), Formula::Inside(inner)) | (W::Anywhere(source), Formula::Anywhere(inner)) => {
                self.formula(source, inner, outer)
            }
            (W::Marked { formula: source, .. }, Formula::Marked { inner, meta, .. }) => {
                let mut bound = self.formula(source, inner, outer);
                bound.extend(meta);
                bound
            }
            (W::Not(source), Formula::Not(inner)) => {
                self.formula(source, inner, outer);
                Metas::new()
            }
            (W::And { parts, conditions, focus }, Formula::And(and)) => {
                let mut bound = self.parts(parts, and, outer);
                for (source, condition) in conditions.iter().zip(&and.conditions) {
                    bound.extend(self.condition(source, condition, &bound.union(outer).copied().collect()));
                }
                for (names, metas) in focus.iter().zip(&and.focus) {
                    for (name, _) in names.iter().zip(metas).filter(|(_, m)| !bound.contains(m) && !outer.contains(m)) {
                        let at = first_text(source).unwrap_or(&self.entry.rule.id).clone();
                        self.unbound(&at, "focus-metavariable", name);
                    }
                }
                bound
            }
            _ => Metas::new(),
        }
    }

    fn parts(&mut self, sources: &[written::Formula], and: &Conjunction, outer: &Metas) -> Metas {
        let mut bound: Metas = and.bare.iter().flat_map(pattern_metas).collect();
        let (mut plain, mut inside, mut not) = (and.plain.iter(), and.inside.iter(), and.not.iter());
        for (index, source) in sources.iter().enumerate() {
            use written::Formula as W;
            match source {
                _ if and.bare_parts.contains(&index) => {}
                W::Inside(_) | W::Anywhere(_) => {
                    bound.extend(inside.next().map(|part| self.formula(source, part, outer)).unwrap_or_default());
                }
                W::Not(inner) => {
                    not.next().map(|part| self.formula(inner, part, outer));
                }
                _ => bound.extend(plain.next().map(|part| self.formula(source, part, outer)).unwrap_or_default()),
            }
        }
        bound
    }

    /// What a condition binds; notes a metavariable that it asks of and that is not bound.
    fn condition(&mut self, source: &written::Condition, condition: &Condition, bound: &Metas) -> Metas {
        use written::Condition as W;
        match (source, condition) {
            (W::Regex { metavariable, regex, .. }, Condition::Regex { meta, search, .. }) => {
                self.require(*meta, bound, regex, "metavariable-regex", metavariable);
                groups(search)
            }
            (W::Pattern { metavariable, formula: source, .. }, Condition::Pattern { meta, language, formula, .. }) => {
                let at = first_text(source).unwrap_or(&self.entry.rule.id).clone();
                self.require(*meta, bound, &at, "metavariable-pattern", metavariable);
                let is_apart = language.is_some();
                let nothing = Metas::new();
                let inner = self.formula(source, formula, if is_apart { &nothing } else { bound });
                if is_apart { Metas::new() } else { inner }
            }
            (W::Type { metavariable, types }, Condition::Type { meta, .. }) => {
                let at = types.first().unwrap_or(&self.entry.rule.id).clone();
                self.require(*meta, bound, &at, "metavariable-type", metavariable);
                Metas::new()
            }
            (W::Analysis { metavariable, .. }, Condition::Analysis { meta, .. }) => {
                let at = self.entry.rule.id.clone();
                self.require(*meta, bound, &at, "metavariable-analysis", metavariable);
                Metas::new()
            }
            (W::Comparison { comparison, .. }, Condition::Comparison { .. }) => {
                for name in metavariables(&comparison.text) {
                    let meta = self.metas.lookup(&name);
                    if !meta.is_some_and(|m| bound.contains(&m)) {
                        self.unbound(comparison, "metavariable-comparison", &name);
                    }
                }
                Metas::new()
            }
            _ => Metas::new(),
        }
    }

    fn require(&mut self, meta: MetaId, bound: &Metas, at: &written::Text, what: &str, name: &str) {
        if meta == ANONYMOUS || !bound.contains(&meta) {
            self.unbound(at, what, name);
        }
    }

    fn unbound(&mut self, at: &written::Text, what: &str, name: &str) {
        let message = format!("`{what}` asks of `{name}`, which no part beside it binds, so nothing is found");
        self.add(at, None, message, "use a metavariable of a pattern that stands beside it under the same `patterns`");
    }
}

fn pattern_metas(pattern: &Pattern) -> Metas {
    let metas = pattern.extra.iter().filter_map(|extra| match extra {
        Extra::Meta(meta) if *meta != ANONYMOUS => Some(*meta),
        _ => None,
    });
    metas.collect()
}

fn groups(search: &TextSearch) -> Metas {
    search.groups.iter().copied().collect()
}

/// Whether a formula is a metavariable, or a call of anything with anything, and nothing besides.
fn matches_nearly_everything(formula: &Formula) -> bool {
    match formula {
        Formula::Pattern(pattern) => is_anything(pattern),
        Formula::Or(parts) => parts.iter().any(matches_nearly_everything),
        Formula::Marked { inner, .. } => matches_nearly_everything(inner),
        Formula::And(and) => {
            let others = and.inside.len() + and.not.len() + and.conditions.len();
            others == 0 && and.plain.iter().all(matches_nearly_everything)
        }
        Formula::Generic(_) | Formula::Regex(_) | Formula::Inside(_) | Formula::Anywhere(_) | Formula::Not(_) => false,
    }
}

fn is_anything(pattern: &Pattern) -> bool {
    let open = |id: NodeId| matches!(pattern.kind(id), NodeKind::Ellipsis | NodeKind::MetaEllipsis | NodeKind::Args);
    match pattern.kind(NodeId::ROOT) {
        NodeKind::Meta => true,
        NodeKind::Call => {
            let callee = pattern.tree.child(NodeId::ROOT, Role::Callee);
            let mut others = pattern.tree.ids().filter(|id| *id != NodeId::ROOT && Some(*id) != callee);
            pattern.calls_anything(NodeId::ROOT) && others.all(open)
        }
        NodeKind::ExprStmt => pattern.tree.ids().skip(1).all(|id| pattern.kind(id) == NodeKind::Meta),
        _ => false,
    }
}

/// The first pattern or expression of a formula.
fn first_text(formula: &written::Formula) -> Option<&written::Text> {
    use written::Formula as W;
    match formula {
        W::Pattern(text) | W::Regex(text) => Some(text),
        W::And { parts, .. } | W::Or(parts) => parts.iter().find_map(first_text),
        W::Inside(inner) | W::Anywhere(inner) | W::Not(inner) | W::Marked { formula: inner, .. } => first_text(inner),
    }
}
