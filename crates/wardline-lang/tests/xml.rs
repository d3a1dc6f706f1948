//! XML: what documents and patterns become.
#![cfg(feature = "xml")]

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, Parser, Symbols, Tree};

#[test]
fn documents() {
    check(
        |s| of_source(Language::Xml, s),
        &[
            (
                "\u{feff}<?xml version=\"1.0\"?>\n<a b='1' x:c=\"d &lt; e\"><F/></a>",
                "Xml(Name=Ident a, Attr=XmlAttr(Name=Ident b, Value=Str 1), Attr=XmlAttr(Name=Ident x:c, Value=Str d &lt; e), Xml(Name=Ident F))",
            ),
            (
                "<a>\n x &amp; &#65; y <!-- c --> z <![CDATA[ <raw> ]]></a>",
                "Xml(Name=Ident a, XmlText x &amp; &#65; y, XmlText z, XmlText <raw>)",
            ),
            ("<a></a>", "Xml(Name=Ident a)"),
            (
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\"><!ENTITY % y \"z\">]><a>&x;</a>",
                "Directive(Name=Ident doctype, Ident a, Body=Block(\
                 Directive(Name=Ident entity, Ident x, Ident SYSTEM, Str file:///etc/passwd), \
                 Directive(Name=Ident entity, Attr=Modifier %, Ident y, Str z))); \
                 Xml(Name=Ident a, XmlText &x;)",
            ),
            (
                "<?xml-stylesheet href=\"a.xsl\"?><a><?php x ?></a>",
                "Directive(Name=Ident xml-stylesheet, XmlText href=\"a.xsl\"); Xml(Name=Ident a, XmlText <?php x ?>)",
            ),
            ("<a <!-- why --> b=\"1\"/>", "Xml(Name=Ident a, Attr=XmlAttr(Name=Ident b, Value=Str 1))"),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Xml, s),
        &[
            (
                "<dependency>\n  ...\n  <version>$V</version>\n  ...\n</dependency>",
                "Xml(Name=Ident dependency, Ellipsis, Xml(Name=Ident version, Meta $V), Ellipsis)",
            ),
            (
                "<a ... b=\"$X\" c=$Y ...>",
                "Xml(Name=Ident a, Attr=Ellipsis, Attr=XmlAttr(Name=Ident b, Value=StrMeta $X), Attr=XmlAttr(Name=Ident c, Value=Meta $Y), Attr=Ellipsis)",
            ),
            ("<a b=.../>", "Xml(Name=Ident a, Attr=XmlAttr(Name=Ident b, Value=Ellipsis))"),
            ("debug=\"true\"", "XmlAttr(Name=Ident debug, Value=Str true)"),
            ("$A=$V", "XmlAttr(Name=Meta $A, Value=Meta $V)"),
            ("<a/>\n<b>...</b>", "Statements(Xml(Name=Ident a), Xml(Name=Ident b, Ellipsis))"),
            ("<!ENTITY $N SYSTEM \"...\">", "Directive(Name=Ident entity, Meta $N, Ident SYSTEM, StrAny ...)"),
            (
                "<!DOCTYPE $R [... <!ENTITY $N $V> ...]>",
                "this is not a pattern of xml: the code around `<!ENTITY $N $V> ...]>` does not parse; check brackets and what stands beside `...`",
            ),
            (
                "<!DOCTYPE $R [... <!ENTITY $N \"$V\"> ...]>",
                "Directive(Name=Ident doctype, Meta $R, Body=Block(Ellipsis, Directive(Name=Ident entity, Meta $N, StrMeta $V), Ellipsis))",
            ),
        ],
    );
}

#[test]
fn any_prefix_is_lowered() {
    let source = "\u{feff}<!DOCTYPE a [<!ENTITY % x 'é'>%x;]><a <!-- é --> b='é'><![CDATA[é]]>&é;<?é ?><c/></a>";
    for (end, _) in source.char_indices() {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Xml, &source[..end], &mut tree, &mut symbols);
        assert!(tree.nodes().iter().all(|n| n.span.end as usize <= end), "{}", &source[..end]);
    }
}
