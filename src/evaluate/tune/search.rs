//! Successive halving, then the neighbours of the best.

use std::ops::Range;

use super::budget::{cost_of_fold, cost_of_terms, cost_of_training, cost_of_weights};
use super::halves::SplitHalves;
use super::room::terms_within;
use super::score::score;
use super::scored_candidate::{
    ScoredCandidate, chosen_by_accuracy, groups_of_terms, together, trial,
};
use super::space::{Candidate, heads, neighbours, terms};
use super::{TextVariant, TuningMetric, TuningOptions, TuningProgress};
use crate::error::{Error, Result};
use crate::evaluate::Groups;
use crate::evaluate::choose::if_trained;
use crate::evaluate::summary::Summary;
use crate::model::{ModelSettings, Trial};

/// Share of the budget for the first fold of every candidate.
const FIRST_ROUND: f64 = 0.4;

/// One candidate in this many goes on.
const HALVING: usize = 4;

/// At least this many candidates go on.
const FEWEST: usize = 4;

/// The best settings and all trials.
pub(super) struct Found {
    pub best: Candidate,
    pub trials: Vec<Trial>,
}

struct Search<'s, P> {
    variants: &'s [TextVariant],
    options: &'s TuningOptions,
    splits: Vec<SplitHalves>,
    /// Maximum number of terms in each variant, if the size of the model is limited.
    most_terms: Option<Vec<usize>>,
    /// Estimated seconds that remain.
    left: f64,
    done: usize,
    /// Candidates that dropped out, and at the end all.
    out: Vec<ScoredCandidate>,
    /// The best candidate that was scored on all folds, and its merit.
    leader: Option<(f64, Trial)>,
    progress: P,
}

pub(super) fn search(
    variants: &[TextVariant],
    groups: &Groups,
    options: &TuningOptions,
    start: &ModelSettings,
    progress: impl FnMut(&TuningProgress),
) -> Result<Found> {
    let Some(first) = variants.first() else {
        return Err(Error::Input("there is no corpus to tune on".into()));
    };
    for variant in variants {
        groups.check(&variant.corpus)?;
    }
    let splits = options.splits(&first.corpus, groups)?;
    splits
        .iter()
        .try_for_each(|split| split.check(&first.corpus))?;
    let mut search = Search {
        variants,
        options,
        splits: SplitHalves::all(splits, &first.corpus, groups, options.seed),
        most_terms: options
            .bytes
            .map(|bytes| variants.iter().map(|v| terms_within(bytes, v)).collect()),
        left: options.seconds - cost_of_training(first),
        done: 0,
        out: Vec::new(),
        leader: None,
        progress,
    };
    let mut tried = search.candidates(start);
    let last = search.splits.len();
    let middle = (last / 2).max(1);
    for folds in [0..1, 1..middle + 1, middle + 1..last] {
        let folds = folds.start.min(last)..folds.end.min(last);
        if !search.shorten(&mut tried, folds.len()) {
            break;
        }
        search.run(&mut tried, folds)?;
        check_some(&tried)?;
        search.halve(&mut tried);
    }
    search.climb(tried)
}

fn check_some(tried: &[ScoredCandidate]) -> Result<()> {
    match tried.is_empty() {
        true => Err(Error::Settings(
            "no candidate could be trained on the folds; give more documents, or fewer `folds`"
                .into(),
        )),
        false => Ok(()),
    }
}

impl<P: FnMut(&TuningProgress)> Search<'_, P> {
    /// Maximum number of terms of a model of a variant, if its size is limited.
    fn room(&self, variant: usize) -> Option<usize> {
        self.most_terms.as_ref().map(|most| most[variant])
    }

    /// The settings of a variant, with at most as many terms as fit.
    fn within(&self, variant: usize) -> ModelSettings {
        let mut settings = self.variants[variant].settings.clone();
        if let Some(most) = self.room(variant) {
            let wanted = settings.features.max_features.unwrap_or(most);
            settings.features.max_features = Some(wanted.min(most));
        }
        settings
    }

    /// The candidates that fit into the time of the first round, and first the `start`, for which there is always time. Settings for
    /// which no term fits are left out.
    fn candidates(&mut self, start: &ModelSettings) -> Vec<ScoredCandidate> {
        let variants = 0..self.variants.len();
        let settings: Vec<ModelSettings> = variants.map(|variant| self.within(variant)).collect();
        let mut time = self.left * FIRST_ROUND;
        let mut tried = vec![self.start(start)];
        let start = tried[0].candidate.clone();
        for of_terms in terms(&settings) {
            let corpus = &self.variants[of_terms.variant].corpus;
            time -= cost_of_terms(corpus, &of_terms);
            for settings in heads(&of_terms.settings) {
                let candidate = Candidate {
                    settings,
                    ..of_terms.clone()
                };
                time -= cost_of_weights(corpus, &candidate);
                if time > 0.0 && candidate != start && candidate.settings.check().is_ok() {
                    tried.push(ScoredCandidate::new(candidate));
                }
            }
        }
        tried
    }

    /// What training chooses without a search, within the room of a model: it stays in every round, so that what
    /// the search finds is at least as good.
    fn start(&self, settings: &ModelSettings) -> ScoredCandidate {
        let mut settings = settings.clone();
        if let Some(most) = self.room(0) {
            let wanted = settings.features.max_features.unwrap_or(most);
            settings.features.max_features = Some(wanted.min(most));
        }
        ScoredCandidate {
            is_kept: true,
            ..ScoredCandidate::new(Candidate {
                variant: 0,
                settings,
            })
        }
    }

    /// Scores candidates on some folds; those that cannot be trained there drop out.
    fn run(&mut self, tried: &mut Vec<ScoredCandidate>, folds: Range<usize>) -> Result<()> {
        for fold in folds {
            let mut stay = Vec::with_capacity(tried.len());
            for group in groups_of_terms(tried) {
                stay.extend(self.run_group(&mut tried[group], fold)?);
                self.report(tried);
            }
            let mut stay = stay.into_iter();
            tried.retain(|_| stay.next() == Some(true));
        }
        Ok(())
    }

    /// Scores candidates with the same terms on a fold; returns for each whether it could be trained.
    fn run_group(&mut self, group: &mut [ScoredCandidate], fold: usize) -> Result<Vec<bool>> {
        let Some(first) = group.first() else {
            return Ok(Vec::new());
        };
        let corpus = &self.variants[first.candidate.variant].corpus;
        self.left -= cost_of_terms(corpus, &first.candidate);
        let Some(judged) = if_trained(score(corpus, &self.splits[fold], group))? else {
            return Ok(vec![false; group.len()]);
        };
        let mut stay = Vec::with_capacity(group.len());
        for (tried, judged) in group.iter_mut().zip(judged) {
            self.left -= cost_of_weights(corpus, &tried.candidate);
            self.done += 1;
            let judged = if_trained(judged)?;
            stay.push(judged.is_some());
            if let Some(judged) = judged {
                tried.scored.extend(judged.scored);
                tried.teaching.extend(judged.teaching);
                tried.summary = Some(Summary::new(&tried.scored, corpus.classes().len()));
            }
        }
        Ok(stay)
    }

    fn report(&mut self, tried: &[ScoredCandidate]) {
        let merit = |tried: &&ScoredCandidate| self.merit(tried);
        let best = tried.iter().max_by(|a, b| merit(a).total_cmp(&merit(b)));
        let leads = |best: &&ScoredCandidate| {
            self.leader
                .as_ref()
                .is_none_or(|(least, _)| merit(best) > *least)
        };
        let best = best.filter(leads).and_then(trial);
        let progress = TuningProgress {
            done: self.done,
            best: best.or_else(|| Some(self.leader.as_ref()?.1.clone())),
        };
        (self.progress)(&progress);
    }

    fn merit(&self, tried: &ScoredCandidate) -> f64 {
        let summary = tried.summary.as_ref();
        summary.map_or(f64::NEG_INFINITY, |s| s.merit(self.options.metric))
    }

    /// Keeps the best candidates; on ties the earlier ones.
    fn halve(&mut self, tried: &mut Vec<ScoredCandidate>) {
        self.rank(tried);
        let stay = tried.len().div_ceil(HALVING).max(FEWEST).min(tried.len());
        self.cut(tried, stay);
    }

    /// Keeps the first `stay` candidates, and those that stay in every round.
    fn cut(&mut self, tried: &mut Vec<ScoredCandidate>, stay: usize) {
        let (kept, others): (Vec<_>, Vec<_>) = tried.drain(stay..).partition(|t| t.is_kept);
        tried.extend(kept);
        self.out
            .extend(others.into_iter().map(ScoredCandidate::out));
    }

    /// Keeps the best candidates for which there is time on this many folds. False when there is no time even
    /// for the best: there is nothing to compare it with.
    fn shorten(&mut self, tried: &mut Vec<ScoredCandidate>, folds: usize) -> bool {
        if self.done == 0 {
            return true; // What the first round has time for was chosen before.
        }
        self.rank(tried);
        let seconds = |count: usize| {
            let candidates = tried[..count].iter().map(|tried| &tried.candidate);
            let fold = candidates.map(|c| (&*self.variants[c.variant].corpus, c));
            cost_of_fold(fold) * folds as f64
        };
        let stay = (1..=tried.len())
            .rev()
            .find(|&count| seconds(count) <= self.left);
        let Some(stay) = stay else { return false };
        self.cut(tried, stay);
        together(tried);
        true
    }

    fn rank(&self, tried: &mut [ScoredCandidate]) {
        let loss = |tried: &ScoredCandidate| tried.summary.map_or(f64::INFINITY, |s| s.log_loss);
        tried.sort_by(|a, b| {
            let by_merit = self.merit(b).total_cmp(&self.merit(a));
            by_merit.then(loss(a).total_cmp(&loss(b)))
        });
    }

    /// Tries the neighbours of the best on all folds while there is time and the score improves.
    fn climb(mut self, mut tried: Vec<ScoredCandidate>) -> Result<Found> {
        let all = 0..self.splits.len();
        loop {
            self.rank(&mut tried);
            let best = tried[0].candidate.clone();
            self.leader = trial(&tried[0]).map(|trial| (self.merit(&tried[0]), trial));
            let mut next = self.affordable(&tried, neighbours(&best, self.room(best.variant)));
            if next.is_empty() {
                break;
            }
            together(&mut next);
            self.run(&mut next, all.clone())?;
            tried.extend(next);
            self.rank(&mut tried);
            if tried[0].candidate == best {
                break;
            }
        }
        if self.options.metric == TuningMetric::Accuracy {
            let chosen = chosen_by_accuracy(&tried);
            tried[..=chosen].rotate_right(1);
        }
        let best = tried[0].candidate.clone();
        Ok(self.found(best, tried))
    }

    /// The new ones of `candidates` for which there is time on all folds.
    fn affordable(
        &self,
        tried: &[ScoredCandidate],
        candidates: Vec<Candidate>,
    ) -> Vec<ScoredCandidate> {
        let mut time = self.left;
        let known = |candidate: &Candidate| tried.iter().any(|tried| tried.candidate == *candidate);
        let mut affordable = Vec::new();
        for candidate in candidates.into_iter().filter(|candidate| !known(candidate)) {
            let corpus = &self.variants[candidate.variant].corpus;
            let fold = cost_of_terms(corpus, &candidate) + cost_of_weights(corpus, &candidate);
            time -= fold * self.splits.len() as f64;
            if time > 0.0 {
                affordable.push(ScoredCandidate::new(candidate));
            }
        }
        affordable
    }

    fn found(mut self, best: Candidate, tried: Vec<ScoredCandidate>) -> Found {
        let mut out = std::mem::take(&mut self.out);
        self.rank(&mut out);
        // Those scored on more folds come first.
        let documents =
            |tried: &ScoredCandidate| tried.summary.map_or(0, |summary| summary.documents);
        out.sort_by_key(|tried| std::cmp::Reverse(documents(tried)));
        let all = tried.iter().chain(&out);
        Found {
            best,
            trials: all.filter_map(trial).collect(),
        }
    }
}
