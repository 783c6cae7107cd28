//! The table 单位: units that facts bring along.

use quanheng_facts::example_schema::schema;
use quanheng_facts::intake::{FactFile, read_registers};
use quanheng_facts::problem::Language;
use quanheng_sheet::read;

fn csv(name: &str, text: &str) -> FactFile {
    FactFile { name: name.to_owned(), workbook: read(name, text.as_bytes()).unwrap(), ..FactFile::default() }
}

/// Id and the names over time of everyone, with the superior's id; and the problems.
fn told(files: &[FactFile]) -> (Vec<String>, Vec<String>) {
    let (registered, problems) = read_registers(&[], files, &schema());
    let entities = &registered.entities;
    let each = (0..entities.len()).filter_map(|at| entities.get(quanheng_facts::value::EntityIx(u32::try_from(at).ok()?)));
    let lines: Vec<String> = each
        .map(|e| {
            let above = e.superior.and_then(|ix| entities.get(ix)).map_or("-", |above| above.id.as_str());
            let names: Vec<&str> = e.names.iter().map(|n| n.value.as_str()).collect();
            format!("{} {} {above}", e.id, names.join("→"))
        })
        .collect();
    assert_eq!(registered.of_facts, lines.len());
    (lines, problems.iter().map(|p| p.render(Language::Chinese)).collect())
}

#[test]
fn numbered_and_unnumbered_units_names_over_time_and_superiors() {
    let (lines, problems) = told(&[csv(
        "facts/单位.csv",
        "单位编号,单位名称,种类,上级单位,自,至,备注\nSL:a,甲市,市,,,,\nSL:b,乙县,县区,甲市,,2015-12-31,\nSL:b,乙区,县区,甲市,2016-01-01,,\n,丙县,县区,甲市,,,没有编号\n,丁县,县区,,,,\n",
    )]);
    assert_eq!(problems, Vec::<String>::new());
    assert_eq!(lines, ["SL:a 甲市 -", "SL:a/丙县 丙县 SL:a", "SL:b 乙县→乙区 SL:a", "单位:丁县 丁县 -"]);
}

#[test]
fn the_sheet_is_known_by_its_name_and_by_nothing_else() {
    let text = "编号,名称,种类,上级\nSL:a,甲市,市,\n";
    for name in ["单位.csv", "单位表.csv", "2016年单位.csv", "facts/单位（示例省）.csv"] {
        assert_eq!(told(&[csv(name, text)]).0.len(), 1, "{name}");
    }
    for name in ["名单.csv", "单位名册旧.csv"] {
        assert_eq!(told(&[csv(name, text)]).0.len(), 0, "{name}");
    }
}

#[test]
fn what_is_wrong_is_told_at_its_cell_and_the_others_go_on() {
    let (lines, problems) = told(&[csv(
        "单位.csv",
        "编号,名称,种类,上级\n甲,甲市,市,\nSL:b,,县区,\nSL:c,丙县,村,\nSL:d,丁县,县区,没有的市\nSL:e,戊县,县区,\n",
    )]);
    assert_eq!(lines, ["SL:d 丁县 -", "SL:e 戊县 -"]);
    let ids: Vec<&str> = problems.iter().map(|p| p.split_once(']').unwrap().0).collect();
    assert_eq!(ids, ["问题[entity-id-malformed", "问题[required-blank", "问题[entity-kind-unknown", "问题[entity-superior-unknown"]);
}

#[test]
fn units_that_are_each_others_superior_come_to_an_end() {
    let (lines, _) = told(&[csv("单位.csv", "名称,种类,上级\n甲县,县区,乙县\n乙县,县区,甲县\n")]);
    assert_eq!(lines.len(), 2);
}
