//! The same facts as a workbook a clerk would send and as CSV, rows in any order: the same bytes come out.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use rust_xlsxwriter::Workbook;

const MANIFEST: &str = "id = \"invented\"\ntitle = \"示例办法\"\nissuer = \"示例\"\nregion = \"示例省\"\nversion = \"0.1.0\"\nlanguage = 1\nbasis = []\n\
                        results = [\"县区.名次\", \"县区.前二\", \"县区.奖金\"]\n";

const TABLES: &str = "# 表

## 表

```规则
实体 单位
实体 县区：单位
```

```规则
事实 考评（县区，年度），见下表
  完整 由 示例局 按 年度 确认
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 县区 | — | 县（市、区）、县名 |
| 得分 | 小数(4)，可缺 | 综合得分 |
| 投资 | 金额，可缺 | 完成投资 |
| 增长 | 比例，可缺 | 增速 |
| 公示 | 布尔，缺省 否 | 已公示 |
";

const LAW: &str = "# 示例办法

## 第一条 名次和奖金 {#第一条}

得分前二名，奖投资额的百分之一。

```规则
排名 县区.名次（年度）
  从 县区，当 有值(考评.得分)
  依 考评.得分，从高到低
  并列 同名次
  缺值 存疑

名单 县区.前二（年度）
  从 县区，当 有值(考评.得分)
  依 考评.得分，从高到低
  取 2名「名额」
  割线并列 全取
  缺值 存疑

定义 县区.奖金（年度）：金额，可不适用
  当 前二
  则 考评.投资 × 1%「奖励比例」
  缺省 0元
```
";

const NAMES: [&str; 4] = ["甲县", "乙县", "丙区", "丁市"];

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("same-bytes").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn pack() -> PathBuf {
    let pack = folder("invented");
    for (path, text) in [("pack.toml", MANIFEST), ("tables.md", TABLES), ("law/10-示例.md", LAW)] {
        let file = pack.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let mut register = String::from("id,名称,种类,上级,代码,自,至,依据\n");
    for (at, name) in NAMES.iter().enumerate() {
        register.push_str(&format!("X-SL:u{at},{name},县区,,,,,虚构\n"));
    }
    fs::create_dir_all(pack.join("entities")).unwrap();
    fs::write(pack.join("entities/单位.csv"), register).unwrap();
    pack
}

fn signed(folder: &Path) {
    fs::write(folder.join("完整确认.csv"), "表,年度,范围,确认机关,确认日期\n考评,2016,,示例局,2017-03-01\n").unwrap();
}

/// A workbook with a title, a note, units in headings, full-width digits, thousands commas, a total and a person who filled it in.
fn workbook(folder: &Path) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name("考评").unwrap();
    sheet.write(0, 0, "示例省2016年度考评结果").unwrap();
    sheet.write(1, 0, "单位：万元").unwrap();
    for (column, heading) in ["序号", "县（市、区）", "综合得分", "完成投资（万元）", "增速（%）", "已公示"].iter().enumerate()
    {
        sheet.write(2, u16::try_from(column).unwrap(), *heading).unwrap();
    }
    let rows = [
        ("丙区", "８６.５", "1,234.56", "７.２", "√"),
        ("甲县", "92.25", "20000", "10", "是"),
        ("丁市", "—", "３００", "", "否"),
        ("乙 县", "90", "15000.5", "8.5", "×"),
    ];
    for (at, (name, score, money, growth, public)) in rows.iter().enumerate() {
        let row = u32::try_from(at).unwrap() + 3;
        sheet.write(row, 0, f64::from(row - 2)).unwrap();
        for (column, text) in [name, score, money, growth, public].into_iter().enumerate() {
            let column = u16::try_from(column).unwrap() + 1;
            // Some cells are numbers, as a spreadsheet makes them; the others stay text, as people type them.
            match text.parse::<f64>() {
                Ok(number) if !text.is_empty() => sheet.write(row, column, number).unwrap(),
                _ => sheet.write(row, column, *text).unwrap(),
            };
        }
    }
    sheet.write(7, 1, "合计").unwrap();
    sheet.write(7, 3, 36535.06).unwrap();
    sheet.write(8, 1, "填表人：张三").unwrap();
    book.save(folder.join("考评.xlsx")).unwrap();
    signed(folder);
}

fn csv(folder: &Path, lines: &[&str]) {
    fs::write(folder.join("考评.csv"), format!("县区,年度,得分,投资（元）,增长,公示\n{}\n", lines.join("\n"))).unwrap();
    signed(folder);
}

fn run(pack: &Path, facts: &Path, format: &str) -> Vec<u8> {
    let (pack, facts) = (pack.display().to_string(), facts.display().to_string());
    let output = Command::new(env!("CARGO_BIN_EXE_quanheng"))
        .args(["run", &pack, "--facts", &facts, "--period", "2016", "--format", format])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    output.stdout
}

#[test]
fn a_workbook_and_two_csv_files() {
    let pack = pack();
    let (book, plain, mixed) = (folder("book"), folder("plain"), folder("mixed"));
    workbook(&book);
    let mut lines =
        ["甲县,2016,92.25,200000000,10%,是", "乙县,2016,90,150005000,8.5%,否", "丙区,2016,86.5,12345600,7.2%,是", "丁市,2016,,3000000,,否"];
    csv(&plain, &lines);
    lines.reverse();
    csv(&mixed, &lines);
    for format in ["jsonl", "csv", "table"] {
        let from_book = run(&pack, &book, format);
        assert!(!from_book.is_empty());
        assert_eq!(String::from_utf8_lossy(&from_book), String::from_utf8_lossy(&run(&pack, &plain, format)), "{format}");
        assert_eq!(from_book, run(&pack, &mixed, format), "{format}");
        assert_eq!(from_book, run(&pack, &book, format), "{format}: the same run twice");
    }
    let text = String::from_utf8(run(&pack, &book, "jsonl")).unwrap();
    assert!(text.contains("\"value\":\"2000000.00\""), "1 % of 20000 万元:\n{text}");
}

#[test]
fn published_lists_in_another_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let mixed = folder("mixed-lists");
    for entry in fs::read_dir(root.join("data/shaanxi")).unwrap() {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let mut lines: Vec<&str> = text.lines().collect();
        if path.extension().is_some_and(|e| e == "csv") {
            lines[1..].reverse();
        }
        fs::write(mixed.join(path.file_name().unwrap()), format!("{}\n", lines.join("\n"))).unwrap();
    }
    let pack = root.join("packs/example-settings");
    for format in ["jsonl", "csv", "table"] {
        let (plain, other) = (run(&pack, &root.join("data/shaanxi"), format), run(&pack, &mixed, format));
        assert!(plain == other, "{format}: marks and causes must not hang on where a row stands");
    }
}
