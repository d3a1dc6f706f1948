//! Examples of rules: which files belong to a rule file, and what their comments expect.
//!
//! The conventions are Semgrep's, so that rules bring their tests along: a comment `ruleid: ID` says that the next line which is no such
//! comment must be found, `ok: ID` that it must not be; `todoruleid: ID` and `todook: ID` say what the rule does not manage yet.

use std::path::{Path, PathBuf};

/// What a comment says of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Expect {
    /// The rule must find the line.
    Found,
    /// The rule must not find the line.
    NotFound,
    /// The rule should find the line and may not do so yet.
    TodoFound,
    /// The rule should not find the line and may do so still.
    TodoNotFound,
}

impl Expect {
    const WORDS: [(&'static str, Self); 4] = [
        ("ruleid", Self::Found),
        ("ok", Self::NotFound),
        ("todoruleid", Self::TodoFound),
        ("todook", Self::TodoNotFound),
    ];

    /// The word that a comment uses for it.
    #[cfg(test)]
    fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, e)| *e == self).map_or("", |(word, _)| word)
    }
}

/// One expectation about one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    /// What is expected.
    pub(crate) expect: Expect,
    /// Of which rule.
    pub(crate) rule: String,
    /// 1-based line of the comment.
    pub(crate) comment: u32,
    /// 1-based line that it is about.
    pub(crate) line: u32,
}

/// What comments may start with, in the languages that rules are for.
const COMMENTS: [&str; 10] = ["#", "//", "/*", "<!--", "{/*", "(*", "--", ";", "%", "*"];

/// All expectations of a text, in order.
pub(crate) fn marks(text: &str) -> Vec<Mark> {
    let mut open: Vec<Mark> = Vec::new();
    let mut out = Vec::new();
    let mut last = 0;
    for (number, line) in (1..).zip(text.lines()) {
        last = number;
        if let Some((expect, rules)) = comment(line) {
            open.extend(rules.into_iter().map(|rule| Mark { expect, rule, comment: number, line: 0 }));
        } else {
            out.extend(open.drain(..).map(|mark| Mark { line: number, ..mark }));
        }
    }
    // A comment at the end is about a line that is not there, so that it fails instead of vanishing.
    out.extend(open.drain(..).map(|mark| Mark { line: last + 1, ..mark }));
    out
}

/// The expectation that a line is, if it is one.
fn comment(line: &str) -> Option<(Expect, Vec<String>)> {
    let line = line.trim_start();
    let start = COMMENTS.iter().filter(|start| line.starts_with(**start)).max_by_key(|start| start.len())?;
    let body = line[start.len()..].trim_start_matches(['/', '#', '*', '-', ';', '!']).trim_start();
    let (word, rest) = body.split_once(':')?;
    let (_, expect) = Expect::WORDS.into_iter().find(|(name, _)| *name == word.trim_end())?;
    let is_id = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '/');
    let mut rules = Vec::new();
    for item in rest.split(',') {
        let item = item.trim();
        let id = &item[..item.find(|c| !is_id(c)).unwrap_or(item.len())];
        // An arrow that closes an XML comment is no part of the id.
        let id = id.trim_end_matches("--");
        if id.is_empty() {
            break;
        }
        rules.push(id.to_owned());
        if id.len() < item.len() {
            break;
        }
    }
    (!rules.is_empty()).then_some((expect, rules))
}

/// The examples beside a rule file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Beside {
    /// Files with expectations, each with the file that it must equal after all fixes, if there is one.
    pub(crate) examples: Vec<(PathBuf, Option<PathBuf>)>,
}

/// Finds the examples of `NAME.yaml` among the files of its folder: `NAME.EXT`, `NAME.CASE.EXT`, and `NAME.test.yaml` where the
/// examples are YAML themselves.
pub(crate) fn beside(rule_file: &Path, folder: &[PathBuf]) -> Beside {
    let stem = rule_file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let name_of = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let others: Vec<String> = folder
        .iter()
        .filter(|p| crate::pack::is_rule_file(p))
        .map(|p| p.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    let belongs = |name: &str| {
        let rest = name.strip_prefix(&stem).and_then(|rest| rest.strip_prefix('.'));
        // Of two rule files `a.yaml` and `a.b.yaml`, the file `a.b.py` belongs to the second.
        let nearer = others.iter().any(|other| {
            other.len() > stem.len() && name.strip_prefix(other.as_str()).is_some_and(|r| r.starts_with('.'))
        });
        rest.is_some() && !nearer
    };
    let mine: Vec<&PathBuf> =
        folder.iter().filter(|path| belongs(&name_of(path)) && !crate::pack::is_rule_file(path)).collect();
    let is_fixed = |name: &str| name.split('.').any(|part| part == "fixed");
    let fixed_of = |path: &Path| {
        let plain = |name: &str| name.split('.').filter(|part| *part != "fixed").collect::<Vec<_>>().join(".");
        let name = name_of(path);
        mine.iter().find(|p| is_fixed(&name_of(p)) && plain(&name_of(p)) == name).map(|p| (*p).clone())
    };
    let examples =
        mine.iter().filter(|path| !is_fixed(&name_of(path))).map(|path| ((*path).clone(), fixed_of(path))).collect();
    Beside { examples }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, &str, u32)]) {
        let found = marks(text);
        let found: Vec<_> = found.iter().map(|m| (m.expect.word(), m.rule.as_str(), m.line)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn comments_are_read_in_every_language() {
        check("# ruleid: a\nx", &[("ruleid", "a", 2)]);
        check("x\n  // ok: a.b-c, d\ny", &[("ok", "a.b-c", 3), ("ok", "d", 3)]);
        check("<!-- todoruleid: a -->\n<p>", &[("todoruleid", "a", 2)]);
        check("/* todook: a */\nx", &[("todook", "a", 2)]);
        check("{/* ruleid: a */}\n<p/>", &[("ruleid", "a", 2)]);
        check("-- ruleid:a\nx", &[("ruleid", "a", 2)]);
        check("# ruleid: a\n# ok: b\nx", &[("ruleid", "a", 3), ("ok", "b", 3)]);
        check("# ruleid: a -- why it is one\nx", &[("ruleid", "a", 2)]);
        check("# ruleid: a", &[("ruleid", "a", 2)]);
    }

    #[test]
    fn other_text_is_no_expectation() {
        for text in
            ["ruleid: a\nx", "# ruleid a\nx", "# note: ok: a\nx", "# lookup: a\nx", "# ruleid:\nx", "x # ruleid: a\ny"]
        {
            check(text, &[]);
        }
    }

    #[test]
    fn examples_belong_to_the_longest_name() {
        let folder: Vec<PathBuf> =
            ["a.yaml", "a.py", "a.case.py", "a.fixed.py", "a.test.yaml", "a.b.yaml", "a.b.py", "ab.py"]
                .iter()
                .map(PathBuf::from)
                .collect();
        let found = beside(Path::new("a.yaml"), &folder);
        let names: Vec<_> =
            found.examples.iter().map(|(p, f)| (p.to_str().unwrap(), f.as_deref().and_then(Path::to_str))).collect();
        assert_eq!(names, [("a.py", Some("a.fixed.py")), ("a.case.py", None), ("a.test.yaml", None)]);
    }
}
