//! The same under another choice: what the difference cannot reach is taken over as it is.
//!
//! In: a panel with columns, and another choice. Out: a panel that has the columns of all variables that read nothing of what is otherwise.
//! Where more differs than named numbers and open points (another year of the law, presumptions refused, another day of
//! decision), no column is taken over: facts as columns are, whatever differs. Deliberately absent: other facts.

use std::collections::{BTreeMap, BTreeSet};

use quanheng_policy::interpret::Choice;
use quanheng_policy::ir::{VariableId, cone};

use crate::known::Known;
use crate::panel::Panel;

impl<'p> Panel<'p> {
    /// The same program and facts under another choice. What cannot come out otherwise is not worked out again.
    #[must_use]
    pub fn taking_over(before: &Panel<'p>, choice: Choice) -> Panel<'p> {
        let Known { program, choice: old, .. } = &before.known;
        let alike = (old.law_as_of, old.strict, old.decided_on) == (choice.law_as_of, choice.strict, choice.decided_on);
        let reached =
            alike.then(|| cone::reached(program, &differing(&old.parameters, &choice.parameters), &differing(&old.opens, &choice.opens)));
        let keeps = |id: VariableId| reached.as_ref().is_some_and(|reached| reached.get(id.at()) == Some(&false));
        Panel { known: Known::taking_over(&before.known, choice, &keeps) }
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

/// Those for which two choices say different things.
fn differing<K: Ord + Copy, V: PartialEq>(one: &BTreeMap<K, V>, other: &BTreeMap<K, V>) -> BTreeSet<K> {
    one.keys().chain(other.keys()).copied().filter(|key| one.get(key) != other.get(key)).collect()
}
