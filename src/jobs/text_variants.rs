//! Ways to tokenise a corpus that `tune` tries.

use crate::corpus::TokenizedCorpus;
use crate::features::FeatureSettings;
use crate::text::{HamzaSeats, Profile, StemLanguage, script};

/// Letters of Persian and of Urdu that Arabic does not have.
const PERSIAN: [char; 4] = ['پ', 'چ', 'ژ', 'گ'];
const URDU: [char; 5] = ['ٹ', 'ڈ', 'ڑ', 'ں', 'ے'];

/// One in this many Arabic-script words must have such a letter.
const ONE_IN: usize = 20;

/// The scripts and letters of the distinct words of a corpus.
#[derive(Default)]
struct Writing {
    arabic: usize,
    latin: usize,
    persian: usize,
    urdu: usize,
}

impl Writing {
    fn of(corpus: &TokenizedCorpus) -> Self {
        let mut writing = Writing::default();
        for token in corpus.tokens().iter() {
            match script(token) {
                Some("Arabic") => {
                    writing.arabic += 1;
                    writing.persian += usize::from(token.contains(PERSIAN));
                    writing.urdu += usize::from(token.contains(URDU));
                }
                Some("Latin") => writing.latin += 1,
                _ => {}
            }
        }
        writing
    }

    /// The profile of a language whose letters occur. Urdu also has the Persian letters.
    fn profile(&self) -> Option<Profile> {
        let mut profiles =
            [(self.urdu, Profile::URDU), (self.persian, Profile::PERSIAN)].into_iter();
        let found = profiles.find(|(words, _)| words * ONE_IN > self.arabic);
        found.map(|(_, profile)| profile)
    }
}

/// Alternatives to the tokenisation of `features`: grouped word forms and folded hamza seats in a corpus that
/// is mostly in Arabic script, the profile of Persian or Urdu if their letters occur, English stems in a
/// corpus that is mostly Latin. Settings that are given are not changed.
pub fn other_texts(features: &FeatureSettings, corpus: &TokenizedCorpus) -> Vec<FeatureSettings> {
    let writing = Writing::of(corpus);
    let mut others = Vec::new();
    if let Some(profile) = writing.profile()
        && features.profile == Profile::AUTO
    {
        others.push(FeatureSettings {
            profile,
            ..features.clone()
        });
    }
    if writing.arabic > writing.latin {
        others.push(FeatureSettings {
            clitics: true,
            ..features.clone()
        });
        others.push(FeatureSettings {
            hamza_seats: HamzaSeats::Fold,
            ..features.clone()
        });
    } else if features.stem.is_none() {
        others.push(FeatureSettings {
            stem: Some(StemLanguage::English),
            ..features.clone()
        });
    }
    others.retain(|other| other != features && other.check().is_ok());
    others
}

#[cfg(test)]
mod tests {
    use super::*;

    fn profiles(text: &str, features: &FeatureSettings) -> Vec<Profile> {
        let mut corpus = TokenizedCorpus::default();
        let pushed = corpus.push(text, "x");
        pushed.expect("memory holds one text");
        let others = other_texts(features, &corpus);
        others.into_iter().map(|other| other.profile).collect()
    }

    #[test]
    fn languages_are_told_by_their_letters() {
        let defaults = FeatureSettings::default();
        let persian = "وزیر گفت که این گزارش چند روز پیش منتشر شد";
        assert!(profiles(persian, &defaults).contains(&Profile::PERSIAN));
        let urdu = "وزیر نے کہا کہ رپورٹ میں بڑے مسائل ہیں";
        assert!(profiles(urdu, &defaults).contains(&Profile::URDU));
        for text in ["قال الوزير إن الخطة نجحت", "The minister said so"] {
            assert!(
                profiles(text, &defaults)
                    .iter()
                    .all(|&p| p == Profile::AUTO)
            );
        }
        let asked = FeatureSettings {
            profile: Profile::ARABIC,
            ..defaults
        };
        assert!(!profiles(persian, &asked).contains(&Profile::PERSIAN));
    }
}
