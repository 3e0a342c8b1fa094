//! Compressed input: gzip and Zstandard.

#[cfg(feature = "zstd")]
mod zstandard;
#[cfg(not(feature = "zstd"))]
#[path = "absent.rs"]
mod zstandard;

use std::io::{self, BufRead, Read};

use crate::error::Result;

use super::unpacking::{Counted, Unpacked, UnpackingLimit};

/// The compression of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// `name` without the ending of a compression; `name` is in lower case.
    pub(super) fn strip_ending(name: &str) -> &str {
        name.strip_suffix(".gz")
            .or_else(|| name.strip_suffix(".zst"))
            .unwrap_or(name)
    }

    /// By the magic number at the start of the content, which also works for standard input.
    fn of_content(start: &[u8]) -> Self {
        if start.starts_with(&[0x1F, 0x8B]) {
            Compression::Gzip
        } else if start.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
            Compression::Zstd
        } else {
            Compression::None
        }
    }
}

/// Compresses bytes with Zstandard.
///
/// # Errors
/// When this build lacks the feature `zstd`.
pub(crate) fn compress(bytes: &[u8]) -> Result<Vec<u8>> {
    zstandard::compress(bytes)
}

/// Decompresses bytes from [`compress`] to at most `most` bytes.
///
/// # Errors
/// When the bytes are damaged or become longer, or this build lacks the feature `zstd`.
pub(crate) fn decompress(bytes: &[u8], most: usize) -> Result<Vec<u8>> {
    zstandard::decompress(bytes, most)
}

/// A reader of the decompressed content, which fails when the content exceeds `limit`.
pub(super) fn decompressed(
    mut input: impl BufRead + Send + 'static,
    limit: UnpackingLimit,
) -> io::Result<Box<dyn Read + Send>> {
    let compression = Compression::of_content(input.fill_buf()?);
    let (input, packed) = Counted::new(input);
    let input: Box<dyn Read + Send> = match compression {
        Compression::None => return Ok(Box::new(input)),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input)),
        Compression::Zstd => zstandard::decompressed(input, limit)?,
    };
    Ok(Box::new(Unpacked {
        input,
        packed,
        unpacked: 0,
        limit,
    }))
}

#[cfg(all(test, feature = "zstd"))]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn read_all(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        let limit = UnpackingLimit::of_bytes(1 << 20);
        decompressed(Cursor::new(bytes), limit)?.read_to_end(&mut content)?;
        Ok(content)
    }

    #[test]
    fn a_bomb_ends_at_the_limit() {
        // Uncompressed input of the same size is not a decompression bomb.
        let content = vec![b' '; 3 << 20];
        assert!(read_all(content.clone()).unwrap() == content);
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        gzip.write_all(&content).unwrap();
        for packed in [gzip.finish().unwrap(), zstd(&content)] {
            let error = read_all(packed).unwrap_err().to_string();
            assert!(
                error.starts_with("it unpacks to more than 1.0 MiB and 250 times its size; "),
                "{error}"
            );
        }
    }

    #[test]
    fn a_window_beyond_the_limit_is_named() {
        let mut encoder = zstd::Encoder::new(Vec::new(), 1).unwrap();
        encoder.window_log(28).unwrap();
        encoder.include_contentsize(false).unwrap();
        encoder.write_all(b"text").unwrap();
        let error = read_all(encoder.finish().unwrap()).unwrap_err().to_string();
        assert!(error.contains("give `max_unpacked` 2GiB"), "{error}");
    }

    fn zstd(content: &[u8]) -> Vec<u8> {
        zstd::encode_all(content, 1).unwrap()
    }

    #[test]
    fn plain_gzip_and_zstd_give_the_same_content() {
        let content = "نص طويل ".repeat(50_000).into_bytes();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&content).unwrap();
        // Not assert_eq: its message would print megabytes.
        assert!(read_all(content.clone()).unwrap() == content);
        assert!(read_all(gzip.finish().unwrap()).unwrap() == content);
        assert!(read_all(zstd(&content)).unwrap() == content);
    }

    #[test]
    fn frames_follow_one_another_and_truncation_is_an_error() {
        let mut frames = zstd(b"one ");
        // A skippable frame: magic number, length, content.
        frames.extend([0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 7, 7, 7]);
        frames.extend(zstd(b"two"));
        assert_eq!(read_all(frames.clone()).unwrap(), b"one two");
        frames.truncate(frames.len() - 2);
        assert!(read_all(frames).is_err());
        assert_eq!(read_all(Vec::new()).unwrap(), b"");
    }
}
