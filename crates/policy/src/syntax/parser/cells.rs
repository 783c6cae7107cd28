//! `一等 → 10万元；二等、三等 → 5万元；其余 → 0元`: the cells of a 参数 of the type 表, in a 参数 and in a 改.

use super::{Parser, Read, say};
use crate::keywords::Keyword;
use crate::syntax::notes::What;
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{Cell, Given};

impl Parser<'_, '_> {
    /// What stands after 为: cells where an arrow comes before the next 自, else one value.
    pub(super) fn given(&mut self) -> Read<Given> {
        if self.cells_ahead() { Ok(Given::Table(self.cells()?)) } else { Ok(Given::One(self.expression()?)) }
    }

    fn cells_ahead(&self) -> bool {
        // 视 has arrows of its own.
        if self.at(Keyword::Match) {
            return false;
        }
        let ahead = self.tokens.iter().skip(self.at);
        let here = ahead.take_while(|token| !matches!(&token.kind, TokenKind::Word(word) if Keyword::Starting.is(word)));
        here.into_iter().any(|token| token.kind == TokenKind::Sign(Sign::Arrow))
    }

    /// `key {、key} {× key {、key}} → value {；…}`, one of them 其余.
    // INVARIANT: each turn consumes at least one token.
    fn cells(&mut self) -> Read<Vec<Cell>> {
        let start = self.here();
        let mut cells = Vec::new();
        loop {
            let span = self.here();
            let mut keys = Vec::new();
            if !self.eat(Keyword::Rest) {
                keys.push(self.names(&say("下标的值", "a value it is indexed by"))?);
                while self.eat_sign(Sign::Times) {
                    keys.push(self.names(&say("下标的值", "a value it is indexed by"))?);
                }
            }
            self.expect_sign(Sign::Arrow, "→")?;
            let value = self.condition()?;
            cells.push(Cell { keys, value, span: self.since(span) });
            if !self.eat_sign(Sign::Semicolon) {
                break;
            }
        }
        self.note_together(start, What::Match);
        Ok(cells)
    }
}
