//! 相加 or 取高 on one exception alone, above a basic rule that gives something: the author takes the basic rule for one of those that are
//! added or compared. It is not; it is overridden, as by any exception.
//!
//! Silent where the basic rule gives nought (then nothing is lost), and where another exception has the same word.

use quanheng_facts::exact::Exact;
use quanheng_facts::value::Value;

use crate::check::Checker;
use crate::ir::{ExprKind, Rule, Shape};
use crate::problems;
use crate::syntax::tree::Mode;

impl Checker<'_> {
    pub(super) fn check_alone(&mut self) {
        let mut found = Vec::new();
        for variable in self.program.variables.iter().filter(|v| matches!(v.shape, Shape::Rules)) {
            if !variable.rules.iter().any(|rule| rule.is_base && !gives_nought(rule)) {
                continue;
            }
            for mode in [Mode::Add, Mode::Highest] {
                let mut with = variable.rules.iter().filter(|rule| rule.mode == Some(mode));
                if let (Some(rule), None) = (with.next(), with.next()) {
                    found.push((rule.pack.at(), rule.span, rule.label.clone(), mode));
                }
            }
        }
        for (pack, span, label, mode) in found {
            let place = self.place(pack, span);
            self.report(problems::mode_alone::problem(place, &label, mode == Mode::Highest));
        }
    }
}

fn gives_nought(rule: &Rule) -> bool {
    matches!(rule.value.as_ref().map(|e| &e.kind), Some(ExprKind::Literal(Value::Number(number))) if *number == Exact::ZERO)
}
