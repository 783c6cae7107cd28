//! What a conclusion carries, below the table of its section: fields, what was set aside, whom it reaches.
//!
//! Where persons are reached, fields stand on the unit's own line and persons on theirs, never together; where the conclusion is
//! about a person, its fields are counted for all together. Persons stand only where the conclusion is met.

use std::collections::BTreeMap;

use quanheng_app::results::{BeforeRow, ConclusionRow, PersonRow, Plain, ResultRow};
use quanheng_facts::problem::Language;
use quanheng_policy::explanation::{TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH};
use quanheng_policy::finding::Status;

use super::grid::Grid;
use super::say;

/// The lines below the title: that it is to be verified, where persons are reached; in whose name it is given.
#[must_use]
pub fn lead(rows: &[&ResultRow], language: Language) -> String {
    let mut out = String::new();
    let conclusions: Vec<&ConclusionRow> = rows.iter().filter_map(|row| row.conclusion.as_deref()).collect();
    if rows.iter().any(|row| row.says_to_verify()) {
        out.push_str(&format!("  {}\n", say(language, TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH)));
    }
    if let Some(names) = conclusions.iter().map(|c| c.in_name_of.join("、")).find(|names| !names.is_empty()) {
        out.push_str(&say(language, format!("  名义：{names}\n"), format!("  in the name of: {names}\n")));
    }
    out
}

/// The cells that a conclusion adds to its line: what it gives and, where nobody is reached, its fields.
#[must_use]
pub fn cells(row: &ResultRow, fields: &[String], language: Language) -> Vec<String> {
    let conclusion = row.conclusion.as_ref();
    let grants = conclusion.and_then(|c| c.grants.as_ref()).map(|g| g.shown.get(language).to_owned());
    let field = |name: &String| {
        let found = conclusion.and_then(|c| c.fields.iter().find(|(known, _)| known == name));
        found.map(|(_, given)| given.shown.get(language).to_owned()).unwrap_or_default()
    };
    [grants.unwrap_or_default()].into_iter().chain(fields.iter().map(field)).collect()
}

/// The names of the fields that may stand in the table itself.
#[must_use]
pub fn columns(rows: &[&ResultRow]) -> Vec<String> {
    let plain = rows.iter().filter_map(|row| row.conclusion.as_ref()).filter(|c| !c.reaches_anybody && !c.is_about_person);
    let mut names: Vec<String> = Vec::new();
    for (name, _) in plain.flat_map(|c| &c.fields) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// Everything below the table.
#[must_use]
pub fn below(shown: &[&ResultRow], left_out: &[&ResultRow], language: Language) -> String {
    let mut out = String::new();
    for row in shown {
        if let Some(conclusion) = &row.conclusion {
            out.push_str(&one(row, conclusion, language));
        }
    }
    out.push_str(&classes(shown, language));
    // What no longer holds must be seen, too: both sides of the calculation.
    for row in left_out {
        let relieved = row.conclusion.as_ref().and_then(|c| c.before.as_ref()).filter(|b| b.value == Some(Plain::Truth(true)));
        if let Some(before) = relieved {
            let of = row.whose(language);
            let matters = before.matters(language);
            out.push_str(&say(
                language,
                format!("  {of}：{matters}，不计之后不成立\n"),
                format!("  {of}: {matters}; not met after that\n"),
            ));
        }
    }
    out
}

fn one(row: &ResultRow, conclusion: &ConclusionRow, language: Language) -> String {
    let mut lines: Vec<String> = Vec::new();
    let colon = say(language, "：", ": ");
    if row.is_met() && conclusion.reaches_anybody && !conclusion.is_about_person && !conclusion.fields.is_empty() {
        let fields: Vec<String> =
            conclusion.fields.iter().map(|(name, given)| format!("{name}{colon}{}", given.shown.get(language))).collect();
        lines.push(say(language, format!("情形类别　{}", fields.join("　")), format!("of the circumstances: {}", fields.join("; "))));
    }
    if let Some(before) = &conclusion.before {
        let (was, matters) = (truth(before, language), before.matters(language));
        lines.push(say(language, format!("不计之前：{was}；{matters}"), format!("before anything is set aside: {was}; {matters}")));
    }
    let mut persons = String::new();
    // Where it is about the person itself, the line above says who.
    let itself = row.persons.iter().all(|person| Some(&person.id) == row.of_id.as_ref());
    if row.is_met() && conclusion.nobody {
        lines.push(say(language, "涉及：无人对应", "whom it reaches: nobody is found"));
    } else if row.is_met() && conclusion.reaches_anybody && row.persons.is_empty() {
        lines.push(say(language, "涉及：还不知道是谁，见缘由", "whom it reaches: not known, see the causes"));
    } else if row.is_met() && conclusion.reaches_anybody && !itself {
        let count = row.persons.len();
        lines.push(say(language, format!("涉及 {count} 人："), format!("whom it reaches ({count}):")));
        persons = grid(&row.persons, language).render("      ");
    }
    if lines.is_empty() {
        return String::new();
    }
    let of = row.whose(language);
    let mut out = format!("  {of}\n");
    for line in lines {
        out.push_str(&format!("    {line}\n"));
    }
    out + &persons
}

fn grid(persons: &[PersonRow], language: Language) -> Grid {
    let headings = [("人员", "person"), ("职务", "post"), ("自", "from"), ("至", "to"), ("在任", "in post"), ("说明", "note")];
    let mut grid = Grid::new(headings.iter().map(|(zh, en)| say(language, *zh, *en)).collect(), &[4]);
    for person in persons {
        let days = person.days.map(|(least, most)| {
            let days = if least == most { least.to_string() } else { format!("{least}…{most}") };
            say(language, format!("{days} 天"), format!("{days} days"))
        });
        grid.row(vec![
            person.name.clone(),
            person.post.clone(),
            person.from.clone().unwrap_or_default(),
            person.to.clone().unwrap_or_default(),
            days.unwrap_or_default(),
            person.note(language),
        ]);
    }
    grid
}

/// Of conclusions about persons, how many are of each class: a class never stands beside a name.
fn classes(shown: &[&ResultRow], language: Language) -> String {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for conclusion in shown.iter().filter(|row| row.is_met()).filter_map(|row| row.conclusion.as_ref()).filter(|c| c.is_about_person) {
        for (name, given) in &conclusion.fields {
            let count = counts.entry(format!("{name}{}{}", say(language, "：", ": "), given.shown.get(language))).or_default();
            *count = count.saturating_add(1);
        }
    }
    if counts.is_empty() {
        return String::new();
    }
    let all: Vec<String> =
        counts.iter().map(|(class, count)| say(language, format!("{class} {count} 项"), format!("{class} ({count})"))).collect();
    say(language, format!("  情形类别　{}\n", all.join("　")), format!("  of the circumstances: {}\n", all.join("; ")))
}

fn truth(before: &BeforeRow, language: Language) -> String {
    match (&before.value, before.status) {
        (Some(Plain::Truth(true)), _) => say(language, "是", "yes"),
        (Some(Plain::Truth(false)), _) => say(language, "否", "no"),
        (_, Status::Unknown) => say(language, "未知", "unknown"),
        (_, status) => say(language, status.chinese(), status.english()),
    }
}

/// Shortly, for a comparison: what it gives, and its fields where nobody is reached.
#[must_use]
pub fn short(row: &ResultRow, language: Language) -> String {
    let mut parts = vec![row.shown.get(language).to_owned()];
    let Some(conclusion) = &row.conclusion else { return parts.join("") };
    if let Some(grants) = &conclusion.grants {
        parts.push(say(language, format!("给予 {}", grants.shown.zh), format!("gives {}", grants.shown.en)));
    }
    if !(conclusion.reaches_anybody || (row.to_verify && conclusion.is_about_person)) {
        parts.extend(conclusion.fields.iter().map(|(name, given)| format!("{name} {}", given.shown.get(language))));
    }
    if conclusion.nobody {
        parts.push(say(language, "无人对应", "nobody found"));
    }
    parts.join(&say(language, "，", ", "))
}

/// The fields of a conclusion that reaches persons, where they moved: on a line of the unit's own.
#[must_use]
pub fn moved_fields(of: &str, a: &ResultRow, b: &ResultRow, language: Language) -> Option<String> {
    let fields = |row: &ResultRow| {
        let conclusion = row.conclusion.as_ref().filter(|c| row.is_met() && c.reaches_anybody && !c.is_about_person)?;
        let said: Vec<String> = conclusion.fields.iter().map(|(name, given)| format!("{name} {}", given.shown.get(language))).collect();
        Some(said.join(&say(language, "，", ", ")))
    };
    let (was, is) = (fields(a)?, fields(b)?);
    (was != is)
        .then(|| say(language, format!("  {of}　情形类别　A {was}　B {is}\n"), format!("  {of}: of the circumstances: A {was}; B {is}\n")))
}
