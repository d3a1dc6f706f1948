//! Bash: what commands, words, compound commands, and patterns become.

mod shape;
mod totality;

use shape::{check, of_pattern, of_source};
use totality::every_beginning_is_lowered;
use wardline_lang::Language;

#[test]
fn commands() {
    check(
        |s| of_source(Language::Bash, s),
        &[
            ("a -x 'c d'e \"f\"\n", "ExprStmt(Operand=Call(Args=Args(Str a, Str -x, Str c de, Str f)))"),
            (
                "a | b |& c > d\n",
                "ExprStmt(Operand=Call |(Args=Args(Call |(Args=Args(Call(Args=Args(Str a)), Call(Args=Args(Str b)))), Call(Attr=Other! >(Str d), Args=Args(Str c)))))",
            ),
            (
                "a && b || ! c\n",
                "ExprStmt(Operand=Call ||(Args=Args(Call &&(Args=Args(Call(Args=Args(Str a)), Call(Args=Args(Str b)))), Unary !(Operand=Call(Args=Args(Str c))))))",
            ),
            (
                "a; b &\n",
                "ExprStmt(Operand=Call(Args=Args(Str a))); ExprStmt(Operand=Call &(Args=Args(Call(Args=Args(Str b)))))",
            ),
            (
                "A=1 b 2> c\na <<< d\n",
                "ExprStmt(Operand=Call(Attr=KwArg(Name=Ident A, Value=Str 1), Attr=Other! 2>(Str c), Args=Args(Str b))); ExprStmt(Operand=Call(Attr=Other! <<<(Str d), Args=Args(Str a)))",
            ),
            (
                "a=1; b+=x; c[1]=; d=(e f)\n",
                "Assign(Target=Name a, Value=Str 1); AugAssign +(Target=Name b, Value=Str x); Assign(Target=Index(Object=Name c, Str 1), Value=Str); Assign(Target=Name d, Value=List(Str e, Str f))",
            ),
            (
                "a=1 b=2\nc d\n",
                "Assign(Target=Name a, Value=Str 1); Assign(Target=Name b, Value=Str 2); ExprStmt(Operand=Call(Args=Args(Str c, Str d)))",
            ),
            (
                "local -r a=1 b=2 c; export D\nunset e\n",
                "Assign(Target=Name a, Value=Str 1); Assign(Target=Name b, Value=Str 2); ExprStmt(Operand=Call(Args=Args(Str export, Str D))); ExprStmt(Operand=Call(Args=Args(Str unset, Str e)))",
            ),
            (
                "cat << E > f\na $b\nE\n",
                "ExprStmt(Operand=Call(Attr=Other! <<(Template(StrPart a , Unary $(Operand=Name b))), Attr=Other! >(Str f), Args=Args(Str cat)))",
            ),
            (
                "cat << 'E' | g && h\na $b\nE\n",
                "ExprStmt(Operand=Call |(Args=Args(Call(Attr=Other! <<(Str a $b), Args=Args(Str cat)), Call &&(Args=Args(Call(Args=Args(Str g)), Call(Args=Args(Str h)))))))",
            ),
        ],
    );
}

#[test]
fn words() {
    check(
        |s| of_source(Language::Bash, s),
        &[
            (
                "a $b ${c} \"$d\" \"e $f\" g$h/i\n",
                "ExprStmt(Operand=Call(Args=Args(Str a, Unary $(Operand=Name b), Unary $(Operand=Name c), Template(Unary $(Operand=Name d)), Template(StrPart e , Unary $(Operand=Name f)), Call +(Args=Args(Str g, Unary $(Operand=Name h), Str /i)))))",
            ),
            (
                "a ${b:-c} ${d%.e} ${#f} ${!g} ${h[@]} $1 $@\n",
                "ExprStmt(Operand=Call(Args=Args(Str a, Unary $(Operand=Name b, Default=Str c), Unary $(Operand=Name d, Extra=Str .e), Unary ${#}(Operand=Name f), Unary ${!}(Operand=Name g), Unary $(Operand=Index(Object=Name h, Str @)), Unary $(Operand=Name 1), Unary $(Operand=Name @))))",
            ),
            (
                "a $(b c) `d` <(e) $((f + 1)) \"$(g; h)\"\n",
                "ExprStmt(Operand=Call(Args=Args(Str a, Unary $()(Operand=Call(Args=Args(Str b, Str c))), Unary $()(Operand=Call(Args=Args(Str d))), Unary <()(Operand=Call(Args=Args(Str e))), Unary $(())(Operand=BinOp +(Left=Name f, Right=Num 1)), Template(Unary $()(Operand=Block(ExprStmt(Operand=Call(Args=Args(Str g))), ExprStmt(Operand=Call(Args=Args(Str h)))))))))",
            ),
            (
                "a $'b\\n' {1..3} c{d,e} *.f '$g'\n",
                "ExprStmt(Operand=Call(Args=Args(Str a, Str b\\n, Str {1..3}, Str c{d,e}, Str *.f, Str $g)))",
            ),
        ],
    );
}

#[test]
fn compound_commands() {
    check(
        |s| of_source(Language::Bash, s),
        &[
            (
                "if a; then b; elif c && d; then e; else f; fi\n",
                "If(Cond=Block(ExprStmt(Operand=Call(Args=Args(Str a)))), Then=Block(ExprStmt(Operand=Call(Args=Args(Str b)))), Else=If(Cond=Block(ExprStmt(Operand=Call &&(Args=Args(Call(Args=Args(Str c)), Call(Args=Args(Str d)))))), Then=Block(ExprStmt(Operand=Call(Args=Args(Str e)))), Else=Block(ExprStmt(Operand=Call(Args=Args(Str f))))))",
            ),
            (
                "while read -r l; do a; done < b\nuntil c; do d; done\n",
                "While(Cond=Block(ExprStmt(Operand=Call(Args=Args(Str read, Str -r, Str l)))), Body=Block(ExprStmt(Operand=Call(Args=Args(Str a)))), Attr=Other! <(Str b)); While(Cond=Unary !(Operand=Block(ExprStmt(Operand=Call(Args=Args(Str c))))), Body=Block(ExprStmt(Operand=Call(Args=Args(Str d)))))",
            ),
            (
                "for x in a \"$b\"; do c; done\nselect y in d; do e; done\nfor z; do f; done\n",
                "ForEach(Target=Name x, Iter=List(Str a, Template(Unary $(Operand=Name b))), Body=Block(ExprStmt(Operand=Call(Args=Args(Str c))))); ForEach select(Target=Name y, Iter=List(Str d), Body=Block(ExprStmt(Operand=Call(Args=Args(Str e))))); ForEach(Target=Name z, Body=Block(ExprStmt(Operand=Call(Args=Args(Str f)))))",
            ),
            (
                "for ((i = 0; i < 3; i++)); do a; done\n",
                "For(Init=Assign(Target=Name i, Value=Num 0), Cond=BinOp <(Left=Name i, Right=Num 3), Update=Unary ++(Operand=Name i), Body=Block(ExprStmt(Operand=Call(Args=Args(Str a)))))",
            ),
            (
                "case $a in b | c*) d ;; *) e ;; esac\n",
                "Switch(Cond=Unary $(Operand=Name a), Case(Str b, Str c*, Body=Block(ExprStmt(Operand=Call(Args=Args(Str d))))), Case(Str *, Body=Block(ExprStmt(Operand=Call(Args=Args(Str e))))))",
            ),
            (
                "f() { a; }\nfunction g { b; } > c\nh() (d)\n",
                "Func(Name=Ident f, Body=Block(ExprStmt(Operand=Call(Args=Args(Str a))))); Func(Attr=Other! >(Str c), Name=Ident g, Body=Block(ExprStmt(Operand=Call(Args=Args(Str b))))); Func(Name=Ident h, Body=Block(ExprStmt(Operand=Unary ()(Operand=Block(ExprStmt(Operand=Call(Args=Args(Str d))))))))",
            ),
            (
                "(a; b) | { c; }\n",
                "ExprStmt(Operand=Call |(Args=Args(Unary ()(Operand=Block(ExprStmt(Operand=Call(Args=Args(Str a))), ExprStmt(Operand=Call(Args=Args(Str b))))), Block(ExprStmt(Operand=Call(Args=Args(Str c)))))))",
            ),
            (
                "[ -z \"$a\" ] && [[ $b == c* && ! -f d ]]\n((e += 1))\n",
                "ExprStmt(Operand=Call &&(Args=Args(Call [(Args=Args(Unary -z(Operand=Template(Unary $(Operand=Name a))))), Call [[(Args=Args(BinOp &&(Left=BinOp ==(Left=Unary $(Operand=Name b), Right=Str c*), Right=Unary !(Operand=Unary -f(Operand=Str d)))))))); ExprStmt(Operand=Unary (())(Operand=AugAssign +(Target=Name e, Value=Num 1)))",
            ),
        ],
    );
}

/// The grammar takes the second line of this for words of the first one.
#[test]
fn lines_that_the_grammar_joins_are_commands_of_their_own() {
    check(
        |s| of_source(Language::Bash, s),
        &[(
            "a b | c | d\ne f\n\ng | h > i\n",
            "ExprStmt(Operand=Call |(Args=Args(Call |(Args=Args(Call(Args=Args(Str a, Str b)), Call(Args=Args(Str c)))), Call(Args=Args(Str d))))); ExprStmt(Operand=Call(Args=Args(Str e, Str f))); ExprStmt(Operand=Call |(Args=Args(Call(Args=Args(Str g)), Call(Attr=Other! >(Str i), Args=Args(Str h)))))",
        )],
    );
}

#[test]
fn patterns() {
    check(
        |p| of_pattern(Language::Bash, p),
        &[
            ("a", "Str a"),
            ("a;", "ExprStmt(Operand=Call(Args=Args(Str a)))"),
            ("a $X ... $...Y", "Call(Args=Args(Str a, Meta $X, Ellipsis, MetaEllipsis $...Y))"),
            (
                "... a $(b ...) ...",
                "Call(Args=Args(Ellipsis, Str a, Unary $()(Operand=Call(Args=Args(Str b, Ellipsis))), Ellipsis))",
            ),
            (
                "\"$X\" '...' \"...\" \"${$X}...\"",
                "Call(Args=Args(Template(Meta $X), StrAny ..., Template(Ellipsis, Ellipsis), Template(Unary $(Operand=Meta $X), Ellipsis)))",
            ),
            ("$X=$Y", "Assign(Target=Meta $X, Value=Meta $Y)"),
            ("$X+=...", "AugAssign +(Target=Meta $X, Value=Ellipsis)"),
            ("declare -r $X=...", "Assign(Target=Meta $X, Value=Ellipsis)"),
            ("...${$X}...", "Call +(Args=Args(Ellipsis, Unary $(Operand=Meta $X), Ellipsis))"),
            ("a <... b ...>", "Call(Args=Args(Str a, Deep(Operand=Str b)))"),
            ("$X | ... bash ...", "Call |(Args=Args(Meta $X, Call(Args=Args(Ellipsis, Str bash, Ellipsis))))"),
            ("... &", "Call &(Args=Args(Ellipsis))"),
            ("(...)", "Unary ()(Operand=Block(Ellipsis))"),
            ("if ...; then\n  ...\nfi", "If(Cond=Block(Ellipsis), Then=Block(Ellipsis))"),
            ("for $X in ...; do\n  ...\ndone", "ForEach(Target=Meta $X, Iter=List(Ellipsis), Body=Block(Ellipsis))"),
            ("function $F() {\n  ...\n}", "Func(Name=Meta $F, Body=Block(Ellipsis))"),
            ("$F()", "Func(Name=Meta $F)"),
            ("[[ $X == ... ]]", "Call [[(Args=Args(BinOp ==(Left=Meta $X, Right=Ellipsis)))"),
            (
                "$X=$(a)\n...\nb ${$X}",
                "Statements(Assign(Target=Meta $X, Value=Unary $()(Operand=Call(Args=Args(Str a)))), Ellipsis, ExprStmt(Operand=Call(Args=Args(Str b, Unary $(Operand=Meta $X)))))",
            ),
            ("a ./... $X/b", "Call(Args=Args(Str a, Str ./..., Call +(Args=Args(Meta $X, Str /b))))"),
            ("a > /dev/null", "Call(Attr=Other! >(Str /dev/null), Args=Args(Str a))"),
            ("A=... b", "Call(Attr=KwArg(Name=Ident A, Value=Ellipsis), Args=Args(Str b))"),
            ("cat <<E\n...\nE", "Call(Attr=Other! <<(Template(Ellipsis)), Args=Args(Str cat))"),
            (
                "if a; then",
                "this is not a pattern of bash: the code around `` does not parse; check brackets and what stands beside `...`",
            ),
        ],
    );
}

/// Scripts without an extension are known by their first line.
#[test]
fn files() {
    check(
        |f| {
            let (name, line) = f.split_once('|').unwrap_or((f, ""));
            Language::of_file(name, line).map_or("", Language::name).to_owned()
        },
        &[
            ("a.sh", "bash"),
            ("b/a.bash", "bash"),
            (".bashrc", "bash"),
            ("a|#!/bin/sh -e", "bash"),
            ("a|#!/usr/bin/env bash", "bash"),
            ("a.zsh", ""),
        ],
    );
}

/// Odd and broken scripts still become trees.
#[test]
fn lowering_is_total() {
    const SCRIPT: &str = "#!/bin/sh\na=1 b=2\nc \"$d ${e:-f} $(g | h)\" 'i' $((1 + j)) <(k) > l 2>&1 &\nif [[ -n $m && n == o* ]]; then\n  p <<Q | r > s\nt $u\nQ\nelif v; then w; else x; fi\nfor y in z \"$@\"; do\n  case $y in é | ß*) aa ;; esac\ndone < bb\nfunction cc() { local -r dd=(ee ff); export gg; }\n! (hh || { ii; }) && jj += kk\nfor ((ll = 0; ll < 3; ll++)); do mm; done\n";
    every_beginning_is_lowered(Language::Bash, SCRIPT);
    for start in (0..SCRIPT.len()).step_by(29).filter(|i| SCRIPT.is_char_boundary(*i)) {
        every_beginning_is_lowered(Language::Bash, &SCRIPT[start..]);
    }
}
