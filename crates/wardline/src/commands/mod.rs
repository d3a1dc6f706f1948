//! The commands, one module each, and what they share: parsing of the command line, errors, exit codes.

mod gate;
mod report;
mod scan;
mod search;

use crate::args::{Cli, Command};
use crate::failure::{Failure, Outcome};
use crate::terminal::Terminal;
use clap::{ArgMatches, CommandFactory, FromArgMatches};
use std::ffi::OsString;
use wardline_policy::ExitStatus;

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
    let shown = arguments.iter().skip(1).map(|a| a.to_string_lossy().into_owned()).collect();
    let invocation = Invocation { terminal, matches: &matches, arguments: shown };
    dispatch(&cli.command, &invocation).unwrap_or_else(|failure| {
        terminal.error(&failure);
        failure.status
    })
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
        Command::Search(args) => search::search(args, invocation),
        _ => Err(Failure::internal("not built yet")),
    }
}
