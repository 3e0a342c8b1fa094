//! YAKE: keywords of one text from its own statistics (Campos, Mangaravite, Pasquali, Jorge, Nunes
//! and Jatowt 2020, "YAKE! Keyword extraction from single documents using multiple local features").
//!
//! As in version 0.7 of the authors' program, with a window of one word, but without its singular forms of
//! English words and its removal of similar phrases.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

/// The kind of a word by its spelling.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WordKind {
    /// A plain word.
    Plain,
    /// Capitalised, and not at the start of a sentence.
    Name,
    /// In capital letters.
    Acronym,
    /// A number, or letters with digits: never part of a phrase.
    Number,
}

/// One word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Id of the word: the same number for the same word.
    pub number: u32,
    /// Its kind at this position.
    pub kind: WordKind,
    /// Whether it is a stop word, or too short.
    pub is_stop: bool,
    /// Whether it is the first word of a sentence.
    pub starts_sentence: bool,
    /// Whether punctuation separates it from the word before.
    pub starts_block: bool,
}

/// The features of one word, and its score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct WordFeatures {
    /// Occurrences as name or as acronym, whichever is larger, divided by 1 + ln of all occurrences.
    pub case: f64,
    /// ln ln (3 + the median index, from 0, of the sentences with the word).
    pub position: f64,
    /// Occurrences divided by the sum of mean and standard deviation over all words except stop words.
    pub frequency: f64,
    /// Variety of the adjacent words: 1 + (DL + DR) · occurrences / maximum occurrences.
    pub relatedness: f64,
    /// Share of the sentences that contain the word.
    pub spread: f64,
    /// relatedness · position / (case + frequency / relatedness + spread / relatedness): the
    /// smaller, the more important.
    pub score: f64,
}

/// A candidate for a keyword.
#[derive(Debug, Clone, PartialEq)]
pub struct Phrase {
    /// Ids of its words.
    pub words: Vec<u32>,
    /// Index of the first word of each occurrence.
    pub places: Vec<usize>,
    /// The product of its words' scores divided by their sum + 1 and by its occurrences; the smaller, the
    /// more important. Stop words inside count by how often they occur with their neighbours.
    pub score: f64,
    /// The features of a single word.
    pub features: Option<WordFeatures>,
}

/// All phrases of up to `longest` words that neither start nor end with a stop word, with their scores, in
/// the order of their words' ids.
pub fn phrases(words: &[Word], longest: usize) -> Vec<Phrase> {
    let text = Text::read(words);
    let Some(features) = text.features() else {
        return Vec::new();
    };
    let mut places: BTreeMap<Vec<u32>, Vec<usize>> = BTreeMap::new();
    for start in 0..words.len() {
        for length in 1..=longest.min(words.len() - start) {
            let candidate = &words[start..start + length];
            let parted = candidate[1..].iter().any(|word| word.starts_block);
            if parted || candidate[length - 1].kind == WordKind::Number {
                break;
            }
            if !candidate[0].is_stop && !candidate[length - 1].is_stop {
                let numbers = candidate.iter().map(|word| word.number).collect();
                places.entry(numbers).or_default().push(start);
            }
        }
    }
    let scored = places.into_iter().filter_map(|(words, places)| {
        let score = text.score(&words, &features)? / places.len() as f64;
        let features = match words.as_slice() {
            [word] => Some(features[word]),
            _ => None,
        };
        Some(Phrase {
            words,
            places,
            score,
            features,
        })
    });
    scored.collect()
}

/// Counts of one word.
#[derive(Default)]
struct Counts {
    all: f64,
    names: f64,
    acronyms: f64,
    is_stop: bool,
    /// The sentences that contain it, in order.
    sentences: Vec<u32>,
    /// Distinct words before it, and the number of occurrences with a word before.
    before: (f64, f64),
    after: (f64, f64),
}

/// Counts of a text.
struct Text {
    words: BTreeMap<u32, Counts>,
    /// How often one word follows another.
    follows: FxHashMap<(u32, u32), f64>,
    sentences: u32,
}

impl Text {
    fn read(words: &[Word]) -> Self {
        let mut text = Text {
            words: BTreeMap::new(),
            follows: FxHashMap::default(),
            sentences: 0,
        };
        let mut before: Option<&Word> = None;
        for word in words {
            text.sentences += u32::from(word.starts_sentence || text.sentences == 0);
            text.count(word);
            let joined = before.filter(|_| !word.starts_block);
            if let Some(before) = joined
                && before.kind != WordKind::Number
                && word.kind != WordKind::Number
            {
                text.join(before.number, word.number);
            }
            before = Some(word);
        }
        text
    }

    fn count(&mut self, word: &Word) {
        let sentence = self.sentences - 1;
        let counts = self.words.entry(word.number).or_default();
        counts.all += 1.0;
        counts.names += f64::from(u8::from(word.kind == WordKind::Name));
        counts.acronyms += f64::from(u8::from(word.kind == WordKind::Acronym));
        counts.is_stop = word.is_stop;
        if counts.sentences.last() != Some(&sentence) {
            counts.sentences.push(sentence);
        }
    }

    fn join(&mut self, left: u32, right: u32) {
        let times = self.follows.entry((left, right)).or_default();
        let is_new = f64::from(u8::from(*times == 0.0));
        *times += 1.0;
        let after = &mut self.words.entry(left).or_default().after;
        *after = (after.0 + is_new, after.1 + 1.0);
        let before = &mut self.words.entry(right).or_default().before;
        *before = (before.0 + is_new, before.1 + 1.0);
    }

    /// Features of every word; `None` if there are only stop words.
    fn features(&self) -> Option<FxHashMap<u32, WordFeatures>> {
        let most = self.words.values().map(|counts| counts.all);
        let most = most.fold(0.0, f64::max);
        let counted = self.words.values().filter(|counts| !counts.is_stop);
        let counted: Vec<f64> = counted.map(|counts| counts.all).collect();
        if counted.is_empty() {
            return None;
        }
        let size = counted.len() as f64;
        let mean = counted.iter().sum::<f64>() / size;
        let squares: f64 = counted.iter().map(|n| (n - mean) * (n - mean)).sum();
        let typical = mean + libm::sqrt(squares / size);
        let sentences = f64::from(self.sentences);
        let features = self.words.iter();
        Some(
            features
                .map(|(&word, counts)| (word, counts.features(most, typical, sentences)))
                .collect(),
        )
    }

    /// Score of a phrase, before division by its occurrences; `None` if its stop words prevent a score.
    fn score(&self, words: &[u32], features: &FxHashMap<u32, WordFeatures>) -> Option<f64> {
        let (mut product, mut sum) = (1.0, 0.0);
        for (place, word) in words.iter().enumerate() {
            if self.words[word].is_stop {
                let probability =
                    self.share(words, place, place - 1) * self.share(words, place, place + 1);
                product *= 2.0 - probability;
                sum -= 1.0 - probability;
            } else {
                product *= features[word].score;
                sum += features[word].score;
            }
        }
        (sum + 1.0 > 0.0).then(|| product / (sum + 1.0))
    }

    /// Share of the occurrences of a neighbour that are adjacent to the word at `place`.
    fn share(&self, words: &[u32], place: usize, neighbour: usize) -> f64 {
        let pair = (place.min(neighbour), place.max(neighbour));
        let times = self.follows.get(&(words[pair.0], words[pair.1]));
        times.copied().unwrap_or(0.0) / self.words[&words[neighbour]].all
    }
}

impl Counts {
    fn features(&self, most: f64, typical: f64, sentences: f64) -> WordFeatures {
        let different = |(kinds, times): (f64, f64)| if times == 0.0 { 0.0 } else { kinds / times };
        let case = self.names.max(self.acronyms) / (1.0 + libm::log(self.all));
        let position = libm::log(libm::log(3.0 + median(&self.sentences)));
        let frequency = self.all / typical;
        let relatedness = 1.0 + (different(self.before) + different(self.after)) * self.all / most;
        let spread = self.sentences.len() as f64 / sentences;
        WordFeatures {
            case,
            position,
            frequency,
            relatedness,
            spread,
            score: position * relatedness / (case + frequency / relatedness + spread / relatedness),
        }
    }
}

/// The median of sorted numbers; there must be at least one.
fn median(ordered: &[u32]) -> f64 {
    let middle = ordered.len() / 2;
    if ordered.len().is_multiple_of(2) {
        f64::from(ordered[middle - 1] + ordered[middle]) / 2.0
    } else {
        f64::from(ordered[middle])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(numbers: &[u32], stops: &[u32]) -> Vec<Word> {
        let words = numbers.iter().enumerate();
        words
            .map(|(place, &number)| Word {
                number,
                kind: WordKind::Plain,
                is_stop: stops.contains(&number),
                starts_sentence: place == 0,
                starts_block: place == 0,
            })
            .collect()
    }

    #[test]
    fn phrases_keep_to_blocks_and_end_with_words() {
        let mut text = words(&[1, 9, 2, 3, 4, 5], &[9]);
        text[3].starts_block = true;
        text[4].kind = WordKind::Number;
        let found: Vec<_> = phrases(&text, 3).into_iter().map(|p| p.words).collect();
        assert_eq!(found, [vec![1], vec![1, 9, 2], vec![2], vec![3], vec![5]]);
        assert!(phrases(&words(&[9, 9], &[9]), 3).is_empty());
        assert!(phrases(&[], 3).is_empty());
    }

    #[test]
    fn the_median_of_an_even_number_lies_between() {
        assert_eq!((median(&[4]), median(&[1, 2, 6, 7])), (4.0, 4.0));
    }
}
