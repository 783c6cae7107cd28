//! What a row says of persons: whom each cell names, by the number and the unit beside it; and, of a tenure, which entity it is.

use quanheng_sheet::{CellValue, Row as SheetRow};

use super::cell_value::{Read, says_nothing};
use super::page::shown;
use super::persons::{self, Named};
use super::row::{RowReader, RowsRead, Slot};
use super::table_found::{PERSON_NUMBER, PERSON_UNIT};
use crate::entity::{Entity, Found};
use crate::fact::Held;
use crate::origin::Origin;
use crate::problem::Place;
use crate::schema::{KeyType, TableShape};
use crate::value::{KindId, Type, Value};

impl RowReader<'_> {
    /// The keys and columns that name persons: their place among the wanted headings, the kind, and whether they hold several.
    fn person_columns(&self) -> Vec<(usize, KindId, bool)> {
        let keys = self.table.keys.iter().map(|k| match k.ty {
            KeyType::Entity(kind) => Some((kind, false)),
            _ => None,
        });
        let columns = self.table.columns.iter().map(|c| match c.ty {
            Type::Entity(kind) => Some((kind, c.many_values)),
            Type::Set(kind) => Some((kind, true)),
            _ => None,
        });
        let all = keys.chain(columns).enumerate().filter_map(|(at, of)| of.map(|(kind, many)| (at, kind, many)));
        all.filter(|(_, kind, _)| persons::is_of_persons(self.world.schema, *kind)).collect()
    }

    /// How a cell names somebody. Number and unit beside it belong to the first column that names persons.
    fn named(&self, row: &SheetRow, at: usize, text: &str) -> Named {
        let first = self.person_columns().first().is_some_and(|(first, _, _)| *first == at);
        let number = self.meta_text(row, PERSON_NUMBER).filter(|_| first).map(|n| persons::compared(&n).to_uppercase());
        Named { name: persons::compared(text), number, unit: self.unit_beside(row).filter(|_| first) }
    }

    /// The unit beside somebody: of a tenure its own, else the column 单位 or 所在单位 that any table may carry.
    fn unit_beside(&self, row: &SheetRow) -> Option<String> {
        let schema = self.world.schema;
        let own = self.table.concerns.iter().filter(|_| self.table.shape == TableShape::Tenure).find_map(|c| {
            let at = usize::try_from(c.0).ok()?;
            match self.table.columns.get(at)?.ty {
                Type::Entity(kind) if !persons::is_of_persons(schema, kind) => Some((at.checked_add(self.table.keys.len())?, kind)),
                _ => None,
            }
        });
        let (text, kind) = match own {
            Some((at, kind)) => (row.get(self.layout.column(at)?.column).filter(|v| !says_nothing(v)).map(shown)?, Some(kind)),
            None => (self.meta_text(row, PERSON_UNIT)?, None),
        };
        let kinds = schema.kinds.iter().enumerate().filter(|(_, k)| k.of.is_none() && k.record.is_none() && k.any_of.is_empty());
        let kinds = kinds.filter_map(|(at, _)| u32::try_from(at).ok().map(KindId)).filter(|k| !persons::is_of_persons(schema, *k));
        let found = kind.into_iter().chain(kinds).find_map(|kind| match self.world.entities.find(schema, &text, kind) {
            Found::One(ix) => self.world.entities.get(ix).map(|e| e.id.clone()),
            _ => None,
        });
        Some(found.unwrap_or_else(|| persons::compared(&text)))
    }

    /// Everybody named on the page, in rows that are known.
    pub(crate) fn mentions(&self) -> Vec<(Named, KindId, Place)> {
        let mut all = Vec::new();
        let columns = self.person_columns();
        for row in self.known_rows() {
            for (at, kind, many) in &columns {
                let Some(column) = self.layout.column(*at).map(|c| c.column) else { continue };
                let Some(value) = self.value_at(row, column).filter(|v| !says_nothing(v)) else { continue };
                let text = shown(value);
                let place = self.page.place_of(row.number, column);
                for one in names_in(&text, *many) {
                    all.push((self.named(row, *at, one), *kind, place.clone()));
                }
            }
        }
        all
    }

    /// The cell of a key or a column at its place among the wanted headings, where persons are named there.
    pub(crate) fn person_cell(&self, row: &SheetRow, at: usize, value: &CellValue, place: &Place) -> Option<Read> {
        let (_, kind, many) = self.person_columns().into_iter().find(|(here, _, _)| *here == at)?;
        let persons = self.persons?;
        if says_nothing(value) || !matches!(value, CellValue::Text(_) | CellValue::Number { .. }) {
            return None;
        }
        let text = shown(value);
        let mut found = Vec::new();
        for one in names_in(&text, many) {
            let named = self.named(row, at, one);
            // 单位 或 人员: whoever the register knows by that name comes first.
            let other = || match self.world.entities.find(self.world.schema, one, kind) {
                Found::One(ix) if named.number.is_none() => Some(ix),
                _ => None,
            };
            match other().map_or_else(|| persons.find(self.world, &named, place), Ok) {
                Ok(ix) => found.push(ix),
                Err(problem) => return Some(Read::Bad(*problem)),
            }
        }
        Some(match (found.as_slice(), many) {
            ([], _) => Read::Empty,
            (_, true) => Read::Value(Held::Exactly(Value::Set(found.into_iter().collect()))),
            ([one, ..], false) => Read::Value(Held::Exactly(Value::Entity(*one))),
        })
    }

    /// The tenures on the page: each row that can be read, as an entity.
    pub(crate) fn tenures(&self) -> Vec<Entity> {
        let mut found = Vec::new();
        if self.table.shape != TableShape::Tenure {
            return found;
        }
        for row in self.known_rows() {
            let origin = self.page.origin(row.number, 1, String::new());
            let mut aside = RowsRead::default();
            let slots = self.slots(row, &origin, &mut aside);
            found.extend(self.tenure(&slots));
        }
        found
    }

    fn tenure(&self, slots: &[Slot]) -> Option<Entity> {
        let cells: Vec<Option<&Held>> = slots.iter().map(|s| if let Slot::Filled(cell) = s { Some(&cell.held) } else { None }).collect();
        let whole = self.table.column_named("职务").and_then(|c| usize::try_from(c.0).ok()).and_then(|at| slots.get(at));
        if whole == Some(&Slot::Bad) {
            return None;
        }
        persons::tenure(self.world, self.table, &cells)
    }

    /// The key of a tenure: the entity that its row is. Without person, unit or first day there is none.
    pub(crate) fn tenure_key(&self, slots: &[Slot]) -> Option<Vec<Value>> {
        let entity = self.tenure(slots)?;
        match self.world.entities.find(self.world.schema, &entity.id, entity.kind) {
            Found::One(ix) => Some(vec![Value::Entity(ix)]),
            _ => None,
        }
    }

    /// A row of tenures that cannot be placed: told at its cells already, and nobody knows of which year.
    pub(crate) fn tenure_unread(origin: &Origin, read: &mut RowsRead) {
        read.unread.push(super::row::Unread { year: None, origin: origin.clone() });
    }

    pub(crate) fn value_at<'r>(&'r self, row: &'r SheetRow, column: u32) -> Option<&'r CellValue> {
        row.get(column).or_else(|| self.merged_value(row.number, column))
    }
}

/// The names in a cell: one, or several joined by 、 and its like.
fn names_in(text: &str, many: bool) -> impl Iterator<Item = &str> {
    let parted = move |c: char| many && matches!(c, '、' | '，' | ',' | '；' | ';' | '\n');
    text.split(parted).map(str::trim).filter(|p| !p.is_empty())
}
