//! What the policy does about each finding, and by which of its settings.
//!
//! Each finding is judged by itself, so that one more finding can never make another one harmless. Only the conditions over the whole run
//! see all of them.

use crate::decide::Input;
use crate::decisions::Subject;
use crate::expression::{Values, record};
use crate::{
    Action, Date, Decision, FREEZE_RULE, Judged, LedgerSummary, PathScope, Policy, Reason, Source, Status, WAIVERS_PATH,
};
use cel::Value;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use wardline_base::{Finding, RuleInfo, RuleKind, Severity};

/// The facts of a decision.
pub(crate) struct Judge<'a> {
    pub(crate) input: &'a Input<'a>,
    pub(crate) policy: &'a Policy,
    pub(crate) today: Date,
    pub(crate) statuses: &'a [Status],
    pub(crate) waived: &'a [Option<usize>],
    pub(crate) ledger: Option<&'a LedgerSummary>,
}

/// What came of the findings.
#[derive(Default)]
pub(crate) struct Judgement {
    pub(crate) actions: Vec<Action>,
    pub(crate) judged: Vec<Judged>,
    pub(crate) severities: [usize; 5],
    pub(crate) reasons: Vec<Reason>,
}

/// Which part of a policy decided; reasons are told in this order, and within a part in the order of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Overdue,
    Freeze,
    Failed(usize),
    Decision(usize),
    Threshold,
    /// What never blocks.
    Other,
}

/// One finding, decided.
struct Ruling {
    action: Action,
    part: Part,
    setting: String,
    source: Source,
    /// What a reason says beside the number of findings.
    note: Option<String>,
}

/// Findings that block for one reason.
struct Group {
    count: usize,
    setting: String,
    source: Source,
    note: Option<String>,
}

/// A finding with all that decisions ask of it.
struct Case<'a> {
    finding: &'a Finding,
    info: Option<&'a RuleInfo>,
    scope: PathScope,
    status: Status,
    waiver: Option<usize>,
    can_block: bool,
    judged: Judged,
}

impl Judge<'_> {
    /// Decides about every finding.
    pub(crate) fn findings(&self) -> Judgement {
        let mut out = Judgement::default();
        let mut groups: BTreeMap<(Part, String, Reverse<Severity>), Group> = BTreeMap::new();
        for index in 0..self.input.findings.len() {
            let mut case = self.case(index);
            let ruling = self.rule(&case);
            if case.can_block {
                out.severities[level(case.finding.severity)] += 1;
            }
            if ruling.action == Action::Block {
                // One reason a setting and severity, worst first: a person mends them in this order, and 10,000 findings must not become
                // 10,000 reasons.
                let key = (ruling.part, ruling.setting.clone(), Reverse(case.finding.severity));
                let (setting, source) = (ruling.setting.clone(), ruling.source.clone());
                let group = groups.entry(key).or_insert(Group { count: 0, setting, source, note: ruling.note });
                group.count += 1;
            }
            case.judged.setting = ruling.setting;
            case.judged.source = ruling.source;
            out.actions.push(ruling.action);
            out.judged.push(case.judged);
        }
        out.reasons = groups.into_iter().map(|((_, _, severity), group)| group.reason(severity.0)).collect();
        out
    }

    fn case(&self, index: usize) -> Case<'_> {
        let finding = &self.input.findings[index];
        let info = self.input.infos.get(finding.rule as usize);
        let scope = self.policy.scope_of(&finding.location.path);
        let (status, waiver) = (self.statuses[index], self.waived[index]);
        let can_block = info.map_or(RuleKind::Violation, |info| info.kind).can_block();
        let first_seen = self.input.first_seen.get(index).copied().flatten();
        let due = self.policy.sla.due(finding.severity, info, (first_seen, status), self.today);
        let due = due.filter(|_| can_block).map(|due| due.date);
        let named = self.input.owners.get(index).cloned().flatten();
        let owner = named.or_else(|| scope.owner.as_ref().map(|owner| owner.value.clone()));
        let overdue = waiver.is_none() && due.is_some_and(|due| due < self.today);
        let judged = Judged { owner, first_seen, due, overdue, ..Judged::default() };
        Case { finding, info, scope, status, waiver, can_block, judged }
    }

    /// The first of: what never blocks, waivers, clocks, windows, decisions, thresholds.
    fn rule(&self, case: &Case<'_>) -> Ruling {
        if !case.can_block {
            let kind = case.info.map_or(RuleKind::Violation, |info| info.kind).name();
            return Ruling::other(format!("kind: {kind}"), Source::BuiltIn);
        }
        if let Some(waiver) = case.waiver.and_then(|index| self.input.waivers.get(index)) {
            let source = Source::File { path: WAIVERS_PATH.into(), at: waiver.at };
            return Ruling::other(format!("waiver: {}", waiver.id), source);
        }
        self.overdue(case)
            .or_else(|| self.frozen(case))
            .or_else(|| self.decided(case))
            .unwrap_or_else(|| self.threshold(case))
    }

    fn overdue(&self, case: &Case<'_>) -> Option<Ruling> {
        let first_seen = (case.judged.first_seen, case.status);
        let due = self.policy.sla.due(case.finding.severity, case.info, first_seen, self.today)?;
        case.judged.overdue.then(|| Ruling {
            action: Action::Block,
            part: Part::Overdue,
            setting: format!("sla.{}: {}", due.name, due.setting.value.unwrap_or_default()),
            source: due.setting.source.clone(),
            note: Some("overdue".to_owned()),
        })
    }

    fn frozen(&self, case: &Case<'_>) -> Option<Ruling> {
        case.info.filter(|info| &*info.id == FREEZE_RULE)?;
        let window = self.policy.frozen(&case.finding.location.path, self.today)?;
        Some(Ruling {
            action: Action::Block,
            part: Part::Freeze,
            setting: format!("freeze.{}: {} to {}", window.id, window.from, window.until),
            source: window.source.clone(),
            note: Some(window.reason.clone()),
        })
    }

    fn decided(&self, case: &Case<'_>) -> Option<Ruling> {
        let subject = case.subject();
        let matching = self.policy.decisions.iter().enumerate().filter(|(_, decision)| decision.is_about(&subject));
        for (index, decision) in matching {
            let answer = decision.condition.as_ref().map_or(Ok(true), |condition| condition.holds(self.values(case)));
            match answer {
                Ok(false) => {}
                Ok(true) => return Some(Ruling::decision(index, decision)),
                Err(error) => {
                    return Some(Ruling {
                        action: Action::Block,
                        part: Part::Failed(index),
                        setting: format!("decisions.{}.if", decision.id),
                        source: decision.source.clone(),
                        note: Some(format!("the condition cannot be evaluated: {error}")),
                    });
                }
            }
        }
        None
    }

    fn threshold(&self, case: &Case<'_>) -> Ruling {
        let (severity, confidence) = (case.finding.severity, case.info.and_then(|info| info.confidence));
        let policy = self.policy;
        let (name, action, threshold) = if policy.block.holds(severity, confidence) {
            ("block", Action::Block, &policy.block)
        } else if policy.warn.holds(severity, confidence) {
            ("warn", Action::Warn, &policy.warn)
        } else {
            return Ruling::other("below block and warn".to_owned(), Source::BuiltIn);
        };
        if case.status == Status::Existing && policy.existing.value < action {
            let action = policy.existing.value;
            let setting = format!("existing: {}", action.name());
            return Ruling { action, ..Ruling::other(setting, policy.existing.source.clone()) };
        }
        let lowest = threshold.severity.value.map_or("none", Severity::name);
        Ruling {
            action,
            part: Part::Threshold,
            setting: format!("{name}.severity: {lowest}"),
            source: threshold.severity.source.clone(),
            note: None,
        }
    }

    /// What a condition of a decision speaks of.
    fn values(&self, case: &Case<'_>) -> Values {
        let scope = &case.scope;
        let exposure = scope.exposure.as_ref().map_or("", |exposure| exposure.value.name());
        let scope = record([
            ("level", i64::from(scope.level.value).into()),
            ("exposure", exposure.into()),
            ("patient_facing", scope.patient_facing.value.into()),
            ("class", scope.class.value.name().into()),
            ("owner", scope.owner.as_ref().map_or("", |owner| &*owner.value).into()),
        ]);
        vec![("finding", record(self.fields(case))), ("scope", scope), ("run", self.run())]
    }

    fn fields(&self, case: &Case<'_>) -> Vec<(&'static str, Value)> {
        let (finding, info) = (case.finding, case.info);
        let list = |items: Vec<String>| Value::from(items);
        let controls = info.map_or_else(Vec::new, |info| {
            info.controls.iter().map(|control| format!("{}:{}", control.framework, control.control)).collect()
        });
        let cwe: Vec<i64> = info.map_or_else(Vec::new, |info| info.cwe.iter().map(|cwe| i64::from(*cwe)).collect());
        // A finding of which nobody knows when it was first seen is as old as today.
        let age = case.judged.first_seen.map_or(0, |first| (self.today.days() - first.days()).max(0));
        vec![
            ("rule", info.map_or("", |info| &*info.id).into()),
            ("severity", finding.severity.name().into()),
            ("confidence", info.and_then(|info| info.confidence).map_or("", |c| c.name()).into()),
            ("kind", info.map_or(RuleKind::Violation, |info| info.kind).name().into()),
            ("cwe", cwe.into()),
            ("controls", list(controls)),
            ("level", i64::from(case.subject().level()).into()),
            ("path", (&*finding.location.path).into()),
            ("line", i64::from(finding.location.start.line.get()).into()),
            ("status", case.status.name().into()),
            ("tags", list(info.map_or_else(Vec::new, |info| info.tags.clone()))),
            ("title", info.map_or("", |info| info.title.as_str()).into()),
            ("message", finding.message.as_str().into()),
            ("age_days", age.into()),
            ("overdue", case.judged.overdue.into()),
            ("owner", case.judged.owner.as_deref().unwrap_or_default().into()),
        ]
    }

    fn run(&self) -> Value {
        let profile = self.policy.profile.as_ref();
        record([
            ("profile", profile.map_or("", |profile| &*profile.name).into()),
            ("phase", profile.and_then(|profile| profile.phase.as_deref()).unwrap_or_default().into()),
            ("branch", self.input.branch.unwrap_or_default().into()),
            ("date", self.today.to_string().into()),
        ])
    }

    /// The first condition over the whole run that does not hold.
    pub(crate) fn conditions(&self, judgement: &Judgement) -> Option<Reason> {
        if self.policy.conditions.is_empty() {
            return None;
        }
        let values = self.whole(judgement);
        self.policy.conditions.iter().find_map(|condition| {
            let message = match (condition.assert.holds(values.clone()), &condition.because) {
                (Ok(true), _) => return None,
                (Ok(false), Some(because)) => format!("the condition does not hold: {because}"),
                (Ok(false), None) => "the condition does not hold".to_owned(),
                (Err(error), _) => format!("the condition cannot be evaluated: {error}"),
            };
            let setting = format!("conditions.{}", condition.id);
            Some(Reason { message, setting, source: condition.source.clone() })
        })
    }

    fn whole(&self, judgement: &Judgement) -> Values {
        let finding = |(index, action): (usize, &Action)| {
            let mut fields = self.fields(&self.case(index));
            fields.push(("action", action.name().into()));
            record(fields)
        };
        let findings: Vec<Value> = judgement.actions.iter().enumerate().map(finding).collect();
        let count = |n: usize| Value::from(i64::try_from(n).unwrap_or(i64::MAX));
        let counts = Severity::ALL.into_iter().map(|s| (s.name(), count(judgement.severities[level(s)])));
        let none = LedgerSummary::default();
        let ledger = self.ledger.unwrap_or(&none);
        let ledger = record([
            ("files", count(ledger.files)),
            ("analysed", count(ledger.analysed)),
            ("partial", count(ledger.partial)),
            ("skipped", count(ledger.skipped_files())),
            ("error_bytes", i64::try_from(ledger.error_bytes).unwrap_or(i64::MAX).into()),
            ("present", self.ledger.is_some().into()),
        ]);
        vec![("findings", findings.into()), ("counts", record(counts)), ("ledger", ledger), ("run", self.run())]
    }
}

impl<'a> Case<'a> {
    fn subject(&'a self) -> Subject<'a> {
        let Self { finding, info, scope, status, .. } = self;
        Subject { path: &finding.location.path, severity: finding.severity, info: *info, scope, status: *status }
    }
}

impl Ruling {
    const fn other(setting: String, source: Source) -> Self {
        Self { action: Action::Record, part: Part::Other, setting, source, note: None }
    }

    fn decision(index: usize, decision: &Decision) -> Self {
        Self {
            action: decision.then,
            part: Part::Decision(index),
            setting: format!("decisions.{}: {}", decision.id, decision.then.name()),
            source: decision.source.clone(),
            note: decision.because.clone(),
        }
    }
}

impl Group {
    fn reason(self, severity: Severity) -> Reason {
        let noun = if self.count == 1 { "finding" } else { "findings" };
        let mut message = format!("{} {severity} {noun}", self.count);
        if let Some(note) = self.note {
            message.push_str(": ");
            message.push_str(note.trim_end_matches('.'));
        }
        Reason { message, setting: self.setting, source: self.source }
    }
}

fn level(severity: Severity) -> usize {
    Severity::ALL.iter().position(|s| *s == severity).unwrap_or_default()
}
