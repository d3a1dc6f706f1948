//! Patterns of code: calls, statements, declarations, ellipses, and the options that change what they match.

use crate::{check, check_rule};

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
fn metavariables_stand_for_the_same_code() {
    check("python", "$X == $X", "a == a\na == b\nf(1) == f(1)\nf(1) == f(2)\n", &[1, 3]);
    check("python", "$_ == $_", "a == b\n", &[1]);
    check("javascript", "$A = $A;", "x = x;\nx = y;\n", &[1]);
    // Two variables of one name are not the same.
    check("javascript", "use($X);\n...\nuse($X);", "function f(x) { use(x); use(x); }\n", &[1]);
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
    check("javascript", "if ($X) { $S }", "if (a) {}\nif (a) { g(); h(); }\nif (a) { g(); }\n", &[3]);
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

#[test]
fn collections() {
    check("javascript", "{ a: 1 }", "x = { b: 2, a: 1 };\nx = { b: 2 };\n", &[1]);
    check("python", "{..., \"a\": $X}", "x = {'b': 1, 'a': 2}\nx = {'a': 1}\nx = {'b': 1}\n", &[1, 2]);
    check("python", "[..., 1]", "x = [2, 1]\nx = [1, 2]\n", &[1]);
    check("python", "(1, ...)", "x = (1, 2)\nx = [1, 2]\n", &[1]);
}

#[test]
fn assignments_stand_inside_of_statements() {
    // With a terminator it is a statement, and what goes into one.
    let source = "a.x = b;\nk, a.x = b;\nif (a.x = b) {}\nrun(a.x = b);\nvar q = a.x = b;\n";
    check("javascript", "$E.x = $H;", source, &[1, 4, 5]);
    check("javascript", "$E.x = $H", source, &[1, 2, 3, 4, 5]);
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
fn chains() {
    check("javascript", "$X. ... .end()", "a.b().c().end();\na.end();\nend();\n", &[1, 2]);
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
fn a_metavariable_for_a_statement_takes_its_terminator_and_no_more_than_the_braces() {
    let source = "if (c) { stop(1); }\nif (c) {\n  go();\n  stop(2);\n}\nif (c) { }\nif (c) stop(3);\n";
    check("javascript", "if (c) { $S; }", source, &[1, 7]);
    check("javascript", "if (c) $S;", source, &[1, 2, 7]);
    check("python", "if c:\n    $S\n", "if c:\n    stop()\nif c:\n    go()\n    stop()\n", &[1, 3]);
    let no_stop = "patterns:\n  - pattern: if (c) { $S; }\n  - metavariable-pattern:\n      metavariable: $S\n      patterns:\n        - pattern-not: stop(...);\n";
    check_rule("javascript", no_stop, "if (c) { stop(1); }\nif (c) { go(); }\n", &[2]);
    // The statement and the expression are the same code.
    check("javascript", "if (c) { $S; }\nuse($S);", "if (c) { a(); }\nuse(a());\nif (c) { b(); }\nuse(a());\n", &[1]);
}

#[test]
fn a_deep_search_leaves_the_code_of_functions_alone() {
    let source =
        "send(wrap(key));\nsend(() => { return key; });\nsend(function () { use(key); });\nsend(() => wrap(key));\n";
    check("javascript", "send(<... key ...>)", source, &[1, 4]);
    check("javascript", "send(<... function () { ... } ...>)", source, &[2, 3, 4]);
    check("python", "send(<... key ...>)", "send(lambda x: wrap(key))\n", &[1]);
    let class = "class A { void f() {\nsend(new T() { int g() { return key; } });\nsend(wrap(key));\n} }";
    check("java", "send(<... key ...>)", class, &[3]);
}

#[test]
fn chains_of_operators_are_one_operation_in_python() {
    let source = "a or b\na or b or c\n(a or b) or c\na or (b or c)\na or b and c\n";
    check("python", "a or b", source, &[1, 3]);
    check("python", "a or b or c", source, &[2, 3, 4]);
    check("python", "$X or c", source, &[2, 3, 4, 4]);
    check("javascript", "a || b", "x = a || b || c;\n", &[1]);
}

#[test]
fn a_type_is_no_argument_but_the_first() {
    let source = "package p\nfunc f() {\nmake(chan int)\nmake(chan int, 1)\nmake(T)\n}\n";
    check("go", "make(..., $SIZE)", source, &[4]);
    check("go", "make($TYPE, ...)", source, &[3, 4, 5]);
}

#[test]
fn a_parameter_without_a_name_has_none() {
    let source = "package p\nfunc a(int, string) {}\nfunc b(x int, y string) {}\nfunc c(int) {}\n";
    check("go", "func $F(int, $...REST) { ... }", source, &[2, 4]);
    check("c", "int f(char);", "int f(char);\nint f(char c);\n", &[1]);
}

#[test]
fn methods_are_called_by_their_name_alone() {
    let pattern = "class $A:\n    def $F(...):\n        ...\n...\nclass $B($A):\n    def $F(...):\n        ...\n";
    let source = "class A:\n    def run(self):\n        a()\nclass B(A):\n    def run(self):\n        b()\n";
    check("python", pattern, source, &[1]);
    check("python", pattern, &source.replace("run(self):\n        b", "go(self):\n        b"), &[]);
}

#[test]
fn loops_in_braces_are_loops_in_braces() {
    let source = "for (var i in a) f(i);\nfor (var i in a) { f(i); }\nwhile (a) f();\nwhile (a) { f(); }\nif (a) f();\nif (a) { f(); }\n";
    check("js", "for (...) {...}", source, &[2]);
    check("js", "while (...) {...}", source, &[4]);
    check("js", "if (...) {...}", source, &[5, 6]);
    check("python", "for $X in $Y:\n  ...", "for a in b: f()\n", &[1]);
}
