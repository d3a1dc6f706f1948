//! Formulas: how parts of a rule combine, conditions, expressions over the text, budgets.

use crate::{check, check_rule};
use std::sync::Arc;
use wardline_lang::Language;
use wardline_rules::{RuleSet, Scanner};

#[test]
fn formulas() {
    check_rule(
        "python",
        "patterns:\n  - pattern: run($X)\n  - pattern-not: run(\"...\")\n",
        "run(a)\nrun('a')\n",
        &[1],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern-inside: |\n      def $F(...):\n          ...\n  - pattern: run(...)\n",
        "run(1)\ndef f():\n    run(2)\n",
        &[3],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern: run(...)\n  - pattern-not-inside: |\n      with safe():\n          ...\n",
        "run(1)\nwith safe():\n    run(2)\n",
        &[1],
    );
    check_rule(
        "python",
        "pattern-either:\n  - pattern: run(...)\n  - pattern: go(...)\n",
        "run(1)\ngo(1)\nno(1)\n",
        &[1, 2],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern-either:\n      - pattern: $F(..., $X, ...)\n  - metavariable-regex:\n      metavariable: $F\n      regex: log_\n",
        "log_info(a)\nmy_log_info(a)\n",
        &[1],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern: run($X)\n  - metavariable-pattern:\n      metavariable: $X\n      patterns:\n        - pattern: $A + $B\n        - pattern-not: $A + 1\n",
        "run(a + b)\nrun(a + 1)\nrun(a)\n",
        &[1],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern: age($X)\n  - metavariable-comparison:\n      metavariable: $X\n      comparison: $X > 900\n",
        "age(900)\nage(901)\nage(60 * 30)\nage(x)\n",
        &[2, 3],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern: |\n      def $F(..., $P, ...):\n          ...\n  - focus-metavariable: $P\n",
        "def f(\n  a,\n  b,\n): pass\n",
        &[2, 3],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern-inside: |\n      $X = source()\n      ...\n  - pattern: sink($X)\n",
        "a = source()\nsink(a)\nsink(b)\n",
        &[2],
    );
}

#[test]
fn regular_expressions_search_the_text() {
    check_rule("regex", "pattern-regex: 'secret-(\\d+)'\n", "x\nsecret-12\n", &[2]);
    check_rule(
        "regex",
        "patterns:\n  - pattern-regex: 'id=(?P<ID>\\w+)'\n  - metavariable-regex:\n      metavariable: $ID\n      regex: '[0-9]+$'\n",
        "id=abc\nid=123\n",
        &[2],
    );
    check_rule(
        "regex",
        "patterns:\n  - pattern-regex: 'id=\\w+'\n  - pattern-not-regex: 'id=test'\n",
        "id=abc\nid=test\n",
        &[1],
    );
    check_rule("regex", "pattern-regex: '(?<!x)key'\n", "xkey\nkey\n", &[2]);
    check_rule(
        "python",
        "patterns:\n  - pattern: run(...)\n  - pattern-regex: 'danger'\n",
        "run('danger')\nrun('safe')\n",
        &[1],
    );
}

#[test]
fn a_metavariable_can_be_asked_for_what_it_is_not() {
    let body = "patterns:\n  - pattern: use($X)\n  - metavariable-pattern:\n      metavariable: $X\n      patterns:\n        - pattern-not: '\"...\"'\n";
    check_rule("python", body, "use(\"a\")\nuse(b)\n", &[2]);
    // Code in a string is code, its text is not.
    let body = "patterns:\n  - pattern: f\"...{$X}...\"\n  - metavariable-regex:\n      metavariable: $X\n      regex: ^(?!safe)\n";
    check_rule("python", body, "a = f\"x{safe(b)}\"\na = f\"x{b}\"\n", &[2]);
    check("java", "use(<... (int $N) ...>)", "class A { void f(int n) {\nuse(1 + n);\nuse(m);\n} }", &[2]);
}

#[test]
fn parts_of_a_match_have_names_and_fixes() {
    let named = "match:\n  all:\n    - pattern: |\n        def $F(...): ...\n      as: $BODY\n  where:\n    - metavariable: $BODY\n      pattern: save(...)\n";
    check_rule("python", named, "def a():\n  save(1)\n\ndef b():\n  load(1)\n", &[1]);
    let yaml = "rules:\n  - id: test\n    message: found\n    severity: HIGH\n    languages: [python]\n    match:\n      any:\n        - pattern: old($X)\n          fix: new($X)\n        - pattern: older($Y)\n    fix: newest($Y)\n";
    let (rules, _) = RuleSet::new(vec![wardline_rulefile::parse("test.yaml", yaml).file]);
    let path: Arc<str> = "input.py".into();
    let result = Scanner::new(&rules).scan(&path, "old(1)\nolder(2)\n", Language::from_name("python"));
    let fixes: Vec<&str> =
        result.findings.iter().filter_map(|f| f.fix.as_ref()).map(|f| f.replacement.as_str()).collect();
    assert_eq!(fixes, ["new(1)", "newest(2)"]);
}

#[test]
fn what_nested_patterns_bind_is_no_demand_on_each_other() {
    let rule = "patterns:\n  - pattern: f($A)\n  - metavariable-pattern: {metavariable: $A, pattern: g($B)}\n  - metavariable-pattern: {metavariable: $A, pattern: h($B)}\n";
    check_rule("python", rule, "f(p(g(1), h(2)))\nf(p(g(1), k(1)))\n", &[1]);
    let other = "patterns:\n  - pattern: $A + $B\n  - metavariable-pattern:\n      metavariable: $B\n      patterns: [{pattern: ...}, {pattern-not: $A}]\n";
    check_rule("python", other, "a + b\na + a\n", &[1]);
    // A piece of PHP is code without saying so.
    let piece = "patterns:\n  - pattern: run(\"$CODE\")\n  - metavariable-pattern: {metavariable: $CODE, language: php, pattern: $_GET}\n";
    check_rule("python", piece, "run(\"echo $_GET;\")\nrun(\"echo 1;\")\n", &[1]);
}

#[test]
fn rules_know_what_day_it_is() {
    let yaml = "rules:\n  - id: test\n    message: found\n    severity: HIGH\n    languages: [python]\n    patterns:\n      - pattern: until($X)\n      - metavariable-comparison: {comparison: strptime($X) < today()}\n";
    let (mut rules, _) = RuleSet::new(vec![wardline_rulefile::parse("test.yaml", yaml).file]);
    rules.set_today(20_779);
    let source = "until(\"2026-11-21\")\nuntil(\"2026-11-22\")\nuntil(\"1906-12-09\")\nuntil(\"soon\")\n";
    let result = Scanner::new(&rules).scan(&"input.py".into(), source, Language::from_name("python"));
    let lines: Vec<u32> = result.findings.iter().map(|f| f.location.start.line.get()).collect();
    assert_eq!(lines, [1, 3]);
}

/// Runs one Python pattern and says how many findings and how many budget notices there are.
fn budget_notices(pattern: &str, source: &str) -> (usize, usize) {
    let yaml = format!(
        "rules:\n  - id: test\n    message: found\n    severity: HIGH\n    languages: [python]\n    pattern: '{pattern}'\n"
    );
    let (rules, _) = RuleSet::new(vec![wardline_rulefile::parse("test.yaml", &yaml).file]);
    let path: Arc<str> = "input.py".into();
    let result = Scanner::new(&rules).scan(&path, source, Language::from_name("python"));
    let notices = result.notices.iter().filter(|n| n.kind == wardline_base::NoticeKind::Budget).count();
    (result.findings.len(), notices)
}

#[test]
fn a_pattern_with_too_many_ways_to_match_says_so() {
    let operands: Vec<String> = (0..60).map(|i| format!("flag_{i}")).collect();
    let (_, notices) = budget_notices("$A | $B | $C | $D | $E", &format!("x = {}\n", operands.join(" | ")));
    assert_eq!(notices, 1, "the search must end, and say that it ended early");
}

#[test]
fn a_large_file_is_no_reason_to_give_up() {
    let source: String = (0..40_000).map(|i| format!("f(a{i})\n")).collect();
    assert_eq!(budget_notices("f($X)", &source), (40_000, 0));
}

#[test]
fn a_large_table_is_searched_for_repeated_keys() {
    let rows: String = (0..3_000).map(|i| format!("    {i}: 'row {i}',\n")).collect();
    let source = format!("table = {{\n{rows}    7: 'again',\n}}\n");
    let pattern = "{..., $K: $A, ..., $K: $B, ...}";
    assert_eq!(budget_notices(pattern, &source), (1, 0));
    assert_eq!(budget_notices(pattern, &format!("table = {{\n{rows}}}\n")), (0, 0));
}

#[test]
fn a_rule_that_cannot_run_on_a_file_says_so() {
    let rule =
        "rules:\n  - id: broken\n    languages: [python]\n    severity: LOW\n    message: m\n    pattern: danger((\n";
    let parsed = wardline_rulefile::parse("broken.yaml", rule);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    let (set, _) = RuleSet::new(vec![parsed.file]);
    let mut scanner = Scanner::new(&set);
    let mut notices = |source: &str| scanner.scan(&"a.py".into(), source, Language::from_name("python")).notices;
    let said = notices("danger(1)\n");
    assert_eq!(said.iter().map(|n| n.kind).collect::<Vec<_>>(), [wardline_base::NoticeKind::Rule]);
    assert!(said[0].message.contains("rule broken did not run: broken.yaml:6:14"), "{}", said[0].message);
    assert!(notices("safe(1)\n").is_empty(), "the rule cannot match here");
}

#[test]
fn a_place_elsewhere_in_the_file() {
    let rule = "match:\n  all:\n    - g($X)\n    - anywhere: f($X)";
    check_rule("python", rule, "g(1)\ng(2)\nf(2)\n", &[2]);
    let rule = "match:\n  all:\n    - g($X)\n    - not: {anywhere: f($X)}";
    check_rule("python", rule, "g(1)\ng(2)\nf(2)\n", &[1]);
}

#[test]
fn generic_formulas_see_strings_without_quotes() {
    let start = "patterns:\n  - pattern: use($X)\n  - metavariable-pattern:\n      metavariable: $X\n      language: generic\n      pattern-regex: ^lib\n";
    check_rule("python", start, "use(\"lib/a\")\nuse(\"a/lib\")\nuse('libs')\n", &[1, 3]);
}

#[test]
fn a_run_with_an_open_end_removes_shorter_runs() {
    let rule = "patterns:\n  - pattern: |\n      open()\n      ...\n      close()\n  - pattern-not: |\n      open()\n      flush()\n      ...\n";
    let source =
        "def f():\n    open()\n    flush()\n    close()\n    log()\ndef g():\n    open()\n    close()\n    log()\n";
    check_rule("python", rule, source, &[7]);
    // What starts before the run or is only its beginning stays.
    let rule = "patterns:\n  - pattern: open()\n  - pattern-not: |\n      open()\n      flush()\n      ...\n";
    check_rule("python", rule, source, &[2, 7]);
}

#[test]
fn a_statement_that_a_metavariable_stands_for_is_a_run_of_one() {
    let rule = "patterns:\n  - pattern: 'function $F() { $BODY }'\n  - metavariable-pattern:\n      metavariable: $BODY\n      patterns:\n        - pattern-not: |\n            ...\n            if (<... check() ...>) { ... }\n            ...\n";
    let source = "function a() { if (check()) { run(); } }\nfunction b() { run(); }\n";
    check_rule("javascript", rule, source, &[2]);
}
