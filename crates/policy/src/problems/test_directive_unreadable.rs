//! Words in backquotes over a test table that are no directive.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

/// The stable name of this problem.
pub const ID: &str = "test-directive-unreadable";

/// Words in backquotes over a test table that are no directive.
#[must_use]
pub fn problem(place: Place, what: &str) -> Problem {
    Problem {
        place,
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("看不懂测试的说明「{what}」。"), format!("Cannot read the test's directive 「{what}」.")),
        hint: Bilingual::new(
            "可以写：`各行独立`、`同一世界`、`覆盖 办法#条`、`年度 2016`、`设 名 = 值，名 = 值`、`完整 表名`、`给定 表名`（下面就是它的表格，没有 ⇒ 列）、`事实 文件 2008—2009`、`规定以 2016年度 为准`、`严格`。",
            "What can stand there: `各行独立`, `同一世界`, `覆盖 办法#条`, `年度 2016`, `设 名 = 值，名 = 值`, `完整 表名`, `给定 表名` (with its own table below, without ⇒ heads), `事实 文件 2008—2009`, `规定以 2016年度 为准`, `严格`.",
        ),
        related: Vec::new(),
    }
}
