//! 结论类, 结论 and 登记: what a pack concludes, about whom, and which matters may be set aside.

use super::clause::{Slot, after_comma, plain};
use super::{Parser, Read, Stop, say};
use crate::keywords::Keyword;
use crate::problems;
use crate::syntax::notes::{Begin, Part, What};
use crate::syntax::token::Sign;
use crate::syntax::tree::{Disregard, KindName, Kinds, Matter, Matters, Outcome, Reach, StatementKind, Who};

const MATTERS: &[Slot] = &[];
const OUTCOME: &[Slot] = &[
    plain(&[Keyword::For]),
    after_comma(&[Keyword::Limit]),
    after_comma(&[Keyword::Applies]),
    plain(&[Keyword::When]),
    plain(&[Keyword::Unless]),
    plain(&[Keyword::Reaches]),
    Slot { words: &[Keyword::Disregard], comma: false, repeats: true },
    plain(&[Keyword::Grants]),
    plain(&[Keyword::InNameOf]),
];

impl Parser<'_, '_> {
    /// `结论类 称号、提拔人选（方式：提拔方式）`
    pub(crate) fn kinds(&mut self) -> Read<StatementKind> {
        let mut kinds: Vec<KindName> = Vec::new();
        loop {
            let name = self.name(&say("结论类的名字", "the name of a kind of conclusion"))?;
            let mut fields = Vec::new();
            if self.at_touching_open() {
                let open = self.here();
                self.step_as(Part::Index);
                loop {
                    let field = self.name(&say("栏的名字", "the name of a field"))?;
                    self.expect_sign(Sign::Colon, "：")?;
                    fields.push((field, self.type_text()?));
                    if !self.eat_sign(Sign::Comma) {
                        break;
                    }
                }
                if !self.eat_sign(Sign::Close) {
                    let found = self.found();
                    self.report(open, |place| problems::unclosed_bracket::problem(place, &found));
                    return Err(Stop);
                }
                self.note_together(open, What::Brackets);
            }
            if kinds.iter().any(|k| k.name.text == name.text) {
                self.report(name.span, |place| problems::value_twice::problem(place, &name.text));
            }
            kinds.push(KindName { name, fields });
            if !self.eat_sign(Sign::Listing) {
                break;
            }
        }
        self.finish(Keyword::Kind);
        Ok(StatementKind::Kinds(Kinds { kinds }))
    }

    /// `登记 事项 包括 安全事故、年度目标考核（单位，年度）`
    pub(crate) fn matters(&mut self) -> Read<StatementKind> {
        let name = self.name(&say("登记的名字", "the name of the register"))?;
        let adds = self.eat(Keyword::Adds);
        if !adds {
            self.expect(Keyword::Include)?;
        }
        let mut of = Vec::new();
        loop {
            let name = self.name(&say("表的名字", "the name of a table"))?;
            let index = self.maybe_index()?;
            of.push(Matter { name, index });
            if !self.eat_sign(Sign::Listing) {
                break;
            }
        }
        self.clauses(Keyword::Matters, MATTERS, |_, _, _| Ok(()));
        Ok(StatementKind::Matters(Matters { name, adds, of }))
    }

    /// `结论「十强县」：称号` and its clauses.
    pub(crate) fn outcome(&mut self) -> Read<StatementKind> {
        let label = self.label()?;
        self.expect_sign(Sign::Colon, "：")?;
        let kind = self.name(&say("结论类的名字", "the name of a kind of conclusion"))?;
        let (mut of, mut limit, mut validity, mut when, mut unless) = (None, Vec::new(), None, None, None);
        let (mut reaches, mut disregards, mut grants, mut in_name_of) = (Vec::new(), Vec::new(), None, Vec::new());
        let mut fields = Vec::new();
        let mut seen = Vec::new();
        while !self.done() {
            if self.at_field(OUTCOME) {
                self.note_line(1);
                let field = self.name(&say("栏的名字", "the name of a field"))?;
                self.expect_sign(Sign::Equal, "=")?;
                match self.expression() {
                    Ok(value) => fields.push((field, value)),
                    Err(Stop) => {
                        self.broken = true;
                        self.skip_to_clause(OUTCOME);
                    }
                }
                continue;
            }
            self.one_clause(Keyword::Outcome, OUTCOME, &mut seen, &mut |p, clause, span| {
                match clause {
                    Keyword::For => of = Some(p.declared()?),
                    Keyword::Limit => limit = p.names(&say("实体的种类名", "the name of a kind of entity"))?,
                    Keyword::Applies => validity = Some(p.validity(span)?),
                    Keyword::When => when = Some((p.when()?, span)),
                    Keyword::Unless => unless = Some(p.condition()?),
                    Keyword::Reaches => reaches = p.reaches()?,
                    Keyword::Disregard => disregards.push(p.disregard(span)?),
                    Keyword::Grants => grants = Some(p.expression()?),
                    _ => in_name_of = p.names(&say("以谁的名义", "in whose name"))?,
                }
                Ok(())
            });
        }
        let guard = self.guard(when, unless);
        match (of, guard) {
            (Some((of, index)), Some(guard)) => Ok(StatementKind::Outcome(Box::new(Outcome {
                label,
                kind,
                of,
                index,
                limit,
                validity,
                guard,
                reaches,
                disregards,
                grants,
                in_name_of,
                fields,
            }))),
            (None, _) => Err(self.lacks(Keyword::For)),
            (_, None) => Err(self.lacks(Keyword::When)),
        }
    }

    /// `name =` lies ahead, and the name begins no clause.
    fn at_field(&self, slots: &[Slot]) -> bool {
        let clause = self.word().is_none_or(|w| slots.iter().any(|s| s.words.iter().any(|k| k.is(w))));
        !clause && self.sign_after(1) == Some(Sign::Equal)
    }

    /// `reach {；reach}`
    fn reaches(&mut self) -> Read<Vec<Reach>> {
        let mut reaches = vec![self.reach()?];
        while self.eat_sign(Sign::Semicolon) {
            reaches.push(self.reach()?);
        }
        Ok(reaches)
    }

    /// `who {、who} [，以 … 为准] [，分属两任时 option] [，当 logic]`
    fn reach(&mut self) -> Read<Reach> {
        let start = self.here();
        let mut who = vec![self.who()?];
        while self.eat_sign(Sign::Listing) {
            who.push(self.who()?);
        }
        let (mut anchor, mut split, mut when) = (None, None, None);
        while self.at_sign(Sign::Comma)
            || self.at(Keyword::AsAt)
            || self.at(Keyword::IfSplit)
            || (split.is_some() && self.at(Keyword::When))
        {
            let next = if self.at_sign(Sign::Comma) { 1 } else { 0 };
            let is = |p: &Self, keyword: Keyword| p.word_after(next).is_some_and(|w| keyword.is(w));
            if is(self, Keyword::AsAt) && anchor.is_none() {
                self.eat_sign(Sign::Comma);
                self.note_begin(Begin::AfterComma);
                anchor = Some(self.anchor()?.expr);
            } else if is(self, Keyword::IfSplit) && split.is_none() {
                self.eat_sign(Sign::Comma);
                self.note_begin(Begin::AfterComma);
                self.take(Keyword::IfSplit);
                split = Some(self.choice()?);
            } else if is(self, Keyword::When) && when.is_none() && next == 1 {
                self.eat_sign(Sign::Comma);
                self.note_begin(Begin::AfterComma);
                self.take(Keyword::When);
                when = Some(self.condition()?);
            } else {
                break;
            }
        }
        Ok(Reach { who, anchor, split, when, span: self.since(start) })
    }

    /// `[各] path [（logic）]`
    fn who(&mut self) -> Read<Who> {
        let start = self.here();
        let each = self.eat(Keyword::EachOf);
        let named = self.here();
        let of = self.name_or_call(named)?.expr;
        Ok(Who { each, of, span: self.since(start) })
    }

    /// `不计 已容错 的 安全事故`
    fn disregard(&mut self, start: crate::syntax::tree::Span) -> Read<Disregard> {
        let by = self.path(&say("判断某一事项可以不计的定义", "the definition that says which matters are set aside"))?;
        self.expect(Keyword::Among)?;
        let of = self.names(&say("表的名字", "the name of a table"))?;
        Ok(Disregard { by, of, span: self.since(start) })
    }
}
