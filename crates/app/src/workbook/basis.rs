//! 依据: what the results rest on, and what their marks mean.

use std::collections::BTreeMap;

use super::Said;
use super::table::{Cell, Stress, Table};
use crate::results::{PackStamp, Rechecked, ResultRow};

/// As many references as a reader looks at.
const REFERENCES: usize = 20;

pub(super) fn table(said: &Said<'_>, rows: &[&ResultRow]) -> Table {
    let header = &said.report.header;
    let mut table = said.headed("依据", "Basis", &[]);
    table.column(said.say("项", "item"), 18, 26);
    table.column(said.say("内容", "content"), 60, 100);
    let mut line = |zh: &str, en: &str, text: String| table.line(vec![Cell::text(said.say(zh, en)), Cell::text(text)]);
    line("说明", "notice", said.notice().to_owned());
    let pack = |stamp: &PackStamp| {
        let title = said.program.packs.iter().find(|p| p.id == stamp.id).map_or("", |p| p.title.as_str());
        said.say(
            &format!("{title}（{} {}），校验值 {}", stamp.id, stamp.version, stamp.hash),
            &format!("{title} ({} {}), SHA-256 {}", stamp.id, stamp.version, stamp.hash),
        )
    };
    line("政策包", "pack", pack(&header.pack));
    for stamp in header.basis.iter().rev() {
        line("所依据的政策包", "builds on", pack(stamp));
    }
    line("数据校验值", "hash of the facts", header.facts_hash.clone());
    line("登记校验值", "hash of the register", header.entities_hash.clone());
    line(
        "程序",
        "engine",
        said.say(
            &format!("quanheng {}（语言版本 {}）", header.engine, header.language),
            &format!("quanheng {} (language version {})", header.engine, header.language),
        ),
    );
    line("年度", "years", header.periods.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"));
    let everything = said.say("全部数据", "everything");
    line("所知截至", "as known on", header.known_on.clone().unwrap_or(everything));
    if let Some(day) = &header.decided_on {
        line("决定日", "decided on", day.clone());
    }
    if let Some(year) = header.law_as_of {
        line("参照的规定", "under the rules of", said.say(&format!("{year} 年度"), &year.to_string()));
    }
    for (name, value) in &header.settings {
        line("推演：假设", "what-if: supposing", format!("{name}＝{value}"));
    }
    if header.strict {
        line("推定", "presumptions", said.say("不用任何推定", "none is used"));
    }
    if header.met_only {
        line("范围", "extent", said.say("只列成立的", "only what is met"));
    }
    if header.published {
        let units = said.say("公布的数据，只算到单位", "published facts: of units alone");
        let incentives = said.say("公布的数据，只算激励", "published facts: incentives alone");
        line("数据", "facts", if header.all_kinds { units } else { incentives });
    }
    if let Some(Rechecked { rows, differing }) = header.rechecked {
        let (all, all_en) = ("都一样".to_owned(), "all the same".to_owned());
        let (some, some_en) =
            (format!("{differing} 条不一样，给出的是重算的"), format!("{differing} different; those given are of the second time"));
        let (end, end_en) = if differing == 0 { (all, all_en) } else { (some, some_en) };
        line("复核", "looked at again", said.say(&format!("逐条重算 {rows} 条，{end}"), &format!("{rows} rows, one by one: {end_en}")));
    }
    let at = said.say("没有写（用 --stamp 写进来）", "not stated (--stamp states it)");
    line("测算时间", "time of the run", header.run_at.clone().unwrap_or(at));
    marks(said, rows, &mut table);
    table
}

/// What each mark means, and what it refers to.
fn marks(said: &Said<'_>, rows: &[&ResultRow], table: &mut Table) {
    let mut found: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for mark in rows.iter().flat_map(|row| &row.marks) {
        let references = found.entry((mark.kind.as_str(), mark.text.get(said.language))).or_default();
        if !mark.reference.is_empty() && !references.contains(&mark.reference.as_str()) {
            references.push(&mark.reference);
        }
    }
    if found.is_empty() {
        return;
    }
    let heading = vec![Cell::text(said.say("标记", "mark")), Cell::text(said.say("意思和来处", "what it means and where it comes from"))];
    table.stressed(heading, Stress::Heading);
    for ((kind, text), references) in found {
        let shown = references.get(..REFERENCES).unwrap_or(&references).join(&said.say("、", ", "));
        let more = if references.len() > REFERENCES {
            said.say(&format!(" 等 {} 处", references.len()), &format!(" and others, {} in all", references.len()))
        } else {
            String::new()
        };
        let from = if shown.is_empty() { String::new() } else { said.say(&format!("：{shown}{more}"), &format!(": {shown}{more}")) };
        table.line(vec![Cell::text(kind), Cell::text(format!("{text}{from}"))]);
    }
}
