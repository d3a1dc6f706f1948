//! What a policy file may say, and how its mistakes are shown.
//!
//! Data-driven through the one public entry, because the messages are what a user meets.

use wardline_base::{Confidence, NoticeKind, Severity, SkipReason};
use wardline_policy::{POLICY_PATH, Policy, Source};

fn read(text: &str) -> Policy {
    Policy::read(POLICY_PATH, text).unwrap_or_else(|problems| panic!("{text}\n{problems}"))
}

#[test]
fn a_file_that_sets_nothing_is_the_built_in_policy() {
    for text in ["version: 1", "\u{feff}version: 1\n", "# ours\nversion: 1\nblock: {}\nwarn: {}\nledger: {}\n"] {
        let policy = read(text);
        assert_eq!(Policy { path: None, ..policy.clone() }, Policy::built_in(), "{text:?}");
        assert_eq!(policy.path.as_deref(), Some(POLICY_PATH));
    }
}

#[test]
fn each_setting_knows_its_value_and_its_line() {
    let policy = read(
        "version: 1\nblock:\n  severity: Critical\n  confidence: medium\nwarn: {severity: none}\nledger:\n  required: true\n  \
         max_error_percent: 0\n  allow_skipped: [too-large, binary, too-large]\n  allow_notices: []\n",
    );
    assert_eq!(policy.block.severity.value, Some(Severity::Critical));
    assert_eq!(policy.block.confidence.value, Confidence::Medium);
    assert_eq!(policy.warn.severity.value, None);
    assert!(policy.ledger.required.value);
    assert_eq!(policy.ledger.max_error_percent.value, 0);
    assert_eq!(policy.ledger.allow_skipped.value, [SkipReason::Binary, SkipReason::TooLarge]);
    assert_eq!(policy.ledger.allow_notices.value, [] as [NoticeKind; 0]);
    let sources = [
        (&policy.block.severity.source, ".wardline/policy.yaml:3:13"),
        (&policy.warn.severity.source, ".wardline/policy.yaml:5:18"),
        (&policy.ledger.max_error_percent.source, ".wardline/policy.yaml:8:22"),
        (&policy.ledger.allow_skipped.source, ".wardline/policy.yaml:9:18"),
        (&policy.warn.confidence.source, "built-in default"),
    ];
    for (source, expected) in sources {
        assert_eq!(source.to_string(), expected);
    }
    assert_eq!(policy.warn.confidence.source, Source::BuiltIn);
}

#[test]
fn anchors_and_long_forms_are_yaml_too() {
    let policy = read("version: 1\nblock: &b\n  severity: low\nwarn: *b\n");
    assert_eq!(policy.warn.severity.value, Some(Severity::Low));
}

/// `expected` is what the lines that open a problem must be, in order.
fn check(text: &str, expected: &[(&str, &str)]) {
    let problems = Policy::read("p.yaml", text).expect_err(text).0;
    let shown: Vec<(String, &str)> = problems
        .iter()
        .map(|p| (format!("{}:{}: {}", p.at.line.get(), p.at.column, p.message), p.help.as_str()))
        .collect();
    let shown: Vec<(&str, &str)> = shown.iter().map(|(m, h)| (m.as_str(), *h)).collect();
    assert_eq!(shown, expected, "{text}");
}

#[test]
fn every_problem_is_reported_at_its_place() {
    check(
        "version: 2\nblok:\n  severity: high\nwarn:\n  severity: hihg\n  confidence: [low]\n",
        &[
            ("1:10: version 2 of the policy format is not known", "write `version: 1`"),
            ("2:1: unknown key `blok` in the policy", "did you mean `block`?"),
            ("5:13: `hihg` is no severity for warn.severity", "did you mean `high`?"),
            (
                "6:15: warn.confidence must be a text, and this is a list",
                "write text, in quotes if it looks like a number",
            ),
        ],
    );
    check(
        "version: 1\nledger:\n  max_error_percent: 101\n  allow_skipped: [huge, internal-error, to-large]\n  allow_notices: [internal]\n",
        &[
            ("3:22: 101 is no percentage", "write a whole number from 0 to 100"),
            (
                "4:19: `huge` is no reason to skip a file for ledger.allow_skipped",
                "write one of: no-language, binary, unreadable, too-large, symbolic-link, internal-link, ignored, special-file, submodule, lfs-pointer, excluded, unchanged",
            ),
            (
                "4:25: `internal-error` cannot be allowed: an error of the tool is never a pass",
                "remove it from the list",
            ),
            ("4:41: `to-large` is no reason to skip a file for ledger.allow_skipped", "did you mean `too-large`?"),
            ("5:19: `internal` cannot be allowed: an error of the tool is never a pass", "remove it from the list"),
        ],
    );
    check(
        "version: one\n",
        &[("1:10: version must be a whole number, and this is a text", "write digits without quotes")],
    );
    check(
        "version: 1\nledger: {max_error_percent: 1.5, required: maybe}\n",
        &[
            (
                "2:29: ledger.max_error_percent must be a whole number, and this is a number",
                "write digits without quotes",
            ),
            (
                "2:44: ledger.required must be true or false, and this is a text",
                "write `true` or `false` without quotes",
            ),
        ],
    );
}

#[test]
fn a_file_that_is_no_policy_says_so() {
    for (text, expected) in [
        ("", "the policy must be a mapping, and this is nothing"),
        ("- a\n", "the policy must be a mapping, and this is a list"),
        ("block: {}\n", "the policy does not say which version"),
        ("version: 1\nblock: {severity: high\n", "this is not valid YAML"),
        ("version: 1\nversion: 1\n", "this is not valid YAML"),
        ("version: 1\n---\nversion: 1\n", "this is not valid YAML"),
    ] {
        let problems = Policy::read("p.yaml", text).expect_err(text).0;
        assert_eq!(problems.len(), 1, "{text:?}: {problems:?}");
        assert!(problems[0].message.starts_with(expected), "{text:?}: {problems:?}");
    }
}

#[test]
fn the_place_is_shown_under_the_line() {
    let problems = Policy::read("p.yaml", "version: 1\nblock:\n  severity: hihg\n").expect_err("not a severity");
    let expected = "p.yaml:3:13: `hihg` is no severity for block.severity\n  3 |   severity: hihg\n    |             ^^^^\n  did you mean `high`?";
    assert_eq!(problems.to_string(), expected);
}
