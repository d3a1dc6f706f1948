//! What ends a command early: the exit status, what happened, and what to do next.
//!
//! A type of its own and not a bare error, because the exit code is part of the contract with pipelines: whoever makes a failure must say
//! which code it has.

use std::fmt;
use std::path::Path;
use wardline_policy::ExitStatus;

/// Why a command ends without a result.
#[derive(Debug)]
pub struct Failure {
    /// How the process ends.
    pub status: ExitStatus,
    /// What happened; may have several lines.
    pub message: String,
    /// What to do next; may be empty where the message says it.
    pub help: String,
}

/// The result of a command.
pub type Outcome<T = ExitStatus> = Result<T, Failure>;

impl Failure {
    /// Something the user typed or wrote is wrong (exit code 2).
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { status: ExitStatus::Usage, message: message.into(), help: help.into() }
    }

    /// The tool itself failed (exit code 4).
    pub fn internal(message: impl Into<String>) -> Self {
        Self { status: ExitStatus::Internal, message: message.into(), help: String::new() }
    }

    /// A file that was named cannot be read (exit code 2).
    pub fn unreadable(what: &str, path: &Path, error: &std::io::Error) -> Self {
        let help = match error.kind() {
            std::io::ErrorKind::NotFound => "check the spelling, or the folder that the command runs in",
            std::io::ErrorKind::PermissionDenied => "give the command permission to read it",
            std::io::ErrorKind::InvalidData => "save the file as UTF-8",
            _ => "name another file",
        };
        Self::usage(format!("{what} `{}` cannot be read: {error}", path.display()), help)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "\nhelp: {}", self.help)?;
        }
        Ok(())
    }
}
