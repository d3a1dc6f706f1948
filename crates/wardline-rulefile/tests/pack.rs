//! Packs: what is written is read back, and nothing else is.

use wardline_rulefile::{Pack, PackError, RuleFile, decode, encode, parse};

const RULES: &str = r#"
rules:
  - id: a
    message: "mä"
    severity: HIGH
    languages: [python, go]
    patterns:
      - pattern: f($X)
      - pattern-not-inside: |
          g(...)
      - pattern-either:
          - pattern-regex: a+
          - pattern-inside: {pattern: h(...)}
      - metavariable-regex: {metavariable: $X, regex: x, constant-propagation: true}
      - metavariable-pattern: {metavariable: $X, language: go, pattern: y}
      - metavariable-comparison: {metavariable: $X, comparison: $X > 1, strip: true, base: 8}
      - focus-metavariable: [$X, $Y]
    paths: {include: [a], exclude: [b]}
    fix: g($X)
    options: {symmetric_eq: true}
    metadata:
      title: T
      kind: absence
      controls: {iso27799: ["8.28"]}
      cwe: [89]
      data-level: 4
      redact: true
      confidence: LOW
      references: [https://example.org]
      category: security
"#;

fn pack() -> Pack {
    let parsed = parse("rules/a.yaml", RULES);
    assert_eq!(parsed.errors, []);
    let empty = RuleFile { path: "rules/none.yaml".into(), rules: Vec::new() };
    Pack { digest: "sha256:0123".into(), files: vec![parsed.file, empty] }
}

#[test]
fn packs_read_back() {
    for pack in [pack(), Pack::default()] {
        let bytes = encode(&pack);
        assert_eq!(decode(&bytes).as_ref(), Ok(&pack));
        assert_eq!(encode(&pack), bytes);
    }
}

#[test]
fn what_is_no_pack_is_refused() {
    let bytes = encode(&pack());
    assert_eq!(decode(&[]), Err(PackError::Empty));
    let other: Vec<u8> = [&[bytes[0] + 1], &bytes[1..]].concat();
    assert_eq!(decode(&other), Err(PackError::Format { found: bytes[0] + 1 }));
    for length in 1..bytes.len() {
        assert!(matches!(decode(&bytes[..length]), Err(PackError::Damaged(_))), "cut at {length}");
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert!(matches!(decode(&longer), Err(PackError::Damaged(_))));
}
