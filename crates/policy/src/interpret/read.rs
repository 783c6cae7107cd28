//! Reading facts and other variables: what a cell, a missing row, a record or a signature says.
//!
//! Absence is never guessed. A row that is not there is unknown until the table is signed complete for the period; then it
//! means "not assessed" for a value (不适用) and "none" for a record.

use std::collections::BTreeSet;
use std::rc::Rc;

use jiff::civil::Date;
use quanheng_facts::entity::Dated;
use quanheng_facts::fact::{Facts, Held, Row, RowRef};
use quanheng_facts::schema::{Blank, ColumnId, ColumnSchema, KeyType, TableId, TableSchema};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};

use super::expression::Frame;
use super::outcome::{Marks, Outcome};
use super::{Interpreter, Pin, arithmetic};
use crate::finding::{Cause, Fault, Instance, Mark};
use crate::ir::{Begins, Day, Expr, Over, VariableId, Whose};
use crate::possible::{Possible, Range};

/// Whether a table's missing rows mean "none" for a period.
pub(super) enum Standing {
    /// The period lies before the table's history, or the table is signed complete.
    Closed,
    /// Rows may still be missing.
    Open(BTreeSet<Cause>),
}

impl Interpreter<'_> {
    pub(super) fn read_variable(&self, id: VariableId, whose: &Whose, args: &[Expr], frame: Frame<'_>) -> Outcome {
        let Some(variable) = self.program.variable(id) else { return Outcome::certain(Possible::not_applicable()) };
        let args = match self.index_values(args, &variable.ty, frame) {
            Ok(args) => args,
            Err(instead) => return *instead,
        };
        self.read_at(whose, frame, &variable.ty, &|entity| {
            if !self.is_of(entity, variable.owner) {
                return Outcome::certain(Possible::not_applicable());
            }
            let year = self.year_read(variable.yearly, entity, frame);
            self.read_by_another(Instance { variable: id, entity, year, args })
        })
    }

    /// The year under whose rules a variable is worked out for a reader. One that is the same for every year is worked out
    /// under the rules of the year that reads it; one of an event, under those of the event's own.
    pub(super) fn year_read(&self, yearly: bool, entity: Option<EntityIx>, frame: Frame<'_>) -> Year {
        if yearly { frame.year } else { entity.and_then(|e| self.year_of_record(e)).unwrap_or(frame.instance.year) }
    }

    /// Whether an entity that was followed is of the kind that has what is read.
    fn is_of(&self, entity: Option<EntityIx>, kind: Option<KindId>) -> bool {
        let of = entity.and_then(|e| self.facts.entities.kind_of(e));
        of.zip(kind).is_none_or(|(of, kind)| self.program.schema.is_kind(of, kind))
    }

    /// The enum keys of a reading; `None` where one is not certain.
    fn keys(&self, keys: &[Expr], frame: Frame<'_>) -> Option<Vec<Value>> {
        keys.iter().map(|k| self.eval(k, frame).possible.known().cloned()).collect()
    }

    /// The whole key of a row: the entity, the year, then the values of the enums, as far as the table has them.
    #[must_use]
    pub fn full_key(table: &TableSchema, entity: Option<EntityIx>, year: Year, rest: &[Value]) -> Vec<Value> {
        let mut key = Vec::with_capacity(table.keys.len());
        let mut rest = rest.iter();
        for column in &table.keys {
            let value = match column.ty {
                KeyType::Entity(_) => entity.map(Value::Entity),
                KeyType::Year => Some(Value::Year(year)),
                KeyType::Enum(_) => rest.next().cloned(),
            };
            match value {
                Some(value) => key.push(value),
                None => break,
            }
        }
        key
    }

    pub(super) fn read_column(&self, table: TableId, column: ColumnId, whose: &Whose, keys: &[Expr], frame: Frame<'_>) -> Outcome {
        let Some((_, schema)) = self.column(table, column) else { return Outcome::certain(Possible::not_applicable()) };
        let of = self.program.schema.table(table).and_then(|t| t.keys.first());
        let of = of.and_then(|k| if let KeyType::Entity(kind) = k.ty { Some(kind) } else { None });
        if self.program.schema.table(table).is_some_and(is_of_nobody) {
            return self.read_column_of(table, column, None, keys, frame);
        }
        self.read_at(whose, frame, &schema.ty, &|entity| match entity {
            Some(_) if !self.is_of(entity, of) => Outcome::certain(Possible::not_applicable()),
            Some(_) => self.read_column_of(table, column, entity, keys, frame),
            None => Outcome::certain(Possible::not_applicable()),
        })
    }

    /// `entity`: nobody where the table is nobody's.
    pub(super) fn read_column_of(
        &self,
        table: TableId,
        column: ColumnId,
        entity: Option<EntityIx>,
        keys: &[Expr],
        frame: Frame<'_>,
    ) -> Outcome {
        let Some((schema, column_schema)) = self.column(table, column) else { return Outcome::certain(Possible::not_applicable()) };
        let Some(rest) = self.keys(keys, frame) else {
            return Outcome::unknown(
                Possible { na: true, ..Possible::range(self.column_range(column_schema)) },
                Cause::Given(frame.instance),
            );
        };
        let year = schema.keys.iter().any(|k| k.ty == KeyType::Year).then_some(frame.year);
        let outcome = self.read_cell_of(entity, (table, column), year, &rest, frame);
        self.saw_cell(entity, || Pin::Column { table, column, entity, year, keys: rest.clone() }, &outcome.possible);
        outcome
    }

    fn read_cell_of(
        &self,
        entity: Option<EntityIx>,
        (table, column): (TableId, ColumnId),
        year: Option<Year>,
        rest: &[Value],
        frame: Frame<'_>,
    ) -> Outcome {
        let Some((schema, column_schema)) = self.column(table, column) else { return Outcome::certain(Possible::not_applicable()) };
        let cause = Cause::Cell { table, column: Some(column), entity, year, keys: rest.to_vec() };
        if self.has_pins()
            && let Some(given) = self.pin(&Pin::Column { table, column, entity, year, keys: rest.to_vec() })
        {
            return if given.is_certain() { Outcome::certain(given.clone()) } else { Outcome::unknown(given.clone(), cause) };
        }
        // What is nobody's is the same for everybody.
        if let Some((followed, entity)) = self.followed.as_ref().zip(entity) {
            followed.cell(entity, (table, column), year, rest);
        }
        let key = Self::full_key(schema, entity, frame.year, rest);
        if self.leaves_out_row(table, &key) {
            return Outcome::certain(Possible::not_applicable());
        }
        match self.facts.rows_for(table, &key, column, column_schema.basis).next() {
            Some(row) => self.read_cell(table, column, &row, cause),
            None => match self.standing(table, entity, frame.year, rest, frame) {
                Standing::Closed => Outcome::certain(Possible::not_applicable()),
                Standing::Open(mut causes) => {
                    // The cell is what the reader needs; a signature would only say that there is none.
                    causes.retain(|c| !matches!(c, Cause::Completeness { .. }));
                    causes.insert(cause);
                    // Not entered is not "not assessed": 不适用 is possible only where history may not have begun, and where the
                    // cell itself may be empty for "none" (可空).
                    let may_be_na = column_schema.blank == Blank::Absent || self.may_be_before_begin(table, frame);
                    let possible = Possible { na: may_be_na, ..Possible::range(self.column_range(column_schema)) };
                    Outcome::unknown_for(possible, causes)
                }
            },
        }
    }

    /// True where an unsettled 始于 may put the year before the table's history.
    fn may_be_before_begin(&self, table: TableId, frame: Frame<'_>) -> bool {
        matches!(self.begins(table), Begins::Open(_)) && self.before_begin(table, frame).is_none()
    }

    fn begins(&self, table: TableId) -> &Begins {
        usize::try_from(table.0).ok().and_then(|at| self.program.tables.get(at)).map_or(&Begins::Unsaid, |t| &t.begins)
    }

    /// Whether the year lies before the table's history; `None`: an unsettled 待定 leaves it open.
    fn before_begin(&self, table: TableId, frame: Frame<'_>) -> Option<bool> {
        match self.begins(table) {
            Begins::Unsaid => Some(false),
            Begins::Year(begin) => Some(frame.year < *begin),
            Begins::Open(open) => {
                let (least, greatest) = arithmetic::year_ends(&self.eval_open(*open, frame.year).possible);
                if least.is_some_and(|l| frame.year < l) {
                    Some(true)
                } else if greatest.is_some_and(|g| frame.year >= g) {
                    Some(false)
                } else {
                    None
                }
            }
        }
    }

    /// Whether a missing row means "none".
    pub(super) fn standing(&self, table: TableId, entity: Option<EntityIx>, year: Year, keys: &[Value], frame: Frame<'_>) -> Standing {
        let before = self.before_begin(table, frame);
        if before == Some(true) || self.signed(table, entity, year, keys).is_some() {
            return Standing::Closed;
        }
        let entity = entity.filter(|_| self.signed_by_entity(table));
        let mut causes = BTreeSet::from([Cause::Completeness { table, entity, year: Some(year), keys: keys.to_vec() }]);
        if before.is_none()
            && let Begins::Open(open) = self.begins(table)
        {
            causes.insert(Cause::Open(*open));
        }
        Standing::Open(causes)
    }

    /// True if the table is signed entity by entity.
    pub(super) fn signed_by_entity(&self, table: TableId) -> bool {
        self.program.schema.table(table).is_some_and(|t| {
            let by = t.completeness.as_ref().map(|c| c.by.as_slice()).unwrap_or_default();
            by.iter().any(|at| t.keys.get(*at).is_some_and(|k| matches!(k.ty, KeyType::Entity(_))))
        })
    }

    /// Who signed the table for that year, in a scope that covers what is asked.
    pub(crate) fn signed(
        &self,
        table: TableId,
        entity: Option<EntityIx>,
        year: Year,
        keys: &[Value],
    ) -> Option<&quanheng_facts::fact::Confirmation> {
        let schema = self.program.schema.table(table)?;
        let rule = schema.completeness.as_ref()?;
        let mut rest = keys.iter();
        let mut scope = Vec::new();
        let mut period = None;
        for (at, key) in schema.keys.iter().enumerate() {
            let by = rule.by.contains(&at);
            match key.ty {
                KeyType::Year if by => period = Some(year),
                KeyType::Year => {}
                KeyType::Entity(_) => {
                    if let Some(id) = entity.filter(|_| by).and_then(|e| self.facts.entities.id_of(e)) {
                        scope.push(id.to_owned());
                    }
                }
                KeyType::Enum(id) => {
                    if let Some(Value::Enum(_, rank)) = rest.next().filter(|_| by) {
                        let def = quanheng_facts::value::enum_of(&self.program.schema.enums, id);
                        scope.extend(def.and_then(|d| d.name_of(*rank)).map(str::to_owned));
                    }
                }
            }
        }
        self.facts.confirmation(table, period, &scope)
    }

    fn column(&self, table: TableId, column: ColumnId) -> Option<(&TableSchema, &ColumnSchema)> {
        let schema = self.program.schema.table(table)?;
        Some((schema, schema.column(column)?))
    }

    /// Everything a cell of the column could hold.
    pub(super) fn column_range(&self, column: &ColumnSchema) -> Range {
        match &column.range {
            (None, None) => self.whole_range(&column.ty),
            (least, greatest) => Range::between(least.map(Value::Number), greatest.map(Value::Number)),
        }
    }

    /// The value in a row, with the mark its basis puts on it.
    pub(super) fn read_cell(&self, table: TableId, column: ColumnId, row: &Row, cause: Cause) -> Outcome {
        let Some((_, schema)) = self.column(table, column) else { return Outcome::certain(Possible::not_applicable()) };
        let Some(cell) = Facts::cell(row, column) else {
            return match &schema.blank {
                Blank::Absent => Outcome::certain(Possible::not_applicable()),
                Blank::Default(value) => Outcome::certain(Possible::value(value.clone())),
                Blank::Unknown | Blank::Refused => Outcome::unknown(Possible::range(self.column_range(schema)), cause),
            };
        };
        let basis = schema.basis.and_then(|b| Facts::cell(row, b)).map(|c| &c.held);
        let mark = match basis {
            Some(Held::Exactly(basis @ Value::Enum(id, rank))) => {
                let first = quanheng_facts::value::enum_of(&self.program.schema.enums, *id).and_then(|d| d.rank_of(d.values.first()?));
                (first != Some(*rank)).then(|| Mark::Basis {
                    table,
                    column,
                    basis: basis.clone(),
                    key: row.keys.clone(),
                    origin: Some(Box::new(cell.origin.clone())),
                })
            }
            _ => None,
        };
        if mark.is_some() && self.choice.strict {
            return Outcome::unknown(Possible::range(self.column_range(schema)), cause);
        }
        let marks = mark.map(Marks::one).unwrap_or_default();
        match &cell.held {
            Held::Exactly(value) => Outcome { marks, ..Outcome::certain(Possible::value(value.clone())) },
            Held::Between(least, greatest) => {
                let range = Range::between(Some(least.clone()), Some(greatest.clone()));
                Outcome { marks, ..Outcome::unknown(Possible::range(range), cause) }
            }
        }
    }

    pub(super) fn read_row_column(&self, table: TableId, column: ColumnId, frame: Frame<'_>) -> Outcome {
        let Some(row) = frame.row else { return Outcome::certain(Possible::not_applicable()) };
        let entity = row.keys.iter().find_map(|k| if let Value::Entity(e) = k { Some(*e) } else { None });
        let year = row.keys.iter().find_map(|k| if let Value::Year(y) = k { Some(*y) } else { None });
        let keys: Vec<Value> = row.keys.iter().filter(|k| matches!(k, Value::Enum(..))).cloned().collect();
        let cause = Cause::Cell { table, column: Some(column), entity, year, keys: keys.clone() };
        let Some(whose) = entity.filter(|_| !self.trial_of_nobody()) else { return self.read_cell(table, column, row, cause) };
        let pin = Pin::Column { table, column, entity, year, keys };
        let outcome = match self.supposed_in_row(table, column, entity, &pin) {
            Some(given) if given.is_certain() => Outcome::certain(given),
            Some(given) => Outcome::unknown(given, cause),
            None => self.read_cell(table, column, row, cause),
        };
        if self.program.schema.table(table).is_some_and(|t| !t.many_rows) {
            self.saw_cell(Some(whose), || pin, &outcome.possible);
        }
        outcome
    }

    /// A dated attribute on a named day.
    pub(super) fn read_as_at(&self, table: TableId, column: ColumnId, whose: &Whose, day: Day, frame: Frame<'_>) -> Outcome {
        let Some((_, schema)) = self.column(table, column) else { return Outcome::certain(Possible::not_applicable()) };
        self.read_at(whose, frame, &schema.ty, &|entity| match entity {
            Some(entity) => {
                let outcome = self.read_as_at_of(table, column, entity, day, frame);
                if let Some(day) = named_day(day, frame.year) {
                    self.saw_cell(Some(entity), || as_at_pin(table, column, entity, day), &outcome.possible);
                }
                outcome
            }
            None => Outcome::certain(Possible::not_applicable()),
        })
    }

    fn read_as_at_of(&self, table: TableId, column: ColumnId, entity: EntityIx, day: Day, frame: Frame<'_>) -> Outcome {
        let Some((schema, column_schema)) = self.column(table, column) else { return Outcome::certain(Possible::not_applicable()) };
        let cause = Cause::Cell { table, column: Some(column), entity: Some(entity), year: Some(frame.year), keys: Vec::new() };
        let pin = Pin::Column { table, column, entity: Some(entity), year: Some(frame.year), keys: Vec::new() };
        if let Some(given) = self.pin(&pin) {
            return if given.is_certain() { Outcome::certain(given.clone()) } else { Outcome::unknown(given.clone(), cause) };
        }
        let Some(day) = named_day(day, frame.year) else {
            return Outcome::fault(frame.instance, Vec::new(), Fault::EndlessHistory);
        };
        if self.is_trial()
            && let Some(given) = self.pin(&as_at_pin(table, column, entity, day))
        {
            return if given.is_certain() { Outcome::certain(given.clone()) } else { Outcome::unknown(given.clone(), cause) };
        }
        let rows: Vec<RowRef<'_>> = self.facts.rows(table, &[Value::Entity(entity)]).collect();
        let spans: Vec<(Dated<()>, &Row)> = rows.iter().filter_map(|row| Some((row.days(schema)?, &**row))).collect();
        let surely: Vec<&Row> = spans.iter().filter(|(s, _)| s.surely_holds_on(day)).map(|(_, r)| *r).collect();
        let maybe: Vec<&Row> = spans.iter().filter(|(s, _)| s.may_hold_on(day)).map(|(_, r)| *r).collect();
        match (surely.as_slice(), maybe.as_slice()) {
            // An attribute has one value at a time: a row that surely holds shuts out those that only may.
            ([row], _) => self.read_cell(table, column, row, cause),
            ([], []) => self.no_row_that_day(column_schema, cause),
            // One that may hold, and nothing that holds where it does not: that day is as open as without a row.
            ([], [row]) => {
                let one = self.read_cell(table, column, row, cause.clone());
                one.hull(&self.no_row_that_day(column_schema, cause))
            }
            ([], several) => {
                let mut outcome: Option<Outcome> = None;
                for row in several {
                    let one = self.read_cell(table, column, row, cause.clone());
                    outcome = Some(match outcome {
                        None => one,
                        Some(so_far) => so_far.hull(&one),
                    });
                }
                let outcome = outcome.unwrap_or_else(|| Outcome::certain(Possible::not_applicable()));
                if outcome.possible.is_certain() {
                    outcome
                } else {
                    Outcome { causes: outcome.causes.joined(&super::outcome::Causes::one(cause)), ..outcome }
                }
            }
            (several, _) => {
                let first = several.first().map(|row| self.read_cell(table, column, row, cause.clone()));
                let all_same = several.iter().all(|row| {
                    Some(self.read_cell(table, column, row, cause.clone()).possible) == first.as_ref().map(|f| f.possible.clone())
                });
                match first.filter(|_| all_same) {
                    Some(one) => one,
                    None => Outcome::fault(frame.instance, Vec::new(), Fault::TwoAtOnce),
                }
            }
        }
    }

    /// Whether a dated attribute holds on a named day.
    pub(super) fn holds_on(&self, table: TableId, whose: &Whose, day: Day, frame: Frame<'_>) -> Outcome {
        self.read_at(whose, frame, &quanheng_facts::value::Type::Bool, &|entity| {
            let (Some(entity), Some(schema)) = (entity, self.program.schema.table(table)) else {
                return Outcome::certain(Possible::not_applicable());
            };
            let Some(day) = named_day(day, frame.year) else { return Outcome::fault(frame.instance, Vec::new(), Fault::EndlessHistory) };
            let cause = Cause::Cell { table, column: None, entity: Some(entity), year: Some(frame.year), keys: Vec::new() };
            let spans: Vec<Dated<()>> = self.facts.rows(table, &[Value::Entity(entity)]).filter_map(|row| row.days(schema)).collect();
            if spans.iter().any(|s| s.surely_holds_on(day)) {
                return Outcome::certain(Possible::truth(true));
            }
            if spans.iter().any(|s| s.may_hold_on(day)) {
                return Outcome::unknown(Possible::range(Range::either()), cause);
            }
            match self.standing(table, Some(entity), frame.year, &[], frame) {
                Standing::Closed => Outcome::certain(Possible::truth(false)),
                Standing::Open(causes) => Outcome::unknown_for(Possible::range(Range::either()), causes),
            }
        })
    }

    fn no_row_that_day(&self, column: &ColumnSchema, cause: Cause) -> Outcome {
        Outcome::unknown(Possible { na: column.blank == Blank::Absent, ..Possible::range(self.column_range(column)) }, cause)
    }

    /// Whether the record holds a row (and the column in it).
    fn holds_record(&self, table: TableId, column: Option<ColumnId>, entity: Option<EntityIx>, year: Year, keys: &[Value]) -> bool {
        let Some(schema) = self.program.schema.table(table) else { return false };
        if let (Some(column), true) = (column, self.has_pins()) {
            let year = schema.keys.iter().any(|k| k.ty == KeyType::Year).then_some(year);
            let pin = Pin::Column { table, column, entity, year, keys: keys.to_vec() };
            // A trial alters what a cell says; it neither makes nor empties one.
            if let Some(given) = self.pin(&pin).filter(|_| !self.is_changed(&pin)) {
                return given.is_certain() && !given.is_na();
            }
        }
        let key = Self::full_key(schema, entity, year, keys);
        let holds = || match column {
            None => self.facts.has_row(table, &key),
            Some(column) => self.facts.rows_for(table, &key, column, None).any(|row| Facts::cell(&row, column).is_some()),
        };
        !self.leaves_out_row(table, &key) && holds()
    }

    /// All of a kind of whom the record holds a row (and the column in it); looked up once for a year.
    fn holders(&self, table: TableId, column: Option<ColumnId>, kind: KindId, year: Year, keys: Vec<Value>) -> Rc<Vec<EntityIx>> {
        let place = (table, column, year, keys);
        if let Some(known) = self.holders.borrow().get(&place) {
            return Rc::clone(known);
        }
        let holds = |member: &EntityIx| self.holds_record(table, column, Some(*member), year, &place.3);
        let holders: Rc<Vec<EntityIx>> = Rc::new(self.members(kind, year).iter().copied().filter(holds).collect());
        self.holders.borrow_mut().insert(place, Rc::clone(&holders));
        holders
    }

    pub(super) fn has_record(
        &self,
        table: TableId,
        column: Option<ColumnId>,
        keys: &[Expr],
        among: Option<&Expr>,
        frame: Frame<'_>,
    ) -> Outcome {
        let Some(keys) = self.keys(keys, frame) else { return Outcome::certain(Possible::truth(false)) };
        let Some(among) = among else {
            return Outcome::certain(Possible::truth(self.holds_record(table, column, frame.entity, frame.year, &keys)));
        };
        let kind = self
            .program
            .schema
            .table(table)
            .and_then(|t| t.keys.first())
            .and_then(|k| if let KeyType::Entity(kind) = k.ty { Some(kind) } else { None });
        let Some(kind) = kind else { return Outcome::certain(Possible::truth(false)) };
        let own = self.eval(among, frame);
        let mut decided: Option<Outcome> = None;
        let mut undecided: Vec<Outcome> = vec![own.clone()];
        for member in self.holders(table, column, kind, frame.year, keys).iter() {
            let theirs = self.eval(among, frame.of(*member));
            match same(&own, &theirs) {
                Some(true) => {
                    decided = Some(theirs);
                    break;
                }
                Some(false) => {}
                None => undecided.push(theirs),
            }
        }
        match decided {
            Some(theirs) => Outcome::from_parts(Possible::truth(true), [&own, &theirs]),
            None if undecided.len() > 1 => Outcome::from_parts(Possible::range(Range::either()), &undecided),
            None => Outcome::from_parts(Possible::truth(false), [&own]),
        }
    }

    pub(super) fn no_record(&self, table: TableId, keys: &[Expr], frame: Frame<'_>) -> Outcome {
        let Some(keys) = self.keys(keys, frame) else { return Outcome::certain(Possible::range(Range::either())) };
        if self.holds_record(table, None, frame.entity, frame.year, &keys) {
            return Outcome::certain(Possible::truth(false));
        }
        match self.standing(table, frame.entity, frame.year, &keys, frame) {
            Standing::Closed => Outcome::certain(Possible::truth(true)),
            Standing::Open(causes) => Outcome::unknown_for(Possible::range(Range::either()), causes),
        }
    }

    pub(super) fn is_complete(&self, table: TableId, keys: &[Expr], frame: Frame<'_>) -> Outcome {
        let keys = self.keys(keys, frame).unwrap_or_default();
        Outcome::certain(Possible::truth(self.signed(table, frame.entity, frame.year, &keys).is_some()))
    }

    /// For each thing counted: surely, maybe, or not; then whether more may be missing.
    fn tally(&self, over: &Over, when: Option<&Expr>, frame: Frame<'_>) -> (Vec<Outcome>, Option<BTreeSet<Cause>>) {
        match over {
            Over::Rows { table, keys } => {
                let Some(keys) = self.keys(keys, frame) else { return (Vec::new(), Some(BTreeSet::new())) };
                let Some(schema) = self.program.schema.table(*table) else { return (Vec::new(), None) };
                let key = Self::full_key(schema, frame.entity, frame.year, &keys);
                let each = self
                    .facts
                    .rows(*table, &key)
                    .filter(|row| !self.leaves_out_row(*table, &row.keys))
                    .map(|row| when.map_or_else(|| Outcome::certain(Possible::truth(true)), |w| self.eval(w, frame.on(&row))))
                    .collect();
                let missing = match self.standing(*table, frame.entity, frame.year, &keys, frame) {
                    Standing::Closed => None,
                    Standing::Open(causes) => Some(causes),
                };
                (each, missing)
            }
            Over::Records { table, concerns } => self.tally_records(*table, *concerns, when, frame),
            Over::Entities { kind, among } => {
                let own = among.as_deref().map(|g| self.eval(g, frame));
                let mut each = Vec::new();
                for member in self.members(*kind, frame.year).iter() {
                    let there = frame.of(*member);
                    let mut sides = Vec::new();
                    if let (Some(own), Some(among)) = (&own, among.as_deref()) {
                        let theirs = self.eval(among, there);
                        let truth = Possible::three_valued(same(own, &theirs));
                        sides.push(Outcome::from_parts(truth, [own, &theirs]));
                    }
                    if let Some(when) = when {
                        sides.push(self.eval(when, there));
                    }
                    let mut one = super::logic::join(false, &sides);
                    if frame.entity != Some(*member) {
                        one.marks = super::group::without_origin(&one.marks);
                    }
                    each.push(one);
                }
                (each, None)
            }
        }
    }

    /// Each record that concerns the entity at hand, or may; of the year at hand, where the variable at hand has one.
    pub(super) fn each_record(
        &self,
        table: TableId,
        concerns: Option<ColumnId>,
        when: Option<&Expr>,
        frame: Frame<'_>,
    ) -> Vec<(EntityIx, Outcome)> {
        let yearly = self.program.variable(frame.instance.variable).is_some_and(|v| v.yearly);
        let span = yearly.then_some(frame.year).and_then(|y| Some((y.first_day()?, y.last_day()?)));
        let each = self.each_record_between(table, concerns, when, span, frame);
        let year = yearly.then_some(frame.year);
        let told =
            each.into_iter().map(|(record, outcome)| (record, super::logic::join(false, &[self.in_year(table, record, year), outcome])));
        told.collect()
    }

    /// Whether a record touches a year; it hangs on its day, or on that of its beginning.
    pub(super) fn in_year(&self, table: TableId, record: EntityIx, year: Option<Year>) -> Outcome {
        let day = self.program.schema.table(table).and_then(|t| t.day.or_else(|| t.column_named("自")));
        let why = Cause::Cell { table, column: day, entity: Some(record), year: None, keys: Vec::new() };
        self.either(self.touches(record, year), why)
    }

    /// The same for those that may fall between two days, whether they surely do or not.
    pub(super) fn each_record_between(
        &self,
        table: TableId,
        concerns: Option<ColumnId>,
        when: Option<&Expr>,
        span: Option<(jiff::civil::Date, jiff::civil::Date)>,
        frame: Frame<'_>,
    ) -> Vec<(EntityIx, Outcome)> {
        let found: Vec<(EntityIx, bool)> = match concerns {
            None => self.facts.all_rows(table).filter_map(|row| record_of(&row)).map(|r| (r, true)).collect(),
            Some(concerns) => {
                let of = |whom: Option<EntityIx>| self.records_of(table, concerns, whom);
                let surely = of(frame.entity).into_iter().map(|record| (record, true));
                // One whose cell is empty may concern anybody.
                let perhaps = frame.entity.map(|_| of(None)).unwrap_or_default().into_iter().map(|record| (record, false));
                surely.chain(perhaps).collect()
            }
        };
        let cell =
            |record: EntityIx, column: Option<ColumnId>| Cause::Cell { table, column, entity: Some(record), year: None, keys: Vec::new() };
        let mut each = Vec::new();
        for (record, surely) in found {
            let there = |exists: Dated<()>| span.is_none_or(|(first, last)| exists.may_overlap(first, last));
            if !self.facts.entities.exists(record).is_some_and(there) || self.leaves_out(record) {
                continue;
            }
            let mut sides = vec![self.either(surely.then_some(true), cell(record, concerns))];
            if let Some(when) = when {
                sides.push(self.eval(when, frame.of(record)));
            }
            each.push((record, super::logic::join(false, &sides)));
        }
        each
    }

    /// Those records that count, or may, each with whether it is sure.
    pub(super) fn counted(
        &self,
        table: TableId,
        concerns: Option<ColumnId>,
        when: Option<&Expr>,
        frame: Frame<'_>,
    ) -> Vec<(EntityIx, bool)> {
        let each = self.each_record(table, concerns, when, frame).into_iter();
        each.filter(|(_, o)| o.possible.may_be(true)).map(|(record, o)| (record, o.possible.as_truth() == Some(true))).collect()
    }

    fn tally_records(
        &self,
        table: TableId,
        concerns: Option<ColumnId>,
        when: Option<&Expr>,
        frame: Frame<'_>,
    ) -> (Vec<Outcome>, Option<BTreeSet<Cause>>) {
        let each = self.each_record(table, concerns, when, frame).into_iter().map(|(_, outcome)| outcome).collect();
        (each, self.missing_records(table, concerns, frame))
    }

    /// Why records may be missing, if they may.
    pub(super) fn missing_records(&self, table: TableId, concerns: Option<ColumnId>, frame: Frame<'_>) -> Option<BTreeSet<Cause>> {
        let yearly = self.program.variable(frame.instance.variable).is_some_and(|v| v.yearly);
        match self.standing_of_records(table, concerns, frame.entity, yearly.then_some(frame.year), frame) {
            Standing::Closed => None,
            Standing::Open(causes) => Some(causes),
        }
    }

    /// From where the table begins (by 始于, else from the first year in which it has a row or a signature) to the year at hand.
    fn years_that_matter(&self, table: TableId, last: Year) -> Vec<Year> {
        let signed = self.facts.confirmations().iter().filter(|c| c.table == table).filter_map(|c| c.year).min();
        let held = self.facts.years_of(&self.program.schema, |t| t == table).first().copied();
        let said = match self.begins(table) {
            Begins::Year(year) => Some(*year),
            Begins::Unsaid | Begins::Open(_) => None,
        };
        let first = said.or_else(|| signed.into_iter().chain(held).min()).map_or(last, |first| first.min(last));
        let years = i32::from(last.0).saturating_sub(i32::from(first.0));
        (0..=years).filter_map(|n| first.plus(n)).collect()
    }

    /// Whether records that are not there mean that there are none. Asked of all years, a table must be signed for each
    /// year that matters.
    pub(super) fn standing_of_records(
        &self,
        table: TableId,
        concerns: Option<ColumnId>,
        entity: Option<EntityIx>,
        year: Option<Year>,
        frame: Frame<'_>,
    ) -> Standing {
        let years = match year {
            Some(year) => vec![year],
            None => self.years_that_matter(table, frame.instance.year),
        };
        let rule = self.program.schema.table(table).and_then(|t| t.completeness.as_ref());
        let mut causes = BTreeSet::new();
        for year in years {
            let before = self.before_begin(table, Frame { year, ..frame });
            let signed = rule.is_some_and(|rule| {
                let scope: Vec<String> = entity
                    .filter(|_| concerns.is_some_and(|c| rule.of_record.concerned.contains(&c)))
                    .and_then(|e| self.facts.entities.id_of(e))
                    .map(str::to_owned)
                    .into_iter()
                    .collect();
                self.facts.confirmation(table, rule.of_record.yearly.then_some(year), &scope).is_some()
            });
            if before == Some(true) || signed {
                continue;
            }
            let entity = entity.filter(|_| rule.is_some_and(|r| concerns.is_some_and(|c| r.of_record.concerned.contains(&c))));
            causes.insert(Cause::Completeness { table, entity, year: Some(year), keys: Vec::new() });
            if before.is_none()
                && let Begins::Open(open) = self.begins(table)
            {
                causes.insert(Cause::Open(*open));
            }
        }
        if causes.is_empty() { Standing::Closed } else { Standing::Open(causes) }
    }

    pub(super) fn exists(&self, over: &Over, when: Option<&Expr>, frame: Frame<'_>) -> Outcome {
        let (each, missing) = self.tally(over, when, frame);
        any_of(each, missing)
    }

    pub(super) fn count(&self, over: &Over, when: Option<&Expr>, frame: Frame<'_>) -> Outcome {
        let (each, missing) = self.tally(over, when, frame);
        number_of(each, missing)
    }
}

/// The record that a row is.
fn record_of(row: &Row) -> Option<EntityIx> {
    match row.keys.first() {
        Some(Value::Entity(record)) => Some(*record),
        _ => None,
    }
}

/// Whether two group values are the same; 不适用 is in no group.
pub(super) fn same(a: &Outcome, b: &Outcome) -> Option<bool> {
    match (&a.possible.range, &b.possible.range) {
        (Some(x), Some(y)) => {
            let can = arithmetic::relation(x, y);
            if !can.equal {
                Some(false)
            } else if !can.less && !can.greater && !a.possible.na && !b.possible.na {
                Some(true)
            } else {
                None
            }
        }
        _ => Some(false),
    }
}

/// True for a table that no entity is a key of: what stands there is nobody's, and the same for everybody.
pub(super) fn is_of_nobody(table: &TableSchema) -> bool {
    !table.keys.iter().any(|key| matches!(key.ty, KeyType::Entity(_)))
}

/// A dated attribute as it stood on one day, as an input of its own.
fn as_at_pin(table: TableId, column: ColumnId, entity: EntityIx, day: Date) -> Pin {
    Pin::Column { table, column, entity: Some(entity), year: None, keys: vec![Value::Date(day)] }
}

pub(super) fn named_day(day: Day, year: Year) -> Option<Date> {
    match day {
        Day::YearBegin => year.first_day(),
        Day::YearEnd => year.last_day(),
        Day::PreviousYearBegin => year.plus(-1)?.first_day(),
        Day::PreviousYearEnd => year.plus(-1)?.last_day(),
    }
}

/// Whether any of these holds, where more may be missing.
pub(super) fn any_of(each: Vec<Outcome>, missing: Option<BTreeSet<Cause>>) -> Outcome {
    let found = each.iter().find(|o| o.possible.as_truth() == Some(true));
    let faulty = each.iter().any(|o| o.possible.fault);
    if let Some(found) = found.filter(|_| !faulty) {
        return Outcome::from_parts(Possible::truth(true), [found]);
    }
    let maybe = missing.is_some() || each.iter().any(|o| o.possible.may_be(true));
    let range = if each.iter().any(|o| o.possible.is_fault()) {
        None
    } else {
        Possible::three_valued(if maybe { None } else { Some(false) }).range
    };
    let possible = Possible { range, na: false, fault: faulty };
    let waiting = missing.map(|causes| Outcome::unknown_for(Possible::range(Range::either()), causes));
    Outcome::from_parts(possible, each.iter().chain(waiting.as_ref()))
}

/// How many of these hold, where more may be missing.
pub(super) fn number_of(each: Vec<Outcome>, missing: Option<BTreeSet<Cause>>) -> Outcome {
    let surely = each.iter().filter(|o| o.possible.as_truth() == Some(true)).count();
    let maybe = each.iter().filter(|o| o.possible.may_be(true)).count();
    let number = |n: usize| Value::Number(quanheng_facts::exact::Exact::integer(i128::try_from(n).unwrap_or(i128::MAX)));
    let most = if missing.is_some() { None } else { Some(number(maybe)) };
    let range = if each.iter().any(|o| o.possible.is_fault()) { None } else { Some(Range::between(Some(number(surely)), most)) };
    let possible = Possible { range, na: false, fault: each.iter().any(|o| o.possible.fault) };
    let waiting = missing.map(|causes| Outcome::unknown_for(Possible::range(Range::either()), causes));
    Outcome::from_parts(possible, each.iter().chain(waiting.as_ref()))
}
