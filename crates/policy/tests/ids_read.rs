//! Whether a program asks for anybody's id: only where none does may ids be left unread.

use quanheng_policy::ir::columns_read::ids_are_read;

use crate::world::program;

const TABLES: &str = "```规则
实体 县区
事实 年报（县区，年度），见下表
```
| 栏 | 类型 |
|---|---|
| 牵头县 | 县区，可缺 |
| 完成率 | 比例，可缺 |
";

#[test]
fn ids_are_read_where_an_expression_asks_for_them_however_deep() {
    let asks = |rules: &str| ids_are_read(&program(TABLES, rules));
    assert!(!asks("定义 县区.达到（年度）：布尔\n  即 年报.完成率 ≥ 85%"));
    assert!(asks("定义 县区.甲（年度）：布尔\n  即 年报.完成率 ≥ 85% 且 编号 = “X:001”"));
    assert!(asks(
        "定义 县区.牵头（年度）：县区，可不适用\n  即 年报.牵头县\n\n定义 县区.跟着甲（年度）：布尔\n  当 有值(牵头.编号)\n  则 牵头.编号 = “X:001”\n  缺省 否"
    ));
    assert!(asks(
        "排名 县区.名次（年度）\n  从 县区，当 有值(年报.完成率)\n  依 年报.完成率，从高到低；编号，从小到大\n  并列 同名次\n  缺值 排除"
    ));
}
