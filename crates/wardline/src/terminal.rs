//! Streams of the process: stdout that may be closed by its reader, stderr, colour and width.
//!
//! A reader that goes away (`| head`) is no error: what is left to print is dropped and the exit code stays that of the work done.

use crate::args::Color;
use std::io::{self, IsTerminal, Write};
use wardline_report::TextOptions;

/// What the process knows of its streams.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Terminal {
    /// Whether stdout takes colours.
    pub(crate) stdout_colour: bool,
    /// Whether stderr takes colours.
    pub(crate) stderr_colour: bool,
    /// Whether stderr is a terminal that a progress bar can be drawn on.
    pub(crate) interactive: bool,
    /// Whether to print reports and errors only.
    pub(crate) quiet: bool,
    /// Columns of the screen.
    pub(crate) width: usize,
}

impl Terminal {
    /// Looks at the streams and the environment.
    pub(crate) fn new(color: Color, quiet: bool) -> Self {
        let wants = |auto: anstream::ColorChoice| match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => auto != anstream::ColorChoice::Never,
        };
        let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
        Self {
            stdout_colour: wants(anstream::AutoStream::choice(&io::stdout())),
            stderr_colour: wants(anstream::AutoStream::choice(&io::stderr())),
            interactive: io::stderr().is_terminal(),
            quiet,
            width: columns.unwrap_or(TextOptions::default().width).min(160),
        }
    }

    /// Layout of a text report on stdout, or without colour into a file.
    pub(crate) fn text_options(&self, to_stdout: bool) -> TextOptions {
        TextOptions {
            colour: to_stdout && self.stdout_colour,
            width: if to_stdout { self.width } else { TextOptions::default().width },
        }
    }

    /// Prints an error message to stderr, its first word in red.
    pub(crate) fn error(&self, message: &dyn std::fmt::Display) {
        let word = if self.stderr_colour { "\u{1b}[1;31merror\u{1b}[0m" } else { "error" };
        self.stderr(&format!("{word}: {message}"));
    }

    /// Prints a line to stderr. There is nobody to tell if that fails.
    pub(crate) fn stderr(&self, line: &str) {
        let _ = writeln!(io::stderr().lock(), "{line}");
    }

    /// Prints a line to stderr unless quiet was asked for.
    pub(crate) fn note(&self, line: &str) {
        if !self.quiet {
            self.stderr(line);
        }
    }
}

/// Writes to stdout; a reader that went away is no error.
///
/// # Errors
/// Any other error of stdout.
pub(crate) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(64 * 1024, io::stdout().lock());
    let result = write(&mut out).and_then(|()| out.flush());
    // A buffer that is dropped full would try to write once more.
    let _ = out.into_parts();
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        other => other,
    }
}
