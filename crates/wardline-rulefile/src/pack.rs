//! Rule files in binary form, for the pack that is embedded in the tool.
//!
//! The form is private to one build: the tool that writes a pack is the one that reads it, so there is no compatibility to keep, only a
//! version byte that turns a mix-up into an error.

use crate::RuleFile;
use serde::{Deserialize, Serialize};

/// Raised with every change of the types in this crate that go into a pack.
const FORMAT: u8 = 1;

/// Rule files, and the digest of what they were read from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pack {
    /// Digest of the sources, as the caller computed it, such as `sha256:…`. It names the pack in verdicts.
    pub digest: String,
    /// The files, in order.
    pub files: Vec<RuleFile>,
}

/// Why bytes are no pack.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// There are no bytes.
    #[error("the rule pack is empty; build the tool again")]
    Empty,
    /// The bytes were written by another version.
    #[error(
        "the rule pack has format {found}, and this version reads format {FORMAT}; build the pack and the tool from the same sources"
    )]
    Format {
        /// The version that the bytes name.
        found: u8,
    },
    /// The bytes are cut off or changed.
    #[error("the rule pack is damaged ({0}); build the tool again")]
    Damaged(String),
}

/// Writes a pack. The same pack gives the same bytes.
pub fn encode(pack: &Pack) -> Vec<u8> {
    postcard::to_extend(pack, vec![FORMAT])
        .expect("a vector takes all bytes, and no type of a pack refuses to be written")
}

/// Reads a pack that [`encode`] wrote. It is for bytes that come with the tool: depth of formulas is not limited here.
///
/// # Errors
/// If the bytes are of another format, cut off, or longer than their pack.
pub fn decode(bytes: &[u8]) -> Result<Pack, PackError> {
    let (format, body) = bytes.split_first().ok_or(PackError::Empty)?;
    if *format != FORMAT {
        return Err(PackError::Format { found: *format });
    }
    let (pack, rest) = postcard::take_from_bytes(body).map_err(|error| PackError::Damaged(error.to_string()))?;
    if rest.is_empty() { Ok(pack) } else { Err(PackError::Damaged(format!("{} bytes too many", rest.len()))) }
}
