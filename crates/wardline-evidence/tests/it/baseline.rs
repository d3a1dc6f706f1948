//! Baselines as counted sets: what was added, what was dated anew, and what merely moved.

use wardline_evidence::{
    BASELINE_TYPE, BaselineEntry, BaselinePredicate, Drift, Statement, Subject, drift, merged, read_baseline,
};

/// `content path first_seen count`, one a line.
fn entries(text: &str) -> Vec<BaselineEntry> {
    let entry = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        BaselineEntry {
            path: words[1].to_owned(),
            rule: "test.rule".to_owned(),
            content: words[0].repeat(32),
            first_seen: format!("2026-{}", words[2]),
            count: words[3].parse().unwrap(),
            severity: "high".to_owned(),
        }
    };
    text.split('|').filter(|line| !line.trim().is_empty()).map(entry).collect()
}

fn check(trusted: &str, changed: &str, expected: &[&str]) {
    let shown: Vec<String> = drift(&entries(trusted), &entries(changed))
        .into_iter()
        .map(|drift| match drift {
            Drift::Added(e) => format!("added {} {} {}", &e.content[..1], e.path, e.count),
            Drift::Redated(e) => format!("redated {} {} {}", &e.content[..1], e.path, e.count),
        })
        .collect();
    assert_eq!(shown, expected, "{trusted} -> {changed}");
}

#[test]
fn a_baseline_only_shrinks() {
    check("a x 01-01 2 | b y 01-01 1", "a x 01-01 1", &[]);
    check("a x 01-01 2", "a moved 01-01 1 | a x 01-01 1", &[]);
    check("a x 01-01 1", "a x 01-01 1 | b y 02-01 3", &["added b y 3"]);
    check("a x 01-01 1", "a x 01-01 2", &["added a x 1"]);
    check("a x 01-01 1", "a x 02-01 1", &["redated a x 1"]);
    check("a x 02-01 1", "a x 01-01 1", &["redated a x 1"]);
    check("a x 01-01 1 | a y 02-01 1", "a y 01-01 1 | a x 02-01 1", &[]);
    check("a x 01-01 2", "a x 01-01 1 | a y 03-01 2", &["redated a y 1", "added a y 1"]);
    check("", "a x 01-01 1", &["added a x 1"]);
}

#[test]
fn a_change_may_have_started_from_either() {
    let (old, new) = (entries("a x 01-01 2 | b y 01-01 1"), entries("a x 01-01 1 | c z 01-01 1"));
    let both = merged(&[&old, &new]);
    assert_eq!(drift(&both, &old), []);
    assert_eq!(drift(&both, &new), []);
    assert_eq!(both.iter().map(|entry| entry.count).sum::<usize>(), 4);
}

#[test]
fn what_is_read_is_what_was_written() {
    let subject = Subject { name: "clinic".to_owned(), digest: [("gitTree".to_owned(), "0".repeat(40))].into() };
    let predicate = BaselinePredicate { version: 1, date: "2026-11-22".to_owned(), entries: entries("a x 01-01 2") };
    let statement = Statement::new(vec![subject], BASELINE_TYPE, predicate);
    assert_eq!(read_baseline(&statement.to_bytes()).unwrap(), statement);
    assert_eq!(read_baseline(&statement.to_pretty()).unwrap(), statement);
    let text = String::from_utf8(statement.to_bytes()).unwrap();
    for (from, to, expected) in [
        ("2026-01-01", "2026-02-30", "entry 0 has a `first_seen` that is none"),
        ("\"count\":2", "\"count\":0", "entry 0 has a `count` that is none"),
        ("\"count\":2", "\"count\":-1", "invalid value"),
        ("aaaa", "aaa", "entry 0 has a `content` that is none"),
        ("baseline:1", "verdict:1", "it is \"urn:wardline:verdict:1\" and not"),
        ("\"version\":1", "\"version\":2", "version 2 of the baseline is not known"),
        ("\"gitTree\":", "\"gitTree\":\"\",\"gitTree\":", "is there twice"),
        ("Statement/v1", "Statement/v0.1", "it is \"https://in-toto.io/Statement/v0.1\""),
    ] {
        let changed = text.replacen(from, to, 1);
        let error = read_baseline(changed.as_bytes()).unwrap_err().to_string();
        assert!(error.contains(expected), "{from}: {error}");
    }
}
