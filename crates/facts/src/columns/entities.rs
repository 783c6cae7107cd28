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
    /// `None`: not loaded.
    pub ids: Option<Strings>,
    /// Places in the schema's list of kinds; as many as there are entities.
    pub kinds: Vec<u16>,
    /// Places here, or [`NOBODY`]; `None`: nobody has one.
    pub superiors: Option<Vec<u32>>,
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

/// Spans of days, both included: four columns, of which those that say nothing new are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans {
    /// The first day of each; an open beginning is [`EVER`].
    first: Days,
    /// The last day of each; an open end is [`NEVER`]. `None`: each ends on the day on which it begins, and is open at both ends or at none.
    last: Option<Days>,
}

/// Days since 1970-01-01, each of them known, or known to lie between two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Days {
    earliest: Vec<i32>,
    /// `None`: each is known.
    latest: Option<Vec<i32>>,
}

/// An open beginning, where days stand.
pub const EVER: i32 = i32::MIN;

/// An open end, where days stand.
pub const NEVER: i32 = i32::MAX;

/// Texts of entities with the spans in which they hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DatedTexts {
    /// Where each entity's texts end.
    pub ends: Vec<u32>,
    pub texts: Strings,
    pub spans: Spans,
}

/// The last day of a span of one day, or of one that is open at both ends.
fn last_of(first: i32) -> i32 {
    if first == EVER { NEVER } else { first }
}

impl Days {
    fn of(earliest: Vec<i32>, latest: Option<Vec<i32>>) -> Days {
        let latest = latest.filter(|latest| *latest != earliest);
        Days { earliest, latest }
    }

    fn latest(&self) -> &[i32] {
        self.latest.as_ref().unwrap_or(&self.earliest)
    }

    fn at(&self, at: usize) -> Option<(i32, i32)> {
        Some((*self.earliest.get(at)?, *self.latest().get(at)?))
    }

    fn push(&mut self, (earliest, latest): (i32, i32)) {
        if earliest != latest && self.latest.is_none() {
            self.latest = Some(self.earliest.clone());
        }
        self.earliest.push(earliest);
        self.latest.as_mut().into_iter().for_each(|all| all.push(latest));
    }

    /// That there are so many, each a day, or open at both of its ends.
    fn fit(&self, count: usize, open: i32) -> bool {
        let (least, greatest) = (day_number(Date::MIN), day_number(Date::MAX));
        let is_day = |day: i32| (least <= day) & (day <= greatest);
        let fits = |earliest: i32, latest: i32| (is_day(earliest) & is_day(latest)) | ((earliest == open) & (latest == open));
        // Without a way out between them, many are looked at at once.
        let each = self.earliest.iter().zip(self.latest());
        [self.earliest.len(), self.latest().len()] == [count; 2] && each.fold(true, |so_far, (e, l)| so_far & fits(*e, *l))
    }
}

impl Spans {
    /// Out of days since 1970-01-01: the earliest that each first day can be, the latest (`None`: each is known), and the same of each last day
    /// (`None` in both: each span ends on the day on which it begins, and is open at both ends or at none). An open beginning is [`EVER`] in
    /// both, an open end [`NEVER`].
    #[must_use]
    pub fn of(earliest: Vec<i32>, latest: Option<Vec<i32>>, last: Option<(Vec<i32>, Option<Vec<i32>>)>) -> Spans {
        let first = Days::of(earliest, latest);
        let last = last.map(|(earliest, latest)| Days::of(earliest, latest));
        let follows = |last: &Days| {
            let known = first.latest.is_none() && last.latest.is_none() && first.earliest.len() == last.earliest.len();
            known && first.earliest.iter().zip(&last.earliest).fold(true, |so_far, (first, last)| so_far & (last_of(*first) == *last))
        };
        Spans { last: last.filter(|last| !follows(last)), first }
    }

    /// The columns that [`Spans::of`] takes, by the names `from_earliest`, `from_latest`, `to_earliest` and `to_latest`.
    pub fn columns(&self) -> impl Iterator<Item = (&'static str, &Vec<i32>)> {
        let last = self.last.as_ref();
        let all = [
            ("from_earliest", Some(&self.first.earliest)),
            ("from_latest", self.first.latest.as_ref()),
            ("to_earliest", last.map(|last| &last.earliest)),
            ("to_latest", last.and_then(|last| last.latest.as_ref())),
        ];
        all.into_iter().filter_map(|(name, days)| Some((name, days?)))
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.first.earliest.len()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first.earliest.is_empty()
    }

    /// One more.
    pub(super) fn push<T>(&mut self, span: &Dated<T>) {
        let number = |day: Option<PartialDate>, open: i32| day.map_or((open, open), |d| (day_number(d.earliest), day_number(d.latest)));
        let (from, to) = (number(span.from, EVER), number(span.to, NEVER));
        if self.last.is_none() && (from.0 != from.1 || to != (last_of(from.0), last_of(from.0))) {
            self.last = Some(self.ends());
        }
        self.first.push(from);
        self.last.as_mut().into_iter().for_each(|last| last.push(to));
    }

    /// The last days of spans that end on the day on which they begin.
    fn ends(&self) -> Days {
        let ends = |days: &Vec<i32>| days.iter().map(|first| last_of(*first)).collect();
        Days { earliest: ends(&self.first.earliest), latest: self.first.latest.as_ref().map(ends) }
    }

    /// The day of a span that is one known day; in days since 1970-01-01.
    #[must_use]
    pub fn one_day(&self, at: usize) -> Option<i32> {
        let (day, latest) = self.first.at(at)?;
        let is_last = match &self.last {
            None => true,
            Some(last) => last.at(at)? == (day, day),
        };
        (day != EVER && day != NEVER && latest == day && is_last).then_some(day)
    }

    /// For each place whether its span may have a day in common with the days from the first to the last.
    pub fn may_overlap(&self, places: impl Iterator<Item = usize>, first: Date, last: Date) -> Vec<bool> {
        // An open end is further out than any day.
        let (first, last) = (day_number(first), day_number(last));
        let begins = &self.first.earliest;
        match &self.last {
            None => places.map(|at| begins.get(at).is_some_and(|day| *day <= last && last_of(*day) >= first)).collect(),
            Some(ends) => {
                let ends = ends.latest();
                places.map(|at| begins.get(at).is_some_and(|day| *day <= last) && ends.get(at).is_some_and(|day| *day >= first)).collect()
            }
        }
    }

    /// The span at a place; `None` beyond the last, and where a number is no day.
    #[must_use]
    pub fn get<T>(&self, at: usize, value: T) -> Option<Dated<T>> {
        let day = |(earliest, latest): (i32, i32), open: i32| {
            if earliest == open && latest == open {
                return Some(None);
            }
            Some(Some(PartialDate { earliest: day_of(earliest)?, latest: day_of(latest)? }))
        };
        let first = self.first.at(at)?;
        let last = match &self.last {
            None => (last_of(first.0), last_of(first.1)),
            Some(last) => last.at(at)?,
        };
        Some(Dated { from: day(first, EVER)?, to: day(last, NEVER)?, value })
    }

    /// That there are so many, and each is one.
    pub(super) fn fit(&self, count: usize) -> bool {
        self.first.fit(count, EVER) && self.last.as_ref().is_none_or(|last| last.fit(count, NEVER))
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
        let texts = || Some(DatedTexts::default());
        let mut columns = EntityColumns { ids: Some(Strings::default()), names: texts(), codes: texts(), ..Self::default() };
        let mut superiors = Vec::new();
        for (_, entity) in entities.iter() {
            columns.ids.as_mut()?.push(&entity.id)?;
            columns.kinds.push(u16::try_from(entity.kind.0).ok()?);
            superiors.push(entity.superior.map_or(NOBODY, |ix| ix.0));
            columns.exists.push(&entity.exists);
            columns.names.as_mut()?.push(&entity.names)?;
            columns.codes.as_mut()?.push(&entity.codes)?;
        }
        columns.superiors = superiors_among(superiors);
        columns.part()?;
        Some(columns)
    }

    /// Works out the stretches of one jurisdiction anew, from the ids; `None` where these are not loaded.
    pub fn part(&mut self) -> Option<()> {
        let mut parts: Vec<Jurisdiction> = Vec::new();
        for (at, id) in (0_u32..).zip(self.ids.as_ref()?.iter()) {
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
        self.kinds.len()
    }

    /// True if there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty()
    }

    /// The superior of one, by place; [`NOBODY`] where it has none.
    #[must_use]
    pub fn superior_at(&self, at: usize) -> Option<u32> {
        match &self.superiors {
            None => (at < self.len()).then_some(NOBODY),
            Some(all) => all.get(at).copied(),
        }
    }

    /// The entities; without the names and codes that are not loaded. `None` where the columns do not fit one another, or ids are not loaded.
    #[must_use]
    pub fn to_entities(&self) -> Option<Entities> {
        let mut list = Vec::with_capacity(self.len());
        for at in 0..self.len() {
            let texts = |of: &Option<DatedTexts>| of.as_ref().map_or_else(|| Some(Vec::new()), |texts| texts.get(at));
            let superior = self.superior_at(at)?;
            let known = usize::try_from(superior).ok()? < self.len();
            list.push(Entity {
                id: self.ids.as_ref()?.get(at)?.to_owned(),
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

/// The superiors of all, where anybody has one.
#[must_use]
pub fn superiors_among(all: Vec<u32>) -> Option<Vec<u32>> {
    all.iter().any(|above| *above != NOBODY).then_some(all)
}
