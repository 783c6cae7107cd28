//! 定义 例外 界限 推定: rules for one entity.

use super::clause::{Slot, after_comma, plain};
use super::{Parser, Read, Stop, say};
use crate::keywords::Keyword;
use crate::syntax::token::Sign;
use crate::syntax::tree::{Body, Bound, Define, Exception, Mode, Presume, StatementKind};

const DEFINE: &[Slot] = &[
    after_comma(&[Keyword::MaybeNa]),
    after_comma(&[Keyword::Applies]),
    plain(&[Keyword::Is]),
    plain(&[Keyword::When]),
    plain(&[Keyword::Unless]),
    plain(&[Keyword::Then]),
    plain(&[Keyword::Default]),
];
const EXCEPTION: &[Slot] = &[
    plain(&[Keyword::Over]),
    after_comma(&[Keyword::YieldsTo]),
    after_comma(&[Keyword::Coexist, Keyword::CoexistAny, Keyword::Add, Keyword::Highest]),
    after_comma(&[Keyword::Published]),
    after_comma(&[Keyword::Applies]),
    plain(&[Keyword::WhereApplies]),
    plain(&[Keyword::When]),
    plain(&[Keyword::Unless]),
    plain(&[Keyword::Then]),
];
const BOUND: &[Slot] = &[plain(&[Keyword::Over]), plain(&[Keyword::When]), plain(&[Keyword::Unless]), plain(&[Keyword::Then])];
const PRESUME: &[Slot] = &[
    plain(&[Keyword::Over]),
    plain(&[Keyword::When]),
    plain(&[Keyword::Unless]),
    plain(&[Keyword::Then]),
    after_comma(&[Keyword::Because]),
];

impl Parser<'_, '_> {
    pub(crate) fn define(&mut self) -> Read<StatementKind> {
        let (path, index) = self.declared()?;
        self.expect_sign(Sign::Colon, "：")?;
        let ty = self.type_text()?;
        let (mut maybe_na, mut validity) = (false, None);
        let (mut is, mut when, mut unless, mut then, mut default) = (None, None, None, None, None);
        self.clauses(Keyword::Define, DEFINE, |p, clause, span| {
            match clause {
                Keyword::MaybeNa => maybe_na = true,
                Keyword::Applies => validity = Some(p.validity(span)?),
                Keyword::Is => is = Some((p.expression()?, span)),
                Keyword::When => when = Some((p.when()?, span)),
                Keyword::Unless => unless = Some((p.condition()?, span)),
                Keyword::Then => then = Some((p.expression()?, span)),
                _ => default = Some((p.expression()?, span)),
            }
            Ok(())
        });
        let body = match is {
            None => {
                let orphan = unless.as_ref().filter(|_| when.is_none()).map(|(_, span)| *span);
                self.needs_when(orphan)?;
                let guard = self.guard(when, unless.map(|(u, _)| u));
                Body::Rule { guard, then: then.map(|(t, _)| t), default: default.map(|(d, _)| d) }
            }
            Some((is, _)) => {
                let other = when.map(|(_, s)| s).or(unless.map(|(_, s)| s)).or(then.map(|(_, s)| s)).or(default.map(|(_, s)| s));
                if let Some(span) = other {
                    let word = self.text_of(span).to_owned();
                    self.report(span, |place| crate::problems::is_and_rule::problem(place, &word));
                    return Err(Stop);
                }
                Body::Is(is)
            }
        };
        Ok(StatementKind::Define(Define { path, index, ty, maybe_na, validity, body }))
    }

    /// A 除非 without 当 has nothing to take away from.
    fn needs_when(&mut self, unless: Option<crate::syntax::tree::Span>) -> Read<()> {
        match unless {
            Some(span) if !self.broken => {
                let found = super::found_word(self.text_of(span));
                let what = say("「当」", "「when」");
                self.report(span, |place| crate::problems::expected::problem(place, &what, &found));
                Err(Stop)
            }
            _ => Ok(()),
        }
    }

    pub(crate) fn exception(&mut self) -> Read<StatementKind> {
        let label = self.label()?;
        let (mut over, mut yields_to, mut mode, mut published) = (Vec::new(), Vec::new(), None, None);
        let (mut validity, mut where_applies) = (None, None);
        let (mut when, mut unless, mut then) = (None, None, None);
        self.clauses(Keyword::Exception, EXCEPTION, |p, clause, span| {
            match clause {
                Keyword::Over => over = p.targets()?,
                Keyword::YieldsTo => yields_to = p.targets()?,
                Keyword::Coexist => mode = Some((Mode::Coexist, span)),
                Keyword::CoexistAny => mode = Some((Mode::CoexistAny, span)),
                Keyword::Add => mode = Some((Mode::Add, span)),
                Keyword::Highest => mode = Some((Mode::Highest, span)),
                Keyword::Published => published = Some(span),
                Keyword::Applies => validity = Some(p.validity(span)?),
                Keyword::WhereApplies => {
                    where_applies = Some(p.label()?);
                    p.close_words(span, Keyword::WhereApplies, Keyword::WhereAppliesEnd)?;
                }
                Keyword::When => when = Some((p.when()?, span)),
                Keyword::Unless => unless = Some(p.condition()?),
                _ => then = Some(p.expression()?),
            }
            Ok(())
        });
        self.must_have(!over.is_empty(), Keyword::Over)?;
        let guard = self.guard(when, unless);
        match (guard, then) {
            (Some(guard), Some(then)) => {
                Ok(StatementKind::Exception(Exception { label, over, yields_to, mode, published, validity, where_applies, guard, then }))
            }
            (guard, _) => Err(self.lacks(if guard.is_none() { Keyword::When } else { Keyword::Then })),
        }
    }

    pub(crate) fn bound(&mut self) -> Read<StatementKind> {
        let label = self.label()?;
        let (mut target, mut when, mut unless, mut limit) = (None, None, None, None);
        self.clauses(Keyword::Bound, BOUND, |p, clause, span| {
            match clause {
                Keyword::Over => target = Some(p.path(&say("被收窄的名字", "the name that is narrowed"))?),
                Keyword::When => when = Some((p.when()?, span)),
                Keyword::Unless => unless = Some(p.condition()?),
                _ => {
                    let at_least = p.at(Keyword::AtLeast);
                    if !at_least && !p.at(Keyword::AtMost) {
                        return Err(p.expected(&say("「不小于」或者「不大于」", "「at_least」 or 「at_most」")));
                    }
                    p.take(if at_least { Keyword::AtLeast } else { Keyword::AtMost });
                    limit = Some((at_least, p.sum()?));
                }
            }
            Ok(())
        });
        let guard = self.guard(when, unless);
        match (target, guard, limit) {
            (Some(target), Some(guard), Some((at_least, limit))) => {
                Ok(StatementKind::Bound(Bound { label, target, guard, at_least, limit }))
            }
            (None, _, _) => Err(self.lacks(Keyword::Over)),
            (_, None, _) => Err(self.lacks(Keyword::When)),
            _ => Err(self.lacks(Keyword::Then)),
        }
    }

    pub(crate) fn presume(&mut self) -> Read<StatementKind> {
        let label = self.label()?;
        let (mut target, mut when, mut unless, mut then, mut because) = (None, None, None, None, None);
        self.clauses(Keyword::Presume, PRESUME, |p, clause, span| {
            match clause {
                Keyword::Over => target = Some(p.path(&say("被推定的名字", "the name that is presumed"))?),
                Keyword::When => when = Some((p.when()?, span)),
                Keyword::Unless => unless = Some(p.condition()?),
                Keyword::Then => then = Some(p.expression()?),
                _ => because = Some(p.quoted(&say("「」括起来的理由", "the reason between 「 and 」"))?),
            }
            Ok(())
        });
        let guard = self.guard(when, unless);
        match (target, guard, then, because) {
            (Some(target), Some(guard), Some(then), Some(because)) => {
                Ok(StatementKind::Presume(Presume { label, target, guard, then, because }))
            }
            (None, _, _, _) => Err(self.lacks(Keyword::Over)),
            (_, None, _, _) => Err(self.lacks(Keyword::When)),
            (_, _, None, _) => Err(self.lacks(Keyword::Then)),
            _ => Err(self.lacks(Keyword::Because)),
        }
    }

    fn must_have(&mut self, has: bool, clause: Keyword) -> Read<()> {
        if has { Ok(()) } else { Err(self.lacks(clause)) }
    }

    /// Tells that a clause is missing at the statement's end; says nothing if another of its clauses was broken.
    pub(crate) fn lacks(&mut self, clause: Keyword) -> Stop {
        if self.broken {
            return Stop;
        }
        self.expected(&say(&format!("「{}」", clause.zh()), &format!("「{}」", clause.en())))
    }
}
