//! Zstandard.

use std::io::{self, BufRead, Read};

use crate::io::unpacking::UnpackingLimit;

/// Largest Zstandard window that is allowed without a higher limit, as a power of two: that of `zstd --long`.
const COMMON_WINDOW: u32 = 27;

/// Largest possible Zstandard window.
const LARGEST_WINDOW: u32 = 31;

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
