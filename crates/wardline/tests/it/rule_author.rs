//! The tools of rule authors: starters, the schema, warnings, explanations, and the pages that are made from the code.

use crate::tool::{folder, run, workspace, write};
use serde_json::{Value, json};

#[test]
fn a_starter_in_every_language_passes_as_written() {
    let tree = folder(&[]);
    let unknown = run(tree.path(), &["rules", "new", "a.b.c", "--lang", "klingon"]);
    let names = unknown.stderr.split_once("use one of: ").unwrap().1.trim();
    let languages: Vec<&str> = names.split(", ").collect();
    assert!(languages.len() > 25 && languages.contains(&"regex"), "{languages:?}");
    for language in &languages {
        let id = format!("own.{language}.starter");
        let said = run(tree.path(), &["rules", "new", &id, "--lang", language]);
        assert_eq!(said.code, 0, "{language}: {said:?}");
        assert!(said.stdout.starts_with(&format!("rules/own/{language}/starter.yaml\n")), "{said:?}");
    }
    let tested = run(tree.path(), &["rules", "test"]);
    assert_eq!(tested.code, 0, "{tested:?}");
    assert!(tested.stdout.starts_with(&format!("{} passed, 0 failed", languages.len())), "{tested:?}");
    let valid = run(tree.path(), &["rules", "validate", "--deny-warnings"]);
    assert_eq!(valid.code, 0, "{valid:?}");
}

#[test]
fn a_starter_never_overwrites_and_stays_in_its_folder() {
    let tree = folder(&[("rules/own/python/taken.py", "mine\n"), ("own/plain.yaml", "mine\n")]);
    // Arguments after `rules new`, exit code, a piece of the output.
    let cases: &[(&[&str], i32, &str)] = &[
        (&["own.python.taken", "--lang", "python"], 2, "taken.py` is there already"),
        (&["plain", "--lang", "go", "--dir", "own"], 2, "plain.yaml` is there already"),
        (&["other", "--lang", "go", "--dir", "own"], 0, "own/other.go"),
        (&["deep.family.yaml.name", "--lang", "yml"], 0, "rules/deep.family/yaml/name.test.yaml"),
        (&["../../up.python.x", "--lang", "python"], 2, "cannot be the id of a rule"),
        (&["a.python.x", "--lang", "pyhton"], 2, "did you mean `python`?"),
    ];
    for (arguments, code, piece) in cases {
        let said = run(tree.path(), &[&["rules", "new"], *arguments].concat());
        assert_eq!(said.code, *code, "{arguments:?}: {said:?}");
        assert!(format!("{}{}", said.stdout, said.stderr).contains(piece), "{arguments:?}: {said:?}");
    }
    assert!(!tree.path().join("rules/own/python/taken.yaml").exists(), "a half-made starter stays behind");
    assert_eq!(std::fs::read_to_string(tree.path().join("own/plain.yaml")).unwrap(), "mine\n");
}

#[test]
fn the_made_pages_are_up_to_date() {
    for (command, path) in [("schema", "docs/rule.schema.json"), ("reference", "docs/rules.md")] {
        let said = run(&workspace(), &["rules", command]);
        let committed = std::fs::read_to_string(workspace().join(path)).unwrap();
        assert!(said.stdout == committed, "{path} is old; run `cargo xtask docs`");
        assert!(!committed.contains("{{keys"), "{path} has a table that nobody fills in");
    }
}

/// The structure of a rule file as JSON. Numbers, dates and the like stay texts, which the schema takes as well.
fn parsed(yaml: &str) -> Value {
    serde_saphyr::from_str(yaml).unwrap()
}

#[test]
fn the_schema_takes_every_built_in_rule_and_refuses_slips() {
    let schema: Value = serde_json::from_str(&run(&workspace(), &["rules", "schema"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut count = 0;
    for entry in walkdir::WalkDir::new(workspace().join("rules")) {
        let path = entry.unwrap().into_path();
        let name = path.to_string_lossy();
        if name.ends_with(".yaml") && !name.ends_with(".test.yaml") {
            let file = parsed(&std::fs::read_to_string(&path).unwrap());
            let errors: Vec<String> =
                validator.iter_errors(&file).map(|e| format!("{}: {e}", e.instance_path())).collect();
            assert!(errors.is_empty(), "{name}: {errors:?}");
            count += 1;
        }
    }
    assert!(count > 200, "{count}");
    let good = json!({"id": "a", "message": "m", "severity": "HIGH", "languages": ["python"], "pattern": "a"});
    let with = |key: &str, value: Value| {
        let mut rule = good.clone();
        rule[key] = value;
        validator.is_valid(&json!({"rules": [rule]}))
    };
    assert!(with("severity", json!("warning")));
    assert!(with("metadata", json!({"anything": 1, "data-level": 3})));
    assert!(with("metadata", json!({"technology": null})) && !with("metadata", json!({"data-level": null})));
    // A key and a value that the reader refuses too.
    for (key, value) in [
        ("patern", json!("a")),
        ("severity", json!("TERRIBLE")),
        ("languages", json!([])),
        ("options", json!({"constant_propagations": true})),
        ("paths", json!({"includes": ["a"]})),
        ("patterns", json!([{"pattern": "a", "pattern-not": "b"}])),
        ("patterns", json!([{"metavariable-regex": {"metavariable": "x", "regex": "a"}}])),
        ("metadata", json!({"data-level": 9})),
    ] {
        assert!(!with(key, value.clone()), "{key}: {value}");
    }
}

const HEAD: &str = "rules:\n  - id: own.x\n    languages: [python]\n    severity: LOW\n";

#[test]
fn likely_slips_are_warnings() {
    // The rest of the rule, and the place and a piece of the warning; nothing for rules without a slip.
    let cases: &[(&str, Option<(&str, &str)>)] = &[
        ("message: $X\n    pattern: danger($X)", None),
        ("message: costs $5\n    pattern: danger($X)", None),
        ("message: see $Y\n    pattern: danger($X)", Some(("5:18", "`$Y` in the message"))),
        ("message: m\n    pattern: danger($X)\n    fix: safe($Z)", Some(("7:15", "`$Z` in the fix"))),
        ("message: $A\n    pattern-regex: (?<A>x+)", None),
        ("message: m\n    pattern: $X", Some(("6:14", "matches nearly everything"))),
        ("message: m\n    pattern: $F(...)", Some(("6:14", "matches nearly everything"))),
        ("message: m\n    pattern: $F(1)", None),
        (
            "message: m\n    patterns:\n      - pattern: $F(...)\n      - metavariable-regex: {metavariable: $F, regex: x}",
            None,
        ),
        (
            "message: m\n    patterns:\n      - pattern: f($X)\n      - metavariable-regex: {metavariable: $Y, regex: x}",
            Some(("8:55", "asks of `$Y`")),
        ),
        (
            "message: m\n    patterns:\n      - pattern: f($X)\n      - pattern-not: f($Y)\n      - focus-metavariable: $Y",
            Some(("7:18", "asks of `$Y`")),
        ),
        (
            "message: m\n    patterns:\n      - pattern: f($X)\n      - metavariable-comparison: {comparison: $X > $Y}",
            Some(("8:47", "asks of `$Y`")),
        ),
        (
            "message: m\n    patterns:\n      - pattern: f($X)\n      - metavariable-regex: {metavariable: $X, regex: (?<Y>a)}\n      - focus-metavariable: $Y",
            None,
        ),
        (
            "message: m\n    patterns:\n      - pattern: f($X)\n      - metavariable-pattern: {metavariable: $X, patterns: [{pattern: g($Y)}, {metavariable-regex: {metavariable: $X, regex: a}}]}",
            None,
        ),
    ];
    for (rest, expected) in cases {
        let rule = format!("{HEAD}    {rest}\n");
        let tree = folder(&[("r.yaml", &rule), ("r.py", "# ruleid: own.x\nf(1)\n")]);
        let said = run(tree.path(), &["rules", "validate", "r.yaml"]);
        assert_eq!(said.code, 0, "{rest}: {said:?}");
        let strict = run(tree.path(), &["rules", "validate", "r.yaml", "--deny-warnings"]);
        assert_eq!(strict.code, if expected.is_some() { 2 } else { 0 }, "{rest}: {strict:?}");
        let Some((place, piece)) = expected else { continue };
        assert!(said.stderr.starts_with(&format!("r.yaml:{place}: warning: ")), "{rest}: {said:?}");
        assert!(said.stderr.contains(piece) && said.stderr.contains("help: "), "{rest}: {said:?}");
        assert!(said.stdout.contains("0 errors, 1 warnings"), "{rest}: {said:?}");
    }
}

#[test]
fn a_rule_without_an_example_is_a_warning() {
    let tree = folder(&[("r.yaml", &format!("{HEAD}    message: m\n    pattern: f()\n"))]);
    let said = run(tree.path(), &["rules", "validate", "r.yaml"]);
    assert!(said.stderr.contains("r.yaml:2:9: warning: rule own.x has no example"), "{said:?}");
    write(tree.path(), "r.py", b"# ok: own.x\nf()\n");
    assert_eq!(run(tree.path(), &["rules", "validate", "r.yaml", "--deny-warnings"]).code, 2);
    write(tree.path(), "r.py", b"# ruleid: own.x\nf()\n");
    assert_eq!(run(tree.path(), &["rules", "validate", "r.yaml", "--deny-warnings"]).code, 0);
}

#[test]
fn no_built_in_rule_has_a_warning() {
    let said = run(&workspace(), &["rules", "validate", "rules", "--deny-warnings"]);
    assert_eq!(said.code, 0, "{said:?}");
}

const EXPLAINED: &str = "rules:
  - id: own.x
    languages: [python]
    severity: LOW
    message: m
    patterns:
      - metavariable-regex: {metavariable: $X, regex: \"[ab2]\"}
      - pattern-not: danger(1)
      - pattern: danger($X)
      - pattern-inside: |
          def $F():
              ...
      - metavariable-pattern:
          metavariable: $X
          pattern-either: [{pattern: a}, {pattern: c}]
      - focus-metavariable: $X
";
const CODE: &str = "danger(0)\ndef f():\n    danger(1)\n    danger(2)\n    danger(a)\n    danger(c)\n";

#[test]
fn an_explanation_says_what_each_part_did() {
    let tree = folder(&[("r.yaml", EXPLAINED), ("a.py", CODE), ("b.py", "x = 1\n")]);
    let said = run(tree.path(), &["search", "-c", "r.yaml", "--explain", "a.py"]);
    let expected = "a.py: own.x
  patterns line 8: matched 1 place
    pattern line 9 `danger($X)`: matched 5 places
    pattern-inside line 11 `def $F(): …`: matched 1 place, kept 4 of 5
    pattern-not line 8 `danger(1)`: matched 1 place, removed 1 of 4
    metavariable-regex line 7 `$X =~ [ab2]`: kept 2 of 3
    metavariable-pattern line 15 `$X`: kept 1 of 2
      pattern-either line 15: matched 1 place
        pattern line 15 `a`: matched 1 place
        pattern line 15 `c`: matched 0 places
    focus-metavariable `$X`: made 1 place of 1
";
    assert_eq!(said.stdout, expected, "{said:?}");
    // Of several files only those are shown in which some part matched.
    let all = run(tree.path(), &["search", "-c", "r.yaml", "--explain", "."]);
    assert_eq!(all.stdout, expected, "{all:?}");
    let found: Value = serde_json::from_str(&run(tree.path(), &["search", "-c", "r.yaml", "--json"]).stdout).unwrap();
    assert_eq!(found["findings"].as_array().unwrap().len(), 1, "{found}");
}

#[test]
fn an_explanation_in_json_has_the_same_numbers() {
    let tree = folder(&[("r.yaml", EXPLAINED), ("a.py", CODE)]);
    let said = run(tree.path(), &["search", "-c", "r.yaml", "--explain", "--json"]);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    let formula = &report[0]["formula"];
    assert_eq!((&report[0]["path"], &report[0]["rule"]), (&json!("a.py"), &json!("own.x")));
    let numbers: Vec<(&str, &Value, &Value)> = formula["parts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| (p["operator"].as_str().unwrap(), &p["before"], &p["left"]))
        .collect();
    assert_eq!(
        numbers,
        [
            ("pattern", &Value::Null, &json!(5)),
            ("pattern-inside", &json!(5), &json!(4)),
            ("pattern-not", &json!(4), &json!(3)),
            ("metavariable-regex", &json!(3), &json!(2)),
            ("metavariable-pattern", &json!(2), &json!(1)),
            ("focus-metavariable", &json!(1), &json!(1)),
        ]
    );
    let pattern = run(tree.path(), &["search", "-l", "python", "-e", "danger($X)", "--explain", "--json"]);
    let report: Value = serde_json::from_str(&pattern.stdout).unwrap();
    assert_eq!(report[0]["formula"]["matched"], json!(5));
}

#[test]
fn a_rule_with_mistakes_is_not_searched_for() {
    let tree = folder(&[("r.yaml", "rules:\n  - id: x\n"), ("a.py", CODE)]);
    assert_eq!(run(tree.path(), &["search", "-c", "r.yaml", "--explain"]).code, 2);
    assert_eq!(run(tree.path(), &["search", "-c", "r.yaml", "-l", "python", "-e", "x"]).code, 2);
}
