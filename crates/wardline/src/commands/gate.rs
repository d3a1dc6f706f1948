//! `wardline gate`: what the policy says about a tree, or about a report made before.
//!
//! Both ways end in the same pure decision, and the exit code is the verdict's in every output format.

use super::Invocation;
use super::report::{Facts, with_lost_rules, write_reports};
use super::scan::{load, look, walk};
use crate::args::GateArgs;
use crate::clock;
use crate::config::{Files, sinks};
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::output::{Sink, Target};
use crate::timer::Timer;
use std::path::Path;
use wardline_base::{Finding, LedgerEntry, Notice, RuleInfo};
use wardline_lang::Language;
use wardline_policy::{Date, Input, POLICY_PATH, Policy, Verdict, decide};
use wardline_report::{Format, sarif};

/// Largest policy file that is read, in bytes.
const MAX_POLICY: u64 = 1 << 20;
/// Largest SARIF file that is read, in bytes.
const MAX_SARIF: u64 = 1 << 30;

/// Runs the command.
pub(super) fn gate(args: &GateArgs, invocation: &Invocation<'_>) -> Outcome {
    let mut timer = Timer::start();
    let files = Files::resolve(&args.files)?;
    let sinks = sinks(&args.output, invocation.command())?;
    let policy = policy(args.policy.as_deref(), &files.root)?;
    let today = args.now.unwrap_or_else(clock::today);
    let facts = match &args.from {
        Some(path) => imported(path, &mut timer)?,
        None => scanned(args, today, &files, invocation, &mut timer)?,
    };
    let input = Input {
        infos: &facts.infos,
        findings: &facts.findings,
        ledger: facts.ledger.as_deref(),
        notices: &facts.notices,
    };
    let verdict = decide(&input, &policy, today);
    let status = with_lost_rules(verdict.outcome.exit_status(), &facts.notices);
    let facts = Facts {
        infos: input.infos,
        findings: input.findings,
        ledger: input.ledger,
        notices: input.notices,
        decision: Some((&verdict, &policy)),
        status,
        category: &args.output.category,
        root: &files.root,
    };
    let written = write_reports(&facts, &sinks, invocation);
    timer.phase("report");
    if files.time {
        invocation.terminal.stderr(&timer.lines());
    }
    tell(&verdict, &sinks, invocation);
    match written {
        Ok(()) => Ok(status),
        Err(failure) => Err(Failure { status: failure.status.or_worse(status), ..failure }),
    }
}

/// What a decision is made on, however it came.
struct Gathered {
    infos: Vec<RuleInfo>,
    findings: Vec<Finding>,
    ledger: Option<Vec<LedgerEntry>>,
    notices: Vec<Notice>,
}

fn scanned(
    args: &GateArgs,
    today: Date,
    files: &Files,
    invocation: &Invocation<'_>,
    timer: &mut Timer,
) -> Outcome<Gathered> {
    let walk = walk(files, timer);
    let mut loaded = load(&args.rules, &walk, invocation, timer)?;
    loaded.set.set_today(clock::days(today));
    let result = look(walk, files, &loaded, invocation, timer)?;
    Ok(Gathered {
        infos: loaded.set.infos().to_vec(),
        findings: result.findings,
        ledger: Some(result.ledger),
        notices: result.notices,
    })
}

fn imported(path: &Path, timer: &mut Timer) -> Outcome<Gathered> {
    const WHAT: &str = "the SARIF file";
    let bytes = if path.as_os_str() == "-" {
        files::read_limited(WHAT, "-", std::io::stdin().lock(), MAX_SARIF)?
    } else {
        files::read(WHAT, path, MAX_SARIF)?
    };
    let languages: Vec<&'static str> = Language::ALL.iter().map(|l| l.name()).chain(["regex"]).collect();
    let imported = sarif::read(&bytes, &languages)
        .map_err(|errors| Failure::usage(format!("{WHAT} `{}` cannot be used:\n{errors}", path.display()), ""))?;
    timer.phase("import");
    Ok(Gathered {
        infos: imported.infos,
        findings: imported.findings,
        ledger: imported.ledger,
        notices: imported.notices,
    })
}

/// The policy of a file that was named, of the tree, or the built-in one.
fn policy(named: Option<&Path>, root: &Path) -> Outcome<Policy> {
    let default = root.join(POLICY_PATH);
    let (path, shown) = match named {
        Some(path) => (path, path.to_string_lossy().into_owned()),
        // Whatever is there must be read: a link that leads nowhere is no policy of the tree's own choice.
        None if default.symlink_metadata().is_ok() => (default.as_path(), POLICY_PATH.to_owned()),
        None => return Ok(Policy::built_in()),
    };
    if named.is_none() && !path.is_file() {
        let message = format!("the policy `{POLICY_PATH}` is no regular file");
        return Err(Failure::usage(message, "write the policy there, or name one with --policy"));
    }
    let text = files::read_text("the policy", path, MAX_POLICY)?;
    Policy::read(&shown, &text)
        .map_err(|problems| Failure::usage(format!("the policy cannot be applied\n{problems}"), ""))
}

/// Says the verdict on stderr where no report on stdout says it to a person.
fn tell(verdict: &Verdict, sinks: &[Sink], invocation: &Invocation<'_>) {
    if sinks.contains(&Sink { format: Format::Text, target: Target::Stdout }) {
        return;
    }
    for reason in &verdict.reasons {
        invocation.terminal.note(&format!("reason: {reason}"));
    }
    invocation.terminal.note(&format!("gate: {}", verdict.outcome.name()));
}
