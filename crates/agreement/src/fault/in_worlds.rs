//! Facts taken for others.

use std::collections::BTreeSet;

use quanheng_facts::entity::Dated;
use quanheng_facts::fact::Held;
use quanheng_facts::schema::{Blank, TableShape};
use quanheng_facts::value::{Value, Year};

use super::{Fault, Where};

macro_rules! faults {
    ($($what:literal => $change:expr;)*) => {
        pub(super) const ALL: &[Fault] = &[$(Fault { what: $what, stands: Where::World($change) }),*];
    };
}

faults! {
    "a table is complete when it was signed for the year before" => |w, _| {
        for signed in &mut w.signed {
            signed.year = signed.year.map(|y| Year(y.0 + 1));
        }
    };
    "a table signed for one key is signed for all" => |w, _| w.signed.iter_mut().for_each(|s| s.scope.clear());
    "a table signed as a whole is signed for no key" => |w, _| w.signed.retain(|s| !s.scope.is_empty() || s.year.is_none());
    "a row that could not be read does no harm to what was signed" => |w, _| w.unread.clear();
    "units are there before they begin and after they end" => |w, _| w.beings.iter_mut().for_each(|b| b.exists = Dated::always());
    "a day known to the month is its first day" => |w, _| {
        for cell in w.lines.iter_mut().flat_map(|l| &mut l.cells) {
            if let Some(Held::Between(least, _)) = cell {
                *cell = Some(Held::Exactly(least.clone()));
            }
        }
    };
    "of several rows with one key the first is read" => |w, p| {
        let many: Vec<bool> = p.schema.tables.iter().map(|t| t.many_rows).collect();
        let mut seen = BTreeSet::new();
        w.lines.retain(|l| !many.get(l.table.0 as usize).copied().unwrap_or(false) || seen.insert((l.table, l.keys.clone())));
    };
    "who has no superior has the first there is" => |w, p| {
        for at in 0..w.beings.len() {
            let above = p.schema.kind(w.beings[at].kind).and_then(|k| k.superior);
            if let (None, Some(above)) = (w.beings[at].superior, above) {
                w.beings[at].superior = w.beings.iter().position(|b| p.schema.is_kind(b.kind, above));
            }
        }
    };
    "a span that ended still holds" => |w, p| {
        for line in &mut w.lines {
            let Some(table) = p.schema.table(line.table).filter(|t| t.shape == TableShape::Span) else { continue };
            if let Some(to) = table.column_named("至") {
                line.cells[to.0 as usize] = None;
            }
        }
    };
    "who left the post still holds it" => |w, p| {
        for line in &mut w.lines {
            let Some(table) = p.schema.table(line.table).filter(|t| t.shape == TableShape::Tenure) else { continue };
            if let Some(to) = table.column_named("至") {
                line.cells[to.0 as usize] = None;
            }
        }
    };
    "an empty cell is nought" => |w, p| {
        for line in &mut w.lines {
            let Some(table) = p.schema.table(line.table) else { continue };
            for (cell, column) in line.cells.iter_mut().zip(&table.columns) {
                if cell.is_none() && column.ty.is_number() && column.blank == Blank::Unknown {
                    *cell = Some(Held::Exactly(Value::Number(quanheng_facts::exact::Exact::integer(0))));
                }
            }
        }
    };
    "a judgement of another year counts" => |w, _| {
        for verdict in &mut w.verdicts {
            verdict.year = verdict.year.map(|y| Year(y.0 + 1));
        }
    };
    "a setting holds for all time" => |w, _| {
        for settled in &mut w.settings {
            settled.from = None;
            settled.to = None;
        }
    };
    "严格 is not looked at" => |w, _| w.choice.strict = false;
    "the day of the decision is not known" => |w, _| w.choice.decided_on = None;
    "参照适用 is not looked at" => |w, _| w.choice.law_as_of = None;
    "推演 of an open value is not looked at" => |w, _| w.choice.opens.clear();
}
