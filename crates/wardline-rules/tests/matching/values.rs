//! Values that are known before the program runs.

use crate::{check, check_rule};

#[test]
fn constant_fields_of_an_object() {
    let source = "class A {\n  private final String KEY = \"k\";\n  void f() {\n    run(this.KEY);\n    new B() {};\n  }\n  class B { String KEY;\n    void f() { run(this.KEY); } }\n}\n";
    check("java", "run(\"k\")", source, &[4]);
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
fn an_object_that_is_changed_in_a_loop_stays_the_object() {
    let rule = "options: {symbolic_propagation: true}\npattern: make(...).append($X)";
    let source = "const list = make();\nfor (const a of b) {\n  list.append(a);\n}\nlist.append(c);\n";
    check_rule("javascript", rule, source, &[3, 5]);
    let other = "let list = make();\nfor (const a of b) {\n  list.append(a);\n  list = other();\n}\nlist.append(c);\n";
    check_rule("javascript", rule, other, &[]);
    let branches = "let list = make();\nif (d) {\n  list = other();\n  list.append(1);\n}\nlist.append(c);\n";
    check_rule("javascript", rule, branches, &[]);
    // A string that a loop changes is not known.
    check("ruby", "log('a')", "x = 'a'\nfor i in 1..2 do\n  x << 'b'\nend\nlog(x)\n", &[]);
}

#[test]
fn what_cannot_throw_has_no_handler_to_run() {
    let source = "class A { String f() { String s = \"a\"; while (c) { try { return t; } catch (E e) { s = b(); } }\nreturn log(s);\n} }";
    check("java", "log(\"a\")", source, &[2]);
    check("java", "log(\"a\")", &source.replace("return t;", "return t();"), &[]);
    let source = "def f():\n    s = 'a'\n    try:\n        raise E\n    except E:\n        s = 'b'\n    else:\n        s = c()\n    log(s)\n";
    check("python", "log('b')", source, &[9]);
    check("python", "log('b')", &source.replace("raise E", "g()"), &[]);
}

#[test]
fn a_field_that_its_class_writes_to_is_no_constant() {
    let class = |body: &str| {
        format!(
            "class A {{\n private static int n = 0;\n static void set(int v) {{ {body} }}\n void f() {{\n  run(n);\n }}\n}}\n"
        )
    };
    check("java", "run(0)", &class("log(v);"), &[5]);
    check("java", "run(0)", &class("A.n = v;"), &[]);
    check("java", "run(0)", &class("B.n = v;"), &[5]);
}

#[test]
fn long_sums_of_strings_are_constant() {
    let parts = " + \"b\"".repeat(200);
    check(
        "java",
        "run(\"...\")",
        &format!("class A {{ void f() {{\n String s = \"a\"{parts};\n run(s);\n run(s + x);\n}} }}\n"),
        &[3],
    );
    check("python", "f(\"abb\")", "f('a' + 'b' + 'b')\nf('a' + ('b' + 'b'))\nf('a' + 'b' - 'b')\n", &[1, 2]);
}

#[test]
fn a_choice_between_strings_is_some_string() {
    let source = "f(a ? \"x\" : \"y\");\nf(a ? \"x\" : y);\nf(a);\n";
    check("js", "\"...\"", source, &[1, 1, 1, 2]);
    check_rule(
        "js",
        "patterns:\n  - pattern: f($X)\n  - metavariable-pattern:\n      metavariable: $X\n      patterns:\n        - pattern-not: '\"...\"'\n",
        source,
        &[2, 3],
    );
}
