//! `docs/first-hour.md`, followed to the letter (see `page`): a clerk's and an official's first hour, on the files of
//! `tests/first-hour`; and the pack that the third part tells of.

use crate::page::{Room, follow, in_repository};

#[test]
fn every_command_prints_what_the_page_shows() {
    let room = Room::named("first-hour");
    room.copy(&in_repository("packs"), "packs");
    room.copy(&in_repository("tests/first-hour"), ".");
    room.copy(&in_repository("tests/author-hour"), ".");
    let commands = follow(&in_repository("docs/first-hour.md"), &room);
    for name in ["template", "run", "explain", "why-not", "compare", "check", "test"] {
        assert!(commands.iter().any(|c| c == name), "the page never runs {name}");
    }
}
