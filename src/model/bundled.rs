//! The built-in model.

use crate::features::Bytes;

use super::file::from_bytes;
use super::fit::Model;

/// Aligned for the numbers in it, so that they are used without a copy.
#[repr(C, align(8))]
struct Aligned<B: ?Sized>(B);

static FILE: &Aligned<[u8]> = &Aligned(*include_bytes!("../../models/arabic-news.tasnif"));

/// The bundled Arabic news model, trained on SANAD's AlKhaleej articles (see `models/README.md`):
/// Culture, Finance, Medical, Politics, Religion, Sports and Tech.
pub fn bundled_model() -> Model {
    from_bytes(&Bytes::new(&FILE.0)).expect("the bundled model is read by a test of every build")
}
