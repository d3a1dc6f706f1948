//! The newer syntax of rules: `match:` with `pattern`, `regex`, `all`, `any`, `inside`, `not`, `anywhere`, and `where:` beside any of them.
//!
//! It says the same as the classic operators, so it is read into the same [`Formula`]; only `anywhere` has no classic form.

use crate::error::quoted;
use crate::formula::{Scope, inside, not};
use crate::keys::{MATCH, WHERE};
use crate::node::{Node, Value};
use crate::reader::{Field, Reader, value};
use crate::words::listed;
use crate::{Condition, Formula};
use std::fmt::Display;

/// Operators, of which a formula has exactly one.
const OPERATORS: &[&str] = &["pattern", "regex", "all", "any", "inside", "not", "anywhere"];

impl Reader<'_> {
    /// The formula under `match:`.
    pub(crate) fn match_formula(&mut self, node: &Node<'_>) -> Option<Formula> {
        let formula = self.v2_formula(node, &"`match`", Scope::File)?;
        if formula.is_positive() {
            return Some(formula);
        }
        self.invalid(node.at, "`match` has no part that finds something, only parts that narrow", NEEDS_POSITIVE);
        None
    }

    /// A formula: a text is a pattern, a map has one operator and maybe `where`.
    fn v2_formula(&mut self, node: &Node<'_>, what: &dyn Display, scope: Scope) -> Option<Formula> {
        if !matches!(node.value, Value::Map(_)) {
            return self.text(node, what).map(Formula::Pattern);
        }
        let before = self.errors.len();
        let fields = self.fields(node, what, &MATCH)?;
        if self.errors.len() > before {
            return None;
        }
        let operators: Vec<&Field<'_>> = fields.iter().filter(|f| OPERATORS.contains(&&*f.key)).collect();
        let operator = match operators.as_slice() {
            [] => {
                let help = format!("add one of {}", listed(OPERATORS));
                self.invalid(node.at, format!("{what} has nothing to look for"), help);
                return None;
            }
            [only] => only,
            [first, second, ..] => {
                let message = format!("{what} has both {} and {}", quoted(&first.key), quoted(&second.key));
                self.invalid(
                    second.key_at,
                    message,
                    "put both under `all` if both must match, or under `any` if one is enough",
                );
                return None;
            }
        };
        let formula = self.v2_operator(operator, scope);
        let name = value(&fields, "as").and_then(|node| self.metavariable(node, &"`as`"));
        let fix = value(&fields, "fix").and_then(|node| self.fix(node));
        let marked = |formula: Formula| match (name, fix) {
            (None, None) => formula,
            (name, fix) => Formula::Marked { formula: Box::new(formula), name, fix },
        };
        let formula = self.v2_where(&fields, formula, before)?;
        if self.errors.len() > before { None } else { Some(marked(formula)) }
    }

    /// The formula with the conditions under `where`. `before` is how many errors there were before.
    fn v2_where(&mut self, fields: &[Field<'_>], formula: Option<Formula>, before: usize) -> Option<Formula> {
        let Some(wanted) = value(fields, "where") else { return formula };
        let (mut conditions, mut focus) = (Vec::new(), Vec::new());
        for item in self.list(wanted, &"`where`")? {
            self.where_item(item, &mut conditions, &mut focus);
        }
        if self.errors.len() > before {
            return None;
        }
        Some(match formula? {
            Formula::And { parts, conditions: inner, focus: kept } if inner.is_empty() && kept.is_empty() => {
                Formula::And { parts, conditions, focus }
            }
            other => Formula::And { parts: vec![other], conditions, focus },
        })
    }

    fn v2_operator(&mut self, field: &Field<'_>, scope: Scope) -> Option<Formula> {
        let what = quoted(&field.key);
        match &*field.key {
            "pattern" => self.text(field.value, &what).map(Formula::Pattern),
            "regex" => self.text(field.value, &what).map(Formula::Regex),
            "inside" => self.v2_formula(field.value, &what, scope).map(inside),
            "anywhere" => self.v2_formula(field.value, &what, scope).map(|f| Formula::Anywhere(Box::new(f))),
            "not" => self.v2_formula(field.value, &what, scope).map(not),
            "any" => self.v2_list(field, scope).map(Formula::Or),
            _ => {
                let parts = self.v2_list(field, scope)?;
                if scope == Scope::File && !parts.iter().any(Formula::is_positive) {
                    let message = "`all` has no part that finds something, only parts that narrow";
                    self.invalid(field.key_at, message, NEEDS_POSITIVE);
                    return None;
                }
                Some(Formula::And { parts, conditions: Vec::new(), focus: Vec::new() })
            }
        }
    }

    fn v2_list(&mut self, field: &Field<'_>, scope: Scope) -> Option<Vec<Formula>> {
        let what = quoted(&field.key);
        let items = self.list(field.value, &what)?;
        let parts: Vec<Option<Formula>> =
            items.iter().map(|item| self.v2_formula(item, &format!("an item of {what}"), scope)).collect();
        parts.into_iter().collect()
    }

    /// An item of `where`: a focus, a comparison, or what a metavariable has to be.
    fn where_item(
        &mut self,
        item: &Node<'_>,
        conditions: &mut Vec<Condition>,
        focus: &mut Vec<Vec<String>>,
    ) -> Option<()> {
        let what = &"an item of `where`";
        let before = self.errors.len();
        let fields = self.fields(item, what, &WHERE)?;
        if self.errors.len() > before {
            return None;
        }
        let has = |key: &str| fields.iter().any(|f| f.key == key);
        if let Some(node) = value(&fields, "focus") {
            focus.push(self.focus(node)?);
        } else if has("comparison") {
            conditions.push(self.comparison_of(&fields, item, what)?);
        } else if has("regex") {
            conditions.push(self.regex_of(&fields, item, what)?);
        } else if has("type") || has("types") {
            conditions.push(self.type_of(&fields, item, what)?);
        } else if has("analyzer") {
            conditions.push(self.analysis_of(&fields, item, what)?);
        } else {
            conditions.push(self.where_formula(&fields, item)?);
        }
        Some(())
    }

    fn where_formula(&mut self, fields: &[Field<'_>], item: &Node<'_>) -> Option<Condition> {
        let what = &"an item of `where`";
        let metavariable = self.metavariable_of(fields, item, what);
        let language = match value(fields, "language") {
            Some(node) => Some(self.text(node, &"`language`")?),
            None => None,
        };
        let Some(field) = fields.iter().find(|f| OPERATORS.contains(&&*f.key)) else {
            let help = "add `regex`, `type`, `analyzer`, `comparison`, `pattern`, `all`, `any`, `inside` or `not`";
            self.invalid(item.at, "an item of `where` asks for nothing", help);
            return None;
        };
        let formula = match self.v2_operator(field, Scope::Metavariable)? {
            negative @ (Formula::Not(_) | Formula::Inside(_)) => {
                Formula::And { parts: vec![negative], conditions: Vec::new(), focus: Vec::new() }
            }
            formula => formula,
        };
        Some(Condition::Pattern { metavariable: metavariable?, language, formula })
    }
}

const NEEDS_POSITIVE: &str = "add a `pattern`, `any`, `regex`, `inside` or `anywhere` that is not under `not`";
