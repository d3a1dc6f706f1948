//! Apex: what constructs and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Flags, Language, NodeId, NodeKind, Parser, Symbols, Tree};

/// The statements of a method.
fn statements(source: &str) -> String {
    let found = of_source(Language::Apex, &format!("class A {{ void f() {{ {source} }} }}"));
    let found = found.split_once("Body=Block(").map_or("", |(_, rest)| rest);
    found.strip_suffix("))))").unwrap_or(found).to_owned()
}

#[test]
fn expressions_and_statements() {
    check(
        statements,
        &[
            (
                "Integer x = 1, y; final List<Account> l;",
                "Assign(Type=Type(Name integer), Target=Name x, Value=Num 1), Assign(Type=Type(Name integer), Target=Name y), Assign(Attr=Modifier final, Type=Type(Name list, TypeArgs=TypeArgs(Type(Name account))), Target=Name l)",
            ),
            (
                "x += 2; x++; --x; a[0] = b?.c(1);",
                "AugAssign +(Target=Name x, Value=Num 2), ExprStmt(Operand=Unary ++(Operand=Name x)), ExprStmt(Operand=Unary --(Operand=Name x)), Assign(Target=Index(Object=Name a, Num 0), Value=Call(Callee=Member(Object=Name b, Name=Ident c), Args=Args(Num 1)))",
            ),
            (
                "Account a = new Account(Name = 'x', Age__c = 3);",
                "Assign(Type=Type(Name account), Target=Name a, Value=New(Type=Type(Name account), Args=Args(KwArg(Name=Ident name, Value=Str x), KwArg(Name=Ident age__c, Value=Num 3))))",
            ),
            (
                "List<String> l = new List<String>{ 'a' }; Map<String, Integer> m = new Map<String, Integer>{ 'a' => 1 }; String[] s = new String[3];",
                "Assign(Type=Type(Name list, TypeArgs=TypeArgs(Type(Name string))), Target=Name l, Value=New(Type=Type(Name list, TypeArgs=TypeArgs(Type(Name string))), Value=List(Str a))), Assign(Type=Type(Name map, TypeArgs=TypeArgs(Type(Name string), Type(Name integer))), Target=Name m, Value=New(Type=Type(Name map, TypeArgs=TypeArgs(Type(Name string), Type(Name integer))), Value=Dict(Pair(Key=Str a, Value=Num 1)))), Assign(Type=Type array(Type(Name string)), Target=Name s, Value=New(Type=Type array(Type(Name string)), Args=Args(Num 3)))",
            ),
            (
                "INSERT a; update as user b; upsert c Key__c; merge d e; delete f;",
                "ExprStmt(Operand=Unary insert(Operand=Name a)), ExprStmt(Operand=Unary update(Attr=Modifier user, Operand=Name b)), ExprStmt(Operand=Unary upsert(Operand=Name c, Extra=Type(Name key__c))), ExprStmt(Operand=Unary merge(Operand=Name d, Extra=Name e)), ExprStmt(Operand=Unary delete(Operand=Name f))",
            ),
            (
                "if (o instanceof Account) { return NULL; } else if (a <> b) throw new E('x'); else { }",
                "If(Cond=BinOp instanceof(Left=Name o, Right=Type(Name account)), Then=Block(Return(Operand=Null)), Else=If(Cond=BinOp !=(Left=Name a, Right=Name b), Then=Block(Throw(Operand=New(Type=Type(Name e), Args=Args(Str x)))), Else=Block))",
            ),
            (
                "for (Integer i = 0; i < 9; i++) ; for (Account a : accounts) f(a);",
                "For(Init=Assign(Type=Type(Name integer), Target=Name i, Value=Num 0), Cond=BinOp <(Left=Name i, Right=Num 9), Update=Unary ++(Operand=Name i), Body=Block), ForEach(Type=Type(Name account), Target=Name a, Iter=Name accounts, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args(Name a)))))",
            ),
            (
                "do { i--; } while (TRUE); while (x) { break; }",
                "DoWhile(Cond=Bool true, Body=Block(ExprStmt(Operand=Unary --(Operand=Name i)))), While(Cond=Name x, Body=Block(Break))",
            ),
            (
                "switch on s { when 1, 2 { f(); } when Account a { g(); } when else { h(); } }",
                "Switch(Cond=Name s, Case(Num 1, Num 2, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)))), Case(Assign(Type=Type(Name account), Target=Name a), Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))), Case(Body=Block(ExprStmt(Operand=Call(Callee=Name h, Args=Args)))))",
            ),
            (
                "try { f(); } catch (DmlException e) { } finally { g(); }",
                "Try(Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))), Handler=Catch(Type=Type(Name dmlexception), Name=Ident e, Body=Block), Finally=Block finally(ExprStmt(Operand=Call(Callee=Name g, Args=Args))))",
            ),
            (
                "System.runAs(u) { f(); }",
                "With system.runas(Name u, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args))))",
            ),
            (
                "Object o = (Account) x ?? y; Long n = 10L; Decimal d = 1.50; Type t = Foo.class; String q = '''a b''';",
                "Assign(Type=Type(Name object), Target=Name o, Value=BinOp ??(Left=Cast(Type=Type(Name account), Operand=Name x), Right=Name y)), Assign(Type=Type(Name long), Target=Name n, Value=Num 10), Assign(Type=Type(Name decimal), Target=Name d, Value=Num 1.5), Assign(Type=Type(Name type), Target=Name t, Value=Member(Object=Name foo, Name=Ident class)), Assign(Type=Type(Name string), Target=Name q, Value=Str a b)",
            ),
        ],
    );
}

#[test]
fn queries() {
    check(
        statements,
        &[
            (
                "List<Account> l = [SELECT Id, Owner.Name, (SELECT Id FROM Contacts) FROM Account WHERE Name = :name AND Age > 3 ORDER BY Name DESC LIMIT 10];",
                "Assign(Type=Type(Name list, TypeArgs=TypeArgs(Type(Name account))), Target=Name l, Value=Directive(Name=Ident soql, Attr=Directive(Name=Ident select, Ident id, Ident owner.name, Directive(Name=Ident soql, Attr=Directive(Name=Ident select, Ident id), Attr=Directive(Name=Ident from, Ident contacts))), Attr=Directive(Name=Ident from, Ident account), Attr=Directive(Name=Ident where, BinOp and(Left=BinOp =(Left=Ident name, Right=Unary :(Operand=Name name)), Right=BinOp >(Left=Ident age, Right=Num 3))), Attr=Directive(Name=Ident order_by, Ident name, Modifier desc), Attr=Directive(Name=Ident limit, Num 10)))",
            ),
            (
                "a = [SELECT COUNT() FROM Account WITH SECURITY_ENFORCED];",
                "Assign(Target=Name a, Value=Directive(Name=Ident soql, Attr=Directive(Name=Ident select, Call(Callee=Name count, Args=Args)), Attr=Directive(Name=Ident from, Ident account), Attr=Directive(Name=Ident with, Name security_enforced)))",
            ),
            (
                "a = [select Id from Lead where Id not in :ids or Created = TODAY];",
                "Assign(Target=Name a, Value=Directive(Name=Ident soql, Attr=Directive(Name=Ident select, Ident id), Attr=Directive(Name=Ident from, Ident lead), Attr=Directive(Name=Ident where, BinOp or(Left=BinOp not in(Left=Ident id, Right=Unary :(Operand=Name ids)), Right=BinOp =(Left=Ident created, Right=Name today)))))",
            ),
            (
                "r = [FIND :q IN ALL FIELDS RETURNING Account(Id, Name WHERE X = 1)];",
                "Assign(Target=Name r, Value=Directive(Name=Ident sosl, Attr=Directive(Name=Ident find, Unary :(Operand=Name q)), Attr=Directive(Name=Ident in, Name all), Attr=Directive(Name=Ident returning, Directive(Name=Ident account, Ident id, Ident name, Attr=Directive(Name=Ident where, BinOp =(Left=Ident x, Right=Num 1))))))",
            ),
        ],
    );
}

#[test]
fn declarations() {
    check(
        |s| of_source(Language::Apex, s),
        &[
            (
                "@isTest private with sharing class A extends B implements C, D.E<F> { }",
                "Class class(Attr=Attr(Callee=Name istest, Args=Args), Attr=Modifier private, Attr=Modifier with sharing, Name=Ident a, Parent=Type(Name b), Interface=Type(Name c), Interface=Type(Member(Object=Name d, Name=Ident e), TypeArgs=TypeArgs(Type(Name f))), Body=ClassBody)",
            ),
            (
                "public Interface I extends J { void f(Integer x); } enum S { ONE, TWO }",
                "Class interface(Attr=Modifier public, Name=Ident i, Parent=Type(Name j), Body=ClassBody(Func(ReturnType=Type(Name void), Name=Ident f, Params=Params(Param(Type=Type(Name integer), Name=Ident x))))); Class enum(Name=Ident s, Body=ClassBody(Assign(Target=Name one), Assign(Target=Name two)))",
            ),
            (
                "class A { private static final String NAME = 'a'; public Integer n { get; private set; } public String t { get { return x; } set { x = value; } } }",
                "Class class(Name=Ident a, Body=ClassBody(Assign(Attr=Modifier private, Attr=Modifier static, Attr=Modifier final, Type=Type(Name string), Target=Name name, Value=Str a), Assign(Attr=Modifier public, Type=Type(Name integer), Target=Name n), Assign(Attr=Modifier public, Type=Type(Name string), Target=Name t, Extra=Func(Name=Ident get, Body=Block(Return(Operand=Name x))), Extra=Func(Name=Ident set, Body=Block(Assign(Target=Name x, Value=Name value))))))",
            ),
            (
                "class A { static { f(); } { g(); } public A(Integer x) { this(); } @AuraEnabled(cacheable=true) public static List<Id> find(final String s) { } }",
                "Class class(Name=Ident a, Body=ClassBody(Func(Attr=Modifier static, Name=Ident <clinit>, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args)))), Func(Name=Ident <init>, Body=Block(ExprStmt(Operand=Call(Callee=Name g, Args=Args)))), Func(Attr=Modifier public, Name=Ident a, Params=Params(Param(Type=Type(Name integer), Name=Ident x)), Body=Block(ExprStmt(Operand=Call(Callee=Name this, Args=Args)))), Func(Attr=Attr(Callee=Name auraenabled, Args=Args(KwArg(Name=Ident cacheable, Value=Bool true))), Attr=Modifier public, Attr=Modifier static, ReturnType=Type(Name list, TypeArgs=TypeArgs(Type(Name id))), Name=Ident find, Params=Params(Param(Attr=Modifier final, Type=Type(Name string), Name=Ident s)), Body=Block)))",
            ),
            (
                "trigger T on Account (before insert, AFTER  update) { f(Trigger.new); }",
                "Class trigger(Name=Ident t, Parent=Type(Name account), Attr=Modifier before insert, Attr=Modifier after update, Body=Block(ExprStmt(Operand=Call(Callee=Name f, Args=Args(Member(Object=Name trigger, Name=Ident new))))))",
            ),
        ],
    );
}

#[test]
fn patterns_of_statements() {
    check(
        |p| of_pattern(Language::Apex, p),
        &[
            ("System.debug(...)", "Call(Callee=Member(Object=Name system, Name=Ident debug), Args=Args(Ellipsis))"),
            (
                "SYSTEM.Debug($X);",
                "ExprStmt(Operand=Call(Callee=Member(Object=Name system, Name=Ident debug), Args=Args(Meta $X)))",
            ),
            (
                "$R.setHeader('Authorization', $A);",
                "ExprStmt(Operand=Call(Callee=Member(Object=Meta $R, Name=Ident setheader), Args=Args(Str Authorization, Meta $A)))",
            ),
            ("insert $X;", "ExprStmt(Operand=Unary insert(Operand=Meta $X))"),
            ("upsert $X $K;", "ExprStmt(Operand=Unary upsert(Operand=Meta $X, Extra=Meta $K))"),
            (
                "[SELECT ... FROM $T]",
                "Directive(Name=Ident soql, Attr=Directive(Name=Ident select, Ellipsis), Attr=Directive(Name=Ident from, Meta $T))",
            ),
            (
                "[SELECT $F, ... FROM Account WHERE $A = :$B]",
                "Directive(Name=Ident soql, Attr=Directive(Name=Ident select, Meta $F, Ellipsis), Attr=Directive(Name=Ident from, Ident account), Attr=Directive(Name=Ident where, BinOp =(Left=Meta $A, Right=Unary :(Operand=Meta $B))))",
            ),
            (
                "[SELECT ... FROM Account WHERE ...]",
                "Directive(Name=Ident soql, Attr=Directive(Name=Ident select, Ellipsis), Attr=Directive(Name=Ident from, Ident account), Attr=Directive(Name=Ident where, Ellipsis))",
            ),
            (
                "[FIND :$Q RETURNING ...]",
                "Directive(Name=Ident sosl, Attr=Directive(Name=Ident find, Unary :(Operand=Meta $Q)), Attr=Directive(Name=Ident returning, Ellipsis))",
            ),
            (
                "for (...) { ... insert $X; ... }",
                "For(Init=Ellipsis, Body=Block(Ellipsis, ExprStmt(Operand=Unary insert(Operand=Meta $X)), Ellipsis))",
            ),
            ("for ($T $X : $L) { ... }", "ForEach(Type=Meta $T, Target=Meta $X, Iter=Meta $L, Body=Block(Ellipsis))"),
            (
                "String $V = String.valueOf('$S');...use($V);",
                "Statements(Assign(Type=Type(Name string), Target=Meta $V, Value=Call(Callee=Member(Object=Name string, Name=Ident valueof), Args=Args(StrMeta $S))), Ellipsis, ExprStmt(Operand=Call(Callee=Name use, Args=Args(Meta $V))))",
            ),
            (
                "try { ... } catch ($E $X) { }",
                "Try(Body=Block(Ellipsis), Handler=Catch(Type=Meta $E, Name=Meta $X, Body=Block))",
            ),
            ("catch ($E $X) { ... }", "Catch(Type=Meta $E, Name=Meta $X, Body=Block(Ellipsis))"),
            ("finally { ... }", "Block finally(Ellipsis)"),
            (
                "switch on $X { ... when 1 { ... } ... }",
                "Switch(Cond=Meta $X, Ellipsis, Case(Num 1, Body=Block(Ellipsis)), Ellipsis)",
            ),
            ("System.runAs($U) { ... }", "With system.runas(Meta $U, Body=Block(Ellipsis))"),
            (
                "new $T(..., Name = $V, ...)",
                "New(Type=Meta $T, Args=Args(Ellipsis, KwArg(Name=Ident name, Value=Meta $V), Ellipsis))",
            ),
            (
                "new Map<String, $T>{ ..., 'a' => $V, ... }",
                "New(Type=Type(Name map, TypeArgs=TypeArgs(Type(Name string), Meta $T)), Value=Dict(Ellipsis, Pair(Key=Str a, Value=Meta $V), Ellipsis))",
            ),
            (
                "(Account $X).foo()",
                "Call(Callee=Member(Object=TypedMeta $X(Type=Type(Name account)), Name=Ident foo), Args=Args)",
            ),
            ("'...'", "StrAny ..."),
            ("'=~/^select/i' + $X", "BinOp +(Left=StrRegex =~/^select/i, Right=Meta $X)"),
            ("return $X", "Return(Operand=Meta $X)"),
            (
                "List<$T> $L = $X;\n...\nuse($L);",
                "Statements(Assign(Type=Type(Name list, TypeArgs=TypeArgs(Meta $T)), Target=Meta $L, Value=Meta $X), Ellipsis, ExprStmt(Operand=Call(Callee=Name use, Args=Args(Meta $L))))",
            ),
            ("$X < $Y", "BinOp <(Left=Meta $X, Right=Meta $Y)"),
        ],
    );
}

#[test]
fn patterns_of_declarations() {
    check(
        |p| of_pattern(Language::Apex, p),
        &[
            ("public class $C { ... }", "Class class(Attr=Modifier public, Name=Meta $C, Body=ClassBody(Ellipsis))"),
            (
                "class $C extends $D implements ..., I, ... { ... }",
                "Class class(Name=Meta $C, Parent=Meta $D, Interface=Ellipsis, Interface=Type(Name i), Interface=Ellipsis, Body=ClassBody(Ellipsis))",
            ),
            (
                "public $S sharing class $C { ... }",
                "Class class(Attr=Modifier public, Attr=Meta $S, Name=Meta $C, Body=ClassBody(Ellipsis))",
            ),
            (
                "public with sharing class $C",
                "Class class(Attr=Modifier public, Attr=Modifier with sharing, Name=Meta $C)",
            ),
            (
                "$M(..., String $P, ...) { ... }",
                "Func(Name=Meta $M, Params=Params(Ellipsis, Param(Type=Type(Name string), Name=Meta $P), Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "public $C(...) { ... }",
                "Func(Attr=Modifier public, Name=Meta $C, Params=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            ("static { ... }", "Func(Attr=Modifier static, Name=Ident <clinit>, Body=Block(Ellipsis))"),
            ("private $T $X = ...;", "Assign(Attr=Modifier private, Type=Meta $T, Target=Meta $X, Value=Ellipsis)"),
            ("$T $X { get; set; }", "Assign(Type=Meta $T, Target=Meta $X)"),
            (
                "@AuraEnabled(cacheable=true) public static $T $M(...) { ... }",
                "Func(Attr=Attr(Callee=Name auraenabled, Args=Args(KwArg(Name=Ident cacheable, Value=Bool true))), Attr=Modifier public, Attr=Modifier static, ReturnType=Meta $T, Name=Meta $M, Params=Params(Ellipsis), Body=Block(Ellipsis))",
            ),
            (
                "@$A(... urlMapping=$U ...) global class $C { ... }",
                "Class class(Attr=Attr(Callee=Meta $A, Args=Args(Ellipsis, KwArg(Name=Ident urlmapping, Value=Meta $U), Ellipsis)), Attr=Modifier global, Name=Meta $C, Body=ClassBody(Ellipsis))",
            ),
            (
                "trigger $T on $O (before insert) { ... }",
                "Class trigger(Name=Meta $T, Parent=Meta $O, Attr=Modifier before insert, Body=Block(Ellipsis))",
            ),
            (
                "enum $E { ..., A, ... }",
                "Class enum(Name=Meta $E, Body=ClassBody(Ellipsis, Assign(Target=Name a), Ellipsis))",
            ),
        ],
    );
}

/// Flags that matching and name resolution rely on, and text that does not parse.
#[test]
fn flags_and_broken_text() {
    let count = |source: &str, kind: NodeKind, flags: Flags| {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Apex, source, &mut tree, &mut symbols);
        tree.ids().filter(|id: &NodeId| tree.node(*id).kind == kind && tree.node(*id).flags.has(flags)).count()
    };
    let source = "class A { final Integer x = 1; String y { get { return z; } } void f() { x++; ++x; a?.b(); a?.c; } }";
    for (kind, flags, expected) in [
        (NodeKind::Assign, Flags::FIELD, 2),
        (NodeKind::Assign, Flags::CONSTANT, 1),
        (NodeKind::Unary, Flags::POSTFIX, 1),
        (NodeKind::Func, Flags::METHOD, 2),
        (NodeKind::Member, Flags::OPTIONAL, 2),
    ] {
        assert_eq!(count(source, kind, flags), expected, "{kind:?} {flags:?}");
    }
    for broken in ["", "class { x = [SELECT", "[FIND", "for (a :", "insert", "switch on { when", "a?.", "@A( class"] {
        assert!(count(broken, NodeKind::Program, Flags::empty()) <= 1, "{broken}");
    }
}
