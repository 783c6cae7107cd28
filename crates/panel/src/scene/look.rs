//! Some rows of a finished column worked out again, one by one, by the interpreter.
//!
//! In: a column, and which of its rows. Out: whatever came out differently. A row is worked out by its own rules from facts, and from finished columns
//! for all else that is read: those are looked at in the same way, so that each step of a result is. Always looked at are rows that stand level with
//! others at a cut line, and rows at fault. Deliberately absent: what is done about a difference.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_policy::finding::Instance;
use quanheng_policy::interpret::Interpreter;

use crate::again::Differing;
use crate::column::{Column, ColumnKey};
use crate::dictionary::{PLAIN, code};
use crate::known::Known;

pub(super) fn again(panel: &Known<'_>, key: ColumnKey, column: &Column, second: &Interpreter<'_>) {
    let Some(again) = panel.again() else { return };
    let instance = |row: usize| {
        let entity = column.domain.rows.get(row).copied().flatten();
        Instance { variable: key.variable, entity, year: key.year, args: key.args }
    };
    let mut rows = again.rows(key, &column.domain);
    let beside: BTreeSet<usize> = panel.at_cut(key).into_iter().chain(at_fault(panel, column)).collect();
    for row in beside {
        again.also(instance(row));
        rows.insert(row);
    }
    if rows.is_empty() {
        return;
    }
    for row in rows {
        let instance = instance(row);
        if panel.lies_ahead(instance) {
            continue;
        }
        let at_once = second.told_untried(instance, &panel.row_worked(column, row));
        let singly = second.told_untried(instance, &second.rules_of(instance));
        if at_once != singly {
            again.found(Differing { instance, at_once, singly });
        }
    }
    // It keeps nothing from one column to the next: what it read may be forgotten by then.
    second.let_go();
    panel.forget_rivals(key);
}

/// Rows of 冲突 and 错误.
fn at_fault(panel: &Known<'_>, column: &Column) -> Vec<usize> {
    let mut rows = Vec::new();
    if panel.dictionary.nothing_at_fault() {
        return rows;
    }
    let mut of_codes: BTreeMap<i64, bool> = BTreeMap::new();
    let is_fault = |kept: i64| panel.dictionary.outcome(code(kept)).possible.is_fault();
    column.codes.each_other_than(i64::from(PLAIN), |at, kept| {
        if *of_codes.entry(kept).or_insert_with(|| is_fault(kept)) {
            rows.push(at);
        }
    });
    rows
}
