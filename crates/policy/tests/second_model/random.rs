//! Random programs and random facts for the second model, that the checks of the language let pass.
//!
//! Whatever is read is first a number at random; `Readable` turns it into something that is there, has the right type, and is
//! asked after where it may be 不适用. So a shrunk program is again one that passes.

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof};

use super::model::{Definition, Exception, Formula, Known, Mode, Rule, Sign, Source};
use super::text::INPUTS;

fn sign() -> impl Strategy<Value = Sign> + Clone {
    prop_oneof![Just(Sign::AtLeast), Just(Sign::Equal), Just(Sign::Differs), Just(Sign::Less), Just(Sign::AtMost), Just(Sign::Greater),]
}

fn source() -> impl Strategy<Value = Source> + Clone {
    (0usize..60).prop_map(Source::Input)
}

fn boxed(formula: Formula) -> Box<Formula> {
    Box::new(formula)
}

fn simple_number() -> BoxedStrategy<Formula> {
    prop_oneof![(0i64..6).prop_map(Formula::Constant), source().prop_map(Formula::Read)].boxed()
}

fn number() -> BoxedStrategy<Formula> {
    simple_number()
        .prop_recursive(2, 6, 2, |inner| {
            let two = (inner.clone(), inner.clone());
            prop_oneof![
                two.clone().prop_map(|(a, b)| Formula::Sum(boxed(a), boxed(b))),
                two.clone().prop_map(|(a, b)| Formula::Difference(boxed(a), boxed(b))),
                two.clone().prop_map(|(a, b)| Formula::Largest(boxed(a), boxed(b))),
                two.clone().prop_map(|(a, b)| Formula::Smallest(boxed(a), boxed(b))),
                (inner.clone(), 0i64..4).prop_map(|(a, n)| Formula::Times(boxed(a), n)),
                (inner.clone(), 0i64..3, 3i64..8).prop_map(|(a, least, most)| Formula::Between(boxed(a), least, most)),
                (simple_truth(), inner.clone(), inner.clone()).prop_map(|(which, yes, no)| Formula::Choose(
                    boxed(which),
                    boxed(yes),
                    boxed(no)
                )),
                (source(), inner).prop_map(|(s, instead)| Formula::IfNotApplicable(s, boxed(instead))),
            ]
        })
        .boxed()
}

fn simple_truth() -> BoxedStrategy<Formula> {
    let held = (simple_number(), sign(), simple_number());
    prop_oneof![
        4 => source().prop_map(Formula::Read),
        4 => held.clone().prop_map(|(a, s, b)| Formula::Compare(boxed(a), s, boxed(b))),
        1 => (simple_number(), simple_number(), sign(), 0i64..3).prop_map(|(a, b, s, n)| Formula::Share(boxed(a), boxed(b), s, n)),
        1 => source().prop_map(Formula::HasValue),
        1 => source().prop_map(Formula::NotApplicable),
        1 => held.clone().prop_map(|(_, s, b)| {
            Formula::And(boxed(Formula::HasValue(Source::Input(0))), boxed(Formula::Compare(boxed(Formula::Truth(true)), s, boxed(b))))
        }),
        1 => held.prop_map(|(_, s, b)| {
            Formula::Or(boxed(Formula::NotApplicable(Source::Input(0))), boxed(Formula::Compare(boxed(Formula::Truth(true)), s, boxed(b))))
        }),
    ]
    .boxed()
}

fn truth() -> BoxedStrategy<Formula> {
    simple_truth()
        .prop_recursive(2, 4, 2, |inner| {
            let two = (inner.clone(), inner.clone());
            prop_oneof![
                two.clone().prop_map(|(a, b)| Formula::And(boxed(a), boxed(b))),
                two.prop_map(|(a, b)| Formula::Or(boxed(a), boxed(b))),
                inner.prop_map(|a| Formula::Not(boxed(a))),
            ]
        })
        .boxed()
}

/// A rule with a value of each type; the definition takes the one it needs.
fn rule() -> impl Strategy<Value = (Rule, Formula)> {
    let truth_value = prop_oneof![any::<bool>().prop_map(Formula::Truth), truth()];
    (truth(), option::weighted(0.2, truth()), number(), truth_value)
        .prop_map(|(when, unless, value, other)| (Rule { when, unless, value }, other))
}

fn definition() -> impl Strategy<Value = Definition> {
    let mode = prop_oneof![
        2 => Just(None),
        1 => Just(Some(Mode::Coexist)),
        1 => Just(Some(Mode::CoexistAny)),
        1 => Just(Some(Mode::Add)),
        1 => Just(Some(Mode::Highest)),
    ];
    let one_in = |n: u8| (0..n).prop_map(move |k| k + 1 == n);
    let flags = (one_in(10), one_in(4), option::weighted(0.25, 0usize..4), one_in(5));
    let exception = (rule(), vec(0usize..4, 0..3), vec(0usize..4, 0..2), flags);
    let exceptions = vec(exception, 0..5);
    (any::<bool>(), any::<bool>(), rule(), option::of((number(), truth())), mode, exceptions).prop_map(
        |(truth, na, (base, base_truth), default, mode, exceptions)| {
            let count = exceptions.len();
            let pick =
                |base: &Rule, truth_value: Formula| Rule { value: if truth { truth_value } else { base.value.clone() }, ..base.clone() };
            // A truth cannot be added up.
            let mode = mode.filter(|m| !truth || *m != Mode::Add);
            let exceptions = exceptions.into_iter().enumerate().map(|(at, ((rule, other), over, yields, (all, base, applies, odd)))| {
                let others = |list: Vec<usize>| -> Vec<usize> {
                    let mut list: Vec<usize> = list.into_iter().filter(|o| *o < count && *o != at).collect();
                    list.sort_unstable();
                    list.dedup();
                    list
                };
                let (over, yields_to) = (others(over), others(yields));
                Exception {
                    rule: pick(&rule, other),
                    over_base: base || over.is_empty(),
                    where_applies: applies.and_then(|o| over.get(o).copied()),
                    over,
                    everything: all,
                    yields_to,
                    mode: mode.filter(|_| !odd),
                }
            });
            let exceptions = exceptions.collect();
            let default = match default {
                Some((_, default)) if truth => Some(default),
                Some((default, _)) => Some(default),
                None if truth || na => None,
                None => Some(Formula::Constant(0)),
            };
            Definition { truth, may_be_not_applicable: na, base: pick(&base, base_truth), default, exceptions }
        },
    )
}

/// Definitions, each reading the inputs and those before it.
pub fn definitions() -> impl Strategy<Value = Vec<Definition>> {
    vec(definition(), 1..4).prop_map(|mut all| {
        for at in 0..all.len() {
            let (before, rest) = all.split_at_mut(at);
            let readable = Readable { before };
            let own = &mut rest[0];
            let (truth, na) = (own.truth, own.may_be_not_applicable);
            readable.rule(&mut own.base, truth, na);
            own.default.iter_mut().for_each(|d| readable.formula(d, truth, na));
            own.exceptions.iter_mut().for_each(|e| readable.rule(&mut e.rule, truth, na));
        }
        all
    })
}

struct Readable<'d> {
    before: &'d [Definition],
}

impl Readable<'_> {
    fn rule(&self, rule: &mut Rule, truth: bool, na: bool) {
        self.formula(&mut rule.when, true, false);
        rule.unless.iter_mut().for_each(|u| self.formula(u, true, false));
        self.formula(&mut rule.value, truth, na);
    }

    /// Those that may (or need not) be 不适用 and are (or need not be) truths, and which of them a number at random means.
    fn source(&self, at: Source, truth: Option<bool>, na: Option<bool>) -> Source {
        let Source::Input(at) = at else { return at };
        let inputs = INPUTS.iter().enumerate().map(|(at, i)| (Source::Input(at), i.truth, i.may_be_not_applicable));
        let before = self.before.iter().enumerate().map(|(at, d)| (Source::Definition(at), d.truth, d.may_be_not_applicable));
        let fits: Vec<Source> = before
            .rev()
            .chain(inputs)
            .filter(|(_, t, n)| truth.is_none_or(|truth| truth == *t) && na.is_none_or(|na| na == *n))
            .map(|(s, _, _)| s)
            .collect();
        fits[at % fits.len()]
    }

    fn is(&self, source: Source) -> (bool, bool) {
        match source {
            Source::Input(at) => (INPUTS[at].truth, INPUTS[at].may_be_not_applicable),
            Source::Definition(at) => (self.before[at].truth, self.before[at].may_be_not_applicable),
        }
    }

    /// `na`: 不适用 may come out of it.
    fn formula(&self, formula: &mut Formula, truth: bool, na: bool) {
        match formula {
            Formula::Constant(_) | Formula::Truth(_) => {}
            Formula::Read(s) => {
                let source = self.source(*s, Some(truth), None);
                let instead = if truth { Formula::Truth(false) } else { Formula::Constant(2) };
                let plain = na || !self.is(source).1;
                *formula = if plain { Formula::Read(source) } else { Formula::IfNotApplicable(source, boxed(instead)) };
            }
            Formula::IfNotApplicable(s, instead) => {
                *s = self.source(*s, Some(truth), Some(true));
                self.formula(instead, truth, na);
            }
            Formula::HasValue(s) | Formula::NotApplicable(s) => *s = self.source(*s, None, Some(true)),
            Formula::Sum(a, b) | Formula::Difference(a, b) | Formula::Largest(a, b) | Formula::Smallest(a, b) => {
                self.formula(a, false, na);
                self.formula(b, false, na);
            }
            Formula::Times(a, _) | Formula::Between(a, _, _) => self.formula(a, false, na),
            Formula::Choose(which, yes, no) => {
                self.formula(which, true, false);
                self.formula(yes, truth, na);
                self.formula(no, truth, na);
            }
            Formula::Compare(a, _, b) | Formula::Share(a, b, _, _) => {
                self.formula(a, false, false);
                self.formula(b, false, false);
            }
            Formula::Not(a) => self.formula(a, true, false),
            Formula::And(a, b) | Formula::Or(a, b) => {
                // 有值(甲) 且 甲 > 3, 不适用(甲) 或 甲 > 3: what stands on the left makes the bare reading on the right lawful.
                let asked = match (&mut **a, &mut **b) {
                    (Formula::HasValue(s) | Formula::NotApplicable(s), Formula::Compare(read, _, other))
                        if matches!(**read, Formula::Truth(true)) =>
                    {
                        *s = self.source(*s, Some(false), Some(true));
                        **read = Formula::Read(*s);
                        self.formula(other, false, false);
                        true
                    }
                    _ => false,
                };
                if !asked {
                    self.formula(a, true, false);
                    self.formula(b, true, false);
                }
            }
        }
    }
}

/// What is known of each input.
pub fn facts() -> impl Strategy<Value = Vec<Known>> {
    let each: Vec<_> = INPUTS
        .iter()
        .map(|input| {
            let most = input.most;
            let none = if input.may_be_not_applicable { Known::NotApplicable } else { Known::Value(most) };
            prop_oneof![
                5 => (0..=most).prop_map(Known::Value),
                1 => Just(none),
                2 => Just(Known::OneOf((0..=most).collect())),
            ]
        })
        .collect();
    each
}
