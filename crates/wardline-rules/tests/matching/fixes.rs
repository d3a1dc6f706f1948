//! Replacements: what `fix` puts in the place of a match.

use std::sync::Arc;
use wardline_lang::Language;
use wardline_rules::{RuleSet, Scanner};

/// Runs a rule with a fix over one text and compares the replacements, in order.
fn check(language: &str, pattern: &str, fix: &str, source: &str, expected: &[&str]) {
    let indented = |text: &str| text.lines().map(|l| format!("      {l}\n")).collect::<String>();
    let (pattern, fix) = (indented(pattern), indented(fix));
    let yaml = format!(
        "rules:\n  - id: test\n    message: found\n    severity: HIGH\n    languages: [{language}]\n    pattern: |\n{pattern}    fix: |\n{fix}"
    );
    let parsed = wardline_rulefile::parse("test.yaml", &yaml);
    assert!(parsed.errors.is_empty(), "{:?}\n{yaml}", parsed.errors);
    let (rules, problems) = RuleSet::new(vec![parsed.file]);
    assert!(problems.is_empty(), "{problems:?}");
    let path: Arc<str> = "input".into();
    let result = Scanner::new(&rules).scan(&path, source, Language::from_name(language));
    let found: Vec<&str> =
        result.findings.iter().filter_map(|f| f.fix.as_ref()).map(|f| f.replacement.as_str()).collect();
    assert_eq!(found, expected, "pattern:\n{pattern}\nsource:\n{source}");
}

#[test]
fn later_lines_are_indented_like_the_match() {
    check(
        "python",
        "run($X)",
        "check($X)\nrun($X)",
        "def f():\n    run(1)\nrun(2)\n",
        &["check(1)\n    run(1)", "check(2)\nrun(2)"],
    );
    check("go", "run()", "check()\n\n\trun()", "package p\nfunc f() {\n\trun()\n}\n", &["check()\n\n\t\trun()"]);
    // A list item is indented like its first word.
    check("yaml", "port: $P", "port: $P\nhost: local", "list:\n  - port: 1\n", &["port: 1\n    host: local"]);
}

#[test]
fn strings_keep_their_quotes() {
    let source = "log('a \"b\"')\nlog(\"c\")\nlog(\"\"\"d\"\"\")\nlog(r'e')\n";
    check(
        "python",
        "log(\"$S\")",
        "note(\"$S\")",
        source,
        &["note('a \"b\"')", "note(\"c\")", "note(\"\"\"d\"\"\")", "note(r'e')"],
    );
    // Beside other text it is the content that counts.
    check("python", "log(\"$S\")", "note(\"x $S\")", "log('a')\n", &["note(\"x a\")"]);
}

#[test]
fn empty_lists_leave_no_commas() {
    let source = "f(safe=True)\nf(a, safe=True)\nf(safe=True, b=1)\nf(a, safe=True, b=1)\n";
    check(
        "python",
        "f($...A, safe=True, $...B)",
        "f($...A, safe=False, $...B)",
        source,
        &["f(safe=False)", "f(a, safe=False)", "f(safe=False, b=1)", "f(a, safe=False, b=1)"],
    );
}

#[test]
fn operations_that_become_operands_are_put_in_parentheses() {
    let source = "scale(3)\nscale(5 + 3)\nscale((a or b))\n";
    check("python", "scale($X)", "size($X * 2)", source, &["size(3 * 2)", "size((5 + 3) * 2)", "size((a or b) * 2)"]);
    check("python", "scale($X)", "size($X, 2)", source, &["size(3, 2)", "size(5 + 3, 2)", "size(a or b, 2)"]);
    check("python", "$X == None", "$X is None", "(a or b) == None\na == None\n", &["(a or b) is None", "a is None"]);
    check("javascript", "len($X)", "$X.length", "len(a + b);\nlen(a);\n", &["(a + b).length", "a.length"]);
    let operand = "get() * 4\nget()\nuse(get())\n(get()) * 4\nget().go()\n";
    check(
        "python",
        "get()",
        "base() + 2",
        operand,
        &["(base() + 2)", "base() + 2", "base() + 2", "base() + 2", "(base() + 2)"],
    );
    check("python", "get()", "base(1 + 2)", "get() * 4\n", &["base(1 + 2)"]);
}
