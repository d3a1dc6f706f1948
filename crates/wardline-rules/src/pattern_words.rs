//! What of a pattern's text every file must contain that the pattern matches.
//!
//! Patterns are read as text here and not as trees, because this happens for every rule of a run, and most rules are never compiled. A word
//! that an equivalence can make disappear is left out; what is left may only be too weak, never too strong.

use crate::prefilter::MIN_WORD;
use wardline_lang::Language;

/// Something that a pattern needs the file to contain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'p> {
    /// An identifier, or a word of a string that nothing can compute.
    Word(&'p str),
    /// An operator.
    Operator(&'p str),
    /// The value of a string literal, which may be put together from pieces.
    Value(&'p str),
}

/// The pieces of a pattern.
pub(crate) fn pieces(pattern: &str, language: Language, emit: &mut dyn FnMut(Piece<'_>)) {
    let pattern = without_comments(pattern, language);
    let traits = language.traits();
    Walk { text: &pattern, certain: traits.certain, strings_too: traits.literal_strings, values: traits.quoted }
        .run(emit);
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

/// Goes through a pattern's text.
struct Walk<'p> {
    text: &'p str,
    certain: &'p [&'p str],
    /// Whether the words of strings are words of the file.
    strings_too: bool,
    /// Whether the values of strings are in the file, at least in pieces.
    values: bool,
}

/// Characters that operators of two and more are made of.
const OPERATOR: &[u8] = b"=!<>";

impl Walk<'_> {
    fn run(&self, emit: &mut dyn FnMut(Piece<'_>)) {
        let bytes = self.text.as_bytes();
        let run = |from: usize, holds: &dyn Fn(u8) -> bool| bytes[from..].iter().take_while(|b| holds(**b)).count();
        let is_word = |b: u8| b.is_ascii_alphanumeric() || b == b'_';
        let mut at = 0;
        while at < bytes.len() {
            let c = bytes[at];
            at += match c {
                b'$' => {
                    let dots = run(at + 1, &|b| b == b'.');
                    1 + dots + run(at + 1 + dots, &is_word)
                }
                b'0'..=b'9' => run(at, &|b| is_word(b) || b == b'.'),
                b'"' | b'\'' | b'`' => self.string(at, emit),
                _ if c.is_ascii_alphabetic() || c == b'_' => {
                    let length = run(at, &is_word);
                    self.word(&self.text[at..at + length], emit);
                    length
                }
                _ if OPERATOR.contains(&c) => {
                    let length = run(at, &|b| OPERATOR.contains(&b));
                    let operator = &self.text[at..at + length];
                    if self.certain.contains(&operator) {
                        emit(Piece::Operator(operator));
                    }
                    length
                }
                _ => 1,
            };
        }
    }

    fn word(&self, word: &str, emit: &mut dyn FnMut(Piece<'_>)) {
        let wanted = word.len() >= MIN_WORD && !OPTIONAL.contains(&word.to_ascii_lowercase().as_str());
        if wanted || self.certain.contains(&word) {
            emit(Piece::Word(word));
        }
    }

    /// A string that starts at `at`; its length, quotes included.
    fn string(&self, at: usize, emit: &mut dyn FnMut(Piece<'_>)) -> usize {
        let quote = self.text.as_bytes()[at];
        let Some(length) = self.text.as_bytes()[at + 1..].iter().position(|b| *b == quote) else {
            return self.text.len() - at;
        };
        let content = &self.text[at + 1..at + 1 + length];
        if self.strings_too {
            if !content.starts_with("=~/") {
                Walk { text: content, certain: &[], strings_too: false, values: false }.run(emit);
            }
        } else if self.values && is_plain(content) && !self.has_neighbour(at, at + length + 2) {
            emit(Piece::Value(content));
        }
        length + 2
    }

    /// Whether a string has another beside it, so that both may be pieces of one value.
    fn has_neighbour(&self, start: usize, end: usize) -> bool {
        let glue = |c: char| c.is_whitespace() || matches!(c, '+' | '.' | '(' | ')' | '\\');
        let quote = ['"', '\'', '`'];
        self.text[..start].trim_end_matches(glue).ends_with(quote)
            || self.text[end..].trim_start_matches(glue).starts_with(quote)
    }
}

/// Whether a string's value is what stands between its quotes, and nothing else is written as the value is: it is no number, and it has no
/// escape, interpolation or white space.
fn is_plain(content: &str) -> bool {
    let ordinary = |b: u8| {
        b.is_ascii_graphic()
            && !matches!(b, b'\\' | b'$' | b'{' | b'}' | b'%' | b'#' | b'&' | b'<' | b'"' | b'\'' | b'`')
    };
    content.len() >= MIN_WORD
        && content.as_bytes()[0].is_ascii_alphabetic()
        && content.bytes().all(ordinary)
        && !content.contains("...")
        && !["true", "false", "null", "none", "nil", "undefined", "nan", "infinity"]
            .iter()
            .any(|word| content.to_ascii_lowercase().starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(pattern: &str, language: Language, expected: &[Piece<'_>]) {
        let mut found: Vec<String> = Vec::new();
        pieces(pattern, language, &mut |piece| found.push(format!("{piece:?}")));
        let expected: Vec<String> = expected.iter().map(|piece| format!("{piece:?}")).collect();
        assert_eq!(found, expected, "{pattern}");
    }

    #[test]
    fn patterns_need_their_identifiers() {
        use Piece::{Operator, Value, Word};
        let python = Language::Python;
        check("subprocess.run($X, ..., shell=True)", python, &[Word("subprocess"), Word("run"), Word("shell")]);
        check("def $F(...): return eval(\"x\")", python, &[Word("eval")]);
        check("größe: name", python, &[Word("name")]);
        check("$S.setTimeout($N, $...ARGS)", Language::JavaScript, &[Word("setTimeout")]);
        let terraform = [Word("resource"), Word("aws_s3_bucket"), Word("acl")];
        check("resource \"aws_s3_bucket\" $A { acl = \"...\" }", Language::Terraform, &terraform);
        check("if ($X == null) { ... }", Language::Java, &[Word("if"), Operator("==")]);
        check("$X === 1", Language::JavaScript, &[Operator("===")]);
        check("$X <= 1", Language::Java, &[]);
        check("f(\"AES/ECB\")", Language::Java, &[Value("AES/ECB")]);
    }

    #[test]
    fn strings_that_may_be_written_otherwise_are_not_asked_for() {
        for content in ["a b", "ab", "1abc", "a\\n1", "abc$X", "abc...", "true", "null_", "=~/abc/", "%s_abc"] {
            check(&format!("f(\"{content}\")"), Language::Java, &[]);
        }
        check("\"abc\" + 'def'", Language::Python, &[]);
        check("\"abc\" \"def\"", Language::Python, &[]);
        check("\"abc\" + $X", Language::Python, &[Piece::Value("abc")]);
    }

    #[test]
    fn comments_of_a_pattern_need_nothing() {
        let code =
            |pattern, language| without_comments(pattern, language).split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(code("// what\nf(\"http://x\") /* y */", Language::Go), "f(\"http://x\")");
        assert_eq!(code("a = 1 # b\nc = \"#d\"", Language::Terraform), "a = 1 c = \"#d\"");
    }
}
