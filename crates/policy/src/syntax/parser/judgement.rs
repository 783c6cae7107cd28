//! 认定项 认定项组: what a person has to judge, who that is, on what, and when it is needed at all.

use super::clause::{Slot, plain};
use super::{Parser, Read, say};
use crate::keywords::Keyword;
use crate::syntax::token::Sign;
use crate::syntax::tree::{Judgement, StatementKind};

const ONE: &[Slot] = &[
    plain(&[Keyword::Body]),
    plain(&[Keyword::Evidence]),
    plain(&[Keyword::EachWith]),
    plain(&[Keyword::Within]),
    plain(&[Keyword::NeededIf]),
];
const GROUP: &[Slot] = &[
    plain(&[Keyword::Include]),
    plain(&[Keyword::Body]),
    plain(&[Keyword::Evidence]),
    plain(&[Keyword::EachWith]),
    plain(&[Keyword::Within]),
    plain(&[Keyword::NeededIf]),
];

impl Parser<'_, '_> {
    pub(crate) fn judgement(&mut self, keyword: Keyword) -> Read<StatementKind> {
        let (path, index) = self.declared()?;
        self.expect_sign(Sign::Colon, "：")?;
        let ty = self.type_text()?;
        let group = keyword == Keyword::Judgements;
        let mut judgement = Judgement {
            path,
            index,
            ty,
            members: None,
            bodies: Vec::new(),
            evidence: Vec::new(),
            each_with: Vec::new(),
            step: None,
            needed_if: None,
        };
        self.clauses(keyword, if group { GROUP } else { ONE }, |p, clause, _| {
            match clause {
                Keyword::Include => judgement.members = Some(p.names(&say("组里的认定项", "a judgement of the group"))?),
                Keyword::Body => judgement.bodies = p.names(&say("作认定的机关", "the body that judges"))?,
                Keyword::Evidence => judgement.evidence = p.names(&say("作认定所凭的材料", "what it is judged on"))?,
                Keyword::EachWith => judgement.each_with = p.names(&say("每项认定须附的东西", "what goes with each judgement"))?,
                Keyword::Within => {
                    judgement.step = Some(p.name(&say("程序的步骤", "a step of a procedure"))?);
                    p.expect(Keyword::Step)?;
                }
                _ => judgement.needed_if = Some(p.condition()?),
            }
            Ok(())
        });
        if judgement.bodies.is_empty() || judgement.evidence.is_empty() || (group && judgement.members.is_none()) {
            let missing = match (group && judgement.members.is_none(), judgement.bodies.is_empty()) {
                (true, _) => Keyword::Include,
                (false, true) => Keyword::Body,
                (false, false) => Keyword::Evidence,
            };
            return Err(self.lacks(missing));
        }
        Ok(StatementKind::Judgement(judgement))
    }
}
