//! `${name}` in a rule: a value that the policy sets.
//!
//! Values are written into comparisons, regular expressions and messages when rules are loaded, before anything is compiled, so that the
//! engine knows nothing of policies. A name has the form of a policy's parameters, lower case with dots; in an expression a `$` after a
//! backslash is the character and no value.

use crate::{Condition, Formula, Rule, Text};

/// Where in a rule a value is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ParameterPlace {
    /// In the expression of `metavariable-comparison`.
    Comparison,
    /// In `metavariable-regex`, `pattern-regex` or `pattern-not-regex`.
    Regex,
    /// In `message`.
    Message,
}

/// The value of a parameter in the form that its place needs, or what is wrong and what to do about it.
pub type ParameterValueOf<'v> = &'v dyn Fn(&str, ParameterPlace) -> Result<String, String>;

/// Writes values into a rule, and says what is wrong with the names it reads and where.
pub fn fill_parameters(rule: &mut Rule, value: ParameterValueOf<'_>) -> Vec<(Text, String)> {
    let mut filler = Filler { value, problems: Vec::new() };
    let mut message = Text { text: std::mem::take(&mut rule.message), ..rule.id.clone() };
    filler.text(&mut message, ParameterPlace::Message);
    rule.message = message.text;
    filler.formula(&mut rule.formula);
    filler.problems
}

/// The names of parameters that a text reads.
pub fn parameter_names(text: &str, place: ParameterPlace) -> Vec<&str> {
    let mut names = Vec::new();
    let mut at = 0;
    while let Some((name, range)) = next(text, at, place) {
        names.push(name);
        at = range.end;
    }
    names
}

struct Filler<'v> {
    value: ParameterValueOf<'v>,
    problems: Vec<(Text, String)>,
}

impl Filler<'_> {
    fn formula(&mut self, formula: &mut Formula) {
        match formula {
            Formula::Pattern(_) => {}
            Formula::Regex(regex) => self.text(regex, ParameterPlace::Regex),
            Formula::And { parts, conditions, .. } => {
                parts.iter_mut().for_each(|part| self.formula(part));
                conditions.iter_mut().for_each(|condition| self.condition(condition));
            }
            Formula::Or(parts) => parts.iter_mut().for_each(|part| self.formula(part)),
            Formula::Inside(inner) | Formula::Anywhere(inner) | Formula::Not(inner) => self.formula(inner),
            Formula::Marked { formula, .. } => self.formula(formula),
        }
    }

    fn condition(&mut self, condition: &mut Condition) {
        match condition {
            Condition::Regex { regex, .. } => self.text(regex, ParameterPlace::Regex),
            Condition::Pattern { formula, .. } => self.formula(formula),
            Condition::Comparison { comparison, .. } => self.text(comparison, ParameterPlace::Comparison),
            Condition::Type { .. } | Condition::Analysis { .. } => {}
        }
    }

    fn text(&mut self, text: &mut Text, place: ParameterPlace) {
        if !text.text.contains("${") {
            return;
        }
        let (mut out, mut at) = (String::with_capacity(text.text.len()), 0);
        while let Some((name, range)) = next(&text.text, at, place) {
            out.push_str(&text.text[at..range.start]);
            match (self.value)(name, place) {
                Ok(value) => out.push_str(&value),
                // A single word is also how code in a message writes a variable of its own.
                Err(_) if !name.contains('.') && place == ParameterPlace::Message => {
                    out.push_str(&text.text[range.clone()]);
                }
                Err(problem) => self.problems.push((text.clone(), problem)),
            }
            at = range.end;
        }
        out.push_str(&text.text[at..]);
        text.text = out;
    }
}

/// The next `${name}` from a byte on.
fn next(text: &str, from: usize, place: ParameterPlace) -> Option<(&str, std::ops::Range<usize>)> {
    let mut at = from;
    loop {
        let start = at + text[at..].find("${")?;
        at = start + 2;
        let escaped = text[..start].bytes().rev().take_while(|b| *b == b'\\').count() % 2 == 1;
        if escaped && place == ParameterPlace::Regex {
            continue;
        }
        let Some(length) = text[at..].find('}') else { continue };
        let name = &text[at..at + length];
        if is_name(name) {
            return Some((name, start..at + length + 1));
        }
    }
}

fn is_name(name: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase())
            && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    !name.is_empty() && name.split('.').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_lower_case_with_dots_and_no_other_braces_count() {
        use ParameterPlace::{Message, Regex};
        for (text, place, expected) in [
            ("$N > ${session.max_idle_minutes} * 60", ParameterPlace::Comparison, vec!["session.max_idle_minutes"]),
            ("${a.b}${fips}", Regex, vec!["a.b", "fips"]),
            (r"\${a.b}", Regex, vec![]),
            (r"\\${a.b}", Regex, vec!["a.b"]),
            (r"\${a.b}", Message, vec!["a.b"]),
            ("${{ github.event }} ${Name} ${a.} ${} ${a.b", Message, vec![]),
            ("${x ${a.b}", Message, vec!["a.b"]),
        ] {
            assert_eq!(parameter_names(text, place), expected, "{text}");
        }
    }
}
