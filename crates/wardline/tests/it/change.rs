//! Judging a change: what is new blocks, what was there does not, and the change cannot govern its own gate.
//!
//! Every test makes a real repository and runs the binary on it.

use crate::repo::{Repo, findings};
use crate::tool::{RULE, Said, folder, json, run, strings, write};
use git2::{IndexAddOption, Repository};
use std::path::Path;

#[test]
fn a_change_cannot_hide_code_in_parse_errors() {
    let check = |name: &str, before: Option<&str>, after: &str, code: i32, expected: &[&str]| {
        let repo = Repo::new(&[("rules.yaml", RULE), ("z.py", "x = 1\n")]);
        repo.checkout("main");
        if let Some(before) = before {
            repo.write(name, before);
        }
        repo.commit();
        repo.branch("change");
        repo.write(name, after);
        repo.commit();
        let (found, report) = repo.report(&["--base", "main"]);
        let expected: Vec<String> = expected.iter().map(|s| (*s).to_owned()).collect();
        assert_eq!((found, findings(&report)), (code, expected), "{report:#}");
    };
    let filler = "value = compute(1)\n".repeat(40);
    let broken = format!("{filler}def (((:\n    danger(1)\n");
    check("a.py", Some(&filler), &broken, 1, &["a.py:1 new block", "a.py:42 new block"]);
    check("a.py", Some(&broken), &format!("{filler}{broken}"), 0, &["a.py:82 existing warn"]);
    check("a.py", None, &broken, 1, &["a.py:1 new warn", "a.py:42 new block"]);
    check("a.py", Some(&broken), &filler, 0, &[]);
}

/// Judges `change` made to a tree with two files, one of which has a finding.
fn check(change: impl Fn(&Repo), code: i32, expected: &[&str]) {
    let repo = Repo::new(&[
        ("rules.yaml", RULE),
        ("old.py", "import os\n\n\ndef old():\n    danger(patient.name)\n    return os.name\n"),
        ("quiet.py", "def quiet():\n    return 1\n"),
    ]);
    change(&repo);
    repo.commit();
    let (found, report) = repo.report(&["--base", "main"]);
    assert_eq!((found, findings(&report)), (code, expected.iter().map(|s| (*s).to_owned()).collect()), "{report:#}");
}

#[test]
fn only_what_is_new_blocks() {
    check(|repo| repo.write("quiet.py", "def quiet():\n    return 2\n"), 0, &[]);
    check(|repo| repo.write("new.py", "danger(1)\n"), 1, &["new.py:1 new block"]);
    check(|repo| repo.write("quiet.py", "danger(patient.id)\n"), 1, &["quiet.py:1 new block"]);
    check(|repo| repo.remove("old.py"), 0, &[]);
}

#[test]
fn what_was_there_is_known_again() {
    let body = "import os\n\n\ndef old():\n    danger(patient.name)\n    return os.name\n";
    let edited = format!("# what this does\n{}", body.replace("patient.name", " patient . name "));
    check(|repo| repo.write("old.py", &edited), 0, &["old.py:6 existing warn"]);
    check(
        |repo| {
            repo.remove("old.py");
            repo.write("lib/renamed.py", body);
        },
        0,
        &["lib/renamed.py:5 existing warn"],
    );
    check(
        |repo| {
            repo.write("old.py", "def old():\n    pass\n");
            repo.write("quiet.py", "def quiet():\n    danger(patient.name)\n");
        },
        0,
        &["quiet.py:2 existing warn"],
    );
}

#[test]
fn a_second_copy_is_new() {
    let twice = "danger(patient.name)\ndanger(patient.name)\n";
    check(|repo| repo.write("old.py", twice), 1, &["old.py:1 existing warn", "old.py:2 new block"]);
    check(|repo| repo.write("copy.py", "danger(patient.name)\n"), 1, &["copy.py:1 new block"]);
}

#[test]
fn the_policy_says_what_comes_of_old_findings() {
    let check = |existing: &str, code: i32, expected: &str| {
        let repo = Repo::new(&[("rules.yaml", RULE), ("a.py", "danger(1)\n")]);
        repo.checkout("main");
        repo.write(".wardline/policy.yaml", &format!("version: 1\nexisting: {existing}\n"));
        repo.commit();
        repo.branch("later");
        repo.write("a.py", "danger(1)\nx = 1\n");
        repo.commit();
        let (found, report) = repo.report(&["--base", "main"]);
        assert_eq!((found, findings(&report)), (code, vec![expected.to_owned()]), "{report:#}");
    };
    check("record", 0, "a.py:1 existing record");
    check("warn", 0, "a.py:1 existing warn");
    check("block", 1, "a.py:1 existing block");
}

#[test]
fn a_change_cannot_weaken_its_own_policy() {
    let repo = Repo::new(&[("rules.yaml", RULE), (".wardline/policy.yaml", "version: 1\n")]);
    repo.write(".wardline/policy.yaml", "version: 1\nblock:\n  severity: none\n");
    repo.write("a.py", "danger(1)\n");
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    assert_eq!(code, 1, "{report:#}");
    assert_eq!(findings(&report), [".wardline/policy.yaml:1 new warn", "a.py:1 new block"]);
    assert_eq!(report["findings"][0]["rule"], "gate.change.governing-file");
    let without = repo.report(&[]);
    assert_eq!(without.0, 0, "without a base the tree's own policy counts: {:#}", without.1);
}

#[test]
fn a_change_cannot_weaken_its_own_rules() {
    let repo = Repo::new(&[("rules.yaml", RULE)]);
    repo.write("rules.yaml", &RULE.replace("danger($X)", "harmless($X)"));
    repo.write("a.py", "danger(1)\n");
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    assert_eq!((code, findings(&report)), (1, vec!["a.py:1 new block".into(), "rules.yaml:1 new warn".into()]));
    repo.remove("rules.yaml");
    repo.commit();
    assert_eq!(repo.report(&["--base", "main"]).0, 1, "a rule file that is gone from the tree still counts");
}

#[test]
fn an_old_branch_does_not_bring_an_old_policy_back() {
    let repo = Repo::new(&[("rules.yaml", RULE), (".wardline/policy.yaml", "version: 1\nblock:\n  severity: none\n")]);
    repo.write("a.py", "danger(1)\n");
    repo.commit();
    repo.checkout("main");
    repo.write(".wardline/policy.yaml", "version: 1\n");
    repo.commit();
    repo.checkout("work");
    let (code, report) = repo.report(&["--base", "main"]);
    assert_eq!((code, findings(&report)), (1, vec!["a.py:1 new block".to_owned()]), "{report:#}");
}

#[test]
fn a_policy_or_rule_that_is_only_in_the_change_is_refused() {
    let repo = Repo::new(&[("rules.yaml", RULE), ("a.py", "x = 1\n")]);
    repo.write("own.yaml", RULE);
    repo.write("policy.yaml", "version: 1\n");
    repo.commit();
    for arguments in [
        &["gate", "--base", "main", "--config", "own.yaml"][..],
        &["gate", "--base", "main", "--policy", "policy.yaml"],
    ] {
        let said = run(repo.path(), arguments);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.stderr.contains("is not in main, from which the gate takes it"), "{said:?}");
    }
}

#[test]
fn what_is_staged_is_what_counts() {
    let repo = Repo::new(&[("rules.yaml", RULE), ("a.py", "x = 1\n"), ("b.py", "danger(2)\n")]);
    repo.write("a.py", "danger(1)\n");
    repo.stage();
    repo.write("a.py", "x = 1\n");
    let (code, report) = repo.report(&["--staged"]);
    assert_eq!((code, findings(&report)), (1, vec!["a.py:1 new block".to_owned()]), "the index counts: {report:#}");
    assert_eq!(report["ledger"]["summary"]["skipped"]["unchanged"], 2, "{report:#}");
    repo.stage();
    repo.write("a.py", "danger(1)\n");
    let (code, report) = repo.report(&["--staged"]);
    assert_eq!((code, findings(&report)), (0, vec![]), "the work tree does not: {report:#}");
}

#[test]
fn the_first_commit_has_an_empty_base() {
    let files = folder(&[("rules.yaml", RULE), ("a.py", "danger(1)\n")]);
    let git = Repository::init(files.path()).unwrap();
    let mut index = git.index().unwrap();
    index.add_all(["*"], IndexAddOption::DEFAULT, None).unwrap();
    index.write().unwrap();
    let (code, report) = json(files.path(), &["gate", "--config", "rules.yaml", "--staged"]);
    assert_eq!((code, findings(&report)), (1, vec!["a.py:1 new block".to_owned()]), "{report:#}");
}

#[test]
fn detached_heads_and_merges_have_a_base() {
    let repo = Repo::new(&[("rules.yaml", RULE), ("a.py", "danger(1)\n")]);
    repo.write("b.py", "danger(2)\n");
    let work = repo.commit();
    repo.checkout("main");
    repo.write("a.py", "danger(1)\nmore = 1\n");
    repo.commit();
    // As a pull request is checked out in CI: the merge of both, on no branch.
    repo.git.set_head_detached(repo.git.head().unwrap().target().unwrap()).unwrap();
    repo.write("b.py", "danger(2)\n");
    repo.commit_with(Some(work));
    let (code, report) = repo.report(&["--base", "main"]);
    assert_eq!((code, findings(&report)), (1, vec!["b.py:1 new block".to_owned()]), "{report:#}");
}

#[test]
fn a_folder_of_the_repository_is_judged_alone() {
    let repo = Repo::new(&[("sub/rules.yaml", RULE), ("sub/a.py", "danger(1)\n"), ("b.py", "danger(2)\n")]);
    repo.write("sub/a.py", "danger(1)\ndanger(3)\n");
    repo.write("b.py", "danger(2)\ndanger(4)\n");
    repo.commit();
    let (code, report) = json(&repo.path().join("sub"), &["gate", "--config", "rules.yaml", "--base", "main"]);
    assert_eq!(
        (code, findings(&report)),
        (1, vec!["a.py:1 existing warn".into(), "a.py:2 new block".into()]),
        "{report:#}"
    );
}

#[test]
fn a_base_that_is_not_there_is_exit_code_6() {
    let repo = Repo::new(&[("rules.yaml", RULE), ("a.py", "x = 1\n")]);
    repo.write("a.py", "x = 2\n");
    repo.commit();
    let check = |said: Said, expected: &[&str]| {
        assert_eq!((said.code, said.stdout.as_str()), (6, ""), "{said:?}");
        for part in expected {
            assert!(said.stderr.contains(part), "{part}: {said:?}");
        }
    };
    check(
        repo.gate(&["--base", "origin/none"]),
        &["git knows no commit `origin/none`", "git fetch origin origin/none"],
    );
    check(repo.gate(&["--policy-ref", "nowhere"]), &["git knows no commit `nowhere`"]);
    let plain = folder(&[("rules.yaml", RULE), ("a.py", "x = 1\n")]);
    check(run(plain.path(), &["gate", "--config", "rules.yaml", "--staged"]), &["is in none", "clone"]);
    // A shallow clone knows both commits and not where the two went apart.
    let work = repo.git.head().unwrap().target().unwrap();
    repo.checkout("main");
    repo.write("c.py", "y = 1\n");
    let main = repo.commit();
    repo.checkout("work");
    repo.git.reference("refs/remotes/origin/main", main, true, "fetched").unwrap();
    repo.git.remote("origin", "https://example.org/clinic.git").unwrap();
    write(repo.path(), ".git/shallow", format!("{main}\n{work}\n").as_bytes());
    check(
        repo.gate(&["--base", "origin/main"]),
        &["no common commit here: this clone is shallow", "git fetch --unshallow origin main"],
    );
}

#[test]
fn files_that_the_change_leaves_alone_are_in_the_ledger() {
    let repo = Repo::new(&[("rules.yaml", RULE), ("a.py", "x = 1\n"), ("b.py", "danger(2)\n")]);
    repo.write("a.py", "x = 2\n");
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    assert_eq!(code, 0, "{report:#}");
    assert_eq!(report["ledger"]["summary"]["files"], 3, "{report:#}");
    assert_eq!(strings(&report["ledger"]["entries"], "path"), ["a.py", "b.py", "rules.yaml"], "{report:#}");
}

#[cfg(unix)]
#[test]
fn a_change_cannot_link_its_rules_to_somewhere_else() {
    let repo = Repo::new(&[("rules.yaml", RULE)]);
    let elsewhere = folder(&[("harmless.yaml", &RULE.replace("danger($X)", "harmless($X)"))]);
    repo.remove("rules.yaml");
    std::os::unix::fs::symlink(elsewhere.path().join("harmless.yaml"), repo.path().join("rules.yaml")).unwrap();
    repo.write("a.py", "danger(1)\n");
    repo.commit();
    let (code, report) = repo.report(&["--base", "main"]);
    // The link itself is a gap: what it leads to was not analysed.
    assert_eq!((code, findings(&report)), (3, vec!["a.py:1 new block".into(), "rules.yaml:1 new warn".into()]));
}

#[test]
fn rules_beside_the_root_are_the_repositorys_too() {
    let repo = Repo::new(&[("rules/r.yaml", RULE), ("app/a.py", "x = 1\n")]);
    repo.write("rules/r.yaml", &RULE.replace("danger($X)", "harmless($X)"));
    repo.write("app/a.py", "danger(1)\n");
    repo.commit();
    let (code, report) = json(&repo.path().join("app"), &["gate", "--config", "../rules", "--base", "main"]);
    assert_eq!((code, findings(&report)), (1, vec!["a.py:1 new block".to_owned()]), "{report:#}");
}

#[test]
fn a_submodule_is_never_unchanged() {
    let repo = Repo::new(&[("rules.yaml", RULE), ("a.py", "x = 1\n")]);
    repo.checkout("main");
    let commit = repo.git.head().unwrap().target().unwrap();
    let mut index = repo.git.index().unwrap();
    let mut entry = index.get_path(Path::new("a.py"), 0).unwrap();
    (entry.path, entry.mode, entry.id) = (b"vendor".to_vec(), 0o160_000, commit);
    index.add(&entry).unwrap();
    index.write().unwrap();
    let said = repo.gate(&["--staged"]);
    assert_eq!(said.code, 3, "{said:?}");
    assert!(said.stdout.contains("1 file skipped as submodule: vendor"), "{said:?}");
}
