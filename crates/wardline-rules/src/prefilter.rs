//! Which words a file must contain for a rule to be able to match it.
//!
//! Every rule asks for words that its patterns cannot match without: identifiers of patterns, literal parts of regular expressions. One
//! automaton finds all rules' words in one pass over a file's bytes, and a rule whose requirement is not met is not run; a file that no
//! rule can hit is not even parsed. The requirement may only be too weak, never too strong, so words that an equivalence can make
//! disappear (keywords, string contents where values are propagated, names of literal types) are not asked for.

use crate::generic::GenericPattern;
use crate::pattern::MetaNames;
use crate::regex_words::{Need, RegexWords};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};
use wardline_lang::Language;
use wardline_rulefile::{Condition, Formula, Text};

/// Words shorter than this are in every file and filter nothing.
pub(crate) const MIN_WORD: usize = 3;

/// A condition on the words of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Requirement {
    /// Nothing is required.
    Always,
    /// This word, by number.
    Word(u32),
    All(Vec<Requirement>),
    Any(Vec<Requirement>),
    /// Some character outside ASCII.
    NonAscii,
}

impl Requirement {
    fn all(parts: Vec<Self>) -> Self {
        let mut kept: Vec<Self> = parts.into_iter().filter(|p| *p != Self::Always).collect();
        match kept.len() {
            0 => Self::Always,
            1 => kept.remove(0),
            _ => Self::All(kept),
        }
    }

    fn any(mut parts: Vec<Self>) -> Self {
        if parts.is_empty() || parts.contains(&Self::Always) {
            return Self::Always;
        }
        if parts.len() == 1 { parts.remove(0) } else { Self::Any(parts) }
    }

    /// Whether the words found so far meet the requirement.
    pub(crate) fn holds(&self, found: &Found) -> bool {
        match self {
            Self::Always => true,
            Self::Word(word) => found.words[*word as usize],
            Self::All(parts) => parts.iter().all(|p| p.holds(found)),
            Self::Any(parts) => parts.iter().any(|p| p.holds(found)),
            Self::NonAscii => found.words.last().is_none_or(|non_ascii| *non_ascii),
        }
    }
}

/// Collects words and builds the automaton.
#[derive(Default)]
pub(crate) struct Words<'c> {
    /// What is known of expressions that were met before, by any group.
    expressions: Option<&'c Expressions>,
    ids: FxHashMap<String, u32>,
    words: Vec<String>,
    /// For expressions whose matches lie within a line: words of which one is in every match.
    needles: FxHashMap<String, Vec<u32>>,
}

/// What is known of the expressions of a rule set; groups have many in common.
#[derive(Default)]
pub(crate) struct Expressions {
    known: Mutex<FxHashMap<String, Option<Arc<RegexWords>>>>,
}

impl Expressions {
    fn words(&self, regex: &str) -> Option<Arc<RegexWords>> {
        let mut known = self.known.lock().expect("reading an expression does not panic");
        known.entry(regex.to_owned()).or_insert_with(|| RegexWords::of(regex).map(Arc::new)).clone()
    }
}

impl<'c> Words<'c> {
    /// Words of a group of a rule set.
    pub(crate) fn of(expressions: &'c Expressions) -> Self {
        Self { expressions: Some(expressions), ..Self::default() }
    }

    /// The number of a word, in whatever case.
    fn id(&mut self, word: &str) -> u32 {
        let lower = word.to_ascii_lowercase();
        if let Some(id) = self.ids.get(&lower) {
            return *id;
        }
        let id = self.words.len() as u32;
        self.ids.insert(lower.clone(), id);
        self.words.push(lower);
        id
    }

    /// What a rule's formula requires of a file of this language.
    pub(crate) fn requirement(&mut self, formula: &Formula, language: Option<Language>, generic: bool) -> Requirement {
        match formula {
            Formula::Pattern(text) if generic && language.is_none() => self.generic(&text.text),
            Formula::Pattern(text) => match language {
                Some(language) => self.pattern(&text.text, language),
                None => self.regex(text),
            },
            Formula::Regex(text) => self.regex(text),
            Formula::Inside(inner) | Formula::Anywhere(inner) | Formula::Marked { formula: inner, .. } => {
                self.requirement(inner, language, generic)
            }
            Formula::Not(_) => Requirement::Always,
            Formula::Or(parts) => {
                Requirement::any(parts.iter().map(|p| self.requirement(p, language, generic)).collect())
            }
            Formula::And { parts, conditions, .. } => {
                let parts = parts.iter().map(|p| self.requirement(p, language, generic));
                let mut all: Vec<Requirement> = parts.collect();
                all.extend(conditions.iter().map(|c| self.condition(c)));
                Requirement::all(all)
            }
        }
    }

    /// What a metavariable stands for is text of the file, so what an expression asks of it must be there.
    fn condition(&mut self, condition: &Condition) -> Requirement {
        match condition {
            Condition::Regex { regex, constant_propagation: false, .. } => self.regex(regex),
            _ => Requirement::Always,
        }
    }

    fn generic(&mut self, pattern: &str) -> Requirement {
        let Ok(compiled) = GenericPattern::compile(pattern, &mut MetaNames::default()) else {
            return Requirement::Always;
        };
        let long = compiled.words().into_iter().filter(|w| w.len() >= MIN_WORD);
        Requirement::all(long.map(|w| Requirement::Word(self.id(w))).collect())
    }

    fn pattern(&mut self, pattern: &str, language: Language) -> Requirement {
        if !language.traits().words_required {
            return Requirement::Always;
        }
        let mut words: Vec<String> = Vec::new();
        let pattern = without_comments(pattern, language);
        pattern_words(&pattern, language.traits().literal_strings, &mut |w| {
            if !words.iter().any(|known| known == w) {
                words.push(w.to_owned());
            }
        });
        Requirement::all(words.iter().map(|w| Requirement::Word(self.id(w))).collect())
    }

    fn regex(&mut self, text: &Text) -> Requirement {
        let known = match self.expressions {
            Some(expressions) => expressions.words(&text.text),
            None => RegexWords::of(&text.text).map(Arc::new),
        };
        let Some(regex) = known else { return Requirement::Always };
        if let Some(needles) = regex.line_needles() {
            let ids = needles.iter().map(|n| self.id(n)).collect();
            self.needles.insert(text.text.clone(), ids);
        }
        self.need(&regex.need)
    }

    fn need(&mut self, need: &Need) -> Requirement {
        match need {
            Need::Nothing => Requirement::Always,
            Need::Word(word) => Requirement::Word(self.id(word)),
            Need::NonAscii => Requirement::NonAscii,
            Need::All(parts) => Requirement::all(parts.iter().map(|p| self.need(p)).collect()),
            Need::Any(parts) => Requirement::any(parts.iter().map(|p| self.need(p)).collect()),
        }
    }

    /// The automaton that finds all words, in any case.
    pub(crate) fn finish(self) -> Prefilter {
        let automaton = AhoCorasick::builder()
            .kind(Some(AhoCorasickKind::DFA))
            .ascii_case_insensitive(true)
            .match_kind(MatchKind::Standard)
            .build(&self.words)
            .ok();
        let mut located = vec![false; self.words.len()];
        self.needles.values().flatten().for_each(|id| located[*id as usize] = true);
        Prefilter { automaton: automaton.filter(|_| !self.words.is_empty()), located, needles: self.needles }
    }
}

/// Finds which of the words a file contains, and where those are that searches in the text start from.
pub(crate) struct Prefilter {
    automaton: Option<AhoCorasick>,
    /// For each word, whether its places are wanted.
    located: Vec<bool>,
    needles: FxHashMap<String, Vec<u32>>,
}

/// What a prefilter found in a file.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// For each word, whether the file has it; then whether the file has a character outside ASCII.
    words: Vec<bool>,
    /// Word and end of each place of the words whose places are wanted, in order of place.
    places: Vec<(u32, u32)>,
}

impl Prefilter {
    /// Marks the words that the text contains.
    pub(crate) fn scan(&self, text: &str, found: &mut Found) {
        let count = self.located.len();
        found.places.clear();
        found.words.clear();
        found.words.resize(count + 1, false);
        found.words[count] = !text.is_ascii();
        let Some(automaton) = &self.automaton else { return };
        for hit in automaton.find_overlapping_iter(text) {
            let word = hit.pattern().as_usize();
            found.words[word] = true;
            if self.located[word] {
                found.places.push((word as u32, hit.end() as u32));
            }
        }
    }

    /// The lines, as byte ranges without their ends, in which alone this expression can match; `None` if it may match anywhere.
    pub(crate) fn lines(&self, regex: &str, found: &Found, text: &str) -> Option<Vec<Range<usize>>> {
        let needles = self.needles.get(regex)?;
        let mut lines: Vec<Range<usize>> = Vec::new();
        for (_, end) in found.places.iter().filter(|(word, _)| needles.contains(word)) {
            let end = *end as usize;
            if lines.last().is_none_or(|l| l.end < end) {
                let start = text[..end].rfind('\n').map_or(0, |i| i + 1);
                lines.push(start..text[end..].find('\n').map_or(text.len(), |i| end + i));
            }
        }
        Some(lines)
    }
}

/// Words of patterns that an equivalence may replace or leave out.
const OPTIONAL: &[&str] = &[
    "and",
    "array",
    "async",
    "await",
    "bool",
    "boolean",
    "break",
    "byte",
    "case",
    "catch",
    "char",
    "class",
    "const",
    "continue",
    "decimal",
    "def",
    "default",
    "defer",
    "double",
    "else",
    "enum",
    "except",
    "export",
    "extends",
    "false",
    "final",
    "finally",
    "float",
    "for",
    "foreach",
    "from",
    "func",
    "function",
    "implements",
    "import",
    "instanceof",
    "int",
    "integer",
    "interface",
    "lambda",
    "let",
    "long",
    "namespace",
    "new",
    "nil",
    "none",
    "not",
    "null",
    "number",
    "package",
    "pass",
    "private",
    "protected",
    "public",
    "raise",
    "readonly",
    "return",
    "short",
    "static",
    "str",
    "string",
    "struct",
    "switch",
    "this",
    "throw",
    "throws",
    "true",
    "try",
    "type",
    "typeof",
    "using",
    "var",
    "void",
    "while",
    "with",
    "yield",
    "rune",
    "uint",
    "character",
    "float64",
    "require",
    "nullptr",
    "signed",
    "unsigned",
    "typedef",
    "union",
    "not_eq",
    "bitand",
    "bitor",
    "xor",
    "compl",
    "and_eq",
    "or_eq",
    "xor_eq",
    "end",
    "then",
    "begin",
    "unless",
    "until",
    "declare",
    "local",
    "typeset",
    "select",
    "apply",
    "raw",
    "asinstanceof",
    "echo",
    "elseif",
    "list",
    "endif",
    "endwhile",
    "endfor",
    "endforeach",
    "endswitch",
    "real",
    "php",
    "fallback",
    "fun",
    "out",
    "where",
    "field",
    "file",
    "param",
    "property",
    "receiver",
    "delegate",
    "setparam",
    "suspend",
    "some",
    "any",
    "consume",
    "unsafe",
    "page",
    "yes",
    "off",
    // Names that stand for the delimiters of templates.
    wardline_lang::RAW,
    wardline_lang::ESCAPED,
];

/// A pattern with its comments blanked, whose words no file needs to contain.
fn without_comments(pattern: &str, language: Language) -> String {
    let mut out = String::with_capacity(pattern.len());
    let mut quote = None;
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let comment = language.comments().find(|(open, _)| quote.is_none() && rest.starts_with(open));
        if let Some((open, close)) = comment {
            rest = rest[open.len()..].find(close).map_or("", |end| &rest[open.len() + end + close.len()..]);
            out.push('\n');
            continue;
        }
        match quote {
            Some(open) if open == c => quote = None,
            None if matches!(c, '"' | '\'' | '`') => quote = Some(c),
            _ => {}
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
    }
    out
}

/// The words that a pattern needs the file to contain.
fn pattern_words(pattern: &str, strings_too: bool, emit: &mut dyn FnMut(&str)) {
    let bytes = pattern.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let c = bytes[at];
        if c == b'$' {
            let dots = bytes[at + 1..].iter().take_while(|b| **b == b'.').count();
            at += 1 + dots;
            at += bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
        } else if c.is_ascii_digit() {
            at += 1 + bytes[at + 1..]
                .iter()
                .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.'))
                .count();
        } else if matches!(c, b'"' | b'\'' | b'`') {
            let end = bytes[at + 1..].iter().position(|b| *b == c).map_or(bytes.len(), |i| at + 1 + i);
            let content = &pattern[at + 1..end];
            if strings_too && !content.starts_with("=~/") {
                pattern_words(content, false, emit);
            }
            at = end + 1;
        } else if c.is_ascii_alphabetic() || c == b'_' {
            let length = bytes[at..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'_').count();
            let word = &pattern[at..at + length];
            if length >= MIN_WORD && !OPTIONAL.contains(&word.to_ascii_lowercase().as_str()) {
                emit(word);
            }
            at += length;
        } else {
            at += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(pattern: &str, strings_too: bool) -> Vec<String> {
        let mut out = Vec::new();
        pattern_words(pattern, strings_too, &mut |w| out.push(w.to_owned()));
        out
    }

    #[test]
    fn patterns_need_their_identifiers() {
        assert_eq!(words("subprocess.run($X, ..., shell=True)", false), ["subprocess", "run", "shell"]);
        assert_eq!(
            words("resource \"aws_s3_bucket\" $A { acl = \"...\" }", true),
            ["resource", "aws_s3_bucket", "acl"]
        );
        assert_eq!(words("$S.setTimeout($N, $...ARGS)", false), ["setTimeout"]);
        assert_eq!(words("def $F(...): return eval(\"x\")", false), ["eval"]);
        assert_eq!(words("größe: name", true), ["name"]);
    }

    #[test]
    fn comments_of_a_pattern_need_nothing() {
        let code =
            |pattern, language| without_comments(pattern, language).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(code("// what\nf(\"http://x\") /* y */", Language::Go), "f(\"http://x\")");
        assert_eq!(code("a = 1 # b\nc = \"#d\"", Language::Terraform), "a = 1 c = \"#d\"");
    }

    fn check(regex: &str, text: &str, expected: bool) {
        let mut words = Words::default();
        let need = words.regex(&Text { text: regex.into(), line: 1, column: 1 });
        let mut found = Found::default();
        words.finish().scan(text, &mut found);
        assert_eq!(need.holds(&found), expected, "{regex} on {text}");
    }

    #[test]
    fn expressions_need_their_literals() {
        check("AKIA[0-9A-Z]{16}", "nothing here", false);
        check("AKIA[0-9A-Z]{16}", "AKIA0000", true);
        check("(?i)(password|secret)\\s*=", "PassWord", true);
        check("(?i)(password|secret)\\s*=", "passport", false);
        check("[a-z]+", "", true);
        check("(abc)?", "", true);
        check("x(?:abc|[0-9])", "", true);
    }

    fn check_lines(regex: &str, text: &str, expected: Option<&[&str]>) {
        let mut words = Words::default();
        words.regex(&Text { text: regex.into(), line: 1, column: 1 });
        let (prefilter, mut found) = (words.finish(), Found::default());
        prefilter.scan(text, &mut found);
        let lines = prefilter.lines(regex, &found, text);
        let lines: Option<Vec<&str>> = lines.map(|l| l.into_iter().map(|r| &text[r]).collect());
        assert_eq!(lines.as_deref(), expected, "{regex}");
    }

    #[test]
    fn expressions_within_a_line_are_looked_for_in_lines_with_their_words() {
        check_lines("(?i)password *= *\\d+", "a\nPassword = 1, password = 2\nb", Some(&["Password = 1, password = 2"]));
        check_lines("(?:abc|xyz)\\d", "abc\n\nxyz1\nno", Some(&["abc", "xyz1"]));
        check_lines("secret\\s+x", "secret\nx", None);
        check_lines("(?s)secret.x", "secret\nx", None);
        check_lines("secret$\\z", "secret", None);
        check_lines("[a-z]+", "abc", None);
    }
}
