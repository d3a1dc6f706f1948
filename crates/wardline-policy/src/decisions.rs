//! Decisions: what is done about findings, before the thresholds are asked.
//!
//! All conditions of one must hold, so a decision with more conditions is about fewer findings; the first that matches decides, so the
//! order is the precedence.

use crate::class::PathClass;
use crate::expression::{About, Expression};
use crate::fields::Fields;
use crate::file::Written;
use crate::globs::Globs;
use crate::problem::Reader;
use crate::scope::{Exposure, PathScope};
use crate::setting::Source;
use crate::{Action, Status};
use std::sync::Arc;
use wardline_base::{Confidence, RuleInfo, Severity};

/// An entry of `decisions:`; a condition that is empty or `None` always holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Its name.
    pub id: Arc<str>,
    /// Patterns of rule ids.
    pub rules: Option<Globs>,
    /// Controls, `framework:id`.
    pub controls: Vec<String>,
    /// CWE numbers.
    pub cwe: Vec<u32>,
    /// The lowest severity.
    pub severity: Option<Severity>,
    /// The lowest confidence.
    pub confidence: Option<Confidence>,
    /// The lowest data level, of the rule or the scope.
    pub level: Option<u8>,
    /// Exposures.
    pub exposure: Vec<Exposure>,
    /// Classes of paths.
    pub classes: Vec<PathClass>,
    /// Patterns of paths.
    pub paths: Option<Globs>,
    /// Whether the base has the finding.
    pub status: Option<Status>,
    /// A condition in CEL.
    pub condition: Option<Expression>,
    /// What is done.
    pub then: Action,
    /// Why.
    pub because: Option<String>,
    /// Where it is written.
    pub source: Source,
}

/// What a decision looks at.
pub(crate) struct Subject<'a> {
    pub(crate) path: &'a str,
    pub(crate) severity: Severity,
    pub(crate) info: Option<&'a RuleInfo>,
    pub(crate) scope: &'a PathScope,
    pub(crate) status: Status,
}

impl Subject<'_> {
    /// The higher of the rule's data level and the scope's.
    pub(crate) fn level(&self) -> u8 {
        self.info.and_then(|info| info.data_level).unwrap_or(0).max(self.scope.level.value)
    }
}

impl Decision {
    /// Whether everything but the CEL condition holds.
    pub(crate) fn is_about(&self, subject: &Subject<'_>) -> bool {
        let info = subject.info;
        let sure = info.and_then(|info| info.confidence).unwrap_or(Confidence::High);
        let control = |info: &RuleInfo| {
            let named = info.controls.iter().map(|control| format!("{}:{}", control.framework, control.control));
            named.into_iter().any(|control| self.controls.contains(&control))
        };
        self.severity.is_none_or(|lowest| subject.severity >= lowest)
            && self.confidence.is_none_or(|lowest| sure >= lowest)
            && self.level.is_none_or(|lowest| subject.level() >= lowest)
            && self.status.is_none_or(|status| subject.status == status)
            && (self.cwe.is_empty() || info.is_some_and(|info| info.cwe.iter().any(|cwe| self.cwe.contains(cwe))))
            && (self.controls.is_empty() || info.is_some_and(control))
            && (self.exposure.is_empty()
                || subject.scope.exposure.as_ref().is_some_and(|exposure| self.exposure.contains(&exposure.value)))
            && (self.classes.is_empty() || self.classes.contains(&subject.scope.class.value))
            && self.rules.as_ref().is_none_or(|globs| info.is_some_and(|info| globs.is_match(&info.id)))
            && self.paths.as_ref().is_none_or(|globs| globs.is_match(subject.path))
    }
}

/// Resolves `decisions:`; `before` are those that the ids must differ from.
pub(crate) fn resolve(entries: &[Fields], before: &[Decision], reader: &mut Reader<'_>) -> Vec<Decision> {
    let mut out: Vec<Decision> = Vec::new();
    for fields in entries {
        let Some((id, decision)) = decision(fields, reader) else { continue };
        if before.iter().chain(&out).any(|other| other.id == decision.id) {
            let message = format!("the id `{}` is used twice", id.value);
            reader.problem(id.place(), message, "give each decision one of its own");
        }
        out.push(decision);
    }
    out
}

fn decision<'f>(fields: &'f Fields, reader: &mut Reader<'_>) -> Option<(Written<&'f str>, Decision)> {
    let (id, then) = (fields.text("id")?, fields.text("then")?);
    let words = |key: &str| fields.texts(key).map_or(&[][..], |list| list.value);
    for control in words("controls").iter().filter(|control| !control.value.contains(':')) {
        let message = format!("`{}` is no control", control.value);
        reader.problem(control.place(), message, "write it as `iso27799:8.28` or `hipaa:164.312(b)`");
    }
    let condition = fields.text("if");
    let compiled = condition.as_ref().and_then(|text| Expression::compile(text, About::Finding, reader));
    if condition.is_some() && compiled.is_none() {
        return None;
    }
    let decision = Decision {
        id: id.value.into(),
        rules: fields.texts("rules").and_then(|list| Globs::rules(list.value, reader)),
        controls: words("controls").iter().map(|control| control.value.clone()).collect(),
        cwe: fields
            .integers("cwe")
            .map_or(&[][..], |list| list.value)
            .iter()
            .filter_map(|n| u32::try_from(n.value).ok())
            .collect(),
        severity: fields.text("severity").and_then(|w| Severity::parse(w.value)),
        confidence: fields.text("confidence").and_then(|w| Confidence::parse(w.value)),
        level: fields.integer("level").and_then(|w| u8::try_from(w.value).ok()),
        exposure: words("exposure").iter().filter_map(|w| Exposure::parse(&w.value)).collect(),
        classes: words("class").iter().filter_map(|w| PathClass::parse(&w.value)).collect(),
        paths: fields.texts("paths").and_then(|list| Globs::paths(list.value, reader)),
        status: fields.text("status").and_then(|w| Status::parse(w.value)),
        condition: compiled,
        then: Action::parse(then.value)?,
        because: fields.text("because").map(|w| w.value.to_owned()),
        source: Source::of(id.at, reader),
    };
    Some((id, decision))
}
