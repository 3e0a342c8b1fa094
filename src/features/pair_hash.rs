//! Hash of a pair of numbers.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Hash of two 32-bit numbers in one 64-bit key.
#[inline]
pub(super) fn pair_hash(key: u64) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write_u64(key);
    hasher.finish()
}
