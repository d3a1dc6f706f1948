//! A hostile branch: every way round a gate that was seen in public, tried on a real repository with the binary.
//!
//! One test for each way, named after what the change does. What a test asserts first is that the planted flaw still blocks, or that the
//! verdict is no pass; the details come second.

use crate::repo::{Repo, findings};
use crate::tool::{FORMATS, RULE, run, strings, workspace};
use serde_json::Value;

const FLAW: &str = "danger(patient.name)\n";

/// A tree with our rule, a policy and a clean file on `main`.
fn repo() -> Repo {
    Repo::new(&[
        ("rules.yaml", RULE),
        (".wardline/policy.yaml", "version: 1\nblock:\n  severity: medium\n"),
        ("app/clean.py", "def clean():\n    return 1\n"),
    ])
}

/// The exit code and the findings after a change, judged against `main`.
fn judged(change: impl FnOnce(&Repo)) -> (i32, Vec<String>, Value) {
    let repo = repo();
    change(&repo);
    repo.commit();
    let (code, report) = repo.report(&["--base", "main", "--now", "2026-11-22"]);
    (code, findings(&report), report)
}

/// The flaw that is planted in `path` blocks, whatever else the change does.
fn check_blocked(path: &str, change: impl FnOnce(&Repo)) -> Value {
    let (code, found, report) = judged(change);
    assert_eq!(code, 1, "{report:#}");
    let blocked = found.iter().any(|f| f.starts_with(&format!("{path}:")) && f.ends_with(" new block"));
    assert!(blocked, "{found:?}");
    report
}

#[test]
fn edits_policy_rules_and_waivers_in_the_same_change() {
    let register = "version: 1\nwaivers:\n  - {id: W-1, rule: test.danger, paths: [\"**\"], kind: false-positive, reason: no, \
                    owner: a, approver: b, created: 2026-11-01, expires: 2026-12-01}\n";
    let report = check_blocked("app/new.py", |repo| {
        repo.write("app/new.py", FLAW);
        repo.write(".wardline/policy.yaml", "version: 1\nblock:\n  severity: none\n");
        repo.write(".wardline/waivers.yaml", register);
        repo.write("rules.yaml", &RULE.replace("danger($X)", "harmless($X)"));
    });
    let rules = strings(&report["findings"], "rule");
    assert_eq!(rules.iter().filter(|rule| **rule == "gate.change.governing-file").count(), 3, "{rules:?}");
}

#[test]
fn mutes_by_a_comment_of_its_own() {
    let report = check_blocked("app/new.py", |repo| {
        let mute = "# wardline:ignore test.danger W-1\n";
        repo.write("app/new.py", &format!("{mute}{FLAW}danger(2)  # nosemgrep: test.danger  # nosec  # NOSONAR\n"));
    });
    let rules = strings(&report["findings"], "rule");
    assert_eq!(rules, ["gate.inline.unknown-waiver", "test.danger", "test.danger"]);
}

#[test]
fn mutes_by_accident() {
    for comment in ["wardline: ignore test.danger W-1", "Wardline-Ignore: all", "wardline:ignore\ttest.danger W-1"] {
        let report = check_blocked("app/new.py", |repo| repo.write("app/new.py", &format!("# {comment}\n{FLAW}")));
        let rules = strings(&report["findings"], "rule");
        assert_eq!(rules, ["gate.inline.malformed", "test.danger"], "{comment}");
    }
}

#[test]
fn hides_files_by_ignore_files() {
    let hide = |repo: &Repo| {
        repo.write("app/new.py", FLAW);
        for ignore in [".gitignore", ".ignore", ".semgrepignore", ".wardlineignore", "app/.gitignore"] {
            repo.write(ignore, "*\n!.gitignore\n*.py\n");
        }
    };
    check_blocked("app/new.py", hide);
    // The whole tree, without a base.
    let repo = repo();
    hide(&repo);
    repo.commit();
    assert_eq!(repo.gate(&[]).code, 1);
}

#[test]
fn hides_code_in_a_file_that_is_too_large_or_looks_minified() {
    let text_rule =
        "  - id: test.text\n    languages: [regex]\n    severity: HIGH\n    message: m\n    pattern-regex: PLANTED\n";
    let filler = format!("x = \"{}\"\n", "a".repeat(1 << 20)).repeat(17);
    let repo = Repo::new(&[("rules.yaml", &format!("{RULE}{text_rule}")), ("app/clean.py", "x = 1\n")]);
    repo.write("app/big.py", &format!("{filler}\n# PLANTED\n"));
    repo.write("app/long.min.js", &format!("{};// PLANTED\n", "a(1);".repeat(200_000)));
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    assert_eq!(code, 3, "what could not be parsed is no pass");
    let expected = ["app/big.py:1 new warn", "app/big.py:19 new block", "app/long.min.js:1 new block"];
    assert_eq!(findings(&report), expected, "rules of text still run");
    assert_eq!(report["ledger"]["entries"][0]["status"], "partial");
}

#[test]
fn puts_code_where_scanners_do_not_look_by_default() {
    let places = ["vendor", "node_modules/lib", "test", "tests", "build", "dist", "third_party", "examples", ".hidden"];
    for place in places {
        let path = format!("{place}/new.py");
        check_blocked(&path, |repo| repo.write(&path, FLAW));
    }
    // The whole tree, without a base.
    for place in places {
        let repo = repo();
        repo.write(&format!("{place}/new.py"), FLAW);
        repo.commit();
        assert_eq!(repo.gate(&[]).code, 1, "{place}");
    }
}

#[test]
fn makes_the_parser_fail() {
    let filler = "value = compute(1)\n".repeat(60);
    let repo = repo();
    repo.checkout("main");
    repo.write("app/large.py", &filler);
    repo.commit();
    repo.branch("hostile");
    // The call is inside of what the parser gives up on.
    repo.write("app/large.py", &format!("{filler}@@@ (((( danger(patient.name)) ]] def\n"));
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    let rules = strings(&report["findings"], "rule");
    assert!(rules.contains(&"gate.change.parse-errors"), "{report:#}");
    assert_eq!(code, 1, "less than a fifth of the file is in error, and it is no pass: {report:#}");
    let (code, ..) = judged(|repo| repo.write("app/new.py", "danger(1)\n)]}) ((( $$$ )]} @@@ ??? !!! )]}\n"));
    assert_eq!(code, 3, "most of a file in error is an incomplete analysis");
}

#[test]
fn brings_a_bomb_of_time_or_memory() {
    let slow = "rules:\n  - id: test.slow\n    languages: [regex]\n    severity: HIGH\n    message: m\n    \
                pattern-regex: '(?<!x)(a|aa)+(?=c)c(?=d)'\n";
    let go = "  - id: test.go\n    languages: [go]\n    severity: HIGH\n    message: m\n    pattern: danger($X)\n";
    let repo = Repo::new(&[("rules.yaml", &format!("{RULE}{}{go}", &slow[7..])), ("app/clean.py", "x = 1\n")]);
    repo.write("app/errors.go", &format!("package danger\n{}\n", "<!--".repeat(8_000)));
    repo.write("app/nested.py", &format!("x = {}1{}\n{FLAW}", "(".repeat(50_000), ")".repeat(50_000)));
    repo.write("app/redos.py", &format!("{FLAW}# {}c\n", "a".repeat(20_000)));
    repo.write("app/literal.py", &format!("x = [{}]\n{FLAW}", "1, ".repeat(200_000)));
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    assert_eq!(code, 3, "{report:#}");
    let blocked: Vec<String> = findings(&report).into_iter().filter(|f| f.ends_with(" block")).collect();
    assert_eq!(
        blocked,
        ["app/literal.py:2 new block", "app/nested.py:2 new block", "app/redos.py:1 new block"],
        "what lies beside a bomb is found"
    );
    let budgets = report["notices"].as_array().unwrap().iter().filter(|n| n["kind"] == "budget");
    let paths: Vec<&Value> = budgets.map(|n| &n["path"]).collect();
    assert_eq!(paths, ["app/errors.go", "app/nested.py", "app/redos.py"], "{report:#}");
    assert_eq!(repo.gate(&["app/redos.py"]).code, 3, "a budget that is used up is a gap by itself");
}

#[test]
fn makes_the_tool_fail() {
    let repo = repo();
    repo.write("app/new.py", FLAW);
    repo.commit();
    let mut command = crate::tool::wardline(repo.path());
    command.env("WARDLINE_TEST_PANIC", "new.py").args(["gate", "--config", "rules.yaml", "--base", "main"]);
    let said = crate::tool::said(&mut command);
    assert_eq!(said.code, 3, "{said:?}");
}

#[test]
fn brings_rules_that_do_not_load() {
    let repo = repo();
    repo.checkout("main");
    repo.write(
        "more/broken.yaml",
        "rules:\n  - id: a\n    languages: [python]\n    severity: HIGH\n    message: m\n    pattern: 'f(('\n",
    );
    repo.commit();
    repo.branch("next");
    repo.write("app/fine.py", "x = 2\n");
    repo.commit();
    for base in [&[][..], &["--base", "main"]] {
        let said = run(repo.path(), &[&["gate", "--config", "rules.yaml", "--config", "more"], base].concat());
        assert_eq!(said.code, 2, "{said:?}");
    }
}

#[cfg(unix)]
#[test]
fn links_out_of_the_tree() {
    use std::os::unix::fs::symlink;
    let outside = crate::tool::folder(&[("secret.py", FLAW)]);
    let repo = repo();
    let app = repo.path().join("app");
    symlink(outside.path().join("secret.py"), app.join("file.py")).unwrap();
    symlink(outside.path(), app.join("folder")).unwrap();
    symlink("/dev/zero", app.join("device.py")).unwrap();
    symlink("..", app.join("loop")).unwrap();
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    assert_eq!(code, 3, "{report:#}");
    assert!(findings(&report).is_empty(), "nothing outside is read: {report:#}");
    let entries = report["ledger"]["entries"].as_array().unwrap();
    let links = |status: &str| entries.iter().filter(|e| e["reason"] == status || e["status"] == status).count();
    assert_eq!(links("symbolic-link") + links("internal-link"), 4, "{report:#}");
}

#[test]
fn plays_with_attributes_and_encodings() {
    let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain(FLAW.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let cases: [(&str, &[u8]); 4] = [
        ("app/plain.py", FLAW.as_bytes()),
        ("app/wide.py", &utf16),
        ("app/mark.py", b"\xef\xbb\xbfdanger(1)\n"),
        ("app/mixed.py", b"# caf\xe9 \xff\xfe\ndanger(1)\n"),
    ];
    let (code, found, report) = judged(|repo| {
        repo.write(".gitattributes", "*.py binary -diff -text linguist-generated linguist-vendored export-ignore\n");
        for (path, bytes) in cases {
            crate::tool::write(repo.path(), path, bytes);
        }
    });
    assert_eq!(code, 1, "{report:#}");
    for (path, _) in cases {
        assert!(found.iter().any(|f| f.starts_with(path) && f.ends_with("new block")), "{path}: {found:?}");
    }
}

#[test]
fn writes_text_that_reads_otherwise_than_it_compiles() {
    let repo = Repo::new(&[("app/clean.py", "x = 1\n")]);
    repo.write("app/turned.py", "if level != \"user\u{202e} \u{2066}# admins\u{2069} \u{2066}\":\n    pass\n");
    repo.write("app/alike.py", "def is_\u{430}dmin(user):\n    return True\n");
    repo.commit();
    let (code, report) = crate::tool::json(repo.path(), &["gate", "--base", "main"]);
    let mut rules = strings(&report["findings"], "rule");
    rules.sort_unstable();
    rules.dedup();
    assert_eq!((code, rules), (1, vec!["inj.code.any.bidi-control", "inj.code.any.homoglyph"]), "{report:#}");
}

#[test]
fn bends_the_base() {
    // A criss-cross merge has two merge bases.
    let repo = repo();
    repo.write("app/work.py", "x = 2\n");
    let work = repo.commit();
    repo.checkout("main");
    repo.write("app/main.py", "x = 3\n");
    let main = repo.commit();
    repo.commit_with(Some(work));
    repo.checkout("work");
    repo.write("app/main.py", "x = 3\n");
    repo.commit_with(Some(main));
    repo.write("app/new.py", FLAW);
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    assert_eq!((code, findings(&report)), (1, vec!["app/new.py:1 new block".to_owned()]), "{report:#}");
    // A flaw that was there does not cover for a copy, wherever the file went.
    let repo =
        Repo::new(&[("rules.yaml", RULE), ("app/old.py", "import os\n\n\ndef old():\n    danger(patient.name)\n")]);
    repo.remove("app/old.py");
    let body = "import os\n\n\ndef old():\n    danger(patient.name)\n";
    repo.write("lib/moved.py", &format!("{body}    danger(patient.name)\n"));
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    let expected = ["lib/moved.py:5 existing warn", "lib/moved.py:6 new block"];
    assert_eq!((code, findings(&report)), (1, expected.map(str::to_owned).to_vec()), "{report:#}");
    // A base that is not there is no empty base.
    assert_eq!(repo.gate(&["--base", "origin/main"]).code, 6);
}

#[test]
fn floods_the_report() {
    let low = "  - id: test.low\n    languages: [python]\n    severity: LOW\n    message: m\n    pattern: low($X)\n";
    let repo = Repo::new(&[("rules.yaml", &format!("{RULE}{low}")), ("app/clean.py", "x = 1\n")]);
    repo.write("app/a.py", &"low(1)\n".repeat(26_000));
    repo.write("app/z.py", FLAW);
    repo.commit();
    let said = repo.gate(&["--base", "main", "--format", "sarif-github"]);
    assert_eq!(said.code, 1);
    let sarif: Value = serde_json::from_str(&said.stdout).unwrap();
    let results = sarif["runs"][0]["results"].as_array().unwrap();
    assert_eq!((&results[0]["ruleId"], results.len() <= 25_000), (&"test.danger".into(), true));
    let notices = sarif["runs"][0]["invocations"][0]["toolExecutionNotifications"].to_string();
    assert!(notices.contains("26001"), "the count is kept: {notices}");
}

#[test]
fn writes_into_the_report() {
    let repo = repo();
    let bait = "\u{1b}[2J\u{1b}]0;x\u{7}<script>alert(1)</script>|[x](javascript:y)::error::pwned";
    repo.write("app/new.py", &format!("danger(\"\"\"{bait}\n::set-output name=x::y\n=cmd|' /C calc'!A0\n\"\"\")\n"));
    repo.commit();
    let forms: [(&str, &dyn Fn(&str) -> bool); 5] = [
        ("text", &|out| !out.contains('\u{1b}') && !out.contains('\u{7}')),
        ("markdown", &|out| !out.contains("<script>") && !out.contains('\u{1b}')),
        ("github", &|out| {
            let commands = out.lines().filter(|l| l.contains("::"));
            commands.into_iter().all(|l| l.starts_with("::") && !l.starts_with("::set-output"))
        }),
        ("csv", &|out| !out.lines().any(|l| l.starts_with("=cmd")) && !out.contains('\u{1b}')),
        ("junit", &|out| !out.contains("<script>") && !out.contains('\u{1b}')),
    ];
    for (format, is_safe) in forms {
        let said = repo.gate(&["--base", "main", "--format", format]);
        assert_eq!(said.code, 1, "{format}: {said:?}");
        assert!(is_safe(&said.stdout), "{format}: {}", said.stdout);
    }
}

#[test]
fn asks_for_another_format() {
    let repo = repo();
    repo.write("app/new.py", FLAW);
    repo.commit();
    for format in FORMATS {
        let said = repo.gate(&["--base", "main", "--format", format]);
        assert_eq!(said.code, 1, "{format}: {said:?}");
    }
}

#[test]
fn every_way_of_the_design_has_its_test() {
    let page = std::fs::read_to_string(workspace().join("docs/gate.md")).unwrap();
    let table: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && line.contains("`hostile::")).collect();
    let source = include_str!("hostile.rs");
    let named =
        |line: &&str| line.split("`hostile::").nth(1).and_then(|rest| rest.split('`').next()).map(str::to_owned);
    let tests: Vec<String> = table.iter().filter_map(named).collect();
    assert!(tests.len() >= 17, "{tests:?}");
    for test in &tests {
        assert!(source.contains(&format!("fn {test}()")), "docs/gate.md names the test `{test}`, which is not there");
    }
}
