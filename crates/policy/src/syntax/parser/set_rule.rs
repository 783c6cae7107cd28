//! 排名 and 名单, and what they share with 分档 and 分配: rules over a population. Clauses left out stay out of the tree; the checker says which are missing.

use super::clause::{Slot, after_comma, plain};
use super::{Parser, Read, say};
use crate::keywords::Keyword;
use crate::syntax::notes::Begin;
use crate::syntax::token::Sign;
use crate::syntax::tree::{Expr, Key, List, People, Rank, Span, StatementKind, Validity};

/// What every statement over a population begins with, around 从 or 给.
const BEFORE: &[Slot] = &[after_comma(&[Keyword::Applies])];
const TAKEN_FROM: &[Slot] = &[plain(&[Keyword::From])];
const SHARED_TO: &[Slot] = &[plain(&[Keyword::To])];
const PEOPLE: &[Slot] = &[after_comma(&[Keyword::Limit]), after_comma(&[Keyword::When, Keyword::Where]), after_comma(&[Keyword::Group])];

const RANK: &[Slot] = &[plain(&[Keyword::By]), plain(&[Keyword::Ties]), plain(&[Keyword::Missing])];
const LIST: &[Slot] = &[
    plain(&[Keyword::By]),
    plain(&[Keyword::Take]),
    after_comma(&[Keyword::Rounding]),
    after_comma(&[Keyword::Base]),
    after_comma(&[Keyword::Counting]),
    plain(&[Keyword::CutTies]),
    plain(&[Keyword::Missing]),
    plain(&[Keyword::Veto]),
    plain(&[Keyword::Admit]),
];

impl Parser<'_, '_> {
    pub(crate) fn rank(&mut self) -> Read<StatementKind> {
        let (path, index) = self.declared()?;
        let mut rank = Rank { path, index, validity: None, people: None, keys: Vec::new(), ties: None, missing: None };
        (rank.validity, rank.people) = self.over_population(Keyword::Rank, Keyword::From, RANK, |p, clause, _| {
            match clause {
                Keyword::By => rank.keys = p.keys()?,
                Keyword::Ties => rank.ties = Some(p.choice()?),
                _ => rank.missing = Some(p.choice()?),
            }
            Ok(())
        });
        Ok(StatementKind::Rank(rank))
    }

    pub(crate) fn list(&mut self) -> Read<StatementKind> {
        let (path, index) = self.declared()?;
        let mut list = List {
            path,
            index,
            validity: None,
            people: None,
            keys: Vec::new(),
            take: None,
            rounding: None,
            base: None,
            counting: None,
            cut_ties: None,
            missing: None,
            veto: None,
            admit: None,
        };
        (list.validity, list.people) = self.over_population(Keyword::List, Keyword::From, LIST, |p, clause, _| {
            match clause {
                Keyword::By => list.keys = p.keys()?,
                Keyword::Take => list.take = Some(p.expression()?),
                Keyword::Rounding => list.rounding = Some(p.choice()?),
                Keyword::Base => list.base = Some(p.choice()?),
                Keyword::Counting => list.counting = Some(p.choice()?),
                Keyword::CutTies => list.cut_ties = Some(p.choice()?),
                Keyword::Missing => list.missing = Some(p.choice()?),
                Keyword::Veto => list.veto = Some(p.condition_and_option()?),
                _ => list.admit = Some(p.condition_and_option()?),
            }
            Ok(())
        });
        Ok(StatementKind::List(list))
    }

    /// The clauses of a statement over a population, which begin alike: when it applies, who takes part, in which groups. The others,
    /// its own, go to `read`.
    pub(super) fn over_population(
        &mut self,
        statement: Keyword,
        from: Keyword,
        own: &[Slot],
        mut read: impl FnMut(&mut Self, Keyword, Span) -> Read<()>,
    ) -> (Option<Validity>, Option<People>) {
        let first = if from == Keyword::To { SHARED_TO } else { TAKEN_FROM };
        let slots: Vec<Slot> = BEFORE.iter().chain(first).chain(PEOPLE).chain(own).copied().collect();
        let (mut validity, mut people) = (None, None);
        self.clauses(statement, &slots, |p, clause, span| {
            if clause == Keyword::Applies {
                validity = Some(p.validity(span)?);
                return Ok(());
            }
            let about_people = matches!(clause, Keyword::Limit | Keyword::When | Keyword::Where | Keyword::Group);
            if about_people || clause == from { p.people(clause, span, from, &mut people) } else { read(p, clause, span) }
        });
        (validity, people)
    }

    /// 从 (or 给: `from`), and its 限, 当, 分组.
    fn people(&mut self, clause: Keyword, span: Span, from: Keyword, people: &mut Option<People>) -> Read<()> {
        if clause == from {
            let of = self.path(&say("参评的实体", "the entities that take part"))?;
            let (posts, at) = self.posts_and_anchor()?;
            *people = Some(People { of, posts, at, limit: Vec::new(), when: None, group: None, span: self.since(span) });
            return Ok(());
        }
        let Some(mut found) = people.take() else {
            // A 从 that could not be read was told already.
            if self.broken {
                self.skip_clause(clause)?;
                return Ok(());
            }
            return Err(self.expected_before(span, from));
        };
        let outcome = match clause {
            Keyword::Limit => self.names(&say("实体的种类名", "the name of a kind of entity")).map(|names| found.limit = names),
            Keyword::Group => self.choice().map(|group| found.group = Some(group)),
            _ => self.condition().map(|when| found.when = Some(when)),
        };
        found.span = self.since(found.span);
        *people = Some(found);
        outcome
    }

    fn skip_clause(&mut self, clause: Keyword) -> Read<()> {
        if clause == Keyword::Limit {
            self.names(&say("实体的种类名", "the name of a kind of entity")).map(|_| ())
        } else {
            self.choice().map(|_| ())
        }
    }

    fn expected_before(&mut self, span: Span, missing: Keyword) -> super::Stop {
        let what = say(&format!("「{}」", missing.zh()), &format!("「{}」", missing.en()));
        let found = super::found_word(self.text_of(span));
        self.report(span, |place| crate::problems::expected::problem(place, &what, &found));
        super::Stop
    }

    /// `key {；key}`, each with its direction.
    pub(super) fn keys(&mut self) -> Read<Vec<Key>> {
        let directions = [
            (Keyword::BestFirst, true),
            (Keyword::LargestFirst, true),
            (Keyword::LatestFirst, true),
            (Keyword::WorstFirst, false),
            (Keyword::SmallestFirst, false),
            (Keyword::EarliestFirst, false),
        ];
        let mut keys = Vec::new();
        loop {
            let start = self.here();
            let by = self.condition()?;
            let comma = self.eat_sign(Sign::Comma);
            let span = self.here();
            let Some((direction, descending)) = directions.into_iter().find(|(k, _)| self.at(*k)) else {
                let zh = "次序：从高到低、从低到高、从大到小、从小到大、从早到晚、从晚到早";
                let en = "a direction: best_first, worst_first, largest_first, smallest_first, earliest_first, latest_first";
                return Err(self.expected(&say(zh, en)));
            };
            if !comma && self.peek().is_some_and(|t| !t.first) {
                let word = self.text_of(span).to_owned();
                self.report(span, |place| crate::problems::missing_comma::problem(place, &word));
            }
            self.note_begin(Begin::AfterComma);
            self.take(direction);
            keys.push(Key { by, descending, span: self.since(start) });
            if !self.eat_sign(Sign::Semicolon) {
                return Ok(keys);
            }
        }
    }

    /// `logic，option`
    fn condition_and_option(&mut self) -> Read<(Expr, Expr)> {
        let condition = self.condition()?;
        self.expect_sign(Sign::Comma, "，")?;
        Ok((condition, self.choice()?))
    }
}
