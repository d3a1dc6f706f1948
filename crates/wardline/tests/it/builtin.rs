//! The built-in pack: what `rules` and `controls` say of it, and that using it needs no files.

use crate::tool::{folder, run, strings, workspace};
use serde_json::Value;

fn list() -> Value {
    let list: Value = serde_json::from_str(&run(folder(&[]).path(), &["rules", "list", "--json"]).stdout).unwrap();
    list["rules"].clone()
}

#[test]
fn the_list_is_sorted_and_has_every_rule_file_of_a_parsed_language() {
    let list = list();
    let ids = strings(&list, "id");
    assert!(ids.is_sorted() && ids.len() > 150, "{}", ids.len());
    for id in ids {
        let path = workspace().join("rules").join(format!("{}.yaml", path_of(id)));
        assert!(path.is_file(), "{id}: {}", path.display());
    }
}

/// `inj.sql.python.dbapi-format` lies in `inj.sql/python/dbapi-format`.
fn path_of(id: &str) -> String {
    let (rest, name) = id.rsplit_once('.').unwrap();
    let (family, language) = rest.rsplit_once('.').unwrap();
    format!("{family}/{language}/{name}")
}

#[test]
fn a_rule_and_a_control_can_be_looked_up() {
    // Arguments, exit code, pieces of stdout or stderr.
    let cases: &[(&[&str], i32, &[&str])] = &[
        (
            &["rules", "show", "inj.sql.python.dbapi-format"],
            0,
            &["ISO 27799", "164.312", "CWE-89", "patterns", "languages"],
        ),
        (&["rules", "show", "inj.sql.python.dbapi-fromat"], 2, &["did you mean `inj.sql.python.dbapi-format`?"]),
        (&["rules", "list", "--lang", "python"], 0, &["inj.sql.python.dbapi-format"]),
        (&["rules", "list", "--lang", "klingon"], 2, &["use one of: python"]),
        (&["controls", "list"], 0, &["164.312(a)(2)(iv)", "8.28"]),
        (&["controls", "list", "iso27799"], 0, &["8.28"]),
        (&["controls", "list", "iso27798"], 2, &["did you mean `iso27799`?"]),
        (&["controls", "show", "8.28"], 0, &["Secure coding", "inj.sql.python.dbapi-format"]),
        (&["controls", "show", "A.8.28"], 0, &["Secure coding"]),
        (&["controls", "show", "iso27799:8.28"], 0, &["Secure coding"]),
        (&["controls", "show", "45 CFR 164.312(a)(2)(iv)"], 0, &["Encryption and decryption"]),
        (&["controls", "show", "164.312a2iv"], 0, &["Encryption and decryption"]),
        (&["controls", "show", "8.99"], 2, &["did you mean"]),
        (&["controls", "coverage"], 0, &["covered by rules", "attestation only", "gap"]),
        (&["controls", "coverage", "hipaa", "--json"], 0, &["\"counts\"", "164.312(a)(2)(iv)"]),
    ];
    let here = folder(&[]);
    for (arguments, code, pieces) in cases {
        let said = run(here.path(), arguments);
        assert_eq!(said.code, *code, "{arguments:?}: {said:?}");
        for piece in *pieces {
            assert!(said.stdout.contains(piece) || said.stderr.contains(piece), "{arguments:?}: {piece}: {said:?}");
        }
    }
}

#[test]
fn config_replaces_the_built_in_rules_and_can_add_to_them() {
    let rule = "rules:\n  - id: inj.sql.python.dbapi-format\n    languages: [python]\n    severity: LOW\n    message: ours\n    pattern: ours()\n";
    let tree = folder(&[("rule.yaml", rule)]);
    let ids = |arguments: &[&str]| {
        let list: Value =
            serde_json::from_str(&run(tree.path(), &[&["rules", "list", "--json"], arguments].concat()).stdout)
                .unwrap();
        list["rules"]
            .as_array()
            .unwrap()
            .iter()
            .map(|r| (r["id"].as_str().unwrap().to_owned(), r["message"].as_str().unwrap().to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(ids(&["-c", "rule.yaml"]), [("inj.sql.python.dbapi-format".to_owned(), "ours".to_owned())]);
    let both = ids(&["-c", "rule.yaml", "--with-builtin"]);
    assert_eq!(both.len(), ids(&[]).len());
    assert!(
        both.contains(&("inj.sql.python.dbapi-format".to_owned(), "ours".to_owned())),
        "a rule of ours replaces its namesake"
    );
}

#[test]
fn search_prints_what_a_pattern_matches() {
    let tree = folder(&[("a.py", "danger(\n    1,\n)\nsafe(2)\ndanger(3)\n"), ("b.txt", "danger(4)\n")]);
    // Arguments, exit code, places found or a piece of stderr.
    let cases: &[(&[&str], i32, &[&str])] = &[
        (&["-l", "python", "-e", "danger(...)"], 0, &["a.py:1:1", "a.py:5:1", "2 matches in 1 file"]),
        (&["-l", "py", "-e", "nothing()"], 0, &["0 matches"]),
        (&["-l", "regex", "-e", "danger\\(\\d"], 0, &["a.py:5:1", "b.txt:1:1"]),
        (&["-l", "python", "-e", "danger(("], 2, &["--pattern:1:", "danger((", "^", "help:"]),
        (&["-l", "generic", "-e", "danger($X)"], 0, &["a.py:5:1", "b.txt:1:1"]),
        (&["-l", "regex", "-e", "dang(er"], 2, &["--pattern:1:", "help: write a regular expression"]),
        (&["-l", "klingon", "-e", "x"], 2, &["use one of: python"]),
        (&["-l", "python"], 2, &["--pattern"]),
    ];
    for (arguments, code, pieces) in cases {
        let said = run(tree.path(), &[&["search"], *arguments].concat());
        assert_eq!(said.code, *code, "{arguments:?}: {said:?}");
        for piece in *pieces {
            assert!(said.stdout.contains(piece) || said.stderr.contains(piece), "{arguments:?}: {piece}: {said:?}");
        }
    }
    let said = run(tree.path(), &["search", "-l", "python", "-e", "danger($X)", "--json"]);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!(strings(&report["findings"], "path"), ["a.py", "a.py"]);
}
