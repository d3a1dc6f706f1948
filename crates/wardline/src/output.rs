//! Reports to where they belong: one to stdout, any number to files.
//!
//! A file is written whole or not at all: into a temporary file beside its place, which then takes its name. So a pipeline never uploads
//! half a report, and a failed run leaves the last good one. It is forced to the disk before it takes the name, because a full disk may say
//! so only then.

use crate::failure::{Failure, Outcome};
use crate::terminal::{Terminal, to_stdout};
use std::io::Write;
use std::path::{Path, PathBuf};
use wardline_report::sarif::Profile;
use wardline_report::{Format, Report, write};

/// Where a report goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// The standard output.
    Stdout,
    /// A file.
    File(PathBuf),
}

/// A report to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sink {
    /// Its format.
    pub(crate) format: Format,
    /// Its place.
    pub(crate) target: Target,
}

/// A `--format` or `--output` in the order typed.
#[derive(Clone, Debug)]
pub(crate) enum Typed {
    /// `--format NAME`.
    Format(String),
    /// `--output FILE`.
    Output(PathBuf),
}

/// Pairs formats with files: each file takes the format before it, or the one after it if that one is taken; `FORMAT=FILE` needs no
/// other. A format without a file goes to stdout; a file without a format has the one that its name ends in. `profile` is that of plain
/// `sarif`.
///
/// # Errors
/// For unknown formats and profiles, two reports for one place, files whose name says nothing about a format, and a profile without SARIF.
pub(crate) fn pair(typed: Vec<Typed>, profile: Option<&str>) -> Outcome<Vec<Sink>> {
    let (mut sinks, mut format, mut file) = (Vec::new(), None, None);
    for item in typed {
        match item {
            Typed::Format(name) => {
                let new = parse_format(&name)?;
                if let Some(target) = file.take() {
                    sinks.push(Sink { format: new, target });
                } else if let Some(alone) = format.replace(new) {
                    sinks.push(Sink { format: alone, target: Target::Stdout });
                }
            }
            Typed::Output(path) => {
                if let Some(sink) = both_in_one(&path)? {
                    sinks.push(sink);
                    continue;
                }
                let target = target(&path);
                if let Some(format) = format.take() {
                    sinks.push(Sink { format, target });
                } else if let Some(alone) = file.replace(target) {
                    sinks.push(by_name(alone)?);
                }
            }
        }
    }
    if let Some(target) = file {
        sinks.push(by_name(target)?);
    }
    if let Some(format) = format {
        sinks.push(Sink { format, target: Target::Stdout });
    }
    if sinks.is_empty() {
        sinks.push(Sink { format: Format::Text, target: Target::Stdout });
    }
    no_place_twice(&sinks)?;
    if let Some(name) = profile {
        shape_sarif(&mut sinks, parse_profile("--sarif-profile", name)?)?;
    }
    Ok(sinks)
}

fn target(path: &Path) -> Target {
    if path.as_os_str() == "-" { Target::Stdout } else { Target::File(path.to_owned()) }
}

/// `FORMAT=FILE`. What looks like it and names no format is an error and no odd file name, because a slip would leave a pipeline
/// without its report.
fn both_in_one(typed: &Path) -> Outcome<Option<Sink>> {
    let Some((name, file)) = typed.to_str().and_then(|typed| typed.split_once('=')) else { return Ok(None) };
    if !name.bytes().all(|b| b.is_ascii_lowercase() || b == b'-') || name.is_empty() {
        return Ok(None);
    }
    let Some(format) = Format::parse(name) else {
        let known = Format::ALL.map(Format::name).join(", ");
        let help = format!("use one of: {known}; for a file of that name write `./{name}={file}`");
        return Err(Failure::usage(format!("`--output {name}={file}`: `{name}` is not a format"), help));
    };
    if file.is_empty() {
        return Err(Failure::usage(format!("`--output {name}=` names no file"), "name one, or `-` for stdout"));
    }
    Ok(Some(Sink { format, target: target(Path::new(file)) }))
}

fn shape_sarif(sinks: &mut [Sink], profile: Profile) -> Outcome<()> {
    let mut used = false;
    for sink in sinks.iter_mut().filter(|sink| sink.format == Format::SARIF) {
        sink.format = Format::Sarif(profile);
        used = true;
    }
    if used {
        return Ok(());
    }
    Err(Failure::usage("`--sarif-profile` is given and no report is in the format `sarif`", "add `--format sarif`"))
}

/// Reads the name of a profile that was given with `option`.
///
/// # Errors
/// For a name that is no profile.
pub(crate) fn parse_profile(option: &str, name: &str) -> Outcome<Profile> {
    let known = || Profile::ALL.map(Profile::name).join(", ");
    let failure = || Failure::usage(format!("`{option} {name}` is not a profile"), format!("use one of: {}", known()));
    Profile::parse(name).ok_or_else(failure)
}

fn parse_format(name: &str) -> Outcome<Format> {
    let known = || Format::ALL.map(Format::name).join(", ");
    Format::parse(name)
        .ok_or_else(|| Failure::usage(format!("`--format {name}` is not a format"), format!("use one of: {}", known())))
}

fn by_name(target: Target) -> Outcome<Sink> {
    let Target::File(path) = &target else { return Ok(Sink { format: Format::Text, target }) };
    let format = match path.extension().and_then(|e| e.to_str()) {
        Some("sarif") => Format::SARIF,
        Some("json") => Format::Json,
        Some("txt") => Format::Text,
        Some("md") => Format::Markdown,
        Some("csv") => Format::Csv,
        _ => {
            let message = format!("`--output {}` does not say in which format", path.display());
            return Err(Failure::usage(
                message,
                "put `--format FORMAT` before it, or write FORMAT=FILE, such as `sarif=report`",
            ));
        }
    };
    Ok(Sink { format, target })
}

fn no_place_twice(sinks: &[Sink]) -> Outcome<()> {
    for (index, sink) in sinks.iter().enumerate() {
        if sinks[..index].iter().any(|other| other.target == sink.target) {
            let place = match &sink.target {
                Target::Stdout => "stdout".to_owned(),
                Target::File(path) => format!("`{}`", path.display()),
            };
            let help = "give each `--format` an `--output FILE` of its own; one of them may do without";
            return Err(Failure::usage(format!("two reports would go to {place}"), help));
        }
    }
    Ok(())
}

/// Writes the report to every sink.
///
/// # Errors
/// When a place cannot be written; the other reports are written all the same.
pub(crate) fn write_all(report: &Report<'_>, sinks: &[Sink], terminal: &Terminal) -> Outcome<()> {
    let mut first_failure = None;
    for sink in sinks {
        let to_screen = sink.target == Target::Stdout;
        let report = Report { text: terminal.text_options(to_screen), ..*report };
        let result = match &sink.target {
            Target::Stdout => to_stdout(|out| write(&report, sink.format, out))
                .map_err(|error| Failure::internal(format!("the report cannot be written to stdout: {error}"))),
            Target::File(path) => write_file(path, |out| write(&report, sink.format, out)),
        };
        if let Err(failure) = result {
            first_failure.get_or_insert(failure);
        }
    }
    first_failure.map_or(Ok(()), Err)
}

/// Writes a file whole or not at all. Something that is no regular file, such as a pipe, is written in place.
///
/// # Errors
/// When the place cannot be written.
pub(crate) fn write_file(path: &Path, content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> Outcome<()> {
    let is_special = std::fs::metadata(path).is_ok_and(|data| !data.is_file());
    let result = if is_special { write_in_place(path, content) } else { write_and_rename(path, content) };
    result.map_err(|error| {
        let help = match error.kind() {
            std::io::ErrorKind::NotFound => "make its folder first",
            std::io::ErrorKind::PermissionDenied => "give the command permission to write there, or name another file",
            _ => "name another file",
        };
        Failure::usage(format!("`{}` cannot be written: {error}", path.display()), help)
    })
}

fn write_in_place(path: &Path, content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::fs::OpenOptions::new().write(true).open(path)?);
    content(&mut out)?;
    out.flush()
}

fn write_and_rename(path: &Path, content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
    // A symbolic link stays one: its target is replaced.
    let path = &std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().ok_or(std::io::ErrorKind::IsADirectory)?);
    name.push(format!(".{}.tmp", std::process::id()));
    let temporary = folder.join(name);
    let written = write_new(&temporary, content).and_then(|()| std::fs::rename(&temporary, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&temporary);
    }
    written
}

fn write_new(path: &Path, content: impl FnOnce(&mut dyn Write) -> std::io::Result<()>) -> std::io::Result<()> {
    let file = std::fs::OpenOptions::new().write(true).create_new(true).open(path)?;
    let mut out = std::io::BufWriter::with_capacity(64 * 1024, file);
    content(&mut out)?;
    out.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()
}
