//! One result in one year: who is met, who is not known, and what it adds up to.

use quanheng_app::results::{ResultRow, greatest, least, reading_order};
use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Language;
use quanheng_facts::value::{Type, Year};
use quanheng_policy::finding::{Finding, Status};
use quanheng_policy::ir::{Program, Variable};
use quanheng_policy::wording::money_text;

use unicode_width::UnicodeWidthStr;

use super::grid::Grid;
use super::{conclusion, few, say};

/// Unknown members of a list that get a line each.
const FEW: usize = 10;

/// Where a line of names is broken, in places on the screen.
const WIDE: usize = 110;

/// Rows of one result and one year.
pub struct Section<'a> {
    pub variable: &'a Variable,
    pub year: Option<Year>,
    pub rows: Vec<&'a ResultRow>,
}

/// Parts rows into sections, in the order they come.
#[must_use]
pub fn sections<'a>(rows: &[&'a ResultRow], program: &'a Program) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::new();
    for row in rows.iter().copied() {
        let Some(variable) = program.variable(row.variable) else { continue };
        let found = sections.iter().position(|s| s.year == row.period && s.variable.name == variable.name);
        match found.and_then(|at| sections.get_mut(at)) {
            Some(section) => section.rows.push(row),
            None => sections.push(Section { variable, year: row.period, rows: vec![row] }),
        }
    }
    // Result by result, as declared; in each the years ascend.
    let order: Vec<String> = sections.iter().map(|s| s.variable.name.clone()).collect();
    sections.sort_by_key(|s| (order.iter().position(|name| *name == s.variable.name), s.year));
    sections
}

impl Section<'_> {
    /// The section as lines.
    #[must_use]
    pub fn render(&self, program: &Program, language: Language) -> String {
        let short = self.variable.name.rsplit('.').next().unwrap_or_default();
        let mut title = format!("■ {short}");
        if short != self.variable.name {
            let kind = self.rows.first().filter(|row| row.conclusion.is_some()).map(|row| row.kind.as_str());
            let (zh, en) = kind.map_or_else(Default::default, |kind| (format!("，{kind}"), format!(", {kind}")));
            title.push_str(&say(language, format!("（{}{zh}）", self.variable.name), format!(" ({}{en})", self.variable.name)));
        }
        if let Some(year) = self.year {
            title.push_str(&say(language, format!("　{year}年度"), format!("  {year}")));
        }
        let (mut shown, left_out) = self.parted();
        let more = self.too_many(&mut shown);
        let mut out = format!("{title}\n");
        out.push_str(&conclusion::lead(&self.rows, language));
        if !shown.is_empty() {
            out.push_str(&self.grid(&shown, program, language).render("  "));
        }
        if !more.is_empty() {
            let names: Vec<String> = more.iter().filter_map(|row| row.of.as_ref().map(|_| row.whose(language))).collect();
            let lead = say(language, format!("  另有 {} 个未知：", more.len()), format!("  {} more unknown: ", more.len()));
            out.push_str(&wrapped(&lead, &names, language));
        }
        out.push_str(&conclusion::below(&shown, &left_out, language));
        out.push_str(&self.sum(&left_out, language));
        out
    }

    /// Those worth a line, in their order, and the others.
    fn parted(&self) -> (Vec<&ResultRow>, Vec<&ResultRow>) {
        let quiet = |row: &ResultRow| match row.finding.status {
            Status::Holds => !row.is_met() && matches!(self.variable.ty, Type::Bool | Type::Money),
            Status::NotApplicable => self.rows.len() > 1,
            Status::Unknown | Status::Conflict | Status::Error => false,
        };
        let (left_out, mut shown): (Vec<&ResultRow>, Vec<&ResultRow>) = self.rows.iter().partition(|row| quiet(row));
        let money = self.variable.ty == Type::Money;
        shown.sort_by(|a, b| reading_order(a, b, money));
        (shown, left_out)
    }

    /// Unknown members of a list beyond the first few: a name says enough of each. They leave `shown`.
    fn too_many<'r>(&self, shown: &mut Vec<&'r ResultRow>) -> Vec<&'r ResultRow> {
        let unknown = |row: &ResultRow| row.finding.status == Status::Unknown;
        let all = shown.iter().filter(|row| unknown(row)).count();
        if self.variable.ty != Type::Bool || all <= FEW {
            return Vec::new();
        }
        let mut seen: usize = 0;
        let (more, kept) = shown.iter().partition(|row| {
            seen = seen.saturating_add(usize::from(unknown(row)));
            unknown(row) && seen > FEW
        });
        *shown = kept;
        more
    }

    fn grid(&self, shown: &[&ResultRow], program: &Program, language: Language) -> Grid {
        let beside: Vec<String> = self.rows.first().map(|row| row.beside.iter().map(|b| b.name.clone()).collect()).unwrap_or_default();
        let whose = self.variable.owner.and_then(|kind| program.schema.kind(kind)).map(|k| k.name.clone()).unwrap_or_default();
        let mut headings = beside.clone();
        headings.push(whose);
        headings.push(say(language, "结果", "result"));
        let fields = conclusion::columns(shown);
        headings.push(say(language, "给予", "gives"));
        headings.extend(fields.iter().cloned());
        headings.push(say(language, "规则", "rule"));
        headings.push(say(language, "条款", "article"));
        headings.push(say(language, "标记", "marks"));
        headings.push(say(language, "缘由", "causes"));
        let mut grid = Grid::new(headings, &[beside.len().saturating_add(1)]);
        for row in shown {
            let mut cells: Vec<String> = row.beside.iter().map(|b| b.shown.get(language).to_owned()).collect();
            cells.push(row.whose(language));
            cells.push(row.shown.get(language).to_owned());
            cells.extend(conclusion::cells(row, &fields, language));
            cells.push(row.rule.clone().unwrap_or_default());
            cells.push(row.article.clone().unwrap_or_default());
            cells.push(marks(row));
            cells.push(causes(row, language));
            grid.row(cells);
        }
        grid
    }

    /// The last line: how many there are, and what the money adds up to.
    fn sum(&self, left_out: &[&ResultRow], language: Language) -> String {
        let count = |status: Status| self.rows.iter().filter(|row| row.finding.status == status).count();
        let mut parts: Vec<String> = Vec::new();
        if self.variable.ty == Type::Bool {
            let met = self.rows.iter().filter(|row| row.is_met()).count();
            parts.push(say(language, format!("是 {met}"), format!("yes {met}")));
        }
        let given: Vec<&Finding> =
            self.rows.iter().filter_map(|row| row.conclusion.as_ref()?.grants.as_ref()).map(|grants| &grants.finding).collect();
        if !given.is_empty() {
            parts.push(say(language, format!("给予{}", total_of(&given, language)), format!("given: {}", total_of(&given, language))));
        }
        if self.variable.ty == Type::Money {
            parts.push(total(&self.rows, language));
        }
        let no = left_out.iter().filter(|row| row.finding.status == Status::Holds).count();
        let zero = if self.variable.ty == Type::Bool { ("否", "no") } else { ("0元", "nought") };
        let counts = [
            (no, zero.0, zero.1),
            (count(Status::Unknown), "未知", "unknown"),
            (left_out.iter().filter(|row| row.finding.status == Status::NotApplicable).count(), "不适用", "not applicable"),
            (count(Status::Conflict), "冲突", "in conflict"),
            (count(Status::Error), "错误", "in error"),
        ];
        parts.extend(counts.iter().filter(|(n, _, _)| *n > 0).map(|(n, zh, en)| say(language, format!("{zh} {n}"), format!("{en} {n}"))));
        if parts.is_empty() { String::new() } else { format!("  {}\n", parts.join(&say(language, "　", "   "))) }
    }
}

/// What all amounts add up to, from the lowest to the highest they can be.
#[must_use]
pub fn total(rows: &[&ResultRow], language: Language) -> String {
    total_of(&rows.iter().map(|row| &row.finding).collect::<Vec<_>>(), language)
}

/// What all that conclusions give adds up to.
#[must_use]
pub fn total_granted(rows: &[&ResultRow], language: Language) -> String {
    let given = rows.iter().filter_map(|row| row.conclusion.as_ref()?.grants.as_ref()).map(|given| &given.finding);
    total_of(&given.collect::<Vec<_>>(), language)
}

fn total_of(findings: &[&Finding], language: Language) -> String {
    let sum = |of: fn(&Finding) -> Option<Exact>| {
        findings
            .iter()
            .filter(|finding| !matches!(finding.status, Status::NotApplicable))
            .try_fold(Exact::ZERO, |sum, finding| sum.plus(of(finding)?))
    };
    let low = |finding: &Finding| if finding.may_be_na { Some(Exact::ZERO) } else { least(finding) };
    let text = |amount: Option<Exact>| amount.map(|fen| money_text(fen, language));
    match (text(sum(low)), text(sum(greatest))) {
        (Some(low), Some(high)) if low == high => say(language, format!("合计 {low}"), format!("total {low}")),
        (Some(low), Some(high)) => say(language, format!("合计 {low}…{high}"), format!("total {low}…{high}")),
        (Some(low), None) => say(language, format!("合计 不少于 {low}"), format!("total at least {low}")),
        (None, _) => say(language, "合计 不能确定", "total not determined"),
    }
}

/// Names after a lead, broken into lines.
fn wrapped(lead: &str, names: &[String], language: Language) -> String {
    let (mut out, mut line) = (String::new(), lead.to_owned());
    for (at, name) in names.iter().enumerate() {
        let comma = if at.saturating_add(1) == names.len() { String::new() } else { say(language, "、", ", ") };
        if line.width().saturating_add(name.width()) > WIDE {
            out.push_str(line.trim_end());
            out.push('\n');
            line = "    ".to_owned();
        }
        line.push_str(name);
        line.push_str(&comma);
    }
    format!("{out}{line}\n")
}

/// The kinds of marks a row carries, each once.
#[must_use]
pub fn marks(row: &ResultRow) -> String {
    let mut kinds: Vec<&str> = row.marks.iter().map(|mark| mark.kind.as_str()).collect();
    kinds.sort_unstable();
    kinds.dedup();
    kinds.join("、")
}

/// The first causes, shortly; the rest is counted, and told in full by the other formats.
#[must_use]
pub fn causes(row: &ResultRow, language: Language) -> String {
    let all: Vec<String> = row.causes.iter().map(|c| c.told(language)).collect();
    match all.len() {
        0 => String::new(),
        1 => few(&all, 1, language),
        n => say(
            language,
            format!("{} 等 {n} 项", few(all.get(..1).unwrap_or_default(), 1, language)),
            format!("{} ({n} in all)", few(all.get(..1).unwrap_or_default(), 1, language)),
        ),
    }
}
