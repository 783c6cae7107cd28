//! Dated attributes on a named day: what a column of a 时段 says then, and whether there is a row that holds (有效).
//!
//! Rows are put in order by whose they are, once (`prepared.rs`). One row that surely holds, with a value in its cell, is plain. No row, and an empty
//! cell, are the same for everybody, told relative to the row. What hangs on a day known to the month only is worked out by itself.

use std::collections::BTreeMap;

use jiff::ToSpan;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::Year;
use quanheng_policy::interpret::columns::day_named;
use quanheng_policy::ir::{Day, Expr, Whose};

use super::read::{followed, not_applicable};
use crate::dictionary::PLAIN;
use crate::layout::Filled;
use crate::planted;
use crate::prepared::OnDay;
use crate::reason::Reason;
use crate::register::{Kind, Register, Row};
use crate::scene::{Needed, Scene};

/// 列 以 日 为准; without a column, 有效.
pub(super) fn dated<'p>(
    scene: &Scene<'_, 'p>,
    expr: &'p Expr,
    (table, column, whose, day): (TableId, Option<ColumnId>, &'p Whose, Day),
    year: Year,
) -> Result<Register, Needed> {
    let state = scene.state;
    let kind = Kind::of(&expr.ty);
    let Some(day) = day_named(day, year) else { return Ok(scene.row_by_row(expr, year, Reason::NoSuchYear)) };
    let day = if planted::is(74) { day.checked_add(1.day()).unwrap_or(day) } else { day };
    let spans = state.panel.prepared.spans(state.panel.facts, &state.panel.program.schema, table, column);
    let own = matches!(whose, Whose::Own);
    let whom = if own { (0..state.len()).map(|at| state.entity(at)).collect() } else { followed(scene, whose, year)? };
    let mut like: BTreeMap<&str, Row> = BTreeMap::new();
    let mut rows: Vec<Row> = Vec::with_capacity(state.len());
    for (at, who) in whom.into_iter().enumerate() {
        let Some(who) = who else {
            rows.push(match whose {
                // Nobody stands above.
                Whose::Superior(_) | Whose::Nobody => not_applicable(scene),
                _ => scene.single_row(expr, year, kind, at, Reason::OpenOfAnother),
            });
            continue;
        };
        let mut shared = |what: &'static str, reason: Reason| {
            let shares = own && state.is_of_owner();
            match like.get(what).filter(|_| shares) {
                Some(row) => *row,
                None => {
                    let row = scene.single_row(expr, year, kind, at, reason);
                    like.insert(what, row);
                    row
                }
            }
        };
        rows.push(match (spans.on(who, day), column) {
            (OnDay::One(_) | OnDay::Several, None) => Row { code: PLAIN, value: 1 },
            (OnDay::Nothing, None) if scene.worker().rows_are_complete(table, Some(who), year, &[], state.instance(at)) => {
                Row { code: PLAIN, value: 0 }
            }
            (OnDay::Nothing, None) => shared("no row", Reason::MissingRow),
            (OnDay::One(span), Some(_)) => match span.filled {
                Filled::Plain => Row { code: PLAIN, value: span.value },
                Filled::Blank => shared("no value", Reason::OpenCell),
                Filled::Else | Filled::Absent => scene.single_row(expr, year, kind, at, Reason::OpenCell),
            },
            (OnDay::Nothing, Some(_)) => shared("no row", Reason::OpenCell),
            (OnDay::Perhaps, None) => shared("perhaps", Reason::OpenCell),
            (OnDay::Several | OnDay::Perhaps, Some(_)) => scene.single_row(expr, year, kind, at, Reason::OpenCell),
        });
    }
    Ok(Register::of_rows(kind, rows.into_iter()))
}
