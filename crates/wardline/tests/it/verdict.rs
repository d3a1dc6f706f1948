//! Verdicts as files: what they say, who believes them, and every way in which one may not be believed.

use crate::repo::Repo;
use crate::signing::{key_id, keys, payload, public_key, staged_tree};
use crate::tool::{RULE, Said, folder, run, said, wardline, workspace, write};
use data_encoding::BASE64;
use serde_json::{Value, json};
use std::path::Path;
use tempfile::TempDir;

const DAY: &str = "2026-11-22";

/// A repository without findings, keys, and a place for verdicts outside of it.
struct Case {
    repo: Repo,
    keys: TempDir,
}

impl Case {
    fn new() -> Self {
        let files = [("rules.yaml", RULE), ("a.py", "x = 1\n"), ("sub/b.py", "y = 1\n")];
        Self { repo: Repo::new(&files), keys: keys() }
    }

    fn file(&self, name: &str) -> String {
        self.keys.path().join(name).to_str().unwrap().to_owned()
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.keys.path().join(name)).unwrap()
    }

    /// Runs the gate with its verdict in the file `verdict`.
    fn gate_in(&self, folder: &Path, key: Option<&str>, arguments: &[&str]) -> Said {
        let (verdict, key) = (self.file("verdict"), key.map(|key| self.file(key)));
        let rules = self.repo.path().join("rules.yaml");
        let mut all = vec!["gate", "-q", "--config", rules.to_str().unwrap(), "--now", DAY, "--verdict", &verdict];
        all.extend(key.iter().flat_map(|key| ["--sign-key", key]));
        run(folder, &[&all, arguments].concat())
    }

    fn gate(&self, arguments: &[&str]) -> Said {
        self.gate_in(self.repo.path(), Some("ci"), arguments)
    }

    fn verify(&self, arguments: &[&str]) -> Said {
        self.verify_in(self.repo.path(), &[&["--key", &self.file("ci.pub")], arguments].concat())
    }

    fn verify_in(&self, folder: &Path, arguments: &[&str]) -> Said {
        run(folder, &[&["verify", &self.file("verdict"), "--now", DAY], arguments].concat())
    }

    /// Expects that the verdict is not believed, with these words.
    fn refused(&self, arguments: &[&str], expected: &[&str]) {
        refused(&self.verify(arguments), expected);
    }
}

fn refused(said: &Said, expected: &[&str]) {
    assert_eq!(said.code, 7, "{said:?}");
    assert!(said.stdout.contains("NOT verified") && said.stdout.contains("help: "), "{said:?}");
    for part in expected {
        assert!(said.stdout.contains(part), "{part}: {said:?}");
    }
}

/// The schema with nothing allowed that it does not describe.
fn strict(schema: &mut Value) {
    if let Some(object) = schema.as_object_mut() {
        if object.contains_key("properties") {
            object.insert("additionalProperties".to_owned(), json!(false));
        }
        object.values_mut().for_each(strict);
    }
}

fn fits_the_schema(statement: &Value) {
    let text = std::fs::read_to_string(workspace().join("docs/verdict.schema.json")).unwrap();
    let mut schema: Value = serde_json::from_str(&text).unwrap();
    strict(&mut schema);
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> = validator.iter_errors(statement).map(|e| format!("{}: {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}\n{statement:#}");
}

#[test]
fn a_signed_pass_is_verified() {
    let case = Case::new();
    let first = case.gate(&[]);
    assert_eq!((first.code, first.stdout.contains("PASS")), (0, true), "{first:?}");
    let bytes = case.bytes("verdict");
    assert_eq!(case.gate(&["-j", "1"]).code, 0);
    assert_eq!(case.bytes("verdict"), bytes, "the same input gives the same bytes");
    let said = case.verify(&["--max-age-days", "0", "--policy-digest", "built-in"]);
    assert_eq!((said.code, said.stderr.as_str()), (0, ""), "{said:?}");
    assert!(said.stdout.contains(&format!("signed by {}", key_id(1))), "{said:?}");
    assert_eq!(case.verify(&["--commit", "work"]).code, 0);
    let statement = payload(&bytes);
    fits_the_schema(&statement);
    let head = case.repo.git.head().unwrap().peel_to_commit().unwrap();
    let digest = &statement["subject"][0]["digest"];
    assert_eq!(*digest, json!({ "gitCommit": head.id().to_string(), "gitTree": head.tree_id().to_string() }));
    let predicate = &statement["predicate"];
    assert_eq!(predicate["tree"], json!({ "source": "commit", "folder": "", "whole": true }));
    assert_eq!(
        (&predicate["outcome"], &predicate["date"], &predicate["exit_code"]),
        (&json!("pass"), &json!(DAY), &json!(0))
    );
    assert_eq!((&predicate["rules"]["count"], &predicate["base"]), (&json!(1), &Value::Null));
    let said = case.verify(&["--format", "json"]);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!((said.code, &report["verified"], &report["signers"][0]["key"]), (0, &json!(true), &json!(key_id(1))));
    assert_eq!(report["verdict"]["subject"], statement["subject"]);
}

#[test]
fn what_is_not_signed_by_the_right_key_is_refused() {
    let case = Case::new();
    assert_eq!(case.gate_in(case.repo.path(), None, &[]).code, 0);
    let statement: Value = serde_json::from_slice(&case.bytes("verdict")).unwrap();
    fits_the_schema(&statement);
    case.refused(&["--any-outcome", "--allow-partial"], &["the statement is not signed", "--sign-key"]);
    assert_eq!(case.gate(&[]).code, 0);
    let good = case.bytes("verdict");
    let with_other = case.verify_in(case.repo.path(), &["--key", &case.file("other.pub")]);
    refused(&with_other, &["signature: no key that is trusted for this has signed it", &key_id(1)]);
    assert!(!with_other.stdout.contains("pass of"), "what nobody trusted signed is not repeated: {with_other:?}");
    let envelope: Value = serde_json::from_slice(&good).unwrap();
    let tamper = |change: &dyn Fn(&mut Value)| {
        let mut bad = envelope.clone();
        change(&mut bad);
        write(case.keys.path(), "verdict", bad.to_string().as_bytes());
    };
    tamper(&|e| {
        let mut statement = payload(e.to_string().as_bytes());
        statement["predicate"]["findings"]["total"] = json!(7);
        e["payload"] = json!(BASE64.encode(statement.to_string().as_bytes()));
    });
    case.refused(&[], &["the content or the signature was changed after signing"]);
    tamper(&|e| e["signatures"] = json!([]));
    case.refused(&[], &["the envelope holds no signature"]);
    tamper(&|e| e["payloadType"] = json!("application/json"));
    case.refused(&[], &["the payload is of type \"application/json\""]);
    // Two signatures, of which one is trusted; then each under the other's name.
    assert_eq!(case.gate_in(case.repo.path(), Some("other"), &[]).code, 0);
    let other: Value = serde_json::from_slice(&case.bytes("verdict")).unwrap();
    let (one, two) = (envelope["signatures"][0].clone(), other["signatures"][0].clone());
    tamper(&|e| e["signatures"] = json!([two, one]));
    assert_eq!(case.verify(&[]).code, 0);
    tamper(&|e| {
        e["signatures"] = json!([
            { "keyid": one["keyid"], "sig": two["sig"] },
            { "keyid": two["keyid"], "sig": one["sig"] },
        ]);
    });
    case.refused(&[], &["does not fit"]);
    for end in [0, 1, good.len() / 2, good.len() - 3] {
        write(case.keys.path(), "verdict", &good[..end]);
        case.refused(&[], &["envelope: the file is cut off or no JSON"]);
    }
    write(case.keys.path(), "verdict", &vec![b' '; (16 << 20) + 1]);
    case.refused(&[], &["the file is over the limit of 16777216 bytes"]);
    let said = case.verify_in(case.repo.path(), &["--key", &case.file("missing.pub")]);
    assert_eq!((said.code, said.stdout.as_str()), (2, ""), "{said:?}");
    assert_eq!(case.verify_in(case.repo.path(), &[]).code, 2, "someone must be trusted");
}

#[test]
fn the_list_of_signers_says_who_what_and_when() {
    let case = Case::new();
    assert_eq!(case.gate(&[]).code, 0);
    let ci = public_key(1);
    let check = |line: &str, now: &str| {
        write(case.keys.path(), "signers", format!("{line}\n").as_bytes());
        let arguments = ["verify", &case.file("verdict"), "--now", now, "--allowed-signers", &case.file("signers")];
        run(case.repo.path(), &arguments)
    };
    let said = check(&format!("ci@example.org namespaces=\"wardline-verdict\" {ci}"), DAY);
    assert_eq!((said.code, said.stdout.contains("signed by ci@example.org")), (0, true), "{said:?}");
    let line = |options: &str| format!("ci@example.org {options} {ci}");
    refused(
        &check(&line("namespaces=\"wardline-baseline\""), DAY),
        &["ci@example.org may not sign for `wardline-verdict`"],
    );
    refused(&check(&line("valid-before=\"20261122\""), DAY), &["is not valid on 2026-11-22, only before 2026-11-22"]);
    refused(&check(&line("valid-before=\"20261201\""), "2026-12-01"), &["is not valid on 2026-12-01"]);
    assert_eq!(check(&line("valid-before=\"20261201\""), "2026-11-30").code, 0);
    refused(
        &check(&line("valid-after=\"20261123\""), "2026-12-01"),
        &["is not valid on 2026-11-22, only from 2026-11-23"],
    );
    refused(&check(&format!("ops@example.org {}", public_key(2)), DAY), &["no key that is trusted"]);
    let said = check(&format!("# who\nci cert-authority {ci}"), DAY);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.stderr.contains("signers:2:4: certificates are not read"), "{said:?}");
}

#[test]
fn the_tree_must_be_the_one_that_was_judged() {
    let case = Case::new();
    assert_eq!(case.gate(&[]).code, 0);
    case.repo.write("untracked.txt", "x\n");
    assert_eq!(case.verify(&[]).code, 0, "untracked files are no part of a tree");
    case.repo.write("a.py", "x = 2\n");
    case.refused(&[], &["tree: the verdict is about tree", "the work tree has changes"]);
    assert_eq!(case.verify(&["--commit", "HEAD"]).code, 0, "the commit is the one that was judged");
    let head = case.repo.commit();
    case.refused(&[], &["check out the commit that was judged"]);
    case.refused(&["--commit", "work"], &["commit work are tree"]);
    assert_eq!(case.verify(&["--commit", "main"]).code, 0);
    // The verdict on a dirty tree names the tree as it is, and no commit.
    case.repo.write("a.py", "x = 3\n");
    assert_eq!(case.gate(&[]).code, 0);
    let statement = payload(&case.bytes("verdict"));
    fits_the_schema(&statement);
    assert_eq!(statement["predicate"]["tree"]["source"], "work-tree");
    assert_eq!(statement["subject"][0]["digest"]["gitTree"], staged_tree(&case.repo));
    assert!(statement["subject"][0]["digest"].get("gitCommit").is_none());
    assert_eq!(case.verify(&[]).code, 0);
    case.refused(&["--commit", &head.to_string()], &["tree: "]);
    let said = case.verify(&["--commit", "nowhere"]);
    assert_eq!(said.code, 6, "{said:?}");
    // A folder of the repository has a tree of its own.
    let sub = case.repo.path().join("sub");
    assert_eq!(case.gate_in(&sub, Some("ci"), &[]).code, 0);
    case.refused(&[], &["tree: "]);
    assert_eq!(case.verify_in(&sub, &["--key", &case.file("ci.pub")]).code, 0);
    assert_eq!(payload(&case.bytes("verdict"))["predicate"]["tree"]["folder"], "sub");
}

#[test]
fn a_good_signature_under_a_bad_verdict_is_no_pass() {
    let case = Case::new();
    case.repo.write("a.py", "danger(1)\n");
    case.repo.commit();
    assert_eq!(case.gate(&[]).code, 1);
    let statement = payload(&case.bytes("verdict"));
    fits_the_schema(&statement);
    assert_eq!(statement["predicate"]["reasons"][0]["setting"], "block.severity: high");
    case.refused(&[], &["outcome: the verdict is `blocked` with exit code 1, and no pass: 1 high finding"]);
    assert_eq!(case.verify(&["--any-outcome"]).code, 0);
    write(case.repo.path(), "sub/broken.yaml", b"rules: [{id: x}]");
    assert_eq!(case.gate(&["--config", "sub/broken.yaml", "sub"]).code, 2);
    case.refused(&["--allow-partial"], &["the verdict is `incomplete` with exit code 2"]);
}

#[test]
fn a_verdict_on_a_part_says_so() {
    for arguments in [&["sub"][..], &["--include", "*.py"], &["--exclude", "sub"], &["--lang", "python"]] {
        let case = Case::new();
        assert_eq!(case.gate(arguments).code, 0, "{arguments:?}");
        case.refused(&[], &["partial: the verdict is on a part of the tree", "--allow-partial"]);
        assert_eq!(case.verify(&["--allow-partial"]).code, 0, "{arguments:?}");
    }
    let case = Case::new();
    case.repo.write("a.py", "x = 2\n");
    let tree = staged_tree(&case.repo);
    case.repo.write("a.py", "x = 3\n");
    assert_eq!(case.gate(&["--staged"]).code, 0);
    let statement = payload(&case.bytes("verdict"));
    fits_the_schema(&statement);
    assert_eq!(statement["subject"][0]["digest"], json!({ "gitTree": tree }));
    assert_eq!(statement["predicate"]["base"]["reference"], "HEAD");
    case.refused(&[], &["partial: the verdict is on a change since HEAD", "tree: "]);
    case.repo.commit();
    assert_eq!(case.gate(&["--base", "main"]).code, 0);
    let statement = payload(&case.bytes("verdict"));
    let main = case.repo.git.revparse_single("main").unwrap().id().to_string();
    assert_eq!(statement["predicate"]["base"], json!({ "reference": "main", "commit": main, "merge_base": main }));
    case.refused(&[], &["on a change since main"]);
}

#[test]
fn policy_and_age_are_checked() {
    let case = Case::new();
    case.repo.write(".wardline/policy.yaml", "version: 1\n");
    case.repo.commit();
    assert_eq!(case.gate(&[]).code, 0);
    let digest = format!("sha256:{}", "9".repeat(64));
    case.refused(&["--policy-digest", &digest], &["policy: the policy is sha256:", &format!("it must be {digest}")]);
    let said = case.verify(&["--policy-digest", "sha256:12"]);
    assert_eq!((said.code, said.stderr.contains("is no digest of a policy")), (2, true), "{said:?}");
    let policy = payload(&case.bytes("verdict"))["predicate"]["policy"].clone();
    let real = wardline_evidence::sha256(b"version: 1\n");
    assert_eq!(policy, json!({ "path": ".wardline/policy.yaml", "commit": null, "digest": real }));
    assert_eq!(case.verify(&["--policy-digest", &real]).code, 0);
    let at = |now: &str| {
        run(
            case.repo.path(),
            &["verify", &case.file("verdict"), "--key", &case.file("ci.pub"), "--max-age-days", "30", "--now", now],
        )
    };
    assert_eq!(at("2026-12-22").code, 0);
    refused(&at("2026-12-23"), &["age: the verdict is of 2026-11-22, 31 days ago, and at most 30 are allowed"]);
    refused(&at("2026-11-21"), &["the verdict is of 2026-11-22, and today is 2026-11-21"]);
    let head = case.repo.git.head().unwrap().target().unwrap().to_string();
    assert_eq!(case.gate(&["--policy-ref", "work"]).code, 0);
    assert_eq!(payload(&case.bytes("verdict"))["predicate"]["policy"]["commit"], head);
}

#[test]
fn reports_waivers_and_rules_are_named_by_digest() {
    let case = Case::new();
    let waiver = "version: 1\nwaivers:\n  - id: W-7\n    rule: test.danger\n    paths: [\"*.py\"]\n    kind: false-positive\n    reason: Reads no patient data.\n    owner: \"@clinic\"\n    approver: \"@security\"\n    created: 2026-11-01\n    expires: 2026-12-31\n";
    case.repo.write(".wardline/waivers.yaml", waiver);
    case.repo.write("a.py", "danger(1)\n");
    case.repo.commit();
    let (csv, sarif) = (format!("csv={}", case.file("z.csv")), format!("sarif={}", case.file("a.sarif")));
    let said = case.gate(&["-o", &csv, "-o", &sarif]);
    assert_eq!(said.code, 0, "{said:?}");
    let statement = payload(&case.bytes("verdict"));
    fits_the_schema(&statement);
    let predicate = &statement["predicate"];
    assert_eq!(predicate["waivers"], json!([{ "id": "W-7", "expires": "2026-12-31" }]));
    assert_eq!((&predicate["findings"]["waived"], &predicate["findings"]["action"]["record"]), (&json!(1), &json!(1)));
    let report = |name: &str| json!({ "name": name, "digest": wardline_evidence::sha256(&case.bytes(name)) });
    assert_eq!(predicate["reports"], json!([report("a.sarif"), report("z.csv")]));
    // A verdict on a report is about the report.
    let imported = run(
        case.repo.path(),
        &[
            "gate",
            "-q",
            "--now",
            DAY,
            "--from",
            &case.file("a.sarif"),
            "--verdict",
            &case.file("verdict"),
            "--sign-key",
            &case.file("ci"),
        ],
    );
    assert_eq!(imported.code, 0, "{imported:?}");
    let statement = payload(&case.bytes("verdict"));
    fits_the_schema(&statement);
    let digest = wardline_evidence::sha256(&case.bytes("a.sarif")).replace("sha256:", "");
    assert_eq!(statement["subject"], json!([{ "name": "a.sarif", "digest": { "sha256": digest } }]));
    case.refused(&["--allow-partial"], &["the verdict is on a report and on no tree"]);
}

#[test]
fn the_digest_of_rules_changes_with_what_they_say_alone() {
    let tree = folder(&[("a.py", "x = 1\n")]);
    let out = folder(&[]);
    let digest = |files: &[(&str, &str)]| {
        let rules = folder(files);
        let (rules, verdict) = (rules.path().to_str().unwrap().to_owned(), out.path().join("v"));
        let said = run(tree.path(), &["gate", "-q", "-c", &rules, "--verdict", verdict.to_str().unwrap()]);
        assert_eq!(said.code, 0, "{said:?}");
        let statement: Value = serde_json::from_slice(&std::fs::read(verdict).unwrap()).unwrap();
        statement["predicate"]["rules"].clone()
    };
    let second = RULE.replace("test.danger", "test.second").replace("rules:\n", "");
    let alone = digest(&[("a.yaml", RULE)]);
    let both = digest(&[("a.yaml", &format!("{RULE}{second}"))]);
    assert_eq!(digest(&[("a.yaml", &format!("# moved down\n\n{RULE}"))]), alone, "places do not count");
    assert_eq!(digest(&[("z.yaml", &format!("rules:\n{second}")), ("zz.yaml", RULE)]), both, "nor do order and files");
    for change in [
        RULE.replace("danger($X)", "danger($X, ...)"),
        RULE.replace("HIGH", "LOW"),
        RULE.replace("    pattern:", "    options: {symmetric_eq: true}\n    pattern:"),
        RULE.replace("    pattern:", "    paths: {exclude: [\"*.py\"]}\n    pattern:"),
    ] {
        assert_ne!(digest(&[("a.yaml", &change)])["digest"], alone["digest"], "{change}");
    }
    assert_eq!((&alone["count"], &both["count"]), (&json!(1), &json!(2)));
}

#[test]
fn a_folder_without_git_is_judged_by_its_files() {
    let case = Case::new();
    let tree = folder(&[("a.py", "x = 1\n"), ("deep/er/b.py", "y = 1\n")]);
    assert_eq!(case.gate_in(tree.path(), Some("ci"), &[]).code, 0);
    let key = case.file("ci.pub");
    assert_eq!(payload(&case.bytes("verdict"))["predicate"]["tree"]["source"], "files");
    let root = tree.path().to_str().unwrap();
    assert_eq!(case.verify_in(case.repo.path(), &["--key", &key, "--root", root]).code, 0);
    write(tree.path(), "deep/new.py", b"z = 1\n");
    refused(&case.verify_in(tree.path(), &["--key", &key]), &["in no repository every file counts"]);
}

#[test]
fn what_cannot_be_signed_or_written_is_no_pass() {
    let case = Case::new();
    write(case.keys.path(), "rsa", format!("-----BEGIN {} PRIVATE KEY-----\nAAAA\n", "RSA").as_bytes());
    write(case.keys.path(), "text", b"hello");
    for (key, expected) in [
        ("missing", "the key `"),
        ("text", "this is no key in a format that is known"),
        ("ci.pub", "this is a public key"),
        ("rsa", "the key is of type RSA, and only ed25519 keys are used"),
    ] {
        let said = case.gate_in(case.repo.path(), Some(key), &[]);
        assert_eq!(said.code, 7, "{key}: {said:?}");
        assert!(said.stderr.contains(expected) && said.stderr.contains("help: "), "{key}: {said:?}");
        assert!(!case.keys.path().join("verdict").exists(), "{key}");
    }
    let place = |file: &str, more: &[&str]| {
        let base = ["gate", "-q", "-c", "rules.yaml", "--verdict", file];
        run(case.repo.path(), &[&base, more].concat())
    };
    for said in [place("no/such/folder", &[]), place("-", &[]), place("v.json", &["-o", "json=./v.json"])] {
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.stderr.contains("help: "), "{said:?}");
    }
    assert_eq!(run(case.repo.path(), &["gate", "--sign-key", "k"]).code, 2, "a key without a verdict");
    case.repo.write("a.py", "danger(1)\n");
    assert_eq!(place("no/such/folder", &[]).code, 2, "a lost verdict weighs more than a block");
    let left = std::fs::read_dir(case.repo.path()).unwrap().filter(|e| {
        let name = e.as_ref().unwrap().file_name();
        name.to_string_lossy().contains(".tmp") || name == "v.json"
    });
    assert_eq!(left.count(), 0, "nothing half done is left");
}

#[test]
fn a_key_may_have_a_passphrase() {
    let case = Case::new();
    let make = std::process::Command::new("ssh-keygen")
        .args(["-q", "-t", "ed25519", "-N", "EXAMPLE horse", "-f", &case.file("locked")])
        .status();
    // Not every machine has it; the format itself is tested with the crate.
    if make.is_err() {
        return;
    }
    let gate = |passphrase: Option<&str>| {
        let mut command = wardline(case.repo.path());
        command.args(["gate", "-q", "-c", "rules.yaml", "--now", DAY, "--verdict", &case.file("verdict")]);
        command.args(["--sign-key", &case.file("locked")]);
        command.envs(passphrase.map(|p| ("WARDLINE_KEY_PASSPHRASE", p)));
        said(&mut command)
    };
    assert!(gate(None).stderr.contains("set WARDLINE_KEY_PASSPHRASE"));
    assert_eq!((gate(None).code, gate(Some("wrong")).code, gate(Some("EXAMPLE horse")).code), (7, 7, 0));
    assert_eq!(case.verify_in(case.repo.path(), &["--key", &case.file("locked.pub")]).code, 0);
}

#[cfg(unix)]
#[test]
fn names_of_files_do_not_reach_the_terminal_as_commands() {
    let case = Case::new();
    write(case.repo.path(), "\u{1b}[2J.py", b"danger(1)\n)]}) ((( $$$ )]} @@@ ??? !!! )]}\n");
    assert_eq!(case.gate(&[]).code, 3);
    let said = case.verify(&[]);
    assert!(said.stdout.contains("[2J.py") && !said.stdout.contains('\u{1b}'), "{said:?}");
    case.refused(&[], &["the verdict is `incomplete` with exit code 3"]);
}
