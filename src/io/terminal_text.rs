//! Standard output on a terminal.

use std::io::{self, Stdout, Write};

use crate::text::shown_lines;

/// Writes text to a terminal without characters that control it: escapes, direction marks and other control
/// characters.
///
/// Lines are written when they are complete, or when the text is flushed.
pub(crate) struct TerminalText<W = Stdout> {
    out: W,
    line: Vec<u8>,
}

impl TerminalText {
    /// Text to standard output.
    pub(crate) fn new() -> Self {
        TerminalText {
            out: io::stdout(),
            line: Vec::new(),
        }
    }
}

impl<W: Write> TerminalText<W> {
    fn write_lines(&mut self, bytes: usize) -> io::Result<()> {
        let lines: Vec<u8> = self.line.drain(..bytes).collect();
        let text = String::from_utf8_lossy(&lines);
        self.out.write_all(shown_lines(&text).as_bytes())
    }
}

impl<W: Write> Write for TerminalText<W> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.line.extend_from_slice(buffer);
        if let Some(end) = memchr::memrchr(b'\n', &self.line) {
            self.write_lines(end + 1)?;
        }
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.write_lines(self.line.len())?;
        self.out.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_pass_whole_and_control_characters_do_not() {
        let mut text = TerminalText {
            out: Vec::new(),
            line: Vec::new(),
        };
        let input = "\u{1b}]0;x\u{7}مصر\tb\r\n\u{202E}\u{9b}2Jم";
        for byte in input.bytes() {
            text.write_all(&[byte]).unwrap();
        }
        assert_eq!(text.out, "]0;xمصر\tb\n".as_bytes());
        text.flush().unwrap();
        assert_eq!(text.out, "]0;xمصر\tb\n2Jم".as_bytes());
    }
}
