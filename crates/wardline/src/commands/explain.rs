//! `wardline search --explain`: what each part of a formula matched in each file, and how many places were left after it.
//!
//! Files are looked at one after the other, whatever the prefilter would say: whoever asks why nothing is found wants to see the parts
//! that found something.

use super::{Invocation, print, print_json};
use crate::config::Files;
use crate::decode::decode;
use crate::failure::{Failure, Outcome};
use crate::frame::visible;
use crate::scan::{MAX_PARSED, pool};
use crate::{files::read, walk};
use serde_json::{Value, json};
use wardline_lang::{Language, template_languages};
use wardline_rules::{Explanation, RuleSet, Scanner, Step};

/// Explains the rules on the files.
pub(super) fn explain(rules: &RuleSet, files: &Files, as_json: bool, invocation: &Invocation<'_>) -> Outcome<()> {
    let walk = walk::walk(&files.root, &files.paths, &files.filter);
    // Threads of the pool have room for the deepest tree.
    let pool = pool(1).map_err(|error| Failure::internal(format!("the search cannot start: {error}")))?;
    let explained: Vec<(String, Vec<Explanation>)> = pool.install(|| {
        let mut scanner = Scanner::new(rules);
        let one = |file: &walk::Candidate| explain_file(&mut scanner, file);
        walk.files.iter().map(one).collect::<Outcome<Vec<_>>>()
    })?;
    if as_json {
        let list = explained.iter().flat_map(|(path, all)| all.iter().map(|e| to_json(rules, path, e)));
        return print_json(&Value::Array(list.collect()));
    }
    let is_alone = explained.len() == 1;
    let mut out = String::new();
    let mut silent = 0;
    for (path, all) in &explained {
        for explanation in all {
            if is_alone || has_matches(&explanation.step) {
                out.push_str(&to_text(rules, path, explanation));
            } else {
                silent += 1;
            }
        }
    }
    print(&out)?;
    if silent > 0 {
        invocation.terminal.note(&format!("{silent} more in which no part matched"));
    } else if out.is_empty() {
        invocation.terminal.note("no file of the rule's language was found");
    }
    Ok(())
}

fn explain_file(scanner: &mut Scanner<'_>, file: &walk::Candidate) -> Outcome<(String, Vec<Explanation>)> {
    let path = file.relative.to_string();
    let by_name = Language::of_file(&path, "").or_else(|| template_languages(&path).first().copied());
    let bytes = file.on_disk().map(|path| read("the file", path, MAX_PARSED)).transpose()?.unwrap_or_default();
    let Ok(decoded) = decode(&bytes, by_name.is_some()) else { return Ok((path, Vec::new())) };
    let first_line = decoded.text.lines().next().unwrap_or_default();
    let language = by_name.or_else(|| Language::of_file(&path, first_line));
    let explained = scanner.explain(&path, &decoded.text, language);
    Ok((path, explained))
}

fn has_matches(step: &Step) -> bool {
    step.matched.unwrap_or(0) > 0 || step.parts.iter().any(has_matches)
}

fn to_json(rules: &RuleSet, path: &str, explanation: &Explanation) -> Value {
    json!({
        "path": path,
        "rule": &*rules.infos()[explanation.rule as usize].id,
        "language": explanation.language.map(Language::name),
        "formula": step_json(&explanation.step),
    })
}

fn step_json(step: &Step) -> Value {
    json!({
        "operator": step.operator,
        "subject": step.subject,
        "line": if step.line > 0 { json!(step.line) } else { Value::Null },
        "matched": step.matched,
        "before": step.before,
        "left": step.left,
        "parts": step.parts.iter().map(step_json).collect::<Vec<_>>(),
    })
}

fn to_text(rules: &RuleSet, path: &str, explanation: &Explanation) -> String {
    let id = &rules.infos()[explanation.rule as usize].id;
    let mut out = format!("{}: {}\n", visible(path), visible(id));
    step_text(&explanation.step, 1, &mut out);
    out
}

fn step_text(step: &Step, depth: usize, out: &mut String) {
    let place = if step.line > 0 { format!(" line {}", step.line) } else { String::new() };
    let subject = match step.subject.lines().collect::<Vec<_>>().as_slice() {
        [] => String::new(),
        [one] => format!(" `{}`", visible(one)),
        [first, ..] => format!(" `{} …`", visible(first)),
    };
    out.push_str(&format!("{:indent$}{}{place}{subject}: {}\n", "", step.operator, effect(step), indent = depth * 2));
    for part in &step.parts {
        step_text(part, depth + 1, out);
    }
}

/// What a part did, in words.
fn effect(step: &Step) -> String {
    let places = |count: usize| format!("{count} {}", if count == 1 { "place" } else { "places" });
    let removed = step.before.unwrap_or(0).saturating_sub(step.left);
    let work = match step.before {
        Some(before) if step.operator.starts_with("pattern-not") => format!("removed {removed} of {before}"),
        Some(before) if step.operator == "focus-metavariable" => format!("made {} of {before}", places(step.left)),
        Some(before) => format!("kept {} of {before}", step.left),
        None => return format!("matched {}", places(step.matched.unwrap_or(step.left))),
    };
    match step.matched {
        Some(matched) => format!("matched {}, {work}", places(matched)),
        None => work,
    }
}
