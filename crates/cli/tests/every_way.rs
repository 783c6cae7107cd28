//! Every line of JSON that a command prints is as the schemas in `docs/` say: every pack at hand, asked in every way.
//!
//! At the end each field that the schema of a row allows was met at least once, and each status.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;

use crate::json_schema::Schema;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A pack with facts for it.
struct Case {
    folder: PathBuf,
    pack: &'static str,
    facts: &'static str,
    period: &'static str,
    /// Results that it prints only when asked.
    only: &'static [&'static str],
    /// Asked in every way.
    thorough: bool,
}

impl Case {
    fn ask(&self, command: &str, more: &[&str]) -> Output {
        let mut words = vec![command, self.pack, "--facts", self.facts, "--period", self.period];
        words.extend(more);
        let output = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(&words).current_dir(&self.folder).output().unwrap();
        let code = output.status.code().unwrap();
        assert!(code <= 1, "{words:?}: {code}\n{}", text(&output.stderr));
        output
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// What was met on the way.
#[derive(Default)]
struct Met {
    fields: BTreeSet<String>,
    statuses: BTreeSet<String>,
    of_persons: BTreeSet<String>,
    of_header: BTreeSet<String>,
}

struct Schemas {
    results: Schema,
    explanation: Schema,
    why_not: Schema,
    compare: Schema,
    open: Schema,
}

#[track_caller]
fn holds(schema: &Schema, value: &Value, words: &[&str]) {
    let wrong = schema.wrong(&schema.whole, value, "");
    assert!(wrong.is_empty(), "{words:?}\n{value}\n{}", wrong.join("\n"));
}

fn run(case: &Case, schemas: &Schemas, more: &[&str], met: &mut Met) -> Vec<Value> {
    let output = case.ask("run", &[more, &["--format", "jsonl"]].concat());
    let lines: Vec<Value> = text(&output.stdout).lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert!(!lines.is_empty(), "{} {more:?}\n{}", case.pack, text(&output.stderr));
    for line in &lines {
        holds(&schemas.results, line, more);
    }
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    met.of_header.extend(keys(&lines[0]));
    for row in &lines[1..] {
        met.fields.extend(keys(row));
        met.statuses.insert(row["status"].as_str().unwrap().to_owned());
        met.of_persons.extend(row["persons"].as_array().unwrap().iter().flat_map(keys));
    }
    lines[1..].to_vec()
}

fn lines(case: &Case, schema: &Schema, command: &str, more: &[&str]) {
    let output = case.ask(command, &[more, &["--format", "jsonl"]].concat());
    let out = text(&output.stdout);
    assert!(out.contains("系统测算，供核实，不作为处理依据"), "{command}\n{out}");
    for line in out.lines() {
        holds(schema, &serde_json::from_str(line).unwrap(), more);
    }
}

/// One row of each result, status and meaning.
fn worth_asking(rows: &[Value]) -> Vec<&Value> {
    let mut seen = BTreeSet::new();
    let new = |row: &&Value| seen.insert(format!("{} {} {}", row["result"], row["status"], row["value"] == Value::Bool(true)));
    rows.iter().filter(new).take(8).collect()
}

fn everything(case: &Case, schemas: &Schemas, met: &mut Met) {
    let rows = run(case, schemas, &[], met);
    let year = case.period.rsplit('-').next().unwrap();
    let before = (year.parse::<u32>().unwrap() - 1).to_string();
    let day = format!("{year}-06-30");
    let plainly: [&[&str]; 2] = [&["--strict", "--met"], &["--decided-on", &day, "--all-kinds"]];
    if !case.thorough {
        for more in plainly {
            run(case, schemas, more, met);
        }
        lines(case, &schemas.open, "open", &[]);
        return;
    }
    for more in [
        &["--strict"][..],
        &["--met"],
        &["--law-as-of", year],
        &["--law-as-of", &before],
        &["--decided-on", &day],
        &["--known-on", &day],
        &["--stamp", "--lang", "en"],
        &["--all-kinds"],
        &["--strict", "--met", "--all-kinds", "--decided-on", &day],
    ] {
        run(case, schemas, more, met);
    }
    for only in case.only {
        run(case, schemas, &["--only", only, "--all-kinds"], met);
    }
    for row in worth_asking(&rows) {
        let (result, of) = (row["result"].as_str().unwrap(), row["of_id"].as_str());
        let mut asked = vec!["--result", result];
        asked.extend(of.map(|of| ["--of", of]).into_iter().flatten());
        let other = rows.iter().find(|other| other["result"] == row["result"] && other["of_id"] != row["of_id"]);
        let output = case.ask("explain", &[&asked[..], &["--format", "json"]].concat());
        holds(&schemas.explanation, &serde_json::from_slice(&output.stdout).unwrap(), &asked);
        if let Some(other) = other.and_then(|other| other["of_id"].as_str()) {
            let output = case.ask("explain", &[&asked[..], &["--instead-of", other, "--format", "json", "--strict"]].concat());
            holds(&schemas.explanation, &serde_json::from_slice(&output.stdout).unwrap(), &asked);
        }
        if row["value"].is_boolean() {
            let more = ["--also", "others,numbers,law", "--format", "json", "--decided-on", &day, "--wanted", "是"];
            let output = case.ask("why-not", &[&asked[..], &more].concat());
            holds(&schemas.why_not, &serde_json::from_slice(&output.stdout).unwrap(), &asked);
        }
    }
    lines(case, &schemas.compare, "compare", &["--law-as-of-b", &before, "--all"]);
    lines(case, &schemas.compare, "compare", &["--known-on-b", &day, "--strict", "--all-kinds", "--decided-on", &day]);
    lines(case, &schemas.open, "open", &[]);
    lines(case, &schemas.open, "open", &["--all-kinds", "--lang", "en"]);
}

fn case(folder: &str, pack: &'static str, facts: &'static str, period: &'static str, only: &'static [&'static str]) -> Case {
    Case { folder: root().join(folder), pack, facts, period, only, thorough: !folder.is_empty() }
}

/// The pack about people, with a post that began on an unknown day of a month.
fn people_by_the_month() -> PathBuf {
    let (from, folder) = (root().join("tests/people"), std::env::temp_dir().join(format!("quanheng-every-way-{}", std::process::id())));
    for path in ["pack", "pack/entities", "pack/law", "facts"] {
        std::fs::create_dir_all(folder.join(path)).unwrap();
        for entry in std::fs::read_dir(from.join(path)).unwrap().map(Result::unwrap).filter(|e| e.path().is_file()) {
            std::fs::copy(entry.path(), folder.join(path).join(entry.file_name())).unwrap();
        }
    }
    let posts = folder.join("facts/任职.csv");
    let changed = std::fs::read_to_string(&posts).unwrap().replace("2018-06-30", "2018-06-15").replace("2018-07-01", "2018-07");
    std::fs::write(posts, changed).unwrap();
    folder
}

/// A pack in which a number is divided by nought, two exceptions that may stand together differ, a result has an enum beside the year, and a definition is to be verified.
fn pack_with_faults() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("quanheng-every-way-faults-{}", std::process::id()));
    let small = root().join("tests/small");
    for (from, to) in
        [("pack/entities/单位.csv", "pack/entities/单位.csv"), ("pack/tables.md", "pack/tables.md"), ("facts/考评.csv", "facts/考评.csv")]
    {
        std::fs::create_dir_all(folder.join(to).parent().unwrap()).unwrap();
        std::fs::copy(small.join(from), folder.join(to)).unwrap();
    }
    std::fs::create_dir_all(folder.join("pack/law")).unwrap();
    let manifest = "id = \"shili\"\ntitle = \"示例\"\nissuer = \"示例\"\nregion = \"示例\"\nversion = \"1.0.0\"\nlanguage = 1\n\
        results = [\"县区.商\", \"县区.达到\", \"县区.偏低\", \"县区.还差\", \"县区.相争\"]\nto_verify = [\"县区.偏低\"]\n";
    std::fs::write(folder.join("pack/pack.toml"), manifest).unwrap();
    let law = "# 示例办法\n\n## 第一条 示例 {#第一条}\n\n```规则\n枚举 尺度：宽、严\n定义 县区.商（年度）：小数(2)，可不适用\n  即 100 ÷ (考评.得分 - 考评.得分)\n\
        定义 县区.达到（年度，尺度）：布尔\n  即 考评.得分 不适用则 0 ≥ （视 尺度：宽 → 60「宽线」；严 → 90「严线」）\n\
        定义 县区.偏低（年度）：布尔\n  即 考评.得分 不适用则 0 < 95「低线」\n\
        定义 县区.还差（年度）：小数(2)\n  即 100「满分」 - （考评.得分 不适用则 0）\n\
        定义 县区.相争（年度）：整数\n  即 0\n\
        例外「说一」于 相争，可并存\n  当 考评.得分 不适用则 0 ≥ 60「相争线」\n  则 1\n\
        例外「说二」于 相争，可并存\n  当 考评.得分 不适用则 0 ≥ 60「相争线二」\n  则 2\n```\n";
    std::fs::write(folder.join("pack/law/10-示例.md"), law).unwrap();
    folder
}

#[test]
fn every_line_of_json_is_as_its_schema_says() {
    let schemas = Schemas {
        results: Schema::named("results.schema.json"),
        explanation: Schema::named("explanation.schema.json"),
        why_not: Schema::named("why-not.schema.json"),
        compare: Schema::named("compare.schema.json"),
        open: Schema::named("open.schema.json"),
    };
    let (people, faults) = (people_by_the_month(), pack_with_faults());
    let on_people =
        |pack: &'static str| Case { folder: root(), pack, facts: "tests/people/facts", period: "2018", only: &[], thorough: false };
    let cases = [
        case("tests/small", "pack", "facts", "2015-2016", &["县区.先进"]),
        case("tests/limits", "pack", "facts", "2016", &["结论.重大事故"]),
        case("tests/people", "pack", "facts", "2018", &["结论.两起.类型", "结论.先进县.给予", "县区.得奖"]),
        case("", "packs/shaanxi-2016", "data/shaanxi", "2016", &["县区.名次"]),
        case("", "packs/example-settings", "data/shaanxi", "2016", &[]),
        case("", "packs/example-settings", "data/demo", "2016", &[]),
        Case { folder: faults.clone(), pack: "pack", facts: "facts", period: "2016", only: &["达到"], thorough: true },
        Case { folder: people.clone(), pack: "pack", facts: "facts", period: "2018", only: &[], thorough: false },
        on_people("packs/shaanxi-2016"),
        on_people("packs/shaanxi-poverty-2017"),
        on_people("packs/yongning-town"),
        on_people("packs/example-reform"),
        on_people("packs/shaanxi-tolerance-2018"),
    ];
    let mut met = Met::default();
    for case in &cases {
        everything(case, &schemas, &mut met);
    }
    std::fs::remove_dir_all(people).unwrap();
    std::fs::remove_dir_all(faults).unwrap();
    let definitions = &schemas.results.whole["$defs"];
    let allowed = |properties: &Value| properties.as_object().unwrap().keys().cloned().collect::<BTreeSet<String>>();
    let never = |allowed: BTreeSet<String>, met: &BTreeSet<String>| allowed.difference(met).cloned().collect::<Vec<_>>();
    assert_eq!(never(allowed(&definitions["row"]["properties"]), &met.fields), [""; 0], "fields of a row never met");
    assert_eq!(never(allowed(&definitions["persons"]["items"]["properties"]), &met.of_persons), [""; 0], "fields of a person never met");
    assert_eq!(never(allowed(&definitions["header"]["properties"]), &met.of_header), [""; 0], "fields of a header never met");
    let statuses: BTreeSet<String> = ["成立", "不适用", "未知", "冲突", "错误"].map(str::to_owned).into();
    assert_eq!(never(statuses, &met.statuses), [""; 0]);
}
