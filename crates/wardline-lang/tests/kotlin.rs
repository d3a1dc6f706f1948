//! Kotlin: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

#[test]
fn files() {
    check(
        |s| of_source(Language::Kotlin, s),
        &[
            (
                "@file:JvmName(\"Records\")\npackage org.example.records\nimport java.util.ArrayList\nimport org.example.*\nimport org.example.Store as S",
                "Attr(Callee=Name JvmName, Args=Args(Str Records)); Package(Path=Path(Ident org, Ident example, Ident records)); ImportFrom(Path=Path(Ident java, Ident util), ImportItem(Name=Ident ArrayList)); ImportAll(Path=Path(Ident org, Ident example)); ImportFrom(Path=Path(Ident org, Ident example), ImportItem(Name=Ident Store, Alias=Ident S))",
            ),
            (
                "typealias Handler = (Int, String?) -> Unit",
                "Class typealias(Name=Ident Handler, Parent=Type function(Params(Type(Name Int), Type nullable(Type(Name String))), Type(Name Unit)))",
            ),
        ],
    );
}

#[test]
fn statements_and_expressions() {
    check(
        |s| of_source(Language::Kotlin, s),
        &[
            (
                "val id: Long = 0x10L; var (a, b) = pair",
                "Assign(Attr=Modifier val, Target=Name id, Type=Type(Name Long), Value=Num 16); Assign(Attr=Modifier var, Target=Tuple(Name a, Name b), Value=Name pair)",
            ),
            (
                "x.y[0] = z as? Foo; total += 1_000; i++",
                "Assign(Target=Index(Object=Member(Object=Name x, Name=Ident y), Num 0), Value=Cast(Operand=Name z, Type=Type(Name Foo))); AugAssign +(Target=Name total, Value=Num 1000); ExprStmt(Operand=Unary ++(Operand=Name i))",
            ),
            (
                "a?.b!!.c; Foo::class.java; list.map(::parse)",
                "ExprStmt(Operand=Member(Object=Unary !!(Operand=Member(Object=Name a, Name=Ident b)), Name=Ident c)); ExprStmt(Operand=Member(Object=Member ::(Object=Name Foo, Name=Ident class), Name=Ident java)); ExprStmt(Operand=Call(Callee=Member(Object=Name list, Name=Ident map), Args=Args(Member ::(Name=Ident parse))))",
            ),
            (
                "if (a && !b) f() else if (c !is D) { g() }",
                "If(Cond=BinOp &&(Left=Name a, Right=Unary !(Operand=Name b)), Then=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))), Else=If(Cond=BinOp !is(Left=Name c, Right=Type(Name D)), Then=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))))",
            ),
            (
                "for ((k, v) in 1..9) { send(k) }",
                "ForEach(Target=Tuple(Name k, Name v), Iter=BinOp ..(Left=Num 1, Right=Num 9), Body=Block(ExprStmt(Operand=Call(Callee=Name send, Args=Args(Name k)))))",
            ),
            (
                "outer@ while (true) { if (done) break@outer else continue }",
                "Labeled(Label=Ident outer, Body=Block(While(Cond=Bool true, Body=Block(If(Cond=Name done, Then=Block(Break(Label=Ident outer)), Else=Block(Continue))))))",
            ),
            (
                "do { step() } while (more)",
                "DoWhile(Body=Block(ExprStmt(Operand=Call(Callee=Name step, Args=Args))), Cond=Name more)",
            ),
            (
                "when (val n = next()) { is Int, !in 1..3 -> 1; \"a\" -> { g() } else -> throw E(\"x\") }",
                "Switch(Cond=Assign(Target=Name n, Value=Call(Callee=Name next, Args=Args)), Case(Unary is(Operand=Type(Name Int)), Unary !in(Operand=BinOp ..(Left=Num 1, Right=Num 3)), Body=Block(ExprStmt(Operand=Num 1))), Case(Str a, Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))), Case(Body=Block(Throw(Operand=Call(Callee=Name E, Args=Args(Str x))))))",
            ),
            (
                "try { read() } catch (e: IOException) { log(e) } finally { close() }",
                "Try(Body=Block(ExprStmt(Operand=Call(Callee=Name read, Args=Args))), Handler=Catch(Type=Type(Name IOException), Name=Ident e, Body=Block(ExprStmt(Operand=Call(Callee=Name log, Args=Args(Name e))))), Finally=Block finally(ExprStmt(Operand=Call(Callee=Name close, Args=Args))))",
            ),
            (
                "val text = \"patient $id of ${ward.name}\" + \"\"\"raw \"text\"\"\"\" + 'c'",
                "Assign(Attr=Modifier val, Target=Name text, Value=BinOp +(Left=BinOp +(Left=Template(StrPart patient , Name id, StrPart  of , Member(Object=Name ward, Name=Ident name)), Right=Str raw \"text\"), Right=Char c))",
            ),
            (
                "audit(user, level = 2, *rest) { entry -> entry.id }",
                "ExprStmt(Operand=Call(Callee=Name audit, Args=Args(Name user, KwArg(Name=Ident level, Value=Num 2), Spread *(Operand=Name rest), Func(Params=Params(Param(Name=Ident entry)), Body=Block(Return(Operand=Member(Object=Name entry, Name=Ident id)))))))",
            ),
            (
                "val f = fun(x: Int): Int = x shl 2",
                "Assign(Attr=Modifier val, Target=Name f, Value=Func(Params=Params(Param(Name=Ident x, Type=Type(Name Int))), ReturnType=Type(Name Int), Body=Block(Return(Operand=Call(Callee=Member(Object=Name x, Name=Ident shl), Args=Args(Num 2))))))",
            ),
            (
                "fun g() = list.forEach { return@forEach }",
                "Func(Name=Ident g, Params=Params, Body=Block(Return(Operand=Call(Callee=Member(Object=Name list, Name=Ident forEach), Args=Args(Func(Body=Block(Return(Label=Ident forEach))))))))",
            ),
            (
                "@Suppress(\"unused\") val r = a ?: return",
                "Assign(Attr=Attr(Callee=Name Suppress, Args=Args(Str unused)), Attr=Modifier val, Target=Name r, Value=BinOp ?:(Left=Name a, Right=Return))",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::Kotlin, s),
        &[
            (
                "@Service data class Patient @Inject constructor(val name: String, private var age: Int = 3) : Person(name), Entity",
                "Class class(Attr=Attr(Callee=Name Service, Args=Args), Attr=Modifier data, Name=Ident Patient, Extra=Attr(Callee=Name Inject, Args=Args), Params=Params(Param(Attr=Modifier val, Name=Ident name, Type=Type(Name String)), Param(Attr=Modifier private, Attr=Modifier var, Name=Ident age, Type=Type(Name Int), Default=Num 3)), Parent=Type(Name Person, Args=Args(Name name)), Parent=Type(Name Entity))",
            ),
            (
                "class Log {\n    companion object : Base() {\n        const val TAG = \"x\"\n    }\n}",
                "Class class(Name=Ident Log, Params=Params, Body=ClassBody(Class object(Attr=Modifier companion, Parent=Type(Name Base, Args=Args), Body=ClassBody(Assign(Attr=Modifier const, Attr=Modifier val, Target=Name TAG, Value=Str x)))))",
            ),
            (
                "class A : B by other {\n    init { check(x) { \"no $x\" } }\n    constructor(x: Int) : this(\"a\", x) { y = x }\n}",
                "Class class(Name=Ident A, Params=Params, Parent=Type(Name B), Extra=Name other, Body=ClassBody(Func(Name=Ident init, Body=Block(ExprStmt(Operand=Call(Callee=Name check, Args=Args(Name x, Func(Body=Block(Return(Operand=Template(StrPart no , Name x))))))))), Func(Name=Ident constructor, Params=Params(Param(Name=Ident x, Type=Type(Name Int))), Extra=Call(Callee=Name this, Args=Args(Str a, Name x)), Body=Block(Assign(Target=Name y, Value=Name x)))))",
            ),
            (
                "class C {\n    var full: String? = null\n        get() = field ?: \"none\"\n        private set(value) { field = value }\n}",
                "Class class(Name=Ident C, Params=Params, Body=ClassBody(Assign(Attr=Modifier var, Target=Name full, Type=Type nullable(Type(Name String)), Value=Null, Extra=Func(Name=Ident get, Body=Block(Return(Operand=BinOp ?:(Left=Name field, Right=Str none)))), Extra=Func(Attr=Modifier private, Name=Ident set, Params=Params(Param(Name=Ident value)), Body=Block(Assign(Target=Name field, Value=Name value))))))",
            ),
            (
                "class D {\n    val name by lazy { load() }\n}",
                "Class class(Name=Ident D, Params=Params, Body=ClassBody(Assign(Attr=Modifier val, Target=Name name, Extra=Call(Callee=Name lazy, Args=Args(Func(Body=Block(Return(Operand=Call(Callee=Name load, Args=Args)))))))))",
            ),
            (
                "override suspend fun <T> List<T>.load(@Path(\"id\") vararg ids: Int, limit: Int = 10): Map<String, *> where T : Any {}",
                "Func(Attr=Modifier override, Attr=Modifier suspend, TypeArgs=TypeArgs(Param(Name=Ident T)), Extra=Type(Name List, TypeArgs=TypeArgs(Type(Name T))), Name=Ident load, Params=Params(Param(Attr=Attr(Callee=Name Path, Args=Args(Str id)), Attr=Modifier vararg, Name=Ident ids, Type=Type(Name Int)), Param(Name=Ident limit, Type=Type(Name Int), Default=Num 10)), ReturnType=Type(Name Map, TypeArgs=TypeArgs(Type(Name String), Type *)), Body=Block)",
            ),
            (
                "enum class Kind(val v: Int) { A(1) { override fun f() = 1 }, B; abstract fun f(): Int }",
                "Class enum(Name=Ident Kind, Params=Params(Param(Attr=Modifier val, Name=Ident v, Type=Type(Name Int))), Body=ClassBody(Assign(Target=Name A, Value=New(Args=Args(Num 1), Body=ClassBody(Func(Attr=Modifier override, Name=Ident f, Params=Params, Body=Block(Return(Operand=Num 1)))))), Assign(Target=Name B), Func(Attr=Modifier abstract, Name=Ident f, Params=Params, ReturnType=Type(Name Int))))",
            ),
            (
                "val o = object : Listener(1), Other { override fun on() {} }",
                "Assign(Attr=Modifier val, Target=Name o, Value=New(Type=Type(Name Listener, Args=Args(Num 1)), Interface=Type(Name Other), Body=ClassBody(Func(Attr=Modifier override, Name=Ident on, Params=Params, Body=Block))))",
            ),
            (
                "val p = object : Handler { override fun on() {} }",
                "Assign(Attr=Modifier val, Target=Name p, Value=New(Type=Type(Name Handler), Body=ClassBody(Func(Attr=Modifier override, Name=Ident on, Params=Params, Body=Block))))",
            ),
            (
                "interface Api {\n    fun get()\n}",
                "Class interface(Name=Ident Api, Body=ClassBody(Func(Name=Ident get, Params=Params)))",
            ),
            (
                "object Registry {\n    lateinit var store: Store\n}",
                "Class object(Name=Ident Registry, Body=ClassBody(Assign(Attr=Modifier lateinit, Attr=Modifier var, Target=Name store, Type=Type(Name Store))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Kotlin, s),
        &[
            (
                "foo($X, ..., key = $V)",
                "Call(Callee=Name foo, Args=Args(Meta $X, Ellipsis, KwArg(Name=Ident key, Value=Meta $V)))",
            ),
            ("foo($X);", "ExprStmt(Operand=Call(Callee=Name foo, Args=Args(Meta $X)))"),
            (
                "$X = foo(...)\n...\nbar($X)",
                "Statements(Assign(Target=Meta $X, Value=Call(Callee=Name foo, Args=Args(Ellipsis))), Ellipsis, ExprStmt(Operand=Call(Callee=Name bar, Args=Args(Meta $X))))",
            ),
            (
                "val $V : Cipher = $C.getInstance(\"=~/.*ECB.*/\")",
                "Assign(Attr=Modifier val, Target=Meta $V, Type=Type(Name Cipher), Value=Call(Callee=Member(Object=Meta $C, Name=Ident getInstance), Args=Args(StrRegex =~/.*ECB.*/)))",
            ),
            (
                "($X : Foo.Bar).close()",
                "Call(Callee=Member(Object=TypedMeta $X(Type=Type(Member(Object=Name Foo, Name=Ident Bar))), Name=Ident close), Args=Args)",
            ),
            (
                "fun $F(..., $P: $T, ...): $R { ... }",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Name=Meta $P, Type=Meta $T), Ellipsis), ReturnType=Meta $R, Body=Block(Ellipsis))",
            ),
            (
                "class $C(...) : $P(...), Entity {\n  ...\n  val $X = $Y\n  ...\n}",
                "Class class(Name=Meta $C, Params=Params(Ellipsis), Parent=Type(Meta $P, Args=Args(Ellipsis)), Parent=Type(Name Entity), Body=ClassBody(Ellipsis, Assign(Attr=Modifier val, Target=Meta $X, Value=Meta $Y), Ellipsis))",
            ),
            ("object $O { ... }", "Class object(Name=Meta $O, Body=ClassBody(Ellipsis))"),
            ("companion object { ... }", "Class object(Attr=Modifier companion, Body=ClassBody(Ellipsis))"),
            ("init { ... }", "Func(Name=Ident init, Body=Block(Ellipsis))"),
            ("when ($X) { ... }", "Switch(Cond=Meta $X, Ellipsis)"),
            ("if ($X)", "If(Cond=Meta $X)"),
            ("try { ... }", "Try(Body=Block(Ellipsis))"),
            ("catch ($E: Exception) { ... }", "Catch(Type=Type(Name Exception), Name=Meta $E, Body=Block(Ellipsis))"),
            ("catch (...) { ... }", "Catch(Body=Block(Ellipsis))"),
            ("finally { ... }", "Block finally(Ellipsis)"),
            ("@Get(...)", "Attr(Callee=Name Get, Args=Args(Ellipsis))"),
            (
                "@Get(\"...\") fun $F(...) { ... }",
                "Func(Attr=Attr(Callee=Name Get, Args=Args(StrAny ...)), Name=Meta $F, Params=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            ("import java.util.$X", "ImportModule(Path=Path(Ident java, Ident util, Meta $X))"),
            ("import $X", "ImportFrom(Path=Path(Meta $X))"),
            (
                "$X.foo(). ... .bar()",
                "Call(Callee=Member(Object=ChainEllipsis(Object=Call(Callee=Member(Object=Meta $X, Name=Ident foo), Args=Args)), Name=Ident bar), Args=Args)",
            ),
            (
                "foo { $X, ... -> ... }",
                "Call(Callee=Name foo, Args=Args(Func(Params=Params(Param(Name=Meta $X), Ellipsis), Body=Block(Ellipsis))))",
            ),
            ("if (<... $X ...>) { ... }", "If(Cond=Deep(Operand=Meta $X), Then=Block(Ellipsis))"),
            ("\"$X\"", "StrMeta $X"),
            ("\"select $X from ...\"", "Template(StrPart select , Meta $X, StrPart  from , Ellipsis)"),
            ("\"...${$X}...\"", "Template(Ellipsis, Meta $X, Ellipsis)"),
            ("is $T -> ...", "Case(Unary is(Operand=Meta $T), Body=Block(Ellipsis))"),
        ],
    );
}

#[test]
fn what_the_grammar_cannot_read_is_rewritten() {
    check(
        |s| of_source(Language::Kotlin, s),
        &[
            (
                "fun f(c: @Composable () -> Unit, d: (@Composable (x: Int) -> Unit)? = null) {}",
                "Func(Name=Ident f, Params=Params(Param(Name=Ident c, Type=Type function(Params, Type(Name Unit))), Param(Name=Ident d, Type=Type nullable(Type function(Params(Param(Name=Ident x, Type=Type(Name Int))), Type(Name Unit))), Default=Null)), Body=Block)",
            ),
            (
                "val x: List<@A () -> Unit> = a",
                "Assign(Attr=Modifier val, Target=Name x, Type=Type(Name List, TypeArgs=TypeArgs(Type function(Params, Type(Name Unit)))), Value=Name a)",
            ),
            (
                "class A { val x = 1 }",
                "Class class(Name=Ident A, Params=Params, Body=ClassBody(Assign(Attr=Modifier val, Target=Name x, Value=Num 1)))",
            ),
            (
                "interface B { fun f() { g { 1 } } }",
                "Class interface(Name=Ident B, Body=ClassBody(Func(Name=Ident f, Params=Params, Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args(Func(Body=Block(Return(Operand=Num 1))))))))))",
            ),
            (
                "class L { companion object { const val T = \"a } b\" } }",
                "Class class(Name=Ident L, Params=Params, Body=ClassBody(Class object(Attr=Modifier companion, Body=ClassBody(Assign(Attr=Modifier const, Attr=Modifier val, Target=Name T, Value=Str a } b)))))",
            ),
            (
                "enum class K { A, B }",
                "Class enum(Name=Ident K, Body=ClassBody(Assign(Target=Name A), Assign(Target=Name B)))",
            ),
            ("class E { }", "Class class(Name=Ident E, Params=Params, Body=ClassBody)"),
            (
                "@A (1) val y = 2",
                "Assign(Attr=Attr(Callee=Name A, Args=Args(Num 1)), Attr=Modifier val, Target=Name y, Value=Num 2)",
            ),
        ],
    );
}
