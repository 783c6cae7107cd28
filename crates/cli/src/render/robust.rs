//! How firm a ranking stands, for people: how the weights were drawn, then for each member what stands as written, how often it stays,
//! and its range of places; at the end what that comes to.

pub mod svg;

use quanheng_app::robust::often::{as_written, often, places, share};
use quanheng_app::robust::{Kind, RobustReport, RobustRow, Section};
use quanheng_facts::problem::Language;
use quanheng_policy::explanation::{TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH};
use quanheng_policy::robust::field::Verdict;

use super::grid::Grid;
use super::table::conditions;
use super::{notice, say};

/// The whole output.
#[must_use]
pub fn table(report: &RobustReport, language: Language) -> String {
    let title = report.prepared.program().pack().map_or("", |pack| pack.title.as_str());
    let header = &report.header;
    let mut out = format!("{title}（{} {}）\n{}\n", header.pack.id, header.pack.version, conditions(header, language));
    for section in &report.sections {
        out.push('\n');
        out.push_str(&one(report, section, language));
    }
    out.push('\n');
    out.push_str(notice(language));
    out.push('\n');
    out
}

fn one(report: &RobustReport, section: &Section, language: Language) -> String {
    let mut out = format!("■ {}\n", heading(report, section, language));
    if report.to_verify {
        out.push_str(&format!("  {}\n", say(language, TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH)));
    }
    out.push_str(&format!("  {}\n", drawn(report, language)));
    let headings = [("权重", "weight"), ("所写", "written"), ("抽到的", "drawn"), ("加权的数", "figure")];
    let mut grid = Grid::new(headings.iter().map(|(zh, en)| say(language, *zh, *en)).collect(), &[1]);
    for weight in &section.weights {
        let written = weight.written.map_or_else(|| say(language, "未定", "not settled"), share);
        let figure = if weight.figure == weight.name { String::new() } else { weight.figure.clone() };
        grid.row(vec![weight.name.clone(), written, format!("{}…{}", share(weight.drawn.0), share(weight.drawn.1)), figure]);
    }
    out.push_str(&grid.render("    "));
    out.push('\n');
    out.push_str(&rows(report, section, language).render("  "));
    for line in summary(report, section, language).into_iter().chain(notes(report, section, language)) {
        out.push_str(&format!("  {line}\n"));
    }
    out
}

/// `优秀正职（任职.优秀正职）　2016年度`
pub(super) fn heading(report: &RobustReport, section: &Section, language: Language) -> String {
    let short = report.result.rsplit('.').next().unwrap_or_default();
    let mut title = short.to_owned();
    if short != report.result {
        title.push_str(&say(language, format!("（{}）", report.result), format!(" ({})", report.result)));
    }
    title.push_str(&say(language, format!("　{}年度", section.period), format!("  {}", section.period)));
    if !section.index.is_empty() {
        title.push_str(&say(language, format!("（{}）", section.index.join("，")), format!(" ({})", section.index.join(", "))));
    }
    title
}

/// How the weights were drawn.
pub(super) fn drawn(report: &RobustReport, language: Language) -> String {
    let (draws, seed) = (report.settings.draws, report.settings.seed);
    match report.settings.percent() {
        Some(percent) => say(
            language,
            format!("权重抽 {draws} 次（种子 {seed}）：每个在所写的上下 {percent} 以内任取，再一起折成 100%"),
            format!("{draws} draws of weights (seed {seed}): each up or down by at most {percent} of itself, then all brought to 100%"),
        ),
        None => say(
            language,
            format!("权重抽 {draws} 次（种子 {seed}）：100% 无论怎样分，都一样可能"),
            format!("{draws} draws of weights (seed {seed}): every division of 100% is as likely as any other"),
        ),
    }
}

fn rows(report: &RobustReport, section: &Section, language: Language) -> Grid {
    let owner = report.prepared.program().variable_named(&report.result);
    let owner = owner.and_then(|id| report.prepared.program().variable(id)).and_then(|v| v.owner);
    let owner = owner.and_then(|kind| report.prepared.program().schema.kind(kind)).map_or("", |kind| kind.name.as_str());
    let kept = match report.kind {
        Kind::List => say(language, "在名单", "on the list"),
        Kind::Tiers => say(language, "同档", "same tier"),
        Kind::Ranking => say(language, "上下一名内", "within one place"),
    };
    let written = match report.kind {
        Kind::List => say(language, "所写", "written"),
        Kind::Tiers => say(language, "所写的档", "tier written"),
        // The place says it.
        Kind::Ranking => String::new(),
    };
    let mut headings = vec![owner.to_owned(), say(language, "组", "group"), written, say(language, "所写名次", "place written"), kept];
    if report.kind == Kind::Tiers {
        headings.push(say(language, "各档", "tiers"));
    }
    headings.push(say(language, "并列未决", "tied"));
    let first = headings.len();
    headings.extend(
        [("最好", "best"), ("5%", "5%"), ("中位", "median"), ("95%", "95%"), ("最差", "worst")].map(|(zh, en)| say(language, zh, en)),
    );
    let right: Vec<usize> = [3, 4].into_iter().chain(first.saturating_sub(1)..headings.len()).collect();
    let mut grid = Grid::new(headings, &right);
    for row in report.shown(section) {
        grid.row(cells(report, section, row, language));
    }
    grid
}

fn cells(report: &RobustReport, section: &Section, row: &RobustRow, language: Language) -> Vec<String> {
    let (draws, counts) = (report.settings.draws, &row.counts);
    let stays = match report.kind {
        Kind::List => often(counts.inside, draws),
        Kind::Ranking | Kind::Tiers => counts.kept.map_or_else(|| "—".to_owned(), |kept| often(kept, draws)),
    };
    let said = as_written(&row.as_written, &section.tiers, language);
    // Of a ranking the place is all there is, unless there is none.
    let place = match (row.as_written.places, row.as_written.verdict) {
        (Some(_), _) => places(row.as_written.places),
        (None, Verdict::Placed | Verdict::Outside | Verdict::Fault) if report.kind == Kind::Ranking => said.clone(),
        _ => "—".to_owned(),
    };
    let written = if report.kind == Kind::Ranking { String::new() } else { said };
    let mut cells =
        vec![row.row.whose(language), row.group.as_ref().map(|g| g.get(language).to_owned()).unwrap_or_default(), written, place, stays];
    if report.kind == Kind::Tiers {
        let tiers = section.tiers.iter().zip(&counts.tiers).filter(|(_, o)| o.surely > 0 || o.perhaps > 0);
        let tiers: Vec<String> = tiers.map(|(name, o)| format!("{name} {}", often(*o, draws))).collect();
        cells.push(tiers.join(&say(language, "、", ", ")));
    }
    cells.push(if counts.faults > 0 { quanheng_app::robust::often::percent(counts.faults, draws) } else { String::new() });
    let quantile = |hundredths: u64| match counts.quantile(hundredths) {
        None => "—".to_owned(),
        found => places(found),
    };
    let (best, worst) = (counts.best.keys().next(), counts.worst.keys().next_back());
    let end = |place: Option<&usize>| place.map_or_else(|| "—".to_owned(), ToString::to_string);
    cells.extend([end(best), quantile(5), quantile(50), quantile(95), end(worst)]);
    cells
}

/// How many stay always, and how many nearly always.
pub(super) fn summary(report: &RobustReport, section: &Section, language: Language) -> Vec<String> {
    let draws = report.settings.draws;
    let nearly = |surely: u64| u128::from(surely).saturating_mul(100) >= u128::from(draws).saturating_mul(95);
    let count = |of: &dyn Fn(&RobustRow) -> bool| section.rows.iter().filter(|row| of(row)).count();
    match report.kind {
        Kind::List => {
            let written = count(&|r| r.as_written.verdict == Verdict::In);
            let on = |row: &RobustRow| row.as_written.verdict == Verdict::In;
            let always = count(&|r| on(r) && r.counts.inside.surely == draws);
            let nearly = count(&|r| on(r) && nearly(r.counts.inside.surely));
            let others = count(&|r| !on(r) && (r.counts.inside.surely > 0 || r.counts.inside.perhaps > 0));
            vec![say(
                language,
                format!("所写的名单 {written} 个：每次都在的 {always} 个，至少 95% 的次数在的 {nearly} 个；名单以外进过名单的 {others} 个"),
                format!(
                    "On the list as written: {written}; of these always on it {always}, in at least 95% of the draws {nearly}. Others that come onto it: {others}."
                ),
            )]
        }
        Kind::Ranking | Kind::Tiers => {
            let known = count(&|r| r.counts.kept.is_some());
            let kept = |row: &RobustRow, test: &dyn Fn(u64) -> bool| row.counts.kept.is_some_and(|k| test(k.surely));
            let (always, nearly) = (count(&|r| kept(r, &|n| n == draws)), count(&|r| kept(r, &nearly)));
            vec![if report.kind == Kind::Tiers {
                say(
                    language,
                    format!("所写的档已知的 {known} 个：每次都在这一档的 {always} 个，至少 95% 的次数在的 {nearly} 个"),
                    format!(
                        "With a known tier as written: {known}; of these always in it {always}, in at least 95% of the draws {nearly}."
                    ),
                )
            } else {
                say(
                    language,
                    format!("所写名次已知的 {known} 个：每次都在上下一名以内的 {always} 个，至少 95% 的次数在的 {nearly} 个"),
                    format!(
                        "With a known place as written: {known}; of these always within one place of it {always}, in at least 95% of the draws {nearly}."
                    ),
                )
            }]
        }
    }
}

/// What a reader has to know beside it.
pub(super) fn notes(report: &RobustReport, section: &Section, language: Language) -> Vec<String> {
    let mut notes = Vec::new();
    let left_out = section.rows.len().saturating_sub(report.shown(section).count());
    if left_out > 0 {
        notes.push(say(
            language,
            format!("没有列出的 {left_out} 个，一次也没有进过名单（--all 全部列出）"),
            format!("{left_out} that never come onto the list are not shown (--all shows them)"),
        ));
    }
    let open = section.rows.iter().filter(|row| {
        let counts = &row.counts;
        counts.best != counts.worst || counts.inside.perhaps > 0 || counts.kept.is_some_and(|k| k.perhaps > 0)
    });
    let open = open.count();
    if open > 0 {
        notes.push(say(
            language,
            format!("{open} 个因为有的数未知，有的次数里名次或去留只知道范围：名次写成「3…5」，次数写成「一定…最多」"),
            format!("For {open}, something is not known, and in some draws the place, or whether it stays, is known only within bounds: places as 「3…5」, shares as 「surely…at most」"),
        ));
    }
    if section.weights.iter().any(|w| w.written == Some(quanheng_facts::exact::Exact::ZERO)) {
        notes.push(say(language, "所写的权重是零的，始终是零", "A weight written as nought stays nought"));
    }
    if section.nested {
        notes.push(say(
            language,
            "加权的数里还有加权：里面一层的权重照所写的不动",
            "Some of the figures weighed are weighed themselves: those inner weights stay as written",
        ));
    }
    notes
}
