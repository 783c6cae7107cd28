//! Periods that are no index of their own: quarters, halves, months. Whoever writes one is told how the year is divided.

use crate::check::Checker;
use crate::problems;
use crate::syntax::tree::Word;

/// The words for parts of a year, each with the enum that divides it so.
const PARTS: [(&str, &str); 9] = [
    ("季度", QUARTERS),
    ("季", QUARTERS),
    ("quarter", QUARTERS),
    ("半年", HALVES),
    ("半年度", HALVES),
    ("月", MONTHS),
    ("月份", MONTHS),
    ("月度", MONTHS),
    ("年月", MONTHS),
];
const QUARTERS: &str = "枚举 季度：一季度、二季度、三季度、四季度";
const HALVES: &str = "枚举 半年：上半年、下半年";
const MONTHS: &str = "枚举 月份：一月、二月、三月、四月、五月、六月、七月、八月、九月、十月、十一月、十二月";

impl Checker<'_> {
    /// True where the word is a part of a year, which was then told.
    pub(super) fn tell_part_of_year(&mut self, pack: usize, word: &Word) -> bool {
        let Some((_, written)) = PARTS.iter().find(|(name, _)| *name == word.text) else { return false };
        let place = self.place(pack, word.span);
        let name = written.trim_start_matches("枚举 ").split('：').next().unwrap_or(&word.text);
        self.report(problems::part_of_year::problem(place, &word.text, name, written));
        true
    }
}
