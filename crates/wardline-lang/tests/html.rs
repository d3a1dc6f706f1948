//! HTML: what pages and patterns become.
#![cfg(feature = "html")]

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, Parser, Symbols, Tree};

#[test]
fn pages() {
    check(
        |s| of_source(Language::Html, s),
        &[
            ("<!DOCTYPE html>\n<p>a</p>", "Directive(Name=Ident doctype, XmlText html); Xml(Name=Ident p, XmlText a)"),
            (
                "<A HREF='x' data-b=y disabled>Tom &amp; Jerry <!-- c --> too</A>",
                "Xml(Name=Ident a, Attr=XmlAttr(Name=Ident href, Value=Str x), Attr=XmlAttr(Name=Ident data-b, Value=Str y), \
                 Attr=XmlAttr(Name=Ident disabled), XmlText Tom &amp; Jerry, XmlText too)",
            ),
            (
                "<ul><li>a\n<li><br/>b</p>\n</ul>",
                "Xml(Name=Ident ul, Xml(Name=Ident li, XmlText a), Xml(Name=Ident li, Xml(Name=Ident br), XmlText b))",
            ),
            (
                "<script async>\nif (a < b) { f('</p>') }\n</script><style></style>",
                "Xml(Name=Ident script, Attr=XmlAttr(Name=Ident async), XmlText if (a < b) { f('</p>') }); Xml(Name=Ident style)",
            ),
            ("<p>{{ a < b }} x > y & z</p>", "Xml(Name=Ident p, XmlText {{ a < b }} x > y & z)"),
            (
                "<a href=\"{{ url(\"b\") }}\" @click='f'>",
                "Xml(Name=Ident a, Attr=XmlAttr(Name=Ident href, Value=Str {{ url(\"b\") }}), Attr=XmlAttr(Name=Ident @click, Value=Str f))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Html, s),
        &[
            (
                "<a ... href=\"$URL\" ...>...</a>",
                "Xml(Name=Ident a, Attr=Ellipsis, Attr=XmlAttr(Name=Ident href, Value=StrMeta $URL), Attr=Ellipsis, Ellipsis)",
            ),
            (
                "<$T $A=$V>$...REST</$T>",
                "Xml(Name=Meta $T, Attr=XmlAttr(Name=Meta $A, Value=Meta $V), MetaEllipsis $...REST)",
            ),
            ("<script ...>$...JS</script>", "Xml(Name=Ident script, Attr=Ellipsis, MetaEllipsis $...JS)"),
            ("<script src=...>", "Xml(Name=Ident script, Attr=XmlAttr(Name=Ident src, Value=Ellipsis))"),
            ("<INPUT $...A>", "Xml(Name=Ident input, Attr=MetaEllipsis $...A)"),
            ("v-html=\"$X\"", "XmlAttr(Name=Ident v-html, Value=StrMeta $X)"),
            ("target=\"=~/_blank/\"", "XmlAttr(Name=Ident target, Value=StrRegex =~/_blank/)"),
            ("<p>Loading... $X ... </p>", "Xml(Name=Ident p, XmlText Loading..., Meta $X, Ellipsis)"),
            ("<!-- why -->\n<b>x</b>", "Xml(Name=Ident b, XmlText x)"),
            ("$X", "Meta $X"),
        ],
    );
}

#[test]
fn any_prefix_is_lowered() {
    let source =
        "<!DOCTYPE x><a b='é' c=\"{{ \"d\" }}\"><% if %>ü &amp <script>é</script><!-- é --><?php x ?></p> < </a>";
    for (end, _) in source.char_indices() {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Html, &source[..end], &mut tree, &mut symbols);
        assert!(tree.nodes().iter().all(|n| n.span.end as usize <= end), "{}", &source[..end]);
    }
}
