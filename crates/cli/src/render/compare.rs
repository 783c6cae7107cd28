//! A comparison for people: both sides, then for each result and year who moved, how many, and what the money adds up to.

use quanheng_app::compare::csv::word;
use quanheng_app::compare::{Budget, CompareReport, Movement, Pair, Section, Side, Sum};
use quanheng_app::results::{PersonRow, ResultRow, Stands};
use quanheng_facts::exact::Exact;
use quanheng_facts::problem::Language;
use quanheng_policy::wording::money_text;

use super::grid::Grid;
use super::table::conditions;
use super::{few, notice, say};

/// As many digits of a hash as tell two apart.
const DIGITS: usize = 12;

/// The whole output.
#[must_use]
pub fn table(report: &CompareReport, language: Language) -> String {
    let mut out = side("A", &report.a, language);
    out.push_str(&side("B", &report.b, language));
    let lacking = [
        (&report.only_in_a, "B 没有这些结果，只列 A", "side B does not have these results"),
        (&report.only_in_b, "A 没有这些结果，只列 B", "side A does not have these results"),
    ];
    for (names, zh, en) in lacking {
        if !names.is_empty() {
            out.push_str(&say(language, format!("{zh}：{}\n", few(names, 12, language)), format!("{en}: {}\n", few(names, 12, language))));
        }
    }
    for section in &report.sections {
        out.push('\n');
        out.push_str(&one(section, report, language));
    }
    out.push('\n');
    out.push_str(notice(language));
    out.push('\n');
    out
}

/// `A：陕西省三项机制（shaanxi-2016 0.1.0，5defe936ebaa）；2016年度；数据 …`
fn side(name: &str, side: &Side, language: Language) -> String {
    let header = &side.header;
    let title = side.prepared.program().pack().map_or("", |pack| pack.title.as_str());
    let short = |hash: &str| hash.get(..DIGITS).unwrap_or(hash).to_owned();
    let (pack, facts, entities) = (short(&header.pack.hash), short(&header.facts_hash), short(&header.entities_hash));
    let conditions = conditions(header, language);
    // The notice stands at the end of the whole.
    let conditions = conditions.strip_suffix(notice(language)).unwrap_or(&conditions).trim_end_matches(['；', ';', ' ']).to_owned();
    let (id, version) = (&header.pack.id, &header.pack.version);
    say(
        language,
        format!("{name}：{title}（{id} {version}，{pack}）；{conditions}；数据 {facts}，登记 {entities}\n"),
        format!("{name}: {title} ({id} {version}, {pack}); {conditions}; facts {facts}, register {entities}\n"),
    )
}

fn one(section: &Section, report: &CompareReport, language: Language) -> String {
    let short = section.result.rsplit('.').next().unwrap_or_default();
    let mut title = format!("■ {short}");
    if short != section.result {
        title.push_str(&say(language, format!("（{}）", section.result), format!(" ({})", section.result)));
    }
    if let Some(year) = section.period {
        title.push_str(&say(language, format!("　{year}年度"), format!("  {year}")));
    }
    let mut out = format!("{title}\n");
    let rows: Vec<&ResultRow> = section.pairs.iter().flat_map(|pair| [&pair.a, &pair.b]).flatten().collect();
    out.push_str(&super::conclusion::lead(&rows, language));
    // Whoever gains comes first, then whoever loses, then what is open; in each the order of ids.
    let mut moved: Vec<&Pair> = section.pairs.iter().filter(|p| report.all || p.movement != Movement::Same).collect();
    moved.sort_by_key(|pair| pair.movement);
    if !moved.is_empty() {
        out.push_str(&grid(&moved, language).render("  "));
    }
    for pair in &moved {
        if let (Some(a), Some(b)) = (&pair.a, &pair.b) {
            let of = pair.of.as_deref().unwrap_or_default();
            out.push_str(&super::conclusion::moved_fields(of, a, b, language).unwrap_or_default());
        }
    }
    out.push_str(&format!("  {}\n", counts(section, language)));
    if let Some(budget) = &section.budget {
        out.push_str(&money(budget, language));
    }
    out
}

fn grid(moved: &[&Pair], language: Language) -> Grid {
    let mut headings = vec![("变化", "change"), ("对象", "of"), ("A", "A"), ("B", "B"), ("A 依据", "rule of A"), ("B 依据", "rule of B")];
    if moved.iter().any(|pair| [&pair.a, &pair.b].into_iter().flatten().any(|row| !row.persons.is_empty())) {
        headings.extend([("A 涉及", "persons of A"), ("B 涉及", "persons of B")]);
    }
    let mut grid = Grid::new(headings.iter().map(|(zh, en)| say(language, *zh, *en)).collect(), &[]);
    for pair in moved {
        let shown = |row: &Option<ResultRow>| row.as_ref().map_or_else(|| "—".to_owned(), |row| super::conclusion::short(row, language));
        let rule = |row: &Option<ResultRow>| {
            let Some(row) = row else { return String::new() };
            [row.rule.clone(), row.article.clone()].into_iter().flatten().collect::<Vec<_>>().join(" ")
        };
        let mut of = pair.of.clone().unwrap_or_default();
        if !pair.index.is_empty() {
            of.push_str(&say(language, format!("（{}）", pair.index.join("，")), format!(" ({})", pair.index.join(", "))));
        }
        let persons = |row: &Option<ResultRow>| {
            let names: Vec<String> = row.iter().flat_map(|row| &row.persons).map(person).collect();
            few(&names, 4, language)
        };
        let mut cells = vec![word(pair, language).to_owned(), of, shown(&pair.a), shown(&pair.b), rule(&pair.a), rule(&pair.b)];
        if headings.len() > cells.len() {
            cells.extend([persons(&pair.a), persons(&pair.b)]);
        }
        grid.row(cells);
    }
    grid
}

/// `张某（甲县 党委正职）`, with a question mark where it is not known whether it concerns them.
fn person(person: &PersonRow) -> String {
    let post = if person.post.is_empty() { String::new() } else { format!("（{}）", person.post) };
    let relieved = if person.stands == Stands::No { "（不计）" } else { "" };
    format!("{}{post}{}{relieved}", person.name, if person.certain { "" } else { "？" })
}

fn counts(section: &Section, language: Language) -> String {
    let counts = section.counts();
    let count = |movement: Movement| counts.get(&movement).copied().unwrap_or(0);
    let said = [
        (Movement::Joined, "新成立", "joined"),
        (Movement::Left, "不再成立", "left"),
        (Movement::Up, "升", "up"),
        (Movement::Down, "降", "down"),
        (Movement::Changed, "变", "changed"),
        (Movement::Persons, "人员变", "with other persons"),
        (Movement::Status, "状态变", "of another status"),
        (Movement::Unknown, "未知不同", "unknown otherwise"),
        (Movement::OnlyA, "只在 A", "only in A"),
        (Movement::OnlyB, "只在 B", "only in B"),
    ];
    let mut parts: Vec<String> = said
        .iter()
        .filter(|(movement, _, _)| count(*movement) > 0)
        .map(|(movement, zh, en)| say(language, format!("{zh} {}", count(*movement)), format!("{en} {}", count(*movement))))
        .collect();
    let same = count(Movement::Same);
    parts.push(say(language, format!("不变 {same}"), format!("unchanged {same}")));
    parts.join(&say(language, "　", "   "))
}

fn money(budget: &Budget, language: Language) -> String {
    let (a, b) = (sum(&budget.a, language), sum(&budget.b, language));
    let difference = signed(&budget.difference, language);
    let mut out =
        say(language, format!("  合计　A {a}　B {b}　相差 {difference}"), format!("  total   A {a}   B {b}   difference {difference}"));
    let nought = |sum: &Sum| sum.least == Some(Exact::ZERO) && sum.greatest == Some(Exact::ZERO);
    if !nought(&budget.more) || !nought(&budget.less) {
        let (more, less) = (signed(&budget.more, language), signed(&budget.less, language));
        out.push_str(&say(language, format!("（多得的共 {more}，少得的共 {less}）"), format!(" (gains {more}, losses {less})")));
    }
    out.push('\n');
    if budget.unknown_alike > 0 {
        let n = budget.unknown_alike;
        out.push_str(&say(
            language,
            format!("  另有 {n} 项两边都未知、范围一样，相差按零计\n"),
            format!("  {n} results are unknown on both sides within the same bounds; they count as no difference\n"),
        ));
    }
    let (a, b) = budget.faulty;
    if a > 0 || b > 0 {
        out.push_str(&say(
            language,
            format!("  冲突或错误的没有计入合计：A {a} 项，B {b} 项\n"),
            format!("  results in conflict or in error are in no total: A {a}, B {b}\n"),
        ));
    }
    out
}

fn sum(sum: &Sum, language: Language) -> String {
    stretch(sum, language, |fen| money_text(fen, language))
}

/// With its sign, as differences are read.
fn signed(sum: &Sum, language: Language) -> String {
    stretch(sum, language, |fen| format!("{}{}", if fen > Exact::ZERO { "+" } else { "" }, money_text(fen, language)))
}

fn stretch(sum: &Sum, language: Language, text: impl Fn(Exact) -> String) -> String {
    match (sum.least.map(&text), sum.greatest.map(&text)) {
        (Some(least), Some(greatest)) if least == greatest => least,
        (Some(least), Some(greatest)) => format!("{least}…{greatest}"),
        (Some(least), None) => format!("≥{least}"),
        (None, Some(greatest)) => format!("≤{greatest}"),
        (None, None) => say(language, "不能确定", "not determined"),
    }
}
