//! Results as CSV for a spreadsheet: UTF-8 with BOM, CRLF, and no cell that a spreadsheet would take for a formula.

use quanheng_facts::problem::Language;

use super::said::to_verify_of;
use super::{ConclusionRow, Given, NOTICE, NOTICE_ENGLISH, PersonRow, Plain, ResultRow, Stands};

const CHINESE: [&str; COLUMNS] = [
    "结果",
    "种类",
    "对象",
    "编号",
    "年度",
    "值",
    "最低",
    "最高",
    "界限可能偏宽",
    "可能不适用",
    "状态",
    "缘由",
    "规则",
    "规则编号",
    "条款",
    "条号推定",
    "标记",
    "给予",
    "各栏",
    "名义",
    "不计之前",
    "不计",
    "人员",
    "人员编号",
    "职务",
    "自",
    "至",
    "在任天数",
    "对其不计",
    "说明",
];
/// As many columns as every line has.
const COLUMNS: usize = 30;

const ENGLISH: [&str; COLUMNS] = [
    "result",
    "kind",
    "of",
    "of_id",
    "period",
    "value",
    "least",
    "greatest",
    "wide",
    "may_be_na",
    "status",
    "causes",
    "rule",
    "rule_id",
    "article",
    "article_inferred",
    "marks",
    "grants",
    "fields",
    "in_name_of",
    "before",
    "set_aside",
    "person",
    "person_id",
    "post",
    "from",
    "to",
    "days",
    "set_aside_for_person",
    "notice",
];

/// The whole output. The notice stands in every row, so that it goes along when rows are copied elsewhere.
#[must_use]
pub fn csv<'r>(rows: impl IntoIterator<Item = &'r ResultRow>, language: Language) -> String {
    let mut out = String::from("\u{feff}");
    let (headings, notice) = match language {
        Language::Chinese => (CHINESE, NOTICE),
        Language::English => (ENGLISH, NOTICE_ENGLISH),
    };
    line(&headings.map(str::to_owned), &mut out);
    for row in rows {
        let conclusion = row.conclusion.as_deref();
        // A person never stands in one line with a field of a conclusion: a class belongs to what happened, not to a person.
        let reaching = conclusion.is_some_and(|c| c.reaches_anybody);
        let mut cells = own_cells(row, language).to_vec();
        cells.extend(conclusion.map_or_else(Default::default, |c| conclusion_cells(c, row, language)));
        // Of a result of a tenure or of a person, the one whose it is; else each has a line below.
        let itself = row.persons.len() == 1 && row.persons.iter().all(|person| Some(&person.id) == row.of_id.as_ref());
        let own_person = row.persons.first().filter(|_| itself || !reaching);
        cells.extend(own_person.map_or_else(Default::default, |person| person_cells(person, language)));
        let said = if row.says_to_verify() { verified(notice, None, language) } else { notice.to_owned() };
        cells.push(said);
        line(&cells, &mut out);
        // Whom a conclusion reaches: a line for each, below the unit's, with no value of its own.
        for person in row.persons.iter().filter(|_| reaching && !itself && row.is_met()) {
            let [result, kind, of, of_id, period, ..] = own_cells(row, language);
            let mut cells = vec![result, kind, of, of_id, period];
            cells.resize(OWN.saturating_add(OF_CONCLUSION), String::new());
            cells.extend(person_cells(person, language));
            let verify = row.says_to_verify();
            cells.push(if verify { verified(notice, Some(person), language) } else { notice.to_owned() });
            line(&cells, &mut out);
        }
    }
    out
}

const OWN: usize = 17;
const OF_CONCLUSION: usize = 5;
const OF_PERSON: usize = 7;

/// The notice with what is said wherever persons are reached.
pub(crate) fn verified(notice: &str, person: Option<&PersonRow>, language: Language) -> String {
    let semicolon = if language == Language::Chinese { "；" } else { "; " };
    format!("{notice}{semicolon}{}", to_verify_of(person, language))
}

fn yes(truth: bool) -> String {
    (if truth { "是" } else { "" }).to_owned()
}

fn own_cells(row: &ResultRow, language: Language) -> [String; OWN] {
    let plain = |value: Option<&Plain>| value.map_or_else(String::new, Plain::text);
    let [least, greatest] = row.between.as_ref().map_or([None, None], |[least, greatest]| [least.as_ref(), greatest.as_ref()]);
    let causes: Vec<String> = row.causes.iter().map(|c| c.told(language)).collect();
    let marks: Vec<String> = row.marks.iter().map(|m| format!("{}：{}", m.kind, m.text.get(language))).collect();
    [
        row.result.clone(),
        kind(&row.kind, language).to_owned(),
        row.whose(language),
        row.of_id.clone().unwrap_or_default(),
        row.period.map_or_else(String::new, |y| y.to_string()),
        plain(row.value.as_ref()),
        plain(least),
        plain(greatest),
        yes(row.finding.between.as_ref().is_some_and(|b| b.wide)),
        yes(row.finding.status == quanheng_policy::finding::Status::Unknown && row.finding.may_be_na),
        row.finding.status.chinese().to_owned(),
        causes.join("；"),
        row.rule.clone().unwrap_or_default(),
        row.rule_id.clone().unwrap_or_default(),
        row.article.clone().unwrap_or_default(),
        yes(row.article_confidence == Some("inferred")),
        marks.join("；"),
    ]
}

fn conclusion_cells(conclusion: &ConclusionRow, row: &ResultRow, language: Language) -> [String; OF_CONCLUSION] {
    let given = |given: &Given| given.value.as_ref().map_or_else(|| given.shown.get(language).to_owned(), Plain::text);
    // Where the line is a person's, no class has a place in it; where it is not met, there is nothing to verify.
    let apart = conclusion.reaches_anybody || row.to_verify;
    let fields: Vec<String> = if apart && (conclusion.is_about_person || !row.is_met()) {
        Vec::new()
    } else {
        conclusion.fields.iter().map(|(name, field)| format!("{name}：{}", given(field))).collect()
    };
    let before = conclusion.before.as_ref();
    let word = |status: quanheng_policy::finding::Status| status.chinese().to_owned();
    let doubt = match language {
        Language::Chinese => "（未定）",
        Language::English => " (not known)",
    };
    let matters = before.map(|b| {
        let surely = b.set_aside.iter().map(|m| m.name.clone());
        surely.chain(b.perhaps.iter().map(|m| format!("{}{doubt}", m.name))).collect::<Vec<_>>()
    });
    [
        conclusion.grants.as_ref().map(given).unwrap_or_default(),
        fields.join("；"),
        conclusion.in_name_of.join("、"),
        before.map(|b| b.value.as_ref().map_or_else(|| word(b.status), Plain::text)).unwrap_or_default(),
        matters.unwrap_or_default().join("；"),
    ]
}

fn person_cells(person: &PersonRow, language: Language) -> [String; OF_PERSON] {
    let doubt = match language {
        Language::Chinese => "（未定）",
        Language::English => " (not known)",
    };
    let set_aside = person.disregarded.iter().cloned().chain(person.perhaps.iter().map(|m| format!("{m}{doubt}")));
    let stands = match (person.stands, language) {
        (Stands::No, Language::Chinese) => "不成立：",
        (Stands::Unknown, Language::Chinese) => "不能确定：",
        (Stands::No, Language::English) => "not met: ",
        (Stands::Unknown, Language::English) => "not known: ",
        (Stands::NotAsked | Stands::Yes, _) => "",
    };
    let days = person.days.map(|(least, most)| if least == most { least.to_string() } else { format!("{least}…{most}") });
    [
        format!("{}{}", person.name, if person.certain { "" } else { doubt }),
        person.id.clone(),
        person.post.clone(),
        person.from.clone().unwrap_or_default(),
        person.to.clone().unwrap_or_default(),
        days.unwrap_or_default(),
        format!("{stands}{}", set_aside.collect::<Vec<_>>().join("；")),
    ]
}

fn kind(kind: &str, language: Language) -> &str {
    match (language, kind) {
        (Language::Chinese, "definition") => "定义",
        (Language::Chinese, "ranking") => "排名",
        (Language::Chinese, "list") => "名单",
        (Language::Chinese, "tiers") => "分档",
        (Language::Chinese, "share") => "分配",
        _ => kind,
    }
}

/// One line.
pub(crate) fn line(cells: &[String], out: &mut String) {
    for (at, text) in cells.iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        let text = neutralised(text);
        if text.contains([',', '"', '\n', '\r']) {
            out.push('"');
            out.push_str(&text.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&text);
        }
    }
    out.push_str("\r\n");
}

/// A spreadsheet runs what begins with one of these; an apostrophe makes it text. Plain negative numbers stay numbers.
fn neutralised(text: &str) -> String {
    let negative_number = text.starts_with('-') && quanheng_facts::exact::Exact::parse(text).is_some();
    let dangerous = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && !negative_number;
    if dangerous { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_cell_is_a_formula() {
        let cells: Vec<String> = ["=1+1", "+86", "-5.00", "-县", "@甲", "a,b", "a\"b", "甲县"].into_iter().map(str::to_owned).collect();
        let mut out = String::new();
        line(&cells, &mut out);
        assert_eq!(out, "'=1+1,'+86,-5.00,'-县,'@甲,\"a,b\",\"a\"\"b\",甲县\r\n");
    }
}
