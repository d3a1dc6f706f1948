//! Exit codes: the same in every format, whether the report goes to the screen or into a file.

use crate::tool::{FORMATS, RULE, folder, run, said, wardline};

const CLEAN: &str = "x = 1\n";
const FLAWED: &str = "danger(patient)\n";
const BROKEN_RULE: &str =
    "rules:\n  - id: broken\n    languages: [python]\n    severity: HIGH\n    message: m\n    pattern: 'foo(('\n";

/// A tree, the further arguments, and the codes of `scan` and `gate`.
type Case<'a> = (&'a str, &'a [(&'a str, &'a str)], &'a [&'a str], i32, i32);

const CASES: &[Case<'_>] = &[
    ("clean", &[("a.py", CLEAN)], &[], 0, 0),
    ("flawed", &[("a.py", FLAWED)], &[], 0, 1),
    (
        "flaw below the threshold",
        &[("a.py", FLAWED), (".wardline/policy.yaml", "version: 1\nblock:\n  severity: critical\n")],
        &[],
        0,
        0,
    ),
    (
        "a policy with a slip",
        &[("a.py", FLAWED), (".wardline/policy.yaml", "blok:\n  severity: critical\n")],
        &[],
        2,
        2,
    ),
    ("a baseline that nobody signed", &[("a.py", CLEAN), (".wardline/baseline.json", "{}")], &[], 0, 7),
    ("nothing there", &[], &["code"], 5, 5),
    ("all excluded", &[("code/a.py", FLAWED)], &["--exclude", "*.py"], 5, 5),
    ("a broken rule beside a good one", &[("a.py", FLAWED), ("rules/broken.yaml", BROKEN_RULE)], &[], 2, 2),
    ("a broken rule and nothing found", &[("a.py", CLEAN), ("rules/broken.yaml", BROKEN_RULE)], &[], 2, 2),
    ("mostly syntax errors", &[("a.py", "danger(1)\n)]}) ((( $$$ )]} @@@ ??? !!! )]}\n")], &[], 0, 3),
    ("a path that is not there", &[], &["missing.py"], 2, 2),
    ("a root that is not there", &[], &["--root", "missing"], 2, 2),
    ("an unknown language", &[], &["--lang", "klingon"], 2, 2),
    ("a bad glob", &[], &["--include", "a{"], 2, 2),
    ("an unknown flag", &[], &["--surprise"], 2, 2),
    ("no threads", &[], &["-j", "0"], 2, 2),
];

/// A base that is not there, and evidence that does not hold.
#[test]
fn codes_6_and_7_do_not_depend_on_the_format() {
    let repo = crate::repo::Repo::new(&[("rules.yaml", RULE), ("a.py", FLAWED), (".wardline/baseline.json", "{}")]);
    for format in FORMATS {
        let gate = |arguments: &[&str]| repo.gate(&[arguments, &["--format", format]].concat());
        assert_eq!(gate(&["--base", "nowhere"]).code, 6, "{format}");
        let said = gate(&[]);
        assert_eq!((said.code, said.stderr.contains("baseline")), (7, true), "{format}: {said:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn code_4_does_not_depend_on_the_format() {
    let tree = folder(&[("rule.yaml", RULE), ("a.py", FLAWED)]);
    for format in FORMATS {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("wardline"))
            .args(["gate", "-c", "rule.yaml", "a.py", "--format", format])
            .current_dir(tree.path())
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(4), "{format}: {output:?}");
    }
}

#[test]
fn the_code_does_not_depend_on_the_format() {
    for (name, files, arguments, scan, gate) in CASES {
        let tree = folder(files);
        std::fs::create_dir_all(tree.path().join("code")).unwrap();
        crate::tool::write(tree.path(), "rules/good.yaml", RULE.as_bytes());
        for (command, expected) in [("scan", scan), ("gate", gate)] {
            let mut forms: Vec<Vec<&str>> = vec![vec![]];
            for format in ["text", "json", "sarif"] {
                forms.push(vec!["--format", format, "-o", "out"]);
            }
            forms.extend(FORMATS.iter().map(|format| vec!["--format", *format]));
            forms.push(vec![
                "--format", "text", "--format", "sarif", "-o", "out", "--format", "json", "-o", "out2", "-q",
            ]);
            for form in forms {
                let said = run(tree.path(), &[&[command, "--config", "rules"], *arguments, &form].concat());
                assert_eq!(said.code, *expected, "{name}: {command} {form:?}: {said:?}");
                let is_error = *expected == 2;
                assert!(!is_error || said.stderr.contains("error"), "{name}: {form:?}: {said:?}");
            }
        }
    }
}

#[test]
fn a_panic_on_one_file_is_a_notice_and_an_incomplete_gate() {
    let tree = folder(&[("rule.yaml", RULE), ("a.py", FLAWED), ("b.py", FLAWED), ("c.py", FLAWED)]);
    for (command, code) in [("scan", 0), ("gate", 3)] {
        let said = said(wardline(tree.path()).env("WARDLINE_TEST_PANIC", "b.py").args([
            command,
            "-c",
            "rule.yaml",
            "--include",
            "*.py",
        ]));
        assert_eq!(said.code, code, "{said:?}");
        assert!(
            said.stdout.contains("b.py: skipped, internal-error") && said.stdout.contains("WARDLINE_TEST_PANIC"),
            "{said:?}"
        );
        assert!(
            said.stdout.contains("a.py:1:1") && said.stdout.contains("c.py:1:1"),
            "the other files are reported: {said:?}"
        );
        assert!(!said.stderr.contains("panicked"), "{said:?}");
    }
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_changes_nothing() {
    let tree = folder(&[("rule.yaml", RULE), ("a.py", &FLAWED.repeat(2_000))]);
    for (command, code) in [("scan", 0), ("gate", 1)] {
        for format in ["text", "json", "sarif"] {
            let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("wardline"))
                .args([command, "-c", "rule.yaml", "--format", format, "a.py"])
                .current_dir(tree.path())
                .stdout(std::process::Stdio::piped())
                .stderr(std::process::Stdio::piped())
                .spawn()
                .unwrap();
            drop(child.stdout.take());
            let output = child.wait_with_output().unwrap();
            assert_eq!(output.status.code(), Some(code), "{command} {format}: {output:?}");
            assert!(!String::from_utf8_lossy(&output.stderr).contains("error"), "{output:?}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_report_that_is_lost_is_an_internal_error() {
    let tree = folder(&[("rule.yaml", RULE), ("a.py", FLAWED)]);
    for command in ["scan", "gate"] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("wardline"))
            .args([command, "-c", "rule.yaml", "a.py"])
            .current_dir(tree.path())
            .stdout(full)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(4), "{output:?}");
        assert!(String::from_utf8_lossy(&output.stderr).contains("error: the report cannot be written"), "{output:?}");
    }
}
