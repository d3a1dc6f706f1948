//! The policy as the JSON report prints it: every setting in force with the place that it is written at.
//!
//! An auditor reads here by what a verdict was made, without the file; so lists are printed whole, and a setting that nobody wrote says so
//! by having no source.

use crate::record::source;
use serde::Serialize;
use wardline_base::Severity;
use wardline_policy::{Condition, Decision, FreezeWindow, Globs, Policy, ScopeEntry, Setting, Threshold};

#[derive(Serialize)]
pub(crate) struct PolicyRecord<'a> {
    path: Option<&'a str>,
    profile: Option<ProfileRecord<'a>>,
    block: ThresholdRecord,
    warn: ThresholdRecord,
    existing: SettingRecord<&'static str>,
    waivers: WaiversRecord,
    ledger: LimitsRecord,
    scope: Vec<ScopeRecord<'a>>,
    decisions: Vec<DecisionRecord<'a>>,
    parameters: Vec<NamedRecord<String>>,
    sla: Vec<NamedRecord<Option<u16>>>,
    freeze: Vec<FreezeRecord<'a>>,
    rules: RulesRecord<'a>,
    conditions: Vec<ConditionRecord<'a>>,
}

#[derive(Serialize)]
struct ProfileRecord<'a> {
    name: &'a str,
    phase: Option<&'a str>,
    chosen_by: &'a str,
    source: Option<String>,
}

#[derive(Serialize)]
struct ThresholdRecord {
    severity: SettingRecord<&'static str>,
    confidence: SettingRecord<&'static str>,
}

#[derive(Serialize)]
struct WaiversRecord {
    max_days: SettingRecord<u16>,
}

#[derive(Serialize)]
struct LimitsRecord {
    required: SettingRecord<bool>,
    max_error_percent: SettingRecord<u8>,
    allow_skipped: SettingRecord<Vec<&'static str>>,
    allow_notices: SettingRecord<Vec<&'static str>>,
}

/// A setting and where it is written; no source is a built-in default.
#[derive(Serialize)]
struct SettingRecord<T> {
    value: T,
    source: Option<String>,
}

/// A setting among others of its kind.
#[derive(Serialize)]
struct NamedRecord<T> {
    name: &'static str,
    value: T,
    source: Option<String>,
}

#[derive(Serialize)]
struct ScopeRecord<'a> {
    paths: &'a [String],
    level: Option<u8>,
    exposure: Option<&'static str>,
    patient_facing: Option<bool>,
    owner: Option<&'a str>,
    class: Option<&'static str>,
}

#[derive(Serialize)]
struct DecisionRecord<'a> {
    id: &'a str,
    then: &'static str,
    because: Option<&'a str>,
    source: Option<String>,
}

#[derive(Serialize)]
struct FreezeRecord<'a> {
    id: &'a str,
    paths: &'a [String],
    allow: &'a [String],
    from: String,
    until: String,
    reason: &'a str,
    incident: Option<&'a str>,
    source: Option<String>,
}

#[derive(Serialize)]
struct RulesRecord<'a> {
    required: &'a [String],
    pack: Option<&'a str>,
    unsuppressible: &'a [String],
}

#[derive(Serialize)]
struct ConditionRecord<'a> {
    id: &'a str,
    assert: &'a str,
    because: Option<&'a str>,
    source: Option<String>,
}

fn setting<T, R>(setting: &Setting<T>, record: impl Fn(&T) -> R) -> SettingRecord<R> {
    SettingRecord { value: record(&setting.value), source: source(&setting.source) }
}

fn threshold(threshold: &Threshold) -> ThresholdRecord {
    ThresholdRecord {
        severity: setting(&threshold.severity, |s| s.map_or("none", Severity::name)),
        confidence: setting(&threshold.confidence, |c| c.name()),
    }
}

pub(crate) fn policy(policy: &Policy) -> PolicyRecord<'_> {
    let limits = &policy.ledger;
    PolicyRecord {
        path: policy.path.as_deref(),
        profile: policy.profile.as_ref().map(|profile| ProfileRecord {
            name: &profile.name,
            phase: profile.phase.as_deref(),
            chosen_by: &profile.chosen_by,
            source: source(&profile.source),
        }),
        block: threshold(&policy.block),
        warn: threshold(&policy.warn),
        existing: setting(&policy.existing, |action| action.name()),
        waivers: WaiversRecord { max_days: setting(&policy.max_waiver_days, |days| *days) },
        ledger: LimitsRecord {
            required: setting(&limits.required, |v| *v),
            max_error_percent: setting(&limits.max_error_percent, |v| *v),
            allow_skipped: setting(&limits.allow_skipped, |v| v.iter().map(|r| r.name()).collect()),
            allow_notices: setting(&limits.allow_notices, |v| v.iter().map(|k| k.name()).collect()),
        },
        scope: policy.scope.iter().map(scope).collect(),
        decisions: policy.decisions.iter().map(decision).collect(),
        parameters: policy
            .parameters
            .iter()
            .map(|(p, s)| NamedRecord { name: p.name, value: s.value.to_string(), source: source(&s.source) })
            .collect(),
        sla: sla(policy),
        freeze: policy.freeze.iter().map(freeze).collect(),
        rules: RulesRecord {
            required: globs(policy.rules.required.as_ref().map(|s| &s.value)),
            pack: policy.rules.pack.as_ref().map(|s| s.value.as_str()),
            unsuppressible: globs(policy.rules.unsuppressible.as_ref().map(|s| &s.value)),
        },
        conditions: policy.conditions.iter().map(condition).collect(),
    }
}

fn globs(globs: Option<&Globs>) -> &[String] {
    globs.map_or(&[], Globs::patterns)
}

fn scope(entry: &ScopeEntry) -> ScopeRecord<'_> {
    ScopeRecord {
        paths: entry.paths.patterns(),
        level: entry.level.as_ref().map(|s| s.value),
        exposure: entry.exposure.as_ref().map(|s| s.value.name()),
        patient_facing: entry.patient_facing.as_ref().map(|s| s.value),
        owner: entry.owner.as_ref().map(|s| &*s.value),
        class: entry.class.as_ref().map(|s| s.value.name()),
    }
}

fn decision(decision: &Decision) -> DecisionRecord<'_> {
    DecisionRecord {
        id: &decision.id,
        then: decision.then.name(),
        because: decision.because.as_deref(),
        source: source(&decision.source),
    }
}

fn sla(policy: &Policy) -> Vec<NamedRecord<Option<u16>>> {
    let levels = Severity::ALL.into_iter().rev().map(|severity| (severity.name(), policy.sla.of(severity)));
    std::iter::once(("exploited", &policy.sla.exploited))
        .chain(levels)
        .map(|(name, setting)| NamedRecord { name, value: setting.value, source: source(&setting.source) })
        .collect()
}

fn freeze(window: &FreezeWindow) -> FreezeRecord<'_> {
    FreezeRecord {
        id: &window.id,
        paths: window.paths.patterns(),
        allow: globs(window.allow.as_ref()),
        from: window.from.to_string(),
        until: window.until.to_string(),
        reason: &window.reason,
        incident: window.incident.as_deref(),
        source: source(&window.source),
    }
}

fn condition(condition: &Condition) -> ConditionRecord<'_> {
    ConditionRecord {
        id: &condition.id,
        assert: condition.assert.text(),
        because: condition.because.as_deref(),
        source: source(&condition.source),
    }
}
