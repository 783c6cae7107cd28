//! Who may be meant by a name, a code or an id.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::normal_name;
use crate::value::EntityIx;

/// Normalised name, code or id → who may be meant.
#[derive(Clone, Debug, Default)]
pub(super) struct ByName(BTreeMap<Box<str>, Who>);

/// Nearly all names mean one.
#[derive(Clone, Debug)]
enum Who {
    One(EntityIx),
    Several(Vec<EntityIx>),
}

impl Who {
    fn as_slice(&self) -> &[EntityIx] {
        match self {
            Who::One(one) => std::slice::from_ref(one),
            Who::Several(several) => several,
        }
    }
}

impl ByName {
    /// One more name. Entities come in their order.
    pub fn add(&mut self, name: &str, ix: EntityIx) {
        match self.0.entry(normal_name(name).into_boxed_str()) {
            Entry::Vacant(free) => {
                free.insert(Who::One(ix));
            }
            Entry::Occupied(mut known) => match known.get_mut() {
                Who::One(one) if *one == ix => {}
                Who::One(one) => {
                    let both = vec![*one, ix];
                    known.insert(Who::Several(both));
                }
                Who::Several(several) if several.last() == Some(&ix) => {}
                Who::Several(several) => several.push(ix),
            },
        }
    }

    /// Who may be meant by a normalised name.
    pub fn get(&self, name: &str) -> &[EntityIx] {
        self.0.get(name).map(Who::as_slice).unwrap_or_default()
    }

    /// Every name, in order, with who may be meant.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[EntityIx])> {
        self.0.iter().map(|(name, who)| (&**name, who.as_slice()))
    }
}
