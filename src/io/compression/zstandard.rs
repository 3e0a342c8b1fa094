//! Zstandard.

use std::io::{self, BufRead, Read};

use crate::error::{Error, Result};
use crate::io::unpacking::UnpackingLimit;

/// Largest Zstandard window that is allowed without a higher limit, as a power of two: that of `zstd --long`.
const COMMON_WINDOW: u32 = 27;

/// Largest possible Zstandard window.
const LARGEST_WINDOW: u32 = 31;

/// Level of compression: higher ones save little on numbers and take much longer.
const LEVEL: i32 = 3;

/// Compresses bytes.
pub(super) fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    zstd::bulk::compress(bytes, LEVEL).map_err(problem)
}

/// Decompresses bytes to at most `most` bytes.
pub(super) fn decompress(bytes: &[u8], most: usize) -> Result<Vec<u8>> {
    zstd::bulk::decompress(bytes, most).map_err(problem)
}

fn problem(error: io::Error) -> Error {
    Error::Input(format!("Zstandard: {error}"))
}

/// The decompressed content.
pub(super) fn decompressed(
    input: impl BufRead + Send + 'static,
    limit: UnpackingLimit,
) -> io::Result<Box<dyn Read + Send>> {
    let mut decoder = zstd::Decoder::with_buffer(input)?;
    decoder.window_log_max(window(limit))?;
    Ok(Box::new(decoder))
}

/// Largest Zstandard window that is unpacked, as a power of two.
fn window(limit: UnpackingLimit) -> u32 {
    limit
        .bytes()
        .max(1)
        .ilog2()
        .clamp(COMMON_WINDOW, LARGEST_WINDOW)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn windows_of_the_common_tools_need_no_limit() {
        for (bytes, largest) in [(0, 27), (1 << 20, 27), (1 << 30, 30), (u64::MAX, 31)] {
            assert_eq!(window(UnpackingLimit::of_bytes(bytes)), largest);
        }
    }
}
