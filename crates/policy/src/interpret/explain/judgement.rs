//! The reasons for a judgement: who judged, when, why, on what; or who still has to, and whether it is needed.

use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::interpret::expression::Frame;
use crate::ir::{Judgement, Variable};

impl Telling<'_, '_> {
    /// What was judged, with earlier judgements that it replaced; or what is still to be judged.
    pub(super) fn judgement(&self, variable: &Variable, judgement: &Judgement, instance: Instance) -> Vec<Node> {
        if let Some(row) = self.run.judged_row(variable, judgement, instance) {
            let said = self.words.judged(variable, row);
            let mut node = Node::new(Mechanism::Judgement, said.zh, said.en);
            node.cell = Some(self.words.origin(&row.origin));
            for earlier in &row.replaced {
                let said = self.words.judged(variable, earlier);
                let mut child = Node::new(Mechanism::Judgement, format!("以前的认定：{}", said.zh), format!("earlier: {}", said.en));
                child.cell = Some(self.words.origin(&earlier.origin));
                node.children.push(child);
            }
            return vec![node];
        }
        let (bodies, evidence) = (self.words.judges(judgement), judgement.evidence.join("、"));
        let step = judgement.step.as_ref();
        let (at_zh, at_en) =
            (step.map(|s| format!("，于{s}步骤")).unwrap_or_default(), step.map(|s| format!(", at the step {s}")).unwrap_or_default());
        let mut node = Node::new(
            Mechanism::Judgement,
            format!("还没有认定：由{bodies}凭{evidence}认定{at_zh}"),
            format!("not judged yet: by {bodies} on {evidence}{at_en}"),
        );
        if let Some(needed_if) = &judgement.needed_if {
            let written = self.words.expression(needed_if);
            let possible = self.run.eval(needed_if, Frame::at(instance)).possible;
            let said = self.say(&possible, &needed_if.ty, instance.year);
            node.children.push(Node::new(
                Mechanism::Guard,
                format!("需要时 {written}：{}", said.zh),
                format!("needed if {written}: {}", said.en),
            ));
        }
        vec![node]
    }
}
