//! `wardline init`: what it writes is accepted at once, and what is there stays.

use crate::tool::{folder, run, said, wardline, write};
use std::path::Path;

fn text(folder: &Path, path: &str) -> String {
    std::fs::read_to_string(folder.join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn what_is_written_is_accepted_at_once() {
    let tree = folder(&[
        ("services/portal/app.py", "x = 1\n"),
        ("services/portal/tests/app_test.py", "y = 2\n"),
        (".gitlab-ci.yml", "stages: [test]\n"),
        ("CODEOWNERS", "* @example\n"),
    ]);
    let told = run(tree.path(), &["init"]);
    assert_eq!(told.code, 0, "{told:?}");
    let expected = "wrote .wardline/policy.yaml\nwrote .gitlab/wardline.yml\n";
    assert!(told.stdout.starts_with(expected) && told.stdout.ends_with("next: wardline gate\n"), "{told:?}");
    assert!(
        told.stdout.contains("include: [{local: .gitlab/wardline.yml}]") && told.stdout.contains("in CODEOWNERS"),
        "{told:?}"
    );
    let policy = text(tree.path(), ".wardline/policy.yaml");
    assert!(policy.contains("# Files here, by language: python 2, yaml 1."), "{policy}");
    assert!(policy.contains("  - paths: [\"services/portal/tests/**\"]\n    class: test\n"), "{policy}");
    let gate = run(tree.path(), &["gate"]);
    assert_eq!(gate.code, 0, "{gate:?}");
    // What is only a warning elsewhere blocks where patients are.
    let rule = "rules:\n  - id: test.mild\n    languages: [python]\n    severity: MEDIUM\n    message: m\n    pattern: x = 1\n";
    write(tree.path(), "rule.yaml", rule.as_bytes());
    write(tree.path(), "tool/app.py", b"x = 1\n");
    for (path, code) in [("tool", 0), ("services", 1)] {
        let gate = run(tree.path(), &["gate", "-c", "rule.yaml", path]);
        assert_eq!(gate.code, code, "{path}: {gate:?}");
    }
}

#[test]
fn every_platform_passes_the_gate() {
    let tree = folder(&[("app.py", "x = 1\n")]);
    let told = run(tree.path(), &["init", "--ci", "github", "--ci", "gitlab", "--ci", "azure", "--ci", "jenkins"]);
    assert_eq!(told.code, 0, "{told:?}");
    assert!(text(tree.path(), ".github/workflows/wardline.yml").contains("branches: [\"main\"]"));
    let gate = run(tree.path(), &["gate"]);
    assert_eq!(gate.code, 0, "{gate:?}");
    assert!(gate.stdout.contains("Findings  none"), "{gate:?}");
}

#[test]
fn what_is_there_stays() {
    let tree = folder(&[("app.py", "x = 1\n"), (".wardline/policy.yaml", "version: 1\n")]);
    let told = run(tree.path(), &["init"]);
    assert_eq!(told.code, 2, "{told:?}");
    assert!(told.stderr.contains("`.wardline/policy.yaml` is there already and will not be overwritten"), "{told:?}");
    let told = run(tree.path(), &["init", "--ci", "jenkins"]);
    assert_eq!(told.code, 0, "a step can be added later: {told:?}");
    assert_eq!(text(tree.path(), ".wardline/policy.yaml"), "version: 1\n");
    let path = "Jenkinsfile.wardline";
    assert_eq!(run(tree.path(), &["init", "--ci", "jenkins"]).code, 0, "the same text again is no conflict");
    write(tree.path(), path, b"mine\n");
    let told = run(tree.path(), &["init", "--ci", "jenkins", "--ci", "github"]);
    assert!(told.code == 2 && told.stderr.contains("`Jenkinsfile.wardline` is there"), "{told:?}");
    assert!(!tree.path().join(".github").exists(), "all or nothing");
    assert_eq!(text(tree.path(), path), "mine\n");
}

#[test]
fn a_dry_run_writes_nothing() {
    let tree = folder(&[("app.py", "x = 1\n")]);
    let told = run(tree.path(), &["init", "--dry-run", "--ci", "github"]);
    assert!(
        told.code == 0 && told.stdout.contains("would write .wardline/policy.yaml\n\n# The policy of the gate"),
        "{told:?}"
    );
    assert!(!tree.path().join(".wardline").exists() && !tree.path().join(".github").exists());
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_tree() {
    let (tree, outside) = (folder(&[("app.py", "x = 1\n")]), folder(&[]));
    std::os::unix::fs::symlink(outside.path(), tree.path().join(".wardline")).unwrap();
    let told = run(tree.path(), &["init"]);
    assert_eq!(told.code, 2, "{told:?}");
    assert_eq!(std::fs::read_dir(outside.path()).unwrap().count(), 0);
}

#[cfg(unix)]
#[test]
fn hooks_go_where_git_looks_for_them() {
    let check = |prepare: &dyn Fn(&git2::Repository), code: i32, expected: &str| {
        let tree = folder(&[("app.py", "x = 1\n")]);
        let git = git2::Repository::init(tree.path()).unwrap();
        prepare(&git);
        let home = folder(&[]);
        let told = said(wardline(tree.path()).env("HOME", home.path()).args(["init", "--hook"]));
        assert_eq!(told.code, code, "{told:?}");
        let there = if code == 0 { text(tree.path(), expected) } else { told.stderr };
        assert!(
            there.contains(if code == 0 { "exec wardline gate --staged" } else { expected }),
            "{expected}: {there}"
        );
    };
    check(&|_| (), 0, ".git/hooks/pre-commit");
    check(&|git| git.config().unwrap().set_str("core.hooksPath", ".hooks").unwrap(), 0, ".hooks/pre-commit");
    check(
        &|git| git.config().unwrap().set_str("core.hooksPath", "/opt/hooks").unwrap(),
        2,
        "add this line to `/opt/hooks/pre-commit` yourself: wardline gate --staged || exit $?",
    );
    check(
        &|git| write(git.path(), "hooks/pre-commit", b"#!/bin/sh\nmake lint\n"),
        2,
        "add this line to `.git/hooks/pre-commit`: wardline gate --staged || exit $?",
    );
    let told = run(folder(&[("app.py", "x = 1\n")]).path(), &["init", "--hook"]);
    assert!(told.code == 2 && told.stderr.contains("run `git init` first"), "{told:?}");
}
