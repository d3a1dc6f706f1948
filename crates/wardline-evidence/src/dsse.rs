//! DSSE v1.0, the envelope around what is signed (secure-systems-lab/dsse, `protocol.md` and `envelope.md`).
//!
//! The signature is over the payload's bytes and its type, not over JSON, so nothing has to be written in one canonical way. An envelope
//! here has one type of payload, an in-toto statement; the payload is looked at only after a trusted key has signed it.

use crate::{MAX_EVIDENCE, PrivateKey, PublicKey, json};
use data_encoding::{BASE64, BASE64URL};
use serde_json::{Value, json};
use thiserror::Error;

/// The one type of payload.
pub const PAYLOAD_TYPE: &str = "application/vnd.in-toto+json";

/// The most signatures that an envelope may have, so that checking them all takes no time to speak of.
const MAX_SIGNATURES: usize = 100;

/// A signature and whose it says it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The name of the key, if there is one: a hint for whoever looks, and no proof.
    pub keyid: String,
    /// The signature's bytes.
    pub bytes: Vec<u8>,
}

/// An envelope whose signatures nobody has checked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Envelope {
    payload: Vec<u8>,
    /// Its signatures, at least one.
    pub signatures: Vec<Signature>,
}

/// Why bytes are no envelope.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum EnvelopeError {
    /// There are too many bytes.
    #[error("the file is over the limit of {MAX_EVIDENCE} bytes")]
    TooLarge,
    /// The bytes are not JSON that all readers understand alike.
    #[error("the file is cut off or no JSON: {0}")]
    Json(String),
    /// A statement without an envelope around it.
    #[error("the statement is not signed")]
    Unsigned,
    /// A field is missing or of the wrong type.
    #[error("the envelope's `{0}` is missing or not what it must be")]
    Field(&'static str),
    /// The payload is of another type.
    #[error("the payload is of type {0:?}, and only {PAYLOAD_TYPE:?} is known")]
    PayloadType(String),
    /// There is no signature.
    #[error("the envelope holds no signature")]
    NoSignatures,
    /// There are so many signatures that it takes long to check them.
    #[error("the envelope holds {0} signatures, and at most {MAX_SIGNATURES} are checked")]
    TooManySignatures(usize),
}

impl EnvelopeError {
    /// What to do next.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Unsigned | Self::NoSignatures => "make it again with `--sign-key`",
            Self::PayloadType(_) => "name a file that Wardline signed",
            Self::TooLarge | Self::Json(_) | Self::Field(_) | Self::TooManySignatures(_) => {
                "fetch the file again, or make it again"
            }
        }
    }
}

/// Why no signature of an envelope counts.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum VerifyError {
    /// A signature is said to be of a trusted key, and is not under this payload.
    #[error("the signature of {0} does not fit: the content or the signature was changed after signing")]
    Broken(String),
    /// No trusted key has signed.
    #[error("no key that is trusted for this has signed it; it is signed by {0}")]
    NotTrusted(String),
}

impl VerifyError {
    /// What to do next.
    pub const fn help(&self) -> &'static str {
        match self {
            Self::Broken(_) => "do not use the file; make it again and find out who changed it",
            Self::NotTrusted(_) => "name the signer's public key, or have the file signed by someone who is allowed to",
        }
    }
}

/// What is signed: the type and the payload, each after its length (`PAE` of `protocol.md`).
pub fn pae(payload_type: &str, payload: &[u8]) -> Vec<u8> {
    let head = format!("DSSEv1 {} {payload_type} {} ", payload_type.len(), payload.len());
    [head.as_bytes(), payload].concat()
}

/// An envelope with one signature, as JSON on one line. The same payload and key give the same bytes.
pub fn sign(payload: &[u8], key: &PrivateKey) -> Vec<u8> {
    let signature = key.sign(&pae(PAYLOAD_TYPE, payload));
    let signature = json!({ "keyid": key.public().id(), "sig": BASE64.encode(&signature) });
    let (payload, kind) = (json!(BASE64.encode(payload)), json!(PAYLOAD_TYPE));
    // Written out, so that the order of keys does not depend on how the JSON crate was built.
    format!(
        "{{\"payload\":{payload},\"payloadType\":{kind},\"signatures\":[{{\"keyid\":{},\"sig\":{}}}]}}\n",
        signature["keyid"], signature["sig"]
    )
    .into_bytes()
}

impl Envelope {
    /// Reads an envelope. Fields that are not known are ignored, as the specification asks.
    ///
    /// # Errors
    /// For what is no envelope with an in-toto statement and at least one signature.
    pub fn read(bytes: &[u8]) -> Result<Self, EnvelopeError> {
        if bytes.len() > MAX_EVIDENCE {
            return Err(EnvelopeError::TooLarge);
        }
        let value = json::read(bytes).map_err(EnvelopeError::Json)?;
        if value.get("_type").is_some() && value.get("payload").is_none() {
            return Err(EnvelopeError::Unsigned);
        }
        let text = |name: &'static str| value.get(name).and_then(Value::as_str).ok_or(EnvelopeError::Field(name));
        let kind = text("payloadType")?;
        if kind != PAYLOAD_TYPE {
            return Err(EnvelopeError::PayloadType(short(kind)));
        }
        let payload = base64(text("payload")?).ok_or(EnvelopeError::Field("payload"))?;
        let list = value.get("signatures").and_then(Value::as_array).ok_or(EnvelopeError::Field("signatures"))?;
        if list.len() > MAX_SIGNATURES {
            return Err(EnvelopeError::TooManySignatures(list.len()));
        }
        let signatures = list.iter().map(signature).collect::<Result<Vec<Signature>, _>>()?;
        if signatures.is_empty() {
            return Err(EnvelopeError::NoSignatures);
        }
        Ok(Self { payload, signatures })
    }

    /// The payload, whoever signed it. For telling a person what an envelope says; nothing may be decided by it.
    pub fn unverified_payload(&self) -> &[u8] {
        &self.payload
    }
}

fn signature(value: &Value) -> Result<Signature, EnvelopeError> {
    let keyid = match value.get("keyid") {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(keyid)) => keyid.clone(),
        Some(_) => return Err(EnvelopeError::Field("keyid")),
    };
    let bytes = value.get("sig").and_then(Value::as_str).and_then(base64).ok_or(EnvelopeError::Field("sig"))?;
    Ok(Signature { keyid, bytes })
}

/// The beginning of a text, as long as a message may quote what nobody has signed.
fn short(text: &str) -> String {
    text.chars().take(80).collect()
}

/// Base64 of the usual or the URL-safe alphabet, as the specification asks of readers.
fn base64(text: &str) -> Option<Vec<u8>> {
    let encoding = if text.contains(['-', '_']) { BASE64URL } else { BASE64 };
    encoding.decode(text.as_bytes()).ok()
}

/// The payload and which of the keys have signed it, by their place, ascending. Signatures of other keys are no matter, but one that names
/// a trusted key and is not its is: it says that something was changed.
///
/// # Errors
/// When no trusted key has signed, or a signature that names one is broken.
pub fn verify<'e>(envelope: &'e Envelope, trusted: &[PublicKey]) -> Result<(&'e [u8], Vec<usize>), VerifyError> {
    let message = pae(PAYLOAD_TYPE, &envelope.payload);
    let ids: Vec<String> = trusted.iter().map(PublicKey::id).collect();
    let mut signers = Vec::new();
    for signature in &envelope.signatures {
        let named: Vec<usize> = (0..ids.len()).filter(|index| ids[*index] == signature.keyid).collect();
        let signed = |index: &usize| trusted[*index].verify(&message, &signature.bytes);
        if named.is_empty() {
            signers.extend((0..trusted.len()).filter(signed));
        } else if named.iter().all(signed) {
            signers.extend(named);
        } else {
            return Err(VerifyError::Broken(signature.keyid.clone()));
        }
    }
    signers.sort_unstable();
    signers.dedup();
    if signers.is_empty() {
        let name = |s: &Signature| match s.keyid.as_str() {
            "" => "a key without a name".to_owned(),
            keyid => format!("{:?}", short(keyid)),
        };
        let names: Vec<String> = envelope.signatures.iter().take(10).map(name).collect();
        return Err(VerifyError::NotTrusted(names.join(", ")));
    }
    Ok((&envelope.payload, signers))
}
