//! 设定: what an office settled of what the text leaves open. A setting without who, when and why is a problem and is not used; so is
//! one that is not among the options, or that says something else than the pack.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::heading::{Layout, Wanted};
use super::line::{Line, each};
use super::page::{Page, place_of_origin, shown};
use super::reported::Reported;
use super::table_found::meta_columns;
use super::wording::nearest;
use super::{cell_value::World, date_text};
use crate::decision::{Setting, plain_name};
use crate::fact::Held;
use crate::problem::Problem;
use crate::problems::{setting_against_pack, setting_never_read, setting_not_an_option, setting_unknown, settings_disagree, span_reversed};
use crate::schema::{SettingId, SettingSchema};
use crate::value::{Type, Value, enum_of};

/// The name of the table.
pub(crate) const TABLE: &str = "设定";

const NAME: usize = 0;
const VALUE: usize = 1;
const BODY: usize = 2;
const PERSON: usize = 3;
const ON: usize = 4;
const DOCUMENT: usize = 5;
const REASON: usize = 6;
const FROM: usize = 7;
const TO: usize = 8;

pub(crate) fn wanted() -> Vec<Wanted> {
    let mut wanted = vec![
        Wanted::new("名", &["名", "待定", "待定事项"], true),
        Wanted::new("值", &["值", "设定值"], true),
        Wanted::new("设定机关", &["设定机关", "设定单位"], true),
        Wanted::new("设定人", &["设定人"], true),
        Wanted::new("日期", &["日期", "设定日期"], true),
        Wanted::new("文号", &["文号"], false),
        Wanted::new("理由", &["理由", "设定理由"], true),
        Wanted::new("自", &["自", "起"], false),
        Wanted::new("至", &["至", "止"], false),
    ];
    wanted.extend(meta_columns());
    wanted
}

/// The settings on one sheet, those not known on `known_on` left out.
pub(crate) fn read(world: World<'_>, page: &Page<'_>, layout: &Layout, known_on: Option<Date>, problems: &mut Reported) -> Vec<Setting> {
    let wanted = wanted();
    let mut found = each(world, page, layout, &wanted, &[NAME, VALUE, BODY, PERSON, REASON], problems, setting);
    found.retain(|setting| known_on.is_none_or(|limit| setting.on <= limit && setting.known_from() <= limit));
    found
}

fn setting(line: &Line<'_>) -> Result<Setting, Box<Problem>> {
    let (setting, schema) = open(line)?;
    if !schema.read {
        return Err(Box::new(setting_never_read::problem(line.place(NAME), &schema.name)));
    }
    let value = line.required_value(VALUE, &schema.ty)?;
    if !schema.options.is_empty() && !schema.options.contains(&value) {
        let options: Vec<String> = schema.options.iter().map(|o| option_shown(line.world, o)).collect();
        let given = line.text(VALUE).unwrap_or_default();
        return Err(Box::new(setting_not_an_option::problem(line.place(VALUE), &schema.name, &given, &options)));
    }
    if schema.settled.as_ref().is_some_and(|settled| *settled != value) {
        let given = line.text(VALUE).unwrap_or_default();
        return Err(Box::new(setting_against_pack::problem(line.place(VALUE), &schema.name, &given)));
    }
    let (from, to) = (end(line, FROM, true)?, end(line, TO, false)?);
    if let (Some(first), Some(last)) = (from, to)
        && last < first
    {
        let text = |at| line.text(at).unwrap_or_default();
        return Err(Box::new(span_reversed::problem(line.place(TO), &text(FROM), &text(TO))));
    }
    Ok(Setting {
        setting,
        value,
        body: line.required(BODY)?,
        person: line.required(PERSON)?,
        on: line.required_day(ON)?,
        document: line.text(DOCUMENT),
        reason: line.required(REASON)?,
        from,
        to,
        origin: line.origin(VALUE)?,
    })
}

fn open<'a>(line: &Line<'a>) -> Result<(SettingId, &'a SettingSchema), Box<Problem>> {
    let given = line.required(NAME)?;
    let plain = plain_name(&given);
    let all = &line.world.schema.settings;
    let found =
        all.iter().position(|s| plain_name(&s.name) == plain).and_then(|at| Some((SettingId(u32::try_from(at).ok()?), all.get(at)?)));
    found.ok_or_else(|| {
        let near = nearest(&given, all.iter().map(|s| s.name.as_str()));
        Box::new(setting_unknown::problem(line.place(NAME), &given, &near))
    })
}

/// A day, or a year for its first or last day; `None` where the cell is empty.
fn end(line: &Line<'_>, at: usize, first: bool) -> Result<Option<Date>, Box<Problem>> {
    let Some(value) = line.value(at) else { return Ok(None) };
    if let Some(year) = date_text::year(&shown(value)) {
        return Ok(if first { year.first_day() } else { year.last_day() });
    }
    match line.read(at, &Type::Date)? {
        Some(Held::Exactly(Value::Date(day))) => Ok(Some(day)),
        Some(Held::Between(Value::Date(earliest), Value::Date(latest))) => Ok(Some(if first { earliest } else { latest })),
        _ => Ok(None),
    }
}

fn option_shown(world: World<'_>, option: &Value) -> String {
    match option {
        Value::Bool(true) => "是".to_owned(),
        Value::Bool(false) => "否".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Enum(id, rank) => enum_of(&world.schema.enums, *id).and_then(|e| e.name_of(*rank)).unwrap_or_default().to_owned(),
        _ => String::new(),
    }
}

/// Settings in the order in which they became known. Two that hold on one day, known from the same day, and that say different
/// things, are not used.
pub(crate) fn settle(world: World<'_>, mut all: Vec<Setting>, problems: &mut Vec<Problem>) -> Vec<Setting> {
    all.sort_by(|a, b| (a.setting, a.known_from(), &a.origin).cmp(&(b.setting, b.known_from(), &b.origin)));
    let mut by_open: BTreeMap<SettingId, Vec<Setting>> = BTreeMap::new();
    for setting in all {
        let others = by_open.entry(setting.setting).or_default();
        let same =
            |s: &Setting| (s.from, s.to, &s.value, s.known_from()) == (setting.from, setting.to, &setting.value, setting.known_from());
        let said = |s: &Setting| (s.body.clone(), s.person.clone(), s.on, s.document.clone(), s.reason.clone());
        // Of several that say the same it does not matter where they stand: the one whose words come first is kept.
        match others.iter().position(same).and_then(|at| others.get_mut(at)) {
            Some(other) if said(&setting) < said(other) => *other = setting,
            Some(_) => {}
            None => others.push(setting),
        }
    }
    let mut kept = Vec::new();
    for settings in by_open.into_values() {
        let clash = |a: &Setting, b: &Setting| a.known_from() == b.known_from() && a.value != b.value && a.meets(b);
        let mut told = false;
        for (at, one) in settings.iter().enumerate() {
            let other = settings.iter().enumerate().find(|(other, s)| *other != at && clash(one, s)).map(|(_, s)| s);
            match other {
                None => kept.push(one.clone()),
                Some(other) if !told => {
                    told = true;
                    let name =
                        usize::try_from(one.setting.0).ok().and_then(|at| world.schema.settings.get(at)).map_or("", |s| s.name.as_str());
                    let (place, second) = (place_of_origin(&one.origin), place_of_origin(&other.origin));
                    problems.push(settings_disagree::problem(place, name, &one.origin.text, &other.origin.text, second));
                }
                Some(_) => {}
            }
        }
    }
    kept
}
