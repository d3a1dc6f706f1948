//! Typed metavariables and conditions on types.

use crate::{check, check_rule};

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
fn numbers_of_javascript_are_of_one_type() {
    let source = "size = 2;\nuse(table[size]);\nuse(table[1.5]);\nuse(table[name]);\n";
    check("javascript", "table[($I : float)]", source, &[2, 3]);
    check("typescript", "table[($I : number)]", source, &[2, 3]);
    check("javascript", "table[($I : int)]", source, &[]);
    check("python", "table[($I : float)]", "use(table[2])\nuse(table[1.5])\n", &[2]);
}

#[test]
fn arrays_of_c_have_a_size() {
    let source = "void f() {\nchar a[10];\nchar b[20];\nuse(a);\nuse(b);\n}\n";
    let rule = |kind: &str| {
        format!("patterns:\n  - pattern: use($X)\n  - metavariable-type: {{metavariable: $X, type: '{kind}'}}\n")
    };
    check_rule("c", &rule("char[10]"), source, &[4]);
    check_rule("c", &rule("char[$N]"), source, &[4, 5]);
    check_rule("c", &rule("char[]"), source, &[4, 5]);
}
