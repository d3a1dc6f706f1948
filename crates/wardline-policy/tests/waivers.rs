//! Waivers: what the register may say, whom they except, and that a valid one never makes a gate stricter.
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

use wardline_base::{ControlRef, Finding, Fingerprint, Line, LineColumn, Location, RuleInfo, RuleKind, Severity, Span};
use wardline_policy::{Action, Date, Input, Policy, WaiverIssue, decide, read_waivers, waiver_issues};

const VALID: &str = "version: 1
waivers:
  - id: W-1
    rule: inj.sql
    paths: [\"legacy/**\"]
    kind: legacy-exception
    reason: The vendor mends it in March.
    compensating_control: The database account can only read.
    owner: \"@billing\"
    approver: \"@security\"
    created: 2026-10-01
    expires: 2027-01-31
";

fn today() -> Date {
    Date::parse("2026-11-22").unwrap()
}

fn info() -> RuleInfo {
    RuleInfo {
        id: "inj.sql".into(),
        title: String::new(),
        message: String::new(),
        severity: Severity::High,
        confidence: None,
        kind: RuleKind::Violation,
        cwe: vec![89],
        controls: vec![ControlRef { framework: "iso27799".into(), control: "8.28".into() }],
        data_level: None,
        references: vec![],
        languages: vec![],
        tags: vec![],
        redact: false,
    }
}

fn finding(path: &str) -> Finding {
    let at = LineColumn { line: Line::from_zero_based(0), column: 1 };
    Finding {
        rule: 0,
        location: Location { path: path.into(), span: Span::new(0, 1), start: at, end: at },
        message: String::new(),
        snippet: String::new(),
        severity: Severity::High,
        metavariables: vec![],
        fingerprint: Fingerprint(7),
        content: Fingerprint(7),
        line_hash: String::new(),
        fix: None,
        trace: vec![],
    }
}

/// What becomes of a finding in `legacy/a.py` by a register, and what is the matter with its waivers.
fn judged(register: &str) -> (Action, Vec<WaiverIssue>) {
    let (waivers, policy) = (read_waivers("w.yaml", register).unwrap(), Policy::built_in());
    let (findings, infos) = ([finding("legacy/a.py")], [info()]);
    let input = Input { infos: &infos, findings: &findings, waivers: &waivers, ..Input::default() };
    let verdict = decide(&input, &policy, today());
    let issues = waiver_issues(&waivers, &findings, &infos, &policy, (today(), true));
    (verdict.actions[0], issues.into_iter().map(|(_, issue)| issue).collect())
}

#[test]
fn a_waiver_excepts_what_it_is_about() {
    use Action::{Block, Record};
    let check = |old: &str, new: &str, action: Action, issues: &[WaiverIssue]| {
        assert!(VALID.contains(old), "{old}");
        assert_eq!(judged(&VALID.replace(old, new)), (action, issues.to_vec()), "{new}");
    };
    check("W-1", "W-2", Record, &[]);
    check("rule: inj.sql", "control: \"iso27799:8.28\"", Record, &[]);
    check("rule: inj.sql", "control: \"iso27799:8.29\"", Block, &[WaiverIssue::Unused]);
    check("rule: inj.sql", "rule: inj", Block, &[WaiverIssue::Unused]);
    check("legacy/**", "legacy/*.py", Record, &[]);
    check("legacy/**", "*.py", Block, &[WaiverIssue::Unused]);
    check("    kind:", "    fingerprints: [\"00000000000000000000000000000007\"]\n    kind:", Record, &[]);
    check(
        "    kind:",
        "    fingerprints: [\"00000000000000000000000000000008\"]\n    kind:",
        Block,
        &[WaiverIssue::Unused],
    );
}

#[test]
fn a_waiver_that_is_not_in_force_excepts_nothing() {
    let check = |old: &str, new: &str, issue: WaiverIssue| {
        assert_eq!(judged(&VALID.replace(old, new)), (Action::Block, vec![issue]), "{new}");
    };
    check("2027-01-31", "2026-11-21", WaiverIssue::Expired);
    check("2027-01-31", "2027-03-31", WaiverIssue::TooLong);
    check("2026-10-01", "2026-11-23", WaiverIssue::NotYet);
    check("@security", "Billing", WaiverIssue::SelfApproved);
    assert_eq!(judged(&VALID.replace("2027-01-31", "2026-11-22")).0, Action::Record, "the last day counts");
}

#[test]
fn mistakes_in_the_register_are_named_at_their_place() {
    let check = |old: &str, new: &str, place: (u32, u32), message: &str| {
        let problems = read_waivers("w.yaml", &VALID.replace(old, new)).unwrap_err();
        let shown: Vec<_> = problems.0.iter().map(|p| ((p.at.line.get(), p.at.column), p.message.as_str())).collect();
        assert!(shown.contains(&(place, message)), "{shown:?}");
    };
    check("version: 1\n", "", (1, 1), "the register does not say which version it is");
    check("approver:", "aprover:", (10, 5), "unknown key `aprover` in a waiver");
    check("    owner: \"@billing\"\n", "", (3, 5), "a waiver needs `owner`");
    check("legacy-exception", "exception", (6, 11), "`exception` is no kind of waiver");
    check(
        "    compensating_control: The database account can only read.\n",
        "",
        (3, 5),
        "a waiver of this kind needs a compensating control",
    );
    check("2027-01-31", "2027-02-30", (12, 14), "`2027-02-30` is no day of the calendar");
    check("    rule: inj.sql\n", "", (3, 5), "the waiver names neither a rule nor a control");
    check("legacy/**", "legacy/[", (5, 13), "`legacy/[` is no path pattern: unclosed character class; missing ']'");
}

#[test]
fn a_valid_waiver_never_makes_the_gate_stricter() {
    let policy = Policy::built_in();
    let infos = [info()];
    for round in 0..30u32 {
        let paths = ["legacy/a.py", "src/b.py", "legacy/sub/c.py"];
        let mut findings: Vec<Finding> = paths.iter().take((round % 4) as usize).map(|path| finding(path)).collect();
        let levels = [Severity::Low, Severity::Medium, Severity::High, Severity::Critical];
        for (index, finding) in findings.iter_mut().enumerate() {
            finding.severity = levels[(round as usize / 4 + index) % 4];
        }
        let waivers = read_waivers("w.yaml", VALID).unwrap();
        let decided = |waivers: &[_]| {
            let input = Input { infos: &infos, findings: &findings, waivers, ..Input::default() };
            decide(&input, &policy, today())
        };
        let (without, with) = (decided(&[]), decided(&waivers));
        assert!(with.actions.iter().zip(&without.actions).all(|(a, b)| a <= b), "round {round}: {with:?}");
        let worse = with.exit_status().or_worse(without.exit_status());
        assert_eq!(worse, without.exit_status(), "round {round}: {with:?}");
    }
}
