//! Evaluates comparisons with Python's rules for values, and with Semgrep's where rules rely on the difference: `/` between whole numbers
//! drops the fraction, and only truth values stand with `and`, `or` and `not`.

use super::{Binary, Expr, Function, Relation, TODAY, Unary, Value};
use std::cmp::Ordering;

/// How metavariables are looked up.
type Lookup<'a> = &'a dyn Fn(&str) -> Option<Value>;

/// Longest text that an expression may build, in bytes: `"a" * 10 ** 9` in a rule must not fill the memory.
const MAX_TEXT: usize = 1 << 20;

pub(super) fn eval(expr: &Expr, lookup: Lookup<'_>) -> Option<Value> {
    Some(match expr {
        Expr::Literal(value) => value.clone(),
        Expr::Metavariable(name) => lookup(name)?,
        Expr::List(items) => Value::List(items.iter().map(|item| eval(item, lookup)).collect::<Option<_>>()?),
        Expr::Unary(operator, operand) => unary(*operator, eval(operand, lookup)?)?,
        Expr::Binary(operator, left, right) => binary(*operator, eval(left, lookup)?, eval(right, lookup)?)?,
        Expr::Chain(first, rest) => Value::Bool(chain(eval(first, lookup)?, rest, lookup)?),
        Expr::And(left, right) => Value::Bool(truth(eval(left, lookup)?)? && truth(eval(right, lookup)?)?),
        Expr::Or(left, right) => Value::Bool(truth(eval(left, lookup)?)? || truth(eval(right, lookup)?)?),
        Expr::Call(function, arguments) => {
            let values: Vec<Value> = arguments.iter().map(|argument| eval(argument, lookup)).collect::<Option<_>>()?;
            call(*function, &values, lookup)?
        }
        Expr::Match(regex, subject) => match eval(subject, lookup)? {
            // A regular expression that runs out of steps has not matched.
            Value::Str(text) => Value::Bool(regex.is_match(&text).ok()?),
            _ => return None,
        },
    })
}

fn truth(value: Value) -> Option<bool> {
    if let Value::Bool(truth) = value { Some(truth) } else { None }
}

fn unary(operator: Unary, operand: Value) -> Option<Value> {
    Some(match (operator, operand) {
        (Unary::Not, Value::Bool(truth)) => Value::Bool(!truth),
        (Unary::Plus, number @ (Value::Int(_) | Value::Float(_))) => number,
        (Unary::Minus, Value::Int(n)) => Value::Int(n.checked_neg()?),
        (Unary::Minus, Value::Float(x)) => Value::Float(-x),
        (Unary::Invert, Value::Int(n)) => Value::Int(!n),
        _ => return None,
    })
}

fn binary(operator: Binary, left: Value, right: Value) -> Option<Value> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => of_integers(operator, a, b),
        (Value::Str(a), Value::Str(b)) if operator == Binary::Add && a.len() + b.len() <= MAX_TEXT => {
            Some(Value::Str(a + &b))
        }
        (left, right) => of_floats(operator, float(&left)?, float(&right)?).filter(|x| x.is_finite()).map(Value::Float),
    }
}

fn of_integers(operator: Binary, a: i128, b: i128) -> Option<Value> {
    let floored = |quotient: i128| if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient };
    let shift = u32::try_from(b).ok().filter(|shift| *shift < i128::BITS);
    let result = match operator {
        Binary::Add => a.checked_add(b),
        Binary::Subtract => a.checked_sub(b),
        Binary::Multiply => a.checked_mul(b),
        Binary::Divide => a.checked_div(b),
        Binary::FloorDivide => a.checked_div(b).map(floored),
        // The remainder has the sign of the divisor, as it goes with division that rounds down.
        Binary::Modulo => a.checked_rem(b).map(|rest| if rest != 0 && (rest < 0) != (b < 0) { rest + b } else { rest }),
        Binary::Power if b < 0 => {
            return of_floats(operator, a as f64, b as f64).filter(|x| x.is_finite()).map(Value::Float);
        }
        Binary::Power => a.checked_pow(u32::try_from(b).ok()?),
        Binary::BitAnd => Some(a & b),
        Binary::BitOr => Some(a | b),
        Binary::BitXor => Some(a ^ b),
        // A shift is a multiplication here, so bits that fall off the upper end leave no answer.
        Binary::ShiftLeft => a.checked_mul(1_i128.checked_shl(shift?).filter(|factor| *factor > 0)?),
        Binary::ShiftRight => Some(a >> shift?),
    };
    result.map(Value::Int)
}

fn of_floats(operator: Binary, a: f64, b: f64) -> Option<f64> {
    Some(match operator {
        Binary::Add => a + b,
        Binary::Subtract => a - b,
        Binary::Multiply => a * b,
        Binary::Divide => a / b,
        Binary::FloorDivide => (a / b).floor(),
        Binary::Modulo => a - b * (a / b).floor(),
        Binary::Power => a.powf(b),
        Binary::BitAnd | Binary::BitOr | Binary::BitXor | Binary::ShiftLeft | Binary::ShiftRight => return None,
    })
}

fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Int(n) => Some(*n as f64),
        Value::Float(x) => Some(*x),
        _ => None,
    }
}

/// `a < b < c` is `a < b and b < c`, and stops at the first that does not hold.
fn chain(first: Value, rest: &[(Relation, Expr)], lookup: Lookup<'_>) -> Option<bool> {
    let mut left = first;
    for (relation, right) in rest {
        let right = eval(right, lookup)?;
        if !holds(*relation, &left, &right)? {
            return Some(false);
        }
        left = right;
    }
    Some(true)
}

fn holds(relation: Relation, left: &Value, right: &Value) -> Option<bool> {
    let order = || order(left, right);
    Some(match relation {
        Relation::Equal => equal(left, right),
        Relation::NotEqual => !equal(left, right),
        Relation::Less => order()? == Ordering::Less,
        Relation::LessEqual => order()? != Ordering::Greater,
        Relation::Greater => order()? == Ordering::Greater,
        Relation::GreaterEqual => order()? != Ordering::Less,
        Relation::In => is_in(left, right)?,
        Relation::NotIn => !is_in(left, right)?,
    })
}

/// Values of different types differ, but for whole and other numbers.
fn equal(left: &Value, right: &Value) -> bool {
    match (left, right) {
        (Value::Int(_), Value::Float(_)) | (Value::Float(_), Value::Int(_)) => {
            order(left, right) == Some(Ordering::Equal)
        }
        (Value::List(a), Value::List(b)) => a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b)),
        _ => left == right,
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Int(a), Value::Int(b)) => Some(a.cmp(b)),
        (Value::Str(a), Value::Str(b)) => Some(a.cmp(b)),
        (Value::List(a), Value::List(b)) => {
            let differ = a.iter().zip(b).find(|(a, b)| !equal(a, b));
            differ.map_or_else(|| Some(a.len().cmp(&b.len())), |(a, b)| order(a, b))
        }
        _ => float(left)?.partial_cmp(&float(right)?),
    }
}

fn is_in(item: &Value, container: &Value) -> Option<bool> {
    match (item, container) {
        (item, Value::List(items)) => Some(items.iter().any(|other| equal(item, other))),
        (Value::Str(part), Value::Str(text)) => Some(text.contains(part.as_str())),
        _ => None,
    }
}

fn call(function: Function, arguments: &[Value], lookup: Lookup<'_>) -> Option<Value> {
    Some(match (function, arguments) {
        (Function::Int, [Value::Int(n)]) => Value::Int(*n),
        (Function::Int, [Value::Bool(truth)]) => Value::Int(i128::from(*truth)),
        (Function::Int, [Value::Float(x)]) => Value::Int(truncated(*x)?),
        (Function::Int, [Value::Str(text)]) => Value::Int(signed(text, super::parse::integer)?),
        (Function::Int, [Value::Str(text), Value::Int(base)]) => Value::Int(in_base(text, *base)?),
        // `strip` and `base` of a condition may have read the text as a number before.
        (Function::Int, [Value::Int(n), Value::Int(base)]) => Value::Int(in_base(&n.to_string(), *base)?),
        (Function::Float, [Value::Int(n)]) => Value::Float(*n as f64),
        (Function::Float, [Value::Float(x)]) => Value::Float(*x),
        (Function::Float, [Value::Str(text)]) => {
            Value::Float(text.trim().parse().ok().filter(|x: &f64| x.is_finite())?)
        }
        (Function::Str, [value]) => Value::Str(text(value)?),
        (Function::Len, [Value::Str(text)]) => Value::Int(i128::try_from(text.chars().count()).ok()?),
        (Function::Len, [Value::List(items)]) => Value::Int(i128::try_from(items.len()).ok()?),
        (Function::Today, []) => match lookup(TODAY)? {
            Value::Str(date) => Value::Int(day(&date)?),
            days @ Value::Int(_) => days,
            _ => return None,
        },
        (Function::Strptime, [Value::Str(date)]) => Value::Int(day(date)?),
        _ => return None,
    })
}

/// The whole part, if it fits.
fn truncated(x: f64) -> Option<i128> {
    // Below 2^126 every float has its whole part in 128 bits.
    (x.abs() < 2_f64.powi(126)).then_some(x as i128)
}

fn signed(text: &str, read: impl Fn(&str) -> Option<i128>) -> Option<i128> {
    let text = text.trim();
    match text.strip_prefix('-') {
        Some(digits) => read(digits)?.checked_neg(),
        None => read(text.strip_prefix('+').unwrap_or(text)),
    }
}

/// Python's `int(text, base)`: base 0 goes by the prefix, and others allow their own prefix.
fn in_base(text: &str, base: i128) -> Option<i128> {
    let base = u32::try_from(base).ok().filter(|base| *base == 0 || (2..=36).contains(base))?;
    if base == 0 {
        return signed(text, super::parse::integer);
    }
    let prefix = match base {
        2 => "0b",
        8 => "0o",
        16 => "0x",
        _ => "",
    };
    signed(text, |digits| {
        let digits = digits.to_ascii_lowercase().replace('_', "");
        let digits = digits.strip_prefix(prefix).unwrap_or(&digits);
        i128::from_str_radix(digits, base).ok().filter(|_| digits.starts_with(|c: char| c.is_ascii_alphanumeric()))
    })
}

fn text(value: &Value) -> Option<String> {
    Some(match value {
        Value::Int(n) => n.to_string(),
        // The debug form writes `1.0`, as Python does.
        Value::Float(x) => format!("{x:?}"),
        Value::Str(text) => text.clone(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::None => "None".to_owned(),
        Value::List(_) => return None,
    })
}

/// Days from 1970-01-01 to a date written as `2026-11-22`, in the Gregorian calendar.
fn day(date: &str) -> Option<i128> {
    let mut parts = date.trim().splitn(3, '-');
    let mut number = |most: usize| {
        let digits =
            parts.next().filter(|part| (1..=most).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()))?;
        digits.parse::<i128>().ok()
    };
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let february = if is_leap { 29 } else { 28 };
    let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let index = usize::try_from(month - 1).ok()?;
    let is_date = year >= 1 && (1..=*lengths.get(index)?).contains(&day);
    // Leap days up to the end of a year, of the years 1 to that year.
    let leap_days = |year: i128| year / 4 - year / 100 + year / 400;
    let before_year = |year: i128| 365 * (year - 1) + leap_days(year - 1);
    is_date.then(|| before_year(year) - before_year(1970) + lengths[..index].iter().sum::<i128>() + day - 1)
}
