//! A run on a snapshot is byte for byte the run on the workbooks it was made of: in every form of output, in what is told beside
//! it and in the exit code.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn quanheng(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(root()).output().unwrap()
}

/// A folder of this test alone, gone when it ends.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Room {
        let folder = std::env::temp_dir().join(format!("quanheng-snapshot-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).unwrap();
        Room(folder)
    }

    fn path(&self, name: &str) -> String {
        self.0.join(name).to_string_lossy().into_owned()
    }

    fn snapshot(&self, pack: &str, facts: &[&str]) -> String {
        let folder = self.path("snap");
        let out = quanheng(&[&["snapshot", pack, "-o", &folder, "--facts"], facts].concat());
        assert!(out.status.code().unwrap() < 2, "{}", String::from_utf8_lossy(&out.stderr));
        folder
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// The same question of workbooks and of the snapshot of them.
fn same(words: &[&str], facts: &[&str], snapshot: &str) {
    let with = |facts: &[&str]| {
        let out = quanheng(&[words, &["--facts"], facts].concat());
        (out.status.code(), String::from_utf8(out.stdout).unwrap(), String::from_utf8(out.stderr).unwrap())
    };
    let (of_files, of_snapshot) = (with(facts), with(&[snapshot]));
    assert!(!of_files.1.is_empty(), "{words:?}: {}", of_files.2);
    if of_files != of_snapshot {
        let end = |text: &str| text.chars().take(1_500).collect::<String>();
        panic!("{words:?}: {:?} {:?}\n{}\n{}", of_files.0, of_snapshot.0, end(&of_files.2), end(&of_snapshot.2));
    }
}

#[test]
fn the_demo_province() {
    let room = Room::new("demo");
    let (pack, facts) = ("packs/example-settings", ["data/demo"]);
    let snapshot = room.snapshot(pack, &facts);
    let when = ["--period", "2016", "--decided-on", "2017-03-01"];
    for command in [
        &["run", pack, "--format", "jsonl"][..],
        &["run", pack, "--met", "--lang", "en"],
        &["explain", pack, "--result", "县区.奖金", "--of", "甲川县"],
        &["why-not", pack, "--result", "县区.奖金", "--of", "乙川县", "--format", "json"],
    ] {
        same(&[command, &when].concat(), &facts, &snapshot);
    }
    same(&["compare", pack, "packs/example-reform", "--period", "2016"], &facts, &snapshot);
    same(&["open", pack, "--format", "csv"], &facts, &snapshot);
    // Bytes of workbooks and of Parquet.
    for ending in ["xlsx", "parquet"] {
        let written = |facts: &str, name: &str| {
            let path = room.path(&format!("{name}.{ending}"));
            let out = quanheng(&[&["run", pack, "-o", &path, "--facts", facts][..], &when].concat());
            assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
            fs::read(path).unwrap()
        };
        let (of_files, of_snapshot) = (written(facts[0], "a"), written(&snapshot, "b"));
        assert!(of_files.len() > 10_000 && of_files == of_snapshot, "{ending}");
    }
}

#[test]
fn what_was_published_and_what_is_wrong() {
    let room = Room::new("published");
    let snapshot = room.snapshot("packs/shaanxi-2016", &["data/shaanxi"]);
    same(&["run", "packs/shaanxi-2016", "--period", "2009-2016", "--format", "csv"], &["data/shaanxi"], &snapshot);
    let room = Room::new("town");
    let snapshot = room.snapshot("packs/yongning-town", &["data/shaanxi"]);
    same(&["run", "packs/yongning-town", "--period", "2016", "--format", "jsonl"], &["data/shaanxi"], &snapshot);
    let room = Room::new("mistakes");
    let snapshot = room.snapshot("packs/example-settings", &["data/demo", "data/demo/带错误"]);
    same(&["run", "packs/example-settings", "--period", "2016", "--format", "jsonl"], &["data/demo", "data/demo/带错误"], &snapshot);
}

#[test]
fn it_is_written_once() {
    let room = Room::new("once");
    let (pack, facts) = ("tests/small/pack", "tests/small/facts");
    let snapshot = room.snapshot(pack, &[facts]);
    let files = || {
        let mut all: Vec<(String, Vec<u8>)> = fs::read_dir(&snapshot)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap()))
            .collect();
        all.sort();
        all
    };
    let first = files();
    let again = |facts: &[&str], more: &[&str]| quanheng(&[&["snapshot", pack, "-o", &snapshot, "--facts"], facts, more].concat());
    let same = again(&[facts], &[]);
    assert!(same.status.success() && String::from_utf8_lossy(&same.stdout).contains("没有动它"));
    let other = again(&[facts], &["--known-on", "2017-06-30"]);
    assert_eq!(other.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&other.stderr).contains("snapshot-exists"));
    assert_eq!(files(), first);
    // Another folder that is there already, an empty one too, stays as it is.
    fs::create_dir(room.path("empty")).unwrap();
    let taken = quanheng(&["snapshot", pack, "--facts", facts, "-o", &room.path("empty")]);
    assert_eq!((taken.status.code(), fs::read_dir(room.path("empty")).unwrap().count()), (Some(2), 0));
    // The same facts give the same bytes, wherever they are put and in whichever order files are named.
    let elsewhere = room.path("elsewhere");
    let out = quanheng(&["snapshot", pack, "-o", &elsewhere, "--facts", "tests/small/facts/考评.csv"]);
    assert!(out.status.success());
    let manifest = |folder: &str| fs::read(Path::new(folder).join("manifest.json")).unwrap();
    assert_eq!(manifest(&elsewhere), manifest(&snapshot));
}

/// On a disk of one megabyte, and where it cannot be written: told, and nothing half-written.
#[test]
fn a_full_disk_leaves_nothing_behind() {
    let room = Room::new("full");
    let disk = room.path("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=200k", "tmpfs", &disk]).output();
    if !mounted.is_ok_and(|out| out.status.success()) {
        // Nobody may mount here; what follows cannot be tried.
        return;
    }
    let out = quanheng(&["snapshot", "packs/example-settings", "--facts", "data/demo", "-o", &format!("{disk}/snap")]);
    let left = fs::read_dir(&disk).unwrap().count();
    let _ = Command::new("umount").arg(&disk).output();
    let told = String::from_utf8_lossy(&out.stderr).into_owned();
    assert_eq!((out.status.code(), left), (Some(3), 0), "{told}");
    assert!(told.contains("snapshot-unwritable") && told.contains("盘满了"), "{told}");
}
