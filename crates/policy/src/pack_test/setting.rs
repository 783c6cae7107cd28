//! `设 分奖份额 = 党委正职 1.2、班子副职 1.0`: a family of open values, or a 参数 of the type 表, set at once, cell by cell.

use std::collections::BTreeSet;

use super::{Said, Setting, TestTable};
use crate::ir::Program;

/// The table with each setting of a whole family written out as settings of its cells.
pub(super) fn by_cells(table: &TestTable, program: &Program) -> TestTable {
    let families = program.opens.iter().map(|o| &o.family).chain(program.parameters.iter().map(|p| &p.family));
    let families: BTreeSet<&str> = families.flatten().map(String::as_str).collect();
    let is_family = |name: &str| families.contains(name);
    let settings = table.settings.iter().flat_map(|setting| {
        if is_family(&setting.name.text) { cells(setting).unwrap_or_else(|| vec![setting.clone()]) } else { vec![setting.clone()] }
    });
    TestTable { settings: settings.collect(), ..table.clone() }
}

/// `安全生产 70%、生态环境 90%`; `None`: not written so.
fn cells(setting: &Setting) -> Option<Vec<Setting>> {
    let one = |part: &str| {
        let (key, value) = part.trim().rsplit_once(char::is_whitespace)?;
        let name = Said { text: format!("{}（{}）", setting.name.text, key.trim()), ..setting.name.clone() };
        Some(Setting { name, value: Said { text: value.to_owned(), ..setting.value.clone() } })
    };
    setting.value.text.split('、').map(one).collect()
}
