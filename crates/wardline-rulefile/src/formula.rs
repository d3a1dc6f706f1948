//! The operators of a rule: what `pattern:`, `patterns:` and their kin mean.
//!
//! Semgrep's classic syntax and its newer nested form (`pattern-inside: {patterns: …}`) are one grammar here: an operator takes a text or
//! a map with one operator. Every list item has one key, since with two it would be open how they combine.

use crate::error::quoted;
use crate::keys::{
    ITEM, METAVARIABLE_ANALYSIS, METAVARIABLE_COMPARISON, METAVARIABLE_PATTERN, METAVARIABLE_REGEX, METAVARIABLE_TYPE,
};
use crate::node::{Node, Place, Value};
use crate::reader::{Field, Reader, value};
use crate::words::listed;
use crate::{Analyzer, Condition, Formula};
use std::fmt::Display;

/// Operators that yield ranges by themselves.
pub(crate) const POSITIVE: &[&str] = &["pattern", "patterns", "pattern-either", "pattern-regex"];

/// Operators that need others beside them.
pub(crate) const NARROWING: &[&str] =
    &["pattern-inside", "pattern-not", "pattern-not-inside", "pattern-not-regex", "semgrep-internal-pattern-anywhere"];

/// What may stand in `patterns` besides operators.
pub(crate) const CONDITIONS: &[&str] = &[
    "metavariable-regex",
    "metavariable-pattern",
    "metavariable-comparison",
    "metavariable-type",
    "metavariable-analysis",
    "focus-metavariable",
];

/// What Semgrep knows besides, and what to do without it.
pub(crate) const UNSUPPORTED: &[(&str, &str)] = &[
    ("metavariable-name", "write the name with its import in the pattern, as in `module.name(...)`"),
    ("semgrep-internal-metavariable-name", "write the name with its import in the pattern, as in `module.name(...)`"),
    ("pattern-where-python", "use `metavariable-comparison` or `metavariable-regex`"),
    ("match", "put `match` directly into the rule, in the place of all other operators"),
];

/// Where a formula stands. Within `metavariable-pattern` negative parts need no positive one, because the metavariable is one.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    File,
    Metavariable,
}

impl Reader<'_> {
    /// The one formula of a rule or of `metavariable-pattern`, from the fields that hold operators.
    pub(crate) fn only_formula(
        &mut self,
        fields: &[Field<'_>],
        at: Place,
        what: &dyn Display,
        scope: Scope,
    ) -> Option<Formula> {
        let is = |field: &&Field<'_>, keys: &[&str]| keys.contains(&&*field.key);
        let roots: Vec<&Field<'_>> = fields.iter().filter(|f| is(f, POSITIVE)).collect();
        let others: Vec<&Field<'_>> = fields.iter().filter(|f| is(f, NARROWING) || is(f, CONDITIONS)).collect();
        if scope == Scope::Metavariable && roots.is_empty() && others.len() == 1 && is(&others[0], NARROWING) {
            let part = self.operator(others[0], scope)?;
            return Some(Formula::And { parts: vec![part], conditions: Vec::new(), focus: Vec::new() });
        }
        for field in &others {
            let message = format!("{} cannot stand directly in {what}", quoted(&field.key));
            self.invalid(field.key_at, message, "put all operators of the rule as items under `patterns`");
        }
        match roots.as_slice() {
            [] if others.is_empty() => {
                let help = format!("add one of {}", listed(POSITIVE));
                self.invalid(at, format!("{what} has nothing to look for"), help);
                None
            }
            [] => None,
            [field] => self.operator(field, scope),
            [first, second, ..] => {
                let message = format!("{what} has both {} and {}", quoted(&first.key), quoted(&second.key));
                let help = "put both under `patterns` if both must match, or under `pattern-either` if one is enough";
                self.invalid(second.key_at, message, help);
                None
            }
        }
    }

    fn operator(&mut self, field: &Field<'_>, scope: Scope) -> Option<Formula> {
        let what = quoted(&field.key);
        match &*field.key {
            "pattern" => self.text(field.value, &what).map(Formula::Pattern),
            "pattern-regex" => self.text(field.value, &what).map(Formula::Regex),
            "pattern-not-regex" => self.text(field.value, &what).map(|regex| not(Formula::Regex(regex))),
            "patterns" => self.all_of(field, scope),
            "pattern-either" => self.any_of(field, scope),
            "pattern-inside" => Some(inside(self.nested(field.value, &what, scope)?)),
            "semgrep-internal-pattern-anywhere" => {
                Some(Formula::Anywhere(Box::new(self.nested(field.value, &what, scope)?)))
            }
            "pattern-not" => Some(not(self.nested(field.value, &what, scope)?)),
            "pattern-not-inside" => Some(not(inside(self.nested(field.value, &what, scope)?))),
            _ => None,
        }
    }

    /// The operand of an operator that takes a pattern or a formula.
    fn nested(&mut self, node: &Node<'_>, what: &dyn Display, scope: Scope) -> Option<Formula> {
        if !matches!(node.value, Value::Map(_)) {
            return self.text(node, what).map(Formula::Pattern);
        }
        let before = self.errors.len();
        let fields = self.fields(node, what, &ITEM)?;
        match fields.as_slice() {
            // Insides nest: a place inside a place.
            [field] if field.key == "pattern-inside" => self.operator(field, scope),
            [] if self.errors.len() > before => None,
            fields => self.only_formula(fields, node.at, what, scope),
        }
    }

    /// `pattern-either`.
    fn any_of(&mut self, field: &Field<'_>, scope: Scope) -> Option<Formula> {
        let items = self.list(field.value, &"`pattern-either`")?;
        let alternatives: Vec<Option<Formula>> = items.iter().map(|item| self.alternative(item, scope)).collect();
        alternatives.into_iter().collect::<Option<Vec<_>>>().map(Formula::Or)
    }

    fn alternative(&mut self, item: &Node<'_>, scope: Scope) -> Option<Formula> {
        let field = self.only_key(item, &"`pattern-either`")?;
        if CONDITIONS.contains(&&*field.key) {
            let message = format!("{} cannot stand in `pattern-either`", quoted(&field.key));
            self.invalid(
                field.key_at,
                message,
                "put it under `patterns`, with the patterns whose metavariable it is about",
            );
            return None;
        }
        let formula = self.operator(&field, scope)?;
        match (formula, scope) {
            (Formula::Not(_), Scope::File) => {
                let message = format!(
                    "{} cannot stand in `pattern-either`, because it finds nothing by itself",
                    quoted(&field.key)
                );
                self.invalid(field.key_at, message, "put it under `patterns`, beside the pattern that it narrows");
                None
            }
            (negative @ Formula::Not(_), Scope::Metavariable) => {
                Some(Formula::And { parts: vec![negative], conditions: Vec::new(), focus: Vec::new() })
            }
            (formula, _) => Some(formula),
        }
    }

    /// `patterns`.
    fn all_of(&mut self, field: &Field<'_>, scope: Scope) -> Option<Formula> {
        let items = self.list(field.value, &"`patterns`")?;
        let (mut parts, mut conditions, mut focus) = (Vec::new(), Vec::new(), Vec::new());
        let mut is_good = true;
        for item in items {
            let read = self.only_key(item, &"`patterns`").and_then(|field| {
                match &*field.key {
                    "focus-metavariable" => focus.push(self.focus(field.value)?),
                    "metavariable-regex" => conditions.push(self.metavariable_regex(field.value)?),
                    "metavariable-pattern" => conditions.push(self.metavariable_pattern(field.value)?),
                    "metavariable-comparison" => conditions.push(self.metavariable_comparison(field.value)?),
                    "metavariable-type" => conditions.push(self.metavariable_type(field.value)?),
                    "metavariable-analysis" => conditions.push(self.metavariable_analysis(field.value)?),
                    _ => parts.push(self.operator(&field, scope)?),
                }
                Some(())
            });
            is_good &= read.is_some();
        }
        if !is_good {
            return None;
        }
        if scope == Scope::File && !parts.iter().any(Formula::is_positive) {
            let message = "`patterns` has no part that finds something, only parts that narrow";
            self.invalid(
                field.key_at,
                message,
                "add a `pattern`, `pattern-either`, `pattern-regex` or `pattern-inside`",
            );
            return None;
        }
        Some(Formula::And { parts, conditions, focus })
    }

    /// The only field of a list item.
    fn only_key<'n>(&mut self, item: &'n Node<'n>, list: &dyn Display) -> Option<Field<'n>>
    where
        Self: 'n,
    {
        if let Value::Text(_) = item.value {
            let message = format!("an item of {list} is a text without an operator");
            self.invalid(item.at, message, "write `- pattern: …`");
            return None;
        }
        let what = format!("an item of {list}");
        let before = self.errors.len();
        let mut fields = self.fields(item, &what, &ITEM)?;
        match fields.len() {
            _ if self.errors.len() > before => None,
            1 => fields.pop(),
            0 => {
                self.invalid(item.at, format!("{what} is empty"), "write `- pattern: …`, or remove the item");
                None
            }
            _ => {
                let second = &fields[1];
                let message = format!("{what} has both {} and {}", quoted(&fields[0].key), quoted(&second.key));
                self.invalid(second.key_at, message, "start a new item: put `- ` before the second key");
                None
            }
        }
    }

    /// `focus-metavariable`: one metavariable or a list.
    pub(crate) fn focus(&mut self, node: &Node<'_>) -> Option<Vec<String>> {
        let what = &"`focus-metavariable`";
        if let Value::List(_) = node.value {
            self.list(node, what)?;
        }
        let names: Vec<Option<String>> =
            Self::one_or_more(node).iter().map(|node| self.metavariable(node, what)).collect();
        names.into_iter().collect()
    }

    fn metavariable_regex(&mut self, node: &Node<'_>) -> Option<Condition> {
        let fields = self.fields(node, &"`metavariable-regex`", &METAVARIABLE_REGEX)?;
        self.regex_of(&fields, node, &"`metavariable-regex`")
    }

    /// The condition of a map with `metavariable` and `regex`.
    pub(crate) fn regex_of(&mut self, fields: &[Field<'_>], node: &Node<'_>, what: &dyn Display) -> Option<Condition> {
        let metavariable = self.metavariable_of(fields, node, what);
        let regex = self.required(fields, "regex", node, what);
        let constant_propagation = match value(fields, "constant-propagation") {
            Some(node) => self.boolean(node, &"`constant-propagation`")?,
            None => false,
        };
        Some(Condition::Regex { metavariable: metavariable?, regex: regex?, constant_propagation })
    }

    fn metavariable_type(&mut self, node: &Node<'_>) -> Option<Condition> {
        let fields = self.fields(node, &"`metavariable-type`", &METAVARIABLE_TYPE)?;
        self.type_of(&fields, node, &"`metavariable-type`")
    }

    /// The condition of a map with `metavariable` and `type` or `types`.
    pub(crate) fn type_of(&mut self, fields: &[Field<'_>], node: &Node<'_>, what: &dyn Display) -> Option<Condition> {
        let metavariable = self.metavariable_of(fields, node, what);
        let types = match (value(fields, "type"), value(fields, "types")) {
            (Some(one), None) => vec![self.text(one, &"`type`")?],
            (None, Some(list)) => self.texts(list, &"`types`")?,
            (Some(_), Some(_)) => {
                self.invalid(node.at, format!("{what} has both `type` and `types`"), "put all of them under `types`");
                return None;
            }
            (None, None) => {
                self.missing("type", node, what);
                return None;
            }
        };
        Some(Condition::Type { metavariable: metavariable?, types })
    }

    fn metavariable_analysis(&mut self, node: &Node<'_>) -> Option<Condition> {
        let fields = self.fields(node, &"`metavariable-analysis`", &METAVARIABLE_ANALYSIS)?;
        self.analysis_of(&fields, node, &"`metavariable-analysis`")
    }

    /// The condition of a map with `metavariable` and `analyzer`.
    pub(crate) fn analysis_of(
        &mut self,
        fields: &[Field<'_>],
        node: &Node<'_>,
        what: &dyn Display,
    ) -> Option<Condition> {
        let metavariable = self.metavariable_of(fields, node, what);
        let name = self.required(fields, "analyzer", node, what)?;
        let analyzer = match name.text.as_str() {
            "entropy" | "entropy_v2" => Analyzer::Entropy,
            "redos" => Analyzer::Redos,
            other => {
                let at = value(fields, "analyzer").map_or(node.at, |n| n.at);
                self.unknown_word(at, "analyzer", other, &["entropy", "redos"]);
                return None;
            }
        };
        Some(Condition::Analysis { metavariable: metavariable?, analyzer })
    }

    fn metavariable_pattern(&mut self, node: &Node<'_>) -> Option<Condition> {
        let what = &"`metavariable-pattern`";
        let before = self.errors.len();
        let fields = self.fields(node, what, &METAVARIABLE_PATTERN)?;
        let metavariable = self.metavariable_of(&fields, node, what);
        let language = value(&fields, "language").map(|node| self.text(node, &"`language`"));
        if self.errors.len() > before {
            return None;
        }
        let formula = self.only_formula(&fields, node.at, what, Scope::Metavariable)?;
        Some(Condition::Pattern { metavariable: metavariable?, language: language.flatten(), formula })
    }

    fn metavariable_comparison(&mut self, node: &Node<'_>) -> Option<Condition> {
        let what = &"`metavariable-comparison`";
        let before = self.errors.len();
        let fields = self.fields(node, what, &METAVARIABLE_COMPARISON)?;
        let condition = self.comparison_of(&fields, node, what);
        if self.errors.len() > before { None } else { condition }
    }

    /// The condition of a map with `comparison`.
    pub(crate) fn comparison_of(
        &mut self,
        fields: &[Field<'_>],
        node: &Node<'_>,
        what: &dyn Display,
    ) -> Option<Condition> {
        let before = self.errors.len();
        let metavariable = value(fields, "metavariable").and_then(|node| self.metavariable(node, what));
        let comparison = self.required(fields, "comparison", node, what);
        let strip = value(fields, "strip").and_then(|node| self.boolean(node, &"`strip`")).unwrap_or(false);
        // The bases that digits and letters can write.
        let base = value(fields, "base").and_then(|node| self.integer(node, &"`base`", 2, 36));
        if self.errors.len() > before {
            return None;
        }
        Some(Condition::Comparison { metavariable, comparison: comparison?, strip, base })
    }

    pub(crate) fn metavariable_of(
        &mut self,
        fields: &[Field<'_>],
        map: &Node<'_>,
        what: &dyn Display,
    ) -> Option<String> {
        match value(fields, "metavariable") {
            Some(node) => self.metavariable(node, what),
            None => {
                self.missing("metavariable", map, what);
                None
            }
        }
    }

    /// `$NAME`, `$...NAME`, or `$1` for a group of a regular expression.
    pub(crate) fn metavariable(&mut self, node: &Node<'_>, what: &dyn Display) -> Option<String> {
        let text = self.text(node, &format!("the metavariable of {what}"))?.text;
        let name = text.strip_prefix("$...").or_else(|| text.strip_prefix('$'));
        let is_name = |name: &str| {
            !name.is_empty() && name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
        };
        if name.is_some_and(is_name) {
            return Some(text);
        }
        let sigil = if text.starts_with("$...") { "$..." } else { "$" };
        let upper: String =
            text.to_ascii_uppercase().chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let name = if upper.is_empty() { "X" } else { upper.as_str() };
        let help = format!("write a `$` and a name in capital letters, such as `{sigil}{name}`");
        self.invalid(node.at, format!("{} is no metavariable", quoted(&text)), help);
        None
    }
}

pub(crate) fn not(formula: Formula) -> Formula {
    Formula::Not(Box::new(formula))
}

pub(crate) fn inside(formula: Formula) -> Formula {
    Formula::Inside(Box::new(formula))
}
