//! PHP: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::Language;

fn source(text: &str) -> String {
    of_source(Language::Php, &format!("<?php {text}"))
}

fn pattern(text: &str) -> String {
    of_pattern(Language::Php, text)
}

#[test]
fn names_and_calls() {
    check(
        source,
        &[
            (
                "$x = Foo(1, $y, n: 2);",
                "Assign(Target=Name $x, Value=Call(Callee=Name foo, Args=Args(Num 1, Name $y, KwArg(Name=Ident n, Value=Num 2))))",
            ),
            (
                "\\A\\B\\f(); namespace\\g();",
                "ExprStmt(Operand=Call(Callee=Member(Object=Member(Object=Name a, Name=Ident b), Name=Ident f), Args=Args)); ExprStmt(Operand=Call(Callee=Name g, Args=Args))",
            ),
            (
                "$o->m()?->p::$s[0];",
                "ExprStmt(Operand=Index(Object=Member(Object=Member(Object=Call(Callee=Member(Object=Name $o, Name=Ident m), Args=Args), Name=Ident p), Name=Ident $s), Num 0))",
            ),
            (
                "A::b(self::C, static::class);",
                "ExprStmt(Operand=Call(Callee=Member(Object=Name a, Name=Ident b), Args=Args(Member(Object=Name self, Name=Ident C), Member(Object=Name static, Name=Ident class))))",
            ),
            (
                "$o->$name($$v); f(...$a);",
                "ExprStmt(Operand=Call(Callee=Member(Object=Name $o, Name=Name $name), Args=Args(Other! $$(Name $v)))); ExprStmt(Operand=Call(Callee=Name f, Args=Args(Spread ...(Operand=Name $a))))",
            ),
            (
                "new A\\B; new $c(1); new class(2) extends B { function f() {} };",
                "ExprStmt(Operand=New(Type=Member(Object=Name a, Name=Ident b), Args=Args)); ExprStmt(Operand=New(Type=Name $c, Args=Args(Num 1))); ExprStmt(Operand=New(Args=Args(Num 2), Parent=Type(Name b), Body=ClassBody(Func(Name=Ident f, Params=Params, Body=Block))))",
            ),
            (
                "include 'a.php'; print $x; exit; die(1); unset($a, $b);",
                "ExprStmt(Operand=Call(Callee=Name include, Args=Args(Str a.php))); ExprStmt(Operand=Call(Callee=Name print, Args=Args(Name $x))); ExprStmt(Operand=Call(Callee=Name exit, Args=Args)); ExprStmt(Operand=Call(Callee=Name die, Args=Args(Num 1))); ExprStmt(Operand=Call(Callee=Name unset, Args=Args(Name $a, Name $b)))",
            ),
            (
                "echo $a, 1; @f();",
                "ExprStmt(Operand=Call(Callee=Name echo, Args=Args(Name $a, Num 1))); ExprStmt(Operand=Cast @(Operand=Call(Callee=Name f, Args=Args)))",
            ),
        ],
    );
}

#[test]
fn literals() {
    check(
        source,
        &[
            (
                "f(0x1F, 1_000, 1.50, TRUE, null);",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Num 31, Num 1000, Num 1.5, Bool true, Null)))",
            ),
            ("f('a\\'b', \"c\", \"\");", "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Str a\\'b, Str c, Str)))"),
            (
                "f(\"a $b[key] {$c->d} $e->f\");",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Template(StrPart a , Index(Object=Name $b, Str key), StrPart  , Member(Object=Name $c, Name=Ident d), StrPart  , Member(Object=Name $e, Name=Ident f)))))",
            ),
            (
                "$s = <<<EOT\none {$x}\ntwo\nEOT;\n",
                "Assign(Target=Name $s, Value=Template(StrPart one , Name $x, StrPart \ntwo))",
            ),
            ("$s = <<<'EOT'\nraw $x\nEOT;\n", "Assign(Target=Name $s, Value=Str raw $x)"),
            (
                "f(\"${a} ${b['k']}\");",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Template(Name $a, StrPart  , Index(Object=Name $b, Str k)))))",
            ),
            (
                "f($$a, ${'a'}, \"${$a}\");",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Other! $$(Name $a), Other! $$(Str a), Template(Other! $$(Name $a)))))",
            ),
            (
                "$s = `ls $x`;",
                "Assign(Target=Name $s, Value=Call(Callee=Name `, Args=Args(Template(StrPart ls , Name $x))))",
            ),
            (
                "f([1, 'k' => $v, ...$r], array());",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(List(Num 1, Pair(Key=Str k, Value=Name $v), Spread ...(Operand=Name $r)), List)))",
            ),
        ],
    );
}

#[test]
fn operators_and_assignments() {
    check(
        source,
        &[
            (
                "[$a, 'k' => $b] = list($c) = $d;",
                "Assign(Target=List(Name $a, Pair(Key=Str k, Value=Name $b)), Value=Assign(Target=List(Name $c), Value=Name $d))",
            ),
            (
                "$a =& $b; $a .= 'x'; $a ??= 1;",
                "Assign(Target=Name $a, Value=Unary &(Operand=Name $b)); AugAssign .(Target=Name $a, Value=Str x); AugAssign ??(Target=Name $a, Value=Num 1)",
            ),
            (
                "$r = $a and $b <> !$c;",
                "ExprStmt(Operand=BinOp &&(Left=Assign(Target=Name $r, Value=Name $a), Right=BinOp !=(Left=Name $b, Right=Unary !(Operand=Name $c))))",
            ),
            (
                "$r = (int) $a + (string) $b . $c;",
                "Assign(Target=Name $r, Value=BinOp .(Left=BinOp +(Left=Unary (int)(Operand=Name $a), Right=Cast(Type=Type(Name string), Operand=Name $b)), Right=Name $c))",
            ),
            (
                "$r = $a ?: $b ?? $c; $i++; --$i;",
                "Assign(Target=Name $r, Value=Ternary(Cond=Name $a, Else=BinOp ??(Left=Name $b, Right=Name $c))); ExprStmt(Operand=Unary ++(Operand=Name $i)); ExprStmt(Operand=Unary --(Operand=Name $i))",
            ),
            ("$r = $a instanceof B;", "Assign(Target=Name $r, Value=BinOp instanceof(Left=Name $a, Right=Name b))"),
            (
                "$f = fn(int ...$x): ?int => $x; $g = static function () use ($y, &$z) { };",
                "Assign(Target=Name $f, Value=Func(Params=Params(Param ...(Type=Type(Name int), Name=Ident $x)), ReturnType=Type nullable(Type(Name int)), Body=Block(Return(Operand=Name $x)))); Assign(Target=Name $g, Value=Func(Attr=Modifier static, Params=Params, Extra=Name $y, Extra=Unary &(Operand=Name $z), Body=Block))",
            ),
            (
                "$r = match($x) { 1, 2 => 'a', default => throw new E() };",
                "Assign(Target=Name $r, Value=Switch(Cond=Name $x, Case(Num 1, Num 2, Body=Block(Yield(Operand=Str a))), Case(Body=Block(Yield(Operand=Throw(Operand=New(Type=Name e, Args=Args)))))))",
            ),
        ],
    );
}

#[test]
fn statements() {
    check(
        source,
        &[
            (
                "if ($a): f(); elseif ($b): g(); else: h(); endif;",
                "If(Cond=Name $a, Then=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))), Else=If(Cond=Name $b, Then=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args))), Else=Block(ExprStmt(Operand=Call(Callee=Name h, Args=Args)))))",
            ),
            (
                "if ($a) f(); else if ($b) { g(); }",
                "If(Cond=Name $a, Then=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))), Else=If(Cond=Name $b, Then=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))))",
            ),
            (
                "for ($i = 0, $j = 1; $i < 3; $i++) ; for (;;): f(); g(); endfor;",
                "For(Init=Assign(Target=Name $i, Value=Num 0), Init=Assign(Target=Name $j, Value=Num 1), Cond=BinOp <(Left=Name $i, Right=Num 3), Update=Unary ++(Operand=Name $i), Body=Block); For(Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)), ExprStmt(Operand=Call(Callee=Name g, Args=Args))))",
            ),
            (
                "foreach ($m as $k => &$v) { continue 2; }",
                "ForEach(Target=Pair(Key=Name $k, Value=Unary &(Operand=Name $v)), Iter=Name $m, Body=Block(Continue(Label=Num 2)))",
            ),
            (
                "while (1): endwhile; do f(); while (0);",
                "While(Cond=Num 1, Body=Block); DoWhile(Cond=Num 0, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))))",
            ),
            (
                "switch ($x) { case 1: case 2: f(); break; default: g(); }",
                "Switch(Cond=Name $x, Case(Num 1, Body=Block), Case(Num 2, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)), Break)), Case(Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))))",
            ),
            (
                "try { } catch (A | \\B\\C $e) { throw $e; } catch (D) { } finally { f(); }",
                "Try(Body=Block, Handler=Catch(Type=Type union(Type(Name a), Type(Member(Object=Name b, Name=Ident c))), Name=Ident $e, Body=Block(Throw(Operand=Name $e))), Handler=Catch(Type=Type(Name d), Body=Block), Finally=Block finally(ExprStmt(Operand=Call(Callee=Name f, Args=Args))))",
            ),
            (
                "goto end; end: global $g; static $n = 0;",
                "Other! goto(Label=Ident end); Labeled(Label=Ident end); ScopeDecl global(Name $g); Assign(Attr=Modifier static, Target=Name $n, Value=Num 0)",
            ),
        ],
    );
}

#[test]
fn what_stands_between_the_tags() {
    check(
        |text| of_source(Language::Php, text),
        &[
            (
                "<p><?= $x ?></p>\n<?php f() ?>\n<b>$y</b>",
                "ExprStmt(Operand=Call(Callee=Name echo, Args=Args(Name $x))); ExprStmt(Operand=Call(Callee=Name f, Args=Args))",
            ),
            (
                "<?xml version=\"1.0\"?>\n<a><?php f('<?xml ?>') ?></a>",
                "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Str <?xml ?>)))",
            ),
            (
                "<?php if ($a): ?><p><?= f($a) ?></p><?php endif ?>",
                "If(Cond=Name $a, Then=Block(ExprStmt(Operand=Call(Callee=Name echo, Args=Args(Call(Callee=Name f, Args=Args(Name $a)))))))",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        source,
        &[
            (
                "namespace A\\B; use C\\D as E, F; use function G\\{Aa, b as c}; use H\\{I\\J, K};",
                "Package(Path=Path(Ident a, Ident b)); ImportFrom(Path=Path(Ident c), ImportItem(Name=Ident d, Alias=Ident e)); ImportFrom(Path=Path, ImportItem(Name=Ident f)); ImportFrom(Path=Path(Ident g), ImportItem(Name=Ident aa), ImportItem(Name=Ident b, Alias=Ident c)); ImportFrom(Path=Path(Ident h, Ident i), ImportItem(Name=Ident j)); ImportFrom(Path=Path(Ident h), ImportItem(Name=Ident k))",
            ),
            ("namespace { f(); }", "Package(Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))))"),
            (
                "function Foo(?A $a = [], int|B &$b = null): never { }",
                "Func(Name=Ident foo, Params=Params(Param(Type=Type nullable(Type(Name a)), Name=Ident $a, Default=List), Param(Type=Type union(Type(Name int), Type(Name b)), Attr=Modifier &, Name=Ident $b, Default=Null)), ReturnType=Type(Name never), Body=Block)",
            ),
            (
                "#[Route('/x'), Foo] abstract class K extends \\P\\Q implements I { use T; const A = 1, B = 2; }",
                "Class class(Attr=Attr(Callee=Name route, Args=Args(Str /x)), Attr=Attr(Callee=Name foo), Attr=Modifier abstract, Name=Ident k, Parent=Type(Member(Object=Name p, Name=Ident q)), Interface=Type(Name i), Body=ClassBody(Other! use(Type(Name t)), Assign(Attr=Modifier const, Target=Ident A, Value=Num 1), Assign(Attr=Modifier const, Target=Ident B, Value=Num 2)))",
            ),
            (
                "class K { private ?int $x = 5, $y; public readonly string $z; }",
                "Class class(Name=Ident k, Body=ClassBody(Assign(Attr=Modifier private, Type=Type nullable(Type(Name int)), Target=Ident $x, Value=Num 5), Assign(Attr=Modifier private, Type=Type nullable(Type(Name int)), Target=Ident $y), Assign(Attr=Modifier public, Attr=Modifier readonly, Type=Type(Name string), Target=Ident $z)))",
            ),
            (
                "class K { public string $h { get => $this->x; } }",
                "Class class(Name=Ident k, Body=ClassBody(Assign(Attr=Modifier public, Type=Type(Name string), Target=Ident $h, Extra=Func(Name=Ident get, Body=Block(Return(Operand=Member(Object=Name $this, Name=Ident x)))))))",
            ),
            (
                "class K { function __construct(private int $p) { } abstract function g(); }",
                "Class class(Name=Ident k, Body=ClassBody(Func(Name=Ident __construct, Params=Params(Param(Attr=Modifier private, Type=Type(Name int), Name=Ident $p)), Body=Block), Func(Attr=Modifier abstract, Name=Ident g, Params=Params)))",
            ),
            (
                "enum S: string { case A = 'a'; case B; } interface I extends J, L { } trait T { }",
                "Class enum(Name=Ident s, Type=Type(Name string), Body=ClassBody(Assign(Target=Ident A, Value=Str a), Assign(Target=Ident B))); Class interface(Name=Ident i, Parent=Type(Name j), Parent=Type(Name l), Body=ClassBody); Class trait(Name=Ident t, Body=ClassBody)",
            ),
        ],
    );
}

#[test]
fn patterns_of_expressions() {
    check(
        pattern,
        &[
            ("f(..., $X, $...ARGS)", "Call(Callee=Name f, Args=Args(Ellipsis, Meta $X, MetaEllipsis $...ARGS))"),
            ("f($X);", "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Meta $X)))"),
            (
                "$X = $_GET[$K]; ... sink($X);",
                "Statements(Assign(Target=Meta $X, Value=Index(Object=Name $_GET, Meta $K)), Ellipsis, ExprStmt(Operand=Call(Callee=Name sink, Args=Args(Meta $X))))",
            ),
            (
                "$X->$M(<... $A ...>)",
                "Call(Callee=Member(Object=Meta $X, Name=Meta $M), Args=Args(Deep(Operand=Meta $A)))",
            ),
            (
                "$X-> ... ->m()-> ...;",
                "ExprStmt(Operand=ChainEllipsis(Object=Call(Callee=Member(Object=ChainEllipsis(Object=Meta $X), Name=Ident m), Args=Args)))",
            ),
            ("$A . \"x\" . ...", "BinOp .(Left=BinOp .(Left=Meta $A, Right=Str x), Right=Ellipsis)"),
            ("\"$X\"", "StrMeta $X"),
            ("\"$A{$B}...\"", "Template(Meta $A, Meta $B, Ellipsis)"),
            ("f('=~/^a/', \"...\", '$X')", "Call(Callee=Name f, Args=Args(StrRegex =~/^a/, StrAny ..., StrMeta $X))"),
            ("[..., 'k' => $V, ...]", "List(Ellipsis, Pair(Key=Str k, Value=Meta $V), Ellipsis)"),
            ("'k' => $V", "Pair(Key=Str k, Value=Meta $V)"),
            ("echo ...;", "ExprStmt(Operand=Call(Callee=Name echo, Args=Args(Ellipsis)))"),
            ("echo $X", "Call(Callee=Name echo, Args=Args(Meta $X))"),
            ("include($X)", "Call(Callee=Name include, Args=Args(Meta $X))"),
            ("new $T(...)", "New(Type=Meta $T, Args=Args(Ellipsis))"),
            ("$C::$M(...)", "Call(Callee=Member(Object=Meta $C, Name=Meta $M), Args=Args(Ellipsis))"),
        ],
    );
}

#[test]
fn patterns_of_statements() {
    check(
        pattern,
        &[
            (
                "foreach ($A as $K => $V) { ... }",
                "ForEach(Target=Pair(Key=Meta $K, Value=Meta $V), Iter=Meta $A, Body=Block(Ellipsis))",
            ),
            ("if (...) { ... } else { ... }", "If(Cond=Ellipsis, Then=Block(Ellipsis), Else=Block(Ellipsis))"),
            ("if ($X > 1)", "If(Cond=BinOp >(Left=Meta $X, Right=Num 1))"),
            ("private $X", "Assign(Attr=Modifier private, Target=Meta $X)"),
            ("Foo", "Name foo"),
            ("FOO", "Name FOO"),
            ("A\\B", "Member(Object=Name a, Name=Ident B)"),
            ("return $X", "Return(Operand=Meta $X)"),
            (
                "try { ... } catch ($E $X) { ... }",
                "Try(Body=Block(Ellipsis), Handler=Catch(Type=Meta $E, Name=Meta $X, Body=Block(Ellipsis)))",
            ),
            ("try { ... }", "Try(Body=Block(Ellipsis))"),
            ("catch (...) { ... }", "Catch(Body=Block(Ellipsis))"),
            ("finally { ... }", "Block finally(Ellipsis)"),
            ("case 1: ...", "Case(Num 1, Body=Block(Ellipsis))"),
            ("switch ($X) { case 1: ... }", "Switch(Cond=Meta $X, Case(Num 1, Body=Block(Ellipsis)))"),
            (
                "function $F(..., $T $X, ...) { ... }",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Type=Meta $T, Name=Meta $X), Ellipsis), Body=Block(Ellipsis))",
            ),
            ("function (...) { ... }", "Func(Params=Params(Ellipsis), Body=Block(Ellipsis))"),
            (
                "function ($X) use ($Y) { return $Y; }",
                "Func(Params=Params(Param(Name=Meta $X)), Extra=Meta $Y, Body=Block(Return(Operand=Meta $Y)))",
            ),
            ("fn($X) => $Y", "Func(Params=Params(Param(Name=Meta $X)), Body=Block(Return(Operand=Meta $Y)))"),
            (
                "public function $F(...): $T { ... }",
                "Func(Attr=Modifier public, Name=Meta $F, Params=Params(Ellipsis), ReturnType=Meta $T, Body=Block(Ellipsis))",
            ),
            ("public function f(...)", "Func(Attr=Modifier public, Name=Ident f, Params=Params(Ellipsis))"),
            ("function $F($X)", "Func(Name=Meta $F, Params=Params(Param(Name=Meta $X)))"),
            ("class $C extends $D { ... }", "Class class(Name=Meta $C, Parent=Meta $D, Body=ClassBody(Ellipsis))"),
            ("class $C implements I", "Class class(Name=Meta $C, Interface=Type(Name i))"),
            (
                "class $C { ... const $K = $V; ... private $X; }",
                "Class class(Name=Meta $C, Body=ClassBody(Ellipsis, Assign(Attr=Modifier const, Target=Meta $K, Value=Meta $V), Ellipsis, Assign(Attr=Modifier private, Target=Meta $X)))",
            ),
            (
                "#[$A(...)] class $C { }",
                "Class class(Attr=Attr(Callee=Meta $A, Args=Args(Ellipsis)), Name=Meta $C, Body=ClassBody)",
            ),
            ("#[Route(...)]", "Attr(Callee=Name route, Args=Args(Ellipsis))"),
            ("foreach (...) { ... }", "ForEach(Target=Ellipsis, Iter=Ellipsis, Body=Block(Ellipsis))"),
            ("<?= $X ?>", "Call(Callee=Name echo, Args=Args(Meta $X))"),
            ("enum $E { case A; ... }", "Class enum(Name=Meta $E, Body=ClassBody(Assign(Target=Ident A), Ellipsis))"),
            (
                "class $C { ... use T; ... }",
                "Class class(Name=Meta $C, Body=ClassBody(Ellipsis, Other! use(Type(Name t)), Ellipsis))",
            ),
            (
                "static function $F(...) { ... }",
                "Func(Attr=Modifier static, Name=Meta $F, Params=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            ("array(..., $K => $V, ...)", "List(Ellipsis, Pair(Key=Meta $K, Value=Meta $V), Ellipsis)"),
            ("$$X", "Other! $$(Meta $X)"),
            (
                "while ($R = f(...)) { ... }",
                "While(Cond=Assign(Target=Meta $R, Value=Call(Callee=Name f, Args=Args(Ellipsis))), Body=Block(Ellipsis))",
            ),
            ("echo $X; ?>", "Call(Callee=Name echo, Args=Args(Meta $X))"),
            ("private $X = 1;", "Assign(Attr=Modifier private, Target=Meta $X, Value=Num 1)"),
            ("use A\\B;", "ImportFrom(Path=Path(Ident a), ImportItem(Name=Ident b))"),
            ("use $X;", "ImportFrom(Path=Path, ImportItem(Name=Meta $X))"),
            ("namespace $N;", "Package(Path=Path(Meta $N))"),
            ("`...`", "Call(Callee=Name `, Args=Args(Template(Ellipsis)))"),
            ("<?php\nf($X);", "ExprStmt(Operand=Call(Callee=Name f, Args=Args(Meta $X)))"),
            (
                "f(...);\n// a \"comment\"\n# ... $X\ng();",
                "Statements(ExprStmt(Operand=Call(Callee=Name f, Args=Args(Ellipsis))), ExprStmt(Operand=Call(Callee=Name g, Args=Args)))",
            ),
            (
                "match($X) { $A => $B, ... }",
                "Switch(Cond=Meta $X, Case(Meta $A, Body=Block(Yield(Operand=Meta $B))), Ellipsis)",
            ),
            ("f(secure: $X)", "Call(Callee=Name f, Args=Args(KwArg(Name=Ident secure, Value=Meta $X)))"),
            ("f($K: 1)", "Call(Callee=Name f, Args=Args(KwArg(Name=Meta $K, Value=Num 1)))"),
            ("while (...) { ... }", "While(Cond=Ellipsis, Body=Block(Ellipsis))"),
            ("for (...) { ... }", "For(Init=Ellipsis, Body=Block(Ellipsis))"),
            (
                "for ($I = 0; ...; ...) $S;",
                "For(Init=Assign(Target=Meta $I, Value=Num 0), Cond=Ellipsis, Update=Ellipsis, Body=Block(ExprStmt(Operand=Meta $S)))",
            ),
            ("(string) $X", "Cast(Type=Type(Name string), Operand=Meta $X)"),
            ("@f(...)", "Cast @(Operand=Call(Callee=Name f, Args=Args(Ellipsis)))"),
            ("throw new $E(...);", "Throw(Operand=New(Type=Meta $E, Args=Args(Ellipsis)))"),
        ],
    );
}
