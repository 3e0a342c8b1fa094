//! A word cloud of the most frequent terms.

use super::terms::{captions, ranked_bars, table};
use super::{Figure, Language};
use crate::charts::{self, Cloud};
use crate::error::Error;
use crate::features::Terms;

/// The `top` most frequent terms; more frequent terms are larger.
///
/// # Errors
/// When there is no term.
pub fn cloud(counted: &Terms<'_>, top: usize, language: Option<Language>) -> Result<Figure, Error> {
    let terms = ranked_bars(counted, top)?;
    let captions = captions(counted, &terms, language);
    let table = table(&terms);
    Ok(Figure::new(Cloud { terms }, charts::cloud, captions, table))
}
