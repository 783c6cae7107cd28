//! Characters that turn the direction of writing, in the text of the law, in tables and in the manifest.
//!
//! What a reader sees on a screen is then not what stands in the file. Inside rules the lexer tells every invisible character;
//! deliberately absent here.

use std::ops::Range;

use quanheng_facts::problem::Problem;
use quanheng_facts::visible::{code_of, is_direction_mark};

use crate::problems;
use crate::syntax::place::Scene;

/// The most that are told of one file.
const MOST: usize = 100;

/// Tells the first one of each line outside the rules.
pub(super) fn check(scene: &Scene<'_>, rules: impl FnOnce() -> Vec<Range<usize>>, problems: &mut Vec<Problem>) {
    if !scene.text.chars().any(is_direction_mark) {
        return;
    }
    let rules = rules();
    let (mut told, mut start) = (0_usize, 0_usize);
    for line in scene.text.split_inclusive('\n') {
        let begin = start;
        start = start.saturating_add(line.len());
        let Some((at, c)) = line.char_indices().find(|(_, c)| is_direction_mark(*c)) else { continue };
        let at = begin.saturating_add(at);
        let next = rules.partition_point(|range| range.start <= at);
        if next.checked_sub(1).and_then(|before| rules.get(before)).is_some_and(|range| range.contains(&at)) {
            continue;
        }
        let place = scene.place(scene.span(at, at.saturating_add(c.len_utf8())));
        problems.push(problems::direction_mark::problem(place, &code_of(c)));
        told = told.saturating_add(1);
        if told == MOST {
            return;
        }
    }
}
