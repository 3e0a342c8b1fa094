//! Packs shapes without overlap around a centre, with a bit grid and a spiral.

/// A shape on a grid: rows of bits, 64 cells per word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shape {
    width: usize,
    rows: Vec<Vec<u64>>,
}

impl Shape {
    /// A shape of this size with the cells filled for which `filled` is true.
    pub fn new(width: usize, height: usize, filled: impl Fn(usize, usize) -> bool) -> Self {
        let row = |y: usize| {
            let mut words = vec![0u64; width.div_ceil(64)];
            for x in (0..width).filter(|&x| filled(x, y)) {
                words[x / 64] |= 1 << (x % 64);
            }
            words
        };
        Self {
            width,
            rows: (0..height).map(row).collect(),
        }
    }

    /// The shape with the adjacent cells also filled, above, below and on both sides.
    pub fn grown(&self) -> Self {
        let wider: Vec<Vec<u64>> = self.rows.iter().map(|row| widened(row)).collect();
        let rows = (0..wider.len()).map(|y| {
            let near = &wider[y.saturating_sub(1)..(y + 2).min(wider.len())];
            let union = |at: usize| near.iter().fold(0, |bits, row| bits | row[at]);
            (0..wider[y].len()).map(union).collect()
        });
        Self {
            width: self.width,
            rows: rows.collect(),
        }
    }

    /// Number of filled cells.
    pub fn area(&self) -> usize {
        let words = self.rows.iter().flatten();
        words.map(|bits| bits.count_ones() as usize).sum()
    }
}

/// A row with the cells on both sides of each filled one.
fn widened(row: &[u64]) -> Vec<u64> {
    let word = |at: Option<usize>| at.and_then(|at| row.get(at)).copied().unwrap_or(0);
    let widen = |at: usize| {
        let bits = row[at];
        let (before, after) = (word(at.checked_sub(1)), word(Some(at + 1)));
        bits | bits << 1 | bits >> 1 | before >> 63 | after << 63
    };
    (0..row.len()).map(widen).collect()
}

/// A grid whose cells are taken or free.
pub(super) struct Grid {
    width: usize,
    height: usize,
    rows: Vec<Vec<u64>>,
}

/// Distance between tries along the spiral, in cells.
const STRIDE: f64 = 2.0;
/// Distance between turns of the spiral, in cells.
const TURN: f64 = 2.5;

/// Distance of the corners from the centre, in heights of a grid, with a margin.
const CORNER: f64 = 0.75;

impl Grid {
    pub fn new(width: usize, height: usize) -> Self {
        // One more word, so that a shifted word always has a neighbour.
        let words = width.div_ceil(64) + 1;
        Self {
            width,
            height,
            rows: vec![vec![0; words]; height],
        }
    }

    /// Occupies cells for a shape at the free position of the spiral that is nearest to the centre; returns
    /// the column and row of its first cell, or `None` when it does not fit.
    pub fn place(&mut self, shape: &Shape) -> Option<(usize, usize)> {
        let (height, width) = (shape.rows.len(), shape.width);
        if width > self.width || height > self.height {
            return None;
        }
        let room = ((self.width - width) as f64, (self.height - height) as f64);
        // The spiral has the same aspect ratio as the grid.
        let aspect = self.width as f64 / self.height.max(1) as f64;
        let farthest = self.height as f64 * CORNER;
        let mut angle: f64 = 0.0;
        loop {
            let radius = angle * TURN / std::f64::consts::TAU;
            if radius > farthest {
                return None;
            }
            let x = room.0 / 2.0 + radius * aspect * libm::cos(angle);
            let y = room.1 / 2.0 + radius * libm::sin(angle);
            angle += STRIDE / (radius * aspect).max(STRIDE);
            if x < 0.0 || y < 0.0 || x > room.0 || y > room.1 {
                continue;
            }
            let place = (x.round() as usize, y.round() as usize);
            if self.is_free(shape, place) {
                self.take(shape, place);
                return Some(place);
            }
        }
    }

    fn is_free(&self, shape: &Shape, (column, row): (usize, usize)) -> bool {
        let (word, shift) = (column / 64, column % 64);
        let rows = shape.rows.iter().zip(&self.rows[row..]);
        rows.into_iter().all(|(bits, taken)| {
            bits.iter().enumerate().all(|(at, &bits)| {
                let (low, high) = shifted(bits, shift);
                let beyond = taken.get(word + at + 1).copied().unwrap_or(0);
                taken[word + at] & low == 0 && beyond & high == 0
            })
        })
    }

    fn take(&mut self, shape: &Shape, (column, row): (usize, usize)) {
        let (word, shift) = (column / 64, column % 64);
        for (bits, taken) in shape.rows.iter().zip(&mut self.rows[row..]) {
            for (at, &bits) in bits.iter().enumerate() {
                let (low, high) = shifted(bits, shift);
                taken[word + at] |= low;
                if let Some(beyond) = taken.get_mut(word + at + 1) {
                    *beyond |= high;
                }
            }
        }
    }
}

/// Bits shifted up, and those that move into the next word.
fn shifted(bits: u64, shift: usize) -> (u64, u64) {
    let high = if shift == 0 { 0 } else { bits >> (64 - shift) };
    (bits << shift, high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(side: usize) -> Shape {
        Shape::new(side, side, |_, _| true)
    }

    #[test]
    fn the_first_shape_lies_in_the_middle_and_others_beside_it() {
        let mut grid = Grid::new(200, 100);
        assert_eq!(grid.place(&square(10)), Some((95, 45)));
        let mut places = vec![(95, 45)];
        while let Some((x, y)) = grid.place(&square(10)) {
            assert!(x + 10 <= 200 && y + 10 <= 100);
            let apart = |&(a, b): &(usize, usize)| a.abs_diff(x) >= 10 || b.abs_diff(y) >= 10;
            assert!(places.iter().all(apart), "{x} {y} {places:?}");
            places.push((x, y));
        }
        assert!(places.len() > 100, "{}", places.len());
    }

    #[test]
    fn grown_shapes_have_a_margin() {
        let dot = Shape::new(130, 3, |x, y| x == 63 && y == 1);
        assert_eq!(
            dot.grown(),
            Shape::new(130, 3, |x, _| (62..=64).contains(&x))
        );
        assert_eq!((dot.area(), dot.grown().area()), (1, 9));
    }

    #[test]
    fn holes_are_used() {
        let frame = Shape::new(70, 30, |x, y| x < 2 || y < 2 || x > 67 || y > 27);
        let mut grid = Grid::new(80, 40);
        assert_eq!(grid.place(&frame), Some((5, 5)));
        let (x, y) = grid.place(&square(20)).unwrap();
        assert!((7..=52).contains(&x) && (7..=12).contains(&y), "{x} {y}");
    }

    #[test]
    fn shapes_larger_than_the_grid_have_no_place() {
        assert_eq!(Grid::new(10, 10).place(&square(11)), None);
        assert_eq!(Grid::new(0, 0).place(&square(1)), None);
    }
}
