//! Runs a page: each section with rules is a small pack, checked and tested as the page says.

use quanheng_facts::problem::{Language, Place, Problem, Severity};
use quanheng_policy::check::check;
use quanheng_policy::ir::Program;
use quanheng_policy::pack::{PackSource, PackText};
use quanheng_policy::pack_test::{read_tests, run_table};
use quanheng_policy::source::read_pack;

use super::page::{Fence, Page, Section};

/// What an example need not do: each article of a real pack has rules and a test, an example here may have none.
const LET_PASS: [&str; 2] = ["article-not-covered", "article-without-example"];

/// What a page gave.
#[derive(Default)]
pub struct Ran {
    pub wrong: Vec<String>,
    /// Sections with rules.
    pub examples: usize,
    /// Expected cells looked at.
    pub cells: usize,
}

/// Runs every section of a page. `name` is how the page is called in messages.
pub fn page(name: &str, page: &Page) -> Ran {
    let mut ran = Ran::default();
    for section in &page.sections {
        if section.files().next().is_some() {
            let text =
                PackText { folder: name.to_owned(), files: section.files().map(|f| (f.path().to_owned(), f.text.clone())).collect() };
            let (source, problems) = read_pack(&text);
            ran.cells += run(name, section, &[source], problems, &[], &mut ran.wrong);
            ran.examples += 1;
        } else if section.rules().next().is_some() {
            ran.cells += section_as_pack(name, page, section, &mut ran.wrong);
            ran.examples += 1;
        }
    }
    ran
}

/// Runs a section as a pack, and each of its refused fences as that pack with the fence added.
fn section_as_pack(name: &str, page: &Page, section: &Section, wrong: &mut Vec<String>) -> usize {
    let expected: Vec<(&Fence, String)> = section.rules().flat_map(|f| f.ids("提醒").into_iter().map(move |id| (f, id))).collect();
    let (packs, problems) = packs(name, page, section, None);
    let cells = run(name, section, &packs, problems, &expected, wrong);
    for fence in section.rules().filter(|f| !f.ids("错误").is_empty()) {
        let (packs, mut problems) = self::packs(name, page, section, Some(fence));
        problems.extend(check(&packs).1);
        let ids = fence.ids("错误");
        for id in &ids {
            if !problems.iter().any(|p| p.id == id && fence.holds(line_of(&p.place))) {
                wrong.push(format!("{name}:{}: no {id} here, but:\n{}", fence.line, told(&problems)));
            }
        }
        let others: Vec<Problem> =
            problems.into_iter().filter(|p| p.severity == Severity::Error && !ids.iter().any(|id| id == p.id)).collect();
        if !others.is_empty() {
            wrong.push(format!("{name}:{}: beside {} also:\n{}", fence.line, ids.join(", "), told(&others)));
        }
    }
    cells
}

/// Checks the packs and runs their tests: how many cells were looked at.
fn run(
    name: &str,
    section: &Section,
    packs: &[PackSource],
    read: Vec<Problem>,
    expected: &[(&Fence, String)],
    wrong: &mut Vec<String>,
) -> usize {
    let (checked, mut problems) = check(packs);
    problems.extend(read);
    for (fence, id) in expected {
        if !problems.iter().any(|p| p.id == id && fence.holds(line_of(&p.place))) {
            wrong.push(format!("{name}:{}: no {id} here, but:\n{}", fence.line, told(&problems)));
        }
    }
    let surprises: Vec<Problem> = problems
        .into_iter()
        .filter(|p| !LET_PASS.contains(&p.id) && !expected.iter().any(|(fence, id)| id == p.id && fence.holds(line_of(&p.place))))
        .collect();
    if !surprises.is_empty() {
        wrong.push(format!("{name}:{}: 「{}」 brings problems:\n{}", section.line, section.title, told(&surprises)));
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
pub fn packs(name: &str, page: &Page, section: &Section, with: Option<&Fence>) -> (Vec<PackSource>, Vec<Problem>) {
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
        let (source, found) = read_pack(&PackText { folder: name.to_owned(), files });
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
