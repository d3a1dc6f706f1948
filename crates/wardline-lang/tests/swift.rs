//! Swift: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

#[test]
fn statements_and_expressions() {
    check(
        |s| of_source(Language::Swift, s),
        &[
            (
                "import Foundation\nimport struct Store.Record\n@testable import Ward",
                "ImportAll(Path=Path(Ident Foundation)); ImportFrom(Path=Path(Ident Store), ImportItem(Name=Ident Record)); ImportAll(Attr=Attr(Callee=Name testable, Args=Args), Path=Path(Ident Ward))",
            ),
            (
                "let id: Int = 0x10, other = \"a\"; var (a, b) = pair",
                "Assign(Attr=Modifier let, Target=Name id, Type=Type(Name Int), Value=Num 16); Assign(Attr=Modifier let, Target=Name other, Value=Str a); Assign(Attr=Modifier var, Target=Tuple(Name a, Name b), Value=Name pair)",
            ),
            (
                "x.y[0] = z as? Foo; total += 1_000; -n",
                "Assign(Target=Index(Object=Member(Object=Name x, Name=Ident y), Num 0), Value=Cast(Operand=Name z, Type=Type(Name Foo))); AugAssign +(Target=Name total, Value=Num 1000); ExprStmt(Operand=Unary -(Operand=Name n))",
            ),
            (
                "a?.b!.c; .red; \\Patient.name; #selector(save(_:))",
                "ExprStmt(Operand=Member(Object=Unary unwrap(Operand=Member(Object=Name a, Name=Ident b)), Name=Ident c)); ExprStmt(Operand=Member(Name=Ident red)); ExprStmt(Operand=Member(Object=Unary \\(Operand=Name Patient), Name=Ident name)); ExprStmt(Operand=Call(Callee=Name #selector, Args=Args(Call(Callee=Name save, Args=Args(Ident _)))))",
            ),
            (
                "if let x = y as? Foo, x.ok, case .some(let z) = w { f() } else if !c { g() }",
                "If(Cond=BinOp &&(Left=BinOp &&(Left=Assign(Attr=Modifier let, Target=Name x, Value=Cast(Operand=Name y, Type=Type(Name Foo))), Right=Member(Object=Name x, Name=Ident ok)), Right=Assign(Target=Call(Callee=Member(Name=Ident some), Args=Args(Name z)), Value=Name w)), Then=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))), Else=If(Cond=Unary !(Operand=Name c), Then=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))))",
            ),
            (
                "guard let a = b else { return nil }",
                "If guard(Cond=Assign(Attr=Modifier let, Target=Name a, Value=Name b), Else=Block(Return(Operand=Null)))",
            ),
            (
                "for (k, v) in map where k > 1 { send(k) }",
                "ForEach(Target=Tuple(Name k, Name v), Iter=Name map, Cond=BinOp >(Left=Name k, Right=Num 1), Body=Block(ExprStmt(Operand=Call(Callee=Name send, Args=Args(Name k)))))",
            ),
            (
                "outer: for i in 0..<9 { continue outer }",
                "Labeled(Label=Ident outer, Body=Block(ForEach(Target=Name i, Iter=BinOp ..<(Left=Num 0, Right=Num 9), Body=Block(Continue(Label=Ident outer)))))",
            ),
            (
                "while true { break }; repeat { step() } while more",
                "While(Cond=Bool true, Body=Block(Break)); DoWhile(Body=Block(ExprStmt(Operand=Call(Callee=Name step, Args=Args))), Cond=Name more)",
            ),
            (
                "switch s { case .a, .b(let q, key: _) where q > 1: f(); case let .c(r): g(r); case is Foo: h(); default: break }",
                "Switch(Cond=Name s, Case(Member(Name=Ident a), Call(Callee=Member(Name=Ident b), Args=Args(Assign(Target=Name q), KwArg(Name=Ident key, Value=Name _))), Cond=BinOp >(Left=Name q, Right=Num 1), Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)))), Case(Call(Callee=Member(Name=Ident c), Args=Args(Assign(Target=Name r))), Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args(Name r))))), Case(Unary is(Operand=Type(Name Foo)), Body=Block(ExprStmt(Operand=Call(Callee=Name h, Args=Args)))), Case(Body=Block(Break)))",
            ),
            (
                "do { } catch A.b { } catch is C { } catch A.c(let q) { }",
                "Try(Body=Block, Handler=Catch(Type=Member(Object=Name A, Name=Ident b), Body=Block), Handler=Catch(Type=Type(Name C), Body=Block), Handler=Catch(Type=Call(Callee=Member(Object=Name A, Name=Ident c), Args=Args(Name q)), Body=Block))",
            ),
            (
                "#Predicate<Int> { $0 > 1 }",
                "ExprStmt(Operand=Call(Callee=Name #Predicate, Args=Args(TypeArgs=TypeArgs(Param(Name=Ident Int)), Func(Body=Block(Return(Operand=BinOp >(Left=Name $0, Right=Num 1)))))))",
            ),
            (
                "do { try read() } catch let e as StoreError { throw e } catch { log(error) }",
                "Try(Body=Block(ExprStmt(Operand=Cast try(Operand=Call(Callee=Name read, Args=Args)))), Handler=Catch(Type=Type(Name StoreError), Name=Ident e, Body=Block(Throw(Operand=Name e))), Handler=Catch(Body=Block(ExprStmt(Operand=Call(Callee=Name log, Args=Args(Name error))))))",
            ),
            (
                "let r = try? await load(id: 1, kind)",
                "Assign(Attr=Modifier let, Target=Name r, Value=Cast try?(Operand=Await(Operand=Call(Callee=Name load, Args=Args(KwArg(Name=Ident id, Value=Num 1), Name kind)))))",
            ),
            (
                "let text = \"patient \\(id) of \\(ward.name)\" + #\"raw \"text\"\"#",
                "Assign(Attr=Modifier let, Target=Name text, Value=BinOp +(Left=Template(StrPart patient , Name id, StrPart  of , Member(Object=Name ward, Name=Ident name)), Right=Str raw \"text\"))",
            ),
            (
                "audit(user, level: 2) { entry in entry.id } completion: { $0.close() }",
                "ExprStmt(Operand=Call(Callee=Name audit, Args=Args(Name user, KwArg(Name=Ident level, Value=Num 2), Func(Params=Params(Param(Name=Ident entry)), Body=Block(Return(Operand=Member(Object=Name entry, Name=Ident id)))), KwArg(Name=Ident completion, Value=Func(Body=Block(Return(Operand=Call(Callee=Member(Object=Name $0, Name=Ident close), Args=Args))))))))",
            ),
            (
                "let f: (Int) -> Bool = { [weak self] (x: Int) -> Bool in return x > 1 }",
                "Assign(Attr=Modifier let, Target=Name f, Type=Type function(Type tuple(Type(Name Int)), Type(Name Bool)), Value=Func(Extra=Assign(Attr=Modifier weak, Target=Name self), Params=Params(Param(Name=Ident x, Type=Type(Name Int))), ReturnType=Type(Name Bool), Body=Block(Return(Operand=BinOp >(Left=Name x, Right=Num 1)))))",
            ),
            (
                "let d = [\"a\": 1, \"b\": [2]], t = (1, b: 2), y = c ? d ?? e : (3)",
                "Assign(Attr=Modifier let, Target=Name d, Value=Dict(Pair(Key=Str a, Value=Num 1), Pair(Key=Str b, Value=List(Num 2)))); Assign(Attr=Modifier let, Target=Name t, Value=Tuple(Num 1, KwArg(Name=Ident b, Value=Num 2))); Assign(Attr=Modifier let, Target=Name y, Value=Ternary(Cond=Name c, Then=BinOp ??(Left=Name d, Right=Name e), Else=Num 3))",
            ),
            (
                "let box = Box<Int>(of: 1); let all = [String]()",
                "Assign(Attr=Modifier let, Target=Name box, Value=Call(Callee=Name Box, TypeArgs=TypeArgs(Type(Name Int)), Args=Args(KwArg(Name=Ident of, Value=Num 1)))); Assign(Attr=Modifier let, Target=Name all, Value=Call(Callee=List(Name String), Args=Args))",
            ),
            (
                "if #available(iOS 13, *) {}",
                "If(Cond=Call(Callee=Name #available, Args=Args(Name iOS, Num 13)), Then=Block)",
            ),
        ],
    );
}

#[test]
fn operators_group_by_rank() {
    check(
        |s| of_source(Language::Swift, s),
        &[
            (
                "x != nil && y || z",
                "ExprStmt(Operand=BinOp ||(Left=BinOp &&(Left=BinOp !=(Left=Name x, Right=Null), Right=Name y), Right=Name z))",
            ),
            (
                "!a == b + c * d",
                "ExprStmt(Operand=BinOp ==(Left=Unary !(Operand=Name a), Right=BinOp +(Left=Name b, Right=BinOp *(Left=Name c, Right=Name d))))",
            ),
            (
                "a ?? b ?? c < 1..<d",
                "ExprStmt(Operand=BinOp <(Left=BinOp ??(Left=Name a, Right=BinOp ??(Left=Name b, Right=Name c)), Right=BinOp ..<(Left=Num 1, Right=Name d)))",
            ),
            (
                "a - b - c <~> d",
                "ExprStmt(Operand=BinOp <~>(Left=BinOp -(Left=BinOp -(Left=Name a, Right=Name b), Right=Name c), Right=Name d))",
            ),
            (
                "x is Foo && y ? a : b",
                "ExprStmt(Operand=Ternary(Cond=BinOp &&(Left=BinOp is(Left=Name x, Right=Type(Name Foo)), Right=Name y), Then=Name a, Else=Name b))",
            ),
            (
                "n.reduce(0, +); n.sorted(by: >)",
                "ExprStmt(Operand=Call(Callee=Member(Object=Name n, Name=Ident reduce), Args=Args(Num 0, Name +))); ExprStmt(Operand=Call(Callee=Member(Object=Name n, Name=Ident sorted), Args=Args(KwArg(Name=Ident by, Value=Name >))))",
            ),
            ("-x...", "ExprStmt(Operand=BinOp ...(Left=Unary -(Operand=Name x)))"),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::Swift, s),
        &[
            (
                "@objc public final class A: Base, P {\n    @IBOutlet weak var label: UILabel!\n    static let key = \"k\", other: Int? = nil\n}",
                "Class class(Attr=Attr(Callee=Name objc, Args=Args), Attr=Modifier public, Attr=Modifier final, Name=Ident A, Parent=Type(Name Base), Parent=Type(Name P), Body=ClassBody(Assign(Attr=Attr(Callee=Name IBOutlet, Args=Args), Attr=Modifier weak, Attr=Modifier var, Target=Name label, Type=Type(Name UILabel)), Assign(Attr=Modifier static, Attr=Modifier let, Target=Name key, Value=Str k), Assign(Attr=Modifier static, Attr=Modifier let, Target=Name other, Type=Type optional(Type(Name Int)), Value=Null)))",
            ),
            (
                "struct S { var count: Int { get { return c } set { c = newValue } }; var short: Int { 5 }; lazy var x = { 3 }() }",
                "Class class(Attr=Modifier struct, Name=Ident S, Body=ClassBody(Assign(Attr=Modifier var, Target=Name count, Type=Type(Name Int), Extra=Func(Name=Ident get, Body=Block(Return(Operand=Name c))), Extra=Func(Name=Ident set, Params=Params(Param(Name=Ident newValue)), Body=Block(Assign(Target=Name c, Value=Name newValue)))), Assign(Attr=Modifier var, Target=Name short, Type=Type(Name Int), Extra=Func(Name=Ident get, Body=Block(Return(Operand=Num 5)))), Assign(Attr=Modifier lazy, Attr=Modifier var, Target=Name x, Value=Call(Callee=Func(Body=Block(Return(Operand=Num 3))), Args=Args))))",
            ),
            (
                "class B { var seen = 0 { willSet(n) { f(n) } didSet { g() } }\n    deinit { close() } }",
                "Class class(Name=Ident B, Body=ClassBody(Assign(Attr=Modifier var, Target=Name seen, Value=Num 0, Extra=Func(Name=Ident willSet, Params=Params(Param(Name=Ident n)), Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args(Name n))))), Extra=Func(Name=Ident didSet, Params=Params(Param(Name=Ident oldValue)), Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args))))), Func(Name=Ident deinit, Body=Block(ExprStmt(Operand=Call(Callee=Name close, Args=Args))))))",
            ),
            (
                "class C { init?(_ name: String, with value: Int = 3) throws { super.init() }\n    class func make() -> C { C() } }",
                "Class class(Name=Ident C, Body=ClassBody(Func(Attr=Modifier throws, Name=Ident init, Params=Params(Param(Label=Ident _, Name=Ident name, Type=Type(Name String)), Param(Label=Ident with, Name=Ident value, Type=Type(Name Int), Default=Num 3)), Body=Block(ExprStmt(Operand=Call(Callee=Member(Object=Name super, Name=Ident init), Args=Args)))), Func(Attr=Modifier class, Name=Ident make, Params=Params, ReturnType=Type(Name C), Body=Block(Return(Operand=Call(Callee=Name C, Args=Args))))))",
            ),
            (
                "func load<T: P>(_ id: inout Int, for keys: String..., done: @escaping (T) -> Void) async throws -> [String: T]? where T: Q {}",
                "Func(Attr=Modifier throws, Attr=Modifier async, Name=Ident load, TypeArgs=TypeArgs(Param(Name=Ident T, Type=Type(Name P))), Params=Params(Param(Label=Ident _, Name=Ident id, Attr=Modifier inout, Type=Type(Name Int)), Param(Label=Ident for, Name=Ident keys, Type=Type(Name String)), Param(Name=Ident done, Attr=Modifier @escaping, Type=Type function(Type tuple(Type(Name T)), Type(Name Void)))), ReturnType=Type optional(Type dictionary(Type(Name String), Type(Name T))), Body=Block)",
            ),
            (
                "enum Kind: String { case a = \"x\", b(Int, name: String)\n    case c }",
                "Class enum(Name=Ident Kind, Parent=Type(Name String), Body=ClassBody(Assign(Target=Name a, Value=Str x), Assign(Target=Name b, Extra=TypeArgs(Type(Name Int), Type(Name String))), Assign(Target=Name c)))",
            ),
            (
                "protocol Q: AnyObject { associatedtype T; var x: Int { get set }; func f(a: Int) -> Int }",
                "Class protocol(Name=Ident Q, Parent=Type(Name AnyObject), Body=ClassBody(Class typealias(Name=Ident T), Assign(Attr=Modifier var, Target=Name x, Type=Type(Name Int)), Func(Name=Ident f, Params=Params(Param(Name=Ident a, Type=Type(Name Int))), ReturnType=Type(Name Int))))",
            ),
            (
                "extension Ward.Bed: Equatable where T: X { subscript(i: Int) -> Int { return 1 } }",
                "Class class(Attr=Modifier extension, Name=Member(Object=Name Ward, Name=Ident Bed), Parent=Type(Name Equatable), Body=ClassBody(Func(Name=Ident subscript, Params=Params(Param(Name=Ident i, Type=Type(Name Int))), ReturnType=Type(Name Int), Body=Block(Return(Operand=Num 1)))))",
            ),
            (
                "actor Store {}; typealias Handler = (Int, any P & Q) -> some View",
                "Class class(Attr=Modifier actor, Name=Ident Store, Body=ClassBody); Class typealias(Name=Ident Handler, Parent=Type function(Type tuple(Type(Name Int), Type &(Type(Name P), Type(Name Q))), Type(Name View)))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Swift, s),
        &[
            (
                "foo($X, ..., label: $V)",
                "Call(Callee=Name foo, Args=Args(Meta $X, Ellipsis, KwArg(Name=Ident label, Value=Meta $V)))",
            ),
            ("foo($X);", "ExprStmt(Operand=Call(Callee=Name foo, Args=Args(Meta $X)))"),
            (
                "$X = foo(...)\n...\nbar($X)",
                "Statements(Assign(Target=Meta $X, Value=Call(Callee=Name foo, Args=Args(Ellipsis))), Ellipsis, ExprStmt(Operand=Call(Callee=Name bar, Args=Args(Meta $X))))",
            ),
            ("let $X: $T = ...", "Assign(Attr=Modifier let, Target=Meta $X, Type=Meta $T, Value=Ellipsis)"),
            (
                "($X : Foo.Bar).close()",
                "Call(Callee=Member(Object=TypedMeta $X(Type=Type(Member(Object=Name Foo, Name=Ident Bar))), Name=Ident close), Args=Args)",
            ),
            (
                "func $F(..., $P: $T, ...) -> $R { ... }",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Name=Meta $P, Type=Meta $T), Ellipsis), ReturnType=Meta $R, Body=Block(Ellipsis))",
            ),
            (
                "struct $S: $P { ... }",
                "Class class(Attr=Modifier struct, Name=Meta $S, Parent=Meta $P, Body=ClassBody(Ellipsis))",
            ),
            (
                "class $C {\n  ...\n  var $X = $Y\n  ...\n}",
                "Class class(Name=Meta $C, Body=ClassBody(Ellipsis, Assign(Attr=Modifier var, Target=Meta $X, Value=Meta $Y), Ellipsis))",
            ),
            ("init(...) { ... }", "Func(Name=Ident init, Params=Params(Ellipsis), Body=Block(Ellipsis))"),
            ("protocol $P { ... }", "Class protocol(Name=Meta $P, Body=ClassBody(Ellipsis))"),
            ("if ... {\n  ...\n}", "If(Cond=Ellipsis, Then=Block(Ellipsis))"),
            ("if $X", "If(Cond=Meta $X)"),
            (
                "guard let $X = $Y else { ... }",
                "If guard(Cond=Assign(Attr=Modifier let, Target=Meta $X, Value=Meta $Y), Else=Block(Ellipsis))",
            ),
            ("switch $X { ... }", "Switch(Cond=Meta $X, Ellipsis)"),
            (
                "switch $X { case .a($Y): ... }",
                "Switch(Cond=Meta $X, Case(Call(Callee=Member(Name=Ident a), Args=Args(Meta $Y)), Body=Block(Ellipsis)))",
            ),
            ("case .a: return $X", "Case(Member(Name=Ident a), Body=Block(Return(Operand=Meta $X)))"),
            ("do { ... } catch { ... }", "Try(Body=Block(Ellipsis), Handler=Catch(Body=Block(Ellipsis)))"),
            ("catch { ... }", "Catch(Body=Block(Ellipsis))"),
            (
                "foo { $X in ... }",
                "Call(Callee=Name foo, Args=Args(Func(Params=Params(Param(Name=Meta $X)), Body=Block(Ellipsis))))",
            ),
            ("\"...\\($X)...\"", "Template(Ellipsis, Meta $X, Ellipsis)"),
            ("\"...\\(...)\"", "Template(Ellipsis, Ellipsis)"),
            ("\"$X\"", "StrMeta $X"),
            ("import $X", "ImportAll(Path=Path(Meta $X))"),
            ("@available(...)", "Attr(Callee=Name available, Args=Args(Ellipsis))"),
            (
                "@objc func $F(...) { ... }",
                "Func(Attr=Attr(Callee=Name objc, Args=Args), Name=Meta $F, Params=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "$X. ... .bar(0..<$N)",
                "Call(Callee=Member(Object=ChainEllipsis(Object=Meta $X), Name=Ident bar), Args=Args(BinOp ..<(Left=Num 0, Right=Meta $N)))",
            ),
            ("... + 1", "BinOp +(Left=Ellipsis, Right=Num 1)"),
            ("case $X", "Assign(Target=Meta $X)"),
            ("[\"key\": $V, ...]", "Dict(Pair(Key=Str key, Value=Meta $V), Ellipsis)"),
            ("if <... $X ...> { ... }", "If(Cond=Deep(Operand=Meta $X), Then=Block(Ellipsis))"),
        ],
    );
}
