//! CSS: what style sheets and patterns become.
#![cfg(feature = "css")]

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, Parser, Symbols, Tree};

#[test]
fn style_sheets() {
    check(
        |s| of_source(Language::Css, s),
        &[
            (
                "@import url(http://x/a.css) screen;\n@import \"b.css\";",
                "Directive(Name=Ident import, Call(Callee=Name url, Args=Args(Str http://x/a.css)), Name screen); \
                 Directive(Name=Ident import, Str b.css)",
            ),
            (
                "/* why */ a.b  > c, [d=\"e\"] { COLOR: red; top: 1px 2.5em !important }",
                "Directive(Name a.b > c, Name [d=\"e\"], Body=Record(Pair(Key=Str color, Value=List(Name red)), \
                 Pair(Attr=Modifier !important, Key=Str top, Value=List(Num 1px, Num 2.5em))))",
            ),
            (
                "@media (max-width: 1px) { p { --x: #fff; width: calc(1px + 2%) } }",
                "Directive(Name=Ident media, Name (max-width: 1px), Body=Record(Directive(Name p, Body=Record(\
                 Pair(Key=Str --x, Value=List(Name #fff)), Pair(Key=Str width, Value=List(Call(Callee=Name calc, \
                 Args=Args(BinOp +(Left=Num 1px, Right=Num 2%)))))))))",
            ),
            (
                "@keyframes k { from { top: 0 } 50% { top: 1px } }",
                "Directive(Name=Ident keyframes, Name k, Body=Record(Directive(Name from, Body=Record(Pair(Key=Str top, \
                 Value=List(Num 0)))), Directive(Name 50%, Body=Record(Pair(Key=Str top, Value=List(Num 1px))))))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Css, s),
        &[
            ("behavior: ...", "Pair(Key=Str behavior, Value=Ellipsis)"),
            (
                "$P: ... url(\"$U\") ...;",
                "Pair(Key=Meta $P, Value=List(Ellipsis, Call(Callee=Name url, Args=Args(StrMeta $U)), Ellipsis))",
            ),
            ("url(\"=~/^http:/\")", "Call(Callee=Name url, Args=Args(StrRegex =~/^http:/))"),
            (
                "$S { ... color: $X; ... }",
                "Directive(Meta $S, Body=Record(Ellipsis, Pair(Key=Str color, Value=Meta $X), Ellipsis))",
            ),
            (
                "@import url($U) ...;",
                "Directive(Name=Ident import, Call(Callee=Name url, Args=Args(Meta $U)), Ellipsis)",
            ),
            ("@import \"...\";", "Directive(Name=Ident import, StrAny ...)"),
            ("expression(...)", "Call(Callee=Name expression, Args=Args(Ellipsis))"),
            ("$X", "Meta $X"),
        ],
    );
}

#[test]
fn any_prefix_is_lowered() {
    let source = "@import 'é';a[b='é']>c:d(2n+1){é:url(é) !important;&:e{--f:{}}}@media x and (y){}@é{from{}}/* é */";
    for (end, _) in source.char_indices() {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Css, &source[..end], &mut tree, &mut symbols);
        assert!(tree.nodes().iter().all(|n| n.span.end as usize <= end), "{}", &source[..end]);
    }
}
