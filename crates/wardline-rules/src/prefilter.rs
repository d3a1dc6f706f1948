//! Which words a file must contain for a rule to be able to match it.
//!
//! Every rule asks for words that its patterns cannot match without: identifiers of patterns, literal parts of regular expressions. One
//! automaton finds all rules' words in one pass over a file's bytes, and a rule whose requirement is not met is not run; a file that no
//! rule can hit is not even parsed. The requirement may only be too weak, never too strong, so words that an equivalence can make
//! disappear (keywords, names of literal types) are not asked for, and the content of a string may be there in pieces.

use crate::generic::GenericPattern;
use crate::pattern::MetaNames;
use crate::pattern_words::{Piece, pieces};
use crate::regex_words::{Need, RegexWords};
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};
use wardline_lang::{Language, WordForm};
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
    /// The value of a string: this word, by number, or the first piece of it as a literal of its own.
    Spelled(u32, Box<str>),
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

    /// Whether a text and the words found in it meet the requirement.
    pub(crate) fn holds(&self, found: &Found, text: &str) -> bool {
        match self {
            Self::Always => true,
            Self::Word(word) => found.words[*word as usize],
            Self::All(parts) => parts.iter().all(|p| p.holds(found, text)),
            Self::Any(parts) => parts.iter().any(|p| p.holds(found, text)),
            Self::Spelled(word, value) => found.words[*word as usize] || may_spell(text, value),
            Self::NonAscii => found.words.last().is_none_or(|non_ascii| *non_ascii),
        }
    }
}

/// How a word stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Form {
    /// In any case, maybe as part of a longer word.
    Loose,
    /// As a whole word, in the same case.
    Whole,
    /// In the same case.
    Part,
}

/// Collects words and builds the automaton.
#[derive(Default)]
pub(crate) struct Words<'c> {
    /// What is known of expressions that were met before, by any group.
    expressions: Option<&'c Expressions>,
    ids: FxHashMap<(String, Form), u32>,
    words: Vec<(String, Form)>,
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

    /// The number of a word.
    fn id(&mut self, word: &str, form: Form) -> u32 {
        let key = (if form == Form::Loose { word.to_ascii_lowercase() } else { word.to_owned() }, form);
        *self.ids.entry(key).or_insert_with_key(|key| {
            self.words.push(key.clone());
            (self.words.len() - 1) as u32
        })
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
        Requirement::all(long.map(|w| Requirement::Word(self.id(w, Form::Whole))).collect())
    }

    fn pattern(&mut self, pattern: &str, language: Language) -> Requirement {
        let form = match language.traits().words {
            WordForm::Loose => Form::Loose,
            WordForm::Exact => Form::Whole,
        };
        let mut needs: Vec<Requirement> = Vec::new();
        pieces(pattern, language, &mut |piece| {
            let need = match piece {
                Piece::Word(word) => Requirement::Word(self.id(word, form)),
                Piece::Operator(operator) => Requirement::Word(self.id(operator, Form::Part)),
                Piece::Value(value) => Requirement::Spelled(self.id(value, Form::Part), value.into()),
            };
            if !needs.contains(&need) {
                needs.push(need);
            }
        });
        Requirement::all(needs)
    }

    fn regex(&mut self, text: &Text) -> Requirement {
        let known = match self.expressions {
            Some(expressions) => expressions.words(&text.text),
            None => RegexWords::of(&text.text).map(Arc::new),
        };
        let Some(regex) = known else { return Requirement::Always };
        if let Some(needles) = regex.line_needles() {
            let ids = needles.iter().map(|n| self.id(n, Form::Loose)).collect();
            self.needles.insert(text.text.clone(), ids);
        }
        self.need(&regex.need)
    }

    fn need(&mut self, need: &Need) -> Requirement {
        match need {
            Need::Nothing => Requirement::Always,
            Need::Word(word) => Requirement::Word(self.id(word, Form::Loose)),
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
            .build(self.words.iter().map(|(word, _)| word))
            .ok();
        let mut located = vec![false; self.words.len()];
        self.needles.values().flatten().for_each(|id| located[*id as usize] = true);
        let automaton = automaton.filter(|_| !self.words.is_empty());
        Prefilter { automaton, words: self.words, located, needles: self.needles }
    }
}

/// Finds which of the words a file contains, and where those are that searches in the text start from.
pub(crate) struct Prefilter {
    automaton: Option<AhoCorasick>,
    words: Vec<(String, Form)>,
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
            if !found.words[word] {
                let (written, form) = &self.words[word];
                found.words[word] = *form == Form::Loose || is_written(text, hit.range(), written, *form);
            }
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

/// Whether a word that was found in some case stands there in the form that is wanted.
fn is_written(text: &str, place: Range<usize>, word: &str, form: Form) -> bool {
    let bytes = text.as_bytes();
    let continues = |byte: Option<&u8>| byte.is_some_and(|b| b.is_ascii_alphanumeric() || *b == b'_');
    bytes[place.clone()] == *word.as_bytes()
        && (form == Form::Part
            || !(continues(place.start.checked_sub(1).and_then(|at| bytes.get(at))) || continues(bytes.get(place.end))))
}

/// Whether a string with this value, which the text does not have as a whole, may be put together in it: its first piece then is a literal
/// of its own or a part of one, ended by a quote, an interpolation or an escape.
fn may_spell(text: &str, value: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr3_iter(b'"', b'\'', b'`', bytes).chain(memchr::memchr_iter(b'}', bytes)).any(|at| {
        let rest = &bytes[at + 1..];
        let common = rest.iter().zip(value.as_bytes()).take_while(|(a, b)| a == b).count();
        match rest.get(common) {
            Some(b'"' | b'\'' | b'`' | b'$' | b'{' | b'#' | b'%') => common > 0,
            // A backslash before what is no part of a value is one of its own.
            Some(b'\\') => {
                common > 0 || matches!(rest.get(1), Some(b'u' | b'U' | b'x' | b'N' | b'0'..=b'9' | b'\n' | b'\r'))
            }
            _ => false,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(regex: &str, text: &str, expected: bool) {
        let mut words = Words::default();
        let need = words.regex(&Text { text: regex.into(), line: 1, column: 1 });
        let mut found = Found::default();
        words.finish().scan(text, &mut found);
        assert_eq!(need.holds(&found, text), expected, "{regex} on {text}");
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

    fn check_pattern(pattern: &str, language: Language, text: &str, expected: bool) {
        let mut words = Words::default();
        let need = words.pattern(pattern, language);
        let mut found = Found::default();
        words.finish().scan(text, &mut found);
        assert_eq!(need.holds(&found, text), expected, "{pattern} on {text}");
    }

    #[test]
    fn patterns_need_whole_words() {
        check_pattern("des()", Language::Python, "description = Des()", false);
        check_pattern("des()", Language::Python, "from a import des as d", true);
        check_pattern("a.des_x", Language::Python, "des_x1, _des_x", false);
        check_pattern("des()", Language::Php, "DES()", true);
        check_pattern("if ($X == 1) { ... }", Language::Java, "x = a <= b; notify(this);", false);
        check_pattern("if ($X == 1) { ... }", Language::Java, "if(x==1) {}", true);
    }

    #[test]
    fn values_may_be_put_together() {
        let redirect = |text, expected| check_pattern("return \"redirect:\" + $X;", Language::Java, text, expected);
        redirect("return \"forward:\" + url;", false);
        redirect("return \"redirect:/\" + url;", true);
        redirect("A = \"red\"; B = A + \"irect:\";", true);
        redirect("A = 'r'; B = A + \"edirect:\";", true);
        redirect("A = \"\\u0072edirect:\"", true);
        redirect("A = \"red\\u0069rect:\"", true);
        redirect("return \"ready\";", false);
        redirect("A = \"red${B}\"", true);
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
