//! JSON: what documents and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, Parser, Symbols, Tree};

#[test]
fn documents() {
    check(
        |s| of_source(Language::Json, s),
        &[
            (
                "{\"a\": [1, 1.50, -2], \"b\": {}}",
                "Record(Pair(Key=Str a, Value=List(Num 1, Num 1.5, Num -2)), Pair(Key=Str b, Value=Record))",
            ),
            ("[true, false, null, \"x\\n\"]", "List(Bool true, Bool false, Null, Str x\\n)"),
            ("// why\n{\"a\": /* b */ 1}", "Record(Pair(Key=Str a, Value=Num 1))"),
            ("\u{feff}{\"a\": \"\"}", "Record(Pair(Key=Str a, Value=Str))"),
            ("{\"a\": 1, // last\n}", "Record(Pair(Key=Str a, Value=Num 1))"),
            (
                "{ab: 'b', \"c\": undefined, \"d\": ${E}}",
                "Record(Pair(Key=Str ab, Value=Str b), Pair(Key=Str c, Value=Name undefined), Pair(Key=Str d, Value=Name ${E}))",
            ),
            ("\"x\"", "Str x"),
            ("", ""),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Json, s),
        &[
            ("{\"a\": $X, ...}", "Record(Pair(Key=Str a, Value=Meta $X), Ellipsis)"),
            (
                "{..., \"a\": [..., \"*\", ...], ...}",
                "Record(Ellipsis, Pair(Key=Str a, Value=List(Ellipsis, Str *, Ellipsis)), Ellipsis)",
            ),
            ("\"a\": {...}", "Pair(Key=Str a, Value=Record(Ellipsis))"),
            ("\"$K\": \"$V\"", "Pair(Key=StrMeta $K, Value=StrMeta $V)"),
            ("$K: \"=~/x/\"", "Pair(Key=Meta $K, Value=StrRegex =~/x/)"),
            ("\"a\": \"...\"", "Pair(Key=Str a, Value=StrAny ...)"),
            ("\"a\": <... \"b\" ...>", "Pair(Key=Str a, Value=Deep(Operand=Str b))"),
            ("[$X, $...REST]", "List(Meta $X, MetaEllipsis $...REST)"),
            ("$X", "Meta $X"),
            ("\"x\"", "Str x"),
        ],
    );
}

#[test]
fn any_prefix_is_lowered() {
    let source = "{\"a\": [1, {'é': x, \"b\\\"\": ${C}}, {{ d }}], /* */ \"e\": -1e5,}//";
    for (end, _) in source.char_indices() {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Json, &source[..end], &mut tree, &mut symbols);
        assert!(tree.nodes().iter().all(|n| n.span.end as usize <= end), "{}", &source[..end]);
    }
}
