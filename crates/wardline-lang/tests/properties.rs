//! Property files: what they and patterns become.
#![cfg(feature = "properties")]

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, Parser, Symbols, Tree};

#[test]
fn files() {
    check(
        |s| of_source(Language::Properties, s),
        &[
            (
                "# why\na.b = c d \n! why\ne:f\ng h\n",
                "Record(Pair(Key=Str a.b, Value=Str c d), Pair(Key=Str e, Value=Str f), Pair(Key=Str g, Value=Str h))",
            ),
            (
                "a=\nb=\"c\"\nd=${E:f}/x\n",
                "Record(Pair(Key=Str a, Value=Str), Pair(Key=Str b, Value=Str c), Pair(Key=Str d, Value=Str ${E:f}/x))",
            ),
            ("a[0]=x, \\\n  y\n", "Record(Pair(Key=Str a[0], Value=Str x, \\\n  y))"),
            ("", ""),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Properties, s),
        &[
            ("a.debug=true", "Pair(Key=Str a.debug, Value=Str true)"),
            ("$K = $V", "Pair(Key=Meta $K, Value=Meta $V)"),
            ("a = \"...\"", "Pair(Key=Str a, Value=StrAny ...)"),
            ("a: \"=~/x=y/i\"", "Pair(Key=Str a, Value=StrRegex =~/x=y/i)"),
            ("a = ...", "Pair(Key=Str a, Value=Ellipsis)"),
            ("a=1\n...\nb=$X", "Record(Pair(Key=Str a, Value=Str 1), Ellipsis, Pair(Key=Str b, Value=Meta $X))"),
            ("$X", "Meta $X"),
        ],
    );
}

#[test]
fn any_prefix_is_lowered() {
    let source = "# é\na.é[0]\\ b = \\u00e9 ${C:é} \\\n  \"é\"\n! x\nd";
    for (end, _) in source.char_indices() {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Properties, &source[..end], &mut tree, &mut symbols);
        assert!(tree.nodes().iter().all(|n| n.span.end as usize <= end), "{}", &source[..end]);
    }
}
