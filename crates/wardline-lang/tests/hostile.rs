//! Texts made to break a parser: every language ends with a tree and says what it could not read.

use wardline_lang::{Language, Parser, Symbols, Tree};

/// Parses a text; whether all of it was understood.
fn understood(language: &str, text: &str) -> bool {
    let language = Language::from_name(language).expect("the language exists");
    let (mut tree, mut symbols) = (Tree::default(), Symbols::default());
    let report = Parser::new().parse(language, text, &mut tree, &mut symbols);
    assert!(!tree.is_empty(), "{} has a root for {:?}", language.name(), &text[..text.len().min(40)]);
    assert_eq!(tree.nodes()[0].span.len() as usize, text.len(), "the root of {} is the whole text", language.name());
    assert!(report.error_bytes as usize <= text.len().max(1));
    report.error_bytes == 0
}

#[test]
fn what_is_nested_too_deep_is_reported_and_not_fatal() {
    let check = |language: &str, start: &str, open: &str, close: &str| {
        let deep = [start, &open.repeat(4_000), "1", &close.repeat(4_000)].concat();
        assert!(!understood(language, &deep), "{language} {open}");
        let open = [start, &open.repeat(4_000)].concat();
        assert!(!understood(language, &open), "{language} {open:.20} without end");
    };
    check("python", "x = ", "(", ")");
    check("javascript", "x = ", "[", "]");
    check("javascript", "x = a", "?b:", "c");
    check("kotlin", "val x = ", "\"${", "}\"");
    check("yaml", "", "- ", "");
    check("yaml", "", "? ", "");
    check("yaml", "", "[", "]");
    check("html", "", "<div>", "</div>");
    check("xml", "", "<a>", "</a>");
    check("json", "", "{\"a\":", "}");
    check("css", "", ":not(", ")");
    check("dart", "var x = ", "(", ")");
    check("rust", "fn f() { x!", "(", ")");
    check("ruby", "x = \"", "#{\"", "\"}");
    check("bash", "x=", "$(", ")");
    check("terraform", "x=\"", "${\"", "\"}");
}

#[test]
fn indentation_beyond_what_a_scanner_holds_is_cut() {
    let stairs = |line: &str| (0..600).map(|i| format!("{}{line}\n", " ".repeat(i))).collect::<String>();
    assert!(!understood("python", &(stairs("if x:") + &" ".repeat(600) + "y = f\"{z}\"\n")));
    assert!(!understood("yaml", &stairs("a:")));
}

#[test]
fn one_character_again_and_again_ends() {
    for language in Language::ALL {
        for text in [
            "<", "{", "(", "\"", "'", "\\", "\0", "`", "@", "$", "<!", "<%", "{{", "a ", "\u{feff}", "é", "<<A\n", "\r",
        ] {
            understood(language.name(), &text.repeat(300));
        }
    }
}

#[test]
fn shell_expansions_in_expansions_are_read_in_one_pass() {
    let check = |open: &str, close: &str| {
        let text = ["FROM a\nRUN echo ", &open.repeat(20_000), "b", &close.repeat(20_000), "\n"].concat();
        understood("dockerfile", &text);
    };
    check("$(", ")");
    check("${a:-", "}");
    check("\"$(", ")\"");
    check("\"${a:-\"", "");
    check("\\ ", "");
}

#[test]
fn a_text_that_takes_far_too_long_is_given_up() {
    /// A clock that says a second more each time it is asked.
    fn fast() -> std::time::Duration {
        static ASKED: std::sync::atomic::AtomicU64 = std::sync::atomic::AtomicU64::new(0);
        std::time::Duration::from_secs(ASKED.fetch_add(1, std::sync::atomic::Ordering::Relaxed))
    }
    let parse = |text: &str, clock: Option<wardline_lang::Clock>| {
        let mut parser = Parser::new();
        clock.into_iter().for_each(|clock| parser.set_clock(clock));
        parser.parse(Language::Go, text, &mut Tree::default(), &mut Symbols::default()).gave_up
    };
    let many = format!("package a\n{}", "var x = f(1)\n".repeat(2_000));
    assert!(parse(&many, Some(fast)));
    assert!(!parse(&many, None), "without a clock steps alone count");
    assert!(!parse("package a\nvar x = f(1)\n", Some(fast)), "a short text is done before anybody looks");
}

#[test]
fn a_string_without_an_end_may_end_in_any_character() {
    for language in [
        "terraform",
        "javascript",
        "typescript",
        "go",
        "sql",
        "java",
        "python",
        "csharp",
        "kotlin",
        "php",
        "ruby",
        "rust",
    ] {
        for quote in ["\"", "'", "`", "\"\"\"", "/", "x = \"", "x = '", "x = `", "{ x = \"", "SELECT '"] {
            for tail in ["é", "\u{1f3e5}", "aé", "${é", "${a}é", "é\n", ""] {
                understood(language, &format!("{quote}{tail}"));
                understood(language, &format!("a(\"b\")\n{quote}{tail}\n}}"));
            }
        }
    }
}
