//! The packs of `tests/draft`: each checks without a problem and passes its own tests.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops at the first surprise")]

use std::path::{Path, PathBuf};
use std::process::Command;

const PACKS: [(&str, usize); 5] =
    [("national-base", 8), ("shaanxi-2016", 158), ("shaanxi-poverty-2017", 10), ("yongning-town", 3), ("example-reform", 18)];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn every_pack_of_the_design_checks_and_passes_its_tests() {
    for (pack, least) in PACKS {
        let folder = format!("tests/draft/{pack}");
        let check = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(["check", &folder]).current_dir(root()).output().unwrap();
        assert!(check.status.success(), "{pack}\n{}", String::from_utf8_lossy(&check.stderr));
        let test = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(["test", &folder]).current_dir(root()).output().unwrap();
        let told = String::from_utf8_lossy(&test.stdout).into_owned();
        assert!(test.status.success(), "{pack}\n{told}\n{}", String::from_utf8_lossy(&test.stderr));
        let held = told.split("相符 ").nth(1).and_then(|rest| rest.split(' ').next()).and_then(|n| n.parse::<usize>().ok());
        assert!(held.is_some_and(|held| held >= least), "{pack}: at least {least} cells are compared, told {told}");
    }
}
