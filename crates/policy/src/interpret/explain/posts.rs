//! Posts in the reasons: each tenure that was looked at, with its days, and whether it counts by the anchor.

use quanheng_facts::entity::PartialDate;
use quanheng_facts::problem::Bilingual;
use quanheng_facts::problem::Language::{Chinese, English};
use quanheng_facts::value::{EntityIx, Type, Value};

use super::super::outcome::Outcome;
use super::super::reading::Reading;
use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{Anchor, ExprKind, Posts};

impl Telling<'_, '_> {
    /// A reading of posts; `None`: it is something else.
    pub(super) fn posts(&self, reading: Reading<'_>, outcome: &Outcome, instance: Instance) -> Option<Node> {
        let frame = reading.frame(instance);
        let (posts, anchor) = match &reading.expr.kind {
            ExprKind::InPost(asked) => (asked.posts.clone(), Some(&asked.at)),
            ExprKind::HeldColumn { posts, at, .. } => (posts.clone(), Some(at)),
            ExprKind::Holding(at) => (self.posts_at_hand(reading.entity)?, Some(&**at)),
            ExprKind::Served(_) => (self.posts_at_hand(reading.entity)?, None),
            _ => return None,
        };
        let mut node = self.statement(Mechanism::Post, reading.expr, outcome, reading.year);
        for (tenure, held) in self.run.tenures_looked_at(reading.expr, frame) {
            node.children.push(self.tenure(tenure, &posts, anchor, &held, reading));
        }
        if !outcome.possible.is_certain() {
            for cause in outcome.causes.iter() {
                let (what, place) = (self.words.cause(cause), self.words.cause_place(cause));
                node.children.push(Node::new(
                    Mechanism::Missing,
                    format!("{}：{}", place.zh, what.zh),
                    format!("{}: {}", place.en, what.en),
                ));
            }
        }
        Some(node)
    }

    fn posts_at_hand(&self, tenure: Option<EntityIx>) -> Option<Posts> {
        let entity = self.run.facts.entities.get(tenure?)?;
        self.run.posts_of(self.run.program.schema.kind(entity.kind)?.record?)
    }

    /// `张甲 2016-03-01 至 2017-06-30 任甲县党委正职，以年末为准在任`.
    fn tenure(&self, tenure: EntityIx, posts: &Posts, anchor: Option<&Anchor>, held: &Outcome, reading: Reading<'_>) -> Node {
        let person = self.run.person_in(tenure, posts);
        let name = |who: Option<EntityIx>| who.map_or_else(|| "？".to_owned(), |e| self.words.entity(e, reading.year));
        let post = |language| person.post.as_ref().map_or_else(String::new, |p| self.words.value(p, &Type::Text, reading.year, language));
        let who = name(self.run.entity_in(tenure, posts, posts.person));
        let unit = name(person.unit);
        let days = stretch(person.from, person.to);
        let by = anchor.map(|a| self.words.anchor(a, &|_| None));
        let (zh, en) = match (held.possible.as_truth(), &by) {
            (_, None) => (String::new(), String::new()),
            (Some(true), Some(by)) => (format!("，以{by}为准在任"), format!(", in post by {by}")),
            (Some(false), Some(by)) => (format!("，以{by}为准不在任"), format!(", not in post by {by}")),
            (None, Some(by)) => (format!("，以{by}为准是否在任不能确定"), format!(", in post or not by {by}: not known")),
        };
        let mut node = Node::new(
            Mechanism::Post,
            format!("{who} {} 任{unit}{}{zh}", days.zh, post(Chinese)),
            format!("{who}, {}, {} of {unit}{en}", days.en, post(English)),
        );
        let row = self.run.facts.rows(posts.table, &[Value::Entity(tenure)]).next();
        node.cell = row.map(|row| self.words.origin(&row.origin));
        node
    }
}

/// `2016-03-01 至 2017-06-30`, `2016-03 起`.
fn stretch(from: Option<PartialDate>, to: Option<PartialDate>) -> Bilingual {
    let day = |d: PartialDate| {
        if d.earliest == d.latest { d.earliest.to_string() } else { format!("{:04}-{:02}", d.earliest.year(), d.earliest.month()) }
    };
    let from = from.map_or_else(|| "？".to_owned(), day);
    match to {
        Some(to) => Bilingual::new(format!("{from} 至 {}", day(to)), format!("{from} to {}", day(to))),
        None => Bilingual::new(format!("{from} 起"), format!("since {from}")),
    }
}
