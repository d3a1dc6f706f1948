//! Rule files with mistakes: each is reported once, at its place, with a way out, and costs no rule but its own.

use std::fmt::Write;
use wardline_rulefile::{ParsedFile, RuleError, RuleErrorKind, parse};

/// What a test says of an error: place, and parts of message and help.
type Expected<'a> = (u32, u32, &'a str, &'a str);

fn check_file(text: &str, expected: &[Expected<'_>]) -> ParsedFile {
    let parsed = parse("t.yaml", text);
    let shown: String = parsed.errors.iter().map(|error| format!("{error}\n")).collect();
    assert_eq!(parsed.errors.len(), expected.len(), "{text}\n{shown}");
    for (error, (line, column, message, help)) in parsed.errors.iter().zip(expected) {
        assert_eq!((error.line, error.column), (*line, *column), "{text}\n{shown}");
        assert!(error.message.contains(message), "{message:?} in\n{shown}");
        assert!(error.help.contains(help) && !error.help.is_empty(), "{help:?} in\n{shown}");
        let line = text.trim_start_matches('\u{feff}').lines().nth(error.line as usize - 1).unwrap_or_default();
        let cut = error.snippet.trim_matches('…');
        assert!(line.replace('\t', " ").contains(cut), "{cut:?} is not in {line:?}");
    }
    parsed
}

/// A file with two rules: one named `bad` with these lines besides the ones it must have, the first of them being line 6, and a good one.
fn two_rules(lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("  {line}\n")).collect();
    let head = "rules:\n- id: bad\n  message: m\n  severity: LOW\n  languages: [python]\n";
    let good = "- id: good\n  message: m\n  severity: LOW\n  languages: [python]\n  pattern: p\n";
    format!("{head}{lines}{good}")
}

fn check(lines: &str, expected: &[Expected<'_>]) {
    let parsed = check_file(&two_rules(lines), expected);
    let ids: Vec<&str> = parsed.file.rules.iter().map(|rule| rule.id.text.as_str()).collect();
    assert_eq!(ids, ["good"], "{lines}");
    assert!(parsed.errors.iter().all(|error| error.rule.as_deref() == Some("bad")), "{lines}");
}

#[test]
fn files_that_are_no_rule_files() {
    for text in ["", "\n\n", "# only a comment\n", "---\n", "\u{feff}", "~"] {
        check_file(text, &[(1, 1, "the file is empty", "`rules:`")]);
    }
    check_file("- id: a\n", &[(1, 1, "the file is a list", "`rules:`")]);
    check_file("just text", &[(1, 1, "the file is a text", "`rules:`")]);
    check_file("services: {}\nvolumes: {}\n", &[(1, 1, "has no `rules`", "`rules:`")]);
    check_file("{}", &[(1, 1, "has no `rules`", "`rules:`")]);
    check_file("rule: []", &[(1, 1, "unknown key `rule`", "did you mean `rules`?")]);
    check_file("rules: []", &[(1, 8, "`rules` is an empty list", "")]);
    check_file("rules: {}", &[(1, 8, "`rules` is a map", "write a list")]);
    check_file("rules:\n", &[(1, 6, "`rules` is nothing", "write a list")]);
    check_file(
        "rules:\n- 5\n- text\n-\n",
        &[(2, 3, "a rule is `5`", "map"), (3, 3, "a rule is `text`", "map"), (4, 2, "a rule is nothing", "map")],
    );
    check_file(
        "rules: [{id: a, message: m, severity: LOW, languages: [go], pattern: p}]\nversion: 1\n",
        &[(2, 1, "unknown key `version`", "remove it")],
    );
}

#[test]
fn files_that_are_no_yaml() {
    check_file("rules:\n\t- id: a\n", &[(2, 2, "tabs", "indent with spaces")]);
    check_file("rules: [\n", &[(1, 8, "unclosed bracket", "close it")]);
    check_file("rules: 'a", &[(1, 8, "unclosed quote", "close it")]);
    check_file("rules:\n- id: 'a\n", &[(3, 1, "quoted", "quotes here and on the line above")]);
    check_file("rules:\n- id: a\n  message: use this: b\n", &[(3, 20, "mapping values", "between quotes")]);
    check_file("rules: *nope\n", &[(1, 8, "unknown anchor", "needs quotes")]);
    check_file("rules: []\n---\nrules: []\n", &[(3, 1, "more than one YAML document", "file of its own")]);
    check_file("rules: [{id: \"\\q\"}]", &[(1, 14, "unknown escape", "quotes")]);
    check_file("rules:\n- id: a\n   message: m\n", &[(3, 11, "not valid YAML", "")]);
}

#[test]
fn what_a_rule_must_have() {
    check_file(
        "rules:\n- {}\n",
        &[
            (2, 3, "the rule has no `id`", "add `id:`"),
            (2, 3, "the rule has no `message`", "add `message:`"),
            (2, 3, "the rule has no `severity`", "add `severity:`"),
            (2, 3, "the rule has no `languages`", "add `languages:`"),
            (2, 3, "the rule has nothing to look for", "`pattern`, `patterns`, `pattern-either` and `pattern-regex`"),
        ],
    );
    let rule = |id: &str, severity: &str, languages: &str| {
        format!("rules:\n- id: {id}\n  message: m\n  severity: {severity}\n  languages: {languages}\n  pattern: p\n")
    };
    check_file(&rule("", "LOW", "[go]"), &[(2, 5, "`id` is nothing", "after the colon")]);
    check_file(&rule("' '", "LOW", "[go]"), &[(2, 7, "`id` is empty", "")]);
    check_file(&rule("a/b", "LOW", "[go]"), &[(2, 7, "the id `a/b` has `/` in it", "letters")]);
    check_file(&rule("[a]", "LOW", "[go]"), &[(2, 7, "`id` is a list", "write a text")]);
    check_file(&rule("a", "SEVERE", "[go]"), &[(4, 13, "unknown severity `SEVERE`", "CRITICAL")]);
    check_file(&rule("a", "WARNNG", "[go]"), &[(4, 13, "unknown severity `WARNNG`", "did you mean `WARNING`?")]);
    check_file(&rule("a", "5", "[go]"), &[(4, 13, "unknown severity `5`", "INFO")]);
    check_file(&rule("a", "LOW", "go"), &[(5, 14, "`languages` is `go`", "write a list")]);
    check_file(&rule("a", "LOW", "[]"), &[(5, 14, "`languages` is an empty list", "add an item")]);
    check_file(&rule("a", "LOW", "[go, [c]]"), &[(5, 19, "an item of `languages` is a list", "write a text")]);
    check_file(&rule("a", "LOW", "[go]\n  id: b"), &[(6, 3, "the key `id` is given twice", "line 2")]);
}

#[test]
fn ids_are_unique_in_a_file() {
    let rule = "- {id: a, message: m, severity: LOW, languages: [go], pattern: p}\n";
    let parsed = check_file(
        &format!("rules:\n{rule}{rule}{rule}"),
        &[(3, 8, "the id `a` is that of another rule", "line 2"), (4, 8, "the id `a`", "line 2")],
    );
    assert_eq!(parsed.file.rules.len(), 1);
}

#[test]
fn unknown_keys_name_the_nearest() {
    check("pattern: p\npaterns: []", &[(7, 3, "unknown key `paterns` in a rule", "did you mean `patterns`?")]);
    check("pattern_regex: p", &[(6, 3, "unknown key `pattern_regex`", "did you mean `pattern-regex`?")]);
    check("pattern: p\nwhatever: 1", &[(7, 3, "unknown key `whatever`", "use one of: id, message")]);
    check("patterns:\n- patern: p", &[(7, 5, "unknown key `patern` in an item of `patterns`", "`pattern`")]);
    check("pattern: p\npaths: {includes: [a]}", &[(7, 11, "unknown key `includes` in `paths`", "`include`")]);
    check("pattern: p\noptions: {ac_maching: true}", &[(7, 13, "unknown option `ac_maching`", "`ac_matching`")]);
    // One slip is one error: the key that is meant is not missing.
    check(
        "patterns:\n- pattern: p\n- metavariable-regex: {metavariable: $X, regexp: a}",
        &[(8, 44, "unknown key `regexp`", "`regex`")],
    );
    check_file(
        "rules: [{id: a, mesage: m, severity: LOW, languages: [go], pattern: p}]",
        &[(1, 17, "unknown key `mesage`", "`message`")],
    );
    let long = "x".repeat(100_000);
    check(&format!("pattern: p\n? {long}\n: 1"), &[(7, 5, "unknown key `xxx", "use one of")]);
}

#[test]
fn formulas_that_make_no_sense() {
    check("patterns: []", &[(6, 13, "`patterns` is an empty list", "")]);
    check("pattern-either: []", &[(6, 19, "`pattern-either` is an empty list", "")]);
    check("patterns: p", &[(6, 13, "`patterns` is `p`", "write a list")]);
    check("pattern:", &[(6, 10, "`pattern` is nothing", "needs quotes")]);
    check("pattern: null", &[(6, 12, "`pattern` is nothing", "needs quotes")]);
    check("pattern: ''", &[(6, 12, "`pattern` is empty", "")]);
    check("pattern: [p]", &[(6, 12, "`pattern` is a list", "write a text")]);
    check("pattern: {a: b}", &[(6, 12, "`pattern` is a map", "between quotes")]);
    check("pattern: p\npatterns:\n- pattern: p", &[(7, 3, "both `pattern` and `patterns`", "`pattern-either`")]);
    check("pattern: p\npattern-not: q", &[(7, 3, "`pattern-not` cannot stand directly in the rule", "`patterns`")]);
    check("pattern-inside: q", &[(6, 3, "`pattern-inside` cannot stand directly", "`patterns`")]);
    check("pattern: p\nfocus-metavariable: $X", &[(7, 3, "`focus-metavariable` cannot stand directly", "`patterns`")]);
    let finds_nothing = "no part that finds something";
    check("patterns:\n- pattern-not: p\n- pattern-not-inside: q", &[(6, 3, finds_nothing, "add a `pattern`")]);
    check("patterns:\n- focus-metavariable: $X", &[(6, 3, finds_nothing, "add a `pattern`")]);
    check("patterns:\n- pattern: a\n- pattern-not:\n    patterns:\n    - pattern-not: b", &[(9, 7, finds_nothing, "")]);
    let in_either = "cannot stand in `pattern-either`";
    check("pattern-either:\n- pattern: a\n- pattern-not: b", &[(8, 5, in_either, "under `patterns`")]);
    check(
        "pattern-either:\n- metavariable-regex: {metavariable: $X, regex: a}",
        &[(7, 5, in_either, "under `patterns`")],
    );
    check("patterns:\n- p", &[(7, 5, "a text without an operator", "`- pattern: …`")]);
    check("patterns:\n- {}", &[(7, 5, "an item of `patterns` is empty", "`- pattern: …`")]);
    check("patterns:\n- pattern: a\n  pattern-not: b", &[(8, 5, "both `pattern` and `pattern-not`", "`- `")]);
    check("patterns:\n- pattern: a\n- pattern-inside: {}", &[(8, 21, "nothing to look for", "`pattern`")]);
    check(
        "patterns:\n- pattern: a\n- pattern-inside: {pattern-not: b}",
        &[(8, 22, "cannot stand directly in `pattern-inside`", "")],
    );
    check("patterns:\n- pattern: a\n- pattern-not-regex: {pattern: b}", &[(8, 24, "`pattern-not-regex` is a map", "")]);
}

#[test]
fn metavariables_and_conditions() {
    let regex = |metavariable: &str| {
        format!("patterns:\n- pattern: a\n- metavariable-regex:\n    metavariable: {metavariable}\n    regex: a")
    };
    check(&regex("X"), &[(9, 21, "`X` is no metavariable", "such as `$X`")]);
    check(&regex("$x_1"), &[(9, 21, "`$x_1` is no metavariable", "such as `$X_1`")]);
    check(&regex("$"), &[(9, 21, "`$` is no metavariable", "such as `$X`")]);
    check(&regex("$...x"), &[(9, 21, "`$...x` is no metavariable", "such as `$...X`")]);
    check(&regex("5"), &[(9, 21, "`5` is no metavariable", "such as `$5`")]);
    check(&regex("[$X]"), &[(9, 21, "is a list", "write a text")]);
    let item = |item: &str| format!("patterns:\n- pattern: a\n- {item}");
    check(&item("focus-metavariable: [$A, b]"), &[(8, 30, "`b` is no metavariable", "such as `$B`")]);
    check(&item("focus-metavariable: []"), &[(8, 25, "`focus-metavariable` is an empty list", "")]);
    check(&item("metavariable-regex: {}"), &[(8, 25, "has no `metavariable`", ""), (8, 25, "has no `regex`", "")]);
    check(&item("metavariable-comparison: {metavariable: $A}"), &[(8, 30, "has no `comparison`", "")]);
    let comparison = |rest: &str| item(&format!("metavariable-comparison:\n    comparison: $A > 1\n    {rest}"));
    check(&comparison("base: 1"), &[(10, 13, "`base` is `1`", "from 2 to 36")]);
    check(&comparison("base: ten"), &[(10, 13, "`base` is `ten`", "from 2 to 36")]);
    check(&comparison("strip: maybe"), &[(10, 14, "`strip` is `maybe`", "`true` or `false`")]);
    check(
        &item("metavariable-pattern: {metavariable: $A}"),
        &[(8, 27, "`metavariable-pattern` has nothing to look for", "")],
    );
    check(
        &item("metavariable-pattern: {metavariable: $A, pattern: a, pattern-regex: b}"),
        &[(8, 58, "both `pattern` and `pattern-regex`", "")],
    );
}

#[test]
fn what_a_rule_says_of_itself() {
    let metadata = |text: &str| format!("pattern: p\nmetadata: {{{text}}}");
    check(&metadata("data-level: 5"), &[(7, 26, "`data-level` is `5`", "from 0 to 4")]);
    check(&metadata("data-level: -1"), &[(7, 26, "`data-level` is `-1`", "from 0 to 4")]);
    check(&metadata("data-level: high"), &[(7, 26, "`data-level` is `high`", "from 0 to 4")]);
    check(&metadata("kind: violatoin"), &[(7, 20, "unknown kind `violatoin`", "did you mean `violation`?")]);
    check(&metadata("kind: bug"), &[(7, 20, "unknown kind `bug`", "violation, evidence, absence, inventory")]);
    check(&metadata("confidence: SURE"), &[(7, 26, "unknown confidence `SURE`", "LOW, MEDIUM, HIGH")]);
    check(&metadata("redact: maybe"), &[(7, 22, "`redact` is `maybe`", "`true` or `false`")]);
    check(&metadata("title: ''"), &[(7, 21, "`title` is empty", "")]);
    check(&metadata("controls: [a]"), &[(7, 24, "`controls` is a list", "map")]);
    check(&metadata("controls: {iso27799: []}"), &[(7, 35, "`iso27799` in `controls` is an empty list", "")]);
    check(&metadata("controls: {iso27799: {a: b}}"), &[(7, 35, "`iso27799` in `controls` is a map", "")]);
    for cwe in ["SQL injection", "CWE-", "CWE-0", "CWE-89x", "-5", "1.5", "CWE-99999999999"] {
        check(&metadata(&format!("cwe: {cwe}")), &[(7, 19, "names no weakness", "`CWE-89`")]);
    }
    check(&metadata("data_level: 3"), &[(7, 14, "unknown key `data_level`", "did you mean `data-level`?")]);
    check(&metadata("Kind: evidence"), &[(7, 14, "unknown key `Kind`", "did you mean `kind`?")]);
    check("pattern: p\nkind: evidence\nmetadata: {kind: evidence}", &[(8, 14, "`kind` is given both", "line 7")]);
    check("pattern: p\nmetadata: text", &[(7, 13, "`metadata` is `text`", "map")]);
    check("pattern: p\nfix: {regex: a}", &[(7, 8, "`fix` is a map", "")]);
    check("pattern: p\npaths: {include: []}", &[(7, 20, "`include` is an empty list", "")]);
    check("pattern: p\noptions: {symmetric_eq: 1}", &[(7, 27, "`symmetric_eq` is `1`", "`true` or `false`")]);
    check("pattern: p\nfix-regex: {regex: a}", &[(7, 14, "`fix-regex` has no `replacement`", "")]);
    check(
        "pattern: p\nfix: a\nfix-regex: {regex: a, replacement: b}",
        &[(8, 3, "both `fix` and `fix-regex`", "keep one")],
    );
    check("pattern: p\nmode: serach", &[(7, 9, "unknown mode `serach`", "did you mean `search`?")]);
}

#[test]
fn what_is_not_supported_yet_is_refused_loudly() {
    let check = |lines: &str, expected: &[Expected<'_>]| {
        check(lines, expected);
        let errors = parse("t.yaml", &two_rules(lines)).errors;
        assert!(errors.iter().all(|error| error.kind == RuleErrorKind::Unsupported), "{lines}");
        assert!(errors.iter().all(|error| error.message.ends_with("is not supported yet")), "{lines}");
    };
    // One error for a rule that is made for another mode, not one for each of its keys.
    check(
        "mode: taint\npattern-sources:\n- pattern: a\npattern-sinks:\n- pattern: b",
        &[(6, 9, "`mode: taint`", "search rule")],
    );
    check("mode: join\njoin: {refs: []}", &[(6, 9, "`mode: join`", "one rule for each part")]);
    check("mode: extract\nextract: $X", &[(6, 9, "`mode: extract`", "`metavariable-pattern`")]);
    check("pattern-sources:\n- pattern: a", &[(6, 3, "`pattern-sources`", "search rule")]);
    check("r2c-internal-project-depends-on: {}", &[(6, 3, "`r2c-internal-project-depends-on`", "remove the rule")]);
    check(
        "patterns:\n- pattern: a\n- pattern-where-python: x",
        &[(8, 5, "`pattern-where-python`", "`metavariable-comparison`")],
    );
}

#[test]
fn mistakes_in_the_newer_syntax() {
    check("match:\n  any: []", &[(7, 10, "`any` is an empty list", "")]);
    check("match: {}", &[(6, 10, "`match` has nothing to look for", "`pattern`, `regex`")]);
    check("match:\n  patern: a", &[(7, 5, "unknown key `patern` in `match`", "did you mean `pattern`?")]);
    check("match:\n  pattern: a\n  regex: b", &[(8, 5, "both `pattern` and `regex`", "under `all`")]);
    check("match:\n  not: a", &[(7, 5, "no part that finds something", "`anywhere`")]);
    check("match:\n  all: [{not: a}]", &[(7, 5, "`all` has no part that finds something", "")]);
    check("match: a\npattern: b", &[(7, 3, "both `match` and `pattern`", "under `match`")]);
    let item = |text: &str| format!("match:\n  pattern: f($X)\n  where:\n  - {text}");
    check(&item("{metavariable: $X}"), &[(9, 7, "asks for nothing", "`regex`")]);
    check(&item("{metavariable: $X, analyzer: entropi}"), &[(9, 36, "unknown analyzer `entropi`", "`entropy`")]);
    check(&item("{metavariable: $X, type: A, types: [B]}"), &[(9, 7, "both `type` and `types`", "under `types`")]);
    check(&item("{regex: a}"), &[(9, 7, "has no `metavariable`", "")]);
}

#[test]
fn hostile_files_end_in_an_error() {
    let levels = 100_000;
    let doubling = |seed: &str, next: fn(u32) -> String| {
        (1..30).fold(seed.to_owned(), |mut text, n| {
            text.push_str(&next(n));
            text
        })
    };
    let bomb = doubling("a0: &a0 [x, x]\n", |n| format!("a{n}: &a{n} [*a{0}, *a{0}]\n", n - 1));
    let merges = doubling("a0: &a0 {k: v}\n", |n| format!("a{n}: &a{n} {{<<: [*a{0}, *a{0}], k{n}: v}}\n", n - 1));
    let stairs = (0..300).fold(String::new(), |mut text, n| {
        writeln!(text, "{}a:", " ".repeat(n)).unwrap();
        text
    });
    for text in [
        bomb,
        merges,
        format!("a: &a '{}'\nrules: [{}]\n", "x".repeat(1_000_000), "*a,".repeat(20_000)),
        "[".repeat(levels),
        "{a: ".repeat(levels),
        "- ".repeat(levels),
        format!("rules: {}1{}", "[".repeat(levels), "]".repeat(levels)),
        format!("rules: [{{id: a, patterns: {}", "[{patterns: ".repeat(levels)),
        stairs,
        "rules: &a [*a]\n".to_owned(),
        "\u{0}".to_owned(),
    ] {
        let parsed = parse("t.yaml", &text);
        let start: String = text.chars().take(40).collect();
        assert!(!parsed.errors.is_empty() && parsed.file.rules.is_empty(), "{start}");
        for error in &parsed.errors {
            assert!(error.to_string().len() < 2_000, "{start}");
        }
    }
}

/// A formula may be as deep as anybody writes them, and deeper.
#[test]
fn thirty_levels_are_not_too_many() {
    let (open, close) = ("patterns: [{".repeat(30), "}]".repeat(30));
    let text = format!("rules: [{{id: a, message: m, severity: LOW, languages: [go], {open}pattern: p{close}}}]");
    assert_eq!(check_file(&text, &[]).file.rules.len(), 1);
}

#[test]
fn all_mistakes_of_a_file_are_reported_in_order() {
    let parsed = check_file(
        "rules:
- id: a
  message: m
  severity: BAD
  languages: []
  pattern: p
- id: b
  message: m
  severity: LOW
  languages: [go]
  pattern: p
- id: c
  mode: taint
- message: m
  severity: LOW
  languages: [go]
  pattern: ''
",
        &[
            (4, 13, "severity", ""),
            (5, 14, "empty list", ""),
            (13, 9, "taint", ""),
            (14, 3, "no `id`", ""),
            (17, 12, "`pattern` is empty", ""),
        ],
    );
    let rules: Vec<Option<&str>> = parsed.errors.iter().map(|error| error.rule.as_deref()).collect();
    assert_eq!(rules, [Some("a"), Some("a"), Some("c"), None, None]);
    assert_eq!(parsed.file.rules.len(), 1);
}

#[test]
fn errors_look_like_a_compilers() {
    let error = |text: &str| -> RuleError { parse("rules/x.yaml", text).errors.remove(0) };
    let text = "rules:\n- id: a\n  message: m\n  sevrity: LOW\n  languages: [go]\n  pattern: p\n";
    assert_eq!(
        error(text).to_string(),
        "rules/x.yaml:4:3: error: unknown key `sevrity` in a rule\n 4 |   sevrity: LOW\n   |   ^\nhelp: did you mean `severity`?"
    );
    // Nothing of a file may steer a terminal.
    let text = "rules:\n- id: a\n  \"\\x1b[31m\": 1 # \u{202e}\n";
    let shown: String = parse("t.yaml", text).errors.iter().map(|error| format!("{error}\n")).collect();
    assert!(shown.contains("unknown key") && !shown.chars().any(|c| c.is_control() && c != '\n'), "{shown:?}");
    assert!(!shown.contains('\u{202e}'), "{shown:?}");
}

/// A file of one line shows the part that matters.
#[test]
fn long_lines_are_cut_around_the_place() {
    let rule = r#"{"id":"a","message":"ä","severity":"LOW","languages":["go"],"pattern":"p"},"#;
    let text = format!(r#"{{"rules":[{}{{"id":"b"}}]}}"#, rule.repeat(1_000));
    let errors = parse("r.json", &text).errors;
    // All but the first of the equal ids, and what the last rule lacks.
    assert_eq!(errors.len(), 999 + 4);
    let characters: Vec<char> = text.chars().collect();
    for error in &errors {
        let shown = error.snippet.chars().nth(error.caret as usize);
        assert_eq!(shown, characters.get(error.column as usize - 1).copied(), "{error}");
        assert!(error.snippet.chars().count() <= 122, "{error}");
    }
}
