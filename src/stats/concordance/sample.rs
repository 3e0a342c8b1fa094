//! A random sample of lines.

use super::line::ConcordanceLine;

/// Keeps a fixed number of lines, each with the same probability.
///
/// A line is ranked by a hash of the seed, its document's id, its position there and its text, and those with
/// the lowest ranks are kept (bottom-k sampling: Cohen and Kaplan 2007, "Summarizing data using bottom-k
/// sketches", PODC). So the sample does not depend on the order of documents.
#[derive(Debug)]
pub struct Sample {
    seed: u64,
    size: usize,
    kept: Vec<Ranked>,
    seen: u64,
}

#[derive(Debug)]
struct Ranked {
    rank: [u8; 32],
    number: u64,
    line: ConcordanceLine,
}

impl Sample {
    /// A sample of at most `size` lines.
    pub fn new(size: usize, seed: u64) -> Self {
        Sample {
            seed,
            size,
            kept: Vec::new(),
            seen: 0,
        }
    }

    /// Adds a candidate line.
    pub fn push(&mut self, line: ConcordanceLine) {
        self.kept.push(Ranked {
            rank: rank(self.seed, &line),
            number: self.seen,
            line,
        });
        self.seen += 1;
        // Lines are sorted only when there are twice as many: each line then costs constant time.
        if self.kept.len() > self.size.saturating_mul(2) {
            self.shrink();
        }
    }

    /// The sampled lines, in the order in which they were added.
    pub fn into_lines(mut self) -> Vec<ConcordanceLine> {
        self.shrink();
        self.kept.sort_unstable_by_key(|ranked| ranked.number);
        self.kept.into_iter().map(|ranked| ranked.line).collect()
    }

    fn shrink(&mut self) {
        self.kept
            .sort_unstable_by_key(|ranked| (ranked.rank, ranked.number));
        self.kept.truncate(self.size);
    }
}

fn rank(seed: u64, line: &ConcordanceLine) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&seed.to_le_bytes());
    hasher.update(&(line.span.start as u64).to_le_bytes());
    for part in [line.id(), line.left(), line.keyword(), line.right()] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    *hasher.finalize().as_bytes()
}
