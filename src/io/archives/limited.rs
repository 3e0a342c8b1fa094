//! Size limit for entries of an archive.

use std::io::{self, Read};

use crate::io::unpacking::UnpackingLimit;

/// An entry that returns an error when its content exceeds the limit.
pub(in crate::io) struct Limited<R> {
    input: R,
    limit: UnpackingLimit,
    left: u64,
}

impl<R> Limited<R> {
    pub(in crate::io) fn new(input: R, limit: UnpackingLimit) -> Self {
        Limited {
            input,
            limit,
            left: limit.bytes(),
        }
    }
}

impl<R: Read> Read for Limited<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.input.read(buffer)?;
        self.left = self
            .left
            .checked_sub(count as u64)
            .ok_or_else(|| self.limit.is_exceeded_by("the archive's entry"))?;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_over_the_limit_is_an_error() {
        let read = |most| {
            let limit = UnpackingLimit::of_bytes(most);
            io::read_to_string(Limited::new(&b"four"[..], limit))
        };
        assert_eq!(read(4).unwrap(), "four");
        let error = read(3).unwrap_err().to_string();
        assert_eq!(
            error,
            "the archive's entry holds more than 3 B; give `max_unpacked` a larger size if it is meant"
        );
    }
}
