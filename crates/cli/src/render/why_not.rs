//! "Why not" for people: what failed, what would have been enough, and how far a limit is.

use quanheng_app::missing::Missing;
use quanheng_app::results::ResultRow;
use quanheng_app::why_not::{Answer, ChangeRow, WhyNotReport};
use quanheng_facts::problem::{Bilingual, Language};
use quanheng_policy::counterfactual::{Standing, Towards};

use super::explanation::to_be_verified;
use super::table::conditions;
use super::{missing, notice, say};

/// As many pairs as a person reads.
const PAIRS: usize = 20;

/// The whole output.
#[must_use]
pub fn text(report: &WhyNotReport, language: Language) -> String {
    let mut out = format!("{}\n", conditions(&report.header, language));
    for answer in &report.answers {
        out.push('\n');
        out.push_str(&to_be_verified([Some(&answer.row)], language));
        out.push_str(&one(answer, report, language));
    }
    out.push('\n');
    out.push_str(notice(language));
    out.push('\n');
    out
}

fn one(answer: &Answer, report: &WhyNotReport, language: Language) -> String {
    let row = &answer.row;
    let shown = row.shown.get(language);
    let wanted = answer.wanted.get(language);
    let who = who(row, language);
    match answer.standing {
        Standing::Given => say(
            language,
            format!("{who}是 {shown}，就是所问的（{wanted}）。理由用 explain 看。\n"),
            format!("{who} is {shown}: just what was asked ({wanted}). For the reasons use explain.\n"),
        ),
        Standing::Unknown => {
            let mut out = say(
                language,
                format!("{who}还不知道（{shown}），先要补齐下面的，才谈得上为什么没有（{wanted}）：\n"),
                format!("{who} is not known yet ({shown}); what follows has to be supplied before one can ask why not ({wanted}):\n"),
            );
            out.push_str(&lacking(&answer.missing, language));
            out.push_str(&answer.reasons.render(language));
            out
        }
        Standing::Fault => {
            let mut out = say(
                language,
                format!("{who}是{shown}：规则或数据有问题，要先解决，没有结果可问。\n"),
                format!("{who} is {shown}: something is wrong with a rule or the facts, and has to be settled first.\n"),
            );
            out.push_str(&answer.reasons.render(language));
            out
        }
        Standing::NotGiven => {
            let mut out =
                say(language, format!("{who}是 {shown}，为什么不是（{wanted}）：\n"), format!("{who} is {shown}; why not ({wanted}):\n"));
            out.push_str(&answer.reasons.render(language));
            out.push_str(&own(answer, language));
            out.push_str(&beyond(answer, report, language));
            out
        }
    }
}

/// `志丹县 2016年度 十强县`.
fn who(row: &ResultRow, language: Language) -> String {
    let short = row.result.rsplit('.').next().unwrap_or_default();
    let of = row.whose(language);
    let period = row.period.map(|year| say(language, format!("{year}年度"), year.to_string())).unwrap_or_default();
    match language {
        Language::Chinese => [of, period, short.to_owned()].iter().filter(|p| !p.is_empty()).cloned().collect::<Vec<_>>().join(" "),
        Language::English => {
            let of = if of.is_empty() { String::new() } else { format!(" of {of}") };
            let period = if period.is_empty() { String::new() } else { format!(", {period}") };
            format!("{short}{of}{period}")
        }
    }
}

fn lacking(all: &[Missing], language: Language) -> String {
    let table = missing::missing(all, usize::MAX, language);
    // Its heading would be told twice.
    table.split_once('\n').map(|(_, rest)| rest.to_owned()).unwrap_or_default()
}

/// What the entity's own inputs could have done.
fn own(answer: &Answer, language: Language) -> String {
    let mut out = String::new();
    if !answer.changes.is_empty() {
        out.push_str(&say(
            language,
            "\n■ 自己的数据里，只改一处就够的（每处单独改，其余不动；都重新算过）\n",
            "\n■ One change of its own figures that would have been enough (each alone; each computed anew)\n",
        ));
        answer.changes.iter().for_each(|change| out.push_str(&line(change, language)));
    }
    if !answer.limits.is_empty() {
        out.push_str(&say(
            language,
            "\n■ 碰到的限度（只说差多少，不是要改的）\n",
            "\n■ Limits (how far the record is from them; nothing to be changed)\n",
        ));
        answer.limits.iter().for_each(|limit| out.push_str(&line(limit, language)));
    }
    if !answer.pairs.is_empty() {
        out.push_str(&say(
            language,
            "\n■ 只有一处不同都不够；两处一起不同才够的（限度只说差多少，不是要改的）\n",
            "\n■ No single one is enough; two together that are (of a limit only how far it is; nothing to be changed)\n",
        ));
        for pair in answer.pairs.iter().take(PAIRS) {
            let both: Vec<String> = pair.changes.iter().map(|change| step(change, language)).collect();
            out.push_str(&format!("  {}{}\n", both.join(&say(language, "；同时 ", "; and ")), leads_to(&pair.result_text, language)));
        }
        if let Some(rest) = answer.pairs.len().checked_sub(PAIRS).filter(|n| *n > 0) {
            out.push_str(&say(
                language,
                format!("  另有 {rest} 对，见 --format json。\n"),
                format!("  {rest} more pairs: see --format json.\n"),
            ));
        }
    }
    let nothing = answer.changes.is_empty() && answer.limits.is_empty() && answer.pairs.is_empty();
    if answer.inputs == 0 {
        out.push_str(&say(
            language,
            "\n没有用到自己的、可以是别的值的数据。\n",
            "\nIt rests on no figures of its own that could have been others.\n",
        ));
    } else if answer.out_of_reach {
        let n = answer.inputs;
        out.push_str(&say(
            language,
            format!("\n用到的自己的数据有 {n} 项；不论它们是什么值，结果都不会是所问的（已证明）。\n"),
            format!("\nIt rests on {n} figures of its own; whatever they were, the result would not be what was asked (proven).\n"),
        ));
    } else if nothing && answer.not_settled.is_empty() {
        let n = answer.inputs;
        let (zh, en) = if n == 1 { ("", "") } else { ("，同时改两处也不够", ", nor would two together") };
        out.push_str(&say(
            language,
            format!("\n用到的自己的数据有 {n} 项，改哪一项都不够{zh}。\n"),
            format!("\nIt rests on {n} figures of its own; no change of one would have been enough{en}.\n"),
        ));
    }
    if !answer.not_settled.is_empty() {
        let names: Vec<String> = answer.not_settled.iter().map(|input| input.get(language).to_owned()).collect();
        let names = super::few(&names, 8, language);
        out.push_str(&say(
            language,
            format!("\n试算次数有限，下面几项没有查完，不能说没有：{names}\n"),
            format!("\nThe number of trials is bounded; these were not gone through to the end, so nothing is said of them: {names}\n"),
        ));
    }
    out
}

/// What was asked for beside.
fn beyond(answer: &Answer, report: &WhyNotReport, language: Language) -> String {
    let mut out = String::new();
    let sections = [
        (report.also.others, &answer.others, "别家的数据，只改一处就够的", "One change of others' figures that would have been enough"),
        (
            report.also.numbers,
            &answer.numbers,
            "规定里的数，只改一个就够的（可以用 run --set 看全部影响）",
            "One number of the law that would have been enough (run --set shows all it would do)",
        ),
    ];
    for (asked, changes, zh, en) in sections {
        if asked {
            out.push_str(&say(language, format!("\n■ {zh}\n"), format!("\n■ {en}\n")));
            changes.iter().for_each(|change| out.push_str(&line(change, language)));
            if changes.is_empty() {
                out.push_str(&say(language, "  没有\n", "  none\n"));
            }
        }
    }
    if report.also.law {
        out.push_str(&say(language, "\n■ 规定不同就够的\n", "\n■ Where the law were otherwise\n"));
        for row in &answer.law {
            let article = row.article.as_ref().map(|a| say(language, format!("［{a}］"), format!(" [{a}]"))).unwrap_or_default();
            out.push_str(&format!("  {}{article}{}\n", row.text.get(language), leads_to(&row.result_text, language)));
        }
        if answer.law.is_empty() {
            out.push_str(&say(language, "  没有\n", "  none\n"));
        }
    }
    out
}

/// `  监测考评.得分（2016年度）：80 → 85.5（多 5.5），则为 是［监测考评.csv｜C5］`
fn line(change: &ChangeRow, language: Language) -> String {
    let cell = change.cell.as_ref().map(|cell| say(language, format!("［{cell}］"), format!(" [{cell}]"))).unwrap_or_default();
    if change.is_limit {
        return format!("  {}{cell}\n", limit(change, language));
    }
    let unproven = if change.least { String::new() } else { say(language, "（不一定是最近的）", " (perhaps not the nearest)") };
    format!("  {}{unproven}{}{cell}\n", step(change, language), leads_to(&change.result_text, language))
}

fn leads_to(result: &Bilingual, language: Language) -> String {
    say(language, format!("，则为 {}", result.zh), format!(": then {}", result.en))
}

fn step(change: &ChangeRow, language: Language) -> String {
    if change.is_limit {
        return limit(change, language);
    }
    let named = change.named.get(language);
    let (from, to) = (change.from_text.get(language), change.to_text.get(language));
    let by = by(change, language, ("多", "少"), ("more", "less"));
    say(language, format!("{named}：{from} → {to}{by}"), format!("{named}: {from} → {to}{by}"))
}

fn limit(change: &ChangeRow, language: Language) -> String {
    let named = change.named.get(language);
    let (from, to) = (change.from_text.get(language), change.to_text.get(language));
    if change.towards == Towards::Other {
        // A yes, a word: there is no how far.
        return say(
            language,
            format!("{named}：记录是「{from}」；若是「{to}」，结果就不同"),
            format!("{named}: the record is 「{from}」; with 「{to}」 the result would differ"),
        );
    }
    let by = by(change, language, ("还差", "超出"), ("short of it", "beyond it"));
    say(language, format!("{named}：记录是 {from}，限度是 {to}{by}"), format!("{named}: the record is {from}, the limit {to}{by}"))
}

fn by(change: &ChangeRow, language: Language, zh: (&str, &str), en: (&str, &str)) -> String {
    let Some(by) = &change.by else { return String::new() };
    let up = change.towards == Towards::Up;
    let (zh, en) = if up { (zh.0, en.0) } else { (zh.1, en.1) };
    say(language, format!("（{zh} {}）", by.zh), format!(" ({} {en})", by.en))
}
