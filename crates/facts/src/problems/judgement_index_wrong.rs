//! A judgement that does not say which of its indexes it is about, or says one where it has none.

use crate::problem::{Bilingual, Place, Problem, Severity};

/// Stable, as it stands in examples and in other people's notes.
pub const ID: &str = "judgement-index-wrong";

/// `index`: what each of its indexes is, in their order.
pub(crate) fn problem(place: Place, name: &str, index: &[&str]) -> Problem {
    let (list, form) = (index.join("、"), index.join("，"));
    let (text, hint) = if index.is_empty() {
        (
            Bilingual::new(
                format!("「{name}」不分项，名字后面却写了括号，这一行没有用。"),
                format!("「{name}」 has no further index, yet something stands in brackets behind it; the row was not used."),
            ),
            Bilingual::new("请去掉括号和里面的字。", "Leave out the brackets and what stands in them."),
        )
    } else {
        (
            Bilingual::new(
                format!("「{name}」是按{list}逐项认定的，这里没有写明是哪一项，这一行没有用。"),
                format!("「{name}」 is judged for each {list}, and this row does not say for which; it was not used."),
            ),
            Bilingual::new(
                format!("请在名字后面用括号写上是哪一项，写成「{name}（{form}）」的样子，把{list}换成实际的一项。"),
                format!("Say for which behind the name, as in 「{name}（{form}）」, with an actual one in place of {list}."),
            ),
        )
    };
    Problem { place, id: ID, severity: Severity::Error, text, hint, related: Vec::new() }
}
