//! `scan --fix`: what it changes, what it shows, what it leaves.

use crate::tool::{folder, run};

const FIXING: &str = "rules:
  - id: test.timeout
    languages: [python]
    severity: LOW
    message: m
    pattern: get($U)
    fix: get($U, timeout=5)
  - id: test.scheme
    languages: [python]
    severity: LOW
    message: m
    pattern: '\"=~/^http:/\"'
    fix-regex: {regex: 'http:(.*)', replacement: 'https:\\1', count: 1}
";

const SOURCE: &str = "a = get(u)\nb = 'http://example.org'\nc = get('http://example.org')\n";

#[test]
fn fixes_are_made_in_the_files() {
    let tree = folder(&[("rule.yaml", FIXING), ("src/a.py", SOURCE), ("src/b.py", "\u{feff}get(u)\n")]);
    let said = run(tree.path(), &["scan", "-c", "rule.yaml", "--fix", "src"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.stderr.contains("made 4 fixes in 2 files"), "{said:?}");
    let read = |name: &str| std::fs::read_to_string(tree.path().join(name)).unwrap();
    // The two fixes on line 3 overlap: the outer one starts first and is made, the inner one is for the next run.
    let expected = "a = get(u, timeout=5)\nb = 'https://example.org'\nc = get('http://example.org', timeout=5)\n";
    assert_eq!(read("src/a.py"), expected);
    assert_eq!(read("src/b.py"), "\u{feff}get(u, timeout=5)\n");
    run(tree.path(), &["scan", "-c", "rule.yaml", "--fix", "src"]);
    assert_eq!(read("src/a.py"), expected.replace("http:", "https:"));
}

#[test]
fn a_dry_run_shows_a_diff_and_changes_nothing() {
    let tree = folder(&[("rule.yaml", FIXING), ("a.py", SOURCE)]);
    let said = run(tree.path(), &["scan", "-c", "rule.yaml", "--fix", "--dry-run"]);
    assert_eq!(said.code, 0, "{said:?}");
    for line in ["--- a/a.py", "+++ b/a.py", "-a = get(u)", "+a = get(u, timeout=5)"] {
        assert!(said.stdout.contains(line), "{line}: {said:?}");
    }
    assert!(said.stderr.contains("would make 3 fixes in 1 file"), "{said:?}");
    assert_eq!(std::fs::read_to_string(tree.path().join("a.py")).unwrap(), SOURCE);
    let said = run(tree.path(), &["scan", "-c", "rule.yaml", "--dry-run"]);
    assert_eq!(said.code, 2, "--dry-run needs --fix: {said:?}");
}
