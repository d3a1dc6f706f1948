//! Lua: what statements, expressions, and patterns become.

mod shape;
mod totality;

use shape::{check, of_pattern, of_source};
use totality::every_beginning_is_lowered;
use wardline_lang::Language;

#[test]
fn statements() {
    check(
        |s| of_source(Language::Lua, s),
        &[
            (
                "local a, b = 1, f()\na = b\nlocal c <const> = 'd'\nlocal e\n",
                "Assign(Target=Name a, Value=Num 1); Assign(Target=Name b, Value=Call(Callee=Name f, Args=Args)); Assign(Target=Name a, Value=Name b); Assign(Attr=Modifier const, Target=Name c, Value=Str d); Assign(Target=Name e)",
            ),
            (
                "a.b, c[1] = d()\n",
                "Assign(Target=Member(Object=Name a, Name=Ident b), Value=Call(Callee=Name d, Args=Args)); Assign(Target=Index(Object=Name c, Num 1))",
            ),
            (
                "function a.b:c(d, ...) return d, ... end\nlocal function e() end\n",
                "Func(Name=Ident c, Extra=Member(Object=Name a, Name=Ident b), Params=Params(Param(Name=Ident d), Param(Name=Ident ...)), Body=Block(Return(Operand=Name d, Operand=Name ...))); Func(Attr=Modifier local, Name=Ident e, Params=Params, Body=Block)",
            ),
            (
                "if a then b() elseif c then d() else e() end\n",
                "If(Cond=Name a, Then=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args))), Else=If(Cond=Name c, Then=Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args))), Else=Block(ExprStmt(Operand=Call(Callee=Name e, Args=Args)))))",
            ),
            (
                "for i = 1, 9, 2 do a(i) end\nfor k, v in pairs(t) do b(k) end\n",
                "For(Init=Assign(Target=Name i, Value=Num 1), Cond=Num 9, Update=Num 2, Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args(Name i))))); ForEach(Target=Tuple(Name k, Name v), Iter=Call(Callee=Name pairs, Args=Args(Name t)), Body=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args(Name k)))))",
            ),
            (
                "while a do break end\nrepeat b() until c\ndo d() end\n",
                "While(Cond=Name a, Body=Block(Break)); DoWhile until(Cond=Name c, Body=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args)))); Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args)))",
            ),
            ("goto a\n::a::\nreturn b\n", "Other! goto(Name a); Labeled(Label=Name a); Return(Operand=Name b)"),
        ],
    );
}

#[test]
fn expressions() {
    check(
        |s| of_source(Language::Lua, s),
        &[
            (
                "f 'a'\nf { b = 1, ['c'] = 2, 3 }\nf [[d]]\n",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Str a))); ExprStmt(Operand=Call(Callee=Name f, Args=Args(Dict(Pair(Key=Str b, Value=Num 1), Pair(Key=Str c, Value=Num 2), Num 3)))); ExprStmt(Operand=Call(Callee=Name f, Args=Args(Str d)))",
            ),
            (
                "a:b(1).c[2](nil, true, ...)\n",
                "ExprStmt(Operand=Call(Callee=Index(Object=Member(Object=Call(Callee=Member(Object=Name a, Name=Ident b), Args=Args(Num 1)), Name=Ident c), Num 2), Args=Args(Null, Bool true, Name ...)))",
            ),
            (
                "a = (b .. 'c') and not d or #e == 0x10\n",
                "Assign(Target=Name a, Value=BinOp or(Left=BinOp and(Left=BinOp ..(Left=Name b, Right=Str c), Right=Unary not(Operand=Name d)), Right=BinOp ==(Left=Unary #(Operand=Name e), Right=Num 16)))",
            ),
            (
                "a = function(b) return b end -- c\n",
                "Assign(Target=Name a, Value=Func(Params=Params(Param(Name=Ident b)), Body=Block(Return(Operand=Name b))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |p| of_pattern(Language::Lua, p),
        &[
            ("f(...)", "Call(Callee=Name f, Args=Args(Ellipsis))"),
            (
                "f($X, ..., $...Y);",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Meta $X, Ellipsis, MetaEllipsis $...Y)))",
            ),
            ("$X == $Y", "BinOp ==(Left=Meta $X, Right=Meta $Y)"),
            ("local $X = ...", "Assign(Target=Meta $X, Value=Ellipsis)"),
            ("$O:$M(...)", "Call(Callee=Member(Object=Meta $O, Name=Meta $M), Args=Args(Ellipsis))"),
            (
                "$X = f()\n...\ng($X)",
                "Statements(Assign(Target=Meta $X, Value=Call(Callee=Name f, Args=Args)), Ellipsis, ExprStmt(Operand=Call(Callee=Name g, Args=Args(Meta $X))))",
            ),
            ("if $C then\n  ...\nend", "If(Cond=Meta $C, Then=Block(Ellipsis))"),
            (
                "function $F(..., $X, ...)\n  ...\nend",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Name=Meta $X), Ellipsis), Body=Block(Ellipsis))",
            ),
            ("function $F(...)", "Func(Name=Meta $F, Params=Params(Ellipsis))"),
            (
                "f({..., a = $X, ...})",
                "Call(Callee=Name f, Args=Args(Dict(Ellipsis, Pair(Key=Str a, Value=Meta $X), Ellipsis)))",
            ),
            ("f(\"...\", '$S')", "Call(Callee=Name f, Args=Args(StrAny ..., StrMeta $S))"),
            ("g(<... $X ...>)", "Call(Callee=Name g, Args=Args(Deep(Operand=Meta $X)))"),
            ("$X .. $Y", "BinOp ..(Left=Meta $X, Right=Meta $Y)"),
            (
                "for $K, $V in pairs($T) do ... end",
                "ForEach(Target=Tuple(Meta $K, Meta $V), Iter=Call(Callee=Name pairs, Args=Args(Meta $T)), Body=Block(Ellipsis))",
            ),
        ],
    );
}

/// Broken texts still become trees.
#[test]
fn lowering_is_total() {
    every_beginning_is_lowered(
        Language::Lua,
        "local a, b <const> = 1, f \"é\"\nfunction c.d:e(g, ...) return g, ... end\nif a == b then f({x = 1, ['y'] = 2, 3}) elseif c then goto z else local h = function() end end\nfor i = 1, 2 do break end\nfor k, v in pairs(t) do repeat g() until x end\n::z:: while not a do a = [[b]] .. #c end -- d\n",
    );
}
