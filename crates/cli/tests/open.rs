//! `open` on a small pack with a judgement and open points: what waits, for whom, and what the facts never reach.
//!
//! Expected output stands in `tests/expected/`; `UPDATE_EXPECT=1` writes it anew.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use expect_test::{ExpectFile, expect_file};

const FILES: [(&str, &str); 7] = [
    (
        "pack/pack.toml",
        "id = \"shili\"\ntitle = \"示例办法\"\nissuer = \"示例省委\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\nresults = [\"县区.奖金\"]\n",
    ),
    (
        "pack/tables.md",
        "# 表\n\n```规则\n实体 县区\n枚举 级别（由重到轻）：重大、一般\n事实 年报（县区，年度），见下表\n```\n| 栏 | 类型 |\n|---|---|\n| 级别 | 级别，可缺 |\n",
    ),
    (
        "pack/law/10-奖.md",
        "# 示例办法\n\n## 第一条 奖金 {#第一条}\n\n发奖。\n\n```规则\n待定「奖」：金额\n待定「减半」 可选 减、不减\n认定项 县区.处置及时（年度）：布尔  由 示例省应急厅  凭 调查报告  需要时 年报.级别 = 重大\n\n定义 县区.奖金（年度）：金额\n  当 年报.级别 = 一般 或 处置及时\n  则 奖\n  缺省 0元\n\n例外「减半」于 奖金\n  当 年度 < 2016年度 且 减半 = 减\n  则 奖 ÷ 2\n```\n",
    ),
    ("pack/entities/县区.csv", "id,名称,种类\nX:jia,甲县,县区\nX:yi,乙县,县区\nX:bing,丙县,县区\n"),
    ("facts/年报.csv", "县区,年度,级别\n甲县,2016,重大\n乙县,2016,重大\n丙县,2016,一般\n"),
    (
        "facts/认定.csv",
        "认定项,对象,年度,结论,认定机关,认定人,日期,理由,证据\n处置及时,乙县,2016,否,示例省应急厅,王五,2017-02-01,到场太晚,调查报告\n",
    ),
    ("none/年报.csv", "县区,年度,级别\n"),
];

struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Room {
        let room = Room(std::env::temp_dir().join(format!("quanheng-open-{}-{name}", std::process::id())));
        for (path, text) in FILES {
            let path = room.0.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        room
    }

    #[track_caller]
    fn check(&self, words: &[&str], expected: ExpectFile) {
        let output = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(&self.0).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap().replace("\r\n", "\n");
        let code = output.status.code().unwrap();
        expected.assert_eq(&format!("{}---- stderr\n{}---- exit {code}\n", text(&output.stdout), text(&output.stderr)));
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_waits_and_for_whom() {
    let room = Room::new("waits");
    room.check(&["open", "pack", "--facts", "facts", "--period", "2016"], expect_file!["expected/open.txt"]);
    room.check(&["open", "pack", "--facts", "facts", "--lang", "en"], expect_file!["expected/open-en.txt"]);
    room.check(&["open", "pack", "--facts", "facts", "--format", "jsonl"], expect_file!["expected/open.jsonl"]);
    room.check(&["open", "pack", "--facts", "facts", "--format", "csv"], expect_file!["expected/open.csv"]);
    room.check(&["run", "pack", "--facts", "facts", "--period", "2016"], expect_file!["expected/open-run.txt"]);
}

#[test]
fn without_facts_the_pack_alone_is_asked() {
    let room = Room::new("alone");
    room.check(&["open", "pack"], expect_file!["expected/open-pack.txt"]);
    room.check(&["open", "--help"], expect_file!["expected/help-open.txt"]);
}

#[test]
fn each_value_of_an_index_waits_by_itself() {
    let room = Room::new("index");
    let law = "# 指标\n\n## 第一条 指标 {#第一条}\n\n核实。\n\n```规则\n枚举 指标：产业、安全\n结论类 要核实（方式：级别）\n认定项 要核实.方式：级别 由 示例省委 凭 核实报告\n结论「没过线」：要核实\n  就 县区（年度，指标）\n  当 有值(年报.级别) 且 年报.级别 = 重大 且 指标 = 产业\n```\n";
    fs::write(room.0.join("pack/law/20-指标.md"), law).unwrap();
    let judged = "认定项,对象,年度,结论,认定机关,认定人,日期,理由,证据\n结论.没过线.方式（产业）,乙县,2016,重大,示例省委,王五,2017-02-01,情节重,核实报告\n没过线.方式,甲县,2016,重大,示例省委,王五,2017-02-01,情节重,核实报告\n";
    fs::write(room.0.join("facts/认定.csv"), judged).unwrap();
    room.check(&["open", "pack", "--facts", "facts", "--period", "2016"], expect_file!["expected/open-index.txt"]);
}
