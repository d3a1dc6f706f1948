//! Keys as people have them: made by `ssh-keygen` or by `openssl`, of the one kind that is used here, ed25519.
//!
//! One kind and not a choice, because a verifier that can be talked into another algorithm is how signatures have been got round.
//! ed25519 needs no randomness to sign, so the same input gives the same bytes. The formats are read by the crates that are kept for it.

use ed25519_dalek::pkcs8::spki::SubjectPublicKeyInfoRef;
use ed25519_dalek::pkcs8::{DecodePrivateKey, DecodePublicKey, Document, PrivateKeyInfo, SecretDocument};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use ssh_key::private::KeypairData;
use ssh_key::public::{Ed25519PublicKey, KeyData};
use ssh_key::{Algorithm, HashAlg};
use std::fmt;
use thiserror::Error;

/// The name of the one type of key, as OpenSSH writes it.
const TYPE: &str = "ssh-ed25519";
/// What PEM headers start with. The labels are written apart from it, so that no scanner takes this file for one with a key in it.
const BEGIN: &str = "-----BEGIN ";
const OPENSSH: &str = "OPENSSH PRIVATE KEY";
const PKCS8: &str = "PRIVATE KEY";
const PKCS8_ENCRYPTED: &str = "ENCRYPTED PRIVATE KEY";
const SPKI: &str = "PUBLIC KEY";

/// Why bytes are no key that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum KeyError {
    /// The bytes look like no key.
    #[error("this is no key in a format that is known")]
    NoKey,
    /// A public key where a private one is needed, or the other way round.
    #[error("this is a {0} key")]
    WrongHalf(&'static str),
    /// The key is of another type.
    #[error("the key is of type {0}, and only ed25519 keys are used")]
    OtherType(String),
    /// The key needs a passphrase and there is none.
    #[error("the key is encrypted, and there is no passphrase")]
    Encrypted,
    /// The key is encrypted in a way that is not read.
    #[error("the key is encrypted in PKCS#8, which is not read")]
    EncryptedPkcs8,
    /// The passphrase is not the key's.
    #[error("the passphrase does not open the key")]
    Passphrase,
    /// The key is damaged.
    #[error("the key is damaged: {0}")]
    Damaged(String),
}

impl KeyError {
    /// What to do next.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::NoKey | Self::OtherType(_) => "make one with `ssh-keygen -t ed25519 -f wardline-key`",
            Self::WrongHalf(_) => "sign with the private key, and verify with the public one (`.pub`)",
            Self::Encrypted => {
                "set WARDLINE_KEY_PASSPHRASE, or use a key without a passphrase from the pipeline's secret store"
            }
            Self::EncryptedPkcs8 => "keep it as an OpenSSH key, `ssh-keygen -t ed25519`, which may have a passphrase",
            Self::Passphrase => "check WARDLINE_KEY_PASSPHRASE",
            Self::Damaged(_) => "copy the whole file again, with its first and last line",
        }
    }
}

/// A key that signs.
pub struct PrivateKey(SigningKey);

/// It must never get into a log.
impl fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "PrivateKey of {}", self.public().id())
    }
}

impl PrivateKey {
    /// The key that a seed of 32 bytes stands for (RFC 8032 §5.1.5).
    pub fn from_seed(seed: [u8; 32]) -> Self {
        Self(SigningKey::from_bytes(&seed))
    }

    /// Reads an OpenSSH key, encrypted or not, or a PKCS#8 key in PEM (RFC 8410).
    ///
    /// # Errors
    /// For what is no such key, of another type, or cannot be opened with the passphrase.
    pub fn read(bytes: &[u8], passphrase: Option<&str>) -> Result<Self, KeyError> {
        let text = std::str::from_utf8(bytes).map_err(|_| KeyError::NoKey)?.trim_start();
        if text.starts_with("ssh-") || text.starts_with("ecdsa-") {
            return Err(KeyError::WrongHalf("public"));
        }
        match label(text) {
            Some(OPENSSH) => openssh_private(text, passphrase),
            Some(PKCS8) => SigningKey::from_pkcs8_pem(text).map(Self).map_err(|error| {
                pkcs8_type(text).map_or_else(|| KeyError::Damaged(error.to_string()), KeyError::OtherType)
            }),
            Some(PKCS8_ENCRYPTED) => Err(KeyError::EncryptedPkcs8),
            Some(SPKI) => Err(KeyError::WrongHalf("public")),
            Some(other) => match other.strip_suffix(" PRIVATE KEY") {
                Some(name) => Err(KeyError::OtherType(name.to_owned())),
                None => Err(KeyError::NoKey),
            },
            None => Err(KeyError::NoKey),
        }
    }

    /// The key that verifies what this one signs.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key())
    }

    /// Signs a message (RFC 8032 §5.1.6). The same message gets the same signature.
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

/// A key that verifies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// The key of these 32 bytes.
    ///
    /// # Errors
    /// When they are no point of the curve.
    pub fn from_bytes(bytes: &[u8; 32]) -> Result<Self, KeyError> {
        VerifyingKey::from_bytes(bytes).map(Self).map_err(|error| KeyError::Damaged(error.to_string()))
    }

    /// Reads a line as in OpenSSH's `.pub` files, or a PEM file with a public key (RFC 8410).
    ///
    /// # Errors
    /// For what is no such key, or of another type.
    pub fn read(bytes: &[u8]) -> Result<Self, KeyError> {
        let text = std::str::from_utf8(bytes).map_err(|_| KeyError::NoKey)?.trim();
        match label(text) {
            Some(SPKI) => VerifyingKey::from_public_key_pem(text).map(Self).map_err(|error| {
                spki_type(text).map_or_else(|| KeyError::Damaged(error.to_string()), KeyError::OtherType)
            }),
            Some(other) if other.ends_with(PKCS8) => Err(KeyError::WrongHalf("private")),
            Some(_) => Err(KeyError::NoKey),
            None if text.lines().count() == 1 => Self::read_line(text),
            None => Err(KeyError::NoKey),
        }
    }

    /// Reads `ssh-ed25519 AAAA…`, with or without a comment after it.
    ///
    /// # Errors
    /// For what is no such key, or of another type.
    pub(crate) fn read_line(line: &str) -> Result<Self, KeyError> {
        let kind = line.split_whitespace().next().unwrap_or_default();
        if kind != TYPE {
            let is_type = kind.contains("ssh-") || kind.contains("ecdsa-");
            return Err(if is_type { KeyError::OtherType(kind.to_owned()) } else { KeyError::NoKey });
        }
        let key = ssh_key::PublicKey::from_openssh(line).map_err(|error| KeyError::Damaged(error.to_string()))?;
        match key.key_data().ed25519() {
            Some(Ed25519PublicKey(bytes)) => Self::from_bytes(bytes),
            None => Err(KeyError::OtherType(key.algorithm().to_string())),
        }
    }

    /// OpenSSH's fingerprint, such as `SHA256:mVPwvezndPv/ARoIadVY98vAC0g+P/5633yTC4d/wXE`, as `ssh-keygen -l` prints it.
    pub fn id(&self) -> String {
        KeyData::from(Ed25519PublicKey(self.0.to_bytes())).fingerprint(HashAlg::Sha256).to_string()
    }

    /// The key as a line of OpenSSH, without a comment.
    pub fn line(&self) -> String {
        let key = ssh_key::PublicKey::from(KeyData::from(Ed25519PublicKey(self.0.to_bytes())));
        key.to_openssh().expect("a key of 32 bytes can be written")
    }

    /// Whether the signature is this key's under the message. Strict: keys and points of small order and signatures in more than one
    /// form are refused (RFC 8032 §5.1.7, and the stricter reading of it), so that one message has one signature.
    pub fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        let Ok(bytes) = <&[u8; 64]>::try_from(signature) else { return false };
        self.0.verify_strict(message, &ed25519_dalek::Signature::from_bytes(bytes)).is_ok()
    }
}

/// The label of a PEM text.
fn label(text: &str) -> Option<&str> {
    text.strip_prefix(BEGIN)?.split_once("-----").map(|(label, _)| label)
}

fn openssh_private(text: &str, passphrase: Option<&str>) -> Result<PrivateKey, KeyError> {
    let damaged = |error: ssh_key::Error| match other_type_inside(text) {
        Some(name) => KeyError::OtherType(name.to_owned()),
        None => KeyError::Damaged(error.to_string()),
    };
    let mut key = ssh_key::PrivateKey::from_openssh(text).map_err(damaged)?;
    if key.algorithm() != Algorithm::Ed25519 {
        return Err(KeyError::OtherType(key.algorithm().to_string()));
    }
    if key.is_encrypted() {
        let passphrase = passphrase.ok_or(KeyError::Encrypted)?;
        key = key.decrypt(passphrase).map_err(|_| KeyError::Passphrase)?;
    }
    match key.key_data() {
        KeypairData::Ed25519(pair) => Ok(PrivateKey::from_seed(pair.private.to_bytes())),
        _ => Err(KeyError::OtherType(key.algorithm().to_string())),
    }
}

/// The type of an OpenSSH key that is not read. Its public half is never encrypted and starts with the name.
fn other_type_inside(text: &str) -> Option<&'static str> {
    const OTHERS: [&str; 7] = [
        "sk-ssh-ed25519@openssh.com",
        "sk-ecdsa-sha2-nistp256@openssh.com",
        "ecdsa-sha2-nistp256",
        "ecdsa-sha2-nistp384",
        "ecdsa-sha2-nistp521",
        "ssh-rsa",
        "ssh-dss",
    ];
    let body: String = text.lines().filter(|line| !line.starts_with("-----")).map(str::trim).collect();
    let bytes = data_encoding::BASE64.decode(body.as_bytes()).ok()?;
    OTHERS.into_iter().find(|name| bytes.windows(name.len()).any(|part| part == name.as_bytes()))
}

fn pkcs8_type(text: &str) -> Option<String> {
    let (_, document) = SecretDocument::from_pem(text).ok()?;
    let info = document.decode_msg::<PrivateKeyInfo<'_>>().ok()?;
    type_of(&info.algorithm.oid.to_string())
}

fn spki_type(text: &str) -> Option<String> {
    let (_, document) = Document::from_pem(text).ok()?;
    let info = document.decode_msg::<SubjectPublicKeyInfoRef<'_>>().ok()?;
    type_of(&info.algorithm.oid.to_string())
}

/// The name of a type of key, by the identifier of its algorithm; nothing for ed25519 itself.
fn type_of(oid: &str) -> Option<String> {
    Some(match oid {
        "1.3.101.112" => return None,
        "1.2.840.113549.1.1.1" => "RSA".to_owned(),
        "1.2.840.10045.2.1" => "EC".to_owned(),
        "1.3.101.110" => "X25519".to_owned(),
        "1.3.101.113" => "Ed448".to_owned(),
        other => other.to_owned(),
    })
}
