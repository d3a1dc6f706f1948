//! What patterns and formulas match, through the crate's boundary: a rule as YAML, a source text, the lines that findings start on.

mod fixes;
mod formulas;
mod languages;
mod names;
mod patterns;
mod strings;
mod types;
mod values;

use std::sync::Arc;
use wardline_lang::Language;
use wardline_rules::{RuleSet, Scanner};

/// Runs one rule over one text and compares the start lines of its findings.
fn check_rule(language: &str, body: &str, source: &str, expected: &[u32]) {
    let indented: String = body.trim_matches('\n').lines().map(|l| format!("    {l}\n")).collect();
    let yaml = format!(
        "rules:\n  - id: test\n    message: found\n    severity: HIGH\n    languages: [{language}]\n{indented}"
    );
    let parsed = wardline_rulefile::parse("test.yaml", &yaml);
    assert!(parsed.errors.is_empty(), "{:?}\n{yaml}", parsed.errors);
    let (rules, problems) = RuleSet::new(vec![parsed.file]);
    assert!(problems.is_empty(), "{problems:?}");
    let problems = rules.compile_all();
    assert!(problems.is_empty(), "{problems:?}");
    let path: Arc<str> = "input".into();
    let result = Scanner::new(&rules).scan(&path, source, Language::from_name(language));
    let lines: Vec<u32> = result.findings.iter().map(|f| f.location.start.line.get()).collect();
    assert_eq!(lines, expected, "rule:\n{body}\nsource:\n{source}\n{:?}", result.notices);
}

/// The same for a pattern alone.
fn check(language: &str, pattern: &str, source: &str, expected: &[u32]) {
    let lines: String = pattern.lines().map(|l| format!("  {l}\n")).collect();
    check_rule(language, &format!("pattern: |\n{lines}"), source, expected);
}
