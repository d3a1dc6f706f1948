//! How large a file is after gzip, which is what GitHub limits.
//!
//! Nothing is kept: the bytes are compressed and counted as they are written. The fast level makes the result larger than what an uploader
//! makes of it, so a file that fits here fits there.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::{self, BufWriter, Write};

/// The number of bytes that `content` takes after gzip.
pub(super) fn zipped_size(content: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<usize> {
    // JSON comes in pieces of a few bytes, and a call of the encoder is not cheap.
    let mut out = BufWriter::with_capacity(64 * 1024, GzEncoder::new(Counter(0), Compression::fast()));
    content(&mut out)?;
    Ok(out.into_inner().map_err(io::IntoInnerError::into_error)?.finish()?.0)
}

/// Counts bytes and drops them.
struct Counter(usize);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
