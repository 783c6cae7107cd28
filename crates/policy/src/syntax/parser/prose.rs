//! What is said to people inside a statement: its signs and dates are no business of the rules.

use std::collections::BTreeSet;

use quanheng_facts::problem::{Place, Problem};

use crate::problems;
use crate::syntax::place::Scene;
use crate::syntax::tree::Span;

/// What the lexer says of signs, dates and numbers that rules do not have. Characters nobody sees and quotes left open are
/// still told of.
const OF_NO_ACCOUNT: [&str; 4] =
    [problems::unknown_character::ID, problems::bad_date::ID, problems::bad_number::ID, problems::missing_space::ID];

/// True for a stretch inside prose.
pub(super) fn holds(prose: &BTreeSet<(u32, u32)>, span: Span) -> bool {
    prose.iter().any(|(start, end)| *start <= span.start && span.end <= *end)
}

/// Takes back what the lexer told of inside prose.
pub(super) fn forgive(scene: &Scene<'_>, prose: &BTreeSet<(u32, u32)>, problems: &mut Vec<Problem>) {
    for (start, end) in prose {
        let span = Span { file: scene.file, start: *start, end: *end };
        let Place::Text { line, column, end_column, .. } = scene.place(span) else { continue };
        problems.retain(|problem| {
            let inside = matches!(&problem.place, Place::Text { line: l, column: c, .. } if *l == line && (column..end_column).contains(c));
            !(inside && OF_NO_ACCOUNT.contains(&problem.id))
        });
    }
}
