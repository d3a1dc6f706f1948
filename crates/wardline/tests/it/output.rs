//! Reports: where they go, that they are whole, and that they are the same on every machine.

use crate::tool::{RULE, folder, portal, run, said, wardline, workspace};
use serde_json::Value;
use std::path::Path;

#[test]
fn formats_and_files_are_paired_in_order() {
    // Arguments; then which format stdout and each file has, by its first characters.
    let cases: &[(&[&str], &str, &[(&str, &str)])] = &[
        (&[], "a.py", &[]),
        (&["--format", "json"], "{", &[]),
        (&["--format", "sarif", "-o", "s"], "", &[("s", "{\"$schema\"")]),
        (&["-o", "x.sarif"], "", &[("x.sarif", "{\"$schema\"")]),
        (&["-o", "x.json", "--format", "text"], "", &[("x.json", "a.py")]),
        (&["--format", "text", "--format", "sarif", "-o", "s"], "a.py", &[("s", "{\"$schema\"")]),
        (&["--format", "json", "-o", "j", "--format", "text", "-o", "t"], "", &[("j", "{"), ("t", "a.py")]),
        (&["--format", "json", "-o", "-"], "{", &[]),
    ];
    for (arguments, stdout, files) in cases {
        let tree = folder(&[("rule.yaml", RULE), ("a.py", "danger(1)\n")]);
        let said = run(tree.path(), &[&["scan", "-c", "rule.yaml"], *arguments].concat());
        assert_eq!(said.code, 0, "{arguments:?}: {said:?}");
        assert!(
            said.stdout.starts_with(stdout) && said.stdout.is_empty() == stdout.is_empty(),
            "{arguments:?}: {said:?}"
        );
        for (file, start) in *files {
            let text = std::fs::read_to_string(tree.path().join(file)).unwrap();
            let text: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(text.starts_with(start), "{arguments:?}: {file}: {text:.80}");
        }
        let left = std::fs::read_dir(tree.path()).unwrap().count();
        assert_eq!(left, 2 + files.len(), "{arguments:?}: no temporary file is left");
    }
}

#[test]
fn a_report_that_cannot_be_written_is_an_error_and_costs_no_other() {
    let cases: &[(&str, &str)] =
        &[("missing/out", "make its folder"), (".", "name another file"), ("rule.yaml/out", "name another file")];
    for (place, help) in cases {
        let tree = folder(&[("rule.yaml", RULE), ("a.py", "x = 1\n")]);
        let said = run(tree.path(), &["gate", "-c", "rule.yaml", "--format", "json", "-o", place, "--format", "text"]);
        assert_eq!(said.code, 2, "{place}: {said:?}");
        assert!(said.stderr.contains(place) && said.stderr.contains(help), "{place}: {said:?}");
        assert!(said.stdout.contains("PASS"), "{place}: {said:?}");
    }
}

#[test]
fn an_old_report_stays_until_the_new_one_is_whole() {
    let tree = folder(&[("rule.yaml", RULE), ("a.py", "x = 1\n"), ("out", "old")]);
    let said = run(tree.path(), &["scan", "-c", "missing.yaml", "--format", "json", "-o", "out"]);
    assert_eq!((said.code, std::fs::read_to_string(tree.path().join("out")).unwrap().as_str()), (2, "old"));
    run(tree.path(), &["scan", "-c", "rule.yaml", "--format", "json", "-o", "out"]);
    assert!(std::fs::read_to_string(tree.path().join("out")).unwrap().starts_with('{'));
}

#[test]
fn the_number_of_threads_does_not_show() {
    for format in ["text", "json", "sarif"] {
        let with = |jobs: &str| {
            said(wardline(&portal()).env("RAYON_NUM_THREADS", jobs).args(["gate", "--format", format])).stdout
        };
        let one = with("1");
        assert!(one.len() > 1000 && one == with("8"), "{format}");
    }
    let with = |jobs: &str| run(&portal(), &["scan", "-j", jobs]).stdout;
    assert_eq!(with("1"), with("8"));
}

#[test]
fn the_sarif_of_the_example_is_valid_and_says_where_it_comes_from() {
    let said = run(&portal(), &["gate", "--format", "sarif", "--category", "portal"]);
    let log: Value = serde_json::from_str(&said.stdout).unwrap();
    let schema = std::fs::read_to_string(workspace().join("tests/schemas/sarif-2.1.0.json")).unwrap();
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let errors: Vec<String> = validator.iter_errors(&log).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let run = &log["runs"][0];
    assert!(run["results"].as_array().unwrap().len() > 20);
    assert_eq!(run["automationDetails"]["id"], "wardline/portal/");
    for result in run["results"].as_array().unwrap() {
        let place = &result["locations"][0]["physicalLocation"];
        let path = portal().join(place["artifactLocation"]["uri"].as_str().unwrap());
        let text = std::fs::read_to_string(path).unwrap();
        let line = text.lines().nth(place["region"]["startLine"].as_u64().unwrap() as usize - 1).unwrap();
        if let Some(snippet) =
            place["contextRegion"]["snippet"]["text"].as_str().or(place["region"]["snippet"]["text"].as_str())
        {
            let first = snippet.lines().next().unwrap();
            assert!(line.contains(first) || first.contains(line), "{result}");
        }
    }
}

#[test]
fn the_commit_is_in_the_report_and_the_password_of_its_remote_is_not() {
    let tree = folder(&[("rule.yaml", RULE), ("a.py", "danger(1)\n")]);
    let repository = git2::Repository::init(tree.path()).unwrap();
    repository.remote("origin", "https://user:hunter2@git.example.org/clinic/portal.git").unwrap();
    let tree_id = repository.index().unwrap().write_tree().unwrap();
    let author = git2::Signature::new("A", "a@example.org", &git2::Time::new(0, 0)).unwrap();
    let content = repository.find_tree(tree_id).unwrap();
    let commit = repository.commit(Some("HEAD"), &author, &author, "m", &content, &[]).unwrap();
    for format in ["json", "sarif"] {
        let said = run(tree.path(), &["scan", "-c", "rule.yaml", "--format", format]);
        assert!(said.stdout.contains(&commit.to_string()), "{format}: {}", said.stdout);
        assert!(said.stdout.contains("git.example.org/clinic/portal"), "{format}");
        assert!(!said.stdout.contains("hunter2"), "{format}");
    }
}

#[test]
fn colour_is_asked_for_or_left_out() {
    let tree = folder(&[("rule.yaml", RULE), ("a.py", "danger(1)\n")]);
    let cases: &[(&[&str], &[(&str, &str)], bool)] = &[
        (&[], &[], false),
        (&["--color", "always"], &[], true),
        (&["--color", "always"], &[("NO_COLOR", "1")], true),
        (&["--color", "never"], &[("CLICOLOR_FORCE", "1")], false),
        (&[], &[("CLICOLOR_FORCE", "1")], true),
        (&[], &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
    ];
    for (arguments, environment, expected) in cases {
        let mut command = wardline(tree.path());
        command.args(["scan", "-c", "rule.yaml"]).args(*arguments).envs(environment.iter().copied());
        assert_eq!(said(&mut command).stdout.contains('\u{1b}'), *expected, "{arguments:?} {environment:?}");
    }
}

#[test]
fn paths_are_relative_to_the_root() {
    let tree = folder(&[("rule.yaml", RULE), ("app/src/a.py", "danger(1)\n")]);
    let app = tree.path().join("app");
    let rule = tree.path().join("rule.yaml");
    let rule = rule.to_str().unwrap();
    let elsewhere = folder(&[]);
    let cases: &[(&Path, &[&str], &str)] = &[
        (tree.path(), &["app"], "app/src/a.py"),
        (&app, &[], "src/a.py"),
        (&app, &["src/a.py"], "src/a.py"),
        (tree.path(), &["--root", "app"], "src/a.py"),
        (tree.path(), &["--root", "app", "app/src"], "src/a.py"),
        (elsewhere.path(), &[app.to_str().unwrap()], "src/a.py"),
        (&app.join("src"), &[".."], "src/a.py"),
    ];
    for (here, arguments, expected) in cases {
        let said = run(here, &[&["scan", "-c", rule], *arguments].concat());
        assert!(said.stdout.starts_with(&format!("{expected} (1 finding)")), "{arguments:?}: {said:?}");
    }
}
