//! YAML: what documents and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, NodeKind, Parser, Symbols, Tree};

#[test]
fn documents() {
    check(
        |s| of_source(Language::Yaml, s),
        &[
            ("a: 1\nb: x y\n", "Dict(Pair(Key=Str a, Value=Num 1), Pair(Key=Str b, Value=Str x y))"),
            ("a: \"q\"\nb: 'it''s'\n", "Dict(Pair(Key=Str a, Value=Str q), Pair(Key=Str b, Value=Str it''s))"),
            (
                "on: yes\n'off': No\nc: ~\nd:\n",
                "Dict(Pair(Key=Str on, Value=Bool true), Pair(Key=Str off, Value=Bool false), Pair(Key=Str c, Value=Null), Pair(Key=Str d, Value=Null))",
            ),
            ("- 1\n- - 2\n- a: 3\n-\n", "List(Num 1, List(Num 2), Dict(Pair(Key=Str a, Value=Num 3)), Null)"),
            (
                "a: [1, \"2\", b: c]\nd: {e: 0x10, f}\n",
                "Dict(Pair(Key=Str a, Value=List(Num 1, Str 2, Dict(Pair(Key=Str b, Value=Str c)))), Pair(Key=Str d, Value=Dict(Pair(Key=Str e, Value=Num 16), Pair(Key=Str f, Value=Null))))",
            ),
            (
                "a: |\n  x\n  y\nb: >-\n\n  z\n\n",
                "Dict(Pair(Key=Str a, Value=Str x\n  y), Pair(Key=Str b, Value=Str z))",
            ),
            ("a: 1\n---\nb\n...\n---\n- c\n", "Dict(Pair(Key=Str a, Value=Num 1)); Str b; List(Str c)"),
            (
                "a: &x {b: 1}\nc: *x\nd: *y\n",
                "Dict(Pair(Key=Str a, Value=Dict(Pair(Key=Str b, Value=Num 1))), Pair(Key=Str c, Value=Dict(Pair(Key=Str b, Value=Num 1))), Pair(Key=Str d, Value=Name y))",
            ),
            (
                "a: !Ref B\nb: !!str 1\nc: !!python/name:os.system\n",
                "Dict(Pair(Key=Str a, Value=Call(Callee=Name Ref, Args=Args(Str B))), Pair(Key=Str b, Value=Str 1), Pair(Key=Str c, Value=Call(Callee=Name !python/name:os.system, Args=Args)))",
            ),
            ("? a\n: 1\n? [b]\n: 2\n", "Dict(Pair(Key=Str a, Value=Num 1), Pair(Key=List(Str b), Value=Num 2))"),
            ("%YAML 1.2\n---\n# only this\na: 1.50 # and this\n", "Dict(Pair(Key=Str a, Value=Num 1.5))"),
            ("", ""),
        ],
    );
}

#[test]
fn templates_are_values() {
    check(
        |s| of_source(Language::Yaml, s),
        &[
            (
                "{{- if .Values.on }}\na: {{ .Values.a }}\n{{- end }}\n",
                "Dict(Pair(Key=Str a, Value=Str {{ .Values.a }}))",
            ),
            (
                "{{ .Values.k }}-x: \"{{ quote \"v\" }}\"\n",
                "Dict(Pair(Key=Str {{ .Values.k }}-x, Value=Str {{ quote \"v\" }}))",
            ),
            ("{% for a in b %}\n- {{ a }}\n{% endfor %}\n", "List(Str {{ a }})"),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Yaml, s),
        &[
            ("a: $X", "Pair(Key=Str a, Value=Meta $X)"),
            ("$K: \"$V\"", "Pair(Key=Meta $K, Value=StrMeta $V)"),
            ("a: \"=~/x/i\"", "Pair(Key=Str a, Value=StrRegex =~/x/i)"),
            ("a: \"...\"", "Pair(Key=Str a, Value=StrAny ...)"),
            ("a:\n  ...", "Pair(Key=Str a, Value=Ellipsis)"),
            ("a: ...\nb: 1", "Dict(Pair(Key=Str a, Value=Ellipsis), Pair(Key=Str b, Value=Num 1))"),
            ("a: 1\n...", "Dict(Pair(Key=Str a, Value=Num 1), Ellipsis)"),
            (
                "a:\n  ...\n  b:\n    ...\n    c: 1\n  ...",
                "Pair(Key=Str a, Value=Dict(Ellipsis, Pair(Key=Str b, Value=Dict(Ellipsis, Pair(Key=Str c, Value=Num 1))), Ellipsis))",
            ),
            ("a:\n  ...\n  - b\n  ...", "Pair(Key=Str a, Value=List(Ellipsis, Str b, Ellipsis))"),
            ("- ...\n  a: 1\n  ...", "Dict(Ellipsis, Pair(Key=Str a, Value=Num 1), Ellipsis)"),
            ("- a: $X", "Dict(Pair(Key=Str a, Value=Meta $X))"),
            ("- a\n- ...\n- $X", "List(Str a, Ellipsis, Meta $X)"),
            ("[..., b, ...]", "List(Ellipsis, Str b, Ellipsis)"),
            ("{..., a: 1}", "Dict(Ellipsis, Pair(Key=Str a, Value=Num 1))"),
            ("a: <... $X ...>", "Pair(Key=Str a, Value=Deep(Operand=Meta $X))"),
            ("a: |\n  ...\n", "Pair(Key=Str a, Value=StrAny ...)"),
            ("$...REST", "MetaEllipsis $...REST"),
            ("a: 1\n$...REST", "Dict(Pair(Key=Str a, Value=Num 1), MetaEllipsis $...REST)"),
            ("!$TAG $X", "Call(Callee=Meta $TAG, Args=Args(Meta $X))"),
            ("# why\na: it's ${X}", "Pair(Key=Str a, Value=Str it's ${X})"),
        ],
    );
}

/// The texts of all nodes of a kind.
fn texts(source: &str, kind: NodeKind) -> Vec<&str> {
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    Parser::new().parse(Language::Yaml, source, &mut tree, &mut symbols);
    tree.nodes().iter().filter(|n| n.kind == kind).map(|n| &source[n.span.range()]).collect()
}

#[test]
fn blocks_end_with_their_last_token() {
    let source = "a:\n  b: 1\n  # not this\n\nc:\n- d: |\n    e\n\n# nor this\n";
    assert_eq!(texts(source, NodeKind::Pair), ["a:\n  b: 1", "b: 1", "c:\n- d: |\n    e", "d: |\n    e"]);
    assert_eq!(texts(source, NodeKind::List), ["- d: |\n    e"]);
    assert_eq!(texts("a: &x 1\nb: *x\n", NodeKind::Num), ["1", "1"]);
}

#[test]
fn aliases_of_aliases_end() {
    let levels = (1..40).map(|i| format!("a{i}: &a{i} [*a{0}, *a{0}, *a{0}, *a{0}]\n", i - 1));
    let source = format!("a0: &a0 [1]\n{}", levels.collect::<String>());
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    Parser::new().parse(Language::Yaml, &source, &mut tree, &mut symbols);
    assert!((10_000..200_000).contains(&tree.len()), "{} nodes", tree.len());
    let circle = "a: &a [*b]\nb: &b [*a]\nc: &a [*b]\nd: *a\n";
    assert_eq!(texts(circle, NodeKind::Pair).len(), 4);
}

#[test]
fn any_prefix_is_lowered() {
    let source = "a: &x !t {b: [1, \"é\"]}\n- c: |\n  {{ d }}\n? e\n: *x\n...\n%TAG\n'f";
    for (end, _) in source.char_indices() {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Yaml, &source[..end], &mut tree, &mut symbols);
        assert!(tree.nodes().iter().all(|n| n.span.end as usize <= end), "{}", &source[..end]);
    }
}
