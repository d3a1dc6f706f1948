//! Owners of paths, by the examples of the two hosts that read CODEOWNERS and by what they leave open.

use wardline_policy::CodeOwners;

fn check(text: &str, expected: &[(&str, &str)]) {
    let (owners, mistakes) = CodeOwners::read(text);
    assert!(mistakes.is_empty(), "{mistakes:?}");
    for (path, owned_by) in expected {
        assert_eq!(owners.of(path).join(" "), *owned_by, "{path} in\n{text}");
    }
}

#[test]
fn the_last_line_that_matches_says_whose_a_path_is() {
    let text = "\
* @all @both  # who else
*.js @js
/build/logs/ @logs
docs/* docs@example.org
apps/ @apps
**/charts @charts
/apps/portal
a\\ b.txt @space
";
    check(
        text,
        &[
            ("README.md", "@all @both"),
            ("deep/down/x.js", "@js"),
            ("build/logs/a/b", "@logs"),
            ("src/build/logs/a", "@all @both"),
            ("docs/a.md", "docs@example.org"),
            ("docs/more/a.md", "@all @both"),
            ("x/apps/y", "@apps"),
            ("apps/portal/x.py", ""),
            ("deep/charts/x.py", "@charts"),
            ("a b.txt", "@space"),
        ],
    );
    check("", &[("a", "")]);
    check("src/**/api @api\nlib/** @lib\n", &[("src/a/b/api/x.go", "@api"), ("lib/a/b", "@lib"), ("lib", "")]);
}

#[test]
fn each_section_has_its_say() {
    let text = "\
*.py @top
[Database][2] @dba
schema/
schema/local/ @local
^[Docs] @docs
*.md
[Empty]
*.md
";
    check(text, &[("schema/a.py", "@top @dba"), ("schema/local/a.sql", "@local"), ("schema/a.md", "@dba @docs")]);
}

#[test]
fn lines_that_the_hosts_skip_in_silence_are_mistakes() {
    for (line, said) in [
        ("!src/ @a", "`!`"),
        ("/ @a", "names nothing"),
        ("src/ bob", "neither `@name` nor a mail address"),
        ("src/{a @a", "no path pattern"),
        ("[Open @a", "does not end"),
    ] {
        let (_, mistakes) = CodeOwners::read(&format!("* @all\n{line}\n"));
        assert_eq!(mistakes.len(), 1, "{line}");
        assert_eq!(mistakes[0].0.get(), 2);
        assert!(mistakes[0].1.contains(said), "{line}: {}", mistakes[0].1);
    }
}
