//! What is read: cells of fact tables, and other variables, of the row's own entity or of another.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use quanheng_facts::schema::{ColumnId, KeyType, TableId};
use quanheng_facts::value::{EntityIx, KindId, Value, Year};
use quanheng_policy::ir::{Args, Expr, Variable, VariableId, Whose};

use super::{marks, registers};
use crate::column::ColumnKey;
use crate::dictionary::PLAIN;
use crate::layout::Filled;
use crate::packed::{Lane, Packed, bytes_for};
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// One value for every row, of each of some expressions; `None` where they differ, or are more than a value.
pub(super) fn same_values(scene: &Scene<'_, '_>, registers: &[Rc<Register>]) -> Option<Vec<Value>> {
    if scene.state.len() == 0 {
        return None;
    }
    registers.iter().map(|r| r.uniform().filter(|row| row.code == PLAIN).and_then(|row| r.kind.value(row.value))).collect()
}

pub(super) fn variable<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (id, read, whose, args): (VariableId, &'p Variable, &'p Whose, &'p [Expr]),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    let indexes = registers(scene, args.iter().collect(), year)?;
    let args = if args.is_empty() { Some(Args::default()) } else { same_values(scene, &indexes).and_then(|values| Args::of(&values)) };
    let Some(args) = args else { return Ok(scene.row_by_row(expr, year, Reason::IndexesDiffer)) };
    let year_read = if read.yearly { year } else { state.key.year };
    let key = ColumnKey { variable: id, year: year_read, args };
    let column = scene.column(key)?;
    let kind = column.kind;
    // A conflict read by somebody else is an error there.
    let as_read: RefCell<BTreeMap<u32, u32>> = RefCell::default();
    let seen = |code: u32| {
        if let Some(known) = as_read.borrow().get(&code) {
            return *known;
        }
        let outcome = state.panel.dictionary.outcome(code);
        let read = if outcome.in_conflict && !planted::is(15) { state.panel.dictionary.code(outcome.as_read()) } else { code };
        as_read.borrow_mut().insert(code, read);
        read
    };
    // Marks of the column come with each row, but for one that every row of this column carries anyway.
    let of_column = state.law_mark.as_ref().map_or_else(|| column.marks.clone(), |mark| column.marks.without(mark));
    let marks = state.panel.dictionary.code_of_marks(of_column);
    let told = |row: Row| match row.code {
        PLAIN => Row { code: marks, ..row },
        code => Row { code: state.panel.dictionary.joined(seen(code), marks), ..row },
    };
    match whose {
        Whose::Own if std::ptr::eq(&*column.domain, state.domain) => {
            let mut own = column.part(state.from(), state.to());
            own.recoded(seen);
            Ok(marks::beside(scene, own, &Packed::Same(i64::from(marks), state.len())))
        }
        Whose::Own => Ok(Register::of_rows(
            kind,
            (0..state.len()).map(|at| match state.entity(at).and_then(|own| column.domain.row_of(Some(own))) {
                Some(there) => told(column.row(there)),
                None => scene.single_row(expr, year, kind, at, Reason::NotInColumn),
            }),
        )),
        Whose::Nobody => {
            let row = told(column.row(0));
            if row.code == PLAIN {
                return Ok(Register::same(kind, row, state.len()));
            }
            if state.panel.dictionary.is_marked_value(row.code) && state.panel.dictionary.names_nobody(row.code) {
                return Ok(Register::same(kind, row, state.len()));
            }
            let outcome = state.panel.told(kind, row, None);
            Ok(Register::of_rows(kind, (0..state.len()).map(|at| scene.kept(kind, &outcome, state.entity(at)))))
        }
        Whose::Superior(_) | Whose::Of(_) => {
            let whom = followed(scene, whose, year)?;
            let rows = whom.into_iter().enumerate().map(|(at, who)| {
                let there = who.and_then(|who| column.domain.row_of(Some(who))).map(|there| column.row(there));
                let named = |code: u32| state.panel.dictionary.is_marked_value(code) && state.panel.dictionary.names_nobody(code);
                let plain = there.filter(|row| row.code == PLAIN || named(row.code)).map(told);
                plain.unwrap_or_else(|| scene.single_row(expr, year, kind, at, Reason::OpenOfAnother))
            });
            Ok(Register::of_rows(kind, rows))
        }
    }
}

/// Whom each row reads, where that is one known entity.
pub(super) fn followed<'p>(scene: &Scene<'_, 'p>, whose: &'p Whose, year: Year) -> Result<Vec<Option<EntityIx>>, Needed> {
    let state = scene.state;
    Ok(match whose {
        Whose::Of(expr) => {
            let who = scene.register(expr, year)?;
            let entity =
                |row: Row| if row.code == PLAIN && who.kind == Kind::Entity { u32::try_from(row.value).ok().map(EntityIx) } else { None };
            who.rows().map(entity).collect()
        }
        _ => (0..state.len()).map(|at| scene.worker().whose_is_read(whose, state.instance(at), year)).collect(),
    })
}

pub(super) fn column<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (table, column, keyed, whose, keys): (TableId, ColumnId, KindId, &'p Whose, &'p [Expr]),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    let schema = &state.panel.program.schema;
    let indexes = registers(scene, keys.iter().collect(), year)?;
    let values = if keys.is_empty() { Some(Vec::new()) } else { same_values(scene, &indexes) };
    let found = schema.table(table).and_then(|t| Some((t, t.column(column)?)));
    let (Some((table_schema, column_schema)), Some(facts)) = (found, state.panel.fact_column(table, column)) else {
        return Ok(scene.row_by_row(expr, year, Reason::OtherKeys));
    };
    let Some(values) = values else { return Ok(scene.row_by_row(expr, year, Reason::IndexesDiffer)) };
    let yearly = table_schema.keys.iter().any(|key| key.ty == KeyType::Year);
    let of_year = if planted::is(14) { year.plus(-1).unwrap_or(year) } else { year };
    let place = (yearly.then_some(of_year), values);
    let domain = state.panel.domain(Some(keyed));
    let kind = Kind::of(&column_schema.ty);
    let cells = facts.by_place.get(&place);
    // An empty cell, and a row that is not there, are the same for everybody; unless somebody signs for each.
    let for_all = scene.worker().is_signed_for_all(table) || planted::is(13);
    let (mut blank, mut absent): (Option<Row>, Option<Row>) = (None, None);
    let own = matches!(whose, Whose::Own);
    let single = |at: usize| scene.single_row(expr, year, kind, at, Reason::OpenCell);
    let mut read = |filled: Filled, value: i64, at: usize| {
        // Worked out once for all blocks.
        let once = |kept: &mut Option<Row>, shared: bool| match kept.filter(|_| shared) {
            Some(known) => known,
            None if shared => {
                let case = Row { code: PLAIN, value: filled.number() };
                *kept.insert(scene.with_cases_of(expr, year, |cases| cases.once(case, || single(at))))
            }
            None => single(at),
        };
        match filled {
            Filled::Plain => Row { code: PLAIN, value },
            Filled::Blank => once(&mut blank, own),
            Filled::Absent => once(&mut absent, own && for_all),
            Filled::Else => single(at),
        }
    };
    if own && for_all && cells.is_none() && std::ptr::eq(&*domain, state.domain) && state.len() > 0 {
        return Ok(Register::same(kind, read(Filled::Absent, 0, 0), state.len()));
    }
    // Of its own entity, all rows are read at once.
    let there: Option<Vec<usize>> = match cells {
        Some(_) if own && !std::ptr::eq(&*domain, state.domain) => {
            (0..state.len()).map(|at| domain.row_of(Some(state.entity(at)?))).collect()
        }
        _ => None,
    };
    let of_own = match (cells, &there) {
        (Some(cells), Some(there)) => Some((cells.values.of_rows(there), cells.filled_of(there))),
        (Some(cells), None) if own && std::ptr::eq(&*domain, state.domain) => {
            Some((cells.values.part(state.from(), state.to()), cells.filled(state.from(), state.to())))
        }
        _ => None,
    };
    if let Some((mut values, held)) = of_own {
        if held.is_all(Filled::Plain.number()) {
            return Ok(Register::plain(kind, values));
        }
        if let Some(codes) = codes_by_filling(&held, for_all, |filled, at| read(filled, 0, at)) {
            values.nought_beside(&codes);
            return Ok(Register::coded(kind, values, Packed::U8(codes)));
        }
        let mut register = Register::plain(kind, values);
        let mut odd = Vec::new();
        held.each_other_than(Filled::Plain.number(), |at, filled| odd.push((at, Filled::of(filled))));
        for (at, filled) in odd {
            register.set(at, read(filled, 0, at));
        }
        return Ok(register);
    }
    let whom = if own { (0..state.len()).map(|at| state.entity(at)).collect() } else { followed(scene, whose, year)? };
    let rows = whom.into_iter().enumerate().map(|(at, who)| match who.and_then(|who| domain.row_of(Some(who))) {
        Some(there) => {
            let (filled, value) = cells.map_or((Filled::Absent, 0), |cells| cells.at(there));
            read(filled, value, at)
        }
        None => read(Filled::Else, 0, at),
    });
    Ok(Register::of_rows(kind, rows))
}

/// The codes of a block's cells, where all that hold the same have the same and it fits a byte; `first` says what the first of them is.
fn codes_by_filling(held: &Packed, for_all: bool, mut first: impl FnMut(Filled, usize) -> Row) -> Option<Vec<u8>> {
    let mut codes = Vec::new();
    for number in held.occurring()? {
        let filled = Filled::of(i64::from(number));
        let shared = filled == Filled::Blank || (filled == Filled::Absent && for_all);
        if filled == Filled::Plain {
            continue;
        }
        let at = position(held, number).filter(|_| shared)?;
        codes.push((number, u8::try_from(first(filled, at).code).ok().filter(|code| u32::from(*code) != PLAIN)?));
    }
    Some(match held.bytes()? {
        Lane::Same(number) => bytes_for(&vec![number; held.len()], &codes, 0),
        Lane::Each(all) => bytes_for(&all, &codes, 0),
    })
}

fn position(held: &Packed, number: u8) -> Option<usize> {
    match held.bytes()? {
        Lane::Same(own) => (own == number).then_some(0),
        Lane::Each(all) => all.iter().position(|own| *own == number),
    }
}

/// Cells that are nobody's: what one row reads all of them do, where the keys are the same for everybody.
pub(super) fn of_nobody<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, keys: &'p [Expr], year: Year) -> Result<Register, Needed> {
    let keys = registers(scene, keys.iter().collect(), year)?;
    let year = if planted::is(162) { year.plus(-1).unwrap_or(year) } else { year };
    let same = keys.is_empty() || same_values(scene, &keys).is_some();
    Ok(if same { scene.same_for_all(expr, year) } else { scene.row_by_row(expr, year, Reason::IndexesDiffer) })
}

/// 不适用 and nothing else.
pub(super) fn not_applicable(scene: &Scene<'_, '_>) -> Row {
    Row { code: scene.state.panel.dictionary.not_applicable(), value: 0 }
}
