//! The language reference, held to the code: every example on `docs/language.md` is read, checked and run, and the table of
//! words is the one in `keywords.rs`.
//!
//! A section of the page (from one heading to the next) with fences of rules is a small pack: `规则` is law text, `规则 错误：id`
//! must be refused with that problem, `规则 提醒：id` must bring that warning, `规则 包：id` belongs to a pack built on the first, and
//! tables with `⇒` heads are its tests. `规则 共用` stands once and is the `tables.md` of them all. A section that gives whole
//! files (fences with a path) is read as those files.
//!
//! `UPDATE_EXPECT=1` writes the table of words anew.

#![expect(clippy::disallowed_methods, reason = "the page is a file; only the crate itself opens none")]

pub mod page;
pub mod run;

use std::fs;
use std::path::PathBuf;

use quanheng_facts::problems::ALL as OF_FACTS;
use quanheng_policy::ir::CLAUSE_ENUMS;
use quanheng_policy::keywords::{AVAILABLE, Class, TABLE, UNITS};
use quanheng_policy::problems::ALL as PROBLEMS;

use self::page::Page;

const PAGE: &str = "docs/language.md";

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(PAGE)
}

fn page() -> Page {
    Page::read(&fs::read_to_string(path()).unwrap())
}

#[test]
fn every_example_does_what_the_page_says() {
    let ran = run::page(PAGE, &page());
    assert!(ran.wrong.is_empty(), "{} wrong:\n\n{}", ran.wrong.len(), ran.wrong.join("\n\n"));
    assert!(
        ran.examples > 20 && ran.cells > 40,
        "{} sections with examples, {} cells: the page is not read as it should be",
        ran.examples,
        ran.cells
    );
}

/// The table of words as the page has it, between its two marks.
fn words() -> String {
    let mut out = String::from("| 中文 | English | 什么时候是关键词 |\n|---|---|---|\n");
    for entry in TABLE {
        let later = matches!(entry.class, Class::Statement | Class::StatementReserved) && !AVAILABLE.contains(&entry.keyword);
        let class = match entry.class {
            _ if later => "语句开头；留给以后",
            Class::Statement => "语句开头",
            Class::StatementReserved => "语句开头，别处也是",
            Class::Reserved => "处处",
            Class::InPlace => "语法要它的地方",
        };
        let en = if entry.en.is_empty() { "（英文不写）" } else { entry.en };
        out.push_str(&format!("| {} | {en} | {class} |\n", entry.zh));
    }
    out
}

#[test]
fn the_table_of_words_is_the_one_in_the_code() {
    let (begin, end) = ("<!-- 关键词表：开始 -->\n", "<!-- 关键词表：结束 -->");
    let text = fs::read_to_string(path()).unwrap();
    let (before, rest) = text.split_once(begin).unwrap();
    let (table, after) = rest.split_once(end).unwrap();
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(path(), format!("{before}{begin}{}{end}{after}", words())).unwrap();
        return;
    }
    assert_eq!(table, words(), "run this test with UPDATE_EXPECT=1");
}

/// Every word of the language stands in an example that runs, or among the words kept for later.
#[test]
fn every_word_has_an_example() {
    let page = page();
    let used = page.words_in_examples();
    let later = page.words_under("留给以后的词");
    let none: Vec<&str> = TABLE.iter().map(|e| e.zh).filter(|w| !used.contains(*w) && !later.contains(*w)).collect();
    assert!(none.is_empty(), "no example of {}", none.join("、"));
    let both: Vec<&str> = TABLE.iter().map(|e| e.zh).filter(|w| used.contains(*w) && later.contains(*w)).collect();
    assert!(both.is_empty(), "said to be kept for later, and used: {}", both.join("、"));
    for (name, values) in CLAUSE_ENUMS {
        let known = values.iter().filter(|v| **v != "单位").all(|v| used.contains(*v));
        assert!(known, "{name}: some value has no example");
    }
}

/// A problem the page speaks of is one there is.
#[test]
fn every_problem_named_exists() {
    let text = fs::read_to_string(path()).unwrap();
    let kebab = |w: &&str| w.contains('-') && !w.starts_with('-') && w.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
    let named: Vec<&str> = text.split('`').skip(1).step_by(2).filter(kebab).collect();
    let unknown: Vec<&&str> = named.iter().filter(|w| !PROBLEMS.contains(w) && !OF_FACTS.contains(w)).collect();
    assert!(named.len() > 10 && unknown.is_empty(), "{unknown:?}");
}

#[test]
fn the_page_names_no_file_that_is_not_there() {
    let text = fs::read_to_string(path()).unwrap();
    for link in text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link) {
        let file = link.split('#').next().unwrap_or("");
        if !file.is_empty() && !file.contains("://") {
            assert!(path().parent().unwrap().join(file).exists(), "{link}");
        }
    }
}

/// The rows of the tables under a heading, up to the next heading of its level.
fn rows_under(text: &str, heading: &str) -> Vec<String> {
    let (_, after) = text.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = after.split_once("\n## ").map_or(after, |(section, _)| section);
    section.lines().filter(|line| line.starts_with('|')).map(str::to_owned).collect()
}

/// The functions as the checker has them: each with a line in the table of functions.
#[test]
fn every_function_stands_in_its_table() {
    let calls = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/check/calls.rs");
    let calls = fs::read_to_string(calls).unwrap();
    let usage = calls.split_once("const USAGE").unwrap().1.split_once("];").unwrap().0;
    let names: Vec<&str> = usage.lines().filter_map(|line| line.trim().strip_prefix("(\"")?.split('"').next()).collect();
    let rows = rows_under(&fs::read_to_string(path()).unwrap(), "内置的名字和函数");
    let none: Vec<&&str> = names.iter().filter(|name| !rows.iter().any(|row| row.contains(&format!("`{name}(")))).collect();
    assert!(names.len() > 20 && none.is_empty(), "not in the table of functions: {none:?}");
}

/// The enums of clauses: each with a line that gives its values in their order.
#[test]
fn every_clause_enum_stands_in_its_table() {
    let rows = rows_under(&fs::read_to_string(path()).unwrap(), "内置的名字和函数");
    let wanted = CLAUSE_ENUMS.iter().map(|(name, values)| format!("| {name} | {} |", values.join("、")));
    let none: Vec<String> = wanted.filter(|row| !rows.contains(row)).collect();
    assert!(none.is_empty(), "not in the table of enums:\n{}", none.join("\n"));
}

#[test]
fn every_unit_stands_in_its_table() {
    let rows = rows_under(&fs::read_to_string(path()).unwrap(), "值、类型和单位");
    let units: Vec<&str> =
        rows.iter().filter_map(|row| row.strip_prefix("| ")?.split(" |").next()).flat_map(|cell| cell.split('、')).collect();
    let none: Vec<&&str> = UNITS.iter().filter(|unit| !units.contains(unit)).collect();
    assert!(none.is_empty(), "not in the table of units: {none:?}");
}

/// Under each heading one English line says what it is about.
#[test]
fn every_heading_has_its_english_line() {
    let text = fs::read_to_string(path()).unwrap();
    let (mut fence, mut missing) = (String::new(), Vec::new());
    let lines: Vec<&str> = text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        if fence.is_empty() && ticks.len() >= 3 {
            fence = ticks;
        } else if !fence.is_empty() {
            fence = if *line == fence { String::new() } else { fence };
        } else if line.starts_with('#') && !lines.get(at + 2).is_some_and(|line| line.starts_with('*')) {
            missing.push(*line);
        }
    }
    assert!(missing.is_empty(), "{missing:?}");
}

/// The chapters are named at the head of the page, and every link within the page leads to a heading.
#[test]
fn every_link_leads_to_a_heading() {
    let text = fs::read_to_string(path()).unwrap();
    let headings: Vec<&str> =
        text.lines().filter_map(|line| line.trim_start_matches('#').strip_prefix(' ').filter(|_| line.starts_with('#'))).collect();
    let anchor = |heading: &&str| heading.replace(['、', '，', '：'], "").replace(' ', "-");
    let anchors: Vec<String> = headings.iter().map(anchor).collect();
    let links: Vec<&str> = text.split("](#").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    let lost: Vec<&&str> = links.iter().filter(|link| !anchors.iter().any(|anchor| anchor == *link)).collect();
    assert!(links.len() > 40 && lost.is_empty(), "{lost:?}");
}
