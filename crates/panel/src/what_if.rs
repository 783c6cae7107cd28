//! The same under another choice, or on other facts: what the difference cannot reach is taken over as it is.
//!
//! In: a panel with columns, and another choice, or facts of which some tables are otherwise. Out: a panel that has the columns of all variables
//! that read nothing of what is otherwise. Where more of the choice differs than named numbers and open points (another year of the law,
//! presumptions refused, another day of decision), no column is taken over, nor where the entities differ, or what was judged or settled:
//! facts as columns are, as far as they are the same. Deliberately absent: single rows that are otherwise.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_facts::fact::Facts;
use quanheng_policy::interpret::Choice;
use quanheng_policy::ir::columns_read::tables_read;
use quanheng_policy::ir::{VariableId, cone};

use crate::known::Known;
use crate::panel::Panel;
use crate::planted;

impl<'p> Panel<'p> {
    /// The same program and facts under another choice. What cannot come out otherwise is not worked out again.
    #[must_use]
    pub fn taking_over(before: &Panel<'p>, choice: Choice) -> Panel<'p> {
        let keeps = kept_under(before, &choice);
        Panel { known: Known::taking_over(&before.known, (before.known.facts, &BTreeSet::new()), choice, &keeps) }
    }

    /// The same program on other facts, under the same choice or another. What reads no table that is otherwise is not worked out again.
    #[must_use]
    pub fn taking_over_on(before: &Panel<'p>, facts: &'p Facts, choice: Choice) -> Panel<'p> {
        let program = before.known.program;
        let Some(differing) = before.known.facts.differing(facts, &program.schema) else { return Panel::new(program, facts, choice) };
        let under = kept_under(before, &choice);
        let rests_on_the_same = |id| planted::is(63) || tables_read(program, id).is_disjoint(&differing);
        let all = (0_u32..).map(VariableId).take(program.variables.len());
        let kept: BTreeSet<VariableId> = all.filter(|id| under(*id) && rests_on_the_same(*id)).collect();
        let keeps = |id: VariableId| kept.contains(&id);
        Panel { known: Known::taking_over(&before.known, (facts, &differing), choice, &keeps) }
    }

    /// How many columns are worked out.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.known.columns()
    }

    /// How many of them are the very columns of another panel.
    #[must_use]
    pub fn columns_of(&self, other: &Panel<'_>) -> usize {
        self.known.columns_of(&other.known)
    }
}

/// Which variables come to the same under another choice.
fn kept_under(before: &Panel<'_>, choice: &Choice) -> impl Fn(VariableId) -> bool + use<> {
    let Known { program, choice: old, .. } = &before.known;
    let alike = (old.law_as_of, old.strict, old.decided_on) == (choice.law_as_of, choice.strict, choice.decided_on);
    let reached =
        alike.then(|| cone::reached(program, &differing(&old.parameters, &choice.parameters), &differing(&old.opens, &choice.opens)));
    move |id: VariableId| reached.as_ref().is_some_and(|reached| planted::is(62) || reached.get(id.at()) == Some(&false))
}

/// Those for which two choices say different things.
fn differing<K: Ord + Copy, V: PartialEq>(one: &BTreeMap<K, V>, other: &BTreeMap<K, V>) -> BTreeSet<K> {
    one.keys().chain(other.keys()).copied().filter(|key| one.get(key) != other.get(key)).collect()
}
