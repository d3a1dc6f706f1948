//! What patterns and formulas match, through the crate's boundary: a rule as YAML, a source text, the lines that findings start on.

use std::sync::Arc;
use wardline_lang::Language;
use wardline_rules::{RuleSet, Scanner};

/// Runs one rule over one text and compares the start lines of its findings.
fn check_rule(language: &str, body: &str, source: &str, expected: &[u32]) {
    let indented: String = body.trim_matches('\n').lines().map(|l| format!("    {l}\n")).collect();
    let yaml = format!(
        "rules:\n  - id: test\n    message: found\n    severity: HIGH\n    languages: [{language}]\n{indented}"
    );
    let parsed = wardline_rulefile::parse("test.yaml", &yaml);
    assert!(parsed.errors.is_empty(), "{:?}\n{yaml}", parsed.errors);
    let (rules, problems) = RuleSet::new(vec![parsed.file]);
    assert!(problems.is_empty(), "{problems:?}");
    let problems = rules.compile_all();
    assert!(problems.is_empty(), "{problems:?}");
    let path: Arc<str> = "input".into();
    let result = Scanner::new(&rules).scan(&path, source, Language::from_name(language));
    let lines: Vec<u32> = result.findings.iter().map(|f| f.location.start.line.get()).collect();
    assert_eq!(lines, expected, "rule:\n{body}\nsource:\n{source}\n{:?}", result.notices);
}

/// The same for a pattern alone.
fn check(language: &str, pattern: &str, source: &str, expected: &[u32]) {
    let lines: String = pattern.lines().map(|l| format!("  {l}\n")).collect();
    check_rule(language, &format!("pattern: |\n{lines}"), source, expected);
}

#[test]
fn calls_and_arguments() {
    check("python", "fetch($X)", "fetch(a)\nfetch(a, b)\nfetch()\n", &[1]);
    check("python", "fetch(...)", "fetch(a)\nother(a)\nfetch()\n", &[1, 3]);
    check("python", "fetch(..., $X)", "fetch()\nfetch(1)\nfetch(1, 2)\n", &[2, 3]);
    check("python", "fetch(..., key=$X, ...)", "fetch(1, other=2, key=3)\nfetch(1)\nfetch(key=1)\n", &[1, 3]);
    check("python", "fetch(a=1, b=2)", "fetch(b=2, a=1)\nfetch(a=1)\nfetch(a=1, b=2, c=3)\n", &[1]);
    check("python", "fetch($...ARGS)", "fetch()\nfetch(1, 2)\n", &[1, 2]);
    check("javascript", "fetch(...)", "a.fetch(1);\nfetch(2);\n", &[2]);
    check("java", "run(1, ...);", "class A { void f() {\nrun(1, 2);\nrun(2);\n} }", &[2]);
}

#[test]
fn pointers_are_typed_by_what_they_point_at() {
    let source = "void f(char *a, int *b, int c) {\nuse(a);\nuse(b);\nuse(c);\nuse(\"s\");\nuse(NULL);\nuse(*a);\n}\n";
    check("c", "use((char *$X))", source, &[2, 5, 6]);
    check("c", "use(($T *$X))", source, &[2, 3, 5, 6]);
    check("c", "use((char $X))", source, &[7]);
    check(
        "c",
        "($T *$X) == ($T *$Y)",
        "int f(char *a, int *b) {\na == \"s\";\na == b;\nb == 0;\nb == NULL;\n}\n",
        &[2, 5],
    );
    check("go", "use(($X : *int))", "package p\nfunc f() {\nuse(\"s\")\nuse(nil)\n}\n", &[]);
    // Null is 0 to C.
    let not_null =
        "patterns:\n  - pattern: $X == (char *$Y)\n  - metavariable-comparison:\n      comparison: $X != 0\n";
    check_rule("c", not_null, "int f(char *a) {\nNULL == a;\nb == a;\n}\n", &[3]);
    // What a pointer points at has the pointer's type behind it.
    check("cpp", "$P.size()", "void f(T *p, T v) {\np->size();\nv.size();\n}\n", &[2, 3]);
    check("cpp", "(S $X).size()", "void f(const S &a, S b, S *c) {\na.size();\nb.size();\nc.size();\n}\n", &[2, 3]);
    check("cpp", "$P->size()", "void f(T *p, T v) {\np->size();\n(*p).size();\nv.size();\n}\n", &[2, 3]);
}

#[test]
fn includes_are_told_apart() {
    let source = "#include <a.h>\n#include \"b.h\"\nusing namespace c;\n";
    check("cpp", "#include \"...\"", source, &[2]);
    check("cpp", "#include <a.h>", source, &[1]);
    check("cpp", "#include $X", source, &[1, 2]);
    check("cpp", "using namespace $X;", source, &[3]);
    // A macro is known by its value, unless branches define it differently.
    check("c", "use(\"=~/ecb/\")", "#define M \"x-ecb\"\nint f() {\nuse(M);\n}\n", &[3]);
    check(
        "c",
        "use(\"=~/ecb/\")",
        "#if A\n#define M \"gcm\"\n#else\n#define M \"ecb\"\n#endif\nint f() {\nuse(M);\n}\n",
        &[],
    );
}

#[test]
fn metavariables_stand_for_the_same_code() {
    check("python", "$X == $X", "a == a\na == b\nf(1) == f(1)\nf(1) == f(2)\n", &[1, 3]);
    check("python", "$_ == $_", "a == b\n", &[1]);
    check("javascript", "$A = $A;", "x = x;\nx = y;\n", &[1]);
    // Two variables of one name are not the same.
    check("javascript", "use($X);\n...\nuse($X);", "function f(x) { use(x); use(x); }\n", &[1]);
}

#[test]
fn names_are_resolved_through_imports() {
    check("python", "os.system($X)", "import os as o\no.system(a)\nos.system(a)\n", &[2, 3]);
    check("python", "os.system($X)", "from os import system as s\ns(a)\nsystem(a)\n", &[2]);
    check("python", "os.path.join(...)", "from os.path import join\njoin(a)\n", &[2]);
    check("python", "os.system($X)", "from os import system\ndef f(system):\n    system(a)\nsystem(b)\n", &[4]);
    check("python", "os.system($X)", "from os import *\nsystem(a)\n", &[2]);
    check(
        "javascript",
        "child_process.exec(...)",
        "const { exec: run } = require('child_process');\nrun('ls');\n",
        &[2],
    );
    check(
        "java",
        "new java.util.Random()",
        "import java.util.Random;\nclass A { Object f() {\nreturn new Random();\n} }",
        &[3],
    );
    check("go", "exec.Command(...)", "package a\nimport run \"os/exec\"\nfunc f() {\nrun.Command(x)\n}\n", &[4]);
}

#[test]
fn imported_names_are_members_of_their_module() {
    let source = "from net.web import fetch as f, Page\nf(1)\nPage(2)\nother(3)\n";
    check("python", "net.web.$X(...)", source, &[2, 3]);
    check("python", "$M.fetch(...)", source, &[2]);
    check("javascript", "$M.seal($X)", "const { seal } = require('lib');\nseal(1);\nopen(2);\n", &[2]);
    let member =
        "patterns:\n  - pattern: net.$M($X)\n  - metavariable-pattern:\n      metavariable: $M\n      pattern: send\n";
    check_rule("python", member, "import net\nnet.send(1)\nnet.keep(2)\n", &[2]);
}

#[test]
fn strings_are_told_apart_by_how_they_are_written() {
    let source = "f(\"a\")\nf(f\"a\")\nf(f\"a{b}\")\nf(\"a\" \"b\")\n";
    check("python", "f(f\"...\")", source, &[2, 3]);
    check("python", "f(\"...\" \"...\")", source, &[4]);
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

#[test]
fn numbers_compare_by_value() {
    check("python", "chmod(x, 0o777)", "chmod(x, 511)\nchmod(x, 0x1ff)\nchmod(x, 777)\n", &[1, 2]);
    check("java", "f(16);", "class A { void g() {\nf(0x10);\nf(16L);\nf(17);\n} }", &[2, 3]);
}

#[test]
fn statements() {
    check("python", "a = f()\n...\ng(a)", "a = f()\nh()\ng(a)\n", &[1]);
    check("python", "a = f()\n...\ng(a)", "a = f()\nif x:\n    g(a)\n", &[1]);
    check("python", "a = f()\ng(a)", "a = f()\nh()\ng(a)\n", &[]);
    check(
        "python",
        "def $F(...):\n    ...\n    close()",
        "def a():\n    open()\n    close()\ndef b():\n    open()\n",
        &[1],
    );
    check("javascript", "check();", "x = check();\nreturn1(check());\nif (check()) {}\n", &[1, 2]);
    check("javascript", "if ($X) { $S }", "if (a) {}\nif (a) { g(); h(); }\n", &[2]);
    check("java", "if ($X) { ... }", "class A { void f() {\nif (a) g();\nif (a) { g(); } else { h(); }\n} }", &[2, 3]);
    check(
        "python",
        "try:\n    ...\nexcept Exception:\n    pass",
        "try:\n    a()\nexcept ValueError:\n    b()\nexcept Exception:\n    pass\n",
        &[1],
    );
}

#[test]
fn ellipses_beside_statements() {
    check("python", "... = run($X)", "a = run(1)\nrun(2)\nreturn_value = stop(3)\n", &[1]);
    let source = "for (let i = 0; i < 3; i++) { a(i); }\nfor (const i of b) { a(i); }\n";
    check("javascript", "for (var $I = $S; ...; ...) { ... }", source, &[1]);
    let twice = "def $F(...):\n    ...\n...\ndef $F(...):\n    ...\n";
    check("python", twice, "def f():\n    a()\ndef g():\n    b()\ndef f():\n    c()\n", &[1]);
}

#[test]
fn arguments_and_names_that_are_left_out() {
    check("python", "f($A, $B)", "f(1, b=2)\nf(1, 2)\n", &[2]);
    check("python", "lib.mark(...)", "import lib\n@lib.mark\ndef f():\n    pass\n", &[2]);
    check(
        "javascript",
        "each(function $F(...) { ... })",
        "each((a) => { b(); });\neach(function c() { b(); });\n",
        &[1, 2],
    );
}

#[test]
fn declarations_and_assignments() {
    check("javascript", "$X = secret", "var a = secret;\nlet b = secret;\nc = secret;\nconst d = other;\n", &[1, 2, 3]);
    check("javascript", "const $X = secret", "let b = secret;\nconst d = secret;\n", &[2]);
    check("go", "$X = secret()", "package a\nfunc f() {\nx := secret()\nvar y = secret()\n}\n", &[3, 4]);
    check("java", "String $X = $Y;", "class A { String a = b; int c = d;\nvoid f() { String e = g; } }", &[1, 2]);
}

#[test]
fn definitions_may_leave_parts_out() {
    check("python", "def $F(...): ...", "@route('/x')\ndef f(a: int) -> str:\n    return a\n", &[1]);
    check("python", "@route(...)\ndef $F(...): ...", "@route('/x')\n@login\ndef f(): pass\ndef g(): pass\n", &[1]);
    check(
        "java",
        "class $C extends Base { ... }",
        "@X public class A extends Base implements I {}\nclass B {}\n",
        &[1],
    );
    check("java", "$T $M(...) { ... }", "class A { public static int f(int a) throws E { return a; } }", &[1]);
    check("typescript", "function $F(...) { ... }", "async function f<T>(a: T): Promise<T> { return a; }\n", &[1]);
    check(
        "javascript",
        "class $C { ... render(...) { ... } ... }",
        "class A { a() {} render() {} b() {} }\nclass B { a() {} }\n",
        &[1],
    );
}

#[test]
fn deep_expressions() {
    check("python", "open(<... $X + $Y ...>)", "open(f(a + b))\nopen(a)\n", &[1]);
    check("javascript", "if (<... admin ...>) { ... }", "if (a && admin) {}\nif (a) {}\n", &[1]);
}

/// A statement of a pattern is found where its value goes into a string or a substitution.
#[test]
fn statements_in_strings_and_substitutions() {
    let script = "open\nx=$(read)\nopen\nsay \"got $(read)\"\nopen\nwrite\n";
    check("bash", "open\nread", script, &[1, 3]);
    check("javascript", "open();\nread();", "open();\nsay(`got ${read()}`);\n", &[1]);
}

#[test]
fn bash_commands() {
    check("bash", "... sh -c ...", "sudo -E sh -c \"$X\"\nsh -c x\nsh x\n", &[1, 2]);
    check("bash", "$A | sh", "get a | sh -x\nget a | tee b | sh\nsh | get\n", &[2]);
    check("bash", "rm ${$X}", "rm $a\nrm \"$a\"\nrm a\nrm $(a)\n", &[1]);
    check("bash", "$X=\"$(get ...)\"", "export A=\"$(get b)\"\nC=\"$(put)\"\nD=\"$(get)\" e\n", &[1]);
    check("bash", "get", "get a\nput get\nx=$(get)\nforget\n", &[1, 2, 3]);
}

#[test]
fn lua_and_elixir() {
    check("lua", "run(\"a b\")", "local x = 'a'\nrun(x .. ' b')\nrun(x)\n", &[2]);
    check("lua", "{..., verify = $X, ...}", "f({verify = true})\ng({['verify'] = 1, 2})\nh({2})\n", &[1, 2]);
    check("elixir", "Crypto.Old.hash($X)", "alias Crypto.Old\nOld.hash(a)\nCrypto.Old.hash(b)\nNew.hash(c)\n", &[2, 3]);
    check("elixir", "def $F(..., $X, ...) do\n  ...\nend", "def a(b), do: b\ndefp c do\n  d\nend\n", &[1]);
    check(
        "elixir",
        "get(..., verify: false, ...)",
        "get(a, verify: false)\nget a, b: 1, verify: false\nget(a)\n",
        &[1, 2],
    );
}

#[test]
fn collections() {
    check("javascript", "{ a: 1 }", "x = { b: 2, a: 1 };\nx = { b: 2 };\n", &[1]);
    check("python", "{..., \"a\": $X}", "x = {'b': 1, 'a': 2}\nx = {'a': 1}\nx = {'b': 1}\n", &[1, 2]);
    check("python", "[..., 1]", "x = [2, 1]\nx = [1, 2]\n", &[1]);
    check("python", "(1, ...)", "x = (1, 2)\nx = [1, 2]\n", &[1]);
}

#[test]
fn assignments_stand_inside_of_statements() {
    let source =
        "class A { void f() {\nP y = new P { A = 1, B = 2 };\ny = new P { A = 2 };\ng(new P { A = 1 });\ny.A = 1;\n} }";
    check("csharp", "A = 1", source, &[2, 4]);
    check("csharp", "new P { A = 1, ... }", source, &[2, 4]);
    check("csharp", "P $X = new P() { ... };", source, &[2]);
    check_rule(
        "csharp",
        "patterns:\n  - pattern-inside: |\n      A = 1;\n      ...\n  - pattern: use(...)\n",
        "class A { void f() {\nuse(a);\nvar y = new P { A = 1 };\nuse(y);\n} }",
        &[4],
    );
    // What is declared or returned is searched in all its parts, other values are not.
    let source =
        "class A { X f() {\nT y = new T(run());\nT y = c ? run() : d;\nuse(new T(run()));\nreturn new T(run());\n} }";
    check("java", "run();", source, &[2, 3, 5]);
}

#[test]
fn a_block_is_no_file() {
    check("c", "{ ... }", "int a;\nint f() {\n  a();\n}\n", &[2]);
}

#[test]
fn an_ellipsis_alone_is_anything() {
    check_rule(
        "java",
        "patterns:\n  - pattern: run($X)\n  - metavariable-pattern:\n      metavariable: $X\n      patterns:\n        - pattern: |\n            ...\n        - pattern-not: '\"...\"'\n",
        "class A { void f() {\nrun(\"a\");\nrun(b);\n} }",
        &[3],
    );
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
fn constant_fields_of_an_object() {
    let source = "class A {\n  private final String KEY = \"k\";\n  void f() {\n    run(this.KEY);\n    new B() {};\n  }\n  class B { String KEY;\n    void f() { run(this.KEY); } }\n}\n";
    check("java", "run(\"k\")", source, &[4]);
}

#[test]
fn typed_metavariables() {
    check(
        "java",
        "(Statement $S).execute($Q)",
        "class A { void f(Statement s, Other o) {\ns.execute(q);\no.execute(q);\n} }",
        &[2],
    );
    check(
        "java",
        "(java.sql.Statement $S).execute($Q)",
        "import java.sql.Statement;\nclass A { void f(Statement s) {\ns.execute(q);\n} }",
        &[3],
    );
    check(
        "go",
        "($R : *http.Request).FormValue($K)",
        "package a\nfunc f(r *http.Request, q *Other) {\nr.FormValue(k)\nq.FormValue(k)\n}\n",
        &[3],
    );
    check("java", "f((String $X));", "class A { void g(String s, int i) {\nf(s);\nf(i);\nf(\"x\");\n} }", &[2, 4]);
}

#[test]
fn chains() {
    check("javascript", "$X. ... .end()", "a.b().c().end();\na.end();\nend();\n", &[1, 2]);
}

#[test]
fn formulas() {
    check_rule(
        "python",
        "patterns:\n  - pattern: run($X)\n  - pattern-not: run(\"...\")\n",
        "run(a)\nrun('a')\n",
        &[1],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern-inside: |\n      def $F(...):\n          ...\n  - pattern: run(...)\n",
        "run(1)\ndef f():\n    run(2)\n",
        &[3],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern: run(...)\n  - pattern-not-inside: |\n      with safe():\n          ...\n",
        "run(1)\nwith safe():\n    run(2)\n",
        &[1],
    );
    check_rule(
        "python",
        "pattern-either:\n  - pattern: run(...)\n  - pattern: go(...)\n",
        "run(1)\ngo(1)\nno(1)\n",
        &[1, 2],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern-either:\n      - pattern: $F(..., $X, ...)\n  - metavariable-regex:\n      metavariable: $F\n      regex: log_\n",
        "log_info(a)\nmy_log_info(a)\n",
        &[1],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern: run($X)\n  - metavariable-pattern:\n      metavariable: $X\n      patterns:\n        - pattern: $A + $B\n        - pattern-not: $A + 1\n",
        "run(a + b)\nrun(a + 1)\nrun(a)\n",
        &[1],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern: age($X)\n  - metavariable-comparison:\n      metavariable: $X\n      comparison: $X > 900\n",
        "age(900)\nage(901)\nage(60 * 30)\nage(x)\n",
        &[2, 3],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern: |\n      def $F(..., $P, ...):\n          ...\n  - focus-metavariable: $P\n",
        "def f(\n  a,\n  b,\n): pass\n",
        &[2, 3],
    );
    check_rule(
        "python",
        "patterns:\n  - pattern-inside: |\n      $X = source()\n      ...\n  - pattern: sink($X)\n",
        "a = source()\nsink(a)\nsink(b)\n",
        &[2],
    );
}

#[test]
fn regular_expressions_search_the_text() {
    check_rule("regex", "pattern-regex: 'secret-(\\d+)'\n", "x\nsecret-12\n", &[2]);
    check_rule(
        "regex",
        "patterns:\n  - pattern-regex: 'id=(?P<ID>\\w+)'\n  - metavariable-regex:\n      metavariable: $ID\n      regex: '[0-9]+$'\n",
        "id=abc\nid=123\n",
        &[2],
    );
    check_rule(
        "regex",
        "patterns:\n  - pattern-regex: 'id=\\w+'\n  - pattern-not-regex: 'id=test'\n",
        "id=abc\nid=test\n",
        &[1],
    );
    check_rule("regex", "pattern-regex: '(?<!x)key'\n", "xkey\nkey\n", &[2]);
    check_rule(
        "python",
        "patterns:\n  - pattern: run(...)\n  - pattern-regex: 'danger'\n",
        "run('danger')\nrun('safe')\n",
        &[1],
    );
}

#[test]
fn imports() {
    check("python", "import a.b", "from a import b\nimport a.b as c\nimport a\nfrom a.b import d\n", &[1, 2, 4]);
    check("python", "from a import x, y", "from a import z, y, x\nfrom a import x\n", &[1]);
    check("javascript", "import $X from \"m\"", "import d from 'm';\nimport d from 'n';\n", &[1]);
    check("java", "import a.b.C;", "import a.b.C;\nimport a.b.D;\n", &[1]);
    check("java", "import a.b;", "import a.b.*;\nimport a.c.*;\nimport a.*;\n", &[1]);
    check("java", "import a;\n...", "import a;\nimport b;\n", &[1]);
    check("go", "import (\n  ...\n  \"$P\"\n)\n...", "package p\nimport (\n  \"a\"\n)\n", &[1]);
    check_rule(
        "go",
        "patterns:\n  - pattern: import \"$P\"\n  - metavariable-regex:\n      metavariable: $P\n      regex: ^a/b$\n  - focus-metavariable: $P\n",
        "package p\nimport (\n  \"a\"\n  c \"a/b\"\n)\n",
        &[4],
    );
    check("scala", "import a.$X", "import a.b.{c, d => e}\nimport b.a._\nimport a.b.c._\n", &[1, 3]);
    check("scala", "import a.b.$X", "import a.b.{c, d => e}\nimport b.a._\nimport a.b.c._\n", &[1, 3]);
}

#[test]
fn go_types_come_from_declarations_and_allocations() {
    let go = |body: &str| format!("package a\nfunc f(r *http.Request) {{\n{body}\n}}\n");
    check("go", "($R : *http.Request).$F(...)", &go("r.Get()\ns.Get()"), &[3]);
    check(
        "go",
        "($C : *http.Client).Get(...)",
        &go("c := &http.Client{}\nc.Get(u)\nd := http.Client{}\nd.Get(u)"),
        &[4],
    );
    check("go", "($C : *http.Client).Get(...)", &go("c := new(http.Client)\nc.Get(u)"), &[4]);
    check("go", "use(($M : map[string]int))", &go("m := make(map[string]int)\nuse(m)\nuse(r)"), &[4]);
}

#[test]
fn go_literals_match_fields_in_any_order_and_elements_in_theirs() {
    check("go", "T{..., A: 1, B: 2, ...}", "package a\nvar x = T{B: 2, C: 3, A: 1}\nvar y = T{A: 1}\n", &[2]);
    check(
        "go",
        "[]string{\"a\", \"b\"}",
        "package a\nvar x = []string{\"a\", \"b\"}\nvar y = []string{\"b\", \"a\"}\n",
        &[2],
    );
    check("go", "InsecureSkipVerify: true", "package a\nvar x = T{\nInsecureSkipVerify: true}\n", &[3]);
    check("go", "import \"os/exec\"", "package a\nimport (\n\"fmt\"\n\"os/exec\"\n)\n", &[2]);
}

#[test]
fn terraform_attributes_match_in_any_order() {
    let bucket = "resource \"x\" \"a\" {\n  b = 2\n  acl = \"public\"\n}\n";
    check("terraform", "resource \"x\" $N { ... acl = \"public\" ... }", bucket, &[1]);
    check("terraform", "resource \"x\" $N {\n  acl = \"public\"\n  ...\n  b = 2\n}", bucket, &[1]);
    check("terraform", "resource \"x\" $N { ... rule { ... } ... }", bucket, &[]);
    check("terraform", "acl = \"...\"", "a = {\n  acl = \"x\"\n}\n", &[2]);
    check("terraform", "resource \"x\" { ... }", bucket, &[]);
}

#[test]
fn terraform_names_stand_for_their_values() {
    check("terraform", "open = true", "resource \"a\" \"b\" {\n  open = \"true\"\n}\n", &[2]);
    check("terraform", "acl = \"public\"", "locals {\n  a = \"public\"\n}\nb {\n  acl = local.a\n}\n", &[5]);
    check(
        "terraform",
        "acl = \"public\"",
        "variable \"a\" {\n  default = \"public\"\n}\nb {\n  acl = var.a\n}\n",
        &[5],
    );
    check("terraform", "acl = \"public\"", "b {\n  acl = var.a\n}\nlocals {\n  a = \"public\"\n}\n", &[]);
    check(
        "terraform",
        "acl = \"public\"",
        "locals {\n  a = \"public\"\n  a = \"private\"\n}\nb {\n  acl = local.a\n}\n",
        &[],
    );
}

#[test]
fn literals_match_names_whose_value_is_known() {
    check("go", "\"secret\"", "package a\nconst k = \"secret\"\nfunc f() {\nuse(k)\n}\n", &[2, 4]);
    check("go", "// a comment whose words no file has\nuse(...)", "package a\nfunc f() {\nuse(1)\n}\n", &[3]);
}

#[test]
fn changed_strings_lose_their_value() {
    let source = "def m(x)\n a = 'q'\n f(a)\n a.concat('r')\n f(a)\n a << x\n f(a)\nend\n";
    check("ruby", "f(\"...\")", source, &[3, 5]);
    check("ruby", "f(\"q\")", source, &[3]);
    // What a loop or closure changes it may use changed.
    check("ruby", "f(\"...\")", "a = 'q'\nf(a)\nwhile c\n f(a)\n a << x\nend\n", &[2]);
    check("ruby", "f(\"...\")", "a = 'q'\ng { f(a) }\na.gsub!(x, y)\n", &[]);
    // A block assigns to the variables around it.
    check("ruby", "f(\"...\")", "a = 'q'\nl.each { |x| a = x }\nf(a)\nb = 'r'\nf(b)\n", &[5]);
}

#[test]
fn ruby_calls_and_blocks() {
    check("ruby", "f($X)", "f(a) do |b|\n c\nend\nf a\nf a, b\n", &[1, 4]);
    check("ruby", "f ... do |...| ... end", "f 1 do |a| b end\nf { c }\nf 1\n", &[1, 2]);
    check("ruby", "f(..., k: $V, ...)", "f a, :k => 1, j: 2\nf(k: 1)\nf({k: 1})\nf 'k' => 1\n", &[1, 2]);
    check("ruby", ":k => $V", "x = {k: 1}\ny = {:k => 2, 'k' => 3}\n", &[1, 2]);
    check("ruby", "return $X", "def m\n if a then\n  b\n else\n  return c\n end\nend\n", &[3, 5]);
    check("ruby", "x.$M($...A)", "x.f\nx.f()\nx&.f 1\n", &[2, 3]);
    check("ruby", "f(...)", "f\ng = f\n", &[1]);
    check("ruby", "/.../", "/a/\n/a#{b}/\n", &[1, 2]);
    check("ruby", "/$R/", "/a/\n/a#{b}/\n", &[1]);
    check("ruby", "a = 1", "a, b = 1, 2\na, b = 1\n", &[1]);
    check_rule(
        "ruby",
        "patterns:\n  - pattern: p[...]\n  - pattern-inside: f(...)\n",
        "f(<<~A, 1)\n  x #{p[:y]}\nA\np[:z]\n",
        &[2],
    );
}

#[test]
fn a_metavariable_can_be_asked_for_what_it_is_not() {
    let body = "patterns:\n  - pattern: use($X)\n  - metavariable-pattern:\n      metavariable: $X\n      patterns:\n        - pattern-not: '\"...\"'\n";
    check_rule("python", body, "use(\"a\")\nuse(b)\n", &[2]);
    // Code in a string is code, its text is not.
    let body = "patterns:\n  - pattern: f\"...{$X}...\"\n  - metavariable-regex:\n      metavariable: $X\n      regex: ^(?!safe)\n";
    check_rule("python", body, "a = f\"x{safe(b)}\"\na = f\"x{b}\"\n", &[2]);
    check("java", "use(<... (int $N) ...>)", "class A { void f(int n) {\nuse(1 + n);\nuse(m);\n} }", &[2]);
}

#[test]
fn rust_names_and_blocks() {
    let rust = |pattern: &str, source: &str, expected: &[u32]| check("rust", pattern, source, expected);
    rust(
        "std::process::Command::new($X)",
        "use std::process::{self, Command as C};\nfn f() {\nC::new(a);\nCommand::new(a);\nprocess::Command::new(a);\n}",
        &[3, 5],
    );
    rust("use $X;", "use a::b;\nuse c;\n", &[1, 2]);
    // A value sees what its declaration hides; an arm and a condition declare for themselves.
    rust("take($X);\n...\ntake($X);", "fn f(x: T) {\ntake(x);\nlet x = g(x);\ntake(x);\n}", &[]);
    rust("$X = $Y.trim();\n...\ntake($Y);", "fn f(x: T) {\nlet x = x.trim();\ntake(x);\n}", &[]);
    rust("take($X);\n...\ntake($X);", "fn f(x: T) {\ntake(x);\nif let Some(x) = y { g(x); }\ntake(x);\n}", &[2]);
    rust("run(\"a\")", "fn f() {\nlet x = \"a\";\ng(&x);\nrun(x);\nlet mut y = \"a\";\ng(&mut y);\nrun(y);\n}", &[4]);
    rust("return $X", "fn f() -> T {\nif a { b } else {\nreturn c; }\n}\nfn g() { h(); }", &[2, 3]);
    rust("unsafe { ... }", "fn f() {\nunsafe { g() }\n{ g() }\n}", &[2]);
    rust("$X.unwrap()", "fn f() {\na.b()?.c().await.unwrap();\nprintln!(\"{}\", d.unwrap());\n}", &[2, 3]);
    rust("a. ... .d()", "fn f() {\na.b()?.c().await.d();\n}", &[2]);
    rust("foo($X);", "fn f() {\nlet a = foo(b)?;\nlog!(foo(c));\n}", &[2, 3]);
    rust("sink(($X : &str))", "fn f(a: &str, b: u8) {\nsink(a);\nsink(b);\n}", &[2]);
}

#[test]
fn rust_macros() {
    let rust = |pattern: &str, source: &str, expected: &[u32]| check("rust", pattern, source, expected);
    rust("println!(..., $P.name, ...)", "fn f() {\nprintln!(\"{}\", p.name);\nprintln!(\"{}\", q);\n}", &[2]);
    rust("info!(\"...\", ...)", "fn f() {\ninfo!(\"a {b}\", c);\ninfo!(a = 1);\n}", &[2]);
    rust("info!(\"=~/patient/\", ...)", "fn f() {\ninfo!(\"patient {b}\");\ninfo!(\"other\");\n}", &[2]);
    rust("format!(\"...{$X}...\")", "fn f() {\nlet a = format!(\"b {name} c\");\nformat!(\"b\");\n}", &[2]);
    rust("info!(..., ssn = $X, ...)", "fn f() {\ninfo!(ssn = %p.ssn, \"seen\");\ninfo!(id = %p.id);\n}", &[2]);
    rust("$F($X)", "fn f() {\ng(a);\nh!(a);\n}", &[2, 3]);
    rust("g($X)", "fn f() {\ng(a);\ng!(a);\n}", &[2]);
    // The mark belongs to the name of a macro.
    let marked = "patterns:\n  - pattern: $F(...)\n  - metavariable-regex: {metavariable: $F, regex: '^g!$'}\n";
    check_rule("rust", marked, "fn f() {\ng(a);\ng!(a);\n}", &[3]);
}

#[test]
fn options_change_what_matches() {
    let with = |option: &str, pattern: &str| format!("options: {{{option}}}\npattern: '{pattern}'\n");
    let order = "options: {decorators_order_matters: true}\npattern: |\n  @a\n  @b\n  def $F(...): ...\n";
    let decorated = "@a\n@c\n@b\ndef f(): pass\n\n@b\n@a\ndef g(): pass\n";
    check_rule("python", order, decorated, &[1]);
    check_rule("python", order.split_once('\n').expect("two keys").1, decorated, &[1, 6]);
    let variables = "var a = 1;\nlet b = 1;\nconst c = 1;\n";
    check_rule("javascript", &with("let_is_var: false", "var $X = 1;"), variables, &[1]);
    check_rule("javascript", &with("let_is_var: true", "var $X = 1;"), variables, &[1, 2, 3]);
    let functions = "a = () => { g(); };\nb = function () { g(); };\n";
    check_rule("javascript", &with("arrow_is_function: false", "$X = () => { ... }"), functions, &[1]);
    check_rule("javascript", &with("arrow_is_function: false", "$X = function () { ... }"), functions, &[2]);
    let elements = "a = <Box />;\nb = <Box id=\"1\" />;\nc = <Box>text</Box>;\n";
    check_rule("javascript", &with("xml_attrs_implicit_ellipsis: true", "<Box />"), elements, &[1, 2, 3]);
    check_rule("javascript", &with("xml_attrs_implicit_ellipsis: false", "<Box />"), elements, &[1, 3]);
    check_rule("javascript", &with("xml_singleton_loose_matching: false", "<Box />"), elements, &[1, 2]);
    let lists = "<a><c/><b/></a>\n";
    check_rule("xml", &with("xml_children_ordered: true", "<a><b/><c/></a>"), lists, &[]);
    check_rule("xml", &with("xml_children_ordered: false", "<a><b/><c/></a>"), lists, &[1]);
    let both = "if x() and z() and y(): pass\n";
    check_rule("python", &with("commutative_boolop: true", "y() and x()"), both, &[1]);
    check_rule("python", &with("commutative_boolop: false", "y() and x()"), both, &[]);
}

#[test]
fn parts_of_a_match_have_names_and_fixes() {
    let named = "match:\n  all:\n    - pattern: |\n        def $F(...): ...\n      as: $BODY\n  where:\n    - metavariable: $BODY\n      pattern: save(...)\n";
    check_rule("python", named, "def a():\n  save(1)\n\ndef b():\n  load(1)\n", &[1]);
    let yaml = "rules:\n  - id: test\n    message: found\n    severity: HIGH\n    languages: [python]\n    match:\n      any:\n        - pattern: old($X)\n          fix: new($X)\n        - pattern: older($Y)\n    fix: newest($Y)\n";
    let (rules, _) = RuleSet::new(vec![wardline_rulefile::parse("test.yaml", yaml).file]);
    let path: Arc<str> = "input.py".into();
    let result = Scanner::new(&rules).scan(&path, "old(1)\nolder(2)\n", Language::from_name("python"));
    let fixes: Vec<&str> =
        result.findings.iter().filter_map(|f| f.fix.as_ref()).map(|f| f.replacement.as_str()).collect();
    assert_eq!(fixes, ["new(1)", "newest(2)"]);
}

#[test]
fn what_nested_patterns_bind_is_no_demand_on_each_other() {
    let rule = "patterns:\n  - pattern: f($A)\n  - metavariable-pattern: {metavariable: $A, pattern: g($B)}\n  - metavariable-pattern: {metavariable: $A, pattern: h($B)}\n";
    check_rule("python", rule, "f(p(g(1), h(2)))\nf(p(g(1), k(1)))\n", &[1]);
    let other = "patterns:\n  - pattern: $A + $B\n  - metavariable-pattern:\n      metavariable: $B\n      patterns: [{pattern: ...}, {pattern-not: $A}]\n";
    check_rule("python", other, "a + b\na + a\n", &[1]);
    // A piece of PHP is code without saying so.
    let piece = "patterns:\n  - pattern: run(\"$CODE\")\n  - metavariable-pattern: {metavariable: $CODE, language: php, pattern: $_GET}\n";
    check_rule("python", piece, "run(\"echo $_GET;\")\nrun(\"echo 1;\")\n", &[1]);
}

#[test]
fn rules_know_what_day_it_is() {
    let yaml = "rules:\n  - id: test\n    message: found\n    severity: HIGH\n    languages: [python]\n    patterns:\n      - pattern: until($X)\n      - metavariable-comparison: {comparison: strptime($X) < today()}\n";
    let (mut rules, _) = RuleSet::new(vec![wardline_rulefile::parse("test.yaml", yaml).file]);
    rules.set_today(20_779);
    let source = "until(\"2026-11-21\")\nuntil(\"2026-11-22\")\nuntil(\"1906-12-09\")\nuntil(\"soon\")\n";
    let result = Scanner::new(&rules).scan(&"input.py".into(), source, Language::from_name("python"));
    let lines: Vec<u32> = result.findings.iter().map(|f| f.location.start.line.get()).collect();
    assert_eq!(lines, [1, 3]);
}

/// Runs one Python pattern and says how many findings and how many budget notices there are.
fn budget_notices(pattern: &str, source: &str) -> (usize, usize) {
    let yaml = format!(
        "rules:\n  - id: test\n    message: found\n    severity: HIGH\n    languages: [python]\n    pattern: '{pattern}'\n"
    );
    let (rules, _) = RuleSet::new(vec![wardline_rulefile::parse("test.yaml", &yaml).file]);
    let path: Arc<str> = "input.py".into();
    let result = Scanner::new(&rules).scan(&path, source, Language::from_name("python"));
    let notices = result.notices.iter().filter(|n| n.kind == wardline_base::NoticeKind::Budget).count();
    (result.findings.len(), notices)
}

#[test]
fn a_pattern_with_too_many_ways_to_match_says_so() {
    let operands: Vec<String> = (0..60).map(|i| format!("flag_{i}")).collect();
    let (_, notices) = budget_notices("$A | $B | $C | $D | $E", &format!("x = {}\n", operands.join(" | ")));
    assert_eq!(notices, 1, "the search must end, and say that it ended early");
}

#[test]
fn a_large_file_is_no_reason_to_give_up() {
    let source: String = (0..40_000).map(|i| format!("f(a{i})\n")).collect();
    assert_eq!(budget_notices("f($X)", &source), (40_000, 0));
}

#[test]
fn php_names_have_no_case_and_follow_use() {
    let file = "<?php\nuse Mail\\Box as M;\nFetch(1);\nnew m(2);\nnew \\mail\\BOX(3);\nnew Box(4);\n$fetch(5);\n";
    check("php", "fetch($X)", file, &[3]);
    check("php", "new Mail\\Box($X)", file, &[4, 5]);
    check("php", "$F(...);", file, &[3, 7]);
    check("php", "A::run(...)", "<?php\na::run();\n$a->run();\n", &[2]);
    let created = "patterns:\n  - pattern-inside: new $CLASS(...)\n  - pattern: $CLASS";
    check_rule("php", created, "<?php\nnew $name(1);\nnew Box($name);\nbox($name);\n", &[2, 3]);
}

#[test]
fn php_strings_hold_text_and_code() {
    let file = "<?php\nq(\"a $b c\");\nq(\"{$x}\");\nq('plain');\nq(\"a $b[key]\");\n";
    check("php", "q(\"$TEXT{$V}...\")", file, &[2, 5]);
    check("php", "q(\"...\")", file, &[4]);
    check("php", "$b['key']", file, &[5]);
    let file = "<?php\n$s = $a . 'x' . $b . $c;\n$s = $a . $b . 'x' . f();\n$s = $a . $b;\n";
    check("php", "$S = $A . \"x\" . $B", file, &[2, 3]);
}

#[test]
fn values_are_followed_along_every_path() {
    let paths =
        "def f(c):\n    a = 'x'\n    send(a)\n    if c:\n        a = 'y'\n    send(a)\n    a = read()\n    send(a)\n";
    check("python", "send(\"...\")", paths, &[3, 6]);
    check("python", "send('x')", paths, &[3]);
    check("python", "send('x')", "def f(c):\n    if c:\n        a = 'x'\n    send(a)\n", &[]);
    check(
        "python",
        "send('x')",
        "def f(c):\n    if c:\n        a = 'x'\n    else:\n        return\n    send(a)\n",
        &[6],
    );
    check(
        "python",
        "send(0)",
        "def f(c):\n    a = 0\n    while c:\n        send(a)\n        a += 1\n    send(a)\n",
        &[],
    );
    check("python", "send(3)", "def f():\n    a = 1\n    a += 2\n    send(a)\n", &[4]);
    let guarded = "def f():\n    a = 1\n    try:\n        a = read()\n    except E:\n        pass\n    send(a)\n    b = 1\n    try:\n        pass\n    except E:\n        b = 2\n    finally:\n        close()\n    send(b)\n";
    check("python", "send(1)", guarded, &[15]);
    check("go", "send(1)", "package p\nfunc f() {\na := 1\nsend(a)\nfill(&a)\nsend(a)\n}\n", &[4]);
    check("javascript", "send(1)", "function f() {\nlet a = 1;\nrun(() => { a = 2; });\nsend(a);\n}\n", &[]);
    check(
        "javascript",
        "send(1)",
        "function f(k) {\nlet a = 1;\nswitch (k) {\ncase 1: a = 2; break;\ncase 2: send(a);\n}\nsend(a);\n}\n",
        &[],
    );
    // Two different strings are not known to be equal.
    check("python", "$X == $X", "def f(c):\n    a = 'x' if c else 'y'\n    b = 'x' if c else 'z'\n    a == b\n", &[]);
}

#[test]
fn fields_that_others_cannot_change_are_known() {
    let source = "class A {\nprivate int a = 7;\npublic int b = 7;\nprivate int c;\nprivate int d;\nA() { this.c = 7; }\nvoid set() { d = 7; }\nvoid f() {\nsend(a);\nsend(this.a);\nsend(b);\nsend(c);\nsend(d);\n}\n}\n";
    check("java", "send(7)", source, &[9, 10, 12]);
}

#[test]
fn names_stand_for_what_defines_them_where_a_rule_asks() {
    let rule = |pattern: &str| format!("options:\n  symbolic_propagation: true\npattern: '{pattern}'\n");
    let source = "def f(c):\n    q = make(1)\n    run(q)\n    r = q.part\n    r.go()\n    if c:\n        q = other()\n    run(q)\n";
    check_rule("python", &rule("run(make(1))"), source, &[3]);
    check_rule("python", &rule("make(...).part.go()"), source, &[5]);
    check_rule("python", &rule("make(1). ... .go()"), source, &[5]);
    check("python", "run(make(1))", source, &[]);
    check_rule(
        "python",
        &rule("if <... make(...) ...>: ..."),
        "def f():\n    q = make()\n    if not q:\n        run()\n",
        &[3],
    );
    check_rule("javascript", &rule("a(). ... .b()"), "let x = y; let y = x;\nx.b();\n", &[]);
}

#[test]
fn terraform_reads_numbers_and_truth_from_strings() {
    let source = "resource \"a\" \"b\" {\n  x = \"true\"\n  y = \"1.50\"\n  z = \"other\"\n}\n";
    check("terraform", "$K = true", source, &[2]);
    check("terraform", "$K = 1.5", source, &[3]);
}

#[test]
fn php_values_are_known_through_constants() {
    let file = "<?php\nclass A {\nconst C = 'x';\nfunction f($p) {\nrun(self::C);\nrun(self::D);\n                run(\"a\" . escapeshellarg(static::C));\nrun($p . self::C);\n} }\n";
    check("php", "run(\"...\")", file, &[5, 7]);
    check("php", "run('x')", file, &[5]);
    let file = "<?php\n$a = 'x'; $b = 'x';\nfunction f() {\nglobal $b;\nrun($a);\nrun($b);\n$g = fn() => run($a);\n}\n\
                run($a);\n$h = fn() => run($a);\nrun($b);\n";
    check("php", "run('x')", file, &[9, 10]);
}

#[test]
fn php_types_are_known_of_parameters_and_objects() {
    let typed = |ty: &str| {
        format!("patterns:\n  - pattern: run($X)\n  - metavariable-type:\n      metavariable: $X\n      type: {ty}")
    };
    let file =
        "<?php\nfunction f(string $s, \\App\\Box $b) {\nrun($s);\nrun($b);\n$c = new Cup();\nrun($c);\nrun('x');\n}\n";
    check_rule("php", &typed("string"), file, &[3, 7]);
    check_rule("php", &typed("Cup"), file, &[6]);
    check_rule("php", &typed("App\\Box"), file, &[4]);
    check("php", "($X instanceof $T)", "<?php\nf($a instanceof B);\n", &[2]);
}

#[test]
fn php_statements_between_markup_are_seen() {
    let page = "<p>echo <?= $_GET['a'] ?></p>\n<?php if ($x): ?>\n<b><?php echo $_GET['b'] ?></b>\n<?php endif ?>\n";
    check("php", "echo $_GET[$K];", page, &[1, 3]);
    check("php", "if ($X) { ... }", page, &[2]);
    check("php", "f(...);", "<?php\n@f();\n$a = @f();\nif ($b) return f();\n", &[2, 3, 4]);
    // A number is not the text that it was made of.
    check("php", "f($_GET[...])", "<?php\nf((string) $_GET['a']);\nf((int) $_GET['a']);\n", &[2]);
}

#[test]
fn kotlin_and_swift() {
    let kotlin = |pattern: &str, source: &str, expected: &[u32]| check("kotlin", pattern, source, expected);
    kotlin("import a.b", "import a.b.C\nimport a.c.B\n", &[1]);
    kotlin("a.b.C.get(...)", "import a.b.C\nval x = C.get(1)\n", &[2]);
    kotlin("val $X = get()", "val x = get()\nvar y = get()\n", &[1]);
    kotlin("class $C(...) : P { ... }", "class A : B(), P {\n}\nclass D(x: Int) : P\nclass E : B()\n", &[1]);
    kotlin("\"select $X\"", "val q = \"select ${f(x)}\"\nval r = \"select a\"\n", &[1]);
    kotlin("use($X, { ... })", "use(a) { b() }\nuse(a)\n", &[1]);
    kotlin("return $X", "val f = list.map { a(it) }\nfun g() = b()\n", &[1, 2]);
    let swift = |pattern: &str, source: &str, expected: &[u32]| check("swift", pattern, source, expected);
    swift("$X = load(...)", "let a = try load(1)\nlet b = try? load()\n", &[1, 2]);
    swift("store(..., mode: $M)", "store(f, mode: 1)\nstore(f)\n", &[1]);
    swift("if $C { ... }", "func f() {\nguard a else { return }\nif a { b() }\n}", &[3]);
    // What a `guard` declares holds behind it, what an `if` declares does not.
    swift("use($X)\n...\nuse($X)", "func f(x: T) {\nuse(x)\nguard let x = y else { return }\nuse(x)\n}", &[]);
    swift("use($X)\n...\nuse($X)", "func f(x: T) {\nuse(x)\nif let x = y { g(x) }\nuse(x)\n}", &[2]);
}

#[test]
fn a_large_table_is_searched_for_repeated_keys() {
    let rows: String = (0..3_000).map(|i| format!("    {i}: 'row {i}',\n")).collect();
    let source = format!("table = {{\n{rows}    7: 'again',\n}}\n");
    let pattern = "{..., $K: $A, ..., $K: $B, ...}";
    assert_eq!(budget_notices(pattern, &source), (1, 0));
    assert_eq!(budget_notices(pattern, &format!("table = {{\n{rows}}}\n")), (0, 0));
}

#[test]
fn a_rule_that_cannot_run_on_a_file_says_so() {
    let rule =
        "rules:\n  - id: broken\n    languages: [python]\n    severity: LOW\n    message: m\n    pattern: danger((\n";
    let parsed = wardline_rulefile::parse("broken.yaml", rule);
    assert!(parsed.errors.is_empty(), "{:?}", parsed.errors);
    let (set, _) = RuleSet::new(vec![parsed.file]);
    let mut scanner = Scanner::new(&set);
    let mut notices = |source: &str| scanner.scan(&"a.py".into(), source, Language::from_name("python")).notices;
    let said = notices("danger(1)\n");
    assert_eq!(said.iter().map(|n| n.kind).collect::<Vec<_>>(), [wardline_base::NoticeKind::Rule]);
    assert!(said[0].message.contains("rule broken did not run: broken.yaml:6:14"), "{}", said[0].message);
    assert!(notices("safe(1)\n").is_empty(), "the rule cannot match here");
}

#[test]
fn conditions_on_types_and_texts() {
    let java = "class A {\nvoid f(Statement s, Query q) {\ns.run(1);\nq.run(2);\n}\n}\n";
    let typed =
        "patterns:\n  - pattern: $S.run(...)\n  - metavariable-type:\n      metavariable: $S\n      type: Statement";
    check_rule("java", typed, java, &[3]);
    check_rule("java", &typed.replace("type: Statement", "types: [Query, Other]"), java, &[4]);
    let random = "patterns:\n  - pattern: key = \"$V\"\n  - metavariable-analysis:\n      metavariable: $V\n      analyzer: entropy";
    check_rule("python", random, "key = \"f8Kq2ZxPw7LmTd9R\"\nkey = \"administrator\"\n", &[1]);
    let hangs = "patterns:\n  - pattern: re.compile(\"$V\")\n  - metavariable-analysis:\n      metavariable: $V\n      analyzer: redos";
    check_rule("python", hangs, "re.compile(\"(a+)+$\")\nre.compile(\"a+$\")\n", &[1]);
}

#[test]
fn a_place_elsewhere_in_the_file() {
    let rule = "match:\n  all:\n    - g($X)\n    - anywhere: f($X)";
    check_rule("python", rule, "g(1)\ng(2)\nf(2)\n", &[2]);
    let rule = "match:\n  all:\n    - g($X)\n    - not: {anywhere: f($X)}";
    check_rule("python", rule, "g(1)\ng(2)\nf(2)\n", &[1]);
}

#[test]
fn blocks_inside_of_blocks_match_too() {
    let source =
        "store \"a\" {\n  outer {\n    inner {\n      open = true\n    }\n  }\n}\nstore \"b\" {\n  open = true\n}\n";
    check("terraform", "store $N {\n  ...\n  inner {\n    ...\n    open = true\n    ...\n  }\n  ...\n}", source, &[1]);
    check("terraform", "store $N {\n  ...\n  open = true\n  ...\n}", source, &[8]);
    let key =
        "patterns:\n  - pattern: $K = ...\n  - metavariable-pattern:\n      metavariable: $K\n      pattern: open\n";
    check_rule("terraform", key, source, &[4, 9]);
}

#[test]
fn an_ellipsis_stands_for_the_first_words_of_a_command() {
    let source = "FROM x\nRUN fetch all && tool -q install a\nRUN install a\nRUN fetch\n";
    check("dockerfile", "RUN ... install ...", source, &[2, 3]);
    check("dockerfile", "RUN ... $X install ...", source, &[2]);
    let word =
        "patterns:\n  - pattern: RUN $C ...\n  - metavariable-pattern:\n      metavariable: $C\n      pattern: fetch\n";
    check_rule("dockerfile", word, source, &[2, 4]);
}

#[test]
fn pairs_and_values_of_yaml_are_what_they_mean() {
    let source = "a:\nb: \"x\\ny\"\nc: >-\n  x\n  y\nd: |\n  x\n  y\ne: {f: 1}\n";
    check("yaml", "{a: ...}", source, &[1]);
    check("yaml", "a: \"\"", source, &[1]);
    check("yaml", "$K: \"=~/[\\\\n]/\"", source, &[2, 6]);
}

#[test]
fn generic_formulas_see_strings_without_quotes() {
    let start = "patterns:\n  - pattern: use($X)\n  - metavariable-pattern:\n      metavariable: $X\n      language: generic\n      pattern-regex: ^lib\n";
    check_rule("python", start, "use(\"lib/a\")\nuse(\"a/lib\")\nuse('libs')\n", &[1, 3]);
}

#[test]
fn a_block_type_of_terraform_is_a_name() {
    let rule = "patterns:\n  - pattern: resource\n  - pattern-inside: |\n      resource \"aws_x\" $N { ... }";
    check_rule("terraform", rule, "resource \"aws_x\" \"a\" {}\nresource \"aws_y\" \"b\" {}\n", &[1]);
}

#[test]
fn operators_before_and_behind_an_operand_differ() {
    check("c", "$X++", "void f() {\n++x;\nx++;\n}\n", &[3]);
    let source = "contract C { function f() {\nx++;\n++x;\n} }";
    check("solidity", "$X++", source, &[2]);
    check("solidity", "++$X", source, &[3]);
}

#[test]
fn a_deep_statement_searches_its_own_expressions_only() {
    let source = "function f() {\n  use(key);\n}\nif (key) {\n  a();\n}\nif (x) {\n  use(key);\n}\nlast();\n";
    check("javascript", "<... key ...>;\n...\nlast();", source, &[4]);
}

#[test]
fn statements_are_found_in_operands_too() {
    let source =
        "contract C { function f() {\nreturn (g(1) * v) / 2;\n}\nfunction h() {\nok = g(2) && true;\nk();\n} }";
    check("solidity", "g(...);", source, &[2, 5]);
    check("solidity", "g(...);\n...\nk();", source, &[5]);
}

#[test]
fn apex_names_have_no_case_and_queries_may_have_more_clauses() {
    check("apex", "System.debug(...)", "class A { void f() {\nSYSTEM.Debug(x);\nsystem.assert(x);\n} }", &[2]);
    check("apex", "use($X);\n...\nuse($X);", "class A { void f() {\nuse(a);\nuse(A);\n} }", &[2]);
    let queries =
        "class A { void f() {\na = [SELECT Id FROM Lead WHERE X = :y LIMIT 1];\nb = [select Id, Name from Lead];\n} }";
    check("apex", "[SELECT ... FROM Lead]", queries, &[2, 3]);
    check("apex", "[SELECT $F FROM Lead WHERE ...]", queries, &[2]);
    check("apex", "insert $X;", "class A { void f() {\nINSERT a;\ninsert as user b;\nupdate c;\n} }", &[2, 3]);
}
