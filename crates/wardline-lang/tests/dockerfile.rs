//! Dockerfiles: what instructions, the commands in them, and patterns become.

mod shape;

use shape::{check, of_pattern, of_source};
use wardline_lang::{Language, NodeKind, Parser, Symbols, Tree};

#[test]
fn instructions() {
    check(
        |s| of_source(Language::Dockerfile, s),
        &[
            (
                "from --platform=$P registry:5000/a/b:1.2@sha256:00 as c\n",
                "Directive FROM(Attr=KwArg(Name=Ident platform, Value=Unary $(Operand=Name P)), Str registry:5000/a/b, Label=Str 1.2, Extra=Str sha256:00, Alias=Str c)",
            ),
            (
                "ENV A=1 B=\"x y\"\nENV C some $A\n",
                "Directive ENV(Assign(Target=Name A, Value=Str 1), Assign(Target=Name B, Value=Str x y)); Directive ENV(Assign(Target=Name C, Value=Template(StrPart some , Unary $(Operand=Name A))))",
            ),
            ("ARG A B=2\n", "Directive ARG(Target=Name A); Directive ARG(Target=Name B, Str 2)"),
            (
                "LABEL a=b \"c d\"='e'\n",
                "Directive LABEL(Pair(Key=Str a, Value=Str b)); Directive LABEL(Pair(Key=Str c d, Value=Str e))",
            ),
            ("EXPOSE 80 443/tcp $P\n", "Directive EXPOSE(Str 80, Str 443/tcp, Unary $(Operand=Name P))"),
            (
                "COPY --from=b --chown=1:1 a c /d/\nADD [\"a b\", \"/c\"]\n",
                "Directive COPY(Attr=KwArg(Name=Ident from, Value=Str b), Attr=KwArg(Name=Ident chown, Value=Str 1:1), Str a, Str c, Str /d/); Directive ADD(Str a b, Str /c)",
            ),
            (
                "USER a:b\nWORKDIR /x/${Y:-z}\nVOLUME /a /b\nSTOPSIGNAL SIGTERM\nMAINTAINER some \"body\"\n",
                "Directive USER(Str a, Extra=Str b); Directive WORKDIR(Template(StrPart /x/, Unary $(Operand=Name Y, Default=Str z))); Directive VOLUME(Str /a, Str /b); Directive STOPSIGNAL(Str SIGTERM); Directive MAINTAINER(Str some \"body\")",
            ),
            (
                "CMD [\"a\", \"b\"]\nSHELL [\"sh\"]\nONBUILD RUN a\n",
                "Directive CMD(List(Str a, Str b)); Directive SHELL(List(Str sh)); Directive ONBUILD(Directive RUN(Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args)))))",
            ),
            (
                "HEALTHCHECK NONE\nHEALTHCHECK --interval=5s CMD a b\n",
                "Directive HEALTHCHECK(Str NONE); Directive HEALTHCHECK(Attr=KwArg(Name=Ident interval, Value=Str 5s), Directive HEALTHCHECK CMD(Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args(Str b))))))",
            ),
            (
                "RUN --mount=type=secret,id=k --network=none a\n",
                "Directive RUN(Attr=KwArg(Name=Ident mount, Value=Record(Pair(Key=Str type, Value=Str secret), Pair(Key=Str id, Value=Str k))), Attr=KwArg(Name=Ident network, Value=Str none), Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))))",
            ),
            (
                "RUN <<EOF\na\nb c\nEOF\n",
                "Directive RUN(Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args)), ExprStmt(Operand=Call(Callee=Name b, Args=Args(Str c)))))",
            ),
            ("COPY <<EOF /x\ntext\nEOF\n", "Directive COPY(Str <<EOF, Str /x, Extra=Str text)"),
        ],
    );
}

/// The statements of a `RUN`.
fn commands(script: &str) -> String {
    let found = of_source(Language::Dockerfile, &format!("RUN {script}\n"));
    found.strip_prefix("Directive RUN(Block(").and_then(|f| f.strip_suffix("))")).unwrap_or(&found).to_owned()
}

#[test]
fn shell_commands() {
    check(
        commands,
        &[
            (
                "a && \\\n  # why\n  b | c",
                "ExprStmt(Operand=Call(Callee=Name &&, Args=Args(Call(Callee=Name a, Args=Args), Call(Callee=Name |, Args=Args(Call(Callee=Name b, Args=Args), Call(Callee=Name c, Args=Args))))))",
            ),
            (
                "a; b || c &",
                "ExprStmt(Operand=Call(Callee=Name a, Args=Args)), ExprStmt(Operand=Call(Callee=Name ||, Args=Args(Call(Callee=Name b, Args=Args), Call(Callee=Name c, Args=Args))))",
            ),
            (
                "A=1 b -x 'c d'\"e\"f \"$G/h\"",
                "ExprStmt(Operand=Call(Attr=Assign(Target=Name A, Value=Str 1), Callee=Name b, Args=Args(Str -x, Str c def, Template(Unary $(Operand=Name G), StrPart /h))))",
            ),
            ("A=$(b c)", "Assign(Target=Name A, Value=Unary $()(Operand=Call(Callee=Name b, Args=Args(Str c))))"),
            (
                "if a; then b; elif c; then d; else e; fi",
                "If(Cond=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args))), Then=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args))), Else=If(Cond=Block(ExprStmt(Operand=Call(Callee=Name c, Args=Args))), Then=Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args))), Else=Block(ExprStmt(Operand=Call(Callee=Name e, Args=Args)))))",
            ),
            (
                "for x in 1 2; do a $x; done",
                "ForEach(Target=Name x, Iter=List(Str 1, Str 2), Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args(Unary $(Operand=Name x))))))",
            ),
            (
                "while ! a; do b; done",
                "While(Cond=Block(ExprStmt(Operand=Unary !(Operand=Call(Callee=Name a, Args=Args)))), Body=Block(ExprStmt(Operand=Call(Callee=Name b, Args=Args))))",
            ),
            (
                "case $a in b|c) d ;; *) e; esac",
                "Switch(Cond=Unary $(Operand=Name a), Case(Str b, Str c, Body=Block(ExprStmt(Operand=Call(Callee=Name d, Args=Args)))), Case(Str *, Body=Block(ExprStmt(Operand=Call(Callee=Name e, Args=Args)))))",
            ),
            (
                "( a; b ) && [[ x == y && z ]]",
                "ExprStmt(Operand=Call(Callee=Name &&, Args=Args(Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args)), ExprStmt(Operand=Call(Callee=Name b, Args=Args))), Call(Callee=Name [[, Args=Args(Str x, Str =, Str =, Str y, Str &&, Str z, Str ]])))))",
            ),
            (
                "f() { a; }; f",
                "Func(Name=Ident f, Body=Block(ExprStmt(Operand=Call(Callee=Name a, Args=Args)))), ExprStmt(Operand=Call(Callee=Name f, Args=Args))",
            ),
        ],
    );
}

#[test]
fn patterns() {
    check(
        |s| of_pattern(Language::Dockerfile, s),
        &[
            ("FROM $I:$T@$D AS $A", "Directive FROM(Meta $I, Label=Meta $T, Extra=Meta $D, Alias=Meta $A)"),
            ("FROM $I\n...\nUSER root", "Statements(Directive FROM(Meta $I), Ellipsis, Directive USER(Str root))"),
            ("RUN ...", "Directive RUN(Ellipsis)"),
            ("CMD $...ARGS", "Directive CMD(MetaEllipsis $...ARGS)"),
            ("RUN [\"a\", $X, ...]", "Directive RUN(List(Str a, Meta $X, Ellipsis))"),
            (
                "RUN a ...",
                "Directive RUN(Block(Ellipsis, ExprStmt(Operand=Call(Callee=Name a, Args=Args(Ellipsis))), Ellipsis))",
            ),
            (
                "RUN --mount=type=$T $X",
                "Directive RUN(Attr=KwArg(Name=Ident mount, Value=Record(Pair(Key=Str type, Value=Meta $T))), Meta $X)",
            ),
            ("ENV ... A=$X ...", "Directive ENV(Ellipsis, Assign(Target=Name A, Value=Meta $X), Ellipsis)"),
            ("ENV $K=\"...\"", "Directive ENV(Assign(Target=Meta $K, Value=Template(Ellipsis)))"),
            ("ARG $K=...", "Directive ARG(Target=Meta $K, Ellipsis)"),
            ("EXPOSE ... $P ...", "Directive EXPOSE(Ellipsis, Meta $P, Ellipsis)"),
            ("HEALTHCHECK ... CMD ...", "Directive HEALTHCHECK(Ellipsis, Directive HEALTHCHECK CMD(Ellipsis))"),
            ("ONBUILD FROM $X", "Directive ONBUILD(Directive FROM(Meta $X))"),
            ("$INSTRUCTION", "Meta $INSTRUCTION"),
            (
                "curl ... | sh",
                "Call(Callee=Name |, Args=Args(Call(Callee=Name curl, Args=Args(Ellipsis)), Call(Callee=Name sh, Args=Args)))",
            ),
            (
                "a \"$X\" ${$Y} ./...",
                "Call(Callee=Name a, Args=Args(Template(Meta $X), Unary $(Operand=Meta $Y), Str ./...))",
            ),
            ("<... a ...>", "Deep(Operand=Call(Callee=Name a, Args=Args))"),
            (
                "RUN echo $lower",
                "Directive RUN(Block(Ellipsis, ExprStmt(Operand=Call(Callee=Name echo, Args=Args(Unary $(Operand=Name lower)))), Ellipsis))",
            ),
        ],
    );
}

#[test]
fn spans_are_those_of_the_tokens() {
    let source = "FROM a \nRUN b && \\\n  # c\n  d e\n\nLABEL f=g h=i\n";
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    Parser::new().parse(Language::Dockerfile, source, &mut tree, &mut symbols);
    let of = |kind| -> Vec<&str> {
        tree.nodes().iter().filter(|n| n.kind == kind).map(|n| &source[n.span.range()]).collect()
    };
    assert_eq!(of(NodeKind::Directive), ["FROM a", "RUN b && \\\n  # c\n  d e", "LABEL f=g", "h=i"]);
    assert_eq!(of(NodeKind::Call), ["b && \\\n  # c\n  d e", "b", "d e"]);
}

#[test]
fn any_prefix_is_lowered() {
    let source = "FROM a:$B\nRUN --mount=type=x if é; then f \"$(g ${H:-\"i\"})\" `j` | k > l 2>&1 <<< m; fi; case n in o) ;; esac; p() { q; }; (r) \\\n # s\n && t <(u) [[ v < w ]] <<EOF\nx\nEOF\nCMD [\"y\"]\nHEALTHCHECK --z=1 CMD a";
    for (end, _) in source.char_indices() {
        let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
        Parser::new().parse(Language::Dockerfile, &source[..end], &mut tree, &mut symbols);
        assert!(tree.nodes().iter().all(|n| n.span.end as usize <= end), "{}", &source[..end]);
    }
}

#[test]
fn files_are_known_by_their_names() {
    for (path, expected) in [
        ("a/Dockerfile", Some(Language::Dockerfile)),
        ("Dockerfile.prod", Some(Language::Dockerfile)),
        ("web.dockerfile", Some(Language::Dockerfile)),
        ("Containerfile", Some(Language::Dockerfile)),
        ("dockerfile.go", Some(Language::Go)),
        ("k8s/app.yml", Some(Language::Yaml)),
        ("tsconfig.json", Some(Language::Json)),
        ("notes", None),
    ] {
        assert_eq!(Language::of_file(path, ""), expected, "{path}");
    }
}
