//! `template` and `run --errors-out`: from the blank workbook to a filled one, and from bad rows to good ones.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use quanheng_sheet::{CellValue, read};
use rust_xlsxwriter::Workbook;

/// A folder of its own.
struct Room(PathBuf);

impl Room {
    fn new(name: &str) -> Room {
        let folder = std::env::temp_dir().join(format!("quanheng-template-{}-{name}", std::process::id()));
        fs::create_dir_all(folder.join("facts")).unwrap();
        Room(folder)
    }

    fn quanheng(&self, words: &[&str]) -> Output {
        let pack = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../packs/shaanxi-2016");
        let words = words.iter().map(|word| if *word == "PACK" { pack.to_str().unwrap() } else { word });
        Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(&self.0).output().unwrap()
    }

    fn run(&self, facts: &str, more: &[&str]) -> (Option<i32>, String) {
        let words = ["run", "PACK", "--facts", facts, "--period", "2016", "--only", "县区.十强县"];
        let output = self.quanheng(&[words.as_slice(), more].concat());
        (output.status.code(), String::from_utf8(output.stderr).unwrap())
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_blank_workbook_is_made_and_read() {
    let room = Room::new("blank");
    let output = room.quanheng(&["template", "PACK", "-o", "blank.xlsx"]);
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{told}");
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("区划类别") && out.contains("quanheng run"), "{out}");
    let first = fs::read(room.0.join("blank.xlsx")).unwrap();
    room.quanheng(&["template", "PACK", "-o", "again.xlsx"]);
    assert_eq!(first, fs::read(room.0.join("again.xlsx")).unwrap(), "the same pack gives the same bytes");
    let (code, told) = room.run("blank.xlsx", &[]);
    assert_eq!((code, told.as_str()), (Some(0), ""));
    let english = room.quanheng(&["template", "PACK", "-o", "blank.xlsx", "--lang", "en"]);
    assert!(String::from_utf8(english.stdout).unwrap().contains("A blank workbook"));
    assert_eq!(room.quanheng(&["template", "PACK"]).status.code(), Some(2), "-o is needed");
}

#[test]
fn bad_rows_come_back_and_are_good_once_corrected() {
    let room = Room::new("back");
    fs::write(room.0.join("facts/公布名单.csv"), "县区,年度,奖项,次序\n神木县,2016,十强县,1\n韩城具,2016,十强县,二\n").unwrap();
    let (code, told) = room.run("facts", &["--errors-out", "back.xlsx"]);
    assert_eq!(code, Some(1));
    assert!(told.contains("有问题的 1 行（1 页）已退回 back.xlsx"), "{told}");
    let bytes = fs::read(room.0.join("back.xlsx")).unwrap();
    let book = read("back.xlsx", &bytes).unwrap();
    let row = book.sheets[1].row(2).unwrap();
    assert_eq!(row.get(1), Some(&CellValue::Text("韩城具".to_owned())));
    assert!(row.get(5).unwrap().shown().contains("韩城市"), "the remedy names the nearest");
    let (code, again) = room.run("back.xlsx", &[]);
    assert_eq!((code, again.matches("问题[").count()), (Some(1), 2), "{again}");
    // Corrected as a person would: the same sheet, two cells typed over.
    let mut corrected = Workbook::new();
    let sheet = corrected.add_worksheet();
    sheet.set_name(book.sheets[1].name.as_deref().unwrap()).unwrap();
    for row in &book.sheets[1].rows {
        for cell in &row.cells {
            let at = (row.number - 1, u16::try_from(cell.column - 1).unwrap());
            let text = match cell.value.shown().as_str() {
                "韩城具" => "韩城市".to_owned(),
                "二" => "2".to_owned(),
                text => text.to_owned(),
            };
            sheet.write(at.0, at.1, text).unwrap();
        }
    }
    corrected.save(room.0.join("corrected.xlsx")).unwrap();
    let (code, told) = room.run("corrected.xlsx", &["--errors-out", "none.xlsx"]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("数据没有问题") && !room.0.join("none.xlsx").exists(), "{told}");
}

#[test]
fn a_template_of_another_pack_is_told_and_read() {
    let room = Room::new("other");
    fs::write(room.0.join("facts/填表说明.csv"), "模板标识,quanheng.template/1 shaanxi-2016 0.0.1 cafe\n").unwrap();
    let (code, told) = room.run("facts", &[]);
    assert_eq!(code, Some(0), "{told}");
    assert!(told.contains("提醒[template-differs]") && told.contains("以前的模板（那时是 0.0.1"), "{told}");
}
