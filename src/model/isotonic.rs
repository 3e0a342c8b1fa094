//! A non-decreasing map from a probability to how often it came true.

use serde::{Deserialize, Serialize};

/// Fewest pairs in a block of the map; smaller blocks would follow single documents.
const FEWEST_IN_BLOCK: u64 = 20;

/// Isotonic regression by pooling adjacent violators (Zadrozny and Elkan 2002), between whose points
/// the map is linear. One map serves all classes, so it never changes which is the most probable.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Isotonic {
    /// Probabilities, ascending, from 0 to 1.
    from: Vec<f64>,
    /// What each is mapped to, non-decreasing, from 0 to 1.
    to: Vec<f64>,
}

/// Neighbouring pairs with one value.
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

    /// Whether the share of hits is not above that of `next`.
    fn fits_before(&self, next: &Block) -> bool {
        self.hits * next.count <= next.hits * self.count
    }
}

impl Isotonic {
    /// Fits the map to pairs of a probability and whether it came true; nothing from fewer than 40
    /// pairs.
    pub(super) fn fit(mut pairs: Vec<(f64, bool)>) -> Option<Self> {
        pairs.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        if (pairs.len() as u64) < 2 * FEWEST_IN_BLOCK {
            return None;
        }
        let mut blocks: Vec<Block> = Vec::new();
        for part in pairs.chunks(FEWEST_IN_BLOCK as usize) {
            let mut block = Block {
                probability: part.iter().map(|pair| pair.0).sum(),
                hits: part.iter().filter(|pair| pair.1).count() as u64,
                count: part.len() as u64,
            };
            while let Some(before) = blocks.last().filter(|before| !before.fits_before(&block)) {
                block.add(*before);
                blocks.pop();
            }
            blocks.push(block);
        }
        let (mut from, mut to) = (vec![0.0], vec![0.0]);
        for block in blocks {
            from.push(block.probability / block.count as f64);
            to.push(block.hits as f64 / block.count as f64);
        }
        from.push(1.0);
        to.push(1.0);
        Some(Isotonic { from, to })
    }

    /// Maps each probability and divides by their sum.
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

    /// True when the numbers can be used.
    pub(super) fn is_sound(&self) -> bool {
        let numbers = self.from.iter().chain(&self.to);
        self.from.len() >= 2
            && self.from.len() == self.to.len()
            && self.from.is_sorted()
            && self.to.is_sorted()
            && numbers.into_iter().all(|n| (0.0..=1.0).contains(n))
    }
}
