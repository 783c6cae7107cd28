//! The results of a run for people: a section for each result and year, what is missing, what the marks mean.

use quanheng_app::results::{Header, ResultRow};
use quanheng_app::run::RunReport;
use quanheng_facts::problem::Language;

use super::missing::{legend, missing};
use super::section::sections;
use super::{notice, say};

/// As many lines of what is missing as a person reads.
const MISSING: usize = 20;

/// The whole output.
#[must_use]
pub fn table(report: &RunReport, language: Language) -> String {
    let program = report.prepared.program();
    let mut out = head(report, language);
    let rows = report.listed();
    for section in sections(&rows, program) {
        out.push('\n');
        out.push_str(&section.render(program, language));
    }
    for part in [
        missing(&report.missing(), MISSING, language),
        legend(&rows.iter().copied().filter(|r| is_shown(r)).collect::<Vec<_>>(), MISSING, language),
    ] {
        if !part.is_empty() {
            out.push('\n');
            out.push_str(&part);
        }
    }
    out.push('\n');
    out.push_str(notice(language));
    out.push('\n');
    out
}

/// Marks of what is not shown would explain nothing.
fn is_shown(row: &ResultRow) -> bool {
    row.is_met() || row.value.is_none()
}

/// Which pack, which years, under which conditions.
fn head(report: &RunReport, language: Language) -> String {
    let header = &report.header;
    let title = report.prepared.program().pack().map_or("", |pack| pack.title.as_str());
    let mut out = format!("{title}（{} {}）\n", header.pack.id, header.pack.version);
    out.push_str(&conditions(header, language));
    out.push('\n');
    out
}

/// `2016年度；参照 2016 年度的规定；…`
#[must_use]
pub fn conditions(header: &Header, language: Language) -> String {
    let years: Vec<String> = header.periods.iter().map(ToString::to_string).collect();
    let mut parts = vec![say(language, format!("{}年度", years.join("、")), years.join(", "))];
    parts.extend(header.known_on.as_ref().map(|day| say(language, format!("按 {day} 所知"), format!("as known on {day}"))));
    parts.extend(header.decided_on.as_ref().map(|day| say(language, format!("{day} 决定"), format!("decided on {day}"))));
    parts.extend(header.law_as_of.map(|year| say(language, format!("参照 {year} 年度的规定"), format!("under the rules of {year}"))));
    parts.extend(
        header.settings.iter().map(|(name, value)| say(language, format!("推演：{name}＝{value}"), format!("supposing {name} = {value}"))),
    );
    if header.published {
        parts.push(match header.all_kinds {
            true => say(language, "公布的数据，只算到单位", "published facts: of units alone"),
            false => say(language, "公布的数据，只算激励", "published facts: incentives alone"),
        });
    }
    if header.strict {
        parts.push(say(language, "不用推定", "no presumptions"));
    }
    parts.push(notice(language).to_owned());
    parts.join(&say(language, "；", "; "))
}
