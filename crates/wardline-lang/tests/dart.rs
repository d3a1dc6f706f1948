//! Dart: what declarations, calls, cascades and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

/// The body of a function.
fn body(source: &str) -> String {
    of_source(Language::Dart, &format!("f() {{ {source} }}"))
        .strip_prefix("Func(Name=Ident f, Params=Params, Body=Block(")
        .and_then(|s| s.strip_suffix("))"))
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn expressions() {
    check(
        body,
        &[
            (
                "new a.C.d(1); const C(); C<int>(x, name: 2);",
                "ExprStmt(Operand=Call(Callee=Member(Object=Member(Object=Name a, Name=Ident C), Name=Ident d), Args=Args(Num 1))), ExprStmt(Operand=Call(Callee=Name C, Args=Args)), ExprStmt(Operand=Call(Callee=Name C, TypeArgs=TypeArgs(Type(Name int)), Args=Args(Name x, KwArg(Name=Ident name, Value=Num 2))))",
            ),
            (
                "o..a = 1..b(2)..c.d(); o?.x!.y; super.z(); this.w[0];",
                "ExprStmt(Operand=Call(Callee=Member(Object=Member(Object=Call(Callee=Member(Object=Assign(Target=Member(Object=Name o, Name=Ident a), Value=Num 1), Name=Ident b), Args=Args(Num 2)), Name=Ident c), Name=Ident d), Args=Args)), ExprStmt(Operand=Member(Object=Member(Object=Name o, Name=Ident x), Name=Ident y)), ExprStmt(Operand=Call(Callee=Member(Object=Name super, Name=Ident z), Args=Args)), ExprStmt(Operand=Index(Object=Member(Object=Name this, Name=Ident w), Num 0))",
            ),
            (
                "a + b - c * d; a ?? b; x is! T; x as T; !y; i++; c ? a : b; await g();",
                "ExprStmt(Operand=BinOp -(Left=BinOp +(Left=Name a, Right=Name b), Right=BinOp *(Left=Name c, Right=Name d))), ExprStmt(Operand=BinOp ??(Left=Name a, Right=Name b)), ExprStmt(Operand=BinOp is!(Left=Name x, Right=Type(Name T))), ExprStmt(Operand=Cast(Operand=Name x, Type=Type(Name T))), ExprStmt(Operand=Unary !(Operand=Name y)), ExprStmt(Operand=Unary ++(Operand=Name i)), ExprStmt(Operand=Ternary(Cond=Name c, Then=Name a, Else=Name b)), ExprStmt(Operand=Await(Operand=Call(Callee=Name g, Args=Args)))",
            ),
            (
                "'a $b ${c.d}' 'e'; r'\\n'; \"x\" 'y'; 0x10;",
                "ExprStmt(Operand=Template(StrPart a , Name b, StrPart  , Member(Object=Name c, Name=Ident d), StrPart e)), ExprStmt(Operand=Str \\n), ExprStmt(Operand=Str xy), ExprStmt(Operand=Num 16)",
            ),
            (
                "x = {'k': 1, ...m}; y = {1}; z = <int>[if (a) 1, for (var e in l) e]; r = (1, n: 2);",
                "Assign(Target=Name x, Value=Dict(Pair(Key=Str k, Value=Num 1), Spread ...(Operand=Name m))), Assign(Target=Name y, Value=Set(Num 1)), Assign(Target=Name z, Value=List(TypeArgs=TypeArgs(Type(Name int)), Ternary(Cond=Name a, Then=Num 1), ForEach(Target=Name e, Iter=Name l, Body=Block(Name e)))), Assign(Target=Name r, Value=Tuple(Num 1, KwArg(Name=Ident n, Value=Num 2)))",
            ),
            (
                "xs.map((x) { return x; }); g((int x, {required T y}) async => x);",
                "ExprStmt(Operand=Call(Callee=Member(Object=Name xs, Name=Ident map), Args=Args(Func(Params=Params(Param(Name=Ident x)), Body=Block(Return(Operand=Name x)))))), ExprStmt(Operand=Call(Callee=Name g, Args=Args(Func(Attr=Modifier async, Params=Params(Param(Name=Ident x, Type=Type(Name int)), Param(Attr=Modifier required, Name=Ident y, Type=Type(Name T))), Body=Block(Return(Operand=Name x))))))",
            ),
        ],
    );
}

#[test]
fn statements() {
    check(
        body,
        &[
            (
                "var a = 1, b; final String? c = x; a ??= 2; var (p, q: r) = s;",
                "Assign(Target=Name a, Value=Num 1), Assign(Target=Name b), Assign(Attr=Modifier final, Target=Name c, Type=Type(Name String), Value=Name x), AugAssign ??(Target=Name a, Value=Num 2), Assign(Target=Tuple(Name p, KwArg(Name=Ident q, Value=Name r)), Value=Name s)",
            ),
            (
                "var a = C<int>(1); final b = new D(); var c = C.n(); var d = f();",
                "Assign(Target=Name a, Type=Type(Name C), Value=Call(Callee=Name C, TypeArgs=TypeArgs(Type(Name int)), Args=Args(Num 1))), Assign(Attr=Modifier final, Target=Name b, Type=Type(Name D), Value=Call(Callee=Name D, Args=Args)), Assign(Target=Name c, Value=Call(Callee=Member(Object=Name C, Name=Ident n), Args=Args)), Assign(Target=Name d, Value=Call(Callee=Name f, Args=Args))",
            ),
            (
                "if (a) { b(); } else if (c case T(x: var y)) d(); else {}",
                "If(Cond=Name a, Then=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args))), Else=If(Cond=BinOp case(Left=Name c, Right=Call(Callee=Name T, Args=Args(KwArg(Name=Ident x, Value=Name y)))), Then=Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args))), Else=Block))",
            ),
            (
                "for (var i = 0; i < 3; i++) {} for (final T x in xs) y(); await for (z in s) {}",
                "For(Init=Assign(Target=Name i, Value=Num 0), Cond=BinOp <(Left=Name i, Right=Num 3), Update=Unary ++(Operand=Name i), Body=Block), ForEach(Target=Name x, Type=Type(Name T), Iter=Name xs, Body=Block(ExprStmt(Operand=Call(Callee=Name y, Args=Args)))), ForEach(Attr=Modifier await, Target=Name z, Iter=Name s, Body=Block)",
            ),
            (
                "switch (a) { case 1 when b: f(); break; default: } v = switch (x) { 1 => 'a', _ => 'b' };",
                "Switch(Cond=Name a, Case(Num 1, Cond=Name b, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)), Break)), Case(Body=Block)), Assign(Target=Name v, Value=Switch(Cond=Name x, Case(Num 1, Body=Block(ExprStmt(Operand=Str a))), Case(Name _, Body=Block(ExprStmt(Operand=Str b)))))",
            ),
            (
                "try { a(); } on E catch (e, s) { rethrow; } finally { throw X(); }",
                "Try(Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))), Handler=Catch(Type=Type(Name E), Name=Ident e, Extra=Param(Name=Ident s), Body=Block(Throw)), Finally=Block finally(Throw(Operand=Call(Callee=Name X, Args=Args))))",
            ),
            (
                "l: while (true) { break l; } do { continue; } while (a); assert(a, 'm'); yield* b; return;",
                "Labeled(Label=Ident l, Body=Block(While(Cond=Bool true, Body=Block(Break(Label=Ident l))))), DoWhile(Cond=Name a, Body=Block(Continue)), Assert(Name a, Str m), Yield *(Operand=Name b), Return",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::Dart, s),
        &[
            (
                "library x.y;\nimport 'dart:io';\nimport 'package:h/h.dart' as h show a;\nimport \"b.dart\" show c, d hide e;",
                "Package(Path=Path(Ident x, Ident y)); ImportModule(Path=Path(Ident dart:io)); ImportModule(Path=Path(Ident package:h/h.dart), Alias=Ident h); ImportFrom(Path=Path(Ident b.dart), ImportItem(Name=Ident c), ImportItem(Name=Ident d))",
            ),
            (
                "@A(1) abstract class C<T extends B> extends D<int> with M implements I { final int x = 1, y; C(this.x, {int q = 3}) : y = 2, super(x); C.n() : this(1); }",
                "Class class(Attr=Attr(Callee=Name A, Args=Args(Num 1)), Attr=Modifier abstract, Name=Ident C, TypeArgs=TypeArgs(Type(Name T, Extra=Type(Name B))), Parent=Type(Name D, TypeArgs=TypeArgs(Type(Name int))), Interface=Type(Name M), Interface=Type(Name I), Body=ClassBody(Assign(Attr=Modifier final, Target=Name x, Type=Type(Name int), Value=Num 1), Assign(Attr=Modifier final, Target=Name y, Type=Type(Name int)), Func(Name=Ident C, Params=Params(Param(Name=Ident x), Param(Name=Ident q, Type=Type(Name int), Default=Num 3)), Init=Assign(Target=Name y, Value=Num 2), Init=Call(Callee=Name super, Args=Args(Name x))), Func(Name=Ident n, Params=Params, Init=Call(Callee=Name this, Args=Args(Num 1)))))",
            ),
            (
                "mixin M on C { int get g => 1; @override Future<int> f() async { } operator ==(Object o) => true; }\nenum E { a, b(1) }\nextension X on String {}\nclass S = A with M;\ntypedef F = int Function(T);",
                "Class mixin(Name=Ident M, Parent=Type(Name C), Body=ClassBody(Func(Attr=Modifier get, Name=Ident g, ReturnType=Type(Name int), Body=Block(Return(Operand=Num 1))), Func(Attr=Attr(Callee=Name override, Args=Args), Attr=Modifier async, Name=Ident f, Params=Params, ReturnType=Type(Name Future, TypeArgs=TypeArgs(Type(Name int))), Body=Block), Func(Attr=Modifier operator, Name=Ident ==, Params=Params(Param(Name=Ident o, Type=Type(Name Object))), Body=Block(Return(Operand=Bool true))))); Class enum(Name=Ident E, Body=ClassBody(Assign(Target=Name a), Assign(Target=Name b, Value=New(Args=Args(Num 1))))); Class extension(Name=Ident X, Type=Type(Name String), Body=ClassBody); Class class(Name=Ident S, Parent=Type(Name A), Interface=Type(Name M)); Class type(Name=Ident F, Type=Type function(Type(Name int), Type(Name T)))",
            ),
            (
                "const k = 'x';\nlate final List<a.B> l;\nexternal int ext();",
                "Assign(Attr=Modifier const, Target=Name k, Value=Str x); Assign(Attr=Modifier late, Attr=Modifier final, Target=Name l, Type=Type(Name List, TypeArgs=TypeArgs(Type(Member(Object=Name a, Name=Ident B))))); Func(Attr=Modifier external, Name=Ident ext, Params=Params, ReturnType=Type(Name int))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |p| of_pattern(Language::Dart, p),
        &[
            (
                "f($X, name: $Y, ...)",
                "Call(Callee=Name f, Args=Args(Meta $X, KwArg(Name=Ident name, Value=Meta $Y), Ellipsis))",
            ),
            (
                "final $M = C(...);",
                "Assign(Attr=Modifier final, Target=Meta $M, Value=Call(Callee=Name C, Args=Args(Ellipsis)))",
            ),
            ("import 'package:a';", "ImportModule(Path=Path(Ident package:a))"),
            (
                "(HttpClient $C).get(...)",
                "Call(Callee=Member(Object=TypedMeta $C(Type=Type(Name HttpClient)), Name=Ident get), Args=Args(Ellipsis))",
            ),
            ("($T $X) { ... }", "Func(Params=Params(Param(Name=Meta $X, Type=Meta $T)), Body=Block(Ellipsis))"),
            ("'a $X'", "Template(StrPart a , Meta $X)"),
            ("\"$X\"", "StrMeta $X"),
            ("{'k': $V, ...}", "Dict(Pair(Key=Str k, Value=Meta $V), Ellipsis)"),
            (
                "if ($X > 1)\n  $S;",
                "If(Cond=BinOp >(Left=Meta $X, Right=Num 1), Then=Block(ExprStmt(Operand=Meta $S)))",
            ),
            (
                "try { ... } catch ($E) { ... }",
                "Try(Body=Block(Ellipsis), Handler=Catch(Name=Meta $E, Body=Block(Ellipsis)))",
            ),
            (
                "class $C extends State {\n  ...\n  $T build(...) { ... }\n  ...\n}",
                "Class class(Name=Meta $C, Parent=Type(Name State), Body=ClassBody(Ellipsis, Func(Name=Ident build, Params=Params(Ellipsis), ReturnType=Meta $T, Body=Block(Ellipsis)), Ellipsis))",
            ),
            (
                "var $X = ...;\n...\nf($X);",
                "Statements(Assign(Target=Meta $X, Value=Ellipsis), Ellipsis, ExprStmt(Operand=Call(Callee=Name f, Args=Args(Meta $X))))",
            ),
            ("<... $X ...>", "Deep(Operand=Meta $X)"),
        ],
    );
}
