//! What an event or a tenure has, read by whoever asks: under its own year, not under the reader's.
//!
//! Each row reads the column of the year of the record that it reads: there are as many columns as records have years. A column of what records
//! have holds all of them; what has not happened by its year is asked for by nobody there (see [`crate::known::Known::in_columns`]), and reads nothing.

use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;

use quanheng_facts::value::Year;
use quanheng_policy::interpret::{Decision, Marks};
use quanheng_policy::ir::{Args, Expr, VariableId, Whose};

use super::decided::Decided;
use super::read::{followed, not_applicable, same_values};
use super::registers;
use crate::column::{Column, ColumnKey};
use crate::dictionary::PLAIN;
use crate::layout::is_dated_by_itself;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// Rows of what has not happened by the year of the column: nobody asks for them there.
pub(super) fn ahead(scene: &Scene<'_, '_>, decided: &mut Decided) {
    let state = scene.state;
    if !is_dated_by_itself(&state.panel.program.schema, state.variable) {
        return;
    }
    let (na, nothing) = (not_applicable(scene), state.panel.dictionary.decision_code(Decision::default()));
    for at in (0..state.len()).filter(|at| state.panel.lies_ahead(state.instance(*at))) {
        decided.beyond(at, na, nothing);
    }
}

/// The column of one year, and the marks that its rows carry for the reader.
type OfYear = (Arc<Column>, Marks);

pub(super) fn own_year<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (id, whose, args): (VariableId, &'p Whose, &'p [Expr]),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    let kind = Kind::of(&expr.ty);
    let indexes: Vec<Rc<Register>> = registers(scene, args.iter().collect(), year)?;
    let args = if args.is_empty() { Some(Args::default()) } else { same_values(scene, &indexes).and_then(|values| Args::of(&values)) };
    let Some(args) = args else { return Ok(scene.row_by_row(expr, year, Reason::IndexesDiffer)) };
    let own = matches!(whose, Whose::Own);
    let whom = if own { (0..state.len()).map(|at| state.entity(at)).collect() } else { followed(scene, whose, year)? };
    let mut columns: BTreeMap<Year, OfYear> = BTreeMap::new();
    let mut told: BTreeMap<(Year, Row), Row> = BTreeMap::new();
    let na = not_applicable(scene);
    let mut rows: Vec<Row> = Vec::with_capacity(state.len());
    for (at, who) in whom.into_iter().enumerate() {
        if state.is_of_owner() && state.panel.lies_ahead(state.instance(at)) {
            rows.push(na);
            continue;
        }
        let Some(who) = who else {
            rows.push(scene.single_row(expr, year, kind, at, Reason::OpenOfAnother));
            continue;
        };
        let of_record = scene.worker().own_year(who).filter(|_| !planted::is(84)).unwrap_or(state.key.year);
        let key = ColumnKey { variable: id, year: of_record, args };
        // What lies ahead may hang on this very column; its own is taken where it is there.
        let column = match columns.get(&of_record) {
            Some(known) => Some(known.clone()),
            None if of_record > state.key.year && state.panel.known_column(key).is_none() => None,
            None => {
                let column = scene.column(key)?;
                let marks = state.law_mark.as_ref().map_or_else(|| column.marks.clone(), |mark| column.marks.without(mark));
                columns.insert(of_record, (Arc::clone(&column), marks.clone()));
                Some((column, marks))
            }
        };
        let there = column.as_ref().and_then(|(column, marks)| Some((column.row(column.domain.row_of(Some(who))?), marks)));
        rows.push(match there {
            Some((row, marks)) if row.code == PLAIN && marks.is_empty() => row,
            Some((row, marks)) if own || row.code == PLAIN => match told.get(&(of_record, row)) {
                Some(known) => *known,
                None => {
                    let dictionary = &state.panel.dictionary;
                    let row_told = if dictionary.apart(row.code).base == PLAIN {
                        Row { code: dictionary.joined(row.code, dictionary.code_of_marks(marks.clone())), ..row }
                    } else {
                        let mut outcome = dictionary.outcome(row.code).as_read();
                        outcome.marks.join(marks);
                        Row { code: dictionary.code(outcome), value: 0 }
                    };
                    told.insert((of_record, row), row_told);
                    row_told
                }
            },
            Some(_) | None => scene.single_row(expr, year, kind, at, Reason::OpenOfAnother),
        });
    }
    Ok(Register::of_rows(kind, rows.into_iter()))
}
