//! Elixir: what definitions, control flow, literals, and patterns become.

mod shape;
mod totality;

use shape::{check, of_pattern, of_source};
use totality::every_beginning_is_lowered;
use wardline_lang::Language;

#[test]
fn definitions() {
    check(
        |s| of_source(Language::Elixir, s),
        &[
            (
                "defmodule A.B do\n  @c 1\n  def d(e, f \\\\ 2) when e > f do\n    e\n  end\n  defp g, do: :h\nend\n",
                "Class module(Name=Ident A.B, Body=ClassBody(ExprStmt(Operand=Unary @(Operand=Call(Callee=Name c, Args=Args(Num 1)))), Func(Name=Ident d, Params=Params(Param(Name=Ident e), Param(Name=Ident f, Default=Num 2)), Cond=BinOp >(Left=Name e, Right=Name f), Body=Block(ExprStmt(Operand=Name e))), Func(Attr=Modifier defp, Name=Ident g, Params=Params, Body=Block(ExprStmt(Operand=Name :h)))))",
            ),
            (
                "alias A.B\nalias A.B.C, as: D\nalias A.{E, F}\nimport G, only: [h: 1]\nuse I\n",
                "ImportFrom(Path=Path(Ident A), ImportItem(Name=Ident B)); ImportFrom(Path=Path(Ident A, Ident B), ImportItem(Name=Ident C, Alias=Ident D)); ImportFrom(Path=Path(Ident A), ImportItem(Name=Ident E), ImportItem(Name=Ident F)); ImportAll(Path=Path(Ident G), Extra=KwArg(Name=Ident only, Value=Dict(Pair(Key=Name :h, Value=Num 1)))); ExprStmt(Operand=Call(Callee=Name use, Args=Args(Name I)))",
            ),
            (
                "fn a, b -> a end\nfn\n  1 -> 2\n  c when c > 1 -> 3\nend\n",
                "ExprStmt(Operand=Func(Params=Params(Param(Name=Ident a), Param(Name=Ident b)), Body=Block(ExprStmt(Operand=Name a)))); ExprStmt(Operand=Func(Body=Block(Switch(Case(Num 1, Body=Block(ExprStmt(Operand=Num 2))), Case(Name c, Cond=BinOp >(Left=Name c, Right=Num 1), Body=Block(ExprStmt(Operand=Num 3)))))))",
            ),
        ],
    );
}

#[test]
fn control_flow() {
    check(
        |s| of_source(Language::Elixir, s),
        &[
            (
                "if a do\n  b\nelse\n  c\nend\nunless d, do: e\n",
                "If(Cond=Name a, Then=Block(ExprStmt(Operand=Name b)), Else=Block(ExprStmt(Operand=Name c))); If(Cond=Unary not(Operand=Name d), Then=Block(ExprStmt(Operand=Name e)))",
            ),
            (
                "case a do\n  {:ok, b} when b > 1 -> b\n  _ -> nil\nend\n",
                "Switch(Cond=Name a, Case(Tuple(Name :ok, Name b), Cond=BinOp >(Left=Name b, Right=Num 1), Body=Block(ExprStmt(Operand=Name b))), Case(Name _, Body=Block(ExprStmt(Operand=Null))))",
            ),
            (
                "try do\n  a()\nrescue\n  e in [B] -> c\nafter\n  d()\nend\n",
                "Try(Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))), Handler=Catch(Name=Ident e, Type=Name B, Body=Block(ExprStmt(Operand=Name c))), Finally=Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args))))",
            ),
            (
                "for a <- b, do: c\nwith {:ok, d} <- e do\n  d\nend\n",
                "ExprStmt(Operand=Call(Callee=Name for, Args=Args(BinOp <-(Left=Name a, Right=Name b)), Body=Block(ExprStmt(Operand=Name c)))); ExprStmt(Operand=Call(Callee=Name with, Args=Args(BinOp <-(Left=Tuple(Name :ok, Name d), Right=Name e)), Body=Block(ExprStmt(Operand=Name d))))",
            ),
        ],
    );
}

#[test]
fn expressions() {
    check(
        |s| of_source(Language::Elixir, s),
        &[
            (
                "a |> B.C.d(1) |> e\n",
                "ExprStmt(Operand=BinOp |>(Left=BinOp |>(Left=Name a, Right=Call(Callee=Member(Object=Member(Object=Name B, Name=Ident C), Name=Ident d), Args=Args(Num 1))), Right=Name e))",
            ),
            (
                "f.(1)\ng.h\ng.h()\ni[:j]\n&k/1\n",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Num 1))); ExprStmt(Operand=Member(Object=Name g, Name=Ident h)); ExprStmt(Operand=Call(Callee=Member(Object=Name g, Name=Ident h), Args=Args)); ExprStmt(Operand=Index(Object=Name i, Name :j)); ExprStmt(Operand=Unary &(Operand=BinOp /(Left=Name k, Right=Num 1)))",
            ),
            (
                "f x, y: 1\n%{\"b\" => 2, a: 1}\n%S{m | c: 3}\na = [d: 4]\nb = [5 | e]\n",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Name x, KwArg(Name=Ident y, Value=Num 1)))); ExprStmt(Operand=Dict(Pair(Key=Str b, Value=Num 2), Pair(Key=Name :a, Value=Num 1))); ExprStmt(Operand=Record(Type=Type(Name S), Spread |(Operand=Name m), Pair(Key=Name :c, Value=Num 3))); Assign(Target=Name a, Value=Dict(Pair(Key=Name :d, Value=Num 4))); Assign(Target=Name b, Value=List(BinOp |(Left=Num 5, Right=Name e)))",
            ),
            (
                "\"a #{b} c\"\n'd'\n~r/e/i\n?f\n:\"g h\"\n<<i::8>>\n1_000\n",
                "ExprStmt(Operand=Template(StrPart a , Name b, StrPart  c)); ExprStmt(Operand=Str d); ExprStmt(Operand=Regex e); ExprStmt(Operand=Char f); ExprStmt(Operand=Name :g h); ExprStmt(Operand=List <<>>(BinOp ::(Left=Name i, Right=Num 8))); ExprStmt(Operand=Num 1000)",
            ),
            (
                "not a and ~~~b\nx = y = 2\n",
                "ExprStmt(Operand=BinOp and(Left=Unary not(Operand=Name a), Right=Unary ~~~(Operand=Name b))); Assign(Target=Name x, Value=Assign(Target=Name y, Value=Num 2))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |p| of_pattern(Language::Elixir, p),
        &[
            ("$M.to_atom($X)", "Call(Callee=Member(Object=Meta $M, Name=Ident to_atom), Args=Args(Meta $X))"),
            (
                "$E\n|> A.b($F)\n|> A.c(...)",
                "BinOp |>(Left=BinOp |>(Left=Meta $E, Right=Call(Callee=Member(Object=Name A, Name=Ident b), Args=Args(Meta $F))), Right=Call(Callee=Member(Object=Name A, Name=Ident c), Args=Args(Ellipsis)))",
            ),
            (
                "def $F(..., $X, ...) do\n  ...\nend",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Name=Meta $X), Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "f(..., a: $X, ...)",
                "Call(Callee=Name f, Args=Args(Ellipsis, KwArg(Name=Ident a, Value=Meta $X), Ellipsis))",
            ),
            ("%{..., a: $X, ...}", "Dict(Ellipsis, Pair(Key=Name :a, Value=Meta $X), Ellipsis)"),
            (
                "$X = f()\n...\ng($X)",
                "Statements(Assign(Target=Meta $X, Value=Call(Callee=Name f, Args=Args)), Ellipsis, ExprStmt(Operand=Call(Callee=Name g, Args=Args(Meta $X))))",
            ),
            ("use Bitwise", "Call(Callee=Name use, Args=Args(Name Bitwise))"),
            ("~~~$X", "Unary ~~~(Operand=Meta $X)"),
            (
                "f(\"...\", \"$S\", \"a #{$X}\")",
                "Call(Callee=Name f, Args=Args(StrAny ..., StrMeta $S, Template(StrPart a , Meta $X)))",
            ),
            ("f(<... $X ...>)", "Call(Callee=Name f, Args=Args(Deep(Operand=Meta $X)))"),
            ("case $X do\n  ...\nend", "Switch(Cond=Meta $X, Ellipsis)"),
            ("defmodule $M do\n  ...\nend", "Class module(Name=Meta $M, Body=ClassBody(Ellipsis))"),
            ("@$A \"...\"", "Unary @(Operand=Call(Callee=Meta $A, Args=Args(StrAny ...)))"),
            ("f(:$A)", "Call(Callee=Name f, Args=Args(Meta $A))"),
            ("fn $X -> ... end", "Func(Params=Params(Param(Name=Meta $X)), Body=Block(Ellipsis))"),
        ],
    );
}

/// Broken texts still become trees.
#[test]
fn lowering_is_total() {
    every_beginning_is_lowered(
        Language::Elixir,
        "defmodule A.B do\n  @c ~r/é/i\n  alias A.{D, E}\n  import F, only: [g: 1]\n  def h(i, j \\\\ 2) when i > j do\n    case i do\n      {:ok, k} when k > 1 -> %{k | l: \"m #{n}\"}\n      _ -> fn o -> o end |> p.(1)\n    end\n  rescue\n    e in [Q] -> r[:s]\n  after\n    unless t, do: u, else: &v/1\n  end\n  defp w(%X{y: z}), do: <<z::8>>\nend\n",
    );
}
