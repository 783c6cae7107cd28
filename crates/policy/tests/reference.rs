//! The language reference, held to the code: every example on `docs/language.md` is read, checked and run, and the table of
//! words is the one in `keywords.rs`.
//!
//! A section of the page (from one heading to the next) with fences of rules is a small pack: `规则` is law text, `规则 错误：id`
//! must be refused with that problem, `规则 提醒：id` must bring that warning, `规则 包：id` belongs to a pack built on the first, and
//! tables with `⇒` heads are its tests. `规则 共用` stands once and is the `tables.md` of them all. A section that gives whole
//! files (fences with a path) is read as those files.
//!
//! `UPDATE_EXPECT=1` writes the table of words anew.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops at the first surprise"
)]
#![expect(clippy::disallowed_methods, reason = "the page is a file; only the crate itself opens none")]

#[path = "reference/page.rs"]
mod page;

use std::fs;
use std::path::PathBuf;

use page::{Fence, Page, Section};
use quanheng_facts::problem::{Language, Place, Problem, Severity};
use quanheng_policy::check::check;
use quanheng_policy::ir::{CLAUSE_ENUMS, Program};
use quanheng_policy::keywords::{AVAILABLE, Class, TABLE};
use quanheng_policy::pack::{PackSource, PackText};
use quanheng_policy::pack_test::{read_tests, run_table};
use quanheng_policy::problems::ALL as PROBLEMS;
use quanheng_policy::source::read_pack;

const PAGE: &str = "docs/language.md";
/// What an example need not do: each article of a real pack has rules and a test, an example here may have none.
const LET_PASS: [&str; 2] = ["article-not-covered", "article-without-example"];

fn path() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").join(PAGE)
}

fn page() -> Page {
    Page::read(&fs::read_to_string(path()).unwrap())
}

#[test]
fn every_example_does_what_the_page_says() {
    let page = page();
    let mut wrong: Vec<String> = Vec::new();
    let mut examples = 0;
    let mut tests = 0;
    for section in &page.sections {
        if section.files().next().is_some() {
            let text =
                PackText { folder: PAGE.to_owned(), files: section.files().map(|f| (f.path().to_owned(), f.text.clone())).collect() };
            let (source, problems) = read_pack(&text);
            tests += run(section, &[source], problems, &[], &mut wrong);
            examples += 1;
        } else if section.rules().next().is_some() {
            tests += section_as_pack(&page, section, &mut wrong);
            examples += 1;
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n\n{}", wrong.len(), wrong.join("\n\n"));
    assert!(examples > 20 && tests > 40, "{examples} sections with examples, {tests} cells: the page is not read as it should be");
}

/// Runs a section as a pack, and each of its refused fences as that pack with the fence added.
fn section_as_pack(page: &Page, section: &Section, wrong: &mut Vec<String>) -> usize {
    let expected: Vec<(&Fence, String)> = section.rules().flat_map(|f| f.ids("提醒").into_iter().map(move |id| (f, id))).collect();
    let (packs, problems) = packs(page, section, None);
    let cells = run(section, &packs, problems, &expected, wrong);
    for fence in section.rules().filter(|f| !f.ids("错误").is_empty()) {
        let (packs, mut problems) = self::packs(page, section, Some(fence));
        problems.extend(check(&packs).1);
        let ids = fence.ids("错误");
        for id in &ids {
            if !problems.iter().any(|p| p.id == id && fence.holds(line_of(&p.place))) {
                wrong.push(format!("{PAGE}:{}: no {id} here, but:\n{}", fence.line, told(&problems)));
            }
        }
        let others: Vec<Problem> =
            problems.into_iter().filter(|p| p.severity == Severity::Error && !ids.iter().any(|id| id == p.id)).collect();
        if !others.is_empty() {
            wrong.push(format!("{PAGE}:{}: beside {} also:\n{}", fence.line, ids.join(", "), told(&others)));
        }
    }
    cells
}

/// Checks the packs and runs their tests: how many cells were looked at.
fn run(section: &Section, packs: &[PackSource], read: Vec<Problem>, expected: &[(&Fence, String)], wrong: &mut Vec<String>) -> usize {
    let (checked, mut problems) = check(packs);
    problems.extend(read);
    for (fence, id) in expected {
        if !problems.iter().any(|p| p.id == id && fence.holds(line_of(&p.place))) {
            wrong.push(format!("{PAGE}:{}: no {id} here, but:\n{}", fence.line, told(&problems)));
        }
    }
    let surprises: Vec<Problem> = problems
        .into_iter()
        .filter(|p| !LET_PASS.contains(&p.id) && !expected.iter().any(|(fence, id)| id == p.id && fence.holds(line_of(&p.place))))
        .collect();
    if !surprises.is_empty() {
        wrong.push(format!("{PAGE}:{}: 「{}」 brings problems:\n{}", section.line, section.title, told(&surprises)));
    }
    let Some(checked) = checked else {
        return 0;
    };
    run_tests(packs.last().unwrap(), &checked.program, wrong)
}

fn run_tests(source: &PackSource, program: &Program, wrong: &mut Vec<String>) -> usize {
    let (tables, problems) = read_tests(source);
    if !problems.is_empty() {
        wrong.push(told(&problems));
    }
    let outcomes: Vec<_> = tables.iter().flat_map(|t| run_table(t, program, None)).collect();
    for outcome in outcomes.iter().filter(|o| !o.passed) {
        wrong.push(match &outcome.problem {
            Some(problem) => problem.render(Language::Chinese),
            None => format!("{:?}: 「{}」 expected, 「{}」 came", outcome.place, outcome.expected, outcome.actual),
        });
    }
    outcomes.len()
}

/// The packs of a section, from the lowest basis; `with`: a fence that is otherwise left out.
fn packs(page: &Page, section: &Section, with: Option<&Fence>) -> (Vec<PackSource>, Vec<Problem>) {
    let mut sources: Vec<PackSource> = Vec::new();
    let mut problems = Vec::new();
    let mut ids = vec![None];
    for fence in section.rules() {
        if let Some(id) = fence.pack().map(Some)
            && !ids.contains(&id)
        {
            ids.push(id);
        }
    }
    for (at, id) in ids.iter().enumerate() {
        let last = at + 1 == ids.len();
        let mut files = vec![
            ("pack.toml".to_owned(), page.manifest(*id, sources.last().map(|s| s.hash.as_str()))),
            ("law/10-示例.md".to_owned(), page.law(section, *id, with)),
        ];
        if id.is_none() {
            files.push(("tables.md".to_owned(), page.shared()));
        }
        if last {
            files.push(("tests/示例.md".to_owned(), page.tests(section)));
        }
        let (source, found) = read_pack(&PackText { folder: PAGE.to_owned(), files });
        sources.push(source);
        problems.extend(found);
    }
    (sources, problems)
}

fn line_of(place: &Place) -> usize {
    match place {
        Place::Text { line, .. } => usize::try_from(*line).unwrap(),
        _ => 0,
    }
}

fn told(problems: &[Problem]) -> String {
    problems.iter().map(|p| format!("[{}] {}", p.id, p.render(Language::Chinese))).collect::<Vec<_>>().join("\n")
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
    let unknown: Vec<&&str> = named.iter().filter(|w| !PROBLEMS.contains(w)).collect();
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
