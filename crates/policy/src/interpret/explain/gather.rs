//! Counts in windows and sums in words: which events were counted, with their days.

use super::super::outcome::Outcome;
use super::super::reading::Reading;
use super::Telling;
use crate::explanation::{Mechanism, Node};
use crate::finding::Instance;
use crate::ir::{Gather, GatherKind};

/// More than this many are not told one by one.
const MOST_TOLD: usize = 12;

impl Telling<'_, '_> {
    pub(super) fn gathered(&self, reading: Reading<'_>, gather: &Gather, outcome: &Outcome, instance: Instance) -> Node {
        let mut node = self.statement(Mechanism::Cell, reading.expr, outcome, reading.year);
        let (GatherKind::Window, [count, window]) = (gather.kind, gather.of.as_slice()) else { return node };
        let frame = reading.frame(instance);
        for (record, sure) in self.run.counted_in_window(count, window, frame).0.into_iter().take(MOST_TOLD) {
            let name = self.words.entity(record, reading.year);
            let day = self.run.facts.entities.get(record).and_then(|e| e.exists.from);
            let day = day.map_or_else(String::new, |d| {
                if d.earliest == d.latest { d.earliest.to_string() } else { format!("{}…{}", d.earliest, d.latest) }
            });
            let (zh, en) = if sure { ("计入", "counted") } else { ("可能计入", "may count") };
            node.children.push(Node::new(Mechanism::Cell, format!("{zh}：{name}（{day}）"), format!("{en}: {name} ({day})")));
        }
        node
    }
}
