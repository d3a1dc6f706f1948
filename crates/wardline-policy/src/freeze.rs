//! Windows in which changes of some paths are blocked.
//!
//! Whether a path changes is known where a change is judged, so the gate makes one finding a path; that it blocks is decided here, whatever
//! the thresholds say, because a window that a threshold can open is none.

use crate::fields::Fields;
use crate::globs::Globs;
use crate::problem::Reader;
use crate::setting::Source;
use crate::{Date, file::Written};
use std::sync::Arc;

/// The rule of findings about paths that change in a window.
pub const FREEZE_RULE: &str = "gate.freeze.window";

/// A window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FreezeWindow {
    /// Its name.
    pub id: Arc<str>,
    /// Paths that must not change.
    pub paths: Globs,
    /// Paths that may change all the same.
    pub allow: Option<Globs>,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Date,
    /// Why.
    pub reason: String,
    /// The incident that it is for.
    pub incident: Option<String>,
    /// Where it is written.
    pub source: Source,
}

impl FreezeWindow {
    /// Whether the path must not change on this day.
    pub fn holds(&self, path: &str, today: Date) -> bool {
        (self.from..=self.until).contains(&today)
            && self.paths.is_match(path)
            && !self.allow.as_ref().is_some_and(|allow| allow.is_match(path))
    }
}

/// Resolves `freeze:`.
pub(crate) fn resolve(entries: &[Fields], reader: &mut Reader<'_>) -> Vec<FreezeWindow> {
    let mut out: Vec<FreezeWindow> = Vec::new();
    for fields in entries {
        let Some((id, window)) = window(fields, reader) else { continue };
        if out.iter().any(|other| other.id == window.id) {
            reader.problem(
                id.place(),
                format!("the id `{}` is used twice", id.value),
                "give each window one of its own",
            );
        }
        out.push(window);
    }
    out
}

fn window<'f>(fields: &'f Fields, reader: &mut Reader<'_>) -> Option<(Written<&'f str>, FreezeWindow)> {
    let (id, from, until) = (fields.text("id")?, fields.date("from")?, fields.date("until")?);
    if until.value < from.value {
        let message = format!("the window ends on {}, before it begins on {}", until.value, from.value);
        reader.problem(until.place(), message, "write a last day that is not before the first");
    }
    let paths = Globs::paths(fields.texts("paths")?.value, reader)?;
    let allow = fields.texts("allow").and_then(|allow| Globs::paths(allow.value, reader));
    let window = FreezeWindow {
        id: id.value.into(),
        paths,
        allow,
        from: from.value,
        until: until.value,
        reason: fields.text("reason")?.value.to_owned(),
        incident: fields.text("incident").map(|w| w.value.to_owned()),
        source: Source::of(id.at, reader),
    };
    Some((id, window))
}
