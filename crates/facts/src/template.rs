//! A blank workbook to fill in: one sheet for each table of a policy, headed, explained and with lists to choose from.
//!
//! In: a schema, who exists, and which pack it is for. Out: the description of a workbook ([`quanheng_sheet::out`]), the same for the
//! same input, that intake reads back exactly: the rows of explanation stand above the headings, the sheets of explanation and of
//! codes are known not to be data. Deliberately absent: bytes, files, the day.

mod codes;
mod guide;
mod mark;
mod wording;

use jiff::civil::Date;
use quanheng_sheet::Merged;
use quanheng_sheet::out::{Across, Book, Choices, Colour, Look, NumberLook, Print, Sheet, lines_of};

use crate::entity::Entities;
use crate::intake::{Takes, Target, UNITS, Unit, Wanted, all_targets, heading_of, wanted_of_units};
use crate::schema::{KeyType, Schema, TableId, TableSchema, TableShape};
use crate::value::Type;
use codes::Codes;
pub use mark::{Mark, Marked, marks_in};

/// The row with the headings; the title and the row of explanation stand above it.
pub const HEADING_ROW: u32 = 3;
/// The first row to be filled in.
pub const FIRST_ROW: u32 = 4;
/// The last row that has drop-down lists.
const LAST_ROW: u32 = 3000;

/// The day in the document's properties: no clock is asked.
const MADE_ON: Date = Date::constant(2000, 1, 1);

pub(crate) const HEADING_FILL: Colour = Colour(0x00DD_EBF7);
pub(crate) const RED: Colour = Colour(0x00C0_0000);
pub(crate) const GREY: Colour = Colour(0x0059_5959);

/// What a template is made of.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    pub schema: &'a Schema,
    pub entities: &'a Entities,
    /// What the policy is called.
    pub title: &'a str,
    pub mark: &'a Mark,
}

/// A blank workbook, and where everything goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    pub book: Book,
    pub tables: Vec<TemplateTable>,
}

/// One table of the policy in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateTable {
    pub table: TableId,
    /// Its place among the sheets of the book.
    pub sheet: usize,
    pub columns: Vec<TemplateColumn>,
}

/// One column to fill in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateColumn {
    /// Its place among the keys of the table and then its columns; `None` for one that any table may carry (知悉日期).
    pub field: Option<usize>,
    /// 1-based.
    pub column: u32,
    /// Of an amount: how many 分 its unit is.
    pub fen: Option<i128>,
}

/// The blank workbook of a policy.
#[must_use]
pub fn template(input: &Input<'_>) -> Template {
    let codes = Codes::new(input);
    let mut sheets = vec![guide::sheet(input)];
    let mut tables = Vec::new();
    // Who exists comes first: what other sheets name must be known.
    let units = (Target::Units, UNITS.to_owned(), wanted_of_units());
    for (target, name, wanted) in std::iter::once(units).chain(all_targets(input.schema)) {
        let (sheet, columns) = page(input, &codes, target, &name, &wanted);
        if let Target::Table(table) = target {
            tables.push(TemplateTable { table, sheet: sheets.len(), columns });
        }
        sheets.push(sheet);
    }
    sheets.push(codes.sheet);
    Template { book: Book { title: format!("{}填报模板", input.title), made_on: MADE_ON, sheets }, tables }
}

/// What a column holds, as far as filling it in is concerned.
pub(crate) enum Field<'a> {
    Key(&'a KeyType),
    Column(&'a crate::schema::ColumnSchema),
    /// Of a table that the language itself knows, or one that any table may carry.
    Word(&'a str),
}

impl Field<'_> {
    pub(crate) fn ty(&self) -> Type {
        match self {
            Field::Key(KeyType::Entity(kind)) => Type::Entity(*kind),
            Field::Key(KeyType::Year) => Type::Year,
            Field::Key(KeyType::Enum(id)) => Type::Enum(*id),
            Field::Column(column) => column.ty.clone(),
            Field::Word(_) => Type::Text,
        }
    }

    fn many(&self) -> bool {
        matches!(self, Field::Column(column) if column.many_values) || matches!(self.ty(), Type::Set(_))
    }
}

/// The field at a place in the list of wanted columns, and its place in the table; `None`: not to be filled in.
fn field<'a>(target: Target, table: Option<&'a TableSchema>, wanted: &'a [Wanted], at: usize) -> Option<(Field<'a>, Option<usize>)> {
    let want = wanted.get(at).filter(|w| !w.ignored && w.name != "依据")?;
    let Some(table) = table else { return Some((Field::Word(&want.name), None)) };
    debug_assert!(matches!(target, Target::Table(_)), "only tables have a schema");
    if let Some(key) = table.keys.get(at) {
        // A tenure is known by what its row says.
        return (table.shape != TableShape::Tenure).then_some((Field::Key(&key.ty), Some(at)));
    }
    let column = at.checked_sub(table.keys.len()).and_then(|at| table.columns.get(at));
    if let Some(column) = column {
        return Some((Field::Column(column), Some(at)));
    }
    // What any table may carry, unless the table has a column of its own by that name.
    let own = table.keys.iter().map(|k| &k.name).chain(table.columns.iter().map(|c| &c.name)).any(|name| *name == want.name);
    (!own).then_some((Field::Word(&want.name), None))
}

fn page(input: &Input<'_>, codes: &Codes, target: Target, name: &str, wanted: &[Wanted]) -> (Sheet, Vec<TemplateColumn>) {
    let table = match target {
        Target::Table(id) => input.schema.table(id),
        _ => None,
    };
    let mut sheet = Sheet { name: name.to_owned(), frozen_rows: HEADING_ROW, frozen_columns: 1, ..Sheet::default() };
    let mut columns = Vec::new();
    let mut column = 0_u32;
    let mut lines = 1_u32;
    for at in 0..wanted.len() {
        let Some((field, place)) = field(target, table, wanted, at) else { continue };
        let (Some(want), Some((heading, unit))) = (wanted.get(at), heading_of(wanted, at)) else { continue };
        column = column.saturating_add(1);
        let fen = match unit {
            Some(Unit::Money { fen, .. }) if want.takes == Takes::Money => Some(fen),
            _ => None,
        };
        columns.push(TemplateColumn { field: place, column, fen });
        let required = want.required || matches!(&field, Field::Key(_));
        let listed = codes.of_type(&field.ty()).is_some();
        let note = wording::note(input.schema, (&field, listed), target, want, required, &heading);
        let optional = place.is_none() && table.is_some();
        let wide = width(&heading, &field);
        lines = lines.max(lines_of(&note, wide));
        sheet.text(2, column, note, &note_look());
        sheet.text(HEADING_ROW, column, heading.clone(), &heading_look(required, optional));
        let entry = sheet.columns.entry(column).or_default();
        entry.look = Some(Look { number: number_look(&field), ..Look::default() });
        entry.width = Some(wide);
        if let Some(choices) = choices(codes, &field, target, &want.name, column) {
            sheet.choices.push(choices);
        }
    }
    let last = column.max(1);
    sheet.text(1, 1, name, &Look { bold: true, size: Some(14), ..Look::default() });
    sheet.heights.insert(1, 26);
    sheet.heights.insert(2, lines.saturating_mul(13).saturating_add(8));
    sheet.heights.insert(HEADING_ROW, 32);
    sheet.filter = Some(Merged { first_row: HEADING_ROW, first_column: 1, last_row: HEADING_ROW, last_column: last });
    sheet.print = Print { repeated: Some((HEADING_ROW, HEADING_ROW)), header: name.to_owned(), ..Print::default() };
    (sheet, columns)
}

fn note_look() -> Look {
    Look { colour: Some(GREY), size: Some(9), wrap: true, ..Look::default() }
}

pub(crate) fn heading_look(required: bool, optional: bool) -> Look {
    let colour = if required { Some(RED) } else { optional.then_some(GREY) };
    Look { bold: !optional, colour, fill: Some(HEADING_FILL), border: true, wrap: true, across: Across::Centre, ..Look::default() }
}

/// Numbers as they are typed, shares by the hundred; all else as text, so that 001 stays 001 and 2016年6月 does not become a day.
fn number_look(field: &Field<'_>) -> NumberLook {
    match field.ty() {
        _ if field.many() => NumberLook::Text,
        Type::Ratio => NumberLook::Percent { places: 2 },
        Type::Bool | Type::Integer { .. } | Type::Decimal { .. } | Type::Money | Type::Year => NumberLook::General,
        _ => NumberLook::Text,
    }
}

fn width(heading: &str, field: &Field<'_>) -> u32 {
    let least = match field.ty() {
        Type::Bool | Type::Year | Type::Integer { .. } => 10,
        Type::Text => 16,
        _ => 14,
    };
    quanheng_sheet::out::width_of(heading).saturating_add(5).clamp(least, 40)
}

fn choices(codes: &Codes, field: &Field<'_>, target: Target, name: &str, column: u32) -> Option<Choices> {
    let over = Merged { first_row: FIRST_ROW, first_column: column, last_row: LAST_ROW, last_column: column };
    let (from, closed) = match field {
        Field::Word(_) => (codes.of_word(target, name)?, false),
        _ => codes.of_type(&field.ty())?,
    };
    let several = field.many();
    let hint = several.then(|| ("可写几个".to_owned(), "用顿号（、）隔开。".to_owned()));
    Some(Choices { over, from, strict: closed && !several, hint })
}
