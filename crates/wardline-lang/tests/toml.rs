//! TOML: what documents and patterns become.
#![cfg(feature = "toml")]

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, Parser, Symbols, Tree};

#[test]
fn documents() {
    check(
        |s| of_source(Language::Toml, s),
        &[
            (
                "# why\na = \"x\\n\"\n\"b c\" = 'y'",
                "Record(Pair(Key=Str a, Value=Str x\\n), Pair(Key=Str b c, Value=Str y))",
            ),
            (
                "a.b = [1, 0x10, 1.50, true, {c = inf}]",
                "Record(Pair(Key=Str a, Value=Record(Pair(Key=Str b, Value=List(Num 1, Num 16, Num 1.5, Bool true, \
                 Record(Pair(Key=Str c, Value=Num inf)))))))",
            ),
            (
                "[a.b]\nc = 1979-05-27\n[[d]]\ne = 1\n[[d]]\n[f]",
                "Record(Pair(Key=Str a, Value=Record(Pair(Key=Str b, Value=Record(Pair(Key=Str c, Value=Str 1979-05-27))))), \
                 Pair(Key=Str d, Value=List(Record(Pair(Key=Str e, Value=Num 1)))), Pair(Key=Str d, Value=List(Record)), \
                 Pair(Key=Str f, Value=Record))",
            ),
            ("a = \"\"\"\nx\ny\"\"\"", "Record(Pair(Key=Str a, Value=Str x\ny))"),
            ("", ""),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Toml, s),
        &[
            ("debug = $X", "Pair(Key=Str debug, Value=Meta $X)"),
            ("a.$K = \"$V\"", "Pair(Key=Str a, Value=Record(Pair(Key=Meta $K, Value=StrMeta $V)))"),
            (
                "[a]\n...\nb = [..., \"*\", ...]",
                "Pair(Key=Str a, Value=Record(Ellipsis, Pair(Key=Str b, Value=List(Ellipsis, Str *, Ellipsis))))",
            ),
            ("[$T.b]\n...", "Pair(Key=Meta $T, Value=Record(Pair(Key=Str b, Value=Record(Ellipsis))))"),
            ("$D = { git = $U, ... }", "Pair(Key=Meta $D, Value=Record(Pair(Key=Str git, Value=Meta $U), Ellipsis))"),
            (
                "a = \"=~/x/\"\n...\nb = \"...\"",
                "Record(Pair(Key=Str a, Value=StrRegex =~/x/), Ellipsis, Pair(Key=Str b, Value=StrAny ...))",
            ),
            ("a = <... \"x\" ...>", "Pair(Key=Str a, Value=Deep(Operand=Str x))"),
            ("\"x\"", "Str x"),
            ("$X", "Meta $X"),
        ],
    );
}

#[test]
fn any_prefix_is_lowered() {
    let source =
        "[[a.'é'.\"b\\\"\"]]\nc.d = [1, {e = '''é'''}, \"\"\"\\\"é\"\"\"] # é\n[f]\ng = 1979-05-27T07:32:00Z\n";
    for (end, _) in source.char_indices() {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Toml, &source[..end], &mut tree, &mut symbols);
        assert!(tree.nodes().iter().all(|n| n.span.end as usize <= end), "{}", &source[..end]);
    }
}
