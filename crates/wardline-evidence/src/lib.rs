//! Evidence: what Wardline says about a tree, in a form that can be signed by a pipeline and checked by a deploy job or an auditor.
//!
//! Formats and signatures only, over bytes that the caller read: in-toto statements in DSSE envelopes, signed with ed25519, and OpenSSH's
//! file of allowed signers. Nothing here reads a file, a clock or the environment. All of the project's cryptography is in this crate, so
//! that one review can see all of it; what is new code here is formats, never arithmetic.

mod baseline;
mod dsse;
mod json;
mod keys;
mod signers;
mod statement;
mod verdict;

pub use baseline::{
    BASELINE_TYPE, BaselineEntry, BaselinePredicate, Drift, ReadError, drift, merged, open_baseline, read_baseline,
};
pub use dsse::{Envelope, EnvelopeError, PAYLOAD_TYPE, Signature, VerifyError, pae, sign, verify};
pub use keys::{KeyError, PrivateKey, PublicKey};
pub use signers::{AllowedSigner, AllowedSigners, Namespace, SignerProblem};
pub use statement::{STATEMENT_TYPE, Statement, StatementError, Subject};
pub use verdict::{
    BaseRecord, BaselineRecord, CountsRecord, FileRecord, LedgerRecord, PolicyRecord, ReasonRecord, RulesRecord,
    ToolRecord, TreeRecord, TreeSource, VERDICT_TYPE, VerdictPredicate, WaiverRecord,
};

use sha2::{Digest, Sha256};

/// The largest file of evidence that is read, in bytes.
pub const MAX_EVIDENCE: usize = 16 << 20;

/// The SHA-256 digest of some bytes as 64 lower-case hexadecimal digits.
pub fn sha256_hex(bytes: &[u8]) -> String {
    data_encoding::HEXLOWER.encode(&Sha256::digest(bytes))
}

/// The SHA-256 digest of some bytes, as `sha256:` and 64 lower-case hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    format!("sha256:{}", sha256_hex(bytes))
}
