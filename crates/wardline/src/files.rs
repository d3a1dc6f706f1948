//! Files that the user names: rules, policies, SARIF. They are read whole, with a limit, so that a device or a mistake cannot fill the
//! memory.

use crate::failure::{Failure, Outcome};
use std::io::Read;
use std::path::Path;

/// Reads a file of at most `limit` bytes; `what` names it in messages, as in `the rule file`.
///
/// # Errors
/// When it cannot be read or is larger.
pub(crate) fn read(what: &str, path: &Path, limit: u64) -> Outcome<Vec<u8>> {
    let unreadable = |error: std::io::Error| Failure::unreadable(what, path, &error);
    read_limited(what, &path.display().to_string(), std::fs::File::open(path).map_err(unreadable)?, limit)
}

/// Reads a stream of at most `limit` bytes.
///
/// # Errors
/// When it cannot be read or is larger.
pub(crate) fn read_limited(what: &str, name: &str, stream: impl Read, limit: u64) -> Outcome<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = stream.take(limit + 1).read_to_end(&mut bytes);
    read.map_err(|error| Failure::unreadable(what, Path::new(name), &error))?;
    if bytes.len() as u64 > limit {
        return Err(Failure::usage(
            format!("{what} `{name}` is over the limit of {limit} bytes"),
            "split it, or name another file",
        ));
    }
    Ok(bytes)
}

/// Reads a text file of at most `limit` bytes.
///
/// # Errors
/// When it cannot be read, is larger, or is not UTF-8.
pub(crate) fn read_text(what: &str, path: &Path, limit: u64) -> Outcome<String> {
    String::from_utf8(read(what, path, limit)?).map_err(|error| {
        let bytes = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = bytes.iter().filter(|b| **b == b'\n').count() + 1;
        Failure::usage(
            format!("{what} `{}` is not valid UTF-8 on line {line}", path.display()),
            "save the file as UTF-8",
        )
    })
}
