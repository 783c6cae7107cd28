//! 实体 枚举 时段 事实 完整 待定: what a pack says exists.

use quanheng_facts::value::EnumOrder;

use super::clause::{Slot, after_comma, plain};
use super::{Parser, Read, Stop, say};
use crate::keywords::Keyword;
use crate::problems;
use crate::syntax::notes::{Begin, Part};
use crate::syntax::token::{Sign, TokenKind};
use crate::syntax::tree::{Begins, Complete, Confirmed, Entity, Enum, Open, Source, SourceShape, Span, StatementKind, Word};

const ENTITY: &[Slot] = &[after_comma(&[Keyword::Parent])];
const OPEN: &[Slot] = &[plain(&[Keyword::Options]), plain(&[Keyword::Affects])];
const SOURCE: &[Slot] =
    &[after_comma(&[Keyword::ManyRows]), after_comma(&[Keyword::Begins]), after_comma(&[Keyword::SeeTable]), plain(&[Keyword::Complete])];

impl Parser<'_, '_> {
    pub(crate) fn entity(&mut self) -> Read<StatementKind> {
        let what = say("实体的种类名", "the name of a kind of entity");
        let name = self.name(&what)?;
        let of = if self.eat_sign(Sign::Colon) { Some(self.name(&what)?) } else { None };
        let mut superior = None;
        self.clauses(Keyword::Entity, ENTITY, |p, _, _| {
            superior = Some(p.name(&what)?);
            Ok(())
        });
        Ok(StatementKind::Entity(Entity { name, of, superior }))
    }

    pub(crate) fn enumeration(&mut self) -> Read<StatementKind> {
        let name = self.name(&say("枚举的名字", "the name of the enum"))?;
        let order = self.maybe_order()?;
        let adds = self.eat(Keyword::Adds);
        let mut extensible = false;
        if !adds && (self.at_sign(Sign::Comma) || self.at(Keyword::Extensible)) {
            self.eat_sign(Sign::Comma);
            self.note_begin(Begin::AfterComma);
            self.expect(Keyword::Extensible)?;
            extensible = true;
        }
        self.expect_sign(Sign::Colon, "：")?;
        let values = self.names(&say("枚举的值", "a value of the enum"))?;
        self.finish(Keyword::Enum);
        Ok(StatementKind::Enum(Enum { name, order, extensible, adds, values }))
    }

    /// `（由高到低）`
    pub(crate) fn maybe_order(&mut self) -> Read<Option<EnumOrder>> {
        if !self.at_sign(Sign::Open) {
            return Ok(None);
        }
        let open = self.here();
        self.step_as(Part::Index);
        let orders = [
            (Keyword::HighFirst, EnumOrder::HighFirst),
            (Keyword::HeavyFirst, EnumOrder::HighFirst),
            (Keyword::LowFirst, EnumOrder::LowFirst),
            (Keyword::LightFirst, EnumOrder::LowFirst),
        ];
        let Some((_, order)) = orders.into_iter().find(|(keyword, _)| self.eat(*keyword)) else {
            let what = say("由高到低、由低到高、由重到轻或者由轻到重", "high_first, low_first, heavy_first or light_first");
            return Err(self.expected(&what));
        };
        if !self.eat_sign(Sign::Close) {
            let found = self.found();
            self.report(open, |place| problems::unclosed_bracket::problem(place, &found));
            return Err(Stop);
        }
        Ok(Some(order))
    }

    pub(crate) fn source(&mut self, keyword: Keyword) -> Read<StatementKind> {
        let shape = match keyword {
            Keyword::Span => SourceShape::Span,
            Keyword::Event => SourceShape::Event,
            Keyword::Tenure => SourceShape::Tenure,
            _ => SourceShape::Fact,
        };
        let name = if shape == SourceShape::Tenure {
            // The language's own table: its word is its name, in either spelling of the statement.
            let span = self.before().map_or_else(|| self.here(), |t| t.span);
            Word { text: Keyword::Tenure.zh().to_owned(), span }
        } else {
            self.name(&say("表的名字", "the name of the table"))?
        };
        let index = self.maybe_index()?;
        let mut source = Source { shape, name, index, many_rows: false, begins: None, columns: Vec::new(), complete: None };
        let mut sees = false;
        self.clauses(keyword, SOURCE, |p, clause, span| {
            match clause {
                Keyword::ManyRows => source.many_rows = true,
                Keyword::Begins => source.begins = Some(p.begins()?),
                Keyword::SeeTable => sees = true,
                _ => source.complete = Some(p.confirmed(span)?),
            }
            Ok(())
        });
        if !sees && !self.broken {
            return Err(self.expected(&say("「，见下表」", "「, see_table」")));
        }
        Ok(StatementKind::Source(source))
    }

    fn begins(&mut self) -> Read<Begins> {
        let span = self.here();
        if self.eat(Keyword::Open) {
            return Ok(Begins::Open(self.unset(span, false)?));
        }
        match self.peek().map(|t| &t.kind) {
            Some(TokenKind::Period(year)) => {
                self.bump();
                Ok(Begins::Year(*year, span))
            }
            _ => Err(self.expected(&say("年度，如 2008年度，或者待定「…」", "a year such as 2008年度, or open「…」"))),
        }
    }

    /// `由 names 按 names 确认`
    fn confirmed(&mut self, start: Span) -> Read<Confirmed> {
        self.expect(Keyword::Body)?;
        let bodies = self.names(&say("确认的机关", "the body that confirms"))?;
        self.expect(Keyword::Per)?;
        let by = self.names(&say("确认的单元，如年度", "what it confirms by, such as 年度"))?;
        self.expect(Keyword::Confirmed)?;
        Ok(Confirmed { bodies, by, span: self.since(start) })
    }

    pub(crate) fn complete(&mut self) -> Read<StatementKind> {
        let table = self.name(&say("表的名字", "the name of a table"))?;
        let start = self.here();
        let confirmed = self.confirmed(start)?;
        self.finish(Keyword::Complete);
        Ok(StatementKind::Complete(Complete { table, confirmed }))
    }

    /// The statement 待定 at `start`.
    pub(crate) fn open(&mut self, start: Span) -> Read<StatementKind> {
        let open = self.unset(start, false)?;
        let (mut options, mut affects) = (Vec::new(), Vec::new());
        self.clauses(Keyword::Open, OPEN, |p, clause, _| {
            if clause == Keyword::Options {
                options = p.names(&say("可选项", "an option"))?;
                return Ok(());
            }
            let what = say("受影响的名字", "a name that is affected");
            affects.push(p.path(&what)?);
            while p.eat_sign(Sign::Listing) {
                affects.push(p.path(&what)?);
            }
            Ok(())
        });
        Ok(StatementKind::Open(Open { open, options, affects }))
    }
}
