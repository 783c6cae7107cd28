//! Records by whom they concern: asked for one entity at a time, out of columns.
//!
//! In: the columns of a table, and which of them names whom a record concerns. Out: the records of one entity, or those of which that is not one
//! known entity, in the order of the table. Deliberately absent: years ([`crate::layout::Records`]), and whether a record counts.

use quanheng_facts::columns::TableColumns;
use quanheng_facts::fact::Facts;
use quanheng_facts::schema::{ColumnId, TableId};
use quanheng_facts::value::EntityIx;

use crate::layout::concerned;

/// Records, those of one entity together.
#[derive(Debug, Default)]
pub(crate) struct ByWhom {
    whom: Vec<Option<EntityIx>>,
    records: Vec<EntityIx>,
}

impl ByWhom {
    /// `None`: the table stands not in columns, or the column is no single entity a row.
    pub fn read(facts: &Facts, table: TableId, concerns: ColumnId) -> Option<ByWhom> {
        let mut each: Vec<(Option<EntityIx>, EntityIx)> =
            concerned(TableColumns::under(facts, table)?, concerns)?.map(|(record, whom)| (whom, record)).collect();
        // Those of one entity stay in their order.
        each.sort_by_key(|(whom, _)| *whom);
        let (whom, records) = each.into_iter().unzip();
        Some(ByWhom { whom, records })
    }

    /// The records of an entity; of nobody: those that may concern anybody.
    pub fn of(&self, whom: Option<EntityIx>) -> &[EntityIx] {
        let from = self.whom.partition_point(|other| *other < whom);
        let to = self.whom.partition_point(|other| *other <= whom);
        self.records.get(from..to).unwrap_or_default()
    }
}
