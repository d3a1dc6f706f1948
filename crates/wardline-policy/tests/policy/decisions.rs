//! What decides about a finding, in which order, and what the verdict says of it.

use crate::common::{date, finding, policy, rule, sure, today};
use std::sync::Arc;
use wardline_base::{Confidence, Finding, RuleInfo, RuleKind, Severity};
use wardline_policy::{
    Action, ExitStatus, FREEZE_RULE, Input, Occasion, Policy, Verdict, Waiver, WaiverIssue, decide, read_waivers,
    waiver_issues,
};

/// A finding and what is known of it.
struct One {
    info: RuleInfo,
    severity: Severity,
    path: &'static str,
    existing: Option<bool>,
    first_seen: Option<&'static str>,
    owner: Option<&'static str>,
}

impl Default for One {
    fn default() -> Self {
        let info = sure("phi.logging.python.print", Confidence::High);
        Self { info, severity: Severity::High, path: "src/a.py", existing: None, first_seen: None, owner: None }
    }
}

impl One {
    fn decide(&self, policy: &Policy, waivers: &[Waiver]) -> Verdict {
        let findings = [finding(0, self.severity, self.path)];
        let existing = self.existing.map(|existing| vec![existing]);
        let owner = self.owner.map(Arc::from);
        let input = Input {
            infos: std::slice::from_ref(&self.info),
            findings: &findings,
            existing: existing.as_deref(),
            waivers,
            first_seen: &[self.first_seen.map(date)],
            owners: &[owner],
            branch: Some("main"),
            ..Input::default()
        };
        decide(&input, policy, today())
    }
}

fn check(one: &One, rest: &str, action: Action, setting: &str) {
    let verdict = one.decide(&policy(rest), &[]);
    assert_eq!((verdict.actions[0], verdict.judged[0].setting.as_str()), (action, setting), "{rest}");
}

const PHI: &str =
    "scope: [{paths: [\"src/**\"], level: 3, exposure: internet, patient_facing: true, owner: \"@team\"}]\n";

#[test]
fn every_condition_of_a_decision_can_keep_it_from_matching() {
    use Action::{Block, Warn};
    let one = One::default();
    let decided = "decisions.d: warn";
    for (condition, matches) in [
        ("rules: [\"phi.**\"]", true),
        ("rules: [\"phi.*\"]", false),
        ("rules: [\"secrets.**\", \"**.python.*\"]", true),
        ("controls: [\"hipaa:164.312(b)\", \"iso27799:8.28\"]", true),
        ("controls: [\"hipaa:164.312\"]", false),
        ("cwe: [79, 532]", true),
        ("cwe: [79]", false),
        ("severity: high", true),
        ("severity: critical", false),
        ("confidence: high", true),
        ("level: 3", true),
        ("level: 4", false),
        ("exposure: [partner, internet]", true),
        ("exposure: [none]", false),
        ("class: [source]", true),
        ("class: [test]", false),
        ("paths: [\"src/*.py\"]", true),
        ("paths: [\"*.py\"]", false),
        ("status: undetermined", true),
        ("status: new", false),
        ("if: 'scope.patient_facing && finding.level == 3 && scope.owner == \"@team\"'", true),
        ("if: 'finding.cwe.exists(c, c == 79)'", false),
        ("if: 'run.date == \"2026-11-22\" && run.branch == \"main\" && run.profile == \"\"'", true),
        ("if: 'finding.path.startsWith(\"src/\") && finding.line == 7 && finding.rule.matches(\"^phi\")'", true),
        ("if: '\"hipaa:164.312(b)\" in finding.controls && finding.kind == \"violation\"'", true),
    ] {
        let (action, setting) = if matches { (Warn, decided) } else { (Block, "block.severity: high") };
        check(&one, &format!("{PHI}decisions: [{{id: d, then: warn, {condition}}}]\n"), action, setting);
    }
    let unsure = One { info: rule("a.b"), ..One::default() };
    check(&unsure, "decisions: [{id: d, then: warn, confidence: high}]\n", Warn, decided);
    let doubtful = One { info: sure("a.b", Confidence::Medium), ..One::default() };
    check(&doubtful, "decisions: [{id: d, then: warn, confidence: high}]\n", Block, "block.severity: high");
    let of_rule = One { info: RuleInfo { data_level: Some(4), ..rule("a.b") }, ..One::default() };
    check(&of_rule, &format!("{PHI}decisions: [{{id: d, then: warn, level: 4}}]\n"), Warn, decided);
}

#[test]
fn the_first_decision_that_matches_decides_and_existing_does_not_cap_it() {
    use Action::{Block, Record, Warn};
    let two = "decisions:\n  - {id: a, rules: [\"phi.**\"], severity: critical, then: record}\n  - {id: b, rules: [\"phi.**\"], then: block}\n  - {id: c, then: record}\n";
    check(&One::default(), two, Block, "decisions.b: block");
    let old = || One { existing: Some(true), ..One::default() };
    check(&old(), two, Block, "decisions.b: block");
    check(&old(), "", Warn, "existing: warn");
    check(&old(), "existing: record\n", Record, "existing: record");
    check(&old(), "existing: block\n", Block, "block.severity: high");
    check(
        &One { existing: Some(false), ..One::default() },
        "decisions: [{id: x, status: new, then: record}]\n",
        Record,
        "decisions.x: record",
    );
    check(&One { severity: Severity::Low, ..One::default() }, "", Record, "below block and warn");
    let proof = One { info: RuleInfo { kind: RuleKind::Evidence, ..rule("phi.x") }, ..One::default() };
    check(&proof, two, Record, "kind: evidence");
}

#[test]
fn reasons_name_the_decision_why_it_was_made_and_its_line() {
    let rest = "decisions:\n  - id: phi-in-logs\n    rules: [\"phi.**\"]\n    then: block\n    because: 164.312(b) asks for audit controls that do not leak.\n";
    let verdict = One::default().decide(&policy(rest), &[]);
    let shown: Vec<String> = verdict.reasons.iter().map(ToString::to_string).collect();
    let expected = "1 high finding: 164.312(b) asks for audit controls that do not leak (decisions.phi-in-logs: block, p.yaml:3:9)";
    assert_eq!(shown, [expected]);
    assert_eq!(verdict.judged[0].source.to_string(), "p.yaml:3:9");
}

#[test]
fn a_condition_that_cannot_be_evaluated_blocks() {
    let rest = "block: {severity: none}\ndecisions:\n  - {id: d, if: 'finding.cwe[5] == 1', then: record}\n";
    let verdict = One::default().decide(&policy(rest), &[]);
    assert_eq!((verdict.exit_status(), verdict.actions[0]), (ExitStatus::Blocked, Action::Block));
    let reason = &verdict.reasons[0];
    assert_eq!((reason.setting.as_str(), reason.source.to_string().as_str()), ("decisions.d.if", "p.yaml:4:10"));
    assert!(
        reason.message.starts_with("1 high finding: the condition cannot be evaluated: Index out of bounds"),
        "{reason}"
    );
    let run = policy("conditions: [{id: c, assert: 'findings[3].path == \"a\"'}]\nblock: {severity: none}\n");
    let verdict = One::default().decide(&run, &[]);
    assert_eq!(verdict.exit_status(), ExitStatus::Blocked);
    assert!(verdict.reasons[0].message.starts_with("the condition cannot be evaluated"), "{:?}", verdict.reasons);
}

#[test]
fn conditions_see_the_whole_run_and_the_first_that_fails_is_told() {
    let off = "block: {severity: none}\n";
    for (condition, holds) in [
        ("findings.size() == 1 && counts.high == 1 && counts[\"low\"] == 0", true),
        ("findings.filter(f, f.severity == \"high\" && f.status == \"undetermined\").size() == 0", false),
        ("findings.all(f, f.action == \"warn\")", true),
        ("!ledger.present && ledger.files == 0", true),
        ("run.branch == \"main\" || counts.critical > 0", true),
        ("!findings.exists(f, f.owner == \"\")", false),
    ] {
        let verdict =
            One::default().decide(&policy(&format!("{off}conditions: [{{id: c, assert: '{condition}'}}]\n")), &[]);
        assert_eq!(verdict.exit_status() == ExitStatus::Pass, holds, "{condition}: {:?}", verdict.reasons);
    }
    let two = policy(&format!(
        "{off}conditions:\n  - {{id: a, assert: 'false', because: Nobody may.}}\n  - {{id: b, assert: 'false'}}\n"
    ));
    let shown: Vec<String> = One::default().decide(&two, &[]).reasons.iter().map(ToString::to_string).collect();
    assert_eq!(shown, ["the condition does not hold: Nobody may. (conditions.a, p.yaml:4:21)"]);
}

#[test]
fn clocks_run_from_the_first_day_and_what_is_overdue_blocks() {
    let rest = "block: {severity: none}\nsla: {high: 30, exploited: 3, low: none}\n";
    let tagged = || RuleInfo { tags: vec!["exploited".to_owned()], ..rule("a.b") };
    let plain = || rule("a.b");
    let cases: [(RuleInfo, Severity, Option<&str>, Option<bool>, Option<&str>, bool); 9] = [
        (plain(), Severity::High, Some("2026-10-23"), Some(true), Some("2026-11-22"), false),
        (plain(), Severity::High, Some("2026-10-22"), Some(true), Some("2026-11-21"), true),
        (plain(), Severity::High, None, Some(false), Some("2026-12-22"), false),
        (plain(), Severity::High, None, Some(true), None, false),
        (plain(), Severity::High, None, None, None, false),
        (tagged(), Severity::High, Some("2026-11-18"), None, Some("2026-11-21"), true),
        (tagged(), Severity::Low, Some("2026-11-19"), None, Some("2026-11-22"), false),
        (plain(), Severity::Low, Some("2020-01-01"), None, None, false),
        (RuleInfo { kind: RuleKind::Inventory, ..plain() }, Severity::High, Some("2020-01-01"), None, None, false),
    ];
    for (info, severity, first_seen, existing, due, overdue) in cases {
        let shown = format!("{severity} {first_seen:?} {existing:?}");
        let verdict = One { info, severity, first_seen, existing, ..One::default() }.decide(&policy(rest), &[]);
        let judged = &verdict.judged[0];
        assert_eq!((judged.due, judged.overdue), (due.map(date), overdue), "{shown}");
        assert_eq!(verdict.actions[0] == Action::Block, overdue, "{shown}");
        assert_eq!(verdict.overdue(), usize::from(overdue));
    }
    let late = One { first_seen: Some("2026-10-01"), existing: Some(true), ..One::default() };
    let verdict = late.decide(&policy("sla: {high: 30}\ndecisions: [{id: d, then: record}]\n"), &[]);
    assert_eq!(verdict.reasons[0].to_string(), "1 high finding: overdue (sla.high: 30, p.yaml:2:13)");
    let aged = policy("decisions: [{id: d, if: 'finding.age_days == 52 && !finding.overdue', then: warn}]\n");
    assert_eq!(late.decide(&aged, &[]).actions[0], Action::Warn);
}

#[test]
fn a_frozen_path_blocks_whatever_the_thresholds_say() {
    let rest = "block: {severity: none}\nfreeze:\n  - {id: F, paths: [\"src/**\"], from: 2026-11-20, until: 2026-11-30, reason: Year-end close.}\ndecisions: [{id: d, then: record}]\n";
    let change = One { info: rule(FREEZE_RULE), existing: Some(false), ..One::default() };
    let verdict = change.decide(&policy(rest), &[]);
    let expected = "1 high finding: Year-end close (freeze.F: 2026-11-20 to 2026-11-30, p.yaml:4:10)";
    assert_eq!(verdict.reasons.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    assert_eq!(One { path: "lib/a.py", ..change }.decide(&policy(rest), &[]).actions[0], Action::Record);
}

#[test]
fn owners_come_from_outside_and_else_from_the_scope() {
    let named = One { owner: Some("@named"), ..One::default() };
    for (one, expected) in
        [(named, Some("@named")), (One::default(), Some("@team")), (One { path: "x.py", ..One::default() }, None)]
    {
        assert_eq!(one.decide(&policy(PHI), &[]).judged[0].owner.as_deref(), expected);
    }
}

const WAIVERS: &str = "version: 1
waivers:
  - id: W-1
    control: \"hipaa:164.312(b)\"
    paths: [\"src/**\"]
    kind: false-positive
    reason: It prints a constant.
    owner: \"@a\"
    approver: \"@b\"
    created: 2026-11-01
    expires: 2026-12-31
";

#[test]
fn waivers_except_overdue_findings_and_never_those_that_nobody_may_waive() {
    let waivers = read_waivers(".wardline/waivers.yaml", WAIVERS).unwrap_or_else(|p| panic!("{p}"));
    let late = One { first_seen: Some("2020-01-01"), ..One::default() };
    let sla = "sla: {high: 30}\n";
    let verdict = late.decide(&policy(sla), &waivers);
    assert_eq!((verdict.actions[0], verdict.judged[0].overdue), (Action::Record, false));
    assert_eq!(verdict.judged[0].setting, "waiver: W-1");
    assert_eq!(verdict.judged[0].source.to_string(), ".wardline/waivers.yaml:3:5");
    let strict = policy("rules: {unsuppressible: [\"phi.**\"]}\n");
    let verdict = late.decide(&strict, &waivers);
    assert_eq!((verdict.actions[0], verdict.excepted()), (Action::Block, 0));
    let findings: [Finding; 1] = [finding(0, Severity::High, "src/a.py")];
    let issues = waiver_issues(
        &waivers,
        &findings,
        std::slice::from_ref(&late.info),
        &strict,
        (&Occasion { today: today(), authors: &[], marks: &[] }, true),
    );
    assert_eq!(issues, [(0, WaiverIssue::Refused)]);
}

#[test]
fn a_profile_decides_and_is_in_the_verdict() {
    let rest = "profiles: {release: {phase: release, branches: [main], block: {severity: low}}}\n";
    let run = policy(rest).for_run(None, Some("main")).unwrap_or_else(|e| panic!("{e}"));
    let verdict = One { severity: Severity::Low, ..One::default() }.decide(&run, &[]);
    assert_eq!(verdict.actions[0], Action::Block);
    let profile = verdict.profile.as_ref();
    assert_eq!(profile.map(|p| (&*p.name, p.phase.as_deref())), Some(("release", Some("release"))));
}

#[test]
fn required_rules_that_are_not_loaded_are_named() {
    let policy = policy("rules:\n  required: [\"phi.**\", \"inj.*.java.*\", a.b]\n");
    let infos = [rule("phi.logging.x"), rule("inj.sql.python.y"), rule("a.b")];
    let missing: Vec<(&str, String)> =
        policy.rules.missing(&infos).into_iter().map(|(p, s)| (p, s.to_string())).collect();
    assert_eq!(missing, [("inj.*.java.*", "p.yaml:3:13".to_owned())]);
    let none: [RuleInfo; 0] = [];
    assert_eq!(policy.rules.missing(&none).len(), 3);
}
