//! A page of `docs/` followed to the letter: its files are written in a folder of their own, its commands are run there, and
//! what they print is what the page shows.
//!
//! A fence `<kind> <path>` is a whole file, `<kind> 加到 <path>` is added to the end of one, and `<kind> 试 <path>` stands for the next
//! command only. A fence `sh` holds one command; the fence `text` after it, all that the screen shows: what goes to standard
//! output, then what goes to standard error. `UPDATE_EXPECT=1` writes those fences anew.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub fn in_repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").join(path)
}

/// A folder of its own, gone when the test is over.
pub struct Room(PathBuf);

impl Room {
    pub fn named(name: &str) -> Room {
        let room = Room(std::env::temp_dir().join(format!("quanheng-{name}-{}", std::process::id())));
        fs::create_dir_all(&room.0).unwrap();
        room
    }

    /// A folder of the repository, with all that is in it.
    pub fn copy(&self, from: &Path, to: &str) {
        let to = self.0.join(to);
        fs::create_dir_all(&to).unwrap();
        for entry in fs::read_dir(from).unwrap() {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            if entry.file_type().unwrap().is_dir() {
                self.copy(&entry.path(), to.join(&name).to_str().unwrap());
            } else {
                fs::copy(entry.path(), to.join(&name)).unwrap();
            }
        }
    }

    pub fn screen(&self, line: &str) -> String {
        let mut words = line.split_whitespace();
        assert_eq!(words.next(), Some("quanheng"), "{line}");
        let output = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).current_dir(&self.0).output().unwrap();
        let screen = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        format!("{}\n", screen.trim_end_matches('\n'))
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.0.join(path)).unwrap()
    }

    pub fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// Follows the page in the room; the commands that it ran.
pub fn follow(page: &Path, room: &Room) -> Vec<String> {
    let text = fs::read_to_string(page).unwrap();
    let (mut out, mut wrong, mut command) = (String::new(), Vec::new(), None);
    let mut before: Option<(&str, String)> = None;
    let mut commands = Vec::new();
    let mut lines = text.split_inclusive('\n');
    while let Some(line) = lines.next() {
        out.push_str(line);
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        if ticks.len() < 3 {
            continue;
        }
        let body: String = lines.by_ref().take_while(|line| line.trim_end() != ticks).collect();
        let info: Vec<&str> = line.trim_start_matches('`').split_whitespace().collect();
        let mut shown = body.clone();
        match info.as_slice() {
            ["sh"] => {
                command = Some(body.trim().to_owned());
                commands.extend(body.split_whitespace().nth(1).map(str::to_owned));
            }
            ["text"] => {
                let run: String = command.take().unwrap_or_else(|| panic!("no command before this output:\n{body}"));
                shown = room.screen(&run);
                if shown != body {
                    wrong.push(format!("{run}\nthe page has\n{body}\nthe screen\n{shown}"));
                }
                if let Some((path, was)) = before.take() {
                    room.write(path, &was);
                }
            }
            [_, path] => room.write(path, &body),
            [_, "加到", path] => room.write(path, &format!("{}{body}", room.read(path))),
            [_, "试", path] => {
                before = Some((path, room.read(path)));
                room.write(path, &body);
            }
            _ => panic!("a fence that is no file, no command and no output: {line}"),
        }
        out.push_str(&shown);
        out.push_str(&format!("{ticks}\n"));
    }
    assert_eq!(command, None, "a command without its output");
    if std::env::var("UPDATE_EXPECT").is_ok_and(|v| v == "1") {
        fs::write(page, out).unwrap();
    } else {
        assert!(wrong.is_empty(), "{}\n(UPDATE_EXPECT=1 writes what is found)", wrong.join("\n\n"));
    }
    commands
}
