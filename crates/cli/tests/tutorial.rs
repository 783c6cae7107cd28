//! `docs/tutorial.md`, followed to the letter (see `page`).

use std::fs;

use crate::page::{Room, follow, in_repository};

const PAGE: &str = "docs/tutorial.md";
const STEPS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

#[test]
fn every_step_does_what_the_page_says() {
    let commands = follow(&in_repository(PAGE), &Room::named("tutorial"));
    for name in ["new", "check", "test", "run", "explain", "why-not", "open", "compare", "fmt"] {
        assert!(commands.iter().any(|c| c == name), "the tutorial never runs {name}");
    }
}

#[test]
fn there_are_ten_steps() {
    let text = fs::read_to_string(in_repository(PAGE)).unwrap();
    let steps: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("## 第")?.split_once('步')).map(|(n, _)| n).collect();
    assert_eq!(steps, STEPS);
}
