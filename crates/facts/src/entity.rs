//! Who exists: stable ids, and names, codes, kinds and superiors that change with time.
//!
//! Any name or code of any date finds its entity; two names of one county are one county. Nothing here knows tables.

mod by_name;
pub mod source;

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;

use by_name::ByName;
use source::{Elsewhere, Source};

use crate::schema::Schema;
use crate::value::{EntityIx, KindId, Year};

/// Longer than any name or heading. What is longer is no slip of one: comparing it would take long and find nothing.
pub(crate) const LONGEST_NAME: usize = 64;

/// How many levels of superiors above an entity are followed. A register with more is told of.
pub const MOST_LEVELS: usize = 64;

/// A day known only to lie between two days (`2014-12` is any day of that month); equal ends: the day itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PartialDate {
    pub earliest: Date,
    pub latest: Date,
}

/// Something true from one day to another, both included; `None`: open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dated<T> {
    pub from: Option<PartialDate>,
    pub to: Option<PartialDate>,
    pub value: T,
}

/// One entity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Stable, never the administrative code: `CN-SN:shenmu`.
    pub id: String,
    pub kind: KindId,
    pub names: Vec<Dated<String>>,
    pub codes: Vec<Dated<String>>,
    pub superior: Option<EntityIx>,
    /// The span in which it exists at all.
    pub exists: Dated<()>,
}

/// All entities, in the order of their ids (jurisdiction first).
#[derive(Clone, Debug, Default)]
pub struct Entities {
    /// The first ones, where they stand elsewhere.
    elsewhere: Option<Arc<Elsewhere>>,
    /// All; or those behind the ones that stand elsewhere.
    list: Vec<Entity>,
    /// Made when a name is first asked for.
    by_name: OnceLock<ByName>,
    /// The stretch of those who are told where all of a kind are asked for; `None`: all.
    within: Option<Range<u32>>,
}

/// What a name led to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    One(EntityIx),
    /// Several entities bear this name.
    Many(Vec<EntityIx>),
    /// None does; the nearest names, best first, at most three.
    None(Vec<String>),
}

impl Entity {
    /// The jurisdiction: the id up to the colon.
    #[must_use]
    pub fn jurisdiction(&self) -> &str {
        self.id.split_once(':').map_or("", |(before, _)| before)
    }

    /// The name in force on a day; where a change fell on an unknown day of that month, the earlier name until the month ends.
    #[must_use]
    pub fn name_on(&self, day: Date) -> &str {
        self.names
            .iter()
            .find(|n| n.surely_holds_on(day))
            .or_else(|| self.names.iter().find(|n| n.may_hold_on(day)))
            .or_else(|| self.names.last())
            .map_or(self.id.as_str(), |n| n.value.as_str())
    }

    /// The name on the last day of a year.
    #[must_use]
    pub fn name_in(&self, year: Year) -> &str {
        match year.last_day() {
            Some(day) => self.name_on(day),
            None => self.id.as_str(),
        }
    }
}

impl PartialDate {
    /// A day that is known.
    #[must_use]
    pub fn day(day: Date) -> PartialDate {
        PartialDate { earliest: day, latest: day }
    }
}

impl Dated<()> {
    /// From ever, for ever.
    #[must_use]
    pub fn always() -> Dated<()> {
        Dated { from: None, to: None, value: () }
    }

    /// From one day to another, both included; `None`: open.
    #[must_use]
    pub fn within(first: Option<Date>, last: Option<Date>) -> Dated<()> {
        Dated { from: first.map(PartialDate::day), to: last.map(PartialDate::day), value: () }
    }
}

impl<T> Dated<T> {
    /// True if it holds on that day whatever the unknown days are.
    #[must_use]
    pub fn surely_holds_on(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f.latest <= day) && self.to.is_none_or(|t| t.earliest >= day)
    }

    /// True if it holds on some day between two days, both included, for some choice of the unknown days.
    #[must_use]
    pub fn may_overlap(&self, first: Date, last: Date) -> bool {
        self.from.is_none_or(|f| f.earliest <= last) && self.to.is_none_or(|t| t.latest >= first)
    }

    /// True if it holds on that day for some choice of the unknown days.
    #[must_use]
    pub fn may_hold_on(&self, day: Date) -> bool {
        self.from.is_none_or(|f| f.earliest <= day) && self.to.is_none_or(|t| t.latest >= day)
    }
}

/// True for visible ASCII and the common ideographs alone, as nearly all cells are: normalisation leaves these as they are.
#[must_use]
pub(crate) fn is_plain(text: &str) -> bool {
    text.chars().all(|c| matches!(c, '!'..='~' | '\u{4e00}'..='\u{9fff}'))
}

/// How names are compared: full- and half-width alike, no spaces.
#[must_use]
pub fn normal_name(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    if is_plain(text) {
        return text.to_owned();
    }
    text.nfkc().filter(|c| !c.is_whitespace() && !c.is_control()).collect()
}

impl Entities {
    /// From entities in any order; they are put in the order of their ids. Two with one id are merged nowhere: the caller
    /// has refused them.
    ///
    /// `superiors` pairs an id with the id of its superior.
    #[must_use]
    pub fn new(mut list: Vec<Entity>, superiors: &BTreeMap<String, String>) -> Entities {
        list.sort_by(|a, b| (a.jurisdiction(), &a.id).cmp(&(b.jurisdiction(), &b.id)));
        let ids: BTreeMap<String, EntityIx> =
            list.iter().enumerate().filter_map(|(at, e)| Some((e.id.clone(), EntityIx(u32::try_from(at).ok()?)))).collect();
        for entity in &mut list {
            entity.superior = superiors.get(&entity.id).and_then(|s| ids.get(s)).copied();
        }
        Entities::in_this_order(list)
    }

    /// From entities that stand in their order already, their superiors by place.
    #[must_use]
    pub fn in_this_order(list: Vec<Entity>) -> Entities {
        Entities { list, ..Entities::default() }
    }

    /// Entities that stand elsewhere, in their order.
    #[must_use]
    pub fn over(source: Box<dyn Source>) -> Entities {
        Entities { elsewhere: Some(Arc::new(Elsewhere::new(source))), ..Entities::default() }
    }

    /// Where they stand, if it is elsewhere and none was changed or added since.
    #[must_use]
    pub fn source(&self) -> Option<&dyn Source> {
        self.elsewhere.as_ref().filter(|_| self.list.is_empty()).map(|of| &*of.source)
    }

    /// The same entities, of whom only a stretch is told where all of a kind are asked for: one jurisdiction by itself. The others are still
    /// who they are.
    #[must_use]
    pub fn only(&self, stretch: Range<u32>) -> Entities {
        Entities { within: Some(stretch), ..self.clone() }
    }

    /// Those who are told where all of a kind are asked for.
    fn reach(&self) -> Range<u32> {
        self.within.clone().unwrap_or(0..u32::MAX)
    }

    /// Those told who do not stand elsewhere.
    fn listed(&self) -> impl Iterator<Item = (EntityIx, &Entity)> {
        let behind = u32::try_from(self.before()).map_or(0..0, |before| before..u32::MAX);
        let reach = self.reach();
        behind.zip(&self.list).filter(move |(ix, _)| reach.contains(ix)).map(|(ix, entity)| (EntityIx(ix), entity))
    }

    /// How many stand elsewhere: those in `list` are behind them.
    fn before(&self) -> usize {
        self.elsewhere.as_ref().map_or(0, |of| of.source.count())
    }

    fn names(&self) -> &ByName {
        self.by_name.get_or_init(|| {
            let mut names = ByName::default();
            let mut ix = 0_u32;
            if let Some(of) = &self.elsewhere {
                for at in 0..of.source.count() {
                    of.source.known_as(at, &mut |name| names.add(name, EntityIx(ix)));
                    ix = ix.saturating_add(1);
                }
            }
            for entity in &self.list {
                known_as(entity).for_each(|name| names.add(name, EntityIx(ix)));
                ix = ix.saturating_add(1);
            }
            names
        })
    }

    /// One more, behind all others: those that are there keep their places.
    pub fn append(&mut self, entity: Entity) -> Option<EntityIx> {
        let ix = EntityIx(u32::try_from(self.len()).ok()?);
        if let Some(names) = self.by_name.get_mut() {
            known_as(&entity).for_each(|name| names.add(name, ix));
        }
        self.list.push(entity);
        Some(ix)
    }

    /// The entity with an id.
    #[must_use]
    pub fn with_id(&self, id: &str) -> Option<EntityIx> {
        let who = self.names().get(&normal_name(id));
        who.iter().copied().find(|ix| self.get(*ix).is_some_and(|e| e.id == id))
    }

    /// The entity.
    #[must_use]
    pub fn get(&self, ix: EntityIx) -> Option<&Entity> {
        let at = usize::try_from(ix.0).ok()?;
        match &self.elsewhere {
            None => self.list.get(at),
            Some(of) => match at.checked_sub(of.source.count()) {
                None => of.get(at),
                Some(behind) => self.list.get(behind),
            },
        }
    }

    /// Where it stands elsewhere, so that what is asked of it can be asked there.
    fn elsewhere(&self, ix: EntityIx) -> Option<(&dyn Source, usize)> {
        let of = self.elsewhere.as_ref()?;
        let at = usize::try_from(ix.0).ok()?;
        (at < of.source.count()).then_some((&*of.source, at))
    }

    /// Its kind: this and what follows make no entity of one that stands elsewhere.
    #[must_use]
    pub fn kind_of(&self, ix: EntityIx) -> Option<KindId> {
        match self.elsewhere(ix) {
            None => self.get(ix).map(|e| e.kind),
            Some((source, at)) => source.kind(at),
        }
    }

    /// Its superior.
    #[must_use]
    pub fn superior_of(&self, ix: EntityIx) -> Option<EntityIx> {
        match self.elsewhere(ix) {
            None => self.get(ix)?.superior,
            Some((source, at)) => source.superior(at),
        }
    }

    /// The span in which it exists.
    #[must_use]
    pub fn exists(&self, ix: EntityIx) -> Option<Dated<()>> {
        match self.elsewhere(ix) {
            None => self.get(ix).map(|e| e.exists.clone()),
            Some((source, at)) => source.exists(at),
        }
    }

    /// Its id.
    #[must_use]
    pub fn id_of(&self, ix: EntityIx) -> Option<&str> {
        match self.elsewhere(ix) {
            None => self.get(ix).map(|e| e.id.as_str()),
            Some((source, at)) => source.id(at),
        }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.before().saturating_add(self.list.len())
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Every entity with its index, in the order of ids.
    pub fn iter(&self) -> impl Iterator<Item = (EntityIx, &Entity)> {
        let before = (0..self.before()).filter_map(|at| self.elsewhere.as_ref()?.get(at));
        (0..).map(EntityIx).zip(before.chain(&self.list))
    }

    /// All of a kind (or of a kind below it) that ever were, in the order of ids.
    #[must_use]
    pub fn of_kind(&self, schema: &Schema, kind: KindId) -> Vec<EntityIx> {
        let of_kind = kinds_below(schema, kind);
        let mut all = self.elsewhere.as_ref().map_or_else(Vec::new, |of| of.source.of_kind(&of_kind, &self.reach()));
        all.extend(self.listed().filter(|(_, e)| is_among(&of_kind, e.kind)).map(|(ix, _)| ix));
        all
    }

    /// All of a kind (or of a kind below it) that exist on the last day of the year, in the order of ids. A record (an event,
    /// a tenure) is there in each year that it touches.
    #[must_use]
    pub fn members(&self, schema: &Schema, kind: KindId, year: Year) -> Vec<EntityIx> {
        let Some((first, last)) = days_of_presence(schema, kind, year) else { return Vec::new() };
        let of_kind = kinds_below(schema, kind);
        let meant = |e: &Entity| is_among(&of_kind, e.kind);
        let mut members = self.elsewhere.as_ref().map_or_else(Vec::new, |of| of.source.there(&of_kind, &self.reach(), first, last));
        members.extend(self.listed().filter(|(_, e)| meant(e) && e.exists.may_overlap(first, last)).map(|(ix, _)| ix));
        members
    }

    /// True if an entity is of a kind (or of a kind below it) and exists on the last day of the year: one of [`Entities::members`].
    #[must_use]
    pub fn is_there(&self, schema: &Schema, kind: KindId, entity: EntityIx, year: Year) -> bool {
        let of_kind = self.kind_of(entity).is_some_and(|of| schema.is_kind(of, kind));
        let overlaps = |(first, last)| self.exists(entity).is_some_and(|exists| exists.may_overlap(first, last));
        of_kind && days_of_presence(schema, kind, year).is_some_and(overlaps)
    }

    /// These and some more, in the order of ids; two with one id are merged nowhere.
    #[must_use]
    pub fn with(&self, more: Vec<Entity>) -> Entities {
        let id = |ix: EntityIx| self.get(ix).map(|e| e.id.clone());
        let all = || self.iter().map(|(_, e)| e);
        let superiors: BTreeMap<String, String> = all().filter_map(|e| Some((e.id.clone(), e.superior.and_then(id)?))).collect();
        Entities::new(all().cloned().chain(more).collect(), &superiors)
    }

    /// Says anew in which span an entity exists.
    pub fn set_exists(&mut self, ix: EntityIx, exists: Dated<()>) {
        if self.elsewhere.is_some() {
            self.list = self.iter().map(|(_, e)| e.clone()).collect();
            self.elsewhere = None;
        }
        if let Some(entity) = usize::try_from(ix.0).ok().and_then(|at| self.list.get_mut(at)) {
            entity.exists = exists;
        }
    }

    /// Who is meant by a name, a code or an id, among the entities of a kind.
    #[must_use]
    pub fn find(&self, schema: &Schema, name: &str, kind: KindId) -> Found {
        let name = normal_name(name);
        let of_kind = |ix: &EntityIx| self.kind_of(*ix).is_some_and(|of| schema.is_kind(of, kind));
        let hits: Vec<EntityIx> = self.names().get(&name).iter().copied().filter(of_kind).collect();
        match hits.as_slice() {
            [one] => Found::One(*one),
            [] => Found::None(self.nearest(schema, &name, kind)),
            _ => Found::Many(hits),
        }
    }

    fn nearest(&self, schema: &Schema, name: &str, kind: KindId) -> Vec<String> {
        let mut near: Vec<(usize, String)> = Vec::new();
        if name.chars().nth(LONGEST_NAME).is_some() {
            return Vec::new();
        }
        for (known, who) in self.names().iter() {
            let of_kind = |ix: &EntityIx| self.kind_of(*ix).is_some_and(|of| schema.is_kind(of, kind)) && self.id_of(*ix) != Some(known);
            let of_kind = who.iter().any(of_kind);
            let distance = strsim::damerau_levenshtein(known, name);
            let shares = known.chars().any(|c| !"市县区".contains(c) && name.contains(c));
            // 西安市碑林区, 陕西省雁塔区: the name with what it belongs to before it.
            let ends_it = known.chars().nth(1).is_some() && name.ends_with(known);
            if of_kind && (ends_it || (distance <= 2 && shares)) {
                near.push((distance, known.to_owned()));
            }
        }
        near.sort();
        near.into_iter().take(3).map(|(_, n)| n).collect()
    }
}

impl PartialEq for Entities {
    /// The same entities, wherever they stand.
    fn eq(&self, other: &Entities) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl Eq for Entities {}

/// Between which two days one of a kind has to exist to be there in a year: on the last day; a record on any.
#[must_use]
pub fn days_of_presence(schema: &Schema, kind: KindId, year: Year) -> Option<(Date, Date)> {
    let (first, last) = (year.first_day()?, year.last_day()?);
    let record = schema.kind(kind).is_some_and(|k| k.record.is_some());
    Some((if record { first } else { last }, last))
}

/// Of each kind, whether it is this one or below it.
fn kinds_below(schema: &Schema, kind: KindId) -> Vec<bool> {
    (0..).map(KindId).zip(&schema.kinds).map(|(each, _)| schema.is_kind(each, kind)).collect()
}

fn is_among(kinds: &[bool], kind: KindId) -> bool {
    usize::try_from(kind.0).is_ok_and(|at| kinds.get(at) == Some(&true))
}

/// Its names, its codes and its id.
fn known_as(entity: &Entity) -> impl Iterator<Item = &str> {
    let names = entity.names.iter().chain(&entity.codes).map(|n| n.value.as_str());
    names.chain([entity.id.as_str()])
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn what_is_taken_for_plain_is_left_alone_by_normalisation() {
        for c in ('\0'..='\u{ffff}').filter(|c| is_plain(c.encode_utf8(&mut [0; 4]))) {
            assert!(std::iter::once(c).nfkc().eq([c]) && !c.is_whitespace() && !c.is_control(), "{c}");
            assert!(c.to_lowercase().eq([c.to_ascii_lowercase()]), "{c}");
        }
    }
}
