//! In a pipeline: the branch that a pull request is for governs the gate, and hooks of git run it.
//!
//! The tests run the real binary in real repositories, with the variables that each platform sets.

use crate::tool::{RULE, Said, folder, said, wardline, write};
use git2::{IndexAddOption, Repository, RepositoryInitOptions, Signature};
use std::path::Path;
use tempfile::TempDir;

/// A repository with these files on `main`, which `origin/main` stands for too, and a branch `work` checked out.
fn repository(files: &[(&str, &str)]) -> (TempDir, Repository) {
    let folder = folder(files);
    let git = Repository::init_opts(folder.path(), RepositoryInitOptions::new().initial_head("main")).unwrap();
    let main = commit(&git);
    git.reference("refs/remotes/origin/main", main, true, "fetched").unwrap();
    git.branch("work", &git.find_commit(main).unwrap(), false).unwrap();
    git.set_head("refs/heads/work").unwrap();
    (folder, git)
}

fn commit(git: &Repository) -> git2::Oid {
    let mut index = git.index().unwrap();
    index.add_all(["*"], IndexAddOption::FORCE, None).unwrap();
    index.write().unwrap();
    let tree = git.find_tree(index.write_tree().unwrap()).unwrap();
    let who = Signature::now("Sam Example", "sam@example.org").unwrap();
    let head = git.head().ok().map(|head| head.peel_to_commit().unwrap());
    git.commit(Some("HEAD"), &who, &who, "change", &tree, &head.iter().collect::<Vec<_>>()).unwrap()
}

fn gate(folder: &Path, variables: &[(&str, &str)], arguments: &[&str]) -> Said {
    said(wardline(folder).envs(variables.iter().copied()).args(["gate", "--config", "rules.yaml"]).args(arguments))
}

#[test]
fn the_branch_of_the_pull_request_governs() {
    let (folder, git) =
        repository(&[("rules.yaml", RULE), (".wardline/policy.yaml", "version: 1\n"), ("a.py", "x = 1\n")]);
    write(folder.path(), ".wardline/policy.yaml", b"version: 1\nblock: {severity: none}\n");
    write(folder.path(), "rules.yaml", RULE.replace("danger($X)", "harmless($X)").as_bytes());
    write(folder.path(), "a.py", b"danger(1)\n");
    commit(&git);
    let github = [("CI", "true"), ("GITHUB_BASE_REF", "main")];
    let azure = [("TF_BUILD", "True"), ("SYSTEM_PULLREQUEST_TARGETBRANCH", "refs/heads/main")];
    for variables in [&github, &azure] {
        let said = gate(folder.path(), variables, &[]);
        assert_eq!(said.code, 1, "{said:?}");
        let expected =
            format!("policy, rules and waivers are those of origin/main, the branch that {} names", variables[1].0);
        assert!(said.stderr.contains(&expected), "{said:?}");
    }
    assert_eq!(gate(folder.path(), &[("GITHUB_BASE_REF", "main")], &[]).code, 0, "at a desk the work tree counts");
    assert_eq!(gate(folder.path(), &[("CI", "true")], &[]).code, 0, "so it does without a pull request");
    let said = gate(folder.path(), &github, &["--policy-ref", "worktree"]);
    assert!(
        said.code == 0 && said.stderr.contains("those of the work tree, which a change under test can write"),
        "{said:?}"
    );
    let said = gate(folder.path(), &github, &["--policy-ref", "main"]);
    assert!(said.code == 1 && !said.stderr.contains("GITHUB_BASE_REF"), "{said:?}");
}

#[test]
fn a_branch_that_was_not_fetched_is_exit_code_6() {
    let (folder, _) = repository(&[("rules.yaml", RULE), ("a.py", "x = 1\n")]);
    let said = gate(folder.path(), &[("CI", "true"), ("GITHUB_BASE_REF", "release")], &[]);
    assert_eq!(said.code, 6, "{said:?}");
    assert!(said.stderr.contains("git knows no commit `origin/release` here"), "{said:?}");
    assert!(
        said.stderr.contains("run `git fetch origin origin/release:")
            || said.stderr.contains("run `git fetch origin release:"),
        "{said:?}"
    );
}

/// Git itself, with nothing of the machine's configuration, and our binary on its path.
#[cfg(unix)]
fn git(folder: &Path, home: &Path, arguments: &[&str]) -> Said {
    let binary = assert_cmd::cargo::cargo_bin!("wardline").parent().unwrap().display().to_string();
    let path = format!("{binary}:{}", std::env::var("PATH").unwrap());
    let mut command = assert_cmd::Command::new("git");
    command.current_dir(folder).env_clear().env("PATH", path).env("HOME", home).env("GIT_CONFIG_NOSYSTEM", "1");
    let who = ["-c", "user.name=Sam Example", "-c", "user.email=sam@example.org", "-c", "commit.gpgsign=false"];
    said(command.args(who).args(arguments))
}

/// A real `git commit` runs the hook that `init` wrote, in the main work tree and in a linked one.
#[cfg(unix)]
#[test]
fn the_hook_judges_what_is_committed() {
    const FLAW: &[u8] =
        b"import hashlib\n\n\ndef store(password):\n    return hashlib.md5(password.encode()).hexdigest()\n";
    let (folder, home) = (folder(&[("a.py", "x = 1\n"), ("b.py", "y = 1\n")]), folder(&[]));
    let commit = |folder: &Path, arguments: &[&str]| {
        git(folder, home.path(), &[&["commit", "-m", "change"], arguments].concat())
    };
    assert_eq!(git(folder.path(), home.path(), &["init", "--quiet"]).code, 0);
    assert_eq!(said(wardline(folder.path()).env("HOME", home.path()).args(["init", "--hook"])).code, 0);
    assert_eq!(git(folder.path(), home.path(), &["add", "."]).code, 0);
    let clean = commit(folder.path(), &[]);
    assert_eq!(clean.code, 0, "{clean:?}");

    let blocked = |said: &Said, what: &str| {
        assert_eq!(said.code, 1, "{what}: {said:?}");
        let shown = format!("{}{}", said.stdout, said.stderr);
        assert!(shown.contains("authn.password.python.fast-hash") && shown.contains("a.py:5"), "{what}: {shown}");
    };
    write(folder.path(), "a.py", FLAW);
    blocked(&commit(folder.path(), &["-a"]), "-a commits an index of its own");
    blocked(&commit(folder.path(), &["a.py"]), "so does a path");
    assert_eq!(git(folder.path(), home.path(), &["add", "a.py"]).code, 0);
    blocked(&commit(folder.path(), &[]), "staged");
    write(folder.path(), "a.py", b"x = 2\n");
    blocked(&commit(folder.path(), &[]), "staged and mended on disk only");
    write(folder.path(), "b.py", b"y = 2\n");
    let other = commit(folder.path(), &["b.py"]);
    assert_eq!(other.code, 0, "the flaw is not in this commit: {other:?}");
    assert_eq!(git(folder.path(), home.path(), &["add", "a.py"]).code, 0);
    assert_eq!(commit(folder.path(), &[]).code, 0, "mended");

    let linked = home.path().join("linked");
    let added = git(folder.path(), home.path(), &["worktree", "add", "--quiet", linked.to_str().unwrap()]);
    assert_eq!(added.code, 0, "{added:?}");
    write(&linked, "a.py", FLAW);
    blocked(&commit(&linked, &["-a"]), "a linked work tree");
}
