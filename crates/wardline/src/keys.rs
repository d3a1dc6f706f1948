//! Keys and lists of signers that the user names, and the one way in which an envelope is checked against them.
//!
//! A key counts on the day of the check and on the day that the statement names: a key that was withdrawn does not become good again by
//! dating a statement back, and a new one does not vouch for what was before it.

use crate::failure::{Failure, Outcome};
use crate::files;
use crate::frame::frame;
use std::path::Path;
use wardline_evidence::{
    AllowedSigner, AllowedSigners, Envelope, Namespace, PrivateKey, PublicKey, VerifyError, verify,
};
use wardline_policy::{Date, ExitStatus};

/// Where a repository keeps who may sign what, relative to its root.
pub(crate) const SIGNERS_PATH: &str = ".wardline/allowed_signers";
/// The variable with the passphrase of an encrypted key.
const PASSPHRASE: &str = "WARDLINE_KEY_PASSPHRASE";
/// Largest key or list of keys that is read, in bytes.
pub(crate) const MAX_KEYS: u64 = 1 << 20;

/// An evidence check that failed (exit code 7).
pub(crate) fn refused(message: impl Into<String>, help: impl Into<String>) -> Failure {
    Failure { status: ExitStatus::Evidence, message: message.into(), help: help.into() }
}

/// Reads the key to sign with.
///
/// # Errors
/// When it cannot be used: exit code 7, because what was to be signed will not be.
pub(crate) fn signing_key(path: &Path) -> Outcome<PrivateKey> {
    let evidence = |failure: Failure| Failure { status: ExitStatus::Evidence, ..failure };
    let bytes = files::read("the key", path, MAX_KEYS).map_err(evidence)?;
    let passphrase = std::env::var(PASSPHRASE).ok();
    PrivateKey::read(&bytes, passphrase.as_deref())
        .map_err(|error| refused(format!("the key `{}` cannot sign: {error}", path.display()), error.help()))
}

/// Reads a public key.
///
/// # Errors
/// When it is none.
pub(crate) fn public_key(path: &Path) -> Outcome<PublicKey> {
    let bytes = files::read("the public key", path, MAX_KEYS)?;
    PublicKey::read(&bytes)
        .map_err(|error| Failure::usage(format!("the key `{}` cannot be used: {error}", path.display()), error.help()))
}

/// Reads a list of signers; `shown` is its name in messages.
///
/// # Errors
/// All mistakes in it.
pub(crate) fn signers(shown: &str, bytes: Vec<u8>) -> Outcome<AllowedSigners> {
    let text = String::from_utf8(bytes)
        .map_err(|_| Failure::usage(format!("the signers in `{shown}` are not UTF-8"), "save the file as UTF-8"))?;
    AllowedSigners::read(&text).map_err(|problems| {
        let show = |problem: wardline_evidence::SignerProblem| {
            let (line, column) = (problem.line, problem.column);
            format!("{shown}:{line}:{column}: {}{}\n  {}", problem.message, frame(&text, line, column), problem.help)
        };
        let problems: Vec<String> = problems.into_iter().map(show).collect();
        Failure::usage(format!("the allowed signers cannot be used\n{}", problems.join("\n\n")), "")
    })
}

/// Whose signatures count.
#[derive(Clone, Debug)]
pub(crate) enum Trust {
    /// Those of these keys.
    Keys(Vec<PublicKey>),
    /// Those of these signers, for what they may sign and while their keys are valid.
    Signers(AllowedSigners),
}

/// Someone who has signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signer {
    /// Who, as the list of signers says; nothing for a key that was named alone.
    pub(crate) principal: Option<String>,
    /// The name of the key.
    pub(crate) key: String,
}

impl std::fmt::Display for Signer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.principal {
            Some(principal) => write!(f, "{} ({})", crate::frame::visible(principal), self.key),
            None => f.write_str(&self.key),
        }
    }
}

/// A payload and who has signed it; else what is wrong and what to do.
type Checked<'e> = Result<(&'e [u8], Vec<Signer>), (String, String)>;

/// Who of those that are trusted has signed an envelope, and its payload. `dated` reads the day that a payload names.
///
/// # Errors
/// What is wrong and what to do, when nobody has who may.
pub(crate) fn check<'e>(
    envelope: &'e Envelope,
    trust: &Trust,
    namespace: Namespace,
    today: Date,
    dated: impl Fn(&[u8]) -> Option<Date>,
) -> Checked<'e> {
    let listed: Vec<(Option<&AllowedSigner>, PublicKey)> = match trust {
        Trust::Keys(keys) => keys.iter().map(|key| (None, key.clone())).collect(),
        Trust::Signers(list) => list.signers.iter().map(|signer| (Some(signer), signer.key.clone())).collect(),
    };
    let keys: Vec<PublicKey> = listed.iter().map(|(_, key)| key.clone()).collect();
    let failed = |error: VerifyError| (error.to_string(), error.help().to_owned());
    let (payload, signed) = verify(envelope, &keys).map_err(failed)?;
    let date = dated(payload);
    let (mut signers, mut refusals) = (Vec::new(), Vec::new());
    for index in signed {
        let (signer, key) = &listed[index];
        let refusal = signer.and_then(|signer| {
            let on_its_day = date.and_then(|date| signer.refuses(namespace, date));
            signer.refuses(namespace, today).or(on_its_day)
        });
        match refusal {
            Some(refusal) => refusals.push(refusal),
            None => signers.push(Signer { principal: signer.map(|s| s.principals.clone()), key: key.id() }),
        }
    }
    if signers.is_empty() {
        let help = "have it signed by someone who may, or change the list of signers";
        return Err((format!("the signature does not count: {}", refusals.join("; ")), help.to_owned()));
    }
    Ok((payload, signers))
}
