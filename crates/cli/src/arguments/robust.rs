//! What may be written after `quanheng robust`, and what was written.

use clap::ArgMatches;
use quanheng_app::compile::PackPlace;
use quanheng_app::question::Asked;
use quanheng_app::robust::RobustRequest;

use super::Say;

/// The command with its options.
pub(super) fn definition(s: Say) -> clap::Command {
    let robust_usage = (
        "quanheng robust 政策包 --facts 路径… --period 年度 --of 结果 [--spread 25%|any] [--draws 次数] [--seed 种子] [选项]",
        "quanheng robust PACK --facts PATH… --period YEARS --of RESULT [--spread 25%|any] [--draws N] [--seed S] [OPTIONS]",
    );
    s.question(s.sub(
        "robust",
        "权重换一换，按加权排的名次和名单还是不是这样",
        "see whether a composite ranking holds under other weights",
        robust_usage,
    ))
    .args([
        s.option("of", ("结果", "RESULT"), "按加权得分排的排名、名单或分档", "a ranking, list or tiers by a weighted score").required(true),
        s.option(
            "spread",
            ("幅度", "PART"),
            "每个权重上下几成，如 25%（默认）；any：无论怎样分",
            "how far each weight goes, as 25% of itself (the default); any: wherever",
        ),
        s.option("draws", ("次数", "N"), "抽几次权重，默认 10000", "how many draws of weights, 10000 by default"),
        s.option(
            "seed",
            ("种子", "S"),
            "从哪个数抽起，默认 1；同一个种子，同样的结果",
            "the seed, 1 by default; one seed gives one result",
        ),
        s.flag("all", "从没进过名单的也列出", "list those that never come onto the list, too"),
        s.format().value_parser(["table", "jsonl", "csv", "svg"]).help(s.say(
            "table、jsonl、csv 或 svg（图）；不写就看 -o 的文件名",
            "table, jsonl, csv or svg (a picture); left out: as the name after -o ends",
        )),
    ])
}

/// What is asked.
pub(super) fn request(given: &ArgMatches, place: PackPlace, asked: Asked) -> RobustRequest {
    let text = |id: &str| given.get_one::<String>(id).cloned();
    RobustRequest {
        place,
        facts: given.get_many::<String>("facts").map(|all| all.cloned().collect()).unwrap_or_default(),
        asked,
        result: text("of").unwrap_or_default(),
        draws: text("draws"),
        seed: text("seed"),
        spread: text("spread"),
        all: given.get_flag("all"),
    }
}

/// `svg` was named, or the name of the file says so.
pub(super) fn is_picture(given: &ArgMatches) -> bool {
    let text = |id: &str| given.get_one::<String>(id);
    let ending = || text("output").and_then(|path| path.rsplit_once('.')).is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("svg"));
    text("format").map_or_else(ending, |named| named == "svg")
}
