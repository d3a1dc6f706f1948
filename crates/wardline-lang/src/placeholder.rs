//! Pattern text made parsable by an unmodified grammar: metavariables and ellipses become identifiers in a reserved namespace.
//!
//! No grammar is forked. What an ellipsis has to look like differs by place (an expression, a statement, a dummy field), so each has a
//! list of forms, and [`crate::pattern`] keeps the forms that parse without an error. Substitution also happens inside strings; the
//! pattern's strings get their text back after lowering ([`Holes::restore`]).

use crate::tree::NodeKind;
use std::borrow::Cow;
use wardline_base::Span;

/// What stands behind a reserved identifier.
#[derive(Clone, Debug)]
pub(crate) struct Hole {
    pub(crate) kind: NodeKind,
    /// `$X`, `$...X`, or empty.
    pub(crate) word: String,
    /// For typed metavariables, the type as written.
    pub(crate) type_text: Option<String>,
}

/// The placeholders of one pattern.
#[derive(Clone, Debug, Default)]
pub(crate) struct Holes {
    holes: Vec<Hole>,
    /// What stands before the identifiers of metavariables, as [`PatternText::meta_prefix`] says.
    prefix: &'static str,
}

/// What every reserved identifier starts with, a letter that says its sort follows.
const PREFIX: &str = "WL_";

impl Holes {
    fn add(&mut self, kind: NodeKind, word: &str, type_text: Option<String>) -> usize {
        if let Some(known) =
            self.holes.iter().position(|h| h.kind == kind && h.word == word && h.type_text == type_text)
        {
            return known;
        }
        self.holes.push(Hole { kind, word: word.to_owned(), type_text });
        self.holes.len() - 1
    }

    /// The placeholder that `word` names, if it is a reserved identifier (in any case, for languages that fold it).
    pub(crate) fn hole(&self, word: &str) -> Option<&Hole> {
        // A language whose variables start with a sign, or not with a capital, has that before the reserved identifier.
        let word = word.strip_prefix(['$', '_']).unwrap_or(word);
        let digits = word.strip_prefix(PREFIX)?.strip_suffix('_')?;
        self.holes.get(digits.parse::<usize>().ok()?)
    }

    /// The type of a typed metavariable, as written.
    pub(crate) fn typed(&self, name: &str) -> Option<String> {
        self.holes.iter().find(|h| h.kind == NodeKind::TypedMeta && h.word == name).and_then(|h| h.type_text.clone())
    }

    /// Puts metavariables back into text that is not parsed further, such as the content of a string.
    pub(crate) fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !text.contains(PREFIX) {
            return Cow::Borrowed(text);
        }
        let mut out = text.to_owned();
        for (index, hole) in self.holes.iter().enumerate().rev() {
            let word = if hole.kind == NodeKind::Ellipsis { "..." } else { &hole.word };
            if !self.prefix.is_empty() {
                out = out.replace(&[self.prefix, &reserved(index)].concat(), word);
            }
            out = out.replace(&reserved(index), word);
        }
        Cow::Owned(out)
    }
}

/// The reserved identifier of a placeholder.
fn reserved(index: usize) -> String {
    format!("{PREFIX}{index}_")
}

/// How the strings and ellipses of a language's patterns look.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PatternText {
    /// String delimiters, longest first: opening, closing, whether a backslash escapes. Comments may be among them, so that what looks
    /// like a placeholder or a quote in them does no harm. An opening that ends in `{`, or is `\(`, is code inside of strings, such as `${`…`}`.
    pub(crate) quotes: &'static [(&'static str, &'static str, bool)],
    /// What an ellipsis may look like where it stands alone like a statement, best first; `@` is the identifier.
    pub(crate) statement_forms: &'static [&'static str],
    /// What an ellipsis may look like elsewhere, best first.
    pub(crate) item_forms: &'static [&'static str],
    /// Which of those it takes among the parameters of a declaration, as far as that can be told from the text.
    pub(crate) parameter_form: usize,
    /// Which of those it takes among the `name = value` pairs of an annotation.
    pub(crate) pair_form: usize,
    /// Whether `...name` is a spread rather than an ellipsis.
    pub(crate) has_spread: bool,
    /// How typed metavariables are written.
    pub(crate) typed: TypedStyle,
    /// Written before a metavariable's identifier, for languages whose variables need it.
    pub(crate) meta_prefix: &'static str,
}

/// How a language's patterns write typed metavariables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypedStyle {
    /// There are none.
    None,
    /// `(Type $X)`.
    TypeFirst,
    /// `($X : Type)`; without parentheses too where an argument stands.
    NameFirst,
}

/// A piece of a pattern.
#[derive(Clone, Debug)]
enum Piece {
    Text(String),
    Ellipsis {
        hole: usize,
        after_dot: bool,
        alone: bool,
        bracket: usize,
        list: List,
    },
    /// A metavariable that is the whole of an argument, parameter or statement; a parameter may need a dummy type before it, a statement a
    /// dummy call around it.
    Item {
        hole: usize,
        bracket: usize,
        ending: &'static str,
        list: List,
    },
}

/// A pattern with its placeholders found, ready to be written out in the forms that are tried.
#[derive(Debug)]
pub(crate) struct Substituted {
    pieces: Vec<Piece>,
    pub(crate) holes: Holes,
}

impl Substituted {
    /// How many ellipses and other items have a choice of forms.
    pub(crate) fn ellipses(&self) -> usize {
        self.brackets().len()
    }

    /// For each of them, a number for the list that it stands in: those of one list usually take the same form.
    pub(crate) fn brackets(&self) -> Vec<usize> {
        let bracket = |p: &Piece| match p {
            Piece::Ellipsis { after_dot: false, bracket, .. } | Piece::Item { bracket, .. } => Some(*bracket),
            _ => None,
        };
        self.pieces.iter().filter_map(bracket).collect()
    }

    /// The forms that the text around them suggests.
    pub(crate) fn likely(&self, spec: &PatternText) -> Vec<usize> {
        let form = |list: List| match list {
            List::Parameters => spec.parameter_form,
            List::Pairs => spec.pair_form,
            List::Values | List::Other => 0,
        };
        let likely = |p: &Piece| match p {
            Piece::Ellipsis { after_dot: false, list: List::Values, alone: true, .. } => {
                Some(spec.statement_forms.len())
            }
            Piece::Ellipsis { after_dot: false, alone: true, .. } => Some(0),
            Piece::Ellipsis { after_dot: false, list, .. } | Piece::Item { list, .. } => Some(form(*list)),
            _ => None,
        };
        self.pieces.iter().filter_map(likely).collect()
    }

    /// How many forms the language offers for each.
    pub(crate) fn form_count(spec: &PatternText) -> usize {
        spec.statement_forms.len() + spec.item_forms.len()
    }

    /// The text with the chosen form for each ellipsis.
    pub(crate) fn render(&self, spec: &PatternText, choices: &[usize]) -> String {
        let mut out = String::new();
        let mut choices = choices.iter().copied();
        for piece in &self.pieces {
            match piece {
                Piece::Text(text) => out.push_str(text),
                Piece::Ellipsis { hole, after_dot: true, .. } => out.push_str(&reserved(*hole)),
                Piece::Ellipsis { hole, alone, .. } => {
                    let choice = choices.next().unwrap_or(0);
                    let (first, second) = if *alone {
                        (spec.statement_forms, spec.item_forms)
                    } else {
                        (spec.item_forms, spec.statement_forms)
                    };
                    let form = first.get(choice).or_else(|| second.get(choice - first.len())).unwrap_or(&"@");
                    out.push_str(&form.replace('@', &reserved(*hole)));
                }
                Piece::Item { hole, ending, .. } => {
                    let choice = choices.next().unwrap_or(0);
                    let form = spec.item_forms.get(choice).filter(|f| f.ends_with(ending)).unwrap_or(&"@");
                    out.push_str(&form.replace('@', &[spec.meta_prefix, &reserved(*hole)].concat()));
                }
            }
        }
        out
    }
}

/// Finds the placeholders of a pattern.
pub(crate) fn substitute(pattern: &str, spec: &PatternText) -> Substituted {
    let holes = Holes { prefix: spec.meta_prefix, ..Holes::default() };
    let out = Substituted { pieces: Vec::new(), holes };
    Scanner { text: pattern, spec, at: 0, deep_open: 0, out, pending: String::new(), brackets: Vec::new() }.run()
}

struct Scanner<'a> {
    text: &'a str,
    spec: &'a PatternText,
    at: usize,
    /// How many `<...` have no `...>` yet.
    deep_open: u32,
    out: Substituted,
    pending: String,
    /// The brackets that are open here.
    brackets: Vec<Bracket>,
}

/// What a bracket seems to open. Only a guess that saves parsing: a wrong one costs further attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    /// Arguments, statements and everything else.
    Other,
    /// The parameters of a declaration.
    Parameters,
    /// `name = value` pairs of an annotation.
    Pairs,
    /// Values in braces.
    Values,
}

/// An open bracket.
#[derive(Clone, Copy)]
struct Bracket {
    at: usize,
    list: List,
}

impl Scanner<'_> {
    fn run(mut self) -> Substituted {
        while self.at < self.text.len() {
            if !(self.quoted()
                || self.deep()
                || self.ellipsis()
                || self.typed()
                || self.named_ellipsis()
                || self.item()
                || self.metavariable())
            {
                match self.text.as_bytes()[self.at] {
                    b'(' | b'[' | b'{' => {
                        self.brackets.push(Bracket { at: self.at, list: list_at(self.text, self.at) });
                    }
                    b')' | b']' | b'}' => drop(self.brackets.pop()),
                    _ => {}
                }
                self.copy_char();
            }
        }
        self.flush();
        self.out
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn flush(&mut self) {
        if !self.pending.is_empty() {
            self.out.pieces.push(Piece::Text(std::mem::take(&mut self.pending)));
        }
    }

    /// The last character before here that is not white space.
    fn before(&self) -> Option<char> {
        self.text[..self.at].trim_end().chars().next_back()
    }

    /// Copies a string literal; metavariables inside become reserved identifiers too, ellipses stay as they are.
    fn quoted(&mut self) -> bool {
        let is_code = |open: &str| open.ends_with('{') || open == "\\(";
        let Some((open, close, escapes)) =
            self.spec.quotes.iter().find(|(open, ..)| !is_code(open) && self.rest().starts_with(open))
        else {
            return false;
        };
        // Code inside of a literal that is not among the quotes, such as a regular expression's, is no comment.
        if self
            .spec
            .quotes
            .iter()
            .any(|(code, ..)| is_code(code) && code.starts_with(open) && self.rest().starts_with(code))
        {
            return false;
        }
        let body = self.at + open.len();
        let Some(length) = find_close(&self.text[body..], close, *escapes) else { return false };
        let end = body + length + close.len();
        self.pending.push_str(open);
        self.at = body;
        if self.rest().starts_with("=~/") {
            // An expression need not be a valid literal of the language, so it is kept away from the grammar.
            let hole = self.out.holes.add(NodeKind::StrRegex, &self.text[body..body + length], None);
            self.pending.push_str(&reserved(hole));
            self.at = body + length;
        }
        while self.at < body + length {
            let code = self.spec.quotes.iter().find(|(open, ..)| is_code(open) && self.rest().starts_with(open));
            if let Some((open, close, _)) = code
                && let Some(inner) = self.text[self.at..body + length].find(close)
            {
                self.embedded(open.len(), self.at + inner);
            } else if !self.metavariable() {
                self.copy_char();
            }
        }
        self.pending.push_str(close);
        self.at = end;
        true
    }

    /// Code inside of a string, up to `end`.
    fn embedded(&mut self, open: usize, end: usize) {
        self.pending.push_str(&self.text[self.at..self.at + open]);
        self.at += open;
        while self.at < end {
            if !(self.deep() || self.ellipsis() || self.metavariable()) {
                self.copy_char();
            }
        }
    }

    fn copy_char(&mut self) {
        let c = self.rest().chars().next().expect("there is text left");
        self.pending.push(c);
        self.at += c.len_utf8();
    }

    fn deep(&mut self) -> bool {
        // `Foo<...>` and `Foo<..., T>` are type arguments.
        if self.rest().starts_with("<...") && !self.rest()[4..].trim_start().starts_with(['>', ',']) {
            self.deep_open += 1;
            let hole = self.out.holes.add(NodeKind::Deep, "", None);
            self.pending.push_str(&reserved(hole));
            self.pending.push('(');
            self.at += 4;
        } else if self.deep_open > 0 && self.rest().starts_with("...>") {
            self.pending.push(')');
            self.deep_open -= 1;
            self.at += 4;
        } else {
            return false;
        }
        true
    }

    fn ellipsis(&mut self) -> bool {
        if !self.rest().starts_with("...") {
            return false;
        }
        let after = &self.rest()[3..];
        let next = after.chars().next();
        // `function ...(x)` is a function of any name.
        let names_function = self.text[..self.at].trim_end().ends_with("function");
        if self.spec.has_spread
            && !names_function
            && next.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | '$' | '[' | '('))
        {
            self.pending.push_str("...");
            self.at += 3;
            return true;
        }
        if self.spec.has_spread
            && self.text[..self.at].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | ')' | ']'))
        {
            // `args...` spreads too.
            self.pending.push_str("...");
            self.at += 3;
            return true;
        }
        let ends_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '>' | ']' | '?');
        let starts_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
        if self.text[..self.at].ends_with(ends_word) && after.trim_start().starts_with(starts_name) {
            // `T... name` declares a variable number of parameters.
            self.pending.push_str("...");
            self.at += 3;
            return true;
        }
        let hole = self.out.holes.add(NodeKind::Ellipsis, "", None);
        self.push_ellipsis(hole, 3);
        true
    }

    /// `$...X`, which takes the same forms as `...`.
    fn named_ellipsis(&mut self) -> bool {
        let Some(length) = metavariable_length(self.rest()).filter(|_| self.rest().starts_with("$...")) else {
            return false;
        };
        let hole = self.out.holes.add(NodeKind::MetaEllipsis, &self.text[self.at..self.at + length], None);
        self.push_ellipsis(hole, length);
        true
    }

    /// A metavariable that stands alone between parentheses or commas, or as a statement.
    fn item(&mut self) -> bool {
        let Some(length) = metavariable_length(self.rest()) else { return false };
        let in_parentheses = self.brackets.last().is_some_and(|b| self.text[b.at..].starts_with('('));
        let after = self.rest()[length..].trim_start();
        let before = self.text[..self.at].trim_end();
        let opens_statement = before.is_empty() || before.ends_with(['{', '}', ';', ')']) || before.ends_with("else");
        let ending = if in_parentheses && before.ends_with(['(', ',']) && after.starts_with([',', ')']) {
            " @"
        } else if opens_statement && after.starts_with(';') {
            "(@)"
        } else {
            return false;
        };
        let hole = self.out.holes.add(NodeKind::Meta, &self.text[self.at..self.at + length], None);
        let bracket = self.brackets.last().map_or(0, |b| 2 * b.at + 2);
        let list = self.brackets.last().map_or(List::Other, |b| b.list);
        self.flush();
        self.out.pieces.push(Piece::Item { hole, bracket, ending, list });
        self.at += length;
        true
    }

    fn push_ellipsis(&mut self, hole: usize, length: usize) {
        let after = &self.rest()[length..];
        let before = self.text[..self.at].trim_end();
        // Where variables have a sigil, as in PHP, arrows select members and dots join strings.
        let after_dot = match self.spec.meta_prefix {
            "" => before.ends_with('.') && !before.ends_with("..."),
            _ => before.ends_with("->"),
        };
        let line_start = self.text[..self.at].rfind('\n').map_or(0, |i| i + 1);
        let indent = self.text[line_start..self.at].trim();
        let line_end = after.find('\n').unwrap_or(after.len());
        let opens = |c: Option<char>| matches!(c, None | Some('{' | '}' | ';' | ':'));
        let follows = after[..line_end].trim_start().chars().next();
        let opens_line = |indent: &str| indent.is_empty() || indent.ends_with(['{', '}', ';']);
        // `{ ... f(); }`, `... f();`: statements beside each other.
        let line = after[..line_end].trim_end();
        let between = (indent.ends_with(['{', '}', ';'])
            || (indent.is_empty() && !self.spec.has_spread && line.starts_with(' ') && line.ends_with(';')))
            && follows.is_some_and(|c| c.is_alphanumeric() || matches!(c, '$' | '@' | '_'));
        // `... if (…) {…}` on one line.
        let before_statement = self.spec.has_spread
            && opens_line(indent)
            && ["if (", "for (", "while (", "return ", "try {", "throw ", "switch ("]
                .iter()
                .any(|w| line.trim_start().starts_with(w));
        let alone = between
            || before_statement
            || ((indent.is_empty() || opens(indent.chars().next_back())) && opens(follows) && follows != Some(':'));
        // The parts of a loop's header are no statements, though a `;` stands between them; nor is a piece of a string.
        let in_header = self
            .brackets
            .last()
            .is_some_and(|b| self.text[b.at..].starts_with('(') && self.text[..b.at].trim_end().ends_with("for"));
        let in_string = self.text[..self.at].trim_end().ends_with("${");
        let alone = alone && !in_header && !in_string;
        // The statements of a case are not the cases around them.
        let in_case = usize::from(self.before() == Some(':'));
        let bracket = in_case + self.brackets.last().map_or(0, |b| 2 * b.at + 2);
        let list = self.brackets.last().map_or(List::Other, |b| b.list);
        let ends_statement = after_dot && after.starts_with(';');
        self.flush();
        self.out.pieces.push(Piece::Ellipsis { hole, after_dot, alone, bracket, list });
        if ends_statement {
            // `$X. ...;` ends in calls; a member alone is a statement in few grammars.
            self.pending.push_str("()");
        }
        self.at += length;
    }

    fn typed(&mut self) -> bool {
        if self.spec.typed == TypedStyle::None || !self.rest().starts_with('(') || self.follows_a_name() {
            return false;
        }
        let Some(length) = find_close(&self.rest()[1..], ")", false) else { return false };
        let inner = self.rest()[1..=length].trim().to_owned();
        let after = self.rest()[length + 2..].trim_start().to_owned();
        // Parameters of a lambda; Dart's have a body in braces.
        if after.starts_with("=>") || after.starts_with("->") || after.starts_with('{') {
            return false;
        }
        let split = match self.spec.typed {
            TypedStyle::NameFirst => inner.split_once(':').map(|(name, ty)| (name.trim(), ty.trim())),
            _ => type_and_name(&inner),
        };
        let Some((name, ty)) = split else { return false };
        if metavariable_length(name) != Some(name.len()) || !is_type_text(ty) {
            return false;
        }
        let hole = self.out.holes.add(NodeKind::TypedMeta, name, Some(ty.to_owned()));
        self.pending.push_str(&reserved(hole));
        self.at += length + 2;
        true
    }

    /// Whether the parenthesis here belongs to a name before it: a call, a declaration, a header.
    fn follows_a_name(&self) -> bool {
        let before = self.text[..self.at].trim_end();
        let word_start = before.rfind(|c: char| !c.is_alphanumeric() && c != '_' && c != '$').map_or(0, |i| i + 1);
        let word = &before[word_start..];
        if word.is_empty() {
            return (self.text[..self.at].ends_with("...") && !before.ends_with("<..."))
                || (before.ends_with([')', ']', '>']) && !before.ends_with("=>"));
        }
        !matches!(word, "return" | "throw" | "await" | "in" | "yield" | "case" | "not" | "and" | "or" | "defer" | "go")
    }

    fn metavariable(&mut self) -> bool {
        let Some(length) = metavariable_length(self.rest()) else { return false };
        let word = self.rest()[..length].to_owned();
        let kind = if word.starts_with("$...") { NodeKind::MetaEllipsis } else { NodeKind::Meta };
        let hole = self.out.holes.add(kind, &word, None);
        self.pending.push_str(self.spec.meta_prefix);
        self.pending.push_str(&reserved(hole));
        self.at += length;
        true
    }
}

/// The type and the name of `T x` and `T *x`, the latter first. `A * B` is a product.
fn type_and_name(text: &str) -> Option<(&str, &str)> {
    let (_, name) = text.rsplit_once(char::is_whitespace)?;
    let bare = name.trim_start_matches(['*', '&']);
    let ty = text[..text.len() - bare.len()].trim();
    let is_product = bare.len() == name.len() && ty.contains('$') && ty.ends_with(['*', '&']);
    (!is_product && ty.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$'))).then_some((bare, ty))
}

/// What the bracket at `at` seems to open.
fn list_at(text: &str, at: usize) -> List {
    let before = text[..at].trim_end();
    if text[at..].starts_with('{') {
        let values = before.ends_with(['=', ']']);
        return if values { List::Values } else { List::Other };
    }
    if !text[at..].starts_with('(') {
        return List::Other;
    }
    let inner = &text[at + 1..];
    let length = find_close(inner, ")", false).unwrap_or(inner.len());
    if is_annotation(before) && has_pair(&inner[..length]) {
        List::Pairs
    } else if is_declaration(before, inner.get(length + 1..).unwrap_or("").trim_start()) {
        List::Parameters
    } else {
        List::Other
    }
}

/// The word that a text ends with, and what stands before it.
fn last_word(text: &str) -> (&str, &str) {
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    text.split_at(text.trim_end_matches(is_word).len())
}

/// Whether a text ends with `@` and a name.
fn is_annotation(before: &str) -> bool {
    before.trim_end_matches(|c: char| c.is_alphanumeric() || matches!(c, '_' | '$' | '.')).ends_with('@')
}

/// Whether there is a single `=` in a text.
fn has_pair(text: &str) -> bool {
    let is_sign = |c: Option<&u8>| c.is_some_and(|c| b"=!<>".contains(c));
    let bytes = text.as_bytes();
    (0..bytes.len()).any(|i| bytes[i] == b'=' && !is_sign(bytes.get(i + 1)) && !(i > 0 && is_sign(bytes.get(i - 1))))
}

/// Whether parameters stand between these texts: two words come before them (a type or modifier and a name), or a body after them.
fn is_declaration(before: &str, after: &str) -> bool {
    const HEADERS: &[&str] =
        &["if", "for", "foreach", "while", "switch", "catch", "synchronized", "using", "lock", "return", "when", "try"];
    const OPERATORS: &[&str] =
        &["new", "return", "throw", "await", "else", "case", "in", "yield", "not", "and", "or", "is", "as", "extends"];
    let (gap, name) = last_word(before);
    let (_, first) = last_word(gap.trim_end());
    if name.is_empty() || HEADERS.contains(&name) || OPERATORS.contains(&first) {
        return false;
    }
    let typed = gap.ends_with(char::is_whitespace) && (!first.is_empty() || gap.trim_end().ends_with(['>', ']', '?']));
    typed || (!gap.trim_end().ends_with('.') && (after.starts_with('{') || after.starts_with("throws ")))
}

/// Whether a text is a metavariable and nothing else, `$X` or `$...X`.
pub fn is_metavariable(text: &str) -> bool {
    metavariable_length(text) == Some(text.len())
}

/// What PHP calls the variables that every scope has. They look like metavariables and, as in Semgrep, are none in any language.
const SUPERGLOBALS: &[&str] = &["_SERVER", "_GET", "_POST", "_FILES", "_COOKIE", "_SESSION", "_REQUEST", "_ENV"];

/// The length of the metavariable that `text` starts with: `$X`, `$_`, `$1`, `$...X`.
pub fn metavariable_length(text: &str) -> Option<usize> {
    let name = text.strip_prefix('$')?;
    let (skipped, name) = name.strip_prefix("...").map_or((1, name), |n| (4, n));
    let length = name.bytes().take_while(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_').count();
    let first = name.bytes().next()?;
    let followed = name[length..].chars().next().is_some_and(|c| c.is_ascii_lowercase());
    if skipped == 1 && SUPERGLOBALS.contains(&&name[..length]) {
        return None;
    }
    (length > 0 && (first.is_ascii_uppercase() || first == b'_' || first.is_ascii_digit()) && !followed)
        .then_some(skipped + length)
}

/// The length of the reserved identifier that `text` starts with.
pub(crate) fn reserved_length(text: &str) -> Option<usize> {
    let digits = text.strip_prefix(PREFIX)?.bytes().take_while(u8::is_ascii_digit).count();
    let length = PREFIX.len() + digits;
    (digits > 0 && text[length..].starts_with('_')).then_some(length + 1)
}

/// Where in `text` the first reserved identifier starts.
pub(crate) fn reserved_start(text: &str) -> Option<usize> {
    text.match_indices(PREFIX).map(|(at, _)| at).find(|at| reserved_length(&text[*at..]).is_some())
}

/// Puts typed metavariables that stand as bare arguments, `f($X : T)`, in parentheses; `None` if there are none.
pub(crate) fn parenthesize_typed(pattern: &str, spec: &PatternText) -> Option<String> {
    if spec.typed != TypedStyle::NameFirst {
        return None;
    }
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        let typed = metavariable_length(rest).and_then(|name| {
            let ty = rest[name..].trim_start().strip_prefix(':')?;
            let length = rest.len() - ty.len() + ty.find([',', ')'])?;
            let opened = matches!(out.trim_end().chars().next_back(), Some('(' | ','));
            (opened && is_type_text(rest[rest.len() - ty.len()..length].trim())).then_some(length)
        });
        let length = typed.unwrap_or(c.len_utf8());
        if typed.is_some() {
            out.extend(["(", &rest[..length], ")"]);
        } else {
            out.push(c);
        }
        rest = &rest[length..];
    }
    (out.len() > pattern.len()).then_some(out)
}

/// Whether a text may be a type: names, dots, type arguments, arrays, pointers.
fn is_type_text(text: &str) -> bool {
    let word = text.split(|c: char| !c.is_alphanumeric() && c != '_' && c != '$' && c != '.').next().unwrap_or("");
    // `($X instanceof $T)` and `(clone $X)` are expressions.
    let last = text.rsplit(char::is_whitespace).next().unwrap_or("");
    !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || "_$.<>[]*&?:, |{}\\".contains(c))
        && !matches!(last, "instanceof" | "and" | "or" | "xor" | "clone" | "print" | "include" | "require")
        && !matches!(word, "new" | "return" | "await" | "throw" | "typeof" | "var" | "let" | "const")
}

/// The offset of the closing delimiter in `text`, nested parentheses counted when it is `)`.
fn find_close(text: &str, close: &str, escapes: bool) -> Option<usize> {
    let (mut at, mut depth) = (0, 0);
    while at < text.len() {
        let rest = &text[at..];
        if escapes && rest.starts_with('\\') {
            at += 1 + rest[1..].chars().next().map_or(0, char::len_utf8);
            continue;
        }
        if depth == 0 && rest.starts_with(close) {
            return Some(at);
        }
        let c = rest.chars().next().expect("there is text left");
        if close == ")" {
            depth += i32::from(c == '(') - i32::from(c == ')');
        }
        at += c.len_utf8();
    }
    None
}

/// The bytes of `hole` in a text that a wrapper surrounds.
pub(crate) fn hole_span(prefix: &str, body: &str) -> Span {
    Span::new(prefix.len() as u32, (prefix.len() + body.len()) as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEC: PatternText = PatternText {
        quotes: &[("\"", "\"", true), ("'", "'", true)],
        statement_forms: &["@;"],
        item_forms: &["@"],
        parameter_form: 0,
        pair_form: 0,
        has_spread: false,
        typed: TypedStyle::TypeFirst,
        meta_prefix: "",
    };

    fn check(pattern: &str, expected: &str) {
        let found = substitute(pattern, &SPEC);
        assert_eq!(found.render(&SPEC, &vec![0; found.ellipses()]), expected);
    }

    #[test]
    fn placeholders_become_reserved_identifiers() {
        check("foo($X, ..., \"...\")", "foo(WL_0_, WL_1_, \"...\")");
        check("$X = \"$Y\"", "WL_0_ = \"WL_1_\"");
        check("a\n...\nb", "a\nWL_0_;\nb");
        check("{ ... }", "{ WL_0_; }");
        check("a; ... b;", "a; WL_0_; b;");
        check("$X. ... .f()", "WL_0_. WL_1_ .f()");
        check("(char *$X) == ($T *$Y) * (*$Z) * ($A * $B)", "WL_0_ == WL_1_ * (*WL_2_) * (WL_3_ * WL_4_)");
        check("<... $X ...>", "WL_0_( WL_1_ )");
        check("C<..., T, ...>", "C<WL_0_, T, WL_0_>");
        check("(a.B $X).c(String $Y)", "WL_0_.c(String WL_1_)");
        check("$x + $Xy", "$x + $Xy");
        check("f($...ARGS)", "f(WL_0_)");
        check("f(\"=~/\\/$X/\")", "f(\"WL_0_\")");
        check("a\n$...X\n", "a\nWL_0_;\n");
        check("f(T... $X, ...)", "f(T... WL_0_, WL_1_)");
        check("f($_GET, $_GETS, $GLOBALS)", "f($_GET, WL_0_, WL_1_)");
        check("($X instanceof $T)", "(WL_0_ instanceof WL_1_)");
    }

    #[test]
    fn sigils_stand_before_metavariables_and_arrows_before_members() {
        const SIGILS: PatternText = PatternText { item_forms: &["$@"], meta_prefix: "$", ..SPEC };
        let render = |pattern: &str| {
            let found = substitute(pattern, &SIGILS);
            let text = found.render(&SIGILS, &vec![0; found.ellipses()]);
            (found.holes.restore(&text).into_owned(), text)
        };
        for (pattern, expected) in [
            ("$x-> ... ->f($X)", "$x-> WL_0_ ->f($WL_1_)"),
            ("$X-> ...;", "$WL_0_-> WL_1_();"),
            ("$X . ...", "$WL_0_ . $WL_1_"),
            ("\"$X y\"", "\"$WL_0_ y\""),
        ] {
            assert_eq!(render(pattern).1, expected);
        }
        assert_eq!(render("\"$X y\"").0, "\"$X y\"");
    }
}
