//! What is special to one language.

use crate::{check, check_rule};

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
fn a_block_type_of_terraform_is_a_name() {
    let rule = "patterns:\n  - pattern: resource\n  - pattern-inside: |\n      resource \"aws_x\" $N { ... }";
    check_rule("terraform", rule, "resource \"aws_x\" \"a\" {}\nresource \"aws_y\" \"b\" {}\n", &[1]);
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
