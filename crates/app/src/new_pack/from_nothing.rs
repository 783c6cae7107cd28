//! A small pack from nothing: one table, one article, one example. Invented, to be written over.

/// The files, in the order of reading.
pub(super) fn texts(id: &str) -> Vec<(String, String)> {
    let files = [
        ("pack.toml", MANIFEST.replace("{id}", id)),
        ("tables.md", TABLES.to_owned()),
        ("law/10-奖励办法.md", LAW.to_owned()),
        ("tests/10-奖励办法.md", TESTS.to_owned()),
        ("entities/登记.csv", REGISTER.to_owned()),
        ("CHANGELOG.md", CHANGES.to_owned()),
    ];
    files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

const MANIFEST: &str = "\
# 这一包的名片。带（填写）的都要改。

id = \"{id}\"
title = \"（填写）示例奖励办法\"
issuer = \"（填写）制定机关\"
region = \"（填写）适用地区\"
version = \"0.1.0\"
language = 1
sources = [\"（填写）依据的文件和文号\"]
results = [\"乡镇.奖金\"]
";

const TABLES: &str = "\
# 事实表

要用哪些表，每张表有哪些栏。先写声明，紧跟的表格写栏目；第三栏是录入时可认的表头。

```规则
实体 乡镇

# 得分没有录入，结果就是未知；考核办确认录全以后，没有这一行才是“没有考核”。
事实 考核（乡镇，年度），见下表
  完整 由 县考核办 按 年度 确认
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 表名 | — | 年度考核 |
| 乡镇 | — | 单位 |
| 年度 | — | 年份 |
| 得分 | 小数(2)，可缺 | 总分、考核得分 |
";

const LAW: &str = "\
# 奖励办法

## 第一条 目的 {#第一条}

条文的大意，用自己的话写在这里。不能执行的条文写明是原则性的。

`原则性`

## 第二条 奖金 {#第二条}

考核得分 90 分以上的乡镇，奖 10 万元。“以上”包括本数。

```规则
# 条文里的数写上名字「…」，别的包就能改它。
定义 乡镇.奖金（年度）：金额
  当 有值(考核.得分) 且 考核.得分 ≥ 90
  则 10万元「奖金额」
  缺省 0元
```
";

const TESTS: &str = "\
# 奖金

每一行是一个例子：左边是给定的，⇒ 右边是应当得出的。先用手算，再让程序核对。

## 奖金 {#奖金}

`各行独立` `年度 2016` `覆盖 奖励办法#第二条`

| 考核.得分 | ⇒ 奖金 | 说明 |
|---|---|---|
| 90 | 10万元 | 刚好够 |
| 89.99 | 0元 | 差一点 |
| ？ | 0元…10万元 | 没有录入，两种都可能 |
";

const REGISTER: &str = "\
id,名称,种类,上级,代码,自,至,依据
XZ:jia,甲镇,乡镇,,,,,示例
XZ:yi,乙乡,乡镇,,,,,示例
";

const CHANGES: &str = "\
# 变更

## 0.1.0

- 起草。
";
