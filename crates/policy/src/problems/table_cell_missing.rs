//! A 参数 of the type 表 without a value for some cell.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

pub const ID: &str = "table-cell-missing";

/// The problem, in both languages. `cells` as `奖金标准（一等）`.
#[must_use]
pub fn problem(place: Place, name: &str, cells: &[String]) -> Problem {
    let list = cells.iter().map(|c| format!("「{c}」")).collect::<Vec<_>>();
    let first = cells.first().map_or("", String::as_str);
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(
            format!("表「{name}」有的格没有值：{}", list.join("、")),
            format!("the table 「{name}」 has no value for {}", list.join(", ")),
        ),
        hint: Bilingual::new(
            format!(
                "每个“自”后面都要写全，同一个值的几格可以写「其余 → 值」。只改一格的，写「改 {first} 自 年度 为 值」；在上层的包里给枚举添了值的，由那个包这样补上。"
            ),
            format!(
                "Write all cells after each 自 (starting); 「其余 → value」 (rest) stands for all others. To change one cell alone, write 「改 {first} 自 YEAR 为 VALUE」; a pack that adds a value to the enum gives its cell in the same way."
            ),
        ),
        related: Vec::new(),
    }
}
