//! Detects which languages with a stop list occur in a corpus, by their function words.

use super::built_in::BuiltInList;
use super::only_token;
use crate::text::{Profile, Tokenizer};

/// Frequent function words that are rare in the other languages, even after the letters are folded by any
/// profile: أو is Persian او, ہے is Arabic هي in the profile of Persian. They make up about a tenth of a
/// text.
const MARKERS: [(BuiltInList, &str); 4] = [
    (
        BuiltInList::Arabic,
        "في إلى التي الذي هذا هذه عن مع كانت يكون كما حيث إذا عند ذلك الذين منذ أنه أنها وفي ومن وقد وهو فيه فيها هناك ليس ثم لم لن قد لا",
    ),
    (
        BuiltInList::English,
        "the and that with from which were this they their been would it are not you his she be what there he",
    ),
    (
        BuiltInList::Persian,
        "از را است شد بود شده کرده نیز شود کند باشد دارد یک های می",
    ),
    (
        BuiltInList::Urdu,
        "کے میں سے اور ہیں کو تھا تھے گیا گئے جس بھی نہیں کیا ہوئے",
    ),
];

/// One in this many tokens must be such a word of a language for it to count; this holds when about a
/// twentieth of the text is in the language.
const FEWEST_SHARE: u64 = 250;

/// A text in one of the languages must have such a word among this many tokens.
const TELLING_TOKENS: u64 = 200;

/// Counts of the function words of each language in a corpus.
#[derive(Debug, Clone)]
pub struct CorpusLanguages {
    markers: [(BuiltInList, Vec<String>); 4],
    tokens: u64,
    found: [u64; 4],
}

impl CorpusLanguages {
    /// Empty counts; tokens must come from `tokenizer`.
    pub fn new(tokenizer: &Tokenizer) -> Self {
        let markers = MARKERS.map(|(list, words)| {
            let words = words.split_whitespace();
            let words = words.filter_map(|word| only_token(tokenizer, word));
            (list, words.collect())
        });
        CorpusLanguages {
            markers,
            tokens: 0,
            found: [0; 4],
        }
    }

    /// Counts `count` occurrences of a normalised, unstemmed token.
    pub fn add(&mut self, token: &str, count: u64) {
        self.tokens += count;
        for ((_, words), found) in self.markers.iter().zip(&mut self.found) {
            if words.iter().any(|word| word == token) {
                *found += count;
            }
        }
    }

    /// The tokens that were counted.
    pub(crate) fn tokens(&self) -> u64 {
        self.tokens
    }

    /// Occurrences of the function words of each language, by its list.
    pub(crate) fn function_words(&self) -> impl Iterator<Item = (BuiltInList, u64)> {
        let lists = self.markers.iter().map(|(list, _)| *list);
        lists.zip(self.found)
    }

    /// Adds tokens of other documents, which may be function words.
    pub(crate) fn add_tokens(&mut self, count: u64) {
        self.tokens += count;
    }

    /// Adds occurrences of function words of other documents; they are among their tokens.
    pub(crate) fn add_function_words(&mut self, list: BuiltInList, count: u64) {
        for ((of_language, _), found) in self.markers.iter().zip(&mut self.found) {
            if *of_language == list {
                *found += count;
            }
        }
    }

    /// The lists of the languages that make up at least a twentieth of the text, in the order of
    /// [`BuiltInList::ALL`]; those of Arabic and English for a short text without function words.
    pub fn lists(&self) -> Vec<BuiltInList> {
        let lists = self.markers.iter().zip(self.found);
        let lists = lists.filter(|&(_, found)| found * FEWEST_SHARE >= self.tokens.max(1));
        let found: Vec<BuiltInList> = lists.map(|((list, _), _)| *list).collect();
        if found.is_empty() && self.tokens < TELLING_TOKENS {
            return vec![BuiltInList::Arabic, BuiltInList::English];
        }
        found
    }

    /// The profile with the letters of the language of most Arabic-script text: `persian` or `urdu`,
    /// otherwise `auto`.
    pub fn profile(&self) -> Profile {
        let [arabic, _, persian, urdu] = self.found;
        if persian > arabic && persian >= urdu {
            Profile::PERSIAN
        } else if urdu > arabic {
            Profile::URDU
        } else {
            Profile::AUTO
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARABIC: &str = "قال الوزير في المؤتمر الذي عقد أمس إن الحكومة قد بدأت في تنفيذ الخطة التي وافق عليها المجلس، \
        وهو ما كانت تنتظره المدن. هي خطوة أولى أو ثانية كما قال.";
    const PERSIAN: &str = "وزیر نیرو دیروز در تهران گفت که طرح تازه‌ای برای کاهش مصرف آب در دست اجرا است و او \
        نتیجه‌های آن را از ماه آینده اعلام می‌کند. این طرح در مجلس بررسی شده است.";
    const URDU: &str = "وزیر خزانہ نے اسلام آباد میں کہا کہ حکومت نے بجٹ میں عوام کے لیے نئی سہولتیں رکھی ہیں اور \
        قیمتوں کو کم کرنے کے لیے اقدامات کیے جا رہے ہیں۔";
    const ENGLISH: &str =
        "The minister said that the plan of the government was to start with the new budget.";

    fn found(profile: Profile, text: &str) -> (Vec<BuiltInList>, Profile) {
        let tokenizer = Tokenizer::new(profile);
        let mut languages = CorpusLanguages::new(&tokenizer);
        for token in tokenizer.tokens(text) {
            languages.add(&token.text, 1);
        }
        (languages.lists(), languages.profile())
    }

    #[test]
    fn languages_are_told_whatever_the_letters_are_folded_to() {
        for profile in [Profile::AUTO, Profile::PERSIAN, Profile::URDU] {
            for (text, list) in [
                (ARABIC, BuiltInList::Arabic),
                (PERSIAN, BuiltInList::Persian),
                (URDU, BuiltInList::Urdu),
                (ENGLISH, BuiltInList::English),
            ] {
                assert_eq!(
                    found(profile, text),
                    (vec![list], list.profile()),
                    "{profile}: {text}"
                );
            }
        }
        let arabic_keyboard = PERSIAN.replace('ی', "ي").replace('ک', "ك");
        assert_eq!(found(Profile::AUTO, &arabic_keyboard).1, Profile::PERSIAN);
    }

    #[test]
    fn a_twentieth_of_the_text_is_enough_and_a_quotation_is_not() {
        let mixed = |times: usize| {
            found(
                Profile::AUTO,
                &format!("{} {ENGLISH}", ARABIC.repeat(times)),
            )
            .0
        };
        assert_eq!(mixed(1), [BuiltInList::Arabic, BuiltInList::English]);
        assert_eq!(mixed(100), [BuiltInList::Arabic]);
        let french = "Le ministre a dit que le plan du gouvernement est prêt. ";
        let short = [BuiltInList::Arabic, BuiltInList::English];
        assert_eq!(found(Profile::AUTO, french).0, short);
        assert_eq!(found(Profile::AUTO, &french.repeat(20)).0, []);
    }
}
