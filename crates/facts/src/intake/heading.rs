//! Where the headings stand and which column each names: title rows above, one or two levels, merged cells, units.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_sheet::{Cell as SheetCell, Row as SheetRow};

use super::number_text::{Unit, looks_like_unit, money_suffix, split_unit, unit_named};
use super::page::{Page, shown};
use super::wording::{nearest, normal, normal_heading, split_bracket};
use crate::problem::Problem;
use crate::problems::{column_missing, heading_twice, heading_unit_unsuitable, heading_unknown};

/// How far down headings are looked for.
const DEEPEST: u32 = 40;
/// How far right.
const WIDEST: u32 = 1000;

/// A column that a table may have.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    pub name: String,
    /// Accepted headings, as written in the pack.
    pub headings: Vec<String>,
    pub takes: Takes,
    pub required: bool,
    /// Met in any table and not read: 备注, 序号.
    pub ignored: bool,
}

/// Which units a heading may state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    Plain,
    /// A number; where the pack names a unit, that one alone.
    Count(Option<String>),
    Ratio,
    Money,
}

/// A column that was found.
#[derive(Clone, Debug)]
pub(crate) struct ColumnAt {
    pub column: u32,
    pub unit: Option<Unit>,
    /// Of amounts whose heading says no unit: the unit that the first cell with one says. The others are to say the same.
    pub first_unit: Option<&'static str>,
}

/// The headings of one sheet, matched against one list of wanted columns.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub first_row: u32,
    pub first_data_row: u32,
    /// The last column that has a heading, known or not.
    pub last_heading: u32,
    /// The columns up to there that have none.
    gaps: BTreeSet<u32>,
    /// By place in the list of wanted columns.
    pub columns: BTreeMap<usize, ColumnAt>,
    /// Wanted columns that stand here and cannot be read; a problem says why.
    pub refused: BTreeSet<usize>,
    problems: Vec<Problem>,
    unknown: Vec<(u32, u32, String)>,
}

enum Meaning {
    Is(usize, Option<Unit>),
    Unsuitable(usize, String),
    Nothing,
}

impl Wanted {
    pub(crate) fn new(name: &str, headings: &[&str], required: bool) -> Wanted {
        Wanted {
            name: name.to_owned(),
            headings: headings.iter().map(|h| (*h).to_owned()).collect(),
            takes: Takes::Plain,
            required,
            ignored: false,
        }
    }

    pub(crate) fn ignored(headings: &[&str]) -> Wanted {
        Wanted { ignored: true, ..Wanted::new("", headings, false) }
    }
}

impl Layout {
    /// The column of a wanted one, if it can be read.
    pub(crate) fn column(&self, wanted: usize) -> Option<&ColumnAt> {
        self.columns.get(&wanted)
    }

    /// True if everything required stands here, readable or not.
    pub(crate) fn fits(&self, wanted: &[Wanted]) -> bool {
        wanted.iter().enumerate().all(|(at, w)| !w.required || self.columns.contains_key(&at) || self.refused.contains(&at))
    }

    /// True for a row that says again, cell for cell, what a row of the headings says, as printed pages do.
    pub(crate) fn repeats_headings(&self, page: &Page<'_>, row: &SheetRow) -> bool {
        (self.first_row..self.first_data_row).filter_map(|number| page.sheet.row(number)).any(|heading| {
            let same = |(a, b): (&SheetCell, &SheetCell)| {
                a.column == b.column && normal_heading(&shown(&a.value)) == normal_heading(&shown(&b.value))
            };
            heading.cells.len() == row.cells.len() && heading.cells.iter().zip(&row.cells).all(same)
        })
    }

    /// The first filled cell of a row of data that stands right of every heading.
    pub(crate) fn beyond<'r>(&self, row: &'r SheetRow) -> Option<&'r SheetCell> {
        let at = row.cells.partition_point(|c| c.column <= self.last_heading);
        row.cells.get(at)
    }

    /// The filled cells of a row that stand between the headings, or right beside the last, in a column that has none.
    /// What stands further off, past an empty column, is a note beside the table.
    pub(crate) fn unheaded<'r>(&self, row: &'r SheetRow) -> impl Iterator<Item = &'r SheetCell> {
        let beside = self.last_heading.saturating_add(1);
        row.cells.iter().filter(move |c| c.column == beside || self.gaps.contains(&c.column))
    }

    /// How many headings mean nothing here.
    pub(crate) fn unknown_count(&self) -> usize {
        self.unknown.len()
    }

    /// Headings that mean nothing here: row, column, text.
    pub(crate) fn unknown(&self) -> &[(u32, u32, String)] {
        &self.unknown
    }

    /// What is wrong with the headings, as a table of this name; unknown headings are told apart by [`Layout::unknown`].
    pub(crate) fn problems(&self, page: &Page<'_>, table: &str, wanted: &[Wanted]) -> Vec<Problem> {
        let mut problems = self.problems.clone();
        for (at, want) in wanted.iter().enumerate() {
            if want.required && !self.columns.contains_key(&at) && !self.refused.contains(&at) {
                problems.push(column_missing::problem(
                    page.place_of_row(self.first_data_row.saturating_sub(1)),
                    table,
                    &want.name,
                    &want.headings,
                ));
            }
        }
        problems
    }

    /// A warning for each heading that means nothing here.
    pub(crate) fn unknown_warnings(&self, page: &Page<'_>, table: &str, wanted: &[Wanted]) -> Vec<Problem> {
        let known = || {
            wanted
                .iter()
                .filter(|w| !w.ignored && !super::table_found::is_meta(&w.name))
                .flat_map(|w| w.headings.iter().map(String::as_str))
        };
        self.unknown
            .iter()
            .map(|(row, column, text)| heading_unknown::problem(page.place_of(*row, *column), text, table, &nearest(text, known())))
            .collect()
    }
}

/// How a column is headed where somebody is asked to fill it in: its first heading that means it and no other, an amount with its
/// unit; and that unit.
pub(crate) fn heading_of(wanted: &[Wanted], at: usize) -> Option<(String, Option<Unit>)> {
    let prepared = Prepared::new(wanted);
    let want = wanted.get(at)?;
    let means = |text: &String| match prepared.meaning(text) {
        Meaning::Is(found, unit) if found == at => Some((text.clone(), unit)),
        _ => None,
    };
    let own = || want.headings.iter().filter_map(means);
    if want.takes == Takes::Money {
        let with_unit = |(text, _): (String, Option<Unit>)| means(&format!("{text}（万元）")).filter(|(_, unit)| unit.is_some());
        return own().find(|(_, unit)| unit.is_some()).or_else(|| own().find_map(with_unit));
    }
    own().next()
}

/// True if any row, or pair of rows, names one of the wanted columns.
pub(crate) fn names_any(page: &Page<'_>, wanted: &[Wanted]) -> bool {
    let prepared = Prepared::new(wanted);
    let rows = || page.sheet.rows.iter().take_while(|r| r.number <= DEEPEST);
    (1..=2).any(|depth| {
        rows().any(|row| {
            let layout = prepared.layout(page, row.number, depth);
            !layout.columns.is_empty() || !layout.refused.is_empty()
        })
    })
}

/// The row or pair of rows that names most of the wanted columns; `None` if none names any two (or the only one).
pub(crate) fn find(page: &Page<'_>, wanted: &[Wanted]) -> Option<Layout> {
    let prepared = Prepared::new(wanted);
    let enough = wanted.iter().filter(|w| !w.ignored).count().min(2);
    let mut best: Option<(usize, Layout)> = None;
    // One row first: two only where that finds more, so that a title above is not taken for a part of the headings.
    for depth in 1..=2 {
        for row in page.sheet.rows.iter().take_while(|r| r.number <= DEEPEST) {
            let layout = prepared.layout(page, row.number, depth);
            let score = layout.columns.keys().chain(&layout.refused).filter(|at| wanted.get(**at).is_some_and(|w| !w.ignored)).count();
            if score >= enough.max(1) && best.as_ref().is_none_or(|(most, _)| score > *most) {
                best = Some((score, layout));
            }
        }
    }
    let mut layout = best.map(|(_, layout)| layout)?;
    apply_title_unit(page, wanted, &mut layout);
    note_width(page, &mut layout);
    note_first_units(page, wanted, &mut layout);
    Some(layout)
}

/// Which columns have a heading: a text in the rows of headings, or a merged one that reaches over them.
fn note_width(page: &Page<'_>, layout: &mut Layout) {
    let mut headed: BTreeSet<u32> = BTreeSet::new();
    let rows = || page.sheet.rows.iter().filter(|r| (layout.first_row..layout.first_data_row).contains(&r.number));
    headed.extend(rows().flat_map(|r| &r.cells).map(|c| c.column));
    let over = page.sheet.merged.iter().filter(|m| m.first_row < layout.first_data_row && m.last_row >= layout.first_row);
    headed.extend(over.flat_map(|m| m.first_column..=m.last_column.min(WIDEST)));
    layout.last_heading = headed.last().copied().unwrap_or(0);
    layout.gaps = (1..layout.last_heading.min(WIDEST)).filter(|c| !headed.contains(c)).collect();
}

/// `单位：万元` above the headings is the unit of every amount without its own.
fn apply_title_unit(page: &Page<'_>, wanted: &[Wanted], layout: &mut Layout) {
    let above = page.sheet.rows.iter().take_while(|r| r.number < layout.first_row);
    let stated = above.flat_map(|r| &r.cells).find_map(|cell| {
        let text = normal(&shown(&cell.value));
        let (_, unit) = text.trim_matches(['(', ')', '[', ']']).rsplit_once("单位:")?;
        unit_named(unit).filter(|u| matches!(u, Unit::Money { .. }))
    });
    for (at, column) in &mut layout.columns {
        if column.unit.is_none() && wanted.get(*at).is_some_and(|w| w.takes == Takes::Money) {
            column.unit = stated;
        }
    }
}

/// Amounts without a unit in their heading say it cell by cell; a column half 万元 and half 元 is not to be trusted.
fn note_first_units(page: &Page<'_>, wanted: &[Wanted], layout: &mut Layout) {
    let first_row = layout.first_data_row;
    for (at, column) in &mut layout.columns {
        if column.unit.is_some() || wanted.get(*at).is_none_or(|w| w.takes != Takes::Money) {
            continue;
        }
        let rows = page.sheet.rows.iter().filter(|r| r.number >= first_row);
        column.first_unit = rows.filter_map(|row| row.get(column.column)).find_map(money_unit_in);
    }
}

/// The unit of money that stands beside the number of a cell.
pub(crate) fn money_unit_in(value: &quanheng_sheet::CellValue) -> Option<&'static str> {
    match value {
        quanheng_sheet::CellValue::Text(text) => match split_unit(text) {
            (_, Some(Unit::Money { name, .. })) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

/// The wanted headings in the form in which they are compared.
struct Prepared<'a> {
    wanted: &'a [Wanted],
    /// Normalised heading, with or without its own unit → which.
    whole: BTreeMap<String, usize>,
    base: BTreeMap<String, usize>,
}

impl<'a> Prepared<'a> {
    fn new(wanted: &'a [Wanted]) -> Prepared<'a> {
        let (mut whole, mut base) = (BTreeMap::new(), BTreeMap::new());
        for (at, want) in wanted.iter().enumerate() {
            for heading in &want.headings {
                let text = normal_heading(heading);
                // Where two columns accept one heading the first keeps it; the pack's checker reports the clash.
                if let Some((before, inner)) = split_bracket(&text)
                    && looks_like_unit(inner)
                {
                    base.entry(before.to_owned()).or_insert(at);
                } else {
                    base.entry(text.clone()).or_insert(at);
                }
                whole.entry(text).or_insert(at);
            }
        }
        Prepared { wanted, whole, base }
    }

    fn takes(&self, at: usize) -> &Takes {
        self.wanted.get(at).map_or(&Takes::Plain, |w| &w.takes)
    }

    fn meaning(&self, text: &str) -> Meaning {
        let text = normal_heading(text);
        if let Some(at) = self.whole.get(&text) {
            let unit = split_bracket(&text).and_then(|(_, inner)| unit_named(inner));
            return Meaning::Is(*at, unit);
        }
        if let Some(at) = self.base.get(&text) {
            return Meaning::Is(*at, None);
        }
        if let Some((base, inner)) = split_bracket(&text)
            && let Some(at) = self.base.get(base)
        {
            return self.with_unit(*at, inner);
        }
        if let Some((base, unit)) = money_suffix(&text)
            && let Some(at) = self.base.get(base)
            && *self.takes(*at) == Takes::Money
        {
            return Meaning::Is(*at, Some(unit));
        }
        Meaning::Nothing
    }

    fn with_unit(&self, at: usize, inner: &str) -> Meaning {
        if ["必填", "选填", "可空", "可不填"].contains(&inner) {
            return Meaning::Is(at, None);
        }
        let unit = unit_named(inner);
        let suits = match (self.takes(at), unit) {
            (Takes::Money, Some(Unit::Money { .. })) | (Takes::Ratio, Some(Unit::Percent)) => true,
            (Takes::Count(Some(own)), Some(Unit::Count)) => normal(own) == inner,
            (Takes::Count(None), Some(Unit::Count)) => true,
            (Takes::Plain, None) => ["是/否", "是或否", "年月日", "年/月/日", "年-月-日", "年月"].contains(&inner),
            _ => false,
        };
        match (suits, unit) {
            (true, unit) => Meaning::Is(at, unit),
            (false, _) if looks_like_unit(inner) => Meaning::Unsuitable(at, inner.to_owned()),
            // `得分（上年）` is another column, not this one with a remark.
            (false, _) => Meaning::Nothing,
        }
    }

    fn layout(&self, page: &Page<'_>, row: u32, depth: u32) -> Layout {
        let last = row.saturating_add(depth).saturating_sub(1);
        let mut layout = Layout { first_row: row, first_data_row: last.saturating_add(1), ..Layout::default() };
        let mut columns: BTreeSet<u32> = BTreeSet::new();
        for number in row..=last {
            columns.extend(page.sheet.row(number).into_iter().flat_map(|r| &r.cells).map(|c| c.column).filter(|c| *c <= WIDEST));
        }
        let mut seen: BTreeMap<usize, (u32, u32)> = BTreeMap::new();
        for column in columns {
            let texts = heading_texts(page, row, last, column);
            let Some((shown_row, shown_text)) = texts.first().cloned() else { continue };
            let mut meaning = Meaning::Nothing;
            for (_, text) in &texts {
                meaning = self.meaning(text);
                if !matches!(meaning, Meaning::Nothing) {
                    break;
                }
            }
            match meaning {
                Meaning::Is(at, unit) if self.wanted.get(at).is_some_and(|w| w.ignored) => {
                    layout.columns.entry(at).or_insert(ColumnAt { column, unit, first_unit: None });
                }
                Meaning::Is(at, unit) => match seen.get(&at) {
                    None => {
                        seen.insert(at, (shown_row, column));
                        layout.columns.insert(at, ColumnAt { column, unit, first_unit: None });
                    }
                    Some((first_row, first_column)) => {
                        layout.columns.remove(&at);
                        layout.refused.insert(at);
                        let name = self.wanted.get(at).map_or("", |w| w.name.as_str());
                        let first = page.place_of(*first_row, *first_column);
                        layout.problems.push(heading_twice::problem(page.place_of(shown_row, column), &shown_text, name, first));
                    }
                },
                Meaning::Unsuitable(at, unit) => {
                    if !layout.columns.contains_key(&at) {
                        layout.refused.insert(at);
                    }
                    let name = self.wanted.get(at).map_or("", |w| w.name.as_str());
                    layout.problems.push(heading_unit_unsuitable::problem(page.place_of(shown_row, column), &shown_text, &unit, name));
                }
                Meaning::Nothing => layout.unknown.push((shown_row, column, shown_text)),
            }
        }
        layout
    }
}

/// What a column may be called: its lowest text, then upper and lower together, then the upper text over an empty cell.
fn heading_texts(page: &Page<'_>, first: u32, last: u32, column: u32) -> Vec<(u32, String)> {
    let own = |row: u32| -> String {
        let (top, left) = page.sheet.spread_place(row, column);
        // A cell merged downwards is the heading of its column; one merged sideways only of its first.
        if left == column { page.text(top, left) } else { String::new() }
    };
    let lower = own(last);
    if first == last {
        return if lower.is_empty() { Vec::new() } else { vec![(last, lower)] };
    }
    let upper = page.sheet.spread(first, column).map(shown).unwrap_or_default();
    if lower.is_empty() {
        // Over an empty cell the upper text counts only where it stands itself.
        let upper = own(first);
        return if upper.is_empty() { Vec::new() } else { vec![(first, upper)] };
    }
    if upper.is_empty() || upper == lower {
        return vec![(last, lower)];
    }
    vec![(last, lower.clone()), (last, format!("{upper}{lower}"))]
}
