//! The gate's behaviour: what blocks, what is incomplete, and what can never happen.
//!
//! The last tests draw many random inputs from a fixed seed, because a gate is judged by the inputs nobody thought of.

use std::sync::Arc;
use wardline_base::{
    Confidence, FileStatus, Finding, Fingerprint, LedgerEntry, Line, LineColumn, Location, Notice, NoticeKind,
    RuleInfo, RuleKind, Severity, SkipReason, Span,
};
use wardline_policy::{Action, Date, ExitStatus, Input, Policy, Verdict, decide};

fn today() -> Date {
    Date::new(2026, 11, 22).expect("a day of the calendar")
}

fn info(kind: RuleKind, confidence: Option<Confidence>) -> RuleInfo {
    RuleInfo {
        id: "a.rule".into(),
        title: String::new(),
        message: String::new(),
        severity: Severity::High,
        confidence,
        kind,
        cwe: vec![],
        controls: vec![],
        data_level: None,
        references: vec![],
        languages: vec![],
        tags: vec![],
        redact: false,
    }
}

fn finding(rule: u32, severity: Severity) -> Finding {
    let at = LineColumn { line: Line::from_zero_based(0), column: 1 };
    Finding {
        rule,
        location: Location { path: "a.py".into(), span: Span::new(0, 1), start: at, end: at },
        message: String::new(),
        snippet: String::new(),
        severity,
        metavariables: vec![],
        fingerprint: Fingerprint(0),
        content: Fingerprint(0),
        line_hash: String::new(),
        fix: None,
        trace: vec![],
    }
}

fn entry(path: &str, status: FileStatus) -> LedgerEntry {
    LedgerEntry { path: path.into(), language: None, status }
}

fn notice(kind: NoticeKind) -> Notice {
    Notice { kind, path: Some(Arc::from("a.py")), span: None, message: "what happened".into() }
}

const PARTIAL: fn(u32) -> FileStatus = |error_bytes| FileStatus::Partial { error_bytes, total_bytes: 100 };

struct Case {
    infos: Vec<RuleInfo>,
    findings: Vec<Finding>,
    ledger: Option<Vec<LedgerEntry>>,
    notices: Vec<Notice>,
}

impl Default for Case {
    fn default() -> Self {
        let ledger = Some(vec![entry("a.py", FileStatus::Analysed)]);
        Self { infos: vec![info(RuleKind::Violation, None)], findings: vec![], ledger, notices: vec![] }
    }
}

impl Case {
    fn decide(&self, policy: &Policy) -> Verdict {
        let (infos, findings, notices) = (&self.infos[..], &self.findings[..], &self.notices[..]);
        decide(&Input { infos, findings, ledger: self.ledger.as_deref(), notices, ..Input::default() }, policy, today())
    }
}

fn policy(rest: &str) -> Policy {
    Policy::read(".wardline/policy.yaml", &format!("version: 1\n{rest}")).unwrap_or_else(|p| panic!("{p}"))
}

fn check(case: &Case, rest: &str, status: ExitStatus, reasons: &[&str]) {
    let verdict = case.decide(&policy(rest));
    let shown: Vec<String> = verdict.reasons.iter().map(ToString::to_string).collect();
    assert_eq!((verdict.exit_status(), shown), (status, reasons.iter().map(|r| (*r).to_owned()).collect()), "{rest}");
}

#[test]
fn findings_block_by_severity_and_confidence() {
    let high = |kind, confidence| Case {
        infos: vec![info(kind, confidence)],
        findings: vec![finding(0, Severity::High)],
        ..Case::default()
    };
    let default = ["1 high finding (block.severity: high, built-in default)"];
    let sure = high(RuleKind::Violation, None);
    check(&sure, "", ExitStatus::Blocked, &default);
    check(&high(RuleKind::Absence, Some(Confidence::Low)), "", ExitStatus::Blocked, &default);
    check(&high(RuleKind::Evidence, None), "block: {severity: info}", ExitStatus::Pass, &[]);
    check(&high(RuleKind::Inventory, None), "block: {severity: info}", ExitStatus::Pass, &[]);
    check(&sure, "block: {severity: critical}", ExitStatus::Pass, &[]);
    check(&sure, "block: {severity: none}", ExitStatus::Pass, &[]);
    let source = ["1 high finding (block.severity: medium, .wardline/policy.yaml:2:19)"];
    check(&sure, "block: {severity: medium, confidence: high}", ExitStatus::Blocked, &source);
    check(&high(RuleKind::Violation, Some(Confidence::Medium)), "block: {confidence: high}", ExitStatus::Pass, &[]);
}

#[test]
fn actions_and_counts_follow_the_thresholds() {
    let case = Case {
        infos: vec![info(RuleKind::Violation, None), info(RuleKind::Evidence, None)],
        findings: vec![
            finding(0, Severity::Critical),
            finding(0, Severity::Medium),
            finding(0, Severity::Low),
            finding(1, Severity::Critical),
        ],
        ..Case::default()
    };
    let verdict = case.decide(&Policy::built_in());
    assert_eq!(verdict.actions, [Action::Block, Action::Warn, Action::Record, Action::Record]);
    assert_eq!(verdict.severities, [0, 1, 1, 0, 1], "evidence is not counted as something wrong");
    assert_eq!((verdict.count(Action::Record), verdict.of_severity(Severity::Critical)), (2, 1));
}

#[test]
fn a_finding_of_an_unknown_rule_blocks() {
    let case = Case { infos: vec![], findings: vec![finding(7, Severity::High)], ..Case::default() };
    assert_eq!(case.decide(&Policy::built_in()).exit_status(), ExitStatus::Blocked);
}

#[test]
fn what_was_not_read_makes_the_analysis_incomplete() {
    let with = |extra: Vec<LedgerEntry>| {
        let mut case = Case::default();
        case.ledger.as_mut().expect("cases have a ledger").extend(extra);
        case
    };
    let allowed =
        "ledger.allow_skipped: [no-language, binary, internal-link, ignored, excluded, unchanged], built-in default";
    for reason in SkipReason::ALL {
        let case = with(vec![entry("x", FileStatus::Skipped(reason))]);
        let message = format!("1 file skipped as {}: x ({allowed})", reason.name());
        let (status, reasons) =
            if reason.is_gap() { (ExitStatus::Incomplete, vec![message.as_str()]) } else { (ExitStatus::Pass, vec![]) };
        check(&case, "", status, &reasons);
    }
    let large = with((0..5).map(|i| entry(&format!("{i}.sql"), FileStatus::Skipped(SkipReason::TooLarge))).collect());
    check(
        &large,
        "",
        ExitStatus::Incomplete,
        &[&format!("5 files skipped as too-large: 0.sql, 1.sql, 2.sql and 2 more ({allowed})")],
    );
    check(&large, "ledger: {allow_skipped: [too-large]}", ExitStatus::Pass, &[]);
    let parse = "ledger.max_error_percent: 20, built-in default";
    check(&with(vec![entry("x", PARTIAL(20))]), "", ExitStatus::Pass, &[]);
    check(
        &with(vec![entry("x", PARTIAL(21))]),
        "",
        ExitStatus::Incomplete,
        &[&format!("1 file with more parse errors than allowed: x (21%) ({parse})")],
    );
    check(&with(vec![entry("x", PARTIAL(100))]), "ledger: {max_error_percent: 100}", ExitStatus::Pass, &[]);
    let strict = "1 file with more parse errors than allowed: x (0.1%) (ledger.max_error_percent: 0, .wardline/policy.yaml:2:29)";
    let tiny = FileStatus::Partial { error_bytes: 1, total_bytes: 4_000_000_000 };
    check(&with(vec![entry("x", tiny)]), "ledger: {max_error_percent: 0}", ExitStatus::Incomplete, &[strict]);
}

#[test]
fn notices_that_may_hide_findings_make_the_analysis_incomplete() {
    use NoticeKind::{Budget, Encoding, Import, Internal, Parse, Read, Rule};
    for kind in [Read, Encoding, Parse, Budget, Internal, Rule, Import] {
        let case = Case { notices: vec![notice(kind)], ..Case::default() };
        let verdict = case.decide(&Policy::built_in());
        assert_eq!(verdict.exit_status() == ExitStatus::Incomplete, kind.is_gap(), "{kind:?}");
    }
    let case = Case { notices: vec![notice(Budget)], ..Case::default() };
    check(
        &case,
        "",
        ExitStatus::Incomplete,
        &["1 budget notice: a.py: what happened (ledger.allow_notices: [encoding, parse], built-in default)"],
    );
    check(&case, "ledger: {allow_notices: [budget]}", ExitStatus::Pass, &[]);
}

#[test]
fn a_scan_of_nothing_is_no_pass() {
    let nothing = "no file was analysed; name a path that holds code some rule applies to (an empty scan is never a pass, built-in default)";
    for ledger in [vec![], vec![entry("a.png", FileStatus::Skipped(SkipReason::Binary))]] {
        check(&Case { ledger: Some(ledger), ..Case::default() }, "", ExitStatus::Nothing, &[nothing]);
    }
    check(&Case { ledger: Some(vec![entry("a.py", PARTIAL(1))]), ..Case::default() }, "", ExitStatus::Pass, &[]);
    let foreign = Case { ledger: None, ..Case::default() };
    check(&foreign, "", ExitStatus::Pass, &[]);
    check(
        &foreign,
        "ledger: {required: true}",
        ExitStatus::Incomplete,
        &["the findings came without a coverage ledger (ledger.required: true, .wardline/policy.yaml:2:20)"],
    );
}

#[test]
fn incomplete_wins_over_blocked_and_both_are_told() {
    let case = Case {
        findings: vec![finding(0, Severity::Critical)],
        notices: vec![notice(NoticeKind::Internal)],
        ..Case::default()
    };
    let verdict = case.decide(&Policy::built_in());
    assert_eq!((verdict.exit_status(), verdict.reasons.len()), (ExitStatus::Incomplete, 2));
    assert_eq!(verdict.count(Action::Block), 1);
}

/// A small generator with a fixed seed (Marsaglia's xorshift), so that a failure repeats.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % n as u64) as usize
    }

    fn pick<T: Clone>(&mut self, items: &[T]) -> T {
        items[self.below(items.len())].clone()
    }

    fn case(&mut self) -> Case {
        let kinds = [RuleKind::Violation, RuleKind::Evidence, RuleKind::Absence, RuleKind::Inventory];
        let sure = [None, Some(Confidence::Low), Some(Confidence::Medium), Some(Confidence::High)];
        let infos = (0..4).map(|_| info(self.pick(&kinds), self.pick(&sure))).collect();
        let findings = (0..self.below(4)).map(|_| self.finding()).collect();
        let ledger = (self.below(8) > 0).then(|| (0..self.below(4)).map(|_| self.entry()).collect());
        let notices = (0..self.below(3)).map(|_| self.notice()).collect();
        Case { infos, findings, ledger, notices }
    }

    fn finding(&mut self) -> Finding {
        finding(self.below(5) as u32, self.pick(&Severity::ALL))
    }

    fn entry(&mut self) -> LedgerEntry {
        let status = match self.below(3) {
            0 => FileStatus::Analysed,
            1 => PARTIAL(self.below(101) as u32),
            _ => FileStatus::Skipped(self.pick(&SkipReason::ALL)),
        };
        entry("f", status)
    }

    fn notice(&mut self) -> Notice {
        notice(self.pick(&[NoticeKind::Encoding, NoticeKind::Parse, NoticeKind::Budget, NoticeKind::Import]))
    }

    fn policy(&mut self) -> (Policy, [String; 3]) {
        let levels = ["info", "low", "medium", "high", "critical", "none"];
        let parts = [
            self.pick(&levels).to_owned(),
            self.pick(&["low", "medium", "high"]).to_owned(),
            self.below(101).to_string(),
        ];
        (threshold_policy(&parts), parts)
    }
}

fn threshold_policy([severity, confidence, percent]: &[String; 3]) -> Policy {
    policy(&format!(
        "block: {{severity: {severity}, confidence: {confidence}}}\nledger: {{max_error_percent: {percent}}}"
    ))
}

/// How bad a status is for the one who wants to merge: a pass is the least.
fn rank(status: ExitStatus) -> usize {
    ExitStatus::BY_PRECEDENCE.iter().rev().position(|s| *s == status).expect("all statuses are ranked")
}

#[test]
fn more_bad_news_never_helps() {
    let mut random = Random(0x5eed);
    for round in 0..3000 {
        let (mut case, (policy, _)) = (random.case(), random.policy());
        let before = case.decide(&policy);
        match random.below(3) {
            0 => {
                let at = random.below(case.findings.len() + 1);
                let extra = random.finding();
                case.findings.insert(at, extra);
            }
            1 => case.notices.push(random.notice()),
            _ => {
                match &mut case.ledger {
                    // A file that is as it was before is no bad news: it makes an empty change a pass.
                    Some(ledger) => ledger.push(entry(
                        "g",
                        FileStatus::Skipped(random.pick(&SkipReason::ALL.map(|reason| {
                            if reason == SkipReason::Unchanged { SkipReason::Unreadable } else { reason }
                        }))),
                    )),
                    None => continue,
                }
            }
        }
        let after = case.decide(&policy);
        assert!(rank(after.exit_status()) >= rank(before.exit_status()), "round {round}: {before:?} became {after:?}");
    }
}

#[test]
fn a_stricter_policy_never_helps() {
    let levels = ["info", "low", "medium", "high", "critical", "none"];
    let mut random = Random(0xfee1);
    for round in 0..3000 {
        let (case, (loose, mut parts)) = (random.case(), random.policy());
        match random.below(3) {
            0 => {
                let at = levels.iter().position(|l| *l == parts[0]).expect("a level");
                parts[0] = levels[random.below(at + 1)].to_owned();
            }
            1 => parts[1] = "low".to_owned(),
            _ => parts[2] = "0".to_owned(),
        }
        let (before, after) = (case.decide(&loose), case.decide(&threshold_policy(&parts)));
        assert!(rank(after.exit_status()) >= rank(before.exit_status()), "round {round}: {before:?} became {after:?}");
    }
}

#[test]
fn order_does_not_matter_and_reasons_explain_every_failure() {
    let mut random = Random(0x0dde);
    for round in 0..3000 {
        let (mut case, (policy, _)) = (random.case(), random.policy());
        let before = case.decide(&policy);
        assert_eq!(before.reasons.is_empty(), before.exit_status() == ExitStatus::Pass, "round {round}: {before:?}");
        assert_eq!(before.actions.len(), case.findings.len());
        case.findings.reverse();
        let after = case.decide(&policy);
        assert_eq!(
            (before.outcome, before.reasons, before.severities),
            (after.outcome, after.reasons, after.severities)
        );
    }
}
