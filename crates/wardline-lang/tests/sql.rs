//! SQL: what statements and patterns become.
#![cfg(feature = "sql")]

mod shape;
mod totality;

use shape::{check, of_pattern, of_source};
use totality::every_beginning_is_lowered;
use wardline_lang::{Language, Parser, Symbols, Tree};

#[test]
fn statements() {
    check(
        |s| of_source(Language::Sql, s),
        &[
            (
                "select P.Name, count(*) AS n from Patients p where p.ssn = '1''2' limit 10;",
                "Other! statement(Other! select(Member(Object=Name p, Name=Ident name), Call(Callee=Name count, Args=Args(Name *)), Alias=Name n), Other! from(Name patients, Alias=Name p, Extra=Other! where(Other! where, BinOp =(Left=Member(Object=Name p, Name=Ident ssn), Right=Str 1'2)), Extra=Other! limit(Other! limit, Num 10)))",
            ),
            (
                "CREATE TABLE \"P\" (id INT PRIMARY KEY, ssn VARCHAR(11) NOT NULL);",
                "Other! create_table(Other! create, Other! table, Name p, Other! column_definitions(Other! column_definition(Name id, Other! int(Other! int), Extra=Other! primary, Extra=Other! key), Other! column_definition(Name ssn, Other! varchar(Other! varchar, Num 11), Extra=Other! not, Extra=Null)))",
            ),
            (
                "INSERT INTO t (a) VALUES (1.50, NULL, TRUE);\nUPDATE t SET a = b + 1 WHERE c <> @x;",
                "Other! insert(Name t, Tuple(Name a), Other! values, Tuple(Num 1.5, Null, Bool true)); Other! update(Name t, Other! set, Assign(Target=Name a, Value=BinOp +(Left=Name b, Right=Num 1)), Extra=Other! where(Other! where, BinOp !=(Left=Name c, Right=Name @x)))",
            ),
            (
                "DELETE FROM t WHERE a NOT LIKE 'x';\nBEGIN; DROP TABLE IF EXISTS a.b; COMMIT;",
                "Other! statement(Other! delete, Other! from(Name t, Extra=Other! where(Other! where, BinOp not like(Left=Name a, Right=Str x)))); Block(Other! drop_table(Other! drop, Other! table, Extra=Other! if, Extra=Other! exists, Member(Object=Name a, Name=Ident b)), Other! commit)",
            ),
            (
                "SELECT a FROM b JOIN c ON b.d = c.d ORDER BY a DESC",
                "Other! statement(Other! select(Name a), Other! from(Name b, Extra=Other! join(Other! join, Name c, Other! on, BinOp =(Left=Member(Object=Name b, Name=Ident d), Right=Member(Object=Name c, Name=Ident d))), Extra=Other! order_by(Other! order, Other! by, Other! order_target(Name a, Other! direction(Other! desc)))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Sql, s),
        &[
            (
                "SELECT $X FROM $T WHERE ...",
                "Other! statement(Other! select(Meta $X), Other! from(Meta $T, Extra=Other! where(Other! where, Ellipsis)))",
            ),
            ("select ... from $T", "Other! statement(Other! select(Ellipsis), Other! from(Meta $T))"),
            (
                "CREATE TABLE $T (..., ssn $TYPE, ...)",
                "Other! create_table(Other! create, Other! table, Meta $T, Other! column_definitions(Ellipsis, Other! column_definition(Name ssn, Meta $TYPE), Ellipsis))",
            ),
            ("ssn $TYPE", "Other! column_definition(Name ssn, Meta $TYPE)"),
            (
                "INSERT INTO $T (...) VALUES (..., '$X', ...)",
                "Other! insert(Meta $T, Tuple(Ellipsis), Other! values, Tuple(Ellipsis, StrMeta $X, Ellipsis))",
            ),
            (
                "UPDATE $T SET $C = $V WHERE $W",
                "Other! update(Meta $T, Other! set, Assign(Target=Meta $C, Value=Meta $V), Extra=Other! where(Other! where, Meta $W))",
            ),
            (
                "CREATE USER $U WITH PASSWORD '...'",
                "Other! create_role(Other! create, Other! user, Meta $U, Other! with, Other! password, StrAny ...)",
            ),
            ("WHERE $A = $A", "Other! where(Other! where, BinOp =(Left=Meta $A, Right=Meta $A))"),
            ("crypt($X, '...')", "Call(Callee=Name crypt, Args=Args(Meta $X, StrAny ...))"),
            (
                "SELECT $X FROM $T; ... DROP TABLE $T;",
                "Statements(Other! statement(Other! select(Meta $X), Other! from(Meta $T)), Ellipsis, Other! drop_table(Other! drop, Other! table, Meta $T))",
            ),
            ("'=~/^http:/'", "StrRegex =~/^http:/"),
        ],
    );
}

#[test]
fn what_the_grammar_does_not_know_costs_only_itself() {
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    let mut share = |text: &str| {
        let report = Parser::new().parse(Language::Sql, text, &mut tree, &mut symbols);
        let kept = tree.nodes().iter().filter(|node| symbols.text(node.sym) == "drop_table").count();
        (report.error_bytes > 0, kept)
    };
    assert_eq!(share("DROP TABLE a;\nDROP TABLE b;\n"), (false, 2));
    assert_eq!(share("DROP TABLE a;\nGRANT ALL ON a TO PUBLIC;\nDROP TABLE b;\n"), (true, 2));
    assert_eq!(share("DROP TABLE a;\nDECLARE @s NVARCHAR(100);\nEXEC p 'x', 1;\nDROP TABLE b;\n"), (true, 2));
}

#[test]
fn lowering_is_total() {
    every_beginning_is_lowered(
        Language::Sql,
        "-- é\nSELECT a.b, f(c, 'd') AS e FROM (SELECT 1) g JOIN h ON i IN (1, 2) WHERE j BETWEEN 1 AND 2;\n\
         CREATE FUNCTION k(l INT) RETURNS INT LANGUAGE sql AS $$ SELECT 1 $$;\nGRANT ALL ON m TO n;\n",
    );
}
