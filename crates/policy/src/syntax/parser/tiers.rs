//! 分档 and 分配: tiers by cumulated quotas, and the exact sharing out of an amount.

use super::clause::{Slot, after_comma, plain};
use super::{Parser, Read, say};
use crate::keywords::Keyword;
use crate::syntax::token::Sign;
use crate::syntax::tree::{Cut, Share, StatementKind, Tiers};

const TIERS: &[Slot] = &[
    plain(&[Keyword::By]),
    plain(&[Keyword::Cut]),
    after_comma(&[Keyword::Rounding]),
    after_comma(&[Keyword::Cumulated]),
    plain(&[Keyword::CutTies]),
    plain(&[Keyword::Missing]),
];
const SHARE: &[Slot] = &[
    plain(&[Keyword::Amount]),
    plain(&[Keyword::Per]),
    plain(&[Keyword::ExactTo]),
    plain(&[Keyword::Remainder]),
    after_comma(&[Keyword::TieBy]),
];

impl Parser<'_, '_> {
    pub(crate) fn tiers(&mut self) -> Read<StatementKind> {
        let (path, index) = self.declared()?;
        let ty = if self.eat_sign(Sign::Colon) { Some(self.type_text()?) } else { None };
        let mut tiers = Tiers {
            path,
            index,
            ty,
            validity: None,
            people: None,
            keys: Vec::new(),
            cuts: Vec::new(),
            rounding: None,
            cumulated: None,
            cut_ties: None,
            missing: None,
        };
        (tiers.validity, tiers.people) = self.over_population(Keyword::Tiers, Keyword::From, TIERS, |p, clause, span| {
            match clause {
                Keyword::By => tiers.keys = p.keys()?,
                Keyword::Cut => tiers.cuts = p.cuts()?,
                Keyword::Rounding => tiers.rounding = Some(p.choice()?),
                Keyword::Cumulated => tiers.cumulated = Some(span),
                Keyword::CutTies => tiers.cut_ties = Some(p.choice()?),
                _ => tiers.missing = Some(p.choice()?),
            }
            Ok(())
        });
        Ok(StatementKind::Tiers(tiers))
    }

    /// `tier → quota {；tier → quota}`, the last one 其余.
    fn cuts(&mut self) -> Read<Vec<Cut>> {
        let mut cuts = Vec::new();
        loop {
            let start = self.here();
            let tier = self.name(&say("档的名称", "the name of a tier"))?;
            self.expect_sign(Sign::Arrow, "→")?;
            let take = if self.eat(Keyword::Rest) { None } else { Some(self.condition()?) };
            cuts.push(Cut { tier, take, span: self.since(start) });
            if !self.eat_sign(Sign::Semicolon) {
                return Ok(cuts);
            }
        }
    }

    pub(crate) fn share(&mut self) -> Read<StatementKind> {
        let (path, index) = self.declared()?;
        let mut share = Share {
            path,
            index,
            validity: None,
            people: None,
            amount: None,
            weight: None,
            exact_to: None,
            remainder: None,
            ties: Vec::new(),
        };
        (share.validity, share.people) = self.over_population(Keyword::Share, Keyword::To, SHARE, |p, clause, _| {
            match clause {
                Keyword::Amount => share.amount = Some(p.expression()?),
                Keyword::Per => share.weight = Some(p.expression()?),
                Keyword::ExactTo => share.exact_to = Some(p.any_word(&say("分、元或者万元", "分, 元 or 万元"))?),
                Keyword::Remainder => share.remainder = Some(p.choice()?),
                _ => {
                    p.expect(Keyword::By)?;
                    share.ties = p.keys()?;
                }
            }
            Ok(())
        });
        Ok(StatementKind::Share(share))
    }
}
