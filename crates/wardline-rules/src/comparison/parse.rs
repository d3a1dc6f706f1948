//! Parses comparisons: Python's grammar of expressions by precedence climbing, over tokens with their byte offsets.

use super::{Binary, Expr, Function, Relation, Unary, Value};
use crate::regexes::Regex;

/// What is wrong, and the byte offset of it.
type Mistake = (usize, String);

/// Operators and parentheses in each other; deeper than any rule, and safe for the stack.
const MAX_DEPTH: u32 = 100;

/// Most words and symbols of an expression, which also bounds how deep the tree of a long sum is.
const MAX_TOKENS: usize = 1000;

const FUNCTIONS: &str = "int, float, str, len, re.match, today and strptime";

pub(super) fn parse(text: &str) -> Result<Expr, Mistake> {
    let mut parser = Parser { tokens: tokens(text)?, next: 0, end: text.trim_end().len(), depth: 0 };
    let expr = parser.disjunction()?;
    match parser.peek() {
        None => Ok(expr),
        Some(Token::Symbol("=")) => parser.fail("`=` compares nothing; write `==`".into()),
        Some(token) => {
            parser.fail(format!("{} is not expected here; join comparisons with `and` or `or`", token.shown()))
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Value(Value),
    Metavariable(String),
    /// A name, dots included.
    Name(String),
    Symbol(&'static str),
}

impl Token {
    fn shown(&self) -> String {
        match self {
            Self::Value(Value::Str(_)) => "a text".into(),
            Self::Value(_) => "a number".into(),
            Self::Metavariable(name) | Self::Name(name) => format!("`{name}`"),
            Self::Symbol(symbol) => format!("`{symbol}`"),
        }
    }
}

/// Longer symbols before those that they start with.
const SYMBOLS: &[&str] = &[
    "**", "//", "<<", ">>", "<=", ">=", "==", "!=", "&&", "||", "+", "-", "*", "/", "%", "~", "&", "|", "^", "<", ">",
    "(", ")", "[", "]", ",", "=", "!", ";",
];

fn tokens(text: &str) -> Result<Vec<(usize, Token)>, Mistake> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        if c.is_whitespace() || c == '\\' && rest[1..].starts_with(['\n', '\r']) {
            at += c.len_utf8();
        } else if c == '#' {
            at += rest.find('\n').unwrap_or(rest.len());
        } else {
            let (length, token) = token(rest, c).map_err(|(offset, message)| (at + offset, message))?;
            if found.len() == MAX_TOKENS {
                return Err((at, "the expression is too long; split the condition in two".into()));
            }
            found.push((at, token));
            at += length;
        }
    }
    Ok(found)
}

/// The token at the start of `rest`, whose first character is `c`, and its length in bytes.
fn token(rest: &str, c: char) -> Result<(usize, Token), Mistake> {
    let is_word = |c: char| c == '_' || c.is_alphanumeric();
    if c == '$' {
        let sigil = if rest.starts_with("$...") { 4 } else { 1 };
        let length = sigil + rest[sigil..].find(|c| !is_word(c)).unwrap_or(rest.len() - sigil);
        if length == sigil {
            return Err((0, "a `$` without a name; write a metavariable such as `$X`".into()));
        }
        return Ok((length, Token::Metavariable(rest[..length].to_owned())));
    }
    if c.is_ascii_digit() || c == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        return number(rest);
    }
    if c == '"' || c == '\'' {
        return string(rest, 0, false);
    }
    if is_word(c) {
        let length = rest.find(|c: char| !is_word(c) && c != '.').unwrap_or(rest.len());
        let name = &rest[..length];
        if matches!(name, "r" | "R" | "b" | "u" | "f") && rest[length..].starts_with(['"', '\'']) {
            let is_raw = name.eq_ignore_ascii_case("r");
            if is_raw || name == "u" {
                return string(rest, length, is_raw);
            }
            return Err((
                0,
                format!("the text prefix `{name}` is not known; leave it out, or write `r` for a raw text"),
            ));
        }
        return Ok((length, Token::Name(name.to_owned())));
    }
    match SYMBOLS.iter().find(|symbol| rest.starts_with(**symbol)) {
        Some(symbol) => Ok((symbol.len(), Token::Symbol(symbol))),
        None => Err((0, format!("{} is no part of an expression", c.escape_debug()))),
    }
}

/// `12`, `1_000`, `0x1F`, `0o17`, `0b11`, `1.5`, `1e3`; `017` is octal, as in the C family.
fn number(rest: &str) -> Result<(usize, Token), Mistake> {
    let is_exponent = |at: usize| {
        !rest.starts_with("0x")
            && !rest.starts_with("0X")
            && matches!(rest.as_bytes().get(at.wrapping_sub(1)), Some(b'e' | b'E'))
    };
    let ends = |(at, c): &(usize, char)| {
        let is_part = c.is_alphanumeric() || matches!(c, '_' | '.') || matches!(c, '+' | '-') && is_exponent(*at);
        !is_part
    };
    let length = rest.char_indices().find(ends).map_or(rest.len(), |(at, _)| at);
    let written = &rest[..length];
    let value = integer(written).map(Value::Int).or_else(|| {
        let is_fraction =
            written.starts_with(|c: char| c.is_ascii_digit() || c == '.') && written.contains(['.', 'e', 'E']);
        written.replace('_', "").parse().ok().filter(|float: &f64| is_fraction && float.is_finite()).map(Value::Float)
    });
    value
        .map(|value| (length, Token::Value(value)))
        .ok_or_else(|| (0, format!("`{written}` is not a number that can be read")))
}

/// The whole number that a text spells, with the prefixes of Python and C.
pub(super) fn integer(written: &str) -> Option<i128> {
    let digits = written.replace('_', "").to_ascii_lowercase();
    let (radix, digits) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        Some(_) if digits.starts_with('0') && digits.bytes().all(|b| b.is_ascii_digit()) => (8, &digits[1..]),
        _ => (10, digits.as_str()),
    };
    let is_plain = digits.starts_with(|c: char| c.is_ascii_alphanumeric());
    i128::from_str_radix(digits, radix).ok().filter(|_| is_plain)
}

/// The text that starts after a prefix of `prefix` bytes.
fn string(rest: &str, prefix: usize, is_raw: bool) -> Result<(usize, Token), Mistake> {
    let quote = rest[prefix..].chars().next().unwrap_or('"');
    let mut text = String::new();
    let mut chars = rest[prefix + 1..].char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            c if c == quote => return Ok((prefix + 1 + at + 1, Token::Value(Value::Str(text)))),
            '\\' => {
                let Some((_, escaped)) = chars.next() else { break };
                match escaped {
                    'n' if !is_raw => text.push('\n'),
                    't' if !is_raw => text.push('\t'),
                    'r' if !is_raw => text.push('\r'),
                    '\\' | '\'' | '"' if !is_raw => text.push(escaped),
                    // Python keeps an escape that it does not know, and regular expressions in rules rely on it.
                    other => text.extend(['\\', other]),
                }
            }
            c => text.push(c),
        }
    }
    Err((0, format!("the text is not closed; add `{quote}`")))
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    next: usize,
    /// Offset of the end of the expression.
    end: usize,
    depth: u32,
}

type Parsed = Result<Expr, Mistake>;

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.next).map(|(_, token)| token)
    }

    fn offset(&self) -> usize {
        self.tokens.get(self.next).map_or(self.end, |(offset, _)| *offset)
    }

    fn fail<T>(&self, message: String) -> Result<T, Mistake> {
        Err((self.offset(), message))
    }

    fn take_symbol(&mut self, symbol: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Symbol(s)) if *s == symbol);
        self.next += usize::from(found);
        found
    }

    fn take_name(&mut self, name: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Name(n)) if n == name);
        self.next += usize::from(found);
        found
    }

    fn expect(&mut self, symbol: &str) -> Result<(), Mistake> {
        if self.take_symbol(symbol) {
            return Ok(());
        }
        match self.peek() {
            Some(token) => self.fail(format!("`{symbol}` is expected here, not {}", token.shown())),
            None => self.fail(format!("the expression ends before a `{symbol}`")),
        }
    }

    /// Runs a part of the grammar one level deeper.
    fn deeper(&mut self, part: fn(&mut Self) -> Parsed) -> Parsed {
        if self.depth == MAX_DEPTH {
            return self.fail("the expression is nested too deeply; split the condition in two".into());
        }
        self.depth += 1;
        let parsed = part(self);
        self.depth -= 1;
        parsed
    }

    fn disjunction(&mut self) -> Parsed {
        let mut left = self.conjunction()?;
        while self.take_name("or") {
            left = Expr::Or(Box::new(left), Box::new(self.conjunction()?));
        }
        self.refuse_c_operator("||", "or").map(|()| left)
    }

    fn conjunction(&mut self) -> Parsed {
        let mut left = self.negation()?;
        while self.take_name("and") {
            left = Expr::And(Box::new(left), Box::new(self.negation()?));
        }
        self.refuse_c_operator("&&", "and").map(|()| left)
    }

    fn refuse_c_operator(&self, symbol: &str, word: &str) -> Result<(), Mistake> {
        match self.peek() {
            Some(Token::Symbol(s)) if *s == symbol => self.fail(format!("`{symbol}` is not Python; write `{word}`")),
            _ => Ok(()),
        }
    }

    fn negation(&mut self) -> Parsed {
        if self.take_name("not") {
            return Ok(Expr::Unary(Unary::Not, Box::new(self.deeper(Self::negation)?)));
        }
        self.comparison()
    }

    fn comparison(&mut self) -> Parsed {
        let first = self.binary(0)?;
        let mut rest = Vec::new();
        while let Some(relation) = self.relation()? {
            rest.push((relation, self.binary(0)?));
        }
        Ok(if rest.is_empty() { first } else { Expr::Chain(Box::new(first), rest) })
    }

    fn relation(&mut self) -> Result<Option<Relation>, Mistake> {
        let relation = match self.peek() {
            Some(Token::Symbol("==")) => Relation::Equal,
            Some(Token::Symbol("!=")) => Relation::NotEqual,
            Some(Token::Symbol("<")) => Relation::Less,
            Some(Token::Symbol("<=")) => Relation::LessEqual,
            Some(Token::Symbol(">")) => Relation::Greater,
            Some(Token::Symbol(">=")) => Relation::GreaterEqual,
            Some(Token::Name(name)) if name == "in" => Relation::In,
            Some(Token::Name(name)) if name == "not" => {
                self.next += 1;
                if !matches!(self.peek(), Some(Token::Name(name)) if name == "in") {
                    return self.fail("`not` between two values must be `not in`".into());
                }
                Relation::NotIn
            }
            Some(Token::Name(name)) if name == "is" => return self.fail("`is` is not known here; write `==`".into()),
            _ => return Ok(None),
        };
        self.next += 1;
        Ok(Some(relation))
    }

    /// Operators of `level` and those that bind tighter, from `|` to `*`.
    fn binary(&mut self, level: usize) -> Parsed {
        const LEVELS: &[&[(&str, Binary)]] = &[
            &[("|", Binary::BitOr)],
            &[("^", Binary::BitXor)],
            &[("&", Binary::BitAnd)],
            &[("<<", Binary::ShiftLeft), (">>", Binary::ShiftRight)],
            &[("+", Binary::Add), ("-", Binary::Subtract)],
            &[("*", Binary::Multiply), ("/", Binary::Divide), ("//", Binary::FloorDivide), ("%", Binary::Modulo)],
        ];
        let Some(operators) = LEVELS.get(level) else { return self.unary() };
        let mut left = self.binary(level + 1)?;
        while let Some((_, operator)) = operators.iter().find(|(symbol, _)| self.take_symbol(symbol)) {
            left = Expr::Binary(*operator, Box::new(left), Box::new(self.binary(level + 1)?));
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed {
        const OPERATORS: &[(&str, Unary)] = &[("-", Unary::Minus), ("+", Unary::Plus), ("~", Unary::Invert)];
        match OPERATORS.iter().find(|(symbol, _)| self.take_symbol(symbol)) {
            Some((_, operator)) => Ok(Expr::Unary(*operator, Box::new(self.deeper(Self::unary)?))),
            None => self.power(),
        }
    }

    /// `**` binds tighter than a sign on its left and looser than one on its right.
    fn power(&mut self) -> Parsed {
        let base = self.operand()?;
        if !self.take_symbol("**") {
            return Ok(base);
        }
        let exponent = self.deeper(Self::unary)?;
        Ok(Expr::Binary(Binary::Power, Box::new(base), Box::new(exponent)))
    }

    fn operand(&mut self) -> Parsed {
        let Some(token) = self.peek().cloned() else {
            return self.fail("the expression ends where a value is expected".into());
        };
        match token {
            Token::Value(value) => {
                self.next += 1;
                Ok(Expr::Literal(value))
            }
            Token::Metavariable(name) => {
                self.next += 1;
                Ok(Expr::Metavariable(name))
            }
            Token::Symbol("(") => {
                self.next += 1;
                let inner = self.deeper(Self::disjunction)?;
                self.expect(")").map(|()| inner)
            }
            Token::Symbol("[") => {
                self.next += 1;
                self.items("]").map(|items| Expr::List(items.into_iter().map(|(_, item)| item).collect()))
            }
            Token::Symbol("!") => self.fail("`!` is not Python; write `not`".into()),
            Token::Symbol(symbol) => self.fail(format!("a value is expected here, not `{symbol}`")),
            Token::Name(name) => self.named(&name),
        }
    }

    /// Expressions with commas between them up to `close`, with their offsets.
    fn items(&mut self, close: &str) -> Result<Vec<(usize, Expr)>, Mistake> {
        let mut items = Vec::new();
        while !self.take_symbol(close) {
            items.push((self.offset(), self.deeper(Self::disjunction)?));
            if !self.take_symbol(",") {
                self.expect(close)?;
                break;
            }
        }
        Ok(items)
    }

    /// A constant or a call.
    fn named(&mut self, name: &str) -> Parsed {
        let constant = match name {
            "True" | "true" => Some(Value::Bool(true)),
            "False" | "false" => Some(Value::Bool(false)),
            "None" => Some(Value::None),
            _ => None,
        };
        if let Some(value) = constant {
            self.next += 1;
            return Ok(Expr::Literal(value));
        }
        let function = match name {
            "int" => Some((Function::Int, 1..=2)),
            "float" => Some((Function::Float, 1..=1)),
            "str" => Some((Function::Str, 1..=1)),
            "len" => Some((Function::Len, 1..=1)),
            "today" => Some((Function::Today, 0..=0)),
            "strptime" => Some((Function::Strptime, 1..=1)),
            "re.match" => None,
            _ if matches!(self.tokens.get(self.next + 1), Some((_, Token::Symbol("(")))) => {
                return self.fail(format!("the function `{name}` is not known; there are {FUNCTIONS}"));
            }
            _ => {
                return self
                    .fail(format!("`{name}` is no value; metavariables start with `$`, texts stand between quotes"));
            }
        };
        let start = self.offset();
        self.next += 1;
        self.expect("(")?;
        let arguments = self.items(")")?;
        let Some((function, count)) = function else { return matching(start, arguments) };
        if !count.contains(&arguments.len()) {
            let wanted = if count.start() == count.end() {
                count.end().to_string()
            } else {
                format!("{} or {}", count.start(), count.end())
            };
            return Err((start, format!("`{name}` takes {wanted} values, not {}", arguments.len())));
        }
        Ok(Expr::Call(function, arguments.into_iter().map(|(_, argument)| argument).collect()))
    }
}

/// `re.match(regex, value)`.
fn matching(start: usize, arguments: Vec<(usize, Expr)>) -> Parsed {
    let Ok([(at, regex), (_, subject)]) = <[_; 2]>::try_from(arguments) else {
        return Err((start, "`re.match` takes 2 values: a regular expression and what it is tried on".into()));
    };
    let Expr::Literal(Value::Str(regex)) = regex else {
        return Err((at, "the first value of `re.match` must be a text between quotes".into()));
    };
    match Regex::at_start(&regex) {
        Ok(compiled) => Ok(Expr::Match(Box::new(compiled), Box::new(subject))),
        Err(message) => Err((at, format!("this is not a valid regular expression: {message}"))),
    }
}
