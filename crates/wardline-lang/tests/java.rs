//! Java: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

#[test]
fn statements_and_expressions() {
    check(
        |s| of_source(Language::Java, s),
        &[
            (
                "int x = 1, y[];",
                "Assign(Type=Type(Name int), Target=Name x, Value=Num 1); Assign(Type=Type array(Type(Name int)), Target=Name y)",
            ),
            (
                "final var s = \"a\" + 'b';",
                "Assign(Attr=Modifier final, Target=Name s, Value=BinOp +(Left=Str a, Right=Char b))",
            ),
            (
                "a.b(1).c[0] = (int) d;",
                "Assign(Target=Index(Object=Member(Object=Call(Callee=Member(Object=Name a, Name=Ident b), Args=Args(Num 1)), Name=Ident c), Num 0), Value=Cast(Type=Type(Name int), Operand=Name d))",
            ),
            ("x += 0x10; i++;", "AugAssign +(Target=Name x, Value=Num 16); ExprStmt(Operand=Unary ++(Operand=Name i))"),
            (
                "List<String> l = new ArrayList<>() { void f() {} };",
                "Assign(Type=Type(Name List, TypeArgs=TypeArgs(Type(Name String))), Target=Name l, Value=New(Type=Type(Name ArrayList, TypeArgs=TypeArgs), Args=Args, Body=ClassBody(Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block))))",
            ),
            (
                "byte[] b = new byte[16]; int[][] m = {{1}, new int[]{2}};",
                "Assign(Type=Type array(Type(Name byte)), Target=Name b, Value=New(Type=Type array(Type(Name byte)), Args=Args(Num 16))); Assign(Type=Type array(Type array(Type(Name int))), Target=Name m, Value=List(List(Num 1), New(Type=Type array(Type(Name int)), Value=List(Num 2))))",
            ),
            (
                "if (a) b(); else if (c instanceof D d) {}",
                "If(Cond=Name a, Then=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args))), Else=If(Cond=BinOp instanceof(Left=Name c, Right=Type(Name D), Extra=Assign(Type=Type(Name D), Target=Name d)), Then=Block))",
            ),
            (
                "for (int i = 0; i < 9; i++) ;",
                "For(Init=Assign(Type=Type(Name int), Target=Name i, Value=Num 0), Cond=BinOp <(Left=Name i, Right=Num 9), Update=Unary ++(Operand=Name i), Body=Block)",
            ),
            (
                "for (String s : list) use(s);",
                "ForEach(Type=Type(Name String), Target=Name s, Iter=Name list, Body=Block(ExprStmt(Operand=Call(Callee=Name use, Args=Args(Name s)))))",
            ),
            (
                "switch (x) { case 1: case 2: f(); break; default: }",
                "Switch(Cond=Name x, Case(Num 1, Num 2, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)), Break)), Case(Body=Block))",
            ),
            (
                "int y = switch (x) { case 1 -> 2; default -> { yield 3; } };",
                "Assign(Type=Type(Name int), Target=Name y, Value=Switch(Cond=Name x, Case(Num 1, Body=Block(Yield(Operand=Num 2))), Case(Body=Block(Yield(Operand=Num 3)))))",
            ),
            (
                "try (In in = open()) { } catch (A | B e) { } finally { f(); }",
                "With(Assign(Type=Type(Name In), Target=Name in, Value=Call(Callee=Name open, Args=Args)), Body=Block(Try(Body=Block, Handler=Catch(Type=Type union(Type(Name A), Type(Name B)), Name=Ident e, Body=Block), Finally=Block finally(ExprStmt(Operand=Call(Callee=Name f, Args=Args))))))",
            ),
            (
                "try { } catch (final Exception e) { throw e; }",
                "Try(Body=Block, Handler=Catch(Attr=Modifier final, Type=Type(Name Exception), Name=Ident e, Body=Block(Throw(Operand=Name e))))",
            ),
            ("synchronized (lock) { }", "With synchronized(Name lock, Body=Block)"),
            (
                "Runnable r = () -> f(); g(x -> { return x; }, A::new);",
                "Assign(Type=Type(Name Runnable), Target=Name r, Value=Func(Params=Params, Body=Block(Return(Operand=Call(Callee=Name f, Args=Args))))); ExprStmt(Operand=Call(Callee=Name g, Args=Args(Func(Params=Params(Param(Name=Ident x)), Body=Block(Return(Operand=Name x))), Member ::(Object=Name A, Name=Ident new))))",
            ),
            (
                "String t = \"\"\"\n  a \"b\"\n  \"\"\";",
                "Assign(Type=Type(Name String), Target=Name t, Value=Str \n  a \"b\"\n  )",
            ),
            (
                "Class<?> c = String.class; assert x : y; l: while (true) break l;",
                "Assign(Type=Type(Name Class, TypeArgs=TypeArgs(Type ?)), Target=Name c, Value=Member(Object=Name String, Name=Ident class)); Assert(Name x, Name y); Labeled(Label=Ident l, Body=Block(While(Cond=Bool true, Body=Block(Break(Label=Ident l)))))",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::Java, s),
        &[
            (
                "package a.b; import a.b.C; import static a.b.C.*;",
                "Package(Path=Path(Ident a, Ident b)); ImportFrom(Path=Path(Ident a, Ident b), ImportItem(Name=Ident C)); ImportAll(Attr=Modifier static, Path=Path(Ident a, Ident b, Ident C))",
            ),
            (
                "@A @B(\"x\") @C(k = {1, 2}) class X<T extends U> extends Y implements Z { }",
                "Class class(Attr=Attr(Callee=Name A, Args=Args), Attr=Attr(Callee=Name B, Args=Args(Str x)), Attr=Attr(Callee=Name C, Args=Args(KwArg(Name=Ident k, Value=List(Num 1, Num 2)))), Name=Ident X, TypeArgs=TypeArgs(Param(Name=Ident T, Type=Type(Name U))), Parent=Type(Name Y), Interface=Type(Name Z), Body=ClassBody)",
            ),
            (
                "class X { private static final int A = 1, B; static { } { } }",
                "Class class(Name=Ident X, Body=ClassBody(Assign(Attr=Modifier private, Attr=Modifier static, Attr=Modifier final, Type=Type(Name int), Target=Name A, Value=Num 1), Assign(Attr=Modifier private, Attr=Modifier static, Attr=Modifier final, Type=Type(Name int), Target=Name B), Func(Attr=Modifier static, Name=Ident <clinit>, Body=Block), Func(Name=Ident <init>, Body=Block)))",
            ),
            (
                "class X { X(int a) { super(a); } @O public <T> T[] f(String... s) throws E { return null; } }",
                "Class class(Name=Ident X, Body=ClassBody(Func(Name=Ident X, Params=Params(Param(Type=Type(Name int), Name=Ident a)), Body=Block(ExprStmt(Operand=Call(Callee=Name super, Args=Args(Name a))))), Func(Attr=Attr(Callee=Name O, Args=Args), Attr=Modifier public, TypeArgs=TypeArgs(Param(Name=Ident T)), ReturnType=Type array(Type(Name T)), Name=Ident f, Params=Params(Param ...(Type=Type(Name String), Name=Ident s)), Extra=Type(Name E), Body=Block(Return(Operand=Null)))))",
            ),
            (
                "enum E { @D A(1) { }, B; int x; }",
                "Class enum(Name=Ident E, Body=ClassBody(Assign(Attr=Attr(Callee=Name D, Args=Args), Target=Name A, Value=New(Args=Args(Num 1), Body=ClassBody)), Assign(Target=Name B), Assign(Type=Type(Name int), Target=Name x)))",
            ),
            (
                "record P(@N int x) implements Q { P { } }",
                "Class record(Name=Ident P, Params=Params(Param(Attr=Attr(Callee=Name N, Args=Args), Type=Type(Name int), Name=Ident x)), Interface=Type(Name Q), Body=ClassBody(Func(Name=Ident P, Body=Block)))",
            ),
            (
                "@interface N { String value() default \"\"; } interface I extends J { int C = 1; void f(); }",
                "Class @interface(Name=Ident N, Body=ClassBody(Func(ReturnType=Type(Name String), Name=Ident value, Default=Str))); Class interface(Name=Ident I, Parent=Type(Name J), Body=ClassBody(Assign(Type=Type(Name int), Target=Name C, Value=Num 1), Func(ReturnType=Type(Name void), Name=Ident f, Params=Params)))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Java, s),
        &[
            ("foo($X, ...)", "Call(Callee=Name foo, Args=Args(Meta $X, Ellipsis))"),
            ("foo();", "ExprStmt(Operand=Call(Callee=Name foo, Args=Args))"),
            (
                "(java.sql.Statement $S).execute($Q, ...)",
                "Call(Callee=Member(Object=TypedMeta $S(Type=Type(Member(Object=Member(Object=Name java, Name=Ident sql), Name=Ident Statement))), Name=Ident execute), Args=Args(Meta $Q, Ellipsis))",
            ),
            (
                "(List<$T> $X) = $Y;",
                "Statements(Assign(Target=TypedMeta $X(Type=Type(Name List, TypeArgs=TypeArgs(Meta $T))), Value=Meta $Y))",
            ),
            ("$T $X = \"...\";", "Assign(Type=Meta $T, Target=Meta $X, Value=StrAny ...)"),
            ("String $X", "Assign(Type=Type(Name String), Target=Meta $X)"),
            (
                "$A(); ... $B();",
                "Statements(ExprStmt(Operand=Call(Callee=Meta $A, Args=Args)), Ellipsis, ExprStmt(Operand=Call(Callee=Meta $B, Args=Args)))",
            ),
            (
                "foo();\n$...REST\nbar();",
                "Statements(ExprStmt(Operand=Call(Callee=Name foo, Args=Args)), MetaEllipsis $...REST, ExprStmt(Operand=Call(Callee=Name bar, Args=Args)))",
            ),
            (
                "@A(..., k = $V, ...) public $R $M(..., @P $T $X, ...) { ... }",
                "Func(Attr=Attr(Callee=Name A, Args=Args(Ellipsis, KwArg(Name=Ident k, Value=Meta $V), Ellipsis)), Attr=Modifier public, ReturnType=Meta $R, Name=Meta $M, Params=Params(Ellipsis, Param(Attr=Attr(Callee=Name P, Args=Args), Type=Meta $T, Name=Meta $X), Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "void $M(..., $X, ...) { ... }",
                "Func(ReturnType=Type(Name void), Name=Meta $M, Params=Params(Ellipsis, Param(Name=Meta $X), Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "void $M(int... $X) throws E { ... }",
                "Func(ReturnType=Type(Name void), Name=Meta $M, Params=Params(Param ...(Type=Type(Name int), Name=Meta $X)), Extra=Type(Name E), Body=Block(Ellipsis))",
            ),
            (
                "public $C($...ARGS) { ... }",
                "Func(Attr=Modifier public, Name=Meta $C, Params=Params(MetaEllipsis $...ARGS), Body=Block(Ellipsis))",
            ),
            ("@$A(...)", "Attr(Callee=Meta $A, Args=Args(Ellipsis))"),
            (
                "@A class $C extends $D",
                "Class class(Attr=Attr(Callee=Name A, Args=Args), Name=Meta $C, Parent=Meta $D)",
            ),
            (
                "class $C<..., T, ...> { ... int $F; ... }",
                "Class class(Name=Meta $C, TypeArgs=TypeArgs(Ellipsis, Param(Name=Ident T), Ellipsis), Body=ClassBody(Ellipsis, Assign(Type=Type(Name int), Target=Meta $F), Ellipsis))",
            ),
            ("enum $E { ... }", "Class enum(Name=Meta $E, Body=ClassBody(Ellipsis))"),
            ("static { ... }", "Func(Attr=Modifier static, Name=Ident <clinit>, Body=Block(Ellipsis))"),
            ("super(...)", "Call(Callee=Name super, Args=Args(Ellipsis))"),
            (
                "new T(...) { ... public $R m() { ... } }",
                "New(Type=Type(Name T), Args=Args(Ellipsis), Body=ClassBody(Ellipsis, Func(Attr=Modifier public, ReturnType=Meta $R, Name=Ident m, Params=Params, Body=Block(Ellipsis))))",
            ),
            ("import $X;", "ImportFrom(Path=Path(Meta $X))"),
            ("import a.$X;\n...", "Statements(ImportFrom(Path=Path(Ident a), ImportItem(Name=Meta $X)), Ellipsis)"),
            ("package $P;", "Package(Path=Path(Meta $P))"),
            (
                "if (<... $X == null ...>) { ... }",
                "If(Cond=Deep(Operand=BinOp ==(Left=Meta $X, Right=Null)), Then=Block(Ellipsis))",
            ),
            ("for (...) { ... }", "For(Init=Ellipsis, Body=Block(Ellipsis))"),
            ("try { ... } catch (...) { }", "Try(Body=Block(Ellipsis), Handler=Catch(Body=Block))"),
            ("try { ... }", "Try(Body=Block(Ellipsis))"),
            ("catch ($E $X) { ... }", "Catch(Type=Meta $E, Name=Meta $X, Body=Block(Ellipsis))"),
            ("finally { ... }", "Block finally(Ellipsis)"),
            (
                "switch ($X) { ... case 1: f(); }",
                "Switch(Cond=Meta $X, Ellipsis, Case(Num 1, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)))))",
            ),
            (
                "$X.f(). ... .g()",
                "Call(Callee=Member(Object=ChainEllipsis(Object=Call(Callee=Member(Object=Meta $X, Name=Ident f), Args=Args)), Name=Ident g), Args=Args)",
            ),
            ("$X = \"=~/a.*/i\"", "Assign(Target=Meta $X, Value=StrRegex =~/a.*/i)"),
            ("\"$A\" + ...", "BinOp +(Left=StrMeta $A, Right=Ellipsis)"),
            ("(...) -> { ... }", "Func(Params=Params(Ellipsis), Body=Block(Ellipsis))"),
        ],
    );
}
