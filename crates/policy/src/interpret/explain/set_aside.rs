//! 不计 in the reasons: what the condition was before, which matters are left out, and why each is.

use quanheng_facts::problem::Language::{Chinese, English};
use quanheng_facts::value::{EntityIx, Type};

use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::interpret::SetAside;
use crate::ir::OutcomeId;

impl Telling<'_, '_> {
    /// One node for all matters of a conclusion, each with its own reasons below.
    pub(super) fn set_aside(&mut self, id: OutcomeId, set_aside: &SetAside, instance: Instance, node: &mut Node) {
        let Some(outcome) = self.run.program.outcomes.get(id.at()) else { return };
        let Some(subject) = instance.entity else { return };
        let before = &set_aside.before.possible;
        let (zh, en) = (
            self.words.possible(before, &Type::Bool, instance.year, Chinese),
            self.words.possible(before, &Type::Bool, instance.year, English),
        );
        let finding = self.run.finding(instance);
        let mut told = Node::new(
            Mechanism::SetAside,
            format!("不计之前：{zh}；不计之后：{}", self.words.finding(&finding, Chinese)),
            format!("before anything is set aside: {en}; after: {}", self.words.finding(&finding, English)),
        );
        told.rule_id = Some(outcome.id.clone());
        for (matters, surely) in [(&set_aside.matters, true), (&set_aside.perhaps, false)] {
            for matter in matters {
                let mut child = self.matter(*matter, surely);
                for disregard in &outcome.disregards {
                    if let Some(reader) = self.run.set_aside_instance(disregard, outcome, *matter, subject, instance) {
                        child.children.push(self.instance(reader));
                    }
                }
                told.children.push(child);
            }
        }
        node.children.push(told);
    }

    pub(super) fn matter(&self, matter: EntityIx, surely: bool) -> Node {
        let name = self.words.matter(matter);
        if surely {
            Node::new(Mechanism::SetAside, format!("不计「{name}」"), format!("「{name}」 is set aside"))
        } else {
            Node::new(
                Mechanism::SetAside,
                format!("「{name}」该不该不计还不知道，计和不计都算了一遍"),
                format!("whether 「{name}」 is set aside is not known; both ways were worked out"),
            )
        }
    }
}
