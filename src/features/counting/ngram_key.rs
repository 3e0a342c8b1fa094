//! N-grams as numbers: each is the n-gram without its last token, plus that token.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Means "no n-gram" and "no term".
pub(crate) const NONE: u32 = u32::MAX;

/// The n-gram `shorter` extended by `token`.
#[inline]
pub(crate) fn key(shorter: u32, token: u32) -> u64 {
    u64::from(shorter) << 32 | u64::from(token)
}

/// The parts of a key: the shorter n-gram and the last token.
pub(crate) fn parts(key: u64) -> (u32, u32) {
    ((key >> 32) as u32, key as u32)
}

/// Hash of a key.
#[inline]
pub(crate) fn hash(key: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(key);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_come_back() {
        assert_eq!(parts(key(7, NONE - 1)), (7, NONE - 1));
        assert_ne!(hash(key(1, 2)), hash(key(2, 1)));
    }
}
