//! Baselines: what was there does not block, nothing is added, and nobody writes their own.

use crate::repo::Repo;
use crate::signing::{keys, payload, public_key};
use crate::tool::{Said, json, run, write};
use serde_json::{Value, json as value};
use tempfile::TempDir;

const PATH: &str = ".wardline/baseline.json";

/// Two rules: one that blocks, and one about specially protected data.
const RULES: &str = "rules:
  - id: test.danger
    languages: [python]
    severity: HIGH
    message: Do not call danger with $X.
    pattern: danger($X)
  - id: test.special
    languages: [python]
    severity: HIGH
    message: Do not log $X.
    metadata: {data-level: 4}
    pattern: special($X)
";

struct Case {
    repo: Repo,
    keys: TempDir,
}

impl Case {
    fn new(files: &[(&str, &str)]) -> Self {
        Self { repo: Repo::new(&[&[("rules.yaml", RULES)], files].concat()), keys: keys() }
    }

    fn key(&self, name: &str) -> String {
        self.keys.path().join(name).to_str().unwrap().to_owned()
    }

    fn run(&self, command: &[&str], now: &str, arguments: &[&str]) -> Said {
        run(self.repo.path(), &[command, &["-c", "rules.yaml", "--now", now], arguments].concat())
    }

    fn write(&self, now: &str, arguments: &[&str]) -> Said {
        self.run(&["baseline", "write"], now, arguments)
    }

    /// The exit code of the gate, and path, line, status and action of each finding.
    fn gate(&self, arguments: &[&str]) -> (i32, Vec<String>) {
        let all = [&["gate", "-q", "-c", "rules.yaml", "--now", "2026-12-01"], arguments].concat();
        let (code, report) = json(self.repo.path(), &all);
        let show = |f: &Value| format!("{}:{} {} {}", f["path"], f["start"]["line"], f["status"], f["action"]);
        let findings = report["findings"].as_array().unwrap().iter();
        (code, findings.map(|f| show(f).replace('"', "")).collect())
    }

    fn text(&self) -> String {
        std::fs::read_to_string(self.repo.path().join(PATH)).unwrap()
    }

    /// The entries: path, count, first day.
    fn entries(&self) -> Vec<String> {
        let said = run(self.repo.path(), &["baseline", "show", "--json"]);
        assert_eq!(said.code, 0, "{said:?}");
        let shown: Value = serde_json::from_str(&said.stdout).unwrap();
        let show = |e: &Value| format!("{} {} {}", e["path"], e["count"], e["first_seen"]).replace('"', "");
        shown["entries"].as_array().unwrap().iter().map(show).collect()
    }
}

fn list(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

#[test]
fn a_baseline_starts_with_what_is_there_and_only_shrinks() {
    let case = Case::new(&[("a.py", "danger(1)\ndanger(1)\ndanger(2)\n"), ("b.py", "special(1)\ndanger(3)\n")]);
    let said = case.write("2026-10-01", &["--initial"]);
    assert_eq!((said.code, said.stdout.as_str()), (0, ".wardline/baseline.json: 4 findings, not signed\n"), "{said:?}");
    let first = ["a.py 2 2026-10-01", "a.py 1 2026-10-01", "b.py 1 2026-10-01"];
    let sorted = |mut entries: Vec<String>| {
        entries.sort();
        entries
    };
    assert_eq!(sorted(case.entries()), sorted(list(&first)), "specially protected data is never listed");
    let again = case.write("2026-10-01", &["--initial"]);
    assert_eq!((again.code, again.stderr.contains("there is a baseline")), (2, true), "{again:?}");
    let before = case.text();
    assert_eq!(case.write("2026-10-01", &[]).code, 0);
    assert_eq!(case.text(), before, "the same input gives the same bytes");
    // One is mended, one moves, one is new.
    case.repo.write("a.py", "danger(1)\ndanger(2)\ndanger(4)\n");
    case.repo.write("b.py", "special(1)\n");
    case.repo.write("c.py", "danger(3)\n");
    let said = case.write("2026-11-01", &[]);
    assert_eq!(said.code, 0, "{said:?}");
    for line in [
        "1 of the findings listed are gone",
        "2 not listed and not added; mend or waive:",
        "  a.py:3 test.danger",
        "  b.py:1 test.special (never listed)",
        ".wardline/baseline.json: 3 findings, not signed",
    ] {
        assert!(said.stdout.lines().any(|l| l == line), "{line}: {said:?}");
    }
    let expected = ["a.py 1 2026-10-01", "a.py 1 2026-10-01", "c.py 1 2026-10-01"];
    assert_eq!(case.entries(), list(&expected));
    let text = run(case.repo.path(), &["baseline", "show"]);
    assert!(text.stdout.contains("2026-10-01  high      1      test.danger  c.py"), "{text:?}");
    // Deleting the file does not begin anew, if the commit has it.
    case.repo.commit();
    std::fs::remove_file(case.repo.path().join(PATH)).unwrap();
    assert_eq!(case.write("2026-11-02", &["--initial"]).code, 2);
    assert_eq!(case.write("2026-11-02", &[]).code, 0);
    assert_eq!(case.entries(), list(&expected));
}

#[test]
fn files_that_were_not_looked_at_keep_their_entries() {
    let case = Case::new(&[("a.py", "danger(1)\n"), ("b.py", "danger(2)\n")]);
    assert_eq!(case.write("2026-10-01", &[]).code, 0);
    case.repo.write("a.py", "x = 1\n");
    assert_eq!(case.write("2026-11-01", &["a.py"]).code, 0);
    assert_eq!(case.entries(), ["b.py 1 2026-10-01"]);
}

#[test]
fn the_baseline_of_the_protected_branch_counts() {
    let case = Case::new(&[("a.py", "danger(1)\nspecial(1)\n"), ("b.py", "danger(2)\n")]);
    case.repo.checkout("main");
    assert_eq!(case.write("2026-10-01", &[]).code, 0);
    case.repo.commit();
    case.repo.branch("later");
    let expected = ["a.py:1 existing warn", "a.py:2 new block", "b.py:1 existing warn"];
    assert_eq!(case.gate(&["--policy-ref", "main"]), (1, list(&expected)));
    // A copy is new, and what moved is not.
    case.repo.write("a.py", "danger(1)\ndanger(1)\n");
    case.repo.write("moved.py", "danger(2)\n");
    std::fs::remove_file(case.repo.path().join("b.py")).unwrap();
    let expected = ["a.py:1 existing warn", "a.py:2 new block", "moved.py:1 existing warn"];
    assert_eq!(case.gate(&["--policy-ref", "main"]), (1, list(&expected)));
    // What is listed for a file that the change leaves alone excuses no copy of it.
    case.repo.checkout("later");
    case.repo.write("new.py", "danger(2)\n");
    case.repo.commit();
    assert_eq!(case.gate(&["--base", "main"]), (1, list(&["new.py:1 new block"])));
    assert_eq!(case.gate(&["--policy-ref", "main", "new.py"]), (1, list(&["new.py:1 new block"])));
}

#[test]
fn a_baseline_on_disk_needs_a_signature() {
    let case = Case::new(&[("a.py", "danger(1)\n")]);
    let gate = |arguments: &[&str]| case.run(&["gate", "-q"], "2026-12-01", arguments);
    let refused = |said: &Said, expected: &str| {
        assert_eq!((said.code, said.stdout.as_str()), (7, ""), "{said:?}");
        assert!(said.stderr.contains(expected) && said.stderr.contains("help: "), "{expected}: {said:?}");
    };
    assert_eq!(case.write("2026-10-01", &[]).code, 0);
    refused(&gate(&[]), "is not signed, and no commit vouches for it");
    refused(&case.write("2026-10-02", &["--sign-key", &case.key("ci")]), "is not signed, and no commit vouches for it");
    std::fs::remove_file(case.repo.path().join(PATH)).unwrap();
    let said = case.write("2026-10-01", &["--sign-key", &case.key("ci")]);
    assert_eq!((said.code, said.stdout.contains("1 finding, signed")), (0, true), "{said:?}");
    let signed = case.text();
    assert_eq!(payload(signed.as_bytes())["predicateType"], "urn:wardline:baseline:1");
    refused(&gate(&[]), "nothing says whose signature counts");
    let key = case.key("ci.pub");
    let listed = (0, list(&["a.py:1 existing warn"]));
    assert_eq!(case.gate(&["--baseline-key", &key]), listed);
    refused(&gate(&["--baseline-key", &case.key("other.pub")]), "no key that is trusted for this has signed it");
    let signers = |options: &str| {
        let text = format!("security@example.org {options} {}\n", public_key(1));
        case.repo.write(".wardline/allowed_signers", &text);
    };
    signers("namespaces=\"wardline-baseline\"");
    assert_eq!(case.gate(&[]), listed);
    assert_eq!(case.write("2026-11-01", &["--sign-key", &case.key("ci")]).code, 0, "what counts can be signed again");
    assert_eq!(case.entries(), ["a.py 1 2026-10-01"]);
    signers("namespaces=\"wardline-verdict\"");
    refused(&gate(&[]), "security@example.org may not sign for `wardline-baseline`");
    signers("valid-before=\"20261130\"");
    refused(&gate(&[]), "is not valid on 2026-12-01");
    signers("valid-after=\"20261115\"");
    refused(&gate(&[]), "is not valid on 2026-11-01, only from 2026-11-15");
    signers("");
    // The same list, shorter and signed by the same key, is no verdict; a verdict is no baseline.
    let verdict = case.key("verdict");
    let said = gate(&["--verdict", &verdict, "--sign-key", &case.key("ci")]);
    assert_eq!(said.code, 0, "{said:?}");
    let statement = payload(&std::fs::read(&verdict).unwrap());
    let record = &statement["predicate"]["baseline"];
    assert_eq!(
        (&record["listed"], &record["matched"], &record["oldest"]),
        (&value!(1), &value!(1), &value!("2026-10-01"))
    );
    assert_eq!((&record["path"], record["signers"].as_array().unwrap().len()), (&value!(PATH), 1));
    refused(&gate(&["--baseline", &verdict]), "it is \"urn:wardline:verdict:1\" and not");
    case.repo.write(PATH, &signed[..signed.len() / 2]);
    refused(&gate(&[]), "the file is cut off or no JSON");
    case.repo.write(PATH, "{}");
    refused(&gate(&[]), "the envelope's `payloadType` is missing");
    let said = gate(&["--baseline", "missing.json"]);
    assert_eq!(said.code, 2, "{said:?}");
}

/// A change, on a branch, to a baseline of `main` that lists `danger(1)` and `danger(2)`: the findings of `a.py`, and what is said of it.
fn check_change(change: impl Fn(Value) -> String, expected: &[&str]) {
    let case = Case::new(&[("a.py", "danger(1)\ndanger(2)\n")]);
    case.repo.checkout("main");
    assert_eq!(case.write("2026-10-01", &[]).code, 0);
    case.repo.commit();
    case.repo.branch("later");
    case.repo.write("a.py", "danger(1)\ndanger(2)\ndanger(3)\n");
    let text = change(serde_json::from_str(&case.text()).unwrap());
    case.repo.write(PATH, &text);
    case.repo.stage();
    for arguments in [&["--base", "main"][..], &["--base", "main", "--staged"], &["--policy-ref", "main"]] {
        let all = [&["gate", "-q", "-c", "rules.yaml", "--now", "2026-12-01"], arguments].concat();
        let (code, report) = json(case.repo.path(), &all);
        let found: Vec<String> = report["findings"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|f| f["rule"] != "gate.change.governing-file")
            .map(|f| format!("{} {} {}: {}", f["rule"], f["status"], f["action"], f["message"]).replace('"', ""))
            .collect();
        assert_eq!(code, 1, "{arguments:?}: {found:#?}");
        let about = |f: &&String| f.starts_with("gate.baseline.grown");
        let said: Vec<&String> = found.iter().filter(about).collect();
        assert_eq!(said.len(), expected.len(), "{arguments:?}: {found:#?}");
        for (said, expected) in said.iter().zip(expected) {
            assert!(said.starts_with("gate.baseline.grown new block: ") && said.contains(expected), "{said}");
        }
        assert!(found.iter().any(|f| f.starts_with("test.danger new block") && f.contains("with 3")), "{found:#?}");
        assert_eq!(found.iter().filter(|f| f.starts_with("test.danger existing warn")).count(), 2, "{found:#?}");
    }
}

#[test]
fn a_change_cannot_write_its_own_baseline() {
    // What an honest run would list, had it been the first.
    let third = || {
        let other = Case::new(&[("a.py", "danger(1)\ndanger(2)\ndanger(3)\n")]);
        assert_eq!(other.write("2026-10-01", &[]).code, 0);
        other.text()
    };
    check_change(|_| third(), &["adds findings to the baseline, which may only shrink: 1 (test.danger in a.py)"]);
    check_change(
        |mut b| {
            b["predicate"]["entries"][0]["count"] = value!(5);
            b.to_string()
        },
        &["which may only shrink: 4 (test.danger in a.py)"],
    );
    check_change(
        |mut b| {
            b["predicate"]["entries"][0]["first_seen"] = value!("2026-11-30");
            b.to_string()
        },
        &["says another day since when findings are known: 1 (test.danger in a.py)"],
    );
    check_change(|_| "{".to_owned(), &["makes the baseline a file that cannot be used"]);
    // Shorter, moved or written otherwise is no growth.
    check_change(
        |mut b| {
            b["predicate"]["entries"].as_array_mut().unwrap().remove(0);
            b.to_string()
        },
        &[],
    );
    check_change(
        |mut b| {
            b["predicate"]["entries"][0]["path"] = value!("elsewhere.py");
            b.to_string()
        },
        &[],
    );
}

#[test]
fn a_branch_that_is_behind_has_added_nothing() {
    let case = Case::new(&[("a.py", "danger(1)\ndanger(2)\n")]);
    case.repo.checkout("main");
    assert_eq!(case.write("2026-10-01", &[]).code, 0);
    case.repo.commit();
    case.repo.branch("behind");
    case.repo.checkout("main");
    case.repo.write("a.py", "danger(1)\n");
    assert_eq!(case.write("2026-11-01", &[]).code, 0);
    case.repo.commit();
    case.repo.checkout("behind");
    case.repo.write("b.py", "x = 1\n");
    case.repo.commit();
    assert_eq!(case.gate(&["--base", "main"]), (0, vec![]));
}

#[test]
fn the_first_baseline_may_come_in_a_change_if_it_is_signed() {
    let allowed = format!("security@example.org namespaces=\"wardline-baseline\" {}\n", public_key(1));
    let case = Case::new(&[("a.py", "danger(1)\n"), (".wardline/allowed_signers", &allowed)]);
    case.repo.write("a.py", "danger(1)\nx = 1\n");
    let write_with = |key: Option<&str>| {
        let _ = std::fs::remove_file(case.repo.path().join(PATH));
        let key = key.map(|key| case.key(key));
        let arguments: Vec<&str> = key.iter().flat_map(|key| ["--sign-key", key.as_str()]).collect();
        assert_eq!(case.write("2026-11-01", &arguments).code, 0);
    };
    let gate = || case.gate(&["--policy-ref", "main"]);
    write_with(Some("ci"));
    assert_eq!(gate(), (0, list(&["a.py:1 existing warn"])));
    for key in [None, Some("other")] {
        write_with(key);
        let expected = [".wardline/baseline.json:1 null block", "a.py:1 null block"];
        assert_eq!(gate(), (1, list(&expected)), "{key:?}");
    }
    // The change's own list of signers is not asked.
    let own = format!("{allowed}me@example.org {}\n", public_key(2));
    case.repo.write(".wardline/allowed_signers", &own);
    assert_eq!(gate().0, 1);
}

#[test]
fn a_baseline_outside_of_the_repository_is_named() {
    let case = Case::new(&[("a.py", "danger(1)\n")]);
    let place = case.key("baseline.json");
    assert_eq!(case.write("2026-10-01", &["-o", &place, "--sign-key", &case.key("ci")]).code, 0);
    assert!(!case.repo.path().join(PATH).exists());
    let key = case.key("ci.pub");
    for source in [&[][..], &["--policy-ref", "main"]] {
        let arguments = [&["--baseline", &place, "--baseline-key", &key], source].concat();
        assert_eq!(case.gate(&arguments), (0, list(&["a.py:1 existing warn"])), "{source:?}");
    }
    write(case.keys.path(), "baseline.json", b"{}");
    let said = case.run(&["gate", "-q"], "2026-12-01", &["--baseline", &place, "--policy-ref", "main"]);
    assert_eq!(said.code, 7, "{said:?}");
}

#[test]
fn nothing_is_written_on_what_was_not_understood() {
    let case = Case::new(&[("a.py", "danger(1)\n)]}) ((( $$$ )]} @@@ ??? !!! )]}\n")]);
    let said = case.write("2026-10-01", &[]);
    assert_eq!((said.code, said.stderr.contains("incomplete analysis")), (3, true), "{said:?}");
    case.repo.write("rules.yaml", "rules: [{id: x}]");
    assert_eq!(case.write("2026-10-01", &[]).code, 2);
    assert!(!case.repo.path().join(PATH).exists());
}

#[test]
fn nobody_can_list_specially_protected_data() {
    let case = Case::new(&[("a.py", "special(1)\ndanger(1)\n")]);
    case.repo.checkout("main");
    // Before the rule said what data is at stake, its findings could be listed.
    case.repo.write("rules.yaml", &RULES.replace("data-level: 4", "data-level: 3"));
    assert_eq!(case.write("2026-10-01", &[]).code, 0);
    assert_eq!(case.entries().len(), 2);
    case.repo.write("rules.yaml", RULES);
    case.repo.commit();
    case.repo.branch("later");
    assert_eq!(case.gate(&["--policy-ref", "main"]), (1, list(&["a.py:1 new block", "a.py:2 existing warn"])));
    assert_eq!(case.write("2026-11-01", &["--policy-ref", "main"]).code, 0);
    assert_eq!(case.entries(), ["a.py 1 2026-10-01"], "the entry is dropped when the list is written again");
}

#[test]
fn a_list_that_does_not_count_is_not_signed() {
    let case = Case::new(&[("a.py", "danger(1)\n")]);
    assert_eq!(case.write("2026-10-01", &[]).code, 0);
    for source in [&[][..], &["--policy-ref", "main"]] {
        let said = case.write("2026-10-02", &[&["--sign-key", &case.key("ci")], source].concat());
        assert_eq!((said.code, said.stderr.contains("help: ")), (7, true), "{source:?}: {said:?}");
    }
    assert!(case.text().starts_with("{\n  \"_type\""), "it is as it was");
}

#[test]
fn findings_have_an_owner_and_a_deadline() {
    let owners = "* @all\n/legacy/ @legacy @care\n";
    let case = Case::new(&[
        ("legacy/a.py", "danger(1)\n"),
        ("CODEOWNERS", owners),
        (".wardline/policy.yaml", "version: 1\nsla:\n  high: 30\n"),
    ]);
    assert_eq!(case.write("2026-11-01", &[]).code, 0);
    case.repo.commit();
    case.repo.branch("later");
    // The change gives the file to somebody else, and more time.
    case.repo.write("CODEOWNERS", "* @nobody\n");
    case.repo.write(".wardline/policy.yaml", "version: 1\nsla:\n  high: none\n");
    case.repo.write("new.py", "danger(2)\n");
    case.repo.commit();
    let judged = |now: &str| {
        let arguments = ["gate", "-q", "-c", "rules.yaml", "--policy-ref", "work", "--now", now];
        let (code, report) = json(case.repo.path(), &arguments);
        let of = |f: &Value| format!("{} {} {} {} {}", f["path"], f["owner"], f["due"], f["overdue"], f["action"]);
        let findings = report["findings"].as_array().unwrap().iter();
        (code, findings.map(|f| of(f).replace('"', "")).collect::<Vec<_>>())
    };
    let new = "new.py @all 2026-12-31 false block";
    assert_eq!(judged("2026-12-01"), (1, list(&["legacy/a.py @legacy @care 2026-12-01 false warn", new])));
    let (code, found) = judged("2026-12-02");
    assert_eq!((code, found[0].as_str()), (1, "legacy/a.py @legacy @care 2026-12-01 true block"), "{found:?}");
    case.repo.remove("new.py");
    assert_eq!(judged("2026-12-01").0, 0, "what is in time does not block");
    assert_eq!(judged("2026-12-02").0, 1, "what is overdue does, though it was there before");
    let said = case.run(&["gate"], "2026-12-02", &["--policy-ref", "work"]);
    assert!(said.stdout.contains("1 overdue") && said.stdout.contains("sla.high: 30"), "{said:?}");
}

#[test]
fn mistakes_in_the_list_of_owners_are_noted() {
    let case = Case::new(&[("a.py", "x = 1\n"), (".github/CODEOWNERS", "src/ bob\n!x @a\n")]);
    let said = case.run(&["gate"], "2026-12-02", &[]);
    assert!(said.stderr.contains("note: .github/CODEOWNERS:1: `bob` is neither"), "{said:?}");
    assert!(said.stderr.contains("note: .github/CODEOWNERS:2: `!x` is no path pattern"), "{said:?}");
}
