//! `check --duties`: what must, may and must not be done, case by case; and a duty as a result of a run.
//!
//! Expected output stands in `tests/expected/`; `UPDATE_EXPECT=1` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::expect_file;

const PACK: &str = "id = \"shili\"\ntitle = \"示例办法\"\nissuer = \"示例省委\"\nregion = \"示例省\"\nversion = \"1.0.0\"\nlanguage = 1\n";
const TABLES: &str = "# 事实表

```规则
实体 单位
实体 县区：单位
事实 年报（县区，年度），见下表
```
| 栏 | 类型 |
|---|---|
| 较差、申诉成立 | 布尔，可缺 |
";
const LAW: &str = "# 示例办法

## 第一条 约谈 {#第一条}

```规则
义务「约谈」 由 督查室 每 年报 当 较差 除非 申诉成立 应当 约谈主要负责人
义务「免谈」 由 督查室 每 年报 当 申诉成立 不得 约谈主要负责人

程序 约谈办法（县区，年度）
  督查室：按职责
  步骤 约谈
    督查室 应当 约谈
  步骤 公开
    当 较差
    督查室 可以 公开
```
";
const TESTS: &str = "# 例子

`各行独立` `年度 2016` `覆盖 办法#第一条`

| 较差 | 申诉成立 | ⇒ 义务.约谈 | ⇒ 程序.约谈办法.公开 |
|---|---|---|---|
| 是 | 否 | 是 | 是 |
| 是 | 是 | 否 | 是 |
";
const FACTS: &str = "县区,年度,较差,申诉成立\n甲县,2016,是,否\n乙县,2016,否,否\n丙县,2016,是,\n";
const UNITS: &str = "id,名称,种类,上级,代码,自,至,依据\nSL:1,甲县,县区,,,,,虚构\nSL:2,乙县,县区,,,,,虚构\nSL:3,丙县,县区,,,,,虚构\n";

struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Room {
        let folder = std::env::temp_dir().join(format!("quanheng-duties-{}-{name}", std::process::id()));
        let files = [
            ("pack/pack.toml", PACK),
            ("pack/tables.md", TABLES),
            ("pack/law/10-办法.md", LAW),
            ("pack/tests/10-办法.md", TESTS),
            ("facts/年报.csv", FACTS),
            ("pack/entities/单位.csv", UNITS),
        ];
        for (path, text) in files {
            let path = folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).unwrap();
            fs::write(path, text).unwrap();
        }
        Room(folder)
    }

    fn all(&self, words: &[&str]) -> String {
        let output: Output = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(&self.0).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        format!("{}---- stderr\n{}---- exit {}\n", text(&output.stdout), text(&output.stderr), output.status.code().unwrap())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn the_author_reads_what_duties_come_to() {
    let room = Room::new("check");
    expect_file!["expected/check-duties.txt"].assert_eq(&room.all(&["check", "pack", "--duties"]));
    expect_file!["expected/check-duties-en.txt"].assert_eq(&room.all(&["check", "pack", "--duties", "--lang", "en"]));
    assert!(room.all(&["test", "pack"]).contains("相符 4 处，不符 0 处"));
}

#[test]
fn who_owes_a_duty_can_be_asked() {
    let room = Room::new("run");
    let words = ["run", "pack", "--facts", "facts", "--period", "2016", "--only", "义务.约谈"];
    expect_file!["expected/run-duties.txt"].assert_eq(&room.all(&words));
}
