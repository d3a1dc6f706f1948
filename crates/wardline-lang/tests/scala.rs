//! Scala: what definitions, calls, blocks and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, NodeKind, Parser, Symbols, Tree};

#[test]
fn calls_and_operators() {
    check(
        |s| of_source(Language::Scala, s),
        &[
            (
                "xs map f; xs.map(f); cmd.!!; a += 1; a :: b",
                "ExprStmt(Operand=Call(Callee=Member(Object=Name xs, Name=Ident map), Args=Args(Name f))); ExprStmt(Operand=Call(Callee=Member(Object=Name xs, Name=Ident map), Args=Args(Name f))); ExprStmt(Operand=Member(Object=Name cmd, Name=Ident !!)); AugAssign +(Target=Name a, Value=Num 1); ExprStmt(Operand=BinOp ::(Left=Name a, Right=Name b))",
            ),
            (
                "new Foo(1) with Bar; new Foo; Foo.apply(2); foo.apply(2); f(a = 1, b: _*)",
                "ExprStmt(Operand=New(Type=Type(Name Foo), Interface=Type(Name Bar), Args=Args(Num 1))); ExprStmt(Operand=New(Type=Type(Name Foo), Args=Args)); ExprStmt(Operand=New(Type=Type(Name Foo), Args=Args(Num 2))); ExprStmt(Operand=Call(Callee=Member(Object=Name foo, Name=Ident apply), Args=Args(Num 2))); ExprStmt(Operand=Call(Callee=Name f, Args=Args(KwArg(Name=Ident a, Value=Num 1), Spread *(Operand=Name b))))",
            ),
            (
                "xs.foreach { x => p(x) }; act(1) { g() }; xs.map { case (a, _) => a }",
                "ExprStmt(Operand=Call(Callee=Member(Object=Name xs, Name=Ident foreach), Args=Args(Func(Params=Params(Param(Name=Ident x)), Body=Block(Return(Operand=Call(Callee=Name p, Args=Args(Name x)))))))); ExprStmt(Operand=Call(Callee=Call(Callee=Name act, Args=Args(Num 1)), Args=Args(Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))))); ExprStmt(Operand=Call(Callee=Member(Object=Name xs, Name=Ident map), Args=Args(Func(Body=Block(Switch(Case(Tuple(Name a, Name _), Body=Block(Return(Operand=Name a)))))))))",
            ),
            (
                "x.as[Int](1); x.asInstanceOf[Int]; !a; -1; 'sym; (a: Int)",
                "ExprStmt(Operand=Call(Callee=Member(Object=Name x, Name=Ident as), TypeArgs=TypeArgs(Type(Name Int)), Args=Args(Num 1))); ExprStmt(Operand=Cast(Operand=Name x, Type=Type(Name Int))); ExprStmt(Operand=Unary !(Operand=Name a)); ExprStmt(Operand=Unary -(Operand=Num 1)); ExprStmt(Operand=Unary '(Operand=Name sym)); ExprStmt(Operand=Cast(Operand=Name a, Type=Type(Name Int)))",
            ),
            (
                "s\"a $b ${c.d}\"; s\"a\"; sql\"\"\"x $y\"\"\"; '\\n'; 0x1FL; null",
                "ExprStmt(Operand=Template(StrPart a , Name b, StrPart  , Member(Object=Name c, Name=Ident d))); ExprStmt(Operand=Str a); ExprStmt(Operand=Call(Callee=Name sql, Args=Args(Template(StrPart x , Name y)))); ExprStmt(Operand=Char \\n); ExprStmt(Operand=Num 31); ExprStmt(Operand=Null)",
            ),
        ],
    );
}

#[test]
fn definitions() {
    check(
        |s| of_source(Language::Scala, s),
        &[
            (
                "package a.b\nimport x.y.{A, B => C, _}, z.D\nimport q",
                "Package(Path=Path(Ident a, Ident b)); ImportFrom(Path=Path(Ident x, Ident y), ImportItem(Name=Ident A), ImportItem(Name=Ident B, Alias=Ident C)); ImportAll(Path=Path(Ident x, Ident y)); ImportFrom(Path=Path(Ident z), ImportItem(Name=Ident D)); ImportModule(Path=Path(Ident q))",
            ),
            (
                "case class K[T <: X] @Inject()(val a: Int = 1)(implicit b: => B) extends P(a) with Q { self => }",
                "Class class(Attr=Modifier case, Attr=Attr(Callee=Name Inject, Args=Args), Name=Ident K, TypeArgs=TypeArgs(Type(Name T, Extra=Type <:(Type(Name X)))), Params=Params(Param(Attr=Modifier val, Name=Ident a, Type=Type(Name Int), Default=Num 1), Param(Name=Ident b, Type=Type =>(Type(Name B)))), Parent=Type(Name P, Args=Args(Name a)), Parent=Type(Name Q), Body=ClassBody)",
            ),
            (
                "object O { private lazy val x, y: Int = 1; var z: List[a.B] = _; val P(p) = q }",
                "Class object(Name=Ident O, Body=ClassBody(Assign(Attr=Modifier private, Attr=Modifier lazy, Attr=Modifier val, Target=Name x, Type=Type(Name Int), Value=Num 1), Assign(Attr=Modifier private, Attr=Modifier lazy, Attr=Modifier val, Target=Name y, Type=Type(Name Int), Value=Num 1), Assign(Attr=Modifier var, Target=Name z, Type=Type(Name List, TypeArgs=TypeArgs(Type(Member(Object=Name a, Name=Ident B)))), Value=Name _), Assign(Attr=Modifier val, Target=Call(Callee=Name P, Args=Args(Name p)), Value=Name q)))",
            ),
            (
                "def f[A](x: A*)(y: Int => A): Unit = { g(); h }\ndef k: Int",
                "Func(Name=Ident f, TypeArgs=TypeArgs(Type(Name A)), Params=Params(Param(Name=Ident x, Type=Type *(Type(Name A))), Param(Name=Ident y, Type=Type function(Type(Name Int), Type(Name A)))), ReturnType=Type(Name Unit), Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)), Return(Operand=Name h))); Func(Name=Ident k, Params=Params, ReturnType=Type(Name Int))",
            ),
            (
                "enum E(val n: Int):\n  case A extends E(1)\n  case B, C\ngiven o: Ord[Int] with\n  def c = 1\nextension (s: T)\n  def u = s\ntype M = N",
                "Class enum(Name=Ident E, Params=Params(Param(Attr=Modifier val, Name=Ident n, Type=Type(Name Int))), Body=ClassBody(Class case(Name=Ident A, Parent=Type(Name E, Args=Args(Num 1))), Class case(Name=Ident B), Class case(Name=Ident C))); Class given(Attr=Modifier given, Name=Ident o, Parent=Type(Name Ord, TypeArgs=TypeArgs(Type(Name Int))), Body=ClassBody(Func(Name=Ident c, Params=Params, Body=Block(Return(Operand=Num 1))))); Class extension(Params=Params(Param(Name=Ident s, Type=Type(Name T))), Body=ClassBody(Func(Name=Ident u, Params=Params, Body=Block(Return(Operand=Name s))))); Class type(Name=Ident M, Type=Type(Name N))",
            ),
        ],
    );
}

#[test]
fn control_flow() {
    check(
        |s| of_source(Language::Scala, s),
        &[
            (
                "def f =\n  if x then a\n  else if y then\n    b\n  else c",
                "Func(Name=Ident f, Params=Params, Body=Block(If(Cond=Name x, Then=Block(Return(Operand=Name a)), Else=If(Cond=Name y, Then=Block(Return(Operand=Name b)), Else=Block(Return(Operand=Name c))))))",
            ),
            (
                "x match { case 1 | 2 => a; b case P(y, _*) if y > 1 => case z: T => c }",
                "Switch(Cond=Name x, Case(Num 1, Num 2, Body=Block(ExprStmt(Operand=Name a), ExprStmt(Operand=Name b))), Case(Call(Callee=Name P, Args=Args(Name y, Spread *(Operand=Name _))), Cond=BinOp >(Left=Name y, Right=Num 1), Body=Block), Case(Assign(Target=Name z, Type=Type(Name T)), Body=Block(ExprStmt(Operand=Name c))))",
            ),
            (
                "try { a } catch { case e: E => b case NonFatal(x) => c } finally { d }\ntry a catch h",
                "Try(Body=Block(ExprStmt(Operand=Name a)), Handler=Catch(Name=Ident e, Type=Type(Name E), Body=Block(ExprStmt(Operand=Name b))), Handler=Catch(Name=Call(Callee=Name NonFatal, Args=Args(Name x)), Body=Block(ExprStmt(Operand=Name c))), Finally=Block finally(ExprStmt(Operand=Name d))); Try(Body=Block(ExprStmt(Operand=Name a)), Handler=Name h)",
            ),
            (
                "for (x <- xs if x > 1; y = x; (a, b) <- ys) yield x\nfor { x <- xs; if x } p(x)",
                "ForEach(CompClause(Target=Name x, Iter=Name xs, Cond=BinOp >(Left=Name x, Right=Num 1)), Assign(Target=Name y, Value=Name x), CompClause(Target=Tuple(Name a, Name b), Iter=Name ys), Body=Block(Yield(Operand=Name x))); ForEach(CompClause(Target=Name x, Iter=Name xs, Cond=Name x), Body=Block(ExprStmt(Operand=Call(Callee=Name p, Args=Args(Name x)))))",
            ),
            (
                "while (a) { b = 1 }; do c while (d); throw new E(\"x\"); return 1",
                "While(Cond=Name a, Body=Block(Assign(Target=Name b, Value=Num 1))); DoWhile(Cond=Name d, Body=Block(ExprStmt(Operand=Name c))); Throw(Operand=New(Type=Type(Name E), Args=Args(Str x))); Return(Operand=Num 1)",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |p| of_pattern(Language::Scala, p),
        &[
            (
                "$X.$F(..., \"...\")",
                "Call(Callee=Member(Object=Meta $X, Name=Meta $F), Args=Args(Ellipsis, StrAny ...))",
            ),
            (
                "def $F(..., $P: $T, ...) = $A {\n  ...\n}",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Name=Meta $P, Type=Meta $T), Ellipsis), Body=Block(ExprStmt(Operand=Call(Callee=Meta $A, Args=Args(Block(Ellipsis))))))",
            ),
            (
                "Action(...) {\n  $R: Request[$T] =>\n    ...\n}",
                "Call(Callee=Call(Callee=Name Action, Args=Args(Ellipsis)), Args=Args(Func(Params=Params(Param(Name=Meta $R, Type=Type(Name Request, TypeArgs=TypeArgs(Meta $T)))), Body=Block(Ellipsis))))",
            ),
            ("s\"a $X b\"", "Template(StrPart a , Meta $X, StrPart  b)"),
            ("sql\"...\"", "Call(Callee=Name sql, Args=Args(Template(Ellipsis)))"),
            ("($X: Foo).bar", "Member(Object=TypedMeta $X(Type=Type(Name Foo)), Name=Ident bar)"),
            ("f($X: Int)", "Call(Callee=Name f, Args=Args(TypedMeta $X(Type=Type(Name Int))))"),
            (
                "for (...; $X <- $Y; ...) yield ...",
                "ForEach(Ellipsis, CompClause(Target=Meta $X, Iter=Meta $Y), Ellipsis, Body=Block(Yield(Operand=Ellipsis)))",
            ),
            (
                "$X match {\n  case $P => ...\n  ...\n}",
                "Switch(Cond=Meta $X, Case(Meta $P, Body=Block(Ellipsis, Ellipsis)))",
            ),
            ("try { ... } catch { ... }", "Try(Body=Block(Ellipsis), Handler=Ellipsis)"),
            ("$DECL $NAME = \"$V\"", "Assign(Target=Meta $NAME, Value=StrMeta $V)"),
            ("$X+1", "BinOp +(Left=Meta $X, Right=Num 1)"),
            ("import a.$X\n...", "Statements(ImportFrom(Path=Path(Ident a), ImportItem(Name=Meta $X)), Ellipsis)"),
            (
                "class $C(..., $W: T, ...) {\n  ...\n}",
                "Class class(Name=Meta $C, Params=Params(Ellipsis, Param(Name=Meta $W, Type=Type(Name T)), Ellipsis), Body=ClassBody(Ellipsis))",
            ),
            ("<... $X.f() ...>", "Deep(Operand=Call(Callee=Member(Object=Meta $X, Name=Ident f), Args=Args))"),
            ("if (...)\n  ...", "If(Cond=Ellipsis, Then=Block(Ellipsis))"),
            ("@A($X)", "Class class(Attr=Attr(Callee=Name A, Args=Args(Meta $X)))"),
            ("case $X: T => ...", "Case(Assign(Target=Meta $X, Type=Type(Name T)), Body=Block(Ellipsis))"),
            (
                "catch { case $E: Exception => ... }",
                "Catch(Name=Meta $E, Type=Type(Name Exception), Body=Block(Ellipsis))",
            ),
            ("finally { ... }", "Block finally(Ellipsis)"),
        ],
    );
}

/// What ends by indentation ends with its last token, whatever white space and comments follow.
#[test]
fn indented_nodes_end_with_their_last_token() {
    let source = "object A:\n  def f =\n    b\n\n  // end\n  def g = 1\n";
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    Parser::new().parse(Language::Scala, source, &mut tree, &mut symbols);
    let texts = |kind: NodeKind| {
        tree.nodes().iter().filter(move |n| n.kind == kind).map(|n| &source[n.span.range()]).collect::<Vec<_>>()
    };
    assert_eq!(texts(NodeKind::Func), ["def f =\n    b", "def g = 1"]);
    assert_eq!(texts(NodeKind::Class), [source.trim_end()]);
}
