//! Go: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, NodeId, Parser, Symbols, Tree};

#[test]
fn declarations() {
    check(
        |s| of_source(Language::Go, s),
        &[
            ("package ward", "Package(Path=Path(Ident ward))"),
            (
                "import (\n\t_ \"net/http/pprof\"\n\tlog \"example.org/log\"\n\t`os`\n)",
                "ImportModule(Path=Path(Ident net/http/pprof), Alias=Ident _); ImportModule(Path=Path(Ident example.org/log), Alias=Ident log); ImportModule(Path=Path(Ident os))",
            ),
            ("var a, b = 1, 2", "Assign(Target=Name a, Value=Num 1); Assign(Target=Name b, Value=Num 2)"),
            (
                "var ok, err = f()\nconst max int = 0x10",
                "Assign(Target=Tuple(Name ok, Name err), Value=Call(Callee=Name f, Args=Args)); Assign(Target=Name max, Type=Type(Name int), Value=Num 16)",
            ),
            ("const (\n\tA = iota\n\tB\n)", "Assign(Target=Name A, Value=Name iota); Assign(Target=Name B)"),
            (
                "type Visit struct {\n\tID, Ward string `json:\"id\"`\n\t*Person\n\tpkg.Base\n}",
                "Class struct(Name=Ident Visit, Body=ClassBody(Assign(Target=Name ID, Type=Type(Name string), Extra=Str json:\"id\"), Assign(Target=Name Ward, Type=Type(Name string), Extra=Str json:\"id\"), Assign(Type=Type pointer(Type(Name Person))), Assign(Type=Type(Member(Object=Name pkg, Name=Ident Base)))))",
            ),
            (
                "type Store interface {\n\tGet(id string) (Visit, error)\n\tio.Closer\n}",
                "Class interface(Name=Ident Store, Body=ClassBody(Func(Name=Ident Get, Params=Params(Param(Name=Ident id, Type=Type(Name string))), ReturnType=Type tuple(Type(Name Visit), Type(Name error))), Type(Member(Object=Name io, Name=Ident Closer))))",
            ),
            ("type IDs = []string", "Class type(Name=Ident IDs, Type=Type slice(Type(Name string)))"),
            (
                "func (s *Store) Get(a, b int, rest ...string) (n int, err error) {}",
                "Func(Extra=Param(Name=Ident s, Type=Type pointer(Type(Name Store))), Name=Ident Get, Params=Params(Param(Name=Ident a, Type=Type(Name int)), Param(Name=Ident b, Type=Type(Name int)), Param ...(Name=Ident rest, Type=Type(Name string))), ReturnType=Type tuple(Type(Name int), Type(Name error)), Init=Param(Name=Ident n, Type=Type(Name int)), Init=Param(Name=Ident err, Type=Type(Name error)), Body=Block)",
            ),
            (
                "func Map[T any, K ~int | string](x T) Set[K] { return nil }",
                "Func(Name=Ident Map, TypeArgs=TypeArgs(Param(Name=Ident T, Type=Type(Name any)), Param(Name=Ident K, Type=Type union(Type ~(Type(Name int)), Type(Name string)))), Params=Params(Param(Name=Ident x, Type=Type(Name T))), ReturnType=Type(Name Set, TypeArgs=TypeArgs(Type(Name K))), Body=Block(Return(Operand=Null)))",
            ),
        ],
    );
}

#[test]
fn statements() {
    check(
        |s| of_source(Language::Go, s),
        &[
            ("x, err := f()", "Assign(Target=Tuple(Name x, Name err), Value=Call(Callee=Name f, Args=Args))"),
            (
                "a[0], b.c = 1, 'x'",
                "Assign(Target=Tuple(Index(Object=Name a, Num 0), Member(Object=Name b, Name=Ident c)), Value=Tuple(Num 1, Char x))",
            ),
            ("n += 2", "AugAssign +(Target=Name n, Value=Num 2)"),
            ("n++\n", "ExprStmt(Operand=Unary ++(Operand=Name n))"),
            ("ch <- 1", "ExprStmt(Operand=BinOp <-(Left=Name ch, Right=Num 1))"),
            (
                "if v := f(); v > 1 {\n} else if w {\n} else {\n}",
                "If(Init=Assign(Target=Name v, Value=Call(Callee=Name f, Args=Args)), Cond=BinOp >(Left=Name v, Right=Num 1), Then=Block, Else=If(Cond=Name w, Then=Block, Else=Block))",
            ),
            ("for {\n}", "For(Body=Block)"),
            (
                "for i := 0; i < 9; i++ {\n}",
                "For(Init=Assign(Target=Name i, Value=Num 0), Cond=BinOp <(Left=Name i, Right=Num 9), Update=ExprStmt(Operand=Unary ++(Operand=Name i)), Body=Block)",
            ),
            ("for k, v := range m {\n}", "ForEach(Target=Tuple(Name k, Name v), Iter=Name m, Body=Block)"),
            (
                "switch x := f(); x {\ncase 1, 2:\n\tg()\ndefault:\n}",
                "Switch(Init=Assign(Target=Name x, Value=Call(Callee=Name f, Args=Args)), Cond=Name x, Case(Num 1, Num 2, Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))), Case(Body=Block))",
            ),
            (
                "switch y := x.(type) {\ncase int:\n}",
                "Switch type(Cond=Assign(Target=Name y, Value=Name x), Case(Type(Name int), Body=Block))",
            ),
            (
                "select {\ncase v := <-ch:\ncase ch <- 1:\n}",
                "Switch select(Case(Assign(Target=Name v, Value=Unary <-(Operand=Name ch)), Body=Block), Case(BinOp <-(Left=Name ch, Right=Num 1), Body=Block))",
            ),
            (
                "go f()\ndefer func() { g() }()",
                "Spawn go(Operand=Call(Callee=Name f, Args=Args)); Spawn defer(Operand=Call(Callee=Func(Params=Params, Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))), Args=Args))",
            ),
            (
                "outer:\nfor {\n\tbreak outer\n}",
                "Labeled(Label=Ident outer, Body=Block(For(Body=Block(Break(Label=Ident outer)))))",
            ),
            (
                "defer mu.Unlock()\nfor range 3 {\n}",
                "Spawn defer(Operand=Call(Callee=Member(Object=Name mu, Name=Ident Unlock), Args=Args)); ForEach(Iter=Num 3, Body=Block)",
            ),
            (
                "func f() (int, error) { return 1, nil }",
                "Func(Name=Ident f, Params=Params, ReturnType=Type tuple(Type(Name int), Type(Name error)), Body=Block(Return(Operand=Tuple(Num 1, Null))))",
            ),
        ],
    );
}

#[test]
fn expressions() {
    check(
        |s| of_source(Language::Go, s),
        &[
            (
                "f(a.b, xs...)",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Member(Object=Name a, Name=Ident b), Spread ...(Operand=Name xs))))",
            ),
            (
                "x = []byte(\"a\\n\" + `b`)",
                "Assign(Target=Name x, Value=Cast(Type=Type slice(Type(Name byte)), Operand=BinOp +(Left=Str a\\n, Right=Str b)))",
            ),
            ("x = y.(*T)", "Assign(Target=Name x, Value=Cast assert(Operand=Name y, Type=Type pointer(Type(Name T))))"),
            (
                "x = &http.Server{Addr: addr, Hosts: []string{\"a\"}}",
                "Assign(Target=Name x, Value=Unary &(Operand=Dict(Type=Type(Member(Object=Name http, Name=Ident Server)), Pair(Key=Ident Addr, Value=Name addr), Pair(Key=Ident Hosts, Value=Dict(Type=Type slice(Type(Name string)), Str a)))))",
            ),
            (
                "x = map[string][]T{key: {{A: 1}}}",
                "Assign(Target=Name x, Value=Dict(Type=Type map(Type(Name string), Type slice(Type(Name T))), Pair(Key=Name key, Value=Dict(Dict(Pair(Key=Ident A, Value=Num 1))))))",
            ),
            (
                "x = make(chan int, 3)",
                "Assign(Target=Name x, Value=Call(Callee=Name make, Args=Args(Type chan(Type(Name int)), Num 3)))",
            ),
            ("x = a[1:n]", "Assign(Target=Name x, Value=Index(Object=Name a, Slice(Left=Num 1, Right=Name n)))"),
            ("x = -(a + 1.50)", "Assign(Target=Name x, Value=Unary -(Operand=BinOp +(Left=Name a, Right=Num 1.5)))"),
            (
                "x = func(a int) bool { return !ok }",
                "Assign(Target=Name x, Value=Func(Params=Params(Param(Name=Ident a, Type=Type(Name int))), ReturnType=Type(Name bool), Body=Block(Return(Operand=Unary !(Operand=Name ok)))))",
            ),
        ],
    );
}

#[test]
fn patterns_are_tried_as_expressions_first() {
    check(
        |p| of_pattern(Language::Go, p),
        &[
            ("f(..., $X)", "Call(Callee=Name f, Args=Args(Ellipsis, Meta $X))"),
            ("f($X);", "Func(Name=Ident f, Params=Params(Param(Type=Meta $X)))"),
            ("$X != nil", "BinOp !=(Left=Meta $X, Right=Null)"),
            (
                "($R : *http.Request).$F(...)",
                "Call(Callee=Member(Object=TypedMeta $R(Type=Type pointer(Type(Member(Object=Name http, Name=Ident Request)))), Name=Meta $F), Args=Args(Ellipsis))",
            ),
            ("make(..., $N)", "Call(Callee=Name make, Args=Args(Ellipsis, Meta $N))"),
            ("f($X...)", "Call(Callee=Name f, Args=Args(Spread ...(Operand=Meta $X)))"),
            (
                "$X. ... .Close()",
                "Call(Callee=Member(Object=ChainEllipsis(Object=Meta $X), Name=Ident Close), Args=Args)",
            ),
            (
                "tls.Config{..., MinVersion: $V, ...}",
                "Dict(Type=Type(Member(Object=Name tls, Name=Ident Config)), Ellipsis, Pair(Key=Ident MinVersion, Value=Meta $V), Ellipsis)",
            ),
            ("{..., Key: $V}", "Dict(Ellipsis, Pair(Key=Ident Key, Value=Meta $V))"),
            ("Verify: true", "Pair(Key=Ident Verify, Value=Bool true)"),
            ("$X.([]interface{})", "Cast assert(Operand=Meta $X, Type=Type slice(Type interface(Body=ClassBody)))"),
        ],
    );
}

#[test]
fn patterns_of_statements_and_declarations() {
    check(
        |p| of_pattern(Language::Go, p),
        &[
            (
                "$X, ... := f(...)",
                "Assign(Target=Tuple(Meta $X, Ellipsis), Value=Call(Callee=Name f, Args=Args(Ellipsis)))",
            ),
            ("import \"net/url\"\n...", "Statements(ImportModule(Path=Path(Ident net/url)), Ellipsis)"),
            (
                "import (\n\t...\n\t\"=~/example.*/\"\n\t...\n)",
                "Statements(Ellipsis, ImportModule(Path=Path(StrRegex =~/example.*/)), Ellipsis)",
            ),
            ("import $P \"...\"", "ImportModule(Path=Path(StrAny ...), Alias=Meta $P)"),
            (
                "// Opens twice, isn't closed.\n$X := open(...)\n...\nopen($X)",
                "Statements(Assign(Target=Meta $X, Value=Call(Callee=Name open, Args=Args(Ellipsis))), Ellipsis, ExprStmt(Operand=Call(Callee=Name open, Args=Args(Meta $X))))",
            ),
            (
                "func $F(..., $R *http.Request, ...) {\n\t...\n}",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Name=Meta $R, Type=Type pointer(Type(Member(Object=Name http, Name=Ident Request)))), Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "func ($S *$T) $F($...ARGS) (..., error)",
                "Func(Extra=Param(Name=Meta $S, Type=Type pointer(Meta $T)), Name=Meta $F, Params=Params(MetaEllipsis $...ARGS), ReturnType=Type tuple(Ellipsis, Type(Name error)))",
            ),
            (
                "func $F($G func(...) $T)",
                "Func(Name=Meta $F, Params=Params(Param(Name=Meta $G, Type=Type func(Params=Params(Ellipsis), ReturnType=Meta $T))))",
            ),
            (
                "type $T struct {\n\t...\n\t$F string\n\t...\n}",
                "Class struct(Name=Meta $T, Body=ClassBody(Ellipsis, Assign(Target=Meta $F, Type=Type(Name string)), Ellipsis))",
            ),
            ("$F(...) bool", "Func(Name=Meta $F, Params=Params(Ellipsis), ReturnType=Type(Name bool))"),
            (
                "switch $X {\ncase ...\ncase 1:\n\t...\n}",
                "Switch(Cond=Meta $X, Ellipsis, Case(Num 1, Body=Block(Ellipsis)))",
            ),
            ("for ... {\n\t...\n}", "For(Cond=Ellipsis, Body=Block(Ellipsis))"),
            ("if $X {\n\t$...BODY\n}", "If(Cond=Meta $X, Then=Block(MetaEllipsis $...BODY))"),
            (
                "if <... $X == nil ...> { ... }",
                "If(Cond=Deep(Operand=BinOp ==(Left=Meta $X, Right=Null)), Then=Block(Ellipsis))",
            ),
            (
                "f(]",
                "this is not a pattern of go: the code around `(]` does not parse; check brackets and what stands beside `...`",
            ),
        ],
    );
}

/// The texts of the top-level nodes, each on a line.
fn spans(source: &str) -> String {
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    Parser::new().parse(Language::Go, source, &mut tree, &mut symbols);
    let texts: Vec<&str> = tree.children(NodeId::ROOT).map(|c| &source[tree.node(c).span.range()]).collect();
    texts.join(" | ")
}

#[test]
fn groups_split_into_nodes_with_spans_of_their_own() {
    check(
        spans,
        &[
            ("import \"os\"", "import \"os\""),
            // Each import of a group starts at the keyword, as if it stood alone.
            ("import (\"a\"; \"b\")", "import (\"a\" | import (\"a\"; \"b\""),
            ("var a, b = 1, 2", "var a, b = 1, 2 | b = 1, 2"),
            ("var (\n\ta = 1\n\tb = 2\n)", "a = 1 | b = 2"),
            ("type T struct{}", "type T struct{}"),
            ("func f() {}\n\nfunc g() {}", "func f() {} | func g() {}"),
        ],
    );
}
