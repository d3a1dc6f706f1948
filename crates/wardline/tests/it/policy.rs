//! The policy at work: what it decides, what rules read from it, what it says of itself.

use crate::tool::{RULE, folder, json, run, workspace, write};
use git2::{IndexAddOption, Repository, RepositoryInitOptions, Signature};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use wardline_policy::{PARAMETERS, Policy, TLS_BELOW_MIN};
use wardline_rulefile::{ParameterPlace, parameter_names};

const POLICY: &str = ".wardline/policy.yaml";

/// Commits everything of a folder on the branch that is checked out; makes the repository if there is none.
fn commit(folder: &Path) {
    let git = Repository::open(folder)
        .or_else(|_| Repository::init_opts(folder, RepositoryInitOptions::new().initial_head("main")))
        .unwrap();
    let mut index = git.index().unwrap();
    index.add_all(["*"], IndexAddOption::FORCE, None).unwrap();
    index.write().unwrap();
    let tree = git.find_tree(index.write_tree().unwrap()).unwrap();
    let who = Signature::now("Sam Example", "sam@example.org").unwrap();
    let parent = git.head().ok().map(|head| head.peel_to_commit().unwrap());
    git.commit(Some("HEAD"), &who, &who, "change", &tree, &parent.iter().collect::<Vec<_>>()).unwrap();
}

/// Starts a branch at the commit that is checked out.
fn branch(folder: &Path, name: &str) {
    let git = Repository::open(folder).unwrap();
    let head = git.head().unwrap().peel_to_commit().unwrap();
    git.branch(name, &head, false).unwrap();
    git.set_head(&format!("refs/heads/{name}")).unwrap();
}

const GATE: [&str; 5] = ["gate", "--config", "rules.yaml", "--now", "2026-11-22"];

#[test]
fn decisions_owners_and_conditions_are_in_every_report() {
    let policy = "version: 1\nscope: [{paths: [\"src/**\"], level: 3, owner: \"@portal\"}]\ndecisions:\n  - id: danger\n    rules: [\"test.**\"]\n    level: 3\n    if: 'finding.line < 100'\n    then: warn\n    because: Known to the board.\n";
    let tree = folder(&[("rules.yaml", RULE), ("src/a.py", "danger(1)\n"), (POLICY, policy)]);
    let (code, report) = json(tree.path(), &GATE);
    assert_eq!(code, 0, "{report:#}");
    let finding = &report["findings"][0];
    assert_eq!((&finding["action"], &finding["owner"]), (&json!("warn"), &json!("@portal")));
    assert_eq!(
        finding["decided_by"],
        json!({"setting": "decisions.danger: warn", "source": ".wardline/policy.yaml:4:9"})
    );
    assert_eq!(report["policy"]["decisions"][0]["because"], "Known to the board.");
    assert_eq!(report["policy"]["waivers"]["max_days"], json!({"value": 180, "source": null}));
    let text = run(tree.path(), &GATE).stdout;
    assert!(text.contains("gate: warns by decisions.danger: warn") && text.contains("owner: @portal"), "{text}");
    let sarif: Value =
        serde_json::from_str(&run(tree.path(), &[&GATE[..], &["--format", "sarif"]].concat()).stdout).unwrap();
    let properties = &sarif["runs"][0]["results"][0]["properties"];
    assert_eq!(properties["wardline/decided-by"], "decisions.danger: warn");
    assert_eq!(
        (&properties["wardline/owner"], &properties["wardline/decided-at"]),
        (&json!("@portal"), &json!(".wardline/policy.yaml:4:9"))
    );
    write(
        tree.path(),
        POLICY,
        format!("{policy}conditions: [{{id: none, assert: 'findings.size() == 0'}}]\n").as_bytes(),
    );
    let said = run(tree.path(), &GATE);
    assert_eq!(said.code, 1, "{said:?}");
    let expected = "the condition does not hold (conditions.none, .wardline/policy.yaml:10:33)";
    assert!(said.stdout.contains(expected), "{}", said.stdout);
}

#[test]
fn profiles_are_chosen_by_name_and_by_the_branch_that_is_judged_against() {
    let policy = "version: 1\nblock: {severity: none}\nprofiles:\n  strict: {phase: release, branches: [main], block: {severity: low}}\n  loose: {phase: build, branches: [\"feature/**\"]}\n";
    let tree = folder(&[("rules.yaml", RULE), ("a.py", "x = 1\n"), (POLICY, policy)]);
    commit(tree.path());
    branch(tree.path(), "feature/x");
    write(tree.path(), "a.py", b"danger(1)\n");
    for (arguments, code, profile) in [
        (&["--base", "main"][..], 1, "strict"),
        (&["--base", "main", "--profile", "loose"], 0, "loose"),
        (&["--policy-ref", "main"], 1, "strict"),
        (&[], 0, "loose"),
        (&["--profile", "strict"], 1, "strict"),
    ] {
        let (found, report) = json(tree.path(), &[&GATE, arguments].concat());
        assert_eq!((found, &report["verdict"]["profile"]), (code, &json!(profile)), "{arguments:?}");
    }
    let said = run(tree.path(), &[&GATE[..], &["--profile", "strct"]].concat());
    assert_eq!(said.code, 2);
    assert!(said.stderr.contains("no profile `strct`") && said.stderr.contains("did you mean `strict`?"), "{said:?}");
    let text = run(tree.path(), &[&GATE[..], &["--base", "main"]].concat()).stdout;
    assert!(text.contains("strict, phase release, chosen by the branch `main`") && text.contains(", 1 new"), "{text}");
}

#[test]
fn a_change_in_a_freeze_window_blocks_and_a_full_scan_says_that_it_cannot_tell() {
    let policy = "version: 1\nblock: {severity: none}\nfreeze: [{id: FRZ, paths: [\"billing/**\"], from: 2026-11-20, until: 2026-11-30, reason: Year-end close., incident: INC-1, allow: [\"billing/docs/**\"]}]\n";
    let tree = folder(&[("rules.yaml", RULE), ("billing/a.py", "x = 1\n"), ("src/b.py", "x = 1\n"), (POLICY, policy)]);
    commit(tree.path());
    branch(tree.path(), "work");
    let gate = |now: &'static str| [&GATE[..3], &["--base", "main", "--now", now]].concat();
    write(tree.path(), "src/b.py", b"x = 2\n");
    write(tree.path(), "billing/docs/a.md", b"text\n");
    assert_eq!(run(tree.path(), &gate("2026-11-22")).code, 0, "other paths may change");
    write(tree.path(), "billing/a.py", b"x = 2\n");
    let (code, report) = json(tree.path(), &gate("2026-11-22"));
    assert_eq!((code, report["findings"].as_array().unwrap().len()), (1, 1), "{report:#}");
    let finding = &report["findings"][0];
    assert_eq!((&finding["rule"], &finding["path"]), (&json!("gate.freeze.window"), &json!("billing/a.py")));
    let message = finding["message"].as_str().unwrap();
    assert!(
        message.contains("`FRZ` keeps still from 2026-11-20 to 2026-11-30: Year-end close. Incident: INC-1."),
        "{message}"
    );
    assert_eq!(finding["decided_by"]["setting"], "freeze.FRZ: 2026-11-20 to 2026-11-30");
    assert_eq!(run(tree.path(), &gate("2026-12-01")).code, 0, "the window is over");
    std::fs::remove_file(tree.path().join("billing/a.py")).unwrap();
    assert_eq!(run(tree.path(), &gate("2026-11-30")).code, 1, "taking a file away is a change");
    let whole = run(tree.path(), &GATE);
    assert!(whole.code == 0 && whole.stderr.contains("note: the freeze FRZ is not judged"), "{whole:?}");
}

#[test]
fn rules_that_the_policy_wants_must_be_loaded() {
    let tree = folder(&[("rules.yaml", RULE), ("a.py", "x = 1\n")]);
    let list: Value =
        serde_json::from_str(&run(tree.path(), &["rules", "list", "--json", "-c", "rules.yaml"]).stdout).unwrap();
    let digest = list["digest"].as_str().unwrap().to_owned();
    let other = format!("sha256:{}", "0".repeat(64));
    for (rules, code, says) in [
        ("required: [\"test.*\"]".to_owned(), 0, ""),
        ("required: [\"test.*\", \"phi.**\"]".to_owned(), 2, "`phi.**` (.wardline/policy.yaml:2:19)"),
        (format!("pack: \"{digest}\""), 0, ""),
        (format!("pack: \"{other}\""), 2, &*format!("{digest} is not {other}")),
    ] {
        write(tree.path(), POLICY, format!("version: 1\nrules: {{{rules}}}\n").as_bytes());
        let said = run(tree.path(), &GATE);
        assert_eq!(said.code, code, "{rules}: {said:?}");
        assert!(said.stderr.contains(says), "{rules}: {said:?}");
    }
    write(tree.path(), POLICY, format!("version: 1\nrules: {{pack: \"{digest}\"}}\n").as_bytes());
    write(tree.path(), "rules.yaml", RULE.replace("danger($X)", "danger($X, ...)").as_bytes());
    assert_eq!(run(tree.path(), &GATE).code, 2, "a rule that was changed is another rule");
}

const SETTINGS: &str = "SESSION_COOKIE_AGE = 1200\n";

#[test]
fn a_value_of_the_policy_changes_what_is_found() {
    let rule = "session.python.timeout-django";
    let tree = folder(&[("clinic/settings.py", SETTINGS)]);
    let found = |arguments: &[&str]| {
        let (_, report) = json(tree.path(), arguments);
        let findings = report["findings"].as_array().unwrap().clone();
        findings.into_iter().find(|f| f["rule"] == rule).map(|f| f["message"].as_str().unwrap().to_owned())
    };
    let message = found(&["gate"]).unwrap();
    assert!(message.contains("1200 seconds") && message.contains("than 15 minutes"), "{message}");
    write(tree.path(), POLICY, b"version: 1\nparameters: {session.max_idle_minutes: 20}\n");
    assert_eq!((found(&["gate"]), found(&["scan"])), (None, None));
    write(tree.path(), POLICY, b"version: 1\nparameters: {session.max_idle_minutes: 10}\n");
    assert!(found(&["scan"]).unwrap().contains("than 10 minutes"));
    // A change that writes itself a longer time has no effect: the value is that of the protected branch.
    commit(tree.path());
    branch(tree.path(), "work");
    write(tree.path(), POLICY, b"version: 1\nparameters: {session.max_idle_minutes: 400}\n");
    write(tree.path(), "clinic/settings.py", b"SESSION_COOKIE_AGE = 1300\n");
    assert!(found(&["gate", "--base", "main"]).unwrap().contains("than 10 minutes"));
}

#[test]
fn a_rule_that_reads_an_unknown_value_is_a_mistake() {
    let rule = RULE.replace("danger with $X.", "danger for ${session.max_idle_minuts} minutes.");
    let tree = folder(&[("rules.yaml", &rule), ("a.py", "danger(1)\n")]);
    for command in [
        &["gate", "--config", "rules.yaml"][..],
        &["scan", "--config", "rules.yaml"],
        &["rules", "validate", "rules.yaml"],
        &["rules", "test", "rules.yaml"],
    ] {
        let said = run(tree.path(), command);
        assert_eq!(said.code, 2, "{command:?}: {said:?}");
        let all = said.stdout + &said.stderr;
        assert!(
            all.contains("did you mean `session.max_idle_minutes`?") && all.contains("rules.yaml:2:"),
            "{command:?}: {all}"
        );
    }
}

#[test]
fn rules_read_only_parameters_that_there_are_and_the_table_says_which() {
    let mut read: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let rules = workspace().join("rules");
    for entry in walkdir::WalkDir::new(&rules) {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|extension| extension != "yaml")
            || path.to_string_lossy().ends_with(".test.yaml")
        {
            continue;
        }
        let family = path.strip_prefix(&rules).unwrap().iter().next().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        for name in parameter_names(&text, ParameterPlace::Comparison) {
            let name = if name == TLS_BELOW_MIN { "tls.min" } else { name };
            // A single word in a message is how code writes a variable of its own.
            if !name.contains('.') && PARAMETERS.iter().all(|parameter| parameter.name != name) {
                continue;
            }
            read.entry(name.to_owned()).or_default().insert(family.clone());
        }
    }
    let table: BTreeMap<String, BTreeSet<String>> = PARAMETERS
        .iter()
        .filter(|parameter| !parameter.read_by.is_empty())
        .map(|p| (p.name.to_owned(), p.read_by.iter().map(|family| (*family).to_owned()).collect()))
        .collect();
    assert_eq!(read, table);
}

#[test]
fn explain_names_every_setting_with_its_place_and_what_would_happen() {
    let policy = "version: 1\nblock: {severity: medium}\nscope: [{paths: [\"src/**\"], level: 3, owner: \"@a\"}]\ndecisions: [{id: logs, rules: [\"test.**\"], level: 3, status: new, then: block}]\nrules: {unsuppressible: [\"test.**\"]}\nprofiles: {soft: {block: {severity: none}}}\n";
    let tree = folder(&[("rules.yaml", RULE), (POLICY, policy)]);
    let explain = |arguments: &[&str]| {
        let said = run(tree.path(), &[&["policy", "explain"], arguments].concat());
        assert_eq!(said.code, 0, "{said:?}");
        said.stdout.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect::<Vec<_>>()
    };
    let all = explain(&[]);
    for line in [
        "SETTING VALUE SOURCE",
        "block.severity medium .wardline/policy.yaml:2:19",
        "existing warn built-in default",
        "decisions.logs block .wardline/policy.yaml:4:18",
        "parameters.session.max_idle_minutes 15 minutes built-in default",
    ] {
        assert!(all.iter().any(|l| l == line), "{line}: {all:#?}");
    }
    let place = explain(&["--path", "src/a_test.py", "--rule", "test.danger", "-c", "rules.yaml"]);
    for line in [
        "level 3 .wardline/policy.yaml:3:36",
        "class test built-in default",
        "owner @a .wardline/policy.yaml:3:46",
        "new block decisions.logs: block .wardline/policy.yaml:4:18",
        "existing warn existing: warn built-in default",
        "without a base block block.severity: medium .wardline/policy.yaml:2:19",
        "with a waiver the same rules.unsuppressible .wardline/policy.yaml:5:25",
    ] {
        assert!(place.iter().any(|l| l == line), "{line}: {place:#?}");
    }
    let soft = explain(&["--profile", "soft"]);
    assert!(soft.iter().any(|l| l == "block.severity none .wardline/policy.yaml:6:37"), "{soft:#?}");
    let unknown = run(tree.path(), &["policy", "explain", "--rule", "test.dangr", "-c", "rules.yaml"]);
    assert!(unknown.code == 2 && unknown.stderr.contains("did you mean `test.danger`?"), "{unknown:?}");
}

#[test]
fn validate_names_every_mistake_and_controls_that_no_catalogue_has() {
    let tree = folder(&[(
        "ours.yaml",
        "version: 1\ndecisions: [{id: a, controls: [\"hipaa:164.999(z)\", \"own:1\"], then: warn}]\n",
    )]);
    let said = run(tree.path(), &["policy", "validate", "ours.yaml"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.stdout.contains("the catalogue of hipaa has no control `164.999(z)`"), "{said:?}");
    assert!(
        said.stdout.contains("ours.yaml is a valid policy (1 decisions)") && !said.stdout.contains("own"),
        "{said:?}"
    );
    write(tree.path(), "ours.yaml", b"version: 1\nslo: {}\nprofiles: {p: {block: {severity: hgh}}}\n");
    let said = run(tree.path(), &["policy", "validate", "ours.yaml"]);
    assert!(said.code == 2 && said.stderr.contains("ours.yaml:2:1: unknown key `slo`"), "{said:?}");
    assert!(said.stderr.contains("ours.yaml:3:34: `hgh` is no severity for profiles.p.block.severity"), "{said:?}");
    let missing = run(tree.path(), &["policy", "validate"]);
    assert!(missing.code == 2 && missing.stderr.contains(POLICY), "{missing:?}");
}

#[test]
fn the_schema_takes_what_the_reader_takes_and_refuses_slips() {
    let said = run(&workspace(), &["policy", "schema"]);
    let committed = std::fs::read_to_string(workspace().join("docs/policy.schema.json")).unwrap();
    assert!(said.stdout == committed, "docs/policy.schema.json is old; run `cargo xtask docs`");
    let validator = jsonschema::validator_for(&serde_json::from_str(&said.stdout).unwrap()).unwrap();
    let full = std::fs::read_to_string(workspace().join("crates/wardline-policy/tests/policy/full.yaml")).unwrap();
    let full: Value = serde_saphyr::from_str(&full).unwrap();
    let errors: Vec<String> = validator.iter_errors(&full).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    for slip in [
        "blok: {severity: high}",
        "block: {severity: hihg}",
        "ledger: {max_error_percent: 101}",
        "scope: [{level: 3}]",
        "decisions: [{id: a}]",
        "decisions: [{id: a, then: warn, rules: []}]",
        "decisions: [{id: a, then: warn, controls: [\"8.28\"]}]",
        "sla: {high: 0}",
        "freeze: [{id: a, paths: [a], from: soon, until: 2027-01-01, reason: r}]",
        "parameters: {session.max_idle_minutes: 0}",
        "parameters: {no.such: 1}",
        "profiles: {a: {version: 1}}",
        "profiles: {a: {phase: shipping}}",
        "conditions: [{id: a}]",
    ] {
        let text = format!("version: 1\n{slip}\n");
        assert!(Policy::read("p.yaml", &text).is_err(), "the reader takes {slip}");
        assert!(!validator.is_valid(&serde_saphyr::from_str::<Value>(&text).unwrap()), "the schema takes {slip}");
    }
}
