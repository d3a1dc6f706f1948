//! C: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

#[test]
fn statements_and_expressions() {
    check(
        |s| of_source(Language::C, s),
        &[
            (
                "int x = 1, *y, z[3], (*f)(int, char *) = 0;",
                "Assign(Type=Type(Name int), Target=Name x, Value=Num 1); Assign(Type=Type pointer(Type(Name int)), Target=Name y); Assign(Type=Type array(Type(Name int), Num 3), Target=Name z); Assign(Type=Type pointer(Type function(ReturnType=Type(Name int), Params=Params(Param(Type=Type(Name int)), Param(Type=Type pointer(Type(Name char)))))), Target=Name f, Value=Num 0)",
            ),
            (
                "char *const names[] = { \"a\" \"b\", L\"c\" };",
                "Assign(Type=Type array(Type pointer(Type(Name char))), Target=Name names, Value=List(Str ab, Str c))",
            ),
            (
                "static const int n = 0x1FuL + 1.5f + 'a'; const char *p; char *const q = 0;",
                "Assign(Attr=Modifier static, Attr=Modifier const, Type=Type(Name int), Target=Name n, Value=BinOp +(Left=BinOp +(Left=Num 31, Right=Num 1.5), Right=Char a)); Assign(Attr=Modifier const, Type=Type pointer(Type(Name char)), Target=Name p); Assign(Type=Type pointer(Type(Name char)), Target=Name q, Value=Num 0)",
            ),
            (
                "void f(void) { unsigned x; long unsigned int y; short int z; struct s *t; enum e u; }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(Assign(Type=Type(Name unsigned int), Target=Name x), Assign(Type=Type(Name unsigned long), Target=Name y), Assign(Type=Type(Name short), Target=Name z), Assign(Type=Type pointer(Type(Name s)), Target=Name t), Assign(Type=Type(Name e), Target=Name u)))",
            ),
            (
                "struct point p = { .x = 1, .y = { 2 } }; int m[3] = { [0] = 1, [1 ... 2] = 5 };",
                "Assign(Type=Type(Name point), Target=Name p, Value=Record(Pair(Key=Ident x, Value=Num 1), Pair(Key=Ident y, Value=List(Num 2)))); Assign(Type=Type array(Type(Name int), Num 3), Target=Name m, Value=Dict(Pair(Key=Num 0, Value=Num 1), Pair(Key=Slice(Left=Num 1, Right=Num 2), Value=Num 5)))",
            ),
            (
                "void f() { p->len = (*p).len; a.b[0]->c(1); (*fp)(2); }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(Assign(Target=Member(Object=Unary *(Operand=Name p), Name=Ident len), Value=Member(Object=Unary *(Operand=Name p), Name=Ident len)), ExprStmt(Operand=Call(Callee=Member(Object=Unary *(Operand=Index(Object=Member(Object=Name a, Name=Ident b), Num 0)), Name=Ident c), Args=Args(Num 1))), ExprStmt(Operand=Call(Callee=Unary *(Operand=Name fp), Args=Args(Num 2)))))",
            ),
            (
                "void f() { x += 2; i++; --i; a = b = c; *p = &q; ; !x; ~y; }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(AugAssign +(Target=Name x, Value=Num 2), ExprStmt(Operand=Unary ++(Operand=Name i)), ExprStmt(Operand=Unary --(Operand=Name i)), Assign(Target=Name a, Value=Assign(Target=Name b, Value=Name c)), Assign(Target=Unary *(Operand=Name p), Value=Unary &(Operand=Name q)), ExprStmt(Operand=Unary !(Operand=Name x)), ExprStmt(Operand=Unary ~(Operand=Name y))))",
            ),
            (
                "void f() { if (!p) goto fail; else if (n > 1) { return 1; } else return; fail: free(p); }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(If(Cond=Unary !(Operand=Name p), Then=Block(Other! goto(Label=Ident fail)), Else=If(Cond=BinOp >(Left=Name n, Right=Num 1), Then=Block(Return(Operand=Num 1)), Else=Block(Return))), Labeled(Label=Ident fail, Body=Block(ExprStmt(Operand=Call(Callee=Name free, Args=Args(Name p)))))))",
            ),
            (
                "void f() { for (int i = 0, j = 1; i < n; i++, j--) ; while (*p++) continue; do { break; } while (0); for (;;) g(); }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(For(Init=Assign(Type=Type(Name int), Target=Name i, Value=Num 0), Init=Assign(Type=Type(Name int), Target=Name j, Value=Num 1), Cond=BinOp <(Left=Name i, Right=Name n), Update=Unary ++(Operand=Name i), Update=Unary --(Operand=Name j), Body=Block), While(Cond=Unary *(Operand=Unary ++(Operand=Name p)), Body=Block(Continue)), DoWhile(Cond=Num 0, Body=Block(Break)), For(Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args))))))",
            ),
            (
                "void f() { switch (x) { case 1: case 2: f(); break; default: { g(); } } }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(Switch(Cond=Name x, Case(Num 1, Num 2, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)), Break)), Case(Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))))))",
            ),
            (
                "int n = sizeof(struct s) + sizeof *p + sizeof(x) + offsetof(struct s, y);",
                "Assign(Type=Type(Name int), Target=Name n, Value=BinOp +(Left=BinOp +(Left=BinOp +(Left=Call(Callee=Name sizeof, Args=Args(Type(Name s))), Right=Call(Callee=Name sizeof, Args=Args(Unary *(Operand=Name p)))), Right=Call(Callee=Name sizeof, Args=Args(Name x))), Right=Call(Callee=Name offsetof, Args=Args(Type(Name s), Name y))))",
            ),
            (
                "char *s = (char *)&(struct s){ 1, x }; int t = a ? b : (c, d); int u = a ?: b;",
                "Assign(Type=Type pointer(Type(Name char)), Target=Name s, Value=Cast(Type=Type pointer(Type(Name char)), Operand=Unary &(Operand=List(Type=Type(Name s), Num 1, Name x)))); Assign(Type=Type(Name int), Target=Name t, Value=Ternary(Cond=Name a, Then=Name b, Else=Other! sequence(Name c, Name d))); Assign(Type=Type(Name int), Target=Name u, Value=Ternary(Cond=Name a, Else=Name b))",
            ),
            (
                "void f() { printf(\"%\" PRIu64 \"\\n\", (unsigned long long)x, NULL, true, FALSE); }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(ExprStmt(Operand=Call(Callee=Name printf, Args=Args(Template %PRIu64\\n(StrPart %, Name PRIu64, StrPart \\n), Cast(Type=Type(Name unsigned long long), Operand=Name x), Null, Bool true, Bool false)))))",
            ),
            (
                "void f() { asm volatile(\"nop\" : \"=r\"(a) : \"r\"(b)); __typeof__(x) y; }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(ExprStmt(Operand=Call(Callee=Name asm, Args=Args(Str nop, KwArg(Name=Str =r, Value=Name a), KwArg(Name=Str r, Value=Name b)))), Assign(Type=Type(Name __typeof__, TypeArgs=TypeArgs(Type(Name x))), Target=Name y)))",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::C, s),
        &[
            (
                "#include <stdio.h>\n#include \"a/b.h\"\n#pragma once\n",
                "ImportModule(Attr=Modifier #include, Path=Path(Name <stdio.h>)); ImportModule(Attr=Modifier #include, Path=Path(Str a/b.h)); Directive(Name=Ident #pragma, Str once)",
            ),
            (
                "#define N 10\n#define NAME \"a\" \"b\"\n#define EMPTY\n#define BAD (\n",
                "Assign(Attr=Modifier #define, Target=Name N, Value=Num 10); Assign(Attr=Modifier #define, Target=Name NAME, Value=Str ab); Assign(Attr=Modifier #define, Target=Name EMPTY); Assign(Attr=Modifier #define, Target=Name BAD)",
            ),
            (
                "#define MAX(a, b) ((a) > (b) ? (a) : (b))\n#define COPY(d, s) \\\n  do { strcpy(d, s); } while (0)\n",
                "Func(Attr=Modifier #define, Name=Ident MAX, Params=Params(Param(Name=Ident a), Param(Name=Ident b)), Body=Block(Return(Operand=Ternary(Cond=BinOp >(Left=Name a, Right=Name b), Then=Name a, Else=Name b)))); Func(Attr=Modifier #define, Name=Ident COPY, Params=Params(Param(Name=Ident d), Param(Name=Ident s)), Body=Block(DoWhile(Cond=Num 0, Body=Block(ExprStmt(Operand=Call(Callee=Name strcpy, Args=Args(Name d, Name s)))))))",
            ),
            (
                "#if 0\ndead();\n#elif X\nint a;\n#else\nint b;\n#endif\n#ifdef Y\nint c;\n#endif\n",
                "Assign(Type=Type(Name int), Target=Name a); Assign(Type=Type(Name int), Target=Name b); Assign(Type=Type(Name int), Target=Name c)",
            ),
            (
                "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f(void);\n#ifdef __cplusplus\n}\n#endif\n",
                "Func(ReturnType=Type(Name int), Name=Ident f, Params=Params)",
            ),
            (
                "typedef struct node { int v : 3; struct node *next; } node_t, *node_p; typedef unsigned long size;",
                "Class struct(Name=Ident node, Body=ClassBody(Assign(Type=Type(Name int), Target=Name v), Assign(Type=Type pointer(Type(Name node)), Target=Name next))); Class typedef(Name=Ident node_t, Type=Type(Name node)); Class typedef(Name=Ident node_p, Type=Type pointer(Type(Name node))); Class typedef(Name=Ident size, Type=Type(Name unsigned long))",
            ),
            (
                "typedef struct { union { int i; float f; }; int n, *m; } S; struct later;",
                "Class struct(Name=Ident S, Body=ClassBody(Class union(Body=ClassBody(Assign(Type=Type(Name int), Target=Name i), Assign(Type=Type(Name float), Target=Name f))), Assign(Type=Type(Name int), Target=Name n), Assign(Type=Type pointer(Type(Name int)), Target=Name m))); Class struct(Name=Ident later)",
            ),
            (
                "enum color { RED = 1, GREEN }; enum color c = RED;",
                "Class enum(Name=Ident color, Body=ClassBody(Assign(Target=Name RED, Value=Num 1), Assign(Target=Name GREEN))); Assign(Type=Type(Name color), Target=Name c, Value=Name RED)",
            ),
            (
                "struct { int a; } x;",
                "Class struct(Body=ClassBody(Assign(Type=Type(Name int), Target=Name a))); Assign(Type=Type struct, Target=Name x)",
            ),
            (
                "int f(int, const char *fmt, ...); char **g(char *argv[], int (*cb)(void *)); int (*h(int a))(double);",
                "Func(ReturnType=Type(Name int), Name=Ident f, Params=Params(Param(Type=Type(Name int)), Param(Attr=Modifier const, Type=Type pointer(Type(Name char)), Name=Ident fmt), Param ...)); Func(ReturnType=Type pointer(Type pointer(Type(Name char))), Name=Ident g, Params=Params(Param(Type=Type array(Type pointer(Type(Name char))), Name=Ident argv), Param(Type=Type pointer(Type function(ReturnType=Type(Name int), Params=Params(Param(Type=Type pointer(Type(Name void)))))), Name=Ident cb))); Func(ReturnType=Type pointer(Type function(ReturnType=Type(Name int), Params=Params(Param(Type=Type(Name double))))), Name=Ident h, Params=Params(Param(Type=Type(Name int), Name=Ident a)))",
            ),
            (
                "int old(a, b) int a; char *b; { return a; }",
                "Func(ReturnType=Type(Name int), Name=Ident old, Params=Params(Param(Name=Ident a), Param(Name=Ident b)), Body=Block(Return(Operand=Name a)))",
            ),
            (
                "__attribute__((noreturn)) static inline void die(const char *m) { exit(1); }",
                "Func(Attr=Attr(Callee=Name __attribute__, Args=Args(Name noreturn)), Attr=Modifier static, Attr=Modifier inline, ReturnType=Type(Name void), Name=Ident die, Params=Params(Param(Attr=Modifier const, Type=Type pointer(Type(Name char)), Name=Ident m)), Body=Block(ExprStmt(Operand=Call(Callee=Name exit, Args=Args(Num 1)))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::C, s),
        &[
            ("foo($X, ...)", "Call(Callee=Name foo, Args=Args(Meta $X, Ellipsis))"),
            ("foo();", "ExprStmt(Operand=Call(Callee=Name foo, Args=Args))"),
            ("$T $X = $V;", "Assign(Type=Meta $T, Target=Meta $X, Value=Meta $V)"),
            ("$TYPE $X[$N];", "Assign(Type=Type array(Meta $TYPE, Meta $N), Target=Meta $X)"),
            (
                "$TYPE *$P = malloc(...);",
                "Assign(Type=Type pointer(Meta $TYPE), Target=Meta $P, Value=Call(Callee=Name malloc, Args=Args(Ellipsis)))",
            ),
            ("$TYPE $X[$N] = {...};", "Assign(Type=Type array(Meta $TYPE, Meta $N), Target=Meta $X, Value=Ellipsis)"),
            (
                "struct $S $X = {..., .$F = $V, ...};",
                "Assign(Type=Meta $S, Target=Meta $X, Value=Record(Ellipsis, Pair(Key=Meta $F, Value=Meta $V), Ellipsis))",
            ),
            (
                "(char *$X) == ($T *$Y)",
                "BinOp ==(Left=TypedMeta $X(Type=Type pointer(Type(Name char))), Right=TypedMeta $Y(Type=Type pointer(Meta $T)))",
            ),
            ("($T $Z) = $A;", "Statements(Assign(Target=TypedMeta $Z(Type=Meta $T), Value=Meta $A))"),
            ("($A * $B)", "BinOp *(Left=Meta $A, Right=Meta $B)"),
            ("(char *)$X", "Cast(Type=Type pointer(Type(Name char)), Operand=Meta $X)"),
            ("$X->$Y", "Member(Object=Unary *(Operand=Meta $X), Name=Meta $Y)"),
            ("(*$X).$Y", "Member(Object=Unary *(Operand=Meta $X), Name=Meta $Y)"),
            ("sizeof($X)", "Call(Callee=Name sizeof, Args=Args(Meta $X))"),
            (
                "if ($C)\n  goto $L;\n  goto $L;",
                "Statements(If(Cond=Meta $C, Then=Block(Other! goto(Label=Meta $L))), Other! goto(Label=Meta $L))",
            ),
            ("if ($C)", "If(Cond=Meta $C)"),
            ("for (...) { ... }", "For(Init=Ellipsis, Body=Block(Ellipsis))"),
            (
                "for (int $I = 0; $I < $N; ...) { ... }",
                "For(Init=Assign(Type=Type(Name int), Target=Meta $I, Value=Num 0), Cond=BinOp <(Left=Meta $I, Right=Meta $N), Update=Ellipsis, Body=Block(Ellipsis))",
            ),
            (
                "switch ($X) { ... case 1: f(); }",
                "Switch(Cond=Meta $X, Ellipsis, Case(Num 1, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)))))",
            ),
            ("case $X: ...", "Case(Meta $X, Body=Block(Ellipsis))"),
            (
                "$R $F(..., $T *$P, ...) { ... }",
                "Func(ReturnType=Meta $R, Name=Meta $F, Params=Params(Ellipsis, Param(Type=Type pointer(Meta $T), Name=Meta $P), Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "int $F($X) { ... }",
                "Func(ReturnType=Type(Name int), Name=Meta $F, Params=Params(Param(Name=Meta $X)), Body=Block(Ellipsis))",
            ),
            ("$R *$F(...);", "Func(ReturnType=Type pointer(Meta $R), Name=Meta $F, Params=Params(Ellipsis))"),
            ("$R $F(...)", "Func(ReturnType=Meta $R, Name=Meta $F, Params=Params(Ellipsis))"),
            (
                "free($P);\n...\n$P = NULL;",
                "Statements(ExprStmt(Operand=Call(Callee=Name free, Args=Args(Meta $P))), Ellipsis, Assign(Target=Meta $P, Value=Null))",
            ),
            ("return $X", "Return(Operand=Meta $X)"),
            ("#include $X", "ImportModule(Attr=Modifier #include, Path=Path(Meta $X))"),
            ("#include \"...\"", "ImportModule(Attr=Modifier #include, Path=Path(StrAny ...))"),
            ("#define $X $Y", "Assign(Attr=Modifier #define, Target=Meta $X, Value=Meta $Y)"),
            ("typedef $T $X;", "Class typedef(Name=Meta $X, Type=Meta $T)"),
            (
                "struct $S { ... int $X; ... };",
                "Class struct(Name=Meta $S, Body=ClassBody(Ellipsis, Assign(Type=Type(Name int), Target=Meta $X), Ellipsis))",
            ),
            (
                "fprintf(stderr, \"=~/.*%s/\", <... $X ...>)",
                "Call(Callee=Name fprintf, Args=Args(Name stderr, StrRegex =~/.*%s/, Deep(Operand=Meta $X)))",
            ),
            ("delete $X;", "ExprStmt(Operand=Delete(Operand=Meta $X))"),
            ("new $T(...)", "New(Type=Meta $T, Args=Args(Ellipsis))"),
            ("std::$F(...)", "Call(Callee=Member(Object=Name std, Name=Meta $F), Args=Args(Ellipsis))"),
        ],
    );
}
