//! What a check and a run of the examples found, for people.

use quanheng_app::check::{Accepted, CheckReport};
use quanheng_app::test::TestReport;
use quanheng_facts::problem::Language;
use quanheng_policy::check::coverage;
use quanheng_policy::ir::{Procedure, Program, VariableId};
use quanheng_policy::pack::Proofs;

use super::grid::Grid;
use super::say;

/// The pack, what its articles are, what it gives and what it leaves open.
#[must_use]
pub fn check(report: &CheckReport, language: Language) -> String {
    let program = report.program();
    let mut out = packs(program, language);
    out.push('\n');
    out.push_str(&articles(program, language));
    let results = program.results.iter().filter_map(|id| program.variable(*id)).map(|v| v.name.as_str()).collect();
    out.push('\n');
    out.push_str(&listed(("结果", "results"), results, language));
    out.push_str(&counted(program, language));
    out.push_str(&carried_out(program, language));
    out.push_str(&proofs(&report.compiled.checked.proofs, language));
    out.push_str(&say(language, "\n检查通过。\n", "\nThe pack is sound.\n"));
    out
}

/// What else has a name: intermediate results, numbers, open points.
struct Named<'p> {
    others: Vec<&'p str>,
    numbers: Vec<&'p str>,
    open: Vec<&'p str>,
    settled: Vec<&'p str>,
}

impl Named<'_> {
    fn of(program: &Program) -> Named<'_> {
        // What duties and steps come to is shown by itself.
        let guards = guards(program);
        let shown = |at: usize| program.results.iter().chain(&guards).any(|r| r.at() == at);
        let variables = program.variables.iter().enumerate();
        let opens = |settled: bool| program.opens.iter().filter(move |o| o.settled.is_some() == settled).map(|o| o.name.as_str()).collect();
        Named {
            others: variables.filter(|(at, _)| !shown(*at)).map(|(_, v)| v.name.as_str()).collect(),
            numbers: program.parameters.iter().map(|p| p.name.as_str()).collect(),
            open: opens(false),
            settled: opens(true),
        }
    }
}

/// How many of each there are.
fn counted(program: &Program, language: Language) -> String {
    let Named { others, numbers, open, settled } = Named::of(program);
    say(
        language,
        format!(
            "中间结果 {} 个，有名字的数 {} 个；待定 {} 项未定、{} 项已设（--names 列出名字）\n",
            others.len(),
            numbers.len(),
            open.len(),
            settled.len()
        ),
        format!(
            "intermediate results: {}, named numbers: {}; open points: {} not settled, {} settled (--names shows their names)\n",
            others.len(),
            numbers.len(),
            open.len(),
            settled.len()
        ),
    )
}

/// The names themselves: what rules, settings and tests can speak of.
#[must_use]
pub fn names(report: &CheckReport, language: Language) -> String {
    let Named { others, numbers, open, settled } = Named::of(report.program());
    let lines = [
        (("中间结果", "intermediate"), others),
        (("有名字的数", "named numbers"), numbers),
        (("待定，未定", "open, not settled"), open),
        (("待定，已设", "open, settled"), settled),
    ];
    lines.into_iter().fold("\n".to_owned(), |out, (head, names)| out + &listed(head, names, language))
}

fn listed((zh, en): (&str, &str), names: Vec<&str>, language: Language) -> String {
    if names.is_empty() {
        return String::new();
    }
    say(language, format!("{zh}：{}\n", names.join("、")), format!("{en}: {}\n", names.join(", ")))
}

/// The variables that are guards of duties and steps.
fn guards(program: &Program) -> Vec<VariableId> {
    let steps = program.procedures.iter().filter_map(Procedure::plan).flat_map(|plan| &plan.steps);
    steps.filter_map(|s| s.guard).chain(program.duties.iter().map(|d| d.guard)).collect()
}

/// How many procedures and duties there are.
fn carried_out(program: &Program, language: Language) -> String {
    let fragments = program.procedures.iter().filter(|p| p.is_fragment).count();
    let (procedures, duties) = (program.procedures.len().saturating_sub(fragments), program.duties.len());
    if procedures == 0 && fragments == 0 && duties == 0 {
        return String::new();
    }
    say(
        language,
        format!("程序：{procedures} 个，程序片段 {fragments} 个；义务 {duties} 条（--duties 列出什么情形应当、可以、不得）\n"),
        format!(
            "procedures: {procedures}, fragments: {fragments}, duties: {duties} (--duties shows in which cases something must, may or must not be done)\n"
        ),
    )
}

/// The truth tables of conditions with 除非 and 否决.
#[must_use]
pub fn conditions(report: &CheckReport, language: Language) -> String {
    let tables = &report.compiled.checked.condition_tables;
    if tables.is_empty() {
        return say(language, "\n这个包没有写「除非」和「否决」。\n", "\nThis pack has no 除非 (unless) and no 否决 (veto).\n");
    }
    let head = say(
        language,
        "\n「除非」和「否决」（请写规则的人逐行看一遍）\n",
        "\n除非 (unless) and 否决 (veto), to be read by the author, row by row\n",
    );
    tables.iter().fold(head, |out, table| format!("{out}\n{}", table.render(language)))
}

/// The truth tables of duties and steps.
#[must_use]
pub fn duties(report: &CheckReport, language: Language) -> String {
    let tables = &report.compiled.checked.truth_tables;
    if tables.is_empty() {
        return say(
            language,
            "\n这个包没有义务，也没有写着谁做什么的步骤。\n",
            "\nThis pack has no duties, and no steps that say who does what.\n",
        );
    }
    let head =
        say(language, "\n应当、可以、不得（请写规则的人逐行看一遍）\n", "\nMust, may, must not (to be read by the author, row by row)\n");
    tables.iter().fold(head, |out, table| format!("{out}\n{}", table.render(language)))
}

/// What came of the rules that nobody has ordered.
fn proofs(proofs: &Proofs, language: Language) -> String {
    let Proofs { never, counterexample, undecided } = *proofs;
    if never == 0 && counterexample == 0 && undecided == 0 {
        return say(
            language,
            "\n每一对规则都排了先后，或者写明了可以并存。\n",
            "\nEvery pair of rules is ordered, or declared to coexist.\n",
        );
    }
    say(
        language,
        format!("\n没有排出先后的规则：证明不会同时成立 {never} 对，举出反例 {counterexample} 对，没有判定 {undecided} 对。\n"),
        format!(
            "\npairs of rules that nobody has ordered: {never} proven never to meet, {counterexample} with a counterexample, {undecided} not decided.\n"
        ),
    )
}

/// Each pack with version and hash, the one asked for first.
#[must_use]
pub fn packs(program: &Program, language: Language) -> String {
    let mut out = String::new();
    for (at, pack) in program.packs.iter().rev().enumerate() {
        let lead = if at == 0 { say(language, "政策包", "pack") } else { say(language, "依据", "built on") };
        let hash: String = pack.hash.chars().take(12).collect();
        out.push_str(&say(
            language,
            format!("{lead}：{}（{} {}，校验值 {hash}…）\n", pack.title, pack.id, pack.version),
            format!("{lead}: {} ({} {}, hash {hash}…)\n", pack.title, pack.id, pack.version),
        ));
    }
    out
}

/// The five counts for each measure.
#[must_use]
pub fn articles(program: &Program, language: Language) -> String {
    let headings = [
        ("办法", "measure"),
        ("可执行", "executable"),
        ("认定", "judgement"),
        ("待定", "open"),
        ("原则性", "principle"),
        ("缺文", "not obtained"),
        ("没有说明", "not covered"),
    ];
    let mut grid = Grid::new(headings.iter().map(|(zh, en)| say(language, *zh, *en)).collect(), &[1, 2, 3, 4, 5]);
    for measure in coverage(program) {
        let numbers = [measure.executable, measure.judgement, measure.open, measure.principle, measure.not_obtained];
        let mut cells = vec![measure.measure.clone()];
        cells.extend(numbers.iter().map(ToString::to_string));
        cells.push(measure.uncovered.join("、"));
        grid.row(cells);
    }
    grid.render("")
}

/// What the examples came to.
#[must_use]
pub fn test(report: &TestReport, language: Language) -> String {
    let (tables, passed, failed) = (report.tables, report.passed, report.failed);
    let mut out = String::new();
    for file in &report.updated {
        out.push_str(&say(language, format!("改写了 {file}\n"), format!("rewrote {file}\n")));
    }
    out.push_str(&say(
        language,
        format!("例子 {tables} 张表：相符 {passed} 处，不符 {failed} 处。\n"),
        format!("{tables} tables of examples: {passed} as expected, {failed} not.\n"),
    ));
    out
}

/// What `reviewed.toml` now records.
#[must_use]
pub fn reviewed(articles: &[String], language: Language) -> String {
    let count = articles.len();
    let names = articles.join(&say(language, "、", ", "));
    say(language, format!("已记下核对过的 {count} 条：{names}\n\n"), format!("recorded as reviewed, {count}: {names}\n\n"))
}

/// What `pack.toml` now records.
#[must_use]
pub fn accepted(all: &[Accepted], language: Language) -> String {
    if all.is_empty() {
        return say(language, "这个包不依据别的包，没有要认可的。\n", "This pack builds on no other; there is nothing to accept.\n");
    }
    all.iter()
        .map(|a| {
            say(
                language,
                format!("已认可 {} {}，校验值 {}\n", a.id, a.version, a.hash),
                format!("accepted {} {}, hash {}\n", a.id, a.version, a.hash),
            )
        })
        .collect()
}
