//! What can be said of a regular expression's matches before it is run: words that they contain, and whether they lie within a line.
//!
//! Both are read from the expression's syntax tree, and both may only be too weak. Of an expression with look-around or back-references,
//! which the parser does not know, a relaxed form is read: without the look-around, and with anything for a back-reference, it matches
//! wherever the expression does.

use crate::prefilter::MIN_WORD;
use regex_syntax::hir::{Class, Hir, HirKind, Look};

/// Words that every match needs somewhere in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Nothing,
    Word(String),
    All(Vec<Need>),
    Any(Vec<Need>),
    /// Some character outside ASCII.
    NonAscii,
}

/// What is known of an expression's matches.
pub(crate) struct RegexWords {
    pub(crate) need: Need,
    /// Whether no match can contain the end of a line or depend on where the text ends.
    pub(crate) within_line: bool,
}

/// More words than this are not worth the places that they are found at.
const MAX_NEEDLES: usize = 64;

/// A class of more characters outside ASCII than this needs any such character, else one of its own.
const MAX_CHARACTERS: usize = 40;

impl RegexWords {
    /// Reads an expression; `None` if the parser does not know it.
    pub(crate) fn of(regex: &str) -> Option<Self> {
        if let Some(hir) = parse(regex) {
            return Some(Self { need: need(&hir), within_line: within_line(&hir) });
        }
        let relaxed = Relaxed::of(regex)?;
        // A back-reference stays in its line if no group can leave it.
        let lines = parse(&relaxed.regex.replace(ANYTHING, ".*"))?;
        let sees_line = relaxed.looks.iter().all(|look| parse(look).is_some_and(|hir| within_line(&hir)));
        Some(Self { need: need(&lines), within_line: sees_line && within_line(&lines) })
    }

    /// Words of which one is in every match, if matches lie within lines.
    pub(crate) fn line_needles(&self) -> Option<Vec<&str>> {
        self.within_line.then(|| any_of(&self.need)).flatten().filter(|words| words.len() <= MAX_NEEDLES)
    }
}

fn parse(regex: &str) -> Option<Hir> {
    regex_syntax::ParserBuilder::new().multi_line(true).utf8(false).build().parse(regex).ok()
}

/// An expression without what only a backtracking engine can do.
pub(crate) struct Relaxed {
    /// Matches at every place where the expression does, and maybe at more.
    pub(crate) regex: String,
    /// What stood in look-around.
    pub(crate) looks: Vec<String>,
}

/// What takes the place of a back-reference.
const ANYTHING: &str = "(?s:.*)";

impl Relaxed {
    /// Relaxes an expression; `None` if it uses something else, such as conditions.
    pub(crate) fn of(regex: &str) -> Option<Self> {
        let mut out = Self { regex: String::with_capacity(regex.len()), looks: Vec::new() };
        let mut rest = regex;
        let mut in_class = false;
        while let Some(c) = rest.chars().next() {
            let mut taken = c.len_utf8();
            if c == '\\' {
                let next = rest[1..].chars().next()?;
                taken = 1 + next.len_utf8();
                if !in_class && next.is_ascii_digit() && next != '0' {
                    out.regex.push_str(ANYTHING);
                } else if !in_class && next == 'k' {
                    taken = rest.find(['>', '}', '\''])? + 1;
                    out.regex.push_str(ANYTHING);
                } else {
                    out.regex.push_str(&rest[..taken]);
                }
            } else if in_class {
                in_class = c != ']';
                out.regex.push(c);
            } else if c == '[' {
                in_class = true;
                // A bracket right after the opening one is a member.
                taken += rest[1..].len() - rest[1..].trim_start_matches('^').len();
                taken += usize::from(rest[taken..].starts_with(']'));
                out.regex.push_str(&rest[..taken]);
            } else if let Some(open) = ["(?=", "(?!", "(?<=", "(?<!"].into_iter().find(|open| rest.starts_with(open)) {
                let close = closing(rest)?;
                out.looks.push(rest[open.len()..close].to_owned());
                out.regex.push_str("(?:)");
                taken = close + 1;
                taken += quantifier(&rest[taken..]);
            } else if rest.starts_with("(?>") {
                out.regex.push_str("(?:");
                taken = 3;
            } else if rest.starts_with("(?(") || rest.starts_with("(?P=") || rest.starts_with("(?R") {
                return None;
            } else if matches!(c, '+' | '*' | '?' | '}') && rest[1..].starts_with('+') {
                // A possessive quantifier gives up some matches.
                out.regex.push(c);
                taken = 2;
            } else {
                out.regex.push(c);
            }
            rest = &rest[taken..];
        }
        Some(out)
    }
}

/// Where the group that a text starts with is closed.
fn closing(text: &str) -> Option<usize> {
    let (mut depth, mut in_class, mut escaped) = (0u32, false, false);
    for (i, c) in text.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            ']' => in_class = false,
            _ if in_class => {}
            '[' => in_class = true,
            '(' => depth += 1,
            ')' => {
                depth -= 1;
                if depth == 0 {
                    return Some(i);
                }
            }
            _ => {}
        }
    }
    None
}

/// The length of the quantifier that a text starts with.
fn quantifier(text: &str) -> usize {
    match text.chars().next() {
        Some('?' | '*' | '+') => 1,
        Some('{') => text.find('}').map_or(0, |i| i + 1),
        _ => 0,
    }
}

/// The set of alternative words with the longest shortest word.
fn any_of(need: &Need) -> Option<Vec<&str>> {
    match need {
        Need::Word(word) => Some(vec![word]),
        Need::Any(parts) => {
            let sets = parts.iter().map(any_of).collect::<Option<Vec<_>>>()?;
            Some(sets.into_iter().flatten().collect())
        }
        Need::All(parts) => {
            let shortest = |words: &Vec<&str>| words.iter().map(|w| w.len()).min();
            parts.iter().filter_map(any_of).max_by_key(shortest)
        }
        Need::Nothing | Need::NonAscii => None,
    }
}

fn within_line(hir: &Hir) -> bool {
    match hir.kind() {
        HirKind::Empty => true,
        HirKind::Literal(literal) => !literal.0.contains(&b'\n'),
        HirKind::Class(Class::Unicode(class)) => !class.ranges().iter().any(|r| r.start() <= '\n' && r.end() >= '\n'),
        HirKind::Class(Class::Bytes(class)) => !class.ranges().iter().any(|r| r.start() <= b'\n' && r.end() >= b'\n'),
        HirKind::Look(look) => !matches!(look, Look::Start | Look::End | Look::StartCRLF | Look::EndCRLF),
        HirKind::Repetition(repetition) => within_line(&repetition.sub),
        HirKind::Capture(group) => within_line(&group.sub),
        HirKind::Concat(parts) | HirKind::Alternation(parts) => parts.iter().all(within_line),
    }
}

fn need(hir: &Hir) -> Need {
    match hir.kind() {
        HirKind::Literal(_) | HirKind::Class(_) => concat(std::slice::from_ref(hir)),
        HirKind::Concat(parts) => concat(parts),
        HirKind::Alternation(parts) => Need::Any(parts.iter().map(need).collect()),
        HirKind::Capture(group) => need(&group.sub),
        HirKind::Repetition(repetition) if repetition.min > 0 => need(&repetition.sub),
        _ => Need::Nothing,
    }
}

/// Neighbouring literals are one word; a small class is as many words as it has letters, as long as the word is short without it.
fn concat(parts: &[Hir]) -> Need {
    let mut out = Vec::new();
    let mut run = Run::default();
    for part in parts {
        match Letters::of(part) {
            Some(letters) if run.takes(&letters) => run.add(letters),
            Some(letters) => {
                run.end(&mut out);
                run.add(letters);
            }
            None => {
                run.end(&mut out);
                out.push(part_need(part));
            }
        }
    }
    run.end(&mut out);
    Need::All(out)
}

/// A word of so many letters is rare enough without more of them.
const LONG_WORD: usize = 4;

/// A word with classes in it becomes at most so many words.
const MAX_WORDS: usize = 16;

/// Characters outside ASCII that letters of ASCII are folded with when case does not matter: the long s and the Kelvin sign.
const FOLDED: [char; 2] = ['\u{17F}', '\u{212A}'];

/// The texts that a part of an expression stands for, in small letters.
struct Letters {
    texts: Vec<String>,
    /// Characters that it stands for besides.
    folded: Vec<char>,
}

impl Letters {
    /// The texts of a literal or a small class.
    fn of(hir: &Hir) -> Option<Self> {
        match hir.kind() {
            HirKind::Literal(literal) => {
                let text = String::from_utf8(literal.0.to_vec()).ok().filter(|s| s.is_ascii())?;
                Some(Self { texts: vec![text.to_ascii_lowercase()], folded: Vec::new() })
            }
            HirKind::Class(Class::Unicode(class)) => {
                let count: usize = class.ranges().iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
                if count > 3 * MAX_WORDS {
                    return None;
                }
                let (plain, folded): (Vec<char>, Vec<char>) =
                    class.ranges().iter().flat_map(|r| r.start()..=r.end()).partition(char::is_ascii);
                let mut texts: Vec<String> = plain.iter().map(|c| c.to_ascii_lowercase().to_string()).collect();
                texts.sort();
                texts.dedup();
                (!texts.is_empty() && folded.iter().all(|c| FOLDED.contains(c))).then_some(Self { texts, folded })
            }
            _ => None,
        }
    }
}

/// Words that one stretch of an expression stands for.
struct Run {
    words: Vec<String>,
    folded: Vec<char>,
}

impl Default for Run {
    fn default() -> Self {
        Self { words: vec![String::new()], folded: Vec::new() }
    }
}

impl Run {
    fn takes(&self, letters: &Letters) -> bool {
        let is_short = self.words[0].len() < LONG_WORD;
        letters.texts.len() == 1 || (is_short && self.words.len() * letters.texts.len() <= MAX_WORDS)
    }

    fn add(&mut self, letters: Letters) {
        let longer = |start: &String| letters.texts.iter().map(|end| format!("{start}{end}")).collect::<Vec<_>>();
        self.words = self.words.iter().flat_map(longer).collect();
        self.folded.extend(letters.folded);
    }

    /// Asks for one of the words, if they are long enough.
    fn end(&mut self, out: &mut Vec<Need>) {
        let Self { words, mut folded } = std::mem::take(self);
        folded.sort_unstable();
        folded.dedup();
        if words.len() <= MAX_WORDS && words.iter().all(|word| word.len() >= MIN_WORD) {
            out.push(Need::Any(words.into_iter().chain(folded.iter().map(char::to_string)).map(Need::Word).collect()));
        }
    }
}

fn part_need(part: &Hir) -> Need {
    match part.kind() {
        HirKind::Class(Class::Unicode(class)) if class.ranges().iter().all(|r| !r.start().is_ascii()) => {
            let count: usize = class.ranges().iter().map(regex_syntax::hir::ClassUnicodeRange::len).sum();
            if count > MAX_CHARACTERS {
                return Need::NonAscii;
            }
            let characters = class.ranges().iter().flat_map(|r| r.start()..=r.end());
            Need::Any(characters.map(|c| Need::Word(c.to_string())).collect())
        }
        HirKind::Class(_) | HirKind::Literal(_) => Need::Nothing,
        _ => need(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_around_is_left_out() {
        let relaxed = |regex: &str| Relaxed::of(regex).map(|r| (r.regex, r.looks));
        let of =
            |regex: &str, looks: &[&str]| Some((regex.to_owned(), looks.iter().map(|l| (*l).to_owned()).collect()));
        assert_eq!(relaxed(r"(?<!a)b(?!c(d)[)])e"), of("(?:)b(?:)e", &["a", "c(d)[)]"]));
        assert_eq!(relaxed(r"(x)\1+(?=y){2,3}z"), of("(x)(?s:.*)+(?:)z", &["y"]));
        assert_eq!(relaxed(r"a++b*+(?>c)[]+\]]"), of(r"a+b*(?:c)[]+\]]", &[]));
        assert_eq!(relaxed("(?(1)a|b)"), None);
    }

    #[test]
    fn classes_of_few_characters_outside_ascii_need_one_of_them() {
        let words = RegexWords::of("[\u{202A}\u{202B}]").unwrap();
        assert_eq!(words.line_needles(), Some(vec!["\u{202a}", "\u{202b}"]));
        assert_eq!(RegexWords::of("[\u{4E00}-\u{9FFF}]").unwrap().need, Need::All(vec![Need::NonAscii]));
    }

    #[test]
    fn small_classes_are_several_words() {
        let needles = |regex: &str| {
            let words = RegexWords::of(regex).unwrap();
            words.line_needles().map(|needles| needles.join(" "))
        };
        assert_eq!(needles("gh[pou]_[0-9]{9}"), Some("gho_ ghp_ ghu_".into()));
        assert_eq!(needles("token[ab]x"), Some("token".into()));
        assert_eq!(needles("[Tt]oken"), Some("token".into()));
        assert_eq!(needles("a[a-z]b[a-z]"), None);
        assert_eq!(needles("[aä]bcd"), Some("bcd".into()));
        // The long s is an s when case does not matter, and `(?i)pass` finds it.
        assert_eq!(needles("(?i)pass"), Some("pass \u{17f}".into()));
    }

    #[test]
    fn relaxed_expressions_say_what_they_need() {
        let words = RegexWords::of("(?!x)secret_[0-9]+(?<!0)").unwrap();
        assert_eq!(words.line_needles(), Some(vec!["secret_"]));
        assert_eq!(RegexWords::of("secret(?!\\n)").unwrap().line_needles(), None);
    }
}
