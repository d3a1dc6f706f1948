//! C++: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

#[test]
fn expressions() {
    check(
        |s| of_source(Language::Cpp, s),
        &[
            (
                "auto x = std::max<int>(1, 2); auto &r = *p; T y{1}; T z(1, \"a\");",
                "Assign(Type=Type(Name auto), Target=Name x, Value=Call(Callee=Member(Object=Name std, Name=Ident max), TypeArgs=TypeArgs(Type(Name int)), Args=Args(Num 1, Num 2))); Assign(Type=Type reference(Type(Name auto)), Target=Name r, Value=Unary *(Operand=Name p)); Assign(Type=Type(Name T), Target=Name y, Value=List(Num 1)); Assign(Type=Type(Name T), Target=Name z, Value=New(Args=Args(Num 1, Str a)))",
            ),
            (
                "void f() { T x(a, b); T y(); }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(Assign(Type=Type(Name T), Target=Name x, Value=New(Args=Args(Name a, Name b))), Func(ReturnType=Type(Name T), Name=Ident y, Params=Params)))",
            ),
            (
                "auto p = new (place) T[3]; void f() { delete[] p; delete q; new T; new T{1}; }",
                "Assign(Type=Type(Name auto), Target=Name p, Value=New(Extra=Name place, Type=Type array(Type(Name T), Num 3))); Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(ExprStmt(Operand=Delete(Attr=Modifier [], Operand=Name p)), ExprStmt(Operand=Delete(Operand=Name q)), ExprStmt(Operand=New(Type=Type(Name T))), ExprStmt(Operand=New(Type=Type(Name T), Value=List(Num 1)))))",
            ),
            (
                "int a = static_cast<int>(x) + int(y); auto b = dynamic_cast<T *>(p);",
                "Assign(Type=Type(Name int), Target=Name a, Value=BinOp +(Left=Cast static_cast(Type=Type(Name int), Operand=Name x), Right=Call(Callee=Name int, Args=Args(Name y)))); Assign(Type=Type(Name auto), Target=Name b, Value=Cast dynamic_cast(Type=Type pointer(Type(Name T)), Operand=Name p))",
            ),
            (
                "auto s = R\"(a\"b)\" + \"c\"s + 'd' + 1'000; bool t = not a and b or c;",
                "Assign(Type=Type(Name auto), Target=Name s, Value=BinOp +(Left=BinOp +(Left=BinOp +(Left=Str a\"b, Right=Str c), Right=Char d), Right=Num 1000)); Assign(Type=Type(Name bool), Target=Name t, Value=BinOp ||(Left=BinOp &&(Left=Unary !(Operand=Name a), Right=Name b), Right=Name c))",
            ),
            (
                "auto l = [=, &x, y = z](int a, auto &&b) mutable -> int { return a; };",
                "Assign(Type=Type(Name auto), Target=Name l, Value=Func(Extra=Assign(Target=Name y, Value=Name z), Attr=Modifier mutable, ReturnType=Type(Name int), Params=Params(Param(Type=Type(Name int), Name=Ident a), Param(Type=Type reference(Type(Name auto)), Name=Ident b)), Body=Block(Return(Operand=Name a))))",
            ),
            (
                "auto m = std::vector<std::string>{ \"a\" }; auto [k, v] = kv; auto n = this->x + other->y;",
                "Assign(Type=Type(Name auto), Target=Name m, Value=List(Type=Type(Member(Object=Name std, Name=Ident vector), TypeArgs=TypeArgs(Type(Member(Object=Name std, Name=Ident string)))), Str a)); Assign(Type=Type(Name auto), Target=Tuple(Name k, Name v), Value=Name kv); Assign(Type=Type(Name auto), Target=Name n, Value=BinOp +(Left=Member(Object=Name this, Name=Ident x), Right=Member(Object=Unary *(Operand=Name other), Name=Ident y)))",
            ),
            (
                "void f() { for (const auto &x : xs) g(x); for (auto [k, v] : m) { } if (auto it = f(); it != e) { } while (T *p = g()) { } }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(ForEach(Attr=Modifier const, Type=Type reference(Type(Name auto)), Target=Name x, Iter=Name xs, Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args(Name x))))), ForEach(Type=Type(Name auto), Target=Tuple(Name k, Name v), Iter=Name m, Body=Block), If(Init=Assign(Type=Type(Name auto), Target=Name it, Value=Call(Callee=Name f, Args=Args)), Cond=BinOp !=(Left=Name it, Right=Name e), Then=Block), While(Cond=Assign(Type=Type pointer(Type(Name T)), Target=Name p, Value=Call(Callee=Name g, Args=Args)), Body=Block)))",
            ),
            (
                "void f() { try { throw E(\"x\"); } catch (const E &e) { } catch (...) { throw; } }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(Try(Body=Block(Throw(Operand=Call(Callee=Name E, Args=Args(Str x)))), Handler=Catch(Type=Type reference(Type(Name E)), Name=Ident e, Body=Block), Handler=Catch(Body=Block(Throw)))))",
            ),
            (
                "void f() { f(args...); ::g(1); a.b<int>(2); x->~T(); co_await h(); co_return 1; }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args(Spread ...(Operand=Name args)))), ExprStmt(Operand=Call(Callee=Name g, Args=Args(Num 1))), ExprStmt(Operand=Call(Callee=Member(Object=Name a, Name=Ident b), TypeArgs=TypeArgs(Type(Name int)), Args=Args(Num 2))), ExprStmt(Operand=Call(Callee=Member(Object=Unary *(Operand=Name x), Name=Ident ~T), Args=Args)), ExprStmt(Operand=Await(Operand=Call(Callee=Name h, Args=Args))), Return(Operand=Num 1)))",
            ),
            (
                "void f() { switch (x) { case E::A: return; } using T = int; static_assert(n == 1, \"m\"); [[maybe_unused]] int z; }",
                "Func(ReturnType=Type(Name void), Name=Ident f, Params=Params, Body=Block(Switch(Cond=Name x, Case(Member(Object=Name E, Name=Ident A), Body=Block(Return))), Class typedef(Name=Ident T, Type=Type(Name int)), Assert(BinOp ==(Left=Name n, Right=Num 1), Str m), Assign(Attr=Attr(Callee=Name maybe_unused, Args=Args), Type=Type(Name int), Target=Name z)))",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::Cpp, s),
        &[
            (
                "namespace a::b { class Foo; } using namespace std; using std::string; namespace fs = std::filesystem;",
                "Package(Path=Path(Ident a, Ident b), Body=Block(Class class(Name=Ident Foo))); ImportAll(Path=Path(Ident std)); ImportFrom(Path=Path(Ident std), ImportItem(Name=Ident string)); ImportModule(Path=Path(Ident std, Ident filesystem), Alias=Ident fs)",
            ),
            (
                "using Map = std::map<std::string, int>; template <typename T> using V = std::vector<T *>;",
                "Class typedef(Name=Ident Map, Type=Type(Member(Object=Name std, Name=Ident map), TypeArgs=TypeArgs(Type(Member(Object=Name std, Name=Ident string)), Type(Name int)))); Class typedef(Name=Ident V, Type=Type(Member(Object=Name std, Name=Ident vector), TypeArgs=TypeArgs(Type pointer(Type(Name T)))))",
            ),
            (
                "template <class T, int N = 3> class C final : public Base<T>, private virtual n::I { };",
                "Class class(Attr=Modifier final, TypeArgs=TypeArgs(Param(Name=Ident T), Param(Type=Type(Name int), Name=Ident N, Default=Num 3)), Name=Ident C, Parent=Type(Name Base, TypeArgs=TypeArgs(Type(Name T))), Parent=Type(Member(Object=Name n, Name=Ident I)), Body=ClassBody)",
            ),
            (
                "class C { public: explicit C(int a = 1) : a_(a), B{a} { } virtual ~C() = default; C(const C &) = delete; };",
                "Class class(Name=Ident C, Body=ClassBody(Func(Attr=Modifier explicit, Name=Ident C, Params=Params(Param(Type=Type(Name int), Name=Ident a, Default=Num 1)), Extra=Call(Callee=Name a_, Args=Args(Name a)), Extra=Call(Callee=Name B, Args=Args(Name a)), Body=Block), Func(Attr=Modifier virtual, Attr=Modifier ~, Name=Ident C, Params=Params, Attr=Modifier default), Func(Name=Ident C, Params=Params(Param(Attr=Modifier const, Type=Type reference(Type(Name C)))), Attr=Modifier delete)))",
            ),
            (
                "struct S { int a = 1, b; static const int n = 2; virtual void f() const noexcept = 0; void g() override; friend class X; };",
                "Class struct(Name=Ident S, Body=ClassBody(Assign(Type=Type(Name int), Target=Name a, Value=Num 1), Assign(Type=Type(Name int), Target=Name b), Assign(Attr=Modifier static, Attr=Modifier const, Type=Type(Name int), Target=Name n, Value=Num 2), Func(Attr=Modifier virtual, Attr=Modifier const, Attr=Modifier noexcept, ReturnType=Type(Name void), Name=Ident f, Params=Params), Func(Attr=Modifier override, ReturnType=Type(Name void), Name=Ident g, Params=Params)))",
            ),
            (
                "struct S { bool operator==(const S &o) const; operator bool() const; template <class U> void h(U u); enum { P, Q }; using A::A; };",
                "Class struct(Name=Ident S, Body=ClassBody(Func(Attr=Modifier const, ReturnType=Type(Name bool), Name=Ident operator==, Params=Params(Param(Attr=Modifier const, Type=Type reference(Type(Name S)), Name=Ident o))), Func(Attr=Modifier const, Name=Ident operator bool, ReturnType=Type(Name bool), Params=Params), Func(TypeArgs=TypeArgs(Param(Name=Ident U)), ReturnType=Type(Name void), Name=Ident h, Params=Params(Param(Type=Type(Name U), Name=Ident u))), Class enum(Body=ClassBody(Assign(Target=Name P), Assign(Target=Name Q))), ImportFrom(Path=Path(Ident A), ImportItem(Name=Ident A))))",
            ),
            (
                "std::string Foo::name() const { return n; } Foo::Foo(int x) : x_(x) { } Foo::~Foo() { }",
                "Func(Attr=Modifier const, ReturnType=Type(Member(Object=Name std, Name=Ident string)), Extra=Name Foo, Name=Ident name, Params=Params, Body=Block(Return(Operand=Name n))); Func(Extra=Name Foo, Name=Ident Foo, Params=Params(Param(Type=Type(Name int), Name=Ident x)), Extra=Call(Callee=Name x_, Args=Args(Name x)), Body=Block); Func(Extra=Name Foo, Attr=Modifier ~, Name=Ident Foo, Params=Params, Body=Block)",
            ),
            (
                "auto g(int a) -> std::vector<int> { return {a}; } template <typename... Ts> void h(Ts &&...ts) { }",
                "Func(ReturnType=Type(Member(Object=Name std, Name=Ident vector), TypeArgs=TypeArgs(Type(Name int))), Name=Ident g, Params=Params(Param(Type=Type(Name int), Name=Ident a)), Body=Block(Return(Operand=List(Name a)))); Func(TypeArgs=TypeArgs(Param(Name=Ident Ts)), ReturnType=Type(Name void), Name=Ident h, Params=Params(Param ...(Type=Type reference(Type(Name Ts)), Name=Ident ts)), Body=Block)",
            ),
            (
                "enum class E : int { A, B = 2 }; extern \"C\" int k(void); extern \"C\" { int q(int); }",
                "Class enum(Name=Ident E, Parent=Type(Name int), Body=ClassBody(Assign(Target=Name A), Assign(Target=Name B, Value=Num 2))); Func(ReturnType=Type(Name int), Name=Ident k, Params=Params); Func(ReturnType=Type(Name int), Name=Ident q, Params=Params(Param(Type=Type(Name int))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Cpp, s),
        &[
            ("{ ... }", "Block(Ellipsis)"),
            ("std::$F(...)", "Call(Callee=Member(Object=Name std, Name=Meta $F), Args=Args(Ellipsis))"),
            (
                "std::vector<$T> $X;",
                "Assign(Type=Type(Member(Object=Name std, Name=Ident vector), TypeArgs=TypeArgs(Meta $T)), Target=Meta $X)",
            ),
            ("auto $X = ...;", "Assign(Type=Type(Name auto), Target=Meta $X, Value=Ellipsis)"),
            ("$X = new $T(...);", "Statements(Assign(Target=Meta $X, Value=New(Type=Meta $T, Args=Args(Ellipsis))))"),
            ("new $T[$N]", "New(Type=Type array(Meta $T, Meta $N))"),
            ("new ($S) $T", "New(Extra=Meta $S, Type=Meta $T)"),
            ("delete $X", "Delete(Operand=Meta $X)"),
            ("delete[] $X;", "ExprStmt(Operand=Delete(Attr=Modifier [], Operand=Meta $X))"),
            ("static_cast<$T>($X)", "Cast static_cast(Type=Meta $T, Operand=Meta $X)"),
            (
                "std::cout << ... ;",
                "ExprStmt(Operand=BinOp <<(Left=Member(Object=Name std, Name=Ident cout), Right=Ellipsis))",
            ),
            ("$T &$X = $Y;", "Assign(Type=Type reference(Meta $T), Target=Meta $X, Value=Meta $Y)"),
            ("(std::string $X)", "TypedMeta $X(Type=Type(Member(Object=Name std, Name=Ident string)))"),
            ("$TY{..., $VAR, ...}", "List(Type=Meta $TY, Ellipsis, Meta $VAR, Ellipsis)"),
            ("foo $X(3, ...);", "Assign(Type=Type(Name foo), Target=Meta $X, Value=New(Args=Args(Num 3, Ellipsis)))"),
            ("[=](...) { ... }", "Func(Params=Params(Ellipsis), Body=Block(Ellipsis))"),
            (
                "for (auto $X : $Y) { ... }",
                "ForEach(Type=Type(Name auto), Target=Meta $X, Iter=Meta $Y, Body=Block(Ellipsis))",
            ),
            ("try { ... } catch (...) { ... }", "Try(Body=Block(Ellipsis), Handler=Catch(Body=Block(Ellipsis)))"),
            ("try { ... }", "Try(Body=Block(Ellipsis))"),
            ("catch ($E &$X) { ... }", "Catch(Type=Type reference(Meta $E), Name=Meta $X, Body=Block(Ellipsis))"),
            ("catch ($E &$X)", "Catch(Type=Type reference(Meta $E), Name=Meta $X)"),
            ("throw $X;", "Throw(Operand=Meta $X)"),
            ("class $C : public $P { ... };", "Class class(Name=Meta $C, Parent=Meta $P, Body=ClassBody(Ellipsis))"),
            ("class $C : public $P", "Class class(Name=Meta $C, Parent=Meta $P)"),
            (
                "class $C { ... $R $M(...); ... };",
                "Class class(Name=Meta $C, Body=ClassBody(Ellipsis, Func(ReturnType=Meta $R, Name=Meta $M, Params=Params(Ellipsis)), Ellipsis))",
            ),
            ("public: $R $F(...);", "Func(ReturnType=Meta $R, Name=Meta $F, Params=Params(Ellipsis))"),
            (
                "template <typename $T> $R $F(...) { ... }",
                "Func(TypeArgs=TypeArgs(Param(Name=Meta $T)), ReturnType=Meta $R, Name=Meta $F, Params=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "$R $C::$F(...) { ... }",
                "Func(ReturnType=Meta $R, Extra=Meta $C, Name=Meta $F, Params=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            ("~$C() { ... }", "Func(Attr=Modifier ~, Name=Meta $C, Params=Params, Body=Block(Ellipsis))"),
            (
                "$C(...) : $F($X) { ... }",
                "Func(Name=Meta $C, Params=Params(Ellipsis), Extra=Call(Callee=Meta $F, Args=Args(Meta $X)), Body=Block(Ellipsis))",
            ),
            ("namespace $N { ... }", "Package(Path=Path(Meta $N), Body=Block(Ellipsis))"),
            ("using namespace $N;", "ImportAll(Path=Path(Meta $N))"),
            ("#include <a.h>", "ImportModule(Attr=Modifier #include, Path=Path(Name <a.h>))"),
            (
                "$X = $O.f(). ... .g()",
                "Assign(Target=Meta $X, Value=Call(Callee=Member(Object=ChainEllipsis(Object=Call(Callee=Member(Object=Meta $O, Name=Ident f), Args=Args)), Name=Ident g), Args=Args))",
            ),
            ("$P->$M(...)", "Call(Callee=Member(Object=Unary *(Operand=Meta $P), Name=Meta $M), Args=Args(Ellipsis))"),
        ],
    );
}
