//! Thresholds for findings, and limits for what may be left unread.

use crate::fields::Fields;
use crate::problem::Reader;
use crate::setting::Setting;
use wardline_base::{Confidence, NoticeKind, Severity, SkipReason};

/// From where on findings are acted upon: both conditions must hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Threshold {
    /// The lowest severity; `None` acts on nothing.
    pub severity: Setting<Option<Severity>>,
    /// The lowest confidence; a rule that states none counts as `high`, so that saying nothing never weakens a gate.
    pub confidence: Setting<Confidence>,
}

impl Threshold {
    pub(crate) const fn built_in(severity: Severity) -> Self {
        Self { severity: Setting::built_in(Some(severity)), confidence: Setting::built_in(Confidence::Low) }
    }

    /// Whether a finding of this severity, by a rule of this confidence, is acted upon.
    pub fn holds(&self, severity: Severity, confidence: Option<Confidence>) -> bool {
        self.severity.value.is_some_and(|lowest| severity >= lowest)
            && confidence.unwrap_or(Confidence::High) >= self.confidence.value
    }

    pub(crate) fn apply(&mut self, fields: &Fields, reader: &Reader<'_>) {
        if let Some(written) = fields.text("severity") {
            self.severity = Setting::at(&written, Severity::parse(written.value), reader);
        }
        if let Some((written, value)) = fields.text("confidence").and_then(|w| Some((w, Confidence::parse(w.value)?))) {
            self.confidence = Setting::at(&written, value, reader);
        }
    }
}

/// How much of the tree may be left unread before the analysis counts as incomplete.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerLimits {
    /// Whether a report without a ledger, such as another tool's, counts as incomplete. Default: no.
    pub required: Setting<bool>,
    /// Percentage of one file's bytes that may lie in parse errors, 0 to 100. Default: 20.
    pub max_error_percent: Setting<u8>,
    /// All reasons for which a file may be skipped. Default: those that hide no code from a rule.
    pub allow_skipped: Setting<Vec<SkipReason>>,
    /// All kinds of notices that leave the analysis complete. Default: those that hide no finding beyond what the ledger counts.
    pub allow_notices: Setting<Vec<NoticeKind>>,
}

/// All kinds of notices, in the order of reports.
pub(crate) const NOTICE_KINDS: [NoticeKind; 7] = [
    NoticeKind::Read,
    NoticeKind::Encoding,
    NoticeKind::Parse,
    NoticeKind::Budget,
    NoticeKind::Internal,
    NoticeKind::Rule,
    NoticeKind::Import,
];

impl LedgerLimits {
    pub(crate) fn built_in() -> Self {
        Self {
            required: Setting::built_in(false),
            max_error_percent: Setting::built_in(20),
            allow_skipped: Setting::built_in(SkipReason::ALL.into_iter().filter(|r| !r.is_gap()).collect()),
            allow_notices: Setting::built_in(NOTICE_KINDS.into_iter().filter(|k| !k.is_gap()).collect()),
        }
    }

    /// Whether so many bytes in parse errors are more than one file may have. A file without bytes that reports errors is.
    pub fn exceeded_by(&self, error_bytes: u32, total_bytes: u32) -> bool {
        u64::from(error_bytes) * 100 > u64::from(self.max_error_percent.value) * u64::from(total_bytes)
    }

    pub(crate) fn apply(&mut self, fields: &Fields, reader: &Reader<'_>) {
        if let Some(written) = fields.boolean("required") {
            self.required = Setting::at(&written, written.value, reader);
        }
        if let Some(written) = fields.integer("max_error_percent") {
            self.max_error_percent = Setting::at(&written, u8::try_from(written.value).unwrap_or(0), reader);
        }
        if let Some(written) = fields.texts("allow_skipped") {
            let named = |reason: &SkipReason| written.value.iter().any(|item| item.value == reason.name());
            self.allow_skipped = Setting::at(&written, SkipReason::ALL.into_iter().filter(named).collect(), reader);
        }
        if let Some(written) = fields.texts("allow_notices") {
            let named = |kind: &NoticeKind| written.value.iter().any(|item| item.value == kind.name());
            self.allow_notices = Setting::at(&written, NOTICE_KINDS.into_iter().filter(named).collect(), reader);
        }
    }
}
