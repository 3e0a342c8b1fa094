//! Named, versioned sets of rules: which bytes make a token, and what becomes of them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::letters::Letters;

/// How text is cut into tokens and how tokens are normalised.
///
/// A profile is part of every model: text is always read at serving time as it was at training time.
/// The number in the stored name (`auto@1`) changes whenever the tokens of any text change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Profile {
    /// By the script of each token: Arabic rules for Arabic tokens, UAX #29 and case folding for
    /// all others. The default.
    #[default]
    Auto,
    /// The Arabic rules for every token: also outside Arabic script a full stop or an apostrophe
    /// ends a word, and letters and digits part.
    Arabic,
    /// As `auto`, with Arabic-script tokens in the letters of Persian: ک گ پ چ ژ ی and آ stay, Arabic
    /// ك, ي and ى become ک and ی, and every form of he, ta marbuta and ۀ among them, becomes ه. Parts
    /// joined by a zero-width non-joiner are one token, written without it: می‌روم is میروم.
    Persian,
    /// As `auto`, with Arabic-script tokens in the letters of Urdu: ٹ ڈ ڑ ں ھ ہ ے ۓ ؤ ئ ۃ and آ stay,
    /// Arabic ه, ي, ك and ة become ہ, ی, ک and ۃ, and ۂ becomes ہ.
    Urdu,
    /// UAX #29 words, compatibility composition and case folding for every script; Arabic letters and marks
    /// stay as written.
    Latin,
    /// UAX #29 words exactly as written.
    Plain,
}

impl Profile {
    /// All profiles, in the order in which they are documented.
    pub const ALL: [Profile; 6] = [
        Profile::Auto,
        Profile::Arabic,
        Profile::Persian,
        Profile::Urdu,
        Profile::Latin,
        Profile::Plain,
    ];

    /// The name typed by a user, without the version.
    pub fn name(self) -> &'static str {
        match self {
            Profile::Auto => "auto",
            Profile::Arabic => "arabic",
            Profile::Persian => "persian",
            Profile::Urdu => "urdu",
            Profile::Latin => "latin",
            Profile::Plain => "plain",
        }
    }

    /// The letters that Arabic-script tokens are written in, where the profile folds any.
    pub(super) fn letters(self) -> Option<Letters> {
        match self {
            Profile::Auto | Profile::Arabic => Some(Letters::Arabic),
            Profile::Persian => Some(Letters::Persian),
            Profile::Urdu => Some(Letters::Urdu),
            Profile::Latin | Profile::Plain => None,
        }
    }

    /// Version of the rules behind the name.
    pub fn version(self) -> u32 {
        1
    }
}

/// Writes the stored name, such as `auto@1`.
impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.name(), self.version())
    }
}

/// Reads `auto` (the current version) or `auto@1` (exactly that version).
impl FromStr for Profile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, version) = match text.split_once('@') {
            Some((name, version)) => (name, Some(version)),
            None => (text, None),
        };
        let profile = Self::ALL
            .into_iter()
            .find(|profile| profile.name() == name)
            .ok_or_else(|| {
                format!(
                    "no profile \"{text}\"; there are auto, arabic, persian, urdu, latin and plain"
                )
            })?;
        match version {
            Some(version) if version != profile.version().to_string() => Err(format!(
                "profile \"{text}\" is not known to this version of tasnif, which has {profile}"
            )),
            _ => Ok(profile),
        }
    }
}

impl TryFrom<String> for Profile {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl From<Profile> for String {
    fn from(profile: Profile) -> String {
        profile.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip_and_unknown_versions_are_refused() {
        for profile in Profile::ALL {
            assert_eq!(profile.to_string().parse(), Ok(profile));
            assert_eq!(profile.name().parse(), Ok(profile));
        }
        assert!("auto@99".parse::<Profile>().is_err());
        assert!("arabisch".parse::<Profile>().is_err());
    }
}
