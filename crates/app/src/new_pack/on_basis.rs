//! A pack on a basis that changes nothing yet.

use jiff::civil::Date;
use quanheng_policy::ir::Program;

use super::example::{amend, asked, except, settle};

/// The files, in the order of reading.
pub(super) fn texts(id: &str, program: &Program, today: Date) -> Vec<(String, String)> {
    let files = [
        ("pack.toml", manifest(id, program)),
        ("tables.md", TABLES.to_owned()),
        ("law/10-补充规定.md", law(program, today)),
        ("tests/10-补充规定.md", tests(program)),
        ("CHANGELOG.md", CHANGES.to_owned()),
    ];
    files.into_iter().map(|(name, text)| (name.to_owned(), text)).collect()
}

/// As a TOML text.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

fn manifest(id: &str, program: &Program) -> String {
    let basis = program.pack().cloned().unwrap_or_default();
    let title = quoted(&format!("（填写）{}的补充规定", basis.title));
    let region = quoted(&basis.region);
    format!(
        "\
# 这一包的名片。带（填写）的都要改。

id = \"{id}\"
title = {title}
issuer = \"（填写）制定机关\"
region = {region}
version = \"0.1.0\"
language = 1
# 所依据的包，连同版本和校验值：它变了，要看过再用 quanheng check 本包 --accept-basis 认可。
basis = [{{ id = \"{}\", version = \"{}\", hash = \"{}\" }}]
sources = [\"（填写）依据的文件和文号\"]
# 不写 results，就列出下层包列出的结果。
",
        basis.id, basis.version, basis.hash
    )
}

const TABLES: &str = "\
# 事实表

下层包的表都可以用，不用重写。这一包自己另要的表写在这里。
";

const CHANGES: &str = "\
# 变更

## 0.1.0

- 起草，还没有改动下层包。
";

fn law(program: &Program, today: Date) -> String {
    let mut text = String::from(
        "\
# 补充规定

这一包现在什么都没有改。下面每一条是一个可以用的写法：先改成自己的，再去掉行首的 `#`，并删掉“待定”那一行。不用的整条删掉。
",
    );
    let mut add = |anchor: &str, title: &str, gist: &str, example: &str| {
        let commented: Vec<String> = example.lines().map(|line| format!("# {line}")).collect();
        text.push_str(&format!("\n## {anchor} {title} {{#{anchor}}}\n\n{gist}\n\n`待定`\n\n```规则\n{}\n```\n", commented.join("\n")));
    };
    let anchors = ["第一条", "第二条", "第三条"];
    let mut anchors = anchors.iter();
    if let Some((open, example)) = settle(program, today)
        && let Some(anchor) = anchors.next()
    {
        let gist = format!("原文没有说的「{}」，由有权解释的机关定：谁、哪一天、因为什么。", open.name);
        add(anchor, "设定待定事项", &gist, &example);
    }
    if let Some((parameter, example)) = amend(program, today)
        && let Some(anchor) = anchors.next()
    {
        let gist = format!("原文的数「{}」从哪一年起改成多少。下层包不动，两种都还能算。", parameter.name);
        add(anchor, "改一个数", &gist, &example);
    }
    if let Some((variable, example)) = except(program, today)
        && let Some(anchor) = anchors.next()
    {
        let gist = format!("什么情形下，「{}」不照下层包算。`·全部` 是连它的例外也一起让开。", variable.name);
        add(anchor, "加一个例外", &gist, &example);
    }
    text
}

fn tests(program: &Program) -> String {
    let mut text = String::from(
        "\
# 例子

每一行是一个例子：左边是给定的，⇒ 右边是应当得出的。规则写好以后，在这里用手算过的数核对，并标上 `覆盖 补充规定#第一条` 这样的话。
",
    );
    if let Some((variable, year)) = asked(program) {
        let short = &variable.name;
        text.push_str(&format!(
            "\n## 什么都没有录入 {{#什么都没有录入}}\n\n`各行独立` `年度 {year}`\n\n| ⇒ {short} | 说明 |\n|---|---|\n| ？ | 下层包现在的结果 |\n"
        ));
    }
    // What is in the text stays; only a directive in backquotes above a table is one.
    text.replace("`覆盖 补充规定#第一条`", "“覆盖 补充规定#第一条”")
}
