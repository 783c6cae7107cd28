//! How firm a ranking stands, as CSV for a spreadsheet: one row for each member, also those who are never on the list.

use quanheng_facts::problem::Language;
use quanheng_policy::explanation::{TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH};

use super::often::{as_written, percent};
use super::{Kind, RobustReport, RobustRow, Section};
use crate::results::csv::line;
use crate::results::{NOTICE, NOTICE_ENGLISH};

const COLUMNS: usize = 27;

const CHINESE: [&str; COLUMNS] = [
    "结果",
    "种类",
    "对象",
    "编号",
    "年度",
    "组",
    "所写",
    "所写名次",
    "所写名次至",
    "抽取次数",
    "在名单次数",
    "可能在名单次数",
    "在名单",
    "保持次数",
    "可能保持次数",
    "保持",
    "各档次数",
    "并列未决次数",
    "最好名次",
    "百分之五名次",
    "中位名次",
    "百分之九十五名次",
    "最差名次",
    "权重",
    "幅度",
    "种子",
    "说明",
];

const ENGLISH: [&str; COLUMNS] = [
    "result",
    "kind",
    "of",
    "of_id",
    "period",
    "group",
    "as_written",
    "place_written",
    "place_written_to",
    "draws",
    "on_list",
    "perhaps_on_list",
    "on_list_share",
    "kept",
    "perhaps_kept",
    "kept_share",
    "tiers",
    "tied",
    "best_place",
    "place_5",
    "place_50",
    "place_95",
    "worst_place",
    "weights",
    "spread",
    "seed",
    "notice",
];

/// The whole output.
#[must_use]
pub fn csv(report: &RobustReport, language: Language) -> String {
    let mut out = String::from("\u{feff}");
    let headings = if language == Language::Chinese { CHINESE } else { ENGLISH };
    line(&headings.map(str::to_owned), &mut out);
    for section in &report.sections {
        for row in &section.rows {
            line(&cells(report, section, row, language), &mut out);
        }
    }
    out
}

fn cells(report: &RobustReport, section: &Section, row: &RobustRow, language: Language) -> [String; COLUMNS] {
    let draws = report.settings.draws;
    let counts = &row.counts;
    let of_list = |text: String| if report.kind == Kind::List { text } else { String::new() };
    let kept = |text: &dyn Fn(quanheng_policy::robust::tally::Often) -> String| counts.kept.map(text).unwrap_or_default();
    // Where a place is not known in a draw: the best it may be at the better end, the worst at the worse one.
    let quantile = |hundredths: u64| super::often::places(counts.quantile(hundredths));
    let written = row.as_written.places;
    let tiers: Vec<String> = section
        .tiers
        .iter()
        .zip(&counts.tiers)
        .map(
            |(name, often)| {
                if often.perhaps == 0 { format!("{name} {}", often.surely) } else { format!("{name} {}+{}", often.surely, often.perhaps) }
            },
        )
        .collect();
    let weights: Vec<String> =
        section.weights.iter().map(|w| format!("{} {}", w.name, w.written.map_or_else(|| "？".to_owned(), super::often::share))).collect();
    let notice = match (report.to_verify, language) {
        (true, Language::Chinese) => TO_BE_VERIFIED,
        (true, Language::English) => TO_BE_VERIFIED_ENGLISH,
        (false, Language::Chinese) => NOTICE,
        (false, Language::English) => NOTICE_ENGLISH,
    };
    [
        report.result.clone(),
        report.kind.word().to_owned(),
        row.row.whose(language),
        row.row.of_id.clone().unwrap_or_default(),
        section.period.to_string(),
        row.group.as_ref().map(|g| g.get(language).to_owned()).unwrap_or_default(),
        as_written(&row.as_written, &section.tiers, language),
        written.map(|(best, _)| best.to_string()).unwrap_or_default(),
        written.map(|(_, worst)| worst.to_string()).unwrap_or_default(),
        draws.to_string(),
        of_list(counts.inside.surely.to_string()),
        of_list(counts.inside.perhaps.to_string()),
        of_list(percent(counts.inside.surely, draws)),
        kept(&|often| often.surely.to_string()),
        kept(&|often| often.perhaps.to_string()),
        kept(&|often| percent(often.surely, draws)),
        tiers.join("；"),
        counts.faults.to_string(),
        counts.best.keys().next().map(ToString::to_string).unwrap_or_default(),
        quantile(5),
        quantile(50),
        quantile(95),
        counts.worst.keys().next_back().map(ToString::to_string).unwrap_or_default(),
        weights.join("；"),
        report.settings.percent().unwrap_or_else(|| if language == Language::Chinese { "任意" } else { "any" }.to_owned()),
        report.settings.seed.to_string(),
        notice.to_owned(),
    ]
}
