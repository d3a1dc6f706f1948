//! What can be said of a regular expression's matches before it is run: words that they contain, and whether they lie within a line.
//!
//! Both are read from the expression's syntax tree, and both may only be too weak: an expression that the parser does not know (one with
//! look-around or back-references) says nothing.

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
    within_line: bool,
}

/// More words than this are not worth the places that they are found at.
const MAX_NEEDLES: usize = 64;

impl RegexWords {
    /// Reads an expression; `None` if the parser does not know it.
    pub(crate) fn of(regex: &str) -> Option<Self> {
        let hir = regex_syntax::ParserBuilder::new().multi_line(true).utf8(false).build().parse(regex).ok()?;
        Some(Self { need: need(&hir), within_line: within_line(&hir) })
    }

    /// Words of which one is in every match, if matches lie within lines.
    pub(crate) fn line_needles(&self) -> Option<Vec<&str>> {
        self.within_line.then(|| any_of(&self.need)).flatten().filter(|words| words.len() <= MAX_NEEDLES)
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

/// Neighbouring literals are one word; a class of one letter in both cases is a letter.
fn concat(parts: &[Hir]) -> Need {
    let mut out = Vec::new();
    let mut run = String::new();
    for part in parts {
        match literal_of(part) {
            Some(text) => run.push_str(&text),
            None => {
                end_run(&mut run, &mut out);
                out.push(part_need(part));
            }
        }
    }
    end_run(&mut run, &mut out);
    Need::All(out)
}

fn part_need(part: &Hir) -> Need {
    match part.kind() {
        HirKind::Class(Class::Unicode(class)) if class.ranges().iter().all(|r| !r.start().is_ascii()) => Need::NonAscii,
        HirKind::Class(_) | HirKind::Literal(_) => Need::Nothing,
        _ => need(part),
    }
}

fn end_run(run: &mut String, out: &mut Vec<Need>) {
    if run.len() >= MIN_WORD {
        out.push(Need::Word(std::mem::take(run)));
    }
    run.clear();
}

fn literal_of(hir: &Hir) -> Option<String> {
    match hir.kind() {
        HirKind::Literal(literal) => String::from_utf8(literal.0.to_vec()).ok().filter(|s| s.is_ascii()),
        HirKind::Class(Class::Unicode(class)) => {
            let mut letters: Vec<char> =
                class.ranges().iter().flat_map(|r| [r.start(), r.end()]).filter(char::is_ascii).collect();
            letters.iter_mut().for_each(|c| c.make_ascii_lowercase());
            letters.dedup();
            let small = class.ranges().iter().all(|r| r.start() == r.end());
            match letters.as_slice() {
                [only] if small && class.ranges().len() <= 3 => Some(only.to_string()),
                _ => None,
            }
        }
        _ => None,
    }
}
