//! Conditions in CEL, for what tables cannot say.
//!
//! An expression is compiled when the policy is read. Names and fields are looked up in tables of what there will be, and the expression is
//! tried on a sample, so that a slip is a problem of the file at its place and not a surprise on the day that it matters. CEL has no loops
//! without end, reads no files and talks to nobody; an error while evaluating is never taken for "no".

use crate::file::Written;
use crate::problem::{Place, Reader, did_you_mean};
use cel::common::ast::{CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedExpr, LiteralValue};
use cel::{Context, Env, ExecutionError, Program, Value};
use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

/// What is known of a name before there is a value.
#[derive(Clone, Copy, Debug)]
enum Shape {
    Any,
    Record(&'static [(&'static str, Shape)]),
    List(&'static Shape),
}

const ANY: Shape = Shape::Any;

/// What is known of a finding; the last field only when all are decided.
static FIELDS: [(&str, Shape); 17] = [
    ("rule", ANY),
    ("severity", ANY),
    ("confidence", ANY),
    ("kind", ANY),
    ("cwe", ANY),
    ("controls", ANY),
    ("level", ANY),
    ("path", ANY),
    ("line", ANY),
    ("status", ANY),
    ("tags", ANY),
    ("title", ANY),
    ("message", ANY),
    ("age_days", ANY),
    ("overdue", ANY),
    ("owner", ANY),
    ("action", ANY),
];
static FINDING: Shape = Shape::Record(FIELDS.split_at(16).0);
static JUDGED: Shape = Shape::Record(&FIELDS);
const SCOPE: Shape =
    Shape::Record(&[("level", ANY), ("exposure", ANY), ("patient_facing", ANY), ("class", ANY), ("owner", ANY)]);
const RUN: Shape = Shape::Record(&[("profile", ANY), ("phase", ANY), ("branch", ANY), ("date", ANY)]);
const LEDGER: Shape = Shape::Record(&[
    ("files", ANY),
    ("analysed", ANY),
    ("partial", ANY),
    ("skipped", ANY),
    ("error_bytes", ANY),
    ("present", ANY),
]);
const COUNTS: Shape = Shape::Record(&[("critical", ANY), ("high", ANY), ("medium", ANY), ("low", ANY), ("info", ANY)]);

/// What an expression may speak of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// One finding: `finding`, `scope`, `run`.
    Finding,
    /// The whole run: `findings`, `counts`, `ledger`, `run`.
    Run,
}

impl About {
    fn names(self) -> Vec<(&'static str, Shape)> {
        match self {
            Self::Finding => vec![("finding", FINDING), ("scope", SCOPE), ("run", RUN)],
            Self::Run => {
                vec![("findings", Shape::List(&JUDGED)), ("counts", COUNTS), ("ledger", LEDGER), ("run", RUN)]
            }
        }
    }

    /// Values of the right types.
    fn sample(self) -> Values {
        let fields = |shape: Shape| match shape {
            Shape::Record(fields) => record(fields.iter().map(|(name, _)| (*name, sample(name)))),
            _ => Value::Null,
        };
        let value = |(name, shape): (&'static str, Shape)| match shape {
            Shape::List(item) => (name, Value::from(vec![fields(*item)])),
            shape => (name, fields(shape)),
        };
        self.names().into_iter().map(value).collect()
    }
}

/// A value of the type that a field has.
fn sample(field: &str) -> Value {
    match field {
        "cwe" => vec![79i64].into(),
        "controls" | "tags" => vec!["a:b".to_owned()].into(),
        "patient_facing" | "overdue" | "present" => true.into(),
        "level" | "line" | "age_days" | "files" | "analysed" | "partial" | "skipped" | "error_bytes" | "critical"
        | "high" | "medium" | "low" | "info" => 1i64.into(),
        _ => "a".into(),
    }
}

/// The values that an expression speaks of, by name.
pub(crate) type Values = Vec<(&'static str, Value)>;

/// A mapping of CEL.
pub(crate) fn record<'n>(fields: impl IntoIterator<Item = (&'n str, Value)>) -> Value {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect::<HashMap<_, _>>().into()
}

/// The functions of CEL's standard; made once, because there are hundreds.
static STANDARD: LazyLock<Arc<Env>> = LazyLock::new(|| Arc::new(Env::stdlib()));

/// Names of types, which an expression may compare `type(x)` with.
const TYPES: [&str; 12] =
    ["bool", "bytes", "double", "dyn", "int", "list", "map", "null_type", "optional_type", "string", "type", "uint"];

/// The longest expression, in bytes: what is longer belongs in a table.
const LONGEST: usize = 4096;

/// The most brackets, operators and other signs in an expression. Its tree is no deeper than that, and parsing and evaluating it, which go
/// down the tree, stay within the stack of any thread.
const MOST_SIGNS: usize = 256;

/// How many signs an expression has, those in its texts included: where a text ends is the parser's to know.
fn signs(text: &str) -> usize {
    text.bytes().filter(|b| b.is_ascii_punctuation() && *b != b'_').count()
}

/// A condition, compiled. Equal if written alike.
#[derive(Clone)]
pub struct Expression {
    text: String,
    program: Arc<Program>,
}

impl std::fmt::Debug for Expression {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Expression({:?})", self.text)
    }
}

impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Expression {}

impl Expression {
    /// The expression as written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Compiles; all that is wrong is noted.
    pub(crate) fn compile(written: &Written<&str>, about: About, reader: &mut Reader<'_>) -> Option<Self> {
        let text = written.value;
        if text.len() > LONGEST || signs(text) > MOST_SIGNS {
            let message = format!(
                "the condition has more than {LONGEST} bytes or {MOST_SIGNS} brackets, operators and other signs"
            );
            reader.problem(written.place(), message, "split it into several");
            return None;
        }
        let program = match STANDARD.compile(text) {
            Ok(program) => program,
            Err(errors) => {
                let first = errors.errors.into_iter().next();
                let (offset, message) = first.map_or((0, String::new()), |e| (offset(text, e.pos), e.msg));
                let place = inner(written, offset, 1, reader);
                let message = format!("this is no condition in CEL: {}", message.trim_start_matches("Syntax error: "));
                reader.problem(place, message, "write it like `finding.severity == \"high\"`");
                return None;
            }
        };
        let before = reader.count();
        let mut check = Check {
            written,
            program: &program,
            names: about.names().into_iter().map(|(n, s)| (n.to_owned(), s)).collect(),
            reader,
        };
        check.shape(program.expression());
        let expression = Self { text: text.to_owned(), program: Arc::new(program) };
        if reader.count() > before {
            return None;
        }
        expression.try_out(written, about, reader).then_some(expression)
    }

    /// Whether a sample gives true or false. Errors that come of the sample's values are none of the expression's.
    fn try_out(&self, written: &Written<&str>, about: About, reader: &mut Reader<'_>) -> bool {
        use ExecutionError as E;
        let help = "make it true or false, for example with `==`, `in` or `.exists(…)`";
        match self.run(about.sample()) {
            Ok(Value::Bool(_)) => return true,
            Ok(other) => {
                let message = format!("the condition must be true or false, and this is {}", kind(&other));
                reader.problem(written.place(), message, help);
            }
            Err(
                error @ (E::NoSuchOverload(_)
                | E::UndeclaredReference(_)
                | E::InvalidArgumentCount { .. }
                | E::UnsupportedTargetType { .. }
                | E::NotSupportedAsMethod { .. }
                | E::UnexpectedType { .. }
                | E::UnsupportedBinaryOperator(..)
                | E::ValuesNotComparable(..)
                | E::MissingArgumentOrTarget),
            ) => reader.problem(written.place(), format!("the condition cannot be evaluated: {error}"), help),
            Err(_) => return true,
        }
        false
    }

    fn run(&self, values: Values) -> Result<Value, ExecutionError> {
        let mut context = Context::with_env(STANDARD.clone());
        for (name, value) in values {
            context.add_variable_from_value(name, value);
        }
        self.program.execute(&context)
    }

    /// Whether the condition holds.
    ///
    /// # Errors
    /// What went wrong, in one line.
    pub(crate) fn holds(&self, values: Values) -> Result<bool, String> {
        match self.run(values) {
            Ok(Value::Bool(answer)) => Ok(answer),
            Ok(other) => Err(format!("the condition is {}, not true or false", kind(&other))),
            Err(error) => Err(error.to_string()),
        }
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::List(_) => "a list",
        Value::Map(_) | Value::Struct(_) => "a mapping",
        Value::Int(_) | Value::UInt(_) | Value::Float(_) => "a number",
        Value::String(_) => "a text",
        Value::Bool(_) => "true or false",
        Value::Null => "nothing",
        _ => "another value",
    }
}

/// The byte of a text that a line (from 1) and column (from 1) are.
fn offset(text: &str, (line, column): (isize, isize)) -> usize {
    let line = usize::try_from(line - 1).unwrap_or(0);
    let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    before + usize::try_from(column - 1).unwrap_or(0)
}

/// The place of a part of an expression. Where the text is folded or escaped by YAML the whole value is shown.
fn inner(written: &Written<&str>, offset: usize, width: usize, reader: &Reader<'_>) -> Place {
    let whole = written.place();
    let rest: String = reader.line(whole).chars().skip(whole.at.column as usize - 1).collect();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''));
    let body = quote.map_or(rest.as_str(), |quote| rest.trim_start_matches(quote));
    if !body.starts_with(written.value) {
        return whole;
    }
    let Some(before) = written.value.get(..offset) else { return whole };
    let skipped = before.chars().count() + usize::from(quote.is_some());
    let column = whole.at.column + u32::try_from(skipped).unwrap_or(0);
    Place { at: wardline_base::LineColumn { line: whole.at.line, column }, width: u32::try_from(width).unwrap_or(1) }
}

/// Looks up the names and fields of an expression.
struct Check<'c, 'r> {
    written: &'c Written<&'c str>,
    program: &'c Program,
    names: Vec<(String, Shape)>,
    reader: &'c mut Reader<'r>,
}

impl Check<'_, '_> {
    fn problem(&mut self, expression: &IdedExpr, name: &str, message: String, help: String) {
        let start = self.program.source_info().offset_for(expression.id).map_or(0, |(start, _)| start as usize);
        // The offset is that of the operator or the name; the name itself is what was mistyped.
        let text = self.written.value;
        let at = text.get(start..).and_then(|rest| rest.find(name)).map_or(start, |after| start + after);
        let place = inner(self.written, at, name.chars().count(), self.reader);
        self.reader.problem(place, message, help);
    }

    fn shape(&mut self, expression: &IdedExpr) -> Shape {
        match &expression.expr {
            Expr::Ident(name) => self.name(expression, name),
            Expr::Select(select) => {
                let Shape::Record(fields) = self.shape(&select.operand) else { return ANY };
                if let Some((_, shape)) = fields.iter().find(|(name, _)| *name == select.field) {
                    return *shape;
                }
                let known: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
                let message = format!("there is no `{}` here", select.field);
                self.problem(expression, &select.field, message, did_you_mean(&select.field, &known));
                ANY
            }
            Expr::Call(call) => {
                let first = call.target.as_deref().map(|target| self.shape(target));
                let shapes: Vec<Shape> = call.args.iter().map(|argument| self.shape(argument)).collect();
                match first.or_else(|| shapes.first().copied()) {
                    Some(Shape::List(item)) if call.func_name == "_[_]" => *item,
                    Some(Shape::Record(_)) if call.func_name == "_[_]" => self.index(call),
                    _ => ANY,
                }
            }
            Expr::List(list) => {
                for item in &list.elements {
                    self.shape(item);
                }
                ANY
            }
            Expr::Map(map) => {
                map.entries.iter().for_each(|entry| self.entry(&entry.expr));
                ANY
            }
            Expr::Struct(map) => {
                map.entries.iter().for_each(|entry| self.entry(&entry.expr));
                ANY
            }
            Expr::Comprehension(over) => self.comprehension(over),
            Expr::Literal(_) | Expr::Unspecified => ANY,
        }
    }

    fn name(&mut self, expression: &IdedExpr, name: &str) -> Shape {
        if let Some((_, shape)) = self.names.iter().rev().find(|(known, _)| known == name) {
            return *shape;
        }
        if !TYPES.contains(&name) {
            let known: Vec<String> = self.names.iter().map(|(name, _)| name.clone()).filter(|n| n != RESULT).collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            self.problem(expression, name, format!("`{name}` is not known here"), did_you_mean(name, &known));
        }
        ANY
    }

    /// `counts["high"]` is looked up as `counts.high` is.
    fn index(&mut self, call: &CallExpr) -> Shape {
        let [record, key] = call.args.as_slice() else { return ANY };
        let (Expr::Literal(LiteralValue::String(field)), Shape::Record(fields)) = (&key.expr, self.shape(record))
        else {
            return ANY;
        };
        let field = field.inner();
        let found = fields.iter().find(|(name, _)| *name == field);
        if found.is_none() {
            let known: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
            self.problem(key, field, format!("there is no `{field}` here"), did_you_mean(field, &known));
        }
        found.map_or(ANY, |(_, shape)| *shape)
    }

    fn entry(&mut self, entry: &EntryExpr) {
        match entry {
            EntryExpr::StructField(field) => {
                self.shape(&field.value);
            }
            EntryExpr::MapEntry(entry) => {
                self.shape(&entry.key);
                self.shape(&entry.value);
            }
        }
    }

    fn comprehension(&mut self, over: &ComprehensionExpr) -> Shape {
        let range = self.shape(&over.iter_range);
        let item = if let Shape::List(item) = range { *item } else { ANY };
        self.shape(&over.accu_init);
        let before = self.names.len();
        self.names.push((over.iter_var.clone(), item));
        self.names.extend(over.iter_var2.clone().map(|name| (name, ANY)));
        self.names.push((over.accu_var.clone(), ANY));
        for part in [&over.loop_cond, &over.loop_step, &over.result] {
            self.shape(part);
        }
        self.names.truncate(before);
        if keeps_items(&over.loop_step, &over.iter_var) { range } else { ANY }
    }
}

/// Whether the step of a comprehension adds the item itself, as `filter` does.
fn keeps_items(step: &IdedExpr, item: &str) -> bool {
    match &step.expr {
        Expr::Call(call) => call.args.iter().any(|argument| keeps_items(argument, item)),
        Expr::List(list) => list.elements.iter().any(|e| matches!(&e.expr, Expr::Ident(name) if name == item)),
        _ => false,
    }
}

/// The name of what a comprehension gathers, which nobody can write.
const RESULT: &str = "@result";
