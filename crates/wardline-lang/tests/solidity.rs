//! Solidity: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Flags, Language, NodeId, NodeKind, Parser, Symbols, Tree};

/// What a text becomes in `around`, without what stands around it.
fn inside(around: (&str, &str), shape: &str, source: &str) -> String {
    let found = of_source(Language::Solidity, &[around.0, source, around.1].concat());
    let found = found.split_once(shape).map_or("", |(_, rest)| rest);
    found.strip_suffix("))").unwrap_or(found).to_owned()
}

/// The statements of a function.
fn statements(source: &str) -> String {
    inside(("function f() { ", " }"), "Body=Block(", source)
}

/// The members of a contract.
fn members(source: &str) -> String {
    inside(("contract C { ", " }"), "Body=ClassBody(", source)
}

/// The grammar reads what follows an operand before the operators in front of it.
#[test]
fn what_follows_an_operand_binds_tighter_than_operators() {
    check(
        statements,
        &[
            ("a + b[0];", "ExprStmt(Operand=BinOp +(Left=Name a, Right=Index(Object=Name b, Num 0)))"),
            (
                "a == b.c.d(e)[f].g && h;",
                "ExprStmt(Operand=BinOp &&(Left=BinOp ==(Left=Name a, Right=Member(Object=Index(Object=Call(Callee=Member(Object=Member(Object=Name b, Name=Ident c), Name=Ident d), Args=Args(Name e)), Name f), Name=Ident g)), Right=Name h))",
            ),
            (
                "!m[x]; -m[x].y; delete m[k];",
                "ExprStmt(Operand=Unary !(Operand=Index(Object=Name m, Name x))), ExprStmt(Operand=Unary -(Operand=Member(Object=Index(Object=Name m, Name x), Name=Ident y))), ExprStmt(Operand=Delete(Operand=Index(Object=Name m, Name k)))",
            ),
            ("x ? y : z[1];", "ExprStmt(Operand=Ternary(Cond=Name x, Then=Name y, Else=Index(Object=Name z, Num 1)))"),
            (
                "a[i] + b[j] * c[k] - d;",
                "ExprStmt(Operand=BinOp -(Left=BinOp +(Left=Index(Object=Name a, Name i), Right=BinOp *(Left=Index(Object=Name b, Name j), Right=Index(Object=Name c, Name k))), Right=Name d))",
            ),
            (
                "a = b = c[0]; a += c[1];",
                "Assign(Target=Name a, Value=Assign(Target=Name b, Value=Index(Object=Name c, Num 0))), AugAssign +(Target=Name a, Value=Index(Object=Name c, Num 1))",
            ),
            (
                "a ** b[c] ** d;",
                "ExprStmt(Operand=BinOp **(Left=Name a, Right=BinOp **(Left=Index(Object=Name b, Name c), Right=Name d)))",
            ),
            (
                "(a + b)[c]; (a);",
                "ExprStmt(Operand=Index(Object=BinOp +(Left=Name a, Right=Name b), Name c)), ExprStmt(Operand=Name a)",
            ),
            (
                "a = b + c.d{value: e}(f);",
                "Assign(Target=Name a, Value=BinOp +(Left=Name b, Right=Call(Callee=Call(Callee=Member(Object=Name c, Name=Ident d), Args=Args(Record(Pair(Key=Ident value, Value=Name e)))), Args=Args(Name f))))",
            ),
            (
                "x++; --y; m[x]++;",
                "ExprStmt(Operand=Unary ++(Operand=Name x)), ExprStmt(Operand=Unary --(Operand=Name y)), ExprStmt(Operand=Unary ++(Operand=Index(Object=Name m, Name x)))",
            ),
            (
                "a || b && c[d] == e;",
                "ExprStmt(Operand=BinOp ||(Left=Name a, Right=BinOp &&(Left=Name b, Right=BinOp ==(Left=Index(Object=Name c, Name d), Right=Name e))))",
            ),
            (
                "abi.decode(d[4:], (uint, address));",
                "ExprStmt(Operand=Call(Callee=Member(Object=Name abi, Name=Ident decode), Args=Args(Index(Object=Name d, Slice(Left=Num 4)), Tuple(Name uint, Name address))))",
            ),
        ],
    );
}

#[test]
fn expressions_and_statements() {
    check(
        statements,
        &[
            (
                "uint x = 1; uint256[] memory z; address payable p;",
                "Assign(Type=Type(Name uint), Target=Name x, Value=Num 1), Assign(Attr=Modifier memory, Type=Type array(Type(Name uint256)), Target=Name z), Assign(Type=Type(Name address payable), Target=Name p)",
            ),
            (
                "(bool ok, bytes memory data) = t.call{value: v, gas: 5}(\"\");",
                "Assign(Target=Tuple(Assign(Type=Type(Name bool), Target=Name ok), Assign(Attr=Modifier memory, Type=Type(Name bytes), Target=Name data)), Value=Call(Callee=Call(Callee=Member(Object=Name t, Name=Ident call), Args=Args(Record(Pair(Key=Ident value, Value=Name v), Pair(Key=Ident gas, Value=Num 5)))), Args=Args(Str)))",
            ),
            (
                "(ok, ) = f(); (, uint y, ) = g();",
                "Assign(Target=Tuple(Name ok, Name), Value=Call(Callee=Name f, Args=Args)), Assign(Target=Tuple(Name, Assign(Type=Type(Name uint), Target=Name y), Name), Value=Call(Callee=Name g, Args=Args))",
            ),
            (
                "S memory s = S({a: 1, b: 2}); T[] memory ts = new T[](3); new T{salt: k}(1);",
                "Assign(Attr=Modifier memory, Type=Type(Name S), Target=Name s, Value=Call(Callee=Name S, Args=Args(Record(Pair(Key=Ident a, Value=Num 1), Pair(Key=Ident b, Value=Num 2))))), Assign(Attr=Modifier memory, Type=Type array(Type(Name T)), Target=Name ts, Value=New(Type=Type array(Type(Name T)), Args=Args(Num 3))), ExprStmt(Operand=New(Type=Type(Name T), Extra=Record(Pair(Key=Ident salt, Value=Name k)), Args=Args(Num 1)))",
            ),
            (
                "if (a) revert Bad(1, b); else if (c) { revert(\"x\"); } else revert();",
                "If(Cond=Name a, Then=Block(Throw(Operand=Call(Callee=Name Bad, Args=Args(Num 1, Name b)))), Else=If(Cond=Name c, Then=Block(ExprStmt(Operand=Call(Callee=Name revert, Args=Args(Str x)))), Else=Block(ExprStmt(Operand=Call(Callee=Name revert, Args=Args)))))",
            ),
            (
                "for (uint i = 0; i < n; i++) { continue; } for (;;) break;",
                "For(Init=Assign(Type=Type(Name uint), Target=Name i, Value=Num 0), Cond=BinOp <(Left=Name i, Right=Name n), Update=Unary ++(Operand=Name i), Body=Block(Continue)), For(Body=Block(Break))",
            ),
            (
                "while (true) x--; do { f(); } while (x > 0);",
                "While(Cond=Bool true, Body=Block(ExprStmt(Operand=Unary --(Operand=Name x)))), DoWhile(Cond=BinOp >(Left=Name x, Right=Num 0), Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))))",
            ),
            (
                "unchecked { x = x + 1; }",
                "With unchecked(Body=Block(Assign(Target=Name x, Value=BinOp +(Left=Name x, Right=Num 1))))",
            ),
            (
                "try d.foo(42) returns (uint v) { return (v, true); } catch Error(string memory e) { } catch { }",
                "Try(Operand=Call(Callee=Member(Object=Name d, Name=Ident foo), Args=Args(Num 42)), Params=Params(Param(Type=Type(Name uint), Name=Ident v)), Body=Block(Return(Operand=Tuple(Name v, Bool true))), Handler=Catch(Type=Type(Name Error), Params=Params(Param(Attr=Modifier memory, Type=Type(Name string), Name=Ident e)), Body=Block), Handler=Catch(Body=Block))",
            ),
            (
                "emit Ev(msg.sender, 1);",
                "Spawn emit(Operand=Call(Callee=Name Ev, Args=Args(Member(Object=Name msg, Name=Ident sender), Num 1)))",
            ),
            (
                "x = 2 days + 0x10 + 1_000; s = \"a\" 'b'; h = hex\"00ff\"; b = true;",
                "Assign(Target=Name x, Value=BinOp +(Left=BinOp +(Left=Num 2 days, Right=Num 16), Right=Num 1000)), Assign(Target=Name s, Value=Str ab), Assign(Target=Name h, Value=Str hex\"00ff\"), Assign(Target=Name b, Value=Bool true)",
            ),
            (
                "type(uint8).max; uint8(x); payable(a); [1, 2];",
                "ExprStmt(Operand=Member(Object=Call(Callee=Name type, Args=Args(Type(Name uint8))), Name=Ident max)), ExprStmt(Operand=Call(Callee=Name uint8, Args=Args(Name x))), ExprStmt(Operand=Call(Callee=Name payable, Args=Args(Name a))), ExprStmt(Operand=List(Num 1, Num 2))",
            ),
            (
                "assembly (\"memory-safe\") { let p := mload(0x40) a, b := h() if iszero(p) { revert(0, 0) } sstore(x.slot, 1) }",
                "With assembly(Extra=Str memory-safe, Body=Block(Assign(Target=Name p, Value=Call(Callee=Name mload, Args=Args(Num 64))), Assign(Target=Tuple(Name a, Name b), Value=Call(Callee=Name h, Args=Args)), If(Cond=Call(Callee=Name iszero, Args=Args(Name p)), Then=Block(ExprStmt(Operand=Call(Callee=Name revert, Args=Args(Num 0, Num 0))))), ExprStmt(Operand=Call(Callee=Name sstore, Args=Args(Member(Object=Name x, Name=Ident slot), Num 1)))))",
            ),
            (
                "assembly { for { let i := 0 } lt(i, 3) { i := add(i, 1) } { pop(i) } switch p case 0 { leave } default { } function g(a) -> b { b := a } }",
                "With assembly(Body=Block(For(Init=Assign(Target=Name i, Value=Num 0), Cond=Call(Callee=Name lt, Args=Args(Name i, Num 3)), Update=Assign(Target=Name i, Value=Call(Callee=Name add, Args=Args(Name i, Num 1))), Body=Block(ExprStmt(Operand=Call(Callee=Name pop, Args=Args(Name i))))), Switch(Cond=Name p, Case(Num 0, Body=Block(Return)), Case(Body=Block)), Func(Name=Ident g, Params=Params(Param(Name=Ident a)), ReturnType=Params(Param(Name=Ident b)), Body=Block(Assign(Target=Name b, Value=Name a)))))",
            ),
        ],
    );
}

#[test]
fn members_of_contracts() {
    check(
        members,
        &[
            (
                "uint256 public constant MAX = 1e18; address immutable owner;",
                "Assign(Attr=Modifier constant, Attr=Modifier public, Type=Type(Name uint256), Target=Name MAX, Value=Num 1e18), Assign(Attr=Modifier immutable, Type=Type(Name address), Target=Name owner)",
            ),
            (
                "mapping(address who => mapping(uint => bool[3]) m) private _m;",
                "Assign(Attr=Modifier private, Type=Type mapping(Type(Name address), Extra=Name who, Type mapping(Type(Name uint), Type sized array(Type(Name bool), Num 3)), Extra=Name m), Target=Name _m)",
            ),
            (
                "function(uint) external returns (bool) fp;",
                "Assign(Type=Type function(Params=Params(Param(Type=Type(Name uint))), Attr=Modifier external, ReturnType=Params(Param(Type=Type(Name bool)))), Target=Name fp)",
            ),
            (
                "modifier only(uint a) virtual { require(a > 0); _; }",
                "Func(Attr=Modifier modifier, Name=Ident only, Params=Params(Param(Type=Type(Name uint), Name=Ident a)), Attr=Modifier virtual, Body=Block(ExprStmt(Operand=Call(Callee=Name require, Args=Args(BinOp >(Left=Name a, Right=Num 0)))), ExprStmt(Operand=Name _)))",
            ),
            (
                "constructor(uint a) A(1) payable { }",
                "Func(Name=Ident constructor, Params=Params(Param(Type=Type(Name uint), Name=Ident a)), Attr=Modifier payable, Attr=Attr(Callee=Name A, Args=Args(Num 1)), Body=Block)",
            ),
            (
                "fallback() external { } receive() external payable { } function() payable { }",
                "Func(Name=Ident fallback, Params=Params, Attr=Modifier external, Body=Block), Func(Name=Ident receive, Params=Params, Attr=Modifier external, Attr=Modifier payable, Body=Block), Func(Name=Ident fallback, Params=Params, Attr=Modifier payable, Body=Block)",
            ),
            (
                "function f(uint a, string calldata) public view override(A, B) only(a) guarded returns (uint r, bool);",
                "Func(Name=Ident f, Params=Params(Param(Type=Type(Name uint), Name=Ident a), Param(Attr=Modifier calldata, Type=Type(Name string))), Attr=Modifier public, Attr=Modifier view, Attr=Modifier override(Extra=Type(Name A), Extra=Type(Name B)), Attr=Attr(Callee=Name only, Args=Args(Name a)), Attr=Attr(Callee=Name guarded), ReturnType=Params(Param(Type=Type(Name uint), Name=Ident r), Param(Type=Type(Name bool))))",
            ),
            (
                "struct S { uint a; } enum E { A, B } event Ev(address indexed from, uint) anonymous; error Bad(uint code);",
                "Class struct(Name=Ident S, Body=ClassBody(Assign(Type=Type(Name uint), Target=Name a))), Class enum(Name=Ident E, Body=ClassBody(Assign(Target=Name A), Assign(Target=Name B))), Class event(Attr=Modifier anonymous, Name=Ident Ev, Params=Params(Param(Attr=Modifier indexed, Type=Type(Name address), Name=Ident from), Param(Type=Type(Name uint)))), Class error(Name=Ident Bad, Params=Params(Param(Type=Type(Name uint), Name=Ident code)))",
            ),
            (
                "using L for uint; using {add as +, f} for T global;",
                "Directive(Name=Ident using, Type(Name L), Type=Type(Name uint)), Directive(Attr=Modifier global, Name=Ident using, Type(Name add), Type(Name f), Type=Type(Name T))",
            ),
        ],
    );
}

#[test]
fn files() {
    check(
        |s| of_source(Language::Solidity, s),
        &[
            (
                "pragma solidity >=0.8.0 <0.9.0; pragma abicoder v2;",
                "Directive(Name=Ident pragma, Name solidity, Unary >=(Operand=Num 0.8.0), Unary <(Operand=Num 0.9.0)); Directive(Name=Ident pragma, Name abicoder, Num v2)",
            ),
            (
                "import \"./A.sol\"; import \"./B.sol\" as B; import * as F from \"f\"; import {C as D, E} from \"c\";",
                "ImportAll(Path=Path(Ident ./A.sol)); ImportModule(Path=Path(Ident ./B.sol), Alias=Ident B); ImportModule(Path=Path(Ident f), Alias=Ident F); ImportFrom(Path=Path(Ident c), ImportItem(Name=Ident C, Alias=Ident D), ImportItem(Name=Ident E))",
            ),
            (
                "abstract contract T is A, B(1), X.Y { } interface I { } library L { }",
                "Class contract(Attr=Modifier abstract, Name=Ident T, Parent=Type(Name A), Parent=Type(Name B, Args=Args(Num 1)), Parent=Type(Member(Object=Name X, Name=Ident Y)), Body=ClassBody); Class interface(Name=Ident I, Body=ClassBody); Class library(Name=Ident L, Body=ClassBody)",
            ),
            (
                "type Price is uint256; uint constant N = 1 ether; function f(uint a) pure returns (uint) { return a; }",
                "Class type(Name=Ident Price, Parent=Type(Name uint256)); Assign(Attr=Modifier constant, Type=Type(Name uint), Target=Name N, Value=Num 1 ether); Func(Name=Ident f, Params=Params(Param(Type=Type(Name uint), Name=Ident a)), Attr=Modifier pure, ReturnType=Params(Param(Type=Type(Name uint))), Body=Block(Return(Operand=Name a)))",
            ),
        ],
    );
}

#[test]
fn patterns_of_statements() {
    check(
        |p| of_pattern(Language::Solidity, p),
        &[
            (
                "$X.call{value: $V}(\"\")",
                "Call(Callee=Call(Callee=Member(Object=Meta $X, Name=Ident call), Args=Args(Record(Pair(Key=Ident value, Value=Meta $V)))), Args=Args(Str))",
            ),
            (
                "$X.call{..., gas: $G, ...}(...);",
                "ExprStmt(Operand=Call(Callee=Call(Callee=Member(Object=Meta $X, Name=Ident call), Args=Args(Record(Ellipsis, Pair(Key=Ident gas, Value=Meta $G), Ellipsis))), Args=Args(Ellipsis)))",
            ),
            ("$X++", "Unary ++(Operand=Meta $X)"),
            (
                "(bool $OK, ) = $X.call(...);",
                "Assign(Target=Tuple(Assign(Type=Type(Name bool), Target=Meta $OK), Name), Value=Call(Callee=Member(Object=Meta $X, Name=Ident call), Args=Args(Ellipsis)))",
            ),
            (
                "($OK, ...) = $X.send(...);",
                "Statements(Assign(Target=Tuple(Meta $OK, Ellipsis), Value=Call(Callee=Member(Object=Meta $X, Name=Ident send), Args=Args(Ellipsis))))",
            ),
            (
                "$T[] memory $X = ...;",
                "Assign(Attr=Modifier memory, Type=Type array(Meta $T), Target=Meta $X, Value=Ellipsis)",
            ),
            (
                "uint $X = 1;\n...\nf($X);",
                "Statements(Assign(Type=Type(Name uint), Target=Meta $X, Value=Num 1), Ellipsis, ExprStmt(Operand=Call(Callee=Name f, Args=Args(Meta $X))))",
            ),
            ("emit $E(...)", "Spawn emit(Operand=Call(Callee=Meta $E, Args=Args(Ellipsis)))"),
            (
                "if (<... msg.sender ...>) revert(...);",
                "If(Cond=Deep(Operand=Member(Object=Name msg, Name=Ident sender)), Then=Block(ExprStmt(Operand=Call(Callee=Name revert, Args=Args(Ellipsis)))))",
            ),
            ("for (...) { ... }", "For(Init=Ellipsis, Body=Block(Ellipsis))"),
            (
                "for ($T $V = ...; ...) { ... }",
                "For(Init=Assign(Type=Meta $T, Target=Meta $V, Value=Ellipsis), Update=Ellipsis, Body=Block(Ellipsis))",
            ),
            (
                "for (...; $X.length; ) { ... }",
                "For(Init=Ellipsis, Cond=Member(Object=Meta $X, Name=Ident length), Body=Block(Ellipsis))",
            ),
            (
                "try $X.f(...) { ... } catch { ... }",
                "Try(Operand=Call(Callee=Member(Object=Meta $X, Name=Ident f), Args=Args(Ellipsis)), Body=Block(Ellipsis), Handler=Catch(Body=Block(Ellipsis)))",
            ),
            (
                "catch Error(string memory $E) { ... }",
                "Catch(Type=Type(Name Error), Params=Params(Param(Attr=Modifier memory, Type=Type(Name string), Name=Meta $E)), Body=Block(Ellipsis))",
            ),
            ("unchecked { ... }", "With unchecked(Body=Block(Ellipsis))"),
            ("assembly { ... }", "With assembly(Body=Block(Ellipsis))"),
            (
                "assembly { ... $X := mload($Y) ... }",
                "With assembly(Body=Block(Ellipsis, Assign(Target=Meta $X, Value=Call(Callee=Name mload, Args=Args(Meta $Y))), Ellipsis))",
            ),
            (
                "require(..., \"=~/x/\");",
                "ExprStmt(Operand=Call(Callee=Name require, Args=Args(Ellipsis, StrRegex =~/x/)))",
            ),
            ("return ...;", "Return(Operand=Ellipsis)"),
            ("return $X", "Return(Operand=Meta $X)"),
        ],
    );
}

#[test]
fn patterns_of_declarations() {
    check(
        |p| of_pattern(Language::Solidity, p),
        &[
            ("contract $C", "Class contract(Name=Meta $C)"),
            (
                "contract $C is ..., Ownable, ... { ... }",
                "Class contract(Name=Meta $C, Parent=Ellipsis, Parent=Type(Name Ownable), Parent=Ellipsis, Body=ClassBody(Ellipsis))",
            ),
            (
                "abstract contract $C { ... uint $X; ... function $F(...) { ... } ... }",
                "Class contract(Attr=Modifier abstract, Name=Meta $C, Body=ClassBody(Ellipsis, Assign(Type=Type(Name uint), Target=Meta $X), Ellipsis, Func(Name=Meta $F, Params=Params(Ellipsis), Body=Block(Ellipsis)), Ellipsis))",
            ),
            ("function $F(...) public", "Func(Name=Meta $F, Params=Params(Ellipsis), Attr=Modifier public)"),
            (
                "function $F(..., address $A, ...) external payable $M(...) returns (...) { ... }",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Type=Type(Name address), Name=Meta $A), Ellipsis), Attr=Modifier external, Attr=Modifier payable, Attr=Attr(Callee=Meta $M, Args=Args(Ellipsis)), ReturnType=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "function $F($X) $M { ... }",
                "Func(Name=Meta $F, Params=Params(Param(Name=Meta $X)), Attr=Attr(Callee=Meta $M), Body=Block(Ellipsis))",
            ),
            (
                "modifier $M(...) { ... }",
                "Func(Attr=Modifier modifier, Name=Meta $M, Params=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            ("constructor(...) { ... }", "Func(Name=Ident constructor, Params=Params(Ellipsis), Body=Block(Ellipsis))"),
            (
                "event $E(..., address indexed $A, ...);",
                "Class event(Name=Meta $E, Params=Params(Ellipsis, Param(Attr=Modifier indexed, Type=Type(Name address), Name=Meta $A), Ellipsis))",
            ),
            (
                "struct $S { ... uint $X; ... }",
                "Class struct(Name=Meta $S, Body=ClassBody(Ellipsis, Assign(Type=Type(Name uint), Target=Meta $X), Ellipsis))",
            ),
            (
                "enum $E { ..., A, ... }",
                "Class enum(Name=Meta $E, Body=ClassBody(Ellipsis, Assign(Target=Name A), Ellipsis))",
            ),
            ("mapping($K => ...) $X;", "Assign(Type=Type mapping(Meta $K, Ellipsis), Target=Meta $X)"),
            (
                "uint256 constant $X = ...;",
                "Assign(Attr=Modifier constant, Type=Type(Name uint256), Target=Meta $X, Value=Ellipsis)",
            ),
            (
                "import {..., $N, ...} from \"...\";",
                "ImportFrom(Path=Path(StrAny ...), Ellipsis, ImportItem(Name=Meta $N), Ellipsis)",
            ),
            ("import \"$P\";", "ImportAll(Path=Path(Meta $P))"),
            ("using $L for $T;", "Directive(Name=Ident using, Meta $L, Type=Meta $T)"),
            ("pragma solidity >= $V;", "Directive(Name=Ident pragma, Name solidity, Unary >=(Operand=Meta $V))"),
        ],
    );
}

/// Flags that matching and name resolution rely on.
#[test]
fn flags() {
    let flagged = |source: &str, kind: NodeKind, flags: Flags| {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Solidity, source, &mut tree, &mut symbols);
        tree.ids().filter(|id: &NodeId| tree.node(*id).kind == kind && tree.node(*id).flags.has(flags)).count()
    };
    let source =
        "contract C { uint constant A = 1; uint b; function f() { uint c = 1; b++; ++b; (uint d, ) = g(); d = 2; } }";
    for (kind, flags, expected) in [
        (NodeKind::Assign, Flags::DECLARES, 5),
        (NodeKind::Assign, Flags::FIELD, 2),
        (NodeKind::Assign, Flags::CONSTANT, 1),
        (NodeKind::Unary, Flags::POSTFIX, 1),
        (NodeKind::Func, Flags::METHOD, 1),
    ] {
        assert_eq!(flagged(source, kind, flags), expected, "{kind:?} {flags:?}");
    }
}

/// Text that does not parse is lowered all the same, operands of broken expressions included.
#[test]
fn broken_text_does_no_harm() {
    for source in [
        "",
        "a +",
        "contract C { function f( { x = [; } }",
        "contract { a ? b ",
        "revert",
        "for (",
        "a{b: }(",
        "try f() {",
    ] {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Solidity, source, &mut tree, &mut symbols);
        let within = |id: NodeId| tree.node(id).span.end as usize <= source.len();
        assert!(tree.ids().all(within), "{source}");
    }
}
