//! Entities that stand elsewhere: what [`super::Entities`] needs of such a place, and those that were made of it so far.
//!
//! In: a number. Out: a kind, a superior, a span, or a whole entity, which is made with its neighbours when it is first asked for and
//! then kept, so that a reader of few pays for few. Deliberately absent: what the place is (`crate::columns`).

use std::any::Any;
use std::fmt::Debug;
use std::ops::Range;
use std::sync::OnceLock;

use jiff::civil::Date;

use super::{Dated, Entity};
use crate::value::{EntityIx, KindId};

/// How many are made together.
const TOGETHER: usize = 64;

/// Entities, numbered in their order.
pub trait Source: Any + Debug + Send + Sync {
    /// How many there are.
    fn count(&self) -> usize;

    /// The entity; each number below [`Source::count`] has one.
    fn entity(&self, at: usize) -> Option<Entity>;

    /// Its id.
    fn id(&self, at: usize) -> Option<&str>;

    /// Its kind.
    fn kind(&self, at: usize) -> Option<KindId>;

    /// Its superior.
    fn superior(&self, at: usize) -> Option<EntityIx>;

    /// The span in which it exists.
    fn exists(&self, at: usize) -> Option<Dated<()>>;

    /// Its names, its codes and its id, one after another.
    fn known_as(&self, at: usize, each: &mut dyn FnMut(&str));

    /// Those of a stretch that are of the kinds told of, in order.
    fn of_kind(&self, of_kind: &[bool], within: &Range<u32>) -> Vec<EntityIx>;

    /// Of those, the ones that may exist on some day between two days.
    fn there(&self, of_kind: &[bool], within: &Range<u32>, first: Date, last: Date) -> Vec<EntityIx>;
}

/// A place where entities stand, and those that were made of it.
#[derive(Debug)]
pub(super) struct Elsewhere {
    pub source: Box<dyn Source>,
    made: Vec<OnceLock<Box<[Entity]>>>,
}

impl Elsewhere {
    pub fn new(source: Box<dyn Source>) -> Elsewhere {
        let pieces = source.count().div_ceil(TOGETHER);
        Elsewhere { source, made: (0..pieces).map(|_| OnceLock::new()).collect() }
    }

    pub fn get(&self, at: usize) -> Option<&Entity> {
        let piece = at.checked_div(TOGETHER)?;
        let make = || {
            let from = piece.saturating_mul(TOGETHER);
            (from..from.saturating_add(TOGETHER)).map_while(|at| self.source.entity(at)).collect()
        };
        self.made.get(piece)?.get_or_init(make).get(at.checked_rem(TOGETHER)?)
    }
}
