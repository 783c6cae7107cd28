//! What generated programs must reach, so that an agreement on them says something: every construct, every status, unknowns in every set rule.
//!
//! 计数 成员 is the same as no 计数, and is not told apart by the checked program.
//!
//! The list of constructs is written out, so that one that is no longer written by anybody is missed.

use quanheng_policy::finding::Status;

use crate::data::MOST_LINES;
use crate::tally::Tally;

/// Of 5,000 programs each construct is in 200.
const ONE_IN: usize = 25;

/// Programs below which a floor would be a matter of luck.
pub const FEWEST: usize = 2_500;

/// Every construct, by the word it is written with; see `construct.rs`. Not among them: 本人 as a value (met only where persons are compared), a
/// length of time written as a literal, types of lists and entities (no definition has one).
const CONSTRUCTS: &str = "
    + − × ÷ 占 = ≠ < ≤ > ≥ 且 或 非 为 不为 含 视 最低、最高 最大、最小（几个） 最晚、最早（几个） 不适用则 不适用() 有值 字面值 具名数字 下列之一 下列全部
    类型·布尔 类型·整数 类型·整数（单位） 类型·小数 类型·比例 类型·金额 类型·日期 类型·年月 类型·年度 类型·枚举 类型·文本 类型·期间
    当 缺省 可不适用 例外 例外的例外 例外（上层） 在「」适用时 可并存 可并存任取 相加 取高 公布 版本 适用 停用 界限·不小于 界限·不大于 推定 给栏写例外 下标 眼前的下标
    待定 待定（一族） 待定·规则 读·待定 读·待定（一族） 设 设（上层） 改 参数（分年） 数表 包上建包 认定项 需要时 已填齐
    读·栏 读·栏（键） 读·没有主人的栏 读·定义 读·定义（下标） 上级. 某实体. 编号 种类 年度 年度·+·n 始于 依据
    有记录 有记录（栏） 有记录（键） 有记录（组） 无记录 已完整 读·时段 有效 眼前一行的栏
    存在（多行） 存在（事件） 存在（单位） 存在（同组的单位） 存在（所辖） 计数（多行） 计数（事件） 计数（单位） 计数（同组的单位） 计数（所辖）
    合计（多行） 合计（事件） 合计（单位） 合计（所辖） 最大、最小（多行） 最大、最小（事件） 最大、最小（单位） 最大、最小（所辖） 在·自然年度 在·任意连续十二个月 在·待定
    上年 往年 连续 近 曾 曾（没有自） 首次 首次（没有自） 未考核·中断 未考核·跳过 未考核·未知 未考核·待定
    后·年 后·个月 后·日 后·期间 首日 末日 所在月 所在年度 决定日
    排名 排名之上的排名 名单 分档 分配 从·当 从·限 分组 依（几个） 依·高的在前 依·低的在前 缺值·存疑 缺值·排除 缺值·末位 缺值·待定 割线并列·全取 割线并列·全不取 割线并列·依名次 割线并列·待定
    取整·舍 取整·入 取整·四舍五入 取整·待定 基数·全部参评 基数·除去否决的参评 基数·待定 否决·递补 否决·不递补 否决·待定 直接入选·占名额 直接入选·不占名额 直接入选·待定
    计数·单位 计数·待定 计数·单位（栏） 切·名额 切·比例 余数相同
    归一·极差 归一·名次 归一·标准分 归一·待定 归一·组 加权 不适用则·权重分摊 不适用则·记组平均 不适用则·分组另评 不适用则·待定
    判定表·唯一 判定表·任一达到的最高级 判定表·全部 判定表·其余 官方 缺级
    任职·以 计数·任职·以 任职的栏·以 从·任职·以 在任月数 在任天数 以·年初、年末 以·某日 以·事发日 以·决定日 以·在任时点
    结论 结论·限 结论的栏 给予 不计 本事项 涉及·任职 涉及·本人 涉及·名单 涉及·各 涉及·当 分属两任时
";

/// What a run of many programs did not reach.
#[must_use]
pub fn missed(tally: &Tally) -> Vec<String> {
    let floor = tally.programs / ONE_IN;
    let words = CONSTRUCTS.split_whitespace().map(|word| word.replace('·', " "));
    let mut missed: Vec<String> = words
        .filter_map(|name| {
            let programs = tally.constructs.get(&name).map_or(0, |met| met.programs);
            (programs < floor).then(|| format!("{name}: in {programs} programs, not {floor}"))
        })
        .collect();
    for status in [Status::Holds, Status::NotApplicable, Status::Unknown, Status::Conflict, Status::Error] {
        let rows = tally.statuses.get(&status).copied().unwrap_or(0);
        if rows * 20 < tally.rows {
            missed.push(format!("{}: {rows} of {} rows, not one in twenty", status.chinese(), tally.rows));
        }
    }
    for set in ["排名", "名单", "分档", "分配"] {
        let rows = tally.sets_unknown.get(set).copied().unwrap_or(0);
        if rows < floor {
            missed.push(format!("{set}: {rows} rows not known for want of a key, not {floor}"));
        }
    }
    let refused: usize = tally.refused.values().sum();
    if refused * 20 > tally.programs {
        missed.push(format!("{refused} programs refused"));
    }
    if tally.lines > tally.programs * MOST_LINES {
        missed.push(format!("{} rows of facts in {} programs", tally.lines, tally.programs));
    }
    missed
}
