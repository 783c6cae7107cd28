//! Entities that stand over columns: each is made when it is asked for.

use std::ops::Range;

use jiff::civil::Date;

use super::{DatedTexts, EntityColumns, NOBODY, Strings};
use crate::entity::source::Source;
use crate::entity::{Dated, Entities, Entity};
use crate::value::{EntityIx, KindId};

impl EntityColumns {
    /// The entities, standing over these columns; without the ids, names and codes that are not loaded. `None` where the columns do not
    /// fit one another or name a kind beyond the last.
    #[must_use]
    pub fn into_entities_over(self, kinds: usize) -> Option<Entities> {
        self.fits(kinds).then(|| Entities::over(Box::new(self)))
    }

    /// The columns that entities stand over, where none was changed or added since.
    #[must_use]
    pub fn under(entities: &Entities) -> Option<&EntityColumns> {
        let source: &dyn std::any::Any = entities.source()?;
        source.downcast_ref::<EntityColumns>()
    }

    /// The places of a stretch.
    fn stretch(&self, within: &Range<u32>) -> Range<usize> {
        let place = |ix: u32| usize::try_from(ix).map_or(self.len(), |at| at.min(self.len()));
        place(within.start)..place(within.end)
    }

    /// That each entity can be made.
    fn fits(&self, kinds: usize) -> bool {
        let count = self.len();
        let superior = |above: &u32| *above == NOBODY || usize::try_from(*above).is_ok_and(|above| above < count);
        let texts = |of: &Option<DatedTexts>| {
            of.as_ref().is_none_or(|of| {
                let last = of.ends.last().map_or(Some(0), |end| usize::try_from(*end).ok());
                let all = of.ends.len() == count && of.ends.is_sorted() && last == Some(of.texts.len());
                all && whole(&of.texts) && of.spans.fit(of.texts.len())
            })
        };
        u32::try_from(count).is_ok()
            && self.ids.as_ref().is_none_or(|ids| ids.len() == count && whole(ids))
            && self.kinds.iter().max().is_none_or(|kind| usize::from(*kind) < kinds)
            && self.superiors.as_ref().is_none_or(|all| all.len() == count && all.iter().all(superior))
            && self.exists.fit(count)
            && texts(&self.names)
            && texts(&self.codes)
    }
}

fn whole(strings: &Strings) -> bool {
    strings.iter().count() == strings.len()
}

impl Source for EntityColumns {
    fn count(&self) -> usize {
        self.len()
    }

    fn entity(&self, at: usize) -> Option<Entity> {
        let texts = |of: &Option<DatedTexts>| of.as_ref().map_or_else(|| Some(Vec::new()), |texts| texts.get(at));
        Some(Entity {
            id: self.ids.as_ref().map_or(Some(""), |ids| ids.get(at))?.to_owned(),
            kind: self.kind(at)?,
            names: texts(&self.names)?,
            codes: texts(&self.codes)?,
            superior: self.superior(at),
            exists: self.exists(at)?,
        })
    }

    fn id(&self, at: usize) -> Option<&str> {
        self.ids.as_ref()?.get(at)
    }

    fn kind(&self, at: usize) -> Option<KindId> {
        Some(KindId(u32::from(*self.kinds.get(at)?)))
    }

    fn superior(&self, at: usize) -> Option<EntityIx> {
        self.superior_at(at).filter(|above| *above != NOBODY).map(EntityIx)
    }

    fn exists(&self, at: usize) -> Option<Dated<()>> {
        self.exists.get(at, ())
    }

    fn known_as(&self, at: usize, each: &mut dyn FnMut(&str)) {
        for of in [&self.names, &self.codes].into_iter().flatten() {
            of.range(at).into_iter().flatten().filter_map(|text| of.texts.get(text)).for_each(&mut *each);
        }
        self.id(at).into_iter().for_each(each);
    }

    fn of_kind(&self, of_kind: &[bool], within: &Range<u32>) -> Vec<EntityIx> {
        let meant = |kind: &u16| of_kind.get(usize::from(*kind)) == Some(&true);
        let all = self.stretch(within).filter_map(|at| Some((at, self.kinds.get(at)?)));
        all.filter(|(_, kind)| meant(kind)).filter_map(|(at, _)| u32::try_from(at).ok().map(EntityIx)).collect()
    }

    fn there(&self, of_kind: &[bool], within: &Range<u32>, first: Date, last: Date) -> Vec<EntityIx> {
        let there = self.exists.may_overlap(self.stretch(within), first, last);
        let first = within.start;
        let meant = |at: usize| self.kinds.get(at).is_some_and(|kind| of_kind.get(usize::from(*kind)) == Some(&true));
        let each = self.stretch(within).zip((first..).zip(there));
        each.filter(|(at, (_, there))| *there && meant(*at)).map(|(_, (ix, _))| EntityIx(ix)).collect()
    }
}
