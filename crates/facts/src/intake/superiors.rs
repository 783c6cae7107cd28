//! Who stands above whom, as a register says: no circle, no chain without an end.
//!
//! In: pairs of ids. Out: the same without those of a circle, which is told; who is in one has no superior until that is mended. Deliberately
//! absent: whether a superior is of the kind that the pack wants there.

use std::collections::BTreeMap;

use crate::entity::MOST_LEVELS;
use crate::problem::{Place, Problem};
use crate::problems::{entity_superior_circle, entity_superior_deep};

/// Who stands directly above somebody, and the cell that says so.
pub(super) type Superiors = BTreeMap<String, (String, Place)>;

/// Takes the circles out, and tells of them and of what lies too deep. `names`: what somebody of an id is called.
pub(super) fn without_circles(mut superiors: Superiors, names: &BTreeMap<String, String>, problems: &mut Vec<Problem>) -> Superiors {
    let name = |id: &str| names.get(id).cloned().unwrap_or_else(|| id.to_owned());
    for circle in circles(&superiors) {
        let Some((_, place)) = circle.first().and_then(|first| superiors.get(first)) else { continue };
        let called: Vec<String> = circle.iter().map(|id| name(id)).collect();
        problems.push(entity_superior_circle::problem(place.clone(), &called));
        for id in &circle {
            superiors.remove(id);
        }
    }
    // The first of each chain that lies too deep: those below it do as well.
    for (id, level) in levels(&superiors) {
        if level == MOST_LEVELS.saturating_add(1)
            && let Some((_, place)) = superiors.get(id)
        {
            problems.push(entity_superior_deep::problem(place.clone(), &name(id), MOST_LEVELS));
        }
    }
    superiors
}

/// Each circle once, beginning with the least id, each of them followed by the one above it.
fn circles(superiors: &Superiors) -> Vec<Vec<String>> {
    let mut found = Vec::new();
    // By id, the walk that came there first.
    let mut walked: BTreeMap<&str, usize> = BTreeMap::new();
    for (walk, start) in superiors.keys().enumerate() {
        let mut at = start.as_str();
        while !walked.contains_key(at) {
            walked.insert(at, walk);
            match superiors.get(at) {
                Some((above, _)) => at = above,
                None => break,
            }
        }
        // Back on this very walk, or on an earlier one, which was seen to its end.
        let closed = walked.get(at) == Some(&walk) && superiors.contains_key(at);
        if closed {
            let mut circle = vec![at];
            while let Some((above, _)) = circle.last().and_then(|last| superiors.get(*last))
                && above != at
            {
                circle.push(above);
            }
            let least = circle.iter().enumerate().min_by_key(|(_, id)| **id).map_or(0, |(place, _)| place);
            circle.rotate_left(least);
            found.push(circle.into_iter().map(str::to_owned).collect());
        }
    }
    found
}

/// How many stand above each, one above the other; without circles.
fn levels(superiors: &Superiors) -> BTreeMap<&str, usize> {
    let mut levels: BTreeMap<&str, usize> = BTreeMap::new();
    for start in superiors.keys() {
        let mut path = Vec::new();
        let mut at = start.as_str();
        while !levels.contains_key(at)
            && let Some((above, _)) = superiors.get(at)
        {
            path.push(at);
            at = above;
        }
        let mut level = levels.get(at).copied().unwrap_or(0);
        for id in path.into_iter().rev() {
            level = level.saturating_add(1);
            levels.insert(id, level);
        }
    }
    levels
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pairs: &[(&str, &str)]) -> Superiors {
        pairs.iter().map(|(id, above)| ((*id).to_owned(), ((*above).to_owned(), Place::File { file: String::new() }))).collect()
    }

    #[test]
    fn circles_are_found_once_and_begin_with_the_least() {
        let all = of(&[("a", "b"), ("b", "c"), ("c", "b"), ("d", "d"), ("e", "f"), ("g", "d"), ("y", "z"), ("z", "x"), ("x", "y")]);
        assert_eq!(circles(&all), [vec!["b", "c"], vec!["d"], vec!["x", "y", "z"]]);
    }

    #[test]
    fn levels_are_counted_from_the_top() {
        let all = of(&[("a", "b"), ("b", "c"), ("d", "b")]);
        assert_eq!(levels(&all).into_iter().collect::<Vec<_>>(), [("a", 2), ("b", 1), ("d", 2)]);
    }
}
