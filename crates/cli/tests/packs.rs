//! The packs of `packs/`: each checks without a problem or a warning, is laid out as `fmt` lays it out, and passes its own tests.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// Each pack with the least number of cells that its tests compare.
const PACKS: [(&str, usize); 7] = [
    ("national-base", 109),
    ("shaanxi-2016", 1217),
    ("shaanxi-tolerance-2018", 20),
    ("shaanxi-poverty-2017", 54),
    ("yongning-town", 19),
    ("example-reform", 21),
    ("example-settings", 25),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn quanheng(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(root()).output().unwrap()
}

#[test]
fn every_pack_is_here() {
    let mut found: Vec<String> = std::fs::read_dir(root().join("packs"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.join("pack.toml").is_file())
        .map(|path| path.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    found.sort();
    let mut named: Vec<&str> = PACKS.iter().map(|(pack, _)| *pack).collect();
    named.sort_unstable();
    assert_eq!(found, named);
}

#[test]
fn every_pack_checks_and_passes_its_tests() {
    for (pack, least) in PACKS {
        let folder = format!("packs/{pack}");
        let check = quanheng(&["check", &folder]);
        let told = String::from_utf8_lossy(&check.stderr).into_owned();
        assert!(check.status.success(), "{pack}\n{told}");
        assert!(!told.contains("提醒["), "{pack}\n{told}");
        let fmt = quanheng(&["fmt", &folder, "--check"]);
        assert!(fmt.status.success(), "{pack}\n{}", String::from_utf8_lossy(&fmt.stdout));
        let test = quanheng(&["test", &folder]);
        let told = String::from_utf8_lossy(&test.stdout).into_owned();
        assert!(test.status.success(), "{pack}\n{told}\n{}", String::from_utf8_lossy(&test.stderr));
        let held = told.split("相符 ").nth(1).and_then(|rest| rest.split(' ').next()).and_then(|n| n.parse::<usize>().ok());
        assert!(held.is_some_and(|held| held >= least), "{pack}: at least {least} cells are compared, told {told}");
    }
}

/// The page of what the texts leave open names every open point of the pack, and no other.
#[test]
fn the_page_of_open_points_is_whole() {
    let out = quanheng(&["check", "packs/shaanxi-2016", "--names"]);
    let told = String::from_utf8_lossy(&out.stdout).into_owned();
    let listed = told.lines().find_map(|line| line.strip_prefix("待定，未定：")).unwrap();
    // A family of open values stands under one name.
    let mut open: Vec<&str> = listed.split('、').map(|name| name.split('（').next().unwrap_or(name)).collect();
    open.sort_unstable();
    open.dedup();
    let page = std::fs::read_to_string(root().join("packs/shaanxi-2016/待定一览.md")).unwrap();
    let rows = page.lines().filter(|line| line.starts_with("| ")).skip(1);
    let mut named: Vec<&str> = rows.flat_map(|row| row.split('`').skip(1).step_by(2)).collect();
    named.sort_unstable();
    assert_eq!(named, open);
}
