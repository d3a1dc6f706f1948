//! in-toto Statement v1: which artifacts (subjects) something is said about, and what (predicate).
//!
//! <https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md>. Our subject is always a tree, named by git's own digest of
//! it, because that is what a deploy job can compute again from a checkout.

use crate::{MAX_EVIDENCE, json};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use thiserror::Error;

/// The type of statement.
pub const STATEMENT_TYPE: &str = "https://in-toto.io/Statement/v1";

/// What a statement is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// A name for people.
    pub name: String,
    /// Digests by algorithm: `gitTree`, `gitCommit`, `sha256`.
    pub digest: BTreeMap<String, String>,
}

/// A statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement<P> {
    /// [`STATEMENT_TYPE`].
    #[serde(rename = "_type")]
    pub kind: String,
    /// What it is about; at least one.
    pub subject: Vec<Subject>,
    /// What kind of predicate it is.
    #[serde(rename = "predicateType")]
    pub predicate_type: String,
    /// What is said.
    pub predicate: P,
}

/// Why bytes are no statement of the kind that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StatementError {
    /// The bytes are not JSON that all readers understand alike, or there are too many.
    #[error("the statement is no JSON: {0}")]
    Json(String),
    /// It is a statement of another kind.
    #[error("it is {found:?} and not {wanted:?}")]
    Type {
        /// What it says it is.
        found: String,
        /// What was asked for.
        wanted: String,
    },
    /// A field is missing or wrong.
    #[error("the statement cannot be read: {0}")]
    Shape(String),
}

impl<P> Statement<P> {
    /// A statement about its subjects.
    pub fn new(subject: Vec<Subject>, predicate_type: &str, predicate: P) -> Self {
        Self { kind: STATEMENT_TYPE.to_owned(), subject, predicate_type: predicate_type.to_owned(), predicate }
    }
}

impl<P: Serialize> Statement<P> {
    /// The statement as JSON on one line, with its keys in one order.
    pub fn to_bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a statement holds nothing that JSON cannot say")
    }

    /// The statement as JSON for people, with a line break at its end.
    pub fn to_pretty(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a statement holds nothing that JSON cannot say");
        bytes.push(b'\n');
        bytes
    }
}

impl<P: DeserializeOwned> Statement<P> {
    /// Reads a statement with this type of predicate. Fields that are not known are ignored, as in-toto asks.
    ///
    /// # Errors
    /// For anything else.
    pub fn read(bytes: &[u8], predicate_type: &str) -> Result<Self, StatementError> {
        if bytes.len() > MAX_EVIDENCE {
            return Err(StatementError::Json(format!("it is over the limit of {MAX_EVIDENCE} bytes")));
        }
        let value = json::read(bytes).map_err(StatementError::Json)?;
        for (field, wanted) in [("_type", STATEMENT_TYPE), ("predicateType", predicate_type)] {
            let found = value.get(field).and_then(serde_json::Value::as_str).unwrap_or_default();
            if found != wanted {
                return Err(StatementError::Type { found: found.to_owned(), wanted: wanted.to_owned() });
            }
        }
        let statement: Self =
            serde_json::from_value(value).map_err(|error| StatementError::Shape(error.to_string()))?;
        if statement.subject.is_empty() || statement.subject.iter().any(|subject| subject.digest.is_empty()) {
            return Err(StatementError::Shape("it is about nothing: there is no subject with a digest".to_owned()));
        }
        Ok(statement)
    }
}
