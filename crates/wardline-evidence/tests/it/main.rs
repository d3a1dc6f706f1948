//! Evidence through its boundary: published vectors, keys of the real tools, and files that somebody tampered with.
#![expect(clippy::disallowed_methods, reason = "tests make files and start the tools that keys come from")]
#![expect(clippy::unwrap_used, reason = "in a test a panic is the message")]

mod baseline;
mod dsse;
mod keys;
mod signers;

use wardline_evidence::PrivateKey;

/// A key that is the same in every run.
fn key(number: u8) -> PrivateKey {
    PrivateKey::from_seed([number; 32])
}
