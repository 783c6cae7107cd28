//! 设 参数 改 停用 校验: numbers and choices, what changes them, and what must add up.

use super::clause::{Slot, after_comma};
use super::{Parser, Read, say};
use crate::keywords::Keyword;
use crate::syntax::notes::Part;
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{Amend, Assert, Given, Param, Repeal, Settle, Start, StatementKind};

const SETTLE: &[Slot] = &[after_comma(&[Keyword::Body]), after_comma(&[Keyword::Because])];
const DATED: &[Slot] = &[Slot { words: &[Keyword::Starting], comma: false, repeats: true }];

impl Parser<'_, '_> {
    /// `设 x = v，由「…」于 2018-01-15，因「…」`
    pub(crate) fn settle(&mut self) -> Read<StatementKind> {
        let target = self.path(&say("待定事项的名字", "the name of what was left open"))?;
        let cell = self.maybe_cell()?;
        self.expect_sign(Sign::Equal, "=")?;
        let value = self.expression()?;
        let (mut by, mut because) = (None, None);
        self.clauses(Keyword::Settle, SETTLE, |p, clause, _| {
            if clause == Keyword::Because {
                because = Some(p.quoted(&say("「」括起来的理由", "the reason between 「 and 」"))?);
                return Ok(());
            }
            let body = p.quoted(&say("「」括起来的设定机关", "the body that settles it, between 「 and 」"))?;
            p.expect(Keyword::Dated)?;
            let Some(TokenKind::Date(date)) = p.peek().map(|t| &t.kind) else {
                return Err(p.expected(&say("日期，如 2018-01-15", "a day such as 2018-01-15")));
            };
            p.bump();
            by = Some((body, *date));
            Ok(())
        });
        match (by, because) {
            (Some((by, on)), Some(because)) => Ok(StatementKind::Settle(Settle { target, cell, value, by, on, because })),
            _ if self.broken => Err(super::Stop),
            (None, _) => Err(self.expected(&say("「，由「机关」于 日期」", "「, body「…」 dated 2018-01-15」"))),
            (_, None) => Err(self.expected(&say("「，因「理由」」", "「, because「…」」"))),
        }
    }

    /// `（安全生产）` touching the name before it: which cell of a family.
    fn maybe_cell(&mut self) -> Read<Vec<crate::syntax::tree::Word>> {
        let mut cell = Vec::new();
        if !self.at_touching_open() {
            return Ok(cell);
        }
        let open = self.here();
        self.step_as(Part::Index);
        loop {
            cell.push(self.name(&say("下标的值", "the value it is indexed by"))?);
            if !self.eat_sign(Sign::Comma) {
                break;
            }
        }
        if !self.eat_sign(Sign::Close) {
            let found = self.found();
            self.report(open, |place| crate::problems::unclosed_bracket::problem(place, &found));
            return Err(super::Stop);
        }
        Ok(cell)
    }

    /// `参数 x：type 自 … 为 … {自 … 为 …}`; of the type 表 with cells after each 为.
    pub(crate) fn param(&mut self) -> Read<StatementKind> {
        let name = self.path(&say("参数的名字", "the name of the parameter"))?;
        self.expect_sign(Sign::Colon, "：")?;
        let ty = self.type_text()?;
        let values = self.dated_values(Keyword::Param)?;
        Ok(StatementKind::Param(Param { name, ty, values }))
    }

    /// `改 pack·x 自 … 为 …`
    pub(crate) fn amend(&mut self) -> Read<StatementKind> {
        let target = self.path(&say("要改的数的名字", "the name of the number to change"))?;
        let label = match self.peek() {
            Some(token) if token.touches && matches!(token.kind, TokenKind::Quoted(_)) => Some(self.label()?),
            _ => None,
        };
        let cell = self.maybe_cell()?;
        let values = self.dated_values(Keyword::Amend)?;
        Ok(StatementKind::Amend(Amend { target, label, cell, values }))
    }

    fn dated_values(&mut self, statement: Keyword) -> Read<Vec<(Start, Given)>> {
        let mut values = Vec::new();
        self.clauses(statement, DATED, |p, _, _| {
            values.push(p.dated_value()?);
            Ok(())
        });
        if values.is_empty() && !self.broken {
            return Err(self.expected(&say("「自 2016年度 为 …」", "「starting 2016年度 as …」")));
        }
        Ok(values)
    }

    /// `停用 pack·x「label」 自 …`
    pub(crate) fn repeal(&mut self) -> Read<StatementKind> {
        let target = self.target()?;
        self.expect(Keyword::Starting)?;
        let from = self.start()?;
        self.finish(Keyword::Repeal);
        Ok(StatementKind::Repeal(Repeal { target, from }))
    }

    /// `校验「…」 [每 T：] logic`
    pub(crate) fn assert(&mut self) -> Read<StatementKind> {
        let label = self.label()?;
        let mut each = None;
        if self.at(Keyword::Every) && self.word_after(1).is_some() && self.sign_after(2) == Some(Sign::Colon) {
            self.take(Keyword::Every);
            each = Some(self.name(&say("表的名字", "the name of a table"))?);
            self.bump();
        }
        let logic = self.condition()?;
        self.finish(Keyword::Assert);
        Ok(StatementKind::Assert(Assert { label, each, logic }))
    }
}
