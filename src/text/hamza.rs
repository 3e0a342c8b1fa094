//! Hamza on a carrier letter: kept or folded.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::letters::Letters;

/// Normalisation of the hamza on waw and ya, which writers often omit (شئون, شؤون).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[non_exhaustive]
pub enum HamzaSeats {
    /// ؤ and ئ are kept. The default.
    #[default]
    Keep,
    /// ؤ becomes و and ئ becomes the ya of the profile, ۓ becomes ے; a hamza on the line, ء, is kept.
    Fold,
}

impl HamzaSeats {
    /// True for [`HamzaSeats::Keep`], which is not stored, so that such models are the same as before the
    /// setting existed.
    pub(crate) fn is_keep(&self) -> bool {
        *self == HamzaSeats::Keep
    }

    pub(super) fn apply<'t>(self, token: &'t str, letters: Letters) -> Cow<'t, str> {
        let seated = |c| letters.fold_seat(c) != c;
        if self.is_keep() || !token.contains(seated) {
            return Cow::Borrowed(token);
        }
        token.chars().map(|c| letters.fold_seat(c)).collect()
    }
}
