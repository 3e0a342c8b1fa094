//! Decision trees whose values are added: the form of the learned weights.

use super::row::Row;

/// Trees for the first look at a part of a text by itself, and for the second one, which knows what the first one
/// said about the parts around it.
#[derive(Debug)]
pub(crate) struct Looks {
    pub first: Trees,
    pub second: Trees,
}

impl Looks {
    /// Reads a file of the program, in which each look starts with a line `look`.
    pub(crate) fn parse(file: &str) -> Self {
        let mut parts = file.split("look\n").skip(1).map(Trees::parse);
        // The file is part of the program; a test parses it.
        let mut next = || parts.next().expect("two looks");
        Looks {
            first: next(),
            second: next(),
        }
    }

    /// The probability of each row; `add_scores` adds to the rows what the second look knows of the first one's
    /// probabilities.
    pub(crate) fn probabilities(
        &self,
        mut rows: Vec<Row>,
        add_scores: impl FnOnce(&[f64], &mut [Row]),
    ) -> Vec<f64> {
        let of = |trees: &Trees, rows: &[Row]| -> Vec<f64> {
            let rows = rows.iter().map(|row| trees.probability(&row.values));
            rows.collect()
        };
        let scores = of(&self.first, &rows);
        add_scores(&scores, &mut rows);
        of(&self.second, &rows)
    }
}

/// A node in the order of a walk that takes left branches first.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Node {
    /// Left if the feature is at most the threshold; the right branch starts at a later node.
    Split {
        feature: usize,
        threshold: f64,
        right: usize,
    },
    Leaf(f64),
}

/// Trees; each of them adds a value to the score.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Trees(Vec<Vec<Node>>);

impl Trees {
    /// A line for each tree, its nodes separated by spaces: `feature<threshold` or a value.
    fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.is_empty());
        Trees(lines.map(parse_tree).collect())
    }

    /// The probability of a row of features.
    pub(crate) fn probability(&self, row: &[f32]) -> f64 {
        let sum: f64 = self.0.iter().map(|tree| value(tree, row)).sum();
        1.0 / (1.0 + libm::exp(-sum))
    }
}

#[cfg(test)]
impl Trees {
    /// The features that the trees look at.
    pub(crate) fn features(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().flatten().filter_map(|node| match node {
            Node::Split { feature, .. } => Some(*feature),
            Node::Leaf(_) => None,
        })
    }
}

fn parse_tree(line: &str) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    // Splits whose right branch has not started.
    let mut open: Vec<usize> = Vec::new();
    for word in line.split(' ') {
        // The file is part of the program; a test parses it.
        let number = |text: &str| text.parse::<f64>().expect("a number");
        match word.split_once('<') {
            Some((feature, threshold)) => {
                open.push(nodes.len());
                nodes.push(Node::Split {
                    feature: feature.parse().expect("a feature"),
                    threshold: number(threshold),
                    right: 0,
                });
            }
            None => {
                nodes.push(Node::Leaf(number(word)));
                let next = nodes.len();
                if let Some(Node::Split { right, .. }) = open.pop().map(|at| &mut nodes[at]) {
                    *right = next;
                }
            }
        }
    }
    nodes
}

fn value(tree: &[Node], row: &[f32]) -> f64 {
    let mut at = 0;
    loop {
        match tree[at] {
            Node::Leaf(value) => return value,
            Node::Split {
                feature,
                threshold,
                right,
            } => {
                at = if f64::from(row[feature]) <= threshold {
                    at + 1
                } else {
                    right
                };
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn left_branches_come_first() {
        let trees = Trees::parse("0<1.5 1<0 -1 2 1<0.5 4 8\n0.25\n");
        let sum = |row: [f32; 2]| trees.0.iter().map(|tree| value(tree, &row)).sum::<f64>();
        assert_eq!(sum([1.0, 0.0]), -0.75);
        assert_eq!(sum([1.5, 1.0]), 2.25);
        assert_eq!(sum([2.0, 0.5]), 4.25);
        assert_eq!(sum([2.0, 0.6]), 8.25);
    }
}
