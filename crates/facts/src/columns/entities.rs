//! Entities as columns: what every row needs of them is a few numbers; names and codes stand apart, and can be left unread.

use std::ops::Range;

use jiff::civil::Date;

use crate::entity::{Dated, Entities, Entity, PartialDate};
use crate::value::{EntityIx, KindId};

use super::NOBODY;
use super::values::{Strings, day_number, day_of};

/// All entities, in their order: by jurisdiction and id; behind them those that were named later.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EntityColumns {
    pub ids: Strings,
    /// Places in the schema's list of kinds.
    pub kinds: Vec<u16>,
    /// Places here, or [`NOBODY`].
    pub superiors: Vec<u32>,
    pub exists: Spans,
    /// `None`: not loaded.
    pub names: Option<DatedTexts>,
    pub codes: Option<DatedTexts>,
    /// The stretches of entities of one jurisdiction, in order; together they are all.
    pub jurisdictions: Vec<Jurisdiction>,
}

/// A stretch of entities that belong to one jurisdiction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Jurisdiction {
    pub name: String,
    pub entities: Range<u32>,
}

/// Spans of days, both included. An open beginning is the least number, an open end the greatest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// Days since 1970-01-01: the earliest and the latest that the first day can be, and the last.
    pub from_earliest: Vec<i32>,
    pub from_latest: Vec<i32>,
    pub to_earliest: Vec<i32>,
    pub to_latest: Vec<i32>,
}

/// Texts of entities with the spans in which they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatedTexts {
    /// Where each entity's texts end.
    pub ends: Vec<u32>,
    pub texts: Strings,
    pub spans: Spans,
}

impl Spans {
    fn push<T>(&mut self, span: &Dated<T>) {
        let number = |day: Option<PartialDate>, open: i32| day.map_or((open, open), |d| (day_number(d.earliest), day_number(d.latest)));
        let (from, to) = (number(span.from, i32::MIN), number(span.to, i32::MAX));
        self.from_earliest.push(from.0);
        self.from_latest.push(from.1);
        self.to_earliest.push(to.0);
        self.to_latest.push(to.1);
    }

    /// The day of a span that is one known day; in days since 1970-01-01.
    #[must_use]
    pub fn one_day(&self, at: usize) -> Option<i32> {
        let day = *self.from_earliest.get(at)?;
        let same = |of: &[i32]| of.get(at) == Some(&day);
        let open = day == i32::MIN || day == i32::MAX;
        (!open && same(&self.from_latest) && same(&self.to_earliest) && same(&self.to_latest)).then_some(day)
    }

    /// For each place whether its span may have a day in common with the days from the first to the last.
    pub fn may_overlap(&self, places: impl Iterator<Item = usize>, first: Date, last: Date) -> Vec<bool> {
        // An open end is further out than any day.
        let (first, last) = (day_number(first), day_number(last));
        let reaches = |at: usize| Some(*self.from_earliest.get(at)? <= last && *self.to_latest.get(at)? >= first);
        places.map(|at| reaches(at).unwrap_or_default()).collect()
    }

    /// The span at a place; `None` beyond the last, and where a number is no day.
    #[must_use]
    pub fn get<T>(&self, at: usize, value: T) -> Option<Dated<T>> {
        let day = |earliest: &[i32], latest: &[i32], open: i32| match (*earliest.get(at)?, *latest.get(at)?) {
            (a, b) if a == open && b == open => Some(None),
            (a, b) => Some(Some(PartialDate { earliest: day_of(a)?, latest: day_of(b)? })),
        };
        let from = day(&self.from_earliest, &self.from_latest, i32::MIN)?;
        let to = day(&self.to_earliest, &self.to_latest, i32::MAX)?;
        Some(Dated { from, to, value })
    }
}

impl DatedTexts {
    fn push(&mut self, of: &[Dated<String>]) -> Option<()> {
        for dated in of {
            self.texts.push(&dated.value)?;
            self.spans.push(dated);
        }
        self.ends.push(u32::try_from(self.texts.len()).ok()?);
        Some(())
    }

    /// Where the texts of an entity stand.
    pub(super) fn range(&self, entity: usize) -> Option<Range<usize>> {
        let end = usize::try_from(*self.ends.get(entity)?).ok()?;
        let start = match entity.checked_sub(1) {
            Some(before) => usize::try_from(*self.ends.get(before)?).ok()?,
            None => 0,
        };
        Some(start..end)
    }

    pub(super) fn get(&self, entity: usize) -> Option<Vec<Dated<String>>> {
        self.range(entity)?.map(|at| self.spans.get(at, self.texts.get(at)?.to_owned())).collect()
    }
}

impl EntityColumns {
    /// The columns of these. `None` where there are more than can be counted.
    #[must_use]
    pub fn of(entities: &Entities) -> Option<EntityColumns> {
        if let Some(there) = EntityColumns::under(entities) {
            return Some(there.clone());
        }
        let mut columns = EntityColumns { names: Some(DatedTexts::default()), codes: Some(DatedTexts::default()), ..Self::default() };
        for (_, entity) in entities.iter() {
            columns.ids.push(&entity.id)?;
            columns.kinds.push(u16::try_from(entity.kind.0).ok()?);
            columns.superiors.push(entity.superior.map_or(NOBODY, |ix| ix.0));
            columns.exists.push(&entity.exists);
            columns.names.as_mut()?.push(&entity.names)?;
            columns.codes.as_mut()?.push(&entity.codes)?;
        }
        columns.part()?;
        Some(columns)
    }

    /// Works out the stretches of one jurisdiction anew, from the ids.
    pub fn part(&mut self) -> Option<()> {
        let mut parts: Vec<Jurisdiction> = Vec::new();
        for (at, id) in (0_u32..).zip(self.ids.iter()) {
            let name = id.split_once(':').map_or("", |(before, _)| before);
            let end = at.checked_add(1).filter(|end| *end != NOBODY)?;
            match parts.last_mut().filter(|part| part.name == name) {
                Some(part) => part.entities.end = end,
                None => parts.push(Jurisdiction { name: name.to_owned(), entities: at..end }),
            }
        }
        self.jurisdictions = parts;
        Some(())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ids.len()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The entities; without the names and codes that are not loaded. `None` where the columns do not fit one another.
    #[must_use]
    pub fn to_entities(&self) -> Option<Entities> {
        let mut list = Vec::with_capacity(self.len());
        for at in 0..self.len() {
            let texts = |of: &Option<DatedTexts>| of.as_ref().map_or_else(|| Some(Vec::new()), |texts| texts.get(at));
            let superior = *self.superiors.get(at)?;
            let known = usize::try_from(superior).ok()? < self.len();
            list.push(Entity {
                id: self.ids.get(at)?.to_owned(),
                kind: KindId(u32::from(*self.kinds.get(at)?)),
                names: texts(&self.names)?,
                codes: texts(&self.codes)?,
                superior: if superior == NOBODY { None } else { known.then_some(Some(EntityIx(superior)))? },
                exists: self.exists.get(at, ())?,
            });
        }
        Some(Entities::in_this_order(list))
    }
}
