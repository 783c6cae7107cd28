//! `docs/messages.md`: every message with its words in both languages and its remedy, taken from the examples under
//! `tests/problems/`, which are themselves held to what the program says. `UPDATE_EXPECT=1` writes the page anew.

mod areas;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use self::areas::AREAS;

const HEAD: &str = "\
# 问题和补救

*Every message, in both languages, with its remedy. This page is written by a test from the examples it links to.*

读包、读表、算结果时发现的问题，都这样报出来：

```text
问题[unknown-entity] 监测考评.csv｜A2
  名册里没有叫「乙具」的县区，这一行没有读。
  怎么办: 是不是「乙县」？请改成名册里的名称或代码；新设立的，请先补进名册（entities 文件夹），或者写进数据的「单位」表。
```

依次是：轻重，方括号里的号，在哪里，是什么，怎么办。「」里是你自己写的字。轻重有三种：**问题**要改（规则有问题，包不能运行；一格有问题，那一行不用，别的行照常）；**提醒**要看一眼，不改也能算；**说明**只是告诉你。英文用 `--lang en`。

下面按号列出每一种：一句话说明，再是中文和英文的原话（方括号前的词是轻重）。原话里的名字来自例子；会引起它的最小的文件在“例子”里。按地方分：

";

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn ids(area: &str) -> Vec<String> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(root().join(format!("crates/{area}/src/problems"))).unwrap() {
        let text = fs::read_to_string(entry.unwrap().path()).unwrap();
        let (_, after) = text.split_once("pub const ID: &str = \"").unwrap();
        ids.push(after.split_once('"').unwrap().0.to_owned());
    }
    ids.sort();
    ids
}

/// One way in which a message is worded: how grave, what it says, what to do.
#[derive(PartialEq)]
struct Wording {
    grave: String,
    says: Vec<String>,
    remedy: String,
}

/// The wordings of one id in an example, in one language: the heads are 问题[id], or problem[id], and so on.
fn wordings(example: &str, id: &str, heads: [&str; 3], remedy: &str) -> Vec<Wording> {
    let mut found: Vec<Wording> = Vec::new();
    let mut lines = example.lines().peekable();
    while let Some(line) = lines.next() {
        let Some(grave) = heads.into_iter().find(|head| line.starts_with(&format!("{head}[{id}]"))) else { continue };
        let mut one = Wording { grave: grave.to_owned(), says: Vec::new(), remedy: String::new() };
        while let Some(next) = lines.next_if(|next| next.starts_with("  ")) {
            match next.trim_start().strip_prefix(remedy) {
                Some(rest) => one.remedy = rest.trim().to_owned(),
                // After the remedy stand other places that belong to it.
                None if one.remedy.is_empty() => one.says.push(next.trim().to_owned()),
                None => {}
            }
        }
        if !found.iter().any(|other| other.says == one.says) {
            found.push(one);
        }
    }
    found
}

/// The part of the page on one id; what is wrong with its example.
fn entry(id: &str, wrong: &mut Vec<String>) -> String {
    let path = format!("tests/problems/{id}.md");
    let text = fs::read_to_string(root().join(&path)).unwrap_or_else(|_| panic!("no {path}"));
    let intro = text.lines().skip(1).find(|line| !line.trim().is_empty()).unwrap_or_default();
    let chinese = wordings(&text, id, ["问题", "提醒", "说明"], "怎么办:");
    let english = wordings(&text, id, ["problem", "warning", "note"], "what to do:");
    if chinese.is_empty() || chinese.len() != english.len() {
        wrong.push(format!("{id}: {} wordings in Chinese, {} in English", chinese.len(), english.len()));
    }
    let mut out = format!("### {id}\n\n*{intro}* [例子](../{path})\n");
    for (zh, en) in chinese.iter().zip(&english) {
        for (one, remedy) in [(zh, "怎么办："), (en, "What to do: ")] {
            if one.says.is_empty() || one.remedy.is_empty() {
                wrong.push(format!("{id}: a wording without words or without remedy: {:?} {:?}", one.says, one.remedy));
            }
            let colon = if remedy == "怎么办：" { "：" } else { ": " };
            write!(out, "\n- {}{colon}{}<br>{remedy}{}", one.grave, one.says.join("<br>"), one.remedy).unwrap();
        }
        out.push('\n');
    }
    out
}

#[test]
fn the_page_has_every_message() {
    let policy = ids("policy");
    let placed: Vec<&str> = AREAS.iter().flat_map(|(_, _, ids)| ids.split_whitespace()).collect();
    let missing: Vec<&String> = policy.iter().filter(|id| !placed.contains(&id.as_str())).collect();
    assert!(missing.is_empty(), "say in messages/areas.rs under which heading they stand: {missing:?}");
    let gone: Vec<&&str> = placed.iter().filter(|id| !policy.iter().any(|known| known == *id)).collect();
    assert!(gone.is_empty(), "no longer there: {gone:?}");
    assert_eq!(placed.iter().collect::<BTreeSet<_>>().len(), placed.len(), "one of them stands twice");

    let mut areas: Vec<(&str, &str, Vec<String>)> =
        AREAS.iter().map(|(zh, en, ids)| (*zh, *en, ids.split_whitespace().map(str::to_owned).collect())).collect();
    areas.push(("事实的文件", "Files of facts.", ids("facts")));
    areas.push(("命令", "The command line.", [ids("app"), ids("cli")].concat()));

    let (mut index, mut body, mut wrong) = (String::new(), String::new(), Vec::new());
    let mut all = 0;
    for (zh, en, ids) in &areas {
        all += ids.len();
        writeln!(index, "- [{zh}](#{})：{} 种", zh.replace(['、', '，'], ""), ids.len()).unwrap();
        writeln!(body, "\n## {zh}\n\n*{en}*\n").unwrap();
        let entries: Vec<String> = ids.iter().map(|id| entry(id, &mut wrong)).collect();
        body.push_str(&entries.join("\n"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let page = format!("{HEAD}{index}\n一共 {all} 种。\n{body}");
    let path = root().join("docs/messages.md");
    if std::env::var("UPDATE_EXPECT").is_ok_and(|v| v == "1") {
        fs::write(path, page).unwrap();
        return;
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    let differs = there.lines().zip(page.lines()).find(|(one, other)| one != other);
    assert!(there == page, "docs/messages.md is not up to date, run this test with UPDATE_EXPECT=1: {differs:?}");
}
