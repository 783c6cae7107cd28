//! Hostile packs and files: every command ends by itself, with a result or a message, within bounds of memory and of time.
//!
//! Each case runs in a process that may take 4 GiB of addresses and two minutes of processor time, and no more: a stack that overflows,
//! memory that runs out or a search without an end kill it, and a process that was killed has no exit code. The figures stand
//! in `docs/limits.md`.

pub mod room;

use self::room::{FACT_HEAD, Room, rules};

/// Things nested a hundred thousand deep, or joined a hundred thousand long.
#[test]
fn deep_and_long_expressions() {
    const N: usize = 100_000;
    let number = "定义 县区.甲（年度）：整数\n  即 ";
    let yes_no = "定义 县区.甲（年度）：布尔\n  即 ";
    let cases = [
        ("brackets", format!("{number}{}1{}", "(".repeat(N), ")".repeat(N)), "too-deep"),
        ("calls", format!("{number}{}1{}", "最大（".repeat(N), "）".repeat(N)), "too-deep"),
        ("sum", format!("{number}{}", vec!["1"; N].join(" + ")), "too-deep"),
        ("not", format!("{yes_no}{}是", "非 ".repeat(N)), "double-not"),
        ("and", format!("{yes_no}{}", vec!["是"; N].join(" 且 ")), ""),
        ("path", format!("{number}{}", vec!["县区"; N].join(".")), "too-deep"),
        ("quotes", format!("{number}{}", "「".repeat(N)), ""),
        ("otherwise", format!("{number}1{}", " 不适用则 1".repeat(N)), "too-deep"),
        ("items", format!("{yes_no}{}是", "\n    下列全部\n （一）".repeat(N)), ""),
    ];
    for (name, text, id) in cases {
        let room = Room::new(name);
        room.law(&rules(&text));
        room.tells(&["check", "pack"], id);
        room.tells(&["fmt", "pack", "--check"], "");
    }
}

/// The formats around the rules.
#[test]
fn deep_markdown_and_toml() {
    const N: usize = 100_000;
    let law = rules("");
    let markdown = [">".repeat(N), "- ".repeat(N), "*_".repeat(N), "[".repeat(N), "<div>".repeat(N)];
    for (at, prefix) in markdown.iter().enumerate() {
        let room = Room::new(&format!("markdown-{at}"));
        room.law(&law.replace("得分达到", &format!("{prefix} 得分达到")));
        room.tells(&["check", "pack"], "");
    }
    let dots = vec!["a"; N].join(".");
    for (at, line) in [format!("x = {}", "[".repeat(N)), format!("x = {}", "{a=".repeat(N)), format!("{dots} = 1"), format!("[{dots}]")]
        .iter()
        .enumerate()
    {
        let room = Room::new(&format!("toml-{at}"));
        room.add("pack/pack.toml", &format!("\n{line}\n"));
        room.add("pack/reviewed.toml", line);
        room.tells(&["check", "pack"], "manifest-");
        room.add("facts/考评.csv", FACT_HEAD);
        room.add("facts/来源.toml", line);
        room.tells(&["run", "pack", "--facts", "facts", "--period", "2016"], "");
    }
}

/// Ten megabytes of law, in one article, on one line, of nonsense; more statements, articles, columns and rules than are compared.
#[test]
fn long_and_many() {
    const LONG: usize = 10_000_000 / 3;
    let law = rules("");
    let many = |n: usize, each: &dyn Fn(usize) -> String| (0..n).map(each).collect::<String>();
    let cases = [
        ("prose", law.replace("得分达到", &"按时报送。\n".repeat(LONG / 5)), ""),
        ("line", law.replace("得分达到", &"甲".repeat(LONG)), ""),
        ("comment", rules(&format!("#{}", "甲".repeat(LONG))), ""),
        ("nonsense", rules(&"。".repeat(LONG)), "unknown-character"),
        ("too-long", "甲".repeat(17 * 1024 * 1024 / 3), "pack-too-large"),
        ("name", rules(&format!("定义 县区.{}（年度）：整数\n  即 ", "甲".repeat(300_000))), "expected"),
        ("statements", rules(&many(100_000, &|i| format!("定义 县区.甲{i}（年度）：整数\n  即 {i}\n\n"))), "pack-too-large"),
        ("broken", rules(&many(100_000, &|_| "定义 县区.甲（年度）：整数\n  即 (\n\n".to_owned())), ""),
        ("articles", law.clone() + &many(50_000, &|i| format!("\n## 第{i}条 甲 {{#甲{i}}}\n\n甲。\n")), "pack-too-large"),
        (
            "exceptions",
            rules(&many(1000, &|i| format!("例外 「甲{i}」 于 县区.奖金\n  当 考评.得分 ≥ {i} 则 1万元\n\n"))),
            "pack-too-large",
        ),
        ("unknown", rules(&many(3000, &|i| format!("定义 县区.甲{i}（年度）：整数\n  即 乙{i}\n\n"))), "unknown-name"),
        ("twice", rules(&many(3000, &|_| "定义 县区.甲（年度）：整数\n  即 1\n\n".to_owned())), "duplicate-name"),
    ];
    for (name, text, id) in cases {
        let room = Room::new(name);
        room.law(&text);
        let told = room.tells(&["check", "pack"], id);
        assert!(told.len() < 1_000_000, "{name}: {} bytes", told.len());
    }
    let room = Room::new("columns");
    room.add("pack/tables.md", &many(20_000, &|i| format!("| 栏{i} | 整数，可缺 | |\n")));
    room.tells(&["check", "pack"], "pack-too-large");
}

/// Packs that lead back to themselves.
#[test]
fn packs_that_read_themselves() {
    let room = Room::new("itself");
    let basis = |id: &str| format!("\n[[basis]]\nid = \"{id}\"\nversion = \"1.0.0\"\nhash = \"{}\"\n", "0".repeat(64));
    room.add("pack/pack.toml", &basis("jia"));
    room.tells(&["check", "pack"], "basis-circle");
    room.tells(&["check", "pack", "--accept-basis"], "basis-circle");

    let room = Room::new("circle");
    for (own, other) in [("a", "b"), ("b", "c"), ("c", "a")] {
        room.copy_pack(own, &basis(other));
    }
    room.tells(&["check", "a"], "basis-circle");

    let room = Room::new("links");
    for name in ["a", "b", "c", "d", "e", "f", "g", "h"] {
        room.link(".", &format!("pack/{name}"));
        room.link("..", &format!("pack/law/{name}"));
    }
    room.link("self.md", "pack/law/self.md");
    room.tells(&["check", "pack"], "file-unreadable");
    // The folder of the pack as facts: its register is a table of no pack, its texts are passed over.
    room.tells(&["run", "pack", "--facts", "pack", "--period", "2016"], "");

    let room = Room::new("crossed");
    let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j"];
    for folder in names {
        for other in names {
            room.link(&format!("../{other}"), &format!("pack/law/{folder}/{other}"));
        }
    }
    room.tells(&["check", "pack"], "file-unreadable");
}

/// Things under the name of a file that are none.
#[test]
fn pipes_devices_and_folders() {
    let room = Room::new("pipes");
    room.pipe("pack/law/20-乙.md");
    room.link("/dev/zero", "pack/law/30-丙.md");
    room.folder("pack/law/40-丁.md");
    let told = room.tells(&["check", "pack"], "file-unreadable");
    assert_eq!(told.matches("管道或者设备").count(), 2, "{told}");

    let room = Room::new("devices");
    room.pipe("facts/考评.csv");
    room.link("/dev/urandom", "facts/乙.xlsx");
    room.pipe("facts/来源.toml");
    room.folder("facts/丙.csv");
    room.link("丁.csv", "facts/丁.csv");
    room.huge("facts/戊.csv");
    let told = room.tells(&["run", "pack", "--facts", "facts", "--period", "2016"], "file-unreadable");
    assert!(told.contains("256 MB"), "{told}");
}

/// Names that look alike or turn the line; nothing printed can turn or erase anything else.
#[test]
fn what_nobody_sees_is_shown() {
    let room = Room::new("unseen");
    room.law(&rules("定义 县区.甲\u{202E}乙（年度）：整数\n  即 1 # 注\u{2066}\n").replace("得分达到", "得分\u{202E}达到"));
    let told = room.tells(&["check", "pack"], "direction-mark");
    assert!(told.contains("invisible-character") && told.matches("U+2066").count() == 1, "{told}");

    let room = Room::new("cells");
    let rows = "甲\u{200B}县,2016,1\n\u{202E}县甲,2016,1\n\"甲\n问题[x] y\",2016,1\n甲县,2016,1\u{1B}[2K2\n";
    room.add("facts/考评.csv", &format!("{FACT_HEAD}{rows}"));
    room.add("facts/\u{202E}vsc.csv.txt.csv", "甲,乙\n1,2\n");
    for more in [&[][..], &["--lang", "en"]] {
        let words = ["run", "pack", "--facts", "facts", "--period", "2016"];
        let told = room.tells(&[&words, more].concat(), "unknown-entity");
        assert!(told.contains("甲〔U+200B〕县") && told.contains("〔U+202E〕县甲") && told.contains("〔U+001B〕[2K"), "{told}");
        assert!(!told.contains(['\u{202E}', '\u{1B}', '\u{200B}']) && !told.contains("\n问题[x]"), "{told}");
    }
}

/// Numbers and days at and beyond their ends.
#[test]
fn numbers_and_days_at_the_ends() {
    let room = Room::new("numbers");
    let nines = "9".repeat(1_000_000);
    let values = ["1e308", "-0", "NaN", "inf", "1E+40", "0x10", "٣", "1_000", &nines];
    let rows: String = values.iter().map(|v| format!("甲县,2016,{v}\n")).collect();
    let years: String = ["9999", "0", "-1", "10000", "99999999999"].iter().map(|y| format!("甲县,{y},1,{y}-12-31,{y}\n")).collect();
    room.add("facts/考评.csv", &format!("{FACT_HEAD}{rows}{years}"));
    let told = room.tells(&["run", "pack", "--facts", "facts", "--period", "2016"], "number-too-large");
    assert!(told.len() < 100_000, "{}", told.len());
    for period in ["9999", "1", "0", "-1", "10000", "99999999999", "1-9999", "２０１６"] {
        room.tells(&["run", "pack", "--facts", "facts", &format!("--period={period}")], "");
        room.tells(&["open", "pack", "--facts", "facts", &format!("--period={period}")], "");
        let of = ["--result", "县区.奖金", "--of", "甲县"];
        room.tells(&[&["explain", "pack", "--facts", "facts", &format!("--period={period}")][..], &of].concat(), "");
    }
    let room = Room::new("constants");
    let given = ["1".repeat(41), nines, "99999999999999999999 × 99999999999999999999".to_owned(), format!("0.{}1", "0".repeat(100_000))];
    let text: String = given.iter().enumerate().map(|(i, v)| format!("定义 县区.甲{i}（年度）：整数\n  即 {v}\n\n")).collect();
    room.law(&rules(&(text + "定义 县区.乙（年度）：布尔，适用 0年度 起\n  即 考评.评定日 ≥ 10000-01-01\n")));
    let told = room.tells(&["check", "pack"], "bad-number");
    assert!(told.contains("bad-date") && told.len() < 100_000, "{told}");
}

/// Large, wide, and strangely encoded CSV files.
#[test]
fn csv_files() {
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("million-rows", (FACT_HEAD.to_owned() + &"甲县,2016,1\n".repeat(1_000_000)).into_bytes(), "too-many-cells"),
        ("half-a-million", (FACT_HEAD.to_owned() + &"甲县,2016,x\n".repeat(200_000)).into_bytes(), "too-many-problems"),
        ("wide", (FACT_HEAD.trim_end().to_owned() + &",栏".repeat(100_000) + "\n甲县,2016,1\n").into_bytes(), ""),
        ("blank", (FACT_HEAD.to_owned() + "甲县,2016,1\n" + &"\n".repeat(5_000_000) + "乙县,2016,1\n").into_bytes(), ""),
        ("separators", (FACT_HEAD.to_owned() + "甲县,2016,1" + &",".repeat(5_000_000) + "x\n").into_bytes(), ""),
        ("long", (FACT_HEAD.to_owned() + &"甲".repeat(500_000) + ",2016,1\n").into_bytes(), "unknown-entity"),
        ("nul", (FACT_HEAD.to_owned() + "甲县,2016,1\0\n").into_bytes(), "file-kind-unsupported"),
        ("mixed", [FACT_HEAD.as_bytes(), &[0xBC, 0xD7, 0xCF, 0xD8, b',', 0xFF, b'\n']].concat(), "file-encoding"),
    ];
    for (name, bytes, id) in cases {
        let room = Room::new(name);
        room.bytes("facts/考评.csv", &bytes);
        room.tells(&["run", "pack", "--facts", "facts", "--period", "2016"], id);
    }
}
