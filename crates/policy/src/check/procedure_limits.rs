//! Whether every limit can be worked out, and whether what is said of limits has one.

use crate::check::Checker;
use crate::ir::{Act, Demands, ExprKind, LengthUnit, Limit, OverdueAction, Start, Terms};
use crate::problems;
use crate::syntax::tree::Span;
use quanheng_facts::problem::Problem;

/// What is told, and where.
type Found = Vec<(usize, Span, Wrong)>;

enum Wrong {
    WithoutStart,
    StartsLater { step: String, start: String },
    TermsMissing,
    HolidayMissing,
    LeapDay,
    LimitMissing(&'static str),
    OverdueOnOpen(Vec<String>),
    OverdueToSelf(String),
}

impl Checker<'_> {
    pub(super) fn check_limits(&mut self) {
        let mut found = Found::new();
        for procedure in &self.program.procedures {
            let Some(plan) = procedure.plan() else { continue };
            let pack = procedure.pack.at();
            let mut told_terms = false;
            for (at, step) in plan.steps.iter().enumerate() {
                self.check_acts(pack, &step.acts, plan.terms.as_ref(), &mut told_terms, &mut found);
                self.check_demands(pack, &step.acts, &step.demands, &mut found);
                for limit in step.acts.iter().flat_map(|a| &a.limits) {
                    if let Limit::Within { start: Some(Start::Step(start)), span, .. } = limit
                        && plan.steps.iter().skip(at).any(|s| s.name == *start)
                    {
                        found.push((pack, *span, Wrong::StartsLater { step: step.name.clone(), start: start.clone() }));
                    }
                }
            }
        }
        for duty in &self.program.duties {
            let pack = duty.pack.at();
            let acts = std::slice::from_ref(&duty.act);
            self.check_acts(pack, acts, duty.terms.as_ref(), &mut false, &mut found);
            self.check_demands(pack, acts, &duty.demands, &mut found);
        }
        for (pack, span, wrong) in found {
            let problem = self.limit_problem(pack, span, &wrong);
            self.report(problem);
        }
    }

    fn limit_problem(&self, pack: usize, span: Span, wrong: &Wrong) -> Problem {
        let (place, words) = (self.place(pack, span), self.words(pack, span));
        match wrong {
            Wrong::WithoutStart => problems::limit_without_start::problem(place, &words),
            Wrong::StartsLater { step, start } => problems::limit_starts_later::problem(place, step, start),
            Wrong::TermsMissing => problems::limit_terms_missing::problem(place, &words),
            Wrong::HolidayMissing => problems::holiday_missing::problem(place, &words),
            Wrong::LeapDay => problems::limit_leap_day::problem(place, &words),
            Wrong::LimitMissing(word) => problems::limit_missing::problem(place, word),
            Wrong::OverdueOnOpen(opens) => problems::overdue_on_open::problem(place, opens),
            Wrong::OverdueToSelf(who) => problems::overdue_to_self::problem(place, who),
        }
    }

    /// The limits of some acts. That terms are missing is told once for them all.
    fn check_acts(&self, pack: usize, acts: &[Act], terms: Option<&Terms>, told_terms: &mut bool, found: &mut Found) {
        let holiday_said = terms.is_some_and(|t| t.holiday.is_some());
        for limit in acts.iter().flat_map(|a| &a.limits) {
            match limit {
                Limit::Within { length, start, next_day, span } => {
                    let open = matches!(length.count.kind, ExprKind::Open(_));
                    if start.is_none() && !open {
                        found.push((pack, *span, Wrong::WithoutStart));
                    }
                    let first_day_said = terms.is_some() || *next_day || length.unit == LengthUnit::Hour;
                    let by_calendar = matches!(length.unit, LengthUnit::Year | LengthUnit::Month | LengthUnit::Day | LengthUnit::AsValue);
                    if std::mem::replace(told_terms, *told_terms || !first_day_said) {
                        continue;
                    }
                    if !first_day_said {
                        found.push((pack, *span, Wrong::TermsMissing));
                    } else if by_calendar && !holiday_said {
                        *told_terms = true;
                        found.push((pack, *span, Wrong::HolidayMissing));
                    }
                }
                Limit::NoLaterThan { month, day, holiday, span, .. } => {
                    if (*month, *day) == (2, 29) {
                        found.push((pack, *span, Wrong::LeapDay));
                    }
                    if holiday.is_none() && !holiday_said {
                        found.push((pack, *span, Wrong::HolidayMissing));
                    }
                }
                Limit::Every { .. } => {}
            }
        }
    }

    /// 逾期, 可以延长 and 中止 need a limit; 逾期 on open ones does nothing yet.
    fn check_demands(&self, pack: usize, acts: &[Act], demands: &Demands, found: &mut Found) {
        let limits: Vec<&Limit> = acts.iter().flat_map(|a| &a.limits).collect();
        if limits.is_empty() {
            let mut tell = |span: Span, word| found.push((pack, span, Wrong::LimitMissing(word)));
            demands.overdue.iter().for_each(|o| tell(o.span, "逾期"));
            demands.extensions.iter().for_each(|e| tell(e.span, "可以延长"));
            demands.suspensions.iter().for_each(|s| tell(s.span, "中止"));
            return;
        }
        let Some(overdue) = demands.overdue.first() else { return };
        let opens: Vec<String> = limits
            .iter()
            .filter_map(|l| l.length()?.open)
            .filter_map(|id| self.program.opens.get(id.at()))
            .map(|o| format!("「{}」", o.name))
            .collect();
        if !opens.is_empty() {
            found.push((pack, overdue.span, Wrong::OverdueOnOpen(opens)));
        }
        let actions = demands.overdue.iter().flat_map(|o| std::iter::once(&o.first).chain(&o.again).map(move |a| (o.span, a)));
        for (span, action) in actions {
            if let OverdueAction::ReportTo(who) | OverdueAction::PassTo(who) = action
                && acts.iter().any(|a| a.actor == *who && !a.limits.is_empty())
            {
                found.push((pack, span, Wrong::OverdueToSelf(who.clone())));
            }
        }
    }
}
