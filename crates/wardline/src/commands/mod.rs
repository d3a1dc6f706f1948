//! The commands, one module each, and what they share: parsing of the command line, errors, exit codes.

mod baseline;
mod controls;
mod explain;
mod gate;
mod gather;
mod init;
mod policy;
mod policy_schema;
mod report;
mod rules;
mod rules_lint;
mod rules_new;
mod rules_reference;
mod rules_schema;
mod rules_test;
mod sarif;
mod scan;
mod search;
mod verify;
mod waiver;

use crate::args::{
    BaselineCommand, Cli, Command, ControlsCommand, PolicyCommand, RulesCommand, SarifCommand, WaiverCommand,
};
use crate::failure::{Failure, Outcome};
use crate::panics;
use crate::terminal::{Terminal, to_stdout};
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use std::ffi::OsString;
use wardline_policy::ExitStatus;

pub(crate) use waiver::parse_kind;

/// Runs the command line and says how the process ends. Errors are printed.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitStatus {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let parsed = Cli::command().try_get_matches_from(&arguments).and_then(|matches| {
        let cli = Cli::from_arg_matches(&matches)?;
        Ok((cli, matches))
    });
    let (cli, matches) = match parsed {
        Ok(parsed) => parsed,
        Err(error) => {
            // A closed stdout is no reason to fail for `--help`.
            let _ = error.print();
            return if error.use_stderr() { ExitStatus::Usage } else { ExitStatus::Pass };
        }
    };
    let terminal = Terminal::new(cli.color, cli.quiet);
    let shown = shown_arguments(arguments.iter().skip(1).map(|a| a.to_string_lossy().into_owned()));
    let invocation = Invocation { terminal, matches: &matches, arguments: shown };
    panics::capture();
    let outcome = panics::catch(|| dispatch(&cli.command, &invocation));
    let outcome = outcome
        .unwrap_or_else(|cause| Err(Failure::internal(format!("Wardline itself failed: {cause}; please report it"))));
    outcome.unwrap_or_else(|failure| {
        terminal.error(&failure);
        failure.status
    })
}

/// The pages and schemas of `docs/` that are made and not written, by their paths.
pub fn generated_docs() -> [(&'static str, String); 3] {
    [
        ("docs/policy.schema.json", format!("{:#}\n", policy_schema::policy_schema())),
        ("docs/rule.schema.json", format!("{:#}\n", rules_schema::rule_schema())),
        ("docs/rules.md", rules_reference::rule_reference()),
    ]
}

/// What every command knows of how it was called.
struct Invocation<'a> {
    terminal: Terminal,
    matches: &'a ArgMatches,
    /// The arguments as typed, without the program's name.
    arguments: Vec<String>,
}

impl Invocation<'_> {
    /// The matches of the command itself.
    fn command(&self) -> &ArgMatches {
        self.matches.subcommand().map_or(self.matches, |(_, matches)| matches)
    }
}

fn dispatch(command: &Command, invocation: &Invocation<'_>) -> Outcome {
    match command {
        Command::Scan(args) => scan::scan(args, invocation),
        Command::Gate(args) => gate::gate(args, invocation),
        Command::Init(args) => init::init(args, invocation),
        Command::Search(args) => search::search(args, invocation),
        Command::Rules(RulesCommand::List(args)) => rules::list(args, invocation),
        Command::Rules(RulesCommand::Show(args)) => rules::show(args, invocation),
        Command::Rules(RulesCommand::Test(args)) => rules_test::test(args, invocation),
        Command::Rules(RulesCommand::Validate(args)) => rules::validate(args, invocation),
        Command::Rules(RulesCommand::New(args)) => rules_new::new(args, invocation),
        Command::Rules(RulesCommand::Schema) => rules_schema::schema(),
        Command::Rules(RulesCommand::Reference) => rules_reference::reference(),
        Command::Controls(ControlsCommand::List(args)) => controls::list(args),
        Command::Controls(ControlsCommand::Show(args)) => controls::show(args, invocation),
        Command::Controls(ControlsCommand::Coverage(args)) => controls::coverage(args, invocation),
        Command::Policy(PolicyCommand::Validate(args)) => policy::validate(args),
        Command::Policy(PolicyCommand::Explain(args)) => policy::explain(args),
        Command::Policy(PolicyCommand::Schema) => policy_schema::schema(),
        Command::Sarif(SarifCommand::Lint(args)) => sarif::lint(args),
        Command::Baseline(BaselineCommand::Write(args)) => baseline::write(args, invocation),
        Command::Baseline(BaselineCommand::Show(args)) => baseline::show(args),
        Command::Verify(args) => verify::verify(args),
        Command::Waiver(WaiverCommand::Add(args)) => waiver::add(args, invocation),
        Command::Waiver(WaiverCommand::List(args)) => waiver::list(args),
        Command::Waiver(WaiverCommand::Check(args)) => waiver::check(args),
    }
}

/// Prints text on stdout.
fn print(text: &str) -> Outcome<()> {
    to_stdout(|out| out.write_all(text.as_bytes()))
        .map_err(|error| Failure::internal(format!("stdout cannot be written: {error}")))
}

/// Prints a value as JSON on stdout.
fn print_json(value: &serde_json::Value) -> Outcome<()> {
    print(&format!("{value:#}\n"))
}

/// The known name that `word` most likely stands for, as help.
fn did_you_mean<'k>(word: &str, known: impl IntoIterator<Item = &'k str>, otherwise: &str) -> String {
    let near = known.into_iter().map(|name| (strsim::damerau_levenshtein(word, name), name)).min();
    match near.filter(|(distance, _)| *distance <= (word.chars().count() / 3).max(2)) {
        Some((_, name)) => format!("did you mean `{name}`?"),
        None => otherwise.to_owned(),
    }
}

/// The arguments that a report may show: those that do not change it (threads, where it is written) are left out, so that the same
/// input gives the same bytes.
fn shown_arguments(arguments: impl Iterator<Item = String>) -> Vec<String> {
    const WITH_VALUE: [&str; 6] = ["-j", "--jobs", "-o", "--output", "--verdict", "--sign-key"];
    const JOINED: [&str; 4] = ["--jobs=", "--output=", "--verdict=", "--sign-key="];
    let mut shown = Vec::new();
    let mut skip = false;
    for argument in arguments {
        let is_short = argument.len() > 2
            && !argument.starts_with("--")
            && (argument.starts_with("-j") || argument.starts_with("-o"));
        if std::mem::take(&mut skip) || is_short || JOINED.iter().any(|j| argument.starts_with(j)) {
            continue;
        }
        if WITH_VALUE.contains(&argument.as_str()) {
            skip = true;
        } else {
            shown.push(argument);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::shown_arguments;

    #[test]
    fn reports_do_not_tell_how_many_threads_made_them() {
        for typed in [
            "scan -j 8 -o out.sarif src",
            "scan -j8 -oout.sarif src",
            "scan --jobs=8 --output out.sarif src",
            "scan --verdict v.json --sign-key=key src",
        ] {
            let shown = shown_arguments(typed.split(' ').map(str::to_owned));
            assert_eq!(shown, ["scan", "src"], "{typed}");
        }
    }
}
