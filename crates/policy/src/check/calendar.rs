//! Days beside months and years: 首日, 末日, 所在月, 所在年度, and what is compared with what.
//!
//! A month is a whole month. Beside a day it is compared as it stands only where every day of it gives the same answer whatever
//! the month is (`决定月 < 2016-06-01`); else whoever writes says which day of it is meant, or that only months count.

use quanheng_facts::problem::Bilingual;
use quanheng_facts::value::{Month, Type, Value, Year};

use crate::check::Checker;
use crate::check::reads::Scope;
use crate::ir::{CalendarPart, Expr, ExprKind, Gather, GatherKind};
use crate::problems;
use crate::syntax::tree::{Arg, ArgKind, Comparison, Span};
use crate::value_text;

impl Checker<'_> {
    /// `首日(决定月)`.
    pub(super) fn lower_calendar(&mut self, scope: &Scope, part: CalendarPart, args: &[Arg], span: Span) -> Option<Expr> {
        let [Arg { kind: ArgKind::Value(of), .. }] = args else { return self.wrong_arguments(scope, part.word(), span) };
        let of = self.lower(scope, of, None)?;
        let fits = match part {
            CalendarPart::FirstDay | CalendarPart::LastDay => matches!(of.ty, Type::Month | Type::Year),
            CalendarPart::Month => of.ty == Type::Date,
            CalendarPart::Year => matches!(of.ty, Type::Date | Type::Month),
        };
        if !fits {
            let wanted = if matches!(part, CalendarPart::FirstDay | CalendarPart::LastDay) { Type::Month } else { Type::Date };
            self.mismatch(scope.pack, of.span, &of.ty, &wanted);
            return None;
        }
        Some(part_of(part, of, span))
    }

    /// Both sides of a comparison, where one is a longer stretch of time than the other; `None` in the outer: they are not.
    pub(super) fn lower_compare_days(
        &mut self,
        scope: &Scope,
        op: Comparison,
        (left, right): (&Expr, &Expr),
        span: Span,
    ) -> Option<Option<Expr>> {
        let (one, other) = (length(&left.ty)?, length(&right.ty)?);
        if one == other {
            return None;
        }
        let period_first = one > other;
        let (period, day) = if period_first { (left, right) } else { (right, left) };
        let part = if period.ty == Type::Month { CalendarPart::Month } else { CalendarPart::Year };
        let towards = if period_first { op } else { super::numbers::flipped(op) };
        if settles(towards, part, day) {
            let of_day = part_of(part, day.clone(), day.span);
            let (left, right) = if period_first { (left.clone(), of_day) } else { (of_day, right.clone()) };
            return Some(Some(Expr { kind: ExprKind::Compare { op, left: Box::new(left), right: Box::new(right) }, ty: Type::Bool, span }));
        }
        let ways = self.ways(scope, op, period_first, (period, day, part));
        let (place, words) = (self.place(scope.pack, span), (self.words(scope.pack, period.span), self.words(scope.pack, day.span)));
        let (period_is, day_is) =
            (value_text::type_words(&period.ty, &self.program.schema), value_text::type_words(&day.ty, &self.program.schema));
        self.report(problems::day_and_period::problem(place, (&words.0, &period_is), (&words.1, &day_is), &ways));
        Some(None)
    }

    /// Each way in which it can be meant, and how that is written.
    fn ways(&self, scope: &Scope, op: Comparison, period_first: bool, sides: (&Expr, &Expr, CalendarPart)) -> Vec<(Bilingual, String)> {
        let (period, day, part) = sides;
        let (period_words, day_words) = (self.words(scope.pack, period.span), self.words(scope.pack, day.span));
        let sign = crate::wording::sign(op);
        let put = |of_period: String, of_day: String| {
            if period_first { format!("{of_period} {sign} {of_day}") } else { format!("{of_day} {sign} {of_period}") }
        };
        let towards = if period_first { op } else { super::numbers::flipped(op) };
        let (zh, en) = if part == CalendarPart::Month { ("月", "month") } else { ("年", "year") };
        let by_period = (
            Bilingual::new(format!("只按{zh}比"), format!("going by the {en} only")),
            put(period_words.clone(), format!("{}({day_words})", part.word())),
        );
        if matches!(towards, Comparison::Equal | Comparison::NotEqual) {
            return vec![by_period];
        }
        let end = |of: CalendarPart| {
            let end = format!("{}({period_words})", of.word());
            let end = if day.ty == Type::Month { format!("所在月({end})") } else { end };
            put(end, day_words.clone())
        };
        // What lies before does so with its last day, what lies after with its first.
        let before = matches!(towards, Comparison::Less | Comparison::LessOrEqual);
        let (whole, begun) =
            if before { (CalendarPart::LastDay, CalendarPart::FirstDay) } else { (CalendarPart::FirstDay, CalendarPart::LastDay) };
        vec![
            (Bilingual::new(format!("整个{zh}都这样"), format!("all of the {en}")), end(whole)),
            (Bilingual::new(format!("{zh}里有一天这样就算"), format!("some day of the {en}")), end(begun)),
            by_period,
        ]
    }
}

fn part_of(part: CalendarPart, of: Expr, span: Span) -> Expr {
    let ty = match part {
        CalendarPart::FirstDay | CalendarPart::LastDay => Type::Date,
        CalendarPart::Month => Type::Month,
        CalendarPart::Year => Type::Year,
    };
    Expr { kind: ExprKind::Gather(Box::new(Gather { kind: GatherKind::Calendar(part), of: vec![of] })), ty, span }
}

/// How long a stretch of time a type names; `None`: none.
fn length(ty: &Type) -> Option<u8> {
    match ty {
        Type::Date => Some(0),
        Type::Month => Some(1),
        Type::Year => Some(2),
        _ => None,
    }
}

/// True where all days of any period stand alike to a day that is written out: it is the first of its own, or the last.
fn settles(towards: Comparison, part: CalendarPart, day: &Expr) -> bool {
    let ExprKind::Literal(value) = &day.kind else { return false };
    let (first, last) = match value {
        Value::Date(day) => (*day, *day),
        Value::Month(month) => match month.days() {
            Some(days) => days,
            None => return false,
        },
        _ => return false,
    };
    let (year, month) = (Year(first.year()), Month { year: first.year(), month: first.month() });
    let ends = if part == CalendarPart::Month { month.days() } else { year.first_day().zip(year.last_day()) };
    match towards {
        Comparison::Less | Comparison::GreaterOrEqual => ends.is_some_and(|(begin, _)| begin == first),
        Comparison::LessOrEqual | Comparison::Greater => ends.is_some_and(|(_, end)| end == last),
        Comparison::Equal | Comparison::NotEqual => false,
    }
}
