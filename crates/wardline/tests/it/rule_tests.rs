//! `wardline rules test`: which fixtures pass, and what is said of those that do not.

use crate::tool::{folder, run, workspace, write};
use serde_json::Value;

const RULE: &str = "rules:
  - id: test.danger
    languages: [python]
    severity: HIGH
    message: m
    pattern: danger($X)
    fix: safe($X)
    paths:
      include: [only/here.py]
";

#[test]
fn fixtures_are_judged_as_semgrep_does() {
    // Fixture, exit code, a piece of the output.
    let cases: &[(&str, i32, &str)] = &[
        ("# ruleid: test.danger\ndanger(1)\n# ok: test.danger\nsafe(1)\n", 0, "1 passed, 0 failed"),
        ("# ruleid: test.danger\nsafe(1)\n", 1, "rule.py:2: rule test.danger: missing"),
        (
            "# ruleid: test.danger\ndanger(1)\ndanger(2)\n",
            1,
            "rule.py:3: rule test.danger: extra: this line is found, and no comment",
        ),
        ("# ruleid: test.danger\ndanger(1)\n# ok: test.danger\ndanger(2)\n", 1, "`ok` says that it must not be"),
        ("# ruleid: test.danger\ndanger(1)\n# todoruleid: test.danger\nhidden(2)\n", 0, "1 passed"),
        ("# ruleid: test.danger\ndanger(1)\n# todook: test.danger\ndanger(2)\n", 0, "1 passed"),
        ("# ruleid: test.danger\n# ok: other.rule\ndanger(1)\n", 1, "rule.py:2: no rule has the id `other.rule`"),
        ("# ruleid: test.danger\n", 1, "missing"),
        ("danger(1)\n", 1, "extra"),
        ("x = 1\n", 1, "has no example that it must find"),
    ];
    for (fixture, code, expected) in cases {
        let tree = folder(&[("rules/rule.yaml", RULE), ("rules/rule.py", fixture)]);
        let said = run(tree.path(), &["rules", "test"]);
        assert_eq!(said.code, *code, "{fixture:?}: {said:?}");
        assert!(said.stdout.contains(expected), "{fixture:?}: {said:?}");
    }
}

#[test]
fn fixes_are_compared_with_the_fixed_file() {
    let fixture = "# ruleid: test.danger\ndanger(1); danger(2)\n";
    for (fixed, code) in
        [("# ruleid: test.danger\nsafe(1); safe(2)\n", 0), ("# ruleid: test.danger\nsafe(1); danger(2)\n", 1)]
    {
        let tree = folder(&[("r/rule.yaml", RULE), ("r/rule.py", fixture), ("r/rule.fixed.py", fixed)]);
        let said = run(tree.path(), &["rules", "test", "r"]);
        assert_eq!(said.code, code, "{said:?}");
        assert!(code == 0 || said.stdout.contains("rule.fixed.py:2"), "{said:?}");
    }
}

#[test]
fn a_rule_without_examples_fails_unless_that_is_allowed() {
    let tree = folder(&[("rules/rule.yaml", RULE)]);
    assert_eq!(run(tree.path(), &["rules", "test"]).code, 1);
    assert_eq!(run(tree.path(), &["rules", "test", "--allow-untested"]).code, 0);
    write(tree.path(), "rules/bad.yaml", b"rules:\n  - id: x\n");
    let said = run(tree.path(), &["rules", "test", "--allow-untested"]);
    assert_eq!(said.code, 2, "{said:?}");
}

#[test]
fn every_built_in_rule_passes_its_tests() {
    let said = run(&workspace(), &["rules", "test", "rules", "--json"]);
    let report: Value = serde_json::from_str(&said.stdout).unwrap_or_else(|e| panic!("{e}: {said:?}"));
    let text = || run(&workspace(), &["rules", "test", "rules"]).stdout;
    assert_eq!((said.code, &report["failed"]), (0, &Value::from(0)), "{}", text());
    assert!(report["passed"].as_u64() > Some(100), "{}", report["passed"]);
    println!("rules for languages that are not parsed: {}", report["skipped_rules"]);
}

#[test]
fn every_built_in_rule_names_known_controls_and_is_where_its_id_says() {
    let said = run(&workspace(), &["rules", "validate", "rules"]);
    let mine: Vec<&str> = said
        .stderr
        .lines()
        .filter(|l| l.contains(": error:") || l.contains(": warning:"))
        .filter(|l| !l.contains("is not a language") && !l.contains("is not a pattern of"))
        .collect();
    assert!(mine.is_empty(), "{mine:#?}");
    assert!(said.stdout.contains(" rules in "), "{said:?}");
}
