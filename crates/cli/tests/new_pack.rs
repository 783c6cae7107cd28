//! `new`: what it writes passes `check` and `test`, also once what stands in comments is made use of.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use expect_test::expect_file;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { assert!(fs::copy(entry.path(), target).is_ok()) }
    }
}

/// A folder of its own with a pack in it.
struct Room(PathBuf);

impl Room {
    fn new(name: &str, pack: &str) -> Room {
        let folder = std::env::temp_dir().join(format!("quanheng-new-{}-{name}", std::process::id()));
        copy(&root().join(pack), &folder.join("packs").join(Path::new(pack).file_name().unwrap()));
        Room(folder)
    }

    fn quanheng(&self, words: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(&self.0).output().unwrap()
    }

    #[track_caller]
    fn good(&self, words: &[&str]) -> String {
        let output = self.quanheng(words);
        let told = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{words:?}\n{told}");
        assert!(!told.contains("问题["), "{told}");
        String::from_utf8(output.stdout).unwrap()
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn from_nothing() {
    let room = Room::new("nothing", "tests/small/pack");
    expect_file!["expected/new.txt"].assert_eq(&room.good(&["new", "my-town"]));
    room.good(&["check", "my-town"]);
    let told = room.good(&["test", "my-town"]);
    assert!(told.contains("相符 3 处，不符 0 处"), "{told}");
    // A pack of one's own is what the next one builds on.
    room.good(&["new", "village", "--basis", "my-town"]);
    room.good(&["test", "village"]);
    let twice = room.quanheng(&["new", "my-town"]);
    assert_eq!(twice.status.code(), Some(2));
}

#[test]
fn on_a_basis() {
    let room = Room::new("basis", "tests/small/pack");
    expect_file!["expected/new-basis.txt"].assert_eq(&room.good(&["new", "packs/county", "--basis", "shili"]));
    expect_file!["expected/new-basis-en.txt"].assert_eq(&room.good(&["new", "elsewhere/county", "--basis", "packs/pack", "--lang", "en"]));
    room.good(&["check", "packs/county"]);
    room.good(&["test", "packs/county"]);
    room.good(&["test", "elsewhere/county", "--packs", "packs"]);
    let unknown = room.quanheng(&["new", "packs/other", "--basis", "nowhere"]);
    assert_eq!(unknown.status.code(), Some(2));
    assert!(!room.0.join("packs/other").exists());
}

/// Every line in comments is valid as soon as the comment sign goes, on packs of all kinds.
#[test]
fn what_stands_in_comments_is_valid() {
    for (name, pack) in [("small", "tests/small/pack"), ("shaanxi", "packs/shaanxi-2016")] {
        let room = Room::new(&format!("comments-{name}"), pack);
        copy(&root().join("packs/national-base"), &room.0.join("packs/national-base"));
        let basis = format!("packs/{}", Path::new(pack).file_name().unwrap().to_str().unwrap());
        room.good(&["new", "packs/county", "--basis", &basis]);
        let path = room.0.join("packs/county/law/10-补充规定.md");
        let text = fs::read_to_string(&path).unwrap();
        let rules: usize = text.lines().filter(|line| line.starts_with("# ") && *line != "# 补充规定").count();
        assert!(rules >= 3, "{text}");
        let used: Vec<&str> = text
            .lines()
            .filter(|line| *line != "`待定`")
            .map(|line| if line == "# 补充规定" { line } else { line.strip_prefix("# ").unwrap_or(line) })
            .collect();
        fs::write(&path, used.join("\n")).unwrap();
        room.good(&["check", "packs/county"]);
        let checked = room.good(&["check", "packs/county", "--names"]);
        assert!(checked.contains("待定，已设"), "{checked}");
    }
}
