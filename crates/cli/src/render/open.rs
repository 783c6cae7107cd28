//! The work list of `quanheng open`, for the eye.

use quanheng_app::open::OpenReport;
use quanheng_facts::problem::Language;

use super::grid::Grid;
use super::{few, notice, say};

/// One line for each decision that is open, what most results wait for first.
#[must_use]
pub fn table(report: &OpenReport, language: Language) -> String {
    if report.items.is_empty() {
        let nothing = say(language, "没有还要人来定的事。\n", "Nothing is left for people to decide.\n");
        return format!("{nothing}\n{}\n", notice(language));
    }
    let n = report.items.len();
    let mut out = say(language, format!("■ 还要人来定的事（{n} 项）\n"), format!("■ Left for people to decide ({n})\n"));
    let headings = [
        ("种类", "kind"),
        ("名", "name"),
        ("年度", "year"),
        ("对象", "of"),
        ("由谁定", "who"),
        ("凭什么", "on"),
        ("可选", "options"),
        ("等它的结果", "results waiting"),
        ("谁的", "whose"),
        ("条款", "article"),
        ("备注", "remark"),
    ];
    let mut grid = Grid::new(headings.iter().map(|(zh, en)| say(language, *zh, *en)).collect(), &[]);
    for item in &report.items {
        let waiting = match (report.with_facts, item.results) {
            (false, _) => String::new(),
            (true, 0) => "0".to_owned(),
            (true, n) => {
                let results = few(&item.waiting, 2, language);
                say(language, format!("{n}（{results}）"), format!("{n} ({results})"))
            }
        };
        grid.row(vec![
            item.kind.word().get(language).to_owned(),
            item.name.clone(),
            item.year.map_or_else(String::new, |y| y.to_string()),
            few(&item.of, 3, language),
            item.who.get(language).to_owned(),
            item.evidence.join("、"),
            item.options.join("、"),
            waiting,
            few(&item.waiting_of, 3, language),
            item.article.clone().unwrap_or_default(),
            item.remark(report.with_facts).get(language).to_owned(),
        ]);
    }
    out.push_str(&grid.render("  "));
    if !report.with_facts {
        out.push_str(&say(
            language,
            "没有给数据：加上 --facts 才知道哪些结果在等。\n",
            "No facts were given: with --facts it is known which results wait.\n",
        ));
    }
    out.push_str(&format!("\n{}\n", notice(language)));
    out
}
