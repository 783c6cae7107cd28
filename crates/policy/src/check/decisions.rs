//! 判定表: heads and cells typed, levels each once and in order, rows that matter, rows of 唯一 that neither meet nor leave a gap.
//!
//! In: the table as written. Out: a [`Decision`] as the value of the definition's base rule. Whether rows meet is asked of the same
//! cases as elsewhere (`logic.rs`): proven, a row that shows it, or not decided, and then a run tells.

use quanheng_facts::value::{EnumId, Type, enum_of};

use crate::check::Checker;
use crate::check::logic::{Formula, Space, not};
use crate::check::reads::Scope;
use crate::check::solve::{Answer, Grid};
use crate::check::witness::Row;
use crate::ir::{self, DecisionRow, Expr, ExprKind, VariableId};
use crate::problems;
use crate::syntax::tree::{self, Comparison, DecisionCell, Hit, Span};

impl Checker<'_> {
    /// The value that a table gives.
    pub(super) fn lower_decision(&mut self, id: VariableId, scope: &Scope, decision: &tree::Decision) -> Option<Expr> {
        let ty = self.program.variable(id)?.ty.clone();
        if decision.broken {
            return None;
        }
        let fits = match decision.hit {
            Hit::HighestMet => matches!(ty, Type::Enum(_)) && ty.is_ordered(&self.program.schema.enums),
            Hit::EachRow => ty.is_number(),
            Hit::Unique => true,
        };
        if !fits {
            let place = self.place(scope.pack, decision.ty.name.span);
            self.report(problems::decision_type::problem(place, decision.hit.keyword()));
            return None;
        }
        let heads: Vec<Option<Expr>> = decision.heads.iter().map(|head| self.lower(scope, head, None)).collect();
        let heads: Vec<Expr> = heads.into_iter().collect::<Option<_>>()?;
        let official = match &decision.official {
            Some(path) => Some(self.official(scope, path, &ty)?),
            None => None,
        };
        let mut rows = Vec::new();
        let mut whole = true;
        for row in &decision.rows {
            match self.decision_row(scope, decision, row, &heads, &ty) {
                Some(row) => rows.push(row),
                None => whole = false,
            }
        }
        whole &= self.rest_row(scope.pack, decision);
        if decision.hit == Hit::HighestMet && whole {
            whole = self.levels(scope.pack, decision, &rows, &ty);
        } else if let Some(word) = decision.not_obtained.first() {
            let place = self.place(scope.pack, word.span);
            self.report(problems::clause_refused::problem(
                place,
                "缺级",
                "只有「取 任一达到的最高级」的表有级",
                "only a table with 「hit highest_met」 has levels",
            ));
            whole = false;
        }
        if !whole {
            return None;
        }
        let mut lowered = ir::Decision { hit: decision.hit, heads, rows, official, apart: false, whole: false };
        self.rows_that_matter(scope.pack, decision, &mut lowered);
        Some(Expr { kind: ExprKind::Decision(Box::new(lowered)), ty, span: decision.path.span })
    }

    /// 官方: a column or definition of the same type.
    fn official(&mut self, scope: &Scope, path: &tree::Path, ty: &Type) -> Option<Expr> {
        let name = tree::Expr { kind: tree::ExprKind::Name(path.clone()), span: path.span };
        self.lower_as(scope, &name, ty)
    }

    fn decision_row(
        &mut self,
        scope: &Scope,
        decision: &tree::Decision,
        row: &tree::DecisionRow,
        heads: &[Expr],
        ty: &Type,
    ) -> Option<DecisionRow> {
        let least = self.lower_as(scope, &row.least, ty);
        let greatest = row.greatest.as_ref().map(|e| self.lower_as(scope, e, ty));
        let mut cells = Vec::new();
        let mut whole = true;
        for (cell, (head, written)) in row.cells.iter().zip(heads.iter().zip(&decision.heads)) {
            let lowered = match cell {
                DecisionCell::Always | DecisionCell::Rest(_) => None,
                DecisionCell::When(when) => Some(self.condition(scope, when)),
                DecisionCell::Values(values, span) => Some(self.reached(scope, decision.hit, (head, written), values, *span)),
            };
            match lowered {
                Some(None) => whole = false,
                Some(Some(condition)) => cells.push(Some(condition)),
                None => cells.push(None),
            }
        }
        let (least, greatest) = (least?, greatest.map_or(Some(None), |g| g.map(Some))?);
        let rest = row.cells.iter().any(|c| matches!(c, DecisionCell::Rest(_)));
        whole.then(|| DecisionRow { greatest: greatest.unwrap_or_else(|| least.clone()), least, cells, rest })
    }

    /// A value in a cell: of an ordered enum, under 任一达到, that value or one above it; else exactly one of these.
    fn reached(&mut self, scope: &Scope, hit: Hit, head: (&Expr, &tree::Expr), values: &[tree::Expr], span: Span) -> Option<Expr> {
        let (lowered, written) = head;
        let ordered = matches!(lowered.ty, Type::Enum(_)) && lowered.ty.is_ordered(&self.program.schema.enums);
        let subject = Box::new(written.clone());
        let kind = match values {
            [value] if ordered && hit == Hit::HighestMet => {
                tree::ExprKind::Compare { op: Comparison::GreaterOrEqual, left: subject, right: Box::new(value.clone()) }
            }
            _ => tree::ExprKind::In { negated: false, subject, values: values.to_vec() },
        };
        self.condition(scope, &tree::Expr { kind, span })
    }

    /// 其余 stands in one row, the last, and in every cell of it that says something.
    fn rest_row(&mut self, pack: usize, decision: &tree::Decision) -> bool {
        let says_rest = |c: &DecisionCell| matches!(c, DecisionCell::Rest(_));
        let last = decision.rows.len().saturating_sub(1);
        for (at, row) in decision.rows.iter().enumerate() {
            let rest = row.cells.iter().any(says_rest);
            let whole = row.cells.iter().all(|c| says_rest(c) || matches!(c, DecisionCell::Always));
            if rest && (at != last || !whole) {
                let place = self.place(pack, row.span);
                self.report(problems::decision_rest::problem(place));
                return false;
            }
        }
        true
    }

    /// Each level once, from the highest to the lowest; those without criteria, and only those, within a stretch.
    fn levels(&mut self, pack: usize, decision: &tree::Decision, rows: &[DecisionRow], ty: &Type) -> bool {
        let Type::Enum(id) = ty else { return false };
        let name = |rank: u32| enum_of(&self.program.schema.enums, *id).and_then(|e| e.name_of(rank)).unwrap_or_default().to_owned();
        let count = enum_of(&self.program.schema.enums, *id).map_or(0, |e| u32::try_from(e.values.len()).unwrap_or(0));
        let mut wrong: Option<(Span, String, String)> = None;
        let mut next = count;
        let mut unobtained: Vec<String> = Vec::new();
        for (row, written) in rows.iter().zip(&decision.rows) {
            let (Some(least), Some(greatest)) = (rank_of(&row.least, *id), rank_of(&row.greatest, *id)) else {
                let (place, words) = (self.place(pack, written.least.span), self.words(pack, written.least.span));
                self.report(problems::not_a_constant::problem(place, &words));
                return false;
            };
            if greatest < least || greatest.checked_add(1) != Some(next) {
                let wanted = next.checked_sub(1).map_or_else(|| "（没有了）".to_owned(), name);
                wrong = Some((written.span, self.words(pack, written.least.span), wanted));
                break;
            }
            if least != greatest {
                unobtained.extend((least..=greatest).map(name));
            }
            next = least;
        }
        if wrong.is_none() && next > 0 {
            wrong = Some((decision.path.span, String::new(), next.checked_sub(1).map(name).unwrap_or_default()));
        }
        if let Some((span, found, wanted)) = wrong {
            let place = self.place(pack, span);
            self.report(problems::decision_levels::problem(place, &found, &wanted));
            return false;
        }
        let mut said: Vec<String> = decision.not_obtained.iter().map(|w| w.text.clone()).collect();
        said.sort();
        unobtained.sort();
        if said != unobtained {
            let span = decision.not_obtained.first().map_or(decision.path.span, |w| w.span);
            let place = self.place(pack, span);
            self.report(problems::decision_unobtained::problem(place, &unobtained, &said));
            return false;
        }
        true
    }

    /// Rows and cells that can never decide, rows of 唯一 that meet, cases that no row takes.
    fn rows_that_matter(&mut self, pack: usize, decision: &tree::Decision, lowered: &mut ir::Decision) {
        match lowered.hit {
            Hit::HighestMet => self.cells_that_decide(pack, decision, lowered),
            Hit::Unique => {
                let grid = self.grid(pack, lowered);
                lowered.apart = self.rows_apart(pack, decision, lowered, grid.as_ref());
                lowered.whole = lowered.rows.iter().any(|r| r.rest) || self.no_gap(pack, decision, lowered, grid.as_ref());
            }
            Hit::EachRow => {}
        }
    }

    /// A cell that is reached only where a higher level is reached anyway.
    fn cells_that_decide(&mut self, pack: usize, decision: &tree::Decision, lowered: &ir::Decision) {
        let mut dead = Vec::new();
        for (at, (row, written)) in lowered.rows.iter().zip(&decision.rows).enumerate() {
            for (column, cell) in row.cells.iter().enumerate() {
                let Some(cell) = cell else { continue };
                let mut space = Space::default();
                let mut parts = vec![space.formula(self, pack, cell)];
                for higher in lowered.rows.iter().take(at) {
                    for over in higher.cells.iter().flatten() {
                        parts.push(not(space.formula(self, pack, over)));
                    }
                }
                if matches!(space.can_hold(&Formula::And(parts)), Answer::Never)
                    && let Some(head) = decision.heads.get(column)
                {
                    dead.push((cell.span, self.words(pack, written.least.span), self.words(pack, head.span)));
                }
            }
        }
        for (span, level, column) in dead {
            let place = self.place(pack, span);
            self.report(problems::decision_cell_dead::problem(place, &level, &column));
        }
    }

    fn row_holds(&self, space: &mut Space, pack: usize, row: &DecisionRow) -> Formula {
        Formula::And(row.cells.iter().flatten().map(|cell| space.formula(self, pack, cell)).collect())
    }

    /// All rows but 其余 beside each other, where each cell is about one reading.
    fn grid(&self, pack: usize, lowered: &ir::Decision) -> Option<Grid> {
        let mut space = Space::default();
        let rows = lowered.rows.iter().filter(|row| !row.rest);
        let rows: Vec<Vec<Formula>> =
            rows.map(|row| row.cells.iter().flatten().map(|cell| space.formula(self, pack, cell)).collect()).collect();
        Grid::of(&space, &rows)
    }

    /// True where it is proven that no two rows hold together.
    fn rows_apart(&mut self, pack: usize, decision: &tree::Decision, lowered: &ir::Decision, grid: Option<&Grid>) -> bool {
        let mut apart = true;
        let rows: Vec<(&DecisionRow, &tree::DecisionRow)> = lowered.rows.iter().zip(&decision.rows).filter(|(r, _)| !r.rest).collect();
        let mut found = Vec::new();
        for (at, (one, first)) in rows.iter().enumerate() {
            for (behind, (other, second)) in rows.iter().enumerate().skip(at.saturating_add(1)) {
                if grid.is_some_and(|grid| grid.are_apart(at, behind)) {
                    continue;
                }
                let mut space = Space::default();
                let both = Formula::And(vec![self.row_holds(&mut space, pack, one), self.row_holds(&mut space, pack, other)]);
                match space.can_hold(&both) {
                    Answer::Never => {}
                    Answer::Undecided => apart = false,
                    Answer::Case(case) => {
                        apart = false;
                        found.push((first.span, second.span, Row::of(self, &space, &case, None).on_paper()));
                    }
                }
            }
        }
        for (first, second, row) in found {
            let (place, other) = (self.place(pack, second), self.place(pack, first));
            self.report(problems::decision_rows_meet::problem(place, &row, other));
        }
        apart
    }

    /// True where it is proven that some row always holds.
    fn no_gap(&mut self, pack: usize, decision: &tree::Decision, lowered: &ir::Decision, grid: Option<&Grid>) -> bool {
        if grid.and_then(Grid::leaves_nothing_out) == Some(true) {
            return true;
        }
        let mut space = Space::default();
        let none: Vec<Formula> = lowered.rows.iter().map(|row| not(self.row_holds(&mut space, pack, row))).collect();
        match space.can_hold(&Formula::And(none)) {
            Answer::Never => true,
            Answer::Undecided => false,
            Answer::Case(case) => {
                let row = Row::of(self, &space, &case, None).on_paper();
                let place = self.place(pack, decision.path.span);
                self.report(problems::decision_gap::problem(place, &row));
                false
            }
        }
    }
}

fn rank_of(expr: &Expr, of: EnumId) -> Option<u32> {
    match &expr.kind {
        ExprKind::Literal(quanheng_facts::value::Value::Enum(id, rank)) if *id == of => Some(*rank),
        _ => None,
    }
}

/// True for a table after whose rows nothing may be left: then it gives no value there.
pub(super) fn may_give_none(decision: &tree::Decision) -> bool {
    let rest = |c: &DecisionCell| matches!(c, DecisionCell::Rest(_));
    decision.hit == Hit::HighestMet && !decision.rows.iter().any(|r| r.cells.iter().any(rest))
}

/// What is written in a table: heads, values, cells.
pub(super) fn written(decision: &tree::Decision) -> Vec<&tree::Expr> {
    let mut out: Vec<&tree::Expr> = decision.heads.iter().collect();
    for row in &decision.rows {
        out.push(&row.least);
        out.extend(&row.greatest);
        for cell in &row.cells {
            match cell {
                DecisionCell::When(when) => out.push(when),
                DecisionCell::Values(values, _) => out.extend(values),
                DecisionCell::Always | DecisionCell::Rest(_) => {}
            }
        }
    }
    out
}
