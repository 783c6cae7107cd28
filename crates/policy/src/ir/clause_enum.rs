//! The enums of clauses: what may be written for 割线并列, 缺值, 取整 and the like. They stand before those of a pack.

use quanheng_facts::value::EnumId;

use super::{SPLITS, TIMEPOINTS};

/// The enums that clauses of the language take; they stand first in [`quanheng_facts::schema::Schema::enums`], in this order.
pub const CLAUSE_ENUMS: [(&str, &[&str]); 19] = [
    ("取整方式", &["舍", "入", "四舍五入"]),
    ("割线方式", &["全取", "全不取", "依名次"]),
    ("并列方式", &["同名次"]),
    ("缺值方式", &["存疑", "排除", "末位"]),
    ("递补方式", &["递补", "不递补"]),
    ("基数方式", &["全部参评", "除去否决的参评"]),
    ("计数方式", &["成员", "单位"]),
    ("占额方式", &["占名额", "不占名额"]),
    ("未考核方式", &["中断", "跳过", "未知"]),
    ("在任时点", TIMEPOINTS),
    ("跨任方式", SPLITS),
    ("尾差方式", &["最大余数"]),
    ("归一方式", &["极差", "名次", "标准分"]),
    ("总体方式", &["总体", "样本"]),
    ("缺项方式", &["权重分摊", "记组平均", "分组另评"]),
    ("年限算法", &["自然年度", "任意连续十二个月"]),
    ("首日方式", &["当日不计", "当日计入"]),
    ("末日方式", &["顺延", "提前", "不变"]),
    ("规则", &["已补齐", "未补齐"]),
];

/// The clause enum at this place of [`CLAUSE_ENUMS`].
#[must_use]
pub fn clause_enum(name: &str) -> Option<EnumId> {
    CLAUSE_ENUMS.iter().position(|(n, _)| *n == name).and_then(|at| u32::try_from(at).ok()).map(EnumId)
}
