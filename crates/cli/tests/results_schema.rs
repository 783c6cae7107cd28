//! Every line that a run prints is as `docs/results.schema.json` says, on the small pack and on the published data.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::json_schema::Schema;

fn root() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[track_caller]
fn holds(words: &[&str]) {
    let schema = Schema::named("results.schema.json");
    let output = Command::new(env!("CARGO_BIN_EXE_quanheng")).args(words).args(["--format", "jsonl"]).current_dir(root()).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    assert!(text.lines().count() > 1, "{}", String::from_utf8_lossy(&output.stderr));
    for (at, line) in text.lines().enumerate() {
        let value: Value = serde_json::from_str(line).unwrap();
        let expected = if at == 0 { "header" } else { "row" };
        let wrong = schema.wrong(&schema.whole["$defs"][expected], &value, "");
        assert!(wrong.is_empty(), "line {at}: {line}\n{}", wrong.join("\n"));
        assert!(schema.wrong(&schema.whole, &value, "").is_empty(), "line {at} is both or neither");
    }
}

#[test]
fn the_small_pack() {
    holds(&["run", "tests/small/pack", "--facts", "tests/small/facts", "--period", "2015-2016"]);
    holds(&[
        "run",
        "tests/small/pack",
        "--facts",
        "tests/small/facts",
        "--period",
        "2016",
        "--known-on",
        "2017-03-01",
        "--set",
        "割线并列=全取",
        "--met",
        "--lang",
        "en",
    ]);
    holds(&["run", "tests/small/pack", "--facts", "tests/small/facts", "--period", "2014", "--law-as-of", "2016", "--stamp", "--strict"]);
}

#[test]
fn the_published_data() {
    holds(&["run", "packs/shaanxi-2016", "--facts", "data/shaanxi", "--period", "2016"]);
}
