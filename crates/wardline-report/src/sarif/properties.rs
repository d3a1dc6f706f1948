//! Property bags (§3.8): what SARIF has no place for.
//!
//! Names under `wardline/` carry what a gate decides by, so that `gate --from` on our own file decides as the gate on the tree did. They
//! are written and read by the same structs, so that the two cannot drift apart. The other names are GitHub's.

use super::ImportRecord;
use crate::record::{LedgerRecord, VerdictRecord};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Of a rule.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct RuleProperties<'a> {
    /// GitHub shows ten and reads CWE numbers from them.
    pub(super) tags: Vec<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) precision: Option<Cow<'a, str>>,
    #[serde(rename = "security-severity", skip_serializing_if = "Option::is_none")]
    pub(super) security_severity: Option<Cow<'a, str>>,
    #[serde(rename = "problem.severity", skip_serializing_if = "Option::is_none")]
    pub(super) problem_severity: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) confidence: Option<Cow<'a, str>>,
    #[serde(rename = "wardline/severity", skip_serializing_if = "str::is_empty")]
    pub(super) severity: Cow<'a, str>,
    #[serde(rename = "wardline/kind", skip_serializing_if = "str::is_empty")]
    pub(super) kind: Cow<'a, str>,
    #[serde(rename = "wardline/cwe", skip_serializing_if = "Vec::is_empty")]
    pub(super) cwe: Vec<u32>,
    #[serde(rename = "wardline/controls", skip_serializing_if = "Vec::is_empty")]
    pub(super) controls: Vec<ControlProperties<'a>>,
    #[serde(rename = "wardline/data-level", skip_serializing_if = "Option::is_none")]
    pub(super) data_level: Option<u8>,
    #[serde(rename = "wardline/references", skip_serializing_if = "Vec::is_empty")]
    pub(super) references: Vec<Cow<'a, str>>,
    #[serde(rename = "wardline/languages", skip_serializing_if = "Vec::is_empty")]
    pub(super) languages: Vec<Cow<'a, str>>,
    #[serde(rename = "wardline/tags", skip_serializing_if = "Vec::is_empty")]
    pub(super) own_tags: Vec<Cow<'a, str>>,
    #[serde(rename = "wardline/redact", skip_serializing_if = "std::ops::Not::not")]
    pub(super) redact: bool,
}

/// A control, as a rule names it.
#[derive(Serialize, Deserialize)]
pub(super) struct ControlProperties<'a> {
    pub(super) framework: Cow<'a, str>,
    pub(super) control: Cow<'a, str>,
}

/// Of a result.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ResultProperties<'a> {
    #[serde(rename = "wardline/severity")]
    pub(super) severity: Cow<'a, str>,
    #[serde(rename = "wardline/action", skip_serializing_if = "Option::is_none")]
    pub(super) action: Option<Cow<'a, str>>,
    /// The setting that decided, with its value.
    #[serde(rename = "wardline/decided-by", skip_serializing_if = "Option::is_none")]
    pub(super) decided_by: Option<Cow<'a, str>>,
    /// Where that setting is written.
    #[serde(rename = "wardline/decided-at", skip_serializing_if = "Option::is_none")]
    pub(super) decided_at: Option<Cow<'a, str>>,
    #[serde(rename = "wardline/owner", skip_serializing_if = "Option::is_none")]
    pub(super) owner: Option<Cow<'a, str>>,
    #[serde(rename = "wardline/first-seen", skip_serializing_if = "Option::is_none")]
    pub(super) first_seen: Option<Cow<'a, str>>,
    #[serde(rename = "wardline/due", skip_serializing_if = "Option::is_none")]
    pub(super) due: Option<Cow<'a, str>>,
    #[serde(rename = "wardline/overdue", skip_serializing_if = "std::ops::Not::not")]
    pub(super) overdue: bool,
    /// First byte of the range and first byte after it, in the text as we decoded it; SARIF's own byte offsets count the file's bytes.
    #[serde(rename = "wardline/span")]
    pub(super) span: Option<[u32; 2]>,
}

/// Of an artifact: its line of the coverage ledger.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct ArtifactProperties<'a> {
    /// `analysed`, `partial` or `skipped`.
    #[serde(rename = "wardline/status")]
    pub(super) status: Cow<'a, str>,
    #[serde(rename = "wardline/language", skip_serializing_if = "Option::is_none")]
    pub(super) language: Option<Cow<'a, str>>,
    #[serde(rename = "wardline/error-bytes", skip_serializing_if = "Option::is_none")]
    pub(super) error_bytes: Option<u32>,
    #[serde(rename = "wardline/total-bytes", skip_serializing_if = "Option::is_none")]
    pub(super) total_bytes: Option<u32>,
    #[serde(rename = "wardline/error-percent", skip_serializing_if = "Option::is_none")]
    pub(super) error_percent: Option<f64>,
    #[serde(rename = "wardline/skip-reason", skip_serializing_if = "Option::is_none")]
    pub(super) skip_reason: Option<Cow<'a, str>>,
}

/// Of a notification that is a notice; those that repeat the ledger have none.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct NotificationProperties {
    /// The name of the notice's kind.
    #[serde(rename = "wardline/notice")]
    pub(super) notice: Option<Cow<'static, str>>,
    #[serde(rename = "wardline/span", skip_serializing_if = "Option::is_none")]
    pub(super) span: Option<[u32; 2]>,
}

/// Of the run.
#[derive(Serialize)]
pub(super) struct RunProperties<'a> {
    /// Version of these property names; a file without it is read as another tool's.
    #[serde(rename = "wardline/format")]
    pub(super) format: u32,
    #[serde(rename = "wardline/verdict", skip_serializing_if = "Option::is_none")]
    pub(super) verdict: Option<VerdictRecord<'a>>,
    #[serde(rename = "wardline/imports", skip_serializing_if = "Vec::is_empty")]
    pub(super) imports: Vec<ImportRecord<'a>>,
    #[serde(rename = "wardline/ledger", skip_serializing_if = "Option::is_none")]
    pub(super) ledger: Option<LedgerRecord>,
}
