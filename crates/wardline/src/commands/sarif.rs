//! `wardline sarif lint`: what the readers of a SARIF file will make of it, before it is uploaded.

use super::{print, print_json};
use crate::args::SarifLintArgs;
use crate::failure::{Failure, Outcome};
use crate::files;
use crate::output::parse_profile;
use serde_json::{Value, json};
use wardline_policy::ExitStatus;
use wardline_report::sarif::{self, Problem, Profile};

/// Largest file that is read, in bytes. It is held as values, which take several times as much memory.
const MAX_FILE: u64 = 256 << 20;

/// Runs the command: code 1 if some reader does not take all of the file.
pub(super) fn lint(args: &SarifLintArgs) -> Outcome {
    const WHAT: &str = "the SARIF file";
    let readers =
        args.profile.iter().map(|name| parse_profile("--profile", name)).collect::<Outcome<Vec<Profile>>>()?;
    let readers = if readers.is_empty() { Profile::ALL.to_vec() } else { readers };
    let bytes = if args.file.as_os_str() == "-" {
        files::read_limited(WHAT, "-", std::io::stdin().lock(), MAX_FILE)?
    } else {
        files::read(WHAT, &args.file, MAX_FILE)?
    };
    let problems = sarif::lint(&bytes, &readers)
        .map_err(|errors| Failure::usage(format!("{WHAT} `{}` cannot be read:\n{errors}", args.file.display()), ""))?;
    if args.json {
        print_json(&json!({
            "schema": "wardline/sarif-lint/1",
            "readers": readers.iter().map(|reader| reader.name()).collect::<Vec<_>>(),
            "problems": problems.iter().map(record).collect::<Vec<_>>(),
        }))?;
    } else {
        print(&text(&readers, &problems))?;
    }
    Ok(if problems.is_empty() { ExitStatus::Pass } else { ExitStatus::Blocked })
}

fn record(problem: &Problem) -> Value {
    json!({
        "reader": problem.reader.name(),
        "effect": problem.effect.name(),
        "check": problem.check,
        "pointer": problem.pointer,
        "count": problem.count,
        "message": problem.message,
        "help": problem.help,
    })
}

/// One line for each problem, then who takes the file as it is.
fn text(readers: &[Profile], problems: &[Problem]) -> String {
    let mut out: String = problems.iter().map(|problem| format!("{problem}\n")).collect();
    let content = |reader: &&Profile| !problems.iter().any(|problem| problem.reader == **reader);
    let content: Vec<&str> = readers.iter().filter(content).map(|reader| reader.name()).collect();
    let content = if content.is_empty() { "none".to_owned() } else { content.join(", ") };
    out.push_str(&format!("readers that take all of the file: {content}\n"));
    out
}
