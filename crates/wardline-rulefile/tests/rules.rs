//! Rule files without mistakes: what the reader makes of them.
//!
//! Formulas are compared in a short written form, so that a test shows operator, text and place of every part at one look.

use wardline_rulefile::{Condition, Formula, Metadata, Options, Rule, RuleFile, Text, parse};

fn good(text: &str) -> RuleFile {
    let parsed = parse("t.yaml", text);
    let errors: Vec<String> = parsed.errors.iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    parsed.file
}

fn only_rule(text: &str) -> Rule {
    let mut rules = good(text).rules;
    assert_eq!(rules.len(), 1, "{text}");
    rules.remove(0)
}

/// A rule with these lines besides the ones it must have, which are the file's first five.
fn with(lines: &str) -> Rule {
    let lines: String = lines.lines().map(|line| format!("  {line}\n")).collect();
    only_rule(&format!("rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [python]\n{lines}"))
}

fn show_text(text: &Text) -> String {
    format!("{:?}@{}:{}", text.text, text.line, text.column)
}

fn show(formula: &Formula) -> String {
    let all = |parts: &[Formula]| parts.iter().map(show).collect::<Vec<_>>().join(" ");
    match formula {
        Formula::Pattern(text) => show_text(text),
        Formula::Regex(text) => format!("regex {}", show_text(text)),
        Formula::Or(parts) => format!("or({})", all(parts)),
        Formula::Inside(inner) => format!("inside({})", show(inner)),
        Formula::Anywhere(inner) => format!("anywhere({})", show(inner)),
        Formula::Not(inner) => format!("not({})", show(inner)),
        Formula::Marked { formula, name, fix } => {
            let fix = fix.as_ref().map(show_text);
            format!("marked({} as {name:?} fix {fix:?})", show(formula))
        }
        Formula::And { parts, conditions, focus } => {
            let conditions: String = conditions.iter().map(|c| format!(" | {}", show_condition(c))).collect();
            let focus: String = focus.iter().map(|names| format!(" focus {}", names.join("+"))).collect();
            format!("and({}{conditions}{focus})", all(parts))
        }
    }
}

fn show_condition(condition: &Condition) -> String {
    match condition {
        Condition::Regex { metavariable, regex, constant_propagation } => {
            let constant = if *constant_propagation { " constant" } else { "" };
            format!("{metavariable} ~ {}{constant}", show_text(regex))
        }
        Condition::Pattern { metavariable, language, formula } => {
            let language = language.as_ref().map(|l| format!(" as {}", show_text(l))).unwrap_or_default();
            format!("{metavariable}{language} has {}", show(formula))
        }
        Condition::Type { metavariable, types } => {
            format!("{metavariable}: {}", types.iter().map(show_text).collect::<Vec<_>>().join(" or "))
        }
        Condition::Analysis { metavariable, analyzer } => format!("{metavariable} is {analyzer:?}"),
        Condition::Comparison { metavariable, comparison, strip, base } => {
            format!("{metavariable:?} if {} strip={strip} base={base:?}", show_text(comparison))
        }
    }
}

#[test]
fn a_whole_rule() {
    let rule = only_rule(
        "# A comment.
---
rules:
  - id: inj.sql.python.format
    message: >-
      Folded
      text.
    severity: ERROR
    languages: [python, \"js\"]
    pattern: execute($X)
    fix: |
      run($X)
    paths:
      include: [src, '*.py']
      exclude:
        - test/
    options:
      symmetric_eq: true
      constant_propagation: false
      generic_ellipsis_max_span: 0
    min-version: 1.2.3
    max-version: '2.0'
    metadata:
      title: SQL made of text
",
    );
    let texts = |texts: &[Text]| texts.iter().map(show_text).collect::<Vec<_>>().join(" ");
    assert_eq!(show_text(&rule.id), r#""inj.sql.python.format"@4:9"#);
    assert_eq!(rule.message, "Folded text.");
    assert_eq!(rule.severity, "high");
    assert_eq!(texts(&rule.languages), r#""python"@9:17 "js"@9:26"#);
    assert_eq!(show(&rule.formula), r#""execute($X)"@10:14"#);
    assert_eq!(show_text(rule.fix.as_ref().unwrap()), r#""run($X)"@12:7"#);
    assert_eq!(texts(&rule.paths.include), r#""src"@14:17 "*.py"@14:23"#);
    assert_eq!(texts(&rule.paths.exclude), r#""test/"@16:11"#);
    assert_eq!(
        rule.options,
        Options { symmetric_eq: true, constant_propagation: false, generic_ellipsis_max_span: 0, ..Options::default() }
    );
    assert_eq!(rule.metadata, Metadata { title: Some("SQL made of text".into()), ..Metadata::default() });
}

#[test]
fn texts_know_where_they_start() {
    let check = |lines: &str, expected: &str| assert_eq!(show(&with(lines).formula), expected, "{lines}");
    check("pattern: f(1)", r#""f(1)"@6:12"#);
    check("pattern: 'f(1)'", r#""f(1)"@6:13"#);
    check("pattern: '''x'''", r#""'x'"@6:13"#);
    check("pattern: \"f(\\\"1\\\")\"", r#""f(\"1\")"@6:13"#);
    check("pattern: \"\\\"1\\\"\"", r#""\"1\""@6:13"#);
    check("pattern: |\n  f(1)\n  g(2)", r#""f(1)\ng(2)"@7:5"#);
    check("pattern: |\n  if x:\n    y", r#""if x:\n  y"@7:5"#);
    check("pattern: |\n  \"quoted\"", r#""\"quoted\""@7:5"#);
    check("pattern: |\n  'a' + 'b'", r#""'a' + 'b'"@7:5"#);
    check("pattern: |-\n  f(1)", r#""f(1)"@7:5"#);
    check("pattern: |+\n  f(1)\n\n", r#""f(1)\n"@7:5"#);
    check("pattern: |2\n    f(1)", r#""  f(1)"@7:5"#);
    check("pattern: |\n\n\n  f(1)", r#""\n\nf(1)"@7:5"#);
    check("pattern: >-\n  f(1,\n  2)", r#""f(1, 2)"@7:5"#);
    check("pattern: &p |\n  f(1)", r#""f(1)"@7:5"#);
    check("pattern: !!str 5", r#""5"@6:18"#);
    check("pattern: # why\n  f(1)", r#""f(1)"@7:5"#);
    check("\"pattern\" :   ä(1)", r#""ä(1)"@6:17"#);
    // What YAML takes for a number or a truth value is a pattern too, in its own spelling.
    check("pattern: 0x1F", r#""0x1F"@6:12"#);
    check("pattern: 1.10", r#""1.10"@6:12"#);
    check("pattern: .inf", r#"".inf"@6:12"#);
    check("pattern: 123456789012345678901234567890", r#""123456789012345678901234567890"@6:12"#);
    check("pattern: true", r#""true"@6:12"#);
    check("pattern: yes", r#""yes"@6:12"#);
}

#[test]
fn operators_become_formulas() {
    let check = |lines: &str, expected: &str| assert_eq!(show(&with(lines).formula), expected, "{lines}");
    check("pattern-regex: a+", r#"regex "a+"@6:18"#);
    check("pattern-either:\n- pattern: a\n- pattern-regex: b", r#"or("a"@7:14 regex "b"@8:20)"#);
    check(
        "patterns:
- pattern: a
- pattern-inside: b
- pattern-not: c
- pattern-not-inside: d
- pattern-not-regex: e
- pattern-regex: f",
        r#"and("a"@7:14 inside("b"@8:21) not("c"@9:18) not(inside("d"@10:25)) not(regex "e"@11:24) regex "f"@12:20)"#,
    );
    check("patterns:\n- pattern-inside: a", r#"and(inside("a"@7:21))"#);
    check(
        "patterns:
- pattern-either:
  - patterns:
    - pattern: a
  - pattern-inside: b
- pattern: c",
        r#"and(or(and("a"@9:18) inside("b"@10:23)) "c"@11:14)"#,
    );
    check(
        "patterns:
- pattern-inside:
    pattern-either:
    - pattern: a
    - pattern: b
- pattern-not:
    patterns:
    - pattern: c
- pattern-not-inside:
    pattern-inside: d",
        r#"and(inside(or("a"@9:18 "b"@10:18)) not(and("c"@13:18)) not(inside(inside("d"@15:23))))"#,
    );
}

#[test]
fn conditions_stay_with_their_level() {
    let check = |lines: &str, expected: &str| assert_eq!(show(&with(lines).formula), expected, "{lines}");
    check(
        "patterns:
- focus-metavariable: $A
- pattern: f($A)
- focus-metavariable: [$A, $...B]
- metavariable-regex:
    metavariable: $A
    regex: x.*",
        r#"and("f($A)"@8:14 | $A ~ "x.*"@12:14 focus $A focus $A+$...B)"#,
    );
    check(
        "patterns:
- pattern: a
- metavariable-regex: {metavariable: $1, regex: x, constant-propagation: true}",
        r#"and("a"@7:14 | $1 ~ "x"@8:51 constant)"#,
    );
    check(
        "patterns:
- pattern: a
- metavariable-pattern:
    metavariable: $A
    language: generic
    patterns:
    - pattern-not: b
    - metavariable-comparison:
        comparison: $X > 1",
        r#"and("a"@7:14 | $A as "generic"@10:17 has and(not("b"@12:22) | None if "$X > 1"@14:23 strip=false base=None))"#,
    );
    check(
        "patterns:
- pattern: a
- metavariable-pattern:
    metavariable: $A
    pattern-not-regex: b",
        r#"and("a"@7:14 | $A has and(not(regex "b"@10:26)))"#,
    );
    check(
        "patterns:
- pattern: a
- metavariable-pattern:
    metavariable: $A
    pattern-either:
    - pattern-not: b
    - pattern: c",
        r#"and("a"@7:14 | $A has or(and(not("b"@11:22)) "c"@12:18))"#,
    );
    check(
        "patterns:
- pattern: a
- metavariable-comparison:
    metavariable: $A
    comparison: |
      $A < 0o700
    strip: true
    base: 8",
        r#"and("a"@7:14 | Some("$A") if "$A < 0o700"@11:9 strip=true base=Some(8))"#,
    );
}

#[test]
fn metadata_is_read_from_both_places() {
    let check = |lines: &str, expected: Metadata| {
        assert_eq!(with(&format!("pattern: p\n{lines}")).metadata, expected, "{lines}");
    };
    let cwe = |numbers: &[u32]| Metadata { cwe: numbers.to_vec(), ..Metadata::default() };
    check("metadata:", Metadata::default());
    check("metadata: {}", Metadata::default());
    check("metadata: {cwe: 89}", cwe(&[89]));
    check("metadata: {cwe: CWE-89}", cwe(&[89]));
    check("metadata: {cwe: 'CWE-89: Improper: things'}", cwe(&[89]));
    check("metadata: {cwe: ['cwe-798', 89, CWE-798 Twice]}", cwe(&[89, 798]));
    check("metadata: {cwe: []}", cwe(&[]));
    let controls = |pairs: &[(&str, &str)]| Metadata {
        controls: pairs.iter().map(|(f, c)| ((*f).to_owned(), (*c).to_owned())).collect(),
        ..Metadata::default()
    };
    let both = controls(&[("hipaa", "164.312(b)"), ("iso27799", "5.10"), ("iso27799", "8.28")]);
    check("metadata:\n  controls:\n    iso27799: ['8.28', '5.10']\n    hipaa: 164.312(b)", both.clone());
    // Ids that look like numbers keep their last zero.
    check("controls: {iso27799: [8.28, 5.10, 5.10], hipaa: ['164.312(b)']}", both);
    let own = Metadata {
        title: Some("T".into()),
        kind: Some("evidence".into()),
        data_level: Some(3),
        redact: true,
        ..Metadata::default()
    };
    check("title: T\nkind: evidence\ndata-level: 3\nredact: true", own.clone());
    check("metadata: {title: T, kind: evidence, data-level: '3', redact: 'true'}", own.clone());
    check("title: T\nmetadata: {kind: evidence, data-level: 3, redact: true}", own);
    let tags =
        ["OWASP-A01:2017", "OWASP-A03:2021", "audit", "django", "flask", "impact:high", "likelihood:low", "security"];
    check(
        "metadata:
  confidence: HIGH
  references: https://example.org/a
  technology: [django, flask]
  category: security
  subcategory: [audit]
  owasp: ['A03:2021 - Injection', A01:2017]
  likelihood: LOW
  impact: HIGH
  license: anything
  5: {deep: [1, 2]}",
        Metadata {
            confidence: Some("high".into()),
            references: vec!["https://example.org/a".into()],
            tags: tags.map(str::to_owned).to_vec(),
            ..Metadata::default()
        },
    );
    // What only informs may be left empty.
    check("metadata: {references: ['', ~], technology: '', category: [], likelihood: ~}", Metadata::default());
}

#[test]
fn severities_have_two_sets_of_names() {
    for (written, expected) in [
        ("ERROR", "high"),
        ("WARNING", "medium"),
        ("INFO", "info"),
        ("critical", "critical"),
        ("High", "high"),
        ("MEDIUM", "medium"),
        ("LOW", "low"),
        ("INVENTORY", "info"),
        ("EXPERIMENT", "info"),
    ] {
        let rule =
            only_rule(&format!("rules: [{{id: r, message: m, severity: {written}, languages: [go], pattern: p}}]"));
        assert_eq!(rule.severity, expected, "{written}");
    }
}

#[test]
fn json_is_yaml() {
    let check = |text: &str, message: &str, formula: &str| {
        let rule = only_rule(text);
        assert_eq!((rule.message.as_str(), show(&rule.formula).as_str()), (message, formula), "{text}");
    };
    check(
        r#"{"rules":[{"id":"r","message":"a\n\"b\" \u00e4 \ud83d\ude00 \/","severity":"LOW","languages":["go"],"pattern":"f(\"x\")\n"}]}"#,
        "a\n\"b\" ä 😀 /",
        r#""f(\"x\")"@1:112"#,
    );
    check(
        "{\n\t\"rules\": [\n\t\t{\"id\": \"r\", \"message\":\t\"m\", \"severity\": \"LOW\",\n\t\t\"languages\": [\"go\"], \"pattern\": \"p\"\t}\n\t]\n}\n",
        "m",
        r#""p"@4:36"#,
    );
}

#[test]
fn anchors_and_merge_keys_are_resolved() {
    let aliased = good(
        "rules:
- id: a
  message: m
  severity: LOW
  languages: &langs [go, java]
  patterns:
  - &first
    pattern: f(...)
- id: b
  message: m
  severity: LOW
  languages: *langs
  pattern-either:
  - *first
",
    );
    assert_eq!(aliased.rules[1].languages, aliased.rules[0].languages);
    // A text that an alias stands for is where it is written, since there it is to be mended.
    assert_eq!(show(&aliased.rules[1].formula), r#"or("f(...)"@8:14)"#);
    let merged = good(
        "rules:
- &base
  id: a
  message: m
  severity: LOW
  languages: [go]
  pattern: f(...)
- <<: *base
  id: b
  severity: HIGH
",
    );
    let [a, b] = merged.rules.as_slice() else { panic!("two rules") };
    assert_eq!((&b.id.text[..], &b.severity[..], &b.message, &b.formula), ("b", "high", &a.message, &a.formula));
}

#[test]
fn line_breaks_and_marks_do_not_matter() {
    let plain = "rules:\n- id: r\n  message: m\n  severity: LOW\n  languages: [go]\n  pattern: |\n    a\n    b\n";
    let expected = good(plain);
    for text in [plain.replace('\n', "\r\n"), format!("\u{feff}{plain}"), format!("{plain}...\n")] {
        assert_eq!(good(&text), expected, "{text:?}");
    }
}

#[test]
fn rules_keep_their_order() {
    let rule = |id: &&str| format!("- {{id: {id}, message: m, severity: LOW, languages: [go], pattern: p}}\n");
    let rules: String = ["z", "a", "m"].iter().map(rule).collect();
    let ids: Vec<String> = good(&format!("rules:\n{rules}")).rules.into_iter().map(|rule| rule.id.text).collect();
    assert_eq!(ids, ["z", "a", "m"]);
}

/// The place of a text is the place of its characters in the file, whatever its YAML form.
#[test]
fn places_point_at_the_text() {
    let source = "rules:
- id: r
  message: m
  severity: LOW
  languages: [go, 'java', \"c\"]
  pattern-either:
  - pattern: abc(1)
  - pattern: 'def(2)'
  - pattern: |
      ghi(3)
  - {pattern: \"jkl(4)\"}
  - pattern-inside: {pattern: mno(5)}
";
    let rule = only_rule(source);
    let mut texts: Vec<&Text> = rule.languages.iter().chain([&rule.id]).collect();
    let Formula::Or(parts) = &rule.formula else { panic!("pattern-either") };
    for part in parts {
        let part = if let Formula::Inside(inner) = part { inner } else { part };
        let Formula::Pattern(text) = part else { panic!("{part:?}") };
        texts.push(text);
    }
    assert_eq!(texts.len(), 9);
    for text in texts {
        let line = source.lines().nth(text.line as usize - 1).unwrap();
        let rest: String = line.chars().skip(text.column as usize - 1).collect();
        assert!(rest.starts_with(&text.text), "{text:?} in {line:?}");
    }
}

#[test]
fn the_newer_syntax_says_the_same() {
    let formula = |text: &str| {
        let indented: String = text.lines().map(|l| format!("    {l}\n")).collect();
        let head = "rules:\n  - id: a\n    message: m\n    severity: LOW\n    languages: [python]\n";
        let rule = only_rule(&format!("{head}{indented}"));
        show(&rule.formula)
            .replace('"', "")
            .split('@')
            .enumerate()
            .map(|(i, piece)| {
                if i == 0 {
                    piece.to_owned()
                } else {
                    piece.trim_start_matches(|c: char| c.is_ascii_digit() || c == ':').to_owned()
                }
            })
            .collect::<String>()
    };
    assert_eq!(formula("match: f(...)"), "f(...)");
    assert_eq!(formula("match:\n  any: [a, {regex: b}]"), "or(a regex b)");
    assert_eq!(
        formula(
            "match:\n  all:\n    - f($X)\n    - not: {inside: g(...)}\n    - anywhere: h()\n    - inside: {any: [k, l]}"
        ),
        "and(f($X) not(inside(g(...))) anywhere(h()) inside(or(k l)))"
    );
    assert_eq!(
        formula(
            "match:\n  pattern: f($X)\n  where:\n    - metavariable: $X\n      regex: a.*\n    - comparison: $X > 1\n    - focus: $X\n    - metavariable: $X\n      types: [A, B]\n    - metavariable: $X\n      analyzer: entropy\n    - metavariable: $X\n      language: js\n      not: g()"
        ),
        "and(f($X) | $X ~ a.* | None if $X > 1 strip=false base=None | $X: A or B | $X is Entropy | $X as js has and(not(g())) focus $X)"
    );
}
