//! The rows below the headings, one after another: notes and totals passed over, each cell read, each bad one reported.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use quanheng_sheet::{CellValue, Merged, Row as SheetRow};

use super::cell_value::{CellIn, Read, World, says_nothing};
use super::heading::{Layout, Wanted, money_unit_in};
use super::masked::masked;
use super::page::{Page, shown};
use super::persons::Persons;
use super::reported::Reported;
use super::table_found::{ENTERED_BY, GROUNDS, KNOWN_ON, SOURCE};
use super::wording::normal;
use crate::entity::{Found, normal_name};
use crate::fact::{Cell, Held};
use crate::origin::Origin;
use crate::problem::Problem;
use crate::problems::{cell_beyond_headings, hidden_rows, key_blank, money_unit_mixed, required_blank, span_reversed};
use crate::schema::{Blank, ColumnId, KeyType, TableSchema, TableShape};
use crate::value::{Type, Value, Year};

/// A cell of a row that was read but not yet compared with other rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Slot {
    /// Nothing stands there.
    Empty,
    /// Something stands there that cannot be used; a problem says why.
    Bad,
    Filled(Box<Cell>),
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ReadRow {
    pub keys: Vec<Value>,
    pub slots: Vec<Slot>,
    pub origin: Origin,
}

/// A row that states something and could not be used: its year, if that was readable.
#[derive(Clone)]
pub(crate) struct Unread {
    pub year: Option<Year>,
    pub origin: Origin,
}

/// What one sheet gave.
#[derive(Default)]
pub(crate) struct RowsRead {
    pub rows: Vec<ReadRow>,
    pub unread: Vec<Unread>,
    pub problems: Reported,
}

/// What kind of line a row is, by its first words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Label {
    /// 合计, 平均: not a row of data, and usually the last of the table.
    Total,
    /// 注：…, 填表人：…
    Note,
}

/// A table's page with everything needed to read its rows.
pub(crate) struct RowReader<'a> {
    pub world: World<'a>,
    pub page: &'a Page<'a>,
    pub table: &'a TableSchema,
    pub layout: &'a Layout,
    pub wanted: &'a [Wanted],
    /// By key column: see [`merged_keys`].
    pub merged: BTreeMap<u32, Vec<Merged>>,
    /// The year the title or name states, with those words, where the table has no column for it.
    pub stated_year: Option<(Year, String)>,
    pub known_on: Option<Date>,
    /// Who is who; `None` while that is still being found out.
    pub persons: Option<&'a Persons>,
    /// Only who and when is asked, of a table whose rows can be told by that: the columns are left unread.
    pub keys_only: bool,
}

/// The merged ranges over each key column, in order of rows: a key merged over several rows holds for each of them.
pub(crate) fn merged_keys(page: &Page<'_>, table: &TableSchema, layout: &Layout) -> BTreeMap<u32, Vec<Merged>> {
    let columns = (0..table.keys.len()).filter_map(|at| layout.column(at)).map(|c| c.column);
    let over = |column: u32| page.sheet.merged.iter().filter(|m| (m.first_column..=m.last_column).contains(&column)).copied().collect();
    columns.map(|column| (column, over(column))).collect()
}

impl RowReader<'_> {
    pub(crate) fn read(&self) -> RowsRead {
        let mut read = RowsRead::default();
        let mut hidden: Vec<u32> = Vec::new();
        let mut unheaded: BTreeSet<u32> = BTreeSet::new();
        for row in self.data_rows() {
            if row.hidden {
                hidden.push(row.number);
            }
            self.row(row, &mut read);
            if self.page.sheet_name().is_some() {
                // Once for each column: the first cell shows which.
                for cell in self.layout.unheaded(row).filter(|c| !says_nothing(&c.value)) {
                    if unheaded.insert(cell.column) {
                        let place = self.page.place_of(row.number, cell.column);
                        read.problems.push(cell_beyond_headings::cell_not_read(place, &shown(&cell.value)));
                    }
                }
            }
        }
        if !hidden.is_empty() {
            read.problems.push(hidden_rows::problem(self.page.place(), &hidden));
        }
        read
    }

    /// The rows of data: no repeated headings, no totals, no notes.
    fn data_rows(&self) -> impl Iterator<Item = &SheetRow> {
        let mut after_total = false;
        self.page.sheet.rows.iter().filter(|r| r.number >= self.layout.first_data_row).filter(move |row| {
            if self.layout.repeats_headings(self.page, row) {
                return false;
            }
            match label(row, self.key_text(row).as_deref()) {
                Some(Label::Total) => {
                    after_total = true;
                    return false;
                }
                Some(Label::Note) => return false,
                None => {}
            }
            self.says_something(row) && (!after_total || self.is_data(row))
        })
    }

    /// The rows of data that are known by the day asked for.
    pub(crate) fn known_rows(&self) -> impl Iterator<Item = &SheetRow> {
        self.data_rows().filter(|row| {
            let Ok(day) = self.meta_date(row) else { return false };
            day.or(self.page.known_on).zip(self.known_on).is_none_or(|(day, limit)| day <= limit)
        })
    }

    /// Of an event: the number of each row that is known, with the jurisdictions of those it concerns.
    pub(crate) fn numbers(&self) -> Vec<(String, Vec<String>)> {
        let mut found = Vec::new();
        let Some(number_column) = self.layout.column(0).map(|c| c.column) else { return found };
        for row in self.known_rows() {
            let read = |column: u32, name: &str, ty: &Type| {
                let value = row.get(column).or_else(|| self.merged_value(row.number, column))?;
                let place = self.page.place_of(row.number, column);
                match self.world.read(&CellIn { value, place, column: name, unit: None }, ty) {
                    Read::Value(Held::Exactly(value)) => Some(value),
                    _ => None,
                }
            };
            let Some(Value::Text(number)) = read(number_column, "", &Type::Text) else { continue };
            let concerned = self.table.concerns.iter().filter_map(|id| {
                let at = usize::try_from(id.0).ok()?.checked_add(self.table.keys.len())?;
                let column = self.table.column(*id)?;
                match read(self.layout.column(at)?.column, &column.name, &column.ty)? {
                    Value::Entity(ix) => Some(self.world.entities.get(ix)?.jurisdiction().to_owned()),
                    _ => None,
                }
            });
            found.push((normal_name(&number), concerned.collect()));
        }
        found
    }

    /// The text under the heading of the first key.
    fn key_text(&self, row: &SheetRow) -> Option<String> {
        // A tenure has no key of its own to write; its row begins with the person.
        let first = if self.table.shape == TableShape::Tenure { 1 } else { 0 };
        let column = self.layout.column(first)?.column;
        row.get(column).map(shown)
    }

    /// True if a key but the year, or any column, holds something.
    fn says_something(&self, row: &SheetRow) -> bool {
        let keys = self.table.keys.len();
        let filled = |at: usize| self.layout.column(at).and_then(|c| row.get(c.column)).is_some_and(|v| !says_nothing(v));
        let values = (keys..keys.saturating_add(self.table.columns.len())).any(filled);
        let named = (0..keys).any(|at| filled(at) && self.table.keys.get(at).is_some_and(|k| k.ty != KeyType::Year));
        values || named
    }

    /// After a total a line is data if it names somebody known, or fills two columns; a footer does neither.
    fn is_data(&self, row: &SheetRow) -> bool {
        let known = match (self.table.keys.first().map(|k| &k.ty), self.key_text(row)) {
            (Some(KeyType::Entity(kind)), Some(text)) => {
                !matches!(self.world.entities.find(self.world.schema, &text, *kind), Found::None(_))
            }
            _ => false,
        };
        let filled = self.layout.columns.values().filter(|c| row.get(c.column).is_some_and(|v| !says_nothing(v))).count();
        known || filled >= 2
    }

    fn row(&self, row: &SheetRow, read: &mut RowsRead) {
        let first = row.cells.first().map_or(1, |c| c.column);
        let key_column = self.layout.column(0).map_or(first, |c| c.column);
        let mut origin = self.page.origin(row.number, key_column, masked(&self.key_text(row).unwrap_or_default()).into_owned());
        if self.page.sheet_name().is_none()
            && let Some(cell) = self.layout.beyond(row)
        {
            // Where the day of knowledge stands in a column it may have slipped like the rest; the file's own has not.
            if self.page.known_on.zip(self.known_on).is_some_and(|(day, limit)| day > limit) && self.meta_column(KNOWN_ON).is_none() {
                return;
            }
            read.problems.push(cell_beyond_headings::row_not_read(self.page.place_of(row.number, cell.column), &shown(&cell.value)));
            read.unread.push(Unread { year: self.stated_year.as_ref().map(|(y, _)| *y), origin });
            return;
        }
        let known_on = match self.meta_date(row) {
            Ok(day) => day.or(self.page.known_on),
            Err(problem) => {
                // A row whose day of knowledge is illegible might be too young to be used.
                read.problems.push(*problem);
                read.unread.push(Unread { year: self.stated_year.as_ref().map(|(y, _)| *y), origin });
                return;
            }
        };
        if let (Some(limit), Some(day)) = (self.known_on, known_on)
            && day > limit
        {
            return;
        }
        origin.known_on = known_on;
        if let Some(text) = self.meta_text(row, SOURCE).or_else(|| self.meta_text(row, GROUNDS)) {
            origin.source = Some(text.into());
        }
        if let Some(text) = self.meta_text(row, ENTERED_BY) {
            origin.entered_by = Some(text.into());
        }
        if let Some((_, words)) = &self.stated_year {
            origin.text = format!("{}（年度取自「{words}」）", origin.text);
        }
        let tenure = self.table.shape == TableShape::Tenure;
        let keys = if tenure {
            Vec::new()
        } else {
            let Some(keys) = self.keys(row, &origin, read) else {
                // Whoever corrects the key wants to know of the other cells, too; what is blank may be no row at all.
                let mut aside = RowsRead::default();
                self.slots(row, &origin, &mut aside);
                read.problems.take(aside.problems, |problem| problem.id != required_blank::ID);
                return;
            };
            keys
        };
        let told_by_keys = !tenure && self.table.shape != TableShape::Span && !self.table.shape.is_record();
        if self.keys_only && told_by_keys {
            read.rows.push(ReadRow { keys, slots: Vec::new(), origin });
            return;
        }
        let slots = self.slots(row, &origin, read);
        if (tenure || self.table.shape == TableShape::Span)
            && let Some(problem) = self.reversed(row, &slots)
        {
            read.problems.push(problem);
            read.unread.push(Unread { year: None, origin });
            return;
        }
        if let Err(unread) = self.whole_record(row, &slots, &origin, read) {
            read.unread.push(Unread { year: None, origin: unread });
            return;
        }
        if !tenure {
            read.rows.push(ReadRow { keys, slots, origin });
            return;
        }
        match self.tenure_key(&slots) {
            Some(keys) => read.rows.push(ReadRow { keys, slots, origin }),
            None => Self::tenure_unread(&origin, read),
        }
    }

    /// An event needs its day: without it nobody knows which year it belongs to, and the row is not used. One that does not say
    /// whom it concerns is used, and leaves its year incomplete.
    fn whole_record(&self, row: &SheetRow, slots: &[Slot], origin: &Origin, read: &mut RowsRead) -> Result<(), Origin> {
        if !self.table.shape.is_record() {
            return Ok(());
        }
        let slot = |id: ColumnId| usize::try_from(id.0).ok().and_then(|at| slots.get(at));
        let mut year = None;
        if let Some(day) = self.table.day {
            match slot(day) {
                Some(Slot::Filled(cell)) => {
                    if let Held::Exactly(Value::Date(day)) | Held::Between(Value::Date(day), _) = &cell.held {
                        year = Some(Year(day.year()));
                    }
                }
                Some(Slot::Empty) => {
                    let at = usize::try_from(day.0).ok().and_then(|at| at.checked_add(self.table.keys.len()));
                    let place = match at.and_then(|at| self.layout.column(at)) {
                        Some(found) => self.page.place_of(row.number, found.column),
                        None => self.page.place_of_row(row.number),
                    };
                    let name = self.table.column(day).map_or("", |c| c.name.as_str());
                    read.problems.push(required_blank::problem(place, name));
                    return Err(origin.clone());
                }
                Some(Slot::Bad) | None => return Err(origin.clone()),
            }
        }
        if self.table.concerns.iter().any(|c| matches!(slot(*c), Some(Slot::Bad))) {
            read.unread.push(Unread { year, origin: origin.clone() });
        }
        Ok(())
    }

    fn meta_column(&self, name: &str) -> Option<u32> {
        let at = self.wanted.iter().rposition(|w| w.name == name)?;
        // A table may have a column of its own by that name; then it is no mark of the row.
        if at < self.table.keys.len().saturating_add(self.table.columns.len()) {
            return None;
        }
        self.layout.column(at).map(|c| c.column)
    }

    pub(crate) fn meta_text(&self, row: &SheetRow, name: &str) -> Option<String> {
        let value = row.get(self.meta_column(name)?)?;
        (!says_nothing(value)).then(|| shown(value))
    }

    fn meta_date(&self, row: &SheetRow) -> Result<Option<Date>, Box<Problem>> {
        let Some(column) = self.meta_column(KNOWN_ON) else { return Ok(None) };
        let Some(value) = row.get(column) else { return Ok(None) };
        let cell = CellIn { value, place: self.page.place_of(row.number, column), column: KNOWN_ON, unit: None };
        match self.world.read(&cell, &Type::Date) {
            Read::Empty => Ok(None),
            Read::Value(Held::Exactly(Value::Date(day))) => Ok(Some(day)),
            // Known in some month: surely known on its last day.
            Read::Value(Held::Between(_, Value::Date(last))) => Ok(Some(last)),
            Read::Value(_) => Ok(None),
            Read::Bad(problem) => Err(Box::new(problem)),
        }
    }

    /// The keys, or nothing if one cannot be read; then the row is marked unread.
    fn keys(&self, row: &SheetRow, origin: &Origin, read: &mut RowsRead) -> Option<Vec<Value>> {
        let mut keys = Vec::new();
        let mut bad = false;
        for (at, key) in self.table.keys.iter().enumerate() {
            if key.ty == KeyType::Year
                && let Some((year, _)) = &self.stated_year
            {
                keys.push(Value::Year(*year));
                continue;
            }
            let ty = match &key.ty {
                KeyType::Entity(kind) => Type::Entity(*kind),
                KeyType::Year => Type::Year,
                KeyType::Enum(id) => Type::Enum(*id),
            };
            let Some(column) = self.layout.column(at).map(|c| c.column) else {
                bad = true;
                continue;
            };
            let place = self.page.place_of(row.number, column);
            let value = row.get(column).or_else(|| self.merged_value(row.number, column));
            let result = value.map(|value| {
                let plain = || self.world.read(&CellIn { value, place: place.clone(), column: &key.name, unit: None }, &ty);
                self.person_cell(row, at, value, &place).unwrap_or_else(plain)
            });
            match result {
                None | Some(Read::Empty) => {
                    read.problems.push(key_blank::problem(place, &key.name));
                    bad = true;
                }
                Some(Read::Value(Held::Exactly(value))) => keys.push(value),
                Some(Read::Value(Held::Between(_, _))) => bad = true,
                Some(Read::Bad(problem)) => {
                    read.problems.push(problem);
                    bad = true;
                }
            }
        }
        if !bad {
            return Some(keys);
        }
        let year = keys.iter().find_map(|k| if let Value::Year(y) = k { Some(*y) } else { None });
        read.unread.push(Unread { year, origin: origin.clone() });
        None
    }

    pub(crate) fn merged_value(&self, row: u32, column: u32) -> Option<&CellValue> {
        let ranges = self.merged.get(&column)?;
        let above = ranges.partition_point(|m| m.first_row <= row).checked_sub(1)?;
        let range = ranges.get(above).filter(|m| m.contains(row, column))?;
        self.page.sheet.get(range.first_row, range.first_column)
    }

    pub(crate) fn slots(&self, row: &SheetRow, origin: &Origin, read: &mut RowsRead) -> Vec<Slot> {
        let mut slots = Vec::new();
        for (at, column) in self.table.columns.iter().enumerate() {
            let at = at.saturating_add(self.table.keys.len());
            let Some(found) = self.layout.column(at) else {
                slots.push(if self.layout.refused.contains(&at) { Slot::Bad } else { Slot::Empty });
                continue;
            };
            let place = self.page.place_of(row.number, found.column);
            let result = match row.get(found.column) {
                None => Read::Empty,
                Some(value) => self.person_cell(row, at, value, &place).unwrap_or_else(|| {
                    self.world.read_column(&CellIn { value, place: place.clone(), column: &column.name, unit: found.unit }, column)
                }),
            };
            let mixed = row.get(found.column).and_then(money_unit_in).zip(found.first_unit).filter(|(unit, first)| unit != first);
            let result = match (result, mixed) {
                (Read::Value(_), Some((_, first))) if column.ty == Type::Money => {
                    let given = row.get(found.column).map(shown).unwrap_or_default();
                    Read::Bad(money_unit_mixed::among_cells(place.clone(), &given, &column.name, first))
                }
                (result, _) => result,
            };
            slots.push(match result {
                Read::Empty if column.blank == Blank::Refused => {
                    read.problems.push(required_blank::problem(place, &column.name));
                    Slot::Bad
                }
                Read::Empty => Slot::Empty,
                Read::Bad(problem) => {
                    read.problems.push(problem);
                    Slot::Bad
                }
                Read::Value(held) => {
                    let text = masked(&row.get(found.column).map(shown).unwrap_or_default()).into_owned();
                    Slot::Filled(Box::new(Cell { held, origin: Origin { column: found.column, text, ..origin.clone() } }))
                }
            });
        }
        slots
    }

    fn reversed(&self, row: &SheetRow, slots: &[Slot]) -> Option<Problem> {
        let slot = |name: &str| {
            let at = self.table.columns.iter().position(|c| c.name == name)?;
            if let Slot::Filled(cell) = slots.get(at)? { Some(cell) } else { None }
        };
        let (from, to) = (slot("自")?, slot("至")?);
        let low = match &from.held {
            Held::Exactly(v) | Held::Between(v, _) => v,
        };
        let high = match &to.held {
            Held::Exactly(v) | Held::Between(_, v) => v,
        };
        (high < low).then(|| span_reversed::problem(self.page.place_of(row.number, to.origin.column), &from.origin.text, &to.origin.text))
    }
}

/// What a line is by its first words, or by the words where its key should stand.
fn label(row: &SheetRow, key: Option<&str>) -> Option<Label> {
    let first = row.cells.iter().find(|c| !says_nothing(&c.value)).map(|c| shown(&c.value));
    [first.as_deref(), key].into_iter().flatten().find_map(label_of)
}

fn label_of(text: &str) -> Option<Label> {
    let plain = normal(text);
    const TOTALS: [&str; 9] = ["合计", "总计", "共计", "小计", "累计", "平均", "平均值", "均值", "平均分"];
    const NOTES: [&str; 8] = ["注:", "备注:", "说明:", "附注:", "注1", "注释", "※", "单位:"];
    const SIGNED: [&str; 16] = [
        "填表人",
        "填报人",
        "制表",
        "制表人",
        "审核",
        "审核人",
        "复核",
        "复核人",
        "负责人",
        "单位负责人",
        "联系人",
        "联系电话",
        "数据来源",
        "资料来源",
        "填表日期",
        "填报日期",
    ];
    let ends_in_total = ["合计", "总计", "小计", "平均"].iter().any(|t| plain.ends_with(t)) && plain.chars().count() <= 8;
    if TOTALS.contains(&plain.trim_end_matches(':')) || ends_in_total {
        return Some(Label::Total);
    }
    let signed =
        SIGNED.iter().any(|s| plain.strip_prefix(s).is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '(']) || *s == "制表"));
    (NOTES.iter().any(|n| plain.starts_with(n)) || signed || plain == "注").then_some(Label::Note)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_and_notes_are_told_from_names() {
        for text in ["合 计", "总计", "全省平均", "小计：", "关中地区合计"] {
            assert_eq!(label_of(text), Some(Label::Total), "{text}");
        }
        for text in ["注：本表由省统计局提供", "填表人：某某", "审核", "数据来源：省统计局", "单位：万元"]
        {
            assert_eq!(label_of(text), Some(Label::Note), "{text}");
        }
        for text in ["甲县", "注水县", "审核县", "平均镇政府办公室", "1"] {
            assert_eq!(label_of(text), None, "{text}");
        }
    }
}
