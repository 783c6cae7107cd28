//! Makes a failing case smaller for as long as it fails: the world first, then the text, then the world again.
//!
//! In: a case, and a question whether a case still fails. Out: a case that does. Every step is one that either side can be asked about:
//! a program that the front end no longer takes is no step.

use quanheng_policy::ir::Program;

use crate::pack::program_of;
use crate::page::{world_of, world_text};
use crate::text::{Part, Sort, Text};
use crate::world::World;
use crate::write::{Ty, Written};

/// A case that can be made smaller.
#[derive(Clone)]
pub struct Small {
    pub written: Written,
    pub program: Program,
    pub world: World,
}

/// How often the question is asked, at most.
const MOST_TRIES: usize = 4_000;

/// The smallest case found that still fails.
pub fn minimise(case: Small, fails: &dyn Fn(&Program, &World) -> bool) -> Small {
    let mut search = Search { best: case, fails, tries: 0 };
    for _ in 0..4 {
        let before = search.size();
        search.world();
        search.text();
        if search.size() == before {
            break;
        }
    }
    search.best
}

struct Search<'f> {
    best: Small,
    fails: &'f dyn Fn(&Program, &World) -> bool,
    tries: usize,
}

impl Search<'_> {
    fn size(&self) -> (usize, usize) {
        let world = &self.best.world;
        let words: usize = self.best.written.files().iter().flatten().map(|(_, text)| text.len()).sum();
        (words, world.lines.len() + world.beings.len() + world.signed.len() + world.verdicts.len() + world.settings.len())
    }

    fn try_world(&mut self, world: World) -> bool {
        self.tries += 1;
        if self.tries > MOST_TRIES || !(self.fails)(&self.best.program, &world) {
            return false;
        }
        self.best.world = world;
        true
    }

    /// Leaves out stretches of a list: halves, quarters … single members.
    fn without(&mut self, count: fn(&World) -> usize, drop: fn(&mut World, usize, usize)) {
        let mut width = count(&self.best.world).div_ceil(2);
        while width > 0 {
            let mut at = 0;
            while at < count(&self.best.world) {
                let mut world = self.best.world.clone();
                let end = (at + width).min(count(&world));
                drop(&mut world, at, end);
                if !self.try_world(world) {
                    at += width;
                }
            }
            if width == 1 {
                break;
            }
            width = width.div_ceil(2);
        }
    }

    fn world(&mut self) {
        self.without(|w| w.years.len(), |w, from, to| drop(w.years.drain(from..to)));
        self.without(|w| w.lines.len(), |w, from, to| drop(w.lines.drain(from..to)));
        let mut at = self.best.world.beings.len();
        while at > 0 {
            at -= 1;
            if at < self.best.world.beings.len() {
                let smaller = self.best.world.without_being(at);
                self.try_world(smaller);
            }
        }
        self.without(|w| w.signed.len(), |w, from, to| drop(w.signed.drain(from..to)));
        self.without(|w| w.verdicts.len(), |w, from, to| drop(w.verdicts.drain(from..to)));
        self.without(|w| w.settings.len(), |w, from, to| drop(w.settings.drain(from..to)));
        self.without(|w| w.unread.len(), |w, from, to| drop(w.unread.drain(from..to)));
        for plain in [
            (|w: &mut World| w.choice.strict = false) as fn(&mut World),
            |w| w.choice.law_as_of = None,
            |w| w.choice.decided_on = None,
            |w| w.choice.opens.clear(),
            |w| w.choice.parameters.clear(),
        ] {
            let mut world = self.best.world.clone();
            plain(&mut world);
            self.try_world(world);
        }
        for at in 0..self.best.world.beings.len() {
            let mut world = self.best.world.clone();
            world.beings[at].exists = quanheng_facts::entity::Dated::always();
            if world.beings[at].exists != self.best.world.beings[at].exists {
                self.try_world(world);
            }
        }
        for line in 0..self.best.world.lines.len() {
            for cell in 0..self.best.world.lines[line].cells.len() {
                if self.best.world.lines[line].cells[cell].is_some() {
                    let mut world = self.best.world.clone();
                    world.lines[line].cells[cell] = None;
                    self.try_world(world);
                }
            }
        }
    }

    fn try_text(&mut self, written: Written) -> bool {
        self.tries += 1;
        if self.tries > MOST_TRIES {
            return false;
        }
        let Ok(program) = program_of(&written.files()) else { return false };
        // Carried over by names: what the smaller program no longer knows is left out.
        let world = world_of(&world_text(&self.best.program, &self.best.world), &program);
        if !(self.fails)(&program, &world) {
            return false;
        }
        self.best = Small { written, program, world };
        true
    }

    fn text(&mut self) {
        if self.best.written.child.is_some() {
            let written = Written { child: None, ..self.best.written.clone() };
            self.try_text(written);
        }
        for which in 0..3 {
            let mut at = 0;
            while let Some(sort) = self.part(which, at) {
                let smaller = match sort {
                    Sort::Whole => false,
                    Sort::Optional => self.replaced(which, at, &[Text::empty()]),
                    Sort::Value(ty) => {
                        let choices = self.within(which, at, ty);
                        self.replaced(which, at, &choices)
                    }
                };
                if !smaller {
                    at += 1;
                }
                if self.tries > MOST_TRIES {
                    return;
                }
            }
        }
    }

    fn tree(written: &mut Written, which: usize) -> Option<&mut Text> {
        match which {
            0 => Some(&mut written.law),
            1 => written.child.as_mut(),
            _ => Some(&mut written.tables),
        }
    }

    fn part(&mut self, which: usize, at: usize) -> Option<Sort> {
        Search::tree(&mut self.best.written, which)?.nth_mut(at).map(|t| if t.parts.is_empty() { Sort::Whole } else { t.sort })
    }

    /// What may stand in its place: parts of it of the same type, a plain literal.
    fn within(&mut self, which: usize, at: usize, ty: Ty) -> Vec<Text> {
        let Some(text) = Search::tree(&mut self.best.written, which).and_then(|t| t.nth_mut(at)) else { return Vec::new() };
        let own = text.written();
        let mut found: Vec<Text> = Vec::new();
        text.visit(&mut |part| {
            if part.sort == Sort::Value(ty) && part.written() != own {
                found.push(part.clone());
            }
        });
        found.sort_by_key(|t| t.written().len());
        found.dedup_by_key(|t| t.written());
        found.truncate(4);
        let literal = match ty {
            Ty::Bool => Some("是"),
            Ty::Int => Some("1"),
            Ty::Money => Some("1元"),
            Ty::Ratio => Some("50%"),
            Ty::Decimal => Some("0.5"),
            Ty::Date => Some("2016-01-01"),
            _ => None,
        };
        if let Some(literal) = literal.filter(|l| own.len() > l.len()) {
            found.insert(0, Text { sort: Sort::Value(ty), parts: vec![Part::Words(literal.to_owned())] });
        }
        found
    }

    fn replaced(&mut self, which: usize, at: usize, choices: &[Text]) -> bool {
        for choice in choices {
            let mut written = self.best.written.clone();
            let Some(place) = Search::tree(&mut written, which).and_then(|t| t.nth_mut(at)) else { return false };
            *place = choice.clone();
            if self.try_text(written) {
                return true;
            }
        }
        false
    }
}
