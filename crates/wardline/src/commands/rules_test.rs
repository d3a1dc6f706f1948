//! `wardline rules test`: rules against their examples, for a person or as JSON in the shape of `semgrep test --json`.

use super::scan::policy_on_disk;
use super::{Invocation, print, print_json};
use crate::args::RulesTestArgs;
use crate::failure::{Failure, Outcome};
use crate::files::read_text;
use crate::frame::visible;
use crate::pack::{MAX_RULE_FILE, distinct_files, fill};
use crate::rule_test::{FileOutcome, test as test_file};
use rayon::prelude::*;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use wardline_policy::ExitStatus;
use wardline_rulefile::parse;

/// Runs the command.
pub(super) fn test(args: &RulesTestArgs, invocation: &Invocation<'_>) -> Outcome {
    let files = distinct_files(&args.paths)?;
    let parameters = policy_on_disk(Path::new("."))?.parameters;
    let mut readable = Vec::new();
    let mut outcomes = Vec::new();
    for path in files {
        let name = path.to_string_lossy().replace('\\', "/");
        let parsed = parse(&name, &read_text("the rule file", &path, MAX_RULE_FILE)?);
        let (mut file, mut errors) = ([parsed.file], Vec::new());
        errors.extend(parsed.errors.iter().map(ToString::to_string));
        let unfilled = fill(&mut file, &parameters);
        errors.extend(
            unfilled.iter().map(|p| format!("{name}:{}:{}: error: rule {}: {}", p.line, p.column, p.rule, p.message)),
        );
        if errors.is_empty() {
            readable.extend(file);
        } else {
            outcomes.push(FileOutcome { path: name, errors, ..FileOutcome::default() });
        }
    }
    let pool = crate::scan::pool(0).map_err(|error| Failure::internal(format!("the tests cannot start: {error}")))?;
    outcomes.extend(pool.install(|| readable.into_par_iter().map(test_file).collect::<Vec<_>>()));
    outcomes.sort_by(|a, b| a.path.cmp(&b.path));
    name_strangers(&mut outcomes);
    let report = Summary::of(&outcomes, args.allow_untested);
    if args.json {
        print_json(&as_json(&outcomes, &report))?;
    } else {
        print(&as_text(&outcomes, &report, invocation.terminal.quiet))?;
    }
    let broken = outcomes.iter().any(|o| !o.errors.is_empty());
    Ok(match (broken, report.failed > 0) {
        (true, _) => ExitStatus::Usage,
        (_, true) => ExitStatus::Blocked,
        _ => ExitStatus::Pass,
    })
}

/// A comment that names a rule nobody has tests nothing: most likely the id is misspelt. Ids of other files of this run are well.
fn name_strangers(outcomes: &mut [FileOutcome]) {
    let known: BTreeSet<String> = outcomes.iter().flat_map(|o| o.rules.keys().cloned()).collect();
    for outcome in outcomes {
        outcome.strangers.retain(|(id, _)| !known.contains(id));
    }
}

/// The tests in numbers: rules, each counted once.
struct Summary {
    passed: usize,
    failed: usize,
    /// Rules without an example that must be found; they fail unless that is allowed.
    untested: BTreeSet<String>,
    /// Rules for languages that are not parsed, by language.
    skipped: BTreeMap<String, usize>,
}

impl Summary {
    fn of(outcomes: &[FileOutcome], allow_untested: bool) -> Self {
        let mut out = Self { passed: 0, failed: 0, untested: BTreeSet::new(), skipped: BTreeMap::new() };
        for outcome in outcomes {
            let file_fails = !outcome.errors.is_empty()
                || !outcome.strangers.is_empty()
                || outcome.fixes.iter().any(|f| f.difference.is_some());
            if outcome.rules.is_empty() {
                out.failed += usize::from(file_fails);
            }
            for (id, rule) in &outcome.rules {
                let untested = rule.expected == 0;
                if rule.skipped {
                    *out.skipped.entry(rule.languages.join(", ")).or_default() += 1;
                } else if file_fails
                    || rule.examples.iter().any(|e| !e.faults.is_empty())
                    || (untested && !allow_untested)
                {
                    out.failed += 1;
                } else {
                    out.passed += 1;
                }
                if untested && !rule.skipped {
                    out.untested.insert(id.clone());
                }
            }
        }
        out
    }
}

fn as_text(outcomes: &[FileOutcome], summary: &Summary, quiet: bool) -> String {
    let mut out = String::new();
    for outcome in outcomes {
        for error in &outcome.errors {
            out.push_str(&format!("{error}\n\n"));
        }
        for (id, place) in &outcome.strangers {
            out.push_str(&format!("{place}: no rule has the id `{}`; mend the id in the comment\n\n", visible(id)));
        }
        for (id, rule) in &outcome.rules {
            for example in &rule.examples {
                for fault in &example.faults {
                    let (gutter, line) = (fault.line.to_string(), visible(fault.snippet.trim_end()));
                    out.push_str(&format!(
                        "{}:{gutter}: rule {id}: {}\n {gutter} | {line}\n\n",
                        example.path, fault.message
                    ));
                }
            }
            if summary.untested.contains(id) {
                out.push_str(&format!(
                    "{}: rule {id} has no example that it must find; write one with `ruleid: {id}` beside it\n\n",
                    outcome.path
                ));
            }
        }
        for (line, expected, found, path) in
            outcome.fixes.iter().filter_map(|f| f.difference.as_ref().map(|d| (d.0, &d.1, &d.2, &f.path)))
        {
            out.push_str(&format!(
                "{path}:{line}: after the fixes the line is not as expected\n - {}\n + {}\n\n",
                visible(expected),
                visible(found)
            ));
        }
    }
    let todo: usize =
        outcomes.iter().flat_map(|o| o.rules.values()).flat_map(|r| &r.examples).map(|e| e.todo_done).sum();
    let skipped: usize = summary.skipped.values().sum();
    out.push_str(&format!("{} passed, {} failed", summary.passed, summary.failed));
    if skipped > 0 {
        let languages: Vec<String> = summary.skipped.iter().map(|(names, count)| format!("{count} {names}")).collect();
        out.push_str(&format!(", {skipped} skipped because their language is not parsed ({})", languages.join("; ")));
    }
    out.push('\n');
    if todo > 0 && !quiet {
        out.push_str(&format!("{todo} `todo` comments hold already: make them `ruleid` or `ok`\n"));
    }
    out
}

fn as_json(outcomes: &[FileOutcome], summary: &Summary) -> Value {
    let (mut results, mut fixes, mut errors) = (Map::new(), Map::new(), Vec::new());
    let (mut untested, mut unproven) = (Vec::new(), Vec::new());
    for outcome in outcomes {
        let mut checks = Map::new();
        for (id, rule) in outcome.rules.iter().filter(|(_, rule)| !rule.skipped) {
            let matches = rule
                .examples
                .iter()
                .map(|e| (e.path.clone(), json!({"expected_lines": e.expected, "reported_lines": e.reported})));
            let passed = rule.examples.iter().all(|e| e.faults.is_empty());
            checks.insert(
                id.clone(),
                json!({"passed": passed, "matches": Value::Object(matches.collect()), "errors": []}),
            );
        }
        results.insert(outcome.path.clone(), json!({"checks": checks}));
        fixes.extend(outcome.fixes.iter().map(|fix| (fix.path.clone(), json!({"passed": fix.difference.is_none()}))));
        errors.extend(outcome.errors.iter().map(|error| json!({"filename": outcome.path, "error": error})));
        errors.extend(outcome.strangers.iter().map(
            |(id, place)| json!({"filename": outcome.path, "error": format!("{place}: no rule has the id `{id}`")}),
        ));
        if outcome.rules.keys().any(|id| summary.untested.contains(id)) {
            untested.push(outcome.path.clone());
        }
        if !outcome.unproven_fixes.is_empty() {
            unproven.push(outcome.path.clone());
        }
    }
    json!({
        "results": results,
        "fixtest_results": fixes,
        "config_missing_tests": untested,
        "config_missing_fixtests": unproven,
        "config_with_errors": errors,
        "skipped_rules": summary.skipped,
        "passed": summary.passed,
        "failed": summary.failed,
    })
}
