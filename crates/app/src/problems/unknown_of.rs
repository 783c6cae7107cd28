//! Nobody of that name has such a result.

use quanheng_facts::problem::{Bilingual, Place, Problem, Severity};

use super::said;

pub const ID: &str = "unknown-of";

/// `kind` is what the result belongs to (县区 …), `nearest` names that look alike.
#[must_use]
pub fn unknown_of(option: &str, name: &str, kind: &str, nearest: &[String]) -> Problem {
    let hint = if nearest.is_empty() {
        Bilingual::new(
            format!("请写{kind}的全称、代码或编号；政策包 entities 文件夹里登记了全部名称。"),
            format!("Write the full name, the code or the id of a {kind}; all of them stand in the pack's folder entities."),
        )
    } else {
        Bilingual::new(format!("是不是想写{}？", said(nearest)), format!("Did you mean {}?", said(nearest)))
    };
    Problem {
        place: Place::Option { option: format!("{option} {name}") },
        id: ID,
        severity: Severity::Error,
        text: Bilingual::new(format!("没有叫「{name}」的{kind}。"), format!("There is no {kind} called 「{name}」.")),
        hint,
        related: Vec::new(),
    }
}
