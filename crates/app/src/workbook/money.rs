//! 奖金: every amount in 万元, with what it can be where it is not known, and the sum of each result and year.

use quanheng_facts::exact::Exact;
use quanheng_policy::finding::{Finding, Status};

use super::lists::post;
use super::table::{Cell, Stress, Table};
use super::{Group, Said, Sort, year_of};
use crate::results::{ResultRow, greatest, least};

pub(super) fn table(said: &Said<'_>) -> Table {
    let unit = said.say("单位：万元", "in 万元 (10,000 yuan)");
    let mut table = said.headed("奖金", "Money", &[unit]);
    table.column(said.say("序号", "no."), 6, 8);
    table.if_any(said.say("年度", "year"), 8, 8);
    table.column(said.say("奖金", "money"), 12, 26);
    table.column(said.say("对象", "of"), 14, 26);
    table.if_any(said.say("职务", "post"), 14, 26);
    table.column(said.say("金额（万元）", "amount (万元)"), 14, 20);
    table.if_any(said.say("最低（万元）", "least (万元)"), 14, 20);
    table.if_any(said.say("最高（万元）", "greatest (万元)"), 14, 20);
    table.column(said.say("状态", "status"), 8, 12);
    table.if_any(said.say("名义", "in the name of"), 12, 20);
    table.if_any(said.say("条款", "article"), 10, 20);
    table.if_any(said.say("规则", "rule"), 10, 24);
    table.if_any(said.say("标记", "marks"), 8, 20);
    for group in said.sorted(Sort::Money) {
        one(said, group, &mut table);
    }
    if table.lines.is_empty() {
        table.line(vec![Cell::Blank, Cell::Blank, Cell::text(said.say("（没有奖金）", "(no money)"))]);
    }
    table
}

/// The finding that is money: of a conclusion what it gives.
fn money(row: &ResultRow) -> Option<&Finding> {
    match &row.conclusion {
        Some(conclusion) => conclusion.grants.as_ref().map(|given| &given.finding),
        None => Some(&row.finding),
    }
}

fn one(said: &Said<'_>, group: &Group<'_>, table: &mut Table) {
    let mut number: usize = 0;
    let mut sums = Sums { certain: Some(Exact::ZERO), least: Some(Exact::ZERO), greatest: Some(Exact::ZERO), open: false };
    for row in &group.rows {
        let Some(finding) = money(row) else { continue };
        let nought = finding.status == Status::Holds && greatest(finding) == Some(Exact::ZERO);
        if nought || finding.status == Status::NotApplicable {
            continue;
        }
        let (lowest, highest) = ends(finding);
        let holds = finding.status == Status::Holds;
        sums.add(finding, lowest, highest);
        number = number.saturating_add(1);
        let amount = |end: Option<Exact>| end.map_or(Cell::Blank, Cell::Money);
        let end = |end: Option<Exact>| if holds { Cell::Blank } else { amount(end) };
        table.line(vec![
            Cell::count(number),
            year_of(group),
            Cell::text(said.short(group.variable)),
            Cell::text(row.whose(said.language)),
            Cell::text(post(row)),
            if holds { amount(highest) } else { Cell::Blank },
            end(lowest),
            end(highest),
            Cell::text(status(said, finding.status)),
            Cell::text(row.conclusion.as_ref().map(|c| c.in_name_of.join("、")).unwrap_or_default()),
            Cell::text(said.article(row)),
            Cell::text(row.rule.clone().unwrap_or_default()),
            Cell::text(Said::marks(row)),
        ]);
    }
    if number > 0 {
        let amount = |end: Option<Exact>| end.map_or_else(|| Cell::text(said.say("不能确定", "not determined")), Cell::Money);
        let end = |end: Option<Exact>| if sums.open { amount(end) } else { Cell::Blank };
        let about = said.say("合计", "total");
        let words = if sums.open { said.say("金额栏只含已确定的", "amounts that are known alone") } else { String::new() };
        table.stressed(
            vec![
                Cell::Blank,
                year_of(group),
                Cell::text(format!("{}{}{about}", said.short(group.variable), said.say("", ", "))),
                Cell::text(words),
                Cell::Blank,
                amount(sums.certain),
                end(sums.least),
                end(sums.greatest),
            ],
            Stress::Strong,
        );
    }
}

struct Sums {
    certain: Option<Exact>,
    least: Option<Exact>,
    greatest: Option<Exact>,
    /// Some amount is not known.
    open: bool,
}

impl Sums {
    fn add(&mut self, finding: &Finding, least: Option<Exact>, greatest: Option<Exact>) {
        let plus = |sum: Option<Exact>, more: Option<Exact>| sum?.plus(more?);
        if finding.status == Status::Holds {
            self.certain = plus(self.certain, greatest);
        } else {
            self.open = true;
        }
        self.least = plus(self.least, least);
        self.greatest = plus(self.greatest, greatest);
    }
}

/// The ends of an amount; what may be 不适用 may be nought.
fn ends(finding: &Finding) -> (Option<Exact>, Option<Exact>) {
    let lowest = if finding.may_be_na && finding.status == Status::Unknown { Some(Exact::ZERO) } else { least(finding) };
    (lowest, greatest(finding))
}

pub(super) fn status(said: &Said<'_>, status: Status) -> String {
    said.say(status.chinese(), status.english())
}
