//! `plan`: its page in `docs/`, followed to the letter; every pack of the project in both languages; what is mistaken.

use std::process::{Command, Output};

use crate::page::{Room, follow, in_repository};

#[test]
fn every_command_prints_what_the_page_shows() {
    let room = Room::named("plan-page");
    room.copy(&in_repository("bench/pack"), "pack");
    let commands = follow(&in_repository("docs/plan.md"), &room);
    assert!(commands.iter().all(|command| command == "plan"), "{commands:?}");
}

fn run(words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(in_repository(".")).output().unwrap()
}

fn plan(words: &[&str]) -> String {
    let output = run(&[&["plan"], words].concat());
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn every_pack_has_a_plan_in_both_languages() {
    for pack in ["packs/shaanxi-2016", "packs/example-settings", "bench/pack"] {
        for language in ["zh", "en"] {
            let shown = plan(&[pack, "--lang", language]);
            assert!(shown.lines().count() > 100, "{shown}");
            // Every register that is named is told of in the same part.
            for part in shown.split("\n\n") {
                let told = part.lines().filter(|line| register(line.trim_start()).is_some() && line.starts_with("    r")).count();
                let named = part.split(|c: char| !c.is_ascii_alphanumeric()).filter_map(register);
                assert!(named.max().unwrap_or(0) <= told, "{part}");
            }
        }
    }
}

/// `r12` → 12, where the words begin with one.
fn register(words: &str) -> Option<usize> {
    words.strip_prefix('r')?.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[test]
fn only_what_is_asked_and_what_it_reads_is_shown() {
    let all = plan(&["bench/pack"]);
    let one = plan(&["bench/pack", "--only", "县区.考核调整"]);
    assert!(one.len() < all.len() && one.contains("县区.考核调整") && !one.contains("县区.奖金"), "{one}");
}

#[test]
fn only_the_rules_in_force_then_are_shown() {
    let prize = |more: &[&str]| plan(&[&["packs/shaanxi-2016", "--only", "县区.奖金"], more].concat());
    let of_one_year = "「二〇一五年度」";
    assert!(prize(&[]).contains(of_one_year) && prize(&["--law-as-of", "2015"]).contains(of_one_year));
    assert!(!prize(&["--law-as-of", "2016"]).contains(of_one_year));
}

#[test]
fn the_last_line_counts_what_always_goes_row_by_row() {
    let all = plan(&["packs/example-settings"]);
    let parts: Vec<&str> =
        all.split("\n\n").filter(|part| part.starts_with(|c: char| c.is_ascii_digit()) && part.contains("\n    ")).collect();
    // 逐行 of a register, of a set rule, or of a variable as a whole.
    let alone = |part: &&&str| {
        ["〔逐行：", "：逐行（", "逐行或逐例："].iter().any(|words| part.lines().any(|l| !l.contains("未定的行") && l.contains(words)))
    };
    let (columns, alone) = (parts.len(), parts.iter().filter(alone).count());
    // Whatever the example settings say, some kernel answers it.
    assert!(alone == 0 && columns > 90, "{alone} of {columns}");
    let last = all.lines().rfind(|line| !line.is_empty()).unwrap();
    assert!(last.starts_with(&format!("共 {columns} 列，{alone} 列有")), "{last}: {alone} of {columns}");
}

#[test]
fn what_is_mistaken_is_told() {
    for (words, id) in [
        (&["bench/pack", "--only", "县区.奖"][..], "unknown-result"),
        (&["bench/pack", "--law-as-of", "明年"], "bad-period"),
        (&["bench/nothing"], "pack-not-found"),
        (&[], "argument-missing"),
    ] {
        let output = run(&[&["plan"], words].concat());
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.code() != Some(0) && output.stdout.is_empty() && told.contains(id), "{words:?}: {told}");
    }
}
