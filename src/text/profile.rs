//! Named, versioned rules for segmentation and normalisation.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::letters::Letters;

/// How text is split into tokens and how tokens are normalised.
///
/// A profile is part of every model: text is always tokenised in classification as it was in training. The
/// number in the stored name (`auto@2`) changes whenever the tokens of any text change; the rules of older
/// versions are kept for their models.
///
/// | version | what changed |
/// |---|---|
/// | 1 | the first |
/// | 2 | characters that NFKC writes as several words (½, ﷺ, ℃) are several tokens; a fraction slash parts numbers; final sigma folds with sigma, and İ with i (not in `plain`) |
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Profile {
    rules: RuleSet,
    version: u32,
}

/// The text for which the rules of a profile are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RuleSet {
    Auto,
    Arabic,
    Persian,
    Urdu,
    Latin,
    Plain,
}

/// The newest version of all profiles.
const VERSION: u32 = 2;

impl Profile {
    /// By the script of each token: Arabic rules for Arabic tokens, UAX #29 and case folding for all others.
    /// The default.
    pub const AUTO: Profile = Profile::newest(RuleSet::Auto);
    /// The Arabic rules for every token: a full stop or an apostrophe ends a word in any script, and letters
    /// and digits are separated.
    pub const ARABIC: Profile = Profile::newest(RuleSet::Arabic);
    /// Like `auto`, with Arabic-script tokens in the letters of Persian: ک گ پ چ ژ ی and آ are kept, Arabic
    /// ك, ي and ى become ک and ی, and every form of he, including ta marbuta and ۀ, becomes ه. Parts joined
    /// by a zero-width non-joiner are one token, without it: می‌روم is میروم.
    pub const PERSIAN: Profile = Profile::newest(RuleSet::Persian);
    /// Like `auto`, with Arabic-script tokens in the letters of Urdu: ٹ ڈ ڑ ں ھ ہ ے ۓ ؤ ئ ۃ and آ are kept,
    /// Arabic ه, ي, ك and ة become ہ, ی, ک and ۃ, and ۂ becomes ہ.
    pub const URDU: Profile = Profile::newest(RuleSet::Urdu);
    /// UAX #29 words, compatibility composition and case folding for every script; Arabic letters and marks
    /// are unchanged.
    pub const LATIN: Profile = Profile::newest(RuleSet::Latin);
    /// UAX #29 words exactly as written.
    pub const PLAIN: Profile = Profile::newest(RuleSet::Plain);

    /// All profiles in their newest version, in the order in which they are documented.
    pub const ALL: [Profile; 6] = [
        Profile::AUTO,
        Profile::ARABIC,
        Profile::PERSIAN,
        Profile::URDU,
        Profile::LATIN,
        Profile::PLAIN,
    ];

    const fn newest(rules: RuleSet) -> Self {
        Profile {
            rules,
            version: VERSION,
        }
    }

    /// The name without the version, as typed by users.
    pub fn name(self) -> &'static str {
        match self.rules {
            RuleSet::Auto => "auto",
            RuleSet::Arabic => "arabic",
            RuleSet::Persian => "persian",
            RuleSet::Urdu => "urdu",
            RuleSet::Latin => "latin",
            RuleSet::Plain => "plain",
        }
    }

    pub(super) fn rules(self) -> RuleSet {
        self.rules
    }

    /// True for profiles of this name in any version.
    pub fn is_same_name(self, other: Profile) -> bool {
        self.rules == other.rules
    }

    /// The letters of Arabic-script tokens, if the profile folds any.
    pub(super) fn letters(self) -> Option<Letters> {
        match self.rules {
            RuleSet::Auto | RuleSet::Arabic => Some(Letters::Arabic),
            RuleSet::Persian => Some(Letters::Persian),
            RuleSet::Urdu => Some(Letters::Urdu),
            RuleSet::Latin | RuleSet::Plain => None,
        }
    }

    /// Version of the rules behind the name, from 1.
    pub fn version(self) -> u32 {
        self.version
    }
}

impl Default for Profile {
    fn default() -> Self {
        Profile::AUTO
    }
}

/// Writes the stored name, such as `auto@1`.
impl fmt::Display for Profile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.name(), self.version())
    }
}

/// Reads `auto` (the newest version) or `auto@1` (exactly that version).
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
        let Some(version) = version else {
            return Ok(profile);
        };
        let known = (1..=VERSION).find(|known| known.to_string() == version);
        known
            .map(|version| Profile { version, ..profile })
            .ok_or_else(|| {
                format!(
                    "profile \"{text}\" is not known to this version of tasnif, which has {profile}"
                )
            })
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
        let first: Profile = "auto@1".parse().unwrap();
        assert_eq!((first.version(), &*first.to_string()), (1, "auto@1"));
        assert_ne!(first, Profile::AUTO);
        assert!(first.is_same_name(Profile::AUTO) && !first.is_same_name(Profile::LATIN));
        for profile in Profile::ALL {
            assert_eq!(profile.to_string().parse(), Ok(profile));
            assert_eq!(profile.name().parse(), Ok(profile));
        }
        assert!("auto@99".parse::<Profile>().is_err());
        assert!("auto@0".parse::<Profile>().is_err());
        assert!("auto@02".parse::<Profile>().is_err());
        assert!("arabisch".parse::<Profile>().is_err());
    }
}
