//! The best items, including ties, which are broken later by name.

use std::cmp::Ordering;

/// The first `top` of `items` by `compare`, all without `top`, and every item that ties with the last;
/// unordered.
pub(super) fn leading<T>(
    mut items: Vec<T>,
    top: Option<usize>,
    compare: impl Fn(&T, &T) -> Ordering,
) -> Vec<T> {
    let Some(top) = top.filter(|&top| top < items.len()) else {
        return items;
    };
    if top == 0 {
        return Vec::new();
    }
    items.select_nth_unstable_by(top - 1, &compare);
    let rest = items.split_off(top);
    let last = &items[top - 1];
    let ties = rest.into_iter().filter(|item| compare(item, last).is_eq());
    let ties: Vec<T> = ties.collect();
    items.extend(ties);
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ties_with_the_last_stay() {
        let best = |top| {
            let mut best = leading(vec![3, 9, 5, 5, 1, 5], top, |a, b| b.cmp(a));
            best.sort_unstable();
            best
        };
        assert_eq!(best(Some(2)), [5, 5, 5, 9]);
        assert_eq!(best(Some(1)), [9]);
        assert!(best(Some(0)).is_empty());
        assert_eq!(best(Some(6)).len(), 6);
        assert_eq!(best(None).len(), 6);
    }
}
