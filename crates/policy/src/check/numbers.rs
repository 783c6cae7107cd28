//! Named numbers and 参数: declared where they stand, read anywhere; and lints on numbers nobody can change or that nearly agree.

use quanheng_facts::value::{Type, Value};

use crate::check::names::Item;
use crate::check::{Checker, ids, next_index, tree_walk, types};
use crate::ir::{self, Parameter, ParameterId, ParameterValue, walk};
use crate::problems;
use crate::syntax::tree::{self, Body, Comparison, ExprKind, Given, NumberText, Param, Span, Start, Statement, StatementKind, Word};
use crate::wording;

impl<'a> Checker<'a> {
    pub(super) fn declare_numbers(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                if let StatementKind::Param(param) = &statement.kind {
                    self.declare_param(pack, statement, param);
                }
                for expr in tree_walk::expressions(&statement.kind) {
                    let mut named: Vec<(&NumberText, &Word)> = Vec::new();
                    tree_walk::visit(expr, &mut |e| {
                        if let ExprKind::Number { number, name: Some(name) } = &e.kind {
                            named.push((number, name));
                        }
                    });
                    for (number, name) in named {
                        self.declare_number(pack, statement, number, name);
                    }
                }
            }
        }
    }

    fn declare_number(&mut self, pack: usize, statement: &Statement, number: &NumberText, name: &Word) {
        let (ty, value) = match types::number_of(number) {
            Ok((ty, value)) => (ty, Value::Number(value)),
            Err(wrong) => {
                self.broken.insert(name.text.clone());
                return self.number_does_not_fit(pack, number.span, &wrong.unit);
            }
        };
        let here = self.names.items(&name.text, pack).into_iter().find(|d| d.pack == pack && matches!(d.what, Item::Parameter(_)));
        if let Some((Item::Parameter(id), span)) = here.map(|d| (d.what, d.span)) {
            let Some(known) = self.program.parameters.get(id.at()) else { return };
            let same = known.ty == ty && known.values.first().is_some_and(|v| v.value == value);
            if !same {
                let one = known.values.first().map(|v| wording::written(&v.value, &known.ty, &self.program.schema)).unwrap_or_default();
                let other = wording::written(&value, &ty, &self.program.schema);
                let (place, first) = (self.place(pack, number.span), self.place(pack, span));
                self.report(problems::number_differs::problem(place, &name.text, &one, &other, first));
            }
            return;
        }
        let article = self.article_ix(pack, statement.article);
        let values = vec![ParameterValue { from: None, value, pack: ids::pack_ix(pack), article }];
        self.new_parameter(pack, name, ty, values, article);
    }

    fn new_parameter(&mut self, pack: usize, name: &Word, ty: Type, values: Vec<ParameterValue>, article: Option<ir::ArticleIx>) {
        let id = ParameterId(next_index(&self.program.parameters));
        let (name_text, pack_ix) = (name.text.clone(), ids::pack_ix(pack));
        self.program.parameters.push(Parameter { name: name_text, pack: pack_ix, ty, values, family: None, article, span: name.span });
        self.declare(name, pack, Item::Parameter(id));
    }

    fn declare_param(&mut self, pack: usize, statement: &Statement, param: &'a Param) {
        let Some(name) = param.name.words.last() else { return };
        if param.name.words.len() > 1 {
            let place = self.place(pack, param.name.span);
            let words = self.words(pack, param.name.span);
            self.report(problems::param_of_nobody::problem(place, &words, &name.text));
            return;
        }
        if param.ty.table.is_some() {
            return self.declare_param_table(pack, statement, name, param);
        }
        let Some(ty) = self.type_of(pack, &param.ty) else {
            self.broken.insert(name.text.clone());
            return;
        };
        let article = self.article_ix(pack, statement.article);
        let written = self.single_values(pack, &name.text, &param.values);
        let mut values = self.dated_values(pack, &name.text, name.span, &written, &ty, article);
        // The first value holds from ever: nothing says what held before, and a rule's own span says when it applies.
        if let Some(first) = values.first_mut() {
            first.from = None;
        }
        self.new_parameter(pack, name, ty, values, article);
    }

    /// `自 … 为 …` in ascending order of years.
    pub(super) fn dated_values(
        &mut self,
        pack: usize,
        name: &str,
        span: Span,
        written: &[(&Start, &tree::Expr)],
        ty: &Type,
        article: Option<ir::ArticleIx>,
    ) -> Vec<ParameterValue> {
        let mut values: Vec<ParameterValue> = Vec::new();
        for (start, expr) in written {
            let year = self.year_of(pack, start);
            // Its name is that of the 参数: a second one would name a number that nothing reads.
            if matches!(tree_walk::ungrouped(expr).kind, ExprKind::Number { name: Some(_), .. }) {
                let (place, words) = (self.place(pack, expr.span), self.words(pack, expr.span));
                self.report(problems::not_a_constant::problem(place, &words));
                continue;
            }
            let Some(value) = self.constant(pack, expr, ty) else { continue };
            let Some(year) = year else { continue };
            if values.last().is_some_and(|v| v.from >= Some(year)) {
                let place = self.place(pack, span);
                self.report(problems::values_out_of_order::problem(place, name));
                break;
            }
            values.push(ParameterValue { from: Some(year), value, pack: ids::pack_ix(pack), article });
        }
        values
    }

    /// The values of what is one number; cells are a problem.
    pub(super) fn single_values<'g>(&mut self, pack: usize, name: &str, written: &'g [(Start, Given)]) -> Vec<(&'g Start, &'g tree::Expr)> {
        let mut out = Vec::new();
        for (start, given) in written {
            match given {
                Given::One(value) => out.push((start, value)),
                Given::Table(cells) => {
                    let Some(first) = cells.first() else { continue };
                    let place = self.place(pack, first.span);
                    self.report(problems::table_or_number::problem(place, name, None));
                }
            }
        }
        out
    }

    /// The year of a start; a day is a problem here.
    pub(super) fn year_of(&mut self, pack: usize, start: &Start) -> Option<quanheng_facts::value::Year> {
        match start {
            Start::Year(year, _) => Some(*year),
            Start::Day(day, span) => {
                let place = self.place(pack, *span);
                self.report(problems::day_where_year::problem(place, &day.to_string()));
                None
            }
        }
    }

    /// Numbers of the law without a name, and limits that differ by one.
    pub(super) fn check_numbers(&mut self) {
        let packs = self.packs;
        for (pack, source) in packs.iter().enumerate() {
            for statement in &source.tree.statements {
                for expr in legal_values(&statement.kind) {
                    let mut unnamed: Vec<&NumberText> = Vec::new();
                    tree_walk::visit(expr, &mut |e| {
                        if let ExprKind::Number { number, name: None } = &e.kind
                            // 4位 says how a figure is written, like the 2 in 小数(2).
                            && number.unit.as_ref().is_some_and(|unit| unit.text != "位")
                            && number.value != quanheng_facts::exact::Exact::ZERO
                        {
                            unnamed.push(number);
                        }
                    });
                    for number in unnamed {
                        let (place, words) = (self.place(pack, number.span), self.words(pack, number.span));
                        self.report(problems::unnamed_number::problem(place, &words));
                    }
                }
            }
        }
        self.check_near_numbers();
    }

    fn check_near_numbers(&mut self) {
        let mut limits: Vec<Limit> = Vec::new();
        for (at, (pack, expr)) in walk::roots(&self.program).into_iter().enumerate() {
            // The rows of one table are meant to lie close to each other.
            let table = matches!(expr.kind, ir::ExprKind::Decision(_)).then_some(at);
            walk::visit(expr, &mut |e| {
                if let ir::ExprKind::Compare { op, left, right } = &e.kind {
                    let sides = [(&**left, &**right, *op), (&**right, &**left, flipped(*op))];
                    for (subject, limit, op) in sides {
                        let upper = match op {
                            Comparison::Less | Comparison::LessOrEqual => true,
                            Comparison::Greater | Comparison::GreaterOrEqual => false,
                            Comparison::Equal | Comparison::NotEqual => continue,
                        };
                        let number = subject.ty.is_number();
                        if let (true, Some(value)) = (number, self.constant_value(limit)) {
                            let named = matches!(limit.kind, ir::ExprKind::Parameter(_));
                            limits.push(Limit {
                                subject: subject.clone(),
                                value,
                                upper,
                                named,
                                pack,
                                number: limit.span,
                                span: e.span,
                                table,
                            });
                        }
                    }
                }
            });
        }
        let (mut found, mut repeated) = (Vec::new(), Vec::new());
        for (at, one) in limits.iter().enumerate() {
            for other in limits.iter().skip(at.saturating_add(1)) {
                // A table may have thousands of limits: what is dear is asked last.
                let one_table = one.table.is_some() && one.table == other.table;
                let whole = matches!(one.subject.ty, Type::Integer { .. });
                let by_one = || matches!(one.value.minus(other.value).and_then(quanheng_facts::exact::Exact::to_integer), Some(1 | -1));
                if !one_table && whole && one.upper == other.upper && by_one() && one.subject == other.subject {
                    found.push((one.clone(), other.clone()));
                }
                // Nought and one are seldom limits of a law.
                let small = || matches!(one.value.to_integer(), Some(-1..=1));
                let bare = !(one.named && other.named) && one.pack == other.pack;
                if bare && one.value == other.value && !small() && one.subject == other.subject {
                    repeated.push((one.clone(), other.clone()));
                }
            }
        }
        for (one, other) in found {
            let (place, first) = (self.place(other.pack, other.span), self.place(one.pack, one.span));
            let subject = self.words(one.pack, one.subject.span);
            let (a, b) = (self.words(one.pack, one.span), self.words(other.pack, other.span));
            self.report(problems::near_number::problem(place, &subject, &a, &b, first));
        }
        let mut told: Vec<(usize, Span)> = Vec::new();
        for (one, other) in repeated {
            // Of many places, each is told of once, with the first.
            if told.contains(&(other.pack, other.span)) || one.span == other.span {
                continue;
            }
            told.push((other.pack, other.span));
            let (place, first) = (self.place(other.pack, other.span), self.place(one.pack, one.span));
            let subject = self.words(one.pack, one.subject.span);
            let (a, b) = (self.words(one.pack, one.span), self.words(other.pack, other.span));
            let bare = if one.named { &other } else { &one };
            let number = self.words(bare.pack, bare.number);
            self.report(problems::repeated_number::problem(place, &subject, &a, &b, &number, first));
        }
    }

    /// The number an expression always is: a literal, or a parameter that never changes.
    pub(super) fn constant_value(&self, expr: &ir::Expr) -> Option<quanheng_facts::exact::Exact> {
        match &expr.kind {
            ir::ExprKind::Literal(value) => ir::number_of(value),
            ir::ExprKind::Parameter(id) => match self.program.parameters.get(id.at())?.values.as_slice() {
                [only] => ir::number_of(&only.value),
                _ => None,
            },
            _ => None,
        }
    }
}

#[derive(Clone)]
struct Limit {
    subject: ir::Expr,
    value: quanheng_facts::exact::Exact,
    upper: bool,
    named: bool,
    number: Span,
    pack: usize,
    span: Span,
    /// The table it stands in.
    table: Option<usize>,
}

/// The same comparison read from right to left.
pub(super) fn flipped(op: Comparison) -> Comparison {
    match op {
        Comparison::Less => Comparison::Greater,
        Comparison::LessOrEqual => Comparison::GreaterOrEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterOrEqual => Comparison::LessOrEqual,
        Comparison::Equal | Comparison::NotEqual => op,
    }
}

/// What stands after 则, 即, 取, 切, 金额 and 按: the numbers a law sets.
fn legal_values(statement: &StatementKind) -> Vec<&tree::Expr> {
    match statement {
        StatementKind::Define(d) => match &d.body {
            Body::Is(e) => vec![e],
            Body::Rule { then, .. } => then.iter().collect(),
        },
        StatementKind::Exception(e) => vec![&e.then],
        StatementKind::List(l) => l.take.iter().collect(),
        StatementKind::Tiers(t) => t.cuts.iter().filter_map(|c| c.take.as_ref()).collect(),
        StatementKind::Share(s) => s.amount.iter().chain(&s.weight).collect(),
        StatementKind::Decision(d) => d.rows.iter().map(|r| &r.least).collect(),
        StatementKind::Procedure(p) => p.lengths(),
        StatementKind::Duty(d) => d.lengths(),
        _ => Vec::new(),
    }
}
