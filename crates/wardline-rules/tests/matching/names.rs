//! Names that imports bring in.

use crate::{check, check_rule};

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
fn parts_of_an_imported_name_are_what_they_are_called_at_home() {
    let source = "import { seal as s } from \"box\";\nlet x = s();\nlet y = box.seal();\nlet z = other.seal();\n";
    let with = |condition: &str| format!("patterns:\n  - pattern: $M.$F()\n  - {condition}\n");
    check_rule("javascript", &with("metavariable-regex: {metavariable: $M, regex: '^box$'}"), source, &[2, 3]);
    check_rule("javascript", &with("metavariable-regex: {metavariable: $F, regex: '^seal$'}"), source, &[2, 3, 4]);
    check_rule("javascript", &with("metavariable-pattern: {metavariable: $M, pattern: box}"), source, &[2, 3]);
    check_rule("javascript", &with("metavariable-pattern: {metavariable: $F, pattern: s}"), source, &[]);
    check_rule("javascript", &with("metavariable-comparison: {comparison: str($M) == str($F)}"), source, &[]);
    // The place of both is where the name is used.
    check_rule("javascript", &with("focus-metavariable: $M"), source, &[2, 3, 4]);
    check("javascript", "$N.$N()", source, &[]);
}
