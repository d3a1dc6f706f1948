//! The real binary, end to end: what it prints, what it writes, and how it exits.
//!
//! One test binary, so that everything is linked once. Each test has a folder of its own and a scrubbed environment.
#![expect(clippy::disallowed_methods, reason = "tests make files and start the binary")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]
#![expect(clippy::type_complexity, reason = "tables of cases are read, not passed around")]

mod bad_input;
mod baseline;
mod builtin;
mod change;
mod exit_codes;
mod fixes;
mod from_sarif;
mod hostile;
mod init;
mod killed;
mod ledger;
mod output;
mod pipeline;
mod policy;
mod portal;
mod readme;
mod repo;
mod reports;
mod rule_author;
mod rule_tests;
mod signing;
mod tool;
mod verdict;
mod waivers;
