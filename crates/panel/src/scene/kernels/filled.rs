//! 已填齐: whether each of some judgements was made, or is not needed. It is always known.
//!
//! In: what was judged, and for each judgement a register of when it is needed, over all who have it, once for all rows. Out: yes or no for each row.

use std::collections::BTreeSet;

use quanheng_facts::schema::Schema;
use quanheng_facts::value::{EntityIx, Value, Year};
use quanheng_policy::ir::{Args, Expr, ExprKind, Judgement, Program, Variable, VariableId, Whose};

use super::beside::is_needed;
use super::read::{followed, same_values};
use super::registers;
use crate::column::ColumnKey;
use crate::layout::is_dated_by_itself;
use crate::packed::Packed;
use crate::planted;
use crate::reason::Reason;
use crate::register::{Kind, Register};
use crate::scene::{Needed, Scene};

/// One of the judgements asked about.
struct Asked<'p> {
    id: VariableId,
    variable: &'p Variable,
    judgement: &'p Judgement,
    whose: &'p Whose,
    args: &'p [Expr],
}

impl<'p> Asked<'p> {
    fn of(program: &'p Program, expr: &'p Expr) -> Option<Asked<'p>> {
        let ExprKind::Variable { variable: id, whose, args } = &expr.kind else { return None };
        let variable = program.variable(*id)?;
        Some(Asked { id: *id, variable, judgement: variable.judgement.as_deref()?, whose, args })
    }

    /// What an event has is judged under its own year.
    fn is_of_one_year(&self, schema: &Schema) -> bool {
        !is_dated_by_itself(schema, self.variable)
    }
}

/// True where all of them are judgements of the year at hand.
pub(super) fn has_kernel(program: &Program, list: &[Expr]) -> bool {
    list.iter().all(|expr| Asked::of(program, expr).is_some_and(|asked| asked.is_of_one_year(&program.schema)))
}

pub(super) fn filled<'p>(scene: &Scene<'_, 'p>, expr: &'p Expr, list: &'p [Expr], year: Year) -> Result<Register, Needed> {
    let state = scene.state;
    let mut all = vec![true; state.len()];
    for item in list {
        let Some(asked) = Asked::of(state.panel.program, item) else { return Ok(scene.row_by_row(expr, year, Reason::NoKernel)) };
        let indexes = registers(scene, asked.args.iter().collect(), year)?;
        let args =
            if asked.args.is_empty() { Some(Args::default()) } else { same_values(scene, &indexes).and_then(|values| Args::of(&values)) };
        let Some(args) = args else { return Ok(scene.row_by_row(expr, year, Reason::IndexesDiffer)) };
        let of_year = if asked.variable.yearly { year } else { state.key.year };
        let key = ColumnKey { variable: asked.id, year: of_year, args };
        let done = scene.filled(item, year, || done(scene, &asked, key))?;
        let domain = state.panel.domain(asked.variable.owner);
        let own = matches!(asked.whose, Whose::Own);
        let whom = if own { (0..state.len()).map(|at| state.entity(at)).collect() } else { followed(scene, asked.whose, year)? };
        for (so_far, who) in all.iter_mut().zip(whom) {
            let at = who.and_then(|who| domain.row_of(Some(who)));
            *so_far = *so_far && at.and_then(|at| done.get(at).copied()).unwrap_or_default();
        }
    }
    Ok(Register::plain(Kind::Truth, Packed::U8(all.into_iter().map(u8::from).collect())))
}

/// For each of those who have it, whether it was judged or is not needed.
fn done<'p>(scene: &Scene<'_, 'p>, asked: &Asked<'p>, key: ColumnKey) -> Result<Vec<bool>, Needed> {
    let panel = scene.state.panel;
    let year = asked.variable.yearly.then_some(key.year);
    let args: Vec<Value> = key.args.values().collect();
    let judged = panel.facts.all_judged().filter(|judged| {
        let of_it = judged.judgement == asked.judgement.schema && judged.args == args;
        of_it && judged.year == year
    });
    let judged: BTreeSet<EntityIx> = judged.map(|judged| judged.of).collect();
    let needed_if = asked.judgement.needed_if.as_ref().filter(|_| !planted::is(107));
    let mut done = Vec::new();
    scene.of_variable(key, |scene| {
        let needed = needed_if.map(|needed| scene.register(needed, key.year)).transpose()?;
        done.extend((0..scene.state.len()).map(|at| {
            let was_judged = scene.state.entity(at).is_some_and(|entity| judged.contains(&entity));
            was_judged || needed.as_ref().is_some_and(|needed| !is_needed(scene, needed, at))
        }));
        Ok(())
    })?;
    Ok(done)
}
