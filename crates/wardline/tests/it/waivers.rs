//! Waivers, end to end: who may except what, for how long, and what a change can make of the register.

use crate::repo::{Repo, findings};
use crate::tool::{RULE, folder, run, strings};
use serde_json::Value;

const VALID: &str = "version: 1
waivers:
  - id: W-7
    rule: test.danger
    paths: [\"old/**\"]
    kind: false-positive
    reason: Reads no patient data.
    owner: \"@clinic\"
    approver: \"@security\"
    created: 2026-11-01
    expires: 2026-12-31
";

/// What becomes of a change to a tree with a waiver: the findings with their rules.
fn check(valid: &str, change: impl Fn(&Repo), code: i32, expected: &[&str]) {
    let repo = Repo::new(&[("rules.yaml", RULE), (".wardline/waivers.yaml", valid), ("old/x.py", "x = 1\n")]);
    change(&repo);
    repo.commit();
    let (found, report) = repo.report(&["--base", "main", "--now", "2026-11-22"]);
    let rules = strings(&report["findings"], "rule");
    let shown: Vec<String> = findings(&report).into_iter().zip(rules).map(|(f, rule)| format!("{f} {rule}")).collect();
    assert_eq!((found, shown), (code, expected.iter().map(|s| (*s).to_owned()).collect()), "{report:#}");
}

/// A register with one waiver for all of `danger` in a folder.
fn register(expires: &str) -> String {
    VALID.replace("2026-12-31", expires)
}

#[test]
fn a_waiver_of_the_protected_branch_excepts_a_finding() {
    let repo = Repo::new(&[("rules.yaml", RULE), (".wardline/waivers.yaml", &register("2026-12-31"))]);
    repo.write("old/a.py", "danger(1)\n");
    repo.commit();
    let (code, report) = repo.report(&["--base", "main", "--now", "2026-11-22"]);
    assert_eq!((code, findings(&report)), (0, vec!["old/a.py:1 new record".to_owned()]), "{report:#}");
    assert_eq!(report["findings"][0]["waiver"], "W-7", "{report:#}");
    let (code, report) = repo.report(&["--base", "main", "--now", "2027-01-01"]);
    let expected = [".wardline/waivers.yaml:3 new warn", "old/a.py:1 new block"];
    assert_eq!((code, findings(&report)), (1, expected.map(str::to_owned).to_vec()), "{report:#}");
    assert_eq!(report["findings"][0]["rule"], "gate.waiver.expired", "{report:#}");
}

#[test]
fn a_change_cannot_waive_its_own_findings() {
    let repo = Repo::new(&[("rules.yaml", RULE)]);
    repo.write("old/a.py", "danger(1)\n");
    repo.write(".wardline/waivers.yaml", &register("2026-12-31"));
    repo.commit();
    let (code, report) = repo.report(&["--base", "main", "--now", "2026-11-22"]);
    let expected = [".wardline/waivers.yaml:1 new warn", ".wardline/waivers.yaml:3 new record", "old/a.py:1 new block"];
    assert_eq!((code, findings(&report)), (1, expected.map(str::to_owned).to_vec()), "{report:#}");
    assert_eq!(strings(&report["findings"], "rule")[1], "gate.waiver.proposed");
}

#[test]
fn waived_findings_are_suppressed_in_sarif_and_left_out_for_github() {
    let repo = Repo::new(&[
        ("rules.yaml", RULE),
        (".wardline/waivers.yaml", &register("2026-12-31")),
        ("old/a.py", "danger(1)\n"),
    ]);
    let sarif = |arguments: &[&str]| -> Value {
        let said = repo.gate(&[&["--now", "2026-11-22", "--format", "sarif"], arguments].concat());
        serde_json::from_str(&said.stdout).unwrap_or_else(|error| panic!("{error}: {said:?}"))
    };
    let full = sarif(&[]);
    let suppression = &full["runs"][0]["results"][0]["suppressions"][0];
    assert_eq!((&suppression["kind"], &suppression["status"]), (&"external".into(), &"accepted".into()), "{full:#}");
    assert!(suppression["justification"].as_str().unwrap().starts_with("W-7: Reads no patient data."), "{full:#}");
    assert_eq!(sarif(&["--sarif-profile", "github"])["runs"][0]["results"], serde_json::json!([]));
}

#[test]
fn a_register_with_mistakes_is_refused() {
    let repo = Repo::new(&[
        ("rules.yaml", RULE),
        (".wardline/waivers.yaml", "version: 1\nwaivers:\n  - id: W-1\n"),
        ("a.py", "x = 1\n"),
    ]);
    let said = repo.gate(&[]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.stderr.contains(".wardline/waivers.yaml:3:5: a waiver needs `"), "{said:?}");
}

#[test]
fn who_wrote_the_change_cannot_have_approved_it() {
    let danger = |repo: &Repo| repo.write("old/a.py", "danger(1)\n");
    let blocked: [&str; 2] =
        [".wardline/waivers.yaml:3 new block gate.waiver.approved-by-author", "old/a.py:1 new block test.danger"];
    check(VALID, danger, 0, &["old/a.py:1 new record test.danger"]);
    // The commits of these tests are by Sam Example <sam@example.org>.
    for approver in ["sam@example.org", "@sam", "Sam Example", "SAM@example.org"] {
        check(&VALID.replace("@security", approver), danger, 1, &blocked);
    }
    check(&VALID.replace("@security", "samantha"), danger, 0, &["old/a.py:1 new record test.danger"]);
    let together = |repo: &Repo| {
        danger(repo);
        repo.commit_as("change\n\nCo-Authored-By: Kim <77+kim@users.noreply.github.com>");
    };
    check(&VALID.replace("@security", "@kim"), together, 1, &blocked);
}

#[test]
fn what_a_change_would_make_of_the_register_is_shown() {
    let rewrites = ".wardline/waivers.yaml:1 new warn gate.change.governing-file";
    let check = |old: &'static str, new: &'static str, expected: &[&str]| {
        let expected: Vec<&str> = [&[rewrites], expected].concat();
        let code = i32::from(expected.iter().any(|line| line.contains(" block ")));
        check(VALID, |repo| repo.write(".wardline/waivers.yaml", &VALID.replace(old, new)), code, &expected);
    };
    let widened = ".wardline/waivers.yaml:3 new warn gate.waiver.widened";
    check("old/**", "**", &[widened]);
    check("2026-12-31", "2027-01-31", &[widened]);
    check("rule: test.danger", "control: \"iso27799:8.28\"", &[widened]);
    check("@security", "@someone", &[widened]);
    check("2026-12-31", "2026-12-30", &[]);
    check("Reads no", "It reads no", &[]);
    check("2026-12-31", "2026-02-30", &[".wardline/waivers.yaml:11 new block gate.change.unreadable"]);
}

#[test]
fn a_change_that_breaks_the_policy_is_shown() {
    let change = |repo: &Repo| repo.write(".wardline/policy.yaml", "version: 1\nblok: {}\n");
    let expected = [
        ".wardline/policy.yaml:1 new warn gate.change.governing-file",
        ".wardline/policy.yaml:2 new block gate.change.unreadable",
    ];
    check(VALID, change, 1, &expected);
}

#[test]
fn a_comment_needs_a_waiver_of_the_register() {
    let inline = VALID.replace("    kind:", "    inline: true\n    kind:");
    let code = |text: &'static str| move |repo: &Repo| repo.write("old/a.py", text);
    let waived = "old/a.py:2 new record test.danger";
    check(&inline, code("# wardline:ignore test.danger W-7\ndanger(1)\n"), 0, &[waived]);
    check(&inline, code("\ndanger(1)  # wardline:ignore test.danger W-7\n"), 0, &[waived]);
    check(&inline, code("\ndanger(1)\n"), 1, &["old/a.py:2 new block test.danger"]);
    let blocked =
        |rule: &'static str| [format!("old/a.py:1 new block {rule}"), "old/a.py:2 new block test.danger".to_owned()];
    for (comment, rule) in [
        ("wardline:ignore test.danger W-8", "gate.inline.unknown-waiver"),
        ("wardline:ignore test.danger", "gate.inline.malformed"),
        ("wardline:ignore", "gate.inline.malformed"),
        ("wardline:ignore  test.danger W-7", "gate.inline.malformed"),
        ("wardline: ignore test.danger W-7", "gate.inline.malformed"),
        ("WARDLINE:IGNORE test.danger W-7", "gate.inline.malformed"),
        ("wardline:ignore test.danger W-7 for now", "gate.inline.malformed"),
        ("wardline-disable test.danger", "gate.inline.malformed"),
    ] {
        let text = format!("# {comment}\ndanger(1)\n");
        let expected = blocked(rule);
        check(&inline, |repo| repo.write("old/a.py", &text), 1, &expected.each_ref().map(String::as_str));
    }
    let other = ["old/a.py:1 new record gate.inline.unused", "old/a.py:2 new block test.danger"];
    check(&inline, code("# wardline:ignore test.other W-7\ndanger(1)\n"), 1, &other);
    // The register says where comments count.
    let needless = ["old/a.py:1 new block gate.inline.unknown-waiver", "old/a.py:2 new record test.danger"];
    check(VALID, code("# wardline:ignore test.danger W-7\ndanger(1)\n"), 1, &needless);
    check(
        &inline,
        |repo| repo.write("new/a.py", "danger(1)  # wardline:ignore test.danger W-7\n"),
        1,
        &["new/a.py:1 new block test.danger", "new/a.py:1 new record gate.inline.unused"],
    );
    // Comments of other tools mean nothing here.
    check(&inline, code("\ndanger(1)  # nosemgrep nosec NOSONAR\n"), 1, &["old/a.py:2 new block test.danger"]);
}

#[test]
fn comments_are_no_findings_of_a_scan() {
    let repo = Repo::new(&[("rules.yaml", RULE), ("a.py", "# wardline:ignore test.danger W-7\ndanger(1)\n")]);
    let (_, report) = crate::tool::json(repo.path(), &["scan", "--config", "rules.yaml"]);
    assert_eq!((report["findings"].as_array().unwrap().len(), report["rules"].as_array().unwrap().len()), (1, 1));
    let (_, report) = repo.report(&[]);
    let ids = strings(&report["rules"], "id");
    assert_eq!(ids, ["test.danger", "gate.inline.unknown-waiver"], "{report:#}");
}

const ADD: [&str; 14] = [
    "waiver",
    "add",
    "--rule",
    "test.danger",
    "--path",
    "old/**",
    "--kind",
    "false-positive",
    "--reason",
    "It is \"fine\": #1",
    "--now",
    "2026-11-22",
    "--owner",
    "@clinic",
];

#[test]
fn a_waiver_that_was_added_is_one_of_the_register() {
    let repo = Repo::new(&[("rules.yaml", RULE), ("old/a.py", "danger(1)\n")]);
    let said = run(repo.path(), &[&ADD[..], &["--approver", "@security", "--days", "30"]].concat());
    assert_eq!((said.code, said.stdout.split(' ').next().unwrap()), (0, "W-2026-001"), "{said:?}");
    let text = std::fs::read_to_string(repo.path().join(".wardline/waivers.yaml")).unwrap();
    std::fs::write(repo.path().join(".wardline/waivers.yaml"), format!("# Ours.\n{text}")).unwrap();
    let control = ["waiver", "add", "--control", "iso27799:A.8.28", "--path", "x/*.py", "--kind", "risk-accepted"];
    let rest =
        ["--reason", "r", "--compensating-control", "c", "--owner", "a", "--approver", "b", "--now", "2026-11-22"];
    let said = run(repo.path(), &[&control[..], &rest, &["--inline"]].concat());
    assert_eq!(said.code, 0, "{said:?}");
    let listed = run(repo.path(), &["waiver", "list", "--json", "--now", "2026-12-23"]);
    let listed: Value = serde_json::from_str(&listed.stdout).unwrap();
    assert_eq!(strings(&listed, "state"), ["expired", "in-force"], "{listed:#}");
    assert_eq!((&listed[0]["reason"], &listed[1]["control"]), (&"It is \"fine\": #1".into(), &"iso27799:8.28".into()));
    let text = std::fs::read_to_string(repo.path().join(".wardline/waivers.yaml")).unwrap();
    assert!(text.starts_with("# Ours.\nversion: 1\n"), "{text}");
    let (code, report) = repo.report(&["--now", "2026-11-22"]);
    assert_eq!((code, &report["findings"][1]["waiver"]), (0, &"W-2026-001".into()), "{report:#}");
    let check = |arguments: &[&str]| run(repo.path(), &[&["waiver", "check"], arguments].concat());
    assert_eq!(check(&["--now", "2026-11-22"]).code, 0);
    let soon = check(&["--now", "2026-12-20", "--within", "7"]);
    assert_eq!((soon.code, soon.stdout.contains("W-2026-001 ends 2026-12-22 (days left: 2)")), (1, true), "{soon:?}");
    assert!(check(&["--now", "2026-12-23"]).stdout.contains("W-2026-001 has no effect: expired"));
}

#[test]
fn a_waiver_without_effect_is_not_added() {
    let check = |files: &[(&str, &str)], arguments: &[&str], said: &str| {
        let folder = folder(files);
        let before = std::fs::read(folder.path().join(".wardline/waivers.yaml")).ok();
        let found = run(folder.path(), &[&ADD[..], arguments].concat());
        assert_eq!((found.code, found.stderr.contains(said)), (2, true), "{said}: {found:?}");
        assert_eq!(std::fs::read(folder.path().join(".wardline/waivers.yaml")).ok(), before);
    };
    let policy = (".wardline/policy.yaml", "version: 1\nwaivers:\n  max_days: 20\n");
    check(&[], &["--approver", "CLINIC"], "name an approver who is not the owner");
    check(&[policy], &["--approver", "b", "--days", "21"], "allows 20 days (.wardline/policy.yaml:3:13)");
    check(&[], &["--approver", "b", "--expires", "2026-11-21"], "expired");
    check(&[], &["--approver", "b", "--control", "iso27799:99.1"], "`iso27799:99.1` is no control of a catalogue");
    check(&[], &["--approver", "b", "--fingerprint", "12"], "`12` is no fingerprint");
    let flow = (".wardline/waivers.yaml", "waivers: []\nversion: 1\n");
    check(&[flow], &["--approver", "b"], "add this to its list of waivers by hand:\n  - id: \"W-2026-001\"");
    let twice = (".wardline/waivers.yaml", VALID);
    check(&[twice], &["--approver", "b", "--id", "W-7"], "the id `W-7` is used twice");
}

#[test]
fn a_text_about_comments_is_no_mistake() {
    let text = "# Write wardline:ignore RULE WAIVER, never wardline-ignore.\nx = 1\ndanger(1)\n";
    check(VALID, |repo| repo.write("old/a.py", text), 0, &["old/a.py:3 new record test.danger"]);
}
