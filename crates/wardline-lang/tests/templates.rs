//! Templates: which languages a file is written in, and what each becomes.
#![cfg(feature = "templates")]

mod shape;

use shape::{check, of_pattern, of_source, of_tree};
use wardline_lang::{Language, Parser, Symbols, Tree, template_languages};

/// All regions of a file but its HTML, which other tests look at; they must parse without errors.
fn code_of(path: &str, source: &str) -> String {
    let mut parser = Parser::new();
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    let mut out = Vec::new();
    for region in parser.regions(path, source) {
        let report = parser.parse_region(&region, source, &mut tree, &mut symbols);
        assert_eq!(report.error_bytes, 0, "syntax errors in the {} of {source}", region.language.name());
        if region.language != Language::Html {
            out.push(format!("{}: {}", region.language.name(), of_tree(&tree, &symbols)));
        }
    }
    out.join("\n")
}

#[test]
fn pages() {
    check(
        |s| code_of("a.html", s),
        &[
            (
                "<p>x</p><script>f(a < b)</script><style>p { top: 1px }</style><script type=\"application/json\">{}</script>",
                "javascript: ExprStmt(Operand=Call(Callee=Name f, Args=Args(BinOp <(Left=Name a, Right=Name b))))\n\
                 css: Directive(Name p, Body=Record(Pair(Key=Str top, Value=List(Num 1px))))",
            ),
            (
                "<script>var a = 1</script><script lang=ts>let b: T</script><script>g(a)</script>",
                "javascript: Assign(Target=Name a, Value=Num 1); ExprStmt(Operand=Call(Callee=Name g, Args=Args(Name a)))\n\
                 typescript: Assign(Target=Name b, Type=Type(Name T))",
            ),
            ("<p>x</p>", ""),
        ],
    );
}

#[test]
fn vue() {
    check(
        |s| code_of("a/B.vue", s),
        &[
            (
                "<template>\n<p :class=\"{ a: b }\" @click=\"go(); c = 1\" v-html=\"raw\">{{ d }}</p>\n</template>\n<script setup>\nconst raw = q\n</script>",
                "javascript: ExprStmt(Operand=Record(Pair(Key=Ident a, Value=Name b))); \
                 Block(ExprStmt(Operand=Call(Callee=Name go, Args=Args)), Assign(Target=Name c, Value=Num 1)); \
                 ExprStmt(Operand=Call(Callee=Name raw_output, Args=Args(Name raw))); \
                 ExprStmt(Operand=Call(Callee=Name escaped_output, Args=Args(Name d))); \
                 Assign(Attr=Modifier const, Target=Name raw, Value=Name q)",
            ),
            (
                "<template><li v-for=\"a in b.c\" v-slot=\"{ d }\">e</li></template><script lang=\"ts\">let f: T</script>",
                "typescript: ExprStmt(Operand=Member(Object=Name b, Name=Ident c)); Assign(Target=Name f, Type=Type(Name T))",
            ),
        ],
    );
}

#[test]
fn svelte() {
    check(
        |s| code_of("a.svelte", s),
        &[(
            "<script>let a;</script>\n{#if a > 1}<p on:click={() => f(a)} {...b}>{a}{@html c}</p>{/if}\n{#each d as e}{e}{/each}<style>p { top: 0 }</style>",
            "javascript: Assign(Target=Name a); ExprStmt(Operand=BinOp >(Left=Name a, Right=Num 1)); \
             ExprStmt(Operand=Func(Params=Params, Body=Block(Return(Operand=Call(Callee=Name f, Args=Args(Name a)))))); \
             ExprStmt(Operand=Name a); ExprStmt(Operand=Call(Callee=Name raw_output, Args=Args(Name c))); \
             ExprStmt(Operand=Name d); ExprStmt(Operand=Name e)\n\
             css: Directive(Name p, Body=Record(Pair(Key=Str top, Value=List(Num 0))))",
        )],
    );
}

#[test]
fn directives() {
    check(
        |s| code_of("a.ejs", s),
        &[(
            "<% if (a < b) { %><p><%= c %></p><%- d; -%><% } else { %>x<% } %><%# e %><% var f = 1 %><%= f %>",
            "javascript: If(Cond=BinOp <(Left=Name a, Right=Name b), Then=Block(\
             ExprStmt(Operand=Call(Callee=Name escaped_output, Args=Args(Name c))), \
             ExprStmt(Operand=Call(Callee=Name raw_output, Args=Args(Name d)))), Else=Block); \
             Assign(Target=Name f, Value=Num 1); ExprStmt(Operand=Call(Callee=Name escaped_output, Args=Args(Name f)))",
        )],
    );
    check(
        |s| code_of("a.jsp", s),
        &[(
            "<%@ page import=\"x\" %><%! int n = 0; %><% String a = r.p(\"q\"); %><p b='<%= a %>'><%-- c --%></p>",
            "java: Assign(Type=Type(Name int), Target=Name n, Value=Num 0); \
             Assign(Type=Type(Name String), Target=Name a, Value=Call(Callee=Member(Object=Name r, Name=Ident p), Args=Args(Str q))); \
             ExprStmt(Operand=Call(Callee=Name raw_output, Args=Args(Name a)))",
        )],
    );
}

#[test]
fn razor() {
    check(
        |s| code_of("a.cshtml", s),
        &[
            (
                "@model A.B\n@using C.D\n@inject E F\n<h1 g=\"@H.I\">a@b.com @@j @* k *@ @L[0].M(\"n\").</h1>",
                "csharp: ImportAll(Path=Path(Ident C, Ident D)); Assign(Type=Type(Name E), Target=Name F); \
                 ExprStmt(Operand=Unary !(Operand=Member(Object=Name H, Name=Ident I))); \
                 ExprStmt(Operand=Unary !(Operand=Call(Callee=Member(Object=Index(Object=Name L, Num 0), Name=Ident M), Args=Args(Str n))))",
            ),
            (
                "@{ var a = 1;\n  <p>@a <br></p>\n  @: b @a\n  f();\n}\n@if (a < 2) { <b>@(a + 1)</b> } else { @Html.Raw(c) }",
                "csharp: Block(Assign(Target=Name a, Value=Num 1), ExprStmt(Operand=Unary !(Operand=Name a)), \
                 ExprStmt(Operand=Unary !(Operand=Name a)), ExprStmt(Operand=Call(Callee=Name f, Args=Args))); \
                 If(Cond=BinOp <(Left=Name a, Right=Num 2), Then=Block(ExprStmt(Operand=Unary !(Operand=BinOp +(Left=Name a, Right=Num 1)))), \
                 Else=Block(ExprStmt(Operand=Unary !(Operand=Call(Callee=Member(Object=Name Html, Name=Ident Raw), Args=Args(Name c))))))",
            ),
            (
                "<p/>\n@functions {\n  private string A() { return \"<p>\"; }\n}",
                "csharp: Class class(Name=Ident Page, Body=ClassBody(Func(Attr=Modifier private, ReturnType=Type(Name string), \
                 Name=Ident A, Params=Params, Body=Block(Return(Operand=Str <p>)))))",
            ),
        ],
    );
}

/// One rule is to find output in all templates, and the page around the code is a page like any other.
#[test]
fn output_and_pages_match_ordinary_patterns() {
    check(
        |s| of_pattern(Language::JavaScript, s),
        &[("raw_output($X)", "Call(Callee=Name raw_output, Args=Args(Meta $X))")],
    );
    check(
        |s| of_source(Language::Html, s),
        &[(
            "<a href=\"<%= b(\"c\") %>\"><% if d < e %></a>",
            "Xml(Name=Ident a, Attr=XmlAttr(Name=Ident href, Value=Str <%= b(\"c\") %>), XmlText <% if d < e %>)",
        )],
    );
}

#[test]
fn names_of_templates() {
    check(
        |path| template_languages(path).iter().map(|l| l.name()).collect::<Vec<_>>().join(" "),
        &[
            ("a/b.vue", "html javascript typescript tsx css"),
            ("a.EJS", "html javascript typescript tsx css"),
            ("a.css.ejs", "javascript"),
            ("a.cshtml", "html csharp javascript typescript tsx css"),
            ("a.js", ""),
            ("vue", ""),
        ],
    );
}

/// Whatever is cut off, regions are parsed and their spans lie in the text.
#[test]
fn any_prefix_is_lowered() {
    let sources = [
        ("a.vue", "<template><p :é=\"é\" v-html='{{'>{{ é }}</p></template><script>'é'</script><style>é{}</style>"),
        (
            "a.svelte",
            "<script>é</script>é{#if é}{@html é}{/if}<p a={() => 'é'} {...é}>é{é}</p>{#await é then é}{/await}",
        ),
        ("a.ejs", "é<%=é%>é<% é { %><%-- é --%><%%é<%- é -%><script>é = <%= é %></script>"),
        (
            "a.cshtml",
            "é@é@using é\r\n@inject\r\n@code{é}@{é;<p é=\"@é\">@(é)<br/></p>@:é\n@\"é\"}@if(é){é}else{'é'}@functions\n{é}",
        ),
    ];
    for (path, source) in sources {
        for end in source.char_indices().map(|(end, _)| end).chain([source.len()]) {
            let (text, mut parser) = (&source[..end], Parser::new());
            let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
            for region in parser.regions(path, text) {
                parser.parse_region(&region, text, &mut tree, &mut symbols);
                assert!(tree.nodes().iter().all(|n| n.span.end as usize <= end), "{text}");
                assert!(tree.nodes().iter().all(|n| text.get(n.span.range()).is_some()), "{text}");
            }
        }
    }
}
