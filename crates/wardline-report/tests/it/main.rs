//! Reports, judged by others: published schemas, other people's readers, and the gate itself.
//!
//! One binary, so that the slow parts are linked once.

mod formats;
mod hostile;
mod import;
mod import_tools;
mod json;
mod lint;
mod profiles;
mod sample;
mod sarif;
mod text;
