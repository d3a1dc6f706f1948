//! Rules: compile them, match them, turn matches into findings.

mod file;
mod find;
mod matcher;
mod pattern;
mod regexes;
mod sequence;
mod strings;
mod types;
