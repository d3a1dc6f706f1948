//! Files of allowed signers: who may, until when, and where a slip is.

use crate::key;
use std::process::Command;
use wardline_evidence::{AllowedSigners, Namespace};
use wardline_policy::Date;

fn line(start: &str) -> String {
    format!("{start} {} comment with spaces", key(1).public().line())
}

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

#[test]
fn options_say_what_and_when() {
    // Options; then namespace, day, and whether the key may sign.
    for (options, namespace, when, allowed) in [
        ("a@example.org", Namespace::Verdict, "2026-11-22", true),
        ("a@example.org namespaces=\"wardline-verdict\"", Namespace::Verdict, "2026-11-22", true),
        ("a@example.org namespaces=\"wardline-verdict\"", Namespace::Baseline, "2026-11-22", false),
        ("a@example.org namespaces=\"git,wardline-baseline\"", Namespace::Baseline, "2026-11-22", true),
        ("a@example.org namespaces=\"git\"", Namespace::Verdict, "2026-11-22", false),
        ("a@example.org namespaces=\"wardline-*,!wardline-baseline\"", Namespace::Verdict, "2026-11-22", true),
        ("a@example.org namespaces=\"wardline-*,!wardline-baseline\"", Namespace::Baseline, "2026-11-22", false),
        ("a@example.org NAMESPACES=wardline-verdict", Namespace::Verdict, "2026-11-22", true),
        ("a@example.org valid-after=\"20261122\"", Namespace::Verdict, "2026-11-22", true),
        ("a@example.org valid-after=\"20261122\"", Namespace::Verdict, "2026-11-21", false),
        ("a@example.org valid-after=\"202611220001Z\"", Namespace::Verdict, "2026-11-22", false),
        ("a@example.org valid-after=\"20261231235959\"", Namespace::Verdict, "2027-01-01", true),
        ("a@example.org valid-before=\"20261122Z\"", Namespace::Verdict, "2026-11-21", true),
        ("a@example.org valid-before=\"20261122Z\"", Namespace::Verdict, "2026-11-22", false),
        ("a@example.org valid-before=\"202611221200\"", Namespace::Verdict, "2026-11-22", false),
        (
            "a,b@example.org namespaces=\"wardline-verdict\",valid-before=\"20270101\"",
            Namespace::Verdict,
            "2026-12-31",
            true,
        ),
    ] {
        let file = format!("# who may sign\n\n  {}\n", line(options));
        let signers = AllowedSigners::read(&file).unwrap_or_else(|problems| panic!("{options}: {problems:?}")).signers;
        assert_eq!((signers.len(), &signers[0].key), (1, &key(1).public()));
        let refusal = signers[0].refuses(namespace, day(when));
        assert_eq!(refusal.is_none(), allowed, "{options} {namespace:?} {when}: {refusal:?}");
    }
}

#[test]
fn every_slip_has_its_place() {
    let body = key(1).public().line();
    let body = body.split(' ').nth(1).unwrap().to_owned();
    let cases = [
        (line("a cert-authority"), 3, "certificates are not read"),
        (line("a namespaces=\"x\",cert-authority"), 18, "certificates are not read"),
        (line("a valid-until=\"20261122\""), 3, "the option `valid-until=\"20261122\"` is not known"),
        (line("a valid-before=\"20261322\""), 3, "`20261322` is no time"),
        (line("a valid-before=\"2026112\""), 3, "`2026112` is no time"),
        (line("a valid-after=\"202611222400\""), 3, "is no time"),
        (line("a namespaces="), 3, "is not known"),
        (line("a namespaces=\"x"), 14, "a quotation mark is not closed"),
        ("a".to_owned(), 1, "the line holds no key"),
        (format!("ä ssh-rsa {body}"), 3, "of type ssh-rsa, and only ed25519"),
        (format!("a sk-ssh-ed25519@openssh.com {body}"), 3, "of type sk-ssh-ed25519@openssh.com"),
        (format!("a ssh-ed25519 {}", &body[..30]), 15, "the key is damaged"),
    ];
    let text: String = cases.iter().map(|(line, ..)| format!("{line}\n")).collect();
    let problems = AllowedSigners::read(&text).unwrap_err();
    assert_eq!(problems.len(), cases.len(), "{problems:#?}");
    for (((_, column, message), problem), number) in cases.iter().zip(&problems).zip(1..) {
        assert_eq!((problem.line, problem.column), (number, *column), "{problem:?}");
        assert!(problem.message.contains(message) && !problem.help.is_empty(), "{problem:?}");
    }
}

#[test]
fn ssh_keygen_reads_our_files_the_same_way() {
    let folder = tempfile::TempDir::new().unwrap();
    let keygen = |arguments: &[&str], input: &str| {
        let input_file = folder.path().join("input");
        std::fs::write(&input_file, input).unwrap();
        let stdin = std::fs::File::open(input_file).unwrap();
        Command::new("ssh-keygen").args(arguments).current_dir(folder.path()).stdin(stdin).output().ok()
    };
    if keygen(&["-q", "-t", "ed25519", "-N", "", "-f", "key"], "").is_none() {
        return;
    }
    assert!(keygen(&["-q", "-Y", "sign", "-n", "wardline-verdict", "-f", "key"], "hello").unwrap().status.success());
    let signature = keygen(&["-q", "-Y", "sign", "-n", "wardline-verdict", "-f", "key"], "hello").unwrap().stdout;
    std::fs::write(folder.path().join("sig"), signature).unwrap();
    let public = std::fs::read_to_string(folder.path().join("key.pub")).unwrap();
    for options in [
        "",
        "namespaces=\"wardline-verdict\"",
        "namespaces=\"git\"",
        "namespaces=\"wardline-*\"",
        "valid-before=\"20261122Z\"",
        "valid-after=\"20261122Z\"",
    ] {
        let text = format!("ci@example.org {options} {public}");
        std::fs::write(folder.path().join("allowed"), &text).unwrap();
        let signers = AllowedSigners::read(&text).unwrap().signers;
        for when in ["20261121120000Z", "20261122120000Z"] {
            let verify =
                ["-Y", "verify", "-f", "allowed", "-I", "ci@example.org", "-n", "wardline-verdict", "-s", "sig"];
            let option = format!("-Overify-time={when}");
            let theirs = keygen(&[&verify[..], &[option.as_str()]].concat(), "hello").unwrap().status.success();
            let date = format!("{}-{}-{}", &when[..4], &when[4..6], &when[6..8]);
            let ours = signers[0].refuses(Namespace::Verdict, day(&date)).is_none();
            assert_eq!(ours, theirs, "{options} {when}");
        }
    }
}
