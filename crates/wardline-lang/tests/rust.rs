//! Rust: what constructs, macros and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, NodeId, NodeKind, Parser, Role, Symbols, Tree};

#[test]
fn statements_and_values() {
    check(
        |s| of_source(Language::Rust, s),
        &[
            (
                "let x: u32 = 0x1Fu32; let mut s = \"a\\n\"; static mut N: f64 = 1_0.5f64;",
                "Assign(Target=Name x, Type=Type(Name u32), Value=Num 31); Assign(Attr=Modifier mut, Target=Name s, Value=Str a\\n); Assign(Attr=Modifier static, Attr=Modifier mut, Target=Name N, Type=Type(Name f64), Value=Num 10.5)",
            ),
            (
                "const K: &'static str = r#\"raw\"#; let c = b'x'; let (a, _) = f();",
                "Assign(Attr=Modifier const, Target=Name K, Type=Type reference(Type(Name str)), Value=Str raw); Assign(Target=Name c, Value=Char x); Assign(Target=Tuple(Name a, Name _), Value=Call(Callee=Name f, Args=Args))",
            ),
            (
                "x = 1; x += 2; a[1..] = *b; m.0.1 = -y;",
                "Assign(Target=Name x, Value=Num 1); AugAssign +(Target=Name x, Value=Num 2); Assign(Target=Index(Object=Name a, BinOp ..(Left=Num 1)), Value=Unary *(Operand=Name b)); Assign(Target=Member(Object=Member(Object=Name m, Name=Ident 0), Name=Ident 1), Value=Unary -(Operand=Name y))",
            ),
            (
                "let Some(v) = get() else { return };",
                "Assign(Target=Call(Callee=Name Some, Args=Args(Name v)), Value=Call(Callee=Name get, Args=Args), Else=Block(Return))",
            ),
            (
                "if a && let Some(b) = c { f() } else if d {} else { g(); }",
                "If(Cond=BinOp &&(Left=Name a, Right=Assign(Target=Call(Callee=Name Some, Args=Args(Name b)), Value=Name c)), Then=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))), Else=If(Cond=Name d, Then=Block, Else=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))))",
            ),
            (
                "while let Some(x) = it.next() { continue; }",
                "While(Cond=Assign(Target=Call(Callee=Name Some, Args=Args(Name x)), Value=Call(Callee=Member(Object=Name it, Name=Ident next), Args=Args)), Body=Block(Continue))",
            ),
            (
                "'outer: loop { break 'outer 5; }",
                "Labeled(Label=Ident outer, Body=Block(While loop(Body=Block(Break(Label=Ident outer, Operand=Num 5)))))",
            ),
            (
                "for (i, x) in list.iter() { use_it(&mut x); }",
                "ForEach(Target=Tuple(Name i, Name x), Iter=Call(Callee=Member(Object=Name list, Name=Ident iter), Args=Args), Body=Block(ExprStmt(Operand=Call(Callee=Name use_it, Args=Args(Unary &mut(Operand=Name x))))))",
            ),
            (
                "let r = unsafe { read()? }.await;",
                "Assign(Target=Name r, Value=Await(Operand=With unsafe(Body=Block(ExprStmt(Operand=Unary ?(Operand=Call(Callee=Name read, Args=Args)))))))",
            ),
            (
                "match x { 1 | 2 if a => f(), T { b, c: d, .. } => {} Some(_) => 3, _ => g() }",
                "Switch(Cond=Name x, Case(Num 1, Num 2, Cond=Name a, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)))), Case(Record(Type=Type(Name T), Pair(Key=Ident b, Value=Name b), Pair(Key=Ident c, Value=Name d), Spread ..), Body=Block), Case(Call(Callee=Name Some, Args=Args(Name _)), Body=Block(ExprStmt(Operand=Num 3))), Case(Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))))",
            ),
            (
                "let f = async move |x: u32, y| x as u64 + y; let g = async { h().await };",
                "Assign(Target=Name f, Value=Func(Attr=Modifier async, Attr=Modifier move, Params=Params(Param(Name=Ident x, Type=Type(Name u32)), Param(Name=Ident y)), Body=Block(Return(Operand=BinOp +(Left=Cast(Operand=Name x, Type=Type(Name u64)), Right=Name y))))); Assign(Target=Name g, Value=Func(Attr=Modifier async, Body=Block(Return(Operand=Await(Operand=Call(Callee=Name h, Args=Args))))))",
            ),
            (
                "let v = T::<u8> { a: 1, b, ..c }; let l = [0; 4]; let p = a::b::<C>(d); let q = <A as B>::f(());",
                "Assign(Target=Name v, Value=Record(Type=Type(Name T, TypeArgs=TypeArgs(Type(Name u8))), Pair(Key=Ident a, Value=Num 1), Pair(Key=Ident b, Value=Name b), Spread ..(Operand=Name c))); Assign(Target=Name l, Value=List repeat(Num 0, Num 4)); Assign(Target=Name p, Value=Call(Callee=Member(Object=Name a, Name=Ident b), TypeArgs=TypeArgs(Type(Name C)), Args=Args(Name d))); Assign(Target=Name q, Value=Call(Callee=Member(Object=Type as(Type(Name A), Type(Name B)), Name=Ident f), Args=Args(Tuple)))",
            ),
            (
                "f()?; return g(1..=2);",
                "ExprStmt(Operand=Unary ?(Operand=Call(Callee=Name f, Args=Args))); Return(Operand=Call(Callee=Name g, Args=Args(BinOp ..=(Left=Num 1, Right=Num 2))))",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::Rust, s),
        &[
            (
                "fn f(mut a: i32, &mut self, i32, T { x, .. }: T) -> Vec<&'a str> { g(); a + 1 }",
                "Func(Name=Ident f, Params=Params(Param(Attr=Modifier mut, Name=Ident a, Type=Type(Name i32)), Param(Attr=Modifier &, Attr=Modifier mut, Name=Ident self), Param(Type=Type(Name i32)), Param(Target=Record(Type=Type(Name T), Pair(Key=Ident x, Value=Name x), Spread ..), Type=Type(Name T))), ReturnType=Type(Name Vec, TypeArgs=TypeArgs(Type reference(Type(Name str)))), Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)), Return(Operand=BinOp +(Left=Name a, Right=Num 1))))",
            ),
            (
                "fn f() -> u32 { if a { 1 } else { match b { _ => 2 } } }",
                "Func(Name=Ident f, Params=Params, ReturnType=Type(Name u32), Body=Block(If(Cond=Name a, Then=Block(Return(Operand=Num 1)), Else=Block(Switch(Cond=Name b, Case(Body=Block(Return(Operand=Num 2))))))))",
            ),
            (
                "fn f() { g(); }",
                "Func(Name=Ident f, Params=Params, Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args))))",
            ),
            (
                "#[get(\"/x\", rank = 2)] #[doc = \"d\"] pub(crate) async unsafe fn f<T: Clone>() where T: Copy {}",
                "Func(Attr=Attr(Callee=Name get, Args=Args(Str /x, KwArg(Name=Ident rank, Value=Num 2))), Attr=Attr(Callee=Name doc, Value=Str d), Attr=Modifier pub(crate), Attr=Modifier async, Attr=Modifier unsafe, Name=Ident f, TypeArgs=TypeArgs(Type(Name T, Extra=Type(Name Clone))), Params=Params, Extra=Type where(Type(Name T), Type(Name Copy)), Body=Block)",
            ),
            (
                "#[derive(Debug, Clone)] pub struct S<'a, T> { #[serde(skip)] pub a: &'a T, b: [u8; 4] }",
                "Class struct(Attr=Attr(Callee=Name derive, Args=Args(Name Debug, Name Clone)), Attr=Modifier pub, Name=Ident S, TypeArgs=TypeArgs(Type(Name T)), Body=ClassBody(Assign(Attr=Attr(Callee=Name serde, Args=Args(Name skip)), Attr=Modifier pub, Target=Name a, Type=Type reference(Type(Name T))), Assign(Target=Name b, Type=Type array(Type(Name u8), Extra=Num 4))))",
            ),
            (
                "struct P(pub u32, T); enum E { A, B(u8), C { x: u8 }, D = 4 }",
                "Class struct(Name=Ident P, Body=ClassBody(Assign(Attr=Modifier pub, Target=Name 0, Type=Type(Name u32)), Assign(Target=Name 1, Type=Type(Name T)))); Class enum(Name=Ident E, Body=ClassBody(Assign(Target=Name A), Class variant(Name=Ident B, Body=ClassBody(Assign(Target=Name 0, Type=Type(Name u8)))), Class variant(Name=Ident C, Body=ClassBody(Assign(Target=Name x, Type=Type(Name u8)))), Assign(Target=Name D, Value=Num 4)))",
            ),
            (
                "impl<T> fmt::Display for S<T> { const N: u8 = 1; fn f(&self) {} }",
                "Class impl(TypeArgs=TypeArgs(Type(Name T)), Interface=Type(Member(Object=Name fmt, Name=Ident Display)), Type=Type(Name S, TypeArgs=TypeArgs(Type(Name T))), Body=ClassBody(Assign(Attr=Modifier const, Target=Name N, Type=Type(Name u8), Value=Num 1), Func(Name=Ident f, Params=Params(Param(Attr=Modifier &, Name=Ident self)), Body=Block)))",
            ),
            (
                "unsafe trait T: A + B { type X; fn f(&self); }",
                "Class trait(Attr=Modifier unsafe, Name=Ident T, Parent=Type(Name A), Parent=Type(Name B), Body=ClassBody(Class type(Name=Ident X), Func(Name=Ident f, Params=Params(Param(Attr=Modifier &, Name=Ident self)))))",
            ),
            (
                "mod m { use super::*; } extern \"C\" { fn f(); } type A = Box<dyn Fn(u8) -> u8>;",
                "Package(Path=Path(Ident m), Body=Block(ImportAll(Path=Path(Ident super)))); With extern(Body=Block(Func(Name=Ident f, Params=Params))); Class type(Name=Ident A, Type=Type(Name Box, TypeArgs=TypeArgs(Type dyn(Type function(Type(Name Fn), Params=Params(Param(Type=Type(Name u8))), ReturnType=Type(Name u8))))))",
            ),
            (
                "use a::b; use c; use d as e; extern crate g;",
                "ImportFrom(Path=Path(Ident a), ImportItem(Name=Ident b)); ImportModule(Path=Path(Ident c)); ImportModule(Path=Path(Ident d), Alias=Ident e); ImportModule(Path=Path(Ident g))",
            ),
            (
                "use a::{b as c, d, e::{self, f}, g::*};",
                "ImportFrom(Path=Path(Ident a), ImportItem(Name=Ident b, Alias=Ident c), ImportItem(Name=Ident d)); ImportFrom(Path=Path(Ident a, Ident e), ImportItem(Name=Ident f)); ImportFrom(Path=Path(Ident a), ImportItem(Name=Ident e)); ImportAll(Path=Path(Ident a, Ident g))",
            ),
            ("#![forbid(unsafe_code)]", "Attr(Callee=Name forbid, Args=Args(Name unsafe_code))"),
        ],
    );
}

#[test]
fn macros() {
    check(
        |s| of_source(Language::Rust, s),
        &[
            (
                "println!(\"{name:?} {} {{x}} \\u{e9}\", a.b, w = 5);",
                "ExprStmt(Operand=Macro(Callee=Name println, Args=Args(Template {name:?} {} {{x}} \\u{e9}(Name name, StrPart  {} {{x}} \\u{e9}), Member(Object=Name a, Name=Ident b), KwArg(Name=Ident w, Value=Num 5))))",
            ),
            (
                "let v = vec![1, 2]; let z = vec![0u8; n];",
                "Assign(Target=Name v, Value=Macro(Callee=Name vec, Args=Args(Num 1, Num 2))); Assign(Target=Name z, Value=Macro(Callee=Name vec, Args=Args(List repeat(Num 0, Name n))))",
            ),
            (
                "write!(f, \"{x}\")?; assert!(ok, \"no {y}\"); log::info!(\"plain\");",
                "ExprStmt(Operand=Unary ?(Operand=Macro(Callee=Name write, Args=Args(Name f, Template {x}(Name x))))); ExprStmt(Operand=Macro(Callee=Name assert, Args=Args(Name ok, Template no {y}(StrPart no , Name y)))); ExprStmt(Operand=Macro(Callee=Member(Object=Name log, Name=Ident info), Args=Args(Str plain)))",
            ),
            (
                "info!(target: \"t\", user.id = %user, ?other, \"saw {count}\");",
                "ExprStmt(Operand=Macro(Callee=Name info, Args=Args(KwArg(Name=Ident target, Value=Str t), KwArg(Name=Ident user.id, Value=Name user), Name other, Template saw {count}(StrPart saw , Name count))))",
            ),
            (
                "let j = json!({ \"a\": x, \"b\": [1, { \"c\": f(y) }] });",
                "Assign(Target=Name j, Value=Macro(Callee=Name json, Args=Args(Dict(Pair(Key=Str a, Value=Name x), Pair(Key=Str b, Value=List(Num 1, Dict(Pair(Key=Str c, Value=Call(Callee=Name f, Args=Args(Name y))))))))))",
            ),
            (
                "let ok = matches!(v, Some(x) | None if x > 1);",
                "Assign(Target=Name ok, Value=Macro(Callee=Name matches, Args=Args(Name v, Call(Callee=Name Some, Args=Args(Name x)), Name None, Cond=BinOp >(Left=Name x, Right=Num 1))))",
            ),
            (
                "sqlx::query!(\"SELECT {x}\", id); format!(r\"{p}\\{q}\"); println!();",
                "ExprStmt(Operand=Macro(Callee=Member(Object=Name sqlx, Name=Ident query), Args=Args(Str SELECT {x}, Name id))); ExprStmt(Operand=Macro(Callee=Name format, Args=Args(Template {p}\\{q}(Name p, StrPart \\, Name q)))); ExprStmt(Operand=Macro(Callee=Name println, Args=Args))",
            ),
            (
                "outer!(inner!(format!(\"{a}\")));",
                "ExprStmt(Operand=Macro(Callee=Name outer, Args=Args(Macro(Callee=Name inner, Args=Args(Macro(Callee=Name format, Args=Args(Template {a}(Name a))))))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Rust, s),
        &[
            ("println!(...)", "Macro(Callee=Name println, Args=Args(Ellipsis))"),
            ("format!(\"...\", $X)", "Macro(Callee=Name format, Args=Args(StrAny ..., Meta $X))"),
            ("$M!($X)", "Macro(Callee=Meta $M, Args=Args(Meta $X))"),
            (
                "info!(..., user = $X, ...)",
                "Macro(Callee=Name info, Args=Args(Ellipsis, KwArg(Name=Ident user, Value=Meta $X), Ellipsis))",
            ),
            (
                "format!(\"...{$X}...\")",
                "Macro(Callee=Name format, Args=Args(Template ...{$X}...(Ellipsis, Meta $X, Ellipsis)))",
            ),
            ("$X.unwrap()", "Call(Callee=Member(Object=Meta $X, Name=Ident unwrap), Args=Args)"),
            ("foo();", "ExprStmt(Operand=Call(Callee=Name foo, Args=Args))"),
            ("foo($X)?", "Unary ?(Operand=Call(Callee=Name foo, Args=Args(Meta $X)))"),
            (
                "$A.b. ... .c(...)",
                "Call(Callee=Member(Object=ChainEllipsis(Object=Member(Object=Meta $A, Name=Ident b)), Name=Ident c), Args=Args(Ellipsis))",
            ),
            (
                "fn $F(..., $X: String, ...) -> $T { ... }",
                "Func(Name=Meta $F, Params=Params(Ellipsis, Param(Name=Meta $X, Type=Type(Name String)), Ellipsis), ReturnType=Meta $T, Body=Block(Ellipsis))",
            ),
            ("fn $F($X)", "Func(Name=Meta $F, Params=Params(Meta $X))"),
            (
                "#[$A(...)]\nfn $F(...) { ... }",
                "Func(Attr=Attr(Callee=Meta $A, Args=Args(Ellipsis)), Name=Meta $F, Params=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            ("#[derive(...)]", "Attr(Callee=Name derive, Args=Args(Ellipsis))"),
            (
                "let $X = f($...ARGS);",
                "Assign(Target=Meta $X, Value=Call(Callee=Name f, Args=Args(MetaEllipsis $...ARGS)))",
            ),
            ("let $X: $T = $Y", "Assign(Target=Meta $X, Type=Meta $T, Value=Meta $Y)"),
            (
                "if let Some($X) = $Y { ... }",
                "If(Cond=Assign(Target=Call(Callee=Name Some, Args=Args(Meta $X)), Value=Meta $Y), Then=Block(Ellipsis))",
            ),
            (
                "match $X { ..., Err($E) => ..., ... }",
                "Switch(Cond=Meta $X, Ellipsis, Case(Call(Callee=Name Err, Args=Args(Meta $E)), Body=Block(Ellipsis)), Ellipsis)",
            ),
            ("Err($E) => ...", "Case(Call(Callee=Name Err, Args=Args(Meta $E)), Body=Block(Ellipsis))"),
            (
                "struct $S { ..., $F: String, ... }",
                "Class struct(Name=Meta $S, Body=ClassBody(Ellipsis, Assign(Target=Meta $F, Type=Type(Name String)), Ellipsis))",
            ),
            (
                "$S { ..., verify: false, ... }",
                "Record(Type=Meta $S, Ellipsis, Pair(Key=Ident verify, Value=Bool false), Ellipsis)",
            ),
            (
                "impl $T for $S { ... fn f(...) { ... } ... }",
                "Class impl(Interface=Meta $T, Type=Meta $S, Body=ClassBody(Ellipsis, Func(Name=Ident f, Params=Params(Ellipsis), Body=Block(Ellipsis)), Ellipsis))",
            ),
            ("use $X;", "ImportFrom(Path=Path, ImportItem(Name=Meta $X))"),
            ("use a::$X;", "ImportFrom(Path=Path(Ident a), ImportItem(Name=Meta $X))"),
            ("unsafe { ... }", "With unsafe(Body=Block(Ellipsis))"),
            ("|$X| $Y", "Func(Params=Params(Meta $X), Body=Block(ExprStmt(Operand=Meta $Y)))"),
            (
                "($X : String).len()",
                "Call(Callee=Member(Object=TypedMeta $X(Type=Type(Name String)), Name=Ident len), Args=Args)",
            ),
            ("<... $X + 1 ...>", "Deep(Operand=BinOp +(Left=Meta $X, Right=Num 1))"),
            (
                "a();\n...\nb();",
                "Statements(ExprStmt(Operand=Call(Callee=Name a, Args=Args)), Ellipsis, ExprStmt(Operand=Call(Callee=Name b, Args=Args)))",
            ),
            ("return $X", "Return(Operand=Meta $X)"),
            ("\"$S\"", "StrMeta $S"),
            ("for $X in ... { ... }", "ForEach(Target=Meta $X, Iter=Ellipsis, Body=Block(Ellipsis))"),
            (
                "pub fn f(&self) { ... }",
                "Func(Attr=Modifier pub, Name=Ident f, Params=Params(Param(Attr=Modifier &, Name=Ident self)), Body=Block(Ellipsis))",
            ),
            ("mod tests { ... }", "Package(Path=Path(Ident tests), Body=Block(Ellipsis))"),
            ("$X as u8", "Cast(Operand=Meta $X, Type=Type(Name u8))"),
            ("r#\"=~/a/\"#", "StrRegex =~/a/"),
            ("let $X = 'a' + '\"';", "Assign(Target=Meta $X, Value=BinOp +(Left=Char a, Right=Char \"))"),
        ],
    );
}

/// Every node's place, as `kind: text` of the leaves below macros.
fn places(source: &str) -> String {
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    Parser::new().parse(Language::Rust, source, &mut tree, &mut symbols);
    let is_leaf = |n: &NodeId| {
        tree.children(*n).next().is_none() && tree.ancestors(*n).any(|a| tree.node(a).kind == NodeKind::Macro)
    };
    let leaves = tree.ids().filter(is_leaf).map(|n| &source[tree.node(n).span.range()]);
    leaves.collect::<Vec<_>>().join(" ")
}

#[test]
fn arguments_of_macros_keep_their_places() {
    check(
        places,
        &[
            ("f(é, println!(\"ü {name} ß\", é = /* c */ x));", "println ü  name  ß é x"),
            ("info!(target: \"é\", a.b = %c);", "info target \"é\" a.b c"),
            ("json!({ \"é\": [x] });", "json \"é\" x"),
            ("vec![ a ; b ];", "vec a b"),
            ("matches!(é, Some(b) if c);", "matches é Some b c"),
            ("outer!(inner!(\"é\", x));", "outer inner \"é\" x"),
        ],
    );
}

/// Which macros have arguments that were understood, `?` after those that stayed tokens.
fn understood(source: &str) -> String {
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    Parser::new().parse(Language::Rust, source, &mut tree, &mut symbols);
    let calls = tree.ids().filter(|n| tree.node(*n).kind == NodeKind::Macro).map(|call| {
        let callee = tree.child(call, Role::Callee).map_or("", |c| &source[tree.node(c).span.range()]);
        let has_tokens = tree.subtree(call).any(|n| tree.node(n).kind == NodeKind::Other);
        format!("{callee}{}", if has_tokens { "?" } else { "" })
    });
    calls.collect::<Vec<_>>().join(" ")
}

#[test]
fn arguments_that_are_no_expressions_stay_tokens() {
    check(
        understood,
        &[
            ("fn f() { quote! { fn #name() {} } }", "quote?"),
            ("m!(a => (b), c);", "m?"),
            ("println!(\"{}\", a b (c));", "println?"),
            ("m!(a, b);", "m"),
            ("println! { \"{a}\" }", "println"),
        ],
    );
}

#[test]
fn hostile_text_is_lowered_all_the_same() {
    let nested = |open: &str, inner: &str, close: &str, times: usize| {
        [&open.repeat(times), inner, &close.repeat(times)].concat()
    };
    let texts = [
        format!("fn f() {{ {} }}", nested("a!(", "1", ")", 2_000)),
        format!("fn f() {{ println!({}); }}", nested("(", "1", ")", 5_000)),
        format!("fn f() {{ println!({}1); }}", "!".repeat(5_000)),
        format!("fn f() {{ json!({}); }}", nested("[", "1", "]", 2_500)),
        format!("fn f() {{ println!(\"{}\"); }}", "{x".repeat(5_000)),
        format!("fn f() {}", nested("{ if a ", "", "}", 2_000)),
        "println!(\"{\\u{}{\\\"".to_owned(),
        "m!(é".to_owned(),
        "#[a(é] fn".to_owned(),
        "matches!(,,);vec![;;];json!({:});info!(%?,:,=)".to_owned(),
        "use a::{self::{*}, {b, {c}}};".to_owned(),
    ];
    for text in texts {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Rust, &text, &mut tree, &mut symbols);
        for id in tree.ids() {
            let span = tree.node(id).span;
            assert!(text.get(span.range()).is_some(), "{span:?} in {}", &text[..text.len().min(60)]);
        }
    }
}
