//! Who may sign what: OpenSSH's file of allowed signers (ssh-keygen(1), ALLOWED SIGNERS), as git reads it too.
//!
//! A format that people have tools for, instead of one more of our own. Where OpenSSH would skip a line that it does not understand, the
//! whole file is refused: a slip in a list of keys must not be found out on the day when nothing can be released.

use crate::{KeyError, PublicKey};
use thiserror::Error;
use wardline_policy::Date;

/// What a signature is for. A key that may sign one thing need not be allowed to sign another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Namespace {
    /// Verdicts of the gate.
    Verdict,
    /// Baselines.
    Baseline,
}

impl Namespace {
    /// The name in `namespaces=`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Verdict => "wardline-verdict",
            Self::Baseline => "wardline-baseline",
        }
    }
}

/// A key and what it may sign.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AllowedSigner {
    /// Who holds it, as written: names or patterns, with commas between them.
    pub principals: String,
    /// The key.
    pub key: PublicKey,
    namespaces: Option<Vec<String>>,
    /// The first day on all of which the key is valid.
    first: Option<Date>,
    /// The first day of which not all is before the end.
    end: Option<Date>,
}

impl AllowedSigner {
    /// Why the key may not sign for this on this day, if it may not. Without `namespaces=` a key may sign everything, as in OpenSSH.
    pub fn refuses(&self, namespace: Namespace, day: Date) -> Option<String> {
        let name = namespace.name();
        if self.namespaces.as_ref().is_some_and(|list| !pattern_list(list, name)) {
            return Some(format!("{} may not sign for `{name}`", self.principals));
        }
        if let Some(first) = self.first.filter(|first| day < *first) {
            return Some(format!("the key of {} is not valid on {day}, only from {first}", self.principals));
        }
        let end = self.end.filter(|end| day >= *end)?;
        Some(format!("the key of {} is not valid on {day}, only before {end}", self.principals))
    }
}

/// A file of allowed signers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedSigners {
    /// Its entries, in order.
    pub signers: Vec<AllowedSigner>,
}

/// What is wrong in a file of allowed signers.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message}; {help}")]
pub struct SignerProblem {
    /// 1-based line.
    pub line: u32,
    /// 1-based column, in characters.
    pub column: u32,
    /// What is wrong.
    pub message: String,
    /// What to do next.
    pub help: String,
}

impl AllowedSigners {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// All problems, in the order of the text.
    pub fn read(text: &str) -> Result<Self, Vec<SignerProblem>> {
        let (mut signers, mut problems) = (Vec::new(), Vec::new());
        for (line, number) in text.lines().zip(1..) {
            let start = line.trim_start();
            if !start.is_empty() && !start.starts_with('#') {
                let mut reader = LineReader { line: number, text: line, problems: &mut problems };
                signers.extend(reader.signer());
            }
        }
        if problems.is_empty() { Ok(Self { signers }) } else { Err(problems) }
    }
}

/// Keys that may be in the place of options.
fn is_key_type(word: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-"].iter().any(|start| word.starts_with(start))
}

const OPTIONS: [&str; 4] = ["cert-authority", "namespaces", "valid-after", "valid-before"];

struct LineReader<'a> {
    line: u32,
    text: &'a str,
    problems: &'a mut Vec<SignerProblem>,
}

/// A piece of a line and its place in bytes.
type Word<'a> = (usize, &'a str);

impl LineReader<'_> {
    fn problem(&mut self, at: usize, message: impl Into<String>, help: impl Into<String>) {
        let column = self.text[..at].chars().count() as u32 + 1;
        self.problems.push(SignerProblem { line: self.line, column, message: message.into(), help: help.into() });
    }

    /// The entry of the line; nothing if there is a problem with it.
    fn signer(&mut self) -> Option<AllowedSigner> {
        const SHAPE: &str = "write it as `name@example.org namespaces=\"wardline-verdict\" ssh-ed25519 AAAA…`";
        let words = split(self.text, |c| c.is_whitespace());
        let Some(words) = words else {
            self.problem(self.text.rfind('"').unwrap_or_default(), "a quotation mark is not closed", SHAPE);
            return None;
        };
        let before = self.problems.len();
        let (principals, rest) = words.split_first()?;
        let (options, rest) = match rest.split_first() {
            Some((options, rest)) if !is_key_type(options.1) => (Some(*options), rest),
            _ => (None, rest),
        };
        let [kind, body, ..] = rest else {
            self.problem(principals.0, "the line holds no key", SHAPE);
            return None;
        };
        let mut signer = AllowedSigner {
            principals: principals.1.trim_matches('"').to_owned(),
            key: self.key(*kind, *body)?,
            namespaces: None,
            first: None,
            end: None,
        };
        for option in options.and_then(|(at, text)| Some((at, split(text, |c| c == ',')?))).into_iter() {
            for (inner, text) in option.1 {
                self.option((option.0 + inner, text), &mut signer);
            }
        }
        (self.problems.len() == before).then_some(signer)
    }

    fn key(&mut self, kind: Word<'_>, body: Word<'_>) -> Option<PublicKey> {
        match PublicKey::read_line(&format!("{} {}", kind.1, body.1)) {
            Ok(key) => Some(key),
            Err(error @ KeyError::OtherType(_)) => {
                self.problem(kind.0, error.to_string(), error.help());
                None
            }
            Err(error) => {
                self.problem(body.0, error.to_string(), "copy the line of the `.pub` file again");
                None
            }
        }
    }

    fn option(&mut self, (at, text): Word<'_>, signer: &mut AllowedSigner) {
        let (name, value) = text.split_once('=').unwrap_or((text, ""));
        let value = value.trim_matches('"');
        match name.to_ascii_lowercase().as_str() {
            "namespaces" if !value.is_empty() => {
                signer.namespaces = Some(value.split(',').map(|name| name.trim().to_owned()).collect());
            }
            "valid-after" => match timestamp(value) {
                Some((day, whole)) => signer.first = if whole { Some(day) } else { next(day) },
                None => self.problem(at, format!("`{value}` is no time"), "write it as 20261122, in UTC"),
            },
            "valid-before" => match timestamp(value) {
                Some((day, _)) => signer.end = Some(day),
                None => self.problem(at, format!("`{value}` is no time"), "write it as 20261122, in UTC"),
            },
            "cert-authority" => {
                let help = "list the key of each signer on a line of its own";
                self.problem(at, "certificates are not read, so an authority cannot allow anybody", help);
            }
            _ => {
                let message = format!("the option `{text}` is not known here");
                self.problem(at, message, format!("use {}", OPTIONS[1..].join(", ")));
            }
        }
    }
}

/// The pieces between separators that are not in quotation marks, with their places; nothing if a mark is not closed.
fn split(text: &str, is_separator: impl Fn(char) -> bool) -> Option<Vec<Word<'_>>> {
    let (mut pieces, mut start, mut quoted) = (Vec::new(), 0, false);
    for (at, c) in text.char_indices() {
        if c == '"' {
            quoted = !quoted;
        } else if is_separator(c) && !quoted {
            pieces.push((start, &text[start..at]));
            start = at + c.len_utf8();
        }
    }
    pieces.push((start, &text[start..]));
    pieces.retain(|(_, piece)| !piece.is_empty());
    (!quoted).then_some(pieces)
}

/// `YYYYMMDD`, `YYYYMMDDHHMM` or `YYYYMMDDHHMMSS`, with or without `Z`: the day, and whether it is its first moment. Always UTC, because a
/// verdict must not depend on where it is checked.
fn timestamp(text: &str) -> Option<(Date, bool)> {
    let digits = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    if !matches!(digits.len(), 8 | 12 | 14) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let day = Date::parse(&format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..8]))?;
    let time = &digits[8..];
    let in_range =
        |from: usize, limit: u8| time.get(from..from + 2).is_none_or(|n| n.parse::<u8>().is_ok_and(|n| n < limit));
    (in_range(0, 24) && in_range(2, 60) && in_range(4, 60)).then(|| (day, time.bytes().all(|b| b == b'0')))
}

/// The day after.
fn next(day: Date) -> Option<Date> {
    let (year, month) = (day.year(), day.month());
    Date::new(year, month, day.day() + 1)
        .or_else(|| Date::new(year, month + 1, 1))
        .or_else(|| Date::new(year + 1, 1, 1))
        // The last day of the calendar has no next: the key is never valid.
        .or(Some(day))
}

/// Whether a name is in a list of patterns (ssh_config(5), PATTERNS): one matches, and none of those with `!` does.
fn pattern_list(list: &[String], name: &str) -> bool {
    let refused = list.iter().filter_map(|p| p.strip_prefix('!')).any(|p| glob(p.as_bytes(), name.as_bytes()));
    !refused && list.iter().filter(|p| !p.starts_with('!')).any(|p| glob(p.as_bytes(), name.as_bytes()))
}

/// `*` stands for any number of characters and `?` for one.
fn glob(pattern: &[u8], text: &[u8]) -> bool {
    let (mut p, mut t) = (0, 0);
    let mut retry: Option<(usize, usize)> = None;
    while t < text.len() {
        if pattern.get(p) == Some(&b'*') {
            retry = Some((p, t));
            p += 1;
        } else if pattern.get(p).is_some_and(|c| *c == b'?' || *c == text[t]) {
            (p, t) = (p + 1, t + 1);
        } else if let Some((star, from)) = retry {
            (p, t) = (star + 1, from + 1);
            retry = Some((star, from + 1));
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|c| *c == b'*')
}
