//! Every command, met with packs that are none and with words, files and outputs that nobody means well: a message or a result, and an end.
//!
//! As in `hostile.rs` each case runs within bounds of memory and of time, and a command that is killed fails.

use crate::hostile::room::{FACT_HEAD, Room, rules};

const GOOD_ROWS: &str = "甲县,2016,90,2016-05-01,2016\n乙县,2016,70,,\n";

/// Every command, with a pack in its place.
fn every_command(pack: &str) -> Vec<Vec<&str>> {
    let facts = ["--facts", "facts", "--period", "2016"];
    let of = |who| ["--result", "县区.奖金", "--of", who];
    vec![
        vec!["check", pack],
        [&["check", pack], &["--names", "--duties", "--conditions"][..]].concat(),
        vec!["check", pack, "--reviewed", "全部"],
        vec!["fmt", pack, "--check"],
        vec!["fmt", pack, "--keywords", "en"],
        vec!["test", pack],
        vec!["test", pack, "--update"],
        vec!["template", pack, "-o", "空白.xlsx"],
        vec!["snapshot", pack, "--facts", "facts", "-o", "快照"],
        [&["run", pack], &facts[..]].concat(),
        [&["run", pack, "-o", "结果.xlsx", "--errors-out", "退回.xlsx"], &facts[..]].concat(),
        [&["open", pack], &facts[..]].concat(),
        [&["explain", pack], &facts[..], &of("甲县")].concat(),
        [&["why-not", pack, "--also", "others,numbers,law"], &facts[..], &of("乙县")].concat(),
        [&["compare", pack, "good"], &facts[..]].concat(),
        [&["compare", "good", pack], &facts[..]].concat(),
        vec!["new", "新包", "--basis", pack],
        vec!["demo", "--root", ".", "--pack", pack, "--facts", "facts"],
    ]
}

fn with_facts(name: &str) -> Room {
    let room = Room::new(name);
    room.copy_pack("good", "");
    room.add("facts/考评.csv", &format!("{FACT_HEAD}{GOOD_ROWS}"));
    room
}

/// A text in UTF-16, little end first.
fn utf16(text: &str, mark: bool) -> Vec<u8> {
    let mark: &[u8] = if mark { &[0xFF, 0xFE] } else { &[] };
    mark.iter().copied().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

#[test]
fn packs_that_are_none() {
    type Spoil = fn(&Room);
    let cases: [(&str, Spoil, &str); 13] = [
        ("missing", |room| room.remove("pack"), "pack-not-found"),
        ("file", |room| (room.remove("pack"), room.bytes("pack", b"id = 1")).1, ""),
        ("empty", |room| (room.remove("pack"), room.folder("pack")).1, "pack-not-found"),
        ("folder", |room| (room.remove("pack/pack.toml"), room.folder("pack/pack.toml")).1, ""),
        ("pipe", |room| (room.remove("pack/pack.toml"), room.pipe("pack/pack.toml")).1, "file-unreadable"),
        ("nonsense", |room| room.bytes("pack/pack.toml", &[0xFF, 0, 7, b'\r', b'[', b'=', 0xC0]), "file-not-text"),
        ("signs", |room| room.bytes("pack/pack.toml", "[[[[\u{202E}=\"\n".as_bytes()), "manifest-"),
        ("too-large", |room| room.bytes("pack/tables.md", &vec![b'a'; 17 * 1024 * 1024]), "pack-too-large"),
        ("utf16-mark", |room| room.bytes("pack/law/10-甲.md", &utf16(&rules(""), true)), "file-not-text"),
        ("utf16", |room| room.bytes("pack/law/10-甲.md", &utf16(&rules(""), false)), ""),
        ("deep", |room| room.law(&rules(&format!("定义 县区.甲（年度）：整数\n  即 {}1", "(".repeat(50_000)))), "too-deep"),
        ("turned", |room| room.law(&rules("定义 县区.甲\u{202E}（年度）：整数\n  即 1\n")), "invisible-character"),
        ("alike", |room| room.law(&rules("定义 县区.а（年度）：整数\n  即 1\n\n定义 县区.a（年度）：整数\n  即 1\n")), ""),
    ];
    for (name, spoil, id) in cases {
        let room = with_facts(&format!("none-{name}"));
        spoil(&room);
        for command in every_command("pack") {
            let demo = command.first() == Some(&"demo");
            room.tells(&command, if demo || command.contains(&"fmt") || command.contains(&"new") { "" } else { id });
        }
    }
}

/// Folders that call themselves snapshots and are none, or were.
#[test]
fn snapshots_that_are_none() {
    type Spoil = fn(&Room);
    let cases: [(&str, Spoil, &str); 9] = [
        ("nonsense", |room| room.bytes("snap/manifest.json", &[0xFF, 0, 7, b'{']), "snapshot-manifest-broken"),
        ("deep", |room| room.bytes("snap/manifest.json", &[b'['; 100_000]), "snapshot-manifest-broken"),
        ("large", |room| room.bytes("snap/manifest.json", &vec![b' '; (64 << 20) + 1]), "snapshot-manifest-broken"),
        (
            "numbers",
            |room| room.add("snap/manifest.json", "{\"format\": \"quanheng.snapshot/1\", \"entities\": 1e999}"),
            "snapshot-manifest-broken",
        ),
        ("address", |room| room.remove("snap/manifest.sha256"), "snapshot-file-missing"),
        ("pipe", |room| (room.remove("snap/table-001.parquet"), room.pipe("snap/table-001.parquet")).1, "file-unreadable"),
        ("folder", |room| (room.remove("snap/few.json"), room.folder("snap/few.json")).1, "file-unreadable"),
        (
            "turned",
            |room| {
                let text = room.text("snap/few.json").replace("[]", "{}");
                room.bytes("snap/few.json", text.as_bytes());
            },
            "snapshot-hash-wrong",
        ),
        ("empty", |room| room.bytes("snap/entities.parquet", b""), "snapshot-file-length"),
    ];
    for (name, spoil, id) in cases {
        let room = with_facts(&format!("snapshot-{name}"));
        room.tells(&["snapshot", "good", "--facts", "facts", "-o", "snap"], "");
        spoil(&room);
        for command in [&["run", "good"][..], &["open", "good"], &["explain", "good", "--result", "县区.奖金", "--of", "甲县"]] {
            room.tells(&[command, &["--facts", "snap", "--period", "2016"]].concat(), id);
        }
    }
}

/// Line ends of old machines are line ends.
#[test]
fn lone_carriage_returns() {
    let room = with_facts("returns");
    let old = |text: &str| text.replace('\n', "\r").into_bytes();
    room.bytes("pack/law/10-甲.md", &old(&rules("")));
    room.bytes("pack/pack.toml", &old(&room.text("good/pack.toml").replace("\"good\"", "\"jia\"")));
    room.bytes("facts/考评.csv", &old(&format!("{FACT_HEAD}{GOOD_ROWS}")));
    let told = room.tells(&["run", "pack", "--facts", "facts", "--period", "2016", "--format", "csv"], "");
    assert!(told.contains("100000"), "{told}");
    room.bytes("facts/考评.csv", &utf16(&format!("{FACT_HEAD}{GOOD_ROWS}"), true));
    let told = room.tells(&["run", "pack", "--facts", "facts", "--period", "2016", "--format", "csv"], "");
    assert!(told.contains("100000"), "{told}");
    room.bytes("facts/考评.csv", &utf16(&format!("{FACT_HEAD}{GOOD_ROWS}"), false));
    room.tells(&["run", "pack", "--facts", "facts", "--period", "2016"], "file-");
}

/// A pack's own tests with what stands in no cell of anybody's.
#[test]
fn tests_of_a_pack() {
    let room = with_facts("tests");
    let head = "# 试\n\n| 县区 | 年度 | 考评.得分 | ⇒ 县区.奖金 |\n|---|---|---|---|\n";
    let nines = "9".repeat(100_000);
    let brackets = "(".repeat(50_000);
    let scores = ["1e999", "NaN", "inf", "-0", "\u{202E}80", "80\u{200B}", "9999-12-31", &nines, &brackets];
    let of_scores: String = scores.iter().map(|score| format!("| 甲县 | 2016 | {score} | 10万元 |\n")).collect();
    let of_years: String = ["0", "1", "9999", "10000", "-1"].iter().map(|year| format!("| 甲县 | {year} | 90 | 10万元 |\n")).collect();
    room.add("pack/tests/甲.md", &format!("{head}{of_scores}{of_years}"));
    room.add("pack/tests/乙.md", &format!("{head}{}", "|".repeat(100_000)));
    room.add("pack/tests/丙.md", &format!("# 试\n\n| {} |\n|---|\n| 1 |\n", "⇒ ".repeat(20_000)));
    room.bytes("pack/tests/丁.md", &utf16(head, true));
    for command in [&["test", "pack"][..], &["test", "pack", "--update"], &["check", "pack"]] {
        let told = room.tells(command, "");
        assert!(told.len() < 1_000_000, "{} bytes", told.len());
    }
}

/// Words behind options: of no length and of great length, turned, invisible, out of range.
#[test]
fn words_behind_options() {
    let room = with_facts("words");
    let (long, nines) = ("长".repeat(20_000), "9".repeat(20_000));
    let brackets = "(".repeat(20_000);
    let words = ["", "\u{202E}甲县", "甲\u{200B}县", "../..", "-1", "%s%n", "甲县,乙县", "\u{1B}[2J", &long];
    let facts = ["--facts", "facts", "--period", "2016"];
    let of = ["--result", "县区.奖金", "--of", "甲县"];
    let tell = |words: &[&[&str]]| {
        let told = room.tells(&words.concat(), "");
        assert!(!told.contains(['\u{202E}', '\u{1B}']), "{words:?}\n{told}");
        assert!(told.len() < 200_000, "{} bytes: {words:?}", told.len());
    };
    for word in words {
        let behind = |option: &str| format!("{option}={word}");
        for option in ["--only", "--set", "--known-on", "--decided-on", "--law-as-of", "--format", "--lang", "--packs", "--errors-out"] {
            tell(&[&["run", "pack"], &facts, &[&behind(option)]]);
        }
        for option in ["--of", "--instead-of", "--set"] {
            let rest: &[&str] = if option == "--of" { &["--result", "县区.奖金"] } else { &of };
            tell(&[&["explain", "pack"], &facts, rest, &[&behind(option)]]);
        }
        tell(&[&["explain", "pack"], &facts, &["--of", "甲县", &behind("--result")]]);
        for option in ["--wanted", "--also"] {
            tell(&[&["why-not", "pack"], &facts, &["--result", "县区.奖金", "--of", "乙县", &behind(option)]]);
        }
        for option in ["--set", "--facts-b", "--known-on-b", "--law-as-of-b", "--decided-on-b", "--only"] {
            tell(&[&["compare", "pack", "good"], &facts, &[&behind(option)]]);
        }
        tell(&[&["open", "pack", &behind("--period")], &facts[..2]]);
        tell(&[&["check", "pack", &behind("--reviewed")]]);
        tell(&[&["fmt", "pack", "--check", &behind("--keywords")]]);
        tell(&[&["new", "新包", &behind("--basis")]]);
        tell(&[&["demo", &behind("--root")]]);
        tell(&[&["template", "pack", &behind("-o").replacen('=', "", 1)]]);
        tell(&[&["run"], &facts, &["--", word]]);
    }
    let huge = format!("奖金标准={nines}");
    let nested = format!("奖金标准={brackets}");
    for set in
        [&huge, &nested, "奖金标准=NaN", "奖金标准=1e999", "奖金标准=-1", "奖金标准=0.0000000000000000001万元", "及格=1/0", "=1", "=="]
    {
        for words in [&["run", "pack"][..], &["compare", "pack"], &["explain", "pack", "--result", "县区.奖金", "--of", "甲县"]] {
            tell(&[words, &facts, &["--set", set]]);
        }
    }
    let most = format!("≥{nines}");
    for wanted in [&nines, &most, "1e999", "NaN", "≥-1", "9999年度"] {
        tell(&[&["why-not", "pack"], &facts, &["--result", "县区.奖金", "--of", "乙县", "--wanted", wanted]]);
    }
    for day in ["9999-12-31", "0000-01-01", "0001-01-01", "10000-01-01", "2016-02-30", &nines] {
        for option in ["--known-on", "--decided-on"] {
            tell(&[&["run", "pack"], &facts, &[option, day]]);
            tell(&[&["compare", "pack"], &facts, &[option, day]]);
        }
    }
}

/// Years at and beyond the ends are refused before anything walks through them one by one.
#[test]
fn years_at_the_ends() {
    let room = with_facts("years");
    room.law(&rules("定义 县区.曾得（年度）：布尔\n  即 曾（考评.得分 ≥ 80，自 0001年度）\n"));
    for year in ["1900", "2100"] {
        room.tells(&["run", "pack", "--facts", "facts", "--period", year, "--only", "县区.曾得"], "");
    }
    for year in ["1899", "2101", "9999", "0001", "0", "-1", "10000", "1900-2100"] {
        let period = format!("--period={year}");
        for command in [&["run", "pack"][..], &["open", "pack"], &["compare", "pack", "good"]] {
            room.tells(&[command, &["--facts", "facts", &period]].concat(), "bad-period");
        }
        room.tells(&["run", "pack", "--facts", "facts", "--period", "2016", &format!("--law-as-of={year}")], "bad-period");
    }
}

/// Outputs that take nothing: a full disk, a reader that went away, a pipe that nobody reads, a folder, a place that is not there.
#[test]
fn outputs_that_take_nothing() {
    let room = with_facts("outputs");
    let facts = ["--facts", "facts", "--period", "2016"];
    let commands = [
        vec!["check", "pack"],
        vec!["test", "pack"],
        vec!["check", "pack", "--names"],
        [&["run", "pack"], &facts[..]].concat(),
        [&["run", "pack", "--format", "jsonl"], &facts[..]].concat(),
        [&["open", "pack"], &facts[..]].concat(),
        [&["compare", "pack", "good"], &facts[..]].concat(),
        [&["explain", "pack", "--result", "县区.奖金", "--of", "甲县"], &facts[..]].concat(),
        [&["why-not", "pack", "--result", "县区.奖金", "--of", "乙县"], &facts[..]].concat(),
        vec!["--help"],
        vec!["run", "--help"],
    ];
    for command in &commands {
        // What could not be printed is told, and is no success.
        let (code, told) = room.redirected(command, "> /dev/full");
        assert!(code == 3 && told.contains("没有能打印"), "{command:?}: {code} {told}");
        assert_eq!(room.redirected(command, "2> /dev/full").0, 0, "{command:?}");
        assert_eq!(room.redirected(command, "| head -c 1 > /dev/null").0, 0, "{command:?}");
    }
    room.pipe("管道.xlsx");
    room.folder("夹.xlsx");
    for to in ["管道.xlsx", "夹.xlsx", "没有/有.xlsx", ""] {
        for command in [&["run", "pack", "-o", to][..], &["run", "pack", "--errors-out", to], &["template", "pack", "-o", to]] {
            let rest: &[&str] = if command.contains(&"run") { &facts } else { &[] };
            // Without rows that have problems there is nothing to write for --errors-out.
            let id = if command.contains(&"--errors-out") { "" } else { "file-unwritable" };
            room.tells(&[command, rest].concat(), id);
        }
    }
    for folder in ["facts", "/proc/新包", "/dev/null/新包", &"长".repeat(300)] {
        room.tells(&["new", folder], "");
    }
}

/// What may not be read: told, and nothing else. Who may read everything is spared.
#[test]
fn files_without_permission() {
    use std::os::unix::fs::PermissionsExt as _;
    let room = with_facts("permission");
    let shut = |path: &str| std::fs::set_permissions(room.path(path), std::fs::Permissions::from_mode(0o000)).unwrap();
    shut("facts/考评.csv");
    if std::fs::read(room.path("facts/考评.csv")).is_ok() {
        return;
    }
    room.tells(&["run", "pack", "--facts", "facts", "--period", "2016"], "file-unreadable");
    shut("pack/law/10-甲.md");
    for command in every_command("pack") {
        room.tells(&command, "");
    }
}

/// A register in which units stand above each other, or very many in one chain.
#[test]
fn registers_in_circles_and_chains() {
    let room = with_facts("circles");
    room.add("facts/单位.csv", "名称,种类,上级\n丙县,县区,丁县\n丁县,县区,丙县\n戊县,县区,戊县\n");
    room.tells(&["run", "pack", "--facts", "facts", "--period", "2016"], "entity-superior-circle");
    let room = with_facts("chain");
    let rows: String = (1..20_000).map(|i| format!("Y:u{i},丙{i}县,县区,Y:u{}\n", i - 1)).collect();
    room.add("facts/单位.csv", &format!("编号,名称,种类,上级\nY:u0,丙0县,县区,\n{rows}"));
    let told = room.tells(&["run", "pack", "--facts", "facts", "--period", "2016"], "entity-superior-deep");
    assert_eq!(told.matches("[entity-superior-deep]").count(), 1, "{told}");
    let room = with_facts("nobody");
    let rows: String = (0..20_000).map(|i| format!("Y:u{i},丙{i}县,县区,无此{i}\n")).collect();
    room.add("facts/单位.csv", &format!("编号,名称,种类,上级\n{rows}"));
    room.tells(&["run", "pack", "--facts", "facts", "--period", "2016"], "entity-superior-unknown");
}
