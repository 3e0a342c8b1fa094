//! Compressed input: gzip and Zstandard.

use std::io::{self, BufRead, Read};

use ruzstd::decoding::errors::{FrameDecoderError, ReadFrameHeaderError};
use ruzstd::decoding::{BlockDecodingStrategy, FrameDecoder};

/// Bytes of a Zstandard frame that are decoded at a time.
const DECODE_BYTES: usize = 1 << 17;

/// How an input's bytes are compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    Gzip,
    Zstd,
}

impl Compression {
    /// `name` without a compression's ending; `name` is in lower case.
    pub(super) fn strip_ending(name: &str) -> &str {
        name.strip_suffix(".gz")
            .or_else(|| name.strip_suffix(".zst"))
            .unwrap_or(name)
    }

    /// By the magic number at the start of the content, so that standard input works too.
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

/// A reader of the decompressed content.
pub(super) fn decompressed(
    mut input: impl BufRead + Send + 'static,
) -> io::Result<Box<dyn Read + Send>> {
    let compression = Compression::of_content(input.fill_buf()?);
    Ok(match compression {
        Compression::None => Box::new(input),
        Compression::Gzip => Box::new(flate2::bufread::MultiGzDecoder::new(input)),
        Compression::Zstd => Box::new(ZstdFrames {
            input,
            decoder: None,
        }),
    })
}

/// All frames of a Zstandard stream, one after the other.
struct ZstdFrames<R: BufRead> {
    input: R,
    decoder: Option<Box<FrameDecoder>>,
}

impl<R: BufRead> ZstdFrames<R> {
    /// Starts the next frame that holds content; false at the end of the input.
    fn next_frame(&mut self) -> io::Result<bool> {
        while !self.input.fill_buf()?.is_empty() {
            let decoder = self.decoder.get_or_insert_with(Default::default);
            match decoder.reset(&mut self.input) {
                Ok(()) => return Ok(true),
                Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                    length,
                    ..
                })) => {
                    let mut skipped = self.input.by_ref().take(length.into());
                    io::copy(&mut skipped, &mut io::sink())?;
                    self.decoder = None;
                }
                Err(error) => return Err(io::Error::other(error)),
            }
        }
        Ok(false)
    }

    /// Compares the checksum of the frame that was read with its content.
    fn check_frame(&self) -> io::Result<()> {
        let decoder = self.decoder.as_ref();
        let stated = decoder.and_then(|decoder| decoder.get_checksum_from_data());
        let found = decoder.and_then(|decoder| decoder.get_calculated_checksum());
        match (stated, found) {
            (Some(stated), Some(found)) if stated != found => Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the content does not fit its checksum; the file is damaged",
            )),
            _ => Ok(()),
        }
    }

    /// Reads from the frame under way, decoding as much of it as is needed; 0 at its end.
    fn read_frame(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let Some(decoder) = &mut self.decoder else {
            return Ok(0);
        };
        while decoder.can_collect() == 0 && !decoder.is_finished() {
            let want = BlockDecodingStrategy::UptoBytes(DECODE_BYTES);
            decoder
                .decode_blocks(&mut self.input, want)
                .map_err(io::Error::other)?;
        }
        decoder.read(buffer)
    }
}

impl<R: BufRead> Read for ZstdFrames<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let count = self.read_frame(buffer)?;
            if count == 0 && !buffer.is_empty() {
                self.check_frame()?;
            }
            if count > 0 || buffer.is_empty() || !self.next_frame()? {
                return Ok(count);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write};

    use super::*;

    fn read_all(bytes: Vec<u8>) -> io::Result<Vec<u8>> {
        let mut content = Vec::new();
        decompressed(Cursor::new(bytes))?.read_to_end(&mut content)?;
        Ok(content)
    }

    fn zstd(content: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(content, ruzstd::encoding::CompressionLevel::Fastest)
    }

    #[test]
    fn plain_gzip_and_zstd_give_the_same_content() {
        let content = "نص طويل ".repeat(50_000).into_bytes();
        let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        gzip.write_all(&content).unwrap();
        // Not assert_eq: a difference would print megabytes.
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
