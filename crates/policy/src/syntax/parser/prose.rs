//! What is said to people inside a statement: its signs and dates are no business of the rules.

use quanheng_facts::problem::{Place, Problem};

use crate::problems;
use crate::source::place::Scene;
use crate::syntax::tree::Span;

/// What the lexer says of signs, dates and numbers that rules do not have. Characters nobody sees and quotes left open are
/// still told of.
const OF_NO_ACCOUNT: [&str; 4] =
    [problems::unknown_character::ID, problems::bad_date::ID, problems::bad_number::ID, problems::missing_space::ID];

/// True for a stretch inside prose.
pub(super) fn holds(prose: &[Span], span: Span) -> bool {
    prose.iter().any(|p| p.start <= span.start && span.end <= p.end)
}

/// Takes back what the lexer told of inside prose.
pub(super) fn forgive(scene: &Scene<'_>, prose: &[Span], problems: &mut Vec<Problem>) {
    for span in prose {
        let Place::Text { line, column, end_column, .. } = scene.place(*span) else { continue };
        problems.retain(|problem| {
            let inside = matches!(&problem.place, Place::Text { line: l, column: c, .. } if *l == line && (column..end_column).contains(c));
            !(inside && OF_NO_ACCOUNT.contains(&problem.id))
        });
    }
}
