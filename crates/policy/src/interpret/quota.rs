//! What a list works with: how many it is a share of, and how many places that gives. For tests in packs, that pin the one and look
//! at the other.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::{Type, Value};

use super::Interpreter;
use super::cut::{Heads, Unit, matters, rivals_of, rounding_of, ways};
use super::expression::Frame;
use super::group::{GroupFault, Missing, missing_of, whole};
use super::list::{BY_UNIT, Units, count_base};
use super::outcome::Outcome;
use super::rules::Decision;
use crate::finding::{Finding, Instance};
use crate::ir::{List, Shape, number_of};
use crate::possible::{Possible, Range};

/// A number a list works with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ListFigure {
    /// 名额: how many places a group has.
    Quota,
    /// 基数: of how many that is a share.
    Base,
}

impl Interpreter<'_> {
    /// The number as a finding of its own; `base`: given instead of counted. 不适用 for what is no list, and outside of it.
    pub fn list_figure(&self, figure: ListFigure, instance: Instance, base: Option<&Possible>) -> Finding {
        let outcome = match self.program.variable(instance.variable).map(|v| &v.shape) {
            Some(Shape::List(list)) => {
                let base = || base.map_or_else(|| self.base_of(list, instance), |b| Outcome::given(b.clone(), instance));
                match figure {
                    ListFigure::Base => base(),
                    ListFigure::Quota => self.quota_of(list, instance, &base),
                }
            }
            _ => Outcome::certain(Possible::not_applicable()),
        };
        self.told(instance, &outcome, &Decision::default())
    }

    fn quota_of(&self, list: &List, instance: Instance, base: &dyn Fn() -> Outcome) -> Outcome {
        let frame = Frame::at(instance);
        let take = self.eval(&list.take, frame);
        if list.take.ty != Type::Ratio {
            return take;
        }
        let base = base();
        let (roundings, rounding) = self.options(list.rounding.as_ref(), frame);
        let end = |outcome: &Outcome, most: bool| {
            let range = outcome.possible.range.as_ref();
            range.and_then(|r| if most { r.greatest() } else { r.least() }).and_then(number_of)
        };
        let places = |rule: u32, most: bool| -> Option<Value> {
            let exact = end(&take, most)?.times(end(&base, most)?)?;
            exact.round(rounding_of(rule)).map(|n| Value::Number(Exact::integer(n)))
        };
        let rest = Possible { range: None, na: base.possible.na, fault: base.possible.fault || take.possible.fault };
        let way = |rule: &u32| {
            let there = base.possible.range.is_some() && take.possible.range.is_some();
            let range = there.then(|| Range::between(places(*rule, false), places(*rule, true)));
            ([*rule], Possible { range, ..rest.clone() })
        };
        let tried: Vec<([u32; 1], Possible)> = roundings.iter().map(way).collect();
        let option = rounding.filter(|_| matters(0, &tried));
        let possible = tried.into_iter().map(|(_, p)| p).reduce(Possible::hull).unwrap_or_else(Possible::faulty);
        Outcome::from_parts(possible, [&take, &base].into_iter().chain(&option))
    }

    /// Those counted in the group of an instance.
    fn base_of(&self, list: &List, instance: Instance) -> Outcome {
        let competition = self.competition_of_list(list, instance);
        let Some(own) = instance.entity.and_then(|e| competition.member(e)) else {
            return Outcome::certain(Possible::not_applicable());
        };
        if let Some(GroupFault::Sure(fault) | GroupFault::Perhaps(fault)) = competition.fault_in_group(own, true) {
            return fault;
        }
        let frame = Frame::at(instance);
        let (missings, missing_option) = self.options(Some(&list.missing), frame);
        let (bases, base_option) = self.options(list.base.as_ref(), frame);
        let (countings, count_option) = self.options(list.counting.as_ref().map(|c| &c.way), frame);
        let mut tried: Vec<([u32; 3], Possible)> = Vec::new();
        let mut units = Units::new();
        for missing in &missings {
            let inside = own.inside(missing_of(*missing));
            let rivals = rivals_of(&competition, own, &list.keys, missing_of(*missing));
            units.extend(self.units(list, &countings, own, rivals.iter(), instance));
            for way in ways(&[&[*missing], &bases, &countings]) {
                let [_, base, counting] = way;
                let unit = |entity| match units.get(&entity) {
                    Some((unit, _)) if counting == BY_UNIT => *unit,
                    _ => Unit::Alone,
                };
                let mut heads = Heads::default();
                count_base(&mut heads, inside == Some(true), own.vetoed.possible.as_truth(), base == 0, (unit(own.entity), 1));
                for rival in &rivals {
                    let vetoed = rival.member.vetoed.possible.as_truth();
                    count_base(&mut heads, rival.there, vetoed, base == 0, (unit(rival.member.entity), rival.member.times));
                }
                let (least, most) = heads.pair();
                let range = (inside != Some(false)).then(|| whole(least, most));
                tried.push((way, Possible { range, na: inside != Some(true), fault: false }));
            }
        }
        let options = [missing_option, base_option, count_option].into_iter().enumerate();
        let options: Vec<Outcome> = options.filter(|(at, _)| matters(*at, &tried)).filter_map(|(_, option)| option).collect();
        let possible = tried.into_iter().map(|(_, p)| p).reduce(Possible::hull).unwrap_or_else(Possible::faulty);
        let rivals = competition.rivals(own, Missing::Doubt).map(|(rival, _)| rival).chain([own]);
        let open = units.into_values().filter_map(|(_, open)| open);
        let parts: Vec<Outcome> = rivals
            .flat_map(|m| [&m.inside, &m.group, &m.vetoed])
            .filter(|o| !o.possible.is_certain())
            .cloned()
            .chain(open)
            .chain(options)
            .collect();
        Outcome::from_parts(possible, &parts).with_many_cells_as_one()
    }
}
