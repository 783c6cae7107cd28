//! When rules are in force: why none speaks, and where the day of an event does not say which.

use quanheng_facts::problem::{Bilingual, Language};
use quanheng_facts::value::{Type, Year};

use super::super::Worked;
use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{InForce, Variable};

impl Telling<'_, '_> {
    /// No version is in force, and when one is.
    pub(super) fn not_in_force(&self, variable: &Variable, instance: Instance) -> Node {
        let spans = spans(variable);
        match self.day_of_event(variable, instance) {
            Some((_, day)) => Node::new(
                Mechanism::Validity,
                format!("不在施行期（施行：{}；{}）", spans.zh, day.zh),
                format!("not in force on that day (in force: {}; {})", spans.en, day.en),
            ),
            None => Node::new(
                Mechanism::Validity,
                format!("不在施行期（施行：{} 年度）", spans.zh),
                format!("not in force in that year (in force: {})", spans.en),
            ),
        }
    }

    /// The day is known to the month only (or not at all), and the rules are not the same on every day it may be.
    pub(super) fn day_decides(&mut self, variable: &Variable, instance: Instance, worked: &Worked) -> Option<Node> {
        let (_, day) = self.day_of_event(variable, instance).filter(|(several, _)| *several)?;
        let spans = spans(variable);
        let (zh, en) = if worked.outcome.possible.is_certain() {
            ("可能施行的哪一版都得出同样的结果", "whichever version is in force, the result is the same")
        } else {
            ("是不是在施行期，施行哪一版，还不能定", "whether a version is in force, and which, is not settled")
        };
        let text = Bilingual::new(format!("{}：{zh}（施行：{}）", day.zh, spans.zh), format!("{}: {en} (in force: {})", day.en, spans.en));
        let mut node = Node::new(Mechanism::Validity, text.zh, text.en);
        for rule in worked.decision.pending.iter().filter_map(|ix| variable.rules.get(ix.at())) {
            // A rule with a condition is told with its condition.
            let (None, Some(value)) = (&rule.guard, &rule.value) else { continue };
            let (label, span, formula) = (self.label(rule, variable), span(rule.in_force), self.formula(value, instance, &variable.ty));
            let mut child = Node::new(
                Mechanism::Rule,
                format!("那天施行的如果是{}（{}）：{}", label.zh, span.zh, formula.zh),
                format!("if {} ({}) is in force then: {}", label.en, span.en, formula.en),
            );
            child.rule_id = Some(rule.id.clone());
            child.article = self.words.article(rule.article);
            node.children.push(child);
        }
        Some(node)
    }

    /// Whether more than one set of rules may be in force on the day of the event, and the day; `None` where rules go by years.
    fn day_of_event(&self, variable: &Variable, instance: Instance) -> Option<(bool, Bilingual)> {
        let when = self.run.when(variable, instance);
        let day = when.day?;
        let (table, column) = self.run.program.dated_by(variable)?;
        let name = self.words.column_name(table, Some(column));
        let say = |language| self.words.possible(&day.possible, &Type::Date, instance.year, language);
        let (zh, en) = (say(Language::Chinese), say(Language::English));
        Some((when.moments.len() > 1, Bilingual::new(format!("「{name}」是 {zh}"), format!("「{name}」 is {en}"))))
    }
}

/// The spans of its versions: `2013—2015、2016—`, `2014-12-29 起`.
fn spans(variable: &Variable) -> Bilingual {
    let spans: Vec<Bilingual> = variable.in_force().map(span).collect();
    let join = |text: fn(&Bilingual) -> &str, by: &str| spans.iter().map(text).collect::<Vec<_>>().join(by);
    Bilingual::new(join(|s| &s.zh, "、"), join(|s| &s.en, ", "))
}

fn span(force: InForce) -> Bilingual {
    let year = |year: Option<Year>| year.map_or(String::new(), |y| y.to_string());
    match (force.days.from, force.days.to) {
        (Some(from), Some(to)) => Bilingual::new(format!("{from} 至 {to}"), format!("{from} to {to}")),
        (Some(from), None) => Bilingual::new(format!("{from} 起"), format!("from {from}")),
        (None, Some(to)) => Bilingual::new(format!("至 {to}"), format!("to {to}")),
        (None, None) if force.from.is_none() && force.to.is_none() => Bilingual::new(String::new(), String::new()),
        (None, None) => {
            let years = format!("{}—{}", year(force.from), year(force.to));
            Bilingual::new(years.clone(), years)
        }
    }
}
