//! Input that is wrong or hostile: every message names the place and the next step, and nothing crashes or passes in silence.

use crate::tool::{RULE, folder, json, run, said, wardline, write};

#[test]
fn a_wrong_rule_is_named_with_its_place_and_the_others_run() {
    let head = "rules:\n  - id: other\n    languages: [python]\n    severity: HIGH\n    message: m\n";
    // What the rule file holds, the place, pieces of the message.
    let cases: &[(&str, String, &str, &[&str])] = &[
        ("broken YAML", "rules:\n  - id: [a\n".to_owned(), "bad.yaml:", &["^"]),
        ("no rules", "x: 1\n".to_owned(), "bad.yaml:1:1", &["rules"]),
        ("no YAML", "\0\u{1}\u{2}".to_owned(), "bad.yaml:1:", &["help"]),
        ("an unknown key", format!("{head}    pattern: f()\n    patern: g()\n"), "bad.yaml:7:5", &["`patern`", "did you mean `pattern`?"]),
        ("an unknown language", head.replace("python", "klingon") + "    pattern: f()\n", "bad.yaml:3:17", &["klingon", "it parses python"]),
        ("an unknown severity", head.replace("HIGH", "HIHG") + "    pattern: f()\n", "bad.yaml:4:15", &["HIHG"]),
        ("a pattern that does not parse", format!("{head}    pattern: f((\n"), "bad.yaml:6:14", &["not a pattern of python", "f(("]),
        ("a bad regex", format!("{head}    pattern-regex: 'a('\n"), "bad.yaml:6:", &["regular expression"]),
        ("a pattern in a block", format!("{head}    pattern: |\n      x = 1\n      f((\n"), "bad.yaml:", &["not a pattern"]),
        ("two rules of one id", format!("{head}    pattern: f()\n{}    pattern: g()\n", head.strip_prefix("rules:\n").unwrap()), "bad.yaml:7:", &["`other`"]),
        ("the id of another file", "rules:\n  - id: test.danger\n    languages: [python]\n    severity: LOW\n    message: m\n    pattern: g()\n".to_owned(), "bad.yaml:2:9", &["test.danger", "used already"]),
        ("an alias bomb", bomb(), "bad.yaml:", &["help"]),
        ("deep nesting", format!("rules: {}{}\n", "[".repeat(100_000), "]".repeat(100_000)), "bad.yaml:", &["help"]),
    ];
    for (name, text, place, pieces) in cases {
        let tree = folder(&[("rules/bad.yaml", text), ("rules/a-good.yaml", RULE), ("a.py", "danger(1)\n")]);
        for command in ["scan", "gate"] {
            let said =
                run(tree.path(), &[command, "-c", "rules", "--format", "text", "--format", "json", "-o", "out.json"]);
            assert_eq!(said.code, 2, "{name}: {said:?}");
            for piece in pieces.iter().chain([place]) {
                assert!(said.stderr.contains(piece), "{name}: {piece}: {}", said.stderr);
            }
            assert!(said.stdout.contains("a.py:1:1"), "{name}: the good rule runs: {said:?}");
            assert!(said.stdout.contains("rule: "), "{name}: the report says that a rule is missing: {said:?}");
            let report = std::fs::read_to_string(tree.path().join("out.json")).unwrap();
            assert!(report.contains("\"exit_code\":2"), "{name}: {report}");
        }
    }
}

/// YAML whose aliases stand for a billion rules.
fn bomb() -> String {
    let mut text = "a: &a [x,x,x,x,x,x,x,x,x,x]\n".to_owned();
    for (name, of) in ('b'..='j').zip('a'..) {
        text.push_str(&format!("{name}: &{name} [{}]\n", vec![format!("*{of}"); 10].join(",")));
    }
    text + "rules: *j\n"
}

#[test]
fn a_wrong_argument_is_named_with_what_to_do() {
    let tree = folder(&[("rule.yaml", RULE), ("a.py", "x\n"), ("empty/x.txt", ""), ("latin1.yaml", "")]);
    write(tree.path(), "latin1.yaml", b"rules:\n  - id: caf\xe9\n");
    let cases: &[(&[&str], &[&str])] = &[
        (&["scan", "nowhere"], &["`nowhere`", "check the spelling"]),
        (&["scan", "-c", "nowhere.yaml"], &["`nowhere.yaml`", "check the spelling"]),
        (&["scan", "-c", "empty"], &["`empty` holds no rule file", "rules:"]),
        (&["scan", "-c", "latin1.yaml"], &["not valid UTF-8 on line 2", "UTF-8"]),
        (&["scan", "--format", "xml"], &["`--format xml`", "text, json, sarif"]),
        (&["scan", "-o", "report.xml"], &["report.xml", "FORMAT=FILE"]),
        (&["scan", "--format", "json", "--format", "text"], &["two reports", "stdout"]),
        (&["scan", "--format", "json", "-o", "x", "--format", "text", "-o", "x"], &["two reports", "`x`"]),
        (&["scan", "--root", "rule.yaml"], &["not a folder"]),
        (&["scan", "--root", "empty", "a.py"], &["`a.py` is not under the root", "leave out --root"]),
        (&["scan", "--exclude", "a{b"], &["`a{b`"]),
        (&["scan", "--lang", "pyhton"], &["`pyhton`", "use one of: python"]),
        (&["scan", "--with-builtin"], &["--config"]),
        (&["scan", "-j", "many"], &["many"]),
        (&["scam"], &["scan"]),
        (&["gate", "--policy", "nowhere.yaml"], &["nowhere.yaml", "check the spelling"]),
        (&["gate", "--policy", "rule.yaml"], &["rule.yaml:2:3"]),
        (&["gate", "--policy", "/dev/zero"], &["over the limit"]),
        (&["gate", "--from", "a.py"], &["a.py", "line 1 column 1"]),
        (&["gate", "--from", "x.sarif", "-c", "rule.yaml"], &["--from", "--config"]),
        (&["gate", "--from", "x.sarif", "a.py"], &["--from", "PATH"]),
        (&["rules", "test", "nowhere"], &["`nowhere`"]),
        (&["rules", "validate", "nowhere"], &["`nowhere`"]),
    ];
    for (arguments, pieces) in cases {
        let said = run(tree.path(), arguments);
        assert_eq!(said.code, 2, "{arguments:?}: {said:?}");
        for piece in *pieces {
            assert!(said.stderr.contains(piece), "{arguments:?}: {piece}: {}", said.stderr);
        }
        assert!(said.stdout.is_empty(), "{arguments:?}: {said:?}");
    }
}

#[test]
fn a_hostile_file_is_a_notice_and_never_a_crash() {
    // Name, content, exit code of the gate, a piece of the report.
    let cases: &[(&str, Vec<u8>, i32, &str)] = &[
        ("deep.py", [vec![b'('; 100_000], vec![b')'; 100_000]].concat(), 3, "deep.py"),
        ("deep_unclosed.py", vec![b'['; 100_000], 3, "deep_unclosed.py"),
        (
            "attributes.py",
            ["a".to_owned(), ".b".repeat(100_000), "\n".to_owned()].concat().into_bytes(),
            3,
            "attributes.py",
        ),
        ("operators.py", ["x = 1".to_owned(), " + 1".repeat(100_000)].concat().into_bytes(), 3, "operators.py"),
        ("one_line.py", "x = 1; ".repeat(100_000).into_bytes(), 0, "1 analysed"),
        ("literal.py", format!("x = '{}'\n", "a".repeat(10_000_000)).into_bytes(), 0, "1 analysed"),
        ("huge.py", "x = 1\n".repeat(50_000_000 / 6).into_bytes(), 3, "is over the limit of 16777216 for parsing"),
        ("noise.py", (0..200_000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8).collect(), 3, "noise.py"),
    ];
    for (name, bytes, code, piece) in cases {
        // A file that no rule can match is not parsed, so each starts with a match; it does not block.
        let tree = folder(&[("rules/rule.yaml", &RULE.replace("HIGH", "INFO"))]);
        write(tree.path(), &format!("code/{name}"), &[b"danger(1)\n", bytes.as_slice()].concat());
        let said = said(wardline(tree.path()).args(["gate", "-c", "rules", "code"]));
        assert!(said.stdout.contains("test.danger") || *code == 3, "{name}");
        assert_eq!(said.code, *code, "{name}: {}", &said.stdout[said.stdout.len().saturating_sub(2_000)..]);
        assert!(said.stdout.contains(piece), "{name}: {}", &said.stdout[said.stdout.len().saturating_sub(2_000)..]);
    }
}

#[test]
fn text_of_the_tree_does_not_reach_the_terminal_raw() {
    let tree = folder(&[("rule.yaml", RULE), ("a\u{1b}[31m.py", "danger('\u{1b}]0;owned\u{7}')\n::error::x\n")]);
    for command in [
        &["scan", "-c", "rule.yaml"][..],
        &["search", "-l", "python", "-e", "danger(...)"],
        &["gate", "-c", "rule.yaml"],
    ] {
        let said = run(tree.path(), command);
        assert!(!said.stdout.contains('\u{1b}') && !said.stderr.contains('\u{1b}'), "{command:?}: {said:?}");
        assert!(said.stdout.contains("danger("), "{command:?}: {said:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_policy_of_the_tree_that_leads_elsewhere_is_refused() {
    for target in ["/dev/zero", "nowhere", "/"] {
        let tree = folder(&[("rule.yaml", RULE), ("a.py", "danger(1)\n"), (".wardline/x", "")]);
        std::os::unix::fs::symlink(target, tree.path().join(".wardline/policy.yaml")).unwrap();
        let said = run(tree.path(), &["gate", "-c", "rule.yaml"]);
        assert_eq!(said.code, 2, "{target}: {said:?}");
        assert!(said.stderr.contains(".wardline/policy.yaml"), "{target}: {said:?}");
    }
}

#[test]
fn a_file_named_twice_is_looked_at_once() {
    let tree = folder(&[("rule.yaml", RULE), ("code/a.py", "danger(1)\n")]);
    let (_, report) = json(tree.path(), &["scan", "-c", "rule.yaml", "-c", "./rule.yaml", "code", "code/a.py", "."]);
    assert_eq!(report["findings"].as_array().unwrap().len(), 1);
    assert_eq!(report["exit_code"], 0);
}
