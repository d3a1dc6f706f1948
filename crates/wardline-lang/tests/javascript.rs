//! JavaScript, TypeScript and TSX: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, NodeKind, Parser, Symbols, Tree};

#[test]
fn declarations_are_one_assignment_each() {
    check(
        |s| of_source(Language::JavaScript, s),
        &[
            ("var a = 1, b;", "Assign(Target=Name a, Value=Num 1); Assign(Target=Name b)"),
            (
                "const { x, y: { z = 2 }, ...rest } = load();",
                "Assign(Attr=Modifier const, Target=Record(Pair(Key=Ident x, Value=Name x), Pair(Key=Ident y, Value=Record(Pair(Key=Ident z, Value=Assign(Target=Name z, Value=Num 2)))), Spread ...(Operand=Name rest)), Value=Call(Callee=Name load, Args=Args))",
            ),
            (
                "export const limit = 10;",
                "Assign(Attr=Modifier export, Attr=Modifier const, Target=Name limit, Value=Num 10)",
            ),
            (
                "a = b; a ||= c; i++;",
                "Assign(Target=Name a, Value=Name b); AugAssign ||(Target=Name a, Value=Name c); ExprStmt(Operand=Unary ++(Operand=Name i))",
            ),
            (
                "let [first, , third = 3] = rows;",
                "Assign(Target=List(Name first, Assign(Target=Name third, Value=Num 3)), Value=Name rows)",
            ),
        ],
    );
}

#[test]
fn strings_numbers_and_expressions_have_a_normal_form() {
    check(
        |s| of_source(Language::JavaScript, s),
        &[
            ("f('a', \"a\", `a`);", "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Str a, Str a, Str a)))"),
            (
                "f(0x10, 1.0, 1_6, 10n);",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Num 16, Num 1, Num 16, Num 10)))",
            ),
            (
                "log(`id ${patient.id}!`);",
                "ExprStmt(Operand=Call(Callee=Name log, Args=Args(Template(StrPart id , Member(Object=Name patient, Name=Ident id), StrPart !))))",
            ),
            (
                "sql`select ${id}`;",
                "ExprStmt(Operand=Call `(Callee=Name sql, Args=Args(Template(StrPart select , Name id))))",
            ),
            (
                "/ab+c/gi.test(x);",
                "ExprStmt(Operand=Call(Callee=Member(Object=Regex ab+c(Attr=Modifier gi), Name=Ident test), Args=Args(Name x)))",
            ),
            (
                "a?.b?.[0]?.(1);",
                "ExprStmt(Operand=Call(Callee=Index(Object=Member(Object=Name a, Name=Ident b), Num 0), Args=Args(Num 1)))",
            ),
            (
                "new Foo; new a.B(1);",
                "ExprStmt(Operand=New(Type=Type(Name Foo), Args=Args)); ExprStmt(Operand=New(Type=Type(Member(Object=Name a, Name=Ident B)), Args=Args(Num 1)))",
            ),
            (
                "delete a.b, void 0;",
                "ExprStmt(Operand=Other! sequence(Delete(Operand=Member(Object=Name a, Name=Ident b)), Unary void(Operand=Num 0)))",
            ),
            (
                "x = { a, 'b-c': 1, [k]: 2, 3: 4, ...o, m() {}, get g() { return 1 } };",
                "Assign(Target=Name x, Value=Record(Pair(Key=Ident a, Value=Name a), Pair(Key=Ident b-c, Value=Num 1), Pair(Key=Name k, Value=Num 2), Pair(Key=Num 3, Value=Num 4), Spread ...(Operand=Name o), Func(Name=Ident m, Params=Params, Body=Block), Func(Attr=Modifier get, Name=Ident g, Params=Params, Body=Block(Return(Operand=Num 1)))))",
            ),
            (
                "y = a ? b : c ?? d;",
                "Assign(Target=Name y, Value=Ternary(Cond=Name a, Then=Name b, Else=BinOp ??(Left=Name c, Right=Name d)))",
            ),
        ],
    );
}

#[test]
fn functions_of_every_form_are_one_kind() {
    check(
        |s| of_source(Language::JavaScript, s),
        &[
            (
                "function f(a, { b }, [c], d = 1, ...e) { return a; }",
                "Func(Name=Ident f, Params=Params(Param(Name=Ident a), Param(Target=Record(Pair(Key=Ident b, Value=Name b))), Param(Target=List(Name c)), Param(Name=Ident d, Default=Num 1), Param ...(Name=Ident e)), Body=Block(Return(Operand=Name a)))",
            ),
            (
                "export default async function () {}",
                "Func(Attr=Modifier export, Attr=Modifier default, Attr=Modifier async, Params=Params, Body=Block)",
            ),
            (
                "const g = x => x + 1;",
                "Assign(Attr=Modifier const, Target=Name g, Value=Func(Params=Params(Param(Name=Ident x)), Body=Block(Return(Operand=BinOp +(Left=Name x, Right=Num 1)))))",
            ),
            (
                "on('end', function* named() { yield* f(); });",
                "ExprStmt(Operand=Call(Callee=Name on, Args=Args(Str end, Func(Attr=Modifier *, Name=Ident named, Params=Params, Body=Block(ExprStmt(Operand=Yield *(Operand=Call(Callee=Name f, Args=Args))))))))",
            ),
            (
                "class A extends B { static #n = 1; constructor() { super(); } get v() { return 1; } static { f(); } }",
                "Class class(Name=Ident A, Parent=Type(Name B), Body=ClassBody(Assign(Attr=Modifier static, Target=Name #n, Value=Num 1), Func(Name=Ident constructor, Params=Params, Body=Block(ExprStmt(Operand=Call(Callee=Name super, Args=Args)))), Func(Attr=Modifier get, Name=Ident v, Params=Params, Body=Block(Return(Operand=Num 1))), Block(Attr=Modifier static, ExprStmt(Operand=Call(Callee=Name f, Args=Args)))))",
            ),
        ],
    );
}

#[test]
fn statements_have_blocks() {
    check(
        |s| of_source(Language::JavaScript, s),
        &[
            (
                "if (a) b(); else if (c) { d(); } else e();",
                "If(Cond=Name a, Then=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args))), Else=If(Cond=Name c, Then=Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args))), Else=Block(ExprStmt(Operand=Call(Callee=Name e, Args=Args)))))",
            ),
            (
                "for (let i = 0; i < n; i++) f(i);",
                "For(Init=Assign(Target=Name i, Value=Num 0), Cond=BinOp <(Left=Name i, Right=Name n), Update=Unary ++(Operand=Name i), Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args(Name i)))))",
            ),
            (
                "for (const [k, v] of Object.entries(o)) continue;",
                "ForEach of(Target=List(Name k, Name v), Iter=Call(Callee=Member(Object=Name Object, Name=Ident entries), Args=Args(Name o)), Body=Block(Continue))",
            ),
            (
                "while (a) { break; } do f(); while (b);",
                "While(Cond=Name a, Body=Block(Break)); DoWhile(Cond=Name b, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))))",
            ),
            (
                "switch (x) { case 1: case 2: f(); break; default: g(); }",
                "Switch(Cond=Name x, Case(Num 1, Body=Block), Case(Num 2, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)), Break)), Case(Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))))",
            ),
            (
                "try { a(); } catch { b(); } finally { c(); }",
                "Try(Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))), Handler=Catch(Name=Ident, Body=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args)))), Finally=Block finally(ExprStmt(Operand=Call(Callee=Name c, Args=Args))))",
            ),
            (
                "outer: for (;;) break outer;",
                "Labeled(Label=Ident outer, Body=For(Body=Block(Break(Label=Ident outer))))",
            ),
            ("throw new Error('no');", "Throw(Operand=New(Type=Type(Name Error), Args=Args(Str no)))"),
        ],
    );
}

#[test]
fn modules_are_imported_whole_or_by_name() {
    check(
        |s| of_source(Language::TypeScript, s),
        &[
            ("import 'm';", "ImportModule(Path=Path(Ident m))"),
            (
                "import d, { a, b as c } from 'm/n';",
                "ImportFrom(Path=Path(Ident m/n), ImportItem(Name=Ident default, Alias=Ident d), ImportItem(Name=Ident a), ImportItem(Name=Ident b, Alias=Ident c))",
            ),
            (
                "import d, * as all from 'm';",
                "ImportFrom(Path=Path(Ident m), ImportItem(Name=Ident default, Alias=Ident d)); ImportModule(Path=Path(Ident m), Alias=Ident all)",
            ),
            (
                "import fs = require('fs');",
                "Assign(Target=Name fs, Value=Call(Callee=Name require, Args=Args(Str fs)))",
            ),
            (
                "export { a, b as c };",
                "Other! export(Attr=Modifier export, ImportItem(Name=Name a), ImportItem(Name=Name b, Alias=Name c))",
            ),
            (
                "export { a } from 'm'; export * from 'm'; export * as n from 'm';",
                "ImportFrom(Attr=Modifier export, Path=Path(Ident m), ImportItem(Name=Ident a)); ImportAll(Attr=Modifier export, Path=Path(Ident m)); ImportModule(Attr=Modifier export, Path=Path(Ident m), Alias=Ident n)",
            ),
            (
                "export default { a: 1 };",
                "ExprStmt(Attr=Modifier export, Attr=Modifier default, Operand=Record(Pair(Key=Ident a, Value=Num 1)))",
            ),
        ],
    );
}

#[test]
fn types_do_not_hide_the_code_around_them() {
    check(
        |s| of_source(Language::TypeScript, s),
        &[
            (
                "let a: string | null = <any>b;",
                "Assign(Target=Name a, Type=Type union(Type(Name string), Type(Null)), Value=Cast(Type=Type(Name any), Operand=Name b))",
            ),
            (
                "const c = d as Foo<Bar>, e = f!, g = h satisfies I, j = k as const;",
                "Assign(Attr=Modifier const, Target=Name c, Value=Cast(Operand=Name d, Type=Type(Name Foo, TypeArgs=TypeArgs(Type(Name Bar))))); Assign(Attr=Modifier const, Target=Name e, Value=Cast !(Operand=Name f)); Assign(Attr=Modifier const, Target=Name g, Value=Cast satisfies(Operand=Name h, Type=Type(Name I))); Assign(Attr=Modifier const, Target=Name j, Value=Cast(Operand=Name k, Type=Type(Name const)))",
            ),
            (
                "function f<T extends A>(this: B, x?: T[], y: (n: number) => void): asserts x is C {}",
                "Func(Name=Ident f, TypeArgs=TypeArgs(Type(Name T, Extra=Type(Name A))), Params=Params(Param(Name=Ident this, Type=Type(Name B)), Param(Name=Ident x, Type=Type array(Type(Name T))), Param(Name=Ident y, Type=Type function(Params=Params(Param(Name=Ident n, Type=Type(Name number))), ReturnType=Type(Name void)))), ReturnType=Type asserts(Type is(Name x, Type(Name C))), Body=Block)",
            ),
            (
                "abstract class A<T> extends B<T> implements I, n.J { abstract m(): void; constructor(private readonly s: S) { super(); } private x?: number = 1; }",
                "Class class(Attr=Modifier abstract, Name=Ident A, TypeArgs=TypeArgs(Type(Name T)), Parent=Type(Name B, TypeArgs=TypeArgs(Type(Name T))), Interface=Type(Name I), Interface=Type(Member(Object=Name n, Name=Ident J)), Body=ClassBody(Func(Attr=Modifier abstract, Name=Ident m, Params=Params, ReturnType=Type(Name void)), Func(Name=Ident constructor, Params=Params(Param(Attr=Modifier private, Attr=Modifier readonly, Name=Ident s, Type=Type(Name S))), Body=Block(ExprStmt(Operand=Call(Callee=Name super, Args=Args)))), Assign(Attr=Modifier private, Target=Name x, Type=Type(Name number), Value=Num 1)))",
            ),
            (
                "interface I extends J { a: string; m?(): void; [k: string]: any }",
                "Class interface(Name=Ident I, Parent=Type(Name J), Body=ClassBody(Assign(Target=Name a, Type=Type(Name string)), Func(Name=Ident m, Params=Params, ReturnType=Type(Name void)), Other! index_signature(Name k, Type(Name string), Type(Name any))))",
            ),
            (
                "enum Color { Red, Green = 'g' }",
                "Class enum(Name=Ident Color, Body=ClassBody(Assign(Target=Name Red), Assign(Target=Name Green, Value=Str g)))",
            ),
            (
                "declare module 'm' { export type U = 'a' | keyof T; }",
                "Package(Attr=Modifier declare, Path=Path(Ident m), Body=Block(Class type(Attr=Modifier export, Name=Ident U, Type=Type union(Type(Str a), Type keyof(Type(Name T))))))",
            ),
            (
                "namespace a.b { export const x = 1; }",
                "Package(Path=Path(Ident a, Ident b), Body=Block(Assign(Attr=Modifier export, Attr=Modifier const, Target=Name x, Value=Num 1)))",
            ),
        ],
    );
}

#[test]
fn decorators_belong_to_what_they_decorate() {
    check(
        |s| of_source(Language::TypeScript, s),
        &[(
            "@Component({ selector: 'a' }) export class A { @Input() name: string; @Get('x') @Auth async m(@Body() dto: Dto) {} }",
            "Class class(Attr=Attr(Callee=Name Component, Args=Args(Record(Pair(Key=Ident selector, Value=Str a)))), Attr=Modifier export, Name=Ident A, Body=ClassBody(Assign(Attr=Attr(Callee=Name Input, Args=Args), Target=Name name, Type=Type(Name string)), Func(Attr=Attr(Callee=Name Get, Args=Args(Str x)), Attr=Attr(Callee=Name Auth, Args=Args), Attr=Modifier async, Name=Ident m, Params=Params(Param(Attr=Attr(Callee=Name Body, Args=Args), Name=Ident dto, Type=Type(Name Dto))), Body=Block)))",
        )],
    );
}

#[test]
fn elements_with_and_without_content_are_one_kind() {
    check(
        |s| of_source(Language::Tsx, s),
        &[
            (
                "x = <a href=\"/b\" {...p} on>text {y} <b/></a>;",
                "Assign(Target=Name x, Value=Xml(Name=Ident a, Attr=XmlAttr(Name=Ident href, Value=Str /b), Attr=Spread ...(Operand=Name p), Attr=XmlAttr(Name=Ident on), XmlText text, Name y, Xml(Name=Ident b)))",
            ),
            ("x = <></>;", "Assign(Target=Name x, Value=Xml)"),
            (
                "x = <ui.Box<T> a={1}></ui.Box>;",
                "Assign(Target=Name x, Value=Xml(Name=Member(Object=Name ui, Name=Ident Box), TypeArgs=TypeArgs(Type(Name T)), Attr=XmlAttr(Name=Ident a, Value=Num 1)))",
            ),
        ],
    );
}

#[test]
fn patterns_of_expressions() {
    check(
        |s| of_pattern(Language::JavaScript, s),
        &[
            ("eval(...)", "Call(Callee=Name eval, Args=Args(Ellipsis))"),
            ("eval(...);", "ExprStmt(Operand=Call(Callee=Name eval, Args=Args(Ellipsis)))"),
            ("$X", "Meta $X"),
            ("{ a: $X }", "Record(Pair(Key=Ident a, Value=Meta $X))"),
            ("{ ... }", "Record(Ellipsis)"),
            (
                "{ ..., $K: { ..., b: '...' }, ... }",
                "Record(Ellipsis, Pair(Key=Meta $K, Value=Record(Ellipsis, Pair(Key=Ident b, Value=StrAny ...))), Ellipsis)",
            ),
            (
                "$X. ... .send(...)",
                "Call(Callee=Member(Object=ChainEllipsis(Object=Meta $X), Name=Ident send), Args=Args(Ellipsis))",
            ),
            ("<... $X + 1 ...>", "Deep(Operand=BinOp +(Left=Meta $X, Right=Num 1))"),
            ("$F($...ARGS)", "Call(Callee=Meta $F, Args=Args(MetaEllipsis $...ARGS))"),
            ("\"=~/^a/i\"", "StrRegex =~/^a/i"),
            ("{ \"=~/key/\": $V }", "Record(Pair(Key=StrRegex =~/key/, Value=Meta $V))"),
            ("`...${$X}...`", "Template(Ellipsis, Meta $X, Ellipsis)"),
            ("`...`", "Template(Ellipsis)"),
            ("`$...A`", "Template(MetaEllipsis $...A)"),
            (
                "$T`$...A${...}$...B`",
                "Call `(Callee=Meta $T, Args=Args(Template(MetaEllipsis $...A, Ellipsis, MetaEllipsis $...B)))",
            ),
            ("/$R/g", "Regex $R(Attr=Modifier g)"),
            (
                "($X: Buffer).toString()",
                "Call(Callee=Member(Object=TypedMeta $X(Type=Type(Name Buffer)), Name=Ident toString), Args=Args)",
            ),
            ("x?.y", "Member(Object=Name x, Name=Ident y)"),
            (
                "(<$T>$X).f()",
                "Call(Callee=Member(Object=Cast(Type=Meta $T, Operand=Meta $X), Name=Ident f), Args=Args)",
            ),
            ("$X = <any>$Y", "Assign(Target=Meta $X, Value=Cast(Type=Type(Name any), Operand=Meta $Y))"),
            ("[..., $X, ...]", "List(Ellipsis, Meta $X, Ellipsis)"),
            ("new $C(...)", "New(Type=Meta $C, Args=Args(Ellipsis))"),
        ],
    );
}

#[test]
fn patterns_of_functions_and_classes() {
    check(
        |s| of_pattern(Language::JavaScript, s),
        &[
            ("function $F(...) { ... }", "Func(Name=Meta $F, Params=Params(Ellipsis), Body=Block(Ellipsis))"),
            ("function(...) { ... }", "Func(Params=Params(Ellipsis), Body=Block(Ellipsis))"),
            (
                "function ...({ ..., $X: T, ... }, $Y) { ... }",
                "Func(Name=Ellipsis, Params=Params(Param(Target=Record(Ellipsis, Pair(Key=Meta $X, Value=Name T), Ellipsis)), Param(Name=Meta $Y)), Body=Block(Ellipsis))",
            ),
            ("async (...) => { ... }", "Func(Attr=Modifier async, Params=Params(Ellipsis), Body=Block(Ellipsis))"),
            ("$X => ...", "Func(Params=Params(Param(Name=Meta $X)), Body=Block(Return(Operand=Ellipsis)))"),
            ("function f(...)", "Func(Name=Ident f, Params=Params(Ellipsis))"),
            ("class $C extends $D", "Class class(Name=Meta $C, Parent=Meta $D)"),
            (
                "class $C { ... $M(...) { ... } ... }",
                "Class class(Name=Meta $C, Body=ClassBody(Ellipsis, Func(Name=Meta $M, Params=Params(Ellipsis), Body=Block(Ellipsis)), Ellipsis))",
            ),
            ("m() { ... }", "Func(Name=Ident m, Params=Params, Body=Block(Ellipsis))"),
            (
                "private static $F = async (...) => { ... }",
                "Assign(Attr=Modifier private, Attr=Modifier static, Target=Meta $F, Value=Func(Attr=Modifier async, Params=Params(Ellipsis), Body=Block(Ellipsis)))",
            ),
            (
                "@$D $M(): string",
                "Func(Attr=Attr(Callee=Meta $D, Args=Args), Name=Meta $M, Params=Params, ReturnType=Type(Name string))",
            ),
            ("@Module(...)", "Attr(Callee=Name Module, Args=Args(Ellipsis))"),
            (
                "@Module(...)\nclass $C { ... }",
                "Class class(Attr=Attr(Callee=Name Module, Args=Args(Ellipsis)), Name=Meta $C, Body=ClassBody(Ellipsis))",
            ),
            ("{ $M(...) { ... } }", "Record(Func(Name=Meta $M, Params=Params(Ellipsis), Body=Block(Ellipsis)))"),
            (
                "export function $F(..., res, ...) { ... }",
                "Func(Attr=Modifier export, Name=Meta $F, Params=Params(Ellipsis, Param(Name=Ident res), Ellipsis), Body=Block(Ellipsis))",
            ),
            ("interface $I { ... }", "Class interface(Name=Meta $I, Body=ClassBody(Ellipsis))"),
            ("enum $E { ... }", "Class enum(Name=Meta $E, Body=ClassBody(Ellipsis))"),
            (
                "type $T = '...' | '...'",
                "Class type(Name=Meta $T, Type=Type union(Type(StrAny ...), Type(StrAny ...)))",
            ),
        ],
    );
}

#[test]
fn patterns_of_statements_and_parts_of_them() {
    check(
        |s| of_pattern(Language::JavaScript, s),
        &[
            (
                "$X = f()\n...\ng($X);",
                "Statements(Assign(Target=Meta $X, Value=Call(Callee=Name f, Args=Args)), Ellipsis, ExprStmt(Operand=Call(Callee=Name g, Args=Args(Meta $X))))",
            ),
            (
                "// a comment's quote\n$X;\n...\nf($X);",
                "Statements(ExprStmt(Operand=Meta $X), Ellipsis, ExprStmt(Operand=Call(Callee=Name f, Args=Args(Meta $X))))",
            ),
            ("if ($X) ...", "If(Cond=Meta $X, Then=Block(Ellipsis))"),
            ("if ($X > 1)", "If(Cond=BinOp >(Left=Meta $X, Right=Num 1))"),
            ("if (...) { }", "If(Cond=Ellipsis, Then=Block)"),
            (
                "if (!$X) { ... return ...; }",
                "If(Cond=Unary !(Operand=Meta $X), Then=Block(Ellipsis, Return(Operand=Ellipsis)))",
            ),
            ("for (...) { ... };", "Statements(For(Init=Ellipsis, Body=Block(Ellipsis)), Other! empty)"),
            ("for (...) { ... }", "For(Init=Ellipsis, Body=Block(Ellipsis))"),
            ("for (...; $C; ...) { ... }", "For(Init=Ellipsis, Cond=Meta $C, Update=Ellipsis, Body=Block(Ellipsis))"),
            ("for (const $X of $Y) { ... }", "ForEach of(Target=Meta $X, Iter=Meta $Y, Body=Block(Ellipsis))"),
            (
                "try { ... } catch ($E) { ... }",
                "Try(Body=Block(Ellipsis), Handler=Catch(Name=Meta $E, Body=Block(Ellipsis)))",
            ),
            ("catch ($E) { ... }", "Catch(Name=Meta $E, Body=Block(Ellipsis))"),
            ("finally { ... }", "Block finally(Ellipsis)"),
            ("case 5:\n  ...", "Case(Num 5, Body=Block(Ellipsis))"),
            ("switch ($X) { ... case 1: ... }", "Switch(Cond=Meta $X, Ellipsis, Case(Num 1, Body=Block(Ellipsis)))"),
            ("var $X = ...;", "Assign(Target=Meta $X, Value=Ellipsis)"),
            (
                "const [$A, ...] = useState(...)",
                "Assign(Attr=Modifier const, Target=List(Meta $A, Ellipsis), Value=Call(Callee=Name useState, Args=Args(Ellipsis)))",
            ),
            (
                "var { one, ... } = $X",
                "Assign(Target=Record(Pair(Key=Ident one, Value=Name one), Ellipsis), Value=Meta $X)",
            ),
            ("export default {...}", "ExprStmt(Attr=Modifier export, Attr=Modifier default, Operand=Record(Ellipsis))"),
            ("key: { ... }", "Pair(Key=Ident key, Value=Record(Ellipsis))"),
            ("return ...", "Return(Operand=Ellipsis)"),
            ("yield", "Yield"),
        ],
    );
}

#[test]
fn patterns_of_imports_and_elements() {
    check(
        |s| of_pattern(Language::Tsx, s),
        &[
            ("import 'm'", "ImportModule(Path=Path(Ident m))"),
            ("import $X from $M", "ImportFrom(Path=Path(Meta $M), ImportItem(Name=Ident default, Alias=Meta $X))"),
            ("import $X from '$M'", "ImportFrom(Path=Path(Meta $M), ImportItem(Name=Ident default, Alias=Meta $X))"),
            (
                "import { ..., $X, ... } from \"...\"",
                "ImportFrom(Path=Path(StrAny ...), Ellipsis, ImportItem(Name=Meta $X), Ellipsis)",
            ),
            ("import * as $X from 'm'", "ImportModule(Path=Path(Ident m), Alias=Meta $X)"),
            ("export * from '...'", "ImportAll(Attr=Modifier export, Path=Path(StrAny ...))"),
            ("<$T a=\"1\" ... />", "Xml(Name=Meta $T, Attr=XmlAttr(Name=Ident a, Value=Str 1), Attr=Ellipsis)"),
            ("<a href=$X>...</a>", "Xml(Name=Ident a, Attr=XmlAttr(Name=Ident href, Value=Meta $X), Ellipsis)"),
            (
                "<a href=...>$...C</a>",
                "Xml(Name=Ident a, Attr=XmlAttr(Name=Ident href, Value=Ellipsis), MetaEllipsis $...C)",
            ),
            ("<$T ...>\n  ...\n</$T>", "Xml(Name=Meta $T, Attr=Ellipsis, Ellipsis)"),
            ("<$T {...$P} />", "Xml(Name=Meta $T, Attr=Spread ...(Operand=Meta $P))"),
            (
                "<a b={{ c: ... }} />",
                "Xml(Name=Ident a, Attr=XmlAttr(Name=Ident b, Value=Record(Pair(Key=Ident c, Value=Ellipsis))))",
            ),
        ],
    );
}

/// The text of the first node of a kind.
fn text_of(language: Language, kind: NodeKind, source: &str) -> String {
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    Parser::new().parse(language, source, &mut tree, &mut symbols);
    let found = tree.nodes().iter().find(|n| n.kind == kind).map(|n| source[n.span.range()].to_owned());
    found.unwrap_or_else(|| format!("no {kind:?}"))
}

#[test]
fn spans_go_from_the_first_to_the_last_token() {
    let cases: &[(NodeKind, &str, &str)] = &[
        (NodeKind::Assign, "  const a = 1, b = 2; // c", "const a = 1"),
        (NodeKind::Assign, "a = 1;", "a = 1;"),
        (NodeKind::Func, "@D() class A { @M async f() {} }", "@M async f() {}"),
        (NodeKind::Class, "@D() export class A { }", "@D() export class A { }"),
        (NodeKind::Func, "export default function f() { } f();", "export default function f() { }"),
        (NodeKind::Ident, "import 'a/b';", "a/b"),
        (NodeKind::XmlText, "x = <a>\n  text here\n</a>", "text here"),
        (NodeKind::Call, "x = (f(1));", "f(1)"),
        (NodeKind::Case, "switch (x) { case 1: f(); break; default: }", "case 1: f(); break;"),
    ];
    let wrong: Vec<String> = cases
        .iter()
        .map(|(kind, source, expected)| (source, text_of(Language::Tsx, *kind, source), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(source, found, expected)| format!("{source}: {found} instead of {expected}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Whatever is cut off, there is a tree, its spans lie in the text, and children lie where their parent says.
#[test]
fn broken_code_has_a_tree_too() {
    let source = "import d, { a as b } from 'm'; export class A<T> extends B { @M() private x?: T = `a${y}`; m(@P() p, ...q) {} }\n\
        const { e, f: [g = 1] } = require('h'), i = async (j) => { for (const k of l) switch (k) { case 1: try {} catch {} finally {} } };\n\
        n = <o p=\"q\" {...r}>s {t}<u/></o>; if (v) w?.[0]?.(1)!.x(); else y = { z, [aa]: 1, bb() {} } as CC; enum D { E = 1 }";
    let (mut tree, mut symbols, mut parser) = (Tree::default(), Symbols::default(), Parser::new());
    for end in 0..=source.len() {
        for text in [&source[..end], &source[end..]] {
            for language in Language::all_of_name("typescript") {
                parser.parse(language, text, &mut tree, &mut symbols);
                let good = tree.ids().all(|id| {
                    let node = tree.node(id);
                    node.span.end as usize <= text.len() && tree.children(id).all(|c| tree.node(c).parent == id)
                });
                assert!(good, "{text}");
            }
        }
    }
}

#[test]
fn a_rule_for_typescript_means_tsx_too() {
    let names = |name: &str| Language::all_of_name(name).iter().map(|l| l.name()).collect::<Vec<_>>().join(" ");
    check(
        |name| names(name),
        &[
            ("ts", "typescript tsx"),
            ("TypeScript", "typescript tsx"),
            ("tsx", "tsx"),
            ("js", "javascript"),
            ("cobol", ""),
        ],
    );
    check(
        |path| Language::of_file(path, "").map_or("none", Language::name).to_owned(),
        &[
            ("a.mjs", "javascript"),
            ("a.jsx", "javascript"),
            ("a.d.ts", "typescript"),
            ("a.cts", "typescript"),
            ("a.tsx", "tsx"),
        ],
    );
    check(
        |line| Language::of_file("bin/run", line).map_or("none", Language::name).to_owned(),
        &[("#!/usr/bin/env node", "javascript")],
    );
}

#[test]
fn a_template_without_an_end_has_its_parts() {
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    let report = Parser::new().parse(Language::JavaScript, "<l{`${s}}/>", &mut tree, &mut symbols);
    assert!(report.error_bytes > 0 && tree.ids().any(|id| tree.node(id).kind == NodeKind::Template), "{report:?}");
}
