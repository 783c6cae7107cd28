//! A snapshot that was written, for people.

use quanheng_app::snapshot::SnapshotReport;
use quanheng_facts::problem::Language;

use super::say;

/// What was written, where, and the hash by which it is known.
#[must_use]
pub fn snapshot(report: &SnapshotReport, language: Language) -> String {
    let SnapshotReport { folder, address, facts_hash, entities, tables, rows, .. } = report;
    let done = match report.was_there {
        true => say(
            language,
            format!("{folder} 已经是同样的一份数据快照，没有动它\n"),
            format!("{folder} is the same snapshot already; it was left alone\n"),
        ),
        false => say(language, format!("数据快照已写入 {folder}\n"), format!("snapshot written to {folder}\n")),
    };
    let what = say(
        language,
        format!("  {tables} 张表 {rows} 行，{entities} 个单位、人员和事项\n  数据 {facts_hash}\n  快照 {address}\n"),
        format!("  {tables} tables, {rows} rows, {entities} units, persons and matters\n  facts {facts_hash}\n  snapshot {address}\n"),
    );
    done + &what
}
