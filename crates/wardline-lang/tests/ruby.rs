//! Ruby: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

#[test]
fn names_and_literals() {
    check(
        |s| of_source(Language::Ruby, s),
        &[
            (
                "@a = $b; @@c = A::B; ::Top; self; nil; true",
                "Assign(Target=Name @a, Value=Name $b); Assign(Target=Name @@c, Value=Member(Object=Name A, Name=Ident B)); ExprStmt(Operand=Name Top); ExprStmt(Operand=Name self); ExprStmt(Operand=Null); ExprStmt(Operand=Bool true)",
            ),
            (
                "1_000; 0x1F; 1.50; 2r; ?a",
                "ExprStmt(Operand=Num 1000); ExprStmt(Operand=Num 31); ExprStmt(Operand=Num 1.5); ExprStmt(Operand=Num 2r); ExprStmt(Operand=Str a)",
            ),
            (
                "'a'; \"a\\n\"; \"\"; %q(a b); \"a\" 'b'; \"x#{y}z\\t\"",
                "ExprStmt(Operand=Str a); ExprStmt(Operand=Str a\\n); ExprStmt(Operand=Str); ExprStmt(Operand=Str a b); ExprStmt(Operand=Str ab); ExprStmt(Operand=Template(StrPart x, Name y, StrPart z\\t))",
            ),
            (
                "%w[a b]; %i[a b]; :a; :\"a b\"; :\"a#{b}\"",
                "ExprStmt(Operand=List(Str a, Str b)); ExprStmt(Operand=List(Unary :(Operand=Ident a), Unary :(Operand=Ident b))); ExprStmt(Operand=Unary :(Operand=Ident a)); ExprStmt(Operand=Unary :(Operand=Ident a b)); ExprStmt(Operand=Unary :(Operand=Template(StrPart a, Name b)))",
            ),
            (
                "/a\\d/i; /a#{b}/; //; `ls #{d}`; %x{ls}",
                "ExprStmt(Operand=Regex a\\d); ExprStmt(Operand=Regex(Operand=Template(StrPart a, Name b))); ExprStmt(Operand=Regex); ExprStmt(Operand=Unary `(Operand=Template(StrPart ls , Name d))); ExprStmt(Operand=Unary `(Operand=Template(StrPart ls)))",
            ),
            (
                "[1, *a]; {a: 1, :b => 2, \"c\" => 3, \"d\": 4, e:, **f}",
                "ExprStmt(Operand=List(Num 1, Spread *(Operand=Name a))); ExprStmt(Operand=Dict(Pair(Key=Unary :(Operand=Ident a), Value=Num 1), Pair(Key=Unary :(Operand=Ident b), Value=Num 2), Pair(Key=Str c, Value=Num 3), Pair(Key=Unary :(Operand=Ident d), Value=Num 4), Pair(Key=Unary :(Operand=Ident e), Value=Name e), Spread **(Operand=Name f)))",
            ),
            (
                "x = <<~SQL\n  select #{y}\nSQL\nf(<<A, <<'B')\na\nA\nb\nB\n",
                "Assign(Target=Name x, Value=Template(StrPart   select , Name y, StrPart \n)); ExprStmt(Operand=Call(Callee=Name f, Args=Args(Str a\n, Str b\n)))",
            ),
        ],
    );
}

#[test]
fn calls() {
    check(
        |s| of_source(Language::Ruby, s),
        &[
            (
                "f; f(); f 1, 2; f(a.b, a.b(), a&.c(1)); a.(1); A::f(1); super; super(1)",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args)); ExprStmt(Operand=Call(Callee=Name f, Args=Args)); ExprStmt(Operand=Call(Callee=Name f, Args=Args(Num 1, Num 2))); ExprStmt(Operand=Call(Callee=Name f, Args=Args(Member(Object=Name a, Name=Ident b), Call(Callee=Member(Object=Name a, Name=Ident b), Args=Args), Call(Callee=Member(Object=Name a, Name=Ident c), Args=Args(Num 1))))); ExprStmt(Operand=Call(Callee=Name a, Args=Args(Num 1))); ExprStmt(Operand=Call(Callee=Member(Object=Name A, Name=Ident f), Args=Args(Num 1))); ExprStmt(Operand=Name super); ExprStmt(Operand=Call(Callee=Name super, Args=Args(Num 1)))",
            ),
            (
                "f(a: 1, :b => 2, \"c\": 3, \"d\" => 4, e:, **o, *l, &p)",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(KwArg(Name=Ident a, Value=Num 1), KwArg(Name=Ident b, Value=Num 2), KwArg(Name=Ident c, Value=Num 3), Pair(Key=Str d, Value=Num 4), KwArg(Name=Ident e, Value=Name e), Spread **(Operand=Name o), Spread *(Operand=Name l), Spread &(Operand=Name p))))",
            ),
            (
                "f(x) { |a, (b, *c), k: 1; d| a }",
                "ExprStmt(Operand=Call(Callee=Call(Callee=Name f, Args=Args(Name x)), Args=Args(Func(Params=Params(Param(Name=Ident a), Param(Target=Tuple(Name b, Param *(Name=Ident c))), Param(Name=Ident k, Default=Num 1)), Body=Block(Return(Operand=Name a))))))",
            ),
            (
                "f x do g end; a.each { }; loop do next 1 end",
                "ExprStmt(Operand=Call(Callee=Call(Callee=Name f, Args=Args(Name x)), Args=Args(Func(Params=Params, Body=Block(Return(Operand=Call(Callee=Name g, Args=Args))))))); ExprStmt(Operand=Call(Callee=Call(Callee=Member(Object=Name a, Name=Ident each), Args=Args), Args=Args(Func(Params=Params, Body=Block)))); ExprStmt(Operand=Call(Callee=Call(Callee=Name loop, Args=Args), Args=Args(Func(Params=Params, Body=Block(Continue(Operand=Num 1))))))",
            ),
            (
                "l = ->(x, y = 1) { x + y }; lambda { |x| h x }",
                "Assign(Target=Name l, Value=Func(Params=Params(Param(Name=Ident x), Param(Name=Ident y, Default=Num 1)), Body=Block(Return(Operand=BinOp +(Left=Name x, Right=Name y))))); ExprStmt(Operand=Call(Callee=Call(Callee=Name lambda, Args=Args), Args=Args(Func(Params=Params(Param(Name=Ident x)), Body=Block(Return(Operand=Call(Callee=Name h, Args=Args(Name x))))))))",
            ),
            (
                "a[1, 2]; a[:k] = 1; a.b = 2",
                "ExprStmt(Operand=Index(Object=Name a, Num 1, Num 2)); Assign(Target=Index(Object=Name a, Unary :(Operand=Ident k)), Value=Num 1); Assign(Target=Member(Object=Name a, Name=Ident b), Value=Num 2)",
            ),
        ],
    );
}

#[test]
fn operators() {
    check(
        |s| of_source(Language::Ruby, s),
        &[
            (
                "a and not b; a || !b; a <=> b; a =~ b; -x; defined? x",
                "ExprStmt(Operand=BinOp &&(Left=Name a, Right=Unary !(Operand=Name b))); ExprStmt(Operand=BinOp ||(Left=Name a, Right=Unary !(Operand=Name b))); ExprStmt(Operand=BinOp <=>(Left=Name a, Right=Name b)); ExprStmt(Operand=BinOp =~(Left=Name a, Right=Name b)); ExprStmt(Operand=Unary -(Operand=Name x)); ExprStmt(Operand=Unary defined?(Operand=Name x))",
            ),
            (
                "a ? b : c; (1..2); (1...); (a; b); x = (y)",
                "ExprStmt(Operand=Ternary(Cond=Name a, Then=Name b, Else=Name c)); ExprStmt(Operand=BinOp ..(Left=Num 1, Right=Num 2)); ExprStmt(Operand=BinOp ..(Left=Num 1, Right=Null)); Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args)), ExprStmt(Operand=Call(Callee=Name b, Args=Args))); Assign(Target=Name x, Value=Name y)",
            ),
            (
                "yield 1, 2; x = yield",
                "ExprStmt(Operand=Yield(Operand=Tuple(Num 1, Num 2))); Assign(Target=Name x, Value=Yield)",
            ),
        ],
    );
}

#[test]
fn assignments() {
    check(
        |s| of_source(Language::Ruby, s),
        &[(
            "a, b = 1, c; a, b = f; a, (b, *c) = 1, 2; *a, b = 1, 2; a = b = 1; a ||= 1; a += 2; f((a, b = 1, 2))",
            "Assign(Target=Name a, Value=Num 1); Assign(Target=Name b, Value=Name c); Assign(Target=Tuple(Name a, Name b), Value=Name f); Assign(Target=Tuple(Name a, Tuple(Name b, Spread *(Operand=Name c))), Value=Tuple(Num 1, Num 2)); Assign(Target=Tuple(Spread *(Operand=Name a), Name b), Value=Tuple(Num 1, Num 2)); Assign(Target=Name a, Value=Assign(Target=Name b, Value=Num 1)); AugAssign ||(Target=Name a, Value=Num 1); AugAssign +(Target=Name a, Value=Num 2); ExprStmt(Operand=Call(Callee=Name f, Args=Args(Assign(Target=Tuple(Name a, Name b), Value=Tuple(Num 1, Num 2)))))",
        )],
    );
}

#[test]
fn statements() {
    check(
        |s| of_source(Language::Ruby, s),
        &[
            (
                "if a then b elsif c\n d else e end",
                "If(Cond=Name a, Then=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args))), Else=If(Cond=Name c, Then=Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args))), Else=Block(ExprStmt(Operand=Call(Callee=Name e, Args=Args)))))",
            ),
            (
                "a if b; a unless b; unless a\nend; x = if a then b end",
                "If(Cond=Name b, Then=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args)))); If(Cond=Unary !(Operand=Name b), Then=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args)))); If(Cond=Unary !(Operand=Name a), Then=Block); Assign(Target=Name x, Value=If(Cond=Name a, Then=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args)))))",
            ),
            (
                "while a do b end; until a\nb\nend; a while b; begin; a; end until b",
                "While(Cond=Name a, Body=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args)))); While(Cond=Unary !(Operand=Name a), Body=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args)))); While(Cond=Name b, Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args)))); DoWhile(Cond=Unary !(Operand=Name b), Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))))",
            ),
            (
                "for i, j in k do f i end; break; next; retry; return; return 1, 2",
                "ForEach(Target=Tuple(Name i, Name j), Iter=Name k, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args(Name i))))); Break; Continue; Other! retry; Return; Return(Operand=Tuple(Num 1, Num 2))",
            ),
            (
                "case x when 1, A then b else c end; case\nwhen y\nend",
                "Switch(Cond=Name x, Case(Num 1, Name A, Body=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args)))), Case(Body=Block(ExprStmt(Operand=Call(Callee=Name c, Args=Args))))); Switch(Case(Name y, Body=Block))",
            ),
            (
                "begin; a; rescue A, B => e; b; rescue; c; else; d; ensure; f; end; x = a rescue b; begin; a; end",
                "Try(Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))), Handler=Catch(Type=Name A, Type=Name B, Name=Ident e, Body=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args)))), Handler=Catch(Body=Block(ExprStmt(Operand=Call(Callee=Name c, Args=Args)))), Else=Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args))), Finally=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)))); Assign(Target=Name x, Value=Try(Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))), Handler=Catch(Body=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args)))))); Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args)))",
            ),
            (
                "case x\nin [Integer => a, *] if a then 1\nin {k: 1, n:} then 2\nin A | b unless c then 3\nin P(x, y) then 4\nend",
                "Switch(Cond=Name x, Case(List(Param(Name=Ident a, Type=Name Integer), Param *), Cond=Name a, Body=Block(ExprStmt(Operand=Num 1))), Case(Record(Pair(Key=Unary :(Operand=Ident k), Value=Num 1), Pair(Key=Unary :(Operand=Ident n), Value=Param(Name=Ident n))), Body=Block(ExprStmt(Operand=Num 2))), Case(Name A, Param(Name=Ident b), Cond=Unary !(Operand=Name c), Body=Block(ExprStmt(Operand=Num 3))), Case(Call(Callee=Name P, Args=Args(Param(Name=Ident x), Param(Name=Ident y))), Body=Block(ExprStmt(Operand=Num 4))))",
            ),
            (
                "BEGIN { a }; undef a; alias b c",
                "Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))); Delete(Operand=Name a); Other! alias(Name b, Name c)",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::Ruby, s),
        &[
            (
                "def m(a, b = 1, *c, d:, e: 2, **f, &g); end; def self.n; end; def x=(v) = v; def f(...) = g(...)",
                "Func(Name=Ident m, Params=Params(Param(Name=Ident a), Param(Name=Ident b, Default=Num 1), Param *(Name=Ident c), Param(Name=Ident d), Param(Name=Ident e, Default=Num 2), Param **(Name=Ident f), Param &(Name=Ident g)), Body=Block); Func(Attr=Modifier self, Name=Ident n, Params=Params, Body=Block); Func(Name=Ident x=, Params=Params(Param(Name=Ident v)), Body=Block(Return(Operand=Name v))); Func(Name=Ident f, Params=Params(Param ...), Body=Block(Return(Operand=Call(Callee=Name g, Args=Args(Spread ...)))))",
            ),
            (
                "class A < B::C; def f; 1; end; X = 1; end; class A::B; end; module M; end; class << self; end",
                "Class class(Name=Ident A, Parent=Member(Object=Name B, Name=Ident C), Body=Block(Func(Name=Ident f, Params=Params, Body=Block(Return(Operand=Num 1))), Assign(Target=Name X, Value=Num 1))); Class class(Name=Member(Object=Name A, Name=Ident B), Body=Block); Class module(Name=Ident M, Body=Block); Class class <<(Object=Name self, Body=Block)",
            ),
            (
                "def m\n a\nrescue E\n b\nelse\n c\nensure\n d\nend",
                "Func(Name=Ident m, Params=Params, Body=Block(Try(Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))), Handler=Catch(Type=Name E, Body=Block(Return(Operand=Call(Callee=Name b, Args=Args)))), Else=Block(Return(Operand=Call(Callee=Name c, Args=Args))), Finally=Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args))))))",
            ),
            (
                "def m(p)\n q = 1\n if p then p elsif r then q else s end\nend",
                "Func(Name=Ident m, Params=Params(Param(Name=Ident p)), Body=Block(Assign(Target=Name q, Value=Num 1), If(Cond=Name p, Then=Block(Return(Operand=Name p)), Else=If(Cond=Name r, Then=Block(Return(Operand=Name q)), Else=Block(Return(Operand=Call(Callee=Name s, Args=Args)))))))",
            ),
            (
                "def m\n case a when 1 then b else c end\nend",
                "Func(Name=Ident m, Params=Params, Body=Block(Switch(Cond=Name a, Case(Num 1, Body=Block(Return(Operand=Call(Callee=Name b, Args=Args)))), Case(Body=Block(Return(Operand=Call(Callee=Name c, Args=Args)))))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Ruby, s),
        &[
            (
                "foo($X, ..., k: $Y, :j => 1, ...)",
                "Call(Callee=Name foo, Args=Args(Meta $X, Ellipsis, KwArg(Name=Ident k, Value=Meta $Y), KwArg(Name=Ident j, Value=Num 1), Ellipsis))",
            ),
            (
                "f($X => 1, $Y: 2)",
                "Call(Callee=Name f, Args=Args(Pair(Key=Meta $X, Value=Num 1), KwArg(Name=Meta $Y, Value=Num 2)))",
            ),
            (
                "$M ... { ... }",
                "Call(Callee=Call(Callee=Meta $M, Args=Args(Ellipsis)), Args=Args(Func(Params=Params, Body=Block(Ellipsis))))",
            ),
            (
                "$M ... do |$A, ...| ... end",
                "Call(Callee=Call(Callee=Meta $M, Args=Args(Ellipsis)), Args=Args(Func(Params=Params(Param(Name=Meta $A), Ellipsis), Body=Block(Ellipsis))))",
            ),
            ("bar(foo ...)", "Call(Callee=Name bar, Args=Args(Call(Callee=Name foo, Args=Args(Ellipsis))))"),
            (
                "attr_a ..., :r, ...",
                "Call(Callee=Name attr_a, Args=Args(Ellipsis, Unary :(Operand=Ident r), Ellipsis))",
            ),
            ("x = \"...#{$E}...\"", "Assign(Target=Name x, Value=Template(Ellipsis, Meta $E, Ellipsis))"),
            ("`...`", "Unary `(Operand=Template(Ellipsis))"),
            ("/.../", "Regex ...(Operand=Ellipsis)"),
            ("/$R/", "Regex $R"),
            ("/a#{...}/", "Regex(Operand=Template(StrPart a, Ellipsis))"),
            (":...", "Unary :(Operand=Ellipsis)"),
            ("f(:$A)", "Call(Callee=Name f, Args=Args(Unary :(Operand=Meta $A)))"),
            ("%w[...]", "List(Ellipsis)"),
            (":$K => \"$L\"", "Pair(Key=Unary :(Operand=Meta $K), Value=StrMeta $L)"),
            ("k: $V", "Pair(Key=Unary :(Operand=Ident k), Value=Meta $V)"),
            ("\"k\" => 1", "Pair(Key=Str k, Value=Num 1)"),
            ("{..., a: 1, ...}", "Dict(Ellipsis, Pair(Key=Unary :(Operand=Ident a), Value=Num 1), Ellipsis)"),
            ("($X .. $Y)", "BinOp ..(Left=Meta $X, Right=Meta $Y)"),
            ("($X)", "Meta $X"),
            (
                "def $F(..., $A, $B = 1, ...)\n  ...\nend",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Name=Meta $A), Param(Name=Meta $B, Default=Num 1), Ellipsis), Body=Block(Ellipsis))",
            ),
            ("def $F(...)", "Func(Name=Meta $F, Params=Params(Ellipsis))"),
            (
                "$X = -> (...) {...}",
                "Assign(Target=Meta $X, Value=Func(Params=Params(Ellipsis), Body=Block(Ellipsis)))",
            ),
            (
                "class $C < $P\n  ...\n  f :$A\n  ...\nend",
                "Class class(Name=Meta $C, Parent=Meta $P, Body=Block(Ellipsis, ExprStmt(Operand=Call(Callee=Name f, Args=Args(Unary :(Operand=Meta $A)))), Ellipsis))",
            ),
            ("class $C < $P", "Class class(Name=Meta $C, Parent=Meta $P)"),
            (
                "require 'a'\n...\nf($X)",
                "Statements(ExprStmt(Operand=Call(Callee=Name require, Args=Args(Str a))), Ellipsis, ExprStmt(Operand=Call(Callee=Name f, Args=Args(Meta $X))))",
            ),
            ("f($X);", "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Meta $X)))"),
            ("f; g", "Statements(ExprStmt(Operand=Name f), ExprStmt(Operand=Name g))"),
            (
                "$X. ... .f(...)",
                "Call(Callee=Member(Object=ChainEllipsis(Object=Meta $X), Name=Ident f), Args=Args(Ellipsis))",
            ),
            (
                "....permit(..., :a, ...)",
                "Call(Callee=Member(Object=Ellipsis, Name=Ident permit), Args=Args(Ellipsis, Unary :(Operand=Ident a), Ellipsis))",
            ),
            ("f(<... $X ...>)", "Call(Callee=Name f, Args=Args(Deep(Operand=Meta $X)))"),
            (
                "if $X\n  $S\nelse\n  ...\nend",
                "If(Cond=Meta $X, Then=Block(ExprStmt(Operand=Meta $S)), Else=Block(Ellipsis))",
            ),
            ("rescue $E => $X\n  ...", "Catch(Type=Meta $E, Name=Meta $X, Body=Block(Ellipsis))"),
            ("when $X\n  ...", "Case(Meta $X, Body=Block(Ellipsis))"),
            ("unless ...\n  ...\nend", "If(Cond=Unary !(Operand=Ellipsis), Then=Block(Ellipsis))"),
            ("# a don't\nf(...)", "Call(Callee=Name f, Args=Args(Ellipsis))"),
            (
                "f(\"=~/a.*b/\", '$X', \"...\")",
                "Call(Callee=Name f, Args=Args(StrRegex =~/a.*b/, StrMeta $X, StrAny ...))",
            ),
            (
                "$A, $B = f(...)",
                "Assign(Target=Tuple(Meta $A, Meta $B), Value=Call(Callee=Name f, Args=Args(Ellipsis)))",
            ),
            ("return $X", "Return(Operand=Meta $X)"),
            ("foo", "Name foo"),
            (
                "f(/a#{$X}/) # c\n...\ng",
                "Statements(ExprStmt(Operand=Call(Callee=Name f, Args=Args(Regex(Operand=Template(StrPart a, Meta $X))))), Ellipsis, ExprStmt(Operand=Name g))",
            ),
        ],
    );
}
