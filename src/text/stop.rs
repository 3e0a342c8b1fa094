//! Stop lists: frequent words that say nothing about a topic.

use std::collections::BTreeSet;

use super::token_buffer::TokenBuffer;
use super::tokenizer::Tokenizer;

/// Words of Arabic news that the general list does not have: saying, time, quantity, connectives.
const ARABIC_NEWS: &str = "\
    قال قالت قالوا يقول تقول أضاف أضافت أكد أكدت أوضح أوضحت أشار أشارت ذكر ذكرت كانت كانوا ليست تكون \
    يكون يتم تم تمت يمكن ممكن بأن لأن فإن وأن أنه أنها لأنه لأنها بعدما قبلما عندما حينما كما مما حسبما \
    وفق وفقا بحسب بسبب بشأن خلال ضمن حول عبر بينما بلا بدون كذلك أيضا حاليا مؤخرا أكثر أقل كلها عدد \
    عددا نحو حوالي الوقت اليوم أمس يوم أيام ساعة ساعات أسبوع الأسبوع شهر الشهر أشهر سنة سنوات عام \
    العام عاما أعوام الماضي الماضية المقبل المقبلة الحالي الحالية الأول الأولى الثاني الثانية الثالث \
    الثالثة الأخير الأخيرة ألف آلاف مليون مليار المئة المائة بالمئة بالمائة";

/// Words of English news that the general list does not have.
const ENGLISH_NEWS: &str = "\
    said says say saying told according also would could may might must shall since without within \
    every another among around per including however still even many much made make one two three \
    four five six seven eight nine ten hundred thousand million billion first second third last \
    next new time day days week weeks month months year years today yesterday back";

/// Words of the general list that it has from contractions (won't) and that carry meaning of their
/// own.
const NO_STOP_WORDS: [&str; 1] = ["won"];

/// A set of words, normalised by the same tokenizer as the text that it filters, but not stemmed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StopList {
    words: BTreeSet<String>,
}

impl StopList {
    /// Arabic and English: NLTK's lists from the `stop-words` crate, a short list of words that
    /// are frequent in any news, and each Arabic word also with the conjunctions و and ف before it.
    pub fn arabic_and_english(tokenizer: &Tokenizer) -> Self {
        let mut list = StopList::default();
        let arabic = stop_words::lookup("ar").unwrap_or_default();
        for word in arabic.iter().copied().chain(ARABIC_NEWS.split_whitespace()) {
            list.insert(tokenizer, word);
            list.insert(tokenizer, &format!("و{word}"));
            list.insert(tokenizer, &format!("ف{word}"));
        }
        let english = stop_words::lookup("en").unwrap_or_default();
        for word in english
            .iter()
            .copied()
            .chain(ENGLISH_NEWS.split_whitespace())
        {
            list.insert(tokenizer, word);
        }
        for word in NO_STOP_WORDS {
            list.words.remove(word);
        }
        list
    }

    /// One word a line; empty lines and lines that start with `#` are passed over.
    pub fn from_lines(tokenizer: &Tokenizer, lines: &str) -> Self {
        let mut list = StopList::default();
        for line in lines.lines().map(str::trim) {
            if !line.is_empty() && !line.starts_with('#') {
                list.insert(tokenizer, line);
            }
        }
        list
    }

    /// True when the normalised `token`, not stemmed yet, is in the list.
    pub fn contains(&self, token: &str) -> bool {
        self.words.contains(token)
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// True when the list holds no word.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The normalised words, sorted.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.words.iter().map(String::as_str)
    }

    /// Adds `word` when it is one token; an entry of several tokens cannot match one.
    fn insert(&mut self, tokenizer: &Tokenizer, word: &str) {
        let mut tokens = TokenBuffer::default();
        tokenizer.read_unstemmed(word, &mut tokens);
        if tokens.len() == 1 {
            self.words.insert(tokens.token(0).to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Profile;

    #[test]
    fn the_list_is_normalised_like_the_text() {
        let list = StopList::arabic_and_english(&Tokenizer::new(Profile::Auto));
        for token in ["الي", "علي", "وقال", "هذه", "the", "don't"] {
            assert!(list.contains(token), "{token}");
        }
        for token in ["وزير", "مصر", "إلى", "government"] {
            assert!(!list.contains(token), "{token}");
        }
    }

    #[test]
    fn a_list_of_ones_own_passes_over_comments() {
        let list = StopList::from_lines(&Tokenizer::new(Profile::Auto), "# own\nمصرَ\n\nWHO\n");
        assert_eq!(list.words().collect::<Vec<_>>(), ["who", "مصر"]);
    }
}
