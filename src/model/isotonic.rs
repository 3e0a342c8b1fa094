//! A non-decreasing map from a predicted probability to the observed frequency.

use serde::{Deserialize, Serialize};

/// Minimum number of pairs in a block of the map; smaller blocks would overfit single documents.
const FEWEST_IN_BLOCK: u64 = 20;

/// Isotonic regression by pooling adjacent violators (Zadrozny and Elkan 2002), with linear interpolation
/// between its points. One map serves all classes, so it never changes which class is the most probable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Isotonic {
    /// Probabilities, ascending, from 0 to 1.
    from: Vec<f64>,
    /// What each is mapped to, non-decreasing, from 0 to 1.
    to: Vec<f64>,
}

/// Neighbouring pairs with a common value.
#[derive(Clone, Copy)]
struct Block {
    /// Sum of the probabilities.
    probability: f64,
    hits: u64,
    count: u64,
}

impl Block {
    fn add(&mut self, other: Block) {
        self.probability += other.probability;
        self.hits += other.hits;
        self.count += other.count;
    }

    /// Whether its share of hits is at most that of `next`.
    fn fits_before(&self, next: &Block) -> bool {
        self.hits * next.count <= next.hits * self.count
    }

    /// Mean probability and share of hits.
    fn point(&self) -> (f64, f64) {
        let count = self.count as f64;
        (self.probability / count, self.hits as f64 / count)
    }
}

/// Blocks of at least [`FEWEST_IN_BLOCK`] pairs, which are sorted by probability: equal probabilities share a
/// block, and the remainder is added to the last one.
fn even_blocks(pairs: &[(f64, bool)]) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for equal in pairs.chunk_by(|a, b| a.0 == b.0) {
        let equal = Block {
            probability: equal.iter().map(|pair| pair.0).sum(),
            hits: equal.iter().filter(|pair| pair.1).count() as u64,
            count: equal.len() as u64,
        };
        match blocks.last_mut() {
            Some(last) if last.count < FEWEST_IN_BLOCK => last.add(equal),
            _ => blocks.push(equal),
        }
    }
    if let Some(rest) = blocks.pop_if(|last| last.count < FEWEST_IN_BLOCK) {
        match blocks.last_mut() {
            Some(last) => last.add(rest),
            None => blocks.push(rest),
        }
    }
    blocks
}

impl Isotonic {
    /// Fits the map to pairs of a probability and whether it came true, in any order; `None` for fewer than
    /// 40 pairs.
    pub(super) fn fit(mut pairs: Vec<(f64, bool)>) -> Option<Self> {
        if (pairs.len() as u64) < 2 * FEWEST_IN_BLOCK {
            return None;
        }
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut blocks: Vec<Block> = Vec::new();
        for mut block in even_blocks(&pairs) {
            while let Some(before) = blocks.pop_if(|before| !before.fits_before(&block)) {
                block.add(before);
            }
            blocks.push(block);
        }
        let points = blocks.iter().map(Block::point);
        let mut points: Vec<(f64, f64)> = points.collect();
        // The end points 0 and 1 are fixed, unless there are pairs at them.
        if points.first().is_some_and(|first| first.0 > 0.0) {
            points.insert(0, (0.0, 0.0));
        }
        if points.last().is_some_and(|last| last.0 < 1.0) {
            points.push((1.0, 1.0));
        }
        // Means of nearly equal probabilities may have rounding errors and so be out of order.
        for at in 1..points.len() {
            points[at].0 = points[at].0.max(points[at - 1].0);
        }
        let (from, to) = points.into_iter().unzip();
        Some(Isotonic { from, to })
    }

    /// Maps each probability and normalises the result.
    pub(super) fn apply(&self, probabilities: &[f64]) -> Vec<f64> {
        let mut mapped: Vec<f64> = probabilities.iter().map(|&p| self.at(p)).collect();
        let total: f64 = mapped.iter().sum();
        if total > 0.0 {
            mapped.iter_mut().for_each(|p| *p /= total);
            mapped
        } else {
            probabilities.to_vec()
        }
    }

    fn at(&self, probability: f64) -> f64 {
        let above = self.from.partition_point(|&from| from < probability);
        if above == 0 || above == self.from.len() {
            return self.to[above.min(self.to.len() - 1)];
        }
        let (low, high) = (self.from[above - 1], self.from[above]);
        let share = (probability - low) / (high - low);
        self.to[above - 1] + share * (self.to[above] - self.to[above - 1])
    }

    /// True when the numbers are valid.
    pub(super) fn is_sound(&self) -> bool {
        let numbers = self.from.iter().chain(&self.to);
        self.from.len() >= 2
            && self.from.len() == self.to.len()
            && self.from.is_sorted()
            && self.to.is_sorted()
            && numbers.into_iter().all(|n| (0.0..=1.0).contains(n))
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    /// Expected values from `tests/reference/calibration.py`.
    #[derive(Deserialize)]
    struct Reference {
        isotonic: Case,
    }

    #[derive(Deserialize)]
    struct Case {
        probabilities: Vec<f64>,
        hits: Vec<bool>,
        points: Vec<(f64, f64)>,
    }

    /// With 300 classes most probabilities are nearly 1/300 and differ only in their last bits.
    #[test]
    fn nearly_equal_probabilities_give_a_map_that_can_be_read() {
        for seed in 0..20u64 {
            let pairs = (0..9_000u64).map(|n| {
                let bits = (n * 7_919 + seed * 104_729) % 97;
                let p = f64::from_bits((1.0f64 / 300.0).to_bits() + bits);
                (p, (n * 31 + seed) % 300 == 0)
            });
            let map = Isotonic::fit(pairs.collect()).unwrap();
            assert!(map.is_sound(), "{map:?}");
        }
    }

    fn reference() -> Case {
        let reference = include_str!("../../tests/reference/calibration.json");
        let reference: Reference = serde_json::from_str(reference).unwrap();
        reference.isotonic
    }

    fn pairs(case: &Case) -> Vec<(f64, bool)> {
        let hits = case.hits.iter().copied();
        case.probabilities.iter().copied().zip(hits).collect()
    }

    #[test]
    fn the_map_is_scikit_learns() {
        let case = reference();
        let map = Isotonic::fit(pairs(&case)).unwrap();
        assert!(case.points.len() > 5);
        for (probability, share) in case.points {
            let have = map.at(probability);
            assert!((have - share).abs() < 1e-9, "{probability}: {have} {share}");
        }
        assert_eq!((map.at(0.0), map.at(1.0)), (0.0, 1.0));
    }

    #[test]
    fn the_map_does_not_follow_the_order_of_pairs() {
        let case = reference();
        let map = Isotonic::fit(pairs(&case)).unwrap();
        let mut reversed = pairs(&case);
        reversed.reverse();
        assert_eq!(Isotonic::fit(reversed), Some(map.clone()));
        assert!(map.is_sound());
        let mapped: Vec<f64> = (0..=1_000).map(|p| map.at(f64::from(p) / 1e3)).collect();
        assert!(mapped.is_sorted());
    }

    #[test]
    fn equal_probabilities_share_a_block() {
        // Certain, and right three times in four, in any order of right and wrong.
        let certain = (0..100).map(|n| (1.0, n % 4 > 0));
        let unsure = (0..50).map(|n| (0.25, n % 5 == 0));
        let map = Isotonic::fit(certain.chain(unsure).collect()).unwrap();
        assert_eq!((map.at(1.0), map.at(0.25)), (0.75, 0.2));
        assert_eq!(map.apply(&[1.0, 0.0]), [1.0, 0.0]);
    }

    #[test]
    fn few_pairs_make_no_block() {
        assert_eq!(Isotonic::fit(vec![(0.5, true); 39]), None);
        // The 41st pair gets no block of its own.
        let pairs = (0..41).map(|n| (f64::from(n) / 100.0, n == 40));
        let map = Isotonic::fit(pairs.collect()).unwrap();
        assert_eq!(map.from.len(), 4);
        assert!((map.to[2] - 1.0 / 21.0).abs() < 1e-12);
    }

    #[test]
    fn probabilities_add_up_to_one_after_the_map() {
        let map = Isotonic::fit(pairs(&reference())).unwrap();
        let mapped = map.apply(&[0.6, 0.3, 0.1]);
        assert!((mapped.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(mapped.is_sorted_by(|a, b| a >= b));
        let lost = Isotonic {
            from: vec![0.0, 0.9, 1.0],
            to: vec![0.0, 0.0, 1.0],
        };
        assert_eq!(lost.apply(&[0.5, 0.5]), [0.5, 0.5]);
    }

    #[test]
    fn damaged_maps_are_told() {
        let sound = |from: &[f64], to: &[f64]| {
            let (from, to) = (from.to_vec(), to.to_vec());
            Isotonic { from, to }.is_sound()
        };
        assert!(sound(&[0.0, 1.0], &[0.0, 1.0]));
        assert!(!sound(&[0.0, 1.0], &[0.0]));
        assert!(!sound(&[0.0], &[0.0]));
        assert!(!sound(&[1.0, 0.0], &[0.0, 1.0]));
        assert!(!sound(&[0.0, 1.0], &[0.5, 0.25]));
        assert!(!sound(&[0.0, 1.5], &[0.0, 1.0]));
        assert!(!sound(&[0.0, f64::NAN], &[0.0, 1.0]));
    }
}
