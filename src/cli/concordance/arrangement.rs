//! Which lines are shown, and in which order.

use super::Arguments;
use super::writer::LineWriter;
use crate::cli::failure::Failure;
use crate::stats::{ConcordanceLine, Sample};

/// Hands lines on at once, or holds what is to be sorted or chosen from.
pub(super) struct Arrangement {
    top: usize,
    lines: Lines,
    shown: usize,
}

enum Lines {
    AsFound,
    ToSort(Vec<ConcordanceLine>),
    ToChoose(Sample),
}

impl Arrangement {
    pub(super) fn new(arguments: &Arguments) -> Self {
        let lines = match arguments.sample {
            Some(size) => Lines::ToChoose(Sample::new(size, arguments.seed)),
            None if arguments.sort.is_empty() => Lines::AsFound,
            None => Lines::ToSort(Vec::new()),
        };
        Arrangement {
            top: arguments.top.unwrap_or(usize::MAX),
            lines,
            shown: 0,
        }
    }

    pub(super) fn add(
        &mut self,
        lines: Vec<ConcordanceLine>,
        writer: &mut LineWriter,
    ) -> Result<(), Failure> {
        match &mut self.lines {
            Lines::AsFound => self.show(lines, writer)?,
            Lines::ToSort(held) => held.extend(lines),
            Lines::ToChoose(sample) => lines.into_iter().for_each(|line| sample.push(line)),
        }
        Ok(())
    }

    /// Shows what was held; how many lines were shown in all.
    pub(super) fn finish(mut self, writer: &mut LineWriter) -> Result<u64, Failure> {
        let mut held = match std::mem::replace(&mut self.lines, Lines::AsFound) {
            Lines::AsFound => Vec::new(),
            Lines::ToSort(held) => held,
            Lines::ToChoose(sample) => sample.into_lines(),
        };
        // Stable: lines with equal keys stay in input order.
        held.sort_by(|a, b| a.sort_key().cmp(b.sort_key()));
        self.show(held, writer)?;
        Ok(self.shown as u64)
    }

    fn show(
        &mut self,
        lines: Vec<ConcordanceLine>,
        writer: &mut LineWriter,
    ) -> Result<(), Failure> {
        for line in lines.into_iter().take(self.top - self.shown) {
            writer.write(line)?;
            self.shown += 1;
        }
        Ok(())
    }
}
