//! `wardline search`: one pattern, no rule file.
//!
//! The pattern becomes a rule that lives only in memory, so that it matches exactly as it would in a rule file.

use super::Invocation;
use super::report::{Facts, write_reports};
use crate::args::SearchArgs;
use crate::config::{Files, language};
use crate::failure::{Failure, Outcome};
use crate::frame::{frame, span_frame, visible};
use crate::output::{Sink, Target};
use crate::pack::{self, Selection};
use crate::terminal::to_stdout;
use crate::timer::Timer;
use crate::{progress, walk};
use std::io;
use std::path::Path;
use wardline_base::Finding;
use wardline_policy::ExitStatus;
use wardline_report::Format;
use wardline_rulefile::{Formula, Metadata, Options, Paths, Rule, RuleFile, Text, Versions};
use wardline_rules::RuleSet;

/// Runs the command.
pub(super) fn search(args: &SearchArgs, invocation: &Invocation<'_>) -> Outcome {
    let mut timer = Timer::start();
    let files = Files::resolve(&args.files)?;
    let rules = match &args.config {
        Some(path) => rules_of(path, invocation)?,
        None => compile(args)?,
    };
    timer.phase("rules");
    if args.explain {
        super::explain::explain(&rules, &files, args.json, invocation)?;
        return Ok(ExitStatus::Pass);
    }
    let walk = walk::walk(&files.root, &files.paths, &files.filter);
    timer.phase("walk");
    let bar = progress::files(walk.files.len(), &invocation.terminal);
    let result = crate::scan::scan(&rules, walk, files.jobs, &|| bar.inc(1));
    bar.finish_and_clear();
    let result = result.map_err(|error| Failure::internal(format!("the search cannot start: {error}")))?;
    timer.phase("search");
    if args.json {
        let facts = Facts {
            infos: rules.infos(),
            findings: &result.findings,
            ledger: Some(&result.ledger),
            notices: &result.notices,
            decision: None,
            waivers: &[],
            imports: &[],
            status: ExitStatus::Pass,
            category: "",
            root: &files.root,
        };
        write_reports(&facts, &[Sink { format: Format::Json, target: Target::Stdout }], invocation)?;
    } else {
        print(&result.findings, invocation)?;
        for notice in &result.notices {
            let path = notice.path.as_deref().map(|path| format!("{path}: ")).unwrap_or_default();
            invocation.terminal.note(&visible(&format!("note: {path}{}", notice.message)));
        }
    }
    timer.phase("print");
    if files.time {
        invocation.terminal.stderr(&timer.lines());
    }
    Ok(ExitStatus::Pass)
}

/// The rules of a file. One with mistakes is not searched for: what it found would be part of the truth.
fn rules_of(path: &Path, invocation: &Invocation<'_>) -> Outcome<RuleSet> {
    let loaded = pack::load(&Selection { config: vec![path.to_owned()], ..Selection::default() })?;
    for problem in &loaded.problems {
        invocation.terminal.stderr(&format!("{problem}\n"));
    }
    if loaded.problems.is_empty() {
        return Ok(loaded.set);
    }
    Err(Failure::usage(format!("the rules of `{}` have mistakes", path.display()), "mend them and search again"))
}

/// The rule that stands for the pattern.
fn compile(args: &SearchArgs) -> Outcome<RuleSet> {
    let (lang, typed) = (args.lang.as_deref().unwrap_or_default(), args.pattern.as_deref().unwrap_or_default());
    let is_generic = lang.eq_ignore_ascii_case("generic");
    let is_text = language(lang)?.contains(&None) && !is_generic;
    let text = |text: &str| Text { text: text.to_owned(), line: 1, column: 1 };
    let pattern = text(typed);
    let rule = Rule {
        id: text("search"),
        message: typed.to_owned(),
        severity: "info".to_owned(),
        languages: vec![text(&lang.to_ascii_lowercase())],
        formula: if is_text { Formula::Regex(pattern) } else { Formula::Pattern(pattern) },
        paths: Paths::default(),
        fix: None,
        fix_regex: None,
        metadata: Metadata { kind: Some("inventory".to_owned()), ..Metadata::default() },
        options: Options::default(),
        versions: Versions::default(),
    };
    let (rules, mut problems) = RuleSet::new(vec![RuleFile { path: "--pattern".to_owned(), rules: vec![rule] }]);
    problems.extend(rules.compile_all());
    if problems.is_empty() {
        return Ok(rules);
    }
    let shown = problems.iter().map(|p| {
        let place = frame(typed, p.line, p.column);
        format!("--pattern:{}:{}: {}{place}", p.line, p.column, p.message)
    });
    let shown: Vec<String> = shown.collect();
    let code = if is_generic { "the text to look for".to_owned() } else { format!("{lang} code") };
    let help = format!("write it as {code} with `$X` for anything and `...` for any number of things");
    let help = if is_text { "write a regular expression".to_owned() } else { help };
    Err(Failure::usage(format!("the pattern cannot be used\n{}", shown.join("\n")), help))
}

fn print(findings: &[Finding], invocation: &Invocation<'_>) -> Outcome<()> {
    let bold = |text: &str| {
        if invocation.terminal.stdout_colour { format!("\u{1b}[1m{text}\u{1b}[0m") } else { text.to_owned() }
    };
    let result = to_stdout(|out| {
        for finding in findings {
            let at = &finding.location;
            let place = format!("{}:{}:{}", visible(&at.path), at.start.line.get(), at.start.column);
            writeln!(out, "{}{}\n", bold(&place), span_frame(&finding.snippet, at.start, at.end))?;
        }
        Ok(())
    });
    result.map_err(|error: io::Error| Failure::internal(format!("stdout cannot be written: {error}")))?;
    let (count, mut files) = (findings.len(), findings.iter().map(|f| &f.location.path).collect::<Vec<_>>());
    files.dedup();
    let noun = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
    invocation.terminal.note(&format!("{} in {}", noun(count, "match", "matches"), noun(files.len(), "file", "files")));
    Ok(())
}
