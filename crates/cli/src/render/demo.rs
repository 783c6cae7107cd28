//! The first screen: who is given what, who is put forward, what is to be verified, what was set aside, what is not known and who
//! must supply it, and what to try next. A class never stands beside a name: none stands here at all.

use std::collections::BTreeMap;

use quanheng_app::demo::{AtTheLine, Demo, Purpose, SetAside, Told};
use quanheng_app::results::{ResultRow, Stands};
use quanheng_app::run::{RunReport, RunRequest};
use quanheng_facts::problem::Language;
use quanheng_policy::explanation::{TO_BE_VERIFIED, TO_BE_VERIFIED_ENGLISH};
use quanheng_policy::ir::Program;
use unicode_width::UnicodeWidthStr;

use super::{few, notice, say};

/// Where a line is broken, in places on the screen.
const WIDE: usize = 108;
/// Lines of what is missing.
const MISSING: usize = 5;

/// The whole screen. `against` is a pack to compare with.
#[must_use]
pub fn demo(demo: &Demo, request: &RunRequest, against: &[String], language: Language) -> String {
    let report = &demo.report;
    let screen = Screen { demo, language };
    let mut out = screen.head(report, request);
    for (number, (purpose, zh, en)) in (1..).zip([
        (Purpose::Given, "谁得什么".to_owned(), "Who is given what".to_owned()),
        (Purpose::PutForward, "提名谁".to_owned(), "Who is put forward".to_owned()),
        (
            Purpose::Verify,
            format!("{TO_BE_VERIFIED}：情形和涉及的人"),
            format!("{TO_BE_VERIFIED_ENGLISH}: circumstances, and whom they reach"),
        ),
    ]) {
        out.push_str(&numbered(number, &zh, &en, language));
        out.push_str(&screen.section(purpose));
    }
    out.push_str(&numbered(
        4,
        "容错的申请，和认定了之后不再计的",
        "Tolerance: what was applied for, and what a finding sets aside",
        language,
    ));
    out.push_str(&screen.section(Purpose::Advice));
    out.push_str(&screen.set_aside());
    out.push_str(&numbered(5, "还不知道的，要谁来补", "Not known, and who must supply it", language));
    out.push_str(&screen.missing());
    out.push_str(&numbered(6, "接着可以试", "What to try next", language));
    for command in commands(demo, request, against, language) {
        out.push_str(&format!("  {command}\n"));
    }
    out
}

fn numbered(number: u32, zh: &str, en: &str, language: Language) -> String {
    say(language, format!("【{number}】{zh}\n"), format!("[{number}] {en}\n"))
}

struct Screen<'a> {
    demo: &'a Demo,
    language: Language,
}

impl Screen<'_> {
    fn say(&self, zh: impl Into<String>, en: impl Into<String>) -> String {
        say(self.language, zh, en)
    }

    /// Whose data, by which packs, for which year.
    fn head(&self, report: &RunReport, request: &RunRequest) -> String {
        let program = report.prepared.program();
        let packs: Vec<&str> = program.packs.iter().rev().map(|p| p.id.as_str()).collect();
        let rows: usize = report.prepared.files.iter().map(|f| f.rows).sum();
        let files = report.prepared.files.len();
        let units = units(report, self.language);
        let lines = [
            notice(self.language).to_owned(),
            self.say(
                format!("{} 年度；数据 {}：{files} 个文件 {rows} 行，{units}", request.asked.period, request.facts.join(" ")),
                format!("{}; facts {}: {files} files, {rows} rows; {units}", request.asked.period, request.facts.join(" ")),
            ),
            self.say(
                format!("政策 {}；{}", packs.join("、"), settled(program, self.language)),
                format!("policy {}; {}", packs.join(", "), settled(program, self.language)),
            ),
        ];
        lines.into_iter().map(|line| broken(&line, "  ")).collect()
    }

    fn section(&self, purpose: Purpose) -> String {
        let told: Vec<&Told> = self.demo.told.iter().filter(|t| t.purpose == purpose).collect();
        let named = |t: &&Told| !t.met.is_empty() || !t.unknown.is_empty();
        let width = told.iter().filter(|t| named(t)).map(|t| t.label.width()).max().unwrap_or(0);
        let mut out = String::new();
        for one in told.into_iter().filter(named) {
            let unknown: Vec<String> = one.unknown.iter().filter_map(|row| row.of.clone()).collect();
            let unknown = few(&unknown, 4, self.language);
            let unknown =
                if unknown.is_empty() { unknown } else { self.say(format!("；未知：{unknown}"), format!("; unknown: {unknown}")) };
            let room = WIDE.saturating_sub(width.saturating_add(4)).saturating_sub(unknown.as_str().width());
            let met = if one.met.is_empty() { self.say("无", "none") } else { self.met(one, room) };
            out.push_str(&entry(&one.label, width, &format!("{met}{unknown}")));
            if purpose == Purpose::Given && one.met.iter().any(|row| granted(row).is_some()) {
                out.push_str(&self.exceptions(width));
            }
        }
        out
    }

    /// Those for whom it is met: by amount, by field, with the persons, or by name alone, as many as fit in a line.
    fn met(&self, told: &Told, room: usize) -> String {
        let count = told.met.len();
        if told.met.iter().any(|row| granted(row).is_some()) {
            let amounts: Vec<&ResultRow> = told.met.iter().collect();
            let total = super::section::total_granted(&amounts, self.language);
            let groups = grouped(&told.met, self.language, |row| granted(row).map(|(_, shown)| shown.get(self.language).to_owned()));
            return self.say(format!("{count} 个，{total}：{groups}"), format!("{count}, {total}: {groups}"));
        }
        if told.purpose == Purpose::PutForward {
            let by_field = put_forward(&told.met, self.language);
            return self.say(format!("{count} 人：{by_field}"), format!("{count}: {by_field}"));
        }
        if told.purpose == Purpose::Verify {
            let each: Vec<String> = told.met.iter().map(|row| self.verified(row)).collect();
            return each.join(&self.say("、", ", "));
        }
        let names: Vec<String> = told.met.iter().filter_map(|row| row.of.clone()).collect();
        let lead = self.say(format!("{count} 个："), format!("{count}: "));
        let (all, comma) = (names.len(), self.say("、", ", "));
        let (mut shown, mut wide) = (Vec::new(), lead.as_str().width().saturating_add(4));
        for name in names {
            wide = wide.saturating_add(name.as_str().width()).saturating_add(2);
            if wide <= room {
                shown.push(name);
            }
        }
        let rest = if shown.len() < all { self.say(" 等", " …") } else { String::new() };
        format!("{lead}{}{rest}", shown.join(&comma))
    }

    /// The unit and whom it reaches; who is reached no longer stands under what was set aside.
    fn verified(&self, row: &ResultRow) -> String {
        let of = row.of.clone().unwrap_or_default();
        let reached = row.persons.iter().filter(|p| p.stands != Stands::No && p.name != of);
        let names: Vec<String> = reached.map(|p| p.name.clone()).collect();
        match row.conclusion.as_ref() {
            Some(conclusion) if conclusion.nobody => self.say(format!("{of}（无人对应）"), format!("{of} (nobody found)")),
            _ if names.is_empty() => of,
            _ => self.say(format!("{of}（{}）", names.join(" ")), format!("{of} ({})", names.join(" "))),
        }
    }

    /// Amounts that came of an exception.
    fn exceptions(&self, width: usize) -> String {
        let each: Vec<String> = self
            .demo
            .exceptions
            .iter()
            .map(|(label, rows)| {
                let named: Vec<String> = rows
                    .iter()
                    .map(|row| {
                        let of = row.of.clone().unwrap_or_default();
                        if row.is_met() { of } else { format!("{of} {}", row.shown.get(self.language)) }
                    })
                    .collect();
                self.say(format!("{label} {}", named.join("、")), format!("{label} {}", named.join(", ")))
            })
            .collect();
        if each.is_empty() { String::new() } else { entry(&self.say("  其中", "  of these"), width, &each.join(&self.say("；", "; "))) }
    }

    fn set_aside(&self) -> String {
        let mut out = String::new();
        for one in &self.demo.set_aside {
            out.push_str(&broken(&format!("  {}", self.one_set_aside(one)), "    "));
        }
        out
    }

    fn one_set_aside(&self, one: &SetAside) -> String {
        let SetAside { label, of, person, matters, stands } = one;
        let matters = matters.join(&self.say("、", ", "));
        match (person, stands) {
            (Some(person), false) => self.say(
                format!("{of}「{label}」：对{person}不计「{matters}」，对其不成立；别人照旧"),
                format!("{of} 「{label}」: for {person} 「{matters}」 is set aside and it is not met; for others it stands"),
            ),
            (Some(person), true) => self.say(
                format!("{of}「{label}」：对{person}不计「{matters}」，仍成立"),
                format!("{of} 「{label}」: for {person} 「{matters}」 is set aside, and it is met all the same"),
            ),
            (None, _) => self.say(
                format!("{of}「{label}」：不计「{matters}」，不计之后不成立"),
                format!("{of} 「{label}」: 「{matters}」 is set aside; not met after that"),
            ),
        }
    }

    /// What is missing, by whose it is and who must supply it.
    fn missing(&self) -> String {
        let mut groups: BTreeMap<(String, String), (Vec<String>, usize)> = BTreeMap::new();
        for item in &self.demo.missing {
            let key = (item.supplier.get(self.language).to_owned(), few(&item.whose, 3, self.language));
            let group = groups.entry(key).or_default();
            group.0.push(item.what.get(self.language).to_owned());
            group.1 = group.1.max(item.results);
        }
        let mut lines: Vec<(usize, String)> = groups
            .into_iter()
            .map(|((supplier, whose), (what, results))| {
                let (first, more) = (what.first().cloned().unwrap_or_default(), what.len());
                let what = if more > 1 { self.say(format!("{first} 等 {more} 项"), format!("{first} ({more} in all)")) } else { first };
                let whose = if whose.is_empty() { String::new() } else { format!("{whose} ") };
                (results, self.say(format!("  {supplier}：{whose}{what}"), format!("  {supplier}: {whose}{what}")))
            })
            .collect();
        lines.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        let mut out: String = lines.iter().take(MISSING).map(|(_, line)| broken(line, "    ")).collect();
        if let Some(rest) = lines.len().checked_sub(MISSING).filter(|n| *n > 0) {
            out.push_str(
                &self.say(format!("  另有 {rest} 项，见下面的 open 和 run\n"), format!("  {rest} more: see open and run below\n")),
            );
        }
        out
    }
}

/// How many units of each kind.
fn units(report: &RunReport, language: Language) -> String {
    let (program, facts) = (report.prepared.program(), &report.prepared.facts);
    let Some(year) = report.prepared.question.when.periods.last() else { return String::new() };
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for (at, kind) in program.schema.kinds.iter().enumerate() {
        let Ok(id) = u32::try_from(at).map(quanheng_facts::value::KindId) else { continue };
        if kind.record.is_some() || kind.of.is_none() {
            continue;
        }
        let members = facts.entities.members(&program.schema, id, *year).len();
        if members > 0 {
            counts.insert(kind.name.clone(), members);
        }
    }
    let each: Vec<String> =
        counts.into_iter().map(|(name, count)| say(language, format!("{name} {count}"), format!("{count} {name}"))).collect();
    each.join(&say(language, "、", ", "))
}

/// How much the text leaves open, and who settled it.
fn settled(program: &Program, language: Language) -> String {
    let all = program.opens.len();
    let mut by: Vec<&str> = program.opens.iter().filter_map(|o| o.settled.as_ref()).map(|s| s.by.as_str()).collect();
    let done = by.len();
    by.sort_unstable();
    by.dedup();
    let by = match by.as_slice() {
        [one] => (*one).to_owned(),
        several => say(language, format!("{} 个机关", several.len()), format!("{} offices", several.len())),
    };
    if done == 0 {
        return say(
            language,
            format!("条文没有说的 {all} 处都还没有定，用到的结果写成范围"),
            format!("{all} points left open, none settled: results that turn on them are bounds"),
        );
    }
    say(language, format!("条文没有说的 {all} 处，{by}设定了 {done} 处"), format!("{all} points left open, {done} of them settled by {by}"))
}

fn granted(row: &ResultRow) -> Option<(&quanheng_policy::finding::Finding, &quanheng_facts::problem::Bilingual)> {
    row.conclusion.as_ref()?.grants.as_ref().map(|given| (&given.finding, &given.shown))
}

/// Units, each with names.
type Units = Vec<(String, Vec<String>)>;

/// `就地提拔 甲县（张甲 李乙）；优先提拔 乙县（王丙）`: by the first field, then by the unit of the post.
fn put_forward(rows: &[ResultRow], language: Language) -> String {
    let mut fields: Vec<(String, Units)> = Vec::new();
    for row in rows {
        let field = row.conclusion.as_ref().and_then(|c| c.fields.first());
        let field = field.map(|(_, given)| given.shown.get(language).to_owned()).unwrap_or_default();
        let person = row.persons.first();
        let name = person.map_or_else(|| row.of.clone().unwrap_or_default(), |p| p.name.clone());
        let unit = person.and_then(|p| p.post.split(' ').next()).unwrap_or_default().to_owned();
        let at = fields.iter().position(|(known, _)| *known == field).unwrap_or(fields.len());
        if at == fields.len() {
            fields.push((field, Vec::new()));
        }
        let Some((_, units)) = fields.get_mut(at) else { continue };
        match units.iter_mut().find(|(known, _)| *known == unit) {
            Some((_, names)) => names.push(name),
            None => units.push((unit, vec![name])),
        }
    }
    let (open, close) = (say(language, "（", " ("), say(language, "）", ")"));
    let units = |units: &Units| -> String {
        let each: Vec<String> = units.iter().map(|(unit, names)| format!("{unit}{open}{}{close}", names.join(" "))).collect();
        each.join(&say(language, "、", ", "))
    };
    let each: Vec<String> = fields.iter().map(|(field, all)| format!("{field} {}", units(all))).collect();
    each.join(&say(language, "；", "; "))
}

/// `100万元 甲县 乙县；90万元 丙县`: in the order of the rows.
fn grouped(rows: &[ResultRow], language: Language, by: impl Fn(&ResultRow) -> Option<String>) -> String {
    let mut groups: Vec<(String, Vec<String>)> = Vec::new();
    for row in rows {
        let (key, of) = (by(row).unwrap_or_default(), row.of.clone().unwrap_or_default());
        match groups.iter_mut().find(|(known, _)| *known == key) {
            Some((_, names)) => names.push(of),
            None => groups.push((key, vec![of])),
        }
    }
    let comma = say(language, "、", ", ");
    let each: Vec<String> = groups.into_iter().map(|(key, names)| format!("{key} {}", names.join(&comma))).collect();
    each.join(&say(language, "；", "; "))
}

/// A label in its column, and the text beside it.
fn entry(label: &str, width: usize, text: &str) -> String {
    let blanks = " ".repeat(width.saturating_sub(label.width()));
    broken(&format!("  {label}{blanks}  {text}"), &" ".repeat(width.saturating_add(4)))
}

/// Lines no wider than the screen: broken behind a comma or the like, the rest after `indent`.
fn broken(line: &str, indent: &str) -> String {
    let (mut out, mut now, mut wide) = (String::new(), String::new(), 0_usize);
    // Pieces that stay together, each with the sign it ends in.
    let mut pieces: Vec<String> = Vec::new();
    let (mut piece, mut inside) = (String::new(), 0_usize);
    for sign in line.chars() {
        piece.push(sign);
        match sign {
            '（' | '(' | '「' => inside = inside.saturating_add(1),
            '）' | ')' | '」' => inside = inside.saturating_sub(1),
            _ => {}
        }
        if inside == 0 && matches!(sign, '、' | '；' | '，' | '：' | ' ' | ',' | ';') {
            pieces.push(std::mem::take(&mut piece));
        }
    }
    pieces.push(piece);
    for piece in pieces {
        let width = piece.as_str().width();
        if wide.saturating_add(width) > WIDE && !now.trim().is_empty() {
            out.push_str(now.trim_end());
            out.push('\n');
            now = indent.to_owned();
            wide = indent.width();
        }
        let piece = if now.trim().is_empty() && !out.is_empty() { piece.trim_start() } else { &piece };
        now.push_str(piece);
        wide = wide.saturating_add(width);
    }
    out + now.trim_end() + "\n"
}

/// Exact, to be copied.
fn commands(demo: &Demo, request: &RunRequest, against: &[String], language: Language) -> Vec<String> {
    let lang = say(language, "", " --lang en");
    let facts = request.facts.iter().map(|f| quoted(f)).collect::<Vec<_>>().join(" ");
    let pack = quoted(&request.place.folder);
    let period = &request.asked.period;
    let decided = request.asked.decided_on.as_ref().map(|day| format!(" --decided-on {day}")).unwrap_or_default();
    let base = format!("{pack} --facts {facts} --period {period}");
    let book = say(language, "结果.xlsx", "results.xlsx");
    let mut out = vec![format!("quanheng run {base}{decided} -o {book}{lang}")];
    if let Some(AtTheLine { result, last_in, first_out }) = &demo.line {
        out.push(format!("quanheng explain {base} --result {result} --of {} --instead-of {}{lang}", quoted(last_in), quoted(first_out)));
    }
    if let Some((row, most)) = &demo.short
        && let Some(of) = &row.of
    {
        let wanted = quoted(&most.zh);
        out.push(format!("quanheng why-not {base} --result {} --of {} --wanted {wanted}{lang}", row.result, quoted(of)));
    }
    if let [from, to] = against {
        out.push(format!("quanheng compare {} {} --facts {facts} --period {period}{lang}", quoted(from), quoted(to)));
    }
    out.push(format!("quanheng open {base}{lang}"));
    out
}

/// As a shell wants it, where it holds anything a shell would read.
fn quoted(text: &str) -> String {
    let plain = text.chars().all(|c| c.is_alphanumeric() || "/._-:".contains(c));
    if plain && !text.is_empty() { text.to_owned() } else { format!("'{}'", text.replace('\'', "'\\''")) }
}
