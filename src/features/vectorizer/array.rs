//! Arrays of learned numbers: in their own memory, or within the bytes of a file.

use std::fmt;
use std::ops::{Deref, Range};
use std::sync::Arc;

use bytemuck::Pod;

/// Bytes that contain several arrays.
#[derive(Clone)]
pub struct Bytes(Arc<dyn AsRef<[u8]> + Send + Sync>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Bytes")
            .field("length", &self.len())
            .finish_non_exhaustive()
    }
}

impl Bytes {
    /// Shares any owner of bytes.
    pub fn new(bytes: impl AsRef<[u8]> + Send + Sync + 'static) -> Self {
        Bytes(Arc::new(bytes))
    }
}

impl Deref for Bytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        (*self.0).as_ref()
    }
}

/// Immutable numbers; used like a slice.
#[derive(Clone)]
pub struct Array<T>(Place<T>);

#[derive(Clone)]
enum Place<T> {
    Own(Vec<T>),
    /// Little-endian, aligned, in a whole number of items.
    In(Bytes, Range<usize>),
}

impl<T: Pod> Array<T> {
    /// The array in `range` of `bytes`, little-endian; without a copy if the machine and the alignment allow
    /// it, otherwise with `read` for each item.
    pub fn in_bytes<const N: usize>(
        bytes: &Bytes,
        range: Range<usize>,
        read: impl Fn([u8; N]) -> T,
    ) -> Self {
        let own = &bytes[range.clone()];
        if cfg!(target_endian = "little") && bytemuck::try_cast_slice::<u8, T>(own).is_ok() {
            return Array(Place::In(bytes.clone(), range));
        }
        let (items, _) = own.as_chunks::<N>();
        Array(Place::Own(items.iter().map(|item| read(*item)).collect()))
    }
}

impl<T: Pod> Deref for Array<T> {
    type Target = [T];

    #[inline]
    fn deref(&self) -> &[T] {
        match &self.0 {
            Place::Own(items) => items,
            Place::In(bytes, range) => bytemuck::cast_slice(&bytes[range.clone()]),
        }
    }
}

impl<T> From<Vec<T>> for Array<T> {
    fn from(items: Vec<T>) -> Self {
        Array(Place::Own(items))
    }
}

impl<T: Pod> FromIterator<T> for Array<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        Array(Place::Own(items.into_iter().collect()))
    }
}

impl<T> Default for Array<T> {
    fn default() -> Self {
        Array(Place::Own(Vec::new()))
    }
}

impl<T: Pod + PartialEq> PartialEq for Array<T> {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl<T: Pod + fmt::Debug> fmt::Debug for Array<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_reads_the_same_at_any_alignment() {
        let mut content = vec![9; 3];
        content.extend([1u32, 2, u32::MAX].iter().flat_map(|n| n.to_le_bytes()));
        for shift in 0..4 {
            let bytes = Bytes::new([vec![0; shift], content.clone()].concat());
            let range = 3 + shift..15 + shift;
            let array = Array::in_bytes(&bytes, range, u32::from_le_bytes);
            assert_eq!(*array, [1, 2, u32::MAX]);
            assert_eq!(array, Array::from(vec![1, 2, u32::MAX]));
        }
    }
}
