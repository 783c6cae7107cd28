//! What a conclusion gives and whom it reaches, in the reasons: money, fields, in whose name; each person with its post, the times
//! that counted and the matters set aside for it; those in such a post who are not reached; why somebody may be wanting.
//!
//! A field never stands in one sentence with a person: a class belongs to the ground, and a person is there to be verified.

use quanheng_facts::entity::PartialDate;
use quanheng_facts::problem::Language::Chinese;
use quanheng_facts::value::{Type, Value, Year};

use super::Telling;
use crate::explanation::{Mechanism, Node, TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH};
use crate::finding::{Conclusion, Instance, Person, PersonReached, Status};
use crate::interpret::expression::Frame;
use crate::interpret::posts::Moment;
use crate::ir::{Anchor, Outcome, OutcomeId, Reach, Who};

impl Telling<'_, '_> {
    /// Everything a conclusion says beside its condition; nothing where it is not met.
    pub(super) fn conclusion(&mut self, id: OutcomeId, instance: Instance, node: &mut Node) {
        let run = self.run;
        let (Some(outcome), Some(found)) = (run.program.outcomes.get(id.at()), run.conclusion(id, instance)) else { return };
        let met = found.finding.value == Some(Value::Bool(true)) || found.finding.status == Status::Unknown;
        if !met {
            return;
        }
        let to_verify = run.program.to_verify.contains(&outcome.variable);
        if let Some(grants) = &found.grants {
            let told = self.instance(grants.instance);
            node.children.push(told);
        }
        let is_about_person = !run.persons_of(instance).is_empty();
        for (_, field) in &found.fields {
            // These are the reasons of one person: a class has no place in them.
            if is_about_person && to_verify {
                continue;
            }
            let told = self.instance(field.instance);
            node.children.push(told);
        }
        if !outcome.in_name_of.is_empty() {
            let names = outcome.in_name_of.join("、");
            node.children.push(Node::new(Mechanism::Conclusion, format!("名义：{names}"), format!("in the name of {names}")));
        }
        if found.reaches_anybody {
            let told = self.persons(outcome, &found, instance);
            node.children.push(told);
        }
    }

    fn persons(&mut self, outcome: &Outcome, found: &Conclusion, instance: Instance) -> Node {
        let (zh, en) = (TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH);
        let count = found.persons.len();
        let mut told = if found.is_nobody() {
            Node::new(Mechanism::Person, format!("涉及：无人对应（{zh}）"), format!("whom it reaches: nobody is found ({en})"))
        } else {
            Node::new(Mechanism::Person, format!("涉及 {count} 人（{zh}）"), format!("whom it reaches: {count} ({en})"))
        };
        told.rule_id = Some(outcome.id.clone());
        for reach in &outcome.reaches {
            told.children.extend(self.basis(reach, instance));
        }
        for reached in &found.persons {
            let person = self.person_reached(outcome, reached, instance);
            told.children.push(person);
        }
        for other in &found.others {
            let who = self.who(other, instance.year);
            let doubt = if other.certain { ("", "") } else { ("（还不能确定）", " (not yet certain)") };
            let mut child =
                Node::new(Mechanism::Person, format!("未涉及：{}{}", who.0, doubt.0), format!("not reached: {}{}", who.1, doubt.1));
            child.children = self.times(outcome, other, instance);
            told.children.push(child);
        }
        for cause in &found.causes {
            let (what, at) = (self.words.cause(cause), self.words.cause_place(cause));
            let join = |at: &str, what: &str| format!("{at} {what}").trim().to_owned();
            told.children.push(Node::new(
                Mechanism::Missing,
                format!("涉及谁还不能全部确定：{}", join(&at.zh, &what.zh)),
                format!("who is reached is not fully known: {}", join(&at.en, &what.en)),
            ));
        }
        told
    }

    /// `以 事故谁负责（事发日在任）为准；分属两任时 都在任才算`.
    fn basis(&self, reach: &Reach, instance: Instance) -> Option<Node> {
        let anchor = reach.anchor.as_ref()?;
        let mut written = format!("以 {} 为准", self.words.anchor(anchor, &|_| None));
        let mut en = format!("as of {}", self.words.anchor(anchor, &|_| None));
        let frame = Frame::at(instance);
        if let Some(expr) = anchor.expr() {
            let value = self.run.eval(expr, frame).possible;
            let value = self.say(&value, &expr.ty, instance.year);
            if !written.contains(&value.zh) {
                written.push_str(&format!("（{}）", value.zh));
                en.push_str(&format!(" ({})", value.en));
            }
        }
        if let Some(split) = &reach.split {
            let value = self.run.eval(split, frame).possible;
            let value = self.say(&value, &split.ty, instance.year);
            written.push_str(&format!("；分属两任时 {}", value.zh));
            en.push_str(&format!("; where several held the post: {}", value.en));
        }
        Some(Node::new(Mechanism::Post, written, en))
    }

    fn person_reached(&mut self, outcome: &Outcome, reached: &PersonReached, instance: Instance) -> Node {
        let (mut zh, mut en) = self.who(&reached.person, instance.year);
        if !reached.person.certain {
            zh.push_str("（是否涉及还不能确定）");
            en.push_str(" (whether reached is not yet certain)");
        }
        if !reached.set_aside.is_empty() || !reached.perhaps.is_empty() {
            let (said, english) = match reached.holds {
                Some(true) => ("；对其不计之后仍成立", "; still met after what is set aside for this person"),
                Some(false) => ("；对其不计之后不成立", "; not met after what is set aside for this person"),
                None => ("；对其不计之后是否成立还不知道", "; not known whether met after what is set aside for this person"),
            };
            zh.push_str(said);
            en.push_str(english);
        }
        let mut node = Node::new(Mechanism::Person, zh, en);
        node.children = self.times(outcome, &reached.person, instance);
        for (matters, surely) in [(&reached.set_aside, true), (&reached.perhaps, false)] {
            for matter in matters {
                let mut child = self.matter(*matter, surely);
                for disregard in &outcome.disregards {
                    let reader = self.run.set_aside_instance(disregard, outcome, *matter, reached.person.entity, instance);
                    if let Some(reader) = reader {
                        let told = self.instance(reader);
                        child.children.push(told);
                    }
                }
                node.children.push(child);
            }
        }
        node
    }

    /// `李乙：示县 党委正职，2017-07-01 起，在任 184 天`.
    fn who(&self, person: &Person, year: Year) -> (String, String) {
        let name = self.words.entity(person.entity, year);
        let post = person.post.as_ref().map(|post| self.words.value(post, &Type::Text, year, Chinese));
        let post: Vec<String> = person.unit.map(|unit| self.words.entity(unit, year)).into_iter().chain(post).collect();
        let (mut zh, mut en) = (name.clone(), name);
        if !post.is_empty() {
            zh.push_str(&format!("：{}", post.join(" ")));
            en.push_str(&format!(": {}", post.join(" ")));
        }
        match (person.from.map(day), person.to.map(day)) {
            (Some(from), Some(to)) => {
                zh.push_str(&format!("，{from} 至 {to}"));
                en.push_str(&format!(", {from} to {to}"));
            }
            (Some(from), None) => {
                zh.push_str(&format!("，{from} 起"));
                en.push_str(&format!(", since {from}"));
            }
            (None, Some(to)) => {
                zh.push_str(&format!("，至 {to}"));
                en.push_str(&format!(", until {to}"));
            }
            (None, None) => {}
        }
        if let Some(days) = person.days {
            let (least, greatest) = (days.least, days.greatest);
            let days = if least == greatest { least.to_string() } else { format!("{least}…{greatest}") };
            zh.push_str(&format!("，在任 {days} 天"));
            en.push_str(&format!(", {days} days in post"));
        }
        (zh, en)
    }

    /// For each time that the condition ran through, whether the post was held then.
    fn times(&self, outcome: &Outcome, person: &Person, instance: Instance) -> Vec<Node> {
        let Some(tenure) = person.tenure else { return Vec::new() };
        let frame = Frame::at(instance);
        let moments: Vec<Moment> = self.run.moments(outcome, instance);
        let mut told = Vec::new();
        for reach in &outcome.reaches {
            let Some(anchor) = &reach.anchor else { continue };
            let meant = reach.who.iter().any(|who| match who {
                Who::Posts(posts) => match &posts.when {
                    Some(when) => self.run.eval(when, frame.of(tenure)).possible.as_truth() != Some(false),
                    None => true,
                },
                Who::Own | Who::Listed(_) | Who::Each { .. } => false,
            });
            if !meant {
                continue;
            }
            for moment in &moments {
                let held = self.run.held(tenure, anchor, moment, frame).possible.as_truth();
                let (zh, en, status) = match held {
                    Some(true) => ("在任", "in post", "成立"),
                    Some(false) => ("不在任", "not in post", "不成立"),
                    None => ("在任与否还不知道", "not known whether in post", "未知"),
                };
                let (at_zh, at_en) = self.time(anchor, moment, frame);
                let (open_zh, open_en) = match &moment.open {
                    Some(_) => ("；这一次算不算还不知道", "; not known whether this time counts"),
                    None => ("", ""),
                };
                let mut node = Node::new(Mechanism::Post, format!("{at_zh}：{zh}{open_zh}"), format!("{at_en}: {en}{open_en}"));
                node.status = Some(status.to_owned());
                if !told.contains(&node) {
                    told.push(node);
                }
            }
        }
        told
    }

    /// The time at which a post counts: the day of the decision, a date, a named day of the year, or the day of what happened.
    fn time(&self, anchor: &Anchor, moment: &Moment, frame: Frame<'_>) -> (String, String) {
        match (anchor, moment.day) {
            (Anchor::DayOfDecision, _) => match self.run.choice.decided_on {
                Some(day) => (format!("决定日 {day}"), format!("day of the decision {day}")),
                None => ("决定日".to_owned(), "day of the decision".to_owned()),
            },
            (Anchor::On(expr), _) => {
                let value = self.say(&self.run.eval(expr, frame).possible, &expr.ty, frame.year);
                (value.zh, value.en)
            }
            (Anchor::Day(_), _) => {
                let named = self.words.anchor(anchor, &|_| None);
                (format!("{}年度 {named}", moment.year), format!("{named} {}", moment.year))
            }
            (Anchor::DayOfEvent | Anchor::Held(_), Some(at)) => (day(at), day(at)),
            (Anchor::DayOfEvent | Anchor::Held(_), None) => (format!("{}年度", moment.year), moment.year.to_string()),
        }
    }
}

/// A day, or the month where only that is known.
fn day(day: PartialDate) -> String {
    if day.earliest == day.latest {
        day.earliest.to_string()
    } else if (day.earliest.year(), day.earliest.month()) == (day.latest.year(), day.latest.month()) {
        format!("{:04}-{:02}", day.earliest.year(), day.earliest.month())
    } else {
        format!("{}…{}", day.earliest, day.latest)
    }
}
