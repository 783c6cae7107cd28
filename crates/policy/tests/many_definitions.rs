//! A pack may hold thousands of definitions: checking takes time in proportion to them, not to their square.

use quanheng_policy::ir::VariableId;

use crate::world;

const MANY: usize = 2_000;

/// Chains that run forwards and backwards through the text: neither order may cost more than the other. Were it quadratic, this
/// test would outlast all others together.
#[test]
fn thousands_of_chained_definitions_are_checked() {
    let mut rules = String::from("定义 县.起点（年度）：整数\n  即 1\n\n定义 县.乙0（年度）：整数\n  即 甲0\n\n");
    for at in 1..MANY {
        let before = at - 1;
        rules.push_str(&format!("定义 县.乙{at}（年度）：整数\n  即 乙{before} + 1\n\n"));
        rules.push_str(&format!("定义 县.甲{before}（年度）：整数\n  即 甲{at} + 1\n\n"));
    }
    rules.push_str(&format!("定义 县.甲{}（年度）：整数\n  即 起点\n", MANY - 1));
    let program = world::program("```规则\n实体 县\n```", &rules);
    assert_eq!(program.variables.len(), 2 * MANY + 1);
    // In an order in which each reads only earlier ones.
    let place = |name: String| program.variable_named(&name).unwrap();
    assert_eq!(place("县.起点".to_owned()), VariableId(0));
    assert!(place("县.甲0".to_owned()) > place(format!("县.甲{}", MANY - 1)));
    assert_eq!(place(format!("县.乙{}", MANY - 1)), VariableId(u32::try_from(2 * MANY).unwrap()));
}
