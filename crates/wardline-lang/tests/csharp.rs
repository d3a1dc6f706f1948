//! C#: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

#[test]
fn statements_and_expressions() {
    check(
        |s| of_source(Language::CSharp, s),
        &[
            (
                "int x = 1, y; var (a, b) = t; const string s = @\"a\"\"b\";",
                "Assign(Type=Type(Name int), Target=Name x, Value=Num 1); Assign(Type=Type(Name int), Target=Name y); Assign(Target=Tuple(Name a, Name b), Value=Name t); Assign(Attr=Modifier const, Type=Type(Name string), Target=Name s, Value=Str a\"b)",
            ),
            (
                "x += 2; this.y = base.z; i++; q!.f();",
                "AugAssign +(Target=Name x, Value=Num 2); Assign(Target=Member(Object=Name this, Name=Ident y), Value=Member(Object=Name base, Name=Ident z)); ExprStmt(Operand=Unary ++(Operand=Name i)); ExprStmt(Operand=Call(Callee=Member(Object=Name q, Name=Ident f), Args=Args))",
            ),
            (
                "a?.b?.c(1); v = a?[0];",
                "ExprStmt(Operand=Call(Callee=Member(Object=Member(Object=Name a, Name=Ident b), Name=Ident c), Args=Args(Num 1))); Assign(Target=Name v, Value=Index(Object=Name a, Num 0))",
            ),
            (
                "f(x: 1, ref y, out var o, out int p);",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(KwArg(Name=Ident x, Value=Num 1), Unary &(Operand=Name y), Assign(Target=Name o), Assign(Type=Type(Name int), Target=Name p))))",
            ),
            (
                "var s = $\"a{b:N2}c\\n\" + \"\"\"d \"e\" \"\"\" + 'f';",
                "Assign(Target=Name s, Value=BinOp +(Left=BinOp +(Left=Template(StrPart a, Name b, StrPart c\\n), Right=Str d \"e\" ), Right=Char f))",
            ),
            (
                "var o = new T { A = 1, B = { 2 } }; var d = new D<int> { [\"k\"] = 1 };",
                "Assign(Target=Name o, Value=New(Type=Type(Name T), Args=Args, Value=Record(Assign(Target=Ident A, Value=Num 1), Assign(Target=Ident B, Value=List(Num 2))))); Assign(Target=Name d, Value=New(Type=Type(Name D, TypeArgs=TypeArgs(Type(Name int))), Args=Args, Value=Dict(Pair(Key=Str k, Value=Num 1))))",
            ),
            (
                "int[] a = new int[3]; string[] b = { \"x\" }; C c = new(1); var e = new { x.Y, Z = 1 };",
                "Assign(Type=Type array(Type(Name int)), Target=Name a, Value=New(Type=Type array(Type(Name int)), Args=Args(Num 3))); Assign(Type=Type array(Type(Name string)), Target=Name b, Value=List(Str x)); Assign(Type=Type(Name C), Target=Name c, Value=New(Args=Args(Num 1))); Assign(Target=Name e, Value=Record(Pair(Key=Ident Y, Value=Member(Object=Name x, Name=Ident Y)), Pair(Key=Ident Z, Value=Num 1)))",
            ),
            (
                "int? n = (int)x as Foo; List<string?> l = []; (int, string s) t = (1, null);",
                "Assign(Type=Type nullable(Type(Name int)), Target=Name n, Value=Cast(Operand=Cast(Type=Type(Name int), Operand=Name x), Type=Type(Name Foo))); Assign(Type=Type(Name List, TypeArgs=TypeArgs(Type nullable(Type(Name string)))), Target=Name l, Value=List); Assign(Type=Type tuple(Type(Name int), Type(Name string)), Target=Name t, Value=Tuple(Num 1, Null))",
            ),
            (
                "if (o is string s && o is not null) f(); else if (a) { } else { }",
                "If(Cond=BinOp &&(Left=BinOp is(Left=Name o, Right=Type(Name string), Extra=Assign(Type=Type(Name string), Target=Name s)), Right=BinOp is(Left=Name o, Right=Unary not(Operand=Null))), Then=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))), Else=If(Cond=Name a, Then=Block, Else=Block))",
            ),
            (
                "for (int i = 0; i < 3; i++) { } foreach (var x in xs) ; await foreach (var (k, v) in m) { }",
                "For(Init=Assign(Type=Type(Name int), Target=Name i, Value=Num 0), Cond=BinOp <(Left=Name i, Right=Num 3), Update=Unary ++(Operand=Name i), Body=Block); ForEach(Target=Name x, Iter=Name xs, Body=Block); ForEach(Attr=Modifier await, Target=Tuple(Name k, Name v), Iter=Name m, Body=Block)",
            ),
            (
                "switch (x) { case 1: case > 2 when y: f(); break; default: return; }",
                "Switch(Cond=Name x, Case(Num 1, Unary >(Operand=Num 2), Cond=Name y, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)), Break)), Case(Body=Block(Return)))",
            ),
            (
                "var w = x switch { 1 => a, { L: 2 } => b, _ => throw e };",
                "Assign(Target=Name w, Value=Switch(Cond=Name x, Case(Num 1, Body=Block(Yield(Operand=Name a))), Case(Record(Pair(Key=Ident L, Value=Num 2)), Body=Block(Yield(Operand=Name b))), Case(Body=Block(Throw(Operand=Name e)))))",
            ),
            (
                "using (var r = open()) { } using var z = open(); lock (x) y();",
                "With(Assign(Target=Name r, Value=Call(Callee=Name open, Args=Args)), Body=Block); Assign(Attr=Modifier using, Target=Name z, Value=Call(Callee=Name open, Args=Args)); With lock(Name x, Body=Block(ExprStmt(Operand=Call(Callee=Name y, Args=Args))))",
            ),
            (
                "try { } catch (E e) when (c) { } catch { } finally { f(); }",
                "Try(Body=Block, Handler=Catch(Type=Type(Name E), Name=Ident e, Cond=Name c, Body=Block), Handler=Catch(Body=Block), Finally=Block finally(ExprStmt(Operand=Call(Callee=Name f, Args=Args))))",
            ),
            (
                "F g = x => x + 1; h((a, b) => { }, async () => await k(), delegate (int q) { });",
                "Assign(Type=Type(Name F), Target=Name g, Value=Func(Params=Params(Param(Name=Ident x)), Body=Block(Return(Operand=BinOp +(Left=Name x, Right=Num 1))))); ExprStmt(Operand=Call(Callee=Name h, Args=Args(Func(Params=Params(Param(Name=Ident a), Param(Name=Ident b)), Body=Block), Func(Attr=Modifier async, Params=Params, Body=Block(Return(Operand=Await(Operand=Call(Callee=Name k, Args=Args))))), Func(Params=Params(Param(Type=Type(Name int), Name=Ident q)), Body=Block))))",
            ),
            (
                "var q = from c in cs where c.A orderby c.B select c.D;",
                "Assign(Target=Name q, Value=Comprehension query(CompClause(Target=Name c, Iter=Name cs), CompClause(Cond=Member(Object=Name c, Name=Ident A)), CompClause orderby(Member(Object=Name c, Name=Ident B)), CompClause select(Member(Object=Name c, Name=Ident D))))",
            ),
            (
                "int Local(int k) => typeof(T).X<int>(k);",
                "Func(ReturnType=Type(Name int), Name=Ident Local, Params=Params(Param(Type=Type(Name int), Name=Ident k)), Body=Block(Return(Operand=Call(Callee=Member(Object=Call(Callee=Name typeof, Args=Args(Type(Name T))), Name=Ident X), TypeArgs=TypeArgs(Type(Name int)), Args=Args(Name k)))))",
            ),
            (
                "#if DEBUG\nf();\n#else\ng();\n#endif\n#region x\nyield return 1;\n#endregion\n",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args)); ExprStmt(Operand=Call(Callee=Name g, Args=Args)); Yield(Operand=Num 1)",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::CSharp, s),
        &[
            (
                "using A.B; using static C.D; using X = E.F; namespace N.M; class C { }",
                "ImportAll(Path=Path(Ident A, Ident B)); ImportAll(Attr=Modifier static, Path=Path(Ident C, Ident D)); ImportModule(Path=Path(Ident E, Ident F), Alias=Ident X); Package(Path=Path(Ident N, Ident M)); Class class(Name=Ident C, Body=ClassBody)",
            ),
            (
                "[assembly: V(\"1\")] namespace N { [A, B(\"x\", K = 1)] public sealed class C<T> : Base<T>, I where T : J { } }",
                "Attr(Callee=Name V, Args=Args(Str 1)); Package(Path=Path(Ident N), Body=Block(Class class(Attr=Attr(Callee=Name A, Args=Args), Attr=Attr(Callee=Name B, Args=Args(Str x, KwArg(Name=Ident K, Value=Num 1))), Attr=Modifier public, Attr=Modifier sealed, Name=Ident C, TypeArgs=TypeArgs(Param(Name=Ident T)), Parent=Type(Name Base, TypeArgs=TypeArgs(Type(Name T))), Parent=Type(Name I), Extra=Type(Name J), Body=ClassBody)))",
            ),
            (
                "class C { private readonly int a = 1, b; public event E F; }",
                "Class class(Name=Ident C, Body=ClassBody(Assign(Attr=Modifier private, Attr=Modifier readonly, Type=Type(Name int), Target=Name a, Value=Num 1), Assign(Attr=Modifier private, Attr=Modifier readonly, Type=Type(Name int), Target=Name b), Assign(Attr=Modifier event, Attr=Modifier public, Type=Type(Name E), Target=Name F)))",
            ),
            (
                "class C { public int P { get; private set; } = 3; int Q => a; int R { get { return a; } set => a = value; } }",
                "Class class(Name=Ident C, Body=ClassBody(Assign(Attr=Modifier public, Type=Type(Name int), Target=Name P, Extra=Func(Name=Ident get), Extra=Func(Attr=Modifier private, Name=Ident set, Params=Params(Param(Name=Ident value))), Value=Num 3), Assign(Type=Type(Name int), Target=Name Q, Extra=Func(Name=Ident get, Body=Block(Return(Operand=Name a)))), Assign(Type=Type(Name int), Target=Name R, Extra=Func(Name=Ident get, Body=Block(Return(Operand=Name a))), Extra=Func(Name=Ident set, Params=Params(Param(Name=Ident value)), Body=Block(Assign(Target=Name a, Value=Name value))))))",
            ),
            (
                "class C { public C(int x) : base(x) { } ~C() { } }",
                "Class class(Name=Ident C, Body=ClassBody(Func(Attr=Modifier public, Name=Ident C, Params=Params(Param(Type=Type(Name int), Name=Ident x)), Extra=Call(Callee=Name base, Args=Args(Name x)), Body=Block), Func(Name=Ident Finalize, Params=Params, Body=Block)))",
            ),
            (
                "class C { public static C operator +(C a, C b) => a; int this[int i] => 1; void I.M(params int[] xs) { } }",
                "Class class(Name=Ident C, Body=ClassBody(Func(Name=Ident +, Attr=Modifier public, Attr=Modifier static, ReturnType=Type(Name C), Params=Params(Param(Type=Type(Name C), Name=Ident a), Param(Type=Type(Name C), Name=Ident b)), Body=Block(Return(Operand=Name a))), Func(Name=Ident this[], ReturnType=Type(Name int), Params=Params(Param(Type=Type(Name int), Name=Ident i)), Body=Block(Return(Operand=Num 1))), Func(ReturnType=Type(Name void), Extra=Type(Name I), Name=Ident M, Params=Params(Param params(Type=Type array(Type(Name int)), Name=Ident xs)), Body=Block)))",
            ),
            (
                "class C { [H] async Task<int> F<T>(this string s, int d = 1) { } delegate int D(int x); }",
                "Class class(Name=Ident C, Body=ClassBody(Func(Attr=Attr(Callee=Name H, Args=Args), Attr=Modifier async, ReturnType=Type(Name Task, TypeArgs=TypeArgs(Type(Name int))), Name=Ident F, TypeArgs=TypeArgs(Param(Name=Ident T)), Params=Params(Param(Attr=Modifier this, Type=Type(Name string), Name=Ident s), Param(Type=Type(Name int), Name=Ident d, Default=Num 1)), Body=Block), Func(Attr=Modifier delegate, ReturnType=Type(Name int), Name=Ident D, Params=Params(Param(Type=Type(Name int), Name=Ident x)))))",
            ),
            (
                "record R(int A) : B(A); enum E : byte { [X] A = 1, B } interface I { int P { get; } }",
                "Class record(Name=Ident R, Params=Params(Param(Type=Type(Name int), Name=Ident A)), Parent=Type(Name B)); Class enum(Name=Ident E, Parent=Type(Name byte), Body=ClassBody(Assign(Attr=Attr(Callee=Name X, Args=Args), Target=Name A, Value=Num 1), Assign(Target=Name B))); Class interface(Name=Ident I, Body=ClassBody(Assign(Type=Type(Name int), Target=Name P, Extra=Func(Name=Ident get))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::CSharp, s),
        &[
            (
                "Foo($X, ..., bar: 1, ...)",
                "Call(Callee=Name Foo, Args=Args(Meta $X, Ellipsis, KwArg(Name=Ident bar, Value=Num 1), Ellipsis))",
            ),
            ("$X.Foo();", "ExprStmt(Operand=Call(Callee=Member(Object=Meta $X, Name=Ident Foo), Args=Args))"),
            (
                "(SqlCommand $C).Execute(...)",
                "Call(Callee=Member(Object=TypedMeta $C(Type=Type(Name SqlCommand)), Name=Ident Execute), Args=Args(Ellipsis))",
            ),
            (
                "(A.B $C) = new B($Q, ...);",
                "Statements(Assign(Target=TypedMeta $C(Type=Type(Member(Object=Name A, Name=Ident B))), Value=New(Type=Type(Name B), Args=Args(Meta $Q, Ellipsis))))",
            ),
            ("var $X = ...;", "Assign(Target=Meta $X, Value=Ellipsis)"),
            ("$T $X", "Assign(Type=Meta $T, Target=Meta $X)"),
            (
                "$X = Get();\n...\nEval($X);",
                "Statements(Assign(Target=Meta $X, Value=Call(Callee=Name Get, Args=Args)), Ellipsis, ExprStmt(Operand=Call(Callee=Name Eval, Args=Args(Meta $X))))",
            ),
            (
                "if ($E) { $S; } else { $S; }",
                "If(Cond=Meta $E, Then=Block(ExprStmt(Operand=Meta $S)), Else=Block(ExprStmt(Operand=Meta $S)))",
            ),
            ("[A]", "Attr(Callee=Name A, Args=Args)"),
            (
                "[A(..., K = $V)]\npublic $R $M(..., $T $X, $Y, ...) { ... }",
                "Func(Attr=Attr(Callee=Name A, Args=Args(Ellipsis, KwArg(Name=Ident K, Value=Meta $V))), Attr=Modifier public, ReturnType=Meta $R, Name=Meta $M, Params=Params(Ellipsis, Param(Type=Meta $T, Name=Meta $X), Param(Name=Meta $Y), Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "[$A] class $C { ... }",
                "Class class(Attr=Attr(Callee=Meta $A, Args=Args), Name=Meta $C, Body=ClassBody(Ellipsis))",
            ),
            ("class $C : $D", "Class class(Name=Meta $C, Parent=Meta $D)"),
            (
                "class $C { ... public $C(...) : base(...) { ... } ... }",
                "Class class(Name=Meta $C, Body=ClassBody(Ellipsis, Func(Attr=Modifier public, Name=Meta $C, Params=Params(Ellipsis), Extra=Call(Callee=Name base, Args=Args(Ellipsis)), Body=Block(Ellipsis)), Ellipsis))",
            ),
            (
                "public $T $P { get; set; }",
                "Assign(Attr=Modifier public, Type=Meta $T, Target=Meta $P, Extra=Func(Name=Ident get), Extra=Func(Name=Ident set, Params=Params(Param(Name=Ident value))))",
            ),
            ("enum $E { ... }", "Class enum(Name=Meta $E, Body=ClassBody(Ellipsis))"),
            ("using $X;", "ImportAll(Path=Path(Meta $X))"),
            (
                "using $X;\n...\nnamespace $N;\n...\nclass $C { ... }",
                "Statements(ImportAll(Path=Path(Meta $X)), Ellipsis, Package(Path=Path(Meta $N)), Ellipsis, Class class(Name=Meta $C, Body=ClassBody(Ellipsis)))",
            ),
            (
                "new $T { ..., A = $X, ... }",
                "New(Type=Meta $T, Args=Args, Value=Record(Ellipsis, Assign(Target=Ident A, Value=Meta $X), Ellipsis))",
            ),
            ("new $T { ... }", "New(Type=Meta $T, Args=Args)"),
            ("using (var $X = $Y) { ... }", "With(Assign(Target=Meta $X, Value=Meta $Y), Body=Block(Ellipsis))"),
            ("for (...) { ... }", "For(Init=Ellipsis, Body=Block(Ellipsis))"),
            (
                "foreach ($T $X in $Y) { ... }",
                "ForEach(Type=Meta $T, Target=Meta $X, Iter=Meta $Y, Body=Block(Ellipsis))",
            ),
            ("try { ... } catch (...) { }", "Try(Body=Block(Ellipsis), Handler=Catch(Body=Block))"),
            ("try { ... }", "Try(Body=Block(Ellipsis))"),
            ("catch ($E $X) { ... }", "Catch(Type=Meta $E, Name=Meta $X, Body=Block(Ellipsis))"),
            ("finally { ... }", "Block finally(Ellipsis)"),
            (
                "switch ($X) { ... case 1: f(); ... }",
                "Switch(Cond=Meta $X, Ellipsis, Case(Num 1, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)))), Ellipsis)",
            ),
            (
                "$X switch { ..., 1 => $Y, ... }",
                "Switch(Cond=Meta $X, Ellipsis, Case(Num 1, Body=Block(Yield(Operand=Meta $Y))), Ellipsis)",
            ),
            ("$\"...{$X}...\"", "Template(Ellipsis, Meta $X, Ellipsis)"),
            ("f(\"=~/[\\/]a/\")", "Call(Callee=Name f, Args=Args(StrRegex =~/[\\/]a/))"),
            ("<... (int $N) ...>", "Deep(Operand=TypedMeta $N(Type=Type(Name int)))"),
            ("$X?.Foo(...)", "Call(Callee=Member(Object=Meta $X, Name=Ident Foo), Args=Args(Ellipsis))"),
            ("$X => $Y", "Func(Params=Params(Param(Name=Meta $X)), Body=Block(Return(Operand=Meta $Y)))"),
            ("(...) => { ... }", "Func(Params=Params(Ellipsis), Body=Block(Ellipsis))"),
        ],
    );
}
