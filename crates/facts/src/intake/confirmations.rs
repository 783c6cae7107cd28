//! 完整确认: who signed which table complete, for which year and scope. A signature that cannot count is a problem.

use jiff::civil::Date;
use quanheng_sheet::{CellValue, Row as SheetRow};

use super::cell_value::{CellIn, Read, World, says_nothing, value_named};
use super::heading::{Layout, Wanted};
use super::page::{Page, shown};
use super::reported::Reported;
use super::table_found::{GROUNDS, KNOWN_ON, SOURCE, meta_columns};
use super::wording::{nearest, normal};
use crate::entity::Found;
use crate::fact::{Confirmation, Held};
use crate::problem::Problem;
use crate::problems::{
    cell_beyond_headings, confirmation_body_wrong, confirmation_not_possible, confirmation_scope_wrong, confirmation_table_unknown,
    confirmation_year_wrong, required_blank,
};
use crate::schema::{CompletenessRule, KeyType, TableId, TableSchema};
use crate::value::{Type, Value, Year, enum_of};

/// The name of the table.
pub(crate) const TABLE: &str = "完整确认";

const SIGNED_TABLE: usize = 0;
const YEAR: usize = 1;
const SCOPE: usize = 2;
const BODY: usize = 3;
const SIGNED_ON: usize = 4;

pub(crate) fn wanted() -> Vec<Wanted> {
    let mut wanted = vec![
        Wanted::new("表", &["表", "表名"], true),
        Wanted::new("年度", &["年度", "年份"], false),
        Wanted::new("范围", &["范围"], false),
        Wanted::new("确认机关", &["确认机关", "确认单位"], true),
        Wanted::new("确认日期", &["确认日期", "确认日"], false),
    ];
    wanted.extend(meta_columns());
    wanted
}

/// The confirmations on one sheet, those not known on `known_on` left out.
pub(crate) fn read(
    world: World<'_>,
    page: &Page<'_>,
    layout: &Layout,
    known_on: Option<Date>,
    problems: &mut Reported,
) -> Vec<Confirmation> {
    let reader = Reader { world, page, layout, wanted: wanted() };
    let mut found = Vec::new();
    for row in page.sheet.rows.iter().filter(|r| r.number >= layout.first_data_row) {
        let said = [SIGNED_TABLE, YEAR, SCOPE, BODY, SIGNED_ON].iter().any(|at| reader.value(row, *at).is_some());
        if !said || layout.repeats_headings(page, row) {
            continue;
        }
        if page.sheet_name().is_none()
            && let Some(cell) = layout.beyond(row)
        {
            problems.push(cell_beyond_headings::row_not_read(page.place_of(row.number, cell.column), &shown(&cell.value)));
            continue;
        }
        match reader.row(row) {
            Err(problem) => problems.push(*problem),
            Ok(signed) => {
                let late = |day: Option<Date>| day.zip(known_on).is_some_and(|(day, limit)| day > limit);
                found.extend(signed.into_iter().filter(|c| !late(c.signed_on) && !late(c.origin.known_on)));
            }
        }
    }
    found
}

struct Reader<'a> {
    world: World<'a>,
    page: &'a Page<'a>,
    layout: &'a Layout,
    wanted: Vec<Wanted>,
}

impl Reader<'_> {
    fn value<'r>(&self, row: &'r SheetRow, at: usize) -> Option<&'r CellValue> {
        row.get(self.layout.column(at)?.column).filter(|v| !says_nothing(v))
    }

    fn place(&self, row: &SheetRow, at: usize) -> crate::problem::Place {
        match self.layout.column(at) {
            Some(found) => self.page.place_of(row.number, found.column),
            None => self.page.place_of_row(row.number),
        }
    }

    fn name(&self, at: usize) -> &str {
        self.wanted.get(at).map_or("", |w| w.name.as_str())
    }

    fn required(&self, row: &SheetRow, at: usize) -> Result<String, Box<Problem>> {
        self.value(row, at).map(shown).ok_or_else(|| Box::new(required_blank::problem(self.place(row, at), self.name(at))))
    }

    fn date(&self, row: &SheetRow, at: usize) -> Result<Option<Date>, Box<Problem>> {
        let Some(value) = self.value(row, at) else { return Ok(None) };
        match self.world.read(&CellIn { value, place: self.place(row, at), column: self.name(at), unit: None }, &Type::Date) {
            Read::Value(Held::Exactly(Value::Date(day)) | Held::Between(_, Value::Date(day))) => Ok(Some(day)),
            Read::Bad(problem) => Err(Box::new(problem)),
            _ => Ok(None),
        }
    }

    /// One confirmation for each year of the row.
    fn row(&self, row: &SheetRow) -> Result<Vec<Confirmation>, Box<Problem>> {
        let given = self.required(row, SIGNED_TABLE)?;
        let (id, table) = self.table(row, &given)?;
        let Some(rule) = &table.completeness else {
            return Err(Box::new(confirmation_not_possible::problem(self.place(row, SIGNED_TABLE), &table.name)));
        };
        let body = self.required(row, BODY)?;
        let Some(body) = rule.bodies.iter().find(|b| normal(b) == normal(&body)) else {
            return Err(Box::new(confirmation_body_wrong::problem(self.place(row, BODY), &table.name, &body, &rule.bodies)));
        };
        let years = self.years(row, table, rule)?;
        let scope = self.scope(row, table, rule)?;
        let signed_on = self.date(row, SIGNED_ON)?;
        let column = self.layout.column(SIGNED_TABLE).map_or(1, |c| c.column);
        let mut origin = self.page.origin(row.number, column, given);
        if let Some(at) = self.wanted.iter().position(|w| w.name == KNOWN_ON)
            && let Some(day) = self.date(row, at)?
        {
            origin.known_on = Some(day);
        }
        for name in [GROUNDS, SOURCE] {
            if let Some(value) = self.wanted.iter().position(|w| w.name == name).and_then(|at| self.value(row, at)) {
                origin.source = Some(shown(value).into());
            }
        }
        let signed = |year| Confirmation { table: id, year, scope: scope.clone(), body: body.clone(), signed_on, origin: origin.clone() };
        Ok(years.into_iter().map(signed).collect())
    }

    fn table(&self, row: &SheetRow, given: &str) -> Result<(TableId, &TableSchema), Box<Problem>> {
        let tables = &self.world.schema.tables;
        let plain = normal(given);
        let found = tables.iter().enumerate().find(|(_, t)| normal(&t.name) == plain || t.names.iter().any(|n| normal(n) == plain));
        if let Some((at, table)) = found
            && let Ok(id) = u32::try_from(at)
        {
            return Ok((TableId(id), table));
        }
        let near = nearest(given, tables.iter().map(|t| t.name.as_str()));
        Err(Box::new(confirmation_table_unknown::problem(self.place(row, SIGNED_TABLE), given, &near)))
    }

    fn years(&self, row: &SheetRow, table: &TableSchema, rule: &CompletenessRule) -> Result<Vec<Option<Year>>, Box<Problem>> {
        let by_year = rule.of_record.yearly || rule.by.iter().any(|at| table.keys.get(*at).is_some_and(|k| k.ty == KeyType::Year));
        let wrong = || Box::new(confirmation_year_wrong::problem(self.place(row, YEAR), &table.name, by_year));
        match (self.value(row, YEAR), by_year) {
            (None, false) => Ok(vec![None]),
            (Some(_), false) | (None, true) => Err(wrong()),
            (Some(CellValue::Text(text)), true) => {
                let mut years = Vec::new();
                for part in text.split(['、', ',', '，']) {
                    let value = CellValue::Text(part.to_owned());
                    years.push(Some(self.one_year(row, &value)?));
                }
                Ok(years)
            }
            (Some(value), true) => Ok(vec![Some(self.one_year(row, value)?)]),
        }
    }

    fn one_year(&self, row: &SheetRow, value: &CellValue) -> Result<Year, Box<Problem>> {
        match self.world.read(&CellIn { value, place: self.place(row, YEAR), column: self.name(YEAR), unit: None }, &Type::Year) {
            Read::Value(Held::Exactly(Value::Year(year))) => Ok(year),
            Read::Bad(problem) => Err(Box::new(problem)),
            _ => Err(Box::new(required_blank::problem(self.place(row, YEAR), self.name(YEAR)))),
        }
    }

    /// The names of enum values, and the ids of entities, the confirmation is limited to.
    fn scope(&self, row: &SheetRow, table: &TableSchema, rule: &CompletenessRule) -> Result<Vec<String>, Box<Problem>> {
        let Some(value) = self.value(row, SCOPE) else { return Ok(Vec::new()) };
        let of_keys = rule.by.iter().filter_map(|at| table.keys.get(*at)).map(|k| k.ty.clone());
        let concerned = rule.of_record.concerned.iter().filter_map(|c| match table.column(*c)?.ty {
            Type::Entity(kind) => Some(KeyType::Entity(kind)),
            _ => None,
        });
        let keys: Vec<KeyType> = of_keys.chain(concerned).collect();
        let mut scope = Vec::new();
        for part in shown(value).split(['、', ',', '，', ';', '；']).map(str::trim).filter(|p| !p.is_empty()) {
            let named = keys.iter().find_map(|key| match key {
                KeyType::Enum(id) => {
                    let of = enum_of(&self.world.schema.enums, *id)?;
                    value_named(of, part).and_then(|rank| of.name_of(rank)).map(str::to_owned)
                }
                KeyType::Entity(kind) => match self.world.entities.find(self.world.schema, part, *kind) {
                    Found::One(ix) => self.world.entities.get(ix).map(|e| e.id.clone()),
                    _ => None,
                },
                KeyType::Year => None,
            });
            let Some(named) = named else {
                let allowed: Vec<String> = keys
                    .iter()
                    .flat_map(|key| match key {
                        KeyType::Enum(id) => enum_of(&self.world.schema.enums, *id).map(|e| e.values.clone()).unwrap_or_default(),
                        KeyType::Entity(kind) => self.world.schema.kind(*kind).map(|k| vec![format!("一个{}", k.name)]).unwrap_or_default(),
                        KeyType::Year => Vec::new(),
                    })
                    .collect();
                return Err(Box::new(confirmation_scope_wrong::problem(self.place(row, SCOPE), &table.name, part, &allowed)));
            };
            scope.push(named);
        }
        scope.sort();
        scope.dedup();
        Ok(scope)
    }
}
