//! Two promises of the gate, on cases that nobody thought of: one more finding never turns a failure into a pass, and one more valid waiver
//! never turns a pass into a failure.
//!
//! The generator has a fixed seed, so that a failure repeats. Conditions over the whole run are left out: `findings.size() == 3` is not
//! monotone, and whoever writes it wants that. The `if` of a decision sees one finding only and is in.

use crate::common::{date, finding, rule, today};
use std::sync::Arc;
use wardline_base::{Confidence, Finding, RuleInfo, RuleKind, Severity};
use wardline_policy::{Date, ExitStatus, Input, Policy, Verdict, Waiver, decide, read_waivers};

/// Marsaglia's xorshift.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn pick<'t>(&mut self, items: &[&'t str]) -> &'t str {
        items[self.below(items.len())]
    }
}

const RULES: [&str; 5] = ["inj.sql.python.a", "phi.logging.go.b", "secrets.any.c", "gate.freeze.window", "deps.d"];
const PATHS: [&str; 5] = ["src/a.py", "src/portal/b.go", "tests/test_c.py", "billing/d.java", "vendor/e.js"];
const ACTIONS: [&str; 3] = ["record", "warn", "block"];
const SEVERITIES: [&str; 6] = ["info", "low", "medium", "high", "critical", "none"];

/// Conditions of decisions; each round takes some of them.
const CONDITIONS: [&str; 18] = [
    "rules: [\"phi.**\"]",
    "rules: [\"**.python.*\", \"deps.*\"]",
    "controls: [\"hipaa:164.312(b)\"]",
    "cwe: [532]",
    "severity: medium",
    "severity: critical",
    "confidence: medium",
    "level: 3",
    "exposure: [internet]",
    "class: [source, test]",
    "class: [vendor]",
    "paths: [\"src/**\"]",
    "status: new",
    "status: existing",
    "if: 'scope.patient_facing || finding.level > 2'",
    "if: 'finding.age_days > 10 && finding.severity == \"high\"'",
    "if: 'finding.cwe[1] == 532'",
    "if: 'finding.owner == \"@team\" && !finding.overdue'",
];

/// Parts of a policy beside decisions and thresholds; each round takes some of them.
const PARTS: [&str; 12] = [
    "existing: block",
    "existing: record",
    "waivers: {max_days: 30}",
    "ledger: {required: true}",
    "scope: [{paths: [\"src/**\"], level: 3, exposure: internet, owner: \"@team\"}]",
    "scope: [{paths: [\"**\"], patient_facing: true, class: source}]",
    "sla: {exploited: 3, high: 30, critical: 7}",
    "sla: {info: 1, low: 1, medium: 1, high: 1, critical: 1}",
    "freeze: [{id: F, paths: [\"billing/**\", \"src/**\"], from: 2026-11-01, until: 2026-11-30, reason: r}]",
    "freeze: [{id: F, paths: [\"**\"], from: 2027-11-01, until: 2027-11-30, reason: r}]",
    "rules: {unsuppressible: [\"secrets.**\", \"phi.**\"]}",
    "rules: {unsuppressible: [\"inj.**\"]}",
];

fn policy(random: &mut Random) -> (String, Policy) {
    let mut text = format!(
        "version: 1\nblock: {{severity: {}, confidence: {}}}\nwarn: {{severity: {}}}\n",
        random.pick(&SEVERITIES),
        random.pick(&["low", "medium", "high"]),
        random.pick(&SEVERITIES)
    );
    let mut keys: Vec<&str> = Vec::new();
    for _ in 0..random.below(6) {
        let part = random.pick(&PARTS);
        let key = part.split(':').next().unwrap_or_default();
        if !keys.contains(&key) {
            keys.push(key);
            text.push_str(part);
            text.push('\n');
        }
    }
    let decisions = random.below(4);
    if decisions > 0 {
        text.push_str("decisions:\n");
    }
    for id in 0..decisions {
        let mut conditions: Vec<&str> = Vec::new();
        for _ in 0..random.below(3) {
            let condition = random.pick(&CONDITIONS);
            let key = condition.split(':').next();
            if conditions.iter().all(|c| c.split(':').next() != key) {
                conditions.push(condition);
            }
        }
        let then = random.pick(&ACTIONS);
        text.push_str(&format!("  - id: d{id}\n    then: {then}\n"));
        conditions.iter().for_each(|condition| text.push_str(&format!("    {condition}\n")));
    }
    let policy = Policy::read("p.yaml", &text).unwrap_or_else(|problems| panic!("{text}\n{problems}"));
    (text, policy)
}

fn infos(random: &mut Random) -> Vec<RuleInfo> {
    let kinds = [RuleKind::Violation, RuleKind::Violation, RuleKind::Absence, RuleKind::Evidence];
    let sure = [None, Some(Confidence::Low), Some(Confidence::High)];
    let info = |id: &&str| RuleInfo {
        kind: if id.starts_with("gate.") { RuleKind::Violation } else { kinds[random.below(4)] },
        confidence: sure[random.below(3)],
        data_level: [None, Some(2), Some(4)][random.below(3)],
        tags: if random.below(4) == 0 { vec!["exploited".to_owned()] } else { vec![] },
        ..rule(id)
    };
    RULES.iter().map(info).collect()
}

/// A finding, whether the base has it, and when it was first seen.
type Found = (Finding, bool, Option<Date>);

fn found(random: &mut Random) -> Found {
    // One of the rules is not known.
    let rule = random.below(RULES.len() + 1) as u32;
    let finding = finding(rule, Severity::ALL[random.below(5)], PATHS[random.below(PATHS.len())]);
    let days = [None, Some(date("2026-11-22")), Some(date("2026-10-01")), Some(date("2020-02-29"))];
    (finding, random.below(2) == 0, days[random.below(4)])
}

fn waiver(random: &mut Random, id: usize) -> String {
    let about = match random.below(2) {
        0 => "control: \"hipaa:164.312(b)\"".to_owned(),
        _ => format!("rule: {}", random.pick(&RULES)),
    };
    let created = random.pick(&["2026-11-01", "2026-11-20"]);
    format!(
        "  - id: W-{id}\n    {about}\n    paths: [\"{}\"]\n    kind: false-positive\n    reason: r\n    owner: \"@a\"\n    approver: \"@b\"\n    created: {created}\n    expires: 2026-11-30\n",
        random.pick(&["**", "src/**", "billing/*", "tests/**"])
    )
}

fn waivers(entries: &[String]) -> Vec<Waiver> {
    let text = format!("version: 1\nwaivers:\n{}", entries.concat());
    if entries.is_empty() {
        Vec::new()
    } else {
        read_waivers("w.yaml", &text).unwrap_or_else(|p| panic!("{text}\n{p}"))
    }
}

fn judge(policy: &Policy, infos: &[RuleInfo], found: &[Found], compared: bool, waivers: &[Waiver]) -> Verdict {
    let findings: Vec<Finding> = found.iter().map(|(finding, ..)| finding.clone()).collect();
    let existing: Vec<bool> = found.iter().map(|(_, existing, _)| *existing).collect();
    let first_seen: Vec<Option<Date>> = found.iter().map(|(.., first)| *first).collect();
    let owners: Vec<Option<Arc<str>>> = found.iter().map(|(f, ..)| (f.rule == 1).then(|| "@team".into())).collect();
    let input = Input {
        infos,
        findings: &findings,
        existing: compared.then_some(&existing),
        waivers,
        first_seen: &first_seen,
        owners: &owners,
        ..Input::default()
    };
    decide(&input, policy, today())
}

const fn rank(status: ExitStatus) -> u8 {
    match status {
        ExitStatus::Pass => 0,
        ExitStatus::Blocked => 1,
        _ => 2,
    }
}

#[test]
fn one_more_finding_never_helps_and_one_more_waiver_never_hurts() {
    let mut random = Random(0x5eed_cafe);
    let (mut failed, mut waived, mut decided) = (0, 0, 0);
    for round in 0..4000 {
        let ((text, policy), infos) = (policy(&mut random), infos(&mut random));
        let compared = random.below(2) == 0;
        let mut all: Vec<Found> = (0..random.below(5)).map(|_| found(&mut random)).collect();
        let mut register: Vec<String> = (0..random.below(3)).map(|id| waiver(&mut random, id)).collect();
        let before = judge(&policy, &infos, &all, compared, &waivers(&register));
        let about = |verdict: &Verdict| format!("round {round}\n{text}\n{register:?}\n{before:?}\n{verdict:?}");

        let at = random.below(all.len() + 1);
        let extra = found(&mut random);
        all.insert(at, extra);
        let more = judge(&policy, &infos, &all, compared, &waivers(&register));
        assert!(rank(more.exit_status()) >= rank(before.exit_status()), "{}", about(&more));
        let mut others = more.actions.clone();
        others.remove(at);
        assert_eq!(others, before.actions, "a finding changes what is decided about others: {}", about(&more));

        register.push(waiver(&mut random, 9));
        let excepted = judge(&policy, &infos, &all, compared, &waivers(&register));
        assert!(rank(excepted.exit_status()) <= rank(more.exit_status()), "round {round}\n{text}\n{excepted:?}");
        assert!(excepted.actions.iter().zip(&more.actions).all(|(after, before)| after <= before));

        let reasons = excepted.reasons.is_empty();
        assert_eq!(reasons, excepted.exit_status() == ExitStatus::Pass, "every failure has a reason: {excepted:?}");
        failed += usize::from(more.exit_status() == ExitStatus::Blocked);
        waived += excepted.excepted();
        decided += excepted.judged.iter().filter(|judged| judged.setting.starts_with("decisions.")).count();
    }
    // The generator reaches what the test is about.
    assert!(failed > 800 && waived > 500 && decided > 500, "{failed} {waived} {decided}");
}

#[test]
fn verdicts_do_not_depend_on_the_order_of_findings() {
    let mut random = Random(0x0bad_5eed);
    for round in 0..500 {
        let ((text, policy), infos) = (policy(&mut random), infos(&mut random));
        let mut all: Vec<Found> = (0..random.below(6)).map(|_| found(&mut random)).collect();
        let register = waivers(&[waiver(&mut random, 0)]);
        let before = judge(&policy, &infos, &all, true, &register);
        all.reverse();
        let mut after = judge(&policy, &infos, &all, true, &register);
        after.actions.reverse();
        assert_eq!(
            (before.outcome, &before.reasons, &before.actions),
            (after.outcome, &after.reasons, &after.actions),
            "round {round}\n{text}"
        );
    }
}
