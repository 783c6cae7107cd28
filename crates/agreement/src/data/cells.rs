//! Values of cells.

use jiff::ToSpan;
use quanheng_facts::exact::Exact;
use quanheng_facts::fact::Held;
use quanheng_facts::schema::{Blank, ColumnId, ColumnSchema, TableId};
use quanheng_facts::value::{EntityIx, KindId, LengthUnit, Month, Type, Value, Year};

use super::Maker;
use crate::edges::Family;
use crate::world::FIRST_MATTER;

impl Maker<'_> {
    /// A cell, or an empty one; `filled` in a hundred are not.
    pub(super) fn cell(&mut self, table: TableId, column: ColumnId, schema: &ColumnSchema, filled: usize) -> Option<Held> {
        let may_be_empty = schema.blank != Blank::Refused;
        if may_be_empty && !self.chance.percent(filled) || schema.blank == Blank::Absent && self.chance.percent(30) {
            return match &schema.blank {
                // Intake fills a default in where the cell is empty.
                Blank::Default(value) => Some(Held::Exactly(value.clone())),
                _ => None,
            };
        }
        if schema.many_values {
            let count = self.chance.below(3);
            let values = (0..count).filter_map(|_| self.value(&schema.ty, None)).collect();
            return Some(Held::Exactly(Value::Many(values)));
        }
        let value = self.of_column(table, column, schema)?;
        if let Value::Date(day) = value
            && self.chance.percent(10)
            && !self.whole
        {
            return Some(Held::Between(Value::Date(day.first_of_month()), Value::Date(day.last_of_month())));
        }
        Some(Held::Exactly(value))
    }

    /// One of the few values that the column takes in this world.
    fn of_column(&mut self, table: TableId, column: ColumnId, schema: &ColumnSchema) -> Option<Value> {
        if matches!(schema.ty, Type::Entity(_) | Type::Set(_)) {
            return self.value(&schema.ty, None);
        }
        if !self.pools.contains_key(&(table.0, column.0)) {
            let count = self.chance.between(2, 7);
            let edges: Vec<Value> = self.edges.by_column.get(&(table, column)).into_iter().flatten().cloned().collect();
            let mut pool = Vec::new();
            // What the program compares the column with, and the next on either side.
            for _ in 0..edges.len().min(2) {
                let edge = self.chance.of(&edges).clone();
                pool.extend(self.around(edge, &schema.ty).into_iter().map(|v| within(v, schema)));
            }
            let count = if pool.is_empty() { count } else { self.chance.between(1, 3) };
            for _ in 0..count {
                let value = self.value(&schema.ty, Some(&edges));
                pool.extend(value.map(|v| within(v, schema)));
            }
            self.pools.insert((table.0, column.0), pool);
        }
        let pool = self.pools.get(&(table.0, column.0))?;
        let at = self.chance.below(pool.len());
        pool.get(at).cloned()
    }

    /// A value of a type; where edges are given, mostly one of them or the next beside it.
    pub(super) fn value(&mut self, ty: &Type, edges: Option<&[Value]>) -> Option<Value> {
        let own = edges.filter(|e| !e.is_empty() && self.chance.percent(75));
        let of_type: Vec<Value> = match own {
            Some(own) => own.to_vec(),
            None => self.edges.by_type.get(&Family::of(ty)).into_iter().flatten().cloned().collect(),
        };
        let edge = if own.is_some() || self.chance.percent(50) { self.chance.maybe_of(&of_type).cloned() } else { None };
        Some(match ty {
            Type::Bool => Value::Bool(self.chance.percent(50)),
            Type::Integer { .. } => self.number(edge, Exact::ONE, 0),
            Type::Decimal { scale } => self.number(edge, Exact::decimal(1, *scale)?, *scale),
            Type::Ratio => self.number(edge, Exact::fraction(1, 100)?, 2),
            Type::Money => {
                let step = Exact::integer(*self.chance.of(&[1, 100, 1_000_000]));
                self.number(edge, step, 0)
            }
            Type::Date => {
                let day = match edge {
                    Some(Value::Date(day)) => day,
                    _ => self.some_day(),
                };
                let shift = i64::try_from(self.chance.weighted(&[15, 70, 15])).ok()? - 1;
                Value::Date(day.checked_add(shift.days()).ok()?)
            }
            Type::Month => {
                let day = self.some_day();
                Value::Month(Month { year: day.year(), month: day.month() })
            }
            Type::Year => Value::Year(Year(i16::try_from(self.chance.between(2013, 2017)).ok()?)),
            Type::Enum(id) => {
                let count = self.schema.enums.get(id.0 as usize)?.values.len();
                if count == 0 {
                    return None;
                }
                // Mostly the first few: groups and ties.
                let rank = if self.chance.percent(50) { self.chance.below(count.min(2)) } else { self.chance.below(count) };
                Value::Enum(*id, u32::try_from(rank).ok()?)
            }
            Type::Text => Value::Text((*self.chance.of(&["甲", "乙", "丙"])).to_owned()),
            Type::Length => {
                Value::Length(*self.chance.of(&[1, 2, 30]), *self.chance.of(&[LengthUnit::Day, LengthUnit::Month, LengthUnit::Year]))
            }
            Type::Entity(kind) => Value::Entity(self.one_of(*kind)?),
            Type::Set(kind) => {
                let count = self.chance.below(3);
                Value::Set((0..count).filter_map(|_| self.one_of(*kind)).collect())
            }
        })
    }

    /// An edge and the next on either side.
    fn around(&mut self, edge: Value, ty: &Type) -> Vec<Value> {
        match (edge, ty) {
            (Value::Number(number), Type::Integer { .. } | Type::Decimal { .. } | Type::Ratio | Type::Money) => {
                let step = match ty {
                    Type::Decimal { scale } => Exact::decimal(1, *scale),
                    Type::Ratio => Exact::fraction(1, 100),
                    _ => Some(Exact::ONE),
                };
                let fits = |n: &Exact| match ty {
                    Type::Integer { .. } | Type::Money => n.to_integer().is_some(),
                    Type::Decimal { scale } => n.fits_scale(*scale),
                    _ => true,
                };
                let Some(step) = step else { return Vec::new() };
                [number.minus(step), Some(number), number.plus(step)].into_iter().flatten().filter(fits).map(Value::Number).collect()
            }
            (Value::Date(day), Type::Date) => {
                [day.yesterday().ok(), Some(day), day.tomorrow().ok()].into_iter().flatten().map(Value::Date).collect()
            }
            (Value::Enum(id, rank), Type::Enum(own)) if id == *own => vec![Value::Enum(id, rank)],
            (edge @ Value::Month(_), Type::Month) | (edge @ Value::Year(_), Type::Year) => vec![edge],
            _ => Vec::new(),
        }
    }

    fn number(&mut self, edge: Option<Value>, step: Exact, scale: u32) -> Value {
        let start = match edge {
            Some(Value::Number(number)) if number.fits_scale(scale) => number,
            _ => Exact::integer(i128::try_from(self.chance.below(8)).unwrap()),
        };
        let shifted = match self.chance.weighted(&[20, 60, 20]) {
            0 => start.minus(step),
            1 => Some(start),
            _ => start.plus(step),
        };
        Value::Number(shifted.unwrap_or(start))
    }

    /// Somebody of a kind; a registered matter where that is wanted.
    pub(super) fn one_of(&mut self, kind: KindId) -> Option<EntityIx> {
        let beings = self.world.beings.iter().enumerate().filter(|(_, b)| self.schema.is_kind(b.kind, kind));
        let mut all: Vec<EntityIx> = beings.filter_map(|(at, _)| Some(EntityIx(u32::try_from(at).ok()?))).collect();
        let wanted: Vec<TableId> = self.schema.tables_of_matters().filter(|(_, k)| self.schema.is_kind(*k, kind)).map(|(t, _)| t).collect();
        for (at, (table, _)) in self.world.matters.iter().enumerate() {
            if wanted.contains(table) {
                all.push(EntityIx(FIRST_MATTER + u32::try_from(at).ok()?));
            }
        }
        self.chance.maybe_of(&all).copied()
    }
}

/// Inside the range of its column.
fn within(value: Value, schema: &ColumnSchema) -> Value {
    match (value, schema.range) {
        (Value::Number(number), (Some(least), _)) if number < least => Value::Number(least),
        (Value::Number(number), (_, Some(most))) if number > most => Value::Number(most),
        (value, _) => value,
    }
}
