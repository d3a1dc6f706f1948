//! Reports in every format, several of one run, and what is said of SARIF files before they are uploaded.

use crate::tool::{FORMATS, RULE, folder, portal, run, said, wardline};
use serde_json::Value;
use std::path::Path;

fn tree() -> tempfile::TempDir {
    folder(&[("rule.yaml", RULE), ("a.py", "danger(1)\n")])
}

fn read(folder: &Path, file: &str) -> String {
    std::fs::read_to_string(folder.join(file)).unwrap_or_else(|e| panic!("{file}: {e}"))
}

#[test]
fn one_run_writes_every_format_and_the_code_is_the_same() {
    let tree = tree();
    let outputs: Vec<String> =
        FORMATS.iter().flat_map(|format| ["-o".into(), format!("{format}=out.{format}")]).collect();
    for (command, code) in [("scan", 0), ("gate", 1)] {
        let start = [command, "-c", "rule.yaml", "a.py", "--now", "2026-11-22"];
        let all = said(wardline(tree.path()).args(start).args(&outputs));
        assert_eq!((all.code, all.stdout.as_str()), (code, ""), "{all:?}");
        for format in FORMATS {
            let alone = run(tree.path(), &[&start[..], &["--format", format, "-q"]].concat());
            assert_eq!(alone.code, code, "{format}: {alone:?}");
            let file = read(tree.path(), &format!("out.{format}"));
            // SARIF names the command that made it.
            let same = format.starts_with("sarif") || file == alone.stdout;
            assert!(same, "{command} {format}\n{file}\n{}", alone.stdout);
            let head = alone.stdout.trim_start();
            let expected = match format {
                "json" => "{\"schema\":\"wardline/1\"",
                "gitlab" => "[{\"type\":\"issue\"",
                "gitlab-sast" => "{\"version\":\"15.2.1\"",
                "junit" => "<?xml",
                "markdown" => "## ",
                "csv" => "severity,action,rule",
                "github" => "::error file=a.py,line=1",
                "text" => "a.py (1 finding)",
                _ => "{\"$schema\"",
            };
            assert!(head.starts_with(expected), "{format}: {head:.200}");
        }
    }
    assert_eq!(std::fs::read_dir(tree.path()).unwrap().count(), 2 + FORMATS.len(), "no temporary file is left");
}

#[test]
fn formats_are_named_with_their_files() {
    // Arguments; then the start of stdout and of each file.
    let cases: &[(&[&str], &str, &[(&str, &str)])] = &[
        (&["-o", "json=a"], "", &[("a", "{")]),
        (&["-o", "json=a", "--format", "text"], "a.py", &[("a", "{")]),
        (&["--format", "csv", "-o", "json=a", "-o", "b"], "", &[("a", "{"), ("b", "severity")]),
        (&["-o", "json=-"], "{", &[]),
        (&["-o", "json=x=y"], "", &[("x=y", "{")]),
        (&["-o", "./md=y", "--format", "json"], "", &[("md=y", "{")]),
        (&["-o", "s.md", "-o", "t.csv"], "", &[("s.md", "## "), ("t.csv", "severity")]),
    ];
    for (arguments, stdout, files) in cases {
        let tree = tree();
        let said = run(tree.path(), &[&["scan", "-c", "rule.yaml", "a.py"], *arguments].concat());
        assert_eq!(said.code, 0, "{arguments:?}: {said:?}");
        assert!(
            said.stdout.starts_with(stdout) && said.stdout.is_empty() == stdout.is_empty(),
            "{arguments:?}: {said:?}"
        );
        for (file, start) in *files {
            assert!(read(tree.path(), file).starts_with(start), "{arguments:?}: {file}");
        }
    }
    let cases: &[(&[&str], &str)] = &[
        (&["--format", "yaml"], "`--format yaml` is not a format"),
        (&["-o", "sarfi=a"], "`sarfi` is not a format"),
        (&["-o", "sarif="], "names no file"),
        (&["-o", "sarif=a", "-o", "json=a"], "two reports would go to `a`"),
        (&["-o", "json=-", "--format", "text"], "two reports would go to stdout"),
        (&["-o", "report.html"], "does not say in which format"),
        (&["--sarif-profile", "github"], "no report is in the format `sarif`"),
        (&["--format", "sarif", "--sarif-profile", "gitea"], "`--sarif-profile gitea` is not a profile"),
    ];
    for (arguments, expected) in cases {
        let said = run(tree().path(), &[&["gate", "-c", "rule.yaml", "a.py"], *arguments].concat());
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{arguments:?}: {said:?}");
        assert!(said.stderr.contains(expected) && said.stderr.contains("help: "), "{arguments:?}: {said:?}");
    }
}

#[test]
fn a_profile_shapes_the_file_that_is_plainly_sarif() {
    let tree = tree();
    let arguments =
        ["scan", "-c", "rule.yaml", "a.py", "--sarif-profile", "github", "-o", "sarif=g", "-o", "sarif-sonar=s"];
    assert_eq!(run(tree.path(), &arguments).code, 0);
    run(tree.path(), &["scan", "-c", "rule.yaml", "a.py", "-o", "sarif=f"]);
    for (file, has_artifacts) in [("g", false), ("s", false), ("f", true)] {
        let log: Value = serde_json::from_str(&read(tree.path(), file)).unwrap();
        assert_eq!(log["runs"][0]["artifacts"].is_array(), has_artifacts, "{file}");
    }
}

#[test]
fn each_reader_takes_its_file_of_the_example() {
    let out = folder(&[]);
    let file = |name: &str| out.path().join(name).to_str().unwrap().to_owned();
    let profiles = ["github", "gitlab", "ado", "defectdojo", "sonar"];
    let outputs: Vec<String> =
        profiles.iter().flat_map(|p| ["-o".to_owned(), format!("sarif-{p}={}", file(p))]).collect();
    let gate =
        said(wardline(&portal()).args(["gate", "-q", "-o"]).arg(format!("sarif={}", file("full"))).args(outputs));
    assert_eq!(gate.code, 1, "{gate:?}");
    for profile in profiles.iter().chain(&["full"]) {
        let said = run(out.path(), &["sarif", "lint", profile, "--profile", profile]);
        assert_eq!((said.code, said.stdout), (0, format!("readers that take all of the file: {profile}\n")));
    }
    for profile in ["github", "full"] {
        let said = run(&portal(), &["gate", "-q", "--from", &file(profile)]);
        assert_eq!(said.code, 1, "a decision can be made on either: {said:?}");
    }
}

#[test]
fn lint_says_who_refuses_what_and_where() {
    let file = r#"{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"x"}},"results":[
        {"message":{"text":"m"},"fixes":[{}]},{"message":{"text":"m"},"fixes":[{}]}]}]}"#;
    let tree = folder(&[("in.sarif", file), ("broken", "{"), ("list", "[]")]);
    let said = run(tree.path(), &["sarif", "lint", "in.sarif"]);
    assert_eq!(said.code, 1, "{said:?}");
    for line in [
        "defectdojo refuses [fix-description] /runs/0/results/0/fixes/0/description: the fix has no description, and the import ends \
         there; describe it, or leave it out (1 more places)",
        "gitlab refuses [unusable-results] /runs/0/results: 2 of 2 results have no rule or no file; over half fail the report; give \
         each result a ruleId and a physicalLocation",
        "readers that take all of the file: full",
    ] {
        assert!(said.stdout.lines().any(|l| l == line), "{line}\n{}", said.stdout);
    }
    let said = run(tree.path(), &["sarif", "lint", "in.sarif", "--profile", "defectdojo", "--json"]);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!((said.code, &report["schema"]), (1, &"wardline/sarif-lint/1".into()));
    let checks: Vec<&str> = report["problems"].as_array().unwrap().iter().filter_map(|p| p["check"].as_str()).collect();
    assert_eq!(checks, ["fix-description", "unknown-rule"]);
    assert_eq!((&report["problems"][0]["count"], &report["problems"][0]["effect"]), (&2.into(), &"refuses".into()));
    let from_stdin = wardline(tree.path()).args(["sarif", "lint", "-", "--profile", "full"]).write_stdin(file).output();
    assert_eq!(from_stdin.unwrap().status.code(), Some(0));
    for (arguments, expected) in [
        (["missing.sarif", "--profile=full"], "cannot be read"),
        (["broken", "--profile=full"], "line 1 column 1"),
        (["list", "--profile=full"], "no JSON object"),
        (["in.sarif", "--profile=gitea"], "is not a profile"),
    ] {
        let said = run(tree.path(), &[&["sarif", "lint"], &arguments[..]].concat());
        assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{arguments:?}: {said:?}");
        assert!(said.stderr.contains(expected), "{arguments:?}: {said:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_an_error_in_every_format() {
    let tree = tree();
    for format in FORMATS {
        for command in ["scan", "gate"] {
            let said =
                run(tree.path(), &[command, "-c", "rule.yaml", "a.py", "-q", "-o", &format!("{format}=/dev/full")]);
            assert_eq!(said.code, 2, "{format}: {said:?}");
            assert!(said.stderr.contains("`/dev/full` cannot be written: No space left on device"), "{said:?}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_whose_reader_leaves_is_an_error_and_no_pass() {
    let tree = folder(&[("rule.yaml", RULE), ("a.py", &"danger(1)\n".repeat(2_000))]);
    let pipe = tree.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn(move || {
        use std::io::Read;
        std::fs::File::open(pipe).unwrap().read_exact(&mut [0; 10]).unwrap();
    });
    let said = run(tree.path(), &["scan", "-c", "rule.yaml", "a.py", "-o", "json=pipe"]);
    reader.join().unwrap();
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.stderr.contains("`pipe` cannot be written: Broken pipe"), "{said:?}");
}

#[test]
fn every_format_is_the_same_with_any_number_of_threads() {
    let out = folder(&[]);
    for jobs in ["1", "8"] {
        let mut command = wardline(&portal());
        command.args(["gate", "-q", "--now", "2026-11-22", "-j", jobs]);
        for format in FORMATS {
            command.arg("-o").arg(format!("{format}={}", out.path().join(format!("{format}.{jobs}")).display()));
        }
        assert_eq!(said(&mut command).code, 1);
    }
    for format in FORMATS {
        let one = read(out.path(), &format!("{format}.1"));
        assert!(one.len() > 500 && one == read(out.path(), &format!("{format}.8")), "{format}");
    }
}

#[test]
fn the_readme_and_the_help_name_every_format() {
    let docs = std::fs::read_to_string(crate::tool::workspace().join("docs/outputs.md")).unwrap();
    let help = run(folder(&[]).path(), &["scan", "--help"]).stdout;
    for format in FORMATS {
        assert!(docs.contains(&format!("`{format}`")), "docs/outputs.md: {format}");
        assert!(help.contains(format), "--help: {format}");
    }
}
