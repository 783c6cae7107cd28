//! The results of a run as a workbook for the office: 名单, 奖金, 待核实, 未知与缺项, 依据.
//!
//! In: a run. Out: a [`Book`], as a description; the bytes are made of it by quanheng-sheet. Which sheet a result goes to follows from
//! what the pack declares: what is or may be a matter to be verified, what is money or gives any, everything else. On the sheet of
//! matters to be verified a field of a conclusion (a class) never stands in one line with a person. Texts are texts, whatever they
//! begin with: nothing becomes a formula.

mod basis;
mod lists;
mod money;
mod table;
mod unknown;
mod verified;

use quanheng_facts::problem::Language;
use quanheng_facts::value::{Type, Year};
use quanheng_policy::ir::{Program, Variable};
use quanheng_sheet::out::{Book, WriteError, write};

use crate::results::said::{reading_order, say};
use crate::results::{NOTICE, NOTICE_ENGLISH, ResultRow};
use crate::run::RunReport;
use table::Table;

/// What stands in the properties of the document: a day that means nothing, so that the same results are the same bytes.
const MADE_ON: jiff::civil::Date = jiff::civil::Date::constant(2000, 1, 1);

/// The bytes of the workbook.
pub fn bytes(report: &RunReport, language: Language) -> Result<Vec<u8>, WriteError> {
    write(&workbook(report, language))
}

/// The workbook.
#[must_use]
pub fn workbook(report: &RunReport, language: Language) -> Book {
    let program = report.prepared.program();
    let rows = report.listed();
    let groups = groups(&rows, program);
    let said = Said { report, program, language, groups: &groups };
    let tables = [lists::table(&said), money::table(&said), verified::table(&said), unknown::table(&said), basis::table(&said, &rows)];
    let title = program.pack().map_or("", |pack| pack.title.as_str());
    Book { title: title.to_owned(), made_on: MADE_ON, sheets: tables.into_iter().map(Table::into_sheet).collect() }
}

/// What every sheet needs.
struct Said<'a> {
    report: &'a RunReport,
    program: &'a Program,
    language: Language,
    groups: &'a [Group<'a>],
}

/// The rows of one result in one year, in the order in which people read them.
struct Group<'a> {
    variable: &'a Variable,
    year: Option<Year>,
    sort: Sort,
    rows: Vec<&'a ResultRow>,
}

/// Which sheet a result belongs on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    List,
    Money,
    ToVerify,
}

fn groups<'a>(rows: &[&'a ResultRow], program: &'a Program) -> Vec<Group<'a>> {
    let mut groups: Vec<Group<'a>> = Vec::new();
    for row in rows.iter().copied() {
        let Some(variable) = program.variable(row.variable) else { continue };
        match groups.iter_mut().find(|group| group.year == row.period && group.variable.name == variable.name) {
            Some(group) => group.rows.push(row),
            None => groups.push(Group { variable, year: row.period, sort: Sort::List, rows: vec![row] }),
        }
    }
    let order: Vec<String> = groups.iter().map(|g| g.variable.name.clone()).collect();
    groups.sort_by_key(|g| (order.iter().position(|name| *name == g.variable.name), g.year));
    for group in &mut groups {
        let grants = group.variable.outcome.and_then(|id| program.outcomes.get(id.at())).is_some_and(|outcome| outcome.grants.is_some());
        let money = group.variable.ty == Type::Money;
        group.sort = match (group.rows.iter().any(|row| row.to_verify), money || grants) {
            (true, _) => Sort::ToVerify,
            (false, true) => Sort::Money,
            (false, false) => Sort::List,
        };
        group.rows.sort_by(|a, b| reading_order(a, b, money));
    }
    groups
}

impl Said<'_> {
    fn say(&self, zh: &str, en: &str) -> String {
        say(self.language, zh, en)
    }

    fn notice(&self) -> &'static str {
        match self.language {
            Language::Chinese => NOTICE,
            Language::English => NOTICE_ENGLISH,
        }
    }

    /// `示例省先进县奖励办法　2016年度　名单`, and below it the conditions of the run.
    fn headed(&self, zh: &str, en: &str, more: &[String]) -> Table {
        let header = &self.report.header;
        let title = self.program.pack().map_or("", |pack| pack.title.as_str());
        let years: Vec<String> = header.periods.iter().map(ToString::to_string).collect();
        let name = self.say(zh, en);
        let title =
            say(self.language, format!("{title}　{}年度　{name}", years.join("、")), format!("{title} · {} · {name}", years.join(", ")));
        let mut lead = vec![self.notice().to_owned()];
        lead.extend(more.iter().cloned());
        lead.extend(header.known_on.as_ref().map(|day| say(self.language, format!("按 {day} 所知"), format!("as known on {day}"))));
        lead.extend(
            header.law_as_of.map(|year| say(self.language, format!("参照 {year} 年度的规定"), format!("under the rules of {year}"))),
        );
        if !header.settings.is_empty() {
            lead.push(self.say("推演，设了假设的值", "a what-if with supposed values"));
        }
        if header.published {
            lead.push(self.say("公布的数据", "published facts"));
        }
        Table::new(&name, title, lead.join(&self.say("；", "; ")))
    }

    /// `先进县`; with the whole name where two results of the run are called alike.
    fn short<'n>(&self, variable: &'n Variable) -> &'n str {
        let short = variable.name.rsplit('.').next().unwrap_or_default();
        let alike = self.groups.iter().filter(|g| g.variable.name.rsplit('.').next() == Some(short));
        let mut names: Vec<&str> = alike.map(|g| g.variable.name.as_str()).collect();
        names.dedup();
        if names.len() > 1 { &variable.name } else { short }
    }

    fn sorted(&self, sort: Sort) -> impl Iterator<Item = &Group<'_>> {
        self.groups.iter().filter(move |group| group.sort == sort)
    }

    fn causes(&self, row: &ResultRow) -> String {
        row.causes.iter().map(|cause| cause.told(self.language)).collect::<Vec<_>>().join(&self.say("；", "; "))
    }

    /// The first; what is missing stands whole in the table above.
    fn first_cause(&self, row: &ResultRow) -> String {
        let first = row.causes.first().map(|cause| cause.told(self.language)).unwrap_or_default();
        match row.causes.len() {
            0 | 1 => first,
            n => say(self.language, format!("{first} 等 {n} 项"), format!("{first} ({n} in all)")),
        }
    }

    fn marks(row: &ResultRow) -> String {
        let mut kinds: Vec<&str> = row.marks.iter().map(|mark| mark.kind.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds.join("、")
    }

    /// The article, with a word where its number was inferred.
    fn article(&self, row: &ResultRow) -> String {
        let article = row.article.clone().unwrap_or_default();
        if row.article_confidence == Some("inferred") { article + &self.say("（条号推定）", " (inferred)") } else { article }
    }
}

fn year_of(group: &Group<'_>) -> table::Cell {
    group.year.map_or(table::Cell::Blank, |year| table::Cell::Whole(year.to_string()))
}
