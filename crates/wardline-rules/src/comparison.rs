//! The expression language of `metavariable-comparison`: Python's expressions, as far as rules need them.
//!
//! An expression is parsed when its rule is compiled, so that a slip is an error of the rule with a place and not a condition that is
//! quietly never met. It is evaluated over values that the caller looks up, and what Python would answer with an exception (an order
//! between a text and a number, a division by zero, a metavariable that is not bound) is no answer, which a condition takes for "no".
//! Arithmetic does not wrap: a number that does not fit 128 bits is no answer either.

mod eval;
mod parse;

/// A value of the expression language.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A whole number.
    Int(i128),
    /// A number with a fraction.
    Float(f64),
    /// A text.
    Str(String),
    /// True or false.
    Bool(bool),
    /// A list.
    List(Vec<Value>),
    /// Python's `None`.
    None,
}

/// The name under which [`Comparison::eval`] asks for the current date, since nothing here reads a clock. The answer is a text such as
/// `2026-11-22`.
pub const TODAY: &str = "today()";

/// A parsed expression.
#[derive(Debug)]
pub struct Comparison(Expr);

impl Comparison {
    /// Parses an expression.
    ///
    /// # Errors
    /// The byte offset of the first mistake in `text`, and what is wrong and what to do about it.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        parse::parse(text).map(Self)
    }

    /// The answer, or nothing if there is none: a metavariable that `lookup` does not know, types that do not go together, or a result
    /// that is neither true nor false. `lookup` is asked for metavariables with their `$`, and for [`TODAY`].
    pub fn eval(&self, lookup: &dyn Fn(&str) -> Option<Value>) -> Option<bool> {
        match eval::eval(&self.0, lookup)? {
            Value::Bool(answer) => Some(answer),
            _ => None,
        }
    }
}

/// An expression.
#[derive(Debug)]
enum Expr {
    Literal(Value),
    Metavariable(String),
    List(Vec<Expr>),
    Unary(Unary, Box<Expr>),
    Binary(Binary, Box<Expr>, Box<Expr>),
    /// `a < b <= c`: the first operand, then each operator with its right side.
    Chain(Box<Expr>, Vec<(Relation, Expr)>),
    And(Box<Expr>, Box<Expr>),
    Or(Box<Expr>, Box<Expr>),
    Call(Function, Vec<Expr>),
    /// `re.match(regex, …)`: the expression is compiled with the rule.
    Match(Box<crate::regexes::Regex>, Box<Expr>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unary {
    Plus,
    Minus,
    Invert,
    Not,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    FloorDivide,
    Modulo,
    Power,
    BitAnd,
    BitOr,
    BitXor,
    ShiftLeft,
    ShiftRight,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    Equal,
    NotEqual,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
    NotIn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Function {
    Int,
    Float,
    Str,
    Len,
    Today,
    Strptime,
}

#[cfg(test)]
mod tests;
