//! `wardline gate`: what the policy says about a tree, or about a report made before.
//!
//! Both ways end in the same pure decision, and the exit code is the verdict's in every output format.

use super::Invocation;
use super::report::{Facts, with_lost_rules, write_reports};
use super::scan::{load, look, walk};
use crate::args::GateArgs;
use crate::config::{Files, sinks};
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::output::{Sink, Target};
use crate::timer::Timer;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};
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
    let facts = match &args.from {
        Some(path) => imported(path, &mut timer)?,
        None => scanned(args, &files, invocation, &mut timer)?,
    };
    let input = Input {
        infos: &facts.infos,
        findings: &facts.findings,
        ledger: facts.ledger.as_deref(),
        notices: &facts.notices,
    };
    let verdict = decide(&input, &policy, today());
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

fn scanned(args: &GateArgs, files: &Files, invocation: &Invocation<'_>, timer: &mut Timer) -> Outcome<Gathered> {
    let walk = walk(files, timer);
    let loaded = load(&args.rules, &walk, invocation, timer)?;
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

/// The day in UTC.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_secs());
    date_of(seconds / 86_400)
}

/// The date so many days after 1970-01-01 (Howard Hinnant's `civil_from_days`, for days that are not negative).
fn date_of(days: u64) -> Date {
    let shifted = days + 719_468;
    let (era, day_of_era) = (shifted / 146_097, shifted % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year_of_era + era * 400 + u64::from(month <= 2);
    Date::new(year.min(9999) as u16, month as u8, day as u8).expect("the algorithm yields days of the calendar")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_become_dates() {
        for (days, date) in [
            (0, "1970-01-01"),
            (11_016, "2000-02-29"),
            (20_779, "2026-11-22"),
            (47_540, "2100-02-28"),
            (47_541, "2100-03-01"),
        ] {
            assert_eq!(date_of(days).to_string(), date);
        }
    }
}
