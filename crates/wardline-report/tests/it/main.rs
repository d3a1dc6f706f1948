//! Reports, judged by others: published schemas, other people's readers, and the gate itself.
//!
//! One binary, so that the slow parts are linked once.

mod hostile;
mod import;
mod json;
mod sample;
mod sarif;
mod text;
