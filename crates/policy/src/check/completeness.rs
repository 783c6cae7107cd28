//! Questions about absence need somebody who signs that nothing is missing.

use quanheng_facts::schema::TableId;

use crate::check::Checker;
use crate::ir::{ExprKind, Over, walk};
use crate::problems;
use crate::syntax::tree::Span;

impl Checker<'_> {
    pub(super) fn check_completeness(&mut self) {
        let mut asked: Vec<(usize, Span, TableId, &str)> = Vec::new();
        for (pack, root) in walk::roots(&self.program) {
            walk::visit(root, &mut |e| match &e.kind {
                ExprKind::Exists { over: Over::Rows { table, .. } | Over::Records { table, .. }, .. } => {
                    asked.push((pack, e.span, *table, "存在"))
                }
                ExprKind::Count { over: Over::Rows { table, .. } | Over::Records { table, .. }, .. } => {
                    asked.push((pack, e.span, *table, "计数"))
                }
                ExprKind::NoRecord { table, .. } => asked.push((pack, e.span, *table, "无记录")),
                ExprKind::Holds { table, .. } => asked.push((pack, e.span, *table, "有效")),
                ExprKind::IsComplete { table, .. } => asked.push((pack, e.span, *table, "已完整")),
                _ => {}
            });
        }
        for (pack, span, table, word) in asked {
            let Some(schema) = self.table(table) else { continue };
            if schema.completeness.is_none() {
                let (place, name) = (self.place(pack, span), schema.name.clone());
                self.report(problems::completeness_undeclared::problem(place, &name, word));
            }
        }
    }
}
