//! Terraform: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

#[test]
fn blocks_and_attributes() {
    check(
        |s| of_source(Language::Terraform, s),
        &[
            ("variable \"ward\" {}", "Directive(Name=Name variable, Str ward, Body=Record)"),
            (
                "resource \"aws_x\" \"y\" {\n  count = 2\n  rule {\n    port = 22\n  }\n}",
                "Directive(Name=Name resource, Str aws_x, Str y, Body=Record(Assign(Target=Ident count, Value=Num 2), Directive(Name=Name rule, Body=Record(Assign(Target=Ident port, Value=Num 22)))))",
            ),
            (
                "dynamic rule { on = true }",
                "Directive(Name=Name dynamic, Ident rule, Body=Record(Assign(Target=Ident on, Value=Bool true)))",
            ),
            ("region = \"eu\" # where", "Assign(Target=Ident region, Value=Str eu)"),
            (
                "tags = { a = 1, \"b\" : null, (var.c) = false }",
                "Assign(Target=Ident tags, Value=Record(Assign(Target=Ident a, Value=Num 1), Assign(Target=Ident b, Value=Null), Pair(Key=Member(Object=Name var, Name=Ident c), Value=Bool false)))",
            ),
        ],
    );
}

#[test]
fn expressions() {
    check(
        |s| of_source(Language::Terraform, s),
        &[
            (
                "x = aws_x.y[0].id",
                "Assign(Target=Ident x, Value=Member(Object=Index(Object=Member(Object=Name aws_x, Name=Ident y), Num 0), Name=Ident id))",
            ),
            (
                "x = [a.b[*].c, a.b.*.c, a.0]",
                "Assign(Target=Ident x, Value=List(Member(Object=Index(Object=Member(Object=Name a, Name=Ident b), Spread *), Name=Ident c), Member(Object=Index(Object=Member(Object=Name a, Name=Ident b), Spread *), Name=Ident c), Index(Object=Name a, Num 0)))",
            ),
            (
                "x = var.a == \"b\" && !c.d ? 1 : -2",
                "Assign(Target=Ident x, Value=Ternary(Cond=BinOp &&(Left=BinOp ==(Left=Member(Object=Name var, Name=Ident a), Right=Str b), Right=Unary !(Operand=Member(Object=Name c, Name=Ident d))), Then=Num 1, Else=Unary -(Operand=Num 2)))",
            ),
            (
                "x = merge({}, xs...)",
                "Assign(Target=Ident x, Value=Call(Callee=Name merge, Args=Args(Record, Spread ...(Operand=Name xs))))",
            ),
            (
                "x = -a.b + (c + d).e == f[0].g",
                "Assign(Target=Ident x, Value=BinOp ==(Left=BinOp +(Left=Unary -(Operand=Member(Object=Name a, Name=Ident b)), Right=Member(Object=BinOp +(Left=Name c, Right=Name d), Name=Ident e)), Right=Member(Object=Index(Object=Name f, Num 0), Name=Ident g)))",
            ),
            ("x = now()", "Assign(Target=Ident x, Value=Call(Callee=Name now, Args=Args))"),
            (
                "x = [for k, v in m : upper(v) if v != \"\"]",
                "Assign(Target=Ident x, Value=Comprehension list(CompClause(Target=Tuple(Name k, Name v), Iter=Name m), CompClause(Cond=BinOp !=(Left=Name v, Right=Str)), Body=Call(Callee=Name upper, Args=Args(Name v))))",
            ),
            (
                "x = { for s in xs : s => s.id }",
                "Assign(Target=Ident x, Value=Comprehension dict(CompClause(Target=Name s, Iter=Name xs), Body=Pair(Key=Name s, Value=Member(Object=Name s, Name=Ident id))))",
            ),
            (
                "x = \"a${var.b}c\"",
                "Assign(Target=Ident x, Value=Template(StrPart a, Member(Object=Name var, Name=Ident b), StrPart c))",
            ),
            ("x = \"a$${b}\"", "Assign(Target=Ident x, Value=Str a$${b})"),
            ("x = <<-EOT\n  { \"a\": 1 }\nEOT\n", "Assign(Target=Ident x, Value=Str   { \"a\": 1 }\n)"),
            (
                "x = <<EOT\nhi ${var.b}\nEOT\n",
                "Assign(Target=Ident x, Value=Template(StrPart hi , Member(Object=Name var, Name=Ident b), StrPart \n))",
            ),
            (
                "x = \"%{ if a.b }c%{ else }${d}%{ endif }\"",
                "Assign(Target=Ident x, Value=Template(Ternary(Cond=Member(Object=Name a, Name=Ident b), Then=Template(StrPart c), Else=Template(Name d))))",
            ),
            (
                "x = \"%{ for e in f.g }${e}%{ endfor }\"",
                "Assign(Target=Ident x, Value=Template(Comprehension list(CompClause(Target=Name e, Iter=Member(Object=Name f, Name=Ident g)), Body=Template(Name e))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |p| of_pattern(Language::Terraform, p),
        &[
            (
                "resource \"aws_x\" $N {\n  ...\n  acl = \"...\"\n  ...\n}",
                "Directive(Name=Name resource, Str aws_x, Meta $N, Body=Record(Ellipsis, Assign(Target=Ident acl, Value=StrAny ...), Ellipsis))",
            ),
            (
                "resource $T \"$N\" { ... rule { ... ports = [..., \"22\", ...] ... } ... }",
                "Directive(Name=Name resource, Meta $T, StrMeta $N, Body=Record(Ellipsis, Directive(Name=Name rule, Body=Record(Ellipsis, Assign(Target=Ident ports, Value=List(Ellipsis, Str 22, Ellipsis)), Ellipsis)), Ellipsis))",
            ),
            ("resource ... { ... }", "Directive(Name=Name resource, Ellipsis, Body=Record(Ellipsis))"),
            ("variable \"=~/key/\" {...}", "Directive(Name=Name variable, StrRegex =~/key/, Body=Record(Ellipsis))"),
            ("$K = $V", "Assign(Target=Meta $K, Value=Meta $V)"),
            ("acl = ...", "Assign(Target=Ident acl, Value=Ellipsis)"),
            ("\"Action\": \"*\"", "Assign(Target=Ident Action, Value=Str *)"),
            ("{\n  Action = \"*\"\n  ...\n}", "Record(Assign(Target=Ident Action, Value=Str *), Ellipsis)"),
            (
                "{..., Effect = \"Allow\", ...}",
                "Record(Ellipsis, Assign(Target=Ident Effect, Value=Str Allow), Ellipsis)",
            ),
            ("jsonencode({\n  # anything\n  ...\n})", "Call(Callee=Name jsonencode, Args=Args(Record(Ellipsis)))"),
            ("f(..., <... 1 ...>)", "Call(Callee=Name f, Args=Args(Ellipsis, Deep(Operand=Num 1)))"),
            ("var.$X", "Member(Object=Name var, Name=Meta $X)"),
            ("\"$X\"", "StrMeta $X"),
            (
                "...\nlocals { ... }\n...",
                "Statements(Ellipsis, Directive(Name=Name locals, Body=Record(Ellipsis)), Ellipsis)",
            ),
            (
                "$A = open()\n...\n$B = close($A)",
                "Statements(Assign(Target=Meta $A, Value=Call(Callee=Name open, Args=Args)), Ellipsis, Assign(Target=Meta $B, Value=Call(Callee=Name close, Args=Args(Meta $A))))",
            ),
            ("\"${...}\"", "Template(Ellipsis)"),
        ],
    );
}
