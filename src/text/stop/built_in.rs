//! The built-in stop lists.

use std::collections::{BTreeSet, HashSet};
use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

use crate::text::Profile;

/// A built-in stop list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(try_from = "String")]
#[non_exhaustive]
pub enum BuiltInList {
    /// Function words of Arabic, each also with the prefixes و and ف.
    Arabic,
    /// NLTK's list and some more function words of English.
    English,
    /// Function words of Persian.
    Persian,
    /// Function words of Urdu.
    Urdu,
    /// Reporting verbs, words of time and numerals of Arabic news.
    ArabicNews,
    /// Reporting verbs, words of time and numerals of English news.
    EnglishNews,
}

/// Words of a list with something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordGroup {
    /// Their description, such as `Personal pronouns`.
    pub name: String,
    /// The words in their usual spelling.
    pub words: Vec<String>,
}

/// Words of NLTK's English list that come from contractions (won't) and have a meaning of their own.
const NO_STOP_WORDS: [&str; 1] = ["won"];

/// Conjunctions that Arabic writes together with the next word.
const CONJUNCTIONS: [&str; 2] = ["و", "ف"];

impl BuiltInList {
    /// All lists, in the order in which they are documented.
    pub const ALL: [BuiltInList; 6] = [
        BuiltInList::Arabic,
        BuiltInList::English,
        BuiltInList::Persian,
        BuiltInList::Urdu,
        BuiltInList::ArabicNews,
        BuiltInList::EnglishNews,
    ];

    /// The name as typed by users.
    pub fn name(self) -> &'static str {
        match self {
            BuiltInList::Arabic => "arabic",
            BuiltInList::English => "english",
            BuiltInList::Persian => "persian",
            BuiltInList::Urdu => "urdu",
            BuiltInList::ArabicNews => "arabic-news",
            BuiltInList::EnglishNews => "english-news",
        }
    }

    /// Content and source of the list, in one line.
    pub fn description(self) -> &'static str {
        match self {
            BuiltInList::Arabic => {
                "function words, also with و and ف before them; written for tasnif"
            }
            BuiltInList::English => "function words: NLTK's list with some more",
            BuiltInList::Persian => {
                "function words and light verbs; written for tasnif, checked against stopwords-iso"
            }
            BuiltInList::Urdu => "function words and light verbs; written for tasnif",
            BuiltInList::ArabicNews | BuiltInList::EnglishNews => {
                "reporting verbs, time and numerals; content, so only where asked for"
            }
        }
    }

    /// The profile for which the list is written.
    pub fn profile(self) -> Profile {
        match self {
            BuiltInList::Persian => Profile::PERSIAN,
            BuiltInList::Urdu => Profile::URDU,
            _ => Profile::AUTO,
        }
    }

    /// The words in their usual spelling, each once, in groups.
    pub fn groups(self) -> Vec<WordGroup> {
        let mut groups = self.all_groups();
        let mut seen = BTreeSet::new();
        for group in &mut groups {
            group.words.retain(|word| seen.insert(word.clone()));
        }
        groups
    }

    /// The words in the form that [`StopList::from_lines`](super::StopList::from_lines) reads: one per line,
    /// with group names as comments.
    pub fn lines(self) -> String {
        let groups = self.groups();
        let groups = groups
            .iter()
            .map(|group| format!("# {}\n{}\n", group.name, group.words.join("\n")));
        groups.collect::<Vec<_>>().join("\n")
    }

    /// The words in their usual spelling.
    pub fn words(self) -> Vec<String> {
        self.groups()
            .into_iter()
            .flat_map(|group| group.words)
            .collect()
    }

    fn all_groups(self) -> Vec<WordGroup> {
        match self {
            BuiltInList::Arabic => with_conjunctions(include_str!("arabic.txt")),
            BuiltInList::ArabicNews => with_conjunctions(include_str!("arabic-news.txt")),
            BuiltInList::English => {
                let words = stop_words::lookup("en").unwrap_or_default().iter();
                let words = words.filter(|word| !NO_STOP_WORDS.contains(word));
                let nltk = WordGroup {
                    name: "The list of NLTK".into(),
                    words: words.map(|&word| word.to_owned()).collect(),
                };
                std::iter::once(nltk)
                    .chain(parsed(include_str!("english.txt")))
                    .collect()
            }
            BuiltInList::EnglishNews => parsed(include_str!("english-news.txt")),
            BuiltInList::Persian => parsed(include_str!("persian.txt")),
            BuiltInList::Urdu => parsed(include_str!("urdu.txt")),
        }
    }
}

impl fmt::Display for BuiltInList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for BuiltInList {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let list = Self::ALL.into_iter().find(|list| list.name() == name);
        list.ok_or_else(|| {
            let names: Vec<&str> = Self::ALL.into_iter().map(BuiltInList::name).collect();
            format!("no stop list \"{name}\"; there are {}", names.join(", "))
        })
    }
}

impl TryFrom<String> for BuiltInList {
    type Error = String;

    fn try_from(name: String) -> Result<Self, String> {
        name.parse()
    }
}

/// The groups of a file: comments are their names, other lines their words. Words that start with a hyphen
/// are for [`with_conjunctions`].
fn parsed(file: &str) -> Vec<WordGroup> {
    let mut groups: Vec<WordGroup> = Vec::new();
    for line in file.lines() {
        if let Some(name) = line.strip_prefix("# ") {
            let words = Vec::new();
            groups.push(WordGroup {
                name: name.to_owned(),
                words,
            });
        } else if let Some(group) = groups.last_mut() {
            let words = line
                .split_whitespace()
                .filter(|word| !word.starts_with('-'));
            group.words.extend(words.map(str::to_owned));
        }
    }
    groups.retain(|group| !group.words.is_empty());
    groups
}

/// The groups of a file, each word also with the prefixes و and ف, unless a hyphen forbids that form.
fn with_conjunctions(file: &str) -> Vec<WordGroup> {
    let listed = file.split_whitespace();
    let forbidden: HashSet<&str> = listed.filter_map(|word| word.strip_prefix('-')).collect();
    let mut groups = parsed(file);
    for group in &mut groups {
        let joined = |word: &String| {
            let word = word.clone();
            CONJUNCTIONS.map(|conjunction| format!("{conjunction}{word}"))
        };
        let mut joined: Vec<String> = group.words.iter().flat_map(joined).collect();
        joined.retain(|word| !forbidden.contains(word.as_str()));
        group.words.extend(joined);
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{StopList, Tokenizer};

    #[test]
    fn every_word_is_one_token_of_its_profile_and_none_is_lost() {
        for list in BuiltInList::ALL {
            let tokenizer = Tokenizer::new(list.profile());
            let words = StopList::built_in(&tokenizer, list);
            for word in list.words() {
                let tokens = tokenizer.tokens(&word);
                assert_eq!(tokens.len(), 1, "{list}: {word}");
                let again = tokenizer.tokens(&tokens[0].text);
                assert_eq!(again[0].text, tokens[0].text, "{list}: {word}");
                assert!(words.contains(&tokens[0].text));
            }
        }
    }

    #[test]
    fn names_round_trip() {
        for list in BuiltInList::ALL {
            assert_eq!(list.name().parse(), Ok(list));
        }
        let message = "klingon".parse::<BuiltInList>().unwrap_err();
        assert!(message.contains("arabic, english, persian"), "{message}");
    }

    fn removed(list: BuiltInList, text: &str) -> (Vec<String>, Vec<String>) {
        let tokenizer = Tokenizer::new(list.profile());
        let list = StopList::built_in(&tokenizer, list);
        let tokens = tokenizer.tokens(text).into_iter().map(|token| token.text);
        tokens.partition(|token| list.contains(token))
    }

    #[test]
    fn arabic_function_words_go_and_what_news_is_about_stays() {
        let function_words = "عليها إليهم منه لهم بها فيها عنده وفي ومن وهو وهي وقد فإن لأنه لكنه أنها كانت \
                              ستكون ليسوا لقد سوف كل بعض غير أي هنا حيث عندما بينما أيضا فقط كذلك ثم الذين تلك";
        assert_eq!(removed(BuiltInList::Arabic, function_words).1, [""; 0]);
        let content = "دولار ريال جنيه مارس يناير شمال جنوب شرق غرب وسط خبر حدث علم عدس رزق واحد مليون يوم \
                       قال فهم فلك ولي فلم وحدة أثر أم إذن مدينة منى";
        assert_eq!(removed(BuiltInList::Arabic, content).0, [""; 0]);
    }

    #[test]
    fn persian_and_urdu_function_words_go_and_content_stays() {
        let persian = "از به در با که این آن را و برای است بود شد می‌شود میشود می شود كه اين نمی‌کنند \
                       کرده‌اند خواهد باید آن‌ها هایی ترین";
        assert_eq!(removed(BuiltInList::Persian, persian).1, [""; 0]);
        let content = "دولت مجلس تهران گفت سال شدید کردی توان عنوان صورت بازار نفت بدهی دهم";
        assert_eq!(removed(BuiltInList::Persian, content).0, [""; 0]);
        let urdu = "کا کی کے میں سے کو نے پر ہے ہیں تھا اور یہ وہ کیا گیا جائے گا نہیں بھی هے";
        assert_eq!(removed(BuiltInList::Urdu, urdu).1, ["ھے"; 0]);
        let content = "حکومت پاکستان کہا وزیر سال میچ ٹیم بجٹ دو وجہ";
        assert_eq!(removed(BuiltInList::Urdu, content).0, [""; 0]);
    }
}
