//! The second look: what the first scores say about a block together with its neighbours and its kind.

use super::features::{LEVELS, NEIGHBOURS, WIDE};
use super::scene::Scene;
use crate::text::layout::row::Row;

/// Scores of groups of blocks, weighted by letters.
#[derive(Debug, Clone, Copy, Default)]
struct Group {
    score: f64,
    weight: f64,
}

/// First scores, added up in the ways that the second look needs.
#[derive(Debug)]
pub(super) struct Agreement<'s> {
    scene: &'s Scene<'s>,
    scores: &'s [f64],
    /// By kind.
    kinds: Vec<Group>,
    /// By element at a level around blocks: those inside the innermost elements, the next ones, and so on.
    levels: [Vec<Group>; LEVELS - 1],
    /// Weighted scores up to and including each block.
    running: Vec<f64>,
    highest: f64,
}

impl<'s> Agreement<'s> {
    pub(super) fn new(scene: &'s Scene<'s>, scores: &'s [f64]) -> Self {
        let page = scene.page;
        let mut kinds = vec![Group::default(); page.blocks.len()];
        let mut levels = [(); LEVELS - 1].map(|()| vec![Group::default(); page.elements.len()]);
        let mut running = Vec::with_capacity(scores.len());
        let mut sum = 0.0;
        for (at, (block, score)) in page.blocks.iter().zip(scores).enumerate() {
            let weight = block.letters as f64 + 1.0;
            let group = Group {
                score: weight * score,
                weight,
            };
            sum += group.score;
            running.push(sum);
            kinds[scene.kind(at).id].add(group);
            for (level, element) in levels.iter_mut().zip(page.positions_around(at)) {
                level[element].add(group);
            }
        }
        let highest = scores.iter().copied().fold(0.0, f64::max);
        Agreement {
            scene,
            scores,
            kinds,
            levels,
            running,
            highest,
        }
    }

    /// Adds the features of a block that follow from the first scores.
    pub(super) fn describe(&self, at: usize, row: &mut Row) {
        let score = self.scores[at];
        let all = self.running.last().copied();
        let all = all.unwrap_or_default().max(SMALLEST);
        row.add("score", score);
        for offset in NEIGHBOURS {
            let other = at.checked_add_signed(offset);
            let other = other.and_then(|at| self.scores.get(at));
            row.add_of("score", offset, other.copied().unwrap_or_default());
        }
        let kind = self.kinds[self.scene.kind(at).id];
        row.add("kind_score", kind.score / kind.weight);
        row.add("kind_score_share", kind.score / all);
        let around = self.scene.page.positions_around(at);
        for (level, (groups, element)) in self.levels.iter().zip(around).enumerate() {
            let group = groups[element];
            row.add_of("score_", level, group.score / group.weight);
            row.add_of("score_share_", level, group.score / all);
        }
        row.add("score_before", self.running[at] / all);
        let from = at.saturating_sub(WIDE);
        let near = &self.scores[from..(at + WIDE + 1).min(self.scores.len())];
        row.add("near_score", near.iter().sum::<f64>() / near.len() as f64);
        row.add("highest_score", self.highest);
        row.add("score_of_highest", score / self.highest.max(SMALLEST));
    }
}

/// Instead of a total of 0.
const SMALLEST: f64 = 1e-9;

impl Group {
    fn add(&mut self, other: Group) {
        self.score += other.score;
        self.weight += other.weight;
    }
}
