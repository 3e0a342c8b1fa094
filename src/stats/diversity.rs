//! Lexical diversity of a text.

use rustc_hash::FxHashMap;

use super::zipf::zipf_exponent;

/// TTR at which a factor of MTLD is complete (McCarthy and Jarvis 2010).
const MTLD_THRESHOLD: f64 = 0.72;

/// Points of Heaps' curve per power of ten.
const POINTS_PER_DECADE: f64 = 10.0;

/// Measures of a sequence of words.
#[derive(Debug, Clone, PartialEq)]
pub struct Diversity {
    /// Words.
    pub tokens: u64,
    /// Distinct words.
    pub types: u64,
    /// Words that occur once.
    pub hapaxes: u64,
    /// Types divided by tokens. `None`, like the following measures, without a word.
    pub ttr: Option<f64>,
    /// Moving-average type-token ratio: the mean TTR of all windows of a given length (Covington and McFall
    /// 2010); plain TTR if there are fewer words.
    pub mattr: Option<f64>,
    /// Measure of textual lexical diversity: the mean length of word sequences whose TTR stays above 0.72,
    /// forwards and backwards (McCarthy and Jarvis 2010).
    pub mtld: Option<f64>,
    /// See [`zipf_exponent`].
    pub zipf_exponent: Option<f64>,
    /// Heaps' curve: types among the first tokens, as (tokens, types).
    pub heaps: Vec<(u64, u64)>,
}

impl Diversity {
    /// Measures a text given as word ids; `window`, at least 1, is that of MATTR.
    pub fn of(words: &[u32], window: usize) -> Self {
        let words = numbered_anew(words);
        let size = words.iter().max().map_or(0, |&last| last as usize + 1);
        let mut frequencies = vec![0u64; size];
        for &word in &words {
            frequencies[word as usize] += 1;
        }
        let types = size as u64;
        let some = |measure: &dyn Fn() -> f64| (!words.is_empty()).then(measure);
        Diversity {
            tokens: words.len() as u64,
            types,
            hapaxes: frequencies.iter().filter(|&&count| count == 1).count() as u64,
            ttr: some(&|| types as f64 / words.len() as f64),
            mattr: some(&|| mattr(&words, size, window.max(1))),
            mtld: some(&|| mtld(&words, size)),
            heaps: heaps(&words, size),
            zipf_exponent: zipf_exponent(frequencies),
        }
    }
}

/// Word ids renumbered from 0 in order of first occurrence, so that each of many short texts takes memory
/// only for its own words.
fn numbered_anew(words: &[u32]) -> Vec<u32> {
    let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
    let numbered = words.iter().map(|&word| {
        let next = numbers.len() as u32;
        *numbers.entry(word).or_insert(next)
    });
    numbered.collect()
}

fn mattr(words: &[u32], size: usize, window: usize) -> f64 {
    let window = window.min(words.len());
    let mut counts = vec![0u32; size];
    let (mut types, mut sum) = (0u64, 0u64);
    for (place, &word) in words.iter().enumerate() {
        let count = &mut counts[word as usize];
        types += u64::from(*count == 0);
        *count += 1;
        if place + 1 < window {
            continue;
        }
        sum += types;
        let leaving = &mut counts[words[place + 1 - window] as usize];
        *leaving -= 1;
        types -= u64::from(*leaving == 0);
    }
    let windows = words.len() - window + 1;
    sum as f64 / windows as f64 / window as f64
}

fn mtld(words: &[u32], size: usize) -> f64 {
    let mut last_seen = vec![0; size];
    let forwards = one_way(words.iter(), &mut last_seen);
    last_seen.fill(0);
    let backwards = one_way(words.iter().rev(), &mut last_seen);
    f64::midpoint(forwards, backwards)
}

/// Words divided by factors; `last_seen` is the factor, from 1, in which each word last occurred.
fn one_way<'w>(words: impl ExactSizeIterator<Item = &'w u32>, last_seen: &mut [u32]) -> f64 {
    let all = words.len() as f64;
    let (mut factor, mut types, mut length) = (1u32, 0u32, 0u32);
    for &word in words {
        let last = &mut last_seen[word as usize];
        types += u32::from(*last != factor);
        *last = factor;
        length += 1;
        if f64::from(types) / f64::from(length) <= MTLD_THRESHOLD {
            factor += 1;
            (types, length) = (0, 0);
        }
    }
    let mut factors = f64::from(factor - 1);
    if length > 0 {
        factors += (1.0 - f64::from(types) / f64::from(length)) / (1.0 - MTLD_THRESHOLD);
    }
    // If no word occurs twice, there is not even a partial factor.
    if factors == 0.0 { all } else { all / factors }
}

fn heaps(words: &[u32], size: usize) -> Vec<(u64, u64)> {
    let mut seen = vec![false; size];
    let (mut types, mut next, mut step) = (0, 1, 0.0);
    let mut points = Vec::new();
    for (place, &word) in words.iter().enumerate() {
        types += u64::from(!std::mem::replace(&mut seen[word as usize], true));
        let tokens = place as u64 + 1;
        if tokens == next {
            points.push((tokens, types));
            while next <= tokens {
                step += 1.0;
                next = libm::round(libm::pow(10.0, step / POINTS_PER_DECADE)) as u64;
            }
        } else if place + 1 == words.len() {
            points.push((tokens, types));
        }
    }
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_has_no_measure() {
        let found = Diversity::of(&[], 100);
        assert_eq!((found.tokens, found.types, found.hapaxes), (0, 0, 0));
        assert_eq!((found.ttr, found.mattr, found.mtld), (None, None, None));
        assert_eq!((found.zipf_exponent, found.heaps.len()), (None, 0));
    }

    #[test]
    fn words_that_never_or_always_repeat_are_the_ends() {
        let varied: Vec<u32> = (0..20).collect();
        let found = Diversity::of(&varied, 5);
        assert_eq!(
            (found.ttr, found.mattr, found.mtld),
            (Some(1.0), Some(1.0), Some(20.0))
        );
        assert_eq!(found.hapaxes, 20);
        let found = Diversity::of(&[9; 20], 5);
        assert_eq!(
            (found.ttr, found.mattr, found.mtld),
            (Some(0.05), Some(0.2), Some(2.0))
        );
        assert_eq!((found.hapaxes, found.zipf_exponent), (0, None));
    }

    #[test]
    fn heaps_curve_ends_with_the_text() {
        let words: Vec<u32> = (0..17).map(|place| place / 2).collect();
        let points = Diversity::of(&words, 5).heaps;
        assert_eq!(points[..3], [(1, 1), (2, 1), (3, 2)]);
        assert_eq!(points[points.len() - 2..], [(16, 8), (17, 9)]);
    }
}
