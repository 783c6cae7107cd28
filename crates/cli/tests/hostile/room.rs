//! A folder with a small good pack, and the command run in it within bounds.

use std::fs;
use std::path::PathBuf;
use std::process::{Command, Stdio};

pub const FACT_HEAD: &str = "县区,年度,得分,评定日,届次\n";

const MANIFEST: &str = r#"id = "jia"
title = "示例办法"
issuer = "示例县委"
region = "示例县"
version = "1.0.0"
language = 1
sources = ["虚构，只供测试"]
results = ["县区.奖金"]
"#;

const TABLES: &str = "# 事实表

```规则
实体 单位
实体 县区：单位
```

```规则
事实 考评（县区，年度），见下表
```

| 栏 | 类型 | 可认表头 |
|---|---|---|
| 得分 | 小数(2)，可缺 | |
| 评定日 | 日期，可缺 | |
| 届次 | 年度，可缺 | |
";

/// One article, and these rules in it.
pub fn rules(more: &str) -> String {
    format!(
        "# 示例办法

## 第一条 奖金 {{#第一条}}

得分达到八十的，奖金十万元。

```规则
定义 县区.奖金（年度）：金额，可不适用
  当 考评.得分 ≥ 80「及格」 则 10万元「奖金标准」

{more}
```
"
    )
}

pub struct Room(PathBuf);

impl Room {
    pub fn new(name: &str) -> Room {
        let folder = std::env::temp_dir().join(format!("quanheng-hostile-{}-{name}", std::process::id()));
        let room = Room(folder);
        room.copy_pack("pack", "");
        room
    }

    /// The good pack under this name and id; the one called `pack` has the id `jia`.
    pub fn copy_pack(&self, name: &str, more: &str) {
        let id = if name == "pack" { "jia" } else { name };
        self.add(&format!("{name}/pack.toml"), &(MANIFEST.replace("jia", id) + more));
        self.add(&format!("{name}/tables.md"), TABLES);
        self.add(&format!("{name}/law/10-甲.md"), &rules(""));
        self.add(
            &format!("{name}/entities/登记.csv"),
            "id,名称,种类,上级,代码,自,至,依据\nX:a,甲县,县区,,,,,示例\nX:b,乙县,县区,,,,,示例\n",
        );
    }

    fn place(&self, path: &str) -> PathBuf {
        let place = self.0.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        place
    }

    /// Adds to the end of a file.
    pub fn add(&self, path: &str, text: &str) {
        let place = self.place(path);
        let before = fs::read_to_string(&place).unwrap_or_default();
        fs::write(place, before + text).unwrap();
    }

    pub fn bytes(&self, path: &str, bytes: &[u8]) {
        fs::write(self.place(path), bytes).unwrap();
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    pub fn text(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap()
    }

    /// Takes a file or a folder away.
    pub fn remove(&self, path: &str) {
        let place = self.path(path);
        if place.is_dir() { fs::remove_dir_all(place).unwrap() } else { fs::remove_file(place).unwrap() }
    }

    pub fn law(&self, text: &str) {
        self.bytes("pack/law/10-甲.md", text.as_bytes());
    }

    pub fn link(&self, to: &str, path: &str) {
        std::os::unix::fs::symlink(to, self.place(path)).unwrap();
    }

    pub fn folder(&self, path: &str) {
        fs::create_dir_all(self.place(path)).unwrap();
    }

    pub fn pipe(&self, path: &str) {
        assert!(Command::new("mkfifo").arg(self.place(path)).status().unwrap().success());
    }

    /// A file that says it is larger than any memory.
    pub fn huge(&self, path: &str) {
        fs::File::create(self.place(path)).unwrap().set_len(1 << 34).unwrap();
    }

    /// The exit code of the command, and what it told, with its output led elsewhere by a shell.
    pub fn redirected(&self, words: &[&str], to: &str) -> (i32, String) {
        let script = format!("ulimit -v 4194304; ulimit -t 120; {{ \"$@\"; echo $? > 退出码; }} {to}");
        let output = Command::new("sh")
            .args(["-c", &script, "sh", env!("CARGO_BIN_EXE_quanheng")])
            .args(words)
            .current_dir(&self.0)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let code = self.text("退出码").trim().parse().unwrap();
        (code, String::from_utf8(output.stderr).unwrap())
    }

    /// What the command told and printed; it ended by itself, and told of this problem, if one is named.
    pub fn tells(&self, words: &[&str], id: &str) -> String {
        let output = Command::new("sh")
            .args(["-c", "ulimit -v 4194304; ulimit -c 0; ulimit -t 120; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_quanheng")])
            .args(words)
            .current_dir(&self.0)
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let told = String::from_utf8(output.stderr).unwrap() + &String::from_utf8(output.stdout).unwrap();
        let start: String = told.chars().take(3000).collect();
        assert!(matches!(output.status.code(), Some(0..=2)), "{}: {words:?}: {:?}\n{start}", self.0.display(), output.status);
        assert!(id.is_empty() || told.contains(&format!("[{id}")), "{}: {words:?}: no {id}\n{start}", self.0.display());
        told
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
