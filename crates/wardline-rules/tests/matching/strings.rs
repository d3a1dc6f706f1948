//! Strings: how they are written, what they hold, what they are put together from.

use crate::{check, check_rule};

#[test]
fn strings_are_told_apart_by_how_they_are_written() {
    let source = "f(\"a\")\nf(f\"a\")\nf(f\"a{b}\")\nf(\"a\" \"b\")\n";
    check("python", "f(f\"...\")", source, &[2, 3]);
    check("python", "f(\"...\" \"...\")", source, &[4]);
    let in_parts = "f(\"a\" f\"{b}\")\nf(f\"{b}\" \"a\")\nf(\"a\")\nf(f\"{b}\")\n";
    check("python", "f(\"...\" \"...\")", in_parts, &[1, 2]);
    check("python", "f(f\"...\")", in_parts, &[2, 4]);
    check("python", "f(f\"...{$X}...\")", in_parts, &[1, 2, 4]);
    check("javascript", "f(`...${...}...`, ...)", "f(`a`);\nf(`a${b}c${d}`, 1);\n", &[2]);
    check("scala", "own\"...\"", "object A {\n  val x = own\"a\"\n  val y = s\"a\"\n}\n", &[2]);
    let piece = "patterns:\n  - pattern-inside: '`...`'\n  - pattern: $S\n";
    check_rule("javascript", piece, "f('a');\nf(`a`);\n", &[2]);
}

#[test]
fn strings() {
    check("python", "log(\"...\")", "log('a')\nlog(f'a{b}')\nlog(a)\n", &[1]);
    check("python", "log(\"$X\")", "log('a')\nlog(1)\n", &[1]);
    check("python", "log(\"=~/^pat/\")", "log('patient')\nlog('a patient')\n", &[1]);
    check("python", "log(f\"...{$X}...\")", "log(f'a{b}c')\nlog('abc')\nlog('a' + f'{b}')\n", &[1, 3]);
    check("python", "log('patient')", "NAME = 'pat' + 'ient'\nlog(NAME)\nlog(\"patient\")\n", &[2, 3]);
    check(
        "javascript",
        "log(\"patient\")",
        "const a = 'patient';\nlog(a);\nlet b = 'patient';\nb = c;\nlog(b);\n",
        &[2],
    );
    check("javascript", "log(`...${$X}...`)", "log(`a ${b} c`);\nlog('a');\n", &[1]);
}

/// A statement of a pattern is found where its value goes into a string or a substitution.
#[test]
fn statements_in_strings_and_substitutions() {
    let script = "open\nx=$(read)\nopen\nsay \"got $(read)\"\nopen\nwrite\n";
    check("bash", "open\nread", script, &[1, 3]);
    check("javascript", "open();\nread();", "open();\nsay(`got ${read()}`);\n", &[1]);
}

#[test]
fn text_of_a_metavariable_is_what_its_string_holds() {
    check_rule(
        "kotlin",
        "patterns:\n  - pattern: run($X)\n  - metavariable-pattern:\n      metavariable: $X\n      language: generic\n      patterns:\n        - pattern-regex: ^[a-z]+$\n",
        "fun f() {\n  run(\"abc\")\n  run(\"a b\")\n}\n",
        &[2],
    );
}

#[test]
fn interpolated_strings() {
    let source = "class A { void f() {\nlog.Info($\"a {b} c\");\nlog.Info(\"a {b} c\");\n} }";
    check("csharp", "$L.Info($\"...\")", source, &[2]);
    check("csharp", "$L.Info(\"...\")", source, &[3]);
}

#[test]
fn a_string_that_is_put_together_is_asked_for_its_value() {
    let rule =
        "patterns:\n  - pattern: log(\"$S\")\n  - metavariable-regex: {metavariable: $S, regex: '^patient-id$'}\n";
    check_rule("javascript", rule, "log('patient' + '-id');\nlog('patient');\nlog('patient-id');\n", &[1, 3]);
    check("javascript", "f(\"$S\", \"$S\")", "f('a' + 'b', 'ab');\nf('a' + 'b', 'a');\n", &[1]);
}

#[test]
fn a_block_of_yaml_is_read_as_the_lines_it_holds() {
    let rule = "patterns:\n  - pattern: 'run: $S'\n  - metavariable-pattern:\n      metavariable: $S\n      language: python\n      pattern: |\n        if $X:\n            go()\n";
    let source = "- run: |\n    if a:\n        go()\n- run: |\n    stop()\n";
    check_rule("yaml", rule, source, &[1]);
    let end = "patterns:\n  - pattern: 'run: $S'\n  - metavariable-pattern:\n      metavariable: $S\n      language: generic\n      pattern-regex: '^go\\n$'\n";
    check_rule("yaml", end, "- run: |\n    go\n- run: |-\n    go\n- run: go\n", &[1]);
}
