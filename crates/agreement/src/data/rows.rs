//! Rows of every sort of table.

use quanheng_facts::entity::Dated;
use quanheng_facts::fact::Held;
use quanheng_facts::schema::{ColumnId, KeyType, TableId, TableSchema, TableShape};
use quanheng_facts::value::{EntityIx, Type, Value};

use super::{Density, MOST_LINES, Maker};
use crate::world::{Being, Line};

impl Maker<'_> {
    /// Rows of all tables; those that speak of matters come last, when there are some.
    pub(super) fn lines(&mut self) {
        let speaks = |table: &TableSchema| table.columns.iter().any(|c| self.speaks_of_matters(&c.ty));
        let order: Vec<(bool, TableId)> = self.schema.tables.iter().zip(0_u32..).map(|(table, at)| (speaks(table), TableId(at))).collect();
        for later in [false, true] {
            if later {
                self.matters();
            }
            for (_, table) in order.iter().filter(|(s, _)| *s == later) {
                self.table(*table);
            }
        }
        self.world.lines.truncate(MOST_LINES);
        for (line, number) in self.world.lines.iter_mut().zip(2..) {
            line.number = number;
        }
    }

    fn speaks_of_matters(&self, ty: &Type) -> bool {
        match ty {
            Type::Entity(kind) | Type::Set(kind) => self.schema.tables_of_matters().any(|(_, k)| self.schema.is_kind(k, *kind)),
            _ => false,
        }
    }

    /// Rows of registered tables that others may name.
    pub(super) fn matters(&mut self) {
        if !self.world.matters.is_empty() {
            return;
        }
        let tables: Vec<TableId> = self.schema.tables_of_matters().map(|(t, _)| t).collect();
        let lines: Vec<(TableId, Vec<Value>)> =
            self.world.lines.iter().filter(|l| tables.contains(&l.table)).map(|l| (l.table, l.keys.clone())).collect();
        let mut lines = lines;
        lines.dedup();
        self.chance.shuffle(&mut lines);
        lines.truncate(8);
        self.world.matters = lines;
    }

    fn table(&mut self, id: TableId) {
        let Some(table) = self.schema.table(id) else { return };
        let density = self.density();
        match table.shape {
            TableShape::Fact => self.facts(id, table, density),
            TableShape::Span => self.spans(id, table, density),
            TableShape::Event | TableShape::Tenure => self.records(id, table, density),
        }
    }

    fn facts(&mut self, id: TableId, table: &TableSchema, density: Density) {
        let mut keys: Vec<Vec<Value>> = vec![Vec::new()];
        for key in &table.keys {
            let values: Vec<Value> = match key.ty {
                KeyType::Entity(kind) => {
                    let of = self.world.beings.iter().zip(0_u32..).filter(|(b, _)| self.schema.is_kind(b.kind, kind));
                    of.map(|(_, at)| Value::Entity(EntityIx(at))).collect()
                }
                KeyType::Year => self.years.iter().map(|y| Value::Year(*y)).collect(),
                KeyType::Enum(of) => self.every_value(&Type::Enum(of)),
            };
            keys = keys.iter().flat_map(|so_far| values.iter().map(move |v| so_far.iter().chain([v]).cloned().collect())).collect();
        }
        for key in keys {
            let count =
                if table.many_rows { self.chance.weighted(&[30, 40, 20, 10]) } else { usize::from(self.chance.percent(density.rows)) };
            // Of those with an enum as a key many have none.
            let count = if table.keys.len() > 2 && self.chance.percent(40) { 0 } else { count };
            for _ in 0..count {
                let cells = self.cells(id, table, density);
                self.world.lines.push(Line { table: id, number: 0, keys: key.clone(), cells });
            }
        }
    }

    fn cells(&mut self, id: TableId, table: &TableSchema, density: Density) -> Vec<Option<Held>> {
        table.columns.iter().zip(0_u32..).map(|(column, at)| self.cell(id, ColumnId(at), column, density.cells)).collect()
    }

    /// One span after another, from day to day; sometimes a gap, sometimes two at once.
    fn spans(&mut self, id: TableId, table: &TableSchema, density: Density) {
        let Some(KeyType::Entity(kind)) = table.keys.first().map(|k| &k.ty) else { return };
        let (from, to) = (table.column_named("自"), table.column_named("至"));
        for at in 0..self.world.beings.len() {
            if !self.schema.is_kind(self.world.beings[at].kind, *kind) || !self.chance.percent(density.rows) {
                continue;
            }
            let count = self.chance.weighted(&[0, 50, 35, 15]);
            let mut edges: Vec<jiff::civil::Date> = (0..count.saturating_sub(1)).map(|_| self.some_day()).collect();
            edges.sort_unstable();
            for nth in 0..count {
                let mut cells = self.cells(id, table, density);
                let begins = nth.checked_sub(1).and_then(|n| edges.get(n)).and_then(|d| d.tomorrow().ok());
                let ends = edges.get(nth).copied();
                let (begins, ends) = match self.chance.below(12) {
                    0 => (begins.and_then(|d| d.yesterday().ok()), ends),
                    1 => (begins.and_then(|d| d.tomorrow().ok()), ends),
                    _ => (begins, ends),
                };
                for (column, day) in [(from, begins), (to, ends)] {
                    if let Some(cell) = column.and_then(|c| cells.get_mut(c.0 as usize)) {
                        *cell = day.map(|day| match self.chance.below(12) {
                            0 => Held::Between(Value::Date(day.first_of_month()), Value::Date(day.last_of_month())),
                            _ => Held::Exactly(Value::Date(day)),
                        });
                    }
                }
                let keys = vec![Value::Entity(EntityIx(u32::try_from(at).unwrap()))];
                self.world.lines.push(Line { table: id, number: 0, keys, cells });
            }
        }
    }

    /// Events and tenures: each row is a being of its own.
    fn records(&mut self, id: TableId, table: &TableSchema, density: Density) {
        let Some(kind) = table.record_kind() else { return };
        let count = if table.shape == TableShape::Tenure {
            self.chance.between(2, 9)
        } else {
            self.chance.weighted(&[5, 5, 10, 15, 15, 15, 15, 10, 10])
        };
        for n in 0..count {
            let shuffled = self.chance.below(90) + 10;
            self.world.beings.push(Being {
                id: format!("S:{}{shuffled}{n:02}", table.name),
                kind,
                superior: None,
                exists: Dated::always(),
            });
            let ix = EntityIx(u32::try_from(self.world.beings.len() - 1).unwrap());
            let mut cells = self.cells(id, table, density);
            self.about_matters(table, &mut cells);
            if table.shape == TableShape::Tenure {
                self.term(table, &mut cells);
                self.successor(id, table, &mut cells);
            } else if let Some(day) = table.day {
                let when = self.some_day();
                // Near one another: twelve months and their edges.
                let when = if self.chance.percent(30) { when.saturating_sub(jiff::Span::new().years(1)) } else { when };
                if self.chance.percent(70)
                    && let Some(cell @ Some(Held::Exactly(_))) = cells.get_mut(day.0 as usize)
                {
                    *cell = Some(match self.chance.below(16) {
                        // Of which year it is, is not known.
                        0 if !self.whole => {
                            let (least, most) = (when.last_of_year(), when.last_of_year().saturating_add(jiff::Span::new().days(20)));
                            Held::Between(Value::Date(least), Value::Date(most))
                        }
                        _ => Held::Exactly(Value::Date(when)),
                    });
                }
            }
            // A record without somebody whom it concerns is refused by intake.
            let complete = table.concerns.iter().chain(&table.day).all(|c| cells.get(c.0 as usize).is_some_and(Option::is_some));
            if complete {
                self.world.lines.push(Line { table: id, number: 0, keys: vec![Value::Entity(ix)], cells });
            } else {
                self.world.beings.pop();
            }
        }
    }

    /// From one day to a later one.
    fn term(&mut self, table: &TableSchema, cells: &mut [Option<Held>]) {
        let (Some(from), Some(to)) = (table.column_named("自"), table.column_named("至")) else { return };
        let (one, other) = (self.some_day(), self.some_day());
        let (first, last) = (one.min(other), one.max(other));
        let first = if self.chance.percent(40) { jiff::civil::Date::constant(2012, 3, 1) } else { first };
        let held = |maker: &mut Self, day: jiff::civil::Date| match maker.chance.below(10) {
            0 => Held::Between(Value::Date(day.first_of_month()), Value::Date(day.last_of_month())),
            _ => Held::Exactly(Value::Date(day)),
        };
        if let Some(cell) = cells.get_mut(from.0 as usize) {
            *cell = Some(held(self, first));
        }
        if let Some(cell) = cells.get_mut(to.0 as usize) {
            *cell = if self.chance.percent(60) { Some(held(self, last)) } else { None };
        }
    }

    /// Often the next in the same post of the same unit.
    fn successor(&mut self, id: TableId, table: &TableSchema, cells: &mut [Option<Held>]) {
        if !self.chance.percent(50) {
            return;
        }
        let Some(before) = self.world.lines.iter().rev().find(|l| l.table == id).map(|l| l.cells.clone()) else { return };
        let (Some(from), Some(to)) = (table.column_named("自"), table.column_named("至")) else { return };
        let (from, to) = (from.0 as usize, to.0 as usize);
        let Some(Some(Held::Exactly(Value::Date(ended)))) = before.get(to) else { return };
        for (at, column) in table.columns.iter().enumerate() {
            let person = matches!(column.ty, Type::Entity(kind) if self.schema.kind(kind).is_some_and(|k| k.name == "人员"));
            if at != from && at != to && !person {
                cells[at].clone_from(&before[at]);
            }
        }
        cells[from] = ended.tomorrow().ok().map(|day| Held::Exactly(Value::Date(day)));
        cells[to] = None;
    }

    /// What is said of a matter is mostly said of whom it is about.
    fn about_matters(&mut self, table: &TableSchema, cells: &mut [Option<Held>]) {
        let matter = cells.iter().zip(&table.columns).find_map(|(cell, column)| match cell {
            Some(Held::Exactly(Value::Entity(ix))) if self.speaks_of_matters(&column.ty) => Some(*ix),
            _ => None,
        });
        let Some(matter) = matter.filter(|ix| ix.0 >= crate::world::FIRST_MATTER).filter(|_| self.chance.percent(60)) else { return };
        let Some((_, key)) = self.world.matters.get((matter.0 - crate::world::FIRST_MATTER) as usize) else { return };
        let Some(whom @ Value::Entity(_)) = key.first().cloned() else { return };
        for (cell, column) in cells.iter_mut().zip(&table.columns) {
            if matches!(column.ty, Type::Entity(_)) && !self.speaks_of_matters(&column.ty) {
                *cell = Some(Held::Exactly(whom.clone()));
            }
            // And mostly in its favour.
            if column.ty == Type::Bool && self.chance.percent(60) {
                *cell = Some(Held::Exactly(Value::Bool(true)));
            }
        }
    }
}
