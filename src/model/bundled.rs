//! The model that is part of the program.

use super::file::from_bytes;
use super::fit::Model;

static BYTES: &[u8] = include_bytes!("../../models/arabic-news.tasnif");

/// The bundled Arabic news model, trained on SANAD's AlKhaleej articles (see `models/README.md`):
/// Culture, Finance, Medical, Politics, Religion, Sports and Tech.
pub fn bundled_model() -> Model {
    from_bytes(BYTES).expect("the bundled model is read by a test of every build")
}
