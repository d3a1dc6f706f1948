//! Reads shell text into commands, without making tree nodes yet: a chain is known to be one only after its first command was read.

use crate::placeholder::reserved_length;
use wardline_base::Span;

/// Commands nested deeper than this are read as words.
const MAX_DEPTH: u32 = 60;

/// A command and its bytes.
pub(super) struct Command {
    pub(super) span: Span,
    pub(super) form: Form,
}

/// What a command is.
pub(super) enum Form {
    /// Words, with the assignments before them and the redirections among them.
    Simple {
        assigns: Vec<Span>,
        words: Vec<Span>,
        redirects: Vec<(Span, Span)>,
    },
    /// Two commands joined by an operator.
    Chain {
        operator: Span,
        left: Box<Command>,
        right: Box<Command>,
    },
    /// `! command`.
    Not(Box<Command>),
    /// `( … )` or `{ … }`.
    Group(Vec<Command>),
    If {
        arms: Vec<(Vec<Command>, Vec<Command>)>,
        otherwise: Option<Vec<Command>>,
    },
    /// `for name in items; do body; done`.
    For {
        name: Option<Span>,
        items: Vec<Span>,
        body: Vec<Command>,
    },
    /// `while` and `until`.
    While {
        cond: Vec<Command>,
        body: Vec<Command>,
    },
    Case {
        subject: Option<Span>,
        arms: Vec<(Vec<Span>, Vec<Command>)>,
    },
    Function {
        name: Span,
        body: Vec<Command>,
    },
}

/// Reads the bytes of a span.
pub(super) struct Reader<'t> {
    text: &'t str,
    at: usize,
    end: usize,
    depth: u32,
}

impl<'t> Reader<'t> {
    pub(super) fn new(text: &'t str, span: Span) -> Self {
        Self { text, at: span.start as usize, end: span.end as usize, depth: 0 }
    }

    /// All commands, whatever stands between them.
    pub(super) fn script(mut self) -> Vec<Command> {
        let mut out = Vec::new();
        while self.at < self.end {
            out.extend(self.list(&[]));
            // What ended the list has no beginning here: it is skipped.
            if self.at < self.end {
                let length = self.peek_word().map_or(1, |w| w.len().max(1));
                self.advance(length);
            }
        }
        out
    }

    fn rest(&self) -> &'t str {
        &self.text[self.at..self.end]
    }

    /// Goes on by this many bytes, and to the end of a character that they end in.
    fn advance(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.end);
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    /// Skips spaces, comments and continued lines; not the end of a line.
    fn blanks(&mut self) {
        loop {
            let rest = self.rest();
            if let Some(length) = continuation(rest) {
                self.at += length;
                self.comment_lines();
            } else if rest.starts_with([' ', '\t', '\r']) {
                self.at += 1;
            } else if rest.starts_with('#') {
                self.at += rest.find('\n').unwrap_or(rest.len());
            } else {
                return;
            }
        }
    }

    /// Skips comment lines and empty lines after a continued line: they are no part of the command.
    fn comment_lines(&mut self) {
        loop {
            let rest = self.rest();
            let line = &rest[..rest.find('\n').map_or(rest.len(), |i| i + 1)];
            let is_comment = line.trim_start().starts_with('#') || (line.trim().is_empty() && line.ends_with('\n'));
            if !is_comment || line.is_empty() {
                return;
            }
            self.at += line.len();
        }
    }

    /// Skips what separates commands.
    fn separators(&mut self) {
        loop {
            self.blanks();
            let rest = self.rest();
            if rest.starts_with('\n')
                || (rest.starts_with(';') && !rest.starts_with(";;"))
                || (rest.starts_with('&') && !rest.starts_with("&&"))
            {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Commands up to one of these words, or up to what cannot start a command.
    fn list(&mut self, until: &[&str]) -> Vec<Command> {
        let mut out = Vec::new();
        loop {
            self.separators();
            let word = self.peek_word().unwrap_or("");
            if self.at >= self.end
                || until.contains(&word)
                || self.rest().starts_with([')', '}'])
                || self.rest().starts_with(";;")
            {
                return out;
            }
            let before = self.at;
            match self.chain() {
                Some(command) => out.push(command),
                None if self.at == before => return out,
                None => {}
            }
        }
    }

    fn chain(&mut self) -> Option<Command> {
        let mut left = self.pipeline()?;
        loop {
            self.blanks();
            let Some(operator) = ["&&", "||"].into_iter().find(|o| self.rest().starts_with(o)) else {
                return Some(left);
            };
            left = self.joined(left, operator, Self::pipeline)?;
        }
    }

    fn pipeline(&mut self) -> Option<Command> {
        let mut left = self.command()?;
        loop {
            self.blanks();
            if !self.rest().starts_with('|') || self.rest().starts_with("||") {
                return Some(left);
            }
            let operator = if self.rest().starts_with("|&") { "|&" } else { "|" };
            left = self.joined(left, operator, Self::command)?;
        }
    }

    /// The command with the next one joined to it; alone if nothing follows the operator.
    fn joined(&mut self, left: Command, operator: &str, next: fn(&mut Self) -> Option<Command>) -> Option<Command> {
        let span = Span::new(self.at as u32, (self.at + operator.len()) as u32);
        self.at += operator.len();
        self.blanks();
        while self.rest().starts_with('\n') {
            self.at += 1;
            self.blanks();
        }
        let Some(right) = next(self) else { return Some(left) };
        Some(Command {
            span: left.span.cover(right.span),
            form: Form::Chain { operator: span, left: Box::new(left), right: Box::new(right) },
        })
    }

    fn command(&mut self) -> Option<Command> {
        self.blanks();
        let start = self.at;
        self.depth += 1;
        let form = if self.depth > MAX_DEPTH { self.simple() } else { self.compound() };
        self.depth -= 1;
        let form = form?;
        let end = self.text[start..self.at].trim_end().len() + start;
        Some(Command { span: Span::new(start as u32, end as u32), form })
    }

    fn compound(&mut self) -> Option<Form> {
        if self.rest().starts_with('(') {
            self.at += 1;
            let body = self.list(&[]);
            self.close(")");
            return Some(Form::Group(body));
        }
        match self.peek_word().unwrap_or("") {
            "{" => {
                self.at += 1;
                let body = self.list(&["}"]);
                self.close("}");
                Some(Form::Group(body))
            }
            "!" => {
                self.at += 1;
                self.command().map(|c| Form::Not(Box::new(c)))
            }
            "if" => Some(self.conditional()),
            "for" => Some(self.for_loop()),
            word @ ("while" | "until") => {
                self.at += word.len();
                let cond = self.list(&["do"]);
                Some(Form::While { cond, body: self.body() })
            }
            "case" => Some(self.case()),
            "then" | "elif" | "else" | "fi" | "do" | "done" | "esac" | "}" => None,
            word => self.function(word).or_else(|| self.simple()),
        }
    }

    /// Skips a closing word if it is here.
    fn close(&mut self, word: &str) {
        self.separators();
        if self.rest().starts_with(word) {
            self.at += word.len();
        }
    }

    fn conditional(&mut self) -> Form {
        self.at += "if".len();
        let mut arms = Vec::new();
        loop {
            let cond = self.list(&["then", "elif", "else", "fi"]);
            self.close("then");
            arms.push((cond, self.list(&["elif", "else", "fi"])));
            if self.peek_word() != Some("elif") {
                break;
            }
            self.at += "elif".len();
        }
        let otherwise = (self.peek_word() == Some("else")).then(|| {
            self.at += "else".len();
            self.list(&["fi"])
        });
        self.close("fi");
        Form::If { arms, otherwise }
    }

    fn for_loop(&mut self) -> Form {
        self.at += "for".len();
        self.blanks();
        let name = self.word();
        self.blanks();
        let mut items = Vec::new();
        if self.peek_word() == Some("in") {
            self.at += "in".len();
            self.blanks();
            while let Some(item) = self.word() {
                items.push(item);
                self.blanks();
            }
        }
        Form::For { name, items, body: self.body() }
    }

    fn body(&mut self) -> Vec<Command> {
        self.close("do");
        let body = self.list(&["done"]);
        self.close("done");
        body
    }

    fn case(&mut self) -> Form {
        self.at += "case".len();
        self.blanks();
        let subject = self.word();
        self.close("in");
        let mut arms = Vec::new();
        loop {
            self.separators();
            if self.at >= self.end || self.peek_word() == Some("esac") {
                break;
            }
            let before = self.at;
            arms.push((self.case_patterns(), self.list(&["esac"])));
            while self.rest().starts_with(';') {
                self.at += 1;
            }
            if self.at == before {
                break;
            }
        }
        self.close("esac");
        Form::Case { subject, arms }
    }

    fn case_patterns(&mut self) -> Vec<Span> {
        let mut patterns = Vec::new();
        loop {
            self.blanks();
            if self.rest().starts_with(['|', '(']) {
                self.at += 1;
            } else if self.rest().starts_with(')') {
                self.at += 1;
                return patterns;
            } else if let Some(pattern) = self.word() {
                patterns.push(pattern);
            } else {
                return patterns;
            }
        }
    }

    /// `name() { … }`.
    fn function(&mut self, word: &str) -> Option<Form> {
        let is_name =
            |w: &str| !w.is_empty() && w.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'));
        let after = self.rest().get(word.len()..)?.trim_start_matches([' ', '\t']);
        let body = after.strip_prefix('(')?.trim_start().strip_prefix(')')?;
        if !is_name(word) || reserved_length(word).is_some() {
            return None;
        }
        let name = Span::new(self.at as u32, (self.at + word.len()) as u32);
        self.at = self.end - body.len();
        self.separators();
        let body = match self.command() {
            Some(Command { form: Form::Group(body), .. }) => body,
            other => other.into_iter().collect(),
        };
        Some(Form::Function { name, body })
    }

    fn simple(&mut self) -> Option<Form> {
        let (mut assigns, mut words, mut redirects) = (Vec::new(), Vec::new(), Vec::new());
        loop {
            self.blanks();
            if let Some(operator) = self.redirection() {
                self.blanks();
                let target = self.word().unwrap_or(Span::new(self.at as u32, self.at as u32));
                redirects.push((operator, target));
                continue;
            }
            let Some(word) = self.word() else { break };
            if words.is_empty() && assigned(&self.text[word.range()]).is_some() {
                assigns.push(word);
                continue;
            }
            words.push(word);
            if words.len() == 1 && &self.text[word.range()] == "[[" {
                self.test(&mut words);
            }
        }
        (!(assigns.is_empty() && words.is_empty() && redirects.is_empty())).then_some(Form::Simple {
            assigns,
            words,
            redirects,
        })
    }

    /// What stands in `[[ … ]]`, where operators are words.
    fn test(&mut self, words: &mut Vec<Span>) {
        loop {
            self.blanks();
            if self.at >= self.end || self.rest().starts_with('\n') {
                return;
            }
            let operator =
                ["&&", "||", "<", ">", "(", ")", "=", "|", "&", ";"].into_iter().find(|o| self.rest().starts_with(o));
            let word = operator.map(|o| Span::new(self.at as u32, (self.at + o.len()) as u32)).or_else(|| self.word());
            let Some(word) = word else { return };
            self.at = word.end as usize;
            words.push(word);
            if &self.text[word.range()] == "]]" {
                return;
            }
        }
    }

    /// `>`, `2>&1`, `<<EOF` and the like, without the file.
    fn redirection(&mut self) -> Option<Span> {
        let rest = self.rest();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let operator = ["<<<", "<<-", "<<", "<&", "<>", ">>", ">&", ">|", "&>>", "&>", "<", ">"]
            .into_iter()
            .find(|o| rest[digits..].starts_with(o))?;
        // `<(…)` is a word.
        if matches!(operator, "<" | ">") && rest[digits + 1..].starts_with('(') {
            return None;
        }
        let span = Span::new(self.at as u32, (self.at + digits + operator.len()) as u32);
        self.at = span.end as usize;
        Some(span)
    }

    /// The bare word here, for keywords.
    fn peek_word(&self) -> Option<&'t str> {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || ";|&<>()".contains(c)).unwrap_or(rest.len());
        (end > 0).then(|| &rest[..end])
    }

    /// The word here, quotes and expansions included.
    fn word(&mut self) -> Option<Span> {
        let start = self.at;
        if let Some(length) = reserved_length(self.rest()).filter(|l| self.rest()[*l..].starts_with('(')) {
            // `<... command ...>`.
            let inner = &self.rest()[length + 1..];
            self.at += length + 1 + closing(inner, b')').unwrap_or(inner.len());
            return Some(Span::new(start as u32, self.at as u32));
        }
        while let Some(c) = self.rest().chars().next() {
            let substitutes = matches!(c, '<' | '>') && self.rest()[1..].starts_with('(') && self.at == start;
            if substitutes {
                let inner = &self.rest()[2..];
                self.at += 2 + closing(inner, b')').unwrap_or(inner.len());
                continue;
            }
            if continuation(self.rest()).is_some() || c.is_whitespace() || ";|&<>()".contains(c) {
                break;
            }
            self.advance(piece(self.rest()));
        }
        (self.at > start).then(|| Span::new(start as u32, self.at as u32))
    }
}

/// The length of a line's end that is escaped, so that the next line goes on with this one.
pub(super) fn continuation(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['\\', '`'])?;
    let blanks = rest.bytes().take_while(|b| *b != b'\n' && b.is_ascii_whitespace()).count();
    (rest.as_bytes().get(blanks) == Some(&b'\n')).then_some(blanks + 2)
}

/// The bytes of the piece of a word that `text` starts with: an escape, a string, an expansion, or one character.
pub(super) fn piece(text: &str) -> usize {
    let bytes = text.as_bytes();
    match bytes.first() {
        Some(b'\\') => 1 + text[1..].chars().next().map_or(0, char::len_utf8),
        Some(b'\'') => text[1..].find('\'').map_or(1, |i| i + 2),
        Some(b'"') => closing(&text[1..], b'"').map_or(1, |length| length + 1),
        Some(b'`') => text[1..].find('`').map_or(1, |i| i + 2),
        Some(b'$') => expansion(text),
        _ => text.chars().next().map_or(0, char::len_utf8),
    }
}

/// The length of what starts with `$`; 1 if it is only that.
fn expansion(text: &str) -> usize {
    let rest = &text[1..];
    let name = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    match rest.as_bytes().first() {
        Some(b'{') => closing(&text[2..], b'}').map_or(text.len(), |length| length + 2),
        Some(b'(') => closing(&text[2..], b')').map_or(text.len(), |length| length + 2),
        Some(b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'!' | b'$') => 2,
        _ => 1 + name,
    }
}

/// The length up to and with the closing bracket or quote that belongs to one before `text`; `None` if it is missing. What is open is
/// kept in a list, so that the work is one pass however deep it goes.
fn closing(text: &str, close: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut open = vec![close];
    let mut at = 0;
    while let (Some(close), Some(byte)) = (open.last().copied(), bytes.get(at).copied()) {
        let next = bytes.get(at + 1).copied();
        at += match (close, byte) {
            _ if byte == close => {
                open.pop();
                1
            }
            (_, b'\\') | (b'"', b'`') | (b')' | b'}', b'\'') => piece(&text[at..]),
            (b'"', b'$') if matches!(next, Some(b'{' | b'(')) => {
                open.push(if next == Some(b'{') { b'}' } else { b')' });
                2
            }
            // A `$(` or `${` is one of the brackets that are counted here, not a piece of its own.
            (b')', b'(') | (b'}', b'{') => {
                open.push(close);
                1
            }
            (b')' | b'}', b'"') => {
                open.push(b'"');
                1
            }
            _ => 1,
        };
    }
    open.is_empty().then_some(at)
}

/// Where the value of `NAME=value` starts, if a word is one.
pub(super) fn assigned(word: &str) -> Option<usize> {
    let name = word.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    let starts = word.bytes().next().is_some_and(|b| b.is_ascii_alphabetic() || b == b'_');
    (starts && word[name..].starts_with('=')).then_some(name + 1)
}
