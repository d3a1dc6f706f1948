//! What must hold over the whole run.

use crate::expression::{About, Expression};
use crate::fields::Fields;
use crate::problem::Reader;
use crate::setting::Source;
use std::sync::Arc;

/// An entry of `conditions:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// Its name.
    pub id: Arc<str>,
    /// What must hold.
    pub assert: Expression,
    /// Why.
    pub because: Option<String>,
    /// Where it is written.
    pub source: Source,
}

/// Resolves `conditions:`.
pub(crate) fn resolve(entries: &[Fields], reader: &mut Reader<'_>) -> Vec<Condition> {
    let mut out: Vec<Condition> = Vec::new();
    for fields in entries {
        let (Some(id), Some(assert)) = (fields.text("id"), fields.text("assert")) else { continue };
        if out.iter().any(|other| &*other.id == id.value) {
            let message = format!("the id `{}` is used twice", id.value);
            reader.problem(id.place(), message, "give each condition one of its own");
        }
        let source = Source::of(assert.at, reader);
        let Some(assert) = Expression::compile(&assert, About::Run, reader) else { continue };
        let because = fields.text("because").map(|w| w.value.to_owned());
        out.push(Condition { id: id.value.into(), assert, because, source });
    }
    out
}
